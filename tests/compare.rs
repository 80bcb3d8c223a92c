//! Copies as an analyst meets them: in the list, in the inspector and side by side. No display is needed.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

#[path = "common/hand.rs"]
mod hand;
#[path = "common/window.rs"]
mod window;

use std::fs;

use dossier::dossier::Dossier;
use dossier::session::{Overlay, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const WIRE: &str = "Strike hits a market in the old town\n\n\
    At least 25 people were killed when a strike hit a market in the old town on Monday, the ministry said. \
    Rescue crews were still digging through the rubble of two shops after dark. \
    The army said that it was looking into the reports of the strike.\n";
const REWRITE: &str = "Dozens feared dead in the market\n\n\
    About 27 people died when a strike hit a market in the old town on Monday, the ministry claimed. \
    Rescue crews were still digging through the rubble of two shops after dark. \
    The army said that it was looking into the reports of the strike.\n";
const FERRY: &str = "Ferry service resumes\n\n\
    The ferry between the two islands is running again after a week of storms, the harbour office said.\n";

struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new(articles: &[(&str, &str)]) -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        for (name, text) in articles {
            fs::write(folders.articles.path().join(name), text).unwrap();
        }
        folders
    }

    fn open(&self, width: f32, height: f32) -> Window {
        let session = Session::default();
        let mut window = open(of_size(width, height), session, self.articles.path(), self.settings.path());
        wait(&mut window, "the search for copies", Dossier::has_origins);
        window.run();
        window
    }
}

fn three() -> Folders {
    Folders::new(&[("a wire.txt", WIRE), ("b rewrite.txt", REWRITE), ("c ferry.txt", FERRY)])
}

fn overlay(window: &Window) -> Option<&Overlay> {
    window.state().session().now.overlay.as_ref()
}

#[test]
fn copies_are_told_in_the_inspector_and_open_with_a_click() {
    let mut window = three().open(1280.0, 800.0);
    window.get_by_label("2 texts, 1 origin");
    click(&mut window, Role::Link, "Copy: Dozens feared dead in the market");
    assert_eq!(window.state().session().article.as_deref(), Some("b rewrite.txt"));
    click(&mut window, Role::Button, "Ferry service resumes");
    window.get_by_label("No other text here is a copy of this one.");
    assert!(window.query_by_label("Not a copy").is_none());
}

#[test]
fn the_comparison_marks_drift_and_travels_by_key() {
    let folders = three();
    let mut window = folders.open(1280.0, 800.0);
    click(&mut window, Role::Button, "Compare");
    assert_eq!(overlay(&window), Some(&Overlay::Compare("a wire.txt".into(), "b rewrite.txt".into())));
    window.get_by_label(
        "3 of 4 sentences aligned · 1 number differs · 1 hedge differs · 1 outcome word differs · 1 reporting verb differs",
    );
    window.get_by(|node| {
        node.label().is_some_and(|name| {
            name.starts_with("About 27") && name.ends_with("(differs: number, hedge, outcome, verb)")
        })
    });
    for told in ["1 of 3 differences", "2 of 3 differences", "3 of 3 differences", "3 of 3 differences"] {
        press(&mut window, Modifiers::NONE, Key::N);
        window.get_by_label(told);
    }
    press(&mut window, Modifiers::NONE, Key::P);
    window.get_by_label("2 of 3 differences");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(overlay(&window), None);
    let at = window.state().session().article.clone();
    assert!(at.is_some());
}

#[test]
fn a_click_opens_the_article_at_the_sentence_and_escape_puts_the_comparison_away() {
    let mut window = three().open(900.0, 600.0);
    press(&mut window, Modifiers::ALT, Key::O);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(overlay(&window), None);
    press(&mut window, Modifiers::ALT, Key::O);
    let name = "Dozens feared dead in the market (only here)";
    click(&mut window, Role::Link, name);
    assert_eq!(window.state().session().article.as_deref(), Some("b rewrite.txt"));
    assert_eq!(overlay(&window), None);
}

#[test]
fn not_a_copy_same_origin_and_put_back_are_one_entry_each() {
    let folders = three();
    let mut window = folders.open(1280.0, 800.0);
    let entries = dossier(&window).log().entries().count();
    click(&mut window, Role::Button, "Not a copy");
    assert!(dossier(&window).origins().is_empty());
    window.get_by_label("An analyst said that this text is an origin of its own.");
    click(&mut window, Role::Button, "Same origin as…");
    window.get_by_role_and_label(Role::TextInput, "Same origin as").type_text("ferry");
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let origin = dossier(&window).origin_of("a wire.txt").unwrap();
    assert!(origin.member("c ferry.txt").is_some() && origin.is_chosen());
    assert_eq!(dossier(&window).log().entries().count(), entries + 2);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(dossier(&window).origin_of("a wire.txt").is_none());
    click(&mut window, Role::Button, "Put back the origin");
    assert!(dossier(&window).origin_of("a wire.txt").unwrap().member("b rewrite.txt").is_some());
}

#[test]
fn an_origin_of_three_lets_the_texts_be_chosen() {
    let folders = Folders::new(&[
        ("a.txt", WIRE),
        ("b.txt", REWRITE),
        ("c.txt", &format!("{WIRE}\nEdited by the desk.\n")),
    ]);
    let mut window = folders.open(1280.0, 800.0);
    press(&mut window, Modifiers::ALT, Key::O);
    window.get_by_label("Text on the right").click();
    window.run();
    let Some(Overlay::Compare(left, right)) = overlay(&window).cloned() else { unreachable!() };
    let third = ["a.txt", "b.txt", "c.txt"].into_iter().find(|path| *path != left && *path != right).unwrap();
    let offered = |name: &str| name.contains(" · ") && name.ends_with(third);
    window.get_by(|node| node.label().is_some_and(|name| offered(&name))).click();
    window.run();
    assert_eq!(overlay(&window), Some(&Overlay::Compare(left, third.to_owned())));
}

#[test]
fn long_texts_are_drawn_in_part_and_travelled_to_their_end() {
    let sentence = |at: usize, word: &str| {
        format!("Paragraph {at} tells that {word} crews worked on road number {at} all day.\n\n")
    };
    let long = |word: &str| {
        (0..900).map(|at| sentence(at, if at == 899 { word } else { "two" })).collect::<String>()
    };
    let folders = Folders::new(&[("a.txt", &long("two")), ("b.txt", &long("three"))]);
    let mut window = folders.open(900.0, 600.0);
    press(&mut window, Modifiers::ALT, Key::O);
    let drawn = window.query_all_by_role(Role::Link).count();
    assert!(drawn > 4 && drawn < 60, "{drawn} sentences are drawn");
    press(&mut window, Modifiers::NONE, Key::N);
    window.get_by_label("1 of 1 difference");
    window.get_by(|node| {
        node.label().is_some_and(|name| name.contains("three crews") && name.ends_with("(differs: number)"))
    });
}
