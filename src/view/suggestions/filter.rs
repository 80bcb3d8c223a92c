//! What the triage lists, and in which order.

use eframe::egui::{ComboBox, Ui};

use super::order_name;
use crate::corpus::search::hits::grouped;
use crate::model::figure::Outcome;
use crate::session::{Session, Triage, TriageOrder};
use crate::view::parts::{self, Sign};

/// The least confidences that are offered, in percent.
const LEAST: [u8; 6] = [0, 50, 70, 80, 90, 95];

/// Whether anything but the order is chosen.
pub(super) fn is_filtered(triage: &Triage) -> bool {
    triage.outcome.is_some() || triage.least > 0 || !triage.source.trim().is_empty()
}

/// Draws the choices.
pub(super) fn ui(ui: &mut Ui, session: &mut Session) {
    let listed = session.now.triaged.len();
    let triage = &mut session.triage;
    ui.horizontal_wrapped(|ui| {
        order_ui(ui, triage);
        outcome_ui(ui, triage);
        least_ui(ui, triage);
        parts::text_line(ui, &mut triage.source, "Source of the suggestions", "Source", 120.0);
        ui.checkbox(&mut triage.settled, "Show settled");
        parts::caption(ui, &format!("{} listed", grouped(listed)));
    });
}

fn order_ui(ui: &mut Ui, triage: &mut Triage) {
    let orders = [
        TriageOrder::Place,
        TriageOrder::Confidence,
        TriageOrder::Outcome,
        TriageOrder::Source,
        TriageOrder::Date,
    ];
    let combo = ComboBox::from_id_salt("triage order").width(124.0).selected_text(order_name(triage.order));
    let shown = combo.show_ui(ui, |ui| {
        for order in orders {
            ui.selectable_value(&mut triage.order, order, order_name(order));
        }
    });
    shown.response.accessible_name("Order of the suggestions").on_hover_text("What the list is sorted by");
    let sign = if triage.reversed { Sign::Up } else { Sign::Down };
    if parts::sign_button(ui, sign, "Turn the order round").clicked() {
        triage.reversed = !triage.reversed;
    }
}

fn outcome_ui(ui: &mut Ui, triage: &mut Triage) {
    let name = triage.outcome.map_or("Every outcome", Outcome::label);
    let combo = ComboBox::from_id_salt("triage outcome").width(140.0).height(360.0).truncate();
    let shown = combo.selected_text(name).show_ui(ui, |ui| {
        ui.selectable_value(&mut triage.outcome, None, "Every outcome");
        for outcome in Outcome::ALL {
            let line = ui.selectable_value(&mut triage.outcome, Some(*outcome), outcome.label());
            line.on_hover_text(outcome.definition());
        }
    });
    shown.response.accessible_name("Outcome of the suggestions");
}

fn least_name(least: u8) -> String {
    if least == 0 { "Any confidence".to_owned() } else { format!("{least} % or more") }
}

fn least_ui(ui: &mut Ui, triage: &mut Triage) {
    let combo = ComboBox::from_id_salt("triage least").width(118.0).selected_text(least_name(triage.least));
    let shown = combo.show_ui(ui, |ui| {
        for least in LEAST {
            ui.selectable_value(&mut triage.least, least, least_name(least));
        }
    });
    let hint = "List only suggestions that the detector is at least so sure of";
    shown.response.accessible_name("Least confidence").on_hover_text(hint);
}
