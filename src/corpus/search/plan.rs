//! A query made ready to be put to articles, and what one article answers.

use std::ops::Range;

use super::anchor::Finder;
use super::filter::{Filter, Knowledge};
use super::pattern::Pattern;
use super::query::{Field, Key, Node, Query, Wanted, Words};
use super::words;
use crate::corpus::Article;

/// A query ready to be put to articles.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What must hold for an article, beside the filters.
    root: Option<Part>,
    /// Filters at the top of the query, one of each key: of each group one must pass.
    filters: Vec<(Key, Vec<Filter>)>,
    /// The names of tags within whose passages all words are to stand, wherever in the query this
    /// is asked; none for any passage.
    within: Vec<Option<Filter>>,
}

/// A part of a plan.
#[derive(Clone, Debug)]
enum Part {
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    Near(Box<Part>, usize, Box<Part>),
    Words(Box<Finder>),
    Title(Box<Finder>),
    Filter(Key, Vec<Filter>),
}

/// How an article answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is found.
    Found,
    /// It would be found, but for the filters of one key.
    But(Key),
    /// It is not found.
    Not,
}

/// Places in a text, in bytes.
pub type Places = Vec<Range<usize>>;

impl Plan {
    /// The plan of a query.
    pub fn new(query: &Query) -> Self {
        let mut plan = Self::default();
        let nodes = match query.root.clone() {
            Some(Node::All(nodes)) => nodes,
            root => root.into_iter().collect(),
        };
        let mut parts = Vec::new();
        for node in nodes {
            match node {
                Node::Field(field) if !matches!(field.key, Key::Title | Key::In) => plan.filter(&field),
                Node::Field(field) if field.key == Key::In => plan.within.push(passages(&field)),
                node => parts.extend(plan.part(node)),
            }
        }
        plan.root = rarest_first(parts);
        plan
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.root.is_none() && self.filters.is_empty() && self.within.is_empty()
    }

    fn filter(&mut self, field: &Field) {
        let filter = Filter::new(field);
        match self.filters.iter_mut().find(|(key, _)| *key == field.key && key.is_single()) {
            Some((_, filters)) => filters.push(filter),
            None => self.filters.push((field.key, vec![filter])),
        }
    }

    fn part(&mut self, node: Node) -> Option<Part> {
        Some(match node {
            Node::All(nodes) => return rarest_first(self.all(nodes)),
            Node::Any(nodes) => {
                let parts: Vec<Part> = nodes.into_iter().filter_map(|node| self.part(node)).collect();
                if parts.is_empty() { return None } else { Part::Any(parts) }
            }
            Node::Not(node) => Part::Not(Box::new(self.part(*node)?)),
            Node::Near(one, distance, other) => match (self.part(*one), self.part(*other)) {
                (Some(one), Some(other)) => Part::Near(Box::new(one), distance as usize, Box::new(other)),
                (one, other) => return one.or(other),
            },
            Node::Words(words) => Part::Words(Box::new(finder(&words)?)),
            Node::Field(field) => match (field.key, &field.wanted) {
                (Key::Title, Wanted::Name { text, whole }) => {
                    Part::Title(Box::new(Finder::new(Pattern::new(text, !whole, *whole)?)))
                }
                (Key::In, _) => {
                    self.within.push(passages(&field));
                    return None;
                }
                _ => Part::Filter(field.key, vec![Filter::new(&field)]),
            },
        })
    }

    /// The parts of a group; filters side by side that an article can only pass one of become one.
    fn all(&mut self, nodes: Vec<Node>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for node in nodes {
            let Some(part) = self.part(node) else { continue };
            if let Part::Filter(key, more) = &part
                && key.is_single()
                && let Some(filters) = parts.iter_mut().find_map(|other| match other {
                    Part::Filter(same, filters) if same == key => Some(filters),
                    _ => None,
                })
            {
                filters.extend(more.iter().cloned());
                continue;
            }
            parts.push(part);
        }
        parts
    }

    /// What an article answers; its hits are put into `hits`, in order and none over another.
    ///
    /// With `first_only` one hit may stand for all. `near_miss` asks for [`Answer::But`], which
    /// else is [`Answer::Not`].
    pub fn ask(&self, article: &Article, known: &impl Knowledge, asked: Asked, hits: &mut Places) -> Answer {
        hits.clear();
        let mut missed = None;
        for (key, filters) in &self.filters {
            if filters.iter().any(|filter| filter.passes(article, known)) {
                continue;
            }
            if !asked.near_miss || missed.is_some_and(|missed| missed != *key) {
                return Answer::Not;
            }
            missed = Some(*key);
        }
        let within = self.within_of(article, known);
        if within.iter().any(Inside::is_empty) {
            return Answer::Not;
        }
        let first_only = asked.first_only || missed.is_some();
        let one = One { article, known, within: &within, first_only };
        if !self.root.as_ref().is_none_or(|root| one.holds(root, hits)) {
            return Answer::Not;
        }
        apart(hits);
        missed.map_or(Answer::Found, Answer::But)
    }

    /// The passages of an article within which the words are to stand, for each `in:`.
    fn within_of(&self, article: &Article, known: &impl Knowledge) -> Vec<Inside> {
        let one = |name: &Option<Filter>| {
            let mut places = Places::new();
            known.passages(article, &mut |tag, bytes| {
                if name.as_ref().is_none_or(|name| name.names(tag)) {
                    places.push(bytes);
                }
            });
            Inside::of(places)
        };
        self.within.iter().map(one).collect()
    }
}

/// Passages by their start, each with the farthest end of it and those before.
#[derive(Clone, Debug)]
struct Inside(Places);

impl Inside {
    fn of(mut places: Places) -> Self {
        places.sort_by_key(|place| place.start);
        let mut farthest = 0;
        for place in &mut places {
            farthest = farthest.max(place.end);
            place.end = farthest;
        }
        Self(places)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of the passages holds the whole of a place.
    fn holds(&self, place: &Range<usize>) -> bool {
        let begun = self.0.partition_point(|passage| passage.start <= place.start);
        begun.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|last| place.end <= last.end)
    }
}

/// How an article is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// One hit may stand for all.
    pub first_only: bool,
    /// Whether it matters that an article would be found but for the filters of one key.
    pub near_miss: bool,
}

fn passages(field: &Field) -> Option<Filter> {
    let any = matches!(&field.wanted, Wanted::Name { text, whole: false }
        if "passages".starts_with(&text.to_ascii_lowercase()));
    (!any).then(|| Filter::new(field))
}

fn finder(words: &Words) -> Option<Finder> {
    Pattern::new(&words.text, words.prefix, words.quoted).map(Finder::new)
}

/// Parts that all must hold, those first that most often do not.
fn rarest_first(mut parts: Vec<Part>) -> Option<Part> {
    parts.sort_by_key(cost);
    if parts.len() > 1 { Some(Part::All(parts)) } else { parts.pop() }
}

fn cost(part: &Part) -> usize {
    match part {
        Part::Filter(..) => 0,
        Part::Title(_) => 1,
        Part::Words(finder) => 100 - finder.pattern().len().min(90),
        Part::Near(..) => 110,
        Part::All(_) | Part::Any(_) => 120,
        Part::Not(_) => 130,
    }
}

/// One article being asked.
struct One<'a, K> {
    article: &'a Article,
    known: &'a K,
    /// The hits must lie inside a passage of each of these.
    within: &'a [Inside],
    first_only: bool,
}

impl<K: Knowledge> One<'_, K> {
    /// Whether a part holds; if it does, its places are added.
    fn holds(&self, part: &Part, hits: &mut Places) -> bool {
        let before = hits.len();
        let holds = match part {
            Part::All(parts) => parts.iter().all(|part| self.holds(part, hits)),
            Part::Any(parts) => {
                let mut held = parts.iter().filter(|part| self.holds(part, hits));
                if self.first_only { held.next().is_some() } else { held.count() > 0 }
            }
            Part::Not(part) => {
                let any = Self { first_only: true, ..*self }.holds(part, hits);
                hits.truncate(before);
                !any
            }
            Part::Near(one, distance, other) => self.near(one, *distance, other, hits),
            Part::Words(finder) => self.words(finder, hits) || self.in_title(finder),
            Part::Title(finder) => self.in_title(finder),
            Part::Filter(_, filters) => filters.iter().any(|filter| filter.passes(self.article, self.known)),
        };
        if !holds {
            hits.truncate(before);
        }
        holds
    }

    fn words(&self, finder: &Finder, hits: &mut Places) -> bool {
        let before = hits.len();
        finder.each(&self.article.text, self.article.letters(), |hit| {
            if self.is_within(&hit) {
                hits.push(hit);
            }
            !(self.first_only && hits.len() > before)
        });
        hits.len() > before
    }

    fn is_within(&self, hit: &Range<usize>) -> bool {
        self.within.iter().all(|inside| inside.holds(hit))
    }

    /// Whether words stand in the title. They are no hits: most titles are in the text as well.
    fn in_title(&self, finder: &Finder) -> bool {
        if !self.within.is_empty() {
            return false;
        }
        let mut found = false;
        let title = self.known.title(self.article);
        finder.each(title, super::letters::Letters::of(title), |_| {
            found = true;
            false
        });
        found
    }

    /// Places of two parts with few words between; parts without places only have to hold.
    fn near(&self, one: &Part, distance: usize, other: &Part, hits: &mut Places) -> bool {
        let whole = Self { first_only: false, ..*self };
        let (mut left, mut right) = (Places::new(), Places::new());
        if !whole.holds(one, &mut left) || !whole.holds(other, &mut right) {
            return false;
        }
        if !has_places(one) || !has_places(other) {
            hits.append(&mut left);
            hits.append(&mut right);
            return true;
        }
        apart(&mut left);
        apart(&mut right);
        let found = near(&self.article.text, &left, &right, distance);
        hits.extend_from_slice(&found);
        !found.is_empty()
    }
}

/// Whether a part can have places in the text.
fn has_places(part: &Part) -> bool {
    match part {
        Part::All(parts) | Part::Any(parts) => parts.iter().any(has_places),
        Part::Near(one, _, other) => has_places(one) || has_places(other),
        Part::Words(_) => true,
        Part::Not(_) | Part::Title(_) | Part::Filter(..) => false,
    }
}

/// The spans from a place of one list to the next of the other, with at most so many words between.
///
/// Only neighbours can be nearest, so that one pass over both lists, each in order, is enough.
fn near(text: &str, left: &[Range<usize>], right: &[Range<usize>], distance: usize) -> Places {
    let mut found = Places::new();
    let mut before: Option<(&Range<usize>, bool)> = None;
    for (other, of_left) in merged(left, right) {
        if let Some((one, of_left_too)) = before.replace((other, of_left)) {
            let apart = one.end <= other.start;
            let free = found.last().is_none_or(|last: &Range<usize>| last.end <= one.start);
            if of_left != of_left_too
                && apart
                && free
                && words::count(text, one.end..other.start, distance) <= distance
            {
                found.push(one.start..other.end);
            }
        }
    }
    found
}

/// The places of two lists, each in order, in one order, and whether each is of the first.
fn merged<'a>(
    left: &'a [Range<usize>],
    right: &'a [Range<usize>],
) -> impl Iterator<Item = (&'a Range<usize>, bool)> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        let is_left = match (left.peek(), right.peek()) {
            (Some(one), Some(other)) => (one.start, one.end) < (other.start, other.end),
            (one, _) => one.is_some(),
        };
        if is_left { left.next() } else { right.next() }.map(|place| (place, is_left))
    })
}

/// Puts places in order and takes out those that lie over one before.
fn apart(places: &mut Places) {
    if places.is_sorted_by(|a, b| a.end <= b.start) {
        return;
    }
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut end = 0;
    places.retain(|place| {
        let free = place.start >= end;
        if free {
            end = place.end;
        }
        free
    });
}
