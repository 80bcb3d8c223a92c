//! What time a figure counts over: the nearest words of time that are not those of the telling, else
//! what its outcome and its event tell.

mod phrases;
mod resolve;

use std::ops::Range;

use super::Known;
use super::heard::Heard;
use super::passage::{Core, Passage};
use super::source::Reader;
use super::suggestion::{Reason, Said, Time};
use crate::detect::fold::words;
use crate::detect::lexicon::Event;
use crate::detect::token::Line;
use crate::model::figure::{Modality, Outcome, Scope};
use crate::model::{DateClaim, Day};
pub(in crate::detect) use phrases::{LEADS, UNITS};
pub(super) use phrases::{Phrase, Sense, When, phrases};
pub(super) use resolve::{days, written};

/// What a boundary between a figure and words of time weighs, in words.
const BOUNDARY: usize = 5;
/// What it weighs that words of time open the sentence before who says it.
const OPENING: usize = 8;
/// What it weighs that a date is only the one under a headline or before a report.
const STAMP: usize = 20;
/// How many words of time on either side of a figure are weighed.
const MANY: usize = 6;
/// How far an event's noun may stand from a figure, in words.
const NEAR: usize = 25;

/// The time that a figure counts over; none where nothing tells.
pub(super) fn time(
    heard: &Heard<'_, '_>,
    core: &Core,
    known: &Known,
    reasons: &mut Vec<Reason>,
) -> Option<Time> {
    let (passage, reader) = (heard.passage, heard.reader());
    if core.outcome == Outcome::ProposedRelease
        || matches!(core.modality, Modality::Proposed | Modality::Demanded)
    {
        return Some(told(passage, core, reasons, "time.proposed", Scope::Proposed));
    }
    if let Some(words) = described(&reader, core) {
        let event = event(passage, &words);
        return Some(bare(passage, Some(&words), Scope::Incident { event }, reasons, "time.incident"));
    }
    match nearest(heard, &reader, core) {
        Some(phrase) => Some(of_phrase(heard, &reader, core, phrase, known, reasons)),
        None => by_nature(heard, &reader, core, known, reasons),
    }
}

/// A scope that the outcome or the modality gives, told by the words of the outcome.
fn told(passage: &Passage<'_>, core: &Core, reasons: &mut Vec<Reason>, rule: &str, scope: Scope) -> Time {
    let words = passage.bytes(&core.cue);
    reasons.push(Reason { said: Said::Time, words, rule: rule.to_owned() });
    Time { scope, words: None, start: None, end: None }
}

fn bare(
    passage: &Passage<'_>,
    words: Option<&Range<usize>>,
    scope: Scope,
    reasons: &mut Vec<Reason>,
    rule: &str,
) -> Time {
    let words = words.map(|words| passage.bytes(words));
    if let Some(words) = words.clone() {
        reasons.push(Reason { said: Said::Time, words, rule: rule.to_owned() });
    }
    Time { scope, words, start: None, end: None }
}

/// `including six policemen securing an aid truck`: a part that is told as an event of its own.
fn described(reader: &Reader<'_, '_>, core: &Core) -> Option<Range<usize>> {
    let line = reader.line;
    let part = line.is(core.number.start.wrapping_sub(1), "including");
    let from = core.counted.as_ref().map_or(core.number.end, |counted| counted.end);
    let acts = !line.is(from, "according") && line.word(from).len() > 5 && line.closes(from, "ing");
    let end = (from..line.len()).find(|at| reader.is_end(*at) || line.is(*at, ",")).unwrap_or(line.len());
    (part && acts && end > from + 1).then_some(from..end)
}

/// The words of time that stand nearest to a figure and do not tell when it was told.
fn nearest<'h>(heard: &'h Heard<'_, '_>, reader: &Reader<'_, '_>, core: &Core) -> Option<&'h Phrase> {
    let times = heard.times();
    let next = times.partition_point(|phrase| phrase.words.start < core.number.start);
    let around = times.get(next.saturating_sub(MANY)..(next + MANY).min(times.len()))?;
    let found = around.iter().filter(|phrase| {
        let inside = phrase.words.start < core.number.end && phrase.words.end > core.number.start;
        !inside
            && !heard.is_told(phrase.words.start)
            && as_of_at(reader.line, phrase).is_none()
            && fits(&phrase.sense, core.outcome)
    });
    found.min_by_key(|phrase| weight(reader, core, phrase, heard.tellings()))
}

/// A stock has no running total of its own: a toll beside it is another figure's.
fn fits(sense: &Sense, outcome: Outcome) -> bool {
    let counts = !matches!(outcome, Outcome::Population | Outcome::CaptiveRemaining | Outcome::AtRisk);
    counts || !matches!(sense, Sense::Total | Sense::At(_))
}

/// How far words of time are from a figure, boundaries between them included.
fn weight(reader: &Reader<'_, '_>, core: &Core, phrase: &Phrase, tellings: &[Range<usize>]) -> usize {
    let parts = [&core.number, &core.cue];
    let gap = parts
        .into_iter()
        .map(|part| between(part, &phrase.words))
        .min_by_key(ExactSizeIterator::len)
        .unwrap_or_default();
    let boundary = |at: &usize| {
        let sign =
            reader.line.is_of(*at, words![",", ";", ":", ".", "\"", "”"]) && !reader.line.touches_next(*at);
        sign || reader.line.is_of(*at, words!["while", "but", "whereas", "where"])
    };
    let bounds = gap.clone().filter(boundary).count();
    let opens =
        tellings.iter().any(|words| words.start >= phrase.words.end && words.start - phrase.words.end <= 1);
    let loose = matches!(phrase.sense, Sense::Total | Sense::At(When::Loose));
    let stamp = if is_stamp(reader, phrase) { STAMP } else { 0 };
    stamp + gap.len() + bounds * BOUNDARY + if opens { OPENING } else { 0 } + if loose { BOUNDARY } else { 0 }
}

/// Whether a whole date stands bare, as above a text: `1 July 2016 At least …`.
fn is_stamp(reader: &Reader<'_, '_>, phrase: &Phrase) -> bool {
    let first = phrase.words.start;
    let worded =
        reader.line.is_of(first, words!["on", "in", "of", "during", "at", "the", "by", "late", "early"])
            || first.checked_sub(1).is_some_and(|at| reader.line.is_of(at, words!["on", "the", "of"]));
    matches!(phrase.sense, Sense::At(When::Day(_))) && !worded
}

fn between(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if other.start >= one.end { one.end..other.start } else { other.end..one.start.max(other.end) }
}

fn of_phrase(
    heard: &Heard<'_, '_>,
    reader: &Reader<'_, '_>,
    core: &Core,
    phrase: &Phrase,
    known: &Known,
    reasons: &mut Vec<Reason>,
) -> Time {
    let passage = heard.passage;
    let written = written(known);
    let end = written.or(known.published.latest);
    let (scope, rule, days) = match phrase.sense {
        Sense::Since(when) => {
            let stated = when.and_then(|when| days(when, written)).map(|(start, _)| start);
            let since = stated.or_else(|| anchor(reader, &phrase.words, known));
            (Scope::Cumulative { since }, "time.since", (since, end))
        }
        Sense::Total => {
            let since = anchor(reader, &phrase.words, known);
            (Scope::Cumulative { since }, "time.total", (since, end))
        }
        Sense::Window(hours) => {
            let start = hours.zip(written).and_then(|(hours, end)| resolve::first_of(end, hours));
            (Scope::Window { hours }, "time.window", (start, start.and(end)))
        }
        Sense::At(when) => {
            let at = days(when, written);
            let event = nearest_event(heard, reader, core).unwrap_or_else(|| event(passage, &phrase.words));
            (Scope::Incident { event }, "time.incident", (at.map(|(from, _)| from), at.map(|(_, to)| to)))
        }
    };
    let keeps_stock = is_stock(core.outcome) && matches!(phrase.sense, Sense::At(_) | Sense::Total);
    let scope = if keeps_stock { Scope::Stock } else { scope };
    let mut time = bare(passage, Some(&phrase.words), scope, reasons, rule);
    (time.start, time.end) = days;
    time
}

/// The day from which an event of the dossier counts that some words name.
fn anchor(reader: &Reader<'_, '_>, words: &Range<usize>, known: &Known) -> Option<Day> {
    let names = |label: &str| {
        let mut parts = label.split_whitespace();
        parts.any(|part| words.clone().any(|at| part.len() > 2 && reader.line.is(at, part)))
    };
    known.anchors.iter().find(|anchor| names(&anchor.label)).map(|anchor| anchor.day)
}

/// The one event that a dossier counts from: what lasts is taken for it.
fn only_anchor(known: &Known) -> Option<Day> {
    match known.anchors.as_slice() {
        [only] => Some(only.day),
        _ => None,
    }
}

fn is_stock(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Population
            | Outcome::CaptiveRemaining
            | Outcome::AtRisk
            | Outcome::Affected
            | Outcome::Missing
            | Outcome::Displaced
    )
}

/// Without words of time: a stock, one event, or what an event that lasts has brought.
fn by_nature(
    heard: &Heard<'_, '_>,
    reader: &Reader<'_, '_>,
    core: &Core,
    known: &Known,
    reasons: &mut Vec<Reason>,
) -> Option<Time> {
    let passage = heard.passage;
    let held = core.outcome == Outcome::Detained
        && core
            .cue
            .clone()
            .any(|at| reader.line.is_of(at, words!["held", "custody", "detention", "holding"]));
    if is_stock(core.outcome) || held {
        return Some(told(passage, core, reasons, "time.stock", Scope::Stock));
    }
    if core.modality != Modality::Asserted && core.modality != Modality::ClaimedByParty {
        return None;
    }
    let near = events(heard, reader, core);
    let lasting = near.first().filter(|(_, _, event)| *event == Event::Lasting);
    let once = near.iter().find(|(_, _, event)| *event == Event::Once);
    if let Some((at, length, _)) = lasting {
        let words = *at..at + length;
        let since = anchor(reader, &words, known).or_else(|| only_anchor(known));
        let mut time =
            bare(passage, Some(&words), Scope::Cumulative { since }, reasons, "time.lasting_event");
        // The words name what goes on, not a time.
        time.words = None;
        time.start = since;
        time.end = since.and(known.published.latest);
        return Some(time);
    }
    if let Some(window) = carried(heard, reader, once.is_some(), known, reasons) {
        return Some(window);
    }
    let shown = matches!(core.outcome, Outcome::CaptiveShown | Outcome::Rescued | Outcome::CaptiveTaken);
    let (at, length, _) = once.copied().or(shown.then_some((core.cue.start, core.cue.len(), Event::Once)))?;
    let words = at..at + length;
    let event = event(passage, &words);
    let mut time = bare(passage, Some(&words), Scope::Incident { event }, reasons, "time.event");
    time.words = None;
    Some(time)
}

/// The stretch that a sentence before gives: `under attack for four days. … The army killed 150.`
fn carried(
    heard: &Heard<'_, '_>,
    reader: &Reader<'_, '_>,
    has_event: bool,
    known: &Known,
    reasons: &mut Vec<Reason>,
) -> Option<Time> {
    if has_event || !heard.has_unit_before() {
        return None;
    }
    let again = |at: usize| {
        reader.line.is_of(at, words!["the", "this", "these", "that"]) && reader.line.is_word(at + 1)
    };
    let nouns: Vec<&str> =
        (0..reader.line.len()).filter(|at| again(*at)).map(|at| reader.line.word(at + 1)).collect();
    if nouns.is_empty() {
        return None;
    }
    let (text, here) = (heard.passage.text, heard.passage.sentence.start);
    let near = heard.before().take(2);
    let mut near = near.filter(|other| !text[other.sentence.end..here].contains('\n'));
    near.find_map(|other| {
        let named = |at: usize| nouns.iter().any(|noun| noun.len() > 3 && other.line.is(at, noun));
        if !(0..other.line.len()).any(named) {
            return None;
        }
        let phrase = other
            .times(heard.lexicon)
            .iter()
            .find(|phrase| matches!(phrase.sense, Sense::Window(Some(_))))?;
        let hours = if let Sense::Window(hours) = phrase.sense { hours } else { None };
        let end = written(known);
        let start = hours.zip(end).and_then(|(hours, end)| resolve::first_of(end, hours));
        let mut time =
            bare(&other, Some(&phrase.words), Scope::Window { hours }, reasons, "time.window_carried");
        (time.start, time.end) = (start, start.and(end));
        Some(time)
    })
}

/// The events near a figure in its clause, the nearest first: token, length, kind.
fn events(heard: &Heard<'_, '_>, reader: &Reader<'_, '_>, core: &Core) -> Vec<(usize, usize, Event)> {
    let middle = core.cue.start.min(core.number.start);
    let end = core.cue.end.max(core.number.end);
    let from = middle.saturating_sub(NEAR);
    let mut near: Vec<(usize, usize, Event)> = (from..(end + NEAR).min(reader.line.len()))
        .filter_map(|at| reader.event(at).map(|(length, event)| (at, length, event)))
        .collect();
    let is_apart = |at: usize| {
        let gap = between(&(middle..end), &(at..at + 1));
        gap.into_iter().any(|at| {
            reader.line.is_of(at, words![";", ":", "while", "but", "as", "where"])
                || reader.line.is(at, ".") && !reader.line.touches_next(at)
        })
    };
    near.retain(|(at, ..)| !is_apart(*at) && !heard.is_told(*at));
    near.sort_by_key(|(at, ..)| between(&(middle..end), &(*at..*at + 1)).len());
    near.truncate(3);
    near
}

fn nearest_event(heard: &Heard<'_, '_>, reader: &Reader<'_, '_>, core: &Core) -> Option<String> {
    let (at, length, _) = events(heard, reader, core).into_iter().next()?;
    Some(event(heard.passage, &(at..at + length)))
}

/// The words of an event as printed, on one line.
fn event(passage: &Passage<'_>, words: &Range<usize>) -> String {
    let printed = passage.text.get(passage.bytes(words)).unwrap_or_default();
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of time of a sentence that tell when it was told: `said on Tuesday`.
pub(super) fn telling(heard: &Heard<'_, '_>) -> Option<(Range<usize>, When)> {
    let told = heard.times().iter().filter(|phrase| heard.is_told(phrase.words.start));
    told.into_iter().find_map(|phrase| match phrase.sense {
        Sense::At(when) => Some((phrase.words.clone(), when)),
        _ => None,
    })
}

/// The first `as of` with the day that it names.
pub(super) fn as_of_words(heard: &Heard<'_, '_>) -> Option<(Range<usize>, When)> {
    heard.times().iter().find_map(|phrase| match phrase.sense {
        Sense::At(when) => as_of_at(&heard.passage.line, phrase).map(|from| (from..phrase.words.end, when)),
        _ => None,
    })
}

/// Where `as of` begins before words of time, or with them.
fn as_of_at(line: &Line<'_>, phrase: &Phrase) -> Option<usize> {
    let at = phrase.words.start;
    let begins = [at, at.wrapping_sub(1), at.wrapping_sub(2)];
    begins.into_iter().find(|from| line.has(*from, &["as", "of"]))
}

/// The interval as of which a count stands that nothing but the date of writing bounds.
pub(super) fn by_publication(known: &Known) -> Option<DateClaim> {
    let latest = known.published.latest.or(known.published.best)?;
    Some(DateClaim {
        earliest: None,
        latest: Some(latest),
        best: None,
        basis: known.published.basis.clone(),
        note: String::new(),
    })
}

#[cfg(test)]
mod tests;
