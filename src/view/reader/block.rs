//! Owns the geometry of one paragraph once laid out: lines, and in each the place of every grapheme.
//! Knows nothing of marks or selections: only bytes in, rectangles out, and back.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Pos2, Rangef, Rect, Ui, Vec2};
use unicode_segmentation::UnicodeSegmentation;

use super::bidi;

/// What the layout of a paragraph depends on besides its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// The face and size of the text.
    pub font: FontId,
    /// From one line to the next, in points.
    pub line_height: f32,
    /// The height of the letters themselves, in points; the rest of the line is air.
    pub letter_height: f32,
    /// Width to wrap at, in points.
    pub width: f32,
}

impl Setting {
    pub fn format(&self) -> TextFormat {
        TextFormat {
            line_height: Some(self.line_height),
            ..TextFormat::simple(self.font.clone(), Color32::PLACEHOLDER)
        }
    }
}

/// A grapheme on the screen, relative to the block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cluster {
    /// Bytes within the paragraph.
    pub bytes: Range<usize>,
    /// Left edge in points.
    pub left: f32,
    /// Right edge in points.
    pub right: f32,
    /// Whether it is a space.
    pub is_space: bool,
    /// Whether reading goes from right to left here.
    pub rtl: bool,
}

impl Cluster {
    /// Where a caret before it stands.
    pub fn before(&self) -> f32 {
        if self.rtl { self.right } else { self.left }
    }

    /// Where a caret after it stands.
    pub fn after(&self) -> f32 {
        if self.rtl { self.left } else { self.right }
    }
}

/// A line of a block; its graphemes are in reading order.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Bytes within the paragraph.
    pub bytes: Range<usize>,
    /// Top of the line in points from the top of the block.
    pub top: f32,
    /// The graphemes in reading order.
    pub clusters: Vec<Cluster>,
}

/// A paragraph laid out.
pub(super) struct Block {
    /// What to paint and where, relative to the block.
    pub pieces: Vec<(Pos2, Arc<Galley>)>,
    /// At least one.
    pub lines: Vec<Line>,
    /// Where an empty line has its caret.
    pub edge: f32,
    /// Height of the lines in points, without the gap under the paragraph.
    pub height: f32,
    setting: Setting,
}

impl Block {
    /// Lays `text` out: as one galley where each glyph is one character, by the bidi path otherwise.
    pub fn new(ui: &Ui, text: &str, setting: &Setting) -> Self {
        if !bidi::needed(text) {
            let mut job = LayoutJob::single_section(clean(text), setting.format());
            job.wrap.max_width = setting.width;
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            if let Some(lines) = plain_lines(text, &galley) {
                return Self::of(vec![(Pos2::ZERO, galley)], lines, 0.0, setting);
            }
        }
        let (pieces, lines, edge) = bidi::layout(ui, text, setting);
        Self::of(pieces, lines, edge, setting)
    }

    fn of(pieces: Vec<(Pos2, Arc<Galley>)>, lines: Vec<Line>, edge: f32, setting: &Setting) -> Self {
        let bottom = |line: &Line| line.top + setting.line_height;
        let height = lines.last().map_or(setting.line_height, bottom);
        Self { pieces, lines, edge, height, setting: setting.clone() }
    }

    /// A run of blank lines.
    pub fn blank(setting: &Setting, height: f32) -> Self {
        let line = Line { bytes: 0..0, top: 0.0, clusters: Vec::new() };
        Self { pieces: Vec::new(), lines: vec![line], edge: 0.0, height, setting: setting.clone() }
    }

    /// The line that holds `byte`; a byte where a line is wrapped belongs to the later line.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).saturating_sub(1)
    }

    /// Where a caret before `byte` stands: a rectangle without width, relative to the block.
    pub fn caret(&self, byte: usize) -> Rect {
        let line = &self.lines[self.line_of(byte)];
        let next = line.clusters.partition_point(|cluster| cluster.bytes.start < byte);
        let x = match (line.clusters.get(next), line.clusters.last()) {
            (Some(cluster), _) => cluster.before(),
            (None, Some(last)) => last.after(),
            (None, None) => self.edge,
        };
        Rect::from_x_y_ranges(x..=x, self.letters(line))
    }

    /// Where the letters of `line` are, from top to bottom, without the air between lines.
    pub fn letters(&self, line: &Line) -> Rangef {
        let height = self.setting.line_height.min(self.height);
        let air = (height - self.setting.letter_height).max(0.0) / 2.0;
        Rangef::new(line.top + air, line.top + height - air)
    }

    /// The byte nearest to `pos`.
    pub fn nearest(&self, pos: Vec2) -> usize {
        let line = self.line_at(pos.y);
        let Some(cluster) = nearest_cluster(line, pos.x) else { return line.bytes.start };
        let first_half = pos.x < (cluster.left + cluster.right) / 2.0;
        if first_half != cluster.rtl {
            cluster.bytes.start
        } else {
            cluster.bytes.end.min(self.seen_end(line))
        }
    }

    /// The first byte of the grapheme under `pos`, if there is one.
    pub fn under(&self, pos: Vec2) -> Option<usize> {
        let line = self.lines.iter().find(|line| self.letters(line).contains(pos.y))?;
        let hit = |cluster: &&Cluster| cluster.left <= pos.x && pos.x < cluster.right;
        line.clusters.iter().find(hit).map(|cluster| cluster.bytes.start)
    }

    /// The byte after the last letter of `line`: the space at which it is wrapped is not drawn.
    pub fn seen_end(&self, line: &Line) -> usize {
        let is_wrapped = self.lines.last().is_some_and(|last| last.bytes.start > line.bytes.start);
        match line.clusters.last() {
            Some(last) if is_wrapped && last.is_space && line.clusters.len() > 1 => last.bytes.start,
            _ => line.bytes.end,
        }
    }

    /// The line at height `y`, the first or last one outside.
    pub fn line_at(&self, y: f32) -> &Line {
        let index = self.lines.partition_point(|line| line.top <= y).saturating_sub(1);
        &self.lines[index]
    }

    /// Rectangles around the letters of `bytes`, relative to the block, with the line of each.
    pub fn rects(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        if bytes.is_empty() {
            return rects;
        }
        for line in &self.lines[self.line_of(bytes.start)..] {
            if line.bytes.start >= bytes.end {
                break;
            }
            let y = self.letters(line);
            rects.extend(
                stretches(line, &(bytes.start..bytes.end.min(self.seen_end(line))))
                    .into_iter()
                    .map(|x| Rect::from_x_y_ranges(x, y)),
            );
        }
        rects
    }
}

/// The horizontal stretches that `bytes` cover in `line`: several where directions mix.
fn stretches(line: &Line, bytes: &Range<usize>) -> Vec<Rangef> {
    let mut found: Vec<Rangef> = Vec::new();
    let first = line.clusters.partition_point(|cluster| cluster.bytes.end <= bytes.start);
    for cluster in line.clusters[first..].iter().take_while(|c| c.bytes.start < bytes.end) {
        match found.last_mut() {
            Some(last) if (cluster.left - last.max).abs() < 0.6 => last.max = cluster.right,
            Some(last) if (cluster.right - last.min).abs() < 0.6 => last.min = cluster.left,
            _ => found.push(Rangef::new(cluster.left, cluster.right)),
        }
    }
    found
}

fn nearest_cluster(line: &Line, x: f32) -> Option<&Cluster> {
    let away = |cluster: &&Cluster| {
        let outside = (cluster.left - x).max(x - cluster.right).max(0.0);
        (outside * 64.0) as i64
    };
    let seen = line.clusters.iter().filter(|cluster| cluster.right > cluster.left);
    seen.min_by_key(away).or_else(|| line.clusters.first())
}

/// `text` with control characters shown as spaces, one character for one.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| if is_control(c) { ' ' } else { c };
    text.chars().map(shown).collect()
}

fn is_control(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Reads the lines off a galley, unless it has more or fewer glyphs than characters.
fn plain_lines(text: &str, galley: &Galley) -> Option<Vec<Line>> {
    let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
    if glyphs != text.chars().count() {
        return None;
    }
    let mut graphemes = text.grapheme_indices(true).peekable();
    let mut at_char = 0;
    let mut row_start = 0;
    let mut at_byte = 0;
    let mut lines = Vec::with_capacity(galley.rows.len());
    for row in &galley.rows {
        let row_end = row_start + row.glyphs.len();
        let mut clusters = Vec::with_capacity(row.glyphs.len());
        while let Some((start, grapheme)) = graphemes.next_if(|_| at_char < row_end) {
            let column = at_char - row_start;
            at_char += grapheme.chars().count();
            let left = row.pos.x + row.glyphs[column].pos.x;
            let right = match row.glyphs.get(at_char - row_start) {
                Some(next) => row.pos.x + next.pos.x,
                None => row.pos.x + row.glyphs.last().map_or(0.0, eframe::egui::epaint::text::Glyph::max_x),
            };
            let bytes = start..start + grapheme.len();
            let is_space = grapheme.chars().all(char::is_whitespace);
            clusters.push(Cluster { bytes, left, right: right.max(left), is_space, rtl: false });
        }
        let end = clusters.last().map_or(at_byte, |cluster: &Cluster| cluster.bytes.end);
        lines.push(Line { bytes: at_byte..end, top: row.pos.y, clusters });
        at_byte = end;
        row_start = row_end;
    }
    Some(lines)
}
