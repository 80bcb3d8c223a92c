//! The ink of a crowded plot in one frame: bands of rows, column by column of pixels, as areas.

use std::ops::Range;

use super::super::picture::Area;
use super::bands::{Band, Bands, MOST};
use super::plot::Scale;
use super::raster::Raster;
use super::rows::{greatest, least};

/// What is drawn between two places: the groups of days that touch it, else the lines between two groups.
struct Column {
    start: f32,
    end: f32,
    groups: Range<usize>,
}

/// The first and last pixel of a stretch of ink, from the upper edge.
type Run = (u16, u16);

/// A run that the next column may make wider, and where it began.
type Open = (Run, f32);

/// Ink in the making, layer by layer.
pub(super) struct Ink<'a> {
    bands: &'a Bands,
    plot: Area,
    columns: Vec<Column>,
    /// The first and last pixel of each row that is in view.
    pixels: Vec<Run>,
    /// The bands of a column that several groups touch.
    united: Vec<Band>,
    runs: Vec<Run>,
    open: Vec<Open>,
    before: Vec<Open>,
}

impl<'a> Ink<'a> {
    pub(super) fn new(raster: &'a Raster, scale: &Scale) -> Self {
        let per_pixel = scale.window.days() / f64::from(scale.plot.w.max(1.0));
        let bands = raster.bands(per_pixel, scale.logarithmic);
        Self {
            bands,
            plot: scale.plot,
            columns: columns(bands, scale),
            pixels: pixels(raster, scale),
            united: Vec::new(),
            runs: Vec::new(),
            open: Vec::new(),
            before: Vec::new(),
        }
    }

    /// The ink of a layer, from left to right.
    pub(super) fn areas(&mut self, layer: usize) -> Vec<Area> {
        let mut done = Vec::with_capacity(self.columns.len() * MOST);
        let columns = std::mem::take(&mut self.columns);
        for column in &columns {
            self.see(&column.groups, layer);
            self.go_on(column.start, &mut done);
        }
        let end = columns.last().map_or(self.plot.x, |column| column.end);
        self.columns = columns;
        self.runs.clear();
        self.go_on(end, &mut done);
        done
    }

    /// Finds the runs of a column, downwards.
    fn see(&mut self, groups: &Range<usize>, layer: usize) {
        let Self { bands, pixels, united, runs, .. } = self;
        runs.clear();
        match groups.len() {
            0 => groups.start.checked_sub(1).iter().for_each(|before| {
                place(bands.lying(*before, layer), pixels, runs);
            }),
            1 => place(bands.standing(groups.start, layer), pixels, runs),
            _ => {
                united.clear();
                groups.clone().for_each(|group| united.extend_from_slice(bands.standing(group, layer)));
                united.sort_unstable_by_key(|(_, last)| *last); // As they are placed: from the highest row.
                place(united, pixels, runs);
                at_most(MOST, runs);
            }
        }
    }

    /// Begins a column at `x`: what was open and goes on becomes wider, the rest is done.
    fn go_on(&mut self, x: f32, done: &mut Vec<Area>) {
        let Self { plot, runs, open, before, .. } = self;
        std::mem::swap(open, before);
        open.clear();
        let mut old = before.drain(..).peekable();
        for run in runs.iter() {
            while let Some((was, from)) = old.next_if(|(was, _)| was.0 < run.0) {
                done.push(area(plot, was, from, x));
            }
            let from = old.next_if(|(was, _)| was == run).map_or(x, |(_, from)| from);
            open.push((*run, from));
        }
        done.extend(old.map(|(was, from)| area(plot, was, from, x)));
    }
}

/// Goes through the view from left to right: which groups touch what.
fn columns(bands: &Bands, scale: &Scale) -> Vec<Column> {
    let room = scale.in_view();
    let seen = bands.between(room.start, room.end);
    let groups = bands.groups.get(..seen.end).unwrap_or_default();
    let stretches: Vec<(f32, f32)> =
        groups.iter().skip(seen.start).map(|(first, last)| stretch(scale, *first, *last)).collect();
    let first = stretches.first().map_or(scale.plot.x, |first| first.0);
    let last = stretches.last().map_or(scale.plot.right(), |last| last.1);
    let (mut x, right) = (first.min(scale.plot.x), last.max(scale.plot.right()));
    let mut touching = 0..0;
    let mut columns = Vec::with_capacity(2 * stretches.len() + 1);
    while x < right {
        touching.end += stretches.iter().skip(touching.end).take_while(|(start, _)| *start <= x).count();
        touching.start += stretches
            .get(touching.clone())
            .map_or(0, |touching| touching.iter().take_while(|(_, end)| *end <= x).count());
        let next = stretches.get(touching.end).map_or(right, |next| next.0);
        let end = stretches
            .get(touching.start)
            .filter(|_| !touching.is_empty())
            .map_or(next, |one| one.1.min(next));
        columns.push(Column {
            start: x,
            end,
            groups: seen.start + touching.start..seen.start + touching.end,
        });
        x = end;
    }
    columns
}

/// The pixels that the days of a group take: whole columns, or as wide as a step where days are wide.
fn stretch(scale: &Scale, first: i32, last: i32) -> (f32, f32) {
    let plot = scale.plot;
    let (from, to) = (scale.x(f64::from(first)), scale.x(f64::from(last)));
    let day = plot.w / scale.window.days() as f32;
    let (start, end) = if day < 6.0 {
        (plot.x + (from - plot.x).floor(), plot.x + (to - plot.x).floor() + 1.0)
    } else {
        let half = (day * 0.12).min(2.0);
        (from - half, to + half)
    };
    (start.max(plot.x - 1.0), end.min(plot.right() + 1.0))
}

fn pixels(raster: &Raster, scale: &Scale) -> Vec<Run> {
    let plot = scale.plot;
    let most = plot.h.clamp(0.0, f32::from(u16::MAX));
    let pixel = |number: u64| (scale.y(number) - plot.y).clamp(0.0, most) as u16;
    let in_view = |row: &usize| scale.y(least(*row)) >= plot.y - 0.5;
    (0..raster.rows()).take_while(in_view).map(|row| (pixel(greatest(row)), pixel(least(row)))).collect()
}

/// Turns bands, of which the higher end later, to runs of pixels downwards; runs that touch are one.
fn place(bands: &[Band], pixels: &[Run], runs: &mut Vec<Run>) {
    let last_row = pixels.len().saturating_sub(1);
    for (first, last) in bands.iter().rev() {
        let Some((_, bottom)) = pixels.get(usize::from(*first)) else { continue };
        let top = pixels.get(usize::from(*last).min(last_row)).map_or(0, |(top, _)| *top);
        match runs.last_mut() {
            Some(open) if top <= open.1.saturating_add(1) => open.1 = open.1.max(*bottom),
            _ => runs.push((top, *bottom)),
        }
    }
}

/// At most so many runs: the narrowest gaps are filled.
fn at_most(most: usize, runs: &mut Vec<Run>) {
    let Some(filled) = runs.len().checked_sub(most).filter(|filled| *filled > 0) else { return };
    let mut gaps: Vec<u16> = runs.windows(2).map(|pair| pair[1].0 - pair[0].1).collect();
    let widest = *gaps.select_nth_unstable(filled - 1).1;
    runs.dedup_by(|run, open| {
        let is_near = run.0 - open.1 <= widest;
        open.1 = if is_near { run.1 } else { open.1 };
        is_near
    });
}

/// No thinner than a line.
fn area(plot: &Area, (first, last): Run, x: f32, end: f32) -> Area {
    let (y, h) = (plot.y + f32::from(first), f32::from(last - first + 1));
    let thin = if h < 2.0 { 0.5 } else { 0.0 };
    Area { x, y: y - thin, w: end - x, h: h + 2.0 * thin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_gaps_are_filled_first() {
        let filled = |most, mut runs: Vec<Run>| {
            at_most(most, &mut runs);
            runs
        };
        assert_eq!(filled(2, vec![(0, 1), (3, 4), (9, 9)]), [(0, 4), (9, 9)]);
        assert_eq!(filled(9, vec![(0, 1), (3, 4)]), [(0, 1), (3, 4)]);
    }
}
