//! stand-in
use crate::{command::Action, dossier::Dossier, session::Session};
use eframe::egui::Ui;
/// stand-in
pub fn ui(ui: &mut Ui, _: &Dossier, _: &mut Session, _: &mut Vec<Action>) {
    ui.label("inspector");
}
