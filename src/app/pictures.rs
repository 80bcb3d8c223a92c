//! The open picture, read and decoded on another thread.

use std::path::Path;

use eframe::egui::Context;

use super::App;
use crate::corpus::article::text_hash;
use crate::corpus::{Article, file};
use crate::job::Job;
use crate::model::ArticleId;
use crate::view::picture::{Decoded, decode};

/// A picture being decoded.
pub(super) struct Decoding {
    of: ArticleId,
    /// Gives nothing where the picture was no longer wanted.
    job: Job<Result<Option<Decoded>, String>>,
}

impl App {
    /// Brings the pixels of the open picture, one picture at a time: however fast an analyst leafs
    /// through a folder, no more than one is in memory besides the one that is shown.
    pub(super) fn follow_picture(&mut self, ctx: &Context) {
        if let Some(decoding) = &mut self.decoding
            && let Some(outcome) = decoding.job.take()
        {
            let decoded = outcome.unwrap_or_else(|failed| Err(failed.to_string()));
            if let Some(decoded) = decoded.transpose() {
                self.caches.picture.take(&decoding.of, decoded);
            }
            self.decoding = None;
        }
        let open = self.session.article.as_deref().zip(self.dossier.as_ref());
        let article = open.and_then(|(path, dossier)| dossier.corpus().at_path(path));
        let picture = article.filter(|article| article.picture.is_some());
        let wanted = self.caches.picture.turn_to(picture.map(|picture| &picture.id));
        let (Some(picture), true) = (picture, wanted) else { return };
        let Some(decoding) = &self.decoding else {
            let folder = self.dossier.as_ref().and_then(|dossier| dossier.location());
            let folder = folder.map(|location| location.articles.clone());
            let (picture, longest) = (picture.clone(), ctx.input(|input| input.max_texture_side));
            let of = picture.id.clone();
            let job = Job::start("Opening the picture", self.wake.clone(), move |job| {
                let folder = folder.ok_or("The folder of this picture is not known.")?;
                let bytes = bytes(&folder, &picture)?;
                if job.cancelled() { Ok(None) } else { decode(&bytes, longest).map(Some) }
            });
            self.decoding = Some(Decoding { of, job });
            return;
        };
        if decoding.of != picture.id {
            decoding.job.cancel();
        }
    }
}

/// The bytes of a picture, where they are still those that were read as the article.
fn bytes(folder: &Path, picture: &Article) -> Result<Vec<u8>, String> {
    let found = file::picture(folder, picture.file(), picture.key()).map_err(|problem| problem.reason)?;
    if text_hash(&found.bytes) == picture.id.text {
        return Ok(found.bytes);
    }
    Err("The picture has changed since it was read; open the folder again to see it.".to_owned())
}
