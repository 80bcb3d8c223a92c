use super::super::super::grounds::{Articles, Grounds};
use super::super::super::panels::panels;
use super::super::super::picture::{Palette, Picture, Shape};
use super::super::super::sample::{Sample, killed, says};
use super::super::{Frame, TimeWindow, picture};
use super::*;
use crate::corpus::{Article, Corpus, Reading, Stated};
use crate::model::figure::{Figure, Method, Outcome, Scope};
use crate::model::item::{Relation, RelationKind};
use crate::model::{DateClaim, Item, ItemId, Look, Span};

const TEXT: &str = "An agency put it at about 1,160.";

/// Every article but the first is a text of its own.
struct Apart;

impl Articles for Apart {
    fn origin(&self, path: &str) -> Option<String> {
        path.contains("copy").then(|| "a.txt".to_owned())
    }

    fn published(&self, _: &str) -> DateClaim {
        DateClaim::default()
    }
}

/// Reports of one attack, each in a text of its own.
fn sample(reports: &[(&str, u64, Qualifier)]) -> (Sample, Vec<ItemId>) {
    let mut sample = Sample::new();
    let article = |path: &str| Article::new(path, TEXT, Stated::default(), Reading::default());
    sample.corpus = Corpus::new(reports.iter().map(|(path, ..)| article(path)), Vec::new());
    let mut ids = Vec::new();
    for (path, value, hedge) in reports {
        let span = Span::in_text(article(path).id, TEXT, 20..31).unwrap();
        let mut figure = killed(Figure::new(span, Method::Hand), *value, "2023-10-07");
        figure.qualifier = Some(*hedge);
        figure.outcome = Some(Outcome::CasualtiesUnspecified);
        figure.scope = Some(Scope::Incident { event: "attack of 7 October".into() });
        figure.attribution = Some(vec![says(&format!("Source of {path}"))]);
        ids.push(sample.add(Item::Figure(Box::new(figure))));
    }
    (sample, ids)
}

fn drawn(sample: &Sample, look: &Look, width: f32) -> Picture {
    let grounds = Grounds { workspace: &sample.workspace, corpus: &sample.corpus, articles: &Apart };
    let panels = panels(&grounds, look);
    let window = TimeWindow::fit(&panels);
    let frame = Frame {
        width,
        height: 500.0,
        window,
        palette: Palette::LIGHT,
        detail: Detail::Full,
        exported: None,
        name: None,
    };
    picture(&panels, &frame)
}

fn words(picture: &Picture) -> Vec<&str> {
    let shapes = picture.shapes.iter().map(|drawn| &drawn.shape);
    let words =
        shapes.filter_map(|shape| if let Shape::Text { words, .. } = shape { Some(&**words) } else { None });
    words.collect()
}

const ATTACK: [(&str, u64, Qualifier); 3] = [
    ("a.txt", 1_160, Qualifier::About),
    ("b.txt", 1_200, Qualifier::Exact),
    ("copy of a.txt", 1_160, Qualifier::About),
];

#[test]
fn each_origin_is_a_row_of_its_own_with_its_mark() {
    let (sample, ids) = sample(&ATTACK);
    let picture = drawn(&sample, &Look::default(), 1200.0);
    let below = picture.plots.iter().map(Area::bottom).fold(0.0, f32::max);
    let rows: Vec<_> = picture.marks.iter().filter(|mark| mark.at.y > below).collect();
    assert_eq!(rows.iter().map(|mark| mark.id).collect::<Vec<_>>(), [ids[0], ids[1]], "a copy is no row");
    assert!(rows[0].at.x < rows[1].at.x && rows[0].at.y < rows[1].at.y);
    let said = words(&picture);
    for wanted in ["Same fact, several reports", "about 1,160", "1,200", "Source of b.txt", "1,150"] {
        assert!(said.contains(&wanted), "{wanted}: {said:?}");
    }
    assert!(said.iter().any(|words| words.starts_with("2 texts, 1 origin")));
    assert!(said.iter().any(|words| words.contains("does not begin at zero")));
    assert!(picture.titles.iter().any(|(panel, _)| *panel == PanelKind::Facts));
}

#[test]
fn numbers_beside_the_rows_are_not_cut_short() {
    let (sample, _) = sample(&[("a.txt", 27_585, Qualifier::AtLeast), ("b.txt", 27_585, Qualifier::Exact)]);
    for width in [600.0, 900.0, 1100.0, 1200.0, 1280.0] {
        let picture = drawn(&sample, &Look::default(), width);
        assert!(words(&picture).contains(&"at least 27,585"), "{width}: {:?}", words(&picture));
    }
}

#[test]
fn a_folded_panel_is_not_drawn() {
    let (sample, ids) = sample(&ATTACK);
    let look = Look { folded: [PanelKind::Facts].into(), ..Look::default() };
    let picture = drawn(&sample, &look, 1200.0);
    assert!(!words(&picture).contains(&"Same fact, several reports"));
    assert_eq!(picture.marks.len(), ids.len());
}

#[test]
fn rows_hold_at_any_width_and_number() {
    let numbers = [0, 1, 7, u64::MAX - 1, u64::MAX];
    for hedge in Qualifier::ALL {
        for value in numbers {
            let (mut sample, ids) = sample(&[("a.txt", value, *hedge), ("b.txt", value, Qualifier::Exact)]);
            let relation = Relation { from: ids[0], kind: RelationKind::SameFact, to: ids[1] };
            sample.add(Item::Relation(relation));
            for width in [40.0, 320.0, 900.0, 2400.0] {
                let picture = drawn(&sample, &Look::default(), width);
                assert!(picture.marks.iter().all(|mark| mark.at.x.is_finite() && mark.at.y < picture.height));
            }
        }
    }
}

#[test]
fn steps_of_the_scale_are_round() {
    assert_eq!([0.2, 1.0, 3.0, 7.0, 20.0, 21.0].map(step), [1, 1, 5, 10, 20, 50]);
    assert!(step(f64::MAX) > 0 && step(f64::NAN) > 0);
}

#[test]
fn a_part_is_linked_to_its_whole_where_both_stand_in_one_plot() {
    let mut sample = Sample::new();
    let whole = sample.total(253, "2024-01-01", |figure| figure.attribution = None);
    let part = sample.total(134, "2024-03-02", |figure| figure.attribution = None);
    let links = |sample: &Sample| {
        let dotted = |shape: &Shape| matches!(shape, Shape::Line { points, stroke } if points.len() == 3 && stroke.dash == Some([1.5, 3.0]));
        drawn(sample, &Look::default(), 900.0).shapes.iter().filter(|drawn| dotted(&drawn.shape)).count()
    };
    assert_eq!(links(&sample), 0);
    sample.add(Item::Relation(Relation { from: part, kind: RelationKind::PartOf, to: whole }));
    assert_eq!(links(&sample), 1);
}
