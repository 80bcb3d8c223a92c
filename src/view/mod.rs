//! The screens: functions that draw what is and collect what the analyst asks for.
//!
//! A view sees the dossier by shared reference only, so it cannot change data.

pub mod articles;
pub mod codebook;
pub mod figures;
pub mod history;
pub mod menu;
pub mod overlay;
pub mod palette;
pub mod parts;
pub mod status;
pub mod style;
pub mod time;

/// The frame of a panel: its own ground, padded, without an outline.
pub fn frame(ui: &eframe::egui::Ui) -> eframe::egui::Frame {
    eframe::egui::Frame::new().fill(style::Colours::of(ui).panel).inner_margin(style::PAD)
}
