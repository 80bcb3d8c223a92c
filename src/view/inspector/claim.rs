//! The typed parts of a dated claim, shared by figures and articles.
//!
//! Pure: knows the model only.

use super::entered::{self, Refused};
use crate::model::{DateClaim, Day};

/// A part of a dated claim that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The first possible day.
    Earliest,
    /// The last possible day.
    Latest,
    /// The likeliest day.
    Best,
    /// The reason in the analyst's words.
    Note,
}

impl DatePart {
    /// Every part, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Earliest, Self::Latest, Self::Best, Self::Note];

    /// The label beside the field.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Earliest => "Earliest",
            Self::Latest => "Latest",
            Self::Best => "Best guess",
            Self::Note => "Reason",
        }
    }

    /// What the field holds.
    pub fn about(self) -> &'static str {
        match self {
            Self::Earliest => "The first possible day. Leave it open where the text does not say.",
            Self::Latest => "The last possible day. Leave it open where the text does not say.",
            Self::Best => "The likeliest day between the two, where you can argue for one.",
            Self::Note => "Why these days, in your own words.",
        }
    }

    /// The day that the part holds; none for the note.
    pub fn day(self, claim: &DateClaim) -> Option<Day> {
        match self {
            Self::Earliest => claim.earliest,
            Self::Latest => claim.latest,
            Self::Best => claim.best,
            Self::Note => None,
        }
    }

    /// The part as it is typed.
    pub fn text(self, claim: &DateClaim) -> String {
        match self {
            Self::Note => claim.note.clone(),
            _ => self.day(claim).map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// Puts what was typed into a claim.
    ///
    /// # Errors
    /// Refuses what is not a day, and leaves the claim as it was.
    pub fn write(self, claim: &mut DateClaim, text: &str) -> Result<(), Refused> {
        match self {
            Self::Earliest => claim.earliest = entered::day(text)?,
            Self::Latest => claim.latest = entered::day(text)?,
            Self::Best => claim.best = entered::day(text)?,
            Self::Note => text.trim().clone_into(&mut claim.note),
        }
        Ok(())
    }
}

/// The only day that is set, where exactly one end is: it can be made the whole claim.
pub fn lone_end(claim: &DateClaim) -> Option<Day> {
    match (claim.earliest, claim.latest) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        _ => None,
    }
}

/// A claim, or nothing where nothing is left in it.
pub fn unless_empty(claim: DateClaim) -> Option<DateClaim> {
    (claim != DateClaim::default()).then_some(claim)
}

/// What is wrong with the order of the days, in one sentence.
pub fn unsound(claim: &DateClaim) -> Option<&'static str> {
    if claim.is_sound() {
        return None;
    }
    let crossed = claim.earliest.zip(claim.latest).is_some_and(|(earliest, latest)| earliest > latest);
    Some(if crossed {
        "The earliest day is after the latest."
    } else {
        "The best guess lies outside the earliest and latest days."
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Basis;

    #[test]
    fn a_day_that_cannot_be_read_leaves_the_claim_alone() {
        let mut claim = DateClaim::default();
        DatePart::Latest.write(&mut claim, "6 Feb 2024").unwrap();
        let was = claim.clone();
        assert!(DatePart::Latest.write(&mut claim, "soon").is_err());
        assert_eq!(claim, was);
        assert_eq!(DatePart::Latest.text(&claim), "2024-02-06");
        assert_eq!(lone_end(&claim), Day::new(2024, 2, 6));
    }

    #[test]
    fn emptying_every_part_unsets_the_claim() {
        let mut claim = DateClaim { note: "why".into(), ..DateClaim::default() };
        assert!(unless_empty(claim.clone()).is_some());
        for part in DatePart::ALL {
            part.write(&mut claim, " ").unwrap();
        }
        assert_eq!(unless_empty(claim), None);
    }

    #[test]
    fn days_out_of_order_are_pointed_out() {
        let day = |d| Day::new(2024, 2, d);
        let claim = DateClaim::between(day(7), day(6), Basis::Stated);
        assert_eq!(unsound(&claim), Some("The earliest day is after the latest."));
        let claim = DateClaim { best: day(9), ..DateClaim::between(day(6), day(7), Basis::Stated) };
        assert!(unsound(&claim).unwrap().starts_with("The best guess"));
        assert_eq!(unsound(&DateClaim::between(day(6), day(7), Basis::Stated)), None);
    }
}
