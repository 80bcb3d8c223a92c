//! Small parts that several screens are made of: rows, captions, icon buttons, one-line text.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, FontId, Galley, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::line;
use super::style::{BODY, CAPTION, CORNER, Colours, ROW, STEP};
use crate::command::{Action, Command};
use crate::dossier::Dossier;
use crate::session::Session;

/// Text on one line, shortened with an ellipsis to fit a width in points.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    let mut job = LayoutJob::simple_singleline(line, font, colour);
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A row of a list: hover, focus and selection are drawn, the contents are the caller's.
pub fn row(ui: &mut Ui, height: f32, selected: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), name);
        info.selected = Some(selected);
        info
    });
    let colours = Colours::of(ui);
    let inside = rect.shrink2(vec2(STEP, 1.0));
    if selected {
        ui.painter().rect_filled(inside, CORNER, colours.chosen);
    } else if response.hovered() {
        ui.painter().rect_filled(inside, CORNER, colours.hover);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inside, CORNER, Stroke::new(1.5, colours.accent), StrokeKind::Inside);
    }
    response
}

/// Paints one line of text in any script at a place; says whether it had to be shortened.
pub fn paint_line(ui: &Ui, at: Pos2, text: &str, font: FontId, colour: Color32, width: f32) -> bool {
    if line::is_turned(text) {
        let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let look = line::Look { font, colour };
        let rect = Rect::from_min_size(at, vec2(width.max(0.0), height));
        return line::paint(ui, rect, text, &look, &(0..0), &look);
    }
    let galley = one_line(ui, text, font, colour, width);
    let elided = galley.elided;
    ui.painter().galley(at, galley, colour);
    elided
}

/// Paints the first of several forms of a line that fits, else the last, shortened.
pub fn paint_fitting(ui: &Ui, at: Pos2, forms: &[&str], font: &FontId, colour: Color32, width: f32) {
    let fits = |form: &&&str| one_line(ui, form, font.clone(), colour, f32::INFINITY).size().x <= width;
    if let Some(form) = forms.iter().find(fits).or(forms.last()) {
        paint_line(ui, at, form, font.clone(), colour, width);
    }
}

/// Paints text that ends at a place.
pub fn paint_right(ui: &Ui, right: Pos2, text: &str, size: f32, colour: Color32) -> Rect {
    ui.painter().text(right, Align2::RIGHT_CENTER, text, FontId::proportional(size), colour)
}

/// A text of at most so many characters, the last of them an ellipsis where it was longer.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// A heading of a panel.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    ui.label(eframe::egui::RichText::new(text).font(super::style::bold(BODY)))
}

/// Secondary text in the smallest size, wrapped.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let colour = Colours::of(ui).weak;
    ui.label(eframe::egui::RichText::new(text).size(CAPTION).color(colour))
}

/// Secondary text in the smallest size, shortened to one line; all of it is shown when it is pointed at.
pub fn caption_cut(ui: &mut Ui, text: &str) -> Response {
    let words = eframe::egui::RichText::new(text).size(CAPTION).color(Colours::of(ui).weak);
    ui.add(eframe::egui::Label::new(words).truncate())
}

/// A round dot of a data colour, such as a tag's.
pub fn dot(ui: &Ui, centre: Pos2, colour: Color32) {
    ui.painter().circle_filled(centre, 4.5, colour);
}

/// A sign drawn with lines, so that it looks the same with every font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A plus.
    Plus,
    /// A cross.
    Cross,
    /// A pencil's stroke.
    Pencil,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A triangle to the right: folded.
    Folded,
    /// A triangle downwards: unfolded.
    Unfolded,
    /// A triangle to the left: back.
    Back,
    /// Three dots: more.
    More,
}

/// A button with a sign; its words are its name and its tooltip.
pub fn sign_button(ui: &mut Ui, sign: Sign, words: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
    let colours = Colours::of(ui);
    if response.hovered() && ui.is_enabled() {
        ui.painter().rect_filled(rect, CORNER, colours.hover);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CORNER, Stroke::new(1.5, colours.accent), StrokeKind::Inside);
    }
    let ink = if !ui.is_enabled() {
        colours.line
    } else if response.hovered() {
        colours.ink
    } else {
        colours.weak
    };
    paint_sign(ui, sign, rect.center(), ink);
    response.on_hover_text(words)
}

fn paint_sign(ui: &Ui, sign: Sign, c: Pos2, ink: Color32) {
    let stroke = Stroke::new(1.4, ink);
    let line = |a: (f32, f32), b: (f32, f32)| {
        ui.painter().line_segment([pos2(c.x + a.0, c.y + a.1), pos2(c.x + b.0, c.y + b.1)], stroke);
    };
    match sign {
        Sign::Plus => {
            line((-4.5, 0.0), (4.5, 0.0));
            line((0.0, -4.5), (0.0, 4.5));
        }
        Sign::Cross => {
            line((-3.5, -3.5), (3.5, 3.5));
            line((-3.5, 3.5), (3.5, -3.5));
        }
        Sign::Pencil => {
            line((-4.0, 4.0), (4.0, -4.0));
            line((-4.5, 4.5), (-1.5, 4.0));
            line((2.0, -5.0), (5.0, -2.0));
        }
        Sign::Up => {
            line((0.0, 4.5), (0.0, -4.0));
            line((-3.5, -0.5), (0.0, -4.5));
            line((3.5, -0.5), (0.0, -4.5));
        }
        Sign::Down => {
            line((0.0, -4.5), (0.0, 4.0));
            line((-3.5, 0.5), (0.0, 4.5));
            line((3.5, 0.5), (0.0, 4.5));
        }
        Sign::Folded => {
            line((-1.5, -3.5), (2.0, 0.0));
            line((2.0, 0.0), (-1.5, 3.5));
        }
        Sign::Back => {
            line((1.5, -3.5), (-2.0, 0.0));
            line((-2.0, 0.0), (1.5, 3.5));
        }
        Sign::Unfolded => {
            line((-3.5, -1.5), (0.0, 2.0));
            line((0.0, 2.0), (3.5, -1.5));
        }
        Sign::More => {
            for x in [-4.0, 0.0, 4.0] {
                ui.painter().circle_filled(pos2(c.x + x, c.y), 1.3, ink);
            }
        }
    }
}

/// A command's tooltip: what it does, and its keys.
pub fn hint(command: Command) -> String {
    let info = command.info();
    match info.keys.first() {
        Some(key) => format!("{}  ({})", info.hint, key.shown()),
        None => info.hint.to_owned(),
    }
}

/// A button that runs a command; disabled where the command cannot run.
pub fn command_button(
    ui: &mut Ui,
    command: Command,
    words: &str,
    dossier: Option<&Dossier>,
    session: &Session,
    actions: &mut Vec<Action>,
) -> Response {
    let button = eframe::egui::Button::new(words);
    let response = ui.add_enabled(command.is_enabled(dossier, session), button).on_hover_text(hint(command));
    if response.clicked() {
        actions.push(Action::Run(command));
    }
    response
}

/// What a panel says when it has nothing to show: why, and what to do next.
pub fn empty(ui: &mut Ui, title: &str, next: &str) {
    ui.add_space(4.0 * STEP);
    ui.vertical_centered(|ui| {
        // Wider than the panel, it would push the panel open.
        ui.set_max_width(ui.available_width().min(320.0));
        ui.label(eframe::egui::RichText::new(title).font(super::style::bold(BODY)));
        ui.add_space(STEP);
        caption(ui, next);
    });
}

/// One secondary line in the middle of a panel, for what takes a moment.
pub fn caption_in_middle(ui: &mut Ui, text: &str) {
    ui.add_space(4.0 * STEP);
    ui.vertical_centered(|ui| caption(ui, text));
}

/// A line across a panel with a name on the left and buttons on the right.
pub fn title_bar(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        heading(ui, title);
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), right);
    });
}

/// The width of rows that are listed in a room of a height, in points.
///
/// Rows that scroll leave room for their bar, others do not: the columns of the heading have to meet them.
pub fn width_of_rows(ui: &Ui, rows: usize, room: f32) -> f32 {
    let scrolls = rows as f32 * ROW > room;
    let bar = if scrolls { ui.spacing().scroll.allocated_width() } else { 0.0 };
    ui.available_width() - bar
}

/// A text field of one line with a name for screen readers; safe for every script.
pub fn text_line(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Response {
    let response = super::field::single_ui(ui, text, hint, width);
    named(&response, name, text);
    response
}

/// A text field of several lines with a name for screen readers; safe for every script.
pub fn text_area(ui: &mut Ui, text: &mut String, name: &str, hint: &str, rows: usize) -> Response {
    let response = super::field::multi_ui(ui, text, hint, rows);
    named(&response, name, text);
    response
}

fn named(response: &Response, name: &str, text: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, text, text, "");
        info.label = Some(name.to_owned());
        info
    });
}

/// Gives the keyboard to a widget that a command asked for by name.
pub fn take_focus(session: &mut Session, name: &str, response: &Response) {
    if session.now.focus == Some(name) {
        session.now.focus = None;
        response.request_focus();
    }
}
