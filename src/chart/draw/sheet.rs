//! The sheet that a picture is drawn on: shapes, marks, and which places are taken.

use std::sync::Arc;

use crate::model::ItemId;
use crate::model::look::PanelKind;

use super::super::measure::width;
use super::super::panels::{Panels, Ranked};
use super::super::picture::{Anchor, Area, Crowds, Drawn, Fill, Mark, Picture, Point, Rgb, Shape, Stroke};
use super::super::reference::References;
use super::Frame;

/// The size of notes and labels.
pub(super) const SMALL: f32 = 11.0;
/// The size of titles.
pub(super) const TITLE: f32 = 13.0;

/// The shape that stands for a source, beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Diamond,
    Cross,
}

/// How a source is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    pub(super) colour: Rgb,
    pub(super) marker: Marker,
}

/// A picture in the making.
pub(super) struct Sheet<'a> {
    pub(super) frame: &'a Frame,
    ranked: Arc<Ranked>,
    /// The reference series, those of the look drawn behind.
    pub(super) references: References,
    item: Option<ItemId>,
    shapes: Vec<Drawn>,
    pub(super) marks: Vec<Mark>,
    pub(super) plots: Vec<Area>,
    pub(super) titles: Vec<(PanelKind, Area)>,
    pub(super) events: Vec<(Area, String)>,
    pub(super) crowds: Crowds,
    /// Whether numbers of people stand on a logarithmic scale.
    pub(super) logarithmic: bool,
    /// Areas that no further label may cover.
    pub(super) taken: Vec<Area>,
    /// The lower edge of what is drawn.
    pub(super) bottom: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(panels: &Panels, frame: &'a Frame) -> Self {
        Self {
            frame,
            ranked: Arc::clone(&panels.ranked),
            references: panels.references.clone(),
            item: None,
            shapes: Vec::new(),
            marks: Vec::new(),
            plots: Vec::new(),
            titles: Vec::new(),
            events: Vec::new(),
            crowds: Crowds::default(),
            logarithmic: panels.look.logarithmic,
            taken: Vec::new(),
            bottom: frame.height,
        }
    }

    /// How a source is drawn; grey where it is not set.
    pub(super) fn ink(&self, source: Option<&str>) -> Ink {
        let grey = Ink { colour: self.frame.palette.muted, marker: Marker::Circle };
        let place = source.and_then(|source| self.ranked.place(source));
        place.map_or(grey, |place| ink(place, self.frame))
    }

    /// Draws what `draw` draws as the mark of a figure.
    pub(super) fn mark(&mut self, mark: Mark, draw: impl FnOnce(&mut Self)) {
        self.item = Some(mark.id);
        self.taken.push(mark.hit);
        self.marks.push(mark);
        draw(self);
        self.item = None;
    }

    fn push(&mut self, shape: Shape) {
        self.shapes.push(Drawn { shape, item: self.item });
    }

    pub(super) fn line(&mut self, points: &[Point], stroke: Stroke) {
        self.push(Shape::Line { points: points.to_vec(), stroke });
    }

    pub(super) fn rect(&mut self, area: Area, fill: Fill, stroke: Option<Stroke>) {
        self.push(Shape::Rect { area, fill, stroke });
    }

    pub(super) fn patches(&mut self, areas: Vec<Area>, fill: Fill) {
        self.push(Shape::Patches { areas, fill });
    }

    pub(super) fn circle(&mut self, at: Point, radius: f32, fill: Option<Rgb>, stroke: Option<Stroke>) {
        self.push(Shape::Circle { at, radius, fill: fill.map(|rgb| Fill(rgb, 1.0)), stroke });
    }

    pub(super) fn polygon(&mut self, points: &[Point], fill: Rgb) {
        let stroke = Some(Stroke::new(1.0, self.frame.palette.background));
        self.push(Shape::Polygon { points: points.to_vec(), fill: Fill(fill, 1.0), stroke });
    }

    /// A line of words whose baseline stands at `at`.
    pub(super) fn text(&mut self, words: &str, at: Point, anchor: Anchor, size: f32, colour: Rgb) {
        self.words(words, at, anchor, size, colour, false);
    }

    pub(super) fn strong(&mut self, words: &str, at: Point, size: f32, colour: Rgb) {
        self.words(words, at, Anchor::Start, size, colour, true);
    }

    fn words(&mut self, words: &str, at: Point, anchor: Anchor, size: f32, colour: Rgb, strong: bool) {
        self.push(Shape::Text { at, anchor, size, strong, colour, words: words.to_owned() });
    }

    pub(super) fn centred(&mut self, words: &str, x: f32, y: f32) {
        self.text(words, Point { x, y }, Anchor::Middle, TITLE, self.frame.palette.muted);
    }

    /// Draws words at the first of some places where they cover nothing and stay within `within`.
    pub(super) fn fit_words(&mut self, words: &str, starts: &[Point], within: Area) -> bool {
        let room = |at: &Point| Area {
            x: at.x - 2.0,
            y: at.y - SMALL,
            w: width(words, SMALL) + 4.0,
            h: SMALL + 3.0,
        };
        let free = |area: &Area| within.holds(area) && !self.taken.iter().any(|taken| taken.touches(area));
        let Some(at) = starts.iter().find(|at| free(&room(at))).copied() else { return false };
        self.taken.push(room(&at));
        self.text(words, at, Anchor::Start, SMALL, self.frame.palette.muted);
        true
    }

    pub(super) fn finish(self, title: String, description: String) -> Picture {
        Picture {
            width: self.frame.width,
            height: self.bottom.max(self.frame.height),
            background: self.frame.palette.background,
            title,
            description,
            shapes: self.shapes,
            marks: self.marks,
            plots: self.plots,
            titles: self.titles,
            events: self.events,
            crowds: self.crowds,
        }
    }
}

/// How many colours sources have; the colour after the last is that of no source.
pub(super) const COLOURS: usize = 4;

/// Which colour the source at a place of the ranking has.
pub(super) fn colour_of(place: Option<usize>) -> usize {
    place.map_or(COLOURS, |place| place % COLOURS)
}

/// Four colours by four shapes, so that sixteen sources differ without colour alone.
fn ink(place: usize, frame: &Frame) -> Ink {
    let markers = [Marker::Circle, Marker::Square, Marker::Diamond, Marker::Cross];
    let colours = frame.palette.data;
    Ink { colour: colours[colour_of(Some(place))], marker: markers[(place + place / 4) % 4] }
}
