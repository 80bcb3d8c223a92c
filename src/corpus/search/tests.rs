//! Queries put to small sets of articles.

use std::ops::Range;
use std::sync::Arc;

use super::*;
use crate::corpus::{Article, Reading, Stated};
use crate::model::{Basis, DateClaim};

fn article(path: &str, text: &str) -> Arc<Article> {
    Arc::new(Article::new(path, text, Stated::default(), Reading::default()))
}

fn stated(path: &str, text: &str, title: &str, publisher: &str, day: &str) -> Arc<Article> {
    let on = |day: &str| day.parse().ok().map(|day| DateClaim::on(day, Basis::Metadata));
    let stated = Stated {
        title: (!title.is_empty()).then(|| title.to_owned()),
        publisher: (!publisher.is_empty()).then(|| publisher.to_owned()),
        published: on(day).unwrap_or_default(),
        ..Stated::default()
    };
    Arc::new(Article::new(path, text, stated, Reading { format: "text", ..Reading::default() }))
}

fn put<K: Knowledge>(articles: &[Arc<Article>], query: &str, known: &K) -> Found {
    run(&Plan::new(&parse(query)), &Arc::new(articles.to_vec()), known, true, &|| false).unwrap()
}

/// What was found, as `path: hit | hit`.
fn found(articles: &[Arc<Article>], query: &str) -> Vec<String> {
    shown(&put(articles, query, &AsStated))
}

fn shown(found: &Found) -> Vec<String> {
    let one = |(at, it): (usize, &FoundArticle)| {
        let article = found.article(at).unwrap();
        let text = &article.text;
        let hits: Vec<&str> = it.hits.clone().map(|hit| &text[found.bytes(hit).unwrap()]).collect();
        format!("{}: {}", article.id.path, hits.join(" | "))
    };
    found.articles.iter().enumerate().map(one).collect()
}

/// The hits in one text.
fn hits(text: &str, query: &str) -> Vec<String> {
    found(&[article("a", text)], query).into_iter().map(|it| it["a: ".len()..].to_owned()).collect()
}

#[test]
fn words_side_by_side_are_all_wanted_and_every_one_is_a_hit() {
    let articles =
        [article("a", "Two killed. Children were killed."), article("b", "children"), article("c", "")];
    assert_eq!(found(&articles, "killed children "), ["a: killed | Children | killed"]);
    assert_eq!(found(&articles, "killed OR children "), ["a: killed | Children | killed", "b: children"]);
    assert_eq!(found(&articles, "children NOT killed "), ["b: children"]);
    assert_eq!(found(&articles, "NOT killed "), ["b: ", "c: "]);
    assert_eq!(found(&articles, "chil"), ["a: Children", "b: children"]);
    assert!(found(&articles, "chil ").is_empty());
}

#[test]
fn near_counts_the_words_between() {
    let text = "killed, said the UN, five children; children killed. Killed";
    assert_eq!(
        hits(text, "killed NEAR/4 children "),
        ["killed, said the UN, five children | children killed"]
    );
    assert_eq!(hits(text, "killed NEAR/3 children "), ["children killed"]);
    assert_eq!(hits("killed children", "children NEAR/0 killed "), ["killed children"]);
    assert!(hits("killed a child", "killed NEAR/0 child ").is_empty());
    assert_eq!(
        hits("aid worker was killed", "(dead OR killed) NEAR/1 \"aid worker\""),
        ["aid worker was killed"]
    );
    assert_eq!(hits("a b c d", "a NEAR/1 b NEAR/1 d "), ["a b c d"]);
    assert_eq!(hits("killed killed", "killed NEAR/1 killed "), ["killed killed"]);
    assert_eq!(hits("killed", "killed NEAR/1 killed "), Vec::<String>::new());
}

#[test]
fn overlapping_hits_are_one() {
    assert_eq!(
        hits("killed children killed children", "killed NEAR/2 children "),
        ["killed children | killed children"]
    );
    assert_eq!(hits("aid workers killed", "\"aid workers\" OR workers OR work*"), ["aid workers"]);
    assert_eq!(hits("a a a", "\"a a\""), ["a a"]);
}

#[test]
fn a_query_of_filters_lists_articles_without_hits() {
    let articles = [
        stated("a", "x", "One", "The Example Times", "2024-02-06"),
        stated("b/c", "x", "Two", "Example Post", "2024-03-01"),
        stated("d", "x", "", "", ""),
    ];
    assert_eq!(found(&articles, "publisher:exam"), ["a: ", "b/c: "]);
    assert_eq!(found(&articles, "publisher:\"the example  times\""), ["a: "]);
    assert!(found(&articles, "publisher:\"example\"").is_empty());
    assert_eq!(found(&articles, "date:2024-02"), ["a: "]);
    assert_eq!(found(&articles, "date:undated"), ["d: "]);
    assert_eq!(found(&articles, "date:>=2024-02-07"), ["b/c: "]);
    assert_eq!(found(&articles, "NOT has:date"), ["d: "]);
    assert_eq!(found(&articles, "path:B/ x "), ["b/c: x"]);
    assert_eq!(found(&articles, "title:tw"), ["b/c: "]);
    assert_eq!(found(&articles, "format:text x language:unknown"), ["a: x", "b/c: x", "d: x"]);
    assert!(found(&articles, "origin:press").is_empty());
}

#[test]
fn two_filters_of_one_kind_find_either() {
    let articles = [
        stated("a", "x", "", "One", "2024-02-06"),
        stated("b", "x", "", "Two", "2024-03-01"),
        stated("c", "x", "", "Three", "2025-03-01"),
    ];
    assert_eq!(found(&articles, "publisher:one publisher:two x "), ["a: x", "b: x"]);
    assert_eq!(found(&articles, "publisher:one publisher:two date:2024-03"), ["b: "]);
    assert_eq!(found(&articles, "(publisher:one publisher:two) OR date:2025"), ["a: ", "b: ", "c: "]);
}

#[test]
fn a_title_finds_its_article_and_is_not_counted() {
    let articles = [
        stated("a", "Ten killed\n\nTen people died.", "Ten killed", "", ""),
        stated("b", "People died.", "Six killed", "", ""),
    ];
    assert_eq!(found(&articles, "killed "), ["a: killed", "b: "]);
    assert_eq!(found(&articles, "\"six killed\" died "), ["b: died"]);
    assert_eq!(found(&articles, "died NOT six "), ["a: died"]);
    let found = put(&articles, "killed ", &AsStated);
    assert_eq!(found.counted(), "1 hit in 2 articles");
}

/// Knows of passages in the first article.
struct Tagged;

impl Knowledge for Tagged {
    fn tags<'a>(&'a self, article: &'a Article, each: &mut dyn FnMut(&'a str)) {
        if article.id.path == "a" {
            each("Blame");
            each("Two words");
        }
    }

    fn passages(&self, article: &Article, each: &mut dyn FnMut(&str, Range<usize>)) {
        if article.id.path == "a" {
            each("Blame", 0..10);
            each("Two words", 7..20);
        }
    }

    fn carries(&self, article: &Article, thing: Thing) -> bool {
        article.id.path == "a" && thing == Thing::Passage
    }
}

#[test]
fn tagged_passages_are_searched() {
    let articles = [article("a", "killed killed killed killed"), article("b", "killed")];
    let found = |query: &str| shown(&put(&articles, query, &Tagged));
    assert_eq!(found("tag:bla"), ["a: "]);
    assert_eq!(found("tag:\"two words\" tag:blame"), ["a: "]);
    assert!(found("tag:words tag:other").is_empty());
    assert_eq!(found("NOT tag:blame"), ["b: "]);
    assert_eq!(found("has:passage"), ["a: "]);
    assert_eq!(
        put(&articles, "in:passage killed ", &Tagged).each().map(|(_, it)| it).collect::<Vec<_>>(),
        [0..6, 7..13, 14..20]
    );
    assert_eq!(
        put(&articles, "in:\"two words\" killed ", &Tagged).each().map(|(_, it)| it).collect::<Vec<_>>(),
        [7..13, 14..20]
    );
    assert!(found("in:blame in:two killed ").is_empty(), "no whole word in both");
    assert_eq!(found("in:passage"), ["a: "]);
}

#[test]
fn facets_count_what_is_found_and_keep_the_other_values_of_a_chosen_one() {
    let articles = [
        stated("a", "killed", "", "One", "2024-02-06"),
        stated("b", "killed", "", "Two", "2024-02-07"),
        stated("c", "killed", "", "Two", "2024-03-01"),
        stated("d", "died", "", "Two", ""),
    ];
    let all =
        |pairs: &[(&str, usize)]| pairs.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<Vec<_>>();
    let facets = put(&articles, "killed ", &AsStated).facets.unwrap();
    assert_eq!(facets.publishers, all(&[("Two", 2), ("One", 1)]));
    assert_eq!(facets.months, all(&[("2024-03", 1), ("2024-02", 2)]));
    assert_eq!(facets.languages, all(&[("unknown", 3)]));
    let facets = put(&articles, "killed publisher:\"One\"", &AsStated).facets.unwrap();
    assert_eq!(facets.publishers, all(&[("Two", 2), ("One", 1)]));
    assert_eq!(facets.months, all(&[("2024-02", 1)]));
    let everything = put(&articles, "", &AsStated);
    assert!(everything.articles.is_empty(), "what asks nothing lists nothing");
    assert_eq!(everything.facets.unwrap().months.last(), Some(&("undated".to_owned(), 1)));
}

#[test]
fn too_many_hits_are_told_and_every_article_is_still_listed() {
    let text = "a ".repeat(40_000);
    let articles = ["1", "2", "3", "4"].map(|path| article(path, &text));
    let found = put(&articles, "a ", &AsStated);
    assert_eq!((found.articles.len(), found.len(), found.more), (4, 80_002, true));
    assert_eq!(found.counted(), "100,000+ hits in 4 articles");
    assert_eq!(found.article_of(79_999), Some(1));
    assert_eq!(found.article_of(80_001), Some(3));
    assert_eq!(found.article_of(80_002), None);
}

#[test]
fn the_first_hits_are_the_beginning_of_all() {
    let texts: Vec<_> = (0..700).map(|n| article(&format!("{n:04}"), &"killed, ".repeat(n % 5))).collect();
    let (plan, articles) = (Plan::new(&parse("killed ")), Arc::new(texts));
    let mut first = None;
    let show = Some(|found| first = Some(found));
    let all = run_showing(&plan, &articles, &AsStated, true, &|| false, show).unwrap();
    let (first, all) = (first.unwrap(), shown(&all));
    assert!(first.len() >= 200 && first.facets.is_none() && first.articles.len() < all.len());
    assert_eq!(shown(&first), all[..first.articles.len()]);
    let few = Arc::new(articles[..100].to_vec());
    run_showing(&plan, &few, &AsStated, false, &|| false, Some(|_| panic!("all were found at once")));
}

#[test]
fn a_search_that_is_no_longer_wanted_ends() {
    assert!(run(&Plan::default(), &Arc::new(vec![article("a", "x")]), &AsStated, false, &|| true).is_none());
}

#[test]
fn a_hit_shows_its_line() {
    let text = "above\nça 12 killed là-bas\nbelow";
    let hit = put(&[article("a", text)], "killed", &AsStated).bytes(0).unwrap();
    let whole = context(text, hit.clone(), 80).unwrap();
    assert_eq!((whole.before, whole.words, whole.after), ("ça 12 ", "killed", " là-bas"));
    let short = context(text, hit.clone(), 4).unwrap();
    assert_eq!((short.before, short.after), (" 12 ", " là-"));
    assert_eq!(context(text, hit, 0).unwrap().before, "");
    assert_eq!(context("é", 1..2, 4), None);
}

#[test]
fn random_queries_on_random_texts_give_hits_on_characters_in_order() {
    let parts = [
        "killed", "k*", "é", "e\u{301}", "\"a b\"", "\"a", "NEAR/1", "NOT", "OR", "(", ")", "قتل", "قُتل",
        "-a", "\"", "in:p", "tag:bl", "死", "a", "b", "27,585", "585", "%",
    ];
    let mut seed = 21_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for _ in 0..300 {
        let mut words =
            |n: usize, by: &str| (0..n).map(|_| parts[next(parts.len())]).collect::<Vec<_>>().join(by);
        let (query, text) = (words(5, " "), words(12, " "));
        let found = put(&[article("a", &text)], &query, &Tagged);
        let mut after = 0;
        for (_, hit) in found.each() {
            assert!(
                text.get(hit.clone()).is_some_and(|words| !words.is_empty()),
                "{query:?} in {text:?}: {hit:?}"
            );
            assert!(hit.start >= after, "{query:?} in {text:?}");
            after = hit.end;
        }
    }
}

/// Every place of a word, looked for at every character and without any short cut.
fn naive(text: &str, word: &str) -> Vec<Range<usize>> {
    let pattern = pattern::Pattern::new(word, false, false).unwrap().without_short_cut();
    let mut after = 0;
    let mut places = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| !fold::is_dropped(*c)) {
        if let Some(hit) = pattern.at(text, at).filter(|hit| hit.start >= after) {
            after = hit.end;
            places.push(hit);
        }
    }
    places
}

#[test]
fn queries_of_two_words_find_what_a_naive_search_finds() {
    let words = ["killed", "tuées", "été", "قتلى", "غزة", "עזה", "שלום", "23"];
    let parts = [
        "killed",
        "Killed",
        "skilled",
        "tuées",
        "TUEES",
        "tué",
        "été",
        "e\u{301}te\u{301}",
        "والقتلى",
        "قَتلى",
        "غزه",
        "بغزة",
        "בעזה",
        "עזה",
        "שָׁלוֹם",
        "23",
        "٢٣",
        "123",
        "23,000",
        "«",
        "-",
    ];
    let mut seed = 7_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    for _ in 0..400 {
        let text: String = (0..next(14))
            .map(|_| parts[next(parts.len())].to_owned() + [" ", " ", ", ", ""][next(4)])
            .collect();
        let (one, other) = (words[next(words.len())], words[next(words.len())]);
        let (left, right) = (naive(&text, one), naive(&text, other));
        let mut both = [left.as_slice(), &right].concat();
        both.sort_by_key(|place| place.start);
        both.dedup();
        for (query, holds, places) in [
            (format!("{one} {other} "), !left.is_empty() && !right.is_empty(), &both),
            (format!("{one} OR {other} "), !both.is_empty(), &both),
            (format!("{one} NOT {other} "), !left.is_empty() && right.is_empty(), &left),
        ] {
            let found = put(&[article("a", &text)], &query, &AsStated);
            let hits: Vec<Range<usize>> = found.each().map(|(_, hit)| hit).collect();
            let wanted = if holds { places.clone() } else { Vec::new() };
            assert_eq!((found.articles.len(), hits), (usize::from(holds), wanted), "{query:?} in {text:?}");
        }
    }
}
