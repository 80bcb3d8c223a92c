//! Tables with an object of JSON on every line: `.jsonl` and `.ndjson`.

use std::io::{BufRead, Read};

use serde_json::Value;

use super::decoding::Decoding;
use super::table::{self, LONGEST_ROW, Row, Rows, Table};
use super::{Importer, Source, Take, Unreadable};

/// What such a file is called in a sentence.
const FORMAT: &str = "JSON lines file";
/// The largest file that is read, in bytes: read in pieces, but its articles are kept.
const LARGEST: u64 = 4 << 30;

/// Reads `.jsonl` and `.ndjson` files.
pub struct JsonLines;

impl Importer for JsonLines {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
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

impl Table for JsonLines {
    fn rows(&self, source: &mut Source<'_>, each: &mut Rows<'_>) -> Result<(), Unreadable> {
        let (mut text, encoding) = Decoding::of(&mut *source.bytes)?;
        let mut line = Vec::new();
        for number in 1_usize.. {
            line.clear();
            (&mut text).take(LONGEST_ROW as u64).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                break;
            }
            let is_cut = line.len() >= LONGEST_ROW && !line.ends_with(b"\n");
            if is_cut {
                pass_line(&mut text)?;
            }
            let row = match serde_json::from_slice::<Value>(line.trim_ascii_end()) {
                _ if line.trim_ascii().is_empty() => continue,
                _ if is_cut => Err(bad(number, &format!("longer than {} MB", LONGEST_ROW >> 20))),
                Ok(value) if value.is_object() => Ok(Row::of_json(&value, Some(encoding))),
                Ok(_) => Err(bad(number, "no object with names and values")),
                Err(error) => Err(bad(number, &format!("broken at character {}", error.column().max(1)))),
            };
            if each(row).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn bad(line: usize, what: &str) -> Unreadable {
    Unreadable::Told(format!("Line {line} of this {FORMAT} is {what}; correct it and open the folder again"))
}

/// Reads to the end of a line without keeping it.
fn pass_line(text: &mut Decoding<'_>) -> Result<(), Unreadable> {
    loop {
        let piece = text.fill_buf()?;
        let end = memchr::memchr(b'\n', piece);
        let read = end.map_or(piece.len(), |at| at + 1);
        text.consume(read);
        if read == 0 || end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::import::{read_all, texts_and_told};

    fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        texts_and_told(&JsonLines, bytes)
    }

    #[test]
    fn a_broken_line_is_told_by_its_number_and_the_rest_is_read() {
        let lines = "{\"text\":\"Ten hurt\",\"source\":{\"name\":\"Example Wire\"}}\r\n\n{\"text\":\n[1]\n{\"text\":\"Two hurt\"}";
        let (texts, told) = read(lines.as_bytes());
        assert_eq!(texts, ["Ten hurt\n", "Two hurt\n"]);
        assert_eq!(
            told[0],
            "Line 3 of this JSON lines file is broken at character 8; correct it and open the folder again"
        );
        assert!(told[1].starts_with("Line 4 of this JSON lines file is no object"));
    }

    #[test]
    fn what_objects_hold_within_is_read_by_both_names() {
        let line = r#"{"source":{"id":null,"name":"Example Wire"},"content":"Ten hurt","publishedAt":"2024-02-14T09:00:00Z","authors":["A","B"]}"#;
        let (records, _) = read_all(&JsonLines, line.as_bytes(), None);
        let stated = &records[0].imported.as_ref().unwrap().stated;
        assert_eq!(
            (stated.publisher.as_deref(), stated.byline.as_deref()),
            (Some("Example Wire"), Some("A, B"))
        );
        assert_eq!(stated.published.to_string(), "2024-02-14");
    }

    #[test]
    fn hostile_lines_are_told_and_cost_only_themselves() {
        let deep = format!("{}\n", "[".repeat(100_000));
        let deep_object = format!("{}\n", "{\"a\":".repeat(100_000));
        let long = format!("{{\"text\":\"{}\"}}\n", "a".repeat(LONGEST_ROW + 10));
        let lines =
            format!("{deep}{deep_object}{long}{{\"text\":\"Ten\\u0000hurt\"}}\n{{\"text\":\"Ten hurt\"}}\n");
        let (texts, told) = read(lines.as_bytes());
        assert_eq!(texts, ["Ten hurt\n"]);
        assert_eq!(told.len(), 4);
        assert!(told[2].contains("longer than 16 MB"), "{told:?}");
        let many = "{\n".repeat(1000);
        assert_eq!(read(many.as_bytes()).1.len(), 21);
    }

    #[test]
    fn a_file_cut_anywhere_is_read_as_far_as_it_goes() {
        let lines =
            "{\"id\":1,\"text\":\"Ten hurt – today\"}\n{\"id\":2,\"text\":\"Two \\ud83d\\ude00 hurt\"}\n";
        for end in 0..lines.len() {
            let (texts, told) = read(&lines.as_bytes()[..end]);
            assert!(texts.len() + told.len() <= 2, "{end}: {texts:?} {told:?}");
        }
        assert!(read(b"\0\0\0").1[0].contains("not text"));
    }
}
