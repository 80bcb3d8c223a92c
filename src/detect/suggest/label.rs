//! Numbers that count nobody: clock times, dates, sums of money, names and ages.

use crate::detect::dates;
use crate::detect::fold::{Words, words};
use crate::detect::lexicon::Part;
use crate::detect::number::number_at;
use crate::detect::phrase::Reading;
use crate::detect::token::Line;
use crate::model::figure::{Form, Qualifier};

use super::scan::Scan;

/// Shares without a whole, clock times and numbers without a value.
pub(super) fn is_no_count(scan: &Scan<'_>, reading: &Reading) -> bool {
    let line = scan.line;
    let of = scan.past_back(reading.start);
    if of > 1 && scan.part(of - 1) == Part::Of && line.is_of(of - 2, words!["none", "neither", "no"]) {
        return true;
    }
    // Some of the most ferocious raids count no one.
    let superlative =
        (reading.number.end - 1..reading.end + 1).any(|at| line.has(at, &["of", "the", "most"]));
    if superlative && reading.phrase.form == Some(Form::Quantifier) {
        return true;
    }
    if is_rest(line, reading.start) || is_of_year(line, reading) {
        return true;
    }
    // "How many were killed" asks; it tells no number.
    if reading.start > 0 && line.is(reading.start - 1, "how") {
        return true;
    }
    let valued = reading.phrase.value.is_some();
    let countable = match reading.phrase.form {
        Some(Form::Numeral | Form::NumberWord | Form::Fraction) => valued,
        _ => true,
    };
    let first = reading.number.start;
    let clock = |at: usize| line.is_of(at, words![":", "/"]) && line.touches_next(at);
    let behind = first > 0 && clock(first - 1) && line.touches_next(first - 1);
    let ahead = clock(reading.number.end) && line.numeral(reading.number.end + 1).is_some();
    let money = first > 0 && line.is_of(first - 1, words!["$", "€", "£", "₪", "#", "¥"]);
    let half_day = line.is_of(reading.number.end, words!["a.m", "p.m", "am", "pm", "p", "gmt", "%", "°"]);
    let share = first > 1
        && line.is(first - 1, "in")
        && line.is_of(first - 2, words!["one", "two", "three", "1"])
        && reading.phrase.form != Some(Form::Fraction);
    !countable || share || behind || ahead || money || half_day
}

/// Whether a number tells who was spared, or of how many: all but two of the 30 were killed.
fn is_rest(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(6)..at).any(|all| line.has(all, &["all", "but"]))
}

/// Whether a number is the year of a date: March 8, 2017.
fn is_of_year(line: &Line<'_>, reading: &Reading) -> bool {
    let at = reading.number.start;
    at >= 3
        && reading.number.len() == 1
        && line.word(at).len() == 4
        && line.is(at - 1, ",")
        && line.numeral(at - 2).is_some()
        && dates::month_of(line.word(at - 3)).is_some()
}

/// Whether a number is one of several ages: aged 28, 27 and 26.
fn is_of_ages(line: &Line<'_>, at: usize) -> bool {
    let listed = |at: &usize| {
        line.numeral(*at).is_some()
            || line.is_of(*at, words![",", "and", "or"])
            || number_at(line, *at).is_some()
    };
    let before = (at.saturating_sub(12)..at).rev().find(|at| !listed(at));
    before.is_some_and(|label| line.is_of(label, words!["aged", "ages", "age"]))
}

/// Whether a number belongs to a name: a crew member of Rescue 116.
fn is_of_name(line: &Line<'_>, at: usize) -> bool {
    let capital = |at: usize| line.word(at).starts_with(char::is_uppercase);
    at >= 2 && line.numeral(at).is_some() && line.is(at - 1, "rescue") && capital(at - 1) && !capital(at - 2)
}

/// Whether a unit of time ends words of time rather than names a number: since the start of the year.
fn is_behind_time(line: &Line<'_>, unit: usize) -> bool {
    unit >= 2
        && line.is_of(unit, words!["year", "week", "day"])
        && line.is(unit - 1, "the")
        && line.is(unit - 2, "of")
}

/// Whether a doubtful number was only taken for a date, and its noun shows that it is none.
pub(super) fn is_only_a_date(scan: &Scan<'_>, reading: &Reading) -> bool {
    let line = scan.line;
    let before = reading.start.wrapping_sub(1);
    let after_month = dates::month_of(line.word(before)).is_some();
    let day_named = after_month && reading.start >= 2 && line.numeral(reading.start - 2).is_some();
    let year = reading.number.len() == 1 && line.word(reading.number.start).len() == 4;
    let in_a_year =
        line.is_of(before, words!["in", "since", "by", "until", "from", "during", "early", "late", "mid"]);
    let counts = if year { !after_month && !in_a_year } else { day_named };
    !line.is_hyphen(reading.number.end) && counts
}

/// A number that names or ages: Flight 587; Mousa, 28, of Basra; aged 65.
pub(super) fn is_bare_label(scan: &Scan<'_>, reading: &Reading) -> bool {
    const LABELS: Words = Words::of(&[
        "no",
        "number",
        "flight",
        "route",
        "highway",
        "room",
        "article",
        "resolution",
        "page",
        "chapter",
        "section",
        "boeing",
        "airbus",
        "aged",
        "age",
        "ages",
        "act",
        "day",
        "week",
        "year",
        "round",
        "level",
        "phase",
        "division",
        "group",
        "channel",
        "station",
        "engine",
        "ward",
        "radio",
        "gate",
        "terminal",
        "block",
        "apartment",
        "windows",
        "formula",
        "version",
        "article",
        "row",
        "under",
        "top",
        "world",
        "nr",
        "since",
        "until",
    ]);
    let line = scan.line;
    let before = reading.start.wrapping_sub(1);
    let labelled = reading.number.start == reading.start
        && (line.is_of(before, &LABELS) && !is_behind_time(line, before)
            || (line.is(before, ".") && line.is(before.wrapping_sub(1), "no")));
    let small = reading.phrase.value.is_some_and(|value| value <= 115);
    let digits =
        reading.phrase.form == Some(Form::Numeral) && reading.phrase.qualifier == Some(Qualifier::Exact);
    let between = line.is_of(before, words![",", "("]) && line.is_of(reading.end, words![",", ")", ".", ";"]);
    let ends_after_comma = line.is(before, ",") && reading.end >= line.len();
    // The last word of a bracket: (Radio Two, Channel 4).
    let closes = line.is(reading.end, ")")
        && !line.is_of(before, words!["(", ","])
        && reading.number.start == reading.start;
    let behind_cue = before > 0 && scan.cue_at.get(before - 1).is_some_and(Option::is_some);
    let age = line.is_of(reading.start, words!["under", "below"])
        && reading.phrase.value.is_some_and(|value| value <= 21);
    is_of_ages(line, reading.number.start)
        || is_of_name(line, reading.number.start)
        || age
        || labelled
        || (small && digits && (between || closes || ends_after_comma) && !behind_cue)
}
