//! Owns selecting with the pointer: presses, drags, double and triple clicks. Knows no marks.

use std::ops::Range;

use eframe::egui::{CursorIcon, PointerButton, Pos2, Response, Ui, vec2};

use super::selection::{self, Grain, Selection};
use super::{Pending, ReaderState, Shown};

/// Two presses within this time and distance are a double press.
const AGAIN_SECS: f64 = 0.35;
const AGAIN_POINTS: f32 = 6.0;

/// What the pointer has done so far.
#[derive(Default)]
pub(super) struct Press {
    /// When and where it was last pressed.
    last: Option<(f64, Pos2)>,
    grain: Grain,
    /// What the first press of this drag selected.
    first: Option<Range<usize>>,
    /// Whether it was let go in this frame.
    pub finished: bool,
}

/// Follows the pointer over the reader.
pub(super) fn handle(ui: &Ui, response: &Response, shown: &[Shown], state: &mut ReaderState) {
    if response.hovered() {
        let on_text = response.hover_pos().is_some_and(|pos| is_beside_text(shown, pos));
        ui.set_cursor_icon(if on_text { CursorIcon::Text } else { CursorIcon::Default });
    }
    let (pressed, down) = ui.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_down()));
    let pos = response.interact_pointer_pos();
    state.press.finished = state.press.first.is_some() && !down;
    if !down {
        state.press.first = None;
    }
    let Some(pos) = pos.filter(|_| response.is_pointer_button_down_on() && down) else { return };
    if pressed {
        begin(ui, response, shown, pos, state);
    } else if response.dragged_by(PointerButton::Primary) {
        extend(ui, response, shown, pos, state);
    }
}

fn begin(ui: &Ui, response: &Response, shown: &[Shown], pos: Pos2, state: &mut ReaderState) {
    response.request_focus();
    let Some(byte) = nearest_byte(shown, pos) else { return };
    let (now, shift) = ui.input(|input| (input.time, input.modifiers.shift));
    let again = state
        .press
        .last
        .is_some_and(|(then, place)| now - then < AGAIN_SECS && place.distance(pos) < AGAIN_POINTS);
    state.wanted_x = None;
    state.press.last = Some((now, pos));
    state.press.grain = match (again, state.press.grain) {
        (false, _) | (true, Grain::Line) => Grain::Grapheme,
        (true, Grain::Grapheme) => Grain::Word,
        (true, Grain::Word) => Grain::Line,
    };
    if shift && let Some(selection) = &mut state.selection {
        selection.focus = byte;
        state.press.first = Some(selection.anchor..selection.anchor);
        return;
    }
    let byte =
        if state.press.grain == Grain::Grapheme { byte } else { byte_under(shown, pos).unwrap_or(byte) };
    let first = selection::grained(&state.text, &state.paragraphs, byte, state.press.grain);
    state.selection = Some(Selection { anchor: first.start, focus: first.end });
    state.press.first = Some(first);
}

fn extend(ui: &Ui, response: &Response, shown: &[Shown], pos: Pos2, state: &mut ReaderState) {
    let Some(first) = state.press.first.clone() else { return };
    scroll_along(ui, response, pos, state);
    let Some(byte) = nearest_byte(shown, pos) else { return };
    let now = selection::grained(&state.text, &state.paragraphs, byte, state.press.grain);
    state.selection = Some(selection::extended(&first, &now));
}

/// Scrolls while the pointer is dragged above or below the reader, faster the farther it is.
fn scroll_along(ui: &Ui, response: &Response, pos: Pos2, state: &mut ReaderState) {
    let area = response.rect;
    let above = (area.top() + 12.0 - pos.y).max(0.0);
    let below = (pos.y - area.bottom() + 12.0).max(0.0);
    let speed = (below - above).clamp(-100.0, 100.0) * 12.0;
    if speed != 0.0 {
        let seconds = ui.input(|input| input.stable_dt.min(0.1));
        state.pending = Some(Pending::Offset(state.offset + speed * seconds));
        ui.ctx().request_repaint();
    }
}

/// The byte nearest to `pos`: of the paragraph at its height, else of the nearest.
pub(super) fn nearest_byte(shown: &[Shown], pos: Pos2) -> Option<usize> {
    let after = shown.partition_point(|piece| piece.top <= pos.y);
    let piece = shown.get(after.saturating_sub(1))?;
    Some(piece.body.start + piece.block.nearest(pos - vec2(piece.left, piece.top).to_pos2()))
}

/// The first byte of the grapheme under `pos`.
pub(super) fn byte_under(shown: &[Shown], pos: Pos2) -> Option<usize> {
    let piece = shown.iter().find(|piece| piece.rect().contains(pos))?;
    let local = piece.block.under(pos - vec2(piece.left, piece.top).to_pos2())?;
    Some(piece.body.start + local)
}

fn is_beside_text(shown: &[Shown], pos: Pos2) -> bool {
    shown.first().is_some_and(|piece| (piece.left - 8.0..piece.left + piece.width + 8.0).contains(&pos.x))
}
