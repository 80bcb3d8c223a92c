//! Tables of phrases and their readings, and random strings that must never panic.

use super::*;
use crate::model::id::TextHash;

use Form::{NumberWord, Numeral, Quantifier, VagueNumber};
use Qualifier::{About, Almost, AtLeast, Exact, LessThan, MoreThan, UpTo, Vague};

fn article() -> ArticleId {
    ArticleId { path: "a.txt".into(), text: TextHash(1) }
}

fn spanned(words: &str) -> &str {
    read(words).span.map_or("", |span| &words[span])
}

#[test]
fn numbers_and_their_hedges() {
    let cases: &[(&str, Form, u64, Qualifier)] = &[
        ("27,585", Numeral, 27_585, Exact),
        ("at least 27,585", Numeral, 27_585, AtLeast),
        ("At Least 27\u{a0}585", Numeral, 27_585, AtLeast),
        ("AT LEAST\n107", Numeral, 107, AtLeast),
        ("no fewer than six", NumberWord, 6, AtLeast),
        ("not less than 40", Numeral, 40, AtLeast),
        ("a minimum of 40", Numeral, 40, AtLeast),
        ("at least another 30", Numeral, 30, AtLeast),
        ("at least an estimated 300", Numeral, 300, AtLeast),
        ("more than 1.5 million", Numeral, 1_500_000, MoreThan),
        ("over 1 million", Numeral, 1_000_000, MoreThan),
        ("well over a hundred", NumberWord, 100, MoreThan),
        ("above 300", Numeral, 300, MoreThan),
        ("upwards of 2,000", Numeral, 2_000, MoreThan),
        ("a toll exceeding 2,000", Numeral, 2_000, MoreThan),
        ("many more than 12", Numeral, 12, MoreThan),
        ("about 250", Numeral, 250, About),
        ("around 250", Numeral, 250, About),
        ("approximately 1,160", Numeral, 1_160, About),
        ("roughly two dozen", NumberWord, 24, About),
        ("some 300", Numeral, 300, About),
        ("an estimated 17,000", Numeral, 17_000, About),
        ("circa 900", Numeral, 900, About),
        ("c. 900", Numeral, 900, About),
        ("~900", Numeral, 900, About),
        ("nearly half a million", NumberWord, 500_000, Almost),
        ("almost 32,000", Numeral, 32_000, Almost),
        ("close to 70", Numeral, 70, Almost),
        ("just under 70", Numeral, 70, Almost),
        ("just over 70", Numeral, 70, MoreThan),
        ("up to 800", Numeral, 800, UpTo),
        ("as many as twelve", NumberWord, 12, UpTo),
        ("at most 12", Numeral, 12, UpTo),
        ("no more than 12", Numeral, 12, UpTo),
        ("a maximum of 12", Numeral, 12, UpTo),
        ("less than 50", Numeral, 50, LessThan),
        ("fewer than fifty", NumberWord, 50, LessThan),
        ("under 50", Numeral, 50, LessThan),
        ("below 50", Numeral, 50, LessThan),
        ("50 or more", Numeral, 50, AtLeast),
        ("a dozen or so", NumberWord, 12, About),
        ("50 at least", Numeral, 50, AtLeast),
        ("50+", Numeral, 50, AtLeast),
        ("30-odd", Numeral, 30, About),
        ("“two”", NumberWord, 2, Exact),
        ("one hundred and seven", NumberWord, 107, Exact),
        ("TWENTY-FIVE", NumberWord, 25, Exact),
        ("32k", Numeral, 32_000, Exact),
        ("27.585", Numeral, 27_585, Exact),
        ("٢٧٬٥٨٥", Numeral, 27_585, Exact),
        ("۱۰۷", Numeral, 107, Exact),
    ];
    for (words, form, value, qualifier) in cases {
        let phrase = read(words);
        let read = (phrase.form, phrase.value, phrase.qualifier, phrase.upper);
        assert_eq!(read, (Some(*form), Some(*value), Some(*qualifier), None), "{words}");
    }
}

#[test]
fn ranges_give_both_ends() {
    for (words, low, high, span) in [
        ("250–260 people", 250, 260, "250–260"),
        ("250-260", 250, 260, "250-260"),
        ("30 to 40", 30, 40, "30 to 40"),
        ("between 30 and 40 men", 30, 40, "between 30 and 40"),
        ("about 6 or 7", 6, 7, "about 6 or 7"),
        ("two or three dozen", 24, 36, "two or three dozen"),
        ("1.5–2 million", 1_500_000, 2_000_000, "1.5–2 million"),
        ("ranging from 30 to 40", 30, 40, "from 30 to 40"),
    ] {
        let phrase = read(words);
        assert_eq!((phrase.value, phrase.upper), (Some(low), Some(high)), "{words}");
        assert_eq!(phrase.qualifier, Some(Qualifier::Range), "{words}");
        assert_eq!(spanned(words), span);
    }
}

#[test]
fn a_rise_from_one_number_to_another_is_no_range() {
    let phrase = read("rose from 30 to 40");
    assert_eq!((phrase.value, phrase.upper), (Some(30), None));
}

#[test]
fn parts_of_a_whole_keep_the_whole() {
    for (words, value, qualifier, fraction) in [
        ("half of its 2.4 million inhabitants", 1_200_000, About, (1, 2, 2_400_000)),
        ("nearly half of its 2.4 million", 1_200_000, Almost, (1, 2, 2_400_000)),
        ("more than one in five of the 107", 21, MoreThan, (1, 5, 107)),
        ("85 percent of 2.3 million", 1_955_000, About, (85, 100, 2_300_000)),
        ("at least two thirds of the 90", 60, AtLeast, (2, 3, 90)),
    ] {
        let phrase = read(words);
        let (parts, per, whole) = fraction;
        assert_eq!(phrase.form, Some(Form::Fraction), "{words}");
        assert_eq!(phrase.value, Some(value), "{words}");
        assert_eq!(phrase.qualifier, Some(qualifier), "{words}");
        assert_eq!(phrase.fraction, Some(Fraction { parts, per, whole }), "{words}");
    }
    let open = read("85 percent of the population");
    assert_eq!((open.form, open.value, open.qualifier), (Some(Form::Fraction), None, None));
}

#[test]
fn words_without_a_number_have_no_value() {
    for (words, form, span) in [
        ("dozens of people", VagueNumber, "dozens of"),
        ("hundreds", VagueNumber, "hundreds"),
        ("tens of thousands of people", VagueNumber, "tens of thousands of"),
        ("at least several hundred men", VagueNumber, "at least several hundred"),
        ("several thousand", VagueNumber, "several thousand"),
        ("numerous deaths and injuries", Quantifier, "numerous"),
        ("several hostages", Quantifier, "several"),
        ("scores of villagers", Quantifier, "scores of"),
        ("some hostages", Quantifier, "some"),
        ("some of the 107", Quantifier, "some"),
        ("a significant number of civilians", Quantifier, "a significant number of"),
        ("others", Quantifier, "others"),
    ] {
        let phrase = read(words);
        assert_eq!((phrase.form, phrase.value, phrase.qualifier), (Some(form), None, Some(Vague)), "{words}");
        assert_eq!(spanned(words), span);
    }
}

#[test]
fn what_cannot_be_read_stays_unset() {
    for words in ["", " ", "Al Shifa", "مستشفى", "6–3", "12.10.2023", "F-16", "the 7th", "…"] {
        assert_eq!(read(words), Phrase::default(), "{words}");
    }
    let too_large = read("99999999999999999999 people");
    assert_eq!((too_large.form, too_large.value), (Some(Numeral), None));
    assert_eq!(read("2.5 people").value, None);
}

#[test]
fn the_count_of_people_wins_over_days_money_and_dates() {
    for (words, value) in [
        ("within 24 hours at least 107 died", 107),
        ("on October 7, 1,160 people", 1_160),
        ("since October 2023 some 27,585", 27_585),
        ("a 6-year-old and two others", 2),
        ("after two days six policemen", 6),
        ("paid $300 for 12 hostages", 12),
        ("some officials said 40 died", 40),
    ] {
        assert_eq!(read(words).value, Some(value), "{words}");
    }
    assert_eq!(read("24 hours").value, Some(24), "what alone is selected is read");
    assert_eq!(read("numerous deaths on October 7").form, Some(Quantifier));
}

#[test]
fn the_noun_is_kept_apart_from_the_span() {
    for (words, span, number, unit) in [
        ("at least 27,585 deaths in Gaza", "at least 27,585", "27,585", "deaths"),
        ("approximately 1.5 million people", "approximately 1.5 million", "1.5 million", "people"),
        ("40 Israeli hostages", "40", "40", "Israeli hostages"),
        ("half of its 2.4 million inhabitants", "half of its 2.4 million", "half", "inhabitants"),
        ("three dozen or more civilians", "three dozen or more", "three dozen", "civilians"),
    ] {
        let phrase = read(words);
        assert_eq!(spanned(words), span);
        assert_eq!(phrase.number.map(|number| &words[number]), Some(number), "{words}");
        assert_eq!(phrase.unit.map(|unit| &words[unit]), Some(unit), "{words}");
    }
}

#[test]
fn a_whole_is_a_phrase_of_its_own() {
    let text = "displacing half of its 2.4 million inhabitants";
    let spans: Vec<&str> = phrases(text).into_iter().filter_map(|phrase| Some(&text[phrase.span?])).collect();
    assert_eq!(spans, ["half of its 2.4 million", "2.4 million"]);
}

/// The span and value of the figure made from the bracketed words of a text.
fn made(marked: &str) -> (String, Option<u64>) {
    let (before, rest) = marked.split_once('[').unwrap();
    let (inside, after) = rest.split_once(']').unwrap();
    let text = format!("{before}{inside}{after}");
    let selection = before.len()..before.len() + inside.len();
    let figure = figure(article(), &text, selection.clone(), Method::Hand).unwrap();
    let span = figure.span.bytes().unwrap();
    assert_eq!(suggest_span(&text, selection), Some(span.clone()));
    (text[span].to_owned(), figure.value)
}

#[test]
fn a_selection_grows_to_its_hedge_and_scale_and_shrinks_to_them() {
    for (marked, span, value) in [
        ("reported at least [27,585] deaths", "at least 27,585", Some(27_585)),
        ("reported [at least 27,585 deaths in Gaza], it said", "at least 27,585", Some(27_585)),
        ("home to over [1.5] million people", "over 1.5 million", Some(1_500_000)),
        ("of 27,[585] deaths", "27,585", Some(27_585)),
        ("a group of twenty-[five] men", "twenty-five", Some(25)),
        ("some [250]–260 people", "some 250–260", Some(250)),
        ("displacing half of its [2.4 million] people", "2.4 million", Some(2_400_000)),
        ("displacing [half] of its 2.4 million people", "half of its 2.4 million", Some(1_200_000)),
        ("said [at least] 12 died", "at least 12", Some(12)),
        ("killed [\u{201c}two\u{201d} ]men", "two", Some(2)),
        ("At least.\n\n[12] died", "12", Some(12)),
        ("of the 253, [134] are held", "134", Some(134)),
        ("near [Al Shifa], 12 died", "Al Shifa", None),
        ("[ ١٠٧ ] شهيد", "١٠٧", Some(107)),
        ("says [numerous deaths] on 7 May", "numerous", None),
    ] {
        assert_eq!(made(marked), (span.to_owned(), value), "{marked}");
    }
}

#[test]
fn a_figure_holds_the_words_and_nothing_that_they_do_not_say() {
    let text = "The ministry reported at least 107 fatalities within 24 hours.";
    let figure = figure(article(), text, 31..34, Method::Hand).unwrap();
    assert_eq!(figure.number, Words::pick(text, 31..34));
    assert_eq!(figure.unit, Words::pick(text, 35..45));
    let mut bare = Figure::new(Span::in_text(article(), text, 22..34).unwrap(), Method::Hand);
    bare.number.clone_from(&figure.number);
    bare.unit.clone_from(&figure.unit);
    (bare.form, bare.value, bare.qualifier) = (Some(Numeral), Some(107), Some(AtLeast));
    assert_eq!(figure, bare);
}

#[test]
fn a_selection_of_nothing_makes_no_figure() {
    let text = "é — 12";
    for selection in [0..0, 2..6, 1..3, 90..99] {
        assert!(figure(article(), text, selection.clone(), Method::Hand).is_none(), "{selection:?}");
        assert_eq!(suggest_span(text, selection), None);
    }
}

/// A small generator of random numbers: the tests need the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{202f}",
    "-",
    "–",
    "—",
    ",",
    ".",
    "’",
    "%",
    "/",
    "½",
    "+",
    "$",
    "0",
    "1",
    "27",
    "585",
    "999999999",
    "٢٧",
    "۱",
    "é",
    "ḥ",
    "İ",
    "ﬁ",
    "한",
    "م",
    "\u{301}",
    "\u{200f}",
    "🙂",
    "two",
    "Twenty",
    "hundred",
    "thousand",
    "million",
    "trillion",
    "lakh",
    "dozen",
    "dozens",
    "tens",
    "of",
    "the",
    "its",
    "a",
    "and",
    "half",
    "third",
    "thirds",
    "percent",
    "in",
    "out",
    "between",
    "from",
    "to",
    "or",
    "more",
    "than",
    "at",
    "least",
    "some",
    "several",
    "many",
    "as",
    "number",
    "large",
    "significant",
    "about",
    "people",
    "Israeli",
    "deaths",
    "hours",
    "k",
    "m",
    "October",
];

#[test]
fn random_words_never_panic_and_ranges_fall_on_characters() {
    let mut dice = Dice(2);
    for _ in 0..20_000 {
        let text: String = (0..dice.below(24)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        for phrase in phrases(&text) {
            let span = phrase.span.clone().unwrap();
            for range in [phrase.span, phrase.number.clone(), phrase.unit].into_iter().flatten() {
                assert!(text.get(range).is_some_and(|words| !words.is_empty()), "{text:?}");
            }
            assert!(phrase.number.is_none_or(|number| span.start <= number.start && number.end <= span.end));
            assert!(phrase.upper.is_none_or(|upper| phrase.value.is_some_and(|value| value < upper)));
        }
        let (start, end) = (dice.below(text.len() + 2), dice.below(text.len() + 2));
        if let Some(figure) = figure(article(), &text, start..end, Method::Hand) {
            assert_eq!(text.get(figure.span.bytes().unwrap()), Some(figure.span.quote.exact.as_str()));
        }
    }
}

#[test]
fn long_texts_of_one_thing_are_read() {
    for piece in [
        "9",
        "1,",
        "1,00,",
        "100 ",
        "two ",
        "thousand ",
        "one hundred and ",
        "of ",
        "-",
        "1-",
        "a ",
        "’",
        "half of ",
    ] {
        let text = piece.repeat(20_000 / piece.len());
        let phrases = phrases(&text);
        assert!(phrases.len() <= text.len(), "{piece}");
    }
}
