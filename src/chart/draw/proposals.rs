//! The table of proposals: terms of deals are told in words, never drawn beside outcomes.

use crate::model::look::PanelKind;

use super::super::measure::shortened;
use super::super::panels::Panels;
use super::super::picture::{Anchor, Area, Mark, Point, Stroke};
use super::super::proposals::Term;
use super::super::wording;
use super::Detail;
use super::sheet::{SMALL, Sheet, TITLE};

/// The headings, each with its share of the width.
const COLUMNS: [(&str, f32); 5] = [
    ("How many, of whom", 0.24),
    ("In exchange for", 0.24),
    ("For how long", 0.14),
    ("Who says so", 0.22),
    ("Put forward, as of", 0.16),
];
const HEAD: f32 = 40.0;
const LINE: f32 = 19.0;
/// Rows beyond these are counted, not drawn.
const MOST: usize = 12;

/// The height of the table, in pixels; none where there is nothing to tell or it is folded.
pub(super) fn height(sheet: &Sheet, panels: &Panels) -> f32 {
    let hidden = panels.look.folded.contains(&PanelKind::Proposals) || sheet.frame.detail == Detail::Live;
    if hidden || panels.terms.is_empty() {
        return 0.0;
    }
    let more = if panels.terms.len() > MOST { LINE } else { 0.0 };
    HEAD + panels.terms.len().min(MOST) as f32 * LINE + more + 10.0
}

/// Draws the table into its room.
pub(super) fn draw(sheet: &mut Sheet, panels: &Panels, room: Area) {
    if room.h <= 0.0 {
        return;
    }
    let (ink, muted, axis) = (sheet.frame.palette.ink, sheet.frame.palette.muted, sheet.frame.palette.axis);
    sheet.strong("Terms of proposals, not outcomes", Point { x: room.x, y: room.y + 13.0 }, TITLE, ink);
    sheet.titles.push((PanelKind::Proposals, Area { h: 18.0, ..room }));
    let headings: Vec<String> = COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).collect();
    row(sheet, &headings, Point { x: room.x, y: room.y + 32.0 }, room.w, muted);
    let y = room.y + HEAD - 2.0;
    sheet.line(&[Point { x: room.x, y }, Point { x: room.right(), y }], Stroke::new(1.0, axis));
    for (place, term) in panels.terms.iter().take(MOST).enumerate() {
        let y = room.y + HEAD + LINE * (place as f32 + 0.75);
        let hit = Area { x: room.x, y: y - LINE * 0.75, w: room.w, h: LINE };
        let mark = Mark {
            id: term.report.id,
            hit,
            at: Point { x: room.x - 6.0, y: y - 4.0 },
            name: wording::name(&term.report),
        };
        sheet.mark(mark, |sheet| row(sheet, &cells(term), Point { x: room.x, y }, room.w, ink));
    }
    let more = panels.terms.len().saturating_sub(MOST);
    if more > 0 {
        let y = room.y + HEAD + LINE * (MOST as f32 + 0.75);
        let words = format!("and {}", wording::counted(more, "more term", "more terms"));
        sheet.text(&words, Point { x: room.x, y }, Anchor::Start, SMALL, muted);
    }
}

fn cells(term: &Term) -> Vec<String> {
    let report = &term.report;
    let when = wording::when(report).replacen("as of ", "", 1);
    vec![
        wording::capital(&term.how_many),
        term.in_exchange.clone(),
        term.how_long.clone(),
        report.source.clone().unwrap_or_else(|| report.attribution.clone()),
        format!("{}, {when}", term.as_what),
    ]
}

fn row(sheet: &mut Sheet, cells: &[String], at: Point, width: f32, colour: super::super::picture::Rgb) {
    let mut x = at.x;
    for ((_, share), cell) in COLUMNS.iter().zip(cells) {
        let words = shortened(cell, SMALL, share * width - 10.0);
        sheet.text(&words, Point { x, y: at.y }, Anchor::Start, SMALL, colour);
        x += share * width;
    }
}
