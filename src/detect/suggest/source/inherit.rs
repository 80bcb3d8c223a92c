//! Sources that stand in the sentences around: antecedents of pronouns and short forms, quotations that
//! go on over several sentences, and sentences that go on from one whose source is named.

use std::borrow::Cow;
use std::ops::Range;

use super::attribution::{self, Attribution, Right};
use super::name::Reader;
use crate::detect::lexicon::{Lexicon, Small};
use crate::detect::suggest::passage::{Core, Passage};
use crate::detect::suggest::suggestion::{Reason, Said, Source};
use crate::detect::token::Line;
use crate::model::figure::{Role, SourceClass, Strength};
use crate::model::sentence;

/// How far around a sentence others are looked at, in bytes.
const REACH: usize = 1_200;
/// How many sentences back a name may stand.
const SENTENCES: usize = 4;
/// A short form has no more words: `the ministry`, `the monitoring group`.
const SHORT: usize = 3;

/// Words that begin a sentence which goes on counting where the one before stopped.
const GOES_ON: &[&[&str]] = &[
    &["another"],
    &["of", "those"],
    &["of", "them"],
    &["of", "these"],
    &["among", "them"],
    &["among", "those"],
    &["among", "the", "dead"],
    &["the", "dead", "included"],
    &["the", "dead", "include"],
    &["they", "included"],
    &["they", "include"],
    &["the", "victims", "included"],
    &["the", "toll", "includes"],
    &["the", "toll", "included"],
    &["a", "further"],
    &["at", "least", "another"],
];

/// The sentences before one, the nearest first.
pub(in crate::detect::suggest) fn before<'t>(passage: &Passage<'t>) -> Vec<Passage<'t>> {
    let end = passage.sentence.start.min(passage.text.len());
    let start = passage.text.floor_char_boundary(end.saturating_sub(REACH));
    let Some(slice) = passage.text.get(start..end) else { return Vec::new() };
    let sentences = sentence::split(&unwrapped(slice)).into_iter().rev().take(SENTENCES);
    sentences.map(|at| Passage::new(passage.text, start + at.start..start + at.end)).collect()
}

/// A text of capitals with its lines joined: there only a blank line parts, and bytes stay where they are.
fn unwrapped(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_lowercase) || !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let joins =
        |at: usize| bytes.get(at) == Some(&b'\n') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    let letters = text.char_indices().map(|(at, letter)| if joins(at) { ' ' } else { letter });
    Cow::Owned(letters.collect())
}

/// Whether a subject is a short form of a longer name: `the ministry`, `the group`.
pub(super) fn is_short(reader: &Reader<'_, '_>, subject: &Range<usize>) -> bool {
    let definite = reader.line.is_any(subject.start, &["the", "this", "that", "these", "those"]);
    definite && subject.len() <= SHORT && subject.len() > 1
}

/// The name that a pronoun or a short form stands for, with its kind.
pub(super) fn antecedent(
    passage: &Passage<'_>,
    reader: &Reader<'_, '_>,
    subject: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<(Range<usize>, Option<SourceClass>)> {
    let word = reader.line.word(subject.end - 1);
    let pronoun = reader.is(subject.start, Small::Pronoun);
    before(passage).iter().find_map(|other| {
        let other_reader = Reader::new(&other.line, &lexicon.sources);
        let found = attribution::attributions(&other_reader);
        let fits = |one: &&Attribution| {
            let named =
                !other_reader.is(one.subject.start, Small::Pronoun) && !is_short(&other_reader, &one.subject);
            named
                && if pronoun {
                    may_be(&other_reader, &one.subject, word)
                } else {
                    holds(&other_reader, &one.subject, word)
                }
        };
        let one = found.iter().rev().find(fits)?;
        let name = attribution::bare_name(&other_reader, &one.subject);
        Some((super::plain(other, &name), attribution::class_of(&other_reader, one)))
    })
}

/// Whether a name may be meant by a pronoun: `he` is a person, `it` none.
fn may_be(reader: &Reader<'_, '_>, name: &Range<usize>, pronoun: &str) -> bool {
    let person = name.clone().any(|at| reader.words.persons.at(reader.line, at).is_some());
    let last = name.end - 1;
    let body = reader.is_source(last) && !person;
    let placed = name.start > 0 && reader.is(name.start - 1, Small::Link);
    let capitals = name.clone().filter(|at| reader.is_capital(*at)).count();
    if reader.class(name).is_none() && (capitals == 0 || placed) {
        return false;
    }
    match pronoun.to_ascii_lowercase().as_str() {
        "he" | "she" | "i" => person || (!body && reader.is_capital(last)),
        "it" => !person,
        _ => true,
    }
}

/// Whether a longer name holds the noun of a short form, be it in the other number.
fn holds(reader: &Reader<'_, '_>, name: &Range<usize>, noun: &str) -> bool {
    let same = |at: usize| {
        let word = reader.line.word(at);
        let longer = if word.len() > noun.len() { word } else { noun };
        let shorter = word.len().min(noun.len());
        let start = longer
            .get(..shorter)
            .is_some_and(|start| start.eq_ignore_ascii_case(word) || start.eq_ignore_ascii_case(noun));
        start && longer.len() - shorter <= 1
    };
    let person = |words: &str| reader.words.persons.at(&Line::new(words), 0).is_some();
    let of_persons = name.clone().any(|at| person(reader.line.word(at)));
    name.len() > 1 && name.clone().any(same) && (person(noun) || !of_persons)
}

/// The source of a figure whose sentence names none, where the sentences around do.
pub(super) fn from_around(
    passage: &Passage<'_>,
    core: &Core,
    lexicon: &Lexicon,
    reasons: &mut Vec<Reason>,
) -> Option<Source> {
    quoted(passage, lexicon)
        .or_else(|| continued(passage, lexicon))
        .inspect(|source| {
            let rule = "source.inherited".to_owned();
            reasons.push(Reason { said: Said::Source(source.role), words: source.words.clone(), rule });
        })
        .filter(|_| !core.number.is_empty())
}

/// The speaker of a quotation that the sentence stands in, opened before it or closed after it.
fn quoted(passage: &Passage<'_>, lexicon: &Lexicon) -> Option<Source> {
    let here = passage.text.get(passage.sentence.clone())?;
    let open = is_open_before(passage);
    let opens = here.starts_with(['"', '“']) && here.matches(['"', '“', '”']).count() == 1;
    if !open && !opens {
        return None;
    }
    let back = before(passage).into_iter().take(2).filter(|_| open);
    let closes = !opens && here.contains(['"', '”']);
    let next = (!closes).then(|| after(passage)).flatten();
    back.chain(next).find_map(|other| spoken(&other, lexicon))
}

fn spoken(other: &Passage<'_>, lexicon: &Lexicon) -> Option<Source> {
    let reader = Reader::new(&other.line, &lexicon.sources);
    let found = attribution::attributions(&reader);
    let one = found.iter().rev().find(|one| one.verb.is_some() && one.role == Role::Says)?;
    resolved(other, &reader, one, lexicon, Strength::Inherited)
}

/// Whether a quotation was opened in the paragraph before the sentence and not closed.
fn is_open_before(passage: &Passage<'_>) -> bool {
    let end = passage.sentence.start.min(passage.text.len());
    let start = passage.text.floor_char_boundary(end.saturating_sub(REACH));
    let slice = passage.text.get(start..end).unwrap_or_default();
    let paragraph = slice.rsplit('\n').next().unwrap_or_default();
    let curly = paragraph.matches('“').count() > paragraph.matches('”').count();
    curly || paragraph.matches('"').count() % 2 == 1
}

/// The sentence after one, in its paragraph.
fn after<'t>(passage: &Passage<'t>) -> Option<Passage<'t>> {
    let start = passage.sentence.end.min(passage.text.len());
    let end = passage.text.floor_char_boundary((start + REACH / 2).min(passage.text.len()));
    let slice = passage.text.get(start..end)?.split('\n').next()?;
    let first = sentence::split(slice).into_iter().find(|at| at.len() > 1)?;
    Some(Passage::new(passage.text, start + first.start..start + first.end))
}

/// The source of the sentence before, where this one goes on with the same count.
fn continued(passage: &Passage<'_>, lexicon: &Lexicon) -> Option<Source> {
    if !GOES_ON.iter().any(|words| passage.line.has(0, words)) {
        return None;
    }
    let last = before(passage).into_iter().next()?;
    let between = passage.text.get(last.sentence.end..passage.sentence.start)?;
    if between.contains('\n') {
        return None;
    }
    let reader = Reader::new(&last.line, &lexicon.sources);
    let found = attribution::attributions(&reader);
    let one = found.iter().rev().find(|one| one.left || one.right != Right::No)?;
    resolved(&last, &reader, one, lexicon, Strength::Weak)
}

fn resolved(
    other: &Passage<'_>,
    reader: &Reader<'_, '_>,
    one: &Attribution,
    lexicon: &Lexicon,
    strength: Strength,
) -> Option<Source> {
    let pronoun = reader.is(one.subject.start, Small::Pronoun);
    let own = || {
        (
            super::plain(other, &attribution::bare_name(reader, &one.subject)),
            attribution::class_of(reader, one),
        )
    };
    let known = antecedent(other, reader, &one.subject, lexicon)
        .filter(|_| pronoun || is_short(reader, &one.subject));
    let (name, class) = match known {
        Some(known) => known,
        None if pronoun => return None,
        None => own(),
    };
    let words = other.bytes(&one.words);
    let verb = one.verb.as_ref().map(|verb| other.bytes(verb));
    Some(Source { role: one.role, name, words, verb, class, strength })
}
