//! A table of entries, each one or more words that stand side by side, with what they are.

use std::collections::HashMap;

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

/// Entries by their first word, the longest first.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Table<L> {
    entries: HashMap<String, Vec<(Vec<String>, L)>>,
}

impl<L> Default for Table<L> {
    fn default() -> Self {
        Self { entries: HashMap::new() }
    }
}

impl<L> Table<L> {
    /// Adds an entry, or gives it another label.
    pub fn add(&mut self, words: &str, label: L) {
        self.insert(&cut(words), label);
    }

    fn insert(&mut self, words: &[String], label: L) {
        let Some((first, rest)) = words.split_first() else { return };
        let same = self.entries.entry(first.clone()).or_default();
        same.retain(|(other, _)| other != rest);
        let at = same.partition_point(|(other, _)| other.len() >= words.len());
        same.insert(at, (rest.to_vec(), label));
    }

    /// Takes an entry out, if it is there.
    pub fn remove(&mut self, words: &str) {
        let words = cut(words);
        if let Some((first, rest)) = words.split_first()
            && let Some(same) = self.entries.get_mut(first)
        {
            same.retain(|(other, _)| other != rest);
        }
    }

    /// Every entry with its label made into another.
    pub fn map<M>(self, label: impl Fn(L) -> M) -> Table<M> {
        let relabel = |same: Vec<(Vec<String>, L)>| {
            same.into_iter().map(|(rest, old)| (rest, label(old))).collect::<Vec<_>>()
        };
        Table { entries: self.entries.into_iter().map(|(first, same)| (first, relabel(same))).collect() }
    }

    /// Adds the entries of another table; where both have one, the other's label wins.
    pub fn join(&mut self, other: Self) {
        let entries = other.entries.into_iter().flat_map(|(first, same)| {
            same.into_iter().map(move |(rest, label)| {
                let words: Vec<String> = std::iter::once(first.clone()).chain(rest).collect();
                (words, label)
            })
        });
        entries.for_each(|(words, label)| self.insert(&words, label));
    }

    /// The entries, each as its words and its label.
    pub fn entries(&self) -> impl Iterator<Item = (Vec<&str>, &L)> {
        self.entries.iter().flat_map(|(first, same)| {
            same.iter().map(move |(rest, label)| {
                (std::iter::once(first.as_str()).chain(rest.iter().map(String::as_str)).collect(), label)
            })
        })
    }

    /// The longest entry whose words begin at a token: how many tokens, and what it is.
    pub fn at(&self, line: &Line<'_>, at: usize) -> Option<(usize, &L)> {
        self.at_lower(line, at, &line.word(at).to_lowercase())
    }

    /// The same, the token's word being given in lower case.
    pub fn at_lower(&self, line: &Line<'_>, at: usize, first: &str) -> Option<(usize, &L)> {
        let same = self.entries.get(first)?;
        let fits = |rest: &[String]| {
            rest.iter().enumerate().all(|(place, word)| is_same(line.word(at + 1 + place), word))
        };
        same.iter().find(|(rest, _)| fits(rest)).map(|(rest, label)| (rest.len() + 1, label))
    }
}

fn is_same(word: &str, entry: &str) -> bool {
    word.eq_ignore_ascii_case(entry) || (!word.is_ascii() && word.to_lowercase() == entry)
}

/// The words of an entry as a text's are cut, in lower case.
fn cut(words: &str) -> Vec<String> {
    let line = Line::new(words);
    (0..line.len()).map(|at| line.word(at).to_lowercase()).collect()
}
