//! Handing over: what an export holds, gathered from a dossier and written whole or not at all.
//!
//! The window and the headless commands share it, so that both write the same bytes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chart::{self, Look, Paper, PictureFormat};
use crate::corpus::article::QUOTES_SUFFIX;
use crate::corpus::{self, Article, Corpus};
use crate::dossier::{Dossier, Location};
use crate::exchange::bundle::{self, ArticlesChoice, Bundle};
use crate::exchange::evidence::Evidence;
use crate::exchange::{changes, figures, json, passages, unpack};
use crate::model::{Day, Workspace};

/// This program's version, as exports name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// One .zip with everything.
    Bundle,
    /// Every figure as a table.
    Figures,
    /// Every passage as a table.
    Passages,
    /// What analysts changed of the suggestions, as a table.
    Changes,
    /// The chart, as a picture or as the table of what it draws.
    Chart(PictureFormat),
    /// The whole workspace as one JSON document.
    Json,
}

/// What an export needs, free of the window, to be taken along to another thread.
pub struct Material {
    /// The analysts' data.
    pub workspace: Workspace,
    /// The articles.
    pub corpus: Corpus,
    /// The folder of the articles' files; `None` where they are in memory only.
    pub folder: Option<PathBuf>,
    /// The workspace as a file whose articles lie in a folder beside it.
    pub ron: String,
    /// The look of the chart.
    pub look: Look,
    /// What it shows.
    pub panels: Arc<chart::Panels>,
    /// The name of the view, where the chart shows one.
    pub view: Option<String>,
    /// What the chart is put on.
    pub paper: Paper,
    /// The dossier's name.
    pub title: String,
    /// Whether only the quoted words go along.
    pub quotes_only: bool,
    /// The time of the export: seconds since 1970-01-01 UTC.
    pub at: i64,
}

/// How the chart goes along.
#[derive(Clone, Debug, Default)]
pub struct Showing {
    /// What it shows.
    pub look: Look,
    /// The name of the view, where it shows one.
    pub name: Option<String>,
    /// What it is put on.
    pub paper: Paper,
}

/// Why something could not be handed over.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be written.
    #[error("The export could not be written ({why}); choose another place or free some space: {}", path.display())]
    Unwritable {
        /// What the system says.
        why: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The contents could not be put together.
    #[error("The export could not be put together: {0}")]
    Contents(String),
}

impl Material {
    /// What an export of a dossier needs.
    ///
    /// # Errors
    /// An entry of the log could not be written as a line.
    pub fn of(dossier: &Dossier, showing: &Showing, quotes_only: bool, at: i64) -> Result<Self, Error> {
        let ron = dossier.written_out(bundle::ARTICLES).map_err(|why| Error::Contents(why.to_string()))?;
        let location = dossier.location();
        Ok(Self {
            workspace: dossier.workspace().clone(),
            corpus: dossier.corpus().clone(),
            folder: location.map(|location| location.articles.clone()),
            ron,
            panels: Arc::new(chart::panels(&dossier.grounds(), &showing.look)),
            look: showing.look.clone(),
            view: showing.name.clone(),
            paper: showing.paper,
            title: location.map_or_else(|| "Dossier".to_owned(), Location::name),
            quotes_only,
            at,
        })
    }

    /// The chart as SVG.
    pub fn chart_svg(&self) -> String {
        chart::svg::write(&self.picture())
    }

    /// The chart as the bytes of a file.
    fn chart(&self, format: PictureFormat) -> Result<Vec<u8>, Error> {
        let drawn =
            |file: Result<Vec<u8>, chart::file::Failed>| file.map_err(|why| Error::Contents(why.to_string()));
        match format {
            PictureFormat::Svg => Ok(self.chart_svg().into_bytes()),
            PictureFormat::Png => drawn(chart::file::png(&self.picture(), self.paper.scale)),
            PictureFormat::Pdf => drawn(chart::file::pdf(&self.picture())),
            PictureFormat::Csv => {
                let table =
                    chart::csv::write(&self.panels, &chart::Grounds::bare(&self.workspace, &self.corpus))
                        .map_err(Error::Contents)?;
                Ok(table.into_bytes())
            }
        }
    }

    fn picture(&self) -> chart::Picture {
        let (width, height) = self.paper.pixels();
        let frame = chart::Frame {
            width,
            height,
            window: chart::TimeWindow::of(&self.panels, &self.look),
            palette: self.paper.palette(),
            detail: chart::Detail::Full,
            exported: Some(day(self.at)),
            name: self.view.clone(),
        };
        chart::picture(&self.panels, &frame)
    }

    /// The bytes of a product, and what the analyst should know of it.
    ///
    /// # Errors
    /// The contents could not be put together.
    pub fn bytes(&self, product: Product) -> Result<(Vec<u8>, Vec<String>), Error> {
        let mut out = Vec::new();
        let written = match product {
            Product::Bundle => return self.bundle(),
            Product::Chart(format) => return Ok((self.chart(format)?, Vec::new())),
            Product::Figures => figures::write(&mut out, &Evidence::new(&self.workspace, &self.corpus)),
            Product::Passages => passages::write(&mut out, &Evidence::new(&self.workspace, &self.corpus)),
            Product::Changes => changes::write(&mut out, &changes::changes(&self.workspace)),
            Product::Json => {
                json::write(&mut out, &Evidence::new(&self.workspace, &self.corpus), self.at, VERSION)
            }
        };
        written.map_err(|why| Error::Contents(why.to_string()))?;
        Ok((out, Vec::new()))
    }

    fn bundle(&self) -> Result<(Vec<u8>, Vec<String>), Error> {
        let svg = self.chart_svg();
        let read = |path: &str| match &self.folder {
            // Where only the quoted words were handed to us, they are what we have to pass on.
            Some(folder) => fs::read(folder.join(path))
                .or_else(|why| fs::read(folder.join(format!("{path}{QUOTES_SUFFIX}"))).map_err(|_| why)),
            None => self.text(path),
        };
        let picture = |article: &Article| self.picture_of(article);
        let bundle = Bundle {
            workspace: &self.workspace,
            corpus: &self.corpus,
            workspace_ron: self.ron.as_bytes(),
            chart_svg: svg.as_bytes(),
            articles: if self.quotes_only {
                ArticlesChoice::Quotes(&picture)
            } else {
                ArticlesChoice::Files(&read)
            },
            title: &self.title,
            at: self.at,
            version: VERSION,
        };
        let (zip, written) = bundle::write(Cursor::new(Vec::new()), &bundle)
            .map_err(|why| Error::Contents(why.to_string()))?;
        Ok((zip.into_inner(), written.left_out))
    }

    /// The bytes of a picture, in a file of its own or in another.
    fn picture_of(&self, article: &Article) -> Result<Vec<u8>, String> {
        let folder = self.folder.as_deref().ok_or("its folder is not known")?;
        let found = corpus::file::picture(folder, article.file(), article.key());
        found.map(|picture| picture.bytes).map_err(|problem| problem.reason)
    }

    /// The text of an article that is in memory only.
    fn text(&self, path: &str) -> io::Result<Vec<u8>> {
        let article = self.corpus.at_path(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(article.text.as_bytes().to_vec())
    }
}

/// The day of a time, in UTC.
fn day(at: i64) -> Day {
    Day(i32::try_from(at.div_euclid(86_400)).unwrap_or_default())
}

/// Writes a product to a file, whole or not at all; gives what the analyst should know of it.
///
/// # Errors
/// The contents could not be put together, or the file not be written; an older file then stands.
pub fn write(product: Product, material: &Material, path: &Path) -> Result<Vec<String>, Error> {
    let (bytes, remarks) = material.bytes(product)?;
    replace(path, &bytes).map_err(|why| Error::Unwritable { why, path: path.to_owned() })?;
    Ok(remarks)
}

/// Writes beside the file and renames.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let beside = path.with_file_name(name);
    let written = File::create(&beside).and_then(|file| {
        let mut out = BufWriter::new(file);
        out.write_all(bytes)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // The half-written file is of no use to anybody; that it may stay is no further harm.
        let _ = fs::remove_file(&beside);
    })
}

/// Unpacks a bundle into a folder beside it, else into our own; gives its workspace.ron.
///
/// A bundle that was unpacked before is opened where it lies, with what was done in it since.
///
/// # Errors
/// One plain sentence with the path last.
pub fn open_bundle(path: &Path, own: Option<&Path>) -> Result<PathBuf, String> {
    let mut file = File::open(path).map_err(|why| {
        format!("The bundle cannot be opened ({why}); check that you may read it: {}", path.display())
    })?;
    let hash =
        hash_of(&mut file).map_err(|why| format!("The bundle cannot be read ({why}): {}", path.display()))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{stem}-{hash}");
    let places = [path.parent().map(Path::to_owned), own.map(|own| own.join("bundles"))];
    let mut told = String::new();
    for place in places.into_iter().flatten() {
        let target = place.join(&name);
        if target.join(bundle::WORKSPACE).is_file() {
            return Ok(target.join(bundle::WORKSPACE));
        }
        match unpack::open_bundle(&mut file, &target) {
            Ok(opened) => return Ok(opened.workspace),
            Err(error) => told = format!("The bundle was not opened: {error}: {}", path.display()),
        }
    }
    Err(told)
}

fn hash_of(file: &mut File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(hasher.finalize().to_hex()[..8].to_owned());
        }
        hasher.update(&block[..read]);
    }
}

/// The bytes of another analyst's workspace: a workspace.ron, or the one in a bundle.
///
/// # Errors
/// One plain sentence with the path last.
pub fn workspace_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let is_zip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let file = if path.is_dir() { path.join(bundle::WORKSPACE) } else { path.to_owned() };
    let file = if is_zip { open_bundle(path, None)? } else { file };
    fs::read(&file).map_err(|why| {
        format!("The workspace cannot be read ({why}); check that you may read it: {}", file.display())
    })
}
