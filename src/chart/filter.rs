//! Which reports a chart shows, and what there is to choose from. Knows nothing of drawing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::figure::{Outcome, ScopeKind};
use crate::model::look::Filter;

use super::grounds::Grounds;
use super::report::{Report, reports};

impl Filter {
    /// Whether a report is shown. A field that is not set is shown only where nothing is chosen for it.
    pub fn takes(&self, report: &Report) -> bool {
        chosen(&self.outcomes, report.outcome.as_ref())
            && chosen(&self.populations, report.population.as_ref())
            && chosen(&self.sources, report.source.as_ref())
            && chosen(&self.scopes, report.scope.as_ref().map(crate::model::figure::Scope::kind).as_ref())
            && chosen(&self.articles, Some(&report.article.path))
    }
}

fn chosen<T: Ord>(set: &BTreeSet<T>, value: Option<&T>) -> bool {
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
    facets_of(&reports(grounds))
}

/// The values present in some reports.
pub(super) fn facets_of(reports: &[Report]) -> Facets {
    let count = |value: fn(&Report) -> Option<String>| counted(reports.iter().filter_map(value));
    Facets {
        outcomes: counted(reports.iter().filter_map(|report| report.outcome)),
        populations: count(|report| report.population.clone()),
        sources: count(|report| report.source.clone()),
        scopes: counted(
            reports
                .iter()
                .filter_map(|report| report.scope.as_ref().map(super::super::model::figure::Scope::kind)),
        ),
        articles: count(|report| Some(report.article.path.clone())),
    }
}

fn counted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts.into_iter().collect()
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
