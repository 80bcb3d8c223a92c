//! The rows of a comparison: two columns of sentences and between them what differs.

use std::ops::Range;

use eframe::egui::{
    Align2, CursorIcon, FontId, Pos2, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::detect::drift::{Drift, Kind};
use crate::dossier::origins::compare::{Comparison, Row};
use crate::view::reader::Still;
use crate::view::style::{self, CAPTION, CORNER, Colours, STEP};

/// How far the texts stand in from the edge, in points: room for the bar of the current row.
pub(super) const INSET: f32 = 2.0 * STEP;
/// Width of the column of labels between the texts, in points.
const BETWEEN: f32 = 116.0;
/// Size of the text, in points: smaller than in the reader, for there are two columns.
const SIZE: f32 = 15.0;
/// From one line to the next, in points.
const LINE: f32 = 22.0;
/// Height of a label, in points.
const LABEL: f32 = 18.0;
/// Width of a label; two stand side by side.
const LABEL_WIDTH: f32 = 52.0;
/// Space above a row that opens a paragraph, and above any other.
const GAPS: (f32, f32) = (14.0, 4.0);

/// The columns of the two texts in what a panel has of width.
pub(super) fn columns(ui: &Ui) -> [Rangef; 2] {
    let whole = ui.max_rect();
    let right = whole.right() - ui.spacing().scroll.allocated_width() - STEP;
    let left = whole.left() + INSET;
    let width = ((right - left - BETWEEN) / 2.0).max(80.0).floor();
    [Rangef::new(left, left + width), Rangef::new(left + width + BETWEEN, left + 2.0 * width + BETWEEN)]
}

/// The heights of all rows: measured where they were shown, estimated elsewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    width: f32,
    rows: Vec<f32>,
}

impl Heights {
    /// Estimates anew where the width or the rows are others.
    pub fn fit(&mut self, sheet: &Sheet<'_>) {
        let width = sheet.columns[0].span();
        if (self.width - width).abs() > 0.5 || self.rows.len() != sheet.compared.rows.len() {
            self.width = width;
            self.rows = sheet.compared.rows.iter().map(|row| estimate(row, width)).collect();
        }
    }

    /// Where a row begins, in points from the top.
    pub fn top(&self, row: usize) -> f32 {
        self.rows.iter().take(row).sum()
    }

    /// The height of all rows.
    pub fn total(&self) -> f32 {
        self.rows.iter().sum::<f32>() + 4.0 * STEP
    }
}

fn estimate(row: &Row, width: f32) -> f32 {
    let letters = (width / (SIZE * 0.45)).max(1.0);
    let lines = |bytes: &Option<Range<usize>>| {
        bytes.as_ref().map_or(0.0, |bytes| (bytes.len() as f32 / letters).ceil() * LINE)
    };
    gap(row) + lines(&row.a).max(lines(&row.b)).max(lines_of_labels(row) as f32 * LABEL)
}

fn gap(row: &Row) -> f32 {
    if row.opens { GAPS.0 } else { GAPS.1 }
}

/// The kinds of drift in a row, each once.
fn labels(row: &Row) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| row.drift.iter().any(|drift| drift.kind == *kind)).collect()
}

/// How many lines its labels take, two to a line.
fn lines_of_labels(row: &Row) -> usize {
    labels(row).len().div_ceil(2)
}

/// The data colour of a kind of drift.
fn colour(kind: Kind) -> u8 {
    match kind {
        Kind::Number => 1,
        Kind::Hedge => 4,
        Kind::Outcome => 3,
        Kind::Verb => 0,
        Kind::Date => 2,
    }
}

/// What drawing the rows came to.
#[derive(Default)]
pub(super) struct Shown {
    /// The sentence that was clicked: its side and its bytes.
    pub clicked: Option<(usize, Range<usize>)>,
    /// Whether every row had the height that was known of it.
    pub settled: bool,
}

/// What the rows are drawn from.
pub(super) struct Sheet<'a> {
    compared: &'a Comparison,
    texts: [&'a str; 2],
    columns: [Rangef; 2],
    font: FontId,
    colours: &'static Colours,
    /// The row of the difference gone to last.
    current: Option<usize>,
}

impl<'a> Sheet<'a> {
    pub fn new(ui: &Ui, compared: &'a Comparison, texts: [&'a str; 2], current: Option<usize>) -> Self {
        let font = style::reading(SIZE);
        Self { compared, texts, columns: columns(ui), font, colours: Colours::of(ui), current }
    }

    /// Draws the rows that are seen of all.
    pub fn ui(&self, ui: &mut Ui, seen: Rect, heights: &mut Heights) -> Shown {
        let origin = ui.min_rect().top();
        ui.set_height(heights.total());
        let mut shown = Shown { settled: true, ..Shown::default() };
        let mut top = 0.0;
        for (at, row) in self.compared.rows.iter().enumerate() {
            let height = heights.rows[at];
            if top > seen.bottom() {
                break;
            }
            if top + height >= seen.top() {
                let measured = self.row_ui(ui, at, row, origin + top, &mut shown);
                shown.settled &= (measured - height).abs() < 0.5;
                heights.rows[at] = measured;
                top += measured;
            } else {
                top += height;
            }
        }
        shown
    }

    /// Draws one row at a height; gives how high it is.
    fn row_ui(&self, ui: &mut Ui, at: usize, row: &Row, top: f32, shown: &mut Shown) -> f32 {
        let sides = [&row.a, &row.b];
        let laid = [0, 1].map(|side: usize| {
            let text = self.texts[side].get(sides[side].clone()?)?;
            Some(Still::new(ui, text, &self.font, LINE, self.columns[side].span()))
        });
        let body = laid.iter().flatten().map(Still::height).fold(0.0, f32::max);
        let height = gap(row) + body.max(lines_of_labels(row) as f32 * LABEL);
        let top = top + gap(row);
        self.ground(ui, at, Rangef::new(top - 1.0, top + height - gap(row) + 1.0));
        for side in [0, 1] {
            let (Some(still), Some(bytes)) = (&laid[side], sides[side]) else { continue };
            let corner = pos2(self.columns[side].min, top);
            let cell = Rect::from_min_size(corner, vec2(self.columns[side].span(), still.height()));
            let is_alone = sides[1 - side].is_none() && !row.part;
            if self.sentence_ui(ui, (at, side), cell, bytes, row) {
                shown.clicked = Some((side, bytes.clone()));
            }
            self.marks(ui, still, corner, bytes, row, side);
            still.paint(ui.painter(), corner, if is_alone { self.colours.weak } else { self.colours.ink });
        }
        self.between(ui, row, top);
        height
    }

    /// The ground of the row that was gone to last.
    fn ground(&self, ui: &Ui, at: usize, y: Rangef) {
        if self.current == Some(at) {
            let x = Rangef::new(self.columns[0].min - INSET, self.columns[1].max + STEP);
            ui.painter().rect_filled(Rect::from_x_y_ranges(x, y), CORNER, self.colours.hover);
            let bar = Rect::from_x_y_ranges(x.min..=x.min + 3.0, y);
            ui.painter().rect_filled(bar, 1.0, self.colours.accent);
        }
    }

    /// Takes clicks on a sentence and tells screen readers of it; says whether it was clicked.
    fn sentence_ui(&self, ui: &Ui, id: (usize, usize), cell: Rect, bytes: &Range<usize>, row: &Row) -> bool {
        let response = ui.interact(cell.expand2(vec2(STEP, 1.0)), ui.scope_id().with(id), Sense::click());
        let words = self.texts[id.1].get(bytes.clone()).unwrap_or_default();
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{words}{}", told(row))));
        if response.hovered() {
            ui.painter().rect_stroke(
                response.rect,
                CORNER,
                Stroke::new(1.0, self.colours.line),
                StrokeKind::Inside,
            );
        }
        if response.has_focus() {
            let ring = Stroke::new(1.5, self.colours.accent);
            ui.painter().rect_stroke(response.rect, CORNER, ring, StrokeKind::Inside);
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).clicked()
    }

    /// Tints under the words that drifted.
    fn marks(&self, ui: &Ui, still: &Still, corner: Pos2, sentence: &Range<usize>, row: &Row, side: usize) {
        for drift in &row.drift {
            let Some(bytes) = words_of(drift, side) else { continue };
            let within = bytes.start.saturating_sub(sentence.start)..bytes.end.saturating_sub(sentence.start);
            let tint = self.colours.tint(self.colours.data(colour(drift.kind)));
            for rect in still.rects(corner, &within) {
                ui.painter().rect_filled(rect.expand2(vec2(2.0, 1.0)), 3.0, tint);
            }
        }
    }

    /// The labels between the columns: the kinds of drift, or where a sentence stands.
    fn between(&self, ui: &Ui, row: &Row, top: f32) {
        let x = Rangef::new(self.columns[0].max, self.columns[1].min);
        let line = top + LINE / 2.0;
        let quiet = |align: Align2, x: f32, words: &str| {
            let font = FontId::proportional(CAPTION);
            ui.painter().text(pos2(x, line), align, words, font, self.colours.weak);
        };
        let alone = if row.part { "joined" } else { "only here" };
        match (&row.a, &row.b) {
            (Some(_), None) => quiet(Align2::LEFT_CENTER, x.min + 2.0 * STEP, alone),
            (None, Some(_)) => quiet(Align2::RIGHT_CENTER, x.max - 2.0 * STEP, alone),
            _ if row.moved && row.drift.is_empty() => quiet(Align2::CENTER_CENTER, x.center(), "moved"),
            _ => {}
        }
        for (at, pair) in labels(row).chunks(2).enumerate() {
            self.labels_ui(ui, pair, pos2(x.center(), line + at as f32 * LABEL));
        }
    }

    /// One or two labels around a place.
    fn labels_ui(&self, ui: &Ui, kinds: &[Kind], middle: Pos2) {
        let left = middle.x - (kinds.len() - 1) as f32 * (LABEL_WIDTH + 2.0) / 2.0;
        for (at, kind) in kinds.iter().copied().enumerate() {
            let centre = pos2(left + at as f32 * (LABEL_WIDTH + 2.0), middle.y);
            let rect = Rect::from_center_size(centre, Vec2::new(LABEL_WIDTH, LABEL - 2.0));
            ui.painter().rect_filled(rect, 3.0, self.colours.tint(self.colours.data(colour(kind))));
            let font = FontId::proportional(CAPTION);
            ui.painter().text(centre, Align2::CENTER_CENTER, kind.label(), font, self.colours.ink);
        }
    }
}

fn words_of(drift: &Drift, side: usize) -> Option<&Range<usize>> {
    if side == 0 { drift.a.as_ref() } else { drift.b.as_ref() }
}

/// What a screen reader is told after the words of a sentence.
fn told(row: &Row) -> String {
    let mut told = String::new();
    if row.a.is_none() || row.b.is_none() {
        told.push_str(if row.part { " (one sentence in the other text)" } else { " (only here)" });
    }
    if row.moved {
        told.push_str(" (moved)");
    }
    let kinds: Vec<&str> = labels(row).into_iter().map(Kind::label).collect();
    if !kinds.is_empty() {
        told.push_str(&format!(" (differs: {})", kinds.join(", ")));
    }
    told
}
