//! Which entries of the lists begin with a word: asked once for every token of a text.

use super::table::{Lower, Table};
use crate::detect::fold::Fold;
use crate::detect::token::Line;

/// In which lists entries begin with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) struct Begins(u32);

impl Begins {
    pub const NONE: Self = Self(0);
    pub const VERB: Self = Self(1);
    pub const OPENER: Self = Self(1 << 1);
    pub const RECORD: Self = Self(1 << 2);
    pub const NOUN: Self = Self(1 << 3);
    pub const PERSON: Self = Self(1 << 4);
    pub const OUTLET: Self = Self(1 << 5);
    pub const PART: Self = Self(1 << 6);
    pub const EVENT: Self = Self(1 << 7);
    /// Since, within.
    pub const TIME_OPENER: Self = Self(1 << 8);
    /// Words of time.
    pub const TIME_WORD: Self = Self(1 << 9);
    pub const IDIOM: Self = Self(1 << 10);
    pub const GRAMMAR: Self = Self(1 << 11);
    pub const PEOPLE: Self = Self(1 << 12);
    pub const THING: Self = Self(1 << 13);
    pub const MODIFIER: Self = Self(1 << 14);
    pub const CUE: Self = Self(1 << 15);
    /// Words of dates, and those before them.
    pub const DATE: Self = Self(1 << 16);
    /// Days, weeks.
    pub const UNIT: Self = Self(1 << 17);
    /// What the look at the words of a passage asks of.
    pub const SCANNED: Self = Self(((1 << 6) - 1) << 10);
    /// What the search for sources and times asks of.
    pub const HEARD: Self = Self(((1 << 10) - 1) | (1 << 16) | (1 << 17));

    /// Whether one of the lists is meant.
    #[inline]
    pub fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// What begins with a word, and where the entries are.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::detect) struct Seen {
    pub begins: Begins,
    /// Where the places of its entries begin, one for each list that has some.
    from: u32,
}

impl Seen {
    pub const NOTHING: Self = Self { begins: Begins::NONE, from: 0 };
}

/// The words with which entries begin, by their folds.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct Index {
    /// Twice as many slots as there are words, or more; a word stands in the first that is free from
    /// that of its fold on.
    slots: Vec<Slot>,
    places: Vec<u32>,
}

/// A word. Two of one length with one fold of 64 bits would be taken for the same: nobody writes such
/// words but on purpose, and then in vain.
#[derive(Clone, Copy, Debug)]
struct Slot {
    fold: Fold,
    /// In bytes; none of a slot that is free.
    length: usize,
    seen: Seen,
}

const FREE: Slot = Slot { fold: Fold::of(""), length: 0, seen: Seen::NOTHING };

impl Index {
    /// An index of words, each with a list that it begins entries of and their place in that list.
    pub fn of(mut firsts: Vec<(String, Begins, u32)>) -> Self {
        firsts.sort_by(|one, other| (&one.0, one.1.0).cmp(&(&other.0, other.1.0)));
        firsts.dedup_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
        let slots = vec![FREE; (firsts.len() * 2 + 1).next_power_of_two()];
        let mut index = Self { slots, places: Vec::new() };
        for entries in firsts.chunk_by(|one, other| one.0 == other.0) {
            index.add(entries);
        }
        index
    }

    /// Adds what begins with one word, in the order of the lists.
    fn add(&mut self, entries: &[(String, Begins, u32)]) {
        let Some((word, ..)) = entries.first() else { return };
        let Ok(from) = u32::try_from(self.places.len()) else { return };
        self.places.extend(entries.iter().map(|(.., place)| *place));
        let begins = Begins(entries.iter().fold(0, |all, (_, begins, _)| all | begins.0));
        let (fold, length) = (Fold::of(word), word.len());
        let free = self.find(|slot| slot.length == 0, fold);
        if let Some(slot) = free.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = Slot { fold, length, seen: Seen { begins, from } };
        }
    }

    /// The first slot that fits, from that of a fold on; half of them are free, so that few are asked.
    #[inline]
    fn find(&self, fits: impl Fn(&Slot) -> bool, fold: Fold) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let mut place = fold.low() & last;
        while !fits(self.slots.get(place)?) {
            place = (place + 1) & last;
        }
        Some(place)
    }

    /// What begins with each word of a line.
    pub fn seen(&self, line: &Line<'_>) -> Vec<Seen> {
        (0..line.len()).map(|at| self.at(line, at)).collect()
    }

    /// What begins with the word at a token.
    #[inline]
    fn at(&self, line: &Line<'_>, at: usize) -> Seen {
        match line.fold(at).filter(|_| line.is_ascii(at)) {
            Some(fold) => self.spelled(fold, line.length(at)),
            None => Lower::of(line, at).map_or(Seen::default(), |lower| self.of_word(&lower)),
        }
    }

    /// What begins with a word.
    pub fn of_word(&self, word: &Lower<'_>) -> Seen {
        self.spelled(word.fold(), word.spelled().len())
    }

    #[inline]
    fn spelled(&self, fold: Fold, length: usize) -> Seen {
        let fits = |slot: &Slot| slot.length == 0 || (slot.fold == fold && slot.length == length);
        let found = self.find(fits, fold).and_then(|place| self.slots.get(place));
        found.map_or(Seen::default(), |slot| slot.seen)
    }

    /// The longest entry of a list whose words begin at a token: how many tokens, and what it is.
    #[inline]
    pub fn entry<'l, L>(
        &self,
        seen: Seen,
        list: Begins,
        table: &'l Table<L>,
        line: &Line<'_>,
        at: usize,
    ) -> Option<(usize, &'l L)> {
        if !seen.begins.has(list) {
            return None;
        }
        let before = (seen.begins.0 & (list.0 - 1)).count_ones();
        let place = self.places.get((seen.from + before) as usize)?;
        table.behind_first(*place as usize, line, at)
    }
}
