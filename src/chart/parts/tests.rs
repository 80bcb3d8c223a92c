use super::super::sample::Sample;
use super::*;
use crate::model::Item;
use crate::model::figure::Qualifier;

/// Totals of one day in a chain: each is part of the next.
fn chain(values: &[(u64, Qualifier)]) -> (Sample, Vec<ItemId>) {
    let mut sample = Sample::new();
    let ids: Vec<_> = values
        .iter()
        .map(|(value, hedge)| sample.total(*value, "2024-02-06", |figure| figure.qualifier = Some(*hedge)))
        .collect();
    for pair in ids.windows(2) {
        part(&mut sample, pair[0], pair[1]);
    }
    (sample, ids)
}

fn part(sample: &mut Sample, from: ItemId, to: ItemId) {
    sample.add(Item::Relation(Relation { from, kind: RelationKind::PartOf, to }));
}

fn faults(sample: &Sample) -> Vec<Fault> {
    flaws(&sample.workspace).iter().map(|flaw| flaw.fault).collect()
}

#[test]
fn six_of_107_of_27585_fit_and_form_a_chain() {
    use Qualifier::{AtLeast, Exact};
    let (sample, ids) = chain(&[(6, Exact), (107, AtLeast), (27_585, AtLeast)]);
    assert_eq!(faults(&sample), []);
    let parts = Parts::of(&sample.workspace);
    assert_eq!(parts.chain(ids[0]), [ids[1], ids[2]]);
    assert!(parts.is_part(ids[0], ids[2]) && !parts.is_part(ids[2], ids[0]));
}

#[test]
fn a_part_larger_than_its_whole_is_flagged_through_open_links_too() {
    use Qualifier::{AtLeast, Exact};
    assert_eq!(faults(&chain(&[(134, Exact), (253, Exact)]).0), []);
    assert_eq!(faults(&chain(&[(254, Exact), (253, Exact)]).0), [Fault::Larger]);
    assert_eq!(faults(&chain(&[(253, Qualifier::MoreThan), (253, Exact)]).0), [Fault::Larger]);
    assert_eq!(faults(&chain(&[(108, Exact), (107, AtLeast)]).0), [], "at least 107 leaves room for 108");
    let (sample, _) = chain(&[(300, Exact), (107, AtLeast), (200, Exact)]);
    let flaws = flaws(&sample.workspace);
    assert_eq!(flaws.len(), 1);
    assert!(flaws[0].words.contains("larger than the whole of its whole"), "{}", flaws[0].words);
}

#[test]
fn circles_are_flagged_and_end() {
    let (mut sample, ids) = chain(&[(6, Qualifier::Exact), (6, Qualifier::Exact), (6, Qualifier::Exact)]);
    part(&mut sample, ids[2], ids[0]);
    assert_eq!(faults(&sample), [Fault::Circle; 3]);
    assert!(flaws(&sample.workspace)[0].words.contains("part of itself"));
    let (mut sample, ids) = chain(&[(6, Qualifier::Exact)]);
    part(&mut sample, ids[0], ids[0]);
    assert_eq!(faults(&sample), [Fault::Circle]);
}

#[test]
fn a_part_that_stands_later_than_its_running_total_is_a_matter_to_look_at() {
    let mut sample = Sample::new();
    let whole = sample.total(27_585, "2024-02-06", |_| ());
    let later = sample.total(6, "2024-02-08", |_| ());
    let earlier = sample.total(6, "2024-02-05", |_| ());
    part(&mut sample, later, whole);
    part(&mut sample, earlier, whole);
    assert_eq!(faults(&sample), [Fault::Dates]);
    assert!(!flaws(&sample.workspace)[0].is_violation());
    let mut sample = Sample::new();
    let taken = sample.total(253, "2023-10-07", |figure| {
        figure.scope = Some(Scope::Incident { event: String::new() });
    });
    let held = sample.total(134, "2024-02-14", |figure| figure.scope = Some(Scope::Stock));
    part(&mut sample, held, taken);
    assert_eq!(faults(&sample), [], "134 of the 253 who were taken are held later");
}
