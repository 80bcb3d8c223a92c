//! Which column of a table holds what: known by its name, or by how long its words are.

use super::table::Row;

/// What a column of a table of articles can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The words of the article.
    Text,
    /// Its title.
    Title,
    /// The day it was published.
    Date,
    /// Who published it.
    Publisher,
    /// The address it was published at.
    Address,
    /// What tells it from the others of the table.
    Id,
    /// Its author's line.
    Byline,
}

impl Role {
    /// Every role, the most needed first.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Title, Self::Date, Self::Publisher, Self::Address, Self::Id, Self::Byline];

    /// The names that such columns have, most telling first, without case, blanks and marks; those of
    /// English tables, then of German, French and Spanish ones.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &TEXT,
            Self::Title => &TITLE,
            Self::Date => &DATE,
            Self::Publisher => &PUBLISHER,
            Self::Address => &ADDRESS,
            Self::Id => &ID,
            Self::Byline => &BYLINE,
        }
    }
}

const TEXT: [&str; 29] = [
    "text",
    "body",
    "content",
    "articletext",
    "fulltext",
    "maintext",
    "articlebody",
    "articlecontent",
    "bodytext",
    "maincontent",
    "contenttext",
    "textcontent",
    "newstext",
    "newscontent",
    "storytext",
    "storybody",
    "fullcontent",
    "fullarticle",
    "documenttext",
    "rawtext",
    "plaintext",
    "cleantext",
    "cleanedtext",
    "texte",
    "texto",
    "contenu",
    "contenido",
    "inhalt",
    "volltext",
];
/// Names of columns that hold the text only where they hold whole sentences.
const PERHAPS_TEXT: [&str; 15] = [
    "article",
    "story",
    "document",
    "transcript",
    "message",
    "post",
    "tweet",
    "description",
    "summary",
    "abstract",
    "notes",
    "note",
    "excerpt",
    "snippet",
    "caption",
];
const TITLE: [&str; 12] = [
    "title",
    "headline",
    "heading",
    "articletitle",
    "newstitle",
    "documenttitle",
    "subject",
    "titel",
    "überschrift",
    "titre",
    "título",
    "titulo",
];
/// A day of an event, of fetching or of a change of the table is no day of publication.
const DATE: [&str; 25] = [
    "publishedat",
    "publicationdate",
    "publishdate",
    "datepublished",
    "datepublish",
    "pubdate",
    "publisheddate",
    "publishedon",
    "publishedtime",
    "publishtime",
    "published",
    "webpublicationdate",
    "firstpublished",
    "dateposted",
    "posteddate",
    "posted",
    "issued",
    "articledate",
    "date",
    "createdat",
    "datetime",
    "datum",
    "fecha",
    "datepublication",
    "fechapublicación",
];
const PUBLISHER: [&str; 16] = [
    "publisher",
    "publishername",
    "sourcename",
    "outlet",
    "newspaper",
    "newssource",
    "mediaoutlet",
    "medianame",
    "sitename",
    "publication",
    "publicationname",
    "source",
    "quelle",
    "fuente",
    "herausgeber",
    "medio",
];
const ADDRESS: [&str; 10] = [
    "url",
    "articleurl",
    "link",
    "weburl",
    "canonicalurl",
    "permalink",
    "sourceurl",
    "uri",
    "documenturl",
    "href",
];
const ID: [&str; 10] = [
    "id",
    "articleid",
    "docid",
    "documentid",
    "uuid",
    "guid",
    "uniqueid",
    "recordid",
    "storyid",
    "identifier",
];
const BYLINE: [&str; 9] =
    ["byline", "author", "authors", "authorname", "writer", "journalist", "reporter", "autor", "auteur"];
/// What programs put around all the fields of an article, or around the value of one field.
const WRAPPERS: [&str; 9] =
    ["_source", "fields", "attributes", "data", "article", "item", "node", "properties", "document"];
const WRAPPED: [&str; 6] = ["rendered", "$date", "$oid", "#text", "$t", "_text"];

/// Sentences are at least this long on average, in characters.
const SENTENCE: usize = 40;

/// Which columns were found or chosen for the roles; a role without one is not in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    names: [Option<String>; Role::ALL.len()],
}

impl Columns {
    /// The column of a role.
    pub fn get(&self, role: Role) -> Option<&str> {
        self.names[role as usize].as_deref()
    }

    /// Chooses the column of a role, or none.
    pub fn set(&mut self, role: Role, name: Option<String>) {
        self.names[role as usize] = name;
    }

    /// The same with the column of a role.
    #[must_use]
    pub fn with(mut self, role: Role, name: impl Into<String>) -> Self {
        self.set(role, Some(name.into()));
        self
    }

    /// The columns that some rows of a table seem to have, by their names, and the text by its length.
    pub fn guess(rows: &[Row]) -> Self {
        let names = names(rows);
        let mut columns = Self::default();
        for role in Role::ALL {
            let known = role.names().iter().find_map(|known| named(&names, known));
            columns.set(
                role,
                known.filter(|name| role != Role::Text || length(rows, name) > 0).map(str::to_owned),
            );
        }
        if columns.get(Role::Text).is_none() {
            let text = columns.text_by_length(rows, &names).map(str::to_owned);
            columns.set(Role::Text, text);
        }
        columns
    }

    fn text_by_length<'a>(&self, rows: &[Row], names: &[&'a str]) -> Option<&'a str> {
        let is_long = |name: &&str| length(rows, name) >= SENTENCE;
        let perhaps = PERHAPS_TEXT.iter().find_map(|known| named(names, known).filter(is_long));
        let taken: Vec<_> = [Role::Address, Role::Id, Role::Date].map(|role| self.get(role)).into();
        let free = names.iter().copied().filter(|name| !taken.contains(&Some(*name)));
        let holds_words = |name: &&str| rows.iter().any(|row| row.cell(name).contains(' '));
        let longest = || free.filter(is_long).filter(holds_words).max_by_key(|name| length(rows, name));
        perhaps.or_else(longest)
    }
}

/// Whether a row alone is an article: it has a column whose name says that it holds the text.
pub(super) fn is_article(row: &Row) -> bool {
    let row = std::slice::from_ref(row);
    let names = names(row);
    TEXT.iter().any(|known| named(&names, known).is_some_and(|name| length(row, name) >= 2 * SENTENCE))
}

/// The names of the columns that some rows have, in their order.
pub(super) fn names(rows: &[Row]) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    rows.iter().flat_map(Row::names).filter(|name| seen.insert(*name)).collect()
}

/// The column with a name, as it is or inside what programs wrap around it.
fn named<'a>(names: &[&'a str], known: &str) -> Option<&'a str> {
    let find = |bare: fn(&str) -> &str| names.iter().copied().find(|name| plain(bare(name)) == known);
    find(|name| name).or_else(|| find(unwrapped))
}

/// A name in lower case without blanks and marks: `Published At` and `publishedAt` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn unwrapped(name: &str) -> &str {
    let inner =
        name.split_once('.').filter(|(outer, _)| WRAPPERS.contains(outer)).map_or(name, |(_, inner)| inner);
    inner.rsplit_once('.').filter(|(_, last)| WRAPPED.contains(last)).map_or(inner, |(outer, _)| outer)
}

/// How many characters a column holds on average.
fn length(rows: &[Row], name: &str) -> usize {
    rows.iter().map(|row| row.cell(name).chars().count()).sum::<usize>() / rows.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(names: &[(&str, &str)]) -> Vec<(Role, String)> {
        let cells = names.iter().map(|(name, cell)| ((*name).into(), (*cell).to_owned()));
        let columns = Columns::guess(&[Row::of(cells, None)]);
        Role::ALL.iter().filter_map(|role| Some((*role, columns.get(*role)?.to_owned()))).collect()
    }

    const LONG: &str = "At least ten people were reported killed on Monday, the ministry said.";

    #[test]
    fn columns_are_known_by_their_names_in_any_spelling() {
        let table = [
            ("ID", "1"),
            ("Published At", "x"),
            ("source.name", "W"),
            ("Body", "b"),
            ("headLine", "h"),
            ("URL", "u"),
        ];
        assert_eq!(
            guessed(&table),
            [
                (Role::Text, "Body".into()),
                (Role::Title, "headLine".into()),
                (Role::Date, "Published At".into()),
                (Role::Publisher, "source.name".into()),
                (Role::Address, "URL".into()),
                (Role::Id, "ID".into()),
            ]
        );
        let wrapped = [("_source.title", "t"), ("_source.content.rendered", "c"), ("source.url", "x")];
        assert_eq!(
            guessed(&wrapped)[..2],
            [(Role::Text, "_source.content.rendered".into()), (Role::Title, "_source.title".into())]
        );
    }

    #[test]
    fn where_no_name_fits_the_longest_words_are_the_text() {
        assert_eq!(guessed(&[("a", "short"), ("b", LONG), ("url", LONG)])[0], (Role::Text, "b".into()));
        assert_eq!(
            guessed(&[("description", LONG), ("b", &LONG.repeat(3))])[0],
            (Role::Text, "description".into())
        );
        assert_eq!(guessed(&[("description", "short"), ("b", LONG)])[0], (Role::Text, "b".into()));
        assert_eq!(guessed(&[("text", ""), ("headline", LONG)])[0], (Role::Text, "headline".into()));
        assert!(guessed(&[("name", "x"), ("hash", &"a".repeat(64))]).is_empty());
        assert!(guessed(&[]).is_empty());
    }
}
