//! Exports, on another thread.

use std::path::Path;

use super::App;
use crate::chart::{Look, PictureFormat};
use crate::dossier::Dossier;
use crate::handover::{self, Material, Product, Showing};
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
            PathFor::ExportChart => Product::Chart(self.format_for(path)),
            PathFor::ExportChartData => Product::Chart(PictureFormat::Csv),
            PathFor::OpenFolder
            | PathFor::OpenFile
            | PathFor::Merge
            | PathFor::Keep
            | PathFor::ImportReference => return,
        };
        let Some(dossier) = &self.dossier else { return };
        let showing = Showing {
            look: self.session.chart.clone(),
            name: view_of(dossier, &self.session.chart),
            paper: self.session.paper,
        };
        let material = Material::of(dossier, &showing, self.session.quotes_only, (self.clock)());
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

    /// The format that a path's extension names, else the one that was chosen.
    fn format_for(&self, path: &Path) -> PictureFormat {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.and_then(PictureFormat::of_extension).unwrap_or(self.session.picture_format)
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

/// The name of the view that a look is, if it is one.
fn view_of(dossier: &Dossier, look: &Look) -> Option<String> {
    dossier.views().into_iter().find(|(_, view)| view.look == *look).map(|(_, view)| view.name.clone())
}

/// What is said of an export that was written.
fn done(path: &Path, remarks: &[String]) -> String {
    let remarks: String = remarks.iter().map(|remark| format!(" {remark}.")).collect();
    format!("Exported.{remarks} {}", path.display())
}
