//! Whether two texts are one: how much of each stands in the other, and why that counts or not.

use serde::{Deserialize, Serialize};

use super::align::{self, Pair, SAME, Sentence};
use super::common::Common;
use super::signature::is_sampled;
use super::words;

/// More than this part of a text must stand in the other.
pub const HALF: f32 = 0.5;
/// Words that two texts must share at least: a shared caption or address makes no copy.
const WORDS: usize = 20;
/// Words of a sentence beyond which it weighs no more: a list is one sentence among others.
const HEAVIEST: usize = 40;
/// Numbers that must have changed before a text can be a form filled in anew.
const FORM: usize = 3;

/// How two texts are alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// The part of the shorter text that stands in the other, from 0 to 1, sentences weighted by
    /// their words and by how rare these are in the folder.
    pub score: f32,
    /// Sentences of the shorter text that are the same in the other, or nearly so.
    pub same: usize,
    /// Its sentences that are reworded in the other.
    pub reworded: usize,
    /// All its sentences.
    pub of: usize,
}

impl Likeness {
    /// Two texts with the same words.
    pub fn identical(sentences: usize) -> Self {
        Self { score: 1.0, same: sentences, reworded: 0, of: sentences }
    }

    /// The reason in words: `18 of 20 sentences are the same or nearly so, 1 is reworded`.
    pub fn reason(&self) -> String {
        let Self { same, reworded, of, .. } = *self;
        if same == of && self.score >= 1.0 {
            return "The words are the same".to_owned();
        }
        let are = |count: usize| if count == 1 { "is" } else { "are" };
        let sentences = if of == 1 { "sentence" } else { "sentences" };
        match (same, reworded) {
            (0, _) => format!("{reworded} of {of} {sentences} {} reworded", are(reworded)),
            (_, 0) => format!("{same} of {of} {sentences} {} the same or nearly so", are(same)),
            _ => format!(
                "{same} of {of} {sentences} {} the same or nearly so, {reworded} more {} reworded",
                are(same),
                are(reworded)
            ),
        }
    }
}

/// What comparing two texts found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// How they are alike, told of the shorter.
    pub likeness: Likeness,
    /// The part of the first that stands in the second, weighted, from 0 to 1.
    pub of_a: f32,
    /// The part of the second that stands in the first.
    pub of_b: f32,
}

/// A text ready to be compared with many others.
#[derive(Clone, Debug)]
pub struct Prepared {
    sentences: Vec<Sentence>,
    /// What each sentence weighs.
    weights: Vec<f32>,
    words: usize,
}

impl Prepared {
    /// Prepares a text, in a folder where words are so common.
    pub fn of(text: &str, common: &Common) -> Self {
        let sentences = align::sentences(text);
        let weights = sentences.iter().map(|sentence| weight(sentence, common)).collect();
        let words = sentences.iter().map(|sentence| sentence.words.len()).sum();
        Self { sentences, weights, words }
    }

    /// How many words it holds.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The weighted part of it that another text holds, by how like that its sentences are.
    fn held(&self, best: &[f32]) -> f32 {
        let all: f32 = self.weights.iter().sum();
        let held: f32 = self.weights.iter().zip(best).map(|(weight, likeness)| weight * likeness).sum();
        if all > 0.0 { (held / all).min(1.0) } else { 0.0 }
    }
}

/// Compares two texts by their sentences; `None` where they are not one.
///
/// They are one where more than half of the shorter stands in the longer, at least 20 words of it,
/// unless the other is a form filled in anew: where at least three numbers have changed
/// in the sentences that they share, and more have changed than stayed. The bulletins of two days
/// are such forms, and their counts are two reports.
pub fn compare(one: &Prepared, other: &Prepared) -> Option<Compared> {
    let (a, b) = (&one.sentences, &other.sentences);
    let pairs = align::pairs(a, b);
    let best_a = best(a.len(), pairs.iter().map(|pair| (pair.a, pair.likeness)));
    let best_b = best(b.len(), pairs.iter().map(|pair| (pair.b, pair.likeness)));
    let (of_a, of_b) = (one.held(&best_a), other.held(&best_b));
    let (score, best) = if one.words <= other.words { (of_a, best_a) } else { (of_b, best_b) };
    let shared: usize = pairs.iter().map(|pair| a[pair.a].words.len().min(b[pair.b].words.len())).sum();
    if score <= HALF || shared < WORDS || is_form(a, b, &pairs) {
        return None;
    }
    let found = best.iter().filter(|likeness| **likeness > 0.0).count();
    let same = best.iter().filter(|likeness| **likeness >= SAME).count();
    // Rounding must not make the same words out of nearly the same.
    let score = if pairs.iter().all(|pair| pair.likeness >= 1.0) { score } else { score.min(0.999) };
    Some(Compared { likeness: Likeness { score, same, reworded: found - same, of: best.len() }, of_a, of_b })
}

/// How like the other text each sentence is; 0 where it does not stand there.
fn best(sentences: usize, pairs: impl Iterator<Item = (usize, f32)>) -> Vec<f32> {
    let mut best = vec![0.0f32; sentences];
    pairs.for_each(|(at, likeness)| best[at] = best[at].max(likeness));
    best
}

/// What a sentence weighs: its words, by how rare its sampled shingles are.
fn weight(sentence: &Sentence, common: &Common) -> f32 {
    let sampled = words::shingles(&sentence.words).filter(|shingle| is_sampled(*shingle));
    let (sum, number) =
        sampled.fold((0.0, 0usize), |(sum, number), shingle| (sum + common.weight(shingle), number + 1));
    let rarity = if number > 0 { sum / number as f32 } else { 1.0 };
    sentence.words.len().min(HEAVIEST) as f32 * rarity
}

/// Whether a text is a form filled in anew: see [`compare`].
fn is_form(a: &[Sentence], b: &[Sentence], pairs: &[Pair]) -> bool {
    let (mut stayed, mut changed) = (0, 0);
    for pair in pairs {
        let (here, mut there) = (&a[pair.a].numbers, b[pair.b].numbers.clone());
        let fewer = here.len().min(there.len());
        let mut same = 0;
        for number in here {
            if let Some(at) = there.iter().position(|other| other == number) {
                there.swap_remove(at);
                same += 1;
            }
        }
        stayed += same;
        changed += fewer - same;
    }
    changed >= FORM && changed > stayed
}
