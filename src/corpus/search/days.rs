//! Days as a query writes them: `2024`, `2024-02`, `2024-02-06`, `2024-02..2024-03`, `>=2024-02-06`.

use std::fmt;

use crate::model::Day;

/// Days from one to another; an open end has no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    first: Option<Day>,
    last: Option<Day>,
}

impl Days {
    /// The days that a query writes so; `None` where it is no date, or one that is not finished.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let first = end(from, |(first, _)| first)?;
            let last = end(to, |(_, last)| last)?;
            return (first.is_some() || last.is_some()).then_some(Self { first, last });
        }
        let compared = [(">=", 0), ("<=", 1), (">", 2), ("<", 3), ("=", 4)];
        let (sign, rest) = compared
            .into_iter()
            .find_map(|(sign, number)| Some((number, text.strip_prefix(sign)?)))
            .unwrap_or((4, text));
        let (first, last) = period(rest.trim())?;
        Some(match sign {
            0 => Self { first: Some(first), last: None },
            1 => Self { first: None, last: Some(last) },
            2 => Self { first: last.0.checked_add(1).map(Day), last: None },
            3 => Self { first: None, last: first.0.checked_sub(1).map(Day) },
            _ => Self { first: Some(first), last: Some(last) },
        })
    }

    /// Whether a day is one of them.
    pub fn hold(self, day: Day) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    /// The month that they are exactly, as `2024-02`.
    pub fn month(self) -> Option<String> {
        let month = month(self.first?);
        (Self::parse(&month) == Some(self)).then_some(month)
    }
}

/// The month of a day, as `2024-02`.
pub fn month(day: Day) -> String {
    let date = day.date();
    format!("{:04}-{:02}", date.year(), date.month())
}

type Ends = (Day, Day);

/// An end of a range: nothing written leaves it open.
fn end(text: &str, which: impl Fn(Ends) -> Day) -> Option<Option<Day>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { period(text).map(|ends| Some(which(ends))) }
}

/// A year, a month or a day: its first and last day.
fn period(text: &str) -> Option<Ends> {
    let number = |part: &str, digits: usize| -> Option<i16> {
        let plain = part.len() <= digits && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| part.len() == 4).and_then(|part| number(part, 4))?;
    let month =
        parts.next().map(|part| number(part, 2)).map(|month| month.and_then(|it| i8::try_from(it).ok()));
    let day = parts.next().map(|part| number(part, 2)).map(|day| day.and_then(|it| i8::try_from(it).ok()));
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        (Some(month), None) => {
            let first = Day::new(year, month?, 1)?;
            Some((first, Day::from(first.date().last_of_month())))
        }
        (Some(month), Some(day)) => {
            let day = Day::new(year, month?, day?)?;
            Some((day, day))
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first}..{last}"),
            (Some(first), None) => write!(f, ">={first}"),
            (None, Some(last)) => write!(f, "<={last}"),
            (None, None) => f.write_str(".."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        Days::parse(text).map(|days| days.to_string())
    }

    #[test]
    fn years_months_days_ranges_and_comparisons_are_read() {
        for (text, days) in [
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2024-2-6", "2024-02-06"),
            ("2024-02-06", "2024-02-06"),
            ("2024-02..2024-03", "2024-02-01..2024-03-31"),
            ("2024-02..", ">=2024-02-01"),
            ("..2024-02", "<=2024-02-29"),
            (">=2024-02-06", ">=2024-02-06"),
            (">2024-02", ">=2024-03-01"),
            ("<2024", "<=2023-12-31"),
            ("<=2024", "<=2024-12-31"),
            ("=2024-02-06", "2024-02-06"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(days), "{text}");
            assert_eq!(shown(days).as_deref(), Some(days), "{days}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2",
            "202",
            "2024-",
            "2024-13",
            "2024-02-30",
            "..",
            "today",
            ">",
            "20244",
            "2024-02-06-1",
            "٢٠٢٤",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_held_and_months_told() {
        let days = Days::parse("2024-02").unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert!(days.hold(day("2024-02-01")) && days.hold(day("2024-02-29")));
        assert!(!days.hold(day("2024-01-31")) && !days.hold(day("2024-03-01")));
        assert_eq!(days.month().as_deref(), Some("2024-02"));
        assert_eq!(Days::parse("2024").unwrap().month(), None);
    }
}
