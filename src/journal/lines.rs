//! The lines of a workspace file: a header, then one entry a line, in RON.
//!
//! Knows the text form only, nothing of files: a bundle or an embedded copy reads the same way.

use std::thread;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use crate::model::Entry;

/// The version of the format that this program writes.
pub const FORMAT: u32 = 1;

/// The first line. Fields that a later version adds are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub dossier: u32,
    /// The folder of articles: relative to the file, with `/` between folders, or absolute.
    #[serde(default = "same_folder")]
    pub articles: String,
}

fn same_folder() -> String {
    ".".to_owned()
}

impl Default for Header {
    fn default() -> Self {
        Self { dossier: FORMAT, articles: same_folder() }
    }
}

/// An entry and the line that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The number of the line in the file, from 1.
    pub number: usize,
    /// The line as it stands, without its line feed.
    pub raw: &'a str,
    /// What it says.
    pub entry: Entry,
}

/// A line that this version cannot read. It stays in the file untouched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The number of the line in the file, from 1.
    pub line: usize,
    /// Why it cannot be read.
    pub why: String,
}

/// How a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// With a line feed, or the file is empty.
    Ended,
    /// With a whole line that lacks its line feed.
    Unended,
    /// With the beginning of a line, which starts at this byte.
    Torn(usize),
}

/// What a workspace file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents<'a> {
    /// Its header; `None` where the file is empty or breaks off in its first line.
    pub header: Option<Header>,
    /// Its entries, in the order of the file.
    pub lines: Vec<Line<'a>>,
    /// Lines that cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// How it ends.
    pub tail: Tail,
}

/// Says that a file is no workspace of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("its first line is not the header of a dossier's workspace")]
pub struct NotAWorkspace;

/// An entry as a line, without its line feed.
///
/// # Errors
/// None is known for entries of this model; the writer of RON can refuse in principle.
pub fn write_entry(entry: &Entry) -> Result<String, ron::Error> {
    options().to_string(entry)
}

/// A header as a line, without its line feed.
pub fn write_header(header: &Header) -> String {
    let articles = options().to_string(&header.articles).unwrap_or_else(|_| "\".\"".to_owned());
    format!("(dossier: {}, articles: {articles})", header.dossier)
}

/// A whole file of a header and entries.
///
/// # Errors
/// As [`write_entry`].
pub fn write_all<'a>(
    header: &Header,
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Result<String, ron::Error> {
    let mut out = write_header(header);
    out.push('\n');
    for entry in entries {
        out.push_str(&write_entry(entry)?);
        out.push('\n');
    }
    Ok(out)
}

/// Reads a header from a line; `None` where it is none.
pub fn read_header(line: &[u8]) -> Option<Header> {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let header: Header = options().from_str(std::str::from_utf8(line).ok()?).ok()?;
    (header.dossier > 0).then_some(header)
}

/// Reads a whole file. Only a first line that is no header fails; all else is told in the contents.
///
/// # Errors
/// The file does not begin as a workspace does.
pub fn read(bytes: &[u8]) -> Result<Contents<'_>, NotAWorkspace> {
    let mut rest = split(bytes);
    let Some((first, ended)) = rest.next() else {
        return Ok(Contents { header: None, lines: Vec::new(), unreadable: Vec::new(), tail: Tail::Ended });
    };
    match read_header(first) {
        Some(header) => Ok(entries(header, bytes, rest, ended)),
        None if !ended && breaks_off(first) => {
            Ok(Contents { header: None, lines: Vec::new(), unreadable: Vec::new(), tail: Tail::Torn(0) })
        }
        None => Err(NotAWorkspace),
    }
}

/// Whether bytes are the beginning of a header line.
fn breaks_off(line: &[u8]) -> bool {
    let start = b"(dossier:";
    let common = line.len().min(start.len());
    line[..common] == start[..common]
}

/// The lines of a file, without line feeds, and whether each had one.
fn split(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\n") {
        Some(line) => (line, true),
        None => (line, false),
    })
}

fn entries<'a>(
    header: Header,
    bytes: &'a [u8],
    rest: impl Iterator<Item = (&'a [u8], bool)>,
    mut ended: bool,
) -> Contents<'a> {
    let mut todo = Vec::new();
    for ((line, whole), number) in rest.zip(2..) {
        ended = whole;
        if !line.trim_ascii().is_empty() {
            todo.push((number, line));
        }
    }
    let mut contents =
        Contents { header: Some(header), lines: Vec::new(), unreadable: Vec::new(), tail: Tail::Ended };
    contents.lines.reserve(todo.len());
    for outcome in parse_all(&todo) {
        match outcome {
            Ok(line) => contents.lines.push(line),
            Err(line) => contents.unreadable.push(line),
        }
    }
    if !ended {
        contents.tail = Tail::Unended;
        contents.set_torn_line_aside(bytes, todo.last());
    }
    contents
}

impl Contents<'_> {
    /// A last line without a line feed that says nothing is torn, not unreadable.
    fn set_torn_line_aside(&mut self, bytes: &[u8], last: Option<&(usize, &[u8])>) {
        let Some((number, line)) = last else { return };
        if self.unreadable.last().is_some_and(|unreadable| unreadable.line == *number) {
            self.unreadable.pop();
            self.tail = Tail::Torn(bytes.len() - line.len());
        }
    }
}

/// Below this many lines, starting threads costs more than it saves.
const WORTH_THREADS: usize = 1000;

fn parse_all<'a>(todo: &[(usize, &'a [u8])]) -> Vec<Result<Line<'a>, Unreadable>> {
    let options = options();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    if threads == 1 || todo.len() < WORTH_THREADS {
        return todo.iter().map(|(number, line)| parse(&options, *number, line)).collect();
    }
    let parse_part = |part: &[(usize, &'a [u8])]| -> Vec<_> {
        part.iter().map(|(number, line)| parse(&options, *number, line)).collect()
    };
    let parse_part = &parse_part;
    thread::scope(|scope| {
        let parts = todo.chunks(todo.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| (part, scope.spawn(move || parse_part(part)))).collect();
        // A thread that failed is done over here, so that no line is ever missing.
        let again = |(part, thread): (_, thread::ScopedJoinHandle<'_, Vec<_>>)| {
            thread.join().unwrap_or_else(|_| parse_part(part))
        };
        running.into_iter().flat_map(again).collect()
    })
}

fn parse<'a>(options: &ron::Options, number: usize, line: &'a [u8]) -> Result<Line<'a>, Unreadable> {
    let unreadable = |why: String| Unreadable { line: number, why };
    let raw = std::str::from_utf8(line).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    let raw = raw.trim_end_matches('\r');
    let entry = options.from_str(raw).map_err(|error| unreadable(error.code.to_string()))?;
    Ok(Line { number, raw, entry })
}

/// Optional fields are written without `Some`, and a variant's struct without a second bracket.
fn options() -> ron::Options {
    let extensions = Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES;
    ron::Options::default().with_default_extension(extensions)
}
