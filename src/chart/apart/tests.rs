use super::super::report::reports;
use super::super::sample::{Sample, says};
use super::*;
use crate::model::figure::{Link, Qualifier, SexAge};
use crate::model::item::{Relation, RelationKind};
use crate::model::{Basis, DateClaim};

type Change = fn(&mut Figure);

fn day(text: &str) -> DateClaim {
    DateClaim::on(text.parse().unwrap(), Basis::Stated)
}

/// Two reports of 1,000 and 2,000 killed on one day, alike in all else, each changed as told.
fn two(change_a: Change, change_b: Change) -> (Sample, Vec<Report>) {
    let mut sample = Sample::new();
    for (value, change) in [(1_000, change_a), (2_001, change_b)] {
        sample.total(value, "2024-02-06", |figure| {
            figure.qualifier = Some(Qualifier::Exact);
            change(figure);
        });
    }
    let mut reports = reports(&sample.grounds());
    for (report, path) in reports.iter_mut().zip(["a.txt", "b.txt"]) {
        std::sync::Arc::make_mut(&mut report.article).path = path.to_owned();
        report.published = day("2024-02-07").into();
    }
    (sample, reports)
}

fn judged((sample, reports): &(Sample, Vec<Report>)) -> Judgement {
    let claims = claims(&sample.workspace, reports);
    let [a, b] = claims.as_slice() else { panic!("{claims:?}") };
    assert_eq!(judge(a, b), judge(b, a), "the order changes nothing");
    judge(a, b)
}

fn of(change_a: Change, change_b: Change) -> Judgement {
    judged(&two(change_a, change_b))
}

fn words(judgement: &Judgement, aspect: Aspect) -> &str {
    judgement.tests.iter().find(|test| test.aspect == aspect).map_or("", |test| &test.words)
}

const AS_IT_IS: Change = |_| ();

#[test]
fn contradiction_is_what_nothing_explains() {
    assert_eq!(of(AS_IT_IS, AS_IT_IS).verdict, Verdict::Contradiction);
    let explained: [(Change, Verdict); 7] = [
        (|figure| figure.outcome = Some(Outcome::Injured), Verdict::DifferentOutcome),
        (|figure| figure.population = Some("people in Israel".into()), Verdict::DifferentPopulation),
        (|figure| figure.sex_age = Some(SexAge::Children), Verdict::PartWhole),
        (|figure| figure.scope = Some(Scope::Window { hours: Some(24) }), Verdict::DifferentScope),
        (|figure| figure.as_of = Some(day("2024-02-08")), Verdict::DifferentDate),
        (|figure| figure.attribution = Some(vec![says("AFP tally")]), Verdict::DifferentCompiler),
        (|figure| figure.qualifier = Some(Qualifier::UpTo), Verdict::SameFact),
    ];
    for (change, verdict) in explained {
        assert_eq!(of(AS_IT_IS, change).verdict, verdict);
    }
    let unknown: [Change; 7] = [
        |figure| figure.outcome = None,
        |figure| figure.population = None,
        |figure| figure.scope = None,
        |figure| figure.as_of = None,
        |figure| figure.attribution = None,
        |figure| figure.qualifier = Some(Qualifier::About),
        |figure| figure.scope = Some(Scope::Cumulative { since: "2023-10-07".parse().ok() }),
    ];
    for change in unknown {
        assert_eq!(of(AS_IT_IS, change).verdict, Verdict::Open);
    }
}

#[test]
fn copies_and_later_texts_are_told_from_contradictions() {
    let mut pair = two(AS_IT_IS, AS_IT_IS);
    pair.1[1].published = day("2024-03-01").into();
    assert_eq!(judged(&pair).verdict, Verdict::Revision);
    assert_eq!(
        words(&judged(&pair), Aspect::Publication),
        "Published 23 days apart: the later may revise the earlier."
    );
    pair.1[1].origin = Some("a.txt".into());
    assert_eq!(judged(&pair).verdict, Verdict::SameOrigin);
    assert_eq!(words(&judged(&pair), Aspect::Origin), "Same origin: copies of one text count once.");
    pair.1[1].origin = None;
    pair.1[1].published = DateClaim::default().into();
    assert_eq!(judged(&pair).verdict, Verdict::Open);
}

#[test]
fn each_test_is_told_in_words() {
    let scope = of(AS_IT_IS, |figure| figure.scope = Some(Scope::Window { hours: Some(24) }));
    assert_eq!(words(&scope, Aspect::Scope), "Their time scopes differ: running total against 24 hours.");
    let date = of(AS_IT_IS, |figure| figure.as_of = Some(day("2024-02-08")));
    assert_eq!(words(&date, Aspect::Date), "As of 2 days apart: a later count.");
    let basis = |name: &str| Link { role: Role::BasedOn, ..says(name) };
    let mut pair = two(AS_IT_IS, AS_IT_IS);
    let tallied = pair.0.total(1, "2024-02-06", |figure| {
        figure.attribution = Some(vec![says("AFP tally"), basis("Gaza Ministry of Health")]);
    });
    pair.1[1].id = tallied;
    let words_of = judged(&pair);
    assert_eq!(
        words(&words_of, Aspect::Compiler),
        "Both are based on the same compiler: Gaza Ministry of Health."
    );
}

#[test]
fn numbers_agree_by_hedges_and_by_rounding() {
    let agree = of(
        |figure| (figure.value, figure.qualifier) = (Some(27_585), Some(Qualifier::AtLeast)),
        |figure| figure.value = Some(27_708),
    );
    assert_eq!(agree.verdict, Verdict::SameFact);
    assert_eq!(words(&agree, Aspect::Bounds), "“at least 27,585” and “27,708” can both be true.");
    let rounded = of(
        |figure| (figure.value, figure.qualifier) = (Some(1_160), Some(Qualifier::About)),
        |figure| (figure.value, figure.attribution) = (Some(1_200), Some(vec![says("Israel")])),
    );
    assert_eq!(rounded.verdict, Verdict::Rounding);
    assert_eq!(
        words(&rounded, Aspect::Rounding),
        "1,160 is within the rounding of 1,200 (two significant digits)."
    );
    let equal =
        of(|figure| (figure.value, figure.qualifier) = (Some(2_001), Some(Qualifier::MoreThan)), AS_IT_IS);
    assert_eq!(equal.verdict, Verdict::SameFact, "one printed number is no disagreement");
}

#[test]
fn a_running_total_that_falls_asks_for_a_revision() {
    let falls = of(AS_IT_IS, |figure| {
        (figure.as_of, figure.value) = (Some(day("2024-02-16")), Some(900));
    });
    assert_eq!(falls.verdict, Verdict::Revision);
}

fn listed(pair: &(Sample, Vec<Report>)) -> Vec<Verdict> {
    let found = disagreements(&pair.0.grounds(), &claims(&pair.0.workspace, &pair.1));
    assert!(!found.capped);
    found.pairs.iter().map(|pair| pair.judgement.verdict).collect()
}

#[test]
fn pairs_are_listed_once_and_only_where_one_could_be_taken_for_the_other() {
    assert_eq!(listed(&two(AS_IT_IS, AS_IT_IS)), [Verdict::Contradiction]);
    assert_eq!(listed(&two(AS_IT_IS, |figure| figure.value = Some(1_000))), []);
    assert_eq!(listed(&two(AS_IT_IS, |figure| figure.as_of = Some(day("2024-02-08")))), [], "a series grows");
    let casualties: Change = |figure| figure.outcome = Some(Outcome::CasualtiesUnspecified);
    assert_eq!(listed(&two(AS_IT_IS, casualties)), [Verdict::DifferentOutcome]);
    let window: Change = |figure| figure.scope = Some(Scope::Window { hours: Some(24) });
    assert_eq!(listed(&two(AS_IT_IS, window)), [Verdict::DifferentScope]);
    let incidents: [Change; 2] = [
        |figure| figure.scope = Some(Scope::Incident { event: "strike on a camp".into() }),
        |figure| figure.scope = Some(Scope::Incident { event: "strike on a market".into() }),
    ];
    assert_eq!(listed(&two(incidents[0], incidents[1])), [], "the coder told them apart");
}

#[test]
fn what_an_analyst_settled_is_known() {
    let mut pair = two(AS_IT_IS, AS_IT_IS);
    let (from, to) = (pair.1[1].id, pair.1[0].id);
    let item = pair.0.add(Item::Relation(Relation { from, kind: RelationKind::Revises, to }));
    let found = disagreements(&pair.0.grounds(), &claims(&pair.0.workspace, &pair.1));
    assert_eq!(found.pairs[0].settled, Some(Settled { item, kind: RelationKind::Revises }));
}

#[test]
fn many_reports_of_one_day_give_a_bounded_list_that_says_so() {
    let mut sample = Sample::new();
    for value in 0..400 {
        sample.total(1_000 + value, "2024-02-06", |figure| figure.qualifier = Some(Qualifier::Exact));
    }
    let reports = reports(&sample.grounds());
    let found = disagreements(&sample.grounds(), &claims(&sample.workspace, &reports));
    assert!(found.capped && found.pairs.len() <= 2_000, "{}", found.pairs.len());
}
