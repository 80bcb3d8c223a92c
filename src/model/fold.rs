//! How one item's edits fold to its value.
//!
//! The edits of an item form a history: each names the entries whose version it had seen. An edit
//! that had seen everything replaces the value. One that had not is merged field by field against
//! the version it had seen, and a field that both sides changed differently is disputed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::id::{EntryId, ItemId};
use super::item::Item;
use super::log::{Edit, Log};
use super::workspace::{Dispute, Held, REMOVED};

/// Where an edit stands: its entry and its place in that entry.
type At = (EntryId, u32);

/// The edits that touch one item, and the value that they fold to.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    touches: Vec<Touch>,
    pub(super) state: State,
    /// The value that the workspace's indexes know of.
    pub(super) shown: Option<Held>,
    stale: bool,
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

#[derive(Clone, Debug)]
struct Touch {
    at: At,
    edit: Edit,
}

/// An item in the middle of its history.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    held: Option<Held>,
    removed: bool,
    idle: Vec<At>,
}

impl State {
    pub(super) fn last_value(&self) -> Option<&Item> {
        self.held.as_ref().map(|held| &*held.item)
    }
}

/// What the workspace shows of a state: nothing where the item is removed.
pub(super) fn present(state: &State) -> Option<Held> {
    state.held.clone().filter(|_| !state.removed)
}

impl Record {
    /// Notes an edit; applies it in place where it is new, in force and later than all others.
    pub(super) fn note(&mut self, item: ItemId, at: At, edit: &Edit, live: bool, new: bool) {
        if !new {
            self.stale = true;
            return;
        }
        let place = self.touches.partition_point(|touch| touch.at < at);
        let last = place == self.touches.len();
        self.touches.insert(place, Touch { at, edit: edit.clone() });
        if last && live && !self.stale {
            step(&mut self.state, item, &self.touches, place);
        } else {
            self.stale = true;
        }
    }

    /// Folds the item from the start, if an edit came in between or went out of force.
    pub(super) fn fold_if_stale(&mut self, item: ItemId, log: &Log) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let mut state = State::default();
        for place in 0..self.touches.len() {
            if log.is_live(self.touches[place].at.0) {
                step(&mut state, item, &self.touches, place);
            }
        }
        self.state = state;
    }

    /// The edits that found nothing to change.
    pub(super) fn idle(&self) -> impl Iterator<Item = At> {
        self.state.idle.iter().copied()
    }
}

/// Applies one edit to a state.
fn step(state: &mut State, item: ItemId, touches: &[Touch], place: usize) {
    let Touch { at, edit } = &touches[place];
    let effective = match edit {
        Edit::Add(value) => add(state, item, *at, value),
        Edit::Set { to, seen, settles, .. } => set(state, *at, to, seen, settles, touches),
        Edit::Remove { seen, .. } => remove(state, *at, seen, touches),
        Edit::Retract(_) => true,
    };
    if !effective {
        state.idle.push(*at);
    }
}

fn add(state: &mut State, item: ItemId, at: At, value: &Arc<Item>) -> bool {
    let first = state.held.is_none() && (item.entry, item.place) == at;
    if first {
        state.held = Some(Held { item: Arc::clone(value), heads: vec![at.0], disputes: Vec::new() });
    }
    first
}

fn set(
    state: &mut State,
    at: At,
    to: &Arc<Item>,
    seen: &[EntryId],
    settles: &[String],
    touches: &[Touch],
) -> bool {
    let Some(held) = state.held.as_mut().filter(|held| held.item.kind() == to.kind()) else { return false };
    if seen == held.heads {
        state.removed = false;
        let changed = held.item.changed(to);
        held.disputes.retain(|dispute| {
            !changed.contains(&dispute.field) && !settles.iter().any(|field| field == dispute.field.name)
        });
        held.item = Arc::clone(to);
        held.heads = vec![at.0];
        return true;
    }
    merge(held, at, to, seen, touches);
    if state.removed {
        state.removed = false;
        dispute(held, REMOVED, at.0, Arc::clone(to));
    }
    held.heads.push(at.0);
    true
}

/// Brings an edit that had seen another version into the present one.
fn merge(held: &mut Held, at: At, to: &Arc<Item>, seen: &[EntryId], touches: &[Touch]) {
    let mut known = ancestry(seen, touches);
    known.insert(at.0);
    let base = version(seen, touches).unwrap_or_else(|| Arc::clone(&held.item));
    let before = Arc::clone(&held.item);
    let mut value = Item::clone(&held.item);
    let clashes = value.merge(&base, to);
    held.item = Arc::new(value);
    held.heads.retain(|head| !known.contains(head));
    if held.heads.is_empty() {
        return; // Everything that stands was seen: the versions between were taken back since.
    }
    for field in clashes {
        dispute(held, field, at.0, Arc::clone(&before));
    }
}

fn dispute(held: &mut Held, field: super::item::Field, kept: EntryId, other: Arc<Item>) {
    held.disputes.retain(|dispute| dispute.field != field);
    held.disputes.push(Dispute { field, kept, against: held.heads.clone(), other });
}

fn remove(state: &mut State, at: At, seen: &[EntryId], touches: &[Touch]) -> bool {
    let Some(held) = state.held.as_mut().filter(|_| !state.removed) else { return false };
    let mut known = ancestry(seen, touches);
    known.insert(at.0);
    if held.heads.iter().all(|head| known.contains(head)) {
        held.heads = vec![at.0];
        held.disputes.clear();
        state.removed = true;
    } else {
        let value = Arc::clone(&held.item);
        dispute(held, REMOVED, at.0, value);
        held.heads.push(at.0);
    }
    true
}

/// The entries seen, and all that those had seen, in this item's history.
fn ancestry(seen: &[EntryId], touches: &[Touch]) -> BTreeSet<EntryId> {
    let mut known: BTreeSet<EntryId> = seen.iter().copied().collect();
    for touch in touches.iter().rev() {
        if known.contains(&touch.at.0) {
            known.extend(touch.edit.seen().iter().filter(|earlier| **earlier < touch.at.0));
        }
    }
    known
}

/// The item as the entries of `seen` together had left it.
///
/// One entry's version is what it wrote. Several were merged on the analyst's screen: their
/// versions are worked out in the order of the history, each from earlier ones.
fn version(seen: &[EntryId], touches: &[Touch]) -> Option<Arc<Item>> {
    let mut merged: BTreeMap<&[EntryId], Arc<Item>> = BTreeMap::new();
    if seen.len() > 1 {
        for touch in touches.iter().filter(|touch| touch.edit.seen().len() > 1) {
            if let Some(value) = united(touch.edit.seen(), touches, &merged) {
                merged.insert(touch.edit.seen(), value);
            }
        }
    }
    united(seen, touches, &merged)
}

fn united(
    heads: &[EntryId],
    touches: &[Touch],
    merged: &BTreeMap<&[EntryId], Arc<Item>>,
) -> Option<Arc<Item>> {
    let (first, rest) = heads.split_first()?;
    let (mut value, _) = written(*first, touches)?;
    for head in rest {
        let Some((to, seen)) = written(*head, touches) else { continue };
        let base = match seen {
            [one] => written(*one, touches).map(|(base, _)| base),
            several => merged.get(several).cloned(),
        };
        let base = base.unwrap_or_else(|| Arc::clone(&value));
        Arc::make_mut(&mut value).merge(&base, &to);
    }
    Some(value)
}

/// What an entry wrote of the item, and what it had seen; for a removal, what was removed.
fn written(mut id: EntryId, touches: &[Touch]) -> Option<(Arc<Item>, &[EntryId])> {
    loop {
        let place = touches.partition_point(|touch| touch.at.0 <= id).checked_sub(1)?;
        let touch = touches.get(place).filter(|touch| touch.at.0 == id)?;
        match &touch.edit {
            Edit::Add(to) | Edit::Set { to, .. } => return Some((Arc::clone(to), touch.edit.seen())),
            Edit::Remove { seen, .. } => id = *seen.first().filter(|seen| **seen < id)?,
            Edit::Retract(_) => return None,
        }
    }
}
