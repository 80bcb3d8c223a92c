//! A query as it was understood: what is written in the search field, as a tree.

use std::fmt;

use super::days::Days;

/// A query and what is to be said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is looked for; `None` where nothing is.
    pub root: Option<Node>,
    /// Plain sentences about what is unfinished or was read otherwise than written.
    pub hints: Vec<String>,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Every one of these, anywhere in the article.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// Both, with at most so many words between them, in either order.
    Near(Box<Node>, u32, Box<Node>),
    /// A word or a phrase.
    Words(Words),
    /// Something that is known of the article.
    Field(Field),
}

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// As written, with stars inside but not at the end.
    pub text: String,
    /// Whether it was in quotation marks, which look for exactly these words.
    pub quoted: bool,
    /// Whether the last word may go on.
    pub prefix: bool,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The publisher.
    Publisher,
    /// The day of publication.
    Date,
    /// A tag that passages of the article carry.
    Tag,
    /// What the article has, such as a figure.
    Has,
    /// Where the article came from.
    Origin,
    /// The language of its text.
    Language,
    /// Its title.
    Title,
    /// Its path in the dossier.
    Path,
    /// The format of its file.
    Format,
    /// Within which passages the words are to stand.
    In,
}

impl Key {
    /// Every key, in the order in which the help lists them.
    pub const ALL: [Self; 10] = [
        Self::Publisher,
        Self::Date,
        Self::Language,
        Self::Tag,
        Self::Has,
        Self::In,
        Self::Title,
        Self::Path,
        Self::Format,
        Self::Origin,
    ];

    /// The word before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Date => "date",
            Self::Tag => "tag",
            Self::Has => "has",
            Self::Origin => "origin",
            Self::Language => "language",
            Self::Title => "title",
            Self::Path => "path",
            Self::Format => "format",
            Self::In => "in",
        }
    }

    /// The key of a word, in any case.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.word().eq_ignore_ascii_case(word))
    }

    /// Whether an article has only one of these, so that two filters side by side can only mean
    /// either.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Publisher | Self::Date | Self::Origin | Self::Language | Self::Path | Self::Format
        )
    }
}

/// What an article may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A figure.
    Figure,
    /// A tagged passage.
    Passage,
    /// A date of publication.
    Date,
    /// A publisher.
    Publisher,
    /// A memo.
    Memo,
}

impl Thing {
    /// Every thing, in the order in which the help lists them.
    pub const ALL: [Self; 5] = [Self::Figure, Self::Passage, Self::Date, Self::Publisher, Self::Memo];

    /// The word after `has:`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Passage => "passage",
            Self::Date => "date",
            Self::Publisher => "publisher",
            Self::Memo => "memo",
        }
    }

    /// The thing of a word, in any case and number, or of its beginning.
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let fits =
            |thing: &Self| thing.word().starts_with(&word) || thing.word() == word.trim_end_matches('s');
        Self::ALL.into_iter().find(fits).filter(|_| !word.is_empty())
    }
}

/// A filter: a key and what it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it looks at.
    pub key: Key,
    /// What is wanted.
    pub wanted: Wanted,
}

/// What a filter wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A name: exactly this one, or one that has words beginning so.
    Name {
        /// As written.
        text: String,
        /// Whether it is the whole name.
        whole: bool,
    },
    /// Days; `None` is undated.
    Days(Option<Days>),
    /// Something that the article has.
    Thing(Thing),
}

impl Query {
    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether it is more than words side by side, so that it helps to say how it was read.
    pub fn is_involved(&self) -> bool {
        let plain = |node: &Node| matches!(node, Node::Words(_) | Node::Field(_));
        match &self.root {
            Some(Node::All(nodes)) => !nodes.iter().all(plain),
            Some(node) => !plain(node),
            None => false,
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.iter().try_for_each(|root| root.fmt(f))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) => joined(f, nodes, " AND "),
            Self::Any(nodes) => joined(f, nodes, " OR "),
            Self::Not(node) => {
                f.write_str("NOT ")?;
                grouped(f, node)
            }
            Self::Near(one, distance, other) => {
                grouped(f, one)?;
                write!(f, " NEAR/{distance} ")?;
                grouped(f, other)
            }
            Self::Words(words) => words.fmt(f),
            Self::Field(field) => field.fmt(f),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], by: &str) -> fmt::Result {
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            f.write_str(by)?;
        }
        grouped(f, node)?;
    }
    Ok(())
}

/// A part in parentheses, unless it is a leaf.
fn grouped(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::Words(_) | Node::Field(_) => write!(f, "{node}"),
        _ => write!(f, "({node})"),
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.prefix { "*" } else { "" };
        let Self { text, quoted, .. } = self;
        if *quoted { write!(f, "\"{text}{star}\"") } else { write!(f, "{text}{star}") }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.key.word())?;
        match &self.wanted {
            Wanted::Name { text, whole: true } => write!(f, "\"{text}\""),
            Wanted::Name { text, .. } if text.contains(|c: char| c.is_whitespace() || "()".contains(c)) => {
                write!(f, "\"{text}*\"")
            }
            Wanted::Name { text, .. } => f.write_str(text),
            Wanted::Days(Some(days)) => days.fmt(f),
            Wanted::Days(None) => f.write_str("undated"),
            Wanted::Thing(thing) => f.write_str(thing.word()),
        }
    }
}
