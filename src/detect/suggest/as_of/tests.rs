use super::*;
use crate::detect::lexicon::Lexicon;
use crate::detect::suggest::heard::Memory;
use crate::model::figure::Modality;

fn read(text: &str, time: Option<&Time>, published: Option<&str>) -> Option<String> {
    let published =
        published.map_or_else(DateClaim::default, |day| DateClaim::on(day.parse().unwrap(), Basis::Dateline));
    let known = Known { published, anchors: Vec::new() };
    let passage = Passage::new(text, 0..text.len());
    let core = Core {
        number: 0..1,
        counted: None,
        outcome: Outcome::Killed,
        cue: 1..2,
        modality: Modality::Asserted,
    };
    let memory = Memory::default();
    let claim =
        as_of(&Heard::new(&passage, Lexicon::english(), &memory), &core, time, &known, &mut Vec::new());
    claim.map(|claim| format!("{claim} {:?}", claim.basis))
}

#[test]
fn words_come_before_the_day_of_publication() {
    let day = Some("2024-03-06");
    assert_eq!(read("12 dead as of Monday.", None, day).as_deref(), Some("2024-03-04 [WeekdayOrEvent]"));
    assert_eq!(
        read("12 dead, the police said on Tuesday.", None, day).as_deref(),
        Some("2024-03-05 or earlier [WeekdayOrEvent]")
    );
    assert_eq!(read("12 dead.", None, day).as_deref(), Some("2024-03-06 or earlier [Dateline]"));
    assert_eq!(read("12 dead.", None, None), None);
    assert_eq!(read("12 dead as of Monday.", None, None), None);
}

#[test]
fn one_event_stands_as_of_its_day() {
    let text = "12 died on 3 March 2024.";
    let day: Day = "2024-03-03".parse().unwrap();
    let scope = Scope::Incident { event: "blast".into() };
    let time = Time { scope, words: Some(8..23), start: Some(day), end: Some(day) };
    assert_eq!(read(text, Some(&time), None).as_deref(), Some("2024-03-03 [Stated]"));
}
