//! How common a shared run of words is in the folder: what everybody prints tells nothing.

use std::collections::HashMap;

/// Texts that may share a run of words before it begins to lose weight: a story that an agency
/// sends to many papers is no furniture yet.
const RARE: u32 = 20;
/// What the commonest words still weigh, so that a family of thousands is weighed by its own.
const LEAST: f32 = 0.05;

/// In how many distinct texts the sampled shingles occur.
#[derive(Clone, Debug, Default)]
pub struct Common {
    texts: HashMap<u64, u32>,
}

impl Common {
    /// Notes that a sampled shingle occurs in so many texts.
    pub(super) fn note(&mut self, shingle: u64, texts: usize) {
        if texts > RARE as usize {
            self.texts.insert(shingle, u32::try_from(texts).unwrap_or(u32::MAX));
        }
    }

    /// What a sampled shingle weighs, from 0.05 to 1: 1 up to 20 texts, then 20 parts by their number.
    pub fn weight(&self, shingle: u64) -> f32 {
        let texts = self.texts.get(&shingle).copied().unwrap_or(1);
        (RARE as f32 / texts.max(RARE) as f32).max(LEAST)
    }
}
