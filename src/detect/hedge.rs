//! Hedges: the words before or after a number that say how it bounds the count.

use crate::model::figure::Qualifier;

use super::fold::{Fold, Sieve};
use super::lexicon::{LexiconError, Listed, Sections, Table};
use super::number::number_at;
use super::token::Line;

/// How many hedges may stand before one number: "at least an estimated" is two.
const MOST: usize = 3;

/// The hedges of a language.
#[derive(Clone, Debug, Default)]
pub(super) struct Hedges {
    before: Endings<Qualifier>,
    /// What strengthens a hedge that bounds: well over.
    degrees: Endings<Listed>,
    /// What may stand between a hedge and its number: at least another.
    between: Endings<Listed>,
    after: Table<Qualifier>,
}

impl Hedges {
    /// The hedges of lists of words.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read(sections: &mut Sections) -> Result<Self, LexiconError> {
        Ok(Self {
            before: Endings::of(&sections.table("hedges before")?),
            degrees: Endings::of(&sections.table("hedge degrees")?),
            between: Endings::of(&sections.table("after hedges")?),
            after: sections.table("hedges after")?,
        })
    }

    /// The hedges that end where the number begins: the first token of them and what they say.
    ///
    /// Of several, the outermost that bounds wins over "about": "at least an estimated 300" is at least.
    pub fn before(&self, line: &Line<'_>, number: usize) -> Option<(usize, Qualifier)> {
        let mut found = None;
        let mut start = number;
        for _ in 0..MOST {
            let end = self.between.at(line, start).map_or(start, |(before, _)| before);
            let Some((begin, &qualifier)) = self.before.at(line, end) else { break };
            start = begin;
            if qualifier != Qualifier::About {
                start = self.degrees.at(line, start).map_or(start, |(before, _)| before);
            }
            found = match found {
                Some((_, inner)) if qualifier == Qualifier::About => Some((start, inner)),
                _ => Some((start, qualifier)),
            };
        }
        found
    }

    /// The hedge that begins at a token after the number: the token after it and what it says.
    pub fn after(&self, line: &Line<'_>, end: usize) -> Option<(usize, Qualifier)> {
        let (length, qualifier) = self.after.at(line, end)?;
        let after = end + length;
        let is_of_the_next = number_at(line, after).is_some();
        (!is_of_the_next).then_some((after, *qualifier))
    }
}

/// Entries looked up by the word that they end with, the longest first.
#[derive(Clone, Debug)]
struct Endings<L> {
    entries: Vec<Ending<L>>,
    /// What their last words pass.
    lasts: Sieve,
}

#[derive(Clone, Debug)]
struct Ending<L> {
    words: Vec<String>,
    last: Fold,
    label: L,
}

impl<L> Default for Endings<L> {
    fn default() -> Self {
        Self { entries: Vec::new(), lasts: Sieve::NONE }
    }
}

impl<L: Copy> Endings<L> {
    fn of(table: &Table<L>) -> Self {
        let ending = |(words, label): (Vec<&str>, &L)| {
            let last = Fold::of(words.last()?);
            Some(Ending { words: words.into_iter().map(str::to_owned).collect(), last, label: *label })
        };
        let mut entries: Vec<_> = table.entries().filter_map(ending).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        let lasts = entries.iter().fold(Sieve::NONE, |sieve, entry| sieve.and(entry.last));
        Self { entries, lasts }
    }

    /// The longest entry that ends before a token: the first token of it and what it is.
    fn at(&self, line: &Line<'_>, end: usize) -> Option<(usize, &L)> {
        let last = line.fold(end.checked_sub(1)?).filter(|last| self.lasts.lets(*last))?;
        let starts = |entry: &Ending<L>| {
            let start = end.checked_sub(entry.words.len()).filter(|_| entry.last == last)?;
            let mut words = entry.words.iter().enumerate();
            words.all(|(place, word)| line.is(start + place, word)).then_some(start)
        };
        self.entries.iter().find_map(|entry| Some((starts(entry)?, &entry.label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Lexicon;

    use Qualifier::{About, AtLeast, MoreThan};

    fn hedges() -> &'static Hedges {
        &Lexicon::english().hedges
    }

    fn of(text: &str) -> Option<(usize, Qualifier)> {
        let line = Line::new(text);
        hedges().before(&line, line.len())
    }

    #[test]
    fn every_hedge_is_reached_and_none_is_hidden_by_a_shorter_one() {
        assert!(hedges().before.entries.len() > 70);
        for Ending { words, label, .. } in &hedges().before.entries {
            assert_eq!(of(&words.join(" ")), Some((0, *label)), "{words:?}");
            assert_eq!(of(&words.join(" ").to_uppercase()), Some((0, *label)), "{words:?}");
        }
        for (words, label) in hedges().after.entries() {
            let line = words.join(" ");
            assert_eq!(hedges().after(&Line::new(&line), 0), Some((words.len(), *label)), "{words:?}");
        }
    }

    #[test]
    fn hedges_pile_up_and_the_bounding_one_wins() {
        assert_eq!(of("killed at least an estimated"), Some((1, AtLeast)));
        assert_eq!(of("killed some at least"), Some((1, AtLeast)));
        assert_eq!(of("killing well over"), Some((1, MoreThan)));
        assert_eq!(of("with at least another"), Some((1, AtLeast)));
        assert_eq!(of("and another"), None);
    }

    #[test]
    fn a_hedge_of_the_next_number_is_left_to_it() {
        assert_eq!(hedges().after(&Line::new("at least 12 of them"), 0), None);
    }

    #[test]
    fn a_dossier_adds_hedges_and_takes_them_away() {
        let own = "[hedges before]\nabout: give or take\n-: some\n";
        let own = Lexicon::with_own("lexicon.txt", own).unwrap();
        let before = |text: &str| {
            let line = Line::new(text);
            own.hedges.before(&line, line.len())
        };
        assert_eq!((before("killing give or take"), before("killing some")), (Some((1, About)), None));
    }
}
