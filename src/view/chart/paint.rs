//! A picture painted by egui, shape by shape, as the SVG has it.

use std::sync::Arc;

use eframe::egui::epaint::{ClippedPrimitive, ClippedShape, Mesh, PathShape, Primitive, RectShape};
use eframe::egui::{self, Color32, Context, FontId, Pos2, Rect, Shape, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::chart::picture::{self as plain, Anchor, Area, Fill, Mark, Picture, Point, Rgb, Stroke};

use super::ChartLook;

/// Shapes beyond which a picture is turned to triangles once, not in every frame.
const MANY: usize = 600;

/// What was painted last, to be painted again as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Painted {
    last: Option<(Asked, Vec<Step>)>,
}

/// What triangles depend on.
#[derive(Clone, Debug)]
struct Asked {
    picture: Arc<Picture>,
    origin: Pos2,
    pixels_per_point: f32,
    atlas: [usize; 2],
}

impl Asked {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.picture, &other.picture)
            && self.origin == other.origin
            && self.pixels_per_point == other.pixels_per_point
            && self.atlas == other.atlas
    }
}

/// A part of a picture from back to front.
#[derive(Clone, Debug)]
enum Step {
    Mesh(Arc<Mesh>),
    /// The place of words among the shapes.
    Words(usize),
}

impl Painted {
    /// Paints a picture with its upper left corner at `origin`.
    pub(super) fn paint(&mut self, ui: &Ui, picture: &Arc<Picture>, look: &ChartLook, origin: Pos2) {
        let paper = Rect::from_min_size(origin, vec2(picture.width, picture.height));
        ui.painter().rect_filled(paper, 0.0, colour(picture.background, 1.0));
        let is_large = |drawn: &plain::Drawn| matches!(drawn.shape, plain::Shape::Patches { .. });
        if picture.shapes.len() <= MANY && !picture.shapes.iter().any(is_large) {
            self.last = None;
            picture.shapes.iter().for_each(|drawn| paint_one(ui, &drawn.shape, look, origin));
            return;
        }
        for step in self.steps(ui, picture, origin) {
            match step {
                Step::Mesh(mesh) => {
                    ui.painter().add(Shape::Mesh(Arc::clone(mesh)));
                }
                Step::Words(place) => {
                    picture
                        .shapes
                        .get(*place)
                        .iter()
                        .for_each(|drawn| paint_one(ui, &drawn.shape, look, origin));
                }
            }
        }
    }

    fn steps(&mut self, ui: &Ui, picture: &Arc<Picture>, origin: Pos2) -> &[Step] {
        let asked = Asked {
            picture: Arc::clone(picture),
            origin,
            pixels_per_point: ui.ctx().pixels_per_point(),
            atlas: ui.ctx().fonts(|fonts| [fonts.font_image_size()])[0],
        };
        let kept = self.last.take().filter(|(known, _)| known.is(&asked));
        let kept = kept.unwrap_or_else(|| {
            let steps = steps(ui.ctx(), picture, origin);
            (asked, steps)
        });
        &self.last.insert(kept).1
    }
}

fn paint_one(ui: &Ui, shape: &plain::Shape, look: &ChartLook, origin: Pos2) {
    match shape {
        plain::Shape::Text { at, anchor, size, strong, colour: ink, words } => {
            let family = if *strong { &look.strong } else { &look.regular };
            let font = FontId::new(*size, family.clone());
            text(ui, words, place(*at, origin), *anchor, font, colour(*ink, 1.0));
        }
        shape => {
            ui.painter().extend(shapes(shape, origin));
        }
    }
}

/// A picture as triangles, its words apart: they are laid out by egui, which keeps them itself.
fn steps(ctx: &Context, picture: &Picture, origin: Pos2) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut open: Vec<ClippedShape> = Vec::new();
    for (place, drawn) in picture.shapes.iter().enumerate() {
        match &drawn.shape {
            plain::Shape::Text { .. } => {
                steps.extend(triangles(ctx, std::mem::take(&mut open)));
                steps.push(Step::Words(place));
            }
            plain::Shape::Patches { .. } => {
                steps.extend(triangles(ctx, std::mem::take(&mut open)));
                steps.extend(ink(picture, place, origin));
            }
            shape => {
                let shapes = shapes(shape, origin).into_iter();
                open.extend(shapes.map(|shape| ClippedShape::new(Rect::EVERYTHING, shape)));
            }
        }
    }
    steps.extend(triangles(ctx, open));
    steps
}

/// The patches that begin at a place among the shapes, with those that follow at once, as one mesh.
fn ink(picture: &Picture, place: usize, origin: Pos2) -> Option<Step> {
    fn areas(drawn: &plain::Drawn) -> Option<(&[Area], Fill)> {
        match &drawn.shape {
            plain::Shape::Patches { areas, fill } => Some((areas, *fill)),
            _ => None,
        }
    }
    let goes_on = place.checked_sub(1).and_then(|before| areas(picture.shapes.get(before)?));
    if goes_on.is_some() {
        return None;
    }
    let all = || picture.shapes.iter().skip(place).map_while(areas);
    let mut mesh = Mesh::default();
    let count: usize = all().map(|(areas, _)| areas.len()).sum();
    mesh.reserve_triangles(count * 2);
    mesh.reserve_vertices(count * 4);
    all().for_each(|(areas, fill)| patches(&mut mesh, areas, fill, origin));
    Some(Step::Mesh(Arc::new(mesh)))
}

fn triangles(ctx: &Context, shapes: Vec<ClippedShape>) -> Vec<Step> {
    if shapes.is_empty() {
        return Vec::new();
    }
    let mesh = |clipped: ClippedPrimitive| match clipped.primitive {
        Primitive::Mesh(mesh) => Some(Step::Mesh(Arc::new(mesh))),
        Primitive::Callback(_) => None,
    };
    ctx.tessellate(shapes, ctx.pixels_per_point()).into_iter().filter_map(mesh).collect()
}

/// Adds many rectangles to a mesh: their edges lie on pixels and need no softening.
fn patches(mesh: &mut Mesh, areas: &[Area], fill: Fill, origin: Pos2) {
    let ink = filled(fill);
    areas.iter().for_each(|area| mesh.add_colored_rect(rect(*area, origin), ink));
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
        plain::Shape::Patches { .. } | plain::Shape::Text { .. } => Vec::new(), // Painted apart.
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

/// A mark wider than this is a row of a table.
const ROW: f32 = 60.0;

/// A ring around a mark, or a frame around a row: strong where it is selected, thin where it is pointed at.
pub(super) fn ring(ui: &Ui, mark: &Mark, origin: Pos2, accent: Color32, is_loud: bool) {
    let width = if is_loud { 2.5 } else { 1.5 };
    if mark.hit.w > ROW {
        let row = rect(mark.hit, origin);
        ui.painter().rect_stroke(row, 2.0, egui::Stroke::new(width - 0.5, accent), StrokeKind::Outside);
        return;
    }
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
