//! Days and dated claims: when something was published, happened or was counted.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::id::serde_as_string;
use super::vocabulary::vocabulary;

/// A calendar day in the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// The day of a year, month (1–12) and day of month, or `None` where there is none.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from)
    }

    /// The calendar date; days beyond the years -9999 to 9999 are held at those ends.
    pub fn date(self) -> Date {
        let days = jiff::Span::new().try_days(self.0);
        let end = if self.0 < 0 { Date::MIN } else { Date::MAX };
        days.ok().and_then(|days| EPOCH.checked_add(days).ok()).unwrap_or(end)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// The day as a person reads it: `6 February 2024`.
    pub fn long(self) -> String {
        self.date().strftime("%-d %B %Y").to_string()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let days = date.duration_since(EPOCH).as_hours() / 24;
        Self(i32::try_from(days).unwrap_or_default())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

/// Says that a string is not a day written as `2024-02-06`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a day; write it as 2024-02-06")]
pub struct NotADay(String);

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        text.trim().parse::<Date>().map(Self::from).map_err(|_| NotADay(text.to_owned()))
    }
}

serde_as_string!(Day);

vocabulary! {
    /// What a date rests on.
    pub enum Basis {
        /// The text states the date in words.
        Stated = "stated",
        /// Machine-readable metadata of the file states it.
        Metadata = "metadata",
        /// A dateline or page date, taken as the latest possible day.
        Dateline = "dateline",
        /// The name of the file holds a date.
        FileName = "file name",
        /// The address of the page holds a date.
        Address = "address",
        /// A weekday or a dated event in the text, combined with other clues.
        WeekdayOrEvent = "weekday or event",
        /// The value was found in a reference series; never used to compare with that series.
        ReferenceMatch = "reference match",
        /// Inferred from the text by rule.
        Inferred = "inferred",
        /// The analyst's own judgement.
        Analyst = "analyst",
    }
}

/// A date as a claim: an interval of days, perhaps a best guess, and what it rests on.
///
/// All three open means that nothing is known; an open end is never filled by a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DateClaim {
    /// The first possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Day>,
    /// The last possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Day>,
    /// The likeliest day within the interval, where one is argued for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Day>,
    /// What the claim rests on, strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// The reason in the analyst's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl DateClaim {
    /// A claim of exactly one day.
    pub fn on(day: Day, basis: Basis) -> Self {
        Self::between(Some(day), Some(day), basis)
    }

    /// A claim of an interval; either end may be open.
    pub fn between(earliest: Option<Day>, latest: Option<Day>, basis: Basis) -> Self {
        Self { earliest, latest, basis: vec![basis], ..Self::default() }
    }

    /// The one day to draw a mark at: the best guess, else the day of a closed interval's end.
    ///
    /// A report "by 6 February" is drawn at 6 February, with a bar back to the earliest day.
    pub fn day(&self) -> Option<Day> {
        self.best.or(self.latest).or(self.earliest)
    }

    /// Whether neither end nor a best guess is known.
    pub fn is_open(&self) -> bool {
        self.day().is_none()
    }

    /// Whether the claim narrows to a single day.
    pub fn is_exact(&self) -> bool {
        self.earliest.is_some() && self.earliest == self.latest
    }

    /// Whether the ends are in order and the best guess lies between them.
    pub fn is_sound(&self) -> bool {
        let ordered = |a: Option<Day>, b: Option<Day>| a.zip(b).is_none_or(|(a, b)| a <= b);
        ordered(self.earliest, self.latest)
            && ordered(self.earliest, self.best)
            && ordered(self.best, self.latest)
    }
}

impl fmt::Display for DateClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(a), Some(b)) if a == b => write!(f, "{a}"),
            (Some(a), Some(b)) => write!(f, "{a} to {b}"),
            (Some(a), None) => write!(f, "{a} or later"),
            (None, Some(b)) => write!(f, "{b} or earlier"),
            (None, None) => match self.best {
                Some(best) => write!(f, "about {best}"),
                None => f.write_str("undated"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_back_as_written() {
        let day = Day::new(2024, 2, 6).unwrap();
        assert_eq!(day.to_string(), "2024-02-06");
        assert_eq!("2024-02-06".parse(), Ok(day));
        assert_eq!(day.weekday(), Weekday::Tuesday);
        assert_eq!(day.long(), "6 February 2024");
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day::new(2024, 2, 30), None);
    }

    #[test]
    fn days_far_outside_the_calendar_do_not_panic() {
        assert_eq!(Day(i32::MAX).date(), Date::MAX);
        assert_eq!(Day(i32::MIN).date(), Date::MIN);
    }

    #[test]
    fn claims_say_their_interval() {
        let (a, b) = (Day::new(2024, 2, 6), Day::new(2024, 2, 7));
        let claim = |x, y| DateClaim::between(x, y, Basis::Stated).to_string();
        assert_eq!(claim(a, a), "2024-02-06");
        assert_eq!(claim(a, b), "2024-02-06 to 2024-02-07");
        assert_eq!(claim(None, b), "2024-02-07 or earlier");
        assert_eq!(claim(None, None), "undated");
        assert!(!DateClaim::between(b, a, Basis::Stated).is_sound());
    }
}
