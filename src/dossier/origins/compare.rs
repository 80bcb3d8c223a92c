//! Two texts side by side, sentence by sentence, with the drift between them. Pure.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::corpus::origins::align::{self, LONGEST, Sentence};
use crate::detect::drift::{self, Drift, Kind};

/// A row: two sentences that are one, or a sentence that stands in one text only.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Bytes of the sentence in the first text.
    pub a: Option<Range<usize>>,
    /// Bytes of the sentence in the second.
    pub b: Option<Range<usize>>,
    /// Whether it stands elsewhere in the order of the second text.
    pub moved: bool,
    /// Whether it stands on one side only because the other text has it as one sentence with the row
    /// before or after.
    pub part: bool,
    /// Whether a paragraph of either text begins with it.
    pub opens: bool,
    /// What differs where it matters to a count, in bytes of the texts.
    pub drift: Vec<Drift>,
}

/// Two texts side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// In the order of both texts.
    pub rows: Vec<Row>,
    /// Sentences of the shorter text that stand in the longer.
    pub aligned: usize,
    /// All sentences of the shorter text.
    pub of: usize,
    /// How much differs, by kind.
    pub counts: BTreeMap<Kind, usize>,
    /// Whether a text was so long that only its first part was compared.
    pub cut: bool,
}

impl Comparison {
    /// Compares two texts.
    pub fn of(a: &str, b: &str) -> Self {
        let alignment = align::align(a, b);
        let mut rows = rows(&alignment.a, &alignment.b, &alignment.pairs);
        let mut counts = BTreeMap::new();
        for row in &mut rows {
            row.opens = opens(a, row.a.as_ref()) || opens(b, row.b.as_ref());
            if let (Some(at_a), Some(at_b)) = (&row.a, &row.b) {
                row.drift = drifted(a, at_a, b, at_b);
            }
            row.drift.iter().for_each(|drift| *counts.entry(drift.kind).or_default() += 1);
        }
        let words = |all: &[Sentence]| all.iter().map(|sentence| sentence.words.len()).sum::<usize>();
        let a_is_shorter = words(&alignment.a) <= words(&alignment.b);
        let (of, mut told): (usize, Vec<usize>) = if a_is_shorter {
            (alignment.a.len(), alignment.pairs.iter().map(|pair| pair.a).collect())
        } else {
            (alignment.b.len(), alignment.pairs.iter().map(|pair| pair.b).collect())
        };
        told.sort_unstable();
        told.dedup();
        let cut = a.len() > LONGEST || b.len() > LONGEST;
        Self { rows, aligned: told.len(), of, counts, cut }
    }

    /// What it comes to in one line: `18 of 20 sentences aligned · 2 numbers differ`.
    pub fn summary(&self) -> String {
        let sentences = if self.of == 1 { "sentence" } else { "sentences" };
        let mut parts = vec![format!("{} of {} {sentences} aligned", self.aligned, self.of)];
        parts.extend(self.counts.iter().map(|(kind, count)| differ(*kind, *count)));
        if self.counts.is_empty() && self.aligned > 0 {
            parts.push("no numbers, hedges, outcomes, verbs or dates differ".to_owned());
        }
        if self.cut {
            parts.push("only the first 400 kB are compared".to_owned());
        }
        parts.join(" · ")
    }

    /// The rows at which something differs: drift, or a sentence that stands on one side only.
    pub fn differences(&self) -> impl Iterator<Item = usize> + '_ {
        let alone = |row: &Row| (row.a.is_none() || row.b.is_none()) && !row.part;
        let differs = move |row: &Row| !row.drift.is_empty() || alone(row);
        self.rows.iter().enumerate().filter(move |(_, row)| differs(row)).map(|(at, _)| at)
    }
}

fn differ(kind: Kind, count: usize) -> String {
    let several = if count == 1 { "" } else { "s" };
    let noun = match kind {
        Kind::Number => "number",
        Kind::Hedge => "hedge",
        Kind::Outcome => "outcome word",
        Kind::Verb => "reporting verb",
        Kind::Date => "date",
    };
    let verb = if count == 1 { "differs" } else { "differ" };
    format!("{count} {noun}{several} {verb}")
}

/// Whether a sentence begins a paragraph or a line.
fn opens(text: &str, sentence: Option<&Range<usize>>) -> bool {
    let before = sentence.and_then(|sentence| text.get(..sentence.start));
    let is_line_start = |before: &str| before.is_empty() || before.ends_with('\n');
    before.is_some_and(|before| is_line_start(before.trim_end_matches([' ', '\t'])))
}

fn drifted(a: &str, at_a: &Range<usize>, b: &str, at_b: &Range<usize>) -> Vec<Drift> {
    let (Some(words_a), Some(words_b)) = (a.get(at_a.clone()), b.get(at_b.clone())) else {
        return Vec::new();
    };
    let shift = |bytes: Option<Range<usize>>, by: usize| bytes.map(|at| at.start + by..at.end + by);
    let found = drift::drift(words_a, words_b).into_iter();
    found
        .map(|one| Drift { kind: one.kind, a: shift(one.a, at_a.start), b: shift(one.b, at_b.start) })
        .collect()
}

/// Rows in the order of both texts; a moved sentence stands where the first text has it.
fn rows(a: &[Sentence], b: &[Sentence], pairs: &[align::Pair]) -> Vec<Row> {
    let mut is_paired = vec![false; b.len()];
    pairs.iter().for_each(|pair| is_paired[pair.b] = true);
    let alone = |range: Range<usize>| {
        range.filter(|at| !is_paired[*at]).map(|at| Row::new(None, Some(&b[at]))).collect::<Vec<_>>()
    };
    let mut rows = Vec::with_capacity(a.len() + b.len());
    let (mut next_b, mut next) = (0, 0);
    for (at, sentence) in a.iter().enumerate() {
        let own = &pairs[next..next + pairs[next..].iter().take_while(|pair| pair.a == at).count()];
        next += own.len();
        let Some(first) = own.iter().find(|pair| !pair.part) else {
            rows.push(Row { part: !own.is_empty(), ..Row::new(Some(sentence), None) });
            continue;
        };
        if !first.moved {
            rows.extend(alone(next_b..first.b));
            next_b = own.iter().map(|pair| pair.b + 1).max().unwrap_or(next_b);
        }
        rows.extend(own.iter().map(|pair| match pair.part {
            true => Row { part: true, ..Row::new(None, Some(&b[pair.b])) },
            false => Row { moved: pair.moved, ..Row::new(Some(sentence), Some(&b[pair.b])) },
        }));
    }
    rows.extend(alone(next_b..b.len()));
    rows
}

impl Row {
    fn new(a: Option<&Sentence>, b: Option<&Sentence>) -> Self {
        let bytes = |side: Option<&Sentence>| side.map(|sentence| sentence.bytes.clone());
        Self { a: bytes(a), b: bytes(b), moved: false, part: false, opens: false, drift: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "At least 25 people were killed on Monday, the ministry said. The road to the north was closed all day. \
        Schools stayed shut in both towns.\n\nTalks were to go on in the capital next week.";
    const B: &str = "A headline\n\nAbout 27 people were killed on Monday, the ministry claimed. Schools stayed shut in both towns. \
        A convoy waited at the border. Talks were to go on in the capital next week.";

    #[test]
    fn rows_keep_the_order_of_both_texts() {
        let compared = Comparison::of(A, B);
        let sides: Vec<(bool, bool)> =
            compared.rows.iter().map(|row| (row.a.is_some(), row.b.is_some())).collect();
        let (both, left, right) = ((true, true), (true, false), (false, true));
        assert_eq!(sides, [right, both, left, both, right, both]);
        assert_eq!(compared.differences().collect::<Vec<_>>(), [0, 1, 2, 4]);
        assert!(compared.rows[5].opens && !compared.rows[3].opens);
        assert_eq!(
            compared.summary(),
            "3 of 5 sentences aligned · 1 number differs · 1 hedge differs · 1 reporting verb differs"
        );
    }

    #[test]
    fn drift_is_told_in_bytes_of_the_texts() {
        let compared = Comparison::of(A, B);
        let drift = compared.rows.iter().flat_map(|row| &row.drift);
        let words: Vec<(&str, &str)> =
            drift.map(|one| (&A[one.a.clone().unwrap()], &B[one.b.clone().unwrap()])).collect();
        assert_eq!(words, [("At least", "About"), ("25", "27"), ("said", "claimed")]);
    }

    #[test]
    fn a_moved_sentence_stands_once() {
        let (first, last) =
            ("The bridge over the river was closed at noon.", "Nobody was hurt there, the mayor told us.");
        let rest =
            "Officials met in the capital to talk about aid. Lorries waited at the crossing for a third day.";
        let compared = Comparison::of(&format!("{first} {rest} {last}"), &format!("{last} {rest} {first}"));
        assert_eq!((compared.rows.len(), compared.aligned), (4, 4));
        assert_eq!(compared.rows.iter().filter(|row| row.moved).count(), 2);
    }

    #[test]
    fn a_sentence_that_was_cut_in_two_is_no_difference() {
        let one =
            "At least 25 people were killed in the old market, and rescue crews were digging for others.";
        let two = "At least 25 people were killed in the old market. Rescue crews were digging for others.";
        for (a, b) in [(one, two), (two, one)] {
            let compared = Comparison::of(a, b);
            assert_eq!(compared.rows.iter().filter(|row| row.part).count(), 1);
            assert_eq!((compared.rows.len(), compared.differences().count()), (2, 0));
            assert_eq!(compared.aligned, compared.of);
        }
    }

    #[test]
    fn empty_texts_have_no_rows() {
        assert_eq!(Comparison::of("", ""), Comparison::default());
        assert_eq!(Comparison::of("", "One sentence stands here.").rows.len(), 1);
        assert_eq!(Comparison::of("", "").summary(), "0 of 0 sentences aligned");
    }
}
