//! The codebook that a new dossier begins with: twelve tags for reports of harm to people.
//!
//! The wording is the same for every party. An analyst may change all of it.

use super::item::{Item, Tag};
use super::log::Edit;

/// A tag of the default codebook: its name, when to apply it and when not to.
struct Row(&'static str, &'static str, &'static str);

const ROWS: [Row; 12] = [
    Row(
        "Figure of people",
        "The text gives a number, exact or vague, of people harmed, held, moved or present.",
        "Numbers of other things: dates, votes, hours, money, vehicles.",
    ),
    Row(
        "Attribution",
        "The text says whose statement it is: a named body, an office, a witness, an unnamed official.",
        "The outlet that prints the article, unless it speaks of itself as the source.",
    ),
    Row(
        "Source basis and caveat",
        "The text says how a number came about, what it leaves out, or that nobody could check it.",
        "Only who says it: that is an attribution.",
    ),
    Row(
        "Victim description",
        "The text describes the people concerned: status, sex, age, role, occupation.",
        "Descriptions of speakers, officials or fighters who are not among those counted.",
    ),
    Row(
        "Event",
        "The text names an act or happening that has a date or could be given one.",
        "Lasting conditions, and acts that are only planned, feared or proposed.",
    ),
    Row(
        "Place affected",
        "The text says where people were harmed or from where they were moved, as exactly as it does so.",
        "Places of meetings, offices and reporters.",
    ),
    Row(
        "Talks and mediation",
        "The text tells of negotiations: who meets whom, where, when, with whose help.",
        "What a deal would contain: those are proposed terms.",
    ),
    Row(
        "Proposed terms",
        "The text gives a condition or number of a deal that is offered, discussed or awaited.",
        "Terms that have been carried out: those are events.",
    ),
    Row(
        "Position of a party",
        "A party to the conflict or to the talks states what it wants, refuses or believes, in its words or reported.",
        "Plain statements of fact or of number, and comment by the outlet.",
    ),
    Row(
        "Warning or forecast",
        "The text speaks of harm that has not happened and may.",
        "Harm that is reported as having happened, however uncertain its extent.",
    ),
    Row(
        "Humanitarian conditions",
        "The text tells how people live: food, water, shelter, care, aid, flight from home.",
        "Deaths and injuries themselves, and the talks about aid.",
    ),
    Row(
        "Wording",
        "A term is loaded, softened or has two meanings; mark it exactly as printed.",
        "Terms that merely sound technical and have one clear meaning.",
    ),
];

/// The tags of the default codebook; the first nine have the keys 1 to 9.
pub fn tags() -> Vec<Tag> {
    ROWS.iter()
        .zip(0u8..)
        .map(|(Row(name, apply_when, not_when), place)| Tag {
            name: (*name).to_owned(),
            colour: place % COLOURS,
            parent: None,
            key: (place < 9).then_some(place + 1),
            apply_when: (*apply_when).to_owned(),
            not_when: (*not_when).to_owned(),
        })
        .collect()
}

/// The number of colours in the data palette (Okabe and Ito's, without black).
pub const COLOURS: u8 = 7;

/// The edits that put the default codebook into a new dossier.
pub fn edits() -> Vec<Edit> {
    tags().into_iter().map(|tag| Edit::add(Item::Tag(tag))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_default_codebook_is_described_and_keyed() {
        let tags = tags();
        assert_eq!(tags.len(), 12);
        let names: BTreeSet<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names.len(), 12);
        let keys: Vec<u8> = tags.iter().filter_map(|tag| tag.key).collect();
        assert_eq!(keys, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert!(tags.iter().all(|tag| !tag.apply_when.is_empty() && !tag.not_when.is_empty()));
        assert!(tags.iter().all(|tag| tag.colour < COLOURS));
    }
}
