//! What a suggestion holds, and how it becomes a figure once a person accepts it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::DateClaim;
use crate::model::Day;
use crate::model::figure::{
    Figure, Form, Fraction, Link, Method, Modality, NamedPlace, Outcome, Qualifier, Role, Scope, SexAge,
    SourceClass, Status, Strength,
};
use crate::model::id::ArticleId;
use crate::model::span::{Span, Words};

/// A figure of people that the words of a text report, as the detector reads them. Every range is in
/// bytes of the text and lies on characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Hedge, number and scale.
    pub span: Range<usize>,
    /// The bare number with its scale; none of a quantifier.
    pub number: Option<Range<usize>>,
    /// The counted noun beside the number.
    pub unit: Option<Range<usize>>,
    /// How the number is written.
    pub form: Form,
    /// In people; the lower end of a range; none of vague words.
    pub value: Option<u64>,
    /// The upper end of a range, in people.
    pub upper: Option<u64>,
    /// The part and its stated whole.
    pub fraction: Option<Fraction>,
    /// The hedge.
    pub qualifier: Qualifier,
    /// What happened to the people counted.
    pub outcome: Outcome,
    /// The words that say so.
    pub outcome_words: Range<usize>,
    /// How the text puts the figure forward.
    pub modality: Modality,
    /// Who is counted, with what describes them: `Hamas fighters`.
    pub counted: Option<Range<usize>>,
    /// Their status, as the text gives it.
    pub status: Option<Status>,
    /// Their sex or age, as the text gives it.
    pub sex_age: Option<SexAge>,
    /// Where, as the text names it.
    pub place: Option<Range<usize>>,
    /// The time that it counts over.
    pub time: Option<Time>,
    /// As of when it stands.
    #[serde(with = "whole_claim")]
    pub as_of: Option<DateClaim>,
    /// Who says so: the head of the chain first.
    pub sources: Vec<Source>,
    /// How sure the detector is, in percent: of a hundred suggestions at 90, ninety are right.
    pub percent: u8,
    /// What it rests on, in the order in which it is told.
    pub reasons: Vec<Reason>,
}

/// The time that a figure counts over, as the words say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The kind, with its details.
    pub scope: Scope,
    /// The words that say so.
    pub words: Option<Range<usize>>,
    /// The first day counted, where words and dates give it.
    pub start: Option<Day>,
    /// The last day counted.
    pub end: Option<Day>,
}

/// A source that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it does with the number.
    pub role: Role,
    /// Its name: `Gaza's health ministry`.
    pub name: Range<usize>,
    /// The whole attribution: `according to Gaza's health ministry`.
    pub words: Range<usize>,
    /// The reporting verb as printed: `said`; none of `according to`.
    pub verb: Option<Range<usize>>,
    /// Its kind, where the words show it.
    pub class: Option<SourceClass>,
    /// How closely the figure is tied to it.
    pub strength: Strength,
}

/// One thing that a suggestion rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What the words were read as.
    pub said: Said,
    /// The words, in bytes of the text.
    pub words: Range<usize>,
    /// The rule that read them so, by its lasting name: `outcome.passive`, `time.window`.
    pub rule: String,
}

/// What words of a text were read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The number.
    Number,
    /// The hedge.
    Hedge(Qualifier),
    /// What happened.
    Outcome(Outcome),
    /// Who is counted.
    Counted,
    /// How the text puts it forward.
    Modality(Modality),
    /// Who says so.
    Source(Role),
    /// What time it counts over.
    Time,
    /// As of when.
    AsOf,
    /// Where.
    Place,
}

/// Writes every part of a claim, open or not: formats that name no fields cannot leave one out.
mod whole_claim {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::{Basis, DateClaim, Day};

    type Parts<N> = (Option<Day>, Option<Day>, Option<Day>, Vec<Basis>, N);

    pub(super) fn serialize<S: Serializer>(claim: &Option<DateClaim>, to: S) -> Result<S::Ok, S::Error> {
        let parts = claim.as_ref().map(|DateClaim { earliest, latest, best, basis, note }| {
            (*earliest, *latest, *best, basis.clone(), note.as_str())
        });
        parts.serialize(to)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Option<DateClaim>, D::Error> {
        let parts = Option::<Parts<String>>::deserialize(from)?;
        Ok(parts.map(|(earliest, latest, best, basis, note)| DateClaim {
            earliest,
            latest,
            best,
            basis,
            note,
        }))
    }
}

impl Suggestion {
    /// Who says or compiles the figure; an outlet that only relays it is not its source.
    pub fn head_source(&self) -> Option<&Source> {
        super::source::head(&self.sources)
    }

    /// The reasons in words: `number 27,585 · hedge “at least” · “deaths” → killed`.
    pub fn explained(&self, text: &str) -> String {
        let parts: Vec<String> = self.reasons.iter().map(|reason| reason.told(text)).collect();
        parts.join(" · ")
    }

    /// The figure that the suggestion would be once accepted; none where it is not of this text.
    pub fn figure(&self, article: ArticleId, text: &str) -> Option<Figure> {
        let words = |range: &Option<Range<usize>>| range.clone().and_then(|range| Words::pick(text, range));
        let mut figure = Figure::new(Span::in_text(article, text, self.span.clone())?, Method::Accepted);
        figure.number = words(&self.number);
        figure.unit = words(&self.unit);
        figure.form = Some(self.form);
        figure.value = self.value;
        figure.upper = self.upper;
        figure.fraction = self.fraction;
        figure.qualifier = Some(self.qualifier);
        figure.outcome = Some(self.outcome);
        figure.outcome_as_stated = Words::pick(text, self.outcome_words.clone());
        figure.modality = Some(self.modality);
        figure.scope = self.time.as_ref().map(|time| time.scope.clone());
        figure.scope_words = self.time.as_ref().and_then(|time| words(&time.words));
        figure.as_of = self.as_of.clone();
        // A noun that names what happened, such as deaths, names nobody.
        let names_people = |at: &Range<usize>| *at != self.outcome_words;
        figure.victims = words(&self.counted.clone().filter(names_people));
        figure.status = self.status;
        figure.sex_age = self.sex_age;
        figure.place = self
            .place
            .clone()
            .and_then(|at| text.get(at))
            .map(|name| NamedPlace { name: name.to_owned(), precision: None });
        figure.attribution = Some(self.sources.iter().filter_map(|source| source.link(text)).collect());
        Some(figure)
    }
}

impl Source {
    fn link(&self, text: &str) -> Option<Link> {
        let name = text.get(self.name.clone())?.to_owned();
        let pick = |range: Range<usize>| Words::pick(text, range);
        Some(Link {
            role: self.role,
            name,
            class: self.class,
            words: pick(self.words.clone()),
            verb: self.verb.clone().and_then(pick),
        })
    }
}

impl Reason {
    /// Whether it is a number that has no value: several, dozens.
    fn is_vague(&self) -> bool {
        matches!(self.rule.as_str(), "number.vague" | "number.quantifier")
    }

    /// The reason in words: `hedge “at least”`.
    pub fn told(&self, text: &str) -> String {
        let words = text.get(self.words.clone()).unwrap_or_default();
        match self.said {
            Said::Number if self.is_vague() => format!("quantity “{words}”"),
            Said::Number => format!("number {words}"),
            Said::Hedge(_) => format!("hedge “{words}”"),
            Said::Outcome(outcome) => format!("“{words}” → {}", outcome.label()),
            Said::Counted => format!("counted “{words}”"),
            Said::Modality(modality) => format!("“{words}” → {}", modality.label()),
            Said::Source(role) => format!("“{words}” → {}", role.label()),
            Said::Time => format!("time “{words}”"),
            Said::AsOf => format!("as of “{words}”"),
            Said::Place => format!("place “{words}”"),
        }
    }
}
