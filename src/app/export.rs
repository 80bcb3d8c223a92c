//! Exports, on another thread.

use std::path::Path;

use super::App;
use crate::handover::{self, Material, Product};
use crate::job::Job;
use crate::session::PathFor;

impl App {
    /// Writes what a path was chosen for.
    pub(super) fn export(&mut self, purpose: PathFor, path: &Path) {
        let product = match purpose {
            PathFor::ExportBundle => Product::Bundle,
            PathFor::ExportFigures => Product::Figures,
            PathFor::ExportPassages => Product::Passages,
            PathFor::ExportChanges => Product::Changes,
            PathFor::ExportChart => Product::Chart,
            PathFor::ExportChartData => Product::ChartData,
            PathFor::OpenFolder
            | PathFor::OpenFile
            | PathFor::Merge
            | PathFor::Keep
            | PathFor::ImportReference => return,
        };
        let Some(dossier) = &self.dossier else { return };
        let material = Material::of(dossier, &self.session.chart, self.session.quotes_only, (self.clock)());
        let path = path.to_owned();
        match material {
            Ok(material) => {
                self.exporting = Some(Job::start("Exporting", self.wake.clone(), move |_| {
                    handover::write(product, &material, &path)
                        .map(|remarks| done(&path, &remarks))
                        .map_err(|error| error.to_string())
                }));
            }
            Err(error) => self.say(error.to_string()),
        }
    }

    pub(super) fn take_export(&mut self) {
        let Some(outcome) = self.exporting.as_mut().and_then(Job::take) else { return };
        self.exporting = None;
        let message = match outcome {
            Ok(Ok(message) | Err(message)) => message,
            Err(failed) => failed.to_string(),
        };
        self.say(message);
    }
}

/// What is said of an export that was written.
fn done(path: &Path, remarks: &[String]) -> String {
    let remarks: String = remarks.iter().map(|remark| format!(" {remark}.")).collect();
    format!("Exported.{remarks} {}", path.display())
}
