//! Filters: what a query asks of an article beside its text, and who knows it.

use std::borrow::Cow;
use std::ops::Range;

use super::fold;
use super::query::{Field, Key, Thing, Wanted};
use crate::corpus::Article;
use crate::corpus::language::Language;
use crate::model::{DateClaim, Day};

/// What is known of articles beyond their texts.
///
/// The default answers are what the files state of themselves.
pub trait Knowledge: Sync {
    /// The title.
    fn title<'a>(&'a self, article: &'a Article) -> &'a str {
        article.title()
    }

    /// The publisher.
    fn publisher<'a>(&'a self, article: &'a Article) -> Option<&'a str> {
        article.stated.publisher.as_deref()
    }

    /// When it was published.
    fn published<'a>(&'a self, article: &'a Article) -> &'a DateClaim {
        &article.stated.published
    }

    /// The language of its text, where it has been worked out.
    fn language(&self, article: &Article) -> Option<Language> {
        article.known_language()
    }

    /// Where it came from.
    fn origin(&self, _article: &Article) -> Option<String> {
        None
    }

    /// The names of the tags that its passages carry, each once.
    fn tags<'a>(&'a self, _article: &'a Article, _each: &mut dyn FnMut(&'a str)) {}

    /// Its passages: the name of the tag and the bytes of the text.
    fn passages(&self, _article: &Article, _each: &mut dyn FnMut(&str, Range<usize>)) {}

    /// Whether it carries a figure, a passage or a memo.
    fn carries(&self, _article: &Article, _thing: Thing) -> bool {
        false
    }
}

/// What the files state, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsStated;

impl Knowledge for AsStated {}

/// A filter ready to be put to articles.
#[derive(Clone, Debug)]
pub struct Filter {
    key: Key,
    wanted: Wanted,
    /// The wanted name, folded.
    name: String,
}

/// How the language of a text is asked for that is not told.
pub const UNKNOWN: &str = "unknown";

impl Filter {
    /// The filter that a query writes.
    pub fn new(field: &Field) -> Self {
        let name = match &field.wanted {
            Wanted::Name { text, .. } if matches!(field.key, Key::Path) => fold::folded(text),
            Wanted::Name { text, .. } => fold::name(text),
            Wanted::Days(_) | Wanted::Thing(_) => String::new(),
        };
        Self { key: field.key, wanted: field.wanted.clone(), name }
    }

    /// Whether an article passes.
    pub fn passes(&self, article: &Article, known: &impl Knowledge) -> bool {
        match &self.wanted {
            Wanted::Days(days) => {
                let day: Option<Day> = known.published(article).day();
                days.map_or(day.is_none(), |days| day.is_some_and(|day| days.hold(day)))
            }
            Wanted::Thing(thing) => has(article, known, *thing),
            Wanted::Name { .. } => self.named(article, known),
        }
    }

    fn named(&self, article: &Article, known: &impl Knowledge) -> bool {
        match self.key {
            Key::Publisher => known.publisher(article).is_some_and(|name| self.names(name)),
            Key::Origin => known.origin(article).is_some_and(|name| self.names(&name)),
            Key::Format => self.names(article.reading.format),
            Key::Path => fold::folded(&article.id.path).contains(&self.name),
            Key::Language => match known.language(article) {
                Some(language) => self.name == language.code() || self.names(language.name()),
                None => self.names(UNKNOWN),
            },
            Key::Tag => {
                let mut any = false;
                known.tags(article, &mut |tag| any |= self.names(tag));
                any
            }
            Key::Title | Key::In | Key::Date | Key::Has => false,
        }
    }

    /// Whether a name is the wanted one, or has words that begin so.
    pub fn names(&self, name: &str) -> bool {
        let whole = matches!(self.wanted, Wanted::Name { whole: true, .. });
        let name: Cow<'_, str> = plain(name).map_or_else(|| fold::name(name).into(), Cow::Borrowed);
        if whole { *name == *self.name } else { begins_a_word(&name, &self.name) }
    }
}

/// A name that folding would not change: short cut for names in lower case.
fn plain(name: &str) -> Option<&str> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    plain.then_some(name)
}

fn begins_a_word(name: &str, wanted: &str) -> bool {
    let mut places = name.match_indices(wanted);
    places.any(|(at, _)| at == 0 || name.as_bytes()[at - 1] == b' ')
}

fn has(article: &Article, known: &impl Knowledge, thing: Thing) -> bool {
    match thing {
        Thing::Date => !known.published(article).is_open(),
        Thing::Publisher => known.publisher(article).is_some(),
        Thing::Figure | Thing::Passage | Thing::Memo => known.carries(article, thing),
    }
}
