//! The desktop's dialogs, on a thread of their own, with typing as the way that always works.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::App;
use crate::dossier::Location;
use crate::job::Job;
use crate::session::{Overlay, PathFor};

/// A dialog that says "nothing chosen" sooner than this cannot have been seen: there is none here.
const TOO_QUICK: Duration = Duration::from_millis(300);

/// A dialog that is open.
pub(super) struct Dialog {
    purpose: PathFor,
    asked: Instant,
    job: Job<Option<PathBuf>>,
}

impl App {
    /// Asks for a path.
    pub(super) fn ask(&mut self, purpose: PathFor) {
        if self.dialog.is_some() {
            return;
        }
        let name = self.suggested_name(purpose);
        let job = Job::start("choosing a path", self.wake.clone(), move |_| choose(purpose, &name));
        self.dialog = Some(Dialog { purpose, asked: Instant::now(), job });
    }

    /// A name for a file to write.
    fn suggested_name(&self, purpose: PathFor) -> String {
        let location = self.dossier.as_ref().and_then(|dossier| dossier.location());
        let name = location.map_or_else(|| "dossier".to_owned(), Location::name);
        match purpose {
            PathFor::ExportBundle => format!("{name}.zip"),
            PathFor::ExportFigures => format!("{name} figures.csv"),
            PathFor::ExportPassages => format!("{name} passages.csv"),
            PathFor::ExportChanges => format!("{name} changes.csv"),
            PathFor::ExportChart => format!("{name} chart.{}", self.session.picture_format.name()),
            PathFor::ExportChartData => format!("{name} chart.csv"),
            PathFor::OpenFolder
            | PathFor::OpenFile
            | PathFor::Merge
            | PathFor::Keep
            | PathFor::ImportReference => String::new(),
        }
    }

    pub(super) fn take_dialog(&mut self, ctx: &Context) {
        let Some(dialog) = &mut self.dialog else { return };
        let Some(outcome) = dialog.job.take() else { return };
        let (purpose, quick) = (dialog.purpose, dialog.asked.elapsed() < TOO_QUICK);
        self.dialog = None;
        match outcome {
            Ok(Some(path)) => self.use_path(ctx, purpose, &path),
            Ok(None) if !quick => {}
            Ok(None) | Err(_) => self.ask_by_typing(purpose),
        }
    }

    /// No dialog could be shown here: the path is typed.
    fn ask_by_typing(&mut self, purpose: PathFor) {
        let name = self.suggested_name(purpose);
        let start = std::env::var("HOME").unwrap_or_default();
        let text = if name.is_empty() { start } else { format!("{start}/{name}") };
        self.session.now.overlay = Some(Overlay::Path(purpose, text));
    }
}

fn choose(purpose: PathFor, name: &str) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new();
    match purpose {
        PathFor::OpenFolder | PathFor::Keep => dialog.set_title("Folder").pick_folder(),
        PathFor::OpenFile | PathFor::Merge => {
            dialog.add_filter("Workspace or bundle", &["ron", "zip"]).pick_file()
        }
        PathFor::ImportReference => dialog.add_filter("Table", &["csv", "tsv", "tab", "txt"]).pick_file(),
        _ => dialog.set_file_name(name).save_file(),
    }
}
