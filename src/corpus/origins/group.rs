//! From pairs to groups: stars, never chains.
//!
//! A group has a hub, and every member was compared with it: more than half of the hub stands in
//! each member. So each two members share some of the hub. A roundup that holds ten wire texts does
//! not join the ten: it may be a member of one. The text with most members becomes a hub first;
//! a text belongs to one group.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::Text;
use super::align;
use super::candidates::Proposed;
use super::pair::{Compared, HALF, Likeness, Prepared, compare};
use super::signature::Signature;

/// Hubs that a text is compared with beside those that were proposed.
const SECOND_LOOKS: usize = 3;
/// Words of the texts that are kept at hand while pairs are aligned, at 8 bytes each.
const AT_HAND: usize = 4 << 20;

/// A text of a group and why it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The path of the article.
    pub path: String,
    /// How it is like the group's hub; the hub is like itself.
    pub likeness: Likeness,
}

/// Texts that are copies or rewrites of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The path of the text that every other was compared with.
    pub hub: String,
    /// All its texts, two or more, by path.
    pub members: Vec<Member>,
}

impl Group {
    /// The weakest likeness in it but the hub's own: what the group rests on.
    pub fn weakest(&self) -> Option<&Member> {
        let others = self.members.iter().filter(|member| member.path != self.hub);
        others.min_by(|a, b| a.likeness.score.total_cmp(&b.likeness.score))
    }
}

/// What the checking of proposed pairs works on.
pub(super) struct Checks<'a, 't> {
    /// The signatures of the distinct texts.
    pub signed: &'a [&'a Signature],
    /// The pairs to check.
    pub proposed: &'a Proposed,
    /// A distinct text by its place.
    pub read: &'a dyn Fn(usize) -> Option<&'t str>,
}

/// A hub and its other members, as places of distinct texts.
pub(super) type Star = (u32, Vec<(u32, Likeness)>);

/// What checking came to.
pub(super) struct Stars {
    /// The hubs with their members.
    pub stars: Vec<Star>,
    /// Pairs that were aligned.
    pub aligned: usize,
}

impl Checks<'_, '_> {
    /// Aligns the proposed pairs and groups what holds; the watch gets the part done, from 0 to 1.
    pub fn run(&self, watch: &mut dyn FnMut(f32) -> bool) -> Option<Stars> {
        let mut desk = Desk { checks: self, kept: HashMap::new(), words: 0 };
        // By the first text, so that its sentences are at hand; the order changes no result.
        let mut pairs = self.proposed.pairs.clone();
        pairs.sort_unstable();
        let mut links = Links::default();
        for (done, (long, short)) in pairs.iter().enumerate() {
            if done % 16 == 0 && !watch(done as f32 / pairs.len() as f32) {
                return None;
            }
            if let Some(compared) = self.compared(&mut desk, *long, *short) {
                links.note(*long, *short, &compared);
            }
        }
        let mut gathering = Gathering::of(self, &links, desk);
        let stars = gathering.stars();
        Some(Stars { stars, aligned: pairs.len() + gathering.looks })
    }

    fn compared(&self, desk: &mut Desk<'_, '_, '_>, a: u32, b: u32) -> Option<Compared> {
        desk.fetch(a, b);
        let (a, b) = (desk.kept.get(&b).and(desk.kept.get(&a))?, desk.kept.get(&b)?);
        compare(a, b)
    }
}

/// The texts that are being compared, prepared.
struct Desk<'c, 'a, 't> {
    checks: &'c Checks<'a, 't>,
    kept: HashMap<u32, Prepared>,
    /// How many words they hold together.
    words: usize,
}

impl Desk<'_, '_, '_> {
    /// Has two texts at hand.
    fn fetch(&mut self, a: u32, b: u32) {
        if self.words > AT_HAND {
            self.kept.clear();
            self.words = 0;
        }
        for at in [a, b] {
            let Checks { read, proposed, .. } = self.checks;
            let words = &mut self.words;
            self.kept.entry(at).or_insert_with(|| {
                let prepared = Prepared::of(read(at as usize).unwrap_or_default(), &proposed.common);
                *words += prepared.words();
                prepared
            });
        }
    }
}

/// Which text may be a member of which hub, and how alike they are.
#[derive(Default)]
struct Links {
    /// By hub: its possible members.
    members: HashMap<u32, Vec<(u32, Likeness)>>,
    /// By text: those that it was found to be one with.
    partners: HashMap<u32, Vec<u32>>,
}

impl Links {
    fn note(&mut self, a: u32, b: u32, compared: &Compared) {
        self.partners.entry(a).or_default().push(b);
        self.partners.entry(b).or_default().push(a);
        if compared.of_a > HALF {
            self.members.entry(a).or_default().push((b, compared.likeness));
        }
        if compared.of_b > HALF {
            self.members.entry(b).or_default().push((a, compared.likeness));
        }
    }

    /// Every text that is one with another, in order.
    fn linked(&self) -> impl Iterator<Item = u32> + use<> {
        let mut all: Vec<u32> = self.partners.keys().copied().collect();
        all.sort_unstable();
        all.into_iter()
    }

    fn partners(&self, text: u32) -> impl Iterator<Item = u32> + '_ {
        self.partners.get(&text).into_iter().flatten().copied()
    }

    /// Whether two texts were found to be one.
    fn are_partners(&self, one: u32, other: u32) -> bool {
        let (of_one, of_other) = (self.partners.get(&one), self.partners.get(&other));
        let (Some(of_one), Some(of_other)) = (of_one, of_other) else { return false };
        if of_one.len() < of_other.len() { of_one.contains(&other) } else { of_other.contains(&one) }
    }

    /// What a free text would gather as a hub now: how many, how alike in thousandths.
    fn promise(&self, hub: u32, taken: &[bool]) -> Option<(usize, u64, Reverse<u32>)> {
        if taken[hub as usize] {
            return None;
        }
        let free = self.members.get(&hub)?.iter().filter(|(member, _)| !taken[*member as usize]);
        let (number, alike) = free.fold((0, 0), |(number, alike), (_, likeness)| {
            (number + 1, alike + (likeness.score * 1000.0) as u64)
        });
        (number > 0).then_some((number, alike, Reverse(hub)))
    }
}

/// Hubs taking their members, the most promising first.
struct Gathering<'l, 'c, 'a, 't> {
    checks: &'c Checks<'a, 't>,
    links: &'l Links,
    desk: Desk<'c, 'a, 't>,
    taken: Vec<bool>,
    /// How often each text was looked at a second time.
    looked: Vec<usize>,
    /// The hub that each text was last asked about, so that it is asked once by all its members.
    asked: Vec<Option<u32>>,
    looks: usize,
}

impl<'l, 'c, 'a, 't> Gathering<'l, 'c, 'a, 't> {
    fn of(checks: &'c Checks<'a, 't>, links: &'l Links, desk: Desk<'c, 'a, 't>) -> Self {
        let texts = checks.signed.len();
        let (taken, looked, asked) = (vec![false; texts], vec![0; texts], vec![None; texts]);
        Self { checks, links, desk, taken, looked, asked, looks: 0 }
    }

    /// Hubs with the members that they get: the hub with most free members first, then the one that
    /// they are most like, then the longest text.
    fn stars(&mut self) -> Vec<Star> {
        let mut hubs: BinaryHeap<(usize, u64, Reverse<u32>)> =
            self.links.linked().filter_map(|hub| self.links.promise(hub, &self.taken)).collect();
        let mut stars = Vec::new();
        while let Some(best) = hubs.pop() {
            let hub = best.2.0;
            match self.links.promise(hub, &self.taken) {
                Some(now) if now == best => stars.push((hub, self.members(hub))),
                // Others have taken some of its members since: it waits for its turn again.
                now => hubs.extend(now),
            }
        }
        stars
    }

    /// Takes the members of a hub: its own, and of the free texts that are one with any of them those
    /// that hold the hub too. Of very many copies not every one was compared with every other.
    fn members(&mut self, hub: u32) -> Vec<(u32, Likeness)> {
        self.taken[hub as usize] = true;
        let own = self.links.members.get(&hub).into_iter().flatten();
        let mut members: Vec<(u32, Likeness)> =
            own.filter(|(member, _)| !self.taken[*member as usize]).copied().collect();
        members.iter().for_each(|(member, _)| self.taken[*member as usize] = true);
        let mut asked = 0;
        while let Some((member, _)) = members.get(asked) {
            for near in self.links.partners(*member) {
                members.extend(self.second_look(hub, near).map(|likeness| (near, likeness)));
            }
            asked += 1;
        }
        members.sort_by_key(|(at, _)| *at);
        members
    }

    /// Compares a free text with a hub, unless it was or had its looks; takes it where it is a member.
    fn second_look(&mut self, hub: u32, text: u32) -> Option<Likeness> {
        let at = text as usize;
        if self.taken[at] || self.looked[at] >= SECOND_LOOKS || self.asked[at] == Some(hub) {
            return None;
        }
        self.asked[at] = Some(hub);
        if self.links.are_partners(hub, text) {
            return None;
        }
        self.looked[at] += 1;
        self.looks += 1;
        let compared = self.checks.compared(&mut self.desk, hub, text);
        let likeness = compared.filter(|compared| compared.of_a > HALF)?.likeness;
        self.taken[at] = true;
        Some(likeness)
    }
}

/// The groups by their paths, texts of the same words included.
pub(super) fn named(texts: &[Text], distinct: &[Vec<usize>], stars: Vec<Star>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut starred = vec![false; distinct.len()];
    for (hub, members) in stars {
        let own = identical(texts, &distinct[hub as usize]);
        let mut all: Vec<Member> =
            paths(texts, distinct, hub).map(|path| Member { path, likeness: own }).collect();
        starred[hub as usize] = true;
        let hub = all[0].path.clone();
        for (member, likeness) in members {
            starred[member as usize] = true;
            all.extend(paths(texts, distinct, member).map(|path| Member { path, likeness }));
        }
        groups.push(Group { hub, members: all });
    }
    for (at, same) in distinct.iter().enumerate().filter(|(at, same)| same.len() > 1 && !starred[*at]) {
        let likeness = identical(texts, same);
        let all: Vec<Member> =
            paths(texts, distinct, at as u32).map(|path| Member { path, likeness }).collect();
        groups.push(Group { hub: all[0].path.clone(), members: all });
    }
    groups.iter_mut().for_each(|group| group.members.sort_by(|a, b| a.path.cmp(&b.path)));
    groups.sort_by(|a, b| a.members[0].path.cmp(&b.members[0].path));
    groups
}

fn paths<'a>(texts: &'a [Text], distinct: &'a [Vec<usize>], at: u32) -> impl Iterator<Item = String> + 'a {
    distinct[at as usize].iter().map(|text| texts[*text].path.clone())
}

fn identical(texts: &[Text], same: &[usize]) -> Likeness {
    let first = same.first().map_or("", |text| &*texts[*text].text);
    Likeness::identical(align::sentences(first).len())
}
