//! What a sentence says around its figures: who says so, over what time, how it is put forward.

use std::ops::Range;

use crate::model::figure::{Modality, Outcome, Role, Scope, SourceClass, Strength};

use super::super::suggestion::{Source, Time};
use super::reading::Reading;
use super::words::Meaning;

/// A name of a source has no more pieces.
const NAME: usize = 12;

/// What holds for every figure of a sentence.
#[derive(Default)]
pub(super) struct Context {
    /// Who says so and the pieces of the attribution.
    pub source: Option<Source>,
    /// The time counted over.
    pub time: Option<Time>,
    /// How it is put forward, and the words that say so.
    pub modality: Option<(Modality, Range<usize>)>,
    /// What a cause that is named makes of deaths.
    pub cause: Option<Outcome>,
}

impl Context {
    /// Reads the sentence once.
    pub fn new(reading: &Reading<'_>) -> Self {
        Self {
            source: source(reading),
            time: time(reading),
            modality: first(reading, |meaning| match meaning {
                Meaning::Modality(modality) => Some(modality),
                _ => None,
            })
            .map(|(at, modality)| (modality, reading.bytes(&at))),
            cause: first(reading, |meaning| match meaning {
                Meaning::Cause(outcome) => Some(outcome),
                _ => None,
            })
            .map(|(_, outcome)| outcome),
        }
    }

    /// What an outcome is once its cause is known.
    pub fn settled(&self, outcome: Outcome) -> Outcome {
        let is_death = matches!(outcome, Outcome::Killed | Outcome::DiedOther);
        self.cause.filter(|_| is_death).unwrap_or(outcome)
    }
}

/// The first entry of a sentence that means what is asked for.
fn first<T>(reading: &Reading<'_>, means: impl Fn(Meaning) -> Option<T>) -> Option<(Range<usize>, T)> {
    (0..reading.len()).find_map(|at| reading.find(at, &means).map(|(len, found)| (at..at + len, found)))
}

fn time(reading: &Reading<'_>) -> Option<Time> {
    let (at, scope) = first(reading, |meaning| match meaning {
        Meaning::Window(hours) => {
            Some(Scope::Window { hours: u32::try_from(hours).ok().filter(|it| *it > 0) })
        }
        Meaning::Cumulative => Some(Scope::Cumulative { since: None }),
        _ => None,
    })?;
    Some(Time { scope, words: Some(reading.bytes(&at)), start: None, end: None })
}

fn source(reading: &Reading<'_>) -> Option<Source> {
    let is = |wanted: Meaning| move |meaning: Meaning| (meaning == wanted).then_some(());
    if let Some((opener, ())) = first(reading, is(Meaning::According)) {
        let name = name_after(reading, opener.end);
        return made(reading, name.clone(), opener.start..name.end, None);
    }
    let (verb, ()) = first(reading, is(Meaning::Said))?;
    let after = name_after(reading, verb.end);
    let before = name_before(reading, verb.start);
    let name = if before.is_empty() { after } else { before };
    let words = name.start.min(verb.start)..name.end.max(verb.end);
    made(reading, name, words, Some(verb))
}

fn made(
    reading: &Reading<'_>,
    name: Range<usize>,
    words: Range<usize>,
    verb: Option<Range<usize>>,
) -> Option<Source> {
    let is_name = name.clone().any(|at| reading.pieces.get(at).is_some_and(|piece| piece.is_word));
    is_name.then(|| Source {
        role: Role::Says,
        name: reading.bytes(&name),
        words: reading.bytes(&words),
        verb: verb.map(|verb| reading.bytes(&verb)),
        class: class(reading, &name),
        strength: Strength::Direct,
    })
}

fn class(reading: &Reading<'_>, name: &Range<usize>) -> Option<SourceClass> {
    name.clone().find_map(|at| {
        let found = reading.find(at, |meaning| match meaning {
            Meaning::Class(class) => Some(class),
            _ => None,
        });
        found.map(|(_, class)| class)
    })
}

/// The words after an opener or a verb, to where the sentence goes on.
fn name_after(reading: &Reading<'_>, start: usize) -> Range<usize> {
    let end = (start..(start + NAME).min(reading.len())).find(|at| ends_name(reading, *at));
    start..end.unwrap_or((start + NAME).min(reading.len()))
}

/// The words before a verb, to where its clause begins; a comma right before the verb leaves none.
fn name_before(reading: &Reading<'_>, end: usize) -> Range<usize> {
    let first = end.saturating_sub(NAME);
    let start = (first..end).rev().find(|at| ends_name(reading, *at)).map_or(first, |at| at + 1);
    start..end
}

fn ends_name(reading: &Reading<'_>, at: usize) -> bool {
    let marks = [Meaning::That, Meaning::Said, Meaning::Among];
    let is_stop = matches!(reading.form(at), "," | "،" | "." | "(" | ")" | "«" | "»" | "“" | "”");
    let is_number = reading.pieces.get(at).is_some_and(|piece| piece.numeral.is_some());
    let is_cue = reading.cues.binary_search_by_key(&at, |cue| cue.at.start).is_ok();
    is_stop
        || is_number
        || is_cue
        || reading.breaks(at)
        || marks.iter().any(|mark| reading.is(at, *mark).is_some())
}
