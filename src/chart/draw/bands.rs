//! The ink of a crowded plot in rows of numbers, for groups of days of one width: what a frame turns to pixels.
//!
//! A few bands stand for all rows of a group in one colour, the narrowest gaps between them filled. Which gaps are
//! narrowest follows from the numbers and not from a plot's height, so that this is worked out once for each width
//! of groups, and a frame at any place and of any height only places bands.

use std::ops::Range;
use std::sync::OnceLock;

use super::index::touching;
use super::raster::{LAYERS, Raster};
use super::rows::{bits, least};

/// Bands of one group in one colour, at most.
pub(super) const MOST: usize = 10;
/// How many widths there are: groups of 1, 2, 4 … days.
const WIDTHS: usize = 14;

/// The first and last row of a stretch of ink.
pub(super) type Band = (u16, u16);

/// The bands of every group and layer.
#[derive(Clone, Debug, Default)]
pub(super) struct Bands {
    /// The first and last day of each group, in order.
    pub(super) groups: Vec<(i32, i32)>,
    bands: Vec<Band>,
    /// Where the bands of each set end: for every group and layer what stands there, then what lies behind it.
    ends: Vec<u32>,
}

/// Bands once they were asked for: by scale, linear or logarithmic, and by width.
pub(super) type Kept = [[OnceLock<Bands>; WIDTHS]; 2];

impl Raster {
    /// The bands of groups that are `room` days wide at most, or of single slots.
    pub(super) fn bands(&self, room: f64, logarithmic: bool) -> &Bands {
        let fits = |power: &usize| f64::from(1u32 << power) <= room;
        let power = (1..WIDTHS).take_while(fits).last().unwrap_or(0);
        self.kept[usize::from(logarithmic)][power].get_or_init(|| Bands::of(self, power, logarithmic))
    }
}

impl Bands {
    fn of(raster: &Raster, power: usize, logarithmic: bool) -> Self {
        let mut maker = Maker::new(raster, logarithmic);
        let mut first = 0;
        for group in raster.slots.chunk_by(|a, b| a.0 >> power == b.0 >> power) {
            let slots = first..first + group.len();
            first = slots.end;
            if let [(start, _), ..] = group
                && let [.., (_, end)] = group
            {
                maker.made.groups.push((*start, *end));
            }
            (0..LAYERS).for_each(|layer| maker.take(raster, slots.clone(), layer));
        }
        maker.made
    }

    fn set(&self, place: usize) -> &[Band] {
        let end = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.bands.get(start..end(place)).unwrap_or_default()
    }

    /// What stands in a group, with the lines that come to it and go on from it; upwards.
    pub(super) fn standing(&self, group: usize, layer: usize) -> &[Band] {
        self.set(2 * (group * LAYERS + layer))
    }

    /// The lines between a group and the next; upwards.
    pub(super) fn lying(&self, group: usize, layer: usize) -> &[Band] {
        self.set(2 * (group * LAYERS + layer) + 1)
    }

    /// The groups from one day to another.
    pub(super) fn between(&self, start: f64, end: f64) -> Range<usize> {
        touching(&self.groups, start, end)
    }
}

/// Bands in the making.
struct Maker {
    made: Bands,
    /// How high the lower edge of each row stands, in a unit of its own.
    heights: Vec<u64>,
    rows: Vec<u64>,
    runs: Vec<Band>,
    gaps: Vec<u64>,
}

impl Maker {
    fn new(raster: &Raster, logarithmic: bool) -> Self {
        let height = if logarithmic { doublings } else { |number| number };
        let heights = (0..=raster.rows()).map(|row| height(least(row))).collect();
        let rows = vec![0; raster.rows() / 64];
        Self { made: Bands::default(), heights, rows, runs: Vec::new(), gaps: Vec::new() }
    }

    fn take(&mut self, raster: &Raster, slots: Range<usize>, layer: usize) {
        self.rows.fill(0);
        if raster.used[layer] {
            for slot in slots.start.saturating_sub(1)..slots.end {
                bits::unite(&mut self.rows, raster.level(slot, layer));
            }
            slots.clone().for_each(|slot| bits::unite(&mut self.rows, raster.upright(slot, layer)));
        }
        self.add();
        self.rows.fill(0);
        if let Some(last) = slots.last().filter(|_| raster.used[layer]) {
            bits::unite(&mut self.rows, raster.level(last, layer));
        }
        self.add();
    }

    /// Adds the rows as bands, the narrowest gaps filled.
    fn add(&mut self) {
        let Self { made, heights, rows, runs, gaps } = self;
        runs.clear();
        bits::runs(rows, |first, last| runs.push((first as u16, last as u16)));
        let height = |row: usize| heights.get(row).copied().unwrap_or(u64::MAX);
        let gap = |below: &Band, above: &Band| {
            height(usize::from(above.0)).saturating_sub(height(usize::from(below.1) + 1))
        };
        gaps.clear();
        gaps.extend(runs.windows(2).map(|pair| gap(&pair[0], &pair[1])));
        let filled = runs.len().saturating_sub(MOST);
        let widest = filled.checked_sub(1).map(|place| *gaps.select_nth_unstable(place).1);
        let start = made.bands.len();
        for run in runs {
            match made.bands.get_mut(start..).and_then(<[Band]>::last_mut) {
                Some(open) if widest.is_some_and(|widest| gap(open, run) <= widest) => open.1 = run.1,
                _ => made.bands.push(*run),
            }
        }
        made.ends.push(made.bands.len() as u32);
    }
}

/// How often one doubles to a number, in 256ths.
fn doublings(number: u64) -> u64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    let part = (u128::from(number) << 8) >> whole; // From 256 to 511.
    (u64::from(whole) << 8) + (part as u64 & 255)
}

#[cfg(test)]
mod tests;
