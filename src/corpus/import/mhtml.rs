//! Web pages that a browser saved in one file (RFC 2557): the page, without its pictures.
//!
//! The date of such a file is when the page was saved, so it is not taken for its publication.

use mail_parser::HeaderName;

use super::mime::Part;
use super::{Imported, Importer, Source, Take, Unreadable, html, one};

/// What a saved page is called in a sentence.
const FORMAT: &str = "saved web page";
/// The largest file that is read, in bytes: pages are small, but their pictures are with them.
const LARGEST: u64 = 128 << 20;
/// Parts that lie within one another deeper than this are not looked at.
const DEEPEST: usize = 8;

/// Reads `.mhtml` and `.mht` files.
pub struct Mhtml;

impl Importer for Mhtml {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mhtml", "mht"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, saved_page)
    }
}

fn saved_page(bytes: &[u8]) -> Result<Imported, Unreadable> {
    let root = Part::of(bytes);
    let address = root.snapshot().filter(|address| address.contains("://"));
    let page = page(Part::of(bytes), address.as_deref(), 0).ok_or(Unreadable::NoWords { format: FORMAT })?;
    let mut imported = html::article(&page.content(), page.attribute("charset"))?;
    let of_part = || page.words(HeaderName::ContentLocation).filter(|address| address.starts_with("http"));
    let stated = &mut imported.stated;
    stated.address = address.or_else(of_part).or(stated.address.take());
    stated.title = stated.title.take().or_else(|| root.words(HeaderName::Subject));
    Ok(imported)
}

/// The part that is the page: the one that is named as such, at the address saved, or the first.
fn page<'a>(part: Part<'a>, address: Option<&str>, depth: usize) -> Option<Part<'a>> {
    let kind = part.kind();
    if matches!(kind.as_str(), "text/html" | "application/xhtml+xml") {
        return Some(part);
    }
    if !kind.starts_with("multipart/") || depth > DEEPEST {
        return None;
    }
    let start = part.attribute("start").map(|id| id.trim_matches(['<', '>']).to_owned());
    let is_named = |part: &Part<'_>| {
        start.is_some() && part.id(HeaderName::ContentId) == start.as_deref()
            || address.is_some() && part.words(HeaderName::ContentLocation).as_deref() == address
    };
    let mut parts = part.parts();
    parts.sort_by_key(|part| !is_named(part));
    parts.into_iter().find_map(|part| page(part, address, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/2024/02/14/talks\r\n\
        Subject: =?utf-8?Q?Talks_resume?=\r\nDate: Fri, 1 Mar 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n\r\n\
        ------b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n<p>An advertisement</p>\r\n\
        ------b\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://example.org/2024/02/14/talks\r\n\r\n<p>The caf=E9: ten were repor=\r\nted hurt.</p>\r\n\
        ------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n";

    #[test]
    fn the_page_that_was_saved_is_read_and_its_day_is_not_taken() {
        let imported = super::super::only(&Mhtml, SAVED.as_bytes()).unwrap();
        assert_eq!(imported.text, "The café: ten were reported hurt.\n");
        assert_eq!(imported.stated.title.as_deref(), Some("Talks resume"));
        assert_eq!(imported.stated.address.as_deref(), Some("https://example.org/2024/02/14/talks"));
        assert!(imported.stated.published.is_open() && imported.stated.byline.is_none());
    }

    #[test]
    fn the_part_that_the_file_names_is_the_page() {
        let named = "Content-Type: multipart/related; boundary=b; start=\"<p@x>\"\n\n--b\nContent-Type: text/html\n\n<p>Frame\n\
            --b\nContent-Type: text/html\nContent-ID: <p@x>\n\n<p>Ten hurt\n--b--";
        assert_eq!(super::super::only(&Mhtml, named.as_bytes()).unwrap().text, "Ten hurt\n");
    }

    #[test]
    fn a_file_without_a_page_or_cut_short_says_why() {
        let failed = |bytes: &[u8]| super::super::only(&Mhtml, bytes).unwrap_err();
        assert_eq!(failed(b""), Unreadable::NoWords { format: FORMAT });
        assert_eq!(failed(b"Content-Type: image/png\n\nabc"), Unreadable::NoWords { format: FORMAT });
        let read =
            (0..SAVED.len()).filter(|end| super::super::only(&Mhtml, &SAVED.as_bytes()[..*end]).is_ok());
        assert!(read.count() > 200);
        let nested = "Content-Type: multipart/related; boundary=b\n\n--b\n".repeat(50_000);
        assert_eq!(failed(nested.as_bytes()), Unreadable::NoWords { format: FORMAT });
    }
}
