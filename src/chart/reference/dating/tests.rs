use super::super::sample::{add, series};
use super::*;
use crate::chart::panels::panels;
use crate::chart::sample::Sample;
use crate::detect::dating::{Context, told};
use crate::model::figure::{Figure, Scope};
use crate::model::{Look, item::Reference};

/// Days from 16 March 2024 on, made up.
const TOTALS: [(&str, u64); 8] = [
    ("2024-03-16", 4_153),
    ("2024-03-17", 4_164),
    ("2024-03-18", 4_172),
    ("2024-03-19", 4_181),
    ("2024-03-20", 4_192),
    ("2024-03-21", 4_198),
    ("2024-03-22", 4_207),
    ("2024-03-23", 4_214),
];

fn windows() -> Reference {
    series(ScopeKind::Window, &[("2024-03-18", 8), ("2024-03-20", 11), ("2024-03-22", 9), ("2024-03-23", 9)])
}

struct Case {
    sample: Sample,
    text: &'static str,
}

impl Case {
    fn new(text: &'static str) -> Self {
        let mut sample = Sample::new();
        add(&mut sample, series(ScopeKind::Cumulative, &TOTALS));
        add(&mut sample, windows());
        Self { sample, text }
    }

    fn figure(mut self, value: u64, qualifier: Qualifier, change: impl FnOnce(&mut Figure)) -> Self {
        self.sample.total(value, "2024-01-01", |figure| {
            figure.qualifier = Some(qualifier);
            figure.as_of = None;
            change(figure);
        });
        self
    }

    /// What is proposed for the figure at a place.
    fn ask_with(&self, at: usize, change: impl FnOnce(&mut Report)) -> Result<Vec<Proposal>, String> {
        let panels = panels(&self.sample.grounds(), &Look::default());
        let mut reports: Vec<Report> = panels.reports().map(|report| (**report).clone()).collect();
        change(&mut reports[at]);
        let beside: Vec<&Report> = reports.iter().collect();
        let told = told(self.text, &Context::default());
        let asked = Asked {
            report: &reports[at],
            sentence: Some(&(0..self.text.len())),
            beside: &beside,
            told: &told,
            text: self.text,
            copied: None,
        };
        propose(&asked, &panels.references)
    }

    fn days(&self, at: usize) -> Vec<String> {
        self.ask_with(at, |_| ()).unwrap().iter().map(|it| it.day.to_string()).collect()
    }

    fn refused(&self, at: usize) -> String {
        self.ask_with(at, |_| ()).unwrap_err()
    }
}

fn window(figure: &mut Figure) {
    figure.scope = Some(Scope::Window { hours: Some(24) });
}

#[test]
fn a_number_that_stands_on_one_day_gives_that_day_with_its_reasons() {
    let case = Case::new("Talks went on on Wednesday.").figure(4_192, Qualifier::AtLeast, |_| ());
    let found = case.ask_with(0, |_| ()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].day.to_string().as_str(), found[0].lag), ("2024-03-20", Some(0)));
    assert_eq!(found[0].claim.basis, [Basis::ReferenceMatch, Basis::WeekdayOrEvent]);
    for words in
        ["4,192 on 20 March 2024 and on no other day", "“Wednesday”", "A compiler", "retrieved 1 June 2024"]
    {
        assert!(found[0].claim.note.contains(words), "{}", found[0].claim.note);
    }
    let published = &found[0].published;
    assert_eq!(
        (published.to_string().as_str(), published.best),
        ("2024-03-20 to 2024-03-22", Day::new(2024, 3, 20))
    );
    assert_eq!(published.basis, [Basis::ReferenceMatch, Basis::Inferred]);
}

#[test]
fn almost_a_round_number_and_a_weekday_give_the_nearest_days_first() {
    let case = Case::new("He spoke in the capital on Thursday. More die of hunger.");
    let case = case.figure(4_200, Qualifier::Almost, |_| ());
    assert_eq!(case.days(0), ["2024-03-21", "2024-03-20", "2024-03-19"]);
    let all = Case::new("").figure(4_200, Qualifier::Almost, |_| ());
    assert_eq!(all.days(0).len(), 6);
}

#[test]
fn a_window_never_dates_itself_but_follows_the_total_of_its_text() {
    let alone = Case::new("On Wednesday.").figure(11, Qualifier::Exact, window);
    assert!(
        alone
            .refused(0)
            .starts_with("A count within 24 hours cannot date itself: the series has this number on 1 day.")
    );
    let beside = Case::new("On Wednesday.").figure(4_192, Qualifier::Exact, |_| ()).figure(
        11,
        Qualifier::AtLeast,
        window,
    );
    assert_eq!(beside.days(1), ["2024-03-20"]);
    let claim = beside.ask_with(1, |_| ()).unwrap()[0].claim.clone();
    assert_eq!(claim.basis[..2], [Basis::ReferenceMatch, Basis::Inferred]);
    let dated =
        Case::new("").figure(11, Qualifier::Exact, window).figure(4_192, Qualifier::Exact, |figure| {
            figure.as_of = Some(DateClaim::on(Day::new(2024, 3, 20).unwrap(), Basis::Stated));
        });
    assert_eq!(dated.days(0), ["2024-03-20"]);
}

#[test]
fn a_window_of_the_text_ranks_the_days_of_its_total() {
    let case = Case::new("").figure(4_200, Qualifier::Almost, |_| ()).figure(8, Qualifier::Exact, window);
    assert_eq!(case.days(0)[0], "2024-03-18");
}

#[test]
fn what_cannot_be_dated_is_refused_with_the_reason() {
    let refused =
        |value, qualifier, change: fn(&mut Figure)| Case::new("").figure(value, qualifier, change).refused(0);
    assert!(
        refused(100, Qualifier::About, |it| it.scope = Some(Scope::Incident { event: "raid".into() }))
            .contains("incident")
    );
    assert!(refused(4_192, Qualifier::UpTo, |_| ()).contains("too vague"));
    assert!(refused(9_999, Qualifier::Exact, |_| ()).contains("No day of the series stands at 9,999"));
    assert!(refused(4_192, Qualifier::Exact, |it| it.scope = None).contains("time scope is not set"));
    assert!(
        refused(4_192, Qualifier::Exact, |it| it.population = Some("others".into()))
            .contains("the figure others")
    );
    let none = Sample::new();
    let report = {
        let mut sample = none;
        sample.total(5, "2024-01-01", |_| ());
        crate::chart::report::reports(&sample.grounds()).remove(0)
    };
    let asked = Asked {
        report: &report,
        sentence: None,
        beside: &[],
        told: &Told::default(),
        text: "",
        copied: None,
    };
    assert_eq!(propose(&asked, &References::default()), Err("No reference series is imported.".into()));
}

#[test]
fn too_many_days_are_no_proposal() {
    let rows: Vec<(String, u64)> = (1..=28).map(|day| (format!("2024-02-{day:02}"), 40_000 + day)).collect();
    let rows: Vec<(&str, u64)> = rows.iter().map(|(day, value)| (day.as_str(), *value)).collect();
    let mut case = Case::new("").figure(40_000, Qualifier::MoreThan, |_| ());
    add(&mut case.sample, series(ScopeKind::Cumulative, &rows));
    let why = case.refused(0);
    assert!(why.contains("28 days from 1 February 2024 to 28 February 2024: too many"), "{why}");
}

#[test]
fn an_article_that_was_out_bounds_the_days() {
    let case = Case::new("").figure(4_200, Qualifier::Almost, |_| ());
    let on = |day: &str| DateClaim::on(day.parse().unwrap(), Basis::Dateline);
    let found = case.ask_with(0, |report| report.published = on("2024-03-19").into()).unwrap();
    let days: Vec<_> = found.iter().map(|it| (it.day.to_string(), it.lag.unwrap())).collect();
    assert_eq!(days, [("2024-03-17".into(), 2), ("2024-03-18".into(), 1), ("2024-03-19".into(), 0)]);
    let why = case.ask_with(0, |report| report.published = on("2024-03-01").into()).unwrap_err();
    assert!(why.contains("out by 1 March 2024"), "{why}");
}

#[test]
fn filled_days_and_flat_runs_give_no_false_certainty() {
    let mut filled =
        series(ScopeKind::Cumulative, &[("2024-05-01", 6_000), ("2024-05-02", 6_001), ("2024-05-03", 6_001)]);
    filled.rows[1].reported = false;
    let mut case = Case::new("").figure(6_001, Qualifier::Exact, |_| ());
    add(&mut case.sample, filled);
    assert_eq!(case.days(0), ["2024-05-03"]);
}

#[test]
fn a_number_of_an_older_version_is_found_near_the_present_one() {
    let mut case = Case::new("").figure(27_838, Qualifier::Exact, |_| ());
    add(&mut case.sample, series(ScopeKind::Cumulative, &[("2024-02-07", 27_708), ("2024-02-08", 27_840)]));
    let found = case.ask_with(0, |_| ()).unwrap();
    assert_eq!(found[0].day.to_string(), "2024-02-08");
    assert!(found[0].reasons[0].contains("versions of a series differ"));
}
