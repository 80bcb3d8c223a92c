//! Facets: how many of the articles found have each publisher, language, month and tag.

use std::collections::HashMap;

use super::days::month;
use super::filter::{Knowledge, UNKNOWN};
use super::query::Key;
use crate::corpus::Article;
use crate::model::Day;

/// How many articles have each value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Publishers, the most frequent first.
    pub publishers: Vec<(String, usize)>,
    /// Languages by their English names, the most frequent first.
    pub languages: Vec<(String, usize)>,
    /// Months as `2024-02`, the latest first; `undated` last.
    pub months: Vec<(String, usize)>,
    /// Tags, the most frequent first.
    pub tags: Vec<(String, usize)>,
}

/// What an article without a date of publication is counted under.
pub const UNDATED: &str = "undated";

impl Facets {
    /// The keys that have facets, as they are listed.
    pub const KEYS: [Key; 4] = [Key::Publisher, Key::Language, Key::Date, Key::Tag];

    /// The values of a key.
    pub fn of(&self, key: Key) -> &[(String, usize)] {
        match key {
            Key::Publisher => &self.publishers,
            Key::Language => &self.languages,
            Key::Date => &self.months,
            Key::Tag => &self.tags,
            _ => &[],
        }
    }
}

/// Facets being counted.
#[derive(Default)]
pub(super) struct Counting<'a> {
    publishers: HashMap<&'a str, usize>,
    languages: HashMap<&'static str, usize>,
    months: HashMap<Option<i32>, usize>,
    tags: HashMap<&'a str, usize>,
}

impl<'a> Counting<'a> {
    /// Counts an article that is found.
    pub(super) fn found<K: Knowledge>(&mut self, article: &'a Article, known: &'a K) {
        Facets::KEYS.into_iter().for_each(|key| self.under(key, article, known));
    }

    /// Counts an article under the values of one key.
    pub(super) fn under<K: Knowledge>(&mut self, key: Key, article: &'a Article, known: &'a K) {
        match key {
            Key::Publisher => {
                known.publisher(article).into_iter().for_each(|name| add(&mut self.publishers, name, 1));
            }
            Key::Language => {
                let name = known.language(article).map_or(UNKNOWN, |language| language.name());
                add(&mut self.languages, name, 1);
            }
            Key::Date => {
                let month = known.published(article).day().map(first_of_month);
                add(&mut self.months, month, 1);
            }
            Key::Tag => known.tags(article, &mut |name| add(&mut self.tags, name, 1)),
            _ => {}
        }
    }

    /// Takes in what was counted elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        merge(&mut self.publishers, other.publishers);
        merge(&mut self.languages, other.languages);
        merge(&mut self.months, other.months);
        merge(&mut self.tags, other.tags);
    }

    pub(super) fn finish(self) -> Facets {
        let mut months: Vec<(Option<i32>, usize)> = self.months.into_iter().collect();
        months.sort_by_key(|(month, _)| std::cmp::Reverse(*month));
        let name = |month: Option<i32>| month.map_or_else(|| UNDATED.to_owned(), |day| self::month(Day(day)));
        Facets {
            publishers: by_number(self.publishers),
            languages: by_number(self.languages),
            months: months.into_iter().map(|(month, count)| (name(month), count)).collect(),
            tags: by_number(self.tags),
        }
    }
}

fn first_of_month(day: Day) -> i32 {
    Day::from(day.date().first_of_month()).0
}

fn add<T: std::hash::Hash + Eq>(counts: &mut HashMap<T, usize>, of: T, count: usize) {
    *counts.entry(of).or_default() += count;
}

fn merge<T: std::hash::Hash + Eq>(into: &mut HashMap<T, usize>, from: HashMap<T, usize>) {
    #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
    for (of, count) in from {
        add(into, of, count);
    }
}

/// The most frequent first; of two that are as frequent, by name.
fn by_number(counts: HashMap<&str, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    counts
}
