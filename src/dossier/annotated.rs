//! What analysts know of each article that they worked on, ready to be handed to another thread.
//!
//! A cache beside the placing of items: it follows every change article by article, and a copy of
//! all of it shares what it holds. A copy in use keeps what it saw: only the part of the articles
//! with a change is copied then.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::placing::Marks;
use super::{Dossier, Facts};
use crate::model::{Item, ItemId};

/// Parts that are copied by themselves.
const PARTS: usize = 64;

/// What is known of all articles, by path.
#[derive(Clone, Debug)]
pub(super) struct Annotated {
    parts: Vec<Arc<HashMap<String, Arc<About>>>>,
    articles: usize,
    /// Of how many articles the facts were corrected.
    corrected: usize,
}

/// What analysts know of one article.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its facts, where they were corrected.
    pub(super) facts: Option<Facts>,
    pub(super) passages: Vec<(ItemId, Range<usize>)>,
    /// The tags of the passages, each once.
    pub(super) tags: BTreeSet<ItemId>,
    pub(super) figures: usize,
    pub(super) tagged: bool,
    pub(super) memo: bool,
}

impl Default for Annotated {
    fn default() -> Self {
        Self { parts: vec![Arc::default(); PARTS], articles: 0, corrected: 0 }
    }
}

impl Annotated {
    /// The number of articles of which something is known.
    pub(super) fn len(&self) -> usize {
        self.articles
    }

    /// What is known of the article at a path.
    pub(super) fn at(&self, path: &str) -> Option<&About> {
        if self.articles == 0 { None } else { self.parts.get(part(path))?.get(path).map(Arc::as_ref) }
    }

    /// The facts of the article at a path, where they were corrected.
    pub(super) fn facts(&self, path: &str) -> Option<&Facts> {
        if self.corrected == 0 { None } else { self.at(path)?.facts.as_ref() }
    }

    fn set(&mut self, path: String, about: Option<About>) {
        let Some(part) = self.parts.get_mut(part(&path)) else { return };
        let is_corrected = |about: &About| about.facts.is_some();
        let (some, corrected) = (about.is_some(), about.as_ref().is_some_and(is_corrected));
        let was = match about {
            Some(about) => Arc::make_mut(part).insert(path, Arc::new(about)),
            None if part.contains_key(&path) => Arc::make_mut(part).remove(&path),
            None => None,
        };
        self.articles = self.articles + usize::from(some) - usize::from(was.is_some());
        let was_corrected = was.is_some_and(|was| is_corrected(&was));
        self.corrected = self.corrected + usize::from(corrected) - usize::from(was_corrected);
    }
}

fn part(path: &str) -> usize {
    (xxhash_rust::xxh3::xxh3_64(path.as_bytes()) % PARTS as u64) as usize
}

impl About {
    fn of(dossier: &Dossier, path: &str, marks: &Marks) -> Self {
        let article = dossier.corpus().at_path(path).filter(|_| !marks.facts.is_empty());
        let passages: Vec<(ItemId, Range<usize>)> = marks
            .placed
            .iter()
            .filter_map(|placed| match dossier.workspace().get(placed.item) {
                Some(Item::Passage(passage)) => Some((passage.tag, placed.bytes.clone())),
                _ => None,
            })
            .collect();
        Self {
            facts: article.map(|article| dossier.facts(article)),
            tags: passages.iter().map(|(tag, _)| *tag).collect(),
            passages,
            figures: marks.counts.figures,
            tagged: marks.counts.passages > 0,
            memo: !marks.memos.is_empty(),
        }
    }
}

impl Dossier {
    /// What is known of every article, as it is now: a copy that shares all it holds.
    pub(super) fn annotated(&self) -> Annotated {
        self.annotated.clone()
    }

    /// Follows items that were placed anew.
    pub(super) fn annotate(&mut self) {
        for path in self.placing.take_touched() {
            let marks = self.placing.at(&path).filter(|marks| !marks.is_empty());
            let about = marks.map(|marks| About::of(self, &path, marks));
            self.annotated.set(path, about);
        }
    }

    /// Knows every article anew, where every item was placed anew.
    pub(super) fn annotate_all(&mut self) {
        self.annotated = Annotated::default();
        self.annotate();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(facts: bool) -> Option<About> {
        Some(About { facts: facts.then(Facts::default), ..About::default() })
    }

    #[test]
    fn a_copy_keeps_what_it_saw() {
        let mut annotated = Annotated::default();
        (0..200).for_each(|number| annotated.set(format!("{number}.txt"), about(number == 7)));
        let copy = annotated.clone();
        annotated.set("3.txt".into(), None);
        annotated.set("7.txt".into(), about(false));
        annotated.set("none.txt".into(), None);
        assert_eq!(
            (copy.len(), copy.at("3.txt").is_some(), copy.facts("7.txt").is_some()),
            (200, true, true)
        );
        assert_eq!((annotated.len(), annotated.at("3.txt").is_some()), (199, false));
        assert!(annotated.facts("7.txt").is_none() && annotated.corrected == 0);
        let shared = copy.parts.iter().zip(&annotated.parts).filter(|(one, other)| Arc::ptr_eq(one, other));
        assert!(shared.count() >= PARTS - 2, "what did not change is not copied");
    }
}
