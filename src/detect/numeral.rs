//! Numerals: digits with their separators, in any of the accepted scripts. Knows nothing of words.
//!
//! One point or comma can part thousands or decimals. Three digits after a comma are thousands.
//! Three digits after a single point are thousands as long as no scale follows (people are counted
//! whole: 27.585 is 27,585) and decimals where one does (1.234 million is 1,234,000).

/// A written number: `mantissa / 10^places × scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The digits without their separators; `None` beyond `u64`.
    pub mantissa: Option<u64>,
    /// How many of the digits stand behind the decimal mark.
    pub places: u32,
    /// Whether the decimal mark is a point before three digits, which may part thousands.
    pub dotted: bool,
    /// The scale written onto the digits (32k), else 1.
    pub scale: u64,
}

impl Numeral {
    /// A whole number.
    pub fn whole(mantissa: u64) -> Self {
        Self { mantissa: Some(mantissa), places: 0, dotted: false, scale: 1 }
    }

    /// The number times `scale`, where that is a whole number that fits.
    pub fn times(self, scale: u64) -> Option<u64> {
        let places = if self.dotted && scale == 1 { 0 } else { self.places };
        let product = u128::from(self.mantissa?).checked_mul(u128::from(scale))?;
        let divisor = 10u128.checked_pow(places)?;
        (product.is_multiple_of(divisor)).then(|| u64::try_from(product / divisor).ok())?
    }

    /// Whether the digits, without a scale, are less than those of `other`.
    pub fn is_below(self, other: Self) -> bool {
        let aligned = |number: Self, with: Self| {
            u128::from(number.mantissa?).checked_mul(10u128.checked_pow(with.places)?)
        };
        aligned(self, other).zip(aligned(other, self)).is_some_and(|(a, b)| a < b)
    }
}

/// The value of a digit: ASCII, Arabic-Indic, Persian or full-width.
pub(super) fn digit(letter: char) -> Option<u64> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u64::from(u32::from(letter) - u32::from(zero)))
}

/// Reads the digits at `start`: the end in bytes, and the number where its separators make sense.
pub(super) fn scan(text: &str, start: usize) -> (usize, Option<Numeral>) {
    let end = run_end(text, start);
    let groups = groups(&text[start..end]);
    match groups.as_slice() {
        [only] if (1..=3).contains(&only.digits.chars().count()) && !only.digits.starts_with(is_zero) => {
            let (end, rest) = spaced_groups(text, end);
            (end, numeral_of(&format!("{}{rest}", only.digits)))
        }
        _ => (end, shaped(&groups)),
    }
}

/// A run of digits and the separator before it.
struct Group<'t> {
    before: Option<char>,
    digits: &'t str,
}

fn run_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = is_separator(letter) && letters.peek().is_some_and(|(_, next)| digit(*next).is_some());
        if digit(letter).is_none() && !joins {
            break;
        }
        end = start + at + letter.len_utf8();
    }
    end
}

fn groups(run: &str) -> Vec<Group<'_>> {
    let mut before = None;
    run.split_inclusive(is_separator)
        .map(|piece| {
            let digits = piece.trim_end_matches(is_separator);
            let group = Group { before, digits };
            before = piece[digits.len()..].chars().next();
            group
        })
        .collect()
}

/// Groups of three digits after a space each, as in 27 585: where they end, and their digits.
fn spaced_groups(text: &str, from: usize) -> (usize, String) {
    let (mut end, mut digits) = (from, String::new());
    let Some(space) = text[from..].chars().next().filter(|space| is_group_space(*space)) else {
        return (end, digits);
    };
    while text[end..].starts_with(space) {
        let start = end + space.len_utf8();
        let group_end = run_end(text, start);
        let group = &text[start..group_end];
        let (whole, rest) = group.split_at(group.find(is_separator).unwrap_or(group.len()));
        let is_word = text[group_end..].chars().next().is_some_and(char::is_alphabetic);
        if whole.chars().count() != 3 || is_word || rest.chars().filter(|c| is_separator(*c)).count() > 1 {
            break;
        }
        digits.push_str(group);
        end = group_end;
        if !rest.is_empty() {
            break;
        }
    }
    (end, digits)
}

/// A number of plain digits with at most one decimal mark.
fn numeral_of(digits: &str) -> Option<Numeral> {
    let (whole, part) = digits.split_at(digits.find(is_separator).unwrap_or(digits.len()));
    let part = part.trim_start_matches(is_separator);
    let places = u32::try_from(part.chars().count()).ok()?;
    Some(Numeral { mantissa: mantissa(whole.chars().chain(part.chars())), places, dotted: false, scale: 1 })
}

fn shaped(groups: &[Group<'_>]) -> Option<Numeral> {
    let (first, rest) = groups.split_first()?;
    let zero_led = first.digits.starts_with(is_zero);
    let last = rest.last();
    if rest.is_empty() {
        return (!zero_led || first.digits.chars().count() == 1).then(|| join(groups, 0, false))?;
    }
    let grouped = |groups: &[Group<'_>]| !zero_led && (is_western(groups) || is_indian(groups));
    let last = last?;
    let is_decimal = matches!(last.before, Some('.' | ',' | '\u{66b}'));
    let places = u32::try_from(last.digits.chars().count()).ok()?;
    if grouped(groups) && last.before != Some('\u{66b}') {
        let dotted = rest.len() == 1 && last.before == Some('.');
        return join(groups, if dotted { places } else { 0 }, dotted);
    }
    let whole = &groups[..groups.len() - 1];
    let parted = whole.len() == 1 || (grouped(whole) && whole.last()?.before != last.before);
    (is_decimal && parted).then(|| join(groups, places, false))?
}

/// One to three digits, then threes, all behind the same separator.
fn is_western(groups: &[Group<'_>]) -> bool {
    let threes = groups[1..].iter().all(|group| group.digits.chars().count() == 3);
    groups[0].digits.chars().count() <= 3 && threes && has_one_separator(groups)
}

/// One or two digits, then pairs, then three, all behind commas: 2,00,000.
fn is_indian(groups: &[Group<'_>]) -> bool {
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.chars().count()).collect();
    let [first, pairs @ .., last] = sizes.as_slice() else { return false };
    let commas = groups[1..].iter().all(|group| group.before == Some(','));
    *first <= 2 && pairs.iter().all(|size| *size == 2) && *last == 3 && commas
}

fn has_one_separator(groups: &[Group<'_>]) -> bool {
    groups[1..].windows(2).all(|pair| pair[0].before == pair[1].before)
}

fn join(groups: &[Group<'_>], places: u32, dotted: bool) -> Option<Numeral> {
    let mantissa = mantissa(groups.iter().flat_map(|group| group.digits.chars()));
    Some(Numeral { mantissa, places, dotted, scale: 1 })
}

fn mantissa(letters: impl Iterator<Item = char>) -> Option<u64> {
    letters.filter_map(digit).try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
}

fn is_zero(letter: char) -> bool {
    digit(letter) == Some(0)
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '.' | ',' | '\'' | '’' | '\u{60c}' | '\u{66b}' | '\u{66c}')
}

fn is_group_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<u64> {
        let (end, numeral) = scan(text, 0);
        assert_eq!(end, text.len(), "{text}");
        numeral?.times(1)
    }

    #[test]
    fn separators_of_many_hands_are_read() {
        for text in [
            "27585",
            "27,585",
            "27.585",
            "27 585",
            "27\u{a0}585",
            "27\u{202f}585",
            "27\u{2009}585",
            "27’585",
            "27'585",
            "٢٧٥٨٥",
            "٢٧٬٥٨٥",
            "٢٧،٥٨٥",
            "۲۷۵۸۵",
            "２７５８５",
        ] {
            assert_eq!(plain(text), Some(27_585), "{text}");
        }
    }

    #[test]
    fn indian_groups_are_read() {
        assert_eq!(plain("2,00,000"), Some(200_000));
        assert_eq!(plain("1,23,45,678"), Some(12_345_678));
    }

    #[test]
    fn shapes_that_are_no_count_of_people_have_no_value() {
        for text in
            ["1,234,56", "12.10.2023", "007", "2.5", "1,2,3", "99999999999999999999", "1.2.3", "0.585"]
        {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn a_point_before_three_digits_parts_decimals_only_before_a_scale() {
        let (_, numeral) = scan("1.234", 0);
        assert_eq!(numeral.unwrap().times(1), Some(1_234));
        assert_eq!(numeral.unwrap().times(1_000_000), Some(1_234_000));
    }

    #[test]
    fn decimals_follow_groups() {
        assert_eq!(scan("1 234,5", 0).1.unwrap().times(10), Some(12_345));
        assert_eq!(scan("1,234.5", 0).1.unwrap().times(1_000), Some(1_234_500));
        assert_eq!(scan("٢٫٤", 0).1.unwrap().times(1_000_000), Some(2_400_000));
    }
}
