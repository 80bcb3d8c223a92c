//! Numbers: numerals with scales, number words put together, ranges of both.

use std::ops::Range;

use crate::detect::numeral::Numeral;
use crate::model::figure::Form;

use super::reading::Reading;
use super::words::Meaning;

/// More parts than this are no spelled number: keeps reading linear.
const LONGEST: usize = 16;
/// How far before a range the word stands that makes it a rise.
const RISE: usize = 8;
/// Years: a bare number of four digits between these counts nobody.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=2100;

/// A number or a range, as printed.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// In people; the lower end of a range; none of vague words.
    pub value: Option<u64>,
    /// The upper end of a range.
    pub upper: Option<u64>,
    /// How it is written.
    pub form: Form,
    /// Its pieces.
    pub at: Range<usize>,
    /// Whether the number is about what it says: une vingtaine.
    pub about: bool,
    /// Whether its noun is part of the word.
    pub in_noun: bool,
    /// The digits before any scale.
    base: Option<Numeral>,
    scaled: bool,
}

impl Amount {
    fn new(value: Option<u64>, form: Form, at: Range<usize>) -> Self {
        Self { value, upper: None, form, at, about: false, in_noun: false, base: None, scaled: false }
    }

    /// Whether it may be a year.
    pub fn is_year(&self, reading: &Reading<'_>) -> bool {
        let bare = self.at.len() == 1 && reading.form(self.at.start).chars().count() == 4;
        bare && !self.scaled && self.value.is_some_and(|value| YEARS.contains(&value))
    }
}

/// The quantity at a piece: a range, a number, a noun that holds one, vague words.
pub(super) fn amount_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    if reading.is_masked(at) {
        return None;
    }
    range_at(reading, at).or_else(|| number_at(reading, at)).or_else(|| wordy_at(reading, at))
}

fn wordy_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let of = |len, form| Amount::new(None, form, at..at + len);
    if let Some((len, value)) = reading.find(at, |meaning| match meaning {
        Meaning::InWord(value) => Some(value),
        _ => None,
    }) {
        return Some(Amount { value: Some(value), in_noun: true, ..of(len, Form::NumberWord) });
    }
    let vague = || reading.is(at, Meaning::Vague).map(|len| of(len, Form::VagueNumber));
    vague().or_else(|| reading.is(at, Meaning::Quantifier).map(|len| of(len, Form::Quantifier)))
}

/// The number at a piece.
pub(super) fn number_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    numeral_at(reading, at).or_else(|| about_at(reading, at)).or_else(|| words_at(reading, at))
}

/// Where the number begins that a rise leads to, where the range at a piece is a rise: from 12 to 19.
pub(super) fn risen_from(reading: &Reading<'_>, at: usize) -> Option<usize> {
    range_at(reading, at).filter(|_| rises_before(reading, at))?;
    let low = at + reading.is(at, Meaning::RangeOpener).unwrap_or(0);
    number_at(reading, reading.past_hyphen(low)).map(|low| low.at.end)
}

/// Whether words before a piece tell of a rise.
pub(super) fn rises_before(reading: &Reading<'_>, at: usize) -> bool {
    (at.saturating_sub(RISE)..at).any(|at| reading.is(at, Meaning::Rising).is_some())
}

fn range_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    if let Some(len) = reading.is(at, Meaning::RangeOpener) {
        return joined(reading, at, reading.past_hyphen(at + len), &[Meaning::RangeJoiner]);
    }
    joined(reading, at, at, &[Meaning::RangeAlone])
}

/// Two numbers that rise, with a joint between them or a dash.
fn joined(reading: &Reading<'_>, start: usize, at: usize, joints: &[Meaning]) -> Option<Amount> {
    let low = number_at(reading, at)?;
    let end = low.at.end;
    let joint = joints.iter().find_map(|joint| reading.is(end, *joint)).or_else(|| dash(reading, end))?;
    let high = number_at(reading, reading.past_hyphen(end + joint))?;
    let shared = || low.base.filter(|_| !low.scaled && high.scaled)?.times(scale_of(reading, &high)?);
    let value = shared().filter(|value| Some(*value) < high.value).or(low.value);
    let rises = value.zip(high.value).is_some_and(|(low, high)| low < high);
    let range = Amount { upper: high.value, ..Amount::new(value, low.form, start..high.at.end) };
    rises.then_some(range)
}

fn dash(reading: &Reading<'_>, at: usize) -> Option<usize> {
    (reading.past_hyphen(at) > at).then_some(1)
}

/// The scale that closes a number.
fn scale_of(reading: &Reading<'_>, amount: &Amount) -> Option<u64> {
    amount.at.clone().rev().find_map(|at| scale_at(reading, at)).map(|(_, scale)| scale)
}

fn scale_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u64)> {
    reading.find(at, |meaning| match meaning {
        Meaning::Scale(scale) => Some(scale),
        _ => None,
    })
}

/// Digits with their scales: 40 тис., 1,5 million.
fn numeral_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let base = reading.pieces.get(at)?.numeral.filter(|numeral| numeral.scale == 1)?;
    let (mut end, mut scale) = (at + 1, 1u64);
    while let Some((len, next)) = scale_at(reading, end).filter(|_| end <= at + 3) {
        scale = scale.checked_mul(next)?;
        end += len;
    }
    let half = reading.is(end, Meaning::Half).filter(|_| scale > 1);
    let more = half.map_or(0, |_| scale / 2);
    let value = base.times(scale).and_then(|value| value.checked_add(more));
    let at = at..end + half.unwrap_or(0);
    Some(Amount { base: Some(base), scaled: scale > 1, ..Amount::new(value, Form::Numeral, at) })
}

fn about_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let (len, value) = reading.find(at, |meaning| match meaning {
        Meaning::About(value) => Some(value),
        _ => None,
    })?;
    let scale = scale_at(reading, at + len);
    let value = value.checked_mul(scale.map_or(1, |(_, scale)| scale));
    let end = at + len + scale.map_or(0, |(len, _)| len);
    Some(Amount { about: true, ..Amount::new(value, Form::NumberWord, at..end) })
}

/// A spelled number as it is put together.
#[derive(Default)]
struct Sum {
    total: u64,
    /// What a scale would multiply.
    group: u64,
    /// Which decimal places the group fills: 1 units, 2 tens, 4 hundreds.
    filled: u8,
    /// The scale used last; the next must be smaller.
    last: Option<u64>,
}

fn words_at(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let (mut sum, mut end) = (Sum::default(), at);
    for _ in 0..LONGEST {
        let Some(next) = sum.step(reading, end, end == at) else { break };
        end = next;
    }
    let half = reading.is(end, Meaning::Half).filter(|_| sum.group == 0);
    let more = half.and(sum.last).map_or(0, |scale| scale / 2);
    let value = sum.total.checked_add(sum.group)?.checked_add(more)?;
    let amount = Amount::new(Some(value), Form::NumberWord, at..end + half.unwrap_or(0));
    let scaled = Amount { scaled: sum.last.is_some(), base: Some(Numeral::whole(value)), ..amount };
    (end > at).then_some(scaled)
}

impl Sum {
    /// Takes the part of a number at a piece, past what joins it: where it ends.
    fn step(&mut self, reading: &Reading<'_>, at: usize, first: bool) -> Option<usize> {
        if !first && let Some((len, scale)) = scale_at(reading, reading.past_hyphen(at)) {
            self.multiply(scale)?;
            return Some(reading.past_hyphen(at) + len);
        }
        let joiner = reading.is(at, Meaning::Joiner).filter(|_| !first);
        let from = if first { at } else { reading.past_hyphen(at + joiner.unwrap_or(0)) };
        let (len, value) = reading.find(from, |meaning| match meaning {
            Meaning::Number(value) => Some(value),
            _ => None,
        })?;
        self.add(value, joiner.is_some() && reading.units_first)?;
        Some(from + len)
    }

    fn multiply(&mut self, scale: u64) -> Option<()> {
        if self.group == 0 || self.last.is_some_and(|last| scale >= last) {
            return None;
        }
        if scale == 100 {
            self.group = Some(self.group * 100).filter(|_| self.group < 10)?;
            self.filled = 4;
            return Some(());
        }
        self.total = self.total.checked_add(self.group.checked_mul(scale)?)?;
        (self.group, self.filled, self.last) = (0, 0, Some(scale));
        Some(())
    }

    fn add(&mut self, value: u64, units_first: bool) -> Option<()> {
        if value >= 1_000 {
            return self.add_scale(value);
        }
        let fills = filled(value);
        let falls = self.filled == 0 || self.filled.trailing_zeros() > fills.ilog2();
        let apart = self.filled & fills == 0 && (falls || units_first);
        self.group = Some(self.group + value).filter(|_| apart)?;
        self.filled |= fills;
        Some(())
    }

    /// A thousand by itself, two thousand in one word.
    fn add_scale(&mut self, value: u64) -> Option<()> {
        let scale = if value >= 1_000_000 { 1_000_000 } else { 1_000 };
        if self.group > 0 || self.last.is_some_and(|last| scale >= last) {
            return None;
        }
        self.total = self.total.checked_add(value)?;
        self.last = Some(scale);
        Some(())
    }
}

/// The decimal places that a number below a thousand fills; zero fills units.
fn filled(value: u64) -> u8 {
    let places = [!value.is_multiple_of(10) || value == 0, !(value / 10).is_multiple_of(10), value >= 100];
    places.iter().zip([1, 2, 4]).filter(|(fills, _)| **fills).map(|(_, bit)| bit).sum()
}
