//! The heading of a chart that travels alone: the name of its view, and what it measures, where and who says so.

use super::super::measure::wrap;
use super::super::picture::{Anchor, Point};
use super::cells::Cell;
use super::layout::PAD;
use super::notes;
use super::sheet::{Sheet, TITLE};

/// The size of the heading's type, in pixels.
const SIZE: f32 = 18.0;
const LINE: f32 = 23.0;
const UNDER: f32 = 17.0;
/// The strong weight is this much wider.
const STRONG: f32 = 1.03;
const MOST: usize = 3;

/// Draws the heading of an exported chart; gives its height, none on screen.
pub(super) fn draw(sheet: &mut Sheet, cells: &[Cell]) -> f32 {
    if sheet.frame.exported.is_none() || cells.is_empty() {
        return 0.0;
    }
    let room = sheet.frame.width - 2.0 * PAD;
    let said = notes::title(cells);
    let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
    let mut y = PAD;
    let name = sheet.frame.name.clone();
    let strong = name.as_deref().unwrap_or(&said);
    for line in wrap(strong, SIZE * STRONG, room).iter().take(MOST) {
        y += LINE;
        sheet.strong(line, Point { x: PAD, y: y - 5.0 }, SIZE, ink);
    }
    if name.is_some() {
        for line in wrap(&said, TITLE, room).iter().take(MOST) {
            y += UNDER;
            sheet.text(line, Point { x: PAD, y: y - 3.0 }, Anchor::Start, TITLE, muted);
        }
    }
    y
}
