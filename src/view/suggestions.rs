//! The suggestions of the whole dossier, in the order of the triage.

use eframe::egui::{ScrollArea, Ui};

use super::parts;
use super::style::ROW;
use crate::command::Action;
use crate::dossier::Dossier;
use crate::session::{Session, SuggestionAt};

/// Draws the screen.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let _ = actions;
    let (rows, counts) = (session.now.triaged.clone(), dossier.suggestion_counts());
    parts::heading(ui, "Suggestions");
    parts::caption(ui, &format!("{} of {} decided", counts.settled(), counts.all));
    if rows.is_empty() {
        return parts::empty(ui, "Nothing waits", "Figures that the detector suggests are listed here.");
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, shown| {
        for (at, row) in rows.iter().enumerate().skip(shown.start).take(shown.len()) {
            let here = SuggestionAt::of(&row.path, &row.brief);
            let name =
                format!("{} {}, {}%, {}", row.words, row.brief.outcome.label(), row.brief.percent, row.path);
            let response = ui.push_id(at, |ui| {
                let response = parts::row(ui, ROW, session.suggestion() == Some(&here), &name);
                ui.put(response.rect, eframe::egui::Label::new(&name).truncate());
                response
            });
            if response.inner.clicked() {
                session.show_suggestion(here);
            }
        }
    });
}
