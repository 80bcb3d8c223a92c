//! Calendar days as articles print them: `February 14, 2024`, `14 Feb. 2024`, `2024-02-14T09:00Z`.
//!
//! Owns the reading of whole dates. Never guesses: a date without a year, or one such as `3/2/2024`
//! that two countries read differently, is not a date here.

use std::ops::{Range, RangeInclusive};

use crate::model::Day;

pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
pub(super) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// A line of more bytes is not only a date.
pub const LONGEST: usize = 200;
/// What may stand beside a date in a line that is nothing but a date.
const BESIDE: [&str; 20] = [
    "at", "on", "am", "pm", "a", "p", "m", "h", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst", "cet",
    "cest", "ist", "t",
];

/// The day that a whole line or field states, perhaps with a weekday, a time and a zone.
///
/// The day is the one printed: a time of day and its zone never move it.
pub fn day(text: &str) -> Option<Day> {
    if text.len() > LONGEST || !has_year(text) || !may_begin(text) {
        return None;
    }
    let words = words(text);
    let (at, day) = first(&words)?;
    let beside = words[..at.start].iter().chain(&words[at.end..]);
    beside.into_iter().all(|word| is_beside(word.text)).then_some(day)
}

/// Whether the first word may be that of a line that is nothing but a date: few sentences begin so.
fn may_begin(text: &str) -> bool {
    let text = text.trim_start_matches(|c| kind(c) == Kind::Gap);
    let end = text.find(|c| kind(c) != Kind::Letters).unwrap_or(text.len());
    end == 0 || month_of(&text[..end]).is_some() || is_beside(&text[..end])
}

/// Whether four digits that may be a year stand anywhere: no whole date is without them.
pub fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| may_be_year(&bytes[at..]))
}

fn may_be_year(bytes: &[u8]) -> bool {
    let century = matches!(bytes, [b'1', b'8' | b'9', ..] | [b'2', b'0' | b'1', ..]);
    century && bytes.get(2..4).is_some_and(|end| end.iter().all(u8::is_ascii_digit))
}

/// The first day stated anywhere in a text, and its bytes.
pub fn find(text: &str) -> Option<(Range<usize>, Day)> {
    if !has_year(text) {
        return None;
    }
    let words = words(text);
    let (at, day) = first(&words)?;
    Some((words[at.start].at..words[at.end - 1].end(), day))
}

/// The day, or the month, that a web address names in its path: `/2024/02/14/`, `/2024/02/`.
pub fn in_address(address: &str) -> Option<RangeInclusive<Day>> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (_, path) = path.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    in_name(path).map(|day| day..=day).or_else(|| month_in(path))
}

/// The whole day that a name holds: `2024-02-14`, `2024_02_14`, `2024/02/14`, `20240214`.
pub fn in_name(name: &str) -> Option<Day> {
    let numbers: Vec<(&str, &str)> = numbers(name).collect();
    let apart = numbers.windows(3).find_map(|window| {
        let [(year, first), (month, second), (day, _)] = window else { return None };
        let joined = first == second && matches!(*first, "-" | "_" | "/" | ".");
        let whole = joined && year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        whole.then(|| ymd(year, month, day)).flatten()
    });
    let together = || {
        let mut long = numbers.iter().filter(|(digits, _)| digits.len() == 8);
        long.find_map(|(digits, _)| ymd(&digits[..4], &digits[4..6], &digits[6..]))
    };
    apart.or_else(together)
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Day> {
    let year = year_of(year).filter(|year| (1990..2100).contains(year))?;
    Day::new(year, i8::try_from(number(month, 2)?).ok()?, day_of(day)?)
}

/// The days of a month that a path names between slashes.
fn month_in(path: &str) -> Option<RangeInclusive<Day>> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(2).find_map(|window| {
        let [year, month] = window else { return None };
        let first = (year.len() == 4 && month.len() == 2).then(|| ymd(year, month, "1")).flatten()?;
        let last = first.date().last_of_month();
        Some(first..=Day::from(last))
    })
}

/// The runs of digits in a name, each with what stands between it and the next one.
fn numbers(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let from = &rest[start..];
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let gap = from[end..].split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        rest = &from[end..];
        Some((&from[..end], gap))
    })
}

/// A date that a text mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A whole day.
    Day(Day),
    /// A month (1–12) and a day of it, without a year.
    OfYear(i8, i8),
}

/// The dates that some words mention, each with the words it takes.
pub(super) fn mentions(words: &[Word<'_>]) -> Vec<(Range<usize>, Mention)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let whole = || whole_at(words, at).map(|(length, day)| (length, Mention::Day(day)));
        match whole().or_else(|| of_year(&words[at..])) {
            Some((length, mention)) => {
                found.push((at..at + length, mention));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// `13 February` or `Feb. 13`, with no year behind it.
fn of_year(words: &[Word<'_>]) -> Option<(usize, Mention)> {
    let month_first = || {
        let month = month_of(words.first()?.text)?;
        let (used, day) = day_number(&words[1..])?;
        Some((used + 1, month, day))
    };
    let day_first = || {
        let (used, day) = ordinal(words)?;
        let used = used + usize::from(words.get(used).is_some_and(|word| word.text == "of"));
        Some((used + 1, month_of(words.get(used)?.text)?, day))
    };
    let (used, month, day) = month_first().or_else(day_first)?;
    // 2024 was a leap year: any day that some year has is one.
    Day::new(2024, month, day).map(|_| (used, Mention::OfYear(month, day)))
}

/// A run of letters or of digits.
pub(super) struct Word<'a> {
    pub(super) at: usize,
    pub(super) text: &'a str,
    /// What stands between it and the next word.
    pub(super) gap: &'a str,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

#[derive(PartialEq)]
enum Kind {
    Letters,
    Digits,
    Gap,
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_ascii_digit() => Kind::Digits,
        _ if c.is_alphanumeric() => Kind::Letters,
        _ => Kind::Gap,
    }
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 6 + 2);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let kind_here = kind(first);
        let end = text[at..].find(|c| kind(c) != kind_here).map_or(text.len(), |length| at + length);
        match words.last_mut() {
            Some(last) if kind_here == Kind::Gap => last.gap = &text[at..end],
            _ if kind_here == Kind::Gap => {}
            _ => words.push(Word { at, text: &text[at..end], gap: "" }),
        }
        at = end;
    }
    words
}

/// The first date among words: which words, and the day.
fn first(words: &[Word<'_>]) -> Option<(Range<usize>, Day)> {
    (0..words.len()).find_map(|at| whole_at(words, at).map(|(length, day)| (at..at + length, day)))
}

/// The whole date that begins at a word: how many words it takes, and the day.
fn whole_at(words: &[Word<'_>], at: usize) -> Option<(usize, Day)> {
    let rest = &words[at..];
    let starts_a_number =
        at > 0 && words[at - 1].gap.is_empty() && rest[0].text.starts_with(char::is_numeric);
    let found = numbered(rest).or_else(|| day_first(rest)).or_else(|| month_first(rest))?;
    (!starts_a_number).then_some(found)
}

/// `2024-02-14` or `2024/02/14`.
fn numbered(words: &[Word<'_>]) -> Option<(usize, Day)> {
    let [year, month, day, ..] = words else { return None };
    let joined = year.gap == month.gap && matches!(year.gap, "-" | "/");
    let month = number(month.text, 2).filter(|_| joined)?;
    Some((3, Day::new(year_of(year.text)?, i8::try_from(month).ok()?, day_of(day.text)?)?))
}

/// `14 February 2024`, `14th Feb., 2024`, `14-Feb-2024`.
fn day_first(words: &[Word<'_>]) -> Option<(usize, Day)> {
    let (used, day) = ordinal(words)?;
    let used = used + usize::from(words.get(used).is_some_and(|word| word.text == "of"));
    let [month, year, ..] = words.get(used..)? else { return None };
    Some((used + 2, Day::new(year_of(year.text)?, month_of(month.text)?, day)?))
}

/// `February 14, 2024`, `Feb. 14th 2024`.
fn month_first(words: &[Word<'_>]) -> Option<(usize, Day)> {
    let month = month_of(words.first()?.text)?;
    let (used, day) = ordinal(&words[1..])?;
    let year = words.get(1 + used)?;
    Some((used + 2, Day::new(year_of(year.text)?, month, day)?))
}

/// A day of the month and how many words it takes: `14` one, `14th` two.
///
/// Only blanks, commas, dots and hyphens may stand between it and what follows.
fn ordinal(words: &[Word<'_>]) -> Option<(usize, i8)> {
    let (used, day) = day_number(words)?;
    let gap = words[used - 1].gap;
    gap.chars().all(|c| matches!(c, ' ' | ',' | '-' | '.' | '\u{a0}')).then_some((used, day))
}

/// A day of the month and how many words it takes, whatever follows.
fn day_number(words: &[Word<'_>]) -> Option<(usize, i8)> {
    let number = words.first()?;
    let ending = words.get(1).is_some_and(|word| matches!(word.text, "st" | "nd" | "rd" | "th"));
    let used = if ending && number.gap.is_empty() { 2 } else { 1 };
    day_of(number.text).map(|day| (used, day))
}

fn number(text: &str, most_digits: usize) -> Option<i16> {
    (text.len() <= most_digits).then(|| text.parse().ok()).flatten()
}

fn day_of(text: &str) -> Option<i8> {
    i8::try_from(number(text, 2)?).ok().filter(|day| (1..=31).contains(day))
}

fn year_of(text: &str) -> Option<i16> {
    number(text, 4).filter(|year| (1800..2200).contains(year))
}

/// The month (1–12) of a name, whole or shortened to three letters, in whatever case.
pub(super) fn month_of(text: &str) -> Option<i8> {
    const SHORTEST: usize = 3;
    let initial = text.as_bytes().first().filter(|_| text.len() >= SHORTEST)?.to_ascii_lowercase();
    if !matches!(initial, b'j' | b'f' | b'm' | b'a' | b's' | b'o' | b'n' | b'd') {
        return None;
    }
    let month =
        MONTHS.iter().position(|month| month.as_bytes()[0] == initial && is_short_for(text, month))?;
    i8::try_from(month + 1).ok()
}

fn is_short_for(name: &str, whole: &str) -> bool {
    let is_length = name.len() == 3 || name.len() == whole.len() || name.eq_ignore_ascii_case("sept");
    let start = whole.as_bytes().get(..name.len()).unwrap_or_default();
    is_length && start.eq_ignore_ascii_case(name.as_bytes())
}

fn is_beside(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_weekday = WEEKDAYS.iter().any(|day| day.starts_with(&word) && word.len() >= 3);
    let is_time = word.len() <= 9 && word.chars().all(|c| c.is_ascii_digit()) && word.len() != 4;
    is_weekday || is_time || word == "z" || BESIDE.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Option<String> {
        day(text).map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_as_articles_print_them() {
        for text in [
            "February 14, 2024",
            "14 February 2024",
            "2024-02-14",
            "Feb. 14, 2024",
            "14 Feb 2024",
            "FEB 14 2024",
            "14th February, 2024",
            "February 14th, 2024",
            "14th of February 2024",
            "Wednesday, 14 February 2024",
            "2024-02-14T23:30:00-05:00",
            "2024-02-14T09:00:00.000Z",
            "2024-02-14 09:00",
            "2024/02/14",
            "Wed, 14 Feb 2024 12:00:00 GMT",
            "February 14, 2024 at 3:05 p.m. EST",
            "14-Feb-2024",
        ] {
            assert_eq!(printed(text).as_deref(), Some("2024-02-14"), "{text}");
        }
        assert_eq!(printed("Sept. 3, 2024").as_deref(), Some("2024-09-03"));
    }

    /// Years were once looked for at every byte, and days among all the words of any line.
    #[test]
    fn a_day_is_looked_for_only_where_it_may_be() {
        let pieces =
            ["", " ", "14", "February", "2024", "On", "the", "Wed", "1", "1899", "é", "2100", ", ", "T9"];
        for first in pieces {
            for (second, third) in pieces.iter().flat_map(|a| pieces.iter().map(move |b| (a, b))) {
                let line = format!("{first}{second} {third} 2024{first}");
                let century = |four: &[u8]| matches!(&four[..2], b"18" | b"19" | b"20" | b"21");
                let is_year = |four: &[u8]| century(four) && four[2..].iter().all(u8::is_ascii_digit);
                assert_eq!(has_year(&line), line.as_bytes().windows(4).any(is_year), "{line}");
                let words = words(&line);
                let plain = super::first(&words).filter(|(at, _)| {
                    words[..at.start].iter().chain(&words[at.end..]).all(|word| is_beside(word.text))
                });
                assert_eq!(day(&line), plain.map(|(_, day)| day), "{line}");
            }
        }
    }

    #[test]
    fn names_and_addresses_hold_days() {
        for name in
            ["2024-02-14-talks.txt", "a_2024_02_14", "x20240214y", "news/2024/02/14/talks", "9 2024.02.14"]
        {
            assert_eq!(in_name(name).map(|day| day.to_string()).as_deref(), Some("2024-02-14"), "{name}");
        }
        for name in ["2024-02", "12-02-2024", "120240214", "2024-02_14", "20241399", "0001-02-03", "a"] {
            assert_eq!(in_name(name), None, "{name}");
        }
        let days = |address| in_address(address).map(|days| format!("{}..{}", days.start(), days.end()));
        assert_eq!(days("https://example.org/2024/02/14/a?x=1").as_deref(), Some("2024-02-14..2024-02-14"));
        assert_eq!(days("https://example.org/news/2024/02/a").as_deref(), Some("2024-02-01..2024-02-29"));
        assert_eq!(days("https://2024-02-14.example.org/a"), None);
        assert_eq!(days("https://example.org/a?on=2024-02-14"), None);
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "",
            "Feb 13",
            "14 February",
            "February 2024",
            "3/2/2024",
            "03.02.2024",
            "February 30, 2024",
            "2024-13-01",
            "112024-02-14",
            "Wednesday",
            "May 2024",
            "32 May 2024",
            "14 killed, May 2024",
        ] {
            assert_eq!(printed(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_with_other_words_is_not_only_a_date() {
        let text = "Published on Feb. 14, 2024 by someone";
        assert_eq!(day(text), None);
        let (at, found) = find(text).unwrap();
        assert_eq!((&text[at], found.to_string().as_str()), ("Feb. 14, 2024", "2024-02-14"));
        assert_eq!(find("🕊️ لا تاريخ هنا"), None);
    }
}
