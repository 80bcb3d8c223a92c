//! Sources that stand in the sentences around: antecedents of pronouns and short forms, quotations that
//! go on over several sentences, and sentences that go on from one whose source is named.

use std::ops::Range;
use std::rc::Rc;

use super::attribution::{self, Attribution, Right};
use super::name::Reader;
use crate::detect::fold::words;
use crate::detect::lexicon::{Lexicon, Small};
use crate::detect::suggest::cut;
use crate::detect::suggest::heard::{Heard, Memory};
use crate::detect::suggest::passage::Passage;
use crate::detect::suggest::suggestion::Source;
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

/// The sentences before one, the nearest first, each found once it is asked for.
pub(in crate::detect::suggest) struct Before<'t> {
    text: &'t str,
    from: usize,
    end: usize,
    found: Vec<Rc<Passage<'t>>>,
}

impl<'t> Before<'t> {
    /// Those before a passage.
    pub fn new(passage: &Passage<'t>) -> Self {
        let text = passage.text;
        let end = passage.sentence.start.min(text.len());
        let from = text.floor_char_boundary(end.saturating_sub(REACH));
        Self { text, from, end, found: Vec::new() }
    }

    /// The nearest, or one further off.
    pub fn nth(&mut self, place: usize, memory: &Memory<'t>) -> Option<Rc<Passage<'t>>> {
        while self.found.len() <= place && self.found.len() < SENTENCES {
            let (last, _) = self.text.get(self.from..self.end)?.trim_end().char_indices().next_back()?;
            let sentence = cut::sentence(self.text, self.from, self.from + last);
            let sentence = sentence.start..sentence.end.min(self.end);
            self.end = sentence.start;
            self.found.push(memory.sentence(self.text, sentence));
        }
        self.found.get(place).map(Rc::clone)
    }
}

/// Whether a subject is a short form of a longer name: `the ministry`, `the group`.
pub(super) fn is_short(reader: &Reader<'_, '_>, subject: &Range<usize>) -> bool {
    let definite = reader.line.is_of(subject.start, words!["the", "this", "that", "these", "those"]);
    definite && subject.len() <= SHORT && subject.len() > 1
}

/// The name that a pronoun or a short form stands for, with its kind, in the sentences before.
pub(super) fn antecedent<'t>(
    mut before: impl Iterator<Item = Rc<Passage<'t>>>,
    lexicon: &Lexicon,
    reader: &Reader<'_, '_>,
    subject: &Range<usize>,
) -> Option<(Range<usize>, Option<SourceClass>)> {
    let word = reader.line.word(subject.end - 1);
    let pronoun = reader.is(subject.start, Small::Pronoun);
    before.find_map(|neighbour| {
        let other = neighbour.reader(lexicon);
        let fits = |one: &&Attribution| {
            let named = !other.is(one.subject.start, Small::Pronoun) && !is_short(&other, &one.subject);
            let same = || match pronoun {
                true => may_be(&other, &one.subject, word),
                false => holds(&other, &one.subject, word),
            };
            named && same()
        };
        let one = neighbour.attributions(lexicon).iter().rev().find(fits)?;
        let name = attribution::bare_name(&other, &one.subject);
        Some((super::plain(&neighbour, &name), attribution::class_of(&other, one)))
    })
}

/// Whether a name may be meant by a pronoun: `he` is a person, `it` none.
fn may_be(reader: &Reader<'_, '_>, name: &Range<usize>, pronoun: &str) -> bool {
    let person = name.clone().any(|at| reader.is_person(at));
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
        let word = super::bare(reader.line.word(at));
        let (longer, shorter) = if word.len() > noun.len() { (word, noun) } else { (noun, word) };
        let start = longer.get(..shorter.len()).is_some_and(|start| start.eq_ignore_ascii_case(shorter));
        start && longer.len() - shorter.len() <= 1
    };
    let person = |words: &str| reader.words.persons.at(&Line::new(words), 0).is_some();
    let of_persons = name.clone().any(|at| person(reader.line.word(at)));
    let body = reader.words.bodies.at(&Line::new(noun), 0).is_some();
    name.len() > 1
        && (person(noun) || !of_persons)
        && (name.clone().any(same) || is_short_for(reader, name, noun) || body && is_body(reader, name))
}

/// Whether a noun is made of the first letters of a name: the LCC of the Local Coordination Committees.
fn is_short_for(reader: &Reader<'_, '_>, name: &Range<usize>, noun: &str) -> bool {
    let letters: String = name
        .clone()
        .filter(|at| reader.is_capital(*at) && !reader.is(*at, Small::Determiner))
        .filter_map(|at| reader.line.word(at).chars().next())
        .collect();
    noun.chars().count() > 1 && noun == letters
}

/// Whether a name is that of a body which is called a group or an agency again.
fn is_body(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    use SourceClass::{MediaTally, Monitor, Ngo, UnitedNations, Unknown};
    let class = reader.class(name);
    let capital = |at: &usize| reader.is_capital(*at) && !reader.is(*at, Small::Determiner);
    let named = name.clone().filter(capital).count() > 1;
    matches!(class, Some(Monitor | Ngo | UnitedNations))
        || named && matches!(class, Some(MediaTally | Unknown) | None)
}

/// The source of a figure whose sentence names none, where the sentences around do.
pub(in crate::detect::suggest) fn from_around(heard: &Heard<'_, '_>) -> Option<Source> {
    quoted(heard).or_else(|| continued(heard))
}

/// The speaker of a quotation that the sentence stands in, opened before it or closed after it.
fn quoted<'t>(heard: &Heard<'_, 't>) -> Option<Source> {
    let passage = heard.passage;
    let here = passage.text.get(passage.sentence.clone())?.trim();
    // A mark before a space closes what was said: the sentence behind it is the text's own.
    let closed = here.starts_with(['"', '”']) && here.chars().nth(1).is_some_and(char::is_whitespace);
    let open = !closed && is_open_before(passage);
    let opens = opens_quotation(here);
    if !open && !opens {
        return None;
    }
    let behind = passage.text.get(passage.sentence.end..).unwrap_or_default();
    let closes = behind.starts_with(['"', '”'])
        || here.char_indices().skip(1).any(|(_, letter)| matches!(letter, '"' | '”'));
    let next = || (!closes).then(|| after(heard)).flatten();
    let spoken = |other: Rc<Passage<'t>>| spoken(heard, &other);
    if opens && !open {
        // A quotation behind one whose speaker was just named goes on in the same voice.
        let last = || heard.before().next().filter(|last| is_near(heard, last) && last.quotes());
        return next().and_then(spoken).or_else(|| last().and_then(spoken));
    }
    let back = heard.before().take(2).find_map(spoken);
    back.or_else(|| next().and_then(spoken))
}

/// Whether words begin with a quotation mark that opens: one before a space closes what was before.
fn opens_quotation(words: &str) -> bool {
    let mut letters = words.chars();
    matches!(letters.next(), Some('"' | '“')) && letters.next().is_some_and(|letter| !letter.is_whitespace())
}

/// Whether no line ends between a sentence and the one before it.
fn is_near(heard: &Heard<'_, '_>, last: &Passage<'_>) -> bool {
    let between = heard.passage.text.get(last.sentence.end..heard.passage.sentence.start);
    between.is_some_and(|between| !between.contains('\n'))
}

fn spoken<'t>(heard: &Heard<'_, 't>, other: &Passage<'t>) -> Option<Source> {
    let found = other.attributions(heard.lexicon);
    let one = found.iter().rev().find(|one| one.verb.is_some() && one.role == Role::Says)?;
    resolved(heard, other, one, Strength::Inherited)
}

/// Whether the last quotation mark of the paragraph before the sentence opens a quotation.
fn is_open_before(passage: &Passage<'_>) -> bool {
    let end = passage.sentence.start.min(passage.text.len());
    let start = passage.text.floor_char_boundary(end.saturating_sub(REACH));
    let slice = passage.text.get(start..end).unwrap_or_default();
    let paragraph = slice.rsplit('\n').next().unwrap_or_default();
    let Some(last) = paragraph.rfind(['"', '“', '”']) else { return false };
    let (before, rest) = paragraph.split_at(last);
    if rest.starts_with(['“', '”']) {
        return rest.starts_with('“');
    }
    let apart = before.chars().next_back().is_none_or(|letter| letter.is_whitespace() || letter == '(');
    apart && rest.chars().nth(1).is_some_and(|letter| !letter.is_whitespace())
}

/// The sentence after one, in its paragraph.
fn after<'t>(heard: &Heard<'_, 't>) -> Option<Rc<Passage<'t>>> {
    let text = heard.passage.text;
    let start = heard.passage.sentence.end.min(text.len());
    let end = text.floor_char_boundary((start + REACH / 2).min(text.len()));
    let slice = text.get(start..end)?.split('\n').next()?;
    let first = sentence::split(slice).into_iter().find(|at| at.len() > 1)?;
    Some(heard.sentence(start + first.start..start + first.end))
}

/// The source of the sentence before, where this one goes on with the same count.
fn continued(heard: &Heard<'_, '_>) -> Option<Source> {
    if !GOES_ON.iter().any(|words| heard.passage.line.has(0, words)) {
        return None;
    }
    let last = heard.before().next().filter(|last| is_near(heard, last))?;
    let found = last.attributions(heard.lexicon);
    let one = found.iter().rev().find(|one| one.left || one.right != Right::No)?;
    resolved(heard, &last, one, Strength::Weak)
}

fn resolved<'t>(
    heard: &Heard<'_, 't>,
    other: &Passage<'t>,
    one: &Attribution,
    strength: Strength,
) -> Option<Source> {
    let reader = other.reader(heard.lexicon);
    let pronoun = reader.is(one.subject.start, Small::Pronoun);
    let own = || {
        let name = attribution::bare_name(&reader, &one.subject);
        (super::plain(other, &name), attribution::class_of(&reader, one))
    };
    let led_back = pronoun || is_short(&reader, &one.subject);
    let earlier = heard.before_another(other).filter(|_| led_back);
    let (name, class) = match antecedent(earlier, heard.lexicon, &reader, &one.subject) {
        Some(known) => known,
        None if pronoun => return None,
        None => own(),
    };
    let words = other.bytes(&one.words);
    let verb = one.verb.as_ref().map(|verb| other.bytes(verb));
    Some(Source { role: one.role, name, words, verb, class, strength })
}
