//! The inspector of a figure: every field of the data model, in the order in which one reads it.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::claim::{self, DatePart};
use super::sheet::Sheet;
use super::text_field::TextField;
use super::{dates, disputes, memo, relations, sources};
use crate::command::{Action, Command, annotate};
use crate::dossier::Dossier;
use crate::model::figure::{Bound, Scope};
use crate::model::item::About;
use crate::model::shown::people;
use crate::model::{DateClaim, Figure, ItemId, Span, Workspace};
use crate::session::{Pick, Session, Slot};
use crate::view::fields::{self, Named, caption, heading};
use crate::view::style::{CAPTION, Colours, STEP, reading};

/// Draws the fields of a figure; whatever a gesture changes becomes one entry.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    actions: &mut Vec<Action>,
    id: ItemId,
    figure: &Figure,
) {
    let writable = dossier.read_only().is_none();
    header(ui, session, actions, id, "Figure", writable);
    quote(ui, &figure.span);
    drawn(ui, dossier, session, actions, id);
    let take = writable && session.now.focus.take_if(|name| *name == "Inspector").is_some();
    let mut sheet = Sheet { dossier, session, actions, id, figure: figure.clone(), take };
    ui.add_enabled_ui(writable, |ui| {
        printed(ui, &mut sheet);
        sheet.disputes(ui, &["removed", "span", "method"]);
        number(ui, &mut sheet);
        outcome(ui, &mut sheet);
        counted(ui, &mut sheet);
        time(ui, &mut sheet);
        place(ui, &mut sheet);
        sources::ui(ui, &mut sheet);
        responsible(ui, &mut sheet);
        relations::ui(ui, sheet.dossier, sheet.session, sheet.actions, id);
        judgement(ui, &mut sheet);
    });
    sheet.finish(figure);
    memo::ui(ui, dossier, session, actions, &About::Item(id));
    written(ui, dossier.workspace(), id, figure);
}

/// The kind of what is shown, and the way back, to its place and out.
pub fn header(
    ui: &mut Ui,
    session: &mut Session,
    actions: &mut Vec<Action>,
    id: ItemId,
    kind: &str,
    writable: bool,
) {
    ui.horizontal(|ui| {
        let weak = Colours::of(ui).weak;
        ui.label(RichText::new(kind).size(CAPTION).color(weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if fields::cross(ui, "Back to the article's facts and lists").clicked() {
                session.now.selected = None;
            }
            let remove = Command::Remove.info();
            let removing =
                ui.add_enabled_ui(writable, |ui| fields::link(ui, remove.name, remove.name, remove.hint));
            if removing.inner.clicked() {
                actions.push(Action::Run(Command::Remove));
            }
            if fields::link(ui, "Go to", "Go to its place", "Bring these words into view in the article.")
                .clicked()
            {
                actions.push(Action::GoTo(id));
            }
        });
    });
}

/// Quoted words as a heading, in the face of the articles.
pub fn quote(ui: &mut Ui, span: &Span) {
    ui.add_space(STEP);
    if span.quote.exact.is_empty() {
        let text = RichText::new("Words not typed yet").font(reading(19.0));
        ui.add(Label::new(text.color(Colours::of(ui).weak)).wrap());
        return;
    }
    let text = RichText::new(format!("“{}”", span.quote.exact.replace('\n', " "))).font(reading(19.0));
    ui.add(Label::new(text.color(Colours::of(ui).ink)).wrap());
}

/// Where an item lies on its picture, and the ways to another rectangle.
pub fn drawn(ui: &mut Ui, dossier: &Dossier, session: &mut Session, actions: &mut Vec<Action>, id: ItemId) {
    let Some(rectangle) = annotate::span_of(dossier, id).and_then(Span::rectangle) else { return };
    let line = rectangle.to_string();
    caption(ui, &format!("{}{} px", line[..1].to_uppercase(), &line[1..]));
    let doubtful = dossier.doubtful().any(|item| item == id);
    if doubtful {
        fields::notice(
            ui,
            "The picture has changed since this was drawn; check that the rectangle still fits.",
        );
    }
    let pick = Pick::Words(id, Slot::Printed);
    let on = session.now.pick == Some(pick);
    ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
        fields::links(ui, |ui| {
            let words = if on { "Stop drawing" } else { "Draw another rectangle" };
            let hint = "Put this annotation on another place of the picture. Its words and fields stay.";
            if fields::link(ui, words, words, hint).clicked() {
                session.now.pick = (!on).then_some(pick);
                session.now.outline = (!on).then_some(rectangle);
            }
            let hint = "Say that the rectangle is right on the picture as it is now.";
            if doubtful && fields::link(ui, "It still fits", "The rectangle still fits", hint).clicked() {
                actions.extend(annotate::keep_outline(dossier, id));
            }
        });
    });
    if on {
        fields::under(ui, |ui| {
            fields::caption(ui, "Drag on the picture, or use the arrows and then Enter; Esc cancels.");
        });
    }
}

/// The way to other printed words, from which the number and the hedge are read again.
fn printed(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    if sheet.figure.span.rectangle().is_some() {
        return sheet.text(ui, TextField::Printed);
    }
    let pick = Pick::Words(sheet.id, Slot::Printed);
    let on = sheet.session.now.pick == Some(pick);
    let words = if on { "Stop picking" } else { "Pick other words" };
    let hint = "Say which words print the figure. The number and the hedge are read from them again.";
    if fields::links(ui, |ui| fields::link(ui, words, words, hint)).clicked() {
        sheet.session.now.pick = (!on).then_some(pick);
    }
    if on {
        super::words::picking(ui);
    }
}

fn number(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Number");
    sheet.text(ui, TextField::Number);
    sheet.disputes(ui, &["number"]);
    sheet.text(ui, TextField::Unit);
    sheet.disputes(ui, &["unit"]);
    let named = Named { caption: "Form", name: "Form", about: "How the number is written." };
    if let Some(form) = sheet.choice(ui, named, sheet.figure.form) {
        sheet.figure.form = form;
    }
    sheet.disputes(ui, &["form"]);
    sheet.text(ui, TextField::Value);
    sheet.disputes(ui, &["value"]);
    sheet.text(ui, TextField::Upper);
    sheet.disputes(ui, &["upper"]);
    sheet.text(ui, TextField::Fraction);
    sheet.disputes(ui, &["fraction"]);
    let named = Named { caption: "Hedge", name: "Hedge", about: "The hedge in the text." };
    if let Some(hedge) = sheet.choice(ui, named, sheet.figure.qualifier) {
        sheet.figure.qualifier = hedge;
    }
    sheet.disputes(ui, &["qualifier"]);
    let about =
        "The bounds that the hedge states. Nothing is guessed: “about” and vague words bound nothing.";
    fields::derived(ui, "Means", about, &bounds_in_words(&sheet.figure));
    let about = "Significant digits: those of the printed number up to its last that is not 0. Few mean a rounded number.";
    let digits = sheet.figure.significant_digits();
    fields::derived(ui, "Digits", about, &digits_in_words(digits));
}

/// What the hedge says of the number, in words.
fn bounds_in_words(figure: &Figure) -> String {
    let bounds = figure.bounds();
    match (bounds.low, bounds.high) {
        (Some(low), Some(high)) if low == high => people(low.value),
        (Some(low), Some(high)) => format!("{} to {}", people(low.value), people(high.value)),
        (Some(Bound { value, exclusive: true }), None) => format!("more than {}", people(value)),
        (Some(Bound { value, .. }), None) => format!("{} or more", people(value)),
        (None, Some(Bound { value, exclusive: true })) => format!("fewer than {}", people(value)),
        (None, Some(Bound { value, .. })) => format!("{} or fewer", people(value)),
        (None, None) => "no bound stated".to_owned(),
    }
}

fn digits_in_words(digits: Option<u32>) -> String {
    digits.map_or_else(|| "none".to_owned(), |digits| format!("{digits} significant"))
}

fn outcome(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Outcome");
    let about = "What the text says happened to the people counted.";
    let named = Named { caption: "Coded as", name: "Outcome", about };
    if let Some(outcome) = sheet.choice(ui, named, sheet.figure.outcome) {
        sheet.figure.outcome = outcome;
    }
    sheet.disputes(ui, &["outcome"]);
    sheet.text(ui, TextField::OutcomeAsStated);
    sheet.disputes(ui, &["outcome_as_stated"]);
    let about =
        "How the text puts the figure forward: as having happened, as a claim, a forecast, a proposal.";
    let named = Named { caption: "Modality", name: "Modality", about };
    if let Some(modality) = sheet.choice(ui, named, sheet.figure.modality) {
        sheet.figure.modality = modality;
    }
    sheet.disputes(ui, &["modality"]);
}

fn counted(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Who is counted");
    sheet.text(ui, TextField::Victims);
    sheet.disputes(ui, &["victims"]);
    sheet.text(ui, TextField::Population);
    sheet.disputes(ui, &["population"]);
    let about = "The status of the people counted, as the text gives it.";
    let named = Named { caption: "Status", name: "Status", about };
    if let Some(status) = sheet.choice(ui, named, sheet.figure.status) {
        sheet.figure.status = status;
    }
    sheet.disputes(ui, &["status"]);
    sheet.text(ui, TextField::StatusBy);
    sheet.disputes(ui, &["status_by"]);
    let about = "Sex or age of the people counted, as the text gives it.";
    let named = Named { caption: "Sex or age", name: "Sex or age", about };
    if let Some(sex_age) = sheet.choice(ui, named, sheet.figure.sex_age) {
        sheet.figure.sex_age = sex_age;
    }
    sheet.disputes(ui, &["sex_age"]);
    sheet.text(ui, TextField::Composition);
    sheet.disputes(ui, &["composition"]);
}

fn time(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Time");
    let about = "The kind of time that the figure counts over. Charts never join figures of different kinds.";
    let named = Named { caption: "Scope", name: "Time scope", about };
    let kind = sheet.figure.scope.as_ref().map(Scope::kind);
    if let Some(kind) = sheet.choice(ui, named, kind) {
        sheet.figure.scope = kind.map(Scope::of);
    }
    match sheet.figure.scope {
        Some(Scope::Cumulative { .. }) => sheet.text(ui, TextField::Since),
        Some(Scope::Window { .. }) => sheet.text(ui, TextField::Hours),
        Some(Scope::Incident { .. }) => sheet.text(ui, TextField::Event),
        _ => {}
    }
    sheet.disputes(ui, &["scope"]);
    sheet.text(ui, TextField::ScopeWords);
    sheet.disputes(ui, &["scope_words"]);
    as_of(ui, sheet);
}

fn as_of(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    ui.add_space(2.0 * STEP);
    caption(ui, "As of when the number stands");
    for part in [DatePart::Earliest, DatePart::Latest, DatePart::Best] {
        sheet.text(ui, TextField::AsOf(part));
    }
    let dated = sheet.figure.as_of.clone().unwrap_or_default();
    if let Some(closed) = dates::closing(ui, &dated) {
        sheet.figure.as_of = claim::unless_empty(closed);
    }
    if let Some(basis) = dates::basis(ui, "Basis of the as-of date", &dated) {
        sheet.figure.as_of = claim::unless_empty(DateClaim { basis, ..dated });
    }
    sheet.text(ui, TextField::AsOf(DatePart::Note));
    sheet.disputes(ui, &["as_of"]);
}

fn place(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Place");
    sheet.text(ui, TextField::Place);
    if let Some(place) = sheet.figure.place.clone() {
        let named = Named {
            caption: "Precision",
            name: "Precision of the place",
            about: "How precise the place is.",
        };
        if let Some(precision) = sheet.choice(ui, named, place.precision) {
            sheet.figure.place = Some(crate::model::figure::NamedPlace { precision, ..place });
        }
    }
    sheet.disputes(ui, &["place"]);
}

fn responsible(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Responsibility and verification");
    sheet.text(ui, TextField::Actor);
    sheet.disputes(ui, &["actor_said_responsible"]);
    let about = "What the text, or your own checking, says of verification.";
    let named = Named { caption: "Verification", name: "Verification", about };
    if let Some(verification) = sheet.choice(ui, named, sheet.figure.verification) {
        sheet.figure.verification = verification;
    }
    sheet.disputes(ui, &["verification"]);
}

fn judgement(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Your judgement");
    let about = "How sure you are of this annotation, not of the number.";
    let named = Named { caption: "Confidence", name: "Confidence", about };
    if let Some(confidence) = sheet.choice(ui, named, sheet.figure.confidence) {
        sheet.figure.confidence = confidence;
    }
    sheet.disputes(ui, &["confidence"]);
    sheet.text(ui, TextField::Note);
    sheet.disputes(ui, &["note"]);
}

fn written(ui: &mut Ui, workspace: &Workspace, id: ItemId, figure: &Figure) {
    ui.add_space(4.0 * STEP);
    let method = figure.method;
    let by = disputes::written(workspace, id);
    caption(ui, &format!("{by} Annotated {}.", method.label())).on_hover_text(method.definition());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::Qualifier;
    use crate::view::inspector::text_field::tests::figure;

    #[test]
    fn bounds_are_said_in_words() {
        let said = |qualifier| {
            bounds_in_words(&Figure { value: Some(27_585), upper: Some(28_000), qualifier, ..figure() })
        };
        assert_eq!(said(Some(Qualifier::AtLeast)), "27,585 or more");
        assert_eq!(said(Some(Qualifier::MoreThan)), "more than 27,585");
        assert_eq!(said(Some(Qualifier::Almost)), "fewer than 27,585");
        assert_eq!(said(Some(Qualifier::UpTo)), "27,585 or fewer");
        assert_eq!(said(Some(Qualifier::Exact)), "27,585");
        assert_eq!(said(Some(Qualifier::Range)), "27,585 to 28,000");
        assert_eq!(said(Some(Qualifier::About)), "no bound stated");
        assert_eq!(said(None), "no bound stated");
    }
}
