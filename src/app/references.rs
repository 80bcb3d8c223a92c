//! Tables to be imported as reference series: read beside the window, then shown to who imports.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::App;
use crate::dossier::Dossier;
use crate::exchange::reference::{self, LARGEST, Table};
use crate::job::Job;
use crate::model::item::Reference;
use crate::model::{Day, Item, ItemId, Kind};
use crate::session::{Overlay, ReferenceImport};

const SECONDS_A_DAY: i64 = 86_400;

/// A table that is being read.
pub(super) struct Reading {
    file: String,
    job: Job<Result<(Table, Option<Day>), String>>,
}

impl App {
    /// Starts to read a table.
    pub(super) fn read_reference(&mut self, path: &Path) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = path.to_owned();
        let job = Job::start("Reading the table", self.wake.clone(), move |_| read(&path));
        self.reference = Some(Reading { file, job });
    }

    /// Shows the table that was read.
    pub(super) fn take_reference(&mut self) {
        let Some(reading) = &mut self.reference else { return };
        let Some(outcome) = reading.job.take() else { return };
        let file = std::mem::take(&mut reading.file);
        self.reference = None;
        let Some(dossier) = &self.dossier else { return };
        let today = i32::try_from((self.clock)().div_euclid(SECONDS_A_DAY)).ok().map(Day);
        let outcome = outcome.unwrap_or_else(|failed| Err(failed.to_string()));
        self.session.now.reference = Some(import(dossier, file, outcome, today));
        self.session.now.overlay = Some(Overlay::ImportReference);
    }
}

/// The table of a file, and the day of its time stamp: about when it was retrieved.
fn read(path: &Path) -> Result<(Table, Option<Day>), String> {
    let failed = |why: std::io::Error| {
        format!(
            "The table could not be read ({why}); check that it is there and may be opened: {}",
            path.display()
        )
    };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than is read tells that a file is too large, without reading it all.
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    let written = fs::metadata(path).and_then(|known| known.modified()).ok();
    let seconds = written.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let day = seconds.and_then(|it| i32::try_from(it.as_secs() / SECONDS_A_DAY.unsigned_abs()).ok()).map(Day);
    Ok((reference::table(&bytes)?, day))
}

/// The import as it begins: as an earlier table of this shape was read, else as it seems.
fn import(
    dossier: &Dossier,
    file: String,
    outcome: Result<(Table, Option<Day>), String>,
    today: Option<Day>,
) -> ReferenceImport {
    let (table, day) = match outcome {
        Ok((table, day)) => (Ok(table), day.or(today)),
        Err(why) => (Err(why), None),
    };
    let known: Vec<(ItemId, &Reference)> = references(dossier).collect();
    let remembered = table.as_ref().ok().and_then(|table| reference::remembered(table, &known));
    let is_remembered = remembered.is_some();
    let guess = || table.as_ref().map(reference::guess).unwrap_or_default();
    let mut choice = remembered.unwrap_or_else(guess);
    choice.retrieved = day;
    let retrieved = day.map(|day| day.to_string()).unwrap_or_default();
    let table = table.map(Arc::new);
    ReferenceImport { file, table, choice, retrieved, is_remembered, refused: None, checked: None }
}

fn references(dossier: &Dossier) -> impl Iterator<Item = (ItemId, &Reference)> {
    dossier.workspace().of_kind(Kind::Reference).filter_map(|(id, item)| match item {
        Item::Reference(series) => Some((id, series)),
        _ => None,
    })
}
