//! Where the items of the workspace stand in the articles as they are now.
//!
//! A cache: it follows every commit and every article that arrives, item by item, so that drawing
//! an article never searches.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::corpus::{Article, Corpus};
use crate::model::{ArticleId, Item, ItemId, Kind, Place, TextHash, Workspace};

/// An item and the bytes of the article's text at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The item.
    pub item: ItemId,
    /// Bytes of the article's normalised text.
    pub bytes: Range<usize>,
}

/// How much an article carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passages.
    pub passages: usize,
    /// Figures.
    pub figures: usize,
}

/// What stands in, or is about, one article.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) placed: Vec<Placed>,
    pub(super) dismissed: Vec<Placed>,
    pub(super) facts: Vec<ItemId>,
    pub(super) memos: Vec<ItemId>,
    pub(super) counts: Counts,
}

/// How an item stands to the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// In, or about, the article at this path.
    In(String),
    /// Its article is here, and its words are not to be found in it.
    Adrift(String),
    /// Its article is not here.
    Missing(TextHash),
}

/// Where every item stands.
#[derive(Debug, Default)]
pub(super) struct Placing {
    marks: BTreeMap<String, Marks>,
    standing: BTreeMap<ItemId, (Kind, Standing)>,
    adrift: BTreeSet<ItemId>,
    missing: BTreeMap<TextHash, BTreeSet<ItemId>>,
}

impl Placing {
    /// Places every item anew.
    pub(super) fn all(workspace: &Workspace, corpus: &Corpus) -> Self {
        let mut placing = Self::default();
        let paths: Vec<&str> = workspace.paths().collect();
        let items: Vec<ItemId> =
            paths.iter().flat_map(|path| workspace.at_path(path)).map(|(id, _)| id).collect();
        placing.refresh(items, workspace, corpus);
        placing
    }

    /// What stands in the article at a path.
    pub(super) fn at(&self, path: &str) -> Option<&Marks> {
        self.marks.get(path)
    }

    /// Every article that carries or carried something, by path.
    pub(super) fn all_marks(&self) -> impl Iterator<Item = (&String, &Marks)> {
        self.marks.iter()
    }

    /// Items whose article is here and whose words are not.
    pub(super) fn adrift(&self) -> impl Iterator<Item = ItemId> {
        self.adrift.iter().copied()
    }

    /// Items whose article is not here.
    pub(super) fn missing(&self) -> impl Iterator<Item = ItemId> {
        self.missing.values().flatten().copied()
    }

    /// The path of the article in which an item now stands, or to which it belongs though adrift.
    pub(super) fn path_of(&self, item: ItemId) -> Option<&str> {
        match &self.standing.get(&item)?.1 {
            Standing::In(path) | Standing::Adrift(path) => Some(path),
            Standing::Missing(_) => None,
        }
    }

    /// The items that an article's arrival, or its change, may place anew.
    pub(super) fn concerned(&self, article: &Article, workspace: &Workspace) -> BTreeSet<ItemId> {
        let path = &article.id.path;
        let made_here = workspace.at_path(path).map(|(id, _)| id);
        let moved_here = self.missing.get(&article.id.text).into_iter().flatten().copied();
        let marks = self.marks.get(path);
        let stood_here = marks.into_iter().flat_map(|marks| marks.placed.iter().chain(&marks.dismissed));
        let about = marks.into_iter().flat_map(|marks| marks.facts.iter().chain(&marks.memos)).copied();
        made_here.chain(moved_here).chain(stood_here.map(|placed| placed.item)).chain(about).collect()
    }

    /// Places these items anew.
    pub(super) fn refresh(
        &mut self,
        items: impl IntoIterator<Item = ItemId>,
        workspace: &Workspace,
        corpus: &Corpus,
    ) {
        for id in items {
            self.forget(id);
            let item = workspace.get(id);
            if let Some((item, article)) = item.and_then(|item| Some((item, item.article()?))) {
                self.place(id, item, article, corpus);
            }
        }
    }

    fn place(&mut self, id: ItemId, item: &Item, article: &ArticleId, corpus: &Corpus) {
        let standing = match corpus.find(article) {
            None => Standing::Missing(article.text),
            Some(found) => self.place_in(id, item, found),
        };
        match &standing {
            Standing::In(_) => {}
            Standing::Adrift(_) => drop(self.adrift.insert(id)),
            Standing::Missing(text) => drop(self.missing.entry(*text).or_default().insert(id)),
        }
        self.standing.insert(id, (item.kind(), standing));
    }

    fn place_in(&mut self, id: ItemId, item: &Item, article: &Article) -> Standing {
        let path = article.id.path.clone();
        let bytes = match item.span() {
            None => None,
            Some(span) if matches!(span.at, Place::Rectangle(..)) => None,
            Some(span) => match article.place(span) {
                Some(bytes) => Some(bytes),
                None => return Standing::Adrift(path),
            },
        };
        self.marks.entry(path.clone()).or_default().insert(id, item.kind(), bytes);
        Standing::In(path)
    }

    fn forget(&mut self, id: ItemId) {
        let Some((kind, standing)) = self.standing.remove(&id) else { return };
        match standing {
            Standing::In(path) => {
                if let Some(marks) = self.marks.get_mut(&path) {
                    marks.remove(id, kind);
                }
            }
            Standing::Adrift(_) => drop(self.adrift.remove(&id)),
            Standing::Missing(text) => {
                if let Some(items) = self.missing.get_mut(&text) {
                    items.remove(&id);
                }
            }
        }
    }
}

impl Marks {
    fn insert(&mut self, item: ItemId, kind: Kind, bytes: Option<Range<usize>>) {
        if let Some(count) = self.counts.of(kind) {
            *count += 1;
        }
        match (kind, bytes) {
            (Kind::ArticleFacts, _) => sorted_insert(&mut self.facts, item),
            (Kind::Memo, _) => sorted_insert(&mut self.memos, item),
            (Kind::Dismissal, Some(bytes)) => place_in_order(&mut self.dismissed, Placed { item, bytes }),
            (_, Some(bytes)) => place_in_order(&mut self.placed, Placed { item, bytes }),
            (_, None) => {}
        }
    }

    fn remove(&mut self, item: ItemId, kind: Kind) {
        if let Some(count) = self.counts.of(kind) {
            *count = count.saturating_sub(1);
        }
        match kind {
            Kind::ArticleFacts => self.facts.retain(|other| *other != item),
            Kind::Memo => self.memos.retain(|other| *other != item),
            Kind::Dismissal => self.dismissed.retain(|placed| placed.item != item),
            _ => self.placed.retain(|placed| placed.item != item),
        }
    }
}

impl Counts {
    fn of(&mut self, kind: Kind) -> Option<&mut usize> {
        match kind {
            Kind::Passage => Some(&mut self.passages),
            Kind::Figure => Some(&mut self.figures),
            _ => None,
        }
    }
}

fn sorted_insert(items: &mut Vec<ItemId>, item: ItemId) {
    let place = items.partition_point(|other| *other < item);
    items.insert(place, item);
}

/// By start; of two that start together the longer first, so that it lies beneath.
fn place_in_order(all: &mut Vec<Placed>, one: Placed) {
    let key = |placed: &Placed| (placed.bytes.start, std::cmp::Reverse(placed.bytes.end), placed.item);
    let place = all.partition_point(|other| key(other) < key(&one));
    all.insert(place, one);
}
