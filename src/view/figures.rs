//! The table of every figure: filter, sort, tick, change many at once, go to the words.

use eframe::egui::{ComboBox, FontId, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::apart;
use super::articles::counted;
use super::kept::kept;
use super::parts;
use super::style::{BODY, CAPTION, CORNER, Colours, PAD, ROW, STEP, bold};
use crate::command::{Action, annotate};
use crate::dossier::Dossier;
use crate::model::figure::{Figure, Outcome, Scope, ScopeKind};
use crate::model::shown::{Shown, people};
use crate::model::{Edit, Item, ItemId, Kind};
use crate::session::{FigureColumn, FigureList, FigureTable, Session};

/// One figure as the table shows it.
#[derive(Clone, Debug)]
struct Row {
    id: ItemId,
    cells: [String; COLUMNS.len()],
    value: Option<u64>,
    outcome: Option<Outcome>,
    troubled: bool,
}

/// The columns: what each shows, its heading, its least width in points, its share of the rest.
const COLUMNS: [(FigureColumn, &str, f32, f32); 8] = [
    (FigureColumn::Words, "Printed words", 110.0, 0.22),
    (FigureColumn::Value, "Value", 84.0, 0.0),
    (FigureColumn::Outcome, "Outcome", 88.0, 0.16),
    (FigureColumn::Population, "Population", 88.0, 0.14),
    (FigureColumn::Source, "Who says so", 96.0, 0.18),
    (FigureColumn::Scope, "Time scope", 88.0, 0.12),
    (FigureColumn::AsOf, "As of", 92.0, 0.06),
    (FigureColumn::Article, "Article", 80.0, 0.12),
];

/// Room at the left for the tick, in points.
const TICK: f32 = 32.0;

/// Draws the screen.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    head_ui(ui, dossier, &mut session.figures);
    ui.add_space(STEP);
    match session.figures.list {
        FigureList::Table => table_ui(ui, dossier, session, actions),
        FigureList::Facts => apart::facts_ui(ui, dossier, session, actions),
        FigureList::Disagreements => apart::disagreements_ui(ui, dossier, session, actions),
    }
}

fn head_ui(ui: &mut Ui, dossier: &Dossier, table: &mut FigureTable) {
    ui.horizontal(|ui| {
        parts::heading(ui, "Figures");
        parts::caption(ui, &counted(dossier.workspace().count(Kind::Figure), "figure"));
        ui.add_space(PAD);
        apart::switch_ui(ui, table);
    });
}

fn table_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    // What is typed or ticked beside the filter must not list everything anew.
    let asked = FigureTable {
        ticked: Vec::new(),
        pair: None,
        distinct: String::new(),
        verdict: None,
        ..session.figures.clone()
    };
    let rows = kept(ui, "table of figures", (dossier.revision(), asked), |(_, table)| listed(dossier, table));
    filter_ui(ui, &mut session.figures, rows.len());
    ui.add_space(STEP);
    bulk_ui(ui, dossier, &mut session.figures, actions);
    if dossier.workspace().count(Kind::Figure) == 0 {
        parts::empty(ui, "No figures yet", "Open an article, select a number with its hedge, and press F.");
        return;
    }
    if rows.is_empty() {
        parts::empty(ui, "No figure matches", "Clear the filter to see every figure.");
        return;
    }
    header_ui(ui, &mut session.figures, rows.len());
    ui.spacing_mut().item_spacing.y = 0.0; // Before the rows are counted: they touch.
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, shown| {
        for row in &rows[shown] {
            row_ui(ui, dossier, session, row, actions);
        }
    });
}

fn listed(dossier: &Dossier, table: &FigureTable) -> Vec<Row> {
    let broken: Vec<ItemId> = annotate::violations(dossier)
        .iter()
        .flat_map(|(_, relation, _)| [relation.from, relation.to])
        .collect();
    let needle = table.needle.to_lowercase();
    let figures = dossier.workspace().of_kind(Kind::Figure).filter_map(|(id, item)| match item {
        Item::Figure(figure) => Some(row(dossier, id, figure, &broken)),
        _ => None,
    });
    let mut rows: Vec<Row> = figures.filter(|row| passes(row, table, &needle)).collect();
    sort(&mut rows, table.order);
    if table.reversed {
        rows.reverse();
    }
    rows
}

fn passes(row: &Row, table: &FigureTable, needle: &str) -> bool {
    (table.outcome.is_none() || row.outcome == table.outcome)
        && (!table.troubled || row.troubled)
        && (needle.is_empty() || row.cells.iter().any(|cell| cell.to_lowercase().contains(needle)))
}

/// Sorts by a column; what is not set comes last.
fn sort(rows: &mut [Row], order: FigureColumn) {
    if order == FigureColumn::Value {
        rows.sort_by_key(|row| (row.value.is_none(), row.value));
        return;
    }
    let column = COLUMNS.iter().position(|(column, ..)| *column == order).unwrap_or_default();
    rows.sort_by_cached_key(|row| (row.cells[column].is_empty(), row.cells[column].to_lowercase()));
}

fn row(dossier: &Dossier, id: ItemId, figure: &Figure, broken: &[ItemId]) -> Row {
    let disputed = dossier.workspace().held(id).is_some_and(|held| !held.disputes.is_empty());
    let article = match dossier.corpus().find(&figure.span.article) {
        Some(article) => dossier.facts(article).title,
        None => figure.span.article.path.clone(),
    };
    let cells = [
        figure.span.label().into_owned(),
        figure.value.map(people).unwrap_or_default(),
        figure.outcome.map(|outcome| outcome.label().to_owned()).unwrap_or_default(),
        figure.population.clone().unwrap_or_default(),
        source(figure),
        figure.scope.as_ref().map(Shown::shown).unwrap_or_default(),
        figure.as_of.as_ref().map(ToString::to_string).unwrap_or_default(),
        article,
    ];
    let troubled = disputed || broken.contains(&id);
    Row { id, cells, value: figure.value, outcome: figure.outcome, troubled }
}

fn source(figure: &Figure) -> String {
    match (&figure.attribution, figure.head_source()) {
        (Some(_), Some(link)) => link.name.clone(),
        (Some(_), None) => "the article’s own voice".to_owned(),
        (None, _) => String::new(),
    }
}

fn filter_ui(ui: &mut Ui, table: &mut FigureTable, shown: usize) {
    ui.horizontal(|ui| {
        parts::text_line(ui, &mut table.needle, "Filter figures", "Filter", 180.0);
        let name = table.outcome.map_or("Every outcome", Outcome::label);
        let combo =
            ComboBox::from_id_salt("outcome filter").width(150.0).selected_text(name).show_ui(ui, |ui| {
                ui.selectable_value(&mut table.outcome, None, "Every outcome");
                for outcome in Outcome::ALL {
                    let line = ui.selectable_value(&mut table.outcome, Some(*outcome), outcome.label());
                    line.on_hover_text(outcome.definition());
                }
            });
        combo.response.accessible_name("Outcome shown");
        ui.checkbox(&mut table.troubled, "Disputed or larger than its whole");
        parts::caption(ui, &format!("{} listed", counted(shown, "figure")));
    });
}

/// What can be done to the ticked figures together: one entry for all of them.
fn bulk_ui(ui: &mut Ui, dossier: &Dossier, table: &mut FigureTable, actions: &mut Vec<Action>) {
    table.ticked.retain(|id| dossier.workspace().get(*id).is_some());
    if table.ticked.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.label(format!("{} ticked:", counted(table.ticked.len(), "figure")));
        ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
            ui.menu_button("Set outcome", |ui| outcome_menu(ui, dossier, &table.ticked, actions));
            ui.menu_button("Set time scope", |ui| scope_menu(ui, dossier, &table.ticked, actions));
            apart::distinct::ui(ui, dossier, table, actions);
            if ui.button("Remove").clicked() {
                let edits = table.ticked.iter().flat_map(|id| annotate::remove_with_dependants(dossier, *id));
                actions.push(Action::Commit(edits.collect()));
            }
        });
        if ui.button("Untick all").clicked() {
            table.ticked.clear();
        }
    });
    ui.add_space(STEP);
}

fn outcome_menu(ui: &mut Ui, dossier: &Dossier, ticked: &[ItemId], actions: &mut Vec<Action>) {
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for outcome in Outcome::ALL {
            if ui.button(outcome.label()).on_hover_text(outcome.definition()).clicked() {
                actions
                    .push(Action::Commit(set_all(dossier, ticked, |figure| figure.outcome = Some(*outcome))));
                ui.close();
            }
        }
    });
}

fn scope_menu(ui: &mut Ui, dossier: &Dossier, ticked: &[ItemId], actions: &mut Vec<Action>) {
    for kind in ScopeKind::ALL {
        if ui.button(kind.label()).on_hover_text(kind.definition()).clicked() {
            actions.push(Action::Commit(set_all(dossier, ticked, |figure| {
                figure.scope = Some(Scope::of(*kind));
            })));
            ui.close();
        }
    }
}

/// The edits that change every one of some figures in the same way.
fn set_all(dossier: &Dossier, ticked: &[ItemId], change: impl Fn(&mut Figure)) -> Vec<Edit> {
    let set = |id: &ItemId| match dossier.workspace().get(*id) {
        Some(Item::Figure(figure)) => {
            let mut figure = figure.clone();
            change(&mut figure);
            dossier.workspace().set(*id, Item::Figure(figure))
        }
        _ => None,
    };
    ticked.iter().filter_map(set).collect()
}

/// The columns' rectangles in a row.
fn cells(row: Rect) -> [Rect; COLUMNS.len()] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let least: f32 = COLUMNS.iter().map(|(_, _, least, _)| least).sum();
    let rest = (inside.width() - TICK - least).max(0.0);
    let mut left = inside.left() + TICK;
    COLUMNS.map(|(_, _, least, share)| {
        let width = least + rest * share;
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left += width;
        Rect::from_min_max(cell.min, pos2(cell.right() - 2.0 * STEP, cell.bottom()))
    })
}

fn header_ui(ui: &mut Ui, table: &mut FigureTable, rows: usize) {
    let width = parts::width_of_rows(ui, rows, ui.available_height() - ROW);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let colours = Colours::of(ui);
    for ((column, name, ..), cell) in COLUMNS.iter().zip(cells(rect)) {
        let response = ui.interact(cell, ui.scope_id().with(("column", name)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::ColumnHeader, true, *name));
        let sorted = table.order == *column;
        let arrow = if !sorted {
            ""
        } else if table.reversed {
            " ↑"
        } else {
            " ↓"
        };
        let font = if sorted { bold(CAPTION) } else { FontId::proportional(CAPTION) };
        let ink = if sorted || response.hovered() { colours.ink } else { colours.weak };
        cell_text(ui, cell, &format!("{name}{arrow}"), font, ink, *column == FigureColumn::Value);
        if response.on_hover_text("Sort by this column; again turns the order round").clicked() {
            table.reversed = sorted && !table.reversed;
            table.order = *column;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), eframe::egui::Stroke::new(1.0, colours.line));
}

fn cell_text(ui: &Ui, cell: Rect, text: &str, font: FontId, ink: eframe::egui::Color32, right: bool) {
    let galley = parts::one_line(ui, text, font, ink, cell.width());
    let x = if right { cell.right() - galley.size().x } else { cell.left() };
    ui.painter().galley(pos2(x, cell.center().y - galley.size().y / 2.0), galley, ink);
}

fn row_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, row: &Row, actions: &mut Vec<Action>) {
    let name: Vec<&str> = row.cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect();
    let selected = session.now.selected == Some(row.id);
    let response = ui.push_id(row.id, |ui| parts::row(ui, ROW, selected, &name.join(", "))).inner;
    let colours = Colours::of(ui);
    for (place, cell) in cells(response.rect).into_iter().enumerate() {
        let (text, ink) = if row.cells[place].is_empty() {
            ("not set", colours.weak)
        } else if place == 0 && row.troubled {
            (row.cells[place].as_str(), colours.notice)
        } else {
            (row.cells[place].as_str(), colours.ink)
        };
        cell_text(ui, cell, text, FontId::proportional(BODY), ink, place == 1);
    }
    tick_ui(ui, response.rect, row, &mut session.figures);
    if response.clicked() {
        actions.push(Action::GoTo(row.id));
    }
    response.on_hover_ui_at_pointer(|ui| {
        for ((_, heading, ..), cell) in COLUMNS.iter().zip(&row.cells) {
            ui.label(format!("{heading}: {}", if cell.is_empty() { "not set" } else { cell }));
        }
        for words in annotate::parts_of(dossier, row.id) {
            ui.label(words);
        }
        parts::caption(ui, "Click to open the article at these words.");
    });
}

/// A box that ticks a figure for a change of many.
fn tick_ui(ui: &mut Ui, row: Rect, line: &Row, table: &mut FigureTable) {
    let centre = pos2(row.left() + PAD + 10.0, row.center().y);
    let rect = Rect::from_center_size(centre, vec2(22.0, 22.0));
    let response = ui.interact(rect, ui.scope_id().with(("tick", line.id)), Sense::click());
    let ticked = table.ticked.contains(&line.id);
    let name = format!("Tick {}", line.cells[0]);
    response.widget_info(|| WidgetInfo::selected(eframe::egui::Role::CheckBox, true, ticked, &name));
    let colours = Colours::of(ui);
    let square = Rect::from_center_size(centre, vec2(14.0, 14.0));
    let fill = if ticked { colours.accent } else { colours.paper };
    let edge = if response.hovered() || response.has_focus() { colours.accent } else { colours.weak };
    ui.painter().rect(
        square,
        CORNER,
        fill,
        eframe::egui::Stroke::new(1.0, edge),
        eframe::egui::StrokeKind::Inside,
    );
    if ticked {
        let stroke = eframe::egui::Stroke::new(1.6, colours.on_accent);
        let at = |x, y| pos2(centre.x + x, centre.y + y);
        ui.painter().line(vec![at(-3.5, 0.0), at(-1.0, 3.0), at(4.0, -3.5)], stroke);
    }
    if response.clicked() && ticked {
        table.ticked.retain(|id| *id != line.id);
    } else if response.clicked() {
        table.ticked.push(line.id);
    }
}
