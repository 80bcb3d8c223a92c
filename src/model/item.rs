//! The items of a workspace, and how two versions of one item are compared and merged.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::date::{DateClaim, Day};
use super::figure::{Figure, Outcome, ScopeKind};
use super::id::{ArticleId, ItemId};
use super::look::View;
use super::span::Span;
use super::suggested::Rule;
use super::vocabulary::vocabulary;

/// An entry of the codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Which colour of the data palette it has: an index, never a colour of its own.
    pub colour: u8,
    /// The tag it is nested under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ItemId>,
    /// The digit key, 1 to 9, that applies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<u8>,
    /// When to apply it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub apply_when: String,
    /// When not to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_when: String,
}

/// A span that carries a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The tag it carries.
    pub tag: ItemId,
    /// Where it lies.
    pub span: Span,
}

/// What an analyst corrects of an article; a field left unset stays as the file states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// The article.
    pub article: ArticleId,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its author's line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<DateClaim>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateClaim>,
    /// The language of its text, as a code of ISO 639-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The origin that the analyst puts it in, by the path of the article that names the origin; its
    /// own path where it is an origin of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

impl ArticleFacts {
    /// Facts of an article that correct nothing yet.
    pub fn of(article: ArticleId) -> Self {
        Self {
            article,
            title: None,
            publisher: None,
            byline: None,
            published: None,
            modified: None,
            language: None,
            origin: None,
        }
    }

    /// Whether they correct nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::of(self.article.clone())
    }
}

/// What a memo is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum About {
    /// The dossier as a whole.
    Dossier,
    /// One article.
    Article(ArticleId),
    /// One item: a passage, a figure or a tag.
    Item(ItemId),
}

/// An analyst's note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    /// What it is about.
    pub about: About,
    /// Its words.
    pub text: String,
}

/// A saved query of figures of one kind: the only thing that a chart line may draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The one outcome it draws.
    pub outcome: Option<Outcome>,
    /// The one population it draws.
    pub population: Option<String>,
    /// The one kind of time scope it draws.
    pub scope: Option<ScopeKind>,
    /// The one head source it draws.
    pub source: Option<String>,
}

/// A dated event that charts mark: neutral, user-made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// A few neutral words.
    pub label: String,
    /// When.
    pub when: DateClaim,
}

/// One day of a reference series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceRow {
    /// The day of the report.
    pub day: Day,
    /// People.
    pub value: u64,
    /// The lower end, in people, where the series gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The upper end, in people, where the series gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// Whether the source reported it that day, rather than a compiler filling it in.
    pub reported: bool,
    /// The length of its own window in hours, where that is not the series' length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// Who reported it, where that is not the series' source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// An imported series of numbers, drawn behind the reported figures.
///
/// What it counts is said as for a figure, so that like is compared with like only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// Its name.
    pub name: String,
    /// Who compiled it.
    pub compiler: String,
    /// Whose numbers they are: the head source in its fixed form.
    pub source: String,
    /// Its licence.
    pub licence: String,
    /// The day it was retrieved.
    pub retrieved: Option<Day>,
    /// The version of the compiler's data, where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub vintage: String,
    /// What happened to the people it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Who is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// The kind of time it counts over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<ScopeKind>,
    /// The length of its windows in hours, where it counts over windows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// The columns of the table it was read from, each by what it holds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Its days, in order. A day that is missing here is a gap.
    pub rows: Vec<ReferenceRow>,
}

/// A label that texts use for a source, and the one fixed form that charts use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The label as texts print it.
    pub label: String,
    /// The fixed form.
    pub stands_for: String,
}

/// A suggestion that an analyst turned down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// The suggested words.
    pub span: Span,
    /// What the suggestion said had happened; unset where any figure of these words was turned down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The number that was suggested, in people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// Why, if the analyst said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How sure the detector was, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// What the suggestion rested on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

impl Dismissal {
    /// The dismissal of any figure of these words, for no stated reason.
    pub fn of(span: Span) -> Self {
        Self { span, outcome: None, value: None, reason: String::new(), percent: None, rules: Vec::new() }
    }
}

vocabulary! {
    /// How two figures are related, read from the first to the second.
    pub enum RelationKind {
        /// The first counts a part of the people of the second.
        PartOf = "part of",
        /// Both state the same fact.
        SameFact = "same fact as",
        /// The first replaces the second as a later or corrected number.
        Revises = "revises",
        /// The first is the second, rounded.
        Rounds = "rounds",
        /// Both cannot be true of the same people, time and outcome.
        Contradicts = "contradicts",
        /// Each states a fact of its own: an analyst has told them apart.
        Different = "different fact from",
        /// The first was computed from the second.
        DerivedFrom = "derived from",
        /// A deal would exchange the people of the first for those of the second.
        ExchangedFor = "exchanged for",
    }
}

/// A relation between two figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The first figure.
    pub from: ItemId,
    /// How it is related.
    pub kind: RelationKind,
    /// The second figure.
    pub to: ItemId,
}

vocabulary! {
    /// What number a chart gives to vague words such as "hundreds".
    pub enum VaguePolicy {
        /// None: vague words stay words.
        Words = "no number",
        /// Tens 10, dozens 12, hundreds 100, as ACLED's coding rules say.
        Acled = "ACLED: tens 10, dozens 12, hundreds 100",
        /// Hundreds 200, thousands 2,000, as EM-DAT's guidelines say.
        EmDat = "EM-DAT: hundreds 200, thousands 2,000",
        /// The dossier's own numbers for some words; other vague words stay words.
        Own = "own numbers",
    }
}

/// A choice that holds for the whole dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What vague words count for on charts.
    pub vague: VaguePolicy,
    /// The dossier's own numbers of people, by the vague word in lower case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, u64>,
}

/// Figures of incidents that an analyst has marked as distinct from one another: the only ones that may be summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distinct {
    /// What they have in common, in a few neutral words.
    pub name: String,
    /// The figures, one for each incident.
    pub figures: BTreeSet<ItemId>,
}

/// Which columns of a table of articles hold what, as an analyst chose them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableColumns {
    /// The path of the table in the dossier.
    pub file: String,
    /// The column of the words of the articles; where it is unset, it is told from the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The column of their titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The column of the days they were published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The column of their publishers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The column of their addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The column of what tells them apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column of their authors' lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
}

/// One thing that the analyst's workspace holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// An entry of the codebook.
    Tag(Tag),
    /// A span that carries a tag.
    Passage(Passage),
    /// A reported number, annotated.
    Figure(Box<Figure>),
    /// What an analyst corrects of an article.
    ArticleFacts(ArticleFacts),
    /// A note.
    Memo(Memo),
    /// A saved query that a chart line draws.
    Series(Series),
    /// A dated event.
    Event(Event),
    /// An imported series.
    Reference(Reference),
    /// A source's label and its fixed form.
    Alias(Alias),
    /// A suggestion turned down.
    Dismissal(Dismissal),
    /// A relation between figures.
    Relation(Relation),
    /// A choice for the whole dossier.
    Policy(Policy),
    /// Which columns of a table hold what.
    TableColumns(TableColumns),
    /// A named look at the chart.
    View(View),
    /// Incidents marked as distinct from one another.
    Distinct(Distinct),
}

vocabulary! {
    /// The kinds of item.
    pub enum Kind {
        /// An entry of the codebook.
        Tag = "tag",
        /// A span that carries a tag.
        Passage = "passage",
        /// A reported number, annotated.
        Figure = "figure",
        /// What an analyst corrects of an article.
        ArticleFacts = "article facts",
        /// A note.
        Memo = "memo",
        /// A saved query that a chart line draws.
        Series = "series",
        /// A dated event.
        Event = "event",
        /// An imported series.
        Reference = "reference series",
        /// A source's label and its fixed form.
        Alias = "alias",
        /// A suggestion turned down.
        Dismissal = "dismissal",
        /// A relation between figures.
        Relation = "relation",
        /// A choice for the whole dossier.
        Policy = "policy",
        /// Which columns of a table hold what.
        TableColumns = "columns of a table",
        /// A named look at the chart.
        View = "view of the chart",
        /// Incidents marked as distinct from one another.
        Distinct = "distinct incidents",
    }
}

/// A field of an item: its name in code and its label on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The name in the struct, as written in the file.
    pub name: &'static str,
    /// The label on screen.
    pub label: &'static str,
}

/// Declares how the versions of an item are compared and merged, field by field.
macro_rules! fields {
    ($($item:ident { $($field:ident = $label:literal,)* })*) => {$(
        impl $item {
            fn changed(&self, other: &Self) -> Vec<Field> {
                let mut changed = Vec::new();
                $(if self.$field != other.$field {
                    changed.push(Field { name: stringify!($field), label: $label });
                })*
                changed
            }

            fn merge(&mut self, base: &Self, to: &Self) -> Vec<Field> {
                let mut clashes = Vec::new();
                $(if to.$field != base.$field {
                    if self.$field != base.$field && self.$field != to.$field {
                        clashes.push(Field { name: stringify!($field), label: $label });
                    }
                    self.$field.clone_from(&to.$field);
                })*
                clashes
            }

            fn value(&self, field: &str) -> Option<String> {
                match field {
                    $(stringify!($field) => Some(super::shown::Shown::shown(&self.$field)),)*
                    _ => None,
                }
            }

            const FIELDS: &'static [Field] = &[$(Field { name: stringify!($field), label: $label }),*];
        }
    )*};
}

fields! {
    Tag {
        name = "name",
        colour = "colour",
        parent = "nested under",
        key = "key",
        apply_when = "apply when",
        not_when = "do not apply when",
    }
    Passage { tag = "tag", span = "words", }
    Figure {
        span = "printed words",
        number = "number as printed",
        unit = "counted noun",
        form = "form",
        value = "value",
        upper = "upper value",
        fraction = "fraction",
        qualifier = "hedge",
        outcome = "outcome",
        outcome_as_stated = "outcome as stated",
        modality = "modality",
        scope = "time scope",
        scope_words = "words of the scope",
        as_of = "as of",
        victims = "who is counted",
        status = "status",
        status_by = "status according to",
        sex_age = "sex or age",
        population = "population",
        composition = "make-up as stated",
        actor_said_responsible = "said to be responsible",
        place = "place",
        attribution = "who says so",
        verification = "verification",
        method = "method",
        confidence = "confidence",
        note = "note",
    }
    ArticleFacts {
        article = "article",
        title = "title",
        publisher = "publisher",
        byline = "byline",
        published = "published",
        modified = "last changed",
        language = "language",
        origin = "origin",
    }
    Memo { about = "about", text = "text", }
    Series { name = "name", outcome = "outcome", population = "population", scope = "time scope", source = "source", }
    Event { label = "label", when = "when", }
    Reference {
        name = "name",
        compiler = "compiler",
        source = "source",
        licence = "licence",
        retrieved = "retrieved",
        vintage = "vintage",
        outcome = "outcome",
        population = "population",
        scope = "time scope",
        hours = "hours of a window",
        columns = "columns",
        rows = "days",
    }
    Alias { label = "label", stands_for = "stands for", }
    Dismissal { span = "words", outcome = "outcome", value = "value", reason = "reason", }
    Relation { from = "first figure", kind = "relation", to = "second figure", }
    Policy { vague = "vague words", own = "own numbers", }
    View { name = "name", look = "look", }
    Distinct { name = "name", figures = "figures", }
    TableColumns {
        file = "table",
        text = "column of the text",
        title = "column of the title",
        date = "column of the published date",
        publisher = "column of the publisher",
        address = "column of the address",
        id = "column of the identifier",
        byline = "column of the byline",
    }
}

/// Gives `Item` a method that each variant answers for itself.
macro_rules! each {
    ($item:expr, $inner:ident => $answer:expr) => {
        match $item {
            Item::Tag($inner) => $answer,
            Item::Passage($inner) => $answer,
            Item::Figure($inner) => $answer,
            Item::ArticleFacts($inner) => $answer,
            Item::Memo($inner) => $answer,
            Item::Series($inner) => $answer,
            Item::Event($inner) => $answer,
            Item::Reference($inner) => $answer,
            Item::Alias($inner) => $answer,
            Item::Dismissal($inner) => $answer,
            Item::Relation($inner) => $answer,
            Item::Policy($inner) => $answer,
            Item::TableColumns($inner) => $answer,
            Item::View($inner) => $answer,
            Item::Distinct($inner) => $answer,
        }
    };
}

/// Matches two items of one kind, or answers for two of different kinds.
macro_rules! pair {
    ($one:expr, $two:expr, $a:ident, $b:ident => $answer:expr, else $other:expr) => {
        match ($one, $two) {
            (Item::Tag($a), Item::Tag($b)) => $answer,
            (Item::Passage($a), Item::Passage($b)) => $answer,
            (Item::Figure($a), Item::Figure($b)) => $answer,
            (Item::ArticleFacts($a), Item::ArticleFacts($b)) => $answer,
            (Item::Memo($a), Item::Memo($b)) => $answer,
            (Item::Series($a), Item::Series($b)) => $answer,
            (Item::Event($a), Item::Event($b)) => $answer,
            (Item::Reference($a), Item::Reference($b)) => $answer,
            (Item::Alias($a), Item::Alias($b)) => $answer,
            (Item::Dismissal($a), Item::Dismissal($b)) => $answer,
            (Item::Relation($a), Item::Relation($b)) => $answer,
            (Item::Policy($a), Item::Policy($b)) => $answer,
            (Item::TableColumns($a), Item::TableColumns($b)) => $answer,
            (Item::View($a), Item::View($b)) => $answer,
            (Item::Distinct($a), Item::Distinct($b)) => $answer,
            _ => $other,
        }
    };
}

impl Item {
    /// The kind of the item.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Tag(_) => Kind::Tag,
            Self::Passage(_) => Kind::Passage,
            Self::Figure(_) => Kind::Figure,
            Self::ArticleFacts(_) => Kind::ArticleFacts,
            Self::Memo(_) => Kind::Memo,
            Self::Series(_) => Kind::Series,
            Self::Event(_) => Kind::Event,
            Self::Reference(_) => Kind::Reference,
            Self::Alias(_) => Kind::Alias,
            Self::Dismissal(_) => Kind::Dismissal,
            Self::Relation(_) => Kind::Relation,
            Self::Policy(_) => Kind::Policy,
            Self::TableColumns(_) => Kind::TableColumns,
            Self::View(_) => Kind::View,
            Self::Distinct(_) => Kind::Distinct,
        }
    }

    /// The fields in which two items of one kind differ; none for items of different kinds.
    pub fn changed(&self, other: &Self) -> Vec<Field> {
        pair!(self, other, a, b => a.changed(b), else Vec::new())
    }

    /// Brings into `self` what changed between `base` and `to`.
    ///
    /// Gives the fields that `self` had changed to something else: `self` now holds the value of
    /// `to` there, and the caller keeps the other. Items of another kind change nothing.
    pub(super) fn merge(&mut self, base: &Self, to: &Self) -> Vec<Field> {
        macro_rules! merge_as {
            ($($kind:ident),*) => {
                match (self, base, to) {
                    $((Item::$kind(a), Item::$kind(b), Item::$kind(c)) => a.merge(b, c),)*
                    _ => Vec::new(),
                }
            };
        }
        merge_as!(
            Tag,
            Passage,
            Figure,
            ArticleFacts,
            Memo,
            Series,
            Event,
            Reference,
            Alias,
            Dismissal,
            Relation,
            Policy,
            TableColumns,
            View,
            Distinct
        )
    }

    /// Takes over what the detector had proposed: it belongs to the item, whatever an edit writes.
    pub(super) fn keep_suggested(&mut self, before: &Self) {
        if let (Self::Figure(figure), Self::Figure(before)) = (self, before) {
            figure.suggested.clone_from(&before.suggested);
        }
    }

    /// The value of a field in plain words, by the field's name; `None` where there is no such field.
    pub fn value(&self, field: &str) -> Option<String> {
        each!(self, inner => inner.value(field))
    }

    /// The fields of the item, in the order in which they are shown.
    pub fn fields(&self) -> &'static [Field] {
        match self {
            Self::Tag(_) => Tag::FIELDS,
            Self::Passage(_) => Passage::FIELDS,
            Self::Figure(_) => Figure::FIELDS,
            Self::ArticleFacts(_) => ArticleFacts::FIELDS,
            Self::Memo(_) => Memo::FIELDS,
            Self::Series(_) => Series::FIELDS,
            Self::Event(_) => Event::FIELDS,
            Self::Reference(_) => Reference::FIELDS,
            Self::Alias(_) => Alias::FIELDS,
            Self::Dismissal(_) => Dismissal::FIELDS,
            Self::Relation(_) => Relation::FIELDS,
            Self::Policy(_) => Policy::FIELDS,
            Self::TableColumns(_) => TableColumns::FIELDS,
            Self::View(_) => View::FIELDS,
            Self::Distinct(_) => Distinct::FIELDS,
        }
    }

    /// The span of the item, where it has one.
    pub fn span(&self) -> Option<&Span> {
        match self {
            Self::Passage(passage) => Some(&passage.span),
            Self::Figure(figure) => Some(&figure.span),
            Self::Dismissal(dismissal) => Some(&dismissal.span),
            _ => None,
        }
    }

    /// The article that the item lies in or is about, where there is one.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::ArticleFacts(facts) => Some(&facts.article),
            Self::Memo(Memo { about: About::Article(article), .. }) => Some(article),
            _ => self.span().map(|span| &span.article),
        }
    }
}
