use super::*;
use crate::corpus::search::{AsStated, Plan, parse, run};
use crate::corpus::{Article, Reading, Stated};

fn found(query: &str) -> Found {
    let article = |(path, text): (&str, &str)| {
        Arc::new(Article::new(path, text, Stated::default(), Reading::default()))
    };
    let articles = [("a", "x x"), ("b", "none"), ("c", "x")].map(article).to_vec();
    run(&Plan::new(&parse(query)), &Arc::new(articles), &AsStated, false, &|| false).unwrap()
}

fn walked(found: &Found, by: isize) -> Vec<(usize, Option<usize>)> {
    let mut at = None;
    let mut walked = Vec::new();
    while let Some(next) = stepped(found, at, by) {
        walked.push((next.article, next.hit));
        at = Some(next);
    }
    walked
}

#[test]
fn steps_go_from_hit_to_hit_and_past_articles_without() {
    let hits = found("x ");
    assert_eq!(walked(&hits, 1), [(0, Some(0)), (0, Some(1)), (1, Some(2))]);
    assert_eq!(walked(&hits, -1), [(1, Some(2)), (0, Some(1)), (0, Some(0))]);
    assert_eq!(walked(&found("x OR NOT x "), 1), [(0, Some(0)), (0, Some(1)), (1, None), (2, Some(2))]);
    assert!(walked(&found("absent "), 1).is_empty());
}

#[test]
fn a_place_of_earlier_results_is_not_followed_out_of_bounds() {
    let hits = found("x ");
    assert_eq!(stepped(&hits, Some(FoundAt { article: 9, hit: Some(70) }), 1), None);
    assert_eq!(
        stepped(&hits, Some(FoundAt { article: 0, hit: Some(70) }), 1),
        Some(FoundAt { article: 1, hit: Some(2) })
    );
}
