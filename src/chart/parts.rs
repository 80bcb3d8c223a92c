//! Parts and wholes: 6 of 107 of 27,585. Checks what analysts said is part of what, through chains, and never adds.
//!
//! Rule 3 of the field's rules: a part is no larger than its whole. Only bounds that the hedges state are
//! compared, so that a whole of "at least 107" leaves room for a part of 108.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::Day;
use crate::model::figure::Scope;
use crate::model::item::RelationKind;
use crate::model::{Figure, ItemId, Relation, Workspace};

/// The wholes that a chain is followed through.
const LONGEST: usize = 64;
/// The figures that are named on one line at most.
const NAMED: usize = 8;

/// What is wrong with a part and its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The part is larger than its whole, whatever their hedges leave open.
    Larger,
    /// The part is, by other relations, a whole of its whole.
    Circle,
    /// They stand as of different days, so that the whole need not hold the part.
    Dates,
}

/// A part and a whole that do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The relation that says so.
    pub relation: ItemId,
    /// The part.
    pub part: ItemId,
    /// The whole, which may be one further up the chain.
    pub whole: ItemId,
    /// What is wrong.
    pub fault: Fault,
    /// What is wrong, in a sentence.
    pub words: String,
}

impl Flaw {
    /// Whether both cannot be right; otherwise it is a matter to look at.
    pub fn is_violation(&self) -> bool {
        self.fault != Fault::Dates
    }
}

/// What is part of what, as the analysts said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    wholes: BTreeMap<ItemId, BTreeSet<ItemId>>,
    parts: BTreeMap<ItemId, BTreeSet<ItemId>>,
}

impl Parts {
    /// The parts of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        let mut parts = Self::default();
        for (_, relation) in relations(workspace) {
            parts.wholes.entry(relation.from).or_default().insert(relation.to);
            parts.parts.entry(relation.to).or_default().insert(relation.from);
        }
        parts
    }

    /// Every pair of a part and the whole it is said to be part of.
    pub fn pairs(&self) -> impl Iterator<Item = (ItemId, ItemId)> {
        self.wholes.iter().flat_map(|(part, wholes)| wholes.iter().map(|whole| (*part, *whole)))
    }

    /// The figures that a figure is said to be part of.
    pub fn wholes(&self, part: ItemId) -> impl Iterator<Item = ItemId> {
        self.wholes.get(&part).into_iter().flatten().copied()
    }

    /// The figures that are said to be part of a figure.
    pub fn parts(&self, whole: ItemId) -> impl Iterator<Item = ItemId> {
        self.parts.get(&whole).into_iter().flatten().copied()
    }

    /// The figures that a figure is part of through any chain, nearest first; itself where the chain is a circle.
    pub fn chain(&self, part: ItemId) -> Vec<ItemId> {
        let (mut chain, mut seen) = (Vec::new(), BTreeSet::new());
        let mut next: Vec<ItemId> = self.wholes(part).collect();
        while !next.is_empty() && chain.len() < LONGEST {
            let fresh: Vec<ItemId> = next.into_iter().filter(|id| seen.insert(*id)).collect();
            chain.extend(&fresh);
            next = fresh.into_iter().flat_map(|id| self.wholes(id).collect::<Vec<_>>()).collect();
        }
        chain.truncate(LONGEST);
        chain
    }

    /// What a figure is part of, and what of it, in plain words: a line each, figures named by `label`.
    pub fn words(&self, figure: ItemId, label: impl Fn(ItemId) -> Option<String>) -> Vec<String> {
        let near: BTreeSet<ItemId> = self.wholes(figure).collect();
        let far = self.chain(figure).into_iter().filter(|id| !near.contains(id) && *id != figure);
        let named = |ids: &mut dyn Iterator<Item = ItemId>| {
            ids.filter_map(&label).take(NAMED).collect::<Vec<_>>().join(", ")
        };
        let lines = [
            ("Part of", named(&mut near.iter().copied())),
            ("And so of", named(&mut far.into_iter())),
            ("Has as parts", named(&mut self.parts(figure))),
        ];
        let told = lines.into_iter().filter(|(_, names)| !names.is_empty());
        told.map(|(what, names)| format!("{what}: {names}")).collect()
    }

    /// Whether one figure counts a part of the people of another, through any chain.
    pub fn is_part(&self, part: ItemId, whole: ItemId) -> bool {
        self.chain(part).contains(&whole)
    }
}

fn relations(workspace: &Workspace) -> impl Iterator<Item = (ItemId, &Relation)> {
    workspace.relations().filter(|(_, relation)| relation.kind == RelationKind::PartOf)
}

/// Everything that does not fit among the parts and wholes of a workspace, in the order of their relations.
pub fn flaws(workspace: &Workspace) -> Vec<Flaw> {
    let parts = Parts::of(workspace);
    relations(workspace).flat_map(|(id, relation)| flaws_of(workspace, &parts, id, relation)).collect()
}

/// What does not fit between one part and its whole, or a whole further up.
pub fn flaws_of(workspace: &Workspace, parts: &Parts, id: ItemId, relation: &Relation) -> Vec<Flaw> {
    let (part, whole) = (relation.from, relation.to);
    let flaw = |whole, fault, words| Flaw { relation: id, part, whole, fault, words };
    if relation.kind != RelationKind::PartOf {
        return Vec::new();
    }
    if part == whole || parts.is_part(whole, part) {
        return circle(workspace, part).map(|words| flaw(whole, Fault::Circle, words)).into_iter().collect();
    }
    let mut found = Vec::new();
    found.extend(larger(workspace, part, whole, "its whole").map(|words| flaw(whole, Fault::Larger, words)));
    if found.is_empty() {
        let further = parts.chain(whole);
        let broken = further.into_iter().filter(|up| *up != part && *up != whole).find_map(|up| {
            Some(flaw(up, Fault::Larger, larger(workspace, part, up, "the whole of its whole")?))
        });
        found.extend(broken);
    }
    found.extend(dates(workspace, part, whole).map(|words| flaw(whole, Fault::Dates, words)));
    found
}

fn circle(workspace: &Workspace, part: ItemId) -> Option<String> {
    let words = workspace.figure(part)?.span.label();
    Some(format!("“{words}” is said to be part of itself, in a circle."))
}

/// A part that is larger than a whole, in plain words; `None` where they fit or it is open.
fn larger(workspace: &Workspace, part: ItemId, whole: ItemId, named: &str) -> Option<String> {
    let (part, whole) = (workspace.figure(part)?, workspace.figure(whole)?);
    (least(part)? > most(whole)?).then(|| {
        let (part, whole) = (part.span.label(), whole.span.label());
        format!("The part (“{part}”) is larger than {named} (“{whole}”).")
    })
}

/// The fewest people that a part can be; the printed number where its hedge bounds nothing below.
fn least(part: &Figure) -> Option<u64> {
    part.bounds().low.map(|low| low.value.saturating_add(u64::from(low.exclusive))).or(part.value)
}

/// The most people that a whole can be; `None` where its hedge leaves it open above.
fn most(whole: &Figure) -> Option<u64> {
    match whole.bounds() {
        bounds if bounds.high.is_some() => {
            bounds.high.map(|high| high.value.saturating_sub(u64::from(high.exclusive)))
        }
        bounds if bounds.low.is_some() => None,
        _ => whole.value,
    }
}

/// A part that stands as of other days than its whole, in plain words.
///
/// An incident is over, so that its number holds later parts; a running total holds what was before it.
fn dates(workspace: &Workspace, part: ItemId, whole: ItemId) -> Option<String> {
    let (part, whole) = (workspace.figure(part)?, workspace.figure(whole)?);
    let (a, b) = (part.as_of.as_ref()?, whole.as_of.as_ref()?);
    let ends = |claim: &crate::model::DateClaim| {
        (claim.earliest.unwrap_or(Day(i32::MIN)), claim.latest.unwrap_or(Day(i32::MAX)))
    };
    let (a_ends, b_ends) = (ends(a), ends(b));
    let (later, earlier) = (a_ends.0 > b_ends.1, a_ends.1 < b_ends.0);
    let fits = match whole.scope {
        Some(Scope::Incident { .. }) => true,
        Some(Scope::Cumulative { .. }) => !later,
        Some(Scope::Stock) => !later && !earlier,
        _ => true,
    };
    (!fits).then(|| {
        let (part, whole) = (part.span.label(), whole.span.label());
        format!(
            "The part (“{part}”) stands as of {a}, its whole (“{whole}”) as of {b}: it need not be in it."
        )
    })
}

#[cfg(test)]
mod tests;
