//! The words of a chart: titles, names of marks, hover lines. The same words for every party.

use crate::model::figure::{Modality, Outcome, Qualifier, Scope, ScopeKind, Verification};
use crate::model::look::PanelKind;
use crate::model::shown::{duration, people};

use super::panels::Key;
use super::report::Report;

/// An outcome as a measure of people: `people reported killed`.
pub fn measure(outcome: Option<Outcome>) -> &'static str {
    use Outcome as O;
    match outcome {
        None => "people counted, outcome not set",
        Some(O::Killed) => "people reported killed",
        Some(O::DiedOther) => "people reported dead, other or unstated cause",
        Some(O::PresumedDead) => "people reported presumed dead",
        Some(O::Injured) => "people reported injured",
        Some(O::KilledAndInjured) => "people reported killed and injured, one number",
        Some(O::CasualtiesUnspecified) => "casualties reported, meaning not stated",
        Some(O::KilledOrIncapacitated) => "people reported killed or incapacitated",
        Some(O::Missing) => "people reported missing",
        Some(O::CaptiveTaken) => "people reported taken captive",
        Some(O::CaptiveRemaining) => "people reported still captive",
        Some(O::CaptiveShown) => "captives reported shown",
        Some(O::Detained) => "people reported detained",
        Some(O::Released) => "people reported released",
        Some(O::Rescued) => "people reported rescued",
        Some(O::RecoveredBody) => "people whose bodies were reported recovered",
        Some(O::Displaced) => "people reported displaced",
        Some(O::Returned) => "people reported returned",
        Some(O::Population) => "people reported present",
        Some(O::AtRisk) => "people reported at risk",
        Some(O::Affected) => "people reported affected",
        Some(O::ProposedRelease) => "people whose release is proposed",
    }
}

/// A kind of scope as a title ends: `cumulative`.
pub fn scope_title(scope: Option<ScopeKind>) -> &'static str {
    match scope {
        Some(ScopeKind::Cumulative) => "cumulative",
        Some(ScopeKind::Window | ScopeKind::Incident) => "incidents and windows",
        Some(ScopeKind::Stock) => "at a moment",
        Some(ScopeKind::Proposed) => "proposed",
        Some(ScopeKind::Unspecified) | None => "time scope not set",
    }
}

/// A panel as a title ends: `cumulative`.
pub fn panel_title(panel: PanelKind) -> &'static str {
    match panel {
        PanelKind::Cumulative => "cumulative",
        PanelKind::Windows => "incidents and windows",
        PanelKind::Stocks => "at a moment",
        PanelKind::Unscoped => "time scope not set",
        PanelKind::Facts | PanelKind::Mentions | PanelKind::Proposals => panel.label(),
    }
}

/// The words of a hedge before a number; empty where the text has none.
pub fn hedge(qualifier: Option<Qualifier>) -> &'static str {
    match qualifier {
        Some(Qualifier::Exact | Qualifier::Range | Qualifier::Vague) | None => "",
        Some(hedged) => hedged.label(),
    }
}

/// The number with its hedge: `at least 27,585`, `250 to 260`; the printed words where there is no number.
pub fn quantity(report: &Report) -> String {
    let Some(value) = report.value else { return format!("“{}”", report.printed) };
    let number = match report.upper {
        Some(upper) => format!("{} to {}", people(value), people(upper)),
        None => people(value),
    };
    match hedge(report.qualifier) {
        "" => number,
        hedge => format!("{hedge} {number}"),
    }
}

/// The time scope of a report in plain words.
pub fn scope(report: &Report) -> String {
    match &report.scope {
        None | Some(Scope::Unspecified) => "time scope not set".to_owned(),
        Some(Scope::Cumulative { since: Some(day) }) => format!("cumulative since {}", day.long()),
        Some(Scope::Window { hours: Some(hours) }) => format!("within {}", duration(*hours)),
        Some(Scope::Window { hours: None }) => "within a window of time".to_owned(),
        Some(Scope::Incident { event }) if !event.is_empty() => format!("in one incident ({event})"),
        Some(Scope::Incident { .. }) => "in one incident".to_owned(),
        Some(Scope::Stock) => "at a moment".to_owned(),
        Some(Scope::Cumulative { since: None } | Scope::Proposed) => {
            scope_title(report.scope_kind()).to_owned()
        }
    }
}

/// As of when, in plain words: `as of 6 February 2024`.
pub fn when(report: &Report) -> String {
    let claim = &report.as_of;
    match (claim.earliest, claim.latest, claim.best) {
        (Some(a), Some(b), _) if a == b => format!("as of {}", a.long()),
        (Some(a), Some(b), Some(best)) => {
            format!("as of {} to {}, likeliest {}", a.long(), b.long(), best.long())
        }
        (Some(a), Some(b), None) => format!("as of {} to {}", a.long(), b.long()),
        (Some(a), None, _) => format!("as of {} or later", a.long()),
        (None, Some(b), _) => format!("as of {} or earlier", b.long()),
        (None, None, Some(best)) => format!("as of about {}", best.long()),
        (None, None, None) => "no date".to_owned(),
    }
}

/// A mark named in full, for those who hear the chart.
pub fn name(report: &Report) -> String {
    report.named.0.get_or_init(|| full_name(report).into()).to_string()
}

fn full_name(report: &Report) -> String {
    let what =
        format!("{} {}, {}, {}", quantity(report), measure(report.outcome), scope(report), when(report));
    let what = what.replace(" people counted, outcome not set", " people, outcome not set");
    match &report.source_as_named {
        Some(source) => format!("{}, {source} {}", capital(&what), report.verb.as_deref().unwrap_or("says")),
        None => capital(&what),
    }
}

/// A report on one line, for rows beside the chart.
pub fn row(report: &Report) -> String {
    format!("{} {} · {} · {}", quantity(report), measure(report.outcome), report.says(), report.title)
}

/// What pointing at a mark shows below its sentence: a label and words for each line.
pub fn details(report: &Report) -> Vec<(&'static str, String)> {
    let mut lines =
        vec![("Says", report.attribution.to_string()), ("Scope", scope(report)), ("Date", date_line(report))];
    let mut add = |label, words: Option<String>| lines.extend(words.map(|words| (label, words)));
    add("People", who(report));
    add("In the text", report.outcome_as_stated.as_ref().map(|words| format!("“{words}”")));
    add("Put forward as", modality(report));
    add(
        "Checked",
        report.verification.filter(|said| *said != Verification::NoneStated).map(|said| said.label().into()),
    );
    add("Disputed", (!report.disputed.is_empty()).then(|| report.disputed.join(", ")));
    lines.push(("Article", report.title.to_string()));
    lines.push(("Coded by", report.coder.to_string()));
    lines
}

fn modality(report: &Report) -> Option<String> {
    report
        .modality
        .filter(|modality| *modality != Modality::Asserted)
        .map(|modality| modality.label().to_owned())
}

fn who(report: &Report) -> Option<String> {
    let part = part((report.status, report.sex_age));
    let words: Vec<&str> = [report.population.as_deref(), part.as_deref(), report.place.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

pub(super) fn part(
    part: (Option<crate::model::figure::Status>, Option<crate::model::figure::SexAge>),
) -> Option<String> {
    let words: Vec<_> = [
        part.0.map(super::super::model::figure::Status::label),
        part.1.map(super::super::model::figure::SexAge::label),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn date_line(report: &Report) -> String {
    let basis: Vec<&str> = report.as_of.basis.iter().map(|basis| basis.label()).collect();
    let basis = if basis.is_empty() { "basis not set".to_owned() } else { basis.join(", ") };
    match report.day() {
        Some(_) => format!("{} (basis: {basis})", when(report)),
        None => "not set".to_owned(),
    }
}

/// What sets one series of a panel apart from others of its source: population, part and start.
pub fn series_detail(key: &Key, with_population: bool) -> String {
    let population = with_population.then(|| key.population.to_string());
    let since = key.since.map(|day| format!("since {}", day.long()));
    let words: Vec<_> = [population, part(key.part), since].into_iter().flatten().collect();
    words.join(" · ")
}

/// The words with a capital letter first.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A count with its noun: `1 figure`, `3 figures`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::super::report::reports;
    use super::super::sample::Sample;
    use super::*;
    use crate::model::Words;

    #[test]
    fn a_mark_is_named_in_full() {
        let mut sample = Sample::new();
        sample.total(27_585, "2024-02-06", |figure| {
            figure.attribution.as_mut().unwrap()[0].words = Some(Words::typed("Gaza's health ministry"));
        });
        let report = reports(&sample.grounds()).remove(0);
        assert_eq!(
            name(&report),
            "At least 27,585 people reported killed, cumulative, as of 6 February 2024, Gaza's health ministry says"
        );
        assert!(details(&report).contains(&("Date", "as of 6 February 2024 (basis: stated)".into())));
    }

    #[test]
    fn no_measure_uses_loaded_words() {
        for outcome in Outcome::ALL {
            let words = measure(Some(*outcome));
            assert!(
                !["toll", "score", "only", "terror", "martyr"].iter().any(|loaded| words.contains(loaded)),
                "{words}"
            );
        }
    }
}
