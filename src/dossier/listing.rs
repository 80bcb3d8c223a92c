//! The list of articles, filtered and sorted beside the window.
//!
//! The whole folder in its own order costs nothing to list. Anything else is worked out from a
//! snapshot on another thread, and shown until a later list replaces it.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::search::Known;
use crate::corpus::Article;
use crate::corpus::pieces::let_go;
use crate::corpus::search::Knowledge as _;
use crate::job::{Latest, Wake};

/// How long a frame waits for the list that was asked for in it.
const PATIENCE: Duration = Duration::from_millis(5);
/// A list is made anew for a changed dossier at most this often: articles come in many batches.
const BETWEEN: Duration = Duration::from_millis(400);

/// What the article list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArticleOrder {
    /// Path in the folder.
    #[default]
    Path,
    /// Title.
    Title,
    /// Published date; undated last.
    Date,
    /// Most figures first.
    Figures,
}

/// How the article list is filtered and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleList {
    /// Words to look for in title, publisher and path.
    pub needle: String,
    /// The order.
    pub order: ArticleOrder,
    /// Whether the order is turned round.
    pub reversed: bool,
}

/// The articles that are listed, in the order of the list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Some of the articles; every one by its path where unset.
    some: Option<Arc<Vec<Arc<Article>>>>,
    reversed: bool,
}

impl Listing {
    /// The number of articles listed.
    pub fn len(&self, dossier: &Dossier) -> usize {
        self.some.as_ref().map_or_else(|| dossier.corpus().len(), |some| some.len())
    }

    /// The article in a row, counted from 0. It may have left the dossier since.
    pub fn nth<'a>(&'a self, dossier: &'a Dossier, row: usize) -> Option<&'a Arc<Article>> {
        let count = self.len(dossier);
        let at = if self.reversed { count.checked_sub(row + 1)? } else { row };
        match &self.some {
            Some(some) => some.get(at),
            None => dossier.corpus().nth(at),
        }
    }

    /// The row of the article at a path.
    pub fn row_of(&self, dossier: &Dossier, path: &str) -> Option<usize> {
        let at = match &self.some {
            Some(some) => some.iter().position(|article| article.id.path == path)?,
            None => dossier.corpus().position(path)?,
        };
        Some(if self.reversed { self.len(dossier) - at - 1 } else { at })
    }
}

/// Keeps the list of articles up to date.
#[derive(Default)]
pub struct Lister {
    running: Latest<Vec<Arc<Article>>>,
    asked: Option<(ArticleList, u64)>,
    begun: Option<Instant>,
    some: Option<Arc<Vec<Arc<Article>>>>,
}

impl Lister {
    /// The list as it is known, and the time after which this wants to be called even if nothing
    /// happens. Call once a frame; it waits for at most 5 ms, in the frame in which the list changed.
    pub fn follow(
        &mut self,
        dossier: &Dossier,
        list: &ArticleList,
        wake: &Wake,
    ) -> (Listing, Option<Duration>) {
        if list.order == ArticleOrder::Path && list.needle.trim().is_empty() {
            *self = Self::default();
            return (Listing { some: None, reversed: list.reversed }, None);
        }
        self.take(Duration::ZERO);
        let later = self.ask(dossier, list, wake);
        (Listing { some: Some(self.some.clone().unwrap_or_default()), reversed: list.reversed }, later)
    }

    fn ask(&mut self, dossier: &Dossier, list: &ArticleList, wake: &Wake) -> Option<Duration> {
        let asked = (ArticleList { reversed: false, ..list.clone() }, dossier.revision());
        if self.asked.as_ref() == Some(&asked) {
            return None;
        }
        let typed = self.asked.as_ref().is_none_or(|(last, _)| *last != asked.0);
        let since = self.begun.map_or(BETWEEN, |begun| begun.elapsed());
        if !typed && (self.running.running().is_some() || since < BETWEEN) {
            return Some(BETWEEN.saturating_sub(since).max(PATIENCE));
        }
        self.begin(dossier, asked.0.clone(), wake);
        self.asked = Some(asked);
        if typed {
            self.take(PATIENCE);
        }
        None
    }

    fn begin(&mut self, dossier: &Dossier, list: ArticleList, wake: &Wake) {
        let articles = dossier.corpus().snapshot();
        let known = Known::of(dossier);
        self.running.start("listing articles", Arc::clone(wake), move |_| {
            listed(articles.all().to_vec(), &list, &known)
        });
        self.begun = Some(Instant::now());
    }

    fn take(&mut self, time: Duration) {
        let outcome = if time.is_zero() { self.running.take() } else { self.running.take_within(time) };
        if let Some(Ok(listed)) = outcome {
            let_go(self.some.replace(Arc::new(listed)));
        }
    }
}

fn listed(mut articles: Vec<Arc<Article>>, list: &ArticleList, known: &Known) -> Vec<Arc<Article>> {
    let needle = list.needle.trim().to_lowercase();
    if !needle.is_empty() {
        articles.retain(|article| {
            let publisher = known.publisher(article).unwrap_or_default();
            let parts = [known.title(article), publisher, &article.id.path];
            parts.iter().any(|text| text.to_lowercase().contains(&needle))
        });
    }
    match list.order {
        ArticleOrder::Path => {}
        ArticleOrder::Title => articles.sort_by_cached_key(|article| known.title(article).to_lowercase()),
        ArticleOrder::Date => articles.sort_by_cached_key(|article| {
            let day = known.published(article).day();
            (day.is_none(), day)
        }),
        ArticleOrder::Figures => {
            articles.sort_by_cached_key(|article| Reverse(known.figures(article)));
        }
    }
    articles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::job::nobody;
    use crate::model::Workspace;

    fn dossier() -> Dossier {
        let article = |(path, title): (&str, &str)| {
            let stated = Stated { title: Some(title.into()), ..Stated::default() };
            Article::new(path, "Words.", stated, Reading::default())
        };
        let all = [("a.txt", "Talks resume"), ("b.txt", "A new count"), ("c.txt", "Aid arrives")];
        Dossier::in_memory(Workspace::default(), Corpus::new(all.map(article), vec![]), Sitting::new("A", 0))
    }

    fn paths(dossier: &Dossier, list: &ArticleList) -> Vec<String> {
        let mut lister = Lister::default();
        let (mut listing, _) = lister.follow(dossier, list, &nobody());
        for _ in 0..500 {
            if lister.running.running().is_none() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
            (listing, _) = lister.follow(dossier, list, &nobody());
        }
        let rows = (0..listing.len(dossier)).filter_map(|row| listing.nth(dossier, row));
        rows.map(|article| article.id.path.clone()).collect()
    }

    #[test]
    fn the_list_is_filtered_sorted_and_turned_round() {
        let dossier = dossier();
        let by_title = ArticleList { order: ArticleOrder::Title, ..ArticleList::default() };
        assert_eq!(paths(&dossier, &ArticleList::default()), ["a.txt", "b.txt", "c.txt"]);
        assert_eq!(paths(&dossier, &by_title), ["b.txt", "c.txt", "a.txt"]);
        assert_eq!(paths(&dossier, &ArticleList { reversed: true, ..by_title }), ["a.txt", "c.txt", "b.txt"]);
        let needle = ArticleList { needle: "TALKS".into(), reversed: true, ..ArticleList::default() };
        assert_eq!(paths(&dossier, &needle), ["a.txt"]);
    }

    #[test]
    fn rows_lead_to_articles_and_back() {
        let dossier = dossier();
        let listing = Listing { some: None, reversed: true };
        assert_eq!(listing.row_of(&dossier, "c.txt"), Some(0));
        assert_eq!(listing.nth(&dossier, 2).map(|article| article.id.path.as_str()), Some("a.txt"));
        assert!(listing.nth(&dossier, 3).is_none());
    }
}
