//! The detector in the background: it reads articles as they come, the open one first.

use super::App;
use crate::view::status::Work;

/// With fewer articles to read, all is done before a bar could be read.
const WORTH_SHOWING: u64 = 500;

impl App {
    /// Takes in what the detector found, and has it go on.
    pub(super) fn follow_suggestions(&mut self) {
        let Some(dossier) = &mut self.dossier else { return };
        let told = self.maker.follow(dossier, self.session.article.as_deref(), &self.wake);
        told.into_iter().for_each(|why| self.say(why));
    }

    /// The work of the detector, as the status bar shows it.
    pub(super) fn suggestions_work(&self) -> Option<Work> {
        let progress = self.maker.progress(self.dossier.as_ref()?)?;
        let part = (progress.total > 0).then(|| progress.done as f32 / progress.total as f32);
        (progress.total >= WORTH_SHOWING).then(|| Work { name: "Looking for figures".to_owned(), part })
    }
}
