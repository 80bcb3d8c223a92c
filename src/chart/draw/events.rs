//! The analysts' events: a thin upright line with neutral words, the same for every party's acts.

use super::super::measure::width;
use super::super::panels::Panels;
use super::super::picture::{Area, Point, Stroke};
use super::plot::Scale;
use super::sheet::{SMALL, Sheet};
use crate::model::Day;
use crate::model::item::Event;

fn in_view<'a>(panels: &'a Panels, scale: &Scale) -> Vec<(f32, Day, &'a Event)> {
    let placed = |(_, event): &'a (_, Event)| {
        let day = event.when.day()?;
        Some((scale.x(f64::from(day.0)), day, event))
    };
    panels.events.iter().filter_map(placed).filter(|(x, ..)| scale.shows(*x)).collect()
}

/// Draws the lines of the events that are in view, behind everything.
pub(super) fn draw_lines(sheet: &mut Sheet, panels: &Panels, scale: &Scale) {
    let plot = scale.plot;
    for (x, day, event) in in_view(panels, scale) {
        let ends = [Point { x, y: plot.y }, Point { x, y: plot.bottom() }];
        sheet.line(&ends, Stroke::new(1.2, sheet.frame.palette.axis).dashed(2.0, 3.0));
        let words = format!("{}, {}", event.label, day.long());
        sheet.events.push((Area { x: x - 4.0, y: plot.y, w: 8.0, h: plot.h }, words));
    }
}

/// Writes the events' words where they cover nothing.
pub(super) fn draw_words(sheet: &mut Sheet, panels: &Panels, scale: &Scale) {
    let plot = scale.plot;
    for (x, _, event) in in_view(panels, scale) {
        let room = width(&event.label, SMALL) + 4.0;
        let starts = [(4.0, 11.0), (-room - 4.0, 11.0), (4.0, 25.0), (-room - 4.0, 25.0)];
        sheet.fit_words(&event.label, &starts.map(|(dx, y)| Point { x: x + dx, y: plot.y + y }), plot);
    }
}
