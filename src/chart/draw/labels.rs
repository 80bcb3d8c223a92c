//! Direct labels beside a plot: what each line or set of marks is, at its own height, none over another.

use std::collections::{BTreeMap, BTreeSet};

use super::super::measure::{shortened, width, wrap};
use super::super::picture::{Anchor, Point, Stroke};
use super::super::wording;
use super::cells::Cell;
use super::marks::dot;
use super::plot::Scale;
use super::sheet::{SMALL, Sheet};

const GAP: f32 = 10.0;
const SWATCH: f32 = 28.0;
const LINE: f32 = 13.0;
/// Between two labels.
const APART: f32 = 3.0;

/// Labels that a plot could have room for, at most: the highest.
const MOST: usize = 120;

/// Where a label begins, and its lines with whether each is a detail.
type Block = (f32, Vec<(String, bool)>);

#[derive(Clone, Debug)]
pub(super) struct Label {
    name: String,
    /// What sets it apart from others of its source.
    detail: String,
    source: Option<String>,
    joined: bool,
    /// The last day and number of people that it names.
    last: (Option<crate::model::Day>, u64),
}

/// The width that a cell's labels need, gaps included; none where the title says it all.
pub(super) fn column_width(cell: &Cell, column: f32) -> f32 {
    let labels = labels(cell);
    if labels.len() < 2 {
        return 0.0;
    }
    let labels = labels.get(..MOST.min(labels.len())).unwrap_or_default();
    let most = most(column);
    let widest =
        |label: &Label| lines(label, most).iter().map(|(line, _)| width(line, SMALL)).fold(0.0, f32::max);
    labels.iter().map(widest).fold(0.0, f32::max) + GAP + SWATCH
}

/// Whether a cell's title leaves something to be said beside its plot.
pub(super) fn is_labelled(cell: &Cell) -> bool {
    labels(cell).len() > 1
}

/// The labels of a cell, from the highest to the lowest.
fn labels(cell: &Cell) -> &[Label] {
    cell.labels.0.get_or_init(|| {
        let mut labels = unsorted(cell);
        labels.sort_by(|a, b| b.last.1.cmp(&a.last.1).then_with(|| a.name.cmp(&b.name)));
        labels
    })
}

fn unsorted(cell: &Cell) -> Vec<Label> {
    let many = cell.is_of_many();
    let mut labels: Vec<Label> = Vec::new();
    for series in &cell.series {
        let last = series.points.last().map(|point| &point.report);
        labels.push(Label {
            name: series.key.source.to_string(),
            detail: wording::series_detail(&series.key, many),
            source: Some(series.key.source.to_string()),
            joined: series.points.len() > 1,
            last: last.map_or((None, 0), |report| (report.day(), report.value.unwrap_or(0))),
        });
    }
    let mut loose: BTreeMap<(String, String), Label> = BTreeMap::new();
    for report in &cell.loose {
        let name = report.says().to_owned();
        let population = report.population.as_deref().unwrap_or("population not set");
        let detail = if many { population.to_owned() } else { String::new() };
        let last = (report.day(), report.value.unwrap_or(0));
        let label = Label {
            name: name.clone(),
            detail: detail.clone(),
            source: report.source.as_deref().map(str::to_owned),
            joined: false,
            last,
        };
        loose.entry((name, detail)).and_modify(|known| known.last = known.last.max(last)).or_insert(label);
    }
    let known: BTreeSet<_> = labels.iter().map(|label| (label.name.clone(), label.detail.clone())).collect();
    labels.extend(loose.into_iter().filter(|(words, _)| !known.contains(words)).map(|(_, label)| label));
    labels
}

/// The lines of a label, at most two each for its name and its detail, and whether each is a detail.
fn lines(label: &Label, room: f32) -> Vec<(String, bool)> {
    let mut lines: Vec<_> = at_most(2, &label.name, room).into_iter().map(|line| (line, false)).collect();
    lines.extend(at_most(2, &label.detail, room).into_iter().map(|line| (line, true)));
    lines
}

fn at_most(most: usize, words: &str, room: f32) -> Vec<String> {
    let mut lines = wrap(words, SMALL, room);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(shortened(&rest, SMALL, room));
    }
    lines
}

/// Draws a cell's labels to the right of its plot.
pub(super) fn draw(sheet: &mut Sheet, cell: &Cell, scale: &Scale, column: f32) {
    let labels = labels(cell);
    if labels.len() < 2 {
        return;
    }
    let room = most(column);
    let (top, bottom) = (scale.plot.y - 8.0, scale.plot.bottom() + 8.0);
    let mut blocks: Vec<Block> =
        labels.iter().take(MOST).map(|label| (scale.y(label.last.1), lines(label, room))).collect();
    let left_out = labels.len() - blocks.len() + keep_fitting(&mut blocks, bottom - top, labels.len() > MOST);
    if left_out > 0 {
        blocks.push((scale.plot.bottom(), vec![(format!("and {left_out} more"), true)]));
    }
    spread(&mut blocks, top, bottom);
    for (place, (y, lines)) in blocks.iter().enumerate() {
        let label = labels.get(place).filter(|_| left_out == 0 || place + 1 < blocks.len());
        draw_one(sheet, label, *y, lines, scale);
    }
}

/// Drops the last blocks until the rest, and a line to say so, fit in a height; gives how many.
fn keep_fitting(blocks: &mut Vec<Block>, room: f32, has_more: bool) -> usize {
    let all = blocks.len();
    let used = |blocks: &[Block]| blocks.iter().map(|(_, lines)| height(lines)).sum::<f32>();
    let reserve = |kept: usize| if kept < all || has_more { LINE + APART } else { 0.0 };
    while blocks.len() > 1 && used(blocks) + reserve(blocks.len()) > room {
        blocks.pop();
    }
    all - blocks.len()
}

fn height(lines: &[(String, bool)]) -> f32 {
    lines.len() as f32 * LINE + APART
}

/// The room for words beside a plot, in a column of cells so wide.
fn most(column: f32) -> f32 {
    (column * 0.4).min(210.0) - GAP - SWATCH
}

/// Moves blocks of lines apart: down from the top, then up from the bottom.
fn spread(blocks: &mut [Block], top: f32, bottom: f32) {
    let mut free = top;
    for (y, lines) in blocks.iter_mut() {
        *y = (*y - height(lines) / 2.0).max(free);
        free = *y + height(lines);
    }
    let mut free = bottom;
    for (y, lines) in blocks.iter_mut().rev() {
        *y = y.min(free - height(lines)).max(top);
        free = *y;
    }
}

fn draw_one(sheet: &mut Sheet, label: Option<&Label>, y: f32, lines: &[(String, bool)], scale: &Scale) {
    if let Some(label) = label {
        draw_swatch(sheet, label, Point { x: scale.plot.right() + GAP + 11.0, y: y + LINE / 2.0 + 1.0 });
    }
    let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
    for (place, (line, is_detail)) in lines.iter().enumerate() {
        let at = Point { x: scale.plot.right() + GAP + SWATCH, y: y + LINE * (place as f32 + 1.0) - 2.5 };
        sheet.text(line, at, Anchor::Start, SMALL, if *is_detail { muted } else { ink });
    }
}

/// The marker of a source, on a stretch of line where its reports are joined.
fn draw_swatch(sheet: &mut Sheet, label: &Label, at: Point) {
    let ink = sheet.ink(label.source.as_deref());
    if label.joined {
        let ends = [Point { x: at.x - 11.0, ..at }, Point { x: at.x + 11.0, ..at }];
        sheet.line(&ends, Stroke::new(1.8, ink.colour));
    }
    dot(sheet, at, ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_equal_height_are_moved_apart() {
        let line = || vec![("a".to_owned(), false)];
        let mut blocks = vec![(50.0, line()), (50.0, line()), (51.0, line()), (99.0, line())];
        spread(&mut blocks, 0.0, 100.0);
        assert!(blocks.windows(2).all(|pair| pair[0].0 + LINE <= pair[1].0 + 0.01), "{blocks:?}");
        assert!(blocks[3].0 + LINE <= 100.0);
    }
}
