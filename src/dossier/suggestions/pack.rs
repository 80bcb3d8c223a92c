//! Suggestions as bytes: a large folder holds many, and few are looked at.

use std::ops::Range;
use std::sync::Arc;

use super::Brief;
use crate::detect::Suggestion;
use crate::model::figure::Role;

/// The suggestions of one article as bytes; empty where there are none.
pub(super) fn pack(suggestions: &[Suggestion]) -> Arc<[u8]> {
    if suggestions.is_empty() {
        return Arc::default();
    }
    // It is made of numbers, words and lists, which can always be written.
    postcard::to_stdvec(suggestions).unwrap_or_default().into()
}

/// The suggestions of bytes; `None` where this version cannot read them.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<Suggestion>> {
    if packed.is_empty() {
        return Some(Vec::new());
    }
    postcard::from_bytes(packed).ok()
}

/// What lists need of suggestions; `None` where one is not of this text.
pub(super) fn briefs(suggestions: &[Suggestion], text: &str) -> Option<Arc<[Brief]>> {
    suggestions.iter().map(|it| brief(it, text)).collect()
}

fn brief(suggestion: &Suggestion, text: &str) -> Option<Brief> {
    let lies = |range: &Range<usize>| text.get(range.clone()).is_some_and(|words| !words.is_empty());
    let head = |role| suggestion.sources.iter().find(|source| source.role == role);
    let source = head(Role::Says).or_else(|| head(Role::Compiles)).or(suggestion.sources.first());
    lies(&suggestion.span).then(|| Brief {
        span: suggestion.span.clone(),
        number: suggestion.number.clone().filter(lies).unwrap_or_else(|| suggestion.span.clone()),
        outcome: suggestion.outcome,
        value: suggestion.value,
        percent: suggestion.percent,
        source: source.map(|source| source.name.clone()).filter(lies),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Known, Lexicon, suggest};
    use crate::model::{Basis, DateClaim, Day};

    /// A claim with an open end was packed without it, and nothing of its article could be read again.
    #[test]
    fn what_is_packed_is_read_again_whole() {
        let text = "At least 12 women were killed in Lakeland on Monday, the health ministry said. Half of its 2,000 \
            inhabitants fled, and between 30 and 40 people were missing within 24 hours.";
        let published = DateClaim::on(Day::new(2024, 3, 6).unwrap(), Basis::Dateline);
        for known in [Known::default(), Known { published, anchors: Vec::new() }] {
            let found = suggest(text, &known, Lexicon::english());
            assert!(found.len() >= 3 && found.iter().any(|it| !it.sources.is_empty() && it.time.is_some()));
            assert_eq!(unpack(&pack(&found)), Some(found));
        }
    }
}
