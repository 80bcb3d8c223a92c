//! From the bytes of a picture to what is drawn of it: decoded off the frame, uploaded tile by tile.

use eframe::egui::{ColorImage, Rect, TextureFilter, TextureHandle, TextureOptions, Ui, pos2, vec2};

use crate::corpus::import::picture;

/// The most pixels that are kept of a picture; a larger one is shown from a smaller copy. A scan of
/// an A3 page at 300 dots an inch has 17 million, and a strip of 1,200 × 20,000 pixels 24.
const MOST_SHOWN: u64 = 32_000_000;

/// The longest side of a tile, in pixels, where the graphics card allows as much.
const TILE: usize = 2048;

/// Textures are uploaded for so many tiles a frame, so that a large picture holds up none.
const UPLOADED: usize = 2;

/// A picture decoded and cut into tiles.
pub struct Decoded {
    size: [usize; 2],
    tiles: Vec<(Rect, ColorImage)>,
}

/// Decodes a picture, on another thread than the one that draws; no tile is longer than `longest`.
///
/// # Errors
/// It cannot be decoded, in one plain sentence.
pub fn decode(bytes: &[u8], longest: usize) -> Result<Decoded, String> {
    let shown = picture::upright(bytes, MOST_SHOWN).map_err(|why| why.to_string())?;
    let pixels = shown.into_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    let side = longest.clamp(1, TILE);
    let rows = (0..size[1]).step_by(side).map(|top| (top, side.min(size[1] - top)));
    let places = rows.flat_map(|(top, height)| {
        (0..size[0]).step_by(side).map(move |left| (left, top, side.min(size[0] - left), height))
    });
    let tiles = places.map(|place| tile(pixels.as_raw(), size[0], place)).collect();
    Ok(Decoded { size, tiles })
}

fn tile(
    rgba: &[u8],
    row: usize,
    (left, top, width, height): (usize, usize, usize, usize),
) -> (Rect, ColorImage) {
    let lines = rgba.chunks_exact(row * 4).skip(top).take(height);
    let mut bytes = Vec::with_capacity(width * height * 4);
    lines.for_each(|line| bytes.extend_from_slice(&line[left * 4..(left + width) * 4]));
    let at = Rect::from_min_size(pos2(left as f32, top as f32), vec2(width as f32, height as f32));
    (at, ColorImage::from_rgba_unmultiplied([width, height], &bytes))
}

/// A tile, before and after it went to the graphics card.
enum Held {
    Pixels(ColorImage),
    Texture(TextureHandle),
}

/// A decoded picture as it is drawn.
pub(super) struct Tiles {
    size: [usize; 2],
    held: Vec<(Rect, Option<Held>)>,
}

impl Tiles {
    pub(super) fn new(decoded: Decoded) -> Self {
        let held = decoded.tiles.into_iter().map(|(at, pixels)| (at, Some(Held::Pixels(pixels))));
        Self { size: decoded.size, held: held.collect() }
    }

    /// How many of its own pixels the original has for each that is kept, from left to right.
    pub(super) fn shrunk(&self, original: u32) -> f32 {
        original as f32 / (self.size[0] as f32).max(1.0)
    }

    /// The tiles that lie in a part of the view, with their places in it; uploads what is not yet.
    ///
    /// `whole` is where the whole picture would be drawn.
    pub(super) fn shown<'a>(
        &'a mut self,
        ui: &Ui,
        whole: Rect,
        view: Rect,
    ) -> Vec<(Rect, &'a TextureHandle)> {
        let per_pixel = vec2(
            whole.width() / (self.size[0] as f32).max(1.0),
            whole.height() / (self.size[1] as f32).max(1.0),
        );
        let place = move |at: &Rect| {
            let min = whole.min + at.min.to_vec2() * per_pixel;
            Rect::from_min_size(min, at.size() * per_pixel)
        };
        let mut left = UPLOADED;
        for (at, held) in &mut self.held {
            if place(at).intersects(view) && matches!(held, Some(Held::Pixels(_))) {
                if left == 0 {
                    ui.ctx().request_repaint();
                    break;
                }
                left -= 1;
                *held = held.take().map(|held| upload(ui, held));
            }
        }
        let textures = self.held.iter().filter_map(move |(at, held)| match held {
            Some(Held::Texture(texture)) => Some((place(at), texture)),
            _ => None,
        });
        textures.filter(|(at, _)| at.intersects(view)).collect()
    }
}

fn upload(ui: &Ui, held: Held) -> Held {
    // Without the smaller copies of a texture, letters of a picture shown small would break up.
    let options = TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };
    match held {
        Held::Pixels(pixels) => Held::Texture(ui.ctx().load_texture("picture", pixels, options)),
        held @ Held::Texture(_) => held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::import::picture::picture_of;
    use image::ImageFormat;

    #[test]
    fn tiles_cover_a_picture_without_gap_or_overlap() {
        let decoded = decode(&picture_of(250, 130, ImageFormat::Png), 100).unwrap();
        assert_eq!((decoded.size, decoded.tiles.len()), ([250, 130], 6));
        let covered: f32 = decoded.tiles.iter().map(|(at, _)| at.area()).sum();
        assert!((covered - 250.0 * 130.0).abs() < 0.5);
        for (at, pixels) in &decoded.tiles {
            assert_eq!(pixels.size, [at.width() as usize, at.height() as usize]);
            assert!(pixels.size.iter().all(|side| *side <= 100));
        }
    }

    #[test]
    fn a_tile_holds_its_own_pixels() {
        let mut picture = image::RgbaImage::new(3, 2);
        picture.put_pixel(2, 1, image::Rgba([9, 8, 7, 255]));
        let mut png = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).unwrap();
        let decoded = decode(png.get_ref(), 2).unwrap();
        let (at, pixels) = decoded.tiles.last().unwrap();
        assert_eq!((at.min, pixels.size), (pos2(2.0, 0.0), [1, 2]));
        assert_eq!(pixels.pixels[1].to_array(), [9, 8, 7, 255]);
    }

    #[test]
    fn what_is_no_picture_is_refused_in_one_sentence() {
        let told = decode(b"no picture", 2048).err().unwrap();
        assert!(told.starts_with("This picture is damaged"), "{told}");
        let bytes = picture_of(64, 64, ImageFormat::Jpeg);
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end], 2048).is_err(), "cut at {end}");
        }
    }
}
