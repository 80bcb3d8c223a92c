//! One article, and all the articles of a dossier.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{ArticleId, DateClaim, Place, Span, TextHash};

/// What the name of a file ends in that holds only the quoted words of an article.
///
/// `a.html.quotes.txt` stands for the article `a.html`: a bundle writes such files by choice, with
/// every byte that is not quoted masked, so that spans lie where they lay.
pub const QUOTES_SUFFIX: &str = ".quotes.txt";

/// What a file states of itself; a field it does not state is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Its title.
    pub title: Option<String>,
    /// Its author's line.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published; open where the text does not say.
    pub published: DateClaim,
}

/// One article: an immutable normalised text (UTF-8, LF, no byte order mark) and what it states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its path in the dossier and the hash of its text.
    pub id: ArticleId,
    /// The normalised text; every span counts bytes of this.
    pub text: Arc<str>,
    /// What the file states of itself.
    pub stated: Stated,
    /// Size of the file, in bytes.
    pub file_bytes: u64,
}

/// A file that could not be read as an article, and why.
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
    articles: BTreeMap<String, Arc<Article>>,
    by_hash: BTreeMap<TextHash, Vec<String>>,
    problems: Vec<Problem>,
}

impl Article {
    /// An article of a text that is already normalised.
    ///
    /// A file of quoted words only is the article whose words it quotes: see [`QUOTES_SUFFIX`].
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>, stated: Stated, file_bytes: u64) -> Self {
        let text = text.into();
        let mut path = path.into();
        if let Some(whole) = path.strip_suffix(QUOTES_SUFFIX) {
            path.truncate(whole.len());
        }
        Self { id: ArticleId { path, text: text_hash(&text) }, text, stated, file_bytes }
    }

    /// The stated title, else the name of the file.
    pub fn title(&self) -> &str {
        let name = self.id.path.rsplit('/').next().unwrap_or(&self.id.path);
        self.stated.title.as_deref().unwrap_or(name)
    }

    /// Where a span lies in the text as it is now, in bytes; `None` where it is adrift.
    pub fn place(&self, span: &Span) -> Option<Range<usize>> {
        let Place::Bytes(start, end) = span.at else { return None };
        if span.article.text == self.id.text && self.text.get(start..end) == Some(span.quote.exact.as_str()) {
            return Some(start..end);
        }
        span.quote.find(&self.text, start..end)
    }
}

/// The first 64 bits of the BLAKE3 hash of a text.
pub fn text_hash(text: &str) -> TextHash {
    let hash = blake3::hash(text.as_bytes());
    let first = hash.as_bytes().first_chunk().copied().unwrap_or_default();
    TextHash(u64::from_be_bytes(first))
}

impl Corpus {
    /// A corpus of articles and problems; of two articles at one path the later stands.
    pub fn new(articles: impl IntoIterator<Item = Article>, problems: Vec<Problem>) -> Self {
        let mut corpus = Self { problems, ..Self::default() };
        articles.into_iter().for_each(|article| corpus.add(article));
        corpus
    }

    /// Adds one article.
    pub fn add(&mut self, article: Article) {
        let path = article.id.path.clone();
        self.by_hash.entry(article.id.text).or_default().push(path.clone());
        self.articles.insert(path, Arc::new(article));
    }

    /// Adds a file that could not be read.
    pub fn add_problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Every article, by path.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = &Arc<Article>> {
        self.articles.values()
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The files that could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The article at a path.
    pub fn at_path(&self, path: &str) -> Option<&Arc<Article>> {
        self.articles.get(path)
    }

    /// The article that an id means now: by path, else (a moved file) by the hash of its text.
    pub fn find(&self, id: &ArticleId) -> Option<&Arc<Article>> {
        self.at_path(&id.path)
            .or_else(|| self.by_hash.get(&id.text)?.iter().find_map(|path| self.at_path(path)))
    }

    /// Where a span lies now: the article and the bytes of its text; `None` where it is adrift.
    pub fn place(&self, span: &Span) -> Option<(&Arc<Article>, Range<usize>)> {
        let article = self.find(&span.article)?;
        Some((article, article.place(span)?))
    }
}
