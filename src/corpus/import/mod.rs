//! Formats: from the bytes of a file to the text and statements of an article.
//!
//! One file per format; a new one is an [`Importer`] and a line in `IMPORTERS`. An importer sees
//! bytes only: no paths, no disk, no network.

mod html;
mod markdown;
mod page;
mod plain;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::article::Stated;
use super::decode::{self, NotText};

/// The size of the largest file that is read, in bytes; an article is a few thousand.
pub const LARGEST: u64 = 256 << 20;

/// Every format that can be read.
static IMPORTERS: [&dyn Importer; 3] = [&plain::Plain, &markdown::Markdown, &html::Html];

/// Formats that articles often come in and that are not read yet: their endings, and what to do.
static NOT_YET: [(&[&str], &str); 4] = [
    (&["pdf"], "PDF files are not read yet; save the text of this one as a .txt file"),
    (
        &["doc", "docx", "odt", "rtf", "pages"],
        "Word-processor files are not read yet; save this one as a .txt file in UTF-8",
    ),
    (&["epub"], "E-books are not read yet; save the text of this one as a .txt file"),
    (
        &["eml", "mht", "mhtml", "webarchive"],
        "Mails and web archives are not read yet; save this one as .html or .txt",
    ),
];

/// What an importer makes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The normalised text.
    pub text: String,
    /// What the file states of itself.
    pub stated: Stated,
}

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
    #[error("This page holds no text to read; save the words of the article as a .txt file")]
    NoWords,
    /// Its elements lie within one another so deep that no article explains it.
    #[error("This page is nested too deeply to be read; save the words of the article as a .txt file")]
    TooDeep,
    /// The importer failed by a fault of its own.
    #[error("This file brought its reader to a stop; save the words of the article as a .txt file")]
    Fault,
    /// No importer reads files with its ending.
    #[error("Files with this ending are not read; save the words of the article as a .txt file")]
    NoImporter,
}

/// Reads one format.
pub trait Importer: Sync {
    /// The endings of its files, in lower case and without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// The size of the largest file it reads, in bytes.
    fn largest(&self) -> u64 {
        LARGEST
    }

    /// Makes text and statements of the bytes of a file.
    fn import(&self, bytes: &[u8]) -> Result<Imported, Unreadable>;
}

/// The importer for an ending in lower case, without its dot.
pub fn by_extension(extension: &str) -> Option<&'static dyn Importer> {
    IMPORTERS.into_iter().find(|importer| importer.extensions().contains(&extension))
}

/// The importer for a path, by its ending in any case.
pub fn by_path(path: &str) -> Option<&'static dyn Importer> {
    let (_, extension) = path.rsplit_once('.')?;
    by_extension(&extension.to_lowercase())
}

/// What to tell of a file in a format that articles come in but that is not read yet.
pub fn not_read_yet(extension: &str) -> Option<&'static str> {
    NOT_YET.iter().find(|(extensions, _)| extensions.contains(&extension)).map(|(_, advice)| *advice)
}

/// Runs an importer; a panic inside it costs only this file.
pub fn import(importer: &dyn Importer, bytes: &[u8]) -> Result<Imported, Unreadable> {
    let most = importer.largest();
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(Unreadable::TooLarge { most });
    }
    // Importers are stateless, so a panic leaves nothing half done behind it.
    let imported =
        catch_unwind(AssertUnwindSafe(|| importer.import(bytes))).map_err(|_| Unreadable::Fault)??;
    Ok(Imported { text: decode::normalise(imported.text)?, ..imported })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Faulty;

    impl Importer for Faulty {
        fn extensions(&self) -> &'static [&'static str] {
            &["faulty"]
        }
        fn largest(&self) -> u64 {
            3
        }
        fn import(&self, bytes: &[u8]) -> Result<Imported, Unreadable> {
            assert!(bytes.is_empty(), "a fault of the importer");
            Ok(Imported { text: "a\r\nb".into(), ..Imported::default() })
        }
    }

    #[test]
    fn a_fault_of_an_importer_is_an_error_of_its_file() {
        assert_eq!(import(&Faulty, b"x"), Err(Unreadable::Fault));
        assert_eq!(import(&Faulty, b"xxxx"), Err(Unreadable::TooLarge { most: 3 }));
        assert_eq!(import(&Faulty, b"").unwrap().text, "a\nb");
    }

    #[test]
    fn importers_are_found_by_ending_and_never_share_one() {
        assert!(by_path("a/B.TXT").is_some() && by_path("x.md").is_some() && by_path("x.y.HtM").is_some());
        assert!(by_path("txt").is_none() && by_path("a.pdf").is_none() && by_path("").is_none());
        let mut endings: Vec<_> = IMPORTERS.iter().flat_map(|importer| importer.extensions()).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
        assert!(endings.iter().all(|ending| not_read_yet(ending).is_none()));
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
            let Ok(imported) = importer.import(&bytes) else { continue };
            read += 1;
            let Ok(text) = decode::normalise(imported.text.clone()) else { continue };
            assert!(!text.contains('\r') && !text.starts_with('\u{FEFF}') && !text.contains('\0'), "{seed}");
            assert!(text.char_indices().all(|(at, _)| text.is_char_boundary(at)), "{seed}");
            assert_eq!(decode::decode(text.as_bytes()).as_deref(), Ok(text.as_str()), "{seed}");
        }
        assert!(read > 100, "only {read} samples were text at all");
    }
}
