//! Marking ticked figures as incidents that are distinct from one another, with their sum shown beforehand.

use eframe::egui::{Popup, PopupCloseBehavior, Ui};

use super::{known, sums};
use crate::command::{Action, relate};
use crate::dossier::Dossier;
use crate::model::item::Distinct;
use crate::session::FigureTable;
use crate::view::parts;
use crate::view::style::STEP;

const WIDTH: f32 = 320.0;

/// A button that asks for a name and marks the ticked figures.
pub fn ui(ui: &mut Ui, dossier: &Dossier, table: &mut FigureTable, actions: &mut Vec<Action>) {
    let hint = "Say that these figures count incidents that are distinct from one another, so that they may be summed.";
    let button = ui.button("Mark as distinct incidents…").on_hover_text(hint);
    let menu = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_width(WIDTH);
        if menu_ui(ui, dossier, table, actions) {
            ui.close();
        }
    });
}

/// The name, the sum or why there is none, and the button; says whether it was pressed.
fn menu_ui(ui: &mut Ui, dossier: &Dossier, table: &mut FigureTable, actions: &mut Vec<Action>) -> bool {
    parts::caption(ui, "What these incidents have in common, in a few neutral words");
    parts::text_line(ui, &mut table.distinct, "Name of the distinct incidents", "Name", WIDTH);
    ui.add_space(STEP);
    let set = Distinct { name: table.distinct.clone(), figures: table.ticked.iter().copied().collect() };
    let summed = sums::summed(dossier, &known(ui, dossier), &set);
    match &summed {
        Ok(sum) => _ = ui.label(sum.words()),
        Err(refused) => {
            parts::caption(ui, "They cannot be summed:");
            for words in refused.iter().take(6) {
                ui.label(words);
            }
        }
    }
    ui.add_space(STEP);
    let can = summed.is_ok() && !table.distinct.trim().is_empty();
    let pressed = ui.add_enabled(can, eframe::egui::Button::new("Mark as distinct")).clicked();
    if pressed {
        actions.extend(relate::mark_distinct(dossier, &table.distinct, &table.ticked));
        table.distinct.clear();
        table.ticked.clear();
    }
    pressed
}
