//! The chart of very many figures: CPU milliseconds of each frame beside a stock plot of the same
//! points, and how long the panels take from the start and after one edit.
//!
//! Frames are drawn without a display and tessellated; time on the graphics card is not in them.
//! Budgets: 4 ms at rest and under the pointer, 8 ms while panning and zooming, 10 ms after an edit.
//! `DOSSIER_BENCH_FIGURES` names another size than 1,000,000 figures in 1,000 series.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use dossier::chart::{Detail, Grounds, Look, Panels, PanelsCache};
use dossier::corpus::Corpus;
use dossier::model::figure::{Figure, Link, Method, Modality, Outcome, Qualifier, Role, Scope};
use dossier::model::{
    Analyst, ArticleId, Basis, DateClaim, Day, Edit, Item, ItemId, Kind, Place, Quote, Span, TextHash,
    Workspace, Writer,
};
use dossier::view::chart::{self as widget, ChartLook, ChartState};
use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect,
    TouchPhase, Ui, vec2,
};
use egui_plot::{Line, Plot, PlotPoints, Points};

const SERIES: usize = 1_000;
const SIZE: (f32, f32) = (1280.0, 800.0);
/// Frames of each kind.
const FRAMES: usize = 120;

fn main() {
    let figures = std::env::var("DOSSIER_BENCH_FIGURES").ok().and_then(|size| size.parse().ok());
    // The most figures among which facts are proposed, and many more.
    rebuild(20_000);
    rebuild(100_000);
    frames(figures.unwrap_or(1_000_000));
}

/// What one edit costs.
fn rebuild(figures: usize) {
    let mut workspace = workspace(figures);
    let (corpus, look) = (Corpus::default(), Look::default());
    let mut cache = PanelsCache::default();
    let started = now_ms();
    let mut last = cache.get(&Grounds::bare(&workspace, &corpus), 0, &look);
    println!(
        "{figures} figures in {SERIES} series: the panels, from the start: {:.0} ms",
        now_ms() - started
    );
    let ids: Vec<ItemId> = workspace.of_kind(Kind::Figure).map(|(id, _)| id).collect();
    let (mut edits, mut drawings) = (Vec::new(), Vec::new());
    for step in 0..40 {
        change(&mut workspace, ids[step * 7919 % ids.len()], step as u64);
        let started = now_ms();
        let grounds = Grounds::bare(&workspace, &corpus);
        let fresh = cache.get(&grounds, 0, &look);
        edits.push(now_ms() - started);
        assert!(!Arc::ptr_eq(&fresh, &last), "the edit changed nothing");
        let started = now_ms();
        std::hint::black_box(dossier::chart::picture(&fresh, &frame(&fresh)));
        drawings.push(now_ms() - started);
        last = fresh;
    }
    print_costs("the panels after one edit", &edits);
    print_costs("the picture after one edit", &drawings);
}

fn frame(panels: &Panels) -> dossier::chart::Frame {
    dossier::chart::Frame {
        width: SIZE.0,
        height: SIZE.1,
        window: dossier::chart::TimeWindow::fit(panels),
        palette: dossier::chart::Palette::LIGHT,
        detail: Detail::Full,
        exported: None,
        name: None,
    }
}

fn change(workspace: &mut Workspace, id: ItemId, by: u64) {
    let Some(Item::Figure(figure)) = workspace.get(id) else { unreachable!("a figure is gone") };
    let mut figure = figure.clone();
    figure.value = figure.value.map(|value| value + 1 + by);
    let set = workspace.set(id, Item::Figure(figure)).unwrap_or_else(|| unreachable!("nothing to set"));
    take(workspace, vec![set]);
}

fn take(workspace: &mut Workspace, edits: Vec<Edit>) {
    let entry = workspace.entry(Writer(1), &Analyst("A. Nalyst".into()), 0, edits);
    assert!(workspace.take(entry).is_ok(), "the log has no room");
}

/// What frames cost, at rest and under hands.
fn frames(figures: usize) {
    let corpus = Corpus::default();
    let workspace = workspace(figures);
    let (before, started) = (memory(), now_ms());
    let mut cache = PanelsCache::default();
    let panels = cache.get(&Grounds::bare(&workspace, &corpus), 0, &Look::default());
    println!("{figures} figures in {SERIES} series");
    println!("  the panels, from the start: {:.0} ms, {:.0} MB", now_ms() - started, memory() - before);
    let (before, started) = (memory(), now_ms());
    let picture = dossier::chart::picture(&panels, &frame(&panels));
    println!(
        "  the first picture: {:.0} ms, {:.0} MB, {} shapes, {} marks",
        now_ms() - started,
        memory() - before,
        picture.shapes.len(),
        picture.marks.len()
    );
    drop(picture);
    let points = points(&panels);
    let grounds = Grounds::bare(&workspace, &corpus);
    let (mut state, look) = (ChartState::default(), ChartLook::new(false, Detail::Full));
    let ours = drawn(&mut |ui| {
        widget::ui(ui, &panels, &grounds, &look, &mut state);
    });
    let stock = drawn(&mut |ui| stock(ui, &points));
    for ((name, ours), (_, stock)) in ours.into_iter().zip(stock) {
        let (one, other) = (median(&ours), median(&stock));
        print_costs(&format!("{name}, this chart"), &ours);
        print_costs(&format!("{name}, stock plot"), &stock);
        println!("    ratio of medians, this chart to the stock plot: 1 : {:.1}", other / one);
    }
}

type Costs = Vec<(&'static str, Vec<f64>)>;

/// Draws frames of every kind with one widget; gives the milliseconds of each.
fn drawn(draw: &mut dyn FnMut(&mut Ui)) -> Costs {
    let ctx = Context::default();
    let mut time = 0.0;
    let mut frame = |events: Vec<Event>| {
        time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1)));
        let input = RawInput { screen_rect, time: Some(time), events, ..RawInput::default() };
        let started = now_ms();
        let mut output = ctx.run_ui(input, |ui| draw(ui));
        ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        now_ms() - started
    };
    let few = if std::env::var_os("DOSSIER_BENCH_QUICK").is_some() { 30 } else { FRAMES };
    (0..4).for_each(|_| {
        frame(vec![]);
    });
    let mut costs = Costs::new();
    costs.push(("at rest", (0..few).map(|_| frame(vec![])).collect()));
    let along = |step: usize| Pos2::new(300.0 + 5.0 * step as f32, 300.0 + (step * 37 % 200) as f32);
    costs.push((
        "under the pointer",
        (0..few).map(|step| frame(vec![Event::PointerMoved(along(step))])).collect(),
    ));
    frame(vec![Event::PointerMoved(Pos2::new(600.0, 300.0))]);
    frame(vec![button(Pos2::new(600.0, 300.0), true)]);
    let pan = |step: usize| Pos2::new(600.0 - 4.0 * (step as f32 / 2.0).sin() * step as f32, 300.0);
    costs.push(("panning", (0..few).map(|step| frame(vec![Event::PointerMoved(pan(step))])).collect()));
    frame(vec![button(pan(few), false)]);
    frame(vec![Event::PointerMoved(Pos2::new(500.0, 300.0))]);
    let zoom = |step: usize| {
        let delta = if step % 60 < 30 { 12.0 } else { -12.0 };
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: MouseWheelSource::Wheel,
            delta: vec2(0.0, delta),
            phase: TouchPhase::Move,
            modifiers: Modifiers::COMMAND,
        };
        vec![Event::ModifiersChanged(Modifiers::COMMAND), wheel]
    };
    costs.push(("zooming", (0..few).map(|step| frame(zoom(step))).collect()));
    costs
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// The same points by the stock plot of egui: a line and its points for each series.
fn stock(ui: &mut Ui, series: &[(String, Vec<[f64; 2]>)]) {
    Plot::new("stock").allow_scroll(false).show(ui, |plot| {
        for (name, points) in series {
            plot.line(Line::new(name.as_str(), PlotPoints::from(points.clone())));
            plot.points(Points::new(name.as_str(), PlotPoints::from(points.clone())).radius(2.0));
        }
    });
}

fn points(panels: &Panels) -> Vec<(String, Vec<[f64; 2]>)> {
    let place = |point: &dossier::chart::panels::Point| {
        let day = point.report.day().map_or(0.0, |day| f64::from(day.0));
        [day, point.report.value.unwrap_or(0) as f64]
    };
    let series = panels.cumulative.series.iter();
    series.map(|series| (series.key.source.to_string(), series.points.iter().map(place).collect())).collect()
}

/// Running totals of as many sources as there are series, each of its own height, with a fall here and there.
fn workspace(figures: usize) -> Workspace {
    let mut workspace = Workspace::default();
    let mut random = 1u64;
    let mut below = |end: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % end
    };
    for series in 0..SERIES {
        let mut value = below(200);
        let pace = 1 + below(40);
        let adds = (0..figures / SERIES).map(|step| {
            value += below(2 * pace);
            if below(60) == 0 {
                value -= value.min(3 * pace);
            }
            Edit::Add(Arc::new(Item::Figure(Box::new(figure(series, step, value)))))
        });
        let adds = adds.collect();
        take(&mut workspace, adds);
    }
    workspace
}

fn figure(series: usize, step: usize, value: u64) -> Figure {
    let article = ArticleId { path: format!("report-{}.txt", step % 997), text: TextHash(step as u64 % 997) };
    let quote =
        Quote { exact: value.to_string(), before: "at least ".into(), after: " people were killed".into() };
    let span = Span { article, at: Place::Bytes(0, quote.exact.len()), quote };
    let says =
        Link { role: Role::Says, name: format!("Source {series}"), class: None, words: None, verb: None };
    let hedges = [Qualifier::Exact, Qualifier::AtLeast, Qualifier::About];
    Figure {
        value: Some(value),
        qualifier: Some(hedges[(series + step) % 3]),
        outcome: Some(Outcome::Killed),
        modality: Some(Modality::Asserted),
        scope: Some(Scope::Cumulative { since: None }),
        as_of: Some(DateClaim::on(Day(19_300 + step as i32), Basis::Stated)),
        population: Some("people in the district".into()),
        attribution: Some(vec![says]),
        ..Figure::new(span, Method::Hand)
    }
}

fn print_costs(name: &str, costs: &[f64]) {
    let most = costs.iter().copied().fold(0.0, f64::max);
    println!("    {name:<34} median {:>8.2} ms, most {:>8.2} ms", median(costs), most);
}

fn median(costs: &[f64]) -> f64 {
    let mut costs = costs.to_vec();
    costs.sort_by(f64::total_cmp);
    costs.get(costs.len() / 2).copied().unwrap_or_default()
}

/// The memory of this process, in megabytes; nought where the system does not tell.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// The CPU time of this thread where the system tells it, else the time of day, in milliseconds.
///
/// Linux brings it up to date when a thread gives way.
fn now_ms() -> f64 {
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    let day = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |past| past.as_secs_f64() * 1e9);
    nanos.unwrap_or_else(day) / 1e6
}
