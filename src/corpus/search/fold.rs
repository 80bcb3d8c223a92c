//! Which characters count as the same when words are looked for.
//!
//! Case does not matter. What is written over or under a letter does not matter in Latin and Greek,
//! in Hebrew (niqqud, cantillation) and in Arabic (harakat, tatweel). Where a mark makes another
//! letter it stays: й is not и, ї not і, ў not у, ѓ and ќ not г and к; only ё counts as е, because
//! newspapers print it so. Composed and decomposed forms are the same (Unicode normal form D).
//!
//! Arabic follows Lucene's `ArabicNormalizer` and `PersianNormalizer`: every alef is one letter, ya
//! is alef maqsura and Farsi ya, ta marbuta is ha, kaf is keheh; hamza on waw or ya stays. Hebrew
//! final letters count as the others, so that a stem finds what is built on it. All four Turkish i
//! are one, ß is ss, æ ae, œ oe, ø o, đ d, ł l, þ th. Arabic and Persian digits are digits, curly
//! quotation marks straight ones, every dash a hyphen, every blank a space. Letters of presentation
//! forms, ligatures and full-width forms count as those they stand for.

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// Folds a text character by character; remembers the letter before, which a mark may belong to.
#[derive(Clone, Copy, Default)]
pub struct Folder {
    last: Option<char>,
}

impl Folder {
    /// Gives the letters that the next character of a text counts as: none, one, or a few.
    pub fn push(&mut self, c: char, emit: &mut impl FnMut(char)) {
        if c.is_ascii() {
            return self.take(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() }, emit);
        }
        match quick(c) {
            Quick::Letter(letter) => self.take(letter, emit),
            Quick::Nothing => {}
            Quick::Other => self.push_any(c, emit),
        }
    }

    fn push_any(&mut self, c: char, emit: &mut impl FnMut(char)) {
        if is_compatible(c) {
            decompose_compatible(c, |part| self.part(part, emit));
        } else {
            decompose_canonical(c, |part| self.part(part, emit));
        }
    }

    fn part(&mut self, part: char, emit: &mut impl FnMut(char)) {
        for lower in part.to_lowercase() {
            if self.drops(lower) {
                continue;
            }
            match same_as(lower) {
                Same::One(letter) => self.take(letter, emit),
                Same::Two(first, second) => {
                    self.take(first, emit);
                    self.take(second, emit);
                }
            }
        }
    }

    fn take(&mut self, letter: char, emit: &mut impl FnMut(char)) {
        self.last = Some(letter);
        emit(letter);
    }

    /// Whether a character does not count after the letter before it.
    fn drops(self, c: char) -> bool {
        match (c, self.last) {
            ('\u{308}', Some('е')) => true,
            ('\u{306}' | '\u{308}', Some('\u{400}'..='\u{52F}')) => false,
            ('\u{301}', Some('г' | 'к')) => false,
            ('\u{654}', Some('و' | 'ي')) => false,
            _ => is_dropped(c),
        }
    }
}

/// What the most frequent letters of news texts count as, without a look into the tables.
enum Quick {
    Letter(char),
    Nothing,
    Other,
}

#[inline]
fn quick(c: char) -> Quick {
    Quick::Letter(match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ة' => 'ه',
        'ى' => 'ي',
        'ا' | 'ب'..='غ' | 'ف'..='و' | 'ي' => c,
        '\u{64B}'..='\u{652}' | 'ـ' => return Quick::Nothing,
        'ך' | 'ם' | 'ן' | 'ף' | 'ץ' => char::from_u32(c as u32 + 1).unwrap_or(c),
        'א'..='ת' => c,
        'й' => return Quick::Other,
        'а'..='я' => c,
        _ => return Quick::Other,
    })
}

/// The one letter that a character counts as wherever it stands; `None` where that takes a look into
/// the tables, or where it may not count.
#[inline]
pub(super) fn plainly(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    match quick(c) {
        Quick::Letter(letter) => Some(letter),
        Quick::Nothing | Quick::Other => None,
    }
}

/// A text folded.
pub fn folded(text: &str) -> String {
    let mut folder = Folder::default();
    let mut letters = String::with_capacity(text.len());
    text.chars().for_each(|c| folder.push(c, &mut |letter| letters.push(letter)));
    letters
}

/// A name folded to its words alone, with one space between them: punctuation and quotation marks
/// do not tell names apart.
pub fn name(text: &str) -> String {
    let folded = folded(text);
    let words = folded.split(|c: char| !super::words::is_word(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a character does not count after most letters: marks over and under, and what has no
/// width.
pub fn is_dropped(c: char) -> bool {
    if matches!(c, '\0'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{370}'..='\u{590}' | '\u{5C8}'..='\u{60F}' | '\u{61D}'..='\u{63F}' | '\u{641}'..='\u{64A}')
    {
        return false; // Nearly all letters.
    }
    matches!(c,
        '\u{AD}' | '\u{300}'..='\u{36F}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{61C}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{180E}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}'
    )
}

/// Whether a folded character belongs to the letter before it: a kept mark, or the end of a
/// syllable of Hangul.
pub fn is_kept_mark(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}'))
}

/// Whether a character stands for others: presentation forms, ligatures, full-width forms.
pub fn is_compatible(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFEF}')
}

/// What a character stands for.
enum Same {
    One(char),
    Two(char, char),
}

fn same_as(c: char) -> Same {
    let one = match c {
        'ß' => return Same::Two('s', 's'),
        'æ' => return Same::Two('a', 'e'),
        'œ' => return Same::Two('o', 'e'),
        'þ' => return Same::Two('t', 'h'),
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ħ' => 'h',
        'ı' => 'i',
        'ſ' => 's',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' | 'ە' | 'ہ' => 'ه',
        'ک' => 'ك',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        c => mark_of_writing(c),
    };
    Same::One(one)
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// Quotation marks, dashes and blanks.
fn mark_of_writing(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '\u{374}' | '׳' | '\u{2B9}'..='\u{2BF}' | '‹' | '›' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '״' => '"',
        '‐'..='―' | '−' | '־' | '⁃' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(words: &[&str]) {
        for word in words {
            assert_eq!(folded(word), folded(words[0]), "{word} and {}", words[0]);
        }
    }

    fn different(words: &[&str]) {
        for (place, word) in words.iter().enumerate() {
            for other in &words[..place] {
                assert_ne!(folded(word), folded(other), "{word} and {other}");
            }
        }
    }

    #[test]
    fn latin_and_greek_letters_count_without_case_and_marks() {
        same(&["été", "ETE", "e\u{301}te\u{301}", "Été"]);
        same(&["naïve", "NAIVE"]);
        same(&["façade", "FACADE", "fac\u{327}ade"]);
        same(&["Rafaḥ", "rafah", "Rafah\u{323}"]);
        same(&["Łódź", "lodz"]);
        same(&["Straße", "STRASSE", "STRAẞE"]);
        same(&["cœur", "COEUR"]);
        same(&["Ærø", "aero"]);
        same(&["ΣΑΣ", "σας", "ΣΆΣ", "σα\u{301}ς"]);
        same(&["office", "o\u{FB03}ce", "ｏｆｆｉｃｅ"]);
        same(&["co\u{AD}operate", "cooperate", "co\u{200B}operate"]);
    }

    /// Lower case of İ is i with a dot above, and upper case of ı is I.
    #[test]
    fn every_turkish_i_is_the_same() {
        same(&["Diyarbakır", "DİYARBAKIR", "diyarbakir", "DIYARBAKIR", "Di\u{307}yarbakir"]);
        same(&["İstanbul", "ISTANBUL", "ıstanbul", "istanbul"]);
    }

    #[test]
    fn a_mark_that_makes_another_cyrillic_letter_stays() {
        same(&["Київ", "КИЇВ", "Киі\u{308}в"]);
        same(&["й", "Й", "и\u{306}", "И\u{306}"]);
        same(&["ёлка", "елка", "е\u{308}лка"]);
        same(&["за\u{301}мок", "замок"]);
        different(&["и", "й", "і", "ї", "у", "ў", "к", "ќ", "г", "ґ"]);
    }

    #[test]
    fn arabic_counts_without_harakat_and_with_one_alef_ya_and_ha() {
        same(&["قُتِلَ", "قتل", "قـــتل", "قَتَّلَ"]);
        same(&["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد", "ا\u{654}حمد"]);
        same(&["قتلى", "قتلي", "قتلی"]);
        same(&["غزة", "غزه"]);
        same(&["شخصاً", "شخصا"]);
        same(&["کتاب", "كتاب"]);
        same(&["لا", "\u{FEFB}", "\u{FEDF}\u{FE8E}"]);
        same(&["٢٣", "23", "۲۳"]);
        same(&["مؤتمر", "مو\u{654}تمر"]);
        different(&["مؤتمر", "موتمر"]);
        different(&["ب", "ت", "ث", "ن", "ي"]);
    }

    #[test]
    fn hebrew_counts_without_niqqud_and_without_final_forms() {
        same(&["שָׁלוֹם", "שלום", "שלומ", "\u{FB2A}\u{5B8}לו\u{5B9}ם"]);
        same(&["צה״ל", "צה\"ל"]);
        same(&["בית־חולים", "בית-חולים"]);
        different(&["ה", "ח", "כ", "ב"]);
    }

    #[test]
    fn quotation_marks_dashes_and_blanks_have_one_form() {
        same(&["Gaza’s", "Gaza's", "Gazaʼs"]);
        same(&["“zone”", "\"zone\"", "„zone“", "«zone»"]);
        same(&["cease–fire", "cease-fire", "cease\u{2011}fire"]);
        same(&["27\u{A0}585", "27 585", "27\u{202F}585", "27\n585"]);
    }

    #[test]
    fn marks_of_other_scripts_stay_and_composed_forms_are_the_same() {
        different(&["が", "か"]);
        same(&["が", "か\u{3099}"]);
        same(&["한", "\u{1112}\u{1161}\u{11AB}"]);
        different(&["कि", "क"]);
    }

    #[test]
    fn the_quick_way_folds_as_the_tables_do() {
        for c in (0x80..0x700).filter_map(char::from_u32) {
            let (mut quick, mut slow) = (String::new(), String::new());
            Folder::default().push(c, &mut |letter| quick.push(letter));
            Folder::default().push_any(c, &mut |letter| slow.push(letter));
            assert_eq!(quick, slow, "{c}");
        }
    }

    #[test]
    fn a_name_is_its_words() {
        assert_eq!(name("  The “Example”  Times, Inc. "), "the example times inc");
        assert_eq!(name("Agence d’Exemple"), name("agence d'exemple"));
        assert_eq!(name("…"), "");
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        for code in (0..0x3100).chain(0xA640..0xABFF).chain(0xF900..0x1_0000) {
            let Some(c) = char::from_u32(code) else { continue };
            let once = folded(&format!("x{c}"));
            assert_eq!(folded(&once), once, "U+{code:04X}");
        }
    }
}
