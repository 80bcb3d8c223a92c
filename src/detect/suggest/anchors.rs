//! Finds the places of a text that are worth reading: those that hold a word of an outcome.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::detect::lexicon::{Class, Cue, Table};

/// What is lost where verbs as common as "take" tell of an outcome, and the one that needs no lives.
const LIVES: &[&str] = &["life", "lives", "lost"];

/// Finds words of outcomes in one pass over the bytes.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Anchors {
    words: Option<AhoCorasick>,
}

impl Anchors {
    /// The anchors of some cues: words, or phrases of everyday words, that each begin where no letter touches them.
    pub fn new(cues: &Table<Cue>) -> Self {
        let alone: HashSet<&str> = cues
            .entries()
            .filter(|(words, cue)| words.len() == 1 && cue.class != Class::Lives)
            .filter_map(|(words, _)| words.first().copied())
            .collect();
        let mut words: Vec<String> =
            cues.entries().filter_map(|(words, cue)| anchor(&words, cue.class, &alone)).collect();
        words.extend(LIVES.iter().map(|word| (*word).to_owned()));
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

/// The anchor of an entry: a word that is an entry itself stands for all that hold it; else its
/// longest word, or the whole of it where its words are everyday ones.
fn anchor(words: &[&str], class: Class, alone: &HashSet<&str>) -> Option<String> {
    /// Words of fewer letters stand in most sentences.
    const TELLING: usize = 7;
    let longest = words.iter().max_by_key(|word| word.len())?;
    match class {
        Class::Lives => None,
        _ if words.len() > 1 && words.iter().any(|word| alone.contains(word)) => None,
        Class::Population => Some(words.join(" ")),
        _ if words.len() == 1 || longest.len() >= TELLING => Some((*longest).to_owned()),
        _ => Some(words.join(" ")),
    }
}
