//! The reading screen: lists on the left, the article in the middle, inspector and live chart.

mod article;
pub use article::Kept;
pub(super) use article::{clicked, described};
pub(super) mod toolbar;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::style::{Colours, PAD};
use super::{Caches, articles, chart_screen, codebook, frame, inspector};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::dossier::search::Searcher;
use crate::session::Session;

/// Below this width of the window, in points, the side panels take their least room.
const NARROW: f32 = 1100.0;

/// Draws the screen.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    let narrow = ui.available_width() < NARROW;
    let height = ui.available_height();
    if session.panels.articles || session.panels.codebook {
        let width = if narrow { 212.0 } else { 264.0 };
        let left = Panel::left(("lists", narrow)).default_size(width).size_range(180.0..=420.0);
        left.frame(flush(ui)).show(ui, |ui| {
            lists_ui(ui, dossier, session, &caches.search, actions, height);
        });
    }
    if session.panels.chart {
        let below =
            Panel::bottom("live chart").resizable(true).default_size((height * 0.3).clamp(150.0, 240.0));
        below.size_range(120.0..=height * 0.6).frame(paper(ui)).show(ui, |ui| {
            fill(ui);
            chart_screen::live_ui(ui, dossier, session, caches, actions);
        });
    }
    if session.panels.inspector {
        let width = if narrow { 268.0 } else { 332.0 };
        let right = Panel::right(("inspector", narrow)).default_size(width).size_range(240.0..=480.0);
        right.frame(flush(ui)).show(ui, |ui| {
            fill(ui);
            // While articles come, what it says of the first follows a frame later: both at once are dear.
            if !dossier.has_all_articles() && caches.article.is_ahead(dossier, session) {
                return ui.ctx().request_repaint();
            }
            inspector::ui(ui, dossier, session, actions);
        });
    }
    CentralPanel::default().frame(paper(ui)).show(ui, |ui| {
        article::ui(ui, dossier, session, caches, actions);
    });
}

/// The article list above the codebook, each foldable.
fn lists_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    searcher: &Searcher,
    actions: &mut Vec<Action>,
    height: f32,
) {
    if session.panels.codebook && session.panels.articles {
        let below = Panel::bottom("codebook").resizable(true).default_size(height * 0.46);
        below.size_range(90.0..=height - 120.0).frame(flush(ui)).show(ui, |ui| {
            ui.push_id("codebook", |ui| padded(ui, |ui| codebook::ui(ui, dossier, session, actions)));
        });
    } else if session.panels.codebook {
        return padded(ui, |ui| codebook::ui(ui, dossier, session, actions));
    }
    padded(ui, |ui| articles::ui(ui, dossier, session, searcher, actions));
}

/// Room around headings and fields; rows use their own.
fn padded(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 8, right: 4, top: 6, bottom: 2 }).show(ui, contents);
}

/// Takes all the room of a panel: a panel else shrinks to what it holds, frame by frame.
fn fill(ui: &mut Ui) {
    ui.set_min_size(ui.available_size());
}

fn flush(ui: &Ui) -> Frame {
    Frame { inner_margin: Margin::ZERO, ..frame(ui) }
}

fn paper(ui: &Ui) -> Frame {
    let margin = Margin { left: PAD as i8, right: PAD as i8, top: 6, bottom: 6 };
    Frame { fill: Colours::of(ui).paper, inner_margin: margin, ..frame(ui) }
}
