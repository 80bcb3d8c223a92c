//! Looks at the chart that were given a name: kept in the log, chosen here, written to files by name.

use eframe::egui::{Atom, Button, Key, Popup, PopupCloseBehavior, ScrollArea, Ui};

use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::{Edit, Item, ItemId, View};
use crate::session::Session;
use crate::view::parts::{self, Sign};
use crate::view::style::STEP;

const WIDTH: f32 = 300.0;

/// Draws the button, and the menu below it while it is open.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let views = dossier.views();
    let now = views.iter().find(|(_, view)| view.look == session.chart);
    let words = now.map_or("Views".to_owned(), |(_, view)| parts::cut(&view.name, 24));
    let button = ui.button(words).on_hover_text("Go to a saved view of the chart, or save this one");
    button.clone().accessible_name("Views of the chart");
    let menu = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_width(WIDTH);
        ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            for (id, view) in &views {
                ui.push_id(id, |ui| row_ui(ui, dossier, session, (*id, view), actions));
            }
        });
        if views.is_empty() {
            parts::caption(
                ui,
                "No view is saved yet. A view keeps the filter, panels, scale and stretch of time.",
            );
        }
        ui.separator();
        if dossier.read_only().is_none() {
            save_ui(ui, dossier, session, &views, actions);
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    (id, view): (ItemId, &View),
    actions: &mut Vec<Action>,
) {
    use crate::model::shown::Shown as _;
    ui.horizontal(|ui| {
        let remove = format!("Remove the view “{}”", view.name);
        let width = ui.available_width() - 32.0;
        let row =
            Button::selectable(view.look == session.chart, (view.name.as_str(), Atom::grow())).truncate();
        let size = eframe::egui::vec2(width, ui.spacing().interact_size.y);
        if ui.add_sized(size, row).on_hover_text(view.look.shown()).clicked() {
            session.chart = view.look.clone();
            ui.close();
        }
        if dossier.read_only().is_none() && parts::sign_button(ui, Sign::Cross, &remove).clicked() {
            let edit = dossier.workspace().remove(id);
            actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
        }
    });
}

/// A name for the chart as it is; the name of a saved view replaces that one.
fn save_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    views: &[(ItemId, &View)],
    actions: &mut Vec<Action>,
) {
    ui.add_space(STEP);
    let entered = ui.horizontal(|ui| {
        let name = &mut session.now.view_name;
        let field = parts::text_line(ui, name, "Name of the view", "Name of this view", WIDTH - 84.0);
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let known = views.iter().any(|(_, view)| view.name == name.trim());
        let words = if known { "Replace" } else { "Save" };
        let pressed = ui.add_enabled(!name.trim().is_empty(), Button::new(words)).clicked();
        (enter || pressed) && !name.trim().is_empty()
    });
    if entered.inner {
        let name = std::mem::take(&mut session.now.view_name).trim().to_owned();
        actions.extend(save(dossier, views, View { name, look: session.chart.clone() }));
        ui.close();
    }
}

fn save(dossier: &Dossier, views: &[(ItemId, &View)], view: View) -> Option<Action> {
    let same = views.iter().find(|(_, known)| known.name == view.name);
    let edit = match same {
        Some((id, _)) => dossier.workspace().set(*id, Item::View(view)),
        None => Some(Edit::add(Item::View(view))),
    };
    edit.map(|edit| Action::Commit(vec![edit]))
}
