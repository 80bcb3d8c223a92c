//! The dossier's events: neutral, made by analysts, counted from by texts and marked on charts.

use eframe::egui::{Button, Key, ScrollArea, Ui};

use super::{room, titled};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::item::Event;
use crate::model::{Basis, DateClaim, Edit, Item};
use crate::session::{Overlay, Session};
use crate::view::inspector::entered;
use crate::view::parts::{self, Sign};
use crate::view::style::{Colours, PAD, STEP};

/// The width of a day as it is typed, in points.
const DAY: f32 = 120.0;

/// Draws the list and the line for a new event.
pub(super) fn ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    typed: (String, String),
    actions: &mut Vec<Action>,
) {
    titled(ui, "Events", 560.0, session, |ui, session| {
        parts::caption(
            ui,
            "Days from which texts count, such as “in the fifth month of the war”. Keep the words neutral.",
        );
        ui.add_space(STEP);
        list_ui(ui, dossier, actions);
        if dossier.read_only().is_none() {
            new_ui(ui, session, typed, actions);
        }
    });
}

fn list_ui(ui: &mut Ui, dossier: &Dossier, actions: &mut Vec<Action>) {
    let events = dossier.events();
    if events.is_empty() {
        parts::empty(ui, "No events yet", "Name one below and say when it was.");
    }
    ScrollArea::vertical().max_height(room(ui) - 40.0).show(ui, |ui| {
        for (id, event) in events {
            ui.push_id(id, |ui| {
                parts::title_bar(ui, &event.label, |ui| {
                    let remove = format!("Remove the event “{}”", event.label);
                    if dossier.read_only().is_none() && parts::sign_button(ui, Sign::Cross, &remove).clicked()
                    {
                        let edit = dossier.workspace().remove(id);
                        actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
                    }
                    parts::caption(ui, &event.when.to_string());
                });
            });
        }
    });
}

fn new_ui(ui: &mut Ui, session: &mut Session, typed: (String, String), actions: &mut Vec<Action>) {
    let (mut label, mut day) = typed;
    ui.add_space(PAD);
    let entered = ui
        .horizontal(|ui| {
            let width = ui.available_width() - DAY - 84.0;
            let words = parts::text_line(ui, &mut label, "Event", "What happened, in neutral words", width);
            super::focus_at_first(&words);
            let when = parts::text_line(ui, &mut day, "Day of the event", "YYYY-MM-DD", DAY);
            let enter = ui.input(|input| input.key_pressed(Key::Enter));
            let ready = !label.trim().is_empty() && matches!(entered::day(&day), Ok(Some(_)));
            let add = ui.add_enabled(ready, Button::new("Add")).clicked();
            ready && (add || (enter && (words.lost_focus() || when.lost_focus())))
        })
        .inner;
    if let Err(refused) = entered::day(&day) {
        ui.colored_label(Colours::of(ui).notice, refused.to_string());
    }
    if entered && let Ok(Some(when)) = entered::day(&day) {
        let event = Event { label: label.trim().to_owned(), when: DateClaim::on(when, Basis::Analyst) };
        actions.push(Action::Commit(vec![Edit::add(Item::Event(event))]));
        (label, day) = (String::new(), String::new());
    }
    if let Some(Overlay::Events(..)) = &session.now.overlay {
        session.now.overlay = Some(Overlay::Events(label, day));
    }
}
