//! The words that the detector knows, read from data files: what they are, never what they mean in a
//! sentence.
//!
//! A file is made of sections, `[name]`, of lines `label: entry, entry`; `#` begins a comment. An
//! entry is one or more words that stand side by side in a text, compared without regard to case.
//! The files of the program are in `assets/lexicons`; a dossier may add to them and take from them.

mod source;
mod table;

use std::sync::LazyLock;

pub use source::LexiconError;
pub(super) use source::Sections;
pub(super) use table::{Label, Table};

use crate::model::figure::{Outcome, Qualifier};

/// The files of the program, by language: name and text.
const ENGLISH: &[(&str, &str)] = &[
    ("en/outcomes.txt", include_str!("../../../assets/lexicons/en/outcomes.txt")),
    ("en/hedges.txt", include_str!("../../../assets/lexicons/en/hedges.txt")),
];

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Nouns that are outcomes: deaths, the wounded.
    pub(super) outcome_nouns: Table<Outcome>,
    /// Hedges before a number.
    pub(super) hedges_before: Table<Qualifier>,
}

impl Lexicon {
    /// The words of English that come with the program.
    pub fn english() -> &'static Self {
        static ENGLISH_LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            // The files are part of the program, and a test reads every one of them.
            Lexicon::read(ENGLISH, None).unwrap_or_else(|_| Lexicon::empty())
        });
        &ENGLISH_LEXICON
    }

    /// The words of English with those of a file of a dossier, which adds to them and, by lines
    /// labelled `-`, takes from them.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn with_own(name: &str, text: &str) -> Result<Self, LexiconError> {
        Self::read(ENGLISH, Some((name, text)))
    }

    fn read(files: &[(&str, &str)], own: Option<(&str, &str)>) -> Result<Self, LexiconError> {
        let mut sections = Sections::default();
        for (name, text) in files.iter().copied().chain(own) {
            sections.add(name, text)?;
        }
        let lexicon = Self {
            outcome_nouns: sections.table("outcome nouns")?,
            hedges_before: sections.table("hedges before")?,
        };
        sections.finish()?;
        Ok(lexicon)
    }

    fn empty() -> Self {
        Self { outcome_nouns: Table::default(), hedges_before: Table::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::token::Line;

    #[test]
    fn the_files_of_the_program_are_read_whole() {
        let lexicon = Lexicon::read(ENGLISH, None).unwrap();
        assert!(!lexicon.outcome_nouns.is_empty() && !lexicon.hedges_before.is_empty());
    }

    #[test]
    fn the_longest_entry_at_a_word_is_taken() {
        let lexicon = Lexicon::english();
        let line = Line::new("No fewer than 12 Deaths");
        let found = lexicon.hedges_before.at(&line, 0);
        assert_eq!(found, Some((3, &Qualifier::AtLeast)));
        assert_eq!(lexicon.outcome_nouns.at(&line, 4), Some((1, &Outcome::Killed)));
        assert_eq!(lexicon.outcome_nouns.at(&line, 3), None);
    }

    #[test]
    fn a_file_of_a_dossier_adds_and_takes_away() {
        let own = "[outcome nouns]\ninjured: maimed ones\n-: deaths\n";
        let lexicon = Lexicon::with_own("own.txt", own).unwrap();
        let line = Line::new("deaths maimed ones");
        assert_eq!(lexicon.outcome_nouns.at(&line, 0), None);
        assert_eq!(lexicon.outcome_nouns.at(&line, 1), Some((2, &Outcome::Injured)));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (own, line, says) in [
            ("deaths\n", 1, "section"),
            ("# words\n\n[outcome nouns]\nslain: dead\n", 4, "slain"),
            ("[outcome nouns]\nkilled deaths\n", 2, "colon"),
            ("[outcome nouns]\nkilled: ,\n", 2, "no words"),
            ("[outcome\n", 1, "bracket"),
            ("[outcomes]\nkilled: dead\n", 1, "outcomes"),
        ] {
            let error = Lexicon::with_own("own.txt", own).unwrap_err();
            assert_eq!((error.line, error.file.as_str()), (line, "own.txt"), "{own:?}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
