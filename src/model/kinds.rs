//! The items of a workspace asked for by kind, as what they are.

use super::figure::Figure;
use super::id::ItemId;
use super::item::{Item, Kind, Policy, Relation};
use super::workspace::Workspace;

impl Workspace {
    /// A figure; `None` where there is no such item or it is of another kind.
    pub fn figure(&self, id: ItemId) -> Option<&Figure> {
        match self.get(id)? {
            Item::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Every relation between figures, in the order in which they were added.
    pub fn relations(&self) -> impl Iterator<Item = (ItemId, &Relation)> {
        self.of_kind(Kind::Relation).filter_map(|(id, item)| match item {
            Item::Relation(relation) => Some((id, relation)),
            _ => None,
        })
    }

    /// The policy that was chosen last: it holds for the whole dossier.
    pub fn policy(&self) -> Option<(ItemId, &Policy)> {
        match self.of_kind(Kind::Policy).next_back()? {
            (id, Item::Policy(policy)) => Some((id, policy)),
            _ => None,
        }
    }
}
