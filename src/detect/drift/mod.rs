//! Drift: how two versions of one sentence differ where it matters to a count. Pure.
//!
//! The words of both are laid side by side; numbers, hedges, outcome words, reporting verbs and
//! dates that stand in the same place and say something else are drift. Other changes of wording
//! are not.

mod dates;
mod lexicon;
mod sides;

use std::ops::Range;

use super::phrase::{Phrase, phrases};
use super::token::Line;
use crate::model::figure::{Form, Qualifier};
use sides::{Found, Sides};

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// How many: 25 and 27; 1.5 million and a significant number.
    Number,
    /// How the number is bounded: at least, about, none.
    Hedge,
    /// What became of the people: killed and died.
    Outcome,
    /// How it is told: said and claimed.
    Verb,
    /// When: Monday and Tuesday.
    Date,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Number, Self::Hedge, Self::Outcome, Self::Verb, Self::Date];

    /// Its name: one word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Hedge => "hedge",
            Self::Outcome => "outcome",
            Self::Verb => "verb",
            Self::Date => "date",
        }
    }
}

/// One difference between two versions of a sentence, in bytes of each; unset where a side has no
/// such words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// What differs.
    pub kind: Kind,
    /// The words of the first.
    pub a: Option<Range<usize>>,
    /// The words of the second.
    pub b: Option<Range<usize>>,
}

/// Tokens of a sentence that are compared; a list that is longer is compared in its first part.
const COMPARED: usize = 300;
/// Bytes that are read for them.
const READ: usize = 4096;

/// The drift between two versions of a sentence, in the order in which it stands in the first.
pub fn drift(a: &str, b: &str) -> Vec<Drift> {
    if a == b {
        return Vec::new();
    }
    let read = |text: &'_ str| text.floor_char_boundary(READ);
    let (a, b) = (Line::new(&a[..read(a)]), Line::new(&b[..read(b)]));
    let sides = Sides::of(&a, &b, COMPARED);
    let (dates_a, dates_b) = (dates::all(&a), dates::all(&b));
    let mut found = numbers(&sides, &a, &b, &dates_a, &dates_b);
    for (x, y) in sides.partners(dates_a, dates_b) {
        let differs = x.as_ref().zip(y.as_ref()).is_none_or(|(x, y)| x.what.differs(&y.what));
        found.extend(differs.then(|| Drift {
            kind: Kind::Date,
            a: x.map(|x| x.bytes),
            b: y.map(|y| y.bytes),
        }));
    }
    found.extend(reworded(&sides, Kind::Outcome, lexicon::outcomes(&a), lexicon::outcomes(&b)));
    found.extend(reworded(&sides, Kind::Verb, lexicon::verbs(&a), lexicon::verbs(&b)));
    let start = |bytes: &Option<Range<usize>>| bytes.as_ref().map_or(usize::MAX, |bytes| bytes.start);
    found.sort_by_key(|drift| (start(&drift.a).min(start(&drift.b)), drift.kind));
    found
}

/// Words of a list that stand in the same place and are not the same entry; words left out or added
/// are no drift of this kind.
fn reworded<'t>(
    sides: &Sides,
    kind: Kind,
    a: Vec<Found<&'t str>>,
    b: Vec<Found<&'t str>>,
) -> impl Iterator<Item = Drift> + use<'t> {
    sides.partners(a, b).into_iter().filter_map(move |partners| match partners {
        (Some(a), Some(b)) if a.what != b.what => Some(Drift { kind, a: Some(a.bytes), b: Some(b.bytes) }),
        _ => None,
    })
}

/// Numbers and hedges that differ; a number that belongs to a date is left to the date.
fn numbers(
    sides: &Sides,
    a: &Line<'_>,
    b: &Line<'_>,
    dates_a: &[Found<dates::Date>],
    dates_b: &[Found<dates::Date>],
) -> Vec<Drift> {
    let mut found = Vec::new();
    for partners in sides.partners(counted(a, dates_a), counted(b, dates_b)) {
        match partners {
            (Some(x), Some(y)) => compare(&x, &y, a, b, &mut found),
            (x, y) => {
                let alone = x.as_ref().or(y.as_ref());
                if alone.is_some_and(|alone| counts_by_itself(&alone.what)) {
                    let bytes = |side: Option<Found<Phrase>>| side.map(|side| side.bytes);
                    found.push(Drift { kind: Kind::Number, a: bytes(x), b: bytes(y) });
                }
            }
        }
    }
    found
}

/// The figure phrases of a sentence that are no part of a date.
fn counted(line: &Line<'_>, dates: &[Found<dates::Date>]) -> Vec<Found<Phrase>> {
    let all = phrases(line.text()).into_iter().filter_map(|phrase| {
        let bytes = phrase.span.clone()?;
        Some(Found { tokens: line.tokens_in(&bytes), bytes, what: phrase })
    });
    let in_date = |one: &Found<Phrase>| {
        let number = one.what.number.as_ref().unwrap_or(&one.bytes);
        dates.iter().any(|date| date.bytes.start < number.end && number.start < date.bytes.end)
    };
    all.filter(|one| !in_date(one)).collect()
}

/// Whether a number that the other side lacks was left out, rather than put in other words.
fn counts_by_itself(phrase: &Phrase) -> bool {
    let is_one = phrase.value == Some(1) && phrase.form == Some(Form::NumberWord);
    phrase.value.is_some() && !phrase.doubtful && !is_one
}

fn compare(x: &Found<Phrase>, y: &Found<Phrase>, a: &Line<'_>, b: &Line<'_>, found: &mut Vec<Drift>) {
    let (p, q) = (&x.what, &y.what);
    if p.value.is_none() || q.value.is_none() {
        let words = |line: &Line<'_>, one: &Found<Phrase>| {
            line.text().get(one.bytes.clone()).unwrap_or_default().to_lowercase()
        };
        let differs = p.value.is_some() != q.value.is_some() || words(a, x) != words(b, y);
        if differs {
            found.push(Drift { kind: Kind::Number, a: Some(x.bytes.clone()), b: Some(y.bytes.clone()) });
        }
        return;
    }
    if (p.value, p.upper) != (q.value, q.upper) {
        let bytes = |one: &Found<Phrase>| Some(one.what.number.clone().unwrap_or_else(|| one.bytes.clone()));
        found.push(Drift { kind: Kind::Number, a: bytes(x), b: bytes(y) });
    }
    let is_range = [p, q].iter().any(|phrase| phrase.qualifier == Some(Qualifier::Range));
    if p.qualifier != q.qualifier && !is_range {
        let (a, b) = (hedge(x, a), hedge(y, b));
        if a.is_some() || b.is_some() {
            found.push(Drift { kind: Kind::Hedge, a, b });
        }
    }
}

/// The words of the hedge, before the number or after it.
fn hedge(one: &Found<Phrase>, line: &Line<'_>) -> Option<Range<usize>> {
    let (span, number) = (one.bytes.clone(), one.what.number.clone()?);
    let sides = [span.start..number.start.max(span.start), number.end.min(span.end)..span.end];
    sides.into_iter().find_map(|side| {
        let words = line.text().get(side.clone())?;
        let start = side.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        (start < end).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The drift as kind and words.
    fn found<'t>(a: &'t str, b: &'t str) -> Vec<(Kind, &'t str, &'t str)> {
        let words = |text: &'t str, bytes: Option<Range<usize>>| bytes.map_or("", |bytes| &text[bytes]);
        drift(a, b).into_iter().map(|one| (one.kind, words(a, one.a), words(b, one.b))).collect()
    }

    #[test]
    fn every_kind_of_drift_is_told_from_a_change_of_wording() {
        use Kind::{Date, Hedge, Number, Outcome, Verb};
        let a = "At least 25 people were killed in the old market on Monday, the ministry said.";
        let b = "About 27 people died in the crowded market on Tuesday, the ministry claimed.";
        assert_eq!(
            found(a, b),
            [
                (Hedge, "At least", "About"),
                (Number, "25", "27"),
                (Outcome, "killed", "died"),
                (Date, "Monday", "Tuesday"),
                (Verb, "said", "claimed"),
            ]
        );
        assert_eq!(found(a, a), []);
        assert_eq!(found(a, &a.replace("old", "crowded").replace("said", "says")), []);
    }

    #[test]
    fn a_hedge_that_was_dropped_stands_on_one_side() {
        assert_eq!(found("At least 25 died.", "25 died."), [(Kind::Hedge, "At least", "")]);
        assert_eq!(found("Some 25 died.", "25 or more died."), [(Kind::Hedge, "Some", "or more")]);
        assert_eq!(found("About 25 died.", "Around 25 died."), []);
    }

    #[test]
    fn a_number_in_other_words_is_the_same_and_a_vague_one_is_not() {
        assert_eq!(found("Two people died.", "2 people died."), []);
        assert_eq!(found("Some 1,500 fled.", "About 1.5 thousand fled."), []);
        assert_eq!(
            found("About 1.5 million people are there.", "A significant number of people are there."),
            [(Kind::Number, "About 1.5 million", "A significant number of")]
        );
        assert_eq!(
            found("Dozens of hostages were freed.", "Numerous hostages were freed."),
            [(Kind::Number, "Dozens of", "Numerous")]
        );
        assert_eq!(
            found("Twelve were killed and five hurt.", "Twelve were killed."),
            [(Kind::Number, "five", "")]
        );
    }

    #[test]
    fn numbers_change_in_their_places() {
        let a = "Israel said that 134 of the 253 hostages taken on 7 October were still held.";
        let b = "Israel claims that 130 of the 253 hostages taken on 7 October are still held.";
        assert_eq!(found(a, b), [(Kind::Verb, "said", "claims"), (Kind::Number, "134", "130")]);
    }

    #[test]
    fn dates_are_compared_as_dates_and_are_no_counts() {
        assert_eq!(found("It began on 7 October 2023.", "It began on October 7, 2023."), []);
        assert_eq!(found("It began on 7 October.", "It began on 7 October 2023."), []);
        assert_eq!(
            found("It began on 7 October.", "It began on 8 October."),
            [(Kind::Date, "7 October", "8 October")]
        );
        assert_eq!(found("Six died on Monday.", "Six died."), [(Kind::Date, "Monday", "")]);
        assert_eq!(
            found("Six died last week.", "Six died last month."),
            [(Kind::Date, "last week", "last month")]
        );
    }

    #[test]
    fn no_input_panics_or_takes_long() {
        let text = "Été “27,5.8” ½ of 2–3 «شخصًا 27» 死者27人 on 7 Oct. 2024-02-14 or more";
        for (cut, _) in text.char_indices() {
            let _ = drift(&text[..cut], text);
            let _ = drift(text, &text[cut..]);
        }
        let endless = "at least 27 people died on Monday, ".repeat(20_000);
        let other = "about 28 people were killed on Tuesday, ".repeat(20_000);
        assert!(!drift(&endless, &other).is_empty());
    }
}
