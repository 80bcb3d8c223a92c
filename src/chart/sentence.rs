//! The sentence around a span: enough of a text to judge a figure by. Knows nothing of figures.

use std::ops::Range;

/// How far a sentence may reach on either side of the span, in bytes.
const REACH: usize = 600;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cpl", "brig", "adm", "gov",
    "sen", "rep", "rev", "hon", "st", "mt", "no", "nos", "vs", "etc", "approx", "ca", "est", "inc", "ltd",
    "co", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.n",
    "u.k", "e.g", "i.e", "a.m", "p.m", "al",
];

/// The sentence of `text` that holds `bytes`, without the blanks around it.
///
/// Abbreviations and initials do not end it; a blank line does. A text without stops is cut at
/// a word within 600 bytes.
pub fn sentence(text: &str, bytes: Range<usize>) -> &str {
    if text.get(bytes.clone()).is_none() {
        return "";
    }
    let start = start_before(text, bytes.start);
    let end = end_after(text, bytes.end);
    text[start..end].trim()
}

fn start_before(text: &str, at: usize) -> usize {
    let floor = on_character(text, at.saturating_sub(REACH));
    let breaks = text[floor..at].char_indices().rev();
    for (place, letter) in breaks {
        let after = floor + place + letter.len_utf8();
        if ends_sentence(text, floor + place, letter) {
            return after + closing(&text[after..at]);
        }
    }
    if floor == 0 { 0 } else { floor + text[floor..at].find(' ').map_or(0, |blank| blank + 1) }
}

fn end_after(text: &str, at: usize) -> usize {
    let ceiling = on_character(text, (at + REACH).min(text.len()));
    for (place, letter) in text[at..ceiling].char_indices() {
        let after = at + place + letter.len_utf8();
        if ends_sentence(text, at + place, letter) {
            return if letter == '\n' { at + place } else { after + closing(&text[after..]) };
        }
    }
    if ceiling == text.len() { ceiling } else { at + text[at..ceiling].rfind(' ').unwrap_or(ceiling - at) }
}

/// Bytes of closing quotes and brackets that belong to the sentence before them.
fn closing(text: &str) -> usize {
    let closes = |letter: &char| matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']' | '»');
    text.chars().take_while(closes).map(char::len_utf8).sum()
}

fn ends_sentence(text: &str, at: usize, letter: char) -> bool {
    let after = &text[at + letter.len_utf8()..];
    match letter {
        '\n' => ends_paragraph(&text[..at], after),
        '!' | '?' | '؟' | '…' => ends_word(after),
        '。' | '！' | '？' => true,
        '.' => ends_word(after) && !is_abbreviation(&text[..at]) && !continues(after),
        _ => false,
    }
}

/// A line break ends a paragraph unless the line runs on in lower case or with a number.
fn ends_paragraph(before: &str, after: &str) -> bool {
    let last = before.chars().next_back().unwrap_or('\n');
    let next = after.chars().next().unwrap_or('\n');
    let runs_on = next.is_lowercase() || next.is_numeric();
    last == '\n' || next == '\n' || !runs_on || matches!(last, '.' | '!' | '?' | ':')
}

fn ends_word(after: &str) -> bool {
    after[closing(after)..].chars().next().is_none_or(char::is_whitespace)
}

fn continues(after: &str) -> bool {
    after[closing(after)..].trim_start().chars().next().is_some_and(char::is_lowercase)
}

fn is_abbreviation(before: &str) -> bool {
    let word =
        before.rsplit(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '“' | '"')).next();
    let word = word.unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial || ABBREVIATIONS.contains(&word.as_str())
}

fn on_character(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).unwrap();
        sentence(text, at..at + words.len())
    }

    #[test]
    fn abbreviations_decimals_and_initials_do_not_end_a_sentence() {
        let text = "First. Dr. J. Doe of the U.S. team said on Feb. 6 that 1.5 million people moved. Last.";
        assert_eq!(
            around(text, "1.5 million"),
            "Dr. J. Doe of the U.S. team said on Feb. 6 that 1.5 million people moved."
        );
    }

    #[test]
    fn quotes_belong_to_the_sentence_that_they_close() {
        let text = "He said: “It was 40.” Then 12 came. End";
        assert_eq!(around(text, "12"), "Then 12 came.");
        assert_eq!(around(text, "40"), "He said: “It was 40.”");
    }

    #[test]
    fn a_headline_is_no_part_of_the_first_sentence_but_a_wrapped_line_is() {
        let text = "Toll rises\nThe ministry said that\n27,585 people were dead.\n\nMore.";
        assert_eq!(around(text, "27,585"), "The ministry said that\n27,585 people were dead.");
    }

    #[test]
    fn endless_text_is_cut_at_words_and_no_input_panics() {
        let text = "né word ".repeat(600);
        let cut = sentence(&text, 2400..2401);
        assert!(cut.len() <= 2 * REACH + 10 && cut.len() > 600, "{}", cut.len());
        for start in 0..40 {
            for end in start..40 {
                let _ = sentence(&text, start..end);
            }
        }
        assert_eq!(sentence("short", 2..90), "");
    }
}
