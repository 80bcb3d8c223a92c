//! The words of attributions and of times, as their lists label them.

use super::source::{LexiconError, Sections};
use super::table::{Label, Table};
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
}

impl SourceWords {
    pub(super) fn read(sections: &mut Sections) -> Result<Self, LexiconError> {
        Ok(Self {
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
        })
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
