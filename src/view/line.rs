//! One line of text in any script, of which some words may be set apart.
//!
//! egui sets right-to-left words side by side from the left. Here they stand as they are read
//! (UAX #9), each laid out by itself, and a line that begins from right to left ends at the right.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Rect, Ui, pos2};
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

/// Paints a line into a rectangle, cut off where it is longer; the bytes `apart` look otherwise.
///
/// In a right-to-left line a word is set apart as a whole: its letters are joined.
pub fn paint(ui: &Ui, rect: Rect, text: &str, plain: &Look, apart: &Range<usize>, other: &Look) {
    if text.chars().any(is_rtl) {
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
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, plain.colour);
}

fn paint_turned(ui: &Ui, rect: Rect, text: &str, plain: &Look, apart: &Range<usize>, other: &Look) {
    let text = clean(text);
    let info = BidiInfo::new(&text, None);
    let base = info.paragraphs.first().map_or_else(Level::ltr, |paragraph| paragraph.level);
    let (levels, galleys): (Vec<Level>, Vec<Arc<Galley>>) = text
        .split_word_bound_indices()
        .filter_map(|(at, word)| {
            let level = *info.levels.get(at)?;
            let is_apart = at < apart.end && apart.start < at + word.len();
            Some((level, laid(ui, word, level, if is_apart { other } else { plain })))
        })
        .unzip();
    let width: f32 = galleys.iter().map(|galley| galley.size().x).sum();
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let mut x = if base.is_rtl() { rect.right() - width } else { rect.left() };
    for place in BidiInfo::reorder_visual(&levels) {
        let Some(galley) = galleys.get(place) else { continue };
        painter.galley(pos2(x, rect.center().y - galley.size().y / 2.0), Arc::clone(galley), plain.colour);
        x += galley.size().x;
    }
}

fn laid(ui: &Ui, word: &str, level: Level, look: &Look) -> Arc<Galley> {
    let turned = level.is_rtl() && !word.chars().any(char::is_alphanumeric);
    let shown = if turned { mirrored(word) } else { word.to_owned() };
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
    use super::*;

    /// Hits lie anywhere in a line of any script; drawing them must not fail.
    #[test]
    fn lines_of_every_script_are_painted() {
        let ctx = eframe::egui::Context::default();
        crate::view::style::install(&ctx);
        let texts =
            ["", "killed in (Gaza)", "وسقط 3 قتلى (الثلاثاء) وفق Reuters.", "שָׁלוֹם 5\n", "a\u{202B}ب\u{202C}"];
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            let rect = Rect::from_min_size(pos2(0.0, 0.0), eframe::egui::vec2(90.0, 24.0));
            let look = Look { font: FontId::proportional(12.0), colour: Color32::WHITE };
            for text in texts {
                let ends: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
                for start in &ends {
                    for end in ends.iter().filter(|end| *end >= start) {
                        paint(ui, rect, text, &look, &(*start..*end), &look);
                    }
                }
            }
        });
        output.textures_delta.clear();
    }
}
