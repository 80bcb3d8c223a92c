//! Which encoding the bytes of a font are in, and the times of the information group.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::words::{Reader, Word};

/// The encodings of the fonts of a file.
pub struct Fonts {
    of_file: &'static Encoding,
    by_number: HashMap<i64, &'static Encoding>,
}

impl Fonts {
    /// Reads the code page of a file and its table of fonts, which stand before its words.
    pub fn of(bytes: &[u8]) -> Self {
        let mut fonts = Self { of_file: encoding_rs::WINDOWS_1252, by_number: HashMap::new() };
        let mut reader = Reader::of(bytes);
        let (mut depth, mut table, mut font) = (0_usize, None, None);
        while let Some(word) = reader.next() {
            match word {
                Word::Open => depth += 1,
                Word::Close => {
                    depth = depth.saturating_sub(1);
                    if table.is_some_and(|table| depth < table) {
                        break;
                    }
                }
                Word::Control("ansicpg", Some(page)) => {
                    fonts.of_file = by_page(page).unwrap_or(fonts.of_file);
                }
                Word::Control("mac", None) => fonts.of_file = encoding_rs::MACINTOSH,
                Word::Control("fonttbl", _) => table = Some(depth),
                Word::Control("f", number) if table.is_some() => font = number,
                Word::Control("fcharset", Some(charset)) => {
                    fonts.by_number.extend(font.zip(by_charset(charset)));
                }
                Word::Control("cpg", Some(page)) => fonts.by_number.extend(font.zip(by_page(page))),
                // The words have begun, and there is no table.
                Word::Control("pard" | "par", _) if table.is_none() => break,
                _ => {}
            }
        }
        fonts
    }

    /// The encoding of a font; of the file where the font tells none.
    pub fn encoding(&self, font: Option<i64>) -> &'static Encoding {
        font.and_then(|font| self.by_number.get(&font).copied()).unwrap_or(self.of_file)
    }
}

/// The encoding of a Windows code page. Those of DOS that are not in the WHATWG standard are read
/// as the Windows page of the same region.
fn by_page(page: i64) -> Option<&'static Encoding> {
    Some(match page {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 | 852 => encoding_rs::WINDOWS_1250,
        1251 | 855 => encoding_rs::WINDOWS_1251,
        1252 | 437 | 850 | 819 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 | 862 => encoding_rs::WINDOWS_1255,
        1256 | 708 | 720 | 864 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 => encoding_rs::MACINTOSH,
        65001 => encoding_rs::UTF_8,
        _ => return None,
    })
}

/// The encoding of a character set of fonts, by its number in the table of the specification.
/// Set 0 and symbols are read in that of western Europe, set 1 in that of the file.
fn by_charset(charset: i64) -> Option<&'static Encoding> {
    Some(match charset {
        0 | 2 => encoding_rs::WINDOWS_1252,
        77 => encoding_rs::MACINTOSH,
        128 => encoding_rs::SHIFT_JIS,
        129 | 130 => encoding_rs::EUC_KR,
        134 => encoding_rs::GBK,
        136 => encoding_rs::BIG5,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        163 => encoding_rs::WINDOWS_1258,
        177 | 181 => encoding_rs::WINDOWS_1255,
        178..=180 => encoding_rs::WINDOWS_1256,
        186 => encoding_rs::WINDOWS_1257,
        204 => encoding_rs::WINDOWS_1251,
        222 => encoding_rs::WINDOWS_874,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}

/// A day as the information group gives it.
#[derive(Debug, Default)]
pub struct Time {
    year: i64,
    month: i64,
    day: i64,
}

impl Time {
    /// Takes over one part of it.
    pub fn set(&mut self, name: &str, number: Option<i64>) {
        match (name, number) {
            ("yr", Some(year)) => self.year = year,
            ("mo", Some(month)) => self.month = month,
            ("dy", Some(day)) => self.day = day,
            _ => {}
        }
    }

    /// As `2024-02-14`.
    pub fn words(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
