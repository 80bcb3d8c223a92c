//! A plot whose marks are too many to tell apart: the ink that they would cover, column by column of pixels.
//!
//! The highest, lowest, first and last number of every column stays covered in its source's colour, as
//! does every other; falls stand on top. The plot says that its marks are drawn together.

use std::sync::Arc;

use crate::model::ItemId;

use super::super::panels::Panels;
use super::super::picture::{self, Anchor, Area, Fill, Mark, Point, Rgb};
use super::super::report::Report;
use super::super::wording;
use super::cells::Cell;
use super::index::between;
use super::ink::Ink;
use super::plot::{Scale, draw_grid};
use super::raster::{FALLS, LAYERS, Raster};
use super::sheet::{SMALL, Sheet};
use super::{TimeWindow, events, marks, reference};
use crate::model::shown::people;

/// Marks and lines of a picture that are drawn one by one, at most.
const MOST: usize = 800;
/// Groups of days whose highest and lowest marks the keyboard reaches in a crowded plot.
const STOPS: usize = 120;
/// How opaque the ink is where colours lie over one another.
const OPACITY: f32 = 0.72;

/// Which cells are too crowded to draw mark by mark: those with the most marks, until the rest are few enough.
pub(super) fn crowded(cells: &[Cell], window: TimeWindow) -> Vec<bool> {
    let mut counts: Vec<(usize, usize)> = cells
        .iter()
        .map(|cell| cell.count(window))
        .enumerate()
        .map(|(place, count)| (count, place))
        .collect();
    counts.sort_unstable();
    let mut crowded = vec![false; cells.len()];
    let mut sum = 0usize;
    for (count, place) in counts {
        sum += count;
        crowded[place] = sum > MOST;
    }
    crowded
}

/// Draws a crowded cell's grid and ink, and makes its figures answer a pointer.
pub(super) fn draw(sheet: &mut Sheet, panels: &Panels, cells: &Arc<Vec<Cell>>, place: usize, scale: &Scale) {
    let Some(cell) = cells.get(place) else { return };
    sheet.plots.push(scale.plot);
    draw_grid(sheet, scale);
    events::draw_lines(sheet, panels, scale);
    let raster = cell.raster(&panels.ranked);
    let (mut ink, mut drawn) = (Ink::new(raster, scale), 0);
    for layer in (0..LAYERS).filter(|layer| raster.used[*layer]) {
        let areas = ink.areas(layer);
        drawn += areas.len();
        let opacity = if layer == FALLS { 1.0 } else { OPACITY };
        sheet.patches(areas, Fill(colour(sheet, layer), opacity));
    }
    reference::draw(sheet, cell, scale); // Over the ink, which would hide it.
    draw_note(sheet, scale.plot, cell.index().count(scale.window), drawn, raster.used[FALLS]);
    events::draw_words(sheet, panels, scale);
    reference::label(sheet, cell, scale);
    stops(sheet, raster, scale);
    sheet.crowds.0.push(Arc::new(Plotted { cells: Arc::clone(cells), place, scale: *scale }));
}

fn colour(sheet: &Sheet, layer: usize) -> Rgb {
    let palette = &sheet.frame.palette;
    match layer {
        FALLS => palette.ink,
        _ => palette.data.get(layer).copied().unwrap_or(palette.muted),
    }
}

/// Says that marks are drawn together, on the paper so that it can be read over them.
fn draw_note(sheet: &mut Sheet, plot: Area, figures: usize, drawn: usize, has_falls: bool) {
    let (figures, drawn) = (people(figures as u64), people(drawn as u64));
    let mut lines =
        vec![format!("{figures} figures drawn as {drawn} marks; zoom in or filter to tell them apart")];
    if has_falls {
        lines.push("Darkest: counts below the one before, revision?".to_owned());
    }
    let ink = sheet.frame.palette.ink;
    for (place, words) in lines.iter().enumerate() {
        let w = super::super::measure::width(words, SMALL) + 8.0;
        let area = Area { x: plot.x + 4.0, y: plot.y + 2.0 + 15.0 * place as f32, w, h: 15.0 };
        sheet.taken.push(area);
        sheet.rect(area, Fill(sheet.frame.palette.background, 0.85), None);
        sheet.text(words, Point { x: area.x + 4.0, y: area.y + 11.0 }, Anchor::Start, SMALL, ink);
    }
}

/// The highest and lowest marks of stretches of the view, for the keyboard and for those who hear the chart.
fn stops(sheet: &mut Sheet, raster: &Raster, scale: &Scale) {
    let seen = raster.between(scale.window.start, scale.window.end);
    let extremes = raster.extremes.get(seen).unwrap_or_default();
    for group in extremes.chunks(extremes.len().div_ceil(STOPS).max(1)) {
        let highest = group.iter().filter_map(|ends| ends[0].as_ref()).max_by_key(|report| report.height());
        let lowest = group.iter().filter_map(|ends| ends[1].as_ref()).min_by_key(|report| report.height());
        let lowest = lowest.filter(|low| highest.is_none_or(|high| high.id != low.id));
        let mut pair: Vec<Mark> =
            [highest, lowest].into_iter().flatten().filter_map(|report| mark(report, scale)).collect();
        pair.sort_by(|a, b| a.at.x.total_cmp(&b.at.x));
        sheet.marks.extend(pair);
    }
}

/// The mark of a report among many; `None` where it is not in view.
fn mark(report: &Report, scale: &Scale) -> Option<Mark> {
    let at = marks::at(report, scale).filter(|at| scale.shows(at.x))?;
    Some(Mark { id: report.id, hit: Area::around(at, 5.0), at, name: wording::name(report) })
}

/// A crowded plot as a pointer asks of it.
#[derive(Debug)]
struct Plotted {
    cells: Arc<Vec<Cell>>,
    place: usize,
    scale: Scale,
}

impl picture::Crowd for Plotted {
    fn nearest(&self, at: Point, reach: f32) -> Option<Mark> {
        let (cell, scale) = (self.cells.get(self.place)?, &self.scale);
        let plot = scale.plot;
        let is_near = at.x >= plot.x - reach && at.x <= plot.right() + reach && at.y <= plot.bottom() + reach;
        if !is_near || at.y < plot.y - reach {
            return None;
        }
        let day = |x: f32| scale.window.start + f64::from((x - plot.x) / plot.w) * scale.window.days();
        let (start, end) = (day(at.x - reach), day(at.x + reach));
        let distance = |to: Point| (to.x - at.x).hypot(to.y - at.y);
        let mut best: Option<(f32, &Report)> = None;
        for series in &cell.series {
            for place in between(&series.columns.days, start, end) {
                let (Some(day), Some(value)) =
                    (series.columns.days.get(place), series.columns.values.get(place))
                else {
                    continue;
                };
                let far = distance(Point { x: scale.x(f64::from(*day)), y: scale.y(*value) });
                if far <= best.map_or(reach, |best| best.0)
                    && let Some(point) = series.points.get(place)
                {
                    best = Some((far, &point.report));
                }
            }
        }
        for report in cell.loose_in(TimeWindow { start, end }) {
            let far = marks::at(report, scale).map_or(f32::MAX, distance);
            if far <= best.map_or(reach, |best| best.0) {
                best = Some((far, report));
            }
        }
        mark(best?.1, scale)
    }

    fn mark_of(&self, id: ItemId) -> Option<Mark> {
        let cell = self.cells.get(self.place)?;
        let report = cell.find(id, self.scale.in_view())?;
        mark(report, &self.scale)
    }
}

#[cfg(test)]
pub(super) mod tests;
