//! A path typed by hand: for where the desktop has no dialog, or the keyboard is quicker.

use std::path::PathBuf;

use eframe::egui::{Button, Key, Ui};

use super::titled;
use crate::command::Action;
use crate::session::{Overlay, PathFor, Session};
use crate::view::parts;
use crate::view::style::STEP;

/// What each path is for: title, explanation, button.
fn words(purpose: PathFor) -> (&'static str, &'static str, &'static str) {
    match purpose {
        PathFor::OpenFolder => ("Open folder", "The folder that holds the articles.", "Open"),
        PathFor::OpenFile => {
            ("Open workspace or bundle", "A workspace.ron, or a .zip exported by Dossier.", "Open")
        }
        PathFor::Merge => ("Merge a workspace", "The other analyst’s workspace.ron or .zip.", "Merge"),
        PathFor::Keep => (
            "Where to keep the workspace",
            "This folder cannot be written. Choose another folder for its workspace; it is remembered.",
            "Keep it there",
        ),
        PathFor::ExportBundle => ("Export annotated workspace", "The .zip to write.", "Export"),
        PathFor::ExportFigures => ("Export figures", "The .csv to write.", "Export"),
        PathFor::ExportPassages => ("Export passages", "The .csv to write.", "Export"),
        PathFor::ExportChanges => ("Export what analysts changed", "The .csv to write.", "Export"),
        PathFor::ImportReference => (
            "Import reference series",
            "The .csv or .tsv with a column of days and columns of numbers.",
            "Read",
        ),
        PathFor::ExportChart => ("Export chart", "The .svg, .png, .pdf or .csv to write.", "Export"),
        PathFor::ExportChartData => ("Export chart data", "The .csv to write.", "Export"),
    }
}

/// Draws the field for a path.
pub(super) fn ui(
    ui: &Ui,
    session: &mut Session,
    purpose: PathFor,
    mut text: String,
    actions: &mut Vec<Action>,
) {
    let (title, about, button) = words(purpose);
    titled(ui, title, 560.0, session, |ui, session| {
        parts::caption(ui, about);
        ui.add_space(STEP);
        let width = ui.available_width();
        let response = parts::text_line(ui, &mut text, "Path", "/home/…", width);
        if !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(STEP);
        let ready = !text.trim().is_empty();
        let pressed = ui.add_enabled(ready, Button::new(button)).clicked();
        if ready && (pressed || entered) {
            session.now.overlay = None;
            actions.push(Action::Use(purpose, PathBuf::from(text.trim())));
        } else if let Some(Overlay::Path(_, kept)) = &mut session.now.overlay {
            *kept = text;
        }
    });
}
