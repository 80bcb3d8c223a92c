//! Where: the place that a clause names nearest to what happened, without any list of places.

use std::ops::Range;

use super::heard::Heard;
use super::passage::Core;
use super::source::{self, Reader};
use super::suggestion::{Reason, Said};
use crate::detect::dates::{WEEKDAYS, month_of};
use crate::detect::fold::{Words, words};
use crate::detect::lexicon::Small;

/// Words before a place.
const BEFORE: Words = Words::of(&[
    "in",
    "near",
    "at",
    "around",
    "outside",
    "inside",
    "across",
    "on",
    "of",
    "from",
    "to",
    "between",
    "toward",
    "towards",
    "throughout",
]);
/// Of these a name is a place only behind a noun of places or of what hits them.
const WEAK: Words = Words::of(&["on", "of", "from", "to", "at", "between"]);
/// Nouns of places and of what happens to them.
const KINDS: Words = Words::of(&[
    "city",
    "town",
    "village",
    "province",
    "district",
    "region",
    "camp",
    "governorate",
    "state",
    "department",
    "neighbourhood",
    "neighborhood",
    "suburb",
    "outskirts",
    "capital",
    "area",
    "countryside",
    "north",
    "south",
    "east",
    "west",
    "centre",
    "center",
    "island",
    "port",
    "municipality",
    "county",
    "strip",
    "part",
    "parts",
    "attack",
    "attacks",
    "airstrike",
    "airstrikes",
    "strike",
    "strikes",
    "raid",
    "raids",
    "assault",
    "shelling",
    "bombing",
    "bombardment",
    "offensive",
    "invasion",
    "siege",
    "battle",
    "war",
]);
/// Words that may stand before the name inside a place.
const SIDES: Words = Words::of(&[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "rural",
    "downtown",
    "upper",
    "lower",
    "greater",
    "occupied",
]);
/// A place has no more tokens.
const LONGEST: usize = 6;
/// How far from a figure a place is looked for, in tokens.
const REACH: usize = 40;
/// What the end of a clause between them weighs, in tokens.
const BOUNDARY: usize = 8;

/// The place of a figure, in bytes of the text; none where the sentence names none.
pub(super) fn place(heard: &Heard<'_, '_>, core: &Core, reasons: &mut Vec<Reason>) -> Option<Range<usize>> {
    let (passage, reader) = (heard.passage, heard.reader());
    let first = core.number.start.min(core.cue.start);
    let last = core.number.end.max(core.cue.end);
    let around = first.saturating_sub(REACH)..(last + REACH).min(passage.line.len());
    let opened = heard.places();
    let near = opened.partition_point(|(at, _)| *at < around.start);
    let near = opened.iter().skip(near).take_while(|(at, _)| *at < around.end);
    let named = near.map(|(_, place)| place.clone()).filter(|place| !heard.is_told(place.start));
    let nearest = named.min_by_key(|place| distance(&reader, &(first..last), place))?;
    let words = passage.bytes(&nearest);
    reasons.push(Reason { said: Said::Place, words: words.clone(), rule: "place.named".to_owned() });
    Some(words)
}

/// The places of a sentence, each with the token that opens it.
pub(super) fn places(reader: &Reader<'_, '_>) -> Vec<(usize, Range<usize>)> {
    (0..reader.line.len()).filter_map(|at| Some((at, place_at(reader, at)?))).collect()
}

fn distance(reader: &Reader<'_, '_>, figure: &Range<usize>, place: &Range<usize>) -> usize {
    let gap = if place.start >= figure.end {
        figure.end..place.start
    } else {
        place.end..figure.start.max(place.end)
    };
    let bounds =
        gap.clone().filter(|at| reader.line.is_of(*at, words![",", ";", "while", "but", ":"])).count();
    gap.len() + bounds * BOUNDARY
}

/// The place whose opening word stands at a token: `in northern Syria`.
fn place_at(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let line = reader.line;
    if !line.is_of(at, &BEFORE) {
        return None;
    }
    let kind_before = at.checked_sub(1).is_some_and(|before| line.is_of(before, &KINDS));
    if line.is_of(at, &WEAK) && !kind_before {
        return None;
    }
    let mut start = at + 1;
    while line.is_of(start, words!["the", "a", "an"]) {
        start += 1;
    }
    let mut name = start;
    while line.is_of(name, &SIDES) {
        name += 1;
    }
    let end = name_end(reader, name);
    (end > name && !is_adjective(reader, end) && !is_other(reader, name, end)).then_some(start..end)
}

/// Where a run of capitals ends; in a text of capitals only, where a known word begins.
fn name_end(reader: &Reader<'_, '_>, name: usize) -> usize {
    let line = reader.line;
    let loud = !line.text().chars().any(char::is_lowercase);
    let mut at = name;
    if !loud && !reader.is_capital(name) && !reader.is_capital(name + 1) && !reader.is_capital(name + 2)
        || (line.is_of(name, &KINDS) && !reader.is_capital(name + 1))
    {
        return name;
    }
    while at < line.len() && at - name < LONGEST {
        let joins = line.is_hyphen(at)
            || (line.is_of(at, words!["al", "el", "de", "la", "bin"])
                && at + 1 < line.len()
                && (loud || reader.is_capital(at + 1) || line.is_hyphen(at + 1)));
        let known = reader.part(at).is_some_and(|part| part != Small::Modifier);
        let plain = line.is_word(at)
            && !known
            && !reader.is_event(at)
            && (reader.is_capital(at) || loud && !line.is_of(at, &KINDS) && at - name < 3);
        if !(joins || plain) {
            break;
        }
        let possessive = source::bare(line.word(at)).len() < line.word(at).len();
        at += 1;
        if possessive {
            break;
        }
    }
    while at > name && !line.is_word(at - 1) {
        at -= 1;
    }
    at
}

/// Whether a name ends in an adjective of a people, before its noun: `in Israeli airstrikes`.
fn is_adjective(reader: &Reader<'_, '_>, end: usize) -> bool {
    const ENDINGS: &[&str] = &["ian", "ish", "ese", "eli", "aqi", "ani", "ean", "thai", "tish", "nch"];
    let last = reader.line.word(end - 1).to_lowercase();
    let noun = reader.line.is_word(end)
        && !matches!(
            reader.part(end),
            Some(Small::Stop | Small::Link | Small::Be | Small::Join | Small::Filler | Small::Relative)
        );
    noun && (reader.is(end - 1, Small::Modifier) && last != "gaza"
        || ENDINGS.iter().any(|ending| last.ends_with(ending)))
}

/// Whether a name is no place: a time, or an organisation.
fn is_other(reader: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let word = source::bare(reader.line.word(start));
    let time = month_of(word).is_some() || WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word));
    let country = reader.class(&(start..end)) == Some(crate::model::figure::SourceClass::Government);
    let last = reader.is_source_noun(end - 1) && !country;
    let person = (start..end).any(|at| reader.is_person(at));
    time || last || person
}

#[cfg(test)]
mod tests;
