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
    check_within(bytes, format, LARGEST_LISTS)
}

fn check_within(bytes: &[u8], format: &'static str, most: u64) -> Result<(), Unreadable> {
    let mut left = most;
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
        left = left.checked_sub(unpacked).ok_or(Unreadable::Bomb { format, most })?;
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn stream(filters: &[&str], bytes: Vec<u8>) -> Stream {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", filters.iter().map(|name| Object::from(*name)).collect::<Vec<_>>());
        Stream::new(dictionary, bytes)
    }

    #[test]
    fn lists_are_counted_before_they_are_unpacked() {
        let packed = packed(&[0; 1 << 20]);
        let file = |dictionary: &str| {
            let head = format!("1 0 obj << {dictionary} /Length {} >> stream\r\n", packed.len());
            [head.as_bytes(), &packed, b"\nendstream endobj"].concat()
        };
        for list in ["/Type /ObjStm", "/Type/XRef", "/W [1 2 1]", "/Type /Obj#53tm"] {
            let file = file(&format!("{list} /Filter /FlateDecode"));
            assert_eq!(check_within(&file, "test", 1 << 20), Ok(()), "{list}");
            let bomb = Err(Unreadable::Bomb { format: "test", most: 1 << 19 });
            assert_eq!(check_within(&file, "test", 1 << 19), bomb, "{list}");
            assert!(check_within(&[file.clone(), file].concat(), "test", 3 << 19).is_err());
        }
        assert_eq!(check_within(&file("/Filter /FlateDecode"), "test", 1), Ok(()));
        let twice = file("/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]");
        assert!(matches!(check_within(&twice, "test", 1 << 30), Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn streams_are_unpacked_within_a_limit() {
        let once = packed(&[7; 1 << 16]);
        let twice = stream(&["FlateDecode", "FlateDecode"], packed(&once));
        assert_eq!(unpacked(&twice, 1 << 16).map(|bytes| bytes.len()), Some(1 << 16));
        assert_eq!(unpacked(&twice, (1 << 16) - 1), None);
        let half = stream(&["FlateDecode"], once[..once.len() / 2].to_vec());
        assert!(unpacked(&half, 1 << 16).is_some_and(|bytes| !bytes.is_empty()));
        assert_eq!(unpacked(&stream(&["DCTDecode"], vec![1]), 9), Some(vec![1]));
    }

    #[test]
    fn pictures_and_large_streams_are_emptied_and_marked() {
        let mut document = Document::new();
        let mut picture = stream(&["FlateDecode"], packed(b"picture"));
        picture.dict.set("Subtype", "Image");
        let ids = [
            picture,
            stream(&["LZWDecode"], vec![0; LARGEST_LZW + 1]),
            stream(&["FlateDecode"], packed(b"words")),
        ]
        .map(|stream| document.add_object(stream));
        empty_what_is_large(&mut document);
        let words = ids.map(|id| unpacked(document.get_object(id).and_then(Object::as_stream).unwrap(), 99));
        assert_eq!(words, [None, None, Some(b"words".to_vec())]);
    }
}
