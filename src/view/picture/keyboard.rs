//! What keys do on a picture when it has the focus.

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Ui, Vec2, vec2};

use super::drawing::{moved, resized};
use super::sight::{Frame, Zoom};
use super::{Kept, ZOOM_STEP};
use crate::session::Session;

/// How far a key moves a rectangle, in points; with Alt it is one pixel of the picture.
const STEP: f32 = 8.0;

/// How far a key moves the picture, in points.
const PAN: f32 = 60.0;

/// Carries out the keys pressed since the last frame; says whether one asked to keep the rectangle.
pub(super) fn handle(ui: &Ui, id: Id, session: &mut Session, kept: &mut Kept, frame: &Frame) -> bool {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return false;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let mut pressed = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if is_ours(*key, *modifiers) => {
                pressed.push((*key, *modifiers));
                false
            }
            _ => true,
        });
    });
    let mut entered = false;
    for (key, modifiers) in pressed {
        entered |= key == Key::Enter && session.now.outline.is_some();
        carry_out(key, modifiers, session, kept, frame);
    }
    entered
}

fn is_ours(key: Key, modifiers: Modifiers) -> bool {
    if modifiers.command || modifiers.ctrl {
        return false;
    }
    match key {
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown => true,
        Key::Plus | Key::Equals => !modifiers.alt,
        Key::Minus | Key::Num0 | Key::W | Key::O | Key::PageUp | Key::PageDown | Key::Enter | Key::Space => {
            modifiers.is_none()
        }
        _ => false,
    }
}

fn carry_out(key: Key, modifiers: Modifiers, session: &mut Session, kept: &mut Kept, frame: &Frame) {
    let middle = kept.anchor(frame);
    match key {
        Key::Plus | Key::Equals => kept.sight.zoom_by(frame, ZOOM_STEP, middle),
        Key::Minus => kept.sight.zoom_by(frame, 1.0 / ZOOM_STEP, middle),
        Key::Num0 => kept.sight.fit(Zoom::Whole),
        Key::W => kept.sight.fit(Zoom::Width),
        Key::O => kept.sight.zoom_to(frame, 1.0 / frame.dense, middle),
        Key::PageUp => kept.sight.pan(frame, vec2(0.0, 0.9 * frame.view.height())),
        Key::PageDown => kept.sight.pan(frame, vec2(0.0, -0.9 * frame.view.height())),
        Key::Enter => kept.adjusting = !kept.adjusting && session.now.outline.is_some(),
        _ => arrow(direction(key), modifiers, session, kept, frame),
    }
}

fn direction(key: Key) -> Vec2 {
    match key {
        Key::ArrowLeft => vec2(-1.0, 0.0),
        Key::ArrowRight => vec2(1.0, 0.0),
        Key::ArrowUp => vec2(0.0, -1.0),
        Key::ArrowDown => vec2(0.0, 1.0),
        _ => Vec2::ZERO,
    }
}

/// Moves the rectangle while one is being adjusted, else the picture.
fn arrow(to: Vec2, modifiers: Modifiers, session: &mut Session, kept: &mut Kept, frame: &Frame) {
    let Some(outline) = session.now.outline.filter(|_| kept.adjusting) else {
        return kept.sight.pan(frame, to * -PAN);
    };
    let step = if modifiers.alt { 1.0 } else { (STEP / frame.scale).round().max(1.0) };
    let change = if modifiers.shift { resized } else { moved };
    let now = change(frame, outline, to * step);
    session.now.outline = Some(now);
    kept.sight.show(frame, now);
}
