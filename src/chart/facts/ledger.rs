//! Facts that follow the reports that come and go: only where one did are facts looked for anew.
//!
//! A proposal joins reports that share outcome, population, scope and day. Where analysts have related
//! none of such reports, their facts concern no others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::by_id::ById;
use super::super::report::Report;
use super::{Fact, Related, Shared, facts, shared, states_a_fact};
use crate::model::{ItemId, Workspace};

/// Beyond so many reports, nobody looks through what would be proposed.
const MOST: usize = 20_000;

/// Reports by what they must share to be proposed as one fact, with the facts of each such group.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Ledger {
    most: usize,
    groups: BTreeMap<Shared, Group>,
    reports: usize,
    /// The groups whose facts are to be looked for anew.
    changed: BTreeSet<Shared>,
}

#[derive(Clone, Debug, Default)]
struct Group {
    reports: BTreeMap<ItemId, Arc<Report>>,
    facts: Vec<Ranked>,
}

/// A fact with what it is listed by.
type Ranked = (Rank, Arc<Fact>);

/// What analysts said first, then what differs, then by the number of origins and texts.
type Rank = (bool, bool, Reverse<(usize, usize)>, Option<ItemId>);

pub(super) fn rank(fact: &Fact) -> Rank {
    let heard = fact.heard();
    (fact.is_proposal(), !fact.differs(), Reverse((heard.origins, heard.texts)), fact.head())
}

fn ranked(facts: Vec<Fact>) -> impl Iterator<Item = Ranked> {
    facts.into_iter().map(|fact| (rank(&fact), Arc::new(fact)))
}

impl Default for Ledger {
    fn default() -> Self {
        Self::of_at_most(MOST)
    }
}

impl Ledger {
    /// A ledger that proposes facts among at most so many reports.
    pub(super) fn of_at_most(most: usize) -> Self {
        Self { most, groups: BTreeMap::new(), reports: 0, changed: BTreeSet::new() }
    }

    /// Whether it proposes none, since there are too many.
    pub(super) fn is_full(&self) -> bool {
        self.reports > self.most
    }

    /// Takes a report in.
    pub(in crate::chart) fn insert(&mut self, report: &Arc<Report>) {
        let Some(shared) = place(report) else { return };
        let group = self.groups.entry(shared.clone()).or_default();
        self.reports += usize::from(group.reports.insert(report.id, Arc::clone(report)).is_none());
        self.changed.insert(shared);
    }

    /// Takes a report out.
    pub(in crate::chart) fn remove(&mut self, report: &Report) {
        let Some(shared) = place(report) else { return };
        let Some(group) = self.groups.get_mut(&shared) else { return };
        self.reports -= usize::from(group.reports.remove(&report.id).is_some());
        if group.reports.is_empty() {
            self.groups.remove(&shared);
        }
        self.changed.insert(shared);
    }

    /// Looks for the facts of groups that changed, as if analysts had related none of their reports.
    pub(in crate::chart) fn finish(&mut self) {
        if self.is_full() {
            return; // They stay marked for the day on which there are fewer.
        }
        let unrelated = Workspace::default();
        for shared in std::mem::take(&mut self.changed) {
            if let Some(group) = self.groups.get_mut(&shared) {
                group.facts = ranked(facts(&unrelated, group.reports.values())).collect();
            }
        }
    }

    /// The facts that two reports or more state, in the order of [`facts`]; `shown` are all reports.
    ///
    /// Where they are very many, those only that analysts have related.
    pub(in crate::chart) fn facts(&self, workspace: &Workspace, shown: &ById) -> Vec<Arc<Fact>> {
        let related = Related::of(workspace).figures();
        let mut reports: BTreeMap<ItemId, &Arc<Report>> =
            related.iter().filter_map(|id| Some((*id, shown.get(*id)?))).collect();
        let mut all: Vec<Ranked> = Vec::new();
        if !self.is_full() {
            let touched: BTreeSet<Shared> = reports.values().filter_map(|report| place(report)).collect();
            for (shared, group) in &self.groups {
                if touched.contains(shared) {
                    reports.extend(group.reports.iter().map(|(id, report)| (*id, report)));
                } else {
                    all.extend(group.facts.iter().cloned());
                }
            }
        }
        all.extend(ranked(facts(workspace, reports.into_values())));
        all.sort_by_key(|(rank, _)| *rank);
        all.into_iter().map(|(_, fact)| fact).collect()
    }
}

/// The group of a report that states a fact; `None` where it cannot be proposed as one with others.
fn place(report: &Report) -> Option<Shared> {
    states_a_fact(report).then(|| shared(report)).flatten()
}
