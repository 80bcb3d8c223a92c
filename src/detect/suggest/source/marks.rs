//! What the words of a sentence are to the search for sources: looked up once, asked often.

use super::name::bare;
use crate::detect::lexicon::{
    Begins, Event, Lower, Opener, Outlet, Record, Reporting, Small, SourceWords, Table,
};
use crate::detect::token::Line;
use crate::model::figure::SourceClass;

/// What a token is, or begins; a number is how many tokens the entry has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub part: Option<Small>,
    pub verb: Option<(usize, Reporting)>,
    pub opener: Option<(usize, Opener)>,
    pub record: Option<(usize, Record)>,
    pub noun: Option<(usize, SourceClass)>,
    /// The noun that a word with the sign of possession holds.
    pub owner: Option<SourceClass>,
    pub outlet: Option<(usize, Outlet)>,
    pub event: Option<(usize, Event)>,
    pub person: bool,
    /// What it may begin.
    pub begins: Begins,
}

/// The marks of a line, one for every token.
#[derive(Clone, Debug, Default)]
pub(in crate::detect::suggest) struct Marks {
    tokens: Vec<Mark>,
    /// Whether capitals tell names apart: not where every letter is one.
    pub(super) capitals: bool,
}

impl Marks {
    /// Looks the words of a line up.
    pub fn new(line: &Line<'_>, words: &SourceWords) -> Self {
        let capitals = line.text().chars().any(char::is_lowercase);
        let tokens = (0..line.len()).map(|at| mark(line, at, words)).collect();
        Self { tokens, capitals }
    }

    /// The mark of a token; an empty one beyond the end.
    pub(super) fn at(&self, at: usize) -> Mark {
        self.tokens.get(at).copied().unwrap_or_default()
    }
}

fn mark(line: &Line<'_>, at: usize, words: &SourceWords) -> Mark {
    let word = line.word(at);
    let Some(lower) = &Lower::of(line, at) else { return Mark::default() };
    let owner = owner(word, words);
    let begins = words.begins(lower);
    if begins == Begins::default() {
        return Mark { owner, part: adverb(word), ..Mark::default() };
    }
    let single = words.parts.at_lower(line, at, lower).filter(|(length, _)| *length == 1);
    Mark {
        part: single.map(|(_, part)| *part),
        verb: entry(&words.verbs, begins.has(Begins::VERB), line, at, lower),
        opener: entry(&words.openers, begins.has(Begins::OPENER), line, at, lower),
        record: entry(&words.records, begins.has(Begins::RECORD), line, at, lower),
        noun: entry(&words.nouns, begins.has(Begins::NOUN), line, at, lower),
        outlet: entry(&words.outlets, begins.has(Begins::OUTLET), line, at, lower),
        event: entry(&words.events, begins.has(Begins::EVENT), line, at, lower),
        person: begins.has(Begins::PERSON) && words.persons.at_lower(line, at, lower).is_some(),
        owner,
        begins,
    }
}

fn entry<L: Copy>(
    table: &Table<L>,
    begins: bool,
    line: &Line<'_>,
    at: usize,
    lower: &Lower<'_>,
) -> Option<(usize, L)> {
    let found = begins.then(|| table.at_lower(line, at, lower)).flatten()?;
    Some((found.0, *found.1))
}

/// `clearly said`: an adverb of manner stands between a speaker and the verb.
fn adverb(word: &str) -> Option<Small> {
    const NOUNS: &[&str] =
        &["family", "italy", "rally", "assembly", "supply", "reply", "ally", "july", "fly", "apply", "daily"];
    let start = word.len().saturating_sub(2);
    let is_manner = word.len() > 4 && word.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("ly"));
    // Kelly and Emily are people.
    let named = || word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let is_noun = || NOUNS.iter().any(|noun| word.eq_ignore_ascii_case(noun));
    (is_manner && !named() && !is_noun()).then_some(Small::Filler)
}

fn owner(word: &str, words: &SourceWords) -> Option<SourceClass> {
    let own = bare(word);
    let possessive = own.len() < word.len();
    let own = possessive.then(|| Line::new(own)).filter(|line| line.len() == 1)?;
    words.nouns.at(&own, 0).map(|(_, class)| *class)
}
