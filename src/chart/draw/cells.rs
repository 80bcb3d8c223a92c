//! The small multiples: one cell for each panel, outcome and what the look splits by, each with its own scale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::figure::Outcome;
use crate::model::look::{PanelKind, Split};

use super::super::panels::{Panels, Series};
use super::super::report::Report;
use super::super::wording;

/// One small chart.
pub(super) struct Cell<'a> {
    pub(super) panel: PanelKind,
    pub(super) outcome: Option<Outcome>,
    /// The place that the cell is about, where the look splits by place.
    pub(super) place: Option<String>,
    pub(super) series: Vec<&'a Series>,
    pub(super) loose: Vec<&'a Arc<Report>>,
}

impl<'a> Cell<'a> {
    pub(super) fn reports(&self) -> impl Iterator<Item = &'a Arc<Report>> {
        let joined = self.series.iter().flat_map(|series| series.points.iter().map(|point| &point.report));
        joined.chain(self.loose.iter().copied())
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
    pub(super) fn who(&self) -> String {
        let one = |value: fn(&Report) -> Option<&str>| {
            let values: BTreeSet<_> = self.reports().map(|report| value(report)).collect();
            values.first().copied().flatten().filter(|_| values.len() == 1)
        };
        let population = one(|report| report.population.as_deref());
        let source = one(|report| report.source.as_deref());
        [population, self.place.as_deref(), source].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Whether the reports count different populations, so that labels must name them.
    pub(super) fn is_of_many(&self) -> bool {
        self.reports().map(|report| report.population.as_deref()).collect::<BTreeSet<_>>().len() > 1
    }
}

/// What a cell gathers: outcomes that are not set last, then what the look splits by.
type Key = (bool, Option<Outcome>, Option<String>);

/// The cells of all panels that are not folded, in reading order.
pub(super) fn cells(panels: &Panels) -> Vec<Cell<'_>> {
    let none = &[][..];
    let mut cells = Vec::new();
    let mut add = |panel, series, loose| {
        if !panels.look.folded.contains(&panel) {
            cells.extend(split(panel, panels.look.split, series, loose));
        }
    };
    add(PanelKind::Cumulative, &panels.cumulative.series[..], &panels.cumulative.loose[..]);
    add(PanelKind::Windows, none, &panels.windows[..]);
    add(PanelKind::Stocks, &panels.stocks.series[..], &panels.stocks.loose[..]);
    add(PanelKind::Unscoped, none, &panels.unscoped[..]);
    cells
}

fn split<'a>(panel: PanelKind, by: Split, series: &'a [Series], loose: &'a [Arc<Report>]) -> Vec<Cell<'a>> {
    let mut cells: BTreeMap<Key, Cell> = BTreeMap::new();
    let empty = |(_, outcome, value): &Key| Cell {
        panel,
        outcome: *outcome,
        place: value.clone().filter(|_| by == Split::Place),
        series: Vec::new(),
        loose: Vec::new(),
    };
    for report in loose {
        let key = key(by, report);
        cells.entry(key.clone()).or_insert_with(|| empty(&key)).loose.push(report);
    }
    for series in series {
        let Some(key) = series.points.first().map(|point| key(by, &point.report)) else { continue };
        cells.entry(key.clone()).or_insert_with(|| empty(&key)).series.push(series);
    }
    cells.into_values().collect()
}

fn key(by: Split, report: &Report) -> Key {
    let value = match by {
        Split::Outcome => None,
        Split::Place => report.place.clone(),
        Split::Source => report.source.clone(),
    };
    (report.outcome.is_none(), report.outcome, value)
}
