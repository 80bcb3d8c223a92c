//! A word or phrase made ready to be compared with a text, letter by folded letter.

use std::ops::Range;

use super::fold::{Folder, folded, is_dropped, is_kept_mark};
use super::words;
use unicode_normalization::char::is_combining_mark;

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A folded letter, digit or sign.
    Letter(char),
    /// Blanks, as many as there are.
    Blank,
    /// The rest of a word.
    Rest,
}

/// A word or phrase, folded.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub(super) pieces: Vec<Piece>,
    /// Whether the last word may go on.
    prefix: bool,
    /// The same in ASCII, where it is nothing but words of ASCII letters and digits.
    ascii: Option<Box<[u8]>>,
    /// Particles that may be written together with the first word, before it.
    particles: &'static [&'static str],
}

/// What Arabic writes together with the next word: “and”, “so”, “in”, “for”, “like”, “will”, and
/// the article. After the light stemmer of Larkey, Ballesteros and Connell (2002), which takes off
/// the article and “and”; prepositions are added.
const ARABIC: &[&str] = &[
    "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "ك", "كال", "س", "وب", "وبال", "ول", "ولل", "وس",
    "فب", "فل", "فلل", "فس", "وك", "وكال",
];

/// What Hebrew writes together with the next word: “and”, “the”, “in”, “as”, “to”, “from”, “that”.
const HEBREW: &[&str] = &[
    "ה", "ו", "ב", "כ", "ל", "מ", "ש", "וה", "וב", "וכ", "ול", "ומ", "וש", "שה", "שב", "שכ", "של", "שמ",
    "מה", "כש", "וכש", "ושה", "לכש", "מש",
];

/// No particle is longer, in characters, with its marks.
const LONGEST_PARTICLE: usize = 12;

/// Shorter words than this, in letters, stand apart only: a particle and a short word too often
/// look like another word.
const FEWEST_AFTER_PARTICLE: usize = 3;

impl Pattern {
    /// The pattern of words; `None` where they hold nothing to look for.
    ///
    /// A `*` at the end of a word lets it go on. With `prefix` the last word may go on. Unless
    /// `strict`, an Arabic or Hebrew word is also found behind particles written together with it.
    pub fn new(words: &str, prefix: bool, strict: bool) -> Option<Self> {
        let mut pieces = Vec::new();
        for word in words.split_whitespace() {
            if !pieces.is_empty() {
                pieces.push(Piece::Blank);
            }
            let stem = word.trim_end_matches('*');
            let stem = if stem.is_empty() { word } else { stem };
            let mut folder = Folder::default();
            let mut letters = |letter| pieces.push(Piece::Letter(letter));
            stem.chars().for_each(|c| folder.push(c, &mut letters));
            if stem.len() < word.len() {
                pieces.push(Piece::Rest);
            }
        }
        let starred = pieces.pop_if(|last| *last == Piece::Rest).is_some();
        while pieces.pop_if(|last| *last == Piece::Blank).is_some() {}
        let ascii = ascii(&pieces);
        let mut pattern = Self { prefix: prefix || starred, pieces, ascii, particles: &[] };
        let first = pattern.first()?;
        if !strict && pattern.first_word() >= FEWEST_AFTER_PARTICLE {
            pattern.particles = particles(first);
        }
        Some(pattern)
    }

    /// The same, compared letter by folded letter only.
    #[cfg(test)]
    pub(super) fn without_short_cut(self) -> Self {
        Self { ascii: None, ..self }
    }

    fn first(&self) -> Option<char> {
        match self.pieces.first()? {
            Piece::Letter(letter) => Some(*letter),
            Piece::Blank | Piece::Rest => None,
        }
    }

    /// How many letters the first word has.
    fn first_word(&self) -> usize {
        let of_word = |piece: &&Piece| matches!(piece, Piece::Letter(c) if words::is_word(*c));
        self.pieces.iter().take_while(of_word).count()
    }

    /// Whether it begins with a word rather than a sign.
    pub(super) fn begins_with_word(&self) -> bool {
        self.first().is_some_and(words::is_word)
    }

    /// Whether its last word may go on.
    pub(super) fn goes_on(&self) -> bool {
        self.prefix
    }

    /// Whether particles may be written together with its first word.
    pub(super) fn has_particles(&self) -> bool {
        !self.particles.is_empty()
    }

    /// Whether it begins and ends with letters of words and holds no star between.
    pub(super) fn is_of_words(&self) -> bool {
        let starred = self.pieces.contains(&Piece::Rest);
        self.begins_with_word() && self.ends_with_word() && !starred
    }

    fn ends_with_word(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Letter(c)) if words::is_word(*c))
    }

    /// How much there is to it, in letters: the more, the rarer.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there is nothing to it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The match that begins at a place where a character does, or behind a particle there.
    pub(super) fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        self.exactly_at(text, start).or_else(|| self.behind_particle(text, start))
    }

    pub(super) fn exactly_at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        match self.plainly_at(text.as_bytes(), start) {
            Plainly::At(end) => return Some(start..end),
            Plainly::No => return None,
            Plainly::Unsure => {}
        }
        if !self.begins_with_word() {
            let shown = !text[start..].starts_with(is_dropped);
            return shown.then(|| self.end(text, start)).flatten().map(|end| start..end);
        }
        let start = start + shown(&text[start..]);
        let end = self.end(text, start)?;
        words::begins(text, start).then_some(start..end)
    }

    /// What plain bytes tell: most of what is compared is ASCII, with blanks around.
    fn plainly_at(&self, text: &[u8], start: usize) -> Plainly {
        let Some(ascii) = &self.ascii else { return Plainly::Unsure };
        let Some(here) = text.get(start..start + ascii.len()) else { return Plainly::Unsure };
        let differs = |(one, other): &(&u8, &u8)| !one.eq_ignore_ascii_case(other);
        if let Some((one, other)) = here.iter().zip(ascii.iter()).find(differs) {
            let sure = one.is_ascii() && !one.is_ascii_whitespace() && *other != b' ';
            return if sure { Plainly::No } else { Plainly::Unsure };
        }
        let before = start.checked_sub(1).and_then(|before| text.get(before));
        let mut end = start + ascii.len();
        while self.prefix && text.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let apart = before.is_none_or(|before| parts(*before, text[start]))
            && text.get(end).is_none_or(|after| parts(*after, text[end - 1]));
        if apart { Plainly::At(end) } else { Plainly::Unsure }
    }

    fn behind_particle(&self, text: &str, start: usize) -> Option<Range<usize>> {
        if self.particles.is_empty() {
            return None;
        }
        let starts = text[start..].char_indices().take(LONGEST_PARTICLE).skip(1);
        let hits = starts.filter(|(_, c)| !is_dropped(*c)).map(|(at, _)| start + at);
        let mut hits = hits.filter_map(|at| Some(at..self.end(text, at)?));
        hits.find(|hit| {
            let before = folded(&text[start..hit.start]);
            self.particles.contains(&before.as_str()) && words::begins(text, start)
        })
    }

    /// Where the match ends that begins at a place.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let (at, folder) = self.compared(text, start)?;
        self.ended(text, at, folder)
    }

    /// Where its last letter ends in a match that begins at a place.
    pub(super) fn last_letter(&self, text: &str, start: usize) -> Option<usize> {
        self.compared(text, start).map(|(at, _)| at)
    }

    /// Compares letter by letter; gives where the last one ends, and what was folded.
    fn compared(&self, text: &str, start: usize) -> Option<(usize, Folder)> {
        let mut at = start;
        let mut folder = Folder::default();
        let mut next = 0;
        while let Some(piece) = self.pieces.get(next) {
            match piece {
                Piece::Letter(_) => {
                    let c = text[at..].chars().next()?;
                    next = self.letters(next, c, &mut folder)?;
                    at += c.len_utf8();
                }
                Piece::Blank => {
                    at = after_blanks(text, at)?;
                    next += 1;
                }
                Piece::Rest => {
                    at = words::end(text, at);
                    next += 1;
                }
            }
        }
        Some((at, folder))
    }

    /// The step after the letters that a character counts as; `None` where it counts as others.
    fn letters(&self, mut next: usize, c: char, folder: &mut Folder) -> Option<usize> {
        let mut fits = true;
        folder.push(c, &mut |letter| match self.pieces.get(next) {
            Some(Piece::Letter(wanted)) if *wanted == letter => next += 1,
            // Half of a ligature ends a word that may go on; half of a letter does not.
            None if self.prefix && !is_kept_mark(letter) => {}
            _ => fits = false,
        });
        fits.then_some(next)
    }

    /// Where the match ends for good, its last letter being compared: with the marks of that
    /// letter, and the rest of a word that may go on.
    fn ended(&self, text: &str, mut at: usize, mut folder: Folder) -> Option<usize> {
        let mut kept = false;
        for c in text[at..].chars() {
            let mut counts = false;
            folder.push(c, &mut |letter| {
                kept |= !counts && is_kept_mark(letter);
                counts = true;
            });
            if counts || !is_combining_mark(c) {
                break;
            }
            at += c.len_utf8();
        }
        if kept {
            return None;
        }
        match (self.ends_with_word(), self.prefix) {
            (true, true) => Some(words::end(text, at)),
            (true, false) => words::ends(text, at).then_some(at),
            (false, _) => Some(at),
        }
    }
}

/// What plain bytes tell of a match.
enum Plainly {
    /// It ends here.
    At(usize),
    No,
    Unsure,
}

/// Whether a byte is a blank or a sign that surely parts words, next to this byte of a word: what
/// may separate the thousands of a number does so only beside what is no digit.
#[inline]
pub(super) fn parts(byte: u8, beside: u8) -> bool {
    match byte {
        b' ' | b'\n' | b'-' | b';' | b':' | b'(' | b')' | b'"' | b'!' | b'?' | b'/' => true,
        b',' | b'.' | b'\'' => !beside.is_ascii_digit(),
        _ => false,
    }
}

/// A pattern as bytes, where it is nothing but words of ASCII letters and digits.
fn ascii(pieces: &[Piece]) -> Option<Box<[u8]>> {
    let byte = |piece: &Piece| match piece {
        Piece::Letter(c) if c.is_ascii_alphanumeric() => Some(*c as u8),
        Piece::Blank => Some(b' '),
        Piece::Letter(_) | Piece::Rest => None,
    };
    pieces.iter().map(byte).collect()
}

/// How many bytes at the start of a text do not count.
fn shown(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_dropped).len()
}

fn after_blanks(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let blank = |c: char| c.is_whitespace() || is_dropped(c);
    let after = rest.trim_start_matches(blank);
    let passed = &rest[..rest.len() - after.len()];
    passed.contains(char::is_whitespace).then_some(at + passed.len())
}

fn particles(first: char) -> &'static [&'static str] {
    match first {
        '\u{621}'..='\u{64A}' => ARABIC,
        'א'..='ת' => HEBREW,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        let (stem, prefix) = words.strip_suffix('*').map_or((words, false), |stem| (stem, true));
        let pattern = Pattern::new(stem, prefix, false).unwrap();
        let starts = text.char_indices().map(|(at, _)| at);
        starts
            .filter_map(|at| pattern.exactly_at(text, at).filter(|hit| hit.start == at))
            .map(|hit| &text[hit])
            .collect()
    }

    #[test]
    fn a_word_is_whole_unless_starred() {
        let text = "Killed, skilled; kills KILLED kil\u{301}led";
        assert_eq!(found(text, "killed"), ["Killed", "KILLED", "kil\u{301}led"]);
        assert_eq!(found(text, "kill*"), ["Killed", "kills", "KILLED", "kil\u{301}led"]);
        assert_eq!(found("civilians were killed", "civilian* were kill*"), ["civilians were killed"]);
    }

    #[test]
    fn accents_on_the_last_letter_belong_to_the_hit() {
        assert_eq!(found("cafe\u{301}, café", "cafe"), ["cafe\u{301}", "café"]);
        assert_eq!(found("قُتِلَ 23", "قتل"), ["قُتِلَ"]);
    }

    #[test]
    fn half_of_a_letter_is_no_hit() {
        assert!(found("й и\u{306}", "и").is_empty());
        assert!(found("йод и\u{306}од", "и*").is_empty());
        assert_eq!(found("straße", "stras*"), ["straße"]);
        assert!(found("straße", "stras").is_empty());
        assert!(found("한국", "하*").is_empty());
    }

    #[test]
    fn groups_of_numbers_are_no_words() {
        assert_eq!(found("27,585 585 1.5", "585"), ["585"]);
        assert_eq!(found("27,585 1.5 15", "27,585"), ["27,585"]);
        assert_eq!(found("27,585 1.5 15", "27*"), ["27,585"]);
        assert_eq!(found("1.5, 15", "1.5"), ["1.5"]);
    }

    #[test]
    fn phrases_pass_over_any_blanks_and_signs_are_themselves() {
        assert_eq!(found("health\n ministry, health-ministry", "health ministry"), ["health\n ministry"]);
        assert_eq!(found("(est.) [sic] 50% a\\b", "(est.) [sic]"), ["(est.) [sic]"]);
        assert_eq!(found("50% of 50", "50%"), ["50%"]);
        assert_eq!(found("Gaza’s “zone”", "gaza's \"ZONE\""), ["Gaza’s “zone”"]);
    }

    #[test]
    fn arabic_and_hebrew_words_are_found_behind_particles() {
        let hit = |text: &str, word: &str, strict| {
            let hit = Pattern::new(word, false, strict).unwrap().at(text, 0);
            hit.map(|hit| text[hit].to_owned())
        };
        assert_eq!(hit("والقتلى", "قتلى", false).as_deref(), Some("قتلى"));
        assert_eq!(hit("وَالقَتلى", "قتلى", false).as_deref(), Some("قَتلى"));
        assert_eq!(hit("بغزة", "غزة", false).as_deref(), Some("غزة"));
        assert_eq!(hit("בעזה", "עזה", false).as_deref(), Some("עזה"));
        assert_eq!(hit("בעזה", "עזה", true), None);
        assert_eq!(hit("הרב", "רב", false), None);
        assert_eq!(hit("عالقتلى", "قتلى", false), None);
    }

    #[test]
    fn words_of_nothing_are_no_pattern() {
        for words in ["", " \n", "\u{301}", "\u{AD}"] {
            assert!(Pattern::new(words, true, false).is_none(), "{words:?}");
        }
        assert!(Pattern::new("*", false, false).is_some());
    }
}
