//! Web pages: the words of the article, without menus and advertisements.
//!
//! Owns the choice of the main text; what the page states of itself is read in `page`.

use trafilatura::dom::Document;
use trafilatura::{Options, extract};

use crate::corpus::article::Stated;
use crate::corpus::decode::{self, Decoded, NotText};
use crate::corpus::metadata;

use super::{Imported, Importer, Source, Take, Unreadable, one, page};

/// What a web page is called in a sentence.
const FORMAT: &str = "web page";

/// A page of more bytes than this is not an article; its tree would take many times as much memory.
const LARGEST: u64 = 16 << 20;
/// Elements nested deeper than this are damage, and would exhaust the stack of the extraction.
const DEEPEST: usize = 400;
/// How many lines below the title of a page its dateline is looked for.
const BELOW_TITLE: usize = 4;
/// How many paragraphs are compared at most to part those of an article: keeps a page of very many bounded.
const MOST_LOOKED_AT: usize = 1 << 20;
/// How far into a page its charset is declared, in bytes, by the rules of HTML.
const PRESCAN: usize = 1024;

/// Reads `.html` files.
pub struct Html;

impl Importer for Html {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| article(bytes, None))
    }
}

/// The article of a page, with the label of the encoding that its sender stated, if one did.
///
/// # Errors
/// The page is too large, is not text, holds no words or is nested too deeply.
pub(super) fn article(bytes: &[u8], charset: Option<&str>) -> Result<Imported, Unreadable> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
        return Err(Unreadable::TooLarge { most: LARGEST });
    }
    let Decoded { text: source, encoding } = decoded(bytes, charset)?;
    if is_too_deep(&source) {
        return Err(Unreadable::TooDeep { format: FORMAT });
    }
    let mut stated = page::stated(&Document::parse(&source));
    let words = main_text(&source).ok_or(Unreadable::NoWords { format: FORMAT })?;
    let text = with_title(stated.title.as_deref(), &words);
    if stated.published.is_open() {
        let below = below_title(&source, stated.title.as_deref());
        metadata::fill(&mut stated, below);
    }
    Ok(Imported::of(Decoded { text, encoding }, stated))
}

/// All the words of a piece of a page, paragraph by paragraph.
///
/// # Errors
/// It is nested too deeply.
pub(super) fn words(piece: &str) -> Result<String, Unreadable> {
    if is_too_deep(piece) {
        return Err(Unreadable::TooDeep { format: FORMAT });
    }
    Ok(paragraphs(piece).join("\n\n"))
}

/// What the lines right below the title state to a reader: a byline, the day, the last change.
///
/// Extraction leaves such lines out of the article. Further down, pages print the days of others.
fn below_title(source: &str, title: Option<&str>) -> Stated {
    let lines = paragraphs(source);
    let Some(at) = title.and_then(|title| lines.iter().position(|line| line == title)) else {
        return Stated::default();
    };
    let head = &lines[at..lines.len().min(at + 1 + BELOW_TITLE)];
    let Stated { byline, published, modified, .. } = metadata::stated(&head.join("\n\n"));
    Stated { byline, published, modified, ..Stated::default() }
}

/// The page as text, by what its sender or its head declares.
pub(super) fn decoded(bytes: &[u8], charset: Option<&str>) -> Result<Decoded, NotText> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_lowercase();
    decode::decode_declared(bytes, charset.or_else(|| declared(&head)))
}

/// The label after `charset=`, in a meta tag or its `content`; or after `encoding=` of an XML page.
fn declared(head: &str) -> Option<&str> {
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next().filter(|it| !it.is_empty())
}

/// Whether more elements are open at once than any article needs.
///
/// Counted before the page is parsed, because the time that parsing takes grows with the square of
/// the depth. Elements that never close, such as `<br>`, do not count.
pub(super) fn is_too_deep(source: &str) -> bool {
    const SINGLE: [&str; 16] = [
        "br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "col", "embed", "param",
        "track", "p", "li", "option",
    ];
    let mut depth = 0_usize;
    for tag in source.split('<').skip(1) {
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let (name, rest) = tag.split_at(name_end);
        let single = SINGLE.iter().any(|single| single.eq_ignore_ascii_case(name));
        let closed = rest.split('>').next().is_some_and(|attributes| attributes.ends_with('/'));
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty() && !single && !closed {
            depth += 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// The words of the article, paragraph by paragraph; of the whole page where no article is found.
fn main_text(source: &str) -> Option<String> {
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    // Its own text runs all paragraphs together, so the paragraphs are taken from its elements.
    let article =
        extract(source, &options).map(|result| paragraphs(&result.content_html)).unwrap_or_default();
    let page = paragraphs(source);
    let words = if article.is_empty() { page } else { parted(article, &page) };
    (!words.is_empty()).then(|| words.join("\n\n"))
}

/// The paragraphs of an article, parted where the page parts them: of some short pages extraction
/// runs them together, so that a word or a number would go on in the next one.
fn parted(article: Vec<String>, page: &[String]) -> Vec<String> {
    let solid: Vec<String> = page.iter().map(|words| without_blanks(words)).collect();
    let mut looked = 0;
    let mut parts = |words: &str| {
        let whole = without_blanks(words);
        let first = (0..page.len()).find(|at| {
            looked += 1;
            looked > MOST_LOOKED_AT || whole.starts_with(&solid[*at])
        });
        let first = first.filter(|_| looked <= MOST_LOOKED_AT)?;
        let mut rest = whole.as_str();
        let run = solid[first..].iter().map_while(|part| {
            rest = rest.strip_prefix(part.as_str())?;
            Some(())
        });
        let end = first + run.count();
        (rest.is_empty() && end > first + 1).then(|| page[first..end].to_vec())
    };
    article.into_iter().flat_map(|words| parts(&words).unwrap_or_else(|| vec![words])).collect()
}

fn without_blanks(words: &str) -> String {
    words.split_whitespace().collect()
}

/// The paragraphs of a page: what stands between the bounds of elements that begin a line.
pub(super) fn paragraphs(source: &str) -> Vec<String> {
    let page = Document::parse(source);
    let mut paragraphs = vec![String::new()];
    // A stack and no recursion: a damaged page may nest without end.
    let mut open = vec![Step::Enter(page.root())];
    while let Some(step) = open.pop() {
        match step {
            Step::Break => paragraphs.push(String::new()),
            Step::Enter(node) if page.is_text(node) => add(&mut paragraphs, &page.text_content(node)),
            Step::Enter(node) if UNSEEN.contains(&page.tag_name(node)) => {}
            Step::Enter(node) => {
                let inner = page.child_nodes(node).into_iter().rev().map(Step::Enter);
                match Flow::of(page.tag_name(node)) {
                    Flow::Block => {
                        open.push(Step::Break);
                        open.extend(inner);
                        paragraphs.push(String::new());
                    }
                    Flow::Cell => {
                        open.extend(inner);
                        add(&mut paragraphs, " ");
                    }
                    Flow::Inline => open.extend(inner),
                }
            }
        }
    }
    let single_spaced = paragraphs.iter().map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    single_spaced.filter(|words| !words.is_empty()).collect()
}

fn add(paragraphs: &mut [String], words: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(words);
    }
}

enum Step<Node> {
    Enter(Node),
    Break,
}

/// Elements whose words a reader does not see.
const UNSEEN: [&str; 7] = ["script", "style", "noscript", "template", "head", "svg", "iframe"];

/// How an element stands among the words around it.
enum Flow {
    Block,
    Cell,
    Inline,
}

impl Flow {
    fn of(tag: &str) -> Self {
        match tag {
            "td" | "th" => Self::Cell,
            "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "code" | "del" | "em" | "font" | "i" | "ins"
            | "kbd" | "mark" | "q" | "s" | "small" | "span" | "strong" | "sub" | "sup" | "time" | "u"
            | "var" | "wbr" | "label" | "data" | "dfn" | "samp" | "img" => Self::Inline,
            _ => Self::Block,
        }
    }
}

/// The text under its title: a headline reports figures too, and extraction leaves it out.
pub(super) fn with_title(title: Option<&str>, words: &str) -> String {
    match title.filter(|title| !words.starts_with(title)) {
        Some(title) => format!("{title}\n\n{words}\n"),
        None => format!("{words}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><title>Talks resume - Example Wire</title></head><body>\
        <nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Talks resume</h1>\
        <p>Officials met on Wednesday in the capital to speak of a pause in the fighting, which has gone on for months.</p>\
        <p>At least 1,234 people were reported killed, the health ministry said, and about 5,600 were reported hurt.</p>\
        <p>Talks go on next week, two people with knowledge of them said; they gave no day and no place for them.</p>\
        </article><footer>Read more: Weather. Sport. © 2024 Example Wire</footer></body></html>";

    fn import(page: &[u8]) -> Imported {
        super::super::only(&Html, page).unwrap()
    }

    #[test]
    fn the_article_is_kept_and_the_menu_is_not() {
        let imported = import(PAGE.as_bytes());
        let paragraphs: Vec<_> = imported.text.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 4, "{paragraphs:#?}");
        assert_eq!(paragraphs[0], "Talks resume");
        assert!(paragraphs[2].starts_with("At least 1,234 people were reported killed, the health"));
        assert!(!imported.text.contains("World") && !imported.text.contains("Sport"));
        assert_eq!(imported.stated.title.as_deref(), Some("Talks resume"));
        assert!(imported.stated.published.is_open());
    }

    /// Of a short page all paragraphs came as one, and a number ran on into the next.
    #[test]
    fn paragraphs_of_a_short_page_stay_apart() {
        let page = "<html><body><article><h1>Flood in the valley</h1><p>Rescue teams counted 12</p>\
            <p>30 people were missing on Monday.</p></article></body></html>";
        let imported = import(page.as_bytes());
        let lines: Vec<&str> = imported.text.split("\n\n").map(str::trim).collect();
        assert_eq!(
            lines,
            ["Flood in the valley", "Rescue teams counted 12", "30 people were missing on Monday."]
        );
    }

    #[test]
    fn paragraphs_are_parted_only_as_the_page_parts_them() {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        let page = lines(&["Menu", "A b", "c", "d", "e"]);
        let parted = |article: &[&str]| parted(lines(article), &page);
        assert_eq!(parted(&["A bc", "d"]), ["A b", "c", "d"]);
        assert_eq!(parted(&["A b", "c d"]), ["A b", "c", "d"]);
        assert_eq!(parted(&["A bcx", "other"]), ["A bcx", "other"]);
        assert_eq!(parted(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_dateline_that_readers_see_dates_a_page_that_states_nothing_else() {
        let page =
            "<h1>Talks resume</h1><p>By A. Writer | 14 February 2024</p><p>Ten were reported hurt.</p>";
        let stated = import(page.as_bytes()).stated;
        assert_eq!(
            (stated.published.to_string().as_str(), stated.byline.as_deref()),
            ("2024-02-14", Some("A. Writer"))
        );
        assert_eq!(stated.published.basis, [crate::model::Basis::Dateline]);
    }

    #[test]
    fn a_page_without_an_article_gives_its_words() {
        assert_eq!(import(b"<p>Ten were reported hurt.").text, "Ten were reported hurt.\n");
        assert_eq!(import(b"no tags at all").text, "no tags at all\n");
        let empty = super::super::only(&Html, b"<html><body><script>1</script></body></html>");
        assert_eq!(empty, Err(Unreadable::NoWords { format: FORMAT }));
    }

    #[test]
    fn broken_pages_are_read_as_far_as_they_go() {
        for broken in [
            "<p>Ten hurt<p><div",
            "<<<>>>Ten hurt</p></p>",
            "<table><p>Ten hurt<td>",
            "<!-- Ten hurt --><b>Ten hurt",
        ] {
            assert!(import(broken.as_bytes()).text.contains("Ten hurt"), "{broken}");
        }
        let cut = &PAGE.as_bytes()[..PAGE.len() - 200];
        assert!(import(cut).text.contains("1,234 people"));
    }

    #[test]
    fn marks_inside_a_line_do_not_break_it_and_rows_do() {
        let page = "<div>At <b>least</b> <a href=x>1,2</a>34<br>hurt<table><tr><td>Killed<td>12<tr><td>Hurt<td>30</table>\
            <style>p{}</style><ul><li>one<li>two</ul>";
        assert_eq!(paragraphs(page), ["At least 1,234", "hurt", "Killed 12", "Hurt 30", "one", "two"]);
    }

    #[test]
    fn nesting_without_end_is_refused_before_it_is_parsed() {
        for tag in ["<div>", "<b>", "<table><tr><td>", "<svg>"] {
            let page = tag.repeat(200_000);
            assert_eq!(
                super::super::only(&Html, page.as_bytes()),
                Err(Unreadable::TooDeep { format: FORMAT }),
                "{tag}"
            );
        }
        let many = format!("<body>{}Ten hurt", "<p>a<br><img src=x/>".repeat(2_000));
        assert!(import(many.as_bytes()).text.ends_with("Ten hurt\n"));
    }

    #[test]
    fn windows_1252_is_read_where_the_page_declares_it() {
        let page = b"<meta charset=\"ISO-8859-1\"><p>The caf\xE9 \x96 ten were reported hurt.";
        assert!(import(page).text.contains("The café – ten"));
        let greek = encoding_rs::ISO_8859_7.encode("<?xml version='1.0' encoding='iso-8859-7'?><p>δέκα").0;
        assert!(import(&greek).text.contains("δέκα"));
    }
}
