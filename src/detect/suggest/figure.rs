//! The figures of a passage: a number and the noun that it counts, before anything is said of them.

use std::ops::Range;

use crate::detect::fold::Words;
use crate::detect::lexicon::{Class, Lexicon, Part, People};
use crate::detect::phrase::{self, Phrase, Reading};
use crate::detect::token::Line;
use crate::detect::{dates, unit};
use crate::model::figure::{Form, Qualifier};

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

/// How many words may stand between a number and its noun.
const LONGEST: usize = 9;

/// Reads the figures of a passage into it.
pub(super) fn read_all(scan: &mut Scan<'_>, lexicon: &Lexicon) {
    let line = scan.line;
    let mut readings = phrase::readings(line);
    drop_others(line, &mut readings);
    for reading in &mut readings {
        add_own_hedge(line, lexicon, reading);
    }
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
    scan.figures = figures;
}

/// Adds a hedge of the lists of words to a number that has none: a dossier may name its own.
fn add_own_hedge(line: &Line<'_>, lexicon: &Lexicon, reading: &mut Reading) {
    /// The most words that a hedge has.
    const WORDS: usize = 4;
    let end = reading.start;
    if reading.phrase.qualifier != Some(Qualifier::Exact) {
        return;
    }
    let hedge = (end.saturating_sub(WORDS)..end).find_map(|start| {
        let (length, qualifier) = lexicon.hedges_before.at(line, start)?;
        (start + length == end).then_some((start, *qualifier))
    });
    if let Some((start, qualifier)) = hedge {
        let begin = line.bytes(&(start..end)).start;
        reading.start = start;
        reading.phrase.qualifier = Some(qualifier);
        reading.phrase.span = reading.phrase.span.take().map(|span| begin..span.end);
    }
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
    let one_of =
        noun.part && reading.phrase.value == Some(1) && scan.line.is_any(noun.end - 1, &["those", "these"]);
    if one_of || (noun.head == Head::None && is_bare_label(scan, &reading)) {
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

/// Shares without a whole, clock times and numbers without a value.
fn is_no_count(scan: &Scan<'_>, reading: &Reading) -> bool {
    let line = scan.line;
    let of = scan.past_back(reading.start);
    if of > 1 && scan.part(of - 1) == Part::Of && line.is_any(of - 2, &["none", "neither", "no"]) {
        return true;
    }
    let valued = reading.phrase.value.is_some();
    let countable = match reading.phrase.form {
        Some(Form::Numeral | Form::NumberWord | Form::Fraction) => valued,
        _ => true,
    };
    let first = reading.number.start;
    let clock = |at: usize| line.is_any(at, &[":", "/"]) && line.touches_next(at);
    let behind = first > 0 && clock(first - 1) && line.touches_next(first - 1);
    let ahead = clock(reading.number.end) && line.numeral(reading.number.end + 1).is_some();
    let money = first > 0 && line.is_any(first - 1, &["$", "€", "£", "₪", "#", "¥"]);
    let half_day = line.is_any(reading.number.end, &["a.m", "p.m", "am", "pm", "p", "gmt", "%", "°"]);
    !countable || behind || ahead || money || half_day
}

/// Whether a doubtful number was only taken for a date, and its noun shows that it is none.
fn is_only_a_date(scan: &Scan<'_>, reading: &Reading) -> bool {
    let line = scan.line;
    let before = reading.start.wrapping_sub(1);
    let after_month = dates::month_of(line.word(before)).is_some();
    let day_named = after_month && reading.start >= 2 && line.numeral(reading.start - 2).is_some();
    let year = reading.number.len() == 1 && line.word(reading.number.start).len() == 4;
    let in_a_year =
        line.is_any(before, &["in", "since", "by", "until", "from", "during", "early", "late", "mid"]);
    let counts = if year { !after_month && !in_a_year } else { day_named };
    !line.is_hyphen(reading.number.end) && counts
}

/// A number that names or ages: Flight 587; Mousa, 28, of Basra; aged 65.
fn is_bare_label(scan: &Scan<'_>, reading: &Reading) -> bool {
    const LABELS: Words = Words::of(&[
        "no",
        "number",
        "flight",
        "route",
        "highway",
        "room",
        "article",
        "resolution",
        "page",
        "chapter",
        "section",
        "boeing",
        "airbus",
        "aged",
        "age",
        "ages",
        "act",
        "day",
        "week",
        "year",
        "round",
        "level",
        "phase",
        "division",
        "group",
        "channel",
        "radio",
        "gate",
        "terminal",
        "block",
        "apartment",
        "windows",
        "formula",
        "version",
        "article",
        "row",
        "under",
        "top",
        "world",
        "nr",
        "since",
        "until",
    ]);
    let line = scan.line;
    let before = reading.start.wrapping_sub(1);
    let labelled = reading.number.start == reading.start
        && (line.is_of(before, &LABELS) || (line.is(before, ".") && line.is(before.wrapping_sub(1), "no")));
    let small = reading.phrase.value.is_some_and(|value| value <= 115);
    let digits =
        reading.phrase.form == Some(Form::Numeral) && reading.phrase.qualifier == Some(Qualifier::Exact);
    let between = line.is_any(before, &[",", "("]) && line.is_any(reading.end, &[",", ")", "."]);
    let ends_after_comma = line.is(before, ",") && reading.end >= line.len();
    let behind_cue = before > 0 && scan.cue_at.get(before - 1).is_some_and(Option::is_some);
    let age = line.is_any(reading.start, &["under", "below"])
        && reading.phrase.value.is_some_and(|value| value <= 21);
    let second_age = line.is(before, "and") && line.is_any(before.wrapping_sub(2), &["aged", "age", "ages"]);
    second_age || age || labelled || (small && digits && (between || ends_after_comma) && !behind_cue)
}

struct Noun {
    range: Option<Range<usize>>,
    end: usize,
    head: Head,
    inner: Option<usize>,
    part: bool,
}

/// The noun after a number.
fn noun_after(scan: &Scan<'_>, from: usize, starts: &[bool]) -> Noun {
    let none = |end, part| Noun { range: None, end, head: Head::None, inner: None, part };
    if scan.part(from) == Part::Including && scan.line.is(from, "of") {
        return none(from + 2, true);
    }
    let (start, of) = past_of(scan, from);
    if of && scan.line.is_any(start.saturating_sub(1), &["those", "these"]) && start > from + 1 {
        return none(start, true);
    }
    if of && scan.cue_at.get(start).is_some_and(Option::is_some) && scan.people[start].is_none() {
        return none(from, true);
    }
    if of && starts.get(start).copied().unwrap_or(false) {
        return none(from, true);
    }
    let walk = walk(scan, start, starts);
    match walk.head {
        Head::None if walk.end == start && of => Noun { head: Head::Thing, ..none(from, false) },
        Head::None if walk.end == start => none(from, false),
        _ => Noun {
            range: named(scan, start..walk.end),
            end: walk.end,
            head: walk.head,
            inner: walk.inner,
            part: false,
        },
    }
}

/// The words of a noun without those that only compare: two more bodies, six other men.
fn named(scan: &Scan<'_>, noun: Range<usize>) -> Option<Range<usize>> {
    let compares = |at: &usize| scan.line.is_any(*at, &["more", "other", "further", "additional", "new"]);
    let start = noun.clone().find(|at| !compares(at))?;
    Some(start..noun.end)
}

fn past_of(scan: &Scan<'_>, from: usize) -> (usize, bool) {
    let of = scan.part(from) == Part::Of;
    let mut at = from + usize::from(of);
    while (of && scan.part(at) == Part::Determiner)
        || (at == from && scan.line.is_any(at, &["the", "its", "their", "his", "our"]))
    {
        at += 1;
    }
    (at, of)
}

struct Walk {
    end: usize,
    head: Head,
    inner: Option<usize>,
}

fn walk(scan: &Scan<'_>, start: usize, starts: &[bool]) -> Walk {
    let mut found = Walk { end: start, head: Head::None, inner: None };
    let mut unknown = None;
    let mut at = start;
    while at < start + LONGEST && at < scan.parts.len() && !(starts[at] && at > start) {
        if let Some(index) = scan.cue_at[at].filter(|index| is_said(scan, *index)) {
            let spotted = &scan.cues[index];
            let head_so_far = found.head != Head::None;
            if scan.people[spotted.at.end - 1].is_some() && spotted.cue.class == Class::Noun {
                found = Walk { end: spotted.at.end, head: people_or_cue(scan, index), ..found };
                at = spotted.at.end;
                continue;
            }
            if spotted.cue.class == Class::Noun {
                return Walk { end: spotted.at.end, head: Head::Cue(index), ..found };
            }
            let leads = matches!(spotted.cue.class, Class::Past | Class::State) && !head_so_far;
            let next = walk_plain(scan, spotted.at.end, starts).filter(|_| leads);
            return match next {
                Some((end, head)) => Walk { end, head, inner: Some(index) },
                None => closed(scan, found, unknown, start),
            };
        }
        let word = scan.line.word(at);
        if word.eq_ignore_ascii_case("lives") || word.eq_ignore_ascii_case("life") {
            return Walk { end: at + 1, head: Head::Lives, ..found };
        }
        let glued = scan.line.is_hyphen(at + 1);
        if let Some(people) = scan.people[at].filter(|_| !glued) {
            found = Walk { end: at + 1, head: Head::People(people), ..found };
        } else if !glued && !scan.things[at] && unit::is_people_name(scan.line.word(at)) {
            found = Walk { end: at + 1, head: Head::People(People::Person), ..found };
        } else if scan.things[at] {
            found = Walk { end: at + 1, head: Head::Thing, ..found };
        } else if joins_people(scan, at, starts) && matches!(found.head, Head::People(_)) {
            // Women and children, counted together.
        } else if scan.parts[at] != Part::Other {
            break;
        } else if scan.modifiers[at] && found.head == Head::None {
            found.end = at + 1;
        } else if found.head != Head::None && !leads_on(scan, at, starts) {
            break;
        } else {
            unknown = plural_end(scan, at).or(unknown);
        }
        at += 1;
    }
    closed(scan, found, unknown, start)
}

/// Whether a cue says something of people rather than name them: inhabitants are people.
fn is_said(scan: &Scan<'_>, index: usize) -> bool {
    let spotted = &scan.cues[index];
    spotted.cue.class != Class::Population || scan.people[spotted.at.end - 1].is_none()
}

/// A noun that is both people and a cue: hostages.
fn people_or_cue(scan: &Scan<'_>, index: usize) -> Head {
    let last = scan.cues[index].at.end - 1;
    scan.people[last].map_or(Head::Cue(index), Head::People)
}

/// What the words from a token name, up to three of them, without a cue.
fn walk_plain(scan: &Scan<'_>, start: usize, starts: &[bool]) -> Option<(usize, Head)> {
    let mut found = None;
    for (at, begins) in starts.iter().enumerate().skip(start).take(4) {
        if *begins || scan.parts.get(at) != Some(&Part::Other) {
            break;
        }
        match scan.people[at] {
            Some(people) => found = Some((at + 1, Head::People(people))),
            None if scan.things[at] => found = Some((at + 1, Head::Thing)),
            None if found.is_some() || !(scan.modifiers[at] || is_name(scan, at)) => break,
            None => {}
        }
    }
    found
}

fn is_name(scan: &Scan<'_>, at: usize) -> bool {
    scan.line.word(at).starts_with(char::is_uppercase) || scan.line.is_hyphen(at)
}

/// Whether an "and" here joins two nouns of one number.
fn joins_people(scan: &Scan<'_>, at: usize, starts: &[bool]) -> bool {
    let near = at + 1;
    scan.parts[at] == Part::And
        && scan.people.get(near).is_some_and(Option::is_some)
        && !starts[near]
        && scan.cue_at[near].is_none()
}

/// Whether a noun follows within two words, so that the one before it only describes it; a plural
/// seldom does.
fn leads_on(scan: &Scan<'_>, at: usize, starts: &[bool]) -> bool {
    let before = scan.line.word(at - 1).to_ascii_lowercase();
    let plural = before.ends_with('s')
        || ["people", "men", "women", "children"].iter().any(|end| before.ends_with(end));
    let far = if plural { 1 } else { 3 };
    (at..at + far)
        .take_while(|at| *at < scan.parts.len() && scan.parts[*at] == Part::Other && !starts[*at])
        .any(|at| scan.cue_at[at].is_none() && (scan.people[at].is_some() || scan.things[at]))
}

/// Past a word that looks like a plural noun.
fn plural_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let word = scan.line.word(at).to_ascii_lowercase();
    let plural = word.len() > 3
        && (word.ends_with('s')
            && !["ss", "us", "is", "'s", "’s"].iter().any(|ending| word.ends_with(ending))
            || word.ends_with("men"));
    plural.then_some(at + 1)
}

/// The head that the words make once no more follow.
fn closed(_scan: &Scan<'_>, found: Walk, unknown: Option<usize>, _start: usize) -> Walk {
    match (found.head, unknown) {
        (Head::None, Some(end)) => Walk { end, head: Head::Unknown, ..found },
        _ => found,
    }
}

/// A single person in words: a policeman.
fn single(scan: &Scan<'_>, at: usize, starts: &[bool]) -> Option<Fig> {
    const ARTICLES: Words = Words::of(&["a", "an"]);
    if !scan.line.is_of(at, &ARTICLES) || starts[at] {
        return None;
    }
    let walk = walk(scan, at + 1, starts);
    let Head::People(people) = walk.head else { return None };
    let last = scan.line.word(walk.end - 1).to_ascii_lowercase();
    let one =
        !last.ends_with('s') && !last.ends_with("men") && !last.ends_with("people") && last != "children";
    let group = ["family", "couple", "staff", "crew", "police", "personnel", "elderly", "dead", "youth"]
        .contains(&last.as_str());
    let describes = scan.part(walk.end) == Part::Other
        && scan.line.is_word(walk.end)
        && scan.line.word(walk.end).starts_with(char::is_lowercase)
        && scan.cue_at[walk.end].is_none();
    if !one || group || describes || people == People::Other || walk.end > at + 6 {
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
