//! Owns the layout of paragraphs that a single galley gets wrong: right-to-left and mixed text, and
//! fonts that draw one character as several glyphs.
//!
//! Words are laid out one by one, wrapped in reading order where UAX #14 allows it, and placed in
//! visual order line by line (UAX #9).

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::text::Glyph;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Galley, Pos2, Ui, pos2};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::block::{Cluster, Line, Setting, clean};

/// Whether `text` holds characters that are read from right to left, or steer direction.
pub(super) fn needed(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| is_rtl(c) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
}

/// Whether `c` belongs to a script written from right to left, or is a right-to-left mark.
pub(crate) fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0x200F | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// A word, a space or a mark: laid out by itself.
struct Token {
    bytes: Range<usize>,
    level: Level,
    galley: Arc<Galley>,
    width: f32,
    is_space: bool,
    /// Whether the glyphs stand from right to left.
    rtl: bool,
    /// Whether a line may be wrapped after it.
    may_wrap: bool,
}

type Laid = (Vec<(Pos2, Arc<Galley>)>, Vec<Line>, f32);

/// Lays `text` out: galleys with their places, lines, and where an empty line has its caret.
pub(super) fn layout(ui: &Ui, text: &str, setting: &Setting) -> Laid {
    let info = BidiInfo::new(text, None);
    let base = info.paragraphs.first().map_or_else(Level::ltr, |paragraph| paragraph.level);
    let tokens = tokens(ui, text, &info.levels, setting);
    let mut page = Page { text, setting, base, pieces: Vec::new(), lines: Vec::new() };
    for line in wrap(&tokens, setting.width) {
        page.place(&tokens[line]);
    }
    let edge = if base.is_rtl() { setting.width } else { 0.0 };
    if page.lines.is_empty() {
        page.lines.push(Line { bytes: 0..0, top: 0.0, clusters: Vec::new() });
    }
    (page.pieces, page.lines, edge)
}

/// Cuts `text` at word bounds, where the direction changes and where a line may be wrapped.
fn tokens(ui: &Ui, text: &str, levels: &[Level], setting: &Setting) -> Vec<Token> {
    let mut wraps = unicode_linebreak::linebreaks(text).map(|(at, _)| at).peekable();
    let mut tokens = Vec::new();
    for (word_start, word) in text.split_word_bound_indices() {
        let word_end = word_start + word.len();
        let mut start = word_start;
        for (offset, grapheme) in word.grapheme_indices(true) {
            let end = word_start + offset + grapheme.len();
            while wraps.next_if(|at| *at < end).is_some() {}
            let may_wrap = wraps.peek() == Some(&end);
            let turns = end < word_end && levels[end] != levels[start];
            if may_wrap || turns || end == word_end {
                push(ui, text, start..end, levels[start], may_wrap, setting, &mut tokens);
                start = end;
            }
        }
    }
    tokens
}

/// Adds a token, in pieces where it alone is wider than a line.
fn push(
    ui: &Ui,
    text: &str,
    bytes: Range<usize>,
    level: Level,
    may_wrap: bool,
    setting: &Setting,
    tokens: &mut Vec<Token>,
) {
    let token = shape(ui, text, bytes.clone(), level, may_wrap, setting);
    let graphemes = text[bytes.clone()].graphemes(true).count();
    if token.width <= setting.width || graphemes < 2 {
        return tokens.push(token);
    }
    let pieces = (token.width / setting.width * 1.15).ceil().max(2.0) as usize;
    let each = graphemes.div_ceil(pieces).max(1);
    let cuts = text[bytes.clone()].grapheme_indices(true).step_by(each).map(|(at, _)| bytes.start + at);
    let cuts: Vec<usize> = cuts.chain([bytes.end]).collect();
    for cut in cuts.windows(2) {
        let may_wrap = may_wrap || cut[1] < bytes.end;
        tokens.push(shape(ui, text, cut[0]..cut[1], level, may_wrap, setting));
    }
}

fn shape(ui: &Ui, text: &str, bytes: Range<usize>, level: Level, may_wrap: bool, setting: &Setting) -> Token {
    let word = &text[bytes.clone()];
    let has_rtl = word.chars().any(|c| is_rtl(c) && c.is_alphabetic());
    let has_strong = has_rtl || word.chars().any(char::is_alphanumeric);
    let turned = level.is_rtl() && !has_strong;
    let shown = if turned { mirrored(word) } else { clean(word) };
    let mut job = LayoutJob::single_section(shown, setting.format());
    job.wrap.max_width = f32::INFINITY;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let width = galley.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| glyph.advance_width).sum();
    let is_space = word.chars().all(char::is_whitespace);
    Token { bytes, level, galley, width, is_space, rtl: has_rtl || turned, may_wrap }
}

/// Marks and spaces in right-to-left order, brackets turned round.
pub(crate) fn mirrored(word: &str) -> String {
    let turn = |c| match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        c => c,
    };
    let turned: String = word.graphemes(true).rev().flat_map(str::chars).map(turn).collect();
    clean(&turned)
}

/// Fills lines greedily with stretches that may not be wrapped inside.
fn wrap(tokens: &[Token], width: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut used = 0.0;
    let mut at = 0;
    while at < tokens.len() {
        let stretch =
            tokens[at..].iter().position(|token| token.may_wrap).map_or(tokens.len(), |n| at + n + 1);
        let whole = seen_width(&tokens[at..stretch]) <= width;
        let end = if whole { stretch } else { at + 1 };
        if at > start && used + seen_width(&tokens[at..end]) > width + 0.01 {
            lines.push(start..at);
            start = at;
            used = 0.0;
        }
        used += tokens[at..end].iter().map(|token| token.width).sum::<f32>();
        at = end;
    }
    if start < tokens.len() {
        lines.push(start..tokens.len());
    }
    lines
}

/// The width of `tokens` without the spaces at their end.
fn seen_width(tokens: &[Token]) -> f32 {
    let end = tokens.iter().rposition(|token| !token.is_space).map_or(0, |at| at + 1);
    tokens[..end].iter().map(|token| token.width).sum()
}

struct Page<'a> {
    text: &'a str,
    setting: &'a Setting,
    base: Level,
    pieces: Vec<(Pos2, Arc<Galley>)>,
    lines: Vec<Line>,
}

impl Page<'_> {
    /// Puts one line of tokens under the last, in visual order.
    fn place(&mut self, tokens: &[Token]) {
        let top = self.lines.len() as f32 * self.setting.line_height;
        let seen = tokens.iter().rposition(|token| !token.is_space).map_or(0, |at| at + 1);
        // Spaces at the end of a line take the direction of the paragraph (UAX #9, L1).
        let level = |(at, token): (usize, &Token)| if at < seen { token.level } else { self.base };
        let levels: Vec<Level> = tokens.iter().enumerate().map(level).collect();
        let total: f32 = tokens.iter().map(|token| token.width).sum();
        let mut x = if self.base.is_rtl() { self.setting.width - total } else { 0.0 };
        let mut clusters = Vec::new();
        for index in BidiInfo::reorder_visual(&levels) {
            let token = &tokens[index];
            self.pieces.push((pos2(x, top), token.galley.clone()));
            clusters.extend(token_clusters(self.text, token, x));
            x += token.width;
        }
        clusters.sort_by_key(|cluster| cluster.bytes.start);
        let bytes = tokens[0].bytes.start..tokens[tokens.len() - 1].bytes.end;
        self.lines.push(Line { bytes, top, clusters });
    }
}

/// The graphemes of a token in reading order, placed from `x`.
fn token_clusters(text: &str, token: &Token, x: f32) -> Vec<Cluster> {
    let graphemes: Vec<(usize, &str)> = text[token.bytes.clone()].grapheme_indices(true).collect();
    let glyphs: Vec<&Glyph> = token.galley.rows.iter().flat_map(|row| &row.glyphs).collect();
    let widths = if token.rtl {
        grapheme_widths(&graphemes, glyphs.into_iter().rev())
    } else {
        grapheme_widths(&graphemes, glyphs.into_iter())
    };
    let mut pen = 0.0;
    let mut clusters = Vec::with_capacity(graphemes.len());
    for ((at, grapheme), width) in graphemes.into_iter().zip(widths) {
        let start = token.bytes.start + at;
        let left = if token.rtl { x + token.width - pen - width } else { x + pen };
        let rtl = token.rtl || token.level.is_rtl();
        clusters.push(Cluster {
            bytes: start..start + grapheme.len(),
            left,
            right: left + width,
            is_space: token.is_space,
            rtl,
        });
        pen += width;
    }
    clusters
}

/// The width of each grapheme, read off the glyphs in reading order.
///
/// A glyph knows only the first character of its cluster. One that matches a later grapheme begins it;
/// one that matches none belongs to the grapheme before. Graphemes drawn as one ligature share it.
fn grapheme_widths<'a>(graphemes: &[(usize, &str)], glyphs: impl Iterator<Item = &'a Glyph>) -> Vec<f32> {
    let mut widths = vec![0.0; graphemes.len()];
    let mut begun = vec![false; graphemes.len()];
    let mut next = 0;
    for glyph in glyphs.filter(|glyph| glyph.advance_width > 0.0) {
        let matches = |(_, grapheme): &(usize, &str)| grapheme.starts_with(glyph.chr);
        if let Some(skipped) = graphemes[next..].iter().take(4).position(matches) {
            next += skipped + 1;
            begun[next - 1] = true;
        }
        if let Some(width) = widths.get_mut(next.max(1) - 1) {
            *width += glyph.advance_width;
        }
    }
    share_ligatures(&mut widths, &begun);
    widths
}

fn share_ligatures(widths: &mut [f32], begun: &[bool]) {
    let mut start = 0;
    while start < widths.len() {
        let rest = begun[start + 1..].iter().position(|begins| *begins);
        let end = rest.map_or(widths.len(), |n| start + 1 + n);
        let each = widths[start..end].iter().sum::<f32>() / (end - start) as f32;
        widths[start..end].fill(each);
        start = end;
    }
}
