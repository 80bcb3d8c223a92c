//! Who says so: the chain of sources of a figure, from the words around it.
//!
//! A source that stands in the sentence and reaches the figure is taken. Pronouns and short forms are
//! led back to the names in the sentences before; where no one is found the text speaks itself.

mod attribution;
mod headline;
mod inherit;
mod marks;
mod name;
mod reach;
mod speaker;
mod verb;

use std::ops::Range;

use super::heard::Heard;
use super::passage::{Core, Passage};
pub(super) use super::suggestion::Source;
use super::suggestion::{Reason, Said};
use crate::detect::fold::words;
use crate::detect::lexicon::Small;
use crate::model::figure::{Role, SourceClass, Strength};
pub(super) use attribution::{Attribution, attributions};
pub(super) use inherit::{Before, from_around};
pub(super) use marks::Marks;
pub(super) use name::{Reader, bare};

/// No longer chain is given: who reads it wants the one who says, and who passes it on.
const LONGEST_CHAIN: usize = 4;

/// The sources of a figure: the one that says or compiles it first, then what that one rests on,
/// then who passes it on. Empty where the text speaks in its own voice.
///
/// An outlet alone, as behind a headline, is given as one that relays: it is no source of the figure.
pub(super) fn sources(heard: &Heard<'_, '_>, core: &Core, reasons: &mut Vec<Reason>) -> Vec<Source> {
    let (passage, reader, found) = (heard.passage, heard.reader(), heard.attributions());
    let near = reach::near(found, core);
    let mut chain: Vec<Source> = Vec::new();
    for (one, strength) in reach::chain(&reader, &found[near.clone()], core) {
        add(heard, &reader, near.start + one, strength, &mut chain, reasons);
    }
    if chain.is_empty() && !reach::own_voice(&found[near.clone()], core) {
        chain.extend(inherited(heard, reasons));
    }
    let told = found[near].iter().filter_map(|one| one.told.clone());
    for outlet in told.chain(headline::outlet(&reader)) {
        let covers = chain.iter().all(|source| source.name != passage.bytes(&outlet));
        if covers && chain.len() < LONGEST_CHAIN {
            chain.push(relays(passage, &outlet));
        }
    }
    chain
}

/// The source that answers for the number: none where the text, or an outlet alone, gives it.
pub(super) fn head(sources: &[Source]) -> Option<&Source> {
    sources.first().filter(|source| matches!(source.role, Role::Says | Role::Compiles))
}

/// Where attributions say who says it and when, in tokens: `a spokesman said on Friday`.
pub(super) fn tellings(reader: &Reader<'_, '_>, found: &[Attribution]) -> Vec<Range<usize>> {
    // What a speaker said before going on is no telling: `said that 12 had died since May, adding`.
    let start = |one: &Attribution| match &one.verb {
        Some(verb) if one.rule == "source.carried" => verb.start,
        _ => one.words.start,
    };
    found.iter().map(|one| start(one)..verb::past_manner(reader, one.words.end)).collect()
}

fn inherited(heard: &Heard<'_, '_>, reasons: &mut Vec<Reason>) -> Option<Source> {
    let source = heard.around()?.clone();
    let rule = "source.inherited".to_owned();
    reasons.push(Reason { said: Said::Source(source.role), words: source.words.clone(), rule });
    Some(source)
}

fn add(
    heard: &Heard<'_, '_>,
    reader: &Reader<'_, '_>,
    attribution: usize,
    strength: Strength,
    chain: &mut Vec<Source>,
    reasons: &mut Vec<Reason>,
) {
    let Some(one) = heard.attributions().get(attribution).filter(|_| chain.len() < LONGEST_CHAIN) else {
        return;
    };
    let Some(Name { words: name, class, carried }) = heard.name(attribution).cloned() else { return };
    if chain.iter().any(|source| source.name == name) {
        return;
    }
    let passage = heard.passage;
    let strength = if carried { Strength::Inherited } else { strength };
    // Whoever reports what another says passes it on.
    let role = if chain.is_empty() { one.role } else { Role::Relays };
    let words = passage.bytes(&one.words);
    let rule = if carried { "source.antecedent" } else { one.rule };
    reasons.push(Reason { said: Said::Source(role), words: words.clone(), rule: rule.to_owned() });
    let verb = one.verb.as_ref().map(|verb| passage.bytes(verb));
    chain.push(Source { role, name, words, verb, class, strength });
    if let Some(basis) = basis(reader, one) {
        chain.push(based_on(passage, reader, &basis));
    }
}

/// Who is meant by the subject of an attribution.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Bytes of the text.
    pub words: Range<usize>,
    pub class: Option<SourceClass>,
    /// Whether it stands in another sentence.
    pub carried: bool,
}

/// Who is meant by one of a passage's attributions; none where "it" or "we" leads to no one.
pub(super) fn name_of(heard: &Heard<'_, '_>, attribution: usize) -> Option<Name> {
    let (passage, reader) = (heard.passage, heard.reader());
    let one = heard.attributions().get(attribution)?;
    let name = attribution::bare_name(&reader, &one.subject);
    let class = attribution::class_of(&reader, one);
    let own = || Name { words: plain(passage, &name), class, carried: false };
    let is_pronoun = reader.is(one.subject.start, Small::Pronoun);
    if !is_pronoun && !inherit::is_short(&reader, &one.subject) {
        return Some(own());
    }
    match inherit::antecedent(heard.before(), heard.lexicon, &reader, &one.subject) {
        Some((words, known)) => Some(Name { words, class: known.or(class), carried: true }),
        // One whom nothing names before is told of as printed: who reads it may know him.
        None if is_pronoun && !reader.line.is_of(one.subject.start, words!["he", "she", "they"]) => None,
        None => Some(own()),
    }
}

/// The bytes of a name without the sign of possession at its end.
pub(super) fn plain(passage: &Passage<'_>, name: &Range<usize>) -> Range<usize> {
    let bytes = passage.bytes(name);
    let printed = passage.text.get(bytes.clone()).unwrap_or_default();
    match bare(printed).len() {
        0 => bytes, // A sign of possession alone, as no one writes it: an empty name would lie nowhere.
        length => bytes.start..bytes.start + length,
    }
}

/// What a tally rests on: `based on official figures`.
fn basis(reader: &Reader<'_, '_>, one: &Attribution) -> Option<Range<usize>> {
    let from = one.subject.end;
    let based = (from..from + 3).find(|at| reader.line.has(*at, &["based", "on"]))?;
    reader.after(based + 2)
}

fn based_on(passage: &Passage<'_>, reader: &Reader<'_, '_>, name: &Range<usize>) -> Source {
    let bytes = passage.bytes(name);
    let class = reader.class(name);
    let words = bytes.clone();
    Source { role: Role::BasedOn, name: bytes, words, verb: None, class, strength: Strength::Direct }
}

fn relays(passage: &Passage<'_>, outlet: &Range<usize>) -> Source {
    let name = passage.bytes(outlet);
    let words = name.clone();
    Source { role: Role::Relays, name, words, verb: None, class: None, strength: Strength::Inherited }
}

#[cfg(test)]
mod tests;
