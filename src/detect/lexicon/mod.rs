//! The words that the detector knows, read from data files: what they are, never what they mean in a
//! sentence.
//!
//! A file is made of sections, `[name]`, of lines `label: entry, entry`; `#` begins a comment. An
//! entry is one or more words that stand side by side in a text, compared without regard to case.
//! The files of the program are in `assets/lexicons`; a dossier may add to them and take from them.

mod index;
mod said;
mod source;
mod table;
mod words;

use std::sync::LazyLock;

pub(super) use index::{Begins, Index, Seen};
pub(super) use said::{
    Event, Opener, Outlet, Record, Reporting, Small, SourceWords, TimeOpener, TimeWord, TimeWords,
};
pub use source::LexiconError;
pub(super) use source::Sections;
pub(super) use table::{Label, Lower, Table};
pub(super) use words::{Class, Cue, Listed, Part, People};

use super::hedge::Hedges;
use super::suggest::Anchors;
use crate::model::figure::Outcome;

/// The files of the program, by language: name and text.
const ENGLISH: &[(&str, &str)] = &[
    ("en/outcomes.txt", include_str!("../../../assets/lexicons/en/outcomes.txt")),
    ("en/people.txt", include_str!("../../../assets/lexicons/en/people.txt")),
    ("en/grammar.txt", include_str!("../../../assets/lexicons/en/grammar.txt")),
    ("en/others.txt", include_str!("../../../assets/lexicons/en/others.txt")),
    ("en/hedges.txt", include_str!("../../../assets/lexicons/en/hedges.txt")),
    ("en/sources.txt", include_str!("../../../assets/lexicons/en/sources.txt")),
    ("en/time.txt", include_str!("../../../assets/lexicons/en/time.txt")),
];

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Words of outcomes.
    pub(super) cues: Table<Cue>,
    /// Finds the places of a text that hold a word of an outcome.
    pub(super) anchors: Anchors,
    /// Nouns of people.
    pub(super) people: Table<People>,
    /// Words between a number and the people it counts.
    pub(super) modifiers: Table<Listed>,
    /// Small words.
    pub(super) grammar: Table<Part>,
    /// What is counted but no people.
    pub(super) things: Table<Listed>,
    /// Phrases in which a word of an outcome says nothing of one.
    pub(super) idioms: Table<Listed>,
    /// What the words beside a number say of it.
    pub(super) hedges: Hedges,
    /// Who says so.
    pub(super) sources: SourceWords,
    /// What time a figure counts over.
    pub(super) times: TimeWords,
    /// Which entries of all of these begin with a word.
    pub(super) index: Index,
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
        let cues = cues(&mut sections)?;
        let mut lexicon = Self {
            anchors: Anchors::new(&cues),
            cues,
            people: sections.table("people")?,
            modifiers: sections.table("modifiers")?,
            grammar: sections.table("grammar")?,
            things: sections.table("things")?,
            idioms: sections.table("idioms")?,
            hedges: Hedges::read(&mut sections)?,
            sources: SourceWords::read(&mut sections)?,
            times: TimeWords::read(&mut sections)?,
            index: Index::default(),
        };
        sections.finish()?;
        lexicon.index = lexicon.indexed();
        Ok(lexicon)
    }

    /// The words with which entries begin, and those that dates are known by.
    fn indexed(&self) -> Index {
        let Self { sources, times, .. } = self;
        let mut all = Vec::new();
        firsts(&mut all, &sources.verbs, Begins::VERB);
        firsts(&mut all, &sources.openers, Begins::OPENER);
        firsts(&mut all, &sources.records, Begins::RECORD);
        firsts(&mut all, &sources.nouns, Begins::NOUN);
        firsts(&mut all, &sources.persons, Begins::PERSON);
        firsts(&mut all, &sources.outlets, Begins::OUTLET);
        firsts(&mut all, &sources.parts, Begins::PART);
        firsts(&mut all, &sources.events, Begins::EVENT);
        firsts(&mut all, &times.openers, Begins::TIME_OPENER);
        firsts(&mut all, &times.words, Begins::TIME_WORD);
        firsts(&mut all, &self.idioms, Begins::IDIOM);
        firsts(&mut all, &self.grammar, Begins::GRAMMAR);
        firsts(&mut all, &self.people, Begins::PEOPLE);
        firsts(&mut all, &self.things, Begins::THING);
        firsts(&mut all, &self.modifiers, Begins::MODIFIER);
        firsts(&mut all, &self.cues, Begins::CUE);
        let short = super::dates::MONTHS.iter().filter_map(|month| month.get(..3));
        let whole =
            super::suggest::LEADS.list.iter().chain(&super::dates::WEEKDAYS).chain(&super::dates::MONTHS);
        let dates = whole.copied().chain(short).chain(["sept"]);
        all.extend(dates.map(|word| (word.to_owned(), Begins::DATE, 0)));
        all.extend(super::suggest::UNITS.iter().map(|word| ((*word).to_owned(), Begins::UNIT, 0)));
        Index::of(all)
    }

    fn empty() -> Self {
        Self {
            anchors: Anchors::new(&Table::default()),
            cues: Table::default(),
            people: Table::default(),
            modifiers: Table::default(),
            grammar: Table::default(),
            things: Table::default(),
            idioms: Table::default(),
            hedges: Hedges::default(),
            sources: SourceWords::default(),
            times: TimeWords::default(),
            index: Index::default(),
        }
    }
}

/// Adds the words with which the entries of a table begin.
fn firsts<L>(all: &mut Vec<(String, Begins, u32)>, table: &Table<L>, begins: Begins) {
    let places = table.firsts().filter_map(|(word, place)| Some((word, u32::try_from(place).ok()?)));
    all.extend(places.map(|(word, place)| (word.to_owned(), begins, place)));
}

/// The sections of outcomes as one table. A word of two sections is read as of the later one here.
fn cues(sections: &mut Sections) -> Result<Table<Cue>, LexiconError> {
    const CLASSES: &[(&str, Class)] = &[
        ("population", Class::Population),
        ("lives", Class::Lives),
        ("acts", Class::Act),
        ("nouns", Class::Noun),
        ("active", Class::Active),
        ("dies", Class::Dies),
        ("state", Class::State),
        ("past", Class::Past),
        ("tolls", Class::Toll),
    ];
    let mut all = Table::default();
    for (name, class) in CLASSES {
        all.join(sections.table::<Outcome>(name)?.map(|outcome| Cue { class: *class, outcome }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::token::Line;

    #[test]
    fn the_files_of_the_program_are_read_whole() {
        let lexicon = Lexicon::read(ENGLISH, None).unwrap();
        assert!(lexicon.cues.entries().next().is_some() && lexicon.people.entries().next().is_some());
    }

    #[test]
    fn the_longest_entry_at_a_word_is_taken() {
        let lexicon = Lexicon::english();
        let line = Line::new("Shot and wounded 12 Deaths");
        let wounded = Cue { class: Class::Past, outcome: Outcome::Injured };
        assert_eq!(lexicon.cues.at(&line, 0), Some((3, &wounded)));
        let deaths = Cue { class: Class::Noun, outcome: Outcome::Killed };
        assert_eq!(lexicon.cues.at(&line, 4), Some((1, &deaths)));
        assert_eq!(lexicon.cues.at(&line, 3), None);
    }

    #[test]
    fn a_file_of_a_dossier_adds_and_takes_away() {
        let own = "[nouns]\ninjured: maimed ones\n-: deaths\n";
        let lexicon = Lexicon::with_own("own.txt", own).unwrap();
        let line = Line::new("deaths maimed ones");
        assert!(lexicon.cues.at(&line, 0).is_none_or(|(_, cue)| cue.class != Class::Noun));
        let maimed = Cue { class: Class::Noun, outcome: Outcome::Injured };
        assert_eq!(lexicon.cues.at(&line, 1), Some((2, &maimed)));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (own, line, says) in [
            ("deaths\n", 1, "section"),
            ("# words\n\n[nouns]\nslain: dead\n", 4, "slain"),
            ("[nouns]\nkilled deaths\n", 2, "colon"),
            ("[nouns]\nkilled: ,\n", 2, "no words"),
            ("[outcome\n", 1, "bracket"),
            ("[outcomes]\nkilled: dead\n", 1, "outcomes"),
        ] {
            let error = Lexicon::with_own("own.txt", own).unwrap_err();
            assert_eq!((error.line, error.file.as_str()), (line, "own.txt"), "{own:?}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
