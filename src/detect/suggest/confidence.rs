//! How sure a reading is, in percent.
//!
//! The numbers by rule were set by judgement after reading some 240 suggestions on war news and the
//! errors of the development sentences, where every rule but the loosest was right nearly always; what
//! weakens a reading is taken off. They are not yet fitted to counts: a reliability table over texts
//! not used to set them has to come first.

use crate::model::figure::{Form, Modality, Outcome};

use super::bind::Tie;
use super::figure::Head;
use super::scan::Scan;

/// How often suggestions of a rule are right, in percent.
const RULES: &[(&str, i32)] = &[
    ("outcome.passive", 97),
    ("outcome.object", 96),
    ("outcome.participle", 95),
    ("outcome.counted", 93),
    ("outcome.of", 94),
    ("outcome.described", 92),
    ("outcome.state", 93),
    ("outcome.joined", 92),
    ("outcome.listed", 88),
    ("outcome.part", 88),
    ("outcome.passive_far", 88),
    ("outcome.subject", 80),
    ("outcome.toll", 88),
    ("outcome.lives", 92),
    ("outcome.among", 90),
    ("outcome.label", 85),
    ("outcome.whole", 93),
    ("outcome.along", 85),
    ("outcome.population", 75),
];

/// The percent of a figure as it is tied and put forward.
pub(super) fn percent(scan: &Scan<'_>, figure: usize, tie: &Tie, modality: Modality) -> u8 {
    let figure = &scan.figures[figure];
    let rule = RULES.iter().find(|(rule, _)| *rule == tie.rule).map_or(70, |(_, percent)| *percent);
    let vague = matches!(figure.phrase.form, Some(Form::Quantifier)).then_some(25);
    let hundreds = matches!(figure.phrase.form, Some(Form::VagueNumber)).then_some(5);
    let unknown = (figure.head == Head::Unknown).then_some(8);
    let single = figure.single.then_some(10);
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
    .then_some(10);
    let off: i32 = [vague, hundreds, unknown, single, unsaid, weak].into_iter().flatten().sum();
    u8::try_from((rule - off).clamp(5, 99)).unwrap_or(5)
}
