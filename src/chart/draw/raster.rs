//! Where the reports of a cell lie, day by day and row by row of numbers, for when they are too many to tell apart.
//!
//! Worked out once for all stretches of time and all scales; a frame asks for its bands (`bands.rs`).
//! Holds every number that is drawn, so that what covers its rows covers every report.

use std::ops::Range;
use std::sync::Arc;

use super::super::panels::Ranked;
use super::super::report::Report;
use super::super::series::Series;
use super::bands::Kept;
use super::index::touching;
use super::rows::{bits, row};
use super::sheet::{COLOURS, colour_of};

/// A colour for each, one for no source, and one for falls.
pub(super) const LAYERS: usize = COLOURS + 2;
/// The layer of counts that stand below the one before.
pub(super) const FALLS: usize = COLOURS + 1;
/// Bytes that it may take; beyond that, days that follow one another share a slot.
const MOST_BYTES: usize = 64 << 20;

/// Reports by slot of days, by layer and by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Raster {
    /// The first and last day of each slot, in order.
    pub(super) slots: Vec<(i32, i32)>,
    words: usize,
    /// What stands on the days of a slot: marks, and steps from number to number.
    upright: Vec<u64>,
    /// What lies between a slot and the next: lines that go on.
    level: Vec<u64>,
    /// The highest and the lowest report of each slot.
    pub(super) extremes: Vec<[Option<Arc<Report>>; 2]>,
    /// Which layers hold anything.
    pub(super) used: [bool; LAYERS],
    /// What frames have asked for.
    pub(super) kept: Kept,
}

/// A number in a slot, and where it comes from: a series, else what is loose.
type Seen = Option<(u64, Option<usize>, usize)>;

impl Raster {
    /// The raster of some reports on these days, each once and in order.
    pub(super) fn of(series: &[Arc<Series>], loose: &[Arc<Report>], days: &[i32], ranked: &Ranked) -> Self {
        let tops = series.iter().flat_map(|series| series.columns.values.iter().copied());
        let top = tops.chain(loose.iter().map(|report| report.top())).max().unwrap_or(0);
        let words = row(top) / 64 + 1;
        let most = (MOST_BYTES / (2 * LAYERS * words * 8)).max(1);
        let slots: Vec<(i32, i32)> = days
            .chunks(days.len().div_ceil(most).max(1))
            .filter_map(|run| Some((*run.first()?, *run.last()?)))
            .collect();
        let size = slots.len() * LAYERS * words;
        let mut raster =
            Self { words, upright: vec![0; size], level: vec![0; size], slots, ..Self::default() };
        let mut seen: Vec<[Seen; 2]> = vec![[None; 2]; raster.slots.len()];
        let rank = |source: &str| ranked.place(source);
        for (place, one) in series.iter().enumerate() {
            raster.take_series(one, colour_of(rank(&one.key.source)), place, &mut seen);
        }
        for (place, report) in loose.iter().enumerate() {
            raster.take_loose(report, colour_of(report.source.as_deref().and_then(rank)), place, &mut seen);
        }
        let report = |seen: Seen| match seen? {
            (_, Some(of), at) => series.get(of)?.points.get(at).map(|point| Arc::clone(&point.report)),
            (_, None, at) => loose.get(at).cloned(),
        };
        raster.extremes = seen.into_iter().map(|ends| ends.map(report)).collect();
        raster
    }

    fn take_series(&mut self, series: &Series, layer: usize, place: usize, seen: &mut [[Seen; 2]]) {
        let columns = &series.columns;
        let mut before: Option<(usize, u64)> = None;
        let mut slot = 0;
        for (at, (day, value)) in columns.days.iter().zip(&columns.values).enumerate() {
            slot = self.slot_of(*day, slot);
            let point = series.points.get(at);
            self.stand(slot, layer, row(*value), row(*value));
            if let Some((was, number)) = before
                && point.is_some_and(|point| !point.after_gap)
            {
                for between in was..slot {
                    self.lie(between, layer, row(number));
                }
                self.stand(slot, layer, row(number.min(*value)), row(number.max(*value)));
            }
            if point.is_some_and(|point| point.falls) {
                self.stand(slot, FALLS, row(*value), row(*value));
            }
            // Reports lie far apart in memory: they are asked only where one may reach higher than its number.
            if series.summary.wide
                && let Some(top) = point.and_then(|point| point.report.upper).filter(|top| top > value)
            {
                self.stand(slot, layer, row(*value), row(top));
            }
            note(seen, slot, (*value, Some(place), at));
            before = Some((slot, *value));
        }
    }

    fn take_loose(&mut self, report: &Report, layer: usize, place: usize, seen: &mut [[Seen; 2]]) {
        let Some((day, value)) = report.day().zip(report.height()) else { return };
        let slot = self.slot_of(day.0, 0);
        self.stand(slot, layer, row(value), row(report.top()));
        note(seen, slot, (value, None, place));
    }

    /// The slot of a day that is not before the slot `from`.
    fn slot_of(&self, day: i32, from: usize) -> usize {
        // Mostly the same slot or one of the next few.
        let near = self.slots.iter().skip(from).take(4).position(|(_, last)| day <= *last);
        near.map_or_else(|| self.slots.partition_point(|(_, last)| *last < day), |near| from + near)
    }

    fn range(&self, slot: usize, layer: usize) -> Range<usize> {
        let start = (slot * LAYERS + layer) * self.words;
        start..start + self.words
    }

    fn stand(&mut self, slot: usize, layer: usize, first: usize, last: usize) {
        let range = self.range(slot, layer);
        if let Some(set) = self.upright.get_mut(range) {
            bits::fill(set, first, last);
            self.used[layer] = true;
        }
    }

    fn lie(&mut self, slot: usize, layer: usize, at: usize) {
        let range = self.range(slot, layer);
        if let Some(word) = self.level.get_mut(range).and_then(|set| set.get_mut(at / 64)) {
            *word |= 1 << (at % 64);
        }
    }

    /// What stands in a slot.
    pub(super) fn upright(&self, slot: usize, layer: usize) -> &[u64] {
        self.upright.get(self.range(slot, layer)).unwrap_or_default()
    }

    /// What lies between a slot and the next.
    pub(super) fn level(&self, slot: usize, layer: usize) -> &[u64] {
        self.level.get(self.range(slot, layer)).unwrap_or_default()
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.words * 64
    }

    /// The slots from one day to another.
    pub(super) fn between(&self, start: f64, end: f64) -> Range<usize> {
        touching(&self.slots, start, end)
    }
}

/// Notes a number where it is the highest or the lowest of its slot.
fn note(seen: &mut [[Seen; 2]], slot: usize, number: (u64, Option<usize>, usize)) {
    let Some([high, low]) = seen.get_mut(slot) else { return };
    if high.is_none_or(|known| known.0 < number.0) {
        *high = Some(number);
    }
    if low.is_none_or(|known| known.0 > number.0) {
        *low = Some(number);
    }
}
