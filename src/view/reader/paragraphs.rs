//! Owns how an article is cut into paragraphs and how tall each is. Knows no fonts and no screen.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Longest stretch of text laid out as one block, in bytes: a longer line is cut at a sentence or a space.
pub(super) const SOFT_SPLIT: usize = 4096;

/// An article cut into blocks that are laid out one by one: lines, pieces of very long lines, and
/// runs of blank lines, which count as one.
pub(super) struct Paragraphs {
    /// Where each begins, in bytes, and at last the length of the text.
    starts: Vec<usize>,
    /// The height of each in points, estimated until it is laid out.
    pub heights: Heights,
    /// Whether blank lines already separate the paragraphs.
    has_blanks: bool,
}

impl Paragraphs {
    /// Cuts `text`; an empty text is one empty paragraph.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::new();
        let mut has_blanks = false;
        let mut after_blank = false;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let blank = line.trim().is_empty();
            if blank && at > 0 && !after_blank {
                has_blanks |= at + line.len() < text.len();
            }
            if !(blank && after_blank) {
                split_line(text, at..at + line.len(), &mut starts);
            }
            after_blank = blank;
            at += line.len();
        }
        if starts.is_empty() {
            starts.push(0);
        }
        starts.push(text.len());
        let heights = Heights::new(starts.len() - 1, |_| 0.0);
        Self { starts, heights, has_blanks }
    }

    /// How many there are; never 0.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The bytes of paragraph `index`, its line break included.
    pub fn range(&self, index: usize) -> Range<usize> {
        self.starts[index]..self.starts[index + 1]
    }

    /// The bytes of paragraph `index` that are shown: no line break, nothing of a blank one.
    pub fn body(&self, text: &str, index: usize) -> Range<usize> {
        let range = self.range(index);
        let shown = text[range.clone()].trim_end_matches(['\n', '\r']);
        let end = if shown.trim().is_empty() { range.start } else { range.start + shown.len() };
        range.start..end
    }

    /// The paragraph that holds `byte`; the last one for the end of the text and beyond.
    pub fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1).min(self.len() - 1)
    }

    /// The whole line around paragraph `index`, over the cuts in a very long one.
    pub fn line(&self, text: &str, index: usize) -> Range<usize> {
        let ends = |i: usize| text[self.range(i)].ends_with('\n');
        let (mut first, mut last) = (index, index);
        while first > 0 && !ends(first - 1) {
            first -= 1;
        }
        while last + 1 < self.len() && !ends(last) {
            last += 1;
        }
        self.range(first).start..self.body(text, last).end
    }

    /// The empty space under paragraph `index`, as a part of the line height.
    pub fn gap(&self, text: &str, index: usize) -> f32 {
        let last = index + 1 == self.len();
        let blank = |i: usize| self.body(text, i).is_empty();
        if last || !text[self.range(index)].ends_with('\n') || blank(index) || blank(index + 1) {
            0.0
        } else if self.has_blanks {
            0.15
        } else {
            0.5
        }
    }

    /// Estimates every height from the number of characters that fit a line.
    pub fn estimate(&mut self, text: &str, line_height: f32, chars_per_line: f32) {
        let guess = |index: usize| {
            let body = self.body(text, index);
            if body.is_empty() {
                return BLANK * line_height;
            }
            let chars = text[body].chars().count() as f32;
            line_height * ((chars / chars_per_line).ceil().max(1.0) + self.gap(text, index))
        };
        self.heights = Heights::new(self.len(), guess);
    }
}

/// Height of a run of blank lines, as a part of the line height.
pub(super) const BLANK: f32 = 0.6;

fn split_line(text: &str, line: Range<usize>, starts: &mut Vec<usize>) {
    let mut start = line.start;
    while line.end - start > SOFT_SPLIT {
        starts.push(start);
        start = soft_end(text, start);
    }
    if start < line.end {
        starts.push(start);
    }
}

/// Where a piece that begins at `start` of a very long line ends: after a sentence, else a space, else
/// between two graphemes.
fn soft_end(text: &str, start: usize) -> usize {
    let end = text.floor_char_boundary(start + SOFT_SPLIT);
    let piece = &text[start..end];
    let late = piece.len() / 2;
    let after = |mark: &str| piece.rfind(mark).map(|at| at + mark.len()).filter(|at| *at > late);
    let cut = after(". ").or_else(|| after(" ")).or_else(|| {
        let (last, _) = piece.grapheme_indices(true).next_back()?;
        (last > 0).then_some(last)
    });
    start + cut.unwrap_or(piece.len()).max(1)
}

/// Heights with running sums: changing one and asking for a sum both take logarithmic time.
pub(super) struct Heights {
    each: Vec<f32>,
    /// A Fenwick tree over `each`, from index 1.
    sums: Vec<f64>,
}

impl Heights {
    fn new(len: usize, height: impl Fn(usize) -> f32) -> Self {
        let each: Vec<f32> = (0..len).map(height).collect();
        let mut sums = vec![0.0; len + 1];
        for node in 1..=len {
            sums[node] += f64::from(each[node - 1]);
            let parent = node + (node & node.wrapping_neg());
            if parent <= len {
                sums[parent] += sums[node];
            }
        }
        Self { each, sums }
    }

    /// The height of paragraph `index`, in points.
    pub fn get(&self, index: usize) -> f32 {
        self.each[index]
    }

    /// Sets the height of paragraph `index`; gives by how much it grew.
    pub fn set(&mut self, index: usize, height: f32) -> f64 {
        let grown = f64::from(height) - f64::from(self.each[index]);
        self.each[index] = height;
        let mut node = index + 1;
        while node < self.sums.len() {
            self.sums[node] += grown;
            node += node & node.wrapping_neg();
        }
        grown
    }

    /// The top of paragraph `index`: the sum of the heights before it.
    pub fn top(&self, index: usize) -> f64 {
        let mut node = index.min(self.each.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node -= node & node.wrapping_neg();
        }
        sum
    }

    /// The sum of all heights.
    pub fn total(&self) -> f64 {
        self.top(self.each.len())
    }

    /// The paragraph that covers height `y`, the first or last one outside.
    pub fn find(&self, y: f64) -> usize {
        let mut node = 0;
        let mut left = y;
        let mut step = self.sums.len().next_power_of_two() / 2;
        while step > 0 {
            if node + step < self.sums.len() && self.sums[node + step] <= left {
                node += step;
                left -= self.sums[node];
            }
            step /= 2;
        }
        node.min(self.each.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tile_the_text() {
        let long = "word ".repeat(3000);
        for text in ["", "\n", "a", "a\n", "a\n\n\nb\r\nc", "\n\n a \n \n", &long, &"é".repeat(9000)] {
            let cut = Paragraphs::new(text);
            let joined: String = (0..cut.len()).map(|i| &text[cut.range(i)]).collect();
            assert_eq!(joined, *text);
            for i in 0..cut.len() {
                assert!(cut.range(i).len() <= SOFT_SPLIT || text[cut.range(i)].trim().is_empty());
                assert_eq!(cut.at(cut.range(i).start), i);
            }
            assert_eq!(cut.at(text.len()), cut.len() - 1);
        }
    }

    #[test]
    fn blank_lines_are_one_and_bodies_lack_line_breaks() {
        let text = "one\r\n\n \n\ntwo\n";
        let cut = Paragraphs::new(text);
        let bodies: Vec<_> = (0..cut.len()).map(|i| &text[cut.body(text, i)]).collect();
        assert_eq!(bodies, ["one", "", "two"]);
    }

    #[test]
    fn the_line_of_a_cut_paragraph_is_whole() {
        let long = format!("first\n{}\nlast", "A sentence. ".repeat(1000));
        let cut = Paragraphs::new(&long);
        assert!(cut.len() > 4);
        assert_eq!(cut.line(&long, 2), 6..6 + 12 * 1000);
    }

    #[test]
    fn heights_sum_and_find() {
        let mut heights = Heights::new(100, |i| i as f32);
        heights.set(10, 50.0);
        for i in 0..100 {
            let expected: f32 = (0..i).map(|i| if i == 10 { 50.0 } else { i as f32 }).sum();
            assert_eq!(heights.top(i), f64::from(expected));
            if i > 0 {
                assert_eq!(heights.find(heights.top(i) + 0.5), i);
            }
        }
        assert_eq!(heights.find(1e9), 99);
        assert_eq!(heights.find(-1.0), 0);
    }
}
