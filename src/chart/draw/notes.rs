//! The key of marks, the note below, and the words for those who cannot see the chart.

use std::collections::BTreeSet;

use crate::model::figure::Qualifier;

use super::super::measure::{width, wrap};
use super::super::panels::{Panels, is_held_out};
use super::super::picture::{Anchor, Point};
use super::super::wording::{self, counted};
use super::cells::Cell;
use super::sheet::{Ink, Marker, SMALL, Sheet};
use super::{Detail, marks, reference};

const LINE: f32 = 15.0;
const KEY: f32 = 20.0;
/// Below this height a live chart leaves the key to the cards of its marks.
const LEAST_FOR_KEY: f32 = 240.0;

/// What stands below the panels, measured.
pub(super) struct Notes {
    keys: Vec<Vec<(Option<Qualifier>, &'static str)>>,
    lines: Vec<String>,
    /// The height of it all, in pixels.
    pub(super) height: f32,
}

/// Measures the notes for a width.
pub(super) fn lay_out(sheet: &Sheet, panels: &Panels, room: f32) -> Notes {
    let keys = rows(key(panels), room);
    let lines = match sheet.frame.detail {
        Detail::Live => Vec::new(),
        Detail::Full => wrap(&footnote(panels, sheet.frame.exported), SMALL, room),
    };
    if sheet.frame.detail == Detail::Live && sheet.frame.height < LEAST_FOR_KEY {
        return Notes { keys: Vec::new(), lines: Vec::new(), height: 0.0 };
    }
    let height = 12.0 + keys.len() as f32 * KEY + lines.len() as f32 * LINE;
    Notes { keys, lines, height }
}

impl Notes {
    /// Draws the notes below `top`.
    pub(super) fn draw(&self, sheet: &mut Sheet, left: f32, top: f32) {
        let muted = sheet.frame.palette.muted;
        let mut y = top + 12.0;
        for row in &self.keys {
            let mut x = left;
            for (hedge, words) in row {
                draw_key(sheet, *hedge, Point { x: x + 6.0, y: y + 8.0 });
                sheet.text(words, Point { x: x + 17.0, y: y + 12.0 }, Anchor::Start, SMALL, muted);
                x += entry_width(words);
            }
            y += KEY;
        }
        for line in &self.lines {
            sheet.text(line, Point { x: left, y: y + 11.0 }, Anchor::Start, SMALL, muted);
            y += LINE;
        }
    }
}

fn draw_key(sheet: &mut Sheet, hedge: Option<Qualifier>, at: Point) {
    let ink = Ink { colour: sheet.frame.palette.muted, marker: Marker::Circle };
    let (low, top) = match hedge {
        Some(Qualifier::Range) => (Point { y: at.y + 5.0, ..at }, Point { y: at.y - 5.0, ..at }),
        _ => (at, at),
    };
    marks::draw_hedge(sheet, hedge, low, top, ink, 9.0);
}

fn entry_width(words: &str) -> f32 {
    width(words, SMALL) + 17.0 + 16.0
}

fn rows(
    key: Vec<(Option<Qualifier>, &'static str)>,
    room: f32,
) -> Vec<Vec<(Option<Qualifier>, &'static str)>> {
    let mut rows: Vec<Vec<_>> = Vec::new();
    let mut used = f32::MAX;
    for entry in key {
        if used + entry_width(entry.1) > room + 16.0 {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += entry_width(entry.1);
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

/// The marks in use and what each says.
fn key(panels: &Panels) -> Vec<(Option<Qualifier>, &'static str)> {
    use Qualifier as Q;
    let used: BTreeSet<Option<Qualifier>> = panels.drawn().map(|report| report.qualifier).collect();
    let any = |hedges: &[Q]| hedges.iter().any(|hedge| used.contains(&Some(*hedge)));
    let entries = [
        (any(&[Q::Exact]), Some(Q::Exact), "no hedge in the text"),
        (any(&[Q::AtLeast, Q::MoreThan]), Some(Q::AtLeast), "at least, more than"),
        (any(&[Q::Almost, Q::UpTo, Q::LessThan]), Some(Q::Almost), "almost, up to, less than"),
        (any(&[Q::About, Q::Vague]), Some(Q::About), "about"),
        (any(&[Q::Range]), Some(Q::Range), "range"),
        (used.contains(&None), None, "hedge not coded"),
    ];
    entries.into_iter().filter(|(used, ..)| *used).map(|(_, hedge, words)| (hedge, words)).collect()
}

/// What a chart must say when it travels alone.
fn footnote(panels: &Panels, exported: Option<crate::model::Day>) -> String {
    let drawn: Vec<_> = panels.drawn().collect();
    let texts: BTreeSet<_> = drawn.iter().map(|report| &report.article.path).collect();
    let mut said = vec![format!(
        "{} in {}; copies of one text are not merged.",
        counted(drawn.len(), "figure drawn", "figures drawn"),
        counted(texts.len(), "text", "texts")
    )];
    said.push(
        "Each mark is what a text reports, as of the day it names; nothing is summed, smoothed or filled in."
            .into(),
    );
    if panels.cumulative.series.iter().chain(&panels.stocks.series).any(|series| series.points.len() > 1) {
        said.push(format!(
            "A line joins reports of one outcome, population, time scope and source, and is dashed where more than {} days pass without a report.",
            panels.look.gap_days
        ));
    }
    if panels.cumulative.series.iter().any(|series| series.points.iter().any(|point| point.falls)) {
        said.push("“revision?” marks a count below the one before it.".into());
    }
    if drawn.iter().any(|report| report.as_of.earliest != report.as_of.latest) {
        said.push("Level bars span the days that a date leaves open.".into());
    }
    if drawn.iter().any(|report| !report.disputed.is_empty()) {
        said.push("Ringed marks: the analysts' codings differ.".into());
    }
    said.extend(reference::note(panels));
    said.extend(left_out(panels));
    said.extend(exported.map(|day| format!("Exported {}.", day.long())));
    said.push(concat!("Dossier ", env!("CARGO_PKG_VERSION"), ".").to_owned());
    said.join(" ")
}

/// The sentence that says what is not drawn.
fn left_out(panels: &Panels) -> Option<String> {
    let held_out = panels.drawn().filter(|report| is_held_out(report.outcome)).count();
    let counts = [
        (panels.undated.len(), "without a date"),
        (panels.without_number.len(), "without a number"),
        (panels.proposals.len(), "in the terms of proposals"),
        (panels.excluded.len(), "denied or hypothetical"),
        (panels.filtered_out, "outside the filter"),
    ];
    let parts: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let not_drawn = (!parts.is_empty()).then(|| format!("At no height: {}.", parts.join(", ")));
    let held = (held_out > 0).then(|| {
        format!(
            "Held out of series of people killed, the meaning being open: {}.",
            counted(held_out, "figure", "figures")
        )
    });
    let said: Vec<_> = [held, not_drawn].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The title of the whole picture.
pub(super) fn title(cells: &[Cell]) -> String {
    let title = |cell: &Cell| {
        let who = cell.who();
        if who.is_empty() { cell.measure() } else { format!("{} · {who}", cell.measure()) }
    };
    match cells {
        [] => "Reported figures".to_owned(),
        [only] => title(only),
        [first, rest @ ..] => {
            format!("{}; and {}", title(first), counted(rest.len(), "more panel", "more panels"))
        }
    }
}

/// The chart in words: every drawn report, named in full.
pub(super) fn description(panels: &Panels) -> String {
    let mut reports: Vec<_> = panels.drawn().collect();
    reports.sort_by_key(|report| (report.day(), report.id));
    let names: Vec<String> = reports.iter().map(|report| wording::name(report)).collect();
    if names.is_empty() { super::EMPTY.to_owned() } else { format!("{}.", names.join(". ")) }
}
