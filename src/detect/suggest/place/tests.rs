use super::*;
use crate::detect::lexicon::Lexicon;
use crate::detect::suggest::heard::Memory;
use crate::detect::suggest::passage::Passage;
use crate::model::figure::{Modality, Outcome};

fn read(text: &str) -> Option<&str> {
    let passage = Passage::new(text, 0..text.len());
    let number = (0..passage.line.len()).find(|at| passage.line.is(*at, "12")).unwrap_or_default();
    let cue = (0..passage.line.len())
        .find(|at| passage.line.is_any(*at, &["killed", "kills", "died"]))
        .unwrap_or(number);
    let core = Core {
        number: number..number + 1,
        counted: None,
        outcome: Outcome::Killed,
        cue: cue..cue + 1,
        modality: Modality::Asserted,
    };
    let memory = Memory::default();
    place(&Heard::new(&passage, Lexicon::english(), &memory), &core, &mut Vec::new()).map(|at| &text[at])
}

#[test]
fn the_place_named_nearest_is_taken() {
    for (text, expected) in [
        ("A blast in Oldtown killed 12 people.", Some("Oldtown")),
        ("A blast killed 12 people near Port Ann.", Some("Port Ann")),
        ("12 people were killed in northern Norland on Friday.", Some("northern Norland")),
        ("12 people were killed in the village of Alm.", Some("Alm")),
        ("A raid on Alm kills 12", Some("Alm")),
        ("In Norland, floods rose; a blast killed 12 in Alm.", Some("Alm")),
        ("12 people were killed in May.", None),
        ("12 people were killed on Monday.", None),
        ("12 people were killed in an attack.", None),
        ("12 people were killed, a doctor in Alm said.", None),
        ("12 PEOPLE WERE KILLED IN SAN ROQUE.", Some("SAN ROQUE")),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_place_lies_on_characters() {
    for text in ["12 killed in Ñuñoa", "12 in É", "in 12", "12 killed in Gaza’s", "killed in"] {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let _ = read(&text[..end]);
        }
    }
}
