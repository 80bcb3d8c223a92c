//! Number phrases of a sentence: hedge, number, and what is counted.

use std::ops::Range;

use crate::model::figure::{Form, Outcome, Qualifier};

use super::number::{Amount, amount_at, risen_from, rises_before};
use super::reading::{CueKind, Reading};
use super::words::{Meaning, People};

/// So many hedges may stand before one number.
const HEDGES: usize = 3;
/// So many fillers may stand between a number and its noun, or its hedge.
const FILLERS: usize = 4;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// People by what happened to them, and the cue that says so.
    Outcome(Outcome, usize),
    /// People.
    People(People),
    /// Something by a noun that no list holds.
    Unknown,
    /// Nothing that is named.
    Bare,
    /// What is no person.
    Thing,
}

/// Hedge, number and noun, in pieces.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The number.
    pub amount: Amount,
    /// Hedge and number, with a hedge right after it.
    pub span: Range<usize>,
    /// The words of the hedge.
    pub hedge: Option<Range<usize>>,
    /// What it says.
    pub qualifier: Qualifier,
    /// What is counted.
    pub unit: Unit,
    /// The noun.
    pub counted: Option<Range<usize>>,
    /// Where the phrase ends, with noun and hedge.
    pub end: usize,
}

/// Every number phrase of a sentence, in order.
pub(super) fn phrases(reading: &Reading<'_>) -> Vec<Phrase> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < reading.len() {
        if let Some(end) = risen_from(reading, at) {
            at = end;
            continue;
        }
        let Some(amount) = amount_at(reading, at) else {
            at += 1;
            continue;
        };
        let end = amount.at.end;
        let phrase = Some(amount).filter(|amount| is_count(reading, &amount.at)).map(|it| of(reading, it));
        let phrase = phrase.filter(|phrase| may_count(reading, phrase));
        at = phrase.as_ref().map_or(end, |phrase| phrase.end).max(at + 1);
        found.extend(phrase);
    }
    found
}

/// Whether digits stand by themselves: no score, time of day, ordinal or name with a number.
fn is_count(reading: &Reading<'_>, at: &Range<usize>) -> bool {
    let digits = |at: usize| reading.pieces.get(at).is_some_and(|piece| piece.numeral.is_some());
    let tight = |at: usize| at > 0 && reading.touches_next(at - 1) && reading.touches_next(at);
    let joins = |at: usize| matches!(reading.form(at), "-" | ":" | "/") && tight(at);
    let is_word = |at: usize| reading.pieces.get(at).is_some_and(|piece| piece.is_word);
    let (before, after) = (at.start.wrapping_sub(1), at.end);
    if !digits(at.start) && !digits(at.end - 1) {
        return true;
    }
    let named = joins(before) && is_word(before - 1) && reading.form(before - 1).chars().count() > 2;
    let pair = |joint: usize, other: usize| joins(joint) && digits(other);
    let ordinal = joins(after) && is_word(after + 1);
    !(named || ordinal || pair(after, after + 1) || pair(before, before.wrapping_sub(1)))
}

/// Whether words before the phrase leave it a count of people.
fn may_count(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let start = past_hyphen_back(reading, phrase.span.start);
    let is_people = matches!(phrase.unit, Unit::Outcome(..) | Unit::People(_));
    let year = phrase.amount.is_year(reading) && !is_people;
    let never = reading.ends(start, Meaning::Never).is_some();
    let elsewhere =
        !is_people && reading.ends(start, Meaning::NotAfter).is_some() && !rises_before(reading, start);
    let one = phrase.amount.form == Form::NumberWord && phrase.amount.value == Some(1);
    let among = reading.ends(start, Meaning::Among).is_some();
    let article = one && phrase.unit == Unit::Unknown && !among;
    let unnamed = phrase.amount.form == Form::Quantifier && !is_people;
    phrase.unit != Unit::Thing && !(year || never || article || elsewhere || unnamed)
}

fn past_hyphen_back(reading: &Reading<'_>, at: usize) -> usize {
    at - usize::from(at > 0 && reading.past_hyphen(at - 1) == at)
}

fn of(reading: &Reading<'_>, amount: Amount) -> Phrase {
    let ranged = amount.upper.is_some();
    let before = hedge_before(reading, amount.at.start)
        .filter(|(start, said)| *said != Qualifier::UpTo || !rises_before(reading, *start));
    let right_after = hedge_after(reading, amount.at.end);
    let number_end = right_after.map_or(amount.at.end, |(end, _)| end);
    let (unit, counted) = unit(reading, &amount, number_end);
    let end = counted.as_ref().map_or(number_end, |noun| noun.end).max(number_end);
    let after = right_after.map(|(end, said)| (amount.at.end..end, said)).or_else(|| {
        let (past, said) = hedge_after(reading, end)?;
        Some((end..past, said))
    });
    let hedge = before.map(|(start, said)| (start..amount.at.start, said)).or_else(|| after.clone());
    let qualifier = match &hedge {
        _ if ranged => Qualifier::Range,
        _ if amount.value.is_none() => Qualifier::Vague,
        Some((_, said)) => *said,
        None if amount.about => Qualifier::About,
        None => Qualifier::Exact,
    };
    let start = before.map_or(amount.at.start, |(start, _)| start);
    let end = after.as_ref().map_or(end, |(words, _)| words.end.max(end));
    let span = start..right_after.map_or(amount.at.end, |(end, _)| end);
    Phrase { span, hedge: hedge.map(|(words, _)| words), qualifier, unit, counted, end, amount }
}

/// The hedges that end where the number begins; one that bounds wins over "about".
fn hedge_before(reading: &Reading<'_>, number: usize) -> Option<(usize, Qualifier)> {
    let (mut found, mut start): (Option<(usize, Qualifier)>, usize) = (None, number);
    for _ in 0..HEDGES {
        let end = past_fillers_back(reading, start);
        let hedge = |end| {
            reading.ending(end, |meaning| match meaning {
                Meaning::Before(said) => Some(said),
                _ => None,
            })
        };
        let Some((at, said)) =
            hedge(start).or_else(|| hedge(past_hyphen_back(reading, start))).or_else(|| hedge(end))
        else {
            break;
        };
        start = at;
        found = match found {
            Some((_, inner)) if said == Qualifier::About => Some((at, inner)),
            _ => Some((at, said)),
        };
    }
    found
}

fn past_fillers_back(reading: &Reading<'_>, at: usize) -> usize {
    (0..FILLERS).fold(at, |at, _| reading.ends(at, Meaning::Filler).unwrap_or(at))
}

fn hedge_after(reading: &Reading<'_>, at: usize) -> Option<(usize, Qualifier)> {
    let (len, said) = reading.find(at, |meaning| match meaning {
        Meaning::After(said) => Some(said),
        _ => None,
    })?;
    let of_the_next = amount_at(reading, at + len).is_some();
    (!of_the_next).then_some((at + len, said))
}

/// What a number counts and the pieces that name it.
fn unit(reading: &Reading<'_>, amount: &Amount, after: usize) -> (Unit, Option<Range<usize>>) {
    if amount.in_noun {
        let (unit, _) = noun_at(reading, amount.at.start).unwrap_or((Unit::People(People::Any), 0));
        return (unit, Some(amount.at.clone()));
    }
    let at = past_fillers(reading, after);
    if let Some((unit, len)) = noun_at(reading, at) {
        return (unit, Some(at..at + len));
    }
    if let Some(noun) = noun_before(reading, amount) {
        return noun;
    }
    if is_bare(reading, at) {
        return (Unit::Bare, None);
    }
    let next = past_fillers(reading, at + 1);
    match noun_at(reading, next) {
        Some((unit, len)) => (unit, Some(at..next + len)),
        None => (Unit::Unknown, Some(at..at + 1)),
    }
}

/// One and two may stand after their noun: הרוג אחד, شخص واحد.
fn noun_before(reading: &Reading<'_>, amount: &Amount) -> Option<(Unit, Option<Range<usize>>)> {
    let small = amount.form == Form::NumberWord && amount.value.is_some_and(|value| value <= 2);
    let before = amount.at.start.checked_sub(1).filter(|_| small)?;
    let (unit, len) = noun_at(reading, before)?;
    (len == 1 && unit != Unit::Thing).then_some((unit, Some(before..before + 1)))
}

fn past_fillers(reading: &Reading<'_>, at: usize) -> usize {
    (0..FILLERS).fold(at, |at, _| match noun_at(reading, at) {
        None => at + reading.is(at, Meaning::Filler).unwrap_or(0),
        Some(_) => at,
    })
}

/// The noun of a list at a piece: for people, for what happened to them, or for a thing.
fn noun_at(reading: &Reading<'_>, at: usize) -> Option<(Unit, usize)> {
    let cue = reading.cues.binary_search_by_key(&at, |cue| cue.at.start).ok();
    let noun = cue.and_then(|place| {
        let cue = reading.cues.get(place).filter(|cue| cue.kind == CueKind::Noun)?;
        Some((Unit::Outcome(cue.outcome, place), cue.at.len()))
    });
    let listed = reading.find(at, |meaning| match meaning {
        Meaning::People(people) => Some(Unit::People(people)),
        Meaning::NotPeople => Some(Unit::Thing),
        _ => None,
    });
    let longer = listed.filter(|(len, _)| noun.is_none_or(|(_, noun)| *len > noun));
    longer.map(|(len, unit)| (unit, len)).or(noun)
}

/// Whether nothing at a piece names what is counted.
fn is_bare(reading: &Reading<'_>, at: usize) -> bool {
    let ends = [Meaning::And, Meaning::Among, Meaning::NotAfter, Meaning::That, Meaning::Said];
    let is_word = reading.pieces.get(at).is_some_and(|piece| piece.is_word);
    let is_cue = reading.cues.binary_search_by_key(&at, |cue| cue.at.start).is_ok();
    !is_word || is_cue || reading.breaks(at) || ends.iter().any(|end| reading.is(at, *end).is_some())
}
