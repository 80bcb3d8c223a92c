//! Keeps the panels of a workspace up to date report by report: what an edit does not concern stays as it is.
//!
//! A report that comes, goes or changes marks its line or its list; only these are put together anew.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::item::{Event, RelationKind};
use crate::model::look::Split;
use crate::model::{ArticleId, Day, Item, ItemId, Kind, Look, Relation, Workspace};

use super::facts::ledger::Ledger;
use super::filter::{Counts, Facets};
use super::grounds::Grounds;
use super::panels::{Aside, Group, Panels, Ranked, Spot, spot};
use super::report::{Report, Reporter, Told, corrected_titles};
use super::series::{Key, Series, key, lines};
use super::summary::{Summary, joined};
use super::{known, parts, proposals, vague};

/// Panels, and what it takes to follow the edits of their workspace.
#[derive(Clone, Debug, Default)]
pub(super) struct Keeper {
    reporter: Reporter,
    told: HashMap<ArticleId, Told>,
    /// Every report, whatever the look.
    all: super::by_id::ById,
    counts: Counts,
    parts: Parts,
    /// Items that concern many reports, so that they are known once they are gone.
    shared: BTreeMap<ItemId, Kind>,
    totals: Lines,
    stocks: Lines,
    windows: Bin<Arc<Report>>,
    unscoped: Bin<Arc<Report>>,
    undated: Bin<Arc<Report>>,
    proposals: Bin<Arc<Report>>,
    without_number: Bin<Aside>,
    excluded: Bin<Aside>,
    texts: HashMap<String, usize>,
    /// The origins of the drawn reports, each with how many.
    origins: HashMap<String, usize>,
    facts: Ledger,
    panels: Panels,
}

impl Keeper {
    /// The panels of some grounds, from the start.
    pub(super) fn new(grounds: &Grounds, look: &Look) -> Self {
        let workspace = grounds.workspace;
        let mut keeper = Self { reporter: Reporter::new(workspace), ..Self::default() };
        keeper.panels.look = look.clone();
        keeper.panels.policy.clone_from(&keeper.reporter.policy);
        for (id, item) in workspace.of_kind(Kind::Relation) {
            keeper.parts.set(id, part(Some(item)));
        }
        for kind in [Kind::Alias, Kind::Policy, Kind::ArticleFacts] {
            keeper.shared.extend(workspace.of_kind(kind).map(|(id, _)| (id, kind)));
        }
        let titles = corrected_titles(workspace);
        for (id, item) in workspace.of_kind(Kind::Figure) {
            if let Item::Figure(figure) = item {
                keeper.tell(&figure.span.article, &titles, grounds);
                keeper.refresh(id, grounds);
            }
        }
        keeper.finish();
        keeper
    }

    /// The panels as they are.
    pub(super) fn panels(&self) -> &Panels {
        &self.panels
    }

    /// The panels as they are, with what is told of a whole workspace.
    pub(super) fn told(&self, grounds: &Grounds) -> Panels {
        let mut panels = self.panels.clone();
        let look = &panels.look;
        if !look.without_events {
            panels.events = events(grounds.workspace);
        }
        if look.known_on.is_some() {
            let taken = self.all.iter().filter(|report| look.filter.takes(report));
            panels.known_days = known::days(taken.map(|report| &**report));
        }
        panels.terms = proposals::terms(grounds.workspace, &panels.proposals);
        panels.references = super::reference::References::of(grounds.workspace, &panels.look);
        panels.parts = parts::Parts::of(grounds.workspace);
        panels.facts = self.facts.facts(grounds.workspace, &panels.by_id);
        panels
    }

    /// What there is to choose from.
    pub(super) fn facets(&self) -> Facets {
        self.counts.facets()
    }

    /// Takes in what became of some items.
    pub(super) fn follow(&mut self, grounds: &Grounds, touched: impl Iterator<Item = ItemId>) {
        let workspace = grounds.workspace;
        let (mut figures, mut facts) = (Vec::new(), false);
        for id in touched {
            match self.kind(id, workspace) {
                Some(Kind::Figure) => figures.push(id),
                Some(Kind::ArticleFacts) => {
                    self.shared.insert(id, Kind::ArticleFacts);
                    facts = true;
                }
                Some(Kind::Relation) => self.relate(id, part(workspace.get(id))),
                Some(Kind::Alias) => return self.start_anew(grounds),
                Some(Kind::Policy) => {
                    if vague::policy(workspace) != self.reporter.policy.as_ref() {
                        return self.start_anew(grounds);
                    }
                    self.shared.insert(id, Kind::Policy);
                }
                _ => {}
            }
        }
        if facts {
            figures.extend(self.tell_anew(grounds));
        }
        if figures.iter().any(|id| self.is_of_new_article(*id, workspace)) {
            let titles = corrected_titles(workspace);
            figures.iter().for_each(|id| self.tell_of(*id, &titles, grounds));
        }
        figures.iter().for_each(|id| self.refresh(*id, grounds));
        self.finish();
    }

    /// The kind of an item that is here, or that was when reports were last made.
    fn kind(&self, id: ItemId, workspace: &Workspace) -> Option<Kind> {
        let known = || match () {
            () if self.all.get(id).is_some() => Some(Kind::Figure),
            () if self.parts.by_relation.contains_key(&id) => Some(Kind::Relation),
            () => self.shared.get(&id).copied(),
        };
        workspace.get(id).map(Item::kind).or_else(known)
    }

    fn start_anew(&mut self, grounds: &Grounds) {
        *self = Self::new(grounds, &self.panels.look);
    }

    /// Shows the same reports by another look.
    pub(super) fn show(&mut self, look: &Look) {
        let was = std::mem::take(self);
        self.reporter = was.reporter;
        self.told = was.told;
        self.parts = was.parts;
        self.shared = was.shared;
        self.panels.look = look.clone();
        self.panels.policy = was.panels.policy;
        was.all.iter().for_each(|report| self.place(report));
        self.all = was.all;
        self.counts = was.counts;
        self.finish();
    }

    fn is_of_new_article(&self, id: ItemId, workspace: &Workspace) -> bool {
        let article = workspace.get(id).and_then(Item::article);
        article.is_some_and(|article| !self.told.contains_key(article))
    }

    fn tell_of(&mut self, id: ItemId, titles: &BTreeMap<&str, &str>, grounds: &Grounds) {
        if let Some(article) = grounds.workspace.get(id).and_then(Item::article) {
            self.tell(article, titles, grounds);
        }
    }

    fn tell(&mut self, article: &ArticleId, titles: &BTreeMap<&str, &str>, grounds: &Grounds) {
        if !self.told.contains_key(article) {
            let corrected = titles.get(article.path.as_str()).copied();
            self.told.insert(article.clone(), Told::of(article, corrected, grounds));
        }
    }

    /// Asks again what is told of every article; gives the figures of those of which it changed.
    fn tell_anew(&mut self, grounds: &Grounds) -> Vec<ItemId> {
        let titles = corrected_titles(grounds.workspace);
        let mut figures = Vec::new();
        let mut told: Vec<(&ArticleId, &mut Told)> = self.told.iter_mut().collect();
        told.sort_unstable_by_key(|(article, _)| *article);
        for (article, told) in told {
            let fresh = Told::of(article, titles.get(article.path.as_str()).copied(), grounds);
            if fresh != *told {
                *told = fresh;
                let items = grounds.workspace.at_path(&article.path);
                figures.extend(items.filter(|(_, item)| item.kind() == Kind::Figure).map(|(id, _)| id));
            }
        }
        figures
    }

    /// Brings the report of a figure up to date.
    fn refresh(&mut self, id: ItemId, grounds: &Grounds) {
        let fresh = self.report(id, grounds);
        let was = self.all.get(id).cloned();
        if was.as_deref() == fresh.as_ref() {
            return;
        }
        if let Some(was) = was {
            self.all.remove(id);
            self.counts.remove(&was);
            self.displace(&was);
        }
        if let Some(fresh) = fresh.map(Arc::new) {
            self.counts.add(&fresh);
            self.place(&fresh);
            self.all.insert(fresh);
        }
    }

    fn report(&mut self, id: ItemId, grounds: &Grounds) -> Option<Report> {
        let Some(Item::Figure(figure)) = grounds.workspace.get(id) else { return None };
        let told = self.told.get(&figure.span.article)?;
        Some(self.reporter.report(id, figure, told, grounds.workspace))
    }

    /// Puts a report where the look has it.
    fn place(&mut self, report: &Arc<Report>) {
        let spot = spot(report, &self.panels.look);
        if let Some(left_out) = self.left_out(spot) {
            *left_out += 1;
            return;
        }
        if is_drawn(spot) {
            *self.texts.entry(report.article.path.clone()).or_default() += 1;
            *self.origins.entry(report.origin_name().to_owned()).or_default() += 1;
        }
        self.panels.by_id.insert(Arc::clone(report));
        self.facts.insert(report);
        let (by_day, by_id) = ((report.day(), report.id), (None, report.id));
        let same = || Arc::clone(report);
        match spot {
            Spot::Total => self.totals.insert(report, self.panels.look.split),
            Spot::Stock => self.stocks.insert(report, self.panels.look.split),
            Spot::Window => self.windows.insert(by_day, same()),
            Spot::Unscoped => self.unscoped.insert(by_day, same()),
            Spot::Undated => self.undated.insert(by_id, same()),
            Spot::Proposal => self.proposals.insert(by_id, same()),
            Spot::WithoutNumber(reason) => {
                self.without_number.insert(by_id, Aside { report: same(), reason });
            }
            Spot::Excluded(reason) => self.excluded.insert(by_id, Aside { report: same(), reason }),
            Spot::Filtered | Spot::NotYetKnown | Spot::PublicationUnknown => {}
        }
    }

    /// Takes a report from where the look has it.
    fn displace(&mut self, report: &Arc<Report>) {
        let spot = spot(report, &self.panels.look);
        if let Some(left_out) = self.left_out(spot) {
            *left_out -= 1;
            return;
        }
        if is_drawn(spot) {
            less(&mut self.texts, &report.article.path);
            less(&mut self.origins, report.origin_name());
        }
        self.panels.by_id.remove(report.id);
        self.facts.remove(report);
        let (by_day, by_id) = ((report.day(), report.id), (None, report.id));
        match spot {
            Spot::Total => self.totals.remove(report, self.panels.look.split),
            Spot::Stock => self.stocks.remove(report, self.panels.look.split),
            Spot::Window => self.windows.remove(by_day),
            Spot::Unscoped => self.unscoped.remove(by_day),
            Spot::Undated => self.undated.remove(by_id),
            Spot::Proposal => self.proposals.remove(by_id),
            Spot::WithoutNumber(_) => self.without_number.remove(by_id),
            Spot::Excluded(_) => self.excluded.remove(by_id),
            Spot::Filtered | Spot::NotYetKnown | Spot::PublicationUnknown => {}
        }
    }

    fn left_out(&mut self, spot: Spot) -> Option<&mut usize> {
        match spot {
            Spot::Filtered => Some(&mut self.panels.filtered_out),
            Spot::NotYetKnown => Some(&mut self.panels.not_yet_known),
            Spot::PublicationUnknown => Some(&mut self.panels.of_unknown_publication),
            _ => None,
        }
    }

    /// Takes in what a relation says of parts, and marks the lines that this concerns.
    fn relate(&mut self, relation: ItemId, now: Option<(ItemId, ItemId)>) {
        let was = self.parts.set(relation, now);
        for (from, _) in was.into_iter().chain(now) {
            let split = self.panels.look.split;
            if let Some(key) = self.panels.by_id.get(from).and_then(|report| key(report, split)) {
                self.totals.mark(&key);
                self.stocks.mark(&key);
            }
        }
    }

    /// Puts together anew what was marked.
    fn finish(&mut self) {
        let (panels, parts) = (&mut self.panels, &self.parts);
        (panels.cells, panels.words) = Default::default();
        self.totals.finish(&mut panels.cumulative, parts, panels.look.gap_days);
        self.stocks.finish(&mut panels.stocks, parts, panels.look.gap_days);
        self.windows.finish(&mut panels.windows);
        self.unscoped.finish(&mut panels.unscoped);
        self.undated.finish(&mut panels.undated);
        self.proposals.finish(&mut panels.proposals);
        self.without_number.finish(&mut panels.without_number);
        self.excluded.finish(&mut panels.excluded);
        self.facts.finish();
        panels.texts = self.texts.len();
        panels.origins = self.origins.len();
        panels.drawn = Summary::default();
        let series = panels.cumulative.series.iter().chain(&panels.stocks.series);
        series.for_each(|series| panels.drawn.with(&series.summary));
        let lists = [&self.totals.loose, &self.stocks.loose, &self.windows, &self.unscoped];
        lists.into_iter().for_each(|list| panels.drawn.with(&list.summary));
        panels.extent = joined(panels.drawn.extent, self.without_number.summary.extent);
        // By all reports, whatever the look: a source keeps its colour while the chart is filtered.
        let order = ranked(self.counts.sources());
        if panels.ranked.order != order {
            panels.ranked = Arc::new(Ranked::new(order));
        }
    }
}

/// The dated events, in the order of their days.
fn events(workspace: &Workspace) -> Vec<(ItemId, Event)> {
    let items = workspace.of_kind(Kind::Event);
    let mut events: Vec<(ItemId, Event)> = items
        .filter_map(|(id, item)| match item {
            Item::Event(event) if event.when.day().is_some() => Some((id, event.clone())),
            _ => None,
        })
        .collect();
    events.sort_by_key(|(id, event)| (event.when.day(), *id));
    events
}

/// Counts one less under a name.
fn less(counts: &mut HashMap<String, usize>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count -= 1;
        if *count == 0 {
            counts.remove(name);
        }
    }
}

fn is_drawn(spot: Spot) -> bool {
    matches!(spot, Spot::Total | Spot::Stock | Spot::Window | Spot::Unscoped)
}

/// The most frequent first, those of one count in their own order.
fn ranked(counts: &BTreeMap<Arc<str>, usize>) -> Vec<Arc<str>> {
    let mut ranked: Vec<_> = counts.iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    ranked.into_iter().map(|(source, _)| Arc::clone(source)).collect()
}

/// The part and the whole of a relation that says so.
fn part(relation: Option<&Item>) -> Option<(ItemId, ItemId)> {
    match relation {
        Some(Item::Relation(Relation { from, kind: RelationKind::PartOf, to })) => Some((*from, *to)),
        _ => None,
    }
}

/// Figures that count a part of the people of another figure, by the analyst's relations.
#[derive(Clone, Debug, Default)]
struct Parts {
    by_relation: BTreeMap<ItemId, (ItemId, ItemId)>,
    /// For each part, the relations that say so and their wholes.
    wholes: BTreeMap<ItemId, BTreeMap<ItemId, ItemId>>,
}

impl Parts {
    /// Takes in what a relation says now; gives what it said.
    fn set(&mut self, relation: ItemId, now: Option<(ItemId, ItemId)>) -> Option<(ItemId, ItemId)> {
        let was = self.by_relation.remove(&relation);
        if let Some(wholes) = was.and_then(|(from, _)| self.wholes.get_mut(&from)) {
            wholes.remove(&relation);
        }
        if let Some((from, to)) = now {
            self.by_relation.insert(relation, (from, to));
            self.wholes.entry(from).or_default().insert(relation, to);
        }
        was
    }

    fn is_part(&self, id: ItemId, of: &dyn Fn(ItemId) -> bool) -> bool {
        self.wholes.get(&id).is_some_and(|wholes| wholes.values().any(|whole| of(*whole)))
    }
}

/// A list of the panels in the making: in order of day, then of figure.
#[derive(Clone, Debug)]
struct Bin<T> {
    entries: BTreeMap<(Option<Day>, ItemId), T>,
    is_stale: bool,
    summary: Summary,
}

impl<T> Default for Bin<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), is_stale: false, summary: Summary::default() }
    }
}

impl<T: Clone + AsRef<Report>> Bin<T> {
    fn insert(&mut self, at: (Option<Day>, ItemId), entry: T) {
        self.entries.insert(at, entry);
        self.is_stale = true;
    }

    fn remove(&mut self, at: (Option<Day>, ItemId)) {
        self.entries.remove(&at);
        self.is_stale = true;
    }

    fn finish(&mut self, list: &mut Arc<Vec<T>>) {
        if std::mem::take(&mut self.is_stale) {
            self.summary = Summary::of(self.entries.values().map(AsRef::as_ref));
            *list = Arc::new(self.entries.values().cloned().collect());
        }
    }
}

/// Reports of one key, and what they were put together to.
#[derive(Clone, Debug, Default)]
struct Alike {
    reports: BTreeMap<ItemId, Arc<Report>>,
    is_marked: bool,
    series: Vec<Arc<Series>>,
    parts: Vec<Arc<Report>>,
}

/// A group of lines and loose marks in the making.
#[derive(Clone, Debug, Default)]
struct Lines {
    by_key: BTreeMap<Key, Alike>,
    loose: Bin<Arc<Report>>,
    marked: Vec<Key>,
}

impl Lines {
    fn insert(&mut self, report: &Arc<Report>, split: Split) {
        let Some(key) = key(report, split) else {
            return self.loose.insert((report.day(), report.id), Arc::clone(report));
        };
        if !self.by_key.contains_key(&key) {
            self.by_key.insert(key.clone(), Alike::default());
        }
        if let Some(alike) = self.by_key.get_mut(&key) {
            alike.reports.insert(report.id, Arc::clone(report));
        }
        self.mark(&key);
    }

    fn remove(&mut self, report: &Arc<Report>, split: Split) {
        let Some(key) = key(report, split) else {
            return self.loose.remove((report.day(), report.id));
        };
        if let Some(alike) = self.by_key.get_mut(&key) {
            alike.reports.remove(&report.id);
        }
        self.mark(&key);
    }

    fn mark(&mut self, key: &Key) {
        if let Some(alike) = self.by_key.get_mut(key)
            && !std::mem::replace(&mut alike.is_marked, true)
        {
            self.marked.push(key.clone());
        }
    }

    fn finish(&mut self, group: &mut Group, parts: &Parts, gap_days: u16) {
        if !self.marked.is_empty() {
            for key in std::mem::take(&mut self.marked) {
                self.put_together(&key, parts, gap_days);
            }
            group.series = self.by_key.values().flat_map(|alike| alike.series.iter().cloned()).collect();
        }
        self.loose.finish(&mut group.loose);
    }

    fn put_together(&mut self, key: &Key, parts: &Parts, gap_days: u16) {
        let Some(alike) = self.by_key.get_mut(key) else { return };
        alike.is_marked = false;
        alike.parts.iter().for_each(|part| self.loose.remove((part.day(), part.id)));
        (alike.series, alike.parts) =
            lines(key, &alike.reports, |id, drawn| parts.is_part(id, drawn), gap_days);
        for part in &alike.parts {
            self.loose.insert((part.day(), part.id), Arc::clone(part));
        }
        if alike.reports.is_empty() {
            self.by_key.remove(key);
        }
    }
}

impl AsRef<Report> for Aside {
    fn as_ref(&self) -> &Report {
        &self.report
    }
}
