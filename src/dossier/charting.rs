//! What a chart may know of a dossier.

use super::Dossier;
use crate::chart::grounds::{Articles, Grounds};
use crate::model::{DateClaim, Item, ItemId, Kind, View};

impl Dossier {
    /// What a chart of this dossier is drawn from.
    pub fn grounds(&self) -> Grounds<'_> {
        Grounds { workspace: self.workspace(), corpus: self.corpus(), articles: self }
    }

    /// The named views of the chart, by name.
    pub fn views(&self) -> Vec<(ItemId, &View)> {
        let items = self.workspace().of_kind(Kind::View);
        let mut views: Vec<(ItemId, &View)> = items
            .filter_map(|(id, item)| match item {
                Item::View(view) => Some((id, view)),
                _ => None,
            })
            .collect();
        views.sort_by(|(a, one), (b, other)| (&one.name, a).cmp(&(&other.name, b)));
        views
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
