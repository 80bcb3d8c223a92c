//! Electronic books: every chapter an article, in the order of reading, then the pictures.
//!
//! Follows EPUB 3.3 and 2.0.1: `META-INF/container.xml` names the package, whose spine lists the
//! chapters. A chapter is known by its path in the book. What the package states of the book holds
//! for each of its chapters.

use std::collections::{HashMap, HashSet};

use trafilatura::dom::Document as Page;

use super::archive::{Archive, damaged};
use super::properties::{claim, one_line};
use super::xml::{Document, Element, Node};
use super::{Imported, Importer, Record, Source, Take, Unreadable, html};
use crate::corpus::article::Stated;
use crate::corpus::{dates, metadata};
use crate::model::{Basis, DateClaim, Day};

/// What an electronic book is called in a sentence.
const FORMAT: &str = "e-book";
/// The largest file, in bytes.
const LARGEST: u64 = 256 << 20;
/// The most bytes of a chapter; its tree takes many times as much memory.
const LARGEST_CHAPTER: usize = 16 << 20;
/// The most chapters that are read.
const MOST_CHAPTERS: usize = 5_000;
/// A year before this is none that a book was published in.
const FIRST_YEAR: i16 = 1450;
/// Ways to hide fonts from copying; they lock no words (EPUB 3.3, section 4.4, and Adobe's own).
const HIDES_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Reads `.epub` files.
pub struct Epub;

impl Importer for Epub {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        let bytes = source.whole(LARGEST)?;
        let mut archive = Archive::open(&bytes, FORMAT)?;
        let package = Package::read(&mut archive)?;
        let locked = locked(&mut archive)?;
        if package.chapters.iter().any(|chapter| locked.contains(chapter)) {
            return Err(Unreadable::Locked { format: FORMAT });
        }
        for chapter in &package.chapters {
            let Some(imported) = package.chapter(&mut archive, chapter).transpose() else { continue };
            let stop = matches!(imported, Err(Unreadable::Bomb { .. }));
            if take(Record { key: Some(chapter.clone()), imported }).is_break() || stop {
                return Ok(());
            }
        }
        archive.pictures(package.pictures, take)
    }
}

/// What the package of a book lists and states.
#[derive(Debug, Default)]
struct Package {
    /// The paths of the chapters in the order of reading, each once.
    chapters: Vec<String>,
    pictures: Vec<String>,
    stated: Stated,
    creators: Vec<String>,
    parts: HashMap<String, (String, String)>,
}

impl Package {
    fn read(archive: &mut Archive<'_>) -> Result<Self, Unreadable> {
        let names = archive.names();
        let listed = match archive.text("META-INF/container.xml")? {
            Some(container) => attributes(&container, "rootfile", "full-path")?,
            None => names.iter().filter(|name| name.ends_with(".opf")).cloned().collect(),
        };
        let missing = || damaged(FORMAT, "its list of chapters is missing");
        let mut paths = listed.iter().map(|path| resolved("", path));
        let path = paths.find(|path| names.contains(path)).ok_or_else(missing)?;
        let text = archive.text(&path)?.ok_or_else(missing)?;
        Self::of(&text, path.rsplit_once('/').map_or("", |(folder, _)| folder))
    }

    /// The package of a text, whose paths are relative to a folder of the book.
    fn of(text: &str, folder: &str) -> Result<Self, Unreadable> {
        let mut package = Self::default();
        let mut spine = Vec::new();
        let mut document = Document::new(text, FORMAT);
        while let Some(node) = document.next()? {
            let Node::Start(element) = node else { continue };
            match element.name.as_str() {
                "item" => package.item(&element, folder),
                "itemref" => spine.extend(element.attribute("idref")),
                _ => package.statement(&element, &mut document)?,
            }
        }
        let mut seen = HashSet::new();
        let paths = spine.iter().filter_map(|id| package.parts.get(id));
        let texts = paths.filter(|(_, kind)| !kind.starts_with("image/")).map(|(path, _)| path.clone());
        package.chapters = texts.filter(|path| seen.insert(path.clone())).take(MOST_CHAPTERS).collect();
        package.stated.byline = one_line(&package.creators.join(", "));
        Ok(package)
    }

    /// Notes a part of the book; its table of contents is no chapter.
    fn item(&mut self, element: &Element<'_>, folder: &str) {
        let (Some(id), Some(path)) = (element.attribute("id"), element.attribute("href")) else { return };
        let properties = element.attribute("properties").unwrap_or_default();
        let kind = element.attribute("media-type").unwrap_or_default();
        let path = resolved(folder, &path);
        if kind.starts_with("image/") {
            self.pictures.push(path.clone());
        }
        if !properties.split_whitespace().any(|property| property == "nav") {
            self.parts.insert(id, (path, kind));
        }
    }

    /// Takes over what an element of Dublin Core states.
    fn statement(&mut self, element: &Element<'_>, document: &mut Document<'_>) -> Result<(), Unreadable> {
        let is_change = element.attribute("property").is_some_and(|property| property == "dcterms:modified");
        let event = element.attribute("event").unwrap_or_default();
        match element.name.as_str() {
            "creator" => self.creators.extend(one_line(&document.words()?)),
            "publisher" => self.stated.publisher = one_line(&document.words()?),
            "date" if event == "modification" => self.stated.modified = claim(dates::day(&document.words()?)),
            "date" if event.is_empty() || event.contains("publication") => {
                let words = document.words()?;
                if self.stated.published.is_open() {
                    self.stated.published = published(&words);
                }
            }
            "meta" if is_change => self.stated.modified = claim(dates::day(&document.words()?)),
            _ => {}
        }
        Ok(())
    }

    /// The article that a chapter is, `None` where it holds no words.
    fn chapter(&self, archive: &mut Archive<'_>, path: &str) -> Result<Option<Imported>, Unreadable> {
        let bytes = archive.part(path)?.ok_or_else(|| damaged(FORMAT, "a chapter is missing"))?;
        if bytes.len() > LARGEST_CHAPTER {
            return Err(Unreadable::TooLarge { most: u64::try_from(LARGEST_CHAPTER).unwrap_or(u64::MAX) });
        }
        let Ok(decoded) = html::decoded(&bytes, None) else { return Ok(None) };
        let source = without_empty(&decoded.text);
        if html::is_too_deep(&source) {
            return Err(Unreadable::TooDeep { format: FORMAT });
        }
        let paragraphs = html::paragraphs(&source);
        if paragraphs.is_empty() {
            return Ok(None);
        }
        let text = format!("{}\n", paragraphs.join("\n\n"));
        let mut stated = Stated { title: title(&source), ..self.stated.clone() };
        metadata::fill(&mut stated, metadata::stated(&text));
        Ok(Some(Imported { text, stated, encoding: Some(decoded.encoding), picture: None }))
    }
}

/// The first heading of a chapter, else its title.
fn title(source: &str) -> Option<String> {
    let page = Page::parse(source);
    ["h1", "h2", "h3", "title"].iter().find_map(|tag| {
        let found = page.query_selector_all(page.root(), tag);
        found.into_iter().find_map(|node| one_line(&page.text_content(node)))
    })
}

/// When the book was published: a day, a month or a year.
fn published(words: &str) -> DateClaim {
    if let Some(day) = dates::day(words) {
        return claim(Some(day));
    }
    let mut parts = words.trim().splitn(2, '-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    let year = year.filter(|year| (FIRST_YEAR..2200).contains(year));
    let month = parts.next().map(|month| month.parse::<i8>().ok());
    let days = year.and_then(|year| match month {
        None => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        Some(month) => {
            let first = Day::new(year, month?, 1)?;
            Some((first, Day::from(first.date().last_of_month())))
        }
    });
    days.map(|(first, last)| DateClaim::between(Some(first), Some(last), Basis::Metadata)).unwrap_or_default()
}

/// The paths of the parts that are locked; hidden fonts are not.
fn locked(archive: &mut Archive<'_>) -> Result<HashSet<String>, Unreadable> {
    let mut locked = HashSet::new();
    let Some(text) = archive.text("META-INF/encryption.xml")? else { return Ok(locked) };
    let mut hides_fonts = false;
    let mut document = Document::new(&text, FORMAT);
    while let Some(node) = document.next()? {
        let Node::Start(element) = node else { continue };
        match element.name.as_str() {
            "EncryptedData" => hides_fonts = false,
            "EncryptionMethod" => {
                let method = element.attribute("Algorithm").unwrap_or_default();
                hides_fonts = HIDES_FONTS.contains(&method.as_str());
            }
            "CipherReference" if !hides_fonts => {
                locked.extend(element.attribute("URI").map(|path| resolved("", &path)));
            }
            _ => {}
        }
    }
    Ok(locked)
}

/// The values of an attribute of all elements of one name.
fn attributes(text: &str, name: &str, attribute: &str) -> Result<Vec<String>, Unreadable> {
    let mut values = Vec::new();
    let mut document = Document::new(text, FORMAT);
    while let Some(node) = document.next()? {
        if let Node::Start(element) = node
            && element.name == name
        {
            values.extend(element.attribute(attribute));
        }
    }
    Ok(values)
}

/// The path in the book that a reference from a folder means.
fn resolved(folder: &str, reference: &str) -> String {
    let path = reference.split('#').next().unwrap_or_default();
    let mut steps: Vec<String> = Vec::new();
    let from = if path.starts_with('/') { "" } else { folder };
    for step in from.split('/').map(str::to_owned).chain(path.split('/').map(unescaped)) {
        match step.as_str() {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// `a%20b` as `a b` (RFC 3986, section 2.1).
fn unescaped(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The page without elements such as `<title/>`: XHTML ends them there, and HTML never.
fn without_empty(source: &str) -> String {
    const NAMES: [&str; 6] = ["title", "script", "style", "iframe", "textarea", "noscript"];
    let mut kept = String::with_capacity(source.len());
    for (at, piece) in source.split('<').enumerate() {
        let name = piece.find(|c: char| !c.is_ascii_alphanumeric()).map_or(piece, |end| &piece[..end]);
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        match at {
            0 => kept.push_str(piece),
            _ if tag.ends_with('/') && NAMES.contains(&name) => kept.push_str(words),
            _ => {
                kept.push('<');
                kept.push_str(piece);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::super::archive::archive_of;
    use super::super::picture::picture_of;
    use super::*;

    const CONTAINER: &[u8] =
        b"<container><rootfiles><rootfile full-path='gone'/><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
    const PACKAGE: &[u8] = b"<package><metadata><dc:title>Book</dc:title><dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator>\
        <dc:publisher>Example Press</dc:publisher><dc:date>2024-02</dc:date><meta property='dcterms:modified'>2024-05-01T00:00:00Z</meta></metadata>\
        <manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/><item id='a' href='text/one%20a.xhtml'/>\
        <item id='b' href='../two.xhtml'/><item id='p' href='p.png' media-type='image/png'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/><itemref idref='b'/><itemref idref='p'/></spine></package>";

    fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
        let picture = picture_of(200, 200, image::ImageFormat::Png);
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("META-INF/container.xml", CONTAINER),
            ("OEBPS/book.opf", PACKAGE),
            (
                "OEBPS/text/one a.xhtml",
                b"<html><head><title/></head><body><h1>First</h1><p>Ten hurt.</p><p>More.</p></body></html>",
            ),
            ("two.xhtml", b"<html><head><title>Second</title></head><body><p>Words.</p></body></html>"),
            ("OEBPS/p.png", &picture),
        ];
        parts.extend(more);
        archive_of(&parts)
    }

    fn records(bytes: &[u8]) -> Result<Vec<Record>, Unreadable> {
        let mut records = Vec::new();
        super::super::import(&Epub, &mut &bytes[..], &mut |record| {
            records.push(record);
            ControlFlow::Continue(())
        })?;
        Ok(records)
    }

    #[test]
    fn chapters_come_in_the_order_of_reading_and_pictures_after_them() {
        let records = records(&book(&[])).unwrap();
        let keys: Vec<_> = records.iter().map(|record| record.key.as_deref().unwrap()).collect();
        assert_eq!(keys, ["two.xhtml", "OEBPS/text/one a.xhtml", "OEBPS/p.png"]);
        let first = records[1].imported.as_ref().unwrap();
        assert_eq!(first.text, "First\n\nTen hurt.\n\nMore.\n");
        assert_eq!(first.stated.title.as_deref(), Some("First"));
        assert_eq!(first.stated.byline.as_deref(), Some("A. Writer, B. Writer"));
        assert_eq!(first.stated.publisher.as_deref(), Some("Example Press"));
        assert_eq!(first.stated.published.earliest, Day::new(2024, 2, 1));
        assert_eq!(first.stated.published.latest, Day::new(2024, 2, 29));
        assert_eq!(first.stated.modified.to_string(), "2024-05-01");
        assert_eq!(records[0].imported.as_ref().unwrap().stated.title.as_deref(), Some("Second"));
        assert!(records[2].imported.as_ref().unwrap().picture.is_some());
    }

    #[test]
    fn days_months_and_years_of_publication_are_claims() {
        let ends = |words| {
            let claim = published(words);
            claim.earliest.zip(claim.latest).map(|(a, b)| format!("{a} {b}"))
        };
        assert_eq!(ends("2024").as_deref(), Some("2024-01-01 2024-12-31"));
        assert_eq!(ends("2024-02-14T00:00:00+00:00").as_deref(), Some("2024-02-14 2024-02-14"));
        for none in ["", "24", "2024-13", "0000", "MMXX", "2024-"] {
            assert_eq!(ends(none), None, "{none}");
        }
    }

    #[test]
    fn locked_chapters_lock_the_book_and_hidden_fonts_do_not() {
        let lock = |method: &str, path: &str| {
            format!(
                "<encryption><EncryptedData><EncryptionMethod Algorithm='{method}'/><CipherData><CipherReference URI='{path}'/></CipherData></EncryptedData></encryption>"
            )
        };
        let with = |text: String| records(&book(&[("META-INF/encryption.xml", text.as_bytes())]));
        let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
        assert_eq!(with(lock(aes, "OEBPS/text/one%20a.xhtml")), Err(Unreadable::Locked { format: FORMAT }));
        assert!(with(lock(aes, "OEBPS/font.otf")).is_ok());
        assert!(with(lock(HIDES_FONTS[0], "two.xhtml")).is_ok());
    }

    #[test]
    fn a_missing_or_deep_chapter_costs_only_itself() {
        let deep = "<div>".repeat(100_000);
        let bytes = archive_of(&[
            ("META-INF/container.xml", CONTAINER),
            ("OEBPS/book.opf", PACKAGE),
            ("two.xhtml", deep.as_bytes()),
        ]);
        let records = records(&bytes).unwrap();
        assert_eq!(records[0].imported, Err(Unreadable::TooDeep { format: FORMAT }));
        assert!(matches!(records[1].imported, Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_book_cut_short_is_refused() {
        let whole = book(&[]);
        for end in (0..whole.len()).step_by(7) {
            assert!(records(&whole[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn references_stay_in_the_book() {
        assert_eq!(resolved("a/b", "../../../c%2Fd.x#e"), "c/d.x");
        assert_eq!(resolved("a", "/b%zz%"), "b%zz%");
        assert_eq!(
            without_empty("a<title/>b<script src='x'/>c<p/>d<title>e</title>"),
            "abc<p/>d<title>e</title>"
        );
    }
}
