//! The reader on sentences written for it, and on hostile text.
//!
//! `tests/detect/README.md` says how the sentences were made. A figure counts as found where outcome,
//! hedge, value and upper end are all as expected.

use super::*;

/// Language, its sentences, and the F1 in percent that each half must reach: unseen, seen.
const SETS: &[(&str, &str, [usize; 2])] = &[
    ("ar", include_str!("../../../../tests/detect/ar.tsv"), [0, 0]),
    ("fr", include_str!("../../../../tests/detect/fr.tsv"), [0, 0]),
    ("he", include_str!("../../../../tests/detect/he.tsv"), [0, 0]),
    ("es", include_str!("../../../../tests/detect/es.tsv"), [0, 0]),
    ("uk", include_str!("../../../../tests/detect/uk.tsv"), [0, 0]),
];

/// `killed=at_least 14`, as the data write it.
fn told(suggestion: &Suggestion) -> String {
    let value = suggestion.value.map(|value| value.to_string()).unwrap_or_default();
    let upper = suggestion.upper.map(|upper| format!("-{upper}")).unwrap_or_default();
    let hedge = match suggestion.qualifier {
        Qualifier::Exact => String::new(),
        hedge => format!("{} ", hedge.name()),
    };
    format!("{}={hedge}{value}{upper}", suggestion.outcome.name()).trim_end().to_owned()
}

fn read(text: &str, language: &str) -> Vec<String> {
    suggest(text, &Known::default(), Words::of(language).unwrap()).iter().map(told).collect()
}

/// What was found rightly, found, and expected in the sentences of a half.
#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    expected: usize,
    faults: Vec<String>,
}

impl Score {
    fn f1(&self) -> usize {
        200 * self.right / (self.found + self.expected).max(1)
    }

    fn take(&mut self, sentence: &str, found: &[String], expected: Vec<&str>) {
        let mut left = expected.clone();
        for figure in found {
            if let Some(at) = left.iter().position(|one| one == figure) {
                left.remove(at);
                self.right += 1;
            }
        }
        self.found += found.len();
        self.expected += expected.len();
        if !left.is_empty() || found.len() != expected.len() {
            self.faults.push(format!("{sentence}\n    found {found:?}\n    expected {expected:?}"));
        }
    }
}

fn score(language: &str, data: &str, half: &str) -> Score {
    let mut score = Score::default();
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, sentence, expected] = fields[..] else { panic!("{language}: {line}") };
        if set == half {
            let expected = expected.split("; ").filter(|one| !one.is_empty()).collect();
            score.take(sentence, &read(sentence, language), expected);
        }
    }
    score
}

#[test]
fn figures_of_five_languages_are_found() {
    for (language, data, floors) in SETS {
        for (half, floor) in ["unseen", "seen"].into_iter().zip(floors) {
            let score = score(language, data, half);
            let told = format!(
                "{language} {half}: F1 {}, {} right of {} found and {} expected",
                score.f1(), score.right, score.found, score.expected
            );
            if std::env::var("SHOW").is_ok_and(|it| it.split(',').any(|it| it == *language || it == half)) {
                eprintln!("{told}\n{}", score.faults.join("\n"));
            }
            eprintln!("{told}");
            assert!(score.f1() >= *floor, "{told}\n{}", score.faults.join("\n"));
        }
    }
}

#[test]
fn every_language_is_read_whole() {
    for (long, short, text) in LANGUAGES {
        if let Err(error) = Words::read(short, text) {
            panic!("{error}");
        }
        assert!(Words::of(long).is_some() && Words::of(short).is_some());
    }
    assert!(Words::of("xyz").is_none());
}
