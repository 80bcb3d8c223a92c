//! Verbs of reporting, and what they reach: `said`, `put the toll at`, `told reporters`.

use std::ops::Range;

use super::attribution::{Attribution, Right, begins};
use super::name::{Reader, maker};
use super::speaker::{is_counted, may_say, speaker};
use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Outlet, Reporting, Small};
use crate::model::figure::Role;

/// A verb of reporting with its speaker.
pub(super) fn reported(reader: &Reader<'_, '_>, at: usize, before: &[Attribution]) -> Option<Attribution> {
    let verb_here = reader.mark(at).verb();
    let (length, reporting) = gives_toll(reader, at).or(verb_here)?;
    let verb = at..at + length;
    // `that residents said killed 16`: of those who can speak it is a verb.
    let relative = at > 1 && reader.line.is_of(at - 2, words!["that", "which"]);
    let speaks = relative && reader.line.is(at, "said") && reader.is_source(at - 1);
    if (!speaks && reader.words.not_verbs.at(reader.line, at).is_some()) || is_noun_here(reader, at) {
        return None;
    }
    let (speaker, rule) = speaker(reader, &verb, reporting, before)?;
    let gives = verb_here.is_none() && !reader.is(speaker.start, Small::Pronoun);
    if !may_say(reader, &speaker, reporting)
        || gives && is_counted(reader, &speaker)
        || gives
            && !speaker.clone().any(|at| {
                reader.is_source(at) || (reader.is_capital(at) && !reader.is(at, Small::Determiner))
            })
        || takes_lives(reader, &verb)
    {
        return None;
    }
    let behind = speaker.start >= verb.end;
    let words = speaker.start.min(verb.start)..speaker.end.max(verb.end);
    let told = told(reader, &verb);
    let after = past_manner(reader, if behind { words.end } else { verb.end });
    let (left, right) = reach(reader, &words, after, behind);
    let role = if reporting == Reporting::Counts { Role::Compiles } else { Role::Says };
    let told = told.filter(|told| is_outlet(reader, told));
    let subject = named(reader, speaker);
    Some(Attribution { subject, words, verb: Some(verb), role, left, right, told, rule })
}

/// `put the toll at`, `gave a slightly lower toll of`: how many tokens.
fn gives_toll(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, Reporting)> {
    const GIVES: Words = Words::of(&[
        "put", "puts", "gave", "gives", "placed", "places", "raised", "revised", "set", "putting", "giving",
    ]);
    const TOLLS: Words =
        Words::of(&["toll", "number", "figure", "total", "count", "tally", "estimate", "deaths"]);
    if !reader.line.is_of(at, &GIVES) {
        return None;
    }
    let noun =
        (at + 1..at + 7).take_while(|at| !reader.is_end(*at)).find(|at| reader.line.is_of(*at, &TOLLS))?;
    let goes_on =
        reader.line.is_of(noun + 1, words!["at", "of", "to", "as", "from", "in", "killed", "on", ",", ":"]);
    let says =
        if reader.line.is_of(at, words!["putting", "giving"]) { Reporting::Adds } else { Reporting::Says };
    goes_on.then_some((noun - at + 1, says))
}

/// `claimed more than 100 civilian lives`: said of what kills.
fn takes_lives(reader: &Reader<'_, '_>, verb: &Range<usize>) -> bool {
    let claims = reader.line.is_of(verb.start, words!["claimed", "claims", "claim", "claiming"]);
    let near = verb.end..verb.end + 8;
    let clause = near.take_while(|at| !reader.is_end(*at) && !reader.line.is_of(*at, words![",", "that"]));
    claims
        && clause
            .into_iter()
            .any(|at| reader.line.is_of(at, words!["lives", "life", "victims", "responsibility"]))
}

/// Of a statement or report the maker is the source, where it is named.
fn named(reader: &Reader<'_, '_>, speaker: Range<usize>) -> Range<usize> {
    maker(reader, &speaker).unwrap_or(speaker)
}

/// `reports of`, `amid claims`, `was reported`: no verb of someone who reports.
fn is_noun_here(reader: &Reader<'_, '_>, at: usize) -> bool {
    let ends_in_ing = reader.line.closes(at, "ing");
    let passive = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|at| matches!(reader.part(*at), Some(Small::Filler | Small::Be)));
    let is_passive = passive.into_iter().any(|at| reader.is(at, Small::Be)) && !ends_in_ing;
    let before = at.wrapping_sub(1);
    let to = reader.line.is_of(before, words!["to", "of", "amid", "no", "any", "these", "those", "such"]);
    let noun = reader.line.is_of(
        at,
        words!["reports", "claims", "report", "claim", "records", "estimates", "counts", "estimate"],
    ) && (reader
        .line
        .is_of(at + 1, words!["of", "by", "from", ",", "were", "are", "suggest", "said", "say", "on"])
        || matches!(reader.part(before), Some(Small::Determiner | Small::Stop | Small::Link | Small::Be)));
    is_passive || to || noun
}

/// Whom something was told: `told Reuters`.
fn told(reader: &Reader<'_, '_>, verb: &Range<usize>) -> Option<Range<usize>> {
    let tells = reader.line.is_of(verb.start, words!["told", "tells", "telling", "tell"]);
    let to = if reader.line.is(verb.end, "to") { verb.end + 1 } else { verb.end };
    let outlet = |at: usize| {
        let found = reader.mark(at).outlet().filter(|(_, outlet)| *outlet == Outlet::Whole);
        found.map(|(length, _)| at..past_kind(reader, at + length))
    };
    if tells || to > verb.end {
        let the = to + usize::from(reader.line.is(to, "the"));
        return outlet(the).or_else(|| outlet(to)).or_else(|| tells.then(|| listener(reader, to)).flatten());
    }
    None
}

/// Past what an outlet is, behind its name: the Anadolu [news agency].
fn past_kind(reader: &Reader<'_, '_>, end: usize) -> usize {
    const KINDS: Words =
        Words::of(&["news", "agency", "network", "television", "tv", "newspaper", "channel"]);
    (end..end + 3).find(|at| !reader.line.is_of(*at, &KINDS)).unwrap_or(end)
}

fn is_outlet(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    matches!(reader.mark(name.start).outlet(), Some((_, Outlet::Whole)))
}

fn listener(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    if reader.is(at, Small::Pronoun)
        || reader.line.is_of(at, words!["him", "her", "them", "us", "me", "reporters"])
    {
        return Some(at..at + 1);
    }
    reader.after(at)
}

/// Past the words that say how, when or to whom something was said.
pub(super) fn past_manner(reader: &Reader<'_, '_>, from: usize) -> usize {
    let mut at = from;
    if reader.line.is_of(from.wrapping_sub(1), words!["told", "tells", "telling", "tell"]) {
        at = told(reader, &(from - 1..from)).map_or(at, |told| told.end);
    }
    while at - from < 14 {
        let dated =
            reader.line.is_of(at, words!["on", "in", "late", "early"]) && reader.is(at + 1, Small::Filler);
        let statement = reader.line.is_of(at, words!["in", "at"])
            && (reader.is_record(at + 1) || reader.is_record(at + 2) || reader.is_record(at + 3));
        if reader.is(at, Small::Filler) || dated {
            at += 1;
        } else if statement {
            at += (1..4).find(|step| reader.is_record(at + step)).unwrap_or(1) + 1;
            at += usize::from(reader.line.is_of(at, words!["issued", "released", "published", "carried"]));
        } else {
            break;
        }
    }
    at
}

/// What an attribution reaches: (what stands before it, what stands behind it).
fn reach(reader: &Reader<'_, '_>, words: &Range<usize>, after: usize, behind: bool) -> (bool, Right) {
    let first = begins(reader, words.start);
    if behind {
        let goes_on = if reader.line.is(after, ",") { Right::GoesOn } else { Right::No };
        return (true, goes_on);
    }
    if reader.is_end(after) {
        // A dash or a colon after the verb may open what is said.
        return if first { (false, Right::Said) } else { (true, Right::No) };
    }
    if reader.line.is_of(after, words![",", ":"]) {
        let speech = reader.is_quote(after + 1) || reader.line.is(after, ":");
        return match first || speech {
            true => (false, Right::Said),
            false => (true, Right::GoesOn),
        };
    }
    if reader.is_quote(after) {
        return (!first && reader.is_quote(words.start.wrapping_sub(1)), Right::Said);
    }
    let goes_on = reader.line.closes(after, "ing") && reader.line.length(after) > 5;
    let day = reader.line.is_of(after, words!["a", "one"])
        && reader.line.is_of(after + 1, words!["day", "week", "month", "hour"])
        && reader.line.is_of(after + 2, words!["after", "before"]);
    let closes = goes_on
        || day
        || matches!(reader.part(after), Some(Small::Link | Small::Relative))
        || reader.line.is_of(
            after,
            words![
                "as",
                "after",
                "amid",
                "following",
                "while",
                "when",
                "during",
                "on",
                "near",
                "and",
                "but",
                "adding",
                "where",
                "without",
                "referring",
            ],
        );
    (!first && closes, Right::Said)
}
