use super::*;

/// Sentences of made-up words, the same for the same seed.
struct Writer(u64);

impl Writer {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = words::mix(self.0, 1);
        self.0 % below
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..14).map(|_| format!("w{}", self.next(900))).collect();
        format!("The {}.", words.join(" "))
    }

    fn sentences(&mut self, number: usize) -> Vec<String> {
        (0..number).map(|_| self.sentence()).collect()
    }
}

fn article(seed: u64, sentences: usize) -> Vec<String> {
    Writer(seed).sentences(sentences)
}

fn texts<S: Into<String>>(all: impl IntoIterator<Item = S>) -> Vec<Text> {
    let all = all.into_iter().enumerate();
    all.map(|(at, text)| Text { path: format!("{at:05}.txt"), text: text.into().into() }).collect()
}

fn found(texts: &[Text]) -> Found {
    find(texts, &mut |_, _| true).unwrap()
}

/// The groups as the numbers of their texts.
fn groups(texts: &[Text]) -> Vec<Vec<usize>> {
    let number = |member: &Member| member.path[..5].parse().unwrap();
    found(texts).groups.iter().map(|group| group.members.iter().map(number).collect()).collect()
}

const WIRE: &str = "Strike hits a market in the old town\n\n\
    At least 25 people were killed when a strike hit a market in the old town on Monday, the health ministry said. \
    Rescue crews were still digging through the rubble of two shops after dark. \
    “We heard two blasts, one after the other,” said a baker who lives across the street. \
    The army said that it was looking into the reports. \
    It was the third strike on the town this month, according to residents.\n";

const REWRITE: &str = "Dozens feared dead in market strike\n\n\
    About 27 people died when a strike hit a market in the old town on Monday, the health ministry claimed. \
    Rescue crews were still digging through the rubble of two shops late into the night. \
    “We heard two blasts, one after the other,” said a baker who lives across the street. \
    The army said it was looking into the reports. \
    It was the third strike on the town this month, residents said.\n";

const OWN_REPORT: &str = "Market bombing: what we know\n\n\
    A crowded marketplace was bombed on Monday; officials at the health ministry speak of 25 dead. \
    Our reporter saw nine ambulances leave the square before the road was closed to cars. \
    “We heard two blasts, one after the other,” said a baker who lives across the street. \
    Hospitals asked for blood and for surgeons from the neighbouring province. \
    Prices at the stalls had doubled since the crossing closed in spring, traders told us.\n";

#[test]
fn a_copy_and_a_rewrite_are_one_origin_and_an_own_report_is_not() {
    let all = texts([WIRE, OWN_REPORT, REWRITE, &WIRE.replace("Monday", "Monday morning")]);
    assert_eq!(groups(&all), [[0, 2, 3]]);
    let group = &found(&all).groups[0];
    let rewrite = group.members.iter().find(|member| member.path == "00002.txt").unwrap();
    assert!(rewrite.likeness.score > 0.5 && rewrite.likeness.score < 0.95, "{rewrite:?}");
    assert_eq!(rewrite.likeness.reason(), "3 of 6 sentences are the same or nearly so, 2 more are reworded");
}

#[test]
fn the_same_words_in_another_case_or_layout_are_one_text() {
    let all = texts([WIRE.to_owned(), WIRE.replace(". ", ".\n\n").to_uppercase()]);
    let group = &found(&all).groups[0];
    assert_eq!(group.members.len(), 2);
    assert_eq!(group.members[1].likeness.reason(), "The words are the same");
}

#[test]
fn a_wire_text_inside_a_longer_article_is_found() {
    let longer = format!("{}\n\n{WIRE}\n{}", article(1, 20).join(" "), article(2, 25).join(" "));
    assert_eq!(groups(&texts([longer, WIRE.to_owned(), article(3, 30).join(" ")])), [[0, 1]]);
}

#[test]
fn a_wire_text_that_many_papers_printed_with_words_of_their_own_is_one_origin() {
    let wire = article(6, 14);
    let printed = |paper: u64| {
        let own = article(3_000 + paper, 3 + paper as usize % 5);
        let (before, after) = own.split_at(own.len() / 2);
        [before, &wire[..14 - paper as usize % 4], after].concat().join(" ")
    };
    let groups = groups(&texts((0..60).map(printed)));
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].len(), 60);
}

#[test]
fn a_rewrite_that_joins_sentences_two_by_two_is_found() {
    let joined = |sentences: &[String]| {
        let pairs = sentences.chunks(2).map(|pair| pair.join(" ").replacen(". The", ", and the", 1));
        pairs.collect::<Vec<_>>().join(" ")
    };
    let all: Vec<Vec<String>> = (20..30).map(|seed| article(seed, 10)).collect();
    let rewritten = all.iter().map(|sentences| joined(sentences));
    let groups = groups(&texts(all.iter().map(|sentences| sentences.join(" ")).chain(rewritten)));
    assert_eq!(groups, (0..10).map(|at| vec![at, at + 10]).collect::<Vec<_>>());
}

#[test]
fn a_roundup_does_not_join_the_texts_that_it_holds() {
    let parts: Vec<String> = (10..14).map(|seed| article(seed, 9).join(" ")).collect();
    let mut all = parts.clone();
    all.push(parts.join("\n\n"));
    let groups = groups(&texts(all));
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].len(), 2);
}

#[test]
fn a_chain_of_pairs_joins_only_what_was_compared() {
    // Each shares six of ten sentences with the next, and three or fewer with the one after.
    let all: Vec<String> = article(5, 30);
    let window = |from: usize| all[from..from + 10].join(" ");
    let chained = groups(&texts((0..5).map(|at| window(4 * at))));
    assert!(chained.iter().all(|group| group.len() <= 3), "{chained:?}");
    for group in &chained {
        assert!(group.last().unwrap() - group[0] <= 2);
    }
}

#[test]
fn shared_furniture_groups_nothing() {
    let furniture = article(99, 6).join(" ");
    let with = |seed: u64| format!("{}\n\n{furniture}", article(seed, 8).join("\n"));
    assert_eq!(groups(&texts((1000..1030).map(with))), Vec::<Vec<usize>>::new());
    // As much furniture as text: too much for a few, but what everybody prints counts little.
    let short = |seed: u64| format!("{}\n\n{furniture}", article(seed, 4).join("\n"));
    assert_eq!(groups(&texts((1000..1100).map(short))), Vec::<Vec<usize>>::new());
}

#[test]
fn copies_are_found_in_spite_of_furniture_that_everybody_prints() {
    let furniture = article(99, 6).join(" ");
    let with = |seed: u64| format!("{}\n\n{furniture}", article(seed, 8).join("\n"));
    let mut all: Vec<String> = (1000..1100).map(with).collect();
    all.push(all[40].replace("w1", "x"));
    assert_eq!(groups(&texts(all)), [[40, 100]]);
}

#[test]
fn a_form_filled_in_anew_is_no_copy() {
    let bulletin = |day: u32, dead: u32, hurt: u32, daily: u32| {
        format!(
            "Ministry bulletin of {day} February\n\nThe health ministry said that {dead} people had been killed \
             since the war began and that {hurt} had been injured. The totals include {daily} people killed in the \
             previous 24 hours, the ministry said. It does not say how many of them were combatants."
        )
    };
    let days = [bulletin(6, 27_585, 66_978, 107), bulletin(13, 28_473, 68_146, 133)];
    assert_eq!(groups(&texts(days.clone())), Vec::<Vec<usize>>::new());
    let one_changed = days[0].replace("107", "109");
    assert_eq!(groups(&texts([days[0].clone(), one_changed])), [[0, 1]]);
}

#[test]
fn captions_and_empty_texts_are_no_articles() {
    let none = texts([
        "",
        " \n",
        "…",
        "Photo: agency",
        "Photo: agency",
        "",
        "One short line of ten words is not an article",
    ]);
    assert_eq!(found(&none), Found::default().with(1));
}

impl Found {
    fn with(mut self, distinct: usize) -> Self {
        self.counted.distinct = distinct;
        self
    }
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let mut all: Vec<Text> = texts((0..60).map(|at| {
        let mut sentences = article(at % 20, 12);
        let changed = (at / 20) as usize;
        sentences[..changed * 2].iter_mut().for_each(|sentence| *sentence = Writer(at * 7 + 500).sentence());
        sentences.join(" ")
    }));
    let straight = found(&all);
    assert_eq!(straight.groups.len(), 20);
    all.reverse();
    assert_eq!(found(&all), straight);
    all.rotate_left(17);
    assert_eq!(found(&all), straight);
}

#[test]
fn ten_thousand_equal_articles_are_one_text() {
    let text = article(7, 20).join(" ");
    let found = found(&texts(std::iter::repeat_n(text, 10_000)));
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].members.len(), 10_000);
    assert_eq!(found.counted, Counted { distinct: 1, proposed: 0, aligned: 0 });
}

#[test]
fn thousands_of_near_copies_are_one_origin_by_linear_work() {
    let many = 600;
    let sentences = article(7, 8);
    let copy = |at: usize| format!("Edition {at} of the paper. {}", sentences.join(" "));
    let found = found(&texts((0..many).map(copy)));
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].members.len(), many);
    assert!(found.counted.proposed <= 12 * many && found.counted.aligned <= 16 * many, "{:?}", found.counted);
}

/// The groups that come of comparing every text with every other.
fn exhaustive(texts: &[Text]) -> Vec<Group> {
    let signatures: Vec<Signature> = texts.iter().map(|text| Signature::of(&text.text)).collect();
    let distinct = candidates::distinct(texts, &signatures);
    let signed: Vec<&Signature> = distinct.iter().map(|same| &signatures[same[0]]).collect();
    let mut proposed = candidates::propose(&signed);
    let many = signed.len() as u32;
    proposed.pairs = (0..many).flat_map(|long| (long + 1..many).map(move |short| (long, short))).collect();
    let read = |at: usize| Some(&*texts[distinct[at][0]].text);
    let checks = group::Checks { signed: &signed, proposed: &proposed, read: &read };
    group::named(texts, &distinct, checks.run(&mut |_| true).unwrap().stars)
}

fn of_paths(groups: &[Group]) -> Vec<Vec<&str>> {
    groups.iter().map(|group| group.members.iter().map(|member| member.path.as_str()).collect()).collect()
}

/// Families of copies in which sentences are changed, dropped or put in, some of them very large.
#[test]
fn groups_are_those_of_comparing_every_text_with_every_other() {
    let mut random = Writer(77);
    for round in 0..60 {
        let families = 1 + random.next(4);
        let bodies: Vec<Vec<String>> = (0..families).map(|_| random.sentences(10)).collect();
        let many = if round % 6 == 0 { 40 } else { 3 + random.next(12) };
        let mut copy = |_| {
            let mut copy = bodies[random.next(families) as usize].clone();
            for _ in 0..random.next(4) {
                let (at, new) = (random.next(copy.len() as u64) as usize, random.sentence());
                match random.next(4) {
                    0 => copy[at] = new,
                    1 => copy.insert(at, new),
                    2 => drop(copy.remove(at)),
                    _ => copy[at] = copy[at].replace(" w1", " x1"),
                }
            }
            copy.join(" ")
        };
        let all = texts((0..many).map(&mut copy).collect::<Vec<_>>());
        assert_eq!(of_paths(&found(&all).groups), of_paths(&exhaustive(&all)), "round {round}");
    }
}

#[test]
fn thousands_that_share_one_paragraph_are_no_origin_by_linear_work() {
    let many = 600;
    let furniture = article(99, 5).join(" ");
    let found =
        found(&texts((0..many).map(|at| format!("{} {furniture}", article(1_000 + at, 5).join(" ")))));
    assert!(found.groups.is_empty(), "{} groups", found.groups.len());
    assert!(found.counted.aligned <= 12 * many as usize, "{:?}", found.counted);
}

#[test]
fn the_search_ends_when_it_is_told_to() {
    let all = texts((0..200).map(|seed| article(seed, 5).join(" ")));
    assert!(find(&all, &mut |_, _| false).is_none());
    let (mut calls, mut last) = (0, 0);
    let whole = find(&all, &mut |done, total| {
        calls += 1;
        last = done;
        done <= total
    });
    assert!(whole.is_some() && calls >= 4 && last <= 400);
}

#[test]
fn signatures_made_before_serve_again_and_too_few_are_refused() {
    let all = texts([WIRE, REWRITE]);
    let signatures: Vec<Signature> = all.iter().map(|text| Signature::of(&text.text)).collect();
    assert_eq!(find_by(&all, &signatures, &mut |_, _| true), Some(found(&all)));
    assert!(find_by(&all, &signatures[..1], &mut |_, _| true).is_none());
}

#[test]
fn no_text_panics_wherever_it_is_cut() {
    let odd = "Été: 27,5.8 «مقتل 27 شخصًا» 死者は27人。\u{200f}\r\n\t“U.S.” 1.5m… ".repeat(3);
    for (cut, _) in odd.char_indices() {
        let _ = found(&texts([&odd[..cut], &odd[cut..], &odd]));
        let _ = align(&odd[..cut], &odd[cut..]);
    }
}
