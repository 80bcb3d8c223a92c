//! The panels of a dossier, kept from frame to frame and brought up to date edit by edit.

use std::sync::Arc;

use crate::model::Look;

use super::filter::Facets;
use super::grounds::Grounds;
use super::keeper::Keeper;
use super::panels::Panels;

/// Rebuilds only those lines and lists that an edit concerns; all of them where the articles changed.
#[derive(Clone, Debug, Default)]
pub struct PanelsCache {
    last: Option<Last>,
}

#[derive(Clone, Debug)]
struct Last {
    /// The revision of the workspace, and the number of the articles.
    of: (u64, u64),
    keeper: Keeper,
    panels: Arc<Panels>,
    facets: Option<Arc<Facets>>,
}

impl PanelsCache {
    /// The panels; the same `Arc` as before where nothing changed.
    ///
    /// `articles` is a number that changes whenever the articles or what is known of them does, but
    /// need not change with the workspace. A cache follows one workspace.
    pub fn get(&mut self, grounds: &Grounds, articles: u64, look: &Look) -> Arc<Panels> {
        // The stretch of time makes no difference: panels hold every day.
        let look = Look { first: None, last: None, ..look.clone() };
        Arc::clone(&self.brought_up_to_date(grounds, articles, Some(&look)).panels)
    }

    /// What there is to choose from, whatever the look; the same `Arc` as before where nothing changed.
    pub fn facets(&mut self, grounds: &Grounds, articles: u64) -> Arc<Facets> {
        let last = self.brought_up_to_date(grounds, articles, None);
        let keeper = &last.keeper;
        Arc::clone(last.facets.get_or_insert_with(|| Arc::new(keeper.facets())))
    }

    fn brought_up_to_date(&mut self, grounds: &Grounds, articles: u64, look: Option<&Look>) -> &mut Last {
        let of = (grounds.workspace.revision(), articles);
        let last = self.last.take();
        let look = look.cloned().or_else(|| last.as_ref().map(|last| last.panels.look.clone()));
        let look = look.unwrap_or_default();
        let fresh = match last {
            Some(last) if last.of == of && last.panels.look == look => last,
            Some(last) => last.followed(grounds, of, &look),
            None => Last::new(of, Keeper::new(grounds, &look), grounds),
        };
        self.last.insert(fresh)
    }
}

impl Last {
    fn new(of: (u64, u64), keeper: Keeper, grounds: &Grounds) -> Self {
        let panels = Arc::new(keeper.told(grounds));
        Self { of, keeper, panels, facets: None }
    }

    fn followed(self, grounds: &Grounds, of: (u64, u64), look: &Look) -> Self {
        let touched = grounds.workspace.changes_since(self.of.0).filter(|_| self.of.1 == of.1);
        let Some(touched) = touched else { return Self::new(of, Keeper::new(grounds, look), grounds) };
        let mut keeper = self.keeper;
        if keeper.panels().look != *look {
            keeper.show(look);
        }
        keeper.follow(grounds, touched.into_iter());
        let facets = self.facets.filter(|_| self.of == of);
        Self { facets, ..Self::new(of, keeper, grounds) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::filter::facets;
    use super::super::panels::panels;
    use super::super::sample::{Sample, says};
    use super::*;
    use crate::model::figure::{Figure, Form, Modality, Outcome, Scope};
    use crate::model::item::{Alias, Policy, RelationKind, VaguePolicy};
    use crate::model::{
        Analyst, ArticleFacts, Basis, DateClaim, Day, Edit, Item, ItemId, Kind, Relation, Workspace, Writer,
    };

    #[test]
    fn panels_are_rebuilt_only_on_change() {
        let mut sample = Sample::new();
        let mut cache = PanelsCache::default();
        let look = Look::default();
        let first = cache.get(&sample.grounds(), 0, &look);
        let again = cache.get(&sample.grounds(), 0, &look);
        assert!(Arc::ptr_eq(&first, &again));
        sample.total(1, "2024-01-01", |_| ());
        let changed = cache.get(&sample.grounds(), 0, &look);
        assert!(!Arc::ptr_eq(&first, &changed) && changed.drawn().count() == 1);
    }

    /// Random numbers that are the same in every run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % end
        }

        fn of<T: Clone>(&mut self, all: &[T]) -> T {
            all[self.below(all.len() as u64) as usize].clone()
        }
    }

    fn figure(sample: &Sample, random: &mut Random) -> Figure {
        let mut figure = None;
        let mut other = Sample { workspace: Workspace::default(), corpus: sample.corpus.clone() };
        other.total(1 + random.below(60), "2024-01-01", |made| figure = Some(made.clone()));
        let mut figure = figure.unwrap();
        figure.span.article.path = random.of(&["a.txt", "b.txt", "c/d.txt"]).to_owned();
        let day = Day(19_700 + random.below(60) as i32);
        figure.as_of = random.of(&[
            Some(DateClaim::on(day, Basis::Stated)),
            Some(DateClaim::on(day, Basis::Stated)),
            None,
        ]);
        figure.outcome =
            random.of(&[Some(Outcome::Killed), Some(Outcome::Injured), Some(Outcome::KilledOrIncapacitated)]);
        figure.population = random.of(&[Some("a".into()), Some("b".into()), None]);
        figure.modality =
            random.of(&[Some(Modality::Asserted), Some(Modality::Proposed), Some(Modality::Denied)]);
        figure.attribution = random.of(&[Some(vec![says("x")]), Some(vec![says("y")]), None]);
        let since = Scope::Cumulative { since: Some(Day(19_000 + random.below(2) as i32)) };
        let all = [Scope::Cumulative { since: None }, since, Scope::Stock, Scope::Window { hours: Some(24) }];
        figure.scope = random.of(&[all.map(Some).to_vec(), vec![None]].concat());
        if random.below(9) == 0 {
            (figure.value, figure.form) = (None, Some(Form::VagueNumber));
            figure.span.quote.exact = "hundreds".into();
        }
        figure
    }

    fn edit(sample: &Sample, random: &mut Random) -> Option<Edit> {
        let work = &sample.workspace;
        let figures: Vec<ItemId> = work.of_kind(Kind::Figure).map(|(id, _)| id).collect();
        let others: Vec<ItemId> = [Kind::Alias, Kind::Policy, Kind::ArticleFacts, Kind::Relation]
            .iter()
            .flat_map(|kind| work.of_kind(*kind))
            .map(|(id, _)| id)
            .collect();
        let add = |item| Some(Edit::Add(Arc::new(item)));
        match random.below(20) {
            0..8 => add(Item::Figure(Box::new(figure(sample, random)))),
            8..11 if !figures.is_empty() => {
                let fresh = figure(sample, random);
                work.set(random.of(&figures), Item::Figure(Box::new(fresh)))
            }
            11 | 12 if !figures.is_empty() => work.remove(random.of(&figures)),
            13 if !others.is_empty() => work.remove(random.of(&others)),
            14 => work.undo(&Analyst("tester".into())),
            15 => work.redo(&Analyst("tester".into())),
            16 if figures.len() > 1 => add(Item::Relation(Relation {
                from: random.of(&figures),
                kind: RelationKind::PartOf,
                to: random.of(&figures),
            })),
            17 => add(Item::Alias(Alias { label: "x".into(), stands_for: random.of(&["y", "z"]).into() })),
            18 => {
                let id = sample.corpus.at_path("a.txt").map(|article| article.id.clone())?;
                add(Item::ArticleFacts(ArticleFacts {
                    title: Some(random.of(&["One", "Two"]).into()),
                    ..ArticleFacts::of(id)
                }))
            }
            _ => add(Item::Policy(Policy {
                vague: random.of(&[VaguePolicy::Acled, VaguePolicy::EmDat]),
                own: BTreeMap::new(),
            })),
        }
    }

    #[test]
    fn panels_that_follow_edits_are_the_panels_built_anew() {
        for seed in 0..6 {
            let mut random = Random(seed * 977 + 1);
            let (mut sample, mut cache, mut look) = (Sample::new(), PanelsCache::default(), Look::default());
            for step in 0..90 {
                for _ in 0..=random.below(3) {
                    if let Some(edit) = edit(&sample, &mut random) {
                        let entry =
                            sample.workspace.entry(Writer(1), &Analyst("tester".into()), 0, vec![edit]);
                        sample.workspace.take(entry).unwrap();
                    }
                }
                if random.below(10) == 0 {
                    look.filter.sources =
                        random.of(&[[].into(), ["x".to_owned()].into(), ["y".to_owned()].into()]);
                    look.known_on = random.of(&[None, None, Some(Day(19_730))]);
                    look.gap_days = random.of(&[30, 2]);
                }
                let grounds = sample.grounds();
                let kept = cache.get(&grounds, 0, &look);
                assert!(*kept == panels(&grounds, &look), "seed {seed}, step {step}");
                assert_eq!(*cache.facets(&grounds, 0), facets(&grounds), "seed {seed}, step {step}");
                let ids: Vec<ItemId> = kept.drawn().map(|report| report.id).collect();
                assert_eq!(ids.len(), kept.count_drawn());
            }
        }
    }

    #[test]
    fn an_edit_leaves_the_lines_of_others_as_they_are() {
        let mut sample = Sample::new();
        for source in ["x", "y", "y"] {
            sample.total(5, "2024-01-01", |figure| figure.attribution = Some(vec![says(source)]));
        }
        let mut cache = PanelsCache::default();
        let before = cache.get(&sample.grounds(), 0, &Look::default());
        sample.total(6, "2024-01-02", |figure| figure.attribution = Some(vec![says("y")]));
        let after = cache.get(&sample.grounds(), 0, &Look::default());
        let (before, after) = (&before.cumulative.series, &after.cumulative.series);
        assert!(Arc::ptr_eq(&before[0], &after[0]) && !Arc::ptr_eq(&before[1], &after[1]));
        assert_eq!(after[1].points.len(), 3);
    }
}
