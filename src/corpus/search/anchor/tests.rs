use super::*;

fn found(text: &str, words: &str, prefix: bool, held: Letters) -> Vec<Range<usize>> {
    let finder = Finder::new(Pattern::new(words, prefix, false).unwrap());
    let mut found = Vec::new();
    finder.each(text, held, |hit| {
        found.push(hit);
        true
    });
    found
}

fn slow(text: &str, words: &str, prefix: bool) -> Vec<Range<usize>> {
    let finder = Finder::new(Pattern::new(words, prefix, false).unwrap().without_short_cut());
    let mut found = Vec::new();
    finder.every(text, |hit| {
        found.push(hit);
        true
    });
    found
}

const WORDS: &[&str] = &[
    "killed",
    "KILLED",
    "k",
    "tuées",
    "tue",
    "l'hôpital",
    "27,585",
    "585",
    "23",
    "قتلى",
    "غزة",
    "من",
    "الى",
    "עזה",
    "שלום",
    "Київ",
    "война",
    "и",
    "Αθήνα",
    "死亡",
    "の",
    "한국",
    "(est.)",
    "\"zone\"",
    "’s",
    "cease-fire",
    "kill* in",
    "killed in gaza",
    "in gaza",
    "%",
    "…",
    "€ 5",
    "straße",
    "ﬁre",
    "कि",
];

const TEXT: &[&str] = &[
    "killed",
    "Killed",
    "skilled",
    "kil\u{AD}led",
    "k",
    "tuées",
    "tue\u{301}es",
    "tué",
    "l’hôpital",
    "27,585",
    "585",
    "٢٣",
    "23",
    "2\u{200E}3",
    "والقتلى",
    "قَتْلى",
    "قتـلى",
    "بغزة",
    "غزه",
    "من",
    "إلى",
    "בעזה",
    "שָׁלוֹם",
    "Київ",
    "киі\u{308}в",
    "войны",
    "война",
    "й",
    "и",
    "Αθήνας",
    "ΑΘΗΝΑ",
    "死亡者",
    "の",
    "한국",
    "(est.)",
    "“zone”",
    "Gaza’s",
    "cease–fire",
    "in",
    "Gaza",
    "GAZA",
    "50%",
    "…",
    "€",
    "5",
    "STRASSE",
    "ﬁre",
    "कि",
    "ﻗﺘﻠﻰ",
    "ｋilled",
    "\u{200F}",
    "\u{FEFF}",
    ",",
    "x",
];

fn random_texts(mut use_it: impl FnMut(&str)) {
    let mut seed = 11_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for _ in 0..80 {
        let mut text = String::new();
        for _ in 0..next(40) {
            text.push_str(TEXT[next(TEXT.len())]);
            text.push_str([" ", " ", " ", "\n", ", ", "", "\u{A0}"][next(7)]);
        }
        use_it(&text);
    }
}

#[test]
fn short_cuts_find_what_the_slow_way_finds() {
    random_texts(|text| {
        let held = Letters::of(text);
        for words in WORDS {
            for prefix in [false, true] {
                let fast = found(text, words, prefix, held);
                assert_eq!(fast, slow(text, words, prefix), "{words:?} {prefix} in {text:?}");
            }
        }
    });
}

/// A finder remembers how hits were written in other texts.
#[test]
fn a_finder_that_has_seen_many_texts_finds_what_the_slow_way_finds() {
    for words in WORDS {
        for prefix in [false, true] {
            let finder = Finder::new(Pattern::new(words, prefix, false).unwrap());
            random_texts(|text| {
                let mut fast = Vec::new();
                finder.each(text, Letters::of(text), |hit| {
                    fast.push(hit);
                    true
                });
                assert_eq!(fast, slow(text, words, prefix), "{words:?} {prefix} in {text:?}");
            });
        }
    }
}

#[test]
fn hits_lie_on_characters_in_order_and_apart() {
    random_texts(|text| {
        for words in WORDS {
            let mut after = 0;
            for hit in found(text, words, true, Letters::of(text)) {
                assert!(text.get(hit.clone()).is_some_and(|words| !words.is_empty()), "{hit:?}");
                assert!(hit.start >= after);
                after = hit.end;
            }
        }
    });
}

#[test]
fn most_words_have_a_short_cut_in_every_text_of_their_script() {
    for words in ["killed", "tuées", "قتلى", "غزة", "עזה", "Київ", "死亡", "война"] {
        let finder = Finder::new(Pattern::new(words, false, false).unwrap());
        for held in [Letters::default(), Letters::HARAKAT, Letters::LATIN, Letters::MARKS] {
            assert!(finder.anchors[held.number()].is_some(), "{words} {held:?}");
        }
    }
}

/// A walk back to the start of a word of megabytes, from each of its letters, once had no end.
#[test]
fn texts_without_words_or_of_one_word_are_searched_in_linear_time() {
    for unit in ["killed", "é", "\u{301}", "\u{200B}", " ", "’", "ق", "قتلى", "٢", "死", "k’", "\u{64E}"]
    {
        let text = unit.repeat(20_000 / unit.len()) + " é";
        for words in ["killed", "k k", "tuées", "قتلى", "23", "死", "’", "한국"] {
            found(&text, words, true, Letters::of(&text));
        }
    }
}

#[test]
fn hits_are_found_at_both_ends() {
    for text in ["killed", "killed and killed", "قتلى", "é"] {
        let word = text.split(' ').next().unwrap();
        let hits = found(text, word, false, Letters::of(text));
        assert_eq!(hits.first().map(|hit| hit.start), Some(0));
        assert_eq!(hits.last().map(|hit| hit.end), Some(text.len()));
    }
    assert!(found("", "killed", true, Letters::default()).is_empty());
}

/// Words and texts of a few letters, so that nearly every candidate looks much like a match.
#[test]
fn a_look_around_an_anchor_loses_and_adds_nothing() {
    const SETS: [&[&str]; 4] = [
        &[
            "t", "u", "e", "é", "E\u{301}", "S", "ß", "\u{AD}", " ", " ", "’", "-", ".", "1", "œ", "ﬁ", "«",
            ",",
        ],
        &["ق", "ت", "ل", "ى", "ي", "ا", "أ", "و", "ال", "\u{64E}", "ـ", " ", " ", "،", "\u{200F}", "a", "٢"],
        &["ע", "ז", "ה", "ב", "ם", "מ", "\u{5B8}", "״", "־", " ", " ", "\n", "x", "\u{FB2A}"],
        &["k", "i", "K", "l", "2", "3", "٢", " ", " ", "\n", "\u{200E}", "и", "й", "\u{306}", "死", "İ"],
    ];
    let mut seed = 31_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for round in 0..4_000 {
        let set = SETS[round % SETS.len()];
        let mut some = |n: usize| (0..n).map(|_| set[next(set.len())]).collect::<String>();
        let (words, texts) = (some(1 + round % 5), [some(60), some(30), some(60)]);
        let prefix = round % 3 == 0;
        let Some(pattern) = Pattern::new(&words, prefix, false) else { continue };
        let finder = Finder::new(pattern);
        for text in texts {
            let mut fast = Vec::new();
            finder.each(&text, Letters::of(&text), |hit| {
                fast.push(hit);
                true
            });
            assert_eq!(fast, slow(&text, &words, prefix), "{words:?} {prefix} in {text:?}");
        }
    }
}
