//! The table of passages: one row a passage.

use std::io::{self, Write};

use crate::model::{ItemId, Passage, Rectangle};

use super::evidence::{Evidence, iso};
use super::sheet::{self, Cell};

/// The columns, in order. Names are stable: a new one is added at the end.
pub const COLUMNS: [&str; 18] = [
    "id",
    "tag",
    "tag_path",
    "article_path",
    "article_title",
    "words",
    "position",
    "start_code_point",
    "end_code_point",
    "start_byte",
    "end_byte",
    "memo",
    "analyst",
    "annotated_at",
    "rectangle_x",
    "rectangle_y",
    "rectangle_width",
    "rectangle_height",
];

/// Writes passages.csv.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: impl Write, evidence: &Evidence) -> io::Result<()> {
    sheet::write(out, COLUMNS, evidence.passages().map(|(id, passage)| row(evidence, id, passage).to_vec()))
}

fn row(evidence: &Evidence, id: ItemId, passage: &Passage) -> [Cell; 18] {
    let at = evidence.place(&passage.span).map(|placed| placed.at);
    let written = evidence.written(id);
    let offset = |unit: fn(&std::ops::Range<super::offsets::Offset>) -> usize| {
        at.as_ref().map_or(Cell::Empty, |at| Cell::count(unit(at)))
    };
    let side = |measure: fn(Rectangle) -> u32| {
        passage.span.rectangle().map_or(Cell::Empty, |it| Cell::from(measure(it)))
    };
    [
        Cell::text(id.to_string()),
        Cell::text(evidence.tag_name(passage.tag)),
        Cell::text(evidence.tag_path(passage.tag)),
        Cell::text(evidence.path(&passage.span.article)),
        Cell::text(evidence.facts(&passage.span.article).title),
        Cell::text(passage.span.quote.exact.as_str()),
        Cell::from(if evidence.is_found(&passage.span) { "found" } else { "adrift" }),
        offset(|at| at.start.code_points),
        offset(|at| at.end.code_points),
        offset(|at| at.start.bytes),
        offset(|at| at.end.bytes),
        Cell::text(evidence.memo(id)),
        Cell::from(written.map(|entry| entry.by.0.as_str())),
        Cell::from(written.map(|entry| iso(entry.at))),
        side(|rectangle| rectangle.x),
        side(|rectangle| rectangle.y),
        side(|rectangle| rectangle.width),
        side(|rectangle| rectangle.height),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    #[test]
    fn a_passage_has_its_tag_its_place_and_its_memo() {
        let (workspace, corpus) = sample::dossier();
        let mut out = Vec::new();
        write(&mut out, &Evidence::new(&workspace, &corpus)).unwrap();
        let rows = String::from_utf8(out).unwrap();
        let row = rows.split_once("\r\n").unwrap().1;
        let expected = "1.0000000000000001.2,Toll,Claims / Toll,a/one.txt,Toll up,\"At least 27,585 people\",found,\
            11,33,14,36,\"Check the wire.\nTwice.\",Ada,2024-02-07T10:00:00Z,,,,\r\n";
        assert_eq!(row, expected);
    }
}
