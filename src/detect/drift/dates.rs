//! Dates in a sentence, as far as they are needed to see that another was printed.

use super::sides::Found;
use crate::detect::dates::{MONTHS, WEEKDAYS, month_of};
use crate::detect::fold::words;
use crate::detect::token::Line;

const NEAR: [&str; 5] = ["today", "yesterday", "tomorrow", "tonight", "overnight"];
const WHICH: [&str; 4] = ["last", "this", "next", "past"];
const SPANS: [&str; 8] = ["week", "month", "year", "night", "weekend", "summer", "winter", "spring"];
/// What stands before a year that is a date.
const BEFORE_YEARS: [&str; 8] = ["in", "since", "until", "from", "during", "by", "late", "early"];

/// A date as printed: the parts that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Date {
    day: Option<u32>,
    month: Option<i8>,
    year: Option<u32>,
    weekday: Option<usize>,
    words: Option<String>,
}

impl Date {
    /// Whether two dates cannot be one: a part that both name differs, or they share no part.
    pub fn differs(&self, other: &Self) -> bool {
        let parts = [
            both(self.day, other.day),
            both(self.month, other.month),
            both(self.year, other.year),
            both(self.weekday, other.weekday),
            both(self.words.as_ref(), other.words.as_ref()),
        ];
        parts.contains(&Some(false)) || !parts.contains(&Some(true))
    }
}

/// Whether two parts agree, where both are named.
fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
    a.zip(b).map(|(a, b)| a == b)
}

/// The dates of a sentence, in order.
pub(super) fn all(line: &Line<'_>) -> Vec<Found<Date>> {
    let mut found: Vec<Found<Date>> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let begins = found.last().map_or(0, |last| last.tokens.end);
        let Some((from, to, date)) = date_at(line, at).filter(|(from, ..)| *from >= begins) else {
            at += 1;
            continue;
        };
        let tokens = from..to;
        found.push(Found { bytes: line.bytes(&tokens), tokens, what: date });
        at = to;
    }
    found
}

/// The date at a token that names a month, a day of the week, a year or a time near now; the day of a
/// month may stand before it.
fn date_at(line: &Line<'_>, at: usize) -> Option<(usize, usize, Date)> {
    in_digits(line, at)
        .or_else(|| of_month(line, at))
        .or_else(|| of_words(line, at))
        .or_else(|| year_at(line, at))
}

/// 2024-02-14.
fn in_digits(line: &Line<'_>, at: usize) -> Option<(usize, usize, Date)> {
    let joined = (at..at + 4).all(|token| line.touches_next(token));
    let dashed = line.is_of(at + 1, words!["-", "/"]) && line.is_of(at + 3, words!["-", "/"]);
    let part = |token: usize| line.word(token).parse::<u32>().ok();
    let (year, month, day) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let is_date = joined && dashed && is_year(year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = Date { day: Some(day), month: i8::try_from(month).ok(), year: Some(year), ..Date::default() };
    is_date.then_some((at, at + 5, date))
}

/// 14 February 2024; the 14th of February; Feb. 14, 2024; February 2024.
fn of_month(line: &Line<'_>, at: usize) -> Option<(usize, usize, Date)> {
    let month = month_of(line.word(at))?;
    let mut date = Date { month: Some(month), ..Date::default() };
    let shortened = !line.is_any(at, &MONTHS) && line.is(at + 1, ".");
    let (mut from, mut to) = (at, at + 1 + usize::from(shortened));
    let of = usize::from(at > 0 && line.is(at - 1, "of"));
    let before = at.checked_sub(1 + of).and_then(|before| Some((before, day(line.word(before))?)));
    if let Some((before, day)) = before {
        (from, date.day) = (before, Some(day));
    } else if let Some(day) = day(line.word(to)) {
        (to, date.day) = (to + 1, Some(day));
    }
    let comma = usize::from(line.is(to, ","));
    if let Some(year) = year(line.word(to + comma)) {
        (to, date.year) = (to + comma + 1, Some(year));
    }
    // "may" and "march" alone are verbs.
    let alone = date.day.is_none() && date.year.is_none();
    (!alone || !line.is_of(at, words!["may", "march"])).then_some((from, to, date))
}

/// Monday; yesterday; last week.
fn of_words(line: &Line<'_>, at: usize) -> Option<(usize, usize, Date)> {
    let place = |names: &[&str], at: usize| names.iter().position(|name| line.is(at, name));
    if let Some(weekday) = place(&WEEKDAYS, at) {
        return Some((at, at + 1, Date { weekday: Some(weekday), ..Date::default() }));
    }
    let length = if place(&NEAR, at).is_some() {
        1
    } else {
        (place(&WHICH, at).is_some() && place(&SPANS, at + 1).is_some()).then_some(2)?
    };
    let words: Vec<String> = (at..at + length).map(|token| line.word(token).to_lowercase()).collect();
    Some((at, at + length, Date { words: Some(words.join(" ")), ..Date::default() }))
}

/// In 2023.
fn year_at(line: &Line<'_>, at: usize) -> Option<(usize, usize, Date)> {
    let year = year(line.word(at))?;
    let is_date = at > 0 && line.is_any(at - 1, &BEFORE_YEARS) && !line.is_word(at + 1);
    is_date.then(|| (at, at + 1, Date { year: Some(year), ..Date::default() }))
}

fn day(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_short = digits.len() <= 2;
    digits.parse().ok().filter(|day| is_short && (1..=31).contains(day))
}

fn year(word: &str) -> Option<u32> {
    word.parse().ok().filter(|year| word.len() == 4 && is_year(*year))
}

fn is_year(number: u32) -> bool {
    (1900..2100).contains(&number)
}
