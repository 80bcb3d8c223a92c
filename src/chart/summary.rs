//! What a chart must know of many reports at once, so that it need not go through them for each frame.

use crate::model::date::Day;
use crate::model::figure::Qualifier;

use super::panels::is_held_out;
use super::report::Report;

/// What is known of some reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// How many they are.
    pub(super) count: usize,
    /// The first and last day that they cover, windows included.
    pub(super) extent: Option<(Day, Day)>,
    /// The hedges that occur, a bit for each, the first for none coded.
    hedges: u32,
    /// How many are held out of series, their outcome being open.
    pub(super) held_out: usize,
    /// Whether a date leaves days open.
    pub(super) inexact: bool,
    /// Whether a mark covers more than its day and its number.
    pub(super) wide: bool,
    /// Whether a number is one that the dossier's rule gives to vague words.
    pub(super) by_rule: bool,
    /// Whether analysts code one differently.
    pub(super) disputed: bool,
    /// Whether a count stands below the one before it.
    pub(super) falls: bool,
    /// Whether a line joins some of them.
    pub(super) joins: bool,
}

impl Summary {
    /// What is known of some reports that no line joins.
    pub(super) fn of<'a>(reports: impl Iterator<Item = &'a Report>) -> Self {
        let mut all = Self::default();
        reports.for_each(|report| all.add(report));
        all
    }

    fn add(&mut self, report: &Report) {
        self.count += 1;
        self.extent = joined(self.extent, extent(report));
        self.hedges |= if report.value.is_some() { bit(report.qualifier) } else { 0 };
        self.by_rule |= report.value.is_none() && report.assumed.is_some();
        self.held_out += usize::from(is_held_out(report.outcome));
        self.inexact |= report.as_of.earliest != report.as_of.latest;
        self.wide |= report.upper.is_some() || report.days() != report.day().map(|day| (day, day));
        self.disputed |= !report.disputed.is_empty();
    }

    /// What is known of these and others together.
    pub(super) fn with(&mut self, other: &Self) {
        self.count += other.count;
        self.extent = joined(self.extent, other.extent);
        self.hedges |= other.hedges;
        self.held_out += other.held_out;
        self.inexact |= other.inexact;
        self.wide |= other.wide;
        self.by_rule |= other.by_rule;
        self.disputed |= other.disputed;
        self.falls |= other.falls;
        self.joins |= other.joins;
    }

    /// Whether a hedge occurs; `None` is a hedge that is not coded.
    pub(super) fn uses(&self, hedge: Option<Qualifier>) -> bool {
        self.hedges & bit(hedge) != 0
    }
}

/// The days that a report covers, a window's included.
pub(super) fn extent(report: &Report) -> Option<(Day, Day)> {
    let (first, last) = report.days()?;
    let back = i32::try_from(report.hours().unwrap_or(0).div_ceil(24)).unwrap_or(0);
    Some((Day(first.0.saturating_sub(back)), last))
}

pub(super) fn joined(a: Option<(Day, Day)>, b: Option<(Day, Day)>) -> Option<(Day, Day)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

fn bit(hedge: Option<Qualifier>) -> u32 {
    let place = hedge.and_then(|hedge| Qualifier::ALL.iter().position(|known| *known == hedge));
    1 << place.map_or(0, |place| place + 1)
}
