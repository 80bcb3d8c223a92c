//! Where the cells stand: rows and columns with one axis of time, then the strip and the notes.

use std::sync::Arc;

use super::super::axis::number_ticks;
use super::super::measure::{shortened, width, wrap};
use super::super::panels::Panels;
use super::super::picture::{Anchor, Area, Point};
use super::cells::Cell;
use super::plot::{Scale, draw_cell, draw_days};
use super::sheet::{SMALL, Sheet, TITLE};
use super::{Detail, crowd, facts, labels, links, marks, notes, proposals, reference};
use crate::model::look::PanelKind;

/// Around everything.
pub(super) const PAD: f32 = 14.0;
/// Between cells.
const GUTTER: f32 = 20.0;
/// Between a title and its plot.
const UNDER_TITLE: f32 = 8.0;
const LINE: f32 = 15.0;
/// The strong weight is this much wider.
const STRONG: f32 = 1.03;
/// Room above the highest mark, so that an open end has where to fade.
const HEADROOM: f32 = 26.0;
/// Two rows of tick labels.
const DAYS: f32 = 42.0;
const STRIP: f32 = 40.0;
/// A chart on its own is read closely: its cells are wide and high, and the page scrolls.
const LEAST: (f32, f32) = (520.0, 150.0);
/// Beside the reader, cells are as small as can still be read.
const LEAST_LIVE: (f32, f32) = (270.0, 76.0);

/// Where the parts of one cell stand.
struct Slot {
    title: Vec<(String, bool)>,
    area: Area,
    plot: Area,
    /// The width of its column of cells, for labels.
    column: f32,
}

impl Slot {
    fn title_area(&self) -> Area {
        Area { h: (self.plot.y - self.area.y - 2.0).max(0.0), ..self.area }
    }
}

/// Draws the cells, the strip of mentions and the notes.
pub(super) fn draw(sheet: &mut Sheet, cells: &Arc<Vec<Cell>>, panels: &Panels, top: f32) {
    let notes = notes::lay_out(sheet, panels, sheet.frame.width - 2.0 * PAD);
    let folded = panels.look.folded.contains(&PanelKind::Mentions);
    let has_mentions = !folded && !cells.is_empty() && marks::mentions(panels).next().is_some();
    let strip = if has_mentions { STRIP } else { 0.0 };
    let width = sheet.frame.width - 2.0 * PAD;
    let terms = proposals::lay_out(sheet, panels, width);
    let facts = facts::lay_out(sheet, panels, width);
    let room = sheet.frame.height - top - 2.0 * PAD - notes.height - strip - facts.height - terms.height;
    let rows = arrange(sheet, cells, top, room);
    let crowded = crowd::crowded(cells, sheet.frame.window);
    let mut bottom = top + PAD;
    for (place, (slot, cell)) in rows.iter().flatten().zip(cells.iter()).enumerate() {
        draw_title(sheet, slot);
        sheet.titles.push((cell.panel, slot.title_area()));
        let scale = scale(sheet, cell, slot.plot);
        if crowded.get(place) == Some(&true) {
            crowd::draw(sheet, panels, cells, place, &scale);
            labels::draw(sheet, cell, &scale, slot.column);
        } else {
            draw_cell(sheet, panels, cell, &scale, slot.column);
        }
        draw_days(sheet, slot.plot);
        bottom = slot.area.bottom().max(bottom);
    }
    links::draw(sheet, panels);
    if strip > 0.0 {
        let (left, right) = sides(&rows, sheet.frame.width);
        marks::draw_mentions(sheet, panels, Area { x: left, y: bottom, w: right - left, h: strip });
        bottom += strip;
    }
    facts.draw(sheet, PAD, bottom);
    bottom += facts.height;
    terms.draw(sheet, Area { x: PAD, y: bottom + 8.0, w: width, h: terms.height });
    bottom += terms.height;
    bottom = bottom.max(sheet.frame.height - PAD - notes.height);
    notes.draw(sheet, PAD, bottom);
    sheet.bottom = bottom + notes.height + PAD;
}

fn sides(rows: &[Vec<Slot>], width: f32) -> (f32, f32) {
    let slots = || rows.iter().flatten();
    if slots().next().is_none() {
        return (PAD, width - PAD);
    }
    let left = slots().map(|slot| slot.plot.x).fold(f32::MAX, f32::min);
    let right = slots().map(|slot| slot.plot.right()).fold(0.0, f32::max);
    (left, right)
}

/// From days and people to the pixels of a cell's plot.
pub(super) fn scale(sheet: &Sheet, cell: &Cell, plot: Area) -> Scale {
    let room = f64::from(plot.h / (plot.h - HEADROOM).max(plot.h / 2.0));
    let logarithmic = sheet.logarithmic;
    let highest = highest(sheet, cell);
    let top = if logarithmic { highest.max(10.0).powf(room) } else { highest * room };
    Scale { plot, window: sheet.frame.window, top, logarithmic }
}

/// The highest report in view, in people; of all where none is.
fn highest(sheet: &Sheet, cell: &Cell) -> f64 {
    let behind = reference::highest(sheet, cell).unwrap_or(0);
    cell.index().highest(sheet.frame.window).max(behind).max(1) as f64
}

/// The fewest columns whose rows find room; the sheet grows where none do.
fn arrange(sheet: &Sheet, cells: &[Cell], top: f32, room: f32) -> Vec<Vec<Slot>> {
    if cells.is_empty() {
        return Vec::new();
    }
    let (column, least) = if sheet.frame.detail == Detail::Live { LEAST_LIVE } else { LEAST };
    let most = ((sheet.frame.width / column) as usize).clamp(1, cells.len().max(1));
    let fits = |columns: &usize| {
        let rows = cells.len().div_ceil(*columns) as f32;
        rows * (least + 2.0 * LINE + UNDER_TITLE + DAYS) <= room
    };
    let columns = (1..=most).find(fits).unwrap_or(most);
    let columns = cells.len().div_ceil(cells.len().div_ceil(columns)); // Rows as even as can be.
    place(sheet, cells, columns, (top, room), least)
}

fn place(
    sheet: &Sheet,
    cells: &[Cell],
    columns: usize,
    (top, room): (f32, f32),
    least: f32,
) -> Vec<Vec<Slot>> {
    let rows: Vec<&[Cell]> = cells.chunks(columns).collect();
    let left = cells.iter().map(|cell| numbers_width(sheet, cell)).fold(0.0, f32::max) + 8.0;
    let titles: Vec<Vec<_>> = rows.iter().map(|row| titles(sheet, &rows, row, columns)).collect();
    let above = |row: usize| titles[row].iter().map(Vec::len).max().unwrap_or(1) as f32 * LINE + UNDER_TITLE;
    let fixed: f32 = (0..rows.len()).map(|row| above(row) + DAYS).sum();
    let weight = |row: usize| rows[row].iter().map(Cell::weight).fold(1.0, f32::max);
    let weights: f32 = (0..rows.len()).map(weight).sum();
    let mut y = top + PAD;
    let mut out = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let height = ((room - fixed) * weight(row) / weights).max(least);
        let slot = |place: usize| {
            let (x, column) = column(sheet, &rows, place, columns);
            let labels = labels_width(&rows, place, column);
            let area = Area { x, y, w: column, h: above(row) + height + DAYS };
            let w = (area.w - left - labels).max(20.0);
            let plot = Area { x: x + left, y: y + above(row), w, h: height };
            Slot { title: titles[row][place].clone(), area, plot, column }
        };
        out.push((0..cells.len()).map(slot).collect());
        y += above(row) + height + DAYS;
    }
    out
}

/// Cells above one another share their right edge, so that their days stand in line.
fn labels_width(rows: &[&[Cell]], place: usize, column: f32) -> f32 {
    above_one_another(rows, place).map(|cell| labels::column_width(cell, column)).fold(6.0, f32::max)
}

fn above_one_another<'a>(rows: &'a [&'a [Cell]], place: usize) -> impl Iterator<Item = &'a Cell> {
    rows.iter().filter_map(move |row| row.get(place))
}

/// The left edge and width of a column: wider where its cells carry labels.
fn column(sheet: &Sheet, rows: &[&[Cell]], place: usize, columns: usize) -> (f32, f32) {
    let share = |place| {
        let is_labelled = above_one_another(rows, place).any(labels::is_labelled);
        if is_labelled { 1.5 } else { 1.0 }
    };
    let room = sheet.frame.width - 2.0 * PAD - GUTTER * (columns as f32 - 1.0);
    let unit = room / (0..columns).map(share).sum::<f32>();
    let before: f32 = (0..place).map(share).sum();
    (PAD + before * unit + GUTTER * place as f32, share(place) * unit)
}

fn numbers_width(sheet: &Sheet, cell: &Cell) -> f32 {
    let ticks = number_ticks(highest(sheet, cell) * 2.0, 100.0, 26.0);
    let label = |tick: &u64| width(&crate::model::shown::people(*tick), SMALL);
    ticks.iter().map(label).fold(0.0, f32::max)
}

fn titles(sheet: &Sheet, rows: &[&[Cell]], row: &[Cell], columns: usize) -> Vec<Vec<(String, bool)>> {
    let room = |place| column(sheet, rows, place, columns).1;
    row.iter().enumerate().map(|(place, cell)| title(cell, room(place))).collect()
}

/// A cell's title: on one line where it fits, else its two parts on lines of their own.
fn title(cell: &Cell, room: f32) -> Vec<(String, bool)> {
    let (measure, who) = (cell.measure(), cell.who());
    let strong = width(&measure, TITLE) * STRONG;
    if who.is_empty() {
        return wrap(&measure, TITLE * STRONG, room).into_iter().take(2).map(|line| (line, true)).collect();
    }
    if strong + width(" · ", SMALL) + width(who, SMALL) + 8.0 <= room {
        return vec![(format!("{measure}\u{1f}{who}"), true)];
    }
    let mut lines: Vec<_> =
        wrap(&measure, TITLE * STRONG, room).into_iter().take(2).map(|line| (line, true)).collect();
    lines.push((shortened(who, SMALL, room), false));
    lines
}

fn draw_title(sheet: &mut Sheet, slot: &Slot) {
    let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
    let mut at = Point { x: slot.area.x, y: slot.area.y + 12.0 };
    for (words, strong) in &slot.title {
        match words.split_once('\u{1f}') {
            Some((measure, who)) => {
                sheet.strong(measure, at, TITLE, ink);
                let x = slot.area.x + width(measure, TITLE) * STRONG + 8.0;
                sheet.text(who, Point { x, y: at.y }, Anchor::Start, SMALL + 0.5, muted);
            }
            None if *strong => sheet.strong(words, at, TITLE, ink),
            None => sheet.text(words, at, Anchor::Start, SMALL + 0.5, muted),
        }
        at.y += LINE;
    }
}
