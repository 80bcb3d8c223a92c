//! A picture as an analyst works on it: by pointer and by keyboard alone. No display is needed.
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
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use dossier::model::figure::Qualifier;
use dossier::model::{Figure, Item, ItemId, Kind, Passage, Rectangle, Span};
use dossier::session::Session;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const NONE: Modifiers = Modifiers::NONE;

/// A folder of one picture and one text, and one for settings.
struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        write_picture(&folders.articles.path().join("a toll.png"), 800, 600, 255);
        fs::write(folders.articles.path().join("b talks.txt"), "Talks\n\nSix people were killed.\n").unwrap();
        folders
    }

    /// Opens the window, and the picture in it.
    fn open(&self) -> Window {
        let mut window =
            open(of_size(1280.0, 800.0), Session::default(), self.articles.path(), self.settings.path());
        click(&mut window, Role::Button, "a toll.png");
        wait_for_picture(&mut window);
        window
    }
}

fn write_picture(at: &Path, width: u32, height: u32, grey: u8) {
    image::GrayImage::from_pixel(width, height, image::Luma([grey])).save(at).unwrap();
}

fn wait_for_picture(window: &mut Window) {
    let begun = Instant::now();
    while window.query_by_role_and_label(Role::Image, "Picture").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the picture was not shown");
        sleep(Duration::from_millis(2));
        window.step();
    }
    window.run();
}

fn outline(window: &Window) -> Option<Rectangle> {
    window.state().session().now.outline
}

/// Where the picture is seen.
fn view(window: &Window) -> Rect {
    window.get_by_role_and_label(Role::Image, "Picture").rect()
}

/// Drags with a button from one place to another, in steps as a hand does.
fn drag_with(window: &mut Window, button: PointerButton, from: Pos2, to: Pos2) {
    let event = |pos, pressed| Event::PointerButton { pos, button, pressed, modifiers: NONE };
    window.event(Event::PointerMoved(from));
    window.step();
    window.event(event(from, true));
    window.step();
    for step in 1_u8..=4 {
        window.event(Event::PointerMoved(from + (to - from) * (f32::from(step) / 4.0)));
        window.step();
    }
    window.event(event(to, false));
    window.run();
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    drag_with(window, PointerButton::Primary, from, to);
}

/// Draws a rectangle in the middle of the picture.
fn draw(window: &mut Window) -> Rectangle {
    let middle = view(window).center();
    drag(window, middle - vec2(60.0, 30.0), middle + vec2(60.0, 30.0));
    outline(window).unwrap()
}

fn item(window: &Window, kind: Kind) -> (ItemId, &Item) {
    dossier(window).workspace().of_kind(kind).last().unwrap()
}

fn span(window: &Window, kind: Kind) -> &Span {
    item(window, kind).1.span().unwrap()
}

fn figure(window: &Window) -> &Figure {
    match item(window, Kind::Figure).1 {
        Item::Figure(figure) => figure,
        other => panic!("{other:?}"),
    }
}

/// Types into what has the keyboard.
fn typed(window: &mut Window, text: &str) {
    window.event(Event::Text(text.into()));
    window.run();
}

#[test]
fn a_rectangle_drawn_with_the_pointer_is_tagged_by_its_key() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    assert!(drawn.lies_in(800, 600) && drawn.width > drawn.height, "{drawn}");
    press(&mut window, NONE, Key::Num2);
    assert_eq!(outline(&window), None);
    let Item::Passage(Passage { span, .. }) = item(&window, Kind::Passage).1 else { panic!("no passage") };
    assert_eq!((span.rectangle(), span.quote.exact.as_str()), (Some(drawn), ""));
    assert_eq!(dossier(&window).counts("a toll.png").passages, 1);
    assert_eq!(window.state().session().now.selected, Some(item(&window, Kind::Passage).0));
}

#[test]
fn the_same_rectangle_is_tagged_once_with_one_tag_whatever_was_typed_for_it() {
    let folders = Folders::new();
    let mut window = folders.open();
    let again = |window: &mut Window| {
        press(window, NONE, Key::R);
        press(window, NONE, Key::Num2);
        press(window, NONE, Key::Escape);
        press(window, NONE, Key::Escape);
    };
    again(&mut window);
    again(&mut window);
    assert_eq!(dossier(&window).count(Kind::Passage), 1);
}

#[test]
fn a_figure_is_made_of_a_rectangle_and_read_from_the_words_typed_for_it() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    press(&mut window, NONE, Key::F);
    assert_eq!((figure(&window).value, figure(&window).span.rectangle()), (None, Some(drawn)));
    window.get_by_label("Words not typed yet");
    typed(&mut window, "At least 27,585 deaths");
    press(&mut window, NONE, Key::Enter);
    let read = figure(&window);
    assert_eq!(read.span.quote.exact, "At least 27,585 deaths");
    assert_eq!((read.value, read.qualifier), (Some(27_585), Some(Qualifier::AtLeast)));
    assert_eq!(read.unit.as_ref().map(|words| (words.text.as_str(), words.at)), Some(("deaths", None)));
    assert_eq!(read.span.rectangle(), Some(drawn), "the place stays");
}

#[test]
fn the_keyboard_alone_draws_moves_resizes_and_annotates() {
    let folders = Folders::new();
    let mut window = folders.open();
    press(&mut window, NONE, Key::R);
    let first = outline(&window).unwrap();
    press(&mut window, NONE, Key::ArrowRight);
    press(&mut window, NONE, Key::ArrowDown);
    let moved = outline(&window).unwrap();
    assert!(
        moved.x > first.x && moved.y > first.y && (moved.width, moved.height) == (first.width, first.height)
    );
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    press(&mut window, Modifiers { alt: true, ..Modifiers::SHIFT }, Key::ArrowUp);
    let resized = outline(&window).unwrap();
    assert!(resized.width > moved.width && resized.height == moved.height - 1, "{moved}, then {resized}");
    press(&mut window, NONE, Key::Enter);
    press(&mut window, NONE, Key::ArrowLeft);
    assert_eq!(outline(&window), Some(resized), "arrows move the picture once Enter ended it");
    window.get_by(|node| {
        node.role() == Role::Image && node.description().is_some_and(|it| it.contains(&resized.to_string()))
    });
    press(&mut window, NONE, Key::F);
    typed(&mut window, "6");
    press(&mut window, NONE, Key::Enter);
    assert_eq!((figure(&window).value, figure(&window).span.rectangle()), (Some(6), Some(resized)));
}

#[test]
fn escape_puts_the_rectangle_away_and_a_click_is_no_rectangle() {
    let folders = Folders::new();
    let mut window = folders.open();
    draw(&mut window);
    press(&mut window, NONE, Key::Escape);
    assert_eq!(outline(&window), None);
    let middle = view(&window).center();
    drag(&mut window, middle, middle);
    assert_eq!(outline(&window), None);
    press(&mut window, NONE, Key::F);
    press(&mut window, NONE, Key::Num2);
    assert_eq!((dossier(&window).count(Kind::Figure), dossier(&window).count(Kind::Passage)), (0, 0));
}

#[test]
fn a_rectangle_is_resized_by_its_handle_and_moved_by_its_inside() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    let middle = view(&window).center();
    drag(&mut window, middle + vec2(60.0, 30.0), middle + vec2(90.0, 50.0));
    let larger = outline(&window).unwrap();
    assert!((larger.x, larger.y) == (drawn.x, drawn.y) && larger.width > drawn.width, "{larger}");
    drag(&mut window, middle, middle - vec2(30.0, 10.0));
    let moved = outline(&window).unwrap();
    assert!(moved.x < larger.x && moved.y < larger.y && moved.area() == larger.area(), "{moved}");
}

#[test]
fn the_middle_button_and_the_wheel_move_and_zoom_the_picture_and_draw_nothing() {
    let folders = Folders::new();
    let mut window = folders.open();
    window.get_by_label("Show the picture in its own size").click();
    window.run();
    window.get_by_label("100%");
    let middle = view(&window).center();
    drag_with(&mut window, PointerButton::Middle, middle, middle + vec2(40.0, 20.0));
    assert_eq!(outline(&window), None);
    window.event(Event::PointerMoved(middle));
    window.event(Event::Zoom(2.0));
    window.run();
    window.get_by_label("200%");
    window.get_by_label("Show the whole picture").click();
    window.run();
    assert!(window.query_by_label("200%").is_none());
}

#[test]
fn what_is_drawn_is_found_again_from_the_list_the_table_and_by_n() {
    let folders = Folders::new();
    let mut window = folders.open();
    draw(&mut window);
    press(&mut window, NONE, Key::F);
    typed(&mut window, "107 killed");
    press(&mut window, NONE, Key::Enter);
    let id = item(&window, Kind::Figure).0;
    click(&mut window, Role::Button, "Talks");
    press(&mut window, CTRL, Key::Num2);
    window
        .get_by(|node| {
            node.role() == Role::Button && node.label().is_some_and(|it| it.contains("107 killed"))
        })
        .click();
    window.run();
    let session = window.state().session();
    assert_eq!((session.article.as_deref(), session.now.selected), (Some("a toll.png"), Some(id)));
    wait_for_picture(&mut window);
    press(&mut window, NONE, Key::Escape);
    // The list may lie below the fold.
    window.get_by_label("107 killed, outcome not set, 107").focus();
    window.run();
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state().session().now.selected, Some(id));
    press(&mut window, NONE, Key::Escape);
    press(&mut window, NONE, Key::N);
    assert_eq!(window.state().session().now.selected, Some(id));
}

#[test]
fn a_click_selects_the_smallest_rectangle_and_again_the_one_around_it() {
    let folders = Folders::new();
    let mut window = folders.open();
    draw(&mut window);
    press(&mut window, NONE, Key::Num2);
    let inner = item(&window, Kind::Passage).0;
    let middle = view(&window).center();
    drag(&mut window, middle - vec2(100.0, 80.0), middle + vec2(100.0, 80.0));
    press(&mut window, NONE, Key::Num3);
    let outer = item(&window, Kind::Passage).0;
    for expected in [inner, outer, inner] {
        drag(&mut window, middle, middle);
        assert_eq!(window.state().session().now.selected, Some(expected));
    }
}

#[test]
fn words_of_a_passage_may_be_typed() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    press(&mut window, NONE, Key::Num2);
    window.get_by_role_and_label(Role::TextInput, "Printed words").focus();
    window.run();
    typed(&mut window, "Source: the ministry");
    press(&mut window, NONE, Key::Enter);
    let span = span(&window, Kind::Passage);
    assert_eq!((span.quote.exact.as_str(), span.rectangle()), ("Source: the ministry", Some(drawn)));
}

#[test]
fn an_annotation_is_put_on_another_rectangle_and_keeps_its_words() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    press(&mut window, NONE, Key::F);
    typed(&mut window, "6 killed");
    press(&mut window, NONE, Key::Enter);
    click(&mut window, Role::Button, "Draw another rectangle");
    assert_eq!(outline(&window), Some(drawn));
    let corner = view(&window).center() - vec2(150.0, 120.0);
    drag(&mut window, corner, corner + vec2(40.0, 30.0));
    let now = figure(&window);
    assert_ne!(now.span.rectangle(), Some(drawn));
    assert_eq!((now.span.quote.exact.as_str(), now.value, outline(&window)), ("6 killed", Some(6), None));
    press(&mut window, CTRL, Key::Z);
    assert_eq!(figure(&window).span.rectangle(), Some(drawn));
}

#[test]
fn finding_and_the_keys_of_the_reader_leave_a_picture_alone() {
    let folders = Folders::new();
    let mut window = folders.open();
    press(&mut window, CTRL, Key::F);
    assert_eq!(window.state().session().now.find, None);
    press(&mut window, CTRL, Key::A);
    press(&mut window, NONE, Key::I);
    assert_eq!(dossier(&window).count(Kind::Passage), 0);
    click(&mut window, Role::Button, "Talks");
    press(&mut window, CTRL, Key::F);
    typed(&mut window, "people");
    click(&mut window, Role::Button, "a toll.png");
    wait_for_picture(&mut window);
    assert_eq!((window.state().session().now.find.as_deref(), outline(&window)), (None, None));
    click(&mut window, Role::Button, "Talks");
    assert_eq!(window.state().session().now.selection, None);
}

#[test]
fn a_picture_that_cannot_be_decoded_says_why() {
    let folders = Folders::new();
    let at = folders.articles.path().join("c broken.png");
    write_picture(&at, 300, 200, 9);
    let mut bytes = fs::read(&at).unwrap();
    let data = bytes.windows(4).position(|four| four == b"IDAT").unwrap();
    bytes[data + 4..data + 12].fill(0xFF);
    fs::write(&at, bytes).unwrap();
    let mut window = folders.open();
    click(&mut window, Role::Button, "c broken.png");
    let begun = Instant::now();
    while window.query_by_label("The picture cannot be shown").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(30));
        sleep(Duration::from_millis(2));
        window.step();
    }
    press(&mut window, NONE, Key::R);
    press(&mut window, NONE, Key::F);
    assert_eq!(dossier(&window).count(Kind::Figure), 0);
    click(&mut window, Role::Button, "a toll.png");
    wait_for_picture(&mut window);
}

#[test]
fn a_picture_that_changed_keeps_its_rectangles_and_says_so_until_they_are_confirmed() {
    let folders = Folders::new();
    let mut window = folders.open();
    let drawn = draw(&mut window);
    press(&mut window, NONE, Key::Num2);
    write_picture(&folders.articles.path().join("a toll.png"), 800, 600, 17);
    wait(&mut window, "the changed picture", |dossier| dossier.doubtful().count() == 1);
    wait_for_picture(&mut window);
    assert_eq!(span(&window, Kind::Passage).rectangle(), Some(drawn));
    assert!(dossier(&window).notices().iter().any(|it| it.contains("changed since")));
    click(&mut window, Role::Button, "The rectangle still fits");
    assert_eq!((dossier(&window).doubtful().count(), dossier(&window).notices().len()), (0, 0));
    write_picture(&folders.articles.path().join("a toll.png"), 20, 10, 17);
    wait(&mut window, "the smaller picture", |dossier| !dossier.adrift().is_empty());
    assert_eq!(dossier(&window).count(Kind::Passage), 1, "kept, and listed as adrift");
}
