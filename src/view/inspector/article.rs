//! The inspector with nothing selected: what is known of the open article, and what is in it.

use std::sync::Arc;

use eframe::egui::{Label, RichText, Ui};

use super::claim::DatePart;
use super::facts::{self, Correction, FactField};
use super::words::buttons_width;
use super::{dates, disputes, list, memo, origin, suggestion};
use crate::command::{Action, Command};
use crate::corpus::{Article, is_table};
use crate::dossier::{Dossier, Facts};
use crate::model::item::About;
use crate::model::shown::Shown;
use crate::model::{ArticleFacts, ArticleId, DateClaim, Edit};
use crate::session::{DraftField, Overlay, Session};
use crate::view::fields::{self, Named, Typed, caption, heading};
use crate::view::kept::kept;
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
        // Whose counts are not its own is said first; that nothing was found can wait.
        let told_first = origin::is_worth_telling(dossier, &article.id.path);
        if told_first {
            origin::ui(ui, dossier, session, &article, actions);
            ui.add_space(2.0 * STEP);
        }
        let mut page = Page { dossier, session, actions, article: &article, known, take };
        ui.add_enabled_ui(writable, |ui| page.facts(ui));
        if !told_first {
            origin::ui(ui, dossier, session, &article, actions);
        }
        memo::ui(ui, dossier, session, actions, &About::Article(article.id.clone()));
        suggestion::list_ui(ui, dossier, session, &article.id.path, actions);
        list::ui(ui, dossier, session, &article.id.path);
    });
}

fn nothing_open(ui: &mut Ui, dossier: &Dossier) {
    let (title, then) = if dossier.corpus().is_empty() {
        (
            "No articles yet",
            "Open a folder that holds texts, web pages, PDFs or Word files: File, Open folder….",
        )
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
        let (id, facts) = match correction {
            Some((id, facts)) => (Some(id), facts.clone()),
            None => (None, ArticleFacts::of(self.article.id.clone())),
        };
        let stated = &self.article.stated;
        let line = |ui: &mut Ui, page: &mut Self, field, was: Option<String>, what, back: Correction| {
            page.text(ui, field);
            page.beside(ui, was, what, &back);
        };
        let was = facts.title.is_some().then(|| stated.title.shown());
        line(ui, self, FactField::Title, was, "title", Correction::Title(None));
        let was = facts.publisher.is_some().then(|| stated.publisher.shown());
        line(ui, self, FactField::Publisher, was, "publisher", Correction::Publisher(None));
        let was = facts.byline.is_some().then(|| stated.byline.shown());
        line(ui, self, FactField::Byline, was, "byline", Correction::Byline(None));
        let told = self.article.known_language().map(|language| language.name().to_owned());
        let was = facts.language.is_some().then(|| told.shown());
        line(ui, self, FactField::Language, was, "language", Correction::Language(None));
        let was = facts.published.is_some().then(|| stated.published.shown());
        self.claim(ui, Dating::Published, was);
        let was = facts.modified.is_some().then(|| stated.modified.shown());
        self.claim(ui, Dating::Modified, was);
        for field in ["title", "publisher", "byline", "language", "published", "modified", "origin"] {
            id.into_iter().for_each(|id| disputes::of_field(ui, self.dossier, id, field, self.actions));
        }
        self.file(ui);
    }

    /// The days of a date claim, its basis and the reason for it.
    fn claim(&mut self, ui: &mut Ui, dating: Dating, stated: Option<String>) {
        let claim = dating.claim(&self.known).clone();
        if dating == Dating::Modified && claim.is_open() && stated.is_none() {
            return;
        }
        heading(ui, dating.heading());
        if dating == Dating::Published && claim.is_open() {
            self.candidates(ui);
        }
        for part in [DatePart::Earliest, DatePart::Latest, DatePart::Best] {
            self.text(ui, dating.field(part));
        }
        if let Some(closed) = dates::closing(ui, &claim) {
            self.correct(dating.correction(Some(closed)));
        }
        if let Some(basis) = dates::basis(ui, dating.basis_name(), &claim) {
            self.correct(dating.correction(Some(DateClaim { basis, ..claim })));
        }
        self.text(ui, dating.field(DatePart::Note));
        self.beside(ui, stated, dating.what(), &dating.correction(None));
    }

    /// When an undated article may have been published: accepted by a person, never by itself.
    fn candidates(&mut self, ui: &mut Ui) {
        let key = (self.dossier.revision(), self.article.id.clone());
        let found = kept(ui, "date candidates", key, |_| self.dossier.date_candidates(self.article));
        if found.is_empty() {
            caption(ui, "Undated. Nothing in the text says when; an event to count from may help.");
            let hint = "List the events from which texts count, and add to them.";
            if fields::links(ui, |ui| fields::link(ui, "Events…", "Events", hint)).clicked() {
                self.actions.push(Action::Run(Command::Events));
            }
            return;
        }
        caption(ui, "Undated. Its words allow these days; choose one to accept it with its reasons.");
        for candidate in found.iter() {
            let claim = &candidate.claim;
            let words =
                claim.best.map_or_else(|| claim.to_string(), |day| format!("{} or soon after", day.long()));
            let name = format!("Published {words}");
            if fields::links(ui, |ui| fields::link(ui, &words, &name, &claim.note)).clicked() {
                self.correct(Correction::Published(Some(claim.clone())));
            }
        }
    }

    /// How the file was read: what was assumed is shown.
    fn file(&mut self, ui: &mut Ui) {
        let reading = &self.article.reading;
        heading(ui, "File");
        fields::derived(ui, "Format", "What kind of file it is.", reading.format);
        if let Some(encoding) = reading.encoding {
            fields::derived(ui, "Encoding", "How its bytes were turned into letters.", &encoding.words());
        }
        if let Some(address) = &self.article.stated.address {
            fields::derived(ui, "Address", "Where it was published, as the file states it.", address);
        }
        fields::derived(ui, "Path", "Where it lies in the folder.", &self.article.id.path);
        if is_table(self.article.file()) {
            self.columns(ui);
        }
    }

    /// The way to the columns of the table that the article is a row of.
    fn columns(&mut self, ui: &mut Ui) {
        let file = self.article.file();
        let chosen = self.dossier.columns_of(file).is_some();
        let clicked = fields::under(ui, |ui| {
            caption(
                ui,
                if chosen { "Its columns were chosen." } else { "Its columns were told by their names." },
            );
            let hint = "Choose which columns of the table hold text, title, date and publisher.";
            fields::links(ui, |ui| fields::link(ui, "Choose columns…", "Choose columns", hint)).clicked()
        });
        if clicked {
            self.session.now.overlay = Some(Overlay::Columns(file.to_owned()));
        }
    }

    fn text(&mut self, ui: &mut Ui, field: FactField) {
        let named = naming(field);
        let current = field.text(&self.known);
        let day = match field {
            FactField::Published(part) => part.day(&self.known.published),
            FactField::Modified(part) => part.day(&self.known.modified),
            _ => None,
        };
        let came = fields::row(ui, named.caption, named.about, |ui| {
            let clear = day.is_some() && dates::has_room_to_clear(ui);
            let typed = Typed {
                named,
                key: DraftField::Article(self.article.id.path.clone(), field.key()),
                current: &current,
                hint: fields::NOT_SET,
                refuse: &|text| field.write(&self.known, text).err().map(|refused| refused.to_string()),
                lines: false,
                take: std::mem::take(&mut self.take),
                width: ui.available_width() - dates::weekday_width(day) - buttons_width(false, clear),
            };
            let came = typed.show(ui, &mut self.session.now.draft);
            dates::weekday(ui, day);
            let clear = clear && fields::cross(ui, &format!("Clear: {}", named.name)).clicked();
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
        FactField::Byline => Named {
            caption: "Byline",
            name: "Byline",
            about: "The author's line. Emptied, it is again what the file states.",
        },
        FactField::Language => Named {
            caption: "Language",
            name: "Language",
            about: "The language of the text. Emptied, it is again what the text looks like.",
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
        FactField::Modified(part) => Named {
            caption: part.caption(),
            name: match part {
                DatePart::Earliest => "Last changed, earliest day",
                DatePart::Latest => "Last changed, latest day",
                DatePart::Best => "Last changed, best guess",
                DatePart::Note => "Reason for the date of the last change",
            },
            about: part.about(),
        },
    }
}

/// Which date of an article is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dating {
    Published,
    Modified,
}

impl Dating {
    fn heading(self) -> &'static str {
        match self {
            Self::Published => "Published",
            Self::Modified => "Last changed",
        }
    }

    fn basis_name(self) -> &'static str {
        match self {
            Self::Published => "Basis of the published date",
            Self::Modified => "Basis of the date of the last change",
        }
    }

    /// What it is called in the middle of a sentence.
    fn what(self) -> &'static str {
        match self {
            Self::Published => "published date",
            Self::Modified => "date of the last change",
        }
    }

    fn claim(self, known: &Facts) -> &DateClaim {
        match self {
            Self::Published => &known.published,
            Self::Modified => &known.modified,
        }
    }

    fn field(self, part: DatePart) -> FactField {
        match self {
            Self::Published => FactField::Published(part),
            Self::Modified => FactField::Modified(part),
        }
    }

    fn correction(self, claim: Option<DateClaim>) -> Correction {
        match self {
            Self::Published => Correction::Published(claim),
            Self::Modified => Correction::Modified(claim),
        }
    }
}
