//! Figures on the right of their verb: killed a guard and two drivers; four civilians and two medics.

use crate::detect::fold::words;
use crate::detect::lexicon::{Class, Part, People};

use super::super::figure::Head;
use super::{Ties, is_strong};

/// How far a list of objects reaches, in tokens.
const FAR: usize = 45;

impl Ties<'_, '_> {
    /// Objects behind one that is no figure: killed the mayor and two guards.
    pub(super) fn objects(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let group = self.scan.group(spotted.at.start);
            let active = match spotted.cue.class {
                Class::Active | Class::Act => true,
                Class::Past => !group.be,
                _ => false,
            };
            let end = spotted.at.end;
            let of = usize::from(self.scan.part(end) == Part::Of);
            let act = spotted.cue.class == Class::Act || spotted.cue.class == Class::Noun;
            if (act && of == 0) || (!active && !act) {
                continue;
            }
            let first = self.scan.past_lead(end + of);
            let named = matches!(self.scan.part(end + of), Part::Determiner | Part::Other | Part::Pronoun);
            match self.scan.beginning(first) {
                Some(figure) => {
                    let rule = if of > 0 { "outcome.of" } else { "outcome.object" };
                    if of > 0 && self.is_single(figure) {
                        continue;
                    }
                    if !self.begins_own_clause(figure) || of > 0 {
                        self.put(figure, cue, rule);
                    }
                }
                None if named && (of > 0 || !self.has_left(cue)) => {
                    self.list(first, |ties, figure, _| ties.put(figure, cue, "outcome.listed"));
                }
                None => {}
            }
        }
    }

    /// Those who share what befell another: was killed along with two of his guards.
    pub(super) fn companions(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let end = spotted.at.end;
            if !matches!(spotted.cue.class, Class::Past | Class::Dies) {
                continue;
            }
            let with = (end..end + 16)
                .take_while(|at| !matches!(self.scan.part(*at), Part::Stop | Part::Subordinate | Part::Say))
                .find(|at| {
                    self.scan.line.is_of(*at, words!["along", "together"])
                        && self.scan.line.is(at + 1, "with")
                });
            if let Some(figure) = with.and_then(|with| self.scan.beginning(self.scan.past_lead(with + 2))) {
                self.put(figure, cue, "outcome.along");
            }
        }
    }

    /// Others named right behind what befell one: found dead with three others.
    pub(super) fn others(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let end = spotted.at.end;
            let said = matches!(spotted.cue.class, Class::Past | Class::Dies | Class::State);
            if !said || !is_strong(spotted.cue.outcome) || !self.scan.line.is(end, "with") {
                continue;
            }
            let figure = self.scan.beginning(self.scan.past_lead(end + 1));
            if let Some(figure) = figure.filter(|at| self.figure(*at).head == Head::People(People::Other)) {
                self.put(figure, cue, "outcome.along");
            }
        }
    }

    fn has_left(&self, cue: usize) -> bool {
        let at = &self.scan.cues[cue].at;
        self.of.iter().flatten().any(|tie| tie.cue == *at && tie.rule == "outcome.participle")
    }

    /// Figures joined to the right of a tied object: 100 people, including 25 children and 15 women.
    pub(super) fn chains(&mut self) {
        for figure in 0..self.of.len() {
            let rule = self.of[figure].as_ref().map(|tie| tie.rule);
            if rule.is_some_and(|rule| OBJECTS.contains(&rule)) {
                let end = self.figure(figure).end;
                self.list(end, |ties, next, part| {
                    ties.put_like(next, figure, if part { "outcome.part" } else { "outcome.listed" })
                });
            }
        }
    }

    /// Walks a list from a token on and offers every figure that stands behind a joint.
    pub(super) fn list(&mut self, from: usize, mut offer: impl FnMut(&mut Self, usize, bool) -> bool) {
        let (mut at, mut part, mut joined) = (from, false, false);
        let limit = from + FAR;
        while at < limit.min(self.scan.parts.len()) {
            if let Some(figure) = self.scan.beginning(at) {
                let direct = at == from && matches!(self.figure(figure).head, Head::People(_));
                if !(joined || direct) || !self.is_listed(figure) {
                    if joined || !matches!(self.figure(figure).head, Head::Thing | Head::Unknown) {
                        return;
                    }
                    at = self.figure(figure).end.max(at + 1);
                    continue;
                }
                if self.of[figure].is_some() || !offer(self, figure, part) {
                    return;
                }
                at = self.figure(figure).end.max(at + 1);
                joined = false;
                continue;
            }
            if self.scan.cue_at[at].is_some_and(|cue| {
                matches!(
                    self.scan.cues[cue].cue.class,
                    Class::Active | Class::Past | Class::Dies | Class::State | Class::Lives
                )
            }) {
                return;
            }
            match self.scan.part(at) {
                Part::And | Part::Comma => joined = true,
                Part::Including => {
                    joined = true;
                    part = true;
                }
                Part::Determiner | Part::Adverb => {}
                Part::Stop
                | Part::Subordinate
                | Part::Say
                | Part::Verb
                | Part::Be
                | Part::Have
                | Part::Modal
                | Part::Pronoun => return,
                Part::Relative => return,
                _ => joined &= self.scan.modifiers[at],
            }
            at += 1;
        }
    }

    /// Whether a figure behind a joint goes on with the list rather than begin a clause.
    fn is_listed(&self, figure: usize) -> bool {
        let end = self.figure(figure).end;
        let open = matches!(
            self.scan.part(end),
            Part::Preposition
                | Part::Comma
                | Part::And
                | Part::Stop
                | Part::Including
                | Part::Relative
                | Part::Subordinate
                | Part::By
        );
        let elliptical = self.figure(figure).head == Head::None;
        !self.begins_own_clause(figure)
            && !matches!(self.scan.part(end), Part::Verb | Part::Modal | Part::Say)
            && (open || !elliptical || end >= self.scan.line.len())
    }
}

/// Rules by which a figure is an object.
const OBJECTS: &[&str] = &[
    "outcome.object",
    "outcome.listed",
    "outcome.of",
    "outcome.among",
    "outcome.lives",
    "outcome.counted",
    "outcome.along",
];
