use super::*;
use crate::detect::dating::Anchor;
use crate::detect::lexicon::Lexicon;
use crate::detect::suggest::heard::Memory;
use crate::model::figure::ScopeKind;
use crate::model::{Basis, sentence};

fn known() -> Known {
    let anchors = vec![Anchor { label: "War begins".into(), day: "2024-01-10".parse().unwrap() }];
    // A Wednesday.
    Known { published: DateClaim::on("2024-03-06".parse().unwrap(), Basis::Dateline), anchors }
}

fn read(text: &str, outcome: Outcome) -> Option<Time> {
    let at = text.find("12").unwrap();
    let passage = Passage::new(text, sentence::around(text, &(at..at + 2)));
    let start = passage.sentence.start;
    let number = passage.line.tokens_in(&(at - start..at + 2 - start));
    let cues =
        ["killed", "died", "deaths", "displaced", "held", "toll", "taken", "rescued", "killing", "arrested"];
    let far = |at: &usize| if *at >= number.end { at - number.end } else { number.start - at };
    let cue = (0..passage.line.len()).filter(|at| passage.line.is_any(*at, &cues)).min_by_key(far);
    let counted = Some(number.end..number.end + 1);
    let cue = cue.map_or(number.clone(), |at| at..at + 1);
    let core = Core { number, counted, outcome, cue, modality: Modality::Asserted };
    let memory = Memory::default();
    time(&Heard::new(&passage, Lexicon::english(), &memory), &core, &known(), &mut Vec::new())
}

#[track_caller]
fn is(text: &str, kind: ScopeKind, words: &str, days: Option<(&str, &str)>) {
    let time = read(text, Outcome::Killed).unwrap_or_else(|| panic!("{text}"));
    let printed = time.words.clone().map_or("", |words| &text[words]);
    assert_eq!((time.scope.kind(), printed), (kind, words), "{text}");
    let found = time.start.zip(time.end).map(|(from, to)| (from.to_string(), to.to_string()));
    assert_eq!(found, days.map(|(from, to)| (from.to_owned(), to.to_owned())), "{text}");
}

#[test]
fn a_stretch_ends_with_the_day_of_writing() {
    use ScopeKind::Window;
    is(
        "At least 12 people were killed within 24 hours.",
        Window,
        "within 24 hours",
        Some(("2024-03-05", "2024-03-06")),
    );
    is(
        "12 were killed over the past two days.",
        Window,
        "over the past two days",
        Some(("2024-03-04", "2024-03-06")),
    );
    is("Raids killed 12 people last month.", Window, "last month", Some(("2024-02-05", "2024-03-06")));
    is("Some 12 died in a three-day battle.", Window, "three-day", Some(("2024-03-03", "2024-03-06")));
    is("Some 12 died in recent days.", Window, "in recent days", None);
}

#[test]
fn a_running_total_begins_where_the_words_say() {
    use ScopeKind::Cumulative;
    is(
        "12 people have been killed since 3 February 2024.",
        Cumulative,
        "since 3 February 2024",
        Some(("2024-02-03", "2024-03-06")),
    );
    is(
        "12 have been killed since the start of the war.",
        Cumulative,
        "since the start of the war",
        Some(("2024-01-10", "2024-03-06")),
    );
    is(
        "12 have been killed in two months of war.",
        Cumulative,
        "in two months of war",
        Some(("2024-01-10", "2024-03-06")),
    );
    is("So far 12 people have been killed.", Cumulative, "So far", None);
    is("The offensive has killed 12 people.", Cumulative, "", Some(("2024-01-10", "2024-03-06")));
}

#[test]
fn one_event_is_dated_by_its_day() {
    use ScopeKind::Incident;
    is("A strike killed 12 people on Monday.", Incident, "on Monday", Some(("2024-03-04", "2024-03-04")));
    is(
        "A strike on Wednesday killed 12 people.",
        Incident,
        "on Wednesday",
        Some(("2024-03-06", "2024-03-06")),
    );
    is(
        "12 people were killed in Sunday's raid.",
        Incident,
        "in Sunday's",
        Some(("2024-03-03", "2024-03-03")),
    );
    is(
        "12 people died in the fire of April 1989.",
        Incident,
        "of April 1989",
        Some(("1989-04-01", "1989-04-30")),
    );
    is(
        "12 were killed during the March 2 attack.",
        Incident,
        "during the March 2",
        Some(("2024-03-02", "2024-03-02")),
    );
    is("12 were killed on December 30.", Incident, "on December 30", Some(("2023-12-30", "2023-12-30")));
    is("12 were killed yesterday.", Incident, "yesterday", Some(("2024-03-05", "2024-03-05")));
    is("12 were killed two days ago.", Incident, "two days ago", Some(("2024-03-04", "2024-03-04")));
    is("The blast killed 12 people.", Incident, "", None);
}

#[test]
fn the_time_of_the_telling_is_not_the_figures() {
    use ScopeKind::Incident;
    is(
        "12 were killed on Monday, the police said on Tuesday.",
        Incident,
        "on Monday",
        Some(("2024-03-04", "2024-03-04")),
    );
    is("The police said on Tuesday that a blast killed 12.", Incident, "", None);
    assert_eq!(read("The police said on Tuesday that 12 had died.", Outcome::Killed), None);
}

#[test]
fn stocks_and_proposals_need_no_words() {
    let kind = |text: &str, outcome| read(text, outcome).map(|time| time.scope.kind());
    assert_eq!(
        kind("About 12 people are still held there.", Outcome::CaptiveRemaining),
        Some(ScopeKind::Stock)
    );
    assert_eq!(kind("Some 12 people are displaced.", Outcome::Displaced), Some(ScopeKind::Stock));
    assert_eq!(
        kind("Under the deal 12 would be freed.", Outcome::ProposedRelease),
        Some(ScopeKind::Proposed)
    );
    assert_eq!(kind("12 people died.", Outcome::Killed), None);
}

#[test]
fn a_stretch_of_the_sentence_before_carries_on() {
    let text = "The camp has been under fire for four days. The army has killed 12 people near the camp.";
    let time = read(text, Outcome::Killed).unwrap();
    assert_eq!((time.scope.kind(), &text[time.words.unwrap()]), (ScopeKind::Window, "for four days"));
}

#[test]
fn any_text_is_read_without_harm() {
    for text in [
        "since",
        "12 since of",
        "in the 12",
        "on Mon 32 May",
        "12 99 99 99 99 hours",
        "for 99999999999 years 12",
        "Dec 12 12 12",
    ] {
        let _ = text.find("12").map(|_| read(text, Outcome::Killed));
        let passage = Passage::new(text, 0..text.len());
        let memory = Memory::default();
        let _ = Heard::new(&passage, Lexicon::english(), &memory).times();
    }
}

#[test]
fn a_date_above_a_report_gives_way_to_its_own_words() {
    use ScopeKind::{Cumulative, Incident};
    let text = "5 March 2024 At least 12 people were killed outside Oldtown on Tuesday as they slept.";
    is(text, Incident, "on Tuesday", Some(("2024-03-05", "2024-03-05")));
    is("5 March 2024 At least 12 were killed.", Incident, "5 March 2024", Some(("2024-03-05", "2024-03-05")));
    let days = Some(("2023-05-21", "2024-03-06"));
    is("Strikes since 21 May have killed 12 people.", Cumulative, "since 21 May", days);
    let text = "An official in the town of Oldtown said on Tuesday that 12 were killed overnight.";
    is(text, Incident, "overnight", Some(("2024-03-05", "2024-03-05")));
}

#[test]
fn a_stretch_longer_than_the_calendar_has_no_first_day() {
    for text in ["12 died in the past two million weeks.", "12 died in the past 4 billion years."] {
        let time = read(text, Outcome::Killed).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(time.start, None, "{text}");
    }
}

#[test]
fn times_between_two_and_times_told_again_are_read() {
    for (text, kind, words, days) in [
        (
            "Between 2013 and 2016 gunmen killed 12 teachers.",
            ScopeKind::Window,
            "Between 2013 and 2016",
            None,
        ),
        ("From June to August gunmen killed 12 teachers.", ScopeKind::Window, "From June to August", None),
        (
            "Over the past decade gunmen killed 12 teachers.",
            ScopeKind::Window,
            "Over the past decade",
            Some(("2014-03-09", "2024-03-06")),
        ),
        ("Every year gunmen killed 12 teachers.", ScopeKind::Window, "Every year", None),
        ("The following day, gunmen killed 12 teachers.", ScopeKind::Incident, "The following day", None),
        (
            "The May 2014 shooting killed 12 teachers.",
            ScopeKind::Incident,
            "The May 2014",
            Some(("2014-05-01", "2014-05-31")),
        ),
        (
            "Since the start of the year 12 have been killed.",
            ScopeKind::Cumulative,
            "Since the start of the year",
            None,
        ),
    ] {
        is(text, kind, words, days);
    }
}
