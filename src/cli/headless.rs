//! The commands that need no window. They read and never change a dossier.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use tempfile::TempDir;

use super::{Format, Headless, now, tell};
use crate::chart::{Look, Paper, PictureFormat};
use crate::command::annotate;
use crate::corpus::language::Language;
use crate::corpus::{self, Article, Corpus};
use crate::dossier::{Dossier, Location, Sitting};
use crate::exchange::unpack;
use crate::handover::{self, Material, Product, Showing};
use crate::model::{DateClaim, Day, Workspace};
use crate::settings::Store;

/// A dossier opened for looking, with the folder that a bundle was unpacked to.
struct Opened {
    dossier: Dossier,
    _unpacked: Option<TempDir>,
}

/// Runs a command.
pub(super) fn run(command: Headless) -> Result<ExitCode, String> {
    match command {
        Headless::List { path } => list(&mut open(&path)?.dossier),
        Headless::Check { path } => check(&open(&path)?.dossier),
        Headless::Detect { paths } => super::detect::run(&paths),
        Headless::Chart { path, out, view, size, colours, scale, date } => {
            let paper = Paper { size: size.into(), ground: colours.into(), scale };
            let mut dossier = open(&path)?.dossier;
            dossier.find_origins();
            chart(&dossier, view.as_deref(), paper, date, &out)
        }
        Headless::Export { path, format, out, quotes_only } => {
            let product = match format {
                Format::Bundle => Product::Bundle,
                Format::Csv => Product::Figures,
                Format::Changes => Product::Changes,
                Format::Json => Product::Json,
            };
            let dossier = open(&path)?.dossier;
            write(&dossier, product, quotes_only, &Showing::default(), now(), &out)
        }
    }
}

/// Opens a folder, a workspace.ron or a bundle with all its articles, without writing anything.
fn open(path: &Path) -> Result<Opened, String> {
    let is_bundle =
        path.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let unpacked = if is_bundle { Some(unpack_bundle(path)?) } else { None };
    let path = match &unpacked {
        Some(folder) => folder.path().join("bundle").join(crate::exchange::bundle::WORKSPACE),
        None => path.to_owned(),
    };
    let settings = Store::of_user().load();
    let location = Location::of(&path, settings.place_of(&path)).map_err(|error| error.to_string())?;
    let sitting = Sitting::new(settings.analyst, now());
    let mut dossier = if location.workspace.is_file() {
        let why = "A headless command reads the dossier and does not change it.";
        Dossier::view(&location, sitting, why).map_err(|error| error.to_string())?
    } else {
        Dossier::in_memory(Workspace::default(), Corpus::default(), sitting)
    };
    let choices = dossier.column_choices();
    let corpus = corpus::read_folder_chosen(&location.articles, &choices, &mut |_| true);
    dossier.set_corpus(corpus.map_err(|error| error.to_string())?);
    Ok(Opened { dossier, _unpacked: unpacked })
}

fn unpack_bundle(path: &Path) -> Result<TempDir, String> {
    let told = |why: String| format!("The bundle cannot be opened: {why}: {}", path.display());
    let folder = TempDir::new().map_err(|why| told(why.to_string()))?;
    let file = File::open(path).map_err(|why| told(why.to_string()))?;
    unpack::open_bundle(file, &folder.path().join("bundle")).map_err(|why| told(why.to_string()))?;
    Ok(folder)
}

/// One line of JSON for each article, then one for each problem.
fn list(dossier: &mut Dossier) -> Result<ExitCode, String> {
    dossier.find_origins();
    for article in dossier.corpus().articles() {
        // Worked out here, where somebody waits for it; the window does so in the background.
        article.language();
        say(&listed(dossier, article))?;
    }
    for problem in dossier.corpus().problems() {
        say(&json!({ "path": problem.path, "problem": problem.reason }))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn listed(dossier: &Dossier, article: &Article) -> serde_json::Value {
    let facts = dossier.facts(article);
    let encoding = article.reading.encoding;
    json!({
        "path": article.id.path,
        "format": article.reading.format,
        "encoding": encoding.map(|encoding| encoding.name),
        "encoding_known": encoding.map(|encoding| encoding.sign.words()),
        "unreadable_places": encoding.map(|encoding| encoding.broken),
        "language": facts.language.map(Language::code),
        "title": facts.title,
        "byline": facts.byline,
        "publisher": facts.publisher,
        "address": article.stated.address,
        "origin": dossier.origin_of(&article.id.path).map(|origin| json!({
            "name": origin.name,
            "texts": origin.members.len(),
            "reason": origin.reason(),
        })),
        "published": claimed(&facts.published),
        "modified": claimed(&facts.modified),
        "picture": article.picture.map(|size| [size.width, size.height]),
        "bytes": article.reading.file_bytes,
        "text_bytes": article.text.len(),
    })
}

/// A date as its interval and what it rests on; null where nothing is known.
fn claimed(claim: &DateClaim) -> serde_json::Value {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    if claim.is_open() {
        return serde_json::Value::Null;
    }
    let basis: Vec<String> = claim.basis.iter().map(|basis| basis.name()).collect();
    json!({ "earliest": day(claim.earliest), "latest": day(claim.latest), "basis": basis })
}

fn check(dossier: &Dossier) -> Result<ExitCode, String> {
    let findings = findings(dossier);
    for finding in &findings {
        line(finding)?;
    }
    if findings.is_empty() {
        line("Nothing wants looking at: every file was read and every annotation has its place.")?;
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What wants looking at, a sentence each.
fn findings(dossier: &Dossier) -> Vec<String> {
    let problems = dossier.corpus().problems().iter();
    let mut found: Vec<String> =
        problems.map(|problem| format!("problem: {}: {}", problem.reason, problem.path)).collect();
    found.extend(dossier.adrift().into_iter().filter_map(|id| adrift(dossier, id)));
    for (id, held) in dossier.workspace().disputed() {
        let words = held.item.span().map_or_else(|| id.to_string(), |span| span.label().into_owned());
        found.extend(held.disputes.iter().map(|dispute| {
            let kept = held.item.value(dispute.field.name).unwrap_or_default();
            let other = dispute.other.value(dispute.field.name).unwrap_or_default();
            format!("dispute: “{words}”, {}: {kept} or {other}", dispute.field.label)
        }));
    }
    found.extend(annotate::violations(dossier).into_iter().map(|(.., words)| format!("relation: {words}")));
    found
}

fn adrift(dossier: &Dossier, id: crate::model::ItemId) -> Option<String> {
    let item = dossier.workspace().get(id)?;
    let words = item.span().map(|span| span.label().into_owned()).unwrap_or_default();
    let path = item.article().map(|article| article.path.as_str()).unwrap_or_default();
    Some(format!("adrift: “{words}” is no longer in the article: {path}"))
}

/// Writes the chart of a view, as the kind of file that its name says.
fn chart(
    dossier: &Dossier,
    view: Option<&str>,
    paper: Paper,
    date: Option<Day>,
    out: &Path,
) -> Result<ExitCode, String> {
    let extension = out.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let format = PictureFormat::of_extension(extension).ok_or_else(|| {
        format!(
            "A chart is written as .svg, .png, .pdf or .csv; end the name of the file so: {}",
            out.display()
        )
    })?;
    let look = view.map(|name| look_of(dossier, name)).transpose()?.unwrap_or_default();
    let showing = Showing { look, name: view.map(str::to_owned), paper };
    let at = date.map_or_else(now, |day| i64::from(day.0) * 86_400);
    write(dossier, Product::Chart(format), false, &showing, at, out)
}

/// The look of a saved view.
fn look_of(dossier: &Dossier, name: &str) -> Result<Look, String> {
    let views = dossier.views();
    let found = views.iter().find(|(_, view)| view.name == name);
    found.map(|(_, view)| view.look.clone()).ok_or_else(|| {
        let names: Vec<String> = views.iter().map(|(_, view)| format!("“{}”", view.name)).collect();
        let known = if names.is_empty() { "it has none yet".to_owned() } else { names.join(", ") };
        format!("The dossier has no view named “{name}”; name one that is saved in it ({known}).")
    })
}

fn write(
    dossier: &Dossier,
    product: Product,
    quotes_only: bool,
    showing: &Showing,
    at: i64,
    out: &Path,
) -> Result<ExitCode, String> {
    let material = Material::of(dossier, showing, quotes_only, at).map_err(|error| error.to_string())?;
    let remarks = handover::write(product, &material, out).map_err(|error| error.to_string())?;
    remarks.iter().for_each(|remark| tell(remark));
    Ok(ExitCode::SUCCESS)
}

fn say(value: &serde_json::Value) -> Result<(), String> {
    line(&value.to_string())
}

/// One line on standard output; a closed pipe ends the program quietly.
fn line(text: &str) -> Result<(), String> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        outcome => outcome.map_err(|error| format!("The output cannot be written: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_looked_at_without_a_trace() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "A title\n\nSix people were reported killed.\n").unwrap();
        let opened = open(folder.path()).unwrap();
        assert_eq!(opened.dossier.corpus().len(), 1);
        assert!(findings(&opened.dossier).is_empty());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_path_that_is_not_there_is_told() {
        let told = open(Path::new("/nowhere/at/all")).err().unwrap();
        assert!(told.contains("/nowhere/at/all"), "{told}");
    }
}
