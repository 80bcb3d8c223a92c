//! The text of a document with paragraphs, tables and notes, as it is put together.
//!
//! Owns how these look in plain text: a blank line between paragraphs; a row of a table on a line of
//! its own, with a tab between cells; notes at the end, each after the number that stands for it in
//! the text; a text box after the paragraph that it is anchored in.

/// A text being put together; see the module for how it looks.
#[derive(Debug, Default)]
pub struct Flow {
    /// What is being written to now: the text, or a box or a note in it.
    part: Part,
    /// The parts that a box or a note was begun in, the outermost first.
    aside: Vec<Part>,
    /// Boxes that wait for the end of the paragraph.
    boxes: Vec<String>,
    notes: Vec<String>,
}

/// A text, or a box or a note in one.
#[derive(Debug, Default)]
struct Part {
    /// What is finished.
    text: String,
    /// What the paragraph holds so far.
    paragraph: String,
    /// How many tables are open; those in a cell of another are words of that cell.
    tables: usize,
    row: Vec<String>,
    cell: String,
    is_first_row: bool,
}

/// How many boxes and notes may stand in one another; what lies deeper is read as plain words.
const DEEPEST: usize = 16;

impl Flow {
    /// Adds words to the paragraph.
    pub fn add(&mut self, words: &str) {
        self.part.paragraph.push_str(words);
    }

    /// Ends a line within the paragraph; in a cell, a word.
    pub fn end_line(&mut self) {
        self.add(if self.part.tables > 0 { " " } else { "\n" });
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        let words = tidy(&std::mem::take(&mut self.part.paragraph));
        match (self.part.tables, words.is_empty()) {
            (_, true) => {}
            (0, false) => self.block(&words),
            (_, false) => join(&mut self.part.cell, &words, " "),
        }
        if self.aside.is_empty() && self.part.tables == 0 {
            for words in std::mem::take(&mut self.boxes) {
                self.block(&words);
            }
        }
    }

    /// Begins a table.
    pub fn start_table(&mut self) {
        self.end_paragraph();
        self.part.is_first_row |= self.part.tables == 0;
        self.part.tables += 1;
    }

    /// Whether a table is open.
    pub fn is_in_table(&self) -> bool {
        self.part.tables > 0
    }

    /// Ends a cell.
    pub fn end_cell(&mut self) {
        self.end_paragraph();
        if self.part.tables == 1 {
            self.part.row.push(std::mem::take(&mut self.part.cell).replace(['\t', '\n'], " "));
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.end_paragraph();
        if self.part.tables != 1 {
            return;
        }
        if !self.part.cell.is_empty() {
            self.end_cell();
        }
        let line = std::mem::take(&mut self.part.row).join("\t");
        if !line.trim().is_empty() {
            // Only at the end: an empty first cell keeps the others in their columns.
            join(&mut self.part.text, line.trim_end(), if self.part.is_first_row { "\n\n" } else { "\n" });
            self.part.is_first_row = false;
        }
    }

    /// Ends a table.
    pub fn end_table(&mut self) {
        self.end_row();
        self.part.tables = self.part.tables.saturating_sub(1);
        self.end_paragraph();
    }

    /// Begins a box or a note: what follows, up to its end, stands apart.
    pub fn start_aside(&mut self) {
        if self.aside.len() < DEEPEST {
            self.aside.push(std::mem::take(&mut self.part));
        }
    }

    /// Ends a box; it stands after the paragraph.
    pub fn end_box(&mut self) {
        let words = self.end_aside();
        if !words.is_empty() {
            self.boxes.push(words);
        }
    }

    /// Ends a note; its number stands where it was begun.
    pub fn end_note(&mut self) {
        let words = self.end_aside();
        if !words.is_empty() {
            self.notes.push(words);
            self.add(&format!("[{}]", self.notes.len()));
        }
    }

    fn end_aside(&mut self) -> String {
        while self.part.tables > 0 {
            self.end_table();
        }
        self.end_paragraph();
        self.aside.pop().map(|outer| std::mem::replace(&mut self.part, outer).text).unwrap_or_default()
    }

    /// The whole text, with its notes.
    pub fn finish(mut self) -> String {
        while !self.aside.is_empty() {
            self.end_box();
        }
        while self.part.tables > 0 {
            self.end_table();
        }
        self.end_paragraph();
        for (at, words) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            self.block(&format!("[{}] {words}", at + 1));
        }
        if !self.part.text.is_empty() {
            self.part.text.push('\n');
        }
        self.part.text
    }

    fn block(&mut self, words: &str) {
        join(&mut self.part.text, words, "\n\n");
    }
}

fn join(text: &mut String, words: &str, between: &str) {
    if !text.is_empty() {
        text.push_str(between);
    }
    text.push_str(words);
}

/// A paragraph without blanks at the ends of its lines and without characters that no text has.
fn tidy(words: &str) -> String {
    let lines = words.lines().map(|line| line.trim_matches([' ', '\t', '\u{a0}']));
    let whole = lines.collect::<Vec<_>>().join("\n");
    whole.trim_matches('\n').replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tables_boxes_and_notes_have_their_places() {
        let mut flow = Flow::default();
        flow.add(" Ten");
        flow.start_aside();
        flow.add("The ministry's count.");
        flow.end_note();
        flow.start_aside();
        flow.add("A box");
        flow.end_paragraph();
        flow.end_box();
        flow.add(" were reported killed. ");
        flow.end_paragraph();
        flow.end_paragraph();
        flow.start_table();
        for row in [["", "Killed"], ["North", "12"]] {
            row.iter().for_each(|cell| {
                flow.add(cell);
                flow.end_cell();
            });
            flow.end_row();
        }
        flow.end_table();
        flow.add("After.");
        let text = "Ten[1] were reported killed.\n\nA box\n\n\tKilled\nNorth\t12\n\nAfter.\n\n[1] The ministry's count.\n";
        assert_eq!(flow.finish(), text);
    }

    #[test]
    fn a_table_in_a_cell_is_words_of_the_cell() {
        let mut flow = Flow::default();
        flow.start_table();
        flow.add("a");
        flow.start_table();
        flow.add("b");
        flow.end_cell();
        flow.end_row();
        flow.end_table();
        flow.add("c\nd");
        flow.end_cell();
        assert_eq!(flow.finish(), "a b c d\n");
    }

    #[test]
    fn what_is_never_closed_or_never_opened_is_borne() {
        let mut flow = Flow::default();
        flow.end_table();
        flow.end_note();
        (0..100).for_each(|_| flow.start_aside());
        flow.start_table();
        flow.add("words");
        assert_eq!(flow.finish(), "words\n");
    }
}
