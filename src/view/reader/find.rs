//! Owns finding words in one article: case, accents, kinds of spaces and quotation marks do not matter,
//! and every hit is an exact byte range. Knows no screen, except for the bar at the end.

use std::ops::Range;

use eframe::egui::{Key, Ui};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::ReaderState;
use super::paragraphs::Paragraphs;
use crate::view::field;

/// Bytes searched in one frame.
const SLICE: usize = 384 * 1024;

/// A search under way or done, with its hits.
#[derive(Default)]
pub(super) struct Find {
    /// As typed.
    pub query: String,
    folded: String,
    pub hits: Vec<Range<usize>>,
    /// Index of the hit last gone to.
    pub current: Option<usize>,
    /// Paragraphs searched so far.
    searched: usize,
    /// Whether the first hit is still to be shown.
    wants_first: bool,
}

impl Find {
    /// Begins a search for `query`; an empty one finds nothing.
    pub fn start(&mut self, query: &str) {
        if query != self.query {
            let folded = fold(query).text;
            *self = Self { query: query.to_owned(), folded, wants_first: true, ..Self::default() };
        }
    }

    /// Whether everything has been searched.
    pub fn is_done(&self, paragraphs: &Paragraphs) -> bool {
        self.folded.trim().is_empty() || self.searched >= paragraphs.len()
    }

    /// Searches `budget` bytes further.
    pub fn advance(&mut self, text: &str, paragraphs: &Paragraphs, budget: usize) {
        let mut left = budget;
        while !self.is_done(paragraphs) {
            let range = paragraphs.range(self.searched);
            self.searched += 1;
            self.search(text, &range);
            left = left.saturating_sub(range.len().max(1));
            if left == 0 {
                break;
            }
        }
    }

    /// Searches one paragraph, and so far into the next as a hit that begins here may reach.
    fn search(&mut self, text: &str, range: &Range<usize>) {
        let reach = if text[..range.end].ends_with('\n') { 0 } else { self.folded.len() * 4 + 16 };
        let end = text.floor_char_boundary(range.end.saturating_add(reach).min(text.len()));
        let hits = hits(&text[range.start..end], &self.folded);
        let placed = hits.into_iter().map(|hit| range.start + hit.start..range.start + hit.end);
        let after = self.hits.last().map_or(0, |last| last.end);
        self.hits.extend(placed.filter(|hit| hit.start < range.end && hit.start >= after));
    }
}

fn hits(text: &str, folded: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase().replace(['\n', '\t'], " ");
        return lower.match_indices(folded).map(|(at, _)| at..at + folded.len()).collect();
    }
    let page = fold(text);
    let found = page.text.match_indices(folded);
    found.filter_map(|(at, _)| page.source(at..at + folded.len(), text)).collect()
}

/// A text made comparable, and where each of its bytes comes from.
struct Folded {
    text: String,
    /// For each byte of `text`, the byte in the source at which its character begins.
    from: Vec<u32>,
}

impl Folded {
    /// The source of `bytes`; accents on the last letter belong to it. None inside a character.
    fn source(&self, bytes: Range<usize>, source: &str) -> Option<Range<usize>> {
        let start = self.from[bytes.start] as usize;
        let starts_inside = bytes.start > 0 && self.from[bytes.start - 1] as usize == start;
        let end = self.from.get(bytes.end).map_or(source.len(), |from| *from as usize);
        let last = self.from[bytes.end - 1] as usize;
        let ends_inside = end == last;
        let end = if end == source.len() { last_end(source, last) } else { end };
        (!starts_inside && !ends_inside).then_some(start..end)
    }
}

/// The end of the letter at `last`, with the accents after it.
fn last_end(source: &str, last: usize) -> usize {
    let mut chars = source[last..].char_indices().skip(1);
    let rest = chars.find(|(_, c)| !is_dropped(*c));
    rest.map_or(source.len(), |(at, _)| last + at)
}

fn fold(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
    for (at, c) in text.char_indices() {
        decompose_canonical(c, |part| {
            if is_dropped(part) {
                return;
            }
            for lower in part.to_lowercase() {
                folded.text.push(plain(lower));
            }
        });
        folded.from.resize(folded.text.len(), at as u32);
    }
    folded
}

/// Accents and characters without width: they do not count.
fn is_dropped(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{640}')
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '‐' | '‑' | '–' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

impl ReaderState {
    /// Looks for `query` in the article: case and accents do not matter. Long articles are searched over
    /// several frames; the hits appear as they are found, and the first is shown.
    pub fn find(&mut self, query: &str) {
        self.find.start(query);
    }

    /// The words last looked for.
    pub fn find_query(&self) -> &str {
        &self.find.query
    }

    /// The hits found so far, as byte ranges in reading order.
    pub fn hits(&self) -> &[Range<usize>] {
        &self.find.hits
    }

    /// Which of [`Self::hits`] was last gone to.
    pub fn current_hit(&self) -> Option<usize> {
        self.find.current
    }

    /// Goes to the next hit, from the last to the first; gives its bytes.
    pub fn next_hit(&mut self) -> Option<Range<usize>> {
        self.step_hit(1)
    }

    /// Goes to the previous hit, from the first to the last; gives its bytes.
    pub fn previous_hit(&mut self) -> Option<Range<usize>> {
        self.step_hit(-1)
    }

    fn step_hit(&mut self, step: isize) -> Option<Range<usize>> {
        let count = self.find.hits.len() as isize;
        if count == 0 {
            return None;
        }
        let from_caret = || {
            let caret = self.selection.map_or(self.top_byte, |selection| selection.focus);
            let after = self.find.hits.partition_point(|hit| hit.start < caret) as isize;
            if step > 0 { after } else { after - 1 }
        };
        let next = self.find.current.map_or_else(from_caret, |current| current as isize + step);
        let index = next.rem_euclid(count) as usize;
        self.find.current = Some(index);
        let hit = self.find.hits[index].clone();
        self.show_range(hit.clone());
        Some(hit)
    }

    /// Searches a slice further; asks for another frame while there is more.
    pub(super) fn advance_find(&mut self, ui: &Ui) {
        if self.find.is_done(&self.paragraphs) {
            return;
        }
        self.find.advance(&self.text, &self.paragraphs, SLICE);
        let done = self.find.is_done(&self.paragraphs);
        let reached = self.find.hits.last().is_some_and(|hit| hit.start >= self.top_byte);
        if self.find.wants_first && (reached || done) {
            self.find.wants_first = false;
            self.step_hit(1);
        }
        if !done {
            ui.ctx().request_repaint();
        }
    }
}

/// What the buttons and the count beside the field of the find bar need, in points.
const BESIDE: f32 = 270.0;

/// What the find bar was asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindBar {
    /// The reader pressed Escape or the close button.
    pub closed: bool,
}

/// Draws the find bar: a field, the number of hits, previous, next and close.
///
/// `query` is the text being typed; `take_focus` moves the keyboard into the field.
pub fn find_bar_ui(ui: &mut Ui, query: &mut String, take_focus: bool, state: &mut ReaderState) -> FindBar {
    ui.horizontal(|ui| {
        let label = ui.label("Find");
        let width = (ui.available_width() - BESIDE).clamp(90.0, 220.0);
        let edit = field::single_ui(ui, query, "Words in this article", width).labelled_by(label.id);
        if take_focus {
            edit.request_focus();
        }
        if edit.changed() || state.find_query() != query.as_str() {
            state.find(query);
        }
        let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
        if edit.lost_focus() && enter {
            if shift {
                state.previous_hit()
            } else {
                state.next_hit()
            };
            edit.request_focus();
        }
        ui.weak(count_words(state));
        if ui.button("Previous").on_hover_text("Previous hit (Shift+Enter)").clicked() {
            state.previous_hit();
        }
        if ui.button("Next").on_hover_text("Next hit (Enter)").clicked() {
            state.next_hit();
        }
        let escaped = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        let closed = ui.button("Close").on_hover_text("Close the find bar (Esc)").clicked() || escaped;
        FindBar { closed }
    })
    .inner
}

fn count_words(state: &ReaderState) -> String {
    let count = state.hits().len();
    match (state.find_query().trim().is_empty(), state.current_hit()) {
        (true, _) => String::new(),
        (_, Some(current)) => format!("{} of {count}", current + 1),
        (_, None) if count == 0 => "Not found".to_owned(),
        (_, None) => format!("{count} found"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        let paragraphs = Paragraphs::new(text);
        let mut find = Find::default();
        find.start(query);
        find.advance(text, &paragraphs, usize::MAX);
        find.hits.into_iter().map(|hit| &text[hit]).collect()
    }

    #[test]
    fn case_accents_spaces_and_quotes_do_not_matter() {
        assert_eq!(found("Killed, KILLED and unkilled", "killed").len(), 3);
        assert_eq!(found("Rafaḥ, Rafah\u{323}, rafah", "RAFAH"), ["Rafaḥ", "Rafah\u{323}", "rafah"]);
        assert_eq!(found("about 27\u{a0}585 people", "27 585"), ["27\u{a0}585"]);
        assert_eq!(found("Israel’s plan", "israel's"), ["Israel’s"]);
        assert_eq!(found("قُتِلَ 23 شخصاً", "قتل"), ["قُتِلَ"]);
    }

    #[test]
    fn hits_are_exact_at_both_ends() {
        assert_eq!(found("İstanbul ß é", "stanbul"), ["stanbul"]);
        assert_eq!(found("x 한국 y", "한국"), ["한국"]);
        assert_eq!(found("aaa", "aa"), ["aa"]);
        assert!(found("anything", "  ").is_empty());
        assert!(found("", "a").is_empty());
    }

    #[test]
    fn a_hit_over_a_cut_in_a_long_line_is_found_once() {
        let text = "x".repeat(4090) + "needleneedle" + &"y".repeat(9000);
        assert_eq!(found(&text, "needle").len(), 2);
    }

    #[test]
    fn random_texts_give_hits_on_char_boundaries() {
        let letters = ["a", "é", "e\u{301}", "ش", "\u{64e}", "ß", "İ", "한", " ", "\n", "👩‍👧"];
        let mut seed = 7_u64;
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % n
        };
        for _ in 0..400 {
            let text: String = (0..40).map(|_| letters[next(letters.len())]).collect();
            let query: String = (0..1 + next(3)).map(|_| letters[next(letters.len())]).collect();
            found(&text, &query);
        }
    }
}
