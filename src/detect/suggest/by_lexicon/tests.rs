//! The reader on sentences written for it, and on hostile text.
//!
//! `tests/detect/README.md` says how the sentences were made. A figure counts as found where outcome,
//! hedge, value and upper end are all as expected.

use super::*;

/// Language, its sentences, and the F1 in percent that each set must reach: unseen, seen, fresh, blind.
const SETS: &[(&str, &str, [usize; 4])] = &[
    ("ar", include_str!("../../../../tests/detect/ar.tsv"), [96, 96, 80, 84]),
    ("fr", include_str!("../../../../tests/detect/fr.tsv"), [96, 96, 80, 95]),
    ("he", include_str!("../../../../tests/detect/he.tsv"), [96, 96, 85, 95]),
    ("es", include_str!("../../../../tests/detect/es.tsv"), [96, 96, 80, 95]),
    ("uk", include_str!("../../../../tests/detect/uk.tsv"), [96, 96, 85, 95]),
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

/// What was found rightly, found, and expected in the sentences of a set.
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

    fn take(&mut self, sentence: &str, found: &[String], expected: &[&str]) {
        let mut left = expected.to_vec();
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
            let expected: Vec<&str> = expected.split("; ").filter(|one| !one.is_empty()).collect();
            score.take(sentence, &read(sentence, language), &expected);
        }
    }
    score
}

#[test]
fn figures_of_five_languages_are_found() {
    for (language, data, floors) in SETS {
        for (half, floor) in ["unseen", "seen", "fresh", "blind"].into_iter().zip(floors) {
            let score = score(language, data, half);
            let told = format!(
                "{language} {half}: F1 {}, {} right of {} found and {} expected",
                score.f1(),
                score.right,
                score.found,
                score.expected
            );
            println!("{told}");
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

/// A small random number generator (xorshift), so that every failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }
}

/// Every range lies on characters of the text, and the number within the span.
fn is_sound(text: &str, found: &[Suggestion]) {
    for figure in found {
        let source = figure
            .sources
            .iter()
            .flat_map(|it| [Some(it.name.clone()), Some(it.words.clone()), it.verb.clone()]);
        let reasons = figure.reasons.iter().map(|reason| Some(reason.words.clone()));
        let own = [figure.number.clone(), figure.unit.clone(), Some(figure.outcome_words.clone())];
        for range in source.chain(reasons).chain(own).flatten().chain([figure.span.clone()]) {
            assert!(!text.get(range.clone()).unwrap_or_default().is_empty(), "{range:?} of {text:?}");
        }
        let within =
            |number: &Range<usize>| figure.span.start <= number.start && number.end <= figure.span.end;
        assert!(figure.number.as_ref().is_none_or(within), "{text:?}");
        assert!(figure.percent <= 80 && !figure.explained(text).is_empty());
        let article = crate::model::ArticleId { path: "a.txt".into(), text: crate::model::TextHash(1) };
        assert!(figure.figure(article, text).is_some());
    }
}

fn sound(text: &str, words: &Words) {
    is_sound(text, &suggest(text, &Known::default(), words));
}

#[test]
fn words_in_any_order_give_sound_ranges() {
    let marks = [
        " ", " ", " ", ", ", "-", ". ", "\n", "’", "\u{200f}", "\u{301}", "\u{64e}", "12", "1.234", "٣", "( ",
    ];
    for (place, (_, code, file)) in LANGUAGES.iter().enumerate() {
        let words = Words::of(code).unwrap();
        let all: Vec<&str> = file.split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect();
        let mut random = Random(77 + place as u64);
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..1 + random.below(30) {
                text += all[random.below(all.len())].trim_end_matches('*');
                text += marks[random.below(marks.len())];
            }
            sound(&text, words);
        }
    }
}

#[test]
fn sentences_cut_at_any_character_give_sound_ranges() {
    for (language, data, _) in SETS {
        let words = Words::of(language).unwrap();
        for sentence in data.lines().filter_map(|line| line.split('\t').nth(1)).take(12) {
            for (at, _) in sentence.char_indices() {
                sound(&sentence[at..], words);
                sound(&sentence[..at], words);
            }
        }
    }
}

#[test]
fn long_texts_without_stops_are_read() {
    let texts = [
        "12 ",
        "12, ",
        "12-",
        "entre 1 et ",
        "dont 3 ",
        "و",
        "d'",
        "morts ",
        "ont été ",
        "a dit ",
        "cent ",
        "tués 12 et ",
        "l'",
    ];
    for text in texts {
        let text = text.repeat(20_000);
        sound(&text, Words::of("fr").unwrap());
        sound(&text, Words::of("ar").unwrap());
    }
    assert!(suggest("", &Known::default(), Words::of("he").unwrap()).is_empty());
}

#[test]
fn a_suggestion_tells_who_is_counted_by_whom_and_why() {
    let text = "Selon l’armée, au moins 12 soldats ont été tués au cours des dernières 24 heures.";
    let found = suggest(text, &Known::default(), Words::of("fra").unwrap());
    let [figure] = found.as_slice() else { panic!("{found:?}") };
    let source = figure.sources.first().unwrap();
    assert_eq!((&text[figure.span.clone()], &text[source.name.clone()]), ("au moins 12", "l’armée"));
    assert_eq!(figure.status, Some(crate::model::figure::Status::Combatant));
    assert_eq!(figure.time.as_ref().unwrap().scope, crate::model::figure::Scope::Window { hours: Some(24) });
    assert!(
        figure
            .explained(text)
            .starts_with("number 12 · hedge “au moins” · counted “soldats” · “ont été tués”")
    );
}

#[test]
fn numbers_of_five_languages_are_put_together() {
    for (language, text, value) in [
        ("fr", "quatre-vingt-dix-sept morts", 97),
        ("fr", "deux cent mille trois cent vingt et un morts", 200_321),
        ("fr", "mille deux cents morts", 1_200),
        ("fr", "2 millions et demi de déplacés", 2_500_000),
        ("es", "treinta y cinco mil doscientos muertos", 35_200),
        ("es", "1.234 muertos", 1_234),
        ("uk", "двадцять п’ять тисяч триста загиблих", 25_300),
        ("uk", "12 345 загиблих", 12_345),
        ("ar", "مئة وخمسة وعشرون قتيلا", 125),
        ("ar", "ثلاثة آلاف وأربعمئة قتيل", 3_400),
        ("ar", "١٬٢٣٤ قتيلا", 1_234),
        ("he", "מאה עשרים וחמישה הרוגים", 125),
        ("he", "שלושת אלפים ומאתיים הרוגים", 3_200),
    ] {
        let found = suggest(text, &Known::default(), Words::of(language).unwrap());
        assert_eq!(found.iter().map(|one| one.value).collect::<Vec<_>>(), [Some(value)], "{text}");
    }
}
