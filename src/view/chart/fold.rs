//! Titles that fold their panel away, the folded panels below, and the events' words.

use eframe::egui::{CursorIcon, Rect, Response, Role, Sense, Ui, WidgetInfo};

use crate::chart::{Panels, Picture};
use crate::model::look::PanelKind;

use super::paint;

/// Every title answers a click; gives the panel to fold.
pub(super) fn titles_ui(ui: &Ui, chart: &Response, picture: &Picture) -> Option<PanelKind> {
    let mut folded = None;
    for (place, (panel, area)) in picture.titles.iter().enumerate() {
        let rect = paint::rect(*area, chart.rect.min);
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let response = ui.interact(rect, chart.id.with(("title", place)), Sense::CLICK);
        let words = format!("Fold the panel: {}", panel.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if response.on_hover_text(words).clicked() {
            folded = Some(*panel);
        }
    }
    folded
}

/// A button for each panel that is folded away; gives the one to unfold.
pub(super) fn folded_ui(ui: &mut Ui, panels: &Panels) -> Option<PanelKind> {
    let mut unfolded = None;
    for panel in &panels.look.folded {
        let words = format!("Unfold {}", panel.label());
        if ui.button(&words).on_hover_text(panel.definition()).clicked() {
            unfolded = Some(*panel);
        }
    }
    unfolded
}

/// Pointing at an event's line shows its words and day.
pub(super) fn events_ui(ui: &Ui, chart: &Response, picture: &Picture) {
    for (place, (area, words)) in picture.events.iter().enumerate() {
        let rect: Rect = paint::rect(*area, chart.rect.min);
        let response = ui.interact(rect, chart.id.with(("event", place)), Sense::HOVER);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        response.on_hover_text(words);
    }
}
