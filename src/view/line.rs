//! One line of text in any script, of which some words may be set apart.
//!
//! egui sets right-to-left words side by side from the left. Here they stand as they are read
//! (UAX #9), each laid out by itself, and a line that begins from right to left ends at the right.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Color32, FontId, Galley, Label, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::reader::{is_rtl, mirrored};

/// How words look.
#[derive(Clone)]
pub struct Look {
    /// The face and size.
    pub font: FontId,
    /// The colour.
    pub colour: Color32,
}

impl Look {
    fn format(&self) -> TextFormat {
        TextFormat { font_id: self.font.clone(), color: self.colour, ..TextFormat::default() }
    }
}

/// Paints a line into a rectangle, shortened with an ellipsis to fit; the bytes `apart` look
/// otherwise. Says whether it had to be shortened.
///
/// In a right-to-left line a word is set apart as a whole: its letters are joined.
pub fn paint(ui: &Ui, rect: Rect, text: &str, plain: &Look, apart: &Range<usize>, other: &Look) -> bool {
    if is_turned(text) {
        return paint_turned(ui, rect, text, plain, apart, other);
    }
    let mut job = LayoutJob::default();
    let mut append = |bytes: Range<usize>, look: &Look| {
        job.append(&clean(text.get(bytes).unwrap_or_default()), 0.0, look.format());
    };
    append(0..apart.start, plain);
    append(apart.clone(), other);
    append(apart.end..text.len(), plain);
    job.wrap.max_width = rect.width().max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let elided = galley.elided;
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, plain.colour);
    elided
}

/// Adds a line, shortened to the width there is; the words that do not fit are shown when it is pointed at.
pub fn ui(ui: &mut Ui, text: &str, look: &Look) -> Response {
    if !is_turned(text) {
        let words = RichText::new(text).font(look.font.clone()).color(look.colour);
        return ui.add(Label::new(words).truncate());
    }
    let height = ui.fonts_mut(|fonts| fonts.row_height(&look.font));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    if paint(ui, rect, text, look, &(0..0), look) { response.on_hover_text(text) } else { response }
}

/// Whether a line has letters that are read from right to left.
pub fn is_turned(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl)
}

/// Words that keep their own direction, and leave the line around them its own.
pub fn isolated(words: &str) -> String {
    if is_turned(words) { format!("\u{2068}{words}\u{2069}") } else { words.to_owned() }
}

/// A word that is laid out, and the level of its direction (UAX #9).
type Word = (Level, Arc<Galley>);

fn paint_turned(ui: &Ui, rect: Rect, text: &str, plain: &Look, apart: &Range<usize>, other: &Look) -> bool {
    let (base, mut words) = laid_words(ui, &clean(text), plain, apart, other);
    let elided = shorten(&mut words, rect.width(), || (base, laid(ui, "…", Level::ltr(), plain)));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for (x, galley) in placed(&words, base, rect) {
        painter.galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, plain.colour);
    }
    elided
}

/// The words of a line as they follow each other in the text, and the level of the line.
fn laid_words(ui: &Ui, text: &str, plain: &Look, apart: &Range<usize>, other: &Look) -> (Level, Vec<Word>) {
    let info = BidiInfo::new(text, None);
    let base = info.paragraphs.first().map_or_else(Level::ltr, |paragraph| paragraph.level);
    let words = text.split_word_bound_indices().filter(|(_, word)| !word.chars().all(is_control));
    let words = words.filter_map(|(at, word)| {
        let level = *info.levels.get(at)?;
        let is_apart = at < apart.end && apart.start < at + word.len();
        Some((level, laid(ui, word, level, if is_apart { other } else { plain })))
    });
    (base, words.collect())
}

/// Takes words away from the end of a line until an ellipsis has room there; says whether it did.
/// The first word stays, however little room there is.
fn shorten(words: &mut Vec<Word>, room: f32, ellipsis: impl FnOnce() -> Word) -> bool {
    let mut width: f32 = words.iter().map(|(_, galley)| galley.size().x).sum();
    if width <= room {
        return false;
    }
    let ellipsis = ellipsis();
    let is_blank = |(_, galley): &Word| galley.text().trim().is_empty();
    while words.len() > 1 && (width + ellipsis.1.size().x > room || words.last().is_some_and(is_blank)) {
        width -= words.pop().map_or(0.0, |(_, galley)| galley.size().x);
    }
    words.push(ellipsis);
    true
}

/// Where each word begins, from left to right: a line that is read from the right ends at the right.
fn placed(words: &[Word], base: Level, rect: Rect) -> Vec<(f32, Arc<Galley>)> {
    let levels: Vec<Level> = words.iter().map(|(level, _)| *level).collect();
    let width: f32 = words.iter().map(|(_, galley)| galley.size().x).sum();
    let mut x = if base.is_rtl() { rect.right() - width } else { rect.left() };
    let mut places = Vec::with_capacity(words.len());
    for (_, galley) in BidiInfo::reorder_visual(&levels).into_iter().filter_map(|at| words.get(at)) {
        places.push((x, Arc::clone(galley)));
        x += galley.size().x;
    }
    places
}

/// Whether a character only says in which direction others are read.
fn is_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn laid(ui: &Ui, word: &str, level: Level, look: &Look) -> Arc<Galley> {
    let turned = level.is_rtl() && !word.chars().any(char::is_alphanumeric);
    let word = word.replace(is_control, "");
    let shown = if turned { mirrored(&word) } else { word };
    let mut job = LayoutJob::single_section(shown, look.format());
    job.wrap.max_width = f32::INFINITY;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The text with blanks for characters that would break the line; each as long as it was.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, RawInput};

    use super::*;

    fn look() -> Look {
        Look { font: FontId::proportional(12.0), colour: Color32::WHITE }
    }

    fn with_ui(test: impl FnMut(&mut Ui)) {
        let ctx = Context::default();
        crate::view::style::install(&ctx);
        let mut output = ctx.run_ui(RawInput::default(), test);
        output.textures_delta.clear();
    }

    /// Hits lie anywhere in a line of any script; drawing them must not fail.
    #[test]
    fn lines_of_every_script_are_painted() {
        let texts =
            ["", "killed in (Gaza)", "وسقط 3 قتلى (الثلاثاء) وفق Reuters.", "שָׁלוֹם 5\n", "a\u{202B}ب\u{202C}"];
        with_ui(|ui| {
            let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(90.0, 24.0));
            for text in texts {
                let ends: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
                for start in &ends {
                    for end in ends.iter().filter(|end| *end >= start) {
                        paint(ui, rect, text, &look(), &(*start..*end), &look());
                    }
                }
            }
        });
    }

    /// The words of a line of a width in points, from left to right.
    fn seen(text: &str, width: f32) -> (Vec<String>, f32, f32) {
        let mut seen = (vec![], 0.0, 0.0);
        with_ui(|ui| {
            let rect = Rect::from_min_size(pos2(10.0, 0.0), vec2(width, 24.0));
            let (base, mut words) = laid_words(ui, text, &look(), &(0..0), &look());
            shorten(&mut words, rect.width(), || (base, laid(ui, "…", Level::ltr(), &look())));
            let places = placed(&words, base, rect);
            let end = places.last().map_or(0.0, |(x, galley)| x + galley.size().x);
            let start = places.first().map_or(0.0, |(x, _)| *x);
            let words = places.iter().map(|(_, galley)| galley.text().to_owned());
            seen = (words.filter(|word| word != " ").collect(), start, end);
        });
        seen
    }

    #[test]
    fn words_stand_as_they_are_read() {
        let (words, _, end) = seen("وزارة الصحة تعلن 3 قتلى", 400.0);
        assert_eq!(words, ["قتلى", "3", "تعلن", "الصحة", "وزارة"]);
        assert!((end - 410.0).abs() < 0.5, "it ends at the right: {end}");
        let (words, start, _) = seen("Report on דובר צה״ל and others", 400.0);
        assert_eq!(words, ["Report", "on", "צה״ל", "דובר", "and", "others"]);
        assert!((start - 10.0).abs() < 0.5, "it begins at the left: {start}");
    }

    #[test]
    fn a_long_line_loses_its_last_words() {
        let (words, start, _) = seen("وزارة الصحة تعلن سقوط قتلى في الهجوم الأخير", 120.0);
        assert_eq!(words.first().map(String::as_str), Some("…"));
        assert_eq!(words.last().map(String::as_str), Some("وزارة"));
        assert!(start >= 10.0, "{start}");
    }

    /// The publisher of a line of provenance in English must not turn the line round.
    #[test]
    fn isolated_words_leave_the_line_its_direction() {
        let line = format!("{} · 6 May", isolated("وكالة الأنباء"));
        assert_eq!(seen(&line, 400.0).0, ["الأنباء", "وكالة", "·", "6", "May"]);
        assert_eq!(isolated("Reuters"), "Reuters");
    }
}
