//! The words of a text that tell when it was written.

use std::ops::Range;

use jiff::civil::Weekday;

use super::weekday;
use crate::detect::dates::{self, Mention, Word};
use crate::detect::number::small;
use crate::model::Day;

/// Some words and what they tell.
#[derive(Debug)]
pub(super) struct Clue {
    /// Bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) sense: Sense,
}

/// What words tell of the day on which they were written.
#[derive(Debug)]
pub(super) enum Sense {
    /// This day had come.
    Past(Day),
    /// A day (month, day of the month) of a year that is not named.
    OfYear(i8, i8),
    /// A weekday that had just been, or was.
    Weekday(Weekday),
    /// So long after an event.
    Since(Since),
    /// An event, by its noun, began on this day.
    Began(String, Day),
}

/// A count of time from the beginning of an event.
#[derive(Debug)]
pub(super) struct Since {
    /// The noun of the event, in lower case, where the words name one.
    pub(super) name: Option<String>,
    pub(super) count: i64,
    pub(super) unit: Unit,
    /// `the fifth month` (within it) rather than `five months` (after them).
    pub(super) is_ordinal: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Nouns of what lasts and is counted from; neutral words for every party.
const EVENTS: [&str; 22] = [
    "war",
    "conflict",
    "fighting",
    "offensive",
    "siege",
    "crisis",
    "invasion",
    "uprising",
    "hostilities",
    "campaign",
    "operation",
    "assault",
    "blockade",
    "strike",
    "protests",
    "outbreak",
    "epidemic",
    "pandemic",
    "flood",
    "floods",
    "earthquake",
    "disaster",
];
/// Words that say that an event had its beginning.
const BEGAN: [&str; 9] =
    ["began", "started", "erupted", "begun", "launched", "struck", "hit", "broke", "declared"];
/// Words before a date that lies ahead, or may.
const AHEAD: [&str; 8] = ["until", "till", "by", "before", "from", "next", "through", "for"];
/// Words before a weekday or a date that lies ahead.
const TO_COME: [&str; 4] = ["will", "would", "next", "coming"];
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
/// Counts beyond this are no time since an event that news speaks of.
const MOST: i64 = 2000;
/// How many words around a count are searched for the event it counts from.
const AROUND: usize = 14;

/// The clues of a text, in its order.
pub(super) fn clues(text: &str) -> Vec<Clue> {
    let words = dates::words(text);
    let mentions = dates::mentions(&words);
    let of = |range: &Range<usize>| words[range.start].at..words[range.end - 1].end();
    let mut clues: Vec<Clue> = Vec::new();
    for (range, mention) in &mentions {
        let sense = match *mention {
            Mention::Day(day) => {
                began(&words, range, day).or_else(|| is_past(&words, range).then_some(Sense::Past(day)))
            }
            Mention::OfYear(month, day) => is_past(&words, range).then_some(Sense::OfYear(month, day)),
        };
        clues.extend(sense.map(|sense| Clue { at: of(range), sense }));
    }
    for at in 0..words.len() {
        let found = weekday_at(&words, at).or_else(|| since_at(&words, at));
        clues.extend(found.map(|(length, sense)| Clue { at: of(&(at..at + length)), sense }));
    }
    clues.sort_by_key(|clue| clue.at.start);
    clues
}

/// Whether a date is told as past: nothing before it in its sentence points ahead.
fn is_past(words: &[Word<'_>], date: &Range<usize>) -> bool {
    let before = sentence_before(words, date.start, 6);
    let directly = before.iter().rev().take(2).any(|word| is_any(word.text, &AHEAD));
    !directly && !before.iter().any(|word| is_any(word.text, &TO_COME))
}

/// `The war, which began on …`: the noun nearest before a word of beginning, nearest before the date.
fn began(words: &[Word<'_>], date: &Range<usize>, day: Day) -> Option<Sense> {
    let before = sentence_before(words, date.start, AROUND);
    let began = before.iter().rposition(|word| is_any(word.text, &BEGAN))?;
    let name = before[..began].iter().rev().find(|word| is_any(word.text, &EVENTS))?;
    Some(Sense::Began(name.text.to_lowercase(), day))
}

fn weekday_at(words: &[Word<'_>], at: usize) -> Option<(usize, Sense)> {
    let weekday = weekday(words[at].text).filter(|_| words[at].text.starts_with(char::is_uppercase))?;
    let before = sentence_before(words, at, 6);
    let ahead = before.iter().any(|word| is_any(word.text, &TO_COME))
        || before.last().is_some_and(|word| is_any(word.text, &AHEAD) || word.text == "this");
    let earlier = before.last().is_some_and(|word| word.text.eq_ignore_ascii_case("last"));
    // `Tuesday, 6 February`: the date beside it tells more than its weekday.
    let dated =
        words[at + 1..].iter().take(2).any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    (!ahead && !earlier && !dated).then_some((1, Sense::Weekday(weekday)))
}

/// `fifth month`, `five months into`, `day 123 of`.
fn since_at(words: &[Word<'_>], at: usize) -> Option<(usize, Sense)> {
    let (length, count, unit, is_ordinal) =
        ordinal(words, at).or_else(|| counted(words, at)).or_else(|| numbered_day(words, at))?;
    let after = sentence_after(words, at + length, AROUND);
    let before = sentence_before(words, at, AROUND);
    // `of the war` and `into the war` name it behind; `as the war entered its` before.
    let behind = after.iter().take(5).find(|word| is_any(word.text, &EVENTS));
    let named = behind.or_else(|| before.iter().rev().find(|word| is_any(word.text, &EVENTS)));
    let name = named?.text.to_lowercase();
    Some((length, Sense::Since(Since { name: Some(name), count, unit, is_ordinal })))
}

fn ordinal(words: &[Word<'_>], at: usize) -> Option<(usize, i64, Unit, bool)> {
    let count = ordinal_word(words[at].text)?;
    let (unit, plural) = unit(words.get(at + 1)?.text)?;
    (!plural).then_some((2, count, unit, true))
}

/// `five months into`, `after five months of`, `five months since`; a bare `five months` tells nothing.
fn counted(words: &[Word<'_>], at: usize) -> Option<(usize, i64, Unit, bool)> {
    let count = in_words(words[at].text).or_else(|| number(words[at].text))?;
    let (unit, _) = unit(words.get(at + 1)?.text)?;
    let before = at.checked_sub(1).map(|at| words[at].text.to_lowercase()).unwrap_or_default();
    let is_counted = match words.get(at + 2)?.text {
        "into" | "since" | "after" => true,
        "of" => before == "after",
        _ => false,
    };
    is_counted.then_some((2, count, unit, false))
}

/// `day 123 of the war`, `the 123rd day of the war`.
fn numbered_day(words: &[Word<'_>], at: usize) -> Option<(usize, i64, Unit, bool)> {
    if words[at].text.eq_ignore_ascii_case("day") {
        let count = number(words.get(at + 1)?.text)?;
        return Some((2, count, Unit::Day, true));
    }
    let count = number(words[at].text)?;
    let ending = matches!(words.get(at + 1)?.text, "st" | "nd" | "rd" | "th");
    let (unit, plural) = unit(words.get(at + 2)?.text)?;
    (ending && !plural).then_some((3, count, unit, true))
}

fn unit(word: &str) -> Option<(Unit, bool)> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let unit = match singular.to_lowercase().as_str() {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    Some((unit, singular.len() < word.len()))
}

/// The place that an ordinal word names, from 1.
fn ordinal_word(word: &str) -> Option<i64> {
    let at = ORDINALS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    i64::try_from(at + 1).ok()
}

fn in_words(word: &str) -> Option<i64> {
    let small = small(word).or_else(|| word.eq_ignore_ascii_case("twenty").then_some(20))?;
    i64::try_from(small).ok().filter(|count| *count > 0)
}

fn number(word: &str) -> Option<i64> {
    word.parse().ok().filter(|count| (1..=MOST).contains(count))
}

fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Up to so many words before a place, within its sentence.
fn sentence_before<'a, 'b>(words: &'a [Word<'b>], at: usize, most: usize) -> &'a [Word<'b>] {
    let from = at.saturating_sub(most);
    let start = words[from..at].iter().rposition(ends_sentence).map_or(from, |end| from + end + 1);
    &words[start..at]
}

/// Up to so many words from a place on, within its sentence.
fn sentence_after<'a, 'b>(words: &'a [Word<'b>], at: usize, most: usize) -> &'a [Word<'b>] {
    let to = words.len().min(at + most);
    let rest = words.get(at..to).unwrap_or_default();
    let end = rest.iter().position(ends_sentence).map_or(rest.len(), |end| end + 1);
    &rest[..end]
}

/// Whether a sentence ends behind a word. A shortened month is not told apart: it only shortens what
/// is looked at.
fn ends_sentence(word: &Word<'_>) -> bool {
    word.gap.contains(['\n', '!', '?', ';']) || word.gap.contains(". ")
}
