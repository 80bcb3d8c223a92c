//! All the articles of a dossier, by path, and the files that could not be read.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::article::Article;
use super::pieces::{Kept, Pieces, Snapshot};
use crate::model::{ArticleId, Rectangle, Span, TextHash};

/// A file, or one article of a file, that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What failed, why, and what to do, in one plain sentence without the path.
    pub reason: String,
    /// The path in the dossier.
    pub path: String,
}

/// Every article of a dossier, by path, and the files that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// In the order of their paths. A folder is read in that order, so that nearly every article
    /// is added at the end.
    articles: Pieces,
    /// What [`Self::snapshot`] gives until the articles change, as long as anyone holds it.
    snapshot: Kept,
    /// The paths at which a text was seen; those of replaced articles are passed over.
    by_hash: HashMap<TextHash, Vec<Arc<Article>>, BuildHasherDefault<AsItIs>>,
    problems: Vec<Problem>,
    fingerprint: u64,
}

/// Takes a hash for itself: it need not be hashed again when the map grows, which happens within a frame.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Corpus {
    /// A corpus of articles and problems; of two articles at one path the later stands.
    pub fn new(articles: impl IntoIterator<Item = Article>, problems: Vec<Problem>) -> Self {
        let mut corpus = Self::default();
        problems.into_iter().for_each(|problem| corpus.add_problem(problem));
        articles.into_iter().for_each(|article| corpus.add(Arc::new(article)));
        corpus
    }

    /// Adds one article; it takes the place of another at its path.
    pub fn add(&mut self, article: Arc<Article>) {
        let after_all = self.articles.last().is_none_or(|last| last.id.path < article.id.path);
        let at = if after_all { Err(self.articles.len()) } else { self.search(&article.id.path) };
        self.by_hash.entry(article.id.text).or_default().push(Arc::clone(&article));
        self.fingerprint = self.fingerprint.wrapping_add(fingerprint(&article.id));
        match at {
            Ok(at) => {
                let replaced = self.articles.replace(at, article);
                replaced.iter().for_each(|replaced| self.forget_hash(replaced));
            }
            Err(at) => self.articles.insert(at, article),
        }
        self.snapshot = Kept::default();
    }

    /// All articles as they are now, by path, for work that goes on beside changes.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.0.get_or_init(|| Snapshot::of(&self.articles)).clone()
    }

    /// Takes out every article and problem of a file; gives the articles.
    pub fn remove_file(&mut self, file: &str) -> Vec<Arc<Article>> {
        let of_file =
            |path: &str| path.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
        self.problems.retain(|problem| !of_file(&problem.path));
        let start = self.articles.partition_point(|article| article.id.path.as_str() < file);
        let reach = |at: &usize| self.nth(*at).is_some_and(|article| article.id.path.starts_with(file));
        let in_reach: Vec<Arc<Article>> =
            (start..).take_while(reach).filter_map(|at| self.nth(at).cloned()).collect();
        let mut removed = Vec::new();
        // Paths such as `a.csv!.txt` stand between `a.csv` and `a.csv#r1`.
        for (at, article) in in_reach.iter().enumerate().rev() {
            if article.file() == file {
                removed.extend(self.articles.remove(start + at..start + at + 1));
            }
        }
        removed.reverse();
        removed.iter().for_each(|article| self.forget_hash(article));
        self.snapshot = Kept::default();
        removed
    }

    /// Whether any article or problem of a file is here.
    pub fn has_file(&self, file: &str) -> bool {
        let start = self.articles.partition_point(|article| article.id.path.as_str() < file);
        self.articles.get(start).is_some_and(|article| article.file() == file)
            || self.problems.binary_search_by(|problem| problem.path.as_str().cmp(file)).is_ok()
    }

    /// Forgets what was kept of an article that is gone.
    fn forget_hash(&mut self, gone: &Arc<Article>) {
        self.fingerprint = self.fingerprint.wrapping_sub(fingerprint(&gone.id));
        if let Some(same) = self.by_hash.get_mut(&gone.id.text) {
            same.retain(|article| !Arc::ptr_eq(article, gone));
        }
    }

    /// Adds a file that could not be read; those of one path stay in the order in which they came.
    pub fn add_problem(&mut self, problem: Problem) {
        let at = self.problems.partition_point(|known| known.path <= problem.path);
        self.problems.insert(at, problem);
    }

    /// Every article, by path.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = &Arc<Article>> {
        self.articles.iter()
    }

    /// The article at a place in the order of paths, counted from 0.
    pub fn nth(&self, at: usize) -> Option<&Arc<Article>> {
        self.articles.get(at)
    }

    /// The place of a path in the order of paths.
    pub fn position(&self, path: &str) -> Option<usize> {
        self.search(path).ok()
    }

    fn search(&self, path: &str) -> Result<usize, usize> {
        let at = self.articles.partition_point(|article| article.id.path.as_str() < path);
        if self.nth(at).is_some_and(|article| article.id.path == path) { Ok(at) } else { Err(at) }
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.len() == 0
    }

    /// A number that changes with every path and every text, and comes back with them.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The files that could not be read, by path.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The article at a path.
    pub fn at_path(&self, path: &str) -> Option<&Arc<Article>> {
        self.nth(self.position(path)?)
    }

    /// The article that an id means now: by path, else (a moved file) by the hash of its text.
    pub fn find(&self, id: &ArticleId) -> Option<&Arc<Article>> {
        self.at_path(&id.path).or_else(|| self.by_hash.get(&id.text)?.first())
    }

    /// Where a span lies now: the article and the bytes of its text; `None` where it is adrift.
    pub fn place(&self, span: &Span) -> Option<(&Arc<Article>, Range<usize>)> {
        let article = self.find(&span.article)?;
        Some((article, article.place(span)?))
    }

    /// Where a span of a picture lies now: the picture and the rectangle; `None` where it is adrift.
    pub fn outline(&self, span: &Span) -> Option<(&Arc<Article>, Rectangle)> {
        let article = self.find(&span.article)?;
        Some((article, article.outline(span)?))
    }
}

/// One article's part in the fingerprint of a corpus: parts add up, so that their order is no matter.
fn fingerprint(id: &ArticleId) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(id.path.as_bytes(), id.text.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::article::{Reading, Stated};

    fn article(file: &str, key: Option<&str>, text: &str) -> Article {
        Article::of_record(file, key, text, Stated::default(), Reading::default())
    }

    fn paths(corpus: &Corpus) -> Vec<&str> {
        corpus.articles().map(|article| article.id.path.as_str()).collect()
    }

    #[test]
    fn articles_come_by_path_whatever_order_they_were_added_in() {
        let files = ["b.txt", "a.txt", "c.txt", "a.txt"];
        let corpus = Corpus::new(files.map(|file| article(file, None, file)), Vec::new());
        assert_eq!(paths(&corpus), ["a.txt", "b.txt", "c.txt"]);
        assert_eq!(corpus.position("b.txt"), Some(1));
        assert!(corpus.at_path("d.txt").is_none());
    }

    #[test]
    fn a_file_is_removed_with_all_its_articles_and_no_others() {
        let all = [("t.csv", Some("1")), ("t.csv", Some("2")), ("t.csv.txt", None), ("t.csv!.txt", None)];
        let problem = Problem { reason: String::new(), path: "t.csv#3".into() };
        let mut corpus = Corpus::new(all.map(|(file, key)| article(file, key, "a")), vec![problem]);
        assert_eq!(corpus.remove_file("t.csv").len(), 2);
        assert_eq!(paths(&corpus), ["t.csv!.txt", "t.csv.txt"]);
        assert!(corpus.problems().is_empty());
    }

    #[test]
    fn the_fingerprint_follows_paths_and_texts_and_nothing_else() {
        let of = |articles: Vec<Article>| Corpus::new(articles, Vec::new()).fingerprint();
        let (a, b) = (article("a.txt", None, "one"), article("b.txt", None, "two"));
        let whole = of(vec![a.clone(), b.clone()]);
        assert_eq!(of(vec![b.clone(), a.clone(), b.clone()]), whole);
        assert_ne!(of(vec![a.clone(), article("b.txt", None, "other")]), whole);
        let mut corpus = Corpus::new([a.clone(), b], Vec::new());
        corpus.remove_file("b.txt");
        assert_eq!(corpus.fingerprint(), of(vec![a]));
    }

    /// A stale hash once found the article that stood there before.
    #[test]
    fn a_replaced_text_is_no_longer_found_by_its_hash() {
        let old = article("a.txt", None, "old");
        let moved = ArticleId { path: "gone.txt".into(), text: old.id.text };
        let mut corpus = Corpus::new([old], Vec::new());
        assert!(corpus.find(&moved).is_some());
        corpus.add(Arc::new(article("a.txt", None, "new")));
        assert!(corpus.find(&moved).is_none());
    }
}
