//! Everything that wants looking at: unreadable files, spans adrift, disputes, parts over wholes.

use eframe::egui::{Align, FontId, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::{room, titled};
use crate::command::{Action, annotate};
use crate::corpus::{Problem, is_table};
use crate::dossier::Dossier;
use crate::session::{Overlay, Session};
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, STEP};

/// Height of a file that could not be read: the reason, then its path.
const FILE_ROW: f32 = 44.0;

/// How many things want looking at.
pub fn count(dossier: &Dossier) -> usize {
    dossier.corpus().problems().len()
        + dossier.adrift_count()
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
            files_ui(ui, dossier, session);
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
            let line = format!("“{words}”, {}: “{kept}” or “{other}”", dispute.field.label);
            if ui.push_id((id, field), |ui| ui.link(line)).inner.clicked() {
                session.now.overlay = None;
                actions.push(Action::GoTo(id));
            }
            if let Some(article) = dossier.article_of(id) {
                parts::caption(ui, &dossier.facts(article).title);
            }
        }
    }
}

fn violations_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let violations = annotate::violations(dossier);
    section(ui, "Parts that do not fit their whole", violations.len());
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

fn files_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session) {
    let problems = dossier.corpus().problems();
    section(ui, "Files that could not be read", problems.len());
    ui.spacing_mut().item_spacing.y = 0.0;
    let seen = ui.clip_rect();
    // Tens of thousands of files may be unreadable: only the rows in view are laid out.
    let top = ui.cursor().top();
    let first = (((seen.top() - top) / FILE_ROW).floor().max(0.0) as usize).min(problems.len());
    let last = (((seen.bottom() - top) / FILE_ROW).ceil().max(0.0) as usize).min(problems.len());
    ui.add_space(first as f32 * FILE_ROW);
    for (problem, at) in problems[first..last.max(first)].iter().zip(first..) {
        ui.push_id(at, |ui| file_ui(ui, problem, session));
    }
    ui.add_space((problems.len() - last.max(first)) as f32 * FILE_ROW);
}

/// A file; a table whose text was not found has no article from which its columns could be chosen.
fn file_ui(ui: &mut Ui, problem: &Problem, session: &mut Session) {
    let words = format!("{}: {}", problem.reason, problem.path);
    let response = parts::row(ui, FILE_ROW, false, &words);
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(2.0 * STEP, STEP));
    let (body, small) = (FontId::proportional(BODY), FontId::proportional(CAPTION));
    parts::paint_line(ui, rect.min, &problem.reason, body, colours.ink, rect.width());
    let below = pos2(rect.left(), rect.top() + 20.0);
    parts::paint_line(ui, below, &problem.path, small, colours.weak, rect.width());
    response.on_hover_text(words);
    if is_table(&problem.path) {
        let at = Rect::from_min_max(pos2(rect.right() - 130.0, below.y - 2.0), rect.max);
        let link = Layout::right_to_left(Align::Center);
        let clicked = ui.scope_builder(UiBuilder::new().max_rect(at).layout(link), |ui| {
            ui.link("Choose columns…").clicked()
        });
        if clicked.inner {
            session.now.overlay = Some(Overlay::Columns(problem.path.clone()));
        }
    }
}

fn section(ui: &mut Ui, title: &str, count: usize) {
    if count > 0 {
        ui.add_space(PAD);
        parts::heading(ui, &format!("{title} ({count})"));
    }
}
