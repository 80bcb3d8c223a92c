//! What a chart is drawn from: the analysts' items, the articles, and what the dossier knows of these.

use crate::corpus::Corpus;
use crate::model::{DateClaim, Workspace};

/// Everything that a chart may know.
#[derive(Clone, Copy)]
pub struct Grounds<'a> {
    /// The analysts' items.
    pub workspace: &'a Workspace,
    /// The articles.
    pub corpus: &'a Corpus,
    /// What is known of the articles beyond their files.
    pub articles: &'a dyn Articles,
}

impl<'a> Grounds<'a> {
    /// Grounds whose articles have neither an origin nor a date of publication that is known.
    pub fn bare(workspace: &'a Workspace, corpus: &'a Corpus) -> Self {
        Self { workspace, corpus, articles: &Unknown }
    }
}

/// What a dossier knows of its articles.
pub trait Articles {
    /// The origin of the article at a path, by the path of the article that names it; `None` where
    /// no search for copies has put it in one, so that it counts as its own.
    fn origin(&self, path: &str) -> Option<String>;

    /// When the article at a path was published; open where that is not known.
    fn published(&self, path: &str) -> DateClaim;
}

/// Nothing is known.
struct Unknown;

impl Articles for Unknown {
    fn origin(&self, _: &str) -> Option<String> {
        None
    }

    fn published(&self, _: &str) -> DateClaim {
        DateClaim::default()
    }
}
