//! One fact as several origins report it: a row for each origin, since copies of one text count once.
//!
//! Analysts say which figures state the same fact. Beside these, figures of one outcome, population, time scope and
//! day whose numbers agree by rounding are proposed, and say so; a proposal never joins what analysts keep apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::date::Day;
use crate::model::figure::{Outcome, Scope, ScopeKind, SexAge, Status};
use crate::model::item::RelationKind;
use crate::model::{ItemId, Workspace};

use super::apart::{agree_by_rounding, span};
use super::report::Report;
use super::wording;

/// The neighbours by number that a report is compared with for a proposal.
const NEIGHBOURS: usize = 16;

/// How many texts and how many origins some reports stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Texts.
    pub texts: usize,
    /// Origins: copies of one text count once (rule 6 of the field's rules).
    pub origins: usize,
}

impl Heard {
    /// Where some reports stand.
    pub fn of<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let (mut texts, mut origins) = (BTreeSet::new(), BTreeSet::new());
        for report in reports {
            texts.insert(&report.article.path);
            origins.insert(report.origin_name());
        }
        Self { texts: texts.len(), origins: origins.len() }
    }

    /// In words: `3 texts / 2 origins`.
    pub fn words(self) -> String {
        let texts = wording::counted(self.texts, "text", "texts");
        format!("{texts} / {}", wording::counted(self.origins, "origin", "origins"))
    }
}

/// What one origin reports of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What stands for the origin: the path of the article that names it.
    pub origin: String,
    /// Its reports, by number.
    pub reports: Vec<Arc<Report>>,
    /// The fewest people that any of its hedges leaves possible; `None` where one bounds nothing below.
    pub low: Option<u64>,
    /// The most people; `None` where one bounds nothing above.
    pub high: Option<u64>,
}

impl Row {
    /// Reports that say different things, one of each: the same words in a copy say nothing new.
    pub fn distinct(&self) -> Vec<&Arc<Report>> {
        let mut seen = BTreeSet::new();
        let is_new = |report: &&Arc<Report>| seen.insert((report.value, report.upper, report.qualifier));
        self.reports.iter().filter(is_new).collect()
    }

    /// The numbers with their hedges: `about 1,160`, or several where copies of one text differ.
    pub fn quantity(&self) -> String {
        let words = self.distinct().into_iter().map(|report| wording::quantity(report));
        words.collect::<Vec<_>>().join("; ")
    }

    /// Who says so, each once; `source not set` or `the article's own voice` where nobody is named.
    pub fn source(&self) -> String {
        let names: BTreeSet<&str> = self.reports.iter().map(|report| report.says()).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// The title of the first of its texts.
    pub fn title(&self) -> &str {
        let own = self.reports.iter().find(|report| report.article.path == self.origin);
        own.or(self.reports.first()).map_or("", |report| &report.title)
    }

    /// How many texts of this origin report the fact.
    pub fn texts(&self) -> usize {
        Heard::of(self.reports.iter().map(|report| &**report)).texts
    }
}

/// One fact, as several reports state it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// A row for each origin, the lowest number first.
    pub rows: Vec<Row>,
    /// The figures that no analyst has said to state this fact: they are proposed.
    pub proposed: BTreeSet<ItemId>,
}

impl Fact {
    /// Every report of it.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.rows.iter().flat_map(|row| &row.reports)
    }

    /// The figure that the others are said to be the same as: the first that an analyst related.
    pub fn head(&self) -> Option<ItemId> {
        let ids = || self.reports().map(|report| report.id);
        ids().filter(|id| !self.proposed.contains(id)).min().or(ids().min())
    }

    /// Whether nobody has said so yet.
    pub fn is_proposal(&self) -> bool {
        self.reports().all(|report| self.proposed.contains(&report.id))
    }

    /// Whether its reports give different numbers.
    pub fn differs(&self) -> bool {
        let numbers: BTreeSet<_> = self.reports().map(|report| (report.value, report.upper)).collect();
        numbers.len() > 1
    }

    /// Where it is reported.
    pub fn heard(&self) -> Heard {
        Heard::of(self.reports().map(|report| &**report))
    }

    /// What is counted: `People reported killed`.
    pub fn measure(&self) -> String {
        let outcomes: BTreeSet<_> = self.reports().map(|report| wording::measure(report.outcome)).collect();
        wording::capital(&outcomes.into_iter().collect::<Vec<_>>().join(", "))
    }

    /// Of whom, over what time and as of when.
    pub fn about(&self) -> String {
        let Some(report) = self.reports().next() else { return String::new() };
        let population = report.population.as_ref().map(ToString::to_string);
        let part = wording::part((report.status, report.sex_age));
        let words = [population, part, Some(wording::scope(report)), Some(wording::when(report))];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The facts that two reports or more state: what analysts said first, then by the number of origins.
pub fn facts<'a>(workspace: &Workspace, reports: impl IntoIterator<Item = &'a Arc<Report>>) -> Vec<Fact> {
    let reports: BTreeMap<ItemId, &Arc<Report>> = reports
        .into_iter()
        .filter(|report| states_a_fact(report))
        .map(|report| (report.id, report))
        .collect();
    let related = Related::of(workspace);
    let mut groups = Groups::default();
    for (a, b) in &related.same {
        if reports.contains_key(a) && reports.contains_key(b) {
            groups.join(*a, *b);
        }
    }
    let said: BTreeSet<ItemId> = groups.of.keys().copied().collect();
    groups.said = vec![true; groups.groups.len()];
    for (a, b) in proposals(&reports) {
        if !groups.bridges(a, b) && !groups.parts(&related, a, b) {
            groups.join(a, b);
        }
    }
    let mut facts: Vec<Fact> = groups.members().map(|members| fact(members, &reports, &said)).collect();
    facts.retain(|fact| !fact.is_proposal() || fact.heard().texts > 1);
    facts.sort_by_cached_key(ledger::rank);
    facts
}

/// Whether a report gives a number of its own that is put forward as having happened.
fn states_a_fact(report: &Report) -> bool {
    use crate::model::figure::Modality as M;
    let asserted = matches!(report.modality, None | Some(M::Asserted | M::ClaimedByParty));
    let is_term =
        matches!(report.scope, Some(Scope::Proposed)) || report.outcome == Some(Outcome::ProposedRelease);
    report.value.is_some() && asserted && !is_term
}

fn fact(
    members: &BTreeSet<ItemId>,
    reports: &BTreeMap<ItemId, &Arc<Report>>,
    said: &BTreeSet<ItemId>,
) -> Fact {
    let mut origins: BTreeMap<&str, Vec<Arc<Report>>> = BTreeMap::new();
    for report in members.iter().filter_map(|id| reports.get(id)) {
        origins.entry(report.origin_name()).or_default().push(Arc::clone(report));
    }
    let mut rows: Vec<Row> = origins.into_iter().map(|(origin, reports)| row(origin, reports)).collect();
    rows.sort_by(|a, b| lowest(a).cmp(&lowest(b)).then_with(|| a.origin.cmp(&b.origin)));
    Fact { rows, proposed: members.difference(said).copied().collect() }
}

fn lowest(row: &Row) -> Option<u64> {
    row.reports.iter().filter_map(|report| report.value).min()
}

fn row(origin: &str, mut reports: Vec<Arc<Report>>) -> Row {
    reports.sort_by_key(|report| (report.value, report.upper, report.id));
    let spans: Vec<_> = reports.iter().map(|report| span(report)).collect();
    let low = |report: &Arc<Report>| report.bounds.low.and(span(report)).map(|(low, _)| low);
    let lows: Option<Vec<u64>> = reports.iter().map(low).collect();
    let highs: Option<Vec<u64>> = spans.iter().map(|span| span.and_then(|(_, high)| high)).collect();
    let low = lows.and_then(|lows| lows.into_iter().min());
    let high = highs.and_then(|highs| highs.into_iter().max());
    Row { origin: origin.to_owned(), reports, low, high }
}

/// What analysts said of figures: which state one fact, and which do not.
struct Related {
    same: Vec<(ItemId, ItemId)>,
    apart: BTreeMap<ItemId, Vec<ItemId>>,
}

impl Related {
    fn of(workspace: &Workspace) -> Self {
        let mut related = Self { same: Vec::new(), apart: BTreeMap::new() };
        for (_, relation) in workspace.relations() {
            match relation.kind {
                RelationKind::SameFact | RelationKind::Rounds => {
                    related.same.push((relation.from, relation.to));
                }
                RelationKind::DerivedFrom | RelationKind::ExchangedFor => {}
                _ => {
                    related.apart.entry(relation.from).or_default().push(relation.to);
                    related.apart.entry(relation.to).or_default().push(relation.from);
                }
            }
        }
        related
    }

    /// Every figure of which anything is said.
    fn figures(&self) -> BTreeSet<ItemId> {
        let same = self.same.iter().flat_map(|(one, other)| [*one, *other]);
        same.chain(self.apart.keys().copied()).collect()
    }
}

/// Figures in groups; a figure that is in none stands alone.
#[derive(Default)]
struct Groups {
    of: BTreeMap<ItemId, usize>,
    groups: Vec<BTreeSet<ItemId>>,
    /// Whether analysts made a group.
    said: Vec<bool>,
}

impl Groups {
    /// Puts two figures, and all that is joined to them, into one group: the smaller moves to the larger.
    fn join(&mut self, a: ItemId, b: ItemId) {
        let (x, y) = (self.group(a), self.group(b));
        if x == y {
            return;
        }
        let (from, to) = if self.groups[x].len() < self.groups[y].len() { (x, y) } else { (y, x) };
        self.said[to] |= self.said[from];
        for id in std::mem::take(&mut self.groups[from]) {
            self.of.insert(id, to);
            self.groups[to].insert(id);
        }
    }

    fn group(&mut self, id: ItemId) -> usize {
        if let Some(group) = self.of.get(&id) {
            return *group;
        }
        self.groups.push(BTreeSet::from([id]));
        self.said.push(false);
        self.of.insert(id, self.groups.len() - 1);
        self.groups.len() - 1
    }

    /// Whether two figures are in two groups that analysts made: a proposal joins no such groups.
    fn bridges(&self, a: ItemId, b: ItemId) -> bool {
        let said = |id| self.of.get(&id).filter(|group| self.said[**group]);
        said(a).zip(said(b)).is_some_and(|(x, y)| x != y)
    }

    /// Whether joining two figures would join some that analysts keep apart.
    fn parts(&self, related: &Related, a: ItemId, b: ItemId) -> bool {
        let is_joined = self.of.get(&a).is_some_and(|group| self.of.get(&b) == Some(group));
        if related.apart.is_empty() || is_joined {
            return false;
        }
        let alone = BTreeSet::from([a]);
        let members = self.of.get(&a).map_or(&alone, |group| &self.groups[*group]);
        let is_near =
            |other: &ItemId| *other == b || self.of.get(other).is_some_and(|it| self.of.get(&b) == Some(it));
        members.iter().filter_map(|id| related.apart.get(id)).flatten().any(is_near)
    }

    fn members(&self) -> impl Iterator<Item = &BTreeSet<ItemId>> {
        self.groups.iter().filter(|members| members.len() > 1)
    }
}

/// What reports must share before they are proposed as one fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    outcome: Outcome,
    population: String,
    part: (Option<Status>, Option<SexAge>),
    scope: ScopeKind,
    hours: Option<u32>,
    day: Day,
}

fn shared(report: &Report) -> Option<Shared> {
    Some(Shared {
        outcome: report.outcome?,
        population: report.population.as_deref()?.to_lowercase(),
        part: (report.status, report.sex_age),
        scope: report.scope_kind()?,
        hours: report.hours(),
        day: report.day()?,
    })
}

/// Pairs of figures that may state one fact; each is compared with a bounded number of its neighbours by number.
fn proposals(reports: &BTreeMap<ItemId, &Arc<Report>>) -> Vec<(ItemId, ItemId)> {
    let mut buckets: BTreeMap<Shared, Vec<&Arc<Report>>> = BTreeMap::new();
    for report in reports.values() {
        if let Some(shared) = shared(report) {
            buckets.entry(shared).or_default().push(report);
        }
    }
    let mut pairs = Vec::new();
    for bucket in buckets.values_mut() {
        bucket.sort_by_key(|report| (report.value, report.id));
        for (place, report) in bucket.iter().enumerate() {
            let near = bucket.iter().skip(place + 1).take(NEIGHBOURS);
            let like = near.filter(|other| may_be_one(report, other));
            pairs.extend(like.map(|other| (report.id, other.id)));
        }
    }
    pairs
}

/// The fewest people in one incident whose number alone can tell that two reports mean the same one.
const TELLING: u64 = 100;

fn may_be_one(a: &Report, b: &Report) -> bool {
    let starts = a.since().zip(b.since()).is_none_or(|(x, y)| x == y);
    let numbers = a.value.zip(b.value).is_some_and(|(x, y)| agree_by_rounding(x, y));
    let events = agree(event(a), event(b));
    let places = agree(a.place.as_deref(), b.place.as_deref());
    let is_telling = a.scope_kind() != Some(ScopeKind::Incident)
        || events == Some(true)
        || places == Some(true)
        || a.value.is_some_and(|value| value >= TELLING);
    starts && numbers && a.upper == b.upper && is_telling && events != Some(false) && places != Some(false)
}

fn event(report: &Report) -> Option<&str> {
    match &report.scope {
        Some(Scope::Incident { event }) => Some(event.as_str()),
        _ => None,
    }
}

/// Whether two names are the same; `None` where one is not set.
fn agree(a: Option<&str>, b: Option<&str>) -> Option<bool> {
    let is_set = |name: &&str| !name.trim().is_empty();
    let (a, b) = a.filter(is_set).zip(b.filter(is_set))?;
    Some(a.trim().to_lowercase() == b.trim().to_lowercase())
}

pub(super) mod ledger;

#[cfg(test)]
mod tests;
