//! The workspace file on disk: reading it, appending to it, and telling what is wrong with it.
//!
//! A line that is in the file is never rewritten. Knows entries only as lines: what they mean is
//! the model's business.

mod disk;
mod lines;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

pub use disk::{Disk, Failure, WaitForDisk};
pub use lines::{
    Contents, FORMAT, Header, Line, NotAWorkspace, Tail, Unreadable, read, read_header, write_all,
    write_entry, write_header,
};

use crate::model::Entry;
use disk::FileDisk;

/// The name of a workspace file in a folder of articles.
pub const FILE_NAME: &str = "workspace.ron";

/// Why a workspace file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is there and cannot be read.
    #[error("the workspace could not be read, because {why}; check that it is yours to read: {}", path.display())]
    Unreadable {
        /// What the system says.
        why: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// It is not there and cannot be made.
    #[error("no workspace can be kept here, because {why}; choose another place for it: {}", path.display())]
    Unwritable {
        /// What the system says.
        why: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// It is another kind of file.
    #[error("the file was left as it is, because {why}; move it elsewhere to begin a workspace: {}", path.display())]
    NotAWorkspace {
        /// What is wrong with it.
        why: NotAWorkspace,
        /// The file.
        path: PathBuf,
    },
}

/// A last line that a crash or a full disk had cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The bytes of the line that were there.
    pub bytes: usize,
    /// The file that keeps them; `None` where they stay in the workspace file.
    pub kept_in: Option<PathBuf>,
}

/// What opening a workspace file gave.
pub struct Opened {
    /// Appends to the file; without one the file is only read.
    pub access: Access,
    /// The header.
    pub header: Header,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// Lines that this version cannot read; they stay in the file.
    pub unreadable: Vec<Unreadable>,
    /// A torn last line, set aside.
    pub torn: Option<Torn>,
}

/// Whether an open workspace file may be written to.
pub enum Access {
    /// It may.
    Write(Journal),
    /// It may not, for this reason: a plain sentence.
    ReadOnly(String),
}

impl Opened {
    /// Whether the file held nothing but a header.
    pub fn is_new(&self) -> bool {
        self.entries.is_empty() && self.unreadable.is_empty()
    }
}

/// Opens a workspace file, or begins one with this header.
///
/// # Errors
/// The file cannot be read, cannot be made, or is another kind of file. Damage inside it is no
/// error: it is told in what is given.
pub fn open(path: &Path, new: &Header) -> Result<Opened, Error> {
    let wanted = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let file = match wanted {
        Ok(file) => file,
        Err(_) if path.is_file() => return open_unwritable(path, "the file is write-protected"),
        Err(why) => return Err(Error::Unwritable { why, path: path.to_owned() }),
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => open_unwritable(path, "it is open in another window"),
        // Some network disks know no locks; refusing to work there would help nobody.
        Ok(()) | Err(TryLockError::Error(_)) => open_writable(path, file, new),
    }
}

fn open_writable(path: &Path, mut file: File, new: &Header) -> Result<Opened, Error> {
    let unreadable = |why| Error::Unreadable { why, path: path.to_owned() };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    let contents = read(&bytes).map_err(|why| Error::NotAWorkspace { why, path: path.to_owned() })?;
    if let Some(header) = contents.header.as_ref().filter(|header| header.dossier > FORMAT) {
        let reason = newer(header.dossier);
        return Ok(Opened::of(contents, new, Access::ReadOnly(reason), None));
    }
    let torn = match contents.tail {
        Tail::Torn(start) => Some(set_aside(path, &file, &bytes, start)),
        Tail::Ended | Tail::Unended => None,
    };
    let still_there = torn.as_ref().is_some_and(|torn| torn.kept_in.is_none());
    let mut journal = Journal::new(path, Box::new(FileDisk(file)));
    journal.owes_line_feed = still_there || contents.tail == Tail::Unended;
    journal.on_disk = contents.lines.last().map(|line| line.entry.at);
    if contents.header.is_none() {
        journal.begin(new).map_err(|why| Error::Unwritable { why, path: path.to_owned() })?;
    }
    Ok(Opened::of(contents, new, Access::Write(journal), torn))
}

/// Opens a workspace file for reading only; the file is not touched, a torn line included.
///
/// # Errors
/// The file cannot be read or is another kind of file.
pub fn open_unwritable(path: &Path, why: &str) -> Result<Opened, Error> {
    let bytes = std::fs::read(path).map_err(|why| Error::Unreadable { why, path: path.to_owned() })?;
    let contents = read(&bytes).map_err(|why| Error::NotAWorkspace { why, path: path.to_owned() })?;
    let reason = format!("This dossier is shown read-only, because {why}.");
    Ok(Opened::of(contents, &Header::default(), Access::ReadOnly(reason), None))
}

/// The header of a workspace file; `None` where the file breaks off before its end.
///
/// # Errors
/// The file cannot be read or is another kind of file.
pub fn header_of(path: &Path) -> Result<Option<Header>, Error> {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| BufReader::new(file).read_until(b'\n', &mut first));
    read.map_err(|why| Error::Unreadable { why, path: path.to_owned() })?;
    let contents = lines::read(&first).map_err(|why| Error::NotAWorkspace { why, path: path.to_owned() })?;
    Ok(contents.header)
}

fn newer(version: u32) -> String {
    format!(
        "This dossier is shown read-only, because a newer version of Dossier wrote it (format {version}, and \
         this version knows format {FORMAT}); update Dossier to change it."
    )
}

impl Opened {
    fn of(contents: Contents<'_>, new: &Header, access: Access, torn: Option<Torn>) -> Self {
        Self {
            access,
            header: contents.header.unwrap_or_else(|| new.clone()),
            entries: contents.lines.into_iter().map(|line| line.entry).collect(),
            unreadable: contents.unreadable,
            torn,
        }
    }
}

/// Moves a torn line out of the file into one beside it; it stays where that fails.
fn set_aside(path: &Path, file: &File, bytes: &[u8], start: usize) -> Torn {
    let aside = torn_path(path);
    let moved = keep(&aside, &bytes[start..]).and_then(|()| file.set_len(start as u64));
    Torn { bytes: bytes.len() - start, kept_in: moved.is_ok().then_some(aside) }
}

/// The file that keeps the torn lines of a workspace file.
pub fn torn_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".torn");
    PathBuf::from(name)
}

fn keep(aside: &Path, torn: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(aside)?;
    file.write_all(torn)?;
    file.write_all(b"\n")?;
    file.sync_data()
}

/// A line that is waiting to be written.
struct Pending {
    line: String,
    at: i64,
}

/// Appends lines to a workspace file.
///
/// Holds the advisory lock on the file until it is dropped.
pub struct Journal {
    path: PathBuf,
    disk: Box<dyn Disk>,
    owes_line_feed: bool,
    pending: Vec<Pending>,
    written: u64,
    written_at: Option<i64>,
    synced: u64,
    on_disk: Option<i64>,
    problem: Option<String>,
}

/// Waits for the disk on another thread; see [`Journal::sync`].
pub struct Sync {
    wait: WaitForDisk,
    through: u64,
    at: Option<i64>,
}

/// What waiting for the disk gave; hand it to [`Journal::note`].
pub struct Synced {
    through: u64,
    at: Option<i64>,
    outcome: io::Result<()>,
}

impl Sync {
    /// Waits until what was written is on the disk.
    pub fn run(self) -> Synced {
        Synced { through: self.through, at: self.at, outcome: (self.wait)() }
    }
}

impl Journal {
    /// A journal that appends to a disk; for tests, which bring a disk that fails.
    pub fn new(path: &Path, disk: Box<dyn Disk>) -> Self {
        Self {
            path: path.to_owned(),
            disk,
            owes_line_feed: false,
            pending: Vec::new(),
            written: 0,
            written_at: None,
            synced: 0,
            on_disk: None,
            problem: None,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lines that are not in the file yet.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// What is wrong with the disk, in a plain sentence; nothing once a later write succeeds.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// When the last entry known to be on the disk was made: seconds since 1970-01-01 UTC.
    pub fn on_disk(&self) -> Option<i64> {
        self.on_disk
    }

    fn begin(&mut self, header: &Header) -> io::Result<()> {
        let line = format!("{}{}\n", self.owed(), write_header(header));
        self.disk.append(line.as_bytes()).map_err(|failure| failure.why)?;
        self.owes_line_feed = false;
        Ok(())
    }

    /// Appends an entry. Where the disk refuses, the line is kept and tried again with the next.
    pub fn append(&mut self, entry: &Entry) {
        match write_entry(entry) {
            Ok(line) => self.append_lines([(line, entry.at)]),
            Err(error) => {
                self.problem = Some(format!("An entry could not be put in words for the file ({error})."));
            }
        }
    }

    /// Appends lines as they stand, each with its entry's time.
    pub fn append_lines(&mut self, lines: impl IntoIterator<Item = (String, i64)>) {
        self.pending.extend(lines.into_iter().map(|(line, at)| Pending { line, at }));
        self.retry();
    }

    /// Writes what is pending, if anything is.
    pub fn retry(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let mut text = self.owed().to_owned();
        for pending in &self.pending {
            text.push_str(&pending.line);
            text.push('\n');
        }
        match self.disk.append(text.as_bytes()) {
            Ok(()) => self.wrote(),
            Err(failure) => self.failed(&failure),
        }
    }

    fn owed(&self) -> &'static str {
        if self.owes_line_feed { "\n" } else { "" }
    }

    fn wrote(&mut self) {
        self.written += self.pending.len() as u64;
        self.written_at = self.pending.last().map(|pending| pending.at);
        self.pending.clear();
        self.owes_line_feed = false;
        self.problem = None;
    }

    fn failed(&mut self, failure: &Failure) {
        self.owes_line_feed |= failure.left_part;
        self.problem = Some(format!(
            "The latest work is not in the file yet, because {}; it is kept here and written with the next \
             change: {}",
            failure.why,
            self.path.display()
        ));
    }

    /// What to run on another thread so that written lines reach the disk; `None` where all have.
    pub fn sync(&mut self) -> Option<Sync> {
        if self.written == self.synced {
            return None;
        }
        match self.disk.wait() {
            Ok(wait) => Some(Sync { wait, through: self.written, at: self.written_at }),
            Err(why) => {
                self.problem = Some(self.unsynced(&why));
                None
            }
        }
    }

    /// Notes what waiting for the disk gave.
    pub fn note(&mut self, synced: Synced) {
        match synced.outcome {
            Ok(()) => {
                self.synced = self.synced.max(synced.through);
                self.on_disk = synced.at.or(self.on_disk);
            }
            Err(why) => {
                // Not tried again by itself: a disk that fails to sync may have dropped the bytes.
                self.synced = self.synced.max(synced.through);
                self.problem = Some(self.unsynced(&why));
            }
        }
    }

    fn unsynced(&self, why: &io::Error) -> String {
        format!(
            "The disk does not confirm the latest work, because {why}; keep a copy of: {}",
            self.path.display()
        )
    }
}
