//! The dossier's own list of words: `lexicon.txt` in its folder adds to those of the program.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::walk::LEXICON;
use crate::detect::Lexicon;

/// The longest list that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// The words that a dossier adds, or why they could not be read; nothing of a list with an error holds.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    lexicon: Option<Arc<Lexicon>>,
    /// Of the text of the list; 0 where the program's words hold alone.
    hash: u64,
    problem: Option<String>,
}

impl PartialEq for OwnWords {
    fn eq(&self, other: &Self) -> bool {
        (self.hash, &self.problem) == (other.hash, &other.problem)
    }
}

impl OwnWords {
    /// Reads the list in a folder, if there is one.
    pub fn read(folder: &Path) -> Self {
        let file = match File::open(folder.join(LEXICON)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::default(),
            Err(error) => return Self::unread(&error.to_string()),
        };
        let mut text = String::new();
        match file.take(LONGEST + 1).read_to_string(&mut text) {
            Ok(_) if text.len() as u64 > LONGEST => Self::unread("it is longer than 4 MB"),
            Ok(_) => Self::of(&text),
            Err(error) if error.kind() == ErrorKind::InvalidData => Self::unread("it is not in UTF-8"),
            Err(error) => Self::unread(&error.to_string()),
        }
    }

    /// The words of a list.
    pub fn of(text: &str) -> Self {
        match Lexicon::with_own(LEXICON, text) {
            Ok(lexicon) => {
                let hash = xxh3_64(text.as_bytes()).max(1);
                Self { lexicon: Some(Arc::new(lexicon)), hash, problem: None }
            }
            Err(error) => Self { problem: Some(error.to_string()), ..Self::default() },
        }
    }

    fn unread(why: &str) -> Self {
        let problem = format!("The list of words cannot be read ({why}); correct it or remove it: {LEXICON}");
        Self { problem: Some(problem), ..Self::default() }
    }

    /// All words that hold: those of the program, changed by the list.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.as_deref().unwrap_or_else(|| Lexicon::english())
    }

    /// What tells one list from another; 0 where the program's words hold alone.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// What is wrong with the list, as one sentence with its line.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }
}
