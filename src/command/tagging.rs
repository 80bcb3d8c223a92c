//! Tagging: from the selection to passages.

use std::ops::Range;

use super::Action;
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::model::item::Kind;
use crate::model::{Edit, EntryId, Item, ItemId, Passage, Rectangle, Span, Tag};
use crate::session::Session;

/// The selected words: the article and bytes of its text.
pub fn selection<'a>(dossier: &'a Dossier, session: &Session) -> Option<(&'a Article, Range<usize>)> {
    let article = dossier.corpus().at_path(session.article.as_deref()?)?;
    let bytes = session.now.selection.clone().filter(|bytes| article.text.get(bytes.clone()).is_some())?;
    (!bytes.is_empty()).then_some((&**article, bytes))
}

/// The rectangle drawn on the open picture: the picture and the rectangle.
pub fn outline<'a>(dossier: &'a Dossier, session: &Session) -> Option<(&'a Article, Rectangle)> {
    let article = dossier.corpus().at_path(session.article.as_deref()?)?;
    let size = article.picture?;
    let outline = session.now.outline.filter(|outline| outline.lies_in(size.width, size.height))?;
    Some((article, outline))
}

/// The selected words without white space around them.
pub fn trimmed(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(bytes.clone())?;
    let start = bytes.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then_some(start..end)
}

fn selected_span(dossier: &Dossier, session: &Session) -> Option<Span> {
    if let Some((picture, rectangle)) = outline(dossier, session) {
        return Some(Span::in_picture(picture.id.clone(), rectangle, ""));
    }
    let (article, bytes) = selection(dossier, session)?;
    Span::in_text(article.id.clone(), &article.text, trimmed(&article.text, bytes)?)
}

/// Tags the selection: one entry that adds the passage.
///
/// Words, or a rectangle, that already carry the tag stay as they are.
pub fn tag_selection(dossier: &Dossier, session: &Session, tag: ItemId) -> Vec<Action> {
    let Some(span) = selected_span(dossier, session) else { return Vec::new() };
    let path = session.article.as_deref().unwrap_or_default();
    if dossier.workspace().at_path(path).any(|(_, item)| is_tagged(item, tag, &span)) {
        return Vec::new();
    }
    vec![Action::CommitAndSelect(vec![Edit::add(Item::Passage(Passage { tag, span }))])]
}

/// Whether an item tags the place of a span already, whatever words were typed for a rectangle.
fn is_tagged(item: &Item, tag: ItemId, span: &Span) -> bool {
    let Item::Passage(passage) = item else { return false };
    let same_place = passage.span.article == span.article && passage.span.at == span.at;
    passage.tag == tag && same_place && (span.rectangle().is_some() || passage.span == *span)
}

/// Tags the selection with the tag on a digit key.
pub fn tag_with_key(dossier: &Dossier, session: &Session, key: u8) -> Vec<Action> {
    if dossier.read_only().is_some() {
        return Vec::new();
    }
    let tag = dossier
        .workspace()
        .of_kind(Kind::Tag)
        .find(|(_, item)| matches!(item, Item::Tag(tag) if tag.key == Some(key)));
    tag.map(|(id, _)| tag_selection(dossier, session, id)).unwrap_or_default()
}

/// Makes a tag and tags the selection with it, as one entry.
pub fn tag_selection_new(dossier: &Dossier, session: &Session, name: &str) -> Vec<Action> {
    let Some(span) = selected_span(dossier, session) else { return Vec::new() };
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    if let Some((tag, _)) =
        tags_in_order(dossier).into_iter().find(|(_, tag)| tag.name.eq_ignore_ascii_case(name))
    {
        return tag_selection(dossier, session, tag);
    }
    let tag = Tag { name: name.to_owned(), colour: next_colour(dossier), ..Tag::default() };
    vec![Action::TagAnew(Box::new(tag), Box::new(span))]
}

/// The edits that add a tag and a passage that carries it, in the entry with an id.
pub fn tag_and_passage(entry: EntryId, tag: Tag, span: Span) -> Vec<Edit> {
    let added = ItemId { entry, place: 1 };
    vec![Edit::add(Item::Passage(Passage { tag: added, span })), Edit::add(Item::Tag(tag))]
}

/// Makes a tag named by the selected words and applies it to them.
pub fn in_vivo(dossier: &Dossier, session: &Session) -> Vec<Action> {
    let Some(span) = selected_span(dossier, session) else { return Vec::new() };
    let name: String =
        span.quote.exact.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
    tag_selection_new(dossier, session, &name)
}

/// The colour that the fewest tags have.
pub fn next_colour(dossier: &Dossier) -> u8 {
    let mut uses = [0usize; 8];
    for (_, item) in dossier.workspace().of_kind(Kind::Tag) {
        if let Item::Tag(tag) = item {
            uses[usize::from(tag.colour) % uses.len()] += 1;
        }
    }
    (0u8..8).min_by_key(|colour| uses[usize::from(*colour)]).unwrap_or_default()
}

/// Every tag as the codebook lists it: parents before their children, each in order of adding.
pub fn tags_in_order(dossier: &Dossier) -> Vec<(ItemId, &Tag)> {
    nested_tags(dossier).into_iter().map(|(id, tag, _)| (id, tag)).collect()
}

/// Every tag as the codebook lists it, with its depth.
///
/// A tag whose parent is gone, or that is nested under itself, stands at the top.
pub fn nested_tags(dossier: &Dossier) -> Vec<(ItemId, &Tag, usize)> {
    let tags: Vec<(ItemId, &Tag)> = dossier
        .workspace()
        .of_kind(Kind::Tag)
        .filter_map(|(id, item)| if let Item::Tag(tag) = item { Some((id, tag)) } else { None })
        .collect();
    let mut listed = Vec::with_capacity(tags.len());
    let here = |id: Option<ItemId>| id.filter(|id| tags.iter().any(|(tag, _)| tag == id));
    for (id, tag) in tags.iter().filter(|(_, tag)| here(tag.parent).is_none()) {
        list_below((*id, tag), 0, &tags, &mut listed);
    }
    for (id, tag) in &tags {
        if !listed.iter().any(|(listed, ..)| listed == id) {
            list_below((*id, tag), 0, &tags, &mut listed);
        }
    }
    listed
}

fn list_below<'a>(
    (id, tag): (ItemId, &'a Tag),
    depth: usize,
    tags: &[(ItemId, &'a Tag)],
    listed: &mut Vec<(ItemId, &'a Tag, usize)>,
) {
    if depth > 32 || listed.iter().any(|(listed, ..)| *listed == id) {
        return;
    }
    listed.push((id, tag, depth));
    for child in tags.iter().filter(|(_, child)| child.parent == Some(id)) {
        list_below(*child, depth + 1, tags, listed);
    }
}

/// What deleting a tag takes along: its passages and the tags nested under it.
pub fn taken_along(dossier: &Dossier, tag: ItemId) -> (Vec<ItemId>, Vec<ItemId>) {
    let workspace = dossier.workspace();
    let passages = workspace.of_kind(Kind::Passage);
    let carried = passages.filter(|(_, item)| matches!(item, Item::Passage(passage) if passage.tag == tag));
    let nested = workspace.of_kind(Kind::Tag);
    let below = nested.filter(|(_, item)| matches!(item, Item::Tag(child) if child.parent == Some(tag)));
    (carried.map(|(id, _)| id).collect(), below.map(|(id, _)| id).collect())
}

/// The edits that delete a tag with its passages; nested tags move up to its parent.
pub fn delete_tag(dossier: &Dossier, tag: ItemId) -> Vec<Edit> {
    let (passages, _) = taken_along(dossier, tag);
    let mut edits: Vec<Edit> = passages.iter().filter_map(|id| dossier.workspace().remove(*id)).collect();
    edits.extend(lift_nested(dossier, tag, None));
    edits.extend(dossier.workspace().remove(tag));
    edits
}

/// The edits that merge a tag into another: its passages change tag, then it is removed.
pub fn merge_tags(dossier: &Dossier, from: ItemId, into: ItemId) -> Vec<Edit> {
    if from == into {
        return Vec::new();
    }
    let workspace = dossier.workspace();
    let (passages, _) = taken_along(dossier, from);
    let retag = |id: &ItemId| match workspace.get(*id) {
        Some(Item::Passage(passage)) => {
            workspace.set(*id, Item::Passage(Passage { tag: into, ..passage.clone() }))
        }
        _ => None,
    };
    let mut edits: Vec<Edit> = passages.iter().filter_map(retag).collect();
    edits.extend(lift_nested(dossier, from, Some(into)));
    edits.extend(workspace.remove(from));
    edits
}

/// Moves the tags nested under one to another place: under `into`, else up to its parent.
fn lift_nested(dossier: &Dossier, tag: ItemId, into: Option<ItemId>) -> Vec<Edit> {
    let workspace = dossier.workspace();
    let Some(Item::Tag(gone)) = workspace.get(tag) else { return Vec::new() };
    let (_, nested) = taken_along(dossier, tag);
    let lift = |id: &ItemId| {
        let Some(Item::Tag(child)) = workspace.get(*id) else { return None };
        let parent = into.filter(|into| into != id).or(gone.parent);
        workspace.set(*id, Item::Tag(Tag { parent, ..child.clone() }))
    };
    nested.iter().filter_map(lift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::Workspace;

    const TEXT: &str = "Six people were killed, the ministry said.";

    /// A dossier with two tags, the second nested under the first, and a passage of the first.
    fn dossier() -> (Dossier, ItemId, ItemId) {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        let span = Span::in_text(article.id.clone(), TEXT, 0..10).unwrap();
        let corpus = Corpus::new([article], Vec::new());
        let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0));
        let entry = dossier.next_entry();
        let (outer, inner) = (ItemId { entry, place: 0 }, ItemId { entry, place: 1 });
        let edits = vec![
            Edit::add(Item::Tag(Tag { name: "Outer".into(), key: Some(1), ..Tag::default() })),
            Edit::add(Item::Tag(Tag { name: "Inner".into(), parent: Some(outer), ..Tag::default() })),
            Edit::add(Item::Passage(Passage { tag: outer, span })),
        ];
        dossier.commit(edits, 0).unwrap();
        (dossier, outer, inner)
    }

    fn selecting(bytes: Range<usize>) -> Session {
        let mut session = Session { article: Some("a.txt".into()), ..Session::default() };
        session.now.selection = Some(bytes);
        session
    }

    #[test]
    fn a_selection_is_tagged_without_the_space_around_it_and_only_once() {
        let (dossier, outer, _) = dossier();
        let tagged = tag_with_key(&dossier, &selecting(10..16), 1);
        let [Action::CommitAndSelect(edits)] = tagged.as_slice() else { panic!("{tagged:?}") };
        let Edit::Add(item) = &edits[0] else { panic!("{edits:?}") };
        assert_eq!(item.span().unwrap().quote.exact, "were");
        assert!(tag_selection(&dossier, &selecting(0..11), outer).is_empty(), "it carries the tag already");
        assert!(tag_with_key(&dossier, &selecting(10..16), 7).is_empty(), "no tag has this key");
        assert!(tag_with_key(&dossier, &selecting(10..11), 1).is_empty(), "a space alone is no passage");
    }

    #[test]
    fn a_new_name_makes_a_tag_and_a_known_one_does_not() {
        let (dossier, ..) = dossier();
        assert!(matches!(
            tag_selection_new(&dossier, &selecting(11..15), " New ")[..],
            [Action::TagAnew(..)]
        ));
        assert!(matches!(
            tag_selection_new(&dossier, &selecting(11..15), "inner")[..],
            [Action::CommitAndSelect(_)]
        ));
        assert!(tag_selection_new(&dossier, &selecting(11..15), "  ").is_empty());
    }

    #[test]
    fn merging_moves_passages_and_nested_tags_and_undo_brings_all_back() {
        let (mut dossier, outer, inner) = dossier();
        let edits = merge_tags(&dossier, outer, inner);
        dossier.commit(edits, 0).unwrap();
        assert_eq!(nested_tags(&dossier).len(), 1);
        assert_eq!(taken_along(&dossier, inner).0.len(), 1);
        dossier.undo(0).unwrap();
        assert_eq!(nested_tags(&dossier).iter().map(|(.., depth)| *depth).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(taken_along(&dossier, outer).0.len(), 1);
    }

    #[test]
    fn deleting_a_tag_takes_its_passages_along_and_lifts_what_is_nested() {
        let (mut dossier, outer, inner) = dossier();
        let edits = delete_tag(&dossier, outer);
        dossier.commit(edits, 0).unwrap();
        assert_eq!(dossier.count(Kind::Passage), 0);
        assert_eq!(
            nested_tags(&dossier).into_iter().map(|(id, _, depth)| (id, depth)).collect::<Vec<_>>(),
            [(inner, 0)]
        );
    }

    #[test]
    fn tags_nested_in_a_ring_are_still_listed() {
        let (mut dossier, outer, inner) = dossier();
        let Some(Item::Tag(tag)) = dossier.workspace().get(outer) else { panic!("no tag") };
        let ring = Item::Tag(Tag { parent: Some(inner), ..tag.clone() });
        let edit = dossier.workspace().set(outer, ring).unwrap();
        dossier.commit(vec![edit], 0).unwrap();
        assert_eq!(nested_tags(&dossier).len(), 2);
    }
}
