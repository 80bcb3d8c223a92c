//! Opens a bundle that came from elsewhere: unpacks it into a new folder, or says why not.
//!
//! Nothing in the file is trusted: names stay inside the folder, sizes are counted as they are
//! unpacked and not as they are declared, and links are refused. A refused bundle leaves no file.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::bundle::WORKSPACE;

/// The most files a bundle may hold.
pub const MAX_FILES: usize = 200_000;

/// The most bytes a bundle may unpack to.
pub const MAX_TOTAL: u64 = 2 << 30;

/// Bytes that a bundle may always unpack to, however well it is compressed.
pub const FREE: u64 = 64 << 20;

/// Beyond [`FREE`], how many bytes each byte of the bundle may unpack to.
pub const MAX_RATIO: u64 = 400;

/// The longest name of a file in a bundle, in bytes.
pub const MAX_NAME: usize = 1024;

/// An unpacked bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its workspace.ron.
    pub workspace: PathBuf,
    /// How many files it held.
    pub files: usize,
}

/// Why a bundle was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is no zip, or is cut short or damaged.
    #[error("this is not a whole .zip file ({0}); ask for it again")]
    Damaged(String),
    /// The zip holds no workspace.
    #[error("this .zip holds no workspace.ron and so is no dossier bundle; choose one exported by Dossier")]
    NoWorkspace,
    /// A name would lead outside the folder, or cannot stand on disk.
    #[error("the bundle was refused because a file in it has a name that is not safe; do not open it: {0:?}")]
    UnsafeName(String),
    /// A name is not UTF-8.
    #[error("the bundle was refused because the name of a file in it is not UTF-8; export it again: {0:?}")]
    NotUtf8(String),
    /// An entry is a link.
    #[error("the bundle was refused because it holds a link in place of a file; do not open it: {0:?}")]
    Link(String),
    /// Two entries have one name.
    #[error("the bundle was refused because two files in it have the same name; export it again: {0:?}")]
    Twice(String),
    /// It holds, or unpacks to, more than the limits allow.
    #[error("the bundle was refused because it unpacks to more than {0}; do not open it")]
    TooLarge(String),
    /// The folder unpacked to is not empty.
    #[error("the folder to unpack to is not empty; choose a new one: {}", .0.display())]
    NotEmpty(PathBuf),
    /// The disk refused.
    #[error("the bundle could not be unpacked ({reason}); free some space or choose another place: {}", path.display())]
    Disk {
        /// What the disk said.
        reason: io::Error,
        /// Where.
        path: PathBuf,
    },
}

impl From<ZipError> for OpenError {
    fn from(error: ZipError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Unpacks a bundle into `target`, a folder that is new or empty.
///
/// # Errors
/// Where the bundle is damaged, unsafe or too large, or the disk refuses: `target` then holds
/// nothing of it.
pub fn open_bundle(bundle: impl Read + Seek, target: &Path) -> Result<Opened, OpenError> {
    let mut bundle = bundle;
    let size = bundle.seek(io::SeekFrom::End(0)).map_err(|error| OpenError::Damaged(error.to_string()))?;
    let mut zip = ZipArchive::new(bundle)?;
    let names = names(&mut zip)?;
    let limit = limit(size);
    let mut unpacking = Unpacking::into(target)?;
    match unpacking.all(&mut zip, &names, limit) {
        Ok(()) => Ok(Opened { workspace: target.join(WORKSPACE), files: unpacking.files.len() }),
        Err(error) => {
            unpacking.take_back();
            Err(error)
        }
    }
}

/// The most bytes that a bundle of a size may unpack to.
fn limit(size: u64) -> u64 {
    size.saturating_mul(MAX_RATIO).clamp(FREE, MAX_TOTAL)
}

/// The checked name of every entry; `None` for a folder.
fn names<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Vec<Option<String>>, OpenError> {
    if zip.len() > MAX_FILES {
        return Err(OpenError::TooLarge(format!("{MAX_FILES} files")));
    }
    let names: Vec<Option<String>> =
        (0..zip.len()).map(|place| name(zip, place)).collect::<Result<_, _>>()?;
    if names.iter().flatten().any(|name| name == WORKSPACE) { Ok(names) } else { Err(OpenError::NoWorkspace) }
}

fn name<R: Read + Seek>(zip: &mut ZipArchive<R>, place: usize) -> Result<Option<String>, OpenError> {
    let entry = zip.by_index_raw(place)?;
    let raw = entry.name_raw();
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => return Err(OpenError::NotUtf8(String::from_utf8_lossy(raw).into_owned())),
    };
    if entry.is_symlink() {
        return Err(OpenError::Link(name));
    }
    safe_path(name.strip_suffix('/').unwrap_or(&name))?;
    Ok((!name.ends_with('/')).then_some(name))
}

/// Whether a name stays inside the folder that it is unpacked to, on every system.
///
/// # Errors
/// [`OpenError::UnsafeName`] where it does not.
pub fn safe_path(name: &str) -> Result<(), OpenError> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    let odd =
        name.contains('\\') || name.chars().any(char::is_control) || (cfg!(windows) && name.contains(':'));
    let steps = name.split('/').all(|step| !matches!(step, "" | "." | ".."));
    let safe = steps && !odd && !drive && name.len() <= MAX_NAME;
    if safe { Ok(()) } else { Err(OpenError::UnsafeName(name.to_owned())) }
}

/// What has been unpacked so far, so that it can be taken back.
struct Unpacking {
    target: PathBuf,
    made: bool,
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Unpacking {
    fn into(target: &Path) -> Result<Self, OpenError> {
        let made = !target.exists();
        fs::create_dir_all(target).map_err(|reason| disk(reason, target))?;
        let mut inside = fs::read_dir(target).map_err(|reason| disk(reason, target))?;
        if inside.next().is_some() {
            return Err(OpenError::NotEmpty(target.to_owned()));
        }
        Ok(Self { target: target.to_owned(), made, files: Vec::new(), folders: Vec::new() })
    }

    fn all<R: Read + Seek>(
        &mut self,
        zip: &mut ZipArchive<R>,
        names: &[Option<String>],
        limit: u64,
    ) -> Result<(), OpenError> {
        let mut left = limit;
        for (place, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            let entry = zip.by_index(place)?;
            left -= self.one(entry, name, left)?;
        }
        Ok(())
    }

    /// Unpacks one file of at most `left` bytes and gives its size.
    fn one(&mut self, entry: impl Read, name: &str, left: u64) -> Result<u64, OpenError> {
        let path = self.target.join(name);
        self.folder_of(&path)?;
        let mut file = File::create_new(&path).map_err(|reason| match reason.kind() {
            io::ErrorKind::AlreadyExists => OpenError::Twice(name.to_owned()),
            _ => disk(reason, &path),
        })?;
        self.files.push(path.clone());
        let size = copy(&mut entry.take(left.saturating_add(1)), &mut file, &path)?;
        if size > left { Err(OpenError::TooLarge("its size allows".to_owned())) } else { Ok(size) }
    }

    /// Makes the folders above a file, remembering which are new.
    fn folder_of(&mut self, path: &Path) -> Result<(), OpenError> {
        let above: Vec<&Path> = path.ancestors().skip(1).take_while(|above| *above != self.target).collect();
        for folder in above.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(reason) => return Err(disk(reason, folder)),
            }
        }
        Ok(())
    }

    /// Removes what was unpacked; what cannot be removed stays.
    fn take_back(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
        if self.made {
            let _ = fs::remove_dir(&self.target);
        }
    }
}

/// Copies a file, telling a damaged bundle from a full disk.
fn copy(from: &mut impl Read, to: &mut impl io::Write, path: &Path) -> Result<u64, OpenError> {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0;
    loop {
        let read = from.read(&mut buffer).map_err(|error| OpenError::Damaged(error.to_string()))?;
        if read == 0 {
            return Ok(total);
        }
        to.write_all(&buffer[..read]).map_err(|reason| disk(reason, path))?;
        total += read as u64;
    }
}

fn disk(reason: io::Error, path: &Path) -> OpenError {
    OpenError::Disk { reason, path: path.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::corpus::{Article, Corpus, Reading, Stated};
    use crate::exchange::bundle::{self, ArticlesChoice, Bundle};
    use crate::exchange::sample;

    fn bundle(articles: ArticlesChoice) -> Vec<u8> {
        let (workspace, corpus) = sample::dossier();
        let bundle = Bundle {
            workspace: &workspace,
            corpus: &corpus,
            workspace_ron: b"(dossier: 1, articles: \"articles\")\n",
            chart_svg: b"<svg/>",
            articles,
            title: "Sample",
            at: 1_707_300_000,
            version: "0.1.0",
        };
        bundle::write(Cursor::new(Vec::new()), &bundle).unwrap().0.into_inner()
    }

    fn files() -> Vec<u8> {
        bundle(ArticlesChoice::Files(&|path| Ok(format!("file of {path}").into_bytes())))
    }

    fn zip_of(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [(WORKSPACE, b"(dossier: 1)".as_slice()), (name, bytes)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8]) -> (Result<Opened, OpenError>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        (open_bundle(Cursor::new(bytes), &folder.path().join("new")), folder)
    }

    #[test]
    fn a_bundle_reads_back_as_written_and_twice_the_same() {
        let bytes = files();
        assert_eq!(bytes, files());
        let (opened, folder) = open(&bytes);
        let opened = opened.unwrap();
        assert_eq!(opened.files, 7);
        assert_eq!(opened.workspace, folder.path().join("new/workspace.ron"));
        let read = |name: &str| fs::read_to_string(folder.path().join("new").join(name)).unwrap();
        assert_eq!(read("workspace.ron"), "(dossier: 1, articles: \"articles\")\n");
        assert_eq!(read("articles/a/one.txt"), "file of a/one.txt");
        assert_eq!(read("chart.svg"), "<svg/>");
        assert!(read("figures.csv").starts_with("\u{feff}id,article_path"));
        assert!(read("report.html").starts_with("<!DOCTYPE html>"));
    }

    #[test]
    fn quoted_words_alone_still_place_every_span() {
        let (opened, folder) = open(&bundle(ArticlesChoice::Quotes(&|_| Err("no picture".to_owned()))));
        opened.unwrap();
        let (workspace, whole) = sample::dossier();
        let read = |path: &str| {
            let name = format!("{path}.quotes.txt");
            let text = fs::read_to_string(folder.path().join("new/articles").join(&name)).unwrap();
            assert!(!text.contains("nobody quotes"), "{text}");
            Article::new(name, text, Stated::default(), Reading::default())
        };
        let quoted = Corpus::new([read("a/one.txt"), read("two.html")], Vec::new());
        for kind in crate::model::Kind::ALL {
            for span in workspace.of_kind(*kind).filter_map(|(_, item)| item.span()) {
                let place =
                    |corpus: &Corpus| corpus.place(span).map(|(article, at)| (article.id.path.clone(), at));
                assert!(place(&whole).is_some());
                assert_eq!(place(&quoted), place(&whole), "{span:?}");
            }
        }
    }

    /// Every article of a mailbox was once left out: its path is not that of a file.
    #[test]
    fn a_file_of_several_articles_goes_along_once() {
        let (workspace, _) = sample::dossier();
        let article =
            |key| Article::of_record("a.mbox", Some(key), "x", Stated::default(), Reading::default());
        let corpus = Corpus::new([article("1"), article("2")], Vec::new());
        let read = std::cell::Cell::new(0);
        let count = |path: &str| {
            read.set(read.get() + 1);
            Ok(path.as_bytes().to_vec())
        };
        let bundle = Bundle {
            workspace: &workspace,
            corpus: &corpus,
            workspace_ron: b"",
            chart_svg: b"",
            articles: ArticlesChoice::Files(&count),
            title: "",
            at: 0,
            version: "",
        };
        let (_, written) = bundle::write(Cursor::new(Vec::new()), &bundle).unwrap();
        assert_eq!((written.articles, written.left_out.len(), read.get()), (2, 0, 1));
    }

    #[test]
    fn an_article_that_cannot_be_read_is_listed() {
        let (workspace, corpus) = sample::dossier();
        let refuse = |_: &str| Err(io::Error::other("gone"));
        let bundle = Bundle {
            workspace: &workspace,
            corpus: &corpus,
            workspace_ron: b"",
            chart_svg: b"",
            articles: ArticlesChoice::Files(&refuse),
            title: "",
            at: i64::MIN,
            version: "",
        };
        let (_, written) = bundle::write(Cursor::new(Vec::new()), &bundle).unwrap();
        assert_eq!((written.articles, written.left_out.len()), (0, 2));
        assert!(written.left_out[0].ends_with(": a/one.txt"));
    }

    #[test]
    fn names_that_lead_outside_are_refused_and_nothing_is_left() {
        for name in ["../evil", "a/../../evil", "/evil", "a\\..\\evil", "C:/evil", "a//b", "./a", "a\nb"] {
            let (opened, folder) = open(&zip_of(name, b"x"));
            assert!(matches!(opened, Err(OpenError::UnsafeName(_))), "{name:?}: {opened:?}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_bundle_that_unpacks_to_far_more_than_its_size_is_refused() {
        let (opened, folder) = open(&zip_of("zeros", &vec![0; 65 << 20]));
        assert!(matches!(opened, Err(OpenError::TooLarge(_))), "{opened:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn links_strange_names_and_other_zips_are_refused() {
        let mut zip = zip::ZipWriter::new_append(Cursor::new(zip_of("a", b"x"))).unwrap();
        zip.add_symlink("link", "/etc/hostname", SimpleFileOptions::default()).unwrap();
        let (opened, _folder) = open(&zip.finish().unwrap().into_inner());
        assert!(matches!(opened, Err(OpenError::Link(_))), "{opened:?}");

        let mut bytes = zip_of("name", b"x");
        while let Some(at) = bytes.windows(4).position(|four| four == b"name") {
            bytes[at] = 0xff;
        }
        assert!(matches!(open(&bytes).0, Err(OpenError::NotUtf8(_))));
        assert!(matches!(open(b"no zip").0, Err(OpenError::Damaged(_))));
    }

    #[test]
    fn a_folder_that_is_in_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine"), "mine").unwrap();
        let opened = open_bundle(Cursor::new(files()), folder.path());
        assert!(matches!(opened, Err(OpenError::NotEmpty(_))));
        assert_eq!(fs::read_to_string(folder.path().join("mine")).unwrap(), "mine");
    }

    #[test]
    fn a_bundle_cut_short_anywhere_is_refused_and_leaves_nothing() {
        let bytes = files();
        for end in (0..bytes.len()).step_by(97) {
            let (opened, folder) = open(&bytes[..end]);
            assert!(opened.is_err(), "cut at {end}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_bundle_with_a_byte_changed_never_panics() {
        let bytes = files();
        for place in (0..bytes.len()).step_by(97) {
            let mut changed = bytes.clone();
            changed[place] ^= 0xff;
            let _ = open(&changed);
        }
    }
}
