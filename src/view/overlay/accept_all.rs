//! Accepting many suggestions at once: how sure they must be, what they are, and the one button.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Button, FontId, Key, Modifiers, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::{focus_at_first, room, titled};
use crate::command::Action;
use crate::command::suggestions::{self, MOST, Place};
use crate::corpus::search::hits::grouped;
use crate::dossier::Dossier;
use crate::dossier::suggestions::Brief;
use crate::model::figure::Outcome;
use crate::session::{Overlay, Session};
use crate::view::articles::counted;
use crate::view::kept::{Same, kept};
use crate::view::line::{self, Look};
use crate::view::offer::sureness;
use crate::view::parts;
use crate::view::style::{CAPTION, Colours, PAD, ROW, STEP, bold};
use crate::view::suggestions::{BEFORE, excerpt};

/// Height of a row of the preview, in points.
const PREVIEW: f32 = 24.0;
/// The arrows change the least confidence by so much, in percent.
const BY: u8 = 5;

/// What would be accepted.
struct Found {
    places: Vec<Place>,
    /// The number of articles that they are from.
    articles: usize,
    /// How many of each outcome, in words.
    outcomes: String,
}

impl Found {
    fn of(dossier: &Dossier, places: Vec<Place>) -> Self {
        let articles: BTreeSet<&str> = places.iter().map(|(article, _)| article.id.path.as_str()).collect();
        Self { articles: articles.len(), outcomes: by_outcome(dossier, &places), places }
    }
}

/// Draws the panel.
pub(super) fn ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    least: u8,
    everywhere: bool,
    actions: &mut Vec<Action>,
) {
    titled(ui, "Accept suggestions", 640.0, session, |ui, session| {
        let (chosen, entered) = least_ui(ui, least);
        if let Some(Overlay::AcceptAll(kept, _)) = &mut session.now.overlay {
            *kept = chosen;
        }
        let rows = Same(session.now.triaged.clone());
        let key = (dossier.revision(), chosen, everywhere, session.article.clone(), rows);
        let found = kept(ui, "suggestions to accept", key, |_| {
            Found::of(dossier, suggestions::sure(dossier, session, chosen, everywhere))
        });
        let places = &found.places;
        said_ui(ui, &found, everywhere);
        let ready = !places.is_empty() && dossier.read_only().is_none();
        let words = format!("Accept {}", counted(places.len().min(MOST), "suggestion"));
        let pressed = ui.add_enabled(ready, Button::new(words)).clicked();
        ui.add_space(STEP);
        preview_ui(ui, dossier, places);
        if ready && (pressed || entered) {
            actions.extend(suggestions::accept_all(dossier, places));
            session.now.overlay = None;
        }
    });
}

/// The least confidence; says whether Enter was pressed in its field.
fn least_ui(ui: &mut Ui, mut least: u8) -> (u8, bool) {
    let (down, up) = ui.input_mut(|input| {
        let none = Modifiers::NONE;
        (input.consume_key(none, Key::ArrowDown), input.consume_key(none, Key::ArrowUp))
    });
    let mut entered = false;
    ui.horizontal(|ui| {
        ui.label("All that are at least");
        let mut typed = least.to_string();
        let field = parts::text_line(ui, &mut typed, "Least confidence in percent", "", 44.0);
        focus_at_first(&field);
        least = typed.trim().parse().unwrap_or(if typed.trim().is_empty() { 0 } else { least }).min(100);
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.label(format!("% sure: “{}” and above", sureness(least)));
    });
    parts::caption(ui, "Up and Down change it by five.");
    if down {
        least = least.saturating_sub(BY);
    } else if up {
        least = (least + BY).min(100);
    }
    (least, entered)
}

fn said_ui(ui: &mut Ui, found: &Found, everywhere: bool) {
    let places = &found.places;
    ui.add_space(STEP);
    let of = if everywhere { "in the list" } else { "in the open article" };
    if places.is_empty() {
        ui.label(format!("No suggestion {of} that waits is so sure."));
        return;
    }
    let many =
        format!("{} {of}, in {}", counted(places.len(), "suggestion"), counted(found.articles, "article"));
    ui.label(many);
    parts::caption(ui, &found.outcomes);
    let note = "They become figures as they stand, as one entry: one undo takes all of it back.";
    parts::caption(ui, note);
    if places.len() > MOST {
        let most = format!("The first {} are accepted; the rest can follow.", grouped(MOST));
        ui.colored_label(Colours::of(ui).notice, most);
    }
    ui.add_space(STEP);
}

fn brief<'a>(dossier: &'a Dossier, place: &Place) -> Option<&'a Brief> {
    dossier.suggested(&place.0.id.path).nth(place.1).map(|(brief, _)| brief)
}

/// `21 killed · 4 injured`, the most frequent first.
fn by_outcome(dossier: &Dossier, places: &[Place]) -> String {
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    for brief in places.iter().filter_map(|place| brief(dossier, place)) {
        *counts.entry(brief.outcome).or_default() += 1;
    }
    let mut counts: Vec<(Outcome, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let each = counts.iter().map(|(outcome, count)| format!("{} {}", grouped(*count), outcome.label()));
    each.collect::<Vec<_>>().join(" · ")
}

fn preview_ui(ui: &mut Ui, dossier: &Dossier, places: &[Place]) {
    let height = (room(ui) - 6.0 * ROW - PAD).max(3.0 * PREVIEW);
    let area = ScrollArea::vertical().id_salt("suggestions to accept").max_height(height);
    area.auto_shrink([false, true]).show_rows(ui, PREVIEW, places.len(), |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (article, at) in &places[rows] {
            let Some(brief) = brief(dossier, &(Arc::clone(article), *at)) else { continue };
            ui.push_id((&article.id.path, at), |ui| row_ui(ui, &article.text, brief));
        }
    });
}

/// A row of the preview: the sentence on the left, what it would be accepted as on the right.
fn row_ui(ui: &mut Ui, text: &str, brief: &Brief) {
    let (line, number) = excerpt(text, &brief.span, BEFORE);
    let said = format!("{} · {}", brief.outcome.label(), sureness(brief.percent));
    let size = vec2(ui.available_width(), PREVIEW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{line}, {said}")));
    let colours = Colours::of(ui);
    let rect = rect.with_max_x(rect.right() - 3.0 * STEP);
    let right = parts::paint_right(ui, rect.right_center(), &said, CAPTION, colours.weak);
    let plain = Look { font: FontId::proportional(CAPTION), colour: colours.weak };
    let found = Look { font: bold(CAPTION), colour: colours.ink };
    line::paint(ui, rect.with_max_x(right.left() - 2.0 * STEP), &line, &plain, &number, &found);
    response.on_hover_text(line);
}
