//! When an undated article may have been published: days that its own words allow, each with reasons.
//!
//! Pure: text and what is known around it in, candidates out. Writes nothing: a person accepts.

mod clues;

use std::ops::{Range, RangeInclusive};

use jiff::civil::Weekday;

use crate::model::{Basis, DateClaim, Day};
use clues::{Clue, Sense, Since};

/// An event from which texts count: `the fifth month of the war`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What the analyst calls it.
    pub label: String,
    /// The day it began.
    pub day: Day,
}

/// What is known of an article beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Events of the dossier.
    pub anchors: Vec<Anchor>,
    /// Days before which it cannot, or after which it cannot, have been published, with the reason.
    pub bounds: Vec<Bound>,
}

/// An end of the time in which an article was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The first possible day, where this bounds the beginning.
    pub earliest: Option<Day>,
    /// The last possible day, where this bounds the end.
    pub latest: Option<Day>,
    /// Why, as a clause: `the file was last written on 8 February 2024`.
    pub reason: String,
}

/// A time in which the article may have been published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The days, what they rest on, and the reasons as its note.
    pub claim: DateClaim,
    /// The words that it rests on, in bytes of the text.
    pub words: Vec<Range<usize>>,
}

/// How the reason ends that a day is told as past.
const PAST: &str = " is spoken of as past";
/// No more candidates are given: a longer list helps nobody to choose.
const MOST: usize = 6;
/// Beyond so many days a weekday falls on too many of them to tell anything.
const WEEKDAYS_TELL: i32 = 45;
/// Text is looked at to this many bytes: dates of publication stand near the beginning.
const LOOKED_AT: usize = 64 << 10;

/// When an article with these words may have been published, the likeliest first.
///
/// Every candidate is an interval with the reasons in its note. Nothing is given where the words
/// bound no time at all.
pub fn candidates(text: &str, context: &Context) -> Vec<Candidate> {
    let end = text.floor_char_boundary(LOOKED_AT);
    let clues = clues::clues(&text[..end]);
    let mut time = Time::default();
    context.bounds.iter().for_each(|bound| time.bound(bound));
    let anchors = anchors(&clues, context);
    for clue in &clues {
        time.narrow(text, clue, &anchors);
    }
    time.candidates(text, &clues)
}

/// The events of the dossier, then those whose beginning the text itself dates.
fn anchors(clues: &[Clue], context: &Context) -> Vec<(Vec<String>, Day, String)> {
    let known = context.anchors.iter().map(|anchor| {
        let names = anchor.label.split_whitespace().map(str::to_lowercase).collect();
        (names, anchor.day, format!("“{}” of this dossier, {}", anchor.label, anchor.day.long()))
    });
    let told = clues.iter().filter_map(|clue| match &clue.sense {
        Sense::Began(name, day) => {
            Some((vec![name.clone()], *day, format!("the {name} began on {}, as the text says", day.long())))
        }
        _ => None,
    });
    known.chain(told).collect()
}

/// The time that the clues leave, and why.
#[derive(Default)]
struct Time {
    earliest: Option<Day>,
    latest: Option<Day>,
    reasons: Vec<String>,
    words: Vec<Range<usize>>,
    /// Whether an interval was narrowed by the words themselves rather than by a bound.
    anchored: bool,
}

impl Time {
    fn bound(&mut self, bound: &Bound) {
        let cut = self.cut(bound.earliest, bound.latest);
        if cut {
            self.reasons.push(bound.reason.clone());
        }
    }

    /// Makes the time shorter; false where that changes nothing or would leave none of it.
    fn cut(&mut self, earliest: Option<Day>, latest: Option<Day>) -> bool {
        let new_earliest = self.earliest.max(earliest);
        let new_latest = [self.latest, latest].into_iter().flatten().min();
        let is_empty = new_earliest.zip(new_latest).is_some_and(|(from, to)| from > to);
        let changes = (new_earliest, new_latest) != (self.earliest, self.latest);
        if is_empty || !changes {
            return false;
        }
        (self.earliest, self.latest) = (new_earliest, new_latest);
        true
    }

    fn narrow(&mut self, text: &str, clue: &Clue, anchors: &[(Vec<String>, Day, String)]) {
        let quoted = &text[clue.at.clone()];
        match &clue.sense {
            Sense::Past(day) if self.cut(Some(*day), None) => {
                // Of several days only the last one tells anything.
                self.reasons.retain(|reason| !reason.ends_with(PAST));
                self.words.clear();
                self.because(clue, format!("“{quoted}”{PAST}"));
            }
            Sense::Since(since) => {
                let fits = |names: &[String]| since.name.as_ref().is_none_or(|name| names.contains(name));
                let Some((_, day, why)) = anchors.iter().find(|(names, ..)| fits(names)) else { return };
                let Some(days) = since.days(*day) else { return };
                if self.cut(Some(*days.start()), Some(*days.end())) {
                    self.anchored = true;
                    let (from, to) = (days.start().long(), days.end().long());
                    self.because(clue, format!("“{quoted}” ({why}) is {from} to {to}"));
                }
            }
            _ => {}
        }
    }

    fn because(&mut self, clue: &Clue, reason: String) {
        self.reasons.push(reason);
        self.words.push(clue.at.clone());
    }

    fn candidates(self, text: &str, clues: &[Clue]) -> Vec<Candidate> {
        if self.earliest.is_none() && self.latest.is_none() {
            return Vec::new();
        }
        let mut found = self.on_days_of_the_year(text, clues);
        if found.is_empty() {
            found = self.on_weekdays(text, clues);
        }
        if self.anchored || !self.words.is_empty() {
            let basis = if self.anchored { Basis::WeekdayOrEvent } else { Basis::Inferred };
            found.push(self.candidate(self.earliest, self.latest, None, basis, None));
        }
        found.truncate(MOST);
        found
    }

    /// A day without a year that falls only once into the time.
    fn on_days_of_the_year(&self, text: &str, clues: &[Clue]) -> Vec<Candidate> {
        let Some((from, to)) = self.earliest.zip(self.latest) else { return Vec::new() };
        let days = clues.iter().filter_map(|clue| match clue.sense {
            Sense::OfYear(month, day) => Some((clue, month, day)),
            _ => None,
        });
        let mut found: Vec<Candidate> = Vec::new();
        for (clue, month, day) in days {
            let years = from.date().year()..=to.date().year();
            let inside: Vec<Day> = years
                .filter_map(|year| Day::new(year, month, day))
                .filter(|day| (from..=to).contains(day))
                .collect();
            let [only] = inside[..] else { continue };
            let reason = format!("“{}” falls into that time once", &text[clue.at.clone()]);
            let more = Some((clue, reason));
            found.push(self.candidate(Some(only), Some(to), Some(only), Basis::Inferred, more));
        }
        // The last of several is the nearest to the day of publication.
        found.sort_by_key(|candidate| std::cmp::Reverse(candidate.claim.earliest));
        found.truncate(1);
        found
    }

    /// The days of the time on which the first weekday that the text names falls.
    fn on_weekdays(&self, text: &str, clues: &[Clue]) -> Vec<Candidate> {
        let Some((from, to)) = self.earliest.zip(self.latest) else { return Vec::new() };
        let named = clues.iter().find_map(|clue| match clue.sense {
            Sense::Weekday(weekday) => Some((clue, weekday)),
            _ => None,
        });
        let Some((clue, weekday)) = named.filter(|_| to.0 - from.0 <= WEEKDAYS_TELL) else {
            return Vec::new();
        };
        let days = (from.0..=to.0).map(Day).filter(|day| day.weekday() == weekday);
        days.map(|day| {
            // A weekday's name alone means the last such day: a week later it would be another.
            let latest = Day(day.0 + 6).min(to);
            let reason = format!("“{}” was then {}", &text[clue.at.clone()], day.long());
            self.candidate(Some(day), Some(latest), Some(day), Basis::WeekdayOrEvent, Some((clue, reason)))
        })
        .collect()
    }

    fn candidate(
        &self,
        earliest: Option<Day>,
        latest: Option<Day>,
        best: Option<Day>,
        basis: Basis,
        more: Option<(&Clue, String)>,
    ) -> Candidate {
        let (clue, reason) = more.unzip();
        let reasons: Vec<String> = self.reasons.iter().cloned().chain(reason).collect();
        let words = self.words.iter().cloned().chain(clue.map(|clue| clue.at.clone())).collect();
        let note = reasons.join("; ");
        Candidate { claim: DateClaim { earliest, latest, best, basis: vec![basis], note }, words }
    }
}

impl Since {
    /// The days that a count from a beginning means.
    fn days(&self, began: Day) -> Option<RangeInclusive<Day>> {
        let after = |count: i64| match self.unit {
            clues::Unit::Day => Some(Day(began.0.checked_add(i32::try_from(count).ok()?)?)),
            clues::Unit::Week => {
                Some(Day(began.0.checked_add(i32::try_from(count.checked_mul(7)?).ok()?)?))
            }
            clues::Unit::Month => {
                began.date().checked_add(jiff::Span::new().try_months(count).ok()?).ok().map(Day::from)
            }
            clues::Unit::Year => {
                began.date().checked_add(jiff::Span::new().try_years(count).ok()?).ok().map(Day::from)
            }
        };
        let (from, to) = if self.is_ordinal {
            (self.count - 1, self.count)
        } else {
            (self.count, self.count.saturating_add(1))
        };
        Some(after(from)?..=Day(after(to)?.0 - 1))
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    let at = super::dates::WEEKDAYS.iter().position(|weekday| weekday.eq_ignore_ascii_case(name))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn found(text: &str, context: &Context) -> Vec<(String, Option<Day>)> {
        candidates(text, context).into_iter().map(|it| (it.claim.to_string(), it.claim.best)).collect()
    }

    fn war() -> Context {
        let anchors = vec![Anchor { label: "War begins".into(), day: day("2023-10-07") }];
        Context { anchors, bounds: Vec::new() }
    }

    #[test]
    fn the_fifth_month_of_a_war_and_a_weekday_give_days_with_reasons() {
        let text = "An envoy arrived on Wednesday as the war extends into its fifth month.\n";
        let given = candidates(text, &war());
        let days: Vec<Option<Day>> = given.iter().map(|it| it.claim.best).collect();
        let wednesdays = ["2024-02-07", "2024-02-14", "2024-02-21", "2024-02-28", "2024-03-06"];
        assert_eq!(days[..5], wednesdays.map(|it| Some(day(it))));
        assert_eq!(given[5].claim.to_string(), "2024-02-07 to 2024-03-06");
        let note = &given[0].claim.note;
        for reason in ["fifth month", "War begins", "7 February 2024 to 6 March 2024", "Wednesday"] {
            assert!(note.contains(reason), "{note}");
        }
    }

    #[test]
    fn the_text_may_date_its_own_anchor() {
        let text =
            "Aid is short five weeks into the siege. The siege began on 1 March 2024, officials said.\n";
        assert_eq!(found(text, &Context::default())[0].0, "2024-04-05 to 2024-04-11");
    }

    #[test]
    fn a_day_without_a_year_is_placed_where_it_falls_once() {
        let bounds =
            vec![Bound { earliest: None, latest: Some(day("2024-02-20")), reason: "saved then".into() }];
        let text = "CAIRO, Feb 13 (Example) - Talks resumed. They began after 7 October 2023.\n";
        let given = found(text, &Context { bounds, ..Context::default() });
        assert_eq!(given[0], ("2024-02-13 to 2024-02-20".into(), Some(day("2024-02-13"))));
    }

    #[test]
    fn a_past_day_bounds_the_beginning_and_a_planned_one_does_not() {
        let text = "Talks were held on 3 January 2024. They go on until 9 May 2024.\n";
        let given = candidates(text, &Context::default());
        assert_eq!(given.len(), 1);
        assert_eq!((given[0].claim.earliest, given[0].claim.latest), (Some(day("2024-01-03")), None));
        assert_eq!(&text[given[0].words[0].clone()], "3 January 2024");
    }

    #[test]
    fn words_that_tell_nothing_give_nothing() {
        for text in
            ["", "Talks resumed on Wednesday.\n", "The fifth month of the war has begun.\n", "غزة 2024"]
        {
            assert_eq!(candidates(text, &Context::default()), [], "{text}");
        }
    }

    #[test]
    fn contradicting_clues_never_give_an_empty_time() {
        let bounds = vec![Bound { earliest: None, latest: Some(day("2020-01-01")), reason: "saved".into() }];
        let text = "On 3 January 2024 talks were held in the fifth month of the war.\n";
        let context = Context { bounds, ..war() };
        for candidate in candidates(text, &context) {
            let ends = candidate.claim.earliest.zip(candidate.claim.latest);
            assert!(ends.is_none_or(|(from, to)| from <= to));
        }
    }

    #[test]
    fn a_count_longer_than_the_calendar_tells_no_day() {
        for unit in [clues::Unit::Day, clues::Unit::Week, clues::Unit::Month, clues::Unit::Year] {
            for count in [3_000_000_000, i64::MAX] {
                let since = Since { count, unit, is_ordinal: false, name: None };
                assert_eq!(since.days("2024-01-10".parse().unwrap()), None, "{count} {unit:?}");
            }
        }
    }
}
