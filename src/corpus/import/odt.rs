//! OpenDocument texts: the text as it would be printed, with its notes, and the pictures in it.
//!
//! Element names are those of OpenDocument 1.3 part 3, read without their prefixes. Deleted
//! changes, comments and hidden text are left out; a list has no marks.

use super::archive::{Archive, damaged};
use super::flow::Flow;
use super::properties::Properties;
use super::xml::{Document, Element, Node};
use super::{Imported, Importer, Record, Source, Take, Unreadable};

/// What an OpenDocument text is called in a sentence.
const FORMAT: &str = "OpenDocument text";
/// The largest file, in bytes.
const LARGEST: u64 = 128 << 20;
/// The most blanks that one element stands for.
const MOST_BLANKS: usize = 100;

/// Reads `.odt` files.
pub struct Odt;

impl Importer for Odt {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        let bytes = source.whole(LARGEST)?;
        let mut archive = Archive::open(&bytes, FORMAT)?;
        if is_locked(&mut archive)? {
            return Err(Unreadable::Locked { format: FORMAT });
        }
        let content = archive.text("content.xml")?.ok_or_else(|| damaged(FORMAT, "its text is missing"))?;
        let text = text(&content)?;
        if !text.is_empty() {
            let stated = properties(&mut archive)?.stated(&text);
            let imported = Imported { text, stated, ..Imported::default() };
            if take(Record { key: None, imported: Ok(imported) }).is_break() {
                return Ok(());
            }
        }
        let pictures = archive.names().into_iter().filter(|name| name.starts_with("Pictures/"));
        let pictures: Vec<String> = pictures.collect();
        archive.pictures(pictures, take)
    }
}

/// Whether the list of parts says how they are encrypted.
fn is_locked(archive: &mut Archive<'_>) -> Result<bool, Unreadable> {
    let Some(manifest) = archive.text("META-INF/manifest.xml")? else { return Ok(false) };
    let mut document = Document::new(&manifest, FORMAT);
    while let Some(node) = document.next()? {
        if matches!(node, Node::Start(element) if element.name == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

fn properties(archive: &mut Archive<'_>) -> Result<Properties, Unreadable> {
    let mut properties = Properties::default();
    let mut last_writer = String::new();
    let Some(meta) = archive.text("meta.xml")? else { return Ok(properties) };
    let mut document = Document::new(&meta, FORMAT);
    while let Some(node) = document.next()? {
        let Node::Start(element) = node else { continue };
        match element.name.as_str() {
            "title" => properties.title = document.words()?,
            "initial-creator" => properties.author = document.words()?,
            "creator" => last_writer = document.words()?,
            "date" => properties.modified = document.words()?,
            _ => {}
        }
    }
    if properties.author.is_empty() {
        properties.author = last_writer;
    }
    Ok(properties)
}

fn text(content: &str) -> Result<String, Unreadable> {
    let mut reading =
        Reading { document: Document::new(content, FORMAT), flow: Flow::default(), paragraphs: 0 };
    while let Some(node) = reading.document.next()? {
        match node {
            Node::Start(element) => reading.start(&element)?,
            Node::End(name) => reading.end(&name),
            Node::Words(words) if reading.paragraphs > 0 => reading.flow.add(&single_spaced(&words)),
            Node::Words(_) => {}
        }
    }
    Ok(reading.flow.finish())
}

/// Blanks in the source count as one; those of the text are elements.
fn single_spaced(words: &str) -> String {
    let mut spaced = String::with_capacity(words.len());
    for c in words.chars() {
        let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !is_blank {
            spaced.push(c);
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    spaced
}

/// A text being read.
struct Reading<'a> {
    document: Document<'a>,
    flow: Flow,
    /// How many paragraphs are open; one in a box or a note stands inside another.
    paragraphs: usize,
}

impl Reading<'_> {
    fn start(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        match element.name.as_str() {
            // Deleted changes, comments, numbers of notes, descriptions, phonetic readings.
            "tracked-changes" | "annotation" | "note-citation" | "title" | "desc" | "hidden-text"
            | "hidden-paragraph" | "ruby-text" | "forms" | "font-face-decls" | "automatic-styles"
            | "binary-data" => {
                return self.document.skip();
            }
            "p" | "h" => self.paragraphs += 1,
            "s" => self.flow.add(&" ".repeat(element.count("c", MOST_BLANKS))),
            "tab" => self.flow.add("\t"),
            "line-break" => self.flow.end_line(),
            "note" | "text-box" => self.flow.start_aside(),
            "table" => self.flow.start_table(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.end_paragraph();
            }
            "note" => self.flow.end_note(),
            "text-box" => self.flow.end_box(),
            "table-cell" => self.flow.end_cell(),
            "table-row" => self.flow.end_row(),
            "table" => self.flow.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive::archive_of;
    use super::super::picture::picture_of;
    use super::*;

    fn file(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
        let content =
            format!("<?xml version='1.0'?><office:body><office:text>{body}</office:text></office:body>");
        let mut parts: Vec<(&str, &[u8])> = vec![("content.xml", content.as_bytes())];
        parts.extend(more);
        archive_of(&parts)
    }

    fn text_of(body: &str) -> String {
        super::super::only(&Odt, &file(body, &[])).unwrap().text
    }

    #[test]
    fn paragraphs_blanks_and_tables_are_kept() {
        let body = "<text:h>Talks\n  resume</text:h>\n <text:p>Ten<text:s text:c='2'/><text:span>hurt</text:span><text:tab/>x<text:line-break/>and more</text:p>\
            <table:table><table:table-row><table:table-cell><text:p>Killed</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row>\
            <table:table-row><table:table-cell/><table:table-cell><text:p>30</text:p><text:p>hurt</text:p></table:table-cell></table:table-row></table:table>\
            <text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>";
        assert_eq!(text_of(body), "Talks resume\n\nTen  hurt\tx\nand more\n\nKilled\t12\n\t30 hurt\n\nOne\n");
    }

    #[test]
    fn notes_and_boxes_stand_apart_and_changes_are_accepted() {
        let body = "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>\
            <text:p>Ten hurt<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By the ministry</text:p></text:note-body></text:note>\
            <draw:frame><draw:text-box><text:p>A box</text:p></draw:text-box><svg:desc>alt</svg:desc></draw:frame>.<office:annotation><text:p>why?</text:p></office:annotation></text:p>";
        assert_eq!(text_of(body), "Ten hurt[1].\n\nA box\n\n[1] By the ministry\n");
    }

    #[test]
    fn a_manifest_that_tells_of_encryption_locks_the_file() {
        let manifest = b"<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
        let file = file("<text:p>x</text:p>", &[("META-INF/manifest.xml", manifest)]);
        assert_eq!(super::super::only(&Odt, &file), Err(Unreadable::Locked { format: FORMAT }));
    }

    #[test]
    fn properties_name_who_began_the_text() {
        let meta = b"<office:meta><dc:title>Talks</dc:title><dc:creator>Last</dc:creator><meta:initial-creator>First</meta:initial-creator>\
            <meta:creation-date>2024-01-01</meta:creation-date><dc:date>2024-02-03T10:00:00.123</dc:date></office:meta>";
        let stated =
            super::super::only(&Odt, &file("<text:p>x</text:p>", &[("meta.xml", meta)])).unwrap().stated;
        assert_eq!((stated.title.as_deref(), stated.byline.as_deref()), (Some("Talks"), Some("First")));
        assert_eq!((stated.modified.to_string(), stated.published.is_open()), ("2024-02-03".into(), true));
    }

    #[test]
    fn a_file_of_pictures_only_gives_its_pictures() {
        let picture = picture_of(300, 200, image::ImageFormat::Jpeg);
        let imported = super::super::only(&Odt, &file("", &[("Pictures/1.jpg", &picture)])).unwrap();
        assert!(imported.picture.is_some());
    }

    #[test]
    fn a_file_cut_short_or_nested_without_end_is_refused() {
        let whole = file("<text:p>Ten were reported hurt</text:p>", &[]);
        for end in 0..whole.len() {
            assert!(super::super::only(&Odt, &whole[..end]).is_err(), "{end}");
        }
        let deep = file(&"<text:span>".repeat(100_000), &[]);
        assert_eq!(super::super::only(&Odt, &deep), Err(Unreadable::TooDeep { format: FORMAT }));
    }
}
