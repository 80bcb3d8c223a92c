//! Web archives: pages as crawlers keep them, one record after another (ISO 28500, WARC 1.0 and 1.1).
//!
//! Read record by record and never whole. The date of a record is when its page was fetched, so it
//! is not taken for its publication.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use crate::corpus::article::{Stated, text_hash};
use crate::corpus::{decode, metadata};

use super::{Imported, Importer, Record, Source, Take, Unreadable, html, http, inflate};

/// What an archive is called in a sentence.
const FORMAT: &str = "web archive";
/// The largest archive that is read, in bytes: read in pieces, but its articles are kept.
const LARGEST: u64 = 8 << 30;
/// The largest page that is read, in bytes, packed or unpacked.
const LARGEST_PAGE: u64 = 16 << 20;
/// The headers of a record are no longer than this, in bytes.
const LONGEST_HEAD: u64 = 64 << 10;
/// Pages that cannot be read are named up to this many, and then counted.
const MOST_NAMED: usize = 20;

/// Reads `.warc` and `.warc.gz` files.
pub struct Warc;

impl Importer for Warc {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "warc.gz", "wet", "warc.wet", "warc.wet.gz"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        // By its bytes and not by its ending: both occur with the other.
        if inflate::is_gzip(source.bytes.fill_buf()?) {
            let unpacked = inflate::Inflating::new(&mut *source.bytes);
            pages(&mut BufReader::with_capacity(64 << 10, unpacked), take)
        } else {
            pages(source.bytes, take)
        }
    }
}

/// Gives every page of an archive.
fn pages(bytes: &mut dyn BufRead, take: &mut Take<'_>) -> Result<(), Unreadable> {
    let mut unread = Unread::default();
    let mut outcome = Ok(());
    loop {
        match next(bytes) {
            Ok(Some((head, block))) => {
                if unread.pass(&head, block.and_then(|block| head.page(&block)), take).is_break() {
                    return Ok(());
                }
            }
            Ok(None) => break,
            Err(why) => {
                outcome = Err(why);
                break;
            }
        }
    }
    let _ = unread.count(take);
    outcome
}

/// The bytes of a record, or why they are not had; empty where nobody wants them.
type Block = Result<Vec<u8>, Unreadable>;

/// The next record, where there is one: its headers, and its bytes if its pages are wanted.
fn next(bytes: &mut dyn BufRead) -> Result<Option<(Head, Block)>, Unreadable> {
    let Some(head) = Head::read(bytes)? else { return Ok(None) };
    let mut block = bytes.take(head.length);
    let mut kept = Vec::new();
    let mut read = 0;
    if head.is_wanted() {
        let most = LARGEST_PAGE + LONGEST_HEAD;
        read =
            (&mut block).take(most).read_to_end(&mut kept).map_err(|error| inflate::why(&error, FORMAT))?;
    }
    let is_whole = kept.len() as u64 == head.length || !head.is_wanted();
    read += passed_over(&mut block)?;
    if (read as u64) < head.length {
        return Err(damaged("it ends in the middle of a page"));
    }
    let block = if is_whole { Ok(kept) } else { too_large(&head, &kept) };
    Ok(Some((head, block)))
}

/// A page that is too large; what is no page of words is not missed.
fn too_large(head: &Head, beginning: &[u8]) -> Block {
    match head.payload(beginning) {
        Ok(None) => Ok(Vec::new()),
        _ => Err(Unreadable::TooLarge { most: LARGEST_PAGE }),
    }
}

fn passed_over(block: &mut dyn Read) -> Result<usize, Unreadable> {
    let passed = io::copy(block, &mut io::sink()).map_err(|error| inflate::why(&error, FORMAT))?;
    Ok(usize::try_from(passed).unwrap_or(usize::MAX))
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::Damaged { format: FORMAT, why: why.to_owned() }
}

/// The headers of a record.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    id: String,
    address: String,
    content: String,
    length: u64,
}

impl Head {
    /// The headers of the next record; `None` at the end of the archive.
    fn read(bytes: &mut dyn BufRead) -> Result<Option<Self>, Unreadable> {
        let mut left = LONGEST_HEAD;
        let mut line = Vec::new();
        // Records end in blank lines.
        while line.trim_ascii().is_empty() {
            if !read_line(bytes, &mut line, &mut left)? {
                return Ok(None);
            }
        }
        if !line.starts_with(b"WARC/") {
            return Err(damaged("a record of it does not begin as one"));
        }
        let mut head = Self::default();
        let mut length = None;
        while read_line(bytes, &mut line, &mut left)? && !line.trim_ascii().is_empty() {
            let text = String::from_utf8_lossy(&line);
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-record-id" => head.id = value.to_owned(),
                // Older crawlers put it between angle brackets.
                "warc-target-uri" => head.address = value.trim_matches(['<', '>']).to_owned(),
                "content-type" => head.content = value.to_owned(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        head.length = length.ok_or_else(|| damaged("a record of it does not say how long it is"))?;
        Ok(Some(head))
    }

    fn is_wanted(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
            && !self.address.ends_with("/robots.txt")
    }

    /// What tells its article from the others: its own identifier, else the hash of its address.
    fn key(&self) -> String {
        let id = self.id.trim_matches(['<', '>']);
        let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
        let is_uuid = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        if is_uuid { id.to_ascii_lowercase() } else { text_hash(self.address.as_bytes()).to_string() }
    }

    /// The page in the bytes of the record, where it may hold words.
    fn payload<'a>(&self, block: &'a [u8]) -> Result<Option<http::Page<'a>>, Unreadable> {
        let (kind, charset) = http::kind(&self.content);
        match self.kind.as_str() {
            "response" if kind == "application/http" => http::page(block, LARGEST_PAGE, FORMAT),
            "conversion" if kind != "text/plain" => Ok(None),
            _ if !self.is_wanted() || !http::may_hold_words(&kind) => Ok(None),
            _ => Ok(Some(http::Page { kind, charset, bytes: block.into() })),
        }
    }

    /// The article in the bytes of the record, where there is one.
    fn page(&self, block: &[u8]) -> Result<Option<Imported>, Unreadable> {
        let Some(page) = self.payload(block)? else { return Ok(None) };
        let begins_as_page = || {
            let begin = page.bytes[..page.bytes.len().min(64)].trim_ascii_start().to_ascii_lowercase();
            begin.starts_with(b"<!doctype html") || begin.starts_with(b"<html")
        };
        let charset = page.charset.as_deref();
        let mut imported = match page.kind.as_str() {
            "text/plain" => plain(&page.bytes, charset)?,
            "" if !begins_as_page() => return Ok(None),
            _ => html::article(&page.bytes, charset)?,
        };
        if self.address.contains("://") {
            imported.stated.address = Some(self.address.clone());
        }
        Ok(Some(imported))
    }
}

/// Reads a line of the headers; false at the end of the archive.
fn read_line(bytes: &mut dyn BufRead, line: &mut Vec<u8>, left: &mut u64) -> Result<bool, Unreadable> {
    line.clear();
    let read = bytes.take(*left).read_until(b'\n', line).map_err(|error| inflate::why(&error, FORMAT))?;
    *left = left.saturating_sub(read as u64);
    if *left == 0 { Err(damaged("the headers of a record have no end")) } else { Ok(read > 0) }
}

fn plain(bytes: &[u8], charset: Option<&str>) -> Result<Imported, Unreadable> {
    let decoded = decode::decode_declared(bytes, charset)?;
    let stated: Stated = metadata::stated(&decoded.text);
    Ok(Imported::of(decoded, stated))
}

/// Pages that could not be read.
#[derive(Default)]
struct Unread {
    named: usize,
    more: usize,
    without_words: usize,
}

impl Unread {
    /// Gives a page on, or notes why there is none.
    fn pass(
        &mut self,
        head: &Head,
        page: Result<Option<Imported>, Unreadable>,
        take: &mut Take<'_>,
    ) -> ControlFlow<()> {
        let imported = match page {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(imported)) => Ok(imported),
            Err(Unreadable::NoWords { .. } | Unreadable::NotText(decode::NotText::Empty)) => {
                self.without_words += 1;
                return ControlFlow::Continue(());
            }
            Err(_) if self.named >= MOST_NAMED => {
                self.more += 1;
                return ControlFlow::Continue(());
            }
            Err(why) => {
                self.named += 1;
                Err(why)
            }
        };
        take(Record { key: Some(head.key()), imported })
    }

    /// Tells how many pages were not named.
    fn count(&self, take: &mut Take<'_>) -> ControlFlow<()> {
        let mut tell = |count: usize, one: &str, many: &str, rest: &str| {
            let pages = if count == 1 { one.to_owned() } else { format!("{count} {many}") };
            let trouble = || Record::trouble(format!("{pages} of this web archive {rest}"));
            if count == 0 { ControlFlow::Continue(()) } else { take(trouble()) }
        };
        tell(self.without_words, "One page", "pages", "held no words to read; nothing needs to be done")?;
        let rest = "could not be read; save those that you need as .html files";
        tell(self.more, "One more page", "more pages", rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::import::inflate::tests::packed;

    fn record(kind: &str, id: u8, content: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000{id:02}>\r\n\
             WARC-Target-URI: https://example.org/{id}\r\nWARC-Date: 2024-03-01T00:00:00Z\r\nContent-Type: {content}\r\n\
             Content-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn answer(kind: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}").into_bytes()
    }

    const HTTP: &str = "application/http; msgtype=response";

    fn archive() -> Vec<Vec<u8>> {
        vec![
            record("warcinfo", 1, "application/warc-fields", b"software: x\r\n"),
            record("request", 2, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", 3, HTTP, &answer("text/html; charset=utf-8", "<p>Ten hurt – today")),
            record("response", 4, HTTP, &answer("image/png", "\u{1}\u{2}")),
            record(
                "response",
                5,
                HTTP,
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not here",
            ),
            record("response", 6, HTTP, &answer("text/html", "<script>1</script>")),
            record("resource", 7, "text/html", b"<p>Eleven hurt"),
            record("conversion", 8, "text/plain", b"Talks\n\nTwelve hurt\n"),
            record("revisit", 9, HTTP, b"HTTP/1.1 200 OK\r\n\r\n"),
        ]
    }

    type Pages = Vec<(Option<String>, Result<Imported, Unreadable>)>;

    fn read(mut bytes: &[u8]) -> (Pages, Result<(), Unreadable>) {
        let mut pages = Vec::new();
        let outcome = Warc.import(&mut Source::of(&mut bytes), &mut |record| {
            pages.push((record.key, record.imported));
            ControlFlow::Continue(())
        });
        (pages, outcome)
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes).0.into_iter().filter_map(|(_, page)| Some(page.ok()?.text)).collect()
    }

    #[test]
    fn pages_are_read_and_all_else_is_passed_over() {
        let plain = archive().concat();
        let members: Vec<u8> = archive().iter().flat_map(|record| packed(record)).collect();
        for bytes in [plain.clone(), members, packed(&plain)] {
            let (pages, outcome) = read(&bytes);
            assert_eq!(outcome, Ok(()));
            assert_eq!(texts(&bytes), ["Ten hurt – today\n", "Eleven hurt\n", "Talks\n\nTwelve hurt\n"]);
            let (key, page) = &pages[0];
            assert_eq!(key.as_deref(), Some("00000000-0000-0000-0000-000000000003"));
            let stated = &page.as_ref().unwrap().stated;
            assert_eq!(stated.address.as_deref(), Some("https://example.org/3"));
            assert!(stated.published.is_open());
            let told = pages.last().unwrap().1.as_ref().unwrap_err().to_string();
            assert_eq!(told, "One page of this web archive held no words to read; nothing needs to be done");
        }
    }

    #[test]
    fn a_page_without_a_proper_identifier_is_known_by_its_address() {
        let bytes = record("resource", 7, "text/html", b"<p>Ten hurt");
        let bytes = String::from_utf8(bytes).unwrap().replace("<urn:uuid:0", "<x:");
        assert_eq!(read(bytes.as_bytes()).0[0].0, Some(text_hash(b"https://example.org/7").to_string()));
    }

    #[test]
    fn an_archive_cut_anywhere_gives_the_pages_before() {
        let plain = archive().concat();
        let members: Vec<u8> = archive().iter().flat_map(|record| packed(record)).collect();
        for bytes in [plain, members] {
            for end in (0..bytes.len()).step_by(41) {
                let (pages, outcome) = read(&bytes[..end]);
                assert!(pages.len() <= 4);
                assert!(matches!(outcome, Ok(()) | Err(Unreadable::Damaged { .. })), "{end}: {outcome:?}");
            }
        }
        assert_eq!(read(b"").1, Ok(()));
        assert!(matches!(read(b"garbage\n").1, Err(Unreadable::Damaged { .. })));
        assert!(matches!(read(b"WARC/1.0\r\n\r\n").1, Err(Unreadable::Damaged { .. })));
        let lying = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nabc";
        assert_eq!(read(lying).1, Err(damaged("it ends in the middle of a page")));
    }

    #[test]
    fn bombs_are_stopped_wherever_they_lie() {
        let zeros = packed(&vec![b' '; 1 << 20]).repeat(18);
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        let mut bytes = record("response", 3, HTTP, &[head.as_slice(), &zeros].concat());
        bytes.extend(record("resource", 4, "text/html", b"<p>Ten hurt"));
        let (pages, outcome) = read(&bytes);
        assert_eq!(outcome, Ok(()));
        assert!(matches!(pages[0].1, Err(Unreadable::Bomb { .. })) && pages[1].1.is_ok());

        let large = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: 9000000000\r\n\r\n";
        let bomb = [packed(large), zeros.repeat(5)].concat();
        assert!(matches!(read(&bomb).1, Err(Unreadable::Bomb { .. })));
        let endless_head = [b"WARC/1.0\r\n".as_slice(), &vec![b'a'; 1 << 20]].concat();
        assert!(matches!(read(&endless_head).1, Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_page_too_large_costs_only_itself_and_many_bad_pages_are_counted() {
        let mut bytes = record("resource", 1, "text/html", &vec![b'a'; 17 << 20]);
        bytes.extend(record("resource", 2, "image/png", &vec![b'a'; 17 << 20]));
        (0..30).for_each(|_| bytes.extend(record("resource", 3, "text/plain", b"a\0b")));
        let (pages, outcome) = read(&bytes);
        assert_eq!((pages.len(), outcome), (MOST_NAMED + 1, Ok(())));
        assert_eq!(pages[0].1, Err(Unreadable::TooLarge { most: LARGEST_PAGE }));
        let told = pages[MOST_NAMED].1.as_ref().unwrap_err().to_string();
        assert!(told.starts_with("11 more pages of this web archive could not be read"), "{told}");
    }
}
