//! The status bar: what was saved, what wants looking at, what is going on.

use eframe::egui::{Align, Layout, ProgressBar, RichText, Ui};

use super::articles::counted;
use super::kept::kept;
use super::overlay;
use super::parts;
use super::style::{CAPTION, Colours};
use crate::command::{Action, Command};
use crate::corpus::search::hits::grouped;
use crate::dossier::Dossier;
use crate::model::{ItemId, Kind};
use crate::session::{Pick, Session};

/// Background work as the bar shows it.
pub struct Work {
    /// What is being done.
    pub name: String,
    /// How far it is, from 0 to 1, where that is known.
    pub part: Option<f32>,
}

/// Draws the bar; says whether the work shown should be cancelled.
pub fn ui(
    ui: &mut Ui,
    dossier: Option<&Dossier>,
    session: &Session,
    work: Option<&Work>,
    actions: &mut Vec<Action>,
) -> bool {
    let mut cancel = false;
    ui.horizontal(|ui| {
        ui.style_mut().override_font_id = Some(eframe::egui::FontId::proportional(CAPTION));
        if dossier.is_some() {
            message_ui(ui, dossier, session); // Else the welcome says it.
        }
        if let Some(work) = work {
            cancel = work_ui(ui, work);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(dossier) = dossier {
                saved_ui(ui, dossier, actions);
                parts::caption(ui, &counts(dossier));
                suggestions_ui(ui, dossier, actions);
            }
        });
    });
    cancel
}

fn is_on_picture(dossier: Option<&Dossier>, item: ItemId) -> bool {
    let span = dossier.and_then(|dossier| dossier.workspace().get(item)?.span());
    span.is_some_and(|span| span.rectangle().is_some())
}

fn message_ui(ui: &mut Ui, dossier: Option<&Dossier>, session: &Session) {
    let colours = Colours::of(ui);
    if let Some(pick) = session.now.pick {
        let words = match pick {
            Pick::Words(item, _) if is_on_picture(dossier, item) => {
                "Draw the rectangle on the picture; Esc cancels."
            }
            Pick::Words(..) => "Select the words in the text; Esc cancels.",
            Pick::Figure(..) => {
                "Click the other figure, or go to it with N and P and press Enter; Esc cancels."
            }
        };
        ui.label(RichText::new(words).color(colours.accent));
    } else if let Some(message) = &session.now.message {
        ui.add(eframe::egui::Label::new(message.as_str()).truncate());
    }
}

fn work_ui(ui: &mut Ui, work: &Work) -> bool {
    parts::caption(ui, &work.name);
    if let Some(part) = work.part {
        ui.add(ProgressBar::new(part).desired_width(120.0).desired_height(6.0));
    }
    ui.small_button("Cancel").clicked()
}

fn counts(dossier: &Dossier) -> String {
    let workspace = dossier.workspace();
    format!(
        "{} · {} · {}",
        counted(dossier.corpus().len(), "article"),
        counted(workspace.count(Kind::Figure), "figure"),
        counted(workspace.count(Kind::Passage), "passage"),
    )
}

/// How many suggestions there are, and the way to them.
fn suggestions_ui(ui: &mut Ui, dossier: &Dossier, actions: &mut Vec<Action>) {
    let counts = dossier.suggestion_counts();
    if counts.all == 0 {
        return;
    }
    let words = format!("{}, {} settled", counted(counts.all, "suggestion"), grouped(counts.settled()));
    let words = RichText::new(words).size(CAPTION).color(Colours::of(ui).weak);
    let button = eframe::egui::Button::new(words).frame_when_inactive(false);
    if ui.add(button).on_hover_text(parts::hint(Command::Suggestions)).clicked() {
        actions.push(Action::Run(Command::Suggestions));
    }
}

fn saved_ui(ui: &mut Ui, dossier: &Dossier, actions: &mut Vec<Action>) {
    let saved = dossier.saved();
    let key = (dossier.revision(), saved.problem.clone());
    let problems = *kept(ui, "problems", key, |_| overlay::problems_count(dossier));
    if problems > 0 {
        let words = RichText::new(counted(problems, "problem")).color(Colours::of(ui).notice);
        let button = eframe::egui::Button::new(words).frame(false);
        if ui.add(button).on_hover_text(parts::hint(Command::Problems)).clicked() {
            actions.push(Action::Run(Command::Problems));
        }
    }
    if let Some(problem) = &saved.problem {
        ui.colored_label(Colours::of(ui).notice, problem);
    } else if let Some(reason) = dossier.read_only() {
        ui.colored_label(Colours::of(ui).notice, "Read-only").on_hover_text(reason);
    } else if saved.pending > 0 {
        parts::caption(ui, "Saving…");
    } else if let Some(at) = saved.at {
        parts::caption(ui, &format!("Saved {}", super::time::recent(at)))
            .on_hover_text("When your last change reached the disk. There is nothing to save by hand.");
    } else {
        parts::caption(ui, "No changes yet");
    }
}
