//! What a web page states of itself: JSON-LD, meta tags, headings, `<time>`.
//!
//! Owns the order in which these are believed. Takes a day only from where a page says it was
//! published; the extraction library gives days to pages that state none, so it is never asked.

use serde_json::Value;
use trafilatura::dom::Document;

use crate::corpus::article::Stated;
use crate::corpus::dates;
use crate::corpus::metadata::fill;
use crate::model::{Basis, DateClaim};

/// JSON-LD types that describe an article.
const ARTICLES: [&str; 8] = [
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "Report",
    "LiveBlogPosting",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
];
/// Where meta tags state the day of publication.
const DAY: [&str; 9] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
];
/// Where meta tags state the day of the last change.
const CHANGED: [&str; 7] = [
    "article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "revised",
];
const ADDRESS: [&str; 3] = ["og:url", "twitter:url", "parsely-link"];
const TITLE: [&str; 4] = ["og:title", "twitter:title", "dc.title", "citation_title"];
const BYLINE: [&str; 5] = ["author", "article:author", "dc.creator", "parsely-author", "citation_author"];
const PUBLISHER: [&str; 4] = ["og:site_name", "publisher", "dc.publisher", "application-name"];

/// What a page states, the most exact statements first.
pub fn stated(page: &Document) -> Stated {
    let mut stated = Stated::default();
    for block in texts(page, "script[type='application/ld+json']") {
        if let Ok(value) = serde_json::from_str(block.trim()) {
            described(&value, &mut stated);
        }
    }
    fill(&mut stated, in_meta(page));
    fill(&mut stated, in_words(page));
    stated
}

/// Reads every article that a JSON-LD block describes, wherever it is nested.
fn described(value: &Value, stated: &mut Stated) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| described(value, stated)),
        Value::Object(fields) if is_article(&fields.get("@type")) => {
            let text = |field: &str| fields.get(field).and_then(named);
            let day = |field| text(field).map(|day| claim(&day, Basis::Metadata)).unwrap_or_default();
            let more = Stated {
                title: text("headline").or_else(|| text("name")),
                byline: text("author"),
                publisher: text("publisher"),
                address: text("url").filter(|address| address.contains("://")),
                published: day("datePublished"),
                modified: day("dateModified"),
            };
            fill(stated, more);
        }
        Value::Object(fields) => fields.get("@graph").into_iter().for_each(|graph| described(graph, stated)),
        _ => {}
    }
}

fn is_article(kind: &Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => ARTICLES.contains(&kind.as_str()),
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(&Some(kind))),
        _ => false,
    }
}

/// The words of a field: a string, the name of an object, or several of these.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => cleaned(words),
        Value::Object(fields) => fields.get("name").and_then(Value::as_str).and_then(cleaned),
        Value::Array(values) => {
            let names: Vec<String> =
                values.iter().filter(|value| !value.is_array()).filter_map(named).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

fn in_meta(page: &Document) -> Stated {
    let mut metas = Vec::new();
    for meta in page.query_selector_all(page.root(), "meta") {
        let key = ["property", "name", "itemprop"].iter().find_map(|key| page.get_attribute(meta, key));
        metas.extend(key.map(|key| key.to_lowercase()).zip(page.get_attribute(meta, "content")));
    }
    let first = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| metas.iter().find(|(name, _)| name == key).and_then(|(_, words)| cleaned(words)))
    };
    let day = |keys: &[&str]| {
        let days = keys.iter().flat_map(|key| metas.iter().filter(move |(name, _)| name == key));
        let mut claims = days.map(|(_, words)| claim(words, Basis::Metadata));
        claims.find(|claim| !claim.is_open()).unwrap_or_default()
    };
    Stated {
        title: first(&TITLE),
        byline: first(&BYLINE).filter(|byline| !byline.contains("://")),
        publisher: first(&PUBLISHER),
        address: first(&ADDRESS).or_else(|| canonical(page)),
        published: day(&DAY),
        modified: day(&CHANGED),
    }
}

/// The address that the page gives as its own.
fn canonical(page: &Document) -> Option<String> {
    let links = page.query_selector_all(page.root(), "link[rel='canonical']");
    let addresses = links.into_iter().filter_map(|link| page.get_attribute(link, "href"));
    addresses.filter(|address| address.contains("://")).find_map(|address| cleaned(&address))
}

/// What the page shows: its first heading, its title, and the day of a single `<time>`.
fn in_words(page: &Document) -> Stated {
    let heading = texts(page, "h1").iter().find_map(|words| cleaned(words));
    let title = heading.or_else(|| texts(page, "title").iter().find_map(|words| cleaned(words)));
    let published = time(page, "time[itemprop='datePublished'], time[pubdate]")
        .or_else(|| time(page, "article header time, article time, main header time"))
        .or_else(|| time(page, "time"));
    Stated { title, published: published.unwrap_or_default(), ..Stated::default() }
}

/// The day of the `<time>` elements of a selector, where they all state the same one.
///
/// Pages list other articles with their days; of several different days none is taken.
fn time(page: &Document, selector: &str) -> Option<DateClaim> {
    let mut days = page.query_selector_all(page.root(), selector).into_iter().filter_map(|time| {
        let stated = page.get_attribute(time, "datetime").and_then(|words| dates::day(&words));
        stated.or_else(|| dates::day(&page.text_content(time)))
    });
    let first = days.next()?;
    days.all(|day| day == first).then(|| DateClaim::on(first, Basis::Metadata))
}

fn texts(page: &Document, selector: &str) -> Vec<String> {
    page.query_selector_all(page.root(), selector).into_iter().map(|node| page.text_content(node)).collect()
}

/// The words with single spaces between them, if there are any.
fn cleaned(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

fn claim(words: &str, basis: Basis) -> DateClaim {
    dates::day(words).map(|day| DateClaim::on(day, basis)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, byline, publisher and day of a page, `-` where unset.
    fn read(page: &str) -> [String; 4] {
        let Stated { title, byline, publisher, published, .. } = stated(&Document::parse(page));
        let day = (!published.is_open()).then(|| published.to_string());
        [title, byline, publisher, day].map(|it| it.unwrap_or_else(|| "-".into()))
    }

    #[test]
    fn json_ld_is_believed_before_meta_tags() {
        let page = r#"<meta property="og:title" content="Other"><meta property="og:site_name" content="Other Site">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Site"},{"@type":["NewsArticle"],
            "headline":" Talks\nresume ","datePublished":"2024-02-14T23:30:00-05:00","dateModified":"2024-03-01",
            "author":[{"name":"A. Writer"},{"name":"B. Writer"}],"publisher":{"@type":"Organization","name":"Example Wire"}}]}</script>"#;
        assert_eq!(read(page), ["Talks resume", "A. Writer, B. Writer", "Example Wire", "2024-02-14"]);
    }

    #[test]
    fn meta_tags_are_believed_before_what_the_page_shows() {
        let page = r#"<title>Talks - Site</title><meta property="og:title" content="Talks resume"><meta name="author" content="A. Writer">
            <meta property="og:site_name" content="Example Wire"><meta property="article:published_time" content="2024-02-14T09:00:00Z">
            <meta property="article:modified_time" content="2024-05-01"><h1>Talks</h1><time datetime="2024-06-01">1 June</time>"#;
        assert_eq!(read(page), ["Talks resume", "A. Writer", "Example Wire", "2024-02-14"]);
    }

    #[test]
    fn the_day_of_the_last_change_and_the_address_are_apart() {
        let page = "<meta property='article:modified_time' content='2024-05-01'>\
            <link rel=canonical href='https://example.org/2024/05/a'><p>Words.";
        let stated = stated(&Document::parse(page));
        assert_eq!((stated.published.is_open(), stated.modified.to_string()), (true, "2024-05-01".into()));
        assert_eq!(stated.address.as_deref(), Some("https://example.org/2024/05/a"));
    }

    #[test]
    fn a_time_counts_only_where_all_agree() {
        let page = |other: &str| {
            format!("<h1>Talks</h1><time datetime='2024-02-14T10:00'>x</time><time>{other}</time>")
        };
        assert_eq!(read(&page("14 February 2024"))[3], "2024-02-14");
        assert_eq!(read(&page("15 February 2024"))[3], "-");
        let marked = "<time>1 May 2024</time><time itemprop=datePublished datetime=2024-02-14></time>";
        assert_eq!(read(marked)[3], "2024-02-14");
    }

    #[test]
    fn a_page_that_states_nothing_gives_nothing() {
        let page = "<p>On 14 February 2024 it rained. © 2024</p>";
        assert_eq!(read(page), ["-"; 4].map(String::from));
        assert_eq!(
            read("<script type='application/ld+json'>{broken</script><h1> </h1>"),
            ["-"; 4].map(String::from)
        );
        assert_eq!(stated(&Document::parse("<time>14 Feb 2024</time>")).published.basis, [Basis::Metadata]);
    }
}
