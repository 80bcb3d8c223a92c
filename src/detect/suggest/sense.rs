//! Words of an outcome in another sense: said of things, offices, customers and versions.

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Class, Part};
use crate::model::figure::{Form, Outcome};

use super::bind::Tie;
use super::figure::{Fig, Head};
use super::scan::Scan;

/// Whether the words that tie a figure to an outcome say something else of what it counts.
pub(super) fn is_other(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    is_of_things(scan, figure, tie)
        || are_versions(scan, figure, tie)
        || is_held_in_words(scan, figure)
        || are_of_fraud(scan, figure)
        || are_bodies_that_rule(scan, figure, tie)
        || have_left(scan, figure, tie)
        || is_rate(scan, figure)
        || are_of_one_body(scan, figure, tie)
        || is_home_of_others(figure, tie)
}

/// A rate rather than a count: 30 deaths reported per 100,000.
fn is_rate(scan: &Scan<'_>, figure: &Fig) -> bool {
    (figure.end..figure.end + 3).any(|at| {
        scan.line.is(at, "per")
            && (scan.line.numeral(at + 1).is_some()
                || scan.line.is_of(at + 1, words!["capita", "million", "thousand"]))
    })
}

/// Injuries of which somebody has many or grave ones: 117 separate injuries, significant injuries.
fn are_of_one_body(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const GRAVE: Words = Words::of(&[
        "significant",
        "considerable",
        "substantial",
        "massive",
        "heavy",
        "multiple",
        "various",
        "widespread",
    ]);
    let injuries =
        tie.rule == "outcome.counted" && scan.line.is_of(tie.cue.start, words!["injuries", "injury"]);
    let grave = figure.phrase.form == Some(Form::Quantifier)
        && figure.number.clone().any(|at| scan.line.is_of(at, &GRAVE));
    let separate =
        (figure.number.end..tie.cue.start).any(|at| scan.line.is_of(at, words!["separate", "different"]));
    injuries && (grave || separate)
}

/// What is home to others than people or puts others at risk: a number of restaurants, most of them.
fn is_home_of_others(figure: &Fig, tie: &Tie) -> bool {
    let vague = figure.phrase.form == Some(Form::Quantifier);
    let unnamed = vague && figure.head == Head::None;
    (tie.outcome == Outcome::Population && (vague || figure.head == Head::Unknown))
        || (tie.outcome == Outcome::AtRisk && unnamed)
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

/// Numbers that no people are named for, of what is also said of things: 2.0 is released; many missing
/// parts.
fn are_versions(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    let freed = matches!(tie.outcome, Outcome::Released | Outcome::Rescued | Outcome::ProposedRelease);
    let bare = matches!(figure.head, Head::None | Head::Unknown);
    if !bare || !(freed || tie.outcome == Outcome::Missing) || scan.people.iter().any(Option::is_some) {
        return false;
    }
    let vague = figure.phrase.form == Some(Form::Quantifier);
    let noun = tie.cue.end;
    let quoted = usize::from(scan.line.is_of(noun, words!["\"", "”", "’"]));
    let of_thing = scan.line.is_word(noun + quoted)
        && scan.part(noun + quoted) == Part::Other
        && scan.people.get(noun + quoted).is_some_and(Option::is_none)
        && scan.cue_at.get(noun + quoted).is_some_and(Option::is_none)
        && scan.beginning(noun + quoted).is_none();
    let missing =
        tie.outcome == Outcome::Missing && tie.rule == "outcome.state" && tie.cue.start == figure.end;
    let parts = (missing && of_thing && !scan.line.word(noun).starts_with(char::is_uppercase))
        || (tie.outcome == Outcome::Missing && vague);
    freed || parts
}

/// Held hostage in a manner of speaking: took three unions hostage.
fn is_held_in_words(scan: &Scan<'_>, figure: &Fig) -> bool {
    let last = figure.end.wrapping_sub(1);
    let several = figure.phrase.value != Some(1);
    let people = |at: usize| scan.people.get(at).is_some_and(Option::is_some);
    several
        && scan.line.is_of(last, words!["hostage", "captive", "prisoner"])
        && last > figure.number.end
        && !people(last - 1)
}

/// Victims of what kills nobody: 5,000 victims of identity theft.
fn are_of_fraud(scan: &Scan<'_>, figure: &Fig) -> bool {
    const HARMLESS: Words = Words::of(&[
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
    ]);
    let last = figure.end.wrapping_sub(1);
    let victims = scan.line.is_of(last, words!["victims", "victim", "casualties", "casualty"]);
    victims
        && ((scan.part(figure.end) == Part::Of
            && (figure.end + 1..figure.end + 4).any(|at| scan.line.is_of(at, &HARMLESS)))
            || (figure.number.end..last).any(|at| scan.line.is_of(at, &HARMLESS)))
}

/// Bodies that may be offices or exhibits: no word of a find or of harm stands near.
fn are_bodies_that_rule(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const FINDS: Words = Words::of(&[
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
    ]);
    const SHOWN: Words = Words::of(&[
        "tomb",
        "tombs",
        "museum",
        "mummified",
        "mummies",
        "exhibition",
        "ancient",
        "excavation",
    ]);
    let bodies = scan.line.is_of(tie.cue.start, words!["bodies", "body", "remains"])
        || figure.noun.as_ref().is_some_and(|noun| scan.line.is_of(noun.end - 1, words!["bodies", "body"]));
    if !bodies {
        return false;
    }
    let near = figure.number.start.saturating_sub(25)..figure.end + 25;
    let found = near.clone().any(|at| scan.line.is_of(at, &FINDS));
    let harmed = near.clone().any(|at| {
        let cue = scan.cue_at.get(at).copied().flatten().map(|cue| &scan.cues[cue]);
        cue.is_some_and(|cue| {
            cue.at != tie.cue
                && !matches!(cue.cue.class, Class::Population | Class::Lives)
                && !scan
                    .line
                    .is_of(cue.at.start, words!["bodies", "body", "hold", "holds", "held", "holding"])
        })
    });
    let counted = matches!(tie.rule, "outcome.counted" | "outcome.part" | "outcome.listed" | "outcome.state");
    let shown = near.clone().any(|at| scan.line.is_of(at, &SHOWN));
    (counted && !found && !harmed) || (shown && !harmed)
}

/// Customers who go elsewhere flee nothing.
fn have_left(scan: &Scan<'_>, figure: &Fig, tie: &Tie) -> bool {
    const BUYERS: Words = Words::of(&[
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
    ]);
    let last = figure.noun.as_ref().map(|noun| noun.end - 1);
    let left = matches!(tie.outcome, Outcome::Displaced | Outcome::Returned);
    left && last.is_some_and(|last| scan.line.is_of(last, &BUYERS))
        || (left
            && figure.end < scan.line.len()
            && (figure.number.end..figure.end + 3).any(|at| scan.line.is_of(at, &BUYERS)))
}
