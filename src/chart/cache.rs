//! One remembered result: the panels of the workspace, articles and filter last asked for.

use std::sync::Arc;

use crate::corpus::Corpus;
use crate::model::Workspace;

use super::filter::Filter;
use super::panels::{Panels, panels};

/// Rebuilds panels only where workspace, articles or filter changed.
#[derive(Clone, Debug, Default)]
pub struct PanelsCache {
    last: Option<(u64, u64, Filter, Arc<Panels>)>,
}

impl PanelsCache {
    /// The panels; the same `Arc` as before where nothing changed.
    ///
    /// `articles` is a number that changes whenever the corpus does.
    pub fn get(
        &mut self,
        workspace: &Workspace,
        corpus: &Corpus,
        articles: u64,
        filter: &Filter,
    ) -> Arc<Panels> {
        if let Some((work, texts, was, panels)) = &self.last
            && (*work, *texts, was) == (workspace.revision(), articles, filter)
        {
            return Arc::clone(panels);
        }
        let fresh = Arc::new(panels(workspace, corpus, filter));
        self.last = Some((workspace.revision(), articles, filter.clone(), Arc::clone(&fresh)));
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn panels_are_rebuilt_only_on_change() {
        let mut sample = Sample::new();
        let mut cache = PanelsCache::default();
        let filter = Filter::default();
        let first = cache.get(&sample.workspace, &sample.corpus, 0, &filter);
        let again = cache.get(&sample.workspace, &sample.corpus, 0, &filter);
        assert!(Arc::ptr_eq(&first, &again));
        sample.total(1, "2024-01-01", |_| ());
        let changed = cache.get(&sample.workspace, &sample.corpus, 0, &filter);
        assert!(!Arc::ptr_eq(&first, &changed) && changed.drawn().count() == 1);
    }
}
