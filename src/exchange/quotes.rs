//! An article reduced to its quoted words, for a bundle that may not carry whole texts.
//!
//! Every byte that is not quoted becomes a leader dot or a space; line breaks stay. So the reduced
//! text has the length and the lines of the article, every span and every picked word keeps its
//! byte offset, and [`Article::place`](crate::corpus::Article::place) finds each by its quote.
//! Kept are the sentences of figures and passages, the words picked for fields of figures, 32
//! characters around each span, and the heading lines from which title and date are read.
//!
//! A picture keeps its size and its name, and shows what lies in a rectangle; the rest is black. Its
//! bytes are others then, so that whoever opens it is told to look whether the rectangles fit.

use std::io::Cursor;
use std::ops::Range;

use image::ImageFormat;

use crate::corpus::Article;
use crate::corpus::import::picture;
use crate::model::span::CONTEXT;
use crate::model::{Figure, Item, Rectangle, Words, sentence};

use super::evidence::Evidence;

/// The longest line that still counts as a heading line, in bytes.
const HEADING: usize = 200;

/// How many heading lines are kept at most.
const HEADINGS: usize = 6;

/// The article's text with everything but the quoted words masked: same bytes, same lines.
pub fn reduced(evidence: &Evidence, article: &Article) -> String {
    mask(&article.text, &kept(evidence, article))
}

/// The rectangles of a picture that figures and passages lie in.
pub fn rectangles(evidence: &Evidence, picture: &Article) -> Vec<Rectangle> {
    let spans = evidence.at_path(&picture.id.path).iter().filter_map(|item| item.span());
    spans.filter_map(|span| picture.outline(span)).collect()
}

/// A picture as a PNG file of the same size with everything outside the rectangles black.
///
/// # Errors
/// It cannot be decoded or written, in a few words.
pub fn masked(bytes: &[u8], rectangles: &[Rectangle]) -> Result<Vec<u8>, String> {
    let mut whole = picture::upright(bytes, u64::MAX).map_err(|why| why.to_string())?.into_rgba8();
    let width = whole.width();
    // One row at a time: what is kept of it, so that a picture with many rectangles costs no more.
    for (y, row) in (0..).zip(whole.rows_mut()) {
        let here = rectangles.iter().filter(|it| y >= it.y && y - it.y < it.height);
        let mut kept: Vec<(u32, u32)> = here.map(|it| (it.x, it.x.saturating_add(it.width))).collect();
        kept.sort_unstable();
        let mut next = kept.into_iter().chain([(width, width)]).peekable();
        let mut end = 0;
        for (x, pixel) in (0..).zip(row) {
            while next.peek().is_some_and(|(start, _)| *start <= x) {
                end = next.next().map_or(end, |(_, other)| end.max(other));
            }
            if x >= end {
                pixel.0 = [0, 0, 0, u8::MAX];
            }
        }
    }
    let mut out = Cursor::new(Vec::new());
    whole.write_to(&mut out, ImageFormat::Png).map_err(|why| why.to_string())?;
    Ok(out.into_inner())
}

/// The ranges to keep, in bytes, sorted and without overlap.
fn kept(evidence: &Evidence, article: &Article) -> Vec<Range<usize>> {
    let mut kept = Vec::from([headings(&article.text)]);
    for item in evidence.at_path(&article.id.path) {
        let Some(bytes) = item.span().and_then(|span| article.place(span)) else { continue };
        kept.push(sentence::around(&article.text, &bytes));
        kept.push(with_context(&article.text, &bytes));
        if let Item::Figure(figure) = item {
            kept.extend(picked(figure).filter_map(|words| whole_words(&article.text, words)));
        }
    }
    united(kept)
}

fn picked(figure: &Figure) -> impl Iterator<Item = &Words> {
    let own = [
        &figure.number,
        &figure.unit,
        &figure.outcome_as_stated,
        &figure.scope_words,
        &figure.victims,
        &figure.composition,
        &figure.actor_said_responsible,
    ];
    let links = figure.attribution.iter().flatten().flat_map(|link| [&link.words, &link.verb]);
    own.into_iter().chain(links).flatten()
}

fn whole_words(text: &str, words: &Words) -> Option<Range<usize>> {
    let (start, end) = words.at?;
    (text.get(start..end)? == words.text).then_some(start..end)
}

fn with_context(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let before = text[..bytes.start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let after = text[bytes.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| bytes.end + at);
    before..after
}

/// The short lines at the head: title, byline, date.
fn headings(text: &str) -> Range<usize> {
    let mut end = 0;
    for line in text.split_inclusive('\n').take(HEADINGS) {
        if line.len() > HEADING {
            break;
        }
        end += line.len();
    }
    0..end
}

fn united(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

fn mask(text: &str, kept: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in kept {
        omit(&mut out, &text[from..range.start]);
        out.push_str(&text[range.clone()]);
        from = range.end;
    }
    omit(&mut out, &text[from..]);
    out
}

/// As many bytes as the omitted words, as leader dots; line breaks stay.
fn omit(out: &mut String, omitted: &str) {
    for (line, next) in omitted.split('\n').zip(std::iter::once(false).chain(std::iter::repeat(true))) {
        if next {
            out.push('\n');
        }
        out.extend((0..line.len()).map(|place| if place % 2 == 0 { ' ' } else { '.' }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_text_keeps_its_length_its_lines_and_the_quoted_words() {
        let text = "Title\n\nSécret before. At least 6 died. Secret.\nMore";
        let at = text.find("At least 6 died.").unwrap();
        let masked = mask(text, &[0..6, at..at + 16]);
        assert_eq!(masked, "Title\n\n . . . . . . . .At least 6 died. . . . .\n . .");
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.find("At least"), Some(at));
    }

    #[test]
    fn a_masked_picture_keeps_its_size_and_what_lies_in_its_rectangles() {
        let white = image::RgbImage::from_pixel(40, 30, image::Rgb([255, 255, 255]));
        let mut png = Cursor::new(Vec::new());
        white.write_to(&mut png, ImageFormat::Png).unwrap();
        let it = |x, y, width, height| Rectangle { x, y, width, height };
        let kept = [it(5, 5, 10, 4), it(8, 7, 20, 10), it(39, 29, 1, 1)];
        let masked = masked(png.get_ref(), &kept).unwrap();
        let masked = image::load_from_memory(&masked).unwrap().into_rgb8();
        assert_eq!(masked.dimensions(), (40, 30));
        for (x, y, pixel) in masked.enumerate_pixels() {
            let expected = if kept.iter().any(|it| it.contains(x, y)) { 255 } else { 0 };
            assert_eq!(pixel.0, [expected; 3], "at {x}, {y}");
        }
    }

    #[test]
    fn ranges_that_meet_become_one() {
        assert_eq!(united(vec![5..9, 0..2, 8..12, 2..3]), [0..3, 5..12]);
    }

    #[test]
    fn context_stays_within_the_text() {
        assert_eq!(with_context("é6é", &(2..3)), 0..5);
    }
}
