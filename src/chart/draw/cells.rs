//! The small multiples: one cell for each panel and outcome, each with its own scale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::figure::{Outcome, ScopeKind};

use super::super::panels::{Group, Panels, Series};
use super::super::report::Report;
use super::super::wording;

/// One small chart.
pub(super) struct Cell<'a> {
    pub(super) scope: Option<ScopeKind>,
    pub(super) outcome: Option<Outcome>,
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
        if self.scope == Some(ScopeKind::Cumulative) { 1.5 } else { 1.0 }
    }

    /// What the cell measures: the strong part of its title.
    pub(super) fn measure(&self) -> String {
        let words = wording::capital(wording::measure(self.outcome));
        format!("{words}, {}", wording::scope_title(self.scope))
    }

    /// Whose people and who says so, where all reports of the cell agree.
    pub(super) fn who(&self) -> String {
        let one = |value: fn(&Report) -> Option<&str>| {
            let values: BTreeSet<_> = self.reports().map(|report| value(report)).collect();
            values.first().copied().flatten().filter(|_| values.len() == 1)
        };
        let words = [one(|report| report.population.as_deref()), one(|report| report.source.as_deref())];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Whether the reports count different populations, so that labels must name them.
    pub(super) fn is_of_many(&self) -> bool {
        self.reports().map(|report| report.population.as_deref()).collect::<BTreeSet<_>>().len() > 1
    }
}

/// The cells of all panels, in reading order.
pub(super) fn cells(panels: &Panels) -> Vec<Cell<'_>> {
    let mut cells = group(&panels.cumulative, Some(ScopeKind::Cumulative));
    cells.extend(marks(&panels.windows, Some(ScopeKind::Window)));
    cells.extend(group(&panels.stocks, Some(ScopeKind::Stock)));
    cells.extend(marks(&panels.unscoped, None));
    cells
}

fn group(group: &Group, scope: Option<ScopeKind>) -> Vec<Cell<'_>> {
    let mut cells = marks(&group.loose, scope);
    for series in &group.series {
        let outcome = Some(series.key.outcome);
        match cells.iter_mut().find(|cell| cell.outcome == outcome) {
            Some(cell) => cell.series.push(series),
            None => cells.push(Cell { scope, outcome, series: vec![series], loose: Vec::new() }),
        }
    }
    cells.sort_by_key(|cell| (cell.outcome.is_none(), cell.outcome));
    cells
}

fn marks(reports: &[Arc<Report>], scope: Option<ScopeKind>) -> Vec<Cell<'_>> {
    let mut by_outcome: BTreeMap<(bool, Option<Outcome>), Vec<&Arc<Report>>> = BTreeMap::new();
    for report in reports {
        by_outcome.entry((report.outcome.is_none(), report.outcome)).or_default().push(report);
    }
    let cell = |((_, outcome), loose)| Cell { scope, outcome, series: Vec::new(), loose };
    by_outcome.into_iter().map(cell).collect()
}
