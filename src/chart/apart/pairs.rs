//! Which pairs of reports are worth comparing: those that a reader could take for one fact.
//!
//! Reports are put into buckets of what they share, and within a bucket each is compared with a bounded number
//! of neighbours in time, so that the work grows with the number of reports and not with its square.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::figure::{Outcome, Scope, ScopeKind};
use crate::model::item::RelationKind;
use crate::model::{ItemId, Workspace};

use super::super::grounds::Grounds;
use super::super::report::{Report, sentence};
use super::{Claim, Judgement, Verdict, days_apart, folded, judge};

/// The neighbours in a bucket that a report is compared with.
const NEIGHBOURS: usize = 24;
/// The pairs that are listed at most.
const MOST: usize = 2_000;
/// Counts of two sources that stand further apart than this, in days, are not taken for one another.
const NEAR: u32 = 7;

/// How the analysts related two figures, and by which item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The relation.
    pub item: ItemId,
    /// Its kind.
    pub kind: RelationKind,
}

/// Two reports whose numbers differ though a reader could take them for one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The figure that stands earlier.
    pub first: ItemId,
    /// The figure that stands later.
    pub second: ItemId,
    /// What is said of them, and why.
    pub judgement: Judgement,
    /// How the analysts settled it.
    pub settled: Option<Settled>,
}

/// The pairs of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreements {
    /// The pairs, those that need a look most first.
    pub pairs: Vec<Pair>,
    /// Whether there may be more than are listed.
    pub capped: bool,
}

/// The pairs of reports whose printed numbers differ and that could be taken for one fact.
pub fn disagreements(grounds: &Grounds, claims: &[Claim]) -> Disagreements {
    let (candidates, mut capped) = candidates(claims);
    let settled = relations(grounds.workspace);
    let pair = |(a, b): (usize, usize)| {
        let (a, b) = (claims.get(a)?, claims.get(b)?);
        let (a, b) = if super::order(a.report) <= super::order(b.report) { (a, b) } else { (b, a) };
        if in_one_sentence(a.report, b.report, grounds) {
            return None;
        }
        let (first, second) = (a.report.id, b.report.id);
        let settled = settled.get(&key(first, second)).copied();
        Some(Pair { first, second, judgement: judge(a, b), settled })
    };
    let mut pairs: Vec<Pair> = candidates.into_iter().filter_map(pair).collect();
    pairs.sort_by_key(|pair| (urgency(pair.judgement.verdict), pair.first, pair.second));
    capped |= pairs.len() > MOST;
    pairs.truncate(MOST);
    Disagreements { pairs, capped }
}

/// What nothing explains comes first, what agrees last.
fn urgency(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Contradiction => 0,
        Verdict::DifferentCompiler => 1,
        Verdict::Revision => 2,
        Verdict::Open => 3,
        Verdict::Rounding => 4,
        Verdict::SameOrigin => 5,
        Verdict::PartWhole => 6,
        Verdict::DifferentOutcome => 7,
        Verdict::DifferentPopulation => 8,
        Verdict::DifferentScope => 9,
        Verdict::DifferentDate => 10,
        Verdict::SameFact => 11,
    }
}

fn key(a: ItemId, b: ItemId) -> (ItemId, ItemId) {
    (a.min(b), a.max(b))
}

/// The last relation between each two figures that says what they are to one another.
fn relations(workspace: &Workspace) -> BTreeMap<(ItemId, ItemId), Settled> {
    let mut settled = BTreeMap::new();
    for (item, relation) in workspace.relations().filter(|(_, relation)| settles(relation.kind)) {
        settled.insert(key(relation.from, relation.to), Settled { item, kind: relation.kind });
    }
    settled
}

/// Whether a relation says what two reports are to one another, so that nothing is left to settle.
pub fn settles(kind: RelationKind) -> bool {
    !matches!(kind, RelationKind::DerivedFrom | RelationKind::ExchangedFor)
}

/// Places of claims in pairs, each pair once, and whether some were left out.
fn candidates(claims: &[Claim]) -> (BTreeSet<(usize, usize)>, bool) {
    let mut found = BTreeSet::new();
    let mut capped = false;
    for bucket in buckets(claims).into_values() {
        for (place, at) in bucket.iter().enumerate() {
            let rest = &bucket[place + 1..];
            capped |= rest.len() > NEIGHBOURS && near(&claims[*at], &claims[rest[NEIGHBOURS]]);
            let taken = rest.iter().take(NEIGHBOURS);
            let alike = taken.filter(|other| could_be_one(claims[*at].report, claims[**other].report));
            found.extend(alike.map(|other| (*at.min(other), *at.max(other))));
            if found.len() > 2 * MOST {
                return (found, true);
            }
        }
    }
    (found, capped)
}

fn near(a: &Claim, b: &Claim) -> bool {
    days_apart(&a.report.as_of, &b.report.as_of).is_none_or(|days| days <= NEAR)
}

/// What the reports of a bucket share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    /// People of one population, to whom related things happened; dated.
    People(&'static str, String),
    /// One named incident and related things that happened.
    Incident(&'static str, String),
}

/// Reports by what they share, each bucket in order of time.
fn buckets(claims: &[Claim]) -> BTreeMap<Share, Vec<usize>> {
    let mut buckets: BTreeMap<Share, Vec<usize>> = BTreeMap::new();
    for (place, claim) in claims.iter().enumerate() {
        let report = claim.report;
        let event = match &report.scope {
            Some(Scope::Incident { event }) => folded(Some(event)),
            _ => String::new(),
        };
        for family in families(report.outcome) {
            if report.population.is_some() && report.day().is_some() {
                let people = Share::People(family, folded(report.population.as_deref()));
                buckets.entry(people).or_default().push(place);
            }
            if !event.is_empty() {
                buckets.entry(Share::Incident(family, event.clone())).or_default().push(place);
            }
        }
    }
    for bucket in buckets.values_mut() {
        bucket.sort_by_key(|place| super::order(claims[*place].report));
    }
    buckets
}

/// What a reader could take an outcome for: deaths are reported as casualties, and casualties as deaths.
fn families(outcome: Option<Outcome>) -> &'static [&'static str] {
    use Outcome as O;
    match outcome {
        Some(O::Killed | O::DiedOther | O::PresumedDead | O::KilledOrIncapacitated) => &["dead"],
        Some(O::KilledAndInjured | O::CasualtiesUnspecified) => &["dead", "injured"],
        Some(O::Injured) => &["injured"],
        Some(O::CaptiveTaken | O::CaptiveRemaining | O::Missing) => &["captive"],
        Some(O::Displaced | O::Returned) => &["displaced"],
        Some(O::Released | O::Rescued) => &["freed"],
        Some(O::Detained) => &["detained"],
        Some(O::CaptiveShown) => &["shown"],
        Some(O::RecoveredBody) => &["recovered"],
        Some(O::Population | O::AtRisk | O::Affected) => &["present"],
        Some(O::ProposedRelease) | None => &[],
    }
}

/// Whether a reader could take two reports of a bucket for one fact that is told differently.
fn could_be_one(a: &Report, b: &Report) -> bool {
    if (a.value, a.upper) == (b.value, b.upper) || named_apart(a, b) {
        return false;
    }
    let like = a.outcome == b.outcome && a.scope_kind() == b.scope_kind();
    match days_apart(&a.as_of, &b.as_of) {
        None => like || of_like_size(a, b),
        Some(days) => like && could_be_moved(a, b, days),
    }
}

/// Whether counts of one kind that stand some days apart could still be taken for one another.
fn could_be_moved(a: &Report, b: &Report, days: u32) -> bool {
    let cumulative = a.scope_kind() == Some(ScopeKind::Cumulative);
    if a.source.is_some() && a.source == b.source {
        // One source's counts of two days are its series; a fall is a question.
        return cumulative && b.value < a.value;
    }
    match a.scope_kind() {
        Some(ScopeKind::Window | ScopeKind::Incident) => days == 1,
        _ => days <= NEAR,
    }
}

/// Whether the reports name two incidents: whoever coded them has told them apart.
fn named_apart(a: &Report, b: &Report) -> bool {
    let event = |report: &Report| match &report.scope {
        Some(Scope::Incident { event }) => folded(Some(event)),
        _ => String::new(),
    };
    let (x, y) = (event(a), event(b));
    !x.is_empty() && !y.is_empty() && x != y
}

/// Whether one sentence gives both numbers: whoever wrote it has told them apart.
fn in_one_sentence(a: &Report, b: &Report, grounds: &Grounds) -> bool {
    a.article.path == b.article.path && sentence(a, grounds) == sentence(b, grounds)
}

/// Nobody takes 107 for 27,585: numbers of other outcomes or times must be within a factor of ten.
fn of_like_size(a: &Report, b: &Report) -> bool {
    let (Some(x), Some(y)) = (a.value, b.value) else { return false };
    x.max(y) / 10 <= x.min(y)
}
