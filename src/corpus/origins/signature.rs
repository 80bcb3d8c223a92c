//! The signature of a text: a small value by which copies are found among very many texts.
//!
//! Two samples of the text's shingles. MinHash in one pass (Li, Owen, Zhang, "One permutation
//! hashing", 2012) with the empty bins filled as in Shrivastava, "Optimal densification", 2017:
//! two signatures agree in a bin as often as the texts' shingles agree (Jaccard). And every
//! shingle whose hash is small, which tells how much of a short text stands in a long one.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3Default;

use super::words::{self, mix};

/// Bins of the MinHash: 32 bands of 3 rows.
pub const BINS: usize = BANDS * ROWS;
/// Bands: two texts that agree in all rows of one are proposed.
///
/// At a Jaccard resemblance of 0.5 a pair is missed with (1 − 0.5³)³² = 1.4 %, at 0.7 with 10⁻⁶.
pub const BANDS: usize = 32;
/// Rows to a band.
pub const ROWS: usize = 3;

/// One shingle in this many is in the sample.
const ONE_IN: u64 = 8;
/// The greatest size of the sample: that of a text of about 200,000 letters.
const LARGEST: usize = 4096;

/// Changes with the meaning of a signature, so that a stored one is known to be old.
pub const VERSION: u32 = 1;

/// What is kept of a text to find its copies: about 1 KB for a news article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// How many words it has.
    pub words: u32,
    /// The hash of all its words, in order.
    pub whole: u128,
    /// The least hash of each bin; empty for a text without words.
    pub least: Vec<u32>,
    /// The small hashes among its shingles, rising.
    pub sample: Vec<u64>,
}

impl Signature {
    /// The signature of a text.
    pub fn of(text: &str) -> Self {
        let mut whole = Xxh3Default::new();
        let mut hashes = Vec::with_capacity(text.len() / 6);
        words::each(text, |word| {
            whole.update(&word.hash.to_le_bytes());
            hashes.push(word.hash);
        });
        if hashes.is_empty() {
            return Self::default();
        }
        let mut bins = [u64::MAX; BINS];
        let mut sample = Vec::with_capacity(hashes.len() / 6);
        for shingle in words::shingles(&hashes) {
            let bin = &mut bins[bin_of(shingle)];
            *bin = (*bin).min(shingle >> 32);
            if is_sampled(shingle) {
                sample.push(shingle);
            }
        }
        sample.sort_unstable();
        sample.dedup();
        sample.truncate(LARGEST);
        let words = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        Self { words, whole: whole.digest128(), least: filled(&bins), sample }
    }

    /// The largest hash up to which the sample is whole.
    pub(super) fn horizon(&self) -> u64 {
        if self.sample.len() < LARGEST { u64::MAX } else { self.sample.last().copied().unwrap_or(u64::MAX) }
    }

    /// How alike the shingles of two texts are, from 0 to 1: an estimate of their Jaccard resemblance.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let same = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        same as f32 / BINS as f32
    }
}

/// Whether a shingle belongs in the sample.
pub(super) fn is_sampled(shingle: u64) -> bool {
    shingle < u64::MAX / ONE_IN
}

fn bin_of(shingle: u64) -> usize {
    (((shingle & 0xffff_ffff) * BINS as u64) >> 32) as usize
}

/// The bins with each empty one filled from another, the same for the same bins.
fn filled(bins: &[u64; BINS]) -> Vec<u32> {
    let take = |bin: usize| {
        let mut from = bin;
        let mut attempt = 0;
        while bins[from] == u64::MAX && attempt < 64 * BINS as u64 {
            attempt += 1;
            from = (mix(bin as u64 + 1, attempt) % BINS as u64) as usize;
        }
        bins[from] as u32
    };
    (0..BINS).map(take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two texts of 600 words, of which the second changes every n-th.
    fn pair(every: usize) -> (Signature, Signature) {
        let words = |changed: bool| {
            let word = |at: usize| {
                if changed && at.is_multiple_of(every) { format!("x{at}") } else { format!("w{at}") }
            };
            (0..600).map(word).collect::<Vec<_>>().join(" ")
        };
        (Signature::of(&words(false)), Signature::of(&words(true)))
    }

    #[test]
    fn resemblance_is_near_the_truth() {
        for (every, truth) in [(100, 0.92), (20, 0.67), (10, 0.43)] {
            let (a, b) = pair(every);
            let estimate = a.resemblance(&b);
            assert!((estimate - truth).abs() < 0.15, "{estimate} for {truth}");
        }
    }

    #[test]
    fn no_words_are_no_signature_and_few_words_are_one() {
        assert_eq!(Signature::of(" — "), Signature::default());
        let short = Signature::of("Two words.");
        assert_eq!((short.words, short.least.len()), (2, BINS));
        assert!((short.resemblance(&Signature::of("two words")) - 1.0).abs() < f32::EPSILON);
        assert!(Signature::default().resemblance(&short) < f32::EPSILON);
    }

    #[test]
    fn a_signature_is_bounded_and_can_be_stored() {
        let long: String = (0..200_000).map(|at| format!("w{at} ")).collect();
        let signature = Signature::of(&long);
        assert_eq!(signature.sample.len(), LARGEST);
        let bytes = postcard::to_extend(&signature, Vec::new()).unwrap();
        assert_eq!(postcard::from_bytes::<Signature>(&bytes).unwrap(), signature);
    }
}
