//! What a server answered, as web archives keep it: the page in it, unpacked (RFC 9110, RFC 9112).

use std::borrow::Cow;

use super::{Unreadable, inflate};

/// A page and what its server said of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page<'a> {
    /// Its type in lower case, such as `text/html`; empty where the server gave none.
    pub(super) kind: String,
    /// The label of its encoding.
    pub(super) charset: Option<String>,
    /// Its bytes.
    pub(super) bytes: Cow<'a, [u8]>,
}

/// A type and the charset beside it: `text/html; charset=utf-8`.
pub(super) fn kind(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, label) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| label.trim().trim_matches(['"', '\'']).to_owned())
    });
    (kind, charset.filter(|label| !label.is_empty()))
}

/// The page that an answer brings; `None` where it is an error, a redirection or no words.
///
/// Up to `most` bytes of it are unpacked.
///
/// # Errors
/// The page is damaged, too large or packed in a way that is not read.
pub(super) fn page<'a>(
    answer: &'a [u8],
    most: u64,
    format: &'static str,
) -> Result<Option<Page<'a>>, Unreadable> {
    let (head, body) = split(answer);
    let mut lines = head.lines();
    let mut status = lines.next().unwrap_or_default().split_whitespace();
    let is_answer = status.next().is_some_and(|version| version.starts_with("HTTP/"));
    if !is_answer || status.next() != Some("200") {
        return Ok(None);
    }
    let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
    let header = |name: &str| {
        let named = headers.iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let (kind, charset) = kind(header("content-type"));
    if !may_hold_words(&kind) {
        return Ok(None);
    }
    let is_chunked = header("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Some crawlers undo this and keep the header.
    let body = is_chunked.then(|| joined(body)).flatten().map_or(Cow::Borrowed(body), Cow::Owned);
    let bytes = unpacked(body, &header("content-encoding").to_ascii_lowercase(), most, format)?;
    Ok(Some(Page { kind, charset, bytes }))
}

/// Whether a page of a type may be an article.
pub(super) fn may_hold_words(kind: &str) -> bool {
    matches!(kind, "" | "text/html" | "application/xhtml+xml" | "text/plain")
}

fn split(answer: &[u8]) -> (String, &[u8]) {
    let end = |mark: &[u8]| memchr::memmem::find(answer, mark).map(|at| (at, at + mark.len()));
    let ends = [end(b"\r\n\r\n"), end(b"\n\n")];
    let (head, body) = ends.into_iter().flatten().min().unwrap_or((answer.len(), answer.len()));
    (String::from_utf8_lossy(&answer[..head]).into_owned(), &answer[body..])
}

/// The chunks of a body, one after another, as far as they go; `None` where it has none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some((length, after)) = chunk(rest) else {
            let has_begun = rest.len() < body.len();
            return has_begun.then_some(bytes);
        };
        let (piece, after) = after.split_at(length.min(after.len()));
        bytes.extend_from_slice(piece);
        if length == 0 || after.is_empty() {
            return Some(bytes);
        }
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// The length that a line states, and what follows the line.
fn chunk(rest: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &rest[..rest.len().min(256)])?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    Some((usize::from_str_radix(digits, 16).ok()?, &rest[end + 1..]))
}

fn unpacked<'a>(
    body: Cow<'a, [u8]>,
    packing: &str,
    most: u64,
    format: &'static str,
) -> Result<Cow<'a, [u8]>, Unreadable> {
    match packing {
        "gzip" | "x-gzip" if inflate::is_gzip(&body) => Ok(Cow::Owned(inflate::gzip(&body, most, format)?)),
        // Unpacked by the crawler, which kept the header.
        "" | "identity" | "gzip" | "x-gzip" => Ok(body),
        "deflate" => Ok(Cow::Owned(inflate::deflate(&body, most, format)?)),
        "br" | "zstd" | "compress" if std::str::from_utf8(&body).is_err() => Err(Unreadable::Damaged {
            format,
            why: format!("a page in it is packed as {packing}, which is not read"),
        }),
        _ => Ok(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &[u8]) -> Option<(String, Option<String>, String)> {
        let page = page(answer, 1 << 20, "web archive").unwrap()?;
        Some((page.kind, page.charset, String::from_utf8_lossy(&page.bytes).into_owned()))
    }

    #[test]
    fn a_page_is_had_from_an_answer_with_its_type() {
        let answer =
            b"HTTP/1.1 200 OK\r\ncontent-TYPE: Text/HTML; Charset=\"ISO-8859-1\"\r\n\r\n<p>a\r\n\r\nb";
        let charset = Some("ISO-8859-1".to_owned());
        assert_eq!(read(answer), Some(("text/html".into(), charset, "<p>a\r\n\r\nb".into())));
        assert_eq!(read(b"HTTP/1.0 200\n\nwords").map(|it| it.2).as_deref(), Some("words"));
        for other in [
            "HTTP/1.1 404 No\r\n\r\na",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\na",
            "",
            "\0\0",
            "200 OK\n\na",
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn chunks_are_joined_as_far_as_they_go() {
        let answer = |body: &str| {
            let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            read(format!("{head}{body}").as_bytes()).unwrap().2
        };
        assert_eq!(answer("4;x=1\r\nTen \r\n4\r\nhurt\r\n0\r\n\r\n"), "Ten hurt");
        assert_eq!(answer("4\r\nTen \r\n400\r\nhurt"), "Ten hurt");
        assert_eq!(answer("4\r\nTen \r\nnonsense"), "Ten ");
        assert_eq!(answer("<p>Ten\nhurt"), "<p>Ten\nhurt");
        assert_eq!(answer("ffffffffffffffff\r\nTen"), "Ten");
    }

    #[test]
    fn packed_pages_are_unpacked_within_bounds() {
        let answer = |packing: &str, body: &[u8]| {
            [format!("HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\n\r\n").as_bytes(), body].concat()
        };
        let packed = inflate::tests::packed(b"Ten hurt");
        assert_eq!(read(&answer("gzip", &packed)).unwrap().2, "Ten hurt");
        assert_eq!(read(&answer("gzip", b"Ten hurt")).unwrap().2, "Ten hurt");
        let failed = |answer: &[u8]| page(answer, 4, "web archive").unwrap_err();
        assert!(matches!(failed(&answer("gzip", &packed)), Unreadable::Bomb { .. }));
        assert!(matches!(failed(&answer("gzip", &packed[..15])), Unreadable::Damaged { .. }));
        assert!(matches!(failed(&answer("br", b"\xFF\xFE\xFD")), Unreadable::Damaged { .. }));
    }
}
