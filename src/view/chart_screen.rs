//! The chart, full size and live below the reader.

use eframe::egui::Ui;

use super::Caches;
use super::parts;
use crate::command::Action;
use crate::dossier::Dossier;
use crate::session::Session;

/// Draws the chart at full size, with its filters.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, caches: &mut Caches, actions: &mut Vec<Action>) {
    live_ui(ui, dossier, session, caches, actions);
}

/// Draws the chart below the reader.
pub fn live_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    let _ = (dossier, session, caches, actions);
    parts::empty(ui, "No dated figures yet", "Annotate a figure and give it a date: it appears here.");
}
