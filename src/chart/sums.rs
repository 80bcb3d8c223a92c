//! Sums, of incidents that an analyst has marked as distinct and of nothing else.
//!
//! Rule 2 of the field's rules: running totals are never summed, and windows and incidents are never added to
//! them. What is refused is said in a sentence. A sum keeps what the hedges leave open.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::figure::{Outcome, ScopeKind};
use crate::model::item::{Distinct, RelationKind};
use crate::model::shown::people;
use crate::model::{ItemId, Workspace};

use super::apart::span;
use super::facts::Heard;
use super::parts::Parts;
use super::report::Report;
use super::wording::{self, counted, quantity};

/// The figures that are summed at most.
const MOST: usize = 2_000;

/// The sum of incidents that are marked as distinct, in people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The fewest people that the hedges leave possible.
    pub low: u64,
    /// The most; `None` where a hedge leaves one open above.
    pub high: Option<u64>,
    /// How many incidents are summed.
    pub incidents: usize,
    /// What happened to the people counted.
    pub outcome: Outcome,
    /// Where they are reported.
    pub heard: Heard,
    /// The printed numbers whose hedges bound nothing.
    pub unbounded: Vec<String>,
}

impl Sum {
    /// The number in words: `45`, `at least 45`, `40 to 45`, `up to 45`.
    pub fn number(&self) -> String {
        match (self.low, self.high) {
            (low, Some(high)) if low == high => people(low),
            (0, Some(high)) => format!("up to {}", people(high)),
            (low, Some(high)) => format!("{} to {}", people(low), people(high)),
            (0, None) => "no bound is stated".to_owned(),
            (low, None) => format!("at least {}", people(low)),
        }
    }

    /// The sum in a sentence, with what it rests on.
    pub fn words(&self) -> String {
        let incidents = counted(self.incidents, "incident", "incidents");
        let measure = wording::measure(Some(self.outcome));
        let what = format!("{} {measure} in {incidents} marked as distinct", self.number());
        let mut words = format!("{} ({}).", wording::capital(&what), self.heard.words());
        if !self.unbounded.is_empty() {
            words.push_str(&format!(" Adding nothing that is bounded: {}.", self.unbounded.join(", ")));
        }
        words
    }
}

/// The sum of the figures marked as distinct.
///
/// # Errors
/// Every reason why they are not summed, each in a sentence.
pub fn sum<'a>(
    workspace: &Workspace,
    reports: impl IntoIterator<Item = &'a Report>,
    distinct: &Distinct,
) -> Result<Sum, Vec<String>> {
    let wanted = |report: &&Report| distinct.figures.contains(&report.id);
    let reports: Vec<&Report> = reports.into_iter().filter(wanted).take(MOST + 1).collect();
    let mut refused = Vec::new();
    if reports.len() < 2 {
        refused.push("A sum needs two figures or more.".to_owned());
    }
    if reports.len() > MOST {
        refused.push(format!("No more than {} figures are summed.", people(MOST as u64)));
        return Err(refused);
    }
    refused.extend(reports.iter().filter_map(|report| alone(report)));
    refused.extend(alike(&reports));
    refused.extend(related(workspace, &reports));
    refused.extend(told_twice(&reports));
    match reports.first().and_then(|report| report.outcome) {
        Some(outcome) if refused.is_empty() => added(&reports, outcome).ok_or_else(overflow),
        _ => Err(refused),
    }
}

fn overflow() -> Vec<String> {
    vec!["The numbers are too large to be summed.".to_owned()]
}

/// Why one figure by itself cannot be summed.
fn alone(report: &Report) -> Option<String> {
    use crate::model::figure::Modality as M;
    let named = format!("“{}”", report.printed);
    let why = match report.scope_kind() {
        _ if report.value.is_none() => "gives no number",
        _ if !matches!(report.modality, None | Some(M::Asserted | M::ClaimedByParty)) => {
            "is not put forward as having happened"
        }
        Some(ScopeKind::Cumulative) => "is a running total, which is never summed",
        Some(ScopeKind::Stock) => "says how many at a moment, which is never summed",
        Some(ScopeKind::Window) => "counts over a window of time, not one incident",
        Some(ScopeKind::Proposed) => "is a term of a proposal",
        Some(ScopeKind::Unspecified) | None => "has no time scope that says it is one incident",
        Some(ScopeKind::Incident) if report.outcome.is_none() => "has no outcome",
        Some(ScopeKind::Incident) => return None,
    };
    Some(format!("{named} {why}."))
}

/// Why figures do not count alike: other outcomes, or a part of the people beside all of them.
fn alike(reports: &[&Report]) -> Vec<String> {
    let mut refused = Vec::new();
    let outcomes: BTreeSet<_> = reports.iter().filter_map(|report| report.outcome).collect();
    if outcomes.len() > 1 {
        let names: Vec<_> = outcomes.iter().map(|outcome| outcome.label()).collect();
        refused.push(format!("They count different outcomes: {}.", names.join(", ")));
    }
    let parts: BTreeSet<_> = reports.iter().map(|report| (report.status, report.sex_age)).collect();
    if parts.len() > 1 {
        refused.push("Some count a part of the people, such as children, and others do not.".to_owned());
    }
    refused
}

/// Why relations of the analysts forbid the sum.
fn related(workspace: &Workspace, reports: &[&Report]) -> Vec<String> {
    let by_id: BTreeMap<ItemId, &Report> = reports.iter().map(|report| (report.id, *report)).collect();
    let named = |id: ItemId| by_id.get(&id).map(|report| format!("“{}”", report.printed));
    let parts = Parts::of(workspace);
    let mut refused = Vec::new();
    for report in reports {
        for whole in parts.chain(report.id).into_iter().filter(|whole| *whole != report.id) {
            refused.extend(named(whole).map(|whole| {
                format!("“{}” is part of {whole}: its people would count twice.", report.printed)
            }));
        }
    }
    for (_, relation) in workspace.relations() {
        let Some((a, b)) = named(relation.from).zip(named(relation.to)) else { continue };
        refused.extend(match relation.kind {
            RelationKind::SameFact | RelationKind::Rounds => {
                Some(format!("{a} and {b} state the same fact."))
            }
            RelationKind::Revises => Some(format!("{a} revises {b}: both count one incident.")),
            RelationKind::Contradicts => Some(format!("{a} contradicts {b}: both count one incident.")),
            RelationKind::DerivedFrom => Some(format!("{a} was computed from {b}.")),
            RelationKind::PartOf | RelationKind::Different | RelationKind::ExchangedFor => None,
        });
    }
    refused
}

/// Figures of one named incident, and figures that stand in copies of one text.
fn told_twice(reports: &[&Report]) -> Vec<String> {
    let mut refused = Vec::new();
    let mut incidents: BTreeMap<String, &Report> = BTreeMap::new();
    let mut origins: BTreeMap<&str, &Report> = BTreeMap::new();
    for report in reports {
        if let Some(first) = event(report).and_then(|event| incidents.insert(event, report)) {
            let words = format!("“{}” and “{}” report on the same incident.", first.printed, report.printed);
            refused.push(words);
        }
        let first = origins.entry(report.origin_name()).or_insert(report);
        if first.article.path != report.article.path {
            let (a, b) = (quantity(first), quantity(report));
            refused.push(format!(
                "{} and {b} stand in copies of one text, which count once.",
                wording::capital(&a)
            ));
        }
    }
    refused
}

fn event(report: &Report) -> Option<String> {
    match &report.scope {
        Some(crate::model::figure::Scope::Incident { event }) if !event.trim().is_empty() => {
            Some(event.trim().to_lowercase())
        }
        _ => None,
    }
}

/// Adds what the hedges bound; `None` beyond the largest number.
fn added(reports: &[&Report], outcome: Outcome) -> Option<Sum> {
    let (mut low, mut high) = (0u64, Some(0u64));
    let mut unbounded = Vec::new();
    for report in reports {
        let (least, most) = span(report).unwrap_or_default();
        if span(report).is_none() {
            unbounded.push(format!("“{}”", report.printed));
        }
        low = low.checked_add(least)?;
        high = match high.zip(most) {
            Some((high, most)) => Some(high.checked_add(most)?),
            None => None,
        };
    }
    let heard = Heard::of(reports.iter().copied());
    Some(Sum { low, high, incidents: reports.len(), outcome, heard, unbounded })
}

#[cfg(test)]
mod tests;
