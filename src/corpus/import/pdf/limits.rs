//! Limits on what the streams of a PDF unpack to, counted before the library unpacks them whole.

use std::io::Read as _;

use lopdf::{Dictionary, Document, Object, Stream};
use memchr::memmem;

use super::super::Unreadable;
use super::super::archive::damaged;

/// The most that the lists of objects unpack to, in bytes; each object takes many times as much.
const LARGEST_LISTS: u64 = 64 << 20;
/// The most that one stream unpacks to, in bytes.
const LARGEST_STREAM: usize = 32 << 20;
/// The most that all streams unpack to, in bytes.
const LARGEST_TOTAL: usize = 256 << 20;
/// Deflate packs no more than this many bytes into one (zlib's technical notes).
const MOST_RATIO: usize = 1032;
/// The largest stream packed by LZW that is unpacked, in bytes; the library knows no limit for it.
const LARGEST_LZW: usize = 256 << 10;
/// Marks a stream that was emptied, so that it is not taken for one without words.
const EMPTIED: &str = "Dossier.emptied";
/// How far before a stream its dictionary is looked for, in bytes.
const DICTIONARY: usize = 4096;

/// Refuses a file whose lists of objects would fill the memory: they are unpacked when it is loaded.
///
/// # Errors
/// They unpack to too much, or are packed in a way that cannot be counted.
pub fn check(bytes: &[u8], format: &'static str) -> Result<(), Unreadable> {
    let mut left = LARGEST_LISTS;
    for at in memmem::find_iter(bytes, b"stream") {
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let start = memmem::rfind(before, b"obj").unwrap_or(0);
        let dictionary = &before[start..];
        if before.ends_with(b"end") || !is_list(dictionary) {
            continue;
        }
        if count(dictionary, b"Decode") - count(dictionary, b"DecodeParms") > 1 {
            return Err(damaged(format, "its lists are packed more than once"));
        }
        let packed = &bytes[at + b"stream".len()..];
        let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
        let unpacked = unpacked_size(packed.strip_prefix(b"\n").unwrap_or(packed), left + 1);
        left = left.checked_sub(unpacked).ok_or(Unreadable::Bomb { format, most: LARGEST_LISTS })?;
    }
    Ok(())
}

/// Whether a stream is a list of objects or of their places; names may be written with `#`.
fn is_list(dictionary: &[u8]) -> bool {
    let has = |words: &[u8]| memmem::find(dictionary, words).is_some();
    has(b"ObjStm") || has(b"XRef") || has(b"/W[") || has(b"/W [") || has(b"#")
}

fn count(bytes: &[u8], words: &[u8]) -> usize {
    memmem::find_iter(bytes, words).count()
}

/// How much a packed stream unpacks to, no further than `most`.
fn unpacked_size(packed: &[u8], most: u64) -> u64 {
    let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(most);
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
        size += u64::try_from(read).unwrap_or(u64::MAX);
    }
    size
}

/// Empties the streams that hold pictures or unpack to too much; pages that need them lack words.
pub fn empty_what_is_large(document: &mut Document) {
    let mut left = LARGEST_TOTAL;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let size = if is_picture(stream) { None } else { size(stream) };
        match size.and_then(|size| left.checked_sub(size)) {
            Some(rest) => left = rest,
            None => empty(stream),
        }
    }
}

fn empty(stream: &mut Stream) {
    stream.dict.remove(b"Filter");
    stream.dict.set(EMPTIED, true);
    stream.set_content(Vec::new());
}

fn is_picture(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
}

/// How much a stream may unpack to, `None` where it is too much.
fn size(stream: &Stream) -> Option<usize> {
    let most_possible = stream.content.len().saturating_mul(MOST_RATIO);
    let filters = stream.filters().unwrap_or_default();
    match filters.as_slice() {
        [] => Some(stream.content.len()),
        [b"FlateDecode"] if most_possible <= LARGEST_STREAM / 8 => Some(most_possible),
        _ => unpacked(stream, LARGEST_STREAM).map(|bytes| bytes.len()),
    }
}

/// What a stream unpacks to, `None` where that is, or was, too much.
pub fn unpacked(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    if stream.dict.has(EMPTIED.as_bytes()) {
        return None;
    }
    let mut bytes = stream.content.clone();
    for filter in stream.filters().unwrap_or_default() {
        bytes = match filter {
            b"FlateDecode" => inflated(&bytes, most)?,
            b"LZWDecode" if bytes.len() > LARGEST_LZW => return None,
            b"LZWDecode" | b"ASCII85Decode" => by_library(filter, bytes)?,
            // No reader unpacks these, so they stay as small as they are.
            _ => bytes,
        };
        if bytes.len() > most {
            return None;
        }
    }
    Some(bytes)
}

fn inflated(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    // A stream that is cut short is as good as what comes out of it.
    let _ = flate2::read::ZlibDecoder::new(packed).take(limit).read_to_end(&mut bytes);
    if bytes.is_empty() && packed.len() > 2 {
        let _ = flate2::read::DeflateDecoder::new(&packed[2..]).take(limit).read_to_end(&mut bytes);
    }
    (bytes.len() <= most).then_some(bytes)
}

fn by_library(filter: &[u8], bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(filter.to_vec()));
    Stream::new(dictionary, bytes).decompressed_content().ok()
}
