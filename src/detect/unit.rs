//! The counted noun after a number: deaths, people, Israeli hostages.

use std::ops::Range;

use super::fold::{Words, words};
use super::token::Line;

/// Nouns that are counted in figures of people.
const NOUNS: Words = Words::of(&[
    "people",
    "person",
    "persons",
    "individuals",
    "civilians",
    "civilian",
    "residents",
    "inhabitants",
    "population",
    "citizens",
    "nationals",
    "families",
    "men",
    "man",
    "women",
    "woman",
    "children",
    "child",
    "boys",
    "girls",
    "babies",
    "infants",
    "newborns",
    "toddlers",
    "minors",
    "adults",
    "youths",
    "teenagers",
    "students",
    "pupils",
    "patients",
    "medics",
    "doctors",
    "nurses",
    "paramedics",
    "journalists",
    "policemen",
    "police",
    "officers",
    "officials",
    "soldiers",
    "troops",
    "fighters",
    "militants",
    "gunmen",
    "combatants",
    "terrorists",
    "rebels",
    "insurgents",
    "guards",
    "guerrillas",
    "hostages",
    "hostage",
    "captives",
    "prisoners",
    "detainees",
    "refugees",
    "migrants",
    "returnees",
    "evacuees",
    "villagers",
    "worshippers",
    "mourners",
    "protesters",
    "demonstrators",
    "passengers",
    "drivers",
    "workers",
    "staff",
    "employees",
    "personnel",
    "crew",
    "members",
    "peasants",
    "farmers",
    "settlers",
    "tourists",
    "foreigners",
    "commanders",
    "operatives",
    "suspects",
    "victims",
    "survivors",
    "deaths",
    "death",
    "fatalities",
    "casualties",
    "injuries",
    "lives",
    "bodies",
    "corpses",
    "losses",
    "dead",
    "souls",
    "males",
    "females",
    "relatives",
    "brothers",
    "sisters",
    "siblings",
    "sons",
    "daughters",
    "wounded",
    "injured",
    "missing",
    "martyrs",
    "volunteers",
    "reservists",
    "deportees",
    "abductees",
    "conscripts",
    "recruits",
    "pilgrims",
    "orphans",
    "widows",
    "peacekeepers",
    "firefighters",
    "sailors",
    "miners",
    "households",
]);

/// Words that may stand before the noun; any word with a capital may too.
const MODIFIERS: Words = Words::of(&[
    "civilian",
    "innocent",
    "young",
    "female",
    "male",
    "foreign",
    "local",
    "armed",
    "unarmed",
    "suspected",
    "alleged",
    "other",
    "more",
    "additional",
    "remaining",
    "internally",
    "displaced",
    "elderly",
    "confirmed",
    "reported",
    "living",
    "unidentified",
    "pregnant",
    "aid",
    "rescue",
    "medical",
    "police",
    "army",
    "security",
    "health",
    "border",
    "government",
    "opposition",
    "rebel",
    "militia",
    "new",
    "old",
    "adult",
    "military",
    "political",
    "humanitarian",
    "school",
    "hospital",
    "family",
    "palestinian",
    "israeli",
    "syrian",
    "ukrainian",
    "russian",
]);

/// Losses that are counted together: deaths and injuries.
const LOSSES: Words =
    Words::of(&["deaths", "injuries", "fatalities", "casualties", "dead", "wounded", "injured", "missing"]);

/// How many words a counted noun may have.
const LONGEST: usize = 6;

/// The tokens of the counted noun that follows a number, its modifiers included.
pub(super) fn after(line: &Line<'_>, number_end: usize) -> Option<Range<usize>> {
    let start = past_determiners(line, number_end);
    let mut end = None;
    let mut at = start;
    while at - start < LONGEST {
        let next = compound_end(line, at);
        match () {
            () if is_head(line, next - 1) => end = Some(next),
            () if end.is_some() || !is_modifier(line, at, next) => break,
            () => {}
        }
        at = next;
    }
    end.map(|end| start..past_second_loss(line, end))
}

fn past_determiners(line: &Line<'_>, at: usize) -> usize {
    let of = at + usize::from(line.is(at, "of"));
    of + usize::from(line.is_of(of, words!["the", "its", "their", "his", "those", "these", "whose"]))
}

/// Past the words that hyphens join: Israeli-Argentines.
fn compound_end(line: &Line<'_>, at: usize) -> usize {
    if line.is_hyphen(at + 1) && line.is_word(at + 2) { at + 3 } else { at + 1 }
}

fn is_head(line: &Line<'_>, at: usize) -> bool {
    line.is_of(at, &NOUNS) || is_people_name(line.word(at))
}

/// A name of people: a capital and a plural ending, as in Palestinians; not a possessive.
pub(super) fn is_people_name(word: &str) -> bool {
    let plural = ["ans", "is", "ians", "eans", "ines", "ese", "ers", "ds", "rks", "bs", "ns", "nis"];
    let mixed = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    mixed && word.chars().all(char::is_alphabetic) && plural.iter().any(|ending| word.ends_with(ending))
}

fn is_modifier(line: &Line<'_>, at: usize, end: usize) -> bool {
    let word = line.word(at);
    let possessive = word.contains(['\'', '’']);
    line.is_word(at)
        && !possessive
        && (line.is_of(at, &MODIFIERS) || word.starts_with(char::is_uppercase) || end > at + 1)
}

fn past_second_loss(line: &Line<'_>, end: usize) -> usize {
    let both =
        line.is_of(end - 1, &LOSSES) && line.is_of(end, words!["and", "or"]) && line.is_of(end + 1, &LOSSES);
    end + if both { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_nouns_keep_their_modifiers() {
        for (text, noun) in [
            ("deaths in Gaza", "deaths"),
            ("Israeli hostages could", "Israeli hostages"),
            ("Israeli-Argentines most", "Israeli-Argentines"),
            ("Palestinians currently", "Palestinians"),
            ("of its inhabitants", "inhabitants"),
            ("deaths and injuries.", "deaths and injuries"),
            ("police officers were", "police officers"),
            ("PEASANTS OF VARIOUS AGES", "PEASANTS"),
            ("aid workers", "aid workers"),
        ] {
            let line = Line::new(text);
            let bytes = after(&line, 0).map(|tokens| line.bytes(&tokens));
            assert_eq!(bytes.map(|bytes| &text[bytes]), Some(noun), "{text}");
        }
    }

    #[test]
    fn what_is_not_counted_is_not_named() {
        for text in ["taken by fighters", "rockets", ", people", "Israel’s people", ""] {
            assert!(after(&Line::new(text), 0).is_none(), "{text}");
        }
    }
}
