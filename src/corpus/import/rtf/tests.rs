use super::*;

fn import(rtf: &str) -> Imported {
    super::super::only(&Rtf, rtf.as_bytes()).unwrap()
}

fn text(body: &str) -> String {
    import(&format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}")).text
}

#[test]
fn paragraphs_signs_and_escapes_are_read() {
    let body = "{\\b Ten} hurt\\emdash\\'93now\\'94\\par\r\n \\{x\\}\\\\\\~y\\line z\\tab w\\_v\\par";
    assert_eq!(text(body), "Ten hurt—“now”\n\n{x}\\\u{a0}y\nz\tw\u{2011}v\n");
}

#[test]
fn unicode_is_read_and_what_stands_instead_is_not() {
    assert_eq!(text("\\u8220?a\\uc2\\u8221\\'a1\\'a1b\\uc0\\u1594\\u-10179\\u-8704 c"), "“a”bغ😀c\n");
    assert_eq!(text("{\\upr{ascii}{\\*\\ud{\\u233?t\\u233?}}}"), "été\n");
}

#[test]
fn the_encoding_is_that_of_the_font_else_that_of_the_file() {
    let rtf = "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset178 Arial;}{\\f1\\fcharset0 X;}}\\'e4\\'e0 {\\f0\\'db\\'d2\\'c9} {\\f1\\'e9}}";
    assert_eq!(import(rtf).text, "да غزة é\n");
}

#[test]
fn groups_that_are_no_words_are_left_out() {
    let body = "{\\fonttbl{\\f0 Times;}}{\\stylesheet{\\s1 Heading;}}{\\*\\generator Word;}{\\pict\\wmetafile8 0102}\
        {\\header Page}{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}} {\\v hidden}{\\deleted gone}{\\*\\bkmkstart a}seen\\bin3 }}} too";
    assert_eq!(text(body), "link seen too\n");
}

#[test]
fn tables_notes_and_boxes_have_their_places() {
    let row = |a: &str, b: &str| format!("\\trowd\\pard\\intbl {a}\\cell {b}\\par more\\cell\\row ");
    let body = format!(
        "Before{{\\footnote By the ministry}}\\par{}{}\\pard After{{\\shp{{\\*\\shpinst{{\\sp x}}{{\\shptxt A box\\par}}}}{{\\shprslt twice}}}}\\par",
        row("Killed", "12"),
        row("Hurt", "30")
    );
    assert_eq!(
        text(&body),
        "Before[1]\n\nKilled\t12 more\nHurt\t30 more\n\nAfter\n\nA box\n\n[1] By the ministry\n"
    );
}

#[test]
fn the_information_states_title_author_and_last_change() {
    let body = "{\\info{\\title Talks}{\\author A. Writer}{\\creatim\\yr2024\\mo1\\dy1}{\\revtim\\yr2024\\mo2\\dy3\\hr4}}Words";
    let imported = import(&format!("{{\\rtf1 {body}}}"));
    assert_eq!(imported.text, "Words\n");
    assert_eq!(imported.stated.title.as_deref(), Some("Talks"));
    assert_eq!(imported.stated.byline.as_deref(), Some("A. Writer"));
    assert_eq!(
        (imported.stated.modified.to_string(), imported.stated.published.is_open()),
        ("2024-02-03".into(), true)
    );
}

#[test]
fn damage_costs_no_more_than_words() {
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset178 A;}}{\\info{\\title T}}Ten\\u8220?\\'e9 hurt{\\footnote n}\\trowd a\\cell\\row\\bin9 x}";
    for end in 0..whole.len() {
        let _ = super::super::only(&Rtf, &whole.as_bytes()[..end]);
        let _ = super::super::only(&Rtf, format!("{}}}}}", &whole[..end]).as_bytes());
    }
    assert_eq!(text("a}}}}b{{{c"), "abc\n");
    assert_eq!(text("\\bin99999999999999999999 x"), "x\n");
    assert!(super::super::only(&Rtf, b"plain words").is_err());
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert_eq!(super::super::only(&Rtf, deep.as_bytes()), Err(Unreadable::TooDeep { format: FORMAT }));
    assert_eq!(text(&"{a}".repeat(20_000)).len(), 20_001);
}
