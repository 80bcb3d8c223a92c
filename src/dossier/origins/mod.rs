//! The origins of the open folder: what the search found, with the analysts' choices laid over it.
//!
//! The search runs elsewhere (`corpus::origins`); this keeps its result and follows every commit.

pub mod choices;
pub mod compare;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Dossier;
use crate::corpus::origins::{self, Found, Text};
use crate::corpus::{Article, Snapshot};
use crate::model::{Edit, Item, ItemId, Kind};
pub use choices::{Choices, Member, Origin, Why};

/// The origins as they are known.
#[derive(Default)]
pub(super) struct Kept {
    found: Option<Arc<Found>>,
    /// The fingerprint of the articles that the search saw.
    of: u64,
    choices: Choices,
    laid: Arc<Laid>,
}

/// Every origin of two texts or more; shared with searches on other threads.
#[derive(Debug, Default)]
pub(super) struct Laid {
    origins: Vec<Origin>,
    by_path: HashMap<String, usize>,
}

impl Laid {
    /// The origin that the article at a path shares with others.
    pub(super) fn at(&self, path: &str) -> Option<&Origin> {
        self.origins.get(*self.by_path.get(path)?)
    }
}

/// The texts of a dossier for a search on another thread.
#[derive(Clone, Debug)]
pub struct Search {
    articles: Snapshot,
    of: u64,
}

/// What a search found, and in which articles.
#[derive(Clone, Debug)]
pub struct Searched {
    found: Found,
    of: u64,
}

impl Search {
    /// Searches; `None` where the watch ended it. The watch gets the steps done and all steps.
    pub fn run(self, watch: origins::Watch<'_>) -> Option<Searched> {
        let text =
            |article: &Arc<Article>| Text { path: article.id.path.clone(), text: Arc::clone(&article.text) };
        // A picture has no words to be copied.
        let worded = self.articles.all().iter().filter(|article| article.picture.is_none());
        let texts: Vec<Text> = worded.map(text).collect();
        origins::find(&texts, watch).map(|found| Searched { found, of: self.of })
    }

    /// The fingerprint of the articles that are searched.
    pub fn of(&self) -> u64 {
        self.of
    }
}

impl Dossier {
    /// Whether the articles have all arrived and were not searched for origins as they are now.
    pub fn wants_origins(&self) -> bool {
        self.corpus_whole && (self.origins.found.is_none() || self.origins.of != self.corpus.fingerprint())
    }

    /// A search for the origins of the articles as they are now.
    pub fn search_for_origins(&self) -> Search {
        Search { articles: self.corpus.snapshot(), of: self.corpus.fingerprint() }
    }

    /// Takes in what a search found; a search of articles that have changed since is dropped.
    ///
    /// Gives whether it was taken.
    pub fn set_origins(&mut self, searched: Searched) -> bool {
        let fresh = searched.of == self.corpus.fingerprint();
        if fresh {
            self.origins.found = Some(Arc::new(searched.found));
            self.origins.of = searched.of;
            self.lay_origins();
            self.articles_moved();
        }
        fresh
    }

    /// Searches for origins here and now: for commands without a window.
    pub fn find_origins(&mut self) {
        if let Some(searched) = self.search_for_origins().run(&mut |_, _| true) {
            self.set_origins(searched);
        }
    }

    /// Whether the articles were searched for origins; before that only the analysts' choices show.
    pub fn has_origins(&self) -> bool {
        self.origins.found.is_some()
    }

    /// Every origin of two texts or more, in the order of their first paths.
    pub fn origins(&self) -> &[Origin] {
        &self.origins.laid.origins
    }

    /// The origin that the article at a path shares with others; `None` where it is alone.
    pub fn origin_of(&self, path: &str) -> Option<&Origin> {
        self.origins.laid.at(path)
    }

    /// The same for every article, to be handed to another thread.
    pub(super) fn laid_origins(&self) -> Arc<Laid> {
        Arc::clone(&self.origins.laid)
    }

    /// What analysts chose for articles, by path.
    pub fn origin_choices(&self) -> &Choices {
        &self.origins.choices
    }

    /// How many texts these paths are, and how many origins they come from: copies count once.
    pub fn texts_and_origins<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> (usize, usize) {
        let paths: BTreeSet<&str> = paths.into_iter().collect();
        let of = |path: &&'a str| match self.origins.laid.by_path.get(*path) {
            Some(origin) => (Some(*origin), ""),
            None => (None, *path),
        };
        (paths.len(), paths.iter().map(of).collect::<BTreeSet<_>>().len())
    }

    /// The edits that put articles into origins: each path with the path that names its origin, or
    /// with none to take the choice back. Commit them as one entry.
    pub fn choose_origins(&self, chosen: &[(String, Option<String>)]) -> Vec<Edit> {
        chosen.iter().filter_map(|(path, origin)| self.choose_origin(path, origin.clone())).collect()
    }

    fn choose_origin(&self, path: &str, origin: Option<String>) -> Option<Edit> {
        let known = self.corrections(path).iter().filter_map(|id| match self.workspace.get(*id)? {
            Item::ArticleFacts(facts) => Some((*id, facts)),
            _ => None,
        });
        // The last item that chooses is the one that holds; a choice taken back must not uncover another.
        let known: Vec<_> = known.collect();
        let holds = known.iter().rev().find(|(_, facts)| facts.origin.is_some()).or(known.first());
        let Some((id, facts)) = holds else {
            let article = self.corpus.at_path(path)?.id.clone();
            let mut facts = crate::model::ArticleFacts::of(article);
            facts.origin = Some(origin?);
            return Some(Edit::add(Item::ArticleFacts(facts)));
        };
        let mut facts = (*facts).clone();
        facts.origin = origin;
        if facts.is_empty() {
            self.workspace.remove(*id)
        } else {
            self.workspace.set(*id, Item::ArticleFacts(facts))
        }
    }

    /// Follows a commit: choices may have changed.
    pub(super) fn origins_followed(&mut self, touched: &BTreeSet<ItemId>) {
        let concerns =
            |id: &ItemId| self.workspace.get(*id).is_none_or(|item| item.kind() == Kind::ArticleFacts);
        if touched.iter().any(concerns) {
            self.lay_origins();
        }
    }

    /// Follows articles that came, changed or went; while they are still coming, only the end counts.
    pub(super) fn origins_moved(&mut self) {
        let concerns = self.origins.found.is_some() || self.workspace.count(Kind::ArticleFacts) > 0;
        if self.corpus_whole && concerns {
            self.lay_origins();
        }
    }

    fn lay_origins(&mut self) {
        let choices = self.chosen_origins();
        let groups = self.origins.found.as_ref().map_or(&[][..], |found| &found.groups);
        let laid = choices::lay(groups, &choices, &|path| self.corpus.at_path(path).is_some());
        let members = laid.iter().enumerate();
        let by_path = members
            .flat_map(|(at, origin)| origin.members.iter().map(move |member| (member.path.clone(), at)));
        let by_path = by_path.collect();
        self.origins.laid = Arc::new(Laid { origins: laid, by_path });
        self.origins.choices = choices;
    }

    /// What analysts chose, by the path at which each article is now; of two choices the later holds.
    ///
    /// A choice that names an article which has moved since means it at its new place.
    fn chosen_origins(&self) -> Choices {
        let mut choices = Choices::new();
        let mut moved: HashMap<&str, &str> = HashMap::new();
        for (id, item) in self.workspace.of_kind(Kind::ArticleFacts) {
            let Item::ArticleFacts(facts) = item else { continue };
            let made_at = facts.article.path.as_str();
            let now = self.placing.path_of(id).unwrap_or(made_at);
            if now != made_at && self.corpus.at_path(made_at).is_none() {
                moved.insert(made_at, now);
            }
            if let Some(origin) = &facts.origin {
                choices.insert(now.to_owned(), origin.clone());
            }
        }
        for origin in choices.values_mut() {
            if let Some(now) = moved.get(origin.as_str()) {
                *origin = (*now).to_owned();
            }
        }
        choices
    }
}
