//! Looking again at a folder that changed: what is new, what is different, what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::article::Stamp;
use super::file::{self, Choices, Read};
use super::pieces::Snapshot;
use super::walk::{self, Found};
use super::watch::Changes;
use super::whole::{Corpus, Problem};

/// What is known of a folder, taken at one moment.
#[derive(Clone, Debug, Default)]
pub struct Known {
    articles: Snapshot,
    problems: Vec<String>,
    choices: Choices,
    since: i64,
}

/// What was found different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Files that are new or different, by path, as they are now.
    pub read: Vec<(String, Read)>,
    /// Files that are no longer there.
    pub gone: Vec<String>,
    /// What cannot be read, and has no file of its own to be read from.
    pub problems: Vec<Problem>,
    /// Whether the whole folder is gone, as when a disk is taken out; nothing is then said to be gone.
    pub vanished: bool,
}

impl Known {
    /// What a corpus holds, read at a time in nanoseconds since 1970-01-01 UTC or later; cheap, because it
    /// shares the articles. Files that could not be read are read again only if written since then.
    pub fn of(corpus: &Corpus, choices: Choices, since: i64) -> Self {
        let problems = corpus.problems().iter().map(|problem| problem.path.clone()).collect();
        Self { articles: corpus.snapshot(), problems, choices, since }
    }

    /// The files, each with its stamp and length; those that could only be told as problems have none.
    fn files(&self) -> BTreeMap<&str, Option<(Stamp, u64)>> {
        let problems = self.problems.iter().map(|path| (file_of(path), None));
        let read = self.articles.all().iter().map(|article| {
            let reading = article.reading;
            (article.file(), reading.stamp.map(|stamp| (stamp, reading.file_bytes)))
        });
        problems.chain(read).collect()
    }
}

/// The file of a path that may name one article of several in it.
pub fn file_of(path: &str) -> &str {
    path.split('#').next().unwrap_or(path)
}

/// Reads what changed; `go_on` is asked before each file and returns false to stop early.
pub fn refresh(
    folder: &Path,
    changes: &Changes,
    known: &Known,
    go_on: &mut dyn FnMut() -> bool,
) -> Refreshed {
    if !folder.is_dir() {
        return Refreshed { vanished: true, ..Refreshed::default() };
    }
    let (choices, since, known) = (&known.choices, known.since, known.files());
    let found = if changes.all { walk::walk(folder) } else { walk::walk_to(folder, &changes.paths) };
    let gone = gone(folder, changes, &known, &found);
    let mut read = Vec::new();
    for file in found.files.iter().filter(|file| is_different(known.get(file.path.as_str()), since, file)) {
        if !go_on() {
            break;
        }
        let columns = choices.get(&file.path);
        read.push((file.path.clone(), file::read_chosen(file, columns, &|| false)));
    }
    Refreshed { read, gone, problems: found.problems, vanished: false }
}

fn is_different(known: Option<&Option<(Stamp, u64)>>, since: i64, file: &walk::File) -> bool {
    let Some(known) = known else { return true };
    let Some((now, length)) = file::stamp(&file.at) else { return true };
    match known {
        Some((stamp, bytes)) => !now.same_times(stamp) || length != *bytes,
        None => now.modified.max(now.changed) >= since,
    }
}

/// The known files that were looked for and not found.
fn gone(
    folder: &Path,
    changes: &Changes,
    known: &BTreeMap<&str, Option<(Stamp, u64)>>,
    found: &Found,
) -> Vec<String> {
    let here: BTreeSet<&str> = found.files.iter().map(|file| file.path.as_str()).collect();
    let is_gone = |path: &&str| !here.contains(path);
    if changes.all {
        return known.keys().copied().filter(is_gone).map(str::to_owned).collect();
    }
    let looked_for = changes.paths.iter().filter_map(|path| walk::dossier_path(folder, path));
    looked_for.filter(|path| known.contains_key(path.as_str()) && is_gone(&path.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::read_folder;

    fn paths(refreshed: &Refreshed) -> Vec<&str> {
        refreshed.read.iter().map(|(path, _)| path.as_str()).collect()
    }

    #[test]
    fn new_changed_and_gone_files_are_found_whether_they_are_named_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in ["a.txt", "b.txt", "c.txt"] {
            fs::write(at(path), path).unwrap();
        }
        fs::write(at("empty.txt"), "").unwrap();
        let known = Known::of(&read_folder(folder.path(), &mut |_| true).unwrap(), Choices::default(), 0);
        fs::write(at("b.txt"), "now longer").unwrap();
        fs::remove_file(at("c.txt")).unwrap();
        fs::write(at("d.txt"), "new").unwrap();
        let everything = Changes { all: true, ..Changes::default() };
        let refreshed = refresh(folder.path(), &everything, &known, &mut || true);
        assert_eq!(paths(&refreshed), ["b.txt", "d.txt", "empty.txt"]);
        assert_eq!(refreshed.gone, ["c.txt"]);
        let named = Changes { paths: ["b.txt", "c.txt", "d.txt", "x.txt"].map(at).into(), all: false };
        let refreshed = refresh(folder.path(), &named, &known, &mut || true);
        assert_eq!(paths(&refreshed), ["b.txt", "d.txt"]);
        assert_eq!(refreshed.gone, ["c.txt"]);
        assert_eq!(&*refreshed.read[0].1.articles[0].text, "now longer");
    }

    #[test]
    fn a_folder_that_is_gone_takes_no_article_with_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "a").unwrap();
        let known = Known::of(&read_folder(folder.path(), &mut |_| true).unwrap(), Choices::default(), 0);
        let everything = Changes { all: true, ..Changes::default() };
        let refreshed = refresh(&folder.path().join("gone"), &everything, &known, &mut || true);
        assert!(refreshed.vanished && refreshed.gone.is_empty());
    }
}
