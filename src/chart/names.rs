//! The names of sources: the labels that analysts took over from texts, and the one fixed form that charts use.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Heard;
use super::grounds::Grounds;
use crate::model::item::Alias;
use crate::model::{Item, ItemId, Kind, Workspace};

/// The fixed forms of source names, from the aliases of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// The names that a workspace's aliases give.
    pub fn of(workspace: &Workspace) -> Self {
        let aliases = workspace.of_kind(Kind::Alias).filter_map(|(_, item)| match item {
            Item::Alias(alias) if !alias.stands_for.trim().is_empty() => {
                Some((folded(&alias.label), alias.stands_for.trim().to_owned()))
            }
            _ => None,
        });
        Self(aliases.collect())
    }

    /// The fixed form of a name; the name itself where no alias says otherwise.
    ///
    /// Names that stand for each other in a circle have one form: the first by the alphabet.
    pub fn fixed(&self, name: &str) -> String {
        let way = self.way(name.trim());
        let last = way.last().copied().unwrap_or_default();
        let circle = self.0.get(&folded(last)).map(|back| self.way(back));
        let form = circle.and_then(|circle| circle.into_iter().min_by_key(|name| folded(name)));
        straight(form.unwrap_or(last))
    }

    /// Whether a name stands for another, directly or through others.
    pub fn leads(&self, name: &str, to: &str) -> bool {
        self.way(name).into_iter().skip(1).any(|known| same_name(known, to))
    }

    /// A name, what it stands for, what that stands for, and so on until one would come again.
    fn way<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let mut way = vec![name];
        while let Some(next) = way.last().and_then(|last| self.0.get(&folded(last)))
            && !way.iter().any(|known| same_name(known, next))
        {
            way.push(next);
        }
        way
    }
}

fn folded(name: &str) -> String {
    straight(name).to_lowercase()
}

/// A name as charts write it: texts print one name with either apostrophe, and it is one source all the same.
fn straight(name: &str) -> String {
    name.trim().replace('’', "'")
}

/// Whether two names are one, in any case and with either apostrophe.
pub fn same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// The aliases of a label, in the order in which they were added: the last one holds.
pub fn aliases<'w>(workspace: &'w Workspace, label: &str) -> impl Iterator<Item = (ItemId, &'w Alias)> {
    let label = folded(label);
    workspace.of_kind(Kind::Alias).filter_map(move |(id, item)| match item {
        Item::Alias(alias) if folded(&alias.label) == label => Some((id, alias)),
        _ => None,
    })
}

/// A source as figures name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name, with straight apostrophes. Two ways to write it with capitals are two names, as on charts.
    pub label: String,
    /// The one form in which charts name it.
    pub fixed: String,
    /// How many figures name it so.
    pub figures: usize,
    /// In how many texts and origins these stand.
    pub heard: Heard,
}

/// Every name of a source in any chain of attribution, those of one fixed form side by side.
pub fn named(grounds: &Grounds) -> Vec<Named> {
    let names = Names::of(grounds.workspace);
    let mut found: BTreeMap<String, Mentions<'_>> = BTreeMap::new();
    for (_, item) in grounds.workspace.of_kind(Kind::Figure) {
        let Item::Figure(figure) = item else { continue };
        let links = figure.attribution.iter().flatten().filter(|link| !link.name.trim().is_empty());
        for label in links.map(|link| straight(&link.name)).collect::<BTreeSet<String>>() {
            let mentions = found.entry(label).or_default();
            mentions.figures += 1;
            mentions.texts.insert(&figure.span.article.path);
        }
    }
    let mut all: Vec<Named> =
        found.into_iter().map(|(label, mentions)| mentions.named(label, &names, grounds)).collect();
    all.sort_by_cached_key(|named| (folded(&named.fixed), folded(&named.label)));
    all
}

/// Where a name stands.
#[derive(Default)]
struct Mentions<'a> {
    figures: usize,
    texts: BTreeSet<&'a str>,
}

impl Mentions<'_> {
    fn named(self, label: String, names: &Names, grounds: &Grounds) -> Named {
        let origin = |path: &&str| grounds.articles.origin(path).unwrap_or_else(|| (*path).to_owned());
        let origins: BTreeSet<String> = self.texts.iter().map(origin).collect();
        let heard = Heard { texts: self.texts.len(), origins: origins.len() };
        Named { fixed: names.fixed(&label), label, figures: self.figures, heard }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, killed};
    use super::*;
    use crate::model::figure::{Link, Role};

    #[test]
    fn aliases_give_one_fixed_form_and_never_run_in_circles() {
        let mut sample = Sample::new();
        for (label, fixed) in [("Gaza's health ministry", "Gaza Ministry of Health"), ("a", "b"), ("b", "a")]
        {
            sample.add(Item::Alias(Alias { label: label.into(), stands_for: fixed.into() }));
        }
        let names = Names::of(&sample.workspace);
        assert_eq!(names.fixed("gaza’s health ministry "), "Gaza Ministry of Health");
        assert_eq!([names.fixed("a"), names.fixed("b"), names.fixed("B")], ["a", "a", "a"]);
    }

    #[test]
    fn names_are_listed_with_their_fixed_form_and_how_often_they_stand() {
        let mut sample = Sample::new();
        let says =
            |name: &str| Link { role: Role::Says, name: name.into(), class: None, words: None, verb: None };
        for name in ["the health ministry", "Gaza Ministry of Health", "The health ministry", "AFP"] {
            sample.figure("at least 27,585", |figure| {
                *figure = killed(figure.clone(), 27_585, "2024-02-06");
                figure.attribution = Some(vec![says(name), says("AFP")]);
            });
        }
        let fixed = "Gaza Ministry of Health";
        sample.add(Item::Alias(Alias { label: "the health ministry".into(), stands_for: fixed.into() }));
        let told: Vec<_> = named(&sample.grounds())
            .into_iter()
            .map(|named| {
                format!("{} = {}: {}, {}", named.label, named.fixed, named.figures, named.heard.words())
            })
            .collect();
        assert_eq!(
            told,
            [
                "AFP = AFP: 4, 1 text / 1 origin",
                "Gaza Ministry of Health = Gaza Ministry of Health: 1, 1 text / 1 origin",
                "The health ministry = Gaza Ministry of Health: 1, 1 text / 1 origin",
                "the health ministry = Gaza Ministry of Health: 1, 1 text / 1 origin",
            ]
        );
    }
}
