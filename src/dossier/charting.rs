//! What a chart may know of a dossier.

use super::Dossier;
use crate::chart::grounds::{Articles, Grounds};
use crate::model::DateClaim;

impl Dossier {
    /// What a chart of this dossier is drawn from.
    pub fn grounds(&self) -> Grounds<'_> {
        Grounds { workspace: self.workspace(), corpus: self.corpus(), articles: self }
    }
}

impl Articles for Dossier {
    fn origin(&self, path: &str) -> Option<String> {
        self.origin_of(path).map(|origin| origin.name.clone())
    }

    fn published(&self, path: &str) -> DateClaim {
        self.corpus().at_path(path).map(|article| self.facts(article).published).unwrap_or_default()
    }
}
