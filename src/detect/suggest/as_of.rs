//! As of when a figure stands: the day of its event, the day that `as of` or the telling names, else no
//! later than its article.

use super::Known;
use super::heard::Heard;
use super::passage::{Core, Passage};
use super::suggestion::{Reason, Said, Time};
use super::time::{When, as_of_words, by_publication, days, telling, written};
use crate::model::figure::{Outcome, Scope};
use crate::model::{Basis, DateClaim, Day};

/// As of when a figure stands; none where neither words nor the article's date tell.
///
/// A weekday is the last such day up to the day of publication.
pub(super) fn as_of(
    heard: &Heard<'_, '_>,
    core: &Core,
    time: Option<&Time>,
    known: &Known,
    reasons: &mut Vec<Reason>,
) -> Option<DateClaim> {
    if core.outcome == Outcome::ProposedRelease {
        return by_publication(known);
    }
    let (passage, written) = (heard.passage, written(known));
    let stated = as_of_words(heard).map(|(words, when)| (words, when, true));
    let told = telling(heard).map(|(words, when)| (words, when, false));
    if let Some(claim) = of_event(passage, time) {
        return Some(claim);
    }
    let (words, when, exact) = match stated.or(told) {
        Some(found) => found,
        None => return by_publication(known),
    };
    let Some((from, to)) = days(when, written) else { return by_publication(known) };
    reasons.push(Reason { said: Said::AsOf, words: passage.bytes(&words), rule: rule(exact).to_owned() });
    let earliest = exact.then_some(from);
    Some(DateClaim { earliest, latest: Some(to), best: None, basis: vec![basis(when)], note: String::new() })
}

fn rule(exact: bool) -> &'static str {
    if exact { "as_of.stated" } else { "as_of.told" }
}

/// The days of one event, or the end of a stretch, that the words of time gave.
fn of_event(passage: &Passage<'_>, time: Option<&Time>) -> Option<DateClaim> {
    let time = time?;
    let Scope::Incident { .. } = time.scope else { return None };
    let (start, end): (Day, Day) = time.start.zip(time.end)?;
    let words = time.words.clone().and_then(|words| passage.text.get(words)).unwrap_or_default();
    let whole = words.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() == 4);
    let basis = if whole { Basis::Stated } else { Basis::WeekdayOrEvent };
    Some(DateClaim::between(Some(start), Some(end), basis))
}

/// What a day rests on: whole dates are stated, weekdays and days without a year are reckoned.
fn basis(when: When) -> Basis {
    match when {
        When::Day(_) | When::Month(_, Some(_)) | When::Year(_) => Basis::Stated,
        _ => Basis::WeekdayOrEvent,
    }
}

#[cfg(test)]
mod tests;
