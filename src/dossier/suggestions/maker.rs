//! The detector beside the window: it reads what nobody has read, the open article and the newest first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::keep::{Entry, Keep};
use super::pack::{briefs, pack, unpack};
use super::{Brief, Dossier, OwnWords, Waiting, known};
use crate::corpus::Article;
use crate::corpus::language::Language;
use crate::detect::dating::Anchor;
use crate::detect::{Known, suggest_in};
use crate::job::{Context, Job, Latest, Progress, Wake};
use crate::model::{DateClaim, TextHash};

/// So many articles are read in one piece, or as many as hold so many bytes: a short time, so that the
/// article that is opened next need not wait.
const ARTICLES: usize = 256;
const BYTES: usize = 2 << 20;

/// One article to be read, and what the detector is told of it.
struct Ask {
    waiting: Waiting,
    article: Arc<Article>,
    published: DateClaim,
    /// What the suggestions that are shown were made from.
    had: Option<u64>,
}

/// Articles to be read in one piece.
struct Batch {
    asks: Vec<Ask>,
    anchors: Vec<Anchor>,
    words: OwnWords,
    /// What was told when it was put together: later results are of no use once that changed.
    told: u64,
    workers: usize,
}

/// Suggestions whole, packed, and in brief.
type Packed = (Arc<[u8]>, Arc<[Brief]>);

/// What was found in an article; nothing anew where it was read with the same before.
struct Made {
    waiting: Waiting,
    text: TextHash,
    key: u64,
    found: Option<Packed>,
}

/// What a batch gave.
struct Outcome {
    made: Vec<Made>,
    told: u64,
}

/// Keeps the suggestions of a dossier up to date. It may be dropped at any time.
#[derive(Default)]
pub struct Maker {
    keep: Arc<Mutex<Keep>>,
    running: Latest<Option<Outcome>>,
    tidying: Option<Job<()>>,
    words: Option<Job<OwnWords>>,
    looked: bool,
    paused: bool,
    /// The most articles that waited since none did.
    most: usize,
}

impl Maker {
    /// One that keeps what it finds in a file, if it may; see [`Self::file_beside`].
    pub fn of(file: Option<PathBuf>) -> Self {
        Self { keep: Arc::new(Mutex::new(Keep::of(file))), ..Self::default() }
    }

    /// The file for suggestions beside the one that keeps the articles of a folder.
    pub fn file_beside(articles: Option<PathBuf>) -> Option<PathBuf> {
        articles.map(|file| file.with_extension("suggestions"))
    }

    /// Looks at the dossier's own list of words again at the next occasion: its folder changed.
    pub fn look_again(&mut self) {
        self.looked = false;
    }

    /// Stops reading; only articles that are opened are read from now on, until [`Self::go_on`].
    pub fn pause(&mut self) {
        self.paused = true;
        self.running.cancel();
    }

    /// Goes on after [`Self::pause`].
    pub fn go_on(&mut self) {
        self.paused = false;
    }

    /// How far the reading is, in articles; `None` while nothing is read.
    pub fn progress(&self, dossier: &Dossier) -> Option<Progress> {
        self.running.running()?;
        let waiting = dossier.unread_by_detector();
        Some(Progress { done: self.most.saturating_sub(waiting) as u64, total: self.most as u64 })
    }

    /// Takes in what was found, and begins to read what comes next. Call once a frame; it never waits.
    /// Gives a sentence where the reading fell down, which ends it.
    pub fn follow(&mut self, dossier: &mut Dossier, open: Option<&str>, wake: &Wake) -> Option<String> {
        let told = self.take(dossier);
        self.follow_words(dossier, wake);
        let waiting = dossier.unread_by_detector();
        self.most = if waiting == 0 { 0 } else { self.most.max(waiting) };
        if self.looked && self.words.is_none() && self.running.running().is_none() && waiting > 0 {
            self.begin(dossier, open, wake);
        }
        told
    }

    fn take(&mut self, dossier: &mut Dossier) -> Option<String> {
        self.tidying.take_if(|job| job.take().is_some());
        match self.running.take()? {
            Ok(Some(outcome)) => dossier.take_made(outcome),
            Ok(None) => {}
            Err(failed) => {
                self.paused = true;
                return Some(failed.to_string());
            }
        }
        if dossier.unread_by_detector() == 0 {
            self.tidy(dossier);
        }
        None
    }

    fn follow_words(&mut self, dossier: &mut Dossier, wake: &Wake) {
        if let Some(outcome) = self.words.as_mut().and_then(Job::take) {
            self.words = None;
            dossier.set_own_words(outcome.unwrap_or_default());
        }
        if self.words.is_none() && !std::mem::replace(&mut self.looked, true) {
            let folder = dossier.location().map(|location| location.articles.clone());
            self.words = folder.map(|folder| {
                Job::start("reading the list of words", Arc::clone(wake), move |_| OwnWords::read(&folder))
            });
        }
    }

    fn begin(&mut self, dossier: &mut Dossier, open: Option<&str>, wake: &Wake) {
        let batch = dossier.next_batch(open, self.paused);
        if batch.asks.is_empty() {
            if !self.paused {
                wake(); // Those whose turn it was are gone; others wait.
            }
            return;
        }
        let keep = Arc::clone(&self.keep);
        self.running.start("looking for figures", Arc::clone(wake), move |context| batch.run(&keep, context));
    }

    /// Writes what is kept anew where most of it is of no use any more.
    fn tidy(&mut self, dossier: &Dossier) {
        let found = &dossier.suggestions.found;
        if self.tidying.is_some() || !lock(&self.keep).is_stale(found.len()) {
            return;
        }
        let (keep, found) = (Arc::clone(&self.keep), Arc::clone(found));
        self.tidying = Some(Job::start("tidying", crate::job::nobody(), move |_| {
            let used: Vec<Entry> =
                found.values().map(|found| (found.key, Arc::clone(&found.packed))).collect();
            lock(&keep).tidy(used);
        }));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Batch {
    /// Reads the articles on several cores; `None` where it was cancelled.
    fn run(self, keep: &Mutex<Keep>, context: &Context) -> Option<Outcome> {
        let (next, made, fresh) = (AtomicUsize::new(0), Mutex::default(), Mutex::default());
        let work = || {
            while let Some(ask) = self.asks.get(next.fetch_add(1, Ordering::Relaxed))
                && !context.cancelled()
            {
                let one = self.make(ask, keep, &fresh);
                lock::<Vec<Made>>(&made).push(one);
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.workers.min(self.asks.len()) {
                scope.spawn(work);
            }
            work();
        });
        lock(keep).add(std::mem::take(&mut *lock(&fresh)));
        let made = std::mem::take(&mut *lock(&made));
        (!context.cancelled()).then_some(Outcome { made, told: self.told })
    }

    fn make(&self, ask: &Ask, keep: &Mutex<Keep>, fresh: &Mutex<Vec<Entry>>) -> Made {
        let known = Known { published: ask.published.clone(), anchors: self.anchors.clone() };
        let (waiting, article) = (ask.waiting.clone(), &ask.article);
        let key = known::key(article.id.text, &known, self.words.hash());
        let made = |found| Made { waiting, text: article.id.text, key, found };
        if ask.had == Some(key) {
            return made(None);
        }
        let kept = lock(keep).get(key);
        let held = kept.and_then(|packed| Some((briefs(&unpack(&packed)?, &article.text)?, packed)));
        if let Some((briefs, packed)) = held {
            return made(Some((packed, briefs)));
        }
        // A text on which the detector falls down is one without suggestions, and hides no other.
        let language = article.language().map(Language::code);
        let find = || suggest_in(language, &article.text, &known, self.words.lexicon());
        let mut found = catch_unwind(AssertUnwindSafe(find)).unwrap_or_default();
        found.retain(|one| briefs(std::slice::from_ref(one), &article.text).is_some());
        let packed = pack(&found);
        lock(fresh).push((key, Arc::clone(&packed)));
        made(briefs(&found, &article.text).map(|briefs| (packed, briefs)))
    }
}

impl Dossier {
    fn next_batch(&mut self, open: Option<&str>, only_open: bool) -> Batch {
        let mut asks = Vec::new();
        let mut bytes = 0;
        let chosen = self.next_waiting(open, only_open);
        for waiting in chosen {
            let Some(article) = self.corpus.at_path(&waiting.1).cloned() else {
                self.suggestions.waiting.remove(&waiting);
                continue;
            };
            bytes += article.text.len();
            let published = known::published(self, &article);
            let had = self.suggestions.found.get(&waiting.1).filter(|found| found.text == article.id.text);
            asks.push(Ask { published, had: had.map(|found| found.key), article, waiting });
            if bytes >= BYTES {
                break;
            }
        }
        let cores = thread::available_parallelism().map_or(1, usize::from);
        // While articles are still coming, reading them comes first.
        let workers = if self.corpus_whole { cores } else { cores.div_ceil(2) };
        let words = self.suggestions.words.clone();
        Batch { asks, anchors: self.anchors(), words, told: self.suggestions.told, workers }
    }

    fn next_waiting(&self, open: Option<&str>, only_open: bool) -> Vec<Waiting> {
        let open = open.and_then(|path| self.corpus.at_path(path)).and_then(|article| {
            let key =
                (std::cmp::Reverse(article.stated.published.day()), Arc::from(article.id.path.as_str()));
            self.suggestions.waiting.get(&key)
        });
        let rest = self.suggestions.waiting.iter().filter(|it| Some(*it) != open);
        let rest = rest.take(if only_open { 0 } else { ARTICLES });
        open.into_iter().chain(rest).cloned().collect()
    }

    fn take_made(&mut self, outcome: Outcome) {
        if outcome.told != self.suggestions.told {
            return; // The detector has to be told something else: all of it is read again.
        }
        for Made { waiting, text, key, found } in outcome.made {
            let article = self.corpus.at_path(&waiting.1);
            if article.is_none_or(|article| article.id.text != text) {
                continue; // It changed meanwhile, and waits still.
            }
            self.suggestions.waiting.remove(&waiting);
            if let Some((packed, briefs)) = found {
                self.put_suggestions(&waiting.1, text, key, packed, briefs);
            }
        }
        self.revision += 1;
    }

    /// Has the detector read every article here and now: for commands without a window, and tests.
    pub fn find_suggestions(&mut self) {
        let mut maker = Maker::default();
        while self.unread_by_detector() > 0 {
            maker.follow(self, None, &crate::job::nobody());
            thread::yield_now();
            if maker.paused {
                return;
            }
        }
    }
}
