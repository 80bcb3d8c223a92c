//! Where a pattern may stand in a text: the quickest sound way to the places worth comparing.
//!
//! For each kind of text ([`Letters`]) one pair of bytes is chosen that every match must hold, as
//! rare as can be. Where it is found, the way leads back to the start of the match, and
//! `Pattern::at` decides.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use around::{Around, Run, runs};
use forms::{Forms, Told};

use super::fold::{Folder, is_compatible, is_dropped, is_kept_mark};
use super::letters::{Letters, bit};
use super::pattern::{Pattern, Piece};
use super::scan::{Bytes, Pair};
use super::words::{self, is_unspaced, is_word};

/// How far back a word may begin, in bytes, beside what its letters take: marks between them.
const REACH: usize = 256;

/// A pattern with its short cuts.
#[derive(Clone, Debug)]
pub struct Finder {
    pattern: Pattern,
    runs: Vec<Run>,
    /// One for each set of kinds of [`Letters`].
    anchors: Vec<Option<Anchor>>,
    /// For texts that write some ASCII letters otherwise, the rarest first: each holds where certain
    /// letters are not among those.
    exact: Vec<(u32, Anchor)>,
    forms: Forms,
}

/// A pair of bytes that stands in every match, and the way from it to the match's start.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    pair: Pair,
    back: Back,
    at: At,
    /// How often it is expected, in places a million.
    often: u32,
}

/// Which letter of its run the first byte of an anchor belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// That with this number.
    Letter(usize),
    /// That with this number; where it is not ASCII, the next letter is the next byte.
    Beside(usize),
    Unknown,
}

/// The way back from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Back {
    /// So many bytes.
    Bytes(usize),
    /// To the start of its character.
    Here,
    /// To the start of its word, then so many words.
    Words(usize),
}

impl Finder {
    /// A finder of a pattern.
    pub fn new(pattern: Pattern) -> Self {
        let runs = runs(&pattern);
        let anchors = (0..Letters::COUNT).map(|held| anchor(&pattern, &runs, Letters::nth(held))).collect();
        let exact = if starts_plainly(&pattern) { exact(&runs) } else { Vec::new() };
        Self { pattern, runs, anchors, exact, forms: Forms::default() }
    }

    /// The pattern.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Every match in a text, from left to right, none over another, until `found` says no more.
    ///
    /// `held` is what [`Letters::of`] says of the text, or more.
    pub fn each(&self, text: &str, held: Letters, mut found: impl FnMut(Range<usize>) -> bool) {
        let Some(anchor) = self.anchor(held) else { return self.every(text, found) };
        let mut after = 0;
        let mut tried = None;
        anchor.pair.each(text.as_bytes(), 0, |place| {
            let hit = match self.forms.at(text, place, self.pattern.goes_on()) {
                Some(Told { word, hit }) => Some(hit).filter(|_| word >= after),
                None => self.compared(anchor, text, place, after, &mut tried),
            };
            let Some(hit) = hit else { return Some(place + 1) };
            after = hit.end;
            found(hit).then_some(after.max(place + 1))
        });
    }

    /// The match of an anchor at a place, beginning behind the last one and not where one was tried.
    fn compared(
        &self,
        anchor: &Anchor,
        text: &str,
        place: usize,
        after: usize,
        tried: &mut Option<usize>,
    ) -> Option<Range<usize>> {
        let (word, hit) = match anchor.around(text, place, &self.runs) {
            Around::No => return None,
            Around::Hit(hit) => (hit.start, Some(hit).filter(|hit| hit.start >= after)?),
            around => {
                let reach = REACH + 16 * self.pattern.len();
                let start = anchor.start(text, place, reach, &around)?;
                if Some(start) == *tried || start < after {
                    return None;
                }
                *tried = Some(start);
                (start, self.pattern.at(text, start)?)
            }
        };
        self.forms.note(text, &self.pattern, place, word, &hit);
        Some(hit)
    }

    fn anchor(&self, held: Letters) -> Option<&Anchor> {
        let exact = self.exact.iter().find(|(letters, _)| !held.writes_otherwise(*letters));
        let exact = exact.filter(|_| held.any(Letters::LATIN)).map(|(_, anchor)| anchor);
        exact.or_else(|| self.anchors.get(held.number())?.as_ref())
    }

    /// The slow way: every place where a word may begin, or every character for signs.
    fn every(&self, text: &str, mut found: impl FnMut(Range<usize>) -> bool) {
        let words = self.pattern.begins_with_word();
        let mut after = 0;
        let mut inside = false;
        for (at, c) in text.char_indices() {
            if is_dropped(c) {
                continue; // Tatweel before a word is no letter of another.
            }
            let begins = is_word(c) && (!inside || is_unspaced(c));
            inside = is_word(c) && !is_unspaced(c);
            if at < after || (words && !begins) {
                continue;
            }
            if let Some(hit) = self.pattern.at(text, at).filter(|hit| hit.start >= after) {
                after = hit.end;
                if !found(hit) {
                    return;
                }
            }
        }
    }
}

impl Anchor {
    fn start(&self, text: &str, place: usize, reach: usize, around: &Around) -> Option<usize> {
        match self.back {
            Back::Bytes(bytes) => {
                let start = place.checked_sub(bytes)?;
                // By far the most candidates stand within another word.
                let inside = start > 0 && text.as_bytes()[start - 1].is_ascii_alphanumeric();
                (!inside && text.is_char_boundary(start)).then_some(start)
            }
            Back::Here => Some(text.floor_char_boundary(place)),
            Back::Words(count) => {
                let mut start = match around {
                    Around::Start(start) => *start,
                    _ => words::start(text, text.floor_char_boundary(place), reach)?,
                };
                for _ in 0..count {
                    start = words::before(text, start, reach)?;
                }
                Some(start)
            }
        }
    }

    fn around(&self, text: &str, place: usize, runs: &[Run]) -> Around {
        let Back::Words(before) = self.back else { return Around::Unsure };
        let Some(run) = runs.get(before) else { return Around::Unsure };
        let bytes = text.as_bytes();
        match self.at {
            At::Letter(letter) => run.around(text, text.floor_char_boundary(place), letter),
            At::Beside(letter) if bytes[place].is_ascii() => run.around(text, place, letter),
            At::Beside(letter) if bytes.get(place + 1).is_some_and(u8::is_ascii) => {
                run.around(text, place + 1, letter + 1)
            }
            At::Beside(_) | At::Unknown => Around::Unsure,
        }
    }
}

fn anchor(pattern: &Pattern, runs: &[Run], held: Letters) -> Option<Anchor> {
    let Some(Piece::Letter(first)) = pattern.pieces.first() else { return None };
    if !is_word(*first) {
        return of_sign(*first, held);
    }
    if is_unspaced(*first) {
        return (!held.any(Letters::FORMS)).then(|| of_letter(*first, Back::Here)).flatten();
    }
    let anchors = runs.iter().filter_map(|run| of_run(run, held));
    anchors.min_by_key(|anchor| anchor.often)
}

/// An anchor of a sign, at which the match begins.
fn of_sign(sign: char, held: Letters) -> Option<Anchor> {
    if !sign.is_ascii() {
        return (!held.any(Letters::FORMS)).then(|| of_letter(sign, Back::Here)).flatten();
    }
    let class = Bytes::of(&[sign as u8])?;
    let several = matches!(sign, '\'' | '"' | '-') || held.any(Letters::FORMS.and(Letters::MARKS));
    let class = if several { class.or_beyond_ascii() } else { class };
    Some(Anchor { pair: Pair::single(class), back: Back::Here, at: At::Unknown, often: 10_000 })
}

fn of_run(run: &Run, held: Letters) -> Option<Anchor> {
    if !run.letters.iter().all(char::is_ascii) {
        return of_other(run, held);
    }
    let digits = run.letters.iter().any(char::is_ascii_digit);
    if held.any(Letters::LATIN) || (digits && held.any(Letters::DIGITS)) {
        of_folded(run, held)
    } else {
        of_ascii(run)
    }
}

/// The two rarest letters of an ASCII word, in a text that writes it with ASCII alone.
fn of_ascii(run: &Run) -> Option<Anchor> {
    let mut places: Vec<usize> = (0..run.letters.len()).collect();
    places.sort_by_key(|place| often(run.letters[*place]));
    let (first, second) = match places.as_slice() {
        [] => return None,
        [only] => (*only, *only),
        [one, other, ..] => (*one.min(other), *one.max(other)),
    };
    let class = |place: usize| cases(run.letters[place]);
    let rate = if first == second { often(run.letters[first]) } else { both(run, first, second) };
    let back = if run.before == 0 { Back::Bytes(first) } else { Back::Words(run.before) };
    let pair = Pair::new(class(first)?, class(second)?, second - first);
    Some(Anchor { pair, back, at: At::Letter(first), often: rate })
}

/// Two letters side by side of an ASCII word, in a text that may write either of them otherwise.
///
/// The last byte of the first letter is then that letter, or one of a longer character; so is the
/// first byte of the second.
fn of_folded(run: &Run, held: Letters) -> Option<Anchor> {
    let letters = &run.letters;
    let back = Back::Words(run.before);
    if letters.len() == 1 {
        let pair = Pair::single(cases(letters[0])?.or_beyond_ascii());
        return Some(Anchor { pair, back, at: At::Unknown, often: often(letters[0]) + 20_000 });
    }
    let places = (0..letters.len() - 1).min_by_key(|place| both(run, *place, place + 1))?;
    let (one, other) = (letters[places], letters[places + 1]);
    let split = held.any(Letters::MARKS.and(Letters::HARAKAT).and(Letters::FORMS));
    let pair = if one.is_ascii_digit() && other.is_ascii_digit() && !split {
        let digit = |c: char| c as u8 - b'0';
        let last = Bytes::of(&[one as u8, 0xA0 + digit(one), 0xB0 + digit(one)])?;
        Pair::new(last, Bytes::of(&[other as u8, 0xD9, 0xDB])?, 1)
    } else {
        Pair::new(cases(one)?.or_beyond_ascii(), cases(other)?.or_beyond_ascii(), 1)
    };
    Some(Anchor { pair, back, at: At::Beside(places), often: both(run, places, places + 1) + 5_000 })
}

/// Whether a pattern begins with a word of a script that puts blanks between words.
fn starts_plainly(pattern: &Pattern) -> bool {
    matches!(pattern.pieces.first(), Some(Piece::Letter(c)) if is_word(*c) && !is_unspaced(*c))
}

/// Two letters side by side of which one stands only as itself, with the bits of that one: then the
/// other may be the first or last byte of any character, and what does not count may stand between.
fn exact(runs: &[Run]) -> Vec<(u32, Anchor)> {
    let mut exact = Vec::new();
    for run in runs.iter().filter(|run| run.letters.iter().all(char::is_ascii_lowercase)) {
        let back = Back::Words(run.before);
        for place in 0..run.letters.len().saturating_sub(1) {
            let (one, other) = (run.letters[place], run.letters[place + 1]);
            let (Some(first), Some(second)) = (cases(one), cases(other)) else { continue };
            let often = both(run, place, place + 1);
            let leads = Pair::new(first, second.or_between(0xC2, 0xF4), 1);
            let ends = Pair::new(first.or_between(0x80, 0xBF), second, 1);
            let anchor = |pair, exact| {
                let often = often + self::often(exact) / 30;
                (bit(exact), Anchor { pair, back, at: At::Beside(place), often })
            };
            exact.push(anchor(leads, one));
            exact.push(anchor(ends, other));
        }
    }
    exact.sort_by_key(|(_, anchor)| anchor.often);
    exact
}

/// The rarest letter, or two letters side by side, of a word of another script.
fn of_other(run: &Run, held: Letters) -> Option<Anchor> {
    if held.any(Letters::FORMS) {
        return None;
    }
    let back = Back::Words(run.before);
    let singles = run.letters.iter().enumerate().filter(|(_, c)| !is_kept_mark(**c) && !c.is_ascii());
    let singles = singles.filter_map(|(at, c)| Some(Anchor { at: At::Letter(at), ..of_letter(*c, back)? }));
    let pairs = run.letters.windows(2).enumerate();
    let pairs = pairs.filter_map(|(at, pair)| {
        Some(Anchor { at: At::Letter(at), ..of_two(pair[0], pair[1], held, back)? })
    });
    singles.chain(pairs).min_by_key(|anchor| anchor.often)
}

/// The last two bytes of a letter in all its forms.
fn of_letter(letter: char, back: Back) -> Option<Anchor> {
    let forms = forms(letter);
    let (firsts, lasts): (Vec<u8>, Vec<u8>) = forms.iter().filter_map(|form| last_two(*form)).unzip();
    let pair = Pair::new(Bytes::of(&firsts)?, Bytes::of(&lasts)?, 1);
    Some(Anchor { pair, back, at: At::Unknown, often: often(letter) })
}

/// The last bytes of two letters side by side, both of two bytes in every form.
fn of_two(one: char, other: char, held: Letters, back: Back) -> Option<Anchor> {
    let short = |c: char| forms(c).iter().all(|form| form.len_utf8() == 2);
    if held.any(Letters::MARKS) || is_kept_mark(one) || is_kept_mark(other) || !short(one) || !short(other) {
        return None;
    }
    let lasts = |c: char| -> Vec<u8> { forms(c).iter().filter_map(|c| Some(last_two(*c)?.1)).collect() };
    let mut second = lasts(other);
    let harakat = held.any(Letters::HARAKAT);
    if harakat {
        second.push(0x80); // Tatweel, U+0640: D9 80.
    }
    let second = Bytes::of(&second)?;
    // Harakat, U+064B to U+065F: D9 8B to D9 9F.
    let second = if harakat { second.or_between(0x8B, 0x9F) } else { second };
    let pair = Pair::new(Bytes::of(&lasts(one))?, second, 2);
    let rare = (f64::from(often(one)) / 1e6 * f64::from(often(other))) as u32;
    Some(Anchor { pair, back, at: At::Unknown, often: rare + if harakat { 2_000 } else { 500 } })
}

fn last_two(c: char) -> Option<(u8, u8)> {
    let mut buffer = [0; 4];
    match c.encode_utf8(&mut buffer).as_bytes() {
        [.., one, other] => Some((*one, *other)),
        _ => None,
    }
}

fn cases(c: char) -> Option<Bytes> {
    Bytes::of(&[c.to_ascii_lowercase() as u8, c.to_ascii_uppercase() as u8])
}

fn both(run: &Run, first: usize, second: usize) -> u32 {
    let one = |place: usize| f64::from(often(run.letters[place]));
    (one(first) / 1e6 * one(second)) as u32
}

/// How often a letter stands in texts, in places a million: rough figures, which only have to tell
/// rare letters from frequent ones. English after Norvig's count of 2012.
fn often(letter: char) -> u32 {
    const ENGLISH: [u32; 26] =
        [64, 12, 27, 31, 100, 19, 15, 40, 61, 2, 5, 33, 20, 58, 61, 17, 1, 50, 52, 74, 22, 8, 13, 2, 13, 1];
    match letter {
        'a'..='z' => ENGLISH[letter as usize - 'a' as usize] * 1_000,
        '0'..='9' => 4_000,
        'ا' | 'ل' | 'ي' | 'ו' | 'י' | 'ה' => 50_000,
        'م' | 'ن' | 'و' | 'ت' | 'ر' | 'מ' | 'א' | 'ת' | 'ר' | 'ב' | 'ש' => 30_000,
        'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' | 'і' => 35_000,
        'α' | 'ο' | 'ι' | 'ε' | 'τ' | 'σ' | 'ν' | 'η' => 40_000,
        _ => 12_000,
    }
}

/// Every character that counts as a letter, or as a few letters of which it is one; presentation
/// forms are left out.
fn forms(letter: char) -> &'static [char] {
    static FORMS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(all_forms);
    FORMS.get(&letter).map_or(&[], Vec::as_slice)
}

fn all_forms() -> HashMap<char, Vec<char>> {
    let mut forms: HashMap<char, Vec<char>> = HashMap::new();
    for c in (0x80..0x3_0000_u32).filter_map(char::from_u32).filter(|c| !is_compatible(*c)) {
        Folder::default().push(c, &mut |letter| {
            if !letter.is_ascii() {
                forms.entry(letter).or_default().push(c);
            }
        });
    }
    forms
}

mod around;
mod forms;

#[cfg(test)]
mod tests;
