//! What documents state of themselves beside their text: title, author, day of the last change.
//!
//! Owns what is believed of such properties. The day on which a file was made is not the day on
//! which its article was published, so it is never asked.

use crate::corpus::article::Stated;
use crate::corpus::dates;
use crate::corpus::metadata::{self, fill};
use crate::model::{Basis, DateClaim, Day};

/// What programs write before or instead of a title.
const NO_TITLES: [&str; 8] = [
    "microsoft word - ",
    "microsoft powerpoint - ",
    "powerpoint presentation",
    "untitled",
    "unknown",
    "document",
    "no title",
    "(anonymous)",
];
/// Endings of files; a title with one is a name that a program took over.
const ENDINGS: [&str; 10] =
    [".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".tmp", ".html", ".txt"];
/// What programs write where nobody gave an author.
const NOBODY: [&str; 8] =
    ["user", "admin", "administrator", "author", "unknown", "owner", "(anonymous)", "pc"];

/// What the properties of a document state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title as it is written there.
    pub title: String,
    /// Its author as written there.
    pub author: String,
    /// The day of the last change, as `2024-02-14T09:00:00Z`.
    pub modified: String,
}

impl Properties {
    /// What the document states: first by its properties, then by the words of its text.
    pub fn stated(&self, text: &str) -> Stated {
        let mut stated = Stated {
            title: title(&self.title),
            byline: author(&self.author),
            modified: claim(dates::day(&self.modified)),
            ..Stated::default()
        };
        let by_words = metadata::stated(text);
        let title = by_words.title.as_deref().and_then(one_line);
        fill(&mut stated, Stated { title, ..by_words });
        stated
    }
}

/// A day that a property states.
pub fn claim(day: Option<Day>) -> DateClaim {
    day.map(|day| DateClaim::on(day, Basis::Metadata)).unwrap_or_default()
}

/// A title, unless it is what a program wrote for want of one.
pub fn title(words: &str) -> Option<String> {
    let words = one_line(words)?;
    let lower = words.to_lowercase();
    let by_program = NO_TITLES.iter().any(|none| match none.strip_suffix(' ') {
        Some(_) => lower.starts_with(none),
        None => lower == *none,
    });
    let is_name = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    (!by_program && !is_name && words.chars().any(char::is_alphabetic)).then_some(words)
}

/// An author, unless it is what a program wrote for want of one.
pub fn author(words: &str) -> Option<String> {
    one_line(words).filter(|words| !NOBODY.contains(&words.to_lowercase().as_str()))
}

/// The words with single spaces and without control characters, if there are any.
pub fn one_line(words: &str) -> Option<String> {
    let words = words.replace(char::is_control, " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_wrote_is_no_statement() {
        for none in ["", " \0 ", "Microsoft Word - Talks", "talks.docx", "Untitled", "12345"] {
            assert_eq!(title(none), None, "{none}");
        }
        assert_eq!(title(" Talks\n resume ").as_deref(), Some("Talks resume"));
        assert_eq!(title("Document of the week").as_deref(), Some("Document of the week"));
        assert_eq!((author("Admin"), author("A. Writer").as_deref()), (None, Some("A. Writer")));
    }

    #[test]
    fn properties_are_believed_before_words_and_words_where_they_are_silent() {
        let text = "Talks resume in the capital\nExample Wire | 7 February 2024\n\nWords.\n";
        let properties = Properties {
            title: "Talks".into(),
            modified: "2024-03-01T10:00:00Z".into(),
            ..Properties::default()
        };
        let stated = properties.stated(text);
        assert_eq!(stated.title.as_deref(), Some("Talks"));
        assert_eq!(stated.publisher.as_deref(), Some("Example Wire"));
        assert_eq!(
            (stated.published.to_string(), stated.modified.to_string()),
            ("2024-02-07".into(), "2024-03-01".into())
        );
    }
}
