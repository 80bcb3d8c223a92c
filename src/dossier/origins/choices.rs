//! The analysts' choices laid over what the search found. Pure: groups and choices in, origins out.
//!
//! A choice gives an article the path that names its origin: its own path where it is an origin of
//! its own. **Choices always win.** An article without one stays where the search put it. A choice
//! that names another article means wherever that one belongs, so that what is joined to a copy is
//! joined to all its copies; a choice that names an article which is not here any more still holds
//! together all that name it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corpus::origins::{Group, Likeness};

/// By the path of an article: the path that names its origin.
pub type Choices = BTreeMap<String, String>;

/// Why a text is in an origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// It names the origin: the others were compared with it, or put with it.
    Names,
    /// The search found it to be like the one that it was compared with.
    Alike(Likeness),
    /// An analyst put it there.
    Chosen,
}

/// A text of an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The path of the article.
    pub path: String,
    /// Why it is there.
    pub why: Why,
}

/// Texts that come from one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The path that names it; an analyst may have named an article that is not here any more.
    pub name: String,
    /// Its texts, two or more, by path.
    pub members: Vec<Member>,
}

impl Origin {
    /// The member at a path.
    pub fn member(&self, path: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.path == path)
    }

    /// Whether an analyst put any of its texts here.
    pub fn is_chosen(&self) -> bool {
        self.members.iter().any(|member| member.why == Why::Chosen)
    }

    /// The least likeness that it rests on; `None` where analysts alone made it.
    pub fn weakest(&self) -> Option<Likeness> {
        let all = self.members.iter().filter_map(|member| match member.why {
            Why::Alike(likeness) => Some(likeness),
            Why::Names | Why::Chosen => None,
        });
        all.min_by(|a, b| a.score.total_cmp(&b.score))
    }

    /// Why its texts are one, in words: `18 of 20 sentences are the same or nearly so`.
    ///
    /// Of several likenesses the weakest is told.
    pub fn reason(&self) -> String {
        match (self.weakest(), self.is_chosen()) {
            (Some(likeness), false) => likeness.reason(),
            (Some(likeness), true) => format!("{}; others were put here by an analyst", likeness.reason()),
            (None, _) => "Put together by an analyst".to_owned(),
        }
    }
}

/// Where an article belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// A group that the search found, by its place.
    Found(usize),
    /// The article at a path.
    Named(&'a str),
}

/// Lays choices over groups; `is_here` says whether an article is in the folder.
///
/// Gives the origins of two texts or more, in the order of their first paths.
pub fn lay(groups: &[Group], choices: &Choices, is_here: &dyn Fn(&str) -> bool) -> Vec<Origin> {
    let mut found: HashMap<&str, (usize, Likeness)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        found.extend(group.members.iter().map(|member| (member.path.as_str(), (at, member.likeness))));
    }
    let grouped = groups.iter().flat_map(|group| &group.members).map(|member| member.path.as_str());
    let chosen = choices.iter().flat_map(|(path, origin)| [path.as_str(), origin.as_str()]);
    let concerned: BTreeSet<&str> = grouped.chain(chosen).collect();
    let mut keys = Keys { choices, found: &found, known: HashMap::new() };
    let mut origins: BTreeMap<Key<'_>, Vec<&str>> = BTreeMap::new();
    for path in concerned.into_iter().filter(|path| is_here(path)) {
        origins.entry(keys.of(path)).or_default().push(path);
    }
    let several = origins.into_iter().filter(|(_, paths)| paths.len() > 1);
    let mut laid: Vec<Origin> = several
        .map(|(key, paths)| {
            let name = match key {
                Key::Named(path) => path,
                Key::Found(at) => paths.iter().find(|path| **path == groups[at].hub).unwrap_or(&paths[0]),
            };
            let why = |path: &str| match found.get(path) {
                _ if path == name => Why::Names,
                _ if choices.contains_key(path) => Why::Chosen,
                Some((_, likeness)) => Why::Alike(*likeness),
                None => Why::Chosen,
            };
            let members = paths.iter().map(|path| Member { path: (*path).to_owned(), why: why(path) });
            Origin { name: name.to_owned(), members: members.collect() }
        })
        .collect();
    laid.sort_by(|a, b| a.members[0].path.cmp(&b.members[0].path));
    laid
}

/// Follows choices to where they end, each path once.
struct Keys<'a, 'b> {
    choices: &'a Choices,
    found: &'b HashMap<&'a str, (usize, Likeness)>,
    known: HashMap<&'a str, Key<'a>>,
}

impl<'a> Keys<'a, '_> {
    /// Where an article belongs; choices in a ring name the first path of the ring.
    fn of(&mut self, path: &'a str) -> Key<'a> {
        let mut way: Vec<&'a str> = Vec::new();
        let mut steps: HashMap<&'a str, usize> = HashMap::new();
        let mut at = path;
        let key = loop {
            if let Some(key) = self.known.get(at) {
                break *key;
            }
            if let Some(step) = steps.insert(at, way.len()) {
                let first = way[step..].iter().min().copied();
                break Key::Named(first.unwrap_or(at));
            }
            way.push(at);
            match self.choices.get(at) {
                Some(next) if next != at => at = next,
                Some(_) => break Key::Named(at),
                None => break self.found.get(at).map_or(Key::Named(at), |(group, _)| Key::Found(*group)),
            }
        };
        self.known.extend(way.into_iter().map(|path| (path, key)));
        key
    }
}

/// The choices that take one text out of an origin and leave the others together: each path with the
/// path that is to name its origin.
pub fn split(origin: &Origin, path: &str, choices: &Choices) -> Vec<(String, Option<String>)> {
    let leans = |member: &&Member| leads_through(choices, &member.path, path);
    let others = || origin.members.iter().filter(|member| member.path != path);
    let leaning: Vec<&Member> = others().filter(leans).collect();
    let firm = others().find(|member| !leans(member));
    let name = firm.or(leaning.first().copied()).map(|member| member.path.clone());
    let own = (path.to_owned(), Some(path.to_owned()));
    let rest = leaning.into_iter().map(|member| (member.path.clone(), name.clone()));
    std::iter::once(own).chain(rest).collect()
}

/// Whether the choices from one path lead to another.
fn leads_through(choices: &Choices, from: &str, to: &str) -> bool {
    let mut at = from;
    for _ in 0..=choices.len() {
        match choices.get(at) {
            Some(next) if next == to => return true,
            Some(next) if next != at => at = next,
            _ => return false,
        }
    }
    false
}

/// The choices that put a text, with all that share its origin now, into the origin of another.
pub fn join(
    origin: Option<&Origin>,
    path: &str,
    other: Option<&Origin>,
    other_path: &str,
) -> Vec<(String, Option<String>)> {
    let name = other.map_or(other_path, |other| &other.name);
    let paths: Vec<&str> = match origin {
        Some(origin) => origin.members.iter().map(|member| member.path.as_str()).collect(),
        None => vec![path],
    };
    let here = paths.contains(&other_path);
    let all = paths.into_iter().filter(|path| !here && *path != name);
    all.map(|path| (path.to_owned(), Some(name.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::origins;

    const LIKE: Likeness = Likeness { score: 0.9, same: 9, reworded: 0, of: 10 };

    fn groups(all: &[&[&str]]) -> Vec<Group> {
        let member = |path: &&str| origins::Member { path: (*path).to_owned(), likeness: LIKE };
        let group =
            |paths: &&[&str]| Group { hub: paths[0].to_owned(), members: paths.iter().map(member).collect() };
        all.iter().map(group).collect()
    }

    fn choices(all: &[(&str, &str)]) -> Choices {
        all.iter().map(|(path, origin)| ((*path).to_owned(), (*origin).to_owned())).collect()
    }

    /// The paths of each origin, in a folder of the articles a to h.
    fn laid(groups: &[Group], choices: &Choices) -> Vec<String> {
        let is_here = |path: &str| path.len() == 1 && ("a"..="h").contains(&path);
        let paths = |origin: &Origin| origin.members.iter().map(|member| member.path.as_str()).collect();
        lay(groups, choices, &is_here).iter().map(paths).collect()
    }

    #[test]
    fn without_choices_the_search_holds_and_what_is_gone_is_left_out() {
        let found = groups(&[&["a", "b"], &["c", "d", "zz"], &["e", "yy"]]);
        assert_eq!(laid(&found, &Choices::new()), ["ab", "cd"]);
        let origin = &lay(&found, &Choices::new(), &|_| true)[0];
        assert_eq!(
            (origin.name.as_str(), origin.reason()),
            ("a", "9 of 10 sentences are the same or nearly so".to_owned())
        );
        assert_eq!((origin.members[0].why, origin.members[1].why), (Why::Names, Why::Alike(LIKE)));
    }

    #[test]
    fn a_split_text_is_alone_and_a_joined_one_is_with_all_copies_of_the_other() {
        let found = groups(&[&["a", "b", "c"], &["d", "e"]]);
        assert_eq!(laid(&found, &choices(&[("b", "b")])), ["ac", "de"]);
        assert_eq!(laid(&found, &choices(&[("a", "a")])), ["bc", "de"]);
        assert_eq!(laid(&found, &choices(&[("f", "c")])), ["abcf", "de"]);
        assert_eq!(laid(&found, &choices(&[("b", "d")])), ["ac", "bde"]);
        assert_eq!(laid(&[], &choices(&[("g", "h")])), ["gh"]);
    }

    #[test]
    fn choices_win_over_any_search_that_comes_later() {
        let made = choices(&[("a", "a"), ("b", "c")]);
        for found in [groups(&[&["a", "b"]]), groups(&[&["b", "a", "d"], &["c", "e"]]), groups(&[])] {
            let is_here = |path: &str| path.len() == 1;
            let laid = lay(&found, &made, &is_here);
            let with_b = laid.iter().find(|origin| origin.member("b").is_some()).unwrap();
            assert!(with_b.member("c").is_some() && with_b.member("a").is_none());
            assert!(laid.iter().all(|origin| origin.member("a").is_none()));
        }
    }

    #[test]
    fn a_choice_that_names_a_vanished_article_still_holds() {
        assert_eq!(laid(&[], &choices(&[("a", "gone"), ("b", "gone")])), ["ab"]);
        assert_eq!(laid(&[], &choices(&[("a", "gone"), ("gone", "b")])), ["ab"]);
        assert_eq!(laid(&[], &choices(&[("a", "gone")])), Vec::<String>::new());
    }

    #[test]
    fn rings_and_long_ways_end() {
        assert_eq!(laid(&[], &choices(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "c")])), ["abcd"]);
        let long: Choices = (0..50_000).map(|at| (format!("{at:06}"), format!("{:06}", at + 1))).collect();
        assert_eq!(lay(&[], &long, &|_| true)[0].members.len(), 50_001);
    }

    #[test]
    fn splitting_leaves_the_others_together_whoever_named_them() {
        let found = groups(&[&["a", "b", "c"]]);
        for (made, out) in [
            (vec![], "a"),
            (vec![("d", "a")], "a"),
            (vec![("d", "b"), ("e", "d")], "b"),
            (vec![("d", "b"), ("e", "d")], "d"),
        ] {
            let mut made = choices(&made);
            let before = lay(&found, &made, &|_| true);
            let origin = before.iter().find(|origin| origin.member(out).is_some()).unwrap();
            for (path, to) in split(origin, out, &made) {
                made.insert(path, to.unwrap());
            }
            let after = laid(&found, &made);
            let rest: String = origin
                .members
                .iter()
                .map(|member| member.path.as_str())
                .filter(|path| *path != out)
                .collect();
            assert_eq!(after, [rest]);
        }
        let made = choices(&[("f", "g"), ("h", "g")]);
        let origin = &lay(&[], &made, &|_| true)[0];
        let mut after = made.clone();
        after.extend(split(origin, "g", &made).into_iter().map(|(path, to)| (path, to.unwrap())));
        assert_eq!(laid(&[], &after), ["fh"]);
    }

    #[test]
    fn joining_takes_all_copies_along_and_what_is_joined_already_stays() {
        let found = groups(&[&["a", "b"], &["c", "d"]]);
        let before = lay(&found, &Choices::new(), &|_| true);
        let joined = join(Some(&before[0]), "b", Some(&before[1]), "d");
        let made: Choices = joined.into_iter().map(|(path, to)| (path, to.unwrap())).collect();
        assert_eq!(laid(&found, &made), ["abcd"]);
        assert!(join(Some(&before[0]), "a", Some(&before[0]), "b").is_empty());
        assert_eq!(join(None, "e", None, "f"), [("e".to_owned(), Some("f".to_owned()))]);
    }
}
