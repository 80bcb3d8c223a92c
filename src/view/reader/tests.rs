//! The reader as a whole: driven by pointer and keys, without a display.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, Event, FontId, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2,
};

use super::block::Block;
use super::*;
use crate::model::{EntryId, ItemId};

pub(super) fn look() -> ReaderLook {
    ReaderLook {
        body: FontId::proportional(17.0),
        line_height: 26.0,
        measure: 600.0,
        background: Color32::WHITE,
        text: Color32::BLACK,
        focus: Color32::BLUE,
        selection: Color32::from_rgba_unmultiplied(0, 90, 200, 60),
        flash: Color32::YELLOW,
        find_hit: Color32::LIGHT_YELLOW,
        find_current: Color32::ORANGE,
        tint: 0.25,
    }
}

/// A window with nothing but the reader.
struct Window {
    ctx: egui::Context,
    text: Arc<str>,
    marks: Vec<Mark>,
    state: ReaderState,
    time: f64,
    last: Option<ReaderResponse>,
    wants_repaint: std::time::Duration,
    modifiers: Modifiers,
    /// The modifiers that egui was last told.
    sent: Modifiers,
}

impl Window {
    fn new(text: &str) -> Self {
        let text: Arc<str> = text.into();
        let state = ReaderState::new(text.clone());
        let ctx = egui::Context::default();
        ctx.enable_accesskit();
        let wants_repaint = std::time::Duration::MAX;
        let mut window = Self {
            ctx,
            text,
            marks: vec![],
            state,
            time: 0.0,
            last: None,
            wants_repaint,
            modifiers: Modifiers::NONE,
            sent: Modifiers::NONE,
        };
        window.frame(vec![]);
        window.frame(vec![]);
        window
    }

    fn frame(&mut self, events: Vec<Event>) -> egui::FullOutput {
        let mut events = events;
        if self.modifiers != self.sent {
            self.sent = self.modifiers;
            events.insert(0, Event::ModifiersChanged(self.modifiers));
        }
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)));
        let input =
            RawInput { screen_rect, time: Some(self.time), events, focused: true, ..Default::default() };
        let (text, marks, state, last) = (&self.text, &self.marks, &mut self.state, &mut self.last);
        let mut output = self.ctx.run_ui(input, |ui| *last = Some(ui_in(ui, text, marks, state)));
        self.wants_repaint =
            output.viewport_output.values().map(|v| v.repaint_delay).min().unwrap_or_default();
        output.textures_delta.clear();
        output
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.modifiers = modifiers;
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true)]);
        self.frame(vec![event(false)]);
        self.modifiers = Modifiers::NONE;
    }

    fn pointer(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = self.modifiers;
        self.frame(vec![
            Event::PointerMoved(pos),
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers },
        ]);
    }

    fn click(&mut self, pos: Pos2) {
        self.pointer(pos, true);
        self.pointer(pos, false);
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.pointer(from, true);
        for step in 1..=4 {
            self.frame(vec![Event::PointerMoved(from + (to - from) * step as f32 / 4.0)]);
        }
        self.pointer(to, false);
    }

    /// The paragraphs as they stand on the screen now.
    fn shown(&mut self) -> Vec<(std::ops::Range<usize>, Arc<Block>, Pos2)> {
        let (text, marks, state) = (&self.text, &self.marks, &mut self.state);
        let mut found = vec![];
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)));
        let input = RawInput { screen_rect, time: Some(self.time), ..Default::default() };
        let mut output = self.ctx.run_ui(input, |ui| {
            let top = ui.max_rect().top();
            let left = ui.max_rect().left();
            let room = ui.available_width();
            ui_in(ui, text, marks, state);
            let width = state.cache.width();
            let x = (left + ((room - width) / 2.0).max(marks::MARGIN)).round();
            for index in 0..state.paragraphs.len().min(40) {
                let block = state.block(ui, index);
                let y = top + PADDING + state.paragraphs.heights.top(index) as f32 - state.offset;
                found.push((state.paragraphs.body(text, index), block, pos2(x, y)));
            }
        });
        output.textures_delta.clear();
        found
    }

    /// The middle of the caret before `byte`, on the screen.
    fn caret(&mut self, byte: usize) -> Pos2 {
        let shown = self.shown();
        let (body, block, at) =
            shown.iter().find(|(body, ..)| body.start <= byte && byte <= body.end).unwrap();
        *at + block.caret(byte - body.start).center().to_vec2()
    }

    fn selected(&self) -> Option<&str> {
        self.state.selection().map(|range| &self.text[range])
    }

    fn rest(&mut self) {
        for _ in 0..30 {
            self.frame(vec![]);
        }
    }
}

fn ui_in(ui: &mut egui::Ui, text: &Arc<str>, marks: &[Mark], state: &mut ReaderState) -> ReaderResponse {
    super::ui(ui, text, marks, &look(), state)
}

fn id(place: u32) -> Marked {
    Marked::Item(ItemId { entry: EntryId::default(), place })
}

const LATIN: &str = "At least 27,585 people have been reported killed since October.\nA second paragraph, of some length, follows here.";
const ARABIC: &str = "قال الوزير إن 23 شخصاً قتلوا في الهجوم (الثلاثاء) وفق وكالة Reuters أمس.";
const MIXED: &str = "The paper الشرق الأوسط (London) reported 1,400 wounded, שלום עולם, on Tuesday.";

#[test]
fn dragging_selects_exact_bytes_in_latin() {
    let mut window = Window::new(LATIN);
    for (start, end) in [(9, 15), (0, 2), (16, 70), (64, 112)] {
        let (from, to) = (window.caret(start), window.caret(end));
        window.drag(from, to);
        assert_eq!(window.state.selection(), Some(start..end));
        let (from, to) = (window.caret(end), window.caret(start));
        window.time += 1.0;
        window.drag(from, to);
        assert_eq!(window.state.selection(), Some(start..end));
        window.time += 1.0;
    }
}

#[test]
fn dragging_selects_exact_bytes_in_arabic_and_mixed_text() {
    for (text, words) in [
        (ARABIC, vec!["23 شخصاً قتلوا", "Reuters", "الوزير", "الثلاثاء"]),
        (MIXED, vec!["الشرق الأوسط", "1,400 wounded", "שלום עולם", "paper"]),
    ] {
        let mut window = Window::new(text);
        for word in words {
            let start = text.find(word).unwrap();
            // The middle of the first and last letter: the edges of runs are shared by two bytes.
            let rects = |window: &mut Window, bytes: std::ops::Range<usize>| {
                let (_, block, at) = window.shown().swap_remove(0);
                let cluster =
                    block.lines.iter().flat_map(|l| &l.clusters).find(|c| c.bytes == bytes).unwrap().clone();
                let line = &block.lines[block.line_of(bytes.start)];
                (cluster, at.y + block.letters(line).center(), at.x)
            };
            let first = start..start + word.chars().next().unwrap().len_utf8();
            let last_len =
                unicode_segmentation::UnicodeSegmentation::graphemes(word, true).next_back().unwrap().len();
            let last = start + word.len() - last_len..start + word.len();
            let (from, y0, x) = rects(&mut window, first);
            let (to, y1, _) = rects(&mut window, last);
            let near = |edge: f32, other: f32| edge + (other - edge) * 0.2;
            let from = pos2(x + near(from.before(), from.after()), y0);
            let to = pos2(x + near(to.after(), to.before()), y1);
            window.drag(from, to);
            assert_eq!(window.selected(), Some(word), "in {text}");
            window.time += 1.0;
        }
    }
}

#[test]
fn double_and_triple_clicks_select_words_and_lines() {
    let mut window = Window::new(LATIN);
    let at = window.caret(11);
    window.click(at);
    assert_eq!((window.selected(), window.state.caret()), (None, Some(11)));
    window.click(at);
    assert_eq!(window.selected(), Some("27,585"));
    window.click(at);
    assert_eq!(window.selected(), LATIN.lines().next());
    window.click(at);
    assert_eq!(window.selected(), None);
}

#[test]
fn shift_click_extends() {
    let mut window = Window::new(LATIN);
    let (from, to) = (window.caret(3), window.caret(15));
    window.click(from);
    window.time += 1.0;
    window.modifiers = Modifiers::SHIFT;
    window.click(to);
    assert_eq!(window.selected(), Some("least 27,585"));
}

#[test]
fn keys_move_and_extend() {
    let mut window = Window::new(LATIN);
    let at = window.caret(9);
    window.click(at);
    window.key(Key::ArrowRight, Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(window.selected(), Some("27,585 "));
    window.key(Key::ArrowLeft, Modifiers::SHIFT);
    assert_eq!(window.selected(), Some("27,585"));
    window.key(Key::Home, Modifiers::SHIFT);
    assert_eq!(window.selected(), Some("At least "));
    window.key(Key::ArrowRight, Modifiers::NONE);
    assert_eq!((window.selected(), window.state.caret()), (None, Some(9)));
    window.key(Key::ArrowDown, Modifiers::SHIFT);
    assert!(window.state.selection().unwrap().end > 64);
    window.key(Key::A, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(window.selected(), Some(LATIN));
    window.key(Key::Escape, Modifiers::NONE);
    assert_eq!(window.selected(), None);
    window.key(Key::Home, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(window.state.caret(), Some(0));
    window.key(Key::End, Modifiers::NONE);
    assert_eq!(window.state.caret(), Some(63));
}

#[test]
fn copy_hands_over_the_words() {
    let mut window = Window::new(LATIN);
    let (from, to) = (window.caret(9), window.caret(15));
    window.drag(from, to);
    let output = window.frame(vec![Event::Copy]);
    let copied = output
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyText(words) if words == "27,585"));
    assert!(copied);
}

#[test]
fn left_and_right_follow_the_eye_in_arabic() {
    let mut window = Window::new(ARABIC);
    window.state.set_selection(Some(0..0));
    let at = window.caret(0);
    window.click(at);
    window.key(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(window.state.caret(), Some("ق".len()));
    window.key(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(window.state.caret(), Some(0));
}

#[test]
fn a_jump_brings_the_words_in_view_and_then_rests() {
    let text = (0..3000)
        .map(|i| {
            format!("Paragraph {i} says a few words, now more and now fewer{}.\n", " and more".repeat(i % 30))
        })
        .collect::<String>();
    let mut window = Window::new(&text);
    for words in ["Paragraph 2500 says", "Paragraph 3 says", "Paragraph 2999 says", "Paragraph 0 says"] {
        let start = text.find(words).unwrap();
        window.state.jump_to(start..start + words.len());
        window.rest();
        let visible = window.last.as_ref().unwrap().visible.clone();
        assert!(visible.contains(&start), "{words}: {start} not in {visible:?}");
        assert!(window.state.flash.is_some());
        window.time += 1.1;
        window.rest();
        assert!(window.state.flash.is_none());
        assert_eq!(window.wants_repaint, std::time::Duration::MAX, "at rest after the flash, at {words}");
    }
}

#[test]
fn find_goes_round_through_the_hits() {
    let text = (0..400).map(|i| format!("Line {i} of the article.\n")).collect::<String>();
    let mut window = Window::new(&text);
    window.state.find("line 39");
    window.rest();
    assert_eq!(window.state.hits().len(), 11);
    assert_eq!(window.state.current_hit(), Some(0));
    let last = window.state.previous_hit().unwrap();
    assert_eq!(&text[last.clone()], "Line 39");
    window.rest();
    assert!(window.last.as_ref().unwrap().visible.contains(&last.start));
    window.state.next_hit();
    assert_eq!(window.state.current_hit(), Some(0));
}

#[test]
fn a_suggestion_in_arabic_is_drawn_and_told_when_clicked() {
    let mut window = Window::new(ARABIC);
    let start = ARABIC.find("23").unwrap();
    let offer = Marked::Offer(4);
    window.marks =
        vec![Mark { id: offer, bytes: start..start + 2, kind: MarkKind::Dotted, colour: Color32::RED }];
    window.state.active = Some(offer);
    let at = window.caret(start + 1);
    window.pointer(at, true);
    window.pointer(at, false);
    assert_eq!(window.last.as_ref().unwrap().clicked, [offer]);
}

#[test]
fn a_click_tells_the_marks_innermost_first() {
    let mut window = Window::new(LATIN);
    let mark = |place, bytes, kind| Mark { id: id(place), bytes, kind, colour: Color32::RED };
    window.marks = vec![mark(1, 0..40, MarkKind::Highlight), mark(2, 9..15, MarkKind::Underline)];
    let at = window.caret(12) + vec2(2.0, 0.0);
    window.pointer(at, true);
    window.pointer(at, false);
    assert_eq!(window.last.as_ref().unwrap().clicked, [id(2), id(1)]);
    let at = window.caret(50);
    window.frame(vec![Event::PointerMoved(at)]);
    window.frame(vec![]);
    assert!(window.last.as_ref().unwrap().hovered.is_empty());
}

#[test]
fn rectangles_cover_every_letter_of_a_mark() {
    for text in [LATIN, ARABIC, MIXED] {
        let mut window = Window::new(text);
        for (body, block, _) in window.shown() {
            for line in &block.lines {
                for cluster in line.clusters.iter().filter(|c| c.bytes.end <= block.seen_end(line)) {
                    let rects = block.rects(&cluster.bytes);
                    let width: f32 = rects.iter().map(Rect::width).sum();
                    assert!((width - (cluster.right - cluster.left)).abs() < 0.01);
                }
            }
            let all = block.rects(&(0..body.len()));
            let seen = |line: &super::block::Line| {
                let end = block.seen_end(line);
                let letters = line.clusters.iter().filter(|c| c.bytes.end <= end);
                letters.map(|c| c.right - c.left).sum::<f32>()
            };
            let letters: f32 = block.lines.iter().map(seen).sum();
            let covered: f32 = all.iter().map(Rect::width).sum();
            assert!((letters - covered).abs() < 1.0, "{letters} {covered}");
            assert!(all.iter().all(|rect| rect.right() <= 601.0));
        }
    }
}

#[test]
fn the_screen_reader_hears_paragraphs_and_selection() {
    let mut window = Window::new(LATIN);
    window.state.set_selection(Some(9..15));
    let output = window.frame(vec![]);
    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let document = nodes.iter().find(|(_, node)| node.role() == egui::accesskit::Role::Document).unwrap();
    assert_eq!(document.1.label(), Some("Article text"));
    assert_eq!(document.1.description(), Some("Selected: 27,585"));
    let told: Vec<_> = nodes
        .iter()
        .filter(|(_, node)| node.role() == egui::accesskit::Role::Paragraph)
        .map(|(_, node)| node.value().unwrap().to_owned())
        .collect();
    assert_eq!(told, LATIN.lines().collect::<Vec<_>>());
}

#[test]
fn random_texts_of_any_script_never_panic_and_tile() {
    let parts = [
        "a",
        "word ",
        "27,585",
        "é",
        "e\u{301}",
        "ḥ",
        "ش",
        "قال ",
        "\u{64e}",
        "שלום",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{200b}",
        "\u{200d}",
        "\u{200f}",
        "\u{202e}",
        "\u{2067}",
        "\u{2029}",
        "👩‍👩‍👧",
        "🇵🇸",
        "한국",
        "हिन्दी",
        "(",
        ")",
        ".",
        "\u{feff}",
        "\u{0}",
        "۲۳",
        "٢٣",
    ];
    let mut seed = 41_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for round in 0..60 {
        let count = if round % 10 == 0 { 3000 } else { next(80) };
        let text: String = (0..count).map(|_| parts[next(parts.len())]).collect();
        let mut window = Window::new(&text);
        for (body, block, _) in window.shown() {
            let bytes: usize = block.lines.iter().flat_map(|l| &l.clusters).map(|c| c.bytes.len()).sum();
            assert_eq!(bytes, body.len(), "every byte has its place in {:?}", &text[body.clone()]);
        }
        let at = |a: usize, b: usize| pos2(50.0 + a as f32, 20.0 + b as f32);
        for _ in 0..6 {
            let (from, to) = (at(next(700), next(560)), at(next(700), next(560)));
            window.drag(from, to);
            let keys = [
                Key::ArrowLeft,
                Key::ArrowRight,
                Key::ArrowUp,
                Key::ArrowDown,
                Key::Home,
                Key::End,
                Key::PageUp,
                Key::PageDown,
            ];
            let held = [Modifiers::NONE, Modifiers::SHIFT, Modifiers::CTRL | Modifiers::COMMAND];
            for _ in 0..4 {
                window.key(keys[next(keys.len())], held[next(held.len())]);
            }
            if let Some(range) = window.state.selection() {
                assert!(text.get(range).is_some());
            }
        }
    }
}
