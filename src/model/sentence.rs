//! Sentences of an article's text: where the one around a span begins and ends. Pure.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// How far a sentence is looked for on either side, in bytes: a one-line file stays cheap.
const REACH: usize = 4096;

/// Words that end with a full stop inside a sentence.
const SHORTENED: [&str; 22] = [
    "Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Sgt.", "Gov.", "Sen.", "Rep.",
    "Prof.", "St.", "No.", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.",
];

/// The sentence, in bytes, that holds a range of `text`; several where the range spans several.
///
/// A line break ends a sentence. The white space around it is left off. A range that does not fall
/// on characters is given back as it is.
pub fn around(text: &str, bytes: &Range<usize>) -> Range<usize> {
    if text.get(bytes.clone()).is_none() {
        return bytes.clone();
    }
    let from = line_start(text, bytes.start);
    let to = line_end(text, bytes.end);
    let mut found: Option<Range<usize>> = None;
    for sentence in split(&text[from..to]) {
        let sentence = from + sentence.start..from + sentence.end;
        if sentence.end > bytes.start && sentence.start < bytes.end.max(bytes.start + 1) {
            let start = found.map_or(sentence.start, |found| found.start);
            found = Some(start..sentence.end);
        }
    }
    found.map_or_else(|| bytes.clone(), |found| trimmed(text, &found, bytes))
}

/// The sentences of one line, in bytes of it, without gaps.
pub fn split(line: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, piece) in line.split_sentence_bound_indices() {
        let end = start + piece.len();
        match sentences.last_mut() {
            Some(last) if goes_on(&line[last.clone()]) => last.end = end,
            _ => sentences.push(start..end),
        }
    }
    sentences
}

/// Whether a piece ends in a shortened word or an initial, so that the sentence goes on.
fn goes_on(piece: &str) -> bool {
    let last = piece.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let initial =
        last.len() == 2 && last.ends_with('.') && last.starts_with(|c: char| c.is_ascii_uppercase());
    let letters =
        last.contains('.') && last.split_terminator('.').all(|part| part.len() == 1) && last.len() > 2;
    initial || (letters && last.ends_with('.')) || SHORTENED.contains(&last)
}

fn line_start(text: &str, byte: usize) -> usize {
    let near = text.floor_char_boundary(byte.saturating_sub(REACH));
    text[near..byte].rfind('\n').map_or(near, |at| near + at + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    let far = text.ceil_char_boundary(byte.saturating_add(REACH).min(text.len()));
    text[byte..far].find('\n').map_or(far, |at| byte + at)
}

/// A sentence without the white space at its ends, never smaller than the range it holds.
fn trimmed(text: &str, sentence: &Range<usize>, bytes: &Range<usize>) -> Range<usize> {
    let words = &text[sentence.clone()];
    let start = sentence.start + (words.len() - words.trim_start().len());
    let end = sentence.start + words.trim_end().len();
    start.min(bytes.start)..end.max(bytes.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around_words<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).unwrap();
        &text[around(text, &(at..at + words.len()))]
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_at_a_line_break() {
        let text = "A title\nAt least 27,585 people died. Others, 1.5 million of them, fled.\nEnd";
        assert_eq!(around_words(text, "27,585"), "At least 27,585 people died.");
        assert_eq!(around_words(text, "1.5 million"), "Others, 1.5 million of them, fled.");
        assert_eq!(around_words(text, "title"), "A title");
    }

    #[test]
    fn shortened_words_do_not_end_a_sentence() {
        let text = "Then Mr. Smith of the U.N. Relief Agency and J. Doe counted 6. More came.";
        assert_eq!(around_words(text, "6"), "Then Mr. Smith of the U.N. Relief Agency and J. Doe counted 6.");
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
    }

    #[test]
    fn a_file_of_one_long_line_is_searched_nearby_only() {
        let text = "é".repeat(200_000);
        let sentence = around(&text, &(200_000..200_002));
        assert!(sentence.len() <= 2 * REACH + 8);
    }
}
