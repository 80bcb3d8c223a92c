//! Everything that wants looking at: unreadable files, spans adrift, disputes, parts over wholes.

use eframe::egui::{ScrollArea, Ui};

use super::{room, titled};
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::session::Session;
use crate::view::parts;
use crate::view::style::{Colours, PAD, STEP};

/// How many things want looking at.
pub fn count(dossier: &Dossier) -> usize {
    dossier.corpus().problems().len()
        + dossier.adrift().len()
        + dossier.workspace().disputed().count()
        + annotate::violations(dossier).len()
        + dossier.notices().len()
}

/// Draws the list.
pub(super) fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    titled(ui, "Problems and disputes", 620.0, session, |ui, session| {
        if count(dossier) == 0 {
            parts::empty(
                ui,
                "Nothing wants looking at",
                "Every file was read and every annotation has its place.",
            );
        }
        ScrollArea::vertical().max_height(room(ui)).show(ui, |ui| {
            notices_ui(ui, dossier);
            disputes_ui(ui, dossier, session, actions);
            violations_ui(ui, dossier, session, actions);
            doubtful_ui(ui, dossier, session, actions);
            adrift_ui(ui, dossier);
            files_ui(ui, dossier);
        });
    });
}

fn notices_ui(ui: &mut Ui, dossier: &Dossier) {
    for notice in dossier.notices() {
        ui.colored_label(Colours::of(ui).notice, notice.as_str());
        ui.add_space(STEP);
    }
}

fn disputes_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let disputed: Vec<_> = dossier.workspace().disputed().collect();
    section(ui, "Analysts disagree", disputed.len());
    for (id, held) in disputed {
        for dispute in &held.disputes {
            let field = dispute.field.name;
            let kept = held.item.value(field).unwrap_or_default();
            let other = dispute.other.value(field).unwrap_or_default();
            let words = held.item.span().map(|span| span.label().into_owned()).unwrap_or_default();
            let line = format!("“{words}”, {}: {kept} or {other}", dispute.field.label);
            if ui.push_id((id, field), |ui| ui.link(line)).inner.clicked() {
                session.now.overlay = None;
                actions.push(Action::GoTo(id));
            }
        }
    }
}

fn violations_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let violations = annotate::violations(dossier);
    section(ui, "Part larger than its whole", violations.len());
    for (id, relation, words) in violations {
        if ui.push_id(id, |ui| ui.link(words)).inner.clicked() {
            session.now.overlay = None;
            actions.push(Action::GoTo(relation.from));
        }
    }
}

fn doubtful_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    section(ui, "On a picture that changed: does the rectangle still fit?", dossier.doubtful().count());
    for id in dossier.doubtful() {
        let Some(span) = annotate::span_of(dossier, id) else { continue };
        let line = format!("“{}”, {}", span.label(), span.article.path);
        if ui.push_id(id, |ui| ui.link(line)).inner.clicked() {
            session.now.overlay = None;
            actions.push(Action::GoTo(id));
        }
    }
}

fn adrift_ui(ui: &mut Ui, dossier: &Dossier) {
    section(ui, "Adrift: the words are no longer in the article", dossier.adrift().len());
    for id in dossier.adrift() {
        if let Some(span) = annotate::span_of(dossier, id) {
            ui.label(format!("“{}”", span.label()));
            parts::caption(ui, &span.article.path);
        }
    }
}

fn files_ui(ui: &mut Ui, dossier: &Dossier) {
    section(ui, "Files that could not be read", dossier.corpus().problems().len());
    for problem in dossier.corpus().problems() {
        ui.label(&problem.reason);
        parts::caption(ui, &problem.path);
        ui.add_space(STEP);
    }
}

fn section(ui: &mut Ui, title: &str, count: usize) {
    if count > 0 {
        ui.add_space(PAD);
        parts::heading(ui, &format!("{title} ({count})"));
    }
}
