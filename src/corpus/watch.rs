//! Noticing that files of a folder changed.
//!
//! Owns what counts as a change; what it means is read in `refresh`. Never looks into a file.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::import;
use super::walk::{IGNORE, WORKSPACE};

/// A change is told when nothing further happened to the file for this long: saving takes several.
const QUIET: Duration = Duration::from_millis(400);
/// From this many changed paths on, the whole folder is looked through instead.
const MANY: usize = 500;

/// What changed in a folder since it was last asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that appeared, changed or went.
    pub paths: BTreeSet<PathBuf>,
    /// Whether more may have changed than the paths tell, so that all must be looked through.
    pub all: bool,
}

/// Watches a folder until it is dropped.
pub struct Watch {
    changes: Receiver<Changes>,
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

/// Why a folder is not watched.
#[derive(Debug, thiserror::Error)]
#[error("The folder is not watched ({0}); open it again to see what changed in it")]
pub struct NotWatched(#[from] notify::Error);

impl Watch {
    /// Watches a folder and the folders in it; `wake` is called, on another thread, for changes.
    ///
    /// # Errors
    /// The system refuses, for instance because too many folders are watched already.
    pub fn start(folder: &Path, wake: impl Fn() + Send + 'static) -> Result<Self, NotWatched> {
        let (send, changes) = channel();
        let root = folder.to_owned();
        let told = move |result: DebounceEventResult| {
            let changes = changes_of(&root, result);
            if !changes.is_empty() && send.send(changes).is_ok() {
                wake();
            }
        };
        let mut debouncer = new_debouncer(QUIET, None, told)?;
        debouncer.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self { changes, _debouncer: debouncer })
    }

    /// What changed since this was last asked.
    pub fn take(&self) -> Changes {
        self.changes.try_iter().fold(Changes::default(), Changes::and)
    }
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.all
    }

    /// These changes and those.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.paths.extend(more.paths);
        let all = self.all || more.all || self.paths.len() > MANY;
        Self { all, paths: if all { BTreeSet::new() } else { self.paths } }
    }

    fn everything() -> Self {
        Self { all: true, paths: BTreeSet::new() }
    }

    fn of_path(folder: &Path, path: &Path) -> Self {
        let Ok(within) = path.strip_prefix(folder) else { return Self::default() };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name == IGNORE {
            return Self::everything();
        }
        let is_hidden = |part: Component<'_>| matches!(part, Component::Normal(it) if it.to_string_lossy().starts_with('.'));
        if within.components().any(is_hidden) || name == WORKSPACE {
            return Self::default();
        }
        if import::by_path(&name).is_some() {
            return Self { paths: [path.to_owned()].into(), all: false };
        }
        // What is gone may have been a folder of articles, and what is a folder may hold some.
        let concerns_all = path.is_dir() || !path.exists();
        if concerns_all { Self::everything() } else { Self::default() }
    }
}

fn changes_of(folder: &Path, result: DebounceEventResult) -> Changes {
    let Ok(events) = result else { return Changes::everything() };
    events.iter().fold(Changes::default(), |changes, event| {
        if matches!(event.kind, EventKind::Access(_)) {
            return changes;
        }
        let lost = event.need_rescan();
        let changes = if lost { changes.and(Changes::everything()) } else { changes };
        event.paths.iter().fold(changes, |changes, path| changes.and(Changes::of_path(folder, path)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_an_article_counts_as_a_change() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::write(folder.path().join("notes.xyz"), "").unwrap();
        let change = |path: &str| Changes::of_path(folder.path(), &folder.path().join(path));
        assert_eq!(change("a.txt").paths.len(), 1);
        assert!(change("sub").all && change("gone").all && change(".dossierignore").all);
        for silent in ["workspace.ron", ".cache", ".git/a.txt", "notes.xyz"] {
            assert!(change(silent).is_empty(), "{silent}");
        }
        assert!(Changes::of_path(folder.path(), Path::new("/elsewhere/a.txt")).is_empty());
    }

    #[test]
    fn very_many_changes_are_a_change_of_everything() {
        let one = |at: usize| Changes { paths: [PathBuf::from(at.to_string())].into(), all: false };
        let many = (0..=MANY).map(one).fold(Changes::default(), Changes::and);
        assert_eq!(many, Changes::everything());
    }
}
