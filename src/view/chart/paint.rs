//! A picture painted by egui, shape by shape, as the SVG has it.

use eframe::egui::epaint::{PathShape, RectShape};
use eframe::egui::{self, Color32, FontId, Pos2, Rect, Shape, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::chart::picture::{self as plain, Anchor, Area, Fill, Mark, Picture, Point, Rgb, Stroke};

use super::ChartLook;

/// Paints a picture with its upper left corner at `origin`.
pub(super) fn picture(ui: &Ui, picture: &Picture, look: &ChartLook, origin: Pos2) {
    let paper = Rect::from_min_size(origin, vec2(picture.width, picture.height));
    ui.painter().rect_filled(paper, 0.0, colour(picture.background, 1.0));
    for drawn in &picture.shapes {
        match &drawn.shape {
            plain::Shape::Text { at, anchor, size, strong, colour: ink, words } => {
                let family = if *strong { &look.strong } else { &look.regular };
                text(
                    ui,
                    words,
                    place(*at, origin),
                    *anchor,
                    FontId::new(*size, family.clone()),
                    colour(*ink, 1.0),
                );
            }
            shape => ui.painter().extend(shapes(shape, origin)),
        }
    }
}

fn shapes(shape: &plain::Shape, origin: Pos2) -> Vec<Shape> {
    match shape {
        plain::Shape::Line { points, stroke: line } => lines(points, line, origin),
        plain::Shape::Rect { area, fill, stroke: edge } => {
            let edge = edge.map(|edge| stroke(&edge)).unwrap_or_default();
            vec![RectShape::new(rect(*area, origin), 0.0, filled(*fill), edge, StrokeKind::Middle).into()]
        }
        plain::Shape::Circle { at, radius, fill, stroke: edge } => {
            vec![Shape::Circle(egui::epaint::CircleShape {
                center: place(*at, origin),
                radius: *radius,
                fill: fill.map_or(Color32::TRANSPARENT, filled),
                stroke: edge.map(|edge| stroke(&edge)).unwrap_or_default(),
            })]
        }
        plain::Shape::Polygon { points, fill, stroke: edge } => {
            let points = points.iter().map(|point| place(*point, origin)).collect();
            let edge = edge.map(|edge| stroke(&edge)).unwrap_or_default();
            vec![PathShape::convex_polygon(points, filled(*fill), edge).into()]
        }
        plain::Shape::Text { .. } => Vec::new(),
    }
}

fn lines(points: &[Point], line: &Stroke, origin: Pos2) -> Vec<Shape> {
    let points: Vec<Pos2> = points.iter().map(|point| place(*point, origin)).collect();
    match line.dash {
        Some([on, off]) => Shape::dashed_line(&points, stroke(line), on, off),
        None => vec![Shape::line(points, stroke(line))],
    }
}

/// Words whose baseline stands at `at`, as SVG places them.
fn text(ui: &Ui, words: &str, at: Pos2, anchor: Anchor, font: FontId, ink: Color32) {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, ink);
    let first = galley.rows.first();
    let baseline = first.and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y)).unwrap_or_default();
    let left = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => galley.size().x / 2.0,
        Anchor::End => galley.size().x,
    };
    ui.painter().galley(at - vec2(left, baseline), galley, ink);
}

/// A ring around a mark: strong where it is selected, thin where it is pointed at.
pub(super) fn ring(ui: &Ui, mark: &Mark, origin: Pos2, accent: Color32, is_loud: bool) {
    let width = if is_loud { 2.5 } else { 1.5 };
    ui.painter().circle_stroke(place(mark.at, origin), 10.0, egui::Stroke::new(width, accent));
}

/// The edge that says that the chart has the keyboard.
pub(super) fn focus(ui: &Ui, rect: Rect, accent: Color32) {
    let inside = rect.intersect(ui.clip_rect()).shrink(1.0);
    ui.painter().rect_stroke(inside, 2.0, egui::Stroke::new(1.5, accent), StrokeKind::Inside);
}

pub(super) fn rect(area: Area, origin: Pos2) -> Rect {
    Rect::from_min_size(pos2(area.x, area.y) + origin.to_vec2(), Vec2::new(area.w, area.h))
}

fn place(at: Point, origin: Pos2) -> Pos2 {
    pos2(origin.x + at.x, origin.y + at.y)
}

fn stroke(line: &Stroke) -> egui::Stroke {
    egui::Stroke::new(line.width, colour(line.colour, line.alpha))
}

fn filled(Fill(rgb, alpha): Fill) -> Color32 {
    colour(rgb, alpha)
}

fn colour(Rgb(red, green, blue): Rgb, alpha: f32) -> Color32 {
    Color32::from_rgb(red, green, blue).gamma_multiply(alpha)
}
