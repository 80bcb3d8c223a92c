//! Rich Text Format: the words without their marks, after version 1.9.1 of its specification.
//!
//! Owns which groups are words of the article. Headers and footers of pages, deleted and hidden
//! words and everything that Word calls ignorable are left out. Never recursive: groups lie on a
//! stack, so that damage costs nothing but words.

mod fonts;
mod words;

use super::flow::Flow;
use super::properties::Properties;
use super::{Imported, Importer, Source, Take, Unreadable, one};
use crate::corpus::article::Stated;
use words::{Reader, Word};

/// What a file of the format is called in a sentence.
const FORMAT: &str = "RTF file";
/// The largest file, in bytes; most of a large one are pictures, which are passed over.
const LARGEST: u64 = 128 << 20;
/// Groups nested deeper than this are damage.
const DEEPEST: usize = 10_000;
/// Groups that hold no words of the article.
const SKIPPED: [&str; 51] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "object",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "nonshppict",
    "shprslt",
    "sp",
    "sn",
    "sv",
    "pntext",
    "listtext",
    "pntxtb",
    "pntxta",
    "annotation",
    "atnid",
    "atnauthor",
    "filetbl",
    "xe",
    "tc",
    "tcn",
    "private",
    "do",
];
/// Ignorable groups that hold words all the same: text boxes, and words in Unicode.
const KNOWN: [&str; 3] = ["shpinst", "shptxt", "ud"];

/// Reads `.rtf` files.
pub struct Rtf;

impl Importer for Rtf {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| {
            let (text, stated) = read(bytes)?;
            Ok(Imported { text, stated, ..Imported::default() })
        })
    }
}

/// The text and what it states.
fn read(bytes: &[u8]) -> Result<(String, Stated), Unreadable> {
    let start = bytes.iter().position(|byte| *byte == b'{').unwrap_or(bytes.len());
    let bytes = &bytes[start..];
    if !bytes.starts_with(b"{\\rtf") {
        return Err(super::archive::damaged(FORMAT, "it does not begin as one"));
    }
    let mut reading = Reading::of(bytes);
    while let Some(word) = reading.reader.next() {
        reading.word(word)?;
    }
    reading.flush();
    let text = reading.flow.finish();
    let stated = reading.properties.stated(&text);
    Ok((text, stated))
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    Nowhere,
    /// Words given twice: those in Unicode follow in a group of their own.
    Choice,
    Info,
    Title,
    Author,
    Modified,
}

/// What holds until the end of a group.
#[derive(Clone, Copy, Debug)]
struct Group {
    place: Place,
    encoding: &'static encoding_rs::Encoding,
    /// How many bytes follow a character in Unicode for those who cannot read it.
    instead: usize,
    is_hidden: bool,
    is_in_cell: bool,
    aside: Option<Aside>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aside {
    Note,
    Box,
}

struct Reading<'a> {
    reader: Reader<'a>,
    fonts: fonts::Fonts,
    group: Group,
    groups: Vec<Group>,
    /// Bytes in the encoding of the group, not yet decoded.
    bytes: Vec<u8>,
    /// The first half of a character outside the basic plane.
    half: Option<u16>,
    /// How many characters still to pass over after one in Unicode.
    passed_over: usize,
    /// Whether the group has just begun with `\*`.
    is_ignorable: bool,
    flow: Flow,
    properties: Properties,
    day: fonts::Time,
}

impl<'a> Reading<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let encoding = encoding_rs::WINDOWS_1252;
        let group = Group {
            place: Place::Text,
            encoding,
            instead: 1,
            is_hidden: false,
            is_in_cell: false,
            aside: None,
        };
        Self {
            reader: Reader::of(bytes),
            fonts: fonts::Fonts::of(bytes),
            group,
            groups: Vec::new(),
            bytes: Vec::new(),
            half: None,
            passed_over: 0,
            is_ignorable: false,
            flow: Flow::default(),
            properties: Properties::default(),
            day: fonts::Time::default(),
        }
    }

    fn word(&mut self, word: Word<'_>) -> Result<(), Unreadable> {
        let was_ignorable = std::mem::take(&mut self.is_ignorable);
        match word {
            Word::Open => return self.open(),
            Word::Close => self.close(),
            Word::Ignorable => self.is_ignorable = true,
            Word::Bytes(bytes) => self.plain(bytes),
            Word::Byte(byte) => self.plain(&[byte]),
            Word::Symbol(words) => {
                if !self.is_passed_over() {
                    self.say(words);
                }
            }
            Word::Control(name, number) => self.control(name, number, was_ignorable),
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        self.flush();
        self.passed_over = 0;
        if self.groups.len() >= DEEPEST {
            return Err(Unreadable::TooDeep { format: FORMAT });
        }
        self.groups.push(self.group);
        self.group.aside = None;
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.passed_over = 0;
        match self.group.aside {
            Some(Aside::Note) => self.flow.end_note(),
            Some(Aside::Box) => self.flow.end_box(),
            None => {}
        }
        if self.group.place == Place::Modified {
            self.properties.modified = std::mem::take(&mut self.day).words();
        }
        // A brace too many closes nothing.
        self.group = self.groups.pop().unwrap_or(self.group);
    }

    fn is_passed_over(&mut self) -> bool {
        let passed = self.passed_over > 0;
        self.passed_over = self.passed_over.saturating_sub(1);
        passed
    }

    fn plain(&mut self, bytes: &[u8]) {
        let passed = self.passed_over.min(bytes.len());
        self.passed_over -= passed;
        let is_heard = !self.group.is_hidden
            && !matches!(self.group.place, Place::Nowhere | Place::Choice | Place::Info);
        if is_heard {
            self.bytes.extend_from_slice(&bytes[passed..]);
        }
    }

    /// Decodes what has gathered.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let (words, _) = self.group.encoding.decode_without_bom_handling(&self.bytes);
        let words = words.into_owned();
        self.bytes.clear();
        self.put(&words);
    }

    fn say(&mut self, words: &str) {
        self.flush();
        self.put(words);
    }

    fn put(&mut self, words: &str) {
        match self.group.place {
            _ if self.group.is_hidden => {}
            Place::Text => {
                if !self.group.is_in_cell && self.flow.is_in_table() && !words.trim().is_empty() {
                    self.flow.end_table();
                }
                self.flow.add(words);
            }
            Place::Title => self.properties.title.push_str(words),
            Place::Author => self.properties.author.push_str(words),
            Place::Nowhere | Place::Choice | Place::Info | Place::Modified => {}
        }
    }

    fn control(&mut self, name: &str, number: Option<i64>, was_ignorable: bool) {
        self.flush();
        if was_ignorable && !KNOWN.contains(&name) || SKIPPED.contains(&name) {
            self.group.place = Place::Nowhere;
        }
        if name != "u" && self.is_passed_over() {
            return;
        }
        match name {
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => self.group.instead = usize::try_from(number.unwrap_or(1)).unwrap_or_default().min(16),
            "upr" if self.group.place == Place::Text => self.group.place = Place::Choice,
            "ud" if self.group.place == Place::Choice => self.group.place = Place::Text,
            "v" | "deleted" => self.group.is_hidden = number != Some(0),
            "plain" => self.group.is_hidden = false,
            "f" => self.group.encoding = self.fonts.encoding(number),
            "ansicpg" | "mac" | "pc" | "pca" => self.group.encoding = self.fonts.encoding(None),
            "info" | "title" | "author" | "revtim" => self.property(name),
            "footnote" | "shptxt" => self.aside(name),
            _ if self.group.place == Place::Modified => self.day.set(name, number),
            _ if self.group.place == Place::Text && !self.group.is_hidden => self.layout(name),
            _ => {}
        }
    }

    fn property(&mut self, name: &str) {
        let is_info = self.group.place == Place::Info;
        self.group.place = match name {
            "info" => Place::Info,
            "title" if is_info => Place::Title,
            "author" if is_info => Place::Author,
            "revtim" if is_info => Place::Modified,
            _ => return,
        };
    }

    fn aside(&mut self, name: &str) {
        if self.group.place == Place::Text && self.group.aside.is_none() {
            self.group.aside = Some(if name == "footnote" { Aside::Note } else { Aside::Box });
            self.group.is_in_cell = false;
            self.flow.start_aside();
        }
    }

    /// Ends of lines, paragraphs, cells and rows, and signs with names.
    fn layout(&mut self, name: &str) {
        match name {
            "par" | "sect" | "page" | "column" => self.flow.end_paragraph(),
            "line" | "softline" => self.flow.end_line(),
            "pard" => self.group.is_in_cell = false,
            "intbl" | "trowd" => self.enter_table(),
            "cell" | "nestcell" => {
                self.enter_table();
                self.flow.end_cell();
            }
            "row" | "nestrow" => {
                self.enter_table();
                self.flow.end_row();
            }
            _ => {
                if let Some(sign) = sign(name) {
                    self.put(sign);
                }
            }
        }
    }

    fn enter_table(&mut self) {
        self.group.is_in_cell = true;
        if !self.flow.is_in_table() {
            self.flow.start_table();
        }
    }

    /// A character in Unicode, as a signed 16-bit number.
    fn unicode(&mut self, number: i64) {
        self.passed_over = self.group.instead;
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        let first = self.half.take();
        let units = first.into_iter().chain([unit]);
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let words: String = char::decode_utf16(units).flatten().filter(|c| *c != '\0').collect();
        self.put(&words);
    }
}

fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        "zwj" => "\u{200D}",
        "zwnj" => "\u{200C}",
        "ltrmark" => "\u{200E}",
        "rtlmark" => "\u{200F}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
