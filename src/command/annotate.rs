//! Annotating: figures from the selection, relations, memos, picking words for a field.

use std::ops::Range;

use super::tagging::{selection, trimmed};
use super::{Action, Command};
use crate::detect;
use crate::dossier::Dossier;
use crate::model::figure::{Link, Method, Role};
use crate::model::item::{About, Kind, Memo, Relation, RelationKind};
use crate::model::{Edit, Figure, Item, ItemId, Span, Words};
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
pub fn figure_from_selection(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    let Some((article, bytes)) = selection(dossier, session) else { return Vec::new() };
    let figure = detect::figure(article.id.clone(), &article.text, bytes, Method::Hand);
    let Some(figure) = figure else { return Vec::new() };
    session.panels.inspector = true;
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
    let related = workspace.of_kind(Kind::Relation).filter(
        |(_, relation)| matches!(relation, Item::Relation(relation) if relation.from == item || relation.to == item),
    );
    let hanging: Vec<ItemId> = about.chain(related).map(|(id, _)| id).collect();
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

/// The other figures related to one: the relation's id, whether this is its first, and the other.
pub fn relations_of(dossier: &Dossier, figure: ItemId) -> Vec<(ItemId, Relation, bool)> {
    let relations = dossier.workspace().of_kind(Kind::Relation);
    let near = relations.filter_map(|(id, item)| match item {
        Item::Relation(relation) if relation.from == figure => Some((id, relation.clone(), true)),
        Item::Relation(relation) if relation.to == figure => Some((id, relation.clone(), false)),
        _ => None,
    });
    near.collect()
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

/// A part that is larger than its whole, in plain words; `None` where the relation holds or is open.
///
/// Only bounds that the hedges state are compared: a part of at least 6 and a whole of up to 5
/// cannot both be.
pub fn violation(dossier: &Dossier, relation: &Relation) -> Option<String> {
    if relation.kind != RelationKind::PartOf {
        return None;
    }
    let figure = |id| match dossier.workspace().get(id) {
        Some(Item::Figure(figure)) => Some(figure),
        _ => None,
    };
    let (part, whole) = (figure(relation.from)?, figure(relation.to)?);
    let least = part.bounds().low.map(|low| low.value).or(part.value)?;
    let most = match whole.bounds() {
        bounds if bounds.high.is_some() => bounds.high?.value,
        bounds if bounds.low.is_some() => return None,
        _ => whole.value?,
    };
    (least > most).then(|| {
        let (part, whole) = (&part.span.quote.exact, &whole.span.quote.exact);
        format!("The part (“{part}”) is larger than its whole (“{whole}”).")
    })
}

/// Every part in the workspace that is larger than its whole: the relation and the words.
pub fn violations(dossier: &Dossier) -> Vec<(ItemId, Relation, String)> {
    let relations = dossier.workspace().of_kind(Kind::Relation);
    let broken = relations.filter_map(|(id, item)| match item {
        Item::Relation(relation) => Some((id, relation.clone(), violation(dossier, relation)?)),
        _ => None,
    });
    broken.collect()
}

/// The span of an item with a text, for the views.
pub fn span_of(dossier: &Dossier, item: ItemId) -> Option<&Span> {
    dossier.workspace().get(item)?.span()
}
