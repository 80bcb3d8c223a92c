//! From panels to a picture: where everything stands. Knows nothing of screens or files.

mod bands;
mod cells;
mod crowd;
mod events;
mod facts;
mod heading;
mod index;
mod ink;
mod labels;
mod layout;
mod links;
mod marks;
mod notes;
mod plot;
mod proposals;
mod raster;
mod reference;
mod rows;
mod sheet;

use crate::model::Look;
use crate::model::date::Day;

use super::panels::Panels;
use super::picture::{Palette, Picture};

pub(super) use cells::Cells;
use sheet::Sheet;

/// The stretch of time that a chart shows, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeWindow {
    /// Its start.
    pub start: f64,
    /// Its end.
    pub end: f64,
}

const LEAST_DAYS: f64 = 3.0;
const MOST_DAYS: f64 = 400.0 * 365.25;
const FURTHEST: f64 = 3_000_000.0;

impl TimeWindow {
    /// The stretch that shows every dated report, with some room around.
    pub fn fit(panels: &Panels) -> Self {
        let (first, last) = panels.extent().unwrap_or((Day(0), Day(14)));
        let (first, last) = (f64::from(first.0), f64::from(last.0));
        let room = ((last - first) * 0.03).max(2.0);
        let short = ((14.0 - (last - first + 2.0 * room)) / 2.0).max(0.0);
        Self { start: first - room - short, end: last + room + short }
    }

    /// The stretch in which something stands: reports, events and the reference series that are drawn.
    pub fn reach(panels: &Panels) -> Self {
        let fit = Self::fit(panels);
        let events = panels.events.iter().filter_map(|(_, event)| event.when.day());
        let rows = panels.references.shown().flat_map(|known| [known.rows().first(), known.rows().last()]);
        let days = events.chain(rows.flatten().map(|row| row.day));
        days.fold(fit, |reach, day| Self {
            start: reach.start.min(f64::from(day.0) - 2.0),
            end: reach.end.max(f64::from(day.0) + 2.0),
        })
    }

    /// The stretch that the look asks for; what it leaves open fits the reports.
    pub fn of(panels: &Panels, look: &Look) -> Self {
        let fit = Self::fit(panels);
        let edge = |day: Option<Day>, other: f64| day.map_or(other, |day| f64::from(day.0));
        let (start, end) = (edge(look.first, fit.start), edge(look.last, fit.end));
        if end - start >= 1.0 { Self { start, end } } else { fit }
    }

    /// The first and last whole day that it touches.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a stretch of time is held within a few thousand years"
    )]
    pub fn whole_days(self) -> (Day, Day) {
        (Day(self.start.floor() as i32), Day(self.end.ceil() as i32))
    }

    /// The same stretch, widened or narrowed around a day; a factor above 1 shows less.
    #[must_use]
    pub fn zoomed(self, factor: f64, around: f64) -> Self {
        let days = self.end - self.start;
        let fresh = (days / factor.clamp(0.01, 100.0)).clamp(LEAST_DAYS.min(days), MOST_DAYS.max(days));
        let share = ((around - self.start) / days).clamp(0.0, 1.0);
        let start = around - fresh * share;
        Self { start, end: start + fresh }
    }

    /// The same length of time, some days later.
    #[must_use]
    pub fn moved(self, days: f64) -> Self {
        let days = days.clamp(-FURTHEST - self.start, FURTHEST - self.end);
        Self { start: self.start + days, end: self.end + days }
    }

    /// The same stretch, moved until a tenth of the shorter of the two overlaps another.
    #[must_use]
    pub fn near(self, other: Self) -> Self {
        let overlap = self.days().min(other.days()) / 10.0;
        let forth = (other.start + overlap - self.end).max(0.0);
        let back = (self.start - (other.end - overlap)).max(0.0);
        self.moved(forth - back)
    }

    /// How long it is, in days.
    pub fn days(self) -> f64 {
        self.end - self.start
    }
}

/// How much a picture tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Beside the reader: compact, without notes.
    Live,
    /// On its own: with the notes that a chart needs when it travels.
    Full,
}

/// What a picture is laid out for.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Width, in pixels.
    pub width: f32,
    /// Height, in pixels; the picture grows beyond it where its panels need more.
    pub height: f32,
    /// The stretch of time shown.
    pub window: TimeWindow,
    /// The colours.
    pub palette: Palette,
    /// How much it tells.
    pub detail: Detail,
    /// The day of export, for the note; absent on screen, where the chart needs no heading.
    pub exported: Option<Day>,
    /// The name of the view, for the heading of an exported chart.
    pub name: Option<String>,
}

/// What an empty chart says.
pub const EMPTY: &str = "Annotate a figure and give it a date: it appears here.";
const NOT_KNOWN: &str = "No figure is known to have been published by that day.";
const FOLDED: &str = "The panels of these figures are folded away.";
const FILTERED: &str = "No figure passes the filter.";
const BESIDE: &str = "No figure has a number, an as-of date and an outcome to draw yet.";

/// The picture of some panels in a frame.
pub fn picture(panels: &Panels, frame: &Frame) -> Picture {
    let mut sheet = Sheet::new(panels, frame);
    let cells = cells::cells(panels);
    let top = heading::draw(&mut sheet, cells);
    let is_empty = cells.is_empty()
        && facts::shown(panels, frame).next().is_none()
        && proposals::lay_out(&sheet, panels, frame.width).height == 0.0;
    if is_empty {
        empty(&mut sheet, panels);
    } else {
        layout::draw(&mut sheet, cells, panels, top);
    }
    sheet.finish(notes::title(cells), notes::description(panels) + &facts::words(panels, frame))
}

fn empty(sheet: &mut Sheet, panels: &Panels) {
    let not_known = panels.not_yet_known + panels.of_unknown_publication;
    let words = match (panels.is_empty(), panels.filtered_out) {
        (true, _) if not_known > 0 => NOT_KNOWN,
        (true, 0) => EMPTY,
        (true, _) => FILTERED,
        (false, _) if !panels.look.folded.is_empty() => FOLDED,
        (false, _) => BESIDE,
    };
    let (width, height) = (sheet.frame.width, sheet.frame.height);
    sheet.centred(words, width / 2.0, height / 2.0);
}

#[cfg(test)]
mod tests;
