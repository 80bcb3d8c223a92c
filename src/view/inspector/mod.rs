//! stand-in
use eframe::egui::Ui; use crate::{dossier::Dossier, session::Session, command::Action};
/// stand-in
pub fn ui(ui: &mut Ui, _: &Dossier, _: &mut Session, _: &mut Vec<Action>) { ui.label("inspector"); }
