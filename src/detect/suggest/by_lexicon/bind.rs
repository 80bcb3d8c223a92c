//! Ties number phrases to what happened: the nearest words of the same clause that say so.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::figure::{Form, Outcome};

use super::phrase::{Phrase, Unit};
use super::reading::{Cue, CueKind, Reading};
use super::words::Meaning;

/// What a comma between number and cue costs, in pieces.
const COMMA: usize = 4;
/// What another number between them costs.
const NUMBER: usize = 6;
/// What it costs that the cue after a number begins a clause of its own: and wounded.
const OWN_CLAUSE: usize = 8;
/// What it costs that the cue stands after others who are joined to these.
const JOINED: usize = 2;
/// Cues farther off than this are not looked at: keeps binding linear.
const FARTHEST: usize = 40;
/// No more cues on one side are looked at.
const MOST: usize = 8;

/// What happened to the people of a phrase.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// What happened.
    pub outcome: Outcome,
    /// The pieces that say so.
    pub cue: Range<usize>,
    /// How sure, in percent. Estimates by hand: one author's sentences do not calibrate them.
    pub percent: u8,
    /// The rule.
    pub rule: &'static str,
}

/// What happened to the people of each phrase; none where its clause does not say.
pub(super) fn bind(reading: &Reading<'_>, phrases: &[Phrase]) -> Vec<Option<Bound>> {
    let binder = Binder { reading, phrases, counted: counted(phrases), clauses: clauses(reading) };
    let mut bound: Vec<Option<Bound>> = Vec::with_capacity(phrases.len());
    for at in 0..phrases.len() {
        let found = if binder.is_whole(at) { None } else { binder.of(at, &bound) };
        bound.push(found);
    }
    bound
}

/// The cues that are counted themselves: 27 dead say nothing of the next number.
fn counted(phrases: &[Phrase]) -> BTreeSet<usize> {
    let of = |phrase: &Phrase| match phrase.unit {
        Unit::Outcome(_, cue) => Some(cue),
        _ => None,
    };
    phrases.iter().filter_map(of).collect()
}

/// The clause of every piece, counted.
fn clauses(reading: &Reading<'_>) -> Vec<usize> {
    let ends = (0..reading.len()).map(|at| usize::from(reading.breaks(at)));
    ends.scan(0, |clause, ends| {
        *clause += ends;
        Some(*clause)
    })
    .collect()
}

struct Binder<'a, 't> {
    reading: &'a Reading<'t>,
    phrases: &'a [Phrase],
    counted: BTreeSet<usize>,
    clauses: Vec<usize>,
}

impl Binder<'_, '_> {
    fn of(&self, at: usize, bound: &[Option<Bound>]) -> Option<Bound> {
        let phrase = self.phrases.get(at)?;
        if let Unit::Outcome(outcome, cue) = phrase.unit {
            let cue = self.reading.cues.get(cue)?.at.clone();
            return Some(Bound { outcome, cue, percent: 80, rule: "words.noun" });
        }
        let (before, after) = (self.before(at), self.after(at));
        let near = |most| after.filter(|(cost, _)| *cost <= most);
        if self.is_among(phrase).is_some_and(|most| near(most).is_none())
            && let Some(whole) = bound.iter().rev().take(MOST).flatten().next()
        {
            return Some(Bound { percent: 70, rule: "words.among", ..whole.clone() });
        }
        if let Some(first) = self.coordinated(at, bound)
            && near(4).is_none()
            && before.is_none_or(|(cost, _)| cost > 3)
        {
            return Some(Bound { percent: 68, rule: "words.coordination", ..first.clone() });
        }
        let (cost, cue) = match (before, after) {
            (Some(before), Some(after)) => Some(if after.0 < before.0 { after } else { before }),
            (before, after) => before.or(after),
        }?;
        let (percent, rule) = (sureness(phrase, cost), rule(cue));
        Some(Bound { outcome: cue.outcome, cue: cue.at.clone(), percent, rule })
    }

    /// Whether the number is the whole that another is part of: 18 of the 300.
    fn is_whole(&self, at: usize) -> bool {
        let Some((before, phrase)) =
            at.checked_sub(1).and_then(|b| self.phrases.get(b).zip(self.phrases.get(at)))
        else {
            return false;
        };
        let of = self.reading.ends(phrase.span.start, Meaning::OfWhole);
        of.is_some_and(|of| of >= before.amount.at.end && of <= before.end)
    }

    /// How near a cue of its own must be to a phrase that names a part of the people counted before
    /// it: "among them 3", "3 of them".
    fn is_among(&self, phrase: &Phrase) -> Option<usize> {
        let start = phrase.span.start;
        let before = |end| self.reading.ends(end, Meaning::Among).is_some();
        if (start.saturating_sub(2)..=start).any(before) {
            return Some(1);
        }
        self.reading.is(phrase.amount.at.end, Meaning::Among).map(|_| 3)
    }

    /// What happened to those whom "and" or a comma joins to the phrase, from the left.
    fn coordinated<'b>(&self, at: usize, bound: &'b [Option<Bound>]) -> Option<&'b Bound> {
        let first = at.checked_sub(1)?;
        let direct = matches!(self.phrases.get(first)?.unit, Unit::Outcome(..));
        let joined = !direct && self.joins_next(first);
        bound.get(first)?.as_ref().filter(|_| joined)
    }

    /// Whether only "and" or a comma stands between a phrase and the next.
    fn joins_next(&self, at: usize) -> bool {
        let Some((phrase, next)) = self.phrases.get(at).zip(self.phrases.get(at + 1)) else { return false };
        let between = phrase.end..next.span.start;
        let joins = |at: usize| {
            let words =
                [Meaning::And, Meaning::Filler].iter().any(|word| self.reading.is(at, *word).is_some());
            words || is_comma(self.reading, at) || self.reading.form(at) == "-"
        };
        (1..=3).contains(&between.len()) && between.into_iter().all(joins)
    }

    /// The cheapest cue before a phrase and what it costs.
    fn before(&self, at: usize) -> Option<(usize, &Cue)> {
        let phrase = self.phrases.get(at)?;
        let until = self.reading.cues.partition_point(|cue| cue.at.end <= phrase.span.start);
        let near = (0..until).rev().take(MOST).filter_map(|place| {
            let cue = self.reading.cues.get(place)?;
            let counts = cue.kind != CueKind::Adjective && !self.counted.contains(&place);
            let cost = self.cost_before(cue, at).filter(|_| counts)?;
            Some((cost, cue))
        });
        let most = if matches!(phrase.unit, Unit::People(_)) { 14 } else { bare_limit(phrase) };
        near.filter(|(cost, _)| *cost <= limit(phrase, most)).min_by_key(|(cost, _)| *cost)
    }

    /// The cheapest cue after a phrase and what it costs.
    fn after(&self, at: usize) -> Option<(usize, &Cue)> {
        let alone = self.after_joined(at, at);
        let last = self.last_joined(at);
        let joined =
            self.after_joined(at, last).filter(|_| last > at).map(|(cost, cue)| (cost + JOINED, cue));
        alone.into_iter().chain(joined).min_by_key(|(cost, _)| *cost)
    }

    /// The cheapest cue after the last of the phrases that one is joined to.
    fn after_joined(&self, at: usize, last: usize) -> Option<(usize, &Cue)> {
        let phrase = self.phrases.get(at)?;
        let end = self.phrases.get(last)?.end;
        let from = self.reading.cues.partition_point(|cue| cue.at.start < end);
        let near = self.reading.cues.iter().enumerate().skip(from).take(MOST).filter_map(|(place, cue)| {
            let most = match cue.kind {
                CueKind::Ahead => return None,
                CueKind::Noun if self.counted.contains(&place) => return None,
                CueKind::Noun => 3,
                CueKind::Adjective => 3,
                CueKind::Verb if matches!(phrase.unit, Unit::People(_)) => 9,
                CueKind::Verb => 5,
            };
            let cost = self.cost_after(end, cue, last)?;
            (cost <= limit(phrase, most)).then_some((cost, cue))
        });
        near.min_by_key(|(cost, _)| *cost)
    }

    /// The last phrase that is joined to this one by "and" or commas.
    fn last_joined(&self, at: usize) -> usize {
        let is_bare = self.phrases.get(at).is_none_or(|phrase| phrase.unit == Unit::Bare);
        let plain = |at: usize| {
            let next = self.phrases.get(at + 1);
            !is_bare && next.is_some_and(|next| !matches!(next.unit, Unit::Outcome(..)))
        };
        (at..self.phrases.len()).take(MOST).find(|at| !(self.joins_next(*at) && plain(*at))).unwrap_or(at)
    }

    fn cost_before(&self, cue: &Cue, at: usize) -> Option<usize> {
        let start = self.phrases.get(at)?.span.start;
        let gap = cue.at.end..start;
        if gap.len() > FARTHEST || !self.is_one_clause(cue.at.start, start) {
            return None;
        }
        let commas = gap.clone().filter(|at| is_comma(self.reading, *at)).count();
        let crossed =
            self.phrases[..at].iter().rev().take_while(|other| other.span.start >= gap.start).count();
        Some(gap.len() + commas * COMMA + crossed * NUMBER)
    }

    fn cost_after(&self, end: usize, cue: &Cue, last: usize) -> Option<usize> {
        let gap = end..cue.at.start;
        if gap.len() > FARTHEST || !self.is_one_clause(end.saturating_sub(1), cue.at.start) {
            return None;
        }
        let commas: Vec<usize> = gap.clone().filter(|at| is_comma(self.reading, *at)).collect();
        if commas.len() % 2 == 1 {
            return None;
        }
        let asides = commas.chunks(2).filter_map(|pair| Some(*pair.first()?..*pair.last()? + 1));
        let asides: Vec<Range<usize>> = asides.collect();
        let inside = |at: usize| asides.iter().any(|aside| aside.contains(&at));
        let others = self.phrases.iter().skip(last + 1).map(|other| other.span.start);
        let crossed = others.take_while(|at| *at < gap.end).filter(|at| !inside(*at)).count();
        let own = self.reading.ends(cue.at.start, Meaning::And).is_some_and(|and| and >= end);
        let words = gap.filter(|at| !inside(*at)).count();
        Some(words + crossed * NUMBER + if own { OWN_CLAUSE } else { 0 })
    }

    fn is_one_clause(&self, a: usize, b: usize) -> bool {
        self.clauses.get(a).is_some() && self.clauses.get(a) == self.clauses.get(b)
    }
}

fn is_comma(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.form(at), "," | "،" | "(" | ")")
}

/// How far off a cue may be of a number that names nobody.
fn bare_limit(phrase: &Phrase) -> usize {
    if phrase.unit == Unit::Bare { 7 } else { 3 }
}

/// One person, or words without a number, need a cue at hand.
fn limit(phrase: &Phrase, most: usize) -> usize {
    match (phrase.amount.form, phrase.amount.value) {
        _ if phrase.amount.in_noun && phrase.amount.value == Some(1) => most.min(1),
        (Form::NumberWord, Some(1)) if phrase.unit == Unit::Bare => most.min(2),
        (Form::NumberWord, Some(1)) => most.min(4),
        (Form::Quantifier, _) => most.min(5),
        _ => most,
    }
}

fn sureness(phrase: &Phrase, cost: usize) -> u8 {
    let base: u8 = match phrase.unit {
        Unit::People(_) if cost <= 3 => 78,
        Unit::People(_) => 70,
        Unit::Bare => 60,
        _ => 55,
    };
    base - u8::from(phrase.amount.value.is_none()) * 5
}

fn rule(cue: &Cue) -> &'static str {
    match cue.kind {
        CueKind::Noun => "words.named",
        CueKind::Verb => "words.verb",
        CueKind::Adjective => "words.adjective",
        CueKind::Ahead => "words.ahead",
    }
}
