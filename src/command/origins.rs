//! Origins: comparing copies, and the analysts' choices of what is a copy of what.

use super::Action;
use crate::dossier::Dossier;
use crate::dossier::origins::choices;
use crate::session::{Overlay, Session};

/// The other text of an origin that a comparison begins with: the one that names it, else the first.
pub fn counterpart<'a>(dossier: &'a Dossier, path: &str) -> Option<&'a str> {
    let origin = dossier.origin_of(path)?;
    let mut others = origin.members.iter().map(|member| member.path.as_str()).filter(|other| *other != path);
    others.clone().find(|other| *other == origin.name).or_else(|| others.next())
}

/// Whether the open article has a copy to be compared with.
pub fn can_compare(dossier: &Dossier, session: &Session) -> bool {
    open(dossier, session).is_some_and(|path| dossier.origin_of(path).is_some())
}

/// Lays the open article beside another of its origin; the text that names the origin stands left.
pub fn compare(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    let Some(path) = open(dossier, session) else { return Vec::new() };
    let Some(other) = counterpart(dossier, path) else { return Vec::new() };
    let names = dossier.origin_of(path).is_some_and(|origin| origin.name == path);
    let (left, right) = if names { (path, other) } else { (other, path) };
    session.now.overlay = Some(Overlay::Compare(left.to_owned(), right.to_owned()));
    Vec::new()
}

/// Says that the open article is an origin of its own.
pub fn split(dossier: &Dossier, session: &Session) -> Vec<Action> {
    let Some(path) = open(dossier, session) else { return Vec::new() };
    let Some(origin) = dossier.origin_of(path) else { return Vec::new() };
    commit(dossier, &choices::split(origin, path, dossier.origin_choices()))
}

/// Asks which article has the same origin as the open one.
pub fn ask_join(dossier: &Dossier, session: &mut Session) -> Vec<Action> {
    if let Some(path) = open(dossier, session) {
        session.now.overlay = Some(Overlay::SameOrigin(path.to_owned(), String::new()));
    }
    Vec::new()
}

/// Says that an article, with all its copies, has the same origin as another.
pub fn join(dossier: &Dossier, path: &str, other: &str) -> Vec<Action> {
    commit(dossier, &choices::join(dossier.origin_of(path), path, dossier.origin_of(other), other))
}

/// Takes back what analysts chose for an article, so that the search decides again.
pub fn put_back(dossier: &Dossier, path: &str) -> Vec<Action> {
    commit(dossier, &[(path.to_owned(), None)])
}

fn open<'a>(dossier: &'a Dossier, session: &Session) -> Option<&'a str> {
    let article = dossier.corpus().at_path(session.article.as_deref()?)?;
    Some(&article.id.path)
}

fn commit(dossier: &Dossier, chosen: &[(String, Option<String>)]) -> Vec<Action> {
    let edits = dossier.choose_origins(chosen);
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}
