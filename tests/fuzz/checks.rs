//! What must hold of every suggestion, whatever the text.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dossier::detect::{self, Known, Lexicon, Suggestion, dates, dating};
use dossier::model::id::{ArticleId, TextHash};
use dossier::model::{DateClaim, Day};

/// Codes of the languages with word lists of their own; none is English.
const LANGUAGES: [Option<&str>; 6] = [None, Some("ara"), Some("fra"), Some("heb"), Some("spa"), Some("ukr")];

/// Why the detector fails on a text, if it does.
pub fn failure(text: &str) -> Option<String> {
    let run = catch_unwind(AssertUnwindSafe(|| {
        LANGUAGES.iter().find_map(|language| suggested(*language, text)).or_else(|| beside(text))
    }));
    run.unwrap_or_else(|_| Some("it panics".to_owned()))
}

fn suggested(language: Option<&str>, text: &str) -> Option<String> {
    let known = Known { published: published(), anchors: Vec::new() };
    let found = detect::suggest::suggest_in(language, text, &known, Lexicon::english());
    if found != detect::suggest::suggest_in(language, text, &known, Lexicon::english()) {
        return Some(format!("{language:?}: it says something else the second time"));
    }
    found.iter().find_map(|suggestion| wrong(suggestion, text).map(|why| format!("{language:?}: {why}")))
}

fn published() -> DateClaim {
    DateClaim { best: Day::new(2024, 2, 6), ..DateClaim::default() }
}

/// The first thing that is wrong with a suggestion.
fn wrong(suggestion: &Suggestion, text: &str) -> Option<String> {
    let outside = ranges(suggestion).find(|(_, at)| text.get(at.clone()).is_none_or(str::is_empty));
    if let Some((what, at)) = outside {
        return Some(format!("{what} {at:?} is no words of the text"));
    }
    if suggestion.percent > 100 {
        return Some(format!("{} percent", suggestion.percent));
    }
    let within = |part: &Range<usize>| suggestion.span.start <= part.start && part.end <= suggestion.span.end;
    if !suggestion.number.as_ref().is_none_or(within) {
        return Some("the number lies outside its span".to_owned());
    }
    let article = ArticleId { path: "a.txt".to_owned(), text: TextHash(0) };
    let quote = suggestion.figure(article, text).map(|figure| figure.span.quote.exact);
    (quote.as_deref() != text.get(suggestion.span.clone()))
        .then(|| "the figure quotes other words".to_owned())
}

/// Every range of a suggestion, by what it is.
fn ranges(suggestion: &Suggestion) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let optional = [
        ("number", &suggestion.number),
        ("unit", &suggestion.unit),
        ("counted", &suggestion.counted),
        ("place", &suggestion.place),
    ];
    let mut all = vec![("span", suggestion.span.clone()), ("outcome", suggestion.outcome_words.clone())];
    all.extend(optional.into_iter().filter_map(|(what, at)| Some((what, at.clone()?))));
    all.extend(suggestion.time.as_ref().and_then(|time| Some(("time", time.words.clone()?))));
    for source in &suggestion.sources {
        all.extend([("source", source.name.clone()), ("attribution", source.words.clone())]);
        all.extend(source.verb.clone().map(|verb| ("verb", verb)));
    }
    all.extend(suggestion.reasons.iter().map(|reason| ("reason", reason.words.clone())));
    all.into_iter()
}

/// The readers that stand beside the suggestions: figures typed, dates, drift between two wordings.
fn beside(text: &str) -> Option<String> {
    for phrase in detect::phrases(text) {
        if phrase.span.as_ref().is_some_and(|at| text.get(at.clone()).is_none()) {
            return Some("a phrase is no words of the text".to_owned());
        }
    }
    let half = text.floor_char_boundary(text.len() / 2);
    let _ = (detect::read(text), detect::drift(&text[..half], &text[half..]));
    let _ = detect::suggest_span(text, half..text.len());
    let found = dates::find(text).map(|(at, _)| at);
    let dated = dating::candidates(text, &dating::Context::default());
    let mut all = found.into_iter().chain(dated.into_iter().flat_map(|candidate| candidate.words));
    all.find(|at| text.get(at.clone()).is_none()).map(|at| format!("the date {at:?} is no words of the text"))
}
