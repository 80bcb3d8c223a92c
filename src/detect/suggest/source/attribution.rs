//! The attributions of a sentence: where someone is said to say something, and how far it reaches.

use std::ops::Range;

use super::name::{Reader, maker, without_article};
use crate::detect::lexicon::{Opener, Outlet, Record, Reporting, Small};
use crate::model::figure::{Role, SourceClass};

/// How many words that say nothing are skipped beside a verb.
const FILLERS: usize = 6;
/// Between two commas no longer description of a speaker stands.
const ASIDE: usize = 24;

/// An attribution that begins before so many words speaks for what follows it too.
const EARLY: usize = 6;

/// Someone says something, in tokens of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Who, with articles.
    pub subject: Range<usize>,
    /// The whole attribution.
    pub words: Range<usize>,
    /// The verb of reporting.
    pub verb: Option<Range<usize>>,
    pub role: Role,
    /// Whether what stands before it may be what is said.
    pub left: bool,
    /// Whether what stands behind it may be.
    pub right: Right,
    /// Whom it was said to, where that is an outlet.
    pub told: Option<Range<usize>>,
    pub rule: &'static str,
}

/// How what stands behind an attribution belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// It is what is said.
    Said,
    /// The sentence goes on in the same voice.
    GoesOn,
    /// Not at all.
    No,
}

/// The attributions of a sentence, in its order.
pub(super) fn attributions(reader: &Reader<'_, '_>) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    let mut at = 0;
    while at < reader.line.len() {
        let next =
            opened(reader, at).or_else(|| demanded(reader, at)).or_else(|| reported(reader, at, &found));
        let end =
            next.as_ref().map_or(at, |one| one.verb.as_ref().map_or(one.words.end, |verb| verb.end) - 1);
        found.extend(next);
        at = end.max(at) + 1;
    }
    if let Some(headline) = super::headline::attribution(reader, &found) {
        found.push(headline);
    }
    found
}

/// `According to the ministry`, `citing officials`.
fn opened(reader: &Reader<'_, '_>, at: usize) -> Option<Attribution> {
    let (length, opener) = reader.words.openers.at(reader.line, at)?;
    let noun = reader.after(at + length)?;
    if reader.is_event(noun.end - 1) || reader.line.is(at + length, "to") || !is_someone(reader, &noun) {
        return None;
    }
    let (subject, role) = compiled(reader, noun.clone());
    let first = begins(reader, at);
    let comma = reader.line.is(noun.end, ",");
    let quoted = *opener == Opener::Cites && reader.line.has(noun.end, &["as", "saying"]);
    let right = if first || quoted {
        Right::Said
    } else if comma || at < EARLY {
        Right::GoesOn
    } else {
        Right::No
    };
    let rule = if *opener == Opener::According { "source.according_to" } else { "source.citing" };
    Some(Attribution {
        subject,
        words: at..noun.end,
        verb: None,
        role,
        left: !first,
        right,
        told: None,
        rule,
    })
}

/// Whether a phrase behind "reported by" or its kin can be a source at all.
fn is_someone(reader: &Reader<'_, '_>, noun: &Range<usize>) -> bool {
    noun.clone().any(|at| reader.is_source(at) || reader.is_record(at) || reader.is_capital(at))
        || reader.is(noun.start, Small::Determiner)
}

/// A tally's keeper compiles; of figures from someone that one is the source.
fn compiled(reader: &Reader<'_, '_>, noun: Range<usize>) -> (Range<usize>, Role) {
    let is_tally = |at| matches!(reader.words.records.at(reader.line, at), Some((_, Record::Tally)));
    let based = (noun.start..noun.end).find(|at| reader.line.has(*at, &["based", "on"]));
    let own = noun.start..based.unwrap_or(noun.end);
    if own.clone().any(is_tally) {
        return (own, Role::Compiles);
    }
    (maker(reader, &noun).unwrap_or(noun), Role::Says)
}

/// `Hamas's demands`, `the ministry's tally`: who stands before a record with the sign of possession.
fn demanded(reader: &Reader<'_, '_>, at: usize) -> Option<Attribution> {
    let word = reader.line.word(at);
    if word.len() == super::name::bare(word).len() || reader.is(at, Small::Pronoun) {
        return None;
    }
    let noun = (at + 1..at + 4)
        .find(|next| !reader.is(*next, Small::Modifier) && reader.part(*next) != Some(Small::Filler))?;
    let (length, record) = reader.words.records.at(reader.line, noun)?;
    let is_heard = *record != Record::Record || reader.line.is_any(noun, &["figures", "estimates", "data"]);
    if !is_heard || reader.class(&(at..at + 1)).is_none() {
        return None;
    }
    let start = reader.before(at + 1).map_or(at, |name| name.start);
    let role = if *record == Record::Tally { Role::Compiles } else { Role::Says };
    let words = start..noun + length;
    let first = begins(reader, start);
    Some(Attribution {
        subject: start..at + 1,
        words,
        verb: None,
        role,
        left: !first,
        right: Right::Said,
        told: None,
        rule: "source.possessive",
    })
}

/// Whether nothing but joining words stands before a token in its clause.
fn begins(reader: &Reader<'_, '_>, at: usize) -> bool {
    let opens = |at: usize| {
        reader.is_quote(at)
            || reader.is(at, Small::Join)
            || reader.is(at, Small::Filler)
            || reader.line.is_any(at, &["but", "while", "(", ";", "-", "•", ".", ":"])
    };
    let from = at.saturating_sub(3);
    let before = (from..at).rev().take_while(|at| opens(*at) || reader.line.is(*at, ",")).count();
    let dated = (0..at).all(|at| !reader.line.is_word(at) && reader.line.numeral(at).is_none());
    at - before == 0
        || dated
        || (before > 0 && reader.line.is_any(at - 1, &[";", "and", "but", "while", ".", ":"]))
}

/// A verb of reporting with its speaker.
fn reported(reader: &Reader<'_, '_>, at: usize, before: &[Attribution]) -> Option<Attribution> {
    let verb_here = reader.words.verbs.at(reader.line, at).map(|(length, reporting)| (length, *reporting));
    let (length, reporting) = gives_toll(reader, at).or(verb_here)?;
    let verb = at..at + length;
    if reader.words.not_verbs.at(reader.line, at).is_some() || is_noun_here(reader, at) {
        return None;
    }
    let (speaker, rule) = speaker(reader, &verb, reporting, before)?;
    if !may_say(reader, &speaker, reporting) {
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
    const GIVES: &[&str] = &[
        "put", "puts", "gave", "gives", "placed", "places", "raised", "revised", "set", "putting", "giving",
    ];
    const TOLLS: &[&str] = &["toll", "number", "figure", "total", "count", "tally", "estimate", "deaths"];
    if !reader.line.is_any(at, GIVES) {
        return None;
    }
    let noun =
        (at + 1..at + 7).take_while(|at| !reader.is_end(*at)).find(|at| reader.line.is_any(*at, TOLLS))?;
    let goes_on =
        reader.line.is_any(noun + 1, &["at", "of", "to", "as", "from", "in", "killed", "on", ",", ":"]);
    let says = if reader.line.is_any(at, &["putting", "giving"]) { Reporting::Adds } else { Reporting::Says };
    goes_on.then_some((noun - at + 1, says))
}

/// Of a statement or report the maker is the source, where it is named.
fn named(reader: &Reader<'_, '_>, speaker: Range<usize>) -> Range<usize> {
    maker(reader, &speaker).unwrap_or(speaker)
}

/// `reports of`, `amid claims`, `was reported`: no verb of someone who reports.
fn is_noun_here(reader: &Reader<'_, '_>, at: usize) -> bool {
    let ends_in_ing = reader.line.word(at).to_ascii_lowercase().ends_with("ing");
    let passive = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|at| matches!(reader.part(*at), Some(Small::Filler | Small::Be)));
    let is_passive = passive.into_iter().any(|at| reader.is(at, Small::Be)) && !ends_in_ing;
    let before = at.wrapping_sub(1);
    let to = reader.line.is_any(before, &["to", "of", "amid", "no", "any", "these", "those", "such"]);
    let noun = reader
        .line
        .is_any(at, &["reports", "claims", "report", "claim", "records", "estimates", "counts", "estimate"])
        && (reader
            .line
            .is_any(at + 1, &["of", "by", "from", ",", "were", "are", "suggest", "said", "say", "on"])
            || matches!(
                reader.part(before),
                Some(Small::Determiner | Small::Stop | Small::Link | Small::Be)
            ));
    is_passive || to || noun
}

fn speaker(
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
    let goes_on = reader.line.is_any(left, &["and", "but", "then", ",", "by", "before", "while"])
        || reader.line.is_any(verb.start.wrapping_sub(1), &["and", "but"]);
    if goes_on {
        return carried(reader, verb.start, before).map(|name| (name, "source.carried"));
    }
    if let Some(name) = inverted(reader, verb, left) {
        return Some((name, "source.verb_before"));
    }
    let name = reader.before(end)?;
    let issued = statement_of(reader, &name);
    Some((issued.unwrap_or(name), "source.verb_after"))
}

/// `… near Oldtown said the head of the monitor`, its comma lost: a known source that ends the clause,
/// behind words that are none.
fn inverted(reader: &Reader<'_, '_>, verb: &Range<usize>, left: usize) -> Option<Range<usize>> {
    if !reader.line.is_any(verb.start, &["said", "says", "reported", "announced", "added"])
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
    let adds = reader.line.is_any(after, &["adding", "citing", "stressing", "(", "who", "which", "that"]);
    let closed = reader.is_end(after) || reader.line.is(after, ",") || adds;
    let opens = reader.before(left + 1).is_some_and(|name| begins(reader, name.start));
    (closed && !opens && (!known || reader.is_end(after))).then_some(name)
}

/// `The army issued a statement saying`: the army.
fn statement_of(reader: &Reader<'_, '_>, name: &Range<usize>) -> Option<Range<usize>> {
    let is_record = reader.is_record(name.end - 1);
    let before = name.start.checked_sub(1)?;
    let issues =
        reader.line.is_any(before, &["issued", "released", "published", "in", "with", "issuing", "made"]);
    if !is_record || !issues {
        return None;
    }
    reader.before(before_fillers(reader, before))
}

/// Before the words that say nothing of the speaker: `the ministry also on Friday [said]`.
fn before_fillers(reader: &Reader<'_, '_>, verb: usize) -> usize {
    let mut at = verb;
    while at > 0 && verb - at < FILLERS {
        // `The group "has documented the killing of …`
        let quotes = reader.is_quote(at - 1)
            && at > 1
            && reader.line.is_word(at - 2)
            && !reader.line.touches_next(at - 2);
        let going_on =
            reader.is(at - 1, Small::Be) && reader.line.word(verb).to_ascii_lowercase().ends_with("ing");
        let skips = reader.is(at - 1, Small::Filler)
            || going_on
            || quotes
            || (at < verb && reader.line.is_any(at - 1, &["on", "in"]) && reader.is(at, Small::Filler));
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
        || reader.line.is(after, ",")
        || matches!(reader.part(after), Some(Small::Relative | Small::Link | Small::Stop));
    (closed && known && (quoted || !reader.line.is(verb.end, "that"))).then_some(name)
}

/// `Volker Türk, the human rights chief, [said]`: the name and what is said of it.
fn described(reader: &Reader<'_, '_>, comma: usize) -> Option<Range<usize>> {
    let from = comma.saturating_sub(ASIDE);
    let opens = (from..comma).rev().find(|at| reader.line.is(*at, ","))?;
    let has_verb = (opens + 1..comma)
        .any(|at| reader.words.verbs.at(reader.line, at).is_some() && !reader.is_record(at));
    let aside = opens + 1;
    let describes = reader.is(aside, Small::Determiner)
        || reader.is(aside, Small::Relative)
        || reader.is_source(aside)
        || reader.is(aside, Small::Modifier)
        || (reader.is_capital(aside) && comma - aside < 6)
        || (aside..comma).any(|at| reader.words.persons.at(reader.line, at).is_some());
    let aged = reader.line.numeral(aside).is_some() && comma - aside == 1;
    if has_verb || !(describes || aged) || reader.line.numeral(aside).is_some() && !aged {
        return None;
    }
    let name = reader.before(opens)?;
    let known = name.clone().any(|at| reader.is_capital(at) || reader.is_source(at));
    let whole = if reader.is(aside, Small::Relative) { name.clone() } else { name.start..comma };
    known.then_some(whole)
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

/// Whether a phrase may be the subject of reporting: no event, and no stranger to counting.
fn may_say(reader: &Reader<'_, '_>, name: &Range<usize>, reporting: Reporting) -> bool {
    let last = name.end - 1;
    let class = reader.class(name);
    if reader.is_event(last) && class.is_none()
        || reader.line.is_any(last, &["it", "that", "this"]) && reporting == Reporting::Claims
    {
        return false;
    }
    let pronoun = reader.is(name.start, Small::Pronoun);
    match reporting {
        Reporting::Counts => pronoun || class.is_some(),
        Reporting::Claims => !reader.is_event(last),
        Reporting::Says | Reporting::Adds => true,
    }
}

/// Whom something was told: `told Reuters`.
fn told(reader: &Reader<'_, '_>, verb: &Range<usize>) -> Option<Range<usize>> {
    let tells = reader.line.is_any(verb.start, &["told", "tells", "telling"]);
    let to = if reader.line.is(verb.end, "to") { verb.end + 1 } else { verb.end };
    let outlet = |at: usize| {
        let found = reader.words.outlets.at(reader.line, at).filter(|(_, outlet)| **outlet == Outlet::Whole);
        found.map(|(length, _)| at..at + length)
    };
    if tells || to > verb.end {
        let the = to + usize::from(reader.line.is(to, "the"));
        return outlet(the).or_else(|| outlet(to)).or_else(|| tells.then(|| listener(reader, to)).flatten());
    }
    None
}

fn is_outlet(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    matches!(reader.words.outlets.at(reader.line, name.start), Some((_, Outlet::Whole)))
}

fn listener(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    if reader.is(at, Small::Pronoun)
        || reader.line.is_any(at, &["him", "her", "them", "us", "me", "reporters"])
    {
        return Some(at..at + 1);
    }
    reader.after(at)
}

/// Past the words that say how, when or to whom something was said.
pub(super) fn past_manner(reader: &Reader<'_, '_>, from: usize) -> usize {
    let mut at = from;
    if reader.line.is_any(from.wrapping_sub(1), &["told", "tells", "telling"]) {
        at = told(reader, &(from - 1..from)).map_or(at, |told| told.end);
    }
    while at - from < 14 {
        let dated =
            reader.line.is_any(at, &["on", "in", "late", "early"]) && reader.is(at + 1, Small::Filler);
        let statement = reader.line.is_any(at, &["in", "at"])
            && (reader.is_record(at + 1) || reader.is_record(at + 2) || reader.is_record(at + 3));
        if reader.is(at, Small::Filler) || dated {
            at += 1;
        } else if statement {
            at += (1..4).find(|step| reader.is_record(at + step)).unwrap_or(1) + 1;
            at += usize::from(reader.line.is_any(at, &["issued", "released", "published", "carried"]));
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
    if reader.line.is_any(after, &[",", ":"]) {
        let speech = reader.is_quote(after + 1) || reader.line.is(after, ":");
        return match first || speech {
            true => (false, Right::Said),
            false => (true, Right::GoesOn),
        };
    }
    if reader.is_quote(after) {
        return (!first && reader.is_quote(words.start.wrapping_sub(1)), Right::Said);
    }
    let goes_on =
        reader.line.word(after).to_ascii_lowercase().ends_with("ing") && reader.line.word(after).len() > 5;
    let closes = goes_on
        || matches!(reader.part(after), Some(Small::Link | Small::Relative))
        || reader.line.is_any(
            after,
            &[
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

/// The bare name of an attribution's subject.
pub(super) fn bare_name(reader: &Reader<'_, '_>, subject: &Range<usize>) -> Range<usize> {
    without_article(reader.line, subject)
}

/// The kind of source, with the whole attribution's words where the name alone shows none.
pub(super) fn class_of(reader: &Reader<'_, '_>, attribution: &Attribution) -> Option<SourceClass> {
    if attribution.role == Role::Compiles
        && attribution.verb.is_none()
        && attribution.rule == "source.according_to"
    {
        return Some(SourceClass::MediaTally);
    }
    reader.class(&attribution.subject)
}
