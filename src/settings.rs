//! What is remembered between sittings: the analyst's name, the last dossier, places of workspaces.
//!
//! Settings may be lost without harm to any dossier, so reading them never fails: what is missing
//! or damaged falls back to what a first start has.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

/// The environment variable that names another folder for settings.
pub const FOLDER_VARIABLE: &str = "DOSSIER_CONFIG";

const FILE_NAME: &str = "settings.ron";

/// What is remembered between sittings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The analyst's name, which stands on every entry.
    pub analyst: String,
    /// The dossier that was open last: its folder or its workspace file.
    pub last: Option<PathBuf>,
    /// Where the workspaces of folders that cannot be written are kept, by folder of articles.
    pub places: BTreeMap<PathBuf, PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { analyst: system_name(), last: None, places: BTreeMap::new() }
    }
}

/// Why settings could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("the settings could not be kept, because {why}; they hold until Dossier is closed: {}", path.display())]
pub struct Unkept {
    /// What the system says.
    pub why: io::Error,
    /// The file.
    pub path: PathBuf,
}

/// The settings, and the folder in which they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    folder: Option<PathBuf>,
}

impl Store {
    /// The folder of this user: that of `DOSSIER_CONFIG` where it is set, else the system's usual one.
    pub fn of_user() -> Self {
        let named = std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty());
        Self { folder: named.map(PathBuf::from).or_else(usual_folder) }
    }

    /// A folder of one's own; it need not exist yet.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// The folder; `None` where the system names none.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The file that keeps what was read of a folder of articles; it may be deleted at any time.
    ///
    /// `None` where the system names no folder for such files.
    pub fn cache_of(&self, articles: &Path) -> Option<PathBuf> {
        let usual = || Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("dossier"));
        let is_usual = self.folder == usual_folder();
        let caches = if is_usual { usual()? } else { self.folder()?.join("cache") };
        let whole = fs::canonicalize(articles).unwrap_or_else(|_| articles.to_owned());
        let name = blake3::hash(whole.as_os_str().as_encoded_bytes()).to_hex();
        Some(caches.join(format!("{}.articles", &name[..16])))
    }

    /// The settings as they were kept; those of a first start where there are none or they are damaged.
    pub fn load(&self) -> Settings {
        let text = self.file().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        let mut settings: Settings = ron::from_str(&text).unwrap_or_default();
        if settings.analyst.trim().is_empty() {
            settings.analyst = system_name();
        }
        settings
    }

    /// Keeps the settings: whole or not at all.
    ///
    /// # Errors
    /// The folder cannot be made or written to. The settings that were kept before then stand.
    pub fn save(&self, settings: &Settings) -> Result<(), Unkept> {
        let Some(file) = self.file() else { return Ok(()) };
        replace(&file, settings).map_err(|why| Unkept { why, path: file })
    }

    fn file(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(FILE_NAME))
    }
}

impl Settings {
    /// Where the workspace of a folder was put when the folder could not be written.
    pub fn place_of(&self, articles: &Path) -> Option<&Path> {
        self.places.get(&absolute(articles)).map(PathBuf::as_path)
    }

    /// Remembers where the workspace of a folder is kept.
    pub fn remember_place(&mut self, articles: &Path, workspace: &Path) {
        self.places.insert(absolute(articles), absolute(workspace));
    }

    /// Remembers the dossier that is open.
    pub fn remember_last(&mut self, path: &Path) {
        self.last = Some(absolute(path));
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn usual_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("dossier"))
}

/// The name by which the system knows the user.
fn system_name() -> String {
    whoami::username().ok().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "analyst".to_owned())
}

/// Writes beside the file and renames, so that a crash leaves the old settings or the new.
fn replace(file: &Path, settings: &Settings) -> io::Result<()> {
    let text =
        ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut new| {
        new.write_all(text.as_bytes())?;
        new.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, file)).inspect_err(|_| {
        // The half-written file is of no use to anybody; that it may stay is no further harm.
        let _ = fs::remove_file(&beside);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_as_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path().join("new/folder"));
        let mut settings = store.load();
        assert!(!settings.analyst.is_empty());
        settings.analyst = "Noor ḥ".to_owned();
        settings.remember_last(Path::new("/press"));
        settings.remember_place(Path::new("/readonly"), Path::new("/mine/readonly.ron"));
        store.save(&settings).unwrap();
        store.save(&settings).unwrap();
        assert_eq!(store.load(), settings);
        assert_eq!(store.load().place_of(Path::new("/readonly")), Some(Path::new("/mine/readonly.ron")));
        assert_eq!(fs::read_dir(store.folder().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn damaged_settings_are_those_of_a_first_start() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path());
        let whole = {
            store.save(&Settings { analyst: "Noor".to_owned(), ..Settings::default() }).unwrap();
            fs::read(folder.path().join(FILE_NAME)).unwrap()
        };
        for cut in 0..whole.len() {
            fs::write(folder.path().join(FILE_NAME), &whole[..cut]).unwrap();
            assert!(!store.load().analyst.is_empty());
        }
        fs::write(folder.path().join(FILE_NAME), b"\xff\xfe(analyst: 7)").unwrap();
        assert_eq!(store.load(), Settings::default());
    }

    #[test]
    fn a_name_is_kept_though_a_later_version_added_a_field() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), "(analyst: \"Noor\", theme: Dark)").unwrap();
        assert_eq!(Store::in_folder(folder.path()).load().analyst, "Noor");
    }

    #[test]
    fn an_unwritable_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let store = Store::in_folder(folder.path().join("file"));
        let told = store.save(&Settings::default()).unwrap_err().to_string();
        assert!(told.starts_with("the settings could not be kept, because "), "{told}");
    }
}
