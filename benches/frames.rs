//! CPU milliseconds of each frame of the window while a folder loads, under typing and scrolling hands.
//!
//! The real application draws without a display, 60 frames a second, and what it draws is tessellated; time
//! on the graphics card is not in it. Budget: 8 ms of CPU a frame. `DOSSIER_BENCH_ARTICLES` names
//! other sizes than 10,000 and 100,000, `DOSSIER_BENCH_DEAR` has every frame over the budget told.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod articles;

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use dossier::app::App;
use dossier::corpus::{Batch, Corpus, Options, cache, read_in_batches};
use dossier::dossier::Dossier;
use dossier::session::Session;
use dossier::settings::Store;
use eframe::egui::{
    self, Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput,
    Rect, TouchPhase, vec2,
};
use tempfile::TempDir;

/// CPU milliseconds that a frame may take.
const BUDGET: f64 = 8.0;
/// Time from one frame to the next.
const PACE: Duration = Duration::from_micros(16_667);
/// Frames until fonts are laid out and the window has found its sizes.
const FIRST: usize = 4;
/// Frames that are drawn after the last article came: what only then begins counts too.
const AFTER: usize = 120;
/// A folder is opened until at least so many frames were drawn while it loaded.
const ENOUGH: usize = 900;
/// But never more often than this.
const OPENINGS: usize = 12;

/// Where this is set, every frame over the budget is told.
const DEAR: &str = "DOSSIER_BENCH_DEAR";

const LIST: Pos2 = Pos2::new(130.0, 250.0);
const PAGE: Pos2 = Pos2::new(600.0, 300.0);

fn main() {
    let sizes = std::env::var("DOSSIER_BENCH_ARTICLES").unwrap_or_else(|_| "10000,100000".to_owned());
    for count in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        measure(count);
    }
}

fn measure(count: usize) {
    let (folder, settings) = (temporary(), temporary());
    let store = |name: String| Store::in_folder(settings.path().join(name));
    articles::generate(folder.path(), count);
    println!("{count} articles");
    opened("the first opening", folder.path(), |opening| store(opening.to_string()));
    keep(folder.path(), &store("kept".to_owned()));
    opened("the second opening", folder.path(), |_| store("kept".to_owned()));
}

/// Opens a folder until enough frames were drawn while it loaded, and prints what they cost.
fn opened(name: &str, folder: &Path, store: impl Fn(usize) -> Store) {
    let mut costs = Costs::default();
    let mut openings = 0;
    while openings < OPENINGS && costs.loading() < ENOUGH {
        Window::open(folder, store(openings)).load(openings * 61, &mut costs);
        openings += 1;
    }
    println!(
        "  {name}, {openings} times; over {BUDGET} ms were {} of the frames while it loaded",
        costs.over()
    );
    println!("    {:<26}{:>8}{:>9}{:>9}{:>9}", "CPU ms a frame", "frames", "median", "99 %", "most");
    costs.all.iter().for_each(Cost::print);
}

/// Writes the cache that a first opening leaves behind.
fn keep(folder: &Path, store: &Store) {
    let mut corpus = Corpus::default();
    let mut add = |batch: Batch| {
        batch.articles.into_iter().for_each(|article| corpus.add(article));
        true
    };
    let read = read_in_batches(folder, &Options::default(), &mut add);
    let kept = store.cache_of(folder).map(|cache| cache::write(&cache, corpus.articles()));
    assert!(read.is_ok() && kept.is_some_and(|kept| kept.is_ok()), "the cache cannot be written");
}

/// What the hands do in a frame.
#[derive(Clone)]
struct Act {
    kind: &'static str,
    events: Vec<Event>,
}

/// What an impatient analyst does, over and over.
fn script(filter: Pos2, search: Pos2) -> Vec<Act> {
    let rest = |frames| vec![Act { kind: "at rest", events: vec![] }; frames];
    [
        rest(10),
        scrolling("scrolling the list", LIST, 40),
        typing("typing in the filter", filter, "report 12 st"),
        scrolling("scrolling the article", PAGE, 30),
        typing("typing in the search", search, "killed NEAR/5 children"),
        turning(12),
    ]
    .concat()
}

fn scrolling(kind: &'static str, at: Pos2, frames: usize) -> Vec<Act> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, -150.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    vec![Act { kind, events: vec![Event::PointerMoved(at), wheel] }; frames]
}

/// Clicks a field, types a letter every fourth frame, clears the field and leaves it.
fn typing(kind: &'static str, at: Pos2, words: &str) -> Vec<Act> {
    let act = |events| Act { kind, events };
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let mut acts =
        vec![act(vec![Event::PointerMoved(at)]), act(vec![button(true)]), act(vec![button(false)])];
    for letter in words.chars() {
        acts.push(act(vec![Event::Text(letter.to_string())]));
        acts.extend(vec![act(vec![]); 3]);
    }
    acts.extend(vec![act(vec![]); 30]);
    acts.extend([(Modifiers::COMMAND, Key::A), (Modifiers::NONE, Key::Delete)].map(|key| act(pressed(key))));
    acts.push(act(pressed((Modifiers::NONE, Key::Escape))));
    acts
}

/// Goes from article to article by the keyboard.
fn turning(articles: usize) -> Vec<Act> {
    let turn = Act { kind: "turning to the next", events: pressed((Modifiers::NONE, Key::J)) };
    let rest = Act { events: vec![], ..turn.clone() };
    (0..articles).flat_map(|_| [turn.clone(), rest.clone()]).collect()
}

fn pressed((modifiers, key): (Modifiers, Key)) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![
        Event::ModifiersChanged(modifiers),
        event(true),
        event(false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]
}

/// What the frames of one kind cost.
struct Cost {
    kind: &'static str,
    frames: Vec<f64>,
    /// The dearest: its milliseconds and the number of articles that were in.
    most: (f64, usize),
}

impl Cost {
    fn print(&self) {
        let mut frames = self.frames.clone();
        frames.sort_by(f64::total_cmp);
        let at = |share: f64| frames.get(((frames.len() - 1) as f64 * share).round() as usize).copied();
        let (median, high) = (at(0.5).unwrap_or_default(), at(0.99).unwrap_or_default());
        let (most, articles) = self.most;
        let count = frames.len();
        println!(
            "    {:<26}{count:>8}{median:>9.2}{high:>9.2}{most:>9.2}  at {articles} articles",
            self.kind
        );
    }
}

/// What frames cost, by what was done in them.
#[derive(Default)]
struct Costs {
    all: Vec<Cost>,
}

impl Costs {
    fn add(&mut self, kind: &'static str, taken: f64, articles: usize) {
        let at = self.all.iter().position(|cost| cost.kind == kind).unwrap_or_else(|| {
            self.all.push(Cost { kind, frames: vec![], most: (0.0, 0) });
            self.all.len() - 1
        });
        let cost = &mut self.all[at];
        cost.frames.push(taken);
        if taken > cost.most.0 {
            cost.most = (taken, articles);
        }
    }

    /// The frames that were drawn while articles came, but for the first of a window.
    fn while_loading(&self) -> impl Iterator<Item = f64> {
        let kinds = self.all.iter().filter(|cost| ![OPENING, LOADED].contains(&cost.kind));
        kinds.flat_map(|cost| cost.frames.iter().copied())
    }

    fn loading(&self) -> usize {
        self.while_loading().count()
    }

    fn over(&self) -> usize {
        self.while_loading().filter(|taken| *taken > BUDGET).count()
    }
}

const OPENING: &str = "the first frames";
const LOADED: &str = "just after";

/// The window, without a display.
struct Window {
    ctx: Context,
    app: App,
    started: Instant,
    taken: f64,
}

impl Window {
    fn open(folder: &Path, store: Store) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        let started = now_ms();
        let mut app = App::new(&ctx, Session::default(), store, || 1_715_587_240);
        app.open(&ctx, folder);
        Self { ctx, app, started: Instant::now(), taken: now_ms() - started }
    }

    /// Draws frames until everything is read, and some more; the script begins at one of its acts.
    fn load(mut self, from: usize, costs: &mut Costs) {
        costs.add(OPENING, self.taken, 0);
        let mut places = (None, None);
        for _ in 0..FIRST {
            let (taken, output) = self.frame(vec![]);
            costs.add(OPENING, taken, self.articles());
            places = (place_of(&output, "Filter articles"), place_of(&output, "Search all articles"));
            self.wait();
        }
        let (Some(filter), Some(search)) = places else { unreachable!("the fields are not drawn") };
        let acts = script(filter, search);
        let mut after = 0;
        for act in acts.iter().cycle().skip(from % acts.len()) {
            let loaded = self.app.dossier().is_some_and(Dossier::has_all_articles);
            after += usize::from(loaded);
            let (taken, _) = self.frame(act.events.clone());
            costs.add(if loaded { LOADED } else { act.kind }, taken, self.articles());
            if taken > BUDGET && std::env::var_os(DEAR).is_some() {
                println!("    {taken:6.2} ms {} at {} articles", act.kind, self.articles());
            }
            if after >= AFTER {
                break;
            }
            self.wait();
        }
    }

    fn articles(&self) -> usize {
        self.app.dossier().map_or(0, |dossier| dossier.corpus().len())
    }

    /// Runs and tessellates one frame; gives its milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> (f64, egui::FullOutput) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.started.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let started = now_ms();
        let mut output = self.ctx.run_ui(input, |root| self.app.frame(root));
        self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let taken = now_ms() - started;
        output.textures_delta.clear();
        (taken, output)
    }

    /// Waits for the next frame as a screen does.
    fn wait(&self) {
        let past = self.started.elapsed().as_nanos() % PACE.as_nanos();
        sleep(PACE.saturating_sub(Duration::from_nanos(past as u64)));
    }
}

/// The middle of what has a name for screen readers.
fn place_of(output: &egui::FullOutput, name: &str) -> Option<Pos2> {
    let update = output.platform_output.accesskit_update.as_ref()?;
    let named = update.nodes.iter().find(|(_, node)| node.label() == Some(name));
    let bounds = named?.1.bounds()?;
    Some(Pos2::new((bounds.x0 + bounds.x1) as f32 / 2.0, (bounds.y0 + bounds.y1) as f32 / 2.0))
}

fn temporary() -> TempDir {
    tempfile::tempdir().unwrap_or_else(|why| unreachable!("no temporary folder: {why}"))
}

/// The CPU time of this thread where the system tells it, else the time of day, in milliseconds.
///
/// Linux brings it up to date when a thread gives way.
fn now_ms() -> f64 {
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    let day = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |past| past.as_secs_f64() * 1e9);
    nanos.unwrap_or_else(day) / 1e6
}
