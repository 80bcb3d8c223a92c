//! The rules of the field that the chart enforces, on seeded random workspaces.
//!
//! 1. A line joins reports of one outcome, population, time scope and head source, all set.
//! 2. Running totals are never summed, and nothing is added to them; sums are of distinct incidents only.
//! 3. A part larger than its whole is flagged.
//! 4. A running total that falls is flagged, never smoothed.
//! 5. Proposals, forecasts and words without a number have no height.
//! 6. Copies from one origin count once in any statement of how many.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

#[expect(dead_code, reason = "other tests use the rest")]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::Random;
use dossier::chart::apart::{Claim, Finding, Verdict, claims, disagreements, judge};
use dossier::chart::grounds::Articles;
use dossier::chart::parts::{Fault, flaws};
use dossier::chart::picture::Shape;
use dossier::chart::report::reports;
use dossier::chart::sums::sum;
use dossier::chart::{Detail, Frame, Grounds, Palette, Panels, Report, TimeWindow, panels, picture};
use dossier::corpus::{Article, Corpus, Reading, Stated};
use dossier::model::figure::{
    Form, Link, Method, Modality, Outcome, Qualifier, Role, Scope, ScopeKind, SexAge, Status,
};
use dossier::model::item::{Distinct, Relation, RelationKind};
use dossier::model::{
    Analyst, Basis, DateClaim, Day, Edit, Figure, Item, ItemId, Kind, Look, Span, Workspace, Writer,
};

const SEEDS: u64 = 60;
const TEXT: &str = "One report says that at least 27,585 people were affected on that day.";
const PATHS: [&str; 6] = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"];

/// Origins and dates of publication drawn by lot.
struct Lots {
    origins: BTreeMap<String, String>,
    published: BTreeMap<String, DateClaim>,
}

impl Articles for Lots {
    fn origin(&self, path: &str) -> Option<String> {
        self.origins.get(path).cloned()
    }

    fn published(&self, path: &str) -> DateClaim {
        self.published.get(path).cloned().unwrap_or_default()
    }
}

struct World {
    workspace: Workspace,
    corpus: Corpus,
    lots: Lots,
    figures: Vec<ItemId>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let articles = PATHS.map(|path| Article::new(path, TEXT, Stated::default(), Reading::default()));
        let mut world = Self {
            workspace: Workspace::default(),
            corpus: Corpus::new(articles, Vec::new()),
            lots: lots(&mut random),
            figures: Vec::new(),
        };
        for _ in 0..(10 + random.below(30)) {
            let figure = world.figure(&mut random);
            let id = world.add(Item::Figure(Box::new(figure)));
            world.figures.push(id);
        }
        for _ in 0..random.below(20) {
            let kind = one(&mut random, RelationKind::ALL);
            let (from, to) = (one(&mut random, &world.figures), one(&mut random, &world.figures));
            world.add(Item::Relation(Relation { from, kind, to }));
        }
        world
    }

    fn add(&mut self, item: Item) -> ItemId {
        let edits = vec![Edit::add(item)];
        let entry = self.workspace.entry(Writer(1), &Analyst("tester".into()), 0, edits);
        let id = ItemId { entry: entry.id, place: 0 };
        self.workspace.take(entry).unwrap();
        id
    }

    fn figure(&self, random: &mut Random) -> Figure {
        let article = self.corpus.at_path(one(random, &PATHS)).unwrap();
        let span = Span::in_text(article.id.clone(), &article.text, 21..36).unwrap();
        let mut figure = Figure::new(span, Method::Hand);
        let value = [5, 6, 107, 134, 250, 253, 1_160, 1_200, 27_585, 27_708];
        figure.value = often(random, &value);
        figure.form = Some(if figure.value.is_some() { Form::Numeral } else { Form::Quantifier });
        figure.qualifier = often(random, Qualifier::ALL);
        figure.upper = (figure.qualifier == Some(Qualifier::Range)).then(|| figure.value.unwrap_or(0) + 3);
        let outcomes = [Outcome::Killed, Outcome::Killed, Outcome::Injured, Outcome::CasualtiesUnspecified];
        figure.outcome = often(random, &outcomes);
        figure.modality =
            often(random, &[Modality::Asserted; 9]).or_else(|| Some(one(random, Modality::ALL)));
        figure.population = often(random, &["people in Gaza", "people in Israel"]).map(str::to_owned);
        figure.status = (random.below(8) == 0).then_some(Status::Police);
        figure.sex_age = (random.below(8) == 0).then_some(SexAge::Children);
        figure.scope = scope(random);
        figure.as_of = often(random, &[0, 1, 2, 30]).map(|day| on(random, 19_700 + day));
        figure.attribution = often(random, &["Ministry", "Army", "Agency tally"]).map(|name| {
            vec![Link { role: Role::Says, name: name.into(), class: None, words: None, verb: None }]
        });
        figure
    }

    fn grounds(&self) -> Grounds<'_> {
        Grounds { workspace: &self.workspace, corpus: &self.corpus, articles: &self.lots }
    }

    fn panels(&self) -> Panels {
        panels(&self.grounds(), &Look::default())
    }

    fn held(&self, id: ItemId) -> &Figure {
        match self.workspace.get(id) {
            Some(Item::Figure(figure)) => figure,
            _ => unreachable!("every id here is a figure's"),
        }
    }
}

fn one<T: Copy>(random: &mut Random, of: &[T]) -> T {
    of[random.below(of.len() as u64) as usize]
}

/// One of some values, or now and then none.
fn often<T: Copy>(random: &mut Random, of: &[T]) -> Option<T> {
    (random.below(8) > 0).then(|| one(random, of))
}

fn on(random: &mut Random, day: i32) -> DateClaim {
    match random.below(6) {
        0 => DateClaim::between(Some(Day(day - 2)), Some(Day(day)), Basis::Inferred),
        1 => DateClaim::between(None, Some(Day(day)), Basis::Dateline),
        _ => DateClaim::on(Day(day), Basis::Stated),
    }
}

fn scope(random: &mut Random) -> Option<Scope> {
    let since = (random.below(4) == 0).then_some(Day(19_637));
    let event = one(random, &["", "strike on a camp", "attack of 7 October"]).to_owned();
    let all = [
        Scope::Cumulative { since },
        Scope::Cumulative { since: None },
        Scope::Window { hours: Some(24) },
        Scope::Incident { event },
        Scope::Stock,
        Scope::Proposed,
    ];
    let place = often(random, &[0, 0, 1, 1, 2, 3, 3, 4, 5])?;
    all.into_iter().nth(place)
}

fn lots(random: &mut Random) -> Lots {
    let mut lots = Lots { origins: BTreeMap::new(), published: BTreeMap::new() };
    for path in PATHS {
        if random.below(3) == 0 {
            lots.origins.insert(path.to_owned(), one(random, &["a.txt", "b.txt"]).to_owned());
        }
        if let Some(day) = often(random, &[19_710, 19_710, 19_740]) {
            lots.published.insert(path.to_owned(), DateClaim::on(Day(day), Basis::Metadata));
        }
    }
    lots
}

fn each(check: impl Fn(&World, &Panels)) {
    for seed in 0..SEEDS {
        let world = World::new(seed);
        let panels = world.panels();
        check(&world, &panels);
    }
}

fn lines(panels: &Panels) -> impl Iterator<Item = &dossier::chart::Series> {
    panels.cumulative.series.iter().chain(&panels.stocks.series).map(AsRef::as_ref)
}

#[test]
fn rule_1_a_line_is_of_one_key_and_all_of_it_is_set() {
    each(|_, panels| {
        let mut seen = BTreeSet::new();
        for series in lines(panels) {
            let keys: BTreeSet<_> = series
                .points
                .iter()
                .map(|point| {
                    let report = &point.report;
                    let source = report.source.clone().unwrap();
                    (
                        report.outcome.unwrap(),
                        report.population.clone().unwrap(),
                        report.scope_kind().unwrap(),
                        source,
                    )
                })
                .collect();
            assert_eq!(keys.len(), 1, "{:?}", series.key);
            let parts: BTreeSet<_> =
                series.points.iter().map(|point| (point.report.status, point.report.sex_age)).collect();
            assert_eq!(parts.len(), 1);
            assert!(series.points.iter().all(|point| seen.insert(point.report.id)), "in two lines");
        }
    });
}

#[test]
fn rule_2_totals_are_never_summed_and_every_mark_is_one_figures_own_number() {
    each(|world, panels| {
        for report in panels.drawn() {
            assert_eq!(report.height(), world.held(report.id).value);
        }
        let windows: BTreeSet<_> = panels.windows.iter().map(|report| report.id).collect();
        assert!(panels.cumulative.reports().all(|report| !windows.contains(&report.id)));
        let all = reports(&world.grounds());
        let mut random = Random::new(world.figures.len() as u64);
        for _ in 0..30 {
            let figures: BTreeSet<ItemId> =
                (0..2 + random.below(3)).map(|_| one(&mut random, &world.figures)).collect();
            let set = Distinct { name: "set".into(), figures: figures.clone() };
            let summed = sum(&world.workspace, &all, &set);
            let chosen: Vec<&Report> = all.iter().filter(|report| figures.contains(&report.id)).collect();
            check_sum(world, &chosen, summed.is_ok());
            if let Ok(summed) = summed {
                assert!(summed.high.is_none_or(|high| summed.low <= high));
                assert!(summed.heard.origins <= summed.heard.texts);
            } else {
                assert!(summed.unwrap_err().iter().all(|words| words.ends_with('.')));
            }
        }
    });
}

/// A sum was given only where nothing forbids it.
fn check_sum(world: &World, chosen: &[&Report], is_summed: bool) {
    if !is_summed {
        return;
    }
    assert!(chosen.iter().all(|report| report.scope_kind() == Some(ScopeKind::Incident)));
    assert_eq!(chosen.iter().map(|report| report.outcome).collect::<BTreeSet<_>>().len(), 1);
    let ids: BTreeSet<ItemId> = chosen.iter().map(|report| report.id).collect();
    for (_, item) in world.workspace.of_kind(Kind::Relation) {
        let Item::Relation(relation) = item else { continue };
        let apart = matches!(relation.kind, RelationKind::Different | RelationKind::ExchangedFor);
        let inside =
            relation.from != relation.to && ids.contains(&relation.from) && ids.contains(&relation.to);
        assert!(apart || !inside, "{relation:?} is summed");
    }
    let origins: BTreeSet<_> = chosen.iter().map(|report| report.origin_name()).collect();
    let texts: BTreeSet<_> = chosen.iter().map(|report| &report.article.path).collect();
    assert_eq!(origins.len(), texts.len(), "copies of one text are summed");
}

#[test]
fn rule_3_a_part_larger_than_its_whole_is_flagged_and_none_that_fits() {
    each(|world, _| {
        let flagged = flaws(&world.workspace);
        for (id, item) in world.workspace.of_kind(Kind::Relation) {
            let Item::Relation(relation) = item else { continue };
            let of_this = || flagged.iter().filter(|flaw| flaw.relation == id);
            if relation.kind != RelationKind::PartOf {
                assert_eq!(of_this().count(), 0);
                continue;
            }
            let (part, whole) = (world.held(relation.from).bounds(), world.held(relation.to).bounds());
            if let Some((low, high)) = part.low.zip(whole.high)
                && low.value > high.value
            {
                assert!(
                    of_this().any(|flaw| matches!(flaw.fault, Fault::Larger | Fault::Circle)),
                    "{relation:?}"
                );
            }
            if let Some((low, high)) = part.low.zip(whole.high)
                && !low.exclusive
                && !high.exclusive
                && low.value <= high.value
            {
                let direct = |flaw: &&dossier::chart::parts::Flaw| {
                    flaw.fault == Fault::Larger && flaw.whole == relation.to
                };
                assert_eq!(of_this().filter(direct).count(), 0, "{relation:?}");
            }
        }
    });
}

#[test]
fn rule_4_every_fall_is_flagged_and_stays_where_it_was_reported() {
    each(|world, panels| {
        for series in lines(panels) {
            for pair in series.points.windows(2) {
                assert_eq!(pair[1].falls, pair[1].report.value < pair[0].report.value);
                assert!(pair[0].report.day() <= pair[1].report.day());
            }
            assert!(
                series.points.iter().all(|point| point.report.value == world.held(point.report.id).value)
            );
        }
    });
}

#[test]
fn rule_5_what_has_no_number_of_its_own_has_no_height() {
    each(|world, panels| {
        for report in panels.drawn() {
            let figure = world.held(report.id);
            assert!(figure.is_plottable(), "{:?} {:?}", figure.modality, figure.scope);
        }
        for fact in &panels.facts {
            assert!(fact.reports().all(|report| world.held(report.id).is_plottable()));
        }
        let drawn: BTreeSet<_> = panels.drawn().map(|report| report.id).collect();
        let beside = panels.without_number.iter().chain(panels.excluded.iter()).map(|aside| aside.report.id);
        let terms = panels.proposals.iter().chain(panels.undated.iter()).map(|report| report.id);
        let beside: BTreeSet<_> = beside.chain(terms).collect();
        assert!(drawn.is_disjoint(&beside));
        assert_eq!(drawn.len() + beside.len(), world.figures.len(), "no figure is lost");
    });
}

#[test]
fn rule_6_copies_count_once_wherever_sources_are_counted() {
    each(|_, panels| {
        for fact in &panels.facts {
            let origins: BTreeSet<&str> = fact.reports().map(|report| report.origin_name()).collect();
            let texts: BTreeSet<&String> = fact.reports().map(|report| &report.article.path).collect();
            assert_eq!((fact.heard().texts, fact.heard().origins), (texts.len(), origins.len()));
            assert_eq!(fact.rows.len(), origins.len(), "a row for each origin");
        }
        let origins: BTreeSet<&str> = panels.drawn().map(|report| report.origin_name()).collect();
        if origins.is_empty() {
            return;
        }
        let said = note(panels);
        let noun = if origins.len() == 1 { "origin" } else { "origins" };
        assert!(said.contains(&format!("from {} {noun}", origins.len())), "{said}");
    });
}

/// The words of the picture of some panels.
fn note(panels: &Panels) -> String {
    let window = TimeWindow::fit(panels);
    let frame = Frame {
        width: 4_000.0,
        height: 600.0,
        window,
        palette: Palette::LIGHT,
        detail: Detail::Full,
        exported: None,
        name: None,
    };
    let shapes = picture(panels, &frame).shapes.into_iter();
    let words = shapes.filter_map(|drawn| match drawn.shape {
        Shape::Text { words, .. } => Some(words),
        _ => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn reports_are_told_apart_alike_from_either_side_and_contradiction_is_what_nothing_explains() {
    let mut verdicts = BTreeSet::new();
    for seed in 0..SEEDS {
        let world = World::new(seed);
        let all = reports(&world.grounds());
        let claims = claims(&world.workspace, &all);
        for (place, a) in claims.iter().enumerate() {
            for b in &claims[place + 1..] {
                verdicts.insert(judged(a, b));
            }
        }
        let forth = disagreements(&world.grounds(), &claims);
        let turned: Vec<Claim> = claims.iter().rev().cloned().collect();
        assert_eq!(forth, disagreements(&world.grounds(), &turned), "the order of figures changes nothing");
        let pairs: BTreeSet<_> = forth.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
        assert_eq!(pairs.len(), forth.pairs.len());
    }
    assert!(verdicts.len() >= 10, "the lots are too few to tell: {verdicts:?}");
}

fn judged(a: &Claim, b: &Claim) -> Verdict {
    let judgement = judge(a, b);
    assert_eq!(judgement, judge(b, a));
    let is_open = |finding| finding == Finding::Unknown;
    if judgement.verdict == Verdict::Contradiction {
        assert!(judgement.tests.iter().all(|test| !test.explains && !is_open(test.finding)), "{judgement:?}");
    }
    assert!(judgement.tests.iter().all(|test| test.words.ends_with('.')));
    judgement.verdict
}
