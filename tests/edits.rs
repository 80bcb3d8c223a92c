//! What edits do: a workspace, edits, and the workspace after them, one line each.
//!
//! An edit is `who: what` on a line. `A` and `B` are two analysts at two desks who see their own
//! work at once and the other's after `merge`. Items are tags, named by the letter under which they
//! were added; their fields are written `name=`, `colour=`, `key=`.
//!
//! ```text
//! A: x + name=event colour=1     adds the item x
//! A: x name=act                  gives its field another value
//! A: x -                         removes it
//! A: undo / A: redo              as the keys do
//! A: retract 2                   takes back the second line
//! A: x settle name               decides a disputed field by the present value
//! merge                          both desks take in each other's entries
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop where it is"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use dossier::model::{Analyst, Dispute, Edit, Entry, EntryId, Held, Item, ItemId, Tag, Workspace, Writer};

#[derive(Default)]
struct Desks {
    desks: [Workspace; 2],
    items: BTreeMap<String, ItemId>,
    lines: Vec<EntryId>,
}

impl Desks {
    fn run(script: &str) -> Self {
        let mut desks = Self::default();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.split_once(':') {
                None => desks.merge(),
                Some((who, what)) => desks.act(usize::from(who == "B"), what.trim()),
            }
        }
        desks.merge();
        desks
    }

    fn merge(&mut self) {
        let [a, b] = &mut self.desks;
        assert!(a.unite(b.log()).is_empty() && b.unite(a.log()).is_empty());
        assert!(a == b);
        let (anew, _) = Workspace::fold(a.log().entries().rev().map(|entry| Entry::clone(entry)));
        assert!(anew == *a, "folding anew gives another workspace");
    }

    fn act(&mut self, who: usize, what: &str) {
        let desk = &self.desks[who];
        let by = Analyst(["A", "B"][who].to_owned());
        let words: Vec<&str> = what.split(' ').filter(|word| !word.is_empty()).collect();
        let edit = match words.as_slice() {
            ["undo"] => desk.undo(&by).expect(what),
            ["redo"] => desk.redo(&by).expect(what),
            ["retract", line] => Edit::Retract(self.lines[line.parse::<usize>().unwrap() - 1]),
            [_, "+", fields @ ..] => Edit::add(Item::Tag(with(Tag::default(), fields))),
            [name, "-"] => desk.remove(self.items[*name]).expect(what),
            [name, "settle", field] => {
                desk.settle(self.items[*name], field, self.value(who, name)).expect(what)
            }
            [name, fields @ ..] => {
                let Item::Tag(tag) = self.value(who, name) else { unreachable!() };
                desk.set(self.items[*name], Item::Tag(with(tag, fields))).expect(what)
            }
            [] => panic!("nothing to do in {what:?}"),
        };
        let added = matches!(edit, Edit::Add(_)).then(|| words[0].to_owned());
        let entry = desk.entry(Writer(who as u64), &by, 0, vec![edit]);
        self.lines.push(entry.id);
        self.items.extend(added.map(|name| (name, ItemId { entry: entry.id, place: 0 })));
        self.desks[who].take(entry).unwrap();
    }

    fn value(&self, who: usize, name: &str) -> Item {
        self.desks[who].get(self.items[name]).expect(name).clone()
    }

    /// The workspace as text: items by name, then `field: shown, not other` for each dispute.
    fn shown(&self) -> String {
        let show = |(name, id): (&String, &ItemId)| {
            let held = self.desks[0].held(*id)?;
            Some(format!("{name} {}", held_as_text(held)))
        };
        let items: Vec<String> = self.items.iter().filter_map(show).collect();
        items.join("; ")
    }
}

fn with(mut tag: Tag, fields: &[&str]) -> Tag {
    for field in fields {
        match field.split_once('=').unwrap() {
            ("name", name) => tag.name = name.to_owned(),
            ("colour", colour) => tag.colour = colour.parse().unwrap(),
            ("key", key) => tag.key = key.parse().ok(),
            other => panic!("no field {other:?}"),
        }
    }
    tag
}

fn held_as_text(held: &Held) -> String {
    let Item::Tag(tag) = &*held.item else { return "another kind".to_owned() };
    let mut text = format!("name={} colour={}", tag.name, tag.colour);
    text.extend(tag.key.map(|key| format!(" key={key}")));
    for Dispute { field, other, .. } in &held.disputes {
        match other.value(field.name) {
            Some(other) => text.push_str(&format!(" ({}, not {other})", field.name)),
            None => text.push_str(&format!(" ({})", field.name)),
        }
    }
    text
}

fn check(script: &str, expected: &str) {
    assert_eq!(Desks::run(script).shown(), expected, "{script}");
}

#[test]
fn adding_changing_and_removing() {
    check("A: x + name=event", "x name=event colour=0");
    check("A: x + name=event \n A: x name=act key=3", "x name=act colour=0 key=3");
    check("A: x + name=event \n A: y + name=place \n A: x -", "y name=place colour=0");
}

#[test]
fn undo_walks_back_and_redo_forward() {
    let made = "A: x + name=one \n A: x name=two \n A: x name=three \n";
    check(&format!("{made} A: undo"), "x name=two colour=0");
    check(&format!("{made} A: undo \n A: undo \n A: undo"), "");
    check(&format!("{made} A: undo \n A: undo \n A: redo"), "x name=two colour=0");
    check(&format!("{made} A: undo \n A: undo \n A: redo \n A: redo"), "x name=three colour=0");
    check("A: x + name=one \n A: x - \n A: undo", "x name=one colour=0");
}

#[test]
fn work_after_an_undo_ends_redo() {
    let desks = Desks::run("A: x + name=one \n A: x name=two \n A: undo \n A: x colour=5");
    assert!(desks.desks[0].redo(&Analyst("A".to_owned())).is_none());
    assert_eq!(desks.shown(), "x name=one colour=5");
}

#[test]
fn undo_takes_back_only_my_work() {
    check("A: x + name=one \n merge \n B: x colour=2 \n merge \n A: undo", "");
    check(
        "A: x + name=one \n A: x name=two \n merge \n B: x colour=2 \n merge \n A: undo",
        "x name=one colour=2",
    );
}

#[test]
fn changes_of_different_fields_both_survive() {
    check("A: x + name=one \n merge \n A: x name=two \n B: x colour=4", "x name=two colour=4");
    check(
        "A: x + name=one \n merge \n B: x colour=4 \n A: x name=two \n A: x key=1",
        "x name=two colour=4 key=1",
    );
}

#[test]
fn the_same_change_twice_is_no_dispute() {
    check("A: x + name=one \n merge \n A: x name=two \n B: x name=two", "x name=two colour=0");
}

#[test]
fn different_changes_of_one_field_keep_both_values() {
    check(
        "A: x + name=one \n merge \n A: x name=two \n B: x name=three",
        "x name=three colour=0 (name, not two)",
    );
}

#[test]
fn the_next_change_that_has_seen_both_settles() {
    let disputed = "A: x + name=one \n merge \n A: x name=two \n B: x name=three \n merge \n";
    check(&format!("{disputed} A: x name=four"), "x name=four colour=0");
    check(&format!("{disputed} A: x name=two"), "x name=two colour=0");
    check(&format!("{disputed} A: x colour=6"), "x name=three colour=6 (name, not two)");
}

#[test]
fn a_dispute_is_settled_by_choosing_the_present_value() {
    let disputed = "A: x + name=one \n merge \n A: x name=two \n B: x name=three \n merge \n";
    check(&format!("{disputed} A: x settle name"), "x name=three colour=0");
    check(&format!("{disputed} A: x settle name \n A: undo"), "x name=three colour=0 (name, not two)");
}

#[test]
fn taking_back_one_side_of_a_dispute_ends_it() {
    let disputed = "A: x + name=one \n merge \n A: x name=two \n B: x name=three \n merge \n";
    check(&format!("{disputed} A: undo"), "x name=three colour=0");
    check(&format!("{disputed} B: undo"), "x name=two colour=0");
}

#[test]
fn removing_what_another_changed_is_a_dispute() {
    let removed = "A: x + name=one \n merge \n A: x - \n B: x name=two \n";
    check(removed, "x name=two colour=0 (removed)");
    check(
        "A: x + name=one \n merge \n B: x name=two \n B: x name=three \n A: x -",
        "x name=three colour=0 (removed)",
    );
    check(&format!("{removed} merge \n A: x settle removed"), "x name=two colour=0");
    check(&format!("{removed} merge \n A: x -"), "");
    check(&format!("{removed} merge \n A: undo"), "x name=two colour=0");
    check(&format!("{removed} merge \n B: undo"), "");
}

#[test]
fn both_removing_is_no_dispute() {
    check("A: x + name=one \n merge \n A: x - \n B: x -", "");
}

#[test]
fn taking_back_a_middle_edit_keeps_later_ones() {
    let made = "A: x + name=one \n A: x name=two \n A: x colour=5 \n";
    check(&format!("{made} A: retract 2"), "x name=one colour=5");
    check("A: x + name=one \n A: x name=two \n A: x name=three \n A: retract 2", "x name=three colour=0");
}

#[test]
fn after_a_middle_edit_was_taken_back_no_one_disputes_what_nobody_changed() {
    let made = "A: x + name=one \n A: x name=two \n A: x colour=5 \n A: retract 2 \n merge \n";
    check(&format!("{made} A: x name=four \n B: x key=1"), "x name=four colour=5 key=1");
    check(&format!("{made} A: x key=1 \n B: x name=two"), "x name=two colour=5 key=1");
}

#[test]
fn an_edit_that_had_not_seen_a_retraction_does_not_bring_its_target_back() {
    let made = "A: x + name=one \n A: x name=two \n A: x colour=5 \n merge \n A: retract 2 \n B: x key=1";
    check(made, "x name=one colour=5 key=1");
}

#[test]
fn taking_back_the_adding_takes_the_item_and_bringing_it_back_keeps_all() {
    let made = "A: x + name=one \n A: x name=two \n A: retract 1 \n";
    check(made, "");
    check(&format!("{made} A: undo"), "");
    check(
        "A: x + name=one \n merge \n B: x name=two \n merge \n A: undo \n merge \n A: redo",
        "x name=two colour=0",
    );
}

#[test]
fn three_values_of_one_field_are_all_kept() {
    let mut workspace = Workspace::default();
    let by = |writer: u64| Analyst(writer.to_string());
    let named = |name: &str| Item::Tag(Tag { name: name.to_owned(), ..Tag::default() });
    let first = workspace.entry(Writer(0), &by(0), 0, vec![Edit::add(named("one"))]);
    let item = ItemId { entry: first.id, place: 0 };
    workspace.take(first).unwrap();
    let alone = workspace.clone();
    for (writer, name) in [(1, "two"), (2, "three"), (3, "four")] {
        let edit = alone.set(item, named(name)).unwrap();
        workspace.take(alone.entry(Writer(writer), &by(writer), 0, vec![edit])).unwrap();
    }
    let held = workspace.held(item).unwrap();
    assert_eq!(held_as_text(held), "name=four colour=0 (name, not two) (name, not three)");
    let writers = |dispute: &Dispute| dispute.against.iter().map(|id| id.writer.0).collect::<Vec<_>>();
    assert_eq!(held.disputes.iter().map(writers).collect::<Vec<_>>(), [[1], [2]]);
    let settled = workspace.settle(item, "name", Item::clone(&held.item)).unwrap();
    workspace.take(workspace.entry(Writer(1), &by(1), 0, vec![settled])).unwrap();
    assert!(workspace.held(item).unwrap().disputes.is_empty());
}

#[test]
fn edits_that_find_nothing_are_listed() {
    let mut workspace = Workspace::default();
    let nowhere = ItemId { entry: EntryId { counter: 7, writer: Writer(7) }, place: 0 };
    let edits = vec![
        Edit::Set {
            item: nowhere,
            to: Arc::new(Item::Tag(Tag::default())),
            seen: Vec::new(),
            settles: Vec::new(),
        },
        Edit::Retract(nowhere.entry),
        Edit::add(Item::Tag(Tag::default())),
    ];
    let entry = workspace.entry(Writer(0), &Analyst("A".to_owned()), 0, edits);
    let id = entry.id;
    workspace.take(entry).unwrap();
    assert_eq!(workspace.without_effect(), [(id, 0), (id, 1)]);
}
