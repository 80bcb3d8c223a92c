//! Figures beside nouns: 12 deaths, the toll passes 12, 12 lives, home to 12.

use crate::detect::fold::{Words, words};
use crate::detect::lexicon::{Class, Part, People};
use crate::model::figure::{Outcome, Status};

use super::super::figure::Head;
use super::{Tie, Ties};

/// How far the number of a toll may stand behind it, in tokens.
const FAR: usize = 24;

impl Ties<'_, '_> {
    /// Lines of a table: "Killed: 25".
    pub(super) fn labels(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let colon = spotted.at.end;
            let said = matches!(spotted.cue.class, Class::Past | Class::State | Class::Noun | Class::Toll);
            if self.is_topic(colon) || !said || !self.scan.line.is_of(colon, words![":", "=", "|"]) {
                continue;
            }
            if let Some(figure) = self.scan.beginning(colon + 1) {
                let bare = matches!(self.figure(figure).head, Head::None | Head::People(_) | Head::Unknown);
                if bare && self.of[figure].is_none() {
                    self.force(figure, cue, "outcome.label");
                }
            }
        }
    }

    /// Whether a single death only names what a headline is about: Lund's death: four suspects held.
    pub(super) fn is_topic(&self, end: usize) -> bool {
        self.scan.line.is_of(end.wrapping_sub(1), words!["death", "murder", "killing", "body"])
            && self.scan.line.is(end, ":")
    }

    fn force(&mut self, figure: usize, cue: usize, rule: &'static str) {
        let spotted = &self.scan.cues[cue];
        let outcome = self.outcome(figure, spotted.cue);
        self.of[figure] = Some(Tie { outcome, cue: spotted.at.clone(), rule });
    }

    /// Cues between number and noun: ten injured workers.
    pub(super) fn inner(&mut self) {
        for figure in 0..self.of.len() {
            if let Some(cue) = self.figure(figure).inner {
                self.put(figure, cue, "outcome.described");
            }
        }
    }

    /// Nouns that are outcomes: 27,585 deaths; the deaths of 12 people.
    pub(super) fn heads(&mut self) {
        for figure in 0..self.of.len() {
            if let Head::Cue(cue) = self.figure(figure).head
                && self.of[figure].is_none()
                && !self.is_single(figure)
            {
                self.force(figure, cue, "outcome.counted");
            }
        }
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let end = spotted.at.end;
            if spotted.cue.class != Class::Noun || self.scan.part(end) != Part::Of {
                continue;
            }
            let counted = (0..self.of.len()).any(|figure| self.figure(figure).head == Head::Cue(cue));
            if let Some(figure) = self.scan.beginning(self.scan.past_lead(end + 1)).filter(|_| !counted) {
                self.put(figure, cue, "outcome.of");
            }
        }
    }

    /// Numbers that a toll rises to.
    pub(super) fn counts(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            if spotted.cue.class != Class::Toll {
                continue;
            }
            let (start, end) = (spotted.at.start, spotted.at.end);
            if let Some(figure) = self.toll_number(end) {
                let direct = self.of[figure].is_none() && self.figure(figure).head != Head::Thing;
                if direct {
                    self.force(figure, cue, "outcome.toll");
                }
            } else if let Some(figure) =
                self.scan.ending(start).filter(|figure| self.figure(*figure).head == Head::None)
            {
                self.put(figure, cue, "outcome.toll");
            }
        }
    }

    /// Numbers of people of whom something is said: the number of troops killed has risen to 45;
    /// brings to 45 the number of troops killed.
    pub(super) fn numbers_of(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            if !matches!(spotted.cue.class, Class::Past | Class::State | Class::Noun) {
                continue;
            }
            let (start, end) = (spotted.at.start, spotted.at.end);
            let number = (start.saturating_sub(8)..start).find(|at| {
                self.scan.line.has(*at, &["number", "of"]) || self.scan.line.has(*at, &["total", "of"])
            });
            let Some(number) =
                number.filter(|number| (*number..start).all(|at| self.scan.beginning(at).is_none()))
            else {
                continue;
            };
            let before = (1..4).find_map(|back| self.scan.ending(number.checked_sub(back)?));
            let brought = before.filter(|figure| {
                self.figure(*figure).head == Head::None
                    && self.scan.part_before(self.figure(*figure).number.start) == Part::To
            });
            let of_things = (number..start).any(|at| self.scan.things[at]);
            if of_things {
                continue;
            }
            if let Some(figure) =
                brought.or_else(|| self.toll_number(end)).filter(|figure| self.of[*figure].is_none())
            {
                self.force(figure, cue, "outcome.toll");
            }
        }
    }

    /// The number of a toll: behind "to", "at", "of" or a verb, the last of a rise.
    fn toll_number(&self, from: usize) -> Option<usize> {
        let mut found = None;
        let mut at = from;
        while at < (from + FAR).min(self.scan.parts.len()) {
            if let Some(figure) = self.scan.beginning(at) {
                let led = self.leads_to_toll(at);
                if led == Some(true) {
                    return Some(figure);
                }
                if led == Some(false) {
                    found = found.or(Some(figure));
                }
                at = self.figure(figure).end.max(at + 1);
                continue;
            }
            if matches!(self.scan.part(at), Part::Stop | Part::Say)
                || (found.is_some() && self.scan.part(at) != Part::To && self.scan.part(at) != Part::Adverb)
            {
                break;
            }
            at += 1;
        }
        found
    }

    /// Whether the words before a number make it the toll: surely, perhaps, or not at all.
    fn leads_to_toll(&self, at: usize) -> Option<bool> {
        const SURE: Words = Words::of(&[
            "to",
            "at",
            "passes",
            "passed",
            "reaches",
            "reached",
            "tops",
            "topped",
            "exceeds",
            "exceeded",
            "is",
            "was",
            "hits",
            "hit",
            "surpasses",
            "surpassed",
            "nears",
            "crosses",
            "crossed",
            "near",
            "above",
            "past",
            "now",
            "stands",
            "stood",
            "reaching",
            "nearing",
            "approaches",
            "climbs",
            "rises",
            "mounts",
            "of",
            "be",
            "as",
            "topping",
            "exceeding",
            "were",
            ":",
            "over",
            "estimated",
        ]);
        let before = at.checked_sub(1)?;
        let line = self.scan.line;
        let hedge = self.scan.beginning(at).map(|figure| self.figure(figure).number.start);
        let hedged = hedge.is_some_and(|start| line.is_of(start, &SURE));
        (line.is_of(before, &SURE) || hedged)
            .then(|| !line.is_of(before, words!["of", "was"]) || line.is_of(before, words!["to", "at"]))
    }

    /// Lives that were lost: claimed 12 lives; the lives of 12 people.
    pub(super) fn lives(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            if spotted.cue.class != Class::Lives {
                continue;
            }
            let end = spotted.at.end;
            let verb = self.scan.line.word(spotted.at.start).to_ascii_lowercase();
            let first = self.scan.past_lead(end);
            if let Some(figure) = self.scan.beginning(first) {
                let lives = self.figure(figure).head == Head::Lives;
                let people = (verb.starts_with("claim") || (verb == "lost" && self.are_armed(figure)))
                    && matches!(self.figure(figure).head, Head::People(_))
                    && !self.are_held(figure)
                    && !self.begins_own_clause(figure)
                    && !self.says_that(figure);
                if (lives || people) && self.of[figure].is_none() {
                    self.force(figure, cue, "outcome.lives");
                }
            } else if let Some(figure) = self.lives_of(first) {
                self.put(figure, cue, "outcome.lives");
            }
            let group = self.scan.group(spotted.at.start);
            if let Some(figure) = self.scan.ending(group.start).filter(|_| group.be)
                && self.figure(figure).head == Head::Lives
                && self.of[figure].is_none()
            {
                self.force(figure, cue, "outcome.lives");
            }
        }
    }

    /// Whether prisoners or captives are counted, whom a speaker claims: claiming 300 prisoners languish.
    fn are_held(&self, figure: usize) -> bool {
        matches!(self.figure(figure).head, Head::People(People::Status(Status::Detainee | Status::Hostage)))
    }

    fn are_armed(&self, figure: usize) -> bool {
        matches!(self.figure(figure).head, Head::People(People::Status(Status::Combatant | Status::Police)))
    }

    /// Whether a verb follows the figure: "claims two captives died" claims no captives.
    fn says_that(&self, figure: usize) -> bool {
        let end = self.figure(figure).end;
        matches!(self.scan.part(end), Part::Verb | Part::Modal | Part::Be | Part::Have)
    }

    fn lives_of(&self, from: usize) -> Option<usize> {
        let lives = (from..from + 4).find(|at| self.scan.line.is_of(*at, words!["lives", "life"]))?;
        (self.scan.part(lives + 1) == Part::Of)
            .then(|| self.scan.beginning(self.scan.past_lead(lives + 2)))
            .flatten()
    }

    /// Captives of whom nothing else is said are held.
    pub(super) fn captives(&mut self) {
        for figure in 0..self.of.len() {
            if self.of[figure].is_some() || self.is_single(figure) {
                continue;
            }
            let Some(noun) = self.figure(figure).noun.clone() else { continue };
            let cue = noun.clone().find_map(|at| self.scan.cue_at[at].filter(|_| at + 1 == noun.end));
            let held = matches!(
                self.figure(figure).head,
                Head::People(People::Status(Status::Hostage | Status::Detainee))
                    | Head::People(People::Person)
            );
            let Some(cue) = cue.filter(|_| held) else { continue };
            if let Some(freed) = self.freed_before(figure) {
                self.force(figure, freed, "outcome.object");
                continue;
            }
            self.force(figure, cue, "outcome.counted");
            if let Some(tie) = &mut self.of[figure]
                && tie.outcome == Outcome::CaptiveRemaining
                && let Some((outcome, words)) = captive_context(self.scan, figure)
            {
                tie.outcome = outcome;
                tie.cue = words;
            }
        }
    }

    /// The verb that frees captives, a phrase before them: released in good health six hostages.
    fn freed_before(&self, figure: usize) -> Option<usize> {
        let start = self.scan.past_back(self.figure(figure).number.start);
        let passes = |at: &usize| {
            matches!(self.scan.part(*at), Part::Preposition | Part::Other | Part::Determiner | Part::Adverb)
                && self.scan.cue_at[*at].is_none()
        };
        let from = (start.saturating_sub(6)..start).rev().take_while(passes).last()?;
        let cue = from.checked_sub(1).and_then(|at| self.scan.cue_at[at])?;
        let spotted = &self.scan.cues[cue];
        let verb = matches!(spotted.cue.class, Class::Past | Class::Active);
        let freed = spotted.cue.outcome == Outcome::Released && !self.scan.group(spotted.at.start).be;
        (verb && freed).then_some(cue)
    }

    /// People of a place: home to 90,000.
    pub(super) fn population(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            if spotted.cue.class != Class::Population {
                continue;
            }
            let end = spotted.at.end;
            let named = (0..self.of.len()).rev().find(|figure| self.figure(*figure).end == end);
            let figure = self.scan.beginning(end).or(named);
            if let Some(figure) =
                figure.filter(|figure| self.of[*figure].is_none() && self.figure(*figure).head != Head::Thing)
            {
                self.force(figure, cue, "outcome.population");
            }
        }
    }
}

/// What is said of captives by the words right before them: videos of three hostages.
fn captive_context(scan: &super::Scan<'_>, figure: usize) -> Option<(Outcome, std::ops::Range<usize>)> {
    let start = scan.figures[figure].number.start;
    let of = start.checked_sub(1).filter(|of| scan.part(*of) == Part::Of)?;
    let noun = of.checked_sub(1)?;
    let shown = scan.line.is_of(
        noun,
        words![
            "video",
            "videos",
            "footage",
            "pictures",
            "images",
            "photos",
            "photographs",
            "recordings",
            "clips"
        ],
    );
    shown.then_some((Outcome::CaptiveShown, noun..noun + 1))
}
