//! The ways in which texts tell of figures.

use super::all_told;

#[test]
fn active_and_passive_verbs_tie_those_they_befall() {
    all_told(&[
        ("A landslide killed 31 villagers.", "killed 31"),
        ("Thirty-one villagers were killed by a landslide.", "killed 31"),
        ("Two gunmen killed five shoppers.", "killed 5"),
        ("Five shoppers were killed by two gunmen.", "killed 5"),
        ("Shells hit the market, killing four and wounding 10.", "killed 4; injured 10"),
        ("The guards had killed 12 inmates.", "killed 12"),
        ("Fifteen inmates had been killed.", "killed 15"),
        ("Nine sailors on a trawler off the coast drowned.", "killed 9"),
    ]);
}

#[test]
fn joined_figures_share_or_part() {
    all_told(&[
        ("Two drivers were killed and five others wounded.", "killed 2; injured 5"),
        ("Six porters and three guides were killed.", "killed 6; killed 3"),
        (
            "The blast killed 90 people, including 25 children and 15 women, and injured 300 others.",
            "killed 90; killed 25; killed 15; injured 300",
        ),
        ("Seventeen people, including two children, were hurt.", "injured 17; injured 2"),
        ("Five members of one family, including three children, were found dead.", "killed 5; killed 3"),
        ("Forty people, 27 of them women, were trampled to death.", "killed 40; killed 27"),
        ("The station said three guards and two drivers were killed.", "killed 3; killed 2"),
        ("Fever struck 600 people, including 15 who died.", "killed 15"),
        ("Two men, aged 25 and 31, were killed.", "killed 2"),
        ("The quake killed 80 people, 11 of them under 18.", "killed 80; killed 11"),
        ("The raid killed the mayor and two guards.", "killed 2"),
        ("Two porters were among 20 people killed.", "killed 2; killed 20"),
        ("Among the dead were three nurses.", "killed 3"),
        ("The dead include six women, five children and two guards.", "killed 6; killed 5; killed 2"),
    ]);
}

#[test]
fn headlines_and_tables_are_read() {
    all_told(&[
        ("Five killed, four injured", "killed 5; injured 4"),
        ("Five killed four injured in rocket fire", "killed 5; injured 4"),
        ("TWELVE DIE AS ROOF FALLS", "killed 12"),
        ("Ferry sinks, 45 missing", "missing 45"),
        ("Storm leaves 27 dead and scores missing", "killed 27; missing scores"),
        ("Killed: 25\nInjured: 400", "killed 25; injured 400"),
        ("- 12 people killed\n- 30 injured", "killed 12; injured 30"),
        ("Quake toll passes 9,000", "killed 9000"),
    ]);
}

#[test]
fn nouns_count_and_are_counted() {
    all_told(&[
        ("The ministry reported 53 new deaths.", "killed 53"),
        ("It confirmed the deaths of over 700 civilians.", "killed 700"),
        ("He regretted the murder of six priests and two cooks.", "killed 6; killed 2"),
        ("The toll from the flood rose from 40 to 52.", "killed 52"),
        ("This brings to 845 the number of troops killed.", "killed 845"),
        ("The war has claimed hundreds of civilian lives.", "killed hundreds of"),
        ("The army lost 30 soldiers.", "killed 30"),
        ("There were about 20 casualties in the attack.", "casualties_unspecified 20"),
        ("The clinic treated 37 wounded people.", "injured 37"),
        ("The clash ended with one dead rebel.", "killed 1"),
    ]);
}

#[test]
fn those_taken_and_those_who_fled_are_read() {
    all_told(&[
        ("Gunmen kidnapped seven engineers.", "captive_taken 7"),
        (
            "Israel says 134 hostages are still unaccounted for out of the 250 taken by the gunmen.",
            "captive_remaining 134; captive_taken 250",
        ),
        ("The group showed videos of three hostages.", "captive_shown 3"),
        ("Police arrested 23 suspects.", "detained 23"),
        ("Floods forced 12,000 people from their homes.", "displaced 12000"),
        ("Tens of thousands fled on foot.", "displaced Tens of thousands"),
        ("The raids displaced half of the city’s 90,000 inhabitants.", "displaced 45000; population 90000"),
    ]);
}

#[test]
fn single_victims_are_read_where_something_befell_them() {
    all_told(&[
        ("A man was shot dead.", "killed 1"),
        ("A policeman and two children were wounded.", "injured 1; injured 2"),
        ("A man watched as shells fell.", ""),
        ("They denounced the murder of a teacher.", ""),
        ("In the film a man is murdered.", ""),
    ]);
}

#[test]
fn broken_lines_and_unusual_spaces_are_read() {
    all_told(&[
        (
            "THE STATION SAID IN ITS NOON REPORT ON THE FIGHTING THAT ABOUT TWELVE\nPEASANTS HAVE BEEN\nKILLED.",
            "killed 12",
        ),
        ("At least 27\u{a0}585\u{a0}people were killed.", "killed 27585"),
        ("“Six of ours were killed,” he said.", "killed 6"),
    ]);
}

#[test]
fn what_is_no_figure_of_people_is_left() {
    for text in [
        "Rovers were missing seven players and lost 2-1.",
        "The striker killed off the match with two late goals.",
        "The title race is a dead heat with three games to go.",
        "He died aged 84 after a short illness.",
        "The bomb destroyed 12 houses and damaged 30 vehicles.",
        "Rebels captured eight villages.",
        "The bill needs nine votes or it is dead.",
        "A dead line delayed 12 trains.",
        "No one was killed in the blast, which broke 40 windows.",
        "None of the 45 passengers was hurt.",
        "He was jailed for 12 years.",
        "The virus crashed 300 servers and 20 banks.",
        "The firm cut 1,200 jobs and closed two plants.",
        "Two characters were killed in the last series.",
    ] {
        assert_eq!(super::told(text), "", "{text}");
    }
}
