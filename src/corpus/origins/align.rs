//! Two texts side by side: which sentence of one stands in the other, the same or reworded.
//!
//! Sentences that share runs of two words are compared by their longest common run of words in
//! order. Then dynamic programming finds the best chain of pairs that keeps the order of both
//! texts, what is left over may pair out of order, as moved, and a sentence that the other text has as
//! two pairs with both. Each sentence has a bounded number
//! of possible partners, so the cost grows with the length of the texts and not with its square.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{self, mix};
use crate::model::sentence;

/// From this likeness on two sentences are one, reworded.
pub const REWORDED: f32 = 0.5;
/// From this likeness on they are the same or nearly so.
pub const SAME: f32 = 0.8;
/// From this likeness on they are one even out of order.
const MOVED: f32 = 0.65;
/// How much more alike two sentences must make a pair than one of them does.
const BETTER: f32 = 0.05;
/// Sentences of so few words are one only where they are the same.
const FEW: usize = 4;
/// Runs of two words that occur in more sentences than this propose nothing.
const USUAL: usize = 16;
/// Partners that are looked at for each sentence.
const PARTNERS: usize = 6;
/// Words of a sentence that are compared; what has more is a list or has no stops.
const COMPARED: usize = 160;
/// How much of a text is aligned, in bytes: a book is aligned in its first part.
pub const LONGEST: usize = 400_000;

/// One sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// The hashes of its words.
    pub words: Vec<u64>,
    /// The hashes of its numbers in digits.
    pub numbers: Vec<u64>,
    whole: u64,
}

/// Two sentences that are one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The place of the sentence in the first text.
    pub a: usize,
    /// Its place in the second.
    pub b: usize,
    /// How alike they are, from [`REWORDED`] to 1.
    pub likeness: f32,
    /// Whether it stands elsewhere in the order of the other text.
    pub moved: bool,
    /// Whether it is the second of two sentences that the other text has as one: another pair holds
    /// the first.
    pub part: bool,
}

/// Two texts side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The sentences of the first.
    pub a: Vec<Sentence>,
    /// The sentences of the second.
    pub b: Vec<Sentence>,
    /// Those that are one, in the order of the first.
    pub pairs: Vec<Pair>,
}

/// Aligns two texts; of each the first 400,000 bytes.
pub fn align(a: &str, b: &str) -> Alignment {
    let (a, b) = (sentences(a), sentences(b));
    let pairs = pairs(&a, &b);
    Alignment { a, b, pairs }
}

/// The sentences of a text that hold a word.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let read = |bytes: Range<usize>| {
        let (mut all, mut numbers) = (Vec::new(), Vec::new());
        words::each(&text[bytes.clone()], |word| {
            all.push(word.hash);
            numbers.extend(word.is_number.then_some(word.hash));
        });
        let whole = all.iter().fold(0, |whole, word| mix(whole, *word));
        Sentence { bytes, words: all, numbers, whole }
    };
    sentence::split(text).into_iter().map(read).filter(|sentence| !sentence.words.is_empty()).collect()
}

/// Pairs sentences, in the order of the first text.
///
/// Sentences that are the same from the start on, or up to the end, are pairs at once: of two near
/// copies little is left to compare.
pub fn pairs(a: &[Sentence], b: &[Sentence]) -> Vec<Pair> {
    let same = |(a, b): &(&Sentence, &Sentence)| a.whole == b.whole;
    let before = a.iter().zip(b).take_while(same).count();
    let (rest_a, rest_b) = (&a[before..], &b[before..]);
    let after = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(same).count();
    let (end_a, end_b) = (rest_a.len() - after, rest_b.len() - after);
    let one = |a: usize, b: usize| Pair { a, b, likeness: 1.0, moved: false, part: false };
    let between = pairs_between(&rest_a[..end_a], &rest_b[..end_b]).into_iter();
    let first = (0..before).map(|at| one(at, at));
    let last = (0..after).map(|at| one(before + end_a + at, before + end_b + at));
    let between = between.map(|pair| Pair { a: before + pair.a, b: before + pair.b, ..pair });
    first.chain(between).chain(last).collect()
}

/// The same of sentences of which neither the first two nor the last two are the same.
fn pairs_between(a: &[Sentence], b: &[Sentence]) -> Vec<Pair> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let possible = possible(a, b);
    let mut chosen = chain(&possible, a, b.len());
    let mut taken_a = vec![false; a.len()];
    let mut taken_b = vec![false; b.len()];
    for pair in &chosen {
        (taken_a[pair.a], taken_b[pair.b]) = (true, true);
    }
    let mut rest: Vec<Pair> = possible.into_iter().filter(|pair| pair.likeness >= MOVED).collect();
    rest.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in rest {
        if a[pair.a].words.len() >= FEW && !taken_a[pair.a] && !taken_b[pair.b] {
            (taken_a[pair.a], taken_b[pair.b]) = (true, true);
            chosen.push(Pair { moved: true, ..pair });
        }
    }
    join_parts(a, b, &mut chosen, &mut taken_a, &mut taken_b);
    chosen.sort_by_key(|pair| (pair.a, pair.b));
    chosen
}

/// Pairs sentences that were left over where they and a neighbour are one sentence in the other text.
fn join_parts(
    a: &[Sentence],
    b: &[Sentence],
    pairs: &mut Vec<Pair>,
    taken_a: &mut [bool],
    taken_b: &mut [bool],
) {
    let mut parts = Vec::new();
    for pair in pairs.iter_mut().filter(|pair| !pair.moved) {
        let (left, right) = (&a[pair.a], &b[pair.b]);
        let found = if left.words.len() < right.words.len() {
            grown(a, pair.a, taken_a, right, pair.likeness).map(|(a, likeness)| (a, pair.b, likeness))
        } else {
            grown(b, pair.b, taken_b, left, pair.likeness).map(|(b, likeness)| (pair.a, b, likeness))
        };
        if let Some((a, b, likeness)) = found {
            (taken_a[a], taken_b[b], pair.likeness) = (true, true, likeness);
            parts.push(Pair { a, b, likeness, moved: false, part: true });
        }
    }
    pairs.extend(parts);
}

/// The neighbour that makes a sentence more like another, if one does, and how alike they then are.
fn grown(
    all: &[Sentence],
    at: usize,
    taken: &[bool],
    other: &Sentence,
    likeness: f32,
) -> Option<(usize, f32)> {
    let sides = [(at, at + 1, at + 1), (at.wrapping_sub(1), at, at.wrapping_sub(1))];
    let grown = sides.into_iter().filter_map(|(first, second, new)| {
        let (first, second) = (all.get(first)?, all.get(second)?);
        let joined: Vec<u64> = first.words.iter().chain(&second.words).copied().collect();
        let likeness = likeness_of(&joined, &other.words);
        (!taken[new]).then_some((new, likeness))
    });
    let best = grown.max_by(|x, y| x.1.total_cmp(&y.1));
    best.filter(|(_, reached)| *reached > likeness + BETTER)
}

/// Every pair of sentences that may be one, by the place in the first text.
fn possible(a: &[Sentence], b: &[Sentence]) -> Vec<Pair> {
    let index = Index::of(b);
    let mut nth: HashMap<u64, usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, sentence) in a.iter().enumerate() {
        let seen = nth.entry(sentence.whole).or_default();
        let same = index.nth_same(sentence.whole, *seen);
        *seen += 1;
        found.extend(same.map(|b| Pair { a: at, b, likeness: 1.0, moved: false, part: false }));
        let others = index.partners(sentence).into_iter().filter(|other| Some(*other) != same);
        found.extend(others.filter_map(|other| {
            let likeness = likeness(sentence, &b[other]);
            (likeness >= REWORDED).then_some(Pair { a: at, b: other, likeness, moved: false, part: false })
        }));
    }
    found
}

/// Where words stand in the sentences of a text: hashes in order, each with the place of its sentence.
struct Index {
    same: Vec<(u64, usize)>,
    runs: Vec<(u64, usize)>,
}

impl Index {
    fn of(sentences: &[Sentence]) -> Self {
        let mut same: Vec<(u64, usize)> = sentences.iter().map(|it| it.whole).zip(0..).collect();
        let of_one = |(at, sentence)| runs(sentence).map(move |run| (run, at));
        let mut runs: Vec<(u64, usize)> = sentences.iter().enumerate().flat_map(of_one).collect();
        same.sort_unstable();
        runs.sort_unstable();
        runs.dedup();
        Self { same, runs }
    }

    /// The places of a hash, in order.
    fn places(of: &[(u64, usize)], hash: u64) -> impl Iterator<Item = usize> + '_ {
        let from = of.partition_point(|(other, _)| *other < hash);
        of[from..].iter().take_while(move |(other, _)| *other == hash).map(|(_, at)| *at)
    }

    /// The n-th sentence of the same words, so that a repeated line pairs with its repetition.
    fn nth_same(&self, whole: u64, nth: usize) -> Option<usize> {
        let from = self.same.partition_point(|(other, _)| *other < whole);
        self.same.get(from + nth).filter(|(other, _)| *other == whole).map(|(_, at)| *at)
    }

    /// The sentences that share most runs with one.
    fn partners(&self, sentence: &Sentence) -> Vec<usize> {
        let mut shared: Vec<usize> = Vec::new();
        for run in runs(sentence) {
            let before = shared.len();
            shared.extend(Self::places(&self.runs, run).take(USUAL + 1));
            if shared.len() - before > USUAL {
                shared.truncate(before);
            }
        }
        shared.sort_unstable();
        let mut counted: Vec<(usize, usize)> =
            shared.chunk_by(|x, y| x == y).map(|same| (same.len(), same[0])).collect();
        counted.sort_unstable_by_key(|(shared, at)| (std::cmp::Reverse(*shared), *at));
        counted.into_iter().take(PARTNERS).map(|(_, at)| at).collect()
    }
}

fn runs(sentence: &Sentence) -> impl Iterator<Item = u64> + '_ {
    let words = &sentence.words[..sentence.words.len().min(COMPARED)];
    words.windows(2).map(|pair| mix(pair[0], pair[1]))
}

/// How alike two sentences are, from 0 to 1: twice the words that they share in order, by the words
/// of both.
pub fn likeness(a: &Sentence, b: &Sentence) -> f32 {
    if a.whole == b.whole {
        return 1.0;
    }
    if a.words.len() < FEW || b.words.len() < FEW {
        return 0.0;
    }
    likeness_of(&a.words, &b.words)
}

fn likeness_of(a: &[u64], b: &[u64]) -> f32 {
    let (a, b) = (&a[..a.len().min(COMPARED)], &b[..b.len().min(COMPARED)]);
    2.0 * common_run(a, b) as f32 / (a.len() + b.len()) as f32
}

/// The length of the longest common subsequence.
///
/// A bit for each word of the shorter, after Hyyrö, "Bit-parallel LCS-length computation revisited",
/// 2004; where both are too long for that, a row of the usual table.
fn common_run(a: &[u64], b: &[u64]) -> usize {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() > u128::BITS as usize {
        return common_run_by_rows(a, b);
    }
    let mut open = u128::MAX;
    for word in long {
        let here = open & places(short, *word);
        open = open.wrapping_add(here) | (open & !here);
    }
    let all = u128::MAX.checked_shr(u128::BITS - short.len() as u32).unwrap_or_default();
    (!open & all).count_ones() as usize
}

/// A bit for each of up to 128 words that is this one.
fn places(words: &[u64], word: u64) -> u128 {
    let half = |words: &[u64]| {
        let bits = words.iter().enumerate().map(|(at, other)| u64::from(*other == word) << (at % 64));
        u128::from(bits.fold(0, |all, bit| all | bit))
    };
    let (first, second) = words.split_at(words.len().min(64));
    half(first) | half(second) << 64
}

fn common_run_by_rows(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// The chain of pairs that keeps the order of both texts and holds most words.
///
/// Pairs come by their place in the first text. Prefix maxima in a Fenwick tree make it n log n.
fn chain(possible: &[Pair], a: &[Sentence], sentences_b: usize) -> Vec<Pair> {
    let mut tree: Vec<(f32, usize)> = vec![(0.0, usize::MAX); sentences_b + 1];
    let mut before = vec![usize::MAX; possible.len()];
    let (mut best, mut last) = (0.0, usize::MAX);
    let mut at = 0;
    for row in possible.chunk_by(|x, y| x.a == y.a) {
        let reached: Vec<(f32, usize)> = row.iter().map(|pair| best_below(&tree, pair.b)).collect();
        for (pair, (so_far, from)) in row.iter().zip(reached) {
            let total = so_far + pair.likeness * a[pair.a].words.len() as f32;
            before[at] = from;
            raise(&mut tree, pair.b, (total, at));
            if total > best {
                (best, last) = (total, at);
            }
            at += 1;
        }
    }
    let mut chain = Vec::new();
    while let Some(pair) = possible.get(last) {
        chain.push(*pair);
        last = before[last];
    }
    chain.reverse();
    chain
}

fn best_below(tree: &[(f32, usize)], end: usize) -> (f32, usize) {
    let mut best = (0.0, usize::MAX);
    let mut at = end;
    while at > 0 {
        if tree[at].0 > best.0 {
            best = tree[at];
        }
        at -= at & at.wrapping_neg();
    }
    best
}

fn raise(tree: &mut [(f32, usize)], place: usize, to: (f32, usize)) {
    let mut at = place + 1;
    while at < tree.len() {
        if to.0 > tree[at].0 {
            tree[at] = to;
        }
        at += at & at.wrapping_neg();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(a: &str, b: &str) -> Vec<(usize, usize, bool)> {
        align(a, b).pairs.iter().map(|pair| (pair.a, pair.b, pair.moved)).collect()
    }

    #[test]
    fn sentences_pair_whether_same_or_reworded() {
        let a = "The ministry said 25 people were killed. Rescue crews kept digging overnight. Schools shut.";
        let b = "The ministry claimed 27 people were killed. A market reopened in the north. Schools shut.";
        assert_eq!(aligned(a, b), [(0, 0, false), (2, 2, false)]);
        let pairs = align(a, b).pairs;
        assert!(pairs[0].likeness > REWORDED && pairs[0].likeness < SAME);
        assert!((pairs[1].likeness - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn a_moved_sentence_is_found_and_said_to_be_moved() {
        let one = "The bridge over the river was closed at noon.";
        let rest = "Officials met in the capital to talk about aid. Nobody was hurt in the second blast there. \
            Lorries waited at the crossing for a third day.";
        assert_eq!(
            aligned(&format!("{one} {rest}"), &format!("{rest} {one}")),
            [(0, 3, true), (1, 0, false), (2, 1, false), (3, 2, false)]
        );
    }

    #[test]
    fn a_sentence_that_was_cut_in_two_pairs_with_both() {
        let one =
            "At least 25 people were killed in the old market, and rescue crews were digging for others.";
        let two = "At least 25 people were killed in the old market. Rescue crews were digging for others.";
        for (a, b, places) in [(one, two, [(0, 0), (0, 1)]), (two, one, [(0, 0), (1, 0)])] {
            let pairs = align(a, b).pairs;
            assert_eq!([(pairs[0].a, pairs[0].b), (pairs[1].a, pairs[1].b)], places);
            assert!(!pairs[0].part && pairs[1].part && pairs.iter().all(|pair| pair.likeness > 0.9));
        }
    }

    #[test]
    fn a_line_that_is_repeated_without_end_pairs_once_each() {
        let text = "Share this story.\n".repeat(3000);
        let alignment = align(&text, &text);
        assert_eq!(alignment.pairs.len(), 3000);
        assert!(alignment.pairs.iter().all(|pair| pair.a == pair.b));
    }

    #[test]
    fn bits_and_rows_give_the_same_longest_common_run() {
        let mut seed = 3_u64;
        let mut next = |below: u64| {
            seed = mix(seed, 1);
            seed % below
        };
        for round in 0..400 {
            let mut some = |most: u64| {
                let length = next(most + 1);
                (0..length).map(|_| next(2 + round % 7)).collect::<Vec<u64>>()
            };
            let (a, b) = (some(160), some(if round % 2 == 0 { 30 } else { 160 }));
            assert_eq!(common_run(&a, &b), common_run_by_rows(&a, &b), "{a:?} {b:?}");
        }
        let words: Vec<u64> = (0..128).collect();
        assert_eq!((common_run(&words, &words), common_run(&words, &[])), (128, 0));
    }

    /// What is the same at both ends is paired without a look at the rest, which changes nothing.
    #[test]
    fn a_sentence_put_in_anywhere_leaves_all_others_paired() {
        let body: Vec<String> =
            (0..9).map(|at| format!("Here stands sentence {at} of the report.")).collect();
        for at in 0..=body.len() {
            let mut longer = body.clone();
            longer.insert(at, "Nobody had said anything like it before.".to_owned());
            let found = aligned(&body.join(" "), &longer.join(" "));
            let wanted: Vec<_> = (0..9).map(|a| (a, a + usize::from(a >= at), false)).collect();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn odd_texts_align_with_nothing() {
        for odd in ["", " \n", "…", "!!! ???", "é"] {
            assert!(align(odd, "Some words stand here.").pairs.is_empty());
            let _ = align(odd, odd);
        }
        let endless = "word ".repeat(300_000);
        assert_eq!(align(&endless, &endless).pairs.len(), 1);
    }
}
