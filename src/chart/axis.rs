//! Ticks of an axis: days that read as dates at every zoom, and round numbers of people from zero.

use jiff::civil::Date;

use crate::model::date::Day;

use super::measure::width;

/// The size of the type of tick labels, in pixels.
pub const LABEL_SIZE: f32 = 11.0;
/// The least room between two labels, in pixels.
const APART: f32 = 8.0;

/// A labelled place on an axis of time.
#[derive(Clone, Debug, PartialEq)]
pub struct DateTick {
    /// The place, in days since 1970-01-01.
    pub day: f64,
    /// Its label: `6`, `Feb`, `2024`, `Feb 2024`.
    pub label: String,
}

/// The ticks of an axis of time, at two levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DateTicks {
    /// The finer level, each label centred on its day.
    pub minor: Vec<DateTick>,
    /// The coarser level, each label beginning at its day (the first at the axis's start).
    pub major: Vec<DateTick>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Day,
    Week,
    Months(i8),
    Years(i16),
}

const LADDER: [Step; 15] = [
    Step::Day,
    Step::Week,
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1000),
];

impl Step {
    /// The least number of days from one tick to the next.
    fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Months(months) => f64::from(months) * 30.0 - 2.0,
            Self::Years(years) => f64::from(years) * 365.0,
        }
    }

    fn widest(self) -> f32 {
        let label = match self {
            Self::Day | Self::Week => "30",
            Self::Months(_) => "Mmm",
            Self::Years(_) => "-2024",
        };
        width(label, LABEL_SIZE)
    }

    fn label(self, date: Date) -> String {
        match self {
            Self::Day | Self::Week => date.day().to_string(),
            Self::Months(_) => date.strftime("%b").to_string(),
            Self::Years(_) => date.year().to_string(),
        }
    }

    /// The first tick on or before a date.
    fn floor(self, date: Date) -> Option<Date> {
        match self {
            Self::Day => Some(date),
            Self::Week => {
                Day(Day::from(date).0 - i32::from(date.weekday().to_monday_zero_offset())).date().into()
            }
            Self::Months(months) => Date::new(date.year(), (date.month() - 1) / months * months + 1, 1).ok(),
            Self::Years(years) => Date::new(date.year().div_euclid(years) * years, 1, 1).ok(),
        }
    }

    fn next(self, date: Date) -> Option<Date> {
        let span = match self {
            Self::Day => jiff::Span::new().days(1),
            Self::Week => jiff::Span::new().days(7),
            Self::Months(months) => jiff::Span::new().months(months),
            Self::Years(years) => jiff::Span::new().years(years),
        };
        date.checked_add(span).ok()
    }

    fn coarser(self) -> Option<(Self, &'static str)> {
        match self {
            Self::Day | Self::Week => Some((Self::Months(1), "%b %Y")),
            Self::Months(_) => Some((Self::Years(1), "%Y")),
            Self::Years(_) => None,
        }
    }

    /// The dates of the ticks from `start` to `end`, in days.
    fn dates(self, start: f64, end: f64) -> Vec<Date> {
        let first = self.floor(day(start.floor()).date());
        let within = |date: &Date| f64::from(Day::from(*date).0) <= end;
        let dates = std::iter::successors(first, |date| self.next(*date)).take_while(within);
        dates.filter(|date| f64::from(Day::from(*date).0) >= start).take(4000).collect()
    }
}

/// The ticks for an axis from `start` to `end` (days since 1970-01-01) that is `room` pixels wide.
///
/// The finest step is taken whose labels stand apart.
pub fn date_ticks(start: f64, end: f64, room: f32) -> DateTicks {
    if !(start.is_finite() && end.is_finite() && end > start && room > 0.0) {
        return DateTicks::default();
    }
    let per_day = f64::from(room) / (end - start);
    let stands_apart = |step: &Step| step.days() * per_day >= f64::from(step.widest() + APART);
    let step = LADDER.into_iter().find(stands_apart).unwrap_or(Step::Years(1000));
    let tick = |date: Date| DateTick { day: f64::from(Day::from(date).0), label: step.label(date) };
    let minor = step.dates(start, end).into_iter().map(tick).collect();
    DateTicks { minor, major: majors(step, start, end, per_day) }
}

fn majors(step: Step, start: f64, end: f64, per_day: f64) -> Vec<DateTick> {
    let Some((coarse, format)) = step.coarser() else { return Vec::new() };
    let tick = |at: f64, date: Date| DateTick { day: at, label: date.strftime(format).to_string() };
    let mut ticks: Vec<DateTick> =
        coarse.dates(start, end).into_iter().map(|date| tick(f64::from(Day::from(date).0), date)).collect();
    if ticks.first().is_none_or(|first| first.day > start) {
        ticks.insert(0, tick(start, day(start.floor()).date()));
    }
    let room = |tick: &DateTick| f64::from(width(&tick.label, LABEL_SIZE));
    if ticks.len() > 1 && (ticks[1].day - start) * per_day < room(&ticks[0]) + f64::from(APART) {
        ticks.remove(0);
    }
    let fits = |tick: &DateTick| (end - tick.day) * per_day >= room(tick);
    if ticks.len() > 1 && !ticks.last().is_some_and(fits) {
        ticks.pop();
    }
    ticks
}

#[expect(clippy::cast_possible_truncation, reason = "a float too large for a day becomes the last one")]
fn day(days: f64) -> Day {
    Day(days as i32)
}

/// Round numbers of people from zero to `max`, at most one for every `apart` pixels of `room`.
///
/// Steps are 1, 2 or 5 times a power of ten, never less than one person.
pub fn number_ticks(max: f64, room: f32, apart: f32) -> Vec<u64> {
    let most = f64::from((room / apart).floor().max(1.0));
    let mut step = 1u64;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power = 1u64;
    while max / step as f64 > most && power < u64::MAX / 100 {
        let factor = factors.next().unwrap_or(10);
        step = power * factor;
        power = if factor == 10 { power * 10 } else { power };
    }
    (0..=40u64).map(|count| count.saturating_mul(step)).take_while(|tick| *tick as f64 <= max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(seed: &mut u64) -> f64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 11) as f64 / (1u64 << 53) as f64
    }

    fn labels(ticks: &[DateTick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    fn at(date: &str) -> f64 {
        f64::from(date.parse::<Day>().unwrap().0)
    }

    #[test]
    fn dates_read_as_dates_at_every_zoom() {
        let days = date_ticks(at("2024-02-05"), at("2024-02-09"), 400.0);
        assert_eq!(labels(&days.minor), ["5", "6", "7", "8", "9"]);
        assert_eq!(labels(&days.major), ["Feb 2024"]);
        let weeks = date_ticks(at("2024-01-20"), at("2024-02-20"), 250.0);
        assert_eq!(labels(&weeks.minor), ["22", "29", "5", "12", "19"]);
        assert_eq!(labels(&weeks.major), ["Jan 2024", "Feb 2024"]);
        let months = date_ticks(at("2023-10-07"), at("2024-04-01"), 500.0);
        assert_eq!(labels(&months.minor), ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr"]);
        assert_eq!(labels(&months.major), ["2023", "2024"]);
        let quarters = date_ticks(at("2021-01-01"), at("2023-12-31"), 500.0);
        assert_eq!(labels(&quarters.minor)[..5], ["Jan", "Apr", "Jul", "Oct", "Jan"]);
        let years = date_ticks(at("2000-01-01"), at("2024-01-01"), 500.0);
        assert_eq!(labels(&years.minor)[..2], ["2000", "2002"]);
        assert!(years.major.is_empty());
    }

    #[test]
    fn labels_never_overlap_and_days_always_rise() {
        let mut seed = 7;
        for _ in 0..3000 {
            let start = -200_000.0 + random(&mut seed) * 400_000.0;
            let end = start + 10f64.powf(0.3 + random(&mut seed) * 5.2);
            let room = 60.0 + random(&mut seed) as f32 * 1500.0;
            let ticks = date_ticks(start, end, room);
            let x = |tick: &DateTick| ((tick.day - start) / (end - start)) as f32 * room;
            for pair in ticks.minor.windows(2) {
                let half = |tick: &DateTick| width(&tick.label, LABEL_SIZE) / 2.0;
                assert!(
                    x(&pair[0]) + half(&pair[0]) < x(&pair[1]) - half(&pair[1]),
                    "{start} {end} {room} {pair:?}"
                );
            }
            for pair in ticks.major.windows(2) {
                assert!(
                    x(&pair[0]) + width(&pair[0].label, LABEL_SIZE) < x(&pair[1]),
                    "{start} {end} {room} {pair:?}"
                );
            }
            assert!(ticks.minor.iter().all(|tick| tick.day >= start && tick.day <= end));
        }
    }

    #[test]
    fn odd_ranges_give_no_ticks_and_no_panic() {
        for (start, end) in [(f64::NAN, 1.0), (2.0, 1.0), (-1e300, 1e300), (0.0, f64::INFINITY)] {
            let _ = date_ticks(start, end, 300.0);
        }
    }

    #[test]
    fn numbers_are_round_rise_from_zero_and_stand_apart() {
        assert_eq!(number_ticks(32_000.0, 200.0, 30.0), [0, 10_000, 20_000, 30_000]);
        assert_eq!(number_ticks(3.3, 200.0, 30.0), [0, 1, 2, 3]);
        assert_eq!(number_ticks(0.0, 200.0, 30.0), [0]);
        let mut seed = 3;
        for _ in 0..2000 {
            let max = 10f64.powf(random(&mut seed) * 18.0);
            let room = 20.0 + random(&mut seed) as f32 * 600.0;
            let ticks = number_ticks(max, room, 28.0);
            assert_eq!(ticks[0], 0);
            assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{max} {ticks:?}");
            assert!(ticks.len() as f32 - 1.0 <= (room / 28.0).max(1.0), "{max} {room} {ticks:?}");
        }
    }
}
