//! Owns what keys do in the reader when it has the focus. Knows no marks.

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Ui, vec2};

use super::selection::{self, Selection};
use super::{Pending, ReaderState};

/// A key that moves the caret or acts on the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Move(Step, bool),
    SelectAll,
    Copy,
    Clear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Left,
    Right,
    WordLeft,
    WordRight,
    Lines(i32),
    Pages(i32),
    LineStart,
    LineEnd,
    Start,
    End,
}

/// Carries out the keys pressed since the last frame and takes them from the others.
pub(super) fn handle(ui: &Ui, id: Id, state: &mut ReaderState) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let has_selection = state.selection().is_some();
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: has_selection };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let mut presses = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match press(event, has_selection) {
            Some(press) => {
                presses.push(press);
                false
            }
            None => true,
        });
    });
    for press in presses {
        carry_out(ui, state, press);
    }
}

fn press(event: &Event, has_selection: bool) -> Option<Press> {
    match event {
        Event::Copy => has_selection.then_some(Press::Copy),
        Event::Key { key, pressed: true, modifiers, .. } => key_press(*key, *modifiers, has_selection),
        _ => None,
    }
}

fn key_press(key: Key, modifiers: Modifiers, has_selection: bool) -> Option<Press> {
    if modifiers.alt {
        return None;
    }
    let command = modifiers.command;
    match key {
        Key::A if command && !modifiers.shift => return Some(Press::SelectAll),
        Key::Escape if has_selection => return Some(Press::Clear),
        _ => {}
    }
    let step = match key {
        Key::ArrowLeft if command => Step::WordLeft,
        Key::ArrowRight if command => Step::WordRight,
        Key::ArrowLeft => Step::Left,
        Key::ArrowRight => Step::Right,
        Key::ArrowUp if !command => Step::Lines(-1),
        Key::ArrowDown if !command => Step::Lines(1),
        Key::PageUp if !command => Step::Pages(-1),
        Key::PageDown if !command => Step::Pages(1),
        Key::Home if command => Step::Start,
        Key::End if command => Step::End,
        Key::Home => Step::LineStart,
        Key::End => Step::LineEnd,
        _ => return None,
    };
    Some(Press::Move(step, modifiers.shift))
}

fn carry_out(ui: &Ui, state: &mut ReaderState, press: Press) {
    match press {
        Press::SelectAll => state.selection = Some(Selection { anchor: 0, focus: state.text.len() }),
        Press::Clear => state.selection = state.selection.map(|selection| Selection::caret(selection.focus)),
        Press::Copy => {
            if let Some(range) = state.selection() {
                ui.copy_text(state.text[range].to_owned());
            }
        }
        Press::Move(step, extend) => move_caret(ui, state, step, extend),
    }
}

fn move_caret(ui: &Ui, state: &mut ReaderState, step: Step, extend: bool) {
    let from = state.selection.unwrap_or_else(|| Selection::caret(state.top_byte));
    if !matches!(step, Step::Lines(_) | Step::Pages(_)) {
        state.wanted_x = None;
    }
    let leaves_selection = !extend && !from.is_empty();
    let to = match step {
        Step::Left | Step::Right if leaves_selection => {
            let forward = (step == Step::Right) != is_rtl(ui, state, from.focus);
            if forward { from.range().end } else { from.range().start }
        }
        _ => target(ui, state, step, from.focus),
    };
    let anchor = if extend { from.anchor } else { to };
    state.selection = Some(Selection { anchor, focus: to });
    if !matches!(step, Step::Pages(_)) {
        state.pending = Some(Pending::Reveal(to));
    }
}

fn target(ui: &Ui, state: &mut ReaderState, step: Step, from: usize) -> usize {
    let turned = is_rtl(ui, state, from);
    let (text, paragraphs) = (&*state.text.clone(), &state.paragraphs);
    match step {
        Step::Left if turned => selection::next_grapheme(text, paragraphs, from),
        Step::Right if turned => selection::previous_grapheme(text, paragraphs, from),
        Step::Left => selection::previous_grapheme(text, paragraphs, from),
        Step::Right => selection::next_grapheme(text, paragraphs, from),
        Step::WordLeft if turned => selection::next_word(text, paragraphs, from),
        Step::WordRight if turned => selection::previous_word(text, paragraphs, from),
        Step::WordLeft => selection::previous_word(text, paragraphs, from),
        Step::WordRight => selection::next_word(text, paragraphs, from),
        Step::Lines(count) => vertical(ui, state, from, count as f32 * state.line_height()),
        Step::Pages(count) => page(ui, state, from, count),
        Step::LineStart => line_edge(ui, state, from, false),
        Step::LineEnd => line_edge(ui, state, from, true),
        Step::Start => 0,
        Step::End => text.len(),
    }
}

/// Whether the caret stands in text read from right to left.
fn is_rtl(ui: &Ui, state: &mut ReaderState, byte: usize) -> bool {
    let index = state.paragraphs.at(byte);
    let local = byte - state.paragraphs.range(index).start;
    let block = state.block(ui, index);
    let line = &block.lines[block.line_of(local)];
    let next = line.clusters.partition_point(|cluster| cluster.bytes.start < local);
    line.clusters.get(next).or(line.clusters.last()).is_some_and(|cluster| cluster.rtl)
}

/// The start of the line on the screen, or its end before the space at which it is wrapped.
fn line_edge(ui: &Ui, state: &mut ReaderState, byte: usize, end: bool) -> usize {
    let index = state.paragraphs.at(byte);
    let start = state.paragraphs.range(index).start;
    let block = state.block(ui, index);
    let at = block.line_of(byte - start);
    let line = &block.lines[at];
    if !end {
        return start + line.bytes.start;
    }
    start + block.seen_end(line)
}

/// The byte `points` above or below `byte`, keeping to the column where the moving began.
fn vertical(ui: &Ui, state: &mut ReaderState, byte: usize, points: f32) -> usize {
    let index = state.paragraphs.at(byte);
    let start = state.paragraphs.range(index).start;
    let block = state.block(ui, index);
    let caret = block.caret(byte - start);
    let x = *state.wanted_x.get_or_insert(caret.left());
    let line = block.line_of(byte - start) as i32;
    let near = line + points.signum() as i32;
    let one = points.abs() <= state.line_height();
    if one && (0..block.lines.len() as i32).contains(&near) {
        let y = block.lines[near as usize].top + state.line_height() / 2.0;
        return start + block.nearest(vec2(x, y));
    }
    if one {
        return neighbour(ui, state, index, x, points > 0.0);
    }
    let y = state.paragraphs.heights.top(index) + f64::from(caret.center().y + points);
    state.byte_at(ui, x, y)
}

/// The byte at `x` in the first or last line of the text paragraph beside `index`.
fn neighbour(ui: &Ui, state: &mut ReaderState, index: usize, x: f32, down: bool) -> usize {
    let mut beside = if down { index + 1 } else { index.wrapping_sub(1) };
    while beside < state.paragraphs.len() {
        let body = state.paragraphs.body(&state.text, beside);
        if !body.is_empty() {
            let block = state.block(ui, beside);
            let line = if down { block.lines.first() } else { block.lines.last() };
            let y = line.map_or(0.0, |line| line.top + state.line_height() / 2.0);
            return body.start + block.nearest(vec2(x, y));
        }
        beside = if down { beside + 1 } else { beside.wrapping_sub(1) };
    }
    if down { state.text.len() } else { 0 }
}

fn page(ui: &Ui, state: &mut ReaderState, byte: usize, count: i32) -> usize {
    let height = (state.view_height - 2.0 * state.line_height()).max(state.line_height());
    let points = height * count as f32;
    state.pending = Some(Pending::Offset(state.offset + points));
    vertical(ui, state, byte, points)
}
