//! The noun after a number: what is counted.

use std::ops::Range;

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Class, Part, People};
use crate::detect::unit;
use crate::model::figure::Status;

use super::figure::Head;
use super::scan::Scan;

/// How many words may stand between a number and its noun.
const LONGEST: usize = 9;

/// A noun that a number counts.
pub(super) struct Noun {
    /// Its words without those that only compare.
    pub range: Option<Range<usize>>,
    /// Past it.
    pub end: usize,
    /// What it is.
    pub head: Head,
    /// A cue before it.
    pub inner: Option<usize>,
    /// Whether it is a part of others.
    pub part: bool,
}

/// The noun after a number.
pub(super) fn noun_after(scan: &Scan<'_>, from: usize, starts: &[bool]) -> Noun {
    let none = |end, part| Noun { range: None, end, head: Head::None, inner: None, part };
    if scan.part(from) == Part::Including && scan.line.is(from, "of") {
        return none(from + 2, true);
    }
    let (start, of) = past_of(scan, from);
    if of && scan.line.is_of(start.saturating_sub(1), words!["those", "these"]) && start > from + 1 {
        return none(start, true);
    }
    if of && scan.cue_at.get(start).is_some_and(Option::is_some) && scan.people[start].is_none() {
        return none(from, true);
    }
    if is_time_of_clause(scan, from, start) {
        return none(from, false);
    }
    if of && starts.get(start).copied().unwrap_or(false) {
        return none(from, true);
    }
    if let Some(index) =
        scan.cue_at.get(start).copied().flatten().filter(|index| of && is_group(scan, start, *index))
    {
        let end = scan.cues[index].at.end;
        return Noun { range: Some(start..end), end, head: Head::Cue(index), inner: None, part: false };
    }
    let walk = walk(scan, start, starts);
    match walk.head {
        _ if speaks(scan, from, &walk) => none(from, false),
        Head::None if walk.end == start && (of || is_of_thing(scan, from)) => {
            Noun { head: Head::Thing, ..none(from, false) }
        }
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

/// Whether a vague word holds its "of" and an unknown noun follows: a lot of heather.
fn is_of_thing(scan: &Scan<'_>, from: usize) -> bool {
    let unknown = scan.part(from) == Part::Other && scan.line.is_word(from) && scan.cue_at[from].is_none();
    from > 1
        && scan.part(from - 1) == Part::Of
        && unknown
        && scan.line.word(from).starts_with(char::is_lowercase)
}

/// Whether the words behind a number name who says it: a headline's "kills 10 monitoring group says".
fn speaks(scan: &Scan<'_>, from: usize, walk: &Walk) -> bool {
    let told = scan.line.is_of(walk.end, words!["says", "say"]);
    let speaker = matches!(
        walk.head,
        Head::Thing | Head::Unknown | Head::People(People::Status(Status::Police | Status::Official))
    );
    let verb = (from.saturating_sub(4)..from).any(|at| scan.is_cue(at, &[Class::Active, Class::Past]));
    told && speaker && verb
}

/// Whether a unit of time opens what follows rather than be counted: wounding 90 hours after the deal.
fn is_time_of_clause(scan: &Scan<'_>, from: usize, start: usize) -> bool {
    const UNITS: Words = Words::of(&["minutes", "hours", "days", "weeks", "months"]);
    const DOING: Words =
        Words::of(&["killing", "wounding", "injuring", "maiming", "displacing", "detaining", "arresting"]);
    let verb = (from.saturating_sub(5)..from).rev().find(|at| scan.cue_at[*at].is_some());
    let done = verb.is_some_and(|verb| {
        scan.line.is_of(verb, &DOING) && (verb + 1..from).all(|at| scan.part(at) != Part::Comma)
    });
    from == start
        && done
        && scan.line.is_of(from, &UNITS)
        && scan.line.is_of(from + 1, words!["after", "before"])
}

/// Whether a cue stands for those it befell: five of the dead, two of the wounded.
fn is_group(scan: &Scan<'_>, at: usize, index: usize) -> bool {
    let spotted = &scan.cues[index];
    let after = spotted.at.end;
    let article = at.checked_sub(1).is_some_and(|the| scan.line.is_of(the, words!["the", "these", "those"]));
    let said = matches!(spotted.cue.class, Class::Past | Class::State);
    article && said && scan.part(after) != Part::Other
}

/// The words of a noun without those that only compare: two more bodies, six other men.
fn named(scan: &Scan<'_>, noun: Range<usize>) -> Option<Range<usize>> {
    let compares = |at: &usize| scan.line.is_of(*at, words!["more", "other", "further", "additional", "new"]);
    let start = noun.clone().find(|at| !compares(at))?;
    Some(start..noun.end)
}

fn past_of(scan: &Scan<'_>, from: usize) -> (usize, bool) {
    let of = scan.part(from) == Part::Of;
    let mut at = from + usize::from(of);
    while (of && scan.part(at) == Part::Determiner)
        || (at == from
            && scan.line.is_of(at, words!["the", "its", "their", "his", "our"])
            && scan.line.word(at).starts_with(char::is_lowercase))
    {
        at += 1;
    }
    (at, of)
}

/// How far a noun reaches.
pub(super) struct Walk {
    /// Past the last word.
    pub end: usize,
    /// What it is.
    pub head: Head,
    /// A cue before it.
    pub inner: Option<usize>,
}

/// Walks the words of a noun from its first token on.
pub(super) fn walk(scan: &Scan<'_>, start: usize, starts: &[bool]) -> Walk {
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
                None => closed(found, unknown),
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
        } else if scan.things[at] && !(scan.parts[at] == Part::Say && found.head != Head::None) {
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
    closed(found, unknown)
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
    let plural = ["s", "people", "men", "children"].iter().any(|end| scan.line.closes(at - 1, end));
    let far = if plural { 1 } else { 3 };
    (at..at + far)
        .take_while(|at| *at < scan.parts.len() && scan.parts[*at] == Part::Other && !starts[*at])
        .any(|at| scan.cue_at[at].is_none() && (scan.people[at].is_some() || scan.things[at]))
}

/// Past a word that looks like a plural noun.
fn plural_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let ends = |end: &str| scan.line.closes(at, end);
    let plural = scan.line.length(at) > 3
        && (ends("s") && !["ss", "us", "is", "'s", "’s"].into_iter().any(ends) || ends("men"));
    plural.then_some(at + 1)
}

/// The head that the words make once no more follow.
fn closed(found: Walk, unknown: Option<usize>) -> Walk {
    match (found.head, unknown) {
        (Head::None, Some(end)) => Walk { end, head: Head::Unknown, ..found },
        _ => found,
    }
}
