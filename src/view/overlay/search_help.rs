//! How to search: the whole syntax on one card.

use eframe::egui::{Grid, Ui};

use super::titled;
use crate::session::Session;
use crate::view::parts;
use crate::view::style::{PAD, STEP};

/// What can be written, and what it finds.
const LINES: &[(&str, &str)] = &[
    ("killed children", "articles with both words; the word being typed may go on"),
    ("\"aid workers\"", "exactly these words, one after the other"),
    ("kill*", "words that begin so"),
    ("killed OR dead", "either; AND is understood between words"),
    ("killed NOT soldiers, -soldiers", "without a word"),
    ("killed NEAR/5 children", "at most 5 words between; NEAR alone means 10"),
    ("(dead OR killed) NEAR/3 children", "parentheses group; AND comes before OR"),
    ("publisher:post, publisher:\"The Post\"", "names with a word beginning so; exactly this name"),
    ("date:2024-02, date:2024-02..2024-03", "also 2024, 2024-02-06, >=2024-02-06, undated"),
    ("language:arabic", "the language of the text"),
    ("tag:blame, tag:\"two words\"", "articles with a passage of the tag"),
    ("has:figure, has:passage, has:date", "also has:publisher, has:memo; with NOT, without"),
    ("in:passage killed, in:\"two words\" killed", "words within tagged passages, or those of one tag"),
    ("title:, path:, format:, origin:", "the title, the path, the format of the file, where it came from"),
];

/// Draws the card over the screen.
pub(super) fn ui(ui: &Ui, session: &mut Session) {
    titled(ui, "How to search", 720.0, session, |ui, _| lines_ui(ui));
}

/// Draws the lines.
pub fn lines_ui(ui: &mut Ui) {
    Grid::new("syntax of the search").num_columns(2).spacing([PAD, STEP]).show(ui, |ui| {
        for (written, found) in LINES {
            ui.label(*written);
            parts::caption(ui, found);
            ui.end_row();
        }
    });
    ui.add_space(STEP);
    parts::caption(
        ui,
        "Case, accents, harakat and niqqud do not matter, nor does the kind of quotation mark, dash or blank. \
         Enter goes to the next hit, Shift+Enter to the previous one.",
    );
}

#[cfg(test)]
mod tests {
    use super::LINES;
    use crate::corpus::search::parse;

    #[test]
    fn every_example_is_read_without_a_hint() {
        for (written, _) in LINES.iter().filter(|(written, _)| !written.ends_with("origin:")) {
            for example in written.split(", ") {
                let query = parse(&format!("{example} "));
                assert!(query.hints.is_empty() && !query.is_empty(), "{example}: {:?}", query.hints);
            }
        }
    }
}
