//! Suggestions: the figures of people that a text reports, each with what its words say of it and why.
//!
//! Pure and deterministic: text and what is known around it in, suggestions out. A suggestion is no
//! data: a person accepts, corrects or dismisses it.

mod as_of;
mod passage;
mod place;
mod source;
mod suggestion;
mod time;

use crate::detect::dating::Anchor;
use crate::model::DateClaim;
use crate::model::figure::Modality;
use crate::model::sentence;

use super::lexicon::Lexicon;
use super::phrase;
use super::token::Line;
use passage::{Core, Passage};
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
    phrase::phrases(text).into_iter().filter_map(|phrase| placeholder(text, phrase, known, lexicon)).collect()
}

fn placeholder(text: &str, phrase: phrase::Phrase, known: &Known, lexicon: &Lexicon) -> Option<Suggestion> {
    let unit = phrase.unit.clone()?;
    let line = Line::new(&text[unit.clone()]);
    let (_, outcome) = (0..line.len()).find_map(|at| lexicon.outcome_nouns.at(&line, at))?;
    let span = phrase.span?;
    let passage = Passage::new(text, sentence::around(text, &span));
    let tokens = |bytes: &std::ops::Range<usize>| {
        let start = passage.sentence.start;
        passage.line.tokens_in(&(bytes.start.saturating_sub(start)..bytes.end.saturating_sub(start)))
    };
    let core = Core {
        number: tokens(&span),
        counted: Some(tokens(&unit)),
        outcome: *outcome,
        cue: tokens(&unit),
        modality: Modality::Asserted,
    };
    let mut reasons = Vec::new();
    let sources = source::sources(&passage, &core, lexicon, &mut reasons);
    let time = time::time(&passage, &core, known, lexicon, &mut reasons);
    let as_of = as_of::as_of(&passage, &core, time.as_ref(), known, lexicon, &mut reasons);
    let place = place::place(&passage, &core, lexicon, &mut reasons);
    Some(Suggestion {
        span,
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
        place,
        time,
        as_of,
        sources,
        percent: 50,
        reasons,
    })
}
