//! The bundle: one .zip with the workspace, its articles, the tables, the chart and the report.
//!
//! The same workspace gives the same bytes: entries are sorted and carry the time passed in.
//! Reading one back is [`unpack`]'s work.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;

use crate::corpus::article::QUOTES_SUFFIX;
use crate::corpus::{Article, Corpus};
use crate::model::Workspace;

use super::evidence::Evidence;
use super::{figures, passages, quotes, report, unpack};

/// The folder of articles in a bundle: what the workspace's header must name.
pub const ARTICLES: &str = "articles";

/// The name of the workspace in a bundle.
pub const WORKSPACE: &str = "workspace.ron";

/// Gives the bytes of an article's file, by its path in the dossier.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> io::Result<Vec<u8>>;

/// Gives the bytes of a picture, wherever it lies.
pub type ReadPicture<'a> = &'a dyn Fn(&Article) -> Result<Vec<u8>, String>;

/// Which words of the articles go along.
#[derive(Clone, Copy)]
pub enum ArticlesChoice<'a> {
    /// The files as they are on disk.
    Files(ReadFile<'a>),
    /// Only the quoted words, as [`quotes`] reduces a text to them, and of pictures what lies in a
    /// rectangle; pictures without any are left out.
    Quotes(ReadPicture<'a>),
}

/// What a bundle is made of.
pub struct Bundle<'a> {
    /// The analysts' data.
    pub workspace: &'a Workspace,
    /// The articles.
    pub corpus: &'a Corpus,
    /// workspace.ron, its header naming [`ARTICLES`] as the folder of articles.
    pub workspace_ron: &'a [u8],
    /// The chart, as it is to stand in the bundle and in the report; empty for none.
    pub chart_svg: &'a [u8],
    /// Which words of the articles go along.
    pub articles: ArticlesChoice<'a>,
    /// A title for the report: the dossier's name.
    pub title: &'a str,
    /// The time of the export, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// The program's version.
    pub version: &'a str,
}

/// What became of the writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The number of articles in the bundle.
    pub articles: usize,
    /// Articles that are not in it, each in one plain sentence with the path last.
    pub left_out: Vec<String>,
}

/// Why a bundle could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The place written to refused.
    #[error("the bundle could not be written ({0}); choose another place or free some space")]
    Io(#[from] io::Error),
    /// The zip could not be formed.
    #[error("the bundle could not be put together ({0}); export again")]
    Zip(#[from] zip::result::ZipError),
}

/// Writes a bundle. An article whose file cannot be read is left out and listed.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write<W: Write + Seek>(out: W, bundle: &Bundle) -> Result<(W, Written), WriteError> {
    let evidence = Evidence::new(bundle.workspace, bundle.corpus);
    let (mut files, written) = articles(bundle, &evidence);
    files.insert(WORKSPACE.to_owned(), bundle.workspace_ron.to_vec());
    files.insert("figures.csv".to_owned(), filled(|out| figures::write(out, &evidence))?);
    files.insert("passages.csv".to_owned(), filled(|out| passages::write(out, &evidence))?);
    files.insert("report.html".to_owned(), report(bundle, &evidence).into_bytes());
    if !bundle.chart_svg.is_empty() {
        files.insert("chart.svg".to_owned(), bundle.chart_svg.to_vec());
    }
    Ok((zip(out, &files, bundle.at)?, written))
}

fn filled(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    write(&mut out)?;
    Ok(out)
}

fn report(bundle: &Bundle, evidence: &Evidence) -> String {
    let svg = String::from_utf8_lossy(bundle.chart_svg);
    report::html(
        evidence,
        &report::About { title: bundle.title, chart_svg: &svg, at: bundle.at, version: bundle.version },
    )
}

/// The articles' files by their names in the bundle, and what became of them.
fn articles(bundle: &Bundle, evidence: &Evidence) -> (BTreeMap<String, Vec<u8>>, Written) {
    let mut files = BTreeMap::new();
    let mut written = Written::default();
    let mut unmarked = 0_usize;
    // A file that holds several articles is written once, and told of once where it cannot be.
    let mut last: Option<(&str, bool)> = None;
    for article in bundle.corpus.articles() {
        if let (ArticlesChoice::Files(_), Some((_, taken))) =
            (bundle.articles, last.filter(|(file, _)| *file == article.file()))
        {
            written.articles += usize::from(taken);
            continue;
        }
        match file(bundle.articles, evidence, article) {
            Ok(Some((name, bytes))) => {
                files.insert(name, bytes);
                written.articles += 1;
                last = Some((article.file(), true));
            }
            Ok(None) => unmarked += 1,
            Err(reason) => {
                written.left_out.push(format!("{reason}: {}", article.id.path));
                last = Some((article.file(), false));
            }
        }
    }
    if unmarked > 0 {
        written.left_out.push(format!("Pictures left out because nothing in them is annotated: {unmarked}"));
    }
    (files, written)
}

/// The name and the bytes of an article's file; `None` for a picture that quotes nothing.
fn file(
    choice: ArticlesChoice,
    evidence: &Evidence,
    article: &Article,
) -> Result<Option<(String, Vec<u8>)>, String> {
    let path = &article.id.path;
    let (name, bytes) = match choice {
        ArticlesChoice::Quotes(read) if article.picture.is_some() => {
            let rectangles = quotes::rectangles(evidence, article);
            if rectangles.is_empty() {
                return Ok(None);
            }
            let masked = read(article).and_then(|bytes| quotes::masked(&bytes, &rectangles));
            let masked = masked
                .map_err(|why| format!("A picture was left out ({why}); export again once it can be read"))?;
            (format!("{ARTICLES}/{path}"), masked)
        }
        ArticlesChoice::Quotes(_) => {
            (format!("{ARTICLES}/{path}{QUOTES_SUFFIX}"), quotes::reduced(evidence, article).into_bytes())
        }
        ArticlesChoice::Files(read) => {
            let path = article.file();
            let read = read(path).map_err(|error| {
                format!("An article was left out because its file could not be read ({error}); export again once it can")
            })?;
            (format!("{ARTICLES}/{path}"), read)
        }
    };
    unpack::safe_path(&name).map_err(|_| {
        "An article was left out because its name cannot stand in a bundle; rename it".to_owned()
    })?;
    Ok(Some((name, bytes)))
}

fn zip<W: Write + Seek>(out: W, files: &BTreeMap<String, Vec<u8>>, at: i64) -> Result<W, WriteError> {
    let mut zip = zip::ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(stamp(at))
        .system(zip::System::Unix)
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?)
}

/// The time as zip writes it, in UTC; the first one it knows for times that it cannot write.
fn stamp(at: i64) -> zip::DateTime {
    let utc = jiff::Timestamp::from_second(at).map(|time| time.to_zoned(jiff::tz::TimeZone::UTC));
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let read = utc.ok().and_then(|time| {
        let year = u16::try_from(time.year()).ok()?;
        let (hour, minute, second) = (part(time.hour()), part(time.minute()), part(time.second()));
        zip::DateTime::from_date_and_time(year, part(time.month()), part(time.day()), hour, minute, second)
            .ok()
    });
    read.unwrap_or_default()
}
