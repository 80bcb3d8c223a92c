//! The words of one language, read from its file, and what each means to the reader.

use crate::detect::lexicon::{Label, LexiconError, Sections};
use crate::model::figure::{Modality, Outcome, Qualifier, SexAge, SourceClass, Status};

use super::index::{Index, prefix};

/// What an entry means. The sections of a file have the same names, told in `assets/lexicons/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A number: two, twenty, two hundred.
    Number(u64),
    /// A number that is about what it says: une vingtaine.
    About(u64),
    /// A number that multiplies the one before it.
    Scale(u64),
    /// Joins parts of a number.
    Joiner,
    /// Adds half of the scale before it.
    Half,
    /// Words that hold no number, though they look so: Monday, which is also two.
    NotNumber,
    /// Number and noun in one word: two killed.
    InWord(u64),
    /// Dozens.
    Vague,
    /// Several.
    Quantifier,
    /// A hedge before the number.
    Before(Qualifier),
    /// A hedge after the number or its noun.
    After(Qualifier),
    /// May stand between hedge, number and noun: of, other.
    Filler,
    /// Between, from: begins a range.
    RangeOpener,
    /// And, to: joins a range that was begun so.
    RangeJoiner,
    /// To, or: joins a range that nothing begins.
    RangeAlone,
    /// A noun for people.
    People(People),
    /// A noun that says what happened to those counted: the wounded.
    Noun(Outcome),
    /// Words before or after the people that say what happened.
    Verb(Outcome),
    /// Words right after the people.
    Adjective(Outcome),
    /// Words before the people: the death of.
    Ahead(Outcome),
    /// Words that say nothing of people, though they look so: death penalty.
    NotOutcome,
    /// A noun for what is no person: days, euros, houses.
    NotPeople,
    /// No figure after it, unless a noun for people follows: in, number, street.
    NotAfter,
    /// No figure after it: none of.
    Never,
    /// Rose, from one number to another, which alone counts.
    Rising,
    /// After a number, names the whole that it is part of: of the.
    OfWhole,
    /// Names a part of the people counted before: among them.
    Among,
    /// And.
    And,
    /// Parts clauses: while.
    Break,
    /// A cause of deaths, and what it makes of them: hunger, a fire.
    Cause(Outcome),
    /// According to.
    According,
    /// Said.
    Said,
    /// That: ends the name of who says so.
    That,
    /// The kind of source that a name shows.
    Class(SourceClass),
    /// A stretch of time, in hours.
    Window(u64),
    /// Since.
    Cumulative,
    /// How the text puts a figure forward.
    Modality(Modality),
}

/// Who a noun for people counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum People {
    /// Anyone, or pronouns: people, of them.
    Any,
    /// People of a status.
    Status(Status),
    /// People of a sex or age.
    SexAge(SexAge),
}

impl Label for People {
    fn read(name: &str) -> Option<Self> {
        let status = || Status::from_name(name).map(Self::Status);
        let sex_age = || SexAge::from_name(name).map(Self::SexAge);
        if name == "people" { Some(Self::Any) } else { status().or_else(sex_age) }
    }
}

impl Label for Modality {
    fn read(name: &str) -> Option<Self> {
        Self::from_name(name)
    }
}

/// The label of a section whose entries all mean the same: `words`.
struct Same;

impl Label for Same {
    fn read(name: &str) -> Option<Self> {
        (name == "words").then_some(Self)
    }
}

/// A label that is a whole number.
struct Value(u64);

impl Label for Value {
    fn read(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }
}

/// The name of a section, and what its labels mean.
type Labelled<L> = (&'static str, fn(L) -> Meaning);

/// Sections whose entries all mean the same.
const SAME: &[(&str, Meaning)] = &[
    ("half more", Meaning::Half),
    ("not numbers", Meaning::NotNumber),
    ("vague numbers", Meaning::Vague),
    ("quantifiers", Meaning::Quantifier),
    ("fillers", Meaning::Filler),
    ("range openers", Meaning::RangeOpener),
    ("range joiners", Meaning::RangeJoiner),
    ("range joiners alone", Meaning::RangeAlone),
    ("not outcomes", Meaning::NotOutcome),
    ("not people", Meaning::NotPeople),
    ("not after", Meaning::NotAfter),
    ("never after", Meaning::Never),
    ("rising", Meaning::Rising),
    ("of a whole", Meaning::OfWhole),
    ("among", Meaning::Among),
    ("and", Meaning::And),
    ("clause breaks", Meaning::Break),
    ("according to", Meaning::According),
    ("said", Meaning::Said),
    ("that", Meaning::That),
    ("cumulative", Meaning::Cumulative),
    ("number joiners", Meaning::Joiner),
];

/// Sections whose entries have numbers for labels.
const VALUES: &[Labelled<u64>] = &[
    ("numbers", Meaning::Number),
    ("numbers about", Meaning::About),
    ("scales", Meaning::Scale),
    ("numbers in a noun", Meaning::InWord),
    ("window", Meaning::Window),
];

/// Sections whose entries have outcomes for labels.
const OUTCOMES: &[Labelled<Outcome>] = &[
    ("outcome nouns", Meaning::Noun),
    ("outcome verbs", Meaning::Verb),
    ("outcome adjectives", Meaning::Adjective),
    ("outcomes ahead", Meaning::Ahead),
    ("causes", Meaning::Cause),
];

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) index: Index<Meaning>,
    pub(super) prefixes: Vec<String>,
    /// Whether units may stand before tens: five and twenty.
    pub(super) units_first: bool,
}

impl Words {
    /// Reads the file of a language.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, LexiconError> {
        let mut sections = Sections::default();
        sections.add(name, text)?;
        let mut words = Self::default();
        let mut all = Vec::new();
        words.prefixes = sections.entries::<Same>("prefixes")?.iter().map(|(word, _)| prefix(word)).collect();
        words.units_first = !sections.entries::<Same>("units first")?.is_empty();
        for (section, meaning) in SAME {
            take(&mut all, &mut sections, section, |_: Same| *meaning)?;
        }
        for (section, meaning) in VALUES {
            take(&mut all, &mut sections, section, |Value(value)| meaning(value))?;
        }
        for (section, meaning) in OUTCOMES {
            take(&mut all, &mut sections, section, meaning)?;
        }
        take(&mut all, &mut sections, "hedges before", Meaning::Before)?;
        take(&mut all, &mut sections, "hedges after", Meaning::After)?;
        take(&mut all, &mut sections, "people", Meaning::People)?;
        take(&mut all, &mut sections, "source classes", Meaning::Class)?;
        take(&mut all, &mut sections, "modality", Meaning::Modality)?;
        sections.finish()?;
        words.index = Index::new(&all, &words.prefixes);
        Ok(words)
    }
}

/// Adds the entries of a section.
fn take<L: Label>(
    all: &mut Vec<(String, Meaning)>,
    sections: &mut Sections,
    name: &str,
    meaning: impl Fn(L) -> Meaning,
) -> Result<(), LexiconError> {
    let entries = sections.entries::<L>(name)?;
    all.extend(entries.into_iter().map(|(entry, label)| (entry, meaning(label))));
    Ok(())
}
