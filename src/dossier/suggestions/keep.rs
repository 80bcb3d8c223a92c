//! What the detector found, kept so that the next opening need not look again.
//!
//! One file of segments, each with a checksum: damage costs what is damaged and what follows it, and
//! the whole file may be deleted at any time. What is kept is known by a hash of everything that the
//! detector was told, so that nothing out of date is ever used.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::detect::suggest::DETECTOR;

const MAGIC: &[u8; 16] = b"dossier found 1\n";
/// Magic and the version of the detector.
const HEAD: u64 = 20;
/// A longer file is begun anew: it holds what nobody asks for any more.
const LONGEST: u64 = 1 << 30;
/// So many entries more than those in use, and twice as many, are reason to write the file anew.
const LEEWAY: usize = 4096;

/// What one article gave: the hash of what the detector was told, and the packed suggestions.
pub(super) type Entry = (u64, Arc<[u8]>);

/// Packed suggestions by the hash of what the detector was told.
type Held = HashMap<u64, Arc<[u8]>>;

/// The file, and what it holds.
#[derive(Default)]
pub(super) struct Keep {
    file: Option<PathBuf>,
    is_read: bool,
    held: Held,
}

impl Keep {
    /// A file in which suggestions are kept; none where they are not.
    pub(super) fn of(file: Option<PathBuf>) -> Self {
        Self { file, ..Self::default() }
    }

    /// What was kept of an article. The file is read when this is first asked.
    pub(super) fn get(&mut self, key: u64) -> Option<Arc<[u8]>> {
        self.read();
        self.held.get(&key).cloned()
    }

    /// Whether much of what is held is used no more, when so many articles use it.
    pub(super) fn is_stale(&self, used: usize) -> bool {
        self.held.len() > 2 * used + LEEWAY
    }

    fn read(&mut self) {
        if std::mem::replace(&mut self.is_read, true) {
            return;
        }
        let Some(file) = &self.file else { return };
        let (held, sound) = read(file).unwrap_or_default();
        self.held = held;
        // What follows damage can never be read, so that nothing may be written behind it.
        let cut = OpenOptions::new().write(true).open(file).and_then(|file| file.set_len(sound));
        if sound < HEAD || cut.is_err() {
            // That it cannot be begun anew costs nothing but time at the next opening.
            let _ = begin(file);
        }
    }

    /// Keeps what was found anew, behind what is there.
    pub(super) fn add(&mut self, fresh: Vec<Entry>) {
        self.read();
        if let Some(file) = self.file.as_deref().filter(|_| !fresh.is_empty()) {
            // As above.
            let _ = append(file, &fresh);
        }
        self.held.extend(fresh);
    }

    /// Writes the file anew with these entries only: whole or not at all.
    pub(super) fn tidy(&mut self, used: Vec<Entry>) {
        self.is_read = true;
        if let Some(file) = &self.file {
            // As above.
            let _ = rewrite(file, &used);
        }
        self.held = used.into_iter().collect();
    }
}

/// The entries of a file, and how many of its bytes are sound; `None` where it is not ours.
fn read(path: &Path) -> Option<(Held, u64)> {
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    if length > LONGEST {
        return None;
    }
    let mut file = BufReader::with_capacity(1 << 20, file);
    let mut head = [0; HEAD as usize];
    file.read_exact(&mut head).ok()?;
    if head[..16] != *MAGIC || head[16..] != DETECTOR.to_le_bytes() {
        return None;
    }
    let (mut held, mut sound) = (Held::new(), HEAD);
    while let Some((entries, bytes)) = segment(&mut file, length - sound) {
        held.extend(entries);
        sound += bytes;
    }
    Some((held, sound))
}

/// The next segment, of at most `left` bytes, and its length; `None` at the end and at damage.
fn segment(file: &mut impl io::Read, left: u64) -> Option<(Vec<Entry>, u64)> {
    let (mut length, mut sum) = ([0; 4], [0; 8]);
    file.read_exact(&mut length).ok()?;
    file.read_exact(&mut sum).ok()?;
    let length = u64::from(u32::from_le_bytes(length));
    // A damaged length would otherwise ask for memory that no segment needs.
    let whole = length.checked_add(12).filter(|whole| *whole <= left)?;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if checksum(&bytes) != u64::from_le_bytes(sum) {
        return None;
    }
    let entries: Vec<(u64, &[u8])> = postcard::from_bytes(&bytes).ok()?;
    Some((entries.into_iter().map(|(key, packed)| (key, Arc::from(packed))).collect(), whole))
}

/// Of the bytes and their number, so that a segment of none is not one of zeros.
fn checksum(bytes: &[u8]) -> u64 {
    xxh3_64(bytes) ^ (bytes.len() as u64 + 1)
}

fn begin(path: &Path) -> io::Result<()> {
    rewrite(path, &[])
}

fn rewrite(path: &Path, entries: &[Entry]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(MAGIC)?;
    file.write_all(&DETECTOR.to_le_bytes())?;
    for part in entries.chunks(LEEWAY) {
        file.write_all(&written(part)?)?;
    }
    file.persist(path)?;
    Ok(())
}

fn append(path: &Path, entries: &[Entry]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    // In one piece, so that two windows on one folder do not write into each other's.
    file.write_all(&written(entries)?)
}

fn written(entries: &[Entry]) -> io::Result<Vec<u8>> {
    let entries: Vec<(u64, &[u8])> = entries.iter().map(|(key, packed)| (*key, &**packed)).collect();
    let bytes = postcard::to_stdvec(&entries).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    let head = length.to_le_bytes().into_iter().chain(checksum(&bytes).to_le_bytes());
    Ok(head.chain(bytes.iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: u64) -> Entry {
        (key, Arc::from(vec![key as u8; 3]))
    }

    fn held(path: &Path) -> usize {
        let mut keep = Keep::of(Some(path.to_owned()));
        let found: Vec<(u64, Arc<[u8]>)> = (0..6).filter_map(|key| Some((key, keep.get(key)?))).collect();
        assert!(found.iter().all(|it| *it == entry(it.0)), "{found:?}");
        found.len()
    }

    #[test]
    fn what_was_found_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub/found");
        let mut keep = Keep::of(Some(path.clone()));
        assert_eq!(keep.get(1), None);
        keep.add(vec![entry(0), entry(1)]);
        keep.add(vec![entry(2)]);
        assert_eq!((keep.get(2), held(&path)), (Some(entry(2).1), 3));
        keep.tidy(vec![entry(1)]);
        assert_eq!((keep.get(2), held(&path)), (None, 1));
        fs::remove_file(&path).unwrap();
        assert_eq!(held(&path), 0);
        let mut unkept = Keep::of(None);
        unkept.add(vec![entry(4)]);
        assert_eq!(unkept.get(4), Some(entry(4).1));
    }

    #[test]
    fn damage_anywhere_costs_at_most_what_is_kept_and_what_comes_later_is_kept_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("found");
        let mut keep = Keep::of(Some(path.clone()));
        keep.add(vec![entry(0), entry(1)]);
        keep.add(vec![entry(2)]);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            for damaged in [whole[..at].to_vec(), flipped(&whole, at)] {
                fs::write(&path, &damaged).unwrap();
                assert!(held(&path) < 3, "damaged at {at}");
                let mut keep = Keep::of(Some(path.clone()));
                keep.add(vec![entry(5)]);
                assert_eq!(Keep::of(Some(path.clone())).get(5), Some(entry(5).1), "damaged at {at}");
            }
        }
    }

    fn flipped(whole: &[u8], at: usize) -> Vec<u8> {
        let mut damaged = whole.to_vec();
        damaged[at] ^= 0x55;
        damaged
    }
}
