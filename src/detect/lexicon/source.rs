//! Reads lexicon files: sections of labelled entries, with the line of every one for its errors.

use std::collections::BTreeMap;

use super::table::{Label, Table};

/// Why a lexicon was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line} of this list of words cannot be read ({why}); correct it: {file}")]
pub struct LexiconError {
    /// What is wrong with the line.
    pub why: String,
    /// The line, from 1.
    pub line: usize,
    /// The name of the file.
    pub file: String,
}

/// A labelled entry and where it stands.
#[derive(Clone, Debug)]
struct Entry {
    label: String,
    words: String,
    place: Place,
}

#[derive(Clone, Debug)]
struct Place {
    file: String,
    line: usize,
}

impl Place {
    fn error(&self, why: impl Into<String>) -> LexiconError {
        LexiconError { why: why.into(), line: self.line, file: self.file.clone() }
    }
}

/// Sections by name, in the order of their files.
#[derive(Default)]
pub(in crate::detect) struct Sections {
    named: BTreeMap<String, (Place, Vec<Entry>)>,
}

impl Sections {
    /// Adds the lines of a file.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        let mut section: Option<String> = None;
        for (at, line) in text.lines().enumerate() {
            let place = Place { file: file.to_owned(), line: at + 1 };
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            if let Some(name) = line.strip_prefix('[') {
                let name = name.strip_suffix(']').ok_or_else(|| place.error("its bracket is not closed"))?;
                self.named.entry(name.trim().to_owned()).or_insert_with(|| (place, Vec::new()));
                section = Some(name.trim().to_owned());
                continue;
            }
            let entries = section.as_ref().and_then(|name| self.named.get_mut(name));
            let (_, entries) = entries.ok_or_else(|| place.error("no section stands above it"))?;
            entries.extend(read_line(line, &place)?);
        }
        Ok(())
    }

    /// The section of a name as a table; empty where no file holds it.
    pub fn table<L: Label>(&mut self, name: &str) -> Result<Table<L>, LexiconError> {
        let mut table = Table::default();
        let (_, entries) =
            self.named.remove(name).unwrap_or_else(|| (Place { file: String::new(), line: 0 }, Vec::new()));
        for Entry { label, words, place } in entries {
            if label == "-" {
                table.remove(&words);
                continue;
            }
            let label = L::read(&label).ok_or_else(|| place.error(format!("it has no label {label}")))?;
            table.add(&words, label);
        }
        Ok(table)
    }

    /// The entries of a section as they are written, in order; none where no file holds it.
    pub fn entries<L: Label>(&mut self, name: &str) -> Result<Vec<(String, L)>, LexiconError> {
        let entries = self.named.remove(name).map(|(_, entries)| entries).unwrap_or_default();
        let read = |Entry { label, words, place }: Entry| {
            let read = L::read(&label).ok_or_else(|| place.error(format!("it has no label {label}")))?;
            Ok((words, read))
        };
        entries.into_iter().map(read).collect()
    }

    /// Fails where a section is left that nobody asked for: its name is a mistake.
    pub fn finish(self) -> Result<(), LexiconError> {
        match self.named.into_iter().next() {
            Some((name, (place, _))) => Err(place.error(format!("no section is called {name}"))),
            None => Ok(()),
        }
    }
}

fn read_line(line: &str, place: &Place) -> Result<Vec<Entry>, LexiconError> {
    let (label, words) =
        line.split_once(": ").ok_or_else(|| place.error("no colon parts label and words"))?;
    let entries: Vec<Entry> = words
        .split(", ")
        .map(|words| words.trim().trim_end_matches(','))
        .filter(|words| !words.is_empty())
        .map(|words| Entry { label: label.trim().to_owned(), words: words.to_owned(), place: place.clone() })
        .collect();
    if entries.is_empty() { Err(place.error("it has no words")) } else { Ok(entries) }
}
