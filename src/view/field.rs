//! Owns the layout of every text field: one that survives any script.
//!
//! egui's cursors count glyphs where they mean characters. A galley of Hebrew or Arabic, or of letters
//! that a face draws in two parts, has more glyphs than characters, and a text field on it deletes the
//! wrong words or panics. The layouters here restore one glyph for each character. Words in
//! right-to-left scripts are drawn rightly, but the caret moves through them from left to right.

use std::sync::Arc;

use eframe::egui::epaint::text::Glyph;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Color32, FontSelection, Galley, Response, TextBuffer, TextEdit, Ui};

use crate::view::reader::is_rtl;

/// Lays out a text field of several lines; for [`TextEdit::layouter`].
pub fn layouter(ui: &Ui, buffer: &dyn TextBuffer, wrap_width: f32) -> Arc<Galley> {
    let font = FontSelection::default().resolve(ui.style());
    let job = LayoutJob::simple(buffer.as_str().to_owned(), font, text_colour(ui), wrap_width);
    sound(ui, job)
}

/// Lays out a text field of a single line; for [`TextEdit::layouter`].
pub fn line_layouter(ui: &Ui, buffer: &dyn TextBuffer, _wrap_width: f32) -> Arc<Galley> {
    let font = FontSelection::default().resolve(ui.style());
    sound(ui, LayoutJob::simple_singleline(buffer.as_str().to_owned(), font, text_colour(ui)))
}

/// Adds a field of one line, `width` points wide, with a hint for the empty field.
///
/// Give it an accessible name with `labelled_by` on what comes back.
pub fn single_ui(ui: &mut Ui, text: &mut String, hint: &str, width: f32) -> Response {
    let mut layouter = line_layouter;
    ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width).layouter(&mut layouter))
}

/// Adds a field of `rows` lines over the width that is left, with a hint for the empty field.
///
/// Give it an accessible name with `labelled_by` on what comes back.
pub fn multi_ui(ui: &mut Ui, text: &mut String, hint: &str, rows: usize) -> Response {
    let mut layouter = layouter;
    let edit = TextEdit::multiline(text).hint_text(hint).desired_rows(rows);
    ui.add(edit.desired_width(f32::INFINITY).layouter(&mut layouter))
}

fn text_colour(ui: &Ui) -> Color32 {
    ui.visuals().override_text_color.unwrap_or_else(|| ui.visuals().widgets.inactive.text_color())
}

/// Lays `job` out, and restores one glyph for each character.
pub fn sound(ui: &Ui, job: LayoutJob) -> Arc<Galley> {
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    if is_sound(&galley) {
        return galley;
    }
    let template = ui.painter().layout_no_wrap(
        ".".to_owned(),
        FontSelection::default().resolve(ui.style()),
        Color32::PLACEHOLDER,
    );
    let glyph = galley.rows.iter().chain(&template.rows).find_map(|row| row.glyphs.first().copied());
    match glyph {
        Some(glyph) => Arc::new(restored(Arc::unwrap_or_clone(galley), glyph)),
        None => galley,
    }
}

/// Whether every line of the text has as many glyphs as characters.
fn is_sound(galley: &Galley) -> bool {
    let mut chars = galley.job.text.chars();
    for row in &galley.rows {
        for glyph in &row.glyphs {
            if chars.next() != Some(glyph.chr) {
                return false;
            }
        }
        if row.ends_with_newline && chars.next() != Some('\n') {
            return false;
        }
    }
    chars.next().is_none()
}

/// `galley` with exactly one glyph for each character; `any` is a glyph to make missing ones from.
fn restored(mut galley: Galley, any: Glyph) -> Galley {
    let text: Vec<char> = galley.job.text.chars().collect();
    let breaks = galley.job.break_on_newline;
    let mut at = 0;
    let count = galley.rows.len();
    for index in 0..count {
        let placed = &mut galley.rows[index];
        let line_end = match text[at..].iter().position(|c| *c == '\n' && breaks) {
            Some(length) => at + length,
            None => text.len(),
        };
        let is_last = placed.ends_with_newline || index + 1 == count;
        let end = if is_last { line_end } else { row_end(&text[..line_end], at, &placed.row.glyphs) };
        let row = Arc::make_mut(&mut placed.row);
        row.glyphs = one_each(&text[at..end], &row.glyphs, any);
        at = if placed.ends_with_newline { (end + 1).min(text.len()) } else { end };
    }
    galley
}

/// Where the characters of a wrapped row end, given its glyphs.
fn row_end(text: &[char], start: usize, glyphs: &[Glyph]) -> usize {
    let mut at = start;
    for (length, drawn) in groups(glyphs) {
        let is_drawn = |c: &char| drawn == is_rtl(*c);
        let group = text[at..].iter().take_while(|c| is_drawn(c)).count();
        at += group.min(length);
    }
    at
}

/// Runs of glyphs of one direction: how many, and whether they are right-to-left.
fn groups(glyphs: &[Glyph]) -> Vec<(usize, bool)> {
    let mut groups: Vec<(usize, bool)> = Vec::new();
    for glyph in glyphs {
        let rtl = is_rtl(glyph.chr);
        match groups.last_mut() {
            Some((length, same)) if *same == rtl => *length += 1,
            _ => groups.push((1, rtl)),
        }
    }
    groups
}

/// One glyph for each of `chars`, spread from left to right over the room that `glyphs` take.
///
/// The picture is drawn already: glyphs only say where carets stand from here on.
fn one_each(chars: &[char], glyphs: &[Glyph], any: Glyph) -> Vec<Glyph> {
    let mut rest = glyphs;
    let mut made = Vec::with_capacity(chars.len());
    let mut pen = glyphs.first().map_or(0.0, |glyph| glyph.pos.x);
    let mut at = 0;
    while at < chars.len() {
        let rtl = is_rtl(chars[at]);
        let same = |c: &&char| is_rtl(**c) == rtl;
        let group = if rtl { chars[at..].iter().take_while(same).count() } else { 1 };
        let taken = if rtl { rtl_run(rest) } else { drawn_as(chars[at], chars.get(at + 1), rest) };
        let (own, left) = rest.split_at(taken);
        rest = left;
        let width: f32 = own.iter().map(|glyph| glyph.advance_width).sum();
        let template = own.first().copied().unwrap_or(any);
        let each = width / group as f32;
        for chr in &chars[at..at + group] {
            let mut glyph = template;
            glyph.chr = *chr;
            glyph.pos.x = pen;
            glyph.advance_width = each;
            pen += each;
            made.push(glyph);
        }
        at += group;
    }
    made
}

fn rtl_run(glyphs: &[Glyph]) -> usize {
    glyphs.iter().take_while(|glyph| is_rtl(glyph.chr)).count()
}

/// How many of the first glyphs draw the character `chr`, which `next` follows.
fn drawn_as(chr: char, next: Option<&char>, glyphs: &[Glyph]) -> usize {
    let Some(first) = glyphs.first() else { return 0 };
    if first.chr != chr {
        return 0;
    }
    let more = glyphs[1..].iter().take_while(|glyph| glyph.chr == chr && next != Some(&chr)).count();
    1 + more
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, Event, FontFamily, Key, Modifiers, RawInput, TextStyle};

    use super::*;

    const WORDS: [&str; 10] = [
        "",
        "שלום עולם",
        "abc שלום def",
        "مُحَمَّدٌ قال 23",
        "Rafaḥ ṣṭẓ",
        "ḥḥ",
        "👩‍👩‍👧 🇵🇸",
        "e\u{301}a\u{300}\u{323}",
        "हिन्दी 한국",
        "one\ntwo שלום\n\nقال",
    ];

    /// A window with one focused text field.
    struct Field {
        ctx: egui::Context,
        text: String,
        lines: bool,
        monospace: bool,
        time: f64,
    }

    impl Field {
        fn new(text: &str, lines: bool, monospace: bool) -> Self {
            let ctx = egui::Context::default();
            let mut field = Self { ctx, text: text.to_owned(), lines, monospace, time: 0.0 };
            field.frame(vec![], Modifiers::NONE);
            field.frame(vec![], Modifiers::NONE);
            field
        }

        fn frame(&mut self, events: Vec<Event>, modifiers: Modifiers) {
            self.time += 1.0 / 60.0;
            let events = [vec![Event::ModifiersChanged(modifiers)], events].concat();
            let input = RawInput { events, time: Some(self.time), focused: true, ..RawInput::default() };
            let (text, lines, monospace) = (&mut self.text, self.lines, self.monospace);
            let mut output = self.ctx.run_ui(input, |ui| {
                if monospace {
                    let size = TextStyle::Body.resolve(ui.style()).size;
                    ui.style_mut().override_font_id = Some(egui::FontId::new(size, FontFamily::Monospace));
                }
                let field =
                    if lines { multi_ui(ui, text, "hint", 3) } else { single_ui(ui, text, "hint", 120.0) };
                field.request_focus();
            });
            output.textures_delta.clear();
        }

        fn key(&mut self, key: Key, modifiers: Modifiers) {
            let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
            self.frame(vec![event(true)], modifiers);
            self.frame(vec![event(false)], Modifiers::NONE);
        }
    }

    fn control() -> Modifiers {
        Modifiers::CTRL | Modifiers::COMMAND
    }

    #[test]
    fn end_and_control_delete_survive_every_script() {
        for words in WORDS {
            for (lines, monospace) in [(false, false), (false, true), (true, false), (true, true)] {
                let mut field = Field::new(words, lines, monospace);
                field.key(Key::End, control());
                field.key(Key::Delete, control());
                assert_eq!(field.text, words, "nothing lies behind the end");
            }
        }
    }

    #[test]
    fn backspace_at_the_end_takes_the_last_letter() {
        for (words, left) in [("שלום", "שלו"), ("Rafaḥ", "Rafa"), ("abc שלום def", "abc שלום de")]
        {
            for monospace in [false, true] {
                let mut field = Field::new(words, false, monospace);
                field.key(Key::End, Modifiers::NONE);
                field.key(Key::Backspace, Modifiers::NONE);
                assert_eq!(field.text, left);
            }
        }
    }

    #[test]
    fn selecting_from_the_end_counts_characters() {
        let mut field = Field::new("abc שלום def", false, false);
        field.key(Key::End, Modifiers::NONE);
        for _ in 0..3 {
            field.key(Key::ArrowLeft, Modifiers::SHIFT);
        }
        field.key(Key::Delete, Modifiers::NONE);
        assert_eq!(field.text, "abc שלום ");
    }

    #[test]
    fn every_layout_has_one_glyph_for_each_character() {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            for words in WORDS {
                for family in [FontFamily::Proportional, FontFamily::Monospace] {
                    for width in [30.0, 90.0, f32::INFINITY] {
                        let text = format!("{words} {words}\n{words}");
                        let font = egui::FontId::new(14.0, family.clone());
                        let galley = sound(ui, LayoutJob::simple(text.clone(), font, Color32::WHITE, width));
                        assert!(is_sound(&galley), "{text:?} at {width}");
                    }
                }
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn random_keys_never_panic() {
        let keys = [
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::Home,
            Key::End,
            Key::Backspace,
            Key::Delete,
            Key::ArrowUp,
            Key::ArrowDown,
            Key::Enter,
        ];
        let typed = ["ש", "ل", "ا", "ḥ", "\u{323}", "👩‍👧", "x", " ", "1"];
        let mut seed = 99_u64;
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % n
        };
        for words in WORDS {
            for round in 0..4 {
                let mut field = Field::new(words, round % 2 == 0, round < 2);
                for _ in 0..60 {
                    let held = [Modifiers::NONE, Modifiers::SHIFT, control()][next(3)];
                    field.key(keys[next(keys.len())], held);
                    if next(3) == 0 {
                        field.frame(vec![Event::Text(typed[next(typed.len())].to_owned())], Modifiers::NONE);
                    }
                }
            }
        }
    }
}
