//! A sentence with what the lists say of its pieces.

use std::ops::Range;

use super::pieces::{Piece, cut};
use super::words::{Meaning, Words};

use crate::model::figure::Outcome;

/// What the words of a cue are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// A noun that may be counted.
    Noun,
    /// Before or after the people.
    Verb,
    /// Right after the people.
    Adjective,
    /// Before the people.
    Ahead,
}

/// Words that say what happened to people.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Its pieces.
    pub at: Range<usize>,
    /// What happened.
    pub outcome: Outcome,
    /// How it stands to the people.
    pub kind: CueKind,
}

/// A sentence, cut and looked up.
pub(super) struct Reading<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// What says what happened, in order and apart from each other.
    pub cues: Vec<Cue>,
    /// Whether units may stand before tens.
    pub units_first: bool,
    marks: Vec<Vec<(usize, Meaning)>>,
    masked: Vec<bool>,
}

impl<'t> Reading<'t> {
    /// Cuts a sentence and looks up every piece once.
    pub fn new(text: &'t str, sentence: &Range<usize>, words: &Words) -> Self {
        let pieces = cut(text, sentence, &words.prefixes, |word| words.index.knows(word));
        let marks = (0..pieces.len()).map(|at| words.index.at(&pieces, at).collect()).collect();
        let masked = vec![false; pieces.len()];
        let mut reading =
            Self { text, pieces, cues: Vec::new(), units_first: words.units_first, marks, masked };
        reading.mask();
        reading.cues = reading.all_cues();
        reading
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The longest entry at a piece that means what is asked for: how many pieces, and what.
    pub fn find<T>(&self, at: usize, means: impl Fn(Meaning) -> Option<T>) -> Option<(usize, T)> {
        let fitting = self.marks.get(at)?.iter().filter_map(|(len, meaning)| Some((*len, means(*meaning)?)));
        fitting.max_by_key(|(len, _)| *len)
    }

    /// How many pieces the longest entry of this meaning takes.
    pub fn is(&self, at: usize, meaning: Meaning) -> Option<usize> {
        self.find(at, |found| (found == meaning).then_some(())).map(|(len, ())| len)
    }

    /// The longest entry that ends before a piece: where it begins, and what it means.
    pub fn ending<T>(&self, end: usize, means: impl Fn(Meaning) -> Option<T>) -> Option<(usize, T)> {
        (end.saturating_sub(LONGEST)..end).find_map(|start| {
            let marks = self.marks.get(start)?.iter();
            let mut fitting = marks.filter(|(len, _)| start + len == end);
            fitting.find_map(|(_, meaning)| means(*meaning)).map(|found| (start, found))
        })
    }

    /// Where the entry of this meaning begins that ends before a piece.
    pub fn ends(&self, end: usize, meaning: Meaning) -> Option<usize> {
        self.ending(end, |found| (found == meaning).then_some(())).map(|(start, ())| start)
    }

    /// The form of a piece; empty beyond the ends.
    pub fn form(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.form.as_str())
    }

    /// Whether nothing stands between a piece and the next.
    pub fn touches_next(&self, at: usize) -> bool {
        self.pieces.get(at).zip(self.pieces.get(at + 1)).is_some_and(|(a, b)| a.at.end == b.at.start)
    }

    /// Past a hyphen at a piece.
    pub fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(at > 0 && self.form(at) == "-" && self.touches_next(at - 1) && self.touches_next(at))
    }

    /// Whether no number may begin at a piece.
    pub fn is_masked(&self, at: usize) -> bool {
        self.masked.get(at).copied().unwrap_or(true)
    }

    /// Whether a clause ends at a piece.
    pub fn breaks(&self, at: usize) -> bool {
        let is_stop = matches!(self.form(at), "" | ";" | "؛" | ":" | "!" | "?" | "؟" | "—" | "…");
        is_stop || self.is(at, Meaning::Break).is_some() || self.is_full_stop(at) || self.is_spaced_dash(at)
    }

    /// The bytes of pieces in the whole text.
    pub fn bytes(&self, pieces: &Range<usize>) -> Range<usize> {
        let start = self.pieces.get(pieces.start).map_or(self.text.len(), |piece| piece.at.start);
        let last = pieces.end.checked_sub(1).and_then(|last| self.pieces.get(last));
        start..last.map_or(start, |piece| piece.at.end.max(start))
    }

    /// A full stop between sentences that were not parted: none inside a shortened word.
    fn is_full_stop(&self, at: usize) -> bool {
        self.form(at) == "." && self.form(at.wrapping_sub(1)).chars().count() > 3
    }

    fn is_spaced_dash(&self, at: usize) -> bool {
        at > 0 && self.form(at) == "-" && !self.touches_next(at - 1) && !self.touches_next(at)
    }

    fn mask(&mut self) {
        for at in 0..self.len() {
            let number = |meaning| matches!(meaning, Meaning::Number(_)).then_some(());
            let number = self.find(at, number).map_or(0, |(len, ())| len);
            let longest = self.is(at, Meaning::NotNumber).filter(|len| *len >= number).unwrap_or(0);
            self.masked[at..at + longest].fill(true);
        }
    }

    /// The longest cue at a piece; of several as long, the noun, which also stands before its number.
    fn cue_at(&self, at: usize) -> Option<(usize, Option<(CueKind, Outcome)>)> {
        let cues = self.marks.get(at)?.iter().filter_map(|(len, meaning)| Some((*len, cue(*meaning)?)));
        cues.max_by_key(|(len, cue)| {
            (*len, cue.is_none(), cue.is_some_and(|(kind, _)| kind == CueKind::Noun))
        })
    }

    fn all_cues(&self) -> Vec<Cue> {
        let (mut cues, mut at) = (Vec::new(), 0);
        while at < self.len() {
            let Some((len, cue)) = self.cue_at(at) else {
                at += 1;
                continue;
            };
            cues.extend(cue.map(|(kind, outcome)| Cue { at: at..at + len, outcome, kind }));
            at += len;
        }
        cues
    }
}

/// No entry that is looked for backwards has more pieces.
const LONGEST: usize = 6;

/// The cue that an entry is; none within for words that only look so.
fn cue(meaning: Meaning) -> Option<Option<(CueKind, Outcome)>> {
    match meaning {
        Meaning::Noun(outcome) => Some(Some((CueKind::Noun, outcome))),
        Meaning::Verb(outcome) => Some(Some((CueKind::Verb, outcome))),
        Meaning::Adjective(outcome) => Some(Some((CueKind::Adjective, outcome))),
        Meaning::Ahead(outcome) => Some(Some((CueKind::Ahead, outcome))),
        Meaning::NotOutcome => Some(None),
        _ => None,
    }
}
