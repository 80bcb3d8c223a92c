//! Texts that no one wrote to be read.

use super::read;

/// Words and marks that rules look for, to be strewn at random.
const PIECES: &[&str] = &[
    "killed",
    "five",
    "12",
    "27,585",
    "people",
    ",",
    "and",
    "were",
    ".",
    "\n\n",
    "\n",
    "wounded",
    "including",
    "of",
    "them",
    "at least",
    "the",
    "dead",
    "deaths",
    "who",
    "(",
    ")",
    "“",
    "”",
    "—",
    "toll",
    "to",
    "hostages",
    "é",
    "\u{a0}",
    "half",
    "million",
    "a man",
    "children",
    "none",
    "lives",
    "claimed",
    "number of",
    "those",
    "among",
    "-",
    "’s",
];

/// A small generator of numbers, so that every run reads the same texts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

fn strewn(dice: &mut Dice, count: usize) -> String {
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(PIECES[dice.roll(PIECES.len())]);
        if dice.roll(8) > 0 {
            text.push(' ');
        }
    }
    text
}

#[test]
fn spans_lie_on_characters_inside_the_text_and_differ() {
    let mut dice = Dice(7);
    for _ in 0..500 {
        let text = strewn(&mut dice, 40);
        let found = read(&text);
        for one in &found {
            let ranges = [Some(one.span.clone()), one.number.clone(), one.unit.clone(), one.counted.clone()];
            let reasons = one.reasons.iter().map(|reason| reason.words.clone());
            for range in ranges.into_iter().flatten().chain(reasons).chain([one.outcome_words.clone()]) {
                assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
            }
            let words = &text[one.span.clone()];
            assert!(!words.is_empty() && words == words.trim(), "{words:?} of {text:?}");
        }
        for (place, one) in found.iter().enumerate() {
            let same = |other: &super::Suggestion| other.span == one.span && other.outcome == one.outcome;
            assert!(!found[place + 1..].iter().any(same), "{text:?}");
        }
    }
}

#[test]
fn a_text_cut_anywhere_is_read() {
    let text = "“Five killed,” — 27\u{a0}585 were wounded, including 12 children; l’armée…";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        read(&text[..end]);
    }
}

#[test]
fn a_flood_of_anything_ends() {
    for piece in [
        "1",
        ",",
        "killed ",
        "killed",
        "five ",
        "5 killed and ",
        "of the ",
        "\n",
        "“",
        "killed five of the ",
        "- ",
    ] {
        read(&piece.repeat(8_000));
    }
}

#[test]
fn many_figures_with_many_speakers_are_read_in_pieces() {
    let text = "he said 5 dead, ".repeat(400);
    assert!(read(&text).len() > 380);
    let text = "The ministry said 5 people were killed. It said 6 people were killed. ".repeat(60);
    assert_eq!(read(&text).len(), 120);
}
