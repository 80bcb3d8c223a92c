//! Text that is decoded as it is read, for files too large to be read whole.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{CoderResult, Decoder};

use crate::corpus::decode::{self, Encoding, NotText, Sign};

use super::Unreadable;

/// The encoding is told from this many bytes at the beginning of a file.
const SAMPLE: u64 = 1 << 20;

/// UTF-8, whatever the bytes beneath are; what makes no character is `\u{FFFD}`.
pub(super) struct Decoding<'a> {
    bytes: io::Chain<Cursor<Vec<u8>>, &'a mut dyn BufRead>,
    decoder: Decoder,
    text: String,
    at: usize,
    has_ended: bool,
}

impl<'a> Decoding<'a> {
    /// Tells the encoding of a file from its beginning, and reads it as that.
    ///
    /// # Errors
    /// The beginning is not text.
    pub(super) fn of(bytes: &'a mut dyn BufRead) -> Result<(Self, Encoding), Unreadable> {
        let mut sample = Vec::new();
        (&mut *bytes).take(SAMPLE).read_to_end(&mut sample)?;
        let (decoder, encoding) = told(&sample)?;
        let bytes = Cursor::new(sample).chain(bytes);
        Ok((Self { bytes, decoder, text: String::new(), at: 0, has_ended: false }, encoding))
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.at == self.text.len() && !self.has_ended {
            self.text.clear();
            self.at = 0;
            let input = self.bytes.fill_buf()?;
            let is_last = input.is_empty();
            let input = &input[..input.len().min(1 << 20)];
            self.text.reserve(self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(4 << 20));
            let (outcome, read, _) = self.decoder.decode_to_string(input, &mut self.text, is_last);
            self.bytes.consume(read);
            self.has_ended = is_last && outcome == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl Read for Decoding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Decoding<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(&self.text.as_bytes()[self.at..])
    }
    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.text.len());
    }
}

fn told(sample: &[u8]) -> Result<(Decoder, Encoding), NotText> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(sample) {
        let told = Encoding { name: encoding.name(), sign: Sign::Mark, broken: 0 };
        return Ok((encoding.new_decoder_with_bom_removal(), told));
    }
    // Where the sample ends inside a character, that says nothing.
    let is_cut = sample.len() as u64 == SAMPLE;
    let line_end = memchr::memrchr(b'\n', sample).filter(|_| is_cut && !sample.contains(&0));
    let sample = &sample[..line_end.unwrap_or(sample.len())];
    let told = match decode::decode(sample) {
        // A single zero byte spoils a row and not the table.
        Err(NotText::Binary) if sample.iter().filter(|byte| **byte == 0).count() * 1000 < sample.len() => {
            let without: Vec<u8> = sample.iter().copied().filter(|byte| *byte != 0).collect();
            decode::decode(&without)?
        }
        decoded => decoded?,
    };
    let encoding =
        encoding_rs::Encoding::for_label(told.encoding.name.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    Ok((encoding.new_decoder_without_bom_handling(), Encoding { broken: 0, ..told.encoding }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut bytes: &[u8]) -> (String, &'static str) {
        let (mut decoding, encoding) = Decoding::of(&mut bytes).unwrap();
        let mut text = String::new();
        decoding.read_to_string(&mut text).unwrap();
        (text, encoding.name)
    }

    #[test]
    fn every_encoding_is_read_piece_by_piece() {
        let words = "Le ministère a déclaré que dix personnes ont été tuées à la frontière — «مقتل عشرة».\n";
        let long = words.repeat(30_000);
        assert!(long.len() as u64 > 2 * SAMPLE);
        assert_eq!(read(long.as_bytes()), (long.clone(), "UTF-8"));
        let utf16: Vec<u8> = format!("\u{FEFF}{long}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), (long, "UTF-16LE"));
        let western =
            encoding_rs::WINDOWS_1252.encode("Le ministère a déclaré que dix personnes ont été tuées.").0;
        assert_eq!(
            read(&western),
            ("Le ministère a déclaré que dix personnes ont été tuées.".into(), "windows-1252")
        );
    }

    #[test]
    fn a_broken_end_or_a_zero_does_not_spoil_the_rest() {
        let mut bytes = "a ".repeat(800_000).into_bytes();
        bytes.extend("é".bytes().take(1));
        assert!(read(&bytes).0.ends_with("a \u{FFFD}"));
        let zero = ["ten hurt\n".repeat(200).as_bytes(), b"\0"].concat();
        assert_eq!(read(&zero).1, "UTF-8");
        assert!(Decoding::of(&mut &b""[..]).is_err());
        assert!(Decoding::of(&mut &b"\x89PNG\0\0\0\0"[..]).is_err());
    }
}
