//! Hedges: the words before or after a number that say how it bounds the count.

use crate::model::figure::Qualifier;

use super::fold::{Fold, Sieve};
use super::number::number_at;
use super::token::Line;

use Qualifier::{About, Almost, AtLeast, LessThan, MoreThan, UpTo};

/// Hedges before the number; where one ends with another, the longer stands first.
const BEFORE: &[(&[&str], Qualifier)] = &[
    (&["not", "any", "more", "than"], UpTo),
    (&["no", "fewer", "than"], AtLeast),
    (&["no", "less", "than"], AtLeast),
    (&["not", "less", "than"], AtLeast),
    (&["not", "fewer", "than"], AtLeast),
    (&["a", "minimum", "of"], AtLeast),
    (&["minimum", "of"], AtLeast),
    (&["at", "the", "very", "least"], AtLeast),
    (&["at", "the", "least"], AtLeast),
    (&["at", "least"], AtLeast),
    (&["as", "few", "as"], AtLeast),
    (&["≥"], AtLeast),
    (&["no", "more", "than"], UpTo),
    (&["not", "more", "than"], UpTo),
    (&["a", "maximum", "of"], UpTo),
    (&["maximum", "of"], UpTo),
    (&["at", "the", "most"], UpTo),
    (&["at", "most"], UpTo),
    (&["as", "many", "as"], UpTo),
    (&["as", "much", "as"], UpTo),
    (&["as", "high", "as"], UpTo),
    (&["up", "to"], UpTo),
    (&["≤"], UpTo),
    (&["just", "short", "of"], Almost),
    (&["just", "shy", "of"], Almost),
    (&["just", "under"], Almost),
    (&["just", "below"], Almost),
    (&["close", "to"], Almost),
    (&["not", "quite"], Almost),
    (&["nearly"], Almost),
    (&["almost"], Almost),
    (&["approaching"], Almost),
    (&["nearing"], Almost),
    (&["more", "than"], MoreThan),
    (&["greater", "than"], MoreThan),
    (&["higher", "than"], MoreThan),
    (&["in", "excess", "of"], MoreThan),
    (&["north", "of"], MoreThan),
    (&["upwards", "of"], MoreThan),
    (&["upward", "of"], MoreThan),
    (&["over"], MoreThan),
    (&["above"], MoreThan),
    (&["beyond"], MoreThan),
    (&["exceeding"], MoreThan),
    (&["exceeds"], MoreThan),
    (&["exceeded"], MoreThan),
    (&["exceed"], MoreThan),
    (&["surpassing"], MoreThan),
    (&["surpasses"], MoreThan),
    (&["surpassed"], MoreThan),
    (&["passing"], MoreThan),
    (&["passes"], MoreThan),
    (&["passed"], MoreThan),
    (&["tops"], MoreThan),
    (&["topping"], MoreThan),
    (&["topped"], MoreThan),
    (&[">"], MoreThan),
    (&["fewer", "than"], LessThan),
    (&["less", "than"], LessThan),
    (&["lower", "than"], LessThan),
    (&["under"], LessThan),
    (&["below"], LessThan),
    (&["<"], LessThan),
    (&["somewhere", "around"], About),
    (&["in", "the", "region", "of"], About),
    (&["in", "the", "order", "of"], About),
    (&["on", "the", "order", "of"], About),
    (&["an", "estimated"], About),
    (&["estimated"], About),
    (&["about"], About),
    (&["around"], About),
    (&["approximately"], About),
    (&["approx", "."], About),
    (&["approx"], About),
    (&["roughly"], About),
    (&["some"], About),
    (&["circa"], About),
    (&["ca", "."], About),
    (&["c", "."], About),
    (&["perhaps"], About),
    (&["~"], About),
    (&["≈"], About),
    (&["±"], About),
];

/// Words that strengthen a bounding hedge without changing it: well over, slightly more than.
const DEGREES: &[&[&str]] = &[
    &["a", "little"],
    &["a", "bit"],
    &["well"],
    &["just"],
    &["slightly"],
    &["far"],
    &["much"],
    &["many"],
    &["considerably"],
    &["significantly"],
    &["somewhat"],
];

/// Words that may stand between a hedge and its number: at least another 30.
const BETWEEN: &[&[&str]] = &[
    &["another"],
    &["a", "further"],
    &["an", "additional"],
    &["a", "total", "of"],
    &["a", "combined"],
    &["a", "record"],
];

/// Hedges after the number.
const AFTER: &[(&[&str], Qualifier)] = &[
    (&["or", "thereabouts"], About),
    (&["or", "so"], About),
    (&["-", "odd"], About),
    (&["odd"], About),
    (&["more", "or", "less"], About),
    (&["or", "more"], AtLeast),
    (&["or", "above"], AtLeast),
    (&["or", "over"], AtLeast),
    (&["at", "a", "minimum"], AtLeast),
    (&["at", "the", "very", "least"], AtLeast),
    (&["at", "the", "least"], AtLeast),
    (&["at", "least"], AtLeast),
    (&["plus"], AtLeast),
    (&["+"], AtLeast),
    (&["or", "fewer"], UpTo),
    (&["or", "less"], UpTo),
    (&["at", "the", "most"], UpTo),
    (&["at", "most"], UpTo),
];

/// The last word of each hedge before a number.
const LASTS: [Fold; BEFORE.len()] = {
    let (mut lasts, mut at) = ([Fold::of(""); BEFORE.len()], 0);
    while at < BEFORE.len() {
        let words = BEFORE[at].0;
        lasts[at] = Fold::of(words[words.len() - 1]);
        at += 1;
    }
    lasts
};

/// What hedges before a number end with.
const LAST: Sieve = {
    let (mut sieve, mut at) = (Sieve::NONE, 0);
    while at < BEFORE.len() {
        let words = BEFORE[at].0;
        sieve = sieve.and(Fold::of(words[words.len() - 1]));
        at += 1;
    }
    sieve
};

/// What hedges after a number begin with.
const FIRST: Sieve = {
    let (mut sieve, mut at) = (Sieve::NONE, 0);
    while at < AFTER.len() {
        sieve = sieve.and(Fold::of(AFTER[at].0[0]));
        at += 1;
    }
    sieve
};

/// How many hedges may stand before one number: "at least an estimated" is two.
const MOST: usize = 3;

/// The hedges that end where the number begins: the first token of them and what they say.
///
/// Of several, the outermost that bounds wins over "about": "at least an estimated 300" is at least.
pub(super) fn before(line: &Line<'_>, number: usize) -> Option<(usize, Qualifier)> {
    let mut found = None;
    let mut start = number;
    for _ in 0..MOST {
        let end = ending_at(line, start, BETWEEN).unwrap_or(start);
        let Some((words, qualifier)) = ending_hedge(line, end) else { break };
        start = end - words.len();
        if qualifier != &About {
            start = ending_at(line, start, DEGREES).unwrap_or(start);
        }
        found = match found {
            Some((_, inner)) if qualifier == &About => Some((start, inner)),
            _ => Some((start, *qualifier)),
        };
    }
    found
}

/// The first of the hedges that end before a token.
fn ending_hedge(line: &Line<'_>, end: usize) -> Option<&'static (&'static [&'static str], Qualifier)> {
    let last = line.fold(end.wrapping_sub(1)).filter(|last| LAST.lets(*last))?;
    let mut ending = BEFORE.iter().zip(&LASTS).filter(|(_, word)| **word == last);
    ending.find_map(|(hedge, _)| ends_at(line, end, hedge.0).then_some(hedge))
}

/// The hedge that begins at a token after the number: the token after it and what it says.
pub(super) fn after(line: &Line<'_>, end: usize) -> Option<(usize, Qualifier)> {
    if !passes(line, end, &FIRST) {
        return None;
    }
    let (words, qualifier) = AFTER.iter().find(|(words, _)| line.has(end, words))?;
    let after = end + words.len();
    let is_of_the_next = number_at(line, after).is_some();
    (!is_of_the_next).then_some((after, *qualifier))
}

fn passes(line: &Line<'_>, at: usize, sieve: &Sieve) -> bool {
    line.fold(at).is_some_and(|word| sieve.lets(word))
}

fn ending_at(line: &Line<'_>, end: usize, list: &[&[&str]]) -> Option<usize> {
    list.iter().find(|words| ends_at(line, end, words)).map(|words| end - words.len())
}

fn ends_at(line: &Line<'_>, end: usize, words: &[&str]) -> bool {
    words.last().is_some_and(|last| line.is(end.wrapping_sub(1), last))
        && end.checked_sub(words.len()).is_some_and(|start| line.has(start, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(usize, Qualifier)> {
        let line = Line::new(text);
        before(&line, line.len())
    }

    #[test]
    fn every_hedge_is_reached_and_none_is_hidden_by_a_shorter_one() {
        for (words, qualifier) in BEFORE {
            assert_eq!(of(&words.join(" ")), Some((0, *qualifier)), "{words:?}");
            assert_eq!(of(&words.join(" ").to_uppercase()), Some((0, *qualifier)), "{words:?}");
        }
        for (words, qualifier) in AFTER {
            assert_eq!(after(&Line::new(&words.join(" ")), 0), Some((words.len(), *qualifier)), "{words:?}");
        }
    }

    #[test]
    fn hedges_pile_up_and_the_bounding_one_wins() {
        assert_eq!(of("killed at least an estimated"), Some((1, AtLeast)));
        assert_eq!(of("killed some at least"), Some((1, AtLeast)));
        assert_eq!(of("killing well over"), Some((1, MoreThan)));
        assert_eq!(of("with at least another"), Some((1, AtLeast)));
        assert_eq!(of("and another"), None);
    }

    #[test]
    fn a_hedge_of_the_next_number_is_left_to_it() {
        assert_eq!(after(&Line::new("at least 12 of them"), 0), None);
    }
}
