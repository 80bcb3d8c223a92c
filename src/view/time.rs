//! Wall-clock times as the screens show them, in the machine's time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Date and time to the second: `2024-02-07 12:03:07`.
pub fn stamp(seconds: i64) -> String {
    shown(seconds, "%Y-%m-%d %H:%M:%S")
}

/// The time of day of today, `12:03:07`, else the date as well.
pub fn recent(seconds: i64) -> String {
    let day = |time: Timestamp| time.to_zoned(TimeZone::system()).date();
    let today = Timestamp::from_second(seconds).is_ok_and(|time| day(time) == day(Timestamp::now()));
    if today { shown(seconds, "%H:%M:%S") } else { stamp(seconds) }
}

fn shown(seconds: i64, format: &str) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.to_zoned(TimeZone::system()).strftime(format).to_string(),
        Err(_) => "at an unknown time".to_owned(),
    }
}
