//! Cuts a sentence into pieces: words in the form in which lists hold them, numerals, symbols.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::detect::numeral::Numeral;
use crate::detect::token::Line;

/// A longer word is no word of a list: keeps the cutting of attached words cheap.
const LONGEST: usize = 64;
/// So many words may be attached before one: and by the.
const ATTACHED: usize = 3;

/// A word, a numeral or a symbol.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes in the whole text.
    pub at: Range<usize>,
    /// In lower case and without marks; empty for a blank line.
    pub form: String,
    /// The number that it is.
    pub numeral: Option<Numeral>,
    /// Whether it is made of letters.
    pub is_word: bool,
}

/// Cuts a sentence. `known` says whether a list holds the word: only then are `prefixes` cut off it,
/// but for those that end with an apostrophe.
pub(super) fn cut(
    text: &str,
    sentence: &Range<usize>,
    prefixes: &[String],
    known: impl Fn(&str) -> bool,
) -> Vec<Piece> {
    let line = Line::new(text.get(sentence.clone()).unwrap_or_default());
    let mut pieces = Vec::with_capacity(line.len());
    for at in 0..line.len() {
        let (word, is_word, numeral) = (line.word(at), line.is_word(at), line.numeral(at));
        let start = sentence.start + line.bytes(&(at..at + 1)).start;
        let mut from = 0;
        for end in ends(word, is_word, prefixes, &known) {
            let form = fold(&word[from..end]).trim_end_matches('\'').to_owned();
            pieces.push(Piece { at: start + from..start + end, form, numeral, is_word });
            from = end;
        }
    }
    pieces
}

/// Where the words end that are written as one.
fn ends(word: &str, is_word: bool, prefixes: &[String], known: &impl Fn(&str) -> bool) -> Vec<usize> {
    let mut ends = Vec::new();
    if is_word && word.len() <= LONGEST && !prefixes.is_empty() {
        let folded = fold(word);
        if let Some(attached) = attached(&folded, prefixes, known, ATTACHED) {
            let mut until = 0;
            for prefix in attached {
                until += prefix.len();
                ends.push(bytes_of(word, until));
            }
        }
    }
    ends.push(word.len());
    ends
}

/// The prefixes that part a word from one that is known; none where the word is known itself.
fn attached<'p>(
    word: &str,
    prefixes: &'p [String],
    known: &impl Fn(&str) -> bool,
    depth: usize,
) -> Option<Vec<&'p str>> {
    if known(word) {
        return Some(Vec::new());
    }
    prefixes.iter().filter(|_| depth > 0).find_map(|prefix| {
        let rest = word.strip_prefix(prefix.as_str()).filter(|rest| rest.chars().nth(1).is_some())?;
        let rest = match attached(rest, prefixes, known, depth - 1) {
            None if prefix.ends_with('\'') => Vec::new(),
            rest => rest?,
        };
        Some([&[prefix.as_str()], rest.as_slice()].concat())
    })
}

/// How many bytes of a word fold to the first `folded` bytes of its form, with the marks after them.
fn bytes_of(word: &str, folded: usize) -> usize {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.take_while(|end| fold(&word[..*end]).len() <= folded).last().unwrap_or(word.len())
}

/// A word as lists hold it: in lower case, accents composed, without the marks of Arabic and Hebrew
/// vowels, and with one form of alif, ya and apostrophe.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(char::to_lowercase).filter(|letter| !is_mark(*letter)).map(plain).collect()
}

fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}'
        | '\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn plain(letter: char) -> char {
    match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        '’' | 'ʼ' | '‘' => '\'',
        '־' | '\u{2010}' | '\u{2011}' | '–' | '\u{2012}' => '-',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, prefixes: &[&str], known: &[&str]) -> Vec<String> {
        let prefixes: Vec<String> = prefixes.iter().map(|&prefix| prefix.to_owned()).collect();
        let pieces = cut(text, &(0..text.len()), &prefixes, |word| known.contains(&word));
        let back: Vec<&str> = pieces.iter().map(|piece| &text[piece.at.clone()]).collect();
        assert_eq!(back.concat(), text.replace(' ', ""));
        pieces.into_iter().map(|piece| piece.form).collect()
    }

    #[test]
    fn attached_words_are_cut_off_known_words_only() {
        let (prefixes, known) = (["و", "ال", "ب"], ["جرحي", "وفاة"]);
        assert_eq!(forms("والجرحى وفاة وصل", &prefixes, &known), ["و", "ال", "جرحي", "وفاة", "وصل"]);
        assert_eq!(forms("d’au moins l'Ouest", &["d'", "l'"], &["au"]), ["d", "au", "moins", "l", "ouest"]);
    }

    #[test]
    fn marks_do_not_tell_words_apart_and_stay_with_their_letters() {
        assert_eq!(forms("وَقُتِلَ", &["و"], &["قتل"]), ["و", "قتل"]);
        assert_eq!(forms("נֶהֶרְגוּ בـ", &[], &[]), ["נהרגו", "ב"]);
        assert_eq!(fold("TUE\u{301}S"), fold("tués"));
    }
}
