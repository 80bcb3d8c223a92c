//! The suggestions of the open folder: what the detector found in each article, and what analysts made
//! of it.
//!
//! The detector runs elsewhere (`maker`); this keeps what it found, packed, and follows every
//! commit and every article. A suggestion is no data: it is settled by a figure or a dismissal of the
//! workspace, and pending again once that is taken back.

mod accept;
mod keep;
mod known;
mod maker;
mod own;
mod pack;
mod settle;
#[cfg(test)]
pub(crate) mod tests;
mod triage;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::Dossier;
use crate::corpus::Article;
use crate::detect::Suggestion;
use crate::model::figure::Outcome;
use crate::model::{Day, ItemId, Kind, TextHash};
pub use accept::{accepted, dismissal, rules};
pub use maker::Maker;
pub use own::OwnWords;
use pack::unpack;
pub use triage::{Row, Triage, TriageOrder, Triager};

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided on it.
    Pending,
    /// A figure says it: accepted, or annotated by hand.
    Accepted(ItemId),
    /// An analyst turned it down.
    Dismissed(ItemId),
}

impl State {
    /// Whether somebody decided.
    pub fn is_settled(self) -> bool {
        self != Self::Pending
    }
}

/// What lists and counts need of a suggestion; the whole of it is unpacked when it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Hedge, number and scale, in bytes of the text.
    pub span: Range<usize>,
    /// The bare number; that of a quantifier is its span.
    pub number: Range<usize>,
    /// What happened to the people counted.
    pub outcome: Outcome,
    /// In people.
    pub value: Option<u64>,
    /// How sure the detector is, in percent.
    pub percent: u8,
    /// The name of the head of the chain of sources, in bytes of the text.
    pub source: Option<Range<usize>>,
}

/// A suggestion and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the detector proposes.
    pub suggestion: Suggestion,
    /// What became of it.
    pub state: State,
}

/// How many suggestions there are, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All suggestions.
    pub all: usize,
    /// Those that a figure says.
    pub accepted: usize,
    /// Those turned down.
    pub dismissed: usize,
}

impl Counts {
    /// Those that nobody has decided on.
    pub fn pending(self) -> usize {
        self.all.saturating_sub(self.settled())
    }

    /// Those that somebody decided on.
    pub fn settled(self) -> usize {
        self.accepted + self.dismissed
    }

    fn of(states: &[State]) -> Self {
        let count = |wanted: fn(&State) -> bool| states.iter().filter(|state| wanted(state)).count();
        Self {
            all: states.len(),
            accepted: count(|state| matches!(state, State::Accepted(_))),
            dismissed: count(|state| matches!(state, State::Dismissed(_))),
        }
    }

    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.accepted += other.accepted;
        self.dismissed += other.dismissed;
    }

    fn take(&mut self, other: Self) {
        self.all = self.all.saturating_sub(other.all);
        self.accepted = self.accepted.saturating_sub(other.accepted);
        self.dismissed = self.dismissed.saturating_sub(other.dismissed);
    }
}

/// What was found in one article.
#[derive(Clone, Debug)]
struct Found {
    /// The text, and what else the detector was told: see [`known::key`].
    text: TextHash,
    key: u64,
    packed: Arc<[u8]>,
    briefs: Arc<[Brief]>,
    states: Arc<[State]>,
    day: Option<Day>,
}

/// An article that was not read by the detector, or not with what is known now; the newest come first.
type Waiting = (Reverse<Option<Day>>, Arc<str>);

/// The suggestions as they are known.
#[derive(Default)]
pub(super) struct Kept {
    found: Arc<BTreeMap<Arc<str>, Found>>,
    waiting: BTreeSet<Waiting>,
    counts: Counts,
    words: OwnWords,
    /// Changes with all that the detector is told beside the texts.
    told: u64,
}

impl Kept {
    /// What is wrong with the dossier's own list of words, as one sentence.
    pub(super) fn words_problem(&self) -> Option<String> {
        self.words.problem().map(str::to_owned)
    }

    fn forget(&mut self, path: &str) {
        if !self.found.contains_key(path) {
            return;
        }
        if let Some(gone) = Arc::make_mut(&mut self.found).remove(path) {
            self.counts.take(Counts::of(&gone.states));
        }
    }

    fn want(&mut self, day: Option<Day>, path: &str) {
        let path =
            self.found.get_key_value(path).map_or_else(|| Arc::from(path), |(path, _)| Arc::clone(path));
        self.waiting.insert((Reverse(day), path));
    }
}

impl Dossier {
    /// The suggestions of the article at a path in the order of its text, whole; `None` while the
    /// detector has not read it. Unpacked at each call: keep it by [`Self::revision`].
    pub fn offers(&self, path: &str) -> Option<Vec<Offer>> {
        let found = self.suggestions.found.get(path)?;
        let suggestions = unpack(&found.packed)?;
        let offer = |(suggestion, state): (Suggestion, &State)| Offer { suggestion, state: *state };
        Some(suggestions.into_iter().zip(found.states.iter()).map(offer).collect())
    }

    /// One suggestion of an article, by its place in [`Self::offers`].
    pub fn offer(&self, path: &str, at: usize) -> Option<Offer> {
        self.offers(path)?.into_iter().nth(at)
    }

    /// The suggestions of an article in brief, with what became of them; none while it is not read.
    pub fn suggested(&self, path: &str) -> impl Iterator<Item = (&Brief, State)> {
        let found = self.suggestions.found.get(path);
        found.into_iter().flat_map(|found| found.briefs.iter().zip(found.states.iter().copied()))
    }

    /// Whether the detector has read the article at a path.
    pub fn has_suggestions(&self, path: &str) -> bool {
        self.suggestions.found.contains_key(path)
    }

    /// How many suggestions the whole dossier has so far, and what became of them.
    pub fn suggestion_counts(&self) -> Counts {
        self.suggestions.counts
    }

    /// The same of the article at a path.
    pub fn suggestion_counts_of(&self, path: &str) -> Counts {
        self.suggestions.found.get(path).map(|found| Counts::of(&found.states)).unwrap_or_default()
    }

    /// How many articles the detector has still to read.
    pub fn unread_by_detector(&self) -> usize {
        self.suggestions.waiting.len()
    }

    /// Every article with suggestions, by path.
    pub fn suggested_paths(&self) -> impl Iterator<Item = &str> {
        let with = self.suggestions.found.iter().filter(|(_, found)| !found.briefs.is_empty());
        with.map(|(path, _)| &**path)
    }

    /// The dossier's own list of words, as it was last read.
    pub fn own_words(&self) -> &OwnWords {
        &self.suggestions.words
    }

    /// Takes in the dossier's own list of words; everything is read again where it changed.
    pub fn set_own_words(&mut self, words: OwnWords) {
        if words == self.suggestions.words {
            return;
        }
        self.suggestions.words = words;
        self.suggestions_want_all();
        self.revision += 1;
    }

    /// Puts what the detector found in an article into place: for tests and for those who run it.
    fn put_suggestions(
        &mut self,
        path: &Arc<str>,
        text: TextHash,
        key: u64,
        packed: Arc<[u8]>,
        briefs: Arc<[Brief]>,
    ) {
        let Some(article) = self.corpus.at_path(path).filter(|article| article.id.text == text) else {
            return;
        };
        let day = known::published(self, article).day();
        self.suggestions.forget(path);
        let states = settle::states(self, path, &briefs);
        self.suggestions.counts.add(Counts::of(&states));
        let found = Found { text, key, packed, briefs, states, day };
        Arc::make_mut(&mut self.suggestions.found).insert(Arc::clone(path), found);
    }

    /// Notes that an article came or changed.
    pub(super) fn suggestions_want(&mut self, article: &Article) {
        let path = article.id.path.as_str();
        if self.suggestions.found.get(path).is_some_and(|found| found.text != article.id.text) {
            self.suggestions.forget(path);
        }
        if article.picture.is_none() {
            self.suggestions.want(article.stated.published.day(), path);
        }
    }

    /// Notes that an article went.
    pub(super) fn suggestions_forget(&mut self, path: &str) {
        self.suggestions.forget(path);
    }

    /// Follows the replacement of all articles.
    pub(super) fn suggestions_anew(&mut self) {
        self.suggestions.found = Arc::default();
        self.suggestions.counts = Counts::default();
        self.suggestions_want_all();
    }

    fn suggestions_want_all(&mut self) {
        self.suggestions.told += 1;
        self.suggestions.waiting.clear();
        for article in self.corpus.snapshot().all().iter() {
            self.suggestions_want(article);
        }
    }

    /// The paths at which items stand.
    pub(super) fn paths_of(&self, items: &BTreeSet<ItemId>) -> BTreeSet<String> {
        items.iter().filter_map(|item| self.placing.path_of(*item)).map(str::to_owned).collect()
    }

    /// Follows a commit: figures and dismissals settle suggestions, facts and events are what the
    /// detector is told.
    pub(super) fn suggestions_followed(&mut self, touched: &BTreeSet<ItemId>, stood: BTreeSet<String>) {
        let kinds: BTreeSet<Kind> = touched
            .iter()
            .filter_map(|id| self.workspace.last_known(*id))
            .map(crate::model::Item::kind)
            .collect();
        if kinds.contains(&Kind::Event) {
            self.suggestions_want_all();
        } else if kinds.contains(&Kind::ArticleFacts) {
            let paths = stood.iter().cloned().chain(self.paths_of(touched));
            let articles: Vec<_> = paths.filter_map(|path| self.corpus.at_path(&path).cloned()).collect();
            self.suggestions.told += 1;
            articles.iter().for_each(|article| self.suggestions_want(article));
        }
        self.settle_where(touched, stood);
    }

    /// Settles anew what stands where items stood and where they stand now.
    pub(super) fn settle_where(&mut self, items: &BTreeSet<ItemId>, stood: BTreeSet<String>) {
        let mut paths = stood;
        paths.extend(self.paths_of(items));
        paths.iter().for_each(|path| self.settle(path));
    }

    fn settle(&mut self, path: &str) {
        let Some(found) = self.suggestions.found.get(path) else { return };
        let states = settle::states(self, path, &found.briefs);
        if states == found.states {
            return;
        }
        self.suggestions.counts.take(Counts::of(&found.states));
        self.suggestions.counts.add(Counts::of(&states));
        if let Some(found) = Arc::make_mut(&mut self.suggestions.found).get_mut(path) {
            found.states = states;
        }
    }
}
