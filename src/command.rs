//! Every command once: its name, its hint, its keys, when it can run, and what it does.
//!
//! Keys, menus, buttons and the palette all run the same command. A command changes the session at
//! once; what changes data or the world outside comes back as actions for the application.

pub mod annotate;
pub mod dating;
pub mod go;
pub mod keys;
pub mod origins;
pub mod relate;
pub mod sources;
pub mod suggestions;
pub mod tag_hits;
pub mod tagging;

use std::path::PathBuf;

use crate::dossier::Dossier;
use crate::model::item::About;
use crate::model::{Edit, EntryId, ItemId, Span, Tag};
use crate::session::{Lighting, Overlay, PathFor, Screen, Session};

pub use keys::Shortcut;

/// What the application does after the views are drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Commits edits as one entry.
    Commit(Vec<Edit>),
    /// Commits edits as one entry and selects the item that its first edit adds.
    CommitAndSelect(Vec<Edit>),
    /// Adds a tag and a passage that carries it as one entry, and selects the passage.
    TagAnew(Box<Tag>, Box<Span>),
    /// Adds a tag and passages that carry it as one entry.
    TagAllAnew(Box<Tag>, Vec<Span>),
    /// Runs a command.
    Run(Command),
    /// Takes an entry back, or a retraction of it, as one entry.
    Retract(EntryId),
    /// Brings an item into view in its article.
    GoTo(ItemId),
    /// Asks for a path with the desktop's dialog, or by typing where there is none.
    Ask(PathFor),
    /// Uses a path.
    Use(PathFor, PathBuf),
    /// Opens a copy of the demonstration.
    OpenDemonstration,
    /// Changes the analyst's name for the entries to come.
    SetAnalyst(String),
    /// Puts text on the clipboard.
    Copy(String),
    /// Enlarges or shrinks everything; 0 goes back to normal.
    Zoom(i8),
    /// Closes the window.
    Quit,
}

/// The menus, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Opening, exporting, settings.
    File,
    /// Undo, tags, memos.
    Edit,
    /// Screens and panels.
    View,
    /// Figures.
    Figures,
    /// The chart.
    Chart,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::View, Self::Figures, Self::Chart, Self::Help];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Figures => "Figures",
            Self::Chart => "Chart",
            Self::Help => "Help",
        }
    }
}

/// What a command is called, where it stands and which keys run it.
pub struct Info {
    /// Its name, as menus and the palette show it.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub hint: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// Its keys, the first of which is shown.
    pub keys: &'static [Shortcut],
}

/// Declares the commands as one table: variant, name, hint, menu, keys.
macro_rules! commands {
    ($($variant:ident: $name:literal, $hint:literal, $menu:ident, [$($keys:expr),*];)*) => {
        /// Something that the analyst can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $(#[doc = $hint] $variant,)* }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name, hint, menu and keys.
            pub fn info(self) -> Info {
                match self {
                    $(Self::$variant => Info {
                        name: $name,
                        hint: $hint,
                        menu: Menu::$menu,
                        keys: const { &[$($keys),*] },
                    },)*
                }
            }
        }
    };
}

use keys::{alt, command, command_shift, plain, shift};

commands! {
    OpenFolder: "Open folder…", "Open a folder of articles.", File, [command("O")];
    OpenFile: "Open workspace or bundle…", "Open a workspace.ron, or a .zip exported by Dossier.", File, [command_shift("O")];
    OpenDemonstration: "Open the demonstration", "Open a private copy of the annotated example.", File, [];
    Merge: "Merge a workspace…", "Bring in what another analyst did in a copy of this dossier.", File, [];
    ExportBundle: "Export annotated workspace…", "Write one .zip with the log, the articles, tables, chart and report.", File, [command("E")];
    ExportFigures: "Export figures as CSV…", "Write every figure with all its fields as a table.", File, [];
    ExportPassages: "Export passages as CSV…", "Write every tagged passage as a table.", File, [];
    Problems: "Problems and disputes", "List what could not be read, what is adrift and what analysts disagree on.", File, [command_shift("P")];
    Settings: "Settings…", "Set your name, the theme and the size of the text.", File, [command(",")];
    Quit: "Quit", "Close the window. Everything is already saved.", File, [command("Q")];

    Undo: "Undo", "Take back your latest change.", Edit, [command("Z")];
    Redo: "Redo", "Do again what you last took back.", Edit, [command_shift("Z"), command("Y")];
    Tag: "Tag the selection…", "Choose a tag for the selected words, or the rectangle, by typing; a new name makes a new tag.", Edit, [plain("T")];
    InVivo: "Tag with its own words", "Make a tag named by the selected words and apply it to them.", Edit, [plain("I")];
    Rectangle: "Rectangle on the picture", "Begin a rectangle in the middle of the open picture: arrows move it, with Shift they resize it.", Edit, [plain("R")];
    NewTag: "New tag…", "Add a tag to the codebook.", Edit, [command_shift("T")];
    Memo: "Memo", "Write a note on the selected passage or figure, or else on the article.", Edit, [plain("M")];
    DossierMemo: "Memo on the dossier", "Write a note on the dossier as a whole.", Edit, [command_shift("M")];
    Events: "Events…", "List the events from which texts count, such as the beginning of a war, and add to them.", Edit, [];
    Remove: "Remove", "Remove the selected passage or figure. Undo brings it back.", Edit, [plain("Delete")];
    Compare: "Compare copies", "Lay the open article beside another text of its origin.", Edit, [alt("O")];
    NotACopy: "Not a copy", "Say that the open article is an origin of its own.", Edit, [];
    SameOrigin: "Same origin as…", "Say that the open article has the same origin as another: choose it by typing.", Edit, [];
    Find: "Find in the article", "Look for words in the open article.", Edit, [command("F")];
    Search: "Search all articles", "Look for words in every article.", Edit, [command_shift("F")];

    Read: "Read", "Show the articles, the reader and the inspector.", View, [command("1")];
    Figures: "Figures", "Show the table of every figure.", View, [command("2")];
    Chart: "Chart", "Show the chart at full size.", View, [command("3")];
    History: "History", "Show everything that was done.", View, [command("4")];
    Suggestions: "Triage", "Show the figures that the detector suggests in all articles.", View, [command("5")];
    Back: "Back", "Go back to the screen from which you came to the article.", View, [alt("ArrowLeft")];
    NextArticle: "Next article", "Open the next article of the list.", View, [plain("J")];
    PreviousArticle: "Previous article", "Open the previous article of the list.", View, [plain("K")];
    NextMark: "Next annotation", "Select the next passage or figure in the article.", View, [plain("N")];
    PreviousMark: "Previous annotation", "Select the previous passage or figure in the article.", View, [plain("P")];
    ToggleArticles: "Article list", "Fold or unfold the article list.", View, [command("B")];
    ToggleCodebook: "Codebook", "Fold or unfold the codebook.", View, [command_shift("B")];
    ToggleInspector: "Inspector", "Fold or unfold the inspector.", View, [command("I")];
    ToggleChart: "Live chart", "Fold or unfold the chart below the reader.", View, [plain("C")];
    Lighting: "Light or dark", "Change between the light and the dark theme.", View, [command_shift("L")];
    ZoomIn: "Zoom in", "Make everything larger.", View, [command("Plus"), command("Equals")];
    ZoomOut: "Zoom out", "Make everything smaller.", View, [command("Minus")];
    ZoomReset: "Normal size", "Show everything at its normal size.", View, [command("0")];

    Figure: "Figure from the selection", "Make a figure of the selected words, or of the rectangle; the number and the hedge are read from its words.", Figures, [plain("F")];
    EditFigure: "Edit the figure", "Move to the fields of the selected figure; a suggestion is accepted first.", Figures, [plain("E")];
    NextSuggestion: "Next suggestion", "Show the next suggested figure that nobody has decided on, in this article or a later one.", Figures, [plain("Tab")];
    PreviousSuggestion: "Previous suggestion", "Show the suggested figure before, in this article or an earlier one.", Figures, [shift("Tab")];
    AcceptSuggestion: "Accept the suggestion", "Make a figure of the suggestion as it is, and go on to the next in this article.", Figures, [plain("Enter")];
    AcceptAndEdit: "Accept and edit", "Make a figure of the suggestion and move to its fields.", Figures, [shift("Enter")];
    DismissSuggestion: "Dismiss the suggestion", "Turn the suggestion down, and go on to the next in this article.", Figures, [plain("X")];
    DismissBecause: "Dismiss the suggestion because…", "Turn the suggestion down and say why.", Figures, [shift("X")];
    AcceptAll: "Accept suggestions…", "Accept at once every suggestion above a confidence, after a look at them.", Figures, [];
    Changes: "What analysts changed", "Show how often suggestions were accepted as they were, edited or dismissed, by field and rule.", Figures, [];
    ExportChanges: "Export what analysts changed…", "Write the same as a table.", Figures, [];
    PartOf: "Part of…", "Say that the selected figure counts a part of another: click the whole.", Figures, [alt("P")];
    SameFact: "Same fact as…", "Say that the selected figure states the same fact as another: click it.", Figures, [alt("S")];
    Revises: "Revises…", "Say that the selected figure replaces another: click the earlier one.", Figures, [alt("R")];
    Contradicts: "Contradicts…", "Say that the selected figure cannot be true together with another: click it.", Figures, [alt("C")];
    ExchangedFor: "Exchanged for…", "Say that a deal would exchange these people for others: click their figure.", Figures, [alt("X")];

    ImportReference: "Import reference series…", "Read a table of days and numbers, to draw behind the figures and to date them by.", Chart, [];
    References: "Reference series…", "List the imported series: what each counts, how far it reaches, where it is from.", Chart, [];
    Sources: "Names of sources…", "Give the labels that texts use for one source the one form in which charts name it.", Chart, [];
    ClearFilter: "Show every figure", "Clear the filter of the chart.", Chart, [];
    ExportChart: "Export chart…", "Write the chart as a picture fit to publish: SVG, PNG or PDF, in a size and colours of your choice.", Chart, [shift("E")];
    ExportChartData: "Export chart data as CSV…", "Write what the chart draws as a table.", Chart, [];

    Palette: "All commands…", "Find any command by typing.", Help, [command("K"), command_shift("K")];
    Keys: "Keys", "Show every key.", Help, [plain("Questionmark"), plain("F1")];
    Escape: "Put away", "Close what is open over the text, or clear the selection.", Help, [plain("Escape")];
}

impl Command {
    /// Whether it can run now.
    pub fn is_enabled(self, dossier: Option<&Dossier>, session: &Session) -> bool {
        let Some(dossier) = dossier else { return self.runs_without_dossier() };
        let writable = dossier.read_only().is_none();
        let selection = session.has_selection();
        let on_picture = is_picture_open(dossier, session);
        match self {
            Self::Undo => writable && dossier.can_undo(),
            Self::Redo => writable && dossier.can_redo(),
            Self::Tag | Self::Figure => writable && selection && session.screen == Screen::Read,
            Self::InVivo => {
                writable && selection && session.screen == Screen::Read && session.now.outline.is_none()
            }
            Self::Rectangle => on_picture && session.screen == Screen::Read,
            Self::Find => session.article.is_some() && !on_picture,
            Self::NewTag | Self::DossierMemo | Self::Merge | Self::ImportReference => writable,
            Self::Memo => session.now.selected.is_some() || session.article.is_some(),
            Self::Remove => writable && session.now.selected.is_some(),
            Self::Compare => origins::can_compare(dossier, session),
            Self::NotACopy => writable && origins::can_compare(dossier, session),
            Self::SameOrigin => writable && session.article.is_some(),
            Self::EditFigure | Self::AcceptAndEdit if suggestions::can_decide(dossier, session) => true,
            Self::AcceptSuggestion | Self::AcceptAndEdit | Self::DismissSuggestion | Self::DismissBecause => {
                suggestions::can_decide(dossier, session)
            }
            Self::NextSuggestion | Self::PreviousSuggestion => suggestions::can_step(dossier, session),
            Self::AcceptAll => writable && dossier.suggestion_counts().pending() > 0,
            Self::EditFigure => {
                session.now.pick.is_none()
                    && session.screen == Screen::Read
                    && selected_figure(dossier, session).is_some()
            }
            Self::PartOf | Self::SameFact | Self::Revises | Self::Contradicts | Self::ExchangedFor => {
                writable && selected_figure(dossier, session).is_some()
            }
            Self::NextMark | Self::PreviousMark => session.article.is_some(),
            Self::Back => session.now.came_from.is_some(),
            Self::NextArticle | Self::PreviousArticle => !dossier.corpus().is_empty(),
            _ => true,
        }
    }

    fn runs_without_dossier(self) -> bool {
        use Command::{
            Escape, Keys, Lighting, OpenDemonstration, OpenFile, OpenFolder, Palette, Quit, Settings, ZoomIn,
            ZoomOut, ZoomReset,
        };
        let free = [
            OpenFolder,
            OpenFile,
            OpenDemonstration,
            Settings,
            Quit,
            Lighting,
            ZoomIn,
            ZoomOut,
            ZoomReset,
            Palette,
            Keys,
            Escape,
        ];
        free.contains(&self)
    }

    /// Runs it: changes the session, and gives the actions that the application is to carry out.
    ///
    /// A command that cannot run now does nothing.
    pub fn run(self, dossier: Option<&Dossier>, session: &mut Session) -> Vec<Action> {
        if !self.is_enabled(dossier, session) {
            return Vec::new();
        }
        if let Some(actions) = self.run_in_window(session) {
            return actions;
        }
        dossier.map(|dossier| self.run_on(dossier, session)).unwrap_or_default()
    }

    /// Commands that need no dossier: `None` where this is not one.
    fn run_in_window(self, session: &mut Session) -> Option<Vec<Action>> {
        let ask = |purpose| Some(vec![Action::Ask(purpose)]);
        match self {
            Self::OpenFolder => return ask(PathFor::OpenFolder),
            Self::OpenFile => return ask(PathFor::OpenFile),
            Self::Merge => return ask(PathFor::Merge),
            Self::ImportReference => return ask(PathFor::ImportReference),
            Self::ExportBundle => return ask(PathFor::ExportBundle),
            Self::ExportFigures => return ask(PathFor::ExportFigures),
            Self::ExportPassages => return ask(PathFor::ExportPassages),
            Self::ExportChanges => return ask(PathFor::ExportChanges),
            Self::ExportChartData => return ask(PathFor::ExportChartData),
            Self::OpenDemonstration => return Some(vec![Action::OpenDemonstration]),
            Self::Quit => return Some(vec![Action::Quit]),
            Self::ZoomIn => return Some(vec![Action::Zoom(1)]),
            Self::ZoomOut => return Some(vec![Action::Zoom(-1)]),
            Self::ZoomReset => return Some(vec![Action::Zoom(0)]),
            _ => {}
        }
        self.show(session).then(Vec::new)
    }

    /// Commands that only change what is shown; says whether this is one.
    fn show(self, session: &mut Session) -> bool {
        let panels = &mut session.panels;
        match self {
            Self::Read => session.screen = Screen::Read,
            Self::Figures => session.screen = Screen::Figures,
            Self::Chart => session.screen = Screen::Chart,
            Self::History => session.screen = Screen::History,
            Self::Back => go::back(session),
            Self::Suggestions => session.screen = Screen::Suggestions,
            Self::Changes => session.now.overlay = Some(Overlay::Changes),
            Self::AcceptAll => suggestions::ask_accept_all(session),
            Self::ToggleArticles => panels.articles = !panels.articles,
            Self::ToggleCodebook => panels.codebook = !panels.codebook,
            Self::ToggleInspector => panels.inspector = !panels.inspector,
            Self::ToggleChart => panels.chart = !panels.chart,
            Self::Lighting => session.lighting = other_lighting(session.lighting),
            Self::ClearFilter => session.chart.filter = crate::chart::Filter::default(),
            Self::Sources => session.now.overlay = Some(Overlay::Sources(None)),
            Self::References => session.now.overlay = Some(Overlay::References),
            Self::Problems => session.now.overlay = Some(Overlay::Problems),
            Self::Events => session.now.overlay = Some(Overlay::Events(String::new(), String::new())),
            Self::ExportChart => session.now.overlay = Some(Overlay::ExportChart),
            Self::Settings => session.now.overlay = Some(Overlay::Settings),
            Self::Palette => session.now.overlay = Some(Overlay::Palette(String::new())),
            Self::Keys => session.now.overlay = Some(Overlay::Keys),
            Self::NewTag => session.now.overlay = Some(Overlay::TagEditor(None)),
            Self::Tag => session.now.overlay = Some(Overlay::Tagging(String::new())),
            Self::Find => open_find(session),
            Self::Search => session.now.focus = Some("Search all articles"),
            Self::Rectangle => session.now.focus = Some(RECTANGLE),
            Self::Escape => {
                session.escape();
            }
            _ => return false,
        }
        true
    }

    fn run_on(self, dossier: &Dossier, session: &mut Session) -> Vec<Action> {
        let workspace = dossier.workspace();
        let commit = |edit: Option<Edit>| edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect();
        match self {
            Self::Undo => commit(workspace.undo(dossier.analyst())),
            Self::Redo => commit(workspace.redo(dossier.analyst())),
            Self::InVivo => tagging::in_vivo(dossier, session),
            Self::Figure => annotate::figure_from_selection(dossier, session),
            Self::Remove => annotate::remove_selected(dossier, session),
            Self::Compare => origins::compare(dossier, session),
            Self::NotACopy => origins::split(dossier, session),
            Self::SameOrigin => origins::ask_join(dossier, session),
            Self::Memo => annotate::open_memo_here(dossier, session),
            Self::DossierMemo => annotate::open_memo(session, About::Dossier),
            Self::EditFigure if selected_figure(dossier, session).is_some() => {
                annotate::focus_inspector(session)
            }
            Self::EditFigure | Self::AcceptAndEdit => suggestions::accept_and_edit(dossier, session),
            Self::AcceptSuggestion => suggestions::accept(dossier, session),
            Self::DismissSuggestion => suggestions::dismiss(dossier, session, ""),
            Self::DismissBecause => suggestions::ask_why(session),
            Self::NextSuggestion => suggestions::step(dossier, session, true),
            Self::PreviousSuggestion => suggestions::step(dossier, session, false),
            Self::NextArticle if session.screen == Screen::Suggestions => {
                suggestions::step(dossier, session, true)
            }
            Self::PreviousArticle if session.screen == Screen::Suggestions => {
                suggestions::step(dossier, session, false)
            }
            Self::NextArticle => go::step_article(dossier, session, 1),
            Self::PreviousArticle => go::step_article(dossier, session, -1),
            Self::NextMark => go::step_mark(dossier, session, 1),
            Self::PreviousMark => go::step_mark(dossier, session, -1),
            _ => annotate::pick_relation(self, session),
        }
    }
}

/// What takes the focus to begin a rectangle with the keyboard.
pub const RECTANGLE: &str = "Rectangle";

fn is_picture_open(dossier: &Dossier, session: &Session) -> bool {
    let open = session.article.as_deref().and_then(|path| dossier.corpus().at_path(path));
    open.is_some_and(|article| article.picture.is_some())
}

fn selected_figure(dossier: &Dossier, session: &Session) -> Option<ItemId> {
    annotate::selected_figure(dossier, session).map(|(item, _)| item)
}

fn other_lighting(now: Lighting) -> Lighting {
    if now == Lighting::Dark { Lighting::Light } else { Lighting::Dark }
}

fn open_find(session: &mut Session) {
    session.screen = Screen::Read;
    session.now.find.get_or_insert_default();
    session.now.focus = Some("Find in the article");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_command_has_a_hint() {
        for (place, command) in Command::ALL.iter().enumerate() {
            let info = command.info();
            assert!(info.hint.ends_with('.'), "{:?}", info.name);
            assert!(
                Command::ALL[..place].iter().all(|other| other.info().name != info.name),
                "{:?}",
                info.name
            );
        }
    }

    #[test]
    fn no_two_shortcuts_clash() {
        let mut seen = Vec::new();
        for command in Command::ALL {
            for key in command.info().keys {
                assert!(!seen.contains(&key.shown()), "{} runs two commands", key.shown());
                assert!(!key.is_digit(), "{} is a tag's key", key.shown());
                seen.push(key.shown());
            }
        }
    }

    #[test]
    fn nothing_runs_without_a_dossier_that_needs_one() {
        let mut session = Session::default();
        for command in Command::ALL {
            if !command.is_enabled(None, &session) {
                assert!(command.run(None, &mut session).is_empty());
            }
        }
    }
}
