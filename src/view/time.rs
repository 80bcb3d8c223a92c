//! Wall-clock times as the screens show them, in the machine's time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Date and time to the second: `2024-02-07 12:03:07`.
pub fn stamp(seconds: i64) -> String {
    shown(seconds, "%Y-%m-%d %H:%M:%S")
}

/// Time of day to the second: `12:03:07`.
pub fn clock(seconds: i64) -> String {
    shown(seconds, "%H:%M:%S")
}

fn shown(seconds: i64, format: &str) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.to_zoned(TimeZone::system()).strftime(format).to_string(),
        Err(_) => "at an unknown time".to_owned(),
    }
}
