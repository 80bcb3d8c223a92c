//! How one item's edits fold to its value.
//!
//! The edits of an item form a history: each names the entries whose version it had seen. What it
//! changed against that version is brought into the present one field by field; a field that both
//! sides changed differently is disputed. The same rule carries an edit over when an earlier one
//! that it had seen is taken back.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::id::{EntryId, ItemId, Writer};
use super::item::{Field, Item};
use super::log::{Edit, Log};
use super::workspace::{Dispute, Held, REMOVED};

/// Where an edit stands: its entry and its place in that entry.
type At = (EntryId, u32);

/// After every edit.
const END: At = (EntryId { counter: u64::MAX, writer: Writer(u64::MAX) }, u32::MAX);

/// The edits that touch one item, and the value that they fold to.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    touches: Vec<Touch>,
    state: State,
    /// Whether some edit here was ever taken back: then every change folds from the start.
    retracted: bool,
    stale: bool,
    /// The value that the workspace's indexes know of.
    pub(super) shown: Option<Held>,
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.shown == other.shown
    }
}

#[derive(Clone, Debug)]
struct Touch {
    at: At,
    edit: Edit,
}

/// An item in the middle of its history.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    held: Option<Held>,
    removed: bool,
    /// Whether some edit had seen an entry that was ever taken back: until then, an edit that had
    /// seen the heads had seen exactly this state.
    tainted: bool,
    idle: Vec<At>,
    /// Retractions that this version shows and that its heads had not seen.
    unseen: Vec<EntryId>,
}

impl Record {
    /// Notes a new edit: applied in place where nothing comes after it and nothing was taken back.
    pub(super) fn note(&mut self, item: ItemId, at: At, edit: &Edit, log: &Log) {
        let place = self.touches.partition_point(|touch| touch.at < at);
        let last = place == self.touches.len();
        self.touches.insert(place, Touch { at, edit: edit.clone() });
        if last && !self.stale && !self.retracted && !log.was_retracted(at.0) {
            History::of(item, &self.touches, log).step(&mut self.state, place);
        } else {
            self.stale = true;
        }
    }

    /// Notes that an edit came into force or went out of it.
    pub(super) fn flipped(&mut self) {
        self.stale = true;
    }

    /// Folds the item from the start, where an edit came in between or went out of force.
    pub(super) fn fold_if_stale(&mut self, item: ItemId, log: &Log) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        self.retracted = self.touches.iter().any(|touch| log.was_retracted(touch.at.0));
        let history = History::of(item, &self.touches, log);
        let mut state = history.fold(self.touches.len(), |id| log.is_live(id));
        if self.retracted {
            state.unseen = history.unseen(&state);
        }
        self.state = state;
    }

    /// What the workspace shows: nothing where the item is removed.
    pub(super) fn present(&self) -> Option<Held> {
        let mut held = self.state.held.clone().filter(|_| !self.state.removed)?;
        held.heads.extend(&self.state.unseen);
        held.heads.sort_unstable();
        Some(held)
    }

    /// The last value, even of a removed item.
    pub(super) fn last_value(&self) -> Option<&Item> {
        self.state.held.as_ref().map(|held| &*held.item)
    }

    /// The latest edit in the version that is shown.
    pub(super) fn latest(&self) -> Option<EntryId> {
        self.state.held.as_ref()?.heads.iter().max().copied()
    }

    /// The edits that found nothing to change.
    pub(super) fn idle(&self) -> impl Iterator<Item = At> {
        self.state.idle.iter().copied()
    }
}

/// One item's history, with the versions that its edits had seen as they are worked out.
struct History<'a> {
    item: ItemId,
    touches: &'a [Touch],
    log: &'a Log,
    bases: RefCell<BTreeMap<At, Option<Arc<Item>>>>,
}

impl<'a> History<'a> {
    fn of(item: ItemId, touches: &'a [Touch], log: &'a Log) -> Self {
        Self { item, touches, log, bases: RefCell::default() }
    }

    /// Folds the first `end` edits, those whose entry counts.
    fn fold(&self, end: usize, counts: impl Fn(EntryId) -> bool) -> State {
        let mut state = State::default();
        for place in 0..end {
            if counts(self.touches[place].at.0) {
                self.step(&mut state, place);
            }
        }
        state
    }

    /// Applies one edit to a state.
    fn step(&self, state: &mut State, place: usize) {
        let Touch { at, edit } = &self.touches[place];
        let effective = match edit {
            Edit::Add(value) => self.add(state, *at, value),
            Edit::Set { to, seen, settles, .. } => self.set(state, place, to, seen, settles),
            Edit::Remove { seen, .. } => self.remove(state, place, seen),
            Edit::Retract(_) => true,
        };
        if !effective {
            state.idle.push(*at);
        }
    }

    fn add(&self, state: &mut State, at: At, value: &Arc<Item>) -> bool {
        let first = state.held.is_none() && (self.item.entry, self.item.place) == at;
        if first {
            state.held = Some(Held { item: Arc::clone(value), heads: vec![at.0], disputes: Vec::new() });
        }
        first
    }

    fn set(
        &self,
        state: &mut State,
        place: usize,
        to: &Arc<Item>,
        seen: &[EntryId],
        settles: &[String],
    ) -> bool {
        let at = self.touches[place].at.0;
        let Some(held) = state.held.as_mut().filter(|held| held.item.kind() == to.kind()) else {
            return false;
        };
        let before = Arc::clone(&held.item);
        let (base, known) = if !state.tainted && seen == held.heads {
            (Some(Arc::clone(&before)), Known::All)
        } else {
            let known = self.known(self.touches[place].at, seen);
            state.tainted |=
                known.iter().any(|id| self.log.was_retracted(*id) && !self.touches_of(*id).is_empty());
            (self.base(place, &known), Known::These(known))
        };
        let (value, changed, clashes) = carried_over(&before, base.as_deref(), to);
        held.item = Arc::new(value);
        held.heads.retain(|head| !known.has(head));
        held.review(at, &known, &changed, settles);
        if !held.heads.is_empty() {
            if state.removed {
                held.dispute(REMOVED, at, held.heads.clone(), Arc::clone(&before));
            }
            for field in clashes {
                let against = self.who_wrote(field, &before, &held.heads);
                held.dispute(field, at, against, Arc::clone(&before));
            }
        }
        state.removed = false;
        held.heads.push(at);
        true
    }

    fn remove(&self, state: &mut State, place: usize, seen: &[EntryId]) -> bool {
        let at = self.touches[place].at;
        let Some(held) = state.held.as_mut().filter(|_| !state.removed) else { return false };
        let known = if seen == held.heads { Known::All } else { Known::These(self.known(at, seen)) };
        held.heads.retain(|head| !known.has(head));
        if let Some(kept) = held.heads.iter().max().copied() {
            let value = Arc::clone(&held.item);
            held.dispute(REMOVED, kept, vec![at.0], value);
        } else {
            held.disputes.clear();
            state.removed = true;
        }
        held.heads.push(at.0);
        true
    }

    /// The entries that an edit had seen, and all that those had seen or taken back.
    fn known(&self, before: At, seen: &[EntryId]) -> BTreeSet<EntryId> {
        let mut known = BTreeSet::new();
        let mut open: BTreeSet<EntryId> = seen.iter().copied().filter(|id| *id <= before.0).collect();
        while let Some(id) = open.pop_last() {
            known.insert(id);
            for touch in self.touches_of(id).iter().filter(|touch| touch.at < before) {
                open.extend(touch.edit.seen().iter().filter(|earlier| **earlier < id));
            }
            open.extend(self.log.get(id).into_iter().flat_map(|entry| entry.retracted()));
        }
        known
    }

    /// The edits of one entry.
    fn touches_of(&self, id: EntryId) -> &[Touch] {
        let start = self.touches.partition_point(|touch| touch.at.0 < id);
        let end = self.touches.partition_point(|touch| touch.at.0 <= id);
        &self.touches[start..end]
    }

    /// The version that an edit had seen: what the entries known to it fold to among themselves.
    fn base(&self, place: usize, known: &BTreeSet<EntryId>) -> Option<Arc<Item>> {
        let at = self.touches[place].at;
        if let Some(base) = self.bases.borrow().get(&at) {
            return base.clone();
        }
        let live = self.live_among(known);
        let base = self.fold(place, |id| live.contains(&id)).held.map(|held| held.item);
        self.bases.borrow_mut().insert(at, base.clone());
        base
    }

    /// The entries that are in force for one who knows only these.
    fn live_among(&self, known: &BTreeSet<EntryId>) -> BTreeSet<EntryId> {
        let mut dead = BTreeSet::new();
        for id in known.iter().rev().filter(|id| self.log.is_retracting(**id)) {
            if !dead.contains(id) {
                dead.extend(self.log.get(*id).into_iter().flat_map(|entry| entry.retracted()));
            }
        }
        known.difference(&dead).copied().collect()
    }

    /// Of these entries, the ones that wrote the value of a field; all where none did by itself.
    fn who_wrote(&self, field: Field, value: &Item, heads: &[EntryId]) -> Vec<EntryId> {
        let wrote = |id: &EntryId| {
            self.touches_of(*id).iter().any(|touch| match &touch.edit {
                Edit::Add(to) | Edit::Set { to, .. } => !value.changed(to).contains(&field),
                Edit::Remove { .. } | Edit::Retract(_) => false,
            })
        };
        let wrote: Vec<EntryId> = heads.iter().copied().filter(wrote).collect();
        if wrote.is_empty() { heads.to_vec() } else { wrote }
    }

    /// The retractions that one must have seen, besides the heads, to see this version.
    fn unseen(&self, state: &State) -> Vec<EntryId> {
        let Some(held) = &state.held else { return Vec::new() };
        let known = self.known(END, &held.heads);
        let thought_live = self.live_among(&known);
        let mut unseen = BTreeSet::new();
        for touch in self.touches {
            let id = touch.at.0;
            if known.contains(&id) && thought_live.contains(&id) != self.log.is_live(id) {
                self.log.deciders(id, &mut unseen);
            }
        }
        unseen.difference(&known).copied().collect()
    }
}

/// What an edit knew of.
enum Known {
    /// Everything that the state is made of.
    All,
    /// These entries.
    These(BTreeSet<EntryId>),
}

impl Known {
    fn has(&self, id: &EntryId) -> bool {
        match self {
            Self::All => true,
            Self::These(ids) => ids.contains(id),
        }
    }
}

/// What became of `before` when the change from `base` to `to` came in: the value, the fields that
/// the change was about, and those of them that `before` had changed differently.
fn carried_over(before: &Item, base: Option<&Item>, to: &Item) -> (Item, Vec<Field>, Vec<Field>) {
    match base {
        Some(base) => {
            let mut value = before.clone();
            let clashes = value.merge(base, to);
            (value, base.changed(to), clashes)
        }
        // The version that it had seen is not here, so every difference is taken as meant.
        None => {
            let mut value = to.clone();
            value.keep_suggested(before);
            (value, before.changed(to), before.changed(to))
        }
    }
}

impl Held {
    /// Brings the disputes up to date with an edit that changed some fields and settled others.
    fn review(&mut self, at: EntryId, known: &Known, changed: &[Field], settles: &[String]) {
        let item = Arc::clone(&self.item);
        self.disputes.retain_mut(|dispute| {
            let changed = changed.contains(&dispute.field);
            let decided = settles.iter().any(|name| name == dispute.field.name) && known.has(&dispute.kept);
            if !changed && !decided {
                return true;
            }
            dispute.kept = at;
            let open = dispute.field == REMOVED || item.changed(&dispute.other).contains(&dispute.field);
            open && !dispute.against.iter().all(|id| known.has(id))
        });
    }

    fn dispute(&mut self, field: Field, kept: EntryId, against: Vec<EntryId>, other: Arc<Item>) {
        self.disputes
            .iter_mut()
            .filter(|dispute| dispute.field == field)
            .for_each(|dispute| dispute.kept = kept);
        self.disputes.retain(|dispute| dispute.field != field || dispute.against != against);
        self.disputes.push(Dispute { field, kept, against, other });
    }
}
