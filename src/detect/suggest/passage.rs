//! One sentence of a text, cut into tokens, with its place in the whole.

use std::cell::OnceCell;
use std::ops::Range;

use super::heard::Voices;
use super::time::Phrase;
use crate::detect::lexicon::{Lexicon, Seen};
use crate::detect::token::Line;
use crate::model::figure::{Modality, Outcome};

/// A sentence, or a line that stands for one: a headline, an item of a list.
pub(super) struct Passage<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The bytes of the sentence in it.
    pub sentence: Range<usize>,
    /// Its tokens, with offsets from the beginning of the sentence.
    pub line: Line<'t>,
    seen: OnceCell<Vec<Seen>>,
    /// Who speaks in it.
    pub(super) voices: OnceCell<Voices>,
    /// Its words of time.
    pub(super) times: OnceCell<Vec<Phrase>>,
}

/// A figure as far as its own clause tells, in tokens of its passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Core {
    /// Hedge, number and scale.
    pub number: Range<usize>,
    /// The noun that is counted, with what describes it.
    pub counted: Option<Range<usize>>,
    /// What happened.
    pub outcome: Outcome,
    /// The words that say so.
    pub cue: Range<usize>,
    /// How the text puts it forward.
    pub modality: Modality,
}

impl<'t> Passage<'t> {
    /// Cuts a sentence of a text.
    pub fn new(text: &'t str, sentence: Range<usize>) -> Self {
        let line = Line::new(text.get(sentence.clone()).unwrap_or_default());
        let (seen, voices, times) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { text, sentence, line, seen, voices, times }
    }

    /// What begins with each of its words: looked up once, for all that is asked of it.
    pub fn seen(&self, lexicon: &Lexicon) -> &[Seen] {
        self.seen.get_or_init(|| lexicon.index.seen(&self.line))
    }

    /// The bytes in the whole text of some tokens.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let within = self.line.bytes(tokens);
        self.sentence.start + within.start..self.sentence.start + within.end
    }
}
