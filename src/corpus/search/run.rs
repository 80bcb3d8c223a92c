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
/// Articles after which it is looked whether the search is still wanted and whether there are hits
/// enough: few at first, for a frequent word has enough in a few hundred.
const FIRST_WAVE: usize = 256;
/// The same, later.
const WAVE: usize = 4_096;
/// Hits that fill a list before all are found: more than a window has room for.
const FIRST_HITS: usize = 200;

/// Finds what a plan asks for; `None` where it is no longer wanted.
///
/// With `facets` the articles found are counted by publisher, language, month and tag; an article
/// that only the filters of one key keep out is counted under that key, so that its other values
/// stay in view. A plan that asks nothing counts every article and lists none.
pub fn run<K: Knowledge>(
    plan: &Plan,
    articles: &Arc<Vec<Arc<Article>>>,
    known: &K,
    facets: bool,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    run_showing(plan, articles, known, facets, cancelled, None::<fn(Found)>)
}

/// The same; `first`, if there is one, is given the first 200 hits or more as soon as they are found, where there is
/// more to look through. They are the beginning of what is found in the end.
pub fn run_showing<K: Knowledge>(
    plan: &Plan,
    articles: &Arc<Vec<Arc<Article>>>,
    known: &K,
    facets: bool,
    cancelled: &(dyn Fn() -> bool + Sync),
    mut first: Option<impl FnOnce(Found)>,
) -> Option<Found> {
    let mut found = Found { among: Arc::clone(articles), ..Found::default() };
    let mut counting = Counting::default();
    let (mut begun, mut size) = (0, FIRST_WAVE);
    while begun < articles.len() {
        let end = (begun + size).min(articles.len());
        let wave = &articles[begun..end];
        if cancelled() {
            return None;
        }
        let asked = Asked { first_only: found.more, near_miss: facets };
        let parts: Vec<Part<'_>> =
            wave.par_chunks(TAKEN).map(|some| part(plan, some, known, asked, cancelled)).collect();
        for (part, place) in parts.into_iter().zip((begun..).step_by(TAKEN)) {
            found.take(place, part.articles, &part.hits);
            counting.merge(part.counting);
        }
        (begun, size) = (end, (size * 2).min(WAVE));
        if begun < articles.len()
            && found.len() >= FIRST_HITS
            && let Some(first) = first.take()
        {
            first(found.clone());
        }
    }
    found.facets = facets.then(|| counting.finish());
    (!cancelled()).then_some(found)
}

/// What was found in some articles.
#[derive(Default)]
struct Part<'a> {
    /// The place of each among them, and how many hits it has.
    articles: Vec<(usize, usize)>,
    hits: Vec<(u32, u32)>,
    counting: Counting<'a>,
}

fn part<'a, K: Knowledge>(
    plan: &Plan,
    articles: &'a [Arc<Article>],
    known: &'a K,
    asked: Asked,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Part<'a> {
    let mut part = Part::default();
    let mut hits = Places::new();
    if cancelled() {
        return part;
    }
    for (place, article) in articles.iter().enumerate() {
        match plan.ask(article, known, asked, &mut hits) {
            Answer::Not => {}
            Answer::But(key) => part.counting.under(key, article, known),
            Answer::Found => {
                if asked.near_miss {
                    part.counting.found(article, known);
                }
                if plan.is_empty() {
                    continue;
                }
                let before = part.hits.len();
                // A text of more than 4 GB cannot be read in, so that no place is lost here.
                let byte = |at: usize| u32::try_from(at).ok();
                part.hits.extend(hits.iter().filter_map(|hit| Some((byte(hit.start)?, byte(hit.end)?))));
                part.articles.push((place, part.hits.len() - before));
            }
        }
    }
    part
}

impl Found {
    /// Takes in some articles with as many hits each; once there are too many, the first of each.
    fn take(&mut self, first: usize, articles: Vec<(usize, usize)>, hits: &[(u32, u32)]) {
        let mut at = 0;
        for (place, count) in articles {
            let own = hits.get(at..at + count).unwrap_or_default();
            at += count;
            let kept =
                if self.hits.len() + count > MOST_HITS || self.more { own.len().min(1) } else { own.len() };
            self.more |= kept < own.len();
            let start = self.hits.len();
            self.hits.extend_from_slice(&own[..kept]);
            self.articles.push(FoundArticle { place: first + place, hits: start..self.hits.len() });
        }
    }
}
