//! How sure a reading is, in percent.
//!
//! The numbers by rule were set from 120 suggestions drawn by lot from war news and judged by one
//! person, of which 117 were right; rules that the draw hardly met keep a number set by judgement. They
//! were checked on 140 others, after which two that had been set too high were lowered
//! (`docs/DETECTOR.md`).

use crate::model::figure::{Form, Modality, Outcome};

use super::bind::Tie;
use super::figure::Head;
use super::scan::Scan;

/// How often suggestions of a rule are right, in percent.
const RULES: &[(&str, i32)] = &[
    ("outcome.passive", 97),
    ("outcome.object", 96),
    ("outcome.participle", 95),
    ("outcome.counted", 90),
    ("outcome.of", 94),
    ("outcome.described", 90),
    ("outcome.state", 94),
    ("outcome.joined", 88),
    ("outcome.listed", 90),
    ("outcome.part", 90),
    ("outcome.passive_far", 86),
    ("outcome.subject", 85),
    ("outcome.toll", 88),
    ("outcome.lives", 92),
    ("outcome.among", 90),
    ("outcome.label", 85),
    ("outcome.whole", 94),
    ("outcome.along", 85),
    ("outcome.population", 75),
];

/// The percent of a figure as it is tied and put forward.
pub(super) fn percent(scan: &Scan<'_>, figure: usize, tie: &Tie, modality: Modality) -> u8 {
    let figure = &scan.figures[figure];
    let rule = RULES.iter().find(|(rule, _)| *rule == tie.rule).map_or(70, |(_, percent)| *percent);
    let vague = matches!(figure.phrase.form, Some(Form::Quantifier)).then_some(12);
    let hundreds = matches!(figure.phrase.form, Some(Form::VagueNumber)).then_some(2);
    let unknown = (figure.head == Head::Unknown).then_some(15);
    let single = figure.single.then_some(7);
    let unsaid = (modality != Modality::Asserted).then_some(12);
    let weak = matches!(
        tie.outcome,
        Outcome::CasualtiesUnspecified
            | Outcome::CaptiveRemaining
            | Outcome::Detained
            | Outcome::AtRisk
            | Outcome::Released
            | Outcome::Missing
    )
    .then_some(5);
    let off: i32 = [vague, hundreds, unknown, single, unsaid, weak].into_iter().flatten().sum();
    u8::try_from((rule - off).clamp(5, 99)).unwrap_or(5)
}
