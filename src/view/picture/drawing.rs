//! Drawing a rectangle with the pointer: a new one, its handles, moving it whole.

use eframe::egui::{CursorIcon, Pos2, Rect, Vec2, pos2, vec2};

use super::sight::Frame;
use crate::model::Rectangle;

/// How far from a handle the pointer takes hold of it, in points.
const REACH: f32 = 8.0;

/// A drag shorter than this, in points, is a click.
pub(super) const CLICK: f32 = 4.0;

/// What a drag does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grip {
    /// Draws a new rectangle from a place in the picture.
    New(Pos2),
    /// Moves a rectangle, from a place in the picture.
    Move(Pos2, Rectangle),
    /// Moves sides of a rectangle: -1 the left or upper one, 1 the other, 0 neither.
    Sides(i8, i8, Rectangle),
    /// Moves the picture.
    Pan,
}

/// The places of the eight handles of a rectangle, with the sides that each moves.
pub(super) fn handles(rect: Rect) -> impl Iterator<Item = (Pos2, i8, i8)> {
    let place = |side: i8, min: f32, max: f32| match side {
        -1 => min,
        0 => f32::midpoint(min, max),
        _ => max,
    };
    let sides = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y))).filter(|sides| *sides != (0, 0));
    sides.map(move |(x, y)| {
        (pos2(place(x, rect.left(), rect.right()), place(y, rect.top(), rect.bottom())), x, y)
    })
}

impl Grip {
    /// What a drag that begins at a place of the screen does.
    pub(super) fn at(frame: &Frame, outline: Option<Rectangle>, at: Pos2) -> Self {
        let new = Self::New(frame.pixel(at));
        let Some(outline) = outline else { return new };
        let rect = frame.on_screen(outline);
        let near = handles(rect).map(|(place, x, y)| (place.distance(at), x, y));
        match near.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((distance, x, y)) if distance <= REACH => Self::Sides(x, y, outline),
            _ if rect.contains(at) => Self::Move(frame.pixel(at), outline),
            _ => new,
        }
    }

    /// The rectangle once the pointer is at a place of the screen; `None` where the picture is moved.
    pub(super) fn to(self, frame: &Frame, at: Pos2) -> Option<Rectangle> {
        let at = frame.pixel(at);
        match self {
            Self::New(from) => Some(frame.between(from, at)),
            Self::Move(from, was) => Some(moved(frame, was, at - from)),
            Self::Sides(x, y, was) => Some(with_sides(frame, was, (x, y), at)),
            Self::Pan => None,
        }
    }

    /// What the pointer looks like over it.
    pub(super) fn cursor(self) -> CursorIcon {
        match self {
            Self::New(_) => CursorIcon::Crosshair,
            Self::Move(..) => CursorIcon::Move,
            Self::Sides(0, ..) => CursorIcon::ResizeVertical,
            Self::Sides(_, 0, _) => CursorIcon::ResizeHorizontal,
            Self::Sides(x, y, _) if x == y => CursorIcon::ResizeNwSe,
            Self::Sides(..) => CursorIcon::ResizeNeSw,
            Self::Pan => CursorIcon::Grabbing,
        }
    }
}

/// A rectangle moved by so many pixels, as far as the picture goes.
pub(super) fn moved(frame: &Frame, was: Rectangle, by: Vec2) -> Rectangle {
    let shift = |start: u32, length: u32, by: f32, end: f32| {
        let last = (end - length as f32).max(0.0);
        (start as f32 + by).round().clamp(0.0, last) as u32
    };
    Rectangle {
        x: shift(was.x, was.width, by.x, frame.size.x),
        y: shift(was.y, was.height, by.y, frame.size.y),
        ..was
    }
}

/// A rectangle whose right and lower sides are moved by so many pixels.
pub(super) fn resized(frame: &Frame, was: Rectangle, by: Vec2) -> Rectangle {
    let end = pos2((was.x + was.width) as f32, (was.y + was.height) as f32) + by;
    let start = pos2(was.x as f32, was.y as f32);
    frame.between(start, end.max(start + vec2(1.0, 1.0)))
}

fn with_sides(frame: &Frame, was: Rectangle, (x, y): (i8, i8), at: Pos2) -> Rectangle {
    let side = |which: i8, start: u32, length: u32, at: f32| {
        let (start, end) = (start as f32, (start + length) as f32);
        match which {
            -1 => (at, end),
            0 => (start, end),
            _ => (start, at),
        }
    };
    let (left, right) = side(x, was.x, was.width, at.x);
    let (top, bottom) = side(y, was.y, was.height, at.y);
    frame.between(pos2(left, top), pos2(right, bottom))
}

#[cfg(test)]
mod tests {
    use super::super::sight::{Sight, Zoom};
    use super::*;

    /// A picture of 400 × 300 pixels drawn at its size, its corner at 100, 100.
    fn frame() -> Frame {
        let mut sight = Sight::default();
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(600.0, 500.0));
        sight.zoom = Zoom::Scale(1.0);
        sight.frame(view, vec2(400.0, 300.0), 1.0)
    }

    const IT: Rectangle = Rectangle { x: 50, y: 60, width: 100, height: 40 };

    #[test]
    fn a_drag_draws_anew_outside_moves_inside_and_resizes_at_the_handles() {
        let frame = frame();
        let at = |x: f32, y: f32| pos2(100.0 + x, 100.0 + y);
        let drag = |from, to| Grip::at(&frame, Some(IT), from).to(&frame, to).unwrap();
        let is = |it: Rectangle, x, y, width, height| assert_eq!(it, Rectangle { x, y, width, height });
        is(drag(at(10.0, 10.0), at(30.0, 25.0)), 10, 10, 20, 15);
        is(drag(at(80.0, 80.0), at(90.0, 75.0)), 60, 55, 100, 40);
        is(drag(at(80.0, 80.0), at(-500.0, 900.0)), 0, 260, 100, 40);
        is(drag(at(150.0, 100.0), at(170.0, 120.0)), 50, 60, 120, 60);
        is(drag(at(50.0, 80.0), at(40.0, 10.0)), 40, 60, 110, 40);
        is(drag(at(50.0, 60.0), at(200.0, 200.0)), 150, 100, 50, 100);
    }

    #[test]
    fn keys_move_and_resize_within_the_picture() {
        let frame = frame();
        assert_eq!(moved(&frame, IT, vec2(1e9, -1e9)), Rectangle { x: 300, y: 0, ..IT });
        assert_eq!(resized(&frame, IT, vec2(-1e9, 5.0)), Rectangle { width: 1, height: 45, ..IT });
        assert_eq!(resized(&frame, IT, vec2(1e9, 1e9)), Rectangle { width: 350, height: 240, ..IT });
    }
}
