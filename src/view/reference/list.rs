//! The dossier's reference series: what each counts, how far it reaches, where it is from.

use eframe::egui::{Checkbox, Label, ScrollArea, Ui};

use crate::chart::wording;
use crate::command::{Action, Command};
use crate::dossier::Dossier;
use crate::model::figure::ScopeKind;
use crate::model::item::Reference;
use crate::model::shown::{duration, people};
use crate::model::{Item, ItemId, Kind};
use crate::session::Session;
use crate::view::overlay::{room, titled};
use crate::view::parts::{self, Sign};
use crate::view::style::{PAD, STEP};

/// Draws the list.
pub fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    titled(ui, "Reference series", 640.0, session, |ui, session| {
        parts::caption(
            ui,
            "Imported numbers, drawn behind the figures and never as one. That a text agrees with a series says that it repeats it: it is no corroboration.",
        );
        ui.add_space(STEP);
        let series: Vec<(ItemId, &Reference)> = dossier
            .workspace()
            .of_kind(Kind::Reference)
            .filter_map(|(id, item)| match item {
                Item::Reference(series) => Some((id, series)),
                _ => None,
            })
            .collect();
        if series.is_empty() {
            parts::empty(
                ui,
                "No reference series yet",
                "Import a table with a column of days and columns of numbers.",
            );
            ui.add_space(PAD);
        }
        ScrollArea::vertical().max_height(room(ui) - 40.0).show(ui, |ui| {
            for (id, series) in series {
                ui.push_id(id, |ui| one_ui(ui, dossier, session, id, series, actions));
                ui.add_space(PAD);
            }
        });
        parts::command_button(
            ui,
            Command::ImportReference,
            "Import a table…",
            Some(dossier),
            session,
            actions,
        );
    });
}

fn one_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    id: ItemId,
    series: &Reference,
    actions: &mut Vec<Action>,
) {
    parts::title_bar(ui, &series.name, |ui| {
        let remove = format!("Remove the reference series “{}”", series.name);
        if dossier.read_only().is_none() && parts::sign_button(ui, Sign::Cross, &remove).clicked() {
            session.chart.references.remove(&id);
            let edit = dossier.workspace().remove(id);
            actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
        }
        let mut shown = session.chart.references.contains(&id);
        let name = format!("Draw “{}” behind the chart", series.name);
        let tick = ui.add(Checkbox::new(&mut shown, "Draw behind")).on_hover_text(&name);
        let changed = tick.changed();
        tick.accessible_name(name);
        if changed && shown {
            session.chart.references.insert(id);
        } else if changed {
            session.chart.references.remove(&id);
        }
    });
    ui.add(Label::new(wording::capital(&counts(series))).wrap());
    for line in [extent(series), origin(series)] {
        parts::caption(ui, &line);
    }
}

/// What a series counts.
pub(super) fn counts(series: &Reference) -> String {
    let over = match (series.scope, series.hours) {
        (Some(ScopeKind::Window), Some(hours)) => format!("within {}", duration(hours)),
        (scope, _) => wording::scope_title(scope).to_owned(),
    };
    let who = series.population.as_deref().unwrap_or("population not set");
    format!("{}, {over} · {who}", wording::measure(series.outcome))
}

/// How far it reaches: first and last day, days with a number, days without, days filled in.
pub(super) fn extent(series: &Reference) -> String {
    let (Some(first), Some(last)) = (series.rows.first(), series.rows.last()) else {
        return "No days".to_owned();
    };
    let days = usize::try_from(last.day.0.saturating_sub(first.day.0)).unwrap_or(0).saturating_add(1);
    let filled = series.rows.iter().filter(|row| !row.reported).count();
    let gaps = days.saturating_sub(series.rows.len());
    let mut words = format!(
        "{} to {}, {}",
        first.day.long(),
        last.day.long(),
        days_of(series.rows.len(), "with a number")
    );
    if gaps > 0 {
        words += &format!(", {}", days_of(gaps, "without"));
    }
    if filled > 0 {
        words += &format!(", {filled} filled in by the compiler");
    }
    words
}

fn days_of(count: usize, which: &str) -> String {
    format!("{} {} {which}", people(count as u64), if count == 1 { "day" } else { "days" })
}

fn origin(series: &Reference) -> String {
    let part = |label: &str, text: &str| (!text.is_empty()).then(|| format!("{label}{text}"));
    let retrieved = series.retrieved.map(|day| format!("retrieved {}", day.long()));
    let parts = [
        part("", &series.source),
        part("compiled by ", &series.compiler),
        part("version ", &series.vintage),
        retrieved,
        part("licence: ", &series.licence),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
