//! Correcting what an article's file states of itself.
//!
//! Pure: knows the model and what is known of an article, nothing of drawing.

use super::claim::DatePart;
use super::entered::{self, Refused};
use crate::corpus::Stated;
use crate::corpus::language::Language;
use crate::dossier::Facts;
use crate::model::{ArticleFacts, ArticleId, DateClaim, Edit, Item, ItemId, Workspace};

const NOT_A_LANGUAGE: Refused = Refused("Write the language in English, or its ISO 639-3 code, such as eng.");

/// A typed field of an article's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactField {
    /// Its title.
    Title,
    /// Who published it.
    Publisher,
    /// Its author's line.
    Byline,
    /// The language of its text.
    Language,
    /// A part of the published date.
    Published(DatePart),
    /// A part of the date of its last change.
    Modified(DatePart),
}

/// What a field is to say; `None` leaves it as the file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The title.
    Title(Option<String>),
    /// The publisher.
    Publisher(Option<String>),
    /// The author's line.
    Byline(Option<String>),
    /// The code of the language.
    Language(Option<String>),
    /// The published date.
    Published(Option<DateClaim>),
    /// The date of the last change.
    Modified(Option<DateClaim>),
}

impl FactField {
    /// Every typed field.
    pub fn all() -> impl Iterator<Item = Self> {
        let lines = [Self::Title, Self::Publisher, Self::Byline, Self::Language];
        let published = DatePart::ALL.map(Self::Published);
        lines.into_iter().chain(published).chain(DatePart::ALL.map(Self::Modified))
    }

    /// The name that drafts go by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Publisher => "publisher",
            Self::Byline => "byline",
            Self::Language => "language",
            Self::Published(DatePart::Earliest) => "published_earliest",
            Self::Published(DatePart::Latest) => "published_latest",
            Self::Published(DatePart::Best) => "published_best",
            Self::Published(DatePart::Note) => "published_note",
            Self::Modified(DatePart::Earliest) => "modified_earliest",
            Self::Modified(DatePart::Latest) => "modified_latest",
            Self::Modified(DatePart::Best) => "modified_best",
            Self::Modified(DatePart::Note) => "modified_note",
        }
    }

    /// The text that it holds, corrections laid over what the file states.
    pub fn text(self, known: &Facts) -> String {
        match self {
            Self::Title => known.title.clone(),
            Self::Publisher => known.publisher.clone().unwrap_or_default(),
            Self::Byline => known.byline.clone().unwrap_or_default(),
            Self::Language => known.language.map(|language| language.name().to_owned()).unwrap_or_default(),
            Self::Published(part) => part.text(&known.published),
            Self::Modified(part) => part.text(&known.modified),
        }
    }

    /// The correction that a typed text makes.
    ///
    /// # Errors
    /// Refuses a day that cannot be read.
    pub fn write(self, known: &Facts, text: &str) -> Result<Correction, Refused> {
        Ok(match self {
            Self::Title => Correction::Title(entered::words(text)),
            Self::Publisher => Correction::Publisher(entered::words(text)),
            Self::Byline => Correction::Byline(entered::words(text)),
            Self::Language => Correction::Language(language(text)?),
            Self::Published(part) => Correction::Published(Some(dated(part, &known.published, text)?)),
            Self::Modified(part) => Correction::Modified(Some(dated(part, &known.modified, text)?)),
        })
    }
}

fn dated(part: DatePart, claim: &DateClaim, text: &str) -> Result<DateClaim, Refused> {
    let mut claim = claim.clone();
    part.write(&mut claim, text)?;
    Ok(claim)
}

/// The code of a language that was typed by its English name or its code.
fn language(text: &str) -> Result<Option<String>, Refused> {
    let Some(typed) = entered::words(text) else { return Ok(None) };
    let named = |language: &Language| {
        language.name().eq_ignore_ascii_case(&typed) || language.code().eq_ignore_ascii_case(&typed)
    };
    let found = Language::all().find(named);
    found.map(|language| Some(language.code().to_owned())).ok_or(NOT_A_LANGUAGE)
}

/// The correction that a draft makes, by its key; none where it changes nothing.
///
/// # Errors
/// Refuses a day that cannot be read.
pub fn write(known: &Facts, key: &str, text: &str) -> Result<Option<Correction>, Refused> {
    let field = FactField::all().find(|field| field.key() == key);
    field.filter(|field| field.text(known) != text).map(|field| field.write(known, text)).transpose()
}

/// A correction that says what the file already states is none.
pub fn beyond(stated: &Stated, correction: Correction) -> Correction {
    match correction {
        Correction::Title(title) => {
            Correction::Title(title.filter(|title| Some(title) != stated.title.as_ref()))
        }
        Correction::Publisher(name) => {
            Correction::Publisher(name.filter(|name| Some(name) != stated.publisher.as_ref()))
        }
        Correction::Byline(line) => {
            Correction::Byline(line.filter(|line| Some(line) != stated.byline.as_ref()))
        }
        Correction::Language(code) => Correction::Language(code),
        Correction::Published(claim) => {
            Correction::Published(claim.filter(|claim| *claim != stated.published))
        }
        Correction::Modified(claim) => Correction::Modified(claim.filter(|claim| *claim != stated.modified)),
    }
}

/// What an analyst has corrected of the article at a path.
pub fn corrected<'a>(workspace: &'a Workspace, path: &str) -> Option<(ItemId, &'a ArticleFacts)> {
    workspace.at_path(path).find_map(|(id, item)| match item {
        Item::ArticleFacts(facts) => Some((id, facts)),
        _ => None,
    })
}

/// The edit that corrects an article: adds its facts, changes them, or removes them when none is left.
pub fn correct(workspace: &Workspace, article: &ArticleId, correction: Correction) -> Option<Edit> {
    let known = corrected(workspace, &article.path);
    let mut facts = known.map_or_else(|| ArticleFacts::of(article.clone()), |(_, facts)| facts.clone());
    match correction {
        Correction::Title(title) => facts.title = title,
        Correction::Publisher(publisher) => facts.publisher = publisher,
        Correction::Byline(byline) => facts.byline = byline,
        Correction::Language(language) => facts.language = language,
        Correction::Published(published) => facts.published = published,
        Correction::Modified(modified) => facts.modified = modified,
    }
    let empty = facts.is_empty();
    match known {
        Some((id, _)) if empty => workspace.remove(id),
        Some((id, _)) => workspace.set(id, Item::ArticleFacts(facts)),
        None if empty => None,
        None => Some(Edit::add(Item::ArticleFacts(facts))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analyst, Day, Entry, EntryId, TextHash, Writer};

    fn article() -> ArticleId {
        ArticleId { path: "a.txt".into(), text: TextHash(1) }
    }

    fn known() -> Facts {
        Facts { title: "Title".into(), ..Facts::default() }
    }

    fn after(edits: Vec<Edit>) -> Workspace {
        let edit = |(at, edit)| {
            let id = EntryId { counter: at, writer: Writer(1) };
            Entry { id, by: Analyst("Ada".into()), at: 0, edits: vec![edit] }
        };
        Workspace::fold((1..).zip(edits).map(edit)).0
    }

    #[test]
    fn a_correction_is_added_then_set_then_removed() {
        let name = |name: Option<&str>| Correction::Publisher(name.map(str::to_owned));
        let add = correct(&after(vec![]), &article(), name(Some("NewsTrack"))).unwrap();
        let workspace = after(vec![add.clone()]);
        assert_eq!(corrected(&workspace, "a.txt").unwrap().1.publisher.as_deref(), Some("NewsTrack"));
        let set = correct(&workspace, &article(), name(Some("AFP"))).unwrap();
        let workspace = after(vec![add, set]);
        assert_eq!(corrected(&workspace, "a.txt").unwrap().1.publisher.as_deref(), Some("AFP"));
        let remove = correct(&workspace, &article(), name(None));
        assert!(matches!(remove, Some(Edit::Remove { .. })), "{remove:?}");
        assert_eq!(correct(&after(vec![]), &article(), name(None)), None);
    }

    #[test]
    fn a_typed_day_corrects_the_date_and_keeps_its_other_parts() {
        let latest = Day::new(2024, 2, 8);
        let known = Facts { published: DateClaim { latest, ..DateClaim::default() }, ..known() };
        let made = write(&known, "published_earliest", "7 Feb 2024").unwrap();
        let expected = DateClaim { earliest: Day::new(2024, 2, 7), latest, ..DateClaim::default() };
        assert_eq!(made, Some(Correction::Published(Some(expected))));
        assert!(write(&known, "published_earliest", "Wednesday").is_err());
    }

    #[test]
    fn a_text_that_says_the_same_corrects_nothing() {
        assert_eq!(write(&known(), "title", "Title"), Ok(None));
        assert_eq!(write(&known(), "unknown", "x"), Ok(None));
        let stated = Stated { title: Some("Title".into()), ..Stated::default() };
        assert_eq!(beyond(&stated, Correction::Title(Some("Title".into()))), Correction::Title(None));
    }
}
