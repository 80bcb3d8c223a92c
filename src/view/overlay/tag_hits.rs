//! Tagging every hit of a search: the tag, what it would be put on, and the one button that does it.

use std::sync::Arc;

use eframe::egui::{Button, Key, ScrollArea, Ui};

use super::{focus_at_first, room, titled};
use crate::command::tag_hits::{self, MOST, Place};
use crate::command::{Action, tagging};
use crate::corpus::search::hits::grouped;
use crate::corpus::search::{Found, context};
use crate::dossier::Dossier;
use crate::dossier::search::Results;
use crate::model::{ItemId, Tag};
use crate::session::{Overlay, Session};
use crate::view::articles::counted;
use crate::view::kept::kept;
use crate::view::palette::score;
use crate::view::parts;
use crate::view::search::hit_ui;
use crate::view::style::{Colours, PAD, ROW, STEP};

/// Height of a row of the preview, in points.
const PREVIEW: f32 = 24.0;
/// How many tags are offered.
const OFFERED: usize = 6;

/// Draws the panel.
pub(super) fn ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    results: Option<&Arc<Results>>,
    mut name: String,
    actions: &mut Vec<Action>,
) {
    let Some(results) = results.cloned() else {
        session.now.overlay = None;
        return;
    };
    titled(ui, "Tag all hits", 620.0, session, |ui, session| {
        let entered = name_ui(ui, dossier, &mut name);
        if let Some(Overlay::TagHits(kept)) = &mut session.now.overlay {
            kept.clone_from(&name);
        }
        let tag = tag_named(dossier, &name);
        let key = (dossier.revision(), results.number, tag);
        let places =
            kept(ui, "hits to tag", key, |(.., tag)| tag_hits::places(dossier, &results.found, *tag));
        let said = said(&results.found, &places);
        parts::caption(ui, &said);
        let refused = refusal(&results.found, &places);
        if let Some(refused) = &refused {
            ui.colored_label(Colours::of(ui).notice, refused);
        }
        ui.add_space(STEP);
        let ready = refused.is_none() && !results.is_part && !places.is_empty() && !name.trim().is_empty();
        let words = format!("Tag {}", counted(places.len(), "hit"));
        let pressed = ui.add_enabled(ready, Button::new(words)).clicked();
        ui.add_space(STEP);
        preview_ui(ui, &places);
        if ready && (pressed || entered) {
            actions.extend(done(dossier, &places, tag, &name));
            session.now.overlay = None;
        }
    });
}

/// The field for the tag and the tags it may mean; says whether Enter was pressed in it.
fn name_ui(ui: &mut Ui, dossier: &Dossier, name: &mut String) -> bool {
    let width = ui.available_width();
    let field =
        parts::text_line(ui, name, "Tag for all hits", "Type a tag; a new name makes a new tag", width);
    focus_at_first(&field);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut tags: Vec<(u32, &Tag)> = tagging::tags_in_order(dossier)
        .into_iter()
        .filter_map(|(_, tag)| Some((score(&tag.name, name)?, tag)))
        .collect();
    tags.sort_by_key(|(score, _)| *score);
    ui.horizontal_wrapped(|ui| {
        for (_, tag) in tags.into_iter().take(OFFERED) {
            let chosen = tag.name.eq_ignore_ascii_case(name.trim());
            if ui.selectable_label(chosen, &tag.name).clicked() {
                name.clone_from(&tag.name);
            }
        }
    });
    ui.add_space(STEP);
    entered
}

fn tag_named(dossier: &Dossier, name: &str) -> Option<ItemId> {
    let tags = tagging::tags_in_order(dossier);
    tags.into_iter().find(|(_, tag)| tag.name.eq_ignore_ascii_case(name.trim())).map(|(id, _)| id)
}

fn said(found: &Found, places: &[Place]) -> String {
    let mut articles: Vec<&str> = places.iter().map(|(article, _)| article.id.path.as_str()).collect();
    articles.dedup();
    let mut said = format!("{} in {}", counted(places.len(), "hit"), counted(articles.len(), "article"));
    let left_out = found.len().saturating_sub(places.len());
    if left_out > 0 {
        said.push_str(&format!("; {} carry the tag already or have changed", counted(left_out, "hit")));
    }
    said + ". One undo takes all of it back."
}

/// Why so many hits are not tagged at once.
fn refusal(found: &Found, places: &[Place]) -> Option<String> {
    (found.more || places.len() > MOST)
        .then(|| format!("At most {} hits are tagged at once; narrow the search first.", grouped(MOST)))
}

fn preview_ui(ui: &mut Ui, places: &[Place]) {
    let height = (room(ui) - 6.0 * ROW - PAD).max(3.0 * PREVIEW);
    let area = ScrollArea::vertical().id_salt("hits to tag").max_height(height).auto_shrink([false, true]);
    area.show_rows(ui, PREVIEW, places.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (article, bytes) in &places[rows] {
            if let Some(around) = context(&article.text, bytes.clone(), 60) {
                ui.push_id((&article.id.path, bytes.start), |ui| hit_ui(ui, &around, false));
            }
        }
    });
}

fn done(dossier: &Dossier, places: &[Place], tag: Option<ItemId>, name: &str) -> Vec<Action> {
    match tag {
        Some(tag) => tag_hits::tag(places, tag),
        None => {
            let colour = tagging::next_colour(dossier);
            tag_hits::tag_anew(places, Tag { name: name.trim().to_owned(), colour, ..Tag::default() })
        }
    }
}
