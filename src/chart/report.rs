//! One figure as a chart knows it: what was reported, by whom, as of when, and the sentence that says so.
//!
//! Knows nothing of positions or colours.

use std::collections::BTreeMap;

use crate::corpus::Corpus;
use crate::model::date::{DateClaim, Day};
use crate::model::figure::{
    Bounds, Link, Modality, Outcome, Qualifier, Scope, ScopeKind, SexAge, Status, Verification,
};
use crate::model::item::Policy;
use crate::model::{ArticleId, Figure, Item, ItemId, Kind, Workspace, sentence};

use super::grounds::Grounds;
use super::vague;

/// A reported figure, ready to be placed, named and opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The figure.
    pub id: ItemId,
    /// The article that reports it.
    pub article: ArticleId,
    /// The origin that the article shares with others; `None` where it stands alone.
    pub origin: Option<String>,
    /// When the article was published; open where that is not known.
    pub published: DateClaim,
    /// The article's title, else the name of its file.
    pub title: String,
    /// The printed words: hedge, number and scale.
    pub printed: String,
    /// The number as printed, in people; the lower end of a range.
    pub value: Option<u64>,
    /// The number of people that the dossier's rule gives to vague words, where it has chosen one.
    pub assumed: Option<u64>,
    /// The upper end of a printed range, in people.
    pub upper: Option<u64>,
    /// What the hedge bounds; never a guess.
    pub bounds: Bounds,
    /// The hedge.
    pub qualifier: Option<Qualifier>,
    /// What happened to the people counted.
    pub outcome: Option<Outcome>,
    /// The outcome in the text's words.
    pub outcome_as_stated: Option<String>,
    /// How the text puts the figure forward.
    pub modality: Option<Modality>,
    /// Who is counted.
    pub population: Option<String>,
    /// A stated status of the people counted, where it is a part of the population.
    pub status: Option<Status>,
    /// A stated sex or age, where it is a part of the population.
    pub sex_age: Option<SexAge>,
    /// Where.
    pub place: Option<String>,
    /// The time it counts over.
    pub scope: Option<Scope>,
    /// The head source in its one fixed form.
    pub source: Option<String>,
    /// The head source as the text names it, else as the analyst does.
    pub source_as_named: Option<String>,
    /// The head source's reporting verb as printed.
    pub verb: Option<String>,
    /// The chain of attribution in plain words.
    pub attribution: String,
    /// What is said of verification.
    pub verification: Option<Verification>,
    /// As of when; open or absent means undated.
    pub as_of: DateClaim,
    /// The sentence that reports it.
    pub sentence: String,
    /// Who last coded it.
    pub coder: String,
    /// The fields on which analysts disagree, by their labels.
    pub disputed: Vec<&'static str>,
}

impl Report {
    /// The day to draw at; `None` where the figure is undated. The date of publication never stands in.
    pub fn day(&self) -> Option<Day> {
        self.as_of.day()
    }

    /// The first and last day that the mark covers on a chart, in days; the mark's own day where an end is open.
    pub fn days(&self) -> Option<(Day, Day)> {
        let day = self.day()?;
        Some((self.as_of.earliest.unwrap_or(day).min(day), self.as_of.latest.unwrap_or(day).max(day)))
    }

    /// The kind of time scope, where it is set and the text states it.
    pub fn scope_kind(&self) -> Option<ScopeKind> {
        self.scope.as_ref().map(Scope::kind).filter(|kind| *kind != ScopeKind::Unspecified)
    }

    /// The first day that a running total counts from, where it is stated.
    pub fn since(&self) -> Option<Day> {
        match self.scope {
            Some(Scope::Cumulative { since }) => since,
            _ => None,
        }
    }

    /// The length of a window, in hours, where it is stated.
    pub fn hours(&self) -> Option<u32> {
        match self.scope {
            Some(Scope::Window { hours }) => hours.filter(|hours| *hours > 0),
            _ => None,
        }
    }

    /// Whether the people counted are a stated part of the population, such as children.
    pub fn is_part(&self) -> bool {
        self.status.is_some() || self.sex_age.is_some()
    }

    /// The highest number of people that the mark reaches.
    pub fn top(&self) -> u64 {
        self.height().unwrap_or(0).max(self.upper.unwrap_or(0))
    }

    /// The number of people to draw at: as printed, else what the dossier's rule gives to vague words.
    pub fn height(&self) -> Option<u64> {
        self.value.or(self.assumed)
    }
}

impl Report {
    /// What stands for its origin: the path that names it, else the article's own.
    pub fn origin_name(&self) -> &str {
        self.origin.as_deref().unwrap_or(&self.article.path)
    }
}

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
        name.to_owned()
    }
}

fn folded(name: &str) -> String {
    name.trim().replace('’', "'").to_lowercase()
}

/// Every figure of a workspace as a report, in the order in which they were added.
pub fn reports(grounds: &Grounds) -> Vec<Report> {
    let names = Names::of(grounds.workspace);
    let policy = vague::policy(grounds.workspace);
    let figures = grounds.workspace.of_kind(Kind::Figure).filter_map(|(id, item)| match item {
        Item::Figure(figure) => Some((id, &**figure)),
        _ => None,
    });
    figures.map(|(id, figure)| report(id, figure, grounds, &names, policy)).collect()
}

fn report(id: ItemId, figure: &Figure, grounds: &Grounds, names: &Names, policy: Option<&Policy>) -> Report {
    let Grounds { workspace, corpus, articles } = *grounds;
    let head = figure.head_source().filter(|link| !link.name.trim().is_empty());
    let words = |words: &Option<crate::model::Words>| words.as_ref().map(|words| one_line(&words.text));
    Report {
        id,
        article: figure.span.article.clone(),
        origin: articles.origin(&figure.span.article.path),
        published: articles.published(&figure.span.article.path),
        title: title(figure, workspace, corpus),
        printed: one_line(&figure.span.label()),
        value: figure.value,
        assumed: vague::assumed(figure, policy),
        upper: figure.upper.filter(|upper| figure.value.is_some_and(|value| *upper > value)),
        bounds: figure.bounds(),
        qualifier: figure.qualifier,
        outcome: figure.outcome,
        outcome_as_stated: words(&figure.outcome_as_stated),
        modality: figure.modality,
        population: set(figure.population.as_deref()),
        status: figure.status.filter(|status| !matches!(status, Status::Unspecified | Status::Mixed)),
        sex_age: figure.sex_age.filter(|sex_age| *sex_age != SexAge::Unspecified),
        place: set(figure.place.as_ref().map(|place| place.name.as_str())),
        scope: figure.scope.clone(),
        source: head.map(|link| names.fixed(&link.name)),
        source_as_named: head.map(|link| words(&link.words).unwrap_or_else(|| link.name.clone())),
        verb: head.and_then(|link| words(&link.verb)),
        attribution: chain(figure.attribution.as_deref(), names),
        verification: figure.verification,
        as_of: figure.as_of.clone().unwrap_or_default(),
        sentence: sentence_of(figure, corpus),
        coder: workspace.written(id).map(|entry| entry.by.to_string()).unwrap_or_default(),
        disputed: disputes(id, workspace),
    }
}

fn set(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn disputes(id: ItemId, workspace: &Workspace) -> Vec<&'static str> {
    let held = workspace.held(id);
    held.map(|held| held.disputes.iter().map(|dispute| dispute.field.label).collect()).unwrap_or_default()
}

/// The title as the analyst corrected it, else as the file states it, else the name of the file.
fn title(figure: &Figure, workspace: &Workspace, corpus: &Corpus) -> String {
    let path = &figure.span.article.path;
    let corrected = workspace.at_path(path).find_map(|(_, item)| match item {
        Item::ArticleFacts(facts) => facts.title.clone(),
        _ => None,
    });
    corrected.unwrap_or_else(|| match corpus.find(&figure.span.article) {
        Some(article) => article.title().to_owned(),
        None => path.rsplit('/').next().unwrap_or(path).to_owned(),
    })
}

/// The sentence around the figure's words; what the span remembers of it where the text is gone.
fn sentence_of(figure: &Figure, corpus: &Corpus) -> String {
    if figure.span.rectangle().is_some() {
        return one_line(&figure.span.label());
    }
    match corpus.place(&figure.span) {
        Some((article, bytes)) => {
            one_line(article.text.get(sentence::around(&article.text, &bytes)).unwrap_or_default())
        }
        None => {
            let quote = &figure.span.quote;
            one_line(&format!("…{}{}{}…", quote.before, quote.exact, quote.after))
        }
    }
}

/// The chain of attribution in plain words, in its order.
fn chain(links: Option<&[Link]>, names: &Names) -> String {
    match links {
        None => "source not set".to_owned(),
        Some([]) => "the article's own voice".to_owned(),
        Some(links) => links.iter().map(|link| link_words(link, names)).collect::<Vec<_>>().join("; "),
    }
}

fn link_words(link: &Link, names: &Names) -> String {
    let name = names.fixed(&link.name);
    let verb = link.verb.as_ref().map_or(link.role.label(), |verb| verb.text.as_str());
    match link.words.as_ref().map(|words| one_line(&words.text)).filter(|label| *label != name) {
        Some(label) => format!("{name} {verb}, named “{label}”"),
        None => format!("{name} {verb}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, killed};
    use super::*;
    use crate::model::item::Alias;

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
    fn a_report_carries_sentence_source_and_coder() {
        let mut sample = Sample::new();
        let id =
            sample.figure("at least 27,585", |figure| *figure = killed(figure.clone(), 27_585, "2024-02-06"));
        let report = reports(&sample.grounds()).remove(0);
        assert_eq!(report.id, id);
        assert_eq!(report.coder, "tester");
        assert!(report.sentence.contains("at least 27,585"), "{}", report.sentence);
        assert_eq!(report.source.as_deref(), Some("Gaza Ministry of Health"));
        assert_eq!(report.day(), "2024-02-06".parse().ok());
    }

    #[test]
    fn a_lost_article_leaves_the_remembered_words() {
        let mut sample = Sample::new();
        sample.figure("at least 27,585", |_| ());
        let report = reports(&Grounds::bare(&sample.workspace, &Corpus::default())).remove(0);
        assert!(report.sentence.contains("27,585") && report.sentence.starts_with('…'));
    }
}
