//! What one cell holds: a day, a number of people, or nothing.

use crate::corpus::dates;
use crate::model::Day;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// How a day in figures only is read.
    pub enum DayOrder {
        /// 3/2/2024 is 3 February.
        DayFirst = "day first",
        /// 3/2/2024 is 2 March.
        MonthFirst = "month first",
    }
}

/// Words that stand where there is no number.
const NOTHING: [&str; 12] =
    ["", "-", "–", "—", ".", "..", "na", "n/a", "nan", "null", "none", "not reported"];
/// More people than have ever lived at one time.
const MOST: u64 = 10_000_000_000;

/// What stands in a cell of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// Nothing: not reported.
    Empty,
    /// People.
    People(u64),
    /// Something else.
    Other,
}

/// A number of people, with or without marks between thousands.
pub(super) fn number(cell: &str) -> Number {
    if NOTHING.iter().any(|nothing| cell.eq_ignore_ascii_case(nothing)) {
        return Number::Empty;
    }
    // Programs write whole numbers as 27585.0 where a column has gaps.
    let whole = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(".00")).unwrap_or(cell);
    let digits = match whole.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Some(whole.to_owned()),
        false => thousands(whole),
    };
    let people = digits.filter(|digits| digits.len() <= 15).and_then(|digits| digits.parse().ok());
    people.filter(|people| *people <= MOST).map_or(Number::Other, Number::People)
}

/// The digits of a number in groups of three with one mark between all of them.
fn thousands(cell: &str) -> Option<String> {
    let mark = cell.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(mark, ',' | '.' | ' ' | '\'' | '’' | '_' | '\u{a0}' | '\u{202f}' | '\u{2009}') {
        return None;
    }
    let groups: Vec<&str> = cell.split(mark).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    (groups.iter().all(is_digits) && is_grouped).then(|| groups.concat())
}

/// The day of a cell that can be read in one way only: ISO, compact ISO, or with the month in words.
pub(super) fn whole_day(cell: &str) -> Option<Day> {
    let is_compact = cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit());
    dates::day(cell).or_else(|| is_compact.then(|| dates::in_name(cell)).flatten())
}

/// The two first numbers and the year of a day in figures such as 3/2/2024 or 03.02.2024.
pub(super) fn figures(cell: &str) -> Option<(i8, i8, i16)> {
    let date = cell.split([' ', 'T']).next().unwrap_or_default();
    let mark = date.chars().find(|letter| !letter.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(mark).collect();
    let [first, second, year] = parts[..] else { return None };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    if !matches!(mark, '/' | '.' | '-') || !is_short(first) || !is_short(second) || year.len() != 4 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

/// Whether a cell holds a day, perhaps one that could be two.
pub(super) fn is_like_a_day(cell: &str) -> bool {
    whole_day(cell).is_some() || figures(cell).is_some()
}

/// The day of a cell; `None` where it is none, or could be two and no order is set.
pub(super) fn day(cell: &str, order: Option<DayOrder>) -> Option<Day> {
    whole_day(cell).or_else(|| {
        let (first, second, year) = figures(cell)?;
        match order? {
            DayOrder::DayFirst => Day::new(year, second, first),
            DayOrder::MonthFirst => Day::new(year, first, second),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_tables_print_them() {
        for cell in ["27585", "27,585", "27.585", "27 585", "27\u{a0}585", "27'585", "27585.0"] {
            assert_eq!(number(cell), Number::People(27_585), "{cell}");
        }
        for cell in ["", "-", "NA", "n/a", "null", "–", "NaN"] {
            assert_eq!(number(cell), Number::Empty, "{cell}");
        }
        for cell in ["-5", "1.5", "27,58", "12x", "1e5", "99999999999999", "2,7585", ",585", "٢٧", "1,2.3"]
        {
            assert_eq!(number(cell), Number::Other, "{cell}");
        }
    }

    #[test]
    fn days_in_figures_wait_for_an_order() {
        assert_eq!(day("2024-02-03", None), Day::new(2024, 2, 3));
        assert_eq!(day("20240203", None), Day::new(2024, 2, 3));
        assert_eq!(day("3 Feb 2024", None), Day::new(2024, 2, 3));
        assert_eq!(day("3/2/2024", None), None);
        assert_eq!(day("3/2/2024", Some(DayOrder::DayFirst)), Day::new(2024, 2, 3));
        assert_eq!(day("03.02.2024 12:00", Some(DayOrder::MonthFirst)), Day::new(2024, 3, 2));
        for cell in ["3/2/24", "31/31/2024", "//", "3-2/2024", "é/2/2024"] {
            assert_eq!(day(cell, Some(DayOrder::DayFirst)), None, "{cell}");
        }
    }
}
