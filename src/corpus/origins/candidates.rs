//! Which pairs of texts may be copies: proposed by what their signatures share.
//!
//! Texts of the same words are one to begin with. The others meet where they agree in a band of the
//! MinHash or in a sampled shingle. Where few meet, each pair is looked at; where many meet, each
//! meets only the longest, the two shortest and its neighbour in length, so that ten thousand
//! copies make forty thousand looks and not fifty million. Each text keeps its best few pairs.
//! Every step is linear in the size of the folder, apart from sorting.

use super::Text;
use super::common::Common;
use super::signature::{BANDS, ROWS, Signature};
use super::words::mix;

/// Up to so many texts that meet, every pair is looked at.
const ALL_PAIRS: usize = 6;
/// Pairs that a text keeps, the best first. A pair is aligned where either text keeps it.
const KEPT: usize = 12;
/// How much of the shorter text's sample must be shared, weighted: far below what makes a pair.
const SHARED: f32 = 0.12;
/// The resemblance that makes a proposal by itself.
const ALIKE: f32 = 0.2;
/// Texts with fewer words are never proposed: a caption is no article.
pub(super) const WORDS: u32 = 8;
/// Pairs collected before repeated ones are dropped.
const AT_ONCE: usize = 1 << 22;

/// Pairs of distinct texts to align, and how common their words are.
#[derive(Clone, Debug, Default)]
pub struct Proposed {
    /// Places of the longer and the shorter text in the order of [`distinct`], the likeliest first.
    pub pairs: Vec<(u32, u32)>,
    /// How common shared words are in the folder.
    pub common: Common,
}

/// The texts by their words: the longest first, those of the same words together, by path.
///
/// Texts with too few words to be an article are left out.
pub fn distinct(texts: &[Text], signatures: &[Signature]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..texts.len()).filter(|at| signatures[*at].words >= WORDS).collect();
    let key = |at: usize| (u32::MAX - signatures[at].words, signatures[at].whole);
    order.sort_by(|a, b| key(*a).cmp(&key(*b)).then_with(|| texts[*a].path.cmp(&texts[*b].path)));
    order.chunk_by(|a, b| key(*a) == key(*b)).map(<[usize]>::to_vec).collect()
}

/// Proposes pairs of distinct texts, which come the longest first.
pub fn propose(signed: &[&Signature]) -> Proposed {
    let mut meetings = Meetings::default();
    let mut common = Common::default();
    by_sample(signed, &mut meetings, &mut common);
    by_band(signed, &mut meetings);
    let weights: Vec<f32> = signed.iter().map(|one| weight(&one.sample, u64::MAX, &common)).collect();
    let likely = meetings.done().into_iter().filter_map(|(long, short)| {
        let likelihood = likelihood(signed, &weights, &common, long, short)?;
        Some((likelihood, long, short))
    });
    Proposed { pairs: best(likely.collect(), signed.len()), common }
}

/// Texts meet in every shingle that both samples hold.
fn by_sample(signed: &[&Signature], meetings: &mut Meetings, common: &mut Common) {
    let size = signed.iter().map(|one| one.sample.len()).sum();
    let mut postings: Vec<(u64, u32)> = Vec::with_capacity(size);
    for (at, one) in (0..).zip(signed) {
        postings.extend(one.sample.iter().map(|shingle| (*shingle, at)));
    }
    postings.sort_unstable();
    for run in postings.chunk_by(|a, b| a.0 == b.0) {
        if let [(shingle, _), _, ..] = run {
            common.note(*shingle, run.len());
            meetings.meet(run);
        }
    }
}

/// Texts meet in every band of the MinHash in which all rows agree.
fn by_band(signed: &[&Signature], meetings: &mut Meetings) {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(signed.len());
    for band in 0..BANDS {
        keys.clear();
        for (at, one) in (0..).zip(signed) {
            if let Some(rows) = one.least.get(band * ROWS..(band + 1) * ROWS) {
                keys.push((rows.iter().fold(0, |key, row| mix(key, u64::from(*row))), at));
            }
        }
        keys.sort_unstable();
        keys.chunk_by(|a, b| a.0 == b.0).for_each(|run| meetings.meet(run));
    }
}

/// Pairs that met, each once.
#[derive(Default)]
struct Meetings {
    pairs: Vec<(u32, u32)>,
    /// How many of the first are sorted and without repetition.
    settled: usize,
}

impl Meetings {
    /// Brings those together that share a key; they come the longest first.
    fn meet(&mut self, run: &[(u64, u32)]) {
        let at = |place: usize| run[place].1;
        for place in 1..run.len() {
            if run.len() <= ALL_PAIRS {
                self.pairs.extend((0..place).map(|before| (at(before), at(place))));
                continue;
            }
            let [second, last] = [run.len() - 2, run.len() - 1];
            self.pairs.extend([(at(0), at(place)), (at(place - 1), at(place))]);
            self.pairs.extend((place < second).then(|| (at(place), at(second))));
            self.pairs.extend((place < last).then(|| (at(place), at(last))));
        }
        if self.pairs.len() > 2 * self.settled + AT_ONCE {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.settled = self.pairs.len();
    }

    fn done(mut self) -> Vec<(u32, u32)> {
        self.settle();
        self.pairs
    }
}

/// How likely a pair is to hold, from 0 to 1; `None` where it is not worth aligning.
fn likelihood(signed: &[&Signature], weights: &[f32], common: &Common, long: u32, short: u32) -> Option<f32> {
    let (a, b) = (signed[long as usize], signed[short as usize]);
    let horizon = a.horizon().min(b.horizon());
    let whole = |one: &Signature, at: u32| match horizon {
        u64::MAX => weights[at as usize],
        _ => weight(&one.sample, horizon, common),
    };
    let (shared, number) = shared(&a.sample, &b.sample, horizon, common);
    let part = shared / whole(a, long).min(whole(b, short)).max(f32::MIN_POSITIVE);
    let alike = a.resemblance(b);
    let enough = (number >= 2 && part >= SHARED) || alike >= ALIKE;
    enough.then_some(part.max(alike))
}

fn weight(sample: &[u64], horizon: u64, common: &Common) -> f32 {
    sample.iter().take_while(|shingle| **shingle <= horizon).map(|shingle| common.weight(*shingle)).sum()
}

/// The weight and the number of the shingles up to a horizon that two samples share.
fn shared(a: &[u64], b: &[u64], horizon: u64, common: &Common) -> (f32, usize) {
    let (mut weight, mut number) = (0.0, 0);
    let mut others = b.iter().peekable();
    for shingle in a.iter().take_while(|shingle| **shingle <= horizon) {
        while others.next_if(|other| *other < shingle).is_some() {}
        if others.peek() == Some(&shingle) {
            weight += common.weight(*shingle);
            number += 1;
        }
    }
    (weight, number)
}

/// The pairs that are among the best few of either text, the likeliest first.
fn best(mut likely: Vec<(f32, u32, u32)>, texts: usize) -> Vec<(u32, u32)> {
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut kept: Vec<usize> = vec![0; texts];
    let mut keep = |one: u32| {
        let kept = &mut kept[one as usize];
        *kept += 1;
        *kept <= KEPT
    };
    let chosen = likely.into_iter().filter(|(_, long, short)| keep(*long) | keep(*short));
    chosen.map(|(_, long, short)| (long, short)).collect()
}
