//! The history: everything that was done, by whom and when, with retract and go-to.

use std::sync::Arc;

use eframe::egui::{ComboBox, FontId, RichText, ScrollArea, Ui, pos2, vec2};

use super::kept::kept;
use super::parts;
use super::style::{BODY, CAPTION, Colours, PAD, ROW, STEP, bold};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::{Entry, words};
use crate::session::{HistoryList, Session};

/// Draws the screen.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let asked = HistoryList { open: None, ..session.history.clone() };
    let entries = kept(ui, "history", (dossier.revision(), asked), |(_, list)| listed(dossier, list));
    filter_ui(ui, dossier, &mut session.history, entries.len());
    ui.add_space(STEP);
    if entries.is_empty() {
        parts::empty(
            ui,
            "Nothing to show",
            "Every change that you make is listed here, and can be taken back.",
        );
    }
    let open = session.history.open.and_then(|id| entries.iter().find(|line| line.entry.id == id).cloned());
    if let Some(line) = open {
        eframe::egui::Panel::right("entry").default_size(340.0).frame(super::frame(ui)).show(ui, |ui| {
            entry_ui(ui, dossier, &line.entry, actions);
        });
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, entries.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in &entries[rows] {
            row_ui(ui, dossier, session, line);
        }
    });
}

/// One line of the list.
#[derive(Clone)]
struct Line {
    entry: Arc<Entry>,
    words: String,
}

/// The entries that the filter leaves, newest first.
fn listed(dossier: &Dossier, list: &HistoryList) -> Vec<Line> {
    let (workspace, needle) = (dossier.workspace(), list.needle.to_lowercase());
    let log = workspace.log();
    let entries = log.entries().rev();
    let kept = entries.filter(|entry| list.analyst.as_ref().is_none_or(|analyst| entry.by.0 == *analyst));
    let kept = kept.filter(|entry| !list.only_in_force || log.is_live(entry.id));
    let lines = kept.map(|entry| Line { entry: Arc::clone(entry), words: words::entry(workspace, entry) });
    lines.filter(|line| needle.is_empty() || line.words.to_lowercase().contains(&needle)).collect()
}

fn filter_ui(ui: &mut Ui, dossier: &Dossier, list: &mut HistoryList, shown: usize) {
    ui.horizontal(|ui| {
        parts::heading(ui, "History");
        parts::caption(ui, &if shown == 1 { "1 entry".to_owned() } else { format!("{shown} entries") });
        ui.add_space(PAD);
        parts::text_line(ui, &mut list.needle, "Filter history", "Filter", 180.0);
        let analysts: std::collections::BTreeSet<&str> =
            dossier.workspace().log().entries().map(|entry| entry.by.0.as_str()).collect();
        let name = list.analyst.clone().unwrap_or_else(|| "Everyone".to_owned());
        let combo = ComboBox::from_id_salt("analyst").width(120.0).selected_text(name).show_ui(ui, |ui| {
            ui.selectable_value(&mut list.analyst, None, "Everyone");
            for analyst in analysts {
                ui.selectable_value(&mut list.analyst, Some(analyst.to_owned()), analyst);
            }
        });
        combo.response.accessible_name("Whose entries");
        ui.checkbox(&mut list.only_in_force, "Only in force");
    });
}

fn row_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, line: &Line) {
    let live = dossier.workspace().log().is_live(line.entry.id);
    let selected = session.history.open == Some(line.entry.id);
    let name = if live { line.words.clone() } else { format!("{}, taken back", line.words) };
    let response = ui.push_id(line.entry.id, |ui| parts::row(ui, ROW, selected, &name)).inner;
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 0.0));
    let ink = if live { colours.ink } else { colours.weak };
    let at = pos2(rect.left(), rect.center().y - 8.0);
    let font = FontId::proportional(CAPTION);
    parts::paint_line(ui, at, &super::time::stamp(line.entry.at), font.clone(), colours.weak, 130.0);
    let by = pos2(rect.left() + 138.0, at.y);
    parts::paint_line(ui, by, &line.entry.by.0, font, colours.weak, 110.0);
    let words = pos2(rect.left() + 256.0, rect.center().y - 9.0);
    let text = if live { line.words.clone() } else { format!("{} (taken back)", line.words) };
    parts::paint_line(ui, words, &text, FontId::proportional(BODY), ink, rect.right() - words.x);
    if response.clicked() {
        session.history.open = if selected { None } else { Some(line.entry.id) };
    }
    response.on_hover_text_at_pointer(name);
}

fn entry_ui(ui: &mut Ui, dossier: &Dossier, entry: &Entry, actions: &mut Vec<Action>) {
    let workspace = dossier.workspace();
    ui.label(RichText::new(words::entry(workspace, entry)).font(bold(BODY)));
    parts::caption(ui, &format!("{} · {}", entry.by, super::time::stamp(entry.at)));
    ui.add_space(PAD);
    ui.horizontal(|ui| {
        let subject = words::subject_of(workspace, entry);
        let go = ui.add_enabled(subject.is_some(), eframe::egui::Button::new("Go to its place"));
        if go.clicked() {
            actions.extend(subject.map(Action::GoTo));
        }
        let live = workspace.log().is_live(entry.id);
        let enabled = live && dossier.read_only().is_none();
        let label = if entry.is_retraction() { "Do again" } else { "Take back" };
        if ui.add_enabled(enabled, eframe::egui::Button::new(label)).clicked() {
            actions.push(Action::Retract(entry.id));
        }
        if !live {
            parts::caption(ui, "Taken back");
        }
    });
    ui.add_space(PAD);
    ScrollArea::vertical().show(ui, |ui| {
        for sentence in words::each(workspace, entry) {
            ui.label(sentence);
        }
    });
}
