//! Tables in JSON: a list of objects, alone or as the one list that an object holds.
//!
//! The lists are found by their brackets alone, without building the whole in memory, so that a file
//! that ends too early is read up to there, and nesting without end costs nothing.

use std::ops::ControlFlow;

use serde_json::Value;

use crate::corpus::decode::{self, Encoding};

use super::columns;
use super::table::{self, LONGEST_ROW, Row, Rows, Table};
use super::{Importer, LARGEST, Source, Take, Unreadable};

/// What such a file is called in a sentence.
const FORMAT: &str = "JSON file";
/// Lists are looked for in objects within objects this deep: `{"response": {"docs": […]}}`.
const DEEPEST: usize = 3;
/// Names of the list of articles, where an object holds several lists.
const LISTS: [&str; 10] =
    ["articles", "items", "results", "documents", "docs", "records", "rows", "posts", "hits", "data"];

/// Reads `.json` files.
pub struct Json;

impl Importer for Json {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        table::articles(self, FORMAT, source, take)
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Json {
    fn rows(&self, source: &mut Source<'_>, each: &mut Rows<'_>) -> Result<(), Unreadable> {
        let is_wanted = source.columns.is_some();
        let decoded = decode::decode(&source.whole(LARGEST)?)?;
        let (text, encoding) = (decoded.text.as_str(), Some(decoded.encoding));
        let mut scan = Scan::of(text);
        let first = scan.value().ok_or_else(no_table)?;
        let is_alone = scan.value().is_none();
        let _ = match first.text.as_bytes().first() {
            Some(b'[') if is_of_objects(first.text) => give(elements(first.text), encoding, each),
            // An object on every line, under another ending.
            Some(b'{') if !is_alone => give(Scan::of(text).values(), encoding, each),
            Some(b'{') => {
                let is_short = first.text.len() <= LONGEST_ROW;
                let alone = is_short.then(|| serde_json::from_str(first.text).ok()).flatten();
                let alone = alone.map(|value| Row::of_json(&value, encoding));
                let article = alone.filter(columns::is_article).map(Row::of_whole_file);
                match (article, the_list(first.text)) {
                    (Some(article), _) => each(Ok(article)),
                    (None, Some(list)) => give(elements(list), encoding, each),
                    (None, None) if is_wanted => give([first].into_iter(), encoding, each),
                    (None, None) => return Err(no_table()),
                }
            }
            _ => return Err(no_table()),
        };
        Ok(())
    }
}

fn no_table() -> Unreadable {
    Unreadable::Told(
        "This JSON file holds no list of articles; take it out of the folder or name it in .dossierignore"
            .into(),
    )
}

/// Gives the objects of a list as rows.
fn give<'a>(
    values: impl Iterator<Item = Piece<'a>>,
    encoding: Option<Encoding>,
    each: &mut Rows<'_>,
) -> ControlFlow<()> {
    for (at, piece) in values.enumerate() {
        let bad = |what: &str| {
            Err(Unreadable::Told(format!(
                "Object {} of this {FORMAT} {what}; correct it and open the folder again",
                at + 1
            )))
        };
        // Asked first: a value takes many times the memory of its source.
        let row = if piece.text.len() > LONGEST_ROW {
            bad(&format!("is longer than {} MB", LONGEST_ROW >> 20))
        } else if piece.is_whole {
            match serde_json::from_str::<Value>(piece.text) {
                Ok(value) if value.is_object() => Ok(Row::of_json(&value, encoding)),
                Ok(_) => bad("is no object with names and values"),
                Err(_) => bad("is broken"),
            }
        } else {
            bad("is cut short by the end of the file")
        };
        each(row)?;
    }
    ControlFlow::Continue(())
}

/// The list of objects that an object holds; where it holds several, the one that is named as such.
fn the_list(object: &str) -> Option<&str> {
    let mut lists = Vec::new();
    let mut open = vec![(object, 0)];
    while let Some((object, depth)) = open.pop() {
        for (name, value) in members(object) {
            match value.text.as_bytes().first() {
                // Places on a map, and not a list of articles.
                _ if name == "type" && value.text == "\"FeatureCollection\"" => return None,
                Some(b'[') if is_of_objects(value.text) => lists.push((name, value.text)),
                Some(b'{') if depth < DEEPEST => open.push((value.text, depth + 1)),
                _ => {}
            }
        }
    }
    match lists.as_slice() {
        [(_, only)] => Some(only),
        several => LISTS
            .iter()
            .find_map(|known| several.iter().find(|(name, _)| name == known))
            .map(|(_, list)| *list),
    }
}

/// The source of one value.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// Whether its last bracket or quotation mark is there.
    is_whole: bool,
}

fn is_of_objects(list: &str) -> bool {
    Scan::inside(list).peek() == Some(b'{')
}

fn elements(list: &str) -> impl Iterator<Item = Piece<'_>> {
    Scan::inside(list).values()
}

/// The names and values of an object.
fn members(object: &str) -> impl Iterator<Item = (&str, Piece<'_>)> {
    let mut values = Scan::inside(object).values();
    std::iter::from_fn(move || {
        let name = values.next()?.text;
        Some((name.trim_matches('"'), values.next()?))
    })
}

/// Goes from value to value of a text of JSON, by its brackets and quotation marks.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Inside the brackets that a text begins with.
    fn inside(text: &'a str) -> Self {
        Self { text, at: 1.min(text.len()) }
    }

    fn values(mut self) -> impl Iterator<Item = Piece<'a>> {
        std::iter::from_fn(move || self.value())
    }

    /// The first byte of the next value.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        while bytes.get(self.at).is_some_and(is_between) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// The next value; `None` at the end of the list or text.
    fn value(&mut self) -> Option<Piece<'a>> {
        let first = self.peek().filter(|byte| !matches!(byte, b']' | b'}'))?;
        let start = self.at;
        let is_whole = match first {
            b'"' => self.pass_string(),
            b'[' | b'{' => self.pass_brackets(),
            _ => {
                self.pass_word();
                true
            }
        };
        Some(Piece { text: self.text.get(start..self.at)?, is_whole })
    }

    fn pass_word(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",:[]{}\"".contains(byte);
        self.at += rest.iter().position(is_end).unwrap_or(rest.len());
    }

    /// Passes a string; false where it does not end.
    fn pass_string(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[self.at.min(bytes.len())..]) {
            self.at += found;
            if bytes[self.at] == b'"' {
                self.at += 1;
                return true;
            }
            self.at += 2;
        }
        self.at = bytes.len();
        false
    }

    /// Passes all between a bracket and the one that closes it; false where none does.
    fn pass_brackets(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.pass_string();
                    continue;
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return true;
            }
        }
        self.at = bytes.len();
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::import::{read_all, texts_and_told};

    fn read(json: &str) -> (Vec<String>, Vec<String>) {
        texts_and_told(&Json, json.as_bytes())
    }

    #[test]
    fn lists_of_objects_are_tables_wherever_they_lie() {
        let rows = r#"{"text":"Ten [hurt] \"}, {"},{"text":"Two hurt"}"#;
        for json in [
            format!("[{rows}]"),
            format!("\u{FEFF} [ {rows} , ]"),
            format!(r#"{{"status":"ok","articles":[{rows}]}}"#),
            format!(r#"{{"response":{{"docs":[{rows}],"tags":["a"]}}}}"#),
            format!(r#"{{"errors":[{{"a":1}}],"items":[{rows}]}}"#),
            rows.replace("},{\"", "}\n{\""),
        ] {
            assert_eq!(read(&json).0, ["Ten [hurt] \"}, {\n", "Two hurt\n"], "{json}");
        }
    }

    #[test]
    fn an_object_that_is_an_article_is_one_without_a_key() {
        let json = format!(r#"{{"maintext":"{}","images":[{{"a":"b"}}]}}"#, "Ten were hurt. ".repeat(10));
        let (records, outcome) = read_all(&Json, json.as_bytes(), None);
        assert_eq!((records.len(), outcome), (1, Ok(())));
        assert_eq!(records[0].key, None);
    }

    #[test]
    fn what_is_no_table_is_told_in_one_sentence() {
        for json in [
            r#"{"name":"x","version":"1.0.0","description":"A package that does a great many things for everybody","files":["a"]}"#,
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"text":"Ten hurt"}}]}"#,
            "[]",
            "{}",
            "12",
            "\"text\"",
            "null",
            "[1,2]",
            "]",
            "}{",
            "nonsense",
        ] {
            let (texts, told) = read(json);
            assert!(texts.is_empty(), "{json}");
            assert!(told.len() <= 2 && !(told.is_empty() && json.len() > 2), "{json}: {told:?}");
        }
        let contributors = r#"{"name":"x","contributors":[{"name":"A","email":"a@example.org"}]}"#;
        assert_eq!(read(contributors).1.len(), 1);
    }

    #[test]
    fn nesting_without_end_is_told_and_stops_nothing() {
        for piece in ["[", "{\"a\":", "[{\"a\":["] {
            let (texts, told) = read(&piece.repeat(100_000));
            assert_eq!((texts.len(), told.len()), (0, 1), "{piece}");
        }
        let deep = format!("[{{\"a\":{}{}}},{{\"text\":\"Ten hurt\"}}]", "[".repeat(1000), "]".repeat(1000));
        assert_eq!(read(&deep).0, ["Ten hurt\n"]);
        assert_eq!(read(&"]".repeat(100_000)).1.len(), 1);
    }

    #[test]
    fn a_file_that_ends_too_early_is_read_up_to_there() {
        let json = r#"{"articles":[{"id":1,"text":"Ten \"hurt\" – \\"},{"id":2,"text":"Two hurt"}]}"#;
        let mut most = 0;
        for end in (0..json.len()).filter(|end| json.is_char_boundary(*end)) {
            let (texts, told) = read(&json[..end]);
            assert!(texts.len() + told.len() <= 3, "{end}: {told:?}");
            most = most.max(texts.len());
        }
        assert_eq!(most, 2);
        assert!(read("[{\"text\":\"Ten hurt\"},{\"text\":\"Tw").1[0].contains("cut short"));
    }
}
