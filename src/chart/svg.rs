//! A picture written as SVG: the same bytes for the same picture, with its words for those who cannot see it.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::ItemId;

use super::picture::{Anchor, Area, Drawn, Fill, Picture, Point, Rgb, Shape, Stroke};

const FONTS: &str =
    "Inter, 'Dossier Sans', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// The picture as an SVG file; each mark is a group with its full name as a title.
pub fn write(picture: &Picture) -> String {
    let mut out = String::with_capacity(picture.shapes.len() * 120);
    head(&mut out, picture);
    let names: BTreeMap<ItemId, &str> =
        picture.marks.iter().map(|mark| (mark.id, mark.name.as_str())).collect();
    for run in picture.shapes.chunk_by(|a, b| a.item == b.item) {
        group(&mut out, run, &names);
    }
    out.push_str("</svg>\n");
    out
}

fn head(out: &mut String, picture: &Picture) {
    let (w, h) = (number(picture.width), number(picture.height));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         role=\"img\" aria-labelledby=\"chart-title chart-desc\" font-family=\"{FONTS}\">"
    );
    let _ = writeln!(out, "<title id=\"chart-title\">{}</title>", escaped(&picture.title));
    let _ = writeln!(out, "<desc id=\"chart-desc\">{}</desc>", escaped(&picture.description));
    let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>", colour(picture.background));
}

fn group(out: &mut String, run: &[Drawn], names: &BTreeMap<ItemId, &str>) {
    let item = run.first().and_then(|drawn| drawn.item);
    if let Some(item) = item {
        let name = names.get(&item).copied().unwrap_or_default();
        let _ = writeln!(out, "<g data-item=\"{item}\"><title>{}</title>", escaped(name));
    }
    run.iter().for_each(|drawn| shape(out, &drawn.shape));
    if item.is_some() {
        out.push_str("</g>\n");
    }
}

fn shape(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Line { points, stroke } => {
            writeln!(out, "<polyline points=\"{}\" fill=\"none\"{}/>", list(points), stroked(Some(stroke)))
        }
        Shape::Rect { area, fill, stroke } => writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}{}/>",
            number(area.x),
            number(area.y),
            number(area.w),
            number(area.h),
            filled(Some(fill)),
            stroked(stroke.as_ref())
        ),
        Shape::Patches { areas, fill } => {
            writeln!(out, "<path d=\"{}\"{}/>", patches(areas), filled(Some(fill)))
        }
        Shape::Circle { at, radius, fill, stroke } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}{}/>",
            number(at.x),
            number(at.y),
            number(*radius),
            filled(fill.as_ref()),
            stroked(stroke.as_ref())
        ),
        Shape::Polygon { points, fill, stroke } => {
            writeln!(
                out,
                "<polygon points=\"{}\"{}{}/>",
                list(points),
                filled(Some(fill)),
                stroked(stroke.as_ref())
            )
        }
        Shape::Text { at, anchor, size, strong, colour: ink, words } => writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}{} fill=\"{}\">{}</text>",
            number(at.x),
            number(at.y),
            number(*size),
            anchored(*anchor),
            if *strong { " font-weight=\"600\"" } else { "" },
            colour(*ink),
            escaped(words)
        ),
    };
}

fn anchored(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    }
}

fn filled(fill: Option<&Fill>) -> String {
    match fill {
        None => " fill=\"none\"".to_owned(),
        Some(Fill(rgb, alpha)) if *alpha < 1.0 => {
            format!(" fill=\"{}\" fill-opacity=\"{}\"", colour(*rgb), number(*alpha))
        }
        Some(Fill(rgb, _)) => format!(" fill=\"{}\"", colour(*rgb)),
    }
}

fn stroked(stroke: Option<&Stroke>) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let mut out = format!(" stroke=\"{}\" stroke-width=\"{}\"", colour(stroke.colour), number(stroke.width));
    if stroke.alpha < 1.0 {
        let _ = write!(out, " stroke-opacity=\"{}\"", number(stroke.alpha));
    }
    if let Some([on, off]) = stroke.dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(on), number(off));
    }
    out
}

fn patches(areas: &[Area]) -> String {
    let mut out = String::with_capacity(areas.len() * 28);
    for area in areas {
        let (x, y, w, h) = (number(area.x), number(area.y), number(area.w), number(area.h));
        let _ = write!(out, "M{x} {y}h{w}v{h}h-{w}z");
    }
    out
}

fn list(points: &[Point]) -> String {
    let each: Vec<String> = points.iter().map(|at| format!("{},{}", number(at.x), number(at.y))).collect();
    each.join(" ")
}

fn colour(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Two decimals at most, none that say nothing; never `-0` or a value that is not a number.
fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text as XML allows it: markup escaped, characters that XML forbids left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::draw::{Detail, Frame, TimeWindow, picture};
    use super::super::panels::panels;
    use super::super::picture::Palette;
    use super::super::sample::full;
    use super::*;
    use crate::model::Look;

    fn sample() -> Picture {
        let sample = full();
        let panels = panels(&sample.grounds(), &Look::default());
        let window = TimeWindow::fit(&panels);
        let frame = Frame {
            width: 1200.0,
            height: 700.0,
            window,
            palette: Palette::LIGHT,
            detail: Detail::Full,
            exported: None,
            name: None,
        };
        picture(&panels, &frame)
    }

    #[test]
    fn the_file_is_well_formed_and_always_the_same() {
        let (one, two) = (write(&sample()), write(&sample()));
        assert_eq!(one, two);
        let document = roxmltree::Document::parse(&one).unwrap();
        let groups = document.descendants().filter(|node| node.attribute("data-item").is_some());
        assert_eq!(groups.count(), sample().marks.len());
        assert!(one.contains("At least 27,585 people reported killed, cumulative, as of 6 February 2024"));
    }

    #[test]
    fn hostile_words_stay_words() {
        let mut picture = sample();
        picture.title = "a < b & \"c\" \u{0}\u{8} > d \u{FFFF}".into();
        let svg = write(&picture);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let title = document.descendants().find(|node| node.has_tag_name("title")).unwrap();
        assert_eq!(title.text(), Some("a < b & \"c\"  > d "));
    }

    #[test]
    fn numbers_are_short_and_sound() {
        let written: Vec<String> = [1.0, -0.001, 2.5, f32::NAN, 10.0].map(number).into();
        assert_eq!(written, ["1", "0", "2.5", "0", "10"]);
    }
}
