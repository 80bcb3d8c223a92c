//! Parts of a whole: half, two thirds, one in five, 85 percent, and the stated whole they are of.

use std::ops::Range;

use super::fold::{Sieve, Words, words};
use super::number::{Amount, number_at, range_at};
use super::token::Line;

/// A part as printed.
pub(super) struct Part {
    /// Parts counted and parts in the whole, where the words give both.
    pub ratio: Option<(u64, u64)>,
    /// The tokens of the part.
    pub tokens: Range<usize>,
    /// The whole, where it is stated as a number.
    pub whole: Option<Amount>,
}

impl Part {
    /// The part in people, to the nearest person.
    pub fn value(&self) -> Option<u64> {
        let (parts, per) = self.ratio?;
        let whole = u128::from(self.whole.as_ref()?.value?);
        let product = whole.checked_mul(u128::from(parts))?;
        let half = u128::from(per) / 2;
        u64::try_from((product + half).checked_div(u128::from(per))?).ok()
    }
}

/// The part at a token, with its whole if one is stated.
pub(super) fn part_at(line: &Line<'_>, at: usize) -> Option<Part> {
    let (ratio, end) = percent_at(line, at)
        .or_else(|| share_at(line, at))
        .or_else(|| written_at(line, at))
        .or_else(|| in_many_at(line, at))?;
    let ratio = ratio.filter(|(parts, per)| parts <= per && *per > 0);
    Some(Part { ratio, tokens: at..end, whole: whole_at(line, end) })
}

type Ratio = (Option<(u64, u64)>, usize);

/// "85 percent", "8.5%", "80 to 85 per cent" (of which no single part is given).
fn percent_at(line: &Line<'_>, at: usize) -> Option<Ratio> {
    if let Some((_, range)) = range_at(line, at)
        && let Some(end) = percent_end(line, range.tokens.end)
    {
        return Some((None, end));
    }
    let number = number_at(line, at)?;
    let end = percent_end(line, number.tokens.end)?;
    let exact = number
        .base()
        .and_then(|base| Some((base.mantissa?, 10u64.checked_pow(base.places)?.checked_mul(100)?)));
    Some((exact.or_else(|| number.value.map(|value| (value, 100))), end))
}

fn percent_end(line: &Line<'_>, at: usize) -> Option<usize> {
    match () {
        () if line.is_of(at, words!["%", "٪", "percent", "pct"]) => Some(at + 1),
        () if line.has(at, &["per", "cent"]) => Some(at + 2),
        () => None,
    }
}

/// "half", "a third", "two-thirds", "three quarters".
fn share_at(line: &Line<'_>, at: usize) -> Option<Ratio> {
    if line.is(at, "half") {
        return Some((Some((1, 2)), at + 1));
    }
    let parts = match line.is(at, "a") {
        true => 1,
        false => number_at(line, at).filter(|number| number.tokens.end == at + 1)?.value?,
    };
    let noun = line.past_hyphen(at + 1);
    let per = denominator(line, noun, parts)?;
    Some((Some((parts, per)), noun + 1))
}

/// What makes a part with an article: a third.
pub(super) const AFTER_ARTICLE: Sieve<32> = Sieve::of(&[
    "half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
]);

/// What makes a part with a number before it.
pub(super) const AFTER_NUMBER: Sieve<32> = AFTER_ARTICLE.or(&Sieve::of(&[
    "halves", "thirds", "quarters", "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths",
    "%", "٪", "percent", "pct", "per", "/", "in", "out", "-", "\u{2010}", "\u{2011}",
]));

fn denominator(line: &Line<'_>, at: usize, parts: u64) -> Option<u64> {
    const NAMES: &[(&str, &str, u64)] = &[
        ("half", "halves", 2),
        ("third", "thirds", 3),
        ("quarter", "quarters", 4),
        ("fourth", "fourths", 4),
        ("fifth", "fifths", 5),
        ("sixth", "sixths", 6),
        ("seventh", "sevenths", 7),
        ("eighth", "eighths", 8),
        ("ninth", "ninths", 9),
        ("tenth", "tenths", 10),
    ];
    NAMES.iter().find(|(one, many, _)| line.is(at, if parts == 1 { one } else { many })).map(|name| name.2)
}

/// "½", "3/4 of".
fn written_at(line: &Line<'_>, at: usize) -> Option<Ratio> {
    const SIGNS: &[(&str, u64, u64)] =
        &[("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5), ("⅛", 1, 8)];
    if let Some((_, parts, per)) = SIGNS.iter().find(|(sign, ..)| line.is(at, sign)) {
        return Some((Some((*parts, *per)), at + 1));
    }
    let slash =
        line.is(at + 1, "/") && line.touches_next(at) && line.touches_next(at + 1) && line.is(at + 3, "of");
    let (parts, per) = (line.numeral(at)?, line.numeral(at + 2).filter(|_| slash)?);
    Some((parts.times(1).zip(per.times(1)), at + 3))
}

/// "one in five", "two out of ten"; "134 out of 253" is a count of its own and no part.
fn in_many_at(line: &Line<'_>, at: usize) -> Option<Ratio> {
    let parts = number_at(line, at)?;
    let joint = parts.tokens.end + usize::from(line.has(parts.tokens.end, &["out", "of"]));
    let every = joint + usize::from(line.is(joint + 1, "every"));
    if !line.is(joint, if joint > parts.tokens.end { "of" } else { "in" }) {
        return None;
    }
    let per = number_at(line, every + 1)?;
    let small = matches!(per.value, Some(2..=10 | 20 | 50 | 100 | 1_000));
    let end = per.tokens.end;
    let is_part = small && parts.value < per.value && !is_time(line, end);
    is_part.then_some((parts.value.zip(per.value), end))
}

/// Whether the token is a unit of time: "three in ten days" is no fraction.
pub(super) fn is_time(line: &Line<'_>, at: usize) -> bool {
    const UNITS: Words = Words::of(&[
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "week",
        "weeks", "month", "months", "year", "years", "decade", "decades",
    ]);
    line.is_of(at, &UNITS)
}

/// The stated whole after a part: "of its 2.4 million", "of Gaza's estimated 2.3 million".
fn whole_at(line: &Line<'_>, at: usize) -> Option<Amount> {
    /// A whole stands at most this many tokens after its part.
    const NEAR: usize = 6;
    (at..at + NEAR).take_while(|token| *token == at || is_filler(line, token - 1)).find_map(|token| {
        let is_apart = token > at;
        number_at(line, token).filter(|_| is_apart)
    })
}

fn is_filler(line: &Line<'_>, at: usize) -> bool {
    const FILLERS: Words = Words::of(&[
        "of",
        "the",
        "its",
        "their",
        "his",
        "her",
        "those",
        "these",
        "all",
        "a",
        "an",
        "some",
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
        "over",
        "more",
        "than",
        "at",
        "least",
        "estimated",
        "remaining",
        "total",
        "original",
        "population",
        "combined",
        "other",
    ]);
    let word = line.word(at);
    line.is_of(at, &FILLERS) || word.ends_with("'s") || word.ends_with("’s") || starts_upper(word)
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Reading = (Option<(u64, u64)>, Option<u64>);

    fn read(text: &str) -> Option<Reading> {
        let line = Line::new(text);
        part_at(&line, 0).map(|part| (part.ratio, part.value()))
    }

    #[test]
    fn parts_of_a_stated_whole_give_people() {
        for (text, ratio, value) in [
            ("half of its 2.4 million", (1, 2), 1_200_000),
            ("half the city’s 90,000", (1, 2), 45_000),
            ("one in five of the 107", (1, 5), 21),
            ("85 percent of 2.3 million", (85, 100), 1_955_000),
            ("8.5% of the 2,000", (85, 1_000), 170),
            ("two thirds of the 90", (2, 3), 60),
            ("two-thirds of the remaining 90", (2, 3), 60),
            ("a quarter of Gaza's 2.4 million", (1, 4), 600_000),
            ("¾ of the 100", (3, 4), 75),
            ("3/4 of the 100", (3, 4), 75),
            ("nine out of ten of the 1,000", (9, 10), 900),
        ] {
            assert_eq!(read(text), Some((Some(ratio), Some(value))), "{text}");
        }
    }

    #[test]
    fn a_part_without_a_number_for_its_whole_has_no_value() {
        for text in
            ["half of the hostages taken on 7", "85 per cent of the population", "one in five residents"]
        {
            assert!(matches!(read(text), Some((Some(_), None))), "{text}");
        }
        assert_eq!(read("80 to 85 percent of the 200"), Some((None, None)));
        assert_eq!(read("150 percent of the 200"), Some((None, None)));
    }

    #[test]
    fn a_count_beside_another_is_no_part() {
        for text in ["134 out of the 253", "134 out of 253", "three in ten days", "two in Gaza", "10/7"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
