//! The demonstration: the repository's workspace and its articles hold what they promise to teach.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may fail too; clippy exempts test functions only"
)]

use std::collections::BTreeMap;
use std::path::Path;

use dossier::corpus::article::text_hash;
use dossier::model::figure::Figure;
use dossier::model::item::{About, RelationKind};
use dossier::model::{ArticleId, Entry, Item, Kind, Place, Quote, Span, Words, Workspace};
use ron::extensions::Extensions;

const HEADER: &str = "(dossier: 1, articles: \"assets/demo\")";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The articles of the demonstration, by path.
fn articles() -> BTreeMap<String, String> {
    let files = std::fs::read_dir(root().join("assets/demo")).unwrap();
    files
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap()))
        .collect()
}

fn entries() -> Vec<Entry> {
    let text = std::fs::read_to_string(root().join("workspace.ron")).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(HEADER));
    let extensions = Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES;
    let options = ron::Options::default().with_default_extension(extensions);
    lines.map(|line| options.from_str(line).unwrap()).collect()
}

fn workspace() -> Workspace {
    let (workspace, refused) = Workspace::fold(entries());
    assert!(refused.is_empty(), "{refused:?}");
    workspace
}

fn items(workspace: &Workspace) -> impl Iterator<Item = &Item> {
    Kind::ALL.iter().flat_map(|kind| workspace.of_kind(*kind)).map(|(_, item)| item)
}

fn figures(workspace: &Workspace) -> impl Iterator<Item = &Figure> {
    items(workspace).filter_map(|item| match item {
        Item::Figure(figure) => Some(&**figure),
        _ => None,
    })
}

/// The words of a figure that were picked from the text.
fn picked(figure: &Figure) -> Vec<&Words> {
    let links = figure.attribution.iter().flatten();
    let own = [
        &figure.number,
        &figure.unit,
        &figure.outcome_as_stated,
        &figure.scope_words,
        &figure.victims,
        &figure.composition,
        &figure.actor_said_responsible,
    ];
    own.into_iter().flatten().chain(links.flat_map(|link| link.words.iter().chain(&link.verb))).collect()
}

#[test]
fn the_workspace_holds_enough_to_teach_with() {
    let workspace = workspace();
    assert_eq!(workspace.count(Kind::Tag), 12);
    assert!(workspace.count(Kind::Figure) >= 30);
    assert!(workspace.count(Kind::Passage) >= 40);
    assert!(workspace.count(Kind::Relation) >= 12);
    assert!(workspace.count(Kind::Alias) >= 3);
    assert_eq!(workspace.count(Kind::Event), 2);
    assert_eq!(workspace.count(Kind::View), 2);
    let memos: Vec<&About> = items(&workspace)
        .filter_map(|item| match item {
            Item::Memo(memo) => Some(&memo.about),
            _ => None,
        })
        .collect();
    for wanted in [
        |about: &About| matches!(about, About::Dossier),
        |about: &About| matches!(about, About::Article(_)),
        |about: &About| matches!(about, About::Item(_)),
    ] {
        assert!(memos.iter().any(|about| wanted(about)), "{memos:?}");
    }
    assert!(workspace.without_effect().is_empty(), "{:?}", workspace.without_effect());
}

#[test]
fn every_span_lies_at_its_exact_words() {
    let (workspace, articles) = (workspace(), articles());
    for span in items(&workspace).filter_map(Item::span) {
        assert_placed(span, &articles);
    }
    for figure in figures(&workspace) {
        let text = text_of(&figure.span.article, &articles);
        for words in picked(figure) {
            let (start, end) = words.at.unwrap();
            assert_eq!(text.get(start..end), Some(words.text.as_str()), "{:?}", figure.span.quote);
        }
    }
}

fn assert_placed(span: &Span, articles: &BTreeMap<String, String>) {
    let text = text_of(&span.article, articles);
    let Place::Bytes(start, end) = span.at else { panic!("{span:?} is not one of text") };
    assert_eq!(Quote::in_text(text, start..end).as_ref(), Some(&span.quote));
}

fn text_of<'a>(id: &ArticleId, articles: &'a BTreeMap<String, String>) -> &'a str {
    let text = &articles[&id.path];
    assert_eq!(text_hash(text.as_bytes()), id.text, "{} changed after it was annotated", id.path);
    text
}

#[test]
fn a_figure_s_number_lies_inside_its_words_and_says_its_value() {
    let workspace = workspace();
    for figure in figures(&workspace) {
        let span = figure.span.bytes().unwrap();
        let (start, end) = figure.number.as_ref().and_then(|number| number.at).unwrap();
        assert!(span.start <= start && end <= span.end, "{:?}", figure.span.quote);
        let printed = figure.number.as_ref().unwrap().text.replace(',', "");
        if let Ok(number) = printed.parse::<u64>() {
            assert_eq!(figure.value, Some(number), "{:?}", figure.span.quote);
        }
        assert!(figure.outcome_as_stated.is_some(), "{:?}", figure.span.quote);
        assert!(figure.as_of.as_ref().is_none_or(dossier::model::DateClaim::is_sound));
    }
}

#[test]
fn exactly_one_field_is_in_dispute_and_one_entry_was_undone() {
    let workspace = workspace();
    let disputes: Vec<&str> = workspace
        .disputed()
        .flat_map(|(_, held)| held.disputes.iter().map(|dispute| dispute.field.name))
        .collect();
    assert_eq!(disputes, ["outcome"]);
    let undone = workspace.log().entries().filter(|entry| !workspace.log().is_live(entry.id)).count();
    assert_eq!(undone, 1);
    let mut analysts: Vec<&str> = workspace.log().entries().map(|entry| entry.by.0.as_str()).collect();
    analysts.sort_unstable();
    analysts.dedup();
    assert_eq!(analysts, ["A. Example", "B. Example"]);
}

#[test]
fn no_part_is_larger_than_its_whole() {
    let workspace = workspace();
    let value = |id| match workspace.get(id) {
        Some(Item::Figure(figure)) => figure.value.unwrap(),
        other => panic!("{other:?} is no figure"),
    };
    let parts = items(&workspace).filter_map(|item| match item {
        Item::Relation(relation) if relation.kind == RelationKind::PartOf => {
            Some((relation.from, relation.to))
        }
        _ => None,
    });
    let parts: Vec<_> = parts.collect();
    assert!(parts.len() >= 8);
    for (part, whole) in parts {
        assert!(value(part) <= value(whole), "{part} is more than {whole}");
    }
}

#[test]
fn the_articles_are_short_marked_and_dated_save_one() {
    let articles = articles();
    assert_eq!(articles.len(), 12);
    let mut undated = Vec::new();
    for (path, text) in &articles {
        assert!((120..=260).contains(&text.split_whitespace().count()), "{path}");
        assert!(text.trim_end().ends_with("emonstration text, written for Dossier."), "{path}");
        assert!(!text.contains(['“', '”', '"', '\r']), "{path} holds a quotation");
        let lines: Vec<&str> = text.lines().take(3).collect();
        assert!(lines[0].len() > 10 && lines[2].is_empty(), "{path}");
        if !lines[1].contains(" | ") {
            undated.push(path.as_str());
        }
    }
    assert_eq!(undated, ["12_where_displaced_people_have_gone.txt"]);
}
