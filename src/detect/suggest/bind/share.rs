//! Figures that are a part of those before them: including 25 children; 110 of them under 18.

use crate::detect::fold::words;
use crate::detect::lexicon::{Class, Part};

use super::super::figure::Head;
use super::Ties;

impl Ties<'_, '_> {
    /// The dead and who was among them: among the dead were three children; two were among those killed.
    pub(super) fn among(&mut self) {
        for cue in 0..self.scan.cues.len() {
            let spotted = &self.scan.cues[cue];
            let said = matches!(spotted.cue.class, Class::Past | Class::State | Class::Noun);
            let start = spotted.at.start;
            let before = start.checked_sub(1).filter(|_| said);
            let of_group =
                before.is_some_and(|at| self.scan.line.is_of(at, words!["the", "those", "them", "these"]));
            let counted = spotted.cue.class == Class::Noun && self.scan.ends[spotted.at.end].is_none();
            if !(of_group || counted) || self.is_topic(spotted.at.end) {
                continue;
            }
            if let Some(first) = self.after_group(spotted.at.end) {
                self.list_from(first, cue);
            }
            if let Some(figure) = before.filter(|_| of_group).and_then(|the| self.before_among(the)) {
                self.put(figure, cue, "outcome.among");
            }
        }
    }

    /// Those who were among others that are tied: six were among the 22 people killed.
    pub(super) fn among_others(&mut self) {
        for whole in 0..self.of.len() {
            let among = self.scan.past_back(self.figure(whole).number.start).checked_sub(1);
            let Some(among) = among.filter(|at| self.scan.line.is_of(*at, words!["among", "amongst"])) else {
                continue;
            };
            let group = self.scan.group(among);
            let beside = self.scan.ending(group.start);
            let subject = beside.or_else(|| self.subject(group.start).filter(|_| group.be));
            if let Some(figure) = subject.filter(|figure| *figure != whole) {
                self.put_like(figure, whole, "outcome.among");
            }
        }
    }

    fn list_from(&mut self, first: usize, cue: usize) {
        if let Some(figure) = self.scan.beginning(first) {
            self.put(figure, cue, "outcome.among");
            return;
        }
        // Behind a name one person only describes it: Eva Lund, an engineer.
        self.list(first, |ties, figure, _| !ties.is_single(figure) && ties.put(figure, cue, "outcome.among"));
    }

    /// Where those named begin: behind "were" or "include" at most a phrase after the group.
    fn after_group(&self, end: usize) -> Option<usize> {
        let verb = (end..end + 9).find(|at| {
            self.scan
                .line
                .is_of(*at, words!["were", "are", "was", "include", "included", "including", "includes", ":"])
        })?;
        let passes = |at| {
            matches!(
                self.scan.part(at),
                Part::Preposition | Part::Other | Part::Determiner | Part::Of | Part::Adverb | Part::Comma
            )
        };
        (end..verb)
            .all(|at| passes(at) && self.scan.cue_at[at].is_none())
            .then(|| self.scan.past_lead(verb + 1))
            .filter(|first| self.scan.cue_at.get(*first).is_none_or(Option::is_none))
    }

    /// The figure before "were among the".
    fn before_among(&self, the: usize) -> Option<usize> {
        let among = the.checked_sub(1).filter(|at| self.scan.line.is_of(*at, words!["among", "amongst"]))?;
        let group = self.scan.group(among);
        self.scan.ending(group.start).or_else(|| self.subject(group.start)).filter(|_| group.be)
    }

    /// Parts of a figure that is tied: they share what is said of it.
    pub(super) fn shares(&mut self) {
        let mut last: Option<usize> = None;
        for figure in 0..self.of.len() {
            if self.of[figure].is_some() {
                last = Some(figure);
                continue;
            }
            let Some(whole) = last.or_else(|| self.whole_behind(figure)) else { continue };
            if self.is_part(figure, whole) && self.put_like(figure, whole, "outcome.part") {
                let end = self.figure(figure).end;
                self.list(end, |ties, next, _| ties.put_like(next, whole, "outcome.part"));
                last = Some(figure);
            }
        }
    }

    /// Wholes whose part was tied in their stead: six priests, five of them Spaniards, were killed.
    pub(super) fn wholes(&mut self) {
        for figure in (1..self.of.len()).rev() {
            let Some(whole) = self.whole_before(figure).filter(|_| self.of[figure].is_some()) else {
                continue;
            };
            self.put_like(whole, figure, "outcome.whole");
        }
    }

    /// The figure that another is a part of and stands right behind: 17 people, including two children.
    fn whole_before(&self, figure: usize) -> Option<usize> {
        let mut at = self.scan.past_back(self.figure(figure).number.start);
        let end = self.figure(figure).end;
        let whom = self.scan.line.has(end, &["of", "whom"]) || self.scan.line.is(end, "whom");
        if self.scan.part(end) == Part::Relative && !whom {
            return None;
        }
        let mut opened = self.figure(figure).part;
        while at > 0 && matches!(self.scan.part(at - 1), Part::Comma | Part::Including) {
            at -= 1;
            opened |= self.scan.part(at) == Part::Including;
        }
        let whole = if opened { self.subject(at) } else { None };
        whole.filter(|whole| *whole < figure)
    }

    /// The whole that follows its part: six of the ten killed.
    fn whole_behind(&self, figure: usize) -> Option<usize> {
        let part = self.figure(figure);
        (part.part && part.noun.is_none())
            .then(|| (part.end..part.end + 4).find_map(|at| self.scan.beginning(at)))
            .flatten()
            .filter(|whole| self.of[*whole].is_some())
    }

    fn is_part(&self, figure: usize, whole: usize) -> bool {
        let part = self.figure(figure);
        let start = self.scan.past_back(part.number.start);
        let before = self.scan.part_before(start);
        let of_them = start >= 2 && self.scan.line.is(start - 2, "of");
        let opened = (before == Part::Including && !of_them)
            || (before == Part::Comma && start >= 2 && self.scan.part(start - 2) == Part::Including);
        let near = start.saturating_sub(self.figure(whole).end.min(start)) <= 30;
        let own_verb = self.says_otherwise(figure);
        near && !own_verb && (opened || part.part || self.is_described(figure))
    }

    /// Whether something else is said of the part.
    fn says_otherwise(&self, figure: usize) -> bool {
        let end = self.figure(figure).end;
        matches!(self.scan.part(end), Part::Verb | Part::Modal | Part::Have)
            && !matches!(self.figure(figure).head, Head::None)
            || self.scan.is_cue(end, &[Class::Active])
    }

    /// "Ten people, two of them children": the part is told by what they are.
    fn is_described(&self, figure: usize) -> bool {
        let end = self.figure(figure).end;
        self.scan.line.has(end, &["of", "them"]) || self.scan.line.has(end, &["of", "whom"])
    }
}
