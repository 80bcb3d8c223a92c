//! Settling what two reports are to one another, what is one fact, and which incidents are distinct: one entry each.

use super::Action;
use crate::chart::apart::{Pair, agree_by_rounding, settles};
use crate::chart::facts::Fact;
use crate::dossier::Dossier;
use crate::model::item::{Distinct, Relation, RelationKind};
use crate::model::{Edit, Item, ItemId};

/// The members of a proposal that may be told apart at once, since each is told apart from each.
pub const MOST_APART: usize = 12;

/// The ways in which a disagreement is settled, in the order in which they are offered.
pub const WAYS: [RelationKind; 6] = [
    RelationKind::SameFact,
    RelationKind::Revises,
    RelationKind::Rounds,
    RelationKind::PartOf,
    RelationKind::Contradicts,
    RelationKind::Different,
];

/// The relation that settles a pair in a way: the later revises, the rougher rounds, the smaller is the part.
///
/// `None` where a figure is gone, or neither number rounds the other.
pub fn relation(dossier: &Dossier, pair: &Pair, kind: RelationKind) -> Option<Relation> {
    let (a, b) =
        (dossier.workspace().figure(pair.first)?.value, dossier.workspace().figure(pair.second)?.value);
    let turned = match kind {
        RelationKind::PartOf => a < b,
        RelationKind::Rounds => {
            let (a, b) = a.zip(b).filter(|(a, b)| a != b && agree_by_rounding(*a, *b))?;
            crate::chart::apart::significant_digits(a) < crate::chart::apart::significant_digits(b)
        }
        _ => false,
    };
    let (from, to) = if turned { (pair.first, pair.second) } else { (pair.second, pair.first) };
    Some(Relation { from, kind, to })
}

/// Settles a pair in a way, in place of what it was settled as before: one entry.
pub fn settle(dossier: &Dossier, pair: &Pair, kind: RelationKind) -> Vec<Action> {
    let Some(relation) = relation(dossier, pair, kind) else { return Vec::new() };
    let mut edits = unsettled(dossier, pair);
    edits.push(Edit::add(Item::Relation(relation)));
    vec![Action::Commit(edits)]
}

/// Takes back how a pair was settled: one entry.
pub fn open_again(dossier: &Dossier, pair: &Pair) -> Vec<Action> {
    commit(unsettled(dossier, pair))
}

fn commit(edits: Vec<Edit>) -> Vec<Action> {
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

/// The edits that remove every relation that settles a pair.
fn unsettled(dossier: &Dossier, pair: &Pair) -> Vec<Edit> {
    let (a, b) = (pair.first, pair.second);
    let of_pair = |it: &Relation| (it.from, it.to) == (a, b) || (it.from, it.to) == (b, a);
    let relations = dossier.workspace().relations().filter(|(_, it)| settles(it.kind) && of_pair(it));
    relations.filter_map(|(id, _)| dossier.workspace().remove(id)).collect()
}

/// Says that the proposed figures of a fact state it: one entry.
pub fn confirm(dossier: &Dossier, fact: &Fact) -> Vec<Action> {
    let Some(head) = fact.head().filter(|head| dossier.workspace().figure(*head).is_some()) else {
        return Vec::new();
    };
    let others = fact.proposed.iter().filter(|id| **id != head && dossier.workspace().figure(**id).is_some());
    let relation = |id: &ItemId| Relation { from: *id, kind: RelationKind::SameFact, to: head };
    commit(others.map(|id| Edit::add(Item::Relation(relation(id)))).collect())
}

/// Whether the proposed figures of a fact can be told apart at once.
pub fn can_tell_apart(fact: &Fact) -> bool {
    !fact.proposed.is_empty() && fact.reports().count() <= MOST_APART
}

/// Says that the proposed figures of a fact each state a fact of their own: one entry.
pub fn tell_apart(dossier: &Dossier, fact: &Fact) -> Vec<Action> {
    if !can_tell_apart(fact) {
        return Vec::new();
    }
    let ids: Vec<ItemId> = fact.reports().map(|report| report.id).collect();
    let mut edits = Vec::new();
    for (place, from) in ids.iter().enumerate() {
        let others =
            ids[place + 1..].iter().filter(|to| fact.proposed.contains(from) || fact.proposed.contains(to));
        edits.extend(others.map(|to| {
            Edit::add(Item::Relation(Relation { from: *from, kind: RelationKind::Different, to: *to }))
        }));
    }
    let known = ids.iter().all(|id| dossier.workspace().figure(*id).is_some());
    if known { commit(edits) } else { Vec::new() }
}

/// Marks figures as incidents that are distinct from one another, under a name: one entry.
pub fn mark_distinct(dossier: &Dossier, name: &str, figures: &[ItemId]) -> Vec<Action> {
    let figures = figures.iter().copied().filter(|id| dossier.workspace().figure(*id).is_some());
    let marked = Distinct { name: name.trim().to_owned(), figures: figures.collect() };
    if marked.name.is_empty() || marked.figures.len() < 2 {
        return Vec::new();
    }
    vec![Action::Commit(vec![Edit::add(Item::Distinct(marked))])]
}

/// Takes back that incidents are marked as distinct: one entry.
pub fn unmark_distinct(dossier: &Dossier, id: ItemId) -> Vec<Action> {
    commit(dossier.workspace().remove(id).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::apart::{Judgement, Verdict};
    use crate::corpus::{Article, Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::figure::Method;
    use crate::model::{Analyst, Kind, Workspace, Writer};

    const TEXT: &str = "One said 1,160 people were killed; another said 1,200.";

    /// A dossier with two figures, and the pair of them.
    fn dossier() -> (Dossier, Pair) {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        let figure = |words: &str| {
            let start = TEXT.find(words).unwrap();
            crate::detect::figure(article.id.clone(), TEXT, start..start + words.len(), Method::Hand).unwrap()
        };
        let edits = ["1,160", "1,200"].map(|words| Edit::add(Item::Figure(Box::new(figure(words)))));
        let sitting =
            Sitting { analyst: Analyst("A. Example".into()), writer: Writer(1), ..Sitting::new("", 0) };
        let mut dossier =
            Dossier::in_memory(Workspace::default(), Corpus::new([article], Vec::new()), sitting);
        let entry = dossier.commit(edits.into(), 0).unwrap().unwrap();
        let judgement = Judgement { verdict: Verdict::Rounding, tests: Vec::new() };
        let (first, second) = (ItemId { entry, place: 0 }, ItemId { entry, place: 1 });
        (dossier, Pair { first, second, judgement, settled: None })
    }

    fn carry_out(dossier: &mut Dossier, actions: Vec<Action>) {
        for action in actions {
            let Action::Commit(edits) = action else { panic!("{action:?}") };
            dossier.commit(edits, 0).unwrap();
        }
    }

    fn relations(dossier: &Dossier) -> Vec<Relation> {
        dossier.workspace().relations().map(|(_, relation)| relation.clone()).collect()
    }

    #[test]
    fn a_relation_points_from_the_later_the_rougher_and_the_smaller() {
        let (dossier, pair) = dossier();
        let from = |kind| relation(&dossier, &pair, kind).unwrap().from;
        assert_eq!(from(RelationKind::Revises), pair.second);
        assert_eq!(from(RelationKind::Rounds), pair.second, "1,200 rounds 1,160");
        assert_eq!(from(RelationKind::PartOf), pair.first, "1,160 is the part");
    }

    #[test]
    fn settling_again_replaces_and_each_is_one_entry_that_undo_takes_back() {
        let (mut dossier, pair) = dossier();
        let actions = settle(&dossier, &pair, RelationKind::Contradicts);
        carry_out(&mut dossier, actions);
        let actions = settle(&dossier, &pair, RelationKind::SameFact);
        carry_out(&mut dossier, actions);
        let kinds = |dossier: &Dossier| relations(dossier).iter().map(|it| it.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&dossier), [RelationKind::SameFact]);
        dossier.undo(0).unwrap();
        assert_eq!(kinds(&dossier), [RelationKind::Contradicts]);
        let actions = open_again(&dossier, &pair);
        carry_out(&mut dossier, actions);
        assert!(relations(&dossier).is_empty() && open_again(&dossier, &pair).is_empty());
    }

    #[test]
    fn distinct_incidents_need_a_name_and_two_figures() {
        let (mut dossier, pair) = dossier();
        let both = [pair.first, pair.second];
        assert!(mark_distinct(&dossier, " ", &both).is_empty());
        assert!(mark_distinct(&dossier, "strikes", &both[..1]).is_empty());
        let actions = mark_distinct(&dossier, " strikes of a day ", &both);
        carry_out(&mut dossier, actions);
        let (id, item) = dossier.workspace().of_kind(Kind::Distinct).next().unwrap();
        assert!(matches!(item, Item::Distinct(it) if it.name == "strikes of a day" && it.figures.len() == 2));
        let actions = unmark_distinct(&dossier, id);
        carry_out(&mut dossier, actions);
        assert_eq!(dossier.count(Kind::Distinct), 0);
    }
}
