//! `dossier detect`: the figures of articles as JSON Lines, read from folders, files or standard input.

use std::collections::HashMap;
use std::io::{self, BufRead, BufWriter, IsTerminal as _, Write};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::ordered::ordered;
use super::{now, tell};
use crate::corpus::dates;
use crate::corpus::decode::normalise;
use crate::corpus::language::Language;
use crate::corpus::walk::{self, File};
use crate::corpus::{Article, Choices, Reading, Stated, file};
use crate::detect::suggest::{Source, Time};
use crate::detect::{Known, Suggestion, suggest_in};
use crate::dossier::suggestions::OwnWords;
use crate::dossier::{Dossier, Location, Sitting};
use crate::model::figure::Role;
use crate::model::{Basis, DateClaim, Day, Item, Kind};

/// Articles on standard input are read from these words in place of a path.
const INPUT: &str = "-";
/// The longest line of standard input that is read, in bytes.
const LONGEST: u64 = 256 << 20;
/// Progress is told so often.
const BETWEEN: Duration = Duration::from_millis(200);

/// What is known of a folder beside its files.
#[derive(Default)]
struct Setting {
    words: OwnWords,
    known: Known,
    choices: Choices,
    /// What analysts corrected, by path.
    published: HashMap<String, DateClaim>,
}

/// Something to be read: a file of a folder or by itself, or a line of standard input.
enum Task {
    File {
        shown: String,
        file: File,
        setting: Arc<Setting>,
    },
    Line(u64, Result<Vec<u8>, String>),
    /// Something that cannot be read.
    Problem(String),
}

/// What a task gave: lines of JSON, and sentences on what could not be read.
#[derive(Default)]
struct Told {
    lines: Vec<u8>,
    problems: Vec<String>,
}

/// A figure, as it is written.
#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    start: usize,
    end: usize,
    text: &'a str,
    value: Option<u64>,
    low: Option<u64>,
    high: Option<u64>,
    qualifier: String,
    outcome: String,
    counted: Option<&'a str>,
    attribution: Option<Attribution<'a>>,
    scope: Option<ScopeOut<'a>>,
    as_of: Option<AsOf>,
    modality: String,
    place: Option<&'a str>,
    confidence: f64,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct Attribution<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    verb: Option<&'a str>,
    role: String,
}

#[derive(Serialize)]
struct ScopeOut<'a> {
    kind: String,
    text: Option<&'a str>,
    start_date: Option<Day>,
    end_date: Option<Day>,
}

#[derive(Serialize)]
struct AsOf {
    earliest: Option<Day>,
    latest: Option<Day>,
    basis: Vec<String>,
}

/// An article of standard input.
#[derive(Deserialize)]
struct Given {
    text: String,
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    date: Option<String>,
}

/// Writes the figures of what stands at the paths, in their order.
pub(super) fn run(paths: &[PathBuf]) -> Result<ExitCode, String> {
    let counts_files = !paths.iter().any(|path| path.as_os_str() == INPUT);
    let tasks: Vec<Tasks> = paths.iter().map(|path| Tasks::of(path)).collect();
    let total: usize = tasks.iter().map(Tasks::len).sum();
    let mut progress = Progress::new(counts_files.then_some(total));
    let out = std::cell::RefCell::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()));
    let emit = |told: Told| {
        progress.clear_for(!told.problems.is_empty());
        told.problems.iter().for_each(|problem| tell(problem));
        out.borrow_mut().write_all(&told.lines)?;
        progress.step();
        Ok(())
    };
    let outcome = ordered(tasks.into_iter().flatten(), |task| look(&task), emit, || out.borrow_mut().flush());
    let outcome = outcome.and_then(|()| out.borrow_mut().flush());
    progress.clear_for(true);
    match outcome {
        Ok(()) => Ok(ExitCode::SUCCESS),
        // Whoever read this has enough; the workers need not finish.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(format!("The output cannot be written: {error}")),
    }
}

/// The tasks of one path.
enum Tasks {
    Files(std::vec::IntoIter<Task>),
    Input(u64),
}

impl Tasks {
    fn of(path: &Path) -> Self {
        if path.as_os_str() == INPUT {
            return Self::Input(0);
        }
        let is_workspace =
            path.is_file() && path.extension().is_some_and(|it| it.eq_ignore_ascii_case("ron"));
        let tasks = if path.is_dir() || is_workspace { of_folder(path) } else { vec![of_file(path)] };
        Self::Files(tasks.into_iter())
    }

    fn len(&self) -> usize {
        match self {
            Self::Files(files) => files.len(),
            Self::Input(_) => 0,
        }
    }
}

impl Iterator for Tasks {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        match self {
            Self::Files(files) => files.next(),
            Self::Input(number) => {
                *number += 1;
                next_line().map(|line| Task::Line(*number, line))
            }
        }
    }
}

/// The next line of standard input, or why it cannot be read; `None` at the end.
fn next_line() -> Option<Result<Vec<u8>, String>> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    match io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut line) {
        Ok(0) => None,
        Ok(_) if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') => {
            // What cannot be skipped is told by the next reading.
            let _ = input.skip_until(b'\n');
            Some(Err("it is longer than 256 MB".to_owned()))
        }
        Ok(_) => Some(Ok(line)),
        Err(error) => {
            tell(&format!("Standard input cannot be read: {error}"));
            None
        }
    }
}

fn of_file(path: &Path) -> Task {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = File { path: name, at: path.to_owned() };
    Task::File { shown: slashed(path), file, setting: Arc::default() }
}

fn of_folder(folder: &Path) -> Vec<Task> {
    let setting = setting(folder);
    let mut tasks: Vec<Task> =
        setting.words.problem().map(str::to_owned).map(Task::Problem).into_iter().collect();
    let (folder, setting) = match setting_folder(folder) {
        Some(articles) => (articles, Arc::new(setting)),
        None => (folder.to_owned(), Arc::new(setting)),
    };
    let found = walk::walk(&folder);
    let told =
        |it: crate::corpus::Problem| Task::Problem(format!("{}: {}", it.reason, shown(&folder, &it.path)));
    tasks.extend(found.problems.into_iter().map(told));
    tasks.extend(found.files.into_iter().map(|file| Task::File {
        shown: shown(&folder, &file.path),
        file,
        setting: Arc::clone(&setting),
    }));
    tasks
}

/// The folder of articles of a dossier, where it is not the folder of its workspace itself.
fn setting_folder(folder: &Path) -> Option<PathBuf> {
    let location = Location::of(folder, None).ok()?;
    (location.articles != folder).then_some(location.articles)
}

/// What a dossier knows beside its articles: its list of words, and what analysts did in it.
fn setting(folder: &Path) -> Setting {
    let Ok(location) = Location::of(folder, None) else { return Setting::default() };
    let words = OwnWords::read(&location.articles);
    if !location.workspace.is_file() {
        return Setting { words, ..Setting::default() };
    }
    let why = "A headless command reads the dossier and does not change it.";
    let Ok(dossier) = Dossier::view(&location, Sitting::new("", now()), why) else {
        return Setting { words, ..Setting::default() };
    };
    let facts = dossier.workspace().of_kind(Kind::ArticleFacts).filter_map(|(_, item)| match item {
        Item::ArticleFacts(facts) => Some((facts.article.path.clone(), facts.published.clone()?)),
        _ => None,
    });
    let known = Known { published: DateClaim::default(), anchors: dossier.anchors() };
    Setting { words, known, choices: dossier.column_choices(), published: facts.collect() }
}

/// A path as the command line would name it.
fn shown(folder: &Path, below: &str) -> String {
    slashed(&if folder == Path::new(".") { PathBuf::from(below) } else { folder.join(below) })
}

fn slashed(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace('\\', "/") }
}

/// Reads what a task names. A text on which something falls down is told and hides no other.
fn look(task: &Task) -> Told {
    let mut told = Told::default();
    match task {
        Task::Problem(problem) => told.problems.push(problem.clone()),
        Task::Line(number, line) => {
            if let Err(why) = line.as_ref().map_err(String::clone).and_then(|line| told.of_line(line)) {
                told.problems.push(format!("Line {number} of standard input was left out, because {why}."));
            }
        }
        Task::File { shown, file, setting } => {
            let read = file::read_chosen(file, setting.choices.get(&file.path), &|| false);
            for article in &read.articles {
                let key = article.key().map(|key| format!("#{key}")).unwrap_or_default();
                let corrected = setting.published.get(&article.id.path);
                let published = corrected.unwrap_or(&article.stated.published).clone();
                let known = Known { published, anchors: setting.known.anchors.clone() };
                told.of_article(article, &format!("{shown}{key}"), None, &known, &setting.words);
            }
            let told_of = |it: &crate::corpus::Problem| {
                let key = it.path.strip_prefix(&file.path).unwrap_or_default();
                format!("{}: {shown}{key}", it.reason)
            };
            told.problems.extend(read.problems.iter().map(told_of));
        }
    }
    told
}

impl Told {
    fn of_line(&mut self, line: &[u8]) -> Result<(), String> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let given: Given =
            serde_json::from_slice(line).map_err(|why| format!("it is no such object ({why})"))?;
        let file =
            given.file.clone().or_else(|| given.id.as_ref().map(words)).unwrap_or_else(|| INPUT.to_owned());
        let Ok(text) = normalise(given.text) else { return Ok(()) }; // A text without words has no figures.
        let day =
            given.date.as_deref().and_then(|date| date.parse::<Day>().ok().or_else(|| dates::day(date)));
        let published = day.map(|day| DateClaim::on(day, Basis::Metadata)).unwrap_or_default();
        let article = Article::new(file.clone(), text, Stated::default(), Reading::default());
        let known = Known { published, anchors: Vec::new() };
        self.of_article(&article, &file, given.id.as_ref(), &known, &OwnWords::default());
        Ok(())
    }

    fn of_article(
        &mut self,
        article: &Article,
        file: &str,
        id: Option<&serde_json::Value>,
        known: &Known,
        words: &OwnWords,
    ) {
        let language = article.language().map(Language::code);
        let find = || suggest_in(language, &article.text, known, words.lexicon());
        let Ok(all) = catch_unwind(AssertUnwindSafe(find)) else {
            self.problems
                .push(format!("This article was left out because of a bug; please report it: {file}"));
            return;
        };
        for suggestion in &all {
            let Some(found) = found(suggestion, article, file, id) else { continue };
            // Numbers, words and lists can always be written to memory.
            let _ = serde_json::to_writer(&mut self.lines, &found);
            self.lines.push(b'\n');
        }
    }
}

/// An identifier in words: a string as it is, anything else as JSON.
fn words(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn found<'a>(
    it: &Suggestion,
    article: &'a Article,
    file: &'a str,
    id: Option<&'a serde_json::Value>,
) -> Option<Found<'a>> {
    let text = &*article.text;
    let bounds = it.figure(article.id.clone(), text)?.bounds();
    let words = |range: &Option<Range<usize>>| range.clone().and_then(|range| text.get(range));
    let head = |role| it.sources.iter().find(|source| source.role == role);
    let head = head(Role::Says).or_else(|| head(Role::Compiles)).or(it.sources.first());
    Some(Found {
        file,
        id,
        start: it.span.start,
        end: it.span.end,
        text: text.get(it.span.clone())?,
        value: it.value,
        low: bounds.low.map(|low| low.value),
        high: bounds.high.map(|high| high.value),
        qualifier: it.qualifier.name(),
        outcome: it.outcome.name(),
        counted: words(&it.counted).or_else(|| words(&it.unit)),
        attribution: head.and_then(|source| attribution(source, text)),
        scope: it.time.as_ref().map(|time| scope(time, text)),
        as_of: it.as_of.as_ref().map(as_of),
        modality: it.modality.name(),
        place: words(&it.place),
        confidence: f64::from(it.percent) / 100.0,
        reasons: it.reasons.iter().map(|reason| reason.told(text)).collect(),
    })
}

fn attribution<'a>(source: &Source, text: &'a str) -> Option<Attribution<'a>> {
    Some(Attribution {
        text: text.get(source.name.clone())?,
        start: source.name.start,
        end: source.name.end,
        verb: source.verb.clone().and_then(|verb| text.get(verb)),
        role: source.role.name(),
    })
}

fn scope<'a>(time: &Time, text: &'a str) -> ScopeOut<'a> {
    ScopeOut {
        kind: time.scope.kind().name(),
        text: time.words.clone().and_then(|words| text.get(words)),
        start_date: time.start,
        end_date: time.end,
    }
}

fn as_of(claim: &DateClaim) -> AsOf {
    let basis = claim.basis.iter().map(|basis| basis.name()).collect();
    AsOf { earliest: claim.earliest, latest: claim.latest, basis }
}

/// How far the reading is, on one line of a terminal.
struct Progress {
    is_shown: bool,
    done: usize,
    total: Option<usize>,
    last: Instant,
}

impl Progress {
    fn new(total: Option<usize>) -> Self {
        Self { is_shown: io::stderr().is_terminal(), done: 0, total, last: Instant::now() }
    }

    fn step(&mut self) {
        self.done += 1;
        if !self.is_shown || self.last.elapsed() < BETWEEN {
            return;
        }
        self.last = Instant::now();
        let of = self.total.map(|total| format!(" of {total}")).unwrap_or_default();
        // Progress that cannot be shown is no loss.
        let _ = write!(io::stderr(), "\r{}{of} read\x1b[K", self.done);
    }

    fn clear_for(&self, something: bool) {
        if self.is_shown && something {
            // As above.
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
