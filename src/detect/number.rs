//! Whole numbers of people: numerals with scales, number words, and ranges of them.

use std::ops::Range;

use crate::model::figure::Form;

use super::fold::{Sieve, Words, words};
use super::fraction::AFTER_NUMBER as AFTER_PART;
use super::numeral::Numeral;
use super::token::Line;

/// More tokens than this are no spelled number: keeps reading linear in the text.
const LONGEST: usize = 24;

/// A number or a range, as printed.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// In people; the lower end of a range. `None` where it is no whole number that fits.
    pub value: Option<u64>,
    /// The upper end of a range.
    pub upper: Option<u64>,
    /// Digits or words.
    pub form: Form,
    /// The tokens of the bare number.
    pub tokens: Range<usize>,
    /// What the scale multiplies, where the number is a plain multiple of one.
    base: Option<Numeral>,
    scale: u64,
}

impl Amount {
    fn scaled(base: Numeral, scale: u64, form: Form, tokens: Range<usize>) -> Self {
        Self { value: base.times(scale), upper: None, form, tokens, base: Some(base), scale }
    }

    fn of(value: Option<u64>, tokens: Range<usize>) -> Self {
        Self { value, upper: None, form: Form::NumberWord, tokens, base: None, scale: 1 }
    }

    /// The digits before any scale, for a percentage or "one in five".
    pub fn base(&self) -> Option<Numeral> {
        self.base.filter(|_| self.scale == 1)
    }
}

/// The number at a token: 27,585; 1.5 million; twenty-five; half a million.
pub(super) fn number_at(line: &Line<'_>, at: usize) -> Option<Amount> {
    if line.numeral(at).is_some() {
        return numeral_at(line, at);
    }
    let begins = line.fold(at).is_some_and(|word| BEGIN.lets(word));
    begins.then(|| part_of_scale_at(line, at).or_else(|| words_at(line, at))).flatten()
}

/// The range at a token and the token at which it begins, "between" included; a range must rise.
pub(super) fn range_at(line: &Line<'_>, at: usize) -> Option<(usize, Amount)> {
    if line.is(at, "between") {
        return join(line, past_about(line, at + 1), &["and", "to", "-", "–"]).map(|range| (at, range));
    }
    if line.is(at, "from") && at > 0 && line.is_of(at - 1, &RANGING) {
        return join(line, past_about(line, at + 1), &["to"]).map(|range| (at, range));
    }
    if line.is(at.wrapping_sub(1), "from") {
        return None;
    }
    join(line, at, &["to", "or", "-", "–", "—", "\u{2010}", "\u{2011}", "\u{2012}"]).map(|range| (at, range))
}

/// Whether the token is digits, or a word for less than twenty, behind which stands nothing that makes
/// more of it: no scale, no other end of a range, no sign or word of a part.
pub(super) fn is_plain(line: &Line<'_>, at: usize) -> bool {
    const MORE: Sieve<32> = Sieve::of(SCALES.list).or(&AFTER_PART).or(&Sieve::of(&[
        "and", "to", "or", "in", "out", "½", "-", "–", "—", "\u{2010}", "\u{2011}", "\u{2012}",
    ]));
    (line.numeral(at).is_some() || line.is_of(at, &SMALL))
        && !line.fold(at + 1).is_some_and(|next| MORE.lets(next))
}

/// Whether the numbers at a token are joined by a dash and do not rise: a score or a year, no range.
pub(super) fn is_falling_pair(line: &Line<'_>, number: &Amount) -> bool {
    let dash = number.tokens.end;
    is_pair_dash(line, dash) && number_at(line, dash + 1).is_some_and(|next| next.value <= number.value)
}

/// Whether a number at the token would be the second half of such a pair.
pub(super) fn ends_falling_pair(line: &Line<'_>, at: usize) -> bool {
    at > 1 && line.numeral(at - 2).is_some() && line.numeral(at).is_some() && is_pair_dash(line, at - 1)
}

/// What "ranging from" and its kin begin with.
const RANGING: Words = Words::of(&["ranging", "range", "ranges", "ranged", "anywhere", "estimates"]);

fn join(line: &Line<'_>, at: usize, joints: &[&str]) -> Option<Amount> {
    let low = number_at(line, at)?;
    let joint = low.tokens.end;
    if !line.is_any(joint, joints) || !is_joint(line, joint) {
        return None;
    }
    let high = number_at(line, past_about(line, joint + 1))?;
    let value = shared_scale(&low, &high);
    let upper = high.value.filter(|upper| value.is_some_and(|value| value < *upper))?;
    let tokens = low.tokens.start..high.tokens.end;
    Some(Amount { value, upper: Some(upper), form: low.form, tokens, base: None, scale: 1 })
}

/// "1.5 to 2 million": the scale of the upper end holds for the lower too, if the range still rises.
fn shared_scale(low: &Amount, high: &Amount) -> Option<u64> {
    let base = low.base.filter(|_| low.scale == 1 && high.scale > 1);
    match (base, high.base) {
        (Some(low), Some(above)) if low.is_below(above) => low.times(high.scale),
        _ => low.value,
    }
}

/// Whether a joint joins: a spaced dash before "15 of them" opens an aside instead.
fn is_joint(line: &Line<'_>, joint: usize) -> bool {
    if line.is_word(joint) || is_tight_dash(line, joint) {
        return true;
    }
    let after = number_at(line, joint + 1).map_or(joint, |next| next.tokens.end);
    !line.touches_next(joint) && !line.is(joint, "—") && !line.is(after, "of")
}

/// A dash of a pair; an em dash may open an aside after a number.
fn is_pair_dash(line: &Line<'_>, at: usize) -> bool {
    is_tight_dash(line, at) && !line.is(at, "—")
}

fn is_tight_dash(line: &Line<'_>, at: usize) -> bool {
    at > 0
        && line.is_of(at, words!["-", "–", "—", "\u{2010}", "\u{2011}", "\u{2012}"])
        && line.touches_next(at - 1)
        && line.touches_next(at)
}

fn past_about(line: &Line<'_>, at: usize) -> usize {
    at + usize::from(
        line.is_of(at, words!["about", "around", "roughly", "some", "approximately", "possibly"]),
    )
}

fn numeral_at(line: &Line<'_>, at: usize) -> Option<Amount> {
    let mut base = line.numeral(at)?;
    let mut end = at + 1;
    if line.touches_next(at) && line.is(end, "½") {
        base = and_a_half(base)?;
        end += 1;
    }
    if line.has(end, &["and", "a", "half"]) && scale_after(line, end + 3).is_some() {
        base = and_a_half(base)?;
        end += 3;
    }
    let glued = std::mem::replace(&mut base.scale, 1);
    let (scale, end) = if glued > 1 { (glued, end) } else { scales_after(line, end) };
    Some(Amount::scaled(base, scale, Form::Numeral, at..end))
}

/// The scale words after a numeral ("hundred thousand" is two) and where they end.
fn scales_after(line: &Line<'_>, at: usize) -> (u64, usize) {
    let Some((scale, end)) = scale_after(line, at) else { return (1, at) };
    match scale_after(line, end) {
        Some((next, end)) if scale == 100 && next > scale => (scale.saturating_mul(next), end),
        _ => (scale, end),
    }
}

fn and_a_half(base: Numeral) -> Option<Numeral> {
    let mantissa = base.mantissa.filter(|_| base.places == 0)?.checked_mul(10)?.checked_add(5);
    Some(Numeral { mantissa, places: 1, ..base })
}

/// A part of a scale, which is a number of its own: half a million, a quarter of a million.
fn part_of_scale_at(line: &Line<'_>, at: usize) -> Option<Amount> {
    const PARTS: &[(&[&str], u64, u64)] = &[
        (&["half"], 1, 2),
        (&["a", "half"], 1, 2),
        (&["one", "half"], 1, 2),
        (&["½"], 1, 2),
        (&["quarter"], 1, 4),
        (&["a", "quarter"], 1, 4),
        (&["three", "quarters"], 3, 4),
        (&["three", "-", "quarters"], 3, 4),
    ];
    if !line.is_of(at, words!["half", "a", "one", "½", "quarter", "three"]) {
        return None;
    }
    let (words, parts, per) = PARTS.iter().find(|(words, ..)| line.has(at, words))?;
    let mut end = at + words.len();
    end += usize::from(line.is(end, "of") && line.is(end + 1, "a"));
    end += usize::from(line.is(end, "a"));
    let (scale, end) = scale_after(line, end)?;
    let value = scale.checked_mul(*parts).filter(|all| all.is_multiple_of(*per)).map(|all| all / per);
    Some(Amount::of(value, at..end))
}

/// A spelled number: two; one hundred and seven; two and a half thousand; a dozen.
fn words_at(line: &Line<'_>, at: usize) -> Option<Amount> {
    let article = usize::from(line.is_of(at, words!["a", "an"]));
    let (mut group, mut end) = match below_thousand(line, at + article) {
        Some(group) if article == 0 || line.is(at + 1, "hundred") => group,
        Some(_) => return None,
        None => (1, implied(line, at + article)?),
    };
    let (mut total, mut last) = (0u64, u64::MAX);
    let mut only = None;
    loop {
        if let Some(amount) = half_more(line, group, total, end, at) {
            return Some(amount);
        }
        let Some((scale, after)) = scale_after(line, end).filter(|(scale, _)| *scale < last) else { break };
        only = (total == 0).then_some((group, scale));
        total = total.checked_add(group.checked_mul(scale)?)?;
        (group, end, last) = (0, after, scale);
        let Some((next, after)) = next_group(line, end).filter(|_| scale != 12 && end - at < LONGEST) else {
            break;
        };
        (group, end, only) = (next, after, None);
    }
    let value = total.checked_add(group)?;
    let (base, scale) = only.filter(|_| group == 0).unwrap_or((value, 1));
    let (base, scale) =
        if scale == 1 && base >= 100 && base.is_multiple_of(100) { (base / 100, 100) } else { (base, scale) };
    Some(Amount::scaled(Numeral::whole(base), scale, Form::NumberWord, at..end))
}

/// "a thousand", "thousand": one of the scale, which is read next.
fn implied(line: &Line<'_>, at: usize) -> Option<usize> {
    let singular = !line.word(at).ends_with(['s', 'S']);
    (singular && line.is_word(at)).then(|| scale_after(line, at)).flatten().map(|_| at)
}

/// "two and a half million", "a million and a half".
fn half_more(line: &Line<'_>, group: u64, total: u64, end: usize, at: usize) -> Option<Amount> {
    if total > 0 || !line.is_of(end, words!["and", "million", "billion", "thousand"]) {
        return None;
    }
    if line.has(end, &["and", "a", "half"]) {
        let (scale, end) = scale_after(line, end + 3)?;
        let value = and_a_half(Numeral::whole(group)).and_then(|base| base.times(scale));
        return Some(Amount::of(value, at..end));
    }
    let (scale, after) =
        scale_after(line, end).filter(|(_, after)| line.has(*after, &["and", "a", "half"]))?;
    let value = and_a_half(Numeral::whole(group)).and_then(|base| base.times(scale));
    Some(Amount::of(value, at..after + 3))
}

/// The group after a scale word: "and seven", "two hundred", ", one hundred and sixty".
fn next_group(line: &Line<'_>, at: usize) -> Option<(u64, usize)> {
    let joint = usize::from(line.is_of(at, words!["and", ","]));
    let (group, end) = below_thousand(line, at + joint)?;
    let enough = if line.is(at, ",") { group >= 100 } else { group > 0 };
    enough.then_some((group, end))
}

/// A spelled number below a thousand (or "twelve hundred") and the token after it.
fn below_thousand(line: &Line<'_>, at: usize) -> Option<(u64, usize)> {
    let (value, end) = match below_hundred(line, at) {
        Some(small) => small,
        None if line.is(at, "hundred") => (1, at),
        None => return None,
    };
    let hundred = line.past_hyphen(end);
    if !line.is_of(hundred, words!["hundred", "hundreds"]) || value == 0 {
        return Some((value, end));
    }
    let end = hundred + 1;
    let joint = end + usize::from(line.is(end, "and"));
    match below_hundred(line, line.past_hyphen(joint)) {
        Some((rest, after)) if !line.is(after, "hundred") => Some((value * 100 + rest, after)),
        _ => Some((value * 100, end)),
    }
}

const SMALL: Words = Words::of(&[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]);

const TENS: Words =
    Words::of(&["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]);

/// Scale words, of one and of many.
const SCALES: Words = Words::of(&[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
    "dozen",
    "dozens",
    "lakh",
    "lakhs",
    "crore",
    "crores",
    "mn",
    "mns",
    "mln",
    "mlns",
    "bn",
    "bns",
]);

/// What each two of them multiply by.
const FACTORS: &[u64] = &[
    100,
    1_000,
    1_000_000,
    1_000_000_000,
    1_000_000_000_000,
    12,
    100_000,
    10_000_000,
    1_000_000,
    1_000_000,
    1_000_000_000,
];

/// What else a number, a part or a range can begin with.
const OTHERS: Words = Words::of(&["a", "an", "half", "quarter", "between", "from"]);

/// What a number, a part or a range can begin with that is no numeral.
pub(super) const BEGIN: Sieve<32> =
    Sieve::of(SMALL.list).or(&Sieve::of(TENS.list)).or(&Sieve::of(SCALES.list)).or(&OTHERS_AND_SIGN);

const OTHERS_AND_SIGN: Sieve<32> = Sieve::of(OTHERS.list).or(&Sieve::of(&["½"]));

/// What makes a number with an article: a hundred, a half, a-thousand.
pub(super) const AFTER_ARTICLE: Sieve<32> =
    Sieve::of(SCALES.list).or(&Sieve::of(&["half", "quarter", "-", "\u{2010}", "\u{2011}"]));

/// The number of a single small word, from zero to nineteen, in whatever case.
pub(super) fn small(word: &str) -> Option<usize> {
    SMALL.list.iter().position(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a number, a part or a range can begin with the word.
pub(super) fn may_begin(line: &Line<'_>, at: usize) -> bool {
    let begins = line.fold(at).is_some_and(|word| BEGIN.lets(word));
    let is_one_of = || [OTHERS, SMALL, TENS].iter().any(|words| line.is_of(at, words));
    (begins && is_one_of()) || scale_after(line, at).is_some()
}

fn below_hundred(line: &Line<'_>, at: usize) -> Option<(u64, usize)> {
    let index = |words, at| line.place(at, words).map(|place| place as u64);
    if let Some(small) = index(&SMALL, at) {
        return Some((small, at + 1));
    }
    let tens = index(&TENS, at)? * 10 + 20;
    let unit = line.past_hyphen(at + 1);
    match index(&SMALL, unit).filter(|unit| (1..10).contains(unit)) {
        Some(digit) => Some((tens + digit, unit + 1)),
        None => Some((tens, at + 1)),
    }
}

/// The scale word at a token, past a joining hyphen, and the token after it.
pub(super) fn scale_after(line: &Line<'_>, at: usize) -> Option<(u64, usize)> {
    let at = line.past_hyphen(at);
    let scale = FACTORS.get(line.place(at, &SCALES)? / 2)?;
    Some((*scale, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Option<u64> {
        let line = Line::new(text);
        let amount = number_at(&line, 0)?;
        assert_eq!(amount.tokens, 0..line.len(), "{text}");
        amount.value
    }

    #[test]
    fn numbers_are_read_whole() {
        for (text, value) in [
            ("two", 2),
            ("Twenty-Five", 25),
            ("twenty five", 25),
            ("a hundred", 100),
            ("one hundred and seven", 107),
            ("ONE HUNDRED SEVEN", 107),
            ("twelve hundred", 1_200),
            ("one thousand, one hundred and sixty", 1_160),
            ("two hundred and fifty thousand", 250_000),
            ("twenty-seven thousand five hundred and eighty-five", 27_585),
            ("a dozen", 12),
            ("half a dozen", 6),
            ("two dozen", 24),
            ("half a million", 500_000),
            ("a half-million", 500_000),
            ("a quarter of a million", 250_000),
            ("two and a half million", 2_500_000),
            ("a million and a half", 1_500_000),
            ("1½ million", 1_500_000),
            ("2 and a half million", 2_500_000),
            ("1.5 million", 1_500_000),
            ("1,5 million", 1_500_000),
            ("1.5-million", 1_500_000),
            ("2 hundred thousand", 200_000),
            ("32k", 32_000),
            ("1.5m", 1_500_000),
            ("3 lakh", 300_000),
            ("zero", 0),
        ] {
            assert_eq!(whole(text), Some(value), "{text}");
        }
    }

    #[test]
    fn two_counts_side_by_side_are_not_one() {
        let read = |text| number_at(&Line::new(text), 0).and_then(|amount| amount.value);
        assert_eq!(read("two and three"), Some(2));
        assert_eq!(read("one hundred and two hundred"), Some(100));
        assert_eq!(read("one thousand, two of them"), Some(1_000));
        assert_eq!(read("hundreds of"), None);
        assert_eq!(read("a two"), None);
    }

    #[test]
    fn a_number_too_large_has_no_value() {
        assert_eq!(whole("99999999999999999999"), None);
        assert_eq!(whole("999999999999 trillion"), None);
    }

    #[test]
    fn ranges_must_rise() {
        let read = |text| range_at(&Line::new(text), 0).map(|(_, range)| (range.value, range.upper));
        for (text, low, high) in [
            ("250–260", 250, 260),
            ("250-260", 250, 260),
            ("250 – 260", 250, 260),
            ("30 to 40", 30, 40),
            ("between 30 and 40", 30, 40),
            ("between about 30 and 40", 30, 40),
            ("six or seven", 6, 7),
            ("1.5 to 2 million", 1_500_000, 2_000_000),
            ("five or six hundred", 500, 600),
            ("900 to 1.2 million", 900, 1_200_000),
        ] {
            assert_eq!(read(text), Some((Some(low), Some(high))), "{text}");
        }
        for text in ["260–250", "40 to 30", "12 – 15 of them", "30 and 40"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
