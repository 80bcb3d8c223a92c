//! Which exact numbers a printed number may stand for, by its hedge and its significant digits.
//!
//! A reading for looking numbers up in a series; it bounds no mark and widens no figure.

use std::ops::RangeInclusive;

use crate::model::figure::Qualifier;

use super::super::report::Report;

/// The numbers of people that a printed number may have been rounded from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) numbers: RangeInclusive<u64>,
    /// The printed number, where it is as exact as a bulletin's.
    pub(super) exact: Option<u64>,
}

/// How a report's number is read; `None` where it is vague, or bounded from above only (`up to`).
///
/// “Almost 32,000” is 31,500 to 31,999, as the field's notes on reference series read it; a round number
/// without a hedge is what rounds to it. At least two digits are taken to be significant.
pub(super) fn reading(report: &Report) -> Option<Reading> {
    use Qualifier as Q;
    let value = report.value.filter(|value| *value > 0)?;
    let unit = unit(value);
    let half = (unit / 2).max(1);
    let around = if unit == 1 { value..=value } else { value - half..=value.saturating_add(half - 1) };
    let numbers = match report.qualifier {
        None | Some(Q::Exact | Q::About) => around,
        Some(Q::AtLeast | Q::MoreThan) => value..=value.saturating_add(unit - 1),
        Some(Q::Almost | Q::LessThan) => value - half..=value - 1,
        Some(Q::Range) => value..=report.upper.unwrap_or(value),
        Some(Q::UpTo | Q::Vague) => return None,
    };
    let hedged_below = matches!(report.qualifier, Some(Q::Almost | Q::LessThan | Q::Range));
    Some(Reading { numbers, exact: (unit == 1 && !hedged_below).then_some(value) })
}

/// The step of the last significant digit, in people: 1,000 for 32,000 and for 30,000, 1 for 27,585.
fn unit(value: u64) -> u64 {
    let mut unit = 1;
    while value.is_multiple_of(unit * 10) && value / (unit * 10) >= 10 {
        unit *= 10;
    }
    unit
}

/// Whether a number of a series is what a report's hedge allows.
pub(super) fn allows(report: &Report, number: u64) -> bool {
    use Qualifier as Q;
    let Some(value) = report.value else { return false };
    match report.qualifier {
        None | Some(Q::Exact) => number == value,
        Some(Q::AtLeast) => number >= value,
        Some(Q::MoreThan) => number > value,
        Some(Q::UpTo) => number <= value,
        Some(Q::LessThan) => number < value,
        Some(Q::Range) => (value..=report.upper.unwrap_or(value)).contains(&number),
        Some(Q::About | Q::Almost) => reading(report).is_some_and(|it| it.numbers.contains(&number)),
        Some(Q::Vague) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::report::reports;
    use crate::chart::sample::Sample;

    fn read(value: u64, qualifier: Qualifier) -> Option<(u64, u64)> {
        let mut sample = Sample::new();
        sample.total(value, "2024-01-01", |figure| figure.qualifier = Some(qualifier));
        let reading = reading(&reports(&sample.grounds())[0])?;
        Some((*reading.numbers.start(), *reading.numbers.end()))
    }

    #[test]
    fn round_numbers_are_read_by_their_significant_digits() {
        use Qualifier as Q;
        assert_eq!(read(32_000, Q::Almost), Some((31_500, 31_999)));
        assert_eq!(read(30_000, Q::Almost), Some((29_500, 29_999)));
        assert_eq!(read(27_585, Q::AtLeast), Some((27_585, 27_585)));
        assert_eq!(read(27_000, Q::MoreThan), Some((27_000, 27_999)));
        assert_eq!(read(32_000, Q::About), Some((31_500, 32_499)));
        assert_eq!(read(27_585, Q::Exact), Some((27_585, 27_585)));
        assert_eq!(read(100, Q::About), Some((95, 104)));
        assert_eq!(read(7, Q::Almost), Some((6, 6)));
        assert_eq!(read(32_000, Q::UpTo), None);
        assert_eq!(read(0, Q::Exact), None);
        assert!(read(u64::MAX, Q::AtLeast).is_some());
    }
}
