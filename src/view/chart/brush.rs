//! Marks gathered as evidence: with Shift and a drag over the chart, or with Space on the mark that the keyboard stands on.

use eframe::egui::{Key, Pos2, Rect, Response, StrokeKind, Ui};

use crate::chart::Picture;
use crate::model::ItemId;

use super::{ChartState, has_keyboard, hit, pressed};

/// What the pointer is gathering, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Brush {
    from: Option<Pos2>,
}

/// Gathers the marks under a Shift-drag once it ends; says whether the drag is the brush's.
pub(super) fn pointer(ui: &Ui, response: &Response, picture: &Picture, state: &mut ChartState) -> bool {
    let shift = ui.input(|input| input.modifiers.shift);
    if response.drag_started() && shift {
        // Where it was pressed, not where it is once it counts as a drag.
        state.brush.from = ui.input(|input| input.pointer.press_origin());
    }
    let Some(from) = state.brush.from else { return false };
    let Some(to) = ui.input(|input| input.pointer.latest_pos()) else { return true };
    let area = Rect::from_two_pos(from, to).intersect(response.rect);
    if !response.drag_stopped() && ui.input(|input| input.pointer.any_down()) {
        let accent = ui.visuals().selection.stroke.color;
        ui.painter().rect_filled(area, 0.0, accent.gamma_multiply(0.12));
        ui.painter().rect_stroke(area, 0.0, (1.0, accent), StrokeKind::Inside);
        return true;
    }
    state.brush.from = None;
    let within = picture.marks.iter().filter(|mark| area.contains(hit(mark, response.rect).center()));
    state.gathered = in_order(within.map(|mark| mark.id));
    true
}

/// Space adds the current mark to the evidence, or takes it out.
pub(super) fn keys(ui: &Ui, response: &Response, state: &mut ChartState) {
    let Some(current) = state.current.filter(|_| has_keyboard(ui, response)) else { return };
    if !pressed(ui, &[Key::Space]) {
        return;
    }
    match state.gathered.iter().position(|id| *id == current) {
        Some(place) => {
            state.gathered.remove(place);
        }
        None => state.gathered.push(current),
    }
}

/// Each id once, in the order in which they came.
fn in_order(ids: impl Iterator<Item = ItemId>) -> Vec<ItemId> {
    let mut known = std::collections::BTreeSet::new();
    ids.filter(|id| known.insert(*id)).collect()
}
