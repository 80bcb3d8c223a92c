//! Finds the places of a text that are worth reading: those that hold a word of an outcome.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::detect::lexicon::{Class, Cue, Table};

/// Finds words of outcomes in one pass over the bytes.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Anchors {
    words: Option<AhoCorasick>,
}

impl Anchors {
    /// The anchors of some cues: of each the longest word, as a whole word.
    pub fn new(cues: &Table<Cue>) -> Self {
        let mut words: Vec<String> = cues
            .entries()
            .filter_map(|(words, cue)| anchor(&words, cue.class))
            .filter(|word| word.len() > 2)
            .collect();
        words.sort();
        words.dedup();
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .ok();
        Self { words }
    }

    /// Where a word of an outcome may begin, from a byte on.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let words = self.words.as_ref()?;
        let mut from = from;
        loop {
            let found = words.find(aho_corasick::Input::new(text).range(from..))?;
            if stands_alone(text.as_bytes(), found.range()) {
                return Some(found.start());
            }
            from = found.start() + 1;
        }
    }
}

/// Whether no letter or digit touches some bytes.
fn stands_alone(text: &[u8], word: std::ops::Range<usize>) -> bool {
    let touches = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    !touches(word.start.checked_sub(1).and_then(|at| text.get(at))) && !touches(text.get(word.end))
}

/// The longest word of an entry; the whole of those that are made of everyday words.
fn anchor(words: &[&str], class: Class) -> Option<String> {
    match class {
        Class::Population => Some(words.join(" ")),
        Class::Lives => None,
        _ => words.iter().max_by_key(|word| word.len()).map(|word| (*word).to_owned()),
    }
}
