//! Tables with a character between their columns: `.csv` and `.tsv` (RFC 4180 and its relatives).

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;
use std::sync::Arc;

use super::decoding::Decoding;
use super::table::{self, LONGEST_ROW, Row, Rows, Table};
use super::{Importer, Source, Take, Unreadable};

/// What such a file is called in a sentence.
const FORMAT: &str = "table";
/// The largest table that is read, in bytes: read in pieces, but its articles are kept.
const LARGEST: u64 = 4 << 30;
/// The separator is told from this many bytes.
const SNIFFED: usize = 64 << 10;
/// What stands between columns; of two that fit as well the first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads `.csv` and `.tsv` files.
pub struct Csv;

impl Importer for Csv {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        table::articles(self, FORMAT, source, take)
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Csv {
    fn rows(&self, source: &mut Source<'_>, each: &mut Rows<'_>) -> Result<(), Unreadable> {
        let (mut text, encoding) = Decoding::of(&mut *source.bytes)?;
        let separator = separator(text.fill_buf()?);
        let since_row = Rc::new(Cell::new(0));
        let bounded = Bounded { text, since_row: Rc::clone(&since_row) };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(bounded);
        let mut record = csv::StringRecord::new();
        let mut names: Option<Vec<Arc<str>>> = None;
        while reader.read_record(&mut record).map_err(|error| why(&error))? {
            since_row.set(0);
            let Some(names) = &names else {
                names = Some(header(&record));
                continue;
            };
            let cells = names.iter().cloned().zip(record.iter().map(str::to_owned));
            if each(Ok(Row::of(cells, Some(encoding)))).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The names of the columns; each has one of its own, even where the table gives none or the same.
fn header(record: &csv::StringRecord) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for (at, name) in record.iter().enumerate() {
        let name = if name.trim().is_empty() { format!("column {}", at + 1) } else { name.trim().to_owned() };
        let count = seen.entry(name.clone()).or_insert(0_usize);
        *count += 1;
        names.push(if *count > 1 { format!("{name} ({count})").into() } else { name.into() });
    }
    names
}

/// The separator by which most rows have as many columns as the first, and more than one.
fn separator(beginning: &[u8]) -> u8 {
    let beginning = &beginning[..beginning.len().min(SNIFFED)];
    let score = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(beginning);
        let lengths: Vec<usize> =
            reader.byte_records().map_while(Result::ok).map(|record| record.len()).collect();
        let columns = lengths.first().copied().unwrap_or_default();
        let alike = lengths.iter().filter(|length| **length == columns).count();
        if columns < 2 { (0, 0) } else { (alike * 10 / lengths.len().max(1), columns) }
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    best.unwrap_or(b',')
}

/// Says that a row has no end within bounds.
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct TooLong;

fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<TooLong>()).is_some()
}

fn why(error: &csv::Error) -> Unreadable {
    let row = error.position().map_or(0, csv::Position::record) + 1;
    match error.kind() {
        csv::ErrorKind::Io(inner) if is_too_long(inner) => {
            let most = LONGEST_ROW >> 20;
            Unreadable::Told(format!(
                "A row of this table after row {row} is longer than {most} MB, perhaps because a quotation mark is missing; correct it"
            ))
        }
        csv::ErrorKind::Io(inner) => Unreadable::Io(inner.to_string()),
        _ => Unreadable::Damaged { format: FORMAT, why: format!("row {row} cannot be read") },
    }
}

/// Text that fails where no row ends for long, so that a lost quotation mark does not fill memory.
struct Bounded<'a> {
    text: Decoding<'a>,
    since_row: Rc<Cell<usize>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.text.read(buffer)?;
        self.since_row.set(self.since_row.get() + read);
        // What is read ahead belongs to later rows, but is never more than a buffer.
        if self.since_row.get() > LONGEST_ROW + buffer.len() {
            Err(io::Error::other(TooLong))
        } else {
            Ok(read)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::import::{Record, read_all};

    fn read(bytes: &[u8]) -> (Vec<Record>, Result<(), Unreadable>) {
        read_all(&Csv, bytes, None)
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes).0.into_iter().filter_map(|record| Some(record.imported.ok()?.text)).collect()
    }

    const TABLE: &str = "id,date,title,text\r\n1,2024-02-14,\"Talks, resumed\",\"Ten hurt,\nsaid \"\"they\"\"\"\r\n2,,,Two hurt\r\n3\r\n";

    #[test]
    fn rows_are_articles_and_quoted_cells_are_whole() {
        let (records, outcome) = read(TABLE.as_bytes());
        assert_eq!(outcome, Ok(()));
        let first = records[0].imported.as_ref().unwrap();
        assert_eq!(first.text, "Talks, resumed\n\nTen hurt,\nsaid \"they\"\n");
        assert_eq!(first.stated.published.to_string(), "2024-02-14");
        assert_eq!(first.encoding, Some(crate::corpus::decode::Encoding::UTF_8));
        assert_eq!(texts(TABLE.as_bytes()).len(), 2);
        let told = records.last().unwrap().imported.as_ref().unwrap_err().to_string();
        assert!(told.starts_with("One row of this table holds no text"), "{told}");
    }

    #[test]
    fn the_separator_is_told_from_the_rows() {
        for mark in [",", ";", "\t", "|"] {
            let table = format!("date{mark}text\n14{mark}\"Ten; two, hurt | said\"\n15{mark}Two\n");
            assert_eq!(texts(table.as_bytes()), ["Ten; two, hurt | said\n", "Two\n"], "{mark:?}");
        }
        assert_eq!(texts(b"text\nTen hurt\nTwo hurt\n"), ["Ten hurt\n", "Two hurt\n"]);
    }

    #[test]
    fn other_encodings_and_marks_are_read() {
        let utf16: Vec<u8> =
            "\u{FEFF}id\ttext\n1\tقُتل 12\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&utf16), ["قُتل 12\n"]);
        assert_eq!(texts("\u{FEFF}text,id\ncafé,1\n".as_bytes()), ["café\n"]);
        let western =
            b"id;text\n1;Le minist\xE8re a d\xE9clar\xE9 que dix personnes ont \xE9t\xE9 tu\xE9es\n";
        assert_eq!(texts(western), ["Le ministère a déclaré que dix personnes ont été tuées\n"]);
    }

    #[test]
    fn columns_without_a_name_or_with_the_same_have_one() {
        let record = csv::StringRecord::from(vec!["a", "", "a", " b "]);
        assert_eq!(
            header(&record).iter().map(|name| &**name).collect::<Vec<_>>(),
            ["a", "column 2", "a (2)", "b"]
        );
    }

    #[test]
    fn a_lost_quotation_mark_is_told_and_fills_no_memory() {
        let mut table = TABLE.as_bytes().to_vec();
        table.extend(b"4,,,\"");
        table.extend(b"Ten were hurt\n".repeat(1_300_000));
        let (records, outcome) = read(&table);
        assert!(outcome.unwrap_err().to_string().contains("quotation mark"));
        // What came before stands: two articles, and one row without text.
        assert_eq!(records.len(), 3);
    }

    #[test]
    fn a_table_cut_anywhere_or_with_zeros_is_read_as_far_as_it_goes() {
        for end in 0..TABLE.len() {
            assert!(read(&TABLE.as_bytes()[..end]).0.len() <= 3, "{end}");
        }
        let zero = format!("id,text\n1,Ten\0hurt\n{}", "2,Two hurt\n".repeat(200));
        assert_eq!(texts(zero.as_bytes()).len(), 200);
        assert!(read(b"\0\0\0\0").1.is_err());
        assert!(matches!(read(b"a,b\n1,2\n").1, Err(Unreadable::Told(_))));
        assert_eq!(texts(format!("{},text\n{}x\n", "a,".repeat(5000), ",".repeat(5001)).as_bytes()).len(), 0);
    }
}
