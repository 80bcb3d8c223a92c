//! The inspector of a passage: its words, its tag, the other tags on them, its memo.

use eframe::egui::{Button, ComboBox, Pos2, RichText, Sense, TextWrapMode, Ui, Vec2};

use super::{disputes, figure, memo};
use crate::command::tagging::nested_tags;
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::model::item::About;
use crate::model::{Edit, Item, ItemId, Passage, Tag, Workspace};
use crate::session::{DraftField, Session};
use crate::view::fields::{self, Named, Typed, heading};
use crate::view::style::{Colours, STEP};

const ABOUT_WORDS: &str = "The words as printed in the rectangle, where they matter.";
const ABOUT_TAG: &str = "The tag that these words carry. Choosing another changes this passage only.";

/// Draws a passage.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    actions: &mut Vec<Action>,
    id: ItemId,
    passage: &Passage,
) {
    let writable = dossier.read_only().is_none();
    figure::header(ui, session, actions, id, "Passage", writable);
    figure::quote(ui, &passage.span);
    figure::drawn(ui, dossier, session, actions, id);
    ui.add_space(2.0 * STEP);
    let take = writable && session.now.focus.take_if(|name| *name == "Inspector").is_some();
    ui.add_enabled_ui(writable, |ui| {
        if passage.span.rectangle().is_some() {
            words(ui, dossier, session, actions, id, passage);
        }
        let chosen = fields::row(ui, "Tag", ABOUT_TAG, |ui| choose_tag(ui, dossier, passage.tag, take));
        let to = chosen.map(|tag| Item::Passage(Passage { tag, ..passage.clone() }));
        let edit = to.and_then(|to| dossier.workspace().set(id, to));
        actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
        for field in ["removed", "tag", "span"] {
            disputes::of_field(ui, dossier, id, field, actions);
        }
    });
    others(ui, dossier, session, actions, id, passage);
    memo::ui(ui, dossier, session, actions, &About::Item(id));
    ui.add_space(4.0 * STEP);
    fields::caption(ui, &disputes::written(dossier.workspace(), id));
}

/// The field for the words that stand in the rectangle; they may stay away.
fn words(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    actions: &mut Vec<Action>,
    id: ItemId,
    passage: &Passage,
) {
    let named = Named { caption: "In the picture", name: "Printed words", about: ABOUT_WORDS };
    let typed = Typed {
        key: DraftField::Item(id, "printed", 0),
        current: &passage.span.quote.exact,
        hint: fields::NOT_SET,
        refuse: &|_| None,
        lines: false,
        take: false,
        width: ui.available_width() - fields::LABELS - 3.0 * STEP,
        named,
    };
    let draft = &mut session.now.draft;
    let came = fields::row(ui, named.caption, named.about, |ui| typed.show(ui, draft));
    let edit = came.finished.and_then(|text| self::typed(dossier.workspace(), id, passage, &text));
    actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
}

/// The edit that words typed for a rectangle make; none where they are the same, or for words of a text.
pub fn typed(workspace: &Workspace, id: ItemId, passage: &Passage, text: &str) -> Option<Edit> {
    passage.span.rectangle()?;
    let mut to = passage.clone();
    text.trim().clone_into(&mut to.span.quote.exact);
    workspace.set(id, Item::Passage(to)).filter(|_| text.trim() != passage.span.quote.exact)
}

fn choose_tag(ui: &mut Ui, dossier: &Dossier, current: ItemId, take: bool) -> Option<ItemId> {
    let mut chosen = None;
    let shown = tag(dossier.workspace(), current);
    dot(ui, shown.map(|tag| tag.colour));
    let name = shown.map_or("tag removed", |tag| tag.name.as_str());
    let combo = ComboBox::from_id_salt("tag").width(ui.available_width()).height(340.0);
    let combo = combo.wrap_mode(TextWrapMode::Truncate).selected_text(name);
    let response = combo.show_ui(ui, |ui| {
        for (id, tag, depth) in nested_tags(dossier) {
            ui.horizontal(|ui| {
                ui.add_space(depth as f32 * 3.0 * STEP);
                dot(ui, Some(tag.colour));
                let item = ui.selectable_label(id == current, &tag.name);
                let item = if tag.apply_when.is_empty() { item } else { item.on_hover_text(&tag.apply_when) };
                if item.clicked() {
                    chosen = Some(id);
                }
            });
        }
    });
    let response = response.response.accessible_name("Tag").on_hover_text(format!("{ABOUT_TAG}\n\n{name}"));
    fields::follow_focus(&response, take);
    chosen.filter(|chosen| *chosen != current)
}

/// The other tags on the same words, each one click from its passage.
fn others(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    actions: &mut Vec<Action>,
    id: ItemId,
    passage: &Passage,
) {
    let others = on_same_words(dossier.workspace(), id, passage);
    if others.is_empty() {
        return;
    }
    heading(ui, "Also tagged");
    for (other, tagged) in others {
        ui.push_id(other, |ui| {
            ui.horizontal(|ui| {
                dot(ui, tagged.map(|tag| tag.colour));
                let name = tagged.map_or("tag removed", |tag| tag.name.as_str());
                let go = Button::new(RichText::new(name)).frame_when_inactive(false);
                if ui.add(go).on_hover_text("Show this passage.").clicked() {
                    session.now.selected = Some(other);
                }
                let writable = dossier.read_only().is_none();
                let remove =
                    ui.add_enabled_ui(writable, |ui| fields::cross(ui, &format!("Remove the tag {name}")));
                if remove.inner.clicked() {
                    actions.push(Action::Commit(annotate::remove_with_dependants(dossier, other)));
                }
            })
        });
    }
}

/// The other passages that lie on the same words, with their tags.
fn on_same_words<'a>(
    workspace: &'a Workspace,
    id: ItemId,
    passage: &Passage,
) -> Vec<(ItemId, Option<&'a Tag>)> {
    let here = workspace.at_path(&passage.span.article.path).filter(|(other, _)| *other != id);
    let same = here.filter_map(|(other, item)| match item {
        Item::Passage(near) if near.span.at == passage.span.at => Some((other, tag(workspace, near.tag))),
        _ => None,
    });
    same.collect()
}

fn tag(workspace: &Workspace, id: ItemId) -> Option<&Tag> {
    match workspace.get(id) {
        Some(Item::Tag(tag)) => Some(tag),
        _ => None,
    }
}

fn dot(ui: &mut Ui, colour: Option<u8>) {
    let c = Colours::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(3.0 * STEP, fields::FIELD), Sense::hover());
    let colour = colour.map_or(c.weak, |colour| c.data(colour));
    ui.painter().circle_filled(Pos2::new(rect.left() + STEP, rect.center().y), STEP, colour);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analyst, ArticleId, Edit, Entry, EntryId, Span, TextHash, Writer};

    #[test]
    fn other_tags_on_the_same_words_are_found_and_words_nearby_are_not() {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(1) };
        let span = |bytes| Span::in_text(article.clone(), "deaths in Gaza", bytes).unwrap();
        let entry = EntryId { counter: 1, writer: Writer(1) };
        let at = |place| ItemId { entry, place };
        let passage = |tag, bytes| Passage { tag: at(tag), span: span(bytes) };
        let named = |name: &str| Item::Tag(Tag { name: name.into(), ..Tag::default() });
        let items = vec![
            named("one"),
            named("two"),
            Item::Passage(passage(0, 0..6)),
            Item::Passage(passage(1, 0..6)),
            Item::Passage(passage(1, 0..9)),
        ];
        let edits = items.into_iter().map(Edit::add).collect();
        let (workspace, _) = Workspace::fold([Entry { id: entry, by: Analyst("Ada".into()), at: 0, edits }]);
        let found = on_same_words(&workspace, at(2), &passage(0, 0..6));
        let names: Vec<_> = found.iter().map(|(id, tag)| (*id, tag.unwrap().name.as_str())).collect();
        assert_eq!(names, [(at(3), "two")]);
    }
}
