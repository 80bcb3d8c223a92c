//! The article reader: one widget that shows a long text, its marks and a selection.
//!
//! Owns layout, scrolling, selection, find and what is told to a screen reader. Knows a mark only by
//! its opaque id, and nothing of the dossier. Layout depends on text, width and face alone, so that
//! tagging never lays anything out again.

mod access;
mod bidi;
mod block;
mod cache;
mod find;
mod keyboard;
mod marks;
mod paragraphs;
mod pointer;
mod selection;
mod still;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::style::ScrollStyle;
use eframe::egui::{
    Color32, FontId, Id, Painter, Rangef, Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, pos2, vec2,
};

use crate::model::ItemId;
pub(crate) use bidi::{is_rtl, mirrored};
use block::{Block, Setting};
use cache::{Cache, Stale};
pub use find::{FindBar, find_bar_ui};
use paragraphs::Paragraphs;
use selection::Selection;
pub use still::Still;

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A passage: a tint under the text, and a lane in the margin where passages overlap.
    Highlight,
    /// A figure: a solid line under the words.
    Underline,
    /// A suggestion: a dotted line under the words.
    Dotted,
}

/// What was marked: handed back when it is pointed at, and otherwise opaque to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// A figure or passage.
    Item(ItemId),
    /// A suggestion, by its place among those of the article.
    Offer(usize),
}

impl Marked {
    /// The figure or passage, where it is one.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(item) => Some(item),
            Self::Offer(_) => None,
        }
    }
}

/// A span of the text to draw; the caller keeps marks sorted by start.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What was marked, handed back when it is pointed at.
    pub id: Marked,
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// How it is drawn.
    pub kind: MarkKind,
    /// The colour of its line and lane; a highlight tints the background with it.
    pub colour: Color32,
}

/// Faces, sizes and colours of the reader; lengths in points.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderLook {
    /// Face and size of the text.
    pub body: FontId,
    /// From one line to the next.
    pub line_height: f32,
    /// Widest column of text.
    pub measure: f32,
    /// The page, which highlights tint.
    pub background: Color32,
    /// The text.
    pub text: Color32,
    /// The ring around the reader while keys go to it.
    pub focus: Color32,
    /// Under selected words.
    pub selection: Color32,
    /// Under words jumped to, for a second.
    pub flash: Color32,
    /// Under every hit of a search.
    pub find_hit: Color32,
    /// Under the hit last gone to.
    pub find_current: Color32,
    /// How much of a mark's colour a highlight takes, from 0 to 1.
    pub tint: f32,
}

/// How long a flash lasts, in seconds.
const FLASH_SECS: f64 = 1.0;
/// Space above the first and below the last paragraph, in points.
const PADDING: f32 = 20.0;

/// Where to scroll in the next frame.
#[derive(Clone, Debug, PartialEq)]
enum Pending {
    /// Put the range in view, unless it is, and leave room around it.
    Show(Range<usize>),
    /// Move as little as needed to see the caret.
    Reveal(usize),
    /// Put the byte at the top: the width changed and the reader's place is kept.
    Top(usize),
    /// Points from the top of the article.
    Offset(f32),
}

/// What the reader keeps for one shown article; made anew when the text is another.
pub struct ReaderState {
    text: Arc<str>,
    paragraphs: Paragraphs,
    cache: Cache,
    selection: Option<Selection>,
    press: pointer::Press,
    find: find::Find,
    /// Drawn more strongly: the figure, passage or suggestion that the inspector shows.
    pub active: Option<Marked>,
    /// What a search of all articles found here, in reading order: tinted softly.
    pub found: Arc<Vec<Range<usize>>>,
    flash: Option<(Range<usize>, Option<f64>)>,
    pending: Option<Pending>,
    /// Scroll position in points from the top.
    offset: f32,
    view_height: f32,
    /// First byte of the first paragraph on the screen.
    top_byte: usize,
    /// The column that moving up and down keeps to.
    wanted_x: Option<f32>,
}

impl Default for ReaderState {
    fn default() -> Self {
        Self::new("".into())
    }
}

impl ReaderState {
    /// A reader at the start of `text`, with nothing selected.
    pub fn new(text: Arc<str>) -> Self {
        Self {
            paragraphs: Paragraphs::new(&text),
            text,
            cache: Cache::default(),
            selection: None,
            press: pointer::Press::default(),
            find: find::Find::default(),
            active: None,
            found: Arc::default(),
            flash: None,
            pending: Some(Pending::Offset(0.0)),
            offset: 0.0,
            view_height: 0.0,
            top_byte: 0,
            wanted_x: None,
        }
    }

    /// The selected bytes, on char boundaries; none where only a caret stands.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.selection.filter(|selection| !selection.is_empty()).map(|selection| selection.range())
    }

    /// The byte at which the caret stands, if the reader has one.
    pub fn caret(&self) -> Option<usize> {
        self.selection.map(|selection| selection.focus)
    }

    /// Selects `range`, cut to the text and to char boundaries, or nothing.
    pub fn set_selection(&mut self, range: Option<Range<usize>>) {
        self.wanted_x = None;
        self.selection = range.map(|range| {
            let range = self.within(range);
            Selection { anchor: range.start, focus: range.end }
        });
    }

    /// Scrolls so that `range` is in view, and flashes it for a second.
    ///
    /// Works before the article was ever shown: give the state its text with [`ReaderState::new`].
    pub fn jump_to(&mut self, range: Range<usize>) {
        let range = self.within(range);
        self.flash = Some((range.clone(), None));
        self.pending = Some(Pending::Show(range));
    }

    /// Scrolls so that `range` is in view, without a flash.
    fn show_range(&mut self, range: Range<usize>) {
        self.pending = Some(Pending::Show(range));
    }

    fn within(&self, range: Range<usize>) -> Range<usize> {
        let start = selection::snap(&self.text, range.start);
        start..self.text.ceil_char_boundary(range.end.min(self.text.len())).max(start)
    }

    /// Starts anew where `text` is another than the one shown before, keeping a jump asked for already.
    fn adopt(&mut self, text: &Arc<str>) {
        let same = Arc::ptr_eq(&self.text, text) || self.text == *text;
        if !same {
            *self = Self::new(text.clone());
        } else if !Arc::ptr_eq(&self.text, text) {
            self.text = text.clone();
        }
    }

    fn line_height(&self) -> f32 {
        self.cache.line_height()
    }

    /// The layout of paragraph `index`.
    fn block(&mut self, ui: &Ui, index: usize) -> Arc<Block> {
        self.cache.block(ui, &self.text, &mut self.paragraphs, index).0
    }

    /// The byte nearest to `x` from the left of the column and `y` from the top of the article.
    fn byte_at(&mut self, ui: &Ui, x: f32, y: f64) -> usize {
        let index = self.paragraphs.heights.find(y);
        let block = self.block(ui, index);
        let top = self.paragraphs.heights.top(index);
        self.paragraphs.range(index).start + block.nearest(vec2(x, (y - top) as f32))
    }

    /// Lays out what will be on the screen around paragraph `index` once it is shown, so that its place is
    /// exact and stays so.
    fn lay_out_around(&mut self, ui: &Ui, index: usize) {
        let height = self.view_height;
        self.lay_out(ui, (0..index).rev(), height * 0.4);
        self.lay_out(ui, index..self.paragraphs.len(), height * 0.8);
    }

    fn lay_out(&mut self, ui: &Ui, indices: impl Iterator<Item = usize>, height: f32) {
        let mut covered = 0.0;
        for index in indices {
            if covered > height {
                break;
            }
            self.block(ui, index);
            covered += self.paragraphs.heights.get(index);
        }
    }

    /// From top to bottom, where the line of `byte` is, in points from the top of the article.
    fn line_span(&mut self, ui: &Ui, byte: usize) -> Rangef {
        let index = self.paragraphs.at(byte);
        self.lay_out_around(ui, index);
        let local = byte - self.paragraphs.range(index).start;
        let caret = self.block(ui, index).caret(local);
        let top = self.paragraphs.heights.top(index) as f32 + PADDING;
        Rangef::new(top + caret.top(), top + caret.bottom())
    }

    /// The scroll position that `pending` asks for; none where everything is in view already.
    fn resolve(&mut self, ui: &Ui, pending: Pending) -> Option<f32> {
        let height = self.view_height;
        let slack = self.line_height() / 2.0;
        match pending {
            Pending::Offset(offset) => Some(offset),
            Pending::Top(byte) => Some(self.line_span(ui, byte).min - PADDING),
            Pending::Show(range) => {
                let line = self.line_span(ui, range.start);
                let seen = line.min >= self.offset + slack && line.max <= self.offset + height * 0.9;
                (!seen).then_some(line.min - height * 0.3)
            }
            Pending::Reveal(byte) => {
                let line = self.line_span(ui, byte);
                let down = line.max + slack - (self.offset + height);
                let up = self.offset - (line.min - slack);
                if up > 0.0 { Some(self.offset - up) } else { (down > 0.0).then_some(self.offset + down) }
            }
        }
    }

    /// The scroll position to force in this frame, within the article.
    fn scroll(&mut self, ui: &Ui) -> Option<f32> {
        let pending = self.pending.take()?;
        let offset = self.resolve(ui, pending)?;
        // A fraction of a point past the end, and the scroll area springs back for ever.
        let last = (self.total() - self.view_height).floor().max(0.0);
        Some(offset.clamp(0.0, last))
    }

    fn total(&self) -> f32 {
        self.paragraphs.heights.total() as f32 + 2.0 * PADDING
    }

    /// Takes over width and faces; estimates heights anew and keeps the place where they changed.
    fn fit(&mut self, ui: &Ui, look: &ReaderLook, available: Vec2) -> f32 {
        let room = (available.x - 2.0 * marks::MARGIN - ui.spacing().scroll.allocated_width()).max(40.0);
        let width = room.min(look.measure).floor();
        let letter_height = ui.fonts_mut(|fonts| fonts.row_height(&look.body));
        let setting =
            Setting { font: look.body.clone(), line_height: look.line_height, letter_height, width };
        self.view_height = available.y;
        if self.cache.renew(ui, &setting) == Stale::Sizes {
            let chars_per_line = (width / (look.body.size * 0.47)).max(1.0);
            self.paragraphs.estimate(&self.text, look.line_height, chars_per_line);
            if self.pending.is_none() && self.top_byte > 0 {
                self.pending = Some(Pending::Top(self.top_byte));
            }
        }
        width
    }
}

/// A paragraph on the screen.
struct Shown {
    index: usize,
    /// All its bytes.
    bytes: Range<usize>,
    /// The bytes that are drawn.
    body: Range<usize>,
    block: Arc<Block>,
    left: f32,
    top: f32,
    width: f32,
}

impl Shown {
    fn rect(&self) -> Rect {
        Rect::from_min_size(pos2(self.left, self.top), vec2(self.width, self.block.height))
    }

    /// Rectangles on the screen that cover `bytes` of the article.
    fn rects(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let start = bytes.start.clamp(self.body.start, self.body.end) - self.body.start;
        let end = bytes.end.clamp(self.body.start, self.body.end) - self.body.start;
        let offset = vec2(self.left, self.top);
        self.block.rects(&(start..end)).into_iter().map(|rect| rect.translate(offset)).collect()
    }

    fn caret(&self, byte: usize) -> Rect {
        let local = byte.clamp(self.body.start, self.body.end) - self.body.start;
        self.block.caret(local).translate(vec2(self.left, self.top))
    }
}

/// What happened in the reader in this frame.
pub struct ReaderResponse {
    /// The reader as a widget: focus, hover, context menu.
    pub response: Response,
    /// Whether the selection or caret differs from the frame before.
    pub selection_changed: bool,
    /// Whether the pointer has just let go of a selection: the moment for a toolbar.
    pub selection_finished: bool,
    /// The marks under a click, innermost first.
    pub clicked: Vec<Marked>,
    /// The marks under a double click, innermost first.
    pub double_clicked: Vec<Marked>,
    /// The marks under a secondary click, innermost first.
    pub secondary_clicked: Vec<Marked>,
    /// The marks under the pointer, innermost first.
    pub hovered: Vec<Marked>,
    /// Around the selected words on the screen; none where none are in view.
    pub selection_rect: Option<Rect>,
    /// The bytes of the paragraphs on the screen.
    pub visible: Range<usize>,
}

/// Draws `text` with `marks`, which are sorted by start, in all the room that `ui` has left.
pub fn ui(
    ui: &mut Ui,
    text: &Arc<str>,
    marks: &[Mark],
    look: &ReaderLook,
    state: &mut ReaderState,
) -> ReaderResponse {
    state.adopt(text);
    let id = ui.make_persistent_id("article text");
    let before = state.selection;
    let available = ui.available_size();
    let width = state.fit(ui, look, available);
    keyboard::handle(ui, id, state);
    state.advance_find(ui);
    let forced = state.scroll(ui);
    let style = quiet_scrolling(ui);
    let mut area = ScrollArea::vertical().id_salt("article scroll").auto_shrink(false);
    if let Some(offset) = forced {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, view| {
        let room = ui.available_width();
        ui.set_min_size(vec2(room, state.total()));
        let left = (ui.max_rect().left() + ((room - width) / 2.0).max(marks::MARGIN)).round();
        page_ui(ui, id, view, Rangef::new(left, left + width), marks, look, state)
    });
    ui.spacing_mut().scroll = style;
    state.offset = output.state.clamped_offset().y;
    state.view_height = output.inner_rect.height();
    let mut response = output.inner;
    response.selection_changed = before != state.selection;
    response
}

/// Stops egui from fading the edges into the colour of the panel, which need not be that of the page, and
/// from springing back when an article turns out shorter than estimated. Gives the style to put back.
fn quiet_scrolling(ui: &mut Ui) -> ScrollStyle {
    let scroll = &mut ui.spacing_mut().scroll;
    let before = *scroll;
    scroll.fade.strength = 0.0;
    scroll.kinetic.rubber_band = false;
    before
}

/// Draws the part of the article in `view` (points of the article) in the column `x` of the screen.
fn page_ui(
    ui: &mut Ui,
    id: Id,
    view: Rect,
    x: Rangef,
    marks: &[Mark],
    look: &ReaderLook,
    state: &mut ReaderState,
) -> ReaderResponse {
    let clip = ui.clip_rect();
    let area = Rect::from_x_y_ranges(ui.max_rect().x_range(), clip.y_range()).intersect(clip);
    let response = ui.interact(area, id, Sense::click_and_drag());
    if response.gained_focus() && state.selection.is_none() {
        state.selection = Some(Selection::caret(state.top_byte));
    }
    let top = ui.min_rect().top() + view.top();
    let shown = show(ui, view, top, x, state);
    pointer::handle(ui, &response, &shown, state);
    let visible = shown.first().map_or(0, |s| s.bytes.start)..shown.last().map_or(0, |s| s.bytes.end);
    state.top_byte = shown.iter().find(|s| s.top + s.block.height > top).map_or(0, |s| s.bytes.start);
    let placed = marks::place(marks, &visible);
    let painter = ui.painter_at(clip);
    marks::paint_under(&painter, &placed, &shown, look, state);
    paint_state(ui, &painter, &shown, look, state);
    marks::paint_lines(&painter, &placed, &shown);
    paint_text(&painter, &shown, look, clip);
    if response.has_focus() {
        paint_focus(&painter, &shown, area, look, state);
    }
    access::describe(ui, &response, &shown, state);
    answer(response, &shown, &placed, state, visible)
}

/// Lays out the paragraphs in view and says where each is on the screen.
///
/// Where a paragraph above the top turns out taller than estimated, what is in view stays in its place
/// and the scroll position is put right in the next frame.
fn show(ui: &Ui, view: Rect, screen_top: f32, x: Rangef, state: &mut ReaderState) -> Vec<Shown> {
    let view_top = f64::from(view.top() - PADDING);
    let mut index = state.paragraphs.heights.find(view_top);
    let mut y = state.paragraphs.heights.top(index);
    let mut drift = 0.0;
    let crosses = y < view_top;
    loop {
        let (_, grown) = state.cache.block(ui, &state.text, &mut state.paragraphs, index);
        if crosses {
            y -= grown;
            drift += grown;
        }
        if y <= view_top || index == 0 {
            break;
        }
        index -= 1;
        y -= f64::from(state.paragraphs.heights.get(index));
    }
    if drift.abs() > 0.5 && state.pending.is_none() {
        state.pending = Some(Pending::Offset(view.top() + drift as f32));
        ui.ctx().request_repaint();
    }
    let mut shown = Vec::new();
    let view_bottom = view_top + f64::from(view.height());
    let first = index;
    while index < state.paragraphs.len() && (y < view_bottom || shown.is_empty()) {
        let block = state.block(ui, index);
        let (bytes, body) = (state.paragraphs.range(index), state.paragraphs.body(&state.text, index));
        let top = (screen_top + (y - view_top) as f32).round_to_pixels(ui.pixels_per_point());
        y += f64::from(state.paragraphs.heights.get(index));
        shown.push(Shown { index, bytes, body, block, left: x.min, top, width: x.span() });
        index += 1;
    }
    state.cache.keep_near(&(first..index));
    shown
}

/// The hits, in reading order, that reach into some bytes, with their places among all.
fn reaching<'a>(
    hits: &'a [Range<usize>],
    visible: &Range<usize>,
) -> impl Iterator<Item = (usize, &'a Range<usize>)> {
    let first = hits.partition_point(|hit| hit.end <= visible.start);
    let end = visible.end;
    hits.iter().enumerate().skip(first).take_while(move |(_, hit)| hit.start < end)
}

/// Paints what lies between highlights and text: hits, flash, selection.
fn paint_state(ui: &Ui, painter: &Painter, shown: &[Shown], look: &ReaderLook, state: &mut ReaderState) {
    let visible = shown.first().map_or(0, |s| s.bytes.start)..shown.last().map_or(0, |s| s.bytes.end);
    for (_, hit) in reaching(&state.found, &visible) {
        marks::each_rect(shown, hit, |rect| {
            painter.rect_filled(rect.expand(1.0), 2.0, look.find_hit);
        });
    }
    for (index, hit) in reaching(&state.find.hits, &visible) {
        let current = state.find.current == Some(index);
        let fill = if current { look.find_current } else { look.find_hit };
        marks::each_rect(shown, hit, |rect| {
            painter.rect_filled(rect.expand(1.0), 2.0, fill);
        });
    }
    paint_flash(ui, painter, shown, look, state);
    if let Some(range) = state.selection() {
        marks::each_rect(shown, &range, |rect| {
            painter.rect_filled(rect.expand2(vec2(0.0, 1.0)), 0.0, look.selection);
        });
        paint_selected_breaks(painter, shown, look, &range);
    }
}

/// Shows a selected line break as a narrow stub, as editors do.
fn paint_selected_breaks(painter: &Painter, shown: &[Shown], look: &ReaderLook, range: &Range<usize>) {
    for piece in shown.iter().filter(|s| range.start <= s.body.end && range.end > s.body.end) {
        if piece.body.end < piece.bytes.end {
            let caret = piece.caret(piece.body.end);
            let stub = Rect::from_min_max(caret.left_top(), caret.right_bottom() + vec2(5.0, 0.0));
            painter.rect_filled(stub.expand2(vec2(0.0, 1.0)), 0.0, look.selection);
        }
    }
}

fn paint_flash(ui: &Ui, painter: &Painter, shown: &[Shown], look: &ReaderLook, state: &mut ReaderState) {
    let Some((range, until)) = &mut state.flash else { return };
    let now = ui.input(|input| input.time);
    let until = *until.get_or_insert(now + FLASH_SECS);
    if now >= until {
        state.flash = None;
        return;
    }
    marks::each_rect(shown, range, |rect| {
        painter.rect_filled(rect.expand(2.0), 3.0, look.flash);
    });
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(until - now));
}

fn paint_text(painter: &Painter, shown: &[Shown], look: &ReaderLook, clip: Rect) {
    for piece in shown {
        for (pos, galley) in &piece.block.pieces {
            let at = *pos + vec2(piece.left, piece.top);
            if at.y < clip.bottom() && at.y + galley.size().y.max(look.line_height) > clip.top() {
                painter.galley(at, galley.clone(), look.text);
            }
        }
    }
}

/// The caret and a ring around the page: where keys go is always in sight.
fn paint_focus(painter: &Painter, shown: &[Shown], area: Rect, look: &ReaderLook, state: &ReaderState) {
    let ring = Stroke::new(1.0, look.focus);
    painter.rect_stroke(area.shrink(1.0), 2.0, ring, eframe::egui::StrokeKind::Inside);
    let Some(caret) = state.caret() else { return };
    let last = state.paragraphs.len() - 1;
    let holds = |s: &&Shown| s.bytes.contains(&caret) || (s.index == last && caret >= s.bytes.end);
    if let Some(piece) = shown.iter().find(holds) {
        let rect = piece.caret(caret);
        painter.vline(rect.left().round() + 0.5, rect.y_range(), Stroke::new(1.5, look.text));
    }
}

fn answer(
    response: Response,
    shown: &[Shown],
    placed: &[marks::Placed<'_>],
    state: &ReaderState,
    visible: Range<usize>,
) -> ReaderResponse {
    let under = |asked: bool| -> Vec<Marked> {
        let byte = response.hover_pos().or(response.interact_pointer_pos()).filter(|_| asked);
        let byte = byte.and_then(|pos| pointer::byte_under(shown, pos));
        byte.map_or_else(Vec::new, |byte| marks::at(placed, byte).map(|mark| mark.id).collect())
    };
    let mut selection_rect = Rect::NOTHING;
    if let Some(range) = state.selection() {
        marks::each_rect(shown, &range, |rect| selection_rect |= rect.intersect(response.rect));
    }
    ReaderResponse {
        selection_changed: false,
        selection_finished: state.press.finished && state.selection().is_some(),
        clicked: under(response.clicked() && state.selection().is_none()),
        double_clicked: under(response.double_clicked()),
        secondary_clicked: under(response.secondary_clicked()),
        hovered: under(response.hovered() && !response.dragged()),
        selection_rect: selection_rect.is_positive().then_some(selection_rect),
        visible,
        response,
    }
}
