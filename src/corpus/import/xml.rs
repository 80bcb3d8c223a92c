//! XML as documents hold it: elements and words, read one after the other without recursion.
//!
//! Owns what is believed of XML: entities are the five of the standard and numbers, nothing that a
//! document declares; damage ends the reading where it stands.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Unreadable;
use super::archive::damaged;
use crate::corpus::decode::{self, NotText};

/// Elements nested deeper than this are damage.
const DEEPEST: usize = 2000;
/// How far into a part its encoding is declared, in bytes.
const PRESCAN: usize = 256;

/// What comes next in a document.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins; one without content ends at once.
    Start(Element<'a>),
    /// The innermost open element ends.
    End(String),
    /// Words between elements.
    Words(String),
}

/// The beginning of an element.
#[derive(Debug)]
pub struct Element<'a> {
    /// Its name without a prefix.
    pub name: String,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let mut named = all
            .with_checks(false)
            .flatten()
            .filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
        named.next().map(|attribute| unescaped(&String::from_utf8_lossy(&attribute.value)))
    }

    /// The number that an attribute holds, `1` where it holds none.
    pub fn count(&self, name: &str, most: usize) -> usize {
        self.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).min(most)
    }
}

/// A document being read.
pub struct Document<'a> {
    reader: Reader<&'a [u8]>,
    format: &'static str,
    depth: usize,
}

impl<'a> Document<'a> {
    /// Begins to read the text of a document of a format.
    pub fn new(text: &'a str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self { reader, format, depth: 0 }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// What comes next, `None` at the end.
    ///
    /// # Errors
    /// The document is damaged from here on, or nested without end.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Unreadable> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.broken(&error.to_string()))?;
            return Ok(Some(match event {
                Event::Eof if self.depth > 0 => return Err(self.broken("it ends too early")),
                Event::Eof => return Ok(None),
                Event::Start(start) => self.start(start)?,
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End(text_of(end.local_name().as_ref()))
                }
                Event::Text(words) => Node::Words(text_of(&words)),
                Event::CData(words) => Node::Words(text_of(&words)),
                Event::GeneralRef(reference) => Node::Words(resolved(&reference)),
                _ => continue,
            }));
        }
    }

    /// Passes over the element that has just begun.
    ///
    /// # Errors
    /// As [`Document::next`].
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// The words in the element that has just begun, on one line.
    ///
    /// # Errors
    /// As [`Document::next`].
    pub fn words(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Node::Words(words)) => all.push_str(&words),
                Some(_) => {}
                None => break,
            }
        }
        Ok(all.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn start(&mut self, start: BytesStart<'a>) -> Result<Node<'a>, Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable::TooDeep { format: self.format });
        }
        Ok(Node::Start(Element { name: text_of(start.local_name().as_ref()), start }))
    }

    fn broken(&self, why: &str) -> Unreadable {
        damaged(self.format, why.trim_end_matches('.'))
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The text of a part, by what its declaration says.
///
/// # Errors
/// [`NotText`]
pub fn decoded(bytes: &[u8]) -> Result<String, NotText> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).into_owned();
    let declared =
        head.split_once("encoding=").and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    decode::decode_declared(bytes, declared).map(|decoded| decoded.text)
}

/// What a reference stands for; one that only the document itself declares stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = text_of(reference);
    resolve_xml_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<String, Unreadable> {
        let mut document = Document::new(text, "test");
        let mut all = String::new();
        while let Some(node) = document.next()? {
            if let Node::Words(words) = node {
                all.push_str(&words);
            }
        }
        Ok(all)
    }

    #[test]
    fn entities_are_the_five_and_numbers() {
        let text = "<a>&lt;&amp;&#233;&#x65E5;&quot; &mine; & more<![CDATA[<b>]]></a>";
        assert_eq!(words(text).unwrap(), "<&é日\" &mine; & more<b>");
        assert_eq!(words("<a>&#0;&#xFFFFFFFF;</a>").unwrap(), "&#0;&#xFFFFFFFF;");
    }

    #[test]
    fn a_document_that_declares_entities_of_entities_does_not_grow() {
        let mut text = "<!DOCTYPE a [<!ENTITY e0 \"lol\">".to_owned();
        for level in 1..20 {
            text += &format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10));
        }
        text += "]><a>&e19;</a>";
        assert_eq!(words(&text).unwrap(), "&e19;");
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert_eq!(words(&"<a>".repeat(100_000)), Err(Unreadable::TooDeep { format: "test" }));
        assert!(words(&"</a>".repeat(100_000)).is_ok());
    }

    #[test]
    fn elements_are_skipped_and_read_whole() {
        let mut document = Document::new("<a><b>one<c>two</c></b><d> three <e/>four</d></a>", "test");
        let mut seen = Vec::new();
        while let Some(node) = document.next().unwrap() {
            match node {
                Node::Start(element) if element.name == "b" => document.skip().unwrap(),
                Node::Start(element) if element.name == "d" => seen.push(document.words().unwrap()),
                Node::Words(words) => seen.push(words),
                _ => {}
            }
        }
        assert_eq!(seen, ["three four"]);
        assert_eq!(document.depth(), 0);
    }

    #[test]
    fn attributes_are_found_without_their_prefix() {
        let mut document = Document::new("<w:a w:id='x &amp; y' n='7' bad/>", "test");
        let Ok(Some(Node::Start(element))) = document.next() else { panic!() };
        assert_eq!(element.attribute("id").as_deref(), Some("x & y"));
        assert_eq!((element.count("n", 5), element.count("m", 5)), (5, 1));
    }
}
