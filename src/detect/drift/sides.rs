//! Two sentences side by side, word by word: which words of one stand in the place of which of the other.

use std::ops::Range;

use crate::detect::token::Line;

/// Words of a sentence that mean something.
#[derive(Clone, Debug)]
pub(super) struct Found<T> {
    /// The tokens.
    pub tokens: Range<usize>,
    /// Their bytes.
    pub bytes: Range<usize>,
    /// What they mean.
    pub what: T,
}

/// What stands in the same place in both sentences; one side may have nothing there.
pub(super) type Partners<T> = (Option<Found<T>>, Option<Found<T>>);

/// The places of both sentences: tokens that are the same words share a place of their own, and what
/// was put in place of other words shares theirs.
pub(super) struct Sides {
    a: Vec<u32>,
    b: Vec<u32>,
}

impl Sides {
    /// Lays two sentences side by side, each up to so many tokens.
    pub fn of(a: &Line<'_>, b: &Line<'_>, most: usize) -> Self {
        let (long, other) = (a.len().min(most), b.len().min(most));
        let same = |x: usize, y: usize| a.is(x, b.word(y));
        let head = (0..long.min(other)).take_while(|at| same(*at, *at)).count();
        let rest = long.min(other) - head;
        let tail = (1..=rest).take_while(|back| same(long - back, other - back)).count();
        let middle = common(head..long - tail, head..other - tail, same);
        let ends = (0..tail).map(|at| (long - tail + at, other - tail + at));
        let pairs = (0..head).map(|at| (at, at)).chain(middle).chain(ends);
        Self::places(long, other, pairs)
    }

    /// Even places hold words that were changed, odd ones a word that is the same.
    fn places(a: usize, b: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut sides = Self { a: vec![0; a], b: vec![0; b] };
        let (mut from_a, mut from_b, mut place) = (0, 0, 0);
        for (x, y) in pairs {
            sides.a[from_a..x].fill(place);
            sides.b[from_b..y].fill(place);
            (sides.a[x], sides.b[y]) = (place + 1, place + 1);
            (from_a, from_b, place) = (x + 1, y + 1, place + 2);
        }
        sides.a[from_a..].fill(place);
        sides.b[from_b..].fill(place);
        sides
    }

    /// What was found in the two sentences, brought together by place: first by words that are the
    /// same, then by changed words. What has no partner stands alone if none of its words is the same.
    pub fn partners<T>(&self, a: Vec<Found<T>>, b: Vec<Found<T>>) -> Vec<Partners<T>> {
        let seen = |tokens: &Range<usize>, side: &[u32]| tokens.end <= side.len();
        let a: Vec<Found<T>> = a.into_iter().filter(|one| seen(&one.tokens, &self.a)).collect();
        let mut b: Vec<Option<Found<T>>> =
            b.into_iter().filter(|one| seen(&one.tokens, &self.b)).map(Some).collect();
        let mut partner: Vec<Option<usize>> = vec![None; a.len()];
        let mut taken = vec![false; b.len()];
        for changed in [false, true] {
            for (at, one) in a.iter().enumerate().filter(|(at, _)| partner[*at].is_none()).collect::<Vec<_>>()
            {
                let meets = |other: &Option<Found<T>>| {
                    other.as_ref().is_some_and(|other| self.meet(&one.tokens, &other.tokens, changed))
                };
                let free = (0..b.len()).find(|place| !taken[*place] && meets(&b[*place]));
                if let Some(place) = free {
                    taken[place] = true;
                    partner[at] = Some(place);
                }
            }
        }
        let mut all: Vec<Partners<T>> = Vec::new();
        for (one, place) in a.into_iter().zip(partner) {
            let other = place.and_then(|place| b[place].take());
            if other.is_some() || is_changed(&self.a, &one.tokens) {
                all.push((Some(one), other));
            }
        }
        let alone = b.into_iter().flatten().filter(|other| is_changed(&self.b, &other.tokens));
        all.extend(alone.map(|other| (None, Some(other))));
        all
    }

    /// Whether tokens share a place: of changed words, or of the same word.
    fn meet(&self, a: &Range<usize>, b: &Range<usize>, changed: bool) -> bool {
        let wanted = |place: &u32| place.is_multiple_of(2) == changed;
        let here = self.a.get(a.clone()).unwrap_or_default();
        let there = self.b.get(b.clone()).unwrap_or_default();
        here.iter().any(|place| wanted(place) && there.contains(place))
    }
}

fn is_changed(side: &[u32], tokens: &Range<usize>) -> bool {
    side.get(tokens.clone()).is_some_and(|places| places.iter().all(|place| place.is_multiple_of(2)))
}

/// The longest common run of words in order, as pairs of their places.
fn common(a: Range<usize>, b: Range<usize>, same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * width];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            table[x * width + y] = if same(a.start + x, b.start + y) {
                table[(x + 1) * width + y + 1] + 1
            } else {
                table[(x + 1) * width + y].max(table[x * width + y + 1])
            };
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut pairs = Vec::new();
    while x < a.len() && y < b.len() {
        if same(a.start + x, b.start + y) {
            pairs.push((a.start + x, b.start + y));
            (x, y) = (x + 1, y + 1);
        } else if table[(x + 1) * width + y] >= table[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
}
