//! Unpacking gzip and deflate within bounds: a small file can stand for more than any memory holds.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::Unreadable;

/// The most that a file is unpacked to, in bytes, however large it is.
const MOST: u64 = 16 << 30;
/// Up to this many bytes nothing is asked of how a file was packed.
const FREE: u64 = 64 << 20;
/// Pages are packed to a fifth or a tenth; deflate can go to a thousandth, which no article does.
const MOST_PER_BYTE: u64 = 200;

/// The bytes of a gzip file of one or several members, unpacked as they are read.
///
/// Fails where they are more than any archive of articles explains.
pub(super) struct Inflating<'a> {
    members: MultiGzDecoder<Counted<'a>>,
    given: u64,
}

impl<'a> Inflating<'a> {
    pub(super) fn new(packed: &'a mut dyn BufRead) -> Self {
        Self { members: MultiGzDecoder::new(Counted { packed, taken: 0 }), given: 0 }
    }
}

impl Read for Inflating<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.members.read(buffer)?;
        self.given += read as u64;
        let most = self.members.get_ref().taken.saturating_mul(MOST_PER_BYTE).clamp(FREE, MOST);
        if self.given > most { Err(io::Error::other(TooFar(most))) } else { Ok(read) }
    }
}

/// Says that a file unpacks to more than this many bytes.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {0} bytes")]
struct TooFar(u64);

/// Why the bytes of a packed file ended, for a file of a format.
pub(super) fn why(error: &io::Error, format: &'static str) -> Unreadable {
    if let Some(TooFar(most)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return Unreadable::Bomb { format, most: *most };
    }
    let damaged = |why: &str| Unreadable::Damaged { format, why: why.to_owned() };
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it ends too early"),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => damaged("it cannot be unpacked"),
        _ => Unreadable::Io(error.to_string()),
    }
}

/// Counts the bytes that were taken of a file.
struct Counted<'a> {
    packed: &'a mut dyn BufRead,
    taken: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(buffer)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.packed.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.taken += amount as u64;
        self.packed.consume(amount);
    }
}

/// Whether bytes begin as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// What packed bytes in memory stand for, up to `most` bytes.
///
/// # Errors
/// They are damaged, or stand for more.
pub(super) fn gzip(packed: &[u8], most: u64, format: &'static str) -> Result<Vec<u8>, Unreadable> {
    all(MultiGzDecoder::new(packed), most, format)
}

/// As [`gzip`], for deflate with the frame that its standard asks for or, as some senders do, without.
///
/// # Errors
/// As [`gzip`].
pub(super) fn deflate(packed: &[u8], most: u64, format: &'static str) -> Result<Vec<u8>, Unreadable> {
    match all(ZlibDecoder::new(packed), most, format) {
        Err(Unreadable::Damaged { .. }) => all(DeflateDecoder::new(packed), most, format),
        read => read,
    }
}

fn all(packed: impl Read, most: u64, format: &'static str) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let read = BufReader::new(packed).take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| why(&error, format))?;
    let is_too_far = bytes.len() as u64 > most;
    if is_too_far { Err(Unreadable::Bomb { format, most }) } else { Ok(bytes) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_was_packed_is_unpacked_in_every_frame() {
        assert_eq!(gzip(&packed(b"Ten hurt"), 8, "x").unwrap(), b"Ten hurt");
        assert_eq!(gzip(&packed(b"Ten hurt"), 7, "x"), Err(Unreadable::Bomb { format: "x", most: 7 }));
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"Ten hurt").unwrap();
        assert_eq!(deflate(&zlib.finish().unwrap(), 100, "x").unwrap(), b"Ten hurt");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(b"Ten hurt").unwrap();
        assert_eq!(deflate(&bare.finish().unwrap(), 100, "x").unwrap(), b"Ten hurt");
    }

    #[test]
    fn members_follow_one_another_and_a_bomb_is_stopped() {
        let two = [packed(b"Ten "), packed(b"hurt")].concat();
        let mut read = String::new();
        Inflating::new(&mut two.as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, "Ten hurt");
        // The same piece again and again, as in a file of gigabytes, without the gigabytes.
        let bomb = packed(&vec![0; 1 << 20]).repeat(100);
        let mut counted = 0_u64;
        let mut bytes = bomb.as_slice();
        let mut inflating = Inflating::new(&mut bytes);
        let mut buffer = vec![0; 1 << 20];
        let error = loop {
            match inflating.read(&mut buffer) {
                Ok(0) => panic!("the bomb went off"),
                Ok(read) => counted += read as u64,
                Err(error) => break error,
            }
        };
        assert!(counted <= FREE);
        assert_eq!(why(&error, "x"), Unreadable::Bomb { format: "x", most: FREE });
    }
}
