//! The list of disagreements: pairs of reports whose numbers differ, each with its type before any harder word.

use std::collections::BTreeMap;

use eframe::egui::{
    ComboBox, FontId, Frame, Key, Margin, Modifiers, Panel, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
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
    ("Settled as", 96.0, 0.14),
];

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
    let at = shown.iter().position(|pair| table.pair == Some((pair.first, pair.second)));
    step(ui, session, &shown, at);
    if let Some(at) = at {
        let height = (ui.available_height() * 0.5).clamp(150.0, 330.0);
        let frame = Frame::new().inner_margin(Margin { top: PAD as i8, ..Margin::ZERO });
        let small = ui.available_height() < 500.0;
        let below =
            Panel::bottom(("disagreement in full", small)).resizable(true).default_size(height).frame(frame);
        let most = (ui.available_height() - 120.0).max(130.0);
        below.size_range(120.0..=most).show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            detail::ui(ui, dossier, &known, shown[at], actions);
        });
    }
    rows_ui(ui, session, &known, &shown, at);
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

/// The arrows go from row to row.
fn step(ui: &Ui, session: &mut Session, rows: &[&Pair], at: Option<usize>) {
    if ui.text_edit_focused() || session.now.overlay.is_some() || !crate::command::keys::is_free(ui.ctx()) {
        return;
    }
    let last = rows.len().saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowDown) {
        at.map_or(0, |at| (at + 1).min(last))
    } else if pressed(Key::ArrowUp) {
        at.map_or(last, |at| at.saturating_sub(1))
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        return;
    };
    session.figures.pair = rows.get(to).map(|pair| (pair.first, pair.second));
}

fn rows_ui(ui: &mut Ui, session: &mut Session, known: &Known, shown: &[&Pair], at: Option<usize>) {
    header_ui(ui);
    let scroll = ScrollArea::vertical().id_salt("disagreements").auto_shrink(false);
    scroll.show_rows(ui, ROW, shown.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let first = range.start;
        for (place, pair) in shown[range].iter().enumerate() {
            let response = ui
                .push_id((pair.first, pair.second), |ui| row_ui(ui, known, pair, at == Some(first + place)));
            if response.inner.clicked() {
                session.figures.pair = Some((pair.first, pair.second));
            }
        }
    });
}

fn cells(row: Rect) -> [Rect; COLUMNS.len()] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let least: f32 = COLUMNS.iter().map(|(_, least, _)| least).sum();
    let rest = (inside.width() - least).max(0.0);
    let mut left = inside.left();
    COLUMNS.map(|(_, least, share)| {
        let width = least + rest * share;
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left += width;
        cell.with_max_x(cell.right() - 2.0 * STEP)
    })
}

fn header_ui(ui: &mut Ui) {
    // The rows below leave room for their scroll bar; the columns have to meet.
    let width = ui.available_width() - ui.spacing().scroll.allocated_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let colours = Colours::of(ui);
    for ((name, ..), cell) in COLUMNS.iter().zip(cells(rect)) {
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

fn row_ui(ui: &mut Ui, known: &Known, pair: &Pair, is_chosen: bool) -> eframe::egui::Response {
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
    if is_chosen && response.gained_focus() {
        response.scroll_to_me(None);
    }
    let colours = Colours::of(ui);
    let is_loud = pair.judgement.verdict == Verdict::Contradiction && pair.settled.is_none();
    for (place, (cell, text)) in cells(response.rect).into_iter().zip(&cells_said).enumerate() {
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
