//! Cuts a text into sentences around the places that are worth reading.

use std::ops::Range;

use crate::detect::fold::{Fold, Words};

/// The most of a text that is read as one sentence, in bytes: a text without full stops is read in
/// pieces of this size, which keeps the time linear in it.
const LONGEST: usize = 1_200;

/// The sentence around a byte, which must lie on a character, not reaching before `from`.
pub(super) fn sentence(text: &str, from: usize, at: usize) -> Range<usize> {
    let lowest = text.ceil_char_boundary(from.max(at.saturating_sub(LONGEST)));
    let start = last_end(text, lowest..at).map_or(lowest, |place| place + 1);
    let highest = text.floor_char_boundary(text.len().min(at.saturating_add(LONGEST)));
    let end = first_end(text, at..highest).map_or(highest, |place| place + 1);
    start.min(at)..end.max(at)
}

/// The last byte of a range with which a sentence ends.
fn last_end(text: &str, range: Range<usize>) -> Option<usize> {
    let mut end = range.end;
    while range.start < end {
        let bytes = text.as_bytes().get(range.start..end)?;
        let stop = memchr::memrchr3(b'.', b'!', b'\n', bytes);
        let behind = stop.map_or(0, |stop| stop + 1);
        let asks = memchr::memrchr(b'?', bytes.get(behind..)?).map(|place| place + behind);
        let place = range.start + asks.or(stop)?;
        if is_end(text, place) {
            return Some(place);
        }
        end = place;
    }
    None
}

/// The first byte of a range with which a sentence ends.
fn first_end(text: &str, range: Range<usize>) -> Option<usize> {
    let mut start = range.start;
    while start < range.end {
        let bytes = text.as_bytes().get(start..range.end)?;
        let stop = memchr::memchr3(b'.', b'!', b'\n', bytes);
        let asks = memchr::memchr(b'?', bytes.get(..stop.unwrap_or(bytes.len()))?);
        let place = start + asks.or(stop)?;
        if is_end(text, place) {
            return Some(place);
        }
        start = place + 1;
    }
    None
}

/// Whether a sentence ends with the byte: a full stop, a blank line, the end of a headline or item.
fn is_end(text: &str, at: usize) -> bool {
    match text.as_bytes()[at] {
        b'.' => is_full_stop(text, at),
        b'!' | b'?' => {
            text.as_bytes().get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || *next == b'"')
        }
        b'\n' => is_line_end(text, at),
        _ => false,
    }
}

fn is_full_stop(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at + 1..];
    let quoted = rest.iter().take_while(|byte| matches!(byte, b'"' | b'\'' | b')' | b']')).count();
    let curly = text[at + 1..].chars().next().is_some_and(|letter| matches!(letter, '”' | '’'));
    if curly {
        return true;
    }
    let Some(next) = rest.get(quoted) else { return true };
    if !next.is_ascii_whitespace() {
        return false;
    }
    !is_abbreviation(text, at) || quoted > 0
}

/// Whether the word before the full stop is one that is cut short: U.S., Gen., No.
fn is_abbreviation(text: &str, at: usize) -> bool {
    const SHORT: Words = Words::of(&[
        "mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "capt", "maj", "cpl", "st", "no", "sen", "rep",
        "gov", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx",
        "prof", "rev", "jr", "vs", "etc", "brig", "adm", "cmdr", "pvt", "fr", "ca", "mt", "ft", "inc",
        "corp", "co", "ltd",
    ]);
    let bytes = text.as_bytes();
    let start =
        (at.saturating_sub(8)..at).rev().take_while(|place| bytes[*place].is_ascii_alphabetic()).last();
    let Some(start) = start else { return false };
    let word = &bytes[start..at];
    let initial = word.len() == 1 && word[0].is_ascii_uppercase();
    let is_short = SHORT.sieve.lets(Fold::within(bytes, start..at))
        && SHORT.list.iter().any(|short| word.eq_ignore_ascii_case(short.as_bytes()));
    initial || (is_short && !(word == b"no" || word == b"co")) || goes_on_small(&text[at + 1..])
}

/// Whether what follows begins with a small letter.
fn goes_on_small(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_lowercase)
}

/// Whether a line end parts: a blank line follows, or a bullet, or the line is a short one like a
/// headline's and the next begins anew.
fn is_line_end(text: &str, at: usize) -> bool {
    /// Lines of running text are broken at about this many bytes or more.
    const BROKEN: usize = 56;
    let rest = &text[at + 1..];
    let next = rest.trim_start_matches([' ', '\t', '\r', '\u{a0}']);
    let first = next.chars().next();
    if first.is_none_or(|letter| matches!(letter, '\n' | '•' | '-' | '–' | '—' | '*' | '·' | '▪')) {
        return true;
    }
    let start = text.as_bytes()[at.saturating_sub(BROKEN)..at].contains(&b'\n') || at < BROKEN;
    let capitals = is_capitals(&text.as_bytes()[at.saturating_sub(BROKEN)..at])
        && is_capitals(&text.as_bytes()[at..text.len().min(at + BROKEN)]);
    start && !capitals && first.is_some_and(|letter| letter.is_uppercase() || letter.is_numeric())
}

/// Whether some bytes hold many capitals and no small letters: wire copy, broken anywhere.
fn is_capitals(bytes: &[u8]) -> bool {
    let capitals = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    capitals > 4 && !bytes.iter().any(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'t>(text: &'t str, word: &str) -> &'t str {
        text[sentence(text, 0, text.find(word).unwrap())].trim()
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_at_a_short_word() {
        assert_eq!(
            around("One. Gen. Roe of the U.S. army died. Two.", "died"),
            "Gen. Roe of the U.S. army died."
        );
        assert_eq!(around("He said 1.5 million fled! Then", "fled"), "He said 1.5 million fled!");
    }

    #[test]
    fn a_headline_and_an_item_end_with_their_line() {
        assert_eq!(around("Five killed\nThe blast came at noon", "killed"), "Five killed");
        assert_eq!(around("- 5 killed\n- 6 hurt\n", "hurt"), "- 6 hurt");
    }

    #[test]
    fn a_broken_line_reads_on() {
        let text = "The regional office said in a message to reporters that twelve\npeople were killed.";
        assert_eq!(around(text, "killed"), text);
    }

    #[test]
    fn a_text_without_an_end_is_read_in_pieces() {
        let text = "a ".repeat(100_000);
        assert!(sentence(&text, 0, 50_000).len() <= 2 * LONGEST);
    }
}
