//! Reading one file: its articles, dated as far as the file, its address or its name allows.
//!
//! Owns what is read of the disk and in which order the signs of a date are believed.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::{Component, Path};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use xxhash_rust::xxh3::xxh3_64;

use super::article::{Article, Reading, Stamp, Stated, text_hash};
use super::dates;
use super::import::{
    self, Columns, Imported, Importer, Picture, Record, Sample, Source, Unreadable, picture,
};
use super::walk::File;
use super::whole::Problem;
use crate::model::{Basis, DateClaim};

/// Files of at most this many bytes are read whole and known by the hash of their bytes.
pub(super) const HASHED: u64 = 16 << 20;

/// What was read of a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Its articles: one, or several where the file is a table, a mailbox or an archive.
    pub articles: Vec<Arc<Article>>,
    /// Why it, or parts of it, could not be read.
    pub problems: Vec<Problem>,
}

/// The columns that analysts chose for tables, by the path of the file.
pub type Choices = HashMap<String, Columns>;

/// Reads a file from the disk.
pub fn read(file: &File) -> Read {
    read_chosen(file, None, &|| false)
}

/// As [`read`], a table by the columns that were chosen for it; ends early where `is_unwanted` says so.
pub fn read_chosen(file: &File, columns: Option<&Columns>, is_unwanted: &dyn Fn() -> bool) -> Read {
    let Some(importer) = import::by_path(&file.path) else {
        return Read::failed(&file.path, &Unreadable::NoImporter);
    };
    match open(&file.at, importer) {
        Ok(Opened { bytes, stamp, length }) => {
            let read = bytes.with(columns, |source| {
                read_source(&file.path, importer, source, (length, Some(stamp)), is_unwanted)
            });
            if is_decoration(&file.path, &read) { Read::default() } else { read }
        }
        Err(why) => Read::failed(&file.path, &why),
    }
}

/// Whether a file is a small picture that a browser saved beside a page: an icon, a button, a face.
///
/// Browsers put the pictures of a page `X.html` into a folder `X_files`. The large ones stay: they may
/// be the infographic that the article is about.
fn is_decoration(path: &str, read: &Read) -> bool {
    let beside_page = path.rsplit('/').skip(1).any(|folder| folder.ends_with("_files"));
    let small = |article: &Arc<Article>| article.picture.is_some_and(|size| !picture::is_large(size));
    beside_page && picture::has_ending(path) && read.articles.iter().all(small)
}

/// The stamp of a file as the file system tells it, without the hash of its bytes, and its length.
pub(super) fn stamp(at: &Path) -> Option<(Stamp, u64)> {
    let metadata = fs::metadata(at).ok()?;
    Some((stamp_of(&metadata), metadata.len()))
}

/// The XXH3 hash of the bytes of a file that is read whole; `None` where it cannot be had.
pub(super) fn content(at: &Path) -> Option<u64> {
    let bytes = fs::read(at).ok()?;
    Some(xxh3_64(&bytes))
}

fn stamp_of(metadata: &fs::Metadata) -> Stamp {
    let modified = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or_default();
    Stamp { modified, changed: changed(metadata), content: 0 }
}

#[cfg(unix)]
fn changed(metadata: &fs::Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> i64 {
    0
}

/// The columns of a table and its first rows, read from the disk.
///
/// # Errors
/// Why it cannot be read as a table.
pub fn sample(file: &File) -> Result<Sample, Problem> {
    let importer = import::by_path(&file.path).ok_or_else(|| problem(&file.path, &Unreadable::NoImporter))?;
    let opened = open(&file.at, importer).map_err(|why| problem(&file.path, &why))?;
    let sample = opened.bytes.with(None, |source| import::sample(importer, source.bytes));
    sample.map_err(|why| problem(&file.path, &why))
}

/// Whether the file at a path is a table, as its ending says.
pub fn is_table(path: &str) -> bool {
    import::by_path(path).is_some_and(|importer| importer.table().is_some())
}

/// The article of bytes that are already in memory; for articles that come with the program.
///
/// # Errors
/// Why they cannot be read as one.
pub fn article_of(path: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let importer = import::by_path(path).ok_or_else(|| problem(path, &Unreadable::NoImporter))?;
    let mut reader = bytes;
    let mut source = Source::in_memory(&mut reader);
    let Read { articles, problems } = read_source(path, importer, &mut source, (length, None), &|| false);
    let nothing = || problem(path, &Unreadable::NoWords { format: importer.format() });
    let article = articles.into_iter().next().map(Arc::unwrap_or_clone);
    article.ok_or_else(|| problems.into_iter().next().unwrap_or_else(nothing))
}

/// A picture again, with its bytes, for showing it: that of a file in the folder of a dossier, or the
/// one with this key where it is one of several articles of the file.
///
/// # Errors
/// The file can no longer be read, or holds no such picture.
pub fn picture(folder: &Path, file: &str, key: Option<&str>) -> Result<Picture, Problem> {
    let failed = |why: &dyn std::error::Error| problem(&path_of(file, key), why);
    let importer = import::by_path(file).ok_or_else(|| failed(&Unreadable::NoImporter))?;
    // The path may come from a workspace that someone else wrote.
    if !Path::new(file).components().all(|step| matches!(step, Component::Normal(_))) {
        return Err(failed(&NoBytes::Gone));
    }
    let opened = open(&folder.join(file), importer).map_err(|why| failed(&why))?;
    let mut keys = Keys::default();
    let mut found = None;
    let mut take = |record: Record| {
        let is_it = record.key.map(|key| keys.unused(key)).as_deref() == key;
        match record.imported {
            Ok(imported) if is_it => found = imported.picture,
            _ => return ControlFlow::Continue(()),
        }
        ControlFlow::Break(())
    };
    let outcome = opened.bytes.with(None, |source| import::import(importer, source, &mut take));
    match (found, outcome) {
        (Some(picture), _) => Ok(picture),
        (None, Err(why)) => Err(failed(&why)),
        (None, Ok(())) => Err(failed(&NoBytes::NoPicture)),
    }
}

fn path_of(file: &str, key: Option<&str>) -> String {
    key.map_or_else(|| file.to_owned(), |key| format!("{file}#{key}"))
}

fn read_source(
    path: &str,
    importer: &dyn Importer,
    source: &mut Source<'_>,
    (length, stamp): (u64, Option<Stamp>),
    is_unwanted: &dyn Fn() -> bool,
) -> Read {
    let reading = Reading { format: importer.format(), encoding: None, file_bytes: length, stamp };
    let mut taking = Taking { path, reading, keys: Keys::default(), read: Read::default() };
    let outcome = import::import(importer, source, &mut |record| {
        taking.take(record);
        if is_unwanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let mut read = taking.read;
    match outcome {
        Err(why) => read.problems.push(problem(path, &why)),
        Ok(()) if read == Read::default() => {
            read.problems.push(problem(path, &Unreadable::NoWords { format: importer.format() }));
        }
        Ok(()) => {}
    }
    read
}

impl Read {
    fn failed(path: &str, why: &dyn std::error::Error) -> Self {
        Self { articles: Vec::new(), problems: vec![problem(path, why)] }
    }
}

/// The articles of one file, as its importer gives them.
struct Taking<'a> {
    path: &'a str,
    /// How the file is read, but for the encoding of each article.
    reading: Reading,
    keys: Keys,
    read: Read,
}

/// How often each key of a file was given, so that no two articles have one path.
#[derive(Default)]
struct Keys {
    given: HashMap<String, usize>,
}

impl Keys {
    /// The key, with a number behind it where the file has given it before.
    fn unused(&mut self, key: String) -> String {
        let given = self.given.entry(key.clone()).or_default();
        *given += 1;
        if *given == 1 {
            return key;
        }
        // The file may have given even the numbered key to another article.
        let numbered = format!("{key}-{given}");
        self.unused(numbered)
    }
}

impl Taking<'_> {
    fn take(&mut self, Record { key, imported }: Record) {
        let key = key.map(|key| self.keys.unused(key));
        match imported {
            Ok(imported) => self.read.articles.push(Arc::new(self.article(key.as_deref(), imported))),
            Err(why) => {
                self.read.problems.push(problem(&path_of(self.path, key.as_deref()), &why));
            }
        }
    }

    fn article(&self, key: Option<&str>, imported: Imported) -> Article {
        let Imported { text, stated, encoding, picture } = imported;
        let stated = dated(stated, self.path, key.is_none());
        let reading = Reading { encoding, ..self.reading };
        let article = match key {
            None => Article::new(self.path, text, stated, reading),
            key => Article::of_record(self.path, key, text, stated, reading),
        };
        match picture {
            Some(picture) => article.with_picture(picture.size, text_hash(&picture.bytes)),
            None => article,
        }
    }
}

/// Dates what states no date by its address, else by the name of its file.
///
/// The time stamp of a file is never asked: it says when a copy was made.
fn dated(mut stated: Stated, path: &str, is_whole_file: bool) -> Stated {
    if !stated.published.is_open() {
        return stated;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(days) = stated.address.as_deref().and_then(dates::in_address) {
        stated.published = DateClaim::between(Some(*days.start()), Some(*days.end()), Basis::Address);
    } else if let Some(day) = dates::in_name(name).filter(|_| is_whole_file) {
        stated.published = DateClaim::on(day, Basis::FileName);
    }
    stated
}

/// Why the bytes of a file could not be had.
#[derive(Debug, thiserror::Error)]
enum NoBytes {
    #[error("This file is no longer there; open the folder again")]
    Gone,
    #[error("This file may not be read; change its permissions")]
    Forbidden,
    #[error("This is not an ordinary file; put a copy of its text in its place")]
    NotAFile,
    #[error("This file could not be read ({0}); check the disk and open the folder again")]
    Io(io::Error),
    #[error("This picture is no longer in its file; open the folder again")]
    NoPicture,
    #[error(transparent)]
    TooLarge(Unreadable),
}

impl From<io::Error> for NoBytes {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Gone,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Io(error),
        }
    }
}

/// A file that is open for reading.
struct Opened {
    bytes: Bytes,
    stamp: Stamp,
    length: u64,
}

enum Bytes {
    Whole(Vec<u8>),
    Stream(BufReader<fs::File>),
}

impl Bytes {
    /// Gives them to an importer.
    fn with<T>(self, columns: Option<&Columns>, read: impl FnOnce(&mut Source<'_>) -> T) -> T {
        match self {
            Self::Whole(bytes) => read(&mut Source { columns, ..Source::in_memory(&mut bytes.as_slice()) }),
            Self::Stream(mut stream) => read(&mut Source { columns, ..Source::of(&mut stream) }),
        }
    }
}

/// The bytes of a file: in memory where there are few.
fn open(at: &Path, importer: &dyn Importer) -> Result<Opened, NoBytes> {
    // Asked before opening: opening a named pipe would wait for its writer.
    let metadata = fs::metadata(at)?;
    if !metadata.is_file() {
        return Err(NoBytes::NotAFile);
    }
    let (most, length) = (importer.largest(), metadata.len());
    if length > most {
        return Err(NoBytes::TooLarge(Unreadable::TooLarge { most }));
    }
    let file = fs::File::open(at)?;
    let stamp = stamp_of(&metadata);
    if length > HASHED {
        return Ok(Opened { bytes: Bytes::Stream(BufReader::with_capacity(64 << 10, file)), stamp, length });
    }
    let bytes = whole(file, usize::try_from(length).unwrap_or_default(), most)?;
    let stamp = Stamp { content: xxh3_64(&bytes), ..stamp };
    Ok(Opened { bytes: Bytes::Whole(bytes), stamp, length })
}

/// The bytes of a file that is said to hold so many, and one more than `most` at the most.
fn whole(mut file: fs::File, length: usize, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length + 1];
    let read = read_once(&mut file, &mut bytes)?;
    bytes.truncate(read);
    // With room for more, as many as were said are all there are, which saves asking for the end.
    if read != length || length == 0 {
        // Bounded, so that a file growing under us cannot fill the memory.
        let rest = most.saturating_add(1).saturating_sub(read as u64);
        file.take(rest).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn read_once(file: &mut fs::File, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

fn problem(path: &str, reason: &dyn std::error::Error) -> Problem {
    Problem { reason: reason.to_string(), path: path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_dates_it_only_where_nothing_else_does() {
        let basis = |path: &str, text: &str| {
            let article = article_of(path, text.as_bytes()).unwrap();
            (article.stated.published.to_string(), article.stated.published.basis.first().copied())
        };
        let by_name = basis("2024/2024-02-14 talks.txt", "Talks\n\nThey went on.\n");
        assert_eq!(by_name, ("2024-02-14".into(), Some(Basis::FileName)));
        let stated = basis("2024-02-14.txt", "Talks\nPublished: 10 February 2024\n\nThey went on.\n");
        assert_eq!(stated, ("2024-02-10".into(), Some(Basis::Stated)));
        let by_address =
            basis("2024-02-14.txt", "Title: Talks\nURL: https://example.org/2024/02/10/a\n\nWords.\n");
        assert_eq!(by_address, ("2024-02-10".into(), Some(Basis::Address)));
    }

    #[test]
    fn a_file_is_read_to_its_end_whatever_length_it_is_said_to_have() {
        let at = tempfile::NamedTempFile::new().unwrap();
        fs::write(at.path(), "Ten killed").unwrap();
        for said in [0, 1, 9, 10, 11, 4096] {
            let file = fs::File::open(at.path()).unwrap();
            assert_eq!(whole(file, said, 100).unwrap(), b"Ten killed", "{said}");
        }
        let grown = whole(fs::File::open(at.path()).unwrap(), 3, 5).unwrap();
        assert_eq!(grown, b"Ten ki", "one more than the most tells that it is too large");
    }

    /// Two parts of one name had two paths but were fetched by one key.
    #[test]
    fn a_picture_is_fetched_again_by_the_key_that_it_was_listed_under() {
        let folder = tempfile::tempdir().unwrap();
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(300, 200).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let png = png.into_inner();
        fs::write(folder.path().join("a.png"), &png).unwrap();
        let whole = picture(folder.path(), "a.png", None).unwrap();
        assert_eq!((whole.size.width, &whole.bytes), (300, &png));
        let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join("b.docx")).unwrap());
        for (name, bytes) in
            [("word/document.xml", &b"<d><p><t>Words</t></p></d>"[..]), ("word/media/1.png", &png)]
        {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap();
        let read = read(&File { path: "b.docx".into(), at: folder.path().join("b.docx") });
        let listed = read.articles.iter().find(|article| article.picture.is_some()).unwrap();
        let again = picture(folder.path(), listed.file(), listed.key()).unwrap();
        assert_eq!(text_hash(&again.bytes), listed.id.text);
        for (file, key) in [("b.docx", None), ("b.docx", Some("x")), ("c.png", None), ("a.xyz", None)] {
            assert!(picture(folder.path(), file, key).is_err(), "{file} {key:?}");
        }
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        let outside = folder.path().join("a.png");
        for file in ["../a.png", outside.to_str().unwrap()] {
            assert!(picture(&inside, file, None).is_err(), "{file}");
        }
    }

    #[test]
    fn icons_of_a_saved_page_are_no_articles_and_its_infographics_are() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, width, height| {
            let at = folder.path().join(path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(&at, picture::picture_of(width, height, image::ImageFormat::Png)).unwrap();
            read(&File { path: path.into(), at })
        };
        assert_eq!(write("page_files/icon.png", 16, 16), Read::default());
        assert_eq!(write("page_files/toll.png", 640, 480).articles.len(), 1);
        assert_eq!(write("small.png", 16, 16).articles.len(), 1, "somebody put it there");
        let broken = folder.path().join("page_files/broken.png");
        fs::write(&broken, "no picture").unwrap();
        let told = read(&File { path: "page_files/broken.png".into(), at: broken });
        assert_eq!(told, Read::default(), "nor is what cannot be read of them a problem");
    }

    #[test]
    fn no_two_records_of_a_file_have_one_key() {
        let mut keys = Keys::default();
        assert_eq!(["a", "a", "b", "a"].map(|key| keys.unused(key.into())), ["a", "a-2", "b", "a-3"]);
        let mut keys = Keys::default();
        let given = ["a-2", "a", "a", "a"].map(|key| keys.unused(key.to_owned()));
        assert_eq!(given, ["a-2", "a", "a-2-2", "a-3"]);
    }

    #[test]
    fn a_table_is_read_by_the_columns_that_were_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("t.csv");
        fs::write(&at, "text,lead,head\nNot this,Ten hurt,Talks\n").unwrap();
        let file = File { path: "t.csv".into(), at };
        assert_eq!(&*read(&file).articles[0].text, "Not this\n");
        let sample = sample(&file).unwrap();
        assert_eq!(sample.columns, ["text", "lead", "head"]);
        let chosen = sample.guess.with(import::Role::Text, "lead").with(import::Role::Title, "head");
        let read = read_chosen(&file, Some(&chosen), &|| false);
        assert_eq!(&*read.articles[0].text, "Talks\n\nTen hurt\n");
        assert!(is_table("a/T.CSV") && !is_table("a.txt"));
    }
}
