//! The card of a mark: the sentence first, then who says it, of what time, as of when and on what basis.

use eframe::egui::{Grid, Id, Label, Rect, RichText, Tooltip, Ui};

use crate::chart::report::{Report, sentence};
use crate::chart::wording;
use crate::chart::{Grounds, Panels};

const WIDTH: f32 = 380.0;

/// Shows a report's card beside its mark.
pub(super) fn show(ui: &Ui, panels: &Panels, report: &Report, grounds: &Grounds, mark: Rect, id: Id) {
    let tooltip = Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, mark);
    tooltip.width(WIDTH).gap(6.0).show(|ui| {
        ui.set_max_width(WIDTH);
        contents(ui, report, grounds);
        let label = |id| Some(format!("“{}”", panels.report(id)?.printed));
        for words in panels.parts.words(report.id, label) {
            ui.add(Label::new(words).wrap());
        }
    });
}

fn contents(ui: &mut Ui, report: &Report, grounds: &Grounds) {
    let words = format!("{} {}", wording::quantity(report), wording::measure(report.outcome));
    ui.add(Label::new(RichText::new(wording::capital(&words)).strong()).wrap());
    ui.add_space(4.0);
    ui.add(Label::new(format!("“{}”", shortened(&sentence(report, grounds)))).wrap());
    ui.add_space(6.0);
    Grid::new("card").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (label, words) in wording::details(report) {
            ui.weak(label);
            ui.add(Label::new(words).wrap());
            ui.end_row();
        }
    });
}

/// A sentence that goes on too long for a card; the article has the rest.
fn shortened(sentence: &str) -> String {
    const MOST: usize = 420;
    match sentence.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence.to_owned(),
    }
}
