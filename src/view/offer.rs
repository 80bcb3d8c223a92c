//! A suggestion as every screen shows it: its value, how sure it is, what the figure would hold, and
//! the buttons that decide on it.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, FontId, Label, RichText, Ui, vec2};

use super::fields;
use super::kept::kept;
use super::line::{self, Look};
use super::parts;
use super::style::{BODY, CAPTION, Colours, STEP, bold, reading};
use crate::command::{Action, Command, Shortcut};
use crate::corpus::Article;
use crate::detect::Suggestion;
use crate::dossier::Dossier;
use crate::dossier::suggestions::{Offer, State};
use crate::model::figure::{Method, Qualifier};
use crate::model::shown::people;
use crate::model::{ArticleId, Figure, Item, Place, Quote, Span};
use crate::session::Session;

/// Height of a line of the fields, in points.
const LINE: f32 = 20.0;
/// Width of the column of names, in points.
const NAMES: f32 = 78.0;

/// The suggestions of an article, unpacked once for each state of the dossier.
pub fn offers(ui: &Ui, dossier: &Dossier, path: &str) -> Arc<Vec<Offer>> {
    let key = (dossier.revision(), path.to_owned());
    kept(ui, "offers", key, |(_, path)| dossier.offers(path).unwrap_or_default())
}

/// The place of the current suggestion among those of an article; `None` where it is in another.
pub fn place(dossier: &Dossier, session: &Session, path: &str) -> Option<usize> {
    let at = session.suggestion().filter(|at| at.path == path)?;
    dossier.suggested(path).position(|(brief, _)| at.is(brief))
}

/// How sure the detector is, in a word and in percent: `sure 94`.
pub fn sureness(percent: u8) -> String {
    let word = match percent {
        90.. => "sure",
        75.. => "likely",
        50.. => "doubtful",
        _ => "a guess",
    };
    format!("{word} {percent}")
}

/// What became of a suggestion, in a word.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Pending => "pending",
        State::Accepted(_) => "accepted",
        State::Dismissed(_) => "dismissed",
    }
}

/// What stands for the value of words that give no number.
pub const NO_NUMBER: &str = "no number";

/// The value with its hedge: `at least 27,585`.
pub fn value(suggestion: &Suggestion) -> String {
    let Some(low) = suggestion.value else { return NO_NUMBER.to_owned() };
    match (suggestion.qualifier, suggestion.upper) {
        (_, Some(high)) => format!("{} to {}", people(low), people(high)),
        (Qualifier::Exact | Qualifier::Range | Qualifier::Vague, None) => people(low),
        (hedge, None) => format!("{} {}", hedge.label(), people(low)),
    }
}

/// Who says so, as the text names the head of the chain; empty where it names nobody.
pub fn source<'t>(suggestion: &Suggestion, text: &'t str) -> &'t str {
    suggestion.sources.first().and_then(|source| text.get(source.name.clone())).unwrap_or_default()
}

/// A field of the figure that a suggestion would be: its name on screen and its value.
pub type Filled = (&'static str, String);

/// Every field that the figure would hold, in the order of the inspector.
pub fn filled(suggestion: &Suggestion, article: &Article) -> Vec<Filled> {
    let Some(figure) = suggestion.figure(article.id.clone(), &article.text) else { return Vec::new() };
    let figure = Item::Figure(Box::new(figure));
    let set = unset(article.id.clone()).changed(&figure);
    let shown = |(name, label): &(&str, &'static str)| {
        let is_set = set.iter().any(|field| field.name == *name);
        is_set.then(|| (*label, figure.value(name).unwrap_or_default()))
    };
    FIELDS.iter().filter_map(shown).collect()
}

/// A figure of an article of which nothing is known: to tell which fields of another are filled.
pub fn unset(article: ArticleId) -> Item {
    let span = Span { article, at: Place::Bytes(0, 0), quote: Quote::default() };
    Item::Figure(Box::new(Figure::new(span, Method::Accepted)))
}

/// The fields that a suggestion fills, as the card names them.
const FIELDS: &[(&str, &str)] = &[
    ("value", "Value"),
    ("upper", "Up to"),
    ("fraction", "Fraction"),
    ("qualifier", "Hedge"),
    ("outcome", "Outcome"),
    ("outcome_as_stated", "As stated"),
    ("modality", "Modality"),
    ("victims", "Counted"),
    ("status", "Status"),
    ("sex_age", "Sex or age"),
    ("attribution", "Who says so"),
    ("scope", "Time scope"),
    ("scope_words", "Scope words"),
    ("as_of", "As of"),
    ("place", "Place"),
    ("number", "Number"),
    ("unit", "Noun"),
    ("form", "Form"),
];

/// Draws fields as lines of name and value, in any script; what does not fit is told when pointed at.
pub fn fields_ui(ui: &mut Ui, filled: &[Filled]) {
    for (name, value) in filled {
        line_ui(ui, name, value);
    }
}

fn line_ui(ui: &mut Ui, name: &str, value: &str) {
    let size = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
    let said = format!("{name}: {value}");
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &said));
    let colours = Colours::of(ui);
    let quiet = Look { font: FontId::proportional(CAPTION), colour: colours.weak };
    let plain = Look { font: FontId::proportional(BODY), colour: colours.ink };
    let (names, values) = rect.split_left_right_at_x(rect.left() + NAMES);
    line::paint(ui, names, name, &quiet, &(0..0), &quiet);
    line::paint(ui, values.with_min_x(values.left() + STEP), value, &plain, &(0..0), &plain);
    response.on_hover_text(said);
}

/// Draws why the detector suggests it: a line for each reason, in the order in which it was read.
pub fn reasons_ui(ui: &mut Ui, suggestion: &Suggestion, text: &str) {
    if suggestion.reasons.is_empty() {
        parts::caption(ui, "No reasons were kept.");
    }
    for reason in &suggestion.reasons {
        let told = reason.told(text);
        let size = vec2(ui.available_width(), LINE - 2.0);
        let (rect, response) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
        response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &told));
        let look = Look { font: FontId::proportional(CAPTION + 0.5), colour: Colours::of(ui).ink };
        line::paint(ui, rect, &told, &look, &(0..0), &look);
        response.on_hover_text(format!("{told}\nRule: {}", reason.rule));
    }
}

/// The card of a suggestion that is pointed at.
pub fn hover_ui(ui: &mut Ui, suggestion: &Suggestion, article: &Article, is_current: bool) {
    ui.set_max_width(360.0);
    let words = article.text.get(suggestion.span.clone()).unwrap_or_default().replace('\n', " ");
    ui.add(Label::new(RichText::new(format!("“{words}”")).font(reading(16.0))).wrap());
    let said = format!("Suggested: {} · {}", suggestion.outcome.label(), sureness(suggestion.percent));
    ui.label(RichText::new(said).font(bold(BODY)));
    let why = suggestion.explained(&article.text);
    if !why.is_empty() {
        parts::caption(ui, &why);
    }
    ui.add_space(STEP);
    let told = filled(suggestion, article);
    let first =
        ["Value", "Hedge", "Outcome", "Counted", "Who says so", "Time scope", "As of", "Place", "Modality"];
    let told: Vec<Filled> = told.into_iter().filter(|(name, _)| first.contains(name)).collect();
    fields_ui(ui, &told);
    ui.add_space(STEP);
    let keys = "Enter accepts · E accepts and edits · X dismisses";
    parts::caption(ui, if is_current { keys } else { "Click to select it; then the keys decide." });
}

/// The buttons that decide on the current suggestion, each with its key.
pub fn decide_ui(ui: &mut Ui, dossier: &Dossier, session: &Session, actions: &mut Vec<Action>) {
    let buttons = [
        (Command::AcceptSuggestion, "Accept", "Enter"),
        (Command::AcceptAndEdit, "Accept and edit", "E"),
        (Command::DismissSuggestion, "Dismiss", "X"),
        (Command::DismissBecause, "Dismiss because…", "Shift+X"),
    ];
    ui.horizontal_wrapped(|ui| {
        for (command, words, key) in buttons {
            key_button(ui, command, words, key, dossier, session, actions);
        }
    });
}

/// A button that runs a command, with the key that does the same.
pub fn key_button(
    ui: &mut Ui,
    command: Command,
    words: &str,
    key: &str,
    dossier: &Dossier,
    session: &Session,
    actions: &mut Vec<Action>,
) {
    let colours = Colours::of(ui);
    let enabled = command.is_enabled(Some(dossier), session);
    let mut job = LayoutJob::default();
    let ink = if enabled { colours.ink } else { colours.weak };
    job.append(words, 0.0, TextFormat::simple(FontId::proportional(BODY), ink));
    job.append(key, 2.0 * STEP, TextFormat::simple(FontId::proportional(CAPTION), colours.weak));
    let outline = eframe::egui::Stroke::new(1.0, colours.line);
    let response = ui.add_enabled(enabled, Button::new(job).stroke(outline));
    let shown: Vec<String> = command.info().keys.iter().map(|key: &Shortcut| key.shown()).collect();
    let hint = format!("{}  ({})", command.info().hint, shown.join(", "));
    let response = response.on_hover_text(hint).accessible_name(words);
    fields::follow_focus(&response, false);
    if response.clicked() {
        actions.push(Action::Run(command));
    }
}
