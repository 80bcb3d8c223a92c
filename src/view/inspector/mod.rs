//! The inspector: the fields of the selected figure or passage, else of the open article.
//!
//! Knows how an item is shown and which edits its fields make; it commits nothing itself.

mod article;
mod chain;
mod claim;
mod dates;
mod disputes;
pub(super) mod entered;
mod facts;
mod figure;
mod list;
mod memo;
pub(super) mod origin;
mod passage;
mod relations;
mod sheet;
mod sources;
pub(super) mod suggestion;
mod text_field;
mod words;

use eframe::egui::{Frame, Margin, ScrollArea, Ui};

use super::fields::{self, terms};
use super::offer;
use super::style::PAD;
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::model::figure::{
    Confidence, Form, Modality, Outcome, PlacePrecision, Qualifier, Role, ScopeKind, SexAge, SourceClass,
    Status, Verification,
};
use crate::model::item::About;
use crate::model::{Basis, Edit, Item};
use crate::session::{Draft, DraftField, Session};

terms!(
    Basis,
    Confidence,
    Form,
    Modality,
    Outcome,
    PlacePrecision,
    Qualifier,
    Role,
    ScopeKind,
    SexAge,
    SourceClass,
    Status,
    Verification,
);

/// Draws the inspector, padded, in the width that it is given; it scrolls by itself.
///
/// A draft whose field is no longer shown is finished first, so that nothing typed is lost.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    if session.now.draft.as_ref().is_some_and(|draft| !is_shown(dossier, session, &draft.field)) {
        actions.extend(finish_draft(dossier, session));
    }
    // What is shown anew begins at its top.
    let shown = (session.now.selected, session.now.suggestion.as_ref().map(|at| (&at.path, &at.span)));
    let salt = eframe::egui::IdSalt::new(("inspector", shown));
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::same(PAD as i8)).show(ui, |ui| {
            fields::quiet(ui);
            ui.set_width(ui.available_width());
            memo::open_elsewhere(ui, dossier, session, actions);
            subject(ui, dossier, session, actions);
        });
    });
}

fn subject(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let selected = session.now.selected.and_then(|id| Some((id, dossier.workspace().get(id)?)));
    match selected {
        Some((id, Item::Figure(figure))) => {
            ui.push_id(id, |ui| figure::ui(ui, dossier, session, actions, id, figure));
        }
        Some((id, Item::Passage(passage))) => {
            ui.push_id(id, |ui| passage::ui(ui, dossier, session, actions, id, passage));
        }
        _ if suggestion::ui(ui, dossier, session, actions) => {}
        _ => article::ui(ui, dossier, session, actions),
    }
}

/// Whether the inspector shows the open article's facts, rather than what is selected in it.
fn shows_article(dossier: &Dossier, session: &Session, path: &str) -> bool {
    let selected = session.now.selected.is_some_and(|id| dossier.workspace().get(id).is_some());
    let open = session.article.as_deref() == Some(path);
    open && !selected && offer::place(dossier, session, path).is_none()
}

/// Whether the field of a draft is one of those that the inspector shows now.
fn is_shown(dossier: &Dossier, session: &Session, field: &DraftField) -> bool {
    let selected = session.now.selected.filter(|id| dossier.workspace().get(*id).is_some());
    match field {
        DraftField::Item(id, ..) => selected == Some(*id),
        DraftField::Article(path, _) => shows_article(dossier, session, path),
        DraftField::Memo(about) => {
            session.now.memo.as_ref() == Some(about) || is_about_subject(dossier, session, about)
        }
    }
}

/// Whether a memo is about what the inspector shows, so that it stands among its fields.
fn is_about_subject(dossier: &Dossier, session: &Session, about: &About) -> bool {
    let selected = session.now.selected.filter(|id| dossier.workspace().get(*id).is_some());
    match about {
        About::Item(id) => selected == Some(*id),
        About::Article(article) => shows_article(dossier, session, &article.path),
        About::Dossier => false,
    }
}

/// Finishes the draft being typed, if there is one, whether or not its field is still shown.
///
/// A draft that its field cannot hold is dropped with a message; the field keeps what it held.
pub fn finish_draft(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    let Some(draft) = session.now.draft.take() else { return Vec::new() };
    if dossier.read_only().is_some() {
        return Vec::new();
    }
    match finished(dossier, &draft) {
        Ok(edit) => edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect(),
        Err(refused) => {
            session.now.message = Some(format!("“{}” was not kept. {refused}", draft.text));
            Vec::new()
        }
    }
}

/// The edit that a finished draft makes; none where it changes nothing.
fn finished(dossier: &Dossier, draft: &Draft) -> Result<Option<Edit>, entered::Refused> {
    let workspace = dossier.workspace();
    match &draft.field {
        DraftField::Memo(about) => Ok(annotate::write_memo(dossier, about, &draft.text)),
        DraftField::Item(id, key, at) => sheet::edit(workspace, *id, key, *at, &draft.text),
        DraftField::Article(path, key) => {
            let Some(article) = dossier.corpus().at_path(path) else { return Ok(None) };
            let known = dossier.facts(article);
            let corrected = facts::write(&known, key, &draft.text)?;
            Ok(corrected.and_then(|to| facts::correct(workspace, &article.id, to)))
        }
    }
}
