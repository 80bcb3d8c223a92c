//! Suggestions in the window: shown and decided on in the reader and in the triage, by name and by key.
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

use dossier::dossier::suggestions::Counts;
use dossier::model::{Figure, Item, Kind};
use dossier::session::{Lighting, Overlay, Screen, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const FIRST: &str = "Ministry gives a new count\n\n\
    The ministry reported 12 deaths on Monday. Hospitals counted 30 injuries.\n\n\
    Talks were to go on in Cairo.\n";
const SECOND: &str = "Storm passes\n\nOfficials confirmed 7 deaths after the storm.\n";

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::NONE };

struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        fs::write(folders.articles.path().join("a first.txt"), FIRST).unwrap();
        fs::write(folders.articles.path().join("b second.txt"), SECOND).unwrap();
        folders
    }

    /// A window of a size on the folder, once every article is read by the detector.
    fn open_as(&self, session: Session, size: (f32, f32)) -> Window {
        let builder = of_size(size.0, size.1);
        let mut window = open(builder, session, self.articles.path(), self.settings.path());
        wait(&mut window, "every suggestion", |dossier| {
            dossier.unread_by_detector() == 0 && dossier.suggestion_counts().all == 3
        });
        window.run();
        window
    }

    fn open(&self) -> Window {
        self.open_as(Session::default(), (1280.0, 800.0))
    }

    /// The triage.
    fn triage(&self) -> Window {
        let mut window = self.open();
        press(&mut window, CTRL, Key::Num5);
        wait_rows(&mut window, 3);
        window
    }
}

fn counts(window: &Window) -> (usize, usize) {
    let Counts { accepted, dismissed, .. } = dossier(window).suggestion_counts();
    (accepted, dismissed)
}

/// Draws frames until so many suggestions are listed.
fn wait_rows(window: &mut Window, rows: usize) {
    for _ in 0..5_000 {
        if window.state().session().now.triaged.len() == rows {
            return window.run_ok().map_or((), |_| ());
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
        window.step();
    }
    panic!("{} suggestions are listed, not {rows}", window.state().session().now.triaged.len());
}

/// The words of the suggestion that keys act on.
fn current(window: &Window) -> Option<String> {
    let at = window.state().session().suggestion()?;
    let article = dossier(window).corpus().at_path(&at.path)?;
    Some(article.text[at.span.clone()].to_owned())
}

fn figures(window: &Window) -> Vec<Figure> {
    let figures = dossier(window).workspace().of_kind(Kind::Figure);
    let figure = |item: &Item| match item {
        Item::Figure(figure) => Some((**figure).clone()),
        _ => None,
    };
    figures.filter_map(|(_, item)| figure(item)).collect()
}

fn reason(window: &Window) -> Option<String> {
    dossier(window).workspace().of_kind(Kind::Dismissal).find_map(|(_, item)| match item {
        Item::Dismissal(dismissal) => Some(dismissal.reason.clone()),
        _ => None,
    })
}

#[test]
fn in_the_reader_keys_alone_go_on_accept_and_dismiss() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::Button, "Ministry gives a new count");
    press(&mut window, NONE, Key::Tab);
    assert_eq!(current(&window).as_deref(), Some("12"));
    press(&mut window, NONE, Key::Enter);
    assert_eq!((counts(&window), figures(&window)[0].value), ((1, 0), Some(12)));
    assert_eq!(current(&window).as_deref(), Some("30"));
    press(&mut window, NONE, Key::X);
    assert_eq!(counts(&window), (1, 1));
    press(&mut window, NONE, Key::Tab);
    assert_eq!(current(&window).as_deref(), Some("7"), "the next article follows");
    assert_eq!(window.state().session().article.as_deref(), Some("b second.txt"));
}

#[test]
fn the_inspector_lists_shows_and_decides_by_name() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::Button, "Ministry gives a new count");
    window.get_by_label("Suggestions · 0 of 2 settled");
    window
        .get_by(|node| node.role() == Role::Button && node.label().is_some_and(|it| it.starts_with("12, ")))
        .click_accesskit();
    window.run();
    assert_eq!(current(&window).as_deref(), Some("12"));
    window.get_by_label("Value: 12");
    click(&mut window, Role::Button, "Dismiss");
    assert_eq!(counts(&window), (0, 1));
    window
        .get_by(|node| node.role() == Role::Button && node.label().is_some_and(|it| it.contains("dismissed")))
        .click_accesskit();
    window.run();
    window.get_by_label("Dismissed.");
    click(&mut window, Role::Button, "Suggest again");
    assert_eq!(counts(&window), (0, 0));
    click(&mut window, Role::Button, "Accept");
    assert_eq!(counts(&window), (1, 0));
}

#[test]
fn a_field_that_was_changed_keeps_what_was_suggested_beside_it() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::Button, "Ministry gives a new count");
    press(&mut window, NONE, Key::Tab);
    press(&mut window, NONE, Key::E);
    assert_eq!(counts(&window), (1, 0));
    assert!(window.query_by_label("suggested: 12").is_none());
    window.get_by_role_and_label(Role::TextInput, "Value").focus();
    window.run();
    press(&mut window, CTRL, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Value").type_text("13");
    window.run();
    press(&mut window, NONE, Key::Enter);
    assert_eq!(figures(&window)[0].value, Some(13));
    window.get_by_label("suggested: 12");
}

#[test]
fn the_triage_is_worked_through_by_keyboard_alone() {
    let folders = Folders::new();
    let mut window = folders.triage();
    assert_eq!(window.state().session().screen, Screen::Suggestions);
    window.get_by_label("No suggestion is chosen");
    press(&mut window, NONE, Key::Tab);
    assert_eq!(current(&window).as_deref(), Some("12"));
    press(&mut window, NONE, Key::J);
    assert_eq!(current(&window).as_deref(), Some("30"));
    press(&mut window, NONE, Key::K);
    press(&mut window, NONE, Key::ArrowDown);
    assert_eq!(current(&window).as_deref(), Some("30"));
    press(&mut window, NONE, Key::Enter);
    assert_eq!((counts(&window), current(&window).as_deref()), ((1, 0), Some("7")));
    press(&mut window, NONE, Key::X);
    assert_eq!(counts(&window), (1, 1));
    window.get_by_label("2 of 3 settled");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(counts(&window), (1, 0));
    press(&mut window, NONE, Key::O);
    assert_eq!(window.state().session().screen, Screen::Read);
    press(&mut window, CTRL, Key::Num5);
    press(&mut window, NONE, Key::E);
    assert_eq!((counts(&window), window.state().session().screen), ((2, 0), Screen::Read));
    assert!(window.state().session().now.selected.is_some());
}

#[test]
fn a_reason_is_typed_or_chosen_with_the_arrows() {
    let folders = Folders::new();
    let mut window = folders.triage();
    press(&mut window, NONE, Key::Tab);
    press(&mut window, SHIFT, Key::X);
    window.get_by_role_and_label(Role::TextInput, "Reason");
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::Enter);
    assert_eq!((counts(&window), reason(&window).as_deref()), ((0, 1), Some("wrong number")));
    assert_eq!(window.state().session().now.overlay, None);
    press(&mut window, SHIFT, Key::X);
    press(&mut window, NONE, Key::Escape);
    assert_eq!(counts(&window), (0, 1), "Escape dismisses nothing");
}

#[test]
fn many_are_accepted_after_a_look_as_one_entry() {
    let folders = Folders::new();
    let mut window = folders.triage();
    let before = dossier(&window).workspace().log().len();
    click(&mut window, Role::Button, "Accept all above…");
    let field = window.get_by_role_and_label(Role::TextInput, "Least confidence in percent");
    assert_eq!(field.value().as_deref(), Some("90"));
    press(&mut window, CTRL, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Least confidence in percent").type_text("1");
    window.run();
    window.get_by_label("3 suggestions in the list, in 2 articles");
    click(&mut window, Role::Button, "Accept 3 suggestions");
    assert_eq!((counts(&window), dossier(&window).workspace().log().len()), ((3, 0), before + 1));
    wait_rows(&mut window, 0);
    window.get_by_label("Everything is settled");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(counts(&window), (0, 0));
    wait_rows(&mut window, 3);
}

#[test]
fn the_triage_lists_what_was_settled_and_filters() {
    let folders = Folders::new();
    let mut window = folders.triage();
    press(&mut window, NONE, Key::Tab);
    press(&mut window, NONE, Key::X);
    wait_rows(&mut window, 2);
    click(&mut window, Role::CheckBox, "Show settled");
    wait_rows(&mut window, 3);
    window.get_by_role_and_label(Role::TextInput, "Source of the suggestions").focus();
    window.run();
    window
        .get_by_role_and_label(Role::TextInput, "Source of the suggestions")
        .type_text("nobody of that name");
    wait_rows(&mut window, 0);
    window.get_by_label("No suggestion matches");
    click(&mut window, Role::Button, "Clear the filter");
    wait_rows(&mut window, 3);
}

#[test]
fn the_status_bar_counts_and_leads_to_the_triage() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::Button, "3 suggestions, 0 settled");
    assert_eq!(window.state().session().screen, Screen::Suggestions);
}

#[test]
fn what_was_changed_is_told_in_every_size_and_theme() {
    for (size, lighting) in [((1280.0, 800.0), Lighting::Light), ((900.0, 600.0), Lighting::Dark)] {
        let folders = Folders::new();
        let session = Session { lighting, ..Session::default() };
        let mut window = folders.open_as(session, size);
        press(&mut window, CTRL, Key::Num5);
        wait_rows(&mut window, 3);
        click(&mut window, Role::Button, "What was changed…");
        window.get_by_label("Nothing is decided yet");
        press(&mut window, NONE, Key::Escape);
        press(&mut window, NONE, Key::Tab);
        press(&mut window, NONE, Key::Enter);
        press(&mut window, NONE, Key::X);
        click(&mut window, Role::Button, "What was changed…");
        assert_eq!(window.state().session().now.overlay, Some(Overlay::Changes));
        window.get_by_label("1 accepted unchanged · 0 accepted and edited · 1 dismissed");
        window.get_by_label("Value: As it was 1");
        window.get_by_label("No reason given: Dismissed 1");
    }
}
