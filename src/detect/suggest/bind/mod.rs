//! Ties the figures of a passage to the words that say what happened to them.
//!
//! Rules are tried from the closest tie to the loosest; a figure keeps the first tie that it gets.

mod count;
mod left;
mod right;
mod share;

use std::ops::Range;

use crate::detect::fold::words;
use crate::detect::lexicon::{Class, Cue, Part};
use crate::model::figure::{Outcome, Status};

use super::figure::{Fig, Head};
use super::scan::Scan;
use crate::detect::lexicon::People;

/// What a figure is tied to.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    /// What happened.
    pub outcome: Outcome,
    /// The words that say so, in tokens.
    pub cue: Range<usize>,
    /// The lasting name of the rule.
    pub rule: &'static str,
}

/// The figures of a passage and what they are tied to, in its order.
pub(super) struct Ties<'s, 'l> {
    pub scan: &'s Scan<'l>,
    pub of: Vec<Option<Tie>>,
}

/// Ties every figure that a rule reaches.
pub(super) fn tie(scan: &Scan<'_>) -> Vec<Option<Tie>> {
    let mut ties = Ties { scan, of: vec![None; scan.figures.len()] };
    ties.labels();
    ties.inner();
    ties.others();
    ties.beside();
    ties.heads();
    ties.subjects();
    ties.objects();
    ties.companions();
    ties.counts();
    ties.numbers_of();
    ties.lives();
    ties.among();
    ties.among_others();
    ties.conjuncts();
    ties.chains();
    ties.wholes();
    ties.shares();
    ties.captives();
    ties.population();
    ties.of
}

impl Ties<'_, '_> {
    /// Ties a figure to a cue unless it is tied already or cannot be people.
    fn put(&mut self, figure: usize, cue: usize, rule: &'static str) -> bool {
        let spotted = &self.scan.cues[cue];
        // Among the dead was a woman: one of a group, whatever word names it.
        let among = rule == "outcome.among";
        let fits = self.of[figure].is_none() && self.fits(figure, spotted.cue, spotted.at.clone(), among);
        if fits {
            let outcome = self.outcome(figure, spotted.cue);
            self.of[figure] = Some(Tie { outcome, cue: spotted.at.clone(), rule });
        }
        fits
    }

    /// Ties a figure as another is.
    fn put_like(&mut self, figure: usize, other: usize, rule: &'static str) -> bool {
        let Some(tie) = self.of[other].clone() else { return false };
        let fits =
            self.of[figure].is_none() && self.scan.figures[figure].may_be_people(is_strong(tie.outcome));
        if fits {
            self.of[figure] = Some(Tie { rule, ..tie });
        }
        fits
    }

    fn fits(&self, figure: usize, cue: Cue, at: Range<usize>, among: bool) -> bool {
        let figure = &self.scan.figures[figure];
        let (line, first) = (self.scan.line, at.start);
        let held = words!["taken", "held", "taking", "holding", "hold", "holds"];
        let captives = at.len() > 1 || !line.is_of(first, held) || self.speaks_of_captives(&at);
        let head = figure.head;
        let combatant = matches!(head, Head::People(People::Status(Status::Combatant)));
        let out = cue.outcome == Outcome::KilledOrIncapacitated && !line.opens(first, "neutrali");
        if (out && !combatant) || (line.opens(first, "captur") && head == Head::Unknown) {
            return false;
        }
        let alone = among || !figure.single || is_single_event(cue) || self.is_laid_low(figure, cue);
        // Whoever flees a home is people, whatever the noun.
        let homes = cue.outcome == Outcome::Displaced
            && at.clone().any(|at| self.scan.line.is_of(at, words!["homes", "refuge", "lives"]));
        captives && alone && figure.may_be_people(is_strong(cue.outcome) || homes)
    }

    /// Whether the passage names captives, without which "taken" and "held" say little.
    fn speaks_of_captives(&self, at: &Range<usize>) -> bool {
        let captive = |people: &Option<People>| {
            matches!(people, Some(People::Status(Status::Hostage | Status::Detainee)))
        };
        let by = !self.scan.line.is(at.start, "taken")
            || self.scan.part(at.end) == Part::By
            || self.scan.people.iter().any(captive);
        by && (self.scan.people.iter().any(captive)
            || self.scan.line.is_of(at.end, words!["without", "incommunicado"]))
    }

    /// Whether one person is told of as dead by what was done: shot a man dead.
    fn is_laid_low(&self, figure: &Fig, cue: Cue) -> bool {
        let before = figure.number.start.wrapping_sub(1);
        cue.class == Class::State
            && cue.outcome == Outcome::Killed
            && self
                .scan
                .line
                .is_of(before, words!["shot", "left", "leaving", "leaves", "found", "shoot", "shoots"])
    }

    /// The outcome of a cue as said of a figure.
    fn outcome(&self, figure: usize, cue: Cue) -> Outcome {
        let head = self.scan.figures[figure].head;
        let held = matches!(head, Head::People(People::Status(Status::Hostage)));
        let fighter = matches!(head, Head::People(People::Status(Status::Combatant)));
        let imprisoned = matches!(head, Head::People(People::Status(Status::Detainee)));
        match cue.outcome {
            Outcome::CaptiveRemaining if imprisoned => Outcome::Detained,
            Outcome::Missing if held => Outcome::CaptiveRemaining,
            Outcome::Detained if held => Outcome::CaptiveRemaining,
            Outcome::CaptiveTaken if fighter && cue.class != Class::Act && self.captured(figure) => {
                Outcome::Detained
            }
            outcome => outcome,
        }
    }

    fn captured(&self, figure: usize) -> bool {
        let near =
            self.scan.figures[figure].number.start.saturating_sub(6)..self.scan.figures[figure].end + 6;
        near.clone()
            .any(|at| self.scan.line.is_of(at, words!["capture", "captured", "captures", "capturing"]))
            && near.clone().any(|at| {
                self.scan.line.is_of(
                    at,
                    words![
                        "rebels",
                        "militants",
                        "terrorists",
                        "guerrillas",
                        "insurgents",
                        "extremists",
                        "subversives",
                        "fighters",
                    ],
                )
            })
    }

    fn figure(&self, index: usize) -> &Fig {
        &self.scan.figures[index]
    }

    fn is_single(&self, index: usize) -> bool {
        self.scan.figures[index].single
    }
}

/// Whether a cue tells of one person what it tells of many: a man was killed, but not the murder of a man.
fn is_single_event(cue: Cue) -> bool {
    let event = matches!(cue.class, Class::Past | Class::Dies | Class::Active);
    let harm = matches!(
        cue.outcome,
        Outcome::Killed
            | Outcome::Injured
            | Outcome::CaptiveTaken
            | Outcome::Detained
            | Outcome::CasualtiesUnspecified
    );
    event && harm
}

/// Whether words of the outcome are said of people only, so that an unknown noun must be people.
fn is_strong(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Killed
            | Outcome::DiedOther
            | Outcome::Injured
            | Outcome::KilledAndInjured
            | Outcome::PresumedDead
            | Outcome::CaptiveTaken
    )
}
