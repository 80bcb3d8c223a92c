//! The search of all articles: its field, and what was found.

mod rows;
pub(in crate::view) use rows::hit_ui;

use std::sync::Arc;

use eframe::egui::{Button, Id, Key, Modifiers, Ui};

use super::facets;
use super::parts::{self, Sign};
use super::style::{Colours, STEP};
use crate::corpus::search::Found;
use crate::dossier::Dossier;
use crate::dossier::search::{Results, Searcher};
use crate::session::{FoundAt, Overlay, Screen, Session};

/// The name of the field.
const NAME: &str = "Search all articles";

/// Draws the field, for the top bar: Enter goes to the next hit, Shift+Enter to the previous one,
/// arrows too.
pub fn field_ui(ui: &mut Ui, session: &mut Session, width: f32) {
    let field = Id::unique("field of the search");
    let step = taken_keys(ui, field);
    let response = parts::text_line(ui, &mut session.now.search, NAME, NAME, width - 30.0);
    ui.data_mut(|data| data.insert_temp(field, response.id));
    parts::take_focus(session, NAME, &response);
    if response.changed() {
        session.now.found_at = None;
        if !session.now.search.trim().is_empty() {
            session.screen = Screen::Read;
            session.panels.articles = true;
        }
    }
    session.now.found_step = step.or(session.now.found_step);
    let help = ui.add(Button::new("?").frame_when_inactive(false));
    help.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, "How to search"));
    if help.on_hover_ui(super::overlay::search_help_ui).clicked() {
        session.now.overlay = Some(Overlay::SearchHelp);
    }
}

/// Takes the keys that step through the hits while the field has the keyboard, before the field
/// sees them: in a field of one line they else move the caret or give the keyboard away.
fn taken_keys(ui: &Ui, field: Id) -> Option<isize> {
    let id = ui.data(|data| data.get_temp::<Id>(field))?;
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    ui.input_mut(|input| {
        let mut take = |modifiers, key| input.consume_key(modifiers, key);
        let back = take(Modifiers::SHIFT, Key::Enter) || take(Modifiers::NONE, Key::ArrowUp);
        let on = take(Modifiers::NONE, Key::Enter) || take(Modifiers::NONE, Key::ArrowDown);
        if back { Some(-1) } else { on.then_some(1) }
    })
}

/// Goes to the hit that a key asked for, once the results are those of the text in the field.
pub fn step(session: &mut Session, searcher: &Searcher) {
    let current = searcher.results().filter(|results| results.text == session.now.search);
    // The last hit is known only once all are.
    let to_last = session.now.found_at.is_none() && session.now.found_step.is_some_and(|by| by < 0);
    let current = current.filter(|results| !(to_last && results.is_part));
    let (Some(by), Some(results)) = (session.now.found_step, current) else { return };
    session.now.found_step = None;
    if let Some(at) = stepped(&results.found, session.now.found_at, by) {
        open(session, &results.found, at);
        session.now.reveal_found = true;
    }
}

/// The hit, or the article without hits, before or after one; from none to the first or the last.
fn stepped(found: &Found, from: Option<FoundAt>, by: isize) -> Option<FoundAt> {
    let end = |article: usize| {
        let hits = &found.articles.get(article)?.hits;
        let hit = if by > 0 { hits.start } else { hits.end.saturating_sub(1) };
        Some(FoundAt { article, hit: (!hits.is_empty()).then_some(hit) })
    };
    let Some(from) = from else {
        return end(if by > 0 { 0 } else { found.articles.len().checked_sub(1)? });
    };
    let hits = &found.articles.get(from.article)?.hits;
    let next = from.hit.and_then(|hit| hit.checked_add_signed(by)).filter(|hit| hits.contains(hit));
    match next {
        Some(hit) => Some(FoundAt { hit: Some(hit), ..from }),
        None => end(from.article.checked_add_signed(by)?),
    }
}

/// Opens the article at a hit, and makes it the one from which keys step on.
fn open(session: &mut Session, found: &Found, at: FoundAt) {
    let Some(article) = found.article(at.article) else { return };
    session.now.found_at = Some(at);
    session.screen = Screen::Read;
    session.open_article(&article.id.path, at.hit.and_then(|hit| found.bytes(hit)));
}

/// Draws what was found, in place of the article list.
pub fn found_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, searcher: &Searcher) {
    let Some(results) = searcher.results().cloned() else {
        parts::title_bar(ui, "Found", |ui| {
            parts::caption(ui, "Searching…");
        });
        return;
    };
    heading_ui(ui, session, &results, searcher.is_running());
    said_ui(ui, &results);
    facets::ui(ui, session, Some(&results), |ui, session| {
        if !results.found.is_hitless() {
            tag_button_ui(ui, session, dossier.read_only().is_none() && !results.is_part);
        }
    });
    ui.add_space(STEP);
    if results.found.is_empty() && !results.query.is_empty() {
        parts::empty(
            ui,
            "Nothing found",
            "No article holds all of this. The ? beside the field tells how to search.",
        );
    }
    rows::ui(ui, dossier, session, &results.found);
}

fn tag_button_ui(ui: &mut Ui, session: &mut Session, enabled: bool) {
    let words = eframe::egui::RichText::new("Tag all hits…").size(super::style::CAPTION);
    let button = ui.add_enabled(enabled, Button::new(words));
    if button.on_hover_text("Put a tag on every hit, as one change").clicked() {
        session.now.overlay = Some(Overlay::TagHits(String::new()));
    }
}

fn heading_ui(ui: &mut Ui, session: &mut Session, results: &Arc<Results>, running: bool) {
    parts::title_bar(ui, "Found", |ui| {
        if parts::sign_button(ui, Sign::Cross, "Clear the search").clicked() {
            session.now.search.clear();
            session.now.found_at = None;
        }
        // Results of an earlier text stay in view until the next are there, and the first of these until
        // all are; their count does not.
        let late = results.is_part || running && results.text != session.now.search;
        parts::caption_cut(ui, if late { "Searching…" } else { &results.counted });
    });
}

/// How the query was understood, and what is unfinished in it.
fn said_ui(ui: &mut Ui, results: &Results) {
    if results.query.is_involved() {
        let reading = format!("Reads as {}", results.query);
        let words =
            eframe::egui::RichText::new(&reading).size(super::style::CAPTION).color(Colours::of(ui).weak);
        ui.add(eframe::egui::Label::new(words).truncate()).on_hover_text(reading);
    }
    for hint in results.query.hints.iter().take(3) {
        parts::caption(ui, hint);
    }
}

#[cfg(test)]
mod tests;
