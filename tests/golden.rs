//! One picture of every kind of panel, byte for byte: `UPDATE_GOLDEN=1 cargo test --test golden` takes them anew.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use dossier::chart::grounds::Articles;
use dossier::chart::{self, Frame, Grounds, Look, Palette, TimeWindow};
use dossier::corpus::{Article, Corpus, Reading, Stated};
use dossier::model::figure::{Form, Link, Method, Modality, Outcome, Qualifier, Role, Scope, ScopeKind};
use dossier::model::item::{Event, Policy, Reference, ReferenceRow, Relation, RelationKind, VaguePolicy};
use dossier::model::{
    Analyst, Basis, DateClaim, Day, Edit, Figure, Item, ItemId, Span, Words, Workspace, Writer,
};

const TEXT: &str = "The agency counted 100 dead, then 140, then 130. About 60 were hurt in one day, 25 to 30 in another, \
    at least 12 on the last. Almost 200 were held, up to 40 could be freed in exchange for dozens of others.";

/// A dossier of two articles, the second a copy of the first, and one more.
struct Desk {
    workspace: Workspace,
    corpus: Corpus,
    published: BTreeMap<&'static str, Day>,
}

impl Articles for Desk {
    fn origin(&self, path: &str) -> Option<String> {
        ["first.txt", "copy.txt"].contains(&path).then(|| "first.txt".to_owned())
    }

    fn published(&self, path: &str) -> DateClaim {
        let day = self.published.get(path);
        day.map(|day| DateClaim::on(*day, Basis::Stated)).unwrap_or_default()
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Desk {
    fn new() -> Self {
        let article = |path| Article::new(path, TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new(["first.txt", "copy.txt", "other.txt"].map(article), Vec::new());
        let published = BTreeMap::from([("first.txt", day("2030-05-03")), ("other.txt", day("2030-05-20"))]);
        Self { workspace: Workspace::default(), corpus, published }
    }

    fn add(&mut self, item: Item) -> ItemId {
        let edit = vec![Edit::Add(Arc::new(item))];
        let entry = self.workspace.entry(Writer(1), &Analyst("tester".into()), 0, edit);
        let id = ItemId { entry: entry.id, place: 0 };
        self.workspace.take(entry).unwrap();
        id
    }

    /// A figure of the words in an article, as of a day, changed as told.
    fn figure(&mut self, path: &str, words: &str, on: &str, change: impl FnOnce(&mut Figure)) -> ItemId {
        let article = self.corpus.at_path(path).unwrap();
        let at = article.text.find(words).unwrap();
        let span = Span::in_text(article.id.clone(), &article.text, at..at + words.len()).unwrap();
        let mut figure = Figure {
            qualifier: Some(Qualifier::Exact),
            outcome: Some(Outcome::Killed),
            modality: Some(Modality::Asserted),
            scope: Some(Scope::Cumulative { since: None }),
            as_of: Some(DateClaim::on(day(on), Basis::Stated)),
            population: Some("people in the valley".into()),
            attribution: Some(vec![says("River Agency")]),
            value: words.split(' ').find_map(|word| word.parse().ok()),
            ..Figure::new(span, Method::Hand)
        };
        change(&mut figure);
        self.add(Item::Figure(Box::new(figure)))
    }

    fn totals(&mut self) {
        self.figure("first.txt", "100", "2030-05-01", |_| ());
        self.figure("copy.txt", "100", "2030-05-01", |_| ());
        self.figure("first.txt", "140", "2030-05-06", |figure| figure.qualifier = Some(Qualifier::AtLeast));
        self.figure("other.txt", "130", "2030-05-19", |figure| figure.qualifier = Some(Qualifier::Almost));
        self.figure("other.txt", "140", "2030-05-15", |figure| {
            figure.attribution = Some(vec![says("Hill Council")]);
            figure.as_of =
                Some(DateClaim::between(Some(day("2030-05-12")), Some(day("2030-05-15")), Basis::Inferred));
        });
    }

    fn windows(&mut self) {
        self.figure("first.txt", "About 60", "2030-05-03", |figure| {
            figure.outcome = Some(Outcome::Injured);
            figure.scope = Some(Scope::Window { hours: Some(24) });
            figure.qualifier = Some(Qualifier::About);
        });
        self.figure("first.txt", "25 to 30", "2030-05-08", |figure| {
            figure.outcome = Some(Outcome::Injured);
            figure.scope = Some(Scope::Incident { event: "flood at the bridge".into() });
            (figure.qualifier, figure.upper) = (Some(Qualifier::Range), Some(30));
        });
    }

    fn stocks(&mut self) {
        for on in ["2030-05-02", "2030-05-12"] {
            self.figure("other.txt", "Almost 200", on, |figure| {
                figure.outcome = Some(Outcome::CaptiveRemaining);
                figure.scope = Some(Scope::Stock);
                figure.qualifier = Some(Qualifier::Almost);
            });
        }
    }

    fn proposals(&mut self) {
        let offer = self.figure("other.txt", "up to 40", "2030-05-18", |figure| {
            figure.outcome = Some(Outcome::ProposedRelease);
            figure.modality = Some(Modality::Proposed);
            figure.qualifier = Some(Qualifier::UpTo);
            figure.unit = Some(Words::typed("captives"));
        });
        let others = self.figure("other.txt", "dozens", "2030-05-18", |figure| {
            figure.outcome = Some(Outcome::ProposedRelease);
            figure.modality = Some(Modality::Proposed);
            figure.form = Some(Form::VagueNumber);
        });
        self.add(Item::Relation(Relation { from: offer, kind: RelationKind::ExchangedFor, to: others }));
    }

    /// One fact as two origins tell it.
    fn facts(&mut self) {
        let tell = |figure: &mut Figure, value, hedge| {
            figure.scope = Some(Scope::Incident { event: "flood at the bridge".into() });
            (figure.value, figure.qualifier) = (Some(value), Some(hedge));
        };
        let near =
            self.figure("first.txt", "About 60", "2030-05-03", |figure| tell(figure, 58, Qualifier::About));
        let round = self.figure("other.txt", "100", "2030-05-03", |figure| {
            tell(figure, 60, Qualifier::AtLeast);
            figure.attribution = Some(vec![says("Hill Council")]);
        });
        self.add(Item::Relation(Relation { from: near, kind: RelationKind::SameFact, to: round }));
    }

    /// A series beside the totals, with a day that is missing and one that was filled in.
    fn reference(&mut self) -> ItemId {
        let row = |on: &str, value, reported| ReferenceRow {
            day: day(on),
            value,
            reported,
            ..ReferenceRow::default()
        };
        self.add(Item::Reference(Reference {
            name: "Dead, cumulative".into(),
            compiler: "Valley Archive".into(),
            source: "River Agency".into(),
            retrieved: Some(day("2030-06-01")),
            outcome: Some(Outcome::Killed),
            population: Some("people in the valley".into()),
            scope: Some(ScopeKind::Cumulative),
            rows: vec![
                row("2030-05-01", 100, true),
                row("2030-05-02", 104, true),
                row("2030-05-03", 110, false),
                row("2030-05-06", 138, true),
                row("2030-05-07", 141, true),
            ],
            ..Reference::default()
        }))
    }

    fn mentions(&mut self) {
        self.figure("first.txt", "dozens", "2030-05-10", |figure| {
            figure.form = Some(Form::VagueNumber);
            figure.qualifier = Some(Qualifier::Vague);
        });
    }

    fn svg(&self, look: &Look, palette: Palette) -> String {
        let grounds = Grounds { workspace: &self.workspace, corpus: &self.corpus, articles: self };
        let panels = chart::panels(&grounds, look);
        let frame = Frame {
            width: 900.0,
            height: 420.0,
            window: TimeWindow::of(&panels, look),
            palette,
            detail: chart::Detail::Full,
            exported: Some(day("2030-06-01")),
            name: None,
        };
        chart::svg::write(&chart::picture(&panels, &frame))
    }
}

fn says(name: &str) -> Link {
    Link { role: Role::Says, name: name.into(), class: None, words: None, verb: None }
}

/// Compares a picture with the one of its name, or writes it where that is asked for.
fn compare(name: &str, svg: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, svg).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(svg.lines()).find(|(one, other)| one != other);
    assert!(golden == svg, "{name} is another picture now: {differs:?}; look at it, then UPDATE_GOLDEN=1");
}

fn golden(name: &str, look: &Look, fill: impl FnOnce(&mut Desk)) {
    let mut desk = Desk::new();
    fill(&mut desk);
    compare(name, &desk.svg(look, Palette::LIGHT));
}

#[test]
fn running_totals() {
    golden("cumulative", &Look::default(), Desk::totals);
}

#[test]
fn running_totals_on_a_logarithmic_scale() {
    golden("logarithmic", &Look { logarithmic: true, ..Look::default() }, Desk::totals);
}

#[test]
fn running_totals_as_known_on_a_day() {
    let look = Look { known_on: Some(day("2030-05-04")), ..Look::default() };
    golden("known_on", &look, Desk::totals);
}

#[test]
fn incidents_and_windows() {
    golden("windows", &Look::default(), Desk::windows);
}

#[test]
fn stocks() {
    golden("stocks", &Look::default(), Desk::stocks);
}

#[test]
fn terms_of_proposals() {
    golden("proposals", &Look::default(), |desk| {
        desk.stocks();
        desk.proposals();
    });
}

#[test]
fn one_fact_by_origin() {
    golden("facts", &Look::default(), Desk::facts);
}

#[test]
fn a_reference_series_behind_the_marks() {
    let mut desk = Desk::new();
    desk.totals();
    let series = desk.reference();
    let look = Look { references: [series].into(), ..Look::default() };
    compare("reference", &desk.svg(&look, Palette::LIGHT));
}

#[test]
fn mentions_without_a_number_and_by_rule() {
    golden("mentions", &Look::default(), |desk| {
        desk.totals();
        desk.mentions();
    });
    golden("by_rule", &Look::default(), |desk| {
        desk.totals();
        desk.mentions();
        desk.add(Item::Policy(Policy { vague: VaguePolicy::Acled, own: BTreeMap::new() }));
    });
}

#[test]
fn events_in_dark() {
    let mut desk = Desk::new();
    desk.totals();
    let when = DateClaim::on(day("2030-05-09"), Basis::Analyst);
    desk.add(Item::Event(Event { label: "Dam opened".into(), when }));
    compare("events_dark", &desk.svg(&Look::default(), Palette::DARK));
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let write = || {
        let mut desk = Desk::new();
        desk.totals();
        desk.windows();
        desk.proposals();
        desk.svg(&Look::default(), Palette::PRINT)
    };
    assert_eq!(write(), write());
}
