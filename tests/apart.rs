//! Facts, disagreements and distinct incidents in the window: told, settled and taken back, by name and by key.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

#[path = "common/hand.rs"]
mod hand;
#[path = "common/window.rs"]
mod window;

use std::fs;

use dossier::corpus::{Article, Reading, Stated};
use dossier::journal::{self, Header};
use dossier::model::figure::{Link, Method, Modality, Outcome, Qualifier, Role, Scope};
use dossier::model::item::{Relation, RelationKind};
use dossier::model::{Analyst, Basis, DateClaim, Edit, Figure, Item, Kind, Span, Workspace, Writer};
use dossier::session::{FigureList, Lighting, Session};
use eframe::egui::accesskit::Role as Access;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use hand::{click, dossier, press};
use window::{Window, of_size, open, wait};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// The articles: path, text, and the words, number, hedge, event and source of the figure in each.
const ARTICLES: [(&str, &str, &str, u64, Qualifier, &str, &str); 4] = [
    (
        "a.txt",
        "Agency keeps a tally\n\nA tally put the number of those who died in the attack at about 1,160 people.\n",
        "about 1,160",
        1_160,
        Qualifier::About,
        "attack of 7 October",
        "AFP tally",
    ),
    (
        "b.txt",
        "Minister looks back\n\nSpeaking to parliament, the minister recalled 1,200 deaths on the first day.\n",
        "1,200",
        1_200,
        Qualifier::Exact,
        "attack of 7 October",
        "Government of Israel",
    ),
    (
        "c.txt",
        "First count given\n\nIn the weeks that followed officials spoke of 1,400 dead, a number still in doubt.\n",
        "1,400",
        1_400,
        Qualifier::Exact,
        "attack of 7 October",
        "Government of Israel",
    ),
    (
        "d.txt",
        "Strike on a market\n\nAt least 25 people died when a market was hit, residents told reporters there.\n",
        "At least 25",
        25,
        Qualifier::AtLeast,
        "strike on a market",
        "residents",
    ),
];

struct Folders {
    articles: TempDir,
    settings: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
        let mut edits = Vec::new();
        for (path, text, words, value, hedge, event, source) in ARTICLES {
            fs::write(folders.articles.path().join(path), text).unwrap();
            edits.push(Edit::add(Item::Figure(Box::new(figure(
                path, text, words, value, hedge, event, source,
            )))));
        }
        let entry = Workspace::default().entry(Writer(1), &Analyst("A. Example".into()), 0, edits);
        let lines = journal::write_all(&Header::default(), &[entry]).unwrap();
        fs::write(folders.articles.path().join("workspace.ron"), lines).unwrap();
        folders
    }

    fn open_as(&self, session: Session, size: (f32, f32)) -> Window {
        let builder = of_size(size.0, size.1);
        let mut window = open(builder, session, self.articles.path(), self.settings.path());
        wait(&mut window, "every figure", |dossier| dossier.count(Kind::Figure) == ARTICLES.len());
        press(&mut window, CTRL, Key::Num2);
        window
    }

    /// The screen of figures with a list open.
    fn list(&self, name: &str) -> Window {
        let mut window = self.open_as(Session::default(), (1280.0, 800.0));
        window.get_by_label(name).click();
        window.run();
        window
    }
}

fn figure(
    path: &str,
    text: &str,
    words: &str,
    value: u64,
    hedge: Qualifier,
    event: &str,
    source: &str,
) -> Figure {
    let article = Article::new(path, text, Stated::default(), Reading::default());
    let start = text.find(words).unwrap();
    let span = Span::in_text(article.id, text, start..start + words.len()).unwrap();
    let says = Link { role: Role::Says, name: source.into(), class: None, words: None, verb: None };
    Figure {
        value: Some(value),
        qualifier: Some(hedge),
        outcome: Some(Outcome::Killed),
        modality: Some(Modality::Asserted),
        scope: Some(Scope::Incident { event: event.into() }),
        as_of: Some(DateClaim::on("2023-10-07".parse().unwrap(), Basis::Stated)),
        population: Some("people in Israel".into()),
        attribution: Some(vec![says]),
        ..Figure::new(span, Method::Hand)
    }
}

fn relations(window: &Window) -> Vec<Relation> {
    let relation = |item: &Item| match item {
        Item::Relation(relation) => Some(relation.clone()),
        _ => None,
    };
    dossier(window).workspace().of_kind(Kind::Relation).filter_map(|(_, item)| relation(item)).collect()
}

/// Whether a widget whose name begins like this is there.
fn has(window: &Window, role: Access, start: &str) -> bool {
    let begins = |name: Option<String>| name.is_some_and(|name| name.starts_with(start));
    let mut found =
        window.query_all_by(|node| node.role() == role && (begins(node.label()) || begins(node.value())));
    found.next().is_some()
}

fn click_beginning(window: &mut Window, role: Access, start: &str) {
    let begins = |name: Option<String>| name.is_some_and(|name| name.starts_with(start));
    window.get_by(|node| node.role() == role && begins(node.label())).click();
    window.run();
}

const OPEN: &str = "Cannot be told yet: 1,200 · Government of Israel against 1,400 · Government of Israel";

#[test]
fn disagreements_are_typed_told_in_words_and_settled_as_one_entry() {
    let folders = Folders::new();
    let mut window = folders.list("Disagreements");
    assert_eq!(window.state().session().figures.list, FigureList::Disagreements);
    window.get_by_label("3 pairs");
    assert!(has(
        &window,
        Access::Button,
        "Rounding: about 1,160 · AFP tally against 1,200 · Government of Israel"
    ));
    assert!(has(&window, Access::Button, "Different compiler: about 1,160 · AFP tally against 1,400"));
    click_beginning(&mut window, Access::Button, OPEN);
    window.get_by_label("It is not known when one of them was published.");
    window.get_by_label("“1,200” and “1,400” cannot both be true of the same people.");
    window.get_by_label("Both are based on the same compiler: Government of Israel.");
    assert!(has(&window, Access::Label, "In the weeks that followed officials spoke of 1,400 dead"));
    let before = dossier(&window).workspace().log().len();
    click(&mut window, Access::Button, "Revision");
    assert_eq!(dossier(&window).workspace().log().len(), before + 1);
    assert_eq!(relations(&window)[0].kind, RelationKind::Revises);
    window.get_by_label("2 pairs");
    click(&mut window, Access::CheckBox, "Show settled");
    window.get_by_label("3 pairs");
    click_beginning(&mut window, Access::Button, OPEN);
    window.get_by_label("Settled: revises");
    click(&mut window, Access::Button, "Open again");
    assert!(relations(&window).is_empty());
    press(&mut window, CTRL, Key::Z);
    assert_eq!(relations(&window).len(), 1);
}

#[test]
fn disagreements_are_travelled_by_key_and_filtered_by_type() {
    let folders = Folders::new();
    let mut window = folders.list("Disagreements");
    let pair = |window: &Window| window.state().session().figures.pair;
    press(&mut window, NONE, Key::ArrowDown);
    let first = pair(&window);
    press(&mut window, NONE, Key::ArrowDown);
    assert!(first.is_some() && pair(&window) != first);
    press(&mut window, NONE, Key::Home);
    assert_eq!(pair(&window), first);
    click(&mut window, Access::ComboBox, "Type of disagreement");
    click_beginning(&mut window, Access::Button, "Rounding  (1)");
    window.get_by_label("1 pair of 3");
    click(&mut window, Access::ComboBox, "Type of disagreement");
    click_beginning(&mut window, Access::Button, "Contradiction  (0)");
    window.get_by_label("None of this type");
}

#[test]
fn facts_have_a_row_for_each_origin_and_a_proposal_is_decided_on() {
    let folders = Folders::new();
    let mut window = folders.list("Facts");
    assert!(has(
        &window,
        Access::Label,
        "People reported killed · people in Israel · in one incident (attack of 7 October)"
    ));
    assert!(has(
        &window,
        Access::Button,
        "about 1,160 · AFP tally · Agency keeps a tally (1 text, 1 origin, proposed)"
    ));
    assert!(has(
        &window,
        Access::Button,
        "1,200 · Government of Israel · Minister looks back (1 text, 1 origin, proposed)"
    ));
    click(&mut window, Access::Button, "Same fact: People reported killed");
    assert_eq!(relations(&window)[0].kind, RelationKind::SameFact);
    assert!(has(
        &window,
        Access::Button,
        "1,200 · Government of Israel · Minister looks back (1 text, 1 origin)"
    ));
    press(&mut window, CTRL, Key::Z);
    click(&mut window, Access::Button, "Different facts: People reported killed");
    window.get_by_label("No fact that several reports state");
}

#[test]
fn distinct_incidents_are_marked_by_name_and_summed_or_refused() {
    let folders = Folders::new();
    let mut window = folders.open_as(Session::default(), (1280.0, 800.0));
    for words in ["Tick 1,200", "Tick 1,400"] {
        click(&mut window, Access::CheckBox, words);
    }
    click(&mut window, Access::Button, "Mark as distinct incidents…");
    window.get_by_label("“1,200” and “1,400” report on the same incident.");
    press(&mut window, NONE, Key::Escape);
    click(&mut window, Access::CheckBox, "Tick 1,400");
    click(&mut window, Access::CheckBox, "Tick At least 25");
    click(&mut window, Access::Button, "Mark as distinct incidents…");
    let sum =
        "At least 1,225 people reported killed in 2 incidents marked as distinct (2 texts / 2 origins).";
    window.get_by_label(sum);
    window.get_by_role_and_label(Access::TextInput, "Name of the distinct incidents").focus();
    window.run();
    window
        .get_by_role_and_label(Access::TextInput, "Name of the distinct incidents")
        .type_text("two incidents");
    window.run();
    click(&mut window, Access::Button, "Mark as distinct");
    assert_eq!(dossier(&window).count(Kind::Distinct), 1);
    window.get_by_label("Facts").click();
    window.run();
    window.get_by_label(&format!("two incidents: {sum}"));
    click(&mut window, Access::Button, "Take back that these are distinct: two incidents");
    assert_eq!(dossier(&window).count(Kind::Distinct), 0);
}

#[test]
fn every_list_holds_in_every_size_and_theme() {
    let folders = Folders::new();
    for (size, lighting) in [((1280.0, 800.0), Lighting::Light), ((900.0, 600.0), Lighting::Dark)] {
        let mut window = folders.open_as(Session { lighting, ..Session::default() }, size);
        for name in ["Facts", "Disagreements", "Table"] {
            window.get_by_label(name).click();
            window.run();
        }
    }
}

#[test]
fn an_empty_dossier_says_what_to_do() {
    let folders = Folders { articles: tempfile::tempdir().unwrap(), settings: tempfile::tempdir().unwrap() };
    fs::write(folders.articles.path().join("a.txt"), "Nothing\n\nNobody gave a number.\n").unwrap();
    let builder = of_size(1280.0, 800.0);
    let mut window = open(builder, Session::default(), folders.articles.path(), folders.settings.path());
    press(&mut window, CTRL, Key::Num2);
    for name in ["Facts", "Disagreements"] {
        window.get_by_label(name).click();
        window.run();
        assert!(
            has(&window, Access::Label, "No fact that several")
                || has(&window, Access::Label, "No figures yet")
        );
    }
}
