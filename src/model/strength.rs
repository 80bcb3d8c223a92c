//! How closely a figure is tied to its source, from where the words stand. Derived, never stored.

use std::ops::Range;

use super::figure::{Figure, Strength};
use super::sentence;
use super::span::Words;

/// What parts one clause from the next; a bare comma does not ("…, according to the ministry").
const BETWEEN_CLAUSES: [&str; 13] = [
    ";",
    " — ",
    " – ",
    "—",
    ", and ",
    ", but ",
    ", while ",
    ", whereas ",
    ", although ",
    ", though ",
    ", which ",
    ", where ",
    ", with ",
];

impl Figure {
    /// How closely the figure is tied to its head source in `text`, where its words lie at `at`.
    ///
    /// [`Strength::Direct`] where the source's words (else its verb) stand in the same clause,
    /// [`Strength::Inherited`] in the same or a neighbouring sentence, [`Strength::Weak`] elsewhere
    /// or typed, [`Strength::None`] for the article's own voice. `None` while who says so is unset.
    pub fn strength(&self, text: &str, at: &Range<usize>) -> Option<Strength> {
        self.attribution.as_ref()?;
        let Some(head) = self.head_source() else { return Some(Strength::None) };
        let moved = |words: &Words| self.now_at(words, text, at);
        let source = head.words.as_ref().and_then(moved).or_else(|| head.verb.as_ref().and_then(moved));
        Some(source.map_or(Strength::Weak, |source| tie(text, at, &source)))
    }

    /// Where picked words lie now: as far from the figure as they were.
    fn now_at(&self, words: &Words, text: &str, at: &Range<usize>) -> Option<Range<usize>> {
        let (start, end) = words.at?;
        let was = self.span.bytes()?;
        let shift = |byte: usize| byte.checked_add(at.start)?.checked_sub(was.start);
        let now = shift(start)?..shift(end)?;
        (text.get(now.clone()) == Some(words.text.as_str())).then_some(now)
    }
}

fn tie(text: &str, figure: &Range<usize>, source: &Range<usize>) -> Strength {
    let sentence = sentence::around(text, figure);
    if !meets(&sentence, source) {
        let near = neighbours(text, &sentence).iter().any(|near| meets(near, source));
        return if near { Strength::Inherited } else { Strength::Weak };
    }
    let between = if source.start < figure.start {
        text.get(source.end..figure.start)
    } else {
        text.get(figure.end..source.start)
    };
    let apart = between.is_some_and(|between| BETWEEN_CLAUSES.iter().any(|mark| between.contains(mark)));
    if apart { Strength::Inherited } else { Strength::Direct }
}

fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The sentences just before and just after one.
fn neighbours(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let before = text[..sentence.start].trim_end();
    let after = &text[sentence.end..];
    let next = sentence.end + (after.len() - after.trim_start().len());
    let last = before.char_indices().next_back().map(|(at, letter)| at..at + letter.len_utf8());
    let first = text[next..].chars().next().map(|letter| next..next + letter.len_utf8());
    last.iter().chain(first.iter()).map(|at| sentence::around(text, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::{Link, Method, Role};
    use crate::model::{ArticleId, Span, TextHash};

    const TEXT: &str = "The ministry said 107 people were killed; a wire put it at 120. \
        Six were police. The day was quiet. Schools stayed shut.";

    fn find(words: &str) -> Range<usize> {
        let at = TEXT.find(words).unwrap();
        at..at + words.len()
    }

    fn figure(words: &str, source: Option<Words>) -> Figure {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(0) };
        let mut figure = Figure::new(Span::in_text(article, TEXT, find(words)).unwrap(), Method::Hand);
        let link = Link { role: Role::Says, name: "Ministry".into(), class: None, words: source, verb: None };
        figure.attribution = Some(vec![link]);
        figure
    }

    fn strength(words: &str, source: Option<Words>) -> Option<Strength> {
        figure(words, source).strength(TEXT, &find(words))
    }

    #[test]
    fn the_tie_follows_where_the_words_stand() {
        let ministry = || Words::pick(TEXT, find("The ministry"));
        assert_eq!(strength("107", ministry()), Some(Strength::Direct));
        assert_eq!(strength("120", ministry()), Some(Strength::Inherited));
        assert_eq!(strength("Six", ministry()), Some(Strength::Inherited));
        assert_eq!(strength("Schools", ministry()), Some(Strength::Weak));
        assert_eq!(strength("107", Some(Words::typed("ministry"))), Some(Strength::Weak));
        assert_eq!(strength("107", None), Some(Strength::Weak));
    }

    #[test]
    fn no_chain_is_unset_and_an_empty_chain_is_the_articles_own_voice() {
        let mut figure = figure("107", None);
        figure.attribution = Some(Vec::new());
        assert_eq!(figure.strength(TEXT, &find("107")), Some(Strength::None));
        figure.attribution = None;
        assert_eq!(figure.strength(TEXT, &find("107")), None);
    }

    #[test]
    fn a_changed_article_moves_the_source_with_its_figure() {
        let moved = format!("NEW. {TEXT}");
        let figure = figure("107", Words::pick(TEXT, find("The ministry")));
        let at = find("107");
        assert_eq!(figure.strength(&moved, &(at.start + 5..at.end + 5)), Some(Strength::Direct));
    }

    #[test]
    fn words_at_an_impossible_place_are_weak_and_do_not_panic() {
        let far = Words { text: "x".into(), at: Some((usize::MAX, usize::MAX)) };
        assert_eq!(strength("107", Some(far)), Some(Strength::Weak));
    }

    #[test]
    fn a_comma_alone_does_not_part_clauses() {
        let text = "Some 6 people died, according to the police.";
        assert_eq!(tie(text, &(5..6), &(33..43)), Strength::Direct);
    }
}
