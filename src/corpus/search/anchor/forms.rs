//! How hits are written: most are written as one before, byte for byte, and then nothing has to be
//! folded.
//!
//! What a comparison gives depends on the bytes from the start of the first word to the last letter, and
//! on what stands beside them. Where that is surely no part of a word on either side, the same
//! bytes give the same hit. Numbers are left out, since the signs beside them may belong to them.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::fold::{is_dropped, plainly};
use super::super::pattern::Pattern;
use super::super::words::{is_unspaced, is_word};

/// Ways of writing that are kept of a pattern, those first met.
const KEPT: usize = 4;

/// The ways in which the hits of a pattern were written so far, in all texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    kept: [OnceLock<Form>; KEPT],
}

/// One way of writing; empty where a hit cannot be told by its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Form {
    /// From the start of the first word, with particles, to the last letter of the pattern.
    bytes: Box<[u8]>,
    /// Where among them the anchor is.
    anchor: usize,
    /// Where among them the hit begins.
    hit: usize,
}

/// A hit and the start of the word in which it begins.
pub(super) struct Told {
    pub(super) word: usize,
    pub(super) hit: Range<usize>,
}

impl Forms {
    /// The hit of an anchor at a place, where it is written as one before.
    #[inline]
    pub(super) fn at(&self, text: &str, place: usize, goes_on: bool) -> Option<Told> {
        let mut kept = self.kept.iter().map_while(OnceLock::get);
        // One may be the end of another: the word behind a particle, and the same with it.
        kept.find_map(|form| {
            let word = form.stands(text.as_bytes(), place)?;
            let before = text.get(..word)?.chars().next_back();
            let begins = before.is_none_or(parts);
            let end = begins.then(|| ended(text, word + form.bytes.len(), goes_on))??;
            Some(Told { word, hit: word + form.hit..end })
        })
    }

    /// Remembers how a hit is written whose word begins at a place and has its anchor at another.
    pub(super) fn note(&self, text: &str, pattern: &Pattern, place: usize, word: usize, hit: &Range<usize>) {
        let Some(free) = self.kept.iter().find(|kept| kept.get().is_none()) else { return };
        let form = Form::of(text, pattern, place, word, hit).unwrap_or_default();
        if form.bytes.is_empty() || !self.kept.iter().any(|kept| kept.get() == Some(&form)) {
            // Another thread may have been quicker: then this form waits for its next hit.
            let _ = free.set(form);
        }
    }
}

impl Form {
    fn of(text: &str, pattern: &Pattern, place: usize, word: usize, hit: &Range<usize>) -> Option<Self> {
        let end = if pattern.goes_on() { pattern.last_letter(text, hit.start)? } else { hit.end };
        let written = text.get(word..end).filter(|_| pattern.is_of_words())?;
        if written.chars().any(|c| c.is_numeric() || is_unspaced(c)) {
            return None;
        }
        let (anchor, hit) = (place.checked_sub(word)?, hit.start.checked_sub(word)?);
        (anchor < written.len()).then(|| Self { bytes: written.as_bytes().into(), anchor, hit })
    }

    /// Where it begins, if it stands where its anchor is at a place.
    #[inline]
    fn stands(&self, text: &[u8], place: usize) -> Option<usize> {
        let start = place.checked_sub(self.anchor)?;
        let here = text.get(start..start + self.bytes.len())?;
        // Nearly all that differs does so in its first letter.
        (here.first()? == self.bytes.first()? && *here == *self.bytes).then_some(start)
    }
}

/// Whether a character surely is no part of a word that has no number beside it.
#[inline]
fn parts(c: char) -> bool {
    if c.is_ascii() { !c.is_ascii_alphanumeric() } else { !is_word(c) && !is_dropped(c) }
}

/// Where a hit ends of which the letters are the same up to a place; `None` where that is unsure.
#[inline]
fn ended(text: &str, mut at: usize, goes_on: bool) -> Option<usize> {
    while let Some(c) = text.get(at..)?.chars().next().filter(|c| !parts(*c)) {
        let letter = if c.is_ascii() { c.is_ascii_alphabetic() } else { plainly(c).is_some() && is_word(c) };
        at += if goes_on && letter { c.len_utf8() } else { return None };
    }
    Some(at)
}
