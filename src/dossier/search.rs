//! The search of a dossier: what analysts know of its articles, and the work beside the window.
//!
//! A search reads a snapshot, so that the dossier may change meanwhile. Results are shown until
//! later ones replace them, however the dossier changes.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::annotated::{About, Annotated};
use super::origins::Laid;
use super::{Dossier, Facts};
use crate::corpus::Article;
use crate::corpus::language::Language;
use crate::corpus::pieces::let_go;
use crate::corpus::search::{Found, Knowledge, Plan, Query, Thing, parse, run_showing};
use crate::job::{Latest, Wake};
use crate::model::{DateClaim, Item, ItemId, Kind};

/// How long a frame waits for the results of what was typed in it: most come within this time, and
/// the window never shows those of the letter before.
const PATIENCE: Duration = Duration::from_millis(4);

/// Results are made anew for a changed dossier at most this often: articles come in many batches.
const BETWEEN: Duration = Duration::from_millis(400);

/// The results of a search.
#[derive(Debug, Default)]
pub struct Results {
    /// The text of the query.
    pub text: String,
    /// How it was understood.
    pub query: Query,
    /// What was found.
    pub found: Found,
    /// How much was found, in words.
    pub counted: String,
    /// A number that no other results have in this sitting.
    pub number: u64,
    /// Whether these are only the first hits, until all are found.
    pub is_part: bool,
}

/// What results are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    text: String,
    facets: bool,
    revision: u64,
}

/// Keeps the results of one search field up to date.
#[derive(Default)]
pub struct Searcher {
    running: Latest<Option<Results>>,
    asked: Option<Asked>,
    begun: Option<Instant>,
    results: Option<Arc<Results>>,
    /// Where the search that runs puts its first hits.
    first: First,
}

/// The first hits of a search that goes on.
type First = Arc<Mutex<Option<Results>>>;

impl Searcher {
    /// What was found last. It may be for an earlier text while the present one is looked for.
    pub fn results(&self) -> Option<&Arc<Results>> {
        self.results.as_ref()
    }

    /// Whether a search is under way.
    pub fn is_running(&self) -> bool {
        self.running.running().is_some()
    }

    /// Looks for a text, and counts facets if asked to. Call once a frame: it takes in what was
    /// found, begins a search where the text or the dossier changed, and gives the time after which
    /// it wants to be called even if nothing happens.
    ///
    /// It waits for at most 4 ms, and only in the frame in which the text changed; where not all is
    /// found by then, the first hits are shown meanwhile.
    pub fn follow(&mut self, dossier: &Dossier, text: &str, facets: bool, wake: &Wake) -> Option<Duration> {
        self.take(Duration::ZERO);
        if text.trim().is_empty() && !facets {
            self.forget();
            return None;
        }
        let asked = Asked { text: text.to_owned(), facets, revision: dossier.revision() };
        if self.asked.as_ref() == Some(&asked) {
            return None;
        }
        let typed = self.asked.as_ref().is_none_or(|last| last.text != text || last.facets != facets);
        if !typed {
            let since = self.begun.map_or(BETWEEN, |begun| begun.elapsed());
            if self.is_running() || since < BETWEEN {
                return Some(BETWEEN.saturating_sub(since).max(PATIENCE));
            }
        }
        self.begin(dossier, asked, typed, wake);
        if typed {
            self.take(PATIENCE);
        }
        None
    }

    fn forget(&mut self) {
        self.running.cancel();
        self.first = First::default();
        self.asked = None;
        let_go(self.results.take());
    }

    fn take(&mut self, time: Duration) {
        let outcome = if time.is_zero() { self.running.take() } else { self.running.take_within(time) };
        if outcome.is_some() {
            self.first = First::default(); // All is there: its beginning must not come after it.
        }
        match outcome {
            Some(Ok(Some(results))) => let_go(self.results.replace(Arc::new(results))),
            Some(Err(failed)) => self.results = Some(Arc::new(self.fallen(&failed.to_string()))),
            Some(Ok(None)) => {}
            None => self.take_first(),
        }
    }

    /// Shows the first hits of a search that goes on, beside the counts of the one before.
    fn take_first(&mut self) {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut first) = first {
            let before = self.results.as_ref();
            first.found.facets = before.and_then(|results| results.found.facets.clone());
            let_go(self.results.replace(Arc::new(first)));
        }
    }

    /// What is shown of a search that fell down: it is begun again with the next letter.
    fn fallen(&self, why: &str) -> Results {
        let text = self.asked.as_ref().map(|asked| asked.text.clone()).unwrap_or_default();
        let query = Query { root: None, hints: vec![why.to_owned()] };
        Results { text, query, number: number(self.running.generation(), false), ..Results::default() }
    }

    fn begin(&mut self, dossier: &Dossier, asked: Asked, shows_first: bool, wake: &Wake) {
        let query = parse(&asked.text);
        let known = Known::of(dossier);
        let articles = dossier.corpus().snapshot();
        let (text, facets) = (asked.text.clone(), asked.facets);
        let generation = self.running.generation() + 1;
        self.first = First::default();
        let first = Arc::clone(&self.first);
        self.running.start("searching", Arc::clone(wake), move |job| {
            let plan = Plan::new(&query);
            let results = |found: Found, is_part| {
                let (text, query, counted) = (text.clone(), query.clone(), found.counted());
                Results { text, query, found, counted, number: number(generation, is_part), is_part }
            };
            let show = |found| {
                *first.lock().unwrap_or_else(PoisonError::into_inner) = Some(results(found, true));
                job.wake();
            };
            let show = shows_first.then_some(show);
            let found = run_showing(&plan, articles.all(), &known, facets, &|| job.cancelled(), show)?;
            Some(results(found, false))
        });
        self.asked = Some(asked);
        self.begun = Some(Instant::now());
    }
}

/// A number for the results of one search, and another for its first hits.
fn number(generation: u64, is_part: bool) -> u64 {
    2 * generation + u64::from(is_part)
}

/// What analysts know of the articles that they worked on, as it was at one moment.
#[derive(Debug, Default)]
pub struct Known {
    annotated: Annotated,
    tags: HashMap<ItemId, String>,
    origins: Arc<Laid>,
}

impl Known {
    /// What is known now. The cost follows the number of tags: all else is shared with the dossier.
    pub fn of(dossier: &Dossier) -> Self {
        let tags = dossier.workspace().of_kind(Kind::Tag).filter_map(|(id, item)| match item {
            Item::Tag(tag) => Some((id, tag.name.clone())),
            _ => None,
        });
        Self { annotated: dossier.annotated(), tags: tags.collect(), origins: dossier.laid_origins() }
    }

    /// The number of articles of which something is known.
    pub fn len(&self) -> usize {
        self.annotated.len()
    }

    /// Whether nothing is known of any article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many figures an article carries.
    pub fn figures(&self, article: &Article) -> usize {
        self.about(article).map_or(0, |about| about.figures)
    }

    fn about(&self, article: &Article) -> Option<&About> {
        self.annotated.at(&article.id.path)
    }

    fn facts(&self, article: &Article) -> Option<&Facts> {
        self.annotated.facts(&article.id.path)
    }
}

impl Knowledge for Known {
    fn title<'a>(&'a self, article: &'a Article) -> &'a str {
        self.facts(article).map_or_else(|| article.title(), |facts| &facts.title)
    }

    fn publisher<'a>(&'a self, article: &'a Article) -> Option<&'a str> {
        self.facts(article).map_or(article.stated.publisher.as_deref(), |facts| facts.publisher.as_deref())
    }

    fn published<'a>(&'a self, article: &'a Article) -> &'a DateClaim {
        self.facts(article).map_or(&article.stated.published, |facts| &facts.published)
    }

    fn language(&self, article: &Article) -> Option<Language> {
        self.facts(article).and_then(|facts| facts.language).or_else(|| article.known_language())
    }

    fn origin(&self, article: &Article) -> Option<String> {
        self.origins.at(&article.id.path).map(|origin| origin.name.clone())
    }

    fn tags<'a>(&'a self, article: &'a Article, each: &mut dyn FnMut(&'a str)) {
        let Some(about) = self.about(article) else { return };
        about.tags.iter().filter_map(|tag| self.tags.get(tag)).for_each(|name| each(name));
    }

    fn passages(&self, article: &Article, each: &mut dyn FnMut(&str, Range<usize>)) {
        let passages = self.about(article).map(|about| about.passages.as_slice());
        for (tag, bytes) in passages.unwrap_or_default() {
            each(self.tags.get(tag).map_or("", String::as_str), bytes.clone());
        }
    }

    fn carries(&self, article: &Article, thing: Thing) -> bool {
        self.about(article).is_some_and(|about| match thing {
            Thing::Figure => about.figures > 0,
            Thing::Passage => about.tagged,
            Thing::Memo => about.memo,
            Thing::Date | Thing::Publisher => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sitting;
    use super::*;
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::job::nobody;
    use crate::model::{ArticleFacts, Basis, Edit, Passage, Span, Tag, Workspace};

    const TEXT: &str = "Six people were killed, the ministry said.";

    fn dossier() -> Dossier {
        let article = |path| Article::new(path, TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new(["a.txt", "b.txt"].map(article), Vec::new());
        Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0))
    }

    fn annotated() -> Dossier {
        let mut dossier = dossier();
        let article = dossier.corpus().at_path("a.txt").unwrap().id.clone();
        let span = Span::in_text(article.clone(), TEXT, 0..22).unwrap();
        let tag = ItemId { entry: dossier.next_entry(), place: 0 };
        let facts = ArticleFacts {
            publisher: Some("Example Post".into()),
            published: Some(DateClaim::on("2024-02-06".parse().unwrap(), Basis::Analyst)),
            ..ArticleFacts::of(article)
        };
        let edits = vec![
            Edit::add(Item::Tag(Tag { name: "Event".into(), ..Tag::default() })),
            Edit::add(Item::Passage(Passage { tag, span })),
            Edit::add(Item::ArticleFacts(facts)),
        ];
        dossier.commit(edits, 0).unwrap();
        dossier
    }

    /// Follows a text until its results are there; gives how much was found.
    fn found(searcher: &mut Searcher, dossier: &Dossier, text: &str) -> String {
        for _ in 0..2_000 {
            searcher.follow(dossier, text, true, &nobody());
            let done = !searcher.is_running()
                && searcher.asked.as_ref().is_some_and(|asked| asked.revision == dossier.revision());
            let whole = searcher.results().filter(|results| !results.is_part && results.text == text);
            if let Some(results) = whole.filter(|_| done) {
                return results.found.counted();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        "nothing in time".to_owned()
    }

    #[test]
    fn what_analysts_know_is_searched() {
        let dossier = annotated();
        let searcher = &mut Searcher::default();
        for (text, counted) in [
            ("killed ", "2 hits in 2 articles"),
            ("killed tag:event", "1 hit in 1 article"),
            ("in:event killed ", "1 hit in 1 article"),
            ("in:event ministry ", "0 articles"),
            ("publisher:post", "1 article"),
            ("date:2024-02", "1 article"),
            ("has:passage", "1 article"),
            ("NOT has:passage", "1 article"),
            ("has:figure", "0 articles"),
            ("origin:anything", "0 articles"),
        ] {
            assert_eq!(found(searcher, &dossier, text), counted, "{text}");
        }
        let facets = searcher.results().and_then(|results| results.found.facets.clone()).unwrap();
        assert!(facets.tags.is_empty());
    }

    #[test]
    fn results_follow_the_dossier_and_end_with_the_text() {
        let mut dossier = dossier();
        let searcher = &mut Searcher::default();
        assert_eq!(found(searcher, &dossier, "killed"), "2 hits in 2 articles");
        dossier.add_articles([Arc::new(Article::new("c.txt", TEXT, Stated::default(), Reading::default()))]);
        assert_eq!(found(searcher, &dossier, "killed"), "3 hits in 3 articles");
        searcher.follow(&dossier, " ", false, &nobody());
        assert!(searcher.results().is_none() && !searcher.is_running());
    }

    #[test]
    fn the_first_hits_are_shown_while_the_rest_is_looked_for() {
        let dossier = dossier();
        let searcher = &mut Searcher::default();
        found(searcher, &dossier, "people");
        let (release, held) = std::sync::mpsc::channel::<()>();
        searcher.begin(&dossier, asked(&dossier, "killed"), true, &nobody());
        searcher.running.start("searching", nobody(), move |_| {
            let _ = held.recv();
            None
        });
        let first = Results { text: "killed".into(), number: 7, is_part: true, ..Results::default() };
        *searcher.first.lock().unwrap() = Some(first);
        searcher.follow(&dossier, "killed", true, &nobody());
        let shown = searcher.results().cloned().unwrap();
        assert!(shown.is_part && shown.text == "killed" && searcher.is_running());
        assert!(shown.found.facets.is_some(), "the counts of the search before stay in view");
        drop(release);
        assert_eq!(found(searcher, &dossier, "killed "), "2 hits in 2 articles");
        assert!(!searcher.results().unwrap().is_part);
    }

    #[test]
    fn the_first_hits_never_take_the_place_of_all() {
        let article = |n| Article::new(format!("{n:04}.txt"), TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new((0..700).map(article), Vec::new());
        let dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0));
        let searcher = &mut Searcher::default();
        for text in ["k", "ki", "kil", "killed"] {
            assert_eq!(found(searcher, &dossier, text), "700 hits in 700 articles");
            for _ in 0..3 {
                searcher.follow(&dossier, text, true, &nobody());
                assert!(!searcher.results().unwrap().is_part, "{text}");
            }
        }
    }

    fn asked(dossier: &Dossier, text: &str) -> Asked {
        Asked { text: text.into(), facets: true, revision: dossier.revision() }
    }

    #[test]
    fn a_changed_dossier_is_searched_again_at_a_bounded_rate() {
        let mut dossier = dossier();
        let searcher = &mut Searcher::default();
        found(searcher, &dossier, "killed");
        let before = searcher.running.generation();
        for number in 0..20 {
            let path = format!("d{number}.txt");
            dossier.add_articles([Arc::new(Article::new(path, TEXT, Stated::default(), Reading::default()))]);
            assert!(searcher.follow(&dossier, "killed", true, &nobody()).is_some() || number > 0);
        }
        assert!(
            searcher.running.generation()
                <= before + 1 + (searcher.begun.unwrap().elapsed().as_millis() / 400) as u64
        );
    }
}
