//! A tag being made, changed, merged or deleted.

use eframe::egui::{Button, ComboBox, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::{focus_at_first, titled};
use crate::command::{Action, tagging};
use crate::dossier::Dossier;
use crate::model::{Edit, Item, ItemId, Tag};
use crate::session::Session;
use crate::view::articles::counted;
use crate::view::parts;
use crate::view::style::{Colours, DATA_NAMES, PAD, STEP};

/// Draws the editor of a tag; the changes become one entry with its button or Enter.
pub(super) fn editor_ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    id: Option<ItemId>,
    actions: &mut Vec<Action>,
) {
    let known = id.and_then(|id| match dossier.workspace().get(id) {
        Some(Item::Tag(tag)) => Some(tag.clone()),
        _ => None,
    });
    let title = if known.is_some() { "Edit tag" } else { "New tag" };
    let slot = eframe::egui::Id::unique(("tag being edited", id));
    let fresh = || Tag { colour: tagging::next_colour(dossier), ..Tag::default() };
    let mut tag: Tag =
        ui.data(|data| data.get_temp(slot)).unwrap_or_else(|| known.clone().unwrap_or_else(fresh));
    titled(ui, title, 480.0, session, |ui, session| {
        let entered = fields_ui(ui, dossier, id, &mut tag);
        ui.add_space(PAD);
        let taken = is_taken(dossier, id, &tag.name);
        if taken {
            ui.colored_label(Colours::of(ui).notice, "Another tag has this name; choose a different one.");
        }
        let ready = !tag.name.trim().is_empty() && !taken;
        let words = if known.is_some() { "Save tag" } else { "Add tag" };
        let pressed = ui.add_enabled(ready, Button::new(words)).clicked();
        if ready && (pressed || entered) {
            tag.name = tag.name.trim().to_owned();
            actions.extend(finished(dossier, id, tag.clone()));
            session.now.overlay = None;
        }
    });
    if session.now.overlay.is_some() {
        ui.data_mut(|data| data.insert_temp(slot, tag));
    } else {
        ui.data_mut(|data| data.remove::<Tag>(slot));
    }
}

/// Whether another tag has the name.
fn is_taken(dossier: &Dossier, id: Option<ItemId>, name: &str) -> bool {
    let name = name.trim();
    tagging::tags_in_order(dossier)
        .iter()
        .any(|(other, tag)| Some(*other) != id && tag.name.eq_ignore_ascii_case(name))
}

fn finished(dossier: &Dossier, id: Option<ItemId>, tag: Tag) -> Option<Action> {
    let edit = match id {
        Some(id) => dossier.workspace().set(id, Item::Tag(tag)),
        None => Some(Edit::add(Item::Tag(tag))),
    };
    edit.map(|edit| Action::Commit(vec![edit]))
}

/// The fields; says whether Enter was pressed in the name.
fn fields_ui(ui: &mut Ui, dossier: &Dossier, id: Option<ItemId>, tag: &mut Tag) -> bool {
    let width = ui.available_width();
    parts::caption(ui, "Name");
    let name =
        parts::text_line(ui, &mut tag.name, "Name of the tag", "What the passages have in common", width);
    focus_at_first(&name);
    let entered = name.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    ui.add_space(STEP);
    parts::caption(ui, "Colour");
    colours_ui(ui, &mut tag.colour);
    ui.add_space(STEP);
    ui.columns(2, |columns| {
        parent_ui(&mut columns[0], dossier, id, &mut tag.parent);
        key_ui(&mut columns[1], dossier, id, &mut tag.key);
    });
    ui.add_space(STEP);
    parts::caption(ui, "Apply when");
    parts::text_area(ui, &mut tag.apply_when, "Apply when", "What a passage must say to carry it", 2);
    parts::caption(ui, "Do not apply when");
    parts::text_area(ui, &mut tag.not_when, "Do not apply when", "What looks alike and is not meant", 2);
    entered
}

fn colours_ui(ui: &mut Ui, chosen: &mut u8) {
    ui.horizontal(|ui| {
        let colours = Colours::of(ui);
        for (index, name) in (0u8..).zip(DATA_NAMES) {
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(26.0), Sense::click());
            let selected = *chosen == index;
            response
                .widget_info(|| WidgetInfo::selected(eframe::egui::Role::RadioButton, true, selected, name));
            ui.painter().circle_filled(rect.center(), 8.0, colours.data(index));
            if selected || response.has_focus() || response.hovered() {
                let ring = if selected { colours.ink } else { colours.weak };
                ui.painter().circle_stroke(rect.center(), 11.5, Stroke::new(1.5, ring));
            }
            if response.clicked() {
                *chosen = index;
            }
            response.on_hover_text(name);
        }
    });
}

fn parent_ui(ui: &mut Ui, dossier: &Dossier, id: Option<ItemId>, parent: &mut Option<ItemId>) {
    parts::caption(ui, "Nested under");
    let tags = tagging::tags_in_order(dossier);
    let name = |id: Option<ItemId>| {
        id.and_then(|id| tags.iter().find(|(tag, _)| *tag == id)).map_or("none", |(_, tag)| tag.name.as_str())
    };
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt("parent").width(width).truncate().selected_text(name(*parent));
    let shown = combo.show_ui(ui, |ui| {
        ui.selectable_value(parent, None, "none");
        for (tag, _) in tags.iter().filter(|(tag, _)| Some(*tag) != id) {
            ui.selectable_value(parent, Some(*tag), name(Some(*tag)));
        }
    });
    shown.response.accessible_name("Nested under");
}

fn key_ui(ui: &mut Ui, dossier: &Dossier, id: Option<ItemId>, key: &mut Option<u8>) {
    parts::caption(ui, "Key");
    let tags = tagging::tags_in_order(dossier);
    let holder = |key: u8| tags.iter().find(|(tag, held)| Some(*tag) != id && held.key == Some(key));
    let width = ui.available_width();
    let text = key.map_or("none".to_owned(), |key| key.to_string());
    let shown = ComboBox::from_id_salt("key").width(width).selected_text(text).show_ui(ui, |ui| {
        ui.selectable_value(key, None, "none");
        for digit in 1..=9 {
            let held = holder(digit);
            let words = held.map_or(digit.to_string(), |(_, tag)| format!("{digit} (now {})", tag.name));
            ui.add_enabled_ui(held.is_none(), |ui| ui.selectable_value(key, Some(digit), words));
        }
    });
    shown.response.accessible_name("Key of the tag");
}

/// Draws what merging or deleting a tag would do, and the buttons that do it.
pub(super) fn removal_ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    id: ItemId,
    actions: &mut Vec<Action>,
) {
    let Some(Item::Tag(tag)) = dossier.workspace().get(id) else {
        session.now.overlay = None;
        return;
    };
    let (passages, nested) = tagging::taken_along(dossier, id);
    titled(ui, "Merge or delete", 480.0, session, |ui, session| {
        ui.label(format!("“{}” is carried by {}.", tag.name, counted(passages.len(), "passage")));
        if !nested.is_empty() {
            parts::caption(ui, &format!("{} nested under it will move up.", counted(nested.len(), "tag")));
        }
        ui.add_space(PAD);
        parts::heading(ui, "Merge into another tag");
        parts::caption(ui, "Its passages then carry the other tag.");
        ui.add_space(STEP);
        if let Some(into) = other_tag_ui(ui, dossier, id) {
            actions.push(Action::Commit(tagging::merge_tags(dossier, id, into)));
            session.now.overlay = None;
        }
        ui.add_space(PAD);
        parts::heading(ui, "Delete");
        parts::caption(ui, "Undo brings the tag and its passages back.");
        ui.add_space(STEP);
        let words = match passages.len() {
            0 => "Delete the tag".to_owned(),
            n => format!("Delete the tag and {}", counted(n, "passage")),
        };
        if ui.button(words).clicked() {
            actions.push(Action::Commit(tagging::delete_tag(dossier, id)));
            session.now.overlay = None;
            session.now.tag = None;
        }
    });
}

/// A choice among the other tags.
fn other_tag_ui(ui: &mut Ui, dossier: &Dossier, id: ItemId) -> Option<ItemId> {
    let mut into = None;
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt("merge into").width(width).selected_text("Choose a tag…");
    let shown = combo.show_ui(ui, |ui| {
        for (tag, held) in tagging::tags_in_order(dossier).into_iter().filter(|(tag, _)| *tag != id) {
            ui.selectable_value(&mut into, Some(tag), &held.name);
        }
    });
    shown.response.accessible_name("Merge into");
    into
}
