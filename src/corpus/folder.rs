//! Reading a folder: every article in it, on every core, with progress and cancelling.
//!
//! Owns the order of work on a folder: first what a cache has kept of it, then the rest. One bad
//! file is a [`Problem`] and never hides the others.

mod delivery;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use delivery::{Delivery, Outlet};

use super::article::{Article, Stamp};
use super::cache::{Entry, Segments};
use super::file::{self, Choices, Read};
use super::import::{Columns, Sample};
use super::walk::{self, File};
use super::whole::{Corpus, Problem};

/// Files that a worker takes at a time.
const TAKEN: usize = 8;

/// How a folder is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file in which what was read before is kept, if it is.
    pub cache: Option<PathBuf>,
    /// Which columns of tables hold what, where an analyst chose them.
    pub choices: Choices,
}

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
    /// Articles, nearly in the order of their paths.
    pub articles: Vec<Arc<Article>>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How far the whole reading is.
    pub progress: Progress,
    /// Whether the articles were kept from an earlier reading; nothing else is in such a batch.
    pub kept: bool,
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

/// Reads every article of a folder; `report` is called now and then and returns false to cancel.
///
/// # Errors
/// The folder cannot be listed, or the reading was cancelled.
pub fn read_folder(folder: &Path, report: &mut dyn FnMut(Progress) -> bool) -> Result<Corpus, FolderError> {
    read_folder_chosen(folder, &Choices::default(), report)
}

/// As [`read_folder`], tables by the columns that were chosen for them.
///
/// # Errors
/// As [`read_folder`].
pub fn read_folder_chosen(
    folder: &Path,
    choices: &Choices,
    report: &mut dyn FnMut(Progress) -> bool,
) -> Result<Corpus, FolderError> {
    let mut corpus = Corpus::default();
    let options = Options { choices: choices.clone(), ..Options::default() };
    read_in_batches(folder, &options, &mut |batch| {
        batch.articles.into_iter().for_each(|article| corpus.add(article));
        batch.problems.into_iter().for_each(|problem| corpus.add_problem(problem));
        report(batch.progress)
    })?;
    Ok(corpus)
}

/// Reads every article of a folder, handing over some at a time; `deliver` returns false to cancel.
///
/// The first batch is small and there is always at least one, even of an empty folder. Tables are
/// read by the columns that were chosen for them.
///
/// # Errors
/// As [`read_folder`].
pub fn read_in_batches(
    folder: &Path,
    options: &Options,
    deliver: &mut dyn FnMut(Batch) -> bool,
) -> Result<(), FolderError> {
    check(folder)?;
    let found = walk::walk(folder);
    let mut delivery = Delivery::new(found.files.len(), found.problems, deliver);
    let mut files = found.files;
    if let Some(segments) = options.cache.as_deref().and_then(Segments::open) {
        files = read_kept(files, segments, &options.choices, &mut delivery);
    }
    read_fresh(&files, &options.choices, &mut delivery);
    let went_on = delivery.end();
    went_on.then_some(()).ok_or_else(|| FolderError::Cancelled { path: folder.display().to_string() })
}

/// Takes from a cache what has not changed; gives the files that it does not hold.
fn read_kept(
    mut files: Vec<File>,
    segments: Segments,
    choices: &Choices,
    delivery: &mut Delivery<'_>,
) -> Vec<File> {
    let kept = Kept {
        segments: Mutex::new(segments),
        files: &files,
        choices,
        taken: files.iter().map(|_| AtomicBool::new(false)).collect(),
    };
    delivery.of_kept(true);
    delivery.run(files.len(), &|outlet| kept.read(outlet));
    delivery.of_kept(false);
    let taken: Vec<bool> = kept.taken.into_iter().map(AtomicBool::into_inner).collect();
    let mut taken = taken.into_iter();
    files.retain(|_| !taken.next().unwrap_or_default());
    files
}

/// A cache, and which of the files it held.
struct Kept<'a> {
    segments: Mutex<Segments>,
    files: &'a [File],
    choices: &'a Choices,
    taken: Vec<AtomicBool>,
}

impl Kept<'_> {
    fn read(&self, outlet: &mut Outlet<'_>) {
        loop {
            let next = self.segments.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(segment) = next else { return };
            for entry in segment.entries() {
                if let Some(read) = self.read_entry(&entry)
                    && !outlet.give(read)
                {
                    return;
                }
            }
        }
    }

    /// The articles of an entry, where the file is there and as it was.
    fn read_entry(&self, entry: &Entry<'_>) -> Option<Read> {
        if self.choices.contains_key(entry.file) {
            return None; // What was kept may be by other columns.
        }
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(entry.file)).ok()?;
        let (stamp, bytes) = file::stamp(&self.files[at].at)?;
        let same_bytes = || {
            let is_hashed = entry.stamp.content != 0 && bytes <= file::HASHED;
            is_hashed && file::content(&self.files[at].at) == Some(entry.stamp.content)
        };
        if bytes != entry.bytes || !(stamp.same_times(&entry.stamp) || same_bytes()) {
            return None;
        }
        let articles = entry.articles(Stamp { content: entry.stamp.content, ..stamp })?;
        let first = !self.taken[at].swap(true, Ordering::Relaxed);
        first.then(|| Read { articles, problems: Vec::new() })
    }
}

/// Reads files from the disk.
fn read_fresh(files: &[File], choices: &Choices, delivery: &mut Delivery<'_>) {
    let next = AtomicUsize::new(0);
    delivery.run(files.len(), &|outlet| {
        loop {
            let first = next.fetch_add(TAKEN, Ordering::Relaxed);
            let Some(rest) = files.get(first..).filter(|rest| !rest.is_empty()) else { return };
            for file in &rest[..rest.len().min(TAKEN)] {
                // A single file can be an archive of gigabytes, so it is left in the middle too.
                let read = file::read_chosen(file, choices.get(&file.path), &|| outlet.is_stopped());
                if !outlet.give(read) {
                    return;
                }
            }
        }
    });
}

/// Reads the articles of one file of a folder; for a file that changed or appeared.
pub fn read_one(folder: &Path, path: &str) -> Read {
    read_one_chosen(folder, path, None)
}

/// As [`read_one`], a table by the columns that were chosen for it.
pub fn read_one_chosen(folder: &Path, path: &str, columns: Option<&Columns>) -> Read {
    file::read_chosen(&file_of(folder, path), columns, &|| false)
}

/// The columns and the first rows of a table of a folder.
///
/// # Errors
/// Why it cannot be read as a table.
pub fn sample(folder: &Path, path: &str) -> Result<Sample, Problem> {
    file::sample(&file_of(folder, path))
}

fn file_of(folder: &Path, path: &str) -> File {
    File { path: path.to_owned(), at: folder.join(path) }
}

fn check(folder: &Path) -> Result<(), FolderError> {
    let path = || folder.display().to_string();
    match fs::metadata(folder) {
        Ok(it) if !it.is_dir() => Err(FolderError::NotAFolder { path: path() }),
        Ok(_) => fs::read_dir(folder).map(drop).map_err(|why| FolderError::Unreadable { why, path: path() }),
        Err(why) => Err(FolderError::Unreadable { why, path: path() }),
    }
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
            ("picture.gif", b"\0"),
            (".gitignore", b"*.txt"),
        ]);
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["a.txt", "a/b/c.html", "a/z.MD", "b.txt"]);
        assert_eq!(problems(&corpus), []);
        assert_eq!(corpus.at_path("a.txt").unwrap().reading.file_bytes, 1);
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
            ("noise.txt", b"\x01\x02\x03caf\xE9"),
            ("wide.txt", b"\xFF\xFEH\0i\0"),
            ("report.doc", b"\xD0\xCF"),
            ("good.txt", b"good"),
        ]);
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["bom.txt", "good.txt", "wide.txt"]);
        assert_eq!(&*corpus.at_path("bom.txt").unwrap().text, "Killed\n");
        assert_eq!(&*corpus.at_path("wide.txt").unwrap().text, "Hi");
        let mut problems = problems(&corpus);
        problems.sort_unstable_by_key(|(_, reason)| *reason);
        let words = ["Files of this format are not read", "is empty", "is not text", "is not text"];
        assert_eq!(problems.len(), words.len());
        for ((path, reason), word) in problems.into_iter().zip(words) {
            assert!(reason.contains(word), "{path}: {reason}");
        }
    }

    #[test]
    fn a_file_too_large_is_refused_without_being_read() {
        let folder = folder(&[("small.txt", b"small")]);
        let large = fs::File::create(folder.path().join("large.txt")).unwrap();
        large.set_len(crate::corpus::import::LARGEST + 1).unwrap();
        let corpus = read(&folder);
        assert_eq!(paths(&corpus), ["small.txt"]);
        assert!(corpus.problems()[0].reason.contains("larger than 256 MB"));
    }

    #[test]
    fn a_file_that_vanishes_is_a_problem() {
        let folder = folder(&[("a.txt", b"a")]);
        let gone = read_one(folder.path(), "gone.txt");
        assert_eq!((gone.articles.len(), gone.problems[0].path.as_str()), (0, "gone.txt"));
        assert!(gone.problems[0].reason.contains("no longer there"));
        assert_eq!(&*read_one(folder.path(), "a.txt").articles[0].text, "a");
        assert!(read_one(folder.path(), "a.xyz").problems[0].reason.contains("ending"));
    }

    #[test]
    fn a_file_vanishing_between_listing_and_reading_is_a_problem() {
        let names: Vec<String> = (0..2000).map(|at| format!("{at:04}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
        let folder = folder(&files);
        let last = folder.path().join("1999.txt");
        let corpus =
            read_folder(folder.path(), &mut |_| fs::remove_file(&last).map_or(true, |()| true)).unwrap();
        assert_eq!(corpus.len(), 1999);
        assert_eq!(problems(&corpus)[0].0, "1999.txt");
    }

    #[test]
    fn progress_ends_at_every_file_and_can_cancel() {
        let folder = folder(&[("a.txt", b"a"), ("b.txt", b""), ("c.txt", b"c")]);
        let mut last = Progress::default();
        read_folder(folder.path(), &mut |progress| {
            assert!(progress.done >= last.done);
            last = progress;
            true
        })
        .unwrap();
        assert_eq!(last, Progress { done: 3, total: 3 });
        let cancelled = read_folder(folder.path(), &mut |_| false);
        assert!(matches!(cancelled, Err(FolderError::Cancelled { .. })));
    }

    #[test]
    fn batches_begin_small_and_hold_every_article_once() {
        let names: Vec<String> = (0..300).map(|at| format!("{at:03}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
        let folder = folder(&files);
        let mut sizes = Vec::new();
        let mut read = Vec::new();
        read_in_batches(folder.path(), &Options::default(), &mut |batch| {
            sizes.push(batch.articles.len());
            read.extend(batch.articles.into_iter().map(|article| article.id.path.clone()));
            assert_eq!(batch.progress, Progress { done: read.len(), total: 300 });
            true
        })
        .unwrap();
        assert_eq!(sizes[0], delivery::FIRST_BATCH);
        read.sort_unstable();
        assert_eq!(read, names);
    }

    /// What a second opening takes from the cache, and what it reads anew.
    fn second_opening(folder: &TempDir, cache: &Path) -> (Vec<String>, Vec<String>) {
        let options = Options { cache: Some(cache.to_owned()), ..Options::default() };
        let (mut kept, mut fresh) = (Vec::new(), Vec::new());
        read_in_batches(folder.path(), &options, &mut |batch| {
            let paths = batch.articles.into_iter().map(|article| article.id.path.clone());
            if batch.kept {
                kept.extend(paths);
            } else {
                fresh.extend(paths);
            }
            true
        })
        .unwrap();
        kept.sort_unstable();
        fresh.sort_unstable();
        (kept, fresh)
    }

    #[test]
    fn a_second_opening_reads_only_what_changed() {
        let folder = folder(&[("a.txt", b"aa"), ("b.txt", b"bb"), ("c.txt", b"cc"), ("d.txt", b"dd")]);
        let cache = folder.path().join(".cache");
        super::super::cache::write(&cache, read(&folder).articles()).unwrap();
        fs::write(folder.path().join("b.txt"), "changed").unwrap();
        fs::write(folder.path().join("c.txt"), "CC").unwrap();
        fs::write(folder.path().join("d.txt"), "dd").unwrap(); // Written again as it was.
        fs::write(folder.path().join("e.txt"), "new").unwrap();
        fs::remove_file(folder.path().join("a.txt")).unwrap();
        let (kept, fresh) = second_opening(&folder, &cache);
        assert_eq!(
            (kept, fresh),
            (vec!["d.txt".into()], ["b.txt", "c.txt", "e.txt"].map(String::from).into())
        );
        fs::remove_file(&cache).unwrap();
        assert_eq!(second_opening(&folder, &cache).1.len(), 4);
    }

    #[test]
    fn an_empty_folder_gives_one_empty_batch() {
        let folder = folder(&[]);
        let mut batches = 0;
        read_in_batches(folder.path(), &Options::default(), &mut |batch| {
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
