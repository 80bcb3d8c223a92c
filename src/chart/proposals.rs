//! Terms of proposals: who says what is offered or demanded, for whom, in exchange for whom, for how long. Never an outcome.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::figure::{Figure, Modality};
use crate::model::item::RelationKind;
use crate::model::shown::people;
use crate::model::{ItemId, Workspace};

use super::report::Report;
use super::wording;

/// One term of a proposal, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The report.
    pub report: Arc<Report>,
    /// How many of whom: `40 hostages`.
    pub how_many: String,
    /// The figures that a deal would exchange them for: `“hundreds” Palestinians`.
    pub in_exchange: String,
    /// For how long, in the text's words; empty where it does not say.
    pub how_long: String,
    /// How it is put forward: proposed, demanded.
    pub as_what: &'static str,
}

/// The terms of some reports, in their order.
pub fn terms(workspace: &Workspace, reports: &[Arc<Report>]) -> Vec<Term> {
    if reports.is_empty() {
        return Vec::new();
    }
    let exchanges = exchanges(workspace);
    reports.iter().map(|report| term(workspace, report, &exchanges)).collect()
}

fn term(workspace: &Workspace, report: &Arc<Report>, exchanges: &BTreeMap<ItemId, Vec<ItemId>>) -> Term {
    let figure = workspace.figure(report.id);
    let words = |id: &ItemId| workspace.figure(*id).map(counted);
    let others: Vec<String> = exchanges.get(&report.id).into_iter().flatten().filter_map(words).collect();
    let how_long = figure.and_then(|figure| figure.scope_words.as_ref());
    Term {
        report: Arc::clone(report),
        how_many: figure.map(counted).unwrap_or_else(|| wording::quantity(report)),
        in_exchange: others.join("; "),
        how_long: how_long.map(|words| words.text.clone()).unwrap_or_default(),
        as_what: report.modality.unwrap_or(Modality::Proposed).label(),
    }
}

/// Each figure with those that it would be exchanged for, whichever way round the analyst said so.
fn exchanges(workspace: &Workspace) -> BTreeMap<ItemId, Vec<ItemId>> {
    let mut exchanges: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    for (_, relation) in workspace.relations().filter(|(_, it)| it.kind == RelationKind::ExchangedFor) {
        exchanges.entry(relation.from).or_default().push(relation.to);
        exchanges.entry(relation.to).or_default().push(relation.from);
    }
    exchanges
}

/// A number with its hedge and the noun it counts, as printed.
fn counted(figure: &Figure) -> String {
    let hedge = wording::hedge(figure.qualifier);
    let number = figure.value.map_or_else(|| format!("“{}”", figure.span.label()), people);
    let noun = figure.unit.as_ref().or(figure.victims.as_ref()).map(|words| words.text.as_str());
    let parts = [Some(hedge).filter(|hedge| !hedge.is_empty()), Some(number.as_str()), noun];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::panels::panels;
    use super::super::sample::Sample;
    use super::*;
    use crate::model::item::Relation;
    use crate::model::{Item, Look, Words};

    #[test]
    fn an_exchange_is_told_from_both_sides() {
        let mut sample = Sample::new();
        let forty = sample.figure("up to 40", |figure| {
            figure.value = Some(40);
            figure.modality = Some(Modality::Proposed);
            figure.unit = Some(Words::typed("hostages"));
            figure.scope_words = Some(Words::typed("for six weeks"));
        });
        let many = sample.figure("Numerous", |figure| figure.modality = Some(Modality::Proposed));
        sample.add(Item::Relation(Relation { from: forty, kind: RelationKind::ExchangedFor, to: many }));
        let terms = panels(&sample.grounds(), &Look::default()).terms;
        assert_eq!(
            (terms[0].how_many.as_str(), terms[0].in_exchange.as_str()),
            ("40 hostages", "“Numerous”")
        );
        assert_eq!(terms[0].how_long, "for six weeks");
        assert_eq!(terms[1].in_exchange, "40 hostages");
    }
}
