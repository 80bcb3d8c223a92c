//! The parts of a message as it is sent: headers, nested parts, transfer encodings (RFC 2045, 2046).
//!
//! Owns where a part begins and ends. The values of headers are read by a crate, of a bounded head
//! only; parts are found here, in time that grows with the size of the message and no faster.

use std::borrow::Cow;
use std::sync::LazyLock;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Addr, HeaderName, HeaderValue, Message, MessageParser};

use crate::corpus::decode;
use crate::model::Day;

/// Headers beyond this many bytes are not read; those of real messages are a few thousand.
const LONGEST_HEAD: usize = 256 << 10;
/// Parts of one part beyond these are not looked at.
const MOST_PARTS: usize = 1000;

static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .with_mime_headers()
        .with_date_headers()
        .header_text(HeaderName::Subject)
        .header_address(HeaderName::From)
        .header_id(HeaderName::MessageId)
        .header_text(HeaderName::ListId)
        .header_text(HeaderName::Organization)
        .header_text(HeaderName::ArchivedAt)
        .header_text(SNAPSHOT)
        .default_header_ignore()
});

/// Where a browser that saves a page states its address.
const SNAPSHOT: &str = "Snapshot-Content-Location";

/// One part of a message, or the whole of it.
pub(super) struct Part<'a> {
    headers: Message<'static>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// The part that these bytes are.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let (head, body) = split_head(bytes);
        Self { headers: headers(head), body }
    }

    fn value(&self, name: impl Into<HeaderName<'static>>) -> Option<&HeaderValue<'static>> {
        let name = name.into();
        let headers = &self.headers.parts.first()?.headers;
        headers.iter().find(|header| header.name == name).map(|header| &header.value)
    }

    /// The words of a header that is text, with single spaces.
    pub(super) fn words(&self, name: impl Into<HeaderName<'static>>) -> Option<String> {
        let words = self.value(name)?.as_text()?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// The address at which a browser saved this page.
    pub(super) fn snapshot(&self) -> Option<String> {
        self.words(HeaderName::Other(SNAPSHOT.into()))
    }

    /// The name of the first sender, as it is displayed.
    pub(super) fn sender(&self) -> Option<String> {
        let sender: &Addr<'_> = self.value(HeaderName::From)?.as_address()?.first()?;
        let name = sender.name.as_deref()?.trim().trim_matches('"').trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The day that the date of the message prints, in the zone of its sender.
    pub(super) fn day(&self) -> Option<Day> {
        let date = self.value(HeaderName::Date)?.as_datetime().filter(|date| date.is_valid())?;
        Day::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
    }

    /// Its type in lower case, such as `text/plain`, which it is where it says nothing.
    pub(super) fn kind(&self) -> String {
        let Some(kind) = self.value(HeaderName::ContentType).and_then(HeaderValue::as_content_type) else {
            return "text/plain".to_owned();
        };
        let subtype = kind.subtype().unwrap_or("plain");
        format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase()
    }

    /// An attribute of its type, such as `charset`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.value(HeaderName::ContentType)?.as_content_type()?.attribute(name)
    }

    /// Whether it is a file sent with the message, rather than words of it.
    pub(super) fn is_attachment(&self) -> bool {
        let placed = self.value(HeaderName::ContentDisposition).and_then(HeaderValue::as_content_type);
        placed.is_some_and(|placed| placed.ctype().eq_ignore_ascii_case("attachment"))
    }

    /// Its identifier, without angle brackets.
    pub(super) fn id(&self, name: HeaderName<'static>) -> Option<&str> {
        self.value(name)?.as_text().map(str::trim).filter(|id| !id.is_empty())
    }

    /// Its bytes as they were before they were sent.
    pub(super) fn content(&self) -> Cow<'a, [u8]> {
        let transfer = self.words(HeaderName::ContentTransferEncoding).unwrap_or_default();
        match transfer.to_ascii_lowercase().as_str() {
            "base64" => Cow::Owned(base64(self.body)),
            "quoted-printable" => Cow::Owned(quoted_printable(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The parts that it consists of; none where it is no multipart or does not keep to its boundary.
    pub(super) fn parts(&self) -> Vec<Part<'a>> {
        let boundary = self.attribute("boundary").filter(|boundary| !boundary.is_empty());
        let parts = boundary.map(|boundary| between(self.body, boundary.as_bytes())).unwrap_or_default();
        parts.into_iter().map(Part::of).collect()
    }
}

/// The headers of a head, read as text even where they hold bytes of a legacy encoding.
fn headers(head: &[u8]) -> Message<'static> {
    let head = &head[..head.len().min(LONGEST_HEAD)];
    let mut text = match std::str::from_utf8(head) {
        Ok(text) => text.to_owned(),
        Err(_) => decode::decode(head)
            .map_or_else(|_| String::from_utf8_lossy(head).into_owned(), |decoded| decoded.text),
    };
    text.push_str("\n\n");
    PARSER.parse_headers(text.as_bytes()).map(Message::into_owned).unwrap_or_default()
}

/// The head and the body of a part; all is body where the first line is no header.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    if !begins_with_header(bytes) {
        let blank = if bytes.starts_with(b"\r\n") { 2 } else { usize::from(bytes.starts_with(b"\n")) };
        return (&[], &bytes[blank..]);
    }
    for end in memchr::memchr_iter(b'\n', bytes) {
        let rest = &bytes[end + 1..];
        let blank = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n")) };
        if blank > 0 {
            return (&bytes[..=end], &rest[blank..]);
        }
    }
    (bytes, &[])
}

/// Whether the first line is `Name: value`.
fn begins_with_header(bytes: &[u8]) -> bool {
    let name = bytes.iter().position(|byte| *byte == b':' || !byte.is_ascii_graphic());
    name.is_some_and(|end| end > 0 && bytes[end] == b':')
}

/// What lies between the lines that are a boundary (RFC 2046, 5.1.1).
fn between<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let delimiter = [b"--", boundary].concat();
    let mut parts = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, &delimiter) {
        let rest = &body[at + delimiter.len()..];
        let is_last = rest.starts_with(b"--");
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let is_line_start = at == 0 || body[at - 1] == b'\n';
        if !is_line_start || !(is_last || line.trim_ascii().is_empty()) {
            continue;
        }
        parts.extend(start.map(|start| without_line_end(&body[start..at.max(start)])));
        let next = at + delimiter.len() + line.len() + 1;
        start = Some(next.min(body.len())).filter(|_| !is_last);
        if is_last || parts.len() >= MOST_PARTS {
            return parts;
        }
    }
    // A message that was cut short has no last boundary.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The bytes that base64 stands for; what is no base64 is passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = text.iter().copied().filter(is_digit).collect();
    // One digit alone stands for no byte.
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    base64_decode(&digits).unwrap_or_default()
}

/// The bytes that quoted-printable text stands for; what is no code stays as it is.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            bytes.push(*byte);
        } else if let Some(after) = soft_break(rest) {
            rest = after;
        } else if let Some((code, after)) = code(rest) {
            bytes.push(code);
            rest = after;
        } else {
            bytes.push(b'=');
        }
    }
    bytes
}

fn soft_break(rest: &[u8]) -> Option<&[u8]> {
    let blanks = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
    let rest = &rest[blanks..];
    rest.strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\n"))
        .or_else(|| rest.is_empty().then_some(rest))
}

fn code(rest: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, after) = rest.split_first_chunk::<2>()?;
    let digits = std::str::from_utf8(digits).ok().filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some((u8::from_str_radix(digits, 16).ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(message: &str) -> Vec<String> {
        let parts = Part::of(message.as_bytes()).parts();
        parts.iter().map(|part| String::from_utf8_lossy(&part.content()).into_owned()).collect()
    }

    #[test]
    fn parts_lie_between_lines_that_are_the_boundary() {
        let message = "Content-Type: multipart/mixed; boundary=\"b\"\n\nBefore\n--b\n\none\n--bb\nstill --b one\n\
            --b \r\nContent-Type: text/html\r\n\r\ntwo\r\n--b--\nAfter\n--b\n\nnot";
        assert_eq!(bodies(message), ["one\n--bb\nstill --b one", "two"]);
        assert_eq!(bodies("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ncut sh"), ["cut sh"]);
        assert!(bodies("Content-Type: multipart/mixed; boundary=b\n\nnone").is_empty());
        assert!(bodies("Content-Type: multipart/mixed\n\n--b\n").is_empty());
    }

    #[test]
    fn transfer_encodings_are_undone_as_far_as_they_go() {
        assert_eq!(quoted_printable(b"caf=C3=A9 =\r\nten = 10 =3D =\n=X="), "café ten = 10 = =X".as_bytes());
        assert_eq!(base64(b"VGVu\r\nIGh1 cnQ="), b"Ten hurt");
        assert_eq!(base64(b"VGVuIGh1cn"), b"Ten hur");
        assert_eq!(base64(b"A"), b"");
    }

    #[test]
    fn headers_are_read_in_any_case_and_encoding() {
        let part = Part::of(b"subject: =?iso-8859-1?Q?Caf=E9?=\n talks\nSNAPSHOT-content-location: https://example.org/a\n\nx");
        assert_eq!(part.words(HeaderName::Subject).as_deref(), Some("Café talks"));
        assert_eq!(part.snapshot().as_deref(), Some("https://example.org/a"));
        let raw = Part::of(b"Subject: Le minist\xE8re a d\xE9clar\xE9 que dix personnes\n\nx");
        assert_eq!(
            raw.words(HeaderName::Subject).as_deref(),
            Some("Le ministère a déclaré que dix personnes")
        );
        let japanese = Part::of(b"Subject: =?gb2312?B?1tC5+g==?=\n\n");
        assert_eq!(japanese.words(HeaderName::Subject).as_deref(), Some("中国"));
    }
}
