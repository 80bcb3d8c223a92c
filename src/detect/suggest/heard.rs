//! A passage as the rules of sources, times and places read it: everything that does not hang on one
//! figure is found once, when the first of its figures asks.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::passage::Passage;
use super::source::{self, Attribution, Marks, Reader, Source};
use super::time::{self, Phrase};
use crate::detect::lexicon::Lexicon;
use crate::detect::token::Line;

/// Finds the units of time that a stretch is told in.
static UNIT_WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["hour", "day", "week", "month", "HOUR", "DAY", "WEEK", "MONTH"]).ok());

/// Who speaks in a sentence.
pub(super) struct Voices {
    marks: Marks,
    pub attributions: Vec<Attribution>,
}

impl Voices {
    fn new(line: &Line<'_>, lexicon: &Lexicon) -> Self {
        let marks = Marks::new(line, &lexicon.sources);
        let attributions = source::attributions(&Reader::new(line, &lexicon.sources, &marks));
        Self { marks, attributions }
    }
}

/// A sentence beside a passage, with who speaks in it.
pub(super) struct Neighbour<'t> {
    pub passage: Passage<'t>,
    voices: OnceCell<Voices>,
}

impl<'t> Neighbour<'t> {
    pub fn new(passage: Passage<'t>) -> Self {
        Self { passage, voices: OnceCell::new() }
    }

    fn voices(&self, lexicon: &Lexicon) -> &Voices {
        self.voices.get_or_init(|| Voices::new(&self.passage.line, lexicon))
    }

    /// Who speaks in it, in its order.
    pub fn attributions(&self, lexicon: &Lexicon) -> &[Attribution] {
        &self.voices(lexicon).attributions
    }

    /// Whether somebody is quoted in it.
    pub fn quotes(&self) -> bool {
        self.passage.line.text().contains(['"', '”'])
    }

    /// Its words.
    pub fn reader<'l>(&'l self, lexicon: &'l Lexicon) -> Reader<'l, 't> {
        Reader::new(&self.passage.line, &lexicon.sources, &self.voices(lexicon).marks)
    }
}

/// A passage with what it tells of who says so and when.
pub(super) struct Heard<'p, 't> {
    pub passage: &'p Passage<'t>,
    pub lexicon: &'p Lexicon,
    voices: Voices,
    tellings: Vec<Range<usize>>,
    names: Vec<OnceCell<Option<source::Name>>>,
    times: OnceCell<Vec<Phrase>>,
    before: OnceCell<Vec<Neighbour<'t>>>,
    around: OnceCell<Option<Source>>,
}

impl<'p, 't> Heard<'p, 't> {
    /// Finds who speaks in a passage; all else once it is asked for.
    pub fn new(passage: &'p Passage<'t>, lexicon: &'p Lexicon) -> Self {
        let voices = Voices::new(&passage.line, lexicon);
        let reader = Reader::new(&passage.line, &lexicon.sources, &voices.marks);
        let tellings = source::tellings(&reader, &voices.attributions);
        let names = voices.attributions.iter().map(|_| OnceCell::new()).collect();
        let (times, before, around) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { passage, lexicon, voices, tellings, names, times, before, around }
    }

    /// Its words.
    pub fn reader(&self) -> Reader<'_, 't> {
        Reader::new(&self.passage.line, &self.lexicon.sources, &self.voices.marks)
    }

    /// Who speaks in it, in its order.
    pub fn attributions(&self) -> &[Attribution] {
        &self.voices.attributions
    }

    /// Where it says who says it and when, in its tokens: `a spokesman said on Friday`.
    pub fn tellings(&self) -> &[Range<usize>] {
        &self.tellings
    }

    /// Whether a token stands where it is said who says it and when.
    pub fn is_told(&self, at: usize) -> bool {
        // They stand in the order of the text, but for the one of a headline, which is the last.
        let next = self.tellings.partition_point(|words| words.start <= at);
        let near = self.tellings.get(next.saturating_sub(2)..next).unwrap_or_default();
        near.iter().chain(self.tellings.last()).any(|words| words.contains(&at))
    }

    /// Its words of time, in its order.
    pub fn times(&self) -> &[Phrase] {
        self.times.get_or_init(|| time::phrases(&self.reader(), self.lexicon))
    }

    /// The sentences before it, the nearest first.
    pub fn before(&self) -> &[Neighbour<'t>] {
        self.before.get_or_init(|| source::before(self.passage).into_iter().map(Neighbour::new).collect())
    }

    /// Whether a unit of time may stand in the words shortly before it.
    pub fn has_unit_before(&self) -> bool {
        const NEAR: usize = 600;
        let (text, end) = (self.passage.text, self.passage.sentence.start);
        let start = text.floor_char_boundary(end.saturating_sub(NEAR));
        let words = text.get(start..end).unwrap_or_default().as_bytes();
        UNIT_WORDS.as_ref().is_some_and(|units| units.is_match(words))
    }

    /// The name of one of its attributions, led back to the sentences before where it is short.
    pub fn name(&self, attribution: usize) -> Option<&source::Name> {
        self.names.get(attribution)?.get_or_init(|| source::name_of(self, attribution)).as_ref()
    }

    /// The source that the sentences around give where none of its own does.
    pub fn around(&self) -> Option<&Source> {
        self.around.get_or_init(|| source::from_around(self)).as_ref()
    }
}
