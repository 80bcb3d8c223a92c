//! A folder with a file of every format and with every kind of bad input: what each gives.
//!
//! The files are made by `tests/formats/make.py`; what no file in a repository can hold is made here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::{Path, PathBuf};

use dossier::corpus::article::PictureSize;
use dossier::corpus::language::Language;
use dossier::corpus::{Article, Corpus, read_folder};
use dossier::model::Basis;

const TITLE: &str = "Ministry gives a new count";
const FIRST: &str =
    "The health ministry said on Tuesday that at least 1,234 people had been killed since the flood began.";

fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files")
}

fn read(folder: &Path) -> Corpus {
    read_folder(folder, &mut |_| true).unwrap()
}

fn paths(corpus: &Corpus) -> Vec<&str> {
    corpus.articles().map(|article| article.id.path.as_str()).collect()
}

/// The format, the encoding, the publisher, and the day with its first basis; `-` where unset.
fn told(article: &Article) -> [String; 4] {
    let unset = || "-".to_owned();
    let published = &article.stated.published;
    let basis = published.basis.first().map(|basis| basis.name()).unwrap_or_default();
    [
        article.reading.format.to_owned(),
        article.reading.encoding.map_or_else(unset, |encoding| encoding.name.to_owned()),
        article.stated.publisher.clone().unwrap_or_else(unset),
        if published.is_open() { unset() } else { format!("{published} {basis}") },
    ]
}

#[test]
fn every_format_gives_its_article_with_what_it_states() {
    let corpus = read(&files());
    const DATED: &str = "2024-02-06 metadata";
    for (path, expected) in [
        ("plain.txt", ["text file", "UTF-8", "-", "-"]),
        ("utf16.txt", ["text file", "UTF-16LE", "-", "-"]),
        ("notes.md", ["Markdown file", "UTF-8", "Example Wire", "2024-02-06 dateline"]),
        ("page.html", ["web page", "UTF-8", "Example Wire", DATED]),
        ("report.pdf", ["PDF", "-", "-", "-"]),
        ("report.docx", ["Word file", "-", "-", "-"]),
        ("report.odt", ["OpenDocument text", "-", "-", "-"]),
        ("report.rtf", ["RTF file", "-", "-", "-"]),
        ("book.epub#one.xhtml", ["e-book", "UTF-8", "Example Press", DATED]),
        ("message.eml", ["e-mail message", "UTF-8", "-", DATED]),
        ("box.mbox#count-1@wire.example", ["mailbox", "UTF-8", "-", DATED]),
        ("saved.mhtml", ["saved web page", "UTF-8", "Example Wire", DATED]),
        ("crawl.warc#00000000-0000-4000-8000-000000000001", ["web archive", "UTF-8", "Example Wire", DATED]),
        (
            "crawl.warc.gz#00000000-0000-4000-8000-000000000002",
            ["web archive", "UTF-8", "Example Wire", DATED],
        ),
        ("feed.jsonl#r1", ["JSON lines file", "UTF-8", "Example Wire", DATED]),
        ("feed.json#r1", ["JSON file", "UTF-8", "Example Wire", DATED]),
        ("feed.csv#r1", ["table", "UTF-8", "Example Wire", DATED]),
    ] {
        let article =
            corpus.at_path(path).unwrap_or_else(|| panic!("{path} is not there: {:?}", paths(&corpus)));
        assert_eq!(told(article), expected.map(String::from), "{path}");
        assert_eq!(article.title(), TITLE, "{path}");
        assert_eq!(article.text.matches(FIRST).count(), 1, "{path}: {}", article.text);
        assert_eq!(article.language(), Language::of_code("eng"), "{path}");
        assert!(!article.text.contains("Weather") && !article.text.contains("World"), "{path}");
    }
}

#[test]
fn one_file_may_hold_several_articles_each_with_a_lasting_key() {
    let corpus = read(&files());
    for (file, count) in
        [("box.mbox", 2), ("crawl.warc", 2), ("crawl.warc.gz", 2), ("feed.jsonl", 2), ("book.epub", 2)]
    {
        assert_eq!(corpus.articles().filter(|article| article.file() == file).count(), count, "{file}");
    }
}

#[test]
fn pictures_are_articles_beside_and_inside_others() {
    let corpus = read(&files());
    let size = |path: &str| corpus.at_path(path).unwrap().picture;
    assert_eq!(size("chart.png"), Some(PictureSize { width: 320, height: 200 }));
    assert_eq!(size("report.docx#word/media/image1.png"), Some(PictureSize { width: 240, height: 160 }));
}

#[test]
fn legacy_encodings_are_read_and_told_as_guesses() {
    let corpus = read(&files());
    let windows = corpus.at_path("windows-1252.txt").unwrap();
    assert!(windows.text.contains("café – “at least 12 people”"), "{}", windows.text);
    assert_eq!(windows.reading.encoding.unwrap().words(), "windows-1252, guessed from its bytes");
    assert!(corpus.at_path("windows-1256.txt").unwrap().text.starts_with("قالت وزارة الصحة"));
}

#[test]
fn a_page_states_when_it_was_changed_and_where_it_stood() {
    let corpus = read(&files());
    let page = corpus.at_path("page.html").unwrap();
    assert_eq!(page.stated.modified.to_string(), "2024-02-07");
    assert_eq!(page.stated.address.as_deref(), Some("https://wire.example/2024/02/06/count"));
    assert_eq!(page.stated.published.basis, [Basis::Metadata]);
}

#[test]
fn every_bad_file_is_one_problem_with_its_reason_and_hides_no_other() {
    let corpus = read(&files().join("bad"));
    assert_eq!(paths(&corpus), ["broken.jsonl#r1", "broken.jsonl#r2"]);
    let told: Vec<(&str, &str)> =
        corpus.problems().iter().map(|problem| (problem.path.as_str(), problem.reason.as_str())).collect();
    for (path, word) in [
        ("binary.txt", "is not text"),
        ("blank.txt", "is empty"),
        ("bomb.docx", "unpacks to more than"),
        ("bomb.warc.gz", "unpacks to more than"),
        ("broken.jsonl", "Line 2"),
        ("cut.docx", "is damaged"),
        ("cut.pdf", "is damaged"),
        ("cut.png", "is damaged"),
        ("deep.html", "nested too deeply"),
        ("deep.json", "no list of articles"),
        ("empty.txt", "is empty"),
        ("entities.odt", "no text"),
        ("locked.docx", "password"),
        ("not.epub", "is damaged"),
        ("not.pdf", "is damaged"),
        ("numbers.csv", "no column that holds the text"),
        ("words.doc", "not read"),
    ] {
        let of_path: Vec<_> = told.iter().filter(|(at, _)| *at == path).collect();
        assert_eq!(of_path.len(), 1, "{path}: {of_path:?}");
        assert!(of_path[0].1.contains(word), "{path}: {}", of_path[0].1);
        assert!(!of_path[0].1.contains('\n') && !of_path[0].1.ends_with('.'), "{path}: {}", of_path[0].1);
    }
    assert_eq!(told.len(), 17, "{told:#?}");
}

#[test]
fn a_huge_file_is_a_problem_and_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), "Good words.").unwrap();
    for name in ["huge.txt", "huge.pdf", "huge.docx", "huge.png", "huge.json"] {
        // A file with a hole takes no room on the disk.
        fs::File::create(folder.path().join(name)).unwrap().set_len(2 << 30).unwrap();
    }
    let corpus = read(folder.path());
    assert_eq!(paths(&corpus), ["good.txt"]);
    assert_eq!(corpus.problems().len(), 5);
    assert!(corpus.problems().iter().all(|problem| problem.reason.contains("larger than")));
}

#[cfg(unix)]
#[test]
fn links_permissions_and_names_are_problems_of_their_own() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.txt"), "Good words.").unwrap();
    fs::create_dir(at("sub")).unwrap();
    symlink(folder.path(), at("sub/loop")).unwrap();
    symlink("nowhere.txt", at("gone.txt")).unwrap();
    fs::write(at("closed.txt"), "Closed.").unwrap();
    fs::set_permissions(at("closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let is_administrator = fs::read(at("closed.txt")).is_ok();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xE9.txt"));
    let odd_holds = fs::write(odd, "x").is_ok(); // Some file systems hold no such name.
    let corpus = read(folder.path());
    let reasons: Vec<&str> = corpus.problems().iter().map(|problem| problem.reason.as_str()).collect();
    let has = |word: &str| reasons.iter().any(|reason| reason.contains(word));
    assert!(has("leads back") && has("link to a file that is not there"), "{reasons:?}");
    assert_eq!(has("may not be read"), !is_administrator, "{reasons:?}");
    assert_eq!(has("not in UTF-8"), odd_holds, "{reasons:?}");
    assert!(corpus.at_path("good.txt").is_some());
}
