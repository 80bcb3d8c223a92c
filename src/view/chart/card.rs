//! The card of a mark: the sentence first, then who says it, of what time, as of when and on what basis.

use eframe::egui::{Grid, Id, Label, Rect, RichText, Tooltip, Ui};

use crate::chart::reference::residual::{NO_SERIES, Residual};
use crate::chart::report::{Report, sentence};
use crate::chart::{Grounds, Panels, References, wording};

const WIDTH: f32 = 380.0;

/// Shows a report's card beside its mark.
pub(super) fn show(ui: &Ui, panels: &Panels, report: &Report, grounds: &Grounds, mark: Rect, id: Id) {
    let tooltip = Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, mark);
    tooltip.width(WIDTH).gap(6.0).show(|ui| {
        ui.set_max_width(WIDTH);
        contents(ui, report, grounds, &panels.references);
        let label = |id| Some(format!("“{}”", panels.report(id)?.printed));
        for words in panels.parts.words(report.id, label) {
            ui.add(Label::new(words).wrap());
        }
    });
}

fn contents(ui: &mut Ui, report: &Report, grounds: &Grounds, references: &References) {
    let words = format!("{} {}", wording::quantity(report), wording::measure(report.outcome));
    ui.add(Label::new(RichText::new(wording::capital(&words)).strong()).wrap());
    ui.add_space(4.0);
    ui.add(Label::new(format!("“{}”", shortened(&sentence(report, grounds)))).wrap());
    ui.add_space(6.0);
    Grid::new("card").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        let beside = beside(report, references).into_iter().map(|words| ("Reference", words));
        for (label, words) in wording::details(report).into_iter().chain(beside) {
            ui.weak(label);
            ui.add(Label::new(words).wrap());
            ui.end_row();
        }
    });
}

/// How the report stands to the reference series that are like it; nothing where none is imported.
fn beside(report: &Report, references: &References) -> Vec<String> {
    const MOST: usize = 3;
    let residuals = references.residuals(report);
    match residuals.as_slice() {
        [] if references.is_empty() => Vec::new(),
        [] => vec![NO_SERIES.to_owned()],
        some => some.iter().take(MOST).map(Residual::sentence).collect(),
    }
}

/// A sentence that goes on too long for a card; the article has the rest.
fn shortened(sentence: &str) -> String {
    const MOST: usize = 420;
    match sentence.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence.to_owned(),
    }
}
