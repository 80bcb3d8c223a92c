//! Tables of articles: a row is an article, whatever format the rows come in.
//!
//! Owns how rows become articles: the columns are settled on the first rows, rows without text and
//! rows that cannot be read are told once. Knows neither CSV nor JSON.

use std::collections::HashSet;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;

use crate::corpus::article::{Stated, text_hash};
use crate::corpus::decode::Encoding;
use crate::model::{Basis, DateClaim};

use super::columns::{self, Columns, Role};
use super::{Imported, Record, Source, Take, Unreadable, cell, html};

/// Columns are settled on this many rows.
const SAMPLED: usize = 100;
/// Rows wait for the columns to be settled up to this many bytes together.
const SAMPLED_BYTES: usize = 16 << 20;
/// So many of the first rows are shown to who chooses columns.
const SHOWN: usize = 3;
/// A row longer than this is not read, in bytes.
pub(super) const LONGEST_ROW: usize = 16 << 20;
/// Columns of a row beyond these are not looked at.
const MOST_COLUMNS: usize = 1000;
/// Rows beyond these are not read: their articles would not fit in memory.
const MOST_ROWS: usize = if cfg!(test) { 2_000 } else { 500_000 };
/// Rows that cannot be read are named up to this many, and then counted.
const MOST_NAMED: usize = 20;
/// An identifier longer than this would make the paths of articles unwieldy, in bytes.
const LONGEST_ID: usize = 200;

/// Takes the rows of a table one by one; `Break` means that no more are wanted.
pub(super) type Rows<'a> = dyn FnMut(Result<Row, Unreadable>) -> ControlFlow<()> + 'a;

/// A format whose files are tables.
pub trait Table: Sync {
    /// Gives every row to `each`, in the order of the file; a row that cannot be read as its reason.
    ///
    /// # Errors
    /// Why the file, or the rest of it, cannot be read.
    fn rows(&self, source: &mut Source<'_>, each: &mut Rows<'_>) -> Result<(), Unreadable>;
}

/// One row: the names of its columns and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    cells: Vec<(Arc<str>, String)>,
    encoding: Option<Encoding>,
    /// Whether the file is this row and can never hold another.
    is_whole_file: bool,
}

impl Row {
    /// A row of cells, with how its bytes were decoded.
    pub(super) fn of(cells: impl Iterator<Item = (Arc<str>, String)>, encoding: Option<Encoding>) -> Self {
        Self { cells: cells.take(MOST_COLUMNS).collect(), encoding, is_whole_file: false }
    }

    /// A row of the fields of an object; those of objects within it are named `outer.inner`.
    pub(super) fn of_json(value: &Value, encoding: Option<Encoding>) -> Self {
        let mut row = Self { encoding, ..Self::default() };
        row.add_fields("", value);
        row
    }

    /// The same row as all that its file holds.
    pub(super) fn of_whole_file(self) -> Self {
        Self { is_whole_file: true, ..self }
    }

    // Recursion is no deeper than the parser of JSON allows.
    fn add_fields(&mut self, outer: &str, value: &Value) {
        for (name, value) in value.as_object().into_iter().flatten() {
            if self.cells.len() >= MOST_COLUMNS {
                return;
            }
            let name = if outer.is_empty() { name.clone() } else { format!("{outer}.{name}") };
            match cell::of_json(value) {
                Some(words) => self.cells.push((name.into(), words)),
                None => self.add_fields(&name, value),
            }
        }
    }

    /// The names of its columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(name, _)| &**name)
    }

    /// What a column holds; nothing where the row does not have it.
    pub fn cell(&self, name: &str) -> &str {
        self.cells.iter().find(|(known, _)| &**known == name).map_or("", |(_, words)| words)
    }

    /// What the column of a role holds.
    pub fn of_role(&self, columns: &Columns, role: Role) -> &str {
        columns.get(role).map_or("", |name| self.cell(name))
    }

    fn bytes(&self) -> usize {
        self.cells.iter().map(|(name, words)| name.len() + words.len()).sum()
    }
}

/// The columns and the first rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The first rows.
    pub rows: Vec<Row>,
    /// The columns that are taken where nobody chose any.
    pub guess: Columns,
}

impl Sample {
    /// How the first rows would be read by some columns; `None` where a row would hold no text.
    pub fn read_by(&self, columns: &Columns) -> Vec<Option<Imported>> {
        let Some(settled) = Settled::on(&self.rows, Some(columns)) else {
            return vec![None; self.rows.len()];
        };
        self.rows.iter().map(|row| settled.record(row)?.imported.ok()).collect()
    }
}

/// The columns and the first rows of a table.
///
/// # Errors
/// The file cannot be read, or holds no row.
pub(super) fn sample(
    table: &dyn Table,
    format: &'static str,
    bytes: &mut dyn BufRead,
) -> Result<Sample, Unreadable> {
    let mut waiting = Waiting::default();
    // Any choice makes a single object count as a table: who asks for columns wants to see them.
    let any = Columns::default();
    table.rows(&mut Source { columns: Some(&any), ..Source::of(bytes) }, &mut |row| {
        let is_enough = row.is_ok_and(|row| waiting.add(row));
        if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let mut rows = waiting.rows;
    if rows.is_empty() {
        return Err(Unreadable::NoWords { format });
    }
    let columns = columns::names(&rows).into_iter().map(str::to_owned).collect();
    let guess = Columns::guess(&rows);
    rows.truncate(SHOWN);
    Ok(Sample { columns, rows, guess })
}

/// The first rows of a table.
#[derive(Default)]
struct Waiting {
    rows: Vec<Row>,
    bytes: usize,
}

impl Waiting {
    /// Adds a row; true where there are enough.
    fn add(&mut self, row: Row) -> bool {
        self.bytes += row.bytes();
        self.rows.push(row);
        self.rows.len() >= SAMPLED || self.bytes >= SAMPLED_BYTES
    }
}

/// Reads every row of a table as an article.
///
/// # Errors
/// As [`Table::rows`], or no column holds text.
pub(super) fn articles(
    table: &dyn Table,
    format: &'static str,
    source: &mut Source<'_>,
    take: &mut Take<'_>,
) -> Result<(), Unreadable> {
    let chosen = source.columns.cloned();
    let mut reading = Reading { format, chosen, ..Reading::default() };
    let outcome = table.rows(source, &mut |row| reading.row(row, take));
    if reading.is_stopped {
        return reading.failed.map_or(Ok(()), Err);
    }
    let _ = reading.end(take);
    reading.failed.map_or(outcome, Err)
}

/// A table as it is read.
#[derive(Default)]
struct Reading {
    format: &'static str,
    chosen: Option<Columns>,
    waiting: Waiting,
    settled: Option<Settled>,
    rows: usize,
    without_text: usize,
    named: usize,
    more: usize,
    is_stopped: bool,
    failed: Option<Unreadable>,
}

/// Which columns are read.
struct Settled {
    columns: Columns,
    /// Whether the rows are told apart by what the table calls their identifier.
    by_id: bool,
}

impl Reading {
    fn row(&mut self, row: Result<Row, Unreadable>, take: &mut Take<'_>) -> ControlFlow<()> {
        let flow = match row {
            Err(why) => self.unread(why, take),
            Ok(_) if self.rows >= MOST_ROWS => {
                let sentence = format!(
                    "This {} holds more than {MOST_ROWS} rows, the most that are read; split it",
                    self.format
                );
                self.failed = Some(Unreadable::Told(sentence));
                ControlFlow::Break(())
            }
            Ok(row) => {
                self.rows += 1;
                self.settled_or_waiting(row, take)
            }
        };
        self.is_stopped |= flow.is_break();
        flow
    }

    fn settled_or_waiting(&mut self, row: Row, take: &mut Take<'_>) -> ControlFlow<()> {
        match &self.settled {
            Some(settled) => {
                let record = settled.record(&row);
                self.give(record, take)
            }
            None if self.waiting.add(row) => self.settle(take),
            None => ControlFlow::Continue(()),
        }
    }

    /// Settles the columns on the rows that wait, and gives these rows.
    fn settle(&mut self, take: &mut Take<'_>) -> ControlFlow<()> {
        let Waiting { rows, .. } = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return ControlFlow::Continue(());
        }
        let Some(settled) = Settled::on(&rows, self.chosen.as_ref()) else {
            self.failed = Some(no_text(self.format, &columns::names(&rows)));
            return ControlFlow::Break(());
        };
        for row in &rows {
            self.give(settled.record(row), take)?;
        }
        self.settled = Some(settled);
        ControlFlow::Continue(())
    }

    fn give(&mut self, record: Option<Record>, take: &mut Take<'_>) -> ControlFlow<()> {
        match record {
            None => {
                self.without_text += 1;
                ControlFlow::Continue(())
            }
            Some(Record { imported: Err(why), .. }) => self.unread(why, take),
            Some(record) => take(record),
        }
    }

    fn unread(&mut self, why: Unreadable, take: &mut Take<'_>) -> ControlFlow<()> {
        if self.named >= MOST_NAMED {
            self.more += 1;
            return ControlFlow::Continue(());
        }
        self.named += 1;
        take(Record { key: None, imported: Err(why) })
    }

    /// Gives what still waits, and tells what was left out.
    fn end(&mut self, take: &mut Take<'_>) -> ControlFlow<()> {
        self.settle(take)?;
        let rows = |count: usize, more: &str| {
            if count == 1 { format!("One {more}row") } else { format!("{count} {more}rows") }
        };
        let verb = |count: usize| if count == 1 { "holds" } else { "hold" };
        if self.more > 0 {
            let rows = rows(self.more, "more ");
            take(Record::trouble(format!("{rows} of this {} cannot be read; correct them", self.format)))?;
        }
        if self.without_text > 0 {
            let (rows, verb) = (rows(self.without_text, ""), verb(self.without_text));
            let advice = "if that is wrong, choose another column for the text";
            take(Record::trouble(format!("{rows} of this {} {verb} no text; {advice}", self.format)))?;
        }
        ControlFlow::Continue(())
    }
}

/// Says that no column holds text, and which columns there are.
fn no_text(format: &str, names: &[&str]) -> Unreadable {
    const MOST: usize = 12;
    let mut named: Vec<String> =
        names.iter().take(MOST).map(|name| name.chars().take(LONGEST_ID / 4).collect()).collect();
    if names.len() > MOST {
        named.push(format!("and {} more", names.len() - MOST));
    }
    let named = named.join(", ");
    Unreadable::Told(format!(
        "This {format} has no column that holds the text of articles; choose one, or name it text (its columns are {named})"
    ))
}

impl Settled {
    /// The columns that were chosen, as far as the rows have them; else those that they seem to have.
    fn on(rows: &[Row], chosen: Option<&Columns>) -> Option<Self> {
        let guess = Columns::guess(rows);
        let mut columns = chosen.unwrap_or(&guess).clone();
        let has = |name: &str| rows.iter().any(|row| row.names().any(|known| known == name));
        if !columns.get(Role::Text).is_some_and(has) {
            columns.set(Role::Text, guess.get(Role::Text).map(str::to_owned));
        }
        columns.get(Role::Text)?;
        let mut ids = HashSet::new();
        let is_new_id = |row: &Row| id(row, &columns).is_some_and(|id| ids.insert(id));
        let by_id = rows.iter().all(is_new_id);
        Some(Self { columns, by_id })
    }

    /// The article of a row; `None` where it holds no text.
    fn record(&self, row: &Row) -> Option<Record> {
        let text = match cell::text(row.of_role(&self.columns, Role::Text)) {
            Ok(text) if text.trim().is_empty() => return None,
            Ok(text) => text,
            Err(why) => return Some(Record { key: None, imported: Err(why) }),
        };
        if text.contains('\0') {
            let sentence = "A row holds a character that no text has (number 0); take it out of the table";
            return Some(Record::trouble(sentence));
        }
        let stated = self.stated(row);
        let by_text = || text_hash(text.as_bytes()).to_string();
        let key = id(row, &self.columns).filter(|_| self.by_id).unwrap_or_else(by_text);
        let broken = if row.encoding.is_some() { text.matches('\u{FFFD}').count() } else { 0 };
        let encoding = row.encoding.map(|encoding| Encoding { broken, ..encoding });
        let text = html::with_title(stated.title.as_deref(), text.trim_end());
        let imported = Imported { text, stated, encoding, picture: None };
        Some(Record { key: (!row.is_whole_file).then_some(key), imported: Ok(imported) })
    }

    fn stated(&self, row: &Row) -> Stated {
        let words = |role| cell::words(row.of_role(&self.columns, role));
        let is_address = |words: &String| words.contains("://");
        let day = cell::day(row.of_role(&self.columns, Role::Date));
        Stated {
            title: words(Role::Title),
            byline: words(Role::Byline).filter(|words| !is_address(words)),
            publisher: words(Role::Publisher).filter(|words| !is_address(words)),
            address: words(Role::Address).filter(is_address),
            published: day.map(|day| DateClaim::on(day, Basis::Metadata)).unwrap_or_default(),
            modified: DateClaim::default(),
        }
    }
}

/// What a row calls its identifier, where it is short and plain enough to stand in a path.
fn id(row: &Row, columns: &Columns) -> Option<String> {
    let id = cell::words(row.of_role(columns, Role::Id))?;
    (id.len() <= LONGEST_ID && !id.chars().any(char::is_control)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Vec<Result<Row, Unreadable>>);

    impl Table for Fixed {
        fn rows(&self, _: &mut Source<'_>, each: &mut Rows<'_>) -> Result<(), Unreadable> {
            let _ = self.0.iter().cloned().try_for_each(each);
            Ok(())
        }
    }

    fn row(cells: &[(&str, &str)]) -> Result<Row, Unreadable> {
        Ok(Row::of(cells.iter().map(|(name, cell)| ((*name).into(), (*cell).to_owned())), None))
    }

    /// Keys and texts of the articles, and what was told besides.
    fn read(
        rows: Vec<Result<Row, Unreadable>>,
        chosen: Option<&Columns>,
    ) -> (Vec<(String, String)>, Vec<String>) {
        let (mut articles, mut told) = (Vec::new(), Vec::new());
        let mut take = |record: Record| {
            match record.imported {
                Ok(imported) => articles.push((record.key.unwrap_or_default(), imported.text)),
                Err(why) => told.push(why.to_string()),
            }
            ControlFlow::Continue(())
        };
        let mut empty: &[u8] = &[];
        let mut source = Source { columns: chosen, ..Source::of(&mut empty) };
        let outcome = articles_of(rows, &mut source, &mut take);
        told.extend(outcome.err().map(|why| why.to_string()));
        (articles, told)
    }

    fn articles_of(
        rows: Vec<Result<Row, Unreadable>>,
        source: &mut Source<'_>,
        take: &mut Take<'_>,
    ) -> Result<(), Unreadable> {
        super::articles(&Fixed(rows), "table", source, take)
    }

    #[test]
    fn rows_are_known_by_their_identifiers_where_these_tell_them_apart() {
        let (articles, told) = read(
            vec![row(&[("id", "7"), ("text", "Ten hurt")]), row(&[("id", "8"), ("text", "Two hurt")])],
            None,
        );
        assert_eq!(articles, [("7".into(), "Ten hurt\n".into()), ("8".into(), "Two hurt\n".into())]);
        assert!(told.is_empty());
        let (articles, _) =
            read(vec![row(&[("id", "7"), ("text", "a")]), row(&[("id", "7"), ("text", "b")])], None);
        assert_eq!(articles[0].0, text_hash(b"a").to_string());
    }

    #[test]
    fn rows_without_text_are_told_once_and_bad_rows_up_to_a_number() {
        let mut rows = vec![row(&[("id", "1"), ("text", "Ten hurt")])];
        rows.extend((0..12).map(|_| row(&[("text", " ")])));
        rows.extend((0..300).map(|_| Err(Unreadable::Told("Bad row".into()))));
        let (articles, told) = read(rows, None);
        assert_eq!((articles.len(), told.len()), (1, MOST_NAMED + 2));
        assert_eq!(told[MOST_NAMED], "280 more rows of this table cannot be read; correct them");
        assert!(told[MOST_NAMED + 1].starts_with("12 rows of this table hold no text"));
    }

    #[test]
    fn a_table_without_text_names_its_columns() {
        let (articles, told) = read(vec![row(&[("name", "a"), ("version", "1")]); 200], None);
        assert!(articles.is_empty());
        assert_eq!(told.len(), 1);
        assert!(told[0].ends_with("(its columns are name, version)"), "{}", told[0]);
    }

    #[test]
    fn the_columns_that_were_chosen_are_read() {
        let rows =
            vec![row(&[("text", "Not this"), ("lead", "Ten hurt"), ("head", "Talks"), ("on", "2024-02-14")])];
        let chosen =
            Columns::default().with(Role::Text, "lead").with(Role::Title, "head").with(Role::Date, "on");
        assert_eq!(read(rows.clone(), Some(&chosen)).0[0].1, "Talks\n\nTen hurt\n");
        // A column that is no longer there cannot be read.
        let gone = Columns::default().with(Role::Text, "gone");
        assert_eq!(read(rows, Some(&gone)).0[0].1, "Not this\n");
    }

    #[test]
    fn a_row_states_what_its_columns_hold() {
        let table = [
            ("text", "Ten hurt"),
            ("title", " Talks\nresume "),
            ("date", "1707912345"),
            ("source", "Example Wire"),
            ("url", "https://example.org/a"),
            ("author", "nan"),
        ];
        let columns = Columns::guess(&[row(&table).unwrap()]);
        let stated = Settled { columns, by_id: false }.stated(&row(&table).unwrap());
        assert_eq!(stated.title.as_deref(), Some("Talks resume"));
        assert_eq!((stated.publisher.as_deref(), stated.byline), (Some("Example Wire"), None));
        assert_eq!(stated.address.as_deref(), Some("https://example.org/a"));
        assert_eq!(
            (stated.published.to_string(), stated.published.basis),
            ("2024-02-14".into(), vec![Basis::Metadata])
        );
    }

    #[test]
    fn more_rows_than_fit_are_refused() {
        let rows = vec![row(&[("text", "a")]); MOST_ROWS + 10];
        let (articles, told) = read(rows, None);
        assert_eq!(articles.len(), MOST_ROWS);
        assert!(told[0].contains("more than 2000 rows"));
    }
}
