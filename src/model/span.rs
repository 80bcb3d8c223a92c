//! A place in an article, tied to its words so that a changed article is noticed.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::id::ArticleId;
use super::rectangle::Rectangle;

/// How many characters of context a span keeps on either side (Hypothesis uses the same).
pub const CONTEXT: usize = 32;

/// A place in an article and the words that stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The article, as the analyst saw it.
    pub article: ArticleId,
    /// Where in the article.
    pub at: Place,
    /// The quoted words and [`CONTEXT`] characters on either side.
    pub quote: Quote,
}

/// Where in an article a span lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// Bytes `start..end` of the normalised text.
    Bytes(usize, usize),
    /// A rectangle in pixels of the original picture: x, y, width, height.
    Rectangle(u32, u32, u32, u32),
}

/// Words and what stands around them: enough to find the place again in a changed text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words of the span, exactly.
    pub exact: String,
    /// Up to [`CONTEXT`] characters before them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// Up to [`CONTEXT`] characters after them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// Words inside the article of the item that holds them: a printed number, unit, source or verb.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words as printed.
    pub text: String,
    /// Bytes `start..end` in the article's normalised text; `None` where the analyst typed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(usize, usize)>,
}

impl Words {
    /// Words that the analyst typed.
    pub fn typed(text: impl Into<String>) -> Self {
        Self { text: text.into(), at: None }
    }

    /// Words picked from a text; `None` where the range does not fall on characters of it.
    pub fn pick(text: &str, bytes: Range<usize>) -> Option<Self> {
        let words = text.get(bytes.clone())?;
        Some(Self { text: words.to_owned(), at: Some((bytes.start, bytes.end)) })
    }
}

impl Span {
    /// The span of `bytes` in `text`; `None` where the range is empty or not on characters.
    pub fn in_text(article: ArticleId, text: &str, bytes: Range<usize>) -> Option<Self> {
        let quote = Quote::in_text(text, bytes.clone())?;
        Some(Self { article, at: Place::Bytes(bytes.start, bytes.end), quote })
    }

    /// The span of a rectangle of a picture, with the words that stand in it as the analyst typed them.
    pub fn in_picture(article: ArticleId, at: Rectangle, words: impl Into<String>) -> Self {
        Self { article, at: at.into(), quote: Quote { exact: words.into(), ..Quote::default() } }
    }

    /// The rectangle, where the span is one of a picture.
    pub fn rectangle(&self) -> Option<Rectangle> {
        match self.at {
            Place::Bytes(..) => None,
            Place::Rectangle(x, y, width, height) => Some(Rectangle { x, y, width, height }),
        }
    }

    /// Its words; for a rectangle whose words nobody typed yet, where it is.
    pub fn label(&self) -> Cow<'_, str> {
        match self.rectangle().filter(|_| self.quote.exact.is_empty()) {
            Some(rectangle) => Cow::Owned(rectangle.to_string()),
            None => Cow::Borrowed(&self.quote.exact),
        }
    }

    /// The byte range, where the span is one of text.
    pub fn bytes(&self) -> Option<Range<usize>> {
        match self.at {
            Place::Bytes(start, end) => Some(start..end),
            Place::Rectangle(..) => None,
        }
    }
}

impl Quote {
    /// The quote of `bytes` in `text`; `None` where the range is empty or not on characters.
    pub fn in_text(text: &str, bytes: Range<usize>) -> Option<Self> {
        let exact = text.get(bytes.clone()).filter(|words| !words.is_empty())?;
        let before = &text[..bytes.start];
        let after = &text[bytes.end..];
        Some(Self { exact: exact.to_owned(), before: last_chars(before), after: first_chars(after) })
    }

    /// Finds the quote again: unmoved if it can be, else the only or best-matching occurrence.
    ///
    /// Two occurrences with equally good surroundings give `None`: the span is then adrift and
    /// kept, never placed by a guess.
    pub fn find(&self, text: &str, was: Range<usize>) -> Option<Range<usize>> {
        if text.get(was.clone()) == Some(self.exact.as_str()) && self.fit(text, was.start) > 0 {
            return Some(was);
        }
        let mut places: Vec<(usize, usize)> =
            text.match_indices(&self.exact).map(|(at, _)| (self.fit(text, at), at)).collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        match places.as_slice() {
            [] => None,
            [(_, only)] => Some(*only..only + self.exact.len()),
            [(best, at), (next, _), ..] => (best > next).then(|| *at..at + self.exact.len()),
        }
    }

    /// How many bytes of the context stand around an occurrence; one more where there is none to match.
    fn fit(&self, text: &str, at: usize) -> usize {
        let before = text[..at].bytes().rev().zip(self.before.bytes().rev());
        let after = text[at + self.exact.len()..].bytes().zip(self.after.bytes());
        let alike = before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count();
        alike + usize::from(self.before.is_empty() && self.after.is_empty())
    }
}

fn first_chars(text: &str) -> String {
    text.chars().take(CONTEXT).collect()
}

fn last_chars(text: &str) -> String {
    let start = text.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    text[start..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_keeps_32_characters_on_either_side() {
        let text = format!("{}killed{}", "é".repeat(50), "ب".repeat(50));
        let quote = Quote::in_text(&text, 100..106).unwrap();
        assert_eq!(quote.exact, "killed");
        assert_eq!(quote.before.chars().count(), CONTEXT);
        assert_eq!(quote.after.chars().count(), CONTEXT);
    }

    #[test]
    fn a_range_inside_a_character_is_no_span() {
        assert!(Quote::in_text("é", 0..1).is_none());
        assert!(Quote::in_text("e", 1..1).is_none());
        assert!(Quote::in_text("e", 0..9).is_none());
    }

    #[test]
    fn a_quote_is_found_again_after_an_insertion() {
        let quote = Quote::in_text("of 6 killed and 6 hurt", 16..17).unwrap();
        assert_eq!(quote.find("NEW of 6 killed and 6 hurt", 16..17), Some(20..21));
        assert_eq!(quote.find("nothing here", 16..17), None);
    }

    #[test]
    fn two_equal_places_are_not_guessed_between() {
        let quote = Quote { exact: "6".into(), before: "x".into(), after: "y".into() };
        assert_eq!(quote.find("a 6 b 6 c", 90..91), None);
    }

    #[test]
    fn a_number_that_changed_is_not_found_at_its_old_place() {
        let quote = Quote::in_text("at least 134 held", 9..12).unwrap();
        assert_eq!(quote.find("at least 130 held", 9..12), None);
    }
}
