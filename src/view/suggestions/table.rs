//! The rows of the triage: each suggestion in its sentence. Only the rows in view are made and drawn.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    FontId, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::dossier::Dossier;
use crate::dossier::suggestions::{Row, State};
use crate::model::sentence;
use crate::session::{Session, SuggestionAt};
use crate::view::kept::kept;
use crate::view::line::{self, Look};
use crate::view::offer;
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, ROW, STEP, bold};

/// The columns: heading, least width in points, share of the rest, whether it ends at the right.
const COLUMNS: [(&str, f32, f32, bool); 7] = [
    ("Sentence", 200.0, 0.52, false),
    ("Value", 160.0, 0.0, true),
    ("Outcome", 100.0, 0.12, false),
    ("Who says so", 104.0, 0.14, false),
    ("As of", 104.0, 0.06, false),
    ("Confidence", 92.0, 0.0, false),
    ("Article", 84.0, 0.16, false),
];

/// Room at the left for what became of it, in points.
const SIGN: f32 = 18.0;
/// Bytes of a sentence that stand before the number: few, so that the number is in view.
pub(in crate::view) const BEFORE: usize = 28;
/// The same where the window is narrow.
const SHORT: usize = 10;
/// In rows narrower than this, in points, the article is told below only.
const NARROW: f32 = 1000.0;
/// Bytes of a sentence after the number that are laid out at all.
const AFTER: usize = 240;

/// A list that is the same as long as it is the same piece of memory.
#[derive(Clone)]
struct Same(Arc<Vec<Row>>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A row as it is drawn.
struct Line {
    sentence: String,
    number: Range<usize>,
    cells: [String; COLUMNS.len() - 1],
    state: State,
    name: String,
}

/// The row of the current suggestion.
pub(super) fn current(ui: &Ui, session: &Session) -> Option<usize> {
    let here = session.suggestion().cloned();
    let key = (Same(session.now.triaged.clone()), here);
    *kept(ui, "current row", key, |(rows, here)| {
        let here = here.as_ref()?;
        rows.0.iter().position(|row| *here.path == *row.path && here.is(&row.brief))
    })
}

/// Draws heading and rows; the current row is brought into view when it becomes another.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, at: Option<usize>) {
    let rows = session.now.triaged.clone();
    header_ui(ui, rows.len());
    let height = rows.len() as f32 * ROW;
    ScrollArea::vertical().id_salt("suggestions").auto_shrink(false).show_viewport(ui, |ui, view| {
        ui.set_height(height);
        let origin = ui.max_rect().min;
        let width = ui.available_width();
        let rect =
            |row: usize| Rect::from_min_size(pos2(origin.x, origin.y + row as f32 * ROW), vec2(width, ROW));
        if let Some(at) = moved(ui, at) {
            ui.scroll_to_rect(rect(at).expand2(vec2(0.0, 2.0 * ROW)), None);
        }
        let first = ((view.top() / ROW).max(0.0) as usize).min(rows.len());
        let last = (first + (view.height() / ROW) as usize + 2).min(rows.len());
        let key = (Same(rows.clone()), dossier.revision(), first..last, width < NARROW);
        let lines = kept(ui, "rows of suggestions", key, |(rows, _, shown, narrow)| {
            rows.0[shown.clone()].iter().map(|row| made(dossier, row, *narrow)).collect::<Vec<_>>()
        });
        for (row, line) in (first..last).zip(lines.iter()) {
            let inside = UiBuilder::new().max_rect(rect(row)).id_salt(row);
            let response = ui.scope_builder(inside, |ui| line_ui(ui, line, at == Some(row))).inner;
            if response.clicked() {
                session.show_suggestion(SuggestionAt::of(&rows[row].path, &rows[row].brief));
            }
        }
    });
}

/// The current row, in the frame in which another becomes it.
fn moved(ui: &Ui, at: Option<usize>) -> Option<usize> {
    let id = eframe::egui::Id::unique("row of suggestions last shown");
    let before = ui.data(|data| data.get_temp::<Option<usize>>(id)).flatten();
    ui.data_mut(|data| data.insert_temp(id, at));
    at.filter(|_| before != at)
}

fn made(dossier: &Dossier, row: &Row, narrow: bool) -> Line {
    let state = dossier.state_of(row).unwrap_or(State::Pending);
    let Some(article) = dossier.corpus().at_path(&row.path) else {
        let gone = "This article is gone.".to_owned();
        return Line { sentence: gone.clone(), number: 0..0, cells: Default::default(), state, name: gone };
    };
    let (sentence, number) = excerpt(&article.text, &row.brief.span, if narrow { SHORT } else { BEFORE });
    let offer = dossier.offer(&row.path, row.at).filter(|offer| offer.suggestion.span == row.brief.span);
    let suggestion = offer.as_ref().map(|offer| &offer.suggestion);
    let as_of = suggestion.and_then(|it| it.as_of.as_ref()).filter(|claim| !claim.is_open());
    let cells = [
        suggestion.map(offer::value).unwrap_or_default(),
        row.brief.outcome.label().to_owned(),
        row.source.clone(),
        as_of.map(ToString::to_string).unwrap_or_default(),
        offer::sureness(row.brief.percent),
        dossier.facts(article).title,
    ];
    let told: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let name = format!("{}, {}, {}", row.words, told.join(", "), offer::state_word(state));
    Line { sentence, number, cells, state, name }
}

/// The sentence around a number from shortly before it, and the bytes of the number in what is given.
pub(in crate::view) fn excerpt(text: &str, span: &Range<usize>, most: usize) -> (String, Range<usize>) {
    let whole = sentence::around(text, span);
    let Some(words) = text.get(span.clone()) else { return (String::new(), 0..0) };
    let before = text.get(whole.start..span.start).unwrap_or_default();
    let after = text.get(span.end..whole.end).unwrap_or_default();
    let after = &after[..after.floor_char_boundary(AFTER)];
    let kept = before.ceil_char_boundary(before.len().saturating_sub(most));
    let before = match &before[kept..] {
        all if kept == 0 => all.to_owned(),
        // The first word is most often cut in two.
        cut => format!("… {}", cut.split_once(' ').map_or(cut, |(_, rest)| rest)),
    };
    let number = before.len()..before.len() + words.len();
    (format!("{before}{words}{after}"), number)
}

/// The rectangles of the columns in a row.
fn cells(row: Rect) -> [Rect; COLUMNS.len()] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let last = if row.width() < NARROW { COLUMNS.len() - 1 } else { COLUMNS.len() };
    let least: f32 = COLUMNS[..last].iter().map(|(_, least, ..)| least).sum();
    let rest = inside.width() - SIGN - least;
    let mut left = inside.left() + SIGN;
    let mut at = 0;
    COLUMNS.map(|(_, least, share, right)| {
        at += 1;
        if at > last {
            return Rect::from_min_size(pos2(left, row.top()), vec2(0.0, row.height()));
        }
        // Where even the least is too much, the sentence gives way: it is told in full below.
        let share = if rest < 0.0 { if share >= 0.5 { 1.0 } else { 0.0 } } else { share };
        let width = (least + rest * share).max(40.0);
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left += width;
        // Words that begin where a number ends need more room between.
        let gap = if right { 4.0 * STEP } else { 2.0 * STEP };
        cell.with_max_x(cell.right() - gap)
    })
}

fn header_ui(ui: &mut Ui, rows: usize) {
    let width = parts::width_of_rows(ui, rows, ui.available_height() - ROW);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let colours = Colours::of(ui);
    for (at, ((name, .., right), cell)) in COLUMNS.iter().zip(cells(rect)).enumerate() {
        if cell.width() < STEP {
            continue;
        }
        let response = ui.interact(cell, ui.scope_id().with(("heading", at)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, *name));
        cell_ui(ui, cell, name, FontId::proportional(CAPTION), colours.weak, *right);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line));
}

fn cell_ui(ui: &Ui, cell: Rect, text: &str, font: FontId, ink: eframe::egui::Color32, right: bool) {
    if cell.width() < STEP {
        return;
    }
    if right {
        let galley = parts::one_line(ui, text, font, ink, cell.width());
        let at = pos2(cell.right() - galley.size().x, cell.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
    } else {
        let look = Look { font, colour: ink };
        line::paint(ui, cell, text, &look, &(0..0), &look);
    }
}

fn line_ui(ui: &mut Ui, line: &Line, is_current: bool) -> Response {
    let response = parts::row(ui, ROW, is_current, &line.name);
    let colours = Colours::of(ui);
    let settled = line.state.is_settled();
    let ink = if settled { colours.weak } else { colours.ink };
    let [sentence, rest @ ..] = cells(response.rect);
    state_ui(ui, pos2(sentence.left() - SIGN / 2.0 - 2.0, sentence.center().y), line.state);
    let plain = Look { font: FontId::proportional(BODY), colour: colours.weak };
    let number = Look { font: bold(BODY), colour: ink };
    line::paint(ui, sentence, &line.sentence, &plain, &line.number, &number);
    for (at, (cell, text)) in rest.into_iter().zip(&line.cells).enumerate() {
        // A word in the place of a number must not be read as one.
        let quiet = matches!(at, 2 | 3 | 5) || text == offer::NO_NUMBER;
        let ink = if quiet { colours.weak } else { ink };
        cell_ui(ui, cell, text, FontId::proportional(BODY), ink, COLUMNS[at + 1].3);
    }
    if is_resting(ui) {
        return response;
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        ui.label(&line.sentence);
        for ((name, ..), cell) in COLUMNS[1..].iter().zip(&line.cells) {
            parts::caption(ui, &format!("{name}: {}", if cell.is_empty() { "not stated" } else { cell }));
        }
    })
}

/// Whether the pointer rests where it was at the last key: who works by keyboard wants no card in the way.
fn is_resting(ui: &Ui) -> bool {
    let id = eframe::egui::Id::unique("pointer at the last key");
    let (at, typed) = ui.input(|input| {
        let typed = input.events.iter().any(|event| matches!(event, eframe::egui::Event::Key { .. }));
        (input.pointer.latest_pos(), typed)
    });
    if typed {
        ui.data_mut(|data| data.insert_temp(id, at));
    }
    ui.data(|data| data.get_temp::<Option<eframe::egui::Pos2>>(id)).is_some_and(|then| then == at)
}

/// A ring for what waits, a tick for what was accepted, a cross for what was dismissed.
fn state_ui(ui: &Ui, centre: eframe::egui::Pos2, state: State) {
    let colours = Colours::of(ui);
    let at = |x: f32, y: f32| centre + vec2(x, y);
    let stroke = Stroke::new(1.4, colours.weak);
    match state {
        State::Pending => {
            ui.painter().circle_stroke(centre, 3.2, Stroke::new(1.2, colours.accent));
        }
        State::Accepted(_) => {
            ui.painter().line(vec![at(-3.5, 0.0), at(-1.0, 3.0), at(4.0, -3.5)], stroke);
        }
        State::Dismissed(_) => {
            ui.painter().line_segment([at(-3.0, -3.0), at(3.0, 3.0)], stroke);
            ui.painter().line_segment([at(-3.0, 3.0), at(3.0, -3.0)], stroke);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_begins_shortly_before_its_number_in_any_script() {
        let text = "First. After a long day of many words the ministry said at least 27,585 people died there. Last.";
        let at = text.find("at least 27,585").unwrap();
        let (line, number) = excerpt(text, &(at..at + 15), BEFORE);
        assert_eq!(&line[number], "at least 27,585");
        assert!(line.starts_with("… ") && line.ends_with("died there."), "{line}");
        let text = "قال الوزير إن 23 شخصاً قتلوا في الهجوم";
        for start in 0..text.len() {
            for end in start..text.len() {
                let (line, number) = excerpt(text, &(start..end), SHORT);
                assert!(line.get(number).is_some());
            }
        }
    }

    #[test]
    fn columns_fill_a_row_of_any_width_from_left_to_right() {
        for width in [300.0, 876.0, 1256.0, 3000.0] {
            let cells = cells(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, ROW)));
            assert!(cells.windows(2).all(|pair| pair[0].right() <= pair[1].left()));
            assert!(width < 840.0 || cells[COLUMNS.len() - 1].right() <= width, "{width}");
        }
    }
}
