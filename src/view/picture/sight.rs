//! Which part of a picture is seen, how large, and where its pixels lie on the screen.

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::model::Rectangle;

/// Room around a picture, in points.
const MARGIN: f32 = 8.0;

/// How large a pixel of the picture may be drawn at most, in pixels of the screen.
const LARGEST: f32 = 16.0;

/// How far a small picture is enlarged to fill the view, in pixels of the screen a pixel.
const ENLARGED: f32 = 2.0;

/// A picture this much taller for its width than the view begins at its top, as wide as the view.
const STRIP: f32 = 2.2;

/// How large a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Zoom {
    /// Whole, or for a long strip as wide as the view.
    #[default]
    Fitting,
    /// Whole.
    Whole,
    /// As wide as the view.
    Width,
    /// So many points a pixel.
    Scale(f32),
}

/// Which part of a picture is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sight {
    pub zoom: Zoom,
    /// The pixel in the middle of the view; at first the top, or the middle where all is seen.
    centre: Option<Pos2>,
}

/// The picture on the screen in one frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// The part of the screen that it is seen through.
    pub view: Rect,
    /// What it measures, in pixels.
    pub size: Vec2,
    /// Points a pixel.
    pub scale: f32,
    /// Pixels of the screen a point.
    pub dense: f32,
    /// Where its top left corner lies on the screen.
    origin: Pos2,
}

impl Sight {
    /// The picture on the screen, never further aside than to its edges.
    pub(super) fn frame(&self, view: Rect, size: Vec2, dense: f32) -> Frame {
        let scale = self.scale(view, size, dense);
        let half = view.size() / (2.0 * scale);
        let margin = MARGIN / scale;
        let within = |centre: f32, half: f32, length: f32| {
            if length + 2.0 * margin <= 2.0 * half {
                length / 2.0
            } else {
                centre.clamp(half - margin, length + margin - half)
            }
        };
        let centre = self.centre.unwrap_or(pos2(size.x / 2.0, 0.0));
        let centre = vec2(within(centre.x, half.x, size.x), within(centre.y, half.y, size.y));
        Frame { view, size, scale, dense, origin: view.center() - centre * scale }
    }

    fn scale(&self, view: Rect, size: Vec2, dense: f32) -> f32 {
        let room = (view.size() - Vec2::splat(2.0 * MARGIN)).max(Vec2::splat(1.0));
        let most = ENLARGED / dense;
        let width = (room.x / size.x).min(most);
        let whole = width.min(room.y / size.y);
        match self.zoom {
            Zoom::Fitting if whole * STRIP < width => width,
            Zoom::Fitting | Zoom::Whole => whole,
            Zoom::Width => width,
            Zoom::Scale(scale) => scale.clamp(whole.min(1.0 / dense) / 2.0, LARGEST / dense),
        }
    }

    /// Shows the picture whole, or as wide as the view, from its top.
    pub(super) fn fit(&mut self, zoom: Zoom) {
        *self = Self { zoom, centre: None };
    }

    /// Draws it larger or smaller by a factor; what lies at a place of the screen stays there.
    pub(super) fn zoom_by(&mut self, frame: &Frame, factor: f32, at: Pos2) {
        self.zoom_to(frame, frame.scale * factor, at);
    }

    /// Draws it at so many points a pixel; what lies at a place of the screen stays there.
    pub(super) fn zoom_to(&mut self, frame: &Frame, scale: f32, at: Pos2) {
        let pixel = frame.pixel(at);
        self.zoom = Zoom::Scale(scale);
        let scale = self.scale(frame.view, frame.size, frame.dense);
        self.zoom = Zoom::Scale(scale);
        self.centre = Some(pixel + (frame.view.center() - at) / scale);
    }

    /// Moves the picture by so many points.
    pub(super) fn pan(&mut self, frame: &Frame, by: Vec2) {
        if by != Vec2::ZERO {
            self.centre = Some(frame.centre() - by / frame.scale);
        }
    }

    /// Brings a rectangle into view: large enough to be read, and in the middle where it is not seen.
    pub(super) fn show(&mut self, frame: &Frame, rectangle: Rectangle) {
        const LEGIBLE: f32 = 14.0;
        let seen = frame.on_screen(rectangle);
        if frame.view.contains_rect(seen) && seen.height() >= LEGIBLE {
            return;
        }
        let middle = frame.pixel_of(seen.center());
        self.centre = Some(middle);
        if seen.height() < LEGIBLE {
            let fits = 0.8 * frame.view.width() / (rectangle.width as f32).max(1.0);
            let scale = (2.0 * LEGIBLE / (rectangle.height as f32).max(1.0)).min(fits);
            self.zoom = Zoom::Scale(
                scale.max(frame.scale).min(ENLARGED.max(frame.scale * frame.dense) / frame.dense),
            );
        }
    }
}

impl Frame {
    /// Where the whole picture is drawn.
    pub(super) fn whole(&self) -> Rect {
        Rect::from_min_size(self.origin, self.size * self.scale)
    }

    /// Where a rectangle of it is drawn.
    pub(super) fn on_screen(&self, it: Rectangle) -> Rect {
        let min = self.origin + vec2(it.x as f32, it.y as f32) * self.scale;
        Rect::from_min_size(min, vec2(it.width as f32, it.height as f32) * self.scale)
    }

    /// The place in the picture, in pixels, that is drawn at a place of the screen, if it went on for ever.
    fn pixel_of(&self, at: Pos2) -> Pos2 {
        ((at - self.origin) / self.scale).to_pos2()
    }

    /// The place in the picture, in pixels, nearest to a place of the screen.
    pub(super) fn pixel(&self, at: Pos2) -> Pos2 {
        self.pixel_of(at).clamp(Pos2::ZERO, self.size.to_pos2())
    }

    fn centre(&self) -> Pos2 {
        self.pixel_of(self.view.center())
    }

    /// The rectangle between two places in the picture: at least one pixel, and none beyond its edges.
    pub(super) fn between(&self, a: Pos2, b: Pos2) -> Rectangle {
        let side = |a: f32, b: f32, length: f32| {
            let length = length.max(1.0);
            let start = a.min(b).floor().clamp(0.0, length - 1.0);
            let end = a.max(b).ceil().clamp(start + 1.0, length);
            (start as u32, (end - start) as u32)
        };
        let (x, width) = side(a.x, b.x, self.size.x);
        let (y, height) = side(a.y, b.y, self.size.y);
        Rectangle { x, y, width, height }
    }

    /// The rectangle in the middle of what is seen, half as wide and a quarter as high.
    pub(super) fn middle(&self) -> Rectangle {
        let seen = self.view.intersect(self.whole());
        let half = seen.size() * vec2(0.25, 0.125);
        self.between(self.pixel(seen.center() - half), self.pixel(seen.center() + half))
    }

    /// How large it is drawn, in percent of its pixels.
    pub(super) fn percent(&self) -> u32 {
        (self.scale * self.dense * 100.0).round().max(1.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(516.0, 366.0) };

    fn near(a: Pos2, b: Pos2) {
        assert!((a - b).length() < 0.05, "{a:?} is not {b:?}");
    }

    #[test]
    fn a_picture_is_seen_whole_in_the_middle_at_first_and_a_strip_from_its_top() {
        let frame = Sight::default().frame(VIEW, vec2(800.0, 300.0), 1.0);
        near(frame.whole().center(), VIEW.center());
        assert!((frame.scale - 0.5).abs() < 1e-4, "{}", frame.scale);
        let strip = Sight::default().frame(VIEW, vec2(400.0, 8000.0), 1.0);
        assert!((strip.scale - 1.0).abs() < 1e-4 && (strip.whole().top() - VIEW.top() - MARGIN).abs() < 0.1);
        let small = Sight::default().frame(VIEW, vec2(10.0, 10.0), 2.0);
        assert!((small.scale - 1.0).abs() < 1e-4, "enlarged twice and no more");
    }

    #[test]
    fn zooming_keeps_the_pixel_under_the_pointer_and_panning_stops_at_the_edges() {
        let size = vec2(2000.0, 1500.0);
        let mut sight = Sight::default();
        let frame = sight.frame(VIEW, size, 1.0);
        let at = pos2(200.0, 150.0);
        let pixel = frame.pixel(at);
        sight.zoom_by(&frame, 4.0, at);
        let frame = sight.frame(VIEW, size, 1.0);
        near(frame.pixel(at), pixel);
        sight.pan(&frame, vec2(1e6, 1e6));
        let frame = sight.frame(VIEW, size, 1.0);
        near(frame.whole().min, VIEW.min + Vec2::splat(MARGIN));
        sight.zoom_by(&frame, 1e9, at);
        assert!(sight.frame(VIEW, size, 1.0).scale <= LARGEST);
        sight.zoom_by(&frame, 1e-9, at);
        assert!(sight.frame(VIEW, size, 1.0).scale > 0.05);
    }

    #[test]
    fn a_rectangle_holds_whole_pixels_of_the_picture_and_at_least_one() {
        let frame = Sight::default().frame(VIEW, vec2(800.0, 300.0), 1.0);
        let it = frame.between(pos2(10.6, 20.2), pos2(3.4, 40.1));
        assert_eq!((it.x, it.y, it.width, it.height), (3, 20, 8, 21));
        let edge = frame.between(pos2(800.0, 300.0), pos2(9000.0, f32::INFINITY));
        assert_eq!((edge.x, edge.y, edge.width, edge.height), (799, 299, 1, 1));
        assert!(frame.between(pos2(f32::NAN, 0.0), pos2(1.0, 1.0)).lies_in(800, 300));
        assert!(frame.middle().lies_in(800, 300));
    }

    #[test]
    fn what_is_shown_is_brought_into_view_and_to_a_size_that_can_be_read() {
        let size = vec2(8000.0, 6000.0);
        let mut sight = Sight::default();
        let frame = sight.frame(VIEW, size, 1.0);
        let it = Rectangle { x: 7000, y: 5000, width: 400, height: 40 };
        sight.show(&frame, it);
        let frame = sight.frame(VIEW, size, 1.0);
        assert!(VIEW.contains_rect(frame.on_screen(it)) && frame.on_screen(it).height() >= 14.0);
        let before = sight;
        sight.show(&frame, it);
        assert_eq!(sight, before, "what is seen stays where it is");
    }
}
