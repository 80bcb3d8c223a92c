//! The chart, full size and live below the reader, with its filters.

mod known_bar;
mod look_menu;
mod views_menu;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use eframe::egui::{Layout, Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::Caches;
use super::chart::{self as widget, ChartLook, ChartState};
use super::parts::{self, Sign};
use super::reference;
use super::style::{self, STEP};
use crate::chart::{Detail, Facets, Look, Panels, PanelsCache, TimeWindow};
use crate::command::{Action, Command};
use crate::dossier::Dossier;
use crate::model::Day;
use crate::model::figure::{Outcome, ScopeKind};
use crate::model::look::PanelKind;
use crate::session::Session;

/// What is kept between frames for the chart.
#[derive(Default)]
pub struct Kept {
    panels: PanelsCache,
    live: ChartState,
    full: ChartState,
    as_table: bool,
    /// The first and last day of the look, as they were when chart and look were last alike.
    days: (Option<Day>, Option<Day>),
}

impl Kept {
    fn panels(&mut self, dossier: &Dossier, session: &Session) -> Arc<Panels> {
        self.panels.get(&dossier.grounds(), dossier.articles_revision(), &session.chart)
    }

    fn facets(&mut self, dossier: &Dossier) -> Arc<Facets> {
        self.panels.facets(&dossier.grounds(), dossier.articles_revision())
    }
}

/// Draws the chart at full size.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    let kept = &mut caches.chart;
    let panels = kept.panels(dossier, session);
    ui.horizontal(|ui| {
        parts::heading(ui, "Chart");
        ui.add_space(2.0 * STEP);
        views_menu::ui(ui, dossier, session, actions);
        look_menu::ui(ui, dossier, session, actions);
        ui.add_space(2.0 * STEP);
        filters_ui(ui, &kept.facets(dossier), session);
        ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            parts::command_button(ui, Command::ExportChart, "Export…", Some(dossier), session, actions);
            let table = ui.selectable_label(kept.as_table, "Table");
            if table.on_hover_text("Show exactly what is drawn as a table").clicked() {
                kept.as_table = !kept.as_table;
            }
        });
    });
    ui.add_space(STEP);
    known_bar::ui(ui, &mut session.chart, &panels);
    follow_days(kept, &mut session.chart, &panels);
    if kept.as_table {
        if let Some(item) = widget::table_ui(ui, &panels, &dossier.grounds()) {
            actions.push(Action::GoTo(item));
        }
        return;
    }
    chart_ui(ui, dossier, &panels, session, Detail::Full, &mut kept.full, actions);
}

/// Draws the chart below the reader.
pub fn live_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    let kept = &mut caches.chart;
    let panels = kept.panels(dossier, session);
    ui.horizontal(|ui| {
        parts::heading(ui, "Chart");
        filters_ui(ui, &kept.facets(dossier), session);
        ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if parts::sign_button(ui, Sign::Unfolded, &parts::hint(Command::ToggleChart)).clicked() {
                actions.push(Action::Run(Command::ToggleChart));
            }
            parts::command_button(ui, Command::Chart, "Full size", Some(dossier), session, actions);
        });
    });
    chart_ui(ui, dossier, &panels, session, Detail::Live, &mut kept.live, actions);
}

fn chart_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    panels: &Arc<Panels>,
    session: &mut Session,
    detail: Detail,
    state: &mut ChartState,
    actions: &mut Vec<Action>,
) {
    let mut look = ChartLook::new(ui.visuals().dark_mode, detail);
    look.strong = style::bold(style::BODY).family;
    look.selected = session.now.selected;
    let response = widget::ui(ui, panels, &dossier.grounds(), &look, state);
    actions.extend(response.clicked.map(Action::GoTo));
    if let Some(panel) = response.folded {
        fold(&mut session.chart, panel);
    }
    if reference::answer(dossier, panels, state, &response, actions) {
        ui.ctx().request_repaint();
    }
}

/// Keeps the stretch of time of the look and that of the chart alike, whichever was changed.
fn follow_days(kept: &mut Kept, look: &mut Look, panels: &Panels) {
    if (look.first, look.last) != kept.days {
        let asked = look.first.is_some() || look.last.is_some();
        kept.full.window = asked.then(|| TimeWindow::of(panels, look));
    } else {
        (look.first, look.last) = kept.full.window.map(TimeWindow::whole_days).unzip();
    }
    kept.days = (look.first, look.last);
}

/// Folds a panel away, or unfolds it.
fn fold(look: &mut Look, panel: PanelKind) {
    if !look.folded.remove(&panel) {
        look.folded.insert(panel);
    }
}

fn filters_ui(ui: &mut Ui, facets: &Facets, session: &mut Session) {
    let filter = &mut session.chart.filter;
    facet_ui(ui, "Outcome", &facets.outcomes, &mut filter.outcomes, |outcome: &Outcome| {
        outcome.label().to_owned()
    });
    facet_ui(ui, "Population", &facets.populations, &mut filter.populations, shown);
    facet_ui(ui, "Who says so", &facets.sources, &mut filter.sources, shown);
    facet_ui(ui, "Time scope", &facets.scopes, &mut filter.scopes, |scope: &ScopeKind| {
        scope.label().to_owned()
    });
    if !filter.is_all() && ui.button("Show every figure").clicked() {
        *filter = crate::chart::Filter::default();
    }
}

fn shown(value: &impl Display) -> String {
    value.to_string()
}

/// One filter: a menu of the values that occur, with how often; none ticked means all.
fn facet_ui<T: Ord + Clone>(
    ui: &mut Ui,
    name: &str,
    values: &[(T, usize)],
    chosen: &mut BTreeSet<T>,
    label: impl Fn(&T) -> String,
) {
    let words = match chosen.len() {
        0 => name.to_owned(),
        1 => chosen.first().map(&label).unwrap_or_default(),
        several => format!("{name} ({several})"),
    };
    let button = eframe::egui::Button::new(parts::cut(&words, 24)).selected(!chosen.is_empty());
    let response = ui.add_enabled(!values.is_empty(), button);
    response.clone().accessible_name(format!("Filter by {}", name.to_lowercase()));
    let menu = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (value, count) in values {
                let mut ticked = chosen.contains(value);
                if ui.checkbox(&mut ticked, format!("{}  ({count})", label(value))).changed() {
                    if ticked {
                        chosen.insert(value.clone())
                    } else {
                        chosen.remove(value)
                    };
                }
            }
        });
    });
}
