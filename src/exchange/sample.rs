//! A small dossier for tests: two articles, three figures, a passage, a dispute.

use crate::corpus::{Article, Corpus, Reading, Stated};
use crate::model::figure::{
    Confidence, Form, Link, Method, Modality, Outcome, Qualifier, Role, Scope, SourceClass, Verification,
};
use crate::model::item::{About, RelationKind};
use crate::model::{
    Analyst, Basis, DateClaim, Day, Edit, EntryId, Figure, Item, ItemId, Memo, Passage, Relation, Span, Tag,
    Words, Workspace, Writer,
};

/// The text of the first article: an emoji before the words that are annotated.
pub(crate) const TEXT: &str = "Toll 😀 up\n\nAt least 27,585 people have been killed in Gaza since 7 October, \
    Gaza's health ministry said on Tuesday. In the past 24 hours, 107 deaths were recorded. \
    A sentence that nobody quotes stands here, long enough to be masked when only quotes are handed over, and it \
    goes on for a while.\n";

/// The text of the second: a cell that a spreadsheet would run.
pub(crate) const OTHER: &str = "=HYPERLINK(\"x\")\n\nDozens were hurt, residents said.\n";

fn day(year: i16, month: i8, day: i8) -> Option<Day> {
    Day::new(year, month, day)
}

fn article(path: &str, text: &str, title: &str) -> Article {
    let published = DateClaim::between(None, day(2024, 2, 7), Basis::Dateline);
    let stated = Stated {
        title: Some(title.into()),
        publisher: Some("Newsroom".into()),
        published,
        ..Stated::default()
    };
    Article::new(path, text, stated, Reading { file_bytes: text.len() as u64, ..Reading::default() })
}

fn words(text: &str, words: &str) -> Option<Words> {
    let at = text.find(words)?;
    Words::pick(text, at..at + words.len())
}

fn span(article: &Article, words: &str) -> Span {
    let at = article.text.find(words).unwrap();
    Span::in_text(article.id.clone(), &article.text, at..at + words.len()).unwrap()
}

fn cumulative(article: &Article) -> Figure {
    let mut figure = Figure::new(span(article, "At least 27,585"), Method::Hand);
    figure.number = words(TEXT, "27,585");
    figure.unit = words(TEXT, "people");
    figure.form = Some(Form::Numeral);
    figure.value = Some(27_585);
    figure.qualifier = Some(Qualifier::AtLeast);
    figure.outcome = Some(Outcome::Killed);
    figure.outcome_as_stated = words(TEXT, "killed");
    figure.modality = Some(Modality::Asserted);
    figure.scope = Some(Scope::Cumulative { since: day(2023, 10, 7) });
    figure.scope_words = words(TEXT, "since 7 October");
    figure.as_of = Some(DateClaim::on(day(2024, 2, 6).unwrap(), Basis::WeekdayOrEvent));
    figure.population = Some("people in Gaza".into());
    figure.attribution = Some(vec![Link {
        role: Role::Says,
        name: "Gaza Ministry of Health".into(),
        class: Some(SourceClass::HealthAuthority),
        words: words(TEXT, "Gaza's health ministry"),
        verb: words(TEXT, "said"),
    }]);
    figure.verification = Some(Verification::NoneStated);
    figure.confidence = Some(Confidence::High);
    figure.note = "Same number on the ministry's page.".into();
    figure
}

fn window(article: &Article) -> Figure {
    let mut figure = Figure::new(span(article, "107"), Method::Accepted);
    figure.value = Some(107);
    figure.qualifier = Some(Qualifier::Exact);
    figure.outcome = Some(Outcome::Killed);
    figure.scope = Some(Scope::Window { hours: Some(24) });
    figure
}

fn vague(article: &Article) -> Figure {
    let mut figure = Figure::new(span(article, "Dozens"), Method::Hand);
    figure.form = Some(Form::VagueNumber);
    figure.qualifier = Some(Qualifier::Vague);
    figure.outcome = Some(Outcome::Injured);
    figure.attribution = Some(Vec::new());
    figure
}

fn id(place: u32) -> ItemId {
    ItemId { entry: EntryId { counter: 1, writer: Writer(1) }, place }
}

/// The workspace and its articles. Items are numbered in the order in which they are added here.
pub(crate) fn dossier() -> (Workspace, Corpus) {
    let (one, two) = (article("a/one.txt", TEXT, "Toll up"), article("two.html", OTHER, "=HYPERLINK(\"x\")"));
    let mut workspace = Workspace::default();
    let items = vec![
        Item::Tag(Tag { name: "Claims".into(), ..Tag::default() }),
        Item::Tag(Tag { name: "Toll".into(), parent: Some(id(0)), ..Tag::default() }),
        Item::Passage(Passage { tag: id(1), span: span(&one, "At least 27,585 people") }),
        Item::Figure(Box::new(cumulative(&one))),
        Item::Figure(Box::new(window(&one))),
        Item::Figure(Box::new(vague(&two))),
        Item::Relation(Relation { from: id(4), kind: RelationKind::PartOf, to: id(3) }),
        Item::Memo(Memo { about: About::Item(id(2)), text: "Check the wire.\nTwice.".into() }),
        Item::Memo(Memo { about: About::Dossier, text: "Round one.".into() }),
    ];
    let edits = items.into_iter().map(Edit::add).collect();
    let entry = workspace.entry(Writer(1), &Analyst("Ada".into()), 1_707_300_000, edits);
    workspace.take(entry).unwrap();
    dispute(&mut workspace);
    (workspace, Corpus::new([one, two], Vec::new()))
}

/// Two analysts give the 107 two other values, neither having seen the other's.
fn dispute(workspace: &mut Workspace) {
    let edits: Vec<Edit> = [106, 108]
        .into_iter()
        .map(|value| {
            let Some(Item::Figure(figure)) = workspace.get(id(4)) else { panic!("no figure") };
            let mut figure = figure.clone();
            figure.value = Some(value);
            workspace.set(id(4), Item::Figure(figure)).unwrap()
        })
        .collect();
    for (by, edit) in [(2, "Ada"), (3, "Ben")].into_iter().zip(edits) {
        let ((writer, name), edit) = (by, edit);
        let entry = workspace.entry(Writer(writer), &Analyst(name.into()), 1_707_310_000, vec![edit]);
        workspace.take(entry).unwrap();
    }
}
