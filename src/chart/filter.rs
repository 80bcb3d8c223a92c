//! Which reports a chart shows, and what there is to choose from. Knows nothing of drawing.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::ArticleId;
use crate::model::figure::{Outcome, ScopeKind};
use crate::model::look::Filter;

use super::grounds::Grounds;
use super::report::{Report, reports};

impl Filter {
    /// Whether a report is shown. A field that is not set is shown only where nothing is chosen for it.
    pub fn takes(&self, report: &Report) -> bool {
        chosen(&self.outcomes, report.outcome.as_ref())
            && chosen(&self.populations, report.population.as_deref())
            && chosen(&self.sources, report.source.as_deref())
            && chosen(&self.scopes, report.scope.as_ref().map(crate::model::figure::Scope::kind).as_ref())
            && chosen(&self.articles, Some(report.article.path.as_str()))
    }
}

fn chosen<T: Ord + Borrow<Q>, Q: Ord + ?Sized>(set: &BTreeSet<T>, value: Option<&Q>) -> bool {
    set.is_empty() || value.is_some_and(|value| set.contains(value))
}

/// The values that reports have, each with the number of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Outcomes.
    pub outcomes: Vec<(Outcome, usize)>,
    /// Populations.
    pub populations: Vec<(String, usize)>,
    /// Head sources in their fixed form.
    pub sources: Vec<(String, usize)>,
    /// Kinds of time scope.
    pub scopes: Vec<(ScopeKind, usize)>,
    /// Articles, by path.
    pub articles: Vec<(String, usize)>,
}

/// The values present in a workspace, in their own order, with counts.
pub fn facets(grounds: &Grounds) -> Facets {
    let mut counts = Counts::default();
    reports(grounds).iter().for_each(|report| counts.add(report));
    counts.facets()
}

/// How many reports have each value, followed report by report.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    outcomes: BTreeMap<Outcome, usize>,
    populations: BTreeMap<Arc<str>, usize>,
    sources: BTreeMap<Arc<str>, usize>,
    scopes: BTreeMap<ScopeKind, usize>,
    articles: BTreeMap<Arc<ArticleId>, usize>,
}

impl Counts {
    /// The head sources, each with how many reports.
    pub(super) fn sources(&self) -> &BTreeMap<Arc<str>, usize> {
        &self.sources
    }

    /// Counts a report.
    pub(super) fn add(&mut self, report: &Report) {
        more(&mut self.outcomes, report.outcome.as_ref());
        more(&mut self.populations, report.population.as_ref());
        more(&mut self.sources, report.source.as_ref());
        more(&mut self.scopes, scope(report).as_ref());
        more(&mut self.articles, Some(&report.article));
    }

    /// Counts a report no longer.
    pub(super) fn remove(&mut self, report: &Report) {
        fewer(&mut self.outcomes, report.outcome.as_ref());
        fewer(&mut self.populations, report.population.as_ref());
        fewer(&mut self.sources, report.source.as_ref());
        fewer(&mut self.scopes, scope(report).as_ref());
        fewer(&mut self.articles, Some(&report.article));
    }

    /// The values with their counts.
    pub(super) fn facets(&self) -> Facets {
        let words = |counts: &BTreeMap<Arc<str>, usize>| {
            counts.iter().map(|(words, count)| (words.to_string(), *count)).collect()
        };
        let mut articles: Vec<(String, usize)> = Vec::with_capacity(self.articles.len());
        for (article, count) in &self.articles {
            match articles.last_mut() {
                Some((path, sum)) if *path == article.path => *sum += count, // Two versions of one text.
                _ => articles.push((article.path.clone(), *count)),
            }
        }
        Facets {
            outcomes: self.outcomes.iter().map(|(outcome, count)| (*outcome, *count)).collect(),
            populations: words(&self.populations),
            sources: words(&self.sources),
            scopes: self.scopes.iter().map(|(scope, count)| (*scope, *count)).collect(),
            articles,
        }
    }
}

fn scope(report: &Report) -> Option<ScopeKind> {
    report.scope.as_ref().map(crate::model::figure::Scope::kind)
}

/// Counts one more of a value.
pub(super) fn more<T: Ord + Clone>(counts: &mut BTreeMap<T, usize>, value: Option<&T>) {
    let Some(value) = value else { return };
    match counts.get_mut(value) {
        Some(count) => *count += 1,
        None => {
            counts.insert(value.clone(), 1);
        }
    }
}

/// Counts one less of a value; one of which there is none left is forgotten.
pub(super) fn fewer<T: Ord>(counts: &mut BTreeMap<T, usize>, value: Option<&T>) {
    let Some(value) = value else { return };
    if let Some(count) = counts.get_mut(value) {
        *count -= 1;
        if *count == 0 {
            counts.remove(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, killed};
    use super::*;

    #[test]
    fn an_empty_filter_takes_all_and_a_choice_leaves_out_what_is_unset() {
        let mut sample = Sample::new();
        sample.figure("at least 27,585", |figure| *figure = killed(figure.clone(), 27_585, "2024-02-06"));
        sample.figure("107", |_| ());
        let all = reports(&sample.grounds());
        let mut filter = Filter::default();
        assert!(filter.is_all() && all.iter().all(|report| filter.takes(report)));
        filter.outcomes.insert(Outcome::Killed);
        assert_eq!(all.iter().filter(|report| filter.takes(report)).count(), 1);
        let facets = facets(&sample.grounds());
        assert_eq!(facets.outcomes, [(Outcome::Killed, 1)]);
        assert_eq!(facets.articles, [("a.txt".to_owned(), 2)]);
    }

    #[test]
    fn a_filter_is_kept_as_text() {
        let mut filter = Filter::default();
        filter.sources.insert("Gaza Ministry of Health".into());
        filter.scopes.insert(ScopeKind::Window);
        let text = ron::to_string(&filter).unwrap();
        assert_eq!(ron::from_str::<Filter>(&text).unwrap(), filter);
        assert_eq!(ron::from_str::<Filter>("()").unwrap(), Filter::default());
    }
}
