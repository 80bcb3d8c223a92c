//! What the analysts changed of the suggestions: by field, by rule of the detector, and why they were
//! dismissed. It counts what was done to suggestions, never who did how much.

use eframe::egui::{FontId, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{room, titled};
use crate::command::{Action, Command};
use crate::corpus::search::hits::grouped;
use crate::dossier::Dossier;
use crate::exchange::changes::{Changes, FieldChanges, RuleChanges, changes};
use crate::model::Part;
use crate::session::Session;
use crate::view::kept::kept;
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, ROW, STEP, bold};

/// Height of a row, in points.
const LINE: f32 = 24.0;
/// Width of a column of numbers, in points.
const NUMBER: f32 = 76.0;
/// How many changes from one value to another are shown of a field.
const MOVES: usize = 3;

/// A row: its name, its numbers, and whether it is the detail of the one above.
struct Line {
    name: String,
    numbers: Vec<String>,
    is_detail: bool,
}

/// Draws the panel.
pub(super) fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    titled(ui, "What analysts changed", 760.0, session, |ui, session| {
        let changes = kept(ui, "changes", dossier.revision(), |_| changes(dossier.workspace()));
        let decided = changes.unchanged + changes.edited + changes.dismissed;
        if decided == 0 {
            let next = "Accept, edit or dismiss suggestions; what was changed of them is counted here.";
            parts::empty(ui, "Nothing is decided yet", next);
            return ui.add_space(4.0 * STEP);
        }
        ui.label(format!(
            "{} accepted unchanged · {} accepted and edited · {} dismissed",
            grouped(changes.unchanged),
            grouped(changes.edited),
            grouped(changes.dismissed)
        ));
        parts::caption(
            ui,
            "The detector learns nothing from this by itself: it is for those who mend its word lists.",
        );
        let export = "Export as CSV…";
        parts::command_button(ui, Command::ExportChanges, export, Some(dossier), session, actions);
        ui.add_space(STEP);
        let area = ScrollArea::vertical().max_height(room(ui) - 2.0 * ROW).auto_shrink([false, true]);
        area.show(ui, |ui| tables_ui(ui, &changes));
    });
}

fn tables_ui(ui: &mut Ui, changes: &Changes) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let fields: Vec<Line> = changes.fields.iter().flat_map(of_field).collect();
    table_ui(ui, "Field", &["As it was", "Edited", "Filled in", "Emptied"], &fields);
    let rules: Vec<Line> = changes.rules.iter().map(of_rule).collect();
    table_ui(ui, "Rule of the detector", &["As it was", "Edited", "Dismissed"], &rules);
    let reasons: Vec<Line> = changes.reasons.iter().map(of_reason).collect();
    table_ui(ui, "Reason for dismissing", &["Dismissed"], &reasons);
}

/// A count; nothing where there is none, so that what happened stands out.
fn shown(count: usize) -> String {
    if count == 0 { String::new() } else { grouped(count) }
}

fn of_field(it: &FieldChanges) -> Vec<Line> {
    let counts = [it.kept, it.edited, it.filled, it.emptied].map(shown);
    let mut lines = vec![Line { name: capital(it.field.label), numbers: counts.to_vec(), is_detail: false }];
    lines.extend(it.moves.iter().take(MOVES).map(|one| Line {
        name: format!("{} → {}", one.from, one.to),
        numbers: vec![String::new(), shown(one.count)],
        is_detail: true,
    }));
    lines
}

fn of_rule(it: &RuleChanges) -> Line {
    let name = format!("{}: {}", capital(Part::label(it.rule.part)), it.rule.name);
    Line { name, numbers: [it.kept, it.edited, it.dismissed].map(shown).to_vec(), is_detail: false }
}

fn of_reason((reason, count): &(String, usize)) -> Line {
    let name = if reason.is_empty() { "No reason given".to_owned() } else { capital(reason) };
    Line { name, numbers: vec![shown(*count)], is_detail: false }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn table_ui(ui: &mut Ui, title: &str, columns: &[&str], lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(2.0 * STEP);
    let rect = heading_ui(ui, title, columns);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, Colours::of(ui).line));
    lines.iter().for_each(|line| line_ui(ui, columns, line));
}

/// The place of a number's right edge.
fn right_of(rect: Rect, columns: usize, at: usize) -> eframe::egui::Pos2 {
    pos2(rect.right() - STEP * 2.0 - NUMBER * (columns - at - 1) as f32, rect.center().y)
}

fn heading_ui(ui: &mut Ui, title: &str, columns: &[&str]) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let colours = Colours::of(ui);
    let at = pos2(rect.left(), rect.center().y);
    let align = eframe::egui::Align2::LEFT_CENTER;
    ui.painter().text(at, align, title, bold(BODY), colours.ink);
    for (place, column) in columns.iter().enumerate() {
        parts::paint_right(ui, right_of(rect, columns.len(), place), column, CAPTION, colours.weak);
    }
    rect
}

fn line_ui(ui: &mut Ui, columns: &[&str], line: &Line) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let told = columns.iter().zip(&line.numbers).filter(|(_, number)| !number.is_empty());
    let told: Vec<String> = told.map(|(column, number)| format!("{column} {number}")).collect();
    let said = format!("{}: {}", line.name, told.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let colours = Colours::of(ui);
    let ink = if line.is_detail { colours.weak } else { colours.ink };
    let inset = if line.is_detail { 4.0 * STEP } else { 0.0 };
    let room = rect.width() - NUMBER * columns.len() as f32 - inset - 2.0 * STEP;
    let font = FontId::proportional(if line.is_detail { CAPTION } else { BODY });
    let top = rect.center().y - if line.is_detail { 7.0 } else { 8.5 };
    parts::paint_line(ui, pos2(rect.left() + inset, top), &line.name, font, ink, room);
    for (place, number) in line.numbers.iter().enumerate() {
        let at = right_of(rect, columns.len(), place);
        parts::paint_right(ui, at, number, if line.is_detail { CAPTION } else { BODY }, ink);
    }
    response.on_hover_text(said);
}
