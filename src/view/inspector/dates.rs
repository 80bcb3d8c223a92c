//! What stands beside and under typed days: the weekday, the basis, what is wrong with their order.

use eframe::egui::{RichText, Ui, Vec2};

use super::claim;
use crate::model::{Basis, DateClaim, Day};
use crate::view::fields::{self, Named};
use crate::view::style::{CAPTION, Colours, STEP};

const WEEKDAY: f32 = 28.0;

/// The width that the weekday of a day needs, in points.
pub fn weekday_width(day: Option<Day>) -> f32 {
    if day.is_some() { WEEKDAY + STEP } else { 0.0 }
}

/// The weekday of a day, with the whole date as its tooltip.
pub fn weekday(ui: &mut Ui, day: Option<Day>) {
    let Some(day) = day else { return };
    let text = day.date().strftime("%a").to_string();
    let words = RichText::new(text).size(CAPTION).color(Colours::of(ui).weak);
    let whole = day.date().strftime("%A %-d %B %Y").to_string();
    ui.add_sized(Vec2::new(WEEKDAY, fields::FIELD), eframe::egui::Label::new(words)).on_hover_text(whole);
}

/// What a claim rests on: the new choice, once changed.
pub fn basis(ui: &mut Ui, name: &str, claim: &DateClaim) -> Option<Vec<Basis>> {
    let about = "What the date rests on. Several may be ticked; the strongest is listed first.";
    let named = Named { caption: "Basis", name, about };
    fields::row(ui, named.caption, about, |ui| fields::choices(ui, named, &claim.basis))
}

/// What is wrong with the order of the days, or an offer to close an interval that has one end.
///
/// Gives the claim with both ends at that day, where it is asked for.
pub fn closing(ui: &mut Ui, claim: &DateClaim) -> Option<DateClaim> {
    if let Some(unsound) = claim::unsound(claim) {
        fields::under(ui, |ui| fields::notice(ui, unsound));
    }
    let day = claim::lone_end(claim)?;
    let words = format!("Exactly {}", day.long());
    let hint = "Say that the number stands on this one day: the earliest day and the latest.";
    let clicked =
        fields::under(ui, |ui| fields::links(ui, |ui| fields::link(ui, &words, &words, hint))).clicked();
    clicked.then(|| DateClaim { earliest: Some(day), latest: Some(day), ..claim.clone() })
}
