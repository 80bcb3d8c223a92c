//! The grammar of marks: what the hedge says is what the shape shows.

use std::sync::Arc;

use crate::model::figure::{Qualifier, ScopeKind};

use super::super::panels::{Aside, Panels};
use super::super::picture::{Anchor, Area, Fill, Mark, Point, Stroke};
use super::super::report::Report;
use super::super::wording;
use super::plot::Scale;
use super::sheet::{Ink, Marker, SMALL, Sheet};

const RADIUS: f32 = 4.0;
/// How far an open end reaches before it has faded; it stands for no number.
const WHISKER: f32 = 20.0;

/// The last day of a report's mark, and how many days it is wide.
fn days(report: &Report) -> Option<(f64, f64)> {
    let span = if is_window(report) { f64::from(report.hours().unwrap_or(0)) / 24.0 } else { 0.0 };
    Some((f64::from(report.day()?.0), span))
}

fn is_window(report: &Report) -> bool {
    matches!(report.scope_kind(), Some(ScopeKind::Window | ScopeKind::Incident))
}

/// Where a report's mark stands.
pub(super) fn at(report: &Report, scale: &Scale) -> Option<Point> {
    let (end, span) = days(report)?;
    Some(Point { x: scale.x(end - span / 2.0), y: scale.y(report.height()?) })
}

/// Draws a report's mark, if its day is in view.
pub(super) fn draw(sheet: &mut Sheet, report: &Arc<Report>, scale: &Scale) {
    let Some(((end, span), at)) = days(report).zip(at(report, scale)) else { return };
    if !scale.shows(at.x) {
        return;
    }
    let ink = sheet.ink(report.source.as_deref());
    let top = Point { x: at.x, y: scale.y(report.top()) };
    let hit = Area::around(at, 8.0).with(&Area::around(top, 8.0));
    let mark = Mark { id: report.id, hit, at, name: wording::name(report) };
    sheet.mark(mark, |sheet| {
        if is_window(report) {
            draw_window(sheet, (end - span, end), at, ink, scale);
        }
        draw_days(sheet, report, at, ink, scale);
        match report.value {
            Some(_) => draw_hedge(sheet, report.qualifier, at, top, ink, WHISKER),
            None => by_rule(sheet, at, ink),
        }
        if !report.disputed.is_empty() {
            sheet.circle(at, 8.5, None, Some(Stroke::new(1.2, sheet.frame.palette.ink)));
        }
    });
}

/// A bar as wide as its window; a stem for one event or a window of unknown length.
///
/// A bar's length reads as a share of zero, which a logarithmic scale has not: there it is a level line.
fn draw_window(sheet: &mut Sheet, days: (f64, f64), at: Point, ink: Ink, scale: &Scale) {
    let (left, right) = (scale.held(scale.x(days.0)), scale.held(scale.x(days.1)));
    let base = scale.plot.bottom();
    if scale.logarithmic {
        let ends = [Point { x: left, y: at.y }, Point { x: right, y: at.y }];
        sheet.line(&ends, Stroke::new(2.0, ink.colour).faded(0.6));
        return;
    }
    if right - left < 1.5 {
        sheet.line(&[at, Point { x: at.x, y: base }], Stroke::new(1.4, ink.colour));
        return;
    }
    let bar = Area { x: left, y: at.y, w: right - left, h: base - at.y };
    let edge = (bar.w > 4.0).then(|| Stroke::new(1.0, ink.colour));
    sheet.rect(bar, Fill(ink.colour, if edge.is_some() { 0.28 } else { 0.7 }), edge);
}

/// A level bar over the days that the date leaves open; an end that is open fades.
fn draw_days(sheet: &mut Sheet, report: &Report, at: Point, ink: Ink, scale: &Scale) {
    let claim = &report.as_of;
    if claim.is_exact() {
        return;
    }
    let ends = [(claim.earliest, -1.0), (claim.latest, 1.0)];
    let day = report.day();
    for (end, way) in ends.into_iter().filter(|(end, _)| end.is_none() || *end != day) {
        match end {
            Some(end) => {
                let x = scale.held(scale.x(f64::from(end.0)));
                sheet.line(&[at, Point { x, y: at.y }], Stroke::new(1.4, ink.colour));
                let cap = [Point { x, y: at.y - 3.5 }, Point { x, y: at.y + 3.5 }];
                sheet.line(&cap, Stroke::new(1.4, ink.colour));
            }
            None => fade(sheet, at, Point { x: way, y: 0.0 }, ink, WHISKER),
        }
    }
}

/// A whisker that fades away: no cap, for nothing bounds it.
pub(super) fn fade(sheet: &mut Sheet, at: Point, way: Point, ink: Ink, length: f32) {
    let parts = 8u8;
    let place = |part: u8| {
        let far = RADIUS + length * f32::from(part) / f32::from(parts);
        Point { x: at.x + way.x * far, y: at.y + way.y * far }
    };
    for part in 0..parts {
        let alpha = 1.0 - f32::from(part) / f32::from(parts);
        sheet.line(&[place(part), place(part + 1)], Stroke::new(1.5, ink.colour).faded(alpha));
    }
}

/// The mark of a hedge at `at`; a range reaches up to `top`.
pub(super) fn draw_hedge(
    sheet: &mut Sheet,
    hedge: Option<Qualifier>,
    at: Point,
    top: Point,
    ink: Ink,
    whisker: f32,
) {
    use Qualifier as Q;
    match hedge {
        Some(Q::Exact) => dot(sheet, at, ink),
        Some(Q::AtLeast | Q::MoreThan) => {
            fade(sheet, at, Point { x: 0.0, y: -1.0 }, ink, whisker);
            caret(sheet, at, ink, -1.0);
        }
        Some(Q::Almost | Q::UpTo | Q::LessThan) => caret(sheet, at, ink, 1.0),
        Some(Q::About | Q::Vague) => about(sheet, at, ink),
        Some(Q::Range) => range(sheet, at, top, ink),
        None => {
            let paper = sheet.frame.palette.background;
            sheet.circle(at, 3.0, Some(paper), Some(Stroke::new(1.5, ink.colour)));
        }
    }
}

/// A filled dot in the shape of its source, with a thin edge of paper.
pub(super) fn dot(sheet: &mut Sheet, at: Point, ink: Ink) {
    let by = |x: f32, y: f32| Point { x: at.x + x, y: at.y + y };
    match ink.marker {
        Marker::Circle => {
            let edge = Stroke::new(1.0, sheet.frame.palette.background);
            sheet.circle(at, RADIUS, Some(ink.colour), Some(edge));
        }
        Marker::Square => {
            sheet.polygon(&[by(-4.0, -4.0), by(4.0, -4.0), by(4.0, 4.0), by(-4.0, 4.0)], ink.colour);
        }
        Marker::Diamond => {
            sheet.polygon(&[by(0.0, -5.6), by(5.6, 0.0), by(0.0, 5.6), by(-5.6, 0.0)], ink.colour);
        }
        Marker::Cross => {
            let stroke = Stroke::new(2.4, ink.colour);
            sheet.line(&[by(-3.8, -3.8), by(3.8, 3.8)], stroke);
            sheet.line(&[by(-3.8, 3.8), by(3.8, -3.8)], stroke);
        }
    }
}

fn caret(sheet: &mut Sheet, at: Point, ink: Ink, way: f32) {
    let by = |x: f32, y: f32| Point { x: at.x + x, y: at.y + way * y };
    sheet.polygon(&[by(0.0, 5.5), by(5.2, -4.0), by(-5.2, -4.0)], ink.colour);
}

fn about(sheet: &mut Sheet, at: Point, ink: Ink) {
    let paper = sheet.frame.palette.background;
    sheet.circle(at, 6.0, Some(paper), Some(Stroke::new(1.4, ink.colour)));
    let wave = [(-3.4, 0.9), (-2.4, -0.7), (-1.3, -1.0), (0.0, 0.0), (1.3, 1.0), (2.4, 0.7), (3.4, -0.9)];
    let points = wave.map(|(x, y)| Point { x: at.x + x, y: at.y + y });
    sheet.line(&points, Stroke::new(1.3, ink.colour));
}

/// A number that the dossier's rule gives to vague words: a frame with their quotation mark in it.
pub(super) fn by_rule(sheet: &mut Sheet, at: Point, ink: Ink) {
    let paper = Fill(sheet.frame.palette.background, 1.0);
    sheet.rect(Area::around(at, 6.0), paper, Some(Stroke::new(1.3, ink.colour).dashed(2.0, 1.5)));
    for x in [-2.0, 1.6] {
        let stroke = [Point { x: at.x + x, y: at.y - 2.6 }, Point { x: at.x + x - 0.8, y: at.y + 1.2 }];
        sheet.line(&stroke, Stroke::new(1.5, ink.colour));
    }
}

fn range(sheet: &mut Sheet, at: Point, top: Point, ink: Ink) {
    let stroke = Stroke::new(1.6, ink.colour);
    let (low, high) = if at.y - top.y < 7.0 {
        let middle = (at.y + top.y) / 2.0;
        (middle + 3.5, middle - 3.5) // The two ends must stay apart to be seen.
    } else {
        (at.y, top.y)
    };
    sheet.line(&[Point { x: at.x, y: low }, Point { x: at.x, y: high }], Stroke::new(3.0, ink.colour));
    for y in [low, high] {
        sheet.line(&[Point { x: at.x - 4.5, y }, Point { x: at.x + 4.5, y }], stroke);
    }
}

/// The dated mentions that have no height.
pub(super) fn mentions(panels: &Panels) -> impl Iterator<Item = &Aside> {
    panels.without_number.iter().filter(|aside| aside.report.day().is_some())
}

/// A strip of ticks, one for each dated mention without a number, with its words where they fit.
pub(super) fn draw_mentions(sheet: &mut Sheet, panels: &Panels, strip: Area) {
    let muted = sheet.frame.palette.muted;
    let scale = Scale { plot: strip, window: sheet.frame.window, top: 1.0, logarithmic: false };
    let y = strip.y + 29.0;
    let title = "Mentions without a number";
    let taken = Area { x: strip.x, y: strip.y, w: super::super::measure::width(title, SMALL) + 8.0, h: 21.0 };
    sheet.taken.push(taken);
    sheet.text(title, Point { x: strip.x, y: strip.y + 16.0 }, Anchor::Start, SMALL, muted);
    let line = Stroke::new(1.0, sheet.frame.palette.grid);
    sheet.line(&[Point { x: strip.x, y }, Point { x: strip.right(), y }], line);
    let mut shown: Vec<_> = mentions(panels).map(|aside| &aside.report).collect();
    shown.sort_by_key(|report| (report.day(), report.id));
    for report in shown {
        let Some(day) = report.day() else { continue };
        let at = Point { x: scale.x(f64::from(day.0)), y };
        if !scale.shows(at.x) {
            continue;
        }
        let ink = sheet.ink(report.source.as_deref());
        let mark = Mark { id: report.id, hit: Area::around(at, 7.0), at, name: wording::name(report) };
        sheet.mark(mark, |sheet| {
            let ends = [Point { x: at.x, y: y - 6.0 }, Point { x: at.x, y: y + 6.0 }];
            sheet.line(&ends, Stroke::new(2.0, ink.colour));
        });
        sheet.fit_words(&format!("“{}”", report.printed), &[Point { x: at.x + 10.0, y: y + 4.0 }], strip);
    }
}
