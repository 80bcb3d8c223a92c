//! Tables of articles: read anew when other columns are chosen, and shown to who chooses.
//!
//! Follows the workspace and not the button: undo, merge and retraction change a choice too.

use crate::corpus::{self, Choices, Problem, Read, Sample};
use crate::dossier::Dossier;
use crate::job::{Failed, Job};
use crate::session::{ColumnChoice, Overlay, Session};
use crate::view::status::Work;

use super::App;

/// What the tables of the open dossier are read by.
#[derive(Default)]
pub(super) struct Tables {
    /// The choices by which the articles were read, or are being read.
    applied: Choices,
    /// The revision of the dossier at which these were compared with its choices.
    compared: Option<u64>,
    reading: Option<Job<Vec<(String, Read)>>>,
    sample: Option<(String, Job<Result<Sample, Problem>>)>,
}

impl Tables {
    /// Of a dossier whose folder is about to be read by these choices.
    pub(super) fn of(applied: Choices) -> Self {
        Self { applied, ..Self::default() }
    }

    /// What is being read anew, for the status bar.
    pub(super) fn work(&self) -> Option<Work> {
        self.reading.as_ref().map(|job| Work { name: format!("{}…", job.name()), part: None })
    }
}

impl App {
    /// Takes in tables that were read anew, and starts what the choices of columns ask for.
    pub(super) fn poll_tables(&mut self) {
        self.take_tables();
        self.read_tables();
        self.sample_table();
    }

    fn take_tables(&mut self) {
        let Some(outcome) = self.tables.reading.as_mut().and_then(Job::take) else { return };
        self.tables.reading = None;
        let Some(dossier) = &mut self.dossier else { return };
        match outcome {
            Ok(read) => {
                for (file, read) in read {
                    dossier.replace_file(&file, read);
                    keep_an_article_open(dossier, &mut self.session, &file);
                }
            }
            Err(failed) => self.say(failed.to_string()),
        }
    }

    /// Starts to read the tables whose choices are no longer those they were read by.
    fn read_tables(&mut self) {
        let Some(dossier) = &self.dossier else { return };
        let is_busy = self.reading.is_some() || self.tables.reading.is_some();
        if is_busy || self.tables.compared == Some(dossier.revision()) {
            return;
        }
        self.tables.compared = Some(dossier.revision());
        let choices = dossier.column_choices();
        let files = changed(&self.tables.applied, &choices);
        let Some(location) = dossier.location().filter(|_| !files.is_empty()) else { return };
        let folder = location.articles.clone();
        self.tables.applied.clone_from(&choices);
        let job = Job::start("Reading by other columns", self.wake.clone(), move |ctx| {
            let wanted = files.into_iter().take_while(|_| !ctx.cancelled());
            wanted
                .map(|file| {
                    let read = corpus::read_one_chosen(&folder, &file, choices.get(&file));
                    (file, read)
                })
                .collect()
        });
        self.tables.reading = Some(job);
    }

    /// Has the first rows of a table read while its columns are chosen.
    fn sample_table(&mut self) {
        let Some(Overlay::Columns(file)) = &self.session.now.overlay else {
            self.session.now.columns = None;
            self.tables.sample = None;
            return;
        };
        if self.session.now.columns.as_ref().is_some_and(|shown| shown.file == *file) {
            return;
        }
        let Some(dossier) = &self.dossier else { return };
        match &mut self.tables.sample {
            Some((sampled, job)) if sampled == file => {
                if let Some(outcome) = job.take() {
                    self.session.now.columns = Some(choice(dossier, file, outcome));
                    self.tables.sample = None;
                }
            }
            _ => {
                let Some(location) = dossier.location() else { return };
                let (folder, path) = (location.articles.clone(), file.clone());
                let work = move |_: &_| corpus::folder::sample(&folder, &path);
                self.tables.sample =
                    Some((file.clone(), Job::start("reading rows", self.wake.clone(), work)));
            }
        }
    }
}

/// The tables for which two choices differ, by path.
fn changed(before: &Choices, after: &Choices) -> Vec<String> {
    let mut files: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|file| before.get(*file) != after.get(*file))
        .cloned()
        .collect();
    files.sort_unstable();
    files.dedup();
    files
}

fn choice(dossier: &Dossier, file: &str, outcome: Result<Result<Sample, Problem>, Failed>) -> ColumnChoice {
    let sample = match outcome {
        Ok(sample) => sample.map_err(|problem| problem.reason),
        Err(failed) => Err(failed.to_string()),
    };
    let guess = || sample.as_ref().map(|sample| sample.guess.clone()).unwrap_or_default();
    let chosen = dossier.columns_of(file).unwrap_or_else(guess);
    ColumnChoice { file: file.to_owned(), sample, chosen }
}

/// Opens the first article of a file that was read anew, where the open one is no longer in it.
fn keep_an_article_open(dossier: &Dossier, session: &mut Session, file: &str) {
    let is_gone = |path: &String| dossier.corpus().at_path(path).is_none();
    if session.article.as_ref().is_some_and(is_gone) {
        let of_file = dossier.corpus().articles().find(|article| article.file() == file);
        let any = of_file.or_else(|| dossier.corpus().articles().next());
        if let Some(path) = any.map(|article| article.id.path.clone()) {
            session.open_article(&path, None);
        }
    }
}
