//! Putting a query to every article, on all cores.

use std::sync::Arc;

use rayon::prelude::*;

use super::facets::Counting;
use super::filter::Knowledge;
use super::hits::{Found, FoundArticle};
use super::plan::{Answer, Asked, Places, Plan};
use crate::corpus::Article;

/// How many hits are kept. Of the articles after them only the first hit is looked for.
pub const MOST_HITS: usize = 100_000;

/// Articles that one thread takes at a time.
const TAKEN: usize = 64;
/// Articles after which it is looked whether the search is still wanted.
const WAVE: usize = 4_096;

/// Finds what a plan asks for; `None` where it is no longer wanted.
///
/// With `facets` the articles found are counted by publisher, language, month and tag; an article
/// that only the filters of one key keep out is counted under that key, so that its other values
/// stay in view.
pub fn run<K: Knowledge>(
    plan: &Plan,
    articles: &[Arc<Article>],
    known: &K,
    facets: bool,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let mut found = Found::default();
    let mut counting = Counting::default();
    for wave in articles.chunks(WAVE) {
        if cancelled() {
            return None;
        }
        let asked = Asked { first_only: found.more, near_miss: facets };
        let parts: Vec<Part<'_>> =
            wave.par_chunks(TAKEN).map(|some| part(plan, some, known, asked, facets, cancelled)).collect();
        for part in parts {
            found.take(part.articles, &part.hits);
            counting.merge(part.counting);
        }
    }
    found.facets = facets.then(|| counting.finish());
    (!cancelled()).then_some(found)
}

/// What was found in some articles.
#[derive(Default)]
struct Part<'a> {
    articles: Vec<(&'a Arc<Article>, usize)>,
    hits: Vec<(u32, u32)>,
    counting: Counting<'a>,
}

fn part<'a, K: Knowledge>(
    plan: &Plan,
    articles: &'a [Arc<Article>],
    known: &'a K,
    asked: Asked,
    facets: bool,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Part<'a> {
    let mut part = Part::default();
    let mut hits = Places::new();
    if cancelled() {
        return part;
    }
    for article in articles {
        match plan.ask(article, known, asked, &mut hits) {
            Answer::Not => {}
            Answer::But(key) => part.counting.under(key, article, known),
            Answer::Found => {
                if facets {
                    part.counting.found(article, known);
                }
                let before = part.hits.len();
                // A text of more than 4 GB cannot be read in, so that no place is lost here.
                let place = |at: usize| u32::try_from(at).ok();
                part.hits.extend(hits.iter().filter_map(|hit| Some((place(hit.start)?, place(hit.end)?))));
                part.articles.push((article, part.hits.len() - before));
            }
        }
    }
    part
}

impl Found {
    /// Takes in some articles with as many hits each; once there are too many, the first of each.
    fn take(&mut self, articles: Vec<(&Arc<Article>, usize)>, hits: &[(u32, u32)]) {
        let mut at = 0;
        for (article, count) in articles {
            let own = hits.get(at..at + count).unwrap_or_default();
            at += count;
            let kept =
                if self.hits.len() + count > MOST_HITS || self.more { own.len().min(1) } else { own.len() };
            self.more |= kept < own.len();
            let start = self.hits.len();
            self.hits.extend_from_slice(&own[..kept]);
            self.articles.push(FoundArticle { article: Arc::clone(article), hits: start..self.hits.len() });
        }
    }
}
