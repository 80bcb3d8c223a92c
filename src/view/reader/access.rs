//! Owns what a screen reader is told: the article as a document, its visible paragraphs, the selection.

use eframe::egui::accesskit::Role;
use eframe::egui::{Response, Sense, Ui, UiBuilder, WidgetInfo};

use super::{ReaderState, Shown};

/// Longest part of a selection that is read out, in bytes.
const SPOKEN: usize = 400;

/// Describes the reader itself, and each paragraph on the screen below it.
pub(super) fn describe(ui: &mut Ui, response: &Response, shown: &[Shown], state: &ReaderState) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article text"));
    if ui.ctx().accesskit_node_builder(response.id, |_| ()).is_none() {
        return;
    }
    let selected = state.selection().map(|range| spoken(&state.text[range]));
    ui.ctx().accesskit_node_builder(response.id, |node| match &selected {
        Some(words) => node.set_description(format!("Selected: {words}")),
        None => node.set_description("Nothing is selected"),
    });
    let builder = UiBuilder::new().max_rect(response.rect).accessibility_parent(response.id);
    let child = ui.new_child(builder);
    for piece in shown.iter().filter(|piece| !piece.body.is_empty()) {
        let id = response.id.with(("paragraph", piece.index));
        child.interact(piece.rect().intersect(response.rect), id, Sense::hover());
        let words = state.text[piece.body.clone()].to_owned();
        ui.ctx().accesskit_node_builder(id, |node| {
            let rect = piece.rect();
            node.set_role(Role::Paragraph);
            node.set_value(words);
            node.set_bounds(eframe::egui::accesskit::Rect {
                x0: rect.min.x.into(),
                y0: rect.min.y.into(),
                x1: rect.max.x.into(),
                y1: rect.max.y.into(),
            });
        });
    }
}

fn spoken(words: &str) -> String {
    let end = words.floor_char_boundary(SPOKEN);
    if end < words.len() { format!("{}…", &words[..end]) } else { words.to_owned() }
}
