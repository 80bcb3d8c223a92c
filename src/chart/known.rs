//! The chart as it stood on a day: what had been published by then, so that revisions can be watched.

use crate::model::Day;

use super::report::Report;

/// Where a report stands on a day, by the date of publication of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It had been published.
    Already,
    /// It was published later, or may have been.
    NotYet,
    /// Nobody knows when it was published, so that it cannot be said to have been known.
    Undated,
}

/// Whether a report was known on a day. An article that may have come out later counts as later.
pub fn known(report: &Report, on: Day) -> Known {
    match report.published.latest.or(report.published.best).or(report.published.earliest) {
        None => Known::Undated,
        Some(published) if published <= on => Known::Already,
        Some(_) => Known::NotYet,
    }
}

/// The days on which something new became known, each once, in order: the stops of a slider.
pub fn days<'a>(reports: impl Iterator<Item = &'a Report>) -> Vec<Day> {
    let published = |report: &Report| {
        let claim = &report.published;
        claim.latest.or(claim.best).or(claim.earliest)
    };
    let days: std::collections::BTreeSet<Day> = reports.filter_map(published).collect();
    days.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::report::reports;
    use super::super::sample::Sample;
    use super::*;
    use crate::model::{Basis, DateClaim};

    #[test]
    fn a_report_is_known_once_its_article_is_surely_out() {
        let mut sample = Sample::new();
        sample.total(100, "2024-01-01", |_| ());
        let mut report = reports(&sample.grounds()).remove(0);
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(known(&report, day("2030-01-01")), Known::Undated);
        report.published =
            DateClaim::between(Some(day("2024-01-02")), Some(day("2024-01-04")), Basis::Dateline).into();
        assert_eq!(known(&report, day("2024-01-03")), Known::NotYet);
        assert_eq!(known(&report, day("2024-01-04")), Known::Already);
        assert_eq!(days([&report].into_iter()), [day("2024-01-04")]);
    }
}
