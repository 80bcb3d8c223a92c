//! What was found, and the words around a hit.

use std::ops::Range;
use std::sync::Arc;

use super::facets::Facets;
use crate::corpus::Article;

/// What a query found, grouped by article, in the order of paths and places.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// All articles among which it was looked.
    pub(super) among: Arc<Vec<Arc<Article>>>,
    /// The articles that were found.
    pub articles: Vec<FoundArticle>,
    /// Every hit that is kept: start and end, in bytes of its article's text.
    pub(super) hits: Vec<(u32, u32)>,
    /// Whether there are more hits than are kept: of the last articles only the first is.
    pub more: bool,
    /// How many of the articles have each publisher, language, month and tag, where this was asked.
    pub facets: Option<Facets>,
}

/// An article that was found.
#[derive(Clone, Debug)]
pub struct FoundArticle {
    /// Its place among all.
    pub(super) place: usize,
    /// Which of the kept hits are its own; none where the query asks for no words, or where they
    /// stand in its title only.
    pub hits: Range<usize>,
}

/// The words of a hit and what stands around them on the same line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// What stands before.
    pub before: &'a str,
    /// The words, as the article writes them.
    pub words: &'a str,
    /// What stands after.
    pub after: &'a str,
}

impl Found {
    /// The number of hits that are kept.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether there is no hit in any text.
    pub fn is_hitless(&self) -> bool {
        self.hits.is_empty()
    }

    /// Whether no article was found.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// An article that was found, by its place in [`Self::articles`].
    pub fn article(&self, at: usize) -> Option<&Arc<Article>> {
        self.among.get(self.articles.get(at)?.place)
    }

    /// The hits that are kept of an article, as bytes of its text, in order; none where it is not found.
    pub fn hits_in(&self, article: &Article) -> impl Iterator<Item = Range<usize>> {
        let before = |found: &FoundArticle| {
            self.among.get(found.place).is_some_and(|other| other.id.path < article.id.path)
        };
        let at = self.articles.partition_point(before);
        let same = self.article(at).is_some_and(|found| found.id == article.id);
        let hits = self.articles.get(at).filter(|_| same).map_or(0..0, |found| found.hits.clone());
        hits.filter_map(|hit| self.bytes(hit))
    }

    /// The bytes of a hit in its article's text.
    pub fn bytes(&self, hit: usize) -> Option<Range<usize>> {
        self.hits.get(hit).map(|(start, end)| *start as usize..*end as usize)
    }

    /// Which of [`Self::articles`] a hit is in.
    pub fn article_of(&self, hit: usize) -> Option<usize> {
        let place = self.articles.partition_point(|found| found.hits.end <= hit);
        self.articles.get(place).filter(|found| found.hits.contains(&hit)).map(|_| place)
    }

    /// Every hit with its article, in order.
    pub fn each(&self) -> impl Iterator<Item = (&Arc<Article>, Range<usize>)> {
        self.articles.iter().flat_map(move |found| {
            let article = self.among.get(found.place);
            found.hits.clone().filter_map(move |hit| Some((article?, self.bytes(hit)?)))
        })
    }

    /// How much was found, in words: `1,234 hits in 456 articles`.
    pub fn counted(&self) -> String {
        let articles = noun(self.articles.len(), "article");
        match (self.hits.len(), self.more) {
            (0, _) => articles,
            (_, true) => format!("{}+ hits in {articles}", grouped(super::run::MOST_HITS)),
            (hits, false) => format!("{} in {articles}", noun(hits, "hit")),
        }
    }
}

fn noun(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// A number with its thousands apart: `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A place of a text with up to so many characters of its line on either side; `None` where the
/// text has no such place.
pub fn context(text: &str, bytes: Range<usize>, chars: usize) -> Option<Context<'_>> {
    let words = text.get(bytes.clone())?;
    let near = |c: char| c == '\n';
    let before = &text[..bytes.start];
    let from = before.char_indices().rev().take(chars).take_while(|(_, c)| !near(*c)).last();
    let start = from.map_or(before.len(), |(at, _)| at);
    let after = &text[bytes.end..];
    let to = after.char_indices().take(chars).take_while(|(_, c)| !near(*c)).last();
    let end = to.map_or(0, |(at, c)| at + c.len_utf8());
    Some(Context { before: &before[start..], words, after: &after[..end] })
}
