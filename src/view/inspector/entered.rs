//! What an analyst types into a field, read as a number of people, a day or a part of a whole.
//!
//! Pure: knows the model only. A refusal is one short sentence for the place where it was typed.

use jiff::civil::Date;

use crate::model::Day;
use crate::model::figure::Fraction;
use crate::model::shown::people;

/// Text that is not what its field holds: what to write instead, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub &'static str);

const NOT_A_NUMBER: Refused = Refused("Write a whole number, such as 27,585.");
const NOT_A_DAY: Refused = Refused("Write the day as 2024-02-06 or 6 Feb 2024.");
const NOT_A_PART: Refused = Refused("Write the part as 1/2 of 2,400,000 or 50% of 2,400,000.");

/// A whole number, in digits with or without commas between thousands; `None` where nothing is typed.
///
/// # Errors
/// Refuses anything else, and numbers too large to hold.
pub fn number(text: &str) -> Result<Option<u64>, Refused> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = text.split(',').collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = |groups: &[&str]| groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if !groups.iter().all(digits) || (groups.len() > 1 && !grouped(&groups)) {
        return Err(NOT_A_NUMBER);
    }
    groups.concat().parse().map(Some).map_err(|_| NOT_A_NUMBER)
}

/// A number of hours that fits a time scope; `None` where nothing is typed.
///
/// # Errors
/// Refuses what is not a whole number of hours.
pub fn hours(text: &str) -> Result<Option<u32>, Refused> {
    let refused = Refused("Write a whole number of hours, such as 24.");
    match number(text).map_err(|_| refused.clone())? {
        Some(0) => Err(refused),
        Some(hours) => u32::try_from(hours).map(Some).map_err(|_| refused),
        None => Ok(None),
    }
}

/// A day, as `2024-02-06` or with the month in words; `None` where nothing is typed.
///
/// Days in figures only, such as 6/2/2024, are refused: they are read differently by different people.
///
/// # Errors
/// Refuses anything else.
pub fn day(text: &str) -> Result<Option<Day>, Refused> {
    let plain = text.replace([',', '.'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    if words.is_empty() {
        return Ok(None);
    }
    let forms: &[&str] = match words.as_slice() {
        [_] => &["%Y-%m-%d"],
        [_, _, year] if year.len() == 4 => &["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"],
        _ => &[],
    };
    let joined = words.join(" ");
    let date = forms.iter().find_map(|form| Date::strptime(form, &joined).ok());
    date.map(|date| Some(Day::from(date))).ok_or(NOT_A_DAY)
}

/// A part of a stated whole, as `1/2 of 2,400,000` or `50% of 2,400,000`; `None` where nothing is typed.
///
/// # Errors
/// Refuses anything else, and a part that is larger than its whole.
pub fn fraction(text: &str) -> Result<Option<Fraction>, Refused> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (part, whole) = text.split_once(" of ").ok_or(NOT_A_PART)?;
    let some = |text: &str| number(text).ok().flatten().ok_or(NOT_A_PART);
    let (parts, per) = match (part.trim().strip_suffix('%'), part.split_once('/')) {
        (Some(percent), _) => (some(percent)?, 100),
        (None, Some((parts, per))) => (some(parts)?, some(per)?),
        (None, None) => return Err(NOT_A_PART),
    };
    let whole = some(whole)?;
    if per == 0 || parts > per { Err(NOT_A_PART) } else { Ok(Some(Fraction { parts, per, whole })) }
}

/// A part of a whole as [`fraction`] reads it.
pub fn fraction_text(fraction: Fraction) -> String {
    let Fraction { parts, per, whole } = fraction;
    match per {
        100 => format!("{parts}% of {}", people(whole)),
        _ => format!("{parts}/{per} of {}", people(whole)),
    }
}

/// The number of people that a part of a whole comes to, rounded down; `None` where it has none.
pub fn fraction_value(fraction: Fraction) -> Option<u64> {
    let people = u128::from(fraction.whole) * u128::from(fraction.parts);
    u64::try_from(people.checked_div(u128::from(fraction.per))?).ok()
}

/// Words as an analyst means them: without space at the ends; `None` where nothing is typed.
pub fn words(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_and_without_commas() {
        assert_eq!(number("27585"), Ok(Some(27_585)));
        assert_eq!(number(" 27,585 "), Ok(Some(27_585)));
        assert_eq!(number("1,500,000"), Ok(Some(1_500_000)));
        assert_eq!(number(""), Ok(None));
    }

    #[test]
    fn other_text_is_no_number() {
        for text in ["27,58", "2758,500", ",5", "5,", "27.5", "about 30", "-3", "99999999999999999999", "٣"]
        {
            assert_eq!(number(text), Err(NOT_A_NUMBER), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_the_forms_that_leave_no_doubt() {
        let feb = Day::new(2024, 2, 6);
        for text in
            ["2024-02-06", "6 Feb 2024", "06 February 2024", "Feb. 6, 2024", "February 6 2024", "6 feb 2024"]
        {
            assert_eq!(day(text), Ok(feb), "{text}");
        }
        assert_eq!(day("  "), Ok(None));
        for text in ["6/2/2024", "2024-02-30", "yesterday", "Feb 2024", "6 Feb 24"] {
            assert_eq!(day(text), Err(NOT_A_DAY), "{text}");
        }
    }

    #[test]
    fn hours_are_at_least_one() {
        assert_eq!(hours("24"), Ok(Some(24)));
        assert_eq!(hours(""), Ok(None));
        assert!(hours("0").is_err());
        assert!(hours("9,999,999,999").is_err());
    }

    #[test]
    fn a_part_reads_back_as_shown() {
        let half = Fraction { parts: 1, per: 2, whole: 2_400_000 };
        assert_eq!(fraction("1/2 of 2,400,000"), Ok(Some(half)));
        assert_eq!(fraction_text(half), "1/2 of 2,400,000");
        assert_eq!(fraction("50% of 2400000"), Ok(Some(Fraction { parts: 50, per: 100, whole: 2_400_000 })));
        assert_eq!(fraction_value(half), Some(1_200_000));
        assert_eq!(fraction_value(Fraction { parts: 1, per: 0, whole: 3 }), None);
        for text in ["half", "1/0 of 3", "3/2 of 10", "1/2", "of 3"] {
            assert_eq!(fraction(text), Err(NOT_A_PART), "{text}");
        }
    }
}
