//! Search: every place in every article where some words stand, whatever their case.
//!
//! Owns what counts as the same words. Keeps no index: the texts are in memory, and reading them
//! all takes less than drawing a frame.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::whole::Corpus;

/// A place where the words of a query stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The path of the article.
    pub path: String,
    /// The bytes of its text.
    pub bytes: Range<usize>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Article, Reading, Stated};

    fn corpus(texts: &[(&str, &str)]) -> Corpus {
        let article =
            |(path, text): &(&str, &str)| Article::new(*path, *text, Stated::default(), Reading::default());
        Corpus::new(texts.iter().map(article), Vec::new())
    }

    fn found<'a>(corpus: &'a Corpus, query: &str) -> Vec<&'a str> {
        let hits = search(corpus, query, 100);
        hits.iter().map(|hit| &corpus.at_path(&hit.path).unwrap().text[hit.bytes.clone()]).collect()
    }

    #[test]
    fn case_does_not_matter_in_any_script() {
        let corpus = corpus(&[("a", "Killed, KILLED; killed. ÉTÉ été ΣΑΣ σας غزة")]);
        assert_eq!(found(&corpus, "killed"), ["Killed", "KILLED", "killed"]);
        assert_eq!(found(&corpus, "Été"), ["ÉTÉ", "été"]);
        assert_eq!(found(&corpus, "σασ"), ["ΣΑΣ", "σας"]);
        assert_eq!(found(&corpus, "غزة"), ["غزة"]);
    }

    #[test]
    fn a_query_is_words_and_never_a_pattern() {
        let corpus = corpus(&[("a", "about 1.5 million (est.) [sic] 105 a\\b Gaza’s “zone”")]);
        assert_eq!(found(&corpus, "1.5"), ["1.5"]);
        assert_eq!(found(&corpus, "(est.) [sic]"), ["(est.) [sic]"]);
        assert_eq!(found(&corpus, "a\\b"), ["a\\b"]);
        assert_eq!(found(&corpus, "gaza's \"ZONE\""), ["Gaza’s “zone”"]);
        assert!(found(&corpus, "").is_empty() && found(&corpus, " \n").is_empty());
    }

    #[test]
    fn words_are_found_across_lines_and_articles_in_order() {
        let corpus = corpus(&[("b", "health\nministry"), ("a", "Health  Ministry, health ministry")]);
        let paths: Vec<_> = search(&corpus, "health ministry", 100).into_iter().map(|hit| hit.path).collect();
        assert_eq!(paths, ["a", "a", "b"]);
        assert_eq!(search(&corpus, "health ministry", 2).len(), 2);
        assert!(search(&corpus, "health ministry", 0).is_empty());
    }

    #[test]
    fn a_hit_shows_its_line() {
        let corpus = corpus(&[("a", "above\nça 12 killed là-bas\nbelow")]);
        let hit = &search(&corpus, "killed", 9)[0];
        let whole = hit.context(&corpus, 80).unwrap();
        assert_eq!((whole.before, whole.words, whole.after), ("ça 12 ", "killed", " là-bas"));
        let short = hit.context(&corpus, 4).unwrap();
        assert_eq!((short.before, short.after), (" 12 ", " là-"));
        assert_eq!(hit.context(&corpus, 0).unwrap().before, "");
        assert_eq!(Hit { path: "gone".into(), bytes: 0..1 }.context(&corpus, 4), None);
    }
}
