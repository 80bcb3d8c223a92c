//! Thin links from a part to its whole, where both marks stand in one plot.

use std::collections::BTreeMap;

use crate::model::ItemId;

use super::super::panels::Panels;
use super::super::picture::{Area, Point, Stroke};
use super::sheet::Sheet;

/// How far a link keeps from the middle of a mark, in pixels.
const CLEAR: f32 = 8.0;

/// Draws the links between the marks drawn so far; says whether there are any.
pub(super) fn draw(sheet: &mut Sheet, panels: &Panels) -> bool {
    let mut places: BTreeMap<ItemId, (usize, Point)> = BTreeMap::new();
    for mark in &sheet.marks {
        let holds = |plot: &Area| plot.holds(&Area::around(mark.at, 0.0));
        if let Some(plot) = sheet.plots.iter().position(holds) {
            places.entry(mark.id).or_insert((plot, mark.at));
        }
    }
    let ends = |(part, whole)| {
        let ((a, from), (b, to)) = (places.get(&part)?, places.get(&whole)?);
        (a == b).then_some((*from, *to))
    };
    let links: Vec<(Point, Point)> = panels.parts.pairs().filter_map(ends).filter_map(between).collect();
    let stroke = Stroke::new(1.0, sheet.frame.palette.muted).dashed(1.5, 3.0);
    for (from, to) in &links {
        // Three points: a link is told from a step of a line, which is level or upright.
        let middle = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
        sheet.line(&[*from, middle, *to], stroke);
    }
    !links.is_empty()
}

/// The stretch between two marks that covers neither; `None` where they all but touch.
fn between((from, to): (Point, Point)) -> Option<(Point, Point)> {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let far = x.hypot(y);
    let (x, y) = (x / far * CLEAR, y / far * CLEAR);
    (far > 3.0 * CLEAR)
        .then_some((Point { x: from.x + x, y: from.y + y }, Point { x: to.x - x, y: to.y - y }))
}
