//! Reference series behind the marks: a thin grey step line, never in a colour of data.
//!
//! A day without a row breaks the line, a day that a compiler filled in is dotted.

use crate::model::figure::ScopeKind;
use crate::model::item::{Reference, ReferenceRow};

use super::super::measure::{width, wrap};
use super::super::panels::Panels;
use super::super::picture::{Anchor, Area, Point, Stroke};
use super::super::reference::Known;
use super::cells::Cell;
use super::plot::Scale;
use super::sheet::{SMALL, Sheet};

const LINE: f32 = 13.0;
/// Labels are broken into lines of this width, in pixels.
const LABEL: f32 = 230.0;
/// Steps nearer than this are one, in pixels.
const NEAR: f32 = 0.4;
/// Where a label is tried along the line, as parts of the plot's width.
const ALONG: [f32; 7] = [0.45, 0.55, 0.3, 0.65, 0.2, 0.1, 0.02];

/// The series that stand behind a cell.
fn behind<'a>(sheet: &Sheet, cell: &'a Cell) -> &'a [Known] {
    cell.behind.0.get_or_init(|| {
        if sheet.references.shown().next().is_none() {
            return Vec::new();
        }
        let reports: Vec<_> = cell.reports().map(|report| &**report).collect();
        sheet.references.behind(&reports).into_iter().cloned().collect()
    })
}

fn in_view<'a>(known: &'a Known, sheet: &Sheet) -> &'a [ReferenceRow] {
    let (start, end) = (sheet.frame.window.start, sheet.frame.window.end);
    let rows = known.rows();
    // A window reaches back from its day, a step on to the next.
    let from = rows.partition_point(|row| f64::from(row.day.0) < start - 1.0);
    let to = rows.partition_point(|row| f64::from(row.day.0) <= end + 1.0);
    rows.get(from..to).unwrap_or_default()
}

/// The highest number in view of the series behind a cell, in people; `None` where there is none.
pub(super) fn highest(sheet: &Sheet, cell: &Cell) -> Option<u64> {
    let behind = behind(sheet, cell);
    let tops = behind.iter().flat_map(|known| in_view(known, sheet));
    tops.map(|row| row.high.unwrap_or(row.value).max(row.value)).max()
}

/// Draws the series behind a cell.
pub(super) fn draw(sheet: &mut Sheet, cell: &Cell, scale: &Scale) {
    for known in behind(sheet, cell) {
        let Some(series) = known.series() else { continue };
        let rows = in_view(known, sheet);
        for (end, alpha) in [(Edge::Low, 0.45), (Edge::High, 0.45), (Edge::Value, 0.85)] {
            let grey = Stroke::new(1.0, sheet.frame.palette.muted).faded(alpha);
            match series.scope {
                Some(ScopeKind::Window) => ticks(sheet, series, rows, end, grey, scale),
                _ => steps(sheet, rows, end, grey, scale),
            }
        }
    }
}

/// Which number of a row is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Value,
    Low,
    High,
}

impl Edge {
    fn of(self, row: &ReferenceRow) -> Option<u64> {
        match self {
            Self::Value => Some(row.value),
            Self::Low => row.low,
            Self::High => row.high,
        }
    }
}

fn dotted(stroke: Stroke) -> Stroke {
    stroke.dashed(1.5, 3.0)
}

/// Level through each day, straight up to the next; broken where a day has no row.
fn steps(sheet: &mut Sheet, rows: &[ReferenceRow], edge: Edge, grey: Stroke, scale: &Scale) {
    let mut line: Vec<Point> = Vec::new();
    let mut before: Option<&ReferenceRow> = None;
    for row in rows {
        let Some(value) = edge.of(row) else { continue };
        let follows = before.is_some_and(|it| row.day.0.checked_sub(it.day.0) == Some(1));
        let alike = before.is_some_and(|it| it.reported == row.reported);
        if !follows || !alike {
            flush(sheet, &mut line, before, grey);
        }
        let day = f64::from(row.day.0);
        let (left, right) = (scale.held(scale.x(day)), scale.held(scale.x(day + 1.0)));
        let y = scale.y(value);
        push(&mut line, Point { x: left, y });
        push(&mut line, Point { x: right, y });
        before = Some(row);
    }
    flush(sheet, &mut line, before, grey);
}

fn push(line: &mut Vec<Point>, at: Point) {
    let is_near = |last: &Point| (last.x - at.x).abs() < NEAR && (last.y - at.y).abs() < NEAR;
    if !line.last().is_some_and(is_near) {
        line.push(at);
    }
}

fn flush(sheet: &mut Sheet, line: &mut Vec<Point>, last: Option<&ReferenceRow>, grey: Stroke) {
    let is_filled = last.is_some_and(|row| !row.reported);
    if line.len() > 1 {
        sheet.line(line, if is_filled { dotted(grey) } else { grey });
    }
    line.clear();
}

/// A level tick as long as its window; nothing joins one to the next.
fn ticks(
    sheet: &mut Sheet,
    series: &Reference,
    rows: &[ReferenceRow],
    edge: Edge,
    grey: Stroke,
    scale: &Scale,
) {
    let mut before = Point { x: f32::MIN, y: f32::MIN };
    for row in rows {
        let Some(value) = edge.of(row) else { continue };
        let days = f64::from(row.hours.or(series.hours).unwrap_or(24)) / 24.0;
        let end = f64::from(row.day.0);
        let (left, right) = (scale.x(end - days), scale.x(end));
        if !scale.shows(right) {
            continue;
        }
        let y = scale.y(value);
        let at = Point { x: right.round(), y: y.round() };
        if at == before {
            continue;
        }
        before = at;
        // Where a day is less than two pixels wide, a tick is still seen.
        let left = scale.held(left.min(right - 2.0));
        let stroke = if row.reported { grey } else { dotted(grey) };
        sheet.line(&[Point { x: left, y }, Point { x: right, y }], stroke);
    }
}

/// Names the series behind a cell, beside their lines where there is room.
pub(super) fn label(sheet: &mut Sheet, cell: &Cell, scale: &Scale) {
    for known in behind(sheet, cell) {
        let Some(series) = known.series() else { continue };
        let rows = in_view(known, sheet);
        let lines = wrap(&words(known, series), SMALL, LABEL.min(scale.plot.w - 12.0));
        let wide = lines.iter().map(|line| width(line, SMALL)).fold(0.0, f32::max);
        let high = lines.len() as f32 * LINE;
        let places = places(rows, scale, high);
        let room = |at: &Point| Area { x: at.x - 2.0, y: at.y - SMALL, w: wide + 4.0, h: high + 2.0 };
        let is_free = |at: &&Point| {
            let area = room(at);
            scale.plot.holds(&area) && !sheet.taken.iter().any(|taken| taken.touches(&area))
        };
        let Some(at) = places.iter().find(is_free).copied() else { continue };
        sheet.taken.push(room(&at));
        let muted = sheet.frame.palette.muted;
        for (place, line) in lines.iter().enumerate() {
            let at = Point { y: at.y + place as f32 * LINE, ..at };
            sheet.text(line, at, Anchor::Start, SMALL, muted);
        }
    }
}

/// Where a label may begin: below the line, then above it, then at the top of the plot.
fn places(rows: &[ReferenceRow], scale: &Scale, high: f32) -> Vec<Point> {
    let y_at = |x: f32| {
        let day = scale.window.start + f64::from((x - scale.plot.x) / scale.plot.w) * scale.window.days();
        let place = rows.partition_point(|row| f64::from(row.day.0) <= day);
        rows.get(place.saturating_sub(1)).map(|row| scale.y(row.value))
    };
    let xs = ALONG.map(|part| scale.plot.x + 4.0 + part * scale.plot.w);
    let below = xs.iter().filter_map(|x| Some(Point { x: *x, y: y_at(*x)? + 16.0 }));
    let above = xs.iter().filter_map(|x| Some(Point { x: *x, y: y_at(x + LABEL)? - high - 2.0 }));
    let top = xs.iter().map(|x| Point { x: *x, y: scale.plot.y + 12.0 });
    below.chain(above).chain(top).collect()
}

/// A series as its label names it: whose numbers, compiled by whom, retrieved when.
fn words(known: &Known, series: &Reference) -> String {
    let mut words = format!("Reference: {}", known.source);
    if !series.compiler.is_empty() && series.compiler != series.source {
        words += &format!(", compiled by {}", series.compiler);
    }
    if !series.vintage.is_empty() {
        words += &format!(", version {}", series.vintage);
    }
    if let Some(day) = series.retrieved {
        words += &format!(", retrieved {}", day.long());
    }
    words
}

/// What the note below a chart says of the series drawn behind; `None` where there is none.
pub(super) fn note(panels: &Panels) -> Option<String> {
    panels.references.shown().next()?;
    let drawn: Vec<_> = panels.drawn().map(|report| &**report).collect();
    let named: Vec<String> = panels
        .references
        .behind(&drawn)
        .into_iter()
        .filter_map(|known| Some((known, known.series()?)))
        .map(|(known, series)| {
            let words = words(known, series).replacen("Reference: ", "", 1);
            let licence = Some(&series.licence).filter(|it| !it.is_empty());
            let licence = licence.map(|it| format!(", licence: {it}")).unwrap_or_default();
            format!("“{}” ({words}{licence})", series.name)
        })
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "Thin grey lines are reference series, not figures of these texts: {}; broken where a day has no report, dotted where the compiler filled it in.",
            named.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::panels::panels;
    use super::super::super::picture::{Palette, Picture, Shape};
    use super::super::super::reference::sample::{add, series};
    use super::super::super::sample::Sample;
    use super::super::{Detail, Frame, TimeWindow, picture};
    use super::*;
    use crate::model::figure::Scope;
    use crate::model::{Item, ItemId, Look};

    const DAYS: [(&str, u64); 5] = [
        ("2024-02-04", 27_365),
        ("2024-02-05", 27_478),
        ("2024-02-06", 27_585),
        ("2024-02-08", 27_840),
        ("2024-02-09", 27_947),
    ];

    fn drawn(sample: &Sample, shown: &[ItemId]) -> Picture {
        let look = Look { references: shown.iter().copied().collect(), ..Look::default() };
        let panels = panels(&sample.grounds(), &look);
        let frame = Frame {
            width: 900.0,
            height: 500.0,
            window: TimeWindow::fit(&panels),
            palette: Palette::LIGHT,
            detail: Detail::Full,
            exported: None,
            name: None,
        };
        picture(&panels, &frame)
    }

    fn greys(picture: &Picture) -> Vec<(Vec<Point>, Stroke)> {
        let grey = |shape: &Shape| match shape {
            Shape::Line { points, stroke } if stroke.colour == Palette::LIGHT.muted => {
                Some((points.clone(), *stroke))
            }
            _ => None,
        };
        picture.shapes.iter().filter_map(|drawn| grey(&drawn.shape)).collect()
    }

    fn says(picture: &Picture, words: &str) -> bool {
        let text = picture.shapes.iter().filter_map(|drawn| match &drawn.shape {
            Shape::Text { words, .. } => Some(words.as_str()),
            _ => None,
        });
        text.collect::<Vec<_>>().join(" ").contains(words)
    }

    #[test]
    fn a_series_is_drawn_only_where_it_is_asked_for() {
        let mut sample = Sample::new();
        sample.total(27_585, "2024-02-06", |_| ());
        let id = add(&mut sample, series(ScopeKind::Cumulative, &DAYS));
        assert!(!says(&drawn(&sample, &[]), "Reference:"));
        let picture = drawn(&sample, &[id]);
        assert!(says(&picture, "Reference: Gaza Ministry of Health"));
        assert!(says(&picture, "retrieved 1 June 2024"));
        assert!(says(&picture, "Thin grey lines are reference series"));
        let greys = greys(&picture);
        assert!(greys.iter().all(|(_, stroke)| stroke.width <= 1.0 || stroke.alpha <= 1.0));
    }

    #[test]
    fn a_missing_day_breaks_the_line_and_a_filled_one_is_dotted() {
        let mut sample = Sample::new();
        sample.total(27_585, "2024-02-06", |_| ());
        let mut behind = series(ScopeKind::Cumulative, &DAYS);
        behind.rows[4].reported = false;
        let id = add(&mut sample, behind);
        let plain = greys(&drawn(&sample, &[])).len();
        let greys = greys(&drawn(&sample, &[id]));
        assert_eq!(greys.len() - plain, 3, "two runs around the gap, the second split by the filled day");
        assert_eq!(greys.iter().filter(|(_, stroke)| stroke.dash == Some([1.5, 3.0])).count(), 1);
    }

    #[test]
    fn the_scale_makes_room_for_what_is_shown_and_in_view_only() {
        let mut sample = Sample::new();
        sample.total(27_585, "2024-02-06", |_| ());
        let far = [("2024-02-06", 27_585), ("2024-02-07", 60_000), ("2026-01-01", 900_000)];
        let id = add(&mut sample, series(ScopeKind::Cumulative, &far));
        assert!(!says(&drawn(&sample, &[]), "60,000"));
        let picture = drawn(&sample, &[id]);
        assert!(says(&picture, "60,000") && !says(&picture, "800,000"));
        let plot = picture.plots[0];
        for (points, _) in greys(&picture).into_iter().filter(|(_, stroke)| stroke.alpha == 0.85) {
            assert!(points.iter().all(|at| at.x >= plot.x - 0.6 && at.x <= plot.right() + 0.6));
        }
    }

    #[test]
    fn an_unlike_series_is_not_drawn_and_windows_are_ticks() {
        let mut sample = Sample::new();
        sample.total(107, "2024-02-06", |figure| figure.scope = Some(Scope::Window { hours: Some(24) }));
        let mut other = series(ScopeKind::Window, &DAYS);
        other.population = Some("others".into());
        let other = add(&mut sample, other);
        assert!(!says(&drawn(&sample, &[other]), "Reference:"));
        let id = add(&mut sample, series(ScopeKind::Window, &[("2024-02-05", 113), ("2024-02-06", 107)]));
        let ticks: Vec<_> = greys(&drawn(&sample, &[id]))
            .into_iter()
            .filter(|(points, stroke)| points.len() == 2 && stroke.alpha == 0.85)
            .collect();
        assert_eq!(ticks.len(), 2);
        assert!(ticks.iter().all(|(points, _)| points[0].y == points[1].y));
    }

    #[test]
    fn edges_of_a_range_are_fainter_than_the_line() {
        let mut sample = Sample::new();
        sample.total(27_585, "2024-02-06", |_| ());
        let mut ranged = series(ScopeKind::Cumulative, &DAYS[..3]);
        for row in &mut ranged.rows {
            (row.low, row.high) = (Some(row.value - 1_000), Some(row.value + 1_000));
        }
        let id = sample.add(Item::Reference(ranged));
        let greys = greys(&drawn(&sample, &[id]));
        assert_eq!(greys.iter().filter(|(_, stroke)| stroke.alpha == 0.45).count(), 2);
    }
}
