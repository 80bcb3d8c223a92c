//! Sentences of an article's text: where the one around a span begins and ends, and all of them. Pure.
//!
//! Unicode's sentence boundaries (UAX 29), mended where they go wrong in news: shortened words,
//! initials, wrapped lines, and quotations that the sentence goes on after.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// How far a sentence is looked for on either side, in bytes: a one-line file stays cheap.
const REACH: usize = 1000;

/// Words that end with a full stop inside a sentence.
const SHORTENED: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Sgt.", "Cpl.", "Brig.",
    "Adm.", "Gov.", "Sen.", "Rep.", "Rev.", "Hon.", "St.", "Mt.", "Inc.", "Ltd.", "Co.", "Jan.", "Feb.",
    "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.", "vs.", "approx.",
    "Approx.", "ca.", "est.", "al.",
];

/// Words that end with a full stop inside a sentence where a number follows.
const BEFORE_NUMBERS: &[&str] = &["No.", "Nos.", "no.", "nos.", "p.", "pp.", "c."];

/// Letters with stops that end a sentence as often as not: only lower case after them goes on.
const OPEN: &[&str] = &["a.m.", "p.m.", "A.M.", "P.M."];

/// The sentence, in bytes, that holds a range of `text`; several where the range spans several.
///
/// A line break ends a sentence, unless the next line runs on in lower case or with a number. The
/// white space around it is left off. A text without stops is cut at a word within 1,000 bytes. A
/// range that does not fall on characters is given back as it is.
pub fn around(text: &str, bytes: &Range<usize>) -> Range<usize> {
    if text.get(bytes.clone()).is_none() {
        return bytes.clone();
    }
    let near = reach(text, bytes);
    let mut found: Option<Range<usize>> = None;
    for sentence in bounds(&text[near.clone()]) {
        let sentence = near.start + sentence.start..near.start + sentence.end;
        if sentence.end > bytes.start && sentence.start < bytes.end.max(bytes.start + 1) {
            let start = found.map_or(sentence.start, |found| found.start);
            found = Some(start..sentence.end);
        }
    }
    let found = found.map(|found| trimmed(text, &found)).unwrap_or_else(|| bytes.clone());
    found.start.min(bytes.start)..found.end.max(bytes.end)
}

/// Every sentence of a text, in bytes, without the white space around it.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let all = bounds(text).into_iter().map(|sentence| trimmed(text, &sentence));
    all.filter(|sentence| !sentence.is_empty()).collect()
}

/// The sentences of a text, in bytes, without gaps.
fn bounds(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        match sentences.last_mut() {
            Some(last) if goes_on(&text[last.clone()], piece) => last.end = end,
            _ => sentences.push(start..end),
        }
    }
    sentences
}

/// Whether a sentence that a boundary was found in goes on after it.
fn goes_on(before: &str, after: &str) -> bool {
    if before.ends_with('\n') {
        return is_wrapped(before, after);
    }
    let next = after.trim_start_matches(is_closing).chars().next();
    if next.is_some_and(char::is_lowercase) {
        return true;
    }
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let numbered = BEFORE_NUMBERS.contains(&last) && next.is_some_and(char::is_numeric);
    numbered || SHORTENED.contains(&last) || is_initials(last)
}

/// Whether a line runs on in the next: in lower case or with a number, after no stop.
fn is_wrapped(before: &str, after: &str) -> bool {
    let runs_on = after.starts_with(|letter: char| letter.is_lowercase() || letter.is_numeric());
    runs_on && !before.trim_end_matches('\n').ends_with(['.', '!', '?', ':']) && !before.trim().is_empty()
}

/// J. and U.N.; but not a.m.
fn is_initials(word: &str) -> bool {
    let single = word.len() == 2 && word.starts_with(|letter: char| letter.is_ascii_uppercase());
    let several = word.len() > 2 && word.split_terminator('.').all(|part| part.chars().count() == 1);
    word.ends_with('.') && (single || several) && !OPEN.contains(&word)
}

fn is_closing(letter: char) -> bool {
    matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']' | '»') || letter.is_whitespace()
}

/// What of a text is looked at for the sentence around a range; its ends fall between words.
fn reach(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(bytes.start.saturating_sub(REACH));
    let end = text.ceil_char_boundary(bytes.end.saturating_add(REACH).min(text.len()));
    let blank = |text: &str| text.find(char::is_whitespace);
    let from = if start == 0 { 0 } else { start + blank(&text[start..bytes.start]).unwrap_or(0) };
    let to = if end == text.len() { Some(end) } else { text[bytes.end..end].rfind(char::is_whitespace) };
    from..to.map_or(end, |to| if end == text.len() { to } else { bytes.end + to })
}

/// A sentence without the white space at its ends.
fn trimmed(text: &str, sentence: &Range<usize>) -> Range<usize> {
    let words = &text[sentence.clone()];
    let start = sentence.start + (words.len() - words.trim_start().len());
    start..start.max(sentence.start + words.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around_words<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).unwrap();
        &text[around(text, &(at..at + words.len()))]
    }

    fn all(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|sentence| &text[sentence]).collect()
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_at_a_line_break() {
        let text = "A title\nAt least 27,585 people died. Others, 1.5 million of them, fled.\nEnd";
        assert_eq!(around_words(text, "27,585"), "At least 27,585 people died.");
        assert_eq!(around_words(text, "1.5 million"), "Others, 1.5 million of them, fled.");
        assert_eq!(around_words(text, "title"), "A title");
        assert_eq!(all(text).len(), 4);
    }

    #[test]
    fn shortened_words_and_initials_do_not_end_a_sentence() {
        let text = "Then Mr. Smith of the U.N. Relief Agency and J. Doe counted 6. More came.";
        assert_eq!(around_words(text, "6"), "Then Mr. Smith of the U.N. Relief Agency and J. Doe counted 6.");
        let text = "First. Dr. J. Doe of the U.S. team said on Feb. 6 that No. 3 came. He said no. Last.";
        assert_eq!(around_words(text, "Feb"), "Dr. J. Doe of the U.S. team said on Feb. 6 that No. 3 came.");
        assert_eq!(around_words(text, "He"), "He said no.");
        assert_eq!(
            all("It began at 5 p.m. The ministry spoke."),
            ["It began at 5 p.m.", "The ministry spoke."]
        );
    }

    #[test]
    fn quotes_belong_to_the_sentence_that_they_close() {
        let text = "He said: “It was 40.” Then 12 came. “Stop!” he cried. End";
        assert_eq!(around_words(text, "12"), "Then 12 came.");
        assert_eq!(around_words(text, "40"), "He said: “It was 40.”");
        assert_eq!(around_words(text, "cried"), "“Stop!” he cried.");
    }

    #[test]
    fn a_headline_is_no_part_of_the_first_sentence_but_a_wrapped_line_is() {
        let text = "Toll rises\nThe ministry said that\n27,585 people were dead.\n\nmore";
        assert_eq!(around_words(text, "27,585"), "The ministry said that\n27,585 people were dead.");
        assert_eq!(all(text).len(), 3);
    }

    #[test]
    fn a_range_over_two_sentences_gives_both() {
        let text = "One died. Two fled. Three stayed.";
        assert_eq!(around_words(text, "died. Two"), "One died. Two fled.");
    }

    #[test]
    fn odd_ranges_are_given_back() {
        assert_eq!(around("é", &(1..2)), 1..2);
        assert_eq!(around("", &(0..0)), 0..0);
        assert_eq!(around("abc", &(9..12)), 9..12);
        assert!(split(" \n\n ").is_empty());
    }

    #[test]
    fn endless_text_is_cut_at_words_and_no_input_panics() {
        let text = "né word ".repeat(600);
        let cut = around(&text, &(2400..2401));
        assert!(cut.len() <= 2 * REACH + 8 && cut.len() > REACH, "{}", cut.len());
        assert!(text[cut].starts_with(['n', 'w']));
        for start in 0..40 {
            for end in start..40 {
                let _ = around(&text, &(start..end));
            }
        }
    }

    #[test]
    fn a_file_of_one_long_line_is_searched_nearby_only() {
        let text = "é".repeat(200_000);
        let sentence = around(&text, &(200_000..200_002));
        assert!(sentence.len() <= 2 * REACH + 8);
    }
}
