//! What words are to the detector of figures: cues of an outcome, people, grammar.

use super::table::Label;
use crate::model::figure::{Outcome, SexAge, Status};

/// How a word of an outcome is tied to the people it befalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) enum Class {
    /// A verb whose object they are: kills twelve.
    Active,
    /// A past form, passive or active: twelve were killed, killed twelve.
    Past,
    /// Said of them: twelve dead.
    State,
    /// What they did: twelve died.
    Dies,
    /// Counted itself: twelve deaths.
    Noun,
    /// Takes them after "of": the murder of twelve.
    Act,
    /// A count: the toll passes twelve.
    Toll,
    /// A verb whose object are lives: claimed twelve lives.
    Lives,
    /// Tells of the people of a place: home to twelve.
    Population,
}

/// A word of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) struct Cue {
    /// How it is tied to the people.
    pub class: Class,
    /// What it says happened.
    pub outcome: Outcome,
}

/// What a noun tells of the people it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) enum People {
    /// That they are people.
    Person,
    /// What they are.
    Status(Status),
    /// Their sex or age.
    SexAge(SexAge),
    /// That they are others than those named before.
    Other,
}

impl Label for People {
    fn read(name: &str) -> Option<Self> {
        let status = Status::from_name(name).map(Self::Status);
        status.or_else(|| SexAge::from_name(name).map(Self::SexAge)).or(match name {
            "person" | "patient" => Some(Self::Person),
            "other" => Some(Self::Other),
            _ => None,
        })
    }
}

/// What a small word does in a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) enum Part {
    /// Nothing known: a noun, an adjective, a name.
    #[default]
    Other,
    /// A form of "be", which makes a passive.
    Be,
    /// A form of "have".
    Have,
    /// Would, could, may.
    Modal,
    /// Not, no, denied.
    Negative,
    /// To.
    To,
    /// Of.
    Of,
    /// By, before who did it.
    By,
    /// And, or, as well as.
    And,
    /// Opens a part of those counted: including.
    Including,
    /// In, at, near.
    Preposition,
    /// Begins another clause: when, after.
    Subordinate,
    /// Who, that, which.
    Relative,
    /// May stand anywhere about a verb.
    Adverb,
    /// The, his, another.
    Determiner,
    /// It, they.
    Pronoun,
    /// Said, reported.
    Say,
    /// Another verb in a finite form.
    Verb,
    /// A comma, a dash or a bracket.
    Comma,
    /// The end of a clause: a semicolon, a colon, a blank line.
    Stop,
}

impl Label for Part {
    fn read(name: &str) -> Option<Self> {
        const NAMES: &[(&str, Part)] = &[
            ("be", Part::Be),
            ("have", Part::Have),
            ("modal", Part::Modal),
            ("negative", Part::Negative),
            ("to", Part::To),
            ("of", Part::Of),
            ("by", Part::By),
            ("and", Part::And),
            ("including", Part::Including),
            ("preposition", Part::Preposition),
            ("subordinate", Part::Subordinate),
            ("relative", Part::Relative),
            ("adverb", Part::Adverb),
            ("determiner", Part::Determiner),
            ("pronoun", Part::Pronoun),
            ("say", Part::Say),
            ("verb", Part::Verb),
        ];
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
    }
}

/// The label of a section whose words are all of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) struct Listed;

impl Label for Listed {
    fn read(name: &str) -> Option<Self> {
        matches!(name, "plain" | "thing" | "idiom").then_some(Self)
    }
}
