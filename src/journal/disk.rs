//! The disk below a journal, behind a trait so that a failing one can be tested.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// Waits until what was written is on the disk; may run on another thread.
pub type WaitForDisk = Box<dyn FnOnce() -> io::Result<()> + Send>;

/// Why bytes could not be appended.
#[derive(Debug)]
pub struct Failure {
    /// What the system says.
    pub why: io::Error,
    /// Whether a part of the bytes may be left at the end of the file.
    pub left_part: bool,
}

/// Where a journal appends to.
pub trait Disk: Send {
    /// Appends all the bytes, or fails.
    ///
    /// # Errors
    /// The system's reason, and whether a part may be left at the end.
    fn append(&mut self, bytes: &[u8]) -> Result<(), Failure>;

    /// What waits for everything appended so far to reach the disk.
    ///
    /// # Errors
    /// The system's reason.
    fn wait(&self) -> io::Result<WaitForDisk>;
}

/// A file that is open for reading and writing.
pub(super) struct FileDisk(pub(super) File);

impl Disk for FileDisk {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let end = self.0.seek(SeekFrom::End(0)).map_err(|why| Failure { why, left_part: false })?;
        let written = self.0.write_all(bytes).and_then(|()| self.0.flush());
        written.map_err(|why| Failure { why, left_part: self.0.set_len(end).is_err() })
    }

    fn wait(&self) -> io::Result<WaitForDisk> {
        let file = self.0.try_clone()?;
        Ok(Box::new(move || file.sync_data()))
    }
}
