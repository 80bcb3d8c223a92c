//! What the words of a passage are: small words, cues of outcomes, people, and the figures among them.

use std::ops::Range;

use crate::detect::fold::words;
use crate::detect::lexicon::{Begins, Class, Cue, Lexicon, Lower, Part, People, Seen};
use crate::detect::number::number_at;
use crate::detect::token::Line;
use crate::model::figure::Outcome;

use super::figure::{self, Fig};
use super::passage::Passage;

/// A cue where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spotted {
    /// Its tokens.
    pub at: Range<usize>,
    /// What it is.
    pub cue: Cue,
}

/// A passage, its words looked up.
pub(super) struct Scan<'l> {
    /// The tokens.
    pub line: &'l Line<'l>,
    /// The small word that each token is.
    pub parts: Vec<Part>,
    /// The people that a noun ending at a token counts.
    pub people: Vec<Option<People>>,
    /// Whether a noun ending at a token counts things.
    pub things: Vec<bool>,
    /// Whether a token may describe people.
    pub modifiers: Vec<bool>,
    /// The cues in order.
    pub cues: Vec<Spotted>,
    /// The cue that a token belongs to.
    pub cue_at: Vec<Option<usize>>,
    /// The figures in order.
    pub figures: Vec<Fig>,
    /// The figure that begins at a token.
    pub begins: Vec<Option<usize>>,
    /// The figure whose noun ends before a token.
    pub ends: Vec<Option<usize>>,
}

impl<'l> Scan<'l> {
    /// Looks the words of a passage up and reads its figures; none where it holds no cue or no figure.
    pub fn new(passage: &'l Passage<'_>, lexicon: &Lexicon) -> Option<Self> {
        let (line, seen) = (&passage.line, passage.seen(lexicon));
        if !figure::may_hold(line, seen) {
            return None;
        }
        let count = line.len();
        let mut scan = Self {
            line,
            parts: vec![Part::Other; count],
            people: vec![None; count],
            things: vec![false; count],
            modifiers: vec![false; count],
            cues: Vec::new(),
            cue_at: vec![None; count],
            figures: Vec::new(),
            begins: vec![None; count + 1],
            ends: vec![None; count + 1],
        };
        scan.mark(seen, lexicon);
        if scan.cues.is_empty() {
            return None;
        }
        figure::read_all(&mut scan, lexicon);
        (!scan.figures.is_empty()).then_some(scan)
    }

    fn mark(&mut self, seen: &[Seen], lexicon: &Lexicon) {
        let (line, index) = (self.line, &lexicon.index);
        let (mut part_until, mut cue_until, mut quiet_until) = (0, 0, 0);
        for (at, seen) in seen.iter().enumerate() {
            if !line.is_word(at) {
                self.parts[at] = symbol(line, at);
                continue;
            }
            // Words with curly apostrophes are looked up with straight ones.
            let seen = match line.is_ascii(at) {
                true => *seen,
                false => Lower::straight(line, at).map_or(Seen::default(), |lower| index.of_word(&lower)),
            };
            if !seen.begins.has(Begins::SCANNED) {
                continue;
            }
            if let Some((length, _)) = index.entry(seen, Begins::IDIOM, &lexicon.idioms, line, at) {
                quiet_until = quiet_until.max(at + length);
            }
            if at >= part_until
                && let Some((length, part)) = index.entry(seen, Begins::GRAMMAR, &lexicon.grammar, line, at)
            {
                let part = if is_name_of_group(line, at) { Part::Other } else { *part };
                self.parts[at..(at + length).min(line.len())].fill(part);
                part_until = at + length;
            }
            if let Some((length, people)) = index.entry(seen, Begins::PEOPLE, &lexicon.people, line, at) {
                self.people[at + length - 1] = Some(*people);
            }
            if let Some((length, _)) = index.entry(seen, Begins::THING, &lexicon.things, line, at) {
                self.things[at + length - 1] = true;
            }
            self.modifiers[at] = index.entry(seen, Begins::MODIFIER, &lexicon.modifiers, line, at).is_some();
            if at >= cue_until.max(quiet_until)
                && let Some((length, cue)) = index.entry(seen, Begins::CUE, &lexicon.cues, line, at)
                && !is_german_article(line, at)
            {
                let (length, cue) = self.parted(at, length, *cue);
                self.cue_at[at..at + length].fill(Some(self.cues.len()));
                self.cues.push(Spotted { at: at..at + length, cue });
                cue_until = at + length;
            }
        }
    }

    /// Two outcomes joined by "and" of which the second takes a number of its own: left four dead and
    /// injured at least 50.
    fn parted(&self, at: usize, length: usize, cue: Cue) -> (usize, Cue) {
        let counted = |at: usize| number_at(self.line, at).is_some() || self.line.has(at, &["at", "least"]);
        let dead = cue.outcome == Outcome::KilledAndInjured && self.line.has(at, &["dead", "and", "injured"])
            || self.line.has(at, &["dead", "and", "wounded"]);
        let own = (at + length..at + length + 2).any(counted);
        match dead && own {
            true => (1, Cue { class: Class::State, outcome: Outcome::Killed }),
            false => (length, cue),
        }
    }

    /// The part of speech at a token; the end of a clause beyond the text.
    pub fn part(&self, at: usize) -> Part {
        self.parts.get(at).copied().unwrap_or(Part::Stop)
    }

    /// The part before a token.
    pub fn part_before(&self, at: usize) -> Part {
        at.checked_sub(1).map_or(Part::Stop, |before| self.part(before))
    }

    /// The cue that begins at a token.
    pub fn cue_from(&self, at: usize) -> Option<&Spotted> {
        let index = (*self.cue_at.get(at)?)?;
        self.cues.get(index).filter(|cue| cue.at.start == at)
    }

    /// Whether the token is of a cue of one of some classes.
    pub fn is_cue(&self, at: usize, classes: &[Class]) -> bool {
        let index = self.cue_at.get(at).copied().flatten();
        index.is_some_and(|index| classes.contains(&self.cues[index].cue.class))
    }

    /// The figure whose noun ends before a token.
    pub fn ending(&self, at: usize) -> Option<usize> {
        self.ends.get(at).copied().flatten()
    }

    /// The figure that begins at a token.
    pub fn beginning(&self, at: usize) -> Option<usize> {
        self.begins.get(at).copied().flatten()
    }

    /// Past the words from a token on that may stand between a verb and its object.
    pub fn past_lead(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + 4 && self.beginning(at).is_none() && self.is_lead(at) {
            at += 1;
        }
        at
    }

    /// Before the determiners and adverbs that stand right before a token.
    pub fn past_back(&self, from: usize) -> usize {
        let mut at = from;
        while at > 0 && self.is_lead(at - 1) {
            at -= 1;
        }
        at
    }

    fn is_lead(&self, at: usize) -> bool {
        matches!(self.part(at), Part::Determiner | Part::Adverb) && self.cue_at[at].is_none()
    }

    /// Before the auxiliaries and adverbs of a verb: where its group begins, and whether it holds a
    /// form of "be", of "have", a modal or a negation.
    pub fn group(&self, verb: usize) -> Group {
        let mut group = Group { start: verb, be: false, have: false, modal: false, negative: false };
        while let Some(at) = group.start.checked_sub(1) {
            match self.part(at) {
                _ if self.ends.get(group.start).is_some_and(Option::is_some) => break,
                Part::Be => group.be = true,
                Part::Have => group.have = true,
                Part::Modal => group.modal = true,
                Part::Negative => group.negative = true,
                Part::Adverb | Part::To => {}
                Part::Verb
                    if self.line.is_of(
                        at,
                        words!["left", "found", "made", "become", "remain", "remained", "remains"],
                    ) && group.start == verb => {}
                Part::Say if matches!(self.part_before(at), Part::Be | Part::Adverb) => {}
                Part::Other if self.is_manner(at) => {}
                Part::And | Part::Other if !group.be && !group.have => match self.past_joined(at + 1) {
                    Some(be) => {
                        group.start = be;
                        continue;
                    }
                    None => break,
                },
                _ => break,
            }
            group.start = at;
        }
        group
    }
}

impl Scan<'_> {
    /// Whether a word tells how something was done: unlawfully killed.
    fn is_manner(&self, at: usize) -> bool {
        let word = self.line.word(at);
        let beside = matches!(self.part_before(at), Part::Be | Part::Have | Part::Adverb | Part::To);
        beside && word.len() > 5 && word.ends_with("ly") && self.people[at].is_none()
    }

    /// Before the participles that "and" joins to a verb, where an auxiliary stands before them all:
    /// were robbed, beaten and killed.
    fn past_joined(&self, verb: usize) -> Option<usize> {
        const WORDS: usize = 8;
        // Of those attacked or killed nobody knows how many were killed.
        let and = verb.checked_sub(1).filter(|at| self.line.is(*at, "and"))?;
        let participle = |at: usize| {
            let word = self.line.word(at);
            matches!(self.part(at), Part::Other | Part::Verb)
                && word.starts_with(char::is_lowercase)
                && (word.ends_with("ed") || word.ends_with("en"))
        };
        let passes = |at: usize| {
            matches!(self.part(at), Part::Comma | Part::Adverb | Part::And)
                || (participle(at) && self.beginning(at).is_none() && self.people[at].is_none())
        };
        let first = (and.saturating_sub(WORDS)..and).rev().take_while(|at| passes(*at)).last()?;
        let auxiliary = first.checked_sub(1).is_some_and(|at| self.part(at) == Part::Be);
        (auxiliary && participle(and - 1)).then_some(first)
    }
}

/// A verb with what belongs to it on its left.
pub(super) struct Group {
    /// Its first token.
    pub start: usize,
    /// Whether it holds a form of "be".
    pub be: bool,
    /// Whether it holds a form of "have".
    pub have: bool,
    /// Whether it holds would, could or the like.
    pub modal: bool,
    /// Whether it is negated.
    pub negative: bool,
}

/// Whether "IS" is the name of a group rather than the verb: other words are not in capitals.
fn is_name_of_group(line: &Line<'_>, at: usize) -> bool {
    let lower = |at: usize| line.word(at).starts_with(char::is_lowercase);
    line.word(at) == "IS" && (lower(at + 1) || at.checked_sub(1).is_some_and(lower))
}

/// Whether "Die" opens a name in German: the initiative "Die Welle".
fn is_german_article(line: &Line<'_>, at: usize) -> bool {
    let opens = || at.checked_sub(1).is_some_and(|quote| line.is_of(quote, words!["\"", "“", "„", "‘", "'"]));
    line.word(at) == "Die" && opens() && line.word(at + 1).starts_with(char::is_uppercase)
}

fn symbol(line: &Line<'_>, at: usize) -> Part {
    if line.is(at, ".") || line.numeral(at).is_some() || line.is_hyphen(at) {
        return Part::Other;
    }
    match line.word(at) {
        "," | "(" | ")" | "[" | "]" | "–" | "—" | "-" | "/" | "، " => Part::Comma,
        "" | ";" | ":" | "!" | "?" | "|" | "•" | "*" | "\u{2026}" => Part::Stop,
        "&" => Part::And,
        "\"" | "“" | "”" | "'" | "‘" | "’" | "`" => Part::Adverb,
        _ => Part::Other,
    }
}
