//! Who speaks with a verb of reporting: the noun phrase before it or behind it.

use std::ops::Range;

use super::attribution::{Attribution, begins};
use super::name::Reader;
use super::verb::past_manner;
use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Outlet, Reporting, Small};

/// How many words that say nothing are skipped beside a verb.
const FILLERS: usize = 6;
/// A name of more words, without a verb behind it, may hold what it does.
const EARLY: usize = 8;
/// Between two commas no longer description of a speaker stands.
const ASIDE: usize = 24;

pub(super) fn speaker(
    reader: &Reader<'_, '_>,
    verb: &Range<usize>,
    reporting: Reporting,
    before: &[Attribution],
) -> Option<(Range<usize>, &'static str)> {
    let end = before_fillers(reader, verb.start);
    let left = end.checked_sub(1)?;
    let comma = reader.line.is(left, ",");
    let quoted = reader.is_quote(left) || (comma && left > 0 && reader.is_quote(left - 1));
    if quoted && let Some(name) = speaker_behind(reader, verb, true) {
        return Some((name, "source.verb_before"));
    }
    if comma && let Some(name) = described(reader, left) {
        return Some((name, "source.verb_after"));
    }
    if (comma || quoted) && reporting != Reporting::Adds {
        return speaker_behind(reader, verb, false).map(|name| (name, "source.verb_before"));
    }
    if reader.is(left, Small::Relative) {
        return reader
            .before(if reader.line.is(left.wrapping_sub(1), ",") { left - 1 } else { left })
            .map(|name| (name, "source.relative"));
    }
    let adds = reporting == Reporting::Adds && left > 0 && reader.is_verb(left);
    let goes_on = adds
        || reader.line.is_of(left, words!["and", "but", "then", ",", "by", "before", "while"])
        || reader.line.is_of(verb.start.wrapping_sub(1), words!["and", "but", "however"]);
    if goes_on {
        return carried(reader, verb.start, before).map(|name| (name, "source.carried"));
    }
    if let Some(name) = inverted(reader, verb, left) {
        return Some((name, "source.verb_before"));
    }
    if reader.line.is_of(verb.start - 1, words!["not", "never", "you"]) {
        return None;
    }
    if reader.line.is(left, "as") {
        return quoted_by(reader, left).map(|name| (name, "source.quoted_by"));
    }
    let near = reader.before(end);
    if near.as_ref().map_or(is_object_noun(reader, left), |name| is_object(reader, name)) {
        let outlet = near.as_ref().and_then(|name| ending_outlet(reader, name));
        let far = || opening(reader, verb.start).filter(|_| reporting != Reporting::Claims);
        return outlet.or_else(far).map(|name| (name, "source.opening"));
    }
    let name = near.map(|name| outlet_alone(reader, &name).unwrap_or(name))?;
    let issued = statement_of(reader, &name);
    Some((issued.unwrap_or(name), "source.verb_after"))
}

/// `… near Oldtown said the head of the monitor`, its comma lost: a known source that ends the clause,
/// behind words that are none.
fn inverted(reader: &Reader<'_, '_>, verb: &Range<usize>, left: usize) -> Option<Range<usize>> {
    if !reader.line.is_of(verb.start, words!["said", "says", "reported", "announced", "added"])
        || reader.is(left, Small::Pronoun)
    {
        return None;
    }
    let name =
        speaker_behind(reader, verb, true).filter(|name| name.clone().any(|at| reader.is_source(at)))?;
    let known = reader
        .before(left + 1)
        .is_some_and(|name| reader.is_source(name.end - 1) || reader.is(name.end - 1, Small::Pronoun));
    let after = past_manner(reader, name.end);
    let adds = reader.line.is_of(after, words!["adding", "citing", "stressing", "(", "who", "which", "that"]);
    let closed = reader.is_end(after) || reader.line.is(after, ",") || adds;
    let opens = reader.before(left + 1).is_some_and(|name| begins(reader, name.start));
    (closed && !opens && (!known || reader.is_end(after))).then_some(name)
}

/// `The army issued a statement saying`: the army.
fn statement_of(reader: &Reader<'_, '_>, name: &Range<usize>) -> Option<Range<usize>> {
    let is_record = reader.is_record(name.end - 1);
    let before = name.start.checked_sub(1)?;
    let issues =
        reader.line.is_of(before, words!["issued", "released", "published", "in", "with", "issuing", "made"]);
    if !is_record || !issues {
        return None;
    }
    reader.before(before_fillers(reader, before))
}

/// Before the words that say nothing of the speaker: `the ministry also on Friday [said]`.
pub(super) fn before_fillers(reader: &Reader<'_, '_>, verb: usize) -> usize {
    let mut at = verb;
    while at > 0 && verb - at < FILLERS {
        // `The group "has documented the killing of …`
        let quotes = reader.is_quote(at - 1)
            && at > 1
            && reader.line.is_word(at - 2)
            && !reader.line.touches_next(at - 2);
        let going_on = reader.is(at - 1, Small::Be) && reader.line.closes(verb, "ing");
        let skips = reader.is(at - 1, Small::Filler)
            || (at == verb && reader.line.is(at - 1, "there"))
            || going_on
            || quotes
            || (at < verb && reader.line.is_of(at - 1, words!["on", "in"]) && reader.is(at, Small::Filler));
        if !skips {
            break;
        }
        at -= 1;
    }
    at
}

/// `said the ministry`, where nothing more follows that the ministry would do.
fn speaker_behind(reader: &Reader<'_, '_>, verb: &Range<usize>, quoted: bool) -> Option<Range<usize>> {
    if reader.is(verb.end, Small::Pronoun) || reader.is_quote(verb.end) {
        return None;
    }
    let name = reader.after(verb.end)?;
    let known = name.clone().any(|at| reader.is_source(at) || reader.is_capital(at));
    let after = past_manner(reader, name.end);
    let closed = reader.is_end(after)
        || reader.line.is_of(after, words![",", "adding", "citing", "stressing", "noting"])
        || quoted && reader.is_capital(name.end - 1) && reader.is(after, Small::Determiner)
        || matches!(reader.part(after), Some(Small::Relative | Small::Link | Small::Stop));
    (closed && known && (quoted || !reader.line.is(verb.end, "that"))).then_some(name)
}

/// `Volker Türk, the human rights chief, [said]`: the name and what is said of it.
fn described(reader: &Reader<'_, '_>, comma: usize) -> Option<Range<usize>> {
    let from = comma.saturating_sub(ASIDE);
    let opens = (from..comma).rev().find(|at| reader.line.is(*at, ","))?;
    let has_verb = (opens + 1..comma).any(|at| reader.mark(at).verb().is_some() && !reader.is_record(at));
    let aside = opens + 1;
    let describes = reader.is(aside, Small::Determiner)
        || reader.is(aside, Small::Relative)
        || reader.is_source(aside)
        || reader.is(aside, Small::Modifier)
        || is_participle(reader, aside)
        || (reader.is_capital(aside) && comma - aside < 6)
        || (aside..comma).any(|at| reader.is_person(at));
    let aged = reader.line.numeral(aside).is_some() && comma - aside == 1;
    // `…, the army killed 13, [said]`: an event told between commas describes nobody.
    let tells = (aside..comma).any(|at| reader.is(at, Small::Stop) && reader.line.word(at).ends_with("ed"))
        && !reader.is(aside, Small::Relative);
    if has_verb || tells || !(describes || aged) || reader.line.numeral(aside).is_some() && !aged {
        return None;
    }
    let name = reader.before(opens)?;
    let known = name.clone().any(|at| reader.is_capital(at) || reader.is_source(at));
    let apart = reader.is(aside, Small::Relative) || is_participle(reader, aside);
    let whole = if apart { name.clone() } else { name.start..comma };
    known.then_some(whole)
}

/// Whether a phrase before a verb hangs on a preposition: it is no subject, unless it is known to speak.
fn is_object(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    const PREPOSITIONS: Words = Words::of(&[
        "in", "at", "from", "near", "of", "on", "under", "over", "around", "outside", "inside", "against",
        "with", "across", "through", "into", "between", "to", "for", "after", "before", "during", "by",
    ]);
    let hangs = name.start.checked_sub(1).is_some_and(|at| reader.line.is_of(at, &PREPOSITIONS));
    hangs && reader.class(name).is_none() && !reader.is(name.start, Small::Pronoun)
}

/// Whether a word is a noun of those that reports tell of, who seldom speak.
fn is_object_noun(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.line.is_of(
        at,
        words!["people", "civilians", "victims", "casualties", "women", "men", "children", "others"],
    )
}

/// The outlet that a phrase ends in, its comma lost: `in northern Norland AFP [reported]`.
fn ending_outlet(reader: &Reader<'_, '_>, name: &Range<usize>) -> Option<Range<usize>> {
    let ends = |at: &usize| {
        let outlet = reader.mark(*at).outlet();
        matches!(outlet, Some((length, Outlet::Whole)) if at + length == name.end)
    };
    name.clone().find(ends).map(|at| at..name.end)
}

/// The outlet alone, where the words before it do not describe it: `destroyed their vehicles AFP [said]`.
fn outlet_alone(reader: &Reader<'_, '_>, name: &Range<usize>) -> Option<Range<usize>> {
    let outlet = ending_outlet(reader, name).filter(|outlet| outlet.start > name.start)?;
    let before = outlet.start - 1;
    let placed =
        name.start > 0 && reader.is(name.start - 1, Small::Link) && !reader.is(name.start, Small::Determiner);
    let stranger =
        !reader.is_source(before) && !reader.is(before, Small::Modifier) && !reader.is_capital(before);
    let joins = reader.is(before, Small::Join)
        || reader.is(before, Small::Determiner)
        || !reader.line.is_word(before);
    (placed || stranger && !joins).then_some(outlet)
}

/// `The governor was quoted by state radio as [saying]`: the governor.
fn quoted_by(reader: &Reader<'_, '_>, as_at: usize) -> Option<Range<usize>> {
    let from = as_at.saturating_sub(FILLERS + 2);
    let quoted = (from..as_at).rev().find(|at| reader.line.is_of(*at, words!["quoted", "cited"]))?;
    let be = before_fillers(reader, quoted);
    reader.is(be.checked_sub(1)?, Small::Be).then(|| reader.before(be - 1)).flatten()
}

/// Who opens the clause of a verb, far from it: `The monitoring group, citing figures from clinics in the
/// suburbs, put the toll at …`.
fn opening(reader: &Reader<'_, '_>, verb: usize) -> Option<Range<usize>> {
    let from = verb.saturating_sub(ASIDE);
    let opens = |at: &usize| {
        reader.line.is_of(*at, words!["but", "while", ";", "and", ".", ":"]) && !reader.line.touches_next(*at)
    };
    let clause = (from..verb).rev().find(opens).map_or(from, |at| at + 1);
    if clause == from && from > 0 {
        return None;
    }
    let start = (clause..verb).find(|at| reader.line.is_word(*at) && !reader.is(*at, Small::Filler))?;
    let whole = reader.after(start)?;
    let head = whole.clone().rev().find(|at| reader.is_source(*at))?;
    let name = whole.start..if whole.len() <= EARLY { whole.end } else { head + 1 };
    let acts = !reader.is_event(head) && reader.class(&name).is_some();
    (acts && name.end <= verb).then_some(name)
}

/// `speaking to reporters`, `quoted by state media`: what a speaker does, between commas.
fn is_participle(reader: &Reader<'_, '_>, at: usize) -> bool {
    let word = reader.line.word(at);
    let ends = word.get(word.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("ing"));
    ends && word.len() > 5 || reader.line.is_of(at, words!["cited", "quoted", "based", "asked", "reached"])
}

/// The speaker from whom a verb without one goes on: the last one named, else who the sentence begins with.
fn carried(reader: &Reader<'_, '_>, verb: usize, before: &[Attribution]) -> Option<Range<usize>> {
    if let Some(last) = before.last() {
        return Some(last.subject.clone());
    }
    let start = (0..verb).find(|at| reader.line.is_word(*at) && !reader.is(*at, Small::Filler))?;
    if reader.is(start, Small::Pronoun) {
        return Some(start..start + 1);
    }
    let whole = reader.after(start)?;
    // What follows the noun of the source is what it does.
    let head = whole.clone().rev().find(|at| reader.is_source(*at) || reader.is_capital(*at))?;
    let name = whole.start..head + 1;
    let known = name.clone().any(|at| reader.is_source(at)) && !reader.is_event(name.end - 1);
    (known && name.end < verb).then_some(name)
}

/// Whether a phrase is of those counted: `the murder of six soldiers and one policeman raised …`.
pub(super) fn is_counted(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1);
    before.is_some_and(|at| reader.line.numeral(at).is_some() && !reader.line.touches_next(at))
}

/// Whether a name is nothing but first letters: AI estimates up to 300 dead.
fn is_acronym(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    let word = reader.line.word(name.start);
    let short = (2..=6).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_uppercase());
    name.len() == 1 && short && reader.is_capital(name.start)
}

/// Whether a phrase may be the subject of reporting: no event, and no stranger to counting.
pub(super) fn may_say(reader: &Reader<'_, '_>, name: &Range<usize>, reporting: Reporting) -> bool {
    let last = name.end - 1;
    let class = reader.class(name);
    if reader.is_event(last) && class.is_none()
        || reader.line.is_of(last, words!["it", "that", "this"]) && reporting == Reporting::Claims
    {
        return false;
    }
    let pronoun = reader.is(name.start, Small::Pronoun);
    match reporting {
        Reporting::Counts => pronoun || class.is_some() || is_acronym(reader, name),
        Reporting::Claims => !reader.is_event(last),
        Reporting::Says | Reporting::Adds => true,
    }
}
