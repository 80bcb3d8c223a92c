//! Laws that hold for every log, checked on seeded random ones.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::Random;
use dossier::journal::{self, Header};
use dossier::model::log::Log;
use dossier::model::{Analyst, Dispute, Edit, Entry, EntryId, Item, ItemId, Tag, Workspace, Writer};

const SEEDS: u64 = 60;

fn analyst(number: u64) -> Analyst {
    Analyst(["Ada", "Bo", "Cy"][number as usize % 3].to_owned())
}

fn random_tag(random: &mut Random) -> Item {
    Item::Tag(Tag {
        name: random.below(3).to_string(),
        colour: random.below(3) as u8,
        key: (random.below(2) == 0).then(|| random.below(3) as u8),
        apply_when: random.below(2).to_string(),
        ..Tag::default()
    })
}

/// The present value with one field changed.
fn changed(random: &mut Random, item: &Item) -> Item {
    let Item::Tag(tag) = item else { return random_tag(random) };
    let mut tag = tag.clone();
    match random.below(4) {
        0 => tag.name = random.below(4).to_string(),
        1 => tag.colour = random.below(4) as u8,
        2 => tag.key = Some(random.below(4) as u8),
        _ => tag.not_when = random.below(4).to_string(),
    }
    Item::Tag(tag)
}

fn some_item(random: &mut Random, workspace: &Workspace) -> Option<ItemId> {
    let all: Vec<ItemId> =
        workspace.log().entries().flat_map(|entry| entry.touches()).map(|(item, ..)| item).collect();
    (!all.is_empty()).then(|| all[random.below(all.len() as u64) as usize])
}

fn some_entry(random: &mut Random, workspace: &Workspace) -> Option<EntryId> {
    let all: Vec<EntryId> = workspace.log().entries().map(|entry| entry.id).collect();
    (!all.is_empty()).then(|| all[random.below(all.len() as u64) as usize])
}

/// An edit that an analyst could make in this workspace, or one that only a broken program would.
fn random_edit(random: &mut Random, workspace: &Workspace, by: &Analyst) -> Option<Edit> {
    let item = some_item(random, workspace);
    match random.below(16) {
        0..=2 => Some(Edit::add(random_tag(random))),
        3..=8 => {
            let item = item?;
            let to = changed(random, workspace.get(item)?);
            workspace.set(item, to)
        }
        9 => workspace.remove(item?),
        10 => workspace.settle(item?, "name", workspace.get(item?)?.clone()),
        11 => workspace.undo(by),
        12 => workspace.redo(by),
        13 => some_entry(random, workspace).map(Edit::Retract),
        14 => Some(wild(random)),
        _ => {
            workspace.remove(item?).map(|_| Edit::Remove { item: item.unwrap_or_default(), seen: Vec::new() })
        }
    }
}

/// An edit of anything, having seen anything.
fn wild(random: &mut Random) -> Edit {
    let mut id = || EntryId { counter: random.below(12), writer: Writer(random.below(4)) };
    let (item, seen) = (ItemId { entry: id(), place: 0 }, vec![id(), id()]);
    let target = id();
    match random.below(3) {
        0 => Edit::Set { item, to: Arc::new(random_tag(random)), seen, settles: vec!["name".to_owned()] },
        1 => Edit::Remove { item, seen },
        _ => Edit::Retract(target),
    }
}

fn commit(workspace: &mut Workspace, writer: u64, edits: Vec<Edit>) {
    if !edits.is_empty() {
        let entry = workspace.entry(Writer(writer), &analyst(writer), 0, edits);
        workspace.take(entry).unwrap();
    }
}

fn work(random: &mut Random, workspace: &mut Workspace, writer: u64) {
    let edits = (0..1 + random.below(3)).filter_map(|_| random_edit(random, workspace, &analyst(writer)));
    let edits: Vec<Edit> = edits.collect();
    commit(workspace, writer, edits);
}

/// Three analysts who work apart and now and then take in each other's work.
fn sitting(seed: u64, steps: u64) -> [Workspace; 3] {
    let mut random = Random::new(seed);
    let mut desks: [Workspace; 3] = Default::default();
    for _ in 0..steps {
        let (one, two) = (random.below(3) as usize, random.below(3) as usize);
        if random.below(6) == 0 {
            let other = desks[two].log().clone();
            assert!(desks[one].unite(&other).is_empty());
        } else {
            work(&mut random, &mut desks[one], one as u64);
        }
    }
    desks
}

fn united(one: &Workspace, two: &Workspace) -> Workspace {
    let mut both = one.clone();
    assert!(both.unite(two.log()).is_empty());
    both
}

fn entries(log: &Log) -> Vec<Entry> {
    log.entries().map(|entry| Entry::clone(entry)).collect()
}

/// What analysts see: every item's value and disputes.
fn seen(workspace: &Workspace) -> BTreeMap<ItemId, (Arc<Item>, Vec<Dispute>)> {
    let items = workspace.log().entries().flat_map(|entry| entry.touches()).map(|(item, ..)| item);
    let held = items.filter_map(|item| Some((item, workspace.held(item)?)));
    held.map(|(item, held)| (item, (Arc::clone(&held.item), held.disputes.clone()))).collect()
}

#[test]
fn union_does_not_depend_on_order_or_repetition() {
    for seed in 0..SEEDS {
        let [a, b, c] = &sitting(seed, 40);
        let ab = united(a, b);
        assert!(ab == united(b, a), "commutative, seed {seed}");
        assert!(united(&ab, c) == united(a, &united(b, c)), "associative, seed {seed}");
        assert!(united(&ab, a) == ab && united(&ab, &ab) == ab, "idempotent, seed {seed}");
    }
}

#[test]
fn taking_entries_one_by_one_in_any_order_equals_folding_anew() {
    for seed in 0..SEEDS {
        let [a, b, c] = &sitting(seed, 40);
        let stepwise = united(&united(a, b), c);
        let mut all = entries(stepwise.log());
        let mut random = Random::new(seed ^ 0x5eed);
        for _ in 0..3 {
            let (anew, refused) = Workspace::fold(all.clone());
            assert!(refused.is_empty());
            assert!(anew == stepwise, "seed {seed}");
            assert_eq!(anew.without_effect(), stepwise.without_effect(), "seed {seed}");
            random.shuffle(&mut all);
        }
        let (own, _) = Workspace::fold(entries(a.log()));
        assert!(own == *a, "seed {seed}");
    }
}

#[test]
fn undo_restores_and_redo_restores_again_across_reopenings() {
    for seed in 0..SEEDS {
        let mut random = Random::new(seed);
        let mut workspace = united(&sitting(seed, 25)[0], &sitting(seed, 25)[1]);
        let me = analyst(0);
        let mut states = vec![seen(&workspace)];
        let count = 1 + random.below(6);
        for _ in 0..count {
            let item = some_item(&mut random, &workspace);
            let set = item.and_then(|item| {
                let to = changed(&mut random, workspace.get(item)?);
                workspace.set(item, to)
            });
            let edit = set.unwrap_or_else(|| Edit::add(random_tag(&mut random)));
            commit(&mut workspace, 3, vec![edit]);
            states.push(seen(&workspace));
        }
        for depth in 1..=count as usize {
            workspace = reopened(&workspace);
            let undo = workspace.undo(&me).unwrap();
            commit(&mut workspace, 3 + depth as u64 * 3, vec![undo]);
            assert_eq!(seen(&workspace), states[count as usize - depth], "undo {depth}, seed {seed}");
        }
        for (depth, state) in (1..).zip(&states[1..]) {
            workspace = reopened(&workspace);
            let redo = workspace.redo(&me).unwrap();
            commit(&mut workspace, 30 + depth * 3, vec![redo]);
            assert_eq!(seen(&workspace), *state, "redo {depth}, seed {seed}");
        }
        let more = workspace.redo(&me);
        assert!(more.is_none() || more != workspace.undo(&me));
    }
}

/// What was written reads back as the same log.
fn reopened(workspace: &Workspace) -> Workspace {
    let text = journal::write_all(&Header::default(), &entries(workspace.log())).unwrap();
    let contents = journal::read(text.as_bytes()).unwrap();
    assert!(contents.unreadable.is_empty());
    let (again, refused) = Workspace::fold(contents.lines.into_iter().map(|line| line.entry));
    assert!(refused.is_empty());
    assert!(again == *workspace);
    again
}

#[test]
fn what_was_written_reads_back_as_the_same_log() {
    for seed in 0..SEEDS / 4 {
        for desk in sitting(seed, 40) {
            reopened(&desk);
        }
    }
}

#[test]
fn everything_taken_back_leaves_nothing() {
    for seed in 0..SEEDS {
        let mut workspace = united(&sitting(seed, 30)[0], &sitting(seed, 30)[2]);
        let live: Vec<EntryId> = entries(workspace.log()).iter().map(|entry| entry.id).collect();
        for id in live.into_iter().rev() {
            if workspace.log().is_live(id) && !workspace.log().get(id).unwrap().is_retraction() {
                commit(&mut workspace, 9, vec![Edit::Retract(id)]);
            }
        }
        assert!(seen(&workspace).is_empty(), "seed {seed}");
    }
}

#[test]
fn wild_edits_on_wild_ids_never_panic() {
    for seed in 0..SEEDS {
        let mut random = Random::new(seed);
        let mut workspace = Workspace::default();
        let mut all = Vec::new();
        for _ in 0..30 {
            let id = EntryId { counter: random.below(12), writer: Writer(random.below(4)) };
            let edits = (0..random.below(4)).map(|_| wild(&mut random)).collect();
            let entry = Entry { id, by: analyst(id.writer.0), at: 0, edits };
            if workspace.take(entry.clone()).is_ok() {
                all.push(entry);
            }
            work(&mut random, &mut workspace, 2);
        }
        let (anew, _) = Workspace::fold(entries(workspace.log()).into_iter().rev());
        assert!(anew == workspace, "seed {seed}");
        assert!(all.iter().all(|entry| workspace.log().get(entry.id).is_some()));
    }
}

#[test]
fn an_analyst_alone_never_disputes() {
    for seed in 0..SEEDS {
        let mut random = Random::new(seed);
        let mut workspace = Workspace::default();
        for _ in 0..40 {
            let item = some_item(&mut random, &workspace);
            let edit = match random.below(8) {
                0..=1 => Some(Edit::add(random_tag(&mut random))),
                2..=5 => item.and_then(|item| {
                    let to = changed(&mut random, workspace.get(item)?);
                    workspace.set(item, to)
                }),
                6 => workspace.undo(&analyst(0)),
                _ => some_entry(&mut random, &workspace)
                    .filter(|id| !workspace.log().get(*id).unwrap().is_retraction())
                    .map(Edit::Retract),
            };
            let expected = edit.as_ref().and_then(|edit| match edit {
                Edit::Set { item, to, .. } => Some((*item, Arc::clone(to))),
                _ => None,
            });
            commit(&mut workspace, 0, edit.into_iter().collect());
            if let Some((item, to)) = expected {
                assert_eq!(workspace.get(item), Some(&*to), "what is set is what is shown, seed {seed}");
            }
            assert_eq!(workspace.disputed().count(), 0, "seed {seed}");
        }
    }
}

#[test]
fn one_number_twice_with_other_content_is_refused() {
    let mut workspace = Workspace::default();
    commit(&mut workspace, 0, vec![Edit::add(Item::Tag(Tag::default()))]);
    let mut entry = Entry::clone(workspace.log().entries().next().unwrap());
    assert!(workspace.take(entry.clone()).is_ok());
    entry.at = 1;
    assert!(workspace.take(entry.clone()).is_err());
    entry.id.counter = u64::MAX;
    assert!(workspace.take(entry).is_err());
    assert_eq!(workspace.log().len(), 1);
}
