//! The data of a chart as CSV that spreadsheets open rightly: every report, drawn or not, one row each.

use std::sync::Arc;

use crate::model::ItemId;
use crate::model::date::Day;
use crate::model::figure::Bound;

use super::grounds::Grounds;
use super::panels::Panels;
use super::reference::residual::NO_SERIES;
use super::report::sentence;
use super::table::{Row, rows};
use crate::model::shown::Shown;

const COLUMNS: [&str; 31] = [
    "panel",
    "series",
    "flag",
    "figure",
    "article",
    "title",
    "printed",
    "value",
    "upper",
    "low",
    "low_exclusive",
    "high",
    "high_exclusive",
    "qualifier",
    "outcome",
    "outcome_as_stated",
    "modality",
    "population",
    "status",
    "sex_age",
    "place",
    "scope",
    "since",
    "hours",
    "source",
    "source_as_named",
    "attribution",
    "as_of_earliest",
    "as_of_latest",
    "as_of_best",
    "as_of_basis",
];
const LAST: [&str; 12] = [
    "verification",
    "sentence",
    "coder",
    "disputed",
    "origin",
    "published_earliest",
    "published_latest",
    "number_by_rule",
    "rule",
    "as_known_on",
    "beside_reference",
    "reference_series",
];

/// The reports of the panels as UTF-8 CSV with a byte order mark, days as `2024-02-06`.
///
/// Cells that a spreadsheet would take for a formula begin with an apostrophe.
///
/// # Errors
/// Says why in one sentence where the rows could not be written.
pub fn write(panels: &Panels, grounds: &Grounds) -> Result<String, String> {
    let mut out = ::csv::Writer::from_writer(Vec::new());
    let failed = |why: ::csv::Error| format!("The chart's data could not be written as CSV: {why}.");
    out.write_record(COLUMNS.iter().chain(&LAST)).map_err(failed)?;
    for row in rows(panels) {
        let beside = panels.references.residuals(&row.report);
        let first = beside.first();
        let standing = first.map_or(NO_SERIES.to_owned(), |residual| residual.standing.short());
        let series = first.map(|residual| residual.name.clone()).unwrap_or_default();
        let cells = cells(panels, grounds, &row);
        out.write_record(cells.iter().chain(&[standing, series]).map(|cell| guarded(cell)))
            .map_err(failed)?;
    }
    let bytes =
        out.into_inner().map_err(|why| format!("The chart's data could not be written as CSV: {why}."))?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
}

fn cells(panels: &Panels, grounds: &Grounds, row: &Row) -> Vec<String> {
    let report = &row.report;
    let text = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    let people = |people: Option<u64>| people.map(|people| people.to_string()).unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let bound = |bound: Option<Bound>| people(bound.map(|bound| bound.value));
    let open = |bound: Option<Bound>| bound.map(|bound| bound.exclusive.to_string()).unwrap_or_default();
    let basis: Vec<String> = report.as_of.basis.iter().map(|basis| basis.name()).collect();
    let id = |id: ItemId| id.to_string();
    vec![
        row.panel.to_owned(),
        row.series.clone(),
        row.flag.clone(),
        id(report.id),
        report.article.path.clone(),
        report.title.to_string(),
        report.printed.to_string(),
        people(report.value),
        people(report.upper),
        bound(report.bounds.low),
        open(report.bounds.low),
        bound(report.bounds.high),
        open(report.bounds.high),
        report.qualifier.map(super::super::model::figure::Qualifier::name).unwrap_or_default(),
        report.outcome.map(super::super::model::figure::Outcome::name).unwrap_or_default(),
        text(&report.outcome_as_stated),
        report.modality.map(super::super::model::figure::Modality::name).unwrap_or_default(),
        text(&report.population),
        report.status.map(super::super::model::figure::Status::name).unwrap_or_default(),
        report.sex_age.map(super::super::model::figure::SexAge::name).unwrap_or_default(),
        text(&report.place),
        report.scope.as_ref().map(|scope| scope.kind().name()).unwrap_or_default(),
        day(report.since()),
        people(report.hours().map(u64::from)),
        text(&report.source),
        text(&report.source_as_named),
        report.attribution.to_string(),
        day(report.as_of.earliest),
        day(report.as_of.latest),
        day(report.as_of.best),
        basis.join(" "),
        report.verification.map(super::super::model::figure::Verification::name).unwrap_or_default(),
        sentence(report, grounds),
        report.coder.to_string(),
        report.disputed.join(" "),
        report.origin_name().to_owned(),
        day(report.published.earliest),
        day(report.published.latest),
        people(report.assumed),
        report.assumed.and(panels.policy.as_ref()).map(Shown::shown).unwrap_or_default(),
        day(panels.look.known_on),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::panels::panels;
    use super::super::sample::{Sample, full, says};
    use super::*;
    use crate::model::Look;

    fn written(sample: &Sample) -> String {
        let grounds = sample.grounds();
        write(&panels(&grounds, &Look::default()), &grounds).unwrap()
    }

    #[test]
    fn every_report_has_one_row_with_its_panel() {
        let sample = full();
        let text = written(&sample);
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        assert_eq!(reader.headers().unwrap().len(), COLUMNS.len() + LAST.len());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), sample.workspace.count(crate::model::Kind::Figure));
        for panel in ["cumulative", "window", "stock", "undated", "without_number", "proposal"] {
            assert!(rows.iter().any(|row| &row[0] == panel), "{panel}");
        }
        assert!(rows.iter().any(|row| &row[2] == "revision?"));
    }

    #[test]
    fn cells_that_look_like_formulas_are_harmless_and_the_mark_stands_first() {
        let mut sample = Sample::new();
        for name in ["=1+1", "+1", "-1", "@x"] {
            sample.total(5, "2024-02-06", |figure| figure.attribution = Some(vec![says(name)]));
        }
        let text = written(&sample);
        assert!(text.starts_with("\u{FEFF}panel,"));
        for name in ["'=1+1", "'+1", "'-1", "'@x"] {
            assert!(text.contains(&format!(",{name},")), "{name}");
        }
        assert!(text.contains(",2024-02-06,2024-02-06,,stated"));
    }
}
