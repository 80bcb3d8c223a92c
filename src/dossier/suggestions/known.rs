//! What the detector is told of an article beside its words.

use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::Article;
use crate::detect::Known;
use crate::detect::dating::Anchor;
use crate::dossier::Dossier;
use crate::model::item::Event;
use crate::model::{DateClaim, Item, TextHash};

/// When an article was published, with what analysts corrected.
pub(super) fn published(dossier: &Dossier, article: &Article) -> DateClaim {
    let corrections = dossier.corrections(&article.id.path).iter().rev();
    let chosen = corrections.filter_map(|id| match dossier.workspace().get(*id)? {
        Item::ArticleFacts(facts) => facts.published.clone(),
        _ => None,
    });
    chosen.into_iter().next().unwrap_or_else(|| article.stated.published.clone())
}

/// What tells one reading of the detector from another: the text, what is known of it, and the
/// dossier's own words, by their hash.
pub(super) fn key(text: TextHash, known: &Known, words: u64) -> u64 {
    // The written form of what is known serves as well as any other: it is never read back.
    xxh3_64(format!("{text} {words:x} {known:?}").as_bytes())
}

impl Dossier {
    /// What the detector is told of an article beside its words.
    pub fn known_of(&self, article: &Article) -> Known {
        Known { published: published(self, article), anchors: self.anchors() }
    }

    /// The events from which the texts of the dossier count.
    pub fn anchors(&self) -> Vec<Anchor> {
        let anchor = |event: &Event| Some(Anchor { label: event.label.clone(), day: event.when.day()? });
        self.events().into_iter().filter_map(|(_, event)| anchor(event)).collect()
    }
}
