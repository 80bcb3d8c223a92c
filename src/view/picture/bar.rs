//! The bar over a picture, and the line under it.

use eframe::egui::accesskit::Live;
use eframe::egui::{Align, Button, Label, Layout, RichText, Ui};

use super::sight::{Frame, Zoom};
use super::{Kept, ZOOM_STEP};
use crate::command::{Action, Command};
use crate::dossier::Dossier;
use crate::session::{Pick, Session};
use crate::view::parts;
use crate::view::style::{CAPTION, Colours, STEP};

/// Height of the line under the picture, in points.
pub(super) const LINE: f32 = 20.0;

/// Draws the buttons that zoom, and the one that begins a rectangle.
pub(super) fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &Session,
    kept: &mut Kept,
    frame: &Frame,
    actions: &mut Vec<Action>,
) {
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        zoom_ui(ui, kept, frame);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let enabled = Command::Rectangle.is_enabled(Some(dossier), session);
            let words = RichText::new("Rectangle").size(CAPTION);
            let button = ui.add_enabled(enabled, Button::new(words));
            if button.on_hover_text(parts::hint(Command::Rectangle)).clicked() {
                actions.push(Action::Run(Command::Rectangle));
            }
        });
    });
    ui.add_space(STEP);
}

fn zoom_ui(ui: &mut Ui, kept: &mut Kept, frame: &Frame) {
    let middle = kept.anchor(frame);
    if button(ui, "−", "Draw the picture smaller", "−", false) {
        kept.sight.zoom_by(frame, 1.0 / ZOOM_STEP, middle);
    }
    let percent = RichText::new(format!("{}%", frame.percent())).size(CAPTION).color(Colours::of(ui).weak);
    ui.add_sized([38.0, 20.0], Label::new(percent)).on_hover_text("How large the picture is drawn.");
    if button(ui, "+", "Draw the picture larger", "+", false) {
        kept.sight.zoom_by(frame, ZOOM_STEP, middle);
    }
    ui.add_space(STEP);
    let zoom = kept.sight.zoom;
    let whole = frame.view.contains_rect(frame.whole()) && !matches!(zoom, Zoom::Scale(_) | Zoom::Width);
    if button(ui, "Whole", "Show the whole picture", "0", whole) {
        kept.sight.fit(Zoom::Whole);
    }
    if button(
        ui,
        "Width",
        "Show the picture as wide as the page",
        "W",
        zoom == Zoom::Width || (zoom == Zoom::Fitting && !whole),
    ) {
        kept.sight.fit(Zoom::Width);
    }
    let original = (frame.scale * frame.dense - 1.0).abs() < 1e-3;
    if button(ui, "100%", "Show the picture in its own size", "O", original) {
        kept.sight.zoom_to(frame, 1.0 / frame.dense, middle);
    }
}

fn button(ui: &mut Ui, words: &str, name: &str, key: &str, on: bool) -> bool {
    let button = Button::new(RichText::new(words).size(CAPTION)).frame_when_inactive(on).selected(on);
    let response = ui.add(button).on_hover_text(format!("{name}; Ctrl and the wheel do it too.  ({key})"));
    response.accessible_name(name).clicked()
}

/// Says what is drawn and what keys do; a screen reader is told whenever it changes.
pub(super) fn line_ui(ui: &mut Ui, session: &Session, kept: &Kept, shrunk: f32) {
    let words = said(session, kept, shrunk);
    let colour = Colours::of(ui).weak;
    let label = Label::new(RichText::new(&words).size(CAPTION).color(colour)).truncate();
    let response = ui.add_sized([ui.available_width(), LINE], label);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    response.on_hover_text(words);
}

fn said(session: &Session, kept: &Kept, shrunk: f32) -> String {
    let Some(outline) = session.now.outline else {
        let small = if shrunk > 1.01 { " This picture is shown from a smaller copy." } else { "" };
        return format!("Drag to draw a rectangle, or press R. Ctrl and the wheel zoom.{small}");
    };
    let place = format!("{} × {} px at {}, {}", outline.width, outline.height, outline.x, outline.y);
    let next = match session.now.pick {
        Some(Pick::Words(..)) => "Enter puts it here.",
        _ if kept.adjusting => "Arrows move, Shift+arrows resize, Enter ends.",
        _ => "F: figure, T or 1–9: passage, Enter: adjust.",
    };
    format!("{place}. {next}")
}
