//! Owns how marks are drawn: tints under the text, lines under figures, lanes in the margin.
//! Knows a mark only by its opaque id.

use std::ops::Range;

use eframe::egui::{Color32, Painter, Rangef, Rect, Stroke, StrokeKind, pos2};

use super::{Mark, MarkKind, ReaderLook, ReaderState, Shown};

/// Width of the margin on either side of the text, in points; the lanes are drawn in it.
pub(super) const MARGIN: f32 = 40.0;
const LANES: usize = 5;
const LANE_WIDTH: f32 = 3.0;
const LANE_STEP: f32 = 6.0;

/// A mark that touches the text on the screen.
pub(super) struct Placed<'a> {
    pub mark: &'a Mark,
    /// Its lane in the margin, where passages overlap.
    pub lane: Option<usize>,
}

/// The marks that touch `bytes`, longest first, each with its lane.
///
/// Lanes are given from the start of the article, so that they stay as the reader scrolls.
pub(super) fn place<'a>(marks: &'a [Mark], bytes: &Range<usize>) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut group_end = 0;
    for mark in marks {
        if mark.bytes.start >= bytes.end && mark.bytes.start >= group_end {
            break;
        }
        let is_passage = mark.kind == MarkKind::Highlight;
        if is_passage && (mark.bytes.start >= group_end || groups.is_empty()) {
            groups.push(0);
            ends.clear();
        }
        let lane = if is_passage { take_lane(&mut ends, mark) } else { 0 };
        if is_passage {
            group_end = group_end.max(mark.bytes.end);
            if let Some(count) = groups.last_mut() {
                *count = ends.len();
            }
        }
        if mark.bytes.start < bytes.end && mark.bytes.end > bytes.start {
            placed.push((mark, is_passage.then(|| (groups.len() - 1, lane))));
        }
    }
    placed.sort_by_key(|(mark, _)| std::cmp::Reverse(mark.bytes.len()));
    let shared = |(group, lane): (usize, usize)| (groups[group] > 1).then_some(lane);
    placed.into_iter().map(|(mark, lane)| Placed { mark, lane: lane.and_then(shared) }).collect()
}

fn take_lane(ends: &mut Vec<usize>, mark: &Mark) -> usize {
    let free = ends.iter().position(|end| *end <= mark.bytes.start);
    let lane = free.unwrap_or(ends.len());
    if lane == ends.len() {
        ends.push(0);
    }
    ends[lane] = mark.bytes.end;
    lane
}

/// The marks at `byte`, innermost first.
pub(super) fn at<'a>(placed: &'a [Placed<'a>], byte: usize) -> impl Iterator<Item = &'a Mark> {
    placed.iter().rev().map(|placed| placed.mark).filter(move |mark| mark.bytes.contains(&byte))
}

/// Paints everything that lies under the text.
pub(super) fn paint_under(
    painter: &Painter,
    placed: &[Placed<'_>],
    shown: &[Shown],
    look: &ReaderLook,
    state: &ReaderState,
) {
    for Placed { mark, lane } in placed {
        let active = state.active == Some(mark.id);
        match mark.kind {
            MarkKind::Highlight => {
                let part = if active { (look.tint * 1.9).min(0.6) } else { look.tint };
                let tint = look.background.lerp_to_gamma(mark.colour, part);
                each_rect(shown, &mark.bytes, |rect| {
                    painter.rect_filled(rect.expand2([1.0, 1.0].into()), 2.0, tint);
                });
            }
            MarkKind::Dotted if active => outline(painter, shown, mark, look),
            MarkKind::Underline if active => {
                let tint = look.background.lerp_to_gamma(mark.colour, look.tint);
                each_rect(shown, &mark.bytes, |rect| {
                    painter.rect_filled(rect.expand2([1.0, 1.0].into()), 2.0, tint);
                });
            }
            MarkKind::Underline | MarkKind::Dotted => {}
        }
        if let Some(lane) = lane {
            paint_lane(painter, shown, mark, *lane, active);
        }
    }
}

/// Paints the lines under figures and suggestions.
pub(super) fn paint_lines(painter: &Painter, placed: &[Placed<'_>], shown: &[Shown]) {
    for Placed { mark, .. } in placed {
        each_rect(shown, &mark.bytes, |rect| match mark.kind {
            MarkKind::Highlight => {}
            MarkKind::Underline => {
                let y = rect.bottom();
                let line = Rect::from_min_max(pos2(rect.left(), y - 1.0), pos2(rect.right(), y + 1.0));
                painter.rect_filled(line, 0.0, mark.colour);
            }
            MarkKind::Dotted => dots(painter, rect, mark.colour),
        });
    }
}

/// The suggestion that keys act on stands in a frame.
fn outline(painter: &Painter, shown: &[Shown], mark: &Mark, look: &ReaderLook) {
    let tint = look.background.lerp_to_gamma(mark.colour, look.tint * 0.6);
    each_rect(shown, &mark.bytes, |rect| {
        let frame = rect.expand2([2.0, 2.0].into());
        painter.rect(frame, 3.0, tint, Stroke::new(1.2, mark.colour), StrokeKind::Inside);
    });
}

fn dots(painter: &Painter, rect: Rect, colour: Color32) {
    let mut x = rect.left() + 1.0;
    while x < rect.right() {
        painter.circle_filled(pos2(x, rect.bottom() + 0.5), 1.3, colour);
        x += 4.5;
    }
}

fn paint_lane(painter: &Painter, shown: &[Shown], mark: &Mark, lane: usize, active: bool) {
    let mut span = Rangef::NOTHING;
    let mut left = f32::INFINITY;
    for piece in shown {
        for rect in piece.rects(&mark.bytes) {
            span = Rangef::new(span.min.min(rect.top()), span.max.max(rect.bottom()));
            left = left.min(piece.left);
        }
    }
    if span.max > span.min {
        let x = left - 12.0 - lane.min(LANES - 1) as f32 * LANE_STEP;
        let rect = Rect::from_x_y_ranges(x - LANE_WIDTH..=x, span);
        painter.rect_filled(rect, LANE_WIDTH / 2.0, mark.colour);
        if active {
            let stroke = Stroke::new(1.0, mark.colour);
            painter.rect_stroke(rect.expand(1.0), LANE_WIDTH, stroke, StrokeKind::Outside);
        }
    }
}

/// Calls `paint` with every rectangle on the screen that `bytes` cover.
pub(super) fn each_rect(shown: &[Shown], bytes: &Range<usize>, mut paint: impl FnMut(Rect)) {
    for piece in shown {
        if bytes.start < piece.bytes.end && bytes.end > piece.bytes.start {
            piece.rects(bytes).into_iter().for_each(&mut paint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ItemId;
    use crate::view::reader::Marked;

    fn mark(kind: MarkKind, bytes: Range<usize>) -> Mark {
        Mark { id: Marked::Item(ItemId::default()), bytes, kind, colour: Color32::RED }
    }

    fn lanes(marks: &[Mark], bytes: Range<usize>) -> Vec<(usize, Option<usize>)> {
        let mut placed: Vec<_> = place(marks, &bytes).iter().map(|p| (p.mark.bytes.start, p.lane)).collect();
        placed.sort();
        placed
    }

    #[test]
    fn only_overlapping_passages_take_lanes() {
        let passage = |bytes| mark(MarkKind::Highlight, bytes);
        let marks = [passage(0..10), passage(5..20), passage(12..15), passage(30..40)];
        assert_eq!(lanes(&marks, 0..100), [(0, Some(0)), (5, Some(1)), (12, Some(0)), (30, None)]);
        assert_eq!(lanes(&marks, 16..18), [(5, Some(1))]);
        assert_eq!(lanes(&marks, 0..4), [(0, Some(0))]);
    }

    #[test]
    fn figures_take_no_lane_and_break_no_group() {
        let marks = [
            mark(MarkKind::Underline, 0..3),
            mark(MarkKind::Highlight, 1..9),
            mark(MarkKind::Underline, 2..4),
            mark(MarkKind::Highlight, 3..5),
        ];
        assert_eq!(lanes(&marks, 0..9), [(0, None), (1, Some(0)), (2, None), (3, Some(1))]);
    }

    #[test]
    fn the_innermost_mark_comes_first() {
        let marks = [mark(MarkKind::Highlight, 0..30), mark(MarkKind::Underline, 5..8)];
        let placed = place(&marks, &(0..100));
        let found: Vec<_> = at(&placed, 6).map(|mark| mark.bytes.clone()).collect();
        assert_eq!(found, [5..8, 0..30]);
    }
}
