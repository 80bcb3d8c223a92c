//! The small multiples: one cell for each panel, outcome and what the look splits by, each with its own scale.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ItemId;
use crate::model::figure::Outcome;
use crate::model::look::{PanelKind, Split};

use super::super::panels::{Panels, Ranked, Series};
use super::super::reference::Known;
use super::super::report::{Once, Report};
use super::super::wording;
use super::TimeWindow;
use super::index::{Index, between};
use super::labels::Label;
use super::raster::Raster;

/// One small chart.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(super) panel: PanelKind,
    pub(super) outcome: Option<Outcome>,
    /// The place that the cell is about, where the look splits by place.
    pub(super) place: Option<Arc<str>>,
    pub(super) series: Vec<Arc<Series>>,
    /// In order of day.
    pub(super) loose: Vec<Arc<Report>>,
    who: Once<String>,
    is_of_many: Once<bool>,
    pub(super) labels: Once<Vec<Label>>,
    index: Once<Index>,
    raster: Once<Raster>,
    /// The reference series that stand behind it.
    pub(super) behind: Once<Vec<Known>>,
}

impl Cell {
    fn new(
        panel: PanelKind,
        outcome: Option<Outcome>,
        place: Option<Arc<str>>,
        series: Vec<Arc<Series>>,
        loose: Vec<Arc<Report>>,
    ) -> Self {
        Self {
            panel,
            outcome,
            place,
            series,
            loose,
            who: Once::default(),
            is_of_many: Once::default(),
            labels: Once::default(),
            index: Once::default(),
            raster: Once::default(),
            behind: Once::default(),
        }
    }

    /// What its reports are day by day.
    pub(super) fn index(&self) -> &Index {
        self.index.0.get_or_init(|| Index::of(&self.series, &self.loose))
    }

    /// Where its reports lie, for when they are too many to tell apart; sources are coloured by rank.
    pub(super) fn raster(&self, ranked: &Ranked) -> &Raster {
        self.raster.0.get_or_init(|| Raster::of(&self.series, &self.loose, &self.index().days, ranked))
    }

    /// Every report.
    pub(super) fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        let joined = self.series.iter().flat_map(|series| series.points.iter().map(|point| &point.report));
        joined.chain(&self.loose)
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
        if self.panel == PanelKind::Cumulative { 1.5 } else { 1.0 }
    }

    /// What the cell measures: the strong part of its title.
    pub(super) fn measure(&self) -> String {
        let words = wording::capital(wording::measure(self.outcome));
        format!("{words}, {}", wording::panel_title(self.panel))
    }

    /// Whose people, where and who says so, as far as all reports of the cell agree.
    pub(super) fn who(&self) -> &str {
        self.who.0.get_or_init(|| {
            let (population, source) =
                (one(self.kinds().map(|kind| kind.0)), one(self.kinds().map(|kind| kind.1)));
            let words = [population, self.place.as_deref(), source];
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

/// What a cell gathers: outcomes that are not set last, then what the look splits by.
type Key = (bool, Option<Outcome>, Option<Arc<str>>);

/// The cells of all panels that are not folded, in reading order; worked out once for each panels.
pub(super) fn cells(panels: &Panels) -> &Arc<Vec<Cell>> {
    panels.cells.0.get_or_init(|| {
        let mut cells = Vec::new();
        let mut add = |panel, series: &[Arc<Series>], loose: &[Arc<Report>]| {
            if !panels.look.folded.contains(&panel) {
                cells.extend(split(panel, panels.look.split, series, loose));
            }
        };
        add(PanelKind::Cumulative, &panels.cumulative.series, &panels.cumulative.loose);
        add(PanelKind::Windows, &[], &panels.windows);
        add(PanelKind::Stocks, &panels.stocks.series, &panels.stocks.loose);
        add(PanelKind::Unscoped, &[], &panels.unscoped);
        Arc::new(cells)
    })
}

fn split(panel: PanelKind, by: Split, series: &[Arc<Series>], loose: &[Arc<Report>]) -> Vec<Cell> {
    type Parts = (Vec<Arc<Series>>, Vec<Arc<Report>>);
    let mut parts: BTreeMap<Key, Parts> = BTreeMap::new();
    for report in loose {
        parts.entry(key(by, report)).or_default().1.push(Arc::clone(report));
    }
    for series in series {
        let Some(key) = series.points.first().map(|point| key(by, &point.report)) else { continue };
        parts.entry(key).or_default().0.push(Arc::clone(series));
    }
    let cell = |((_, outcome, value), (series, loose)): (Key, Parts)| {
        let place = value.filter(|_| by == Split::Place);
        Cell::new(panel, outcome, place, series, loose)
    };
    parts.into_iter().map(cell).collect()
}

fn key(by: Split, report: &Report) -> Key {
    let value = match by {
        Split::Outcome => None,
        Split::Place => report.place.clone(),
        Split::Source => report.source.clone(),
    };
    (report.outcome.is_none(), report.outcome, value)
}
