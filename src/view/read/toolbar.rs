//! The small toolbar at the selection.

use eframe::egui::{Area, Button, Frame, Id, Order, Rect, RichText, Sense, Ui, pos2, vec2};

use crate::command::{Action, Command, tagging};
use crate::dossier::Dossier;
use crate::session::Session;
use crate::view::parts;
use crate::view::style::{BODY, Colours, STEP};

/// How wide it is with a dot for each of nine tags, in points.
const WIDTH: f32 = 394.0;

/// Draws the toolbar above the selected words, or rectangle, or below where there is no room above.
pub fn ui(ui: &Ui, dossier: &Dossier, session: &Session, words: Rect, actions: &mut Vec<Action>) {
    if dossier.read_only().is_some() || session.now.overlay.is_some() {
        return;
    }
    let page = ui.max_rect();
    let above = words.top() - 44.0;
    let y = if above > page.top() { above } else { (words.bottom() + 8.0).min(page.bottom() - 44.0) };
    let x = words.left().clamp(page.left(), (page.right() - WIDTH).max(page.left()));
    let area = Area::new(Id::unique("selection toolbar")).order(Order::Middle).fixed_pos(pos2(x, y));
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(STEP).show(ui, |ui| {
            ui.horizontal(|ui| buttons_ui(ui, dossier, session, actions));
        });
    });
}

fn buttons_ui(ui: &mut Ui, dossier: &Dossier, session: &Session, actions: &mut Vec<Action>) {
    for (command, words) in [(Command::Figure, "Figure"), (Command::Tag, "Tag…")] {
        let button = Button::new(RichText::new(words).size(BODY)).frame_when_inactive(false);
        if ui.add(button).on_hover_text(parts::hint(command)).clicked() {
            actions.push(Action::Run(command));
        }
    }
    ui.separator();
    let tags = tagging::tags_in_order(dossier).into_iter().filter(|(_, tag)| tag.key.is_some());
    for (id, tag) in tags.take(9) {
        let (rect, response) = ui.allocate_exact_size(vec2(20.0, 22.0), Sense::click());
        let name = format!("Tag with {}", tag.name);
        response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &name));
        let colours = Colours::of(ui);
        let radius = if response.hovered() || response.has_focus() { 7.0 } else { 5.5 };
        ui.painter().circle_filled(rect.center(), radius, colours.data(tag.colour));
        let key = tag.key.map(|key| format!("  ({key})")).unwrap_or_default();
        if response.on_hover_text(format!("{name}{key}")).clicked() {
            actions.extend(tagging::tag_selection(dossier, session, id));
        }
    }
}
