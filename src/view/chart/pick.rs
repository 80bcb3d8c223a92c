//! Which mark is pointed at: found by halving among marks in order of place, or asked of a crowded plot.

use std::sync::Arc;

use eframe::egui::{self, Pos2, Response, Sense, Ui, WidgetInfo};

use super::{ChartResponse, hit, mark_id};
use crate::chart::Picture;
use crate::chart::picture::{Mark, Point};
use crate::model::ItemId;

/// How near a pointer must come to a figure of a crowded plot, in pixels.
const REACH: f32 = 8.0;
/// Marks that have a name in the accessible tree, at most.
const NAMED: usize = 2_000;

/// The marks of a picture in order of place.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    of: Option<Arc<Picture>>,
    by_x: Vec<(f32, usize)>,
    /// How far to either side the widest mark answers.
    reach: f32,
}

impl Order {
    fn follow(&mut self, picture: &Arc<Picture>) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, picture)) {
            return;
        }
        self.by_x = picture.marks.iter().enumerate().map(|(place, mark)| (mark.at.x, place)).collect();
        self.by_x.sort_by(|a, b| a.0.total_cmp(&b.0));
        let reach = |mark: &Mark| (mark.at.x - mark.hit.x).max(mark.hit.right() - mark.at.x);
        self.reach = picture.marks.iter().map(reach).fold(0.0, f32::max);
        self.of = Some(Arc::clone(picture));
    }

    /// The nearest mark that answers at a place; the one in front of two as near.
    pub(super) fn at(&mut self, picture: &Arc<Picture>, at: Point) -> Option<Mark> {
        self.follow(picture);
        if let Some(mark) = picture.crowds.0.iter().find_map(|crowd| crowd.nearest(at, REACH)) {
            return Some(mark);
        }
        let first = self.by_x.partition_point(|(x, _)| *x < at.x - self.reach);
        let near = self.by_x.get(first..).unwrap_or_default();
        let near = near.iter().take_while(|(x, _)| *x <= at.x + self.reach);
        let marks = near.filter_map(|(_, place)| Some((*place, picture.marks.get(*place)?)));
        let answers = |mark: &Mark| {
            let hit = mark.hit;
            hit.x <= at.x && at.x <= hit.right() && hit.y <= at.y && at.y <= hit.bottom()
        };
        let far = |mark: &Mark| (mark.at.x - at.x).hypot(mark.at.y - at.y);
        let nearest = marks
            .filter(|(_, mark)| answers(mark))
            .min_by(|a, b| far(a.1).total_cmp(&far(b.1)).then(b.0.cmp(&a.0)));
        nearest.map(|(_, mark)| mark.clone())
    }
}

/// The mark of a figure, alone or in a crowd.
pub(super) fn mark_of(picture: &Picture, id: ItemId) -> Option<Mark> {
    let alone = picture.marks.iter().find(|mark| mark.id == id).cloned();
    alone.or_else(|| picture.crowds.0.iter().find_map(|crowd| crowd.mark_of(id)))
}

/// Answers the pointer, and names the marks in view for those who hear the chart; gives the mark pointed at.
///
/// Marks take no focus of their own: the arrows travel among them once the chart has it.
pub(super) fn ui(
    ui: &Ui,
    chart: &Response,
    picture: &Arc<Picture>,
    order: &mut Order,
    out: &mut ChartResponse,
) -> Option<Mark> {
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let pointer = pointer.filter(|_| chart.contains_pointer() && !chart.dragged());
    let picked = pointer.and_then(|at| order.at(picture, on_sheet(at, chart)));
    if let Some(mark) = &picked {
        out.hovered = Some(mark.id);
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        // The second click of a double click must not open the article again.
        // Space and Enter, which press what has the keyboard, are no clicks on what the pointer rests on.
        if chart.clicked_by(egui::PointerButton::Primary) && !chart.double_clicked() {
            out.clicked = Some(mark.id);
        }
    }
    if ui.ctx().accesskit_node_builder(chart.id, |_| ()).is_some() {
        name_marks(ui, chart, picture, out);
    }
    picked
}

fn name_marks(ui: &Ui, chart: &Response, picture: &Picture, out: &mut ChartResponse) {
    let in_view = |mark: &&Mark| ui.is_rect_visible(hit(mark, chart.rect));
    for mark in picture.marks.iter().filter(in_view).take(NAMED) {
        let response = ui.interact(hit(mark, chart.rect), mark_id(chart.id, mark), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &mark.name));
        if response.clicked() && !response.double_clicked() {
            out.clicked = Some(mark.id);
        }
    }
}

fn on_sheet(at: Pos2, chart: &Response) -> Point {
    Point { x: at.x - chart.rect.left(), y: at.y - chart.rect.top() }
}
