//! Direct labels beside a plot: what each line or set of marks is, at its own height, none over another.

use std::collections::BTreeMap;

use super::super::measure::{shortened, width, wrap};
use super::super::picture::{Anchor, Point, Stroke};
use super::super::wording;
use super::cells::Cell;
use super::plot::Scale;
use super::marks::dot;
use super::sheet::{SMALL, Sheet};

const GAP: f32 = 10.0;
const SWATCH: f32 = 20.0;
const LINE: f32 = 13.0;

struct Label {
    words: String,
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
    let most = most(column);
    let widest = |label: &Label| {
        let lines = lines(&label.words, most);
        lines.iter().map(|line| width(line, SMALL)).fold(0.0, f32::max)
    };
    labels.iter().map(widest).fold(0.0, f32::max) + GAP + SWATCH
}

fn labels(cell: &Cell) -> Vec<Label> {
    let many = cell.is_of_many();
    let mut labels: Vec<Label> = Vec::new();
    for series in &cell.series {
        let last = series.points.last().map(|point| &point.report);
        labels.push(Label {
            words: wording::series_label(&series.key, many),
            source: Some(series.key.source.clone()),
            joined: series.points.len() > 1,
            last: last.map_or((None, 0), |report| (report.day(), report.value.unwrap_or(0))),
        });
    }
    let mut loose: BTreeMap<String, Label> = BTreeMap::new();
    for report in &cell.loose {
        let mut words = report.source.clone().unwrap_or_else(|| "source not set".to_owned());
        if many {
            words = format!("{words} · {}", report.population.as_deref().unwrap_or("population not set"));
        }
        let last = (report.day(), report.value.unwrap_or(0));
        let label = Label { words: words.clone(), source: report.source.clone(), joined: false, last };
        loose.entry(words).and_modify(|known| known.last = known.last.max(last)).or_insert(label);
    }
    let known: Vec<String> = labels.iter().map(|label| label.words.clone()).collect();
    labels.extend(loose.into_values().filter(|label| !known.contains(&label.words)));
    labels
}

fn lines(words: &str, room: f32) -> Vec<String> {
    let mut lines = wrap(words, SMALL, room);
    if lines.len() > 3 {
        let rest = lines.split_off(2).join(" ");
        lines.push(shortened(&format!("{rest}…"), SMALL, room));
    }
    lines
}

/// Draws a cell's labels to the right of its plot.
pub(super) fn draw(sheet: &mut Sheet, cell: &Cell, scale: &Scale, column: f32) {
    let mut labels = labels(cell);
    if labels.len() < 2 {
        return;
    }
    labels.sort_by(|a, b| b.last.1.cmp(&a.last.1).then_with(|| a.words.cmp(&b.words)));
    let room = most(column);
    let mut blocks: Vec<(f32, Vec<String>)> = labels
        .iter()
        .map(|label| (scale.y(label.last.1), lines(&label.words, room)))
        .collect();
    let bottom = scale.plot.bottom() + 6.0;
    spread(&mut blocks, scale.plot.y - 4.0, bottom);
    for (label, (y, lines)) in labels.iter().zip(&blocks) {
        if y + lines.len() as f32 * LINE <= bottom + LINE {
            draw_one(sheet, label, *y, lines, scale);
        }
    }
}

/// The room for words beside a plot, in a column of cells so wide.
fn most(column: f32) -> f32 {
    (column * 0.3).min(180.0) - GAP - SWATCH
}

/// Moves blocks of lines apart: down from the top, then up from the bottom.
fn spread(blocks: &mut [(f32, Vec<String>)], top: f32, bottom: f32) {
    let height = |lines: &Vec<String>| lines.len() as f32 * LINE + 3.0;
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

fn draw_one(sheet: &mut Sheet, label: &Label, y: f32, lines: &[String], scale: &Scale) {
    let ink = sheet.ink(label.source.as_deref());
    let middle = Point { x: scale.plot.right() + GAP + 7.0, y: y + LINE / 2.0 + 1.0 };
    if label.joined {
        let ends = [Point { x: middle.x - 8.0, ..middle }, Point { x: middle.x + 8.0, ..middle }];
        sheet.line(&ends, Stroke::new(1.8, ink.colour));
    }
    dot(sheet, middle, ink);
    for (place, line) in lines.iter().enumerate() {
        let at = Point { x: scale.plot.right() + GAP + SWATCH, y: y + LINE * (place as f32 + 1.0) - 2.5 };
        sheet.text(line, at, Anchor::Start, SMALL, sheet.frame.palette.ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_equal_height_are_moved_apart() {
        let line = || vec!["a".to_owned()];
        let mut blocks = vec![(50.0, line()), (50.0, line()), (51.0, line()), (99.0, line())];
        spread(&mut blocks, 0.0, 100.0);
        assert!(blocks.windows(2).all(|pair| pair[0].0 + LINE <= pair[1].0 + 0.01), "{blocks:?}");
        assert!(blocks[3].0 + LINE <= 100.0);
    }
}
