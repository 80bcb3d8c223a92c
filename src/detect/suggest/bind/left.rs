//! Figures on the left of their verb: 12 people were killed, 12 killed, 12 dead.

use crate::detect::fold::words;
use crate::detect::lexicon::{Class, Part};

use super::super::figure::Head;
use super::super::scan::Group;
use super::{Ties, is_strong};

/// How far a subject may stand from its verb, in tokens.
const FAR: usize = 45;

impl Ties<'_, '_> {
    /// Figures right beside a verb, where the words leave one reading.
    pub(super) fn beside(&mut self) {
        for cue in 0..self.scan.cues.len() {
            match self.scan.cues[cue].cue.class {
                Class::Active => self.beside_active(cue),
                Class::Past => self.beside_past(cue),
                Class::State | Class::Dies => {
                    let group = self.scan.group(self.scan.cues[cue].at.start);
                    if let Some(figure) = self.left_of(&group) {
                        self.put(figure, cue, "outcome.state");
                    }
                }
                _ => {}
            }
        }
    }

    fn beside_active(&mut self, cue: usize) {
        let end = self.scan.cues[cue].at.end;
        let of = usize::from(self.scan.part(end) == Part::Of);
        if let Some(figure) = self.scan.beginning(self.scan.past_lead(end + of))
            && !self.begins_sentence(cue, figure)
            && (of == 0 || !self.is_single(figure))
        {
            self.put(figure, cue, "outcome.object");
        }
    }

    /// Whether a number in words with a capital begins a sentence behind a heading that has no stop.
    fn begins_sentence(&self, cue: usize, figure: usize) -> bool {
        let capital = |at: usize| self.scan.line.word(at).starts_with(char::is_uppercase);
        let start = self.figure(figure).number.start;
        capital(start) && !capital(self.scan.cues[cue].at.start)
    }

    fn beside_past(&mut self, cue: usize) {
        let at = self.scan.cues[cue].at.clone();
        let group = self.scan.group(at.start);
        let left = self.left_of(&group);
        let right = self.scan.beginning(self.scan.past_lead(at.end));
        if group.be {
            if let Some(figure) = left.filter(|left| !self.is_single(*left) || !self.is_told(&group)) {
                self.put(figure, cue, "outcome.passive");
            }
            return;
        }
        if let Some(figure) = right.filter(|right| !self.begins_own_clause(*right)) {
            self.put(figure, cue, "outcome.object");
            return;
        }
        if let Some(figure) = left.filter(|left| !group.have && !self.takes_object(at.end, *left)) {
            let bare = self.is_single(figure) && self.scan.part(at.end) == Part::Other;
            if !bare {
                self.put(figure, cue, "outcome.participle");
            }
        }
    }

    /// Whether a verb is in the present, as of a plot that is told: a man is murdered.
    fn is_told(&self, group: &Group) -> bool {
        (group.start..group.start + 3).any(|at| self.scan.line.is_of(at, words!["is", "are", "gets", "get"]))
    }

    /// The figure that ends where a verb begins.
    fn left_of(&self, group: &Group) -> Option<usize> {
        let who = usize::from(self.scan.part_before(group.start) == Part::Relative);
        let before = group.start - who;
        let behind_comma =
            (self.scan.part_before(before) == Part::Comma).then(|| self.scan.ending(before - 1)).flatten();
        let aside = behind_comma.filter(|figure| who > 0 || self.opens_aside(*figure));
        self.scan.ending(before).or(aside)
    }

    /// Whether a figure stands in an aside: 23 people, including nine children, dead.
    fn opens_aside(&self, figure: usize) -> bool {
        let start = self.scan.past_back(self.figure(figure).number.start);
        self.scan.part_before(start) == Part::Including
    }

    /// Whether a figure is said something of on its right: "five killed four injured" is two.
    pub(super) fn begins_own_clause(&self, figure: usize) -> bool {
        let end = self.figure(figure).end;
        let verb = (end..end + 4).find(|at| {
            !matches!(self.scan.part(*at), Part::Be | Part::Have | Part::Adverb | Part::Relative)
                || self.scan.cue_at.get(*at).is_some_and(Option::is_some)
        });
        let cue = verb.and_then(|verb| self.scan.cue_from(verb));
        cue.is_some_and(|cue| matches!(cue.cue.class, Class::Past | Class::State | Class::Dies)) && {
            let at = verb.unwrap_or(end);
            at == end || self.scan.part(end) != Part::Relative
        } || matches!(self.scan.part(end), Part::Be | Part::Have)
    }

    /// Whether a past form is active, its object being no figure: two gunmen killed a judge.
    fn takes_object(&self, end: usize, left: usize) -> bool {
        let start = self.scan.past_back(self.figure(left).number.start);
        if start.checked_sub(1).is_some_and(|verb| self.scan.line.is_of(verb, words!["leaving", "leaves"])) {
            return false;
        }
        match self.scan.part(end) {
            Part::Negative => self.scan.line.is_of(end, words!["no", "nobody", "none"]),
            Part::Determiner | Part::Pronoun => !self.scan.line.is_of(end, words!["each", "some", "there"]),
            Part::Other if end < self.scan.line.len() => {
                let known =
                    self.scan.people.get(end).is_some_and(Option::is_some) && self.scan.cue_at[end].is_none();
                let agent = !matches!(self.figure(left).head, Head::None);
                let lower = self.scan.line.word(end).starts_with(char::is_lowercase);
                known && agent
                    || (agent && lower && self.scan.line.is_word(end) && self.scan.cue_at[end].is_none())
            }
            _ => false,
        }
    }

    /// Figures that are the subject of a verb further right.
    pub(super) fn subjects(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let group = self.scan.group(spotted.at.start);
            let predicate = match spotted.cue.class {
                Class::Past => {
                    group.be || (is_strong(spotted.cue.outcome) && self.is_reduced(spotted.at.end, &group))
                }
                Class::State => group.be || group.have,
                Class::Dies => true,
                _ => false,
            };
            if !predicate || self.left_of(&group).is_some() {
                continue;
            }
            if let Some(figure) = self.subject(group.start) {
                self.put(figure, cue, if group.be { "outcome.passive_far" } else { "outcome.subject" });
            }
        }
    }

    /// Whether a bare past form without an object may end a headline's clause: two men in a car killed.
    fn is_reduced(&self, end: usize, group: &Group) -> bool {
        let free = !matches!(self.scan.part(end), Part::Determiner | Part::Pronoun | Part::Other);
        !group.have && free && self.scan.beginning(self.scan.past_lead(end)).is_none()
    }

    /// The figure that is the subject of the verb which begins at a token.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut walk = Walk { at: verb, phrase: false, words: false, commas: 0, relative: false };
        for _ in 0..FAR {
            if let Some(figure) = self.scan.ending(walk.at).filter(|_| !walk.relative) {
                let direct = walk.at == verb
                    || walk.phrase
                    || !walk.words
                    || self.figure(figure).part
                    || self.is_close(walk.at, verb);
                match self.governor(figure) {
                    None if direct => return Some(figure),
                    None => return None,
                    Some(before) => walk.pass(before),
                }
                continue;
            }
            let before = walk.at.checked_sub(1)?;
            if !self.step(&mut walk, before) {
                return None;
            }
        }
        None
    }

    fn is_close(&self, at: usize, verb: usize) -> bool {
        verb - at <= 3 && (at..verb).all(|at| self.scan.part(at) == Part::Other)
    }

    /// The preposition that a figure hangs on, which keeps it from being a subject.
    fn governor(&self, figure: usize) -> Option<usize> {
        let before = self.scan.past_back(self.figure(figure).number.start).checked_sub(1)?;
        let counts = |at: usize| {
            self.scan.line.is_of(
                at,
                words![
                    "total", "group", "number", "maximum", "minimum", "record", "majority", "family", "all"
                ],
            )
        };
        match self.scan.part(before) {
            Part::Of if before > 0 && counts(before - 1) => None,
            Part::Preposition | Part::Of | Part::By | Part::To => Some(before),
            _ => None,
        }
    }

    /// Goes one token to the left; false where the clause ends.
    fn step(&self, walk: &mut Walk, at: usize) -> bool {
        if self.scan.is_cue(at, &[Class::Past, Class::Dies, Class::State, Class::Active]) && !walk.relative {
            // A reduced clause: six people wounded in the raid died.
            let inside = (walk.phrase || walk.words) && self.scan.is_cue(at, &[Class::Past, Class::State]);
            let start = self.scan.cue_at[at].map_or(at, |cue| self.scan.cues[cue].at.start);
            let bare = inside && !self.scan.group(start).be;
            walk.pass(start);
            return bare;
        }
        match self.scan.part(at) {
            Part::Comma if self.scan.line.is_of(at, words![")", "]"]) => {
                let open =
                    (at.saturating_sub(20)..at).rev().find(|at| self.scan.line.is_of(*at, words!["(", "["]));
                walk.at = open.unwrap_or(at);
                true
            }
            Part::Comma => {
                if walk.words && !walk.phrase && walk.commas == 0 {
                    return false;
                }
                walk.commas += 1;
                walk.at = at;
                walk.words = false;
                walk.commas <= 4
            }
            // Of those whose relatives were killed nobody is told as killed.
            Part::Relative if self.scan.line.is(at, "whose") => false,
            Part::Relative => {
                walk.relative = false;
                walk.pass(at);
                true
            }
            Part::Preposition | Part::Of | Part::By | Part::Including => {
                walk.pass(at);
                true
            }
            Part::And => {
                walk.pass(at);
                true
            }
            // Several men tied to the inquiry were killed.
            Part::To if self.scan.part(at + 1) == Part::Determiner => {
                walk.pass(at);
                true
            }
            Part::Verb | Part::Be | Part::Have | Part::Modal | Part::To => {
                walk.relative = true;
                walk.at = at;
                true
            }
            Part::Stop | Part::Subordinate | Part::Say | Part::Pronoun => false,
            Part::Determiner | Part::Adverb | Part::Negative | Part::Other => {
                walk.words = true;
                walk.at = at;
                true
            }
        }
    }

    /// Figures joined to the left of a subject: four soldiers and three civilians were killed.
    pub(super) fn conjuncts(&mut self) {
        for figure in (0..self.of.len()).rev() {
            let rule = self.of[figure].as_ref().map(|tie| tie.rule);
            if !rule.is_some_and(|rule| SUBJECTS.contains(&rule)) {
                continue;
            }
            let mut last = figure;
            while let Some(next) = self.joined_before(last) {
                if !self.put_like(next, figure, "outcome.joined") {
                    break;
                }
                last = next;
            }
        }
    }

    /// The figure that "and" or a comma joins before another.
    fn joined_before(&self, figure: usize) -> Option<usize> {
        let start = self.scan.past_back(self.figure(figure).number.start);
        let mut at = start;
        let mut joined = false;
        while at > 0 && matches!(self.scan.part(at - 1), Part::And | Part::Comma) {
            joined = true;
            at -= 1;
        }
        if !joined {
            let next_to = self.scan.ending(start)?;
            let both =
                [next_to, figure].iter().all(|index| matches!(self.figure(*index).head, Head::People(_)));
            return Some(next_to).filter(|_| both);
        }
        for back in 0..8 {
            let here = at.checked_sub(back)?;
            if let Some(next) = self.scan.ending(here) {
                return Some(next).filter(|next| self.governor(*next).is_none() && !self.is_object(*next));
            }
            let part = self.scan.part_before(here);
            let passes = matches!(
                part,
                Part::Other | Part::Preposition | Part::Of | Part::Determiner | Part::And | Part::Comma
            );
            if !passes || self.scan.cue_at.get(here.wrapping_sub(1)).is_some_and(Option::is_some) {
                return None;
            }
        }
        None
    }

    fn is_object(&self, figure: usize) -> bool {
        let before = self.figure(figure).number.start;
        self.scan.part_before(before) == Part::Verb
            || before > 0 && self.scan.is_cue(before - 1, &[Class::Active, Class::Past])
    }
}

/// Rules by which a figure is a subject.
const SUBJECTS: &[&str] =
    &["outcome.passive", "outcome.passive_far", "outcome.participle", "outcome.state", "outcome.subject"];

/// A walk to the left of a verb.
struct Walk {
    at: usize,
    /// Whether a preposition was passed.
    phrase: bool,
    /// Whether words were passed since the last joint.
    words: bool,
    commas: usize,
    /// Whether a verb was passed, which must belong to a relative clause.
    relative: bool,
}

impl Walk {
    fn pass(&mut self, at: usize) {
        self.at = at;
        self.phrase = true;
        self.words = false;
    }
}
