//! Who is counted: the status, sex and age that the nouns of a figure tell.

use std::ops::Range;

use crate::detect::lexicon::People;
use crate::model::figure::{SexAge, Status};

use super::scan::Scan;

/// What the words tell of those counted.
#[derive(Default)]
pub(super) struct Victims {
    /// Their status.
    pub status: Option<Status>,
    /// Their sex or age.
    pub sex_age: Option<SexAge>,
}

/// Reads the nouns of a figure; several that differ make a mixed group.
pub(super) fn of(scan: &Scan<'_>, noun: Option<&Range<usize>>) -> Victims {
    let mut victims = Victims::default();
    for people in noun.into_iter().flat_map(|noun| scan.people[noun.clone()].iter().flatten()) {
        match people {
            People::Status(status) => victims.status = merged(victims.status, *status, Status::Mixed),
            People::SexAge(sex_age) => victims.sex_age = merged(victims.sex_age, *sex_age, SexAge::Mixed),
            People::Person | People::Other => {}
        }
    }
    if noun.is_some_and(|noun| noun.clone().any(|at| scan.line.is(at, "civilian")))
        && victims.status.is_none()
    {
        victims.status = Some(Status::Civilian);
    }
    victims
}

fn merged<T: PartialEq>(known: Option<T>, next: T, mixed: T) -> Option<T> {
    match known {
        Some(known) if known != next => Some(mixed),
        _ => Some(next),
    }
}
