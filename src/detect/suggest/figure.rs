//! The figures of a passage: a number and the noun that it counts, before anything is said of them.

use std::ops::Range;

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Begins, Lexicon, Part, People, Seen};
use crate::detect::phrase::{self, Phrase, Reading};
use crate::detect::token::Line;
use crate::detect::unit::is_people_name;
use crate::model::figure::{Form, Qualifier};

use super::label::{is_bare_label, is_no_count, is_only_a_date};
use super::noun::{noun_after, walk};
use super::scan::Scan;

/// What stands beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// No noun: 12 were killed.
    None,
    /// People.
    People(People),
    /// A word of an outcome: 12 deaths.
    Cue(usize),
    /// Lives, which count as people only where they are lost.
    Lives,
    /// A noun that is not known.
    Unknown,
    /// What is no people.
    Thing,
}

/// A number and its noun.
#[derive(Clone, Debug)]
pub(super) struct Fig {
    /// Hedge, number and scale, in tokens.
    pub number: Range<usize>,
    /// The counted noun with what describes it.
    pub noun: Option<Range<usize>>,
    /// Past the noun.
    pub end: usize,
    /// What the noun is.
    pub head: Head,
    /// A cue between number and noun: 10 injured workers.
    pub inner: Option<usize>,
    /// Whether it is a part of others: 6 of them.
    pub part: bool,
    /// Whether it is a single person without a number: a policeman.
    pub single: bool,
    /// The reading of the number.
    pub phrase: Phrase,
}

impl Fig {
    /// Whether it may count people of whom a word says something; `strong` where the word is said of
    /// nothing else.
    pub fn may_be_people(&self, strong: bool) -> bool {
        let vague = self.phrase.form == Some(Form::Quantifier);
        match self.head {
            Head::Unknown if vague => false,
            Head::People(_) => true,
            Head::None => !self.single,
            Head::Unknown => strong,
            Head::Cue(_) | Head::Lives | Head::Thing => false,
        }
    }
}

/// Whether a passage may hold a figure: a number, or an article before people. Spares most sentences
/// the rest.
pub(super) fn may_hold(line: &Line<'_>, seen: &[Seen]) -> bool {
    /// No noun of people stands further behind its article, in tokens.
    const REACH: usize = 24;
    let names_people = |at: usize| {
        let known = seen.get(at).is_some_and(|seen| seen.begins.has(Begins::PEOPLE));
        known || !line.is_ascii(at) || is_people_name(line.word(at))
    };
    let may_be_single = |at: usize| line.is_of(at, &ARTICLES) && (at..at + REACH).any(names_people);
    (0..line.len()).any(|at| phrase::may_begin(line, at) || may_be_single(at))
}

/// The articles that make a figure of one person.
const ARTICLES: Words = Words::of(&["a", "an"]);

/// Reads the figures of a passage into it.
pub(super) fn read_all(scan: &mut Scan<'_>, lexicon: &Lexicon) {
    let line = scan.line;
    let mut readings = phrase::readings(line, &lexicon.hedges);
    drop_others(line, &mut readings);
    let mut starts = vec![false; line.len() + 1];
    for reading in &readings {
        starts[reading.start..reading.number.end].fill(true);
    }
    let mut figures: Vec<Fig> =
        readings.into_iter().filter_map(|reading| counted(scan, reading, &starts)).collect();
    figures.extend((0..line.len()).filter_map(|at| single(scan, at, &starts)));
    figures.sort_by_key(|figure| figure.number.start);
    for (place, figure) in figures.iter().enumerate() {
        scan.begins[figure.number.start] = Some(place);
        // A part and its whole end together; what is said is said of the part.
        scan.ends[figure.end].get_or_insert(place);
    }
    for place in 1..figures.len() {
        let (part, whole) = (&figures[place - 1], &figures[place]);
        if line.has(part.end, &["out", "of"]) && (part.end + 2..=part.end + 4).contains(&whole.number.start) {
            // Of 9 people out of 300 the nine are told of; the whole is no figure of its own.
            scan.ends[whole.end] = Some(place - 1);
        }
    }
    scan.figures = figures;
}

/// Takes out the "others" that a number counts: six others.
fn drop_others(line: &Line<'_>, readings: &mut Vec<Reading>) {
    let mut end = None;
    readings.retain(|reading| {
        let numbered = end == Some(reading.start) && line.is(reading.start, "others");
        end = Some(reading.end);
        !numbered
    });
}

fn counted(scan: &Scan<'_>, reading: Reading, starts: &[bool]) -> Option<Fig> {
    if is_no_count(scan, &reading) {
        return None;
    }
    let noun = noun_after(scan, reading.end, starts);
    let counted_now = matches!(noun.head, Head::People(_) | Head::Cue(_));
    if reading.phrase.doubtful && !(counted_now && is_only_a_date(scan, &reading)) {
        return None;
    }
    let one_of = noun.part
        && reading.phrase.value == Some(1)
        && scan.line.is_of(noun.end - 1, words!["those", "these"]);
    if one_of || (noun.head == Head::None && is_bare_label(scan, &reading)) {
        return None;
    }
    if noun.range.as_ref().is_some_and(|noun| is_year_of_one(scan.line, &reading, noun)) {
        return None;
    }
    Some(Fig {
        number: reading.start..reading.end,
        end: noun.end.max(reading.end),
        noun: noun.range,
        head: noun.head,
        inner: noun.inner,
        part: noun.part,
        single: false,
        phrase: reading.phrase,
    })
}

/// Whether a number is a year that tells of one person or of what somebody is accused of.
fn is_year_of_one(line: &Line<'_>, reading: &Reading, noun: &Range<usize>) -> bool {
    let year = reading.number.len() == 1
        && line.word(reading.number.start).len() == 4
        && reading.phrase.value.is_some_and(|value| (1900..=2100).contains(&value));
    // Acquitted over 2011 killings; the 2010 presidential candidate.
    let over = reading.start < reading.number.start && line.is(reading.number.start - 1, "over");
    let event = line.is_of(noun.end - 1, words!["killings", "deaths", "murders", "executions"]);
    let one = line
        .is_of(noun.end - 1, words!["candidate", "man", "woman", "leader", "member", "suspect", "student"]);
    year && (one || (over && event))
}

/// A single person in words: a policeman.
fn single(scan: &Scan<'_>, at: usize, starts: &[bool]) -> Option<Fig> {
    if !scan.line.is_of(at, &ARTICLES) || starts[at] {
        return None;
    }
    let walk = walk(scan, at + 1, starts);
    let Head::People(people) = walk.head else { return None };
    let last = scan.line.word(walk.end - 1).to_ascii_lowercase();
    // An age takes four words: a 30-year-old man.
    let reach = if scan.line.numeral(at + 1).is_some() { 8 } else { 6 };
    let one =
        !last.ends_with('s') && !last.ends_with("men") && !last.ends_with("people") && last != "children";
    let group = ["family", "couple", "staff", "crew", "police", "personnel", "elderly", "dead", "youth"]
        .contains(&last.as_str());
    let describes = scan.part(walk.end) == Part::Other
        && scan.line.is_word(walk.end)
        && scan.line.word(walk.end).starts_with(char::is_lowercase)
        && scan.cue_at[walk.end].is_none();
    if !one || group || describes || people == People::Other || walk.end > at + reach {
        return None;
    }
    let phrase = Phrase {
        span: Some(scan.line.bytes(&(at..at + 1))),
        number: Some(scan.line.bytes(&(at..at + 1))),
        form: Some(Form::NumberWord),
        value: Some(1),
        qualifier: Some(Qualifier::Exact),
        ..Phrase::default()
    };
    Some(Fig {
        number: at..at + 1,
        noun: Some(at + 1..walk.end),
        end: walk.end,
        head: walk.head,
        inner: walk.inner,
        part: false,
        single: true,
        phrase,
    })
}
