//! Word files: the text as it would be printed, with its notes, and the pictures in it.
//!
//! Tracked changes are taken as accepted: what was deleted is left out, what was inserted stands.
//! Headers and footers of pages, comments and hidden text are left out. A list has no marks.
//! Element names are those of ECMA-376 part 1 (WordprocessingML), read without their prefixes.

use std::collections::HashMap;

use super::archive::{Archive, damaged};
use super::flow::Flow;
use super::properties::Properties;
use super::xml::{Document, Element, Node};
use super::{Imported, Importer, Record, Source, Take, Unreadable};

/// What a Word file is called in a sentence.
const FORMAT: &str = "Word file";
/// The largest file, in bytes.
const LARGEST: u64 = 128 << 20;

/// Reads `.docx` files.
pub struct Docx;

impl Importer for Docx {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        let bytes = source.whole(LARGEST)?;
        let mut archive = Archive::open(&bytes, FORMAT)?;
        let text = text(&mut archive)?;
        let pictures = archive.names().into_iter().filter(|name| name.contains("/media/"));
        let pictures: Vec<String> = pictures.collect();
        if !text.is_empty() {
            let stated = properties(&mut archive)?.stated(&text);
            let imported = Imported { text, stated, ..Imported::default() };
            if take(Record { key: None, imported: Ok(imported) }).is_break() {
                return Ok(());
            }
        }
        archive.pictures(pictures, take)
    }
}

fn text(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    let main = main_part(archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = archive.text(&main)?.ok_or_else(|| damaged(FORMAT, "its text is missing"))?;
    let mut notes = HashMap::new();
    for kind in ["footnote", "endnote"] {
        if let Some(part) = archive.text(&format!("{folder}/{kind}s.xml"))? {
            read_notes(&part, kind, &mut notes)?;
        }
    }
    let mut reading = Reading { notes: &notes, ..Reading::of(&document) };
    reading.read()?;
    Ok(reading.flow.finish())
}

/// The part that holds the text, as the relations of the file name it.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    const USUAL: &str = "word/document.xml";
    let Some(relations) = archive.text("_rels/.rels")? else { return Ok(USUAL.to_owned()) };
    let mut document = Document::new(&relations, FORMAT);
    while let Some(node) = document.next()? {
        let Node::Start(element) = node else { continue };
        let kind = element.attribute("Type").unwrap_or_default();
        if kind.ends_with("/officeDocument") {
            let target = element.attribute("Target").unwrap_or_default();
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(USUAL.to_owned())
}

fn properties(archive: &mut Archive<'_>) -> Result<Properties, Unreadable> {
    let mut properties = Properties::default();
    let Some(core) = archive.text("docProps/core.xml")? else { return Ok(properties) };
    let mut document = Document::new(&core, FORMAT);
    while let Some(node) = document.next()? {
        let Node::Start(element) = node else { continue };
        match element.name.as_str() {
            "title" => properties.title = document.words()?,
            "creator" => properties.author = document.words()?,
            "modified" => properties.modified = document.words()?,
            _ => {}
        }
    }
    Ok(properties)
}

/// The words of every note, by its kind and number.
fn read_notes(
    part: &str,
    kind: &'static str,
    notes: &mut HashMap<(&'static str, String), String>,
) -> Result<(), Unreadable> {
    let mut reading = Reading::of(part);
    let mut open = None;
    while let Some(node) = reading.document.next()? {
        match node {
            Node::Start(element) if element.name == kind => {
                // Those with a type are the lines between text and notes.
                let is_note = element.attribute("type").is_none_or(|kind| kind == "normal");
                open = element.attribute("id").filter(|_| is_note);
                reading.flow = Flow::default();
            }
            Node::End(name) if name == kind => {
                let words = std::mem::take(&mut reading.flow).finish();
                notes.extend(open.take().map(|id| ((kind, id), words.trim_end().to_owned())));
            }
            node => reading.node(node)?,
        }
    }
    Ok(())
}

static NO_NOTES: std::sync::LazyLock<HashMap<(&'static str, String), String>> =
    std::sync::LazyLock::new(HashMap::new);

/// A part being read.
struct Reading<'a> {
    document: Document<'a>,
    flow: Flow,
    notes: &'a HashMap<(&'static str, String), String>,
    /// Whether the words of the run are hidden.
    is_hidden: bool,
    /// Whether the end of the paragraph was deleted, so that the next one goes on with it.
    goes_on: bool,
    /// For every open choice, whether one of its alternatives was taken.
    choices: Vec<bool>,
    /// Whether words count: they stand in an element for words.
    in_words: bool,
}

impl<'a> Reading<'a> {
    fn of(part: &'a str) -> Self {
        Self {
            document: Document::new(part, FORMAT),
            flow: Flow::default(),
            notes: &NO_NOTES,
            is_hidden: false,
            goes_on: false,
            choices: Vec::new(),
            in_words: false,
        }
    }

    fn read(&mut self) -> Result<(), Unreadable> {
        while let Some(node) = self.document.next()? {
            self.node(node)?;
        }
        Ok(())
    }

    fn node(&mut self, node: Node<'_>) -> Result<(), Unreadable> {
        match node {
            Node::Start(element) => self.start(&element),
            Node::End(name) => {
                self.end(&name);
                Ok(())
            }
            Node::Words(words) => {
                if self.in_words && !self.is_hidden {
                    self.flow.add(&words);
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        match element.name.as_str() {
            // What was deleted or moved away, phonetic readings, comments.
            "del" | "moveFrom" | "rt" | "instrText" | "delText" | "comment" | "sectPr" => {
                return self.document.skip();
            }
            "pPr" => return self.paragraph_properties(),
            "t" => self.in_words = true,
            "vanish" => self.is_hidden = element.attribute("val").is_none_or(|on| is_on(&on)),
            "r" => self.is_hidden = false,
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => return self.alternative(),
            "tbl" => self.flow.start_table(),
            "txbxContent" => self.flow.start_aside(),
            _ => self.sign(element),
        }
        Ok(())
    }

    /// Elements that stand for a character, a line or a note.
    fn sign(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            _ if self.is_hidden => {}
            "tab" | "ptab" => self.flow.add("\t"),
            "br" | "cr" => self.flow.end_line(),
            "noBreakHyphen" => self.flow.add("\u{2011}"),
            "footnoteReference" => self.note("footnote", element),
            "endnoteReference" => self.note("endnote", element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" if std::mem::take(&mut self.goes_on) => {}
            "p" => self.flow.end_paragraph(),
            "t" => self.in_words = false,
            "r" => self.is_hidden = false,
            "tc" => self.flow.end_cell(),
            "tr" => self.flow.end_row(),
            "tbl" => self.flow.end_table(),
            "txbxContent" => self.flow.end_box(),
            "AlternateContent" => {
                self.choices.pop();
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: &'static str, element: &Element<'_>) {
        let note = element.attribute("id").and_then(|id| self.notes.get(&(kind, id)));
        if let Some(words) = note {
            self.flow.start_aside();
            self.flow.add(words);
            self.flow.end_note();
        }
    }

    /// Of the alternatives for one thing only the first is read.
    fn alternative(&mut self) -> Result<(), Unreadable> {
        match self.choices.last_mut() {
            Some(taken) if !*taken => *taken = true,
            Some(_) => return self.document.skip(),
            None => {}
        }
        Ok(())
    }

    /// Passes over the properties of a paragraph, noting whether its end was deleted.
    fn paragraph_properties(&mut self) -> Result<(), Unreadable> {
        let outside = self.document.depth().saturating_sub(1);
        while self.document.depth() > outside {
            match self.document.next()? {
                Some(Node::Start(element)) => self.goes_on |= element.name == "del",
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

#[cfg(test)]
mod tests {
    use super::super::archive::archive_of;
    use super::super::picture::picture_of;
    use super::*;

    fn file(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
        let document = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
        let mut parts: Vec<(&str, &[u8])> = vec![("word/document.xml", document.as_bytes())];
        parts.extend(more);
        archive_of(&parts)
    }

    fn text_of(body: &str) -> String {
        super::super::only(&Docx, &file(body, &[])).unwrap().text
    }

    fn p(words: &str) -> String {
        format!("<w:p><w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs_breaks_and_tables_are_kept() {
        let row = |a: &str, b: &str| {
            format!("<w:tr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr>", p(a), p(b), p("more"))
        };
        let body = format!(
            "{}<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Ten</w:t><w:tab/><w:t>hurt</w:t><w:br/><w:t>and &#8220;more&#8221;</w:t></w:r>\
             <w:hyperlink><w:r><w:t> there</w:t></w:r></w:hyperlink></w:p><w:tbl>{}{}</w:tbl>{}",
            p("Talks resume"),
            row("Killed", "12"),
            row("Hurt", "30"),
            p("After.")
        );
        let text =
            "Talks resume\n\nTen\thurt\nand “more” there\n\nKilled\t12 more\nHurt\t30 more\n\nAfter.\n";
        assert_eq!(text_of(&body), text);
    }

    #[test]
    fn tracked_changes_are_taken_as_accepted() {
        let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>At least </w:t></w:r>\
            <w:del><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins><w:r><w:t>twelve</w:t></w:r></w:ins></w:p>\
            <w:p><w:r><w:t> killed</w:t></w:r><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>";
        assert_eq!(text_of(body), "At least twelve killed\n");
    }

    #[test]
    fn fields_hidden_words_and_section_marks_are_left_out() {
        let body = "<w:p><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
            <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Seen</w:t></w:r></w:p><w:sectPr><w:t>x</w:t></w:sectPr>";
        assert_eq!(text_of(body), "Seen\n");
    }

    #[test]
    fn a_text_box_is_read_once_and_after_its_paragraph() {
        let content = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box"));
        let body = format!(
            "<w:p><w:r><w:t>Before </w:t><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback>\
             </mc:AlternateContent><w:t>and after</w:t></w:r></w:p>{}",
            p("Next")
        );
        assert_eq!(text_of(&body), "Before and after\n\nIn the box\n\nNext\n");
    }

    #[test]
    fn notes_stand_at_the_end_under_their_number() {
        let notes = format!(
            "<w:footnotes><w:footnote w:type='separator' w:id='-1'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
            p("x"),
            p("By the ministry")
        );
        let body = "<w:p><w:r><w:t>Ten hurt</w:t><w:footnoteReference w:id='2'/><w:t>.</w:t></w:r></w:p>";
        let file = file(body, &[("word/footnotes.xml", notes.as_bytes())]);
        assert_eq!(super::super::only(&Docx, &file).unwrap().text, "Ten hurt[1].\n\n[1] By the ministry\n");
    }

    #[test]
    fn properties_state_the_last_change_and_never_the_publication() {
        let core = "<cp:coreProperties><dc:title>Talks</dc:title><dc:creator>A. Writer</dc:creator>\
            <dcterms:created>2024-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-02-03T00:00:00Z</dcterms:modified></cp:coreProperties>";
        let file = file(&p("Ten hurt"), &[("docProps/core.xml", core.as_bytes())]);
        let stated = super::super::only(&Docx, &file).unwrap().stated;
        assert_eq!((stated.title.as_deref(), stated.byline.as_deref()), (Some("Talks"), Some("A. Writer")));
        assert_eq!((stated.modified.to_string(), stated.published.is_open()), ("2024-02-03".into(), true));
    }

    #[test]
    fn pictures_of_a_sensible_size_are_articles_of_their_own() {
        let (large, small) =
            (picture_of(200, 120, image::ImageFormat::Png), picture_of(16, 16, image::ImageFormat::Png));
        let parts: [(&str, &[u8]); 3] =
            [("word/media/b.png", &large), ("word/media/a.png", &small), ("word/media/c.png", b"broken")];
        let mut records = Vec::new();
        let file = file(&p("Ten hurt"), &parts);
        super::super::import(&Docx, &mut Source::of(&mut file.as_slice()), &mut |record| {
            records.push((record.key, record.imported.is_ok_and(|it| it.picture.is_some())));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(records, [(None, false), (Some("word/media/b.png".into()), true)]);
    }

    #[test]
    fn a_file_cut_short_or_nested_without_end_is_refused() {
        let whole = file(&p("Ten were reported hurt"), &[]);
        for end in 0..whole.len() {
            assert!(super::super::only(&Docx, &whole[..end]).is_err(), "{end}");
        }
        let deep = file(&"<w:p>".repeat(100_000), &[]);
        assert_eq!(super::super::only(&Docx, &deep), Err(Unreadable::TooDeep { format: FORMAT }));
        let cut = archive_of(&[("word/document.xml", b"<w:document><w:p><w:r><w:t>Ten")]);
        assert!(matches!(super::super::only(&Docx, &cut), Err(Unreadable::Damaged { .. })));
        let other = archive_of(&[("a.txt", b"words")]);
        assert!(matches!(super::super::only(&Docx, &other), Err(Unreadable::Damaged { .. })));
    }

    #[test]
    fn a_file_behind_a_password_says_so() {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert_eq!(super::super::only(&Docx, &bytes), Err(Unreadable::Locked { format: FORMAT }));
    }
}
