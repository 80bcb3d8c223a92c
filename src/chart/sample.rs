//! A small workspace to test charts with.

use crate::corpus::{Article, Corpus, Reading, Stated};
use crate::model::date::{Basis, DateClaim};
use crate::model::figure::{Figure, Link, Method, Modality, Outcome, Qualifier, Role, Scope};
use crate::model::{Analyst, Edit, Item, ItemId, Span, Workspace, Writer};

use super::grounds::Grounds;

const TEXT: &str = "Count of the day\n\nThe ministry said that at least 27,585 people had been killed since 7 October, \
    107 of them within 24 hours. An agency put an earlier toll at about 1,160. Later notices gave almost 32,000 and \
    then 31,950. Numerous others were hurt, and up to 40 could be released under a deal. Fighters said that 150 \
    were neutralized; 134 people were still held.";

/// A workspace of one article, grown figure by figure.
pub(crate) struct Sample {
    pub(crate) workspace: Workspace,
    pub(crate) corpus: Corpus,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        Self { workspace: Workspace::default(), corpus: Corpus::new([article], Vec::new()) }
    }

    /// What a chart of it is drawn from.
    pub(crate) fn grounds(&self) -> Grounds<'_> {
        Grounds::bare(&self.workspace, &self.corpus)
    }

    /// Adds an item in an entry of its own.
    pub(crate) fn add(&mut self, item: Item) -> ItemId {
        let add = vec![Edit::Add(std::sync::Arc::new(item))];
        let entry = self.workspace.entry(Writer(1), &Analyst("tester".into()), 0, add);
        let id = ItemId { entry: entry.id, place: 0 };
        self.workspace.take(entry).unwrap();
        id
    }

    /// Adds a figure of the words, changed as told.
    pub(crate) fn figure(&mut self, words: &str, change: impl FnOnce(&mut Figure)) -> ItemId {
        let article = self.corpus.at_path("a.txt").unwrap();
        let at = article.text.find(words).unwrap();
        let span = Span::in_text(article.id.clone(), &article.text, at..at + words.len()).unwrap();
        let mut figure = Figure::new(span, Method::Hand);
        change(&mut figure);
        self.add(Item::Figure(Box::new(figure)))
    }

    /// Adds a complete cumulative figure.
    pub(crate) fn total(&mut self, value: u64, day: &str, change: impl FnOnce(&mut Figure)) -> ItemId {
        self.figure("at least 27,585", |figure| {
            *figure = killed(figure.clone(), value, day);
            change(figure);
        })
    }
}

/// A figure of people in Gaza reported killed, cumulative, by one source.
pub(crate) fn killed(figure: Figure, value: u64, day: &str) -> Figure {
    Figure {
        value: Some(value),
        qualifier: Some(Qualifier::AtLeast),
        outcome: Some(Outcome::Killed),
        modality: Some(Modality::Asserted),
        scope: Some(Scope::Cumulative { since: None }),
        as_of: Some(DateClaim::on(day.parse().unwrap(), Basis::Stated)),
        population: Some("people in Gaza".into()),
        attribution: Some(vec![says("Gaza Ministry of Health")]),
        ..figure
    }
}

pub(crate) fn says(name: &str) -> Link {
    Link { role: Role::Says, name: name.into(), class: None, words: None, verb: None }
}

/// A workspace with every kind of mark, as a demanding reader would see it.
pub(crate) fn full() -> Sample {
    let mut sample = Sample::new();
    let totals = [
        (11_078, "2023-11-10", Qualifier::Exact),
        (15_899, "2023-12-05", Qualifier::AtLeast),
        (18_412, "2023-12-12", Qualifier::MoreThan),
        (21_110, "2023-12-27", Qualifier::Exact),
        (27_585, "2024-02-06", Qualifier::AtLeast),
        (32_000, "2024-03-20", Qualifier::Almost),
        (31_923, "2024-03-21", Qualifier::Exact),
    ];
    for (value, day, qualifier) in totals {
        sample.total(value, day, |figure| figure.qualifier = Some(qualifier));
    }
    for (value, day) in [(1_200, "2023-11-12"), (1_160, "2024-02-06"), (1_139, "2023-12-20")] {
        sample.total(value, day, |figure| {
            figure.qualifier = Some(if value == 1_160 { Qualifier::About } else { Qualifier::Exact });
            figure.population = Some("people in Israel".into());
            let source = if value == 1_160 { "AFP tally" } else { "Government of Israel" };
            figure.attribution = Some(vec![says(source)]);
        });
    }
    sample.total(29_000, "2024-02-20", |figure| {
        figure.attribution = None;
        figure.qualifier = None;
    });
    sample.total(67_100, "2024-02-06", |figure| {
        figure.outcome = Some(Outcome::Injured);
        figure.qualifier = Some(Qualifier::About);
    });
    sample.total(74_298, "2024-03-21", |figure| figure.outcome = Some(Outcome::Injured));
    others(&mut sample);
    sample
}

fn others(sample: &mut Sample) {
    for (value, day, hours) in
        [(107, "2024-02-06", Some(24)), (150, "2024-03-21", Some(96)), (65, "2024-03-21", Some(24))]
    {
        sample.total(value, day, |figure| {
            figure.scope = Some(Scope::Window { hours });
            figure.qualifier = Some(Qualifier::Exact);
            if value == 150 {
                figure.outcome = Some(Outcome::KilledOrIncapacitated);
                figure.attribution = Some(vec![says("Israel Defense Forces")]);
            }
        });
    }
    sample.total(250, "2023-12-24", |figure| {
        figure.scope = Some(Scope::Incident { event: "strike on a camp".into() });
        figure.qualifier = Some(Qualifier::Range);
        figure.upper = Some(260);
        let claim = |day: &str| day.parse().ok();
        figure.as_of = Some(DateClaim::between(claim("2023-12-24"), claim("2024-01-03"), Basis::Inferred));
    });
    sample.total(134, "2024-02-06", |figure| {
        figure.scope = Some(Scope::Stock);
        figure.outcome = Some(Outcome::CaptiveRemaining);
        figure.population = Some("people taken from Israel".into());
        figure.attribution = Some(vec![says("Government of Israel")]);
        figure.qualifier = Some(Qualifier::UpTo);
    });
    sample.total(1, "2024-01-01", |figure| {
        figure.as_of = None;
        figure.value = Some(27_478);
    });
    sample.figure("Numerous", |figure| {
        figure.as_of = Some(DateClaim::on("2024-01-15".parse().unwrap(), Basis::Stated));
    });
    sample.total(40, "2024-03-21", |figure| figure.modality = Some(Modality::Proposed));
}
