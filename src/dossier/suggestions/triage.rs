//! The list of suggestions of the whole dossier, filtered and sorted beside the window.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{Brief, Dossier, Found, State};
use crate::corpus::Article;
use crate::job::{Latest, Wake};
use crate::model::Day;
use crate::model::figure::Outcome;

/// How long a frame waits for the list that was asked for in it.
const PATIENCE: Duration = Duration::from_millis(5);
/// A list is made anew for a changed dossier at most this often.
const BETWEEN: Duration = Duration::from_millis(400);

/// What suggestions are sorted by; those that are alike by their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TriageOrder {
    /// Article by article, in the order of the text.
    #[default]
    Place,
    /// The surest first.
    Confidence,
    /// Outcome, in the order of the codebook.
    Outcome,
    /// The name of the source; those without one last.
    Source,
    /// Published date of the article, the newest first; undated last.
    Date,
}

/// How the suggestions are filtered and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Triage {
    /// The order.
    pub order: TriageOrder,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only suggestions at least this sure, in percent.
    pub least: u8,
    /// Only suggestions whose source holds these words.
    pub source: String,
    /// Whether those that somebody decided on are listed too.
    pub settled: bool,
}

/// One suggestion in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The article.
    pub path: Arc<str>,
    /// Its place among the suggestions of the article.
    pub at: usize,
    /// What it says, in brief.
    pub brief: Brief,
    /// The words of the number with its hedge.
    pub words: String,
    /// The name of its source; empty where it has none.
    pub source: String,
    /// When the article was published.
    pub day: Option<Day>,
}

impl Dossier {
    /// What became of the suggestion in a row by now; `None` where it is no longer suggested.
    pub fn state_of(&self, row: &Row) -> Option<State> {
        self.suggested(&row.path).find(|(brief, _)| **brief == row.brief).map(|(_, state)| state)
    }

    /// The suggestions that a filter leaves, in its order, here and now: for commands and tests.
    pub fn triaged(&self, triage: &Triage) -> Vec<Row> {
        rows(&self.suggestions.found, self.corpus().snapshot().all(), triage)
    }
}

/// Keeps the list up to date.
#[derive(Default)]
pub struct Triager {
    running: Latest<Vec<Row>>,
    asked: Option<(Triage, u64)>,
    begun: Option<Instant>,
    rows: Arc<Vec<Row>>,
}

impl Triager {
    /// The list as it is known, and the time after which this wants to be called even if nothing
    /// happens. Call once a frame while the list is shown; it waits for at most 5 ms, in the frame in
    /// which the filter changed.
    pub fn follow(
        &mut self,
        dossier: &Dossier,
        triage: &Triage,
        wake: &Wake,
    ) -> (Arc<Vec<Row>>, Option<Duration>) {
        self.take(Duration::ZERO);
        let later = self.ask(dossier, triage, wake);
        (Arc::clone(&self.rows), later)
    }

    fn ask(&mut self, dossier: &Dossier, triage: &Triage, wake: &Wake) -> Option<Duration> {
        let asked = (triage.clone(), dossier.revision());
        if self.asked.as_ref() == Some(&asked) {
            return None;
        }
        let typed = self.asked.as_ref().is_none_or(|(last, _)| last != triage);
        let since = self.begun.map_or(BETWEEN, |begun| begun.elapsed());
        if !typed && (self.running.running().is_some() || since < BETWEEN) {
            return Some(BETWEEN.saturating_sub(since).max(PATIENCE));
        }
        let (found, articles) = (Arc::clone(&dossier.suggestions.found), dossier.corpus().snapshot());
        let triage = triage.clone();
        self.running
            .start("listing suggestions", Arc::clone(wake), move |_| rows(&found, articles.all(), &triage));
        self.begun = Some(Instant::now());
        self.asked = Some(asked);
        if typed {
            self.take(PATIENCE);
        }
        None
    }

    fn take(&mut self, time: Duration) {
        let outcome = if time.is_zero() { self.running.take() } else { self.running.take_within(time) };
        if let Some(Ok(rows)) = outcome {
            self.rows = Arc::new(rows);
        }
    }
}

fn rows(found: &BTreeMap<Arc<str>, Found>, articles: &[Arc<Article>], triage: &Triage) -> Vec<Row> {
    let needle = triage.source.trim().to_lowercase();
    let mut rows = Vec::new();
    for (path, found) in found.iter().filter(|(_, found)| !found.briefs.is_empty()) {
        let at = articles.binary_search_by(|article| article.id.path.as_str().cmp(path));
        let Some(article) = at.ok().and_then(|at| articles.get(at)) else { continue };
        for (at, (brief, state)) in found.briefs.iter().zip(found.states.iter()).enumerate() {
            let wanted = brief.percent >= triage.least
                && triage.outcome.is_none_or(|outcome| outcome == brief.outcome)
                && (triage.settled || !state.is_settled());
            if !wanted {
                continue;
            }
            let row = row(path, found, article, at, brief);
            if needle.is_empty() || row.source.to_lowercase().contains(&needle) {
                rows.push(row);
            }
        }
    }
    sort(&mut rows, triage.order);
    if triage.reversed {
        rows.reverse();
    }
    rows
}

fn row(path: &Arc<str>, found: &Found, article: &Article, at: usize, brief: &Brief) -> Row {
    let words =
        |range: &std::ops::Range<usize>| article.text.get(range.clone()).unwrap_or_default().to_owned();
    Row {
        path: Arc::clone(path),
        at,
        brief: brief.clone(),
        words: words(&brief.span),
        source: brief.source.as_ref().map(words).unwrap_or_default(),
        day: found.day,
    }
}

/// Rows come in the order of their places, which a stable sort keeps among those that are alike.
fn sort(rows: &mut [Row], order: TriageOrder) {
    match order {
        TriageOrder::Place => {}
        TriageOrder::Confidence => rows.sort_by_key(|row| Reverse(row.brief.percent)),
        TriageOrder::Outcome => rows.sort_by_key(|row| row.brief.outcome),
        TriageOrder::Source => {
            rows.sort_by_cached_key(|row| (row.source.is_empty(), row.source.to_lowercase()));
        }
        TriageOrder::Date => rows.sort_by_key(|row| Reverse(row.day)),
    }
}
