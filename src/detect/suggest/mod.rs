//! Suggestions: the figures of people that a text reports, each with what its words say of it and why.
//!
//! Pure and deterministic: text and what is known around it in, suggestions out. A suggestion is no
//! data: a person accepts, corrects or dismisses it.
//!
//! Words of outcomes find the sentences that are worth reading (`anchors`, `cut`); the words of each
//! are looked up (`scan`) and its numbers read with the nouns they count (`figure`, `noun`, `label`); rules tie them to
//! what happened (`bind`) where they tell of an event and mean harm (`event`, `sense`); then the words around say how the text puts it forward (`modality`), who
//! is counted (`victims`) and how sure the reading is (`confidence`).

mod anchors;
mod as_of;
mod bind;
mod build;
pub mod by_lexicon;
mod confidence;
mod cut;
mod event;
mod figure;
mod heard;
mod label;
mod modality;
mod noun;
mod passage;
mod place;
mod scan;
mod sense;
mod setting;
mod source;
mod stage;
mod suggestion;
mod time;
mod victims;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::detect::dating::Anchor;
use crate::model::DateClaim;

use super::lexicon::Lexicon;
pub(super) use anchors::Anchors;
use heard::{Heard, Memory};
use passage::{Core, Passage};
use scan::Scan;
pub use stage::Stage;
pub use suggestion::{Reason, Said, Source, Suggestion, Time};
pub(super) use time::{LEADS, UNITS};

/// Raised whenever the same text may give other suggestions: what was kept is then read again.
pub const DETECTOR: u32 = 10;

/// What is known of a text beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When the article was published.
    pub published: DateClaim,
    /// Events of the dossier from which texts count: the start of a war.
    pub anchors: Vec<Anchor>,
}

/// The figures of people in a text, in its order, in time linear in the text.
pub fn suggest(text: &str, known: &Known, lexicon: &Lexicon) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let memory = Memory::default();
    each_sentence(text, lexicon, |sentence| {
        let passage = memory.sentence(text, sentence);
        of_passage(&passage, known, lexicon, &memory, &mut found);
    });
    setting::keep_likely(text, found)
}

/// The sentences that hold a word of an outcome, in their order.
fn each_sentence(text: &str, lexicon: &Lexicon, mut read: impl FnMut(Range<usize>)) {
    let mut from = 0;
    while let Some(at) = lexicon.anchors.next(text, from) {
        let at = text.ceil_char_boundary(at);
        let sentence = cut::sentence(text, from, at);
        from = sentence.end.max(at + 1);
        from = text.ceil_char_boundary(from);
        read(sentence);
    }
}

/// A text of fewer bytes is too short for its language to be told with certainty.
const TELLS_LANGUAGE: usize = 400;

/// The figures of people in a text of a language, by its code in ISO 639 (`ara`, `ar`).
///
/// Languages that have word lists of their own are read by these; all others, and texts whose
/// language cannot be told, by the rules of English. A short text is tried in English first.
pub fn suggest_in(language: Option<&str>, text: &str, known: &Known, lexicon: &Lexicon) -> Vec<Suggestion> {
    let Some(words) = language.and_then(by_lexicon::Words::of) else { return suggest(text, known, lexicon) };
    let in_english = if text.len() < TELLS_LANGUAGE { suggest(text, known, lexicon) } else { Vec::new() };
    if in_english.is_empty() { by_lexicon::suggest(text, known, words) } else { in_english }
}

/// What a rule found, before it is told.
struct Found {
    core: Core,
    phrase: crate::detect::phrase::Phrase,
    single: bool,
    /// The name of the rule that tied number and outcome.
    rule: &'static str,
    /// The words that made the modality, in tokens.
    modal: Option<Range<usize>>,
    /// How sure the rule is, in percent.
    percent: u8,
}

/// Adds what a passage suggests.
fn of_passage<'t>(
    passage: &Passage<'t>,
    known: &Known,
    lexicon: &Lexicon,
    memory: &Memory<'t>,
    all: &mut Vec<Suggestion>,
) {
    let Some(scan) = Scan::new(passage, lexicon) else { return };
    let ties = bind::tie(&scan);
    let found = ties.into_iter().enumerate().filter_map(|(figure, tie)| found(&scan, figure, &tie?));
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    let heard = Heard::new(passage, lexicon, memory);
    all.extend(found.filter_map(|found| suggestion(&heard, &scan, known, &found)));
}

fn found(scan: &Scan<'_>, index: usize, tie: &bind::Tie) -> Option<Found> {
    let figure = &scan.figures[index];
    if !event::is_told(scan, index, tie) {
        return None;
    }
    let manner = modality::of(scan, index, tie)?;
    let core = Core {
        number: figure.number.clone(),
        counted: figure.noun.clone(),
        outcome: manner.outcome,
        cue: tie.cue.clone(),
        modality: manner.modality,
    };
    let percent = confidence::percent(scan, index, tie, manner.modality);
    let (phrase, single) = (figure.phrase.clone(), figure.single);
    Some(Found { core, phrase, single, rule: tie.rule, modal: manner.words, percent })
}

/// The one place where what was found becomes a suggestion: what else its passage tells is asked here.
fn suggestion(heard: &Heard<'_, '_>, scan: &Scan<'_>, known: &Known, found: &Found) -> Option<Suggestion> {
    let mut suggestion = build::suggestion(heard.passage, scan, found)?;
    let (core, reasons) = (&found.core, &mut suggestion.reasons);
    suggestion.sources = source::sources(heard, core, reasons);
    suggestion.time = time::time(heard, core, known, reasons);
    suggestion.as_of = as_of::as_of(heard, core, suggestion.time.as_ref(), known, reasons);
    suggestion.place = place::place(heard, core, reasons);
    Some(suggestion)
}
