//! Going about: from article to article, from annotation to annotation.

use super::Action;
use crate::dossier::Dossier;
use crate::model::ItemId;
use crate::session::{Screen, Session};

/// Opens the next or the previous article of the list.
pub fn step_article(dossier: &Dossier, session: &mut Session, by: isize) -> Vec<Action> {
    let listing = session.now.listing.clone();
    let here = session.article.as_deref().and_then(|path| listing.row_of(dossier, path));
    let last = listing.len(dossier).saturating_sub(1);
    let next = here.map_or(0, |here| here.saturating_add_signed(by).min(last));
    if let Some(article) = listing.nth(dossier, next).filter(|_| here != Some(next)) {
        session.open_article(&article.id.path, None);
    }
    Vec::new()
}

/// Selects the next or the previous passage or figure of the open article.
pub fn step_mark(dossier: &Dossier, session: &mut Session, by: isize) -> Vec<Action> {
    let Some(path) = session.article.clone() else { return Vec::new() };
    let placed = dossier.placed(&path).iter().map(|placed| placed.item);
    let marks: Vec<ItemId> = placed.chain(dossier.outlined(&path).iter().map(|it| it.item)).collect();
    let here = marks.iter().position(|mark| Some(*mark) == session.now.selected);
    let next = match here {
        Some(here) => here.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => marks.len().checked_sub(1),
    };
    if let Some(item) = next.and_then(|next| marks.get(next)) {
        show(dossier, session, *item);
    }
    Vec::new()
}

/// Brings an item into view in its article; a relation by its first figure.
pub fn show(dossier: &Dossier, session: &mut Session, item: ItemId) {
    let Some(span) = dossier.workspace().get(item).and_then(|value| value.span()) else { return };
    if let Some((picture, rectangle)) = dossier.corpus().outline(span) {
        return session.show_outlined(item, &picture.id.path.clone(), rectangle);
    }
    match dossier.corpus().place(span) {
        Some((article, bytes)) => session.show_item(item, &article.id.path.clone(), bytes),
        None => {
            let what = if span.rectangle().is_some() {
                "This rectangle is no longer in the picture"
            } else {
                "These words are no longer in the article"
            };
            session.now.message = Some(format!("{what}; the annotation is kept."));
        }
    }
}
/// Remembers the screen that was left for the article.
pub fn came_from(session: &mut Session, screen: Screen) {
    if session.screen != screen {
        session.now.came_from = Some(screen);
    }
}

/// Goes back to the screen that was left for the article.
pub fn back(session: &mut Session) {
    if let Some(screen) = session.now.came_from.take() {
        session.screen = screen;
    }
}
