//! Entries of one or more words, found at a piece of a sentence in a time that does not grow with them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::pieces::{Piece, cut, fold};

/// A word of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// This very word.
    Whole(String),
    /// Every word that begins so: written with a star.
    Stem(String),
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole,
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

/// Entries by their first word or its beginning.
#[derive(Clone, Debug)]
pub(super) struct Index<M> {
    whole: HashMap<String, Vec<usize>>,
    stems: HashMap<String, Vec<usize>>,
    /// The lengths of the stems, in bytes: only so many beginnings of a word are looked up.
    lengths: BTreeSet<usize>,
    words: HashSet<String>,
    entries: Vec<(Vec<Part>, M)>,
}

impl<M> Default for Index<M> {
    fn default() -> Self {
        Self {
            whole: HashMap::new(),
            stems: HashMap::new(),
            lengths: BTreeSet::new(),
            words: HashSet::new(),
            entries: Vec::new(),
        }
    }
}

impl<M: Copy> Index<M> {
    /// Entries of words that stand side by side, each of which may end with a star. What is written
    /// onto a word of an entry is cut off as in a text.
    pub fn new(entries: &[(String, M)], prefixes: &[String]) -> Self {
        let (single, several): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(entry, _)| !entry.trim().contains(char::is_whitespace));
        let mut index = Self::default();
        for (entry, meaning) in single {
            index.add(parts(entry, prefixes, |_| true), *meaning);
        }
        let cut: Vec<_> = several
            .into_iter()
            .map(|(entry, meaning)| (parts(entry, prefixes, |word| index.knows(word)), *meaning))
            .collect();
        for (parts, meaning) in cut {
            index.add(parts, meaning);
        }
        index
    }

    fn add(&mut self, parts: Vec<Part>, meaning: M) {
        let place = self.entries.len();
        match parts.first() {
            Some(Part::Whole(word)) => self.whole.entry(word.clone()).or_default().push(place),
            Some(Part::Stem(stem)) => {
                self.lengths.insert(stem.len());
                self.stems.entry(stem.clone()).or_default().push(place);
            }
            None => return,
        }
        self.words.extend(parts.iter().filter_map(|part| match part {
            Part::Whole(word) => Some(word.clone()),
            Part::Stem(_) => None,
        }));
        self.entries.push((parts, meaning));
    }

    /// Whether an entry holds the word, or begins with a beginning of it.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(word) || self.stems_of(word).next().is_some()
    }

    /// The entries whose words begin at a piece: how many pieces each takes and what it means.
    pub fn at<'a>(&'a self, pieces: &'a [Piece], at: usize) -> impl Iterator<Item = (usize, M)> + 'a {
        let word = pieces.get(at).map_or("", |piece| piece.form.as_str());
        let whole = self.whole.get(word).into_iter();
        whole.chain(self.stems_of(word)).flatten().filter_map(move |place| {
            let (parts, meaning) = self.entries.get(*place)?;
            let words = pieces.get(at..at + parts.len())?;
            let fits = parts.iter().zip(words).all(|(part, piece)| part.fits(&piece.form));
            fits.then_some((parts.len(), *meaning))
        })
    }

    fn stems_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Vec<usize>> + 'a {
        let lengths = self.lengths.range(..=word.len());
        lengths.filter_map(move |length| self.stems.get(word.get(..*length)?))
    }
}

/// The words of an entry.
fn parts(entry: &str, prefixes: &[String], known: impl Fn(&str) -> bool) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in cut(entry, &(0..entry.len()), prefixes, known) {
        match parts.pop() {
            Some(Part::Whole(word)) if piece.form == "*" => parts.push(Part::Stem(word)),
            before => parts.extend(before.into_iter().chain([Part::Whole(piece.form)])),
        }
    }
    parts
}

/// A prefix as a list writes it.
pub(super) fn prefix(word: &str) -> String {
    fold(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_whole_words_or_beginnings() {
        let entries = [("загин*", 'k'), ("зник* безвісти", 'm'), ("au moins", 'h'), ("%", 'p')];
        let index = Index::new(&entries.map(|(entry, meaning)| (entry.to_owned(), meaning)), &[]);
        let text = "загинули зниклими безвісти Au Moins %";
        let pieces = cut(text, &(0..text.len()), &[], |_| false);
        let found: Vec<_> = (0..pieces.len()).flat_map(|at| index.at(&pieces, at)).collect();
        assert_eq!(found, [(1, 'k'), (2, 'm'), (2, 'h'), (1, 'p')]);
        assert!(!index.knows("загибель") && index.knows("загинув"));
    }

    #[test]
    fn what_is_written_onto_a_word_is_cut_off_in_entries_as_in_texts() {
        let prefixes = ["ال".to_owned(), "و".to_owned()];
        let entries = [("ضحايا", 'v'), ("أسر الضحايا", 'f')];
        let index = Index::new(&entries.map(|(entry, meaning)| (entry.to_owned(), meaning)), &prefixes);
        let text = "أسر الضحايا والضحايا";
        let pieces = cut(text, &(0..text.len()), &prefixes, |word| index.knows(word));
        let found: Vec<_> = (0..pieces.len()).flat_map(|at| index.at(&pieces, at)).collect();
        assert_eq!(found, [(3, 'f'), (1, 'v'), (1, 'v')]);
    }
}
