//! The fields of a figure that are typed: what each is called, holds and accepts.
//!
//! Knows the model, the session's names for slots and how words are read; nothing of drawing.

use super::chain;
use super::claim::{self, DatePart};
use super::entered::{self, Refused};
use crate::command::annotate;
use crate::model::figure::{Fraction, Link, NamedPlace, Scope};
use crate::model::shown::people;
use crate::model::{Day, Figure, Words};
use crate::session::Slot;

/// A field of a figure that is typed. A number is the place of a link in the chain of attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// The words of a rectangle, as printed in the picture.
    Printed,
    /// The bare number as printed.
    Number,
    /// The counted noun.
    Unit,
    /// The value, in people.
    Value,
    /// The upper end of a range, in people.
    Upper,
    /// The part of a stated whole.
    Fraction,
    /// The outcome in the text's words.
    OutcomeAsStated,
    /// Who is counted.
    Victims,
    /// Who says that this is their status.
    StatusBy,
    /// The population.
    Population,
    /// The make-up as stated.
    Composition,
    /// The first day of a running total.
    Since,
    /// The length of a stretch of time.
    Hours,
    /// The event of an incident.
    Event,
    /// The words of the time scope.
    ScopeWords,
    /// A part of the as-of date.
    AsOf(DatePart),
    /// The name of the place.
    Place,
    /// The name of a source.
    LinkName(usize),
    /// The words that name a source.
    LinkWords(usize),
    /// The reporting verb of a source.
    LinkVerb(usize),
    /// A source to add to the chain.
    NewSource,
    /// Who the text says is responsible.
    Actor,
    /// The analyst's note.
    Note,
}

/// What a typed field is called and holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The name that drafts go by.
    pub key: &'static str,
    /// The label beside the field, under the heading of its group.
    pub caption: &'static str,
    /// The whole name, for screen readers.
    pub name: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// The slot that words picked in the text go to.
    pub slot: Option<Slot>,
}

/// Every typed field, with link `at` of the chain.
pub fn all(at: usize) -> Vec<TextField> {
    use TextField as T;
    let fixed = [
        T::Printed,
        T::Number,
        T::Unit,
        T::Value,
        T::Upper,
        T::Fraction,
        T::OutcomeAsStated,
        T::Victims,
        T::StatusBy,
        T::Population,
        T::Composition,
        T::Since,
        T::Hours,
        T::Event,
        T::ScopeWords,
        T::Place,
        T::NewSource,
        T::Actor,
        T::Note,
    ];
    let links = [T::LinkName(at), T::LinkWords(at), T::LinkVerb(at)];
    fixed.into_iter().chain(links).chain(DatePart::ALL.map(T::AsOf)).collect()
}

impl TextField {
    /// The field that a draft is typed in, by its key and the place of the link.
    pub fn of_key(key: &str, at: usize) -> Option<Self> {
        all(at).into_iter().find(|field| field.spec().key == key)
    }

    /// The place in the chain of attribution; 0 for fields that do not repeat.
    pub fn place(self) -> usize {
        match self {
            Self::LinkName(at) | Self::LinkWords(at) | Self::LinkVerb(at) => at,
            _ => 0,
        }
    }

    /// What it is called and holds.
    pub fn spec(self) -> Spec {
        let spec = |key, caption, name, about, slot| Spec { key, caption, name, about, slot };
        match self {
            Self::Printed => spec(
                "printed",
                "In the picture",
                "Printed words",
                "The words as printed in the rectangle, with hedge, number and noun. The number and the hedge are read from them.",
                None,
            ),
            Self::Number => spec(
                "number",
                "As printed",
                "Number as printed",
                "The bare number as the text prints it, without hedge or noun.",
                None,
            ),
            Self::Unit => spec(
                "unit",
                "Counted noun",
                "Counted noun",
                "The noun that the number counts, as printed: deaths, people, hostages.",
                Some(Slot::Unit),
            ),
            Self::Value => spec(
                "value",
                "Value",
                "Value",
                "The number as printed, in people; the lower end of a range. Vague words have none.",
                None,
            ),
            Self::Upper => spec(
                "upper",
                "Upper value",
                "Upper value",
                "The upper end of a printed range, in people: 260 in “250–260”.",
                None,
            ),
            Self::Fraction => spec(
                "fraction",
                "Part of whole",
                "Part of a stated whole",
                "The part and the whole that the value was derived from, as 1/2 of 2,400,000.",
                None,
            ),
            Self::OutcomeAsStated => spec(
                "outcome_as_stated",
                "As stated",
                "Outcome as stated",
                "The outcome in the text's own words: fatalities, neutralized, unaccounted for.",
                Some(Slot::OutcomeAsStated),
            ),
            Self::Victims => spec(
                "victims",
                "In words",
                "Who is counted, in words",
                "Who is counted, in the text's words.",
                Some(Slot::Victims),
            ),
            Self::StatusBy => {
                spec("status_by", "Status by", "Status by", "Who says that this is their status.", None)
            }
            Self::Population => spec(
                "population",
                "Population",
                "Population",
                "The population they belong to, in a fixed form: people in Gaza, people in Israel. Charts join only figures of one population.",
                None,
            ),
            Self::Composition => spec(
                "composition",
                "Make-up",
                "Make-up as stated",
                "What the text says of their make-up, such as “mostly civilians”. It is a claim of its own.",
                Some(Slot::Composition),
            ),
            Self::Since => spec(
                "since",
                "Since",
                "Counted since",
                "The first day of the running total, where the text states it.",
                None,
            ),
            Self::Hours => spec(
                "hours",
                "Hours",
                "Length in hours",
                "How long the stretch of time is, in hours; it ends at the as-of date.",
                None,
            ),
            Self::Event => spec(
                "event",
                "Event",
                "Event",
                "The event in a few neutral words. The as-of date says when it happened.",
                None,
            ),
            Self::ScopeWords => spec(
                "scope_words",
                "In words",
                "Words of the time scope",
                "The words that state the time scope, such as “within 24 hours”.",
                Some(Slot::ScopeWords),
            ),
            Self::AsOf(part) => as_of_spec(part),
            Self::Place => {
                spec("place", "Name", "Name of the place", "Where, by the name you use for the place.", None)
            }
            Self::LinkName(_) => spec(
                "link_name",
                "Name",
                "Name of the source",
                "The source's name, in one fixed form wherever it occurs.",
                None,
            ),
            Self::LinkWords(at) => spec(
                "link_words",
                "As printed",
                "Source as printed",
                "The label that the text uses for the source. Which label it chose is data.",
                Some(Slot::SourceWords(at)),
            ),
            Self::LinkVerb(at) => spec(
                "link_verb",
                "Verb",
                "Reporting verb",
                "The reporting verb as printed: said, claimed, reported.",
                Some(Slot::Verb(at)),
            ),
            Self::NewSource => spec(
                "new_source",
                "Add",
                "Add a source",
                "A source to add to the chain: type its name, or pick the words that name it.",
                Some(Slot::NewSource),
            ),
            Self::Actor => spec(
                "actor_said_responsible",
                "Responsible",
                "Responsible as stated",
                "Who the text says caused the harm, in its words.",
                Some(Slot::Actor),
            ),
            Self::Note => spec("note", "Note", "Note", "Your note on how the figure was read.", None),
        }
    }

    /// The field as it is typed; empty where it is unset.
    pub fn text(self, figure: &Figure) -> String {
        let words = |words: &Option<Words>| words.as_ref().map(|words| words.text.replace('\n', " "));
        let link = |at: usize| figure.attribution.as_ref().and_then(|links| links.get(at));
        let text = match self {
            Self::Printed => Some(figure.span.quote.exact.clone()),
            Self::Number => words(&figure.number),
            Self::Unit => words(&figure.unit),
            Self::Value => figure.value.map(people),
            Self::Upper => figure.upper.map(people),
            Self::Fraction => figure.fraction.map(entered::fraction_text),
            Self::OutcomeAsStated => words(&figure.outcome_as_stated),
            Self::Victims => words(&figure.victims),
            Self::StatusBy => figure.status_by.clone(),
            Self::Population => figure.population.clone(),
            Self::Composition => words(&figure.composition),
            Self::Since | Self::Hours | Self::Event => scope_text(figure.scope.as_ref(), self),
            Self::ScopeWords => words(&figure.scope_words),
            Self::AsOf(part) => figure.as_of.as_ref().map(|claim| part.text(claim)),
            Self::Place => figure.place.as_ref().map(|place| place.name.clone()),
            Self::LinkName(at) => link(at).map(|link| link.name.clone()),
            Self::LinkWords(at) => link(at).and_then(|link| words(&link.words)),
            Self::LinkVerb(at) => link(at).and_then(|link| words(&link.verb)),
            Self::NewSource => None,
            Self::Actor => words(&figure.actor_said_responsible),
            Self::Note => Some(figure.note.clone()),
        };
        text.unwrap_or_default()
    }

    /// The day that the field holds, where it is a day.
    pub fn day(self, figure: &Figure) -> Option<Day> {
        match (self, &figure.scope) {
            (Self::AsOf(part), _) => part.day(figure.as_of.as_ref()?),
            (Self::Since, Some(Scope::Cumulative { since })) => *since,
            _ => None,
        }
    }

    /// A figure with what was typed; nothing typed unsets the field.
    ///
    /// # Errors
    /// Refuses what the field cannot hold.
    pub fn write(self, figure: &Figure, text: &str) -> Result<Figure, Refused> {
        let mut figure = figure.clone();
        let typed = entered::words(text);
        let words = typed.clone().map(Words::typed);
        match self {
            Self::Printed => return Ok(annotate::with_printed(&figure, text)),
            Self::Number => figure.number = words,
            Self::Unit => figure.unit = words,
            Self::Value => figure.value = entered::number(text)?,
            Self::Upper => figure.upper = entered::number(text)?,
            Self::Fraction => set_fraction(&mut figure, entered::fraction(text)?),
            Self::OutcomeAsStated => figure.outcome_as_stated = words,
            Self::Victims => figure.victims = words,
            Self::StatusBy => figure.status_by = typed,
            Self::Population => figure.population = typed,
            Self::Composition => figure.composition = words,
            Self::Since | Self::Hours | Self::Event => write_scope(&mut figure, self, text)?,
            Self::ScopeWords => figure.scope_words = words,
            Self::AsOf(part) => write_as_of(&mut figure, part, text)?,
            Self::Place => figure.place = typed.map(|name| named(&figure, name)),
            Self::LinkName(at) => change_link(&mut figure, at, |link| link.name = typed.unwrap_or_default()),
            Self::LinkWords(at) => change_link(&mut figure, at, |link| link.words = words),
            Self::LinkVerb(at) => change_link(&mut figure, at, |link| link.verb = words),
            Self::NewSource => add_source(&mut figure, typed),
            Self::Actor => figure.actor_said_responsible = words,
            Self::Note => figure.note = text.trim().to_owned(),
        }
        Ok(figure)
    }
}

fn as_of_spec(part: DatePart) -> Spec {
    let (key, name) = match part {
        DatePart::Earliest => ("as_of_earliest", "As of, earliest day"),
        DatePart::Latest => ("as_of_latest", "As of, latest day"),
        DatePart::Best => ("as_of_best", "As of, best guess"),
        DatePart::Note => ("as_of_note", "Reason for the as-of date"),
    };
    Spec { key, caption: part.caption(), name, about: part.about(), slot: None }
}

fn scope_text(scope: Option<&Scope>, field: TextField) -> Option<String> {
    match (scope?, field) {
        (Scope::Cumulative { since }, TextField::Since) => since.map(|day| day.to_string()),
        (Scope::Window { hours }, TextField::Hours) => hours.map(|hours| hours.to_string()),
        (Scope::Incident { event }, TextField::Event) => Some(event.clone()),
        _ => None,
    }
}

/// Fills a detail of the scope; a scope of another kind has no such detail and stays.
fn write_scope(figure: &mut Figure, field: TextField, text: &str) -> Result<(), Refused> {
    match (&mut figure.scope, field) {
        (Some(Scope::Cumulative { since }), TextField::Since) => *since = entered::day(text)?,
        (Some(Scope::Window { hours }), TextField::Hours) => *hours = entered::hours(text)?,
        (Some(Scope::Incident { event }), TextField::Event) => text.trim().clone_into(event),
        _ => {}
    }
    Ok(())
}

fn write_as_of(figure: &mut Figure, part: DatePart, text: &str) -> Result<(), Refused> {
    let mut dated = figure.as_of.clone().unwrap_or_default();
    part.write(&mut dated, text)?;
    figure.as_of = claim::unless_empty(dated);
    Ok(())
}

/// Sets the part of a whole; a value that is unset, or was derived from the old part, follows it.
fn set_fraction(figure: &mut Figure, fraction: Option<Fraction>) {
    let derived = figure.fraction.and_then(entered::fraction_value);
    if figure.value.is_none() || figure.value == derived {
        figure.value = fraction.and_then(entered::fraction_value);
    }
    figure.fraction = fraction;
}

fn named(figure: &Figure, name: String) -> NamedPlace {
    let precision = figure.place.as_ref().and_then(|place| place.precision);
    NamedPlace { name, precision }
}

fn add_source(figure: &mut Figure, name: Option<String>) {
    if let Some(name) = name {
        figure.attribution = Some(chain::with_source(figure.attribution.as_deref(), name));
    }
}

fn change_link(figure: &mut Figure, at: usize, change: impl FnOnce(&mut Link)) {
    if let Some(link) = figure.attribution.as_mut().and_then(|links| links.get_mut(at)) {
        change(link);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::figure::{Method, Role, ScopeKind};
    use crate::model::{ArticleId, Span, TextHash};

    pub(in crate::view::inspector) fn figure() -> Figure {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(1) };
        let text = "at least 27,585 deaths in Gaza";
        Figure::new(Span::in_text(article, text, 0..15).unwrap(), Method::Hand)
    }

    fn typed(field: TextField, figure: &Figure, text: &str) -> Figure {
        field.write(figure, text).unwrap()
    }

    /// A figure on which every typed field can be filled, for each kind of scope that has details.
    fn roomy(kind: ScopeKind) -> Figure {
        let link = Link { role: Role::Says, name: "x".into(), class: None, words: None, verb: None };
        Figure { scope: Some(Scope::of(kind)), attribution: Some(vec![link]), ..figure() }
    }

    #[test]
    fn words_typed_from_a_picture_are_read_and_those_of_a_text_stay() {
        let rectangle = crate::model::Rectangle { x: 1, y: 2, width: 3, height: 4 };
        let span = Span::in_picture(figure().span.article, rectangle, "");
        let drawn = Figure { population: Some("people".into()), ..Figure::new(span, Method::Hand) };
        let read = typed(TextField::Printed, &drawn, " some 6 dead ");
        assert_eq!((TextField::Printed.text(&read).as_str(), read.value), ("some 6 dead", Some(6)));
        assert_eq!((read.span.rectangle(), read.population.as_deref()), (Some(rectangle), Some("people")));
        let emptied = typed(TextField::Printed, &read, "");
        assert_eq!(emptied, drawn);
        assert_eq!(typed(TextField::Printed, &figure(), "6"), figure());
    }

    #[test]
    fn what_is_typed_is_shown_and_emptying_unsets_it() {
        for kind in [ScopeKind::Cumulative, ScopeKind::Window, ScopeKind::Incident] {
            let empty = roomy(kind);
            let fits = |field: &TextField| match field {
                TextField::Since => kind == ScopeKind::Cumulative,
                TextField::Hours => kind == ScopeKind::Window,
                TextField::Event => kind == ScopeKind::Incident,
                TextField::NewSource | TextField::Printed => false,
                _ => true,
            };
            for field in all(0).into_iter().filter(fits) {
                let text = match field {
                    TextField::Value | TextField::Upper => "1,160",
                    TextField::Fraction => "1/2 of 2,400,000",
                    TextField::Hours => "24",
                    TextField::Since => "2023-10-07",
                    TextField::AsOf(part) if part != DatePart::Note => "2024-02-06",
                    _ => "some words",
                };
                let filled = typed(field, &empty, text);
                assert_eq!(field.text(&filled), text, "{field:?}");
                let emptied = typed(field, &filled, "");
                assert_eq!(field.text(&emptied), "", "{field:?}");
                if !matches!(field, TextField::LinkName(_)) {
                    assert_eq!(emptied, empty, "{field:?}");
                }
            }
        }
    }

    #[test]
    fn every_key_finds_its_field_and_every_field_says_what_it_holds() {
        for field in all(3) {
            assert_eq!(TextField::of_key(field.spec().key, 3), Some(field));
            assert!(field.spec().about.ends_with('.'), "{field:?}");
        }
        assert_eq!(TextField::of_key("nothing", 0), None);
    }

    #[test]
    fn a_refused_number_changes_nothing() {
        assert!(TextField::Value.write(&figure(), "dozens").is_err());
        assert!(TextField::AsOf(DatePart::Best).write(&figure(), "6/2/2024").is_err());
    }

    #[test]
    fn a_value_follows_the_part_it_was_derived_from_but_not_over_a_printed_number() {
        let half = typed(TextField::Fraction, &figure(), "1/2 of 2,400,000");
        assert_eq!(half.value, Some(1_200_000));
        assert_eq!(typed(TextField::Fraction, &half, "1/4 of 2,400,000").value, Some(600_000));
        assert_eq!(typed(TextField::Fraction, &half, "").value, None);
        let printed = Figure { value: Some(7), ..figure() };
        assert_eq!(typed(TextField::Fraction, &printed, "1/2 of 10").value, Some(7));
    }

    #[test]
    fn a_detail_of_another_scope_is_left_alone() {
        let window = Figure { scope: Some(Scope::Window { hours: Some(24) }), ..figure() };
        assert_eq!(typed(TextField::Since, &window, "2023-10-07"), window);
        let since = typed(TextField::Since, &roomy(ScopeKind::Cumulative), "7 Oct 2023");
        assert_eq!(since.scope, Some(Scope::Cumulative { since: Day::new(2023, 10, 7) }));
    }

    #[test]
    fn a_typed_source_joins_the_chain_at_its_end() {
        let one = typed(TextField::NewSource, &figure(), " Gaza Ministry of Health ");
        let two = typed(TextField::NewSource, &one, "AFP");
        let names: Vec<_> = two.attribution.iter().flatten().map(|link| link.name.as_str()).collect();
        assert_eq!(names, ["Gaza Ministry of Health", "AFP"]);
        assert_eq!(typed(TextField::NewSource, &two, "  "), two);
    }

    #[test]
    fn a_source_that_is_gone_takes_nothing() {
        assert_eq!(typed(TextField::LinkName(4), &figure(), "ministry"), figure());
    }
}
