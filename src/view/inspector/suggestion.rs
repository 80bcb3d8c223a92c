//! The inspector of a suggestion: what the figure would hold, why, and the decision; and the list of
//! the suggestions of an article.

use eframe::egui::{Label, RichText, Ui};

use super::list::{self, Row};
use super::words::go;
use crate::command::{Action, Command, go as going, suggestions};
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::dossier::suggestions::{Brief, Offer, State};
use crate::model::shown::people;
use crate::model::{Figure, Item, ItemId};
use crate::session::{Session, SuggestionAt};
use crate::view::articles::counted;
use crate::view::fields::{self, caption, heading};
use crate::view::offer;
use crate::view::style::{BODY, CAPTION, Colours, STEP, bold, reading};

/// No more suggestions of one article are listed: all of them are in the triage.
const LISTED: usize = 200;

/// Draws the current suggestion and those beside it; says whether there is one.
pub fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>) -> bool {
    let Some(path) = session.suggestion().map(|at| at.path.clone()) else { return false };
    let Some(article) = dossier.corpus().at_path(&path).cloned() else { return false };
    let Some(at) = offer::place(dossier, session, &path) else { return false };
    let offers = offer::offers(ui, dossier, &path);
    let Some(offer) = offers.get(at) else { return false };
    ui.push_id(("suggestion", &path, at), |ui| {
        header_ui(ui, session);
        card_ui(ui, dossier, session, &article, offer, actions);
    });
    list_ui(ui, dossier, session, &path, actions);
    true
}

fn header_ui(ui: &mut Ui, session: &mut Session) {
    ui.horizontal(|ui| {
        caption(ui, "Suggestion");
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if fields::cross(ui, "Back to the article's facts and lists").clicked() {
                session.now.suggestion = None;
            }
            let hint = "Bring these words into view in the article.";
            if fields::link(ui, "Go to", "Go to its place", hint).clicked()
                && let Some(at) = session.now.suggestion.clone()
            {
                session.show_suggestion(at);
            }
        });
    });
}

fn card_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    article: &Article,
    offer: &Offer,
    actions: &mut Vec<Action>,
) {
    let suggestion = &offer.suggestion;
    let words = article.text.get(suggestion.span.clone()).unwrap_or_default().replace('\n', " ");
    let ink = Colours::of(ui).ink;
    ui.add_space(STEP);
    ui.add(Label::new(RichText::new(format!("“{words}”")).font(reading(19.0)).color(ink)).wrap());
    let said = format!("{} · {}", suggestion.outcome.label(), offer::sureness(suggestion.percent));
    let hint =
        "How sure the detector is, in percent: of a hundred suggestions at 90, about ninety are right.";
    ui.label(RichText::new(said).font(bold(BODY))).on_hover_text(hint);
    ui.add_space(STEP);
    match offer.state {
        State::Pending => offer::decide_ui(ui, dossier, session, actions),
        state => settled_ui(ui, dossier, session, state, actions),
    }
    heading(ui, "The figure it would be");
    offer::fields_ui(ui, &offer::filled(suggestion, article));
    heading(ui, "Why");
    offer::reasons_ui(ui, suggestion, &article.text);
}

/// What became of a suggestion that is no longer pending, and the way back.
pub fn settled_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    state: State,
    actions: &mut Vec<Action>,
) {
    let words = match state {
        State::Pending => return,
        State::Accepted(_) => "Accepted as a figure.".to_owned(),
        State::Dismissed(item) => match reason(dossier, item) {
            Some(reason) => format!("Dismissed: {reason}."),
            None => "Dismissed.".to_owned(),
        },
    };
    ui.label(words);
    fields::links(ui, |ui| {
        if let State::Accepted(item) = state
            && go(ui, "the figure").clicked()
        {
            going::show(dossier, session, item);
        }
        let hint = "The suggestion waits again. The decision stays in the history.";
        ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
            let words =
                if matches!(state, State::Accepted(_)) { "Take the figure back" } else { "Suggest again" };
            if fields::link(ui, words, words, hint).clicked() {
                actions.extend(suggestions::reopen(dossier, state));
            }
        });
    });
}

fn reason(dossier: &Dossier, item: ItemId) -> Option<&str> {
    match dossier.workspace().get(item)? {
        Item::Dismissal(dismissal) => Some(dismissal.reason.as_str()).filter(|reason| !reason.is_empty()),
        _ => None,
    }
}

/// Draws the suggestions of an article in the order of its text; a click shows one.
pub fn list_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, path: &str, actions: &mut Vec<Action>) {
    let Some(article) = dossier.corpus().at_path(path).filter(|article| article.picture.is_none()) else {
        return;
    };
    let counts = dossier.suggestion_counts_of(path);
    if counts.all == 0 {
        if !dossier.has_suggestions(path) {
            heading(ui, "Suggestions");
            caption(ui, "This article is being read.");
        }
        return;
    }
    heading(ui, &format!("Suggestions · {} of {} settled", counts.settled(), counts.all));
    let current = offer::place(dossier, session, path);
    let mut clicked = None;
    for (at, (brief, state)) in dossier.suggested(path).enumerate().take(LISTED) {
        let row = row(dossier, article, brief, state, current == Some(at));
        if ui.push_id(at, |ui| list::draw(ui, &row)).inner.clicked() {
            clicked = Some(SuggestionAt::of(path, brief));
        }
    }
    if let Some(at) = clicked {
        session.show_suggestion(at);
    }
    if counts.all > LISTED {
        let words = format!("{} more in the triage", counted(counts.all - LISTED, "suggestion"));
        if fields::link(ui, &words, &words, "Show the suggestions of all articles.").clicked() {
            actions.push(Action::Run(Command::Suggestions));
        }
    }
}

fn row(dossier: &Dossier, article: &Article, brief: &Brief, state: State, current: bool) -> Row {
    let text = |range: &std::ops::Range<usize>| article.text.get(range.clone()).unwrap_or_default();
    let what = match state {
        State::Pending => offer::sureness(brief.percent),
        State::Dismissed(item) => match reason(dossier, item) {
            Some(reason) => format!("dismissed: {reason}"),
            None => "dismissed".to_owned(),
        },
        State::Accepted(_) => "accepted".to_owned(),
    };
    Row {
        words: list::one_line(text(&brief.span)),
        said: format!("{} · {what}", brief.outcome.label()),
        value: brief.value.map(people).unwrap_or_default(),
        colour: None,
        current,
        quiet: state.is_settled(),
    }
}

/// What the detector had suggested for fields of a figure, under those that an analyst changed.
pub fn under_field(ui: &mut Ui, figure: &Figure, fields: &[&str]) {
    let Some(suggested) = &figure.suggested else { return };
    let machine = Item::Figure(Box::new(suggested.figure.clone()));
    let mine = Item::Figure(Box::new(figure.clone()));
    let unset = offer::unset(suggested.figure.span.article.clone());
    let (changed, had) = (machine.changed(&mine), unset.changed(&machine));
    for field in changed.iter().filter(|field| fields.contains(&field.name) && had.contains(field)) {
        let value = machine.value(field.name).unwrap_or_default();
        let words = format!("suggested: {value}");
        let weak = Colours::of(ui).weak;
        fields::under(ui, |ui| {
            ui.add(Label::new(RichText::new(&words).size(CAPTION).color(weak)).truncate())
                .on_hover_text(format!("The detector had suggested {value} for: {}.", field.label));
        });
    }
}
