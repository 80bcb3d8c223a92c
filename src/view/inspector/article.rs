//! The inspector with nothing selected: what is known of the open article, and what is in it.

use std::sync::Arc;

use eframe::egui::{Label, RichText, Ui};

use super::claim::DatePart;
use super::facts::{self, Correction, FactField};
use super::words::buttons_width;
use super::{dates, disputes, list, memo};
use crate::command::Action;
use crate::corpus::Article;
use crate::dossier::{Dossier, Facts};
use crate::model::item::About;
use crate::model::shown::Shown;
use crate::model::{ArticleFacts, ArticleId, DateClaim, Edit};
use crate::session::{DraftField, Session};
use crate::view::fields::{self, Named, Typed, caption, heading};
use crate::view::style::{Colours, HEADING, STEP, bold};

/// One article being shown, with what its fields read and fill.
struct Page<'a> {
    dossier: &'a Dossier,
    session: &'a mut Session,
    actions: &'a mut Vec<Action>,
    article: &'a Article,
    known: Facts,
    take: bool,
}

/// Draws the facts, the memo and the lists of the open article.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) {
    let Some(article) = session.article.as_deref().and_then(|path| dossier.corpus().at_path(path)) else {
        return nothing_open(ui, dossier);
    };
    let article = Arc::clone(article);
    let writable = dossier.read_only().is_none();
    ui.push_id(&article.id.path, |ui| {
        caption(ui, "Article");
        caption(ui, &article.id.path).on_hover_text("The article's path in the dossier.");
        ui.add_space(STEP);
        let take = writable && session.now.focus.take_if(|name| *name == "Inspector").is_some();
        let known = dossier.facts(&article);
        let mut page = Page { dossier, session, actions, article: &article, known, take };
        ui.add_enabled_ui(writable, |ui| page.facts(ui));
        memo::ui(ui, dossier, session, actions, &About::Article(article.id.clone()));
        list::ui(ui, dossier, session, &article.id.path);
    });
}

fn nothing_open(ui: &mut Ui, dossier: &Dossier) {
    let (title, then) = if dossier.corpus().is_empty() {
        ("No articles yet", "Open a folder that holds .txt, .md or .html files: File, Open folder….")
    } else {
        ("No article is open", "Choose one from the list of articles, or press J for the first.")
    };
    ui.add_space(4.0 * STEP);
    ui.label(RichText::new(title).font(bold(HEADING)).color(Colours::of(ui).ink));
    let weak = Colours::of(ui).weak;
    ui.add(Label::new(RichText::new(then).color(weak)).wrap());
}

impl Page<'_> {
    fn facts(&mut self, ui: &mut Ui) {
        let correction = facts::corrected(self.dossier.workspace(), &self.article.id.path);
        let (id, corrected) = correction.map_or((None, None), |(id, facts)| (Some(id), Some(facts.clone())));
        let has = |filled: fn(&ArticleFacts) -> bool| corrected.as_ref().is_some_and(filled);
        let stated = &self.article.stated;
        let title = (has(|facts| facts.title.is_some())).then(|| stated.title.shown());
        let publisher = (has(|facts| facts.publisher.is_some())).then(|| stated.publisher.shown());
        let published = (has(|facts| facts.published.is_some())).then(|| stated.published.shown());
        self.text(ui, FactField::Title);
        self.beside(ui, title, "title", &Correction::Title(None));
        self.text(ui, FactField::Publisher);
        self.beside(ui, publisher, "publisher", &Correction::Publisher(None));
        if let Some(byline) = &stated.byline {
            fields::derived(ui, "Byline", "The author's line as the file states it.", byline);
        }
        self.published(ui);
        self.beside(ui, published, "published date", &Correction::Published(None));
        for field in ["title", "publisher", "published"] {
            id.into_iter().for_each(|id| disputes::of_field(ui, self.dossier, id, field, self.actions));
        }
    }

    fn published(&mut self, ui: &mut Ui) {
        heading(ui, "Published");
        for part in [DatePart::Earliest, DatePart::Latest, DatePart::Best] {
            self.text(ui, FactField::Published(part));
        }
        let claim = self.known.published.clone();
        if let Some(closed) = dates::closing(ui, &claim) {
            self.correct(Correction::Published(Some(closed)));
        }
        if let Some(basis) = dates::basis(ui, "Basis of the published date", &claim) {
            self.correct(Correction::Published(Some(DateClaim { basis, ..claim })));
        }
        self.text(ui, FactField::Published(DatePart::Note));
    }

    fn text(&mut self, ui: &mut Ui, field: FactField) {
        let named = naming(field);
        let current = field.text(&self.known);
        let day = if let FactField::Published(part) = field { part.day(&self.known.published) } else { None };
        let came = fields::row(ui, named.caption, named.about, |ui| {
            let typed = Typed {
                named,
                key: DraftField::Article(self.article.id.path.clone(), field.key()),
                current: &current,
                hint: fields::NOT_SET,
                refuse: &|text| field.write(&self.known, text).err().map(|refused| refused.to_string()),
                lines: false,
                take: std::mem::take(&mut self.take),
                width: ui.available_width() - dates::weekday_width(day) - buttons_width(false, day.is_some()),
            };
            let came = typed.show(ui, &mut self.session.now.draft);
            dates::weekday(ui, day);
            let clear = day.is_some() && fields::sign(ui, "×", &format!("Clear: {}", named.name)).clicked();
            if clear { fields::Entered { finished: Some(String::new()), refused: None } } else { came }
        });
        if let Some(Ok(correction)) = came.finished.map(|text| field.write(&self.known, &text)) {
            self.correct(correction);
        }
        if let Some(refused) = came.refused {
            fields::under(ui, |ui| fields::notice(ui, &refused));
        }
    }

    /// What the file states, beside a correction, and the way back to it.
    fn beside(&mut self, ui: &mut Ui, stated: Option<String>, what: &str, back: &Correction) {
        let Some(stated) = stated else { return };
        let clicked = fields::under(ui, |ui| {
            caption(ui, &format!("Corrected. The file states: {stated}"));
            let hint = "Take the correction back and show what the file states.";
            let name = format!("Use the file's {what}");
            fields::links(ui, |ui| fields::link(ui, "Use the file's", &name, hint)).clicked()
        });
        if clicked {
            self.correct(back.clone());
        }
    }

    fn correct(&mut self, correction: Correction) {
        let edit = correction_edit(self.dossier, self.article, correction);
        self.actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
    }
}

/// The edit that a correction of an article makes, beyond what its file states.
fn correction_edit(dossier: &Dossier, article: &Article, correction: Correction) -> Option<Edit> {
    let id: &ArticleId = &article.id;
    facts::correct(dossier.workspace(), id, facts::beyond(&article.stated, correction))
}

fn naming(field: FactField) -> Named<'static> {
    match field {
        FactField::Title => Named {
            caption: "Title",
            name: "Title",
            about: "The article's title. Emptied, it is again what the file states, or else its name.",
        },
        FactField::Publisher => Named {
            caption: "Publisher",
            name: "Publisher",
            about: "Who published the article. Emptied, it is again what the file states.",
        },
        FactField::Published(part) => Named {
            caption: part.caption(),
            name: match part {
                DatePart::Earliest => "Published, earliest day",
                DatePart::Latest => "Published, latest day",
                DatePart::Best => "Published, best guess",
                DatePart::Note => "Reason for the published date",
            },
            about: part.about(),
        },
    }
}
