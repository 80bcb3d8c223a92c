//! Whether words that tie a figure to an outcome tell of an event that befell people: not of a rule,
//! a habit, something prevented, a play on words or the people of a story.

use std::ops::Range;

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Class, Part};
use crate::model::figure::{Form, Outcome};

use super::bind::Tie;
use super::figure::Fig;
use super::scan::Scan;

/// Whether a figure is told of as something that happened to people.
pub(super) fn is_told(scan: &Scan<'_>, index: usize, tie: &Tie) -> bool {
    let figure = &scan.figures[index];
    let refused = is_named_apart(scan, figure, tie)
        || is_prevented(scan, figure, tie)
        || is_duty(scan, tie)
        || is_rehearsed(scan, figure, tie)
        || is_of_sport(scan, figure, tie)
        || super::sense::is_other(scan, figure, tie)
        || is_aside(scan, figure)
        || (figure.single && is_general(scan, figure, tie));
    !refused
}

/// One of a group who is only named: one of the six priests murdered; one of his victims was.
fn is_named_apart(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    let one = figure.phrase.value == Some(1) && !figure.single && scan.part(figure.number.end) == Part::Of;
    let aside = scan.line.is_of(figure.number.start.wrapping_sub(1), words![","]) && figure.number.start > 0;
    let victims = matches!(tie.outcome, Outcome::CasualtiesUnspecified)
        || (figure.number.end..figure.end).any(|at| scan.line.is_of(at, words!["victims", "casualties"]));
    let the_one = !figure.single
        && figure.phrase.value == Some(1)
        && figure.noun.is_none()
        && scan.line.is(figure.number.start.wrapping_sub(1), "the");
    // Smith was one of 27 people arrested.
    let named = one && scan.part_before(figure.number.start) == Part::Be;
    the_one
        || (figure.single && speaks(scan, figure))
        || named
        || one && ((aside && tie.rule == "outcome.part") || (victims && tie.rule == "outcome.counted"))
}

/// Whether a single person closes the sentence as who says it: …, a lawyer at the trial said.
fn speaks(scan: &Scan<'_>, figure: &Fig) -> bool {
    let behind_comma = scan.part_before(figure.number.start) == Part::Comma;
    let mut behind =
        (figure.end..figure.end + 6).take_while(|at| !matches!(scan.part(*at), Part::Stop | Part::Comma));
    behind_comma && behind.any(|at| scan.line.is_of(at, words!["said", "says", "told"]))
}

/// One person named in words as a part of others, which counts nobody anew: including a child, one of
/// them a child. The annotated sentences count no such person either.
fn is_aside(scan: &Scan<'_>, figure: &Fig) -> bool {
    let start = figure.number.start;
    let of_them =
        start >= 3 && scan.line.is(start - 2, "of") && scan.line.is_of(start - 1, words!["them", "whom"]);
    figure.single && (of_them || scan.part_before(start) == Part::Including)
}

/// What is kept from happening: could prevent 12 deaths.
fn is_prevented(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const KEEPS: Words = Words::of(&[
        "prevent",
        "prevents",
        "prevented",
        "preventing",
        "avoid",
        "avoids",
        "avoided",
        "avoiding",
        "avert",
        "averts",
        "averted",
        "averting",
        "reduce",
        "reduces",
        "reduced",
        "reducing",
        "cut",
        "cutting",
        "save",
        "saves",
        "saved",
        "saving",
        "fewer",
        "insure",
        "insured",
    ]);
    let harm = matches!(tie.outcome, Outcome::Killed | Outcome::DiedOther | Outcome::Injured);
    let counted = matches!(tie.rule, "outcome.counted" | "outcome.lives" | "outcome.of");
    let undone = (figure.end..figure.end + 5).any(|at| {
        scan.line.is(at, "be") && scan.line.is_of(at + 1, words!["prevented", "avoided", "averted", "saved"])
    });
    let kept = before(figure.number.start, 4).any(|at| scan.line.is_of(at, &KEEPS));
    harm && counted && (undone || kept)
}

/// What ought to be done or may be: players must kill 12 guards.
fn is_duty(scan: &Scan<'_>, tie: &Tie) -> bool {
    let active = scan.cue_from(tie.cue.start).is_some_and(|cue| cue.cue.class == Class::Active);
    let group = scan.group(tie.cue.start);
    let mut words = group.start..tie.cue.start;
    let bare = !words.clone().any(|at| scan.line.is_of(at, words!["have", "be", "been"]));
    let harm = matches!(tie.outcome, Outcome::Killed | Outcome::Injured | Outcome::Detained);
    active
        && harm
        && bare
        && words.any(|at| scan.line.is_of(at, words!["must", "should", "shall", "can", "let"]))
}

/// What is only played through: a drill simulated a blast that killed 200.
fn is_rehearsed(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const ACTED: Words = Words::of(&[
        "drill",
        "simulated",
        "simulates",
        "simulating",
        "simulation",
        "rehearsal",
        "mock",
        "re-enacted",
        "re-enactment",
        "reenactment",
        "fictitious",
        "fictional",
        "imaginary",
        "hypothetical",
        "scenario",
        "scenarios",
    ]);
    let start = figure.number.start.min(tie.cue.start);
    (start.saturating_sub(14)..figure.end.max(tie.cue.end) + 4).any(|at| scan.line.is_of(at, &ACTED))
}

/// Victims of a bowler or a striker: claimed six victims for 41 runs.
fn is_of_sport(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    let victims = scan.line.is_of(figure.end.wrapping_sub(1), words!["victims", "victim", "scalps"]);
    let scored = (figure.end..figure.end + 5)
        .any(|at| scan.line.is_of(at, words!["runs", "wickets", "overs", "goals", "points", "innings"]));
    victims && scored && tie.cue.end <= figure.end
}

/// A person in words who stands for anybody: a man dies every minute; anyone who kills a man.
fn is_general(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const ANYBODY: Words = Words::of(&[
        "if",
        "anyone",
        "anybody",
        "whoever",
        "suppose",
        "imagine",
        "whenever",
        "every",
        "everyone",
        "nobody",
        "law",
        "laws",
        "bill",
        "crime",
        "offence",
        "offense",
        "statue",
        "painting",
        "portrait",
        "likely",
        "someone",
        "like",
        "unless",
        "whether",
        "risk",
        "chance",
        "typical",
        "typically",
        "usually",
        "should",
    ]);
    let group = scan.group(tie.cue.start);
    let present = scan.line.is_of(tie.cue.start, words!["dies", "die", "drowns", "perishes", "disappears"]);
    let around = before(figure.number.start.min(tie.cue.start), 9);
    let clause = around.clone().rev().take_while(|at| scan.part(*at) != Part::Stop).count();
    let open = (around.end - clause..around.end).any(|at| scan.line.is_of(at, &ANYBODY));
    let behind = (figure.end..figure.end + 12).any(|at| scan.line.is_of(at, words!["every", "if"]));
    let described = tie.rule == "outcome.described" && figure.phrase.form == Some(Form::NumberWord);
    group.modal || present || open || behind || (described && !scan.is_cue(tie.cue.start, &[Class::State]))
}

/// The tokens right before one, at most so many.
fn before(at: usize, reach: usize) -> Range<usize> {
    at.saturating_sub(reach)..at
}
