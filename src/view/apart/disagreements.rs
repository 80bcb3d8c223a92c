//! The list of disagreements: pairs of reports whose numbers differ, each with its type before any harder word.

use std::collections::BTreeMap;

use eframe::egui::{
    ComboBox, FontId, Frame, Key, Margin, Modifiers, Panel, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{Known, detail, known};
use crate::chart::Report;
use crate::chart::apart::{Pair, Verdict};
use crate::chart::wording;
use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::Kind;
use crate::session::{FigureTable, Session};
use crate::view::articles::counted;
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, ROW, STEP};

/// The columns: heading, least width in points, share of the rest.
const COLUMNS: [(&str, f32, f32); 5] = [
    ("Type", 130.0, 0.04),
    ("First report", 150.0, 0.24),
    ("Second report", 150.0, 0.24),
    ("What is counted", 150.0, 0.34),
    (SETTLED, 96.0, 0.14),
];

const SETTLED: &str = "Settled as";

/// Draws the list, and below it the pair that is chosen.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let known = known(ui, dossier);
    let table = &mut session.figures;
    let shown: Vec<&Pair> = known.found.pairs.iter().filter(|pair| passes(pair, table)).collect();
    filter_ui(ui, &known, table, shown.len());
    ui.add_space(STEP);
    if shown.is_empty() {
        let (title, next) = nothing(dossier, &known, table);
        return parts::empty(ui, title, next);
    }
    let chosen = shown.iter().position(|pair| table.pair == Some((pair.first, pair.second)));
    let to = step(ui, session, shown.len(), chosen);
    let at = to.or(chosen);
    if let Some(pair) = to.and_then(|to| shown.get(to)) {
        session.figures.pair = Some((pair.first, pair.second));
    }
    if let Some(at) = at {
        let height = (ui.available_height() * 0.5).clamp(150.0, 330.0);
        let frame = Frame::new().inner_margin(Margin { top: PAD as i8, ..Margin::ZERO });
        let small = ui.available_height() < 500.0;
        let below =
            Panel::bottom(("disagreement in full", small)).resizable(true).default_size(height).frame(frame);
        let most = (ui.available_height() - 120.0).max(130.0);
        below.size_range(120.0..=most).show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            let settled = detail::ui(ui, dossier, &known, shown[at], actions);
            if settled && !session.figures.settled {
                // It leaves the list; the next takes its place.
                let next = shown.get(at + 1).or(at.checked_sub(1).and_then(|before| shown.get(before)));
                session.figures.pair = next.map(|pair| (pair.first, pair.second));
            }
        });
    }
    rows_ui(ui, session, &known, &shown, at, to.is_some());
}

fn passes(pair: &Pair, table: &FigureTable) -> bool {
    let of_type = table.verdict.is_none_or(|verdict| pair.judgement.verdict == verdict);
    of_type && (table.settled || pair.settled.is_none())
}

fn nothing(dossier: &Dossier, known: &Known, table: &FigureTable) -> (&'static str, &'static str) {
    if dossier.workspace().count(Kind::Figure) == 0 {
        return ("No figures yet", "Open an article, select a number with its hedge, and press F.");
    }
    if known.found.pairs.is_empty() {
        return ("No disagreements", "No two reports give different numbers for what could be one fact.");
    }
    if table.verdict.is_some() {
        return ("None of this type", "Choose every type, or show the settled ones, to see the others.");
    }
    ("Every disagreement is settled", "Tick “Show settled” to look at what was decided.")
}

fn filter_ui(ui: &mut Ui, known: &Known, table: &mut FigureTable, shown: usize) {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for pair in known.found.pairs.iter().filter(|pair| table.settled || pair.settled.is_none()) {
        *counts.entry(pair.judgement.verdict).or_default() += 1;
    }
    ui.horizontal_wrapped(|ui| {
        let name = table.verdict.map_or("Every type", Verdict::label);
        let combo = ComboBox::from_id_salt("type of disagreement").width(180.0).height(400.0);
        let menu = combo.selected_text(wording::capital(name)).show_ui(ui, |ui| {
            ui.selectable_value(&mut table.verdict, None, "Every type");
            for verdict in Verdict::ALL {
                let count = counts.get(verdict).copied().unwrap_or_default();
                let words = format!("{}  ({count})", wording::capital(verdict.label()));
                let line = ui.selectable_value(&mut table.verdict, Some(*verdict), words);
                line.on_hover_text(verdict.definition());
            }
        });
        menu.response.accessible_name("Type of disagreement");
        ui.checkbox(&mut table.settled, "Show settled");
        parts::caption(ui, &listed(shown_of(known, table), known.found.capped, shown));
    });
}

fn shown_of(known: &Known, table: &FigureTable) -> usize {
    known.found.pairs.iter().filter(|pair| table.settled || pair.settled.is_none()).count()
}

fn listed(all: usize, capped: bool, shown: usize) -> String {
    let pairs = counted(shown, "pair");
    let of = if all == shown { pairs } else { format!("{pairs} of {all}") };
    if capped { format!("{of}; there may be more than are listed") } else { of }
}

/// The arrows go from row to row: the row that they chose.
fn step(ui: &Ui, session: &Session, rows: usize, at: Option<usize>) -> Option<usize> {
    if ui.text_edit_focused() || session.now.overlay.is_some() || !crate::command::keys::is_free(ui.ctx()) {
        return None;
    }
    let last = rows.saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        Some(at.map_or(0, |at| (at + 1).min(last)))
    } else if pressed(Key::ArrowUp) {
        Some(at.map_or(last, |at| at.saturating_sub(1)))
    } else if pressed(Key::Home) {
        Some(0)
    } else {
        pressed(Key::End).then_some(last)
    }
}

/// The heading and the rows in view; the chosen row is brought into view where keys chose it.
fn rows_ui(
    ui: &mut Ui,
    session: &mut Session,
    known: &Known,
    shown: &[&Pair],
    at: Option<usize>,
    moved: bool,
) {
    let settled = session.figures.settled;
    header_ui(ui, shown.len(), settled);
    let scroll = ScrollArea::vertical().id_salt("disagreements").auto_shrink(false);
    scroll.show_viewport(ui, |ui, view| {
        ui.set_height(shown.len() as f32 * ROW);
        let (origin, width) = (ui.max_rect().min, ui.available_width());
        let rect =
            |row: usize| Rect::from_min_size(pos2(origin.x, origin.y + row as f32 * ROW), vec2(width, ROW));
        if let Some(at) = at.filter(|_| moved) {
            ui.scroll_to_rect(rect(at).expand2(vec2(0.0, ROW)), None);
        }
        let first = ((view.top() / ROW).max(0.0) as usize).min(shown.len());
        let last = (first + (view.height() / ROW) as usize + 2).min(shown.len());
        for (row, pair) in (first..last).zip(&shown[first..last]) {
            let inside = UiBuilder::new().max_rect(rect(row)).id_salt((pair.first, pair.second));
            let drawn = ui.scope_builder(inside, |ui| row_ui(ui, known, pair, at == Some(row), settled));
            if drawn.inner.clicked() {
                session.figures.pair = Some((pair.first, pair.second));
            }
        }
    });
}

/// The columns' rectangles in a row; the last has no width where settled pairs are not listed.
fn cells(row: Rect, settled: bool) -> [Rect; COLUMNS.len()] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let shown = if settled { COLUMNS.len() } else { COLUMNS.len() - 1 };
    let least: f32 = COLUMNS[..shown].iter().map(|(_, least, _)| least).sum();
    let shares: f32 = COLUMNS[..shown].iter().map(|(.., share)| share).sum();
    let rest = (inside.width() - least).max(0.0) / shares;
    let mut left = inside.left();
    COLUMNS.map(|(name, least, share)| {
        if name == SETTLED && !settled {
            return Rect::from_min_size(pos2(left, row.top()), vec2(0.0, row.height()));
        }
        let width = least + rest * share;
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left += width;
        cell.with_max_x(cell.right() - 2.0 * STEP)
    })
}

fn header_ui(ui: &mut Ui, rows: usize, settled: bool) {
    let width = parts::width_of_rows(ui, rows, ui.available_height() - ROW);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let colours = Colours::of(ui);
    for ((name, ..), cell) in COLUMNS.iter().zip(cells(rect, settled)) {
        if cell.width() < STEP {
            continue;
        }
        let response = ui.interact(cell, ui.scope_id().with(("heading", name)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, *name));
        cell_ui(ui, cell, name, CAPTION, colours.weak);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line));
}

fn cell_ui(ui: &Ui, cell: Rect, text: &str, size: f32, ink: eframe::egui::Color32) {
    let font = FontId::proportional(size);
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let at = pos2(cell.left(), cell.center().y - height / 2.0);
    parts::paint_line(ui, at, text, font, ink, cell.width());
}

/// A report in a few words: its number and who says so.
pub(super) fn brief(report: &Report) -> String {
    let source = report.source.as_deref().unwrap_or(&report.attribution);
    format!("{} · {source}", wording::quantity(report))
}

fn row_ui(ui: &mut Ui, known: &Known, pair: &Pair, is_chosen: bool, settled: bool) -> eframe::egui::Response {
    let said = |id| known.reports.get(&id).map(|report| brief(report)).unwrap_or_default();
    let about = known.reports.get(&pair.first).map(|report| about(report)).unwrap_or_default();
    let cells_said = [
        wording::capital(pair.judgement.verdict.label()),
        said(pair.first),
        said(pair.second),
        about,
        pair.settled.map(|settled| settled.kind.label().to_owned()).unwrap_or_default(),
    ];
    let name = format!("{}: {} against {}, {}", cells_said[0], cells_said[1], cells_said[2], cells_said[3]);
    let response = parts::row(ui, ROW, is_chosen, &name);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let colours = Colours::of(ui);
    let is_loud = pair.judgement.verdict == Verdict::Contradiction && pair.settled.is_none();
    for (place, (cell, text)) in cells(response.rect, settled).into_iter().zip(&cells_said).enumerate() {
        let ink = match place {
            0 if is_loud => colours.notice,
            3 | 4 => colours.weak,
            _ => colours.ink,
        };
        cell_ui(ui, cell, text, BODY, ink);
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        ui.label(pair.judgement.verdict.definition());
        for ((heading, ..), cell) in
            COLUMNS.iter().zip(&cells_said).skip(1).filter(|(_, cell)| !cell.is_empty())
        {
            parts::caption(ui, &format!("{heading}: {cell}"));
        }
    })
}

fn about(report: &Report) -> String {
    let measure = wording::capital(wording::measure(report.outcome));
    match &report.population {
        Some(population) => format!("{measure} · {population}"),
        None => measure,
    }
}
