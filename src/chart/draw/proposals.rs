//! The table of proposals: terms of deals are told in words, never drawn beside outcomes.

use crate::model::look::PanelKind;

use super::super::measure::wrap;
use super::super::panels::Panels;
use super::super::picture::{Anchor, Area, Mark, Point, Rgb, Stroke};
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
    ("Put forward, as of", 0.18),
];
const HEAD: f32 = 40.0;
const LINE: f32 = 14.0;
const BETWEEN: f32 = 5.0;
/// Rows beyond these are counted, not drawn.
const MOST: usize = 12;
/// Lines of one cell.
const MOST_LINES: usize = 3;

/// One row, its cells broken into lines.
struct Row<'a> {
    term: &'a Term,
    cells: Vec<Vec<String>>,
}

impl Row<'_> {
    fn height(&self) -> f32 {
        self.cells.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * LINE + BETWEEN
    }
}

/// The table, measured for a width: columns that say nothing are left out.
pub(super) struct Table<'a> {
    columns: Vec<(&'static str, f32)>,
    rows: Vec<Row<'a>>,
    more: usize,
    /// Its height, in pixels; none where there is nothing to tell or it is folded.
    pub(super) height: f32,
}

/// Measures the table.
pub(super) fn lay_out<'a>(sheet: &Sheet, panels: &'a Panels, width: f32) -> Table<'a> {
    let hidden = panels.look.folded.contains(&PanelKind::Proposals) || sheet.frame.detail == Detail::Live;
    let terms = if hidden { &[] } else { &panels.terms[..] };
    let told: Vec<(&Term, Vec<String>)> = terms.iter().take(MOST).map(|term| (term, cells(term))).collect();
    let is_told = |place: usize| told.iter().any(|(_, cells)| !cells[place].is_empty());
    let places: Vec<usize> = (0..COLUMNS.len()).filter(|place| is_told(*place)).collect();
    let shares: f32 = places.iter().map(|place| COLUMNS[*place].1).sum();
    let columns: Vec<(&str, f32)> =
        places.iter().map(|place| (COLUMNS[*place].0, COLUMNS[*place].1 / shares * width)).collect();
    let broken = |cells: &[String]| {
        let lines = |(place, column): (&usize, &(&str, f32))| {
            let mut lines = wrap(&cells[*place], SMALL, column.1 - 10.0);
            lines.truncate(MOST_LINES);
            lines
        };
        places.iter().zip(&columns).map(lines).collect()
    };
    let rows: Vec<Row> = told.iter().map(|(term, cells)| Row { term, cells: broken(cells) }).collect();
    let more = terms.len().saturating_sub(MOST);
    let body: f32 = rows.iter().map(Row::height).sum();
    let height = if rows.is_empty() { 0.0 } else { HEAD + body + if more > 0 { LINE } else { 0.0 } + 10.0 };
    Table { columns, rows, more, height }
}

impl Table<'_> {
    /// Draws the table into its room.
    pub(super) fn draw(&self, sheet: &mut Sheet, room: Area) {
        if self.rows.is_empty() {
            return;
        }
        let palette = sheet.frame.palette.clone();
        let title = Point { x: room.x, y: room.y + 13.0 };
        sheet.strong("Terms of proposals, not outcomes", title, TITLE, palette.ink);
        sheet.titles.push((PanelKind::Proposals, Area { h: 18.0, ..room }));
        let headings: Vec<Vec<String>> =
            self.columns.iter().map(|(heading, _)| vec![(*heading).to_owned()]).collect();
        self.row(sheet, &headings, Point { x: room.x, y: room.y + 32.0 }, palette.muted);
        let mut y = room.y + HEAD - 2.0;
        sheet.line(&[Point { x: room.x, y }, Point { x: room.right(), y }], Stroke::new(1.0, palette.axis));
        for row in &self.rows {
            let hit = Area { x: room.x, y, w: room.w, h: row.height() };
            let at = Point { x: room.x - 6.0, y: y + LINE * 0.75 };
            let mark = Mark { id: row.term.report.id, hit, at, name: wording::name(&row.term.report) };
            let baseline = Point { x: room.x, y: y + LINE + 1.0 };
            sheet.mark(mark, |sheet| self.row(sheet, &row.cells, baseline, palette.ink));
            y += row.height();
        }
        if self.more > 0 {
            let words = format!("and {}", wording::counted(self.more, "more term", "more terms"));
            sheet.text(&words, Point { x: room.x, y: y + LINE }, Anchor::Start, SMALL, palette.muted);
        }
    }

    fn row(&self, sheet: &mut Sheet, cells: &[Vec<String>], at: Point, colour: Rgb) {
        let mut x = at.x;
        for ((_, width), lines) in self.columns.iter().zip(cells) {
            for (place, line) in lines.iter().enumerate() {
                let y = at.y + LINE * place as f32;
                sheet.text(line, Point { x, y }, Anchor::Start, SMALL, colour);
            }
            x += width;
        }
    }
}

fn cells(term: &Term) -> Vec<String> {
    let report = &term.report;
    let when = wording::when(report).replacen("as of ", "", 1);
    vec![
        wording::capital(&term.how_many),
        term.in_exchange.clone(),
        term.how_long.clone(),
        report.says().to_owned(),
        format!("{}, {when}", term.as_what),
    ]
}
