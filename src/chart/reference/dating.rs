//! The days on which a reference series stood at a report's number, with what the words say of them.
//!
//! A match says that a text repeats a bulletin. It is no corroboration: a date that is accepted from
//! here carries [`Basis::ReferenceMatch`] and is left out of every comparison with a series.

use std::ops::Range;

use crate::detect::dating::{Named, Told};
use crate::model::date::{Basis, DateClaim, Day};
use crate::model::figure::{Modality, ScopeKind};
use crate::model::item::ReferenceRow;
use crate::model::shown::people;
use crate::model::{ItemId, figure::Qualifier};

use super::super::report::Report;
use super::like::like;
use super::reading::{Reading, reading};
use super::{Known, References, named};

/// More days than this are no proposal: a round number near 40,000 was seen to fit 13.
const MOST_DAYS: usize = 14;
/// So many proposals are given.
const MOST: usize = 6;
/// An article usually gives a number that is up to so many days old.
const USUAL_LAG: i32 = 2;
/// A number that is older was copied; beyond this it is not proposed while a nearer day fits.
const STALE: i32 = 21;
/// How a reason names a count that stands beside.
const BESIDE: &str = ", in the same text";
/// Versions of one series differ by up to one in this many.
const VINTAGES: u64 = 1000;

/// A report that asks for a day, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its words, in bytes of its article.
    pub sentence: Option<&'a Range<usize>>,
    /// The reports of the same article.
    pub beside: &'a [&'a Report],
    /// What the article's words tell of its time.
    pub told: &'a Told,
    /// The article's text.
    pub text: &'a str,
    /// The first day on which a copy of the article was out.
    pub copied: Option<Day>,
}

/// A day that a report may be as of.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The day.
    pub day: Day,
    /// Days from then to the article's own day, where that is known or a weekday tells it.
    pub lag: Option<i32>,
    /// The claim as it would be set, with its reasons as the note.
    pub claim: DateClaim,
    /// The reasons, one by one.
    pub reasons: Vec<String>,
    /// The series that it was read from.
    pub series: ItemId,
    /// When the article would then have been published.
    pub published: DateClaim,
}

/// The days that a report may be as of, the likeliest first.
///
/// # Errors
/// One sentence that says why no day can be proposed.
pub fn propose(asked: &Asked, references: &References) -> Result<Vec<Proposal>, String> {
    let report = asked.report;
    if references.is_empty() {
        return Err("No reference series is imported.".to_owned());
    }
    if !matches!(report.modality, None | Some(Modality::Asserted | Modality::ClaimedByParty)) {
        return Err("What is proposed, forecast or denied has no day in a series.".to_owned());
    }
    match report.scope_kind() {
        Some(ScopeKind::Cumulative) => by_total(asked, references),
        Some(ScopeKind::Window) => by_window(asked, references),
        Some(ScopeKind::Incident) => {
            Err("One incident is not a running total: no series of totals can date it.".to_owned())
        }
        Some(_) => Err("Only a running total can be looked up in a series.".to_owned()),
        None => {
            Err("The time scope is not set: only a running total can be looked up in a series.".to_owned())
        }
    }
}

/// The series that are like a report, or why the nearest one is not.
fn alike<'a>(report: &Report, references: &'a References) -> Result<Vec<&'a Known>, String> {
    let mut alike = Vec::new();
    let mut nearest: (u8, String) = (0, "there is none".to_owned());
    for known in references.all() {
        match like(report, known) {
            Ok(()) => alike.push(known),
            Err(why) if why.0 >= nearest.0 => nearest = why,
            Err(_) => {}
        }
    }
    if alike.is_empty() {
        Err(format!("No reference series counts the same: {}.", nearest.1))
    } else {
        Ok(alike)
    }
}

/// A day of a series that fits.
struct Fit<'a> {
    row: &'a ReferenceRow,
    reasons: Vec<String>,
    basis: Vec<Basis>,
    lag: Option<i32>,
    /// Fewer is likelier.
    rank: i32,
}

fn by_total(asked: &Asked, references: &References) -> Result<Vec<Proposal>, String> {
    let report = asked.report;
    let alike = alike(report, references)?;
    let Some(reading) = reading(report) else {
        return Err("The number is too vague, or bounded from above only, to be looked up.".to_owned());
    };
    let fits =
        alike.iter().map(|known| (*known, fits(report, known, &reading))).find(|(_, fits)| !fits.is_empty());
    let Some((known, mut fits)) = fits else {
        return Err(format!("No day of the series stands at {}.", range(&reading)));
    };
    bound(&mut fits, asked)?;
    for fit in &mut fits {
        weigh(fit, asked, references);
    }
    fits.sort_by_key(|fit| (fit.rank, fit.row.day));
    keep_near(&mut fits);
    if fits.len() > MOST_DAYS {
        return Err(format!(
            "{} fits {} days from {} to {}: too many to propose one.",
            super::super::wording::capital(&super::super::wording::quantity(report)),
            fits.len(),
            fits.iter().map(|fit| fit.row.day).min().unwrap_or_default().long(),
            fits.iter().map(|fit| fit.row.day).max().unwrap_or_default().long(),
        ));
    }
    fits.truncate(MOST);
    Ok(fits.into_iter().map(|fit| proposal(fit, known, asked)).collect())
}

fn range(reading: &Reading) -> String {
    let (low, high) = (*reading.numbers.start(), *reading.numbers.end());
    if low == high { people(low) } else { format!("{} to {}", people(low), people(high)) }
}

/// The reported days whose number is one that the report may stand for; near it where no day has an exact number.
fn fits<'a>(report: &Report, known: &'a Known, reading: &Reading) -> Vec<Fit<'a>> {
    let reported = || known.rows().iter().filter(|row| row.reported);
    let mut rows: Vec<&ReferenceRow> =
        reported().filter(|row| reading.numbers.contains(&row.value)).collect();
    let mut near = false;
    if let (true, Some(exact)) = (rows.is_empty(), reading.exact) {
        near = true;
        rows = reported()
            .filter(|row| row.value.abs_diff(exact).saturating_mul(VINTAGES) <= row.value)
            .collect();
    }
    let only = rows.len() == 1;
    let reason = |row: &ReferenceRow| {
        let stands = format!("the series stands at {} on {}", people(row.value), row.day.long());
        match (near, reading.exact) {
            (true, _) => format!("{stands}, within the 0.1 % by which versions of a series differ"),
            (false, Some(_)) if only => format!("{stands} and on no other day"),
            (false, Some(_)) => stands,
            (false, None) => format!("{stands}, which {} may stand for ({})", hedged(report), range(reading)),
        }
    };
    let fit = |row| Fit {
        row,
        reasons: vec![reason(row)],
        basis: vec![Basis::ReferenceMatch],
        lag: None,
        rank: i32::from(near) * 4,
    };
    rows.into_iter().map(fit).collect()
}

fn hedged(report: &Report) -> String {
    match report.qualifier {
        None | Some(Qualifier::Exact) => format!("the round number {}", people(report.value.unwrap_or(0))),
        _ => format!("“{}”", super::super::wording::quantity(report)),
    }
}

/// Takes out the days on which the article was out already.
fn bound(fits: &mut Vec<Fit<'_>>, asked: &Asked) -> Result<(), String> {
    let published = &asked.report.published;
    let ends = [published.latest.or(published.best), asked.told.latest, asked.copied];
    let Some(last) = ends.into_iter().flatten().min() else { return Ok(()) };
    let before = fits.iter().map(|fit| fit.row.day).min();
    fits.retain(|fit| fit.row.day <= last);
    if fits.is_empty() {
        let first = before.map(|day| format!(" (the first is {})", day.long())).unwrap_or_default();
        return Err(format!("The article was out by {}, before the days that fit{first}.", last.long()));
    }
    Ok(())
}

/// Adds what the words say of a day, and what that is worth.
fn weigh(fit: &mut Fit<'_>, asked: &Asked, references: &References) {
    named_day(fit, asked);
    lag(fit, asked);
    window_beside(fit, asked, references);
    if asked.told.earliest.is_some_and(|first| first.0.saturating_sub(fit.row.day.0) > STALE) {
        fit.rank += 20;
        fit.reasons
            .push("the text speaks of later days as past, so that the number would be an old one".into());
    }
}

/// The day itself, where the sentence of the figure, or else the text, names it.
fn named_day(fit: &mut Fit<'_>, asked: &Asked) {
    let day = fit.row.day;
    let date = day.date();
    let is_it = |named: &Named| match named {
        Named::Day(named) => *named == day,
        Named::OfYear(month, of_month) => (*month, *of_month) == (date.month(), date.day()),
    };
    let in_sentence =
        |at: &Range<usize>| asked.sentence.is_some_and(|it| it.start <= at.start && at.end <= it.end);
    let Some((at, _)) = asked.told.days.iter().find(|(at, named)| in_sentence(at) && is_it(named)) else {
        return;
    };
    let words = asked.text.get(at.clone()).unwrap_or_default();
    fit.reasons.push(format!("“{words}” in its sentence is that day"));
    fit.basis.push(Basis::Stated);
    fit.rank -= 8;
}

/// Days from the number's day to the article's: by its date of publication, else by the weekdays it names.
fn lag(fit: &mut Fit<'_>, asked: &Asked) {
    let day = fit.row.day;
    let claim = &asked.report.published;
    if let Some(published) = claim.best.or(claim.latest.filter(|_| claim.is_exact())) {
        let lag = published.0.saturating_sub(day.0);
        fit.lag = Some(lag);
        fit.rank = fit.rank.saturating_add(if lag <= USUAL_LAG { 0 } else { lag.saturating_add(2) });
        fit.reasons.push(match lag {
            0 => "the article was published that day".to_owned(),
            1 => "the article was published the day after".to_owned(),
            _ => format!("the article was published {lag} days later, on {}", published.long()),
        });
    }
    let after = |weekday: jiff::civil::Weekday| i32::from(day.weekday().until(weekday));
    let nearest = asked.told.weekdays.iter().min_by_key(|(_, weekday)| after(*weekday));
    let Some((at, weekday)) = nearest else { return };
    let later = after(*weekday);
    let words = asked.text.get(at.clone()).unwrap_or_default();
    match later {
        0 => fit.reasons.push(format!("“{words}” in the text is that day")),
        1 => fit.reasons.push(format!("“{words}” in the text is the day after")),
        _ => fit.reasons.push(format!("“{words}” in the text comes {later} days later")),
    }
    if later <= USUAL_LAG {
        fit.basis.push(Basis::WeekdayOrEvent);
    }
    fit.rank += later;
    fit.lag = fit.lag.or(Some(later));
}

/// A count of the same text over a day, where the series has it for this day too.
fn window_beside(fit: &mut Fit<'_>, asked: &Asked, references: &References) {
    let windows = asked.beside.iter().filter(|it| it.scope_kind() == Some(ScopeKind::Window));
    for window in windows.filter(|it| it.outcome == asked.report.outcome) {
        if references.all().iter().any(|known| is_on(window, known, fit.row.day)) {
            let over = super::super::wording::scope(window);
            fit.reasons.push(format!(
                "{} {over}{BESIDE}, is in the series for that day too",
                super::super::wording::quantity(window)
            ));
            fit.rank -= 3;
            return;
        }
    }
}

/// Whether a series of windows has a report's number on a day.
fn is_on(window: &Report, known: &Known, day: Day) -> bool {
    let hours = known.series().and_then(|series| series.hours);
    let row = known.on(day).filter(|row| row.reported && row.hours.or(hours) == window.hours());
    let numbers = reading(window).map(|it| it.numbers);
    like(window, known).is_ok() && row.zip(numbers).is_some_and(|(row, numbers)| numbers.contains(&row.value))
}

/// Where some days are as near as usual, those that are not are left out.
fn keep_near(fits: &mut Vec<Fit<'_>>) {
    let is_near = |fit: &Fit<'_>| fit.lag.is_some_and(|lag| (0..=USUAL_LAG).contains(&lag));
    if fits.iter().any(is_near) {
        fits.retain(is_near);
    }
}

fn proposal(fit: Fit<'_>, known: &Known, asked: &Asked) -> Proposal {
    let day = fit.row.day;
    let name = known.series().map(named).unwrap_or_default();
    let note = format!("By the reference series {name}: {}.", fit.reasons.join("; "));
    let claim = DateClaim { basis: fit.basis, note, ..DateClaim::on(day, Basis::ReferenceMatch) };
    let published = published(day, fit.lag, &claim.note, asked);
    Proposal { day, lag: fit.lag, claim, reasons: fit.reasons, series: known.id, published }
}

/// When an article with a number of a day was published: that day or up to two days after.
fn published(day: Day, lag: Option<i32>, note: &str, asked: &Asked) -> DateClaim {
    let last = Day(day.0 + USUAL_LAG);
    let ends = [asked.told.latest, asked.copied];
    let latest = ends.into_iter().flatten().filter(|end| *end >= day).fold(last, Day::min);
    // Of the weekdays that the text names as past, the last is the nearest to its own day.
    let named = asked.told.weekdays.iter().map(|(_, weekday)| i32::from(day.weekday().until(*weekday)));
    let best = named.filter(|later| *later <= latest.0 - day.0).max().or(lag.filter(|lag| *lag == 0));
    DateClaim {
        earliest: Some(day),
        latest: Some(latest),
        best: best.map(|later| Day(day.0 + later)),
        basis: vec![Basis::ReferenceMatch, Basis::Inferred],
        note: format!("Articles usually give a number that is up to {USUAL_LAG} days old. {note}"),
    }
}

/// A count over a window never dates itself: it may only follow the running total of its text.
fn by_window(asked: &Asked, references: &References) -> Result<Vec<Proposal>, String> {
    let alike = alike(asked.report, references)?;
    let days: usize = alike
        .first()
        .map_or(0, |known| known.rows().iter().filter(|row| is_on(asked.report, known, row.day)).count());
    let totals = asked.beside.iter().filter(|it| {
        it.scope_kind() == Some(ScopeKind::Cumulative)
            && it.outcome == asked.report.outcome
            && it.value.is_some()
    });
    let mut found: Vec<Proposal> = Vec::new();
    for total in totals {
        for followed in of_total(total, asked, references) {
            let Some(known) = alike.iter().find(|known| is_on(asked.report, known, followed.day)) else {
                continue;
            };
            if found.iter().any(|it| it.day == followed.day) {
                continue;
            }
            found.push(following(&followed, total, known));
        }
    }
    if found.is_empty() {
        let over = super::super::wording::scope(asked.report);
        return Err(format!(
            "A count {over} cannot date itself: the series has this number on {}. Date the running total of its text first.",
            super::super::wording::counted(days, "day", "days")
        ));
    }
    found.truncate(MOST);
    Ok(found)
}

/// The days of a running total: its own where it has one, else those that a series proposes.
fn of_total(total: &Report, asked: &Asked, references: &References) -> Vec<Proposal> {
    if let Some(day) = total.day().filter(|_| total.as_of.is_exact()) {
        let claim = DateClaim::on(day, Basis::Inferred);
        let reasons = vec![format!("the running total of its text is as of {}", day.long())];
        let published = DateClaim::default();
        return vec![Proposal { day, lag: None, claim, reasons, series: total.id, published }];
    }
    by_total(&Asked { report: total, sentence: None, ..*asked }, references).unwrap_or_default()
}

/// The proposal for a window from that for its running total.
fn following(total: &Proposal, report: &Report, known: &Known) -> Proposal {
    let name = known.series().map(named).unwrap_or_default();
    let mut reasons = vec![format!(
        "it stands beside the running total {} and is in the series for {} too",
        people(report.value.unwrap_or(0)),
        total.day.long()
    )];
    // That the total stands beside this count is said already.
    reasons.extend(total.reasons.iter().filter(|reason| !reason.contains(BESIDE)).cloned());
    let note = format!("By the reference series {name}: {}.", reasons.join("; "));
    let mut basis = vec![Basis::ReferenceMatch, Basis::Inferred];
    basis.extend(total.claim.basis.iter().copied().filter(|it| *it == Basis::WeekdayOrEvent));
    let claim = DateClaim { basis, note, ..DateClaim::on(total.day, Basis::ReferenceMatch) };
    Proposal { claim, reasons, series: known.id, ..total.clone() }
}

#[cfg(test)]
mod tests;
