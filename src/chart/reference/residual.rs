//! How far a report stands from the series that are like it: `+0`, `1 day behind`, `2 % above`.
//!
//! Never right or wrong: both may be copies of one bulletin, at different times.

use crate::model::date::{Basis, Day};
use crate::model::figure::ScopeKind;
use crate::model::shown::people;
use crate::model::{ItemId, item::ReferenceRow};

use super::super::report::Report;
use super::like::like;
use super::reading::allows;
use super::{Known, References, named};

/// Days looked at either side for the report's number.
const NEAR: i32 = 14;
/// A longer interval of as-of days is compared at its own day only.
const LONGEST: i32 = 62;
/// Versions of one series differ by up to one in this many, as those of a daily bulletin were seen to
/// (25 days of 83 versions; domain notes on reference series).
const VINTAGES: u64 = 1000;

/// Where a report stands beside a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// The series has what the report says, hedge included.
    Level,
    /// The series stands so many people lower (positive) or higher, no further than its versions differ.
    Within(i64),
    /// The series had the report's number so many days before the report's day.
    Behind(i32),
    /// The series had the report's number so many days after.
    Ahead(i32),
    /// The report is so many percent above the series, below where negative.
    Percent(f64),
    /// The series has no report for that day.
    NoReport,
    /// The report has no day.
    Undated,
    /// The report's day was taken from a reference series, so that a comparison would run in a circle.
    DatedByIt,
}

/// How a report stands to one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Residual {
    /// The series.
    pub series: ItemId,
    /// The series as sentences name it.
    pub name: String,
    /// Where the report stands.
    pub standing: Standing,
    /// The day and number of the series that it was laid beside.
    pub against: Option<(Day, u64)>,
}

/// What stands where no series is like a report.
pub const NO_SERIES: &str = "no series";

impl Standing {
    /// In a few words.
    pub fn short(self) -> String {
        let days = |days: i32| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match self {
            Self::Level => "+0".to_owned(),
            Self::Within(people) => {
                format!("{people:+}, within 0.1 % (versions of a series differ by as much)")
            }
            Self::Behind(by) => format!("{} behind", days(by)),
            Self::Ahead(by) => format!("{} ahead", days(by)),
            Self::Percent(percent) => {
                let size = percent.abs();
                let size = if size < 0.95 { format!("{size:.1}") } else { people(size.round() as u64) };
                format!("{size} % {}", if percent < 0.0 { "below" } else { "above" })
            }
            Self::NoReport => "no report that day in the series".to_owned(),
            Self::Undated => "no date to compare at".to_owned(),
            Self::DatedByIt => "dated by this series: not compared".to_owned(),
        }
    }
}

impl Residual {
    /// In one clause: where it stands, the number of the series, and which series.
    pub fn sentence(&self) -> String {
        let against = self.against.map(|(day, value)| format!(" ({} on {})", people(value), day.long()));
        format!("{}: {}{}", self.standing.short(), self.name, against.unwrap_or_default())
    }
}

/// The shortest words for some residuals: those of the latest version.
pub(super) fn words(residuals: &[Residual]) -> String {
    residuals.first().map_or_else(|| NO_SERIES.to_owned(), |residual| residual.standing.short())
}

/// How a report stands to each series that is like it, the latest retrieved first.
pub(super) fn residuals(report: &Report, references: &References) -> Vec<Residual> {
    if report.value.is_none() {
        return Vec::new();
    }
    let alike = references.all().iter().filter(|known| like(report, known).is_ok());
    alike.filter_map(|known| residual(report, known)).collect()
}

fn residual(report: &Report, known: &Known) -> Option<Residual> {
    let series = known.series()?;
    let (standing, against) = if report.as_of.basis.contains(&Basis::ReferenceMatch) {
        (Standing::DatedByIt, None)
    } else {
        match report.days().zip(report.day()) {
            None => (Standing::Undated, None),
            Some((days, day)) => standing(report, known, days, day),
        }
    };
    Some(Residual { series: known.id, name: named(series), standing, against })
}

fn standing(
    report: &Report,
    known: &Known,
    (first, last): (Day, Day),
    day: Day,
) -> (Standing, Option<(Day, u64)>) {
    let of = |row: &ReferenceRow| Some((row.day, row.value));
    let row = |day: Day| known.on(day).filter(|row| row.reported && same_window(report, known, row));
    let is_long = last.0.saturating_sub(first.0) > LONGEST;
    let days = if is_long { day.0..=day.0 } else { first.0..=last.0 };
    if let Some(row) = days.clone().find_map(|it| row(Day(it)).filter(|row| allows(report, row.value))) {
        return (Standing::Level, of(row));
    }
    let Some(here) = row(day).or_else(|| days.clone().find_map(|it| row(Day(it)))) else {
        return (Standing::NoReport, None);
    };
    if report.scope_kind() == Some(ScopeKind::Cumulative) {
        let at = |by: i32| row(Day(here.day.0.saturating_add(by))).filter(|row| allows(report, row.value));
        for by in 1..=NEAR {
            if let Some(row) = at(-by) {
                return (Standing::Behind(by), of(row));
            }
            if let Some(row) = at(by) {
                return (Standing::Ahead(by), of(row));
            }
        }
    }
    (apart(report, here.value), of(here))
}

/// How far the number itself stands from that of the series.
fn apart(report: &Report, number: u64) -> Standing {
    let value = report.value.unwrap_or(0);
    let nearest = report.upper.filter(|upper| *upper < number).unwrap_or(value);
    let difference = i128::from(nearest) - i128::from(number);
    if difference.unsigned_abs() * u128::from(VINTAGES) <= u128::from(number) {
        return Standing::Within(i64::try_from(difference).unwrap_or(0));
    }
    if number == 0 {
        return Standing::Percent(100.0);
    }
    Standing::Percent(difference as f64 * 100.0 / number as f64)
}

/// Whether a row counts over the same length of time as a report of a window.
fn same_window(report: &Report, known: &Known, row: &ReferenceRow) -> bool {
    report.scope_kind() != Some(ScopeKind::Window)
        || report.hours() == row.hours.or_else(|| known.series().and_then(|series| series.hours))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{add, series};
    use super::*;
    use crate::chart::panels::panels;
    use crate::chart::sample::{Sample, says};
    use crate::model::figure::{Figure, Outcome, Qualifier, Scope, Status};
    use crate::model::{DateClaim, Look};

    const DAYS: [(&str, u64); 5] = [
        ("2024-02-04", 27_365),
        ("2024-02-05", 27_478),
        ("2024-02-06", 27_585),
        ("2024-02-07", 27_708),
        ("2024-02-09", 27_947),
    ];

    fn stands(value: u64, day: &str, change: impl FnOnce(&mut Figure)) -> String {
        let mut sample = Sample::new();
        add(&mut sample, series(ScopeKind::Cumulative, &DAYS));
        add(&mut sample, series(ScopeKind::Window, &[("2024-02-06", 107)]));
        let id = sample.total(value, day, |figure| {
            figure.qualifier = Some(Qualifier::Exact);
            change(figure);
        });
        let panels = panels(&sample.grounds(), &Look::default());
        panels.references.words(panels.report(id).unwrap())
    }

    #[test]
    fn a_report_stands_level_behind_ahead_or_apart() {
        assert_eq!(stands(27_585, "2024-02-06", |_| ()), "+0");
        assert_eq!(stands(27_585, "2024-02-07", |_| ()), "1 day behind");
        assert_eq!(stands(27_365, "2024-02-06", |_| ()), "2 days behind");
        assert_eq!(stands(27_708, "2024-02-06", |_| ()), "1 day ahead");
        assert_eq!(stands(28_137, "2024-02-06", |_| ()), "2 % above");
        assert_eq!(stands(27_450, "2024-02-06", |_| ()), "0.5 % below");
        assert_eq!(
            stands(27_587, "2024-02-06", |_| ()),
            "+2, within 0.1 % (versions of a series differ by as much)"
        );
        assert_eq!(stands(27_800, "2024-02-08", |_| ()), "no report that day in the series");
    }

    #[test]
    fn hedges_are_respected() {
        let hedged =
            |value, qualifier| stands(value, "2024-02-06", |figure| figure.qualifier = Some(qualifier));
        assert_eq!(hedged(27_585, Qualifier::AtLeast), "+0");
        assert_eq!(hedged(27_000, Qualifier::MoreThan), "+0");
        assert_eq!(hedged(27_700, Qualifier::AtLeast), "1 day ahead");
        assert_eq!(hedged(28_000, Qualifier::Almost), "+0");
        assert_eq!(hedged(27_585, Qualifier::LessThan), "1 day behind");
        assert_eq!(hedged(28_000, Qualifier::UpTo), "+0");
        assert_eq!(hedged(30_000, Qualifier::About), "9 % above");
    }

    #[test]
    fn only_like_is_compared_with_like() {
        let day = "2024-02-06";
        assert_eq!(stands(107, day, |figure| figure.scope = Some(Scope::Window { hours: Some(24) })), "+0");
        let other: [fn(&mut Figure); 6] = [
            |figure| figure.scope = Some(Scope::Window { hours: Some(48) }),
            |figure| figure.outcome = Some(Outcome::Injured),
            |figure| figure.scope = Some(Scope::Incident { event: String::new() }),
            |figure| figure.population = Some("people in Israel".into()),
            |figure| figure.attribution = Some(vec![says("Another source")]),
            |figure| figure.status = Some(Status::Police),
        ];
        let said: Vec<String> = other.into_iter().map(|change| stands(27_585, day, change)).collect();
        assert_eq!(said[0], "no report that day in the series");
        assert!(said[1..].iter().all(|words| words == NO_SERIES), "{said:?}");
    }

    #[test]
    fn a_report_dated_by_a_series_is_never_compared_with_one() {
        let claim = |basis| DateClaim::on(Day::new(2024, 2, 6).unwrap(), basis);
        let dated = stands(27_585, "2024-02-06", |figure| figure.as_of = Some(claim(Basis::ReferenceMatch)));
        assert_eq!(dated, "dated by this series: not compared");
        assert_eq!(stands(27_585, "2024-02-06", |figure| figure.as_of = Some(claim(Basis::Analyst))), "+0");
    }

    #[test]
    fn an_interval_is_level_where_any_of_its_days_is() {
        let between =
            |from: &str, to: &str| DateClaim::between(from.parse().ok(), to.parse().ok(), Basis::Inferred);
        let level =
            stands(27_478, "2024-02-06", |figure| figure.as_of = Some(between("2024-02-04", "2024-02-07")));
        assert_eq!(level, "+0");
        let long =
            stands(27_478, "2024-02-06", |figure| figure.as_of = Some(between("1900-01-01", "2024-02-06")));
        assert_eq!(long, "1 day behind");
    }
}
