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
    pub fn fixed(&self, name: &str) -> String {
        let mut name = name.trim();
        for _ in 0..4 {
            match self.0.get(&folded(name)) {
                Some(fixed) if fixed != name => name = fixed,
                _ => break, // A circle of aliases ends here too, after four steps.
            }
        }
        // Texts print one name with either apostrophe: it is one source all the same.
        name.replace('’', "'")
    }
}

fn folded(name: &str) -> String {
    name.trim().replace('’', "'").to_lowercase()
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
    /// The name, as the first figure has it.
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
    let mut found: BTreeMap<String, Mentions> = BTreeMap::new();
    for (_, item) in grounds.workspace.of_kind(Kind::Figure) {
        let Item::Figure(figure) = item else { continue };
        let links = figure.attribution.iter().flatten().filter(|link| !link.name.trim().is_empty());
        let labels: BTreeMap<String, &str> =
            links.map(|link| (folded(&link.name), link.name.as_str())).collect();
        for (key, label) in labels {
            found.entry(key).or_default().add(label, &figure.span.article.path);
        }
    }
    let mut all: Vec<Named> = found.into_values().map(|mentions| mentions.named(&names, grounds)).collect();
    all.sort_by_cached_key(|named| (folded(&named.fixed), folded(&named.label)));
    all
}

/// Where a name stands.
#[derive(Default)]
struct Mentions<'a> {
    label: &'a str,
    figures: usize,
    texts: BTreeSet<&'a str>,
}

impl<'a> Mentions<'a> {
    fn add(&mut self, label: &'a str, text: &'a str) {
        if self.figures == 0 {
            self.label = label.trim();
        }
        self.figures += 1;
        self.texts.insert(text);
    }

    fn named(self, names: &Names, grounds: &Grounds) -> Named {
        let origin = |path: &&str| grounds.articles.origin(path).unwrap_or_else(|| (*path).to_owned());
        let origins: BTreeSet<String> = self.texts.iter().map(origin).collect();
        let heard = Heard { texts: self.texts.len(), origins: origins.len() };
        let (label, fixed) = (self.label.to_owned(), names.fixed(self.label));
        Named { label, fixed, figures: self.figures, heard }
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
        assert!(["a", "b"].contains(&names.fixed("a").as_str()));
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
                "the health ministry = Gaza Ministry of Health: 2, 1 text / 1 origin",
            ]
        );
    }
}
