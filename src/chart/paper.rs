//! What a chart is put on when it leaves the program: size, colours and kind of file.

use serde::{Deserialize, Serialize};

use super::picture::Palette;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// How large a picture is.
    pub enum PaperSize {
        /// A slide: 1280 by 720 pixels.
        Slide = "slide, 16:9",
        /// A page: 1000 by 1300 pixels.
        Page = "page, upright",
        /// A column of text: 560 by 760 pixels.
        Column = "column of text",
    }
}

vocabulary! {
    /// In which colours a picture is drawn.
    pub enum Ground {
        /// On white, for screens.
        Light = "light",
        /// On black, for screens.
        Dark = "dark",
        /// On white with black text, for paper.
        Print = "print",
    }
}

vocabulary! {
    /// The kinds of file that a chart is written as.
    pub enum PictureFormat {
        /// Scalable Vector Graphics: sharp at any size, every mark with its words.
        Svg = "SVG",
        /// Portable Network Graphics: pixels, for any program.
        Png = "PNG",
        /// Portable Document Format: one page, for print.
        Pdf = "PDF",
        /// The data behind the picture as a table.
        Csv = "CSV",
    }
}

impl PictureFormat {
    /// The kind of file that a path's extension names.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(extension))
    }
}

/// How a picture is put on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// Its size.
    pub size: PaperSize,
    /// Its colours.
    pub ground: Ground,
    /// Pixels of a PNG for each pixel of the picture, 1 to 4.
    pub scale: u8,
}

impl Default for Paper {
    fn default() -> Self {
        Self { size: PaperSize::Slide, ground: Ground::Light, scale: 2 }
    }
}

impl Paper {
    /// The width and least height of the picture, in pixels; it grows where its panels need more.
    pub fn pixels(self) -> (f32, f32) {
        match self.size {
            PaperSize::Slide => (1280.0, 720.0),
            PaperSize::Page => (1000.0, 1300.0),
            PaperSize::Column => (560.0, 760.0),
        }
    }

    /// The colours of the picture.
    pub fn palette(self) -> Palette {
        match self.ground {
            Ground::Light => Palette::LIGHT,
            Ground::Dark => Palette::DARK,
            Ground::Print => Palette::PRINT,
        }
    }
}
