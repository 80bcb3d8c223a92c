//! CPU milliseconds of each frame of the reader at 5 MB, beside an egui label of 50 KB as the yardstick.
//!
//! `cargo bench --bench reader`

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use dossier::model::{EntryId, ItemId};
use dossier::view::reader::{self, Mark, MarkKind, Marked, ReaderLook, ReaderState};
use eframe::egui::{
    self, Color32, Context, Event, FontId, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect,
    TouchPhase, vec2,
};

const BYTES: usize = 5_000_000;
const SENTENCE: &str =
    "Officials said at least 27,585 people were reported killed, most of them since the start of the year. ";

fn main() {
    let paragraphs = format!("{}\n\n", SENTENCE.repeat(5).trim_end()).repeat(BYTES / 5 / SENTENCE.len());
    let one_line = SENTENCE.repeat(BYTES / SENTENCE.len());
    let arabic = "قال الوزير إن 23 شخصاً قتلوا في الهجوم (الثلاثاء) وفق وكالة Reuters أمس. ".repeat(6) + "\n";
    let arabic = arabic.repeat(BYTES / arabic.len());
    println!("{:<34}{:>9}{:>9}{:>9}{:>9}{:>9}", "ms a frame", "open", "first", "idle", "scroll", "jump");
    bench("5 MB, many paragraphs", &paragraphs);
    bench("5 MB, one line", &one_line);
    bench("5 MB, Arabic with Latin", &arabic);
    label(&SENTENCE.repeat(50_000 / SENTENCE.len()));
}

fn bench(name: &str, text: &str) {
    let text: Arc<str> = text.into();
    let marks = marks(&text);
    let mut window = Window::warm();
    let started = now_ms();
    let mut state = ReaderState::new(text.clone());
    let open = now_ms() - started;
    let mut frame = |state: &mut ReaderState, events| {
        window.frame(events, |ui| {
            reader::ui(ui, &text, &marks, &look(), state);
        })
    };
    let first = frame(&mut state, vec![]);
    let idle = mean(40, |_| frame(&mut state, vec![]));
    let wheel = || Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, -120.0),
        phase: TouchPhase::Move,
        modifiers: egui::Modifiers::NONE,
    };
    let scroll =
        mean(120, |_| frame(&mut state, vec![Event::PointerMoved(Pos2::new(400.0, 300.0)), wheel()]));
    let jump = mean(120, |round| {
        let at = text.floor_char_boundary((round * 7_919_993) % text.len());
        state.jump_to(at..at + 1);
        frame(&mut state, vec![])
    });
    println!("{name:<34}{open:>9.2}{first:>9.2}{idle:>9.2}{scroll:>9.2}{jump:>9.2}");
}

fn label(text: &str) {
    let mut window = Window::warm();
    let mut frame = || {
        window.frame(vec![], |ui| {
            egui::ScrollArea::vertical().show(ui, |ui| ui.label(text));
        })
    };
    let first = frame();
    let idle = mean(40, |_| frame());
    println!("{:<34}{:>9}{first:>9.2}{idle:>9.2}", "egui Label, 50 KB", "");
}

/// 20,000 marks spread over the text, each tenth a long passage that overlaps others.
fn marks(text: &str) -> Vec<Mark> {
    let step = text.len() / 20_000;
    let mark = |place: usize| {
        let start = text.floor_char_boundary(place * step);
        let length = if place.is_multiple_of(10) { 900 } else { 40 };
        let end = text.floor_char_boundary((start + length).min(text.len()));
        let kind = [MarkKind::Highlight, MarkKind::Underline, MarkKind::Dotted][place % 3];
        let id = Marked::Item(ItemId { entry: EntryId::default(), place: place as u32 });
        Mark { id, bytes: start..end, kind, colour: Color32::from_rgb(0, 114, 178) }
    };
    (0..20_000).map(mark).collect()
}

#[derive(Default)]
struct Window {
    ctx: Context,
    time: f64,
}

impl Window {
    /// A window whose fonts are loaded.
    fn warm() -> Self {
        let mut window = Self::default();
        window.frame(vec![], |ui| {
            ui.label("Aا");
        });
        window
    }

    /// Runs and tessellates one frame with AccessKit on; gives its milliseconds.
    fn frame(&mut self, events: Vec<Event>, mut ui: impl FnMut(&mut egui::Ui)) -> f64 {
        self.ctx.enable_accesskit();
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let started = now_ms();
        let mut output = self.ctx.run_ui(input, |root| ui(root));
        self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let taken = now_ms() - started;
        output.textures_delta.clear();
        taken
    }
}

fn mean(rounds: usize, mut frame: impl FnMut(usize) -> f64) -> f64 {
    (0..rounds).map(&mut frame).sum::<f64>() / rounds as f64
}

/// The CPU time of this thread where the system tells it, else the time of day, in milliseconds.
fn now_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    let day = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |past| past.as_secs_f64() * 1e9);
    nanos.unwrap_or_else(day) / 1e6
}

fn look() -> ReaderLook {
    ReaderLook {
        body: FontId::proportional(17.0),
        line_height: 25.5,
        measure: 600.0,
        background: Color32::WHITE,
        text: Color32::BLACK,
        focus: Color32::BLUE,
        selection: Color32::LIGHT_BLUE,
        flash: Color32::YELLOW,
        find_hit: Color32::LIGHT_YELLOW,
        find_current: Color32::ORANGE,
        tint: 0.25,
    }
}
