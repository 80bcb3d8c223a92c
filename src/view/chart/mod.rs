//! The chart on screen: paints the picture, answers pointer and keys, lists what has no place on it.
//!
//! Panels in, what was pointed at out. Knows nothing of the dossier, and changes nothing but its own state.

mod beside;
mod card;
mod paint;
mod travel;
mod tray;

use std::sync::Arc;

use eframe::egui::{
    self, FontFamily, Id, Key, Rect, Response, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2,
};

use crate::chart::picture::Mark;
use crate::chart::{Detail, Frame, Palette, Panels, Picture, TimeWindow, picture};
use crate::model::{Day, ItemId};

pub use beside::Beside;
pub use tray::{Dated, Tray};

/// How the chart looks here.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLook {
    /// Its colours.
    pub palette: Palette,
    /// Live below the reader, or full screen.
    pub detail: Detail,
    /// The face of its text.
    pub regular: FontFamily,
    /// The face of its titles.
    pub strong: FontFamily,
    /// The figure selected elsewhere, which stands out.
    pub selected: Option<ItemId>,
    /// The day that the note gives as the day of export; absent while on screen.
    pub exported: Option<Day>,
}

impl ChartLook {
    /// The look for a theme, in the interface's own face.
    pub fn new(dark: bool, detail: Detail) -> Self {
        Self {
            palette: if dark { Palette::DARK } else { Palette::LIGHT },
            detail,
            regular: FontFamily::Proportional,
            strong: FontFamily::Proportional,
            selected: None,
            exported: None,
        }
    }
}

/// What the chart remembers from frame to frame; may be dropped at any time.
#[derive(Clone, Debug, Default)]
pub struct ChartState {
    /// The stretch of time shown; everything where `None`.
    pub window: Option<TimeWindow>,
    /// The mark that the keyboard stands on.
    pub current: Option<ItemId>,
    /// Which list beside the chart is open.
    pub open: Option<Beside>,
    /// The tray of undated figures.
    pub tray: Tray,
    drawn: Option<(Arc<Panels>, Frame, Arc<Picture>)>,
}

/// What happened on the chart in this frame.
#[derive(Clone, Debug, Default)]
pub struct ChartResponse {
    /// The figure pointed at.
    pub hovered: Option<ItemId>,
    /// The figure to open: clicked, or Enter on its mark.
    pub clicked: Option<ItemId>,
    /// Undated figures in view whose proposed days are not known yet.
    pub wanted: Vec<ItemId>,
    /// The day that was chosen for an undated figure.
    pub dated: Option<Dated>,
    /// The picture as shown, to be exported as it is seen.
    pub picture: Option<Arc<Picture>>,
}

/// Draws the chart into the room that is left, with its lists below it.
pub fn ui(ui: &mut Ui, panels: &Arc<Panels>, look: &ChartLook, state: &mut ChartState) -> ChartResponse {
    let mut out = ChartResponse::default();
    let room = ui.available_size();
    let below = beside::height(panels, state, room.y);
    let size = vec2(room.x.max(60.0), (room.y - below).max(60.0));
    plot_ui(ui, panels, look, state, size, &mut out);
    beside::ui(ui, panels, state, &mut out);
    out
}

fn plot_ui(
    ui: &mut Ui,
    panels: &Arc<Panels>,
    look: &ChartLook,
    state: &mut ChartState,
    size: Vec2,
    out: &mut ChartResponse,
) {
    let picture = laid_out(panels, look, state, size);
    let overflows = picture.height > size.y + 0.5;
    ScrollArea::vertical().id_salt("chart").max_height(size.y).auto_shrink([false, false]).show(ui, |ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(size.x, picture.height), Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, true, format!("Chart: {}", picture.title))
        });
        if ui.is_rect_visible(rect) {
            paint::picture(ui, &picture, look, rect.min);
        }
        travel::window(ui, &response, panels, &picture, state, rect, overflows);
        travel::marks(ui, &response, &picture, state, out);
        marks_ui(ui, &response, &picture, out);
        stand_out(ui, panels, look, state, &picture, rect, &response, out);
        tray::drop_ui(ui, panels, state, &picture, rect, out);
    });
    out.picture = Some(picture);
}

/// The picture as it was, where nothing that it shows has changed.
fn laid_out(panels: &Arc<Panels>, look: &ChartLook, state: &mut ChartState, size: Vec2) -> Arc<Picture> {
    let frame = Frame {
        width: size.x.floor(),
        height: size.y.floor(),
        window: state.window.unwrap_or_else(|| TimeWindow::fit(panels)),
        palette: look.palette.clone(),
        detail: look.detail,
        exported: look.exported,
    };
    if let Some((was, drawn, picture)) = &state.drawn
        && Arc::ptr_eq(was, panels)
        && *drawn == frame
    {
        return Arc::clone(picture);
    }
    let fresh = Arc::new(picture(panels, &frame));
    state.drawn = Some((Arc::clone(panels), frame, Arc::clone(&fresh)));
    fresh
}

fn hit(mark: &Mark, rect: Rect) -> Rect {
    paint::rect(mark.hit, rect.min)
}

fn mark_id(chart: Id, mark: &Mark) -> Id {
    chart.with(mark.id)
}

/// Every mark in view answers the pointer and has a name in the accessible tree.
///
/// Marks take no focus of their own: the arrows travel among them once the chart has it.
fn marks_ui(ui: &Ui, chart: &Response, picture: &Picture, out: &mut ChartResponse) {
    let in_view = |mark: &&Mark| ui.is_rect_visible(hit(mark, chart.rect));
    for mark in picture.marks.iter().filter(in_view) {
        let response = ui.interact(hit(mark, chart.rect), mark_id(chart.id, mark), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &mark.name));
        if response.hovered() {
            out.hovered = Some(mark.id);
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        // The second click of a double click must not open the article again.
        if response.clicked() && !response.double_clicked() {
            out.clicked = Some(mark.id);
        }
    }
}

/// Rings the marks that are selected, pointed at or stood on, and shows the card of one of them.
#[expect(clippy::too_many_arguments, reason = "everything that can make a mark stand out")]
fn stand_out(
    ui: &Ui,
    panels: &Panels,
    look: &ChartLook,
    state: &ChartState,
    picture: &Picture,
    rect: Rect,
    chart: &Response,
    out: &ChartResponse,
) {
    let current = state.current.filter(|_| chart.has_focus());
    let accent = ui.visuals().selection.stroke.color;
    for mark in &picture.marks {
        let is_loud = Some(mark.id) == look.selected || Some(mark.id) == current;
        if is_loud || Some(mark.id) == out.hovered {
            paint::ring(ui, mark, rect.min, accent, is_loud);
        }
    }
    if chart.has_focus() {
        paint::focus(ui, rect, accent);
    }
    let shown = out.hovered.or(current);
    let mark = picture.marks.iter().find(|mark| Some(mark.id) == shown);
    if let Some((mark, report)) = mark.and_then(|mark| Some((mark, panels.report(mark.id)?))) {
        card::show(ui, report, &panels.references, hit(mark, rect), mark_id(chart.id, mark));
    }
}

/// Whether a key was pressed with no modifier.
fn pressed(ui: &Ui, keys: &[Key]) -> bool {
    ui.input(|input| keys.iter().any(|key| input.key_pressed(*key)))
}

#[cfg(test)]
mod tests;
