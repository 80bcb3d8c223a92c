//! The words of time in a sentence: `on Friday`, `since 2014`, `over the last day`.

use std::ops::Range;

use jiff::civil::Weekday;

use crate::detect::dates::{MONTHS, WEEKDAYS, month_of};
use crate::detect::fold::{Sieve, Words, words};
use crate::detect::lexicon::{Begins, Event, Lexicon, Small, TimeOpener, TimeWord};
use crate::detect::number::{self, number_at};
use crate::detect::suggest::source::Reader;
use crate::detect::token::Line;
use crate::model::Day;

/// A unit of time stands no further behind the words that count it.
const UNIT_NEAR: usize = 12;
/// The units that times are counted in.
pub(in crate::detect) const UNITS: &[&str] = &[
    "hour", "hours", "day", "days", "night", "nights", "week", "weeks", "month", "months", "year", "years",
    "decade", "decades",
];
/// Words that may stand before a date.
pub(in crate::detect) const LEADS: Words =
    Words::of(&["on", "in", "late", "early", "last", "during", "at", "the", "of", "by", "mid"]);
/// Words behind "since" and its kin are read to so many tokens.
const LONGEST: usize = 10;

/// Some words of time, in tokens, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::detect::suggest) struct Phrase {
    pub words: Range<usize>,
    pub sense: Sense,
}

/// What words of time say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::detect::suggest) enum Sense {
    /// From a time on.
    Since(Option<When>),
    /// A stretch, with its hours where it is measured.
    Window(Option<u32>),
    /// A time at which something happened.
    At(When),
    /// A running total.
    Total,
}

/// A day or a stretch of the calendar, as words name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect::suggest) enum When {
    /// A whole date.
    Day(Day),
    /// A month and a day of it, without a year.
    OfYear(i8, i8),
    /// A weekday.
    Weekday(Weekday),
    /// A month, perhaps of a year.
    Month(i8, Option<i16>),
    /// A year.
    Year(i16),
    /// So many days before the day of writing.
    Ago(i32),
    /// Words that fix no day.
    Loose,
}

/// The words of time of a sentence, in its order; none reaches into another.
pub(in crate::detect::suggest) fn phrases(reader: &Reader<'_, '_>, lexicon: &Lexicon) -> Vec<Phrase> {
    let line = reader.line;
    let mut found = Vec::new();
    let mut units = (0..line.len()).filter(|at| reader.seen(*at).begins.has(Begins::UNIT));
    let mut unit = units.next();
    let mut at = 0;
    while at < line.len() {
        let begins = reader.seen(at).begins;
        while unit.is_some_and(|unit| unit < at) {
            unit = units.next();
        }
        let measures = unit.is_some_and(|unit| unit < at + UNIT_NEAR) && may_count(line, at);
        let opens = || begins.has(Begins::TIME_OPENER).then(|| opened(reader, lexicon, at)).flatten();
        let dated = || may_date(line, at, begins).then(|| dated(line, at)).flatten();
        let counted = || measures.then(|| counted_back(line, at).or_else(|| compound(reader, at))).flatten();
        let listed = || begins.has(Begins::TIME_WORD).then(|| listed(reader, lexicon, at)).flatten();
        let next = opens().or_else(|| between(line, at)).or_else(dated).or_else(counted).or_else(listed);
        at = next.as_ref().map_or(at + 1, |phrase: &Phrase| phrase.words.end.max(at + 1));
        found.extend(next);
    }
    found
}

/// Whether a count of a unit of time may begin at a token.
fn may_count(line: &Line<'_>, at: usize) -> bool {
    const VAGUE: &[&str] = &["few", "several", "many", "recent", "couple", "a", "an"];
    const COUNTS: Sieve<32> = number::BEGIN.or(&Sieve::of(VAGUE));
    line.numeral(at).is_some() || line.fold(at).is_some_and(|word| COUNTS.lets(word))
}

/// Whether a date may begin at a token.
fn may_date(line: &Line<'_>, at: usize, begins: Begins) -> bool {
    begins.has(Begins::DATE) || begins_or_owns(line, at)
}

/// `between 2013 and 2016`, `from May to July`.
fn between(line: &Line<'_>, at: usize) -> Option<Phrase> {
    if !line.is_of(at, words!["between", "from"]) {
        return None;
    }
    let joins: &[&str] =
        if line.is(at, "between") { &["and", "-", "–"] } else { &["to", "until", "through", "till"] };
    let end = |at: usize| {
        let named = date_at(line, at).map(|(end, _)| end);
        named.or_else(|| year(line, at).map(|_| at + 1))
    };
    let joint = end(at + 1).filter(|joint| line.is_any(*joint, joins))?;
    Some(Phrase { words: at..end(joint + 1)?, sense: Sense::Window(None) })
}

fn opened(reader: &Reader<'_, '_>, lexicon: &Lexicon, at: usize) -> Option<Phrase> {
    let seen = reader.seen(at);
    let (length, opener) =
        lexicon.index.entry(seen, Begins::TIME_OPENER, &lexicon.times.openers, reader.line, at)?;
    match opener {
        TimeOpener::Since => since(reader, at, at + length),
        TimeOpener::Within => within(reader, at, length),
    }
}

/// `since October 7`, `since the start of the war in 2011`.
fn since(reader: &Reader<'_, '_>, start: usize, from: usize) -> Option<Phrase> {
    let line = reader.line;
    let then = if line.is(from - 1, "the") { from - 1 } else { from };
    let mut end = then;
    while end - then < LONGEST && goes_on_since(reader, then, end) {
        end = date_at(line, end).map_or(end + 1, |(behind, _)| behind.max(end + 1));
    }
    let named = (then..end)
        .any(|at| dated(line, at).is_some() || year(line, at).is_some() || reader.is_event(at))
        || line.is_of(then, words!["then", "last", "early", "late", "mid"])
        || line.is_of(end - 1, words!["year", "month", "week", "day", "decade", "century"]) && end > then;
    let when = (then..end)
        .find_map(|at| date_at(line, at).map(|(_, when)| when).or_else(|| year(line, at).map(When::Year)));
    (named && end > then).then_some(Phrase { words: start..end, sense: Sense::Since(when) })
}

fn goes_on_since(reader: &Reader<'_, '_>, start: usize, at: usize) -> bool {
    let line = reader.line;
    if line.is_hyphen(at) || date_at(line, at).is_some() || year(line, at).is_some() {
        return true;
    }
    let inside =
        at > start && line.is(at, ",") && year(line, at + 1).is_some() && line.numeral(at - 1).is_some();
    let begins = line.is_of(at, words!["began", "started", "erupted", "broke", "out"]);
    let number = line.numeral(at).is_some() && (at == start || month_of(line.word(at - 1)).is_some());
    if line.is_of(at, words!["has", "have", "had", "is", "was"]) {
        return false;
    }
    let plain = match reader.part(at) {
        Some(Small::Stop | Small::Pronoun | Small::Relative | Small::Be | Small::Join) => false,
        Some(Small::Link) => line.is_of(at, words!["of", "in", "from"]),
        Some(Small::Determiner) => at == start || line.is_of(at - 1, words!["of", "in", "on"]),
        _ => {
            line.is_word(at)
                && !reader.is_verb_form(at)
                && !(at > start && reader.is_source(at) && reader.is_capital(at))
        }
    };
    inside || begins || number || plain || (line.is(at, "on") && at > start)
}

/// `within 24 hours`, `over the last day`, `in two days`.
fn within(reader: &Reader<'_, '_>, start: usize, length: usize) -> Option<Phrase> {
    let line = reader.line;
    let mut at = start + length;
    while line.is_of(
        at,
        words![
            "the", "past", "last", "previous", "about", "nearly", "almost", "roughly", "some", "first",
            "just", "only", "more", "than", "least", "these",
        ],
    ) {
        at += 1;
    }
    let (end, count) = measured(line, at, reader.line.is_of(at - 1, words!["past", "last", "previous"]))?;
    if line.is_of(end, words!["ago", "old", "later", "earlier", "after", "before", "from"])
        && !line.is(end, "before")
    {
        return None;
    }
    let of_war = line.is(end, "of")
        && (end + 1..end + 4).any(|at| matches!(reader.event(at), Some((_, Event::Lasting))));
    if of_war {
        let event = (end + 1..end + 4).find_map(|at| reader.event(at).map(|(length, _)| at + length));
        let end = event.unwrap_or(end);
        return Some(Phrase { words: start..end, sense: Sense::Since(None) });
    }
    Some(Phrase { words: start..end, sense: Sense::Window(count) })
}

/// `two days ago`, `three weeks earlier`.
fn counted_back(line: &Line<'_>, at: usize) -> Option<Phrase> {
    let (end, hours) = measured(line, at, false)?;
    let days = hours
        .filter(|hours| hours % 24 == 0 && *hours < 168)
        .and_then(|hours| i32::try_from(hours / 24).ok());
    let when = days.filter(|_| line.is(end, "ago")).map_or(When::Loose, When::Ago);
    line.is_of(end, words!["ago", "earlier", "before"])
        .then_some(Phrase { words: at..end + 1, sense: Sense::At(when) })
}

/// A count of a unit of time: the token behind it, and the hours.
fn measured(line: &Line<'_>, at: usize, alone: bool) -> Option<(usize, Option<u32>)> {
    let counted = number_at(line, at).map(|number| (number.tokens.end, number.value));
    let vague = || {
        let few =
            line.is_of(at, words!["few", "several", "many", "recent", "couple"]).then_some((at + 1, None));
        let one = line.is_of(at, words!["a", "an"]).then_some((at + 1, Some(1)));
        few.or(one).or(alone.then_some((at, Some(1))))
    };
    let (mut end, count) = counted.or_else(vague)?;
    while line.is_of(end, words!["of", "few", "straight", "consecutive", "single", "couple"]) {
        end += 1;
    }
    end = line.past_hyphen(end);
    let hours = unit_hours(line.word(end))?;
    let total = count.and_then(|count| u32::try_from(count).ok()).and_then(|count| count.checked_mul(hours));
    Some((end + 1, total))
}

/// The hours of a unit of time; of a month and a year those of 30 and 365 days.
fn unit_hours(word: &str) -> Option<u32> {
    const UNITS: [(&str, u32); 7] = [
        ("hour", 1),
        ("day", 24),
        ("night", 24),
        ("week", 168),
        ("month", 720),
        ("year", 8_760),
        ("decade", 87_600),
    ];
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
    UNITS.iter().find(|(name, _)| singular.eq_ignore_ascii_case(name)).map(|(_, hours)| *hours)
}

/// `a four-day battle`, `the 24-hour period`.
fn compound(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let line = reader.line;
    let number = number_at(line, at).filter(|number| line.is_hyphen(number.tokens.end))?;
    let unit = number.tokens.end + 1;
    let hours = unit_hours(line.word(unit))?;
    let event = (unit + 1..unit + 5).find_map(|at| reader.event(at));
    let lasting = matches!(event, Some((_, Event::Lasting))) && hours > 168;
    let total =
        number.value.and_then(|count| u32::try_from(count).ok()).and_then(|count| count.checked_mul(hours));
    let sense = if lasting { Sense::Since(None) } else { Sense::Window(total) };
    (event.is_some() || line.is(unit + 1, "period")).then_some(Phrase { words: at..unit + 1, sense })
}

fn listed(reader: &Reader<'_, '_>, lexicon: &Lexicon, at: usize) -> Option<Phrase> {
    let (line, seen) = (reader.line, reader.seen(at));
    let (length, word) = lexicon.index.entry(seen, Begins::TIME_WORD, &lexicon.times.words, line, at)?;
    let sense = match word {
        TimeWord::Point => Sense::At(ago(line, at)),
        TimeWord::Total => Sense::Total,
        TimeWord::Span => Sense::Window(stretch(line, at..at + length)),
    };
    let words = at..at + length;
    let earlier = length == 1
        && line.is_of(at, words!["earlier", "recently"])
        && line.is_of(at + 1, words!["than", "reported", "said"]);
    // "A month after" counts from an event, not over a month.
    let counts = line.is_of(at, words!["a"])
        && line.is_of(at + length, words!["after", "before", "ago", "earlier", "later", "old", "since"]);
    (!earlier && !counts).then_some(Phrase { words, sense })
}

fn stretch(line: &Line<'_>, words: Range<usize>) -> Option<u32> {
    let exact = line.is_of(words.end - 1, words!["day"]).then_some(24);
    exact.filter(|_| words.clone().any(|at| line.is_of(at, words!["last", "past", "a", "single", "one"])))
}

fn ago(line: &Line<'_>, at: usize) -> When {
    let has = |word: &str| (at..at + 3).any(|at| line.is(at, word));
    if has("yesterday") || line.has(at, &["last", "night"]) || line.is(at, "overnight") {
        When::Ago(1)
    } else if has("today")
        || line.is_of(at, words!["tonight"])
        || line.has(at, &["this", "morning"])
        || line.has(at, &["this", "evening"])
        || line.has(at, &["this", "afternoon"])
    {
        When::Ago(0)
    } else {
        When::Loose
    }
}

/// `on Friday`, `late on Monday night`, `on October 7, 2023`, `in April 1989`, `March 16`, `in 2015`.
fn dated(line: &Line<'_>, at: usize) -> Option<Phrase> {
    let mut from = at;
    while from - at < 4 && line.is_of(from, &LEADS) {
        from += 1;
    }
    let in_year = || {
        let opened = from > at && line.is_of(from - 1, words!["in", "during", "late", "early", "mid"]);
        year(line, from).filter(|_| opened).map(|year| (from + 1, When::Year(year)))
    };
    let (end, when) = date_at(line, from).or_else(in_year)?;
    if line.is(at, "by")
        || at
            .checked_sub(1)
            .is_some_and(|before| line.is_of(before, words!["until", "till", "next", "before"]))
    {
        return None;
    }
    let month = matches!(when, When::Month(..));
    let bare = month && from == at && line.word(at).len() <= 5 && !matches!(when, When::Month(_, Some(_)));
    (!bare).then_some(Phrase { words: at..end, sense: Sense::At(when) })
}

/// The date that begins at a token: the token behind it, and the day.
pub(super) fn date_at(line: &Line<'_>, at: usize) -> Option<(usize, When)> {
    may_be_date(line, at).then(|| weekday_at(line, at).or_else(|| day_of_month(line, at))).flatten()
}

/// A quick look that spares most words the long one: weekdays, months, days in digits, all perhaps
/// with a sign of possession.
fn may_be_date(line: &Line<'_>, at: usize) -> bool {
    const DAYS: Words = Words::of(&WEEKDAYS);
    const SHORT: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sept"];
    const NAMES: Sieve = DAYS.sieve.or(&Sieve::of(&MONTHS)).or(&Sieve::of(SHORT));
    let named = || line.is_of(at, &DAYS) || month_of(line.word(at)).is_some();
    begins_or_owns(line, at) || (line.fold(at).is_some_and(|word| NAMES.lets(word)) && named())
}

/// Whether a word begins with a digit or holds an apostrophe.
fn begins_or_owns(line: &Line<'_>, at: usize) -> bool {
    line.begins_with_digit(at) || line.has_apostrophe(at)
}

fn weekday_at(line: &Line<'_>, at: usize) -> Option<(usize, When)> {
    let word = crate::detect::suggest::source::bare(line.word(at));
    let place = WEEKDAYS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()?;
    let mut end = at + 1;
    while line.is_of(end, words!["night", "morning", "afternoon", "evening"]) {
        end += 1;
    }
    let comma = usize::from(line.is(end, ","));
    match day_of_month(line, end + comma) {
        Some((end, when)) if matches!(when, When::Day(_) | When::OfYear(..)) => Some((end, when)),
        _ => Some((end, When::Weekday(weekday))),
    }
}

/// `October 7, 2023`, `7 October`, `April 1989`, `November`.
fn day_of_month(line: &Line<'_>, at: usize) -> Option<(usize, When)> {
    let number = |at: usize| day_number(line.word(at));
    if let Some(month) = month(line, at) {
        let stop = at + 1 + usize::from(line.is(at + 1, ".") && line.word(at).len() <= 4);
        if let Some(day) = number(stop) {
            let comma = stop + 1 + usize::from(line.is(stop + 1, ","));
            return with_year(line, comma, stop + 1, month, day);
        }
        return match year(line, stop) {
            Some(year) => Some((stop + 1, When::Month(month, Some(year)))),
            None => Some((at + 1, When::Month(month, None)))
                .filter(|_| line.word(at).len() > 3 || is_led(line, at)),
        };
    }
    let day = number(at)?;
    let of = at + 1 + usize::from(line.is(at + 1, "of"));
    let month = month(line, of)?;
    with_year(line, of + 1, of + 1, month, day)
}

fn with_year(line: &Line<'_>, year_at: usize, end: usize, month: i8, day: i8) -> Option<(usize, When)> {
    if let Some(found) = short_year(line, year_at)
        && let Some(day) = Day::new(found, month, day)
    {
        return Some((year_at + 1, When::Day(day)));
    }
    Day::new(2024, month, day).map(|_| (end, When::OfYear(month, day)))
}

/// A month by its name with a capital; `May` and `March` as verbs have none.
fn month(line: &Line<'_>, at: usize) -> Option<i8> {
    let word = crate::detect::suggest::source::bare(line.word(at));
    let capital = word.starts_with(|letter: char| letter.is_uppercase());
    let numbered = at > 0 && day_number(line.word(at - 1)).is_some()
        || day_number(line.word(at + 1)).is_some()
        || capital && (year(line, at + 1).is_some() || is_led(line, at));
    (capital || numbered).then(|| month_of(word)).flatten().filter(|_| word.len() > 3 || numbered)
}

/// Whether the word before shows that "May" is a month: last May, since May.
fn is_led(line: &Line<'_>, at: usize) -> bool {
    const LEADING: Words = Words::of(&["in", "last", "since", "during", "early", "late", "mid", "until"]);
    at.checked_sub(1).is_some_and(|before| line.is_of(before, &LEADING))
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let fits =
        ending.is_empty() || ["st", "nd", "rd", "th"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    (fits && digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// A year of four digits from 1900 to 2099.
pub(super) fn year(line: &Line<'_>, at: usize) -> Option<i16> {
    let word = line.word(at);
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..2100).contains(year))
}

/// A year behind a day and a month, of two digits too in capitals: `30 DEC 89`.
fn short_year(line: &Line<'_>, at: usize) -> Option<i16> {
    let two = || {
        let word = line.word(at);
        let loud = at > 0 && line.word(at - 1).chars().all(|letter| letter.is_ascii_uppercase());
        (word.len() == 2 && loud)
            .then(|| word.parse::<i16>().ok())
            .flatten()
            .map(|year| if year < 50 { 2000 + year } else { 1900 + year })
    };
    year(line, at).or_else(two)
}
