//! Telling two reports apart: what explains that their numbers differ, before anything is called a contradiction.
//!
//! Each respect in which reports may differ is a test with words. Contradiction is what is left where every
//! test is decided and none explains. The order of two reports never changes what is said of them.

mod pairs;
mod values;

use std::collections::BTreeSet;

use crate::model::date::{DateClaim, Day};
use crate::model::figure::{Outcome, Role, Scope, ScopeKind};
use crate::model::shown::duration;
use crate::model::vocabulary::vocabulary;
use crate::model::{Figure, Item, ItemId, Workspace};

use super::names::Names;
use super::report::Report;
use super::wording::{self, counted};

pub use pairs::{Disagreements, Pair, Settled, disagreements, settles};
pub use values::{agree_by_rounding, significant_digits, span};

vocabulary! {
    /// What two reports are to one another, as far as the program can tell. It settles nothing.
    pub enum Verdict {
        /// Both can be true of the same people, time and outcome.
        SameFact = "agree",
        /// One number is the other, rounded.
        Rounding = "rounding",
        /// The later report gives another number for what the earlier one counted.
        Revision = "revision?",
        /// One counts a part of the people of the other.
        PartWhole = "part and whole",
        /// They count over different times.
        DifferentScope = "different time scope",
        /// They stand as of different days.
        DifferentDate = "different date",
        /// They count different people.
        DifferentPopulation = "different population",
        /// They count different outcomes.
        DifferentOutcome = "different outcome",
        /// Their numbers come from different compilers.
        DifferentCompiler = "different compiler",
        /// Both stand in copies of one text, which count once.
        SameOrigin = "same origin",
        /// Something that could explain the difference is not known.
        Open = "cannot be told yet",
        /// The numbers differ and nothing known explains it.
        Contradiction = "contradiction",
    }
}

vocabulary! {
    /// A respect in which two reports are compared.
    pub enum Aspect {
        /// What happened to the people counted.
        Outcome = "outcome",
        /// Who is counted, and where.
        Population = "population",
        /// The time that they count over.
        Scope = "time scope",
        /// As of when they count.
        Date = "date",
        /// Whether their texts are copies of one another.
        Origin = "origin",
        /// What the hedges leave open.
        Bounds = "hedges",
        /// Whether one number is the other, rounded.
        Rounding = "rounding",
        /// Who counted.
        Compiler = "compiler",
        /// When they were published.
        Publication = "publication",
    }
}

/// What a test found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Both are the same in this respect.
    Same,
    /// They differ in this respect.
    Differs,
    /// It is not known.
    Unknown,
}

/// One respect in which two reports were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The respect.
    pub aspect: Aspect,
    /// What was found.
    pub finding: Finding,
    /// Whether it explains that the numbers differ.
    pub explains: bool,
    /// What was found, in a sentence.
    pub words: String,
}

/// What is said of two reports, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What they are to one another.
    pub verdict: Verdict,
    /// The tests, always all and in the same order.
    pub tests: Vec<Test>,
}

/// A report with what only its figure tells: whose count it rests on.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The report.
    pub report: &'a Report,
    compilers: BTreeSet<String>,
}

/// The claims of some reports that have a number and are put forward as having happened.
pub fn claims<'a>(workspace: &Workspace, reports: impl IntoIterator<Item = &'a Report>) -> Vec<Claim<'a>> {
    let names = Names::of(workspace);
    let claim = |report: &'a Report| match workspace.get(report.id) {
        Some(Item::Figure(figure)) if figure.is_plottable() => {
            Some(Claim { report, compilers: compilers(figure, &names) })
        }
        _ => None,
    };
    reports.into_iter().filter_map(claim).collect()
}

/// Whose count a figure rests on: who compiles it, what that is based on, and who says it.
fn compilers(figure: &Figure, names: &Names) -> BTreeSet<String> {
    let links = figure.attribution.iter().flatten();
    let counts = links.filter(|link| link.role != Role::Relays && !link.name.trim().is_empty());
    counts.map(|link| names.fixed(&link.name)).collect()
}

/// Compares two reports; the same for either order.
pub fn judge(a: &Claim, b: &Claim) -> Judgement {
    let (a, b) = if order(a.report) <= order(b.report) { (a, b) } else { (b, a) };
    let values = values::compare(a.report, b.report);
    let tests = vec![
        outcome(a.report, b.report),
        population(a.report, b.report),
        scope(a.report, b.report),
        date(a.report, b.report),
        origin(a.report, b.report),
        values.bounds(),
        values.rounding(),
        compiler(a, b),
        publication(a.report, b.report),
    ];
    Judgement { verdict: verdict(a.report, b.report, &tests), tests }
}

/// The earlier report comes first, by its day, then by its publication.
fn order(report: &Report) -> (Option<Day>, Option<Day>, ItemId) {
    (report.day(), report.published.day(), report.id)
}

fn verdict(a: &Report, b: &Report, tests: &[Test]) -> Verdict {
    let finding = |aspect: Aspect| tests.iter().find(|test| test.aspect == aspect).map(|test| test.finding);
    let differs = |aspect| finding(aspect) == Some(Finding::Differs);
    let same = |aspect| finding(aspect) == Some(Finding::Same);
    if differs(Aspect::Outcome) {
        Verdict::DifferentOutcome
    } else if differs(Aspect::Population) {
        if counts_a_part(a, b) { Verdict::PartWhole } else { Verdict::DifferentPopulation }
    } else if differs(Aspect::Scope) {
        Verdict::DifferentScope
    } else if differs(Aspect::Date) {
        if falls(a, b) { Verdict::Revision } else { Verdict::DifferentDate }
    } else if same(Aspect::Origin) && a.article.path != b.article.path {
        Verdict::SameOrigin
    } else if same(Aspect::Bounds) || same(Aspect::Rounding) {
        match (is_coded(a) && is_coded(b), same(Aspect::Bounds)) {
            (false, _) => Verdict::Open,
            (true, true) => Verdict::SameFact,
            (true, false) => Verdict::Rounding,
        }
    } else if differs(Aspect::Compiler) {
        Verdict::DifferentCompiler
    } else if differs(Aspect::Publication) && differs(Aspect::Bounds) {
        Verdict::Revision
    } else if tests.iter().all(|test| test.finding != Finding::Unknown && !test.explains) {
        Verdict::Contradiction
    } else {
        Verdict::Open
    }
}

/// Whether what says which fact a report states is coded at all.
fn is_coded(report: &Report) -> bool {
    report.outcome.is_some()
        && report.population.is_some()
        && report.scope_kind().is_some()
        && report.day().is_some()
}

/// Whether a running total that stands later is lower by what its hedges say.
fn falls(a: &Report, b: &Report) -> bool {
    let runs = a.scope_kind() == Some(ScopeKind::Cumulative);
    let (Some((least, _)), Some((_, Some(most)))) = (values::span(a), values::span(b)) else { return false };
    runs && most < least
}

/// Whether one of two reports counts a stated part of the population of the other, such as children.
fn counts_a_part(a: &Report, b: &Report) -> bool {
    let same_people =
        a.population.is_some() && folded(a.population.as_deref()) == folded(b.population.as_deref());
    same_people && a.is_part() != b.is_part()
}

fn test(aspect: Aspect, finding: Finding, words: String) -> Test {
    Test { aspect, finding, explains: finding == Finding::Differs, words }
}

fn same(aspect: Aspect, words: impl Into<String>) -> Test {
    test(aspect, Finding::Same, words.into())
}

fn differs(aspect: Aspect, words: impl Into<String>) -> Test {
    test(aspect, Finding::Differs, words.into())
}

fn unknown(aspect: Aspect, words: impl Into<String>) -> Test {
    test(aspect, Finding::Unknown, words.into())
}

/// Names as they are compared: without regard to case and the kind of apostrophe.
fn folded(name: Option<&str>) -> String {
    name.unwrap_or_default().trim().replace('’', "'").to_lowercase()
}

fn outcome(a: &Report, b: &Report) -> Test {
    let label = Outcome::label;
    match (a.outcome, b.outcome) {
        (Some(x), Some(y)) if x == y => same(Aspect::Outcome, format!("Both count people {}.", label(x))),
        (Some(x), Some(y)) => {
            differs(Aspect::Outcome, format!("Their outcomes differ: {} against {}.", label(x), label(y)))
        }
        _ => unknown(Aspect::Outcome, "The outcome of one is not set."),
    }
}

fn population(a: &Report, b: &Report) -> Test {
    let aspect = Aspect::Population;
    let (Some(x), Some(y)) = (&a.population, &b.population) else {
        return unknown(aspect, "The population of one is not set.");
    };
    if folded(Some(x)) != folded(Some(y)) {
        return differs(aspect, format!("Their populations differ: {x} against {y}."));
    }
    let part = |report: &Report| wording::part((report.status, report.sex_age));
    match (part(a), part(b)) {
        (None, None) => places(a, b).unwrap_or_else(|| same(aspect, format!("Both count {x}."))),
        (one, other) if one == other => {
            let words = format!("Both count the same part of {x}: {}.", one.unwrap_or_default());
            places(a, b).unwrap_or_else(|| same(aspect, words))
        }
        (Some(one), Some(other)) => {
            differs(aspect, format!("They count different parts of {x}: {one} against {other}."))
        }
        (Some(part), None) | (None, Some(part)) => {
            differs(aspect, format!("One counts a part of {x} ({part}), the other does not say so."))
        }
    }
}

/// Places of different names may or may not be within one another.
fn places(a: &Report, b: &Report) -> Option<Test> {
    let (x, y) = (a.place.as_deref()?, b.place.as_deref()?);
    (folded(Some(x)) != folded(Some(y)))
        .then(|| unknown(Aspect::Population, format!("Their places are named differently: {x} and {y}.")))
}

fn scope(a: &Report, b: &Report) -> Test {
    let aspect = Aspect::Scope;
    let (Some(x), Some(y)) = (a.scope_kind(), b.scope_kind()) else {
        return unknown(aspect, "The time scope of one is not set.");
    };
    if x != y {
        let words = format!("Their time scopes differ: {} against {}.", brief_scope(a), brief_scope(b));
        return differs(aspect, words);
    }
    match (&a.scope, &b.scope) {
        (Some(Scope::Incident { event: x }), Some(Scope::Incident { event: y })) => incidents(x, y),
        (Some(Scope::Window { .. }), Some(Scope::Window { .. })) => windows(a.hours(), b.hours()),
        (Some(Scope::Cumulative { since: x }), Some(Scope::Cumulative { since: y })) => starts(*x, *y),
        _ => same(aspect, format!("Both count over the same kind of time: {}.", brief_scope(a))),
    }
}

fn incidents(x: &str, y: &str) -> Test {
    let is_named = |event: &str| !event.trim().is_empty();
    match (is_named(x), is_named(y)) {
        (true, true) if folded(Some(x)) == folded(Some(y)) => {
            same(Aspect::Scope, format!("Both count one incident: {x}."))
        }
        (true, true) => {
            differs(Aspect::Scope, format!("Their incidents are named differently: {x} and {y}."))
        }
        _ => unknown(Aspect::Scope, "Both count one incident, but not both name it."),
    }
}

fn windows(x: Option<u32>, y: Option<u32>) -> Test {
    match (x, y) {
        (Some(x), Some(y)) if x == y => same(Aspect::Scope, format!("Both count over {}.", duration(x))),
        (Some(x), Some(y)) => {
            let words = format!("Their time scopes differ: {} against {}.", duration(x), duration(y));
            differs(Aspect::Scope, words)
        }
        _ => unknown(Aspect::Scope, "The length of one window is not stated."),
    }
}

fn starts(x: Option<Day>, y: Option<Day>) -> Test {
    match (x, y) {
        (None, None) => same(Aspect::Scope, "Both are running totals."),
        (Some(x), Some(y)) if x == y => {
            same(Aspect::Scope, format!("Both are running totals since {}.", x.long()))
        }
        (Some(x), Some(y)) => {
            let words = format!("They count from different days: {} against {}.", x.long(), y.long());
            differs(Aspect::Scope, words)
        }
        _ => unknown(Aspect::Scope, "Both are running totals, but one does not state its start."),
    }
}

/// A time scope in a few words.
fn brief_scope(report: &Report) -> String {
    match report.scope_kind() {
        Some(ScopeKind::Cumulative) => "running total".to_owned(),
        Some(ScopeKind::Window) => report.hours().map_or("window of time".to_owned(), duration),
        Some(ScopeKind::Incident) => "one incident".to_owned(),
        Some(ScopeKind::Stock) => "at a moment".to_owned(),
        Some(ScopeKind::Proposed) => "term of a proposal".to_owned(),
        Some(ScopeKind::Unspecified) | None => "not set".to_owned(),
    }
}

/// The days that a date leaves possible; an open end reaches as far as days go.
fn possible(claim: &DateClaim) -> (Day, Day) {
    (claim.earliest.unwrap_or(Day(i32::MIN)), claim.latest.unwrap_or(Day(i32::MAX)))
}

/// Days from the end of one date to the start of another; `None` where they may be the same day.
fn days_apart(a: &DateClaim, b: &DateClaim) -> Option<u32> {
    let ((a_first, a_last), (b_first, b_last)) = (possible(a), possible(b));
    if a_last < b_first {
        Some(a_last.0.abs_diff(b_first.0))
    } else {
        (b_last < a_first).then(|| b_last.0.abs_diff(a_first.0))
    }
}

fn date(a: &Report, b: &Report) -> Test {
    let aspect = Aspect::Date;
    if a.as_of.is_open() || b.as_of.is_open() {
        return unknown(aspect, "One has no date.");
    }
    match days_apart(&a.as_of, &b.as_of) {
        Some(days) => {
            let days = counted(days as usize, "day", "days");
            let later = match a.scope_kind().filter(|kind| Some(*kind) == b.scope_kind()) {
                Some(ScopeKind::Cumulative | ScopeKind::Stock) => ": a later count",
                _ => "",
            };
            differs(aspect, format!("As of {days} apart{later}."))
        }
        None if a.as_of.is_exact() && b.as_of.is_exact() => {
            same(aspect, format!("Both stand {}.", wording::when(a)))
        }
        None => unknown(aspect, "Their dates leave it open whether they stand as of the same day."),
    }
}

fn origin(a: &Report, b: &Report) -> Test {
    let aspect = Aspect::Origin;
    if a.article.path == b.article.path {
        let words = "Both stand in one text.".to_owned();
        return Test { aspect, finding: Finding::Same, explains: false, words };
    }
    if a.origin_name() == b.origin_name() {
        let words = "Same origin: copies of one text count once.".to_owned();
        return Test { aspect, finding: Finding::Same, explains: true, words };
    }
    Test {
        aspect,
        finding: Finding::Differs,
        explains: false,
        words: "Their texts are no copies of one another.".into(),
    }
}

fn compiler(a: &Claim, b: &Claim) -> Test {
    let aspect = Aspect::Compiler;
    if a.compilers.is_empty() || b.compilers.is_empty() {
        return unknown(aspect, "It is not coded who counted for one of them.");
    }
    match a.compilers.intersection(&b.compilers).next() {
        Some(shared) => same(aspect, format!("Both are based on the same compiler: {shared}.")),
        None => {
            let names = |claim: &Claim| claim.compilers.iter().cloned().collect::<Vec<_>>().join(", ");
            differs(aspect, format!("Their compilers differ: {} against {}.", names(a), names(b)))
        }
    }
}

fn publication(a: &Report, b: &Report) -> Test {
    let aspect = Aspect::Publication;
    if a.article.path == b.article.path {
        return same(aspect, "Published in one text.");
    }
    if a.published.is_open() || b.published.is_open() {
        return unknown(aspect, "It is not known when one of them was published.");
    }
    match days_apart(&a.published, &b.published) {
        Some(days) => {
            let days = counted(days as usize, "day", "days");
            differs(aspect, format!("Published {days} apart: the later may revise the earlier."))
        }
        None if a.published.is_exact() && b.published.is_exact() => {
            same(aspect, "Published on the same day.")
        }
        None => unknown(aspect, "It is open whether they were published on the same day."),
    }
}

#[cfg(test)]
mod tests;
