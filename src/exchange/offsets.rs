//! Turns byte offsets of an article's text into code points and UTF-16 units, and back.
//!
//! The one place where offsets change their unit. Knows a text and nothing else.

use std::ops::Range;

/// Bytes between two counted places: a lookup counts at most this many.
const BLOCK: usize = 256;

/// One place in a text, in the three units that formats count in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offset {
    /// UTF-8 bytes before the place.
    pub bytes: usize,
    /// Unicode code points before the place.
    pub code_points: usize,
    /// UTF-16 code units before the place.
    pub utf16: usize,
}

/// The counted places of one text: built once per article in one pass.
#[derive(Clone, Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    blocks: Vec<Offset>,
}

impl Offset {
    fn after(self, letter: char) -> Self {
        Self {
            bytes: self.bytes + letter.len_utf8(),
            code_points: self.code_points + 1,
            utf16: self.utf16 + letter.len_utf16(),
        }
    }
}

impl<'a> Offsets<'a> {
    /// Counts through a text once.
    pub fn new(text: &'a str) -> Self {
        let mut blocks = vec![Offset::default()];
        let mut here = Offset::default();
        for letter in text.chars() {
            if here.bytes >= blocks.len() * BLOCK {
                blocks.push(here);
            }
            here = here.after(letter);
        }
        Self { text, blocks }
    }

    /// The text that the offsets count in.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The place before a byte; `None` inside a character or beyond the end.
    pub fn at(&self, byte: usize) -> Option<Offset> {
        let start = self.block(|block| block.bytes <= byte);
        Some(self.text.get(start.bytes..byte)?.chars().fold(start, Offset::after))
    }

    /// Both ends of a range of bytes; `None` where it does not fall on characters.
    pub fn range(&self, bytes: &Range<usize>) -> Option<Range<Offset>> {
        Some(self.at(bytes.start)?..self.at(bytes.end)?)
    }

    /// The place after a number of code points; `None` beyond the end.
    pub fn at_code_point(&self, code_points: usize) -> Option<Offset> {
        self.walk(|place| place.code_points, code_points)
    }

    /// The place after a number of UTF-16 units; `None` inside a pair or beyond the end.
    pub fn at_utf16(&self, units: usize) -> Option<Offset> {
        self.walk(|place| place.utf16, units)
    }

    /// The last counted place that still lies before the wanted one.
    fn block(&self, before: impl Fn(&Offset) -> bool) -> Offset {
        let next = self.blocks.partition_point(before);
        self.blocks.get(next.saturating_sub(1)).copied().unwrap_or_default()
    }

    fn walk(&self, unit: impl Fn(&Offset) -> usize, wanted: usize) -> Option<Offset> {
        let mut here = self.block(|block| unit(block) <= wanted);
        let mut rest = self.text.get(here.bytes..)?.chars();
        while unit(&here) < wanted {
            here = here.after(rest.next()?);
        }
        (unit(&here) == wanted).then_some(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_four_bytes_one_code_point_and_two_units() {
        let offsets = Offsets::new("😀 6 killed");
        assert_eq!(offsets.at(4), Some(Offset { bytes: 4, code_points: 1, utf16: 2 }));
        assert_eq!(offsets.at(5), Some(Offset { bytes: 5, code_points: 2, utf16: 3 }));
        assert_eq!(offsets.at(2), None);
        assert_eq!(offsets.at_utf16(1), None);
        assert_eq!(offsets.at_utf16(2), offsets.at(4));
    }

    #[test]
    fn arabic_letters_are_two_bytes_and_one_unit() {
        let offsets = Offsets::new("قتل ٢٧");
        assert_eq!(offsets.at(6), Some(Offset { bytes: 6, code_points: 3, utf16: 3 }));
        assert_eq!(offsets.at(11), Some(Offset { bytes: 11, code_points: 6, utf16: 6 }));
    }

    #[test]
    fn combining_marks_are_code_points_of_their_own() {
        let offsets = Offsets::new("e\u{301}x");
        assert_eq!(offsets.at(3), Some(Offset { bytes: 3, code_points: 2, utf16: 2 }));
        assert_eq!(offsets.at_code_point(1).map(|place| place.bytes), Some(1));
    }

    #[test]
    fn an_empty_text_has_one_place() {
        let offsets = Offsets::new("");
        assert_eq!(offsets.at(0), Some(Offset::default()));
        assert_eq!(offsets.at(1), None);
        assert_eq!(offsets.at_code_point(1), None);
    }

    #[test]
    fn the_table_agrees_with_plain_counting_on_random_texts() {
        let mut seed = 0x9e37_79b9_u64;
        for length in [1, 255, 256, 257, 1000, 5000] {
            let text = random_text(&mut seed, length);
            let offsets = Offsets::new(&text);
            for byte in 0..=text.len() + 1 {
                let counted = text.get(..byte).map(|before| Offset {
                    bytes: byte,
                    code_points: before.chars().count(),
                    utf16: before.encode_utf16().count(),
                });
                assert_eq!(offsets.at(byte), counted, "byte {byte} of {length} letters");
                if let Some(place) = counted {
                    assert_eq!(offsets.at_code_point(place.code_points), Some(place));
                    assert_eq!(offsets.at_utf16(place.utf16), Some(place));
                }
            }
        }
    }

    fn random_text(seed: &mut u64, letters: usize) -> String {
        const LETTERS: [char; 8] = ['a', ' ', 'é', '\u{301}', 'ق', '’', '😀', '\u{10ffff}'];
        let mut next = || {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            LETTERS[usize::try_from(*seed % 8).unwrap()]
        };
        (0..letters).map(|_| next()).collect()
    }
}
