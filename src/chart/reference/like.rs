//! Which series counts what a report counts.

use crate::model::figure::ScopeKind;

use super::super::report::Report;
use super::Known;

/// How many things agree where the length of the report's window alone is not known.
pub(super) const BUT_LENGTH: u8 = 9;

/// Whether a series counts what a report counts; else how many things agreed before one did not, and why.
///
/// Outcome and time scope must be set and the same. Population and source may be left open on one side,
/// but must not differ, and one of them must agree.
pub(super) fn like(report: &Report, known: &Known) -> Result<(), (u8, String)> {
    let Some(series) = known.series() else { return Err((0, String::new())) };
    let Some((outcome, counted)) = report.outcome.zip(series.outcome) else {
        return Err((0, "what happened to the people counted is not set".to_owned()));
    };
    if outcome != counted {
        return Err((1, format!("the series counts people {}", counted.label())));
    }
    let Some((scope, over)) = report.scope_kind().zip(series.scope) else {
        return Err((2, "the time scope is not set".to_owned()));
    };
    if scope != over {
        return Err((3, format!("the series is {}, the figure {}", over.label(), scope.label())));
    }
    if report.is_part() {
        return Err((5, "the figure counts a part of the people of the series".to_owned()));
    }
    who(report, known, series.population.as_deref())?;
    if scope == ScopeKind::Window && report.hours().is_none() {
        return Err((BUT_LENGTH, "the length of the figure's window is not set".to_owned()));
    }
    Ok(())
}

fn who(report: &Report, known: &Known, population: Option<&str>) -> Result<(), (u8, String)> {
    let populations = report.population.as_deref().zip(population);
    if let Some((counted, of_series)) = populations.filter(|(a, b)| !same(a, b)) {
        return Err((6, format!("the series counts {of_series}, the figure {counted}")));
    }
    let sources = report.source.as_deref().zip(Some(known.source.as_str()).filter(|it| !it.is_empty()));
    if let Some((says, of_series)) = sources.filter(|(a, b)| !same(a, b)) {
        return Err((
            7,
            format!(
                "the series gives the numbers of {of_series}, the figure those of {says}; name both alike if they are one source"
            ),
        ));
    }
    if populations.is_none() && sources.is_none() {
        return Err((8, "neither population nor source of the figure is set".to_owned()));
    }
    Ok(())
}

fn same(a: &str, b: &str) -> bool {
    let fold = |text: &str| text.trim().replace('’', "'").to_lowercase();
    fold(a) == fold(b)
}
