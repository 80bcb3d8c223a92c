//! Messages: the words of an e-mail under its subject.
//!
//! Owns which parts of a message are its words. Files sent with it are not read; a message that
//! holds nothing but another message is that message.

use mail_parser::HeaderName;

use crate::corpus::article::Stated;
use crate::corpus::decode::{self, Decoded, Encoding};
use crate::model::{Basis, DateClaim};

use super::mime::Part;
use super::{Imported, Importer, Source, Take, Unreadable, html, one};

/// What a message is called in a sentence.
pub(super) const FORMAT: &str = "e-mail message";
/// A message of more bytes than this is not read; those with pictures are a few million.
pub(super) const LARGEST: u64 = 32 << 20;
/// Parts that lie within one another deeper than this are not looked at.
const DEEPEST: usize = 16;

/// Reads `.eml` files.
pub struct Mail;

impl Importer for Mail {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "emlx"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| message(without_envelope(bytes)).map(|message| message.imported))
    }
}

/// A file without what some programs put around a message: a line of a mailbox, or its length.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    let line_end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    let (line, rest) = bytes.split_at(line_end);
    let length = std::str::from_utf8(line.trim_ascii()).ok().and_then(|line| line.parse::<usize>().ok());
    match length {
        Some(length) => &rest[..length.min(rest.len())],
        None if line.starts_with(b"From ") => rest,
        None => bytes,
    }
}

/// A message and its identifier, where it has one.
pub(super) struct Read {
    pub(super) id: Option<String>,
    pub(super) imported: Imported,
}

/// The article of the bytes of a message.
///
/// # Errors
/// It holds no words, or what it holds is not text.
pub(super) fn message(bytes: &[u8]) -> Result<Read, Unreadable> {
    if bytes.trim_ascii().is_empty() {
        return Err(decode::NotText::Empty.into());
    }
    read(bytes, 0)
}

fn read(bytes: &[u8], depth: usize) -> Result<Read, Unreadable> {
    let root = Part::of(bytes);
    let mut words = Words::default();
    words.gather(&root, depth);
    if words.texts.is_empty() {
        if let Some(inner) = words.inner {
            return read(&inner, words.inner_depth);
        }
        return Err(words.trouble.unwrap_or(Unreadable::NoWords { format: FORMAT }));
    }
    let stated = stated(&root);
    let encoding = words.encoding;
    let text = html::with_title(stated.title.as_deref(), words.texts.join("\n\n").trim_end());
    let id = root.id(HeaderName::MessageId).map(str::to_owned);
    Ok(Read { id, imported: Imported { text, stated, encoding, picture: None } })
}

/// What the headers of a message state.
fn stated(root: &Part<'_>) -> Stated {
    let day = root.day();
    Stated {
        title: root.words(HeaderName::Subject),
        byline: root.sender(),
        publisher: list(root).or_else(|| root.words(HeaderName::Organization)),
        address: root
            .words(HeaderName::ArchivedAt)
            .as_deref()
            .map(bare_address)
            .filter(|it| it.contains("://")),
        published: day.map(|day| DateClaim::on(day, Basis::Metadata)).unwrap_or_default(),
        modified: DateClaim::default(),
    }
}

/// The name of the mailing list, where it has one beside its identifier (RFC 2919).
fn list(root: &Part<'_>) -> Option<String> {
    let list = root.words(HeaderName::ListId)?;
    let name = list.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
    (!name.is_empty() && list.contains('<')).then(|| name.to_owned())
}

fn bare_address(address: &str) -> String {
    address.trim_matches(['<', '>', ' ']).to_owned()
}

/// The words of a message, gathered from its parts in their order.
#[derive(Default)]
struct Words {
    texts: Vec<String>,
    /// How the first of them was decoded.
    encoding: Option<Encoding>,
    /// The first message within the message.
    inner: Option<Vec<u8>>,
    inner_depth: usize,
    /// Why a part could not be read.
    trouble: Option<Unreadable>,
}

impl Words {
    fn gather(&mut self, part: &Part<'_>, depth: usize) {
        let kind = part.kind();
        match kind.as_str() {
            _ if depth > DEEPEST => self.trouble = Some(Unreadable::TooDeep { format: FORMAT }),
            "message/rfc822" | "message/global" if self.inner.is_none() => {
                self.inner = Some(part.content().into_owned());
                self.inner_depth = depth + 1;
            }
            _ if part.is_attachment() => {}
            "text/plain" => self.take(plain(part)),
            "text/html" => self.take(html::article(&part.content(), part.attribute("charset"))),
            _ if kind.starts_with("multipart/") => self.gather_parts(part, &kind, depth),
            _ => {}
        }
    }

    fn gather_parts(&mut self, part: &Part<'_>, kind: &str, depth: usize) {
        let mut parts = part.parts();
        match kind {
            // No boundary is kept to, so all of it is one text.
            _ if parts.is_empty() => self.take(plain(part)),
            "multipart/alternative" => {
                // The last is the richest (RFC 2046, 5.1.4); plain words need no guess about layout.
                parts.reverse();
                parts.sort_by_key(|part| part.kind() != "text/plain");
                let mut versions = parts.iter().map(|part| Self::of(part, depth + 1));
                let (mut best, mut others) = (versions.next().unwrap_or_default(), versions);
                while best.texts.is_empty()
                    && let Some(next) = others.next()
                {
                    best = Self { trouble: next.trouble.clone().or(best.trouble), ..next };
                }
                self.add(best);
            }
            "multipart/related" => parts[..1].iter().for_each(|part| self.gather(part, depth + 1)),
            _ => parts.iter().for_each(|part| self.gather(part, depth + 1)),
        }
    }

    fn of(part: &Part<'_>, depth: usize) -> Self {
        let mut words = Self::default();
        words.gather(part, depth);
        words
    }

    fn add(&mut self, more: Self) {
        self.texts.extend(more.texts);
        self.encoding = self.encoding.or(more.encoding);
        if self.inner.is_none() {
            (self.inner, self.inner_depth) = (more.inner, more.inner_depth);
        }
        self.trouble = self.trouble.take().or(more.trouble);
    }

    fn take(&mut self, read: Result<Imported, Unreadable>) {
        match read {
            Ok(imported) => {
                self.texts.push(imported.text.trim_end().to_owned());
                self.encoding = self.encoding.or(imported.encoding);
            }
            Err(Unreadable::NotText(decode::NotText::Empty) | Unreadable::NoWords { .. }) => {}
            Err(why) => self.trouble = self.trouble.take().or(Some(why)),
        }
    }
}

/// The words of a part that is plain text.
fn plain(part: &Part<'_>) -> Result<Imported, Unreadable> {
    let Decoded { mut text, encoding } = decode::decode_declared(&part.content(), part.attribute("charset"))?;
    if part.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        let joins_words = part.attribute("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        text = flowed(&text, joins_words);
    }
    Ok(Imported::of(Decoded { text, encoding }, Stated::default()))
}

/// Text whose lines were broken to be sent, with its paragraphs whole again (RFC 3676).
fn flowed(text: &str, joins_words: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut open_depth = None;
    for line in text.lines() {
        let bare = line.trim_start_matches('>');
        let depth = line.len() - bare.len();
        let goes_on = open_depth == Some(depth);
        if !goes_on && !whole.is_empty() {
            whole.push('\n');
        }
        // A space was put before a line that began with a space, `>` or `From`.
        let words = bare.strip_prefix(' ').unwrap_or(bare);
        if !goes_on {
            whole.push_str(&line[..depth]);
            whole.push_str(if depth > 0 { " " } else { "" });
        }
        let breaks_softly = words.ends_with(' ') && words != "-- ";
        open_depth = breaks_softly.then_some(depth);
        let drops_blank = breaks_softly && joins_words;
        whole.push_str(if drops_blank { words.trim_end_matches(' ') } else { words });
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &[u8]) -> Imported {
        super::super::only(&Mail, message).unwrap()
    }

    const HEAD: &str = "From: \"A. Writer\" <writer@example.org>\r\nSubject: Talks resume\r\n\
        Date: Wed, 14 Feb 2024 23:30:00 -0500\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n";

    #[test]
    fn a_message_states_subject_sender_and_day() {
        let message = format!(
            "{HEAD}List-Id: \"Example Wire\" <wire.example.org>\r\n\r\nTen were reported killed.\r\n"
        );
        let imported = read(message.as_bytes());
        assert_eq!(imported.text, "Talks resume\n\nTen were reported killed.\n");
        let Stated { title, byline, publisher, address, published, .. } = imported.stated;
        assert_eq!(title.as_deref(), Some("Talks resume"));
        assert_eq!((byline.as_deref(), publisher.as_deref()), (Some("A. Writer"), Some("Example Wire")));
        // The day is the one printed, although it was the next one in Greenwich.
        assert_eq!((published.to_string(), published.basis), ("2024-02-14".into(), vec![Basis::Metadata]));
        assert_eq!(address, None);
    }

    #[test]
    fn nothing_is_stated_that_the_message_does_not_state() {
        let stated =
            read(b"From: writer@example.org\nDate: yesterday\nList-Id: <wire.example.org>\n\nTen killed.")
                .stated;
        assert_eq!(stated, Stated::default());
        assert_eq!(
            read(b"Ten were reported killed.\nFrom 3 towns: reports.").text,
            "Ten were reported killed.\nFrom 3 towns: reports.\n"
        );
    }

    #[test]
    fn what_programs_put_around_a_message_is_left_out() {
        assert_eq!(
            read(b"\nFrom a@example.org Wed Feb 14\nSubject: Talks\n\nTen hurt").text,
            "Talks\n\nTen hurt\n"
        );
        assert_eq!(read(b"24      \nSubject: Talks\n\nTen hurt<?xml?><plist/>").text, "Talks\n\nTen hurt\n");
    }

    #[test]
    fn plain_words_are_preferred_and_html_is_read_as_a_page() {
        let both = |plain: &str| {
            format!(
                "{HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n\
                 --b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                 <p>The caf=E9: ten hurt</p>\r\n--b--\r\n"
            )
        };
        assert_eq!(read(both("Ten hurt").as_bytes()).text, "Talks resume\n\nTen hurt\n");
        let page = read(both("").as_bytes());
        assert_eq!(page.text, "Talks resume\n\nThe café: ten hurt\n");
        assert_eq!(page.encoding.map(|it| it.name), Some("windows-1252"));
    }

    #[test]
    fn words_of_several_parts_stand_in_order_and_files_are_left_out() {
        let message = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Ten hurt</p>\r\n\
             --b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nA file\r\n\
             --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
             --b\r\n\r\n-- \r\nThe list\r\n--b--"
        );
        assert_eq!(read(message.as_bytes()).text, "Talks resume\n\nTen hurt\n\n-- \nThe list\n");
    }

    #[test]
    fn a_message_that_only_holds_a_message_is_that_message() {
        let outer = format!(
            "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n\n--b\nContent-Type: message/rfc822\n\n{HEAD}\nTen hurt\n--b--"
        );
        let imported = read(outer.as_bytes());
        assert_eq!(imported.text, "Talks resume\n\nTen hurt\n");
        assert_eq!(imported.stated.published.to_string(), "2024-02-14");
        let with_words = outer.replace("--b\n\n\n--b", "--b\n\nSee below\n--b");
        assert_eq!(read(with_words.as_bytes()).text, "Fwd\n\nSee below\n");
    }

    #[test]
    fn broken_lines_are_joined_where_the_message_says_so() {
        let words = "Ten people \nwere hurt.\n> Who says \n> so?\n-- \nA. Writer\n From here";
        assert_eq!(flowed(words, false), "Ten people were hurt.\n> Who says so?\n-- \nA. Writer\nFrom here");
        let message = b"Content-Type: text/plain; format=flowed; charset=utf-8\n\nTen \nhurt\n";
        assert_eq!(read(message).text, "Ten hurt\n");
        assert_eq!(read(b"\nTen \nhurt\n").text, "Ten \nhurt\n");
    }

    #[test]
    fn a_message_without_words_says_so() {
        let failed = |message: &[u8]| super::super::only(&Mail, message).unwrap_err();
        assert_eq!(failed(b"Subject: Nothing\n\n"), Unreadable::NoWords { format: FORMAT });
        assert_eq!(failed(b"Content-Type: image/png\n\nabc"), Unreadable::NoWords { format: FORMAT });
        assert_eq!(failed(b" \n"), Unreadable::NotText(decode::NotText::Empty));
        assert_eq!(failed(b"Subject: a\n\nTen\0hurt"), Unreadable::NotText(decode::NotText::Binary));
    }

    #[test]
    fn parts_within_parts_without_end_are_given_up() {
        let nested = "Content-Type: message/rfc822\n\n".repeat(100_000);
        assert_eq!(super::super::only(&Mail, nested.as_bytes()), Err(Unreadable::TooDeep { format: FORMAT }));
        let mut parts = String::new();
        (0..20_000)
            .for_each(|at| parts += &format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"));
        assert!(super::super::only(&Mail, parts.as_bytes()).is_err());
        // Each part names a boundary that never comes.
        let lost = "--b\nContent-Type: multipart/mixed; boundary=none\n\nx\n".repeat(20_000);
        let lost = format!("Content-Type: multipart/mixed; boundary=b\n\n{lost}");
        assert!(read(lost.as_bytes()).text.starts_with("x\n\nx"));
    }

    #[test]
    fn a_message_cut_anywhere_does_not_stop_the_reader() {
        let message = format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             VGVuIGh1cnQ=\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Ten hurt\r\n--b--"
        );
        let read =
            (0..message.len()).filter(|end| super::super::only(&Mail, &message.as_bytes()[..*end]).is_ok());
        assert!(read.count() > 40);
    }
}
