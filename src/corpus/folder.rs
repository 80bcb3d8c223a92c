//! Reading a folder: every article in it, in the order of paths, with progress and cancelling.
//!
//! Owns the reading of files. One bad file is a [`Problem`] and never hides the others.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::article::{Article, Corpus, Problem};
use super::import::{self, Importer, Unreadable};
use super::walk::{self, File};

/// The first batch is this many files, so that the first articles show at once.
const FIRST_BATCH: usize = 8;
/// Batches double up to this many files.
const LARGEST_BATCH: usize = 128;
/// A batch ends early at this many bytes, so that large files do not hold back the others.
const BATCH_BYTES: u64 = 4 << 20;

/// How far the reading of a folder is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files read so far.
    pub done: usize,
    /// Files to read.
    pub total: usize,
}

/// Some articles of a folder, as soon as they are read.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Articles, in the order of their paths.
    pub articles: Vec<Article>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How far the whole reading is.
    pub progress: Progress,
}

/// Why a folder was not read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Nothing is there, or it may not be looked at.
    #[error(
        "The folder of articles cannot be opened ({why}); check that it is there and that you may read it: {path}"
    )]
    Unreadable {
        /// What the system says.
        why: io::Error,
        /// The folder.
        path: String,
    },
    /// It is a file.
    #[error("This is a file, not a folder of articles; open the folder that holds it: {path}")]
    NotAFolder {
        /// The file.
        path: String,
    },
    /// The caller stopped the reading.
    #[error("Reading the folder of articles was cancelled; open it again to read it: {path}")]
    Cancelled {
        /// The folder.
        path: String,
    },
}

/// Reads every article of a folder; `report` is called after each file and returns false to cancel.
pub fn read_folder(folder: &Path, report: &mut dyn FnMut(Progress) -> bool) -> Result<Corpus, FolderError> {
    let mut corpus = Corpus::default();
    read_in_steps(folder, |_, _| true, &mut |batch| {
        batch.articles.into_iter().for_each(|article| corpus.add(article));
        batch.problems.into_iter().for_each(|problem| corpus.add_problem(problem));
        report(batch.progress)
    })?;
    Ok(corpus)
}

/// Reads every article of a folder, handing over some at a time; `deliver` returns false to cancel.
///
/// The first batch is small and there is always at least one, even of an empty folder.
pub fn read_in_batches(folder: &Path, deliver: &mut dyn FnMut(Batch) -> bool) -> Result<(), FolderError> {
    let mut size = FIRST_BATCH;
    let is_full = move |files: usize, bytes: u64| {
        let full = files >= size || bytes >= BATCH_BYTES;
        size = if full { (size * 2).min(LARGEST_BATCH) } else { size };
        full
    };
    read_in_steps(folder, is_full, deliver)
}

/// Reads one article of a folder; for a file that changed or appeared.
pub fn read_article(folder: &Path, path: &str) -> Result<Article, Problem> {
    read_file(&File { path: path.to_owned(), at: folder.join(path) })
}

/// The article of bytes that are already in memory; for articles that come with the program.
pub fn article_of(path: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let importer = import::by_path(path).ok_or(Unreadable::NoImporter);
    let imported = importer.and_then(|importer| import::import(importer, bytes));
    let file_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    imported
        .map(|imported| Article::new(path, imported.text, imported.stated, file_bytes))
        .map_err(|unreadable| problem(path, &unreadable))
}

fn read_in_steps(
    folder: &Path,
    mut is_full: impl FnMut(usize, u64) -> bool,
    deliver: &mut dyn FnMut(Batch) -> bool,
) -> Result<(), FolderError> {
    let path = || folder.display().to_string();
    check(folder)?;
    let found = walk::walk(folder);
    let total = found.files.len();
    let mut batch = Batch { problems: found.problems, ..Batch::default() };
    let (mut files, mut bytes) = (0, 0);
    for (at, file) in found.files.iter().enumerate() {
        match read_file(file) {
            Ok(article) => {
                bytes += article.file_bytes;
                batch.articles.push(article);
            }
            Err(problem) => batch.problems.push(problem),
        }
        files += 1;
        if is_full(files, bytes) && at + 1 < total {
            batch.progress = Progress { done: at + 1, total };
            (files, bytes) = (0, 0);
            deliver(std::mem::take(&mut batch))
                .then_some(())
                .ok_or_else(|| FolderError::Cancelled { path: path() })?;
        }
    }
    batch.progress = Progress { done: total, total };
    deliver(batch).then_some(()).ok_or_else(|| FolderError::Cancelled { path: path() })
}

fn check(folder: &Path) -> Result<(), FolderError> {
    let path = || folder.display().to_string();
    match fs::metadata(folder) {
        Ok(it) if !it.is_dir() => Err(FolderError::NotAFolder { path: path() }),
        Ok(_) => fs::read_dir(folder).map(drop).map_err(|why| FolderError::Unreadable { why, path: path() }),
        Err(why) => Err(FolderError::Unreadable { why, path: path() }),
    }
}

fn read_file(file: &File) -> Result<Article, Problem> {
    let Some(importer) = import::by_path(&file.path) else {
        return Err(problem(&file.path, &Unreadable::NoImporter));
    };
    let bytes = read_bytes(&file.at, importer).map_err(|why| problem(&file.path, &why))?;
    article_of(&file.path, &bytes)
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

fn read_bytes(at: &Path, importer: &dyn Importer) -> Result<Vec<u8>, NoBytes> {
    // Asked before opening: opening a named pipe would wait for its writer.
    let metadata = fs::metadata(at)?;
    if !metadata.is_file() {
        return Err(NoBytes::NotAFile);
    }
    let most = importer.largest();
    if metadata.len() > most {
        return Err(NoBytes::TooLarge(Unreadable::TooLarge { most }));
    }
    let mut bytes = Vec::new();
    // One byte past the most, so that a file growing under us is noticed and memory stays bounded.
    fs::File::open(at)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn problem(path: &str, reason: &dyn std::error::Error) -> Problem {
    Problem { reason: reason.to_string(), path: path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = tempdir().unwrap();
        for (path, bytes) in files {
            let at = folder.path().join(path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, bytes).unwrap();
        }
        folder
    }

    fn read(folder: &TempDir) -> Corpus {
        read_folder(folder.path(), &mut |_| true).unwrap()
    }

    fn paths(corpus: &Corpus) -> Vec<&str> {
        corpus.articles().map(|article| article.id.path.as_str()).collect()
    }

    fn problems(corpus: &Corpus) -> Vec<(&str, &str)> {
        corpus.problems().iter().map(|it| (it.path.as_str(), it.reason.as_str())).collect()
    }

    #[test]
    fn articles_of_nested_folders_come_in_the_order_of_their_paths() {
        let folder = folder(&[
            ("b.txt", b"b"),
            ("a/z.MD", b"z"),
            ("a/b/c.html", b"<p>c"),
            ("a.txt", b"a"),
            (".hidden.txt", b"h"),
            (".git/x.txt", b"x"),
            ("workspace.ron", b"(dossier: 1)"),
            ("picture.jpg", b"\0"),
            (".gitignore", b"*.txt"),
        ]);
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["a.txt", "a/b/c.html", "a/z.MD", "b.txt"]);
        assert_eq!(problems(&corpus), []);
        assert_eq!(corpus.at_path("a.txt").unwrap().file_bytes, 1);
    }

    #[test]
    fn what_the_ignore_file_names_is_left_out() {
        let folder = folder(&[
            (".dossierignore", b"drafts/\n*.md\n!keep.md\n"),
            ("drafts/a.txt", b"a"),
            ("b.md", b"b"),
            ("keep.md", b"k"),
            ("c/.dossierignore", b"d.txt"),
            ("c/d.txt", b"d"),
            ("c/e.txt", b"e"),
        ]);
        assert_eq!(paths(&read(&folder)), ["c/e.txt", "keep.md"]);
    }

    #[test]
    fn a_bad_file_is_a_problem_and_hides_no_other() {
        let folder = folder(&[
            ("bom.txt", b"\xEF\xBB\xBFKilled\r\n"),
            ("empty.txt", b""),
            ("nul.txt", b"a\0b"),
            ("latin.txt", b"caf\xE9"),
            ("wide.txt", b"\xFF\xFEH\0i\0"),
            ("report.pdf", b"%PDF"),
            ("good.txt", b"good"),
        ]);
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["bom.txt", "good.txt", "wide.txt"]);
        assert_eq!(&*corpus.at_path("bom.txt").unwrap().text, "Killed\n");
        assert_eq!(&*corpus.at_path("wide.txt").unwrap().text, "Hi");
        let mut problems = problems(&corpus);
        problems.sort_unstable();
        let words =
            ["is empty", "not text in UTF-8", "not text (it holds a NUL", "PDF files are not read yet"];
        assert_eq!(problems.len(), words.len());
        for ((path, reason), word) in problems.into_iter().zip(words) {
            assert!(reason.contains(word), "{path}: {reason}");
        }
    }

    #[test]
    fn a_file_too_large_is_refused_without_being_read() {
        let folder = folder(&[("small.txt", b"small")]);
        let large = fs::File::create(folder.path().join("large.txt")).unwrap();
        large.set_len(import::LARGEST + 1).unwrap();
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["small.txt"]);
        assert!(corpus.problems()[0].reason.contains("larger than 256 MB"));
    }

    #[test]
    fn a_file_that_vanishes_is_a_problem() {
        let folder = folder(&[("a.txt", b"a")]);
        let problem = read_article(folder.path(), "gone.txt").unwrap_err();
        assert_eq!(problem.path, "gone.txt");
        assert!(problem.reason.contains("no longer there"));
        assert_eq!(&*read_article(folder.path(), "a.txt").unwrap().text, "a");
        assert!(read_article(folder.path(), "a.xyz").unwrap_err().reason.contains("ending"));
    }

    #[test]
    fn a_file_vanishing_between_listing_and_reading_is_a_problem() {
        let names: Vec<String> = (0..20).map(|at| format!("{at:02}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
        let folder = folder(&files);
        let last = folder.path().join("19.txt");
        let corpus =
            read_folder(folder.path(), &mut |_| fs::remove_file(&last).map_or(true, |()| true)).unwrap();
        assert_eq!(corpus.len(), 19);
        assert_eq!(problems(&corpus)[0].0, "19.txt");
    }

    #[test]
    fn progress_counts_every_file_and_can_cancel() {
        let folder = folder(&[("a.txt", b"a"), ("b.txt", b""), ("c.txt", b"c")]);
        let mut seen = Vec::new();
        read_folder(folder.path(), &mut |progress| {
            seen.push((progress.done, progress.total));
            true
        })
        .unwrap();
        assert_eq!(seen, [(1, 3), (2, 3), (3, 3)]);
        let cancelled = read_folder(folder.path(), &mut |progress| progress.done < 2);
        assert!(matches!(cancelled, Err(FolderError::Cancelled { .. })));
    }

    #[test]
    fn batches_begin_small_grow_and_hold_every_article_once() {
        let names: Vec<String> = (0..300).map(|at| format!("{at:03}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
        let folder = folder(&files);
        let mut sizes = Vec::new();
        let mut read = Vec::new();
        read_in_batches(folder.path(), &mut |batch| {
            sizes.push(batch.articles.len());
            read.extend(batch.articles.into_iter().map(|article| article.id.path));
            assert_eq!(batch.progress, Progress { done: read.len(), total: 300 });
            true
        })
        .unwrap();
        assert_eq!(sizes, [8, 16, 32, 64, 128, 52]);
        assert_eq!(read, names);
    }

    #[test]
    fn an_empty_folder_gives_one_empty_batch() {
        let folder = folder(&[]);
        let mut batches = 0;
        read_in_batches(folder.path(), &mut |batch| {
            batches += 1;
            batch.articles.is_empty() && batch.progress == Progress::default()
        })
        .unwrap();
        assert_eq!(batches, 1);
        assert!(read(&folder).is_empty());
    }

    #[test]
    fn what_is_no_folder_is_said_plainly() {
        let folder = folder(&[("a.txt", b"a")]);
        let read =
            |path: &str| read_folder(&folder.path().join(path), &mut |_| true).unwrap_err().to_string();
        assert!(read("a.txt").starts_with("This is a file, not a folder"));
        assert!(read("missing").starts_with("The folder of articles cannot be opened"));
    }
}
