//! The columns of a table: which holds what, and how its first rows are read by that.

use eframe::egui::{Button, ComboBox, Label, RichText, ScrollArea, TextWrapMode, Ui};

use super::{room, titled};
use crate::command::Action;
use crate::corpus::import::Imported;
use crate::corpus::{Columns, Role, Sample};
use crate::dossier::Dossier;
use crate::session::{ColumnChoice, Session};
use crate::view::style::{Colours, PAD, STEP};
use crate::view::{fields, parts};

/// How much of a text shows what it is, in characters.
const SHOWN: usize = 80;

/// What each column is for: its caption and what it is.
fn words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Text => ("Text", "The words of the article."),
        Role::Title => ("Title", "The title, which also stands above the text."),
        Role::Date => ("Published", "The day it was published. One such as 03/02/2024 stays open."),
        Role::Publisher => ("Publisher", "Who published it."),
        Role::Address => ("Address", "Where it was published on the web."),
        Role::Id => {
            ("Identifier", "What tells it from the other articles of the table, if no two rows share it.")
        }
        Role::Byline => ("Byline", "The author’s line."),
    }
}

/// Draws the choice of columns; it becomes one entry with its button.
pub(super) fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, file: &str, actions: &mut Vec<Action>) {
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut shown = session.now.columns.take().filter(|shown| shown.file == file);
    titled(ui, &format!("Columns of {name}"), 620.0, session, |ui, session| {
        parts::caption(ui, "A row of this table is an article. Say which column holds what.");
        ui.add_space(STEP);
        match &mut shown {
            None => {
                parts::caption(ui, "Reading the first rows…");
            }
            Some(ColumnChoice { sample: Err(why), .. }) => {
                fields::notice(ui, why);
            }
            Some(ColumnChoice { sample: Ok(sample), chosen, .. }) => {
                if choose_ui(ui, dossier, sample, chosen) {
                    let is_guess = *chosen == sample.guess;
                    let edit = dossier.choose_columns(file, Some(&*chosen).filter(|_| !is_guess));
                    actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
                    session.now.overlay = None;
                }
            }
        }
    });
    session.now.columns = shown;
}

/// The choice and the rows read by it; says whether it is made.
fn choose_ui(ui: &mut Ui, dossier: &Dossier, sample: &Sample, chosen: &mut Columns) -> bool {
    ScrollArea::vertical().max_height(room(ui) - 60.0).show(ui, |ui| {
        for role in Role::ALL {
            role_ui(ui, sample, chosen, role);
        }
        rows_ui(ui, sample, chosen);
    });
    ui.add_space(PAD);
    ui.horizontal(|ui| {
        let ready = dossier.read_only().is_none() && chosen.get(Role::Text).is_some();
        let made = ui.add_enabled(ready, Button::new("Read the table so")).clicked();
        let is_guess = *chosen == sample.guess;
        if ui.add_enabled(!is_guess, Button::new("As the names suggest")).clicked() {
            chosen.clone_from(&sample.guess);
        }
        made
    })
    .inner
}

fn role_ui(ui: &mut Ui, sample: &Sample, chosen: &mut Columns, role: Role) {
    let (caption, about) = words(role);
    fields::row(ui, caption, about, |ui| {
        let current = chosen.get(role).map(str::to_owned);
        let weak = Colours::of(ui).weak;
        let none = || RichText::new("none").color(weak);
        let text = current.clone().map_or_else(none, RichText::new);
        let combo = ComboBox::from_id_salt(caption).width(ui.available_width()).height(340.0);
        let shown = combo.wrap_mode(TextWrapMode::Truncate).selected_text(text).show_ui(ui, |ui| {
            if role != Role::Text && ui.selectable_label(current.is_none(), none()).clicked() {
                chosen.set(role, None);
            }
            for name in &sample.columns {
                if ui.selectable_label(current.as_ref() == Some(name), name).clicked() {
                    chosen.set(role, Some(name.clone()));
                }
            }
        });
        shown.response.accessible_name(format!("Column of: {caption}")).on_hover_text(about);
    });
}

/// The first rows as they would be read.
fn rows_ui(ui: &mut Ui, sample: &Sample, chosen: &Columns) {
    fields::heading(ui, "The first rows, read so");
    for (row, read) in sample.rows.iter().zip(sample.read_by(chosen)) {
        match read {
            None => {
                fields::notice(ui, "This row would hold no text.");
            }
            Some(imported) => row_ui(ui, &imported, row.of_role(chosen, Role::Date)),
        }
        ui.add_space(STEP);
    }
}

/// One row: title, day and publisher, and the beginning of its text; `day` is what its cell holds.
fn row_ui(ui: &mut Ui, imported: &Imported, day: &str) {
    let stated = &imported.stated;
    let day = match (stated.published.is_open(), day.trim()) {
        (false, _) => stated.published.to_string(),
        (true, "") => "no date".to_owned(),
        // Why a day stays open can only be seen in what is written there.
        (true, cell) => format!("no day from “{}”", cell.chars().take(30).collect::<String>()),
    };
    let parts = [stated.title.as_deref(), Some(&day), stated.publisher.as_deref()];
    let head = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let words = imported.text.strip_prefix(stated.title.as_deref().unwrap_or_default());
    let mut text = words.unwrap_or(&imported.text).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    ui.add(Label::new(RichText::new(head).color(Colours::of(ui).ink)).truncate());
    parts::caption(ui, &text);
}
