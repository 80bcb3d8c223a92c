//! Lines of text, put together from letters and their places on a page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization as _;

/// A gap wider than this is a blank, in heights of the letters. Blanks of set text are 0.2 and wider,
/// and letters are moved apart by less than 0.1.
const BLANK: f64 = 0.15;
/// A gap wider than this lies between columns of a table, in heights of the letters.
const COLUMN: f64 = 1.8;
/// Letters further apart than this, up or down, stand on different lines; notes are raised by less.
const OTHER_LINE: f64 = 0.5;
/// The most letters of a page.
const MOST: usize = 500_000;

/// One line of a page. Places are in points, from the left and from the bottom.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its words; a tab stands between columns.
    pub text: String,
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// How high it stands.
    pub height: f64,
    /// The size of its letters.
    pub size: f64,
}

impl Line {
    /// How many letters and digits it has.
    pub fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphanumeric()).count()
    }
}

/// A piece of text at its place, mostly one letter.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// What it stands for.
    pub text: String,
    /// Where it begins along the line.
    pub start: f64,
    /// Where it ends along the line.
    pub end: f64,
    /// How high it stands.
    pub height: f64,
    /// The size of its letters.
    pub size: f64,
    /// Which way the line runs, as a vector of length 1.
    pub way: (f64, f64),
    /// Whether a blank may stand before it.
    pub begins: bool,
}

impl Glyph {
    /// Text at the place that a matrix gives, `a b c d e f` as in ISO 32000-1, section 8.3.4.
    pub fn at(matrix: [f64; 6], width: f64, size: f64, text: String, begins: bool) -> Self {
        let [a, b, c, d, e, f] = matrix;
        let length = a.hypot(b);
        let way = if length > 0.0 { (a / length, b / length) } else { (1.0, 0.0) };
        let start = e * way.0 + f * way.1;
        let scaled = size.abs() * (a * d - b * c).abs().sqrt();
        Self {
            text,
            start,
            end: start + width * size.abs() * length,
            height: f * way.0 - e * way.1,
            size: if scaled > 0.0 { scaled } else { 1.0 },
            way,
            begins,
        }
    }
}

/// Gathers the letters of a page as lines.
pub struct Letters {
    stop: Arc<AtomicBool>,
    left: usize,
    begins: bool,
    line: Vec<Glyph>,
    lines: Vec<Line>,
}

impl Letters {
    /// Begins a page; `stop` ends it early.
    pub fn new(stop: Arc<AtomicBool>) -> Self {
        Self { stop, left: MOST, begins: true, line: Vec::new(), lines: Vec::new() }
    }

    /// Adds a piece of text.
    pub fn add(&mut self, glyph: Glyph) {
        let is_placed = [glyph.start, glyph.end, glyph.height, glyph.size].iter().all(|it| it.is_finite());
        if !is_placed {
            return;
        }
        if self.line.last().is_some_and(|last| is_other_line(last, &glyph)) {
            self.end_line();
        }
        self.line.push(glyph);
    }

    fn end_line(&mut self) {
        self.lines.extend(joined(std::mem::take(&mut self.line)));
    }

    /// The lines of the page.
    pub fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }
}

fn is_other_line(last: &Glyph, glyph: &Glyph) -> bool {
    let size = last.size.max(glyph.size);
    let turned = last.way.0 * glyph.way.0 + last.way.1 * glyph.way.1 < 0.9;
    let moved = (glyph.height - last.height).abs() > OTHER_LINE * size;
    // Letters of right-to-left scripts may come from the right; a leap back is another line.
    let leapt = glyph.end < last.start - 3.0 * size && !is_rtl(&glyph.text) && !is_rtl(&last.text);
    turned || moved || leapt
}

/// A line of its pieces, `None` where there are no words in it.
fn joined(mut glyphs: Vec<Glyph>) -> Option<Line> {
    let rtl = glyphs.iter().filter(|glyph| is_rtl(&glyph.text)).count();
    let ltr = glyphs.iter().filter(|glyph| is_ltr(&glyph.text)).count();
    if rtl > ltr {
        glyphs = read_from_the_right(glyphs);
    }
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &glyphs {
        match last.map(|last| gap(last, glyph) / glyph.size) {
            Some(gap) if gap > COLUMN => text.push('\t'),
            Some(gap) if gap > BLANK && (glyph.begins || rtl > 0) => text.push(' '),
            _ => {}
        }
        text.push_str(&glyph.text);
        last = Some(glyph);
    }
    let text = tidy(&text);
    let count = glyphs.iter().map(|_| 1.0).sum::<f64>();
    let size = glyphs.iter().map(|glyph| glyph.size).sum::<f64>() / count;
    let start = glyphs.iter().map(|glyph| glyph.start).fold(f64::INFINITY, f64::min);
    let end = glyphs.iter().map(|glyph| glyph.end).fold(f64::NEG_INFINITY, f64::max);
    let height = glyphs.iter().map(|glyph| glyph.height).fold(f64::INFINITY, f64::min);
    (!text.is_empty()).then_some(Line { text, start, end, height, size })
}

/// The blank between two pieces, whichever way they run.
fn gap(a: &Glyph, b: &Glyph) -> f64 {
    (b.start - a.end).max(a.start - b.end)
}

/// The pieces of a line that runs from the right, in the order of reading.
///
/// Files hold such lines in any order; their places tell. Numbers and foreign words in them run from
/// the left.
fn read_from_the_right(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    glyphs.sort_by(|a, b| b.start.total_cmp(&a.start));
    let is_foreign = |glyph: &Glyph| is_ltr(&glyph.text) || glyph.text.chars().any(char::is_numeric);
    let mut at = 0;
    while at < glyphs.len() {
        let mut end = at;
        let mut foreign = at;
        while end < glyphs.len() && !is_rtl(&glyphs[end].text) {
            end += 1;
            if is_foreign(&glyphs[end - 1]) {
                foreign = end;
            }
        }
        let start = (at..foreign).find(|at| is_foreign(&glyphs[*at])).unwrap_or(foreign);
        glyphs[start..foreign].reverse();
        at = end.max(at + 1);
    }
    glyphs
}

/// Letters of the Hebrew, Arabic, Syriac and Thaana blocks and of their presentation forms.
fn is_rtl(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_alphabetic()
            && matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
    })
}

fn is_ltr(text: &str) -> bool {
    !is_rtl(text) && text.chars().any(char::is_alphabetic)
}

/// A line with single blanks and without characters that no text has.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => tidy.push('\t'),
            _ if c.is_whitespace() && tidy.ends_with([' ', '\t']) => {}
            _ if c.is_whitespace() => tidy.push(' '),
            _ if c.is_control() || c == '\u{FEFF}' => {}
            // Letters drawn as one, and Arabic letters by their shape.
            '\u{FB00}'..='\u{FB06}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                tidy.extend([c].into_iter().nfkc());
            }
            _ => tidy.push(c),
        }
    }
    tidy.trim().replace(" \t", "\t")
}

impl OutputDev for Letters {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.stop.load(Ordering::Relaxed) {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let matrix = [at.m11, at.m12, at.m21, at.m22, at.m31, at.m32];
        let begins = std::mem::take(&mut self.begins);
        self.add(Glyph::at(matrix, width, size, text.to_owned(), begins));
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
