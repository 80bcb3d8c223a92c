//! The whole workspace, folded, as one JSON document: for programs that read it elsewhere.
//!
//! Offsets are in bytes and in code points. A field that is not set is left out. Vocabulary values
//! have the names that figures.csv uses.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::model::figure::{Link, SourceClass};
use crate::model::item::{About, TableColumns};
use crate::model::{DateClaim, Figure, Item, ItemId, Kind, Rectangle, Rule, Words};

use super::evidence::{Evidence, iso};
use super::figures::{self, Row};
use super::offsets::Offset;
use super::sheet::Cell;

/// What the document says it is.
pub const FORMAT: &str = "dossier-workspace";

/// The version of the document's form: raised when a reader of the last one would be misled.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    program: &'a str,
    exported_at: String,
    offsets: &'static str,
    rectangles: &'static str,
    articles: Vec<ArticleOut<'a>>,
    tags: Vec<TagOut<'a>>,
    passages: Vec<PassageOut<'a>>,
    figures: Vec<FigureOut<'a>>,
    relations: Vec<RelationOut>,
    memos: Vec<MemoOut<'a>>,
    disputes: Vec<DisputeOut>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    table_columns: Vec<TableOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    charting: Vec<ChartingOut<'a>>,
}

/// An item that charts are drawn with, as the log holds it: an event, a reference series, a view of the
/// chart, a rule for vague words, a source's fixed form, incidents marked as distinct.
#[derive(Serialize)]
struct ChartingOut<'a> {
    id: ItemId,
    kind: String,
    item: &'a Item,
    written: Option<Written<'a>>,
}

/// Which columns of a table were chosen.
#[derive(Serialize)]
struct TableOut<'a> {
    id: ItemId,
    #[serde(flatten)]
    columns: &'a TableColumns,
}

#[derive(Serialize)]
struct ArticleOut<'a> {
    path: &'a str,
    text_hash: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<DateOut<'a>>,
    text_bytes: usize,
    file_bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<SizeOut>,
}

#[derive(Serialize)]
struct SizeOut {
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct DateOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<crate::model::Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<crate::model::Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<crate::model::Day>,
    basis: Vec<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct TagOut<'a> {
    id: ItemId,
    name: &'a str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<ItemId>,
    colour: u8,
    #[serde(skip_serializing_if = "str::is_empty")]
    apply_when: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    not_when: &'a str,
}

#[derive(Serialize)]
struct PassageOut<'a> {
    id: ItemId,
    tag: ItemId,
    article: &'a str,
    words: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rectangle: Option<RectangleOut>,
    #[serde(flatten)]
    written: Option<Written<'a>>,
}

/// A rectangle of a picture; figures have theirs among their fields, as in figures.csv.
#[derive(Serialize)]
struct RectangleOut {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct Written<'a> {
    analyst: &'a str,
    annotated_at: String,
}

/// A place in bytes and code points.
#[derive(Serialize)]
struct At {
    start_byte: usize,
    end_byte: usize,
    start_code_point: usize,
    end_code_point: usize,
}

#[derive(Serialize)]
struct FigureOut<'a> {
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<WordsOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution_chain: Option<Vec<LinkOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested: Option<SuggestedOut<'a>>,
}

/// What the detector had proposed.
#[derive(Serialize)]
struct SuggestedOut<'a> {
    percent: u8,
    rules: Vec<RuleOut<'a>>,
    fields: Proposed<'a>,
}

#[derive(Serialize)]
struct RuleOut<'a> {
    part: String,
    name: &'a str,
}

#[derive(Serialize)]
struct WordsOut<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At>,
}

#[derive(Serialize)]
struct LinkOut<'a> {
    role: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<WordsOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<WordsOut<'a>>,
}

#[derive(Serialize)]
struct RelationOut {
    id: ItemId,
    from: ItemId,
    kind: String,
    to: ItemId,
}

#[derive(Serialize)]
struct MemoOut<'a> {
    id: ItemId,
    about: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<ItemId>,
    text: &'a str,
    #[serde(flatten)]
    written: Option<Written<'a>>,
}

#[derive(Serialize)]
struct DisputeOut {
    item: ItemId,
    fields: Vec<String>,
}

/// The columns of figures.csv that are set, as one object in their order.
struct Fields<'a>(Row<'a>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_columns(serializer, &self.0, figures::COLUMNS)
    }
}

/// The columns that say what a figure says, for what the detector had proposed.
struct Proposed<'a>(Row<'a>);

impl Serialize for Proposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = |name: &str| figures::COLUMNS.iter().position(|(column, _)| *column == name);
        let said = at("number").zip(at("head_source_class")).map(|(first, last)| first..=last);
        write_columns(
            serializer,
            &self.0,
            said.and_then(|said| figures::COLUMNS.get(said)).unwrap_or_default(),
        )
    }
}

fn write_columns<S: Serializer>(
    serializer: S,
    row: &Row,
    columns: &[figures::Column],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, fill) in columns {
        match fill(row) {
            Cell::Empty => {}
            Cell::Text(words) => map.serialize_entry(name, &words)?,
            Cell::Number(number) => map.serialize_entry(name, &number)?,
            Cell::Flag(flag) => map.serialize_entry(name, &flag)?,
        }
    }
    map.end()
}

impl From<Rectangle> for RectangleOut {
    fn from(Rectangle { x, y, width, height }: Rectangle) -> Self {
        Self { x, y, width, height }
    }
}

impl From<Range<Offset>> for At {
    fn from(at: Range<Offset>) -> Self {
        Self {
            start_byte: at.start.bytes,
            end_byte: at.end.bytes,
            start_code_point: at.start.code_points,
            end_code_point: at.end.code_points,
        }
    }
}

/// Writes the document, indented, with a line feed at its end. `at` is the time of the export in
/// seconds since 1970-01-01 UTC; `program` is the program's version.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(mut out: impl Write, evidence: &Evidence, at: i64, program: &str) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &document(evidence, at, program))?;
    out.write_all(b"\n")
}

fn document<'a>(evidence: &'a Evidence<'a>, at: i64, program: &'a str) -> Document<'a> {
    Document {
        format: FORMAT,
        version: VERSION,
        program,
        exported_at: iso(at),
        offsets: "half-open, in the normalised text (UTF-8, LF, no byte order mark)",
        rectangles: "in pixels of the picture as it stands upright, from its top left corner",
        articles: articles(evidence),
        tags: tags(evidence),
        passages: passages(evidence),
        figures: figures::rows(evidence).map(|row| figure(evidence, row)).collect(),
        relations: relations(evidence),
        memos: memos(evidence),
        disputes: disputes(evidence),
        table_columns: table_columns(evidence),
        charting: charting(evidence),
    }
}

fn articles<'a>(evidence: &'a Evidence<'a>) -> Vec<ArticleOut<'a>> {
    let one = |article: &'a std::sync::Arc<crate::corpus::Article>| {
        let facts = evidence.facts(&article.id);
        ArticleOut {
            path: &article.id.path,
            text_hash: article.id.text.to_string(),
            title: facts.title,
            publisher: facts.publisher,
            published: facts.published.map(date),
            text_bytes: article.text.len(),
            file_bytes: article.reading.file_bytes,
            picture: article.picture.map(|size| SizeOut { width: size.width, height: size.height }),
        }
    };
    evidence.corpus.articles().map(one).collect()
}

fn date(claim: &DateClaim) -> DateOut<'_> {
    DateOut {
        earliest: claim.earliest,
        latest: claim.latest,
        best: claim.best,
        basis: claim.basis.iter().map(|basis| basis.name()).collect(),
        note: &claim.note,
    }
}

fn tags<'a>(evidence: &Evidence<'a>) -> Vec<TagOut<'a>> {
    let one = |(id, tag): (ItemId, &'a crate::model::Tag)| TagOut {
        id,
        name: &tag.name,
        path: evidence.tag_path(id),
        parent: tag.parent,
        colour: tag.colour,
        apply_when: &tag.apply_when,
        not_when: &tag.not_when,
    };
    evidence.tags().map(one).collect()
}

fn passages<'a>(evidence: &Evidence<'a>) -> Vec<PassageOut<'a>> {
    let one = |(id, passage): (ItemId, &'a crate::model::Passage)| PassageOut {
        id,
        tag: passage.tag,
        article: evidence.path(&passage.span.article),
        words: &passage.span.quote.exact,
        at: evidence.place(&passage.span).map(|placed| placed.at.into()),
        rectangle: passage.span.rectangle().map(RectangleOut::from),
        written: written(evidence, id),
    };
    evidence.passages().map(one).collect()
}

fn written<'a>(evidence: &Evidence<'a>, id: ItemId) -> Option<Written<'a>> {
    let entry = evidence.written(id)?;
    Some(Written { analyst: &entry.by.0, annotated_at: iso(entry.at) })
}

fn figure<'a>(evidence: &'a Evidence<'a>, row: Row<'a>) -> FigureOut<'a> {
    let figure = row.figure;
    let path = row.placed.as_ref().map(|placed| placed.article.id.path.as_str());
    let out = |field, words: &'a Words| words_out(evidence, path, field, words);
    let words = word_fields(figure).into_iter().filter_map(|(name, words)| Some(out(name, words.as_ref()?)));
    let link = |link: &'a Link| LinkOut {
        role: link.role.name(),
        name: &link.name,
        class: link.class.map(SourceClass::name),
        words: link.words.as_ref().map(|words| out("", words)),
        verb: link.verb.as_ref().map(|words| out("", words)),
    };
    FigureOut {
        words: words.collect(),
        attribution_chain: figure.attribution.as_ref().map(|links| links.iter().map(link).collect()),
        suggested: figure.suggested.as_ref().map(|suggested| SuggestedOut {
            percent: suggested.percent,
            rules: suggested.rules.iter().map(rule).collect(),
            fields: Proposed(Row::new(evidence, row.id, &suggested.figure)),
        }),
        fields: Fields(row),
    }
}

fn rule(rule: &Rule) -> RuleOut<'_> {
    RuleOut { part: rule.part.name(), name: &rule.name }
}

/// The fields of a figure that hold printed words.
fn word_fields(figure: &Figure) -> [(&'static str, &Option<Words>); 7] {
    [
        ("number", &figure.number),
        ("unit", &figure.unit),
        ("outcome_as_stated", &figure.outcome_as_stated),
        ("scope_words", &figure.scope_words),
        ("victims", &figure.victims),
        ("composition", &figure.composition),
        ("actor_said_responsible", &figure.actor_said_responsible),
    ]
}

/// Words with their place, where they still stand there.
fn words_out<'a>(
    evidence: &Evidence,
    path: Option<&str>,
    field: &'static str,
    words: &'a Words,
) -> WordsOut<'a> {
    let place = || {
        let (start, end) = words.at?;
        let article = evidence.corpus.at_path(path?)?;
        let stands = article.text.get(start..end) == Some(words.text.as_str());
        evidence.units(path?, &(start..end)).filter(|_| stands)
    };
    WordsOut { field, text: &words.text, at: place().map(At::from) }
}

fn relations(evidence: &Evidence) -> Vec<RelationOut> {
    let relations = evidence.relations();
    relations
        .map(|(id, relation)| RelationOut {
            id,
            from: relation.from,
            kind: relation.kind.name(),
            to: relation.to,
        })
        .collect()
}

fn memos<'a>(evidence: &Evidence<'a>) -> Vec<MemoOut<'a>> {
    let one = |(id, memo): (ItemId, &'a crate::model::Memo)| {
        let (about, article, item) = match &memo.about {
            About::Dossier => ("dossier", None, None),
            About::Article(article) => ("article", Some(evidence.path(article)), None),
            About::Item(item) => ("item", None, Some(*item)),
        };
        MemoOut { id, about, article, item, text: &memo.text, written: written(evidence, id) }
    };
    evidence.memos_of_all().map(one).collect()
}

fn table_columns<'a>(evidence: &Evidence<'a>) -> Vec<TableOut<'a>> {
    let chosen = evidence.workspace.of_kind(Kind::TableColumns);
    chosen
        .filter_map(|(id, item)| match item {
            Item::TableColumns(columns) => Some(TableOut { id, columns }),
            _ => None,
        })
        .collect()
}

fn charting<'a>(evidence: &Evidence<'a>) -> Vec<ChartingOut<'a>> {
    let kinds = [Kind::Event, Kind::Reference, Kind::View, Kind::Policy, Kind::Alias, Kind::Distinct];
    let items = kinds.into_iter().flat_map(|kind| evidence.workspace.of_kind(kind));
    items
        .map(|(id, item)| ChartingOut { id, kind: item.kind().name(), item, written: written(evidence, id) })
        .collect()
}

fn disputes(evidence: &Evidence) -> Vec<DisputeOut> {
    let disputed = evidence.workspace.disputed();
    disputed.map(|(item, _)| DisputeOut { item, fields: evidence.disputes(item) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    #[test]
    fn the_document_says_what_it_is_and_holds_every_item() {
        let (workspace, corpus) = sample::dossier();
        let mut out = Vec::new();
        write(&mut out, &Evidence::new(&workspace, &corpus), 0, "0.1.0").unwrap();
        let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(read["format"], "dossier-workspace");
        assert_eq!(read["version"], 1);
        assert_eq!(read["exported_at"], "1970-01-01T00:00:00Z");
        let figure = &read["figures"][0];
        assert_eq!(figure["fields"]["value"], 27_585);
        assert_eq!(figure["fields"]["outcome"], "killed");
        assert_eq!(figure["fields"]["sex_age"], serde_json::Value::Null);
        assert_eq!(figure["attribution_chain"][0]["words"]["text"], "Gaza's health ministry");
        assert_eq!(read["passages"][0]["at"]["start_byte"], 14);
        assert_eq!(read["passages"][0]["at"]["start_code_point"], 11);
        assert_eq!(read["relations"][0]["kind"], "part_of");
        assert_eq!(read["memos"].as_array().map(Vec::len), Some(2));
    }
}
