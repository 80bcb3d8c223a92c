//! Suggestions in the whole window, by keys alone. No display is needed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may fail too; clippy exempts test functions only"
)]

#[path = "common/hand.rs"]
mod hand;
#[path = "common/window.rs"]
mod window;

use std::fs;

use dossier::dossier::Dossier;
use dossier::model::{Item, Kind, words};
use dossier::session::Session;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        let write = |name: &str, text: &str| fs::write(folders.articles.path().join(name), text).unwrap();
        write("a.txt", "Ministry gives a count\n\nThe ministry counted 1,160 deaths on Sunday.\n");
        write("b.txt", "Talks go on\n\nNobody gave a number.\n");
        write("c.txt", "A later count\n\nThe ministry counted 1,210 deaths on Monday.\n");
        folders
    }

    /// A window in which the detector has read everything.
    fn open(&self) -> Window {
        let size = of_size(1280.0, 800.0);
        let mut window = open(size, Session::default(), self.articles.path(), self.settings.path());
        wait(&mut window, "every suggestion", |dossier| {
            dossier.unread_by_detector() == 0 && dossier.suggestion_counts().all >= 2
        });
        window.run();
        window
    }
}

/// The printed words of the suggestion that keys act on.
fn shown(window: &Window) -> String {
    let session = window.state().session();
    let at = session.suggestion().unwrap_or_else(|| panic!("no suggestion is shown"));
    dossier(window).corpus().at_path(&at.path).unwrap().text[at.span.clone()].to_owned()
}

fn figures(dossier: &Dossier) -> usize {
    dossier.count(Kind::Figure)
}

fn last_entry(window: &Window) -> String {
    let dossier = dossier(window);
    words::entry(dossier.workspace(), dossier.log().entries().next_back().unwrap())
}

#[test]
fn suggestions_are_walked_accepted_and_taken_back_by_keys() {
    let folders = Folders::new();
    let mut window = folders.open();
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(shown(&window).contains("1,160"));
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(shown(&window).contains("1,210"), "the next article with any");
    assert_eq!(window.state().session().article.as_deref(), Some("c.txt"));
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    assert!(shown(&window).contains("1,160"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!((figures(dossier(&window)), dossier(&window).suggestion_counts().accepted), (1, 1));
    assert_eq!(last_entry(&window), "Accepted the suggestion: 1,160 killed");
    press(&mut window, CTRL, Key::Z);
    assert_eq!((figures(dossier(&window)), dossier(&window).suggestion_counts().accepted), (0, 0));
}

#[test]
fn a_suggestion_is_accepted_and_edited_or_turned_down_by_keys() {
    let folders = Folders::new();
    let mut window = folders.open();
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::E);
    let selected = window.state().session().now.selected.unwrap();
    let Some(Item::Figure(figure)) = dossier(&window).workspace().get(selected) else { panic!() };
    assert_eq!(figure.suggested.as_ref().unwrap().figure.value, Some(1160));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_role_and_label(Role::Document, "Article text").focus();
    window.run();
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(shown(&window).contains("1,210"));
    press(&mut window, Modifiers::NONE, Key::X);
    assert_eq!(dossier(&window).suggestion_counts().dismissed, 1);
    assert_eq!(dossier(&window).suggestion_counts().pending(), 0);
    assert_eq!(last_entry(&window), "Dismissed the suggestion: 1,210 killed");
}

#[test]
fn the_reading_of_a_field_and_of_a_finished_folder_keep_their_tab() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::TextInput, "Search all articles");
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(window.state().session().suggestion().is_none(), "a text field had the keyboard");
}

#[test]
fn what_was_decided_is_there_after_reopening_and_a_changed_file_keeps_it() {
    let folders = Folders::new();
    let mut window = folders.open();
    press(&mut window, Modifiers::NONE, Key::Tab);
    press(&mut window, Modifiers::NONE, Key::X);
    drop(window);
    let longer = "Ministry gives a count\n\nAn update. The ministry counted 1,160 deaths on Sunday.\n";
    fs::write(folders.articles.path().join("a.txt"), longer).unwrap();
    let window = folders.open();
    let counts = dossier(&window).suggestion_counts();
    assert_eq!((counts.dismissed, dossier(&window).suggestion_counts_of("a.txt").pending()), (1, 0));
}
