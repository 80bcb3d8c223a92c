use super::super::by_id;
use super::super::report::reports;
use super::super::sample::{Sample, says};
use super::*;
use crate::model::Item;
use crate::model::figure::Qualifier;
use crate::model::item::Relation;

/// The attack of one day as two texts count it: "about 1,160" and "1,200"; then 250 and 253 taken captive.
fn sample() -> (Sample, Vec<Arc<Report>>) {
    let mut sample = Sample::new();
    let attack = || Some(Scope::Incident { event: "attack of 7 October".into() });
    for (value, hedge, outcome, source) in [
        (1_160, Qualifier::About, Outcome::CasualtiesUnspecified, Some("AFP tally")),
        (1_200, Qualifier::Exact, Outcome::CasualtiesUnspecified, None),
        (250, Qualifier::About, Outcome::CaptiveTaken, None),
        (253, Qualifier::Exact, Outcome::CaptiveTaken, Some("Government of Israel")),
    ] {
        sample.total(value, "2023-10-07", |figure| {
            (figure.scope, figure.outcome, figure.qualifier) = (attack(), Some(outcome), Some(hedge));
            figure.population = Some("people in Israel".into());
            figure.attribution = Some(source.map(says).into_iter().collect());
        });
    }
    let reports = in_texts(&sample, &["003.txt", "004.txt", "002.txt", "004.txt"]);
    (sample, reports)
}

fn in_texts(sample: &Sample, paths: &[&str]) -> Vec<Arc<Report>> {
    let mut reports = reports(&sample.grounds());
    for (report, path) in reports.iter_mut().zip(paths) {
        Arc::make_mut(&mut report.article).path = (*path).to_owned();
    }
    reports.into_iter().map(Arc::new).collect()
}

fn relate(sample: &mut Sample, from: ItemId, kind: RelationKind, to: ItemId) {
    sample.add(Item::Relation(Relation { from, kind, to }));
}

fn quantities(fact: &Fact) -> Vec<String> {
    fact.rows.iter().map(Row::quantity).collect()
}

#[test]
fn numbers_that_agree_by_rounding_are_two_rows_of_one_proposed_fact() {
    let (sample, reports) = sample();
    let facts = facts(&sample.workspace, &reports);
    let rows: Vec<_> = facts.iter().map(quantities).collect();
    assert_eq!(rows, [["about 1,160", "1,200"], ["about 250", "253"]]);
    assert!(facts.iter().all(|fact| fact.is_proposal() && fact.differs()));
    assert_eq!(facts[0].rows[1].source(), "the article's own voice");
    assert_eq!((facts[0].rows[1].low, facts[0].rows[1].high), (Some(1_200), Some(1_200)));
    assert_eq!((facts[0].rows[0].low, facts[0].rows[0].high), (None, None), "about bounds nothing");
    assert_eq!(facts[0].heard().words(), "2 texts / 2 origins");
}

#[test]
fn copies_of_one_text_are_one_row() {
    let (sample, mut reports) = sample();
    let mut copy = (*reports[0]).clone();
    Arc::make_mut(&mut copy.article).path = "copy.txt".into();
    copy.origin = Some("003.txt".into());
    copy.id.place = 7;
    reports.push(Arc::new(copy));
    let fact = facts(&sample.workspace, &reports).remove(0);
    assert_eq!(quantities(&fact), ["about 1,160", "1,200"]);
    assert_eq!((fact.rows[0].texts(), fact.heard().words()), (2, "3 texts / 2 origins".to_owned()));
}

#[test]
fn what_analysts_said_stands_and_no_proposal_undoes_it() {
    let (mut sample, reports) = sample();
    relate(&mut sample, reports[0].id, RelationKind::SameFact, reports[1].id);
    relate(&mut sample, reports[2].id, RelationKind::Different, reports[3].id);
    let found = facts(&sample.workspace, &reports);
    assert_eq!(found.len(), 1);
    assert!(found[0].proposed.is_empty() && !found[0].is_proposal());
    assert_eq!(found[0].head(), Some(reports[0].id));
}

#[test]
fn a_proposal_joins_no_two_groups_that_analysts_made() {
    let mut sample = Sample::new();
    let ids: Vec<_> =
        [1_180, 1_180, 1_200, 1_220, 1_220].map(|value| sample.total(value, "2023-10-07", |_| ())).into();
    relate(&mut sample, ids[0], RelationKind::SameFact, ids[1]);
    relate(&mut sample, ids[3], RelationKind::SameFact, ids[4]);
    let reports = in_texts(&sample, &["a", "b", "c", "d", "e"]);
    let found = facts(&sample.workspace, &reports);
    assert_eq!(found.len(), 2);
    assert_eq!(found.iter().map(|fact| fact.proposed.len()).sum::<usize>(), 1);
}

#[test]
fn small_numbers_alone_do_not_make_two_incidents_one() {
    let mut sample = Sample::new();
    for _ in 0..2 {
        sample.total(3, "2024-01-01", |figure| figure.scope = Some(Scope::Incident { event: String::new() }));
    }
    let reports = in_texts(&sample, &["a", "b"]);
    assert!(facts(&sample.workspace, &reports).is_empty());
}

/// Figures of few days, numbers and populations.
fn crowded(random: &mut impl FnMut(u64) -> u64) -> (Sample, Vec<ItemId>) {
    let mut sample = Sample::new();
    let mut ids = Vec::new();
    for _ in 0..20 + random(60) {
        let value = [100, 110, 1_000, 1_160, 1_200, 27_585][random(6) as usize];
        let day = ["2024-01-01", "2024-01-02", "2024-01-03"][random(3) as usize];
        let population = [Some("a"), Some("b"), None][random(3) as usize];
        ids.push(sample.total(value, day, |figure| figure.population = population.map(str::to_owned)));
    }
    (sample, ids)
}

/// Relates two figures, or takes a relation back.
fn relate_or_not(sample: &mut Sample, ids: &[ItemId], random: &mut impl FnMut(u64) -> u64) {
    let known: Vec<ItemId> = sample.workspace.relations().map(|(id, _)| id).collect();
    if random(3) == 0 && !known.is_empty() {
        let edit = sample.workspace.remove(known[random(known.len() as u64) as usize]).unwrap();
        let analyst = crate::model::Analyst("tester".into());
        let entry = sample.workspace.entry(crate::model::Writer(1), &analyst, 0, vec![edit]);
        return sample.workspace.take(entry).map(|_| ()).unwrap();
    }
    let kinds = [RelationKind::SameFact, RelationKind::Rounds, RelationKind::PartOf, RelationKind::Different];
    let (from, to) = (random(ids.len() as u64), random(ids.len() as u64));
    relate(sample, ids[from as usize], kinds[random(4) as usize], ids[to as usize]);
}

/// The facts that are looked for where there are too many reports: those of related figures.
fn of_related(workspace: &Workspace, shown: &by_id::ById) -> Vec<Fact> {
    let related = Related::of(workspace).figures();
    facts(workspace, related.iter().filter_map(|id| shown.get(*id)))
}

#[test]
fn facts_that_follow_reports_are_those_found_anew() {
    let mut state = 7_u64;
    let mut random = move |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let (mut proposed, mut said, mut full) = (0, 0, 0);
    for round in 0..60 {
        let (mut sample, ids) = crowded(&mut random);
        let reports = in_texts(&sample, &["a", "b", "c", "d"].repeat(30));
        let most = [12, 1_000][random(2) as usize];
        let (mut ledger, mut shown) = (ledger::Ledger::of_at_most(most), by_id::ById::default());
        for step in 0..60 {
            let report = &reports[random(reports.len() as u64) as usize];
            match shown.remove(report.id) {
                Some(was) => ledger.remove(&was),
                None => {
                    // The same figure comes back as another.
                    let mut other = (**report).clone();
                    other.population = if random(4) == 0 { Some("c".into()) } else { other.population };
                    let report = Arc::new(other);
                    ledger.insert(&report);
                    shown.insert(report);
                }
            }
            if random(4) == 0 {
                relate_or_not(&mut sample, &ids, &mut random);
            }
            ledger.finish();
            let followed = ledger.facts(&sample.workspace, &shown);
            let anew = match ledger.is_full() {
                true => of_related(&sample.workspace, &shown),
                false => facts(&sample.workspace, shown.iter()),
            };
            assert!(followed.iter().map(|fact| &**fact).eq(&anew), "round {round}, step {step}");
            full += usize::from(ledger.is_full());
            proposed += anew.iter().filter(|fact| fact.is_proposal()).count();
            said += anew.iter().filter(|fact| !fact.is_proposal()).count();
        }
    }
    assert!(proposed > 1_000 && said > 400 && full > 100, "{proposed} proposed, {said} said, {full} full");
}
