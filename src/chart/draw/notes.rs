//! The key of marks, the note below, and the words for those who cannot see the chart.

use std::collections::BTreeSet;

use crate::model::figure::Qualifier;
use crate::model::shown::Shown as _;

use super::super::measure::{width, wrap};
use super::super::panels::Panels;
use super::super::picture::{Anchor, Point};
use super::super::wording::{self, counted};
use super::cells::Cell;
use super::sheet::{Ink, Marker, SMALL, Sheet};
use super::{Detail, marks, reference};

const LINE: f32 = 15.0;
const KEY: f32 = 20.0;
/// Below this height a live chart leaves the key to the cards of its marks.
const LEAST_FOR_KEY: f32 = 240.0;

/// A mark of the key.
#[derive(Clone, Copy, PartialEq)]
enum KeyMark {
    /// The mark of a hedge.
    Hedge(Option<Qualifier>),
    /// The mark of a number by rule.
    ByRule,
}

/// A mark and what it says.
type Entry = (KeyMark, &'static str);

/// What stands below the panels, measured.
pub(super) struct Notes {
    keys: Vec<Vec<Entry>>,
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
            for (mark, words) in row {
                draw_key(sheet, *mark, Point { x: x + 6.0, y: y + 8.0 });
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

fn draw_key(sheet: &mut Sheet, mark: KeyMark, at: Point) {
    let ink = Ink { colour: sheet.frame.palette.muted, marker: Marker::Circle };
    let KeyMark::Hedge(hedge) = mark else {
        marks::by_rule(sheet, at, ink);
        return;
    };
    let (low, top) = match hedge {
        Some(Qualifier::Range) => (Point { y: at.y + 5.0, ..at }, Point { y: at.y - 5.0, ..at }),
        _ => (at, at),
    };
    marks::draw_hedge(sheet, hedge, low, top, ink, 9.0);
}

fn entry_width(words: &str) -> f32 {
    width(words, SMALL) + 17.0 + 16.0
}

fn rows(key: Vec<Entry>, room: f32) -> Vec<Vec<Entry>> {
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
fn key(panels: &Panels) -> Vec<Entry> {
    use Qualifier as Q;
    let any = |hedges: &[Q]| hedges.iter().any(|hedge| panels.drawn.uses(Some(*hedge)));
    let entries = [
        (any(&[Q::Exact]), Some(Q::Exact), "no hedge in the text"),
        (any(&[Q::AtLeast, Q::MoreThan]), Some(Q::AtLeast), "at least, more than"),
        (any(&[Q::Almost, Q::UpTo, Q::LessThan]), Some(Q::Almost), "almost, up to, less than"),
        (any(&[Q::About, Q::Vague]), Some(Q::About), "about"),
        (any(&[Q::Range]), Some(Q::Range), "range"),
        (panels.drawn.uses(None), None, "hedge not coded"),
    ];
    let hedges = entries.into_iter().filter(|(used, ..)| *used);
    let mut entries: Vec<Entry> = hedges.map(|(_, hedge, words)| (KeyMark::Hedge(hedge), words)).collect();
    if panels.drawn.by_rule {
        entries.push((KeyMark::ByRule, "vague words, number by rule"));
    }
    entries
}

/// What a chart must say when it travels alone, from the coded fields.
fn footnote(panels: &Panels, exported: Option<crate::model::Day>) -> String {
    let mut said = vec![
        evidence(panels),
        "Each mark is what a text reports, as of the day it names; nothing is summed, smoothed or filled in."
            .into(),
    ];
    said.extend(scopes(panels));
    said.extend(grammar(panels));
    said.extend(choices(panels));
    said.extend(reference::note(panels));
    said.extend(left_out(panels));
    said.extend(exported.map(|day| format!("Exported {}.", day.long())));
    said.push(concat!("Dossier ", env!("CARGO_PKG_VERSION"), ".").to_owned());
    said.join(" ")
}

/// How much stands behind the marks: copies of one text count once as an origin.
fn evidence(panels: &Panels) -> String {
    format!(
        "{} in {} from {}.",
        counted(panels.count_drawn(), "figure drawn", "figures drawn"),
        counted(panels.texts, "text", "texts"),
        counted(panels.origins, "origin", "origins")
    )
}

/// The times that the drawn figures count over; too many figures to go through are not told apart.
fn scopes(panels: &Panels) -> Option<String> {
    const MOST: usize = 6;
    if panels.count_drawn() > NAMED {
        return None;
    }
    let scopes: BTreeSet<String> = panels.drawn().map(|report| wording::scope(report)).collect();
    let more = scopes.len().saturating_sub(MOST);
    let mut parts: Vec<String> = scopes.into_iter().take(MOST).collect();
    parts.extend((more > 0).then(|| format!("{more} more")));
    (!parts.is_empty()).then(|| format!("Time scopes: {}.", parts.join("; ")))
}

/// How to read lines, bars and rings, where there are any.
fn grammar(panels: &Panels) -> Vec<String> {
    let (drawn, mut said) = (&panels.drawn, Vec::new());
    if drawn.joins {
        said.push(format!(
            "A line joins reports of one outcome, population, time scope and source, and is dashed where more than {} days pass without a report.",
            panels.look.gap_days
        ));
    }
    if panels.cumulative.series.iter().any(|series| series.summary.falls) {
        said.push("“revision?” marks a count below the one before it.".into());
    }
    if drawn.inexact {
        said.push("Level bars span the days that a date leaves open.".into());
    }
    if drawn.disputed {
        said.push("Ringed marks: the analysts' codings differ.".into());
    }
    said
}

/// What the analyst chose that changes what is seen.
fn choices(panels: &Panels) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(policy) = &panels.policy {
        said.push(format!("Vague words count by a chosen rule ({}).", policy.shown()));
    }
    if let Some(day) = panels.look.known_on {
        said.push(format!("As known on {}, by date of publication.", day.long()));
    }
    if panels.look.logarithmic {
        said.push(
            "Logarithmic scale: each gridline is ten times the one below; zero has a strip of its own."
                .into(),
        );
    }
    if !panels.events.is_empty() {
        said.push("Dotted upright lines: events marked by the analysts.".into());
    }
    said
}

/// The sentence that says what is not drawn.
fn left_out(panels: &Panels) -> Option<String> {
    let held_out = panels.drawn.held_out;
    let counts = [
        (panels.undated.len(), "without a date"),
        (panels.without_number.len(), "without a number"),
        (panels.proposals.len(), "in the terms of proposals"),
        (panels.excluded.len(), "denied or hypothetical"),
        (panels.filtered_out, "outside the filter"),
        (panels.not_yet_known, "published later"),
        (panels.of_unknown_publication, "of unknown publication date"),
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

/// Reports that the chart in words names one by one, at most.
const NAMED: usize = 2_000;

/// The chart in words: every drawn report, named in full; their number where they are too many to hear.
pub(super) fn description(panels: &Panels) -> String {
    panels.words.0.get_or_init(|| described(panels)).clone()
}

fn described(panels: &Panels) -> String {
    let count = panels.count_drawn();
    if count > NAMED {
        return format!(
            "{count} figures, too many to name here; the chart's data as CSV has a row for each."
        );
    }
    let mut reports: Vec<_> = panels.drawn().collect();
    reports.sort_by_key(|report| (report.day(), report.id));
    let names: Vec<String> = reports.iter().map(|report| wording::name(report)).collect();
    if names.is_empty() { super::EMPTY.to_owned() } else { format!("{}.", names.join(". ")) }
}
