//! Rows and cells of a table in text: RFC 4180 and its relatives, with every row for itself.
//!
//! A quotation mark that is never closed spoils its own line only.

use super::Problem;
use super::cells;
use crate::corpus::decode::decode;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 << 20;
const MOST_ROWS: usize = 100_000;
const MOST_COLUMNS: usize = 200;
/// Rows times columns, so that wide and long tables together stay within memory.
const MOST_CELLS: usize = 3_000_000;
/// A quoted cell may hold this many line breaks and bytes.
const MOST_BREAKS: usize = 20;
const LONGEST_QUOTED: usize = 8 << 10;
/// More problems are counted, not listed.
pub(super) const MOST_PROBLEMS: usize = 500;
/// The separator is told from so many lines.
const SNIFFED: usize = 60;
/// What stands between columns; of two that fit as well the first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place in the file, counted from 1 by lines.
    pub number: usize,
    /// Its cells, without the blanks around them.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell in a column; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A table: names of columns, rows, and the rows that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of its columns, each its own.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The rows that are no rows.
    pub problems: Vec<Problem>,
}

impl Table {
    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|known| known == name)
    }
}

/// Reads a table from the bytes of a file in any encoding that articles have.
///
/// # Errors
/// One sentence that says why these bytes are no table of days and numbers.
pub fn table(bytes: &[u8]) -> Result<Table, String> {
    if bytes.len() > LARGEST {
        return Err(format!(
            "The table is larger than {} MB; cut it into smaller ones and import them one by one.",
            LARGEST >> 20
        ));
    }
    let text = decode(bytes).map_err(|why| format!("{why}."))?.text;
    let text = text.trim_start_matches('\u{FEFF}');
    let separator = separator(text);
    let mut table = Table::default();
    let mut cells_left = MOST_CELLS;
    for line in Lines::of(text, separator) {
        let (number, cells) = match line {
            Ok(read) => read,
            Err(number) => {
                table.problem(number, "has a quotation mark that is not closed; correct it");
                continue;
            }
        };
        if cells.len() > MOST_COLUMNS {
            table.problem(number, "has more than 200 columns; remove those that are not needed");
            continue;
        }
        cells_left = cells_left.saturating_sub(cells.len());
        if table.rows.len() >= MOST_ROWS || cells_left == 0 {
            return Err(format!("The table has more than {MOST_ROWS} rows, or too many cells; cut it."));
        }
        table.take(number, cells);
    }
    if table.columns.len() < 2 || table.rows.is_empty() {
        return Err("This is no table of days and numbers: it needs a column of days, a column of numbers and at least one row.".into());
    }
    Ok(table)
}

impl Table {
    fn problem(&mut self, row: usize, what: &str) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { row, reason: format!("Row {row} {what}.") });
        }
    }

    fn take(&mut self, number: usize, cells: Vec<String>) {
        if !self.columns.is_empty() {
            self.rows.push(Row { number, cells });
        } else if cells.iter().any(|cell| cells::is_like_a_day(cell)) {
            self.columns = (1..=cells.len()).map(|place| format!("column {place}")).collect();
            self.rows.push(Row { number, cells });
        } else {
            self.columns = names(&cells);
        }
    }
}

/// The names of the columns; each has one of its own, even where the table gives none or the same.
fn names(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let name: String = cell.chars().filter(|letter| !letter.is_control()).take(80).collect();
        let plain = if name.is_empty() { format!("column {}", place + 1) } else { name };
        let mut name = plain.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{plain} ({count})");
        }
        names.push(name);
    }
    names
}

/// The separator by which most lines have as many columns as the first, and more than one.
fn separator(text: &str) -> char {
    let score = |separator: char| {
        let counts: Vec<usize> = Lines::of(text, separator)
            .take(SNIFFED)
            .filter_map(Result::ok)
            .map(|(_, cells)| cells.len())
            .collect();
        let columns = counts.first().copied().unwrap_or_default();
        let alike = counts.iter().filter(|count| **count == columns).count();
        if columns < 2 { (0, 0) } else { (alike * 10 / counts.len().max(1), columns) }
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator)).unwrap_or(',')
}

/// The rows of a text, blank lines and those that begin with `#` left out; `Err` for a lost quotation mark.
struct Lines<'a> {
    rest: &'a str,
    number: usize,
    separator: char,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, separator: char) -> Self {
        Self { rest: text, number: 0, separator }
    }

    fn step(&mut self, bytes: usize, lines: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.number += lines;
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<(usize, Vec<String>), usize>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let end = self.rest.find('\n').map_or(self.rest.len(), |at| at + 1);
            let line = self.rest[..end].trim();
            let number = self.number + 1;
            if line.is_empty() || line.starts_with('#') {
                self.step(end, 1);
                continue;
            }
            let Some((cells, length)) = record(self.rest, self.separator) else {
                self.step(end, 1);
                return Some(Err(number));
            };
            let lines = memchr::memchr_iter(b'\n', &self.rest.as_bytes()[..length]).count().max(1);
            self.step(length, lines);
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Ok((number, cells)));
            }
        }
        None
    }
}

/// The cells of the row that a text begins with, and its length in bytes.
fn record(text: &str, separator: char) -> Option<(Vec<String>, usize)> {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let (cell, length) = cell(text.get(at..)?, separator)?;
        cells.push(cell);
        at += length;
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some('\n') => return Some((cells, at + 1)),
            None => return Some((cells, at)),
            Some(_) if cells.len() > MOST_COLUMNS => {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
                return Some((cells, end));
            }
            Some(other) => at += other.len_utf8(),
        }
    }
}

/// The cell that a text begins with, up to the separator or the end of the line, and its length.
fn cell(text: &str, separator: char) -> Option<(String, usize)> {
    let blank = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    if !text[blank..].starts_with('"') {
        let end = text.find([separator, '\n']).unwrap_or(text.len());
        return Some((text[..end].trim().to_owned(), end));
    }
    let (words, length) = quoted(&text[blank + 1..])?;
    let after = blank + 1 + length;
    let end = text[after..].find([separator, '\n']).map_or(text.len(), |end| after + end);
    Some((format!("{words}{}", &text[after..end]).trim().to_owned(), end))
}

/// The words up to the closing quotation mark, two of which stand for one, and the bytes they take.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut words = String::new();
    let mut breaks = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if at > LONGEST_QUOTED {
            return None;
        }
        match letter {
            '"' if letters.peek().is_some_and(|(_, next)| *next == '"') => {
                letters.next();
                words.push('"');
            }
            '"' => return Some((words, at + 1)),
            '\n' if breaks == MOST_BREAKS => return None,
            other => {
                breaks += usize::from(other == '\n');
                words.push(if other == '\n' { ' ' } else { other });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        table(text.as_bytes()).unwrap().rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn separators_quotes_and_marks_are_told_from_the_text() {
        for text in [
            "date,killed\n2024-01-01,\"1,200\"\n2024-01-02,1300\n",
            "\u{FEFF}date;killed\r\n2024-01-01;1,200\r\n2024-01-02;1300\r\n",
            "# compiled daily\ndate\tkilled\n\n2024-01-01\t 1,200 \n2024-01-02\t1300",
        ] {
            let read = table(text.as_bytes()).unwrap();
            assert_eq!(read.columns, ["date", "killed"], "{text}");
            assert_eq!(cells(text), [["2024-01-01", "1,200"], ["2024-01-02", "1300"]], "{text}");
        }
    }

    #[test]
    fn a_lost_quotation_mark_spoils_its_own_row_only() {
        let mut text = "date,killed,note\n2024-01-01,5,\"lost\n".to_owned();
        for day in 2..32 {
            text += &format!("2024-01-{day:02},{day},plain\n");
        }
        let read = table(text.as_bytes()).unwrap();
        assert_eq!(read.rows.len(), 30);
        assert_eq!(
            read.problems,
            [Problem { row: 2, reason: "Row 2 has a quotation mark that is not closed; correct it.".into() }]
        );
        assert_eq!(read.rows[0].number, 3);
    }

    #[test]
    fn a_table_without_names_has_columns_by_number() {
        let read = table(b"2024-01-01,5\n2024-01-02,6\n").unwrap();
        assert_eq!(read.columns, ["column 1", "column 2"]);
        assert_eq!(read.rows.len(), 2);
        assert_eq!(table(b"a,a,\n1,2,3\n").unwrap().columns, ["a", "a (2)", "column 3"]);
    }

    #[test]
    fn what_is_no_table_is_refused_in_a_sentence() {
        for bytes in [&b""[..], b"\n\n", b"words", b"a,b\n", b"\0\x01\x02", &[0xFF, 0xFE, 0x00]] {
            let why = table(bytes).unwrap_err();
            assert!(why.ends_with('.') && !why.contains('\n'), "{why}");
        }
        assert!(table(&vec![b','; LARGEST + 1]).unwrap_err().contains("32 MB"));
    }

    #[test]
    fn hostile_tables_stay_within_bounds() {
        let wide = format!("d,v\n{}\n2024-01-01,1\n", ",".repeat(100_000));
        let read = table(wide.as_bytes()).unwrap();
        assert_eq!((read.rows.len(), read.problems.len()), (1, 0));
        let wide = format!("d,v\n{}\n2024-01-01,1\n", "x,".repeat(100_000));
        let read = table(wide.as_bytes()).unwrap();
        assert_eq!((read.rows.len(), read.problems.len()), (1, 1));
        let quotes = format!("d,v\n{}2024-01-01,1\n", "\"x\n".repeat(20_000));
        assert!(table(quotes.as_bytes()).is_ok_and(|read| read.problems.len() <= MOST_PROBLEMS));
        let many = format!("d,v\n{}", "2024-01-01,1\n".repeat(MOST_ROWS + 1));
        assert!(table(many.as_bytes()).is_err());
    }
}
