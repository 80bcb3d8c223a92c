//! Tells what was found: a suggestion in bytes of the text, with its reasons.

use std::ops::Range;

use crate::model::figure::{Form, Modality, Qualifier};

use super::scan::Scan;
use super::{Found, Passage, Reason, Said, Suggestion, victims};

/// The suggestion of what was found in a passage; none where the number is no number.
pub(super) fn suggestion(passage: &Passage<'_>, scan: &Scan<'_>, found: &Found) -> Option<Suggestion> {
    let phrase = &found.phrase;
    let start = passage.sentence.start;
    let shifted = |bytes: &Range<usize>| bytes.start + start..bytes.end + start;
    let span = shifted(phrase.span.as_ref()?);
    let counted = found.core.counted.as_ref().map(|tokens| passage.bytes(tokens));
    let victims = victims::of(scan, found.core.counted.as_ref());
    Some(Suggestion {
        number: phrase.number.as_ref().map(shifted),
        unit: counted.clone(),
        form: phrase.form?,
        value: phrase.value,
        upper: phrase.upper,
        fraction: phrase.fraction,
        qualifier: phrase.qualifier?,
        outcome: found.core.outcome,
        outcome_words: passage.bytes(&found.core.cue),
        modality: found.core.modality,
        reasons: reasons(passage, found, &span, counted.as_ref()),
        counted,
        status: victims.status,
        sex_age: victims.sex_age,
        place: None,
        time: None,
        as_of: None,
        sources: Vec::new(),
        percent: found.percent,
        span,
    })
}

/// Room for as many reasons as most suggestions have.
const MANY: usize = 8;

fn reasons(
    passage: &Passage<'_>,
    found: &Found,
    span: &Range<usize>,
    counted: Option<&Range<usize>>,
) -> Vec<Reason> {
    let phrase = &found.phrase;
    let start = passage.sentence.start;
    let number = phrase.number.as_ref().map_or(span.clone(), |bytes| bytes.start + start..bytes.end + start);
    let mut reasons = Vec::with_capacity(MANY);
    reasons.push(reason(Said::Number, number.clone(), number_rule(found)));
    let hedged =
        phrase.qualifier.filter(|qualifier| !matches!(qualifier, Qualifier::Exact | Qualifier::Vague));
    if let Some(qualifier) = hedged {
        let before = span.start..trimmed(passage.text, span.start..number.start);
        let words = if before.is_empty() { span.clone() } else { before };
        reasons.push(reason(Said::Hedge(qualifier), words, "hedge.words"));
    }
    reasons.push(reason(Said::Outcome(found.core.outcome), passage.bytes(&found.core.cue), found.rule));
    if let Some(counted) = counted {
        reasons.push(reason(Said::Counted, counted.clone(), "counted.noun"));
    }
    if let Some(words) = found.modal.as_ref().filter(|_| found.core.modality != Modality::Asserted) {
        reasons.push(reason(Said::Modality(found.core.modality), passage.bytes(words), "modality.words"));
    }
    reasons
}

/// The end of some bytes without the white space after them.
fn trimmed(text: &str, bytes: Range<usize>) -> usize {
    bytes.start + text.get(bytes).map_or(0, |words| words.trim_end().len())
}

fn reason(said: Said, words: Range<usize>, rule: &str) -> Reason {
    Reason { said, words, rule: rule.to_owned() }
}

fn number_rule(found: &Found) -> &'static str {
    match found.phrase.form {
        _ if found.single => "number.single",
        Some(Form::Numeral) => "number.numeral",
        Some(Form::NumberWord) => "number.words",
        Some(Form::VagueNumber) => "number.vague",
        Some(Form::Fraction) => "number.part",
        Some(Form::Quantifier) | None => "number.quantifier",
    }
}
