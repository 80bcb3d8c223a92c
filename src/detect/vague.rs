//! Quantities without a value: vague numbers (dozens, several thousand) and quantifiers (numerous).

use std::ops::Range;

use super::fold::{Sieve, Words, words};
use super::number::{number_at, scale_after};
use super::token::Line;

/// Words that make a vague number of the scale after them: several thousand.
const SOME: Words = Words::of(&["several", "many", "few", "some", "various", "couple"]);

/// Words that give a quantity without a number.
const QUANTIFIERS: Words = Words::of(&[
    "numerous",
    "several",
    "many",
    "some",
    "most",
    "few",
    "countless",
    "untold",
    "multiple",
    "various",
    "others",
    "scores",
    "significant",
    "substantial",
    "considerable",
    "widespread",
    "massive",
    "mass",
    "heavy",
    "innumerable",
]);

/// What a quantifier of two words ends with: a significant number of.
const SHARES: Words = Words::of(&[
    "number",
    "numbers",
    "portion",
    "proportion",
    "part",
    "share",
    "majority",
    "minority",
    "handful",
    "group",
    "groups",
    "lot",
    "lots",
    "plenty",
    "couple",
    "bulk",
    "amount",
    "percentage",
    "fraction",
]);

/// What may stand before such a word.
const SIZES: Words = Words::of(&[
    "significant",
    "large",
    "larger",
    "small",
    "huge",
    "vast",
    "great",
    "high",
    "substantial",
    "considerable",
    "growing",
    "unknown",
    "unspecified",
    "undisclosed",
    "undetermined",
    "limited",
    "overwhelming",
    "whole",
    "good",
    "sizeable",
    "sizable",
    "mere",
    "greater",
    "record",
]);

/// The vague number at a token: dozens (of), tens of thousands (of), several hundred.
pub(super) fn vague_number_at(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let end = plural_scales(line, at).or_else(|| several_scale(line, at))?;
    Some(at..end)
}

/// The quantifier at a token: numerous, scores (of), a significant number of.
pub(super) fn quantifier_at(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(share) = share_at(line, at) {
        return Some(at..share);
    }
    let article = usize::from(line.is(at, "a") && line.is(at + 1, "few"));
    if line.is(at, "large") && line.is_of(at + 2, words!["scale"]) && line.is_hyphen(at + 1) {
        return Some(at..at + 3);
    }
    let end = at + article + 1;
    let is_hedge = line.is_of(at, words!["many", "few", "some", "most"]) && number_at(line, end).is_some();
    (line.is_of(end - 1, &QUANTIFIERS) && !is_hedge).then_some(at..end)
}

/// Whether a vague word can begin with the word.
pub(super) fn may_begin(line: &Line<'_>, at: usize) -> bool {
    const LISTS: [Words; 5] = [FIRST, QUANTIFIERS, SOME, SIZES, SHARES];
    line.fold(at).is_some_and(|word| BEGIN.lets(word)) && LISTS.iter().any(|list| line.is_of(at, list))
}

const FIRST: Words = Words::of(&["a", "an", "the", "tens", "very"]);

/// What a vague word can begin with.
pub(super) const BEGIN: Sieve<32> = Sieve::of(FIRST.list)
    .or(&Sieve::of(QUANTIFIERS.list))
    .or(&Sieve::of(SOME.list))
    .or(&Sieve::of(SIZES.list))
    .or(&Sieve::of(SHARES.list));

/// What makes a vague word with an article: a few, the vast majority.
pub(super) const AFTER_ARTICLE: Sieve<32> =
    Sieve::of(SIZES.list).or(&Sieve::of(SHARES.list)).or(&Sieve::of(&["very", "relatively", "few"]));

/// Past the "of" that belongs to a vague word: thousands of.
pub(super) fn past_of(line: &Line<'_>, words: &Range<usize>) -> usize {
    let noun = words.end.wrapping_sub(1);
    let takes_of = line.is(noun, "scores") || line.is_of(noun, &SHARES) || is_plural_scale(line, noun);
    words.end + usize::from(takes_of && line.is(words.end, "of"))
}

fn is_plural_scale(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    line.is(at, "tens") || (word.ends_with(['s', 'S']) && scale_after(line, at).is_some())
}

/// "thousands", "tens of thousands", "hundreds of thousands".
fn plural_scales(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is_word(at) || !is_plural_scale(line, at) {
        return None;
    }
    match line.is(at + 1, "of") && is_plural_scale(line, at + 2) {
        true => Some(at + 3),
        false => (!line.is(at, "tens")).then_some(at + 1),
    }
}

/// "several thousand", "a few hundred", "a couple of hundred", "many dozens".
fn several_scale(line: &Line<'_>, at: usize) -> Option<usize> {
    let some = at + usize::from(line.is(at, "a"));
    if !line.is_of(some, &SOME) || (some > at && !line.is_of(some, words!["few", "couple"])) {
        return None;
    }
    let scale = some + 1 + usize::from(line.is(some, "couple") && line.is(some + 1, "of"));
    let (_, end) = scale_after(line, scale)?;
    let is_about = line.is(some, "some") && !is_plural_scale(line, scale);
    (!is_about).then(|| scale_after(line, end).map_or(end, |(_, end)| end))
}

/// "a significant number", "large numbers", "a handful".
fn share_at(line: &Line<'_>, at: usize) -> Option<usize> {
    let article = usize::from(line.is_of(at, words!["a", "an", "the"]));
    let size = at + article + usize::from(line.is_of(at + article, words!["very", "relatively"]));
    let sized = line.is_of(size, &SIZES);
    let noun = size + usize::from(sized);
    let is_share = line.is_of(noun, &SHARES) && line.is(noun + 1, "of");
    let counts = article > 0 || sized || line.is_of(noun, words!["plenty", "lots"]);
    let named = !line.is(at, "the") || line.is_of(noun, words!["majority", "bulk"]);
    (is_share && counts && named).then_some(noun + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, reader: fn(&Line<'_>, usize) -> Option<Range<usize>>) -> Option<usize> {
        let line = Line::new(text);
        reader(&line, 0).map(|words| past_of(&line, &words))
    }

    #[test]
    fn vague_numbers_take_their_of() {
        for (text, end) in [
            ("dozens of people", 2),
            ("Thousands", 1),
            ("tens of thousands of people", 4),
            ("several thousand people", 2),
            ("a few hundred", 3),
            ("a couple of hundred men", 4),
            ("many dozens of them", 3),
        ] {
            assert_eq!(read(text, vague_number_at), Some(end), "{text}");
        }
        for text in ["some hundred people", "several people", "thousand people", "tens", "a dozen"] {
            assert_eq!(read(text, vague_number_at), None, "{text}");
        }
    }

    #[test]
    fn quantifiers_are_found_but_hedges_are_not() {
        for (text, end) in [
            ("numerous deaths", 1),
            ("scores of people", 2),
            ("a significant number of people", 4),
            ("the vast majority of people", 4),
            ("large numbers of people", 3),
            ("large-scale losses", 3),
            ("a few people", 2),
            ("some hostages", 1),
        ] {
            assert_eq!(read(text, quantifier_at), Some(end), "{text}");
        }
        for text in ["some 300 people", "the number of people", "number of people", "people"] {
            assert_eq!(read(text, quantifier_at), None, "{text}");
        }
    }
}
