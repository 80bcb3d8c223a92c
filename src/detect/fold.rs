//! Words without regard to ASCII case: a hash of each, and lists that tell most words apart by it.

use std::ops::Range;

/// What a word is compared by before its letters are: equal for words that differ only in ASCII case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fold(u64);

/// So many bytes are taken into a fold at once.
const PIECE: usize = 8;

impl Fold {
    /// The fold of a word.
    pub const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (mut fold, mut at) = (Self::begun(bytes.len()), 0);
        while at < bytes.len() {
            fold = fold.with(piece(bytes, at, bytes.len()));
            at += PIECE;
        }
        fold.done()
    }

    /// The same of a word that stands in a text, some bytes of which can be read beyond its end.
    #[inline]
    pub fn within(text: &[u8], word: Range<usize>) -> Self {
        let mut fold = Self::begun(word.len());
        for at in word.clone().step_by(PIECE) {
            let whole =
                text.get(at..).and_then(|rest| rest.first_chunk()).map(|bytes| u64::from_le_bytes(*bytes));
            let spare = PIECE.saturating_sub(word.end - at);
            let cut = |whole: u64| whole << (8 * spare) >> (8 * spare);
            fold = fold.with(whole.map_or_else(|| piece(text, at, word.end), cut));
        }
        fold.done()
    }

    /// The fold of a word of one to eight bytes, the first as the lowest, by what stands in their place.
    #[inline]
    pub const fn of_short(bytes: u64, length: usize) -> Self {
        let spare = 8 * (PIECE - length) as u32;
        Self::begun(length).with(bytes << spare >> spare).done()
    }

    /// The fold of no letters yet of a word of so many bytes.
    const fn begun(length: usize) -> Self {
        Self((length as u64).wrapping_mul(0xcbf2_9ce4_8422_2325))
    }

    /// The fold with eight more bytes.
    #[inline]
    const fn with(self, piece: u64) -> Self {
        Self((self.0 ^ in_lower_case(piece)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
    }

    /// The fold once all bytes are in: mixed, so that each of its bits tells words apart.
    #[inline]
    const fn done(self) -> Self {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 29))
    }
}

/// Which of eight bytes are letters or digits of ASCII: the highest bit of each of these.
#[inline]
pub(super) const fn in_words(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (0x7f * EACH);
    let small = low | (0x20 * EACH);
    // What adding carries into the highest bit differs between the ends of a stretch of the alphabet.
    let letters = (small + (0x80 - b'a' as u64) * EACH) ^ (small + (0x7f - b'z' as u64) * EACH);
    let digits = (low + (0x80 - b'0' as u64) * EACH) ^ (low + (0x7f - b'9' as u64) * EACH);
    (letters | digits) & !bytes & (0x80 * EACH)
}

/// The bytes from one on to an end, at most eight, the first as the lowest.
const fn piece(bytes: &[u8], from: usize, end: usize) -> u64 {
    let (mut piece, mut at) = (0, from);
    while at < end && at < from + PIECE {
        piece |= (bytes[at] as u64) << (8 * (at - from));
        at += 1;
    }
    piece
}

/// Eight bytes, the capitals of ASCII among them made small: those of 65 to 90, by the bits that
/// adding to all bytes at once carries into their highest.
#[inline]
const fn in_lower_case(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (0x7f * EACH);
    let from_a = low + ((0x80 - b'A' as u64) * EACH);
    let past_z = low + ((0x7f - b'Z' as u64) * EACH);
    let capital = !bytes & (from_a ^ past_z) & (0x80 * EACH);
    bytes | (capital >> 2)
}

impl Fold {
    /// Its lower bits, as a place in a table.
    #[inline]
    pub const fn low(self) -> usize {
        self.0 as usize
    }
}

/// The folds that a list of words may hold, in `N` times 64 bits: says no for most other words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sieve<const N: usize = 8> {
    bits: [u64; N],
}

impl<const N: usize> Sieve<N> {
    /// Lets nothing through.
    pub const NONE: Self = Self { bits: [0; N] };

    /// Lets these words through.
    pub const fn of(words: &[&str]) -> Self {
        let (mut sieve, mut at) = (Self::NONE, 0);
        while at < words.len() {
            sieve = sieve.and(Fold::of(words[at]));
            at += 1;
        }
        sieve
    }

    /// Lets one more word through.
    pub const fn and(mut self, fold: Fold) -> Self {
        self.bits[Self::place(fold)] |= Self::mark(fold);
        self
    }

    const fn place(fold: Fold) -> usize {
        (fold.0 >> 6) as usize % N
    }

    /// Two bits, which few other words share.
    const fn mark(fold: Fold) -> u64 {
        1 << (fold.0 & 63) | 1 << (fold.0 >> 58)
    }

    /// Lets through what either does.
    pub const fn or(mut self, other: &Self) -> Self {
        let mut at = 0;
        while at < N {
            self.bits[at] |= other.bits[at];
            at += 1;
        }
        self
    }

    /// Whether a word may be one of these.
    #[inline]
    pub const fn lets(&self, fold: Fold) -> bool {
        let mark = Self::mark(fold);
        self.bits[Self::place(fold)] & mark == mark
    }
}

/// A list of words in lower case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// The words.
    pub list: &'static [&'static str],
    /// What they all pass.
    pub sieve: Sieve,
}

impl Words {
    /// A list of some words.
    pub const fn of(list: &'static [&'static str]) -> Self {
        Self { list, sieve: Sieve::of(list) }
    }
}

/// A list of some words, built once with the program: `words!["killed", "died"]`.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        const { &$crate::detect::fold::Words::of(&[$($word),+]) }
    };
}
pub(in crate::detect) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_and_letters_do() {
        assert_eq!(Fold::of("Killed"), Fold::of("kILLED"));
        assert_ne!(Fold::of("killed"), Fold::of("killer"));
        assert_eq!(Fold::of("É"), Fold::of("É"));
        assert_ne!(Fold::of("É"), Fold::of("é"));
    }

    #[test]
    fn a_word_folds_alike_wherever_it_stands() {
        let letters: String = (0..=255u8).map(char::from).collect();
        for length in 0..40 {
            for start in 0..60 {
                let text = &letters[letters.ceil_char_boundary(start)..];
                let word = &text[..text.floor_char_boundary(length)];
                let fold = Fold::of(word);
                assert_eq!(fold, Fold::within(text.as_bytes(), 0..word.len()), "{word:?}");
                assert_eq!(fold, Fold::of(&word.to_ascii_uppercase()), "{word:?}");
                assert_eq!(fold, Fold::of(&word.to_ascii_lowercase()), "{word:?}");
            }
        }
        assert_ne!(Fold::of("a"), Fold::of("a\0"));
        assert_ne!(Fold::of("@"), Fold::of("`"));
    }

    #[test]
    fn a_sieve_lets_its_words_through_and_few_others() {
        const SOME: Words = Words::of(&["several", "many", "few"]);
        assert!(SOME.list.iter().all(|word| SOME.sieve.lets(Fold::of(word))));
        let strange = (0..1_000).filter(|number| SOME.sieve.lets(Fold::of(&format!("w{number}")))).count();
        assert!(strange < 30, "{strange}");
        assert!(!Sieve::<8>::NONE.lets(Fold::of("many")));
        assert!(Sieve::NONE.or(&SOME.sieve).lets(Fold::of("many")));
    }
}
