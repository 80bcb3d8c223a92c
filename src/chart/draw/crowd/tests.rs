use super::super::{Detail, Frame, picture};
use super::*;
use crate::chart::panels::{Panels, panels};
use crate::chart::picture::{Palette, Picture, Shape};
use crate::chart::sample::{Sample, says};
use crate::model::Look;
use crate::model::figure::{Qualifier, Scope};

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Lines and loose marks of many sources, with falls, gaps and numbers from nought to very large.
pub(in crate::chart::draw) fn many(seed: u64) -> Panels {
    let (mut sample, mut random) = (Sample::new(), Random(seed));
    for _ in 0..1_300 {
        let day = crate::model::Day(19_000 + random.below(900) as i32).to_string();
        let most = 1 << random.below(30);
        let value = random.below(most);
        let source = format!("source {}", random.below(30));
        let is_loose = random.below(4) == 0;
        sample.total(value, &day, |figure| {
            figure.attribution = Some(vec![says(&source)]);
            figure.qualifier = Some(Qualifier::Exact);
            if is_loose {
                figure.population = None;
            }
            if random.below(5) == 0 {
                figure.scope = Some(Scope::Stock);
            }
        });
    }
    panels(&sample.grounds(), &Look::default())
}

pub(in crate::chart::draw) fn framed(panels: &Panels, window: TimeWindow, height: f32) -> Picture {
    picture(panels, &frame(window, height))
}

fn frame(window: TimeWindow, height: f32) -> Frame {
    Frame {
        width: 900.0,
        height,
        window,
        palette: Palette::LIGHT,
        detail: Detail::Full,
        exported: None,
        name: None,
    }
}

fn is_covered(picture: &Picture, at: Point, colour: Rgb) -> bool {
    let holds = |area: &Area| {
        at.x >= area.x - 0.01
            && at.x <= area.right() + 0.01
            && at.y >= area.y - 0.01
            && at.y <= area.bottom() + 0.01
    };
    picture.shapes.iter().any(|drawn| match &drawn.shape {
        Shape::Patches { areas, fill } => fill.0 == colour && areas.iter().any(holds),
        _ => false,
    })
}

/// The property that decimation must keep, for every pixel column and series: first, last, highest and
/// lowest number lie under ink of their colour. Here it is asked of every number in view, which is more.
#[test]
fn every_number_in_view_lies_under_ink_of_its_colour_and_every_fall_under_the_ink_of_falls() {
    let mut asked = 0;
    for seed in 0..3 {
        let panels = many(seed);
        let fit = TimeWindow::fit(&panels);
        let windows = [fit, fit.zoomed(1.4, fit.start + 200.0), fit.moved(321.7), fit.zoomed(0.2, fit.end)];
        for (window, height) in windows.into_iter().zip([700.0, 300.0, 1100.0, 500.0]) {
            let cells = super::super::cells::cells(&panels);
            let crowded = crowded(cells, window);
            let picture = framed(&panels, window, height);
            for (place, cell) in cells.iter().enumerate().filter(|(place, _)| crowded[*place]) {
                let frame = frame(window, height);
                let sheet = Sheet::new(&panels, &frame);
                let scale = super::super::layout::scale(&sheet, cell, picture.plots[place]);
                asked += check(&picture, &panels, cell, &scale);
            }
        }
    }
    assert!(asked > 5_000, "{asked}");
}

fn check(picture: &Picture, panels: &Panels, cell: &Cell, scale: &Scale) -> usize {
    let mut asked = 0;
    let colour = |source: &str| {
        let place = panels.sources().iter().position(|known| **known == *source);
        picture_colour(place)
    };
    let mut ask = |report: &Report, colour: Rgb| {
        let at = marks::at(report, scale).unwrap();
        if at.x >= scale.plot.x && at.x <= scale.plot.right() {
            asked += 1;
            assert!(is_covered(picture, at, colour), "{at:?} in {:?}: {report:?}", scale.plot);
        }
    };
    for series in &cell.series {
        for point in &series.points {
            ask(&point.report, colour(&series.key.source));
            if point.falls {
                ask(&point.report, Palette::LIGHT.ink);
            }
        }
    }
    for report in &cell.loose {
        ask(report, report.source.as_deref().map_or(Palette::LIGHT.muted, colour));
    }
    asked
}

fn picture_colour(place: Option<usize>) -> Rgb {
    Palette::LIGHT.data.get(super::super::sheet::colour_of(place)).copied().unwrap_or(Palette::LIGHT.muted)
}

#[test]
fn a_crowded_plot_is_bounded_says_so_and_answers_a_pointer() {
    let panels = many(9);
    let picture = framed(&panels, TimeWindow::fit(&panels), 700.0);
    let said = |drawn: &crate::chart::picture::Drawn| match &drawn.shape {
        Shape::Text { words, .. } => words.contains("figures drawn as"),
        _ => false,
    };
    assert!(picture.shapes.iter().any(said));
    assert!(picture.marks.len() <= MOST + 4 * STOPS, "{}", picture.marks.len());
    for mark in picture.marks.iter().take(50) {
        let nearest = picture.crowds.0.iter().find_map(|crowd| crowd.nearest(mark.at, 8.0));
        let known = picture.crowds.0.iter().find_map(|crowd| crowd.mark_of(mark.id));
        if let (Some(nearest), Some(known)) = (nearest, known) {
            assert!((nearest.at.x - mark.at.x).abs() < 0.5 && (nearest.at.y - mark.at.y).abs() < 0.5);
            assert_eq!(known.name, mark.name);
        }
    }
    assert!(picture.crowds.0.iter().all(|crowd| crowd.nearest(Point { x: -50.0, y: 5.0 }, 8.0).is_none()));
}
