//! What one cell of a table says: words, a day, the text of an article.

use std::borrow::Cow;

use serde_json::Value;

use crate::corpus::dates;
use crate::model::Day;

use super::{Unreadable, html};

/// What programs write into a cell that holds nothing.
const NOTHING: [&str; 6] = ["nan", "null", "none", "n/a", "nil", "nat"];
/// Words longer than this on a line are paragraphs rather than names, in characters.
const PARAGRAPH: usize = 60;
/// Seconds since 1970 are believed between these, 1990 and 2100.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The words of a cell with single spaces, if it holds any.
pub(super) fn words(cell: &str) -> Option<String> {
    let words = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && !NOTHING.contains(&words.to_ascii_lowercase().as_str())).then_some(words)
}

/// The text of an article in a cell: its paragraphs, where it is a piece of a web page.
///
/// # Errors
/// It is nested too deeply.
pub(super) fn text(cell: &str) -> Result<Cow<'_, str>, Unreadable> {
    let is_nothing = cell.len() < 5 && words(cell).is_none();
    if is_nothing {
        return Ok(Cow::Borrowed(""));
    }
    let is_page = ["</p>", "<br", "</div>", "</P>"].iter().any(|mark| cell.contains(mark));
    if is_page { html::words(cell).map(Cow::Owned) } else { Ok(Cow::Borrowed(cell)) }
}

/// The day that a cell states; one such as 03/02/2024, which two countries read differently, is none.
///
/// The day of a time stamp in numbers is that of Greenwich.
pub(super) fn day(cell: &str) -> Option<Day> {
    let cell = cell.trim();
    dates::day(cell).or_else(|| in_digits(cell)).or_else(|| with_marks(cell))
}

/// `20240214`, `20240214093000`, `20240214T093000Z`, or seconds, milli- or microseconds since 1970.
fn in_digits(cell: &str) -> Option<Day> {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = whole.parse().ok()?;
        let seconds = [1, 1_000, 1_000_000].map(|unit| number / unit);
        if let Some(seconds) = seconds.into_iter().find(|seconds| SECONDS.contains(seconds))
            && whole.len() != 8
            && whole.len() != 14
        {
            return i32::try_from(seconds.div_euclid(86_400)).ok().map(Day);
        }
    }
    let (day, rest) = cell.split_at_checked(8)?;
    let rest = rest.trim_start_matches(['T', ' ']);
    let is_time = rest.is_empty() || matches!(rest.trim_end_matches('Z').len(), 4 | 6);
    (is_time && day.bytes().all(|byte| byte.is_ascii_digit())).then(|| dates::in_name(day)).flatten()
}

/// `31/12/2024` or `12/31/2024`, where only one reading is a day, perhaps before a time.
fn with_marks(cell: &str) -> Option<Day> {
    let date = cell.split([' ', 'T', ',']).next()?;
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let number = |part: &str, most: usize| (part.len() <= most).then(|| part.parse::<i8>().ok()).flatten();
    let (first, second) = (number(first, 2)?, number(second, 2)?);
    let year = (year.len() == 4).then(|| year.parse::<i16>().ok()).flatten()?;
    match (Day::new(year, second, first), Day::new(year, first, second)) {
        (Some(day), Some(other)) if day != other => None,
        (day, other) => day.or(other),
    }
}

/// The words of a value of JSON; lists in one line, paragraphs apart.
pub(super) fn of_json(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(values) => listed(values),
        Value::Object(_) | Value::Null => None,
    }
}

fn listed(values: &[Value]) -> Option<String> {
    let named = |value: &Value| {
        ["name", "text", "title"].iter().find_map(|key| value.get(key)?.as_str().map(str::to_owned))
    };
    let words: Vec<String> = values
        .iter()
        .filter(|value| !value.is_array())
        .filter_map(|value| of_json(value).or_else(|| named(value)))
        .collect();
    let is_text = words.iter().any(|words| words.chars().count() > PARAGRAPH);
    (!words.is_empty()).then(|| words.join(if is_text { "\n\n" } else { ", " }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_tables_write_them() {
        let printed = |cell: &str| day(cell).map(|day| day.to_string());
        for cell in [
            "2024-02-14",
            "2024-02-14T23:30:00-05:00",
            "2024-02-14 09:00:00+00:00",
            "14 Feb 2024",
            "20240214",
            "20240214093000",
            "20240214T093000Z",
            "1707912345",
            "1707912345000",
            "1707912345.0",
            "14/02/2024",
            "02/14/2024 10:00",
            "14.02.2024",
            " 14-02-2024 ",
        ] {
            assert_eq!(printed(cell).as_deref(), Some("2024-02-14"), "{cell}");
        }
        assert_eq!(printed("02/02/2024").as_deref(), Some("2024-02-02"));
        for cell in [
            "",
            "03/02/2024",
            "3.2.24",
            "12345",
            "nan",
            "0",
            "99999999999999999999",
            "32/13/2024",
            "é0240214",
            "2024",
        ] {
            assert_eq!(printed(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_cell_of_nothing_holds_no_words_and_a_page_in_a_cell_is_read() {
        assert_eq!((words(" NaN "), words("\n"), words(" a\n b")), (None, None, Some("a b".into())));
        assert_eq!(text("<p>Ten <b>hurt</b></p><p>Two killed</p>").unwrap(), "Ten hurt\n\nTwo killed");
        assert_eq!(text("5 < 6 people").unwrap(), "5 < 6 people");
        assert_eq!(text("NaN").unwrap(), "");
        assert!(text(&("<div>".repeat(100_000) + "</div>")).is_err());
    }

    #[test]
    fn lists_of_names_stand_in_a_line_and_paragraphs_apart() {
        let of = |json: &str| of_json(&serde_json::from_str(json).unwrap());
        assert_eq!(
            of(r#"["A. Writer", {"name": "B. Writer"}, null, [1]]"#).as_deref(),
            Some("A. Writer, B. Writer")
        );
        let paragraph = "a ".repeat(40);
        assert_eq!(of(&format!("[\"{paragraph}\", \"b\"]")), Some(format!("{paragraph}\n\nb")));
        assert_eq!((of("{}"), of("[]"), of("1.5")), (None, None, Some("1.5".into())));
    }
}
