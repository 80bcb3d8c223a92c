//! The chart as a table: exactly what is drawn, row by row, and what is not and why.

use std::sync::Arc;

use eframe::egui::{FontId, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::chart::report::sentence;
use crate::chart::table::{Row, rows};
use crate::chart::{Grounds, Panels, wording};
use crate::model::ItemId;
use crate::view::kept::{Same, kept};
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, ROW, bold};

/// The columns: heading, least width in points, share of the rest.
const COLUMNS: [(&str, f32, f32); 8] = [
    ("Panel", 88.0, 0.06),
    ("Reported", 122.0, 0.1),
    ("Measure", 130.0, 0.24),
    ("Time scope", 96.0, 0.2),
    ("As of", 96.0, 0.06),
    ("Who says so", 100.0, 0.18),
    ("Reference", 96.0, 0.04),
    ("Article", 90.0, 0.18),
];

/// Draws the table; gives the figure to open.
pub fn ui(ui: &mut Ui, panels: &Arc<Panels>, grounds: &Grounds) -> Option<ItemId> {
    let rows = kept(ui, "rows of the chart", Same(Arc::clone(panels)), |panels| rows(&panels.0));
    if rows.is_empty() {
        parts::empty(ui, "Nothing is drawn", "Annotate a figure, or clear the filter.");
        return None;
    }
    let widths = widths(ui.available_width(), panels);
    ui.spacing_mut().item_spacing.y = 0.0;
    header_ui(ui, &widths);
    let mut opened = None;
    ScrollArea::vertical().id_salt("table of the chart").auto_shrink(false).show_rows(
        ui,
        ROW,
        rows.len(),
        |ui, shown| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in &rows[shown] {
                if row_ui(ui, row, panels, grounds, &widths) {
                    opened = Some(row.report.id);
                }
            }
        },
    );
    opened
}

/// The widths of the columns; none for references where there are none.
fn widths(room: f32, panels: &Panels) -> [f32; COLUMNS.len()] {
    let shown = |name: &str| name != "Reference" || !panels.references.is_empty();
    let least: f32 = COLUMNS.iter().filter(|column| shown(column.0)).map(|column| column.1).sum();
    let rest = (room - 2.0 * PAD - least).max(0.0);
    COLUMNS.map(|(name, least, share)| if shown(name) { least + share * rest } else { 0.0 })
}

fn header_ui(ui: &mut Ui, widths: &[f32]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let mut x = rect.left() + PAD;
    for ((heading, ..), width) in COLUMNS.iter().zip(widths).filter(|(_, width)| **width > 0.0) {
        let weak = Colours::of(ui).weak;
        parts::paint_line(ui, pos2(x, rect.center().y), heading, bold(CAPTION), weak, width - PAD);
        x += width;
    }
    let line = Colours::of(ui).line;
    ui.painter().hline(rect.x_range(), rect.bottom(), eframe::egui::Stroke::new(1.0, line));
}

/// One report; says whether it was clicked.
fn row_ui(ui: &mut Ui, row: &Row, panels: &Panels, grounds: &Grounds, widths: &[f32]) -> bool {
    let cells = cells(row, panels);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("{}: {}", cells[0], wording::name(&row.report));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let colours = Colours::of(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, colours.hover);
    }
    let mut x = rect.left() + PAD;
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0.0)
    {
        let ink = if place == 0 { colours.weak } else { colours.ink };
        parts::paint_line(ui, pos2(x, rect.center().y), cell, FontId::proportional(BODY), ink, width - PAD);
        x += width;
    }
    let says = |ui: &mut Ui| {
        ui.label(sentence(&row.report, grounds));
    };
    response.on_hover_ui(says).clicked()
}

fn as_of(report: &crate::chart::Report) -> String {
    if report.day().is_none() { "no date".to_owned() } else { report.as_of.to_string() }
}

fn cells(row: &Row, panels: &Panels) -> [String; COLUMNS.len()] {
    let report = &row.report;
    let panel = crate::chart::wording::capital(&row.panel.replace('_', " "));
    let panel = if row.flag.is_empty() { panel } else { format!("{panel}, {}", row.flag) };
    let quantity = match (report.value, report.assumed) {
        (None, Some(people)) => {
            format!("{} = {}", wording::quantity(report), crate::model::shown::people(people))
        }
        _ => wording::quantity(report),
    };
    [
        panel,
        quantity,
        wording::capital(wording::measure(report.outcome)),
        wording::scope(report),
        as_of(report),
        report.says().to_owned(),
        panels.references.words(report),
        report.title.to_string(),
    ]
}
