//! Looking for copies in the background: once the articles are read, and again when they change.

use super::App;
use crate::dossier::origins::Searched;
use crate::job::Latest;
use crate::view::status::Work;

/// Folders with fewer articles are searched before a bar could be read.
const WORTH_SHOWING: usize = 500;

/// The search that runs, and what the latest one was started for.
#[derive(Default)]
pub(super) struct Origins {
    job: Latest<Option<Searched>>,
    /// The fingerprint of the articles: a search that was cancelled does not begin again by itself.
    of: Option<u64>,
}

impl Origins {
    /// Forgets the search: another dossier is open.
    pub(super) fn forget(&mut self) {
        self.job.cancel();
        self.of = None;
    }

    /// Ends the search; what was found before stays.
    pub(super) fn cancel(&mut self) {
        self.job.cancel();
    }
}

impl App {
    /// Starts a search where one is wanted, and takes in what one found.
    ///
    /// One thread only: reading and drawing come first.
    pub(super) fn follow_origins(&mut self) {
        let Some(dossier) = &mut self.dossier else { return };
        match self.origins.job.take() {
            Some(Ok(Some(searched))) => {
                dossier.set_origins(searched);
            }
            Some(Err(failed)) => self.session.now.message = Some(failed.to_string()),
            Some(Ok(None)) | None => {}
        }
        if !dossier.wants_origins() || self.origins.of == Some(dossier.corpus().fingerprint()) {
            return;
        }
        self.origins.of = Some(dossier.corpus().fingerprint());
        let search = dossier.search_for_origins();
        self.origins.job.start("looking for copies", self.wake.clone(), move |context| {
            search.run(&mut |done, total| {
                context.report(done, total);
                !context.cancelled()
            })
        });
    }

    /// The search, as the status bar shows it.
    pub(super) fn origins_work(&self) -> Option<Work> {
        let job = self.origins.job.running()?;
        let many = self.dossier.as_ref().is_some_and(|dossier| dossier.corpus().len() >= WORTH_SHOWING);
        let progress = job.progress();
        let part = (progress.total > 0).then(|| progress.done as f32 / progress.total as f32);
        many.then(|| Work { name: "Looking for copies".to_owned(), part })
    }
}
