//! The log in plain words: what each entry did, for the history and the audit.

use super::figure::Outcome;
use super::id::{EntryId, ItemId};
use super::item::{About, Dismissal, Item, Kind};
use super::log::{Edit, Entry};
use super::span::Span;
use super::workspace::Workspace;

/// How many characters of a quotation a sentence shows.
const SHORT: usize = 48;

/// What an entry did, in one sentence without a full stop.
pub fn entry(workspace: &Workspace, entry: &Entry) -> String {
    match entry.edits.as_slice() {
        [] => "Changed nothing".to_owned(),
        [only] => edit(workspace, only),
        [first, ..] if alike(entry) => {
            format!("{} and {} more", edit(workspace, first), entry.edits.len() - 1)
        }
        [first, ..] => {
            let rest = entry.edits.len() - 1;
            let noun = if rest == 1 { "change" } else { "changes" };
            format!("{}, with {rest} more {noun}", edit(workspace, first))
        }
    }
}

/// Whether all edits of an entry do the same to items of the same kind.
fn alike(entry: &Entry) -> bool {
    let mut kinds = entry.edits.iter().map(|edit| match edit {
        Edit::Add(item) => (0, Some(item.kind())),
        Edit::Set { to, .. } => (1, Some(to.kind())),
        Edit::Remove { .. } => (2, None),
        Edit::Retract(_) => (3, None),
    });
    let first = kinds.next();
    kinds.all(|kind| Some(kind) == first)
}

/// What each edit of an entry did.
pub fn each(workspace: &Workspace, entry: &Entry) -> Vec<String> {
    entry.edits.iter().map(|one| edit(workspace, one)).collect()
}

fn edit(workspace: &Workspace, edit: &Edit) -> String {
    match edit {
        Edit::Add(item) => added(workspace, item),
        Edit::Set { item, to, settles, seen } => changed(workspace, *item, to, seen, settles),
        Edit::Remove { item, .. } => format!("Removed {}", named(workspace, *item)),
        Edit::Retract(target) => retracted(workspace, *target),
    }
}

fn retracted(workspace: &Workspace, target: EntryId) -> String {
    match workspace.log().get(target) {
        Some(undone) if undone.is_retraction() => {
            let again = undone.retracted().next().and_then(|work| workspace.log().get(work));
            let words = again.map(|work| self::entry(workspace, work)).unwrap_or_default();
            format!("Did again: {}", lower(&words))
        }
        Some(undone) => format!("Took back: {}", lower(&self::entry(workspace, undone))),
        None => "Took back an entry that is not here".to_owned(),
    }
}

fn added(workspace: &Workspace, item: &Item) -> String {
    match item {
        Item::Passage(passage) => {
            format!("Tagged {} with {}", quoted(&passage.span.label()), tag_name(workspace, passage.tag))
        }
        Item::Memo(memo) => format!("Wrote a memo on {}", subject(workspace, &memo.about)),
        Item::Relation(relation) => format!(
            "Related {}: {} {}",
            named(workspace, relation.from),
            relation.kind.label(),
            named(workspace, relation.to)
        ),
        Item::ArticleFacts(facts) => format!("Corrected the facts of {}", facts.article.path),
        Item::Policy(policy) => format!("Chose what vague words count for: {}", policy.vague.label()),
        Item::TableColumns(columns) => format!("Chose the columns of {}", columns.file),
        Item::View(view) => format!("Saved the view {}", quoted(&view.name)),
        Item::Reference(_) => format!("Imported the {}", name(item)),
        Item::Distinct(distinct) => {
            format!("Marked {} incidents as distinct: {}", distinct.figures.len(), quoted(&distinct.name))
        }
        Item::Figure(figure) if figure.suggested.is_some() => {
            format!("Accepted the suggestion: {}", proposed(&figure.span, figure.outcome))
        }
        Item::Dismissal(dismissal) => dismissed(dismissal),
        _ => format!("Added {}", name(item)),
    }
}

fn dismissed(dismissal: &Dismissal) -> String {
    let what = proposed(&dismissal.span, dismissal.outcome);
    match dismissal.reason.as_str() {
        "" => format!("Dismissed the suggestion: {what}"),
        reason => format!("Dismissed the suggestion: {what} ({})", short(reason)),
    }
}

/// A suggestion in a few words: `27,585 killed`.
fn proposed(span: &Span, outcome: Option<Outcome>) -> String {
    let words = short(&span.label());
    outcome.map_or_else(|| words.clone(), |outcome| format!("{words} {}", outcome.label()))
}

fn changed(workspace: &Workspace, id: ItemId, to: &Item, seen: &[EntryId], settles: &[String]) -> String {
    let was = seen.iter().max().and_then(|seen| written(workspace, *seen, id));
    let fields = was.map(|was| was.changed(to)).unwrap_or_default();
    let changes: Vec<String> = fields
        .iter()
        .map(|field| format!("{} to {}", field.label, short(&to.value(field.name).unwrap_or_default())))
        .collect();
    match (changes.is_empty(), settles.is_empty()) {
        (_, false) => format!("Settled {} of {}", settles.join(", "), name(to)),
        (true, true) => format!("Changed {}", name(to)),
        (false, true) => format!("Set {} of {}", changes.join(", "), name(to)),
    }
}

/// What an entry wrote of an item.
fn written(workspace: &Workspace, entry: EntryId, item: ItemId) -> Option<&Item> {
    let entry = workspace.log().get(entry)?;
    entry.touches().filter(|(touched, ..)| *touched == item).find_map(|(_, _, edit)| match edit {
        Edit::Add(value) | Edit::Set { to: value, .. } => Some(&**value),
        _ => None,
    })
}

fn named(workspace: &Workspace, id: ItemId) -> String {
    workspace.last_known(id).map_or_else(|| "an item that is not here".to_owned(), name)
}

/// An item in a few words: its kind and what tells it apart.
pub fn name(item: &Item) -> String {
    let kind = item.kind().label();
    match item {
        Item::Tag(tag) => format!("tag {}", quoted(&tag.name)),
        Item::Event(event) => format!("event {}", quoted(&event.label)),
        Item::Alias(alias) => format!("alias {} for {}", quoted(&alias.label), quoted(&alias.stands_for)),
        Item::Series(series) => format!("series {}", quoted(&series.name)),
        Item::Reference(reference) => format!("reference series {}", quoted(&reference.name)),
        Item::ArticleFacts(facts) => format!("the facts of {}", facts.article.path),
        Item::Memo(memo) => format!("memo {}", quoted(&memo.text)),
        Item::TableColumns(columns) => format!("the columns of {}", columns.file),
        Item::View(view) => format!("view {}", quoted(&view.name)),
        Item::Distinct(distinct) => format!("distinct incidents {}", quoted(&distinct.name)),
        _ => match item.span() {
            Some(span) => format!("{kind} {}", quoted(&span.label())),
            None => kind.to_owned(),
        },
    }
}

fn tag_name(workspace: &Workspace, tag: ItemId) -> String {
    match workspace.last_known(tag) {
        Some(Item::Tag(tag)) => quoted(&tag.name),
        _ => "a tag that is not here".to_owned(),
    }
}

fn subject(workspace: &Workspace, about: &About) -> String {
    match about {
        About::Dossier => "the dossier".to_owned(),
        About::Article(article) => article.path.clone(),
        About::Item(item) => named(workspace, *item),
    }
}

fn quoted(words: &str) -> String {
    format!("“{}”", short(words))
}

fn short(words: &str) -> String {
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The item that an entry is chiefly about, for going there: the first with a place in a text.
pub fn subject_of(workspace: &Workspace, entry: &Entry) -> Option<ItemId> {
    let touched = entry.touches().map(|(item, ..)| item);
    let retracted = entry.retracted().filter_map(|id| workspace.log().get(id));
    let below = retracted.flat_map(|work| work.touches().map(|(item, ..)| item).collect::<Vec<_>>());
    let placed =
        |id: &ItemId| matches!(workspace.get(*id).map(Item::kind), Some(Kind::Passage | Kind::Figure));
    touched.chain(below).find(placed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::{Method, Outcome};
    use crate::model::{Analyst, ArticleId, Figure, Passage, Span, Tag, TextHash, Writer};

    fn span(words: &str) -> Span {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(1) };
        Span::in_text(article, words, 0..words.len()).unwrap()
    }

    fn written(workspace: &mut Workspace, edits: Vec<Edit>) -> (EntryId, String) {
        let entry = workspace.entry(Writer(1), &Analyst("A. Example".into()), 0, edits);
        workspace.take(entry.clone()).unwrap();
        (entry.id, super::entry(workspace, &entry))
    }

    #[test]
    fn the_log_reads_as_plain_words() {
        let mut workspace = Workspace::default();
        let (tag, words) = written(
            &mut workspace,
            vec![Edit::add(Item::Tag(Tag { name: "Attribution".into(), ..Tag::default() }))],
        );
        assert_eq!(words, "Added tag “Attribution”");
        let tag = ItemId { entry: tag, place: 0 };
        let passage = Item::Passage(Passage { tag, span: span("the ministry said") });
        assert_eq!(
            written(&mut workspace, vec![Edit::add(passage)]).1,
            "Tagged “the ministry said” with “Attribution”"
        );
        let mut figure = Figure::new(span("at least 6"), Method::Hand);
        let (id, words) = written(&mut workspace, vec![Edit::add(Item::Figure(Box::new(figure.clone())))]);
        assert_eq!(words, "Added figure “at least 6”");
        figure.outcome = Some(Outcome::Killed);
        let set = workspace.set(ItemId { entry: id, place: 0 }, Item::Figure(Box::new(figure))).unwrap();
        let (set, words) = written(&mut workspace, vec![set]);
        assert_eq!(words, "Set outcome to killed of figure “at least 6”");
        let (undo, words) = written(&mut workspace, vec![Edit::Retract(set)]);
        assert_eq!(words, "Took back: set outcome to killed of figure “at least 6”");
        assert_eq!(
            written(&mut workspace, vec![Edit::Retract(undo)]).1,
            "Did again: set outcome to killed of figure “at least 6”"
        );
    }
}
