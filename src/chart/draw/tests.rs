use super::*;
use crate::chart::panels::panels;
use crate::chart::picture::Shape;
use crate::chart::sample::{Sample, full};
use crate::model::Look;
use crate::model::figure::{Qualifier, Scope};

fn framed(sample: &Sample, width: f32, height: f32, detail: Detail) -> Picture {
    let panels = panels(&sample.grounds(), &Look::default());
    let window = TimeWindow::fit(&panels);
    picture(
        &panels,
        &Frame { width, height, window, palette: Palette::LIGHT, detail, exported: None, name: None },
    )
}

/// The shapes of the one mark that a single figure with a hedge gives.
fn shapes_of(qualifier: Option<Qualifier>) -> Vec<Shape> {
    let mut sample = Sample::new();
    let id = sample.total(250, "2024-01-01", |figure| {
        figure.qualifier = qualifier;
        figure.upper = Some(260);
    });
    let picture = framed(&sample, 900.0, 400.0, Detail::Full);
    assert_eq!(picture.marks.len(), 1);
    picture.shapes.into_iter().filter(|drawn| drawn.item == Some(id)).map(|drawn| drawn.shape).collect()
}

#[test]
fn a_stretch_of_time_is_moved_until_it_overlaps_another() {
    let fit = TimeWindow { start: 100.0, end: 200.0 };
    let near = |start: f64, end: f64| {
        let moved = TimeWindow { start, end }.near(fit);
        assert!((moved.days() - (end - start)).abs() < 1e-9);
        (moved.start, moved.end)
    };
    assert_eq!(near(90.0, 140.0), (90.0, 140.0));
    assert_eq!(near(900.0, 950.0), (195.0, 245.0));
    assert_eq!(near(-900.0, -400.0), (-390.0, 110.0));
    assert_eq!(near(-1_000.0, 1_000.0), (-1_000.0, 1_000.0));
}

#[test]
fn every_hedge_has_its_mark() {
    use Qualifier as Q;
    let polygon = |shapes: &[Shape]| {
        shapes.iter().find_map(|shape| match shape {
            Shape::Polygon { points, .. } => Some(points[0].y < points[1].y),
            _ => None,
        })
    };
    for hedge in [Q::AtLeast, Q::MoreThan] {
        let shapes = shapes_of(Some(hedge));
        assert_eq!(polygon(&shapes), Some(true), "{hedge:?} points up");
        let faint = |shape: &Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.alpha < 0.3);
        assert!(shapes.iter().any(faint), "the whisker of {hedge:?} fades");
    }
    for hedge in [Q::Almost, Q::UpTo, Q::LessThan] {
        assert_eq!(polygon(&shapes_of(Some(hedge))), Some(false), "{hedge:?} points down");
    }
    assert!(matches!(shapes_of(Some(Q::Exact))[..], [Shape::Circle { fill: Some(_), .. }]));
    assert!(matches!(shapes_of(Some(Q::About))[..], [Shape::Circle { .. }, Shape::Line { .. }]));
    assert!(matches!(
        shapes_of(Some(Q::Range))[..],
        [Shape::Line { .. }, Shape::Line { .. }, Shape::Line { .. }]
    ));
    assert!(matches!(shapes_of(None)[..], [Shape::Circle { radius, .. }] if radius < 4.0));
}

#[test]
fn a_window_is_a_bar_in_a_panel_of_its_own() {
    let mut sample = Sample::new();
    sample.total(27_585, "2024-02-06", |_| ());
    let window =
        sample.total(107, "2024-02-06", |figure| figure.scope = Some(Scope::Window { hours: Some(24) }));
    let picture = framed(&sample, 1200.0, 700.0, Detail::Full);
    assert_eq!(picture.plots.len(), 2);
    let bar = |drawn: &&super::super::picture::Drawn| {
        drawn.item == Some(window) && matches!(drawn.shape, Shape::Rect { .. })
    };
    assert_eq!(picture.shapes.iter().filter(bar).count(), 1);
    let mark = picture.marks.iter().find(|mark| mark.id == window).unwrap();
    assert!(mark.at.y > picture.plots[1].y && picture.plots[1].y >= picture.plots[0].bottom());
}

#[test]
fn steps_are_level_or_upright_and_never_slope() {
    for drawn in framed(&full(), 1200.0, 700.0, Detail::Full).shapes {
        if let Shape::Line { points, .. } = drawn.shape
            && drawn.item.is_none()
            && points.len() == 2
        {
            assert!((points[0].x - points[1].x).abs() < 0.01 || (points[0].y - points[1].y).abs() < 0.01);
        }
    }
}

#[test]
fn pictures_hold_at_any_size_and_zoom() {
    let sample = full();
    let panels = panels(&sample.grounds(), &Look::default());
    let fit = TimeWindow::fit(&panels);
    for width in [60.0, 320.0, 900.0, 3000.0] {
        for height in [20.0, 260.0, 1500.0] {
            for window in [
                fit,
                fit.zoomed(40.0, fit.start),
                fit.zoomed(0.01, fit.end),
                fit.moved(1e9),
                fit.moved(-4000.0),
            ] {
                let frame = Frame {
                    width,
                    height,
                    window,
                    palette: Palette::DARK,
                    detail: Detail::Live,
                    exported: None,
                    name: None,
                };
                let picture = picture(&panels, &frame);
                assert!(picture.height.is_finite() && picture.height >= height);
            }
        }
    }
}

#[test]
fn words_never_cover_words() {
    for (width, height, detail) in
        [(1200.0, 700.0, Detail::Full), (900.0, 260.0, Detail::Live), (600.0, 500.0, Detail::Full)]
    {
        let picture = framed(&full(), width, height, detail);
        let areas: Vec<_> = picture.shapes.iter().filter_map(|drawn| text_area(&drawn.shape)).collect();
        for (place, (one, a)) in areas.iter().enumerate() {
            assert!(
                a.x >= 0.0 && a.right() <= width + 0.5 && a.bottom() <= picture.height,
                "{one} leaves the sheet"
            );
            for (other, b) in &areas[place + 1..] {
                assert!(!a.touches(b), "{one:?} and {other:?} touch at {width}×{height}");
            }
        }
    }
}

fn text_area(shape: &Shape) -> Option<(String, super::super::picture::Area)> {
    use super::super::picture::{Anchor, Area};
    let Shape::Text { at, anchor, size, words, .. } = shape else { return None };
    let w = super::super::measure::width(words, *size) / 1.03;
    let x = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - w / 2.0,
        Anchor::End => at.x - w,
    };
    Some((words.clone(), Area { x, y: at.y - size * 0.72, w, h: size * 0.74 }))
}

#[test]
fn an_empty_chart_says_what_to_do() {
    let picture = framed(&Sample::new(), 900.0, 260.0, Detail::Live);
    let says = |drawn: &super::super::picture::Drawn| matches!(&drawn.shape, Shape::Text { words, .. } if words == EMPTY);
    assert!(picture.shapes.iter().any(says) && picture.marks.is_empty());
}

#[test]
fn the_note_counts_what_is_left_out() {
    let picture = framed(&full(), 1200.0, 700.0, Detail::Full);
    let words: String = picture
        .shapes
        .iter()
        .filter_map(|drawn| text_area(&drawn.shape))
        .map(|(words, _)| words + " ")
        .collect();
    for said in [
        "in 1 text",
        "1 without a date",
        "1 without a number",
        "1 in the terms of proposals",
        "Dossier 0.1.0.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}
