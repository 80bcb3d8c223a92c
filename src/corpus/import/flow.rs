//! The text of a document with paragraphs, tables and notes, as it is put together.
//!
//! Owns how these look in plain text: a blank line between paragraphs; a row of a table on a line of
//! its own, with a tab between cells; notes at the end, each after the number that stands for it in
//! the text; a text box after the paragraph that it is anchored in.

/// A text being put together; see the module for how it looks.
#[derive(Debug, Default)]
pub struct Flow {
    /// What is finished.
    text: String,
    /// What the paragraph holds so far.
    paragraph: String,
    /// How many tables are open; those in a cell of another are words of that cell.
    tables: usize,
    row: Vec<String>,
    cell: String,
    is_first_row: bool,
    /// Texts that were begun inside this one: a note or a box puts the outer one aside.
    aside: Vec<Outer>,
    /// Boxes that wait for the end of the paragraph.
    boxes: Vec<String>,
    notes: Vec<String>,
}

/// What is put aside while a box or a note is read.
#[derive(Debug)]
struct Outer {
    text: String,
    paragraph: String,
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
        self.paragraph.push_str(words);
    }

    /// Ends a line within the paragraph; in a cell, a word.
    pub fn end_line(&mut self) {
        self.add(if self.tables > 0 { " " } else { "\n" });
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        let words = tidy(&std::mem::take(&mut self.paragraph));
        match (self.tables, words.is_empty()) {
            (_, true) => {}
            (0, false) => self.block(&words),
            (_, false) => join(&mut self.cell, &words, " "),
        }
        if self.aside.is_empty() && self.tables == 0 {
            for words in std::mem::take(&mut self.boxes) {
                self.block(&words);
            }
        }
    }

    /// Begins a table.
    pub fn start_table(&mut self) {
        self.end_paragraph();
        self.is_first_row |= self.tables == 0;
        self.tables += 1;
    }

    /// Whether a table is open.
    pub fn is_in_table(&self) -> bool {
        self.tables > 0
    }

    /// Ends a cell.
    pub fn end_cell(&mut self) {
        self.end_paragraph();
        if self.tables == 1 {
            self.row.push(std::mem::take(&mut self.cell).replace(['\t', '\n'], " "));
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.end_paragraph();
        if self.tables != 1 {
            return;
        }
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let line = std::mem::take(&mut self.row).join("\t");
        if !line.trim().is_empty() {
            // Only at the end: an empty first cell keeps the others in their columns.
            join(&mut self.text, line.trim_end(), if self.is_first_row { "\n\n" } else { "\n" });
            self.is_first_row = false;
        }
    }

    /// Ends a table.
    pub fn end_table(&mut self) {
        self.end_row();
        self.tables = self.tables.saturating_sub(1);
        self.end_paragraph();
    }

    /// Begins a box or a note: what follows, up to its end, stands apart.
    pub fn start_aside(&mut self) {
        if self.aside.len() < DEEPEST {
            self.aside.push(Outer {
                text: std::mem::take(&mut self.text),
                paragraph: std::mem::take(&mut self.paragraph),
                tables: std::mem::take(&mut self.tables),
                row: std::mem::take(&mut self.row),
                cell: std::mem::take(&mut self.cell),
                is_first_row: std::mem::take(&mut self.is_first_row),
            });
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
        while self.tables > 0 {
            self.end_table();
        }
        self.end_paragraph();
        let Some(outer) = self.aside.pop() else { return String::new() };
        let Outer { text, paragraph, tables, row, cell, is_first_row } = outer;
        (self.paragraph, self.tables, self.row) = (paragraph, tables, row);
        (self.cell, self.is_first_row) = (cell, is_first_row);
        std::mem::replace(&mut self.text, text)
    }

    /// The whole text, with its notes.
    pub fn finish(mut self) -> String {
        while !self.aside.is_empty() {
            self.end_box();
        }
        while self.tables > 0 {
            self.end_table();
        }
        self.end_paragraph();
        for (at, words) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            self.block(&format!("[{}] {words}", at + 1));
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn block(&mut self, words: &str) {
        join(&mut self.text, words, "\n\n");
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
