//! Which files of a folder are articles to read, in the order of their paths.
//!
//! Owns what is skipped: hidden files, the workspace, and what a `.dossierignore` names (in the
//! manner of a `.gitignore`). Reads names only, never what a file holds.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::import;
use super::whole::Problem;

/// The name of the file of a dossier's work; it is never an article.
pub(super) const WORKSPACE: &str = "workspace.ron";
/// The name of the file that lists what to leave out.
pub(super) const IGNORE: &str = ".dossierignore";
/// The name of a dossier's own list of words for the detector, in its folder itself; it is never an article.
pub const LEXICON: &str = "lexicon.txt";

/// A file that some importer can read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path in the dossier, with `/` between folders.
    pub path: String,
    /// Where it lies on the disk.
    pub at: PathBuf,
}

/// What a folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The files to read, by path.
    pub files: Vec<File>,
    /// What cannot be read, by path.
    pub problems: Vec<Problem>,
}

/// Lists the articles of a folder and of the folders in it.
///
/// Links to files are read; links to folders are listed as problems and not entered, so that a
/// loop or a link to a whole disk costs nothing.
pub fn walk(folder: &Path) -> Found {
    list(folder, &builder(folder))
}

/// Lists only what stands at these paths, by the same rules as [`walk`].
pub fn walk_to(folder: &Path, paths: &BTreeSet<PathBuf>) -> Found {
    let mut builder = builder(folder);
    let wanted = paths.clone();
    builder.filter_entry(move |entry| {
        // The first path that is not before this one is it, or lies in it, if any does.
        wanted.range(entry.path().to_owned()..).next().is_some_and(|path| path.starts_with(entry.path()))
    });
    list(folder, &builder)
}

fn builder(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).add_custom_ignore_filename(IGNORE);
    builder
}

fn list(folder: &Path, builder: &WalkBuilder) -> Found {
    let mut found = Found::default();
    for entry in builder.build() {
        match entry {
            Ok(entry) => found.add(folder, &entry),
            Err(error) => found.problems.push(not_listed(folder, &error)),
        }
    }
    found.files.sort_unstable();
    found.problems.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Found {
    fn add(&mut self, folder: &Path, entry: &DirEntry) {
        if let Some(error) = entry.error() {
            self.problems.push(not_listed(folder, error));
        }
        let name = entry.file_name();
        let is_words = entry.depth() == 1 && name == OsStr::new(LEXICON);
        if entry.depth() == 0 || name == OsStr::new(WORKSPACE) || is_words {
            return;
        }
        let path = entry.path();
        match sort(folder, entry) {
            Ok(Some(name)) => self.files.push(File { path: name, at: path.to_owned() }),
            Ok(None) => {}
            Err(reason) => {
                self.problems.push(Problem { reason: reason.to_owned(), path: shown(folder, path) });
            }
        }
    }
}

/// The path of an article, `None` for what is not one, or why it cannot be read.
fn sort(folder: &Path, entry: &DirEntry) -> Result<Option<String>, &'static str> {
    let path = entry.path();
    let is_link = entry.path_is_symlink();
    if !is_link && entry.file_type().is_none_or(|kind| !kind.is_file()) {
        return Ok(None);
    }
    if is_link && fs::metadata(path).is_ok_and(|target| target.is_dir()) {
        return Err(linked_folder(folder, path));
    }
    if import::by_path(&entry.file_name().to_string_lossy()).is_none() {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        return import::not_read(&extension).map_or(Ok(None), Err);
    }
    match dossier_path(folder, path) {
        Some(name) if !is_link || fs::metadata(path).is_ok_and(|target| target.is_file()) => Ok(Some(name)),
        Some(_) => Err("This is a link to a file that is not there; put the file itself in its place"),
        None => Err("The name of this file is not in UTF-8, so work on it could not be kept; rename it"),
    }
}

fn linked_folder(folder: &Path, link: &Path) -> &'static str {
    let target = fs::canonicalize(link).unwrap_or_default();
    let within = fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(&folder));
    if link.ancestors().skip(1).any(|above| fs::canonicalize(above).is_ok_and(|above| above == target)) {
        "This link leads back to a folder that holds it; remove the link"
    } else if within {
        "This is a link to a folder whose articles are already read; remove the link"
    } else {
        "This is a link to a folder elsewhere, and such links are not followed; copy the folder itself here"
    }
}

/// The path relative to the folder, with `/` between folders; `None` where a name is not UTF-8.
pub(super) fn dossier_path(folder: &Path, path: &Path) -> Option<String> {
    let mut joined = String::with_capacity(path.as_os_str().len());
    for name in path.strip_prefix(folder).ok()? {
        if !joined.is_empty() {
            joined.push('/');
        }
        joined.push_str(name.to_str()?);
    }
    Some(joined)
}

fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn not_listed(folder: &Path, error: &ignore::Error) -> Problem {
    let (path, why) = parts(error);
    let why = why.map_or_else(|| "it cannot be read".to_owned(), std::string::ToString::to_string);
    let reason = format!("This could not be listed ({why}); check that you may read it");
    Problem { reason, path: path.map(|path| shown(folder, path)).unwrap_or_default() }
}

/// The path and the innermost fault of a walker's error.
fn parts(error: &ignore::Error) -> (Option<&Path>, Option<&ignore::Error>) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), parts(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => parts(err),
        ignore::Error::Partial(errors) => errors.first().map_or((None, None), parts),
        other => (None, Some(other)),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use tempfile::{TempDir, tempdir};

    use super::*;

    /// A folder with `a/one.txt`.
    fn folder() -> TempDir {
        let folder = tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/one.txt"), "one").unwrap();
        folder
    }

    fn paths(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn problem(found: &Found) -> (&str, &str) {
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        (found.problems[0].path.as_str(), found.problems[0].reason.as_str())
    }

    #[test]
    fn a_loop_of_links_is_a_problem_and_ends() {
        let folder = folder();
        symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        let found = walk(folder.path());
        assert_eq!(paths(&found), ["a/one.txt"]);
        let (path, reason) = problem(&found);
        assert_eq!(path, "a/loop");
        assert!(reason.contains("leads back"), "{reason}");
    }

    #[test]
    fn links_to_folders_are_not_entered() {
        let (folder, elsewhere) = (folder(), folder());
        symlink(elsewhere.path(), folder.path().join("away")).unwrap();
        assert!(problem(&walk(folder.path())).1.contains("elsewhere"));
        fs::remove_file(folder.path().join("away")).unwrap();
        symlink(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert!(problem(&walk(folder.path())).1.contains("already read"));
    }

    #[test]
    fn links_to_files_are_read_and_broken_ones_are_problems() {
        let folder = folder();
        symlink("a/one.txt", folder.path().join("two.txt")).unwrap();
        symlink("nowhere.txt", folder.path().join("three.txt")).unwrap();
        symlink("itself.txt", folder.path().join("itself.txt")).unwrap();
        let found = walk(folder.path());
        assert_eq!(paths(&found), ["a/one.txt", "two.txt"]);
        let problems: Vec<_> = found.problems.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(problems, ["itself.txt", "three.txt"]);
    }

    #[test]
    fn the_folder_itself_may_be_a_link_or_hidden() {
        let folder = folder();
        let link = folder.path().join(".link");
        symlink(folder.path().join("a"), &link).unwrap();
        assert_eq!(paths(&walk(&link)), ["one.txt"]);
    }

    #[test]
    fn a_name_that_is_not_utf8_is_a_problem() {
        let folder = folder();
        let name = OsString::from_vec(b"caf\xE9.txt".to_vec());
        if fs::write(folder.path().join(name), "x").is_err() {
            return; // Some file systems hold no such name.
        }
        let found = walk(folder.path());
        assert_eq!(paths(&found), ["a/one.txt"]);
        assert!(problem(&found).1.contains("not in UTF-8"));
    }

    #[test]
    fn a_folder_that_may_not_be_listed_is_a_problem() {
        let folder = folder();
        let closed = folder.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let may_list_all = fs::read_dir(&closed).is_ok(); // True for an administrator.
        let found = walk(folder.path());
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(paths(&found), ["a/one.txt"]);
        if !may_list_all {
            let (path, reason) = problem(&found);
            assert!(path == "closed" && reason.contains("could not be listed"), "{path}: {reason}");
        }
    }

    #[test]
    fn single_paths_are_listed_by_the_same_rules() {
        let folder = folder();
        let at = |path: &str| folder.path().join(path);
        for (path, words) in [("a/two.txt", "2"), ("b.txt", "b"), ("a/no.txt", "n"), (IGNORE, "no.txt")] {
            fs::write(at(path), words).unwrap();
        }
        let wanted = ["a/two.txt", "a/no.txt", "a/gone.txt", ".hidden.txt"].map(at);
        assert_eq!(paths(&walk_to(folder.path(), &wanted.into())), ["a/two.txt"]);
    }

    #[test]
    fn a_bad_line_in_an_ignore_file_is_told_and_the_rest_holds() {
        let folder = folder();
        fs::write(folder.path().join(IGNORE), "{a,b\na/\n").unwrap();
        let found = walk(folder.path());
        assert_eq!(paths(&found), Vec::<&str>::new());
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    }
}
