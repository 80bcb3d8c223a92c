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
        Self::spelled(line, at, str::to_lowercase)
    }

    /// The same with straight apostrophes, as the lists of words write them.
    pub fn straight(line: &Line<'t>, at: usize) -> Option<Self> {
        let straight = |letter: char| if letter == '’' { '\'' } else { letter };
        Self::spelled(line, at, |word| word.chars().flat_map(char::to_lowercase).map(straight).collect())
    }

    /// The fold of the word.
    pub fn fold(&self) -> Fold {
        self.fold
    }

    fn spelled(line: &Line<'t>, at: usize, spell: impl Fn(&str) -> String) -> Option<Self> {
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

    /// Whether its words stand at a token, of which the first is given.
    fn stands(&self, line: &Line<'_>, at: usize, first: &Lower<'_>) -> bool {
        let mut words = self.words.iter().zip(&self.folds).enumerate();
        words.next().is_some_and(|(_, (word, _))| first.word.eq_ignore_ascii_case(word))
            && words.all(|(place, (word, fold))| is_same(line, at + place, word, *fold))
    }
}

fn is_same(line: &Line<'_>, at: usize, entry: &str, fold: Fold) -> bool {
    let word = line.word(at);
    match line.is_ascii(at) {
        true => line.fold(at) == Some(fold) && word.eq_ignore_ascii_case(entry),
        false => word.eq_ignore_ascii_case(entry) || word.to_lowercase() == entry,
    }
}

/// What is found by the fold of a word.
pub(in crate::detect) type ByFold<V> = HashMap<Fold, V, BuildHasherDefault<AsItIs>>;

/// Takes a fold, which is a good hash of its own, as it is.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::detect) struct AsItIs(u64);

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

/// Entries by the fold of their first word, the longest first.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Table<L> {
    entries: ByFold<Vec<Entry<L>>>,
    /// What the first words pass: most words of a text begin no entry.
    sieve: Sieve<WIDE>,
}

/// The size of a sieve for some hundreds of words, in words of 64 bits.
const WIDE: usize = 128;

impl<L> Default for Table<L> {
    fn default() -> Self {
        Self { entries: HashMap::default(), sieve: Sieve::NONE }
    }
}

impl<L> Table<L> {
    /// Adds an entry, or gives it another label.
    pub fn add(&mut self, words: &str, label: L) {
        self.insert(Entry::new(cut(words), label));
    }

    fn insert(&mut self, entry: Entry<L>) {
        let Some(first) = entry.folds.first() else { return };
        self.sieve = self.sieve.and(*first);
        let same = self.entries.entry(*first).or_default();
        same.retain(|other| other.words != entry.words);
        let at = same.partition_point(|other| other.words.len() > entry.words.len());
        same.insert(at, entry);
    }

    /// Takes an entry out, if it is there.
    pub fn remove(&mut self, words: &str) {
        let words = cut(words);
        if let Some(first) = words.first()
            && let Some(same) = self.entries.get_mut(&Fold::of(first))
        {
            same.retain(|other| other.words != words);
        }
    }

    /// Every entry with its label made into another.
    pub fn map<M>(self, label: impl Fn(L) -> M) -> Table<M> {
        let mut mapped = Table::default();
        let relabel = |old: Entry<L>| Entry { words: old.words, folds: old.folds, label: label(old.label) };
        self.entries.into_values().flatten().map(relabel).for_each(|entry| mapped.insert(entry));
        mapped
    }

    /// Adds the entries of another table; where both have one, the other's label wins.
    pub fn join(&mut self, other: Self) {
        other.entries.into_values().flatten().for_each(|entry| self.insert(entry));
    }

    /// The entries, each as its words and its label.
    pub fn entries(&self) -> impl Iterator<Item = (Vec<&str>, &L)> {
        let all = self.entries.values().flatten();
        all.map(|entry| (entry.words.iter().map(String::as_str).collect(), &entry.label))
    }

    /// The folds of the words with which its entries begin.
    pub fn firsts(&self) -> Vec<Fold> {
        self.entries.keys().copied().collect()
    }

    /// The longest entry whose words begin at a token: how many tokens, and what it is.
    pub fn at(&self, line: &Line<'_>, at: usize) -> Option<(usize, &L)> {
        let begins = !line.is_ascii(at) || self.sieve.lets(line.fold(at)?);
        begins.then(|| self.at_lower(line, at, &Lower::of(line, at)?)).flatten()
    }

    /// The same, the token's word being given in lower case.
    pub fn at_lower(&self, line: &Line<'_>, at: usize, first: &Lower<'_>) -> Option<(usize, &L)> {
        if !self.sieve.lets(first.fold) {
            return None;
        }
        let same = self.entries.get(&first.fold)?;
        let found = same.iter().find(|entry| entry.stands(line, at, first))?;
        Some((found.words.len(), &found.label))
    }
}

/// The words of an entry as a text's are cut, in lower case.
fn cut(words: &str) -> Vec<String> {
    let line = Line::new(words);
    (0..line.len()).map(|at| line.word(at).to_lowercase()).collect()
}
