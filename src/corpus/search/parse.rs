//! Reading a query as it is typed: whatever stands in the field means something, and what is not
//! finished is told in a hint.
//!
//! NEAR binds before NOT, NOT before AND, AND before OR; words side by side are joined by AND. The
//! operators are written in capitals, but for `near/5`. The word being typed, the last one with
//! nothing behind it, may go on.

use super::days::Days;
use super::query::{Field, Key, Node, Query, Thing, Wanted, Words};

/// The greatest number of words between the two sides of NEAR where none is given.
const NEAR: u32 = 10;
/// The greatest number that may be given.
const FARTHEST: u32 = 1_000;
/// No more words and signs than this are read: more is an article pasted by mistake.
const MOST_TOKENS: usize = 200;
/// Nor more than this, in bytes.
const MOST_BYTES: usize = 4_000;
/// Parentheses nest no deeper.
const DEEPEST: usize = 40;

/// Reads a query.
pub fn parse(text: &str) -> Query {
    let mut hints = Vec::new();
    let end = text.floor_char_boundary(MOST_BYTES);
    if end < text.len() {
        hints.push(format!("Only the first {MOST_BYTES} bytes are looked for."));
    }
    let text = &text[..end];
    let mut tokens = tokens(text, &mut hints);
    if tokens.len() > MOST_TOKENS {
        tokens.truncate(MOST_TOKENS);
        hints.push(format!("Only the first {MOST_TOKENS} words are looked for."));
    }
    let mut parser = Parser { tokens, at: 0, depth: 0, hints };
    let root = parser.whole();
    let mut hints = parser.hints;
    hints.dedup();
    Query { root, hints }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    Leaf(Node),
}

/// What is read of a text, and what is left.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, of: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(of);
    }

    /// Takes characters up to the first that ends them.
    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn take_one(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let Some(first) = self.rest.chars().next().filter(|c| wanted(*c)) else { return false };
        self.rest = &self.rest[first.len_utf8()..];
        true
    }

    /// What stands in quotation marks, after the first of them; and whether the second is there.
    fn quoted(&mut self) -> (&'a str, bool) {
        let words = self.take(is_quote);
        (words, self.take_one(is_quote))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn tokens(text: &str, hints: &mut Vec<String>) -> Vec<Token> {
    let mut reader = Reader { rest: text };
    let mut tokens = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        if reader.rest.is_empty() || tokens.len() > MOST_TOKENS {
            return tokens;
        }
        if reader.take_one(|c| c == '(') {
            tokens.push(Token::Open);
        } else if reader.take_one(|c| c == ')') {
            tokens.push(Token::Close);
        } else if reader.take_one(is_quote) {
            tokens.extend(phrase(&mut reader, hints).map(Token::Leaf));
        } else {
            let ends = |c: char| c.is_whitespace() || is_quote(c) || "()".contains(c);
            let word = reader.take(ends);
            tokens.extend(word_tokens(word, &mut reader, hints));
        }
    }
}

fn phrase(reader: &mut Reader<'_>, hints: &mut Vec<String>) -> Option<Node> {
    let (text, closed) = reader.quoted();
    if !closed {
        hints.push("The quotation mark is not closed yet.".to_owned());
    }
    let typing = !closed && !text.ends_with(char::is_whitespace);
    let starred = text.trim_end().ends_with('*');
    words(text, true, typing || starred)
}

fn words(text: &str, quoted: bool, prefix: bool) -> Option<Node> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = text.trim_end_matches(['*', ' ']);
    let text = if stem.is_empty() { return None } else { stem.to_owned() };
    Some(Node::Words(Words { text, quoted, prefix }))
}

/// The tokens of a run of characters without blanks.
fn word_tokens(word: &str, reader: &mut Reader<'_>, hints: &mut Vec<String>) -> Vec<Token> {
    let word = trimmed(word, hints);
    if let Some(operator) = operator(word, hints) {
        return vec![operator];
    }
    if word == "-" && reader.rest.starts_with(|c| is_quote(c) || c == '(') {
        return vec![Token::Not];
    }
    match word.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphabetic)) {
        Some(rest) => std::iter::once(Token::Not).chain(word_tokens(rest, reader, hints)).collect(),
        None => leaf(word, reader, hints).map(Token::Leaf).into_iter().collect(),
    }
}

/// A word without the punctuation of the sentence it was copied from; a sign alone stays.
fn trimmed<'a>(word: &'a str, hints: &mut Vec<String>) -> &'a str {
    const MARKS: [char; 7] = [',', ';', ':', '!', '?', '…', '*'];
    let start = word.trim_start_matches(MARKS);
    if start.is_empty() {
        return word;
    }
    if word.starts_with('*') {
        hints.push("A star stands at the end of a word only.".to_owned());
    }
    let field = start.trim_start_matches('-').split_once(':').and_then(|(key, _)| Key::of_word(key));
    let ended = |c: char| c != '*' && (c == '.' || MARKS.contains(&c));
    let core = if field.is_some() { start } else { start.trim_end_matches(ended) };
    if core.is_empty() { start } else { core }
}

fn operator(word: &str, hints: &mut Vec<String>) -> Option<Token> {
    match word {
        "AND" => return Some(Token::And),
        "OR" => return Some(Token::Or),
        "NOT" => return Some(Token::Not),
        "NEAR" => return Some(Token::Near(NEAR)),
        _ => {}
    }
    let (near, distance) = word.split_once('/').filter(|(near, _)| near.eq_ignore_ascii_case("near"))?;
    if let Ok(distance) = distance.parse::<u32>() {
        return Some(Token::Near(distance.min(FARTHEST)));
    }
    if near != "NEAR" {
        return None;
    }
    hints.push(format!("NEAR/ waits for a number of words; {NEAR} for now."));
    Some(Token::Near(NEAR))
}

/// A word or a filter.
fn leaf(word: &str, reader: &mut Reader<'_>, hints: &mut Vec<String>) -> Option<Node> {
    if let Some((key, value)) = word.split_once(':') {
        if let Some(key) = Key::of_word(key) {
            return filter(key, value, reader, hints);
        }
        let named = key.len() > 1 && key.chars().all(char::is_alphabetic);
        if named && !value.starts_with('/') {
            hints.push(format!("“{key}:” is no field, so it is looked for as words."));
        }
    }
    words(word, false, reader.rest.is_empty() || word.ends_with('*'))
}

fn filter(key: Key, value: &str, reader: &mut Reader<'_>, hints: &mut Vec<String>) -> Option<Node> {
    let quoted = value.is_empty() && reader.take_one(is_quote);
    let (value, closed) = if quoted { reader.quoted() } else { (value, false) };
    let stem = value.trim().trim_end_matches('*').trim_end();
    if quoted && !closed {
        hints.push("The quotation mark is not closed yet.".to_owned());
    }
    if stem.is_empty() {
        hints.push(format!("{}: waits for {}.", key.word(), expected(key)));
        return None;
    }
    let whole = closed && !value.trim().ends_with('*');
    let wanted = wanted(key, stem, whole);
    if wanted.is_none() {
        hints.push(format!("{}: reads {}.", key.word(), expected(key)));
    }
    Some(Node::Field(Field { key, wanted: wanted? }))
}

fn wanted(key: Key, text: &str, whole: bool) -> Option<Wanted> {
    match key {
        Key::Date if text.eq_ignore_ascii_case("undated") => Some(Wanted::Days(None)),
        Key::Date => Days::parse(text).map(|days| Wanted::Days(Some(days))),
        Key::Has => Thing::of_word(text).map(Wanted::Thing),
        _ => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Wanted::Name { text, whole })
        }
    }
}

fn expected(key: Key) -> &'static str {
    match key {
        Key::Date => "2024, 2024-02, 2024-02-06, 2024-02..2024-03, >=2024-02-06 or undated",
        Key::Has => "figure, passage, date, publisher or memo",
        Key::In => "passage, or the name of a tag",
        Key::Language => "a language, such as Arabic",
        _ => "a name",
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    hints: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next_is(&mut self, token: &Token) -> bool {
        let is = self.peek() == Some(token);
        self.at += usize::from(is);
        is
    }

    fn hint(&mut self, hint: &str) {
        self.hints.push(hint.to_owned());
    }

    fn whole(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        while self.at < self.tokens.len() {
            let before = self.at;
            all.extend(self.any());
            if self.next_is(&Token::Close) {
                self.hint("A parenthesis is closed that was not opened.");
            } else if self.at == before {
                self.at += 1;
            }
        }
        joined(all, Node::All)
    }

    fn any(&mut self) -> Option<Node> {
        let mut any: Vec<Node> = self.all().into_iter().collect();
        while self.next_is(&Token::Or) {
            let next = self.all();
            if next.is_none() || any.is_empty() {
                self.hint("OR waits for words on both sides.");
            }
            any.extend(next);
        }
        joined(any, Node::Any)
    }

    fn all(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        let mut waits = false;
        loop {
            match self.peek() {
                None | Some(Token::Or | Token::Close) => break,
                Some(Token::And) => {
                    self.at += 1;
                    waits = true;
                    if all.is_empty() {
                        self.hint("AND waits for words on both sides.");
                    }
                }
                Some(Token::Near(_)) => {
                    self.at += 1;
                    self.hint("NEAR waits for words on both sides.");
                }
                Some(Token::Not | Token::Open | Token::Leaf(_)) => {
                    let next = self.not();
                    waits &= next.is_none();
                    all.extend(next);
                }
            }
        }
        if waits {
            self.hint("AND waits for words on both sides.");
        }
        joined(all, Node::All)
    }

    fn not(&mut self) -> Option<Node> {
        let mut times = 0;
        while self.next_is(&Token::Not) {
            times += 1;
        }
        let node = self.near();
        if node.is_none() && times > 0 {
            self.hint("NOT waits for words behind it.");
        }
        node.map(|node| if times % 2 == 1 { Node::Not(Box::new(node)) } else { node })
    }

    fn near(&mut self) -> Option<Node> {
        let mut node = self.one();
        while let Some(Token::Near(distance)) = self.peek() {
            let distance = *distance;
            self.at += 1;
            let other = self.one();
            node = match (node, other) {
                (Some(one), Some(other)) => Some(Node::Near(Box::new(one), distance, Box::new(other))),
                (one, other) => {
                    self.hint("NEAR waits for words on both sides.");
                    one.or(other)
                }
            };
        }
        node
    }

    fn one(&mut self) -> Option<Node> {
        match self.peek() {
            Some(Token::Leaf(leaf)) => {
                let leaf = leaf.clone();
                self.at += 1;
                Some(leaf)
            }
            Some(Token::Open) => {
                self.at += 1;
                self.group()
            }
            _ => None,
        }
    }

    fn group(&mut self) -> Option<Node> {
        if self.depth >= DEEPEST {
            self.hint("The parentheses nest too deeply; the innermost are passed over.");
            return None;
        }
        self.depth += 1;
        let node = self.any();
        self.depth -= 1;
        if !self.next_is(&Token::Close) {
            self.hint("The parenthesis is not closed yet.");
        }
        node
    }
}

/// Parts joined, without a group around one alone or a group in a group of its kind.
fn joined(nodes: Vec<Node>, by: fn(Vec<Node>) -> Node) -> Option<Node> {
    let is_all = matches!(by(Vec::new()), Node::All(_));
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::All(inner) if is_all => flat.extend(inner),
            Node::Any(inner) if !is_all => flat.extend(inner),
            node => flat.push(node),
        }
    }
    if flat.len() > 1 { Some(by(flat)) } else { flat.pop() }
}

#[cfg(test)]
mod tests;
