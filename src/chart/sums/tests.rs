use super::super::report::reports;
use super::super::sample::Sample;
use super::*;
use crate::model::Item;
use crate::model::figure::{Figure, Qualifier, Scope, SexAge};
use crate::model::item::Relation;

/// A number, its hedge, and what else is changed of its figure.
type Counted = (u64, Qualifier, fn(&mut Figure));

/// Incidents of their own with these numbers and hedges, each in a text of its own.
fn incidents(numbers: &[(u64, Qualifier)]) -> Vec<Counted> {
    numbers.iter().map(|(value, hedge)| (*value, *hedge, (|_| ()) as fn(&mut Figure))).collect()
}

fn sample(figures: &[Counted]) -> (Sample, Vec<Report>) {
    let mut sample = Sample::new();
    for (place, (value, hedge, change)) in figures.iter().enumerate() {
        sample.total(*value, "2024-02-06", |figure| {
            figure.qualifier = Some(*hedge);
            figure.scope = Some(Scope::Incident { event: format!("strike {place}") });
            change(figure);
        });
    }
    let mut reports = reports(&sample.grounds());
    for (place, report) in reports.iter_mut().enumerate() {
        std::sync::Arc::make_mut(&mut report.article).path = format!("{place}.txt");
    }
    (sample, reports)
}

fn summed((sample, reports): &(Sample, Vec<Report>)) -> Result<Sum, Vec<String>> {
    let figures = reports.iter().map(|report| report.id).collect();
    sum(&sample.workspace, reports, &Distinct { name: "strikes of a day".into(), figures })
}

fn refusal(change: fn(&mut Figure)) -> String {
    let mut figures = incidents(&[(10, Qualifier::Exact), (20, Qualifier::Exact)]);
    figures[1].2 = change;
    summed(&sample(&figures)).unwrap_err().join(" ")
}

#[test]
fn bounds_are_added_and_what_is_open_stays_open() {
    use Qualifier as Q;
    let number = |figures: &[(u64, Q)]| summed(&sample(&incidents(figures))).unwrap().number();
    assert_eq!(number(&[(20, Q::Exact), (25, Q::Exact)]), "45");
    assert_eq!(number(&[(20, Q::Exact), (25, Q::AtLeast)]), "at least 45");
    assert_eq!(number(&[(20, Q::UpTo), (25, Q::Exact)]), "25 to 45");
    assert_eq!(number(&[(20, Q::UpTo), (26, Q::LessThan)]), "up to 45");
    assert_eq!(number(&[(20, Q::About), (25, Q::Exact)]), "at least 25");
    assert_eq!(number(&[(20, Q::MoreThan), (25, Q::Exact)]), "at least 46");
    let words = summed(&sample(&incidents(&[(20, Q::Exact), (25, Q::AtLeast)]))).unwrap().words();
    assert_eq!(
        words,
        "At least 45 people reported killed in 2 incidents marked as distinct (2 texts / 2 origins)."
    );
}

#[test]
fn totals_stocks_and_windows_are_refused() {
    assert!(
        refusal(|figure| figure.scope = Some(Scope::Cumulative { since: None })).contains("running total")
    );
    assert!(refusal(|figure| figure.scope = Some(Scope::Stock)).contains("at a moment"));
    assert!(
        refusal(|figure| figure.scope = Some(Scope::Window { hours: Some(24) })).contains("window of time")
    );
    assert!(refusal(|figure| figure.scope = None).contains("no time scope"));
    assert!(refusal(|figure| figure.value = None).contains("gives no number"));
    let outcomes = refusal(|figure| figure.outcome = Some(Outcome::Injured));
    assert_eq!(outcomes, "They count different outcomes: killed, injured.");
    assert!(refusal(|figure| figure.sex_age = Some(SexAge::Children)).contains("a part of the people"));
    let same = refusal(|figure| figure.scope = Some(Scope::Incident { event: "Strike 0".into() }));
    assert!(same.contains("report on the same incident"), "{same}");
}

#[test]
fn what_analysts_related_is_refused() {
    for (kind, words) in [
        (RelationKind::PartOf, "would count twice"),
        (RelationKind::SameFact, "state the same fact"),
        (RelationKind::Rounds, "state the same fact"),
        (RelationKind::Revises, "revises"),
    ] {
        let mut pair = sample(&incidents(&[(10, Qualifier::Exact), (20, Qualifier::Exact)]));
        let (from, to) = (pair.1[0].id, pair.1[1].id);
        pair.0.add(Item::Relation(Relation { from, kind, to }));
        let refused = summed(&pair).unwrap_err().join(" ");
        assert!(refused.contains(words), "{refused}");
    }
}

#[test]
fn copies_are_refused_and_one_text_may_tell_of_several_incidents() {
    let mut pair = sample(&incidents(&[(10, Qualifier::Exact), (20, Qualifier::Exact)]));
    pair.1[1].origin = Some("0.txt".into());
    assert!(summed(&pair).unwrap_err().join(" ").contains("copies of one text"));
    std::sync::Arc::make_mut(&mut pair.1[1].article).path = "0.txt".into();
    assert_eq!(summed(&pair).unwrap().heard, Heard { texts: 1, origins: 1 });
}

#[test]
fn one_figure_and_numbers_too_large_are_refused() {
    assert!(summed(&sample(&incidents(&[(10, Qualifier::Exact)]))).is_err());
    let huge = [(u64::MAX, Qualifier::Exact), (u64::MAX, Qualifier::Exact)];
    assert!(summed(&sample(&incidents(&huge))).unwrap_err().join(" ").contains("too large"));
}
