//! A page made simple: what shows text, and nothing else, in one stream with its own fonts.
//!
//! pdf-extract panics on colours, patterns and pictures that it does not know, repeats forms (parts
//! that pages share) without end, and knows neither their place nor two of the four operators that
//! show text. None of it is needed for the words, so none of it reaches the library. Operators are
//! those of ISO 32000-1, section 9.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::limits;

/// The most that the contents of one page may unpack to, in bytes; parsed, they take 50 times as much.
const LARGEST: usize = 8 << 20;
/// The most operations of one page that show text.
const MOST: usize = 1_000_000;
/// How often a page may use forms.
const MOST_FORMS: usize = 20_000;
/// How deep forms may lie in one another.
const DEEPEST: usize = 12;
/// How many folders of pages may lie above a page.
const HIGHEST: usize = 64;

/// A simple page.
pub struct Simple {
    /// What shows its text.
    pub operations: Vec<Operation>,
    /// Its fonts, each under a name of its own.
    pub fonts: Dictionary,
}

impl Simple {
    /// Puts the simple page in the place of the page.
    pub fn put_into(&self, document: &mut Document, page: ObjectId) -> Option<()> {
        let content = Content { operations: self.operations.as_slice() }.encode().ok()?;
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let mut resources = Dictionary::new();
        resources.set("Font", self.fonts.clone());
        let mut simple = Dictionary::new();
        simple.set("Type", "Page");
        simple.set("Resources", resources);
        simple.set("Contents", content);
        let sides = [0.0, 0.0, 612.0, 792.0];
        simple.set("MediaBox", sides.map(Object::Real).to_vec());
        document.objects.insert(page, Object::Dictionary(simple));
        Some(())
    }
}

/// The simple form of a page, `None` where its contents are damaged or too large.
pub fn page(document: &Document, page: ObjectId) -> Option<Simple> {
    let dictionary = document.get_dictionary(page).ok()?;
    let mut content = Vec::new();
    for stream in contents(document, dictionary)? {
        content.extend(limits::unpacked(stream, LARGEST.checked_sub(content.len())?)?);
        content.push(b'\n');
    }
    let none = Dictionary::new();
    let resources = inherited_resources(document, dictionary).unwrap_or(&none);
    let simple = Simple { operations: Vec::new(), fonts: Dictionary::new() };
    let left = Left { operations: MOST, forms: MOST_FORMS, bytes: LARGEST };
    let mut making =
        Making { document, simple, left, is_cut: false, has_font: false, open_forms: Vec::new() };
    making.stream(&content, resources)?;
    (!making.is_cut).then_some(making.simple)
}

/// The streams of a page, `None` where one that it names is not there.
fn contents<'a>(document: &'a Document, page: &'a Dictionary) -> Option<Vec<&'a Stream>> {
    let stream = |object: &'a Object| document.dereference(object).ok()?.1.as_stream().ok();
    let Ok(contents) = page.get(b"Contents") else { return Some(Vec::new()) };
    match document.dereference(contents).ok()?.1 {
        Object::Array(several) => several.iter().map(stream).collect(),
        only => Some(vec![stream(only)?]),
    }
}

/// The resources of a page, or of the folder of pages nearest to it that has some.
fn inherited_resources<'a>(document: &'a Document, page: &'a Dictionary) -> Option<&'a Dictionary> {
    let mut here = page;
    for _ in 0..HIGHEST {
        if let Ok(resources) = here.get_deref(b"Resources", document).and_then(Object::as_dict) {
            return Some(resources);
        }
        here = here.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}

struct Making<'a> {
    document: &'a Document,
    simple: Simple,
    left: Left,
    /// Whether something was left out because the page is too large.
    is_cut: bool,
    has_font: bool,
    /// The forms being read, each inside the one before it.
    open_forms: Vec<ObjectId>,
}

/// What may yet be read of a page.
struct Left {
    operations: usize,
    forms: usize,
    bytes: usize,
}

/// What a stream keeps while it is gone through.
#[derive(Default)]
struct Open {
    /// For each state put aside, whether it had a font.
    states: Vec<bool>,
    /// For each piece of marked content, whether it is no part of the article.
    marked: Vec<bool>,
}

impl<'a> Making<'a> {
    fn stream(&mut self, content: &[u8], resources: &'a Dictionary) -> Option<()> {
        let content = decoded(content)?;
        let mut open = Open::default();
        for operation in content.operations {
            self.operation(operation, resources, &mut open);
        }
        // What a form leaves open must not reach its page.
        for has_font in open.states.into_iter().rev() {
            self.has_font = has_font;
            self.put("Q", Vec::new());
        }
        Some(())
    }

    fn operation(&mut self, operation: Operation, resources: &'a Dictionary, open: &mut Open) {
        let Operation { operator, operands } = operation;
        let shows = self.has_font && !open.marked.contains(&true);
        match (operator.as_str(), operands.as_slice()) {
            ("q", _) => {
                open.states.push(self.has_font);
                self.put("q", Vec::new());
            }
            ("Q", _) => {
                if let Some(has_font) = open.states.pop() {
                    self.has_font = has_font;
                    self.put("Q", Vec::new());
                }
            }
            ("BT" | "ET" | "T*", _) => self.put(&operator, Vec::new()),
            ("BMC" | "BDC", _) => open.marked.push(self.is_furniture(&operands, resources)),
            ("EMC", _) => {
                open.marked.pop();
            }
            ("cm" | "Tm", [_, _, _, _, _, _])
            | ("Td" | "TD", [_, _])
            | ("Tc" | "Tw" | "Tz" | "TL" | "Ts", [_])
                if operands.iter().all(is_number) =>
            {
                self.put(&operator, operands);
            }
            ("Tf", [Object::Name(name), size]) if is_number(size) => self.font(name, size, resources),
            ("Tj", [Object::String(..)]) | ("TJ", [Object::Array(_)]) if shows => {
                self.put(&operator, operands);
            }
            ("'", [words @ Object::String(..)]) if shows => self.next_line(words),
            ("\"", [word, letter, words @ Object::String(..)])
                if shows && is_number(word) && is_number(letter) =>
            {
                self.put("Tw", vec![word.clone()]);
                self.put("Tc", vec![letter.clone()]);
                self.next_line(words);
            }
            ("Do", [Object::Name(name)]) if !open.marked.contains(&true) => self.form(name, resources),
            _ => {}
        }
    }

    fn put(&mut self, operator: &str, operands: Vec<Object>) {
        if self.left.operations == 0 {
            self.is_cut = true;
            return;
        }
        self.left.operations -= 1;
        self.simple.operations.push(Operation::new(operator, operands));
    }

    fn next_line(&mut self, words: &Object) {
        self.put("T*", Vec::new());
        self.put("Tj", vec![words.clone()]);
    }

    /// Whether marked content is a running head, a page number or the like, as the file says itself.
    fn is_furniture(&self, operands: &[Object], resources: &Dictionary) -> bool {
        let [Object::Name(tag), properties] = operands else { return false };
        let named = |name: &[u8]| {
            let all = resources.get_deref(b"Properties", self.document).and_then(Object::as_dict).ok()?;
            all.get_deref(name, self.document).and_then(Object::as_dict).ok()
        };
        let properties = match properties {
            Object::Dictionary(properties) => Some(properties),
            Object::Name(name) => named(name),
            _ => None,
        };
        tag == b"Artifact" && properties.is_some_and(|properties| properties.has_type(b"Pagination"))
    }

    /// Chooses a font, under a name that no other font of the page has.
    fn font(&mut self, name: &[u8], size: &Object, resources: &'a Dictionary) {
        let fonts = resources.get_deref(b"Font", self.document).and_then(Object::as_dict);
        let Some(font) = fonts.ok().and_then(|fonts| fonts.get(name).ok()) else { return };
        let is_font = self.document.dereference(font).is_ok_and(|(_, font)| font.as_dict().is_ok());
        if !is_font {
            return;
        }
        let known = self.simple.fonts.iter().find(|(_, other)| *other == font).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = format!("F{}", self.simple.fonts.len()).into_bytes();
            self.simple.fonts.set(name.clone(), font.clone());
            name
        });
        self.has_font = true;
        self.put("Tf", vec![Object::Name(name), size.clone()]);
    }

    /// Takes over what a form shows, at its place; a form inside itself shows nothing.
    fn form(&mut self, name: &[u8], resources: &'a Dictionary) {
        let forms = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok();
        let Some(id) = forms.and_then(|forms| forms.get(name).ok()?.as_reference().ok()) else { return };
        let Ok(form) = self.document.get_object(id).and_then(Object::as_stream) else { return };
        let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !is_form || self.open_forms.contains(&id) {
            return;
        }
        if self.left.forms == 0 || self.open_forms.len() >= DEEPEST {
            self.is_cut = true;
            return;
        }
        let Some(content) = limits::unpacked(form, self.left.bytes) else {
            self.is_cut = true;
            return;
        };
        self.left.forms -= 1;
        self.left.bytes -= content.len();
        self.open_forms.push(id);
        self.form_content(form, &content, resources);
        self.open_forms.pop();
    }

    fn form_content(&mut self, form: &'a Stream, content: &[u8], resources: &'a Dictionary) {
        // An old form without resources uses those of its page.
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict);
        let resources = own.unwrap_or(resources);
        let had_font = self.has_font;
        self.put("q", Vec::new());
        if let Ok(Object::Array(matrix)) = form.dict.get_deref(b"Matrix", self.document)
            && matrix.len() == 6
            && matrix.iter().all(is_number)
        {
            self.put("cm", matrix.clone());
        }
        // A damaged form costs its own words only, as on paper.
        let _ = self.stream(content, resources);
        self.put("Q", Vec::new());
        self.has_font = had_font;
    }
}

/// The operations of a stream. The library stops at a comment, so comments are taken out where it
/// does not reach the end.
fn decoded(content: &[u8]) -> Option<Content<Vec<Operation>>> {
    if let Ok(whole) = Content::decode_strict(content) {
        return Some(whole);
    }
    Content::decode(&without_comments(content)).ok()
}

/// The stream with blanks for its comments, which run from `%` outside a string to the end of the line.
fn without_comments(content: &[u8]) -> Vec<u8> {
    let (mut depth, mut escaped, mut is_comment) = (0_usize, false, false);
    let blanked = content.iter().map(|&byte| {
        if is_comment {
            is_comment = !matches!(byte, b'\r' | b'\n');
            return if is_comment { b' ' } else { byte };
        }
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' => escaped = depth > 0,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'%' if depth == 0 => {
                is_comment = true;
                return b' ';
            }
            _ => {}
        }
        byte
    });
    blanked.collect()
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_) | Object::Real(_))
}
