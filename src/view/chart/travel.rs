//! Moving about: zoom and pan in time, and travel from mark to mark by keyboard.

use eframe::egui::{EventFilter, Key, Rect, Response, Ui, Vec2};

use crate::chart::picture::Area;
use crate::chart::{Panels, Picture, TimeWindow};

use super::{ChartResponse, ChartState, has_keyboard, hit, paint, pressed};

const STEP: f64 = 1.4;

/// Zooms (Ctrl+wheel, pinch, `+`, `-`), pans (drag, wheel) and fits (`0`, double click).
pub(super) fn window(
    ui: &Ui,
    response: &Response,
    panels: &Panels,
    picture: &Picture,
    state: &mut ChartState,
    rect: Rect,
    overflows: bool,
) {
    let fit = TimeWindow::fit(panels);
    let now = state.window.unwrap_or(fit);
    let Some(plot) = plot_at(response, picture, rect) else { return };
    let days_per_pixel = now.days() / f64::from(plot.width().max(1.0));
    let mut next = now;
    if response.dragged() {
        next = next.moved(-f64::from(response.drag_delta().x) * days_per_pixel);
    }
    if response.contains_pointer() {
        next = wheel(ui, next, plot, days_per_pixel, overflows);
    }
    let listens =
        has_keyboard(ui, response) || (response.contains_pointer() && ui.memory(|m| m.focused().is_none()));
    if listens {
        next = keys(ui, next);
    }
    if next != now {
        next = next.near(TimeWindow::reach(panels)); // Not so far that nothing is to be found there.
    }
    let fits = response.double_clicked() || (listens && pressed(ui, &[Key::Num0]));
    if fits {
        state.window = None;
    } else if next != now {
        state.window = Some(next);
    }
    if fits || next != now {
        ui.ctx().request_repaint();
    }
}

/// The plot under the pointer, else the first: all share one stretch of time.
fn plot_at(response: &Response, picture: &Picture, rect: Rect) -> Option<Rect> {
    let placed = |area: &Area| paint::rect(*area, rect.min);
    let pointer = response.hover_pos().or(response.interact_pointer_pos());
    let under = picture.plots.iter().map(placed).find(|plot| pointer.is_some_and(|at| plot.contains(at)));
    under.or_else(|| picture.plots.first().map(placed))
}

fn wheel(ui: &Ui, window: TimeWindow, plot: Rect, days_per_pixel: f64, overflows: bool) -> TimeWindow {
    let zoom = f64::from(ui.input(eframe::egui::InputState::zoom_delta));
    if (zoom - 1.0).abs() > 1e-4 {
        let x = ui.input(|input| input.pointer.hover_pos()).map_or(plot.center().x, |at| at.x);
        let day = window.start + f64::from(x - plot.left()) * days_per_pixel;
        return window.zoomed(zoom, day);
    }
    let turned = ui.input(eframe::egui::InputState::smooth_scroll_delta);
    // Where the panels need more height than there is, the upright wheel scrolls them.
    let along = if overflows { turned.x } else { turned.x + turned.y };
    if along == 0.0 {
        return window;
    }
    ui.input_mut(|input| input.smooth_scroll_delta = Vec2::new(0.0, if overflows { turned.y } else { 0.0 }));
    window.moved(-f64::from(along) * days_per_pixel)
}

fn keys(ui: &Ui, window: TimeWindow) -> TimeWindow {
    let middle = (window.start + window.end) / 2.0;
    if pressed(ui, &[Key::Plus, Key::Equals]) {
        window.zoomed(STEP, middle)
    } else if pressed(ui, &[Key::Minus]) {
        window.zoomed(1.0 / STEP, middle)
    } else {
        window
    }
}

/// Left and Right go from mark to mark, Home and End to the first and last, Enter opens.
pub(super) fn marks(
    ui: &Ui,
    response: &Response,
    picture: &Picture,
    state: &mut ChartState,
    out: &mut ChartResponse,
) {
    if response.clicked() {
        response.request_focus();
    }
    if !has_keyboard(ui, response) || picture.marks.is_empty() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let last = picture.marks.len() - 1;
    let at = picture.marks.iter().position(|mark| Some(mark.id) == state.current);
    let next = if pressed(ui, &[Key::ArrowRight]) {
        Some(at.map_or(0, |at| (at + 1).min(last)))
    } else if pressed(ui, &[Key::ArrowLeft]) {
        Some(at.map_or(last, |at| at.saturating_sub(1)))
    } else if pressed(ui, &[Key::Home]) {
        Some(0)
    } else {
        pressed(ui, &[Key::End]).then_some(last)
    };
    if let Some(mark) = next.and_then(|next| picture.marks.get(next)) {
        state.current = Some(mark.id);
        ui.scroll_to_rect(hit(mark, response.rect).expand(40.0), None);
    }
    if pressed(ui, &[Key::Enter]) {
        out.clicked = state.current.filter(|current| picture.marks.iter().any(|mark| mark.id == *current));
    }
}
