//! The open folder: its articles, its workspace and its file; the only way to commit an edit.
//!
//! Knows nothing of windows. The analyst, the writer and the time are passed in.

mod annotated;
mod charting;
mod dating;
pub mod listing;
mod location;
mod notices;
pub mod origins;
mod placing;
pub mod search;
pub mod suggestions;
mod tables;

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use annotated::Annotated;
pub use location::Location;
use placing::Placing;
pub use placing::{Counts, Outlined, Placed};

use crate::corpus::language::Language;
use crate::corpus::refresh::Refreshed;
use crate::corpus::{Article, Corpus, Problem, Read};
use crate::job::{self, Job, Wake};
use crate::journal::{self, Access, Journal, Opened, Synced};
use crate::model::codebook;
use crate::model::log::{Log, Refusal};
use crate::model::{Analyst, DateClaim, Edit, Entry, EntryId, Item, ItemId, Kind, Workspace, Writer};

/// Why work could not be taken into a dossier, or a dossier not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its workspace file could not be opened.
    #[error(transparent)]
    File(#[from] journal::Error),
    /// It may not be changed: the reason as a plain sentence.
    #[error("{0}")]
    ReadOnly(String),
    /// The log refused the entry.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Error {
    /// Whether another place for the workspace would help: the folder cannot be written to.
    pub fn is_unwritable(&self) -> bool {
        matches!(self, Self::File(journal::Error::Unwritable { .. }))
    }
}

/// Who works, since when, and whom to wake when the disk has answered.
#[derive(Clone)]
pub struct Sitting {
    /// The analyst, whose name stands on every entry.
    pub analyst: Analyst,
    /// The writer, drawn for this opening: see [`draw_writer`].
    pub writer: Writer,
    /// Now, in seconds since 1970-01-01 UTC.
    pub now: i64,
    /// Called from another thread when [`Dossier::poll`] has something to take in.
    pub wake: Wake,
}

impl Sitting {
    /// A sitting with a freshly drawn writer and nobody to wake.
    pub fn new(analyst: impl Into<String>, now: i64) -> Self {
        Self { analyst: Analyst(analyst.into()), writer: draw_writer(), now, wake: job::nobody() }
    }
}

/// Draws the random number that tells this opening from every other.
pub fn draw_writer() -> Writer {
    Writer(RandomState::new().hash_one(std::process::id()))
}

/// Where the revisions of a dossier begin: apart from those of every other opened in this sitting,
/// so that what a cache made of one is never shown for another.
fn first_revision() -> u64 {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    OPENED.fetch_add(1, Ordering::Relaxed) << 32
}

/// What is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// When the last entry known to be on the disk was made: seconds since 1970-01-01 UTC.
    pub at: Option<i64>,
    /// Entries that are not in the file yet.
    pub pending: usize,
    /// What is wrong with the disk, as a plain sentence.
    pub problem: Option<String>,
}

/// What an article states of itself, with the analyst's corrections laid over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its title, else the name of the file.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its author's line.
    pub byline: Option<String>,
    /// The language of its text, where it has been worked out or an analyst named it.
    pub language: Option<Language>,
    /// When it was published; open where nothing says so.
    pub published: DateClaim,
    /// When it was last changed; open where nothing says so.
    pub modified: DateClaim,
}

/// What a merge brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Entries that were lacking here.
    pub entries: usize,
    /// Lines of the other file that this version cannot read; they were left out.
    pub unreadable: usize,
    /// Items with a disputed field, after the merge.
    pub disputed: usize,
}

/// Where entries go.
enum Keeping {
    File(Journal),
    Memory,
    ReadOnly(String),
}

/// The open folder.
pub struct Dossier {
    location: Option<Location>,
    sitting: Sitting,
    corpus: Corpus,
    corpus_whole: bool,
    workspace: Workspace,
    placing: Placing,
    annotated: Annotated,
    origins: origins::Kept,
    suggestions: suggestions::Kept,
    keeping: Keeping,
    syncing: Option<Job<Synced>>,
    file_notices: Vec<String>,
    revision: u64,
    articles: u64,
}

impl Dossier {
    /// Opens a dossier. A new one begins with the default codebook.
    ///
    /// Its articles come later, by [`Self::add_articles`].
    ///
    /// # Errors
    /// Its file cannot be read, cannot be made ([`Error::is_unwritable`]: give another place by
    /// [`Location::with_workspace`]) or is another kind of file.
    pub fn open(location: &Location, sitting: Sitting) -> Result<Self, Error> {
        let opened = journal::open(&location.workspace, &location.header())?;
        Self::begin(Some(location.clone()), opened, sitting)
    }

    /// Opens a dossier for looking only; its file is neither locked nor touched.
    ///
    /// # Errors
    /// Its file cannot be read or is another kind of file.
    pub fn view(location: &Location, sitting: Sitting, why: &str) -> Result<Self, Error> {
        let opened = journal::open_unwritable(&location.workspace, why)?;
        Self::begin(Some(location.clone()), opened, sitting)
    }

    fn begin(location: Option<Location>, opened: Opened, sitting: Sitting) -> Result<Self, Error> {
        let is_new = opened.is_new();
        let notices = notices::of_file(&opened);
        let (workspace, refused) = Workspace::fold(opened.entries);
        let keeping = match opened.access {
            Access::Write(journal) => Keeping::File(journal),
            Access::ReadOnly(reason) => Keeping::ReadOnly(reason),
        };
        let mut dossier = Self::over(location, workspace, keeping, sitting);
        dossier.file_notices = notices;
        dossier
            .file_notices
            .extend(refused.iter().map(|refusal| format!("One entry was left out: {refusal}.")));
        if is_new && dossier.read_only().is_none() {
            dossier.commit(codebook::edits(), dossier.sitting.now)?;
        }
        Ok(dossier)
    }

    /// A dossier that is kept in memory only: for tests and for looking into a bundle.
    pub fn in_memory(workspace: Workspace, corpus: Corpus, sitting: Sitting) -> Self {
        let mut dossier = Self::over(None, workspace, Keeping::Memory, sitting);
        dossier.set_corpus(corpus);
        dossier
    }

    fn over(location: Option<Location>, workspace: Workspace, keeping: Keeping, sitting: Sitting) -> Self {
        let corpus = Corpus::default();
        let placing = Placing::all(&workspace, &corpus);
        let revision = first_revision();
        let mut dossier = Self {
            location,
            sitting,
            corpus,
            corpus_whole: false,
            workspace,
            placing,
            annotated: Annotated::default(),
            origins: origins::Kept::default(),
            suggestions: suggestions::Kept::default(),
            keeping,
            syncing: None,
            file_notices: Vec::new(),
            revision,
            articles: revision,
        };
        dossier.annotate();
        dossier
    }

    /// Where it lies; `None` where it is kept in memory only.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// The analyst's data.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The articles that have been read so far.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Whose name stands on new entries.
    pub fn analyst(&self) -> &Analyst {
        &self.sitting.analyst
    }

    /// Puts another name on entries from now on.
    pub fn set_analyst(&mut self, analyst: Analyst) {
        self.sitting.analyst = analyst;
    }

    /// Why nothing may be changed here, as a plain sentence; `None` where it may.
    pub fn read_only(&self) -> Option<&str> {
        match &self.keeping {
            Keeping::ReadOnly(reason) => Some(reason),
            Keeping::File(_) | Keeping::Memory => None,
        }
    }

    /// A number that changes with every entry and every article, for caches.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A number that changes with the articles, their origins and what is learned of them, but not
    /// with entries of the log, for caches that follow those one by one.
    pub fn articles_revision(&self) -> u64 {
        self.articles
    }

    /// Says that the articles, or what is known of them, changed.
    fn articles_moved(&mut self) {
        self.revision += 1;
        self.articles = self.revision;
    }

    /// The id that the next commit will have, so that edits can refer to items that they add.
    ///
    /// The item of the third edit is `ItemId { entry: next_entry(), place: 2 }`.
    pub fn next_entry(&self) -> EntryId {
        self.workspace.log().next_id(self.sitting.writer)
    }

    /// Commits edits as one entry by the analyst at a time (seconds since 1970-01-01 UTC).
    ///
    /// No edits are no entry. The entry is in the workspace when this returns, and in the file
    /// unless the disk refuses: then [`Self::saved`] says so and the next commit writes both.
    ///
    /// # Errors
    /// The dossier is read-only, or the log has no room.
    pub fn commit(&mut self, edits: Vec<Edit>, at: i64) -> Result<Option<EntryId>, Error> {
        if edits.is_empty() {
            return Ok(None);
        }
        self.may_write()?;
        let entry = self.workspace.entry(self.sitting.writer, &self.sitting.analyst, at, edits);
        let touched = self.workspace.take(entry.clone())?;
        self.followed(&touched);
        if let Keeping::File(journal) = &mut self.keeping {
            journal.append(&entry);
        }
        self.start_sync();
        Ok(Some(entry.id))
    }

    fn may_write(&self) -> Result<(), Error> {
        self.read_only().map_or(Ok(()), |reason| Err(Error::ReadOnly(reason.to_owned())))
    }

    fn followed(&mut self, touched: &BTreeSet<ItemId>) {
        let stood = self.paths_of(touched);
        self.placing.refresh(touched.iter().copied(), &self.workspace, &self.corpus);
        self.annotate();
        self.origins_followed(touched);
        self.suggestions_followed(touched, stood);
        self.revision += 1;
    }

    /// Takes back the analyst's latest work; gives the entry that did so.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn undo(&mut self, at: i64) -> Result<Option<EntryId>, Error> {
        self.commit(self.workspace.undo(self.analyst()).into_iter().collect(), at)
    }

    /// Brings back what the analyst last undid; gives the entry that did so.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn redo(&mut self, at: i64) -> Result<Option<EntryId>, Error> {
        self.commit(self.workspace.redo(self.analyst()).into_iter().collect(), at)
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.read_only().is_none() && self.workspace.undo(self.analyst()).is_some()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        self.read_only().is_none() && self.workspace.redo(self.analyst()).is_some()
    }

    /// Takes back any one entry in force; nothing happens where it is not in force.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn retract(&mut self, entry: EntryId, at: i64) -> Result<Option<EntryId>, Error> {
        let live = self.workspace.log().is_live(entry);
        self.commit(live.then_some(Edit::Retract(entry)).into_iter().collect(), at)
    }

    /// Takes in every entry of another workspace file that is lacking here, as its line stands.
    ///
    /// # Errors
    /// The dossier is read-only, or the bytes are no workspace file. An entry whose number is taken
    /// by another entry here is left out and told in [`Self::notices`].
    pub fn merge(&mut self, other: &[u8]) -> Result<Merged, Error> {
        self.may_write()?;
        let path = || PathBuf::from("the other file");
        let contents =
            journal::read(other).map_err(|why| journal::Error::NotAWorkspace { why, path: path() })?;
        let unreadable = contents.unreadable.len();
        let lines: Vec<(Arc<Entry>, &str)> =
            contents.lines.into_iter().map(|line| (Arc::new(line.entry), line.raw)).collect();
        let entries = lines.iter().map(|(entry, _)| Arc::clone(entry));
        let (touched, refused) = self.workspace.take_all(entries);
        let refused = refused.iter().map(|refusal| format!("One entry was not merged: {refusal}."));
        self.file_notices.extend(refused);
        let log = self.workspace.log();
        let was_taken = |entry: &Arc<Entry>| log.get(entry.id).is_some_and(|here| Arc::ptr_eq(here, entry));
        let taken = lines.into_iter().filter(|(entry, _)| was_taken(entry));
        let lines: Vec<(String, i64)> = taken.map(|(entry, raw)| (raw.to_owned(), entry.at)).collect();
        let merged = lines.len();
        self.followed(&touched);
        if let Keeping::File(journal) = &mut self.keeping {
            journal.append_lines(lines);
        }
        self.start_sync();
        Ok(Merged { entries: merged, unreadable, disputed: self.workspace.disputed().count() })
    }

    /// Takes in a batch of articles as they are read. One that is here already is replaced.
    pub fn add_articles(&mut self, articles: impl IntoIterator<Item = Arc<Article>>) {
        for article in articles {
            let concerned = self.placing.concerned(&article, &self.workspace);
            let stood = self.paths_of(&concerned);
            self.corpus.add(Arc::clone(&article));
            self.placing.refresh(concerned.iter().copied(), &self.workspace, &self.corpus);
            self.suggestions_want(&article);
            self.settle_where(&concerned, stood);
        }
        self.annotate();
        self.origins_moved();
        self.articles_moved();
    }

    /// Takes in what changed in the folder: spans are found again by their quotes where they can be.
    pub fn take_refreshed(&mut self, refreshed: Refreshed) {
        let Refreshed { read, gone, problems, vanished: _ } = refreshed;
        let gone = gone.into_iter().map(|file| (file, Read::default()));
        // What is gone goes last, so that a file that only moved is found in its new place.
        read.into_iter().chain(gone).for_each(|(file, read)| self.replace_file(&file, read));
        for problem in problems {
            self.corpus.remove_file(&problem.path);
            self.corpus.add_problem(problem);
        }
        self.articles_moved();
    }

    /// Puts what a file holds now in the place of what it held.
    pub fn replace_file(&mut self, file: &str, now: Read) {
        let was = self.corpus.remove_file(file);
        let concerned: BTreeSet<ItemId> = was
            .iter()
            .chain(&now.articles)
            .flat_map(|article| self.placing.concerned(article, &self.workspace))
            .collect();
        let stood = self.paths_of(&concerned);
        was.iter().for_each(|article| self.suggestions_forget(&article.id.path));
        now.articles.iter().for_each(|article| self.corpus.add(Arc::clone(article)));
        now.problems.into_iter().for_each(|problem| self.corpus.add_problem(problem));
        self.placing.refresh(concerned.iter().copied(), &self.workspace, &self.corpus);
        self.annotate();
        now.articles.iter().for_each(|article| self.suggestions_want(article));
        self.settle_where(&concerned, stood);
        self.origins_moved();
        self.articles_moved();
    }

    /// Says that more is known of the articles that are here, such as their languages.
    pub fn has_learned(&mut self) {
        self.articles_moved();
    }

    /// Takes in files that could not be read as articles.
    pub fn add_problems(&mut self, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.corpus.add_problem(problem));
        self.articles_moved();
    }

    /// Says that every article has arrived: only now is an absent one missing.
    pub fn finish_articles(&mut self) {
        self.corpus_whole = true;
        self.origins_moved();
        self.articles_moved();
    }

    /// Replaces all articles, for instance after the folder was read again.
    pub fn set_corpus(&mut self, corpus: Corpus) {
        self.corpus = corpus;
        self.corpus_whole = true;
        self.placing = Placing::all(&self.workspace, &self.corpus);
        self.annotate_all();
        self.origins_moved();
        self.suggestions_anew();
        self.articles_moved();
    }

    /// Whether every article has arrived.
    pub fn has_all_articles(&self) -> bool {
        self.corpus_whole
    }

    /// The passages and figures of the article at a path, in the order in which they start.
    pub fn placed(&self, path: &str) -> &[Placed] {
        self.placing.at(path).map_or(&[], |marks| &marks.placed)
    }

    /// The passages and figures of the picture at a path, from top to bottom.
    pub fn outlined(&self, path: &str) -> &[Outlined] {
        self.placing.at(path).map_or(&[], |marks| &marks.outlined)
    }

    /// Items on pictures whose bytes changed since they were drawn, and which hold their rectangles still.
    pub fn doubtful(&self) -> impl Iterator<Item = ItemId> {
        self.placing.doubtful()
    }

    /// The suggestions turned down in the article at a path, in the order in which they start.
    pub fn dismissed(&self, path: &str) -> &[Placed] {
        self.placing.at(path).map_or(&[], |marks| &marks.dismissed)
    }

    /// The memos on the article at a path, in the order in which they were written.
    pub fn memos(&self, path: &str) -> &[ItemId] {
        self.placing.at(path).map_or(&[], |marks| &marks.memos)
    }

    /// Where an item stands now: the path of its article and the bytes of its text.
    pub fn place_of(&self, item: ItemId) -> Option<(&str, std::ops::Range<usize>)> {
        let path = self.placing.path_of(item)?;
        let marks = self.placing.at(path)?;
        let mut all = marks.placed.iter().chain(&marks.dismissed);
        all.find(|placed| placed.item == item).map(|placed| (path, placed.bytes.clone()))
    }

    /// The article to which an item belongs now, even if its words are not to be found there.
    pub fn article_of(&self, item: ItemId) -> Option<&Article> {
        self.corpus.at_path(self.placing.path_of(item)?).map(|article| &**article)
    }

    /// How many passages and figures the article at a path carries.
    pub fn counts(&self, path: &str) -> Counts {
        self.placing.at(path).map_or_else(Counts::default, |marks| marks.counts)
    }

    /// Items whose words are not to be found, or whose article is not here; they are kept.
    pub fn adrift(&self) -> Vec<ItemId> {
        let mut adrift: Vec<ItemId> = self.placing.adrift().collect();
        if self.corpus_whole {
            adrift.extend(self.placing.missing());
        }
        adrift.sort_unstable();
        adrift
    }

    /// How many items [`Self::adrift`] lists; asked at every frame.
    pub fn adrift_count(&self) -> usize {
        let missing = if self.corpus_whole { self.placing.missing().count() } else { 0 };
        self.placing.adrift().count() + missing
    }

    /// The items that correct the article at a path, in the order in which they were made.
    pub fn corrections(&self, path: &str) -> &[ItemId] {
        self.placing.at(path).map_or(&[], |marks| &marks.facts)
    }

    /// What an article states of itself, with the analysts' corrections laid over it.
    pub fn facts(&self, article: &Article) -> Facts {
        let mut facts = Facts {
            title: article.title().to_owned(),
            publisher: article.stated.publisher.clone(),
            byline: article.stated.byline.clone(),
            language: article.known_language(),
            published: article.stated.published.clone(),
            modified: article.stated.modified.clone(),
        };
        for id in self.corrections(&article.id.path) {
            let Some(Item::ArticleFacts(over)) = self.workspace.get(*id) else { continue };
            over.title.iter().for_each(|title| facts.title.clone_from(title));
            facts.publisher = over.publisher.clone().or(facts.publisher);
            facts.byline = over.byline.clone().or(facts.byline);
            facts.language = over.language.as_deref().and_then(Language::of_code).or(facts.language);
            over.modified.iter().for_each(|modified| facts.modified.clone_from(modified));
            over.published.iter().for_each(|published| facts.published.clone_from(published));
        }
        facts
    }

    /// What is on the disk.
    pub fn saved(&self) -> Saved {
        match &self.keeping {
            Keeping::File(journal) => Saved {
                at: journal.on_disk(),
                pending: journal.pending(),
                problem: journal.problem().map(str::to_owned),
            },
            Keeping::Memory | Keeping::ReadOnly(_) => Saved::default(),
        }
    }

    /// What the analyst should know for as long as it holds, in plain sentences.
    pub fn notices(&self) -> Vec<String> {
        let mut notices: Vec<String> = self.read_only().map(str::to_owned).into_iter().collect();
        notices.extend(self.saved().problem);
        notices.extend(self.file_notices.iter().cloned());
        notices.extend(self.suggestions.words_problem());
        notices.extend(notices::of_adrift(self.adrift_count()));
        notices.extend(notices::of_doubtful(self.placing.doubtful().count()));
        notices
    }

    /// Takes in what the disk has answered; gives whether anything changed. Call once a frame.
    pub fn poll(&mut self) -> bool {
        let Some(outcome) = self.syncing.as_mut().and_then(Job::take) else { return false };
        self.syncing = None;
        if let (Keeping::File(journal), Ok(synced)) = (&mut self.keeping, outcome) {
            journal.note(synced);
        }
        self.start_sync();
        true
    }

    /// Has the disk confirm what was written, on another thread; one at a time.
    fn start_sync(&mut self) {
        if self.syncing.is_some() {
            return;
        }
        let Keeping::File(journal) = &mut self.keeping else { return };
        if let Some(sync) = journal.sync() {
            self.syncing = Some(Job::start("saving", self.sitting.wake.clone(), move |_| sync.run()));
        }
    }

    /// Tries pending lines again and waits until everything is on the disk.
    pub fn flush(&mut self) -> Saved {
        let running = self.syncing.take().and_then(Job::wait);
        if let Keeping::File(journal) = &mut self.keeping {
            if let Some(Ok(synced)) = running {
                journal.note(synced);
            }
            journal.retry();
            if let Some(sync) = journal.sync() {
                let synced = sync.run();
                journal.note(synced);
            }
        }
        self.saved()
    }
}

impl Drop for Dossier {
    fn drop(&mut self) {
        self.flush();
    }
}

/// The log of a dossier is the whole of its data: what an export writes.
impl Dossier {
    /// The log.
    pub fn log(&self) -> &Log {
        self.workspace.log()
    }

    /// The number of items of a kind in the whole dossier.
    pub fn count(&self, kind: Kind) -> usize {
        self.workspace.count(kind)
    }

    /// The whole workspace as a file whose articles lie in a folder beside it.
    ///
    /// # Errors
    /// An entry could not be put in words.
    pub fn written_out(&self, articles: &str) -> Result<String, ron::Error> {
        let header = journal::Header { articles: articles.to_owned(), ..journal::Header::default() };
        let entries = self.log().entries().map(|entry| -> &Entry { entry });
        journal::write_all(&header, entries)
    }
}
