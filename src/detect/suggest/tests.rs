//! Sentences and what is read in them. Every sentence was written for these tests.

use super::{Known, Suggestion, suggest};
use crate::detect::lexicon::Lexicon;
use crate::model::figure::{Modality, Outcome, Qualifier, SexAge, Status};

mod hostile;
mod peace;
mod spoken;

fn read(text: &str) -> Vec<Suggestion> {
    suggest(text, &Known::default(), Lexicon::english())
}

/// Outcome and number of each suggestion, in short: `killed 12; injured dozens`.
fn told(text: &str) -> String {
    let one = |found: &Suggestion| {
        let number =
            found.value.map_or_else(|| text[found.span.clone()].to_owned(), |value| value.to_string());
        format!("{} {number}", found.outcome.name())
    };
    read(text).iter().map(one).collect::<Vec<_>>().join("; ")
}

fn all_told(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn a_suggestion_tells_what_it_rests_on() {
    let text = "Thieves killed at least 12 women in the valley.";
    let [found] = &read(text)[..] else { panic!("one figure") };
    assert_eq!(&text[found.span.clone()], "at least 12");
    assert_eq!(found.qualifier, Qualifier::AtLeast);
    assert_eq!(found.sex_age, Some(SexAge::Women));
    let told = "number 12 · hedge “at least” · “killed” → killed · counted “women”";
    assert_eq!(found.explained(text), told);
    let rules: Vec<&str> = found.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!(rules, ["number.numeral", "hedge.words", "outcome.object", "counted.noun"]);
    assert!(found.percent >= 90);
}

#[test]
fn a_question_of_how_many_tells_no_number() {
    assert!(read("It does not say how many of the people killed were civilians.").is_empty());
    assert_eq!(read("Many of the people killed were civilians.").len(), 1);
}

#[test]
fn the_status_of_those_counted_is_read() {
    let status = |text: &str| read(text).first().and_then(|found| found.status);
    assert_eq!(status("Nine soldiers were killed."), Some(Status::Combatant));
    assert_eq!(status("Nine soldiers and police were killed."), Some(Status::Mixed));
    assert_eq!(status("Nine people were killed."), None);
}

#[test]
fn the_manner_is_read() {
    for (text, manner) in [
        ("Up to 300 people may have been killed, the office said.", Modality::Predicted),
        ("The mayor denied that 12 people were killed.", Modality::Denied),
        ("The militia claims to have killed 12 soldiers.", Modality::ClaimedByParty),
        ("Under the deal 30 hostages would be released.", Modality::Proposed),
        ("Twelve people were killed.", Modality::Asserted),
    ] {
        assert_eq!(read(text).first().map(|found| found.modality), Some(manner), "{text}");
    }
    assert_eq!(read("Under the deal 30 hostages would be released.")[0].outcome, Outcome::ProposedRelease);
    assert!(
        read("The gunmen threatened to kill the 12 hostages.")
            .iter()
            .all(|found| found.outcome != Outcome::Killed)
    );
}

#[test]
fn a_dossier_may_name_hedges_and_outcomes_of_its_own() {
    let own = "[hedges before]\nat_least: easily\n\n[past]\nkilled: felled\n";
    let lexicon = Lexicon::with_own("own.txt", own).unwrap();
    let text = "The fever felled easily 300 people.";
    let found = suggest(text, &Known::default(), &lexicon);
    let read: Vec<_> = found.iter().map(|one| (one.value, one.qualifier, &text[one.span.clone()])).collect();
    assert_eq!(read, [(Some(300), Qualifier::AtLeast, "easily 300")]);
}

#[test]
fn an_aim_to_free_captives_is_no_release() {
    let manner = |text: &str| read(text).first().map(|found| (found.outcome, found.modality));
    let aimed = Some((Outcome::Rescued, Modality::Hypothetical));
    assert_eq!(manner("Troops entered the town to rescue two hostages."), aimed);
    assert_eq!(
        manner("Troops managed to rescue two hostages."),
        Some((Outcome::Rescued, Modality::Asserted))
    );
    let promised = Some((Outcome::ProposedRelease, Modality::Proposed));
    assert_eq!(manner("The rebels agreed to release 12 hostages."), promised);
}

#[test]
fn numbers_that_count_nobody_are_left_out() {
    all_told(&[
        ("Only 109 people out of 325,000 were arrested.", "detained 109"),
        ("All but seven of some 14,000 inmates perished.", ""),
        ("The dead children were ages 4, 7, 10 and 13.", ""),
        ("Three men aged 28, 27 and 26 were arrested.", "detained 3"),
        ("The helicopter Rescue 116 crashed off the coast and its crew of Rescue 116 is missing.", ""),
        ("The poet and 2010 presidential candidate was arrested on Monday.", ""),
        ("The county had 30 deaths reported per 100,000 people.", ""),
        ("She was found with over 117 separate injuries.", ""),
        ("He suffered significant injuries in the attack.", ""),
        ("Ada Lund was one of 27 people arrested at the site.", "detained 27"),
        ("About 900 women applied for the course \"Die Sterne\" after the attack.", ""),
        ("The attack took a heavy toll on the port.", ""),
        ("A medic of Station 26, who was hurt, went home.", "injured 1"),
        ("Mysterious murder Two women have been charged.", ""),
        ("Three guests whose relatives were killed sat in the gallery.", ""),
        ("The former ruler was acquitted over 2011 protester killings.", ""),
        ("Lund's death: Four suspects 'are spies'.", ""),
        ("A man who killed no one was sentenced.", ""),
        ("About 7.8 million premature deaths could be prevented.", ""),
        (
            "Rights groups claim as many as 60,000 political prisoners languish in the jails.",
            "detained 60000",
        ),
        ("The slain were Max Lund, 19; Jon Berg, 17; and Per Dahl, 16.", ""),
        ("Two boys aged three and 13 died.", "killed 2"),
        ("They were killed in some of the most ferocious raids.", ""),
        ("After the attack the two men fled the scene in a car.", ""),
        ("The troops captured one heartbreaking moment on film in the war.", ""),
        ("The valley, home to a number of restaurants, was shelled.", ""),
    ]);
}

#[test]
fn what_is_denied_is_the_figure_and_not_a_part_in_it() {
    let manner = |text: &str| read(text).first().map(|found| found.modality);
    assert_eq!(
        manner("They deny that they played any role in the deaths of 21 people."),
        Some(Modality::Asserted)
    );
    assert_eq!(manner("They deny that 21 people were killed."), Some(Modality::Denied));
    let aside = "He claimed to have lost friends in the disaster, which killed 96 people.";
    assert_eq!(manner(aside), Some(Modality::Asserted));
    assert_eq!(manner("The army denies this, but 21 people were killed."), Some(Modality::Asserted));
}

#[test]
fn more_ways_to_tell_of_the_dead_are_read() {
    all_told(&[
        ("The crackdown killed between 10,000-40,000 people.", "killed 10000"),
        ("Two soldiers have shot a man dead after he attacked them.", "killed 1"),
        ("Gunmen attacked shrines, killing scores of devotees.", "killed scores of"),
        ("Since the start of the year 47 have died in the attacks.", "killed 47"),
        ("He fatally stabbed two police officers.", "killed 2"),
        ("The attack left four people dead and injured at least 50 more.", "killed 4; injured 50"),
        ("In the war almost 3,000 Mirelles have fled their homes.", "displaced 3000"),
        ("Last May two soldiers were killed.", "killed 2"),
        ("The famine led to the death of thousands of people.", "killed thousands of"),
        ("All 30 guests were unlawfully killed.", "killed 30"),
        ("Four herders were robbed, beaten and killed.", "killed 4"),
        ("They were attacked or killed.", ""),
        ("A court jailed him for murdering a guard in 2015, a lawyer at the trial said.", "killed 1"),
    ]);
}
