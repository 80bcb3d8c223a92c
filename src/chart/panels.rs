//! Where each report belongs: joined in a series, alone as a mark, or beside the chart with the reason.
//!
//! Rule 1 of the field: a line needs one outcome, one population, one kind of scope and one head
//! source, all set. Knows nothing of positions or colours.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::date::Day;
use crate::model::figure::{Modality, Outcome, Scope, ScopeKind};
use crate::model::item::{Event, Policy};
use crate::model::{ItemId, Look};

use super::by_id::ById;
use super::draw::Cells;
use super::facts::Fact;
use super::grounds::Grounds;
use super::keeper::Keeper;
use super::known::{Known, known};
use super::parts::Parts;
use super::proposals::Term;
use super::reference::References;
use super::report::{Once, Report};
pub use super::series::{Key, Point, Series};
use super::summary::Summary;

/// Reports of one kind of scope: joined where they are alike, else marks of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The lines.
    pub series: Vec<Arc<Series>>,
    /// Marks that no line may join.
    pub loose: Arc<Vec<Arc<Report>>>,
}

impl Group {
    /// Every report of the group.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        let joined = self.series.iter().flat_map(|series| series.points.iter().map(|point| &point.report));
        joined.chain(self.loose.iter())
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
    pub windows: Arc<Vec<Arc<Report>>>,
    /// How many at a moment.
    pub stocks: Group,
    /// Dated numbers whose time scope is not set; never joined.
    pub unscoped: Arc<Vec<Arc<Report>>>,
    /// Mentions that have no height: words without a number, and forecasts.
    pub without_number: Arc<Vec<Aside>>,
    /// Numbers without an as-of date.
    pub undated: Arc<Vec<Arc<Report>>>,
    /// Terms of proposals and demands.
    pub proposals: Arc<Vec<Arc<Report>>>,
    /// The same in words, with what they would be exchanged for.
    pub terms: Vec<Term>,
    /// Figures that no chart of outcomes may show.
    pub excluded: Arc<Vec<Aside>>,
    /// How many figures the filter leaves out.
    pub filtered_out: usize,
    /// The days on which something was published, where the look asks for what was known on a day.
    pub known_days: Vec<Day>,
    /// How many figures were published after the day on which the chart is shown as known.
    pub not_yet_known: usize,
    /// How many figures are left out there because nobody knows when they were published.
    pub of_unknown_publication: usize,
    /// The analysts' events, by day, unless the look leaves them out.
    pub events: Vec<(ItemId, Event)>,
    /// The rule by which vague words have a number; `None` where they have none.
    pub policy: Option<Policy>,
    /// The reference series, those of the look drawn behind.
    pub references: References,
    /// The facts that two reports or more state.
    pub facts: Vec<Arc<Fact>>,
    /// What is part of what.
    pub parts: Parts,
    pub(super) by_id: ById,
    /// The head sources, the most frequent first.
    pub(super) ranked: Arc<Ranked>,
    /// In how many texts the drawn reports stand.
    pub(super) texts: usize,
    /// From how many origins they come: copies of one text count once.
    pub(super) origins: usize,
    /// What is known of all drawn reports.
    pub(super) drawn: Summary,
    /// The days that the dated reports cover.
    pub(super) extent: Option<(Day, Day)>,
    /// What drawing works out of them, once.
    pub(super) cells: Cells,
    /// The chart in words, once asked for.
    pub(super) words: Once<String>,
}

impl Panels {
    /// A report by its figure.
    pub fn report(&self, id: ItemId) -> Option<&Arc<Report>> {
        self.by_id.get(id)
    }

    /// Every report that the filter takes, by figure.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.by_id.iter()
    }

    /// The reports that are drawn at a height.
    pub fn drawn(&self) -> impl Iterator<Item = &Arc<Report>> {
        let lines = self.cumulative.reports().chain(self.stocks.reports());
        lines.chain(self.windows.iter()).chain(self.unscoped.iter())
    }

    /// Whether no report at all is shown, on the chart or beside it.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many reports are drawn at a height.
    pub fn count_drawn(&self) -> usize {
        self.drawn.count
    }

    /// The first and last day that the dated reports cover, windows included.
    pub fn extent(&self) -> Option<(Day, Day)> {
        self.extent
    }

    /// The head sources of the reports, the most frequent first.
    pub fn sources(&self) -> &[Arc<str>] {
        &self.ranked.order
    }
}

/// The head sources, the most frequent first.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Ranked {
    pub(super) order: Vec<Arc<str>>,
    places: Once<BTreeMap<Arc<str>, usize>>,
}

impl Ranked {
    pub(super) fn new(order: Vec<Arc<str>>) -> Self {
        Self { order, places: Once::default() }
    }

    /// The place of a source among them.
    pub(super) fn place(&self, source: &str) -> Option<usize> {
        let order = || self.order.iter().enumerate();
        let places = || order().map(|(place, source)| (Arc::clone(source), place)).collect();
        self.places.0.get_or_init(places).get(source).copied()
    }
}

/// The panels that a look at some grounds shows.
pub fn panels(grounds: &Grounds, look: &Look) -> Panels {
    Keeper::new(grounds, look).told(grounds)
}

/// Where a look puts a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Total,
    Stock,
    Window,
    Unscoped,
    Undated,
    Proposal,
    WithoutNumber(&'static str),
    Excluded(&'static str),
    /// The filter leaves it out.
    Filtered,
    /// It was published after the day on which the chart is shown as known.
    NotYetKnown,
    /// Nobody knows whether it was.
    PublicationUnknown,
}

/// Where a look puts a report.
pub(super) fn spot(report: &Report, look: &Look) -> Spot {
    match look.known_on.map_or(Known::Already, |on| known(report, on)) {
        _ if !look.filter.takes(report) => Spot::Filtered,
        Known::NotYet => Spot::NotYetKnown,
        Known::Undated => Spot::PublicationUnknown,
        Known::Already => place(report),
    }
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

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, full, says};
    use super::*;
    use crate::model::Item;
    use crate::model::figure::{Figure, Qualifier, SexAge};
    use crate::model::item::{Relation, RelationKind};

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
        let points = shown(&sample).cumulative.series.remove(0);
        let points = &points.points;
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
