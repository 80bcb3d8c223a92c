//! The names of sources: the noun phrase before a verb of reporting, or after one.

use std::ops::Range;

use super::marks::{Mark, Marks};
use crate::detect::fold::words;
use crate::detect::lexicon::{Event, Record, Seen, Small, SourceWords};
use crate::detect::token::Line;
use crate::model::figure::SourceClass;

/// A name of more tokens is none.
const LONGEST: usize = 16;
/// Words without a capital that may stand together before a verb and name nothing known.
const UNKNOWN: usize = 4;

/// The words of a sentence as the search for sources reads them.
pub(in crate::detect::suggest) struct Reader<'l, 't> {
    pub line: &'l Line<'t>,
    pub words: &'l SourceWords,
    marks: &'l Marks,
}

impl<'l, 't> Reader<'l, 't> {
    pub fn new(line: &'l Line<'t>, words: &'l SourceWords, marks: &'l Marks) -> Self {
        Self { line, words, marks }
    }

    #[inline]
    pub(super) fn mark(&self, at: usize) -> &'l Mark {
        self.marks.at(at)
    }

    /// What a word is beside a name.
    pub fn part(&self, at: usize) -> Option<Small> {
        self.mark(at).part
    }

    pub fn is(&self, at: usize, part: Small) -> bool {
        self.part(at) == Some(part)
    }

    /// Whether a word is a noun of a person.
    pub fn is_person(&self, at: usize) -> bool {
        self.mark(at).person
    }

    /// Whether a word begins with a capital that means something.
    pub fn is_capital(&self, at: usize) -> bool {
        let first = self.line.word(at).chars().next();
        self.marks.capitals && self.line.is_word(at) && first.is_some_and(char::is_uppercase)
    }

    /// Whether a single word is a noun of sources.
    pub fn is_source(&self, at: usize) -> bool {
        let mark = self.mark(at);
        mark.noun().is_some() || mark.owner.is_some()
    }

    /// Which entries begin with a word.
    pub fn seen(&self, at: usize) -> Seen {
        self.mark(at).seen
    }

    /// Whether a word begins the name of a kind of source, without a sign of possession.
    pub fn is_source_noun(&self, at: usize) -> bool {
        self.mark(at).noun().is_some()
    }

    /// Whether a word has the form of a verb of reporting.
    pub fn is_verb_form(&self, at: usize) -> bool {
        self.mark(at).verb().is_some()
    }

    pub fn is_event(&self, at: usize) -> bool {
        self.mark(at).event().is_some()
    }

    pub fn event(&self, at: usize) -> Option<(usize, Event)> {
        self.mark(at).event()
    }

    pub fn is_quote(&self, at: usize) -> bool {
        self.line.is_of(at, words!["\"", "“", "”", "«", "»", "''", "‘"])
    }

    /// Whether nothing of the sentence stands at a token any more.
    pub fn is_end(&self, at: usize) -> bool {
        at >= self.line.len()
            || self.line.is_of(at, words![".", "!", "?", ";", "|", "–", "—", ")", "]", "(", "["])
            || self.line.word(at).is_empty()
            || (self.line.is(at, "-") && !self.line.is_hyphen(at))
    }

    /// The kind of source that a name shows: that of the longest word known, the last of equals.
    pub fn class(&self, name: &Range<usize>) -> Option<SourceClass> {
        let known = name.clone().filter_map(|at| self.class_at(at, name.end));
        known.max_by_key(|(length, class)| (*length, *class != SourceClass::Unknown)).map(|(_, class)| class)
    }

    fn class_at(&self, at: usize, end: usize) -> Option<(usize, SourceClass)> {
        let mark = self.mark(at);
        mark.noun().filter(|(length, _)| at + length <= end).or(mark.owner.map(|class| (1, class)))
    }

    /// The noun phrase that ends before a token, in the order of the text.
    pub fn before(&self, end: usize) -> Option<Range<usize>> {
        let end = self.without_aside(end);
        if end > 0 && self.is(end - 1, Small::Pronoun) {
            return Some(end - 1..end);
        }
        let mut search = Search { start: end, sure: end, unknown: 0, closed: false };
        while search.start > 0 && end - search.start < LONGEST && !search.closed {
            self.step(&mut search, end);
        }
        let start = self.settled(&search, end);
        (start < end && (self.line.is_word(end - 1) || self.is_initial_stop(end - 1))).then_some(start..end)
    }

    /// Past `the ministry [in a statement]` and a name in brackets before the verb.
    fn without_aside(&self, end: usize) -> usize {
        let closes = end > 0 && self.line.is_of(end - 1, words![")", "]"]);
        let from = end.saturating_sub(8);
        let opens = (from..end).rev().find(|at| self.line.is_of(*at, words!["(", "["]));
        opens.filter(|at| closes && *at > 0).unwrap_or(end)
    }

    fn step(&self, search: &mut Search, end: usize) {
        let at = search.start - 1;
        let line = self.line;
        if line.is_hyphen(at) || self.joins_name(at) || self.is_initial_stop(at) {
            search.start = at;
            return;
        }
        if self.is_particle(at) && at + 1 < end {
            (search.start, search.sure) = (at, if search.unknown == 0 { at } else { search.sure });
            return;
        }
        if !line.is_word(at) || (self.is_verb(at) && !line.is_hyphen(at + 1)) {
            search.closed = true;
            return;
        }
        match self.part(at) {
            Some(Small::Determiner) => self.determined(search, at, end),
            Some(Small::Link) if self.is_linked(at, end) => search.start = at,
            Some(Small::Join) if self.is_joined(at) => search.start = at,
            Some(Small::Modifier) => self.take(search, at, true),
            None | Some(_) if line.is_hyphen(at + 1) || line.is_hyphen(at.wrapping_sub(1)) => {
                self.take(search, at, true);
            }
            None => self.take(search, at, self.is_capital(at) || self.is_source(at)),
            Some(_) => search.closed = true,
        }
    }

    /// A determiner closes the phrase, unless it stands within a longer one, or behind the name of the
    /// person that it describes: `Ali Hassan the group's director`.
    fn determined(&self, search: &mut Search, at: usize, end: usize) {
        (search.start, search.sure, search.closed, search.unknown) = (at, at, true, 0);
        if self.goes_on_before(at) {
            (search.start, search.closed) = (at - 1, false);
        } else if (at..end).any(|at| self.is_person(at)) {
            let capitals = (0..at)
                .rev()
                .take_while(|at| self.is_capital(*at) && self.part(*at).is_none())
                .take(4)
                .count();
            if capitals > 1 {
                (search.start, search.sure) = (at - capitals, at - capitals);
            }
        }
    }

    fn take(&self, search: &mut Search, at: usize, known: bool) {
        search.start = at;
        // A name of two halves, "Observatory for Human Rights", is sure from its first half on.
        if known && search.unknown == 0 {
            search.sure = at;
        }
        search.unknown += usize::from(!known);
        search.closed |= search.unknown > UNKNOWN;
    }

    /// Where the phrase begins: at its determiner, else where what is known begins.
    fn settled(&self, search: &Search, end: usize) -> usize {
        let begins = search.sure;
        let at_edge = search.closed || search.start == 0;
        let before = search.start.checked_sub(1);
        let edge = before.is_none_or(|at| !self.line.is_word(at) && self.line.numeral(at).is_none());
        if begins == end && at_edge && edge && search.unknown <= UNKNOWN {
            return search.start;
        }
        let only_head = begins == end && end > 0 && self.part(end - 1).is_none() && !self.is_verb(end - 1);
        if only_head && before.is_some() { end - 1 } else { begins }
    }

    /// Whether a name goes on before a determiner: `a spokesman for the ministry`.
    fn goes_on_before(&self, at: usize) -> bool {
        let named =
            at > 1 && self.line.is(at - 1, "of") && self.is_capital(at - 2) && self.part(at - 2).is_none();
        if named {
            return true;
        }
        at > 1 && self.is(at - 1, Small::Link) && (self.is_source(at - 2) || self.is_record(at - 2))
    }

    /// Whether a link stands inside a name: `officials in Gaza`, `Observatory for Human Rights`.
    fn is_linked(&self, at: usize, end: usize) -> bool {
        if at == 0 || at + 1 >= end {
            return false;
        }
        let proper =
            self.line.is_of(at, words!["of", "for"]) && self.is_capital(at - 1) && self.is_capital(at + 1);
        proper || (self.is_source(at - 1) && self.part(at - 1).is_none_or(|part| part == Small::Modifier))
    }

    fn is_joined(&self, at: usize) -> bool {
        at > 0
            && ((self.is_capital(at - 1) && self.is_capital(at + 1))
                || (self.is_source(at - 1) && (self.is_source(at + 1) || self.is(at + 1, Small::Modifier))))
    }

    fn joins_name(&self, at: usize) -> bool {
        let sign = self.line.is_of(at, words!["&", "/", "’", "'"]);
        sign && at > 0 && self.line.is_word(at - 1) && self.line.is_word(at + 1)
    }

    /// The full stop of `U.N.` or `Lt.`: it touches a short word with a capital.
    fn is_initial_stop(&self, at: usize) -> bool {
        let short = |word: &str| {
            word.len() == 1
                || matches!(
                    word,
                    "Mr" | "Mrs"
                        | "Ms"
                        | "Dr"
                        | "St"
                        | "Sgt"
                        | "Sen"
                        | "Rep"
                        | "Gov"
                        | "Adm"
                        | "Brig"
                        | "Prof"
                        | "Cpl"
                        | "Lt"
                        | "Col"
                        | "Gen"
                        | "Maj"
                        | "Capt"
                )
        };
        at > 0
            && self.line.is(at, ".")
            && self.line.touches_next(at - 1)
            && short(self.line.word(at - 1))
            && self.line.word(at - 1).starts_with(|letter: char| letter.is_uppercase())
    }

    /// Whether a word stands in lower case inside the name of a person: `Staffan de Mistura`.
    fn is_particle(&self, at: usize) -> bool {
        const PARTICLES: &[&str] = &[
            "de", "del", "da", "dos", "di", "la", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ul",
            "ad", "abu", "um", "ter", "le", "du", "y",
        ];
        self.marks.capitals
            && PARTICLES.contains(&self.line.word(at))
            && at > 0
            && (self.is_capital(at - 1) || PARTICLES.contains(&self.line.word(at - 1)))
            && (self.is_capital(at + 1) || PARTICLES.contains(&self.line.word(at + 1)))
    }

    pub fn is_record(&self, at: usize) -> bool {
        self.mark(at).record().is_some()
    }

    /// The noun phrase that begins at a token.
    pub fn after(&self, start: usize) -> Option<Range<usize>> {
        if self.is(start, Small::Pronoun) {
            return None;
        }
        let mut at = start;
        while at < self.line.len() && at - start < LONGEST && self.goes_on(start, at) {
            at += 1;
        }
        while at > start && (self.is(at - 1, Small::Link) || self.is(at - 1, Small::Determiner)) {
            at -= 1;
        }
        (at > start && (start..at).any(|at| self.line.is_word(at))).then_some(start..at)
    }

    fn goes_on(&self, start: usize, at: usize) -> bool {
        let line = self.line;
        if line.is_hyphen(at) || self.joins_name(at) || self.is_initial_stop(at) || self.is_particle(at) {
            return at > start;
        }
        if !line.is_word(at) || self.is_verb(at) && at > start + 1 {
            return false;
        }
        match self.part(at) {
            Some(Small::Determiner) => {
                at == start
                    || self.is(at - 1, Small::Link)
                    || self.is(at - 1, Small::Join)
                    || self.line.is(at, "most") && self.is(at - 1, Small::Determiner)
            }
            Some(Small::Link) => self.links_on(start, at),
            Some(Small::Join) => at > start && self.is_joined(at),
            Some(Small::Modifier) | None => !self.begins_new_name(start, at),
            Some(_) => false,
        }
    }

    pub fn is_verb(&self, at: usize) -> bool {
        // Of the United States the second word is no verb.
        let named = at > 0
            && (self.is_capital(at) && self.is_capital(at - 1) && self.part(at - 1).is_none()
                || self.mark(at - 1).noun().is_some_and(|(length, _)| length > 1));
        self.mark(at).verb().is_some() && !self.is_record(at) && !named
    }

    fn links_on(&self, start: usize, at: usize) -> bool {
        let to_name = self.is_capital(at + 1) || self.is_source(at + 1) || self.is(at + 1, Small::Determiner);
        let dated = matches!(self.part(at + 1), Some(Small::Filler | Small::Stop))
            || self.line.numeral(at + 1).is_some();
        at > start
            && !dated
            && (to_name || !self.line.is(at, "in") && self.line.is_word(at + 1))
            && !self.line.is(at, "with")
    }

    /// After a source without capitals a capital begins something else: `activists Tuesday`.
    fn begins_new_name(&self, start: usize, at: usize) -> bool {
        let same = at == start || self.is_capital(at) == self.is_capital(at - 1) || !self.is_capital(at);
        !same && self.is(at - 1, Small::Stop)
    }
}

/// A noun phrase that grows to the left.
struct Search {
    start: usize,
    /// From here on it is one for sure.
    sure: usize,
    unknown: usize,
    closed: bool,
}

/// A word without the ending of possession.
pub(in crate::detect::suggest) fn bare(word: &str) -> &str {
    // The last byte of the curly apostrophe is 0x99.
    if !matches!(word.as_bytes(), [.., b'\'' | 0x99] | [.., b'\'' | 0x99, b's' | b'S']) {
        return word;
    }
    let ends = ["'s", "’s", "'S", "’S", "'", "’"];
    ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// A name without the article before it.
pub(super) fn without_article(line: &Line<'_>, name: &Range<usize>) -> Range<usize> {
    let skip = usize::from(name.len() > 1 && line.is_of(name.start, words!["the", "a", "an"]));
    name.start + skip..name.end
}

/// What a record's maker is, where the name holds both: `figures from Gaza health authorities`.
pub(super) fn maker(reader: &Reader<'_, '_>, name: &Range<usize>) -> Option<Range<usize>> {
    let owner = (name.start..name.end.saturating_sub(1)).find(|at| reader.mark(*at).owner.is_some());
    if let Some(owner) = owner.filter(|at| (at + 1..name.end).any(|at| reader.is_record(at))) {
        return Some(name.start..owner + 1);
    }
    let is_record = |at: &usize| matches!(reader.mark(*at).record(), Some((_, Record::Document)));
    let record = name.clone().take(4).find(is_record)?;
    let link = (record + 1..name.end).find(|at| reader.line.is_of(*at, words!["by", "from", "of"]))?;
    let is_near = link - record <= 2;
    let made = link + 1..name.end;
    let known =
        !reader.marks.capitals || made.clone().any(|at| reader.is_source(at) || reader.is_capital(at));
    (is_near && known).then_some(made)
}
