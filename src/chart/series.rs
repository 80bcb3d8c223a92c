//! A line: what its reports have in common, and the reports in order of time.
//!
//! Knows nothing of positions or colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::ItemId;
use crate::model::date::Day;
use crate::model::figure::{Outcome, ScopeKind, SexAge, Status};
use crate::model::look::Split;

use super::panels::is_held_out;
use super::report::Report;
use super::summary::Summary;

/// What one line may draw.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The one outcome.
    pub outcome: Outcome,
    /// The one population.
    pub population: Arc<str>,
    /// The one kind of time scope.
    pub scope: ScopeKind,
    /// The one head source.
    pub source: Arc<str>,
    /// The part of the population counted, where the text counts only a part.
    pub part: (Option<Status>, Option<SexAge>),
    /// The start of the count, where the reports of the series state different starts.
    pub since: Option<Day>,
    /// The one place, where the look splits by place.
    pub place: Option<Arc<str>>,
}

/// One report of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The report.
    pub report: Arc<Report>,
    /// Whether the count stands below the one before it: perhaps a revision.
    pub falls: bool,
    /// Whether more days than the look allows passed since the point before.
    pub after_gap: bool,
}

/// Reports of one kind, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What they have in common.
    pub key: Key,
    /// The reports.
    pub points: Vec<Point>,
    /// What is known of them all.
    pub(super) summary: Summary,
    /// Their days and heights side by side, for drawing without touching each report.
    pub(super) columns: Columns,
}

/// What drawing needs of the points of a series, one entry for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// Days since 1970-01-01, in order.
    pub(super) days: Vec<i32>,
    /// People.
    pub(super) values: Vec<u64>,
}

impl Series {
    /// A series of points in order of time.
    pub fn new(key: Key, points: Vec<Point>) -> Self {
        let day = |point: &Point| point.report.day().map_or(0, |day| day.0);
        let columns = Columns {
            days: points.iter().map(day).collect(),
            values: points.iter().map(|point| point.report.value.unwrap_or(0)).collect(),
        };
        let mut summary = Summary::of(points.iter().map(|point| &*point.report));
        summary.falls = points.iter().any(|point| point.falls);
        summary.joins = points.len() > 1;
        Self { key, points, summary, columns }
    }
}

/// What a report would have in common with the others of a line; `None` where no line may join it.
pub(super) fn key(report: &Report, split: Split) -> Option<Key> {
    report.value?; // A number by rule is no report: no line may join it.
    Some(Key {
        outcome: report.outcome.filter(|outcome| !is_held_out(Some(*outcome)))?,
        population: report.population.clone()?,
        scope: report.scope_kind()?,
        source: report.source.clone()?,
        part: (report.status, report.sex_age),
        since: None,
        place: report.place.clone().filter(|_| split == Split::Place),
    })
}

/// The lines of reports that are alike in all but their start; those that count a part of the people
/// of another come back apart.
pub(super) fn lines(
    key: &Key,
    reports: &BTreeMap<ItemId, Arc<Report>>,
    is_part_of: impl Fn(ItemId, &dyn Fn(ItemId) -> bool) -> bool,
    gap_days: u16,
) -> (Vec<Arc<Series>>, Vec<Arc<Report>>) {
    let is_part = |report: &&Arc<Report>| is_part_of(report.id, &|whole| reports.contains_key(&whole));
    let (loose, alike): (Vec<_>, Vec<_>) = reports.values().partition(is_part);
    let series = by_start(key, alike.into_iter().cloned().collect(), gap_days);
    (series.into_iter().map(Arc::new).collect(), loose.into_iter().cloned().collect())
}

/// One series, or one for each start where the reports count from different days.
fn by_start(key: &Key, reports: Vec<Arc<Report>>, gap_days: u16) -> Vec<Series> {
    let starts: BTreeSet<Day> = reports.iter().filter_map(|report| report.since()).collect();
    let mut split: BTreeMap<Option<Day>, Vec<Arc<Report>>> = BTreeMap::new();
    for report in reports {
        let since = report.since().filter(|_| starts.len() > 1);
        split.entry(since).or_default().push(report);
    }
    let series = |(since, reports)| Series::new(Key { since, ..key.clone() }, points(reports, gap_days));
    split.into_iter().map(series).collect()
}

fn points(mut reports: Vec<Arc<Report>>, gap_days: u16) -> Vec<Point> {
    reports.sort_by_cached_key(|report| (report.day(), report.value, report.id));
    let mut points: Vec<Point> = Vec::with_capacity(reports.len());
    for report in reports {
        let before = points.last().map(|point| &point.report);
        let falls = before.is_some_and(|before| report.value < before.value);
        let after_gap = before.is_some_and(|before| days_between(before, &report) > i32::from(gap_days));
        points.push(Point { report, falls, after_gap });
    }
    points
}

fn days_between(a: &Report, b: &Report) -> i32 {
    a.day().zip(b.day()).map_or(0, |(a, b)| b.0.saturating_sub(a.0))
}
