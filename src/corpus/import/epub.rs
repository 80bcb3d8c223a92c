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
mod tests;
