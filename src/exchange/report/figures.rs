//! The report's figures, grouped by article, each under the sentence that reports it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::exchange::evidence::Evidence;
use crate::exchange::figures::{Row, rows};
use crate::model::figure::{Form, Link, Strength};
use crate::model::shown::{Shown, people};
use crate::model::{Figure, Kind};

/// The section of figures.
pub(super) fn section(evidence: &Evidence) -> Markup {
    let mut by_article: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for row in rows(evidence) {
        by_article.entry(evidence.path(&row.figure.span.article)).or_default().push(row);
    }
    for rows in by_article.values_mut() {
        let rectangle = |row: &Row| row.figure.span.rectangle().map(|it| (it.y, it.x));
        rows.sort_by_key(|row| (row.placed.as_ref().map(|placed| placed.at.start), rectangle(row)));
    }
    html! {
        section #figures {
            h2 { "Figures" span.count { (evidence.workspace.count(Kind::Figure)) } }
            @if by_article.is_empty() { p { "No figure has been annotated." } }
            @for rows in by_article.values() { (group(evidence, rows)) }
        }
    }
}

fn group(evidence: &Evidence, rows: &[Row]) -> Markup {
    let Some(first) = rows.first() else { return html! {} };
    let id = &first.figure.span.article;
    let facts = evidence.facts(id);
    html! {
        h3 { bdi { (super::title_of(evidence, id)) } }
        p.meta {
            (facts.publisher.unwrap_or("Publisher not stated")) " · "
            @match facts.published {
                Some(claim) => { "published " (claim.shown()) }
                None => { "date not stated" }
            }
        }
        @for row in rows { (figure(evidence, row)) }
    }
}

fn figure(evidence: &Evidence, row: &Row) -> Markup {
    let memo = evidence.memo(row.id);
    html! {
        article id={ "f" (row.id) } {
            blockquote dir="auto" { (sentence(row)) }
            @for dispute in evidence.disputes(row.id) { p.warn { "Disputed. " (dispute) } }
            dl { @for (label, value) in lines(evidence, row) { dt { (label) } dd { (value) } } }
            @if !row.figure.note.is_empty() { p.note { (row.figure.note) } }
            @if !memo.is_empty() { p.note { (memo) } }
        }
    }
}

/// The sentence with the printed words marked; the quote alone where the figure is adrift.
fn sentence(row: &Row) -> Markup {
    let quote = &row.figure.span.quote;
    if row.figure.span.rectangle().is_some() {
        return html! { mark { (row.figure.span.label()) } };
    }
    let Some(placed) = &row.placed else {
        return html! { "… " (quote.before) mark { (quote.exact) } (quote.after) " …" };
    };
    let (text, bytes) = (&placed.article.text, placed.bytes());
    html! {
        (text[placed.sentence.start..bytes.start])
        mark { (text[bytes.clone()]) }
        (text[bytes.end..placed.sentence.end])
    }
}

/// What is set of a figure, as label and words.
fn lines(evidence: &Evidence, row: &Row) -> Vec<(&'static str, String)> {
    let figure = row.figure;
    let said = [
        ("Number", number(figure)),
        ("Hedge", figure.qualifier.map(|value| value.label().to_owned())),
        ("Outcome", outcome(figure)),
        ("Put forward as", figure.modality.map(|value| value.label().to_owned())),
        ("Who says so", figure.attribution.as_deref().map(chain)),
        (
            "Tie to the source",
            row.strength().filter(|value| *value != Strength::None).map(|value| value.label().to_owned()),
        ),
        ("Time scope", scope(figure)),
        ("As of", as_of(figure)),
        ("Who is counted", who(figure)),
        ("Make-up as stated", figure.composition.as_ref().map(Shown::shown)),
        ("Said to be responsible", figure.actor_said_responsible.as_ref().map(Shown::shown)),
        ("Place", figure.place.as_ref().map(Shown::shown)),
        ("Verification", figure.verification.map(|value| value.label().to_owned())),
        ("Position", (!row.is_found).then(|| "adrift: the words were not found in the article".to_owned())),
        ("In the picture", super::on_picture(evidence, &figure.span)),
        ("Sureness of coding", figure.confidence.map(|value| value.label().to_owned())),
    ];
    said.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn number(figure: &Figure) -> Option<String> {
    if matches!(figure.form, Some(Form::VagueNumber | Form::Quantifier)) && figure.value.is_none() {
        return Some("none: the text gives words only".to_owned());
    }
    let value = people(figure.value?);
    Some(match (figure.upper, &figure.fraction) {
        (Some(upper), _) => format!("{value} to {}", people(upper)),
        (None, Some(fraction)) => format!("{value}, derived from {}", fraction.shown()),
        (None, None) => value,
    })
}

fn outcome(figure: &Figure) -> Option<String> {
    let outcome = figure.outcome.map(|outcome| format!("reported: {}", outcome.label()));
    let stated =
        figure.outcome_as_stated.as_ref().map(|words| format!("in the text’s word {}", words.shown()));
    joined([outcome, stated])
}

fn scope(figure: &Figure) -> Option<String> {
    joined([figure.scope.as_ref().map(Shown::shown), figure.scope_words.as_ref().map(Shown::shown)])
}

fn as_of(figure: &Figure) -> Option<String> {
    let claim = figure.as_of.as_ref()?;
    let note = (!claim.note.is_empty()).then(|| claim.note.clone());
    joined([Some(claim.shown()), note])
}

fn who(figure: &Figure) -> Option<String> {
    let status = figure.status.map(|status| match &figure.status_by {
        Some(by) => format!("{} according to {by}", status.label()),
        None => status.label().to_owned(),
    });
    joined([
        figure.population.clone(),
        figure.victims.as_ref().map(Shown::shown),
        status,
        figure.sex_age.map(|value| value.label().to_owned()),
    ])
}

fn chain(links: &[Link]) -> String {
    if links.is_empty() {
        return "the article’s own voice".to_owned();
    }
    links.iter().map(one_link).collect::<Vec<_>>().join("; ")
}

fn one_link(link: &Link) -> String {
    let class = link.class.map(|class| format!(" ({})", class.label())).unwrap_or_default();
    let printed: Vec<String> = [&link.words, &link.verb].into_iter().flatten().map(Shown::shown).collect();
    let printed =
        if printed.is_empty() { String::new() } else { format!(", printed as {}", printed.join(" ")) };
    format!("{}{class} {}{printed}", link.name, link.role.label())
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
