//! Suggestions: the figures of people that a text reports, each with what its words say of it and why.
//!
//! Pure and deterministic: text and what is known around it in, suggestions out. A suggestion is no
//! data: a person accepts, corrects or dismisses it.

pub mod by_lexicon;
mod passage;
mod suggestion;

use crate::detect::dating::Anchor;
use crate::model::DateClaim;
use crate::model::figure::Modality;

use super::lexicon::Lexicon;
use super::phrase;
use super::token::Line;
pub use suggestion::{Reason, Said, Source, Suggestion, Time};

/// Raised whenever the same text may give other suggestions: what was kept is then read again.
pub const DETECTOR: u32 = 1;

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
    let _ = known;
    phrase::phrases(text).into_iter().filter_map(|phrase| placeholder(text, phrase, lexicon)).collect()
}

fn placeholder(text: &str, phrase: phrase::Phrase, lexicon: &Lexicon) -> Option<Suggestion> {
    let unit = phrase.unit.clone()?;
    let line = Line::new(&text[unit.clone()]);
    let (_, outcome) = (0..line.len()).find_map(|at| lexicon.outcome_nouns.at(&line, at))?;
    Some(Suggestion {
        span: phrase.span?,
        number: phrase.number,
        unit: Some(unit.clone()),
        form: phrase.form?,
        value: phrase.value,
        upper: phrase.upper,
        fraction: phrase.fraction,
        qualifier: phrase.qualifier?,
        outcome: *outcome,
        outcome_words: unit.clone(),
        modality: Modality::Asserted,
        counted: Some(unit),
        status: None,
        sex_age: None,
        place: None,
        time: None,
        as_of: None,
        sources: Vec::new(),
        percent: 50,
        reasons: Vec::new(),
    })
}
