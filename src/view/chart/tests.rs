use eframe::egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::chart::sample::{Sample, full};
use crate::chart::{Look, panels, wording};
use crate::corpus::Corpus;
use crate::model::Workspace;

struct Bench {
    workspace: Workspace,
    corpus: Corpus,
    panels: Arc<Panels>,
    look: ChartLook,
    state: ChartState,
    clicked: Vec<ItemId>,
}

fn bench(sample: &Sample) -> Harness<'static, Bench> {
    let panels = Arc::new(panels(&sample.grounds(), &Look::default()));
    let bench = Bench {
        workspace: sample.workspace.clone(),
        corpus: sample.corpus.clone(),
        panels,
        look: ChartLook::new(false, Detail::Full),
        state: ChartState::default(),
        clicked: Vec::new(),
    };
    let show = |ui: &mut Ui, bench: &mut Bench| {
        let panels = Arc::clone(&bench.panels);
        let grounds = Grounds::bare(&bench.workspace, &bench.corpus);
        let response = super::ui(ui, &panels, &grounds, &bench.look, &mut bench.state);
        bench.clicked.extend(response.clicked);
    };
    Harness::builder().with_size(Vec2::new(1200.0, 700.0)).build_ui_state(show, bench)
}

#[test]
fn a_click_on_a_mark_gives_its_figure() {
    let mut sample = Sample::new();
    let id = sample.total(27_585, "2024-02-06", |_| ());
    let mut harness = bench(&sample);
    harness.run();
    let name = "At least 27,585 people reported killed, cumulative, as of 6 February 2024, Gaza Ministry of Health says";
    harness.get_by_label(name).click();
    harness.run();
    assert_eq!(harness.state().clicked, [id]);
}

#[test]
fn the_keyboard_travels_from_mark_to_mark_and_opens() {
    let mut sample = Sample::new();
    let ids = [sample.total(100, "2024-01-01", |_| ()), sample.total(200, "2024-01-20", |_| ())];
    let mut harness = bench(&sample);
    harness.run();
    harness.get_by_label_contains("Chart: ").focus();
    harness.run();
    for (key, current) in
        [(Key::ArrowRight, 0), (Key::ArrowRight, 1), (Key::ArrowRight, 1), (Key::ArrowLeft, 0)]
    {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().state.current, Some(ids[current]));
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().clicked, [ids[0]]);
}

#[test]
fn a_click_beside_the_marks_gives_the_chart_the_keyboard() {
    let mut sample = Sample::new();
    let id = sample.total(100, "2024-01-01", |_| ());
    let mut harness = bench(&sample);
    harness.run();
    harness.hover_at(eframe::egui::pos2(16.0, 400.0));
    harness.run();
    for pressed in [true, false] {
        harness.event(eframe::egui::Event::PointerButton {
            pos: eframe::egui::pos2(16.0, 400.0),
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: eframe::egui::Modifiers::NONE,
        });
        harness.run();
    }
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().state.current, Some(id));
}

#[test]
fn keys_zoom_and_fit_again() {
    let mut harness = bench(&full());
    harness.run();
    harness.get_by_label_contains("Chart: ").focus();
    harness.run();
    harness.key_press(Key::Plus);
    harness.run();
    let fit = TimeWindow::fit(&harness.state().panels);
    assert!(harness.state().state.window.is_some_and(|window| window.days() < fit.days()));
    harness.key_press(Key::Num0);
    harness.run();
    assert_eq!(harness.state().state.window, None);
}

#[test]
fn rows_beside_the_chart_open_their_figures() {
    let mut harness = bench(&full());
    harness.run();
    harness.get_by_label("No date · 1").click();
    harness.run();
    let name = wording::capital(&wording::row(&harness.state().panels.undated[0]));
    harness.get_by_label(&name).click();
    harness.run();
    assert_eq!(harness.state().clicked, [harness.state().panels.undated[0].id]);
}

#[test]
fn the_picture_is_laid_out_once_while_nothing_changes() {
    let mut harness = bench(&full());
    harness.run();
    let first = harness.state().state.drawn.as_ref().map(|drawn| Arc::as_ptr(&drawn.2));
    harness.run();
    assert_eq!(first, harness.state().state.drawn.as_ref().map(|drawn| Arc::as_ptr(&drawn.2)));
}
