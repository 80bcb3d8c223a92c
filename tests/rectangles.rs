//! Rectangles on pictures: where they stand as pictures move and change, and how they are handed over.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;

use dossier::corpus::article::{PictureSize, text_hash};
use dossier::corpus::{Article, Corpus, Reading, Stated, read_folder};
use dossier::detect;
use dossier::dossier::{Dossier, Location, Sitting};
use dossier::handover::{self, Material, Product, Showing};
use dossier::model::figure::Method;
use dossier::model::{ArticleId, Edit, Figure, Item, ItemId, Passage, Rectangle, Span, Tag, Workspace};
use tempfile::TempDir;

const TABLE: Rectangle = Rectangle { x: 20, y: 30, width: 200, height: 90 };
const CELL: Rectangle = Rectangle { x: 40, y: 50, width: 60, height: 12 };

/// A picture as an article, without its bytes.
fn picture(path: &str, bytes: &[u8], width: u32, height: u32) -> Article {
    let article = Article::new(path, "", Stated::default(), Reading::default());
    article.with_picture(PictureSize { width, height }, text_hash(bytes))
}

/// Adds a tag, a passage on the table and a figure in its cell; gives the passage and the figure.
fn annotate(dossier: &mut Dossier, id: &ArticleId) -> [ItemId; 2] {
    let entry = dossier.next_entry();
    let at = |place| ItemId { entry, place };
    let tag = Tag { name: "Toll".into(), ..Tag::default() };
    let passage = Passage { tag: at(0), span: Span::in_picture(id.clone(), TABLE, "") };
    let cell = Span::in_picture(id.clone(), CELL, "more than 1,200 killed");
    let figure = detect::figure_of_typed(cell, Method::Hand);
    let items = [Item::Tag(tag), Item::Passage(passage), Item::Figure(Box::new(figure))];
    dossier.commit(items.into_iter().map(Edit::add).collect(), 0).unwrap();
    [at(1), at(2)]
}

fn drawn(dossier: &Dossier, path: &str) -> Vec<(ItemId, Rectangle, bool)> {
    dossier.outlined(path).iter().map(|it| (it.item, it.rectangle, it.is_doubtful)).collect()
}

fn desk(corpus: Corpus) -> Dossier {
    Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0))
}

#[test]
fn rectangles_are_listed_from_the_top_and_counted() {
    let toll = picture("toll.png", b"one", 300, 200);
    let mut dossier = desk(Corpus::new([toll.clone()], Vec::new()));
    let [passage, figure] = annotate(&mut dossier, &toll.id);
    assert_eq!(drawn(&dossier, "toll.png"), [(passage, TABLE, false), (figure, CELL, false)]);
    let counts = dossier.counts("toll.png");
    assert_eq!((counts.passages, counts.figures, dossier.adrift().len()), (1, 1, 0));
    dossier.undo(0).unwrap();
    assert!(drawn(&dossier, "toll.png").is_empty() && dossier.counts("toll.png").figures == 0);
}

#[test]
fn a_moved_picture_takes_its_rectangles_along() {
    let mut dossier = desk(Corpus::default());
    let [passage, figure] = annotate(&mut dossier, &picture("toll.png", b"one", 300, 200).id);
    assert_eq!(dossier.adrift().len(), 2);
    dossier.add_articles([Arc::new(picture("kept/toll.png", b"one", 300, 200))]);
    assert_eq!(drawn(&dossier, "kept/toll.png"), [(passage, TABLE, false), (figure, CELL, false)]);
}

#[test]
fn a_changed_picture_keeps_what_lies_in_it_with_a_notice_and_the_rest_is_adrift() {
    let toll = picture("toll.png", b"one", 300, 200);
    let mut dossier = desk(Corpus::new([toll.clone()], Vec::new()));
    let [passage, figure] = annotate(&mut dossier, &toll.id);
    dossier.add_articles([Arc::new(picture("toll.png", b"two", 300, 200))]);
    assert_eq!(drawn(&dossier, "toll.png"), [(passage, TABLE, true), (figure, CELL, true)]);
    assert!(dossier.notices()[0].contains("2 annotations are on a picture that has changed"));
    dossier.add_articles([Arc::new(picture("toll.png", b"three", 120, 100))]);
    assert_eq!(drawn(&dossier, "toll.png"), [(figure, CELL, true)]);
    assert_eq!((dossier.adrift(), dossier.doubtful().count()), (vec![passage], 1));
    dossier.add_articles([Arc::new(toll)]);
    assert_eq!((dossier.adrift().len(), dossier.notices().len()), (0, 0));
}

#[test]
fn a_rectangle_in_a_text_or_words_in_a_picture_are_adrift() {
    let text = Article::new("a.txt", "Six died.", Stated::default(), Reading::default());
    let toll = picture("toll.png", b"one", 300, 200);
    let mut dossier = desk(Corpus::new([text.clone(), toll.clone()], Vec::new()));
    let figure = |span| Edit::add(Item::Figure(Box::new(Figure::new(span, Method::Hand))));
    let words =
        Span { article: toll.id.clone(), ..Span::in_text(text.id.clone(), &text.text, 0..3).unwrap() };
    let outside = Rectangle { x: 299, width: 2, ..CELL };
    let spans = [Span::in_picture(text.id, CELL, "six"), words, Span::in_picture(toll.id, outside, "six")];
    dossier.commit(spans.map(figure).into(), 0).unwrap();
    assert_eq!(dossier.adrift().len(), 3);
}

/// A folder with a picture, and with one in a Word file beside its text.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut png = Cursor::new(Vec::new());
    let grey = image::RgbImage::from_pixel(320, 240, image::Rgb([200, 200, 200]));
    grey.write_to(&mut png, image::ImageFormat::Png).unwrap();
    fs::write(folder.path().join("toll.png"), png.get_ref()).unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join("report.docx")).unwrap());
    image::RgbImage::from_pixel(320, 240, image::Rgb([90, 90, 90]))
        .write_to(
            &mut {
                png = Cursor::new(Vec::new());
                &mut png
            },
            image::ImageFormat::Png,
        )
        .unwrap();
    let parts =
        [("word/document.xml", &b"<d><p><t>Words</t></p></d>"[..]), ("word/media/1.png", png.get_ref())];
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    folder
}

fn read(articles: &Path) -> Corpus {
    read_folder(articles, &mut |_| true).unwrap()
}

/// The dossier of a folder, with everything in it annotated that is a picture.
fn annotated(folder: &TempDir) -> Dossier {
    let location = Location::of(folder.path(), None).unwrap();
    let mut dossier = Dossier::open(&location, Sitting::new("Noor", 0)).unwrap();
    dossier.set_corpus(read(folder.path()));
    let pictures: Vec<ArticleId> = pictures(&dossier);
    assert_eq!(pictures.len(), 2);
    for id in &pictures {
        annotate(&mut dossier, id);
    }
    dossier
}

fn pictures(dossier: &Dossier) -> Vec<ArticleId> {
    let pictures = dossier.corpus().articles().filter(|article| article.picture.is_some());
    pictures.map(|article| article.id.clone()).collect()
}

/// Writes a bundle and opens it elsewhere; gives what was remarked and the opened dossier.
fn handed_over(dossier: &Dossier, quotes_only: bool) -> (Vec<String>, TempDir, Dossier) {
    let elsewhere = tempfile::tempdir().unwrap();
    let bundle = elsewhere.path().join("bundle.zip");
    let material = Material::of(dossier, &Showing::default(), quotes_only, 0).unwrap();
    let remarks = handover::write(Product::Bundle, &material, &bundle).unwrap();
    let workspace = handover::open_bundle(&bundle, None).unwrap();
    let location = Location::of(&workspace, None).unwrap();
    let mut opened = Dossier::open(&location, Sitting::new("Ada", 1)).unwrap();
    opened.set_corpus(read(&location.articles));
    (remarks, elsewhere, opened)
}

#[test]
fn a_bundle_carries_pictures_and_their_rectangles_come_back() {
    let folder = folder();
    let dossier = annotated(&folder);
    let (remarks, _elsewhere, opened) = handed_over(&dossier, false);
    assert_eq!((remarks, opened.adrift().len(), opened.doubtful().count()), (Vec::<String>::new(), 0, 0));
    assert_eq!(pictures(&opened), pictures(&dossier));
    for id in pictures(&dossier) {
        assert_eq!(drawn(&opened, &id.path), drawn(&dossier, &id.path));
        assert_eq!(drawn(&opened, &id.path).len(), 2);
    }
}

#[test]
fn a_bundle_of_quotes_shows_of_a_picture_what_lies_in_rectangles() {
    let folder = folder();
    let mut dossier = annotated(&folder);
    image::GrayImage::new(300, 200).save(folder.path().join("unmarked.png")).unwrap();
    dossier.set_corpus(read(folder.path()));
    let (remarks, _elsewhere, opened) = handed_over(&dossier, true);
    assert_eq!(remarks, ["Pictures left out because nothing in them is annotated: 1"]);
    assert_eq!((opened.adrift().len(), opened.doubtful().count()), (0, 4));
    for id in pictures(&dossier).iter().filter(|id| id.path != "unmarked.png") {
        let places = |dossier: &Dossier| {
            drawn(dossier, &id.path).into_iter().map(|(item, it, _)| (item, it)).collect::<Vec<_>>()
        };
        assert_eq!(places(&opened), places(&dossier), "{}", id.path);
    }
    let articles = &opened.location().unwrap().articles;
    let masked = image::open(articles.join("toll.png")).unwrap().into_rgb8();
    assert_eq!((masked.dimensions(), masked.get_pixel(5, 5).0), ((320, 240), [0; 3]));
    assert_eq!(masked.get_pixel(CELL.x, CELL.y).0, [200; 3]);
}

#[test]
fn every_table_and_document_tells_the_rectangle() {
    let folder = folder();
    let dossier = annotated(&folder);
    let material = Material::of(&dossier, &Showing::default(), false, 0).unwrap();
    let written = |product| String::from_utf8(material.bytes(product).unwrap().0).unwrap();
    let column = |table: &str, name: &str| {
        let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let at = rows.headers().unwrap().iter().position(|it| it == name).unwrap();
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        rows.iter().map(|row| row[at].to_owned()).collect::<Vec<_>>()
    };
    for (product, it) in [(Product::Figures, CELL), (Product::Passages, TABLE)] {
        let table = written(product);
        let sides = [("x", it.x), ("y", it.y), ("width", it.width), ("height", it.height)];
        for (side, expected) in sides {
            assert_eq!(column(&table, &format!("rectangle_{side}")), vec![expected.to_string(); 2]);
        }
        assert_eq!(column(&table, "position"), ["found"; 2]);
        assert_eq!(column(&table, "start_byte"), [""; 2]);
    }
    assert_eq!(column(&written(Product::Figures), "low"), ["1200"; 2]);
    let json: serde_json::Value = serde_json::from_str(&written(Product::Json)).unwrap();
    assert_eq!(json["passages"][0]["rectangle"]["width"], TABLE.width);
    assert_eq!(json["figures"][0]["fields"]["rectangle_height"], CELL.height);
    assert!(json["articles"].as_array().unwrap().iter().any(|it| it["picture"]["height"] == 240));
    let (zip, _) = material.bytes(Product::Bundle).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let report = std::io::read_to_string(zip.by_name("report.html").unwrap()).unwrap();
    for told in [
        "rectangle 60 × 12 at 40, 50 px of toll.png",
        "rectangle 200 × 90 at 20, 30",
        "more than 1,200 killed",
    ] {
        assert!(report.contains(told), "{told}");
    }
}
