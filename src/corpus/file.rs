//! Reading one file: its articles, dated as far as the file, its address or its name allows.
//!
//! Owns what is read of the disk and in which order the signs of a date are believed.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

use super::article::{Article, Reading, Stated, text_hash};
use super::dates;
use super::import::{self, Columns, Imported, Importer, Record, Sample, Source, Unreadable};
use super::walk::File;
use super::whole::Problem;
use crate::model::{Basis, DateClaim};

/// What was read of a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Its articles: one, or several where the file is a table, a mailbox or an archive.
    pub articles: Vec<Article>,
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
        Ok((mut bytes, length)) => {
            let source = Source { bytes: &mut bytes, columns };
            read_stream(&file.path, importer, source, length, is_unwanted)
        }
        Err(why) => Read::failed(&file.path, &why),
    }
}

/// The columns of a table and its first rows, read from the disk.
///
/// # Errors
/// Why it cannot be read as a table.
pub fn sample(file: &File) -> Result<Sample, Problem> {
    let importer = import::by_path(&file.path).ok_or_else(|| problem(&file.path, &Unreadable::NoImporter))?;
    let (mut bytes, _) = open(&file.at, importer).map_err(|why| problem(&file.path, &why))?;
    import::sample(importer, &mut bytes).map_err(|why| problem(&file.path, &why))
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
    let Read { articles, problems } =
        read_stream(path, importer, Source::of(&mut &bytes[..]), length, &|| false);
    let nothing = || problem(path, &Unreadable::NoWords { format: importer.format() });
    articles.into_iter().next().ok_or_else(|| problems.into_iter().next().unwrap_or_else(nothing))
}

fn read_stream(
    path: &str,
    importer: &dyn Importer,
    mut source: Source<'_>,
    length: u64,
    is_unwanted: &dyn Fn() -> bool,
) -> Read {
    let mut taking = Taking { path, importer, length, keys: HashMap::new(), read: Read::default() };
    let outcome = import::import(importer, &mut source, &mut |record| {
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
    importer: &'a dyn Importer,
    length: u64,
    /// How often each key was given, so that no two articles have one path.
    keys: HashMap<String, usize>,
    read: Read,
}

impl Taking<'_> {
    fn take(&mut self, Record { key, imported }: Record) {
        let key = key.map(|key| self.unused(key));
        match imported {
            Ok(imported) => self.read.articles.push(self.article(key.as_deref(), imported)),
            Err(why) => {
                let path = key.map_or_else(|| self.path.to_owned(), |key| format!("{}#{key}", self.path));
                self.read.problems.push(problem(&path, &why));
            }
        }
    }

    /// The key, with a number behind it where the file has given it before.
    fn unused(&mut self, key: String) -> String {
        let given = self.keys.entry(key.clone()).or_default();
        *given += 1;
        if *given == 1 {
            return key;
        }
        // The file may have given even the numbered key to another article.
        let numbered = format!("{key}-{given}");
        self.unused(numbered)
    }

    fn article(&self, key: Option<&str>, imported: Imported) -> Article {
        let Imported { text, stated, encoding, picture } = imported;
        let stated = dated(stated, self.path, key.is_none());
        let reading = Reading { format: self.importer.format(), encoding, file_bytes: self.length };
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

/// The bytes of a file and how many there are.
fn open(at: &Path, importer: &dyn Importer) -> Result<(BufReader<fs::File>, u64), NoBytes> {
    // Asked before opening: opening a named pipe would wait for its writer.
    let metadata = fs::metadata(at)?;
    if !metadata.is_file() {
        return Err(NoBytes::NotAFile);
    }
    let most = importer.largest();
    if metadata.len() > most {
        return Err(NoBytes::TooLarge(Unreadable::TooLarge { most }));
    }
    let buffer = usize::try_from(metadata.len()).unwrap_or(usize::MAX).clamp(512, 64 << 10);
    Ok((BufReader::with_capacity(buffer, fs::File::open(at)?), metadata.len()))
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

    /// A key that ended like a repeated one was once given to two articles.
    #[test]
    fn no_two_articles_of_a_file_have_one_path() {
        let table = "id,text\n1,a\n1,b\n";
        let rows = "{\"text\":\"a\"}\n".repeat(3);
        for (path, bytes) in [("t.csv", table), ("t.jsonl", rows.as_str())] {
            let importer = import::by_path(path).unwrap();
            let read = read_stream(path, importer, Source::of(&mut bytes.as_bytes()), 0, &|| false);
            let paths: std::collections::HashSet<_> = read.articles.iter().map(|it| &it.id.path).collect();
            assert_eq!(paths.len(), read.articles.len(), "{path}");
        }
        let mut taking = Taking {
            path: "a",
            importer: import::by_path("a.csv").unwrap(),
            length: 0,
            keys: HashMap::new(),
            read: Read::default(),
        };
        let keys = ["a-2", "a", "a", "a"].map(|key| taking.unused(key.to_owned()));
        assert_eq!(keys, ["a-2", "a", "a-2-2", "a-3"]);
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
