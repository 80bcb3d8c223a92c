//! From pairs to groups: stars, never chains.
//!
//! A group has a hub, and every member was compared with it: more than half of the hub stands in
//! each member. So each two members share some of the hub. A roundup that holds ten wire texts does
//! not join the ten: it may be a member of one. The text with most members becomes a hub first;
//! a text belongs to one group.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::Text;
use super::align::{self, Sentence};
use super::candidates::Proposed;
use super::pair::{Compared, HALF, Likeness, compare};
use super::signature::Signature;

/// Hubs that a text is compared with anew where its own pairs led to no group.
const SECOND_LOOKS: usize = 3;
/// Texts whose sentences are kept at hand while pairs are aligned.
const AT_HAND: usize = 256;

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
        let mut desk = Desk { read: self.read, kept: HashMap::new() };
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
        let mut stars = links.stars(self.signed.len());
        let more = self.second_looks(&links, &mut stars, &mut desk);
        let mut stars: Vec<Star> = stars.into_iter().filter(|(_, members)| !members.is_empty()).collect();
        stars.iter_mut().for_each(|(_, members)| members.sort_by_key(|(at, _)| *at));
        Some(Stars { stars, aligned: pairs.len() + more })
    }

    fn compared(&self, desk: &mut Desk<'_, '_>, a: u32, b: u32) -> Option<Compared> {
        desk.fetch(a, b);
        let (a, b) = (desk.kept.get(&b).and(desk.kept.get(&a))?, desk.kept.get(&b)?);
        compare(a, b, &self.proposed.common)
    }

    /// Texts left alone whose partner went to a group are compared with the hub of that group.
    fn second_looks(&self, links: &Links, stars: &mut [Star], desk: &mut Desk<'_, '_>) -> usize {
        let mut star_of: HashMap<u32, usize> = HashMap::new();
        for (star, (hub, members)) in stars.iter().enumerate() {
            star_of.insert(*hub, star);
            star_of.extend(members.iter().map(|(member, _)| (*member, star)));
        }
        let mut looks = 0;
        for alone in links.linked().filter(|text| !star_of.contains_key(text)).collect::<Vec<_>>() {
            let mut near: Vec<usize> =
                links.partners(alone).filter_map(|partner| star_of.get(&partner).copied()).collect();
            near.sort_unstable();
            near.dedup();
            for star in near.into_iter().take(SECOND_LOOKS) {
                looks += 1;
                let hub = stars[star].0;
                let held = self.compared(desk, hub, alone).filter(|compared| compared.of_a > HALF);
                if let Some(compared) = held {
                    stars[star].1.push((alone, compared.likeness));
                    break;
                }
            }
        }
        looks
    }
}

/// The sentences of the texts that are being compared.
struct Desk<'a, 't> {
    read: &'a dyn Fn(usize) -> Option<&'t str>,
    kept: HashMap<u32, Vec<Sentence>>,
}

impl Desk<'_, '_> {
    /// Has the sentences of two texts at hand.
    fn fetch(&mut self, a: u32, b: u32) {
        if self.kept.len() > AT_HAND {
            self.kept.clear();
        }
        for at in [a, b] {
            let read = self.read;
            self.kept.entry(at).or_insert_with(|| align::sentences(read(at as usize).unwrap_or_default()));
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

    /// Hubs with the members that they get: the hub with most free members first, then the one that
    /// they are most like, then the longest text.
    fn stars(&self, texts: usize) -> Vec<Star> {
        let mut taken = vec![false; texts];
        let mut hubs: BinaryHeap<(usize, u64, Reverse<u32>)> =
            self.linked().filter_map(|hub| self.promise(hub, &taken)).collect();
        let mut stars = Vec::new();
        while let Some(best) = hubs.pop() {
            let hub = best.2.0;
            match self.promise(hub, &taken) {
                Some(now) if now == best => {
                    let free = self.members[&hub].iter().filter(|(member, _)| !taken[*member as usize]);
                    let members: Vec<(u32, Likeness)> = free.copied().collect();
                    members.iter().for_each(|(member, _)| taken[*member as usize] = true);
                    taken[hub as usize] = true;
                    stars.push((hub, members));
                }
                // Others have taken some of its members since: it waits for its turn again.
                now => hubs.extend(now),
            }
        }
        stars
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
