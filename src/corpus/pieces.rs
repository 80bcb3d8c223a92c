//! The articles of a corpus in the order of their paths, kept in pieces that snapshots share.
//!
//! A list of 100,000 articles takes tens of milliseconds to copy or to let go of, since each must be
//! counted: more than a frame has. Here a change copies at most the one piece in which it lies, and the
//! whole list is made only where it is read, beside the window.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::article::Article;

/// Articles of a piece, at most; half as many where one was split.
const PIECE: usize = 512;

type Piece = Arc<Vec<Arc<Article>>>;

/// Articles in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// None is empty.
    pieces: Vec<Piece>,
    /// The place of the first article of each piece.
    starts: Vec<usize>,
    len: usize,
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Eq for Pieces {}

impl Pieces {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Article>> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }

    pub(super) fn last(&self) -> Option<&Arc<Article>> {
        self.pieces.last()?.last()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Arc<Article>> {
        let piece = self.piece_of(at)?;
        self.pieces.get(piece)?.get(at - self.starts.get(piece)?)
    }

    /// The number of articles, from the first on, of which something holds.
    pub(super) fn partition_point(&self, holds: impl Fn(&Article) -> bool) -> usize {
        let whole = |piece: &Piece| piece.last().is_none_or(|last| holds(last));
        let piece = self.pieces.partition_point(whole);
        let inside =
            self.pieces.get(piece).map_or(0, |piece| piece.partition_point(|article| holds(article)));
        self.starts.get(piece).map_or(self.len, |start| start + inside)
    }

    /// Puts an article before the one at a place, or after all.
    pub(super) fn insert(&mut self, at: usize, article: Arc<Article>) {
        let last = self.pieces.len().checked_sub(1);
        let room = |piece: &usize| self.pieces[*piece].len() < PIECE || at < self.len;
        match self.piece_of(at).or(last).filter(room) {
            Some(piece) => {
                let inside = at.saturating_sub(self.starts[piece]).min(self.pieces[piece].len());
                let articles = Arc::make_mut(&mut self.pieces[piece]);
                articles.insert(inside, article);
                if articles.len() > PIECE {
                    let rest = articles.split_off(PIECE / 2);
                    self.pieces.insert(piece + 1, Arc::new(rest));
                }
                self.count_from(piece);
            }
            None => {
                self.pieces.push(Arc::new(vec![article]));
                self.count_from(self.pieces.len() - 1);
            }
        }
    }

    /// Puts an article in the place of another; gives that.
    pub(super) fn replace(&mut self, at: usize, article: Arc<Article>) -> Option<Arc<Article>> {
        let piece = self.piece_of(at)?;
        let inside = at - self.starts[piece];
        let place = Arc::make_mut(&mut self.pieces[piece]).get_mut(inside)?;
        Some(std::mem::replace(place, article))
    }

    /// Takes articles out.
    pub(super) fn remove(&mut self, range: Range<usize>) -> Vec<Arc<Article>> {
        let mut removed = Vec::with_capacity(range.len());
        let first = self.piece_of(range.start).unwrap_or(self.pieces.len());
        for (piece, start) in self.pieces.iter_mut().zip(&self.starts).skip(first) {
            let inside =
                range.start.saturating_sub(*start)..range.end.saturating_sub(*start).min(piece.len());
            if inside.is_empty() {
                break;
            }
            removed.extend(Arc::make_mut(piece).drain(inside));
        }
        self.pieces.retain(|piece| !piece.is_empty());
        self.count_from(first);
        removed
    }

    /// The piece that holds the article at a place.
    fn piece_of(&self, at: usize) -> Option<usize> {
        (at < self.len).then(|| self.starts.partition_point(|start| *start <= at) - 1)
    }

    /// Counts anew where pieces begin, from one of them on.
    fn count_from(&mut self, piece: usize) {
        self.starts.truncate(piece);
        let mut start = piece.checked_sub(1).map_or(0, |last| self.starts[last] + self.pieces[last].len());
        for piece in &self.pieces[piece.min(self.pieces.len())..] {
            self.starts.push(start);
            start += piece.len();
        }
        self.len = start;
    }
}

/// All articles as they were at one moment. To take one and to let it go costs a window nothing.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    moment: Arc<Moment>,
}

#[derive(Debug, Default)]
struct Moment {
    pieces: Pieces,
    all: OnceLock<Arc<Vec<Arc<Article>>>>,
}

impl Snapshot {
    pub(super) fn of(pieces: &Pieces) -> Self {
        Self { moment: Arc::new(Moment { pieces: pieces.clone(), all: OnceLock::new() }) }
    }

    /// All articles by path. The first call takes milliseconds where they are very many: make it, and
    /// let the list go, beside the window.
    pub fn all(&self) -> &Arc<Vec<Arc<Article>>> {
        self.moment.all.get_or_init(|| Arc::new(self.moment.pieces.iter().cloned().collect()))
    }
}

/// A long list is let go of beside the window, which may hold it last.
impl Drop for Moment {
    fn drop(&mut self) {
        let_go(self.all.take());
    }
}

/// Lets go of something large on another thread.
pub fn let_go<T: Send + 'static>(it: Option<T>) {
    if let Some(it) = it {
        rayon::spawn(move || drop(it));
    }
}

/// The snapshot that was taken last; two are as good as the same, since they hold nothing of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(pub OnceLock<Snapshot>);

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::article::{Reading, Stated};

    fn article(number: usize) -> Arc<Article> {
        Arc::new(Article::new(format!("{number:06}"), "a", Stated::default(), Reading::default()))
    }

    fn paths(articles: &[Arc<Article>]) -> Vec<&str> {
        articles.iter().map(|article| article.id.path.as_str()).collect()
    }

    fn same(pieces: &Pieces, plain: &[Arc<Article>]) {
        assert_eq!(paths(Snapshot::of(pieces).all()), paths(plain));
        assert_eq!(pieces.len(), plain.len());
        for at in (0..=plain.len()).step_by(97) {
            assert_eq!(pieces.get(at).map(|it| &it.id), plain.get(at).map(|it| &it.id));
            let path = format!("{at:06}");
            let before = |article: &Article| article.id.path < path;
            assert_eq!(pieces.partition_point(before), plain.partition_point(|article| before(article)));
        }
        assert!(pieces.pieces.iter().all(|piece| (1..=PIECE).contains(&piece.len())));
    }

    /// In order, backwards and in between, and removed over the ends of pieces: as a plain list does it.
    #[test]
    fn pieces_hold_what_a_plain_list_holds() {
        let (mut pieces, mut plain) = (Pieces::default(), Vec::new());
        for round in 0..4000_usize {
            let number = if round < 1500 { round } else { (round * 7919) % 100_000 };
            let it = article(number);
            let at = plain.partition_point(|other: &Arc<Article>| other.id.path < it.id.path);
            pieces.insert(at, Arc::clone(&it));
            plain.insert(at, it);
        }
        same(&pieces, &plain);
        for range in [0..1, 700..3000, 100..100, 1600..1699, 0..200] {
            let removed = pieces.remove(range.clone());
            assert_eq!(paths(&removed), paths(&plain.drain(range).collect::<Vec<_>>()));
            same(&pieces, &plain);
        }
        let replaced = pieces.replace(5, article(5)).unwrap();
        assert_eq!(replaced.id, std::mem::replace(&mut plain[5], article(5)).id);
        assert_eq!(pieces.get(5).unwrap().id, plain[5].id);
        pieces.remove(0..pieces.len());
        same(&pieces, &[]);
        assert!(pieces.remove(0..9).is_empty() && pieces.replace(0, article(1)).is_none());
    }

    #[test]
    fn a_snapshot_does_not_follow_changes() {
        let mut pieces = Pieces::default();
        pieces.insert(0, article(1));
        let snapshot = Snapshot::of(&pieces);
        pieces.insert(1, article(2));
        assert_eq!((snapshot.all().len(), pieces.len()), (1, 2));
    }
}
