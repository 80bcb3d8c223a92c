//! Importing a table: which column holds what, what the numbers count, where they are from.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Button, ComboBox, Grid, Label, RichText, ScrollArea, TextWrapMode, Ui};

use crate::chart::wording::counted;
use crate::chart::{Facets, facets};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::exchange::reference::{self, Choice, DayOrder, Measured, Problem, Read, Table};
use crate::model::figure::ScopeKind;
use crate::model::shown::people;
use crate::model::{Edit, Item};
use crate::session::{ReferenceImport, Session};
use crate::view::fields::{self, Named};
use crate::view::inspector::entered;
use crate::view::kept::kept;
use crate::view::overlay::{room, titled};
use crate::view::parts;
use crate::view::style::{CAPTION, Colours, PAD, STEP};

/// Rows that are shown as they would be read.
const SHOWN: usize = 6;
/// Problems that are listed; the others are counted.
const LISTED: usize = 6;
/// Names of sources or populations that are offered.
const OFFERED: usize = 5;
/// The words of a column of kinds that are offered to tick.
const WORDS: usize = 12;

/// Draws the import; it becomes one entry with its button.
pub fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let mut shown = session.now.reference.take();
    let mut done = false;
    titled(ui, "Import reference series", 760.0, session, |ui, _| match &mut shown {
        None => {
            parts::caption(ui, "Nothing is being read.");
        }
        Some(ReferenceImport { file, table: Err(why), .. }) => {
            parts::caption(ui, file);
            fields::notice(ui, why);
        }
        Some(import) => done = table_ui(ui, dossier, import, actions),
    });
    session.now.reference = shown.filter(|_| !done);
    if done {
        session.now.overlay = None;
    }
}

/// Says whether the table was imported.
fn table_ui(ui: &mut Ui, dossier: &Dossier, import: &mut ReferenceImport, actions: &mut Vec<Action>) -> bool {
    let Ok(table) = import.table.clone() else { return false };
    let (rows, columns) = (people(table.rows.len() as u64), table.columns.len());
    parts::caption(ui, &format!("{} · {rows} rows · {columns} columns", import.file));
    if import.is_remembered {
        parts::caption(
            ui,
            "An earlier table had these columns; it is read in the same way. Correct what differs.",
        );
    }
    ui.add_space(STEP);
    ScrollArea::vertical().max_height(room(ui) - 60.0).auto_shrink([false, true]).show(ui, |ui| {
        columns_ui(ui, &table, &mut import.choice);
        fields::heading(ui, "Numbers");
        for place in 0..import.choice.series.len() {
            let spare = has_spare(&table, &import.choice);
            ui.push_id(place, |ui| measured_ui(ui, dossier, &table, spare, &mut import.choice.series[place]));
        }
        origin_ui(ui, dossier, import);
        preview_ui(ui, &table, &import.choice);
        problems_ui(ui, checked(&table, import));
    });
    ui.add_space(PAD);
    finish_ui(ui, dossier, &table, import, actions)
}

fn finish_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    table: &Table,
    import: &mut ReferenceImport,
    actions: &mut Vec<Action>,
) -> bool {
    let lacks = import.choice.lacks().or(bad_day(&import.retrieved));
    let count = import.choice.series.iter().filter(|series| series.taken).count();
    let mut done = false;
    ui.horizontal(|ui| {
        let words = format!("Import {}", counted(count, "series", "series"));
        let ready = lacks.is_none() && dossier.read_only().is_none();
        if ui.add_enabled(ready, Button::new(words)).clicked() {
            match reference::read(table, &import.choice) {
                Ok((found, _)) => {
                    actions.push(Action::Commit(edits(dossier, found)));
                    done = true;
                }
                Err(why) => import.refused = Some(why),
            }
        }
        if let Some(lacks) = lacks {
            parts::caption(ui, lacks);
        }
    });
    if let Some(why) = &import.refused {
        fields::notice(ui, why);
    }
    done
}

fn bad_day(typed: &str) -> Option<&'static str> {
    entered::day(typed).err().map(|refused| refused.0)
}

/// One edit for each series: added, or set in the place of the one that it replaces.
fn edits(dossier: &Dossier, found: Vec<Read>) -> Vec<Edit> {
    let edit = |read: Read| {
        let item = Item::Reference(read.series);
        match read.replaces {
            Some(id) => dossier.workspace().set(id, item),
            None => Some(Edit::add(item)),
        }
    };
    found.into_iter().filter_map(edit).collect()
}

fn columns_ui(ui: &mut Ui, table: &Table, choice: &mut Choice) {
    fields::heading(ui, "Columns");
    let columns = &mut choice.columns;
    column_ui(ui, table, "Day", "The day of the report.", &mut columns.day);
    order_ui(ui, &mut columns.order);
    let about = "Whether a row was reported, or filled in by the compiler.";
    if column_ui(ui, table, "Kind of row", about, &mut columns.kind) {
        columns.reported.clear();
    }
    if let Some(kind) = columns.kind {
        words_ui(ui, table, kind, &mut columns.reported);
    }
    column_ui(ui, table, "Reported by", "Who reported the row.", &mut columns.source);
    let about = "The length of a row's window, in hours. Rows of another length are kept apart.";
    column_ui(ui, table, "Hours", about, &mut columns.hours);
    let about = "The version that a row belongs to. Each version becomes a series of its own.";
    column_ui(ui, table, "Version", about, &mut columns.vintage);
}

/// A choice of a column; says whether it changed.
fn column_ui(ui: &mut Ui, table: &Table, caption: &str, about: &str, chosen: &mut Option<usize>) -> bool {
    let before = *chosen;
    fields::row(ui, caption, about, |ui| {
        let weak = Colours::of(ui).weak;
        let none = || RichText::new("none").color(weak);
        let name = chosen.and_then(|place| table.columns.get(place));
        let text = name.map_or_else(none, RichText::new);
        let combo = ComboBox::from_id_salt(caption).width(ui.available_width()).height(340.0);
        let shown = combo.wrap_mode(TextWrapMode::Truncate).selected_text(text).show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), none()).clicked() {
                *chosen = None;
            }
            for (place, name) in table.columns.iter().enumerate() {
                if ui.selectable_label(*chosen == Some(place), name).clicked() {
                    *chosen = Some(place);
                }
            }
        });
        shown.response.accessible_name(format!("Column of: {caption}")).on_hover_text(about);
    });
    before != *chosen
}

fn order_ui(ui: &mut Ui, order: &mut Option<DayOrder>) {
    let about =
        "How a day in figures only, such as 3/2/2024, is read. Days such as 2024-02-03 need no order.";
    fields::row(ui, "Order", about, |ui| {
        let orders = [(None, "as written")].into_iter();
        for (value, words) in orders.chain(DayOrder::ALL.iter().map(|order| (Some(*order), order.label()))) {
            if ui.selectable_label(*order == value, words).on_hover_text(about).clicked() {
                *order = value;
            }
        }
    });
}

/// Which words of the column of kinds mean reported.
fn words_ui(ui: &mut Ui, table: &Table, kind: usize, reported: &mut BTreeSet<String>) {
    let about = "Rows of the other words are kept as filled in: drawn dotted, never compared.";
    let mut words: BTreeSet<String> = BTreeSet::new();
    for row in &table.rows {
        words.insert(row.cell(kind).to_lowercase());
        if words.len() >= WORDS {
            break;
        }
    }
    fields::row(ui, "Reported", about, |ui| {
        ScrollArea::horizontal().id_salt("words").show(ui, |ui| {
            for word in words {
                let mut ticked = reported.contains(&word);
                let label = if word.is_empty() { "(empty)" } else { &word };
                if ui.checkbox(&mut ticked, label).on_hover_text(about).changed() {
                    if ticked {
                        reported.insert(word)
                    } else {
                        reported.remove(&word)
                    };
                }
            }
        });
    });
}

/// Whether a column is left that may hold the ends of a range.
fn has_spare(table: &Table, choice: &Choice) -> bool {
    let of = &choice.columns;
    let roles = [of.day, of.kind, of.source, of.vintage, of.hours];
    let taken = choice.series.iter().filter(|series| series.taken).count();
    table.columns.len() > roles.into_iter().flatten().count() + taken
}

fn measured_ui(ui: &mut Ui, dossier: &Dossier, table: &Table, spare: bool, series: &mut Measured) {
    let column = table.columns.get(series.value).cloned().unwrap_or_default();
    ui.checkbox(&mut series.taken, &column).on_hover_text("Import this column of numbers as a series.");
    if !series.taken {
        return;
    }
    ui.indent("measured", |ui| {
        let of = |what: &str| format!("{what} of {column}");
        line_ui(ui, "Name", &of("Name"), "What the series is called.", &mut series.name);
        let named = |caption, about| Named { caption, name: caption, about };
        let about = "What happened to the people counted. Only figures of the same outcome are compared.";
        fields::row(ui, "Outcome", about, |ui| {
            let name = of("Outcome");
            let named = Named { name: &name, ..named("Outcome", about) };
            if let Some(chosen) = fields::choice(ui, named, series.outcome, false) {
                series.outcome = chosen;
            }
        });
        let about = "The kind of time that a number counts over.";
        fields::row(ui, "Time scope", about, |ui| {
            let name = of("Time scope");
            let named = Named { name: &name, ..named("Time scope", about) };
            if let Some(chosen) = fields::choice(ui, named, series.scope, false) {
                series.scope = chosen;
                series.hours = series.hours.or(Some(24)).filter(|_| chosen == Some(ScopeKind::Window));
            }
        });
        if series.scope == Some(ScopeKind::Window) {
            hours_ui(ui, &of("Hours"), &mut series.hours);
        }
        let about = "Who is counted, in the words that your figures use.";
        line_ui(ui, "Population", &of("Population"), about, &mut series.population);
        offers_ui(ui, &named_by_figures(ui, dossier).populations, &mut series.population);
        if spare || series.low.is_some() || series.high.is_some() {
            edge_ui(ui, table, "Low", &of("Low"), &mut series.low);
            edge_ui(ui, table, "High", &of("High"), &mut series.high);
        }
        earlier_ui(ui, dossier, series);
    });
}

fn line_ui(ui: &mut Ui, caption: &str, name: &str, about: &str, text: &mut String) {
    fields::row(ui, caption, about, |ui| {
        let width = ui.available_width();
        parts::text_line(ui, text, name, "", width).on_hover_text(about);
    });
}

/// The sources and populations that the dossier's figures name.
fn named_by_figures(ui: &Ui, dossier: &Dossier) -> Arc<Facets> {
    kept(ui, "named by figures", dossier.revision(), |_| facets(&dossier.grounds()))
}

/// Words of the dossier's figures to choose from: only what is named alike is compared.
fn offers_ui(ui: &mut Ui, known: &[(String, usize)], text: &mut String) {
    let mut known: Vec<&(String, usize)> = known.iter().filter(|(words, _)| words != text.trim()).collect();
    known.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if known.is_empty() {
        return;
    }
    fields::under(ui, |ui| {
        fields::links(ui, |ui| {
            for (words, count) in known.into_iter().take(OFFERED) {
                let hint = format!("{} so.", counted(*count, "figure is named", "figures are named"));
                if fields::link(ui, words, words, &hint).clicked() {
                    text.clone_from(words);
                }
            }
        });
    });
}

fn hours_ui(ui: &mut Ui, name: &str, hours: &mut Option<u32>) {
    let about = "The usual length of a window, in hours.";
    let mut typed = hours.map(|hours| hours.to_string()).unwrap_or_default();
    line_ui(ui, "Hours", name, about, &mut typed);
    if let Ok(read) = entered::hours(&typed) {
        *hours = read;
    }
}

/// The column of a lower or upper end.
fn edge_ui(ui: &mut Ui, table: &Table, caption: &str, name: &str, chosen: &mut Option<usize>) {
    let about = "The column of the end of the range that the compiler gives, if it does.";
    ui.push_id(name, |ui| column_ui(ui, table, caption, about, chosen));
}

fn earlier_ui(ui: &mut Ui, dossier: &Dossier, series: &mut Measured) {
    let Some(Item::Reference(earlier)) = series.earlier.and_then(|id| dossier.workspace().get(id)) else {
        return;
    };
    let words = format!("Replace {}", crate::chart::reference::named(earlier));
    let hint = "If this is not ticked, both are kept, so that changes from version to version can be seen.";
    ui.checkbox(&mut series.replaces, words).on_hover_text(hint);
}

fn origin_ui(ui: &mut Ui, dossier: &Dossier, import: &mut ReferenceImport) {
    fields::heading(ui, "Where it is from");
    let choice = &mut import.choice;
    let about = "Who put the table together.";
    line_ui(ui, "Compiler", "Compiler", about, &mut choice.compiler);
    let about = "Whose numbers they are, in the fixed form that charts use. Figures of other sources are not compared.";
    line_ui(ui, "Source", "Source", about, &mut choice.source);
    offers_ui(ui, &named_by_figures(ui, dossier).sources, &mut choice.source);
    line_ui(ui, "Licence", "Licence", "Under which terms the table may be used.", &mut choice.licence);
    let about = "The version of the compiler's data, such as a commit or a release.";
    line_ui(ui, "Version", "Version", about, &mut choice.vintage);
    let about = "The day on which the table was retrieved; at first the day of the file's time stamp.";
    line_ui(ui, "Retrieved", "Retrieved", about, &mut import.retrieved);
    choice.retrieved = entered::day(&import.retrieved).ok().flatten();
}

fn preview_ui(ui: &mut Ui, table: &Table, choice: &Choice) {
    if choice.columns.day.is_none() {
        return;
    }
    fields::heading(ui, "The first rows, read so");
    let taken: Vec<&Measured> = choice.series.iter().filter(|series| series.taken).collect();
    ScrollArea::horizontal().id_salt("preview").auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("preview").num_columns(taken.len() + 2).spacing([16.0, STEP]).show(ui, |ui| {
            let weak = Colours::of(ui).weak;
            let small = |text: &str| Label::new(RichText::new(text).size(CAPTION).color(weak));
            ui.add(small("Day"));
            taken.iter().for_each(|series| _ = ui.add(small(&series.name)));
            ui.add(small("Row"));
            ui.end_row();
            // What is wrong with other rows is said below.
            for (day, numbers, reported) in reference::preview(table, choice, SHOWN) {
                ui.label(day.to_string());
                for number in numbers {
                    ui.label(number.map_or_else(|| "–".to_owned(), people));
                }
                ui.add(small(if reported { "reported" } else { "filled in or missing" }));
                ui.end_row();
            }
        });
    });
}

/// What is wrong with rows by the choice so far: the whole table is read once for each choice of columns.
fn checked<'a>(table: &Table, import: &'a mut ReferenceImport) -> &'a [Problem] {
    let key = bare(&import.choice);
    if import.checked.as_ref().is_none_or(|(known, _)| *known != key) {
        let problems = match reference::read(table, &key) {
            Ok((_, problems)) => problems,
            Err(_) => table.problems.clone(),
        };
        import.checked = Some((key, problems));
    }
    import.checked.as_ref().map_or(&[], |(_, problems)| problems)
}

/// A choice without the words that no row is read by.
fn bare(choice: &Choice) -> Choice {
    let mut bare = choice.clone();
    (bare.compiler, bare.source) = ("compiler".to_owned(), "source".to_owned());
    (bare.licence, bare.vintage, bare.retrieved) = (String::new(), String::new(), None);
    for series in &mut bare.series {
        (series.name, series.population) = ("series".to_owned(), String::new());
    }
    bare
}

fn problems_ui(ui: &mut Ui, problems: &[Problem]) {
    for problem in problems.iter().take(LISTED) {
        fields::notice(ui, &problem.reason);
    }
    if problems.len() > LISTED {
        parts::caption(ui, &format!("and {} more.", counted(problems.len() - LISTED, "row", "rows")));
    }
}
