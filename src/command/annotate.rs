//! Annotating: figures from the selection, relations, memos, picking words for a field.

use std::ops::Range;

use super::tagging::{outline, selection, trimmed};
use super::{Action, Command};
use crate::chart::parts::{self, Flaw, Parts};
use crate::detect;
use crate::dossier::Dossier;
use crate::model::figure::{Link, Method, Role};
use crate::model::item::{About, Kind, Memo, Relation, RelationKind};
use crate::model::{Edit, Figure, Item, ItemId, Passage, Rectangle, Span, Words};
use crate::session::{Pick, Screen, Session, Slot};

/// The figure that is selected, where one is.
pub fn selected_figure<'a>(dossier: &'a Dossier, session: &Session) -> Option<(ItemId, &'a Figure)> {
    let item = session.now.selected?;
    match dossier.workspace().get(item)? {
        Item::Figure(figure) => Some((item, figure)),
        _ => None,
    }
}

/// Makes a figure of the selected words; the number and the hedge are read from them.
///
/// On a picture a figure is made of the rectangle, and its words are asked for by the inspector.
pub fn figure_from_selection(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    if let Some((picture, rectangle)) = outline(dossier, session) {
        let span = Span::in_picture(picture.id.clone(), rectangle, "");
        focus_inspector(session);
        return add_and_select(Figure::new(span, Method::Hand));
    }
    let Some((article, bytes)) = selection(dossier, session) else { return Vec::new() };
    let figure = detect::figure(article.id.clone(), &article.text, bytes, Method::Hand);
    let Some(figure) = figure else { return Vec::new() };
    session.panels.inspector = true;
    add_and_select(figure)
}

fn add_and_select(figure: Figure) -> Vec<Action> {
    vec![Action::CommitAndSelect(vec![Edit::add(Item::Figure(Box::new(figure)))])]
}

/// Removes the selected passage or figure, with its memos and relations, as one entry.
pub fn remove_selected(dossier: &Dossier, session: &Session) -> Vec<Action> {
    let Some(item) = session.now.selected else { return Vec::new() };
    let edits = remove_with_dependants(dossier, item);
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

/// The edits that remove an item and what hangs on it: memos on it, relations to it.
pub fn remove_with_dependants(dossier: &Dossier, item: ItemId) -> Vec<Edit> {
    let workspace = dossier.workspace();
    let memos = workspace.of_kind(Kind::Memo);
    let about = memos.filter(|(_, memo)| matches!(memo, Item::Memo(memo) if memo.about == About::Item(item)));
    let related = workspace.relations().filter(|(_, it)| it.from == item || it.to == item);
    let related = related.map(|(id, _)| id);
    let hanging: Vec<ItemId> = about.map(|(id, _)| id).chain(related).collect();
    hanging.into_iter().chain([item]).filter_map(|id| workspace.remove(id)).collect()
}

/// Opens the memo on the selected item, else on the open article.
pub fn open_memo_here(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    let selected = session.now.selected.filter(|item| dossier.workspace().get(*item).is_some());
    let article = session.article.as_deref().and_then(|path| dossier.corpus().at_path(path));
    let about =
        selected.map(About::Item).or_else(|| article.map(|article| About::Article(article.id.clone())));
    about.map(|about| open_memo(session, about)).unwrap_or_default()
}

/// Opens the memo about something.
pub fn open_memo(session: &mut Session, about: About) -> Vec<Action> {
    session.screen = Screen::Read;
    session.panels.inspector = true;
    session.now.memo = Some(about);
    session.now.focus = Some("Memo");
    Vec::new()
}

/// The memo about something, where there is one.
pub fn memo_about<'a>(dossier: &'a Dossier, about: &About) -> Option<(ItemId, &'a Memo)> {
    dossier.workspace().of_kind(Kind::Memo).find_map(|(id, item)| match item {
        Item::Memo(memo) if same_subject(&memo.about, about) => Some((id, memo)),
        _ => None,
    })
}

/// Whether two memos are about the same thing; an article is known by its path.
fn same_subject(a: &About, b: &About) -> bool {
    match (a, b) {
        (About::Article(a), About::Article(b)) => a.path == b.path,
        _ => a == b,
    }
}

/// The edit that makes a memo say something: adds it, changes it, or removes it when emptied.
pub fn write_memo(dossier: &Dossier, about: &About, text: &str) -> Option<Edit> {
    let text = text.trim().to_owned();
    match memo_about(dossier, about) {
        Some((id, _)) if text.is_empty() => dossier.workspace().remove(id),
        Some((id, memo)) => dossier.workspace().set(id, Item::Memo(Memo { text, ..memo.clone() })),
        None if text.is_empty() => None,
        None => Some(Edit::add(Item::Memo(Memo { about: about.clone(), text }))),
    }
}

/// Moves the keyboard to the fields of the selected figure.
pub fn focus_inspector(session: &mut Session) -> Vec<Action> {
    session.panels.inspector = true;
    session.now.focus = Some("Inspector");
    Vec::new()
}

/// Starts picking the other figure of a relation.
pub fn pick_relation(command: Command, session: &mut Session) -> Vec<Action> {
    let kind = match command {
        Command::PartOf => RelationKind::PartOf,
        Command::SameFact => RelationKind::SameFact,
        Command::Revises => RelationKind::Revises,
        Command::Contradicts => RelationKind::Contradicts,
        Command::ExchangedFor => RelationKind::ExchangedFor,
        _ => return Vec::new(),
    };
    if let Some(from) = session.now.selected {
        session.now.pick = Some(Pick::Figure(from, kind));
    }
    Vec::new()
}

/// Relates two figures, unless they already are or are the same.
pub fn relate(dossier: &Dossier, from: ItemId, kind: RelationKind, to: ItemId) -> Vec<Action> {
    let relation = Item::Relation(Relation { from, kind, to });
    let known = dossier.workspace().of_kind(Kind::Relation).any(|(_, item)| *item == relation);
    let figures = [from, to].iter().all(|id| matches!(dossier.workspace().get(*id), Some(Item::Figure(_))));
    if known || from == to || !figures {
        return Vec::new();
    }
    vec![Action::Commit(vec![Edit::add(relation)])]
}

/// Uses a figure as the other one of the relation that waits for it; `None` where none waits.
pub fn answer_pick(dossier: &Dossier, session: &mut Session, to: ItemId) -> Option<Vec<Action>> {
    let Some(Pick::Figure(from, kind)) = session.now.pick else { return None };
    if from == to || !matches!(dossier.workspace().get(to), Some(Item::Figure(_))) {
        return None;
    }
    session.now.pick = None;
    session.now.selected = Some(from);
    Some(relate(dossier, from, kind, to))
}

/// The other figures related to one: the relation's id, whether this is its first, and the other.
pub fn relations_of(dossier: &Dossier, figure: ItemId) -> Vec<(ItemId, Relation, bool)> {
    let near = dossier.workspace().relations().filter(|(_, it)| it.from == figure || it.to == figure);
    near.map(|(id, relation)| (id, relation.clone(), relation.from == figure)).collect()
}

/// Uses words picked in the text for a field of a figure: one entry.
pub fn use_words(dossier: &Dossier, item: ItemId, slot: Slot, bytes: Range<usize>) -> Vec<Action> {
    let Some(Item::Figure(figure)) = dossier.workspace().get(item) else { return Vec::new() };
    let Some((article, _)) = dossier.corpus().place(&figure.span) else { return Vec::new() };
    let Some(bytes) = trimmed(&article.text, bytes) else { return Vec::new() };
    let mut changed = figure.clone();
    if slot == Slot::Printed {
        let read = detect::figure(article.id.clone(), &article.text, bytes, figure.method);
        let Some(read) = read else { return Vec::new() };
        read_again(&mut changed, read);
    } else if let Some(words) = Words::pick(&article.text, bytes) {
        fill(&mut changed, slot, words);
    }
    let edit = dossier.workspace().set(item, Item::Figure(changed));
    edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect()
}

/// A figure with other printed words, as typed from its picture: the number and the hedge are read
/// from them, and what the analyst filled stays. The words of a text are never typed, so that such a
/// figure stays as it is.
pub fn with_printed(figure: &Figure, words: &str) -> Figure {
    let mut changed = figure.clone();
    if figure.span.rectangle().is_none() {
        return changed;
    }
    let mut span = figure.span.clone();
    words.trim().clone_into(&mut span.quote.exact);
    read_again(&mut changed, detect::figure_of_typed(span, figure.method));
    changed
}

/// Puts an item on a rectangle of a picture, in place of the one it has: one entry.
///
/// The item is then known to have been seen on the picture as it is now.
pub fn use_outline(dossier: &Dossier, item: ItemId, rectangle: Rectangle) -> Vec<Action> {
    let Some(held) = dossier.workspace().get(item) else { return Vec::new() };
    let Some(article) = held.article().and_then(|id| dossier.corpus().find(id)) else { return Vec::new() };
    let moved = |span: &Span| Span { article: article.id.clone(), at: rectangle.into(), ..span.clone() };
    let to = match held {
        Item::Figure(figure) => {
            Item::Figure(Box::new(Figure { span: moved(&figure.span), ..(**figure).clone() }))
        }
        Item::Passage(passage) => Item::Passage(Passage { span: moved(&passage.span), ..passage.clone() }),
        _ => return Vec::new(),
    };
    let drawn = Span::in_picture(article.id.clone(), rectangle, "");
    let edit = dossier.workspace().set(item, to).filter(|_| article.outline(&drawn).is_some());
    edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect()
}

/// Says that the rectangle of an item still fits the picture, which has changed since: one entry.
pub fn keep_outline(dossier: &Dossier, item: ItemId) -> Vec<Action> {
    let rectangle = span_of(dossier, item).and_then(Span::rectangle);
    rectangle.map(|rectangle| use_outline(dossier, item, rectangle)).unwrap_or_default()
}

/// Takes over what is read from other printed words, and leaves what the analyst filled.
fn read_again(figure: &mut Figure, read: Figure) {
    figure.span = read.span;
    figure.number = read.number;
    figure.unit = read.unit;
    figure.form = read.form;
    figure.value = read.value;
    figure.upper = read.upper;
    figure.fraction = read.fraction;
    figure.qualifier = read.qualifier;
}

fn fill(figure: &mut Figure, slot: Slot, words: Words) {
    match slot {
        Slot::Printed => {}
        Slot::Unit => figure.unit = Some(words),
        Slot::OutcomeAsStated => figure.outcome_as_stated = Some(words),
        Slot::ScopeWords => figure.scope_words = Some(words),
        Slot::Victims => figure.victims = Some(words),
        Slot::Composition => figure.composition = Some(words),
        Slot::Actor => figure.actor_said_responsible = Some(words),
        Slot::NewSource => figure.attribution.get_or_insert_default().push(new_source(words)),
        Slot::SourceWords(place) => {
            if let Some(link) = figure.attribution.as_mut().and_then(|links| links.get_mut(place)) {
                link.words = Some(words);
            }
        }
        Slot::Verb(place) => {
            if let Some(link) = figure.attribution.as_mut().and_then(|links| links.get_mut(place)) {
                link.verb = Some(words);
            }
        }
    }
}

/// A source named by the words of the text.
fn new_source(words: Words) -> Link {
    let name = words.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Link { role: Role::Says, name, class: None, words: Some(words), verb: None }
}

/// What a relation of a part to its whole leaves unfitting, in plain words; `None` where they fit or it is open.
pub fn violation(dossier: &Dossier, id: ItemId) -> Option<String> {
    let Some(Item::Relation(relation)) = dossier.workspace().get(id) else { return None };
    if relation.kind != RelationKind::PartOf {
        return None;
    }
    let known = Parts::of(dossier.workspace());
    let flaws = parts::flaws_of(dossier.workspace(), &known, id, relation);
    flaws.into_iter().next().map(|flaw| flaw.words)
}

/// Every part in the workspace that cannot be part of its whole: the relation and the words.
pub fn violations(dossier: &Dossier) -> Vec<(ItemId, Relation, String)> {
    let broken = parts::flaws(dossier.workspace()).into_iter().filter(Flaw::is_violation);
    let told = broken.filter_map(|flaw| match dossier.workspace().get(flaw.relation) {
        Some(Item::Relation(relation)) => Some((flaw.relation, relation.clone(), flaw.words)),
        _ => None,
    });
    told.collect()
}

/// What a figure is said to be part of, and what of it, in plain words: a line each.
pub fn parts_of(dossier: &Dossier, figure: ItemId) -> Vec<String> {
    let label = |id| match dossier.workspace().get(id) {
        Some(Item::Figure(figure)) => Some(format!("“{}”", figure.span.label())),
        _ => None,
    };
    Parts::of(dossier.workspace()).words(figure, label)
}

/// The span of an item with a text, for the views.
pub fn span_of(dossier: &Dossier, item: ItemId) -> Option<&Span> {
    dossier.workspace().get(item)?.span()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Article, Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::figure::Qualifier;
    use crate::model::{Analyst, Workspace, Writer};

    const TEXT: &str = "At least 107 people were reported killed, among them six police officers.";

    /// A dossier with a figure of 107 and one of six, and their ids.
    fn dossier() -> (Dossier, ItemId, ItemId) {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        let figure = |words: &str| {
            let start = TEXT.find(words).unwrap();
            detect::figure(article.id.clone(), TEXT, start..start + words.len(), Method::Hand).unwrap()
        };
        let edits = ["At least 107", "six"].map(|words| Edit::add(Item::Figure(Box::new(figure(words)))));
        let sitting =
            Sitting { analyst: Analyst("A. Example".into()), writer: Writer(1), ..Sitting::new("", 0) };
        let mut dossier =
            Dossier::in_memory(Workspace::default(), Corpus::new([article], Vec::new()), sitting);
        let entry = dossier.commit(edits.into(), 0).unwrap().unwrap();
        (dossier, ItemId { entry, place: 0 }, ItemId { entry, place: 1 })
    }

    fn set(dossier: &mut Dossier, id: ItemId, change: impl Fn(&mut Figure)) {
        let Some(Item::Figure(figure)) = dossier.workspace().get(id) else { panic!("no figure") };
        let mut figure = figure.clone();
        change(&mut figure);
        let edit = dossier.workspace().set(id, Item::Figure(figure)).unwrap();
        dossier.commit(vec![edit], 0).unwrap();
    }

    #[test]
    fn a_part_larger_than_its_whole_is_flagged_and_an_open_whole_is_not() {
        let (mut dossier, whole, part) = dossier();
        let relation = Relation { from: part, kind: RelationKind::PartOf, to: whole };
        let entry = dossier.commit(vec![Edit::add(Item::Relation(relation))], 0).unwrap().unwrap();
        let relation = ItemId { entry, place: 0 };
        assert_eq!(violation(&dossier, relation), None);
        set(&mut dossier, part, |six| six.value = Some(108));
        assert_eq!(violation(&dossier, relation), None, "at least 107 leaves room for 108");
        set(&mut dossier, whole, |whole| whole.qualifier = Some(Qualifier::Exact));
        assert!(violation(&dossier, relation).unwrap().contains("larger than its whole"));
    }

    #[test]
    fn figures_are_related_once_and_never_to_themselves() {
        let (mut dossier, whole, part) = dossier();
        let related = relate(&dossier, part, RelationKind::PartOf, whole);
        let [Action::Commit(edits)] = related.as_slice() else { panic!("{related:?}") };
        dossier.commit(edits.clone(), 0).unwrap();
        assert!(relate(&dossier, part, RelationKind::PartOf, whole).is_empty());
        assert!(relate(&dossier, part, RelationKind::PartOf, part).is_empty());
        assert_eq!(relations_of(&dossier, whole).len(), 1);
    }

    #[test]
    fn removing_a_figure_takes_its_relations_and_memos_along_and_undo_brings_all_back() {
        let (mut dossier, whole, part) = dossier();
        let relation = Item::Relation(Relation { from: part, kind: RelationKind::PartOf, to: whole });
        let memo = write_memo(&dossier, &About::Item(part), "Doubtful.").unwrap();
        dossier.commit(vec![Edit::add(relation), memo], 0).unwrap();
        let edits = remove_with_dependants(&dossier, part);
        dossier.commit(edits, 0).unwrap();
        assert_eq!(
            (dossier.count(Kind::Figure), dossier.count(Kind::Relation), dossier.count(Kind::Memo)),
            (1, 0, 0)
        );
        dossier.undo(0).unwrap();
        assert_eq!(
            (dossier.count(Kind::Figure), dossier.count(Kind::Relation), dossier.count(Kind::Memo)),
            (2, 1, 1)
        );
    }

    #[test]
    fn picked_words_fill_their_field_with_their_place() {
        let (dossier, whole, _) = dossier();
        let start = TEXT.find("killed").unwrap();
        let used = use_words(&dossier, whole, Slot::OutcomeAsStated, start - 1..start + 6);
        let [Action::Commit(edits)] = used.as_slice() else { panic!("{used:?}") };
        let Edit::Set { to, .. } = &edits[0] else { panic!("{edits:?}") };
        let Item::Figure(figure) = &**to else { panic!("{to:?}") };
        let words = figure.outcome_as_stated.clone().unwrap();
        assert_eq!((words.text.as_str(), words.at), ("killed", Some((start, start + 6))));
    }
}
