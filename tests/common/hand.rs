//! What a hand does in the window under test: keys and clicks, by name.

use dossier::dossier::Dossier;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::window::Window;

/// The open dossier.
pub fn dossier(window: &Window) -> &Dossier {
    window.state().dossier().unwrap()
}

/// Presses a key and draws until nothing moves.
pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Clicks what has a role and a name, and draws until nothing moves.
pub fn click(window: &mut Window, role: Role, name: &str) {
    window.get_by_role_and_label(role, name).click();
    window.run();
}
