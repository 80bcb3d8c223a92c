//! What the window shows while nothing is open.

use eframe::egui::{RichText, Ui};

use super::parts;
use super::style::{Colours, PAD, STEP, TITLE, reading_bold};
use crate::command::{Action, Command};
use crate::session::Session;

/// Draws the screen.
pub fn ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    ui.add_space(ui.available_height() * 0.22);
    ui.vertical_centered(|ui| {
        ui.set_max_width(460.0);
        ui.label(RichText::new("Dossier").font(reading_bold(TITLE)));
        ui.add_space(STEP);
        ui.label(RichText::new(ABOUT).color(Colours::of(ui).weak));
        ui.add_space(2.0 * PAD);
        for command in [Command::OpenFolder, Command::OpenFile, Command::OpenDemonstration] {
            parts::command_button(ui, command, command.info().name, None, session, actions);
        }
        if let Some(message) = &session.now.message {
            ui.add_space(PAD);
            ui.colored_label(Colours::of(ui).notice, message);
        }
    });
}

const ABOUT: &str = "Read articles, annotate the figures they report, chart them, and open from every mark the \
                     sentence that reported it.";
