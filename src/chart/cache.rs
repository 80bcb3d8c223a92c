//! One remembered result: the panels of the grounds and the look last asked for.

use std::sync::Arc;

use crate::model::Look;

use super::grounds::Grounds;
use super::panels::{Panels, panels};

/// Rebuilds panels only where workspace, articles or look changed.
#[derive(Clone, Debug, Default)]
pub struct PanelsCache {
    last: Option<(u64, u64, Look, Arc<Panels>)>,
}

impl PanelsCache {
    /// The panels; the same `Arc` as before where nothing changed.
    ///
    /// `articles` is a number that changes whenever the corpus does.
    /// The stretch of time that a look asks for makes no difference: panels hold every day.
    pub fn get(&mut self, grounds: &Grounds, articles: u64, look: &Look) -> Arc<Panels> {
        let look = &Look { first: None, last: None, ..look.clone() };
        let workspace = grounds.workspace.revision();
        if let Some((work, texts, was, panels)) = &self.last
            && (*work, *texts, was) == (workspace, articles, look)
        {
            return Arc::clone(panels);
        }
        let fresh = Arc::new(panels(grounds, look));
        self.last = Some((workspace, articles, look.clone(), Arc::clone(&fresh)));
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
        let look = Look::default();
        let first = cache.get(&sample.grounds(), 0, &look);
        let again = cache.get(&sample.grounds(), 0, &look);
        assert!(Arc::ptr_eq(&first, &again));
        sample.total(1, "2024-01-01", |_| ());
        let changed = cache.get(&sample.grounds(), 0, &look);
        assert!(!Arc::ptr_eq(&first, &changed) && changed.drawn().count() == 1);
    }
}
