//! The append-only log: entries, which of them are in force, and what undo and redo aim at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::id::{Analyst, EntryId, ItemId, Writer};
use super::item::Item;

/// One finished gesture by one analyst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the log.
    pub id: EntryId,
    /// Whose work it is.
    pub by: Analyst,
    /// Wall clock, in seconds since 1970-01-01 UTC; for readers only, never for order.
    pub at: i64,
    /// What the gesture did.
    pub edits: Vec<Edit>,
}

/// One change. Every edit is total: where it finds nothing to change, it does nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Creates an item, whose id is this entry's id and the place of the edit in it.
    Add(Arc<Item>),
    /// Replaces an item.
    Set {
        /// The item.
        item: ItemId,
        /// Its new value.
        to: Arc<Item>,
        /// The entries that had written the version this replaces: one, or several after a merge.
        seen: Vec<EntryId>,
        /// Disputed fields that this gesture decided, by name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        settles: Vec<String>,
    },
    /// Removes an item.
    Remove {
        /// The item.
        item: ItemId,
        /// The entries that had written the version this removes.
        seen: Vec<EntryId>,
    },
    /// Takes an earlier entry back. Taking back a retraction redoes what it took back.
    Retract(EntryId),
}

impl Edit {
    /// An edit that adds an item.
    pub fn add(item: Item) -> Self {
        Self::Add(Arc::new(item))
    }

    /// The item that the edit touches, in an entry and at a place in it.
    pub fn item(&self, entry: EntryId, place: u32) -> Option<ItemId> {
        match self {
            Self::Add(_) => Some(ItemId { entry, place }),
            Self::Set { item, .. } | Self::Remove { item, .. } => Some(*item),
            Self::Retract(_) => None,
        }
    }

    /// The entries that the edit had seen.
    pub(super) fn seen(&self) -> &[EntryId] {
        match self {
            Self::Set { seen, .. } | Self::Remove { seen, .. } => seen,
            Self::Add(_) | Self::Retract(_) => &[],
        }
    }
}

impl Entry {
    /// Whether the entry only takes others back: an undo or a redo.
    pub fn is_retraction(&self) -> bool {
        !self.edits.is_empty() && self.edits.iter().all(|edit| matches!(edit, Edit::Retract(_)))
    }

    /// The edits that touch items, with the item and the place of each.
    pub fn touches(&self) -> impl Iterator<Item = (ItemId, u32, &Edit)> {
        let placed = self.edits.iter().zip(0u32..);
        placed.filter_map(|(edit, place)| Some((edit.item(self.id, place)?, place, edit)))
    }

    /// The entries that this one takes back: only earlier ones can be.
    pub fn retracted(&self) -> impl Iterator<Item = EntryId> {
        self.edits.iter().filter_map(|edit| match edit {
            Edit::Retract(target) if *target < self.id => Some(*target),
            _ => None,
        })
    }
}

impl Refusal {
    /// The entry that was refused.
    pub fn entry(&self) -> EntryId {
        match self {
            Self::Clash(id) | Self::Counter(id) => *id,
        }
    }
}

/// Why an entry could not be taken into the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another entry has the same id and other content.
    #[error("two different entries are both numbered {0}; one of the two files was changed by hand")]
    Clash(EntryId),
    /// The counter leaves no room for later entries.
    #[error("the entry numbered {0} leaves no room for later ones")]
    Counter(EntryId),
}

/// What taking in one entry did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// The entries whose items must be looked at again: the new one, those that came into force or
    /// went out of it, and all that it takes back.
    pub concerned: BTreeSet<EntryId>,
}

/// Work in force, by analyst: what undo and redo choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    work: BTreeSet<EntryId>,
    retractions: BTreeSet<EntryId>,
}

/// Entries by id, and which are in force.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: BTreeMap<EntryId, Arc<Entry>>,
    live: BTreeSet<EntryId>,
    retractors: BTreeMap<EntryId, BTreeSet<EntryId>>,
    standing: BTreeMap<Analyst, Standing>,
}

impl PartialEq for Log {
    /// The rest follows from the entries; which are in force is compared because it is kept up step by step.
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.live == other.live
    }
}

impl Log {
    /// The number of entries, those out of force included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry with an id.
    pub fn get(&self, id: EntryId) -> Option<&Arc<Entry>> {
        self.entries.get(&id)
    }

    /// Every entry, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.entries.values()
    }

    /// Whether an entry is in force: here, and taken back by no entry in force.
    pub fn is_live(&self, id: EntryId) -> bool {
        self.live.contains(&id)
    }

    /// Whether some entry takes this one back, be it itself in force or not.
    pub(super) fn was_retracted(&self, id: EntryId) -> bool {
        self.retractors.contains_key(&id)
    }

    /// Whether an entry takes another back.
    pub(super) fn is_retracting(&self, id: EntryId) -> bool {
        self.entries.get(&id).is_some_and(|entry| entry.retracted().next().is_some())
    }

    /// Adds the entries in force that decide whether this one is: those that take it back, or that
    /// take back what would.
    pub(super) fn deciders(&self, id: EntryId, all: &mut BTreeSet<EntryId>) {
        let mut open = vec![id];
        let mut met = BTreeSet::new();
        while let Some(id) = open.pop() {
            for retractor in self.retractors.get(&id).into_iter().flatten().copied() {
                if self.live.contains(&retractor) {
                    all.insert(retractor);
                } else if met.insert(retractor) {
                    open.push(retractor);
                }
            }
        }
    }

    /// The id for the next entry of a writer: one past everything seen, so it sorts last.
    pub fn next_id(&self, writer: Writer) -> EntryId {
        let last = self.entries.last_key_value().map_or(0, |(id, _)| id.counter);
        EntryId { counter: last.saturating_add(1), writer }
    }

    /// What undo takes back: the analyst's latest entry in force that is not itself a retraction.
    pub fn undo_target(&self, analyst: &Analyst) -> Option<EntryId> {
        self.standing.get(analyst)?.work.last().copied()
    }

    /// What redo takes back: the analyst's latest retraction of work, unless they edited since.
    pub fn redo_target(&self, analyst: &Analyst) -> Option<EntryId> {
        let standing = self.standing.get(analyst)?;
        let edited = standing.work.last();
        let later = standing.retractions.iter().rev().take_while(|id| edited.is_none_or(|work| *id > work));
        later.copied().find(|id| self.takes_back_work(*id))
    }

    /// Whether an entry takes back one that did something other than take back.
    fn takes_back_work(&self, id: EntryId) -> bool {
        let Some(entry) = self.entries.get(&id) else { return false };
        entry
            .retracted()
            .any(|target| self.entries.get(&target).is_some_and(|target| !target.is_retraction()))
    }

    /// Takes an entry in; nothing happens where it is already here.
    pub(super) fn take(&mut self, entry: Arc<Entry>) -> Result<Taken, Refusal> {
        if entry.id.counter == u64::MAX {
            return Err(Refusal::Counter(entry.id));
        }
        if let Some(here) = self.entries.get(&entry.id) {
            return if **here == *entry { Ok(Taken::default()) } else { Err(Refusal::Clash(entry.id)) };
        }
        for target in entry.retracted() {
            self.retractors.entry(target).or_default().insert(entry.id);
        }
        let id = entry.id;
        self.entries.insert(id, entry);
        let mut concerned = self.settle(id);
        self.add_retracted(id, &mut concerned);
        Ok(Taken { concerned })
    }

    /// Works out again who is in force, from a new entry down.
    ///
    /// A retraction sorts after its target, so going downwards its own fate is known by the time
    /// the target is met, and no entry is met twice.
    fn settle(&mut self, new: EntryId) -> BTreeSet<EntryId> {
        let mut flipped = BTreeSet::new();
        let mut open = BTreeSet::from([new]);
        while let Some(id) = open.pop_last() {
            let Some(entry) = self.entries.get(&id).cloned() else { continue };
            let live = !self.retractors.get(&id).is_some_and(|by| by.iter().any(|r| self.live.contains(r)));
            if live != self.live.contains(&id) {
                self.flip(&entry, live);
                flipped.insert(id);
                open.extend(entry.retracted());
            }
        }
        flipped
    }

    /// Adds an entry and all that it takes back, directly or by way of others.
    fn add_retracted(&self, id: EntryId, all: &mut BTreeSet<EntryId>) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            all.insert(id);
            open.extend(self.entries.get(&id).into_iter().flat_map(|entry| entry.retracted()));
        }
    }

    fn flip(&mut self, entry: &Entry, live: bool) {
        if !self.standing.contains_key(&entry.by) {
            self.standing.insert(entry.by.clone(), Standing::default());
        }
        let Some(standing) = self.standing.get_mut(&entry.by) else { return };
        let own = if entry.is_retraction() { &mut standing.retractions } else { &mut standing.work };
        if live {
            own.insert(entry.id);
            self.live.insert(entry.id);
        } else {
            own.remove(&entry.id);
            self.live.remove(&entry.id);
        }
    }
}
