//! Cuts a text into words, numerals and single symbols. Knows byte offsets, not meanings.
//!
//! Words are compared without regard to ASCII case and never copied, so offsets cannot drift.

use std::ops::Range;

use super::fold::{self, Fold, Words};
use super::numeral::{self, Numeral};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with digits and apostrophes inside: also an ordinal (7th) or a model (F16).
    Word,
    /// Digits that make a number.
    Numeral(Numeral),
    /// One other character.
    Symbol,
    /// A blank line: nothing reads across it.
    Break,
}

/// A piece of the text: small, for many are made.
#[derive(Clone, Debug)]
struct Token {
    /// Bytes in the text.
    at: Range<usize>,
    /// What its letters are compared by.
    fold: Fold,
    /// Which of the line's numerals it is.
    numeral: u32,
    kind: Short,
    /// Whether all of it is ASCII.
    ascii: bool,
    /// Whether it holds an apostrophe, straight or curly.
    apostrophe: bool,
}

/// A kind of token without its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Short {
    Word,
    Numeral,
    Symbol,
    Break,
}

/// A text and its tokens. Asking beyond either end gives an empty word.
pub(super) struct Line<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    numerals: Vec<Numeral>,
}

impl<'t> Line<'t> {
    /// Cuts `text`, in one pass.
    pub fn new(text: &'t str) -> Self {
        /// About how many bytes of news make a token.
        const BYTES: usize = 5;
        let tokens = Vec::with_capacity(text.len() / BYTES + 1);
        let mut line = Self { text, tokens, numerals: Vec::new() };
        let mut at = 0;
        while at < text.len() {
            at = line.quick(at).unwrap_or_else(|| line.slow(at));
        }
        line
    }

    /// Keeps the token at a byte; where the next may begin. Plain ASCII alone, which most of a text is.
    #[inline]
    fn quick(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        match bytes[start] {
            byte if byte.is_ascii_alphabetic() => self.quick_word(start),
            b' ' => bytes.get(start + 1).is_some_and(u8::is_ascii_graphic).then_some(start + 1),
            b'0'..=b'9' => self.quick_digits(start),
            byte if byte.is_ascii_graphic() => {
                let fold = Fold::of_short(u64::from(byte), 1);
                self.keep_ascii(start..start + 1, Short::Symbol, fold, byte == b'\'');
                Some(start + 1)
            }
            _ => None,
        }
    }

    #[inline]
    fn quick_word(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let Some(piece) = bytes.get(start..).and_then(|rest| rest.first_chunk()) else {
            return self.long_word(start);
        };
        let piece = u64::from_le_bytes(*piece);
        let length = (!fold::in_words(piece) & HIGHEST).trailing_zeros() as usize / 8;
        let next = piece.checked_shr(8 * length as u32).map_or(b'\'', |rest| rest as u8);
        if !next.is_ascii() || next == b'\'' {
            return self.long_word(start);
        }
        let end = start + length;
        self.keep_ascii(start..end, Short::Word, Fold::of_short(piece, length), false);
        // Most words have a space and another behind them.
        let parted = next == b' ' && bytes.get(end + 1).is_some_and(u8::is_ascii_graphic);
        Some(end + usize::from(parted))
    }

    fn long_word(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut end, mut apostrophe) = (start, false);
        loop {
            while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                end += 1;
            }
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'\''), Some(next)) if next.is_ascii_alphabetic() => {
                    (end, apostrophe) = (end + 1, true);
                }
                (Some(b'\''), Some(next)) if !next.is_ascii() => return None,
                (Some(byte), _) if !byte.is_ascii() => return None,
                _ => break,
            }
        }
        self.keep_ascii(start..end, Short::Word, Fold::within(bytes, start..end), apostrophe);
        Some(end)
    }

    fn quick_digits(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (end, value) = plain_digits(bytes, start)?;
        self.keep_ascii(start..end, Short::Numeral, Fold::within(bytes, start..end), false);
        self.numerals.push(Numeral::whole(value));
        Some(end)
    }

    /// Keeps a token of ASCII; the number of a numeral is kept behind it.
    #[inline]
    fn keep_ascii(&mut self, at: Range<usize>, kind: Short, fold: Fold, apostrophe: bool) {
        let numeral = self.next_numeral();
        self.tokens.push(Token { at, fold, numeral, kind, ascii: true, apostrophe });
    }

    /// Which numeral of the line the next is.
    #[inline]
    fn next_numeral(&self) -> u32 {
        // A line of more numerals is none of a text.
        u32::try_from(self.numerals.len()).unwrap_or(u32::MAX)
    }

    /// The same for whatever a text holds.
    #[inline(never)]
    fn slow(&mut self, start: usize) -> usize {
        let text = self.text;
        let Some(letter) = text[start..].chars().next() else { return text.len() };
        let (end, kind) = token(text, start, letter);
        if let Some(kind) = kind {
            let word = if kind == Kind::Break { "" } else { &text[start..end] };
            self.keep(start..end, kind, word);
        }
        end
    }

    fn keep(&mut self, at: Range<usize>, kind: Kind, word: &str) {
        let numeral = self.next_numeral();
        let kind = match kind {
            Kind::Word => Short::Word,
            Kind::Symbol => Short::Symbol,
            Kind::Break => Short::Break,
            Kind::Numeral(numeral) => {
                self.numerals.push(numeral);
                Short::Numeral
            }
        };
        let apostrophe = word.contains(['\'', '’']);
        self.tokens.push(Token {
            at,
            fold: Fold::of(word),
            numeral,
            kind,
            ascii: word.is_ascii(),
            apostrophe,
        });
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens that bytes of the text touch.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.at.end <= bytes.start);
        let end = self.tokens.partition_point(|token| token.at.start < bytes.end);
        start..end.max(start)
    }

    /// The token's characters; empty beyond the end.
    pub fn word(&self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .filter(|token| token.kind != Short::Break)
            .map_or("", |token| &self.text[token.at.clone()])
    }

    /// What the token's letters are compared by.
    pub fn fold(&self, at: usize) -> Option<Fold> {
        self.tokens.get(at).map(|token| token.fold)
    }

    /// Whether the token is all ASCII; beyond the end, where the word is empty, it is.
    pub fn is_ascii(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.ascii)
    }

    /// Whether the token holds an apostrophe, straight or curly.
    pub fn has_apostrophe(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.apostrophe)
    }

    /// Whether the token begins with a digit of ASCII.
    pub fn begins_with_digit(&self, at: usize) -> bool {
        self.letters(at).first().is_some_and(u8::is_ascii_digit)
    }

    /// Whether the token is this word, in whatever case.
    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.length(at) == word.len() && self.is_spelled(at, word)
    }

    #[inline]
    fn is_spelled(&self, at: usize, word: &str) -> bool {
        self.letters(at).eq_ignore_ascii_case(word.as_bytes())
    }

    /// The bytes of the token's characters; none beyond the end.
    #[inline]
    fn letters(&self, at: usize) -> &'t [u8] {
        let token = self.tokens.get(at).filter(|token| token.kind != Short::Break);
        token.and_then(|token| self.text.as_bytes().get(token.at.clone())).unwrap_or_default()
    }

    /// Whether the token is one of these words, in whatever case.
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let found = self.letters(at);
        let first = found.first().map(u8::to_ascii_lowercase);
        words.iter().any(|word| {
            let word = word.as_bytes();
            word.len() == found.len()
                && word.first().map(u8::to_ascii_lowercase) == first
                && found.eq_ignore_ascii_case(word)
        })
    }

    /// Whether the token is a word of the list, in whatever case.
    #[inline]
    pub fn is_of(&self, at: usize, words: &Words) -> bool {
        self.tokens.get(at).is_some_and(|token| words.sieve.lets(token.fold)) && self.is_any(at, words.list)
    }

    /// Where in the list the token stands, in whatever case.
    pub fn place(&self, at: usize, words: &Words) -> Option<usize> {
        let fold = self.fold(at)?;
        let is_word = |word: &&str| self.is(at, word);
        words.sieve.lets(fold).then(|| words.list.iter().position(is_word)).flatten()
    }

    /// Whether the word begins so, in whatever case.
    pub fn opens(&self, at: usize, start: &str) -> bool {
        let letters = self.letters(at).get(..start.len());
        letters.is_some_and(|letters| letters.eq_ignore_ascii_case(start.as_bytes()))
    }

    /// Whether the word ends so, in whatever case.
    pub fn closes(&self, at: usize, end: &str) -> bool {
        let letters = self.letters(at);
        let letters = letters.len().checked_sub(end.len()).and_then(|from| letters.get(from..));
        letters.is_some_and(|letters| letters.eq_ignore_ascii_case(end.as_bytes()))
    }

    /// How many bytes the word has.
    #[inline]
    pub fn length(&self, at: usize) -> usize {
        self.tokens.get(at).filter(|token| token.kind != Short::Break).map_or(0, |token| token.at.len())
    }

    /// Whether these words stand at `at`, one token each.
    pub fn has(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(place, word)| self.is(at + place, word))
    }

    /// Whether the token is made of letters.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Short::Word)
    }

    /// Whether the token is a sign for a part: ½.
    pub fn is_part_sign(&self, at: usize) -> bool {
        !self.is_ascii(at) && self.word(at).chars().all(is_vulgar)
    }

    /// The number that the token is.
    pub fn numeral(&self, at: usize) -> Option<Numeral> {
        let token = self.tokens.get(at).filter(|token| token.kind == Short::Numeral)?;
        self.numerals.get(token.numeral as usize).copied()
    }

    /// Whether nothing stands between the token and the next.
    pub fn touches_next(&self, at: usize) -> bool {
        let ends = self.tokens.get(at).map(|token| token.at.end);
        ends.is_some() && ends == self.tokens.get(at + 1).map(|token| token.at.start)
    }

    /// Whether the token is a hyphen that joins its neighbours into one word.
    pub fn is_hyphen(&self, at: usize) -> bool {
        at > 0
            && self.tokens.get(at).is_some_and(|token| token.kind == Short::Symbol)
            && matches!(self.word(at), "-" | "\u{2010}" | "\u{2011}")
            && self.touches_next(at - 1)
            && self.touches_next(at)
    }

    /// Past a joining hyphen, where one stands at `at`.
    pub fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is_hyphen(at))
    }

    /// The bytes of a range of tokens, which must not be empty.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(self.text.len(), |token| token.at.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.at.end.max(start))
    }
}

/// The highest bit of each of eight bytes.
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// A few digits with nothing behind them that may belong to their number: their end and the number.
fn plain_digits(bytes: &[u8], start: usize) -> Option<(usize, u64)> {
    /// So many digits fit any number.
    const FIT: usize = 18;
    let (mut end, mut value) = (start, 0);
    while let Some(byte @ b'0'..=b'9') = bytes.get(end).filter(|_| end - start < FIT) {
        value = value * 10 + u64::from(byte - b'0');
        end += 1;
    }
    let next = bytes.get(end).copied().unwrap_or(b'\n');
    let after = bytes.get(end + 1).copied().unwrap_or(b'\n');
    let joins = next == b' ' || matches!(next, b'.' | b',' | b'\'');
    let alone = match joins {
        true => after.is_ascii() && !after.is_ascii_digit(),
        false => next.is_ascii() && !next.is_ascii_alphanumeric(),
    };
    let zero_led = bytes[start] == b'0' && end > start + 1;
    (alone && !zero_led).then_some((end, value))
}

/// The end of the token at `start` and its kind; none for what only parts others.
fn token(text: &str, start: usize, letter: char) -> (usize, Option<Kind>) {
    if is_blank(letter) {
        return blank(text, start);
    }
    if numeral::digit(letter).is_some() {
        return digits(text, start);
    }
    if letter.is_alphanumeric() && !is_vulgar(letter) {
        return (word_end(text, start), Some(Kind::Word));
    }
    (start + letter.len_utf8(), Some(Kind::Symbol))
}

fn blank(text: &str, start: usize) -> (usize, Option<Kind>) {
    let rest = &text[start..];
    let length = rest.find(|letter| !is_blank(letter)).unwrap_or(rest.len());
    let lines = rest[..length].matches(['\n', '\u{2029}']).count();
    (start + length, (lines > 1).then_some(Kind::Break))
}

fn digits(text: &str, start: usize) -> (usize, Option<Kind>) {
    let (end, numeral) = numeral::scan(text, start);
    if !text[end..].starts_with(|letter: char| letter.is_alphabetic() && !is_leftward(letter)) {
        return (end, Some(numeral.map_or(Kind::Word, Kind::Numeral)));
    }
    let word_end = word_end(text, end);
    let scaled = glued_scale(&text[end..word_end]).zip(numeral);
    let kind = scaled.map_or(Kind::Word, |(scale, numeral)| Kind::Numeral(Numeral { scale, ..numeral }));
    (word_end, Some(kind))
}

/// The scale that is written onto digits: 32k, 1.5m, 2bn.
fn glued_scale(letters: &str) -> Option<u64> {
    const SCALES: &[(&str, u64)] =
        &[("k", 1_000), ("m", 1_000_000), ("mn", 1_000_000), ("mln", 1_000_000), ("bn", 1_000_000_000)];
    SCALES.iter().find(|(name, _)| letters.eq_ignore_ascii_case(name)).map(|(_, scale)| *scale)
}

fn word_end(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices().peekable();
    let mut leftward = false;
    while let Some((at, letter)) = letters.next() {
        let next_is_letter = letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let joins = is_combining(letter) || (matches!(letter, '\'' | '’') && next_is_letter);
        if !(letter.is_alphanumeric() || joins) || (leftward && numeral::digit(letter).is_some()) {
            return start + at;
        }
        leftward = is_leftward(letter);
    }
    text.len()
}

/// A letter of Hebrew or Arabic: these never run on into digits, so that و30 is two words.
fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{65f}' | '\u{66e}'..='\u{6ef}' | '\u{6fa}'..='\u{6ff}')
}

/// An accent written as a character of its own.
fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// White space and the marks that only steer direction or joining.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_vulgar(letter: char) -> bool {
    matches!(letter, '¼'..='¾' | '\u{2150}'..='\u{215e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let line = Line::new(text);
        (0..line.len()).map(|at| line.word(at).to_owned()).collect()
    }

    #[test]
    fn text_is_cut_into_words_numerals_and_symbols() {
        assert_eq!(words("At least 27,585 deaths."), ["At", "least", "27,585", "deaths", "."]);
        assert_eq!(words("Gaza’s 32k—or 7th"), ["Gaza’s", "32k", "—", "or", "7th"]);
        assert_eq!(words("twenty-five\u{200f} ٢٧٬٥٨٥"), ["twenty", "-", "five", "٢٧٬٥٨٥"]);
    }

    #[test]
    fn plain_text_is_cut_as_any_text_is() {
        let pieces = [
            "it's ",
            "7 ",
            "sevenths",
            "seventhly ",
            "27 585",
            "12,",
            "0",
            "007 ",
            "1.5",
            "a’b",
            "é",
            "32k ",
            "\n\n",
            "'",
            "3'",
            " x",
        ];
        for (one, two) in pieces.iter().flat_map(|one| pieces.iter().map(move |two| (one, two))) {
            let text = format!("{one}{two}{one}");
            let line = Line::new(&text);
            let mut slowly = Line { text: &text, tokens: Vec::new(), numerals: Vec::new() };
            let mut at = 0;
            while at < text.len() {
                at = slowly.slow(at);
            }
            assert_eq!(line.len(), slowly.len(), "{text:?}");
            let told = |line: &Line<'_>, at| {
                let marks = (line.is_ascii(at), line.is_word(at), line.has_apostrophe(at));
                (line.bytes(&(at..at + 1)), line.numeral(at), line.fold(at), marks)
            };
            for at in 0..line.len() {
                assert_eq!(told(&line, at), told(&slowly, at), "{text:?}");
            }
        }
    }

    #[test]
    fn arabic_and_hebrew_letters_part_from_digits() {
        assert_eq!(words("12 قتيلا و30 جريحا"), ["12", "قتيلا", "و", "30", "جريحا"]);
        assert_eq!(words("بـ١٬٢٠٠ ו1,200"), ["بـ", "١٬٢٠٠", "ו", "1,200"]);
        assert_eq!(Line::new("30شخصا").numeral(0).and_then(|number| number.times(1)), Some(30));
    }

    #[test]
    fn an_accent_of_its_own_stays_in_its_word() {
        assert_eq!(words("tue\u{301}s"), ["tue\u{301}s"]);
    }

    #[test]
    fn an_ordinal_is_a_word() {
        let line = Line::new("7th F16 1,234,56");
        assert!((0..3).all(|at| line.numeral(at).is_none()));
    }

    #[test]
    fn a_blank_line_parts_but_a_line_end_does_not() {
        assert_eq!(words("at least\n107"), ["at", "least", "107"]);
        assert_eq!(words("at least\n\n107"), ["at", "least", "", "107"]);
    }
}
