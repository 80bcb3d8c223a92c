//! The rows of what was found: an article, and below it its hits in their lines. Only the rows in
//! view are drawn, however many there are.

use std::ops::Range;

use eframe::egui::{FontId, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::super::articles::{dated, day};
use super::super::line::{self, Look};
use super::super::parts;
use super::super::style::{BODY, CAPTION, Colours, PAD, STEP, bold};
use crate::corpus::search::{Context, Found, context};
use crate::dossier::Dossier;
use crate::session::{FoundAt, Session};

/// Height of the row of an article, in points.
const ARTICLE: f32 = 44.0;
/// Height of the row of a hit, in points.
const HIT: f32 = 24.0;
/// Characters shown before a hit: few, so that the hit itself is in view.
const BEFORE: usize = 24;
/// Characters shown after a hit.
const AFTER: usize = 80;
/// Characters shown of a hit itself.
const LONGEST: usize = 200;

/// Draws the rows.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, found: &Found) {
    let height = found.articles.len() as f32 * ARTICLE + found.len() as f32 * HIT;
    ScrollArea::vertical().id_salt("found").auto_shrink(false).show_viewport(ui, |ui, view| {
        ui.set_height(height);
        let origin = ui.max_rect().min;
        let row = |top: f32, height: f32| {
            Rect::from_min_size(pos2(origin.x, origin.y + top), vec2(ui.available_width(), height))
        };
        if let Some(at) = session.now.found_at.filter(|_| std::mem::take(&mut session.now.reveal_found)) {
            ui.scroll_to_rect(row(top_of(found, at), HIT).expand2(vec2(0.0, ARTICLE)), None);
        }
        for (at, rect) in in_view(found, view.y_range().min..view.y_range().max)
            .map(|(at, top, height)| (at, row(top, height)))
            .collect::<Vec<_>>()
        {
            let inside = UiBuilder::new().max_rect(rect).id_salt((at.article, at.hit));
            let response = ui.scope_builder(inside, |ui| one_ui(ui, dossier, session, found, at)).inner;
            if response.is_some_and(|response| response.clicked()) {
                let hits = &found.articles[at.article].hits;
                let first = (!hits.is_empty()).then_some(hits.start);
                super::open(session, found, FoundAt { hit: at.hit.or(first), ..at });
            }
        }
    });
}

/// Where the row of a hit, or of an article, begins below the first.
fn top_of(found: &Found, at: FoundAt) -> f32 {
    let top = top_of_article(found, at.article);
    match (at.hit, found.articles.get(at.article)) {
        (Some(hit), Some(article)) => top + ARTICLE + hit.saturating_sub(article.hits.start) as f32 * HIT,
        _ => top,
    }
}

fn top_of_article(found: &Found, article: usize) -> f32 {
    let before = found.articles.get(article).map_or(0, |article| article.hits.start);
    article as f32 * ARTICLE + before as f32 * HIT
}

/// The rows that lie between two heights: what each shows, where it begins, and its height.
fn in_view(found: &Found, view: Range<f32>) -> impl Iterator<Item = (FoundAt, f32, f32)> {
    let first = first_below(found, view.start);
    let end = view.end;
    let shown =
        (first..found.articles.len()).take_while(move |article| top_of_article(found, *article) <= end);
    shown.flat_map(move |article| {
        let hits = found.articles[article].hits.clone();
        let top = top_of_article(found, article);
        let skipped = ((view.start - top - ARTICLE) / HIT).max(0.0) as usize;
        let room = ((end - top).max(0.0) / HIT) as usize + 2;
        let inside = hits.clone().skip(skipped).take(room.saturating_sub(skipped));
        let rows = inside.map(move |hit| {
            (FoundAt { article, hit: Some(hit) }, top + ARTICLE + (hit - hits.start) as f32 * HIT, HIT)
        });
        std::iter::once((FoundAt { article, hit: None }, top, ARTICLE)).chain(rows)
    })
}

/// The first article whose rows end below a height.
fn first_below(found: &Found, height: f32) -> usize {
    let (mut low, mut high) = (0, found.articles.len());
    while low < high {
        let middle = low.midpoint(high);
        if bottom(found, middle) <= height { low = middle + 1 } else { high = middle }
    }
    low
}

fn bottom(found: &Found, article: usize) -> f32 {
    top_of_article(found, article) + ARTICLE + found.articles[article].hits.len() as f32 * HIT
}

fn one_ui(ui: &mut Ui, dossier: &Dossier, session: &Session, found: &Found, at: FoundAt) -> Option<Response> {
    let article = found.article(at.article)?;
    let selected = session.now.found_at == Some(at);
    match at.hit {
        Some(hit) => {
            let around = context(&article.text, found.bytes(hit)?, AFTER)?;
            Some(hit_ui(ui, &around, selected))
        }
        None => {
            let count = found.articles[at.article].hits.len();
            Some(article_ui(ui, dossier, article, count, selected))
        }
    }
}

fn article_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    article: &crate::corpus::Article,
    hits: usize,
    selected: bool,
) -> Response {
    let facts = dossier.facts(article);
    let beside = |date: String| match &facts.publisher {
        Some(publisher) => format!("{} · {date}", line::isolated(publisher)),
        None => date,
    };
    let (under, short) = (beside(dated(&facts.published)), beside(day(&facts.published)));
    let count = if hits == 0 { String::new() } else { hits.to_string() };
    let response = parts::row(ui, ARTICLE, selected, &facts.title);
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 5.0));
    let right = pos2(rect.right(), rect.bottom() - 8.0);
    let counter = parts::paint_right(ui, right, &count, CAPTION, colours.ink);
    let title = Look { font: bold(BODY), colour: colours.ink };
    line::paint(ui, rect.with_max_y(rect.top() + 18.0), &facts.title, &title, &(0..0), &title);
    let below = pos2(rect.left(), rect.bottom() - 15.0);
    let width = counter.left() - rect.left() - PAD;
    let font = FontId::proportional(CAPTION);
    parts::paint_fitting(ui, below, &[&under, &short], &font, colours.weak, width);
    response.on_hover_text(format!("{}\n{under}\n{}", facts.title, article.id.path))
}

/// The line of a hit, its words in bold.
pub(in crate::view) fn hit_ui(ui: &mut Ui, around: &Context<'_>, selected: bool) -> Response {
    let name = format!("{}{}{}", around.before, around.words, around.after);
    let response = parts::row(ui, HIT, selected, &name);
    let rect = response.rect.shrink2(vec2(PAD, 0.0));
    let rect = rect.with_min_x(rect.left() + PAD).with_max_x(rect.right() - STEP);
    let (text, words) = line(around);
    let colours = Colours::of(ui);
    let plain = Look { font: FontId::proportional(CAPTION), colour: colours.weak };
    let found = Look { font: bold(CAPTION), colour: colours.ink };
    line::paint(ui, rect, &text, &plain, &words, &found);
    response.on_hover_text(name)
}

/// A line that begins shortly before the hit, and the bytes of the hit in it.
fn line(around: &Context<'_>) -> (String, Range<usize>) {
    let skipped = around.before.chars().count().saturating_sub(BEFORE);
    let start: String = around.before.chars().skip(skipped).collect();
    // The first word is most often cut in two.
    let whole = start.split_once(' ').map_or(start.as_str(), |(_, rest)| rest);
    let before = if skipped > 0 { format!("… {whole}") } else { start };
    let words: String = around.words.chars().take(LONGEST).collect();
    let found = before.len()..before.len() + words.len();
    (format!("{before}{words}{}", around.after), found)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::search::{AsStated, Plan, parse, run};
    use crate::corpus::{Article, Reading, Stated};

    fn found() -> Found {
        let text = |number: usize| "a ".repeat(number % 7);
        let article = |number| {
            Article::new(format!("{number:05}"), text(number), Stated::default(), Reading::default())
        };
        let articles = Arc::new((0..2_000).map(|number| Arc::new(article(number))).collect::<Vec<_>>());
        run(&Plan::new(&parse("a OR NOT a ")), &articles, &AsStated, false, &|| false).unwrap()
    }

    #[test]
    fn rows_in_view_are_those_of_a_plain_walk() {
        let found = found();
        let mut all = Vec::new();
        let mut top = 0.0;
        for (article, it) in found.articles.iter().enumerate() {
            all.push((FoundAt { article, hit: None }, top, ARTICLE));
            top += ARTICLE;
            for hit in it.hits.clone() {
                all.push((FoundAt { article, hit: Some(hit) }, top, HIT));
                top += HIT;
            }
        }
        for start in [0.0, 30.0, 1_000.0, 77_777.0, top - 300.0, top + 50.0] {
            let rows: Vec<_> = in_view(&found, start..start + 400.0).collect();
            for row in &all {
                let overlaps = row.1 < start + 400.0 && row.1 + row.2 > start;
                assert!(!overlaps || rows.contains(row), "{row:?} at {start}");
            }
            assert!(rows.len() < 60 && rows.iter().all(|row| all.contains(row)));
        }
    }
}
