//! The slider of the chart as known on a day: its stops are the days on which something was published.

use eframe::egui::{Slider, Ui};

use crate::chart::wording::counted;
use crate::chart::{Look, Panels};
use crate::model::Day;
use crate::view::parts::{self, Sign};

const AS_IT_STANDS: &str = "Show the chart as it stands";

/// Draws the bar, where the look asks for a day.
pub(super) fn ui(ui: &mut Ui, look: &mut Look, panels: &Panels) {
    let Some(on) = look.known_on else { return };
    let days = &panels.known_days;
    if days.is_empty() {
        return nothing_published_ui(ui, look, panels);
    }
    ui.horizontal(|ui| {
        parts::caption(ui, "As known on");
        let mut stop = days.partition_point(|day| *day <= on).saturating_sub(1);
        let first = days.first().copied().unwrap_or_default();
        let last = days.len() - 1;
        if parts::sign_button(ui, Sign::Back, "The day of publication before").clicked() {
            stop = stop.saturating_sub(1);
        }
        ui.spacing_mut().slider_width = (ui.available_width() - 420.0).clamp(120.0, 420.0);
        let slider = Slider::new(&mut stop, 0..=last).show_value(false);
        ui.add(slider).accessible_name("As known on");
        if parts::sign_button(ui, Sign::Folded, "The next day of publication").clicked() {
            stop = (stop + 1).min(last);
        }
        let day = days.get(stop).copied().unwrap_or(first);
        ui.label(day.long());
        parts::caption(ui, &left_out(panels));
        if parts::sign_button(ui, Sign::Cross, AS_IT_STANDS).clicked() {
            look.known_on = None;
        } else if day != on {
            look.known_on = Some::<Day>(day);
        }
    });
}

/// The bar where no day of publication is known, so that there is no day to choose.
fn nothing_published_ui(ui: &mut Ui, look: &mut Look, panels: &Panels) {
    ui.horizontal(|ui| {
        ui.label(why_nothing(panels));
        if parts::sign_button(ui, Sign::Cross, AS_IT_STANDS).clicked() {
            look.known_on = None;
        }
    });
}

fn why_nothing(panels: &Panels) -> &'static str {
    match (panels.of_unknown_publication, panels.filtered_out) {
        (0, 0) => "There is no figure yet, and so no day on which one was known.",
        (0, _) => "No figure passes the filter, and so there is no day on which one was known.",
        _ => "No article of these figures has a date of publication: give one in the article's inspector.",
    }
}

/// What the day leaves out.
fn left_out(panels: &Panels) -> String {
    let later = counted(panels.not_yet_known, "figure came later", "figures came later");
    match panels.of_unknown_publication {
        0 => later,
        unknown => format!("{later}, {unknown} of unknown publication"),
    }
}
