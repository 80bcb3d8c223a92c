//! Opening: folders, workspaces, bundles, the demonstration; reading articles as they come.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use eframe::egui::{Context, Event};

use super::App;
use super::living::Living;
use super::tables::Tables;
use crate::corpus::search::hits::grouped;
use crate::corpus::{self, Article, Batch, Choices, FolderError, Options, Progress};
use crate::dossier::suggestions::Maker;
use crate::dossier::{self, Dossier, Location, Sitting};
use crate::handover;
use crate::job::{Failed, Job};
use crate::session::{Overlay, PathFor};
use crate::view::status::Work;

/// The reading of a folder on another thread.
pub(super) struct Reading {
    job: Job<Result<(), FolderError>>,
    batches: Receiver<Batch>,
    /// Articles that were read and are not in the dossier yet.
    waiting: VecDeque<Arc<Article>>,
    progress: Progress,
    outcome: Option<Result<Result<(), FolderError>, Failed>>,
}

/// Articles are taken in for at most this long a frame, so that drawing never waits for reading.
const TAKING: Duration = Duration::from_micros(2_500);
/// So long with what else is taken in, such as what the detector found: drawing has the other half of
/// the 8 ms that a frame may take.
const TOGETHER: Duration = Duration::from_millis(4);
/// The same while hands are at work: what they ask for is drawn first.
const TAKING_BESIDE_HANDS: Duration = Duration::from_micros(700);
/// Hands are at work for so many seconds after a key, a press or a turn of the wheel: what these ask for
/// is drawn some frames later.
const HANDS: f64 = 0.1;
/// So many are taken in between two looks at the clock.
const TAKEN: usize = 16;

impl App {
    /// Opens what was asked for, else what was open last, else the demonstration.
    pub fn start(&mut self, ctx: &Context, path: Option<PathBuf>) {
        let last = self.settings.last.clone().filter(|last| last.exists());
        match path.or(last) {
            Some(path) => self.open(ctx, &path),
            None => self.open_demonstration(ctx),
        }
    }

    /// Opens what a path names: a folder of articles, a workspace.ron, or a bundle.
    pub fn open(&mut self, ctx: &Context, path: &Path) {
        let opened = if is_bundle(path) { self.unpacked(path) } else { Ok(path.to_owned()) };
        match opened {
            Ok(path) => self.open_folder_or_workspace(ctx, &path),
            Err(message) => self.say(message),
        }
    }

    /// Opens a private copy of the demonstration.
    pub fn open_demonstration(&mut self, ctx: &Context) {
        let Some(folder) = self.own_folder() else {
            return self.say("The demonstration cannot be unpacked: this system names no folder for data.");
        };
        match crate::demo::unpack(&folder) {
            Ok(copy) => self.open_folder_or_workspace(ctx, &copy),
            Err(why) => self.say(format!(
                "The demonstration cannot be unpacked, because {why}; make room or set DOSSIER_CONFIG: {}",
                folder.display()
            )),
        }
    }

    /// Where this program keeps copies of its own.
    fn own_folder(&self) -> Option<PathBuf> {
        self.store.folder().map(Path::to_owned)
    }

    /// A bundle's contents in a folder beside it, or in our own where that cannot be written.
    fn unpacked(&self, bundle: &Path) -> Result<PathBuf, String> {
        handover::open_bundle(bundle, self.own_folder().as_deref())
    }

    fn open_folder_or_workspace(&mut self, ctx: &Context, path: &Path) {
        let remembered = self.settings.place_of(path).map(Path::to_owned);
        match Location::of(path, remembered.as_deref()) {
            Ok(location) => self.open_location(ctx, &location, path),
            Err(error) => self.say(error.to_string()),
        }
    }

    fn open_location(&mut self, ctx: &Context, location: &Location, asked: &Path) {
        let mut sitting = Sitting::new(self.settings.analyst.clone(), (self.clock)());
        sitting.wake.clone_from(&self.wake);
        match Dossier::open(location, sitting) {
            Ok(dossier) => self.opened(ctx, dossier, location, asked),
            Err(error) if error.is_unwritable() => self.ask_where_to_keep(location, &error),
            Err(error) => self.say(error.to_string()),
        }
    }

    fn opened(&mut self, ctx: &Context, dossier: Dossier, location: &Location, asked: &Path) {
        let same = self.settings.last.as_deref() == Some(asked);
        if !same {
            self.session.article = None;
        }
        self.session.now = crate::session::Now::default();
        self.caches = crate::view::Caches::default();
        self.settings.remember_last(asked);
        self.keep_settings();
        let choices = dossier.column_choices();
        self.dossier = Some(dossier);
        self.origins.forget();
        self.read(location.articles.clone(), choices);
        ctx.send_viewport_cmd(eframe::egui::ViewportCommand::Title(self.title()));
        ctx.request_repaint();
    }

    fn ask_where_to_keep(&mut self, location: &Location, error: &dossier::Error) {
        self.say(error.to_string());
        self.keeping_for = Some(location.clone());
        let name = format!("{}.ron", location.name());
        let guess = self.own_folder().map(|folder| folder.join("workspaces").join(name));
        let text = guess.map(|path| path.display().to_string()).unwrap_or_default();
        self.session.now.overlay = Some(Overlay::Path(PathFor::Keep, text));
    }

    /// Keeps the workspace of an unwritable folder in another place, and remembers it.
    pub(super) fn keep_elsewhere(&mut self, ctx: &Context, path: &Path) {
        let Some(location) = self.keeping_for.take() else { return };
        let workspace = if path.is_dir() { path.join("workspace.ron") } else { path.to_owned() };
        if let Some(folder) = workspace.parent() {
            // If it cannot be made, opening says why.
            let _ = std::fs::create_dir_all(folder);
        }
        self.settings.remember_place(&location.articles, &workspace);
        self.keep_settings();
        let articles = location.articles.clone();
        self.open_location(ctx, &location.with_workspace(workspace), &articles);
    }

    /// Starts reading a folder's articles on another thread.
    fn read(&mut self, folder: PathBuf, choices: Choices) {
        let (send, batches) = channel();
        self.tables = Tables::of(choices.clone());
        let options = Options { cache: self.store.cache_of(&folder), choices };
        let now = (self.clock)().saturating_mul(1_000_000_000);
        self.living = Living::of(&folder, options.cache.clone(), now);
        self.maker = Maker::of(Maker::file_beside(options.cache.clone()));
        let job = Job::start("reading articles", self.wake.clone(), move |ctx| {
            corpus::read_in_batches(&folder, &options, &mut |batch| {
                ctx.report(batch.progress.done as u64, batch.progress.total as u64);
                send.send(batch).is_ok() && !ctx.cancelled()
            })
        });
        let (waiting, progress) = (VecDeque::new(), Progress::default());
        self.reading = Some(Reading { job, batches, waiting, progress, outcome: None });
    }

    /// Takes in what jobs have finished.
    pub(super) fn poll(&mut self, ctx: &Context) {
        let begun = Instant::now();
        if let Some(dossier) = &mut self.dossier {
            dossier.poll();
        }
        self.follow_origins();
        self.follow_suggestions();
        let taking = if self.sees_hands(ctx) { TAKING_BESIDE_HANDS } else { TAKING };
        self.take_articles(ctx, TOGETHER.saturating_sub(begun.elapsed()).min(taking));
        self.poll_tables();
        self.live(ctx);
        self.follow_picture(ctx);
        self.take_export();
        self.take_reference();
        self.take_dialog(ctx);
    }

    /// Whether hands are at work, or were a moment ago.
    fn sees_hands(&mut self, ctx: &Context) -> bool {
        let is_deed = |event: &Event| {
            matches!(
                event,
                Event::Key { .. } | Event::Text(_) | Event::PointerButton { .. } | Event::MouseWheel { .. }
            )
        };
        let (now, deed) = ctx.input(|input| (input.time, input.events.iter().any(is_deed)));
        if deed {
            self.hands = now;
        }
        now - self.hands < HANDS
    }

    /// Takes in articles for so long, and a few even where there is no time at all.
    fn take_articles(&mut self, ctx: &Context, time: Duration) {
        let (Some(reading), Some(dossier)) = (&mut self.reading, &mut self.dossier) else { return };
        // Asked before the batches: what was sent before the end is then in them.
        reading.outcome = reading.outcome.take().or_else(|| reading.job.take());
        for batch in reading.batches.try_iter() {
            reading.progress = batch.progress;
            if !batch.kept {
                self.living.has_read(&batch.articles);
            }
            reading.waiting.extend(batch.articles);
            dossier.add_problems(batch.problems);
        }
        // In a frame of its own, after that in which its row is first drawn: laying out the first text is dear.
        if self.session.article.is_none()
            && let Some(first) = dossier.corpus().nth(0)
        {
            self.session.article = Some(first.id.path.clone());
            return ctx.request_repaint();
        }
        let start = Instant::now();
        while !reading.waiting.is_empty() {
            let some = reading.waiting.len().min(TAKEN);
            dossier.add_articles(reading.waiting.drain(..some));
            if start.elapsed() >= time {
                break;
            }
        }
        let unopened = self.session.article.is_none() && !dossier.corpus().is_empty();
        if unopened || !reading.waiting.is_empty() {
            return ctx.request_repaint();
        }
        let Some(outcome) = reading.outcome.take() else { return };
        dossier.finish_articles();
        self.reading = None;
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.session.now.message = Some(error.to_string()),
            Err(failed) => self.session.now.message = Some(failed.to_string()),
        }
        ctx.request_repaint();
    }

    /// Whether articles are still coming.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// What is going on in the background, for the status bar.
    pub(super) fn work(&self) -> Option<Work> {
        if let Some(reading) = &self.reading {
            let Progress { done, total } = reading.progress;
            let part = (total > 0).then(|| done as f32 / total as f32);
            return Some(Work {
                name: format!("Reading articles, {} of {}", grouped(done), grouped(total)),
                part,
            });
        }
        let exporting =
            self.exporting.as_ref().map(|job| Work { name: format!("{}…", job.name()), part: None });
        let learning = || {
            let (name, crate::job::Progress { done, total }) = self.living.work()?;
            let part = (total > 0).then(|| done as f32 / total as f32);
            Some(Work { name: format!("{name}…"), part })
        };
        let working = self.tables.work().or(exporting).or_else(learning);
        working.or_else(|| self.suggestions_work()).or_else(|| self.origins_work())
    }

    /// Stops what is going on in the background.
    pub(super) fn cancel_work(&mut self) {
        if let Some(reading) = &self.reading {
            reading.job.cancel();
        }
        if let Some(job) = self.exporting.take() {
            job.cancel();
        } else if self.reading.is_none() && self.suggestions_work().is_some() {
            self.maker.pause();
        } else if self.reading.is_none() {
            self.origins.cancel();
        }
        self.living.cancel();
    }

    pub(super) fn keep_settings(&mut self) {
        if let Err(unkept) = self.store.save(&self.settings) {
            self.say(unkept.to_string());
        }
    }

    /// Shows one sentence in the status bar.
    pub(super) fn say(&mut self, message: impl Into<String>) {
        let message: String = message.into();
        let mut letters = message.chars();
        self.session.now.message = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    }
}

/// Whether a path names a bundle rather than a folder or a workspace.
fn is_bundle(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) && path.is_file()
}
