//! The open picture: seen, zoomed and moved about, with rectangles drawn on it.
//!
//! It is decoded by a job of the application, which hands the pixels to [`Kept`]. Rectangles are in
//! pixels of the original, whatever is shown of it.

mod bar;
mod drawing;
mod keyboard;
mod load;
mod paint;
mod sight;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Color32, CursorIcon, Key, PointerButton, Pos2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

pub use load::{Decoded, decode};

use self::drawing::Grip;
use self::load::Tiles;
use self::sight::{Frame, Sight};
use super::read::{clicked, described, toolbar};
use super::{Caches, parts};
use crate::command::{Action, RECTANGLE, annotate};
use crate::corpus::Article;
use crate::dossier::Dossier;
use crate::model::{ArticleId, Item, ItemId, Rectangle};
use crate::session::{Pick, Session, Slot};

/// How much a key or a button zooms.
const ZOOM_STEP: f32 = 1.25;

/// What has come of the pixels of the open picture.
#[derive(Default)]
enum Pixels {
    #[default]
    Awaited,
    Failed(String),
    Here(Tiles),
}

/// What is kept between frames for the open picture.
#[derive(Default)]
pub struct Kept {
    open: Option<ArticleId>,
    pixels: Pixels,
    sight: Sight,
    grip: Option<Grip>,
    /// The rectangle that is worked on, around which keys and buttons zoom.
    worked_on: Option<Rectangle>,
    /// Whether arrows move the rectangle rather than the picture.
    adjusting: bool,
}

impl Kept {
    /// Turns to the open picture, or to none; says whether its pixels are still to be brought.
    pub fn turn_to(&mut self, open: Option<&ArticleId>) -> bool {
        if self.open.as_ref() != open {
            let same_place = self.open.as_ref().map(|id| &id.path) == open.map(|id| &id.path);
            // A picture that changed in the folder is looked at where it was.
            let sight = if same_place { self.sight } else { Sight::default() };
            *self = Self { open: open.cloned(), sight, ..Self::default() };
        }
        self.open.is_some() && matches!(self.pixels, Pixels::Awaited)
    }

    /// The place of the screen that stays where it is when keys and buttons zoom.
    fn anchor(&self, frame: &Frame) -> Pos2 {
        let seen = self.worked_on.map(|it| frame.on_screen(it).center());
        seen.filter(|at| frame.view.contains(*at)).unwrap_or(frame.view.center())
    }

    /// Takes in the pixels of a picture, or in one sentence why there are none; drops those of another.
    pub fn take(&mut self, of: &ArticleId, decoded: Result<Decoded, String>) {
        if self.open.as_ref() == Some(of) {
            self.pixels = match decoded {
                Ok(decoded) => Pixels::Here(Tiles::new(decoded)),
                Err(why) => Pixels::Failed(why),
            };
        }
    }
}

/// A passage or a figure on the picture.
struct Mark {
    item: ItemId,
    rectangle: Rectangle,
    colour: Color32,
    is_figure: bool,
}

/// Draws the picture in all the room that is left, under the heading of its article.
pub fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    article: &Article,
    actions: &mut Vec<Action>,
) {
    let Some(size) = article.picture else { return };
    let kept = &mut caches.picture;
    if kept.open.as_ref() != Some(&article.id) {
        return parts::caption_in_middle(ui, "Opening the picture…");
    }
    match &kept.pixels {
        Pixels::Awaited => return parts::caption_in_middle(ui, "Opening the picture…"),
        Pixels::Failed(why) => return parts::empty(ui, "The picture cannot be shown", why),
        Pixels::Here(_) => {}
    }
    session.now.outline = session.now.outline.filter(|it| it.lies_in(size.width, size.height));
    let (top, view) = room(ui);
    let frame = kept.sight.frame(view, vec2(size.width as f32, size.height as f32), ui.pixels_per_point());
    ui.scope_builder(UiBuilder::new().max_rect(top), |ui| {
        bar::ui(ui, dossier, session, kept, &frame, actions);
    });
    picture_ui(ui, dossier, session, kept, article, &frame, actions);
    let below = Rect::from_min_max(view.left_bottom(), ui.max_rect().max);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        let Pixels::Here(tiles) = &kept.pixels else { return };
        bar::line_ui(ui, session, kept, tiles.shrunk(size.width));
    });
}

/// The room for the bar, and that for the picture, which leaves a line below it.
fn room(ui: &Ui) -> (Rect, Rect) {
    const BAR: f32 = 34.0;
    let all = Rect::from_min_max(ui.cursor().min, ui.max_rect().max);
    let (top, rest) = all.split_top_bottom_at_y(all.top() + BAR);
    let view = rest.with_max_y((rest.bottom() - bar::LINE).max(rest.top() + 40.0));
    (top, view)
}

fn picture_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    kept: &mut Kept,
    article: &Article,
    frame: &Frame,
    actions: &mut Vec<Action>,
) {
    let id = ui.make_persistent_id("picture");
    let entered = keyboard::handle(ui, id, session, kept, frame);
    let response = ui.interact(frame.view, id, Sense::click_and_drag());
    let marks = marks(dossier, &article.id.path);
    begin_with_keys(session, kept, frame, &response);
    follow(session, kept, article, frame);
    let finished = drag(ui, session, kept, frame, &response);
    wheel(ui, kept, frame, &response);
    // What was moved or zoomed in this frame is drawn in its new place at once.
    let frame = &kept.sight.frame(frame.view, frame.size, frame.dense);
    let chosen = marks.iter().find(|mark| session.now.selected == Some(mark.item));
    kept.worked_on = session.now.outline.or(chosen.map(|mark| mark.rectangle));
    paint_ui(ui, session, kept, frame, &marks, response.has_focus());
    describe(ui, dossier, session, frame, &marks, &response);
    let under = under(&response, frame, &marks);
    if !keep(dossier, session, finished || entered, actions) {
        choose(dossier, session, &response, &under, actions);
        toolbar_ui(ui, dossier, session, kept, frame, actions);
    }
    hovered_ui(dossier, &response, &under, kept);
}

fn marks(dossier: &Dossier, path: &str) -> Vec<Mark> {
    let c = paint::colours();
    let workspace = dossier.workspace();
    let outlined = dossier.outlined(path).iter().filter_map(|it| {
        let (is_figure, colour) = match workspace.get(it.item)? {
            Item::Figure(_) => (true, c.accent),
            Item::Passage(passage) => match workspace.get(passage.tag) {
                Some(Item::Tag(tag)) => (false, c.data(tag.colour)),
                _ => (false, c.weak),
            },
            _ => return None,
        };
        Some(Mark { item: it.item, rectangle: it.rectangle, colour, is_figure })
    });
    outlined.collect()
}

/// Begins, or takes up, a rectangle with the keyboard.
fn begin_with_keys(session: &mut Session, kept: &mut Kept, frame: &Frame, response: &Response) {
    if session.now.focus.take_if(|name| *name == RECTANGLE).is_some() {
        response.request_focus();
        session.now.outline.get_or_insert_with(|| frame.middle());
        kept.adjusting = true;
    }
}

/// Brings into view what the session asks for.
fn follow(session: &mut Session, kept: &mut Kept, article: &Article, frame: &Frame) {
    kept.adjusting &= session.now.outline.is_some();
    if session.now.jump.as_ref().is_some_and(|jump| jump.path == article.id.path)
        && let Some(rectangle) = session.now.jump.take().and_then(|jump| jump.rectangle)
    {
        kept.sight.show(frame, rectangle);
    }
}

/// Follows the pointer; says whether it has just let go of a rectangle.
fn drag(ui: &Ui, session: &mut Session, kept: &mut Kept, frame: &Frame, response: &Response) -> bool {
    let space = ui.input(|input| input.key_down(Key::Space));
    let over = response.hover_pos().filter(|_| response.hovered());
    if response.drag_started() {
        let from = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
        let primary = response.drag_started_by(PointerButton::Primary);
        response.request_focus();
        kept.grip = from.and_then(|from| match primary {
            true if !space => Some(Grip::at(frame, session.now.outline, from)),
            false if !response.drag_started_by(PointerButton::Middle) => None,
            _ => Some(Grip::Pan),
        });
    }
    if let Some(at) = over.filter(|_| kept.grip.is_none()) {
        let idle = if space { CursorIcon::Grab } else { Grip::at(frame, session.now.outline, at).cursor() };
        ui.set_cursor_icon(idle);
    }
    if !response.drag_started() && !kept.adjusting && kept.grip.is_some_and(|grip| grip != Grip::Pan) {
        kept.grip = None; // Escape put the rectangle away while it was drawn.
    }
    let Some(grip) = kept.grip else { return false };
    ui.set_cursor_icon(grip.cursor());
    if grip == Grip::Pan {
        kept.sight.pan(frame, response.drag_delta());
    } else if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        session.now.outline = grip.to(frame, at);
        kept.adjusting = true;
    }
    if !response.dragged() {
        kept.grip = None;
        return grip != Grip::Pan && ends_drawn(session, frame, grip);
    }
    false
}

/// Whether what was drawn is large enough to be meant; else it is put away.
fn ends_drawn(session: &mut Session, frame: &Frame, grip: Grip) -> bool {
    let meant = |it: Rectangle| frame.on_screen(it).size().max_elem() >= drawing::CLICK;
    if matches!(grip, Grip::New(_)) {
        session.now.outline = session.now.outline.filter(|it| meant(*it));
    }
    session.now.outline.is_some()
}

/// The wheel moves the picture; with Ctrl, or by pinching, it zooms.
fn wheel(ui: &Ui, kept: &mut Kept, frame: &Frame, response: &Response) {
    let Some(at) = response.hover_pos().filter(|_| response.contains_pointer()) else { return };
    let (zoom, by) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (zoom - 1.0).abs() > 1e-4 {
        kept.sight.zoom_by(frame, zoom, at);
    } else {
        kept.sight.pan(frame, by);
    }
}

fn paint_ui(ui: &Ui, session: &Session, kept: &mut Kept, frame: &Frame, marks: &[Mark], focused: bool) {
    let painter = ui.painter_at(frame.view);
    if let Pixels::Here(tiles) = &mut kept.pixels {
        paint::picture(ui, &painter, frame, tiles);
    }
    paint::marks(&painter, frame, marks, session.now.selected);
    if let Some(outline) = session.now.outline {
        paint::outline(&painter, frame, outline);
    }
    if focused {
        paint::focus(ui, &painter, frame.view);
    }
}

/// Tells a screen reader what is drawn and what is annotated.
fn describe(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &Session,
    frame: &Frame,
    marks: &[Mark],
    response: &Response,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Picture"));
    let drawn = session.now.outline.map_or("No rectangle is drawn".to_owned(), |it| format!("Drawn: {it}"));
    if ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(drawn)).is_none() {
        return;
    }
    let builder = UiBuilder::new().max_rect(frame.view).accessibility_parent(response.id);
    let child = ui.new_child(builder);
    for mark in marks {
        let id = response.id.with(mark.item);
        child.interact(frame.on_screen(mark.rectangle).intersect(frame.view), id, Sense::hover());
        let words = format!("{}, {}", described(dossier, mark.item), mark.rectangle);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Mark);
            node.set_label(words);
        });
    }
}

/// The marks under the pointer, the smallest first.
fn under(response: &Response, frame: &Frame, marks: &[Mark]) -> Vec<ItemId> {
    let at = response.hover_pos().or(response.interact_pointer_pos());
    let Some(at) = at.filter(|_| response.contains_pointer()) else { return Vec::new() };
    let is_near = |mark: &&Mark| frame.on_screen(mark.rectangle).expand(3.0).contains(at);
    let mut near: Vec<&Mark> = marks.iter().filter(is_near).collect();
    near.sort_by_key(|mark| (mark.rectangle.area(), mark.item));
    near.into_iter().map(|mark| mark.item).collect()
}

/// Puts the annotation that waits for it on the rectangle; says whether one did.
fn keep(dossier: &Dossier, session: &mut Session, ready: bool, actions: &mut Vec<Action>) -> bool {
    let Some(Pick::Words(item, Slot::Printed)) = session.now.pick.filter(|_| ready) else { return false };
    let Some(outline) = session.now.outline.take() else { return false };
    session.now.pick = None;
    actions.extend(annotate::use_outline(dossier, item, outline));
    true
}

/// A click puts the rectangle away and selects what is under the pointer.
fn choose(
    dossier: &Dossier,
    session: &mut Session,
    response: &Response,
    under: &[ItemId],
    actions: &mut Vec<Action>,
) {
    let by_pointer = response.clicked_by(PointerButton::Primary);
    if by_pointer {
        response.request_focus();
        session.now.outline = None;
    }
    let under = if by_pointer { under } else { &[] };
    if by_pointer || matches!(session.now.pick, Some(Pick::Figure(..))) {
        clicked(dossier, session, response, under, actions);
    }
}

fn toolbar_ui(
    ui: &Ui,
    dossier: &Dossier,
    session: &Session,
    kept: &Kept,
    frame: &Frame,
    actions: &mut Vec<Action>,
) {
    let Some(outline) = session.now.outline.filter(|_| session.now.pick.is_none()) else { return };
    let seen = frame.on_screen(outline).expand(6.0).intersect(frame.view);
    if kept.grip.is_none() && seen.is_positive() {
        toolbar::ui(ui, dossier, session, seen, actions);
    }
}

/// Says what is under the pointer.
fn hovered_ui(dossier: &Dossier, response: &Response, under: &[ItemId], kept: &Kept) {
    if under.is_empty() || kept.grip.is_some() {
        return;
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        for id in under.iter().take(6) {
            ui.label(described(dossier, *id));
        }
    });
}
