//! Origins: which articles are copies or rewrites of one source. Pure: texts in, groups out.
//!
//! Every text gets a [`Signature`]; signatures propose pairs ([`candidates`]); each proposed pair is
//! aligned sentence by sentence ([`mod@align`]); pairs that hold are grouped ([`group`]). The work grows
//! with the size of the folder, not with the number of pairs: see [`candidates`] for the bounds.
//!
//! **What makes a pair.** More than half of the shorter text, sentences weighted by their words,
//! stands in the longer, the same or reworded. A sentence that very many articles share (page
//! furniture, an agency's footer) weighs little: see [`common`]. A form filled in anew (one
//! ministry's bulletins of two days) is no copy: see [`pair`].
//!
//! **What makes a group.** Every member holds more than half of one text of the group, its hub. So
//! any two members share some of the hub, and a chain of pairs never joins texts that do not.

pub mod align;
pub mod candidates;
pub mod common;
pub mod group;
pub mod pair;
pub mod signature;
pub mod words;

use std::sync::Arc;

pub use align::{Alignment, Pair, align};
pub use group::{Group, Member};
pub use pair::Likeness;
pub use signature::Signature;

/// One article as the search for origins sees it.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its path in the dossier.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// How much was done, for tests of the bounds and for the curious.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Texts whose words differ from those of every other.
    pub distinct: usize,
    /// Pairs proposed by signatures.
    pub proposed: usize,
    /// Pairs aligned sentence by sentence.
    pub aligned: usize,
}

/// The origins of a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Groups of two texts or more, in the order of their first paths.
    pub groups: Vec<Group>,
    /// How much was done.
    pub counted: Counted,
}

/// Called with the steps done and the steps in all; an answer of `false` ends the work.
pub type Watch<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// Finds the origins of texts; the order in which they come does not matter.
///
/// Gives `None` where the watch ended the work.
pub fn find(texts: &[Text], watch: Watch<'_>) -> Option<Found> {
    let mut signatures = Vec::with_capacity(texts.len());
    let total = 2 * texts.len() as u64;
    for (done, text) in texts.iter().enumerate() {
        if done % 64 == 0 && !watch(done as u64, total) {
            return None;
        }
        signatures.push(Signature::of(&text.text));
    }
    find_by(texts, &signatures, watch)
}

/// Finds the origins of texts whose signatures are known already: the n-th is that of the n-th text.
///
/// Gives `None` where the watch ended the work or signatures are missing.
pub fn find_by(texts: &[Text], signatures: &[Signature], watch: Watch<'_>) -> Option<Found> {
    if signatures.len() != texts.len() {
        return None;
    }
    let distinct = candidates::distinct(texts, signatures);
    let signed: Vec<&Signature> = distinct.iter().filter_map(|same| signatures.get(*same.first()?)).collect();
    let proposed = candidates::propose(&signed);
    let read = |at: usize| distinct.get(at)?.first().map(|text| &*texts[*text].text);
    let checks = group::Checks { signed: &signed, proposed: &proposed, read: &read };
    let total = 2 * texts.len() as u64;
    let begun = texts.len() as u64;
    let stars = checks.run(&mut |part| watch(begun + (part * begun as f32) as u64, total))?;
    let counted =
        Counted { distinct: distinct.len(), proposed: proposed.pairs.len(), aligned: stars.aligned };
    Some(Found { groups: group::named(texts, &distinct, stars.stars), counted })
}

#[cfg(test)]
mod tests;
