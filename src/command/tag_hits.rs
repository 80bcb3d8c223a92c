//! Tagging every hit of a search at once: one entry, undone as one.

use std::ops::Range;
use std::sync::Arc;

use super::Action;
use crate::corpus::Article;
use crate::corpus::search::Found;
use crate::dossier::Dossier;
use crate::model::{Edit, EntryId, Item, ItemId, Passage, Span, Tag};

/// No more hits than this are tagged at once: more is hardly one judgement, and a long line in the
/// log.
pub const MOST: usize = 10_000;

/// A hit that would be tagged.
pub type Place = (Arc<Article>, Range<usize>);

/// The hits that a tag would be put on: those that no passage of the tag covers already, in
/// articles that have not changed since.
pub fn places(dossier: &Dossier, found: &Found, tag: Option<ItemId>) -> Vec<Place> {
    let mut places = Vec::new();
    for at in 0..found.articles.len() {
        let Some(article) = found.article(at) else { continue };
        let here = dossier.corpus().at_path(&article.id.path);
        if here.is_none_or(|here| here.id != article.id) {
            continue;
        }
        let covered = passages(dossier, &article.id.path, tag);
        let hits = found.articles[at].hits.clone().filter_map(|hit| found.bytes(hit));
        let free = |hit: &Range<usize>| !covered.iter().any(|it| it.start <= hit.start && hit.end <= it.end);
        places.extend(hits.filter(free).map(|hit| (Arc::clone(article), hit)));
    }
    places
}

/// Where passages of a tag stand in the article at a path.
fn passages(dossier: &Dossier, path: &str, tag: Option<ItemId>) -> Vec<Range<usize>> {
    let Some(tag) = tag else { return Vec::new() };
    let carries = |item: ItemId| match dossier.workspace().get(item) {
        Some(Item::Passage(passage)) => passage.tag == tag,
        _ => false,
    };
    let placed = dossier.placed(path).iter().filter(|placed| carries(placed.item));
    placed.map(|placed| placed.bytes.clone()).collect()
}

/// Tags places with a tag that exists.
pub fn tag(places: &[Place], tag: ItemId) -> Vec<Action> {
    let edits: Vec<Edit> =
        spans(places).map(|span| Edit::add(Item::Passage(Passage { tag, span }))).collect();
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

/// Makes a tag and tags places with it.
pub fn tag_anew(places: &[Place], tag: Tag) -> Vec<Action> {
    let spans: Vec<Span> = spans(places).collect();
    if spans.is_empty() { Vec::new() } else { vec![Action::TagAllAnew(Box::new(tag), spans)] }
}

fn spans(places: &[Place]) -> impl Iterator<Item = Span> {
    let span = |(article, bytes): &Place| Span::in_text(article.id.clone(), &article.text, bytes.clone());
    places.iter().take(MOST).filter_map(span)
}

/// The edits that add a tag and passages that carry it, in the entry with an id.
pub fn tag_and_passages(entry: EntryId, tag: Tag, spans: Vec<Span>) -> Vec<Edit> {
    let added = ItemId { entry, place: 0 };
    let passages = spans.into_iter().map(|span| Edit::add(Item::Passage(Passage { tag: added, span })));
    std::iter::once(Edit::add(Item::Tag(tag))).chain(passages).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::search::{AsStated, Plan, parse, run};
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::{Kind, Workspace};

    const TEXT: &str = "Six killed. Four killed.";

    fn dossier() -> Dossier {
        let article = |path| Article::new(path, TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new(["a.txt", "b.txt"].map(article), Vec::new());
        Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0))
    }

    fn found(dossier: &Dossier, query: &str) -> Found {
        run(&Plan::new(&parse(query)), dossier.corpus().snapshot().all(), &AsStated, false, &|| false)
            .unwrap()
    }

    fn commit(dossier: &mut Dossier, actions: Vec<Action>) {
        for action in actions {
            let edits = match action {
                Action::Commit(edits) => edits,
                Action::TagAllAnew(tag, spans) => tag_and_passages(dossier.next_entry(), *tag, spans),
                other => panic!("{other:?}"),
            };
            dossier.commit(edits, 0).unwrap();
        }
    }

    #[test]
    fn every_hit_is_tagged_once_and_undone_at_once() {
        let mut dossier = dossier();
        let hits = found(&dossier, "killed");
        let new = Tag { name: "Event".into(), ..Tag::default() };
        let actions = tag_anew(&places(&dossier, &hits, None), new);
        commit(&mut dossier, actions);
        assert_eq!((dossier.count(Kind::Tag), dossier.count(Kind::Passage)), (1, 4));
        let (event, _) = dossier.workspace().of_kind(Kind::Tag).next().unwrap();
        assert!(tag(&places(&dossier, &hits, Some(event)), event).is_empty(), "all carry it already");
        let wider = found(&dossier, "\"six killed\"");
        assert_eq!(places(&dossier, &wider, Some(event)).len(), 2, "a longer place is not covered");
        dossier.undo(0).unwrap();
        assert_eq!((dossier.count(Kind::Tag), dossier.count(Kind::Passage)), (0, 0));
    }

    #[test]
    fn a_changed_article_is_left_alone() {
        let mut dossier = dossier();
        let hits = found(&dossier, "killed");
        dossier.add_articles([std::sync::Arc::new(Article::new(
            "a.txt",
            "New text, killed.",
            Stated::default(),
            Reading::default(),
        ))]);
        assert_eq!(places(&dossier, &hits, None).len(), 2);
    }
}
