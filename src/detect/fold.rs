//! Words without regard to ASCII case: a hash of each, and lists that tell most words apart by it.

/// What a word is compared by before its letters are: equal for words that differ only in ASCII case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fold(u64);

impl Fold {
    /// The fold of no letters yet: FNV-1a of 64 bits, whose offset and prime these are.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// The fold of a word.
    pub const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (mut fold, mut at) = (Self::EMPTY, 0);
        while at < bytes.len() {
            fold = fold.with(bytes[at]);
            at += 1;
        }
        fold.done()
    }

    /// The fold with one more byte.
    #[inline]
    pub const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte.to_ascii_lowercase() as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// The fold once all bytes are in: mixed, so that each of its bits tells words apart.
    #[inline]
    pub const fn done(self) -> Self {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 29))
    }
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
        self.bits[(fold.0 >> 6) as usize % N] |= 1 << (fold.0 & 63);
        self
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
        self.bits[(fold.0 >> 6) as usize % N] >> (fold.0 & 63) & 1 == 1
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
    fn a_sieve_lets_its_words_through_and_few_others() {
        const SOME: Words = Words::of(&["several", "many", "few"]);
        assert!(SOME.list.iter().all(|word| SOME.sieve.lets(Fold::of(word))));
        let strange = (0..1_000).filter(|number| SOME.sieve.lets(Fold::of(&format!("w{number}")))).count();
        assert!(strange < 30, "{strange}");
        assert!(!Sieve::<8>::NONE.lets(Fold::of("many")));
        assert!(Sieve::NONE.or(&SOME.sieve).lets(Fold::of("many")));
    }
}
