//! Facets: how many articles each publisher, language, month and tag has; a click writes a filter
//! into the query or takes it out.

use std::cmp::Reverse;
use std::sync::Arc;

use eframe::egui::{Align, FontId, Layout, ScrollArea, Stroke, Ui, pos2, vec2};

use super::parts::{self, Sign};
use super::style::{CAPTION, Colours, PAD, STEP};
use crate::corpus::search::hits::grouped;
use crate::corpus::search::{Facets, Key, toggle};
use crate::dossier::search::Results;
use crate::session::Session;

/// Height of a row, in points.
const VALUE: f32 = 21.0;
/// How many values of each are listed, beside those chosen.
const VALUES: usize = 8;

/// Draws the strip: folded, one line, with room for something on its right.
pub fn ui(
    ui: &mut Ui,
    session: &mut Session,
    results: Option<&Arc<Results>>,
    right: impl FnOnce(&mut Ui, &mut Session),
) {
    let open = session.panels.facets;
    ui.horizontal(|ui| {
        let (sign, words) =
            if open { (Sign::Unfolded, "Fold the facets") } else { (Sign::Folded, "Unfold the facets") };
        let folded = parts::sign_button(ui, sign, words).clicked();
        parts::caption(ui, "Facets").on_hover_text("By publisher, language, month and tag");
        if folded {
            session.panels.facets = !open;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| right(ui, session));
    });
    let facets = results.and_then(|results| results.found.facets.as_ref()).filter(|_| open);
    let Some(facets) = facets else { return };
    let room = (ui.available_height() * 0.5).max(3.0 * VALUE);
    ScrollArea::vertical().id_salt("facets").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for key in Facets::KEYS {
            values_ui(ui, session, key, facets.of(key));
        }
    });
    ui.add_space(STEP);
    let line = Stroke::new(1.0, Colours::of(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), line);
}

fn values_ui(ui: &mut Ui, session: &mut Session, key: Key, values: &[(String, usize)]) {
    let search = session.now.search.clone();
    let is_chosen = |value: &str| toggle::holds(&search, &toggle::written(key, value));
    let mut shown: Vec<(&str, usize, bool)> = Vec::new();
    for (value, count) in values {
        let chosen = is_chosen(value);
        if chosen || shown.len() < VALUES {
            shown.push((value, *count, chosen));
        }
    }
    if shown.is_empty() {
        return;
    }
    shown.sort_by_key(|(.., chosen)| Reverse(*chosen));
    ui.add_space(STEP);
    parts::caption(ui, heading(key));
    for (value, count, chosen) in shown {
        if value_ui(ui, key, value, count, chosen) {
            session.now.search = toggle::toggled(&session.now.search, &toggle::written(key, value));
            session.now.found_at = None;
        }
    }
    if values.len() > VALUES {
        parts::caption(ui, &format!("and {} more", grouped(values.len() - VALUES)));
    }
}

fn heading(key: Key) -> &'static str {
    match key {
        Key::Publisher => "Publisher",
        Key::Language => "Language",
        Key::Date => "Month",
        _ => "Tag",
    }
}

/// One value; says whether it was clicked.
fn value_ui(ui: &mut Ui, key: Key, value: &str, count: usize, chosen: bool) -> bool {
    let count = grouped(count);
    let name = format!("{}: {value}, {count}", heading(key));
    let response = ui.push_id((key, value), |ui| parts::row(ui, VALUE, chosen, &name)).inner;
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 0.0));
    let counter = parts::paint_right(ui, rect.right_center(), &count, CAPTION, colours.weak);
    let at = pos2(rect.left(), rect.center().y - CAPTION * 0.65);
    let width = counter.left() - rect.left() - STEP;
    parts::paint_line(ui, at, value, FontId::proportional(CAPTION), colours.ink, width);
    let does = if chosen { "Take this filter out of the search" } else { "Only articles with this" };
    response.on_hover_text(format!("{does}: {}", toggle::written(key, value))).clicked()
}
