//! The open folder: where annotations stand as articles come, move and change.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::sync::Arc;

use dossier::corpus::article::text_hash;
use dossier::corpus::file::Read;
use dossier::corpus::refresh::Refreshed;
use dossier::corpus::{Article, Corpus, Reading, Stated};
use dossier::dossier::{Counts, Dossier, Sitting};
use dossier::journal::{self, Header};
use dossier::model::figure::Method;
use dossier::model::item::About;
use dossier::model::{
    ArticleFacts, ArticleId, Basis, DateClaim, Day, Edit, Entry, Figure, Item, ItemId, Memo, Passage, Span,
    Tag, Workspace,
};

const TEXT: &str =
    "The ministry said that 107 people had been killed in 24 hours.\nOfficials did not comment.\n";

fn article(path: &str, text: &str) -> Article {
    let stated = Stated { publisher: Some("Wire".to_owned()), ..Stated::default() };
    Article::new(path, text, stated, Reading { file_bytes: text.len() as u64, ..Reading::default() })
}

fn id(path: &str, text: &str) -> ArticleId {
    ArticleId { path: path.to_owned(), text: text_hash(text.as_bytes()) }
}

fn words(path: &str, words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::in_text(id(path, TEXT), TEXT, start..start + words.len()).unwrap()
}

fn desk(corpus: Corpus) -> Dossier {
    Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0))
}

/// A dossier with `003.txt`, a tag, a figure "107 people" and a passage over the whole clause.
fn annotated() -> (Dossier, ItemId, ItemId) {
    let mut dossier = desk(Corpus::new([article("003.txt", TEXT)], Vec::new()));
    let entry = dossier.next_entry();
    let tag = ItemId { entry, place: 0 };
    let passage = Item::Passage(Passage { tag, span: words("003.txt", "107 people had been killed") });
    let figure = Item::Figure(Box::new(Figure::new(words("003.txt", "107 people"), Method::Hand)));
    let tagged = Edit::add(Item::Tag(Tag { name: "Figure of people".to_owned(), ..Tag::default() }));
    let made = dossier.commit(vec![tagged, Edit::add(figure), Edit::add(passage)], 0).unwrap();
    assert_eq!(made, Some(entry));
    (dossier, ItemId { entry, place: 1 }, ItemId { entry, place: 2 })
}

fn words_at(dossier: &Dossier, path: &str) -> Vec<String> {
    let text = &dossier.corpus().at_path(path).unwrap().text;
    dossier.placed(path).iter().map(|placed| text[placed.bytes.clone()].to_owned()).collect()
}

#[test]
fn no_edits_are_no_entry() {
    let mut dossier = desk(Corpus::default());
    let before = dossier.revision();
    assert_eq!(dossier.commit(Vec::new(), 0).unwrap(), None);
    assert_eq!(dossier.undo(0).unwrap(), None);
    assert!(!dossier.can_undo() && !dossier.can_redo());
    assert_eq!(dossier.revision(), before);
}

#[test]
fn marks_stand_in_order_and_the_longer_lies_beneath() {
    let (mut dossier, figure, passage) = annotated();
    assert_eq!(words_at(&dossier, "003.txt"), ["107 people had been killed", "107 people"]);
    assert_eq!(dossier.placed("003.txt")[0].item, passage);
    assert_eq!(dossier.counts("003.txt"), Counts { passages: 1, figures: 1 });
    assert_eq!(dossier.place_of(figure), Some(("003.txt", 23..33)));
    dossier.undo(0).unwrap();
    assert!(dossier.placed("003.txt").is_empty() && dossier.can_redo());
    assert_eq!(dossier.counts("003.txt"), Counts::default());
    dossier.redo(0).unwrap();
    assert_eq!(dossier.placed("003.txt").len(), 2);
}

#[test]
fn retracting_and_removing_take_marks_away() {
    let (mut dossier, figure, _) = annotated();
    let removed = dossier.workspace().remove(figure);
    let removed = dossier.commit(removed.into_iter().collect(), 0).unwrap().unwrap();
    assert_eq!(dossier.counts("003.txt"), Counts { passages: 1, figures: 0 });
    assert!(dossier.retract(removed, 0).unwrap().is_some());
    assert_eq!(dossier.counts("003.txt"), Counts { passages: 1, figures: 1 });
    assert!(dossier.retract(removed, 0).unwrap().is_none(), "it is not in force any more");
}

#[test]
fn a_moved_article_keeps_its_marks() {
    let (dossier, ..) = annotated();
    let mut moved = desk(Corpus::default());
    moved.merge(dossier.written_out(".").unwrap().as_bytes()).unwrap();
    assert!(moved.adrift().len() == 2 && moved.placed("003.txt").is_empty());
    moved.add_articles(
        [article("other.txt", "Other words."), article("2024/february.txt", TEXT)].map(Arc::new),
    );
    assert_eq!(words_at(&moved, "2024/february.txt"), ["107 people had been killed", "107 people"]);
    assert!(moved.adrift().is_empty());
}

#[test]
fn a_changed_article_keeps_what_can_be_found_and_tells_the_rest() {
    let (mut dossier, _, passage) = annotated();
    let changed = format!("UPDATED\n{}", TEXT.replace("107 people had been", "107 people have been"));
    dossier.add_articles([article("003.txt", &changed)].map(Arc::new));
    assert_eq!(words_at(&dossier, "003.txt"), ["107 people"]);
    assert_eq!(dossier.adrift(), [passage]);
    assert!(dossier.notices()[0].starts_with("1 annotation cannot be placed"), "{:?}", dossier.notices());
    assert_eq!(dossier.article_of(passage).unwrap().id.path, "003.txt");
    dossier.add_articles([article("003.txt", TEXT)].map(Arc::new));
    assert!(dossier.adrift().is_empty());
}

#[test]
fn nothing_is_missing_until_every_article_has_arrived() {
    let (dossier, ..) = annotated();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("workspace.ron"), dossier.written_out(".").unwrap()).unwrap();
    let location = dossier::dossier::Location::of(folder.path(), None).unwrap();
    let mut opened = Dossier::open(&location, Sitting::new("Noor", 0)).unwrap();
    assert!(opened.adrift().is_empty() && opened.notices().is_empty());
    opened.finish_articles();
    assert_eq!(opened.adrift().len(), 2);
    opened.add_articles([article("003.txt", TEXT)].map(Arc::new));
    assert!(opened.adrift().is_empty());
}

#[test]
fn placing_step_by_step_equals_placing_anew() {
    let (mut dossier, figure, _) = annotated();
    let Some(Item::Figure(value)) = dossier.workspace().get(figure).cloned() else { panic!("no figure") };
    let to = Item::Figure(Box::new(Figure { span: words("003.txt", "24 hours"), ..*value }));
    let edit = dossier.workspace().set(figure, to);
    dossier.commit(edit.into_iter().collect(), 0).unwrap();
    let stepwise = dossier.placed("003.txt").to_vec();
    let corpus = dossier.corpus().clone();
    dossier.set_corpus(corpus);
    assert_eq!(dossier.placed("003.txt"), stepwise);
    assert_eq!(words_at(&dossier, "003.txt"), ["107 people had been killed", "24 hours"]);
}

#[test]
fn corrections_lie_over_what_an_article_states() {
    let (mut dossier, ..) = annotated();
    let facts = |dossier: &Dossier| dossier.facts(dossier.corpus().at_path("003.txt").unwrap());
    assert_eq!(facts(&dossier).title, "003.txt");
    assert_eq!(facts(&dossier).publisher.as_deref(), Some("Wire"));
    let day = DateClaim::on(Day::new(2024, 2, 6).unwrap(), Basis::Analyst);
    let over = ArticleFacts {
        title: Some("Truce talks".to_owned()),
        published: Some(day.clone()),
        ..ArticleFacts::of(id("003.txt", TEXT))
    };
    let memo = Memo { about: About::Article(id("003.txt", TEXT)), text: "check".to_owned() };
    let edits = vec![Edit::add(Item::ArticleFacts(over)), Edit::add(Item::Memo(memo))];
    dossier.commit(edits, 0).unwrap();
    let now = facts(&dossier);
    assert_eq!(
        (now.title.as_str(), now.publisher.as_deref(), now.published),
        ("Truce talks", Some("Wire"), day)
    );
    assert_eq!((dossier.memos("003.txt").len(), dossier.corrections("003.txt").len()), (1, 1));
    assert_eq!(dossier.counts("003.txt"), Counts { passages: 1, figures: 1 });
    dossier.undo(0).unwrap();
    assert_eq!(facts(&dossier).title, "003.txt");
}

#[test]
fn a_merge_keeps_the_first_of_two_entries_with_one_number() {
    let (dossier, ..) = annotated();
    let entry: Entry = Entry::clone(dossier.log().entries().next().unwrap());
    let other = Entry { at: 7, ..entry.clone() };
    let text = journal::write_all(&Header::default(), [&entry, &entry, &other]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let location = dossier::dossier::Location::of(folder.path(), None).unwrap();
    let mut mine = Dossier::open(&location, Sitting::new("Bo", 0)).unwrap();
    let merged = mine.merge(text.as_bytes()).unwrap();
    assert_eq!(merged.entries, 1);
    assert!(mine.notices().iter().any(|notice| notice.starts_with("One entry was not merged: ")));
    drop(mine);
    let again = Dossier::open(&location, Sitting::new("Bo", 0)).unwrap();
    assert_eq!(again.log().len(), 2);
    assert_eq!(again.log().get(entry.id).map(Arc::as_ref), Some(&entry));
}

#[test]
fn undo_reaches_across_a_reopening_by_another_writer() {
    let folder = tempfile::tempdir().unwrap();
    let location = dossier::dossier::Location::of(folder.path(), None).unwrap();
    let open = || Dossier::open(&location, Sitting::new("Noor", 0)).unwrap();
    open().commit(vec![Edit::add(Item::Tag(Tag::default()))], 0).unwrap();
    let mut again = open();
    assert_eq!(again.workspace().count(dossier::model::item::Kind::Tag), 13);
    again.undo(0).unwrap();
    assert_eq!(again.workspace().count(dossier::model::item::Kind::Tag), 12);
    drop(again);
    let mut again = open();
    again.redo(0).unwrap();
    assert_eq!(again.workspace().count(dossier::model::item::Kind::Tag), 13);
}

#[test]
fn a_folder_that_changes_under_the_work_loses_none_of_it() {
    let (mut dossier, figure, passage) = annotated();
    let read = |path: &str, text: &str| {
        let articles = vec![Arc::new(article(path, text))];
        vec![(path.to_owned(), Read { articles, problems: Vec::new() })]
    };
    let changed = format!("A new first line.\n{TEXT}");
    dossier.take_refreshed(Refreshed { read: read("003.txt", &changed), ..Refreshed::default() });
    assert_eq!(words_at(&dossier, "003.txt"), ["107 people had been killed", "107 people"]);
    // Moved: it is read in its new place and gone from the old one, in one look at the folder.
    let gone = vec!["003.txt".to_owned()];
    dossier.take_refreshed(Refreshed { read: read("sub/003.txt", TEXT), gone, ..Refreshed::default() });
    assert_eq!(dossier.place_of(figure).unwrap().0, "sub/003.txt");
    let gone = vec!["sub/003.txt".to_owned()];
    dossier.take_refreshed(Refreshed { gone, ..Refreshed::default() });
    assert_eq!((dossier.adrift(), dossier.corpus().len()), (vec![figure, passage], 0));
    dossier.take_refreshed(Refreshed { read: read("003.txt", TEXT), ..Refreshed::default() });
    assert_eq!((dossier.adrift(), dossier.placed("003.txt").len()), (vec![], 2));
}
