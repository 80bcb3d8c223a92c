//! Painting a picture, what is annotated on it, and the rectangle being drawn.

use eframe::egui::{Painter, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::Mark;
use super::drawing::handles;
use super::load::Tiles;
use super::sight::Frame;
use crate::model::{ItemId, Rectangle};
use crate::view::style::Colours;

/// How far apart the outlines of marks on one rectangle are, in points.
const APART: f32 = 3.5;

/// Half the side of a handle, in points.
const HANDLE: f32 = 3.5;

/// Pictures are mostly printed on white, in a dark window too, and their marks must stand out there.
pub(super) fn colours() -> &'static Colours {
    Colours::theme(false)
}

/// Paints the picture; the clear parts of one show white, which is what they were drawn for.
pub(super) fn picture(ui: &Ui, painter: &Painter, frame: &Frame, tiles: &mut Tiles) {
    let white = colours().paper;
    let whole = frame.whole();
    painter.rect_filled(whole.intersect(frame.view), 0.0, white);
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    for (at, texture) in tiles.shown(ui, whole, frame.view) {
        painter.image(texture.id(), at, all, white);
    }
    let line = Stroke::new(1.0, Colours::of(ui).line);
    painter.rect_stroke(whole, 0.0, line, StrokeKind::Outside);
}

/// Paints the outlines of passages and figures; the selected one is heavier.
pub(super) fn marks(painter: &Painter, frame: &Frame, marks: &[Mark], selected: Option<ItemId>) {
    for (place, mark) in marks.iter().enumerate() {
        let same = marks[..place].iter().filter(|other| other.rectangle == mark.rectangle).count();
        let rect = frame.on_screen(mark.rectangle).expand(APART * same as f32);
        let chosen = selected == Some(mark.item);
        if chosen || !mark.is_figure {
            painter.rect_filled(rect, 2.0, mark.colour.gamma_multiply(if chosen { 0.18 } else { 0.10 }));
        }
        haloed(painter, rect, Stroke::new(if chosen { 3.0 } else { 1.75 }, mark.colour));
    }
}

/// Paints the rectangle being drawn, with its handles.
pub(super) fn outline(painter: &Painter, frame: &Frame, outline: Rectangle) {
    let c = colours();
    let rect = frame.on_screen(outline);
    painter.rect_filled(rect, 0.0, c.accent.gamma_multiply(0.14));
    haloed(painter, rect, Stroke::new(1.5, c.accent));
    let roomy = |size: Vec2| size.x > 6.0 * HANDLE && size.y > 6.0 * HANDLE;
    for (at, x, y) in handles(rect) {
        // A small rectangle has handles at its corners only, or they would hide it.
        if roomy(rect.size()) || (x != 0 && y != 0) {
            let handle = Rect::from_center_size(at, Vec2::splat(2.0 * HANDLE));
            painter.rect(handle, 1.0, c.paper, Stroke::new(1.25, c.accent), StrokeKind::Middle);
        }
    }
}

/// An outline that stands out on light and dark grounds.
fn haloed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let halo = Stroke::new(stroke.width + 2.0, colours().paper.gamma_multiply(0.75));
    painter.rect_stroke(rect, 2.0, halo, StrokeKind::Middle);
    painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Middle);
}

/// A ring around the view: where keys go is always in sight.
pub(super) fn focus(ui: &Ui, painter: &Painter, view: Rect) {
    let ring = Stroke::new(1.0, Colours::of(ui).accent);
    painter.rect_stroke(view.shrink2(vec2(0.5, 0.5)), 2.0, ring, StrokeKind::Inside);
}
