//! Why a suggestion is dismissed: a line to type in, and reasons that are often given.

use eframe::egui::{Button, Key, Modifiers, RichText, Ui};

use super::{focus_at_first, titled};
use crate::command::{Action, suggestions};
use crate::dossier::Dossier;
use crate::session::{Overlay, Session, SuggestionAt};
use crate::view::parts;
use crate::view::style::{Colours, STEP};

/// Reasons that are offered: one word for one thing, so that they can be counted.
const REASONS: [&str; 5] =
    ["not people", "wrong number", "wrong outcome", "not reported as fact", "duplicate"];

/// Draws the panel.
pub(super) fn ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &mut Session,
    at: SuggestionAt,
    mut reason: String,
    actions: &mut Vec<Action>,
) {
    titled(ui, "Dismiss because", 460.0, session, |ui, session| {
        quote_ui(ui, dossier, &at);
        let entered = field_ui(ui, &mut reason);
        reasons_ui(ui, &mut reason);
        ui.add_space(2.0 * STEP);
        let pressed = ui.add(Button::new("Dismiss")).clicked();
        if pressed || entered {
            actions.extend(suggestions::dismiss_because(dossier, session, at, &reason));
        } else if let Some(Overlay::Dismissing(_, kept)) = &mut session.now.overlay {
            *kept = reason;
        }
    });
}

fn quote_ui(ui: &mut Ui, dossier: &Dossier, at: &SuggestionAt) {
    let article = dossier.corpus().at_path(&at.path);
    let words = article.and_then(|article| article.text.get(at.span.clone())).unwrap_or_default();
    let said = format!("“{}” · {}", words.replace('\n', " "), at.outcome.label());
    ui.label(RichText::new(said).color(Colours::of(ui).weak));
    ui.add_space(STEP);
}

/// The line; says whether Enter was pressed in it. The arrows go through the offered reasons.
fn field_ui(ui: &mut Ui, reason: &mut String) -> bool {
    let (down, up) = ui.input_mut(|input| {
        let none = Modifiers::NONE;
        (input.consume_key(none, Key::ArrowDown), input.consume_key(none, Key::ArrowUp))
    });
    if down || up {
        *reason = next(reason, down).to_owned();
    }
    let width = ui.available_width();
    let hint = "Why? You may leave it empty; arrows choose below";
    let field = parts::text_line(ui, reason, "Reason", hint, width);
    focus_at_first(&field);
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The offered reason after, or before, the one that stands in the field.
fn next(reason: &str, down: bool) -> &'static str {
    let count = REASONS.len();
    let at = REASONS.iter().position(|offered| *offered == reason.trim());
    REASONS[match (at, down) {
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
        (None, true) => 0,
        (None, false) => count - 1,
    }]
}

fn reasons_ui(ui: &mut Ui, reason: &mut String) {
    ui.add_space(STEP);
    ui.horizontal_wrapped(|ui| {
        for offered in REASONS {
            if ui.selectable_label(*offered == *reason.trim(), offered).clicked() {
                offered.clone_into(reason);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_the_offered_reasons() {
        assert_eq!(next("", true), "not people");
        assert_eq!(next("", false), "duplicate");
        assert_eq!(next("not people", true), "wrong number");
        assert_eq!(next("not people", false), "duplicate");
        assert_eq!(next("duplicate", true), "not people");
    }
}
