//! From the bytes of a file to normalised text: UTF-8, line feeds, no byte order mark.
//!
//! Owns what counts as text. Knows nothing of files or formats, and never guesses an encoding.

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// There are no bytes, or nothing but blank space.
    #[error("This file is empty; put its text in or remove it")]
    Empty,
    /// A NUL byte: a picture, an archive or another binary file.
    #[error("This file is not text (it holds a NUL byte); save its words as UTF-8 text")]
    Binary,
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("This file is not text in UTF-8 (the first wrong byte is number {at}); save it as UTF-8")]
    NotUtf8 {
        /// Bytes before the first wrong one.
        at: usize,
    },
    /// UTF-16 by its byte order mark, but with broken characters.
    #[error("This file says it is UTF-16 but holds broken characters; save it as UTF-8")]
    BrokenUtf16,
}

/// Decodes and normalises the bytes of a file.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    normalise(match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    })
}

/// Decodes bytes that say of themselves that they are windows-1252, and normalises them.
///
/// Every byte means something in windows-1252, so this must only follow such a statement.
pub fn decode_windows_1252(bytes: &[u8]) -> Result<String, NotText> {
    normalise(bytes.iter().copied().map(windows_1252).collect())
}

/// Normalises decoded text: no leading byte order mark, line feeds only; fails without words.
pub fn normalise(text: String) -> Result<String, NotText> {
    if text.contains('\0') {
        return Err(NotText::Binary);
    }
    let bare = text.trim_start_matches('\u{FEFF}');
    if bare.trim().is_empty() {
        return Err(NotText::Empty);
    }
    if bare.contains('\r') {
        return Ok(bare.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok(if bare.len() == text.len() { text } else { bare.to_owned() })
}

fn utf8(bytes: &[u8]) -> Result<String, NotText> {
    if bytes.contains(&0) {
        return Err(NotText::Binary);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| NotText::NotUtf8 { at: error.valid_up_to() })?;
    Ok(text.to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let (pairs, []) = bytes.as_chunks() else { return Err(NotText::BrokenUtf16) };
    char::decode_utf16(pairs.iter().copied().map(unit))
        .collect::<Result<_, _>>()
        .map_err(|_| NotText::BrokenUtf16)
}

/// The characters of windows-1252 that differ from Latin-1, for the bytes 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_utf16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn text_without_marks_or_carriage_returns_stays_as_it_is() {
        let text = "  Ten killed — “said” the ministry \n\n غزة \u{FEFF} \n";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn marks_go_and_every_line_end_becomes_a_line_feed() {
        assert_eq!(decode("\u{FEFF}a\r\nb\rc\n\r\nd".as_bytes()).unwrap(), "a\nb\nc\n\nd");
        assert_eq!(decode("\u{FEFF}\u{FEFF}a".as_bytes()).unwrap(), "a");
    }

    #[test]
    fn utf16_with_a_mark_is_read_in_both_orders() {
        let text = "قُتل 12\r\n😀";
        for bytes in
            [in_utf16(text, [0xFF, 0xFE], u16::to_le_bytes), in_utf16(text, [0xFE, 0xFF], u16::to_be_bytes)]
        {
            assert_eq!(decode(&bytes).unwrap(), "قُتل 12\n😀");
        }
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(NotText::BrokenUtf16));
        assert_eq!(decode(&[0xFF, 0xFE, 0x00, 0xD8]), Err(NotText::BrokenUtf16));
    }

    #[test]
    fn what_is_not_text_says_why() {
        assert_eq!(decode(b""), Err(NotText::Empty));
        assert_eq!(decode(b"\xEF\xBB\xBF \n\t"), Err(NotText::Empty));
        assert_eq!(decode(b"\xFF\xFE"), Err(NotText::Empty));
        assert_eq!(decode(b"ab\0cd"), Err(NotText::Binary));
        assert_eq!(decode(b"caf\xE9 noir"), Err(NotText::NotUtf8 { at: 3 }));
    }

    #[test]
    fn windows_1252_is_read_where_it_is_stated() {
        assert_eq!(decode_windows_1252(b"\x93caf\xE9\x94 \x80\r\n").unwrap(), "“café” €\n");
    }
}
