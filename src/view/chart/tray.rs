//! The tray of undated figures: the days that a reference series proposes, a field for a day, and rows
//! that are dragged onto the chart.
//!
//! Asks for proposals and tells what was chosen; works out neither.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Button, DragAndDrop, FontId, Key, Label, Layout, Pos2, Rect, RichText, ScrollArea, Sense,
    Stroke, Ui, pos2, vec2,
};

use super::{ChartResponse, ChartState, paint};
use crate::chart::reference::Proposal;
use crate::chart::report::sentence;
use crate::chart::wording::{self, capital};
use crate::chart::{Grounds, Panels, Picture, Report, TimeWindow};
use crate::corpus::dates;
use crate::model::{Day, ItemId};
use crate::view::parts::{self, Sign};

const ROW: f32 = 30.0;
const LINE: f32 = 26.0;
/// The field of a day, in points.
const DAY: f32 = 116.0;
/// The button that accepts a day, in points.
const ACCEPT: f32 = 156.0;
/// Below a plot, its days may be dropped on too.
const AXIS: f32 = 34.0;

/// What the analyst chose for an undated figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Dated {
    /// A proposed day; `true` dates its article too.
    Proposed(ItemId, Box<Proposal>, bool),
    /// A day of the analyst's own.
    Chosen(ItemId, Day),
}

/// What the tray remembers from frame to frame; may be dropped at any time.
#[derive(Clone, Debug, Default)]
pub struct Tray {
    /// The panels that the proposals were made from.
    panels: Option<Arc<Panels>>,
    /// Older ones stay in view until those of the present panels are there.
    proposals: BTreeMap<ItemId, Result<Vec<Proposal>, String>>,
    /// The figures whose proposals are of the present panels.
    fresh: BTreeSet<ItemId>,
    /// The figure whose reasons are open.
    open: Option<ItemId>,
    /// Whether its reasons are still to be brought into view.
    reveal: bool,
    /// The day being typed for a figure.
    typed: Option<(ItemId, String)>,
    article_too: bool,
}

/// A figure that is being dragged.
#[derive(Clone, Copy)]
struct Carried(ItemId);

impl Tray {
    /// Takes in what is proposed for a figure, or why nothing is.
    pub fn know(&mut self, panels: &Arc<Panels>, figure: ItemId, found: Result<Vec<Proposal>, String>) {
        if !self.is_of(panels) {
            self.panels = Some(Arc::clone(panels));
            self.fresh.clear();
            let undated: BTreeSet<ItemId> = panels.undated.iter().map(|report| report.id).collect();
            self.proposals.retain(|id, _| undated.contains(id));
        }
        self.fresh.insert(figure);
        self.proposals.insert(figure, found);
    }

    fn is_of(&self, panels: &Arc<Panels>) -> bool {
        self.panels.as_ref().is_some_and(|known| Arc::ptr_eq(known, panels))
    }

    /// What is known for a figure.
    fn of(&self, figure: ItemId) -> Option<&Result<Vec<Proposal>, String>> {
        self.proposals.get(&figure)
    }

    /// The lines that the open figure's reasons take.
    fn opened(&self, panels: &Panels) -> usize {
        let open = self.open.filter(|open| panels.undated.iter().any(|report| report.id == *open));
        match open.and_then(|open| self.of(open)) {
            Some(Ok(proposals)) => proposals.len() * 2 + 1,
            Some(Err(_)) => 1,
            None => 0,
        }
    }
}

/// The height that every row needs, in points.
pub(super) fn height(panels: &Panels, tray: &Tray) -> f32 {
    panels.undated.len() as f32 * ROW + tray.opened(panels) as f32 * LINE
}

/// The rows of the undated figures.
pub(super) fn ui(
    ui: &mut Ui,
    panels: &Arc<Panels>,
    grounds: &Grounds,
    tray: &mut Tray,
    out: &mut ChartResponse,
) {
    let is_fresh = tray.is_of(panels);
    let scroll = ScrollArea::vertical().id_salt("undated").auto_shrink([false, true]);
    scroll.show_viewport(ui, |ui, seen| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let top = ui.cursor().top();
        for report in panels.undated.iter() {
            // Rows out of sight keep their room and cost nothing.
            let from = ui.cursor().top() - top;
            let is_open = tray.open == Some(report.id);
            if !is_open && (from > seen.max.y || from + ROW < seen.min.y) {
                ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
                continue;
            }
            if !is_fresh || !tray.fresh.contains(&report.id) {
                out.wanted.push(report.id);
            }
            ui.push_id(report.id, |ui| row_ui(ui, report, grounds, tray, out));
        }
    });
}

fn row_ui(ui: &mut Ui, report: &Report, grounds: &Grounds, tray: &mut Tray, out: &mut ChartResponse) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(12.0);
        let is_open = tray.open == Some(report.id);
        let (sign, does) = if is_open {
            (Sign::Unfolded, "Hide the reasons for")
        } else {
            (Sign::Folded, "Show the reasons for")
        };
        if parts::sign_button(ui, sign, &format!("{does} {}", wording::quantity(report))).clicked() {
            tray.open = (!is_open).then_some(report.id);
            tray.reveal = !is_open;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            best_ui(ui, report, tray, out);
            day_ui(ui, report, tray, out);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| name_ui(ui, report, grounds, out));
        });
    });
    if tray.open == Some(report.id) {
        reasons_ui(ui, report, tray, out);
    }
}

/// The figure on one line: a click opens it, dragging it onto the chart dates it.
fn name_ui(ui: &mut Ui, report: &Report, grounds: &Grounds, out: &mut ChartResponse) {
    let words = capital(&wording::row(report));
    let row = Button::new(RichText::new(&words)).frame(false).truncate().sense(Sense::click_and_drag());
    let response = ui.add(row).on_hover_ui(|ui| {
        ui.label(format!("{}\n\nDrag onto the chart to set its day.", sentence(report, grounds)));
    });
    response.dnd_set_drag_payload(Carried(report.id));
    if response.hovered() {
        out.hovered = Some(report.id);
    }
    if response.clicked() {
        out.clicked = Some(report.id);
    }
}

/// The best proposal as a button, or that there is none.
fn best_ui(ui: &mut Ui, report: &Report, tray: &Tray, out: &mut ChartResponse) {
    let size = vec2(ACCEPT, 24.0);
    match tray.of(report.id) {
        Some(Ok(proposals)) if !proposals.is_empty() => {
            let best = &proposals[0];
            let name = format!("Accept {}", short(best.day));
            let hint = format!("{}{}", capital(&best.reasons.join("; ")), others(proposals.len() - 1));
            if ui.add_sized(size, Button::new(&name)).on_hover_text(hint).clicked() {
                out.dated = Some(Dated::Proposed(report.id, Box::new(best.clone()), false));
            }
        }
        Some(Err(why)) => {
            let weak = ui.visuals().weak_text_color();
            let words = Label::new(RichText::new("no day proposed").color(weak));
            ui.add_sized(size, words).on_hover_text(why);
        }
        _ => _ = ui.add_sized(size, Label::new("…")),
    }
}

fn others(count: usize) -> String {
    if count == 0 { String::new() } else { format!(". {} more", wording::counted(count, "day", "days")) }
}

/// A field for a day of the analyst's own; Enter sets it.
fn day_ui(ui: &mut Ui, report: &Report, tray: &mut Tray, out: &mut ChartResponse) {
    let mine = tray.typed.as_ref().filter(|(id, _)| *id == report.id);
    let mut text = mine.map(|(_, text)| text.clone()).unwrap_or_default();
    let name = format!("Day of {}", wording::row(report));
    let response = parts::text_line(ui, &mut text, &name, "YYYY-MM-DD", DAY);
    let response = response.on_hover_text("Type a day, such as 2024-02-06 or 6 Feb 2024, and press Enter.");
    let day = dates::day(text.trim());
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        match day {
            Some(day) => {
                out.dated = Some(Dated::Chosen(report.id, day));
                tray.typed = None;
            }
            None if !text.trim().is_empty() => response.request_focus(),
            None => tray.typed = None,
        }
    } else if response.changed() {
        tray.typed = Some((report.id, text));
    }
}

/// Every proposed day with its reasons, or why there is none.
fn reasons_ui(ui: &mut Ui, report: &Report, tray: &mut Tray, out: &mut ChartResponse) {
    let found = tray.of(report.id).cloned();
    let is_known = found.is_some();
    let shown = ui.horizontal_top(|ui| {
        ui.add_space(36.0);
        ui.set_max_width(ui.available_width() - 12.0);
        ui.vertical(|ui| match found {
            None => _ = ui.weak("…"),
            Some(Err(why)) => _ = ui.add(Label::new(why).wrap()),
            Some(Ok(proposals)) => {
                let too = "Date the article too: that day or up to two days after";
                ui.checkbox(&mut tray.article_too, too);
                for proposal in &proposals {
                    proposal_ui(ui, report, proposal, tray.article_too, out);
                }
            }
        });
    });
    if is_known && std::mem::take(&mut tray.reveal) {
        shown.response.scroll_to_me(None);
    }
    ui.add_space(6.0);
}

fn proposal_ui(
    ui: &mut Ui,
    report: &Report,
    proposal: &Proposal,
    article_too: bool,
    out: &mut ChartResponse,
) {
    ui.horizontal_top(|ui| {
        let weekday = proposal.day.date().strftime("%A");
        let words = format!("Accept {weekday} {}", proposal.day.long());
        if ui.button(words).clicked() {
            out.dated = Some(Dated::Proposed(report.id, Box::new(proposal.clone()), article_too));
        }
        ui.add_space(6.0);
        ui.add(Label::new(format!("{}.", capital(&proposal.reasons.join("; ")))).wrap());
    });
}

/// A day on a button: `6 Feb 2024`.
fn short(day: Day) -> String {
    day.date().strftime("%-d %b %Y").to_string()
}

/// While a row is dragged over a plot: shows the day, and takes it when the row is let go.
pub(super) fn drop_ui(
    ui: &Ui,
    panels: &Panels,
    state: &ChartState,
    picture: &Picture,
    rect: Rect,
    out: &mut ChartResponse,
) {
    let Some(carried) = DragAndDrop::payload::<Carried>(ui.ctx()) else { return };
    let Some(at) = ui.input(|input| input.pointer.interact_pos()).filter(|at| ui.clip_rect().contains(*at))
    else {
        return;
    };
    let plots = picture.plots.iter().map(|plot| paint::rect(*plot, rect.min));
    let under = |plot: &Rect| Rect::from_min_max(plot.min, plot.max + vec2(0.0, AXIS)).contains(at);
    let Some(plot) = plots.clone().find(under) else { return };
    let window = state.window.unwrap_or_else(|| TimeWindow::fit(panels));
    let day = day_at(window, plot, at.x);
    for plot in plots {
        show_day(ui, window, plot, day);
    }
    name_day(ui, at, day);
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui.ctx());
        out.dated = Some(Dated::Chosen(carried.0, day));
    }
}

/// The day nearest to a place across a plot.
fn day_at(window: TimeWindow, plot: Rect, x: f32) -> Day {
    let share = f64::from((x - plot.left()) / plot.width().max(1.0));
    Day((window.start + share * window.days()).round() as i32)
}

fn show_day(ui: &Ui, window: TimeWindow, plot: Rect, day: Day) {
    let share = (f64::from(day.0) - window.start) / window.days();
    let x = plot.left() + share as f32 * plot.width();
    if x < plot.left() || x > plot.right() {
        return;
    }
    let accent = ui.visuals().selection.stroke.color;
    ui.painter().vline(x, plot.y_range(), Stroke::new(1.5, accent));
}

fn name_day(ui: &Ui, at: Pos2, day: Day) {
    let words = day.date().strftime("%A %-d %B %Y").to_string();
    let (ink, paper) = (ui.visuals().text_color(), ui.visuals().extreme_bg_color);
    let galley = ui.painter().layout_no_wrap(words, FontId::proportional(13.0), ink);
    let size = galley.size() + vec2(12.0, 6.0);
    let screen = ui.clip_rect();
    let left = (at.x + 14.0).min(screen.right() - size.x).max(screen.left());
    let min = pos2(left, (at.y - size.y - 8.0).max(screen.top()));
    let label = Rect::from_min_size(min, size);
    ui.painter().rect(label, 4.0, paper, Stroke::new(1.0, ink), eframe::egui::StrokeKind::Inside);
    ui.painter().galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), label).min, galley, ink);
}
