//! What an article holds: its figures and passages in the order of the text, each one click away.

use eframe::egui::{
    Align2, FontId, Pos2, Rect, Response, Role, Sense, TextWrapMode, Ui, Vec2, WidgetInfo, WidgetText,
};

use crate::command::go;
use crate::dossier::Dossier;
use crate::model::shown::people;
use crate::model::{Figure, Item, ItemId, Passage};
use crate::session::Session;
use crate::view::fields::{self, heading};
use crate::view::style::{BODY, CAPTION, CORNER, Colours, ROW, STEP};

const DOT: f32 = 4.0;

/// A row of the list: words, what is said of them, and a value or a colour.
#[derive(Default)]
pub(super) struct Row {
    pub words: String,
    pub said: String,
    pub value: String,
    pub colour: Option<u8>,
    /// Whether it is what keys act on.
    pub current: bool,
    /// Whether it asks for nothing any more.
    pub quiet: bool,
}

/// Draws the lists, or what to do next where there is nothing yet.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, path: &str) {
    let placed = dossier.placed(path).iter().map(|placed| placed.item);
    let items = placed.chain(dossier.outlined(path).iter().map(|outlined| outlined.item));
    let rows: Vec<(ItemId, bool, Row)> = items.filter_map(|item| row(dossier, item)).collect();
    if rows.is_empty() {
        let article = dossier.corpus().at_path(path);
        return nothing_yet(ui, article.is_some_and(|article| article.picture.is_some()));
    }
    let mut clicked = None;
    for (of_figures, title) in [(true, "Figures"), (false, "Passages")] {
        let listed: Vec<_> = rows.iter().filter(|(_, figure, _)| *figure == of_figures).collect();
        if !listed.is_empty() {
            heading(ui, &format!("{title} · {}", listed.len()));
        }
        for (item, _, row) in listed {
            if draw(ui, row).clicked() {
                clicked = Some(*item);
            }
        }
    }
    if let Some(item) = clicked {
        go::show(dossier, session, item);
    }
}

fn nothing_yet(ui: &mut Ui, on_picture: bool) {
    heading(ui, "No figures or passages yet");
    let first = if on_picture { "Draw a rectangle on the picture" } else { "Select words in the text" };
    fields::caption(ui, &format!("{first}, then press F for a figure or 1–9 for a tag."));
}

fn row(dossier: &Dossier, item: ItemId) -> Option<(ItemId, bool, Row)> {
    match dossier.workspace().get(item)? {
        Item::Figure(figure) => Some((item, true, figure_row(figure))),
        Item::Passage(passage) => Some((item, false, passage_row(dossier, passage))),
        _ => None,
    }
}

fn figure_row(figure: &Figure) -> Row {
    let outcome = figure.outcome.map_or("outcome not set", |outcome| outcome.label());
    let source = figure.head_source().map(|link| format!(" · {}", link.name)).unwrap_or_default();
    Row {
        words: one_line(&figure.span.label()),
        said: format!("{outcome}{source}"),
        value: figure.value.map(people).unwrap_or_default(),
        ..Row::default()
    }
}

fn passage_row(dossier: &Dossier, passage: &Passage) -> Row {
    let words = one_line(&passage.span.label());
    match dossier.workspace().get(passage.tag) {
        Some(Item::Tag(tag)) => {
            Row { words, said: tag.name.clone(), colour: Some(tag.colour), ..Row::default() }
        }
        _ => Row { words, said: "tag removed".into(), ..Row::default() },
    }
}

pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Draws one row over the whole width: it stands out when pointed at or focused.
pub(super) fn draw(ui: &mut Ui, row: &Row) -> Response {
    let size = Vec2::new(ui.available_width(), ROW + 3.0 * STEP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = [&row.words, &row.said, &row.value].map(String::as_str).join(", ");
    let name = name.trim_end_matches(", ").to_owned();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name);
        info.selected = row.current.then_some(true);
        info
    });
    fields::follow_focus(&response, false);
    if ui.is_rect_visible(rect) {
        paint(ui, rect, &response, row);
    }
    response.on_hover_text(name)
}

fn paint(ui: &Ui, rect: Rect, response: &Response, row: &Row) {
    let c = Colours::of(ui);
    let ink = if row.quiet { c.weak } else { c.ink };
    let back = rect.expand2(Vec2::new(2.0 * STEP, 0.0));
    if row.current {
        ui.painter().rect_filled(back, CORNER, c.chosen);
    } else if response.hovered() {
        ui.painter().rect_filled(back, CORNER, c.hover);
    }
    if response.has_focus() {
        let stroke = (1.0, c.accent);
        ui.painter().rect_stroke(back, CORNER, stroke, eframe::egui::StrokeKind::Inside);
    }
    let left = if let Some(colour) = row.colour {
        ui.painter().circle_filled(Pos2::new(rect.left() + DOT, rect.top() + 13.0), DOT, c.data(colour));
        rect.left() + 4.0 * STEP
    } else {
        rect.left()
    };
    let value = ui.painter().text(
        Pos2::new(rect.right(), rect.top() + 5.0),
        Align2::RIGHT_TOP,
        &row.value,
        FontId::proportional(BODY),
        ink,
    );
    let room = value.left() - 2.0 * STEP - left;
    line(ui, Pos2::new(left, rect.top() + 5.0), room, &row.words, BODY, ink);
    line(ui, Pos2::new(left, rect.top() + 22.0), rect.right() - left, &row.said, CAPTION, c.weak);
}

/// One line of text, cut with an ellipsis where it does not fit.
fn line(ui: &Ui, at: Pos2, width: f32, text: &str, size: f32, colour: eframe::egui::Color32) {
    let text = WidgetText::from(text);
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), width, FontId::proportional(size));
    ui.painter().galley_with_override_text_color(at, galley, colour);
}
