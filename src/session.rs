//! This sitting: what is open, selected, typed and filtered. It may be lost without regret.
//!
//! Knows what the windows show, but nothing of how they draw it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::chart::apart::Verdict;
use crate::chart::{Paper, PictureFormat};
use crate::corpus::{Columns, Sample};
use crate::dossier::listing::Listing;
pub use crate::dossier::listing::{ArticleList, ArticleOrder};
use crate::dossier::suggestions::{Brief, Row};
pub use crate::dossier::suggestions::{Triage, TriageOrder};
use crate::exchange::reference::{Choice, Problem, Table};
use crate::model::figure::Outcome;
use crate::model::item::{About, RelationKind};
use crate::model::{EntryId, ItemId, Look, Rectangle};

/// The five screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// Articles, reader, inspector and the live chart.
    #[default]
    Read,
    /// The table of every figure.
    Figures,
    /// The chart, full size.
    Chart,
    /// The log.
    History,
    /// What the detector suggests in the whole dossier.
    Suggestions,
}

/// Which theme the window is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lighting {
    /// As the desktop says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Which panels of the reading screen are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// The article list.
    pub articles: bool,
    /// The codebook.
    pub codebook: bool,
    /// The inspector.
    pub inspector: bool,
    /// The live chart.
    pub chart: bool,
    /// The facets of the search, within the article list.
    pub facets: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self { articles: true, codebook: true, inspector: true, chart: true, facets: false }
    }
}

/// A column of the table of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureColumn {
    /// The printed words.
    Words,
    /// The value.
    Value,
    /// The outcome.
    Outcome,
    /// The population.
    Population,
    /// Who says so.
    Source,
    /// The time scope.
    Scope,
    /// The as-of date.
    #[default]
    AsOf,
    /// The article.
    Article,
}

/// What the screen of figures lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureList {
    /// Every figure.
    #[default]
    Table,
    /// What several reports state.
    Facts,
    /// Pairs of reports whose numbers differ.
    Disagreements,
}

/// How the table of figures is filtered and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureTable {
    /// Words to look for in any column.
    pub needle: String,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only figures with a disputed field or a violated relation.
    pub troubled: bool,
    /// The column sorted by.
    pub order: FigureColumn,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// What is listed.
    pub list: FigureList,
    /// Only disagreements of this type.
    pub verdict: Option<Verdict>,
    /// Whether settled disagreements are listed too.
    pub settled: bool,
    /// The rows ticked for a bulk edit.
    #[serde(skip)]
    pub ticked: Vec<ItemId>,
    /// The disagreement shown in full: its two figures.
    #[serde(skip)]
    pub pair: Option<(ItemId, ItemId)>,
    /// The name of incidents to be marked as distinct, as typed so far.
    #[serde(skip)]
    pub distinct: String,
}

/// How the history is filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryList {
    /// Words to look for.
    pub needle: String,
    /// Only this analyst's entries.
    pub analyst: Option<String>,
    /// Whether entries that were taken back are left out.
    pub only_in_force: bool,
    /// The entry whose details are open.
    #[serde(skip)]
    pub open: Option<EntryId>,
}

/// A field of a figure that is filled by picking words in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The printed words of the figure itself.
    Printed,
    /// The counted noun.
    Unit,
    /// The outcome as stated.
    OutcomeAsStated,
    /// The words of the time scope.
    ScopeWords,
    /// Who is counted.
    Victims,
    /// The make-up as stated.
    Composition,
    /// Who the text says is responsible.
    Actor,
    /// A new source in the chain of attribution.
    NewSource,
    /// The words that name a source, by its position in the chain.
    SourceWords(usize),
    /// The reporting verb of a source, by its position in the chain.
    Verb(usize),
}

/// What the next selection of words, or the next figure clicked, will be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Words for a field of a figure.
    Words(ItemId, Slot),
    /// The other figure of a relation.
    Figure(ItemId, RelationKind),
}

/// The suggestion that keys act on, known by its words and what it says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionAt {
    /// The article, by path.
    pub path: String,
    /// Its words, in bytes of the text.
    pub span: Range<usize>,
    /// What it says happened.
    pub outcome: Outcome,
}

impl SuggestionAt {
    /// The suggestion of an article.
    pub fn of(path: &str, brief: &Brief) -> Self {
        Self { path: path.to_owned(), span: brief.span.clone(), outcome: brief.outcome }
    }

    /// Whether a suggestion of the same article is this one.
    pub fn is(&self, brief: &Brief) -> bool {
        self.span == brief.span && self.outcome == brief.outcome
    }
}

/// A place that the reader should bring into view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The article, by path.
    pub path: String,
    /// Bytes of its text; `None` opens the article where it was.
    pub bytes: Option<Range<usize>>,
    /// A rectangle of it, where it is a picture.
    pub rectangle: Option<Rectangle>,
}

/// Text being typed: one edit once it is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The field it is typed in.
    pub field: DraftField,
    /// What is typed so far.
    pub text: String,
}

/// The field that a draft is typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftField {
    /// A field of an item, by its name; the number tells repeated ones (links of a chain) apart.
    Item(ItemId, &'static str, usize),
    /// A field of an article's facts: path and name.
    Article(String, &'static str),
    /// The memo about something.
    Memo(About),
}

/// What a typed path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFor {
    /// A folder of articles.
    OpenFolder,
    /// A workspace.ron or a bundle.
    OpenFile,
    /// Another analyst's workspace, to merge.
    Merge,
    /// Where to keep the workspace of a folder that cannot be written.
    Keep,
    /// The annotated workspace.
    ExportBundle,
    /// The table of figures.
    ExportFigures,
    /// The table of passages.
    ExportPassages,
    /// What analysts changed of the suggestions.
    ExportChanges,
    /// A table of days and numbers, to be imported as reference series.
    ImportReference,
    /// The chart as a picture.
    ExportChart,
    /// The data of the chart.
    ExportChartData,
}

/// A panel over the screen; at most one is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Every command, by typing.
    Palette(String),
    /// Tags for the selection, by typing.
    Tagging(String),
    /// Another article to name as having the same origin as one, by path, by typing.
    SameOrigin(String, String),
    /// Two texts of an origin side by side, by path.
    Compare(String, String),
    /// The key map.
    Keys,
    /// The analyst's name and the look.
    Settings,
    /// A path typed by hand.
    Path(PathFor, String),
    /// Files that could not be read, spans adrift, disputes and notices.
    Problems,
    /// The dossier's events: the label and the day of a new one, as typed so far.
    Events(String, String),
    /// A tag being described: `None` while a new one is made.
    TagEditor(Option<ItemId>),
    /// A tag being deleted or merged: shows what it takes along.
    TagRemoval(ItemId),
    /// The columns of the table at a path being chosen.
    Columns(String),
    /// A tag for every hit of the search, by typing.
    TagHits(String),
    /// How to search.
    SearchHelp,
    /// Suggestions being accepted at once: the least confidence in percent, and whether those of the
    /// whole dossier are meant, as they are listed, or those of the open article.
    AcceptAll(u8, bool),
    /// Why a suggestion is dismissed, as typed so far.
    Dismissing(SuggestionAt, String),
    /// What the analysts changed of the suggestions.
    Changes,
    /// How the chart is exported.
    ExportChart,
    /// A table being imported as reference series.
    ImportReference,
    /// The dossier's reference series.
    References,
    /// The names of sources; of one of them the form being typed.
    Sources(Option<(String, String)>),
}

/// A hit, or an article without hits, among what a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FoundAt {
    /// The place of the article among those found.
    pub article: usize,
    /// The place of the hit among all hits.
    pub hit: Option<usize>,
}

/// A choice of columns being made.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    /// The path of the table.
    pub file: String,
    /// Its columns and first rows, or why they cannot be shown.
    pub sample: Result<Sample, String>,
    /// The columns chosen so far.
    pub chosen: Columns,
}

/// A table being imported as reference series.
#[derive(Clone, Debug)]
pub struct ReferenceImport {
    /// The name of its file.
    pub file: String,
    /// Its rows, or why they cannot be read.
    pub table: Result<Arc<Table>, String>,
    /// What is said of it so far.
    pub choice: Choice,
    /// The day of retrieval as it is typed.
    pub retrieved: String,
    /// Whether an earlier table of the same shape proposed the choice.
    pub is_remembered: bool,
    /// Why the last try to import it failed.
    pub refused: Option<String>,
    /// What is wrong with rows by a choice, and the choice.
    pub checked: Option<(Choice, Vec<Problem>)>,
}

/// What lasts no longer than the window.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// The articles as they are listed.
    pub listing: Listing,
    /// Selected bytes of the open article.
    pub selection: Option<Range<usize>>,
    /// The rectangle drawn on the open picture.
    pub outline: Option<Rectangle>,
    /// The passage or figure that the inspector shows.
    pub selected: Option<ItemId>,
    /// The suggestion that keys act on; it gives way to [`Self::selected`].
    pub suggestion: Option<SuggestionAt>,
    /// The suggestions as they are listed, while their screen is open.
    pub triaged: Arc<Vec<Row>>,
    /// Whether the text of the open article has the keyboard.
    pub is_reading: bool,
    /// The tag whose passages are listed.
    pub tag: Option<ItemId>,
    /// What the next selection will be used for.
    pub pick: Option<Pick>,
    /// Where the reader should go next.
    pub jump: Option<Jump>,
    /// The panel over the screen.
    pub overlay: Option<Overlay>,
    /// The choice of columns in the panel over the screen, once the table's first rows are read.
    pub columns: Option<ColumnChoice>,
    /// The table being imported in the panel over the screen.
    pub reference: Option<ReferenceImport>,
    /// Text being typed.
    pub draft: Option<Draft>,
    /// What is looked for in the open article, while its bar is open.
    pub find: Option<String>,
    /// What is looked for in all articles.
    pub search: String,
    /// Where among what was found keys step on from.
    pub found_at: Option<FoundAt>,
    /// How many hits a key asked to go on, until the results are there.
    pub found_step: Option<isize>,
    /// Whether the list should bring [`Self::found_at`] into view.
    pub reveal_found: bool,
    /// The memo being shown or written.
    pub memo: Option<About>,
    /// The last thing that happened, in one sentence.
    pub message: Option<String>,
    /// A widget that should take the focus, by name.
    pub focus: Option<&'static str>,
    /// The dossier's own numbers for vague words, as typed so far.
    pub own_numbers: Option<String>,
    /// The name of a view of the chart, as typed so far.
    pub view_name: String,
    /// The screen that a click on a mark or a row left, to go back to.
    pub came_from: Option<Screen>,
}

/// This sitting.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The screen.
    pub screen: Screen,
    /// The theme.
    pub lighting: Lighting,
    /// The panels of the reading screen.
    pub panels: Panels,
    /// Size of the articles' text, in points.
    pub reading_size: f32,
    /// The open article, by path.
    pub article: Option<String>,
    /// The article list.
    pub list: ArticleList,
    /// What the chart shows, and how.
    pub chart: Look,
    /// What an exported chart is put on.
    pub paper: Paper,
    /// The kind of file that a chart is exported as.
    pub picture_format: PictureFormat,
    /// The table of figures.
    pub figures: FigureTable,
    /// The history.
    pub history: HistoryList,
    /// How the suggestions are filtered and sorted.
    pub triage: Triage,
    /// Whether a bundle holds only the quoted words instead of the articles.
    pub quotes_only: bool,
    /// The dossier that was open last.
    pub last: Option<PathBuf>,
    /// What lasts no longer than the window.
    #[serde(skip)]
    pub now: Now,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            screen: Screen::default(),
            lighting: Lighting::default(),
            panels: Panels::default(),
            reading_size: 17.0,
            article: None,
            list: ArticleList::default(),
            chart: Look::default(),
            paper: Paper::default(),
            picture_format: PictureFormat::Svg,
            figures: FigureTable::default(),
            history: HistoryList::default(),
            triage: Triage::default(),
            quotes_only: false,
            last: None,
            now: Now::default(),
        }
    }
}

impl Session {
    /// Opens an article, and a place in it where one is given.
    pub fn open_article(&mut self, path: &str, bytes: Option<Range<usize>>) {
        if self.article.as_deref() != Some(path) {
            self.now.selection = None;
            self.now.outline = None;
            self.now.selected = None;
            self.now.suggestion = None;
            self.article = Some(path.to_owned());
        }
        self.now.jump = Some(Jump { path: path.to_owned(), bytes, rectangle: None });
    }

    /// Opens the reading screen at an item's place.
    pub fn show_item(&mut self, item: ItemId, path: &str, bytes: Range<usize>) {
        self.screen = Screen::Read;
        self.open_article(path, Some(bytes));
        self.now.selected = Some(item);
    }

    /// Opens the reading screen at an item's rectangle on a picture.
    pub fn show_outlined(&mut self, item: ItemId, path: &str, rectangle: Rectangle) {
        self.screen = Screen::Read;
        self.open_article(path, None);
        self.now.jump = Some(Jump { path: path.to_owned(), bytes: None, rectangle: Some(rectangle) });
        self.now.selected = Some(item);
    }

    /// Makes a suggestion the one that keys act on, and brings its words into view in its article.
    ///
    /// The screen stays as it is: where suggestions are listed, the reader beside the list follows.
    pub fn show_suggestion(&mut self, at: SuggestionAt) {
        self.open_article(&at.path, Some(at.span.clone()));
        self.now.selected = None;
        self.now.suggestion = Some(at);
    }

    /// The suggestion that keys act on, where nothing else is selected.
    pub fn suggestion(&self) -> Option<&SuggestionAt> {
        self.now.suggestion.as_ref().filter(|_| self.now.selected.is_none())
    }

    /// Whether words of a text, or a rectangle of a picture, are selected.
    pub fn has_selection(&self) -> bool {
        self.article.is_some() && (self.now.selection.is_some() || self.now.outline.is_some())
    }

    /// Puts away whatever is open over the text, one thing at a time; says whether it did.
    ///
    /// A search comes before a pick: one may look for the words that a field waits for.
    pub fn escape(&mut self) -> bool {
        let now = &mut self.now;
        if now.overlay.take().is_some() || now.find.take().is_some() || now.pick.take().is_some() {
            return true;
        }
        now.memo.take().is_some()
            || now.selection.take().is_some()
            || now.outline.take().is_some()
            || now.selected.take().is_some()
            || now.suggestion.take().is_some()
    }
}
