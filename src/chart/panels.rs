//! Where each report belongs: joined in a series, alone as a mark, or beside the chart with the reason.
//!
//! Rule 1 of the field: a line needs one outcome, one population, one kind of scope and one head
//! source, all set. Knows nothing of positions or colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::date::Day;
use crate::model::figure::{Modality, Outcome, Scope, ScopeKind, SexAge, Status};
use crate::model::item::{Policy, RelationKind};
use crate::model::{Item, ItemId, Kind, Look, Workspace};

use super::grounds::Grounds;
use super::known::{Known, known};
use super::reference::References;
use super::report::{Report, reports};
use super::vague;

/// What one line may draw.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The one outcome.
    pub outcome: Outcome,
    /// The one population.
    pub population: String,
    /// The one kind of time scope.
    pub scope: ScopeKind,
    /// The one head source.
    pub source: String,
    /// The part of the population counted, where the text counts only a part.
    pub part: (Option<Status>, Option<SexAge>),
    /// The start of the count, where the reports of the series state different starts.
    pub since: Option<Day>,
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
}

/// Reports of one kind of scope: joined where they are alike, else marks of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The lines.
    pub series: Vec<Series>,
    /// Marks that no line may join.
    pub loose: Vec<Arc<Report>>,
}

impl Group {
    /// Every report of the group.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        let joined = self.series.iter().flat_map(|series| series.points.iter().map(|point| &point.report));
        joined.chain(&self.loose)
    }
}

/// A report that has no place on the chart, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// The report.
    pub report: Arc<Report>,
    /// Why, in plain words.
    pub reason: &'static str,
}

/// Everything that a chart of a workspace shows, and everything that it leaves out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panels {
    /// The look that they show.
    pub look: Look,
    /// Running totals.
    pub cumulative: Group,
    /// Windows and single incidents; never joined, never added to a running total.
    pub windows: Vec<Arc<Report>>,
    /// How many at a moment.
    pub stocks: Group,
    /// Dated numbers whose time scope is not set; never joined.
    pub unscoped: Vec<Arc<Report>>,
    /// Mentions that have no height: words without a number, and forecasts.
    pub without_number: Vec<Aside>,
    /// Numbers without an as-of date.
    pub undated: Vec<Arc<Report>>,
    /// Terms of proposals and demands.
    pub proposals: Vec<Arc<Report>>,
    /// Figures that no chart of outcomes may show.
    pub excluded: Vec<Aside>,
    /// How many figures the filter leaves out.
    pub filtered_out: usize,
    /// How many figures were published after the day on which the chart is shown as known.
    pub not_yet_known: usize,
    /// How many figures are left out there because nobody knows when they were published.
    pub of_unknown_publication: usize,
    /// The rule by which vague words have a number; `None` where they have none.
    pub policy: Option<Policy>,
    /// The reference series, those of the look drawn behind.
    pub references: References,
    by_id: BTreeMap<ItemId, Arc<Report>>,
}

impl Panels {
    /// Whether the look shows a report; counts it where not.
    fn takes(&mut self, report: &Report) -> bool {
        let known = self.look.known_on.map_or(Known::Already, |on| known(report, on));
        match known {
            _ if !self.look.filter.takes(report) => self.filtered_out += 1,
            Known::NotYet => self.not_yet_known += 1,
            Known::Undated => self.of_unknown_publication += 1,
            Known::Already => return true,
        }
        false
    }

    /// A report by its figure.
    pub fn report(&self, id: ItemId) -> Option<&Arc<Report>> {
        self.by_id.get(&id)
    }

    /// Every report that the filter takes, by figure.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.by_id.values()
    }

    /// The reports that are drawn at a height.
    pub fn drawn(&self) -> impl Iterator<Item = &Arc<Report>> {
        let lines = self.cumulative.reports().chain(self.stocks.reports());
        lines.chain(&self.windows).chain(&self.unscoped)
    }

    /// Whether no report at all is shown, on the chart or beside it.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The first and last day that the dated reports cover, windows included.
    pub fn extent(&self) -> Option<(Day, Day)> {
        let strip = self.without_number.iter().map(|aside| &aside.report);
        let spans = self.drawn().chain(strip).filter_map(|report| {
            let (first, last) = report.days()?;
            let back = i32::try_from(report.hours().unwrap_or(0).div_ceil(24)).unwrap_or(0);
            Some((Day(first.0.saturating_sub(back)), last))
        });
        spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// The head sources of the drawn reports, the most frequent first.
    pub fn sources(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for source in self.reports().filter_map(|report| report.source.as_deref()) {
            *counts.entry(source).or_default() += 1;
        }
        let mut sources: Vec<_> = counts.into_iter().collect();
        sources.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sources.into_iter().map(|(source, _)| source.to_owned()).collect()
    }
}

/// The panels that a look at some grounds shows.
pub fn panels(grounds: &Grounds, look: &Look) -> Panels {
    let mut panels = Panels { look: look.clone(), ..Panels::default() };
    panels.policy = vague::policy(grounds.workspace).cloned();
    panels.references = References::of(grounds.workspace, look);
    let taken: Vec<_> =
        reports(grounds).into_iter().filter(|report| panels.takes(report)).map(Arc::new).collect();
    let parts = parts_of_drawn(grounds.workspace);
    let (mut totals, mut stocks) = (Vec::new(), Vec::new());
    for report in taken {
        panels.by_id.insert(report.id, Arc::clone(&report));
        match place(&report) {
            Spot::Total => totals.push(report),
            Spot::Stock => stocks.push(report),
            Spot::Window => panels.windows.push(report),
            Spot::Unscoped => panels.unscoped.push(report),
            Spot::Undated => panels.undated.push(report),
            Spot::Proposal => panels.proposals.push(report),
            Spot::WithoutNumber(reason) => panels.without_number.push(Aside { report, reason }),
            Spot::Excluded(reason) => panels.excluded.push(Aside { report, reason }),
        }
    }
    panels.cumulative = group(totals, &parts, look.gap_days);
    panels.stocks = group(stocks, &parts, look.gap_days);
    panels.windows.sort_by_key(|report| (report.day(), report.id));
    panels.unscoped.sort_by_key(|report| (report.day(), report.id));
    panels
}

enum Spot {
    Total,
    Stock,
    Window,
    Unscoped,
    Undated,
    Proposal,
    WithoutNumber(&'static str),
    Excluded(&'static str),
}

fn place(report: &Report) -> Spot {
    let is_term = matches!(report.modality, Some(Modality::Proposed | Modality::Demanded))
        || matches!(report.scope, Some(Scope::Proposed))
        || report.outcome == Some(Outcome::ProposedRelease);
    match report.modality {
        _ if is_term => Spot::Proposal,
        Some(Modality::Denied) => Spot::Excluded("denied by the text or its source"),
        Some(Modality::Hypothetical) => Spot::Excluded("supposed for the sake of argument"),
        Some(Modality::Predicted) => Spot::WithoutNumber("a forecast, not a count"),
        _ if report.height().is_none() => Spot::WithoutNumber("words without a number"),
        _ if report.day().is_none() => Spot::Undated,
        _ => match report.scope_kind() {
            Some(ScopeKind::Cumulative) => Spot::Total,
            Some(ScopeKind::Stock) => Spot::Stock,
            Some(ScopeKind::Window | ScopeKind::Incident) => Spot::Window,
            _ => Spot::Unscoped,
        },
    }
}

/// Outcomes whose meaning the text leaves open: drawn as marks, never joined to one another.
pub fn is_held_out(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::CasualtiesUnspecified | Outcome::KilledOrIncapacitated))
}

fn key(report: &Report) -> Option<Key> {
    report.value?; // A number by rule is no report: no line may join it.
    Some(Key {
        outcome: report.outcome.filter(|outcome| !is_held_out(Some(*outcome)))?,
        population: report.population.clone()?,
        scope: report.scope_kind()?,
        source: report.source.clone()?,
        part: (report.status, report.sex_age),
        since: None,
    })
}

/// Figures that count a part of the people of another figure, by the analyst's relations.
fn parts_of_drawn(workspace: &Workspace) -> BTreeMap<ItemId, BTreeSet<ItemId>> {
    let mut parts: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
    for (_, item) in workspace.of_kind(Kind::Relation) {
        if let Item::Relation(relation) = item
            && relation.kind == RelationKind::PartOf
        {
            parts.entry(relation.from).or_default().insert(relation.to);
        }
    }
    parts
}

fn group(reports: Vec<Arc<Report>>, parts: &BTreeMap<ItemId, BTreeSet<ItemId>>, gap_days: u16) -> Group {
    let mut group = Group::default();
    let mut by_key: BTreeMap<Key, Vec<Arc<Report>>> = BTreeMap::new();
    for report in reports {
        match key(&report) {
            Some(key) => by_key.entry(key).or_default().push(report),
            None => group.loose.push(report),
        }
    }
    for (key, alike) in by_key {
        let ids: BTreeSet<ItemId> = alike.iter().map(|report| report.id).collect();
        let is_part =
            |report: &Arc<Report>| parts.get(&report.id).is_some_and(|wholes| !wholes.is_disjoint(&ids));
        let (loose, alike): (Vec<_>, Vec<_>) = alike.into_iter().partition(is_part);
        group.loose.extend(loose);
        group.series.extend(by_start(&key, alike, gap_days));
    }
    group.loose.sort_by_key(|report| (report.day(), report.id));
    group
}

/// One series, or one for each start where the reports count from different days.
fn by_start(key: &Key, reports: Vec<Arc<Report>>, gap_days: u16) -> Vec<Series> {
    let starts: BTreeSet<Day> = reports.iter().filter_map(|report| report.since()).collect();
    let mut split: BTreeMap<Option<Day>, Vec<Arc<Report>>> = BTreeMap::new();
    for report in reports {
        let since = report.since().filter(|_| starts.len() > 1);
        split.entry(since).or_default().push(report);
    }
    let series =
        |(since, reports)| Series { key: Key { since, ..key.clone() }, points: points(reports, gap_days) };
    split.into_iter().map(series).collect()
}

fn points(mut reports: Vec<Arc<Report>>, gap_days: u16) -> Vec<Point> {
    reports.sort_by_key(|report| (report.day(), report.value, report.id));
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

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, full, says};
    use super::*;
    use crate::model::figure::{Figure, Qualifier};
    use crate::model::item::Relation;

    fn shown(sample: &Sample) -> Panels {
        panels(&sample.grounds(), &Look::default())
    }

    /// Two totals, the second changed: are they joined?
    fn joined(change: impl FnOnce(&mut Figure)) -> bool {
        let mut sample = Sample::new();
        sample.total(100, "2024-01-01", |_| ());
        sample.total(200, "2024-01-10", change);
        shown(&sample).cumulative.series.iter().any(|series| series.points.len() == 2)
    }

    #[test]
    fn only_reports_that_are_alike_in_all_four_are_joined() {
        assert!(joined(|_| ()));
        assert!(joined(|figure| figure.qualifier = Some(Qualifier::About)));
        assert!(!joined(|figure| figure.outcome = Some(Outcome::Injured)));
        assert!(!joined(|figure| figure.outcome = None));
        assert!(!joined(|figure| figure.population = Some("people in Israel".into())));
        assert!(!joined(|figure| figure.population = None));
        assert!(!joined(|figure| figure.scope = Some(Scope::Stock)));
        assert!(!joined(|figure| figure.scope = None));
        assert!(!joined(|figure| figure.attribution = Some(vec![says("AFP tally")])));
        assert!(!joined(|figure| figure.attribution = Some(Vec::new())));
        assert!(!joined(|figure| figure.attribution = None));
        assert!(!joined(|figure| figure.sex_age = Some(SexAge::Children)));
    }

    #[test]
    fn totals_that_count_from_different_days_are_not_joined() {
        let since = |day: &str| Some(Scope::Cumulative { since: day.parse().ok() });
        let mut sample = Sample::new();
        sample.total(100, "2024-01-01", |figure| figure.scope = since("2023-10-07"));
        sample.total(20, "2024-01-10", |figure| figure.scope = since("2024-01-01"));
        assert_eq!(shown(&sample).cumulative.series.len(), 2);
    }

    #[test]
    fn a_part_is_not_joined_to_its_whole() {
        let mut sample = Sample::new();
        let whole = sample.total(253, "2024-01-01", |_| ());
        let part = sample.total(134, "2024-01-02", |_| ());
        sample.add(Item::Relation(Relation { from: part, kind: RelationKind::PartOf, to: whole }));
        let panels = shown(&sample);
        assert_eq!(panels.cumulative.loose[0].id, part);
        assert_eq!(panels.cumulative.series[0].points.len(), 1);
    }

    #[test]
    fn a_fall_is_flagged_and_a_gap_is_known() {
        let mut sample = Sample::new();
        for (value, day) in [(200, "2024-01-01"), (190, "2024-01-02"), (300, "2024-03-02")] {
            sample.total(value, day, |_| ());
        }
        let points = shown(&sample).cumulative.series.remove(0).points;
        let flags: Vec<_> = points.iter().map(|point| (point.falls, point.after_gap)).collect();
        assert_eq!(flags, [(false, false), (true, false), (false, true)]);
    }

    #[test]
    fn every_figure_has_exactly_one_place() {
        let panels = shown(&full());
        let beside = panels.without_number.len() + panels.undated.len() + panels.proposals.len();
        assert_eq!(panels.drawn().count() + beside + panels.excluded.len(), panels.reports().count());
        assert_eq!((panels.undated.len(), panels.proposals.len(), panels.without_number.len()), (1, 1, 1));
        assert!(panels.cumulative.reports().all(|report| report.scope_kind() == Some(ScopeKind::Cumulative)));
        assert_eq!(panels.windows.len(), 4);
    }

    #[test]
    fn terms_of_a_deal_forecasts_and_denials_are_never_drawn() {
        for modality in [
            Modality::Proposed,
            Modality::Demanded,
            Modality::Predicted,
            Modality::Denied,
            Modality::Hypothetical,
        ] {
            let mut sample = Sample::new();
            sample.total(40, "2024-01-01", |figure| figure.modality = Some(modality));
            sample.total(40, "2024-01-01", |figure| figure.outcome = Some(Outcome::ProposedRelease));
            assert_eq!(shown(&sample).drawn().count(), 0, "{modality:?}");
        }
    }

    #[test]
    fn casualties_of_open_meaning_form_no_series() {
        let mut sample = Sample::new();
        for day in ["2024-01-01", "2024-01-02"] {
            sample.total(150, day, |figure| figure.outcome = Some(Outcome::KilledOrIncapacitated));
        }
        assert!(shown(&sample).cumulative.series.is_empty());
        assert_eq!(shown(&sample).cumulative.loose.len(), 2);
    }

    #[test]
    fn the_date_of_publication_never_stands_in() {
        let mut sample = Sample::new();
        sample.total(5, "2024-01-01", |figure| figure.as_of = None);
        sample.total(5, "2024-01-01", |figure| figure.as_of = Some(Default::default()));
        assert_eq!(shown(&sample).undated.len(), 2);
        assert_eq!(shown(&sample).extent(), None);
    }
}
