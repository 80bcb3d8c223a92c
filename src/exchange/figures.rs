//! The table of figures: one row a figure, one column a field; an unset field is an empty cell.

use std::io::{self, Write};

use crate::model::figure::{Bound, Link, PlacePrecision, Scope, SourceClass, Strength};
use crate::model::{DateClaim, Figure, ItemId, Rectangle, Words};

use super::evidence::{Evidence, Facts, Placed, iso};
use super::sheet::{self, Cell};

/// A figure with what its columns are computed from.
pub struct Row<'a> {
    /// The figure's id.
    pub id: ItemId,
    /// The figure.
    pub figure: &'a Figure,
    /// Where it lies in a text; `None` where it is adrift, or lies on a picture.
    pub placed: Option<Placed<'a>>,
    /// Whether it has its place, in a text or on a picture.
    pub is_found: bool,
    facts: Facts<'a>,
    evidence: &'a Evidence<'a>,
}

/// A column: its name and how a row fills it.
pub type Column = (&'static str, fn(&Row) -> Cell);

/// Declares columns that hold a vocabulary's exported name.
macro_rules! named {
    ($field:ident) => {
        |row| Cell::from(row.figure.$field.map(|value| value.name()))
    };
}

/// Declares columns that hold printed words.
macro_rules! printed {
    ($field:ident) => {
        |row| words(row.figure.$field.as_ref())
    };
}

/// Every column, in order. Names are stable: a new one is added at the end.
pub const COLUMNS: &[Column] = &[
    ("id", |row| Cell::text(row.id.to_string())),
    ("article_path", |row| Cell::text(row.evidence.path(&row.figure.span.article))),
    ("article_title", |row| Cell::text(row.facts.title)),
    ("article_publisher", |row| Cell::from(row.facts.publisher)),
    ("article_published_earliest", |row| Cell::day(row.facts.published.and_then(|claim| claim.earliest))),
    ("article_published_latest", |row| Cell::day(row.facts.published.and_then(|claim| claim.latest))),
    ("article_published_best", |row| Cell::day(row.facts.published.and_then(|claim| claim.best))),
    ("article_published_basis", |row| row.facts.published.map_or(Cell::Empty, basis)),
    ("printed_words", |row| Cell::text(row.figure.span.quote.exact.as_str())),
    ("position", |row| Cell::from(if row.is_found { "found" } else { "adrift" })),
    ("start_code_point", |row| offset(row, |placed| placed.at.start.code_points)),
    ("end_code_point", |row| offset(row, |placed| placed.at.end.code_points)),
    ("start_byte", |row| offset(row, |placed| placed.at.start.bytes)),
    ("end_byte", |row| offset(row, |placed| placed.at.end.bytes)),
    ("number", printed!(number)),
    ("unit", printed!(unit)),
    ("form", named!(form)),
    ("value", |row| Cell::from(row.figure.value)),
    ("low", |row| bound(row.figure.bounds().low)),
    ("low_exclusive", |row| exclusive(row.figure.bounds().low)),
    ("high", |row| bound(row.figure.bounds().high)),
    ("high_exclusive", |row| exclusive(row.figure.bounds().high)),
    ("upper", |row| Cell::from(row.figure.upper)),
    ("fraction_parts", |row| Cell::from(row.figure.fraction.map(|fraction| fraction.parts))),
    ("fraction_per", |row| Cell::from(row.figure.fraction.map(|fraction| fraction.per))),
    ("fraction_whole", |row| Cell::from(row.figure.fraction.map(|fraction| fraction.whole))),
    ("significant_digits", |row| Cell::from(row.figure.significant_digits())),
    ("qualifier", named!(qualifier)),
    ("outcome", named!(outcome)),
    ("outcome_as_stated", printed!(outcome_as_stated)),
    ("modality", named!(modality)),
    ("scope_kind", |row| Cell::from(row.figure.scope.as_ref().map(|scope| scope.kind().name()))),
    ("scope_since", |row| Cell::day(since(row.figure))),
    ("scope_hours", |row| hours(row.figure)),
    ("scope_event", |row| event(row.figure)),
    ("scope_words", printed!(scope_words)),
    ("as_of_earliest", |row| Cell::day(as_of(row).and_then(|claim| claim.earliest))),
    ("as_of_latest", |row| Cell::day(as_of(row).and_then(|claim| claim.latest))),
    ("as_of_best", |row| Cell::day(as_of(row).and_then(|claim| claim.best))),
    ("as_of_basis", |row| as_of(row).map_or(Cell::Empty, basis)),
    ("as_of_note", |row| as_of(row).map_or(Cell::Empty, |claim| Cell::text(claim.note.as_str()))),
    ("victims", printed!(victims)),
    ("status", named!(status)),
    ("status_by", |row| Cell::from(row.figure.status_by.as_deref())),
    ("sex_age", named!(sex_age)),
    ("population", |row| Cell::from(row.figure.population.as_deref())),
    ("composition", printed!(composition)),
    ("actor_said_responsible", printed!(actor_said_responsible)),
    ("place", |row| Cell::from(row.figure.place.as_ref().map(|place| place.name.as_str()))),
    ("place_precision", |row| {
        Cell::from(row.figure.place.as_ref().and_then(|place| place.precision).map(PlacePrecision::name))
    }),
    ("attribution", |row| {
        row.figure.attribution.as_deref().map_or(Cell::Empty, |links| Cell::text(chain(links)))
    }),
    ("head_source", |row| Cell::from(row.figure.head_source().map(|link| link.name.as_str()))),
    ("head_source_class", |row| {
        Cell::from(row.figure.head_source().and_then(|link| link.class).map(SourceClass::name))
    }),
    ("attribution_strength", |row| Cell::from(row.strength().map(Strength::name))),
    ("verification", named!(verification)),
    ("relations", |row| Cell::text(row.relations().join("; "))),
    ("disputed_fields", |row| Cell::text(row.evidence.disputes(row.id).join(" | "))),
    ("method", |row| Cell::text(row.figure.method.name())),
    ("confidence", named!(confidence)),
    ("note", |row| Cell::text(row.figure.note.as_str())),
    ("memo", |row| Cell::text(row.evidence.memo(row.id))),
    ("analyst", |row| Cell::from(row.evidence.written(row.id).map(|entry| entry.by.0.as_str()))),
    ("annotated_at", |row| Cell::from(row.evidence.written(row.id).map(|entry| iso(entry.at)))),
    ("sentence", |row| row.placed.as_ref().map_or(Cell::Empty, |placed| Cell::text(placed.sentence()))),
    ("rectangle_x", |row| side(row, |rectangle| rectangle.x)),
    ("rectangle_y", |row| side(row, |rectangle| rectangle.y)),
    ("rectangle_width", |row| side(row, |rectangle| rectangle.width)),
    ("rectangle_height", |row| side(row, |rectangle| rectangle.height)),
];

impl<'a> Row<'a> {
    /// The row of a figure.
    pub fn new(evidence: &'a Evidence<'a>, id: ItemId, figure: &'a Figure) -> Self {
        let placed = evidence.place(&figure.span);
        let is_found = placed.is_some() || evidence.outline(&figure.span).is_some();
        Self { id, figure, placed, is_found, facts: evidence.facts(&figure.span.article), evidence }
    }

    /// How closely the figure is tied to its source; `None` while that is unset or it is adrift.
    pub fn strength(&self) -> Option<Strength> {
        if self.is_found && self.placed.is_none() {
            // The words of a picture are typed, and stand nowhere.
            return self.figure.strength("", &(0..0));
        }
        let placed = self.placed.as_ref()?;
        self.figure.strength(&placed.article.text, &placed.bytes())
    }

    /// The relations from and to the figure: `part_of ID`, and `ID part_of this`.
    pub fn relations(&self) -> Vec<String> {
        let mut found = Vec::new();
        for relation in self.evidence.related(self.id) {
            let kind = relation.kind.name();
            if relation.from == self.id {
                found.push(format!("{kind} {}", relation.to));
            } else if relation.to == self.id {
                found.push(format!("{} {kind} this", relation.from));
            }
        }
        found
    }
}

/// Every row, in the order in which the figures were added.
pub fn rows<'a>(evidence: &'a Evidence<'a>) -> impl Iterator<Item = Row<'a>> {
    evidence.figures().map(move |(id, figure)| Row::new(evidence, id, figure))
}

/// Writes figures.csv.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: impl Write, evidence: &Evidence) -> io::Result<()> {
    let names = COLUMNS.iter().map(|(name, _)| *name);
    sheet::write(out, names, rows(evidence).map(|row| COLUMNS.iter().map(|(_, fill)| fill(&row)).collect()))
}

/// The chain of attribution: `says: Ministry [health_authority] "the ministry" said | relays: …`.
pub fn chain(links: &[Link]) -> String {
    if links.is_empty() {
        return "none: the article's own voice".to_owned();
    }
    links.iter().map(one_link).collect::<Vec<_>>().join(" | ")
}

fn one_link(link: &Link) -> String {
    let mut out = format!("{}: {}", link.role.name(), link.name);
    if let Some(class) = link.class {
        out.push_str(&format!(" [{}]", class.name()));
    }
    if let Some(words) = &link.words {
        out.push_str(&format!(" \"{}\"", words.text));
    }
    if let Some(verb) = &link.verb {
        out.push_str(&format!(" {}", verb.text));
    }
    out
}

fn words(words: Option<&Words>) -> Cell {
    Cell::from(words.map(|words| words.text.as_str()))
}

fn offset(row: &Row, unit: impl Fn(&Placed) -> usize) -> Cell {
    row.placed.as_ref().map_or(Cell::Empty, |placed| Cell::count(unit(placed)))
}

/// A measure of the rectangle, in pixels of the upright picture; it is told even where it is adrift.
fn side(row: &Row, measure: impl Fn(Rectangle) -> u32) -> Cell {
    row.figure.span.rectangle().map_or(Cell::Empty, |rectangle| Cell::from(measure(rectangle)))
}

fn basis(claim: &DateClaim) -> Cell {
    Cell::text(claim.basis.iter().map(|basis| basis.name()).collect::<Vec<_>>().join("; "))
}

fn bound(bound: Option<Bound>) -> Cell {
    Cell::from(bound.map(|bound| bound.value))
}

fn exclusive(bound: Option<Bound>) -> Cell {
    Cell::from(bound.map(|bound| bound.exclusive))
}

fn as_of<'a>(row: &'a Row) -> Option<&'a DateClaim> {
    row.figure.as_of.as_ref()
}

fn since(figure: &Figure) -> Option<crate::model::Day> {
    match figure.scope {
        Some(Scope::Cumulative { since }) => since,
        _ => None,
    }
}

fn hours(figure: &Figure) -> Cell {
    match figure.scope {
        Some(Scope::Window { hours }) => Cell::from(hours),
        _ => Cell::Empty,
    }
}

fn event(figure: &Figure) -> Cell {
    match &figure.scope {
        Some(Scope::Incident { event }) => Cell::text(event.as_str()),
        _ => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    fn table() -> Vec<csv::StringRecord> {
        let (workspace, corpus) = sample::dossier();
        let mut out = Vec::new();
        write(&mut out, &Evidence::new(&workspace, &corpus)).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[3..]);
        reader.records().collect::<Result<_, _>>().unwrap()
    }

    fn cell<'a>(table: &'a [csv::StringRecord], row: usize, name: &str) -> &'a str {
        let column = table[0].iter().position(|column| column == name).unwrap();
        &table[row][column]
    }

    #[test]
    fn a_filled_figure_fills_its_row() {
        let table = table();
        let expected = [
            ("id", "1.0000000000000001.3"),
            ("article_path", "a/one.txt"),
            ("article_published_earliest", ""),
            ("article_published_latest", "2024-02-07"),
            ("article_published_basis", "dateline"),
            ("printed_words", "At least 27,585"),
            ("start_byte", "14"),
            ("start_code_point", "11"),
            ("end_code_point", "26"),
            ("number", "27,585"),
            ("value", "27585"),
            ("low", "27585"),
            ("low_exclusive", "false"),
            ("high", ""),
            ("significant_digits", "5"),
            ("qualifier", "at_least"),
            ("scope_kind", "cumulative"),
            ("scope_since", "2023-10-07"),
            ("as_of_basis", "weekday_or_event"),
            (
                "attribution",
                "says: Gaza Ministry of Health [health_authority] \"Gaza's health ministry\" said",
            ),
            ("attribution_strength", "direct"),
            ("relations", "1.0000000000000001.4 part_of this"),
            ("analyst", "Ada"),
            ("annotated_at", "2024-02-07T10:00:00Z"),
        ];
        for (name, value) in expected {
            assert_eq!(cell(&table, 1, name), value, "{name}");
        }
        assert!(cell(&table, 1, "sentence").starts_with("At least 27,585 people"));
        assert!(cell(&table, 1, "sentence").ends_with("said on Tuesday."));
    }

    #[test]
    fn an_unset_field_is_empty_and_an_empty_chain_is_not() {
        let table = table();
        assert_eq!(cell(&table, 2, "attribution"), "");
        assert_eq!(cell(&table, 2, "as_of_best"), "");
        assert_eq!(cell(&table, 3, "attribution"), "none: the article's own voice");
        assert_eq!(cell(&table, 3, "attribution_strength"), "none");
        assert_eq!(cell(&table, 3, "value"), "");
    }

    #[test]
    fn a_title_that_begins_like_a_formula_is_made_harmless() {
        assert_eq!(cell(&table(), 3, "article_title"), "'=HYPERLINK(\"x\")");
    }

    #[test]
    fn both_sides_of_a_dispute_are_shown() {
        assert_eq!(cell(&table(), 2, "disputed_fields"), "value: 108 by Ben; 106 by Ada");
    }
}
