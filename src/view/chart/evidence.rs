//! The evidence behind the gathered marks: each with its sentence, who says so and as of when.

use eframe::egui::{Frame, Label, RichText, ScrollArea, Sense, Ui};

use crate::chart::facts::Heard;
use crate::chart::report::sentence;
use crate::chart::wording::{self, counted};
use crate::chart::{Grounds, Panels, Report};
use crate::view::parts::{self, Sign};
use crate::view::style::{BODY, Colours, PAD, STEP, bold};

use super::{ChartResponse, ChartState};

/// The width of the list beside the chart, in points.
pub(super) const WIDTH: f32 = 320.0;

/// Draws the list.
pub(super) fn ui(
    ui: &mut Ui,
    panels: &Panels,
    grounds: &Grounds,
    state: &mut ChartState,
    out: &mut ChartResponse,
) {
    let reports: Vec<&Report> =
        state.gathered.iter().filter_map(|id| panels.report(*id)).map(|r| &**r).collect();
    let mut closed = false;
    parts::title_bar(ui, "Evidence", |ui| {
        closed = parts::sign_button(ui, Sign::Cross, "Put the evidence away").clicked();
    });
    let figures = counted(reports.len(), "figure", "figures");
    let heard = Heard::of(reports.iter().copied());
    parts::caption(ui, &format!("{figures} · {}", heard.words()));
    ui.add_space(STEP);
    ScrollArea::vertical().id_salt("evidence").auto_shrink(false).show(ui, |ui| {
        for report in &reports {
            ui.push_id(report.id, |ui| report_ui(ui, report, grounds, out));
        }
    });
    if closed {
        state.gathered.clear();
    }
}

fn report_ui(ui: &mut Ui, report: &Report, grounds: &Grounds, out: &mut ChartResponse) {
    let name = format!("Evidence: {}", wording::name(report));
    let frame = Frame::new().inner_margin(eframe::egui::Margin::symmetric(0, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width() - PAD);
        let words = format!("{} {}", wording::quantity(report), wording::measure(report.outcome));
        ui.add(Label::new(RichText::new(wording::capital(&words)).font(bold(BODY))).selectable(false).wrap());
        ui.add(Label::new(format!("“{}”", sentence(report, grounds))).selectable(false).wrap());
        let about =
            format!("{} · {} · {}", report.attribution, wording::scope(report), wording::when(report));
        let weak = Colours::of(ui).weak;
        ui.add(Label::new(RichText::new(about).color(weak)).selectable(false).wrap());
        ui.add(Label::new(RichText::new(&*report.title).color(weak)).selectable(false).truncate());
    });
    let response = ui.interact(frame.response.rect, ui.scope_id().with("open"), Sense::click());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &name));
    let colours = Colours::of(ui);
    ui.painter().hline(frame.response.rect.x_range(), frame.response.rect.bottom(), (1.0, colours.line));
    if response.hovered() {
        out.hovered = Some(report.id);
        ui.set_cursor_icon(eframe::egui::CursorIcon::PointingHand);
    }
    if response.clicked() {
        out.clicked = Some(report.id);
    }
}
