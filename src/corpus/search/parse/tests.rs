use super::*;

fn read(text: &str) -> String {
    parse(text).to_string()
}

fn hints(text: &str) -> Vec<String> {
    parse(text).hints
}

#[test]
fn operators_bind_as_documented() {
    for (text, meaning) in [
        ("killed children ", "killed AND children"),
        ("killed chil", "killed AND chil*"),
        ("a OR b c ", "a OR (b AND c)"),
        ("(a OR b) c ", "(a OR b) AND c"),
        ("a AND NOT b ", "a AND (NOT b)"),
        ("a -b -\"c d\" ", "a AND (NOT b) AND (NOT \"c d\")"),
        ("killed NEAR/5 children ", "killed NEAR/5 children"),
        ("killed near/5 \"aid workers\"", "killed NEAR/5 \"aid workers\""),
        ("a NEAR b NEAR/2 c ", "(a NEAR/10 b) NEAR/2 c"),
        ("NOT a NEAR/3 b ", "NOT (a NEAR/3 b)"),
        ("near the border ", "near AND the AND border"),
        ("kill* \"civilian* died*\"", "kill* AND \"civilian* died*\""),
        ("((a))", "a"),
        ("NOT NOT a ", "a"),
        ("27,585, -5 1.5. ", "27,585 AND -5 AND 1.5"),
        ("“health ministry” ", "\"health ministry\""),
        ("cease-fire l'hôpital ", "cease-fire AND l'hôpital"),
    ] {
        assert_eq!(read(text), meaning, "{text}");
    }
}

#[test]
fn filters_are_read() {
    for (text, meaning) in [
        ("publisher:Reuters", "publisher:Reuters"),
        ("Publisher:\"The Times\" x ", "publisher:\"The Times\" AND x"),
        ("publisher:\"The Ti", "publisher:\"The Ti*\""),
        ("publisher:\"The Ti*\"", "publisher:\"The Ti*\""),
        ("date:2024-02 has:figures", "date:2024-02-01..2024-02-29 AND has:figure"),
        ("date:>=2024-02-06", "date:>=2024-02-06"),
        ("date:undated", "date:undated"),
        ("has:pass", "has:passage"),
        ("-tag:\"two words\"", "NOT tag:\"two words\""),
        ("in:passage killed ", "in:passage AND killed"),
        ("has:date OR has:memo", "has:date OR has:memo"),
    ] {
        assert_eq!(read(text), meaning, "{text}");
    }
}

#[test]
fn what_is_unfinished_is_told_and_the_rest_is_looked_for() {
    for (text, meaning, hint) in [
        ("\"health min", "\"health min*\"", "The quotation mark is not closed yet."),
        ("\"", "", "The quotation mark is not closed yet."),
        ("killed AND", "killed", "AND waits for words on both sides."),
        ("killed OR ", "killed", "OR waits for words on both sides."),
        ("NOT", "", "NOT waits for words behind it."),
        ("killed NEAR/", "killed", "NEAR/ waits for a number of words; 10 for now."),
        ("killed NEAR/5", "killed", "NEAR waits for words on both sides."),
        ("(a OR b ", "a OR b", "The parenthesis is not closed yet."),
        ("a) b ", "a AND b", "A parenthesis is closed that was not opened."),
        ("publisher:", "", "publisher: waits for a name."),
        ("colour:red ", "colour:red", "“colour:” is no field, so it is looked for as words."),
        ("*ed ", "ed", "A star stands at the end of a word only."),
    ] {
        assert_eq!(read(text), meaning, "{text}");
        assert!(hints(text).iter().any(|it| it == hint), "{text}: {:?}", hints(text));
    }
    assert!(hints("date:202")[0].starts_with("date: reads 2024, 2024-02"));
    assert!(hints("10:30 http://example.org killed").is_empty());
}

const SAMPLES: &[&str] = &[
    "killed NEAR/5 (children OR \"aid workers\") AND NOT publisher:\"The Example\" date:2024-02..2024-03",
    "-(a OR b*) tag:x* in:\"My tag\" has:figure \"kill* of\" قتلى NEAR غزة",
    "((((a) OR) AND) NOT (b",
];

#[test]
fn every_beginning_of_a_query_is_read_and_means_what_it_says() {
    for sample in SAMPLES {
        for end in (0..=sample.len()).filter(|end| sample.is_char_boundary(*end)) {
            let query = parse(&sample[..end]);
            let again = parse(&format!("{query} "));
            assert_eq!(again.root, query.root, "{:?} is read as {query}", &sample[..end]);
        }
    }
}

#[test]
fn random_queries_never_panic_and_mean_what_they_say() {
    let parts = [
        "a",
        "kill*",
        "\"",
        "“",
        "(",
        ")",
        " ",
        " ",
        "AND",
        "OR",
        "NOT",
        "NEAR/2",
        "NEAR/",
        "-",
        ":",
        "tag:",
        "date:",
        "2024",
        "..",
        ">",
        "has:",
        "figure",
        "*",
        "قتل",
        "é",
        ",",
        "'",
        "in:",
        "/",
        ".",
        "publisher:",
    ];
    let mut seed = 3_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for _ in 0..5_000 {
        let text: String = (0..next(14)).map(|_| parts[next(parts.len())]).collect();
        let query = parse(&text);
        let again = parse(&format!("{query} "));
        assert_eq!(again.root, query.root, "{text:?} is read as {query}");
    }
}

#[test]
fn a_pasted_article_and_deep_nesting_are_bounded() {
    let hint = hints(&"word ".repeat(100_000));
    assert!(hint.iter().any(|it| it.starts_with("Only the first 200 words")));
    assert!(hints(&"é".repeat(1_000_000))[0].starts_with("Only the first 4000 bytes"));
    assert!(!hints(&"(".repeat(199)).is_empty());
    assert!(hints(&"NOT ".repeat(100_000)).len() < 5);
}
