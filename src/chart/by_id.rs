//! Reports by figure, in leaves that versions share: one change copies one leaf, not the whole.

use std::sync::Arc;

use crate::model::ItemId;

use super::report::Report;

/// Reports in a leaf, at most.
const FULL: usize = 512;

/// Reports in the order of their figures.
#[derive(Clone, Debug, Default)]
pub(super) struct ById {
    /// None is empty; each holds what comes before the next.
    leaves: Vec<Arc<Vec<Arc<Report>>>>,
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl ById {
    /// A report by its figure.
    pub(super) fn get(&self, id: ItemId) -> Option<&Arc<Report>> {
        let leaf = self.leaves.get(self.leaf_of(id))?;
        leaf.binary_search_by_key(&id, |report| report.id).ok().and_then(|at| leaf.get(at))
    }

    /// The leaf that holds a figure, or would.
    fn leaf_of(&self, id: ItemId) -> usize {
        let starts_before = |leaf: &Arc<Vec<Arc<Report>>>| leaf.first().is_some_and(|first| first.id <= id);
        self.leaves.partition_point(starts_before).saturating_sub(1)
    }

    /// Puts a report in; gives the one that stood in its place.
    pub(super) fn insert(&mut self, report: Arc<Report>) -> Option<Arc<Report>> {
        let place = self.leaf_of(report.id);
        let Some(leaf) = self.leaves.get_mut(place) else {
            self.leaves.push(Arc::new(vec![report]));
            return None;
        };
        let leaf = Arc::make_mut(leaf);
        match leaf.binary_search_by_key(&report.id, |known| known.id) {
            Ok(at) => return leaf.get_mut(at).map(|known| std::mem::replace(known, report)),
            Err(at) => leaf.insert(at, report),
        }
        if leaf.len() > FULL {
            // Figures are mostly added at the end: there the full leaf stays full.
            let keep = if place + 1 == self.leaves.len() { FULL } else { FULL / 2 };
            let rest = self.leaves.get_mut(place).map(|leaf| Arc::make_mut(leaf).split_off(keep));
            self.leaves.insert(place + 1, Arc::new(rest.unwrap_or_default()));
        }
        None
    }

    /// Takes a report out.
    pub(super) fn remove(&mut self, id: ItemId) -> Option<Arc<Report>> {
        let place = self.leaf_of(id);
        let leaf = self.leaves.get_mut(place)?;
        let at = leaf.binary_search_by_key(&id, |report| report.id).ok()?;
        let leaf = Arc::make_mut(leaf);
        let removed = leaf.remove(at);
        if leaf.is_empty() {
            self.leaves.remove(place);
        }
        Some(removed)
    }

    /// Every report, in the order of the figures.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.leaves.iter().flat_map(|leaf| leaf.iter())
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::report::reports;
    use super::super::sample::Sample;
    use super::*;
    use crate::model::{EntryId, Writer};

    #[test]
    fn leaves_hold_what_a_map_holds() {
        let mut sample = Sample::new();
        sample.total(1, "2024-01-01", |_| ());
        let report = reports(&sample.grounds()).remove(0);
        let (mut leaves, mut map) = (ById::default(), BTreeMap::new());
        let mut random = 7u64;
        for step in 0..6000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let counter = (random >> 33) % 2000;
            let id = ItemId { entry: EntryId { counter, writer: Writer(0) }, place: 0 };
            if random >> 60 < 6 && step > 2000 {
                assert_eq!(leaves.remove(id), map.remove(&id));
            } else {
                let report = Arc::new(Report { id, value: Some(step), ..report.clone() });
                assert_eq!(leaves.insert(Arc::clone(&report)), map.insert(id, report));
            }
            assert_eq!(leaves.get(id), map.get(&id));
        }
        assert!(leaves.iter().eq(map.values()) && leaves.leaves.len() > 2);
    }
}
