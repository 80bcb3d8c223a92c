//! Panels over the screen: where they stand and how they are put away.

mod accept_all;
mod changes;
mod columns;
mod dismissing;
mod events;
mod export_chart;
mod keys;
mod path;
mod problems;
mod search_help;
mod settings;
mod sources;
mod tag;
mod tag_hits;

pub use search_help::lines_ui as search_help_ui;

use eframe::egui::{Align2, Area, Frame, Id, Key, Order, Response, Sense, Ui, vec2};

use super::compare;
use super::palette;
use super::parts::{self, Sign};
use super::reference;
use super::style::{PAD, STEP};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::dossier::search::Searcher;
use crate::session::{Overlay, Session};

/// Draws the overlay that is open, if one is; a click beside it or Escape puts it away.
pub fn ui(
    ui: &mut Ui,
    dossier: Option<&Dossier>,
    session: &mut Session,
    searcher: &Searcher,
    actions: &mut Vec<Action>,
) {
    let Some(open) = session.now.overlay.clone() else { return };
    if beside(ui) {
        session.now.overlay = None;
        return;
    }
    match (open, dossier) {
        (Overlay::Palette(query), _) => palette::commands_ui(ui, dossier, session, query, actions),
        (Overlay::Keys, _) => keys::ui(ui, dossier, session),
        (Overlay::ExportChart, Some(_)) => export_chart::ui(ui, session, actions),
        (Overlay::Settings, _) => settings::ui(ui, dossier, session, actions),
        (Overlay::Path(purpose, text), _) => path::ui(ui, session, purpose, text, actions),
        (Overlay::Tagging(query), Some(dossier)) => palette::tags_ui(ui, dossier, session, query, actions),
        (Overlay::Events(label, day), Some(dossier)) => {
            events::ui(ui, dossier, session, (label, day), actions);
        }
        (Overlay::SameOrigin(path, query), Some(dossier)) => {
            palette::origin_ui(ui, dossier, session, &path, query, actions);
        }
        (Overlay::Compare(a, b), Some(dossier)) => compare::ui(ui, dossier, session, &a, &b),
        (Overlay::Problems, Some(dossier)) => problems::ui(ui, dossier, session, actions),
        (Overlay::TagEditor(tag), Some(dossier)) => tag::editor_ui(ui, dossier, session, tag, actions),
        (Overlay::Columns(file), Some(dossier)) => columns::ui(ui, dossier, session, &file, actions),
        (Overlay::TagRemoval(tag), Some(dossier)) => tag::removal_ui(ui, dossier, session, tag, actions),
        (Overlay::TagHits(name), Some(dossier)) => {
            tag_hits::ui(ui, dossier, session, searcher.results(), name, actions);
        }
        (Overlay::AcceptAll(least, everywhere), Some(dossier)) => {
            accept_all::ui(ui, dossier, session, least, everywhere, actions);
        }
        (Overlay::Dismissing(at, reason), Some(dossier)) => {
            dismissing::ui(ui, dossier, session, at, reason, actions);
        }
        (Overlay::ImportReference, Some(dossier)) => reference::import_ui(ui, dossier, session, actions),
        (Overlay::References, Some(dossier)) => reference::list_ui(ui, dossier, session, actions),
        (Overlay::Sources(typed), Some(dossier)) => sources::ui(ui, dossier, session, typed, actions),
        (Overlay::Changes, Some(dossier)) => changes::ui(ui, dossier, session, actions),
        (Overlay::SearchHelp, _) => search_help::ui(ui, session),
        (_, None) => session.now.overlay = None,
    }
}

/// A sheet behind the overlay that takes clicks beside it; says whether one came.
fn beside(ui: &Ui) -> bool {
    let whole = ui.ctx().content_rect();
    let area = Area::new(Id::unique("behind the overlay")).order(Order::Middle).fixed_pos(whole.min);
    let response = area.show(ui.ctx(), |ui| ui.allocate_exact_size(whole.size(), Sense::click()).1).inner;
    response.clicked() || ui.input(|input| input.key_pressed(Key::Escape))
}

/// A panel at the upper middle of the window, as wide as reading is comfortable.
pub(super) fn top(ui: &Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    panel(ui, title, 520.0, contents);
}

/// A panel of a width in points, shrunk to a small window.
pub(super) fn panel(ui: &Ui, title: &str, width: f32, contents: impl FnOnce(&mut Ui)) {
    let whole = ui.ctx().content_rect();
    let width = width.min(whole.width() - 4.0 * PAD);
    let area = Area::new(Id::unique(("overlay", title))).order(Order::Foreground);
    let top = (whole.height() * 0.1).min(72.0);
    area.anchor(Align2::CENTER_TOP, vec2(0.0, top)).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(PAD).show(ui, |ui| {
            ui.set_width(width - 2.0 * PAD);
            // An area else keeps to the height it had, however much there is to show now.
            ui.set_max_height(whole.height() - top - 4.0 * PAD);
            contents(ui);
        });
    });
}

/// A panel over nearly the whole window, for texts.
pub(super) fn whole(ui: &Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    let room = ui.ctx().content_rect().shrink(2.0 * PAD);
    let area = Area::new(Id::unique(("overlay", title))).order(Order::Foreground).fixed_pos(room.min);
    area.show(ui.ctx(), |ui| {
        let paper = super::style::Colours::of(ui).paper;
        Frame::popup(ui.style()).fill(paper).inner_margin(PAD).show(ui, |ui| {
            let size = room.size() - vec2(2.0 * PAD + 2.0, 2.0 * PAD + 2.0);
            ui.set_min_size(size);
            ui.set_max_size(size);
            contents(ui);
        });
    });
}

/// A panel with its title and a button that puts it away.
pub(super) fn titled(
    ui: &Ui,
    title: &str,
    width: f32,
    session: &mut Session,
    contents: impl FnOnce(&mut Ui, &mut Session),
) {
    panel(ui, title, width, |ui| {
        let mut closed = false;
        parts::title_bar(ui, title, |ui| {
            closed = parts::sign_button(ui, Sign::Cross, "Put away (Esc)").clicked();
        });
        ui.add_space(STEP);
        contents(ui, session);
        if closed {
            session.now.overlay = None;
        }
    });
}

/// Gives the keyboard to the first field of an overlay, in the frame in which it opens.
pub(super) fn focus_at_first(field: &Response) {
    let (now, id) = (field.ctx.cumulative_frame_nr(), field.id.with("shown"));
    let shown = field.ctx.data(|data| data.get_temp::<u64>(id));
    if shown.is_none_or(|shown| shown + 1 < now) {
        field.request_focus();
    }
    field.ctx.data_mut(|data| data.insert_temp(id, now));
}

/// The greatest height of what scrolls in an overlay, in points.
pub(super) fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 190.0).max(160.0)
}

/// How many things want looking at: unreadable files, spans adrift, disputes, parts over wholes.
pub fn problems_count(dossier: &Dossier) -> usize {
    problems::count(dossier)
}
