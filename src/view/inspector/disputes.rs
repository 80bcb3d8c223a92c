//! Disputes at the field where they stand: both values, who gave each, and a button to settle on it.

use eframe::egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::workspace::REMOVED;
use crate::model::{ArticleFacts, Dispute, Edit, EntryId, Figure, Item, ItemId, Passage, Workspace};
use crate::view::fields;

/// Draws the disputes of one field of an item, if there are any.
pub fn of_field(ui: &mut Ui, dossier: &Dossier, id: ItemId, field: &str, actions: &mut Vec<Action>) {
    let workspace = dossier.workspace();
    let Some(held) = workspace.held(id) else { return };
    for dispute in held.disputes.iter().filter(|dispute| dispute.field.name == field) {
        let edit = fields::under(ui, |ui| side_by_side(ui, workspace, id, &held.item, dispute));
        actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
    }
}

/// Draws one dispute; gives the edit that settles it, once a value is chosen.
fn side_by_side(
    ui: &mut Ui,
    workspace: &Workspace,
    id: ItemId,
    item: &Item,
    dispute: &Dispute,
) -> Option<Edit> {
    let (kept, other) = (shown(item, dispute, true), shown(&dispute.other, dispute, false));
    fields::notice(
        ui,
        &format!(
            "In dispute: {} or {}.",
            said(workspace, &[dispute.kept], &kept),
            said(workspace, &dispute.against, &other)
        ),
    );
    let hint = "Settles the dispute with this value, as one entry that can be undone.";
    let mut edit = None;
    fields::links(ui, |ui| {
        if fields::link(
            ui,
            &format!("Keep {kept}"),
            &format!("Settle {}: keep {kept}", dispute.field.label),
            hint,
        )
        .clicked()
        {
            edit = keep(workspace, id, item, dispute);
        }
        if fields::link(
            ui,
            &format!("Use {other}"),
            &format!("Settle {}: use {other}", dispute.field.label),
            hint,
        )
        .clicked()
        {
            edit = use_other(workspace, id, item, dispute);
        }
    });
    edit
}

/// The edit that settles a dispute on the value that the item shows.
fn keep(workspace: &Workspace, id: ItemId, item: &Item, dispute: &Dispute) -> Option<Edit> {
    workspace.settle(id, dispute.field.name, item.clone())
}

/// The edit that settles a dispute on the value that stands against it.
fn use_other(workspace: &Workspace, id: ItemId, item: &Item, dispute: &Dispute) -> Option<Edit> {
    if dispute.field == REMOVED {
        return workspace.remove(id);
    }
    let to = with_field(item, &dispute.other, dispute.field.name)?;
    workspace.settle(id, dispute.field.name, to)
}

/// The value of the disputed field on one side, cut to what fits a button.
fn shown(item: &Item, dispute: &Dispute, kept: bool) -> String {
    if dispute.field == REMOVED {
        return if kept { "the item" } else { "the removal" }.to_owned();
    }
    let value = item.value(dispute.field.name).unwrap_or_default();
    match value.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value,
    }
}

fn said(workspace: &Workspace, entries: &[EntryId], value: &str) -> String {
    let mut names: Vec<&str> =
        entries.iter().filter_map(|id| Some(workspace.log().get(*id)?.by.0.as_str())).collect();
    names.dedup();
    if names.is_empty() { value.to_owned() } else { format!("{value} ({})", names.join(", ")) }
}

/// Who last wrote an item and when, in one sentence.
pub fn written(workspace: &Workspace, id: ItemId) -> String {
    let Some(entry) = workspace.written(id) else { return String::new() };
    let at = Timestamp::from_second(entry.at).unwrap_or_default().to_zoned(TimeZone::system());
    format!("Last written by {}, {}.", entry.by, at.strftime("%-d %B %Y, %H:%M"))
}

/// An item with one field taken from another of its kind; `None` where they have no such field.
fn with_field(item: &Item, from: &Item, field: &str) -> Option<Item> {
    match (item, from) {
        (Item::Figure(item), Item::Figure(from)) => {
            figure_with(item, from, field).map(|figure| Item::Figure(Box::new(figure)))
        }
        (Item::Passage(item), Item::Passage(from)) => passage_with(item, from, field).map(Item::Passage),
        (Item::ArticleFacts(item), Item::ArticleFacts(from)) => {
            facts_with(item, from, field).map(Item::ArticleFacts)
        }
        _ => None,
    }
}

/// Declares a function that takes over one field by its name.
macro_rules! take_field {
    ($name:ident, $item:ty, [$($field:ident),* $(,)?]) => {
        fn $name(item: &$item, from: &$item, field: &str) -> Option<$item> {
            let mut to = item.clone();
            match field {
                $(stringify!($field) => to.$field.clone_from(&from.$field),)*
                _ => return None,
            }
            Some(to)
        }
    };
}

take_field!(passage_with, Passage, [tag, span]);
take_field!(facts_with, ArticleFacts, [article, title, publisher, published]);
take_field!(
    figure_with,
    Figure,
    [
        span,
        number,
        unit,
        form,
        value,
        upper,
        fraction,
        qualifier,
        outcome,
        outcome_as_stated,
        modality,
        scope,
        scope_words,
        as_of,
        victims,
        status,
        status_by,
        sex_age,
        population,
        composition,
        actor_said_responsible,
        place,
        attribution,
        verification,
        method,
        confidence,
        note,
    ]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::Qualifier;
    use crate::model::{Analyst, Entry, Writer};
    use crate::view::inspector::text_field::tests::figure;

    fn entry(counter: u64, writer: u64, by: &str, edits: Vec<Edit>) -> Entry {
        Entry { id: EntryId { counter, writer: Writer(writer) }, by: Analyst(by.into()), at: 0, edits }
    }

    /// Ada and Ben give one figure different values, neither having seen the other's.
    fn disputed() -> (Workspace, ItemId) {
        let item = |value, qualifier| Item::Figure(Box::new(Figure { value, qualifier, ..figure() }));
        let first = entry(1, 1, "Ada", vec![Edit::add(item(None, None))]);
        let id = ItemId { entry: first.id, place: 0 };
        let (mut workspace, _) = Workspace::fold([first]);
        let ada = workspace.set(id, item(Some(27_585), None)).unwrap();
        let ben = workspace.set(id, item(Some(27_580), Some(Qualifier::AtLeast))).unwrap();
        workspace.take(entry(2, 1, "Ada", vec![ada])).unwrap();
        workspace.take(entry(2, 2, "Ben", vec![ben])).unwrap();
        (workspace, id)
    }

    fn settled(choose: fn(&Workspace, ItemId, &Item, &Dispute) -> Option<Edit>) -> Figure {
        let (mut workspace, id) = disputed();
        let held = workspace.held(id).unwrap().clone();
        let edit = choose(&workspace, id, &held.item, &held.disputes[0]).unwrap();
        workspace.take(entry(9, 1, "Ada", vec![edit])).unwrap();
        assert!(workspace.held(id).unwrap().disputes.is_empty());
        let Some(Item::Figure(figure)) = workspace.get(id) else { panic!() };
        (**figure).clone()
    }

    #[test]
    fn a_dispute_shows_both_values_and_who_gave_them() {
        let (workspace, id) = disputed();
        let held = workspace.held(id).unwrap();
        let dispute = &held.disputes[0];
        assert_eq!(dispute.field.name, "value");
        assert_eq!(said(&workspace, &[dispute.kept], &shown(&held.item, dispute, true)), "27,580 (Ben)");
        assert_eq!(
            said(&workspace, &dispute.against, &shown(&dispute.other, dispute, false)),
            "27,585 (Ada)"
        );
    }

    #[test]
    fn keeping_settles_on_what_the_figure_shows() {
        let figure = settled(keep);
        assert_eq!((figure.value, figure.qualifier), (Some(27_580), Some(Qualifier::AtLeast)));
    }

    #[test]
    fn using_the_other_value_leaves_the_other_fields_alone() {
        let figure = settled(use_other);
        assert_eq!((figure.value, figure.qualifier), (Some(27_585), Some(Qualifier::AtLeast)));
    }

    #[test]
    fn every_field_can_be_taken_over() {
        let item = Item::Figure(Box::new(figure()));
        for field in item.fields() {
            assert_eq!(with_field(&item, &item, field.name).as_ref(), Some(&item), "{}", field.name);
        }
    }
}
