use super::super::{import, only};
use super::*;

/// A PDF of objects, the first of which is the catalogue, with its table of contents.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A PDF of one page with Helvetica as `/F0`; more objects follow from number 6 on.
fn one_page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F0 5 0 R >> {resources} >> >>"
    );
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        page,
        stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into(),
    ];
    objects.extend_from_slice(more);
    pdf(&objects, "")
}

fn text_of(content: &str) -> String {
    only(&Pdf, &one_page(content, "", &[])).unwrap().text
}

#[test]
fn lines_become_paragraphs() {
    let content = "BT /F0 10 Tf 14 TL 50 700 Td (Ten people were reported killed in the north, the govern-) Tj T* (ment said.) Tj \
        0 -40 Td [(More) -300 (wor) 20 (ds)] TJ ET";
    let text = "Ten people were reported killed in the north, the government said.\n\nMore words\n";
    assert_eq!(text_of(content), text);
}

/// Colours, pictures and patterns that are not there once brought the library to a stop.
#[test]
fn what_shows_no_text_is_no_trouble() {
    let content = "/Nope cs /P1 scn /Gone gs 1 cm 1 2 3 cm /Missing Do /Sh sh BT /F9 10 Tf (no font) Tj /F0 10 Tf 12 TL 50 700 Td (Ten were hurt) Tj \
        (on Wednesday) ' 1 2 (in the north.) \" ET Q Q Q";
    assert_eq!(text_of(content), "Ten were hurt on Wednesday in the north.\n");
}

/// Words after a comment were once lost.
#[test]
fn comments_in_a_page_are_passed_over() {
    let content = "% one (\nBT /F0 10 Tf 50 700 Td % two\n(Ten \\(10%\\) were hurt) Tj ET";
    assert_eq!(text_of(content), "Ten (10%) were hurt\n");
}

/// Files cut short have no table of contents; what is there of them is read.
#[test]
fn a_file_without_its_table_of_contents_is_read_by_its_objects() {
    let whole = one_page("BT /F0 10 Tf 50 700 Td (Ten people were hurt) Tj ET", "", &[]);
    let table = memmem::find(&whole, b"xref").unwrap();
    assert_eq!(only(&Pdf, &whole[..table]).unwrap().text, "Ten people were hurt\n");
    assert!(only(&Pdf, b"%PDF-1.4\nnothing").is_err());
    assert!(only(&Pdf, b"plain words").is_err());
}

#[test]
fn forms_are_read_at_their_place_and_never_without_end() {
    let form = |content: &str, resources: &str| {
        stream(
            &format!(
                "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 300] /Resources << /Font << /F0 5 0 R >> {resources} >>"
            ),
            content,
        )
    };
    let content = "BT /F0 10 Tf 50 600 Td (Lower on the page) Tj ET /A Do";
    let shown = form("BT /F0 10 Tf 50 400 Td (Higher on the page) Tj ET q q", "");
    let text = only(&Pdf, &one_page(content, "/XObject << /A 6 0 R >>", &[shown])).unwrap().text;
    assert_eq!(text, "Lower on the page\n\nHigher on the page\n");
    let endless = form(&"/A Do ".repeat(50), "/XObject << /A 6 0 R >>");
    let read = only(&Pdf, &one_page(content, "/XObject << /A 6 0 R >>", &[endless]));
    assert!(read.is_ok_and(|imported| imported.text.contains("Lower")));
}

#[test]
fn what_the_file_calls_a_running_head_is_left_out() {
    let content = "/Artifact << /Type /Pagination >> BDC BT /F0 10 Tf 50 780 Td (Page 1) Tj ET EMC \
        BT /F0 10 Tf 50 700 Td (Words) Tj ET";
    assert_eq!(text_of(content), "Words\n");
}

#[test]
fn a_page_without_words_may_be_a_picture() {
    assert_eq!(only(&Pdf, &one_page("", "", &[])), Err(Unreadable::OnlyPictures { format: FORMAT }));
}

/// A page whose words are not there was once taken for a picture.
#[test]
fn a_page_without_its_contents_is_damaged() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] >>".into(),
        "<< /Type /Page /Parent 2 0 R /Contents 9 0 R >>".into(),
    ];
    assert!(matches!(only(&Pdf, &pdf(&objects, "")), Err(Unreadable::Damaged { .. })));
}

#[test]
fn a_page_that_cannot_be_read_is_told_and_the_others_stand() {
    let page = |contents: usize| {
        format!(
            "<< /Type /Page /Parent 2 0 R /Contents {contents} 0 R /Resources << /Font << /F0 7 0 R >> >> >>"
        )
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".into(),
        page(5),
        page(6),
        stream("", "BT /F0 10 Tf 50 700 Td (Ten people were hurt) Tj ET"),
        stream("/Filter /LZWDecode", &"x".repeat((256 << 10) + 1)),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into(),
    ];
    let mut records = Vec::new();
    import(&Pdf, &mut Source::of(&mut pdf(&objects, "").as_slice()), &mut |record| {
        records.push(record.imported.map(|imported| imported.text).map_err(|why| why.to_string()));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(records[0].as_deref(), Ok("Ten people were hurt\n"));
    assert!(records[1].as_ref().is_err_and(|why| why.contains("page 2 could not be read")), "{records:?}");
}

#[test]
fn information_states_title_author_and_last_change_only() {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F0 5 0 R >> >> >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents [4 0 R] >>".to_owned(),
        stream("", "BT /F0 10 Tf 50 700 Td (Words of the article) Tj ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    objects.push("<< /Title <FEFF00540061006C006B0073> /Author (A. Writer) /CreationDate (D:20240101) /ModDate (D:20240203101500+02'00') >>".to_owned());
    let stated = only(&Pdf, &pdf(&objects, "/Info 6 0 R")).unwrap().stated;
    assert_eq!((stated.title.as_deref(), stated.byline.as_deref()), (Some("Talks"), Some("A. Writer")));
    assert_eq!((stated.modified.to_string(), stated.published.is_open()), ("2024-02-03".into(), true));
    objects[5] = "<< /Title (Microsoft Word - talks.doc) /ModDate (D:2024) >>".into();
    let stated = only(&Pdf, &pdf(&objects, "/Info 6 0 R")).unwrap().stated;
    assert_eq!((stated.title, stated.modified.is_open()), (None, true));
}

#[test]
fn a_file_behind_a_password_says_so() {
    let objects = [
        "<< /Type /Catalog >>".to_owned(),
        "<< /Filter /Standard /V 4 /R 4 /O (x) /U (y) /P -4 >>".to_owned(),
    ];
    assert_eq!(only(&Pdf, &pdf(&objects, "/Encrypt 2 0 R")), Err(Unreadable::Locked { format: FORMAT }));
}

#[test]
fn a_file_cut_short_or_nested_without_end_is_refused() {
    let whole = one_page("BT /F0 10 Tf 50 700 Td (Ten people were hurt) Tj ET", "", &[]);
    for end in (0..whole.len() - 8).step_by(7) {
        let _ = within_limits(whole[..end].to_vec(), LONGEST).map(|pages| pages.failed);
    }
    for deep in ["[", "<<", "("] {
        let content = format!("BT /F0 10 Tf (Ten people) Tj ET {}", deep.repeat(100_000));
        let _ = only(&Pdf, &one_page(&content, "", &[]));
        let _ = only(&Pdf, &one_page("", &format!("/X {}", deep.repeat(100_000)), &[]));
    }
}

/// A page whose folder is itself once filled the stack.
#[test]
fn pages_that_contain_themselves_are_borne() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Parent 2 0 R >>".into(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".into(),
        stream("", "BT (x) Tj ET"),
    ];
    assert!(only(&Pdf, &pdf(&objects, "")).is_err());
}

#[test]
fn a_slow_file_is_given_up() {
    let bytes = one_page(&"q ".repeat(400_000), "", &[]);
    assert_eq!(
        within_limits(bytes, Duration::from_nanos(1)).map(|pages| pages.failed),
        Err(Unreadable::TooSlow { format: FORMAT, seconds: 0 })
    );
}

#[test]
fn days_are_read_as_the_format_writes_them() {
    assert_eq!(day("D:20240214093000+02'00'"), "2024-02-14");
    assert_eq!((day("D:2024"), day(""), day("D:20é4")), (String::new(), String::new(), String::new()));
}
