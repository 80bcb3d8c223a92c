//! How the text puts a figure forward: as fact, as a party's claim, as forecast, proposal or demand.

use std::ops::Range;

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::Part;
use crate::model::figure::{Modality, Outcome};

use super::bind::Tie;
use super::scan::Scan;

/// How a figure is put forward, and the outcome that it then has.
pub(super) struct Manner {
    /// The manner.
    pub modality: Modality,
    /// What happened, or would.
    pub outcome: Outcome,
    /// The words that say so, in tokens.
    pub words: Option<Range<usize>>,
}

/// How far before its cue a word puts a figure forward, in tokens.
const NEAR: usize = 7;

/// How a figure is put forward; none where the words only speak of doing it.
pub(super) fn of(scan: &Scan<'_>, figure: usize, tie: &Tie) -> Option<Manner> {
    let asserted = Manner { modality: Modality::Asserted, outcome: tie.outcome, words: None };
    if let Some(proposed) = proposed(scan, figure, tie) {
        return Some(proposed);
    }
    if is_intent(scan, tie) {
        return None;
    }
    let manner =
        |modality, words: Range<usize>| Manner { modality, outcome: tie.outcome, words: Some(words) };
    if let Some(words) = aim(scan, tie) {
        return Some(manner(Modality::Hypothetical, words));
    }
    if let Some(words) = denied(scan, figure, tie) {
        return Some(manner(Modality::Denied, words));
    }
    if let Some(words) = predicted(scan, figure, tie) {
        return Some(manner(Modality::Predicted, words));
    }
    if let Some(words) = claimed(scan, figure, tie) {
        return Some(manner(Modality::ClaimedByParty, words));
    }
    Some(asserted)
}

/// A release as a term of a deal: could be released, in exchange for the release of.
fn proposed(scan: &Scan<'_>, figure: usize, tie: &Tie) -> Option<Manner> {
    let freed = matches!(tie.outcome, Outcome::Released | Outcome::Detained | Outcome::CaptiveRemaining);
    let is_release = tie.outcome == Outcome::Released;
    if !freed {
        return None;
    }
    let exchange = word_near(scan, figure, tie, &EXCHANGE, 14).filter(|_| is_open(scan, figure, tie));
    let modal =
        modal_before(scan, tie).or_else(|| word_near(scan, figure, tie, &MODALS, 4)).filter(|_| is_release);
    let demanded = word_near(scan, figure, tie, &DEMANDS, 14);
    let happened = is_release && has_happened(scan, tie);
    let promised = is_release
        && scan.line.is(tie.cue.start.wrapping_sub(1), "to")
        && (tie.cue.start.saturating_sub(4)..tie.cue.start).any(|at| scan.line.is_of(at, &PROMISES));
    let promise = promised.then(|| tie.cue.start - 1..tie.cue.start);
    let asked = demanded.clone().filter(|_| is_release && !happened);
    let words = modal.or(promise).or(exchange.filter(|_| !happened)).or(asked)?;
    let modality = if demanded.is_some() { Modality::Demanded } else { Modality::Proposed };
    Some(Manner { modality, outcome: Outcome::ProposedRelease, words: Some(words) })
}

const MODALS: Words = Words::of(&["would", "could"]);

const EXCHANGE: Words = Words::of(&[
    "exchange",
    "swap",
    "proposal",
    "deal",
    "proposed",
    "offer",
    "offered",
    "agreement",
    "negotiate",
    "negotiating",
    "negotiations",
]);

/// Who promises to free someone has not done it yet.
const PROMISES: Words =
    Words::of(&["agreed", "agrees", "promised", "promises", "pledged", "pledges", "ready", "willing"]);

const DEMANDS: Words = Words::of(&["demand", "demands", "demanded", "demanding"]);

/// Whether the words around speak of what is not done yet.
fn is_open(scan: &Scan<'_>, figure: usize, tie: &Tie) -> bool {
    const OPEN: Words = Words::of(&[
        "could",
        "would",
        "will",
        "may",
        "might",
        "proposal",
        "proposed",
        "proposes",
        "deal",
        "offer",
        "offered",
        "agreement",
        "demand",
        "demands",
        "demanded",
        "demanding",
        "talks",
        "negotiate",
        "negotiating",
        "negotiations",
        "potential",
        "possible",
    ]);
    word_near(scan, figure, tie, &OPEN, 24).is_some()
}

/// Whether a release has taken place: releases, were freed.
fn has_happened(scan: &Scan<'_>, tie: &Tie) -> bool {
    let group = scan.group(tie.cue.start);
    let word = scan.line.word(tie.cue.start).to_ascii_lowercase();
    (word.ends_with("ed") || word.ends_with('s')) && !group.modal
}

fn modal_before(scan: &Scan<'_>, tie: &Tie) -> Option<Range<usize>> {
    let group = scan.group(tie.cue.start);
    let to_be = (group.start..tie.cue.start).any(|at| scan.line.is(at, "to"));
    (group.modal || (to_be && group.be)).then_some(group.start..tie.cue.start)
}

fn word_near(scan: &Scan<'_>, figure: usize, tie: &Tie, words: &Words, reach: usize) -> Option<Range<usize>> {
    let number = &scan.figures[figure].number;
    let start = tie.cue.start.min(number.start).saturating_sub(reach);
    let end = tie.cue.end.max(number.end) + reach / 2;
    (start..end).find(|at| scan.line.is_of(*at, words)).map(|at| at..at + 1)
}

/// Whether the words only tell of a wish, a threat or a plan: threatened to kill ten hostages.
fn is_intent(scan: &Scan<'_>, tie: &Tie) -> bool {
    const INTENT: Words = Words::of(&[
        "threatened",
        "threatens",
        "threatening",
        "threaten",
        "plan",
        "plans",
        "planned",
        "planning",
        "plot",
        "plotted",
        "plotting",
        "tried",
        "tries",
        "trying",
        "attempted",
        "attempting",
        "attempt",
        "wanted",
        "wants",
        "want",
        "intended",
        "intends",
        "order",
        "ordered",
        "vowed",
        "vows",
        "able",
        "aims",
        "aimed",
        "offered",
        "conspiring",
        "conspired",
        "conspiracy",
        "enough",
        "refused",
        "failed",
        "helped",
        "help",
        "urged",
        "hoping",
        "hopes",
        "hope",
        "used",
        "designed",
        "sent",
        "capable",
    ]);
    let passive = scan.line.is(tie.cue.start.wrapping_sub(1), "be");
    let to = tie.cue.start.checked_sub(1 + usize::from(passive)).filter(|to| scan.line.is(*to, "to"));
    to.is_some_and(|to| (to.saturating_sub(3)..to).any(|at| scan.line.is_of(at, &INTENT)))
        && !matches!(tie.outcome, Outcome::Displaced)
}

/// That captives are only to be freed: entered the town to rescue two, in a bid to free 12. A raid or
/// an operation to free them is told as done.
fn aim(scan: &Scan<'_>, tie: &Tie) -> Option<Range<usize>> {
    const DONE: Words = Words::of(&[
        "managed",
        "manages",
        "succeeded",
        "helped",
        "helping",
        "able",
        "helps",
        "operation",
        "raid",
        "mission",
    ]);
    let freed = matches!(tie.outcome, Outcome::Rescued | Outcome::Released);
    let to = tie.cue.start.checked_sub(1).filter(|to| freed && scan.line.is(*to, "to"))?;
    let done = (to.saturating_sub(3)..to).any(|at| scan.line.is_of(at, &DONE));
    (!done).then_some(to..to + 1)
}

fn denied(scan: &Scan<'_>, figure: usize, tie: &Tie) -> Option<Range<usize>> {
    let group = scan.group(tie.cue.start);
    let not = (group.start..tie.cue.start)
        .find(|at| scan.line.is_of(*at, words!["not", "never", "n't", "wasn't", "weren't"]));
    let before = scan.figures[figure].number.start.min(tie.cue.start);
    let deny = (before.saturating_sub(NEAR)..before).find(|at| {
        scan.line.is_of(*at, words!["denied", "denies", "deny", "denying", "refuted", "rejected"])
    });
    const SHARES: Words = Words::of(&[
        "role",
        "involvement",
        "responsibility",
        "part",
        "charges",
        "over",
        "links",
        "wrongdoing",
    ]);
    let goes_on =
        |at: usize| scan.line.is_of(at, &SHARES) || scan.line.is_of(at, words!["but", ";", "although"]);
    let deny = deny.filter(|deny| !(*deny..before).any(goes_on));
    let only = |at: &usize| !scan.line.is_of(at + 1, words!["only", "just", "less", "fewer", "more"]);
    not.filter(only).or(deny).map(|at| at..at + 1)
}

fn predicted(scan: &Scan<'_>, figure: usize, tie: &Tie) -> Option<Range<usize>> {
    const FORECASTS: Words = Words::of(&[
        "warned",
        "warns",
        "warning",
        "warn",
        "predicted",
        "predicts",
        "predict",
        "forecast",
        "likelihood",
        "risk",
        "potential",
        "potentially",
        "possible",
        "expected",
        "projected",
        "would",
        "could",
        "may",
        "might",
    ]);
    const CERTAIN: Words = Words::of(&["killed"]);
    let group = scan.group(tie.cue.start);
    if group.modal {
        return Some(group.start..tie.cue.start);
    }
    let before = scan.figures[figure].number.start.min(tie.cue.start);
    let near = (before.saturating_sub(6)..before).find(|at| {
        let same = (*at..before).all(|at| !matches!(scan.part(at), Part::Subordinate | Part::Stop));
        same && scan.line.is_of(*at, &FORECASTS)
    });
    let past = scan.line.is_of(tie.cue.start, &CERTAIN) && !group.modal;
    near.filter(|_| !past).map(|at| at..at + 1)
}

/// A claim of a party about what it did: the army claims to have neutralized.
fn claimed(scan: &Scan<'_>, figure: usize, tie: &Tie) -> Option<Range<usize>> {
    let before = scan.figures[figure].number.start.min(tie.cue.start);
    let claim = (before.saturating_sub(20)..before)
        .find(|at| scan.line.is_of(*at, words!["claims", "claimed", "claim", "claiming"]));
    let of_lives = |at: usize| {
        (at..at + 8).any(|at| {
            scan.line.is_of(
                at,
                words![
                    "lives",
                    "life",
                    "responsibility",
                    "attack",
                    "attacks",
                    "bombing",
                    "bombings",
                    "assault"
                ],
            )
        }) || scan.line.is_of(at + 1, words!["by", "which"])
    };
    let said = |at: usize| {
        !scan.line.is(at, "claiming") || scan.line.is_of(at + 1, words!["to", "that", "it", "they"])
    };
    // He claimed to have lost friends in the crush, which killed 96: the deaths are no claim.
    let aside = |at: usize| {
        (at..before).any(|at| scan.part(at) == Part::Comma && scan.line.is_of(at + 1, words!["which", "who"]))
    };
    let claim = claim.filter(|at| !aside(*at));
    let by_party = claim.filter(|at| !tie.cue.contains(at) && !of_lives(*at) && said(*at));
    let opponents = tie.outcome == Outcome::KilledOrIncapacitated;
    by_party.map(|at| at..at + 1).or_else(|| opponents.then(|| tie.cue.clone()))
}
