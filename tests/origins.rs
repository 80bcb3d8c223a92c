//! Origins in an open folder: the demonstration's pair, and the analysts' choices as edits.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use dossier::corpus::{Article, Corpus, Reading, Stated};
use dossier::demo;
use dossier::detect::drift::Kind;
use dossier::dossier::origins::choices::{join, split};
use dossier::dossier::origins::compare::Comparison;
use dossier::dossier::{Dossier, Sitting};
use dossier::model::{ArticleFacts, Edit, Item, Workspace};

const WIRE: &str = "Strike hits a market in the old town\n\n\
    At least 25 people were killed when a strike hit a market in the old town on Monday, the ministry said. \
    Rescue crews were still digging through the rubble of two shops after dark. \
    The army said that it was looking into the reports of the strike.\n";
const OTHER: &str = "Ferry service resumes\n\n\
    The ferry between the two islands is running again after a week of storms, the harbour office said. \
    Passengers with old tickets may use them until the end of the month. \
    The second boat stays in the dock for repairs.\n";

fn article(path: &str, text: &str) -> Article {
    Article::new(path, text, Stated::default(), Reading::default())
}

fn folder(articles: &[(&str, &str)]) -> Dossier {
    let articles = articles.iter().map(|(path, text)| article(path, text));
    let corpus = Corpus::new(articles, Vec::new());
    let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0));
    dossier.find_origins();
    dossier
}

/// The origin of a path as its paths; empty where it is alone.
fn with(dossier: &Dossier, path: &str) -> Vec<String> {
    let origin = dossier.origin_of(path);
    origin.map(|origin| origin.members.iter().map(|member| member.path.clone()).collect()).unwrap_or_default()
}

fn commit_split(dossier: &mut Dossier, path: &str) {
    let chosen = split(dossier.origin_of(path).unwrap(), path, dossier.origin_choices());
    dossier.commit(dossier.choose_origins(&chosen), 0).unwrap();
}

fn commit_join(dossier: &mut Dossier, path: &str, other: &str) {
    let chosen = join(dossier.origin_of(path), path, dossier.origin_of(other), other);
    dossier.commit(dossier.choose_origins(&chosen), 0).unwrap();
}

#[test]
fn the_demonstration_has_one_pair_and_its_drift_is_seen() {
    let dossier = folder(demo::ARTICLES);
    let (wire, rewrite) = ("07_cairo_meeting_wire.txt", "08_cairo_meeting_rewrite.txt");
    assert_eq!(dossier.origins().len(), 1);
    assert_eq!(with(&dossier, wire), [wire, rewrite]);
    let paths = demo::ARTICLES.iter().map(|(path, _)| *path);
    assert_eq!(dossier.texts_and_origins(paths), (12, 11));
    let text = |path: &str| dossier.corpus().at_path(path).unwrap().text.clone();
    let compared = Comparison::of(&text(wire), &text(rewrite));
    assert!(compared.aligned >= 9, "{}", compared.summary());
    assert_eq!(compared.counts[&Kind::Number], 4, "{}", compared.summary());
    assert_eq!(compared.counts[&Kind::Verb], 1, "{}", compared.summary());
    assert_eq!(compared.counts[&Kind::Outcome], 1, "{}", compared.summary());
}

#[test]
fn splitting_joining_and_putting_back_are_edits_that_undo_takes_back() {
    let mut dossier = folder(&[("a.txt", WIRE), ("b.txt", WIRE), ("c.txt", OTHER), ("d.txt", OTHER)]);
    assert_eq!(
        (with(&dossier, "a.txt"), with(&dossier, "c.txt")),
        (vec!["a.txt".into(), "b.txt".into()], vec!["c.txt".into(), "d.txt".into()])
    );
    commit_split(&mut dossier, "b.txt");
    assert!(with(&dossier, "a.txt").is_empty());
    assert_eq!(dossier.texts_and_origins(["a.txt", "b.txt", "c.txt", "d.txt"]), (4, 3));
    commit_join(&mut dossier, "b.txt", "d.txt");
    assert_eq!(with(&dossier, "b.txt"), ["b.txt", "c.txt", "d.txt"]);
    assert!(dossier.origin_of("b.txt").unwrap().is_chosen());
    dossier.undo(0).unwrap();
    assert!(with(&dossier, "b.txt").is_empty());
    dossier.undo(0).unwrap();
    assert_eq!(with(&dossier, "a.txt"), ["a.txt", "b.txt"]);
    dossier.redo(0).unwrap();
    let back = dossier.choose_origins(&[("b.txt".to_owned(), None)]);
    dossier.commit(back, 0).unwrap();
    assert_eq!(with(&dossier, "a.txt"), ["a.txt", "b.txt"]);
    assert!(dossier.origin_choices().is_empty());
}

#[test]
fn a_choice_leaves_other_corrections_of_the_article_alone() {
    let mut dossier = folder(&[("a.txt", WIRE), ("b.txt", WIRE)]);
    let mut facts = ArticleFacts::of(dossier.corpus().at_path("a.txt").unwrap().id.clone());
    facts.publisher = Some("Wire".to_owned());
    dossier.commit(vec![Edit::add(Item::ArticleFacts(facts))], 0).unwrap();
    commit_split(&mut dossier, "a.txt");
    let publisher = |dossier: &Dossier| dossier.facts(dossier.corpus().at_path("a.txt").unwrap()).publisher;
    assert_eq!(publisher(&dossier).as_deref(), Some("Wire"));
    dossier.commit(dossier.choose_origins(&[("a.txt".to_owned(), None)]), 0).unwrap();
    assert_eq!(publisher(&dossier).as_deref(), Some("Wire"));
    assert_eq!(with(&dossier, "a.txt").len(), 2);
}

#[test]
fn choices_follow_an_article_that_moved() {
    let mut dossier = folder(&[("a.txt", WIRE), ("b.txt", OTHER)]);
    commit_join(&mut dossier, "a.txt", "b.txt");
    let mut facts = ArticleFacts::of(dossier.corpus().at_path("b.txt").unwrap().id.clone());
    facts.title = Some("Ferry".to_owned());
    dossier.commit(vec![Edit::add(Item::ArticleFacts(facts))], 0).unwrap();
    dossier.set_corpus(Corpus::new([article("new/a.txt", WIRE), article("new/b.txt", OTHER)], Vec::new()));
    assert_eq!(with(&dossier, "new/a.txt"), ["new/a.txt", "new/b.txt"]);
}

#[test]
fn a_search_of_articles_that_have_changed_since_is_dropped() {
    let mut dossier = folder(&[("a.txt", WIRE)]);
    assert!(!dossier.wants_origins());
    let search = dossier.search_for_origins();
    dossier.add_articles([article("b.txt", WIRE)].map(std::sync::Arc::new));
    assert!(dossier.wants_origins());
    let stale = search.run(&mut |_, _| true).unwrap();
    assert!(!dossier.set_origins(stale));
    assert!(with(&dossier, "a.txt").is_empty());
    dossier.find_origins();
    assert_eq!(with(&dossier, "a.txt"), ["a.txt", "b.txt"]);
    assert!(!dossier.wants_origins());
}
