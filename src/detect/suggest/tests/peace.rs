//! Texts of sport, trade, screens, stories and parliament, whose words of harm tell of none. Every
//! sentence was written for these tests.

use super::{all_told, read};

/// Sentences that report no figure of people harmed.
const PEACEFUL: &[&str] = &[
    "The keeper dropped four catches before the visitors were bowled out for 112.",
    "Rovers lost 3-1 and have now lost nine matches in a row.",
    "The leg-spinner claimed six victims for 41 runs before tea.",
    "One of the bowler's victims was the captain, caught behind for 12.",
    "Three of his victims were bowled off the inside edge.",
    "He took five wickets and two catches and was carried off injured.",
    "Two players are on the injured list and three more are suspended.",
    "City have seven men injured ahead of Saturday's derby.",
    "The side are missing five players through flu.",
    "Missing two of their three strikers, the hosts held on for a draw.",
    "United were without six injured regulars for the trip north.",
    "The winger was hurt in a tackle and missed four games.",
    "A 67th-minute header killed the game and three fans ran on to the pitch.",
    "The race ended in a dead heat between two runners.",
    "Four riders died on the final climb and lost two minutes to the leader.",
    "The hosts were beaten 4-0 and the crowd of 31,000 left early.",
    "Twelve players were released by the club in June.",
    "The academy released 14 youngsters at the end of the season.",
    "The forward was shot down by three linesmen for offside.",
    "She shot a 68 to take a two-stroke lead with four players tied behind.",
    "A man of the match display saved three points for the home side.",
    "Two defenders were caught out and the striker executed a perfect lob.",
    "The pair captured three titles in as many years.",
    "The champion captured 12 gold medals before she retired.",
    "Ten sailors took part, and two retired hurt.",
    "A boxer was knocked down twice and saved by the bell in round nine.",
    "The manager has five injured defenders to replace.",
    "Seven runners dropped out and two were disqualified.",
    "Four fighters on the card were beaten inside the distance.",
    "The fighter has lost only two of his 31 bouts.",
    "The veteran fighter beat a man 10 years younger.",
    "Three rookies were cut from the squad and another was jailed by the referee's whistle.",
    "The keeper saved two penalties and the team rescued a point.",
    "The firm will cut 1,200 jobs, and 300 staff have already gone.",
    "Job losses at the bank reached 4,000 last year.",
    "The retailer shed 600 workers and closed 12 shops.",
    "Some 900 workers lost their jobs when the plant shut.",
    "The union said 2,500 people would lose their jobs.",
    "The takeover claimed its first victims when 30 managers were sacked.",
    "Two senior bankers were casualties of the merger.",
    "Among the casualties of the crash were six dot-com firms.",
    "The new phone captured 40% of the market within two years.",
    "The firm holds 12,000 patents and employs 3,400 people.",
    "The group released three albums and two live DVDs.",
    "The studio released 14 films, seven of them sequels.",
    "The company released 5,000 customers from their contracts.",
    "The bank freed up 200 staff to answer calls.",
    "More than 3,000 customers were hit by the outage.",
    "Around 12,000 customers were left without power.",
    "Hackers stole the details of 45,000 patients.",
    "The virus infected 30,000 computers in two days.",
    "Some 800 users were locked out of their accounts.",
    "The screen has 12 dead pixels.",
    "The update killed 40 apps that had not been maintained.",
    "The firm killed off two brands and 15 products.",
    "Investors were burned by two failed launches.",
    "The start-up burned through $30m and 200 staff.",
    "The rescue plan will save 700 jobs.",
    "A rescue deal saved 350 jobs at the yard.",
    "The charity helped 2,000 people into work.",
    "Fraud victims lost an average of 3,000 pounds each.",
    "More than 10,000 people were victims of the fraud.",
    "Some 5,000 victims of identity theft called the helpline.",
    "Police seized 2 tonnes of cocaine at the port.",
    "Officers seized 300 bottles and 40 phones.",
    "Customs seized 12 crocodiles and a python.",
    "The ombudsman received 300 complaints from patients.",
    "The minister was wounded by criticism from 40 of his own MPs.",
    "The government lost the vote by 12, with 30 members missing.",
    "Sixty lawmakers voted for the bill and 41 against.",
    "Forty deputies were absent and two abstained.",
    "The party lost 14 seats and held 22.",
    "The candidate captured 55 percent of the vote.",
    "The prime minister survived a rebellion by 52 members.",
    "The senator took 12 delegates and his rival three.",
    "Four ministers were sacked and two resigned.",
    "The play kills off three characters in the first act.",
    "In the film a man is murdered and two detectives hunt the killer.",
    "The novel tells of four friends, one of whom is dead.",
    "The thriller opens with a woman found dead in a lift.",
    "The series follows two detectives who hunt a killer of seven women.",
    "In the game you shoot 50 aliens and rescue two princesses.",
    "Players must kill 12 guards to reach the next level.",
    "The drama stars a man who is shot in the first scene.",
    "The band's singer said three fans fainted at the gig.",
    "Two actors were held up by traffic on the way to the awards.",
    "The show drew 8 million viewers, and 300 people complained.",
    "The actor, 54, died on Tuesday of cancer.",
    "The singer, who died at 81, sold 40 million records.",
    "He was 74 and leaves a wife and two sons.",
    "She is survived by three children and five grandchildren.",
    "Her husband died in 1987, and two of her sons live abroad.",
    "He died after a long illness, with his two daughters at his side.",
    "Smoking kills one in two smokers, doctors say.",
    "A man dies of the disease every ten minutes.",
    "Heart disease is the biggest killer, causing one in three deaths.",
    "The pill could save 3,000 lives a year.",
    "The drug could prevent 12,000 deaths a year, the study found.",
    "Deaths from the illness fell by 12% last year.",
    "Researchers followed 12,000 men for ten years.",
    "The trial enrolled 400 patients, half of whom took a placebo.",
    "Nurses treated 60 people for dehydration at the marathon.",
    "Some 300 patients were admitted with flu.",
    "A person who is bitten by a tick may die.",
    "If a child swallows a battery, parents should call a doctor.",
    "Anyone who kills a man may be jailed for life.",
    "The law says a person may be held for 14 days without charge.",
    "A driver who injures a cyclist faces a fine of 500 pounds.",
    "The bill would let police hold a suspect for 28 days.",
    "Suppose a soldier is wounded: who decides?",
    "In 1805 the fleet captured 20 ships.",
    "The emperor died in 1901 after a reign of 30 years.",
    "The battle is re-enacted every year by 300 volunteers.",
    "The museum holds 12 bodies from the ancient tomb.",
    "The tomb held the bodies of two priests and a cat.",
    "The statue of a wounded soldier was sold for 12,000.",
    "The painting shows a dying man and two angels.",
    "Two bodies govern the sport, and both were criticised.",
    "The ruling body fined three players.",
    "Three bodies will merge to form the new regulator.",
    "Two of the five bodies backed the plan.",
    "The toll on the bridge rose to 12 pounds.",
    "The road toll will go up to 5 euros in May.",
    "The hunters shot 40 deer and a wild boar.",
    "The cull killed 600 badgers.",
    "Some 4,000 cattle were slaughtered on two farms.",
    "The cold snap killed thousands of fish.",
    "The storm cost insurers 3 billion and felled 200 trees.",
    "The dog was found dead with three puppies.",
    "Twenty whales died on the beach.",
    "A traveller who lost a bag waited 12 hours.",
    "Two passengers missed their flight and slept at the gate.",
    "The train was held for 40 minutes and 300 passengers missed their links.",
    "The lift trapped six people for an hour.",
    "The talks took three days and left two sides unhappy.",
    "The cut hurt thousands of small firms.",
    "The tax hurts 3 million families.",
    "Fuel prices hit 12 million drivers.",
    "A woman was arrested in the soap opera's closing scene.",
    "The town is home to 40,000 people and two breweries.",
    "The stadium holds 60,000 people.",
    "The hall holds 800 guests and a choir of 90.",
    "The arena was evacuated after a fire alarm, delaying the tie.",
    "The scheme freed 30 volunteers for other work.",
    "The lottery made 12 people millionaires.",
    "He was shot by a photographer for two magazines.",
    "The photographer shot 12 models for the calendar.",
    "She was captured by two cameras as she left.",
    "The camera captured 30 players in the tunnel.",
    "The advert was shot with 50 children in one day.",
    "The author killed two hours in the airport.",
    "The joke died a death in front of 2,000 people.",
    "The comedian died on stage in front of 300 people on his first night.",
    "The crowd of 500 was left dying of laughter.",
    "Twenty chefs were grilled and two were roasted by the critics.",
    "The coach has been haunted by the ghosts of 11 lost finals.",
    "A record 212 people took refuge in the cinema from the rain.",
    "Fans fled to the bars as 30,000 seats emptied.",
    "Millions of users have fled the site for its rival.",
    "Some 600 customers fled to other banks.",
    "The exodus of 40 managers worries shareholders.",
    "The departure of two directors and the loss of a chairman hurt the shares.",
    "The loss of 300 jobs hit the town hard.",
    "The company lost 12 people to rivals last month.",
    "The return of two players from injury gives the side a lift.",
    "The release of three singles is planned for May.",
    "Police held talks with two clubs.",
    "The bank holds shares for 12,000 clients.",
    "Hostages to fortune: two ministers regret their pledge.",
    "Prisoners of habit, three in four of us never switch banks.",
    "Wall Street shares fell as the insurer set aside $3 billion for the 2,700 victims' claims.",
    "The shipyard will make 2,300 workers redundant.",
    "Ford's chief was among 12 executives who left.",
    "Two-time champion Ann Roe retired injured.",
    "Four dead certs at the racecourse today.",
    "The 12-man squad has lost three to injury.",
    "Two men were sent off as the derby turned sour.",
    "The missing three executives resurfaced at a rival.",
    "Six directors were ousted in the coup at the bank.",
    "The software giant captured two rival firms' staff, 300 in all.",
    "The chess star killed off two challengers.",
    "The comet killed the dinosaurs 65 million years ago, and 75% of species.",
    "The crime writer has murdered dozens in her books.",
    "Her new book's hero shoots two policemen.",
    "In the opera, a soldier stabs two rivals and dies.",
    "More than 200 acts played and a dozen fans were treated for heatstroke.",
    "The lorry driver lost his licence after injuring two cows.",
    "Two hundred dead birds were found on the beach.",
    "He left behind 12 dead batteries.",
    "The tycoon, who died at 91, had five children.",
    "Births exceeded deaths by 12,000.",
    "The death rate fell to 9 per 1,000 people.",
    "Cancer deaths dropped by 3,000.",
    "About 30 asylum seekers a month are detained under the bill.",
    "Detectives arrested two brokers over insider dealing.",
    "The watchdog held 12 hearings and took in 40 people's views.",
    "The league arrested its decline with 12 new teams.",
    "The plan would free 4,000 officers from paperwork.",
    "Four million households fled landlines.",
    "Thirty MPs fled the chamber before the vote.",
    "A third of players were hostages to their contracts.",
    "Bosses took three unions hostage, the paper said.",
    "Fans held the club's owners hostage, 200 of them signing a letter.",
    "The visitors were wounded by two early goals.",
    "Two early goals wounded the visitors.",
    "The champion was stunned by three knockdowns in two rounds.",
    "He floored six opponents in a row.",
    "A spectator was hurt when a ball hit two fans.",
    "Three crashes took out 11 cars at the first bend.",
    "Two cars were taken out by a spinning rival.",
    "Rookie drivers took out two veterans at turn one.",
    "The winger took out two defenders with one pass.",
    "The goalkeeper took out the striker and two were booked.",
    "Shareholders shot down two motions.",
    "The board executed three trades before lunch.",
    "The broker executed 40,000 orders.",
    "The bank seized 300 homes last month.",
    "Bailiffs evicted 12 families.",
    "Some 400 tenants were displaced by the office plan.",
    "New machines have displaced 2,000 typists.",
    "The robot will displace 300 workers.",
    "The iPod displaced two rivals.",
    "Twelve ministers were displaced in the reshuffle.",
    "The mayor evacuated two posts to trim costs.",
    "The software eliminated 300 posts.",
    "The contest eliminated 12 singers in week one.",
    "Two singers were eliminated after the public vote.",
    "Nine teams were eliminated in round one.",
    "The country was eliminated after losing to two rivals.",
    "The merger will eliminate 1,500 staff.",
    "The firm let go 30 coders and froze pay.",
    "The bug disappeared, but two others emerged.",
    "Three players disappeared down the tunnel.",
    "Some 40 shops have disappeared from the high street.",
    "Two firms perished in the slump.",
    "Three big names died in the sector last year: two banks and a broker.",
    "The service died in 2003 with 400 users left.",
    "Half a million viewers deserted the show.",
    "Nearly 200 jobs are at risk at the mill.",
    "Some 3,000 staff are at risk of losing their posts.",
    "Up to 900 workers could be at risk after the bank closed.",
    "A million savers are trapped in bad plans.",
    "Some 40,000 borrowers are trapped in negative equity.",
    "Twenty commuters were trapped in a lift.",
    "Millions face starvation wages, the union says.",
    "The town, home to 12,000, voted 3-1 for the bypass.",
    "The district, inhabited by 300 weavers, is now a museum.",
    "It left two MPs dead in the water.",
    "The policy is dead, 40 senators said.",
    "Rivals murdered the champions 6-0.",
    "The Reds massacred two weak sides.",
    "City slaughtered three rivals on the way to the final.",
    "The band murdered three classics.",
];

#[test]
fn peaceful_texts_suggest_nothing_likely() {
    let likely = |text: &str| read(text).iter().any(|found| found.percent >= 50);
    let wrong: Vec<&str> = PEACEFUL.iter().copied().filter(|text| likely(text)).collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn one_of_the_victims_who_is_only_named_is_no_figure() {
    all_told(&[
        ("One of the victims was the mayor of the town, police said after the attack.", ""),
        ("The priest, one of the six clerics murdered in May, wrote hymns.", "killed 6"),
    ]);
}

#[test]
fn those_of_the_dead_and_the_wounded_are_counted() {
    all_told(&[
        ("The clinic said five of the dead were children.", "killed 5"),
        ("At least 14 of the wounded came from the market.", "injured 14"),
    ]);
}

#[test]
fn others_named_behind_a_death_share_it() {
    all_told(&[("Sailor found dead with three others held by pirates", "killed 3")]);
}

#[test]
fn a_group_whose_name_is_spelt_like_a_verb_acts() {
    all_told(&[
        ("The assault comes weeks after IS killed 27 guards at the gas field.", "killed 27"),
        ("Another 17 IS militants were killed in the raid.", "killed 17"),
    ]);
}

#[test]
fn passives_with_also_are_passives() {
    all_told(&[("The channel said 30 people had also been injured in the blasts.", "injured 30")]);
}

#[test]
fn a_speaker_behind_those_left_injured_is_no_object() {
    all_told(&[(
        "Shells fell on the street leaving eight people injured a source at the station said.",
        "injured 8",
    )]);
}

#[test]
fn a_vague_number_behind_a_verb_begins_a_clause() {
    all_told(&[("At least 44 killed dozens injured as bombs hit the town", "killed 44; injured dozens")]);
}

#[test]
fn a_release_that_is_asked_for_has_not_happened() {
    all_told(&[
        ("A team will negotiate the release of 300 hostages.", "proposed_release 300"),
        ("The mayor demanded that the gang release 30 hostages.", "proposed_release 30"),
        ("The gang has released in good health six hostages.", "released 6"),
        ("Some 900 villagers want to be repatriated after the war.", ""),
    ]);
}

#[test]
fn one_person_named_as_an_aside_counts_nobody_anew() {
    all_told(&[
        ("Seven people, including a nurse, were killed.", "killed 7"),
        ("Among the dead was a woman.", "killed 1"),
        ("The dead included two guards and a nurse.", "killed 2; killed 1"),
        ("At least 22 people died, one of them a child.", "killed 22; killed 1"),
        ("The daughter of the envoy is the one who was injured.", ""),
    ]);
}

#[test]
fn numbers_of_things_and_of_channels_are_no_people() {
    all_told(&[
        ("This brings the number of helicopters taken out of combat to five.", ""),
        ("PORT HARBOR, 4 SEP (TELEVISION CHANNEL ONE 1) -- TWO PEOPLE WERE KILLED.", "killed 2"),
    ]);
}

#[test]
fn a_speaker_behind_a_number_is_not_counted() {
    all_told(&[("Air strike on hospital kills 10 monitoring group says", "killed 10")]);
}

#[test]
fn numbers_of_versions_and_parts_are_no_people() {
    all_told(&[
        ("Switch to the new command before 2.0 is released.", ""),
        ("This saves one round-trip after the content negotiation.", ""),
        ("The page now has many missing explanations.", ""),
    ]);
}
