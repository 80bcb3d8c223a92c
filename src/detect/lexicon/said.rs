//! The words of attributions and of times, as their lists label them.

use super::source::{LexiconError, Sections};
use super::table::{ByFold, Label, Lower, Table};
use crate::detect::fold::Fold;
use crate::model::figure::SourceClass;

/// Gives an enum the labels that a list writes.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::detect) enum $name { $($(#[$note])* $variant,)+ }

        impl Label for $name {
            fn read(name: &str) -> Option<Self> {
                match name {
                    $($label => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

labels! {
    /// What a verb of reporting does.
    Reporting {
        /// Says.
        Says = "says",
        /// Claims; some of these verbs have events for subjects too.
        Claims = "claims",
        /// Keeps a count.
        Counts = "counts",
        /// Goes on from a speaker.
        Adds = "adds",
    }
}

labels! {
    /// What words before a source's name do.
    Opener {
        /// According to it.
        According = "according",
        /// Someone else cites it.
        Cites = "cites",
    }
}

labels! {
    /// What sources make.
    Record {
        /// A statement, a report, figures.
        Document = "record",
        /// A count kept by whoever is named.
        Tally = "tally",
        /// What is demanded or claimed.
        Demand = "demand",
    }
}

labels! {
    /// What passes figures on.
    Outlet {
        /// A name.
        Whole = "outlet",
        /// The last word of one.
        Ending = "ending",
    }
}

labels! {
    /// What a word is beside a source's name.
    Small {
        /// The, a, its.
        Determiner = "determiner",
        /// He, they.
        Pronoun = "pronoun",
        /// Who, which.
        Relative = "relative",
        /// Of, for: may join two halves of a name.
        Link = "link",
        /// And.
        Join = "join",
        /// Also, has, later.
        Filler = "filler",
        /// Was, been.
        Be = "be",
        /// Local, senior.
        Modifier = "modifier",
        /// No part of a name.
        Stop = "stop",
    }
}

labels! {
    /// A mere member of a list.
    Listed {
        /// A phrase that looks like reporting.
        Other = "other",
        /// A noun of persons.
        Person = "person",
        /// What a body is called again.
        Body = "body",
    }
}

labels! {
    /// How long an event lasts.
    Event {
        /// One event.
        Once = "once",
        /// One that goes on: what it brings adds up.
        Lasting = "lasting",
    }
}

labels! {
    /// What whole words of time tell.
    TimeWord {
        /// A day or less.
        Point = "point",
        /// A running total.
        Total = "total",
        /// A stretch that ends now.
        Span = "span",
    }
}

labels! {
    /// What words before a time tell.
    TimeOpener {
        /// Since.
        Since = "since",
        /// Within, over.
        Within = "within",
    }
}

/// The words of attributions.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct SourceWords {
    pub verbs: Table<Reporting>,
    pub not_verbs: Table<Listed>,
    pub openers: Table<Opener>,
    pub records: Table<Record>,
    pub nouns: Table<SourceClass>,
    pub states: Table<Listed>,
    pub persons: Table<Listed>,
    pub bodies: Table<Listed>,
    pub outlets: Table<Outlet>,
    pub parts: Table<Small>,
    pub events: Table<Event>,
    /// The words with which entries begin, and in which tables: most words of a text are in none.
    firsts: ByFold<Begins>,
}

/// In which tables entries begin with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) struct Begins(u16);

impl Begins {
    pub const VERB: Self = Self(1);
    pub const OPENER: Self = Self(2);
    pub const RECORD: Self = Self(4);
    pub const NOUN: Self = Self(8);
    pub const PERSON: Self = Self(16);
    pub const OUTLET: Self = Self(32);
    pub const PART: Self = Self(64);
    pub const EVENT: Self = Self(128);
    /// Since, within.
    pub const TIME_OPENER: Self = Self(256);
    /// Words of time.
    pub const TIME_WORD: Self = Self(512);
    /// Words of dates, and those before them.
    pub const DATE: Self = Self(1_024);
    /// Days, weeks.
    pub const UNIT: Self = Self(2_048);

    /// Whether one of the tables is meant.
    pub fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

impl SourceWords {
    pub(super) fn read(sections: &mut Sections) -> Result<Self, LexiconError> {
        let mut words = Self {
            verbs: sections.table("reporting verbs")?,
            not_verbs: sections.table("not reporting")?,
            openers: sections.table("attribution openers")?,
            records: sections.table("nouns of records")?,
            nouns: sections.table("source nouns")?,
            states: sections.table("states")?,
            persons: sections.table("persons")?,
            bodies: sections.table("general forms")?,
            outlets: sections.table("outlets")?,
            parts: sections.table("parts of speech")?,
            events: sections.table("event nouns")?,
            firsts: ByFold::default(),
        };
        words.firsts = words.beginnings();
        Ok(words)
    }

    /// In which tables entries begin with a word.
    pub fn begins(&self, word: &Lower<'_>) -> Begins {
        self.firsts.get(&word.fold()).copied().unwrap_or_default()
    }

    /// Adds words that are looked for in the same pass.
    pub(super) fn also_begin(&mut self, words: impl IntoIterator<Item = Fold>, kind: Begins) {
        for word in words {
            self.firsts.entry(word).or_default().0 |= kind.0;
        }
    }

    fn beginnings(&self) -> ByFold<Begins> {
        let mut all: ByFold<Begins> = ByFold::default();
        let mut add = |words: Vec<Fold>, table: Begins| {
            for word in words {
                all.entry(word).or_default().0 |= table.0;
            }
        };
        add(self.verbs.firsts(), Begins::VERB);
        add(self.openers.firsts(), Begins::OPENER);
        add(self.records.firsts(), Begins::RECORD);
        add(self.nouns.firsts(), Begins::NOUN);
        add(self.persons.firsts(), Begins::PERSON);
        add(self.outlets.firsts(), Begins::OUTLET);
        add(self.parts.firsts(), Begins::PART);
        add(self.events.firsts(), Begins::EVENT);
        all
    }
}

/// The words of times.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct TimeWords {
    pub words: Table<TimeWord>,
    pub openers: Table<TimeOpener>,
}

impl TimeWords {
    pub(super) fn read(sections: &mut Sections) -> Result<Self, LexiconError> {
        Ok(Self { words: sections.table("time words")?, openers: sections.table("time openers")? })
    }
}
