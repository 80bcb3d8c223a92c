//! The attributions of a sentence: where someone is said to say something, and how far it reaches.

use std::ops::Range;

use super::name::{Reader, maker, without_article};
use super::verb::reported;
use crate::detect::fold::words;
use crate::detect::lexicon::{Opener, Record, Small};
use crate::model::figure::{Role, SourceClass};

/// An attribution that begins before so many words speaks for what follows it too.
const EARLY: usize = 6;

/// Someone says something, in tokens of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::detect::suggest) struct Attribution {
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
pub(in crate::detect::suggest) enum Right {
    /// It is what is said.
    Said,
    /// The sentence goes on in the same voice.
    GoesOn,
    /// Not at all.
    No,
}

/// The attributions of a sentence, in its order.
pub(in crate::detect::suggest) fn attributions(reader: &Reader<'_, '_>) -> Vec<Attribution> {
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
    let (length, opener) = reader.mark(at).opener()?;
    let by = reader.line.is(at + length - 1, "by") && !reader.line.is(at, "as");
    let passed_on = by && (at + length..at + length + 6).any(|at| reader.line.has(at, &["as", "saying"]));
    if by && (is_done(reader, at) || passed_on) {
        return None;
    }
    let noun = reader.after(at + length)?;
    if reader.is_event(noun.end - 1) || reader.line.is(at + length, "to") || !is_someone(reader, &noun) {
        return None;
    }
    let issued =
        |at: &usize| reader.line.is_of(*at, words!["issued", "published", "released", "obtained", "seen"]);
    let noun = noun.start..noun.end - usize::from(noun.len() > 1 && issued(&(noun.end - 1)));
    let (subject, role) = compiled(reader, noun.clone());
    let first = begins(reader, at);
    let comma = reader.line.is(noun.end, ",");
    let quoted = opener == Opener::Cites && reader.line.has(noun.end, &["as", "saying"]);
    let right = if first || quoted {
        Right::Said
    } else if comma || at < EARLY || set_apart(reader, at) {
        Right::GoesOn
    } else {
        Right::No
    };
    let rule = if opener == Opener::According { "source.according_to" } else { "source.citing" };
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

/// Whether a dash or a bracket opens before a token: `resulted in -- according to reports -- 8 deaths`.
fn set_apart(reader: &Reader<'_, '_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        reader.line.is_of(before, words!["-", "–", "—", "("]) && !reader.line.is_hyphen(before)
    })
}

/// Whether what was claimed or cited is a deed: `in an attack claimed by the group`.
fn is_done(reader: &Reader<'_, '_>, at: usize) -> bool {
    let claimed = reader.line.is_of(at, words!["claimed", "announced", "given", "released", "issued"]);
    let last = (at.saturating_sub(3)..at).rev().find(|at| !matches!(reader.part(*at), Some(Small::Filler)));
    let deed = |last: usize| reader.is(last, Small::Be) && reader.line.is(at, "claimed");
    claimed && last.is_some_and(|last| reader.is_event(last) || deed(last))
}

/// Whether a phrase behind "reported by" or its kin can be a source at all.
fn is_someone(reader: &Reader<'_, '_>, noun: &Range<usize>) -> bool {
    noun.clone().any(|at| reader.is_source(at) || reader.is_record(at) || reader.is_capital(at))
        || reader.is(noun.start, Small::Determiner)
}

/// A tally's keeper compiles; of figures from someone that one is the source.
fn compiled(reader: &Reader<'_, '_>, noun: Range<usize>) -> (Range<usize>, Role) {
    let is_tally = |at| matches!(reader.mark(at).record(), Some((_, Record::Tally)));
    let based = (noun.start..noun.end).find(|at| reader.line.has(*at, &["based", "on"]));
    let own = noun.start..based.unwrap_or(noun.end);
    if own.clone().any(is_tally) {
        return (own, Role::Compiles);
    }
    (maker(reader, &noun).unwrap_or(noun), Role::Says)
}

/// `Hamas's demands`, `the ministry's tally`: who stands before a record with the sign of possession.
fn demanded(reader: &Reader<'_, '_>, at: usize) -> Option<Attribution> {
    let owns = || {
        let word = reader.line.word(at);
        super::name::bare(word).len() < word.len()
    };
    if !reader.line.has_apostrophe(at) || !owns() || reader.is(at, Small::Pronoun) {
        return None;
    }
    let noun = (at + 1..at + 4)
        .find(|next| !reader.is(*next, Small::Modifier) && reader.part(*next) != Some(Small::Filler))?;
    let (length, record) = reader.mark(noun).record()?;
    let is_heard =
        record != Record::Document || reader.line.is_of(noun, words!["figures", "estimates", "data"]);
    if !is_heard || reader.class(&(at..at + 1)).is_none() {
        return None;
    }
    let start = reader.before(at + 1).map_or(at, |name| name.start);
    let role = if record == Record::Tally { Role::Compiles } else { Role::Says };
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
pub(super) fn begins(reader: &Reader<'_, '_>, at: usize) -> bool {
    let opens = |at: usize| {
        reader.is_quote(at)
            || reader.is(at, Small::Join)
            || reader.is(at, Small::Filler)
            || reader.line.is_of(at, words!["but", "while", "(", ";", "-", "•", ".", ":"])
    };
    let from = at.saturating_sub(3);
    let before = (from..at).rev().take_while(|at| opens(*at) || reader.line.is(*at, ",")).count();
    let dated = (0..at).all(|at| !reader.line.is_word(at) && reader.line.numeral(at).is_none());
    at - before == 0
        || dated
        || (before > 0 && reader.line.is_of(at - 1, words![";", "and", "but", "while", ".", ":"]))
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
