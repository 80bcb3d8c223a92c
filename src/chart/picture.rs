//! A chart as a list of plain shapes: painted on screen and written as SVG from the one list.
//!
//! Knows nothing of figures beyond the id of each mark.

use std::sync::Arc;

use crate::model::ItemId;
use crate::model::look::PanelKind;

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colours of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The paper.
    pub background: Rgb,
    /// Text that carries meaning.
    pub ink: Rgb,
    /// Text of axes and notes; still at least 4.5:1 on the paper.
    pub muted: Rgb,
    /// Hairlines.
    pub grid: Rgb,
    /// The zero line and stems.
    pub axis: Rgb,
    /// Sources, in the order in which they are given out (Okabe–Ito); at least 3:1 on the paper.
    pub data: [Rgb; 4],
}

/// Okabe and Ito's hues, lightened for a dark ground; the same four as the tags have.
const DATA_ON_DARK: [Rgb; 4] = [Rgb(75, 163, 221), Rgb(235, 122, 53), Rgb(45, 185, 141), Rgb(215, 147, 183)];

const DATA: [Rgb; 4] = [Rgb(0, 114, 178), Rgb(213, 94, 0), Rgb(0, 158, 115), Rgb(204, 121, 167)];

impl Palette {
    /// For light themes.
    pub const LIGHT: Self = Self {
        background: Rgb(255, 255, 255),
        ink: Rgb(28, 28, 30),
        muted: Rgb(92, 92, 97),
        grid: Rgb(230, 230, 232),
        axis: Rgb(150, 150, 155),
        data: DATA,
    };

    /// For dark themes.
    pub const DARK: Self = Self {
        background: Rgb(27, 27, 27),
        ink: Rgb(236, 236, 238),
        muted: Rgb(168, 168, 173),
        grid: Rgb(50, 50, 53),
        axis: Rgb(110, 110, 115),
        data: DATA_ON_DARK,
    };

    /// For paper: darker greys, otherwise as in light themes.
    pub const PRINT: Self = Self {
        ink: Rgb(0, 0, 0),
        muted: Rgb(70, 70, 70),
        grid: Rgb(220, 220, 220),
        axis: Rgb(110, 110, 110),
        ..Self::LIGHT
    };
}

/// A place, in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// A rectangle, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Area {
    /// The right edge.
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    /// The lower edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// The middle.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }

    /// A square around a place.
    pub fn around(at: Point, half: f32) -> Self {
        Self { x: at.x - half, y: at.y - half, w: 2.0 * half, h: 2.0 * half }
    }

    /// Whether two areas share any pixel.
    pub fn touches(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether another area lies wholly inside.
    pub fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// The smallest area that holds both.
    pub fn with(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, w: self.right().max(other.right()) - x, h: self.bottom().max(other.bottom()) - y }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its width, in pixels.
    pub width: f32,
    /// Its colour.
    pub colour: Rgb,
    /// From 0, unseen, to 1, opaque.
    pub alpha: f32,
    /// Pixels on and off; solid where `None`.
    pub dash: Option<[f32; 2]>,
}

impl Stroke {
    /// A solid, opaque line.
    pub const fn new(width: f32, colour: Rgb) -> Self {
        Self { width, colour, alpha: 1.0, dash: None }
    }

    /// The same line, dashed.
    pub const fn dashed(self, on: f32, off: f32) -> Self {
        Self { dash: Some([on, off]), ..self }
    }

    /// The same line, less opaque.
    pub const fn faded(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}

/// A filling: colour and opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill(pub Rgb, pub f32);

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight or broken line.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Its filling.
        fill: Fill,
        /// Its edge.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Its middle.
        at: Point,
        /// Its radius, in pixels.
        radius: f32,
        /// Its filling.
        fill: Option<Fill>,
        /// Its edge.
        stroke: Option<Stroke>,
    },
    /// A closed convex shape.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// Its filling.
        fill: Fill,
        /// Its edge.
        stroke: Option<Stroke>,
    },
    /// Rectangles of one filling, many at once.
    Patches {
        /// Where.
        areas: Vec<Area>,
        /// Their filling.
        fill: Fill,
    },
    /// A line of words.
    Text {
        /// Where its baseline begins, is centred or ends.
        at: Point,
        /// Which point of it stands there.
        anchor: Anchor,
        /// The size of the type, in pixels.
        size: f32,
        /// Whether it is set in the strong weight.
        strong: bool,
        /// Its colour.
        colour: Rgb,
        /// The words.
        words: String,
    },
}

/// A shape, and the figure that it is part of the mark of.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The shape.
    pub shape: Shape,
    /// The figure, where the shape belongs to a mark.
    pub item: Option<ItemId>,
}

/// A mark that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its figure.
    pub id: ItemId,
    /// Where it is pointed at.
    pub hit: Area,
    /// Its place.
    pub at: Point,
    /// Its name in full.
    pub name: String,
}

/// A chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its width, in pixels.
    pub width: f32,
    /// Its height, in pixels; more than asked for where the panels need it.
    pub height: f32,
    /// The paper.
    pub background: Rgb,
    /// What it shows, in a few words.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// The shapes, from back to front.
    pub shapes: Vec<Drawn>,
    /// The marks, panel by panel from left to right.
    pub marks: Vec<Mark>,
    /// Where reports are drawn: the areas that a pointer zooms and pans.
    pub plots: Vec<Area>,
    /// The titles of panels, each with its panel: what folds it.
    pub titles: Vec<(PanelKind, Area)>,
    /// Where events are drawn, each with its words.
    pub events: Vec<(Area, String)>,
    /// Plots whose marks are too many to tell apart: there a pointer asks for the nearest.
    pub crowds: Crowds,
}

/// A plot whose figures are too many to be marks of their own.
pub trait Crowd: std::fmt::Debug + Send + Sync {
    /// The mark of the figure nearest to a place, within a reach in pixels.
    fn nearest(&self, at: Point, reach: f32) -> Option<Mark>;

    /// The mark of a figure, where it is one of the crowd and in view.
    fn mark_of(&self, id: ItemId) -> Option<Mark>;
}

/// The crowds of a picture. They follow from what it shows, and are no part of its value.
#[derive(Clone, Debug, Default)]
pub struct Crowds(pub Vec<Arc<dyn Crowd>>);

impl PartialEq for Crowds {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let light = |rgb: Rgb| 0.2126 * channel(rgb.0) + 0.7152 * channel(rgb.1) + 0.0722 * channel(rgb.2);
        let (a, b) = (light(a) + 0.05, light(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_and_marks_stand_out_in_every_palette() {
        for palette in [Palette::LIGHT, Palette::DARK, Palette::PRINT] {
            assert!(contrast(palette.ink, palette.background) > 12.0);
            assert!(contrast(palette.muted, palette.background) >= 4.5);
            assert!(palette.data.iter().all(|colour| contrast(*colour, palette.background) >= 3.0));
        }
    }
}
