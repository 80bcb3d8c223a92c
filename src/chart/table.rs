//! The chart as rows: exactly what is drawn, panel by panel, then what has no place on it and why.

use std::sync::Arc;

use super::panels::{Panels, is_held_out};
use super::report::Report;
use super::wording;
use crate::model::look::PanelKind;

/// One report, and where it stands.
#[derive(Clone, Debug)]
pub struct Row {
    /// The panel, in snake case.
    pub panel: &'static str,
    /// The series that it belongs to; empty where it stands alone.
    pub series: String,
    /// What is said of its place: a panel folded away, a revision, a meaning left open, a reason for not being drawn.
    pub flag: String,
    /// The report.
    pub report: Arc<Report>,
}

/// Every report of the panels, one row each, in the order of the panels.
pub fn rows(panels: &Panels) -> Vec<Row> {
    let mut rows = placed(panels);
    for row in &mut rows {
        let folded = kind(row.panel).is_some_and(|kind| panels.look.folded.contains(&kind));
        let flags = [folded.then_some("panel folded away"), Some(row.flag.as_str())];
        let said = flags.into_iter().flatten().filter(|flag| !flag.is_empty()).collect::<Vec<_>>();
        row.flag = said.join("; ");
    }
    rows
}

/// The panel that folds away the reports of a row; `None` where none does.
fn kind(panel: &str) -> Option<PanelKind> {
    Some(match panel {
        "cumulative" => PanelKind::Cumulative,
        "stock" => PanelKind::Stocks,
        "window" => PanelKind::Windows,
        "scope_not_set" => PanelKind::Unscoped,
        "without_number" => PanelKind::Mentions,
        "proposal" => PanelKind::Proposals,
        _ => return None,
    })
}

fn placed(panels: &Panels) -> Vec<Row> {
    let mut rows = Vec::new();
    for (panel, group) in [("cumulative", &panels.cumulative), ("stock", &panels.stocks)] {
        for series in &group.series {
            let (key, detail) = (&series.key, wording::series_detail(&series.key, true));
            let name = format!("{} · {} · {detail}", key.outcome.label(), key.source);
            rows.extend(series.points.iter().map(|point| Row {
                panel,
                series: name.clone(),
                flag: if point.falls { "revision?".into() } else { String::new() },
                report: Arc::clone(&point.report),
            }));
        }
        rows.extend(alone(panel, &group.loose));
    }
    rows.extend(alone("window", &panels.windows));
    rows.extend(alone("scope_not_set", &panels.unscoped));
    let aside = |panel: &'static str, asides: &[super::panels::Aside]| {
        let row = |aside: &super::panels::Aside| Row {
            panel,
            series: String::new(),
            flag: aside.reason.into(),
            report: Arc::clone(&aside.report),
        };
        asides.iter().map(row).collect::<Vec<_>>()
    };
    rows.extend(aside("without_number", &panels.without_number));
    rows.extend(alone("undated", &panels.undated));
    rows.extend(alone("proposal", &panels.proposals));
    rows.extend(aside("excluded", &panels.excluded));
    rows
}

fn alone<'a>(panel: &'static str, reports: &'a [Arc<Report>]) -> impl Iterator<Item = Row> + 'a {
    reports.iter().map(move |report| Row {
        panel,
        series: String::new(),
        flag: flag(report),
        report: Arc::clone(report),
    })
}

fn flag(report: &Report) -> String {
    if is_held_out(report.outcome) {
        "held out: meaning open".into()
    } else if report.value.is_none() && report.assumed.is_some() {
        "number by the dossier's rule".into()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::panels::panels;
    use super::super::sample::full;
    use super::*;
    use crate::model::Look;

    #[test]
    fn a_row_says_that_its_panel_is_folded_away() {
        let look = Look { folded: [PanelKind::Windows].into(), ..Look::default() };
        let rows = rows(&panels(&full().grounds(), &look));
        let flagged = rows.iter().filter(|row| row.flag.starts_with("panel folded away"));
        assert!(rows.iter().any(|row| row.panel == "window"));
        assert_eq!(flagged.count(), rows.iter().filter(|row| row.panel == "window").count());
    }
}
