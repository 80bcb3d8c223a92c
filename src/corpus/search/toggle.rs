//! Putting a filter into the text of a query and taking it out again, so that the text stays the
//! only truth.

use super::parse::parse;
use super::query::{Key, Node};

/// A filter as a query writes it, for exactly one value of a facet.
pub fn written(key: Key, value: &str) -> String {
    if key == Key::Date || (key == Key::Language && value == super::filter::UNKNOWN) {
        return format!("{}:{value}", key.word());
    }
    // A quotation mark would end the name; names are compared without such signs.
    let name: String = value.chars().map(|c| if "\"“”„«»*".contains(c) { ' ' } else { c }).collect();
    format!("{}:\"{}\"", key.word(), name.trim())
}

/// Whether the text of a query holds a filter so written.
pub fn holds(text: &str, filter: &str) -> bool {
    place(text, filter).is_some()
}

/// The text with the filter put in before it, or taken out.
pub fn toggled(text: &str, filter: &str) -> String {
    let Some(at) = place(text, filter) else { return with(text, filter) };
    let (before, after) = (text[..at].trim_end(), text[at + filter.len()..].trim_start());
    let gap = if before.is_empty() || after.is_empty() { "" } else { " " };
    format!("{before}{gap}{after}")
}

/// The filter stands before the text, so that the word being typed is still the last.
fn with(text: &str, filter: &str) -> String {
    match parse(text).root {
        None => filter.to_owned(),
        Some(Node::Any(_)) => format!("{filter} ({})", text.trim()),
        Some(_) => format!("{filter} {text}"),
    }
}

/// Where a filter stands by itself.
fn place(text: &str, filter: &str) -> Option<usize> {
    let alone = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()".contains(c));
    text.match_indices(filter)
        .map(|(at, _)| at)
        .find(|at| alone(text[..*at].chars().next_back()) && alone(text[at + filter.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_goes_in_and_comes_out() {
        let filter = written(Key::Publisher, "The “Example” Times");
        assert_eq!(filter, "publisher:\"The  Example  Times\"");
        for text in ["", "killed chil", "\"health min", "killed "] {
            let with = toggled(text, &filter);
            assert!(holds(&with, &filter), "{with}");
            assert_eq!(toggled(&with, &filter), text.trim_start());
        }
        assert_eq!(toggled("a OR b ", "date:2024-02"), "date:2024-02 (a OR b)");
        assert_eq!(toggled("a date:2024-02 b", "date:2024-02"), "a b");
        assert!(!holds("date:2024-02-06", "date:2024-02"));
    }

    #[test]
    fn what_is_written_is_read_as_the_value() {
        for (key, value) in [
            (Key::Language, "Arabic"),
            (Key::Language, "unknown"),
            (Key::Tag, "two words"),
            (Key::Date, "undated"),
        ] {
            let query = parse(&written(key, value));
            assert!(
                query.hints.is_empty() && matches!(query.root, Some(Node::Field(field)) if field.key == key)
            );
        }
    }
}
