//! Figures of people in languages that have no reader of their own: everything that is known of a
//! language is its file in `assets/lexicons`.
//!
//! A number counts people where it stands with a noun for them, or with nothing that says otherwise,
//! and words of the same clause say what happened. What is sure in English grammar is a guess here:
//! suggestions are at most at 80 percent.

mod bind;
mod context;
mod index;
mod number;
mod phrase;
mod pieces;
mod reading;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use crate::model::figure::{Fraction, Modality, Qualifier, Role};
use crate::model::sentence;

use super::suggestion::{Reason, Said};
use super::{Known, Suggestion};
use bind::Bound;
use context::Context;
use phrase::{Phrase, Unit};
use reading::Reading;
use words::People;
pub use words::Words;

/// A language: its codes in ISO 639-3 and 639-1, and its file. A further language is a further line.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ara", "ar", include_str!("../../../../assets/lexicons/ar.txt")),
    ("fra", "fr", include_str!("../../../../assets/lexicons/fr.txt")),
    ("heb", "he", include_str!("../../../../assets/lexicons/he.txt")),
    ("spa", "es", include_str!("../../../../assets/lexicons/es.txt")),
    ("ukr", "uk", include_str!("../../../../assets/lexicons/uk.txt")),
];

/// The lists of all languages, in their order; a test reads every one of them.
static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let read = |(_, code, text): &(&str, &str, &str)| Words::read(&format!("{code}.txt"), text);
    LANGUAGES.iter().map(|language| read(language).unwrap_or_default()).collect()
});

impl Words {
    /// The lists of a language, by its code in ISO 639-3 (`fra`) or 639-1 (`fr`).
    pub fn of(language: &str) -> Option<&'static Self> {
        let place = LANGUAGES.iter().position(|(long, short, _)| [*long, *short].contains(&language))?;
        WORDS.get(place)
    }
}

/// The figures of people in a text of a language, in its order, in time linear in the text.
pub fn suggest(text: &str, known: &Known, words: &Words) -> Vec<Suggestion> {
    let _ = known;
    sentence::split(text).iter().flat_map(|sentence| in_sentence(text, sentence, words)).collect()
}

fn in_sentence(text: &str, sentence: &Range<usize>, words: &Words) -> Vec<Suggestion> {
    let reading = Reading::new(text, sentence, words);
    if reading.cues.is_empty() {
        return Vec::new();
    }
    let phrases = phrase::phrases(&reading);
    let bound = bind::bind(&reading, &phrases);
    let context = Context::new(&reading);
    let figures = phrases.iter().zip(&bound).filter_map(|(phrase, bound)| Some((phrase, bound.as_ref()?)));
    figures.map(|(phrase, bound)| suggestion(&reading, phrase, bound, &context)).collect()
}

fn suggestion(reading: &Reading<'_>, phrase: &Phrase, bound: &Bound, context: &Context) -> Suggestion {
    let counted = phrase.counted.as_ref().filter(|noun| !noun.is_empty()).map(|noun| reading.bytes(noun));
    let (status, sex_age) = match phrase.unit {
        Unit::People(People::Status(status)) => (Some(status), None),
        Unit::People(People::SexAge(sex_age)) => (None, Some(sex_age)),
        _ => (None, None),
    };
    let is_number =
        phrase.amount.value.is_some() || phrase.amount.form == crate::model::figure::Form::VagueNumber;
    Suggestion {
        span: reading.bytes(&phrase.span),
        number: is_number.then(|| reading.bytes(&phrase.amount.at)),
        unit: counted.clone(),
        form: phrase.amount.form,
        value: phrase.amount.value,
        upper: phrase.amount.upper,
        fraction: None::<Fraction>,
        qualifier: phrase.qualifier,
        outcome: context.settled(bound.outcome),
        outcome_words: reading.bytes(&bound.cue),
        modality: context.modality.as_ref().map_or(Modality::Asserted, |(modality, _)| *modality),
        counted,
        status,
        sex_age,
        place: None,
        time: context.time.clone(),
        as_of: None,
        sources: context.source.clone().into_iter().collect(),
        percent: bound.percent,
        reasons: reasons(reading, phrase, bound, context),
    }
}

fn reasons(reading: &Reading<'_>, phrase: &Phrase, bound: &Bound, context: &Context) -> Vec<Reason> {
    let reason = |said, words, rule: &str| Reason { said, words, rule: rule.to_owned() };
    let hedge = phrase.hedge.as_ref().filter(|_| phrase.qualifier != Qualifier::Exact);
    let noun = phrase.counted.as_ref().filter(|_| matches!(phrase.unit, Unit::People(_) | Unit::Unknown));
    let outcome = Said::Outcome(context.settled(bound.outcome));
    let all = [
        Some(reason(Said::Number, reading.bytes(&phrase.amount.at), "words.number")),
        hedge.map(|at| reason(Said::Hedge(phrase.qualifier), reading.bytes(at), "words.hedge")),
        noun.map(|at| reason(Said::Counted, reading.bytes(at), "words.counted")),
        Some(reason(outcome, reading.bytes(&bound.cue), bound.rule)),
        context.modality.clone().map(|(modality, at)| reason(Said::Modality(modality), at, "words.modality")),
        context.source.as_ref().map(|it| reason(Said::Source(Role::Says), it.words.clone(), "words.source")),
        context.time.as_ref().and_then(|it| Some(reason(Said::Time, it.words.clone()?, "words.time"))),
    ];
    all.into_iter().flatten().collect()
}
