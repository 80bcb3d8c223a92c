//! One fact as several origins report it: a row for each origin on a linear scale of the fact's own.
//!
//! No row is a bar, so that a scale need not begin at zero; it says where it begins. Nothing here stands on the
//! axis of time.

use std::sync::Arc;

use crate::model::figure::Qualifier;
use crate::model::look::PanelKind;
use crate::model::shown::people;

use super::super::facts::{Fact, Row};
use super::super::measure::{shortened, width, wrap};
use super::super::panels::Panels;
use super::super::picture::{Anchor, Area, Mark, Point, Stroke};
use super::super::report::Report;
use super::super::wording::{self, counted};
use super::marks;
use super::sheet::{Ink, SMALL, Sheet, TITLE};
use super::{Detail, Frame};

const LINE: f32 = 15.0;
const ROW: f32 = 34.0;
/// Below the rows: labels of the scale, and the words that say where it begins.
const SCALE: f32 = 36.0;
/// Around the whole panel and between facts.
const GAP: f32 = 22.0;
/// The strong weight is this much wider.
const STRONG: f32 = 1.03;
/// A fact needs so much width; where there is more, facts stand side by side.
const LEAST: f32 = 480.0;
/// The facts that are drawn at most, and the rows of each: the table has the rest.
const MOST: usize = 12;
const MOST_ROWS: usize = 12;
/// How far an open end reaches before it has faded; it stands for no number.
const WHISKER: f32 = 22.0;

/// The facts of a picture, measured.
pub(super) struct Facts<'a> {
    cards: Vec<Card<'a>>,
    heading: Vec<String>,
    more: usize,
    column: f32,
    /// The height of it all, in pixels; zero where there is nothing to draw.
    pub(super) height: f32,
}

/// One fact and where it stands, from the upper left corner of the panel.
struct Card<'a> {
    fact: &'a Fact,
    title: Vec<String>,
    about: Vec<String>,
    at: Point,
    height: f32,
}

/// The facts that a picture shows: those of two origins or more, where the picture tells all.
pub(super) fn shown<'a>(panels: &'a Panels, frame: &Frame) -> impl Iterator<Item = &'a Fact> {
    let is_shown = frame.detail == Detail::Full && !panels.look.folded.contains(&PanelKind::Facts);
    let facts = panels.facts.iter().map(|fact| &**fact);
    facts.filter(move |fact| is_shown && fact.rows.len() > 1)
}

/// Measures the facts for a width.
pub(super) fn lay_out<'a>(sheet: &Sheet, panels: &'a Panels, room: f32) -> Facts<'a> {
    let told: Vec<&Fact> = shown(panels, sheet.frame).collect();
    let columns = ((room / LEAST) as usize).clamp(1, 2).min(told.len().max(1));
    let column = (room - GAP * (columns as f32 - 1.0)) / columns as f32;
    let more = told.len().saturating_sub(MOST);
    let mut cards: Vec<Card> = told.into_iter().take(MOST).map(|fact| card(fact, column)).collect();
    if cards.is_empty() {
        return Facts { cards, heading: Vec::new(), more, column, height: 0.0 };
    }
    let heading = heading(&cards, room);
    let top = 2.0 + LINE * (1 + heading.len()) as f32 + 10.0;
    let bottom = place(&mut cards, columns, column, top);
    let height = GAP + bottom + if more > 0 { LINE } else { 0.0 };
    Facts { cards, heading, more, column, height }
}

/// The facts in words, for those who cannot see them; empty where there are none.
pub(super) fn words(panels: &Panels, frame: &Frame) -> String {
    let told = shown(panels, frame).take(MOST);
    let row = |row: &Row| format!("{} ({})", row.quantity(), row.source());
    let fact = |fact: &Fact| {
        let rows: Vec<String> = fact.rows.iter().take(MOST_ROWS).map(row).collect();
        format!(" Several reports of {}, {}: {}.", fact.measure(), fact.about(), rows.join("; "))
    };
    told.map(fact).collect()
}

fn heading(cards: &[Card], room: f32) -> Vec<String> {
    let mut words =
        "One row for each origin, since copies of one text count once; each fact has a scale of its own."
            .to_owned();
    if cards.iter().any(|card| !card.fact.proposed.is_empty()) {
        words.push_str(" “Proposed”: the numbers agree by rounding, and no analyst has said so yet.");
    }
    wrap(&words, SMALL, room)
}

fn card(fact: &Fact, column: f32) -> Card<'_> {
    let title = wrap(&fact.measure(), TITLE * STRONG, column);
    let mut about = fact.about();
    if fact.is_proposal() {
        about = format!("{about} · proposed");
    }
    let about = wrap(&about, SMALL, column);
    let rows =
        fact.rows.len().min(MOST_ROWS) as f32 * ROW + if fact.rows.len() > MOST_ROWS { LINE } else { 0.0 };
    let height = (title.len() + about.len()) as f32 * LINE + 4.0 + rows + SCALE;
    Card { fact, title, about, at: Point::default(), height }
}

/// Puts each fact into the column that is shortest so far; gives the lower edge of them all.
fn place(cards: &mut [Card], columns: usize, column: f32, top: f32) -> f32 {
    let mut ends = vec![top; columns];
    for card in cards {
        let shortest = (0..columns).min_by(|a, b| ends[*a].total_cmp(&ends[*b])).unwrap_or_default();
        card.at = Point { x: shortest as f32 * (column + GAP), y: ends[shortest] };
        ends[shortest] += card.height + GAP / 2.0;
    }
    ends.into_iter().fold(top, f32::max)
}

impl Facts<'_> {
    /// Draws the facts with their upper left corner at a place.
    pub(super) fn draw(&self, sheet: &mut Sheet, left: f32, top: f32) {
        if self.cards.is_empty() {
            return;
        }
        let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
        let top = top + GAP;
        let title = wording::capital(PanelKind::Facts.label());
        let area = Area { x: left, y: top, w: width(&title, TITLE) * STRONG + 8.0, h: LINE + 4.0 };
        sheet.titles.push((PanelKind::Facts, area));
        sheet.strong(&title, Point { x: left, y: top + 12.0 }, TITLE, ink);
        for (place, line) in self.heading.iter().enumerate() {
            let y = top + 12.0 + LINE * (place as f32 + 1.0);
            sheet.text(line, Point { x: left, y }, Anchor::Start, SMALL, muted);
        }
        for card in &self.cards {
            card.draw(sheet, Point { x: left + card.at.x, y: top + card.at.y }, self.column);
        }
        if self.more > 0 {
            let more = counted(self.more, "more fact", "more facts");
            let at = Point { x: left, y: top + self.height - GAP - 4.0 };
            sheet.text(&format!("And {more} in the list of facts."), at, Anchor::Start, SMALL, muted);
        }
    }
}

impl Card<'_> {
    fn draw(&self, sheet: &mut Sheet, at: Point, column: f32) {
        let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
        let mut y = at.y;
        for line in &self.title {
            sheet.strong(line, Point { x: at.x, y: y + 12.0 }, TITLE, ink);
            y += LINE;
        }
        for line in &self.about {
            sheet.text(line, Point { x: at.x, y: y + 12.0 }, Anchor::Start, SMALL, muted);
            y += LINE;
        }
        y += 4.0;
        let rows = &self.fact.rows[..self.fact.rows.len().min(MOST_ROWS)];
        let plot = self.plot(at.x, y, column, rows);
        let Some(scale) = Scale::of(rows, plot, at.x + column) else { return };
        scale.draw(sheet);
        for (place, row) in rows.iter().enumerate() {
            let middle = y + ROW * (place as f32 + 0.5);
            draw_row(sheet, row, self.fact, &scale, at.x, middle);
        }
        let left_out = self.fact.rows.len() - rows.len();
        if left_out > 0 {
            let words = format!("and {} more", counted(left_out, "origin", "origins"));
            let at = Point { x: at.x, y: plot.bottom() + SCALE + 8.0 };
            sheet.text(&words, at, Anchor::Start, SMALL, muted);
        }
    }

    /// Labels to the left, numbers to the right, the rest is the plot.
    fn plot(&self, left: f32, y: f32, column: f32, rows: &[Row]) -> Area {
        let labels = label_width(column);
        let most = |row: &Row| width(&row.quantity(), SMALL);
        let numbers = rows.iter().map(most).fold(0.0, f32::max).min(column * 0.3) + 18.0;
        let w = (column - labels - numbers - 10.0).max(20.0);
        Area { x: left + labels + 10.0, y, w, h: ROW * rows.len() as f32 }
    }
}

fn label_width(column: f32) -> f32 {
    (column * 0.36).min(220.0)
}

/// A row: who says so and in how many texts, the marks, the numbers in words.
fn draw_row(sheet: &mut Sheet, row: &Row, fact: &Fact, scale: &Scale, left: f32, y: f32) {
    let (ink, muted) = (sheet.frame.palette.ink, sheet.frame.palette.muted);
    let room = scale.plot.x - 10.0 - left;
    let source = wording::capital(&row.source());
    sheet.text(&shortened(&source, SMALL, room), Point { x: left, y: y - 1.0 }, Anchor::Start, SMALL, ink);
    let second = second_line(row, fact);
    sheet.text(&shortened(&second, SMALL, room), Point { x: left, y: y + 12.0 }, Anchor::Start, SMALL, muted);
    let distinct = row.distinct();
    let places: Vec<f32> = distinct.iter().filter_map(|report| Some(scale.x(report.value?))).collect();
    let ends = places.iter().fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
    if ends.1 > ends.0 {
        let line = Stroke::new(1.4, sheet.frame.palette.axis);
        sheet.line(&[Point { x: ends.0, y }, Point { x: ends.1, y }], line);
    }
    for report in distinct {
        draw_mark(sheet, report, scale, y);
    }
    let at = Point { x: scale.plot.right() + 14.0, y: y + 4.0 };
    let numbers = shortened(&row.quantity(), SMALL, (scale.right - at.x).max(0.0));
    sheet.text(&numbers, at, Anchor::Start, SMALL, ink);
}

/// The text that tells it, how many do, and whether analysts have said so.
fn second_line(row: &Row, fact: &Fact) -> String {
    let texts = row.texts();
    let mut words = if texts > 1 { vec![format!("{texts} texts, 1 origin")] } else { Vec::new() };
    let is_proposed = row.reports.iter().all(|report| fact.proposed.contains(&report.id));
    if is_proposed && !fact.is_proposal() {
        words.push("proposed".to_owned());
    }
    words.push(row.title().to_owned());
    words.join(" · ")
}

fn draw_mark(sheet: &mut Sheet, report: &Arc<Report>, scale: &Scale, y: f32) {
    let Some(value) = report.value else { return };
    let at = Point { x: scale.x(value), y };
    let top = Point { x: report.upper.map_or(at.x, |upper| scale.x(upper)), y };
    let ink = sheet.ink(report.source.as_deref());
    let hit = Area::around(at, 8.0).with(&Area::around(top, 8.0));
    let mark = Mark { id: report.id, hit, at, name: wording::name(report) };
    sheet.mark(mark, |sheet| draw_hedge(sheet, report.qualifier, at, top, ink));
}

/// The grammar of marks, lying down: carets and whiskers point to where there may be more or fewer.
fn draw_hedge(sheet: &mut Sheet, hedge: Option<Qualifier>, at: Point, top: Point, ink: Ink) {
    use Qualifier as Q;
    match hedge {
        Some(Q::AtLeast | Q::MoreThan) => {
            marks::fade(sheet, at, Point { x: 1.0, y: 0.0 }, ink, WHISKER);
            caret(sheet, at, ink, 1.0);
        }
        Some(Q::Almost | Q::UpTo | Q::LessThan) => caret(sheet, at, ink, -1.0),
        Some(Q::Range) => range(sheet, at, top, ink),
        _ => marks::draw_hedge(sheet, hedge, at, top, ink, WHISKER),
    }
}

fn caret(sheet: &mut Sheet, at: Point, ink: Ink, way: f32) {
    let by = |x: f32, y: f32| Point { x: at.x + way * x, y: at.y + y };
    sheet.polygon(&[by(5.5, 0.0), by(-4.0, 5.2), by(-4.0, -5.2)], ink.colour);
}

fn range(sheet: &mut Sheet, at: Point, top: Point, ink: Ink) {
    sheet.line(&[at, top], Stroke::new(3.0, ink.colour));
    for x in [at.x, top.x] {
        let ends = [Point { x, y: at.y - 4.5 }, Point { x, y: at.y + 4.5 }];
        sheet.line(&ends, Stroke::new(1.6, ink.colour));
    }
}

/// From people to pixels, on one fact's own scale.
struct Scale {
    plot: Area,
    /// Where the numbers in words end.
    right: f32,
    low: f64,
    high: f64,
    step: u64,
}

impl Scale {
    /// The scale that shows every number of some rows with room around; `None` where there is none.
    fn of(rows: &[Row], plot: Area, right: f32) -> Option<Self> {
        let reports = || rows.iter().flat_map(|row| &row.reports);
        let low = reports().filter_map(|report| report.value).min()? as f64;
        let high = reports().map(|report| report.top()).max()? as f64;
        let room = ((high - low) * 0.22).max(high * 0.02).max(1.0);
        let (low, high) = ((low - room).max(0.0), high + room);
        let step = step((high - low) / f64::from((plot.w / 64.0).max(1.0)));
        Some(Self { plot, right, low, high, step })
    }

    fn x(&self, people: u64) -> f32 {
        self.plot.x + ((people as f64 - self.low) / (self.high - self.low)) as f32 * self.plot.w
    }

    /// Round numbers of people within the scale.
    fn ticks(&self) -> Vec<u64> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "numbers of people from zero up"
        )]
        let first = (self.low.ceil() as u64).div_ceil(self.step).saturating_mul(self.step);
        let ticks = (0..40u64).map(|count| first.saturating_add(count.saturating_mul(self.step)));
        ticks.take_while(|tick| *tick as f64 <= self.high).collect()
    }

    /// The grid of the rows, and the labels and words of the scale below them.
    fn draw(&self, sheet: &mut Sheet) {
        let (grid, axis, muted) =
            (sheet.frame.palette.grid, sheet.frame.palette.axis, sheet.frame.palette.muted);
        let plot = self.plot;
        let base = [Point { x: plot.x, y: plot.bottom() }, Point { x: plot.right(), y: plot.bottom() }];
        sheet.line(&base, Stroke::new(1.0, axis));
        let mut free = f32::MIN;
        for tick in self.ticks() {
            let x = self.x(tick);
            sheet.line(&[Point { x, y: plot.y }, Point { x, y: plot.bottom() }], Stroke::new(1.0, grid));
            let words = people(tick);
            let half = width(&words, SMALL) / 2.0;
            if x - half > free && x + half <= self.right {
                let at = Point { x, y: plot.bottom() + 14.0 };
                sheet.text(&words, at, Anchor::Middle, SMALL, muted);
                free = x + half + 6.0;
            }
        }
        let words = if self.low > 0.0 { "People; the scale does not begin at zero" } else { "People" };
        let at = Point { x: plot.x, y: plot.bottom() + 28.0 };
        sheet.text(&shortened(words, SMALL, self.right - plot.x), at, Anchor::Start, SMALL, muted);
    }
}

/// The least of 1, 2 and 5 times a power of ten that is no less than this.
fn step(least: f64) -> u64 {
    let mut power = 1u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step as f64 >= least || step > u64::MAX / 10 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests;
