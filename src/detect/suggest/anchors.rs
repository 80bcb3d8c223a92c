//! Finds the places of a text that are worth reading: those that hold a word of an outcome.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::detect::lexicon::{Class, Cue, Table};

/// Finds words of outcomes in one pass over the bytes.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Anchors {
    words: Option<AhoCorasick>,
}

impl Anchors {
    /// The anchors of some cues: of each the longest word, and none that holds another.
    pub fn new(cues: &Table<Cue>) -> Self {
        let mut words: Vec<String> = cues
            .entries()
            .filter_map(|(words, cue)| anchor(&words, cue.class))
            .filter(|word| word.len() > 3 || word == "die")
            .collect();
        words.sort_by_key(String::len);
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            if !kept.iter().any(|short| word.contains(short.as_str())) {
                kept.push(word);
            }
        }
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&kept)
            .ok();
        Self { words }
    }

    /// Where a word of an outcome may begin, from a byte on.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let found = self.words.as_ref()?.find(aho_corasick::Input::new(text).range(from..))?;
        Some(found.start())
    }
}

/// The longest word of an entry; the whole of those that are made of everyday words.
fn anchor(words: &[&str], class: Class) -> Option<String> {
    match class {
        Class::Population => Some(words.join(" ")),
        Class::Lives => None,
        _ => words.iter().max_by_key(|word| word.len()).map(|word| (*word).to_owned()),
    }
}
