//! Who says so: the chain of sources of a figure, from the words around it.
//!
//! A source that stands in the sentence and reaches the figure is taken. Pronouns and short forms are
//! led back to the names in the sentences before; where no one is found the text speaks itself.

mod attribution;
mod headline;
mod inherit;
mod name;
mod reach;

use std::ops::Range;

use super::passage::{Core, Passage};
use super::suggestion::{Reason, Said, Source};
use crate::detect::lexicon::{Lexicon, Small};
use crate::model::figure::{Role, SourceClass, Strength};
use attribution::Attribution;
pub(super) use inherit::before;
pub(super) use name::{Reader, bare};

/// No longer chain is given: who reads it wants the one who says, and who passes it on.
const LONGEST_CHAIN: usize = 4;

/// The sources of a figure: the one that says or compiles it first, then what that one rests on,
/// then who passes it on. Empty where the text speaks in its own voice.
///
/// An outlet alone, as behind a headline, is given as one that relays: it is no source of the figure.
pub(super) fn sources(
    passage: &Passage<'_>,
    core: &Core,
    lexicon: &Lexicon,
    reasons: &mut Vec<Reason>,
) -> Vec<Source> {
    let reader = Reader::new(&passage.line, &lexicon.sources);
    let found = attribution::attributions(&reader);
    let mut chain: Vec<Source> = Vec::new();
    for (one, strength) in reach::chain(&reader, &found, core) {
        add(passage, &reader, one, strength, lexicon, &mut chain, reasons);
    }
    if chain.is_empty() && !reach::own_voice(&reader, &found, core) {
        chain.extend(inherit::from_around(passage, core, lexicon, reasons));
    }
    for outlet in found.iter().filter_map(|one| one.told.clone()).chain(headline::outlet(&reader)) {
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

/// Where a sentence says who says it and when, in its tokens: `a spokesman said on Friday`.
pub(super) fn tellings(passage: &Passage<'_>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let reader = Reader::new(&passage.line, &lexicon.sources);
    let found = attribution::attributions(&reader);
    found.iter().map(|one| one.words.start..attribution::past_manner(&reader, one.words.end)).collect()
}

fn add(
    passage: &Passage<'_>,
    reader: &Reader<'_, '_>,
    one: &Attribution,
    strength: Strength,
    lexicon: &Lexicon,
    chain: &mut Vec<Source>,
    reasons: &mut Vec<Reason>,
) {
    if chain.len() >= LONGEST_CHAIN {
        return;
    }
    let Some((name, class, carried)) = who(passage, reader, one, lexicon) else { return };
    if chain.iter().any(|source| source.name == name) {
        return;
    }
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

/// The bytes of the name, its kind, and whether it was found in another sentence.
fn who(
    passage: &Passage<'_>,
    reader: &Reader<'_, '_>,
    one: &Attribution,
    lexicon: &Lexicon,
) -> Option<(Range<usize>, Option<SourceClass>, bool)> {
    let name = attribution::bare_name(reader, &one.subject);
    let own = || (plain(passage, &name), attribution::class_of(reader, one), false);
    let is_pronoun = reader.is(one.subject.start, Small::Pronoun);
    if !is_pronoun && !inherit::is_short(reader, &one.subject) {
        return Some(own());
    }
    match inherit::antecedent(passage, reader, &one.subject, lexicon) {
        Some((name, class)) => Some((name, class.or_else(|| own().1), true)),
        None if is_pronoun => None,
        None => Some(own()),
    }
}

/// The bytes of a name without the sign of possession at its end.
pub(super) fn plain(passage: &Passage<'_>, name: &Range<usize>) -> Range<usize> {
    let bytes = passage.bytes(name);
    let printed = passage.text.get(bytes.clone()).unwrap_or_default();
    bytes.start..bytes.start + bare(printed).len()
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
