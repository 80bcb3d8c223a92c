//! What has no place on the chart: undated figures, mentions without a number, terms of proposals, and the rest.

use std::sync::Arc;

use eframe::egui::{Button, RichText, ScrollArea, Ui};

use crate::chart::report::sentence;
use crate::chart::wording::{self, counted};
use crate::chart::{Grounds, Panels, Report};

use super::{ChartResponse, ChartState, fold, tray};

const BAR: f32 = 30.0;
const ROW: f32 = 26.0;

/// A list beside the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Figures without an as-of date.
    Undated,
    /// Mentions without a number.
    WithoutNumber,
    /// Terms of proposals and demands.
    Proposals,
    /// Figures that no chart may show.
    Excluded,
}

const ALL: [Beside; 4] = [Beside::Undated, Beside::WithoutNumber, Beside::Proposals, Beside::Excluded];

impl Beside {
    fn label(self) -> &'static str {
        match self {
            Self::Undated => "No date",
            Self::WithoutNumber => "Without a number",
            Self::Proposals => "Terms of proposals",
            Self::Excluded => "Not drawn",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Undated => {
                "Give these figures an as-of date to see them on the chart: drag a row onto it, type a day, or accept one that a reference series proposes"
            }
            Self::WithoutNumber => "Words such as “dozens”, and forecasts, have no height on a chart",
            Self::Proposals => "Who would give what under a deal: never an outcome",
            Self::Excluded => "Denied or hypothetical figures",
        }
    }

    fn rows(self, panels: &Panels) -> Vec<(&Report, Option<&'static str>)> {
        match self {
            Self::Undated => panels.undated.iter().map(|report| (&**report, None)).collect(),
            Self::Proposals => panels.proposals.iter().map(|report| (&**report, None)).collect(),
            Self::WithoutNumber | Self::Excluded => {
                let asides = if self == Self::Excluded { &panels.excluded } else { &panels.without_number };
                asides.iter().map(|aside| (&*aside.report, Some(aside.reason))).collect()
            }
        }
    }
}

/// The height that the lists take of what is left, in points.
pub(super) fn height(panels: &Panels, state: &ChartState, room: f32) -> f32 {
    if ALL.iter().all(|list| list.rows(panels).is_empty()) && panels.look.folded.is_empty() {
        return 0.0;
    }
    let rows = match state.open {
        Some(Beside::Undated) => tray::height(panels, &state.tray),
        Some(list) => list.rows(panels).len() as f32 * ROW,
        None => 0.0,
    };
    BAR + (rows + if rows > 0.0 { 6.0 } else { 0.0 }).min(room * 0.4)
}

/// The bar of lists, and the rows of the open one.
pub(super) fn ui(
    ui: &mut Ui,
    panels: &Arc<Panels>,
    grounds: &Grounds,
    state: &mut ChartState,
    out: &mut ChartResponse,
) {
    if ALL.iter().all(|list| list.rows(panels).is_empty()) && panels.look.folded.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        for list in ALL {
            bar_ui(ui, list, panels, state);
        }
        out.folded = fold::folded_ui(ui, panels).or(out.folded);
    });
    if state.open == Some(Beside::Undated) {
        tray::ui(ui, panels, grounds, &mut state.tray, out);
    } else if let Some(list) = state.open {
        ScrollArea::vertical()
            .id_salt("beside")
            .auto_shrink([false, true])
            .show(ui, |ui| rows_ui(ui, list, panels, grounds, out));
    }
}

fn bar_ui(ui: &mut Ui, list: Beside, panels: &Panels, state: &mut ChartState) {
    let count = list.rows(panels).len();
    if count == 0 {
        return;
    }
    let is_open = state.open == Some(list);
    let label = format!("{} · {count}", list.label());
    let hint = format!("{}. {}", list.hint(), counted(count, "figure", "figures"));
    if ui.selectable_label(is_open, label).on_hover_text(hint).clicked() {
        state.open = (!is_open).then_some(list);
    }
}

fn rows_ui(ui: &mut Ui, list: Beside, panels: &Panels, grounds: &Grounds, out: &mut ChartResponse) {
    for (report, reason) in list.rows(panels) {
        let words = match reason {
            Some(reason) => format!("{} — {reason}", wording::row(report)),
            None => wording::row(report),
        };
        let row = Button::new(RichText::new(wording::capital(&words))).frame(false).truncate();
        let indented = |ui: &mut Ui| {
            ui.add_space(20.0);
            ui.add(row)
        };
        let response = ui.push_id(report.id, |ui| ui.horizontal(indented).inner).inner;
        let response = response.on_hover_ui(|ui| {
            ui.label(sentence(report, grounds));
        });
        if response.hovered() {
            out.hovered = Some(report.id);
        }
        if response.clicked() {
            out.clicked = Some(report.id);
        }
    }
}
