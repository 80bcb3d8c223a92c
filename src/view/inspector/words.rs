//! Picking words in the text for a field: the button, and what it says meanwhile.

use eframe::egui::{Button, Response, RichText, Ui};

use super::text_field::Spec;
use crate::model::ItemId;
use crate::session::{Pick, Session, Slot};
use crate::view::fields;
use crate::view::style::{CAPTION, Colours, STEP};

const PICK: f32 = 40.0;
const SIGN: f32 = 20.0;

/// The width that the buttons beside a field need, in points.
pub fn buttons_width(pick: bool, clear: bool) -> f32 {
    let one = |shown, width: f32| if shown { width + STEP } else { 0.0 };
    one(pick, PICK) + one(clear, SIGN)
}

/// The button that starts, or stops, picking words for a slot of a figure.
pub fn pick_button(ui: &mut Ui, session: &mut Session, id: ItemId, slot: Slot, spec: &Spec) {
    let pick = Pick::Words(id, slot);
    let on = session.now.pick == Some(pick);
    let name = format!("{}: {}", if on { "Stop picking" } else { "Pick words" }, spec.name);
    let hint = if on { "Stop picking words." } else { "Fill this field by selecting words in the text." };
    if fields::link_in(ui, PICK, if on { "Stop" } else { "Pick" }, &name, hint).clicked() {
        session.now.pick = (!on).then_some(pick);
    }
}

/// What stands under a field while words are picked for it.
pub fn picking(ui: &mut Ui) {
    let words = RichText::new("Select the words in the text; Esc cancels.");
    ui.label(words.size(CAPTION).color(Colours::of(ui).accent));
}

/// Words that can be clicked to go to their place, cut to the width there is.
pub fn go(ui: &mut Ui, words: &str) -> Response {
    let button =
        Button::new(RichText::new(words).color(Colours::of(ui).accent)).frame_when_inactive(false).truncate();
    let response =
        ui.add(button).on_hover_text(format!("Go to {words}")).accessible_name(format!("Go to {words}"));
    fields::follow_focus(&response, false);
    response
}
