//! How the time of the detector grows with its text.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dossier::detect::{Known, Lexicon, suggest};

/// Twice the text should take about twice as long; more than this is worth a look.
pub const SUSPICIOUS: f64 = 3.0;

/// The text to grow to, in bytes.
const LARGE: usize = 64 << 10;

/// How many times as long twice the text takes, from 64 KB on. A busy machine makes any run longer:
/// what looks suspicious is measured again, and the smallest ratio counts.
pub fn of(text: &str) -> f64 {
    if text.is_empty() {
        return 1.0;
    }
    let once = text.repeat(LARGE.div_ceil(text.len()));
    let twice = once.repeat(2);
    let mut least = f64::INFINITY;
    for _ in 0..8 {
        least = least.min(quickest(&twice).as_secs_f64() / quickest(&once).as_secs_f64().max(SHORTEST));
        if least <= SUSPICIOUS {
            break;
        }
    }
    least
}

/// Times below this, in seconds, say nothing.
const SHORTEST: f64 = 5e-4;

fn quickest(text: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(suggest(black_box(text), &Known::default(), Lexicon::english()));
        start.elapsed()
    };
    (0..3).map(run).min().unwrap_or_default()
}
