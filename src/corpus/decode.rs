//! From the bytes of a file to normalised text: UTF-8, line feeds, no byte order mark.
//!
//! Owns what counts as text and in which order the signs of an encoding are believed: a byte order
//! mark, text that is valid UTF-8, what the file declares, and only then a guess, which is always
//! told as one. Knows nothing of files or formats.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Broken bytes are borne in UTF-8 where at least this many whole characters stand for each.
const WHOLE_PER_BROKEN: usize = 20;
/// Text holds fewer control characters than one in this many bytes.
const BYTES_PER_CONTROL: usize = 50;
/// How far into a file UTF-16 without a mark is looked for, in bytes.
const SAMPLE: usize = 4096;

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// There are no bytes, or nothing but blank space.
    #[error("This file is empty; put its text in or remove it")]
    Empty,
    /// A picture, an archive or another binary file.
    #[error("This file is not text (it holds bytes that no text has); save its words as UTF-8 text")]
    Binary,
    /// UTF-16 by its byte order mark, but with broken characters.
    #[error("This file says it is UTF-16 but holds broken characters; save it as UTF-8")]
    BrokenUtf16,
}

/// How the encoding of a file is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It begins with a byte order mark.
    Mark,
    /// It is valid as UTF-8, which no other encoding is by chance.
    Valid,
    /// It says so itself.
    Declared,
    /// It was guessed from its bytes.
    Guessed,
}

/// The encoding that a file was read as, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Its name in the WHATWG Encoding Standard, such as `windows-1252`.
    pub name: &'static str,
    /// How it is known.
    pub sign: Sign,
    /// Places where bytes made no character and were replaced by `\u{FFFD}`.
    pub broken: usize,
}

/// Text, and the encoding it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The normalised text.
    pub text: String,
    /// What its bytes were taken for.
    pub encoding: Encoding,
}

impl Sign {
    /// In words: how the encoding is known.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mark => "by its byte order mark",
            Self::Valid => "as its bytes show",
            Self::Declared => "as the file says",
            Self::Guessed => "guessed from its bytes",
        }
    }
}

impl Encoding {
    /// UTF-8 that is valid throughout.
    pub const UTF_8: Self = Self { name: "UTF-8", sign: Sign::Valid, broken: 0 };

    /// In words: the name and how it is known.
    pub fn words(&self) -> String {
        let broken = match self.broken {
            0 => String::new(),
            1 => ", one place unreadable".to_owned(),
            many => format!(", {many} places unreadable"),
        };
        format!("{}, {}{broken}", self.name, self.sign.words())
    }
}

/// Decodes and normalises the bytes of a file that declares no encoding.
///
/// # Errors
/// [`NotText`]
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    decode_declared(bytes, None)
}

/// Decodes and normalises bytes with the label of the encoding that they declare, if they do.
///
/// # Errors
/// [`NotText`]
pub fn decode_declared(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, NotText> {
    let (text, encoding) = decoded(bytes, declared)?;
    Ok(Decoded { text: normalise(text)?, encoding })
}

/// Normalises decoded text: no leading byte order mark, line feeds only; fails without words.
///
/// # Errors
/// [`NotText`]
pub fn normalise(text: String) -> Result<String, NotText> {
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(NotText::Binary);
    }
    let bare = text.trim_start_matches('\u{FEFF}');
    if bare.trim_start().is_empty() {
        return Err(NotText::Empty);
    }
    if memchr::memchr(b'\r', bare.as_bytes()).is_some() {
        return Ok(bare.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok(if bare.len() == text.len() { text } else { bare.to_owned() })
}

fn decoded(bytes: &[u8], declared: Option<&str>) -> Result<(String, Encoding), NotText> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, broken) = read(encoding, &bytes[length..]);
        let is_utf16 = encoding != UTF_8;
        return if is_utf16 && broken > 0 {
            Err(NotText::BrokenUtf16)
        } else {
            told(text, encoding, Sign::Mark, broken)
        };
    }
    let declared = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let escapes = declared == Some(ISO_2022_JP) && bytes.contains(&0x1B);
    if !escapes && let Ok(text) = std::str::from_utf8(bytes) {
        return told(text.to_owned(), UTF_8, Sign::Valid, 0);
    }
    without_a_mark(bytes, declared)
}

/// Bytes that are not UTF-8 throughout and bear no mark.
fn without_a_mark(
    bytes: &[u8],
    declared: Option<&'static encoding_rs::Encoding>,
) -> Result<(String, Encoding), NotText> {
    if let Some(encoding) = utf16_by_its_zeros(bytes) {
        let (text, broken) = read(encoding, bytes);
        return if broken == 0 { told(text, encoding, Sign::Guessed, 0) } else { Err(NotText::Binary) };
    }
    if memchr::memchr(0, bytes).is_some() || is_full_of_controls(bytes) {
        return Err(NotText::Binary);
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let (text, broken) = read(encoding, bytes);
        if broken == 0 {
            return told(text, encoding, Sign::Declared, 0);
        }
    }
    let (whole, broken) = utf8_characters(bytes);
    if whole >= broken * WHOLE_PER_BROKEN {
        let sign = if declared == Some(UTF_8) { Sign::Declared } else { Sign::Valid };
        return told(String::from_utf8_lossy(bytes).into_owned(), UTF_8, sign, broken);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, broken) = read(encoding, bytes);
    told(text, encoding, Sign::Guessed, broken)
}

fn told(
    text: String,
    encoding: &'static encoding_rs::Encoding,
    sign: Sign,
    broken: usize,
) -> Result<(String, Encoding), NotText> {
    Ok((text, Encoding { name: encoding.name(), sign, broken }))
}

/// The text and how many places of it made no character.
fn read(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, usize) {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let broken = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    (text.into_owned(), broken)
}

/// UTF-16 of a script with many characters below 256, told by its zero bytes.
fn utf16_by_its_zeros(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2;
    let is_even_length = bytes.len().is_multiple_of(2);
    match () {
        () if is_even_length && odd * 10 > most * 3 && even * 20 < most => Some(UTF_16LE),
        () if is_even_length && even * 10 > most * 3 && odd * 20 < most => Some(UTF_16BE),
        () => None,
    }
}

fn is_full_of_controls(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(**byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    bytes.iter().filter(is_control).count() * BYTES_PER_CONTROL > bytes.len()
}

/// How many characters of more than one byte are whole in UTF-8, and how many places are broken.
fn utf8_characters(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(whole, broken), chunk| {
        let long = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (whole + long, broken + usize::from(!chunk.invalid().is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    fn text(bytes: &[u8]) -> Result<String, NotText> {
        decode(bytes).map(|decoded| decoded.text)
    }

    fn signed(bytes: &[u8], declared: Option<&str>) -> (&'static str, Sign, usize) {
        let Encoding { name, sign, broken } = decode_declared(bytes, declared).unwrap().encoding;
        (name, sign, broken)
    }

    const FRENCH: &[u8] =
        b"Le minist\xE8re a d\xE9clar\xE9 que dix personnes ont \xE9t\xE9 tu\xE9es \xE0 la fronti\xE8re.";

    #[test]
    fn text_without_marks_or_carriage_returns_stays_as_it_is() {
        let words = "  Ten killed — “said” the ministry \n\n غزة \u{FEFF} \n";
        assert_eq!(text(words.as_bytes()).unwrap(), words);
        assert_eq!(decode(words.as_bytes()).unwrap().encoding, Encoding::UTF_8);
    }

    #[test]
    fn marks_go_and_every_line_end_becomes_a_line_feed() {
        assert_eq!(text("\u{FEFF}a\r\nb\rc\n\r\nd".as_bytes()).unwrap(), "a\nb\nc\n\nd");
        assert_eq!(text("\u{FEFF}\u{FEFF}a".as_bytes()).unwrap(), "a");
        assert_eq!(signed("\u{FEFF}a".as_bytes(), None), ("UTF-8", Sign::Mark, 0));
    }

    #[test]
    fn utf16_is_read_in_both_orders_with_a_mark_or_without() {
        let words = "killed: قُتل 12\r\n😀 at least twelve";
        let (le, be) = (u16::to_le_bytes, u16::to_be_bytes);
        for (mark, bytes, sign) in [
            (&[0xFF, 0xFE][..], le as fn(u16) -> [u8; 2], Sign::Mark),
            (&[0xFE, 0xFF], be, Sign::Mark),
            (&[], le, Sign::Guessed),
            (&[], be, Sign::Guessed),
        ] {
            let decoded = decode(&in_utf16(words, mark, bytes)).unwrap();
            assert_eq!(decoded.text, words.replace("\r\n", "\n"));
            assert_eq!(decoded.encoding.sign, sign);
        }
        assert_eq!(text(&[0xFF, 0xFE, 0x41]), Err(NotText::BrokenUtf16));
        assert_eq!(text(&[0xFF, 0xFE, 0x00, 0xD8]), Err(NotText::BrokenUtf16));
    }

    #[test]
    fn what_is_not_text_says_why() {
        assert_eq!(text(b""), Err(NotText::Empty));
        assert_eq!(text(b"\xEF\xBB\xBF \n\t"), Err(NotText::Empty));
        assert_eq!(text(b"\xFF\xFE"), Err(NotText::Empty));
        assert_eq!(text(b"ab\0cd"), Err(NotText::Binary));
        assert_eq!(text(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Err(NotText::Binary));
        assert_eq!(text(b"\x01\x02\x03\xF0\x9F\x04\x05\xAA"), Err(NotText::Binary));
    }

    #[test]
    fn legacy_encodings_are_believed_where_declared_and_else_guessed() {
        assert!(text(FRENCH).unwrap().contains("ministère a déclaré"));
        assert_eq!(signed(FRENCH, None), ("windows-1252", Sign::Guessed, 0));
        assert_eq!(signed(FRENCH, Some("iso-8859-1")), ("windows-1252", Sign::Declared, 0));
        let arabic = encoding_rs::WINDOWS_1256.encode("قالت وزارة الصحة إن عشرة أشخاص قتلوا يوم الاثنين").0;
        assert_eq!(signed(&arabic, None).0, "windows-1256");
        let hebrew =
            encoding_rs::WINDOWS_1255.encode("לפחות עשרה בני אדם נהרגו ביום שני, מסר משרד הבריאות").0;
        assert_eq!(signed(&hebrew, None).0, "windows-1255");
    }

    /// A page that is UTF-8 says windows-1252 more often than the other way round.
    #[test]
    fn valid_utf8_outweighs_a_declaration() {
        assert_eq!(signed("café".as_bytes(), Some("windows-1252")), ("UTF-8", Sign::Valid, 0));
        assert_eq!(signed(b"plain", Some("no such label")), ("UTF-8", Sign::Valid, 0));
    }

    #[test]
    fn a_few_broken_bytes_do_not_turn_a_whole_text_into_another_encoding() {
        let arabic = "قالت وزارة الصحة إن عشرة أشخاص قتلوا";
        let cut = &arabic.as_bytes()[..arabic.len() - 1];
        assert_eq!(signed(cut, None), ("UTF-8", Sign::Valid, 1));
        assert!(text(cut).unwrap().ends_with('\u{FFFD}'));
    }
}
