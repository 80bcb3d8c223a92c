//! One sentence of a text, cut into tokens, with its place in the whole.

use std::ops::Range;

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
        Self { text, sentence, line }
    }

    /// The bytes in the whole text of some tokens.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let within = self.line.bytes(tokens);
        self.sentence.start + within.start..self.sentence.start + within.end
    }
}
