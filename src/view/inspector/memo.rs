//! Memos: notes on a passage, a figure, an article or the dossier.

use eframe::egui::{Align, Layout, Ui};

use super::is_about_subject;
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::model::item::About;
use crate::session::{DraftField, Session};
use crate::view::fields::{self, Named, Typed, heading};

const ABOUT: &str = "Your note. It is kept when you leave the field; emptied, it is removed.";

/// Draws the memo about something as a group of its own.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>, about: &About) {
    heading(ui, "Memo");
    field(ui, dossier, session, actions, about);
}

/// Draws the memo that was asked for, where it is not about what the inspector shows.
pub fn open_elsewhere(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let Some(about) = session.now.memo.clone() else { return };
    if is_about_subject(dossier, session, &about) {
        return;
    }
    ui.horizontal(|ui| {
        fields::caption(ui, &title(&about));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if fields::sign(ui, "×", "Put the memo away").clicked() {
                session.now.memo = None;
            }
        });
    });
    field(ui, dossier, session, actions, &about);
    ui.add_space(8.0);
    ui.separator();
}

fn title(about: &About) -> String {
    match about {
        About::Dossier => "Memo on the dossier".to_owned(),
        About::Article(article) => format!("Memo on {}", article.path),
        About::Item(_) => "Memo".to_owned(),
    }
}

fn field(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>, about: &About) {
    let current = annotate::memo_about(dossier, about).map(|(_, memo)| memo.text.clone()).unwrap_or_default();
    let writable = dossier.read_only().is_none();
    let shown = session.now.memo.as_ref().is_none_or(|memo| memo == about);
    let take = writable && shown && session.now.focus.take_if(|name| *name == "Memo").is_some();
    let typed = Typed {
        named: Named { caption: "Memo", name: "Memo", about: ABOUT },
        key: DraftField::Memo(about.clone()),
        current: &current,
        hint: "Write a note",
        refuse: &|_| None,
        lines: true,
        take,
        width: ui.available_width(),
    };
    let came = ui.add_enabled_ui(writable, |ui| {
        ui.push_id(("memo", about_key(about)), |ui| typed.show(ui, &mut session.now.draft)).inner
    });
    let edit = came.inner.finished.and_then(|text| annotate::write_memo(dossier, about, &text));
    actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
}

fn about_key(about: &About) -> String {
    match about {
        About::Dossier => String::new(),
        About::Article(article) => article.path.clone(),
        About::Item(id) => id.to_string(),
    }
}
