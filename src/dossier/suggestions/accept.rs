//! What a suggestion becomes once an analyst decides: a figure, or a dismissal.

use crate::corpus::Article;
use crate::detect::Suggestion;
use crate::detect::suggest::{Reason, Said};
use crate::model::item::Dismissal;
use crate::model::{Figure, Part, Rule, Span, Suggested};

/// The figure of an accepted suggestion, with the machine's values beside it; `None` where it is not
/// of this text.
pub fn accepted(suggestion: &Suggestion, article: &Article) -> Option<Figure> {
    let figure = suggestion.figure(article.id.clone(), &article.text)?;
    let suggested = Suggested::new(figure.clone(), suggestion.percent, rules(suggestion));
    Some(Figure { suggested: Some(Box::new(suggested)), ..figure })
}

/// The dismissal of a suggestion, with a reason that may be empty; `None` where it is not of this text.
pub fn dismissal(suggestion: &Suggestion, article: &Article, reason: &str) -> Option<Dismissal> {
    let span = Span::in_text(article.id.clone(), &article.text, suggestion.span.clone())?;
    Some(Dismissal {
        outcome: Some(suggestion.outcome),
        value: suggestion.value,
        reason: reason.trim().to_owned(),
        percent: Some(suggestion.percent),
        rules: rules(suggestion),
        ..Dismissal::of(span)
    })
}

/// The rules that a suggestion rests on, each once.
pub fn rules(suggestion: &Suggestion) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for rule in suggestion.reasons.iter().map(rule) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

fn rule(reason: &Reason) -> Rule {
    let part = match reason.said {
        Said::Number => Part::Number,
        Said::Hedge(_) => Part::Hedge,
        Said::Outcome(_) => Part::Outcome,
        Said::Counted => Part::Counted,
        Said::Modality(_) => Part::Modality,
        Said::Source(_) => Part::Source,
        Said::Time => Part::Time,
        Said::AsOf => Part::AsOf,
        Said::Place => Part::Place,
    };
    Rule { part, name: reason.rule.clone() }
}
