//! What the detector had proposed, kept beside what an analyst made of it.

use serde::{Deserialize, Deserializer, Serialize};

use super::figure::Figure;
use super::vocabulary::vocabulary;

vocabulary! {
    /// The part of a suggestion that a rule of the detector read.
    pub enum Part {
        /// The number itself.
        Number = "number",
        /// The hedge.
        Hedge = "hedge",
        /// What happened.
        Outcome = "outcome",
        /// Who is counted.
        Counted = "who is counted",
        /// How the text puts it forward.
        Modality = "modality",
        /// Who says so.
        Source = "who says so",
        /// What time it counts over.
        Time = "time scope",
        /// As of when.
        AsOf = "as of",
        /// Where.
        Place = "place",
    }
}

impl Part {
    /// The names of the fields of a figure that this part fills.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["span", "number", "form", "value", "upper", "fraction"],
            Self::Hedge => &["qualifier"],
            Self::Outcome => &["outcome", "outcome_as_stated"],
            Self::Counted => &["unit", "victims", "status", "sex_age"],
            Self::Modality => &["modality"],
            Self::Source => &["attribution"],
            Self::Time => &["scope", "scope_words"],
            Self::AsOf => &["as_of"],
            Self::Place => &["place"],
        }
    }
}

/// A rule of the detector that a suggestion rested on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// What it read.
    pub part: Part,
    /// Its lasting name: `outcome.passive`.
    pub name: String,
}

/// The figure as the detector proposed it, and what that rested on. Edits of the figure never change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The machine's values. It has no suggestion of its own.
    #[serde(deserialize_with = "bare")]
    pub figure: Figure,
    /// How sure the detector was, in percent.
    pub percent: u8,
    /// The rules, each once, in the order in which they were told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

impl Suggested {
    /// What was proposed, kept for good.
    pub fn new(figure: Figure, percent: u8, rules: Vec<Rule>) -> Self {
        Self { figure: Figure { suggested: None, ..figure }, percent, rules }
    }
}

/// Reads a figure without what it may hold of a suggestion: one is kept in the other once only.
fn bare<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Figure, D::Error> {
    let figure = Figure::deserialize(deserializer)?;
    Ok(Figure { suggested: None, ..figure })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::Method;
    use crate::model::{ArticleId, Span, TextHash};

    fn figure() -> Figure {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(1) };
        Figure::new(Span::in_text(article, "six", 0..3).unwrap(), Method::Accepted)
    }

    #[test]
    fn a_suggestion_is_kept_once_however_a_file_nests_it() {
        let rule = Rule { part: Part::Number, name: "number.words".into() };
        let inner = Suggested::new(figure(), 91, vec![rule]);
        let nested = Figure { suggested: Some(Box::new(inner.clone())), ..figure() };
        assert_eq!(Suggested::new(nested.clone(), 91, inner.rules.clone()), inner);
        let twice = Suggested { figure: nested, ..inner.clone() };
        let written = ron::to_string(&twice).unwrap();
        assert_eq!(ron::from_str::<Suggested>(&written).unwrap(), inner);
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let written = ron::to_string(&Suggested::new(figure(), 1, Vec::new())).unwrap();
        let (before, after) = written.split_once("method:Accepted").unwrap();
        let open = format!("{before}method:Accepted,suggested:Some(");
        let deep = format!("{}{written}{}", open.repeat(5000), format!("){after}").repeat(5000));
        assert!(ron::from_str::<Suggested>(&deep).is_err());
    }

    #[test]
    fn every_part_names_fields_of_a_figure() {
        let item = crate::model::Item::Figure(Box::new(figure()));
        let known: Vec<&str> = item.fields().iter().map(|field| field.name).collect();
        for name in Part::ALL.iter().flat_map(|part| part.fields()) {
            assert!(known.contains(name), "{name}");
        }
    }
}
