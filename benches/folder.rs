//! How long a folder takes to open, as ratios to what the same files cost to read in one thread.
//!
//! Budgets: all articles listed and searchable within 2 times that, the first within 0.2 s, the
//! second opening of 100,000 unchanged articles within 2 s, memory under 1.5 times the text and
//! 150 MB. `DOSSIER_BENCH_ARTICLES` names other sizes than 10,000 and 100,000.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod articles;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use dossier::corpus::{Corpus, Options, cache, read_in_batches};
use dossier::dossier::{Dossier, Sitting};
use dossier::model::Workspace;

use articles::{generate, part};

/// Each measure is the median of this many.
const RUNS: usize = 3;

/// Names, for a process of this program, the folder that it opens to tell its memory.
const OPENS: &str = "DOSSIER_BENCH_OPENS";

fn main() {
    if let Some(folder) = std::env::var_os(OPENS) {
        return open_and_tell(Path::new(&folder));
    }
    let sizes = std::env::var("DOSSIER_BENCH_ARTICLES").unwrap_or_else(|_| "10000,100000".to_owned());
    for count in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        measure(count);
    }
}

fn measure(count: usize) {
    let folder = tempfile::tempdir().unwrap_or_else(|why| unreachable!("no temporary folder: {why}"));
    let text = generate(folder.path(), count);
    let cache = folder.path().join(".cache");
    println!("{count} articles, {} MB of text", text >> 20);
    let plain = median(|| read_plainly(folder.path()));
    println!("  reading the files in one thread      {plain:>10.2?}");
    let opened = median(|| open(folder.path(), None).all);
    println!("  listed and searchable                {opened:>10.2?}  {:.2} times", ratio(opened, plain));
    let first = median(|| open(folder.path(), None).first);
    println!("  the first rows                       {first:>10.2?}");
    let written = median(|| {
        let opened = open(folder.path(), None);
        timed(|| cache::write(&cache, opened.dossier.corpus().articles()).unwrap_or_default())
    });
    println!("  writing the cache (in the background){written:>10.2?}");
    let again = median(|| open(folder.path(), Some(&cache)).all);
    println!("  the second opening                   {again:>10.2?}  {:.2} times", ratio(again, plain));
    let memory = memory_of_another(folder.path());
    println!(
        "  memory of a process that opened it   {:>7} MB  {:.2} times the text",
        memory >> 20,
        memory as f64 / text as f64
    );
}

/// Bytes that a process of its own holds once it has opened a folder. This one has memory to use again.
fn memory_of_another(folder: &Path) -> usize {
    let own = std::env::current_exe().unwrap_or_else(|why| unreachable!("this program has no path: {why}"));
    let said = Command::new(own).env(OPENS, folder).output();
    said.ok().and_then(|said| String::from_utf8(said.stdout).ok()?.trim().parse().ok()).unwrap_or_default()
}

/// What that process does: opens the folder and says what it holds.
fn open_and_tell(folder: &Path) {
    let opened = open(folder, None);
    println!("{}", resident());
    black_box(opened.dossier.corpus().len());
}

struct Opening {
    first: Duration,
    all: Duration,
    dossier: Dossier,
}

/// Opens as the window does: batch by batch into a dossier, on this thread; then one search.
fn open(folder: &Path, cache: Option<&Path>) -> Opening {
    let start = Instant::now();
    let mut dossier = Dossier::in_memory(Workspace::default(), Corpus::default(), Sitting::new("Bench", 0));
    let mut first = None;
    let options = Options { cache: cache.map(Path::to_owned), ..Options::default() };
    let outcome = read_in_batches(folder, &options, &mut |batch| {
        dossier.add_articles(batch.articles);
        dossier.add_problems(batch.problems);
        first.get_or_insert_with(|| start.elapsed());
        true
    });
    assert!(outcome.is_ok());
    dossier.finish_articles();
    Opening { first: first.unwrap_or_default(), all: start.elapsed(), dossier }
}

fn read_plainly(folder: &Path) -> Duration {
    timed(|| {
        let mut paths: Vec<PathBuf> = (0..)
            .map_while(|at| fs::read_dir(folder.join(part(at))).ok())
            .flat_map(|files| files.filter_map(|file| Some(file.ok()?.path())))
            .collect();
        paths.sort_unstable();
        paths.iter().map(|path| fs::read(path).map_or(0, |bytes| black_box(bytes).len())).sum::<usize>()
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn ratio(time: Duration, to: Duration) -> f64 {
    time.as_secs_f64() / to.as_secs_f64()
}

/// Bytes of memory that this process holds, as Linux tells; 0 elsewhere.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).map_or(0, |pages| pages * 4096)
}
