//! Owns the selection as bytes and how far one grapheme, word or line goes. Knows text, not the screen.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::paragraphs::Paragraphs;

/// Where a selection began and where its caret is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    pub anchor: usize,
    pub focus: usize,
}

impl Selection {
    pub fn caret(at: usize) -> Self {
        Self { anchor: at, focus: at }
    }

    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.focus)..self.anchor.max(self.focus)
    }

    pub fn is_empty(&self) -> bool {
        self.anchor == self.focus
    }
}

/// By what a drag extends the selection: set by one, two or three presses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grain {
    #[default]
    Grapheme,
    Word,
    Line,
}

/// The nearest char boundary at or before `byte`, within `text`.
pub(super) fn snap(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte)
}

/// The grapheme boundary after `byte`, stepping over a run of blank lines at once.
pub(super) fn next_grapheme(text: &str, paragraphs: &Paragraphs, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    let next = cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len());
    let index = paragraphs.at(next);
    let range = paragraphs.range(index);
    let inside_blank = paragraphs.body(text, index).is_empty() && next > range.start;
    if inside_blank { range.end } else { next }
}

/// The grapheme boundary before `byte`, stepping over a run of blank lines at once.
pub(super) fn previous_grapheme(text: &str, paragraphs: &Paragraphs, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    let previous = cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0);
    let index = paragraphs.at(previous);
    let range = paragraphs.range(index);
    let blank = paragraphs.body(text, index).is_empty();
    if blank { range.start } else { previous.min(paragraphs.body(text, index).end) }
}

/// The word around `byte`, or the space or mark there.
pub(super) fn word_at(text: &str, paragraphs: &Paragraphs, byte: usize) -> Range<usize> {
    let body = paragraphs.body(text, paragraphs.at(byte));
    let bounds = text[body.clone()].split_word_bound_indices();
    let words = bounds.map(|(at, word)| body.start + at..body.start + at + word.len());
    let mut last = body.start..body.start;
    for word in words {
        if byte < word.end {
            return word;
        }
        last = word;
    }
    last
}

/// The start of the next word after `byte`, over paragraphs.
pub(super) fn next_word(text: &str, paragraphs: &Paragraphs, byte: usize) -> usize {
    for index in paragraphs.at(byte)..paragraphs.len() {
        let body = paragraphs.body(text, index);
        let mut words = text[body.clone()].unicode_word_indices().map(|(at, _)| body.start + at);
        if let Some(start) = words.find(|start| *start > byte) {
            return start;
        }
        if byte < body.end && !body.is_empty() {
            return body.end;
        }
    }
    text.len()
}

/// The start of the word before `byte`, over paragraphs.
pub(super) fn previous_word(text: &str, paragraphs: &Paragraphs, byte: usize) -> usize {
    for index in (0..=paragraphs.at(byte)).rev() {
        let body = paragraphs.body(text, index);
        let words = text[body.clone()].unicode_word_indices().map(|(at, _)| body.start + at);
        if let Some(start) = words.take_while(|start| *start < byte).last() {
            return start;
        }
    }
    0
}

/// What a press with `grain` at `byte` selects.
pub(super) fn grained(text: &str, paragraphs: &Paragraphs, byte: usize, grain: Grain) -> Range<usize> {
    match grain {
        Grain::Grapheme => byte..byte,
        Grain::Word => word_at(text, paragraphs, byte),
        Grain::Line => paragraphs.line(text, paragraphs.at(byte)),
    }
}

/// The selection from where it was first pressed to where the pointer is now.
pub(super) fn extended(first: &Range<usize>, now: &Range<usize>) -> Selection {
    if now.start < first.start {
        Selection { anchor: first.end, focus: now.start }
    } else {
        Selection { anchor: first.start, focus: now.end.max(first.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<usize> {
        let paragraphs = Paragraphs::new(text);
        let mut at = 0;
        let mut found = vec![];
        while at < text.len() {
            at = next_word(text, &paragraphs, at);
            found.push(at);
        }
        found
    }

    #[test]
    fn words_step_over_marks_and_lines() {
        assert_eq!(words("At least 27,585 killed."), [3, 9, 16, 23]);
        assert_eq!(words("one\n\n\ntwo"), [3, 6, 9]);
    }

    #[test]
    fn a_word_is_found_back() {
        let text = "one\n\ntwo שלום עולם";
        let paragraphs = Paragraphs::new(text);
        assert_eq!(previous_word(text, &paragraphs, text.len()), 18);
        assert_eq!(previous_word(text, &paragraphs, 5), 0);
        assert_eq!(previous_word(text, &paragraphs, 0), 0);
        assert_eq!(&text[word_at(text, &paragraphs, 19)], "עולם");
    }

    #[test]
    fn a_figure_is_one_word() {
        let text = "killed 27,585 people";
        assert_eq!(&text[word_at(text, &Paragraphs::new(text), 9)], "27,585");
    }

    #[test]
    fn graphemes_are_never_cut() {
        let text = "a👩‍👩‍👧e\u{301}\n\n\nb";
        let paragraphs = Paragraphs::new(text);
        let mut forward = vec![0];
        while forward[forward.len() - 1] < text.len() {
            forward.push(next_grapheme(text, &paragraphs, forward[forward.len() - 1]));
        }
        let mut back = vec![text.len()];
        while back[back.len() - 1] > 0 {
            back.push(previous_grapheme(text, &paragraphs, back[back.len() - 1]));
        }
        back.reverse();
        assert_eq!(forward, [0, 1, 19, 22, 23, 25, 26]);
        assert_eq!(forward, back);
    }

    #[test]
    fn dragging_back_over_the_first_word_keeps_it() {
        assert_eq!(extended(&(5..8), &(1..3)).range(), 1..8);
        assert_eq!(extended(&(5..8), &(9..12)).range(), 5..12);
    }
}
