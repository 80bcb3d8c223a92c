//! The menu of choices that decide how the chart shows what it shows.

use eframe::egui::{DragValue, Popup, PopupCloseBehavior, ScrollArea, Ui};

use crate::chart::Look;
use crate::chart::wording::capital;
use crate::command::{Action, Command};
use crate::dossier::Dossier;
use crate::model::item::{Policy, VaguePolicy};
use crate::model::look::{PanelKind, Split};
use crate::model::{Day, Edit, Item, ItemId, Kind};
use crate::session::Session;
use crate::view::parts;
use crate::view::style::STEP;

const WIDTH: f32 = 320.0;

/// Draws the button, and the menu below it while it is open.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let button = ui.button("Look").on_hover_text("Choose how the chart shows the figures");
    button.clone().accessible_name("Look of the chart");
    let menu = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_width(WIDTH);
        let room = ui.ctx().content_rect().height() - 140.0;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            split_ui(ui, &mut session.chart);
            scale_ui(ui, &mut session.chart);
            known_ui(ui, &mut session.chart);
            panels_ui(ui, &mut session.chart);
            references_ui(ui, dossier, &mut session.chart);
            events_ui(ui, dossier, session, actions);
            vague_ui(ui, dossier, session, actions);
        });
    });
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(2.0 * STEP);
    parts::caption(ui, title);
}

fn split_ui(ui: &mut Ui, look: &mut Look) {
    section(ui, "One small chart for each");
    ui.horizontal(|ui| {
        for split in Split::ALL {
            let response = ui.selectable_label(look.split == *split, capital(split.label()));
            if response.on_hover_text(split.definition()).clicked() {
                look.split = *split;
            }
        }
    });
}

fn scale_ui(ui: &mut Ui, look: &mut Look) {
    section(ui, "Scale of people");
    ui.horizontal(|ui| {
        for (logarithmic, words, hint) in [
            (false, "Linear", "Equal distances are equal numbers"),
            (true, "Logarithmic", "Each gridline is ten times the one below; zero has a strip of its own"),
        ] {
            if ui.selectable_label(look.logarithmic == logarithmic, words).on_hover_text(hint).clicked() {
                look.logarithmic = logarithmic;
            }
        }
    });
    ui.horizontal(|ui| {
        ui.label("Lines are dashed after");
        let drag = DragValue::new(&mut look.gap_days).range(1..=3650).suffix(" days");
        ui.add(drag).accessible_name("Days without a report after which a line is dashed");
    });
}

fn known_ui(ui: &mut Ui, look: &mut Look) {
    /// After everything that was published: the slider starts at its last stop.
    const AFTER_ALL: Day = Day(2_932_896);
    section(ui, "Time");
    let mut on = look.known_on.is_some();
    let hint = "Show the chart as it stood on a day, by date of publication";
    if ui.checkbox(&mut on, "As known on a day").on_hover_text(hint).changed() {
        look.known_on = on.then_some(AFTER_ALL);
    }
}

fn panels_ui(ui: &mut Ui, look: &mut Look) {
    section(ui, "Panels");
    for panel in PanelKind::ALL {
        let mut open = !look.folded.contains(panel);
        let words = capital(panel.label());
        if ui.checkbox(&mut open, words).on_hover_text(panel.definition()).changed() {
            super::fold(look, *panel);
        }
    }
}

fn references_ui(ui: &mut Ui, dossier: &Dossier, look: &mut Look) {
    section(ui, "Reference series behind the marks");
    let mut any = false;
    for (id, item) in dossier.workspace().of_kind(Kind::Reference) {
        let Item::Reference(reference) = item else { continue };
        any = true;
        let mut shown = look.references.contains(&id);
        let words = format!("{} ({})", reference.name, reference.compiler);
        if ui.checkbox(&mut shown, words).changed() {
            if shown {
                look.references.insert(id)
            } else {
                look.references.remove(&id)
            };
        }
    }
    if !any {
        parts::caption(ui, "None imported yet: Chart ▸ Import reference series…");
    }
}

fn events_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    section(ui, "Events");
    ui.horizontal(|ui| {
        let mut shown = !session.chart.without_events;
        if ui.checkbox(&mut shown, "Marked on the chart").changed() {
            session.chart.without_events = !shown;
        }
        parts::command_button(ui, Command::Events, "Edit…", Some(dossier), session, actions);
        ui.add_space(2.0 * STEP);
        parts::command_button(ui, Command::Sources, "Names of sources…", Some(dossier), session, actions);
    });
}

fn vague_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    section(ui, "Vague words, such as “dozens”, count as (for the whole dossier)");
    let (id, now) = policy(dossier);
    ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
        for rule in VaguePolicy::ALL {
            let chosen = now.vague == *rule;
            if ui.radio(chosen, capital(rule.label())).on_hover_text(rule.definition()).clicked() && !chosen {
                let to = Policy { vague: *rule, ..now.clone() };
                actions.extend(choose(dossier, id, to));
            }
        }
        if now.vague == VaguePolicy::Own {
            own_ui(ui, dossier, session, (id, &now), actions);
        }
    });
}

/// The dossier's own numbers, as one line: `dozens 24, hundreds 150`.
fn own_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    (id, now): (Option<ItemId>, &Policy),
    actions: &mut Vec<Action>,
) {
    let said: Vec<String> = now.own.iter().map(|(word, value)| format!("{word} {value}")).collect();
    let text = session.now.own_numbers.get_or_insert_with(|| said.join(", "));
    let field = parts::text_line(ui, text, "Own numbers", "dozens 24, hundreds 150", WIDTH - 8.0);
    match own_numbers(text) {
        Ok(own) if field.lost_focus() && own != now.own => {
            session.now.own_numbers = None;
            actions.extend(choose(dossier, id, Policy { own, ..now.clone() }));
        }
        Ok(_) => {}
        Err(part) => {
            let said = format!("“{part}” is no word with a number of people, such as “dozens 24”.");
            ui.colored_label(crate::view::style::Colours::of(ui).notice, said);
        }
    }
}

/// Words with their numbers; the part that could not be read, where there is one.
fn own_numbers(text: &str) -> Result<std::collections::BTreeMap<String, u64>, String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (word, number) = part.rsplit_once(char::is_whitespace)?;
        let number = number.replace(['.', '\u{a0}', '_'], "").parse().ok()?;
        Some((word.trim().to_lowercase(), number)).filter(|(word, _)| !word.is_empty())
    };
    parts.map(|part| read(part).ok_or_else(|| part.to_owned())).collect()
}

fn policy(dossier: &Dossier) -> (Option<ItemId>, Policy) {
    match dossier.workspace().policy() {
        Some((id, policy)) => (Some(id), policy.clone()),
        None => (None, Policy { vague: VaguePolicy::Words, own: Default::default() }),
    }
}

fn choose(dossier: &Dossier, id: Option<ItemId>, to: Policy) -> Option<Action> {
    let edit = match id {
        Some(id) => dossier.workspace().set(id, Item::Policy(to)),
        None => Some(Edit::add(Item::Policy(to))),
    };
    edit.map(|edit| Action::Commit(vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_numbers_are_read_and_what_cannot_be_is_named() {
        let read = own_numbers("Dozens 24, tens of thousands 20000;hundreds 150").unwrap();
        assert_eq!(read.get("dozens"), Some(&24));
        assert_eq!(read.get("tens of thousands"), Some(&20_000));
        assert_eq!(own_numbers("dozens 24, many"), Err("many".to_owned()));
        assert!(own_numbers("").unwrap().is_empty());
    }
}
