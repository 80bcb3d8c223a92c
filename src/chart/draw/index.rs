//! What a cell's reports are day by day, so that a frame asks for those in view without going through all.

use std::ops::Range;
use std::sync::Arc;

use super::super::report::Report;
use super::super::series::Series;
use super::TimeWindow;

/// The days of a cell, and how many and how high its reports are on each.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Every day with a report, once, in order.
    pub(super) days: Vec<i32>,
    /// Reports before each of the days, and of all at the end.
    before: Vec<usize>,
    /// The highest number that a report of the day reaches, where its date leaves nothing open.
    tops: Vec<u64>,
    /// First and last day and top of reports whose date leaves days open.
    wide: Vec<(i32, i32, u64)>,
    /// The highest of all.
    top: u64,
    /// How far before its day a mark may stand, in days: half the longest window.
    pub(super) reach: f64,
}

impl Index {
    pub(super) fn of(series: &[Arc<Series>], loose: &[Arc<Report>]) -> Self {
        let mut index = Self::default();
        let mut each: Vec<(i32, u64)> = Vec::new();
        for series in series {
            if !series.summary.wide {
                each.extend(series.columns.days.iter().copied().zip(series.columns.values.iter().copied()));
            } else {
                series.points.iter().for_each(|point| index.add(&point.report, &mut each));
            }
        }
        loose.iter().for_each(|report| index.add(report, &mut each));
        index.lay_out(&each);
        index
    }

    fn add(&mut self, report: &Report, each: &mut Vec<(i32, u64)>) {
        let Some((day, days)) = report.day().zip(report.days()) else { return };
        let is_wide = days != (day, day);
        if is_wide {
            self.wide.push((days.0.0, days.1.0, report.top()));
            self.top = self.top.max(report.top());
        }
        each.push((day.0, if is_wide { 0 } else { report.top() }));
        self.reach = self.reach.max(f64::from(report.hours().unwrap_or(0)) / 48.0);
    }

    /// Sorts by day: by counting where the days are close together, as they are where reports are many.
    fn lay_out(&mut self, each: &[(i32, u64)]) {
        let Some(first) = each.iter().map(|(day, _)| *day).min() else {
            self.before.push(0);
            return;
        };
        let last = each.iter().map(|(day, _)| *day).max().unwrap_or(first);
        let length = (i64::from(last) - i64::from(first) + 1) as usize;
        let mut by_day: Vec<(i32, usize, u64)> = Vec::new();
        if length <= each.len() * 4 + 1024 {
            let mut table = vec![(0usize, 0u64); length];
            for (day, top) in each {
                let at = (i64::from(*day) - i64::from(first)) as usize;
                table[at] = (table[at].0 + 1, table[at].1.max(*top));
            }
            let with_day = |(place, (count, top)): (usize, (usize, u64))| {
                (count > 0).then(|| (first + place as i32, count, top))
            };
            by_day.extend(table.into_iter().enumerate().filter_map(with_day));
        } else {
            let mut each = each.to_vec();
            each.sort_unstable();
            let top = |run: &[(i32, u64)]| run.iter().map(|(_, top)| *top).max().unwrap_or(0);
            by_day.extend(each.chunk_by(|a, b| a.0 == b.0).map(|run| (run[0].0, run.len(), top(run))));
        }
        let mut sum = 0;
        for (day, count, top) in by_day {
            self.days.push(day);
            self.before.push(sum);
            self.tops.push(top);
            self.top = self.top.max(top);
            sum += count;
        }
        self.before.push(sum);
    }

    /// The places of the days from `start` to `end`, in days since 1970-01-01.
    pub(super) fn between(&self, start: f64, end: f64) -> Range<usize> {
        between(&self.days, start, end)
    }

    /// How many reports there are on the days of a stretch of time.
    pub(super) fn count(&self, window: TimeWindow) -> usize {
        let days = self.between(window.start, window.end + self.reach);
        self.before.get(days.end).zip(self.before.get(days.start)).map_or(0, |(end, start)| end - start)
    }

    /// The highest number in a stretch of time; of all where there is none.
    pub(super) fn highest(&self, window: TimeWindow) -> u64 {
        let days = self.between(window.start, window.end);
        let exact = self.tops.get(days).into_iter().flatten().copied();
        let in_view = |(first, last, _): &&(i32, i32, u64)| {
            f64::from(*last) >= window.start && f64::from(*first) <= window.end
        };
        let wide = self.wide.iter().filter(in_view).map(|(_, _, top)| *top);
        exact.chain(wide).max().unwrap_or(self.top)
    }
}

/// The places of what touches the days from `start` to `end`, among stretches of days in order: first and last day.
pub(super) fn touching(stretches: &[(i32, i32)], start: f64, end: f64) -> Range<usize> {
    let first = stretches.partition_point(|(_, last)| f64::from(*last) < start);
    let after = stretches.partition_point(|(first, _)| f64::from(*first) <= end);
    first..after.max(first)
}

/// The places of the days from `start` to `end` among days in order.
pub(super) fn between(days: &[i32], start: f64, end: f64) -> Range<usize> {
    let first = days.partition_point(|day| f64::from(*day) < start);
    let after = days.partition_point(|day| f64::from(*day) <= end);
    first..after.max(first)
}
