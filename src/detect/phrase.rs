//! Figure phrases: hedge, number, scale and counted noun, as one reading of the words.
//!
//! The span of a phrase is hedge, number and scale; the counted noun is recorded beside it. A part
//! of a whole without a hedge counts as "about": its number of people is derived, not printed.

use std::ops::Range;

use crate::model::figure::{Figure, Form, Fraction, Method, Qualifier};
use crate::model::id::ArticleId;
use crate::model::span::{Span, Words};

use super::fold::{self, Sieve, words};
use super::hedge::Hedges;
use super::lexicon::Lexicon;
use super::token::Line;
use super::{dates, fraction, number, unit, vague};

/// How far beyond a selection its hedge, scale or counted noun is looked for, in bytes.
const REACH: usize = 240;

/// How much of a selection is read, in bytes: a figure stands near its beginning.
const READ: usize = 16_384;

/// What the words of a figure say. Whatever they do not say is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Hedge, number and scale, in bytes.
    pub span: Option<Range<usize>>,
    /// How the number is written.
    pub form: Option<Form>,
    /// In people; the lower end of a range.
    pub value: Option<u64>,
    /// The upper end of a range, in people.
    pub upper: Option<u64>,
    /// The part and its stated whole.
    pub fraction: Option<Fraction>,
    /// The hedge; [`Qualifier::Exact`] where a number has none.
    pub qualifier: Option<Qualifier>,
    /// The bare number with its scale, in bytes.
    pub number: Option<Range<usize>>,
    /// The counted noun after it, in bytes.
    pub unit: Option<Range<usize>>,
    /// Whether the number more likely counts something else: days, money, a date.
    pub doubtful: bool,
}

/// Reads the words an analyst selected. Gives nothing it cannot read: unset is honest.
///
/// Of several phrases the first number wins, then the first quantifier, then whatever else there is.
pub fn read(words: &str) -> Phrase {
    best(phrases(words)).unwrap_or_default()
}

/// Every phrase in a text, in order, in time linear in the text. The whole of a part is a phrase too.
pub fn phrases(text: &str) -> Vec<Phrase> {
    let line = Line::new(text);
    let with_unit = |reading: Reading| {
        let unit = unit::after(&line, reading.end).map(|tokens| line.bytes(&tokens));
        Phrase { unit, ..reading.phrase }
    };
    readings(&line, &Lexicon::english().hedges).into_iter().map(with_unit).collect()
}

/// The phrases of a line with the tokens of each, in order, but without the nouns that they count.
pub(super) fn readings(line: &Line<'_>, hedges: &Hedges) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let reading = reading_at(line, at, hedges);
        at = reading.as_ref().map_or(at, |reading| reading.number.end - 1).max(at) + 1;
        if let Some(mut reading) = reading {
            drop_swallowed(&mut found, &reading);
            reading.phrase.doubtful |= is_whole_of(line, found.last(), &reading);
            found.push(reading);
        }
    }
    found
}

/// The figure of a selection in an article, by the words alone: span, number, noun, form, value,
/// hedge. Everything else stays unset, for the analyst to fill.
///
/// The span is [`suggest_span`]'s. `None` where the selection holds nothing but white space and
/// punctuation or does not fall on characters. Words that cannot be read still make a figure.
pub fn figure(article: ArticleId, text: &str, selection: Range<usize>, method: Method) -> Option<Figure> {
    let trimmed = trim(text, selection)?;
    let phrase = phrase_near(text, &trimmed).unwrap_or_default();
    let span = phrase.span.clone().unwrap_or(trimmed);
    let words = |bytes| Words::pick(text, bytes);
    Some(filled(Figure::new(Span::in_text(article, text, span)?, method), phrase, words))
}

/// The figure of words that an analyst typed from a picture: read like words of a text, but with
/// nothing to point at. Words that cannot be read, or none, still make a figure.
pub fn figure_of_typed(span: Span, method: Method) -> Figure {
    let text = span.quote.exact.clone();
    let words = |bytes| text.get(bytes).map(Words::typed);
    filled(Figure::new(span, method), read(&text), words)
}

fn filled(mut figure: Figure, phrase: Phrase, words: impl Fn(Range<usize>) -> Option<Words>) -> Figure {
    figure.number = phrase.number.and_then(&words);
    figure.unit = phrase.unit.and_then(&words);
    figure.form = phrase.form;
    figure.value = phrase.value;
    figure.upper = phrase.upper;
    figure.fraction = phrase.fraction;
    figure.qualifier = phrase.qualifier;
    figure
}

/// The span that a selection's figure gets: cut to hedge, number and scale, and grown to those that
/// the selection left out ("at least" before it, "million" after it, the other half of a number).
///
/// A selection that cannot be read keeps its words, without white space and punctuation around them.
pub fn suggest_span(text: &str, selection: Range<usize>) -> Option<Range<usize>> {
    let trimmed = trim(text, selection)?;
    Some(phrase_near(text, &trimmed).and_then(|phrase| phrase.span).unwrap_or(trimmed))
}

/// A phrase and the tokens it was read from.
pub(super) struct Reading {
    /// Where the hedge begins.
    pub start: usize,
    /// The bare number.
    pub number: Range<usize>,
    /// Past the number, the hedge after it and an "of" that belongs to it.
    pub end: usize,
    /// What the words say.
    pub phrase: Phrase,
}

fn reading_at(line: &Line<'_>, at: usize, hedges: &Hedges) -> Option<Reading> {
    if !may_begin(line, at) || is_glued_to_word(line, at) || number::ends_falling_pair(line, at) {
        return None;
    }
    let part = if number::is_plain(line, at) { None } else { part_at(line, at, hedges) };
    part.or_else(|| number_at(line, at, hedges)).or_else(|| vague_at(line, at, hedges))
}

/// A quick look that spares most words the long one: whether a phrase may begin at a token.
pub(super) fn may_begin(line: &Line<'_>, at: usize) -> bool {
    const WORDS: Sieve<32> = number::BEGIN.or(&vague::BEGIN);
    line.numeral(at).is_some()
        || line.is_part_sign(at)
        || (passes(line, at, &WORDS)
            && !is_idle_article(line, at)
            && (number::may_begin(line, at) || vague::may_begin(line, at)))
}

/// Whether the token is an article with nothing behind it that makes a number with one: the men.
fn is_idle_article(line: &Line<'_>, at: usize) -> bool {
    const AFTER_A: Sieve<32> = number::AFTER_ARTICLE.or(&fraction::AFTER_ARTICLE).or(&vague::AFTER_ARTICLE);
    match () {
        () if line.is(at, "the") => !passes(line, at + 1, &vague::AFTER_ARTICLE),
        () if line.is_of(at, words!["a", "an"]) => !passes(line, at + 1, &AFTER_A),
        () => false,
    }
}

fn passes(line: &Line<'_>, at: usize, sieve: &Sieve<32>) -> bool {
    line.fold(at).is_some_and(|word| sieve.lets(word))
}

fn part_at(line: &Line<'_>, at: usize, hedges: &Hedges) -> Option<Reading> {
    if number::number_at(line, at)
        .is_some_and(|number| number.form == Form::NumberWord && line.is(at, "half"))
    {
        return None;
    }
    let part = fraction::part_at(line, at)?;
    let value = part.value();
    let whole = part.whole.as_ref();
    let fraction = part.ratio.zip(whole.and_then(|whole| whole.value));
    let phrase = Phrase {
        form: Some(Form::Fraction),
        value,
        fraction: fraction.map(|((parts, per), whole)| Fraction { parts, per, whole }),
        qualifier: value.map(|_| Qualifier::About),
        doubtful: value.is_none() && !line.is(part.tokens.end, "of"),
        ..Phrase::default()
    };
    let end = whole.map_or(part.tokens.end, |whole| whole.tokens.end);
    Some(hedged(line, part.tokens, end, phrase, hedges))
}

fn number_at(line: &Line<'_>, at: usize, hedges: &Hedges) -> Option<Reading> {
    let range = if number::is_plain(line, at) { None } else { number::range_at(line, at) };
    let (start, amount) = match range {
        Some(range) => range,
        None => (at, number::number_at(line, at).filter(|number| !number::is_falling_pair(line, number))?),
    };
    let qualifier = if amount.upper.is_some() { Qualifier::Range } else { Qualifier::Exact };
    let phrase = Phrase {
        form: Some(amount.form),
        value: amount.value,
        upper: amount.upper,
        qualifier: Some(qualifier),
        doubtful: counts_something_else(line, &amount.tokens),
        ..Phrase::default()
    };
    let end = amount.tokens.end;
    let mut reading = hedged(line, amount.tokens, end, phrase, hedges);
    if start < reading.start {
        let with_between = line.bytes(&(start..end));
        reading.phrase.span = reading.phrase.span.map(|span| with_between.start.min(span.start)..span.end);
        reading.start = start;
    }
    Some(reading)
}

fn vague_at(line: &Line<'_>, at: usize, hedges: &Hedges) -> Option<Reading> {
    let vague = vague::vague_number_at(line, at).map(|words| (Form::VagueNumber, words));
    let (form, words) =
        vague.or_else(|| vague::quantifier_at(line, at).map(|words| (Form::Quantifier, words)))?;
    let phrase = Phrase { form: Some(form), qualifier: Some(Qualifier::Vague), ..Phrase::default() };
    let end = vague::past_of(line, &words);
    Some(hedged(line, words, end, phrase, hedges))
}

/// Adds the hedges around the number, the counted noun, and the byte ranges.
fn hedged(line: &Line<'_>, number: Range<usize>, end: usize, mut phrase: Phrase, hedges: &Hedges) -> Reading {
    let hedge_before = match phrase.form {
        Some(Form::Quantifier) => None,
        _ => hedges.before(line, number.start),
    };
    let hedge_after = hedges.after(line, end);
    let start = hedge_before.map_or(number.start, |(start, _)| start);
    let end = hedge_after.map_or(end, |(end, _)| end);
    let stated = hedge_before.or(hedge_after).map(|(_, qualifier)| qualifier);
    let is_open = matches!(phrase.qualifier, None | Some(Qualifier::Exact | Qualifier::About));
    phrase.qualifier = stated.filter(|_| is_open).or(phrase.qualifier);
    phrase.span = Some(line.bytes(&(start..end)));
    phrase.number = Some(line.bytes(&number)).filter(|_| phrase.form != Some(Form::Quantifier));
    Reading { start, number, end, phrase }
}

/// Whether a hyphen ties the token to a word before it: F-16 and Covid-19 count nobody.
fn is_glued_to_word(line: &Line<'_>, at: usize) -> bool {
    at > 1 && line.is_hyphen(at - 1) && line.is_word(at - 2) && number::number_at(line, at - 2).is_none()
}

/// Days, money, dates, ages: numbers that an analyst seldom means when others stand beside them.
fn counts_something_else(line: &Line<'_>, number: &Range<usize>) -> bool {
    let next = number.end;
    let is_compound = line.is_hyphen(next) && line.is_word(next + 1) && !line.is(next + 1, "odd");
    is_compound
        || fraction::is_time(line, next)
        || line.is_of(next, MEASURES)
        || is_date(line, number)
        || (number.start > 0 && line.is_of(number.start - 1, words!["$", "€", "£", "₪"]))
}

const MEASURES: &fold::Words = words![
    "dollars",
    "euros",
    "pounds",
    "shekels",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "metres",
    "meters",
    "tons",
    "tonnes",
    "times",
    "am",
    "pm",
    "points",
    "trucks",
    "votes",
];

fn is_date(line: &Line<'_>, number: &Range<usize>) -> bool {
    let before = number.start.wrapping_sub(1);
    let year = number.len() == 1
        && line.word(number.start).len() == 4
        && line
            .numeral(number.start)
            .and_then(|year| year.times(1))
            .is_some_and(|year| (1_900..2_100).contains(&year));
    // "Last May two soldiers": no day of a month is written as a word.
    let dated = line.numeral(number.start).is_some()
        && [before, number.end].iter().any(|at| dates::month_of(line.word(*at)).is_some());
    let led = line.is_of(before, words!["in", "since", "until", "of", "early", "late", "mid", "from", ","]);
    dated || (year && led)
}

/// Takes back what turned out to be the hedge of a number: "many" in "as many as 12".
fn drop_swallowed(found: &mut Vec<Reading>, reading: &Reading) {
    while found
        .last()
        .is_some_and(|last| last.start >= reading.start && last.number.end <= reading.number.start)
    {
        found.pop();
    }
}

/// Whether the number is the whole of the quantifier before it: some of the 107.
fn is_whole_of(line: &Line<'_>, last: Option<&Reading>, reading: &Reading) -> bool {
    let Some(last) = last.filter(|last| last.phrase.form == Some(Form::Quantifier)) else { return false };
    let of = last.number.end;
    let determined =
        of + 1 + usize::from(line.is_of(of + 1, words!["the", "its", "their", "those", "these"]));
    line.is(of, "of") && determined == reading.start
}

/// The phrase an analyst means by a selection that holds several.
fn best(phrases: Vec<Phrase>) -> Option<Phrase> {
    let rank = |phrase: &Phrase| match phrase.form {
        _ if phrase.doubtful => 2,
        Some(Form::Quantifier) => 1,
        _ => 0,
    };
    phrases.into_iter().min_by_key(rank)
}

/// The phrase whose number, or else whose span, meets a trimmed selection.
fn phrase_near(text: &str, selection: &Range<usize>) -> Option<Phrase> {
    let window = window(text, selection);
    let near = |bytes: Range<usize>| bytes.start + window.start..bytes.end + window.start;
    let all: Vec<Phrase> = phrases(&text[window.clone()])
        .into_iter()
        .map(|phrase| Phrase {
            span: phrase.span.map(near),
            number: phrase.number.map(near),
            unit: phrase.unit.map(near),
            ..phrase
        })
        .collect();
    let meets = |bytes: &Option<Range<usize>>| {
        bytes.as_ref().is_some_and(|bytes| bytes.start < selection.end && selection.start < bytes.end)
    };
    let (counted, beside): (Vec<Phrase>, Vec<Phrase>) = all
        .into_iter()
        .filter(|phrase| meets(&phrase.span))
        .partition(|phrase| meets(&phrase.number) || phrase.number.is_none());
    best(counted).or_else(|| best(beside))
}

/// The selection with its surroundings, cut at white space.
fn window(text: &str, selection: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(selection.start.saturating_sub(REACH));
    let last = selection.end.min(text.floor_char_boundary(selection.start.saturating_add(READ)));
    let end = text.ceil_char_boundary(last.saturating_add(REACH).min(text.len()));
    let skipped = match start {
        0 => 0,
        _ => text[start..selection.start].find(char::is_whitespace).unwrap_or(0),
    };
    let kept = match end == text.len() {
        true => end,
        false => text[last..end].rfind(char::is_whitespace).map_or(end, |at| last + at),
    };
    start + skipped..kept
}

/// The selection without the white space and punctuation around it.
fn trim(text: &str, selection: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(selection.clone())?;
    let is_edge = |letter: char| letter.is_whitespace() || ".,;:!?\"'“”‘’«»()[]{}…–—-".contains(letter);
    let start = selection.start + (words.len() - words.trim_start_matches(is_edge).len());
    let kept = words.trim_matches(is_edge);
    (!kept.is_empty()).then(|| start..start + kept.len())
}

#[cfg(test)]
mod tests;
