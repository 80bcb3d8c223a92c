//! Settings: the analyst's name, the theme, the size of the articles' text.

use eframe::egui::{Slider, Ui};

use super::titled;
use crate::command::Action;
use crate::dossier::Dossier;
use crate::session::{Lighting, Session};
use crate::view::parts;
use crate::view::style::{PAD, STEP};

/// Draws the settings.
pub(super) fn ui(ui: &Ui, dossier: Option<&Dossier>, session: &mut Session, actions: &mut Vec<Action>) {
    titled(ui, "Settings", 460.0, session, |ui, session| {
        if let Some(dossier) = dossier {
            analyst_ui(ui, dossier, actions);
        }
        parts::heading(ui, "Theme");
        ui.horizontal(|ui| {
            for (lighting, name) in
                [(Lighting::System, "As the desktop"), (Lighting::Light, "Light"), (Lighting::Dark, "Dark")]
            {
                ui.selectable_value(&mut session.lighting, lighting, name);
            }
        });
        ui.add_space(PAD);
        parts::heading(ui, "Size of the articles’ text");
        ui.add(
            Slider::new(&mut session.reading_size, 13.0..=28.0)
                .step_by(1.0)
                .fixed_decimals(0)
                .suffix(" points"),
        )
        .accessible_name("Size of the articles’ text");
        ui.add_space(PAD);
        parts::heading(ui, "Exported workspaces");
        ui.checkbox(&mut session.quotes_only, "Hand over only the quoted words, not the articles");
        ui.add_space(STEP);
        parts::caption(ui, "Choose this where the articles may not be passed on.");
    });
}

fn analyst_ui(ui: &mut Ui, dossier: &Dossier, actions: &mut Vec<Action>) {
    parts::heading(ui, "Your name");
    let id = ui.make_persistent_id("analyst's name");
    let mut name: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| dossier.analyst().0.clone());
    let width = ui.available_width();
    let response = parts::text_line(ui, &mut name, "Your name", "Your name", width);
    ui.data_mut(|data| data.insert_temp(id, name.clone()));
    if response.lost_focus() && !name.trim().is_empty() && name.trim() != dossier.analyst().0 {
        actions.push(Action::SetAnalyst(name.trim().to_owned()));
    }
    ui.add_space(STEP);
    parts::caption(
        ui,
        "Stands on every change that you make from now on. Earlier changes keep the name they were made under.",
    );
    ui.add_space(PAD);
}
