use std::ops::ControlFlow;

use super::super::archive::archive_of;
use super::super::picture::picture_of;
use super::*;

const CONTAINER: &[u8] =
    b"<container><rootfiles><rootfile full-path='gone'/><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
const PACKAGE: &[u8] = b"<package><metadata><dc:title>Book</dc:title><dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator>\
    <dc:publisher>Example Press</dc:publisher><dc:date>2024-02</dc:date><meta property='dcterms:modified'>2024-05-01T00:00:00Z</meta></metadata>\
    <manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/><item id='a' href='text/one%20a.xhtml'/>\
    <item id='b' href='../two.xhtml'/><item id='p' href='p.png' media-type='image/png'/></manifest>\
    <spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/><itemref idref='b'/><itemref idref='p'/></spine></package>";

fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
    let picture = picture_of(200, 200, image::ImageFormat::Png);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        (
            "OEBPS/text/one a.xhtml",
            b"<html><head><title/></head><body><h1>First</h1><p>Ten hurt.</p><p>More.</p></body></html>",
        ),
        ("two.xhtml", b"<html><head><title>Second</title></head><body><p>Words.</p></body></html>"),
        ("OEBPS/p.png", &picture),
    ];
    parts.extend(more);
    archive_of(&parts)
}

fn records(bytes: &[u8]) -> Result<Vec<Record>, Unreadable> {
    let mut records = Vec::new();
    super::super::import(&Epub, &mut super::Source::of(&mut &bytes[..]), &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

#[test]
fn chapters_come_in_the_order_of_reading_and_pictures_after_them() {
    let records = records(&book(&[])).unwrap();
    let keys: Vec<_> = records.iter().map(|record| record.key.as_deref().unwrap()).collect();
    assert_eq!(keys, ["two.xhtml", "OEBPS/text/one a.xhtml", "OEBPS/p.png"]);
    let first = records[1].imported.as_ref().unwrap();
    assert_eq!(first.text, "First\n\nTen hurt.\n\nMore.\n");
    assert_eq!(first.stated.title.as_deref(), Some("First"));
    assert_eq!(first.stated.byline.as_deref(), Some("A. Writer, B. Writer"));
    assert_eq!(first.stated.publisher.as_deref(), Some("Example Press"));
    assert_eq!(first.stated.published.earliest, Day::new(2024, 2, 1));
    assert_eq!(first.stated.published.latest, Day::new(2024, 2, 29));
    assert_eq!(first.stated.modified.to_string(), "2024-05-01");
    assert_eq!(records[0].imported.as_ref().unwrap().stated.title.as_deref(), Some("Second"));
    assert!(records[2].imported.as_ref().unwrap().picture.is_some());
}

#[test]
fn days_months_and_years_of_publication_are_claims() {
    let ends = |words| {
        let claim = published(words);
        claim.earliest.zip(claim.latest).map(|(a, b)| format!("{a} {b}"))
    };
    assert_eq!(ends("2024").as_deref(), Some("2024-01-01 2024-12-31"));
    assert_eq!(ends("2024-02-14T00:00:00+00:00").as_deref(), Some("2024-02-14 2024-02-14"));
    for none in ["", "24", "2024-13", "0000", "MMXX", "2024-"] {
        assert_eq!(ends(none), None, "{none}");
    }
}

#[test]
fn locked_chapters_lock_the_book_and_hidden_fonts_do_not() {
    let lock = |method: &str, path: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{method}'/><CipherData><CipherReference URI='{path}'/></CipherData></EncryptedData></encryption>"
        )
    };
    let with = |text: String| records(&book(&[("META-INF/encryption.xml", text.as_bytes())]));
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    assert_eq!(with(lock(aes, "OEBPS/text/one%20a.xhtml")), Err(Unreadable::Locked { format: FORMAT }));
    assert!(with(lock(aes, "OEBPS/font.otf")).is_ok());
    assert!(with(lock(HIDES_FONTS[0], "two.xhtml")).is_ok());
}

#[test]
fn a_missing_or_deep_chapter_costs_only_itself() {
    let deep = "<div>".repeat(100_000);
    let bytes = archive_of(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("two.xhtml", deep.as_bytes()),
    ]);
    let records = records(&bytes).unwrap();
    assert_eq!(records[0].imported, Err(Unreadable::TooDeep { format: FORMAT }));
    assert!(matches!(records[1].imported, Err(Unreadable::Damaged { .. })));
}

#[test]
fn a_book_cut_short_is_refused() {
    let whole = book(&[]);
    for end in (0..whole.len()).step_by(7) {
        assert!(records(&whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn references_stay_in_the_book() {
    assert_eq!(resolved("a/b", "../../../c%2Fd.x#e"), "c/d.x");
    assert_eq!(resolved("a", "/b%zz%"), "b%zz%");
    assert_eq!(
        without_empty("a<title/>b<script src='x'/>c<p/>d<title>e</title>"),
        "abc<p/>d<title>e</title>"
    );
}
