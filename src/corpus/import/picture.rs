//! Pictures: the bytes as they stand, and what they measure.
//!
//! Importing reads the header only; a picture is decoded when it is shown or masked. Everything that
//! is counted in pixels counts those of the picture as it stands upright.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use memchr::memmem;

use crate::corpus::article::PictureSize;

use super::{Imported, Importer, Picture, Source, Take, Unreadable, one};

/// What a picture is called in a sentence.
const FORMAT: &str = "picture";
/// The endings of the formats that are read.
const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];
/// The largest file, in bytes.
const LARGEST: u64 = 64 << 20;
/// The most pixels of a picture; a page of 297 × 420 mm scanned at 600 dots an inch has 70 million.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 32_000;
/// The most memory that decoding may take, in bytes: 100 million pixels of 4 bytes, and room.
const MOST_MEMORY: u64 = 512 << 20;

/// Pictures smaller than this, in pixels, are marks and rules of the page and no articles.
const SMALLEST: (u32, u32) = (200, 120);

/// Reads `.png`, `.jpg` and `.webp` files.
pub struct Pictures;

impl Importer for Pictures {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &ENDINGS
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| {
            Ok(Imported { picture: Some(read(bytes.to_vec())?), ..Imported::default() })
        })
    }
}

/// Whether a name ends like that of a picture that can be read.
pub fn has_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Whether a picture that came along with something else can hold more than an icon or a rule.
pub fn is_large(size: PictureSize) -> bool {
    size.width >= SMALLEST.0 && size.height >= SMALLEST.1
}

/// The picture that bytes are, told by its first bytes and not by a name.
///
/// # Errors
/// They are no picture that is read, are cut short, or measure more than is shown.
pub fn read(bytes: Vec<u8>) -> Result<Picture, Unreadable> {
    let size = size(&bytes)?;
    if size.width == 0 || size.height == 0 {
        return Err(Unreadable::DamagedPicture("it measures nothing"));
    }
    let pixels = u64::from(size.width) * u64::from(size.height);
    if pixels > MOST_PIXELS || size.width.max(size.height) > LONGEST_SIDE {
        return Err(Unreadable::TooManyPixels { width: size.width, height: size.height });
    }
    Ok(Picture { size, bytes })
}

/// The picture as it stands upright, made smaller where it has more pixels than `most`.
///
/// # Errors
/// It cannot be decoded, or decoding would take more memory than is allowed.
pub fn upright(bytes: &[u8], most: u64) -> Result<DynamicImage, Unreadable> {
    const BROKEN: Unreadable = Unreadable::DamagedPicture("it cannot be decoded");
    let PictureSize { width, height } = size(bytes)?;
    let mut decoder = decoder(bytes)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(|_| Unreadable::TooManyPixels { width, height })?;
    let orientation = orientation(&mut decoder);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| BROKEN)?;
    let share = (most as f64 / (f64::from(width) * f64::from(height))).sqrt();
    if share < 1.0 {
        let less = |side: u32| (f64::from(side) * share).floor().max(1.0) as u32;
        picture = picture.thumbnail_exact(less(picture.width()), less(picture.height()));
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Unreadable> {
    let format = format(bytes)?;
    let decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder();
    decoder.map_err(|_| Unreadable::DamagedPicture("its beginning cannot be read"))
}

fn format(bytes: &[u8]) -> Result<ImageFormat, Unreadable> {
    let format = image::guess_format(bytes).ok();
    let known =
        |format: &ImageFormat| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP);
    format.filter(known).ok_or(Unreadable::DamagedPicture("its bytes are those of another format"))
}

fn size(bytes: &[u8]) -> Result<PictureSize, Unreadable> {
    if !is_whole(bytes, format(bytes)?) {
        return Err(Unreadable::DamagedPicture("it ends too early"));
    }
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    let lies = matches!(
        orientation(&mut decoder),
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Ok(if lies { PictureSize { width: height, height: width } } else { PictureSize { width, height } })
}

/// Whether the bytes go on to where the format says that they end.
fn is_whole(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => memmem::rfind(bytes, b"IEND\xAE\x42\x60\x82").is_some(),
        ImageFormat::Jpeg => jpeg_scan(bytes).is_some_and(|scan| memmem::find(scan, b"\xFF\xD9").is_some()),
        _ => bytes.get(4..8).and_then(|size| size.try_into().ok()).is_some_and(|size| {
            let declared = u64::from(u32::from_le_bytes(size)) + 8;
            u64::try_from(bytes.len()).is_ok_and(|length| length >= declared)
        }),
    }
}

/// What follows the header of the first scan of a JPEG file (ITU-T T.81, annex B).
///
/// An end marker before it belongs to a small copy in the header, and one in it is always the end.
fn jpeg_scan(bytes: &[u8]) -> Option<&[u8]> {
    const START_OF_SCAN: u8 = 0xDA;
    let mut rest = bytes.get(2..)?;
    loop {
        let marker = *rest.get(1)?;
        match (rest.first()?, marker) {
            (0xFF, 0xFF) => rest = &rest[1..],
            (0xFF, _) => {
                let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
                rest = rest.get(2 + length..)?;
                if marker == START_OF_SCAN {
                    return Some(rest);
                }
            }
            _ => return None,
        }
    }
}

/// A picture of one colour; for tests of what holds pictures.
#[cfg(test)]
pub fn picture_of(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

    fn import(bytes: &[u8]) -> Result<Imported, Unreadable> {
        super::super::only(&Pictures, bytes)
    }

    #[test]
    fn a_picture_is_its_bytes_and_its_size() {
        for format in FORMATS {
            let bytes = picture_of(40, 30, format);
            let imported = import(&bytes).unwrap();
            let picture = imported.picture.unwrap();
            assert_eq!(picture.size, PictureSize { width: 40, height: 30 }, "{format:?}");
            assert_eq!((picture.bytes, imported.text.as_str(), imported.stated.title), (bytes, "", None));
        }
    }

    #[test]
    fn a_picture_cut_short_anywhere_is_refused() {
        for format in FORMATS {
            let bytes = picture_of(16, 16, format);
            for end in 0..bytes.len() {
                let read = import(&bytes[..end]);
                assert!(matches!(read, Err(Unreadable::DamagedPicture(_))), "{format:?} {end}");
            }
        }
    }

    #[test]
    fn a_picture_too_large_to_show_is_refused_by_its_header() {
        let mut bytes = picture_of(1, 1, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(import(&bytes), Err(Unreadable::TooManyPixels { width: 50_000, height: 50_000 }));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }

    /// A JPEG file that says that it is to be turned (Exif, tag 0x0112).
    fn lying(orientation: u8) -> Vec<u8> {
        let mut bytes = picture_of(40, 30, ImageFormat::Jpeg);
        let mut exif = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        bytes.splice(2..2, exif);
        bytes
    }

    #[test]
    fn a_picture_that_lies_on_its_side_is_measured_and_shown_upright() {
        for (orientation, expected) in [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))] {
            let bytes = lying(orientation);
            let PictureSize { width, height } = read(bytes.clone()).unwrap().size;
            let shown = upright(&bytes, u64::MAX).unwrap();
            assert_eq!(((width, height), (shown.width(), shown.height())), (expected, expected));
        }
    }

    #[test]
    fn a_picture_is_made_smaller_where_it_has_too_many_pixels() {
        let shown = upright(&picture_of(400, 100, ImageFormat::Png), 10_000).unwrap();
        assert_eq!((shown.width(), shown.height()), (200, 50));
        let strip = upright(&picture_of(1, 900, ImageFormat::Png), 100).unwrap();
        assert_eq!((strip.width(), strip.height()), (1, 300));
    }

    #[test]
    fn what_cannot_be_decoded_is_refused_in_words() {
        for format in FORMATS {
            let mut bytes = picture_of(64, 64, format);
            let middle = bytes.len() / 2;
            bytes[middle..middle + 8].fill(0xAA);
            // Some formats decode what they can; none may fail in another way.
            if let Err(why) = upright(&bytes, u64::MAX) {
                assert!(matches!(why, Unreadable::DamagedPicture(_)), "{format:?} {why}");
            }
        }
    }

    #[test]
    fn the_bytes_tell_the_format_and_not_the_name() {
        assert!(has_ending("a/B.JPG") && !has_ending("png") && !has_ending("a.gif"));
        assert!(import(b"GIF89a\x01\0\x01\0\0\0\0;").is_err());
        assert!(import(b"<svg/>").is_err());
    }
}
