//! Where the items of the workspace stand in the articles as they are now.
//!
//! A cache: it follows every commit and every article that arrives, item by item, so that drawing
//! an article never searches.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::corpus::{Article, Corpus};
use crate::model::{ArticleId, Item, ItemId, Kind, Rectangle, TextHash, Workspace};

/// An item and the bytes of the article's text at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The item.
    pub item: ItemId,
    /// Bytes of the article's normalised text.
    pub bytes: Range<usize>,
}

/// An item and the rectangle of the picture at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlined {
    /// The item.
    pub item: ItemId,
    /// Pixels of the picture.
    pub rectangle: Rectangle,
    /// Whether the bytes of the picture are others than those on which it was drawn.
    pub is_doubtful: bool,
}

/// Where in an article an item stands.
enum Spot {
    /// Nowhere: it is about the whole.
    Whole,
    Bytes(Range<usize>),
    Rectangle(Rectangle, bool),
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
    pub(super) outlined: Vec<Outlined>,
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
    /// Placed on pictures that changed since.
    doubtful: BTreeSet<ItemId>,
    missing: BTreeMap<TextHash, BTreeSet<ItemId>>,
    /// The articles whose marks were changed since this was last asked.
    touched: BTreeSet<String>,
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

    /// The articles whose marks were changed since this was last called, by path.
    pub(super) fn take_touched(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.touched)
    }

    /// Items whose article is here and whose words are not.
    pub(super) fn adrift(&self) -> impl Iterator<Item = ItemId> {
        self.adrift.iter().copied()
    }

    /// Items on pictures whose bytes changed since they were drawn.
    pub(super) fn doubtful(&self) -> impl Iterator<Item = ItemId> {
        self.doubtful.iter().copied()
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
        let drawn_here = marks.into_iter().flat_map(|marks| &marks.outlined).map(|outlined| outlined.item);
        let about = marks.into_iter().flat_map(|marks| marks.facts.iter().chain(&marks.memos)).copied();
        let stood_here = stood_here.map(|placed| placed.item);
        made_here.chain(moved_here).chain(stood_here).chain(drawn_here).chain(about).collect()
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
        let is_doubtful = item.article().is_some_and(|made_on| made_on.text != article.id.text);
        let spot = item.span().map(|span| {
            let bytes = article.place(span).map(Spot::Bytes);
            bytes.or_else(|| article.outline(span).map(|at| Spot::Rectangle(at, is_doubtful)))
        });
        let Some(spot) = spot.unwrap_or(Some(Spot::Whole)) else { return Standing::Adrift(path) };
        if matches!(spot, Spot::Rectangle(_, true)) {
            self.doubtful.insert(id);
        }
        self.marks.entry(path.clone()).or_default().insert(id, item.kind(), spot);
        self.touch(&path);
        Standing::In(path)
    }

    fn touch(&mut self, path: &str) {
        if !self.touched.contains(path) {
            self.touched.insert(path.to_owned());
        }
    }

    fn forget(&mut self, id: ItemId) {
        let Some((kind, standing)) = self.standing.remove(&id) else { return };
        self.doubtful.remove(&id);
        match standing {
            Standing::In(path) => {
                if let Some(marks) = self.marks.get_mut(&path) {
                    marks.remove(id, kind);
                }
                self.touch(&path);
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
    /// Whether nothing stands in the article and nothing is about it.
    pub(super) fn is_empty(&self) -> bool {
        let placed = self.placed.is_empty() && self.outlined.is_empty() && self.dismissed.is_empty();
        placed && self.facts.is_empty() && self.memos.is_empty() && self.counts == Counts::default()
    }

    fn insert(&mut self, item: ItemId, kind: Kind, spot: Spot) {
        if let Some(count) = self.counts.of(kind) {
            *count += 1;
        }
        match (kind, spot) {
            (Kind::ArticleFacts, _) => sorted_insert(&mut self.facts, item),
            (Kind::Memo, _) => sorted_insert(&mut self.memos, item),
            (Kind::Dismissal, Spot::Bytes(bytes)) => {
                place_in_order(&mut self.dismissed, Placed { item, bytes });
            }
            (_, Spot::Bytes(bytes)) => place_in_order(&mut self.placed, Placed { item, bytes }),
            (_, Spot::Rectangle(rectangle, is_doubtful)) => {
                draw_in_order(&mut self.outlined, Outlined { item, rectangle, is_doubtful });
            }
            (_, Spot::Whole) => {}
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
            _ => {
                self.placed.retain(|placed| placed.item != item);
                self.outlined.retain(|outlined| outlined.item != item);
            }
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

/// From top to bottom and from left to right, as one reads a picture.
fn draw_in_order(all: &mut Vec<Outlined>, one: Outlined) {
    let key = |it: &Outlined| (it.rectangle.y, it.rectangle.x, std::cmp::Reverse(it.rectangle), it.item);
    let place = all.partition_point(|other| key(other) < key(&one));
    all.insert(place, one);
}
