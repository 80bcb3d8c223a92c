//! One article: its text, what its file states of it, and how the file was read.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::decode::Encoding;
use super::language::{self, Language};
use super::search::Letters;
use crate::model::{ArticleId, DateClaim, Place, Rectangle, Span, TextHash};

/// What the name of a file ends in that holds only the quoted words of an article.
///
/// `a.html.quotes.txt` stands for the article `a.html`: a bundle writes such files by choice, with
/// every byte that is not quoted masked, so that spans lie where they lay.
pub const QUOTES_SUFFIX: &str = ".quotes.txt";

/// What a file states of itself; a field it does not state is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Its title.
    pub title: Option<String>,
    /// Its author's line.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The address it was published at.
    pub address: Option<String>,
    /// When it was published; open where nothing says so.
    pub published: DateClaim,
    /// When it was last changed; open where nothing says so.
    pub modified: DateClaim,
}

/// How the file of an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The name of the format, as [`super::import::Importer::format`] gives it.
    pub format: &'static str,
    /// How its bytes were decoded; unset where the format settles it.
    pub encoding: Option<Encoding>,
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// What tells whether the file has changed since; unset where it did not come from the disk.
    pub stamp: Option<Stamp>,
}

/// What tells a file from a later version of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When its bytes were last written: nanoseconds since 1970-01-01 UTC, as the file system says.
    pub modified: i64,
    /// When anything about it was last changed, which no program can set back; 0 where not told.
    pub changed: i64,
    /// The XXH3 hash of its bytes; 0 where it was too large to be hashed.
    pub content: u64,
}

impl Stamp {
    /// Whether the file system says that nothing was written since; says nothing of the bytes.
    pub fn same_times(&self, other: &Self) -> bool {
        (self.modified, self.changed) == (other.modified, other.changed)
    }
}

/// What a picture measures as it stands upright, in pixels of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// One article: an immutable normalised text (UTF-8, LF, no byte order mark) and what it states.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its path in the dossier and the hash of its text; for a picture, of its bytes.
    ///
    /// An article that is one of several in a file has the path `file#key`.
    pub id: ArticleId,
    /// The normalised text; every span counts bytes of this. Empty for a picture.
    pub text: Arc<str>,
    /// What the file states of itself.
    pub stated: Stated,
    /// How the file was read.
    pub reading: Reading,
    /// What it measures, where it is a picture.
    pub picture: Option<PictureSize>,
    /// How many bytes of the path name the file; the rest is `#` and a key.
    file_end: usize,
    letters: Letters,
    language: OnceLock<Option<Language>>,
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        let parts = |it: &Self| (it.id.clone(), it.stated.clone(), it.reading, it.picture, it.file_end);
        parts(self) == parts(other) && self.text == other.text
    }
}

impl Eq for Article {}

impl Article {
    /// An article that is the whole of a file, of a text that is already normalised.
    ///
    /// A file of quoted words only is the article whose words it quotes: see [`QUOTES_SUFFIX`].
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>, stated: Stated, reading: Reading) -> Self {
        let mut path = path.into();
        if let Some(whole) = path.strip_suffix(QUOTES_SUFFIX) {
            path.truncate(whole.len());
        }
        Self::of_record(path, None, text, stated, reading)
    }

    /// An article that is one of several in a file, told from the others by its key.
    pub fn of_record(
        file: impl Into<String>,
        key: Option<&str>,
        text: impl Into<Arc<str>>,
        stated: Stated,
        reading: Reading,
    ) -> Self {
        let mut path = file.into();
        let file_end = path.len();
        if let Some(key) = key {
            path.push('#');
            path.push_str(key);
        }
        let text = text.into();
        let id = ArticleId { path, text: text_hash(text.as_bytes()) };
        let letters = Letters::of(&text);
        Self { id, text, stated, reading, picture: None, file_end, letters, language: OnceLock::new() }
    }

    /// An article whose hash is known already: one that was kept in a cache.
    pub(super) fn known(
        file: &str,
        key: Option<&str>,
        hash: TextHash,
        text: &str,
        stated: Stated,
        reading: Reading,
    ) -> Self {
        let path = key.map_or_else(|| file.to_owned(), |key| format!("{file}#{key}"));
        let id = ArticleId { path, text: hash };
        let (text, letters) = (Arc::from(text), Letters::of(text));
        let (picture, file_end) = (None, file.len());
        Self { id, text, stated, reading, picture, file_end, letters, language: OnceLock::new() }
    }

    /// The same article with a language that was told before, or could not be.
    #[must_use]
    pub(super) fn with_language(self, told: Option<Language>) -> Self {
        Self { language: OnceLock::from(told), ..self }
    }

    /// The same article with the measures of its picture.
    #[must_use]
    pub(super) fn measuring(self, picture: Option<PictureSize>) -> Self {
        Self { picture, ..self }
    }

    /// Whether the language was looked for already, and what was found.
    pub(super) fn told_language(&self) -> Option<Option<Language>> {
        self.language.get().copied()
    }

    /// The same article as a picture: without words, known by the hash of its bytes.
    #[must_use]
    pub fn with_picture(mut self, size: PictureSize, bytes: TextHash) -> Self {
        self.picture = Some(size);
        self.id.text = bytes;
        self
    }

    /// The path of the file that holds it.
    pub fn file(&self) -> &str {
        &self.id.path[..self.file_end]
    }

    /// What tells it from the other articles of its file, where there may be others.
    pub fn key(&self) -> Option<&str> {
        self.id.path.get(self.file_end + 1..)
    }

    /// What kinds of letters its text holds, for the search.
    pub fn letters(&self) -> Letters {
        self.letters
    }

    /// The language of its text, as far as it can be told; worked out when first asked for.
    pub fn language(&self) -> Option<Language> {
        *self.language.get_or_init(|| language::detect(&self.text))
    }

    /// The language, where it was worked out already: for drawing, which must not wait.
    pub fn known_language(&self) -> Option<Language> {
        self.language.get().copied().flatten()
    }

    /// The stated title, else the name of the file.
    pub fn title(&self) -> &str {
        let name = self.id.path.rsplit('/').next().unwrap_or(&self.id.path);
        self.stated.title.as_deref().unwrap_or(name)
    }

    /// The rectangle of a span, where this is a picture that holds it; `None` where it is adrift.
    ///
    /// A picture whose bytes changed holds every rectangle that still lies in it.
    pub fn outline(&self, span: &Span) -> Option<Rectangle> {
        let PictureSize { width, height } = self.picture?;
        span.rectangle().filter(|rectangle| rectangle.lies_in(width, height))
    }

    /// Where a span lies in the text as it is now, in bytes; `None` where it is adrift.
    pub fn place(&self, span: &Span) -> Option<Range<usize>> {
        let Place::Bytes(start, end) = span.at else { return None };
        if span.article.text == self.id.text && self.text.get(start..end) == Some(span.quote.exact.as_str()) {
            return Some(start..end);
        }
        span.quote.find(&self.text, start..end)
    }
}

/// The first 64 bits of the BLAKE3 hash of a text, or of the bytes of a picture.
pub fn text_hash(bytes: &[u8]) -> TextHash {
    let hash = blake3::hash(bytes);
    let first = hash.as_bytes().first_chunk().copied().unwrap_or_default();
    TextHash(u64::from_be_bytes(first))
}
