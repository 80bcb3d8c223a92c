//! The small multiples: one cell for each panel and outcome, each with its own scale.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ItemId;
use crate::model::figure::{Outcome, ScopeKind};

use super::super::panels::{Group, Panels, Series};
use super::super::report::{Once, Report};
use super::super::wording;
use super::TimeWindow;
use super::index::{Index, between};
use super::labels::Label;
use super::raster::Raster;

/// One small chart.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(super) scope: Option<ScopeKind>,
    pub(super) outcome: Option<Outcome>,
    pub(super) series: Vec<Arc<Series>>,
    /// In order of day.
    pub(super) loose: Vec<Arc<Report>>,
    who: Once<String>,
    is_of_many: Once<bool>,
    pub(super) labels: Once<Vec<Label>>,
    index: Once<Index>,
    raster: Once<Raster>,
}

impl Cell {
    fn new(
        scope: Option<ScopeKind>,
        outcome: Option<Outcome>,
        series: Vec<Arc<Series>>,
        loose: Vec<Arc<Report>>,
    ) -> Self {
        Self {
            scope,
            outcome,
            series,
            loose,
            who: Once::default(),
            is_of_many: Once::default(),
            labels: Once::default(),
            index: Once::default(),
            raster: Once::default(),
        }
    }

    /// What its reports are day by day.
    pub(super) fn index(&self) -> &Index {
        self.index.0.get_or_init(|| Index::of(&self.series, &self.loose))
    }

    /// Where its reports lie, for when they are too many to tell apart; `sources` as ranked by the panels.
    pub(super) fn raster(&self, sources: &[Arc<str>]) -> &Raster {
        self.raster.0.get_or_init(|| Raster::of(&self.series, &self.loose, &self.index().days, sources))
    }

    /// How many marks and lines a stretch of time may show, at most.
    pub(super) fn count(&self, window: TimeWindow) -> usize {
        self.index().count(window) + self.series.len()
    }

    /// The loose reports whose marks may stand in a stretch of time.
    pub(super) fn loose_in(&self, window: TimeWindow) -> &[Arc<Report>] {
        let day = |report: &Arc<Report>| report.day().map_or(f64::MIN, |day| f64::from(day.0));
        let first = self.loose.partition_point(|report| day(report) < window.start);
        let after = self.loose.partition_point(|report| day(report) <= window.end + self.index().reach);
        self.loose.get(first..after.max(first)).unwrap_or_default()
    }

    /// A report of the cell whose mark may stand in a stretch of time, by its figure.
    pub(super) fn find(&self, id: ItemId, window: TimeWindow) -> Option<&Arc<Report>> {
        let seen = |series: &'_ Arc<Series>| between(&series.columns.days, window.start, window.end);
        let joined =
            self.series.iter().flat_map(|series| series.points.get(seen(series)).unwrap_or_default());
        let joined = joined.map(|point| &point.report);
        joined.chain(self.loose_in(window)).find(|report| report.id == id)
    }

    /// The populations and sources of its reports, some of them more than once.
    fn kinds(&self) -> impl Iterator<Item = (Option<&str>, Option<&str>)> {
        let joined =
            self.series.iter().map(|series| (Some(&*series.key.population), Some(&*series.key.source)));
        joined.chain(self.loose.iter().map(|report| (report.population.as_deref(), report.source.as_deref())))
    }

    /// Height beside the other cells.
    pub(super) fn weight(&self) -> f32 {
        if self.scope == Some(ScopeKind::Cumulative) { 1.5 } else { 1.0 }
    }

    /// What the cell measures: the strong part of its title.
    pub(super) fn measure(&self) -> String {
        let words = wording::capital(wording::measure(self.outcome));
        format!("{words}, {}", wording::scope_title(self.scope))
    }

    /// Whose people and who says so, where all reports of the cell agree.
    pub(super) fn who(&self) -> &str {
        self.who.0.get_or_init(|| {
            let words = [one(self.kinds().map(|kind| kind.0)), one(self.kinds().map(|kind| kind.1))];
            words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    }

    /// Whether the reports count different populations, so that labels must name them.
    pub(super) fn is_of_many(&self) -> bool {
        *self.is_of_many.0.get_or_init(|| {
            let first = self.kinds().next();
            self.kinds().any(|(population, _)| first.is_some_and(|first| first.0 != population))
        })
    }
}

/// The one value, where there is no other.
fn one<'a>(mut values: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

/// The cells of panels, once they were asked for.
pub(crate) type Cells = Once<Arc<Vec<Cell>>>;

/// The cells of all panels, in reading order; worked out once for each panels.
pub(super) fn cells(panels: &Panels) -> &Arc<Vec<Cell>> {
    panels.cells.0.get_or_init(|| {
        let mut cells = group(&panels.cumulative, Some(ScopeKind::Cumulative));
        cells.extend(marks(&panels.windows, Some(ScopeKind::Window)));
        cells.extend(group(&panels.stocks, Some(ScopeKind::Stock)));
        cells.extend(marks(&panels.unscoped, None));
        Arc::new(cells)
    })
}

fn group(group: &Group, scope: Option<ScopeKind>) -> Vec<Cell> {
    let mut cells = marks(&group.loose, scope);
    for series in &group.series {
        let (series, outcome) = (Arc::clone(series), Some(series.key.outcome));
        match cells.iter_mut().find(|cell| cell.outcome == outcome) {
            Some(cell) => cell.series.push(series),
            None => cells.push(Cell::new(scope, outcome, vec![series], Vec::new())),
        }
    }
    cells.sort_by_key(|cell| (cell.outcome.is_none(), cell.outcome));
    cells
}

fn marks(reports: &[Arc<Report>], scope: Option<ScopeKind>) -> Vec<Cell> {
    let mut by_outcome: BTreeMap<(bool, Option<Outcome>), Vec<Arc<Report>>> = BTreeMap::new();
    for report in reports {
        by_outcome.entry((report.outcome.is_none(), report.outcome)).or_default().push(Arc::clone(report));
    }
    let cell = |((_, outcome), loose)| Cell::new(scope, outcome, Vec::new(), loose);
    by_outcome.into_iter().map(cell).collect()
}
