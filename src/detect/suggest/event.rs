//! Whether words that tie a figure to an outcome tell of an event that befell people: not of a rule,
//! a habit, something prevented, a play on words or the people of a story.

use std::ops::Range;

use crate::detect::lexicon::{Class, Part};
use crate::model::figure::{Form, Outcome};

use super::bind::Tie;
use super::figure::{Fig, Head};
use super::scan::Scan;

/// Whether a figure is told of as something that happened to people.
pub(super) fn is_told(scan: &Scan<'_>, index: usize, tie: &Tie) -> bool {
    let figure = &scan.figures[index];
    let refused = is_named_apart(scan, figure, tie)
        || is_prevented(scan, figure, tie)
        || is_duty(scan, tie)
        || is_of_things(scan, figure, tie)
        || is_rehearsed(scan, figure, tie)
        || is_of_sport(scan, figure, tie)
        || is_held_in_words(scan, figure)
        || are_of_fraud(scan, figure)
        || are_bodies_that_rule(scan, figure, tie)
        || have_left(scan, figure, tie)
        || is_aside(scan, figure)
        || (figure.single && is_general(scan, figure, tie));
    !refused
}

/// One of a group who is only named: one of the six priests murdered; one of his victims was.
fn is_named_apart(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    let one = figure.phrase.value == Some(1) && !figure.single && scan.part(figure.number.end) == Part::Of;
    let aside = scan.line.is_any(figure.number.start.wrapping_sub(1), &[","]) && figure.number.start > 0;
    let victims = matches!(tie.outcome, Outcome::CasualtiesUnspecified)
        || (figure.number.end..figure.end).any(|at| scan.line.is_any(at, &["victims", "casualties"]));
    let the_one = !figure.single
        && figure.phrase.value == Some(1)
        && figure.noun.is_none()
        && scan.line.is(figure.number.start.wrapping_sub(1), "the");
    the_one || one && ((aside && tie.rule == "outcome.part") || (victims && tie.rule == "outcome.counted"))
}

/// One person named in words as a part of others, which counts nobody anew: including a child.
fn is_aside(scan: &Scan<'_>, figure: &Fig) -> bool {
    figure.single && scan.part_before(figure.number.start) == Part::Including
}

/// What is kept from happening: could prevent 12 deaths.
fn is_prevented(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const KEEPS: &[&str] = &[
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
    ];
    let harm = matches!(tie.outcome, Outcome::Killed | Outcome::DiedOther | Outcome::Injured);
    let counted = matches!(tie.rule, "outcome.counted" | "outcome.lives" | "outcome.of");
    harm && counted && before(figure.number.start, 4).any(|at| scan.line.is_any(at, KEEPS))
}

/// What ought to be done or may be: players must kill 12 guards.
fn is_duty(scan: &Scan<'_>, tie: &Tie) -> bool {
    let active = scan.cue_from(tie.cue.start).is_some_and(|cue| cue.cue.class == Class::Active);
    let group = scan.group(tie.cue.start);
    let mut words = group.start..tie.cue.start;
    let bare = !words.clone().any(|at| scan.line.is_any(at, &["have", "be", "been"]));
    let harm = matches!(tie.outcome, Outcome::Killed | Outcome::Injured | Outcome::Detained);
    active && harm && bare && words.any(|at| scan.line.is_any(at, &["must", "should", "shall", "can", "let"]))
}

/// What is only played through: a drill simulated a blast that killed 200.
fn is_rehearsed(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const ACTED: &[&str] = &[
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
    ];
    let start = figure.number.start.min(tie.cue.start);
    (start.saturating_sub(14)..figure.end.max(tie.cue.end) + 4).any(|at| scan.line.is_any(at, ACTED))
}

/// Victims of a bowler or a striker: claimed six victims for 41 runs.
fn is_of_sport(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    let victims = scan.line.is_any(figure.end.wrapping_sub(1), &["victims", "victim", "scalps"]);
    let scored = (figure.end..figure.end + 5)
        .any(|at| scan.line.is_any(at, &["runs", "wickets", "overs", "goals", "points", "innings"]));
    victims && scored && tie.cue.end <= figure.end
}

/// Nouns that name no people, by their endings: 40 apps; 12 dead pixels.
fn is_of_things(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const TIGHT: &[&str] = &["outcome.object", "outcome.state", "outcome.participle", "outcome.described"];
    let exact = matches!(figure.phrase.form, Some(Form::Numeral | Form::NumberWord));
    let unknown = figure.head == Head::Unknown
        && exact
        && TIGHT.contains(&tie.rule)
        && !ends_like_people(scan.line.word(figure.end - 1));
    let close = tie.cue.end == figure.end || tie.cue.start == figure.end;
    let said = matches!(tie.rule, "outcome.state" | "outcome.participle") && close;
    let noun = tie.cue.end;
    unknown || (said && figure.head == Head::None && tie.cue.len() == 1 && describes_noun(scan, noun))
}

/// Whether the word at a token is a plural noun, in lower case, that the words before it describe.
fn describes_noun(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.line.word(at);
    let free = at < scan.line.len() && scan.part(at) == Part::Other && scan.cue_at[at].is_none();
    let known = scan.people.get(at).is_some_and(Option::is_some);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    free && !known && scan.beginning(at).is_none() && plural && word.starts_with(char::is_lowercase)
}

/// Whether a noun ends as the names of people do.
fn ends_like_people(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ers", "ors", "ists", "ians", "eans", "ans", "ees", "ants", "ents", "men", "ites", "is", "ese",
        "ars", "iers", "ards", "kin", "folk", "mates", "eens", "forces", "staff", "comrades", "iles", "ives",
        "ates", "uses", "allies",
    ];
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase) || ENDINGS.iter().any(|end| lower.ends_with(end))
}

/// Held hostage in a manner of speaking: took three unions hostage.
fn is_held_in_words(scan: &Scan<'_>, figure: &Fig) -> bool {
    let last = figure.end.wrapping_sub(1);
    let several = figure.phrase.value != Some(1);
    let people = |at: usize| scan.people.get(at).is_some_and(Option::is_some);
    several
        && scan.line.is_any(last, &["hostage", "captive", "prisoner"])
        && last > figure.number.end
        && !people(last - 1)
}

/// Victims of what kills nobody: 5,000 victims of identity theft.
fn are_of_fraud(scan: &Scan<'_>, figure: &Fig) -> bool {
    const HARMLESS: &[&str] = &[
        "fraud",
        "theft",
        "scam",
        "scams",
        "hacking",
        "hackers",
        "spam",
        "phishing",
        "bullying",
        "crime",
        "discrimination",
        "cutbacks",
        "cuts",
        "merger",
        "downturn",
        "recession",
        "circumstance",
        "success",
        "harassment",
        "racism",
        "redundancy",
        "fashion",
        "mis-selling",
        "burglary",
        "burglaries",
    ];
    let last = figure.end.wrapping_sub(1);
    let victims = scan.line.is_any(last, &["victims", "victim", "casualties", "casualty"]);
    victims
        && ((scan.part(figure.end) == Part::Of
            && (figure.end + 1..figure.end + 4).any(|at| scan.line.is_any(at, HARMLESS)))
            || (figure.number.end..last).any(|at| scan.line.is_any(at, HARMLESS)))
}

/// Bodies that may be offices or exhibits: no word of a find or of harm stands near.
fn are_bodies_that_rule(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const FINDS: &[&str] = &[
        "found",
        "laid",
        "ground",
        "carried",
        "carry",
        "carrying",
        "away",
        "remain",
        "find",
        "finds",
        "finding",
        "recovered",
        "recover",
        "recovers",
        "recovering",
        "pulled",
        "retrieved",
        "retrieve",
        "discovered",
        "discover",
        "unearthed",
        "exhumed",
        "dug",
        "dumped",
        "buried",
        "bury",
        "morgue",
        "mortuary",
        "morgues",
        "rubble",
        "grave",
        "graves",
        "hospital",
        "hospitals",
        "charred",
        "burned",
        "burnt",
        "decomposed",
        "mutilated",
        "headless",
        "bullet-riddled",
        "identified",
        "washed",
        "lay",
        "lying",
        "littered",
        "strewn",
        "piled",
        "saw",
        "seen",
        "counted",
        "count",
        "received",
        "brought",
        "wreckage",
        "soldiers",
        "civilians",
        "victims",
        "police",
        "rescuers",
        "rescue",
        "coffins",
        "tortured",
        "bound",
        "returned",
        "autopsy",
        "autopsies",
        "flown",
        "evacuated",
        "collected",
        "handed",
        "sea",
        "river",
        "well",
        "street",
        "streets",
        "hands",
        "tied",
        "shot",
        "stabbed",
        "removed",
        "taken",
        "unidentified",
        "floating",
        "ship",
        "plane",
        "crash",
        "so",
    ];
    const SHOWN: &[&str] =
        &["tomb", "tombs", "museum", "mummified", "mummies", "exhibition", "ancient", "excavation"];
    let bodies = scan.line.is_any(tie.cue.start, &["bodies", "body", "remains"])
        || figure.noun.as_ref().is_some_and(|noun| scan.line.is_any(noun.end - 1, &["bodies", "body"]));
    let near = figure.number.start.saturating_sub(25)..figure.end + 25;
    let found = near.clone().any(|at| scan.line.is_any(at, FINDS));
    let harmed = near.clone().any(|at| {
        let cue = scan.cue_at.get(at).copied().flatten().map(|cue| &scan.cues[cue]);
        cue.is_some_and(|cue| {
            cue.at != tie.cue
                && !matches!(cue.cue.class, Class::Population | Class::Lives)
                && !scan.line.is_any(cue.at.start, &["bodies", "body", "hold", "holds", "held", "holding"])
        })
    });
    let counted = matches!(tie.rule, "outcome.counted" | "outcome.part" | "outcome.listed" | "outcome.state");
    let shown = near.clone().any(|at| scan.line.is_any(at, SHOWN));
    bodies && ((counted && !found && !harmed) || (shown && !harmed))
}

/// Customers who go elsewhere flee nothing.
fn have_left(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const BUYERS: &[&str] = &[
        "customers",
        "users",
        "clients",
        "investors",
        "shoppers",
        "subscribers",
        "fans",
        "viewers",
        "listeners",
        "readers",
        "advertisers",
        "savers",
        "voters",
        "depositors",
        "managers",
        "directors",
        "executives",
        "players",
        "spectators",
        "guests",
    ];
    let last = figure.noun.as_ref().map(|noun| noun.end - 1);
    let left = matches!(tie.outcome, Outcome::Displaced | Outcome::Returned);
    left && last.is_some_and(|last| scan.line.is_any(last, BUYERS))
        || (left
            && figure.end < scan.line.len()
            && (figure.number.end..figure.end + 3).any(|at| scan.line.is_any(at, BUYERS)))
}

/// A person in words who stands for anybody: a man dies every minute; anyone who kills a man.
fn is_general(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const ANYBODY: &[&str] = &[
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
    ];
    let group = scan.group(tie.cue.start);
    let present = scan.line.is_any(tie.cue.start, &["dies", "die", "drowns", "perishes", "disappears"]);
    let around = before(figure.number.start.min(tie.cue.start), 9);
    let clause = around.clone().rev().take_while(|at| scan.part(*at) != Part::Stop).count();
    let open = (around.end - clause..around.end).any(|at| scan.line.is_any(at, ANYBODY));
    let behind = (figure.end..figure.end + 12).any(|at| scan.line.is_any(at, &["every", "if"]));
    let described = tie.rule == "outcome.described" && figure.phrase.form == Some(Form::NumberWord);
    group.modal || present || open || behind || (described && !scan.is_cue(tie.cue.start, &[Class::State]))
}

/// The tokens right before one, at most so many.
fn before(at: usize, reach: usize) -> Range<usize> {
    at.saturating_sub(reach)..at
}
