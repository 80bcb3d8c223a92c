//! The report's methods: how the figures came to be, generated from the data.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::exchange::evidence::Evidence;
use crate::model::Figure;
use crate::model::figure::Method;
use crate::model::item::VaguePolicy;
use crate::model::shown::Shown as _;

/// The section on methods.
pub(super) fn section(evidence: &Evidence) -> Markup {
    let figures: Vec<&Figure> = evidence.figures().map(|(_, figure)| figure).collect();
    let adrift = evidence.figures().filter(|(_, figure)| !evidence.is_found(&figure.span)).count();
    html! {
        section #methods {
            h2 { "Methods" }
            p {
                "Each figure records what one text says: the printed words, the hedge, the outcome, who says so, and the "
                "time it counts over. Bounds follow from the hedge alone: “at least” gives a lower bound and no upper one, "
                "“about” gives none. Numbers are not added up, and cumulative counts are kept apart from counts of single "
                "days or events. " (vague(evidence))
            }
            ul {
                li { (super::counted(figures.len(), "figure")) " in " (super::counted(evidence.corpus.len(), "article"))
                    "; coded by " (coders(evidence)) "." }
                li { (how(&figures)) }
                @if adrift > 0 { li { (adrift) " of them adrift: their words were not found in the article as it is now." } }
                @for (label, unset) in unset(&figures) { li { (label) " is not set on " (unset) " of " (figures.len()) "." } }
            }
            p { "A field that is not set was left open by the analyst or is not in the text; it is never filled by a guess." }
        }
    }
}

fn vague(evidence: &Evidence) -> String {
    match evidence.workspace.policy() {
        Some((_, policy)) if policy.vague != VaguePolicy::Words => {
            format!("On charts, vague words count by the rule chosen here: {}.", policy.shown())
        }
        _ => "Vague words such as “dozens” stay words.".to_owned(),
    }
}

fn coders(evidence: &Evidence) -> String {
    let figures = evidence.figures().filter_map(|(id, _)| evidence.written(id));
    let names: BTreeSet<&str> = figures.map(|entry| entry.by.0.as_str()).collect();
    if names.is_empty() { "nobody yet".to_owned() } else { names.into_iter().collect::<Vec<_>>().join(", ") }
}

fn how(figures: &[&Figure]) -> String {
    let each = Method::ALL.iter().filter_map(|method| {
        let count = figures.iter().filter(|figure| figure.method == *method).count();
        (count > 0).then(|| format!("{count} {}", method.label()))
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() {
        "None annotated yet.".to_owned()
    } else {
        format!("Annotated: {}.", each.join(", "))
    }
}

/// The fields that some figures leave open, and on how many.
fn unset(figures: &[&Figure]) -> Vec<(&'static str, usize)> {
    type IsUnset = fn(&Figure) -> bool;
    let fields: [(&str, IsUnset); 7] = [
        ("The hedge", |figure| figure.qualifier.is_none()),
        ("The outcome", |figure| figure.outcome.is_none()),
        ("Who says so", |figure| figure.attribution.is_none()),
        ("The time scope", |figure| figure.scope.is_none()),
        ("The as-of date", |figure| figure.as_of.is_none()),
        ("The population", |figure| figure.population.is_none()),
        ("Verification", |figure| figure.verification.is_none()),
    ];
    let counted =
        fields.map(|(label, is_unset)| (label, figures.iter().filter(|figure| is_unset(figure)).count()));
    counted.into_iter().filter(|(_, unset)| *unset > 0).collect()
}
