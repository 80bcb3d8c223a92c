//! The bar at the top: menus, the search of all articles, the screens.

use eframe::egui::{Align, Button, Layout, MenuBar, RichText, Ui};

use super::style::{BODY, Colours, bold};
use super::{parts, search};
use crate::command::{Action, Command, Menu};
use crate::dossier::Dossier;
use crate::session::{Screen, Session};

/// Draws the bar.
pub fn ui(ui: &mut Ui, dossier: Option<&Dossier>, session: &mut Session, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        ui.label(RichText::new("Dossier").font(bold(BODY)));
        for menu in Menu::ALL {
            ui.menu_button(menu.name(), |ui| menu_ui(ui, menu, dossier, session, actions));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.set_style(ui.ctx().global_style()); // A menu bar strips fields of their frames.
            if dossier.is_some() {
                screens_ui(ui, session, actions);
                let room = (ui.available_width() - 16.0).clamp(0.0, 300.0);
                if room > 90.0 {
                    search::field_ui(ui, session, room);
                }
            }
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, dossier: Option<&Dossier>, session: &Session, actions: &mut Vec<Action>) {
    ui.set_min_width(230.0);
    for command in Command::ALL.iter().filter(|command| command.info().menu == menu) {
        let info = command.info();
        let keys = info.keys.first().map(|key| key.shown()).unwrap_or_default();
        let button = Button::new(info.name).shortcut_text(keys);
        let response = ui.add_enabled(command.is_enabled(dossier, session), button);
        if response.on_hover_text(info.hint).clicked() {
            actions.push(Action::Run(*command));
            ui.close();
        }
    }
}

fn screens_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let screens = [
        (Screen::Suggestions, Command::Suggestions),
        (Screen::History, Command::History),
        (Screen::Chart, Command::Chart),
        (Screen::Figures, Command::Figures),
        (Screen::Read, Command::Read),
    ];
    for (screen, command) in screens {
        let here = session.screen == screen;
        let colours = Colours::of(ui);
        let text = RichText::new(command.info().name);
        let text = if here { text.font(bold(BODY)).color(colours.accent) } else { text.color(colours.weak) };
        let response = ui.add(Button::new(text).selected(here).frame_when_inactive(false));
        if response.on_hover_text(parts::hint(command)).clicked() {
            actions.push(Action::Run(command));
        }
    }
}
