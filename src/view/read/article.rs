//! The open article: its heading, its text with every mark, and what clicks and selections mean.

use std::sync::Arc;

use eframe::egui::{FontId, Key, Modifiers, Response, RichText, Ui};

use super::toolbar;
use crate::command::{Action, annotate};
use crate::corpus::Article;
use crate::dossier::search::Searcher;
use crate::dossier::{Dossier, Facts};
use crate::model::item::About;
use crate::model::{ArticleId, Item, ItemId};
use crate::session::{Pick, Session, SuggestionAt};
use crate::view::articles::dated;
use crate::view::line::{self, Look};
use crate::view::offer;
use crate::view::reader::{self, Mark, MarkKind, Marked, ReaderLook, ReaderResponse, ReaderState};
use crate::view::style::{self, Colours, STEP, reading, reading_bold};
use crate::view::{Caches, parts, picture};

/// Room for the way to the memo on the article, in points.
const MEMO: f32 = 48.0;

/// What is kept between frames for the open article.
#[derive(Default)]
pub struct Kept {
    state: ReaderState,
    shown: Option<ArticleId>,
    marks: Arc<Vec<Mark>>,
    marked: Option<(u64, String, bool)>,
    picking: bool,
    /// Which search results the hits in the text are of.
    found: Option<u64>,
}

/// Draws the article.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    let open = session.article.as_deref().and_then(|path| dossier.corpus().at_path(path));
    let Some(article) = open.cloned() else {
        return parts::empty(ui, "No article open", "Choose one in the list, or press J for the next.");
    };
    heading_ui(ui, &article, &dossier.facts(&article), dossier, session);
    if article.picture.is_some() {
        caches.article = Kept::default();
        (session.now.selection, session.now.find) = (None, None);
        return picture::ui(ui, dossier, session, caches, &article, actions);
    }
    session.now.outline = None;
    let kept = &mut caches.article;
    find_ui(ui, session, kept);
    kept.turn_to(&article);
    follow(dossier, session, &article, &mut kept.state);
    kept.mark(ui, dossier, &article);
    kept.show_found(session, &article, &caches.search);
    let marks = Arc::clone(&kept.marks);
    let response = reader::ui(ui, &article.text, &marks, &look(ui, session), &mut kept.state);
    session.now.selection = kept.state.selection();
    // The response says so only while the whole window has the keyboard.
    session.now.is_reading = ui.memory(|memory| memory.has_focus(response.response.id));
    kept.take_keyboard(session, &response);
    selected_ui(ui, dossier, session, &response, actions);
    clicked_ui(dossier, session, &article, &response, actions);
    hovered_ui(dossier, session, &article, &response);
}

fn heading_ui(ui: &mut Ui, article: &Article, facts: &Facts, dossier: &Dossier, session: &mut Session) {
    let small = ui.ctx().content_rect().height() < 700.0;
    let size = if small { style::READING } else { style::HEADLINE };
    ui.add_space(STEP);
    line::ui(ui, &facts.title, &Look { font: reading_bold(size), colour: Colours::of(ui).ink });
    ui.horizontal(|ui| {
        let has_memo = annotate::memo_about(dossier, &About::Article(article.id.clone())).is_some();
        provenance_ui(ui, article, facts, if has_memo { MEMO } else { 0.0 });
        if has_memo {
            let memo = RichText::new("memo").size(style::CAPTION).color(Colours::of(ui).accent);
            if ui.link(memo).on_hover_text("Read the memo on this article").clicked() {
                annotate::open_memo(session, About::Article(article.id.clone()));
            }
        }
    });
    ui.add_space(STEP);
    let line = eframe::egui::Stroke::new(1.0, Colours::of(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), line);
    ui.add_space(1.0);
}

/// Publisher, date and path on one line, with this much room left beside it, in points.
fn provenance_ui(ui: &mut Ui, article: &Article, facts: &Facts, beside: f32) {
    let publisher = line::isolated(facts.publisher.as_deref().unwrap_or("publisher not stated"));
    let words = format!("{publisher} · {} · {}", dated(&facts.published), line::isolated(&article.id.path));
    let font = FontId::proportional(style::CAPTION);
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width() - beside);
        line::ui(ui, &words, &Look { font, colour: Colours::of(ui).weak });
    });
}

fn find_ui(ui: &mut Ui, session: &mut Session, kept: &mut Kept) {
    let Some(query) = &mut session.now.find else {
        if !kept.state.find_query().is_empty() {
            select_hit(session, &mut kept.state);
        }
        return;
    };
    let focus = session.now.focus == Some("Find in the article");
    if focus {
        session.now.focus = None;
    }
    ui.add_space(STEP);
    if reader::find_bar_ui(ui, query, focus, &mut kept.state).closed {
        session.now.find = None;
    }
}

/// Ends a search: what was found last is selected, ready to be tagged or made a figure.
fn select_hit(session: &mut Session, state: &mut ReaderState) {
    if let Some(hit) = state.current_hit().and_then(|hit| state.hits().get(hit)).cloned() {
        session.now.selection = Some(hit);
    }
    state.find("");
}

/// Brings the reader to where the session is: another text, a place to show, a selection cleared.
fn follow(dossier: &Dossier, session: &mut Session, article: &Article, state: &mut ReaderState) {
    if session.now.selection != state.selection() {
        state.set_selection(session.now.selection.clone());
    }
    let offer = || offer::place(dossier, session, &article.id.path).map(Marked::Offer);
    state.active = session.now.selected.map(Marked::Item).or_else(offer);
    if session.now.jump.as_ref().is_some_and(|jump| jump.path == article.id.path)
        && let Some(bytes) = session.now.jump.take().and_then(|jump| jump.bytes)
    {
        state.jump_to(bytes);
    }
}

impl Kept {
    /// Whether a text is to be shown, and none was in the frame before.
    pub(in crate::view) fn is_ahead(&self, dossier: &Dossier, session: &Session) -> bool {
        let open = session.article.as_deref().and_then(|path| dossier.corpus().at_path(path));
        self.shown.is_none() && open.is_some_and(|article| article.picture.is_none())
    }

    /// Begins anew where another text is open than in the frame before.
    fn turn_to(&mut self, article: &Article) {
        if self.shown.as_ref() != Some(&article.id) {
            self.state = ReaderState::new(Arc::clone(&article.text));
            self.shown = Some(article.id.clone());
            self.found = None;
        }
    }

    /// Takes over what the search in the field found in the article.
    fn show_found(&mut self, session: &Session, article: &Article, searcher: &Searcher) {
        let results = searcher.results().filter(|_| !session.now.search.trim().is_empty());
        let found = results.map(|results| results.number);
        if self.found != found {
            let hits = results.map(|results| results.found.hits_in(article).collect());
            self.state.found = Arc::new(hits.unwrap_or_default());
            self.found = found;
        }
    }

    /// Gives the keyboard to the text when a field begins to wait for words of it.
    fn take_keyboard(&mut self, session: &Session, response: &ReaderResponse) {
        let picking = matches!(session.now.pick, Some(Pick::Words(..)));
        if picking && !self.picking {
            response.response.request_focus();
        }
        self.picking = picking;
    }

    /// The article's marks, made again only when the workspace or the theme changed.
    fn mark(&mut self, ui: &Ui, dossier: &Dossier, article: &Article) {
        let now = Some((dossier.revision(), article.id.path.clone(), ui.visuals().dark_mode));
        if self.marked != now {
            self.marks = Arc::new(marks(Colours::of(ui), dossier, article));
            self.marked = now;
        }
    }
}

fn marks(colours: &Colours, dossier: &Dossier, article: &Article) -> Vec<Mark> {
    let placed = dossier.placed(&article.id.path).iter();
    let marks = placed.filter_map(|placed| {
        let (kind, colour) = match dossier.workspace().get(placed.item)? {
            Item::Figure(_) => (MarkKind::Underline, colours.accent),
            Item::Passage(passage) => match dossier.workspace().get(passage.tag) {
                Some(Item::Tag(tag)) => (MarkKind::Highlight, colours.data(tag.colour)),
                _ => (MarkKind::Highlight, colours.weak),
            },
            _ => return None,
        };
        Some(Mark { id: Marked::Item(placed.item), bytes: placed.bytes.clone(), kind, colour })
    });
    let offered = dossier.suggested(&article.id.path).enumerate();
    let pending = offered.filter(|(_, (_, state))| !state.is_settled()).map(|(at, (brief, _))| Mark {
        id: Marked::Offer(at),
        bytes: brief.span.clone(),
        kind: MarkKind::Dotted,
        colour: colours.accent,
    });
    let mut marks: Vec<Mark> = marks.chain(pending).collect();
    marks.sort_by_key(|mark| mark.bytes.start);
    marks
}

fn look(ui: &Ui, session: &Session) -> ReaderLook {
    let colours = Colours::of(ui);
    let size = session.reading_size;
    ReaderLook {
        body: reading(size),
        line_height: (size * 1.5).round(),
        measure: size * 0.46 * 68.0,
        background: colours.paper,
        text: colours.ink,
        focus: colours.accent,
        selection: colours.chosen,
        flash: colours.tint(colours.data(4)),
        find_hit: colours.tint(colours.data(6)),
        find_current: colours.paper.lerp_to_gamma(colours.accent, 0.45),
        tint: if ui.visuals().dark_mode { 0.34 } else { 0.22 },
    }
}

/// What a selection is for: words that a field waits for, or the toolbar.
fn selected_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    response: &ReaderResponse,
    actions: &mut Vec<Action>,
) {
    let Some(bytes) = session.now.selection.clone() else { return };
    if let Some(Pick::Words(item, slot)) = session.now.pick {
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if response.selection_finished || entered {
            actions.extend(annotate::use_words(dossier, item, slot, bytes));
            session.now.pick = None;
            session.now.selection = None;
        }
        return;
    }
    let dragging = ui.input(|input| input.pointer.primary_down());
    if let Some(rect) = response.selection_rect.filter(|_| !dragging) {
        toolbar::ui(ui, dossier, session, rect, actions);
    }
}

/// A click selects the innermost mark; again, the one around it; beside the marks, nothing.
pub fn clicked(
    dossier: &Dossier,
    session: &mut Session,
    response: &Response,
    under: &[ItemId],
    actions: &mut Vec<Action>,
) {
    if let Some(Pick::Figure(..)) = session.now.pick {
        let entered = response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let reached = session.now.selected.filter(|_| entered);
        let candidates: Vec<ItemId> = under.iter().copied().chain(reached).collect();
        for to in candidates {
            actions.extend(annotate::answer_pick(dossier, session, to).unwrap_or_default());
        }
        return;
    }
    if response.clicked() && session.now.selection.is_none() {
        let here = under.iter().position(|id| Some(*id) == session.now.selected);
        let next = here.map_or(0, |here| (here + 1) % under.len().max(1));
        session.now.selected = under.get(next).copied();
    }
}

/// A click on marks of the text, suggestions among them, from the innermost outwards.
fn clicked_ui(
    dossier: &Dossier,
    session: &mut Session,
    article: &Article,
    response: &ReaderResponse,
    actions: &mut Vec<Action>,
) {
    let under = &response.clicked;
    let offers = under.iter().any(|mark| mark.item().is_none());
    if !offers || matches!(session.now.pick, Some(Pick::Figure(..))) {
        let items: Vec<ItemId> = under.iter().filter_map(|mark| mark.item()).collect();
        if response.response.clicked() && session.now.selection.is_none() && session.now.pick.is_none() {
            session.now.suggestion = None;
        }
        return clicked(dossier, session, &response.response, &items, actions);
    }
    let shown = offer::place(dossier, session, &article.id.path).map(Marked::Offer);
    let shown = session.now.selected.map(Marked::Item).or(shown);
    let here = under.iter().position(|mark| Some(*mark) == shown);
    match under.get(here.map_or(0, |here| (here + 1) % under.len())) {
        Some(Marked::Item(item)) => session.now.selected = Some(*item),
        Some(Marked::Offer(at)) => {
            session.now.selected = None;
            let brief = dossier.suggested(&article.id.path).nth(*at).map(|(brief, _)| brief);
            session.now.suggestion = brief.map(|brief| SuggestionAt::of(&article.id.path, brief));
        }
        None => {}
    }
}

/// Says what is under the pointer.
fn hovered_ui(dossier: &Dossier, session: &Session, article: &Article, response: &ReaderResponse) {
    if response.hovered.is_empty() {
        return;
    }
    let current = offer::place(dossier, session, &article.id.path);
    response.response.clone().on_hover_ui_at_pointer(|ui| {
        for mark in response.hovered.iter().take(6) {
            match mark {
                Marked::Item(item) => {
                    ui.label(described(dossier, *item));
                }
                Marked::Offer(at) => {
                    let offers = offer::offers(ui, dossier, &article.id.path);
                    if let Some(offer) = offers.get(*at) {
                        offer::hover_ui(ui, &offer.suggestion, article, current == Some(*at));
                    }
                }
            }
        }
    });
}

/// A mark in a few words: its tag, or what the figure reports.
pub fn described(dossier: &Dossier, id: ItemId) -> String {
    match dossier.workspace().get(id) {
        Some(Item::Passage(passage)) => match dossier.workspace().get(passage.tag) {
            Some(Item::Tag(tag)) => tag.name.clone(),
            _ => "a tag that was deleted".to_owned(),
        },
        Some(Item::Figure(figure)) => {
            let outcome = figure.outcome.map_or("outcome not set", crate::model::figure::Outcome::label);
            format!("Figure “{}”: {outcome}", figure.span.label())
        }
        _ => String::new(),
    }
}
