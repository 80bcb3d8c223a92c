//! The current suggestion of the triage: its whole sentence, what it would be, why, and the keys.

use std::ops::Range;

use eframe::egui::{Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::command::Action;
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::dossier::suggestions::{Offer, State};
use crate::model::sentence;
use crate::session::{Screen, Session};
use crate::view::articles::dated;
use crate::view::inspector::suggestion::settled_ui;
use crate::view::reader::Still;
use crate::view::style::{Colours, PAD, STEP, reading};
use crate::view::{offer, parts};

/// The share of the width that the sentence takes.
const SENTENCE: f32 = 0.6;

/// Draws it, or which key begins where no suggestion is current.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let current = session.suggestion().map(|at| at.path.clone()).and_then(|path| {
        let at = offer::place(dossier, session, &path)?;
        let article = dossier.corpus().at_path(&path)?.clone();
        Some((article, offer::offers(ui, dossier, &path), at))
    });
    let Some((article, offers, at)) = current else {
        return parts::empty(ui, "No suggestion is chosen", "Press Tab for the first, or click a row.");
    };
    let Some(offer) = offers.get(at) else { return };
    let whole = ui.available_rect_before_wrap();
    let left = whole.with_max_x(whole.left() + whole.width() * SENTENCE - PAD);
    let right = whole.with_min_x(left.right() + 2.0 * PAD);
    side_ui(ui, left, "sentence", |ui| {
        heading_ui(ui, dossier, &article);
        sentence_ui(ui, &article, &offer.suggestion.span, session.reading_size);
        ui.add_space(2.0 * STEP);
        decide_ui(ui, dossier, session, offer, actions);
        ui.add_space(2.0 * STEP);
        parts::caption(ui, "Why");
        offer::reasons_ui(ui, &offer.suggestion, &article.text);
    });
    side_ui(ui, right, "fields", |ui| {
        offer::fields_ui(ui, &offer::filled(&offer.suggestion, &article));
    });
    ui.advance_cursor_after_rect(whole);
}

/// A column that scrolls by itself.
fn side_ui(ui: &mut Ui, rect: Rect, name: &str, contents: impl FnOnce(&mut Ui)) {
    let mut side = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(name));
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(&mut side, contents);
}

fn heading_ui(ui: &mut Ui, dossier: &Dossier, article: &Article) {
    let facts = dossier.facts(article);
    let line = format!("{} · {}", facts.title, dated(&facts.published));
    let words = eframe::egui::RichText::new(&line).size(crate::view::style::CAPTION);
    let words = words.color(Colours::of(ui).weak);
    ui.add(eframe::egui::Label::new(words).truncate()).on_hover_text(line);
    ui.add_space(STEP);
}

/// The whole sentence in the face of the articles, its number in a frame.
fn sentence_ui(ui: &mut Ui, article: &Article, span: &Range<usize>, size: f32) {
    let whole = sentence::around(&article.text, span);
    let Some(words) = article.text.get(whole.clone()) else { return };
    let words = words.replace('\n', " ");
    let still = Still::new(ui, &words, &reading(size), (size * 1.5).round(), ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), still.height()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let colours = Colours::of(ui);
    let number = span.start.saturating_sub(whole.start)..span.end.saturating_sub(whole.start);
    for place in still.rects(rect.min, &number) {
        ui.painter().rect_filled(place.expand2(vec2(2.0, 1.0)), 3.0, colours.chosen);
    }
    still.paint(ui.painter(), rect.min, colours.ink);
}

fn decide_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    offer: &Offer,
    actions: &mut Vec<Action>,
) {
    match offer.state {
        State::Pending => offer::decide_ui(ui, dossier, session, actions),
        state => settled_ui(ui, dossier, session, state, actions),
    }
    open_ui(ui, session);
}

/// The way to the article, by button and by the key O.
fn open_ui(ui: &mut Ui, session: &mut Session) {
    let free = !ui.text_edit_focused() && session.now.overlay.is_none();
    let pressed = free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::O));
    let hint = "Show these words in their article.  (O)";
    let keys = "Tab next · Shift+Tab previous · arrows from row to row";
    ui.add_space(STEP / 2.0);
    crate::view::fields::links(ui, |ui| {
        let link = crate::view::fields::link(ui, "Open the article  O", "Open the article", hint);
        if link.clicked() || pressed {
            session.screen = Screen::Read;
            if let Some(at) = session.now.suggestion.clone() {
                session.show_suggestion(at);
            }
        }
        parts::caption(ui, keys);
    });
}
