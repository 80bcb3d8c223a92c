//! Reading one file: its articles, dated as far as the file, its address or its name allows.
//!
//! Owns what is read of the disk and in which order the signs of a date are believed.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

use super::article::{Article, Reading, Stated, text_hash};
use super::dates;
use super::import::{self, Imported, Importer, Record, Source, Unreadable};
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

/// Reads a file from the disk.
pub fn read(file: &File) -> Read {
    let Some(importer) = import::by_path(&file.path) else {
        return Read::failed(&file.path, &Unreadable::NoImporter);
    };
    match open(&file.at, importer) {
        Ok((mut bytes, length)) => read_stream(&file.path, importer, &mut bytes, length),
        Err(why) => Read::failed(&file.path, &why),
    }
}

/// The article of bytes that are already in memory; for articles that come with the program.
///
/// # Errors
/// Why they cannot be read as one.
pub fn article_of(path: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let importer = import::by_path(path).ok_or_else(|| problem(path, &Unreadable::NoImporter))?;
    let Read { articles, problems } = read_stream(path, importer, &mut &bytes[..], length);
    let nothing = || problem(path, &Unreadable::NoWords { format: importer.format() });
    articles.into_iter().next().ok_or_else(|| problems.into_iter().next().unwrap_or_else(nothing))
}

fn read_stream(path: &str, importer: &dyn Importer, bytes: &mut dyn BufRead, length: u64) -> Read {
    let mut taking = Taking { path, importer, length, keys: HashMap::new(), read: Read::default() };
    let outcome = import::import(importer, &mut Source::of(bytes), &mut |record| {
        taking.take(record);
        ControlFlow::Continue(())
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
        if *given == 1 { key } else { format!("{key}-{given}") }
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
}
