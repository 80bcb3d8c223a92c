//! Suggestions as a dossier keeps them: settled, pending again, found again, kept on the disk.

use std::path::PathBuf;
use std::sync::Arc;

use super::pack::{briefs, pack};
use super::{Counts, Maker, State, Triage, TriageOrder, accepted, dismissal};
use crate::corpus::article::text_hash;
use crate::corpus::{Article, Corpus, Read, Reading, Stated};
use crate::detect::Suggestion;
use crate::detect::suggest::{Reason, Said};
use crate::dossier::{Dossier, Sitting};
use crate::job::nobody;
use crate::model::figure::{Form, Method, Modality, Outcome, Qualifier};
use crate::model::item::Event;
use crate::model::{Basis, DateClaim, Day, Edit, Figure, Item, Kind, Span, Workspace};

const TEXT: &str = "Six people were killed and four were injured. Later 9 died.";

/// A suggestion of the words in a text, as the detector would give it.
pub(crate) fn suggestion(text: &str, words: &str, outcome: Outcome, percent: u8) -> Suggestion {
    let start = text.find(words).unwrap();
    let span = start..start + words.len();
    Suggestion {
        number: Some(span.clone()),
        unit: None,
        form: Form::NumberWord,
        value: Some(words.len() as u64),
        upper: None,
        fraction: None,
        qualifier: Qualifier::Exact,
        outcome,
        outcome_words: span.clone(),
        modality: Modality::Asserted,
        counted: None,
        status: None,
        sex_age: None,
        place: None,
        time: None,
        as_of: None,
        sources: Vec::new(),
        percent,
        reasons: vec![Reason { said: Said::Number, words: span.clone(), rule: "number.words".into() }],
        span,
    }
}

fn three(text: &str) -> Vec<Suggestion> {
    vec![
        suggestion(text, "Six", Outcome::Killed, 95),
        suggestion(text, "four", Outcome::Injured, 80),
        suggestion(text, "9", Outcome::DiedOther, 60),
    ]
}

fn article(path: &str, text: &str) -> Article {
    Article::new(path, text, Stated::default(), Reading::default())
}

/// Puts suggestions into place as if the detector had found them.
pub(crate) fn put(dossier: &mut Dossier, path: &str, found: &[Suggestion]) {
    let text = Arc::clone(&dossier.corpus().at_path(path).unwrap().text);
    let (packed, briefs) = (pack(found), briefs(found, &text).unwrap());
    dossier.put_suggestions(&Arc::from(path), text_hash(text.as_bytes()), 1, packed, briefs);
}

fn dossier() -> Dossier {
    let corpus = Corpus::new([article("a.txt", TEXT), article("b.txt", TEXT)], Vec::new());
    let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0));
    put(&mut dossier, "a.txt", &three(TEXT));
    dossier
}

fn accept(dossier: &mut Dossier, at: usize) {
    let offer = dossier.offer("a.txt", at).unwrap();
    let figure = accepted(&offer.suggestion, dossier.corpus().at_path("a.txt").unwrap()).unwrap();
    dossier.commit(vec![Edit::add(Item::Figure(Box::new(figure)))], 0).unwrap();
}

fn states(dossier: &Dossier) -> String {
    let letter = |state| match state {
        State::Pending => 'p',
        State::Accepted(_) => 'a',
        State::Dismissed(_) => 'd',
    };
    dossier.suggested("a.txt").map(|(_, state)| letter(state)).collect()
}

fn counted(dossier: &Dossier) -> Counts {
    let mut all = Counts::default();
    ["a.txt", "b.txt"].iter().for_each(|path| all.add(dossier.suggestion_counts_of(path)));
    assert_eq!(all, dossier.suggestion_counts());
    all
}

#[test]
fn accepting_and_dismissing_settle_and_undo_opens_again() {
    let mut dossier = dossier();
    assert_eq!((states(&dossier).as_str(), counted(&dossier).pending()), ("ppp", 3));
    accept(&mut dossier, 0);
    assert_eq!(states(&dossier), "app");
    let offer = dossier.offer("a.txt", 1).unwrap();
    let turned_down = dismissal(&offer.suggestion, dossier.corpus().at_path("a.txt").unwrap(), " an age ");
    let turned_down = turned_down.unwrap();
    assert_eq!((turned_down.reason.as_str(), turned_down.rules.len()), ("an age", 1));
    dossier.commit(vec![Edit::add(Item::Dismissal(turned_down))], 0).unwrap();
    assert_eq!((states(&dossier).as_str(), counted(&dossier).settled()), ("adp", 2));
    let words: Vec<String> =
        dossier.log().entries().map(|it| crate::model::words::entry(dossier.workspace(), it)).collect();
    assert_eq!(
        words,
        ["Accepted the suggestion: Six killed", "Dismissed the suggestion: four injured (an age)"]
    );
    dossier.undo(0).unwrap();
    dossier.undo(0).unwrap();
    assert_eq!((states(&dossier).as_str(), counted(&dossier).pending()), ("ppp", 3));
    dossier.redo(0).unwrap();
    assert_eq!((states(&dossier).as_str(), counted(&dossier).accepted), ("app", 1));
}

#[test]
fn an_accepted_figure_keeps_the_machines_values_whatever_is_edited_and_stays_settled() {
    let mut dossier = dossier();
    accept(&mut dossier, 0);
    let (id, item) = dossier.workspace().of_kind(Kind::Figure).next().unwrap();
    let Item::Figure(figure) = item else { panic!("{item:?}") };
    assert_eq!((figure.method, figure.suggested.as_ref().unwrap().percent), (Method::Accepted, 95));
    let mut changed = (**figure).clone();
    (changed.outcome, changed.suggested) = (Some(Outcome::DiedOther), None);
    let edit = dossier.workspace().set(id, Item::Figure(Box::new(changed))).unwrap();
    dossier.commit(vec![edit], 0).unwrap();
    let Some(Item::Figure(figure)) = dossier.workspace().get(id) else { panic!() };
    let machine = &figure.suggested.as_ref().unwrap().figure;
    assert_eq!((figure.outcome, machine.outcome), (Some(Outcome::DiedOther), Some(Outcome::Killed)));
    assert_eq!(states(&dossier), "app");
}

#[test]
fn a_figure_by_hand_settles_what_says_the_same() {
    let mut dossier = dossier();
    let by_hand = |words: &str, outcome: Option<Outcome>| {
        let start = TEXT.find(words).unwrap();
        let id = article("a.txt", TEXT).id;
        let span = Span::in_text(id, TEXT, start..start + words.len()).unwrap();
        Edit::add(Item::Figure(Box::new(Figure { outcome, ..Figure::new(span, Method::Hand) })))
    };
    dossier.commit(vec![by_hand("Six people", Some(Outcome::Missing))], 0).unwrap();
    assert_eq!(states(&dossier), "ppp", "other words that count something else");
    dossier.commit(vec![by_hand("Six people", None), by_hand("four", Some(Outcome::Missing))], 0).unwrap();
    assert_eq!(states(&dossier), "aap");
}

#[test]
fn a_changed_article_is_read_again_and_what_was_decided_holds() {
    let mut dossier = dossier();
    accept(&mut dossier, 0);
    let offer = dossier.offer("a.txt", 1).unwrap();
    let here = dossier.corpus().at_path("a.txt").unwrap();
    let turned_down = dismissal(&offer.suggestion, here, "").unwrap();
    dossier.commit(vec![Edit::add(Item::Dismissal(turned_down))], 0).unwrap();
    let longer = format!("An update. {TEXT}");
    let read = Read { articles: vec![Arc::new(article("a.txt", &longer))], problems: Vec::new() };
    dossier.replace_file("a.txt", read);
    assert!(!dossier.has_suggestions("a.txt") && dossier.unread_by_detector() > 0);
    assert_eq!(counted(&dossier).all, 0);
    put(&mut dossier, "a.txt", &three(&longer));
    assert_eq!(states(&dossier), "adp");
    dossier.replace_file("a.txt", Read::default());
    assert_eq!((dossier.suggestion_counts().all, states(&dossier).as_str()), (0, ""));
}

#[test]
fn the_list_is_filtered_and_sorted() {
    let dossier = dossier();
    let listed = |triage: Triage| -> Vec<String> {
        dossier.triaged(&triage).iter().map(|row| row.words.clone()).collect()
    };
    assert_eq!(listed(Triage::default()), ["Six", "four", "9"]);
    let reversed = Triage { order: TriageOrder::Confidence, reversed: true, ..Triage::default() };
    assert_eq!(listed(reversed), ["9", "four", "Six"]);
    assert_eq!(listed(Triage { least: 80, ..Triage::default() }), ["Six", "four"]);
    assert_eq!(listed(Triage { outcome: Some(Outcome::Injured), ..Triage::default() }), ["four"]);
    assert!(listed(Triage { source: "ministry".into(), ..Triage::default() }).is_empty());
    let mut dossier = dossier;
    accept(&mut dossier, 0);
    assert_eq!(dossier.triaged(&Triage::default()).len(), 2);
    assert_eq!(dossier.triaged(&Triage { settled: true, ..Triage::default() }).len(), 3);
}

/// Has the detector read everything, with what it keeps in a file.
fn read_all(dossier: &mut Dossier, file: Option<PathBuf>) {
    let mut maker = Maker::of(file);
    maker.follow(dossier, Some("b.txt"), &nobody());
    while dossier.unread_by_detector() > 0 {
        assert_eq!(maker.follow(dossier, Some("b.txt"), &nobody()), None);
        std::thread::yield_now();
    }
}

const REPORT: &str = "At least 27,585 deaths were counted, and 412 injuries.";

fn unread() -> Dossier {
    let corpus = Corpus::new([article("a.txt", REPORT), article("b.txt", "Nobody came.")], Vec::new());
    Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0))
}

#[test]
fn the_detector_reads_every_article_and_what_it_found_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = Maker::file_beside(Some(folder.path().join("x.articles")));
    let mut first = unread();
    read_all(&mut first, file.clone());
    let found = first.offers("a.txt").unwrap();
    assert!(!found.is_empty() && first.offers("b.txt").unwrap().is_empty());
    let kept = std::fs::read(file.as_ref().unwrap()).unwrap();
    let mut again = unread();
    read_all(&mut again, file.clone());
    assert_eq!(again.offers("a.txt").unwrap(), found);
    assert_eq!(std::fs::read(file.unwrap()).unwrap(), kept, "nothing was found anew");
}

#[test]
fn an_event_and_own_words_are_read_again_with_and_what_was_told_before_is_dropped() {
    let mut dossier = unread();
    dossier.find_suggestions();
    assert_eq!(dossier.unread_by_detector(), 0);
    let when = DateClaim::on(Day::new(2023, 10, 7).unwrap(), Basis::Analyst);
    dossier.commit(vec![Edit::add(Item::Event(Event { label: "War".into(), when }))], 0).unwrap();
    assert_eq!(dossier.unread_by_detector(), 2);
    assert!(dossier.has_suggestions("a.txt"), "what is shown stays until it is read again");
    dossier.find_suggestions();
    dossier.set_own_words(super::OwnWords::of("[nouns]\nslain: dead\n"));
    let problem = dossier.own_words().problem().unwrap().to_owned();
    assert!(problem.contains("Line 2") && problem.contains("lexicon.txt"), "{problem}");
    assert!(dossier.notices().contains(&problem));
    dossier.set_own_words(super::OwnWords::of("[nouns]\ninjured: maimings\n"));
    assert!(dossier.own_words().problem().is_none() && dossier.unread_by_detector() == 2);
}

#[test]
fn a_list_of_words_is_read_from_the_folder_and_is_no_article() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(super::OwnWords::read(folder.path()), super::OwnWords::default());
    std::fs::write(folder.path().join("lexicon.txt"), "[nouns]\ninjured: maimings\n").unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::fs::write(folder.path().join("sub/lexicon.txt"), "An article on words.").unwrap();
    assert_ne!(super::OwnWords::read(folder.path()).hash(), 0);
    let corpus = crate::corpus::read_folder(folder.path(), &mut |_| true).unwrap();
    let paths: Vec<&str> = corpus.articles().map(|it| it.id.path.as_str()).collect();
    assert_eq!(paths, ["sub/lexicon.txt"]);
    std::fs::write(folder.path().join("lexicon.txt"), b"\xff\xfe\xff").unwrap();
    assert!(super::OwnWords::read(folder.path()).problem().unwrap().contains("UTF-8"));
}
