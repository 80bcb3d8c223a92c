//! The article list: filter and sort; while a search is on, what it found stands in its place.

use eframe::egui::{ComboBox, FontId, Galley, Pos2, Rect, RichText, ScrollArea, Ui, pos2};

use std::sync::Arc;

use super::inspector::origin::told;
use super::parts::{self, Sign};
use super::style::{BODY, CAPTION, Colours, PAD, STEP, bold};
use super::{facets, search};
use crate::command::{Action, Command};
use crate::corpus::Article;
use crate::corpus::search::hits::grouped;
use crate::dossier::origins::Origin;
use crate::dossier::search::Searcher;
use crate::dossier::{Dossier, Facts};
use crate::session::{ArticleList, ArticleOrder, Session};

/// Height of a row: title, then publisher and date.
const ARTICLE_ROW: f32 = 48.0;

/// Draws the panel.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    searcher: &Searcher,
    actions: &mut Vec<Action>,
) {
    if session.now.search.trim().is_empty() {
        list_ui(ui, dossier, session, searcher, actions);
    } else {
        search::found_ui(ui, dossier, session, searcher);
    }
}

fn list_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    searcher: &Searcher,
    actions: &mut Vec<Action>,
) {
    let listing = session.now.listing.clone();
    let rows = listing.len(dossier);
    let count = match dossier.corpus().len() {
        all if all == rows => grouped(all),
        all => format!("{} of {}", grouped(rows), grouped(all)),
    };
    parts::title_bar(ui, "Articles", |ui| {
        ui.add_space(STEP + STEP / 2.0); // In line with the sign below.
        parts::caption(ui, &count);
    });
    filter_ui(ui, &mut session.list);
    facets::ui(ui, session, searcher.results(), |_, _| {});
    ui.add_space(STEP);
    if dossier.corpus().is_empty() {
        parts::empty(
            ui,
            "No articles yet",
            "Put texts, web pages, PDFs, Word files or mails into the folder, or open another one.",
        );
        ui.vertical_centered(|ui| {
            parts::command_button(ui, Command::OpenFolder, "Open folder…", Some(dossier), session, actions);
        });
    } else if rows == 0 {
        parts::empty(ui, "No article matches", "Clear the filter to see every article.");
    }
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ARTICLE_ROW, rows, |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for article in rows.filter_map(|row| listing.nth(dossier, row)) {
            article_row(ui, dossier, session, article);
        }
    });
}

fn filter_ui(ui: &mut Ui, list: &mut ArticleList) {
    ui.horizontal(|ui| {
        let width = ui.available_width() - 116.0;
        parts::text_line(ui, &mut list.needle, "Filter articles", "Filter", width);
        order_ui(ui, list);
    });
}

fn order_ui(ui: &mut Ui, list: &mut ArticleList) {
    let name = |order| match order {
        ArticleOrder::Path => "Folder",
        ArticleOrder::Title => "Title",
        ArticleOrder::Date => "Date",
        ArticleOrder::Figures => "Figures",
    };
    let orders = [ArticleOrder::Path, ArticleOrder::Title, ArticleOrder::Date, ArticleOrder::Figures];
    let combo = ComboBox::from_id_salt("order").width(66.0).selected_text(name(list.order));
    let shown = combo.show_ui(ui, |ui| {
        for order in orders {
            ui.selectable_value(&mut list.order, order, name(order));
        }
    });
    shown.response.accessible_name("Order of the articles").on_hover_text("What the list is sorted by");
    let sign = if list.reversed { Sign::Up } else { Sign::Down };
    if parts::sign_button(ui, sign, "Turn the order round").clicked() {
        list.reversed = !list.reversed;
    }
}

fn article_row(ui: &mut Ui, dossier: &Dossier, session: &mut Session, article: &Article) {
    let facts = dossier.facts(article);
    let counts = dossier.counts(&article.id.path);
    let (passages, figures) = (counts.passages, counts.figures);
    let selected = session.article.as_deref() == Some(article.id.path.as_str());
    let beside = |date: String| match &facts.publisher {
        Some(publisher) => format!("{date} · {publisher}"),
        None => date,
    };
    let (under, short) = (beside(dated(&facts.published)), beside(day(&facts.published)));
    let waiting = dossier.suggestion_counts_of(&article.id.path).pending();
    let mut counts = format!("{} and {}", counted(figures, "figure"), counted(passages, "passage"));
    if waiting > 0 {
        counts.push_str(&format!("; {} waiting", counted(waiting, "suggestion")));
    }
    let response =
        ui.push_id(&article.id.path, |ui| parts::row(ui, ARTICLE_ROW, selected, &facts.title)).inner;
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(eframe::egui::vec2(PAD, 6.0));
    let counter = parts::paint_right(
        ui,
        pos2(rect.right(), rect.bottom() - 8.0),
        &figures.to_string(),
        CAPTION,
        colours.ink,
    );
    let left = pending_ui(ui, counter, waiting);
    if figures > 0 {
        let y = counter.bottom() + 0.5;
        ui.painter().hline(counter.x_range(), y, eframe::egui::Stroke::new(1.5, colours.accent));
    }
    let text = if selected { bold(BODY) } else { FontId::proportional(BODY) };
    parts::paint_line(ui, rect.min, &facts.title, text, colours.ink, rect.width());
    let copies = dossier.origin_of(&article.id.path);
    let below = pos2(rect.left(), rect.bottom() - 16.0);
    let room = left - rect.left() - 2.0 * STEP;
    match copies {
        Some(origin) => copies_ui(ui, below, room, &facts, origin),
        None => {
            let font = FontId::proportional(CAPTION);
            parts::paint_fitting(ui, below, &[&under, &short], &font, colours.weak, room);
        }
    }
    if response.clicked() {
        session.open_article(&article.id.path, None);
    }
    response.on_hover_ui(|ui| {
        ui.label(RichText::new(&facts.title).font(bold(BODY)));
        parts::caption(ui, &under);
        parts::caption(ui, &counts);
        if let Some(origin) = copies {
            parts::caption(ui, &told(origin));
        }
        parts::caption(ui, &article.id.path);
    });
}

/// How many suggestions of an article wait, beside its figures; gives where the line has to end.
fn pending_ui(ui: &Ui, counter: Rect, pending: usize) -> f32 {
    if pending == 0 {
        return counter.left();
    }
    let colours = Colours::of(ui);
    let right = pos2(counter.left() - 2.0 * STEP, counter.center().y);
    let place = parts::paint_right(ui, right, &pending.to_string(), CAPTION, colours.weak);
    let mut x = place.left() + 1.0;
    while x < place.right() {
        ui.painter().circle_filled(pos2(x, place.bottom() + 0.8), 0.8, colours.accent);
        x += 3.0;
    }
    place.left()
}

/// The second line of a text with copies: its date on the left, `4 texts, 1 origin` on the right; in
/// a narrow list the date loses its basis, then the line its origin: pointed at, the row tells all.
fn copies_ui(ui: &Ui, at: Pos2, room: f32, facts: &Facts, origin: &Origin) {
    let font = FontId::proportional(CAPTION);
    let colour = Colours::of(ui).weak;
    let line = |words: &str| parts::one_line(ui, words, font.clone(), colour, f32::INFINITY);
    let day = day(&facts.published);
    let short = format!("{} texts", origin.members.len());
    let forms = [(dated(&facts.published), told(origin)), (day.clone(), told(origin)), (day, short)];
    let mut laid = forms.iter().map(|(date, copies)| (line(date), line(copies)));
    let fits =
        |(date, copies): &(Arc<Galley>, Arc<Galley>)| date.size().x + copies.size().x + 2.0 * STEP <= room;
    let last = forms.last().map(|(date, copies)| (line(date), line(copies)));
    if let Some((date, copies)) = laid.find(fits).or(last) {
        let right = pos2((at.x + room - copies.size().x).max(at.x), at.y);
        ui.painter().galley(right, copies, colour);
        ui.painter().galley(at, date, colour);
    }
}

/// A date claim with its basis, as the list shows it.
pub fn dated(claim: &crate::model::DateClaim) -> String {
    match claim.basis.first() {
        Some(basis) if !claim.is_open() => format!("{claim} ({})", basis.label()),
        _ => "undated".to_owned(),
    }
}

/// A date claim without its basis, for where there is little room.
pub fn day(claim: &crate::model::DateClaim) -> String {
    if claim.is_open() { "undated".to_owned() } else { claim.to_string() }
}

/// A count with its noun: `1 figure`, `4 figures`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}
