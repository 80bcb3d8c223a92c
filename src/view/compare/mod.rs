//! Two texts of an origin side by side: the same sentences on the same rows, and the drift marked.
//!
//! Only the rows on the screen are laid out; the heights of the others are estimated until they are.

mod head;
mod rows;

use std::sync::Arc;

use eframe::egui::{Id, Key, Modifiers, ScrollArea, Ui};

use super::kept::kept;
use super::overlay;
use super::parts;
use super::style::STEP;
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::dossier::origins::compare::Comparison;
use crate::session::{Overlay, Screen, Session};
use rows::Sheet;

/// What is kept of the view while it is open.
#[derive(Clone, Default)]
struct State {
    /// The texts that the rest belongs to.
    of: Option<(String, String)>,
    /// The difference gone to last, by its place among the differences.
    current: Option<usize>,
    /// The row to bring into view.
    wanted: Option<usize>,
    heights: rows::Heights,
}

/// A comparison to draw.
struct Page<'a> {
    dossier: &'a Dossier,
    a: &'a Article,
    b: &'a Article,
    compared: &'a Comparison,
    /// The rows at which something differs.
    differences: Vec<usize>,
}

/// Draws the articles at two paths side by side, over the whole window.
pub fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, a: &str, b: &str) {
    let both = dossier.corpus().at_path(a).zip(dossier.corpus().at_path(b));
    let Some((first, second)) = both.map(|(a, b)| (Arc::clone(a), Arc::clone(b))) else {
        session.now.overlay = None;
        session.now.message = Some("One of the two texts is no longer in the folder.".to_owned());
        return;
    };
    let key = (first.id.clone(), second.id.clone());
    let compared = kept(ui, "comparison", key, |_| Comparison::of(&first.text, &second.text));
    let differences = compared.differences().collect();
    let page = Page { dossier, a: &first, b: &second, compared: &compared, differences };
    let slot = Id::unique("compare");
    let mut state: State = ui.data(|data| data.get_temp(slot)).unwrap_or_default();
    let of = Some((a.to_owned(), b.to_owned()));
    if state.of != of {
        state = State { of, ..State::default() };
    }
    overlay::whole(ui, "Compare copies", |ui| page.ui(ui, session, &mut state));
    ui.data_mut(|data| data.insert_temp(slot, state));
}

impl Page<'_> {
    fn ui(&self, ui: &mut Ui, session: &mut Session, state: &mut State) {
        self.keys(ui, session, state);
        let step = head::ui(ui, self, session, state.current);
        if step != 0 {
            self.step(state, step);
        }
        if self.compared.rows.is_empty() {
            return parts::empty(ui, "Nothing to compare", "Neither text has a sentence.");
        }
        ui.add_space(STEP);
        let current = state.current.and_then(|at| self.differences.get(at).copied());
        let sheet = Sheet::new(ui, self.compared, [&self.a.text, &self.b.text], current);
        state.heights.fit(&sheet);
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt(&state.of);
        let height = ui.available_height();
        if let Some(row) = state.wanted {
            let top = state.heights.top(row) - height * 0.3;
            area = area.vertical_scroll_offset(top.clamp(0.0, (state.heights.total() - height).max(0.0)));
        }
        let shown = area.show_viewport(ui, |ui, seen| sheet.ui(ui, seen, &mut state.heights)).inner;
        if shown.settled {
            state.wanted = None;
        } else {
            ui.ctx().request_repaint(); // Rows turned out higher or lower than estimated.
        }
        if let Some((side, bytes)) = shown.clicked {
            let article = [self.a, self.b][side];
            open(session, article, bytes);
        }
    }

    /// N and P go from difference to difference, Enter opens the first text at the current one.
    fn keys(&self, ui: &Ui, session: &mut Session, state: &mut State) {
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        // A button that has the keyboard takes Enter for itself.
        let enters = ui.memory(|memory| memory.focused().is_none()) && pressed(Key::Enter);
        if pressed(Key::N) {
            self.step(state, 1);
        }
        if pressed(Key::P) {
            self.step(state, -1);
        }
        let row = state.current.and_then(|at| self.compared.rows.get(*self.differences.get(at)?));
        if let Some(row) = row.filter(|_| enters) {
            match (&row.a, &row.b) {
                (Some(bytes), _) => open(session, self.a, bytes.clone()),
                (None, Some(bytes)) => open(session, self.b, bytes.clone()),
                (None, None) => {}
            }
        }
    }

    /// Goes to the next or the previous difference.
    fn step(&self, state: &mut State, by: isize) {
        let Some(last) = self.differences.len().checked_sub(1) else { return };
        let next = match state.current {
            None if by > 0 => 0,
            None => last,
            Some(at) => at.saturating_add_signed(by).min(last),
        };
        state.current = Some(next);
        state.wanted = self.differences.get(next).copied();
    }
}

/// Opens an article at a sentence, and puts the comparison away.
fn open(session: &mut Session, article: &Article, bytes: std::ops::Range<usize>) {
    session.now.overlay = None;
    session.screen = Screen::Read;
    session.open_article(&article.id.path, Some(bytes));
}

/// Lays other texts side by side.
fn turn_to(session: &mut Session, a: &str, b: &str) {
    session.now.overlay = Some(Overlay::Compare(a.to_owned(), b.to_owned()));
}
