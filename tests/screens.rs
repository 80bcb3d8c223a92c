//! The window as an analyst uses it: by what is written on it and by its keys. No display is needed.
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
use dossier::model::{Item, Kind};
use dossier::session::{Lighting, Screen, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const BULLETIN: &str = "Ministry gives a new count\n\n\
    At least 27,585 people were reported killed, the ministry said on Tuesday.\n\n\
    Talks were to go on in Cairo.\n";
const TALKS: &str = "Mediators meet again\n\nNobody gave a number.\n";

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// A folder of two articles, and one for settings.
struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        fs::write(folders.articles.path().join("a bulletin.txt"), BULLETIN).unwrap();
        fs::write(folders.articles.path().join("b talks.txt"), TALKS).unwrap();
        folders
    }

    fn open(&self) -> Window {
        open(of_size(1280.0, 800.0), Session::default(), self.articles.path(), self.settings.path())
    }
}

/// The words selected in the reader.
fn selected(window: &Window) -> &str {
    let session = window.state().session();
    let article = dossier(window).corpus().at_path(session.article.as_deref().unwrap()).unwrap();
    session.now.selection.clone().map_or("", |bytes| &article.text[bytes])
}

/// Selects words at the start of the bulletin's second paragraph with the keyboard alone.
fn select(window: &mut Window, words: &str) {
    window.get_by_role_and_label(Role::Document, "Article text").focus();
    window.run();
    press(window, CTRL, Key::Home);
    press(window, Modifiers::NONE, Key::ArrowDown);
    press(window, Modifiers::NONE, Key::Home);
    for _ in 0..8 {
        if selected(window).trim() == words {
            return;
        }
        press(window, CTRL_SHIFT, Key::ArrowRight);
    }
    panic!("“{}” is selected instead of “{words}”", selected(window));
}

/// Opens the bulletin and makes a passage and a figure in it.
fn annotate(window: &mut Window) {
    click(window, Role::Button, "Ministry gives a new count");
    select(window, "At least 27,585");
    press(window, Modifiers::NONE, Key::Num2);
    select(window, "At least 27,585");
    press(window, Modifiers::NONE, Key::F);
}

fn counts(window: &Window) -> (usize, usize) {
    (dossier(window).count(Kind::Figure), dossier(window).count(Kind::Passage))
}

#[test]
fn the_list_opens_articles() {
    let folders = Folders::new();
    let mut window = folders.open();
    click(&mut window, Role::Button, "Mediators meet again");
    assert_eq!(window.state().session().article.as_deref(), Some("b talks.txt"));
    window.get_by(|node| {
        node.role() == Role::Paragraph && node.value().as_deref() == Some("Nobody gave a number.")
    });
    press(&mut window, Modifiers::NONE, Key::K);
    assert_eq!(window.state().session().article.as_deref(), Some("a bulletin.txt"));
}

#[test]
fn keys_tag_and_annotate_and_what_they_did_is_counted() {
    let folders = Folders::new();
    let mut window = folders.open();
    window.get_by_role_and_label(Role::Button, "Attribution, 0 passages");
    annotate(&mut window);
    window.get_by_role_and_label(Role::Button, "Attribution, 1 passage");
    window.get_by_label("2 articles · 1 figure · 1 passage");
    let (_, figure) = dossier(&window).workspace().of_kind(Kind::Figure).next().unwrap();
    let Item::Figure(figure) = figure else { panic!("another item") };
    assert_eq!((&*figure.span.quote.exact, figure.value), ("At least 27,585", Some(27_585)));
    assert!(figure.bounds().low.is_some() && figure.bounds().high.is_none());
}

#[test]
fn undo_takes_back_and_redo_brings_again() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    press(&mut window, CTRL, Key::Z);
    assert_eq!(counts(&window), (0, 1));
    press(&mut window, CTRL, Key::Z);
    assert_eq!(counts(&window), (0, 0));
    window.get_by_label("2 articles · 0 figures · 0 passages");
    press(&mut window, CTRL_SHIFT, Key::Z);
    press(&mut window, CTRL_SHIFT, Key::Z);
    assert_eq!(counts(&window), (1, 1));
}

#[test]
fn the_palette_finds_the_history_which_tells_what_was_done() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    press(&mut window, CTRL, Key::K);
    window.get_by_role_and_label(Role::TextInput, "Command").type_text("hist");
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().session().screen, Screen::History);
    window.get_by_role_and_label(Role::Button, "Tagged “At least 27,585” with “Attribution”");
    click(&mut window, Role::Button, "Added figure “At least 27,585”");
    click(&mut window, Role::Button, "Take back");
    assert_eq!(counts(&window), (0, 1));
    window.get_by_role_and_label(Role::Button, "Added figure “At least 27,585”, taken back");
}

#[test]
fn everything_is_there_after_reopening_and_can_still_be_undone() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    wait(&mut window, "the disk", |dossier| dossier.saved().pending == 0);
    drop(window);
    let mut window = folders.open();
    assert_eq!(counts(&window), (1, 1));
    window.get_by_role_and_label(Role::Button, "Attribution, 1 passage");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(counts(&window), (0, 1));
}

#[test]
fn a_second_window_on_the_dossier_only_reads_it() {
    let folders = Folders::new();
    let _first = folders.open();
    let mut second = folders.open();
    second.get_by_label("Read-only");
    annotate(&mut second);
    assert_eq!(counts(&second), (0, 0));
}

#[test]
fn every_screen_of_the_demonstration_names_its_parts_in_every_size_and_theme() {
    let home = tempfile::tempdir().unwrap();
    let folder = dossier::demo::unpack(home.path()).unwrap();
    for (size, lighting) in [((1280.0, 800.0), Lighting::Light), ((900.0, 600.0), Lighting::Dark)] {
        let session = Session { lighting, ..Session::default() };
        let mut window = open(of_size(size.0, size.1), session, &folder, home.path());
        for key in [Key::Num2, Key::Num3, Key::Num4, Key::Num1] {
            press(&mut window, CTRL, key);
        }
        for (modifiers, key) in
            [(CTRL, Key::K), (CTRL, Key::Comma), (CTRL_SHIFT, Key::P), (CTRL_SHIFT, Key::T)]
        {
            press(&mut window, modifiers, key);
            assert!(window.state().session().now.overlay.is_some());
            press(&mut window, Modifiers::NONE, Key::Escape);
        }
    }
}

/// The value of the only figure.
fn value(window: &Window) -> Option<u64> {
    dossier(window).workspace().of_kind(Kind::Figure).find_map(|(_, item)| match item {
        Item::Figure(figure) => figure.value,
        _ => None,
    })
}

/// Types over the value of the selected figure, without finishing.
fn type_value(window: &mut Window, text: &str) {
    let field = window.get_by_role_and_label(Role::TextInput, "Value");
    field.focus();
    window.run();
    press(window, CTRL, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Value").type_text(text);
    window.run();
}

#[test]
fn escape_in_a_field_gives_the_old_text_back_and_keeps_the_figure_selected() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    type_value(&mut window, "5");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(value(&window), Some(27_585));
    assert!(window.state().session().now.selected.is_some());
    window.get_by_role_and_label(Role::TextInput, "Value");
}

#[test]
fn what_is_typed_in_a_field_is_one_entry_on_enter() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    let before = dossier(&window).workspace().log().len();
    type_value(&mut window, "27,590");
    assert_eq!(dossier(&window).workspace().log().len(), before);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(value(&window), Some(27_590));
    assert_eq!(dossier(&window).workspace().log().len(), before + 1);
    press(&mut window, CTRL, Key::Z);
    assert_eq!(value(&window), Some(27_585));
}

#[test]
fn what_is_being_typed_survives_the_closing_of_the_window() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    type_value(&mut window, "27,590");
    window.state_mut().close();
    drop(window);
    assert_eq!(value(&folders.open()), Some(27_590));
}

#[test]
fn keys_alone_relate_two_figures() {
    let folders = Folders::new();
    let mut window = folders.open();
    annotate(&mut window);
    select(&mut window, "At least 27,585 people");
    press(&mut window, Modifiers::NONE, Key::F);
    assert_eq!(counts(&window).0, 2);
    let from = window.state().session().now.selected;
    press(&mut window, Modifiers::ALT, Key::P);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().session().now.pick, None, "Escape puts the pick away");
    press(&mut window, Modifiers::ALT, Key::P);
    press(&mut window, Modifiers::NONE, Key::P);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(dossier(&window).count(Kind::Relation), 1);
    assert_eq!(window.state().session().now.pick, None);
    assert_eq!(window.state().session().now.selected, from, "the figure stays selected");
}

/// Draws frames until the first rows of a table are there.
fn wait_for_rows(window: &mut Window) {
    for _ in 0..5_000 {
        if window.state().session().now.columns.is_some() {
            window.run();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
        window.step();
    }
    panic!("the first rows did not come");
}

fn text_at(dossier: &Dossier, path: &str) -> Option<String> {
    dossier.corpus().at_path(path).map(|article| article.text.to_string())
}

fn choose_column(window: &mut Window, of: &str, column: &str) {
    click(window, Role::ComboBox, &format!("Column of: {of}"));
    click(window, Role::Button, column);
}

#[test]
fn the_columns_of_a_table_are_chosen_undone_and_kept() {
    let folders = Folders::new();
    let rows = "id,text,lead,head,on\n7,Not this,Ten were hurt,Talks,2024-02-14\n8,Nor this,Two were hurt,More talks,2024-02-15\n";
    fs::write(folders.articles.path().join("t.csv"), rows).unwrap();
    let mut window = folders.open();
    click(&mut window, Role::Button, "t.csv#7");
    // It may lie below what the inspector shows at once.
    window.get_by_role_and_label(Role::Button, "Choose columns").click_accesskit();
    window.run();
    wait_for_rows(&mut window);
    choose_column(&mut window, "Text", "lead");
    choose_column(&mut window, "Title", "head");
    choose_column(&mut window, "Published", "on");
    window.get_by_label("Talks · 2024-02-14");
    window.get_by_label("Ten were hurt");
    click(&mut window, Role::Button, "Read the table so");
    assert_eq!(dossier(&window).count(Kind::TableColumns), 1);
    let is_read =
        |dossier: &Dossier| text_at(dossier, "t.csv#7").as_deref() == Some("Talks\n\nTen were hurt\n");
    wait(&mut window, "the table to be read by other columns", is_read);
    window.run();
    press(&mut window, CTRL, Key::Z);
    let is_back = |dossier: &Dossier| text_at(dossier, "t.csv#7").as_deref() == Some("Not this\n");
    wait(&mut window, "the table to be read as before", is_back);
    press(&mut window, CTRL_SHIFT, Key::Z);
    wait(&mut window, "the table to be read by other columns again", is_read);
    drop(window);
    assert!(is_read(dossier(&folders.open())), "the choice was not kept");
}

#[test]
fn a_table_without_a_text_is_a_problem_from_which_its_columns_can_be_chosen() {
    let folders = Folders::new();
    fs::write(folders.articles.path().join("t.csv"), "a,b\nshort,Ten hurt\n").unwrap();
    let mut window = folders.open();
    assert!(dossier(&window).corpus().problems()[0].reason.contains("its columns are a, b"));
    window.get_by_label_contains("1 problem").click();
    window.run();
    click(&mut window, Role::Link, "Choose columns…");
    wait_for_rows(&mut window);
    choose_column(&mut window, "Text", "b");
    click(&mut window, Role::Button, "Read the table so");
    let is_read = |dossier: &Dossier| dossier.corpus().problems().is_empty() && dossier.corpus().len() == 3;
    wait(&mut window, "the table to be read", is_read);
}
