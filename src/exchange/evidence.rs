//! Where the items of a workspace lie in its articles: place, sentence, source, writer.
//!
//! What every hand-over format needs to know of an item, worked out in one place.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::corpus::{Article, Corpus};
use crate::model::item::About;
use crate::model::{
    ArticleId, DateClaim, Entry, Figure, Item, ItemId, Kind, Memo, Rectangle, Relation, Span, Tag, Workspace,
    sentence,
};

use super::offsets::{Offset, Offsets};

/// A workspace beside its articles, read for handing over.
pub struct Evidence<'a> {
    /// The analysts' data.
    pub workspace: &'a Workspace,
    /// The articles.
    pub corpus: &'a Corpus,
    tables: BTreeMap<&'a str, Offsets<'a>>,
    facts: BTreeMap<&'a str, Facts<'a>>,
    memos: BTreeMap<ItemId, Vec<&'a Memo>>,
    here: BTreeMap<&'a str, Vec<&'a Item>>,
    related: BTreeMap<ItemId, Vec<&'a Relation>>,
}

/// What is known of an article: what an analyst corrected, else what its file states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Its title; the name of its file where none is stated.
    pub title: &'a str,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// When it was published.
    pub published: Option<&'a DateClaim>,
}

/// Where a span lies in an article as it is now.
pub struct Placed<'a> {
    /// The article.
    pub article: &'a Article,
    /// The place in every unit.
    pub at: Range<Offset>,
    /// The sentence around it, in bytes of the article's text.
    pub sentence: Range<usize>,
}

impl<'a> Placed<'a> {
    /// The place in bytes of the article's text.
    pub fn bytes(&self) -> Range<usize> {
        self.at.start.bytes..self.at.end.bytes
    }

    /// The words of the sentence.
    pub fn sentence(&self) -> &'a str {
        self.article.text.get(self.sentence.clone()).unwrap_or_default()
    }
}

impl<'a> Evidence<'a> {
    /// Reads a workspace beside its articles; each text is counted through once.
    pub fn new(workspace: &'a Workspace, corpus: &'a Corpus) -> Self {
        let table = |article: &'a std::sync::Arc<Article>| (&*article.id.path, Offsets::new(&article.text));
        let mut evidence = Self {
            workspace,
            corpus,
            tables: corpus.articles().map(table).collect(),
            facts: BTreeMap::new(),
            memos: BTreeMap::new(),
            here: BTreeMap::new(),
            related: BTreeMap::new(),
        };
        evidence.read_facts();
        evidence.read_memos();
        evidence.read_places();
        evidence
    }

    fn read_facts(&mut self) {
        for article in self.corpus.articles() {
            let stated = &article.stated;
            let published = Some(&stated.published).filter(|claim| !claim.is_open());
            let publisher = stated.publisher.as_deref();
            self.facts.insert(&article.id.path, Facts { title: article.title(), publisher, published });
        }
        for (_, item) in self.workspace.of_kind(Kind::ArticleFacts) {
            let Item::ArticleFacts(corrected) = item else { continue };
            let path =
                self.corpus.find(&corrected.article).map_or(&corrected.article.path, |found| &found.id.path);
            let facts = self.facts.entry(path).or_default();
            facts.title = corrected.title.as_deref().unwrap_or(facts.title);
            facts.publisher = corrected.publisher.as_deref().or(facts.publisher);
            facts.published = corrected.published.as_ref().or(facts.published);
        }
    }

    fn read_memos(&mut self) {
        for (_, memo) in self.memos_of_all() {
            if let About::Item(about) = memo.about {
                self.memos.entry(about).or_default().push(memo);
            }
        }
    }

    fn read_places(&mut self) {
        for kind in [Kind::Passage, Kind::Figure] {
            for (_, item) in self.workspace.of_kind(kind) {
                let Some(span) = item.span() else { continue };
                let path = self.path(&span.article);
                self.here.entry(path).or_default().push(item);
            }
        }
        for (_, relation) in self.relations() {
            self.related.entry(relation.from).or_default().push(relation);
            if relation.to != relation.from {
                self.related.entry(relation.to).or_default().push(relation);
            }
        }
    }

    /// The passages, then the figures, of the article that lies at a path now.
    pub fn at_path(&self, path: &str) -> &[&'a Item] {
        self.here.get(path).map_or(&[], Vec::as_slice)
    }

    /// The relations from and to a figure.
    pub fn related(&self, id: ItemId) -> &[&'a Relation] {
        self.related.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Where a span lies now; `None` where it is adrift or its article is missing.
    pub fn place(&self, span: &Span) -> Option<Placed<'a>> {
        let (article, bytes) = self.corpus.place(span)?;
        let at = self.tables.get(&*article.id.path)?.range(&bytes)?;
        Some(Placed { article, at, sentence: sentence::around(&article.text, &bytes) })
    }

    /// The picture and the rectangle of a span; `None` where it is adrift or is one of a text.
    pub fn outline(&self, span: &Span) -> Option<(&'a Article, Rectangle)> {
        let (article, rectangle) = self.corpus.outline(span)?;
        Some((article, rectangle))
    }

    /// Whether a span has its place, in a text or on a picture.
    pub fn is_found(&self, span: &Span) -> bool {
        self.outline(span).is_some() || self.place(span).is_some()
    }

    /// A range of bytes of an article in every unit.
    pub fn units(&self, path: &str, bytes: &Range<usize>) -> Option<Range<Offset>> {
        self.tables.get(path)?.range(bytes)
    }

    /// The path at which an article lies now, else the one at which it lay.
    pub fn path(&self, id: &'a ArticleId) -> &'a str {
        self.corpus.find(id).map_or(&id.path, |article| &article.id.path)
    }

    /// What is known of an article.
    pub fn facts(&self, id: &'a ArticleId) -> Facts<'a> {
        self.facts.get(self.path(id)).cloned().unwrap_or_default()
    }

    /// Every figure, in the order in which they were added.
    pub fn figures(&self) -> impl Iterator<Item = (ItemId, &'a Figure)> + use<'a> {
        self.workspace.of_kind(Kind::Figure).filter_map(|(id, item)| match item {
            Item::Figure(figure) => Some((id, &**figure)),
            _ => None,
        })
    }

    /// Every passage, in the order in which they were added.
    pub fn passages(&self) -> impl Iterator<Item = (ItemId, &'a crate::model::Passage)> + use<'a> {
        self.workspace.of_kind(Kind::Passage).filter_map(|(id, item)| match item {
            Item::Passage(passage) => Some((id, passage)),
            _ => None,
        })
    }

    /// Every tag, in the order in which they were added.
    pub fn tags(&self) -> impl Iterator<Item = (ItemId, &'a Tag)> + use<'a> {
        self.workspace.of_kind(Kind::Tag).filter_map(|(id, item)| match item {
            Item::Tag(tag) => Some((id, tag)),
            _ => None,
        })
    }

    /// Every relation, in the order in which they were added.
    pub fn relations(&self) -> impl Iterator<Item = (ItemId, &'a Relation)> + use<'a> {
        self.workspace.relations()
    }

    /// Every memo, in the order in which they were added.
    pub fn memos_of_all(&self) -> impl Iterator<Item = (ItemId, &'a Memo)> + use<'a> {
        self.workspace.of_kind(Kind::Memo).filter_map(|(id, item)| match item {
            Item::Memo(memo) => Some((id, memo)),
            _ => None,
        })
    }

    /// The memos on an item, one a line.
    pub fn memo(&self, id: ItemId) -> String {
        let memos = self.memos.get(&id).into_iter().flatten();
        memos.map(|memo| memo.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// A tag's name.
    pub fn tag_name(&self, id: ItemId) -> &'a str {
        match self.workspace.get(id) {
            Some(Item::Tag(tag)) => &tag.name,
            _ => "",
        }
    }

    /// A tag's name after those that it is nested under: `Toll / Revised`.
    pub fn tag_path(&self, id: ItemId) -> String {
        let mut names = Vec::new();
        let mut met = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| !met.contains(id)) {
            met.push(id);
            let Some(Item::Tag(tag)) = self.workspace.get(id) else { break };
            names.push(tag.name.as_str());
            next = tag.parent;
        }
        names.reverse();
        names.join(" / ")
    }

    /// The entry that last wrote an item: its analyst and time.
    pub fn written(&self, id: ItemId) -> Option<&'a Entry> {
        self.workspace.written(id)
    }

    /// The disputes on an item, each in one plain line.
    pub fn disputes(&self, id: ItemId) -> Vec<String> {
        let Some(held) = self.workspace.held(id) else { return Vec::new() };
        let by = |entry| self.workspace.log().get(entry).map_or("unknown", |entry| entry.by.0.as_str());
        held.disputes
            .iter()
            .map(|dispute| {
                let value =
                    |item: &Item| item.value(dispute.field.name).unwrap_or_else(|| "removed".to_owned());
                let others: Vec<&str> = dispute.against.iter().map(|entry| by(*entry)).collect();
                let (here, there) = (value(&held.item), value(&dispute.other));
                let (label, kept) = (dispute.field.label, by(dispute.kept));
                format!("{label}: {here} by {kept}; {there} by {}", others.join(", "))
            })
            .collect()
    }
}

/// A wall-clock time as ISO 8601 in UTC; times beyond the calendar are left empty.
pub fn iso(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}
