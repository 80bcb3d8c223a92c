//! One disagreement in full: both sentences, every test in words, and the ways to settle it.

use eframe::egui::{FontId, Label, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::Known;
use crate::chart::Report;
use crate::chart::apart::{Finding, Pair, Test};
use crate::chart::report::sentence;
use crate::chart::wording;
use crate::command::{Action, relate};
use crate::dossier::Dossier;
use crate::model::item::RelationKind;
use crate::view::fields;
use crate::view::parts;
use crate::view::reader::Still;
use crate::view::style::{BODY, CAPTION, Colours, PAD, STEP, bold};

/// The share of the width that the sentences take.
const SENTENCES: f32 = 0.56;

/// Draws a pair; says whether it was settled in this frame.
pub(super) fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    known: &Known,
    pair: &Pair,
    actions: &mut Vec<Action>,
) -> bool {
    let settled = settle_ui(ui, dossier, known, pair, actions);
    ui.add_space(STEP);
    let whole = ui.available_rect_before_wrap();
    let left = whole.with_max_x(whole.left() + whole.width() * SENTENCES - PAD);
    let right = whole.with_min_x(left.right() + 2.0 * PAD);
    side_ui(ui, left, "sentences", |ui| {
        for id in [pair.first, pair.second] {
            if let Some(report) = known.reports.get(&id) {
                quote_ui(ui, dossier, report, actions);
            }
        }
    });
    side_ui(ui, right, "tests", |ui| tests_ui(ui, &pair.judgement.tests));
    ui.advance_cursor_after_rect(whole);
    settled
}

/// A column that scrolls by itself.
fn side_ui(ui: &mut Ui, rect: Rect, name: &str, contents: impl FnOnce(&mut Ui)) {
    let mut side = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(name));
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(&mut side, contents);
}

/// What the pair is called, and the ways to settle it, or how it was settled; says whether it is settled now.
fn settle_ui(ui: &mut Ui, dossier: &Dossier, known: &Known, pair: &Pair, actions: &mut Vec<Action>) -> bool {
    let verdict = pair.judgement.verdict;
    let mut settled = false;
    ui.horizontal_wrapped(|ui| {
        parts::heading(ui, &wording::capital(verdict.label())).on_hover_text(verdict.definition());
        ui.add_enabled_ui(dossier.read_only().is_none(), |ui| match pair.settled {
            Some(by) => {
                parts::caption(ui, &format!("Settled: {}", by.kind.label()));
                if ui.button("Open again").on_hover_text("Take back how this was settled").clicked() {
                    actions.extend(relate::open_again(dossier, pair));
                }
            }
            None => {
                for kind in relate::WAYS {
                    settled |= way_ui(ui, dossier, known, pair, kind, actions);
                }
            }
        });
    });
    settled
}

fn way_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    known: &Known,
    pair: &Pair,
    kind: RelationKind,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(relation) = relate::relation(dossier, pair, kind) else { return false };
    let said = |id| known.reports.get(&id).map(|report| wording::quantity(report)).unwrap_or_default();
    let (from, to) = (said(relation.from), said(relation.to));
    let hint = format!("Say: “{from}” {} “{to}”. {}", reading(kind), kind.definition());
    let clicked = ui.button(way(kind)).on_hover_text(hint).clicked();
    if clicked {
        actions.extend(relate::settle(dossier, pair, kind));
    }
    clicked
}

/// What the button of a way says.
fn way(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SameFact => "Same fact",
        RelationKind::Revises => "Revision",
        RelationKind::Rounds => "Rounding",
        RelationKind::PartOf => "Part and whole",
        RelationKind::Contradicts => "Contradiction",
        RelationKind::Different => "Different facts",
        RelationKind::DerivedFrom => "Derived",
        RelationKind::ExchangedFor => "Exchange",
    }
}

fn reading(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::PartOf => "counts a part of",
        RelationKind::SameFact => "states the same fact as",
        RelationKind::Different => "states another fact than",
        _ => kind.label(),
    }
}

/// Who says what, when, and the sentence with its number set apart.
fn quote_ui(ui: &mut Ui, dossier: &Dossier, report: &Report, actions: &mut Vec<Action>) {
    let line =
        format!("{} · {} · {}", super::disagreements::brief(report), wording::when(report), report.title);
    parts::caption_cut(ui, &line);
    sentence_ui(ui, dossier, report);
    fields::links(ui, |ui| {
        let name = format!("Open the article at “{}”", report.printed);
        if fields::link(ui, "Open the article", &name, "Show these words in their article.").clicked() {
            actions.push(Action::GoTo(report.id));
        }
    });
    ui.add_space(2.0 * STEP);
}

fn sentence_ui(ui: &mut Ui, dossier: &Dossier, report: &Report) {
    let words = &sentence(report, &dossier.grounds());
    let font = FontId::proportional(BODY);
    let still = Still::new(ui, words, &font, (BODY * 1.45).round(), ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), still.height()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let colours = Colours::of(ui);
    if let Some(start) = words.find(&*report.printed).filter(|_| !report.printed.is_empty()) {
        for place in still.rects(rect.min, &(start..start + report.printed.len())) {
            ui.painter().rect_filled(place.expand2(vec2(2.0, 1.0)), 3.0, colours.chosen);
        }
    }
    still.paint(ui.painter(), rect.min, colours.ink);
}

/// The tests: what explains the difference first, then what is not known, then the rest.
fn tests_ui(ui: &mut Ui, tests: &[Test]) {
    type Group = (&'static str, fn(&Test) -> bool);
    let groups: [Group; 3] = [
        ("What explains it", |test| test.explains),
        ("What is not known", |test| !test.explains && test.finding == Finding::Unknown),
        ("What does not explain it", |test| !test.explains && test.finding != Finding::Unknown),
    ];
    for (heading, belongs) in groups {
        let found: Vec<&Test> = tests.iter().filter(|test| belongs(test)).collect();
        if found.is_empty() {
            continue;
        }
        ui.label(RichText::new(heading).font(bold(CAPTION)));
        for test in found {
            let colours = Colours::of(ui);
            let ink = if test.explains { colours.ink } else { colours.weak };
            let words = RichText::new(&test.words).size(BODY).color(ink);
            ui.add(Label::new(words).wrap()).on_hover_text(wording::capital(test.aspect.label()));
        }
        ui.add_space(2.0 * STEP);
    }
}
