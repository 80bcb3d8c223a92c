//! One figure as a chart knows it: what was reported, by whom, as of when, and the sentence that says so.
//!
//! Knows nothing of positions or colours.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::corpus::Corpus;
use crate::model::date::{DateClaim, Day};
use crate::model::figure::{
    Bounds, Link, Modality, Outcome, Qualifier, Scope, ScopeKind, SexAge, Status, Verification,
};
use crate::model::item::Policy;
use crate::model::{ArticleId, Figure, Item, ItemId, Kind, Workspace, sentence};

use super::grounds::Grounds;
use super::names::{Names, same_name};
use super::vague;

/// A reported figure, ready to be placed, named and opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The figure.
    pub id: ItemId,
    /// The article that reports it.
    pub article: Arc<ArticleId>,
    /// The origin that the article shares with others; `None` where it stands alone.
    pub origin: Option<Arc<str>>,
    /// When the article was published; open where that is not known.
    pub published: Arc<DateClaim>,
    /// The article's title, else the name of its file.
    pub title: Arc<str>,
    /// The printed words: hedge, number and scale.
    pub printed: Arc<str>,
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
    pub outcome_as_stated: Option<Arc<str>>,
    /// How the text puts the figure forward.
    pub modality: Option<Modality>,
    /// Who is counted.
    pub population: Option<Arc<str>>,
    /// A stated status of the people counted, where it is a part of the population.
    pub status: Option<Status>,
    /// A stated sex or age, where it is a part of the population.
    pub sex_age: Option<SexAge>,
    /// Where.
    pub place: Option<Arc<str>>,
    /// The time it counts over.
    pub scope: Option<Scope>,
    /// The head source in its one fixed form.
    pub source: Option<Arc<str>>,
    /// The head source as the text names it, else as the analyst does.
    pub source_as_named: Option<Arc<str>>,
    /// The head source's reporting verb as printed.
    pub verb: Option<Arc<str>>,
    /// The chain of attribution in plain words.
    pub attribution: Arc<str>,
    /// What is said of verification.
    pub verification: Option<Verification>,
    /// As of when; open or absent means undated.
    pub as_of: DateClaim,
    /// Who last coded it.
    pub coder: Arc<str>,
    /// The fields on which analysts disagree, by their labels.
    pub disputed: Vec<&'static str>,
    /// Its name in full, once it was asked for.
    pub(super) named: Once<Box<str>>,
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
    /// Who says so: the head source, else `source not set` or `the article's own voice`.
    pub fn says(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.attribution)
    }

    /// What stands for its origin: the path that names it, else the article's own.
    pub fn origin_name(&self) -> &str {
        self.origin.as_deref().unwrap_or(&self.article.path)
    }
}

/// What is worked out when first asked for; no part of the value that it is worked out from.
#[derive(Clone, Debug)]
pub(crate) struct Once<T>(pub(super) OnceLock<T>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Once<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Strings that many reports share, each kept once.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings(HashSet<Arc<str>>);

impl Strings {
    fn keep(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = text.into();
        self.0.insert(Arc::clone(&fresh));
        fresh
    }
}

/// What the reports of one article share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) article: Arc<ArticleId>,
    title: Arc<str>,
    origin: Option<Arc<str>>,
    published: Arc<DateClaim>,
}

impl Told {
    /// What is told of an article; `corrected` is the title that the analyst gave it.
    pub(super) fn of(article: &ArticleId, corrected: Option<&str>, grounds: &Grounds) -> Self {
        let path = &article.path;
        let file = || path.rsplit('/').next().unwrap_or(path);
        let stated = || grounds.corpus.find(article).map_or_else(file, |article| article.title());
        Self {
            article: Arc::new(article.clone()),
            title: corrected.unwrap_or_else(stated).into(),
            origin: grounds.articles.origin(path).map(Into::into),
            published: Arc::new(grounds.articles.published(path)),
        }
    }
}

/// The titles that analysts gave to articles, by path: of two, that of the facts added first.
pub(super) fn corrected_titles(workspace: &Workspace) -> BTreeMap<&str, &str> {
    let mut titles = BTreeMap::new();
    for (_, item) in workspace.of_kind(Kind::ArticleFacts) {
        if let Item::ArticleFacts(facts) = item
            && let Some(title) = &facts.title
        {
            titles.entry(facts.article.path.as_str()).or_insert(title.as_str());
        }
    }
    titles
}

/// What turns figures into reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Reporter {
    strings: Strings,
    names: Names,
    pub(super) policy: Option<Policy>,
}

impl Reporter {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let policy = vague::policy(workspace).cloned();
        Self { strings: Strings::default(), names: Names::of(workspace), policy }
    }

    /// The report of a figure in an article of which this is told.
    pub(super) fn report(
        &mut self,
        id: ItemId,
        figure: &Figure,
        told: &Told,
        workspace: &Workspace,
    ) -> Report {
        let Self { strings, names, policy } = self;
        let head = figure.head_source().filter(|link| !link.name.trim().is_empty());
        let mut words = |words: &Option<crate::model::Words>| {
            words.as_ref().map(|words| strings.keep(&one_line(&words.text)))
        };
        Report {
            id,
            article: Arc::clone(&told.article),
            origin: told.origin.clone(),
            published: Arc::clone(&told.published),
            title: Arc::clone(&told.title),
            outcome_as_stated: words(&figure.outcome_as_stated),
            source_as_named: head.and_then(|link| words(&link.words)),
            verb: head.and_then(|link| words(&link.verb)),
            printed: one_line(&figure.span.label()).into(),
            value: figure.value,
            assumed: vague::assumed(figure, policy.as_ref()),
            upper: figure.upper.filter(|upper| figure.value.is_some_and(|value| *upper > value)),
            bounds: figure.bounds(),
            qualifier: figure.qualifier,
            outcome: figure.outcome,
            modality: figure.modality,
            population: set(figure.population.as_deref()).map(|text| strings.keep(text)),
            status: figure.status.filter(|status| !matches!(status, Status::Unspecified | Status::Mixed)),
            sex_age: figure.sex_age.filter(|sex_age| *sex_age != SexAge::Unspecified),
            place: set(figure.place.as_ref().map(|place| place.name.as_str())).map(|text| strings.keep(text)),
            scope: figure.scope.clone(),
            source: head.map(|link| strings.keep(&names.fixed(&link.name))),
            attribution: strings.keep(&chain(figure.attribution.as_deref(), names)),
            verification: figure.verification,
            as_of: figure.as_of.clone().unwrap_or_default(),
            coder: strings.keep(workspace.written(id).map_or("", |entry| entry.by.0.as_str())),
            disputed: disputes(id, workspace),
            named: Once::default(),
        }
        .with_named_source(head.map(|link| link.name.as_str()), strings)
    }
}

impl Report {
    /// The source by the analyst's name for it, where the text has none.
    fn with_named_source(mut self, name: Option<&str>, strings: &mut Strings) -> Self {
        self.source_as_named = self.source_as_named.or_else(|| name.map(|name| strings.keep(name)));
        self
    }
}

/// Every figure of a workspace as a report, in the order in which they were added.
pub fn reports(grounds: &Grounds) -> Vec<Report> {
    let mut reporter = Reporter::new(grounds.workspace);
    let titles = corrected_titles(grounds.workspace);
    let mut known: BTreeMap<&ArticleId, Told> = BTreeMap::new();
    let mut reports = Vec::with_capacity(grounds.workspace.count(Kind::Figure));
    for (id, item) in grounds.workspace.of_kind(Kind::Figure) {
        let Item::Figure(figure) = item else { continue };
        let article = &figure.span.article;
        let told = || Told::of(article, titles.get(article.path.as_str()).copied(), grounds);
        let told = known.entry(article).or_insert_with(told);
        reports.push(reporter.report(id, figure, told, grounds.workspace));
    }
    reports
}

/// The sentence that reports a figure, worked out from its article each time it is asked for; empty
/// where the figure is gone.
pub fn sentence(report: &Report, grounds: &Grounds) -> String {
    match grounds.workspace.get(report.id) {
        Some(Item::Figure(figure)) => sentence_of(figure, grounds.corpus),
        _ => String::new(),
    }
}

fn set(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn disputes(id: ItemId, workspace: &Workspace) -> Vec<&'static str> {
    let held = workspace.held(id);
    held.map(|held| held.disputes.iter().map(|dispute| dispute.field.label).collect()).unwrap_or_default()
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
    let label =
        link.words.as_ref().map_or_else(|| link.name.trim().to_owned(), |words| one_line(&words.text));
    match Some(label).filter(|label| !same_name(label, &name)) {
        Some(label) => format!("{name} {verb}, named “{label}”"),
        None => format!("{name} {verb}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, killed};
    use super::*;

    #[test]
    fn a_report_carries_sentence_source_and_coder() {
        let mut sample = Sample::new();
        let id =
            sample.figure("at least 27,585", |figure| *figure = killed(figure.clone(), 27_585, "2024-02-06"));
        let report = reports(&sample.grounds()).remove(0);
        assert_eq!(report.id, id);
        assert_eq!(&*report.coder, "tester");
        assert!(sentence(&report, &sample.grounds()).contains("at least 27,585"));
        assert_eq!(report.source.as_deref(), Some("Gaza Ministry of Health"));
        assert_eq!(report.day(), "2024-02-06".parse().ok());
    }

    #[test]
    fn a_lost_article_leaves_the_remembered_words() {
        let mut sample = Sample::new();
        sample.figure("at least 27,585", |_| ());
        let corpus = Corpus::default();
        let grounds = Grounds::bare(&sample.workspace, &corpus);
        let said = sentence(&reports(&grounds).remove(0), &grounds);
        assert!(said.contains("27,585") && said.starts_with('…'));
    }
}
