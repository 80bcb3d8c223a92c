//! The words of a text as hashes: what two texts are compared by.
//!
//! Letters and digits only, in lower case; stops and commas inside a number do not count; each
//! sign of a script without spaces is a word.

use xxhash_rust::xxh3::xxh3_64;

/// Words to a shingle: a run of words that two texts may share.
pub const SHINGLE: usize = 4;

/// A word: its hash, and whether it begins with a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The hash of its letters.
    pub hash: u64,
    /// Whether it is a number in digits.
    pub is_number: bool,
}

/// Calls back with every word of a text, in order.
pub fn each(text: &str, mut word: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut letters: Vec<u8> = Vec::with_capacity(32);
    let mut finish = |letters: &mut Vec<u8>| {
        if let Some(first) = letters.first() {
            word(Word { hash: xxh3_64(letters), is_number: first.is_ascii_digit() });
            letters.clear();
        }
    };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte.is_ascii_alphanumeric() {
            letters.push(byte.to_ascii_lowercase());
        } else if byte.is_ascii() {
            let inside = matches!(byte, b',' | b'.')
                && letters.first().is_some_and(u8::is_ascii_digit)
                && bytes.get(at).is_some_and(u8::is_ascii_digit);
            if !inside {
                finish(&mut letters);
            }
        } else {
            let Some(letter) = text.get(at - 1..).and_then(|rest| rest.chars().next()) else { continue };
            at += letter.len_utf8() - 1;
            if stands_alone(letter) {
                finish(&mut letters);
                push(&mut letters, letter);
                finish(&mut letters);
            } else if letter.is_alphanumeric() {
                push(&mut letters, letter);
            } else {
                finish(&mut letters);
            }
        }
    }
    finish(&mut letters);
}

fn push(letters: &mut Vec<u8>, letter: char) {
    let mut buffer = [0; 4];
    letter.to_lowercase().for_each(|lower| letters.extend(lower.encode_utf8(&mut buffer).bytes()));
}

/// Whether a letter is a word of its own: Han, kana, Thai, Lao, Khmer and Myanmar have no spaces.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0E01..=0x0EDF | 0x1000..=0x109F | 0x1780..=0x17DD | 0x3041..=0x30FF | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// The hashes of the shingles of a run of words; a shorter run is one shingle.
pub fn shingles(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let width = SHINGLE.min(words.len()).max(1);
    words.windows(width).map(|run| run.iter().fold(0, |mixed, word| mix(mixed, *word)))
}

/// Mixes a number into another so that their order counts; after the finaliser of SplitMix64.
pub(super) fn mix(so_far: u64, next: u64) -> u64 {
    let mut mixed = so_far.rotate_left(23) ^ next.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut all = Vec::new();
        each(text, |word| all.push(word.hash));
        all
    }

    #[test]
    fn case_stops_and_spaces_do_not_count() {
        assert_eq!(hashes("At least 27,585 DIED."), hashes("at\nleast — 27585 died"));
        assert_eq!(hashes("Élan ÜBER"), hashes("élan über"));
        assert_ne!(hashes("27 585"), hashes("27,585"));
        assert_eq!(hashes("ends in 27, 585").len(), 4);
    }

    #[test]
    fn signs_of_scripts_without_spaces_are_words() {
        assert_eq!(hashes("死者は27人").len(), 5);
        assert!(hashes(" …!? ").is_empty());
    }

    #[test]
    fn a_short_run_is_one_shingle_and_order_counts() {
        assert_eq!(shingles(&hashes("one two")).count(), 1);
        assert_eq!(shingles(&hashes("one two three four five")).count(), 2);
        assert_eq!(shingles(&[]).count(), 0);
        assert!(shingles(&hashes("a b c d")).ne(shingles(&hashes("b a c d"))));
    }
}
