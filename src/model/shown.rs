//! The values of fields in plain words, for history, disputes and tooltips.

use std::collections::{BTreeMap, BTreeSet};

use super::date::{Basis, DateClaim, Day};
use super::figure::{
    Confidence, Form, Fraction, Link, Method, Modality, NamedPlace, Outcome, Qualifier, Scope, ScopeKind,
    SexAge, Status, Verification,
};
use super::id::{ArticleId, ItemId};
use super::item::{About, Policy, ReferenceRow, RelationKind, VaguePolicy};
use super::look::Look;
use super::span::{Span, Words};

/// A value that can be shown in plain words.
pub trait Shown {
    /// The value in plain words, on one line.
    fn shown(&self) -> String;
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> String {
        self.as_ref().map_or_else(|| "not set".to_owned(), Shown::shown)
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> String {
        let each: Vec<String> = self.iter().map(Shown::shown).collect();
        if each.is_empty() { "none".to_owned() } else { each.join("; ") }
    }
}

impl Shown for String {
    fn shown(&self) -> String {
        if self.is_empty() { "empty".to_owned() } else { self.replace('\n', " ") }
    }
}

impl<T: Shown> Shown for BTreeSet<T> {
    fn shown(&self) -> String {
        let each: Vec<String> = self.iter().map(Shown::shown).collect();
        if each.is_empty() { "none".to_owned() } else { each.join(", ") }
    }
}

impl<T: Shown> Shown for BTreeMap<String, T> {
    fn shown(&self) -> String {
        let each: Vec<String> = self.iter().map(|(key, value)| format!("{key}: {}", value.shown())).collect();
        if each.is_empty() { "none".to_owned() } else { each.join(", ") }
    }
}

impl Shown for Look {
    fn shown(&self) -> String {
        let filter = &self.filter;
        let mut parts = vec![format!("by {}", self.split.label())];
        let mut add = |is_set: bool, words: String| parts.extend(is_set.then_some(words));
        add(!filter.outcomes.is_empty(), filter.outcomes.shown());
        add(!filter.populations.is_empty(), filter.populations.shown());
        add(!filter.sources.is_empty(), filter.sources.shown());
        add(!filter.scopes.is_empty(), filter.scopes.shown());
        add(!filter.articles.is_empty(), format!("{} articles", filter.articles.len()));
        add(self.logarithmic, "logarithmic".to_owned());
        add(self.known_on.is_some(), format!("as known on {}", self.known_on.shown()));
        add(
            self.first.is_some() || self.last.is_some(),
            format!("{} to {}", self.first.shown(), self.last.shown()),
        );
        parts.join("; ")
    }
}

impl Shown for u8 {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for u32 {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for u64 {
    fn shown(&self) -> String {
        people(*self)
    }
}

impl Shown for Day {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for DateClaim {
    fn shown(&self) -> String {
        let basis: Vec<&str> = self.basis.iter().map(|basis| basis.label()).collect();
        if basis.is_empty() { self.to_string() } else { format!("{self} ({})", basis.join(", ")) }
    }
}

impl Shown for Words {
    fn shown(&self) -> String {
        format!("“{}”", self.text.replace('\n', " "))
    }
}

impl Shown for Span {
    fn shown(&self) -> String {
        let words = format!("“{}”", self.quote.exact.replace('\n', " "));
        match self.rectangle() {
            None => words,
            Some(at) if self.quote.exact.is_empty() => at.to_string(),
            Some(at) => format!("{words} in the {at}"),
        }
    }
}

impl Shown for Scope {
    fn shown(&self) -> String {
        match self {
            Self::Cumulative { since: Some(day) } => format!("cumulative since {day}"),
            Self::Window { hours: Some(hours) } => format!("window of {}", duration(*hours)),
            Self::Incident { event } if !event.is_empty() => format!("incident: {event}"),
            _ => self.kind().label().to_owned(),
        }
    }
}

impl Shown for Link {
    fn shown(&self) -> String {
        format!("{} {}", self.name, self.role.label())
    }
}

impl Shown for Fraction {
    fn shown(&self) -> String {
        format!("{} of every {} of {}", self.parts, self.per, people(self.whole))
    }
}

impl Shown for NamedPlace {
    fn shown(&self) -> String {
        self.name.clone()
    }
}

impl Shown for ItemId {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for ArticleId {
    fn shown(&self) -> String {
        self.path.clone()
    }
}

impl Shown for About {
    fn shown(&self) -> String {
        match self {
            Self::Dossier => "the dossier".to_owned(),
            Self::Article(article) => article.path.clone(),
            Self::Item(item) => item.to_string(),
        }
    }
}

impl Shown for ReferenceRow {
    fn shown(&self) -> String {
        format!("{} {}", self.day, people(self.value))
    }
}

impl Shown for Policy {
    fn shown(&self) -> String {
        match self.vague {
            VaguePolicy::Own => format!("the dossier's own: {}", self.own.shown()),
            other => other.label().to_owned(),
        }
    }
}

/// Vocabularies are shown by their labels.
macro_rules! shown_by_label {
    ($($name:ty),*) => {$(
        impl Shown for $name {
            fn shown(&self) -> String {
                self.label().to_owned()
            }
        }
    )*};
}

shown_by_label!(
    Basis,
    Confidence,
    Form,
    Method,
    Modality,
    Outcome,
    Qualifier,
    RelationKind,
    ScopeKind,
    SexAge,
    Status,
    VaguePolicy,
    Verification
);

/// A number of people with thousands grouped: `27,585`.
pub fn people(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A duration in the words of a report: `24 hours`, `4 days`.
pub fn duration(hours: u32) -> String {
    match hours {
        1 => "1 hour".to_owned(),
        24 | 48 | 72 => format!("{hours} hours"),
        _ if hours > 0 && hours.is_multiple_of(24) => format!("{} days", hours / 24),
        _ => format!("{hours} hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let shown: Vec<String> = [0, 107, 1160, 27_585, 1_500_000].map(people).into();
        assert_eq!(shown, ["0", "107", "1,160", "27,585", "1,500,000"]);
    }

    #[test]
    fn durations_read_as_reports_write_them() {
        assert_eq!(duration(24), "24 hours");
        assert_eq!(duration(96), "4 days");
        assert_eq!(duration(30), "30 hours");
    }

    #[test]
    fn an_unset_field_says_so() {
        assert_eq!(None::<u64>.shown(), "not set");
        assert_eq!(Vec::<Link>::new().shown(), "none");
    }
}
