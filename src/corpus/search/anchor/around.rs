//! A look at the letters around an anchor: most candidates stand in other words, and one or two
//! letters tell.

use std::ops::Range;

use super::super::fold::{is_dropped, plainly};
use super::super::pattern::{Pattern, Piece, parts};
use super::super::words::{is_unspaced, is_word};

/// A run of word letters in a pattern.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) letters: Vec<char>,
    /// How many runs stand before it.
    pub(super) before: usize,
    /// Whether letters may follow in the text.
    goes_on: bool,
    /// Whether letters may stand before it in the text.
    particles: bool,
    /// Whether the pattern is nothing but this run.
    whole: bool,
}

/// What the letters around an anchor tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// The run does not stand here.
    No,
    /// The pattern matches here.
    Hit(Range<usize>),
    /// Here the word begins that may be the run.
    Start(usize),
    /// Something stands here that only the comparison itself understands.
    Unsure,
}

/// The runs of word letters up to the first star within a phrase, or the first letter of a script
/// without blanks between words: every such letter is a word.
pub(super) fn runs(pattern: &Pattern) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut inside = false;
    for piece in &pattern.pieces {
        match piece {
            piece if ends_runs(*piece) => {
                runs.last_mut().into_iter().for_each(|run| run.goes_on |= inside);
                inside = false;
                break;
            }
            Piece::Letter(c) if is_word(*c) => {
                if !inside {
                    runs.push(Run::after(runs.len(), pattern));
                }
                runs.last_mut().into_iter().for_each(|run| run.letters.push(*c));
                inside = true;
            }
            Piece::Letter(_) | Piece::Blank | Piece::Rest => inside = false,
        }
    }
    runs.last_mut().into_iter().for_each(|run| run.goes_on |= inside && pattern.goes_on());
    if let [run] = runs.as_mut_slice() {
        run.whole = run.letters.len() == pattern.len();
    }
    runs
}

fn ends_runs(piece: Piece) -> bool {
    match piece {
        Piece::Rest => true,
        Piece::Letter(c) => is_unspaced(c),
        Piece::Blank => false,
    }
}

impl Run {
    fn after(before: usize, pattern: &Pattern) -> Self {
        let particles = before == 0 && pattern.has_particles();
        Self { letters: Vec::new(), before, goes_on: false, particles, whole: false }
    }

    /// Whether the run may stand where one of its letters seems to: at the character at `place`.
    pub(super) fn around(&self, text: &str, place: usize, letter: usize) -> Around {
        let Some((before, after)) = self.letters.split_at_checked(letter) else { return Around::Unsure };
        if self.is_amiss(text.as_bytes(), place, before.last()) {
            return Around::No;
        }
        let end = match self.follows(text, place, after) {
            Follows::No => return Around::No,
            Follows::To(end) => Some(end),
            Follows::Unsure => None,
        };
        let mut start = place;
        for wanted in before.iter().rev() {
            match back(text, start) {
                Some((at, c)) => match plainly(c) {
                    Some(letter) if letter == *wanted => start = at,
                    Some(_) => return Around::No,
                    None => return Around::Unsure,
                },
                None => return Around::No,
            }
        }
        let bytes = text.as_bytes();
        let apart = start.checked_sub(1).is_none_or(|before| parts(bytes[before], bytes[start]));
        match end.filter(|_| self.whole && apart) {
            Some(end) => self.ended(text, end).map_or(Around::Start(start), |end| Around::Hit(start..end)),
            None => self.begins(text, start),
        }
    }

    /// Whether the byte before a letter is surely wrong: by far the most often it is.
    #[inline]
    fn is_amiss(&self, bytes: &[u8], place: usize, wanted: Option<&char>) -> bool {
        let byte = place.checked_sub(1).and_then(|before| bytes.get(before));
        let Some(byte) = byte.filter(|byte| byte.is_ascii()) else { return false };
        wanted.map_or(byte.is_ascii_alphanumeric(), |wanted| char::from(byte.to_ascii_lowercase()) != *wanted)
    }

    /// Whether these letters follow, and no letter behind them where the word must end.
    fn follows(&self, text: &str, mut at: usize, letters: &[char]) -> Follows {
        for wanted in letters {
            let Some(c) = ahead(text, at) else { return Follows::No };
            match plainly(c) {
                Some(letter) if letter == *wanted => at += c.len_utf8(),
                Some(_) => return Follows::No,
                None => return Follows::Unsure,
            }
        }
        let letter = text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
        if letter && !self.goes_on { Follows::No } else { Follows::To(at) }
    }

    /// Where the word ends of which the letters are compared up to a place, where blanks or plain
    /// signs make that sure.
    fn ended(&self, text: &str, mut at: usize) -> Option<usize> {
        let beside = |at: usize| text.as_bytes()[at - 1];
        while let Some(c) = ahead(text, at).filter(|c| !c.is_ascii() || !parts(*c as u8, beside(at))) {
            let letter = self.goes_on && plainly(c).is_some() && is_word(c) && !is_unspaced(c);
            at += if letter { c.len_utf8() } else { return None };
        }
        Some(at)
    }

    fn begins(&self, text: &str, start: usize) -> Around {
        match back(text, start) {
            None => Around::Start(start),
            Some((_, c)) if c.is_ascii_alphanumeric() => Around::No,
            Some((_, c)) if c.is_ascii() => Around::Start(start),
            Some((_, c)) if is_dropped(c) || is_unspaced(c) => Around::Unsure,
            Some((_, c)) if !is_word(c) => Around::Start(start),
            Some(_) => {
                if self.particles {
                    Around::Unsure
                } else {
                    Around::No
                }
            }
        }
    }
}

/// What stands behind a place.
enum Follows {
    No,
    /// The letters, up to a place.
    To(usize),
    Unsure,
}

#[inline]
fn ahead(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

#[inline]
fn back(text: &str, at: usize) -> Option<(usize, char)> {
    let byte = *text.as_bytes().get(at.checked_sub(1)?)?;
    if byte.is_ascii() {
        return Some((at - 1, char::from(byte)));
    }
    let c = text[..at].chars().next_back()?;
    Some((at - c.len_utf8(), c))
}
