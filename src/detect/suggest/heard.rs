//! A passage as the rules of sources, times and places read it: everything that does not hang on one
//! figure is found once, when the first of its figures asks.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::passage::Passage;
use super::place;
use super::source::{self, Attribution, Marks, Reader, Source};
use super::time::{self, Phrase};
use crate::detect::lexicon::Lexicon;

/// Finds the units of time that a stretch is told in.
static UNIT_WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["hour", "day", "week", "month", "HOUR", "DAY", "WEEK", "MONTH"]).ok());

/// Who speaks in a sentence.
pub(super) struct Voices {
    marks: Marks,
    pub attributions: Vec<Attribution>,
}

impl<'t> Passage<'t> {
    fn heard(&self, lexicon: &Lexicon) -> &Voices {
        self.voices.get_or_init(|| {
            let marks = Marks::new(&self.line, self.seen(lexicon), lexicon);
            let attributions = source::attributions(&Reader::new(&self.line, &lexicon.sources, &marks));
            Voices { marks, attributions }
        })
    }

    /// Who speaks in it, in its order.
    pub fn attributions(&self, lexicon: &Lexicon) -> &[Attribution] {
        &self.heard(lexicon).attributions
    }

    /// Whether somebody is quoted in it.
    pub fn quotes(&self) -> bool {
        self.line.text().contains(['"', '”'])
    }

    /// Its words.
    pub fn reader<'l>(&'l self, lexicon: &'l Lexicon) -> Reader<'l, 't> {
        Reader::new(&self.line, &lexicon.sources, &self.heard(lexicon).marks)
    }

    /// Its words of time, in its order.
    pub fn times(&self, lexicon: &Lexicon) -> &[Phrase] {
        self.times.get_or_init(|| time::phrases(&self.reader(lexicon), lexicon))
    }
}

/// The sentences of a text that were read last: those of one are asked by the next.
#[derive(Default)]
pub(super) struct Memory<'t> {
    read: RefCell<Vec<Rc<Passage<'t>>>>,
}

impl<'t> Memory<'t> {
    /// So many sentences are kept.
    const KEPT: usize = 8;

    /// A sentence of a text, cut into words unless it was read shortly before.
    pub fn sentence(&self, text: &'t str, sentence: Range<usize>) -> Rc<Passage<'t>> {
        let mut read = self.read.borrow_mut();
        if let Some(known) = read.iter().find(|known| known.sentence == sentence) {
            return Rc::clone(known);
        }
        let new = Rc::new(Passage::new(text, sentence));
        if read.len() >= Self::KEPT {
            read.remove(0);
        }
        read.push(Rc::clone(&new));
        new
    }
}

/// A passage with what it tells of who says so and when.
pub(super) struct Heard<'p, 't> {
    pub passage: &'p Passage<'t>,
    pub lexicon: &'p Lexicon,
    memory: &'p Memory<'t>,
    tellings: Vec<Range<usize>>,
    names: Vec<OnceCell<Option<source::Name>>>,
    unit_before: OnceCell<bool>,
    places: OnceCell<Vec<(usize, Range<usize>)>>,
    before: RefCell<source::Before<'t>>,
    around: OnceCell<Option<Source>>,
}

impl<'p, 't> Heard<'p, 't> {
    /// Finds who speaks in a passage; all else once it is asked for.
    pub fn new(passage: &'p Passage<'t>, lexicon: &'p Lexicon, memory: &'p Memory<'t>) -> Self {
        let attributions = passage.attributions(lexicon);
        let tellings = source::tellings(&passage.reader(lexicon), attributions);
        let names = attributions.iter().map(|_| OnceCell::new()).collect();
        let before = RefCell::new(source::Before::new(passage));
        let (unit_before, places, around) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { passage, lexicon, memory, tellings, names, unit_before, places, before, around }
    }

    /// Its words.
    pub fn reader(&self) -> Reader<'_, 't> {
        self.passage.reader(self.lexicon)
    }

    /// Who speaks in it, in its order.
    pub fn attributions(&self) -> &[Attribution] {
        self.passage.attributions(self.lexicon)
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
        self.passage.times(self.lexicon)
    }

    /// The places that it names, each with the token that opens it.
    pub fn places(&self) -> &[(usize, Range<usize>)] {
        self.places.get_or_init(|| place::places(&self.reader()))
    }

    /// The sentences before it, the nearest first.
    pub fn before(&self) -> impl Iterator<Item = Rc<Passage<'t>>> {
        (0..).map_while(|place| self.before.borrow_mut().nth(place, self.memory))
    }

    /// Another sentence of its text.
    pub fn sentence(&self, sentence: Range<usize>) -> Rc<Passage<'t>> {
        self.memory.sentence(self.passage.text, sentence)
    }

    /// The sentences before another, the nearest first.
    pub fn before_another(&self, other: &Passage<'t>) -> impl Iterator<Item = Rc<Passage<'t>>> {
        let mut before = source::Before::new(other);
        (0..).map_while(move |place| before.nth(place, self.memory))
    }

    /// Whether a unit of time may stand in the words shortly before it.
    pub fn has_unit_before(&self) -> bool {
        *self.unit_before.get_or_init(|| self.finds_unit_before())
    }

    fn finds_unit_before(&self) -> bool {
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
