//! Stand-in for the open folder, replaced by the real one when it lands. Same shape.
#![allow(missing_docs, clippy::todo, unused_variables, clippy::allow_attributes_without_reason)]
use crate::corpus::{Article, Corpus};
use crate::model::*;
use std::ops::Range;

#[derive(Default)]
pub struct Dossier {
    workspace: Workspace,
    corpus: Corpus,
}
/// An item at its place in an article.
pub struct Placed {
    pub item: ItemId,
    pub bytes: Range<usize>,
}
/// What is known of an article: the analyst's corrections laid over what the file states.
pub struct Facts {
    pub title: String,
    pub publisher: Option<String>,
    pub published: DateClaim,
}
pub struct Saved {
    pub at: Option<i64>,
    pub pending: usize,
    pub problem: Option<String>,
}
impl Dossier {
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }
    pub fn analyst(&self) -> &Analyst {
        todo!()
    }
    pub fn read_only(&self) -> Option<&str> {
        None
    }
    pub fn revision(&self) -> u64 {
        0
    }
    pub fn commit(&mut self, edits: Vec<Edit>, at: i64) -> Option<EntryId> {
        None
    }
    pub fn undo(&mut self, at: i64) -> Option<EntryId> {
        None
    }
    pub fn redo(&mut self, at: i64) -> Option<EntryId> {
        None
    }
    pub fn can_undo(&self) -> bool {
        false
    }
    pub fn can_redo(&self) -> bool {
        false
    }
    pub fn placed(&self, path: &str) -> &[Placed] {
        &[]
    }
    pub fn adrift(&self) -> &[ItemId] {
        &[]
    }
    pub fn facts(&self, article: &Article) -> Facts {
        todo!()
    }
    pub fn counts(&self, path: &str) -> (usize, usize) {
        (0, 0)
    }
    pub fn saved(&self) -> Saved {
        todo!()
    }
    pub fn notices(&self) -> &[String] {
        &[]
    }
}
