//! The command line: a window, or one of the headless commands.

mod detect;
mod headless;
mod ordered;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::chart::{Ground, PaperSize};

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

const CHARTING: &str = "The same articles, workspace, view and day of export give the same bytes.

Examples:
  dossier chart ~/articles --out chart.svg
  dossier chart ~/articles --view 'Deaths by source' --out deaths.png --scale 4
  dossier chart ~/articles --out chart.pdf --size page --colours print --date 2024-04-01";

/// The sizes of a picture.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Size {
    /// 1280 by 720 pixels.
    Slide,
    /// 1000 by 1300 pixels.
    Page,
    /// 560 by 760 pixels, for a column of text.
    Column,
}

impl From<Size> for PaperSize {
    fn from(size: Size) -> Self {
        match size {
            Size::Slide => Self::Slide,
            Size::Page => Self::Page,
            Size::Column => Self::Column,
        }
    }
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Colours {
    /// On white, for screens.
    Light,
    /// On black, for screens.
    Dark,
    /// On white with black text, for paper.
    Print,
}

impl From<Colours> for Ground {
    fn from(colours: Colours) -> Self {
        match colours {
            Colours::Light => Self::Light,
            Colours::Dark => Self::Dark,
            Colours::Print => Self::Print,
        }
    }
}

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
    /// Write the chart of the annotated figures as a picture: SVG, PNG or PDF, or its data as CSV.
    #[command(after_help = CHARTING)]
    Chart {
        /// A folder of articles, a workspace.ron or a bundle.
        path: PathBuf,
        /// The .svg, .png, .pdf or .csv to write.
        #[arg(long)]
        out: PathBuf,
        /// The name of a saved view to show; every figure without it.
        #[arg(long)]
        view: Option<String>,
        /// The size of the picture.
        #[arg(long, value_enum, default_value_t = Size::Slide)]
        size: Size,
        /// Its colours.
        #[arg(long, value_enum, default_value_t = Colours::Light)]
        colours: Colours,
        /// Pixels of a PNG for each pixel of the picture.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
        scale: u8,
        /// The day of export that the note gives, as 2024-02-06; today without it.
        #[arg(long)]
        date: Option<crate::model::Day>,
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
