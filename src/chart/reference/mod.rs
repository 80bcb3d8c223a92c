//! Imported series beside the reports: which is like which, how far apart they stand, and which days fit.
//!
//! Like is compared with like only, and a report that was dated by a series is never compared with one.
//! Says how a report stands to a series, never who is right.

pub mod dating;
mod like;
mod reading;
pub mod residual;

use std::sync::Arc;

use crate::model::item::{Reference, ReferenceRow};
use crate::model::{Day, Item, ItemId, Kind, Look, Workspace};

use super::names::Names;
use super::report::Report;

pub use dating::{Asked, Proposal, propose};
pub use residual::{Residual, Standing};

/// One reference series of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The item.
    pub id: ItemId,
    /// Whether the look draws it.
    pub shown: bool,
    /// Whose numbers they are, in the one fixed form of aliases.
    pub source: String,
    item: Arc<Item>,
}

impl Known {
    /// The series itself; `None` never, as long as the item is one.
    pub fn series(&self) -> Option<&Reference> {
        match &*self.item {
            Item::Reference(series) => Some(series),
            _ => None,
        }
    }

    /// Its days, in order.
    pub fn rows(&self) -> &[ReferenceRow] {
        self.series().map_or(&[], |series| &series.rows)
    }

    /// The row of a day.
    pub fn on(&self, day: Day) -> Option<&ReferenceRow> {
        let rows = self.rows();
        rows.binary_search_by_key(&day, |row| row.day).ok().and_then(|at| rows.get(at))
    }
}

/// The reference series of a workspace, the latest retrieved first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct References(Vec<Known>);

impl References {
    /// The series of a workspace, and which of them a look draws.
    pub fn of(workspace: &Workspace, look: &Look) -> Self {
        let names = Names::of(workspace);
        let known = workspace.of_kind(Kind::Reference).filter_map(|(id, item)| {
            let Item::Reference(series) = item else { return None };
            let item = Arc::clone(&workspace.held(id)?.item);
            let shown = look.references.contains(&id);
            Some(Known { id, shown, source: names.fixed(&series.source), item })
        });
        let mut known: Vec<Known> = known.collect();
        known.sort_by_key(|known| {
            let retrieved = known.series().and_then(|series| series.retrieved);
            std::cmp::Reverse((retrieved, known.id))
        });
        Self(known)
    }

    /// Every series.
    pub fn all(&self) -> &[Known] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The series that are drawn.
    pub fn shown(&self) -> impl Iterator<Item = &Known> {
        self.0.iter().filter(|known| known.shown)
    }

    /// Those that are drawn and count what some of these reports count.
    ///
    /// A report whose window has no stated length stands beside windows of any length.
    pub fn behind<'a>(&'a self, reports: &[&Report]) -> Vec<&'a Known> {
        let fits = |known: &Known, report: &Report| match like::like(report, known) {
            Ok(()) => true,
            Err((agreed, _)) => agreed == like::BUT_LENGTH,
        };
        self.shown().filter(|known| reports.iter().any(|report| fits(known, report))).collect()
    }

    /// How a report stands to each series that is like it.
    pub fn residuals(&self, report: &Report) -> Vec<Residual> {
        residual::residuals(report, self)
    }

    /// The same in a few words: `+0`, `1 day behind`, `no series`.
    pub fn words(&self, report: &Report) -> String {
        residual::words(&self.residuals(report))
    }
}

/// A series as it is named in a sentence: `“Killed, cumulative” (compiler, version 9ea6, retrieved 22 August 2026)`.
pub fn named(series: &Reference) -> String {
    let version = Some(&series.vintage).filter(|it| !it.is_empty()).map(|it| format!("version {it}"));
    let retrieved = series.retrieved.map(|day| format!("retrieved {}", day.long()));
    let compiler = Some(series.compiler.clone()).filter(|it| !it.is_empty());
    let parts: Vec<String> = [compiler, version, retrieved].into_iter().flatten().collect();
    if parts.is_empty() {
        format!("“{}”", series.name)
    } else {
        format!("“{}” ({})", series.name, parts.join(", "))
    }
}

#[cfg(test)]
pub(in crate::chart) mod sample {
    use super::*;
    use crate::chart::sample::Sample;
    use crate::model::figure::{Outcome, ScopeKind};

    /// A series of people in Gaza reported killed, from days and numbers.
    pub(crate) fn series(scope: ScopeKind, rows: &[(&str, u64)]) -> Reference {
        let row = |(day, value): &(&str, u64)| ReferenceRow {
            day: day.parse().unwrap(),
            value: *value,
            reported: true,
            ..ReferenceRow::default()
        };
        Reference {
            name: format!("Killed, {}", scope.label()),
            compiler: "A compiler".into(),
            source: "Gaza Ministry of Health".into(),
            retrieved: Day::new(2024, 6, 1),
            outcome: Some(Outcome::Killed),
            population: Some("people in Gaza".into()),
            scope: Some(scope),
            hours: (scope == ScopeKind::Window).then_some(24),
            rows: rows.iter().map(row).collect(),
            ..Reference::default()
        }
    }

    /// Adds a series to a sample's workspace.
    pub(crate) fn add(sample: &mut Sample, series: Reference) -> ItemId {
        sample.add(Item::Reference(series))
    }
}
