//! The days that words of time mean, counted from the day of writing.

use super::phrases::When;
use crate::detect::suggest::Known;
use crate::model::{DateClaim, Day};

/// A day of writing known less closely than this many days tells no weekday apart.
const CLOSE: i32 = 6;

/// The day of writing, where it is known closely enough to count back from.
pub(in crate::detect::suggest) fn written(known: &Known) -> Option<Day> {
    let DateClaim { earliest, latest, best, .. } = &known.published;
    let near = earliest.zip(*latest).is_none_or(|(from, to)| to.0 - from.0 <= CLOSE);
    best.or(latest.filter(|_| near && (earliest.is_some() || !known.published.basis.is_empty())))
}

/// The first and the last day of a time, where the words and the day of writing fix them.
pub(in crate::detect::suggest) fn days(when: When, written: Option<Day>) -> Option<(Day, Day)> {
    let one = |day: Day| Some((day, day));
    match when {
        When::Day(day) => one(day),
        When::Ago(count) => one(Day(written?.0.checked_sub(count)?)),
        When::Weekday(weekday) => {
            let last = written?;
            one((0..7).map(|back| Day(last.0.saturating_sub(back))).find(|day| day.weekday() == weekday)?)
        }
        When::OfYear(month, day) => one(last_before(written?, |year| Day::new(year, month, day))?),
        When::Month(month, year) => {
            let first = match year {
                Some(year) => Day::new(year, month, 1)?,
                None => last_before(written?, |year| Day::new(year, month, 1))?,
            };
            Some((first, Day::from(first.date().last_of_month())))
        }
        When::Year(year) => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        When::Loose => None,
    }
}

/// The last of a day's years that is not after the day of writing.
fn last_before(written: Day, of: impl Fn(i16) -> Option<Day>) -> Option<Day> {
    let year = written.date().year();
    (0..8).filter_map(|back| of(year.checked_sub(back)?)).find(|day| *day <= written)
}

/// The first day of a stretch of hours that ends on a day.
pub(super) fn first_of(end: Day, hours: u32) -> Option<Day> {
    let days = jiff::Span::new().try_days(hours.div_ceil(24)).ok()?;
    end.date().checked_sub(days).ok().map(Day::from)
}
