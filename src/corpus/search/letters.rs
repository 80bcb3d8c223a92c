//! What kinds of letters a text holds: eight bytes for each article that say which short cuts a search
//! may take in it.

use super::fold::{Folder, is_compatible, is_dropped};

/// What a text holds that a search by plain bytes would miss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    kinds: u8,
    /// A bit for each letter from a to z that the text also writes as another character, such as é.
    marked: u32,
}

impl Letters {
    /// Letters that count as ASCII letters without being them, such as é.
    pub const LATIN: Self = Self::kind(1);
    /// Digits that are no ASCII digits.
    pub const DIGITS: Self = Self::kind(2);
    /// Harakat or tatweel.
    pub const HARAKAT: Self = Self::kind(4);
    /// Other characters that do not count: niqqud, accents apart from their letters, soft hyphens.
    pub const MARKS: Self = Self::kind(8);
    /// Presentation forms, ligatures, full-width forms.
    pub const FORMS: Self = Self::kind(16);

    /// How many different sets of kinds there are.
    pub const COUNT: usize = 32;

    const fn kind(kinds: u8) -> Self {
        Self { kinds, marked: 0 }
    }

    /// The set of kinds with a number below [`Self::COUNT`].
    pub fn nth(number: usize) -> Self {
        Self::kind((number % Self::COUNT) as u8)
    }

    /// The number of its set of kinds.
    pub fn number(self) -> usize {
        usize::from(self.kinds)
    }

    /// Whether one of these letters, as [`bit`] gives them, may be written as another character.
    pub fn writes_otherwise(self, letters: u32) -> bool {
        self.marked & letters != 0
    }

    /// Whether any of these are held.
    pub fn any(self, of: Self) -> bool {
        self.kinds & of.kinds != 0
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { kinds: self.kinds | other.kinds, marked: self.marked | other.marked }
    }

    /// What a text holds.
    pub fn of(text: &str) -> Self {
        let mut held = Self::default();
        let mut before = ' ';
        let mut at = 0;
        while let Some(next) = beyond_ascii(&text.as_bytes()[at..]) {
            if next > 0 {
                before = char::from(text.as_bytes()[at + next - 1]);
            }
            at += next;
            let Some(c) = text[at..].chars().next() else { break };
            held = held.and(kind(c, before));
            if !is_dropped(c) {
                before = c;
            }
            at += c.len_utf8();
        }
        held
    }
}

/// The place of the first byte that is not ASCII; most texts have few, so whole chunks are passed.
fn beyond_ascii(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 128;
    let (chunk, bytes) = bytes.chunks(CHUNK).enumerate().find(|(_, chunk)| !chunk.is_ascii())?;
    Some(chunk * CHUNK + bytes.iter().position(|byte| !byte.is_ascii())?)
}

/// The bit of a letter from a to z; none of another character.
pub fn bit(letter: char) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter as u32 - 'a' as u32) } else { 0 }
}

/// A character that counts as ASCII letters.
fn latin(c: char) -> Letters {
    let mut held = Letters::LATIN;
    Folder::default().push(c, &mut |letter| held.marked |= bit(letter));
    held
}

/// What one character that is not ASCII brings, standing after another.
fn kind(c: char, before: char) -> Letters {
    if is_dropped(c) {
        let mark = if matches!(c, '\u{64B}'..='\u{65F}' | 'ـ') { Letters::HARAKAT } else { Letters::MARKS };
        return match before {
            '0'..='9' => mark.and(Letters::DIGITS),
            'a'..='z' | 'A'..='Z' => mark.and(Letters::LATIN),
            _ => mark,
        };
    }
    match c {
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{212A}' | '\u{212B}' => latin(c),
        '٠'..='٩' | '۰'..='۹' => Letters::DIGITS,
        c if is_compatible(c) => Letters::FORMS.and(latin(c)).and(Letters::DIGITS),
        _ => Letters::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::folded;
    use super::*;

    #[test]
    fn every_character_that_counts_as_an_ascii_letter_or_digit_is_told() {
        let codes = (0x80..0x3100).chain(0xA640..0xABFF).chain(0xF900..0x1_0000);
        for c in codes.filter_map(char::from_u32) {
            let folded = folded(&c.to_string());
            let held = Letters::of(&c.to_string());
            for letter in folded.chars().filter(char::is_ascii_alphabetic) {
                assert!(held.any(Letters::LATIN) && held.writes_otherwise(bit(letter)), "{c}");
            }
            if folded.chars().any(|c| c.is_ascii_digit()) {
                assert!(held.any(Letters::DIGITS), "{c}");
            }
            if folded.is_empty() {
                assert!(held.any(Letters::MARKS.and(Letters::HARAKAT).and(Letters::FORMS)), "{c:?}");
            }
        }
    }

    #[test]
    fn plain_english_holds_nothing_special_and_a_split_word_does() {
        assert_eq!(Letters::of("“Gaza’s” — 27,585 killed…"), Letters::default());
        assert_eq!(Letters::of("غزة"), Letters::default());
        assert_eq!(Letters::of("شخصاً"), Letters::HARAKAT);
        assert!(Letters::of("kil\u{AD}led").any(Letters::LATIN));
        assert!(Letters::of("1\u{200E}2").any(Letters::DIGITS));
        assert!(!Letters::of("of \u{200E}x").any(Letters::LATIN));
        assert_eq!(Letters::of(""), Letters::default());
    }
}
