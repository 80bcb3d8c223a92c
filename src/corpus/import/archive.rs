//! Files that are archives inside (.docx, .odt, .epub): reading their parts within limits.
//!
//! Owns those limits. What an archive declares of its sizes is never believed: bytes are counted as
//! they are unpacked.

use std::io::{Cursor, Read as _};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Imported, Picture, Record, Take, Unreadable, picture, xml};

/// The most that one part may unpack to, in bytes.
pub const LARGEST_PART: u64 = 64 << 20;
/// The most that all parts read of a file may unpack to, in bytes.
pub const LARGEST_TOTAL: u64 = 256 << 20;
/// The most parts that a file may have.
pub const MOST_PARTS: usize = 20_000;
/// What the entry of each part in the table of contents of an archive begins with.
const TABLE_ENTRY: &[u8] = b"PK\x01\x02";
/// What an OLE compound file begins with: an old Word file, or a new one behind a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An archive in memory.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    /// How many bytes may yet be unpacked.
    left: u64,
    /// How many bytes one part may unpack to.
    largest_part: u64,
}

impl<'a> Archive<'a> {
    /// Opens the archive that a file of a format is.
    ///
    /// # Errors
    /// It is no archive, is cut short, has too many parts or is protected by a password.
    pub fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Unreadable> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes, format));
        }
        // Before it is opened, because its whole table is read then.
        if memmem::find_iter(bytes, TABLE_ENTRY).nth(MOST_PARTS).is_some() {
            return Err(damaged(format, format!("it holds more than {MOST_PARTS} parts")));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(format, &error))?;
        Ok(Self { zip, format, left: LARGEST_TOTAL, largest_part: LARGEST_PART })
    }

    /// The names of its parts, in the order of the names.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.zip.file_names().flatten().map(Into::into).collect();
        names.sort_unstable();
        names
    }

    /// The bytes of a part, `None` where there is none of that name.
    ///
    /// # Errors
    /// It is damaged, locked, or unpacks to more than is allowed.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let format = self.format;
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(format, &error)),
        };
        let most = self.left.min(self.largest_part);
        let mut bytes = Vec::new();
        let read = part.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let unpacked = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.saturating_sub(unpacked);
        if unpacked > most {
            let most = if most < self.largest_part { LARGEST_TOTAL } else { LARGEST_PART };
            return Err(Unreadable::Bomb { format, most });
        }
        read.map_err(|error| damaged(format, format!("{name}: {error}")))?;
        Ok(Some(bytes))
    }

    /// The text of a part that is XML, `None` where there is none of that name.
    ///
    /// # Errors
    /// As [`Archive::part`], or it is not text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        xml::decoded(&bytes).map(Some).map_err(|_| damaged(self.format, format!("{name} is not text")))
    }

    /// Gives every picture of a sensible size among the parts named, each an article of its own.
    ///
    /// What is no whole picture is passed over: the text is what such a file is kept for.
    ///
    /// # Errors
    /// The pictures together unpack to more than is allowed.
    pub fn pictures(
        &mut self,
        names: impl IntoIterator<Item = String>,
        take: &mut Take<'_>,
    ) -> Result<(), Unreadable> {
        for name in names.into_iter().filter(|name| picture::has_ending(name)) {
            let bytes = match self.part(&name) {
                Ok(Some(bytes)) => bytes,
                Ok(None) | Err(Unreadable::Damaged { .. }) => continue,
                Err(why) => return Err(why),
            };
            let large = |picture: &Picture| picture::is_large(picture.size);
            let Some(picture) = picture::read(bytes).ok().filter(large) else { continue };
            let imported = Ok(Imported { picture: Some(picture), ..Imported::default() });
            if take(Record { key: Some(name), imported }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// That a file is damaged, and in what way.
pub fn damaged(format: &'static str, why: impl Into<String>) -> Unreadable {
    Unreadable::Damaged { format, why: why.into() }
}

/// What an OLE compound file is instead of an archive.
fn compound(bytes: &[u8], format: &'static str) -> Unreadable {
    let packed: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    match memmem::find(bytes, &packed) {
        Some(_) => Unreadable::Locked { format },
        None => damaged(format, "it is an older Word file under another ending"),
    }
}

fn unreadable(format: &'static str, error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Unreadable::Locked { format }
        }
        error => damaged(format, error.to_string().trim_end_matches('.')),
    }
}

/// A deflated archive of parts, in the order given; for tests of what reads archives.
#[cfg(test)]
pub fn archive_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: &str = "test";

    #[test]
    fn parts_are_read_by_name() {
        let bytes = archive_of(&[("b", b"two"), ("a", b"one")]);
        let mut archive = Archive::open(&bytes, FORMAT).unwrap();
        assert_eq!(archive.names(), ["a", "b"]);
        assert_eq!(archive.part("b"), Ok(Some(b"two".to_vec())));
        assert_eq!(archive.part("c"), Ok(None));
    }

    #[test]
    fn a_bomb_is_refused_whatever_size_it_declares() {
        let mut bytes = archive_of(&[("a", &[0; 1 << 20])]);
        let part = |bytes: &[u8]| {
            let mut archive = Archive::open(bytes, FORMAT)?;
            archive.largest_part = 1 << 10;
            archive.part("a")
        };
        assert_eq!(part(&bytes), Err(Unreadable::Bomb { format: FORMAT, most: LARGEST_PART }));
        // The declared size stands 24 bytes into the entry of the table, and 22 into the header.
        let table = memmem::find(&bytes, TABLE_ENTRY).unwrap();
        for at in [22, table + 24] {
            bytes[at..at + 4].copy_from_slice(&3_u32.to_le_bytes());
        }
        assert!(part(&bytes).is_err());
    }

    #[test]
    fn all_parts_together_have_a_limit() {
        let bytes = archive_of(&[("a", &[0; 4096]), ("b", &[0; 4096])]);
        let mut archive = Archive::open(&bytes, FORMAT).unwrap();
        archive.left = 6000;
        assert!(archive.part("a").is_ok());
        assert_eq!(archive.part("b"), Err(Unreadable::Bomb { format: FORMAT, most: LARGEST_TOTAL }));
    }

    #[test]
    fn too_many_parts_are_refused_before_they_are_listed() {
        let bytes = TABLE_ENTRY.repeat(MOST_PARTS + 1);
        assert!(matches!(Archive::open(&bytes, FORMAT), Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_password_is_told_from_an_old_word_file() {
        let mut bytes = [COMPOUND, &[0; 600]].concat();
        assert!(matches!(Archive::open(&bytes, FORMAT), Err(Unreadable::Damaged { .. })));
        bytes.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert!(matches!(Archive::open(&bytes, FORMAT), Err(Unreadable::Locked { .. })));
    }

    #[test]
    fn an_archive_cut_short_is_damaged() {
        let bytes = archive_of(&[("a", b"one"), ("b", b"two")]);
        for end in 0..bytes.len() {
            let part = Archive::open(&bytes[..end], FORMAT).and_then(|mut archive| archive.part("a"));
            assert!(matches!(part, Err(Unreadable::Damaged { .. })), "{end}: {part:?}");
        }
    }
}
