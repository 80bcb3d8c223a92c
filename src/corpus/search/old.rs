//! Search: every place in every article where some words stand, whatever their case.
//!
//! Owns what counts as the same words. Keeps no index: the texts are in memory, and reading them
//! all takes less than drawing a frame.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::super::whole::Corpus;

/// A place where the words of a query stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The path of the article.
    pub path: String,
    /// The bytes of its text.
    pub bytes: Range<usize>,
}

use super::hits::Context;
/// Finds the words of a query in all articles, in the order of paths and places, up to `limit` hits.
///
/// Case does not matter, any blank space matches any other, and a straight quotation mark or
/// apostrophe also finds a curly one. A query of blank space finds nothing.
pub fn search(corpus: &Corpus, query: &str, limit: usize) -> Vec<Hit> {
    let Some(pattern) = pattern(query) else { return Vec::new() };
    let hits = corpus.articles().flat_map(|article| {
        let places = pattern.find_iter(&article.text);
        places.map(|place| Hit { path: article.id.path.clone(), bytes: place.range() })
    });
    hits.take(limit).collect()
}

impl Hit {
    /// The hit with up to `chars` characters of its line on either side; `None` where the article
    /// is gone or changed.
    pub fn context<'a>(&self, corpus: &'a Corpus, chars: usize) -> Option<Context<'a>> {
        let text = &corpus.at_path(&self.path)?.text;
        let words = text.get(self.bytes.clone())?;
        let before = text[..self.bytes.start].rsplit('\n').next().unwrap_or_default();
        let after = text[self.bytes.end..].split('\n').next().unwrap_or_default();
        let start = before.char_indices().rev().take(chars).last().map_or(before.len(), |(at, _)| at);
        let end = after.char_indices().nth(chars).map_or(after.len(), |(at, _)| at);
        Some(Context { before: &before[start..], words, after: &after[..end] })
    }
}

fn pattern(query: &str) -> Option<Regex> {
    let words: Vec<String> = query.split_whitespace().map(word).collect();
    if words.is_empty() {
        return None;
    }
    RegexBuilder::new(&words.join(r"\s+")).case_insensitive(true).build().ok()
}

fn word(word: &str) -> String {
    regex::escape(word).replace('\'', "['’‘ʼ]").replace('"', "[\"“”„]")
}
