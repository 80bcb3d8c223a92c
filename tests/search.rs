//! The search as an analyst uses it: typing, stepping, facets, tagging what was found.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

#[path = "common/window.rs"]
mod window;

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use dossier::model::Kind;
use dossier::session::{Overlay, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use window::{Window, of_size, open};

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
const FIELD: &str = "Search all articles";

struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        let page = |publisher: &str, title: &str, body: &str| {
            format!(
                "<html><head><title>{title}</title><meta property=\"og:site_name\" content=\"{publisher}\">\
                 <meta property=\"article:published_time\" content=\"2024-02-06T10:00:00Z\"></head>\
                 <body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
            )
        };
        let body = "At least six people were killed on Tuesday, among them two children, the ministry said in a statement that could not be checked.";
        fs::write(folders.articles.path().join("a.html"), page("Example Post", "A bulletin", body)).unwrap();
        let body = "Nobody was killed. Mediators met again for talks in the capital and said that they would go on for as long as it takes.";
        fs::write(folders.articles.path().join("b.html"), page("Example Times", "Some talks", body)).unwrap();
        fs::write(folders.articles.path().join("c.txt"), "Third\n\nTwo were killed; one killed later.\n")
            .unwrap();
        folders
    }

    fn open(&self) -> Window {
        open(of_size(1280.0, 900.0), Session::default(), self.articles.path(), self.settings.path())
    }
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Types into the search field, in place of what is there, and waits until something is shown.
fn search(window: &mut Window, text: &str, shown: &str) {
    press(window, CTRL_SHIFT, Key::F);
    press(window, CTRL, Key::A);
    window.get_by_role_and_label(Role::TextInput, FIELD).type_text(text);
    appears(window, shown);
}

fn appears(window: &mut Window, label: &str) {
    let begun = Instant::now();
    window.run();
    while window.query_by_label(label).is_none() {
        assert!(begun.elapsed() < Duration::from_secs(20), "“{label}” does not appear");
        sleep(Duration::from_millis(5));
        window.run();
    }
}

/// The article that is open, and whether the list marks a hit.
fn at(window: &Window) -> (Option<&str>, Option<usize>) {
    let session = window.state().session();
    (session.article.as_deref(), session.now.found_at.and_then(|at| at.hit))
}

#[test]
fn typing_finds_and_keys_step_through_the_hits() {
    let folders = Folders::new();
    let mut window = folders.open();
    search(&mut window, "kil", "4 hits in 3 articles");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(at(&window), (Some("a.html"), Some(0)));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(at(&window), (Some("c.txt"), Some(2)));
    press(&mut window, Modifiers::SHIFT, Key::Enter);
    assert_eq!(at(&window), (Some("b.html"), Some(1)));
    assert_eq!(window.state().session().now.search, "kil", "the field keeps the keyboard and its text");
    window.get_by_role_and_label(Role::Button, "Clear the search").click();
    window.run();
    window.get_by_label("Articles");
}

#[test]
fn operators_fields_and_hints_are_told() {
    let mut window = Folders::new().open();
    search(&mut window, "killed NEAR/6 children ", "1 hit in 1 article");
    window.get_by_label("Reads as killed NEAR/6 children");
    search(&mut window, "publisher:\"Example Times\"", "1 article");
    search(&mut window, "\"were kil", "The quotation mark is not closed yet.");
    search(&mut window, "absentword ", "Nothing found");
}

#[test]
fn a_facet_writes_a_filter_into_the_query_and_takes_it_out() {
    let mut window = Folders::new().open();
    window.get_by_role_and_label(Role::Button, "Unfold the facets").click();
    appears(&mut window, "Publisher: Example Post, 1");
    search(&mut window, "killed ", "4 hits in 3 articles");
    window.get_by_label("Publisher: Example Post, 1").click();
    appears(&mut window, "1 hit in 1 article");
    assert_eq!(window.state().session().now.search, "publisher:\"Example Post\" killed ");
    window.get_by_label("Publisher: Example Times, 1").click();
    appears(&mut window, "2 hits in 2 articles");
    window.get_by_label("Publisher: Example Post, 1").click();
    window.run();
    window.get_by_label("Publisher: Example Times, 1").click();
    appears(&mut window, "4 hits in 3 articles");
    assert_eq!(window.state().session().now.search, "killed ");
    window.get_by_label("Month: 2024-02, 2").click();
    appears(&mut window, "2 hits in 2 articles");
}

#[test]
fn all_hits_are_tagged_as_one_change() {
    let mut window = Folders::new().open();
    search(&mut window, "killed ", "4 hits in 3 articles");
    window.get_by_label("Tag all hits…").click();
    window.run();
    window.get_by_label("4 hits in 3 articles. One undo takes all of it back.");
    window.get_by_role_and_label(Role::TextInput, "Tag for all hits").type_text("Reported deaths");
    window.run();
    let count = |window: &Window, kind| window.state().dossier().unwrap().count(kind);
    let (tags, entries) = (count(&window, Kind::Tag), window.state().dossier().unwrap().log().len());
    window.get_by_role_and_label(Role::Button, "Tag 4 hits").click();
    window.run();
    assert_eq!((count(&window, Kind::Tag), count(&window, Kind::Passage)), (tags + 1, 4));
    assert_eq!(window.state().dossier().unwrap().log().len(), entries + 1);
    window.get_by_label("Tag all hits…").click();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Tag for all hits").type_text("reported deaths");
    appears(&mut window, "Tag 0 hits");
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_role_and_label(Role::Document, "Article text").focus();
    press(&mut window, CTRL, Key::Z);
    assert_eq!((count(&window, Kind::Tag), count(&window, Kind::Passage)), (tags, 0));
}

#[test]
fn the_syntax_is_told() {
    let mut window = Folders::new().open();
    window.get_by_role_and_label(Role::Button, "How to search").click();
    window.run();
    assert_eq!(window.state().session().now.overlay, Some(Overlay::SearchHelp));
    window.get_by_label("killed NEAR/5 children");
}
