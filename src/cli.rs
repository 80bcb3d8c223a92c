//! The command line: a window, or one of the headless commands.

mod detect;
mod headless;
mod ordered;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Read articles, annotate the figures they report, chart them, hand them over.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, about, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Headless>,
    /// A folder of articles, a workspace.ron or a bundle to open in the window.
    path: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  dossier                                   open the window on what was open last
  dossier ~/articles                        open the window on a folder of articles
  dossier list ~/articles                   one JSON object a line for every article
  dossier check ~/articles                  problems, words adrift, disputes; exit status 1 if any
  dossier detect ~/articles                 one JSON object a line for every figure found
  dossier chart ~/articles --out chart.svg  the chart as a picture
  dossier export ~/articles --format bundle --out annotated.zip";

const DETECTING: &str = "Offsets are bytes in the normalised text of the article (UTF-8, line feeds, no byte order mark).
An article on standard input is an object with \"text\" and, if known, \"id\", \"file\", \"title\" and \"date\".

Examples:
  dossier detect ~/articles > figures.jsonl
  dossier detect report.pdf mails.mbox
  zcat articles.jsonl.gz | dossier detect - | jq 'select(.confidence >= 0.9)'";

/// The commands that need no window.
#[derive(Debug, Subcommand)]
enum Headless {
    /// List the articles as JSON Lines: path, title, publisher, date interval, bytes.
    #[command(after_help = "Example: dossier list ~/articles")]
    List {
        /// A folder of articles, a workspace.ron or a bundle.
        path: PathBuf,
    },
    /// Report files that could not be read, words adrift and disputes; exit status 1 if there are any.
    #[command(after_help = "Example: dossier check ~/articles")]
    Check {
        /// A folder of articles, a workspace.ron or a bundle.
        path: PathBuf,
    },
    /// Find the figures of people in articles and write them as JSON Lines: place, number, hedge, outcome, source, time, confidence.
    #[command(after_help = DETECTING)]
    Detect {
        /// Folders of articles and files of any format; - reads articles as JSON Lines from standard input.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Write the chart of the annotated figures as a picture.
    #[command(after_help = "Example: dossier chart ~/articles --out chart.svg")]
    Chart {
        /// A folder of articles, a workspace.ron or a bundle.
        path: PathBuf,
        /// The .svg to write, or a .csv for the data that the chart draws.
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the annotated workspace.
    #[command(after_help = "Example: dossier export ~/articles --format csv --out figures.csv")]
    Export {
        /// A folder of articles, a workspace.ron or a bundle.
        path: PathBuf,
        /// What to write.
        #[arg(long, value_enum)]
        format: Format,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// With a bundle: only the quoted words go along, not the articles.
        #[arg(long)]
        quotes_only: bool,
    },
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One .zip with the log, the articles, tables, chart and report.
    Bundle,
    /// Every figure as a table.
    Csv,
    /// What analysts changed of the suggestions, as a table.
    Changes,
    /// The whole workspace as one JSON document.
    Json,
}

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => window::open(arguments.path),
        Some(command) => headless::run(command),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            tell(&message);
            ExitCode::FAILURE
        }
    }
}

/// One plain sentence on standard error.
#[expect(clippy::print_stderr, reason = "this is where the command line speaks")]
fn tell(message: &str) {
    eprintln!("dossier: {message}");
}

/// Wall clock: seconds since 1970-01-01 UTC.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
