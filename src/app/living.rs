//! The living folder: what changes in it is read, what was read is learned from and kept.

use std::collections::BTreeSet;
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::App;
use crate::corpus::refresh::{self, Known, Refreshed};
use crate::corpus::watch::{Changes, NotWatched, Watch};
use crate::corpus::{Article, cache};
use crate::dossier::Dossier;
use crate::job::{Context, Job, Progress, Wake};

/// How far back a look for changes reaches beyond the last one, in nanoseconds: clocks of disks are coarse.
const LEEWAY: i64 = 2_000_000_000;

/// What goes on about the open folder after, and while, it is read.
#[derive(Default)]
pub(super) struct Living {
    folder: PathBuf,
    watching: Watching,
    /// When the folder was last begun to be looked at, in nanoseconds since 1970-01-01 UTC.
    looked: i64,
    changes: Changes,
    refreshing: Option<Job<Refreshed>>,
    /// Where what was read is kept.
    cache: Option<PathBuf>,
    /// Files that were read anew since the cache was last written.
    fresh: Vec<Arc<Article>>,
    keeping: Option<Job<()>>,
}

/// Whether changes of the folder are noticed.
#[derive(Default)]
enum Watching {
    /// Not before it is read: reading it would itself be noticed, file by file.
    #[default]
    NotYet,
    /// On another thread: every folder in it is told to the system.
    Starting(Job<Result<Watch, NotWatched>>),
    On(Watch),
    /// The system refused, which was said.
    Off,
}

impl Living {
    /// Of a folder that is about to be read, at a time in nanoseconds since 1970-01-01 UTC.
    pub(super) fn of(folder: &Path, cache: Option<PathBuf>, now: i64) -> Self {
        Self { folder: folder.to_owned(), cache, looked: now, ..Self::default() }
    }

    /// Begins to watch the folder; gives, once, why that cannot be done.
    ///
    /// What changed before it was watched is found by looking through all of it once.
    fn watch(&mut self, wake: &Wake) -> Option<String> {
        match &mut self.watching {
            Watching::NotYet => {
                let (folder, noticed) = (self.folder.clone(), Arc::clone(wake));
                let start = move |_: &_| Watch::start(&folder, move || noticed());
                self.watching = Watching::Starting(Job::start("watching", Arc::clone(wake), start));
                None
            }
            Watching::Starting(job) => {
                let why = match job.take()? {
                    Ok(Ok(watch)) => {
                        self.watching = Watching::On(watch);
                        self.changes.all = true;
                        return None;
                    }
                    Ok(Err(why)) => why.to_string(),
                    Err(failed) => failed.to_string(),
                };
                self.watching = Watching::Off;
                Some(why)
            }
            Watching::On(_) | Watching::Off => None,
        }
    }

    /// Notes articles that no cache held.
    pub(super) fn has_read(&mut self, articles: &[Arc<Article>]) {
        self.fresh.extend_from_slice(articles);
    }

    /// Gathers what changed, and starts to read it when nothing else is read.
    fn look(&mut self, known: impl FnOnce(i64) -> Known, now: i64, wake: &Wake) {
        if let Watching::On(watch) = &self.watching {
            self.changes = take(&mut self.changes).and(watch.take());
        }
        if self.changes.is_empty() || self.refreshing.is_some() {
            return;
        }
        let since = std::mem::replace(&mut self.looked, now);
        let (folder, changes, known) =
            (self.folder.clone(), take(&mut self.changes), known(since.saturating_sub(LEEWAY)));
        let job = Job::start("Reading what changed", Arc::clone(wake), move |ctx| {
            refresh::refresh(&folder, &changes, &known, &mut || !ctx.cancelled())
        });
        self.refreshing = Some(job);
    }

    fn take_refreshed(&mut self) -> Option<Refreshed> {
        let outcome = self.refreshing.as_mut()?.take()?;
        self.refreshing = None;
        let refreshed = outcome.ok()?;
        refreshed.read.iter().for_each(|(_, read)| self.fresh.extend_from_slice(&read.articles));
        Some(refreshed)
    }

    /// Keeps what was read, and learns its languages, on another thread.
    fn keep(&mut self, dossier: &Dossier, wake: &Wake) {
        if self.fresh.is_empty() || self.keeping.is_some() {
            return;
        }
        let (fresh, cache) = (take(&mut self.fresh), self.cache.clone());
        let all = dossier.corpus().snapshot();
        // A cache tells no problems: a file that has any is read anew at each opening.
        // The same holds for a table that is read by chosen columns.
        let mut left_out: BTreeSet<String> = dossier.column_choices().into_keys().collect();
        let troubled = dossier.corpus().problems().iter().map(|it| refresh::file_of(&it.path).to_owned());
        left_out.extend(troubled);
        let job = Job::start("Telling languages", Arc::clone(wake), move |ctx| {
            let kept = |articles: &[Arc<Article>]| -> Vec<Arc<Article>> {
                articles.iter().filter(|article| !left_out.contains(article.file())).cloned().collect()
            };
            let (all, new) = (kept(all.all()), kept(&fresh));
            // A cache that cannot be written costs nothing but time at the next opening.
            let write = || cache.as_deref().map(|cache| cache::keep(cache, &all, &new));
            // At first without the languages: the window may be closed before they are told.
            let _ = write();
            if tell_languages(&fresh, ctx) {
                let _ = write();
            }
        });
        self.keeping = Some(job);
    }

    /// What is learned or read, and how far that is.
    pub(super) fn work(&self) -> Option<(&str, Progress)> {
        let refreshing = self.refreshing.as_ref().map(|job| (job.name(), job.progress()));
        refreshing.or_else(|| self.keeping.as_ref().map(|job| (job.name(), job.progress())))
    }

    /// Stops what can be done another time.
    pub(super) fn cancel(&mut self) {
        self.keeping.iter().for_each(Job::cancel);
    }

    fn take_kept(&mut self) -> bool {
        let done = self.keeping.as_mut().and_then(Job::take).is_some();
        if done {
            self.keeping = None;
        }
        done
    }
}

/// Works out the languages of articles; false where it was cancelled.
fn tell_languages(articles: &[Arc<Article>], ctx: &Context) -> bool {
    articles.iter().enumerate().all(|(done, article)| {
        article.language();
        if done.is_multiple_of(WOKEN) {
            ctx.report(done as u64, articles.len() as u64);
        }
        !ctx.cancelled()
    })
}

/// Languages are learned so many at a time before the list is drawn with them.
const WOKEN: usize = 2000;

impl App {
    /// Follows the folder: takes in what changed and learns from what was read.
    pub(super) fn live(&mut self, ctx: &egui::Context) {
        if self.is_reading() {
            return;
        }
        let Some(dossier) = &mut self.dossier else { return };
        if let Some(refreshed) = self.living.take_refreshed() {
            let told = in_words(&refreshed, |path| dossier.corpus().has_file(path));
            dossier.take_refreshed(refreshed);
            self.maker.look_again();
            self.session.now.message = told.or(self.session.now.message.take());
            ctx.request_repaint();
        }
        if self.living.take_kept() {
            dossier.has_learned();
            ctx.request_repaint();
        }
        let corpus = dossier.corpus();
        let unwatched = self.living.watch(&self.wake);
        let now = (self.clock)().saturating_mul(1_000_000_000);
        self.living.look(|since| Known::of(corpus, dossier.column_choices(), since), now, &self.wake);
        self.living.keep(dossier, &self.wake);
        unwatched.into_iter().for_each(|why| self.say(why));
    }
}

/// What changed, as one sentence; `None` where nothing did.
fn in_words(refreshed: &Refreshed, is_known: impl Fn(&str) -> bool) -> Option<String> {
    if refreshed.vanished {
        return Some("The folder of articles is no longer there; what was read of it stays open.".to_owned());
    }
    let changed = refreshed.read.iter().filter(|(path, _)| is_known(path)).count();
    let counts =
        [(refreshed.read.len() - changed, "new"), (changed, "changed"), (refreshed.gone.len(), "gone")];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    (!parts.is_empty()).then(|| format!("The folder changed: {} (files).", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::file::Read;

    #[test]
    fn what_changed_is_told_in_one_sentence() {
        let read = ["a.txt", "b.txt", "c.txt"].map(|path| (path.to_owned(), Read::default())).into();
        let refreshed = Refreshed { read, gone: vec!["d.txt".into()], ..Refreshed::default() };
        let told = in_words(&refreshed, |path| path == "b.txt");
        assert_eq!(told.as_deref(), Some("The folder changed: 2 new, 1 changed, 1 gone (files)."));
        assert_eq!(in_words(&Refreshed::default(), |_| true), None);
    }
}
