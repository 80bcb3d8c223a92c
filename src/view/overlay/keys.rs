//! The key map: every command with its keys, by menu.

use eframe::egui::{Grid, ScrollArea, Ui};

use super::{room, titled};
use crate::command::{Command, Menu, tagging};
use crate::dossier::Dossier;
use crate::session::Session;
use crate::view::parts;
use crate::view::style::{PAD, STEP};

/// Draws the key map.
pub(super) fn ui(ui: &Ui, dossier: Option<&Dossier>, session: &mut Session) {
    titled(ui, "Keys", 780.0, session, |ui, _| {
        ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]).show(ui, |ui| {
            ui.columns(2, |columns| {
                let (left, right) = Menu::ALL.split_at(3);
                left.iter().for_each(|menu| menu_ui(&mut columns[0], *menu));
                right.iter().for_each(|menu| menu_ui(&mut columns[1], *menu));
                if let Some(dossier) = dossier {
                    tags_ui(&mut columns[1], dossier);
                }
                reader_ui(&mut columns[1]);
                compare_ui(&mut columns[1]);
                picture_ui(&mut columns[0]);
            });
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu) {
    let with_keys: Vec<_> = Command::ALL
        .iter()
        .map(|command| command.info())
        .filter(|info| info.menu == menu && !info.keys.is_empty())
        .collect();
    if with_keys.is_empty() {
        return;
    }
    let lines = with_keys.iter().map(|info| {
        let keys: Vec<String> = info.keys.iter().map(|key| key.shown()).collect();
        (keys.join(" or "), info.name.to_owned(), info.hint)
    });
    table_ui(ui, menu.name(), lines);
}

fn tags_ui(ui: &mut Ui, dossier: &Dossier) {
    let tags =
        tagging::tags_in_order(dossier).into_iter().filter_map(|(_, tag)| Some((tag.key?, tag.name.clone())));
    let mut tags: Vec<_> = tags.collect();
    tags.sort();
    table_ui(ui, "Tags", tags.into_iter().map(|(key, name)| (key.to_string(), name, "Tag the selection.")));
}

fn reader_ui(ui: &mut Ui) {
    let keys = [
        ("Arrows", "Move through the text", "With Ctrl by words."),
        ("Shift+Arrows", "Select", "Extend the selection; with Ctrl by words."),
        ("Home, End", "Ends of the line", "With Ctrl, ends of the article."),
        ("Ctrl+A", "Select all", "Select the whole article."),
        ("Ctrl+C", "Copy", "Copy the selected words."),
        ("Double click", "Select a word", "A triple click selects the paragraph."),
    ];
    table_ui(ui, "In the text", keys.map(|(keys, name, hint)| (keys.to_owned(), name.to_owned(), hint)));
}

fn compare_ui(ui: &mut Ui) {
    let keys = [
        ("N or P", "Next or previous difference", "Go from difference to difference."),
        ("Enter", "Open the text", "Open the first text at the difference gone to."),
    ];
    table_ui(ui, "In a comparison", keys.map(|(keys, name, hint)| (keys.to_owned(), name.to_owned(), hint)));
}

fn picture_ui(ui: &mut Ui) {
    let keys = [
        ("Arrows", "Move the rectangle", "With Alt by one pixel; without a rectangle they move the picture."),
        ("Shift+Arrows", "Resize the rectangle", "With Alt by one pixel."),
        ("Enter", "Adjust, or end adjusting", "Also puts an annotation on the rectangle drawn for it."),
        ("+, −", "Draw it larger, smaller", "Ctrl and the wheel do it too."),
        ("0, W, O", "Whole, as wide as the page, 100%", "How large the picture is drawn."),
        ("Space+Drag", "Move the picture", "The middle button and the wheel do it too."),
    ];
    table_ui(ui, "On a picture", keys.map(|(keys, name, hint)| (keys.to_owned(), name.to_owned(), hint)));
}

fn table_ui(ui: &mut Ui, title: &str, lines: impl IntoIterator<Item = (String, String, &'static str)>) {
    parts::heading(ui, title);
    Grid::new(("keys", title)).num_columns(2).min_col_width(120.0).spacing([PAD, STEP]).show(ui, |ui| {
        for (keys, name, hint) in lines {
            parts::caption(ui, &keys);
            ui.label(name).on_hover_text(hint);
            ui.end_row();
        }
    });
    ui.add_space(PAD);
}
