//! Whether two numbers can both be true: by what their hedges bound, and by rounding.

use std::cmp::Ordering;

use super::super::report::Report;
use super::super::wording::quantity;
use super::{Aspect, Finding, Test};

/// Significant digits of a printed number: 27,585 has five, 1,200 has two; zero has none.
pub fn significant_digits(value: u64) -> Option<u32> {
    Some((value / place(value)?).ilog10() + 1)
}

/// What one in the last significant digit stands for: 100 in 1,200. `None` for zero.
fn place(value: u64) -> Option<u64> {
    let mut place = 1u64;
    while let Some(next) = place.checked_mul(10).filter(|next| value > 0 && value.is_multiple_of(*next)) {
        place = next;
    }
    (value > 0).then_some(place)
}

/// Whether the first number is the second, rounded to fewer significant digits.
fn rounds(rough: u64, fine: u64) -> bool {
    let Some((coarse, exact)) = place(rough).zip(place(fine)) else { return false };
    coarse > exact && rough.abs_diff(fine) <= coarse / 2
}

/// Whether two numbers are equal, or one is the other rounded.
pub fn agree_by_rounding(a: u64, b: u64) -> bool {
    a == b || rounds(a, b) || rounds(b, a)
}

/// The people that a report leaves possible, at least and at most; `None` where its hedge bounds nothing.
pub fn span(report: &Report) -> Option<(u64, Option<u64>)> {
    let (low, high) = (report.bounds.low, report.bounds.high);
    if low.is_none() && high.is_none() {
        return None;
    }
    let low = low.map_or(0, |low| low.value.saturating_add(u64::from(low.exclusive)));
    Some((low, high.map(|high| high.value.saturating_sub(u64::from(high.exclusive)))))
}

/// Two numbers, compared.
pub(super) struct Values<'a> {
    a: &'a Report,
    b: &'a Report,
    bounds: Finding,
    rounded: Option<(u64, u64)>,
}

/// Compares the numbers of two reports.
pub(super) fn compare<'a>(a: &'a Report, b: &'a Report) -> Values<'a> {
    let is_equal = a.value.is_some() && (a.value, a.upper) == (b.value, b.upper);
    let bounds = match (span(a), span(b)) {
        _ if is_equal => Finding::Same,
        (Some(x), Some(y)) if overlap(x, y) => Finding::Same,
        (Some(_), Some(_)) => Finding::Differs,
        _ => Finding::Unknown,
    };
    Values { a, b, bounds, rounded: rounded(a, b) }
}

fn overlap(x: (u64, Option<u64>), y: (u64, Option<u64>)) -> bool {
    x.1.is_none_or(|most| y.0 <= most) && y.1.is_none_or(|most| x.0 <= most)
}

/// The rough and the fine number, where one report rounds the other; ranges are no roundings.
fn rounded(a: &Report, b: &Report) -> Option<(u64, u64)> {
    let (x, y) = (a.value?, b.value?);
    if a.upper.is_some() || b.upper.is_some() {
        None
    } else if rounds(x, y) {
        Some((x, y))
    } else {
        rounds(y, x).then_some((y, x))
    }
}

impl Values<'_> {
    pub(super) fn bounds(&self) -> Test {
        let (a, b) = (quantity(self.a), quantity(self.b));
        let words = match self.bounds {
            Finding::Same if (self.a.value, self.a.upper) == (self.b.value, self.b.upper) => {
                format!("Both give {}.", if a == b { a } else { format!("one number: “{a}” and “{b}”") })
            }
            Finding::Same => format!("“{a}” and “{b}” can both be true."),
            Finding::Differs => format!("“{a}” and “{b}” cannot both be true of the same people."),
            Finding::Unknown => {
                let open = if span(self.a).is_none() { a } else { b };
                format!("“{open}” states no bound, so that the hedges do not keep the numbers apart.")
            }
        };
        let explains = self.bounds == Finding::Same;
        Test { aspect: Aspect::Bounds, finding: self.bounds, explains, words }
    }

    pub(super) fn rounding(&self) -> Test {
        let aspect = Aspect::Rounding;
        let people = crate::model::shown::people;
        match (self.rounded, self.a.value.cmp(&self.b.value)) {
            (Some((rough, fine)), _) => {
                let digits = digits(significant_digits(rough).unwrap_or(1));
                let words =
                    format!("{} is within the rounding of {} ({digits}).", people(fine), people(rough));
                Test { aspect, finding: Finding::Same, explains: true, words }
            }
            (None, Ordering::Equal) => {
                let words = "The printed numbers are equal; none is rounded.".to_owned();
                Test { aspect, finding: Finding::Differs, explains: false, words }
            }
            _ => {
                let words = "Neither number is the other, rounded.".to_owned();
                Test { aspect, finding: Finding::Differs, explains: false, words }
            }
        }
    }
}

fn digits(count: u32) -> String {
    const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = count.checked_sub(1).and_then(|place| WORDS.get(place as usize));
    let word = word.map_or_else(|| count.to_string(), |word| (*word).to_owned());
    format!("{word} significant {}", if count == 1 { "digit" } else { "digits" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_by_the_digits_that_are_printed() {
        assert!(agree_by_rounding(1_160, 1_200) && agree_by_rounding(250, 253));
        assert!(agree_by_rounding(31_988, 32_000) && agree_by_rounding(7, 7));
        assert!(!agree_by_rounding(1_139, 1_200), "61 away, where 100 is the last place");
        assert!(!agree_by_rounding(130, 134) || rounds(130, 134));
        assert!(!agree_by_rounding(1_400, 1_200) && !agree_by_rounding(107, 27_585));
        assert!(!rounds(0, 3) && !rounds(u64::MAX, 3));
        assert_eq!((significant_digits(1_200), significant_digits(0)), (Some(2), None));
        assert_eq!(significant_digits(10_000_000_000_000_000_000), Some(1));
        assert_eq!(digits(2), "two significant digits");
    }
}
