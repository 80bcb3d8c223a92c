//! Text laid out as the reader lays it out, for views that show pieces of an article elsewhere.

use std::ops::Range;

use eframe::egui::{Color32, FontId, Painter, Pos2, Rect, Ui};

use super::block::{Block, Setting};

/// A piece of text, laid out in every script, with the place of every word.
pub struct Still(Block);

impl Still {
    /// Lays text out; the height of a line and the width to wrap at are in points.
    pub fn new(ui: &Ui, text: &str, font: &FontId, line_height: f32, width: f32) -> Self {
        let letter_height = ui.fonts_mut(|fonts| fonts.row_height(font));
        Self(Block::new(ui, text, &Setting { font: font.clone(), line_height, letter_height, width }))
    }

    /// Its height in points.
    pub fn height(&self) -> f32 {
        self.0.height
    }

    /// Rectangles around the letters of bytes of the text, where its corner lies at a place.
    pub fn rects(&self, at: Pos2, bytes: &Range<usize>) -> impl Iterator<Item = Rect> + use<> {
        self.0.rects(bytes).into_iter().map(move |rect| rect.translate(at.to_vec2()))
    }

    /// Paints it with its corner at a place.
    pub fn paint(&self, painter: &Painter, at: Pos2, colour: Color32) {
        for (offset, galley) in &self.0.pieces {
            painter.galley(at + offset.to_vec2(), galley.clone(), colour);
        }
    }
}
