//! One cell's plot: grid, lines and marks on their scales.

use std::ops::Range;
use std::sync::Arc;

use super::super::axis::{LABEL_SIZE, date_ticks, number_ticks};
use super::super::panels::{Panels, Point as Report, Series};
use super::super::picture::{Anchor, Area, Point, Stroke};
use super::TimeWindow;
use super::cells::Cell;
use super::index::between;
use super::sheet::{Ink, Sheet};
use super::{events, labels, marks, reference};
use crate::model::shown::people;

const LINE: f32 = 1.8;

/// From days and people to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) plot: Area,
    pub(super) window: TimeWindow,
    /// People at the upper edge.
    pub(super) top: f64,
    /// Whether each gridline stands for ten times the one below; zero then has a strip of its own.
    pub(super) logarithmic: bool,
}

/// The strip of zero below a logarithmic scale, in pixels.
const ZERO: f32 = 14.0;

impl Scale {
    pub(super) fn x(&self, day: f64) -> f32 {
        self.plot.x + ((day - self.window.start) / self.window.days()) as f32 * self.plot.w
    }

    pub(super) fn y(&self, people: u64) -> f32 {
        self.plot.bottom() - self.height(people)
    }

    fn height(&self, people: u64) -> f32 {
        if !self.logarithmic {
            return (people as f64 / self.top) as f32 * self.plot.h;
        }
        if people == 0 {
            return 0.0;
        }
        let zero = ZERO.min(self.plot.h / 4.0);
        let share = (people as f64).log10() / self.top.log10().max(0.3);
        zero + share as f32 * (self.plot.h - zero)
    }

    /// The numbers of people that have a gridline, at most one for every `apart` pixels.
    pub(super) fn ticks(&self, apart: f32) -> Vec<u64> {
        if !self.logarithmic {
            return number_ticks(self.top, self.plot.h, apart);
        }
        let powers = (0..19).map(|power| 10u64.pow(power)).take_while(|tick| *tick as f64 <= self.top);
        std::iter::once(0).chain(powers).collect()
    }

    pub(super) fn shows(&self, x: f32) -> bool {
        x >= self.plot.x - 0.5 && x <= self.plot.right() + 0.5
    }

    /// The stretch of time whose marks are shown: half a pixel more on each side.
    pub(super) fn in_view(&self) -> TimeWindow {
        let room = self.window.days() / f64::from(self.plot.w.max(1.0));
        TimeWindow { start: self.window.start - room, end: self.window.end + room }
    }

    pub(super) fn held(&self, x: f32) -> f32 {
        x.clamp(self.plot.x, self.plot.right())
    }
}

/// Draws a cell's grid, lines, marks and labels.
pub(super) fn draw_cell(sheet: &mut Sheet, panels: &Panels, cell: &Cell, scale: &Scale, column: f32) {
    sheet.plots.push(scale.plot);
    draw_grid(sheet, scale);
    events::draw_lines(sheet, panels, scale);
    reference::draw(sheet, cell, scale);
    for series in &cell.series {
        draw_line(sheet, series, scale);
    }
    let joined = |series: &'_ Arc<Series>| in_view(series, scale);
    let joined = cell.series.iter().flat_map(|series| series.points.get(joined(series)).unwrap_or_default());
    let mut reports: Vec<_> = joined.map(|point| &point.report).collect();
    reports.extend(cell.loose_in(scale.in_view()));
    reports.sort_by_key(|report| (report.day(), report.id));
    for report in &reports {
        marks::draw(sheet, report, scale);
    }
    for series in &cell.series {
        draw_falls(sheet, series, scale);
    }
    events::draw_words(sheet, panels, scale);
    reference::label(sheet, cell, scale);
    labels::draw(sheet, cell, scale, column);
}

/// The places of the points of a series whose days are in view.
pub(super) fn in_view(series: &Series, scale: &Scale) -> Range<usize> {
    let window = scale.in_view();
    between(&series.columns.days, window.start, window.end)
}

pub(super) fn draw_grid(sheet: &mut Sheet, scale: &Scale) {
    let palette = sheet.frame.palette.clone();
    let plot = scale.plot;
    for tick in date_ticks(scale.window.start, scale.window.end, plot.w).minor {
        let x = scale.x(tick.day);
        sheet.line(
            &[Point { x, y: plot.y }, Point { x, y: plot.bottom() }],
            Stroke::new(1.0, palette.grid).faded(0.55),
        );
    }
    for tick in scale.ticks(22.0) {
        let y = scale.y(tick);
        let colour = if tick == 0 { palette.axis } else { palette.grid };
        sheet.line(&[Point { x: plot.x, y }, Point { x: plot.right(), y }], Stroke::new(1.0, colour));
        let at = Point { x: plot.x - 8.0, y: y + 4.0 };
        sheet.text(&people(tick), at, Anchor::End, LABEL_SIZE, palette.muted);
    }
}

/// The labels of days below a plot.
pub(super) fn draw_days(sheet: &mut Sheet, plot: Area) {
    let scale = Scale { plot, window: sheet.frame.window, top: 1.0, logarithmic: false };
    let (ink, muted, axis) = (sheet.frame.palette.ink, sheet.frame.palette.muted, sheet.frame.palette.axis);
    let ticks = date_ticks(scale.window.start, scale.window.end, plot.w);
    for tick in &ticks.minor {
        let x = scale.x(tick.day);
        sheet.line(
            &[Point { x, y: plot.bottom() }, Point { x, y: plot.bottom() + 4.0 }],
            Stroke::new(1.0, axis),
        );
        sheet.text(&tick.label, Point { x, y: plot.bottom() + 15.0 }, Anchor::Middle, LABEL_SIZE, muted);
    }
    for tick in &ticks.major {
        let at = Point { x: scale.x(tick.day), y: plot.bottom() + 29.0 };
        sheet.text(&tick.label, at, Anchor::Start, LABEL_SIZE, ink);
    }
}

/// Steps from report to report: level until the next report, then straight up or down.
fn draw_line(sheet: &mut Sheet, series: &Series, scale: &Scale) {
    let ink = sheet.ink(Some(&series.key.source));
    let seen = in_view(series, scale);
    // The lines from the last point before the view and to the first after it cross it.
    let near = seen.start.saturating_sub(1)..(seen.end + 1).min(series.points.len());
    for pair in series.points.get(near).unwrap_or_default().windows(2) {
        if let [a, b] = pair {
            draw_step(sheet, a, b, ink, scale);
        }
    }
}

fn place(point: &Report, scale: &Scale) -> Option<Point> {
    let day = point.report.day()?;
    Some(Point { x: scale.x(f64::from(day.0)), y: scale.y(point.report.value?) })
}

fn draw_step(sheet: &mut Sheet, a: &Report, b: &Report, ink: Ink, scale: &Scale) {
    let Some((from, to)) = place(a, scale).zip(place(b, scale)) else { return };
    let (left, right) = (scale.held(from.x), scale.held(to.x));
    let stroke = Stroke::new(LINE, ink.colour);
    if right > left {
        let level = if b.after_gap { stroke.dashed(4.0, 4.0).faded(0.75) } else { stroke };
        sheet.line(&[Point { x: left, y: from.y }, Point { x: right, y: from.y }], level);
        sheet.taken.push(Area { x: left, y: from.y - LINE, w: right - left, h: 2.0 * LINE });
    }
    if scale.shows(to.x) {
        let half = (LINE / 2.0).copysign(to.y - from.y);
        let ends = [Point { x: to.x, y: from.y - half }, Point { x: to.x, y: to.y + half }];
        sheet.line(&ends, if b.falls { stroke.dashed(2.0, 2.0) } else { stroke });
    }
}

/// Where a count falls, the question is asked, never answered by smoothing.
fn draw_falls(sheet: &mut Sheet, series: &Series, scale: &Scale) {
    let seen = series.points.get(in_view(series, scale)).unwrap_or_default();
    for point in seen.iter().filter(|point| point.falls) {
        let Some(at) = place(point, scale).filter(|at| scale.shows(at.x)) else { continue };
        let starts = [
            (10.0, 4.0),
            (10.0, -8.0),
            (10.0, 18.0),
            (-64.0, -12.0),
            (-64.0, 4.0),
            (-64.0, 16.0),
            (-56.0, 28.0),
        ];
        let starts = starts.map(|(x, y)| Point { x: at.x + x, y: at.y + y });
        sheet.fit_words("revision?", &starts, scale.plot);
    }
}
