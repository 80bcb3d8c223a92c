//! Tables as CSV that a spreadsheet opens rightly. Knows cells, not what they mean.
//!
//! UTF-8 with a byte order mark, because Excel takes a file without one for the local code page.
//! Records end with CRLF, as RFC 4180 says: every spreadsheet and statistics package reads it, and
//! a line feed inside a cell (a memo of two lines) is then no end of a record to any of them.

use std::io::{self, Write};

use crate::model::Day;

/// The byte order mark that makes a spreadsheet read UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Not set: an empty cell.
    Empty,
    /// Words, which are never read as a formula.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Words; an empty string is an empty cell.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A number of things, such as a byte offset.
    pub fn count(number: usize) -> Self {
        u64::try_from(number).map_or(Self::Empty, Self::Number)
    }

    /// A day in ISO 8601.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, |day| Self::Text(day.to_string()))
    }

    /// The cell as a spreadsheet may safely open it.
    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => harmless(words),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::text(words)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::text(words)
    }
}

/// Words that no spreadsheet takes for a formula: a leading apostrophe where they begin like one.
fn harmless(words: &str) -> String {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if words.starts_with(STARTS) { format!("'{words}") } else { words.to_owned() }
}

/// Writes a table: the column names, then one record a row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write<'a>(
    out: impl Write,
    names: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> io::Result<()> {
    let mut out = out;
    out.write_all(MARK)?;
    let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    sheet.write_record(names)?;
    for row in rows {
        sheet.write_record(row.iter().map(Cell::written))?;
    }
    sheet.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: Vec<Vec<Cell>>) -> String {
        let mut out = Vec::new();
        write(&mut out, ["words", "people"], rows).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_sheet_has_a_mark_a_header_and_crlf() {
        let rows = vec![vec![Cell::text("at least 27,585"), Cell::Number(27_585)]];
        assert_eq!(sheet(rows), "\u{feff}words,people\r\n\"at least 27,585\",27585\r\n");
    }

    #[test]
    fn cells_that_begin_like_a_formula_are_made_harmless() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝"] {
            let written = Cell::text(format!("{start}cmd|' /C calc'!A0")).written();
            assert!(written.starts_with('\''), "{start:?} became {written:?}");
        }
        assert_eq!(Cell::text("6-7 people").written(), "6-7 people");
        assert_eq!(Cell::text("'quoted'").written(), "'quoted'");
    }

    #[test]
    fn quotes_and_line_feeds_stay_inside_their_cell() {
        let rows = vec![vec![Cell::text("\"We\nsaid\""), Cell::Empty]];
        assert_eq!(sheet(rows), "\u{feff}words,people\r\n\"\"\"We\nsaid\"\"\",\r\n");
    }

    #[test]
    fn numbers_and_flags_are_bare_and_the_unset_is_empty() {
        let cells = [Cell::from(None::<u64>), Cell::from(Some(0u64)), Cell::from(true), Cell::text("")];
        let written: Vec<String> = cells.iter().map(Cell::written).collect();
        assert_eq!(written, ["", "0", "true", ""]);
    }
}
