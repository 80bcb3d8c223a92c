//! The screens: functions that draw what is and collect what the analyst asks for.
//!
//! A view sees the dossier by shared reference only, so it cannot change data.

pub mod apart;
pub mod articles;
pub mod chart;
pub mod chart_screen;
pub mod codebook;
pub mod compare;
pub mod facets;
pub mod field;
pub mod fields;
pub mod figures;
pub mod fonts;
pub mod history;
pub mod inspector;
pub mod kept;
pub mod line;
pub mod menu;
pub mod offer;
pub mod overlay;
pub mod palette;
pub mod parts;
pub mod picture;
pub mod read;
pub mod reader;
pub mod reference;
pub mod search;
pub mod status;
pub mod style;
pub mod suggestions;
pub mod time;
pub mod welcome;

use eframe::egui::{Frame, Margin, Ui};

use crate::command::Action;
use crate::dossier::Dossier;
use crate::dossier::listing::Lister;
use crate::dossier::search::Searcher;
use crate::dossier::suggestions::Triager;
use crate::session::Session;

/// What views keep between frames and may lose at any.
#[derive(Default)]
pub struct Caches {
    /// The open article's layout and marks.
    pub article: read::Kept,
    /// The open picture: its pixels and what is seen of it.
    pub picture: picture::Kept,
    /// The chart's panels, facets and place.
    pub chart: chart_screen::Kept,
    /// The search and what it found.
    pub search: Searcher,
    /// The list of articles, kept up to date.
    pub lister: Lister,
    /// The list of suggestions, kept up to date.
    pub triager: Triager,
    /// Letters that are drawn before they are needed.
    pub letters: fonts::Warming,
}

/// The frame of a panel: its own ground, padded, without an outline.
pub fn frame(ui: &Ui) -> Frame {
    Frame::new().fill(style::Colours::of(ui).panel).inner_margin(style::PAD)
}

/// The frame of a bar across the window.
pub fn bar(ui: &Ui) -> Frame {
    Frame { inner_margin: Margin::symmetric(style::PAD as i8, 5), ..frame(ui) }
}

/// What is being typed in any field, finished: for when the window closes or the screen changes.
pub fn finish_drafts(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    inspector::finish_draft(dossier, session)
}
