//! Telling reports apart: the facts that several reports state, and the pairs whose numbers differ.

mod detail;
mod disagreements;
pub mod distinct;
mod facts;
mod sums;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::Ui;

use super::kept::kept;
use crate::chart::apart::{Disagreements, claims, disagreements};
use crate::chart::facts::{Fact, facts as facts_of};
use crate::chart::report::{Report, reports};
use crate::dossier::Dossier;
use crate::model::ItemId;
use crate::session::{FigureList, FigureTable};

pub use disagreements::ui as disagreements_ui;
pub use facts::ui as facts_ui;

/// What is known of the reports of a dossier, worked out once a revision.
pub(super) struct Known {
    pub(super) reports: BTreeMap<ItemId, Arc<Report>>,
    pub(super) found: Disagreements,
    pub(super) facts: Vec<Fact>,
}

impl Known {
    fn of(dossier: &Dossier) -> Self {
        let all: Vec<Arc<Report>> = reports(&dossier.grounds()).into_iter().map(Arc::new).collect();
        let workspace = dossier.workspace();
        let found = disagreements(&dossier.grounds(), &claims(workspace, all.iter().map(|report| &**report)));
        let facts = facts_of(workspace, &all);
        Self { reports: all.into_iter().map(|report| (report.id, report)).collect(), found, facts }
    }
}

/// What is known of the reports as they are now.
pub(super) fn known(ui: &Ui, dossier: &Dossier) -> Arc<Known> {
    kept(ui, "reports told apart", dossier.revision(), |_| Known::of(dossier))
}

/// The switch between the lists of the screen.
pub fn switch_ui(ui: &mut Ui, table: &mut FigureTable) {
    let lists = [
        (FigureList::Table, "Table", "Every figure in a row of its own"),
        (FigureList::Facts, "Facts", "What several reports state, and sums of distinct incidents"),
        (FigureList::Disagreements, "Disagreements", "Reports whose numbers differ, and what explains it"),
    ];
    for (list, name, hint) in lists {
        ui.selectable_value(&mut table.list, list, name).on_hover_text(hint);
    }
}
