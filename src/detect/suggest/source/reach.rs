//! Which of a sentence's attributions reach a figure, the closest first.

use std::ops::Range;

use super::attribution::{Attribution, Right};
use super::name::Reader;
use crate::detect::fold::words;
use crate::detect::lexicon::Small;
use crate::detect::suggest::passage::Core;
use crate::model::figure::Strength;

/// How far before a relative clause its event stands.
const BEFORE_RELATIVE: usize = 8;

/// How many attributions on either side of a figure are asked whether they reach it.
const NEAR: usize = 6;

/// Of the attributions of a sentence those around a figure, so that many do not ask all.
pub(super) fn near(found: &[Attribution], core: &Core) -> Range<usize> {
    let next = found.partition_point(|one| one.words.start < core.number.start);
    next.saturating_sub(NEAR)..(next + NEAR).min(found.len())
}

/// The attributions that reach a figure, by their place among those found, with how closely: the
/// innermost first, then who reports it.
pub(super) fn chain(reader: &Reader<'_, '_>, found: &[Attribution], core: &Core) -> Vec<(usize, Strength)> {
    let mut before: Vec<(usize, Strength)> = Vec::new();
    let mut behind: Vec<(usize, Strength)> = Vec::new();
    for (place, one) in found.iter().enumerate() {
        // `The agency estimated 300`: the verb is the hedge too.
        let hedges = one.words.start < core.number.start && one.words.end < core.number.end;
        if one.words.end <= core.number.start || hedges {
            before.extend(forward(reader, found, one, core).map(|strength| (place, strength)));
        } else if one.words.start >= core.number.end {
            behind.extend(backward(reader, found, one, core).map(|strength| (place, strength)));
        }
    }
    before.reverse();
    behind.truncate(1);
    closest(reader, found, before, behind, core)
}

/// Of those on either side: both, unless a turn of the sentence parts the figure from one.
fn closest(
    reader: &Reader<'_, '_>,
    found: &[Attribution],
    before: Vec<(usize, Strength)>,
    behind: Vec<(usize, Strength)>,
    core: &Core,
) -> Vec<(usize, Strength)> {
    let (Some((left, held)), Some((right, _))) = (before.first(), behind.first()) else {
        return before.into_iter().chain(behind).collect();
    };
    let (left, right) = (&found[*left], &found[*right]);
    let turns = |from: usize, to: usize| {
        (from..to).any(|at| reader.line.is_of(at, words!["while", "but", ";", "whereas"]))
    };
    if turns(core.number.end, right.words.start) {
        return before;
    }
    // `According to` or a parenthesis on the left only goes on: who stands behind says it.
    let loose =
        left.right == Right::GoesOn || *held != Strength::Direct || turns(left.words.end, core.number.start);
    // `according to` behind a figure is nearer to it than a clause that holds both.
    if loose || right.verb.is_none() {
        return behind.into_iter().chain(before.into_iter().filter(|_| !loose)).collect();
    }
    before.into_iter().chain(behind).collect()
}

/// Whether what is said reaches forward to the figure.
fn forward(
    reader: &Reader<'_, '_>,
    found: &[Attribution],
    one: &Attribution,
    core: &Core,
) -> Option<Strength> {
    if one.right == Right::No || is_cut(reader, found, one, core) || is_presupposed(reader, one, core) {
        return None;
    }
    let listed =
        (one.words.end..core.number.start).any(|at| reader.line.is_of(at, words!["including", "among"]));
    Some(if one.right == Right::GoesOn || listed { Strength::Inherited } else { Strength::Direct })
}

/// Whether another voice takes over between an attribution and the figure.
fn is_cut(reader: &Reader<'_, '_>, found: &[Attribution], one: &Attribution, core: &Core) -> bool {
    let between = one.words.end..core.number.start;
    let line = reader.line;
    let asides = between.clone().any(|at| line.is(at, ",") && line.is(at + 1, "where"));
    let stopped = between.clone().any(|at| {
        line.is_of(at, words![".", "!", "?", ";"]) && !line.touches_next(at) && !is_inner_stop(reader, at)
    });
    let taken = found.iter().any(|other| {
        let later = other.words.start >= one.words.end && other.words.end <= core.number.start;
        let turn = other.words.start.checked_sub(1).is_some_and(|at| {
            line.is_of(at, words!["and", "but", "while", ";", "whereas", "although", "."])
                || (line.is(at, ",") && other.verb.is_some())
        });
        later
            && other.right != Right::No
            && other.subject != one.subject
            && (turn || other.right == Right::GoesOn && other.rule != "source.citing")
            || later && other.right == Right::No && other.left
    });
    asides || stopped || taken
}

/// The stop of a shortened word: what follows goes on, with a number or in lower case, or it is an initial.
fn is_inner_stop(reader: &Reader<'_, '_>, at: usize) -> bool {
    if !reader.line.is(at, ".") {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |at| reader.line.word(at));
    let next = reader.line.word(at + 1);
    before.len() <= 2
        || !next.starts_with(|letter: char| letter.is_uppercase() || matches!(letter, '"' | '“'))
}

/// Whether the figure only describes an event that the speaker speaks of: `said the pilots failed in a
/// raid that killed 12`.
fn is_presupposed(reader: &Reader<'_, '_>, one: &Attribution, core: &Core) -> bool {
    let first = core.cue.start.min(core.number.start);
    let line = reader.line;
    let from = one.words.end.max(first.saturating_sub(BEFORE_RELATIVE));
    let Some(relative) = (from..first).rev().find(|at| line.is_of(*at, words!["that", "which"])) else {
        return false;
    };
    if relative <= one.words.end || first - relative > 2 || !reader.is_event(relative - 1) {
        return false;
    }
    let opens = one.words.end.max(relative.saturating_sub(BEFORE_RELATIVE));
    let phrase = (opens..relative).rev().find(|at| {
        line.is_of(*at, words!["in", "after", "over", "for", "from", "about", "behind", "following", "into"])
    });
    phrase.is_some_and(|at| matches!(reader.part(at + 1), Some(Small::Determiner)) && at > one.words.end + 1)
}

/// Whether what stands before an attribution is said in it.
fn backward(
    reader: &Reader<'_, '_>,
    found: &[Attribution],
    one: &Attribution,
    core: &Core,
) -> Option<Strength> {
    if !one.left || is_purpose(reader, one, core) {
        return None;
    }
    let between = core.number.end..one.words.start;
    let line = reader.line;
    let stopped = between.clone().any(|at| {
        (line.is_of(at, words!["!", "?", ";"]) || (line.is(at, ".") && !is_inner_stop(reader, at)))
            && !in_quotes(reader, at, one)
    });
    let taken = found.iter().any(|other| {
        other.words.start >= core.number.end
            && other.words.end <= one.words.start
            && other.left
            && other.right == Right::No
    });
    (!stopped && !taken).then_some(Strength::Direct)
}

/// Whether the figure stands in an aim, a clause away: `an operation to rescue two, with strikes that …`.
fn is_purpose(reader: &Reader<'_, '_>, one: &Attribution, core: &Core) -> bool {
    let first = core.number.start.min(core.cue.start);
    let aim = reader.line.is(first.wrapping_sub(1), "to")
        || reader.line.is(core.number.start.wrapping_sub(2), "to");
    aim && (core.number.end..one.words.start.saturating_sub(1)).any(|at| reader.line.is(at, ","))
}

/// Whether a stop stands inside the quotation that the attribution closes.
fn in_quotes(reader: &Reader<'_, '_>, at: usize, one: &Attribution) -> bool {
    (at..one.words.start).any(|at| reader.is_quote(at))
}

/// Whether the sentence speaks for itself although a source is named: then none is taken from before.
pub(super) fn own_voice(found: &[Attribution], core: &Core) -> bool {
    found.iter().any(|one| one.words.end <= core.number.start && one.right != Right::No)
}
