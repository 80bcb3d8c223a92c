//! Going about: from article to article, from annotation to annotation.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Action;
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::model::ItemId;
use crate::session::{ArticleList, ArticleOrder, Session};

/// The articles that the list shows, in its order.
pub fn listed<'a>(dossier: &'a Dossier, list: &ArticleList) -> Vec<&'a Arc<Article>> {
    let needle = list.needle.to_lowercase();
    let mut articles: Vec<&Arc<Article>> =
        dossier.corpus().articles().filter(|article| matches(dossier, article, &needle)).collect();
    match list.order {
        ArticleOrder::Path => {}
        ArticleOrder::Title => {
            articles.sort_by_cached_key(|article| dossier.facts(article).title.to_lowercase());
        }
        ArticleOrder::Date => articles.sort_by_cached_key(|article| {
            let day = dossier.facts(article).published.day();
            (day.is_none(), day)
        }),
        ArticleOrder::Figures => {
            articles.sort_by_cached_key(|article| Reverse(dossier.counts(&article.id.path).figures));
        }
    }
    if list.reversed {
        articles.reverse();
    }
    articles
}

fn matches(dossier: &Dossier, article: &Article, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    let facts = dossier.facts(article);
    let publisher = facts.publisher.as_deref().unwrap_or_default();
    [facts.title.as_str(), publisher, &article.id.path]
        .iter()
        .any(|text| text.to_lowercase().contains(needle))
}

/// Opens the next or the previous article of the list.
pub fn step_article(dossier: &Dossier, session: &mut Session, by: isize) -> Vec<Action> {
    let articles = listed(dossier, &session.list);
    let here =
        articles.iter().position(|article| Some(article.id.path.as_str()) == session.article.as_deref());
    let next = match here {
        Some(here) => here.saturating_add_signed(by).min(articles.len().saturating_sub(1)),
        None => 0,
    };
    if let Some(article) = articles.get(next).filter(|_| here != Some(next)) {
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
