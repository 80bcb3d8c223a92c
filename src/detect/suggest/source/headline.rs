//! Sources as headlines name them: `Monitor: 25 killed`, `25 killed: UN`, `25 killed - Reuters`.

use std::ops::Range;

use super::attribution::{Attribution, Right};
use super::name::Reader;
use crate::detect::fold::words;
use crate::detect::lexicon::{Outlet, Small};
use crate::model::figure::{Role, SourceClass};

/// A name before a colon or behind a dash has no more tokens.
const LONGEST: usize = 8;

/// The source that a headline names without a verb.
pub(super) fn attribution(reader: &Reader<'_, '_>, found: &[Attribution]) -> Option<Attribution> {
    before_colon(reader)
        .or_else(|| before_outlet(reader, found))
        .or_else(|| behind_sign(reader, found))
        .or_else(|| last_word(reader, found))
}

fn made(subject: Range<usize>, left: bool, rule: &'static str) -> Attribution {
    let right = if left { Right::No } else { Right::Said };
    let words = subject.clone();
    Attribution { subject, words, verb: None, role: Role::Says, left, right, told: None, rule }
}

/// `Monitor: 25 killed`: a short name that is a source.
fn before_colon(reader: &Reader<'_, '_>) -> Option<Attribution> {
    let colon = (1..LONGEST.min(reader.line.len())).find(|at| reader.line.is(*at, ":"))?;
    is_source(reader, &(0..colon)).then(|| made(0..colon, false, "source.colon_headline"))
}

/// `Strikes kill 34 in Oldtown Monitor AFP`, its signs lost: a monitor before an agency's name.
fn before_outlet(reader: &Reader<'_, '_>, found: &[Attribution]) -> Option<Attribution> {
    let monitor = |at: &usize| {
        let Some((length, SourceClass::Monitor)) = reader.mark(*at).noun() else { return false };
        let outlet = matches!(reader.mark(at + length).outlet(), Some((_, Outlet::Whole)));
        reader.is_capital(*at) && outlet && reader.is_capital(at + length)
    };
    if !found.is_empty() {
        return None;
    }
    let at = (3..reader.line.len()).find(monitor)?;
    Some(made(at..at + 1, true, "source.headline_end"))
}

/// Whether all of a phrase names one source, by its last word or as a whole.
fn is_source(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    let plain = name.clone().all(|at| {
        let part = reader.part(at).filter(|_| !reader.is_source(at));
        let fits =
            matches!(part, None | Some(Small::Modifier | Small::Link | Small::Determiner | Small::Join));
        fits && reader.line.numeral(at).is_none()
            && !reader.is_event(at)
            && !reader.line.is_of(at, words![",", "\"", "."])
    });
    let head = reader.line.len().min(name.end) - 1;
    let whole = reader.mark(name.start).noun().is_some_and(|(length, _)| name.start + length == name.end);
    let known = whole || (reader.is_source(head) && !is_only_a_country(reader, name));
    (whole && !is_only_a_country(reader, name)) || (plain && known)
}

/// Before a colon a country is more often the place than the speaker.
fn is_only_a_country(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    reader.words.states.at(reader.line, name.start).is_some_and(|(length, _)| length == name.len())
}

/// `25 killed: UN` and `25 killed - Save the Children`; an outlet there only passes it on.
fn behind_sign(reader: &Reader<'_, '_>, found: &[Attribution]) -> Option<Attribution> {
    let end = end(reader);
    let from = end.saturating_sub(LONGEST + 1);
    let sign =
        (from..end).rev().find(|at| reader.line.is_of(*at, words![":", "–", "—"]) || is_dash(reader, *at))?;
    let name = sign + 1..end;
    if name.is_empty() || sign == 0 || is_outlet(reader, &name) || !is_source(reader, &name) {
        return None;
    }
    let said = found.iter().any(|one| one.words.end <= sign && one.words.end + 2 > sign);
    (!said).then(|| made(name, true, "source.headline_end"))
}

/// `Air raids kill 25 civilians Monitor`, with its comma lost: a last word that is only ever a source.
fn last_word(reader: &Reader<'_, '_>, found: &[Attribution]) -> Option<Attribution> {
    let end = end(reader);
    let last = end.checked_sub(1)?;
    let begins = |at: &usize| {
        let class = reader.mark(*at).noun().filter(|(length, _)| at + length == end);
        matches!(class, Some((_, SourceClass::Monitor | SourceClass::Ngo | SourceClass::UnitedNations)))
    };
    let start = (last.saturating_sub(3)..=last).find(begins)?;
    let bare = start > 2 && found.is_empty() && reader.is_capital(start) && reader.line.is_word(start - 1);
    let lower = bare
        && matches!(reader.part(start - 1), None | Some(Small::Stop | Small::Filler))
        && !reader.line.is_of(start - 1, words!["by", "of", "near", "against"]);
    // A headline in sentence case without a stop: a capital before it belongs to a place.
    let monitor = reader.class(&(start..end)) == Some(SourceClass::Monitor) && end == reader.line.len();
    let cased = (0..start).filter(|at| reader.line.is_word(*at) && !reader.is_capital(*at)).count() > 2;
    (lower && (!reader.is_capital(start - 1) || monitor && cased))
        .then(|| made(start..end, true, "source.headline_end"))
}

/// Where the words of a sentence end, without its stop.
fn end(reader: &Reader<'_, '_>) -> usize {
    let mut end = reader.line.len();
    while end > 0 && !reader.line.is_word(end - 1) {
        end -= 1;
    }
    end
}

fn is_dash(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.line.is_of(at, words!["-", "–", "—", "|"]) && !reader.line.is_hyphen(at)
}

/// The outlet behind the last dash of a headline: it passes on what others say.
pub(super) fn outlet(reader: &Reader<'_, '_>) -> Option<Range<usize>> {
    let end = end(reader);
    let from = end.saturating_sub(LONGEST + 1);
    let sign = (from..end).rev().find(|at| is_dash(reader, *at))?;
    let name = sign + 1..end;
    (sign > 2 && is_outlet(reader, &name)).then_some(name)
}

fn is_outlet(reader: &Reader<'_, '_>, name: &Range<usize>) -> bool {
    let Some(last) = name.end.checked_sub(1).filter(|last| *last >= name.start) else { return false };
    let whole = reader.mark(name.start).outlet();
    let is_whole =
        whole.is_some_and(|(length, outlet)| outlet == Outlet::Whole && name.start + length == name.end);
    let ending = matches!(reader.mark(last).outlet(), Some((1, Outlet::Ending)));
    is_whole || (ending && reader.is_capital(last) && reader.is_capital(name.start))
}
