//! The report: one HTML page that reads well on its own. No script, nothing fetched.
//!
//! Wording is the same for every party; a number is always what somebody reported.

mod figures;
mod methods;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::item::About as MemoAbout;
use crate::model::shown::Shown;
use crate::model::{ItemId, Kind};

use super::evidence::{Evidence, iso};

const STYLE: &str = include_str!("style.css");

/// What a report says of itself.
pub struct About<'a> {
    /// Its title: the dossier's name.
    pub title: &'a str,
    /// The chart as SVG; empty for none.
    pub chart_svg: &'a str,
    /// The time of the export, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// The program's version.
    pub version: &'a str,
}

/// The report as one HTML document.
pub fn html(evidence: &Evidence, about: &About) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "Dossier " (about.version) };
                title { (about.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (opening(evidence, about))
                main {
                    (disputes(evidence))
                    (chart(about.chart_svg))
                    (articles(evidence))
                    (figures::section(evidence))
                    (passages(evidence))
                    (memos(evidence))
                    (relations(evidence))
                    (methods::section(evidence))
                }
                footer { "Exported " (when(about.at)) " by Dossier " (about.version) "." }
            }
        }
    };
    page.into_string()
}

fn opening(evidence: &Evidence, about: &About) -> Markup {
    let count = |kind| evidence.workspace.count(kind);
    let links = [
        ("disputes", "Disputes", evidence.workspace.disputed().next().is_some()),
        ("chart", "Chart", !about.chart_svg.is_empty()),
        ("articles", "Articles", true),
        ("figures", "Figures", true),
        ("passages", "Passages", count(Kind::Passage) > 0),
        ("memos", "Memos", count(Kind::Memo) > 0),
        ("relations", "Relations", count(Kind::Relation) > 0),
        ("methods", "Methods", true),
    ];
    html! {
        header {
            h1 { (about.title) }
            p.lead {
                "Numbers of people as reported in " (counted(evidence.corpus.len(), "article")) ": "
                (counted(count(Kind::Figure), "figure")) " and " (counted(count(Kind::Passage), "tagged passage"))
                ", each with the sentence it comes from. A figure here is a report, not an established fact."
            }
            nav aria-label="Contents" {
                @for (id, name, _) in links.iter().filter(|(_, _, here)| *here) { a href={ "#" (id) } { (name) } }
            }
        }
    }
}

fn disputes(evidence: &Evidence) -> Markup {
    let mut disputed = evidence.workspace.disputed().peekable();
    html! {
        @if disputed.peek().is_some() {
            section #disputes {
                h2 { "Disputes" }
                p { "Analysts gave different values for these fields. Both are kept; neither is settled here." }
                @for (id, held) in disputed {
                    @for dispute in evidence.disputes(id) {
                        p.warn { strong { (name_of(evidence, id)) } " (" (held.item.kind().label()) "). " (dispute) }
                    }
                }
            }
        }
    }
}

fn chart(svg: &str) -> Markup {
    // An XML declaration or document type is not allowed inside HTML.
    let drawing = svg.find("<svg").and_then(|start| svg.get(start..));
    html! {
        @if let Some(drawing) = drawing {
            section #chart {
                h2 { "Chart" }
                figure.chart {
                    (PreEscaped(drawing))
                    figcaption {
                        "One dot a report. Lines join reports of one outcome, population, time scope and source only; "
                        "nothing is summed, smoothed or filled in. The numbers are in figures.csv."
                    }
                }
            }
        }
    }
}

fn articles(evidence: &Evidence) -> Markup {
    html! {
        section #articles {
            h2 { "Articles" span.count { (evidence.corpus.len()) } }
            @if evidence.corpus.is_empty() { p { "There are no articles." } } @else {
                table {
                    thead { tr { th scope="col" { "Title" } th scope="col" { "Publisher" } th scope="col" { "Published" }
                        th.n scope="col" { "Figures" } th.n scope="col" { "Passages" } } }
                    tbody { @for article in evidence.corpus.articles() { (article_row(evidence, article)) } }
                }
            }
        }
    }
}

fn article_row(evidence: &Evidence, article: &crate::corpus::Article) -> Markup {
    let facts = evidence.facts(&article.id);
    let here = |kind| evidence.at_path(&article.id.path).iter().filter(|item| item.kind() == kind).count();
    html! {
        tr {
            td { bdi { (facts.title) } small { (article.id.path) } }
            td { bdi { (facts.publisher.unwrap_or("not stated")) } }
            td.d { (date(facts.published)) }
            td.n { (here(Kind::Figure)) }
            td.n { (here(Kind::Passage)) }
        }
    }
}

/// A dated claim with its basis below it.
fn date(claim: Option<&crate::model::DateClaim>) -> Markup {
    html! {
        @match claim {
            Some(claim) => { (claim) small { (basis(claim)) } }
            None => { "not stated" }
        }
    }
}

fn basis(claim: &crate::model::DateClaim) -> String {
    claim.basis.iter().map(|basis| basis.label()).collect::<Vec<_>>().join(", ")
}

fn passages(evidence: &Evidence) -> Markup {
    let of = |tag: ItemId| evidence.passages().filter(move |(_, passage)| passage.tag == tag);
    html! {
        @if evidence.workspace.count(Kind::Passage) > 0 {
            section #passages {
                h2 { "Passages by tag" span.count { (evidence.workspace.count(Kind::Passage)) } }
                @for (tag, _) in evidence.tags() {
                    @let count = of(tag).count();
                    @if count > 0 {
                        h3 { (evidence.tag_path(tag)) span.count { (count) } }
                        ul.plain { @for (id, passage) in of(tag) { (passage_row(evidence, id, passage)) } }
                    }
                }
            }
        }
    }
}

fn passage_row(evidence: &Evidence, id: ItemId, passage: &crate::model::Passage) -> Markup {
    let memo = evidence.memo(id);
    html! {
        li {
            "“" bdi { (passage.span.label()) } "”"
            @if let Some(place) = on_picture(evidence, &passage.span) { span.meta { (place) } }
            span.meta { bdi { (title_of(evidence, &passage.span.article)) } (written(evidence, id)) }
            @if !memo.is_empty() { p.note { (memo) } }
        }
    }
}

/// Where a span lies on its picture, with the picture's path; `None` for words of a text.
fn on_picture(evidence: &Evidence, span: &crate::model::Span) -> Option<String> {
    let path = evidence.path(&span.article);
    span.rectangle().map(|rectangle| format!("{rectangle} px of {path}"))
}

/// An article's title, else its path where the article is missing.
fn title_of<'a>(evidence: &Evidence<'a>, id: &'a crate::model::ArticleId) -> &'a str {
    let title = evidence.facts(id).title;
    if title.is_empty() { &id.path } else { title }
}

fn written(evidence: &Evidence, id: ItemId) -> Markup {
    html! { @if let Some(entry) = evidence.written(id) { " · " (entry.by) ", " (day(entry.at)) } }
}

fn memos(evidence: &Evidence) -> Markup {
    html! {
        @if evidence.workspace.count(Kind::Memo) > 0 {
            section #memos {
                h2 { "Memos" span.count { (evidence.workspace.count(Kind::Memo)) } }
                ul.plain {
                    @for (id, memo) in evidence.memos_of_all() {
                        li {
                            span style="white-space:pre-line" { (memo.text) }
                            span.meta { "On " (memo_subject(evidence, &memo.about)) (written(evidence, id)) }
                        }
                    }
                }
            }
        }
    }
}

fn memo_subject(evidence: &Evidence, about: &MemoAbout) -> String {
    match about {
        MemoAbout::Dossier => "the dossier".to_owned(),
        MemoAbout::Article(article) => format!("the article “{}”", evidence.path(article)),
        MemoAbout::Item(item) => name_of(evidence, *item),
    }
}

fn relations(evidence: &Evidence) -> Markup {
    html! {
        @if evidence.workspace.count(Kind::Relation) > 0 {
            section #relations {
                h2 { "Relations between figures" span.count { (evidence.workspace.count(Kind::Relation)) } }
                ul.plain {
                    @for (_, relation) in evidence.relations() {
                        li { (link(evidence, relation.from)) " " em { (relation.kind.label()) } " " (link(evidence, relation.to)) }
                    }
                }
            }
        }
    }
}

fn link(evidence: &Evidence, id: ItemId) -> Markup {
    html! { a href={ "#f" (id) } { bdi { (name_of(evidence, id)) } } }
}

/// An item as a reader knows it: its words, a tag's name, or its kind.
fn name_of(evidence: &Evidence, id: ItemId) -> String {
    let Some(item) = evidence.workspace.last_known(id) else { return "an item that is not here".to_owned() };
    match item {
        crate::model::Item::Tag(tag) => format!("the tag {}", tag.name),
        item => item.span().map_or_else(|| item.kind().label().to_owned(), Shown::shown),
    }
}

/// `1 article`, `2 articles`.
fn counted(count: usize, what: &str) -> String {
    let many = if count == 1 { "" } else { "s" };
    format!("{count} {what}{many}")
}

fn day(at: i64) -> String {
    iso(at).chars().take(10).collect()
}

fn when(at: i64) -> String {
    iso(at).replace('T', " ").replace('Z', " UTC")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    fn report() -> String {
        let (workspace, corpus) = sample::dossier();
        let svg = "<?xml version=\"1.0\"?><svg viewBox=\"0 0 9 9\"></svg>";
        let about = About { title: "A <dossier>", chart_svg: svg, at: 0, version: "0.1.0" };
        html(&Evidence::new(&workspace, &corpus), &about)
    }

    #[test]
    fn the_report_stands_alone_and_escapes_what_articles_say() {
        let report = report();
        assert!(report.contains("A &lt;dossier&gt;"));
        for outside in ["<script", "http://", "https://", "url(", "@import", "<?xml"] {
            assert!(!report.contains(outside), "the report holds {outside}");
        }
        assert!(report.contains("1970-01-01 00:00:00 UTC"));
    }

    #[test]
    fn the_printed_words_are_marked_in_their_sentence() {
        assert!(report().contains("<mark>At least 27,585</mark> people have been killed in Gaza"));
    }

    #[test]
    fn disputes_come_before_everything_else() {
        let report = report();
        let at = |words: &str| report.find(words).unwrap();
        assert!(at("id=\"disputes\"") < at("id=\"chart\""));
        assert!(report.contains("value: 108 by Ben; 106 by Ada"));
    }
}
