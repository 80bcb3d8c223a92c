//! Finds the places of a text that are worth reading: those that hold a word of an outcome.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::detect::fold::in_words;
use crate::detect::lexicon::{Class, Cue, Table};

/// What is lost where verbs as common as "take" tell of an outcome, and the one that needs no lives.
const LIVES: &[&str] = &["life", "lives", "lost"];

/// Finds words of outcomes in one pass over the bytes.
#[derive(Clone, Debug)]
pub(in crate::detect) enum Anchors {
    /// By the first letters of each word of the text.
    Plain(Starts),
    /// By all of its bytes, where an anchor is too short for that or begins with a sign.
    Odd(Option<AhoCorasick>),
}

/// So many bytes are looked at at once.
const BLOCK: usize = 64;

/// Which bytes of a block are letters or digits of ASCII: a bit of each, that of the first the lowest.
#[inline]
fn in_words_of(block: &[u8; BLOCK]) -> u64 {
    /// Brings the highest bits of eight bytes side by side into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (pieces, _) = block.as_chunks();
    let bits = |piece: &[u8; 8]| (in_words(u64::from_le_bytes(*piece)) >> 7).wrapping_mul(GATHER) >> 56;
    pieces.iter().enumerate().fold(0, |all, (place, piece)| all | bits(piece) << (8 * place))
}

/// Anchors by their first bytes: few words of a text begin as one of them does.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Starts {
    /// Whether an anchor may begin with four bytes, by a hash of them.
    begins: Box<[u64; Self::BEGINS]>,
    /// Where the anchors of a slot begin, with an end behind the last.
    slots: Vec<u16>,
    /// By slot, the longest first.
    words: Vec<Box<[u8]>>,
}

impl Starts {
    /// So many bytes tell most words of a text from all anchors.
    const TELLING: usize = 3;
    const SLOTS: usize = 1 << 12;
    /// So many bytes are looked at before the anchors of a slot are.
    const FIRST: usize = 4;
    /// In words of 64 bits.
    const BEGINS: usize = 1 << 10;

    /// None where an anchor does not begin with so many letters or digits.
    fn new(words: &[String]) -> Option<Self> {
        let telling = |word: &String| {
            let first = word.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
            first && word.len() >= Self::TELLING
        };
        if !words.iter().all(telling) || u16::try_from(words.len()).is_err() {
            return None;
        }
        let slot = |word: &[u8]| Self::slot(word, 0).unwrap_or_default();
        let mut words: Vec<Box<[u8]>> = words.iter().map(|word| word.as_bytes().into()).collect();
        words.sort_by_key(|word| (slot(word), std::cmp::Reverse(word.len())));
        let before = |at: usize| words.partition_point(|word| slot(word) < at);
        let slots = (0..=Self::SLOTS).filter_map(|at| u16::try_from(before(at)).ok()).collect();
        let mut starts = Self { begins: Box::new([0; Self::BEGINS]), slots, words };
        starts.mark_begins();
        Some(starts)
    }

    /// Marks the first four bytes of every anchor; behind one of three any byte but a letter or digit.
    fn mark_begins(&mut self) {
        for word in &self.words {
            let ends: &[u8] = match word.first_chunk::<{ Self::FIRST }>() {
                Some([.., last]) => &[*last],
                None => &std::array::from_fn::<u8, 256, _>(|byte| byte as u8),
            };
            for last in ends.iter().filter(|last| word.len() >= Self::FIRST || !last.is_ascii_alphanumeric())
            {
                let Some([one, two, three]) = word.first_chunk() else { continue };
                let (place, bit) = Self::begin([*one, *two, *three, *last]);
                self.begins[place] |= bit;
            }
        }
    }

    /// Where four bytes are marked, without regard to case.
    #[inline]
    const fn begin(bytes: [u8; Self::FIRST]) -> (usize, u64) {
        let hash = (u32::from_le_bytes(bytes) | 0x2020_2020).wrapping_mul(0x9e37_79b1) >> 16;
        ((hash >> 6) as usize % Self::BEGINS, 1 << (hash & 63))
    }

    /// The slot of the word at a byte, without regard to case; none near the end.
    #[inline]
    fn slot(text: &[u8], at: usize) -> Option<usize> {
        let [one, two, three] = *text.get(at..)?.first_chunk()?;
        let bits = u32::from_le_bytes([one, two, three, 0]) | 0x0020_2020;
        Some((bits.wrapping_mul(0x9e37_79b1) >> (32 - Self::SLOTS.ilog2())) as usize)
    }

    /// Where an anchor stands alone, from a byte on.
    fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        /// A block and what is looked at of a word that begins with its last byte.
        const WINDOW: usize = BLOCK + Starts::FIRST - 1;
        let (mut at, mut inside) = (from, touches(text, from.checked_sub(1)));
        while let Some(window) = text.get(at..).and_then(|rest| rest.first_chunk::<WINDOW>())
            && let Some(block) = window.first_chunk()
        {
            let words = in_words_of(block);
            let mut starts = words & !(words << 1 | u64::from(inside));
            while starts != 0 {
                let place = starts.trailing_zeros() as usize;
                if self.may_begin(window, place) && self.stands(text, at + place) {
                    return Some(at + place);
                }
                starts &= starts - 1;
            }
            inside = words >> (BLOCK - 1) == 1;
            at += BLOCK;
        }
        let begins = |at: &usize| touches(text, Some(*at)) && !touches(text, at.checked_sub(1));
        (at..text.len()).filter(begins).find(|at| self.stands(text, *at))
    }

    /// Whether an anchor may begin at a byte, by the four that stand there.
    #[inline]
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let four = bytes.get(at..).and_then(|rest| rest.first_chunk());
        four.is_some_and(|four| {
            let (place, bit) = Self::begin(*four);
            self.begins[place] & bit != 0
        })
    }

    /// Whether the longest anchor that begins with a word's first byte ends with the word's last.
    fn stands(&self, text: &[u8], at: usize) -> bool {
        let slot = Self::slot(text, at);
        let ends = slot.and_then(|slot| self.slots.get(slot).copied().zip(self.slots.get(slot + 1).copied()));
        let Some((first, end)) = ends.filter(|(first, end)| first < end) else { return false };
        let same = self.words.get(usize::from(first)..usize::from(end)).unwrap_or_default();
        let found = |word: &&[u8]| {
            text.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
        };
        same.iter().map(|word| &**word).find(found).is_some_and(|word| !touches(text, Some(at + word.len())))
    }
}

/// Whether a byte is a letter or digit of ASCII.
fn touches(text: &[u8], at: Option<usize>) -> bool {
    at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric)
}

impl Anchors {
    /// The anchors of some cues: words, or phrases of everyday words, that each begin where no letter touches them.
    pub fn new(cues: &Table<Cue>) -> Self {
        let alone: HashSet<&str> = cues
            .entries()
            .filter(|(words, cue)| words.len() == 1 && cue.class != Class::Lives)
            .filter_map(|(words, _)| words.first().copied())
            .collect();
        let mut words: Vec<String> =
            cues.entries().filter_map(|(words, cue)| anchor(&words, cue.class, &alone)).collect();
        words.extend(LIVES.iter().map(|word| (*word).to_owned()));
        words.sort();
        words.dedup();
        Starts::new(&words).map_or_else(|| Self::Odd(finder(&words)), Self::Plain)
    }

    /// Where a word of an outcome may begin, from a byte on.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let words = match self {
            Self::Plain(starts) => return starts.next(text.as_bytes(), from),
            Self::Odd(words) => words.as_ref()?,
        };
        let mut from = from;
        loop {
            let found = words.find(aho_corasick::Input::new(text).range(from..))?;
            if stands_alone(text.as_bytes(), found.range()) {
                return Some(found.start());
            }
            from = found.start() + 1;
        }
    }
}

fn finder(words: &[String]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
}

/// Whether no letter or digit touches some bytes.
fn stands_alone(text: &[u8], word: std::ops::Range<usize>) -> bool {
    !touches(text, word.start.checked_sub(1)) && !touches(text, Some(word.end))
}

/// The anchor of an entry: a word that is an entry itself stands for all that hold it; else its
/// longest word, or the whole of it where its words are everyday ones.
fn anchor(words: &[&str], class: Class, alone: &HashSet<&str>) -> Option<String> {
    /// Words of fewer letters stand in most sentences.
    const TELLING: usize = 7;
    let longest = words.iter().max_by_key(|word| word.len())?;
    match class {
        Class::Lives => None,
        _ if words.len() > 1 && words.iter().any(|word| alone.contains(word)) => None,
        Class::Population => Some(words.join(" ")),
        _ if words.len() == 1 || longest.len() >= TELLING => Some((*longest).to_owned()),
        _ => Some(words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut bytes = [b' '; 8];
                bytes[place] = byte;
                let told = in_words(u64::from_le_bytes(bytes));
                let expected = if byte.is_ascii_alphanumeric() { 0x80_u64 << (8 * place) } else { 0 };
                assert_eq!(told, expected, "{byte} at {place}");
            }
        }
        assert_eq!(in_words(u64::from_le_bytes(*b"a-Z9\xe9zA0")), 0x8080_8000_8080_0080);
    }

    #[test]
    fn a_block_gives_a_bit_for_each_of_its_bytes() {
        for byte in 0..=255_u8 {
            for place in 0..BLOCK {
                let mut block = [b' '; BLOCK];
                block[place] = byte;
                let expected = u64::from(byte.is_ascii_alphanumeric()) << place;
                assert_eq!(in_words_of(&block), expected, "{byte} at {place}");
            }
        }
        assert_eq!(in_words_of(&[b'a'; BLOCK]), u64::MAX);
    }

    #[test]
    fn plain_anchors_are_found_where_a_search_of_all_bytes_finds_them() {
        let words =
            ["killed", "kill", "killed in action", "die", "été tué", "hit", "lost 1"].map(str::to_owned);
        let plain = &words[..4];
        let starts = Anchors::Plain(Starts::new(plain).unwrap());
        let odd = Anchors::Odd(finder(plain));
        let pieces =
            ["KILLED", "kill", "killed in action", "s", " ", "\n", "é", "“", "di", "die", "e", "-", "7"];
        for first in pieces {
            for (second, third) in pieces.iter().flat_map(|one| pieces.map(|two| (one, two))) {
                let text = format!("{first}{second}{third}{first}");
                for from in (0..=text.len()).filter(|from| text.is_char_boundary(*from)) {
                    assert_eq!(starts.next(&text, from), odd.next(&text, from), "{text:?} from {from}");
                }
                for before in [0, 50, 55, 58, 60, 62, 64, 120] {
                    let long = format!("{}{text}{}", "x ".repeat(before / 2), " y".repeat(70));
                    assert_eq!(starts.next(&long, 0), odd.next(&long, 0), "{text:?} behind {before}");
                }
            }
        }
        assert!(Starts::new(&words).is_none());
    }
}
