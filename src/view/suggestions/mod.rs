//! The triage: the suggestions of the whole dossier, in an order and through a filter that one
//! chooses, decided on by keyboard alone.

mod detail;
mod filter;
mod table;

pub(super) use table::{BEFORE, excerpt};

use eframe::egui::{Frame, Key, Margin, Modifiers, Panel, Ui, vec2};

use super::articles::counted;
use super::parts;
use super::style::{Colours, PAD, STEP};
use crate::command::{Action, Command};
use crate::corpus::search::hits::grouped;
use crate::dossier::Dossier;
use crate::session::{Session, SuggestionAt, Triage, TriageOrder};

/// Draws the screen.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    head_ui(ui, dossier, session, actions);
    ui.add_space(STEP);
    filter::ui(ui, session);
    ui.add_space(STEP);
    if let Some((title, next)) = nothing(dossier, session) {
        return empty_ui(ui, session, title, &next);
    }
    let at = table::current(ui, session);
    step(ui, session, at);
    let height = (ui.available_height() * 0.42).clamp(150.0, 260.0);
    let frame = Frame::new().inner_margin(Margin { top: PAD as i8, ..Margin::ZERO });
    let small = ui.available_height() < 500.0;
    let below =
        Panel::bottom(("suggestion in full", small)).resizable(true).default_size(height).frame(frame);
    below.size_range(120.0..=ui.available_height() - 120.0).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        detail::ui(ui, dossier, session, actions);
    });
    table::ui(ui, dossier, session, at);
}

fn head_ui(ui: &mut Ui, dossier: &Dossier, session: &Session, actions: &mut Vec<Action>) {
    let counts = dossier.suggestion_counts();
    ui.horizontal(|ui| {
        parts::heading(ui, "Triage");
        let said = format!("{} of {} settled", grouped(counts.settled()), grouped(counts.all));
        parts::caption(ui, &said);
        bar_ui(ui, counts.settled(), counts.all, &said);
        let unread = dossier.unread_by_detector();
        if unread > 0 {
            let all = dossier.corpus().len();
            let read = grouped(all.saturating_sub(unread));
            parts::caption(ui, &format!("reading {read} of {}", counted(all, "article")));
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let all = Some(dossier);
            parts::command_button(ui, Command::Changes, "What was changed…", all, session, actions);
            parts::command_button(ui, Command::AcceptAll, "Accept all above…", all, session, actions);
        });
    });
}

/// How many are settled, as a thin bar.
fn bar_ui(ui: &mut Ui, done: usize, all: usize, said: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(120.0, 16.0), eframe::egui::Sense::hover());
    let part = if all == 0 { 0.0 } else { done as f32 / all as f32 };
    response.widget_info(|| {
        let mut info =
            eframe::egui::WidgetInfo::labeled(eframe::egui::Role::ProgressIndicator, true, "Settled");
        info.value = Some(f64::from(part) * 100.0);
        info
    });
    let colours = Colours::of(ui);
    let bar = eframe::egui::Rect::from_center_size(rect.center(), vec2(rect.width(), 4.0));
    ui.painter().rect_filled(bar, 2.0, colours.line);
    let filled = bar.with_max_x(bar.left() + bar.width() * part);
    ui.painter().rect_filled(filled, 2.0, colours.accent);
    response.on_hover_text(said);
}

/// What the screen says where no row is to be shown: a title, and what to do next.
fn nothing(dossier: &Dossier, session: &Session) -> Option<(&'static str, String)> {
    if !session.now.triaged.is_empty() {
        return None;
    }
    let (counts, unread) = (dossier.suggestion_counts(), dossier.unread_by_detector());
    let told = if dossier.corpus().is_empty() {
        (
            "No articles yet",
            "Open a folder of articles; the figures found in them are listed here.".to_owned(),
        )
    } else if unread > 0 && counts.pending() == 0 {
        let all = dossier.corpus().len();
        let read = grouped(all.saturating_sub(unread));
        ("Looking for figures", format!("Reading {read} of {}.", counted(all, "article")))
    } else if counts.all == 0 {
        ("No suggestions", "No figures of people were found in these articles.".to_owned())
    } else if counts.pending() == 0 {
        let said =
            "No suggestions wait. Tick “Show settled” to look at what was decided, or undo with Ctrl+Z.";
        ("Everything is settled", said.to_owned())
    } else {
        let waiting = counted(counts.pending(), "suggestion");
        ("No suggestion matches", format!("{waiting} wait outside the filter. Clear it to see them."))
    };
    Some(told)
}

fn empty_ui(ui: &mut Ui, session: &mut Session, title: &str, next: &str) {
    parts::empty(ui, title, next);
    if filter::is_filtered(&session.triage) {
        ui.add_space(STEP);
        ui.vertical_centered(|ui| {
            if ui.button("Clear the filter").clicked() {
                let Triage { order, reversed, settled, .. } = session.triage;
                session.triage = Triage { order, reversed, settled, ..Triage::default() };
            }
        });
    }
}

/// The arrows and their like go from row to row, settled ones included.
fn step(ui: &Ui, session: &mut Session, at: Option<usize>) {
    if ui.text_edit_focused() || session.now.overlay.is_some() || !crate::command::keys::is_free(ui.ctx()) {
        return;
    }
    let rows = session.now.triaged.clone();
    let last = rows.len().saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowDown) {
        at.map_or(0, |at| (at + 1).min(last))
    } else if pressed(Key::ArrowUp) {
        at.map_or(last, |at| at.saturating_sub(1))
    } else if pressed(Key::PageDown) {
        at.map_or(0, |at| (at + 10).min(last))
    } else if pressed(Key::PageUp) {
        at.map_or(0, |at| at.saturating_sub(10))
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        return;
    };
    if let Some(row) = rows.get(to) {
        session.show_suggestion(SuggestionAt::of(&row.path, &row.brief));
    }
}

/// What an order is called.
fn order_name(order: TriageOrder) -> &'static str {
    match order {
        TriageOrder::Place => "By article",
        TriageOrder::Confidence => "By confidence",
        TriageOrder::Outcome => "By outcome",
        TriageOrder::Source => "By source",
        TriageOrder::Date => "By date",
    }
}
