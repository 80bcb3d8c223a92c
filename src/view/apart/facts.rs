//! The list of facts: one row for each origin, and below them the incidents that are marked as distinct.

use eframe::egui::{FontId, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::sums::{self, Marked};
use super::{Known, known};
use crate::chart::facts::{Fact, Row};
use crate::chart::report::sentence;
use crate::chart::wording;
use crate::command::{Action, relate};
use crate::dossier::Dossier;
use crate::model::Kind;
use crate::model::shown::people;
use crate::session::Session;
use crate::view::articles::counted;
use crate::view::fields;
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, ROW, STEP, bold};

/// The columns of a row: heading, least width in points, share of the rest, whether it ends at the right.
const COLUMNS: [(&str, f32, f32, bool); 5] = [
    ("Number", 172.0, 0.12, true),
    ("Its hedges leave", 124.0, 0.06, true),
    ("Who says so", 160.0, 0.3, false),
    ("Text", 160.0, 0.52, false),
    ("Texts", 60.0, 0.0, true),
];

/// One line of the list.
enum Line<'a> {
    Heading(&'static str),
    Fact(&'a Fact),
    Row(&'a Fact, &'a Row),
    Marked(&'a Marked),
    Refusal(&'a str),
    Space,
}

/// Draws the list.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let known = known(ui, dossier);
    let marked = sums::marked(ui, dossier, &known);
    head_ui(ui, &known);
    if known.facts.is_empty() && marked.is_empty() {
        let next = if dossier.workspace().count(Kind::Figure) == 0 {
            "Open an article, select a number with its hedge, and press F."
        } else {
            "Say of a figure that it states the same fact as another, or give figures an outcome, a population, a time scope and a date."
        };
        return parts::empty(ui, "No fact that several reports state", next);
    }
    let lines = lines(&known, &marked);
    header_ui(ui, lines.len());
    let scroll = ScrollArea::vertical().id_salt("facts").auto_shrink(false);
    ui.spacing_mut().item_spacing.y = 0.0; // Before the rows are counted: they touch.
    scroll.show_rows(ui, ROW, lines.len(), |ui, shown| {
        let first = shown.start;
        for (place, line) in lines[shown].iter().enumerate() {
            ui.push_id(first + place, |ui| line_ui(ui, dossier, session, line, actions));
        }
    });
}

fn head_ui(ui: &mut Ui, known: &Known) {
    let proposed = known.facts.iter().filter(|fact| !fact.proposed.is_empty()).count();
    let mut words = counted(known.facts.len(), "fact");
    if proposed > 0 {
        words.push_str(&format!(
            ", {proposed} with figures that are proposed: their numbers agree by rounding, and no analyst has said so yet"
        ));
    }
    parts::caption_cut(ui, &words);
    ui.add_space(STEP);
}

fn lines<'a>(known: &'a Known, marked: &'a [Marked]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for fact in &known.facts {
        lines.push(Line::Fact(fact));
        lines.extend(fact.rows.iter().map(|row| Line::Row(fact, row)));
        lines.push(Line::Space);
    }
    if !marked.is_empty() {
        lines.push(Line::Heading("Incidents marked as distinct"));
    }
    for set in marked {
        lines.push(Line::Marked(set));
        lines.extend(set.refusals().iter().map(|words| Line::Refusal(words)));
    }
    lines
}

fn line_ui(ui: &mut Ui, dossier: &Dossier, session: &Session, line: &Line, actions: &mut Vec<Action>) {
    match line {
        Line::Heading(words) => words_ui(ui, words, true, 0.0),
        Line::Fact(fact) => fact_ui(ui, dossier, fact, actions),
        Line::Row(fact, row) => row_ui(ui, dossier, session, fact, row, actions),
        Line::Marked(set) => sums::ui(ui, dossier, set, actions),
        Line::Refusal(words) => words_ui(ui, words, false, 2.0 * PAD),
        Line::Space => _ = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover()),
    }
}

/// A line of words alone; all of it is shown when it is pointed at.
fn words_ui(ui: &mut Ui, words: &str, strong: bool, indent: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let colours = Colours::of(ui);
    let (font, ink) =
        if strong { (bold(BODY), colours.ink) } else { (FontId::proportional(BODY), colours.weak) };
    let left = rect.left() + PAD + indent;
    if cell_ui(ui, rect.with_min_x(left), words, font, ink, false) {
        response.on_hover_text(words);
    }
}

/// What the fact is, where it is reported, and what can be said of a proposal.
fn fact_ui(ui: &mut Ui, dossier: &Dossier, fact: &Fact, actions: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let name = format!("{} · {} ({})", fact.measure(), fact.about(), fact.heard().words());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let colours = Colours::of(ui);
    let inside = rect.shrink2(vec2(PAD, 0.0));
    let mut right = ui.new_child(
        UiBuilder::new()
            .max_rect(inside)
            .layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center)),
    );
    right.label(eframe::egui::RichText::new(fact.heard().words()).size(CAPTION).color(colours.weak));
    if !fact.proposed.is_empty() {
        right.add_enabled_ui(dossier.read_only().is_none(), |ui| decide_ui(ui, dossier, fact, actions));
    }
    let words = inside.with_max_x(right.min_rect().left() - 2.0 * STEP);
    let measure = fact.measure();
    let wide = parts::one_line(ui, &measure, bold(BODY), colours.ink, words.width()).size().x;
    let mut cut = cell_ui(ui, words, &measure, bold(BODY), colours.ink, false);
    let about = words.with_min_x(words.left() + wide + 2.0 * STEP);
    cut |= cell_ui(ui, about, &fact.about(), FontId::proportional(CAPTION), colours.weak, false);
    if cut {
        response.on_hover_text(name);
    }
}

fn decide_ui(ui: &mut Ui, dossier: &Dossier, fact: &Fact, actions: &mut Vec<Action>) {
    if relate::can_tell_apart(fact) {
        let hint = "Say that the proposed figures state other facts; they are not proposed again.";
        if fields::link(ui, "Different facts", &format!("Different facts: {}", fact.measure()), hint)
            .clicked()
        {
            actions.extend(relate::tell_apart(dossier, fact));
        }
    }
    let hint = "Say that the proposed figures state this fact.";
    if fields::link(ui, "Same fact", &format!("Same fact: {}", fact.measure()), hint).clicked() {
        actions.extend(relate::confirm(dossier, fact));
    }
}

/// The columns' rectangles in a row.
fn cells(row: Rect) -> [Rect; COLUMNS.len()] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let least: f32 = COLUMNS.iter().map(|(_, least, ..)| least).sum();
    let rest = (inside.width() - least).max(0.0);
    let mut left = inside.left();
    COLUMNS.map(|(_, least, share, right)| {
        let width = least + rest * share;
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left += width;
        // Words that begin where a number ends need more room between.
        cell.with_max_x(cell.right() - if right { 4.0 } else { 2.0 } * STEP)
    })
}

fn header_ui(ui: &mut Ui, rows: usize) {
    let width = parts::width_of_rows(ui, rows, ui.available_height() - ROW);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let colours = Colours::of(ui);
    for ((name, .., right), cell) in COLUMNS.iter().zip(cells(rect)) {
        let response = ui.interact(cell, ui.scope_id().with(("heading", name)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, *name));
        cell_ui(ui, cell, name, FontId::proportional(CAPTION), colours.weak, *right);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line));
}

/// Paints words into a cell; says whether they had to be shortened.
fn cell_ui(ui: &Ui, cell: Rect, text: &str, font: FontId, ink: eframe::egui::Color32, right: bool) -> bool {
    if right {
        let galley = parts::one_line(ui, text, font, ink, cell.width());
        let at = pos2(cell.right() - galley.size().x, cell.center().y - galley.size().y / 2.0);
        let elided = galley.elided;
        ui.painter().galley(at, galley, ink);
        return elided;
    }
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    parts::paint_line(ui, pos2(cell.left(), cell.center().y - height / 2.0), text, font, ink, cell.width())
}

/// What the hedges of an origin's reports leave open: `27,585 or more`, `no bound`.
fn left_open(row: &Row) -> String {
    match (row.low, row.high) {
        (None, None) => "no bound".to_owned(),
        (Some(low), None) => format!("{} or more", people(low)),
        (None, Some(high)) => format!("{} or fewer", people(high)),
        (Some(low), Some(high)) if low == high => people(low),
        (Some(low), Some(high)) => format!("{} to {}", people(low), people(high)),
    }
}

fn row_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &Session,
    fact: &Fact,
    row: &Row,
    actions: &mut Vec<Action>,
) {
    let is_proposed = row.reports.iter().all(|report| fact.proposed.contains(&report.id));
    let texts = row.texts();
    let words = [
        row.quantity(),
        left_open(row),
        wording::capital(&row.source()),
        if is_proposed { format!("proposed · {}", row.title()) } else { row.title().to_owned() },
        texts.to_string(),
    ];
    let said = if is_proposed { ", proposed" } else { "" };
    let heard = format!("{}, 1 origin", wording::counted(texts, "text", "texts"));
    let name = format!("{} · {} · {} ({heard}{said})", words[0], words[2], row.title());
    let first = row.reports.first().map(|report| report.id);
    let is_selected = first.is_some() && session.now.selected == first;
    let response = parts::row(ui, ROW, is_selected, &name);
    let colours = Colours::of(ui);
    for ((place, cell), text) in cells(response.rect).into_iter().enumerate().zip(&words) {
        let ink = if place == 0 || place == 2 { colours.ink } else { colours.weak };
        cell_ui(ui, cell, text, FontId::proportional(BODY), ink, COLUMNS[place].3);
    }
    if response.clicked()
        && let Some(first) = first
    {
        actions.push(Action::GoTo(first));
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        for report in row.reports.iter().take(6) {
            ui.label(format!(
                "“{}”",
                sentence(report, &dossier.grounds()).chars().take(300).collect::<String>()
            ));
            parts::caption(ui, &format!("{} · {}", report.attribution, report.title));
        }
        parts::caption(ui, "Click to open the article at these words.");
    });
}
