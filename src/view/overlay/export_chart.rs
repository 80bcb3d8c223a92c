//! How the chart is exported: kind of file, size, colours, and what goes along in words.

use eframe::egui::{Button, Slider, Ui};

use super::titled;
use crate::chart::{Ground, PaperSize, PictureFormat};
use crate::command::Action;
use crate::session::{PathFor, Session};
use crate::view::parts;
use crate::view::style::STEP;

/// The width of the words before a choice, in points.
const CAPTIONS: f32 = 84.0;

/// Draws the panel.
pub(super) fn ui(ui: &Ui, session: &mut Session, actions: &mut Vec<Action>) {
    titled(ui, "Export chart", 520.0, session, |ui, session| {
        choice_ui(ui, "File", PictureFormat::ALL, &mut session.picture_format, PictureFormat::label);
        let format = session.picture_format;
        ui.add_enabled_ui(format != PictureFormat::Csv, |ui| {
            choice_ui(ui, "Size", PaperSize::ALL, &mut session.paper.size, PaperSize::label);
            choice_ui(ui, "Colours", Ground::ALL, &mut session.paper.ground, Ground::label);
        });
        ui.add_enabled_ui(format == PictureFormat::Png, |ui| scale_ui(ui, session));
        ui.add_space(STEP);
        parts::caption(ui, said(format));
        ui.add_space(STEP);
        if ui.add(Button::new("Export…")).clicked() {
            session.now.overlay = None;
            actions.push(Action::Ask(PathFor::ExportChart));
        }
    });
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    caption: &str,
    values: &[T],
    chosen: &mut T,
    label: fn(T) -> &'static str,
) {
    ui.horizontal(|ui| {
        caption_ui(ui, caption);
        for value in values {
            let words = crate::chart::wording::capital(label(*value));
            let response = ui.selectable_label(*chosen == *value, &words);
            response.clone().accessible_name(format!("{caption}: {words}"));
            if response.clicked() {
                *chosen = *value;
            }
        }
    });
}

fn scale_ui(ui: &mut Ui, session: &mut Session) {
    ui.horizontal(|ui| {
        caption_ui(ui, "Sharpness");
        let slider = Slider::new(&mut session.paper.scale, 1..=4).suffix("×");
        ui.add(slider).accessible_name("Sharpness of the PNG");
        let (width, height) = session.paper.pixels();
        let scale = f32::from(session.paper.scale);
        parts::caption(ui, &format!("{:.0} by {:.0} pixels or more", width * scale, height * scale));
    });
}

fn caption_ui(ui: &mut Ui, words: &str) {
    let size = eframe::egui::vec2(CAPTIONS, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(
        size,
        eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
        |ui| {
            ui.set_min_width(CAPTIONS);
            parts::caption(ui, words);
        },
    );
}

/// What the file carries.
fn said(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Csv => {
            "Every report of the chart as one row, drawn or not, with its sentence, source and dates."
        }
        _ => {
            "The picture carries its title, what its marks mean, texts and origins, every choice made for it, the day \
             of export, and the chart in words for those who cannot see it. Identical data give identical files."
        }
    }
}
