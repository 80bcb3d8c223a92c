//! What the words of a sentence are to the search for sources: looked up once, asked often.

use super::name::bare;
use crate::detect::lexicon::{
    Begins, Event, Index, Lexicon, Opener, Outlet, Record, Reporting, Seen, Small, SourceWords, Table,
};
use crate::detect::token::Line;
use crate::model::figure::SourceClass;

/// The length of an entry in tokens, and what it is.
type Entry<L> = Option<(u8, L)>;

/// What a token is, or begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub part: Option<Small>,
    verb: Entry<Reporting>,
    opener: Entry<Opener>,
    record: Entry<Record>,
    noun: Entry<SourceClass>,
    /// The noun that a word with the sign of possession holds.
    pub owner: Option<SourceClass>,
    outlet: Entry<Outlet>,
    event: Entry<Event>,
    pub person: bool,
    /// What it may begin.
    pub seen: Seen,
}

/// Gives an entry with its length as a number of tokens.
macro_rules! entries {
    ($($name:ident: $label:ty,)+) => {
        impl Mark {
            $(pub fn $name(&self) -> Option<(usize, $label)> {
                self.$name.map(|(length, label)| (usize::from(length), label))
            })+
        }
    };
}

entries! { verb: Reporting, opener: Opener, record: Record, noun: SourceClass, outlet: Outlet, event: Event, }

/// The mark of a word that is none and begins none.
static NOTHING: Mark = Mark {
    part: None,
    verb: None,
    opener: None,
    record: None,
    noun: None,
    owner: None,
    outlet: None,
    event: None,
    person: false,
    seen: Seen::NOTHING,
};

/// The marks of a line, one for every token.
#[derive(Clone, Debug, Default)]
pub(in crate::detect::suggest) struct Marks {
    tokens: Vec<Mark>,
    /// Whether capitals tell names apart: not where every letter is one.
    pub(super) capitals: bool,
}

impl Marks {
    /// Looks the words of a line up, of each of which it is known what begins with it.
    pub fn new(line: &Line<'_>, seen: &[Seen], lexicon: &Lexicon) -> Self {
        let capitals = line.text().chars().any(char::is_lowercase);
        let tokens = seen.iter().enumerate().map(|(at, seen)| mark(line, at, *seen, lexicon)).collect();
        Self { tokens, capitals }
    }

    /// The mark of a token; an empty one beyond the end.
    #[inline]
    pub(super) fn at(&self, at: usize) -> &Mark {
        self.tokens.get(at).unwrap_or(&NOTHING)
    }
}

fn mark(line: &Line<'_>, at: usize, seen: Seen, lexicon: &Lexicon) -> Mark {
    let (word, words, begins) = (line.word(at), &lexicon.sources, seen.begins);
    let owner = line.has_apostrophe(at).then(|| owner(word, words)).flatten();
    if !begins.has(Begins::HEARD) {
        return Mark { owner, part: adverb(word), seen, ..NOTHING };
    }
    let entry = Looked { line, at, seen, index: &lexicon.index };
    let single = entry.of(&words.parts, Begins::PART).filter(|(length, _)| *length == 1);
    Mark {
        part: single.map(|(_, part)| part),
        verb: entry.of(&words.verbs, Begins::VERB),
        opener: entry.of(&words.openers, Begins::OPENER),
        record: entry.of(&words.records, Begins::RECORD),
        noun: entry.of(&words.nouns, Begins::NOUN),
        outlet: entry.of(&words.outlets, Begins::OUTLET),
        event: entry.of(&words.events, Begins::EVENT),
        person: entry.of(&words.persons, Begins::PERSON).is_some(),
        owner,
        seen,
    }
}

/// A token, looked up.
struct Looked<'l, 't> {
    line: &'l Line<'t>,
    at: usize,
    seen: Seen,
    index: &'l Index,
}

impl Looked<'_, '_> {
    #[inline]
    fn of<L: Copy>(&self, table: &Table<L>, list: Begins) -> Entry<L> {
        let (length, label) = self.index.entry(self.seen, list, table, self.line, self.at)?;
        Some((u8::try_from(length).ok()?, *label))
    }
}

/// `clearly said`: an adverb of manner stands between a speaker and the verb.
fn adverb(word: &str) -> Option<Small> {
    const NOUNS: &[&str] =
        &["family", "italy", "rally", "assembly", "supply", "reply", "ally", "july", "fly", "apply", "daily"];
    let is_manner = word.len() > 4
        && word.as_bytes().last_chunk::<2>().is_some_and(|end| end.eq_ignore_ascii_case(b"ly"));
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
