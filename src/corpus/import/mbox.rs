//! Mailboxes: many messages in one file, each after a line that begins with `From ` (RFC 4155).
//!
//! Read message by message and never whole, so that a mailbox may be far larger than memory.

use std::io::{BufRead as _, Read as _};
use std::ops::ControlFlow;

use crate::corpus::article::text_hash;

use super::{Importer, Record, Source, Take, Unreadable, mail};

/// The largest mailbox that is read, in bytes: read in pieces, but its articles are kept.
const LARGEST: u64 = 8 << 30;
/// Lines longer than this are read in pieces, in bytes.
const PIECE: u64 = 64 << 10;
/// An identifier longer than this is damage, and would make the paths of articles unwieldy.
const LONGEST_ID: usize = 200;

/// Reads `.mbox` files.
pub struct Mbox;

impl Importer for Mbox {
    fn format(&self) -> &'static str {
        "mailbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        let mut message = Gathered::default();
        let mut line = Vec::new();
        let (mut is_line_start, mut after_blank) = (true, true);
        loop {
            line.clear();
            (&mut *source.bytes).take(PIECE).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                let _ = message.end(take);
                return Ok(());
            }
            if is_line_start && after_blank && begins_message(&line) {
                if message.end(take).is_break() {
                    return Ok(());
                }
            } else {
                message.add(if is_line_start { unquoted(&line) } else { &line });
            }
            after_blank = is_line_start && line.trim_ascii_end().is_empty();
            is_line_start = line.ends_with(b"\n");
        }
    }
}

/// Whether a line after a blank one begins a message: it names a sender or holds a time of day.
///
/// Many programs do not quote a paragraph that begins with `From `.
fn begins_message(line: &[u8]) -> bool {
    let holds_time =
        || line.windows(3).any(|it| it[0].is_ascii_digit() && it[1] == b':' && it[2].is_ascii_digit());
    line.starts_with(b"From ") && (line.contains(&b'@') || holds_time())
}

/// A line without the mark that keeps it from beginning a message.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

/// The bytes of the message being read.
#[derive(Default)]
struct Gathered {
    bytes: Vec<u8>,
    is_too_large: bool,
}

impl Gathered {
    fn add(&mut self, line: &[u8]) {
        let length = u64::try_from(self.bytes.len() + line.len()).unwrap_or(u64::MAX);
        self.is_too_large |= length > mail::LARGEST;
        if !self.is_too_large {
            self.bytes.extend_from_slice(line);
        }
    }

    /// Gives the message and begins the next one; what is blank is no message.
    fn end(&mut self, take: &mut Take<'_>) -> ControlFlow<()> {
        let Self { bytes, is_too_large } = std::mem::take(self);
        if bytes.trim_ascii().is_empty() && !is_too_large {
            return ControlFlow::Continue(());
        }
        let read = if is_too_large {
            Err(Unreadable::TooLarge { most: mail::LARGEST })
        } else {
            mail::message(&bytes)
        };
        take(match read {
            Ok(mail::Read { id, imported }) => {
                let id = id.filter(|id| is_handy(id));
                let key = id.unwrap_or_else(|| text_hash(imported.text.as_bytes()).to_string());
                Record { key: Some(key), imported: Ok(imported) }
            }
            Err(why) => {
                let head = &bytes[..bytes.len().min(4096)];
                Record { key: Some(text_hash(head).to_string()), imported: Err(why) }
            }
        })
    }
}

fn is_handy(id: &str) -> bool {
    id.len() <= LONGEST_ID && !id.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of the articles, their texts, and how many messages could not be read.
    fn read(mut mailbox: &[u8]) -> (Vec<String>, Vec<String>, usize) {
        let (mut keys, mut texts, mut failed) = (Vec::new(), Vec::new(), 0);
        let mut take = |record: Record| {
            match record.imported {
                Ok(imported) => {
                    keys.extend(record.key);
                    texts.push(imported.text);
                }
                Err(_) => failed += 1,
            }
            ControlFlow::Continue(())
        };
        Mbox.import(&mut Source::of(&mut mailbox), &mut take).unwrap();
        (keys, texts, failed)
    }

    const TWO: &str = "From a@example.org Wed Feb 14 09:00:00 2024\nMessage-ID: <1@example.org>\nSubject: One\n\n\
        Ten hurt.\n>From the town.\n>>From there.\n\nFrom now on nothing.\n\n\
        From - Thu Feb 15 09:00:00 2024\r\nSubject: Two\r\n\r\nEleven hurt.\r\n\r\n";

    #[test]
    fn messages_are_told_apart_and_their_lines_unquoted() {
        let (keys, texts, failed) = read(TWO.as_bytes());
        assert_eq!(
            texts,
            [
                "One\n\nTen hurt.\nFrom the town.\n>From there.\n\nFrom now on nothing.\n",
                "Two\n\nEleven hurt.\n"
            ]
        );
        assert_eq!(keys[0], "1@example.org");
        assert_eq!(keys[1], text_hash(b"Two\n\nEleven hurt.\n").to_string());
        assert_eq!((keys[1].len(), failed), (16, 0));
    }

    #[test]
    fn a_message_too_large_costs_only_itself() {
        let large = format!("From a@example.org\nSubject: Large\n\n{}", "a".repeat(33 << 20));
        let (keys, texts, failed) = read(format!("{large}\n\n{TWO}").as_bytes());
        assert_eq!((keys.len(), texts.len(), failed), (2, 2, 1));
    }

    #[test]
    fn broken_mailboxes_are_read_as_far_as_they_go() {
        for end in 0..TWO.len() {
            let (_, texts, failed) = read(&TWO.as_bytes()[..end]);
            assert!(texts.len() + failed <= 2);
        }
        assert_eq!(read(b"").1.len(), 0);
        assert_eq!(read(b"\n\n \n").1.len(), 0);
        assert_eq!(read(b"no mailbox at all").1, ["no mailbox at all\n"]);
        assert_eq!(read("From a@b 1:1\n\n".repeat(10_000).as_bytes()).2, 0);
        assert_eq!(
            read(b"From a@example.org\nSubject: a\n\n\0\0\n\nFrom b@example.org\n\nTen hurt").1,
            ["Ten hurt\n"]
        );
    }
}
