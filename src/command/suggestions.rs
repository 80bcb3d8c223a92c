//! Deciding on suggestions: from one to the next, accepting, dismissing, many at once.

use std::sync::Arc;

use super::{Action, annotate};
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::dossier::suggestions::{Brief, Offer, Row, State, accepted, dismissal};
use crate::model::{Edit, Item};
use crate::session::{Overlay, Screen, Session, SuggestionAt};

/// No more suggestions than this are accepted at once: more is hardly one judgement, and a long line
/// in the log.
pub const MOST: usize = 10_000;

/// The confidence that accepting many at once begins with, in percent.
const SURE: u8 = 90;

/// A suggestion that would be accepted with others: its article and its place in its suggestions.
pub type Place = (Arc<Article>, usize);

/// Whether the keys of suggestions belong to the screen that is open.
fn is_here(session: &Session) -> bool {
    matches!(session.screen, Screen::Read | Screen::Suggestions)
}

/// Whether a suggestion is shown that can be decided on.
pub fn can_decide(dossier: &Dossier, session: &Session) -> bool {
    dossier.read_only().is_none() && is_here(session) && session.now.pick.is_none() && {
        let state = session.suggestion().and_then(|at| find(dossier, at)).map(|(_, _, state)| state);
        state == Some(State::Pending)
    }
}

/// Whether there is a suggestion to go to.
pub fn can_step(dossier: &Dossier, session: &Session) -> bool {
    is_here(session) && session.now.pick.is_none() && dossier.suggestion_counts().pending() > 0
}

/// Where a suggestion stands among those of its article, and what became of it.
fn find<'a>(dossier: &'a Dossier, at: &SuggestionAt) -> Option<(usize, &'a Brief, State)> {
    let all = dossier.suggested(&at.path).enumerate();
    all.map(|(place, (brief, state))| (place, brief, state)).find(|(_, brief, _)| at.is(brief))
}

/// The suggestion that keys act on, whole, with its article.
pub fn current(dossier: &Dossier, session: &Session) -> Option<(Arc<Article>, Offer)> {
    let at = session.suggestion()?;
    let (place, ..) = find(dossier, at)?;
    Some((Arc::clone(dossier.corpus().at_path(&at.path)?), dossier.offer(&at.path, place)?))
}

/// Goes to the next, or the previous, suggestion that nobody has decided on.
pub fn step(dossier: &Dossier, session: &mut Session, forward: bool) -> Vec<Action> {
    let next = if session.screen == Screen::Suggestions {
        next_row(dossier, session, forward)
    } else {
        next_here(dossier, session, forward).or_else(|| next_elsewhere(dossier, session, forward))
    };
    match next {
        Some(next) => session.show_suggestion(next),
        None => {
            let side = if forward { "after" } else { "before" };
            session.now.message = Some(format!("No suggestion waits {side} this one."));
        }
    }
    Vec::new()
}

/// The pending suggestions of an article in the order of its text.
fn pending<'a>(dossier: &'a Dossier, path: &str) -> impl DoubleEndedIterator<Item = &'a Brief> {
    let all: Vec<&Brief> =
        dossier.suggested(path).filter(|(_, state)| !state.is_settled()).map(|(brief, _)| brief).collect();
    all.into_iter()
}

/// The next one in the open article, counted from the one that is shown, or else what is selected.
fn next_here(dossier: &Dossier, session: &Session, forward: bool) -> Option<SuggestionAt> {
    let path = session.article.as_deref()?;
    let shown = session.now.suggestion.as_ref().filter(|at| at.path == path);
    let from = shown.map(|at| (at.span.start, at.span.end, at.outcome));
    let selected = || session.now.selected.and_then(|item| dossier.place_of(item));
    let behind = |brief: &Brief| match from {
        Some(from) => (brief.span.start, brief.span.end, brief.outcome) > from,
        None => selected().is_none_or(|(_, bytes)| brief.span.start >= bytes.start),
    };
    let before = |brief: &Brief| match from {
        Some(from) => (brief.span.start, brief.span.end, brief.outcome) < from,
        None => selected().is_none_or(|(_, bytes)| brief.span.start < bytes.start),
    };
    let mut all = pending(dossier, path);
    let next = if forward { all.find(|brief| behind(brief)) } else { all.rfind(|brief| before(brief)) };
    next.map(|brief| SuggestionAt::of(path, brief))
}

/// The first one of the next article in the list that has any, or the last of one before.
fn next_elsewhere(dossier: &Dossier, session: &Session, forward: bool) -> Option<SuggestionAt> {
    let listing = &session.now.listing;
    let here = session.article.as_deref().and_then(|path| listing.row_of(dossier, path));
    let count = listing.len(dossier);
    let rows: Box<dyn Iterator<Item = usize>> = match (here, forward) {
        (Some(here), true) => Box::new(here + 1..count),
        (Some(here), false) => Box::new((0..here).rev()),
        (None, true) => Box::new(0..count),
        (None, false) => Box::new((0..count).rev()),
    };
    rows.filter_map(|row| listing.nth(dossier, row)).find_map(|article| {
        let path = article.id.path.as_str();
        let mut all = pending(dossier, path);
        let next = if forward { all.next() } else { all.next_back() };
        next.map(|brief| SuggestionAt::of(path, brief))
    })
}

/// The next pending one in the list of all suggestions.
fn next_row(dossier: &Dossier, session: &Session, forward: bool) -> Option<SuggestionAt> {
    let rows = &*session.now.triaged;
    let is_shown = |row: &Row| {
        session.now.suggestion.as_ref().is_some_and(|at| *at.path == *row.path && at.is(&row.brief))
    };
    let shown = rows.iter().position(is_shown);
    let is_pending = |row: &&Row| dossier.state_of(row) == Some(State::Pending);
    let next = match (shown, forward) {
        (Some(shown), true) => rows[shown + 1..].iter().find(is_pending),
        (Some(shown), false) => rows[..shown].iter().rfind(is_pending),
        (None, true) => rows.iter().find(is_pending),
        (None, false) => rows.iter().rfind(is_pending),
    };
    next.map(|row| SuggestionAt::of(&row.path, &row.brief))
}

/// Makes a figure of the suggestion that is shown, and goes on: one entry.
pub fn accept(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    if !can_decide(dossier, session) {
        return Vec::new();
    }
    let edit = current(dossier, session).and_then(|(article, offer)| accepting(&article, &offer));
    go_on(dossier, session);
    edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect()
}

/// Makes a figure of the suggestion that is shown and opens it in the inspector: one entry.
pub fn accept_and_edit(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    if !can_decide(dossier, session) {
        return Vec::new();
    }
    let edit = current(dossier, session).and_then(|(article, offer)| accepting(&article, &offer));
    session.screen = Screen::Read;
    annotate::focus_inspector(session);
    edit.map(|edit| Action::CommitAndSelect(vec![edit])).into_iter().collect()
}

/// Turns the suggestion that is shown down, for a reason that may be empty, and goes on: one entry.
pub fn dismiss(dossier: &Dossier, session: &mut Session, reason: &str) -> Vec<Action> {
    if !can_decide(dossier, session) {
        return Vec::new();
    }
    let found = current(dossier, session);
    let dismissed = found.and_then(|(article, offer)| dismissal(&offer.suggestion, &article, reason));
    go_on(dossier, session);
    let edit = dismissed.map(|dismissal| Edit::add(Item::Dismissal(dismissal)));
    edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect()
}

/// Asks why the suggestion that is shown is turned down.
pub fn ask_why(session: &mut Session) -> Vec<Action> {
    if let Some(at) = session.suggestion().cloned() {
        session.now.overlay = Some(Overlay::Dismissing(at, String::new()));
    }
    Vec::new()
}

/// Turns a suggestion down for the reason that was typed.
pub fn dismiss_because(
    dossier: &Dossier,
    session: &mut Session,
    at: SuggestionAt,
    reason: &str,
) -> Vec<Action> {
    session.now.overlay = None;
    session.now.selected = None;
    session.now.suggestion = Some(at);
    dismiss(dossier, session, reason)
}

/// Takes a decision back, so that the suggestion waits again: one entry, whatever was done since.
pub fn reopen(dossier: &Dossier, state: State) -> Vec<Action> {
    let edits = match state {
        State::Pending => Vec::new(),
        State::Accepted(item) => annotate::remove_with_dependants(dossier, item),
        State::Dismissed(item) => dossier.workspace().remove(item).into_iter().collect(),
    };
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

/// After a decision: the next one of the article, or of the list, is shown; at its end the decided
/// one stays, so that nothing moves to another article unasked.
fn go_on(dossier: &Dossier, session: &mut Session) {
    let next = if session.screen == Screen::Suggestions {
        next_row(dossier, session, true)
    } else {
        next_here(dossier, session, true)
    };
    if let Some(next) = next {
        session.show_suggestion(next);
    }
}

fn accepting(article: &Article, offer: &Offer) -> Option<Edit> {
    let figure = accepted(&offer.suggestion, article)?;
    Some(Edit::add(Item::Figure(Box::new(figure))))
}

/// Opens the panel that accepts many at once: those of the list where it is shown, else of the article.
pub fn ask_accept_all(session: &mut Session) {
    session.now.overlay = Some(Overlay::AcceptAll(SURE, session.screen == Screen::Suggestions));
}

/// The pending suggestions that are at least so sure, in percent: of the open article, or of the
/// whole dossier as the filter of its list leaves them. For the preview and for [`accept_all`].
pub fn sure(dossier: &Dossier, session: &Session, least: u8, everywhere: bool) -> Vec<Place> {
    let article = |path: &str| dossier.corpus().at_path(path).cloned();
    if everywhere {
        let rows = session.now.triaged.iter().filter(|row| row.brief.percent >= least);
        let rows = rows.filter(|row| dossier.state_of(row) == Some(State::Pending));
        return rows.filter_map(|row| Some((article(&row.path)?, row.at))).collect();
    }
    let Some(open) = session.article.as_deref().and_then(article) else { return Vec::new() };
    let all = dossier.suggested(&open.id.path).enumerate();
    let wanted = all.filter(|(_, (brief, state))| !state.is_settled() && brief.percent >= least);
    wanted.map(|(at, _)| (Arc::clone(&open), at)).collect()
}

/// Accepts suggestions as one entry; no more than [`MOST`].
pub fn accept_all(dossier: &Dossier, places: &[Place]) -> Vec<Action> {
    let mut edits = Vec::new();
    let mut places = &places[..places.len().min(MOST)];
    while let Some(((article, _), _)) = places.split_first() {
        // Those of one article stand together, or nearly: its suggestions are unpacked once a stretch.
        let same = places.iter().take_while(|(other, _)| other.id == article.id).count();
        let (stretch, rest) = places.split_at(same);
        places = rest;
        let here = dossier.corpus().at_path(&article.id.path).is_some_and(|here| here.id == article.id);
        let offers = dossier.offers(&article.id.path).filter(|_| here).unwrap_or_default();
        let pending =
            stretch.iter().filter_map(|(_, at)| offers.get(*at)).filter(|it| it.state == State::Pending);
        edits.extend(pending.filter_map(|offer| accepting(article, offer)));
    }
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::dossier::suggestions::Triage;
    use crate::dossier::suggestions::tests::{put, suggestion};
    use crate::model::figure::Outcome;
    use crate::model::{Kind, Workspace};

    const TEXT: &str = "Six people were killed and four were injured. Later 9 died.";

    fn dossier() -> (Dossier, Session) {
        let article =
            |path: &str, text: &str| Article::new(path, text, Stated::default(), Reading::default());
        let articles = [article("a.txt", TEXT), article("b.txt", "Nobody came."), article("c.txt", TEXT)];
        let corpus = Corpus::new(articles, Vec::new());
        let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0));
        for path in ["a.txt", "c.txt"] {
            let found = [("Six", Outcome::Killed, 95), ("four", Outcome::Injured, 80)];
            put(
                &mut dossier,
                path,
                &found.map(|(words, outcome, sure)| suggestion(TEXT, words, outcome, sure)),
            );
        }
        let session = Session { article: Some("a.txt".into()), ..Session::default() };
        (dossier, session)
    }

    /// Carries out what a command asked for; selects as the application does.
    fn carry_out(dossier: &mut Dossier, session: &mut Session, actions: Vec<Action>) {
        for action in actions {
            let (edits, selects) = match action {
                Action::Commit(edits) => (edits, false),
                Action::CommitAndSelect(edits) => (edits, true),
                other => panic!("{other:?}"),
            };
            let entry = dossier.commit(edits, 0).unwrap().unwrap();
            if selects {
                session.now.selected = Some(crate::model::ItemId { entry, place: 0 });
            }
        }
    }

    fn shown(session: &Session) -> (&str, &'static str) {
        let at = session.suggestion().unwrap();
        (&at.path, &TEXT[at.span.clone()])
    }

    #[test]
    fn steps_go_through_the_article_and_on_to_the_next_that_has_any() {
        let (dossier, mut session) = dossier();
        let mut walked = Vec::new();
        for _ in 0..4 {
            step(&dossier, &mut session, true);
            walked.push((session.article.clone().unwrap(), shown(&session).1));
        }
        let wanted = [("a.txt", "Six"), ("a.txt", "four"), ("c.txt", "Six"), ("c.txt", "four")];
        assert!(walked.iter().map(|(path, words)| (path.as_str(), *words)).eq(wanted), "{walked:?}");
        step(&dossier, &mut session, true);
        assert!(session.now.message.is_some() && shown(&session) == ("c.txt", "four"));
        for wanted in [("c.txt", "Six"), ("a.txt", "four")] {
            step(&dossier, &mut session, false);
            assert_eq!(shown(&session), wanted);
        }
    }

    #[test]
    fn accepting_goes_on_and_one_undo_brings_one_back() {
        let (mut dossier, mut session) = dossier();
        assert!(accept(&dossier, &mut session).is_empty(), "none is shown");
        step(&dossier, &mut session, true);
        let actions = accept(&dossier, &mut session);
        carry_out(&mut dossier, &mut session, actions);
        assert_eq!(shown(&session), ("a.txt", "four"));
        let actions = dismiss(&dossier, &mut session, "");
        carry_out(&mut dossier, &mut session, actions);
        assert_eq!((dossier.count(Kind::Figure), dossier.count(Kind::Dismissal)), (1, 1));
        assert!(!can_decide(&dossier, &session), "the last one stays, decided");
        assert_eq!(shown(&session), ("a.txt", "four"));
        dossier.undo(0).unwrap();
        assert!(can_decide(&dossier, &session));
        dossier.undo(0).unwrap();
        assert_eq!(dossier.suggestion_counts_of("a.txt").pending(), 2);
    }

    #[test]
    fn accept_and_edit_selects_the_figure_and_the_keys_are_then_its_own() {
        let (mut dossier, mut session) = dossier();
        step(&dossier, &mut session, true);
        let actions = accept_and_edit(&dossier, &mut session);
        carry_out(&mut dossier, &mut session, actions);
        assert!(annotate::selected_figure(&dossier, &session).is_some());
        assert!(session.panels.inspector && session.suggestion().is_none());
        step(&dossier, &mut session, true);
        assert_eq!(shown(&session), ("a.txt", "four"));
    }

    #[test]
    fn many_are_accepted_as_one_entry() {
        let (mut dossier, mut session) = dossier();
        session.now.triaged = Arc::new(dossier.triaged(&Triage::default()));
        assert_eq!(sure(&dossier, &session, 90, false).len(), 1);
        assert_eq!(sure(&dossier, &session, 0, true).len(), 4);
        let places = sure(&dossier, &session, 90, true);
        let actions = accept_all(&dossier, &places);
        carry_out(&mut dossier, &mut session, actions);
        assert_eq!((dossier.count(Kind::Figure), dossier.log().entries().count()), (2, 1));
        assert!(accept_all(&dossier, &places).is_empty(), "all are accepted already");
        dossier.undo(0).unwrap();
        assert_eq!((dossier.count(Kind::Figure), dossier.suggestion_counts().pending()), (0, 4));
    }

    #[test]
    fn a_reason_is_asked_for_and_a_decision_taken_back() {
        let (mut dossier, mut session) = dossier();
        step(&dossier, &mut session, true);
        ask_why(&mut session);
        let Some(Overlay::Dismissing(at, _)) = session.now.overlay.clone() else { panic!() };
        let actions = dismiss_because(&dossier, &mut session, at, "an age");
        carry_out(&mut dossier, &mut session, actions);
        let state = dossier.suggested("a.txt").next().unwrap().1;
        assert!(matches!(state, State::Dismissed(_)) && session.now.overlay.is_none());
        let actions = reopen(&dossier, state);
        carry_out(&mut dossier, &mut session, actions);
        assert_eq!(dossier.suggestion_counts().pending(), 4);
    }

    #[test]
    fn the_list_is_walked_in_its_own_order() {
        let (dossier, mut session) = dossier();
        session.screen = Screen::Suggestions;
        let order = crate::dossier::suggestions::TriageOrder::Confidence;
        session.now.triaged = Arc::new(dossier.triaged(&Triage { order, ..Triage::default() }));
        let mut walked = Vec::new();
        for _ in 0..3 {
            step(&dossier, &mut session, true);
            walked.push(format!("{} {}", shown(&session).0, shown(&session).1));
        }
        assert_eq!(walked, ["a.txt Six", "c.txt Six", "a.txt four"]);
        step(&dossier, &mut session, false);
        assert_eq!(shown(&session), ("c.txt", "Six"));
        assert_eq!(session.screen, Screen::Suggestions);
    }
}
