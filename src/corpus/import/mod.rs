//! Formats: from the bytes of a file to the texts and statements of its articles.
//!
//! One file per format; a new one is an [`Importer`] and a line in `IMPORTERS`. An importer sees
//! bytes only: no paths, no disk, no network.

mod archive;
mod cell;
mod columns;
mod csv;
mod decoding;
mod docx;
mod epub;
mod flow;
mod html;
mod http;
mod inflate;
mod json;
mod jsonl;
mod mail;
mod markdown;
mod mbox;
mod mhtml;
mod mime;
mod odt;
mod page;
mod pdf;
pub mod picture;
mod plain;
mod properties;
mod rtf;
mod table;
mod warc;
mod xml;

use std::borrow::Cow;
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::article::{PictureSize, Stated};
use super::decode::{self, Decoded, Encoding, NotText};

pub use columns::{Columns, Role};
pub use table::{Row, Sample, Table};

/// The size of the largest file that is read whole, in bytes; an article is a few thousand.
pub const LARGEST: u64 = 256 << 20;

/// Every format that can be read.
static IMPORTERS: [&dyn Importer; 16] = [
    &plain::Plain,
    &markdown::Markdown,
    &html::Html,
    &pdf::Pdf,
    &docx::Docx,
    &odt::Odt,
    &rtf::Rtf,
    &epub::Epub,
    &mail::Mail,
    &mbox::Mbox,
    &mhtml::Mhtml,
    &warc::Warc,
    &csv::Csv,
    &jsonl::JsonLines,
    &json::Json,
    &picture::Pictures,
];

/// Formats that articles often come in and that are not read: their endings, and what to do.
static NOT_READ: [(&[&str], &str); 1] = [(
    &["doc", "pages", "webarchive"],
    "Files of this format are not read; save this one as .docx, .pdf or .txt",
)];

/// What an importer makes of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The text; empty for a picture.
    pub text: String,
    /// What the file states of itself.
    pub stated: Stated,
    /// How its bytes were decoded; unset where the format settles it.
    pub encoding: Option<Encoding>,
    /// The picture, where the article is one.
    pub picture: Option<Picture>,
}

/// A picture as its file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it measures.
    pub size: PictureSize,
    /// Its bytes: a whole .png, .jpg or .webp file.
    pub bytes: Vec<u8>,
}

/// One article of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What tells it from the other articles of the file, and stays when the file grows; unset
    /// where a file of the format is one article.
    pub key: Option<String>,
    /// The article, or why this part of the file cannot be read.
    pub imported: Result<Imported, Unreadable>,
}

impl Record {
    /// What cannot be read of a file beside its articles, in a whole sentence.
    pub fn trouble(sentence: impl Into<String>) -> Self {
        Self { key: None, imported: Err(Unreadable::Told(sentence.into())) }
    }
}

/// Takes the articles of a file one by one; `Break` means that no more are wanted.
pub type Take<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;

/// Why a file cannot be read as an article; the words stand before its path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its bytes are not text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is larger than its importer reads.
    #[error("This file is larger than {} MB, the most that is read of its format; split it", most >> 20)]
    TooLarge {
        /// The most that is read, in bytes.
        most: u64,
    },
    /// It is text of its format, but there is no article in it.
    #[error("This {format} holds no text to read; save the words of the article as a .txt file")]
    NoWords {
        /// What the file is.
        format: &'static str,
    },
    /// None of its pages holds a word.
    #[error(
        "This {format} holds no text to read, perhaps only pictures of pages; save its words as a .txt file"
    )]
    OnlyPictures {
        /// What the file is.
        format: &'static str,
    },
    /// Its elements lie within one another so deep that no article explains it.
    #[error("This {format} is nested too deeply to be read; save the words of the article as a .txt file")]
    TooDeep {
        /// What the file is.
        format: &'static str,
    },
    /// What it holds packed is far larger than any article: damage, or meant to exhaust memory.
    #[error(
        "This {format} unpacks to more than {} MB, the most that is read of it; save the words of the article as a .txt file",
        most >> 20
    )]
    Bomb {
        /// What the file is.
        format: &'static str,
        /// The most that is unpacked, in bytes.
        most: u64,
    },
    /// It needs a password.
    #[error("This {format} is protected by a password; save a copy without one")]
    Locked {
        /// What the file is.
        format: &'static str,
    },
    /// It breaks the rules of its format, or ends too early.
    #[error("This {format} is damaged ({why}); save the words of the article as a .txt file")]
    Damaged {
        /// What the file is.
        format: &'static str,
        /// What is wrong, in a few words without a full stop.
        why: String,
    },
    /// The importer took longer than any article needs.
    #[error(
        "Reading this {format} took more than {seconds} s and was given up; save the words of the article as a .txt file"
    )]
    TooSlow {
        /// What the file is.
        format: &'static str,
        /// How long it was waited for.
        seconds: u64,
    },
    /// It is a picture that breaks the rules of its format, or ends too early.
    #[error("This picture is damaged ({0}); put a whole copy of it in its place")]
    DamagedPicture(&'static str),
    /// It is a picture that would take too much memory to show.
    #[error(
        "This picture measures {width} × {height} pixels, more than can be shown; save a smaller copy of it"
    )]
    TooManyPixels {
        /// From left to right.
        width: u32,
        /// From top to bottom.
        height: u32,
    },
    /// The importer failed by a fault of its own.
    #[error("This file brought its reader to a stop; save the words of the article as a .txt file")]
    Fault,
    /// The disk failed while it was read.
    #[error("This file could not be read to its end ({0}); check the disk and open the folder again")]
    Io(String),
    /// The file, or a part of it, cannot be read; in a whole sentence of its importer.
    #[error("{0}")]
    Told(String),
    /// No importer reads files with its ending.
    #[error("Files with this ending are not read; save the words of the article as a .txt file")]
    NoImporter,
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

/// What an importer is given to read.
pub struct Source<'a> {
    /// The bytes of the file, from its beginning.
    pub bytes: &'a mut dyn BufRead,
    /// All of them, where they are in memory already.
    pub known: Option<&'a [u8]>,
    /// Which columns of a table hold what, where an analyst chose them.
    pub columns: Option<&'a Columns>,
}

impl<'a> Source<'a> {
    /// Bytes of which nobody chose anything.
    pub fn of(bytes: &'a mut dyn BufRead) -> Self {
        Self { bytes, known: None, columns: None }
    }

    /// Bytes in memory, which importers need not copy.
    pub fn in_memory(bytes: &'a mut &'a [u8]) -> Self {
        Self { known: Some(*bytes), bytes, columns: None }
    }

    /// All the bytes.
    ///
    /// # Errors
    /// There are more than `most`, or the disk fails.
    pub fn whole(&mut self, most: u64) -> Result<Cow<'_, [u8]>, Unreadable> {
        if let Some(bytes) = self.known.filter(|bytes| u64::try_from(bytes.len()).is_ok_and(|it| it <= most))
        {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut bytes = Vec::new();
        // One byte past the most, so that a file growing under us is noticed and memory stays bounded.
        (&mut *self.bytes).take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        let is_too_large = u64::try_from(bytes.len()).is_ok_and(|length| length > most);
        if is_too_large { Err(Unreadable::TooLarge { most }) } else { Ok(Cow::Owned(bytes)) }
    }
}

/// Reads one format.
pub trait Importer: Sync {
    /// What a file of the format is called in a sentence: `web page`, `PDF`.
    fn format(&self) -> &'static str;

    /// The endings of its files, in lower case and without the first dot: `html`, `warc.gz`.
    fn extensions(&self) -> &'static [&'static str];

    /// The size of the largest file it reads, in bytes.
    fn largest(&self) -> u64 {
        LARGEST
    }

    /// The same importer as a reader of tables, where its files are tables.
    fn table(&self) -> Option<&dyn Table> {
        None
    }

    /// Gives every article of a file to `take`, in the order of the file.
    ///
    /// A file that is one article is read with [`one`].
    ///
    /// # Errors
    /// Why the file, or the rest of it, cannot be read; articles given before stand.
    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable>;
}

/// Reads a file that is one article by a function of all its bytes.
///
/// # Errors
/// As the function, or the file is too large for its importer.
pub fn one(
    importer: &dyn Importer,
    source: &mut Source<'_>,
    take: &mut Take<'_>,
    read: impl FnOnce(&[u8]) -> Result<Imported, Unreadable>,
) -> Result<(), Unreadable> {
    let imported = read(&source.whole(importer.largest())?)?;
    let _ = take(Record { key: None, imported: Ok(imported) });
    Ok(())
}

/// The importer for a path, by its ending in any case; the longest ending that fits.
pub fn by_path(path: &str) -> Option<&'static dyn Importer> {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_lowercase();
    // `a.warc.gz`: first all that follows the first dot, then ever less.
    let endings = name.match_indices('.').map(|(dot, _)| &name[dot + 1..]);
    endings
        .into_iter()
        .find_map(|ending| IMPORTERS.into_iter().find(|importer| importer.extensions().contains(&ending)))
}

/// The name of a format as its importer gives it; for names that were kept in a file.
pub fn format(name: &str) -> Option<&'static str> {
    IMPORTERS.iter().map(|importer| importer.format()).find(|format| *format == name)
}

/// What to tell of a file in a format that articles come in but that is not read.
pub fn not_read(extension: &str) -> Option<&'static str> {
    NOT_READ.iter().find(|(extensions, _)| extensions.contains(&extension)).map(|(_, advice)| *advice)
}

/// Runs an importer over a stream; a panic inside it costs only the rest of this file.
///
/// # Errors
/// As the importer.
pub fn import(
    importer: &dyn Importer,
    source: &mut Source<'_>,
    take: &mut Take<'_>,
) -> Result<(), Unreadable> {
    let mut normalised = |record: Record| {
        let imported = record.imported.and_then(normalise);
        take(Record { imported, ..record })
    };
    // Importers are stateless, so a panic leaves nothing half done behind it.
    catch_unwind(AssertUnwindSafe(|| importer.import(source, &mut normalised)))
        .map_err(|_| Unreadable::Fault)?
}

fn normalise(imported: Imported) -> Result<Imported, Unreadable> {
    if imported.picture.is_some() {
        return Ok(imported);
    }
    Ok(Imported { text: decode::normalise(imported.text)?, ..imported })
}

impl Imported {
    /// A text as it was decoded, with what it states.
    pub fn of(decoded: Decoded, stated: Stated) -> Self {
        Self { text: decoded.text, stated, encoding: Some(decoded.encoding), picture: None }
    }
}

/// The one article of bytes in memory, for the tests of importers.
#[cfg(test)]
fn only(importer: &dyn Importer, bytes: &[u8]) -> Result<Imported, Unreadable> {
    let mut found = None;
    let mut reader = bytes;
    import(importer, &mut Source::in_memory(&mut reader), &mut |record| {
        found = Some(record.imported);
        ControlFlow::Break(())
    })?;
    found.unwrap_or(Err(Unreadable::NoWords { format: importer.format() }))
}

/// The columns and the first rows of a table, with the columns that its names suggest.
///
/// # Errors
/// The file is no table, cannot be read, or holds no row.
pub fn sample(importer: &dyn Importer, bytes: &mut dyn BufRead) -> Result<Sample, Unreadable> {
    let table = importer.table().ok_or(Unreadable::NoImporter)?;
    catch_unwind(AssertUnwindSafe(|| table::sample(table, importer.format(), bytes)))
        .map_err(|_| Unreadable::Fault)?
}

/// All that an importer gives, for its tests.
#[cfg(test)]
fn read_all(
    importer: &dyn Importer,
    mut bytes: &[u8],
    columns: Option<&Columns>,
) -> (Vec<Record>, Result<(), Unreadable>) {
    let mut records = Vec::new();
    let outcome = importer.import(&mut Source { columns, ..Source::of(&mut bytes) }, &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    (records, outcome)
}

/// The texts of the articles that a table gives, and what was told besides, for its tests.
#[cfg(test)]
fn texts_and_told(importer: &dyn Importer, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (records, outcome) = read_all(importer, bytes, None);
    let (mut texts, mut told) = (Vec::new(), Vec::new());
    for Record { imported, .. } in records {
        match imported {
            Ok(imported) => texts.push(imported.text),
            Err(why) => told.push(why.to_string()),
        }
    }
    told.extend(outcome.err().map(|why| why.to_string()));
    (texts, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Faulty;

    impl Importer for Faulty {
        fn format(&self) -> &'static str {
            "faulty file"
        }
        fn extensions(&self) -> &'static [&'static str] {
            &["faulty"]
        }
        fn largest(&self) -> u64 {
            3
        }
        fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
            one(self, source, take, |bytes| {
                assert!(bytes.is_empty(), "a fault of the importer");
                Ok(Imported { text: "a\r\nb".into(), ..Imported::default() })
            })
        }
    }

    #[test]
    fn a_fault_of_an_importer_is_an_error_of_its_file() {
        assert_eq!(only(&Faulty, b"x"), Err(Unreadable::Fault));
        assert_eq!(only(&Faulty, b"xxxx"), Err(Unreadable::TooLarge { most: 3 }));
        assert_eq!(only(&Faulty, b"").unwrap().text, "a\nb");
    }

    #[test]
    fn importers_are_found_by_ending_and_never_share_one() {
        assert!(by_path("a/B.TXT").is_some() && by_path("x.md").is_some() && by_path("x.y.HtM").is_some());
        assert!(by_path("txt").is_none() && by_path("a.xyz").is_none() && by_path("").is_none());
        assert!(by_path("a.txt/b").is_none());
        let mut endings: Vec<_> = IMPORTERS.iter().flat_map(|importer| importer.extensions()).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
        assert!(endings.iter().all(|ending| not_read(ending).is_none()));
    }

    /// A small generator with a fixed seed, so that a failure repeats.
    fn bytes(seed: u64) -> Vec<u8> {
        const PIECES: [&[u8]; 16] = [
            b"<p>",
            b"</div>",
            b"<script type=\"application/ld+json\">{\"@type\":",
            b"\r",
            b"\r\n",
            b"\xEF\xBB\xBF",
            b"By | ",
            b"---\n",
            b"# ",
            b"title: ",
            b"\xFF\xFE",
            b"&#",
            b"<meta charset=windows-1252 ",
            b"<!--",
            "غزة’".as_bytes(),
            b"February 14, 2024",
        ];
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = || {
            state = (state ^ (state << 13)) ^ ((state ^ (state << 13)) >> 7);
            state ^= state << 17;
            state
        };
        let mut bytes = Vec::new();
        for _ in 0..next() % 60 {
            match next() % 4 {
                0 => bytes.extend(next().to_le_bytes()),
                1 => bytes.push(b' ' + (next() % 95) as u8),
                _ => bytes.extend(PIECES[(next() % 16) as usize]),
            }
        }
        bytes
    }

    #[test]
    fn no_bytes_bring_an_importer_to_a_stop_and_every_text_is_normalised() {
        let mut read = 0;
        for (seed, importer) in (1..300).flat_map(|seed| IMPORTERS.map(|importer| (seed, importer))) {
            let bytes = bytes(seed);
            // Called without the net, so that a fault fails this test.
            let mut texts = Vec::new();
            let _ = importer.import(&mut Source::of(&mut bytes.as_slice()), &mut |record| {
                texts.extend(record.imported.ok().map(|imported| imported.text));
                ControlFlow::Continue(())
            });
            read += usize::from(!texts.is_empty());
            for text in texts.into_iter().filter_map(|text| decode::normalise(text).ok()) {
                assert!(
                    !text.contains('\r') && !text.starts_with('\u{FEFF}') && !text.contains('\0'),
                    "{seed}"
                );
                assert_eq!(decode::decode(text.as_bytes()).map(|it| it.text), Ok(text), "{seed}");
            }
        }
        assert!(read > 100, "only {read} samples were text at all");
    }
}
