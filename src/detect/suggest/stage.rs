//! How far a text is read: what a benchmark measures the parts of the detector by.

use super::{Known, Passage, Scan, bind, each_sentence, suggest};
use crate::detect::lexicon::Lexicon;

/// A stage of reading, with all stages before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding words of outcomes and the sentences around them.
    Anchors,
    /// Cutting these sentences into tokens.
    Tokens,
    /// Looking the tokens up and reading figures and their nouns.
    Figures,
    /// Tying figures to what happened.
    Ties,
    /// All: also who says so, and when and where.
    Whole,
}

impl Stage {
    /// The stages in their order.
    pub const ALL: [Self; 5] = [Self::Anchors, Self::Tokens, Self::Figures, Self::Ties, Self::Whole];

    /// What it is, in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anchors => "anchors and sentences",
            Self::Tokens => "tokens",
            Self::Figures => "words and figures",
            Self::Ties => "ties",
            Self::Whole => "sources, times, places",
        }
    }

    /// Reads a text up to here; how many sentences, tokens, figures, ties or suggestions it found.
    pub fn read(self, text: &str, lexicon: &Lexicon) -> usize {
        if self == Self::Whole {
            return suggest(text, &Known::default(), lexicon).len();
        }
        let mut found = 0;
        each_sentence(text, lexicon, |sentence| {
            found += if self == Self::Anchors { 1 } else { self.of(&Passage::new(text, sentence), lexicon) };
        });
        found
    }

    fn of(self, passage: &Passage<'_>, lexicon: &Lexicon) -> usize {
        if self == Self::Tokens {
            return passage.line.len();
        }
        let Some(scan) = Scan::new(passage, lexicon) else { return 0 };
        match self {
            Self::Figures => scan.figures.len(),
            _ => bind::tie(&scan).iter().flatten().count(),
        }
    }
}
