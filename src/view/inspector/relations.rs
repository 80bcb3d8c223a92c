//! The relations of a figure: what it is part of, revises, contradicts, and how to add one.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::words;
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::model::item::RelationKind;
use crate::model::{Item, ItemId, Relation};
use crate::session::{Pick, Session};
use crate::view::fields::{self, heading};
use crate::view::style::{CAPTION, Colours};

/// Draws the relations of a figure, each one click from the other figure, and a menu to add one.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>, id: ItemId) {
    heading(ui, "Relations");
    for (relation_id, relation, first) in annotate::relations_of(dossier, id) {
        ui.push_id(relation_id, |ui| one(ui, dossier, actions, relation_id, &relation, first));
    }
    if let Some(Pick::Figure(_, kind)) =
        session.now.pick.filter(|pick| matches!(pick, Pick::Figure(from, _) if *from == id))
    {
        picking(ui, session, kind);
        return;
    }
    let hint = "Relate this figure to another: choose how, then click the other figure.";
    let kinds = |ui: &mut Ui| {
        for &kind in RelationKind::ALL {
            if ui.button(format!("{}…", kind.label())).on_hover_text(kind.definition()).clicked() {
                session.now.pick = Some(Pick::Figure(id, kind));
            }
        }
    };
    fields::links(ui, |ui| fields::menu(ui, "Add a relation", hint, kinds));
}

fn one(
    ui: &mut Ui,
    dossier: &Dossier,
    actions: &mut Vec<Action>,
    id: ItemId,
    relation: &Relation,
    first: bool,
) {
    let other = if first { relation.to } else { relation.from };
    let kind = reading(relation.kind, first);
    let about = relation.kind.definition();
    fields::row(ui, kind, about, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Remove the relation: {kind}");
            if fields::cross(ui, &name).clicked() {
                actions.extend(dossier.workspace().remove(id).map(|edit| Action::Commit(vec![edit])));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if words::go(ui, &other_words(dossier, other)).clicked() {
                    actions.push(Action::GoTo(other));
                }
            });
        });
    });
    if let Some(violation) = annotate::violation(dossier, id) {
        fields::under(ui, |ui| fields::notice(ui, &violation));
    }
}

fn picking(ui: &mut Ui, session: &mut Session, kind: RelationKind) {
    let words = format!("{}: click the other figure in the text; Esc cancels.", kind.label());
    ui.label(RichText::new(words).size(CAPTION).color(Colours::of(ui).accent));
    let stop = "Stop picking the other figure";
    if fields::links(ui, |ui| fields::link(ui, "Stop", stop, stop)).clicked() {
        session.now.pick = None;
    }
}

fn other_words(dossier: &Dossier, other: ItemId) -> String {
    match dossier.workspace().get(other) {
        Some(Item::Figure(figure)) => format!("“{}”", figure.span.label().replace('\n', " ")),
        _ => "a figure that was removed".to_owned(),
    }
}

/// How a relation reads from the figure that is shown: the first, or else the second.
fn reading(kind: RelationKind, first: bool) -> &'static str {
    if first {
        return kind.label();
    }
    match kind {
        RelationKind::PartOf => "has as part",
        RelationKind::SameFact => "same fact as",
        RelationKind::Revises => "revised by",
        RelationKind::Rounds => "rounded by",
        RelationKind::Contradicts => "contradicts",
        RelationKind::Different => "different fact from",
        RelationKind::DerivedFrom => "basis of",
        RelationKind::ExchangedFor => "exchanged for",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sided_relations_read_differently_from_either_side() {
        use RelationKind::{Contradicts, Different, ExchangedFor, SameFact};
        for &kind in RelationKind::ALL {
            let mutual = matches!(kind, SameFact | Contradicts | Different | ExchangedFor);
            assert_eq!(reading(kind, true) == reading(kind, false), mutual, "{kind:?}");
        }
    }
}
