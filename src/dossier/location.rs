//! Where a dossier lies: its folder of articles and its workspace file.

use std::path::{Component, Path, PathBuf};

use crate::journal::{self, FILE_NAME, Header};

/// The folder of articles and the workspace file of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The folder of articles.
    pub articles: PathBuf,
    /// The workspace file; it need not exist yet.
    pub workspace: PathBuf,
}

impl Location {
    /// The dossier that a path means: a folder of articles, or a workspace file.
    ///
    /// `remembered` is where the workspace of this folder was put when the folder could not be
    /// written; a workspace in the folder itself comes first.
    ///
    /// # Errors
    /// The file is no workspace or cannot be read.
    pub fn of(path: &Path, remembered: Option<&Path>) -> Result<Self, journal::Error> {
        if path.is_file() {
            return Self::of_file(path);
        }
        let own = path.join(FILE_NAME);
        if own.is_file() {
            return Self::of_file(&own);
        }
        let workspace = remembered.map_or(own, Path::to_path_buf);
        Ok(Self { articles: path.to_owned(), workspace })
    }

    fn of_file(path: &Path) -> Result<Self, journal::Error> {
        let header = journal::header_of(path)?.unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new("."));
        Ok(Self { articles: joined(folder, &header.articles), workspace: path.to_owned() })
    }

    /// The same articles with the workspace in another place.
    #[must_use]
    pub fn with_workspace(self, workspace: PathBuf) -> Self {
        Self { workspace, ..self }
    }

    /// The header of a new workspace file here.
    ///
    /// The folder is named relative to the file where it lies beside or below it, so that both can
    /// be moved together; else by its whole path.
    pub fn header(&self) -> Header {
        let folder = self.workspace.parent().unwrap_or(Path::new("."));
        let articles = match self.articles.strip_prefix(folder) {
            Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
            Ok(below) => slashed(below),
            Err(_) => {
                let whole = std::path::absolute(&self.articles).unwrap_or_else(|_| self.articles.clone());
                whole.to_string_lossy().into_owned()
            }
        };
        Header { articles, ..Header::default() }
    }

    /// The name of the dossier: that of its folder.
    pub fn name(&self) -> String {
        let whole = std::path::absolute(&self.articles).unwrap_or_else(|_| self.articles.clone());
        let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| whole.to_string_lossy().into_owned())
    }
}

/// A folder and a path below it, without the dots that name the folder itself.
fn joined(folder: &Path, below: &str) -> PathBuf {
    let below = Path::new(below);
    let parts = below.components().filter(|part| !matches!(part, Component::CurDir));
    let mut joined = folder.to_owned();
    parts.for_each(|part| joined.push(part));
    joined
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(articles: &str, workspace: &str) -> Location {
        Location { articles: articles.into(), workspace: workspace.into() }
    }

    #[test]
    fn a_header_names_the_folder_relative_to_the_file_where_it_can() {
        assert_eq!(location("/d/press", "/d/press/workspace.ron").header().articles, ".");
        assert_eq!(location("/d/press/2024", "/d/workspace.ron").header().articles, "press/2024");
        assert_eq!(location("/readonly/press", "/home/me/press.ron").header().articles, "/readonly/press");
    }

    #[test]
    fn a_folder_and_its_workspace_file_mean_the_same_dossier() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        std::fs::write(&file, "(dossier: 1, articles: \"./assets/demo\")\n").unwrap();
        let wanted = Location { articles: folder.path().join("assets/demo"), workspace: file.clone() };
        assert_eq!(Location::of(folder.path(), None).unwrap(), wanted);
        assert_eq!(Location::of(&file, None).unwrap(), wanted);
    }

    #[test]
    fn a_folder_without_a_workspace_uses_the_remembered_place() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = Path::new("elsewhere/press.ron");
        let location = Location::of(folder.path(), Some(elsewhere)).unwrap();
        assert_eq!(location.workspace, elsewhere);
        assert_eq!(Location::of(folder.path(), None).unwrap().workspace, folder.path().join(FILE_NAME));
    }
}
