//! How long the workspace takes: folding, committing, undoing, merging, reading its file.
//!
//! Budgets: folding 100,000 entries under 0.5 s; committing one edit under 1 ms before the disk,
//! whatever the size of the log. The outside yardstick for reading is the standard library's
//! reading of the same file into lines.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use dossier::corpus::Corpus;
use dossier::dossier::{Dossier, Sitting};
use dossier::journal::{self, Header};
use dossier::model::figure::{Method, Outcome, Qualifier};
use dossier::model::{
    Analyst, ArticleId, Edit, Entry, EntryId, Figure, Item, ItemId, Passage, Span, Tag, TextHash, Workspace,
    Writer,
};

fn main() {
    divan::main();
}

const TEXT: &str =
    "The health ministry said on Tuesday that at least 27,585 people had been killed since 7 October.";

fn span(number: u64) -> Span {
    let article = ArticleId { path: format!("2024/{:03}.txt", number % 500), text: TextHash(number % 500) };
    Span::in_text(article, TEXT, 40..55).unwrap_or_else(|| unreachable!("the range lies in the text"))
}

fn figure(number: u64) -> Item {
    let mut figure = Figure::new(span(number), Method::Hand);
    figure.value = Some(27_585 + number);
    figure.qualifier = Some(Qualifier::AtLeast);
    figure.outcome = Some(Outcome::Killed);
    Item::Figure(Box::new(figure))
}

/// A log as analysts write it: a third adds, most of the rest edits, some takes back.
fn entries(count: u64, writer: u64) -> Vec<Entry> {
    let writer = Writer(writer);
    let by = Analyst(format!("Analyst {}", writer.0));
    let id = |counter| EntryId { counter, writer };
    let first = Edit::add(Item::Tag(Tag { name: "Event".to_owned(), ..Tag::default() }));
    let tag = ItemId { entry: id(1), place: 0 };
    let edit = |counter: u64| match (counter, counter % 3) {
        (1, _) => first.clone(),
        (_, 0) => Edit::add(figure(counter)),
        (_, 1) if counter % 50 == 1 => Edit::Retract(id(counter - 1)),
        (_, 1) => Edit::Set {
            item: ItemId { entry: id(counter - 1), place: 0 },
            to: figure(counter).into(),
            seen: vec![id(counter - 1)],
            settles: Vec::new(),
        },
        _ => Edit::add(Item::Passage(Passage { tag, span: span(counter) })),
    };
    let entry = |counter| Entry { id: id(counter), by: by.clone(), at: 0, edits: vec![edit(counter)] };
    (1..=count).map(entry).collect()
}

fn dossier(count: u64) -> Dossier {
    let (workspace, _) = Workspace::fold(entries(count, 1));
    Dossier::in_memory(workspace, Corpus::default(), Sitting::new("Analyst 1", 0))
}

#[divan::bench(sample_count = 5)]
fn fold_100_000_entries(bencher: Bencher) {
    let entries = entries(100_000, 1);
    bencher.with_inputs(|| entries.clone()).bench_values(Workspace::fold);
}

#[divan::bench(args = [1_000, 100_000], sample_count = 200)]
fn commit_one_edit(bencher: Bencher, count: u64) {
    let mut dossier = dossier(count);
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        dossier.commit(vec![Edit::add(figure(number))], 0).is_ok()
    });
}

#[divan::bench(args = [1_000, 100_000], sample_count = 200)]
fn commit_one_change(bencher: Bencher, count: u64) {
    let mut dossier = dossier(count);
    let item = ItemId { entry: EntryId { counter: 9, writer: Writer(1) }, place: 0 };
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edit = dossier.workspace().set(item, figure(number));
        dossier.commit(edit.into_iter().collect(), 0).is_ok()
    });
}

#[divan::bench(args = [1_000, 100_000], sample_count = 100)]
fn undo(bencher: Bencher, count: u64) {
    let mut dossier = dossier(count);
    bencher.bench_local(|| dossier.undo(0).is_ok());
}

#[divan::bench(args = [1_000, 100_000], sample_count = 100)]
fn redo(bencher: Bencher, count: u64) {
    let mut dossier = dossier(count);
    for _ in 0..150 {
        let _ = dossier.undo(0);
    }
    bencher.bench_local(|| dossier.redo(0).is_ok());
}

#[divan::bench(sample_count = 5)]
fn merge_two_logs_of_50_000(bencher: Bencher) {
    let (mine, _) = Workspace::fold(entries(50_000, 1));
    let (theirs, _) = Workspace::fold(entries(50_000, 2));
    bencher.with_inputs(|| mine.clone()).bench_values(|mut mine| {
        let refused = mine.unite(theirs.log());
        (mine, refused)
    });
}

/// A workspace file of 100,000 entries, written once.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = std::env::temp_dir().join("dossier-bench.ron");
    let text = journal::write_all(&Header::default(), &entries(100_000, 1)).unwrap_or_default();
    let _ = fs::write(&path, text);
    path
});

#[divan::bench(sample_count = 5)]
fn read_a_file_of_100_000_entries(bencher: Bencher) {
    let path = &*FILE;
    bencher.bench_local(|| {
        let bytes = fs::read(path).unwrap_or_default();
        journal::read(&bytes).map_or(0, |contents| contents.lines.len())
    });
}

#[divan::bench(sample_count = 5)]
fn yardstick_read_the_same_file_into_lines(bencher: Bencher) {
    let path = &*FILE;
    bencher.bench_local(|| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
}
