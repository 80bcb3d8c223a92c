//! Where words begin and end.
//!
//! A word is a run of letters, digits and marks. An apostrophe or a hyphen ends it, so that
//! “Gaza” stands in “Gaza's” and “hôpital” in “l'hôpital”; the separators of a grouped number do
//! not, so that 585 does not stand in 27,585. Scripts without blanks between words (Han, kana,
//! Thai, Lao, Khmer, Burmese) have a word at every character.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::is_dropped;

/// Whether a character is part of a word.
#[inline]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ѐ'..='ҁ' | 'א'..='ת' | 'ء'..='ي') {
        return true; // Most letters, without a look into the tables.
    }
    if matches!(c, '\u{A0}' | '«' | '»' | '\u{2010}'..='\u{2027}') {
        return false; // Most quotation marks and dashes.
    }
    // The modifier letters are apostrophes in transliterated names: ʿAbd.
    (c.is_alphanumeric() && !matches!(c, '\u{2B9}'..='\u{2BF}' | '\u{374}')) || is_combining_mark(c)
}

/// Whether a character is of a script that puts no blanks between words.
#[inline]
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character separates the thousands of a number where digits stand around it.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '’' | '\u{202F}' | '\u{2009}' | '٬')
}

fn counts(c: &char) -> bool {
    !is_dropped(*c)
}

/// Whether a word may begin at a place of a text, which is the start of a character.
pub fn begins(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    if let (Some(b), Some(a)) = (before.as_bytes().last(), after.as_bytes().first())
        && *b == b' '
        && a.is_ascii()
    {
        return true; // By far the most frequent.
    }
    let Some(here) = after.chars().find(counts) else { return true };
    let mut back = before.chars().rev().filter(counts);
    let Some(last) = back.next() else { return true };
    if is_word(last) {
        return is_unspaced(last) || is_unspaced(here);
    }
    let grouped = is_separator(last) && here.is_numeric() && back.next().is_some_and(char::is_numeric);
    !(grouped && is_group(after))
}

/// Whether a word may end at a place of a text, which is the end of a character.
pub fn ends(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let mut next = after.chars().filter(counts);
    let Some(first) = next.next() else { return true };
    let last = before.chars().rev().find(counts);
    if is_word(first) {
        return is_unspaced(first) || last.is_some_and(is_unspaced);
    }
    let grouped = is_separator(first) && last.is_some_and(char::is_numeric);
    !(grouped && is_group(after.trim_start_matches(first)))
}

/// Whether a text begins with exactly three digits: a group of a number.
fn is_group(text: &str) -> bool {
    text.chars().filter(counts).take(4).take_while(|c| c.is_numeric()).count() == 3
}

/// Where the word ends in which a place lies that is the end of a character of it.
pub fn end(text: &str, at: usize) -> usize {
    if text[..at].chars().rev().find(counts).is_some_and(is_unspaced) {
        return at;
    }
    let (mut end, mut next) = (at, at);
    for c in text[at..].chars() {
        let goes_on = if is_word(c) { !is_unspaced(c) } else { is_dropped(c) || !ends(text, next) };
        if !goes_on {
            break;
        }
        next += c.len_utf8();
        if is_word(c) {
            end = next;
        }
    }
    end
}

/// Where the word begins in which the character at a place stands; `None` where it is no word, or
/// begins more than `reach` bytes before: a file may hold one “word” of megabytes.
pub fn start(text: &str, at: usize, reach: usize) -> Option<usize> {
    let here = text[at..].chars().next()?;
    if !is_word(here) && !is_dropped(here) {
        return None;
    }
    if is_unspaced(here) {
        return Some(at);
    }
    run_start(text, at, reach)
}

/// Where the run of word characters begins that ends at a place.
fn run_start(text: &str, mut at: usize, reach: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let least = at.saturating_sub(reach + 1);
    while at > least {
        let byte = bytes[at - 1];
        let width = if byte.is_ascii() {
            usize::from(byte.is_ascii_alphanumeric())
        } else {
            text[..at].chars().next_back().map_or(0, |c| {
                let inside = (is_word(c) && !is_unspaced(c)) || is_dropped(c);
                if inside { c.len_utf8() } else { 0 }
            })
        };
        if width == 0 {
            return Some(at);
        }
        at -= width;
    }
    (at == 0).then_some(0)
}

/// Where the word begins that is the next before a place, the start of another; `None` where there
/// is none within `reach` bytes, or none that short.
pub fn before(text: &str, at: usize, reach: usize) -> Option<usize> {
    let mut gap = text[..at].char_indices().rev().take(reach);
    let (last, _) = gap.find(|(_, c)| is_word(*c))?;
    start(text, last, reach)
}

/// How many words stand in a part of a text, counted up to one more than `most`.
pub fn count(text: &str, bytes: Range<usize>, most: usize) -> usize {
    let part = text.get(bytes).unwrap_or_default();
    let mut words = 0;
    let mut inside = false;
    for c in part.chars() {
        let ascii = c.is_ascii();
        if !ascii && is_dropped(c) {
            continue;
        }
        let word = is_word(c);
        if word && (!inside || (!ascii && is_unspaced(c) && !is_combining_mark(c))) {
            words += 1;
            if words > most {
                break;
            }
        }
        inside = word;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks every place where a word may begin with `[` and end with `]`.
    fn marked(text: &str) -> String {
        let mut marked = String::new();
        for (at, c) in text.char_indices() {
            let word = is_word(c);
            if word && begins(text, at) {
                marked.push('[');
            }
            marked.push(c);
            if word && ends(text, at + c.len_utf8()) {
                marked.push(']');
            }
        }
        marked
    }

    #[test]
    fn apostrophes_and_hyphens_end_words_and_separators_in_numbers_do_not() {
        assert_eq!(marked("Gaza's l’hôpital cease-fire"), "[Gaza]'[s] [l]’[hôpital] [cease]-[fire]");
        assert_eq!(marked("27,585 and 1.5, 3"), "[27,585] [and] [1].[5], [3]");
        assert_eq!(marked("1,234,567."), "[1,234,567].");
        assert_eq!(marked("06.02.2024"), "[06].[02].[2024]");
        assert_eq!(marked("a\u{301}b c\u{AD}d"), "[a\u{301}b] [c\u{AD}d]");
    }

    #[test]
    fn scripts_without_blanks_have_a_word_at_every_character() {
        assert_eq!(marked("死亡 ab死"), "[死][亡] [ab][死]");
        assert_eq!(marked("قُتل 3"), "[قُتل] [3]");
    }

    #[test]
    fn a_word_is_left_and_entered_at_its_ends() {
        let text = "the “Réunion” 27,585 死亡";
        let at = |word: &str| text.find(word).unwrap();
        assert_eq!(start(text, at("union"), 99), Some(at("Réunion")));
        assert_eq!(start(text, at("”"), 99), None);
        assert_eq!(before(text, at("Réunion"), 99), Some(0));
        assert_eq!(before(text, 0, 99), None);
        assert_eq!(end(text, at("éunion")), at("”"));
        assert_eq!(end(text, at("27") + 2), at(" 死"));
        assert_eq!(start(text, at("亡"), 99), Some(at("亡")));
    }

    #[test]
    fn a_word_without_end_is_not_walked_through() {
        let text = "x".repeat(100);
        assert_eq!(start(&text, 99, 50), None);
        assert_eq!(start(&text, 50, 50), Some(0));
        assert_eq!(start(&format!(" {text}"), 51, 50), Some(1));
        assert_eq!(before(&format!("a{}b", " ".repeat(60)), 61, 50), None);
    }

    #[test]
    fn words_are_counted_up_to_a_limit() {
        let text = "one, two — three’s 4,000 死亡";
        assert_eq!(count(text, 0..text.len(), 100), 8, "a grouped number counts as its groups");
        assert_eq!(count(text, 0..text.len(), 2), 3);
        assert_eq!(count(text, 3..5, 9), 0);
    }
}
