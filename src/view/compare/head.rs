//! The head of a comparison: which two texts, what it comes to, and the way from difference to difference.

use eframe::egui::{Align, ComboBox, Frame, Label, Layout, Margin, RichText, ScrollArea, Ui, UiBuilder};

use super::{Page, rows, turn_to};
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::session::Session;
use crate::view::articles::{counted, dated};
use crate::view::parts::{self, Sign};
use crate::view::style::{BODY, CAPTION, Colours, STEP, bold};

/// Texts that a choice offers; an origin may have thousands.
const OFFERED: usize = 200;

/// Draws the head; gives the step that was asked for: 1 to the next difference, −1 to the previous.
pub(super) fn ui(ui: &mut Ui, page: &Page<'_>, session: &mut Session, current: Option<usize>) -> isize {
    let inside = Frame::NONE.inner_margin(Margin { left: rows::INSET as i8, ..Margin::ZERO });
    let step = inside.show(ui, |ui| title_ui(ui, page, session, current)).inner;
    texts_ui(ui, page, session);
    let line = eframe::egui::Stroke::new(1.0, Colours::of(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), line);
    ui.add_space(1.0);
    step
}

/// The title with the way from difference to difference, and what the comparison comes to.
fn title_ui(ui: &mut Ui, page: &Page<'_>, session: &mut Session, current: Option<usize>) -> isize {
    let mut step = 0;
    parts::title_bar(ui, "Compare copies", |ui| {
        if parts::sign_button(ui, Sign::Cross, "Put away (Esc)").clicked() {
            session.now.overlay = None;
        }
        let any = !page.differences.is_empty();
        ui.add_enabled_ui(any, |ui| {
            if parts::sign_button(ui, Sign::Down, "Next difference (N)").clicked() {
                step = 1;
            }
            if parts::sign_button(ui, Sign::Up, "Previous difference (P)").clicked() {
                step = -1;
            }
        });
        let told = match (current, page.differences.len()) {
            (Some(at), all) => format!("{} of {}", at + 1, counted(all, "difference")),
            (None, 0) => "No differences".to_owned(),
            (None, all) => counted(all, "difference"),
        };
        parts::caption(ui, &told);
    });
    let summary = RichText::new(page.compared.summary()).color(Colours::of(ui).weak);
    ui.add(Label::new(summary).truncate()).on_hover_text(page.compared.summary());
    ui.add_space(STEP);
    step
}

/// The two texts above their columns.
fn texts_ui(ui: &mut Ui, page: &Page<'_>, session: &mut Session) {
    let columns = rows::columns(ui);
    let top = ui.cursor().top();
    let mut bottom = top;
    for (side, column) in columns.into_iter().enumerate() {
        let room = eframe::egui::Rect::from_x_y_ranges(column, top..=top + 60.0);
        let layout = Layout::top_down(Align::Min);
        let mut ui = ui.new_child(UiBuilder::new().max_rect(room).layout(layout).id_salt(side));
        text_ui(&mut ui, page, session, side);
        bottom = bottom.max(ui.min_rect().bottom());
    }
    ui.add_space(bottom - top + STEP);
}

/// One text: its title, which is a choice where the origin has more than two, publisher and date.
fn text_ui(ui: &mut Ui, page: &Page<'_>, session: &mut Session, side: usize) {
    let (here, other) = if side == 0 { (page.a, page.b) } else { (page.b, page.a) };
    let facts = page.dossier.facts(here);
    let origin = page.dossier.origin_of(&here.id.path);
    let more: Vec<&Article> = origin
        .iter()
        .flat_map(|origin| &origin.members)
        .filter(|member| member.path != other.id.path)
        .filter_map(|member| page.dossier.corpus().at_path(&member.path).map(|article| &**article))
        .take(OFFERED)
        .collect();
    if more.len() > 1 {
        if let Some(chosen) = choice_ui(ui, page.dossier, here, &more, side) {
            let (a, b) = if side == 0 { (chosen, &other.id.path) } else { (&other.id.path, chosen) };
            turn_to(session, a, b);
        }
    } else {
        let title = RichText::new(&facts.title).font(bold(BODY));
        ui.add(Label::new(title).truncate()).on_hover_text(&facts.title);
    }
    let publisher = facts.publisher.as_deref().unwrap_or(&here.id.path);
    let under = RichText::new(format!("{publisher} · {}", dated(&facts.published)));
    let under = under.size(CAPTION).color(Colours::of(ui).weak);
    ui.add(Label::new(under).truncate()).on_hover_text(&here.id.path);
}

fn choice_ui<'a>(
    ui: &mut Ui,
    dossier: &Dossier,
    here: &Article,
    more: &[&'a Article],
    side: usize,
) -> Option<&'a String> {
    let mut chosen = None;
    let title = |article: &Article| dossier.facts(article).title;
    let words = RichText::new(title(here)).font(bold(BODY));
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(("text", side)).width(width).selected_text(words).truncate();
    let name = if side == 0 { "Text on the left" } else { "Text on the right" };
    let shown = combo.show_ui(ui, |ui| {
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for article in more {
                let words = format!("{} · {}", title(article), article.id.path);
                if ui.selectable_label(article.id == here.id, words).clicked() {
                    chosen = Some(&article.id.path);
                }
            }
        });
    });
    shown.response.accessible_name(name);
    chosen.filter(|path| **path != here.id.path)
}
