use super::*;
use crate::detect::lexicon::Lexicon;
use crate::detect::phrase;
use crate::detect::suggest::Known;
use crate::detect::suggest::heard::Memory;
use crate::model::figure::{Modality, Outcome};
use crate::model::sentence;

/// What the figure whose number is printed in a text rests on, as it stands before any chain is read.
fn core(passage: &Passage<'_>, number: Range<usize>) -> Core {
    let start = passage.sentence.start;
    let number = passage.line.tokens_in(&(number.start - start..number.end - start));
    let cues = [
        "killed", "dead", "died", "deaths", "wounded", "kills", "kill", "rescue", "toll", "detained",
        "bodies",
    ];
    let far = |at: &usize| if *at >= number.end { at - number.end } else { number.start - at };
    let cue = (0..passage.line.len()).filter(|at| passage.line.is_any(*at, &cues)).min_by_key(far);
    let cue = cue.map_or(number.clone(), |at| at..at + 1);
    Core { number, counted: None, outcome: Outcome::Killed, cue, modality: Modality::Asserted }
}

fn chain(text: &str, number: &str) -> Vec<Source> {
    let at = text.find(number).unwrap();
    let printed = at..at + number.len();
    let span = phrase::phrases(text)
        .into_iter()
        .filter_map(|it| it.span)
        .find(|span| span.start <= at && at < span.end);
    let passage = Passage::new(text, sentence::around(text, span.as_ref().unwrap_or(&printed)));
    let mut reasons = Vec::new();
    let memory = Memory::default();
    let found =
        sources(&Heard::new(&passage, Lexicon::english(), &memory), &core(&passage, printed), &mut reasons);
    assert!(reasons.iter().all(|reason| text.get(reason.words.clone()).is_some()));
    found
}

/// `role: name` for every link.
fn told(text: &str, number: &str) -> Vec<String> {
    chain(text, number)
        .iter()
        .map(|source| format!("{}: {}", source.role.name(), &text[source.name.clone()]))
        .collect()
}

#[track_caller]
fn says(text: &str, name: &str) {
    let found = told(text, "12");
    assert_eq!(
        found.first().map(String::as_str),
        Some(format!("says: {name}").as_str()),
        "{text}: {found:?}"
    );
}

#[track_caller]
fn none(text: &str) {
    let found = chain(text, "12");
    assert!(head(&found).is_none(), "{text}: {:?}", told(text, "12"));
}

#[test]
fn according_to_names_the_source_before_or_after() {
    says("At least 12 people died, according to the provincial health office.", "provincial health office");
    says("According to the Ministry of Works, 12 people died in the flood.", "Ministry of Works");
    says(
        "Some 12 died in the ferry, the worst in years, according to figures from Lakeland coast guards, with more missing.",
        "Lakeland coast guards",
    );
    says(
        "Floods killed 12 people on Friday according to the Norland Monitor for Human Rights.",
        "Norland Monitor for Human Rights",
    );
}

#[test]
fn a_speaker_stands_before_its_verb_or_behind_it() {
    says("The Norland army said that 12 soldiers were killed.", "Norland army");
    says("The Norland army said 12 soldiers were killed.", "Norland army");
    says("A strike killed 12 people, doctors said.", "doctors");
    says(
        "A strike killed 12 people, doctors at the central hospital said.",
        "doctors at the central hospital",
    );
    says("A strike on Monday killed 12 people a local doctor said.", "local doctor");
    says("“We counted 12 dead,” said Anna Berg, the head of the hospital.", "Anna Berg");
    says(
        "\"Our medics found 12 bodies,\" said a spokesman for the Red Cross.",
        "spokesman for the Red Cross",
    );
    says("Anna Berg, the mayor of Oldtown, said 12 people had died.", "Anna Berg, the mayor of Oldtown");
    says("Police have confirmed 12 deaths.", "Police");
    says("Officials on Sunday reported 12 deaths.", "Officials");
    says("The ministry also announced that 12 people were killed.", "ministry");
    says("A police officer told the Lakeland Times that 12 people were killed.", "police officer");
    says("12 killed in blast, police say", "police");
    says("The mayor put the death toll at 12.", "mayor");
    says("The rescue service gave a slightly lower toll of 12 dead.", "rescue service");
    says("The ministry issued a statement saying 12 people were killed.", "ministry");
    says("In a statement, the northern command said its troops had killed 12 fighters.", "northern command");
    says("The attack killed 12, a hospital source told reporters.", "hospital source");
    says("State television reported 12 dead.", "State television");
    says("Witnesses said they saw 12 bodies.", "Witnesses");
    says("A man said he saw 12 dead.", "man");
    says(
        "As many as 12 people were killed, a spokeswoman for the agency said in a statement on Monday.",
        "spokeswoman for the agency",
    );
    says("Rebel leaders claim to have killed 12 soldiers.", "Rebel leaders");
    says("12 people were killed, the governor, Ove Lind, said.", "governor, Ove Lind");
    says("With the health office reporting 12 deaths, schools stayed shut.", "health office");
    says("The UN says it has verified the deaths of 12 children.", "UN");
    says("The blast killed 12 people, reported the Lakeland News Agency.", "Lakeland News Agency");
    says("At least 12 people have died, authorities say, as rain continues.", "authorities");
    says("The group, which runs three clinics, said 12 people had died.", "group");
    says(
        "A total of 12 people were killed, Interior Minister Ove Lind told parliament.",
        "Interior Minister Ove Lind",
    );
    says(
        "The blast near Oldtown killed 12 people said the Lakeland Observatory for Peace (LOP).",
        "Lakeland Observatory for Peace",
    );
    says("The U.N. says 12 people have been killed.", "U.N.");
    says("State media quoted a military source as saying 12 people were killed.", "military source");
    says("Ove Lind, 28, said 12 people died.", "Ove Lind, 28");
    says("An attack killed 12 people, the watchdog said on Tuesday contradicting the army.", "watchdog");
    says("Medics are reporting 12 deaths.", "Medics");
    says(
        "Lt. Col. Ove Lind of the county police said 12 people died.",
        "Lt. Col. Ove Lind of the county police",
    );
    says("The rebels accused the army of killing 12 people.", "rebels");
    says(
        "Twelve died and 12 were hurt, said Lt. Ove Lind of the fire department.",
        "Lt. Ove Lind of the fire department",
    );
    says("Reports from the region said 12 people were killed.", "Reports from the region");
}

#[test]
fn headlines_name_sources_without_verbs() {
    says("Monitor: 12 killed in clashes", "Monitor");
    says("Pentagon: 12 killed in raid", "Pentagon");
    says("UN: more than 12 dead in flood", "UN");
    says("12 killed in air raids: monitor", "monitor");
    says("Flood leaves 12 dead: Red Cross", "Red Cross");
    says("More than 12 children killed each day - Save the Children", "Save the Children");
    says("Health ministry: 12 dead in Oldtown", "Health ministry");
    assert_eq!(told("Rebels say 12 killed in raid - Reuters", "12"), ["says: Rebels", "relays: Reuters"]);
    none("Raid kills 12 in Oldtown - The Lakeland Times");
    none("Lakeland war: 12 killed in Oldtown");
}

#[test]
fn a_tally_compiles_and_names_what_it_rests_on() {
    let text = "The storm killed 12 people, according to an AFP tally based on official Norland figures.";
    assert_eq!(told(text, "12"), ["compiles: AFP tally", "based_on: official Norland figures"]);
    assert_eq!(
        told("The monitoring group documented the deaths of 12 people.", "12"),
        ["compiles: monitoring group"]
    );
}

#[test]
fn who_reports_what_another_says_relays_it() {
    assert_eq!(
        told("The ministry said rebels claimed 12 soldiers were killed.", "12"),
        ["says: rebels", "relays: ministry"]
    );
    assert_eq!(told("A nurse told Reuters that 12 people died.", "12"), ["says: nurse", "relays: Reuters"]);
}

#[test]
fn other_meanings_are_no_attributions() {
    none("He said goodbye to 12 dead friends.");
    none("The attack claimed the lives of 12 people.");
    none("Air strikes have claimed 12 lives in Oldtown.");
    none("Rebels claimed responsibility for the blast, which killed 12.");
    none("It was reported that 12 people were killed.");
    none("At least 12 people were reportedly killed.");
    none("The bus carried 12 dead, and police said they would investigate.");
    none(
        "Protests grew as the mayor says talks go on after 12 died."
            .trim_end_matches(" after 12 died.")
            .to_owned()
            .replace("Protests", "12 dead and protests")
            .as_str(),
    );
    none("Fans said the trouble began over the fire, where 12 people were killed in 1989.");
    none("12 people were reported missing and later found dead.");
    none("Last month it acknowledged 12 deaths.");
}

#[test]
fn pronouns_and_short_forms_lead_back() {
    let text = "The Lakeland health ministry spoke of a dark day, its doctors said. ";
    let found =
        told("The Lakeland health ministry said roads were cut. It added that 12 people had died.", "12");
    assert_eq!(found, ["says: Lakeland health ministry"]);
    let found = told("Mayor Ove Lind said roads were cut. He said 12 people had died.", "12");
    assert_eq!(found, ["says: Mayor Ove Lind"]);
    let found = told(
        "The Lakeland Observatory for Peace said roads were cut. Later 12 people died, the observatory said.",
        "12",
    );
    assert_eq!(found, ["says: Lakeland Observatory for Peace"]);
    assert!(told(&format!("{text}12 people died in the flood."), "12").is_empty());
    let whole = "The army spoke first. “We lost 12 men. They died at dawn,” Colonel Ove Lind said.";
    assert_eq!(told(whole, "12"), ["says: Colonel Ove Lind"]);
    let chain = chain("Mayor Ove Lind said roads were cut. He said 12 people had died.", "12");
    assert_eq!(chain[0].strength, Strength::Inherited);
}

#[test]
fn capitals_throughout_are_read_too() {
    says("THE ALMA BATTALION HAS REPORTED THAT ABOUT 12 PEOPLE WERE KILLED.", "ALMA BATTALION");
    says("AT LEAST 12 SOLDIERS DIED TODAY IN THE NORTH, MILITARY SOURCES SAID.", "MILITARY SOURCES");
    says("ACCORDING TO THE POLICE, 12 PEOPLE WERE KILLED.", "POLICE");
}

#[test]
fn kinds_of_sources_are_told_by_their_words() {
    let class = |text: &str| chain(text, "12").first().and_then(|source| source.class);
    for (text, expected) in [
        ("The rebel-run health ministry said 12 were killed.", SourceClass::HealthAuthority),
        ("The army said 12 were killed.", SourceClass::ArmedForce),
        ("UNICEF said 12 were killed.", SourceClass::UnitedNations),
        ("The Lakeland Observatory for Peace said 12 were killed.", SourceClass::Monitor),
        ("A senior official said 12 were killed.", SourceClass::AnonymousOfficial),
        ("Residents said 12 were killed.", SourceClass::Witness),
        ("The interior ministry said 12 were killed.", SourceClass::Government),
        ("Amnesty International said 12 were killed.", SourceClass::Ngo),
    ] {
        assert_eq!(class(text), Some(expected), "{text}");
    }
}

#[test]
fn spans_lie_on_characters_whatever_the_text() {
    for text in [
        "“Él dijo: 12 muertos”, said Señor Peña’s 中国 office. He added 12.",
        "12 said 12 said 12, said",
        "said",
        "'s 12",
        "According to 12",
    ] {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let part = &text[..end];
            let passage = Passage::new(part, 0..part.len());
            let memory = Memory::default();
            let heard = Heard::new(&passage, Lexicon::english(), &memory);
            for at in 0..passage.line.len() {
                let core = Core {
                    number: at..at + 1,
                    counted: None,
                    outcome: Outcome::Killed,
                    cue: at..at + 1,
                    modality: Modality::Asserted,
                };
                for source in sources(&heard, &core, &mut Vec::new()) {
                    assert!(part.get(source.name).is_some() && part.get(source.words).is_some(), "{part}");
                }
            }
        }
    }
}

#[test]
fn names_hold_small_words_and_their_verbs_stand_far_off() {
    says("Deputy governor Ove van der Berg said 12 people died.", "Deputy governor Ove van der Berg");
    says(
        "An official in the lake town of Oldtown said on Tuesday that 12 people were killed.",
        "official in the lake town of Oldtown",
    );
    says(
        "Police spokesman Ove Lind, speaking to reporters outside the court, said 12 people died.",
        "Police spokesman Ove Lind",
    );
    says(
        "A rights group citing figures from clinics in the Oldtown suburbs put the death toll at 12.",
        "rights group",
    );
    says("The army has clearly said that 12 soldiers were killed.", "army");
    says("Roads were cut and 12 people were killed, doctors there told reporters.", "doctors");
    says("The raid the United States says killed 12 people shook the town.", "United States");
}

#[test]
fn who_is_quoted_by_another_says_it() {
    says("12 people were killed, the ministry was quoted by Interfax as saying.", "ministry");
    says("State TV quoted the governor as saying 12 people were killed.", "governor");
    assert_eq!(told("The ministry's figures show that 12 people died.", "12"), ["compiles: ministry"]);
    says("A toll given by the Interior Ministry stood at 12 dead.", "Interior Ministry");
    says("The riot has resulted in - according to witnesses - 12 deaths.", "witnesses");
    says("\"The toll of dead has risen to 12\" said the Observatory adding it may rise.", "Observatory");
}

#[test]
fn deeds_that_are_claimed_are_no_attributions() {
    none("Bombers killed 12 people in an attack claimed by the Lakeland Front.");
    none("The murder of 3 soldiers and 1 policeman raised to 12 the number of people killed.");
    none("It was unclear whether raids near Oldtown claimed 12 civilian lives.");
    none("As a result of the attack an engineer, identified as 12, was killed.");
}

#[test]
fn quotation_marks_open_and_close() {
    for text in [
        "“We ran,” nurse Ann Berg told a newspaper. “12 people died in the yard.” The army said it was calm.",
        "\"We ran\" nurse Ann Berg said. \"Then 12 people died in the yard.\" The army said it was calm.",
    ] {
        let found = crate::detect::suggest::suggest(text, &Known::default(), Lexicon::english());
        let head = found.first().and_then(|one| one.head_source());
        assert_eq!(head.map(|source| &text[source.name.clone()]), Some("nurse Ann Berg"), "{text}");
    }
    assert!(told("\"We ran\" nurse Ann Berg said. Some 12 people died in the yard.", "12").is_empty());
}

#[test]
fn short_forms_lead_back_by_letters_and_by_kind() {
    let before = "The Local Relief Committees said roads were cut.";
    assert_eq!(
        told(&format!("{before} The LRC said 12 people were killed."), "12"),
        ["says: Local Relief Committees"]
    );
    let before = "The Lakeland Observatory for Peace said roads were cut.";
    let name = ["says: Lakeland Observatory for Peace"];
    assert_eq!(told(&format!("{before} The group said 12 people were killed."), "12"), name);
    assert_eq!(told(&format!("{before} The watchdog said 12 people were killed."), "12"), name);
    let text = "THE ARMED FORCES SAID THE REBELS LOST. ACCORDING TO THE REBELS, 12 PEOPLE WERE KILLED.";
    assert_eq!(told(text, "12"), ["says: REBELS"]);
}

#[test]
fn speakers_are_found_in_looser_sentences() {
    says("The town was hit in a raid that residents said killed 12 people.", "residents");
    assert_eq!(
        told("Prices rose. The agency estimated another 12 people were killed.", "12"),
        ["compiles: agency"]
    );
    says("In the state 12 people died, according to the most recent data from the ministry.", "ministry");
    says("\"I saw 12 bodies,\" Imran Alam, a barber, told the AFP news agency.", "Imran Alam, a barber");
    says("The blast killed 12 people, hospital sources tell Reuters.", "hospital sources");
    says("In the southern province, the army killed 12 rebels, said Gen. Sadik Saber.", "Gen. Sadik Saber");
    assert_eq!(told("AI estimates up to 12 people killed in the jail", "12"), ["compiles: AI"]);
    says("He said the fire killed 12 people.", "He");
    none("It said the fire killed 12 people.");
}

#[test]
fn a_quotation_that_closed_lends_its_speaker_no_further() {
    none(
        "A guard said: \"There were hundreds of people. It was a lapse.\" In November, at least 12 people \
         were killed in an attack on a shrine.",
    );
}
