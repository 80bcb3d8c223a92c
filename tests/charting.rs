//! The chart in the window: the hand on it, the keyboard on it, and its menus.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

#[path = "common/hand.rs"]
mod hand;
#[path = "common/window.rs"]
mod window;

use dossier::model::Kind;
use dossier::session::{Screen, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open};

const NONE: Modifiers = Modifiers::NONE;
/// A place of the chart without marks: the room left of its axes.
const EMPTY: Pos2 = pos2(16.0, 379.0);

/// The demonstration's chart at full size.
fn chart() -> (TempDir, Window) {
    let home = tempfile::tempdir().unwrap();
    let folder = dossier::demo::unpack(home.path()).unwrap();
    let mut window = open(of_size(1280.0, 800.0), Session::default(), &folder, home.path());
    press(&mut window, Modifiers::COMMAND | Modifiers::CTRL, Key::Num3);
    assert_eq!(window.state().session().screen, Screen::Chart);
    (home, window)
}

/// Points, presses and lets go, each in a frame of its own.
fn click_at(window: &mut Window, pos: Pos2) {
    window.event(Event::PointerMoved(pos));
    window.step();
    for pressed in [true, false] {
        window.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE });
        window.step();
    }
    window.run();
}

fn has_keyboard(window: &Window) -> bool {
    window.query_all_by_role(Role::Button).any(|node| {
        node.is_focused() && node.accesskit_node().label().is_some_and(|label| label.starts_with("Chart: "))
    })
}

#[test]
fn a_click_beside_the_marks_gives_the_chart_the_keyboard() {
    let (_home, mut window) = chart();
    click_at(&mut window, EMPTY);
    assert!(has_keyboard(&window));
    press(&mut window, NONE, Key::ArrowRight);
    press(&mut window, NONE, Key::Space);
    window.get_by_label("Put the evidence away");
    assert!(dossier(&window).count(Kind::Figure) > 0 && has_keyboard(&window));
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state().session().screen, Screen::Read);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().session().screen, Screen::Chart);
}

#[test]
fn escape_puts_a_menu_away() {
    let (_home, mut window) = chart();
    click(&mut window, Role::Button, "Look of the chart");
    assert!(window.query_by_label("Logarithmic").is_some());
    press(&mut window, NONE, Key::Escape);
    assert!(window.query_by_label("Logarithmic").is_none());
}
