//! The chart on screen: paints the picture, answers pointer and keys, lists what has no place on it.
//!
//! Panels in, what was pointed at out. Knows nothing of the dossier, and changes nothing but its own state.

mod beside;
mod brush;
mod card;
mod evidence;
mod fold;
mod paint;
mod pick;
mod table;
mod travel;
mod tray;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    self, FontFamily, Id, Key, Rect, Response, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2,
};

use crate::chart::picture::Mark;
use crate::chart::{Detail, Frame, Grounds, Palette, Panels, Picture, TimeWindow, picture};
use crate::model::ItemId;
use crate::model::look::PanelKind;

pub use beside::Beside;
pub use table::ui as table_ui;
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
    /// The marks gathered as evidence.
    pub gathered: Vec<ItemId>,
    brush: brush::Brush,
    /// The tray of undated figures.
    pub tray: Tray,
    drawn: Option<(Arc<Panels>, Frame, Arc<Picture>)>,
    painted: paint::Painted,
    order: pick::Order,
}

/// What happened on the chart in this frame.
#[derive(Clone, Debug, Default)]
pub struct ChartResponse {
    /// The figure pointed at.
    pub hovered: Option<ItemId>,
    /// The figure to open: clicked, or Enter on its mark.
    pub clicked: Option<ItemId>,
    /// The panel to fold away, or to unfold.
    pub folded: Option<PanelKind>,
    /// Undated figures in view whose proposed days are not known yet.
    pub wanted: Vec<ItemId>,
    /// The day that was chosen for an undated figure.
    pub dated: Option<Dated>,
    /// The picture as shown, to be exported as it is seen.
    pub picture: Option<Arc<Picture>>,
}

/// Draws the chart into the room that is left, with its lists below it.
pub fn ui(
    ui: &mut Ui,
    panels: &Arc<Panels>,
    grounds: &Grounds,
    look: &ChartLook,
    state: &mut ChartState,
) -> ChartResponse {
    let mut out = ChartResponse::default();
    if !state.gathered.is_empty() && look.detail == Detail::Full {
        evidence_ui(ui, panels, grounds, state, &mut out);
    }
    let room = ui.available_size();
    let below = beside::height(panels, state, room.y);
    let size = vec2(room.x.max(60.0), (room.y - below).max(60.0));
    plot_ui(ui, panels, grounds, look, state, size, &mut out);
    beside::ui(ui, panels, grounds, state, &mut out);
    out
}

/// The evidence on the right; what is left is the chart's.
fn evidence_ui(
    ui: &mut Ui,
    panels: &Panels,
    grounds: &Grounds,
    state: &mut ChartState,
    out: &mut ChartResponse,
) {
    let width = evidence::WIDTH.min(ui.available_width() * 0.45);
    let panel = egui::Panel::right("evidence").exact_size(width).resizable(false);
    panel.show(ui, |ui| evidence::ui(ui, panels, grounds, state, out));
}

fn plot_ui(
    ui: &mut Ui,
    panels: &Arc<Panels>,
    grounds: &Grounds,
    look: &ChartLook,
    state: &mut ChartState,
    size: Vec2,
    out: &mut ChartResponse,
) {
    let picture = laid_out(panels, look, state, size);
    let overflows = picture.height > size.y + 0.5;
    ScrollArea::vertical().id_salt("chart").max_height(size.y).auto_shrink([false, false]).show(ui, |ui| {
        let (_, rect) = ui.allocate_space(vec2(size.x, picture.height));
        // An id of its own: it keeps the keyboard while lists open and close around it.
        let response =
            ui.interact(rect, Id::unique(("chart", look.detail == Detail::Full)), Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, true, format!("Chart: {}", picture.title))
        });
        if ui.is_rect_visible(rect) {
            state.painted.paint(ui, &picture, look, rect.min);
        }
        if !brush::pointer(ui, &response, &picture, state) {
            travel::window(ui, &response, panels, &picture, state, rect, overflows);
        }
        travel::marks(ui, &response, &picture, state, out);
        brush::keys(ui, &response, state);
        out.folded = fold::titles_ui(ui, &response, &picture).or(out.folded);
        fold::events_ui(ui, &response, &picture);
        let picked = pick::ui(ui, &response, &picture, &mut state.order, out);
        stand_out(ui, panels, grounds, look, state, &picture, picked.as_ref(), &response);
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
        exported: None,
        name: None,
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

/// A figure may have two marks: at its day, and in a row of its fact.
fn mark_id(chart: Id, mark: &Mark) -> Id {
    chart.with((mark.id, mark.at.x.to_bits(), mark.at.y.to_bits()))
}

/// Rings the marks that are selected, pointed at or stood on, and shows the card of one of them.
#[expect(clippy::too_many_arguments, reason = "everything that can make a mark stand out")]
fn stand_out(
    ui: &Ui,
    panels: &Panels,
    grounds: &Grounds,
    look: &ChartLook,
    state: &ChartState,
    picture: &Picture,
    picked: Option<&Mark>,
    chart: &Response,
) {
    let rect = chart.rect;
    let current = state.current.filter(|_| has_keyboard(ui, chart));
    let accent = ui.visuals().selection.stroke.color;
    let loud: BTreeSet<ItemId> = [look.selected, current].into_iter().flatten().collect();
    for mark in loud.iter().filter_map(|id| pick::mark_of(picture, *id)) {
        paint::ring(ui, &mark, rect.min, accent, true);
    }
    if let Some(mark) = picked.filter(|mark| !loud.contains(&mark.id)) {
        paint::ring(ui, mark, rect.min, accent, false);
    }
    if has_keyboard(ui, chart) {
        paint::focus(ui, rect, accent);
    }
    let stood_on = || current.and_then(|id| pick::mark_of(picture, id));
    let shown = picked.cloned().or_else(stood_on);
    if let Some(mark) = shown
        && let Some(report) = panels.report(mark.id)
    {
        card::show(ui, panels, report, grounds, hit(&mark, rect), mark_id(chart.id, &mark));
    }
}

/// Whether keys go to the chart, whether or not the window itself is in front.
fn has_keyboard(ui: &Ui, chart: &Response) -> bool {
    ui.memory(|memory| memory.has_focus(chart.id))
}

/// Whether a key was pressed with no modifier.
fn pressed(ui: &Ui, keys: &[Key]) -> bool {
    ui.input(|input| keys.iter().any(|key| input.key_pressed(*key)))
}

#[cfg(test)]
mod tests;
