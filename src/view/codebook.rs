//! The codebook: the tags, what each means, and where it is used.

use eframe::egui::{FontId, Popup, Response, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use super::articles::counted;
use super::kept::kept;
use super::parts::{self, Sign};
use super::style::{BODY, CAPTION, Colours, PAD, ROW, STEP, bold};
use crate::command::{Action, Command, tagging};
use crate::dossier::Dossier;
use crate::model::item::Kind;
use crate::model::{Item, ItemId, Passage, Tag};
use crate::session::{Overlay, Session};

/// Draws the panel: every tag, or the passages of the one that is open.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let open = session.now.tag.and_then(|id| match dossier.workspace().get(id) {
        Some(Item::Tag(tag)) => Some((id, tag)),
        _ => None,
    });
    match open {
        Some((id, tag)) => passages_ui(ui, dossier, session, (id, tag), actions),
        None => tags_ui(ui, dossier, session, actions),
    }
}

fn tags_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let writable = dossier.read_only().is_none();
    parts::title_bar(ui, "Codebook", |ui| {
        ui.add_enabled_ui(writable, |ui| {
            if parts::sign_button(ui, Sign::Plus, &parts::hint(Command::NewTag)).clicked() {
                actions.push(Action::Run(Command::NewTag));
            }
        });
    });
    let tags = tagging::nested_tags(dossier);
    if tags.is_empty() {
        parts::empty(ui, "No tags yet", "Make a tag, or select words in the text and press T.");
    }
    let uses = kept(ui, "uses of tags", dossier.revision(), |_| uses(dossier));
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, tags.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (id, tag, depth) in &tags[rows] {
            let used = uses.get(id).copied().unwrap_or_default();
            tag_row(ui, dossier, session, (*id, tag), *depth, used, actions);
        }
    });
}

/// How many passages carry each tag.
fn uses(dossier: &Dossier) -> std::collections::BTreeMap<ItemId, usize> {
    let mut uses = std::collections::BTreeMap::new();
    for (_, item) in dossier.workspace().of_kind(Kind::Passage) {
        if let Item::Passage(passage) = item {
            *uses.entry(passage.tag).or_default() += 1;
        }
    }
    uses
}

fn tag_row(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    (id, tag): (ItemId, &Tag),
    depth: usize,
    used: usize,
    actions: &mut Vec<Action>,
) {
    let name = format!("{}, {}", tag.name, counted(used, "passage"));
    let response = ui.push_id(id, |ui| parts::row(ui, ROW, false, &name)).inner;
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 0.0));
    let middle = rect.center().y;
    let left = rect.left() + 14.0 * depth.min(6) as f32;
    parts::dot(ui, pos2(left + 5.0, middle), colours.data(tag.colour));
    let counter =
        parts::paint_right(ui, pos2(rect.right(), middle), &used.to_string(), CAPTION, colours.weak);
    let mut end = counter.left();
    if let Some(key) = tag.key {
        let at = pos2(rect.right() - 30.0, middle);
        end = parts::paint_right(ui, at, &key.to_string(), CAPTION, colours.weak).left();
    }
    let at = pos2(left + 16.0, middle - 9.0);
    parts::paint_line(ui, at, &tag.name, FontId::proportional(BODY), colours.ink, end - at.x - 2.0 * STEP);
    if response.clicked() {
        clicked(dossier, session, id, actions);
    }
    tag_menu(&response, dossier, session, id);
    response.on_hover_ui(|ui| about_tag(ui, tag, session.has_selection()));
}

/// A click tags the selection, or else lists the tag's passages.
fn clicked(dossier: &Dossier, session: &mut Session, id: ItemId, actions: &mut Vec<Action>) {
    let tagged = tagging::tag_selection(dossier, session, id);
    if session.has_selection() && dossier.read_only().is_none() {
        actions.extend(tagged);
    } else {
        session.now.tag = Some(id);
    }
}

fn about_tag(ui: &mut Ui, tag: &Tag, selecting: bool) {
    ui.label(RichText::new(&tag.name).font(bold(BODY)));
    if !tag.apply_when.is_empty() {
        ui.label(format!("Apply when: {}", tag.apply_when));
    }
    if !tag.not_when.is_empty() {
        ui.label(format!("Not: {}", tag.not_when));
    }
    let does = if selecting { "Click to tag the selection." } else { "Click to list its passages." };
    let key = tag.key.map(|key| format!(" Key {key} tags the selection.")).unwrap_or_default();
    parts::caption(ui, &format!("{does}{key} Right-click to edit, merge or delete."));
}

fn tag_menu(response: &Response, dossier: &Dossier, session: &mut Session, id: ItemId) {
    Popup::context_menu(response).show(|ui| {
        if ui.button("List its passages").clicked() {
            session.now.tag = Some(id);
        }
        ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
            if ui.button("Edit tag…").clicked() {
                session.now.overlay = Some(Overlay::TagEditor(Some(id)));
            }
            if ui.button("Merge or delete…").clicked() {
                session.now.overlay = Some(Overlay::TagRemoval(id));
            }
        });
    });
}

fn passages_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    (id, tag): (ItemId, &Tag),
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        if ui.button("‹ Codebook").clicked() {
            session.now.tag = None;
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
                if parts::sign_button(ui, Sign::More, "Merge or delete the tag").clicked() {
                    session.now.overlay = Some(Overlay::TagRemoval(id));
                }
                if parts::sign_button(ui, Sign::Pencil, "Edit the tag").clicked() {
                    session.now.overlay = Some(Overlay::TagEditor(Some(id)));
                }
            });
        });
    });
    let (passages, _) = tagging::taken_along(dossier, id);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
        parts::dot(ui, rect.center(), Colours::of(ui).data(tag.colour));
        ui.label(RichText::new(&tag.name).font(bold(BODY)));
        parts::caption(ui, &counted(passages.len(), "passage"));
    });
    if passages.is_empty() {
        parts::empty(ui, "No passages yet", "Select words in the text, then click the tag or press its key.");
    }
    let height = 46.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, passages.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for passage in &passages[rows] {
            passage_row(ui, dossier, session, *passage, height, actions);
        }
    });
}

fn passage_row(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &Session,
    id: ItemId,
    height: f32,
    actions: &mut Vec<Action>,
) {
    let Some(Item::Passage(Passage { span, .. })) = dossier.workspace().get(id) else { return };
    let words = &*span.label();
    let response = ui.push_id(id, |ui| parts::row(ui, height, session.now.selected == Some(id), words)).inner;
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 6.0));
    let title = match dossier.corpus().find(&span.article) {
        Some(article) => dossier.facts(article).title,
        None => span.article.path.clone(),
    };
    parts::paint_line(ui, rect.min, words, FontId::proportional(BODY), colours.ink, rect.width());
    let below = pos2(rect.left(), rect.top() + 18.0);
    parts::paint_line(ui, below, &title, FontId::proportional(CAPTION), colours.weak, rect.width());
    if response.clicked() {
        actions.push(Action::GoTo(id));
    }
    response.on_hover_ui(|ui| {
        ui.label(format!("“{words}”"));
        parts::caption(ui, &title);
    });
}
