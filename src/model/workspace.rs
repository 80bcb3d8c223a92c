//! The workspace: the items that a log folds to, kept up to date entry by entry.
//!
//! Items fold independently of one another, so taking in an entry costs what the entry touches,
//! whatever the size of the log.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::fold::Record;
use super::id::{Analyst, EntryId, ItemId, Writer};
use super::item::{Field, Item, Kind};
use super::log::{Edit, Entry, Log, Refusal};

/// A field that two analysts changed differently, each without having seen the other's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The field; [`REMOVED`] where one side removed the item.
    pub field: Field,
    /// The entry whose value the item shows.
    pub kept: EntryId,
    /// The entries whose value stands against it.
    pub against: Vec<EntryId>,
    /// The item as those entries left it.
    pub other: Arc<Item>,
}

/// The field of a dispute between one who changed an item and one who removed it.
pub const REMOVED: Field = Field { name: "removed", label: "removed" };

/// An item as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its value.
    pub item: Arc<Item>,
    /// The entries whose work this version shows: what an edit of it has seen.
    pub heads: Vec<EntryId>,
    /// Fields on which analysts disagree.
    pub disputes: Vec<Dispute>,
}

/// The log and what it folds to.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    log: Log,
    records: BTreeMap<ItemId, Record>,
    by_kind: BTreeMap<Kind, BTreeSet<ItemId>>,
    by_path: BTreeMap<String, BTreeSet<ItemId>>,
    disputed: BTreeSet<ItemId>,
    revision: u64,
    changes: Changes,
}

/// The items that the latest changes touched, a bounded number of them.
#[derive(Clone, Debug, Default)]
struct Changes {
    /// What each change touched, the revision that it led to first.
    each: VecDeque<(u64, Arc<BTreeSet<ItemId>>)>,
    items: usize,
    /// The revision since which every change is remembered.
    since: u64,
}

/// How many touched items are remembered.
const REMEMBERED: usize = 4096;

impl Changes {
    fn note(&mut self, revision: u64, touched: &BTreeSet<ItemId>) {
        if touched.len() > REMEMBERED {
            *self = Self { since: revision, ..Self::default() };
            return;
        }
        self.items += touched.len().max(1);
        self.each.push_back((revision, Arc::new(touched.clone())));
        while self.items > REMEMBERED
            && let Some((oldest, touched)) = self.each.pop_front()
        {
            self.items -= touched.len().max(1);
            self.since = oldest;
        }
    }
}

impl PartialEq for Workspace {
    fn eq(&self, other: &Self) -> bool {
        self.log == other.log && self.records == other.records
    }
}

impl Workspace {
    /// The log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// A number that changes with every change, for caches.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The items that were touched after a revision, for caches that follow item by item.
    ///
    /// `None` where that is too long ago to be remembered: then everything may have changed.
    pub fn changes_since(&self, revision: u64) -> Option<BTreeSet<ItemId>> {
        let known = revision >= self.changes.since && revision <= self.revision;
        let later = self.changes.each.iter().rev().take_while(|(led_to, _)| *led_to > revision);
        known.then(|| later.flat_map(|(_, touched)| touched.iter().copied()).collect())
    }

    /// Folds entries from the start; refused ones are given back with the reason.
    pub fn fold(entries: impl IntoIterator<Item = Entry>) -> (Self, Vec<Refusal>) {
        let mut workspace = Self::default();
        let (_, refused) = workspace.take_all(entries.into_iter().map(Arc::new));
        (workspace, refused)
    }

    /// Takes an entry in, wherever in the log it belongs, and gives the items that it touched.
    ///
    /// An entry that is already here changes nothing.
    ///
    /// # Errors
    /// An entry that has the id of another, or no room after it, is refused whole.
    pub fn take(&mut self, entry: Entry) -> Result<BTreeSet<ItemId>, Refusal> {
        let mut touched = Vec::new();
        self.enter(Arc::new(entry), &mut touched)?;
        Ok(self.finish(touched))
    }

    /// Takes in many entries at once; gives the items that they touched, and the refusals.
    ///
    /// The same as taking one after the other, but each item is looked at once.
    pub fn take_all(
        &mut self,
        entries: impl IntoIterator<Item = Arc<Entry>>,
    ) -> (BTreeSet<ItemId>, Vec<Refusal>) {
        let mut touched = Vec::new();
        let entries = entries.into_iter();
        let refused = entries.filter_map(|entry| self.enter(entry, &mut touched).err()).collect();
        (self.finish(touched), refused)
    }

    /// Puts an entry into the log and into the histories of its items.
    fn enter(&mut self, entry: Arc<Entry>, touched: &mut Vec<ItemId>) -> Result<(), Refusal> {
        let new = entry.id;
        for id in self.log.take(entry)?.concerned {
            let Some(concerned) = self.log.get(id) else { continue };
            for (item, place, edit) in concerned.touches() {
                let record = self.records.entry(item).or_default();
                if id == new {
                    record.note(item, (id, place), edit, &self.log);
                } else {
                    record.flipped();
                }
                touched.push(item);
            }
        }
        Ok(())
    }

    /// Brings what is shown, and the indexes, up to date with the histories of these items.
    fn finish(&mut self, touched: Vec<ItemId>) -> BTreeSet<ItemId> {
        let touched = BTreeSet::from_iter(touched);
        for item in &touched {
            let log = &self.log;
            let Some(record) = self.records.get_mut(item) else { continue };
            let was = record.shown.take();
            record.fold_if_stale(*item, log);
            record.shown = record.present();
            let now = record.shown.clone();
            self.index(*item, was.as_ref(), now.as_ref());
        }
        self.revision += 1;
        self.changes.note(self.revision, &touched);
        touched
    }

    fn index(&mut self, id: ItemId, was: Option<&Held>, now: Option<&Held>) {
        let keys =
            |held: &'_ Held| (held.item.kind(), held.item.article().map(|article| article.path.clone()));
        let (before, after) = (was.map(keys), now.map(keys));
        if before != after {
            if let Some((kind, path)) = before {
                self.by_kind.entry(kind).or_default().remove(&id);
                path.map(|path| self.by_path.entry(path).or_default().remove(&id));
            }
            if let Some((kind, path)) = after {
                self.by_kind.entry(kind).or_default().insert(id);
                path.map(|path| self.by_path.entry(path).or_default().insert(id));
            }
        }
        if now.is_some_and(|held| !held.disputes.is_empty()) {
            self.disputed.insert(id);
        } else {
            self.disputed.remove(&id);
        }
    }

    /// An item with its disputes; `None` where it was never added or has been removed.
    pub fn held(&self, id: ItemId) -> Option<&Held> {
        self.records.get(&id)?.shown.as_ref()
    }

    /// An item's value.
    pub fn get(&self, id: ItemId) -> Option<&Item> {
        self.held(id).map(|held| &*held.item)
    }

    /// The last value that an item had, even if it has been removed: for history.
    pub fn last_known(&self, id: ItemId) -> Option<&Item> {
        self.get(id).or_else(|| self.records.get(&id)?.last_value())
    }

    /// The items of a kind, in the order in which they were added.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        let ids = self.by_kind.get(&kind).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// The number of items of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.by_kind.get(&kind).map_or(0, BTreeSet::len)
    }

    /// The items that lie in, or are about, the article that was at a path when they were made.
    pub fn at_path<'a>(&'a self, path: &str) -> impl Iterator<Item = (ItemId, &'a Item)> {
        let ids = self.by_path.get(path).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// Every path that some item refers to.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.iter().filter(|(_, ids)| !ids.is_empty()).map(|(path, _)| path.as_str())
    }

    /// Items with a disputed field.
    pub fn disputed(&self) -> impl Iterator<Item = (ItemId, &Held)> {
        self.disputed.iter().filter_map(|id| Some((*id, self.held(*id)?)))
    }

    /// Edits in force that found nothing to change: the entry and the place of the edit in it.
    pub fn without_effect(&self) -> Vec<(EntryId, u32)> {
        let mut idle: Vec<_> = self.records.values().flat_map(Record::idle).collect();
        let lost = |entry: &Entry, edit: &Edit| match edit {
            Edit::Retract(target) => *target >= entry.id || self.log.get(*target).is_none(),
            _ => false,
        };
        for entry in self.log.entries().filter(|entry| self.log.is_live(entry.id)) {
            let places = entry.edits.iter().zip(0u32..).filter(|(edit, _)| lost(entry, edit));
            idle.extend(places.map(|(_, place)| (entry.id, place)));
        }
        idle.sort_unstable();
        idle
    }

    /// The edit that gives an item a new value, having seen the present one.
    ///
    /// `None` where the item is not here or the value is the one it has.
    pub fn set(&self, id: ItemId, to: Item) -> Option<Edit> {
        let held = self.held(id).filter(|held| *held.item != to)?;
        Some(Edit::Set { item: id, to: Arc::new(to), seen: held.heads.clone(), settles: Vec::new() })
    }

    /// The edit that decides a disputed field by giving the item a value (perhaps the present one).
    pub fn settle(&self, id: ItemId, field: &str, to: Item) -> Option<Edit> {
        let held = self.held(id)?;
        Some(Edit::Set {
            item: id,
            to: Arc::new(to),
            seen: held.heads.clone(),
            settles: vec![field.to_owned()],
        })
    }

    /// The edit that removes an item, having seen the present version.
    pub fn remove(&self, id: ItemId) -> Option<Edit> {
        Some(Edit::Remove { item: id, seen: self.held(id)?.heads.clone() })
    }

    /// The edit that undoes the analyst's latest work.
    pub fn undo(&self, analyst: &Analyst) -> Option<Edit> {
        self.log.undo_target(analyst).map(Edit::Retract)
    }

    /// The edit that redoes what the analyst last undid.
    pub fn redo(&self, analyst: &Analyst) -> Option<Edit> {
        self.log.redo_target(analyst).map(Edit::Retract)
    }

    /// Edits as the next entry of a writer.
    pub fn entry(&self, writer: Writer, by: &Analyst, at: i64, edits: Vec<Edit>) -> Entry {
        Entry { id: self.log.next_id(writer), by: by.clone(), at, edits }
    }

    /// Takes in every entry of another log; gives the refusals. The union of two logs by entry id.
    pub fn unite(&mut self, other: &Log) -> Vec<Refusal> {
        self.take_all(other.entries().cloned()).1
    }

    /// Who last wrote an item, and when.
    pub fn written(&self, id: ItemId) -> Option<&Entry> {
        self.held(id)?;
        let latest = self.records.get(&id)?.latest()?;
        self.log.get(latest).map(|entry| &**entry)
    }
}

#[cfg(test)]
mod tests {
    use super::super::item::{About, Memo};
    use super::*;

    fn note(workspace: &mut Workspace, notes: usize) {
        let memo = || Edit::Add(Arc::new(Item::Memo(Memo { about: About::Dossier, text: String::new() })));
        let entry = workspace.entry(Writer(1), &Analyst("a".into()), 0, (0..notes).map(|_| memo()).collect());
        workspace.take(entry).unwrap();
    }

    #[test]
    fn what_changed_is_known_until_it_is_too_much() {
        let mut workspace = Workspace::default();
        note(&mut workspace, 1);
        let before = workspace.revision();
        note(&mut workspace, 2);
        note(&mut workspace, 1);
        assert_eq!(workspace.changes_since(before).map(|touched| touched.len()), Some(3));
        assert_eq!(workspace.changes_since(workspace.revision()), Some(BTreeSet::new()));
        assert_eq!(workspace.changes_since(workspace.revision() + 1), None);
        note(&mut workspace, REMEMBERED - 2);
        assert_eq!(workspace.changes_since(before), None);
        note(&mut workspace, REMEMBERED + 1);
        assert_eq!(workspace.changes_since(workspace.revision() - 1), None);
        assert_eq!(workspace.changes_since(workspace.revision()), Some(BTreeSet::new()));
    }
}
