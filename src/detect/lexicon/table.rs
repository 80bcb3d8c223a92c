//! A table of entries, each one or more words that stand side by side, with what they are.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::detect::fold::{Fold, Sieve};
use crate::detect::token::Line;
use crate::model::figure::{Outcome, Qualifier, SourceClass};

/// What an entry of a table is, by the name that the file writes.
pub(in crate::detect) trait Label: Sized {
    /// The label of a name, if it has one.
    fn read(name: &str) -> Option<Self>;
}

impl Label for Outcome {
    fn read(name: &str) -> Option<Self> {
        Self::from_name(name)
    }
}

impl Label for Qualifier {
    fn read(name: &str) -> Option<Self> {
        Self::from_name(name)
    }
}

impl Label for SourceClass {
    fn read(name: &str) -> Option<Self> {
        Self::from_name(name)
    }
}

/// A word in lower case that entries may begin with, with its fold.
pub(in crate::detect) struct Lower<'t> {
    fold: Fold,
    /// As printed where it is ASCII: it is compared without regard to that case.
    word: Cow<'t, str>,
}

impl<'t> Lower<'t> {
    /// The word at a token; none beyond the end.
    pub fn of(line: &Line<'t>, at: usize) -> Option<Self> {
        Self::spell(line, at, str::to_lowercase)
    }

    /// The same with straight apostrophes, as the lists of words write them.
    pub fn straight(line: &Line<'t>, at: usize) -> Option<Self> {
        let straight = |letter: char| if letter == '’' { '\'' } else { letter };
        Self::spell(line, at, |word| word.chars().flat_map(char::to_lowercase).map(straight).collect())
    }

    /// The fold of the word.
    pub fn fold(&self) -> Fold {
        self.fold
    }

    /// Its letters.
    pub fn spelled(&self) -> &str {
        &self.word
    }

    fn spell(line: &Line<'t>, at: usize, spell: impl Fn(&str) -> String) -> Option<Self> {
        let (fold, word) = (line.fold(at)?, line.word(at));
        if line.is_ascii(at) {
            return Some(Self { fold, word: Cow::Borrowed(word) });
        }
        let lower = spell(word);
        Some(Self { fold: Fold::of(&lower), word: Cow::Owned(lower) })
    }
}

/// Words that stand side by side, in lower case, and what they are.
#[derive(Clone, Debug)]
struct Entry<L> {
    words: Vec<String>,
    folds: Vec<Fold>,
    label: L,
}

impl<L> Entry<L> {
    fn new(words: Vec<String>, label: L) -> Self {
        let folds = words.iter().map(|word| Fold::of(word)).collect();
        Self { words, folds, label }
    }

    /// Whether its words stand at a token, which is known to be the first of them.
    fn goes_on(&self, line: &Line<'_>, at: usize) -> bool {
        let mut words = self.words.iter().zip(&self.folds).enumerate().skip(1);
        words.all(|(place, (word, fold))| is_same(line, at + place, word, *fold))
    }
}

fn is_same(line: &Line<'_>, at: usize, entry: &str, fold: Fold) -> bool {
    if line.is_ascii(at) {
        return line.fold(at) == Some(fold) && line.is(at, entry);
    }
    let word = line.word(at);
    word.eq_ignore_ascii_case(entry) || word.to_lowercase() == entry
}

/// Takes a fold, which is a good hash of its own, as it is.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, bits: u64) {
        self.0 = bits;
    }
}

/// Entries that begin with the same word.
#[derive(Clone, Debug)]
struct Group<L> {
    first: String,
    /// Those of several words, the longest first.
    long: Vec<Entry<L>>,
    /// The second word of each of these, by which most are told from a text.
    seconds: Vec<Fold>,
    /// What the word alone is.
    alone: Option<L>,
}

impl<L> Group<L> {
    fn new(first: &str) -> Self {
        Self { first: first.to_owned(), long: Vec::new(), seconds: Vec::new(), alone: None }
    }

    /// Changes those of several words.
    fn change(&mut self, change: impl FnOnce(&mut Vec<Entry<L>>)) {
        change(&mut self.long);
        self.seconds = self.long.iter().filter_map(|entry| entry.folds.get(1).copied()).collect();
    }

    /// The longest of those of several words that stands at a token, which is known to be the first.
    #[inline]
    fn longest(&self, line: &Line<'_>, at: usize) -> Option<&Entry<L>> {
        if self.long.is_empty() || !line.is_ascii(at + 1) {
            return self.long.iter().find(|entry| entry.goes_on(line, at));
        }
        let next = line.fold(at + 1)?;
        let mut long = self.seconds.iter().zip(&self.long).filter(|(second, _)| **second == next);
        long.find_map(|(_, entry)| entry.goes_on(line, at).then_some(entry))
    }
}

/// Entries by their first word, the longest first.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Table<L> {
    groups: Vec<Group<L>>,
    firsts: HashMap<Fold, usize, BuildHasherDefault<AsItIs>>,
    /// What the first words pass: most words of a text begin no entry.
    sieve: Sieve<WIDE>,
}

/// The size of a sieve for some hundreds of words, in words of 64 bits.
const WIDE: usize = 128;

impl<L> Default for Table<L> {
    fn default() -> Self {
        Self { groups: Vec::new(), firsts: HashMap::default(), sieve: Sieve::NONE }
    }
}

impl<L> Table<L> {
    /// Adds an entry, or gives it another label.
    pub fn add(&mut self, words: &str, label: L) {
        self.insert(Entry::new(cut(words), label));
    }

    fn insert(&mut self, entry: Entry<L>) {
        let Some((first, fold)) = entry.words.first().zip(entry.folds.first()) else { return };
        self.sieve = self.sieve.and(*fold);
        let place = *self.firsts.entry(*fold).or_insert(self.groups.len());
        if place == self.groups.len() {
            self.groups.push(Group::new(first));
        }
        let Some(same) = self.groups.get_mut(place) else { return };
        if entry.words.len() == 1 {
            same.alone = Some(entry.label);
            return;
        }
        same.change(|long| {
            long.retain(|other| other.words != entry.words);
            let at = long.partition_point(|other| other.words.len() > entry.words.len());
            long.insert(at, entry);
        });
    }

    /// Takes an entry out, if it is there.
    pub fn remove(&mut self, words: &str) {
        let words = cut(words);
        let place = words.first().and_then(|first| self.firsts.get(&Fold::of(first)));
        if let Some(same) = place.and_then(|place| self.groups.get_mut(*place)) {
            same.alone = same.alone.take().filter(|_| words.len() > 1);
            same.change(|long| long.retain(|other| other.words != words));
        }
    }

    /// Every entry with its label made into another.
    pub fn map<M>(self, label: impl Fn(L) -> M) -> Table<M> {
        let mut mapped = Table::default();
        for entry in self.into_entries() {
            mapped.insert(Entry { words: entry.words, folds: entry.folds, label: label(entry.label) });
        }
        mapped
    }

    /// Adds the entries of another table; where both have one, the other's label wins.
    pub fn join(&mut self, other: Self) {
        other.into_entries().for_each(|entry| self.insert(entry));
    }

    fn into_entries(self) -> impl Iterator<Item = Entry<L>> {
        self.groups.into_iter().flat_map(|Group { first, long, alone, .. }| {
            long.into_iter().chain(alone.map(|label| Entry::new(vec![first], label)))
        })
    }

    /// The entries, each as its words and its label.
    pub fn entries(&self) -> impl Iterator<Item = (Vec<&str>, &L)> {
        self.groups.iter().flat_map(|same| {
            let long = same.long.iter();
            let long = long.map(|entry| (entry.words.iter().map(String::as_str).collect(), &entry.label));
            long.chain(same.alone.iter().map(|label| (vec![same.first.as_str()], label)))
        })
    }

    /// The words with which its entries begin, each with the place of its entries.
    pub fn firsts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.groups.iter().enumerate().map(|(place, same)| (same.first.as_str(), place))
    }

    /// The longest entry whose words begin at a token: how many tokens, and what it is.
    pub fn at(&self, line: &Line<'_>, at: usize) -> Option<(usize, &L)> {
        if line.is_ascii(at) && !self.sieve.lets(line.fold(at)?) {
            return None;
        }
        let first = Lower::of(line, at)?;
        let place = *self.firsts.get(&first.fold)?;
        let same = self.groups.get(place)?;
        first.word.eq_ignore_ascii_case(&same.first).then(|| self.behind_first(place, line, at)).flatten()
    }

    /// The longest entry at a token whose word is known to be the first of the entries at a place.
    #[inline]
    pub fn behind_first(&self, place: usize, line: &Line<'_>, at: usize) -> Option<(usize, &L)> {
        let same = self.groups.get(place)?;
        let long = same.longest(line, at);
        long.map(|entry| (entry.words.len(), &entry.label)).or(same.alone.as_ref().map(|label| (1, label)))
    }
}

/// The words of an entry as a text's are cut, in lower case.
fn cut(words: &str) -> Vec<String> {
    let line = Line::new(words);
    (0..line.len()).map(|at| line.word(at).to_lowercase()).collect()
}
