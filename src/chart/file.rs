//! A picture as the bytes of a PNG or PDF file, made from its SVG, in the embedded faces: identical
//! bytes for an identical picture, on every machine.

use std::sync::{Arc, LazyLock};

use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::faces;
use super::picture::Picture;
use super::svg;

/// Pixels to an inch at a scale of 1, as CSS has it.
const PIXELS_TO_AN_INCH: f32 = 96.0;
/// Points of a PDF to an inch.
const POINTS_TO_AN_INCH: f32 = 72.0;
/// The most pixels that a PNG may have on a side.
const MOST: f32 = 16_384.0;

/// Why a picture could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The picture could not be drawn ({0}); try a smaller scale or fewer panels")]
pub struct Failed(String);

#[expect(clippy::needless_pass_by_value, reason = "so that it can be named where errors are mapped")]
fn failed(why: impl ToString) -> Failed {
    Failed(why.to_string())
}

static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    for face in [faces::SANS, faces::SANS_SEMIBOLD, faces::SANS_ARABIC, faces::SANS_HEBREW] {
        faces.load_font_data(face.to_vec());
    }
    faces.set_sans_serif_family(faces::FAMILY);
    Arc::new(faces)
});

fn tree(picture: &Picture) -> Result<Tree, Failed> {
    let options =
        Options { fontdb: Arc::clone(&FACES), font_family: faces::FAMILY.to_owned(), ..Options::default() };
    Tree::from_str(&svg::write(picture), &options).map_err(failed)
}

/// The picture as a PNG file of `scale` pixels for each of its pixels, its words as description.
///
/// # Errors
/// The picture is too large to be drawn.
pub fn png(picture: &Picture, scale: u8) -> Result<Vec<u8>, Failed> {
    let tree = tree(picture)?;
    let scale = f32::from(scale.clamp(1, 4));
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if width.max(height) > MOST {
        return Err(failed(format!("{width:.0} by {height:.0} pixels are too many")));
    }
    let mut pixels =
        Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(|| failed("no room"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(failed)?;
    Ok(described(bytes, picture, scale))
}

/// A PNG with its title, description and size in print; all three stand right after the header.
fn described(png: Vec<u8>, picture: &Picture, scale: f32) -> Vec<u8> {
    /// The signature, and the header with its length, name and checksum.
    const HEADER: usize = 8 + 12 + 13;
    let per_metre = (PIXELS_TO_AN_INCH * scale / 0.0254).round() as u32;
    let mut size = [per_metre.to_be_bytes(), per_metre.to_be_bytes()].concat();
    size.push(1);
    let chunks = [
        chunk(b"pHYs", &size),
        chunk(b"iTXt", &international("Title", &picture.title)),
        chunk(b"iTXt", &international("Description", &picture.description)),
    ];
    match png.split_at_checked(HEADER) {
        Some((header, rest)) => [header, &chunks.concat(), rest].concat(),
        None => png,
    }
}

/// The contents of a PNG's international text: keyword, not compressed, no language, the words.
fn international(keyword: &str, words: &str) -> Vec<u8> {
    [keyword.as_bytes(), &[0, 0, 0, 0, 0], words.as_bytes()].concat()
}

fn chunk(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(contents);
    let length = u32::try_from(contents.len()).unwrap_or_default();
    [&length.to_be_bytes(), &name[..], contents, &sum.sum().to_be_bytes()].concat()
}

/// The picture as a PDF file of one page, with selectable text and its words as alternative text.
///
/// # Errors
/// The picture could not be drawn.
pub fn pdf(picture: &Picture) -> Result<Vec<u8>, Failed> {
    let tree = tree(picture)?;
    let points = |pixels: f32| pixels * POINTS_TO_AN_INCH / PIXELS_TO_AN_INCH;
    let (width, height) = (points(tree.size().width()), points(tree.size().height()));
    let size = krilla::geom::Size::from_wh(width, height).ok_or_else(|| failed("it has no size"))?;
    let mut document = krilla::Document::new();
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.start_tagged(ContentTag::Other);
    surface.draw_svg(&tree, size, SvgSettings::default());
    surface.end_tagged();
    surface.finish();
    page.finish();
    let mut figure = TagGroup::new(Tag::Figure(Some(picture.description.clone())));
    figure.push(drawn);
    let mut tags = TagTree::new();
    tags.push(figure);
    document.set_tag_tree(tags);
    document.set_metadata(
        Metadata::new().title(picture.title.clone()).language("en".to_owned()).creator("Dossier".to_owned()),
    );
    document.finish().map_err(|why| failed(format!("{why:?}")))
}

#[cfg(test)]
mod tests {
    use super::super::draw::{Detail, Frame, TimeWindow};
    use super::super::panels::panels;
    use super::super::picture::Palette;
    use super::super::sample::full;
    use super::*;
    use crate::model::Look;

    fn picture() -> Picture {
        let sample = full();
        let panels = panels(&sample.grounds(), &Look::default());
        let frame = Frame {
            width: 800.0,
            height: 500.0,
            window: TimeWindow::fit(&panels),
            palette: Palette::LIGHT,
            detail: Detail::Full,
            exported: "2024-04-01".parse().ok(),
            name: None,
        };
        super::super::picture(&panels, &frame)
    }

    #[test]
    fn a_png_has_the_pixels_asked_for_its_words_and_the_same_bytes_again() {
        let picture = picture();
        let bytes = png(&picture, 2).unwrap();
        let image = image::load_from_memory(&bytes).unwrap();
        assert_eq!(image.width(), 1600);
        assert_eq!(image.height(), (picture.height * 2.0).ceil() as u32);
        let has = |words: &[u8]| bytes.windows(words.len()).any(|found| found == words);
        assert!(has(b"Description") && has(picture.title.as_bytes()));
        assert_eq!(bytes, png(&picture, 2).unwrap());
    }

    #[test]
    fn a_pdf_is_one_page_of_the_pictures_size_and_the_same_bytes_again() {
        let picture = picture();
        let bytes = pdf(&picture).unwrap();
        let document = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(document.get_pages().len(), 1);
        let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
        assert!(text.replace(char::is_whitespace, "").contains("reported"), "{text}");
        assert_eq!(bytes, pdf(&picture).unwrap());
    }

    #[test]
    fn a_picture_too_large_is_refused_in_words() {
        let mut picture = picture();
        picture.height = 20_000.0;
        assert!(png(&picture, 4).unwrap_err().to_string().contains("too many"));
    }
}
