//! The detector on mutated text: it never panics, its ranges lie on the words they name, and it says
//! the same twice. Few cases run with every test; `FUZZ_SECONDS=3600 cargo test --release --test
//! fuzz_detect -- --ignored --nocapture` goes on for an hour, from `FUZZ_SEED` on.
#![expect(clippy::panic, reason = "helpers of tests may fail too")]

#[path = "fuzz/checks.rs"]
mod checks;
#[path = "fuzz/growth.rs"]
mod growth;
#[path = "fuzz/mutate.rs"]
mod mutate;

use std::time::{Duration, Instant};

use mutate::Mutator;

/// What an environment variable says, or what holds without it.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|said| said.parse().ok()).unwrap_or(otherwise)
}

/// Fails with the seed and the shortest text found that still fails.
fn check(seed: u64, text: &str) {
    if let Some(why) = checks::failure(text) {
        let short = mutate::shortest(text, |text| checks::failure(text).is_some());
        panic!("seed {seed}: {why}: {short:?}");
    }
}

#[test]
fn some_mutated_texts_break_nothing() {
    for seed in 0..300 {
        check(seed, &Mutator::new(seed).text());
    }
}

/// Texts that broke something once.
const MENDED: [&str; 1] = [
    "2 WERE DISPLACED,A 'S SAID", // A source without a name.
];

#[test]
fn what_broke_something_once_breaks_nothing() {
    for (seed, text) in (0..).zip(MENDED) {
        check(seed, text);
    }
}

#[test]
fn seeds_cut_at_every_character_break_nothing() {
    for seed in mutate::seeds() {
        for (at, _) in seed.char_indices() {
            check(0, &seed[..at]);
            check(0, &seed[at..]);
        }
    }
}

#[test]
#[ignore = "runs as long as FUZZ_SECONDS says, 20 seconds without it"]
fn mutated_texts_break_nothing_for_as_long_as_asked() {
    let limit = Duration::from_secs(setting("FUZZ_SECONDS", 20));
    let (start, first) = (Instant::now(), setting("FUZZ_SEED", 1_000));
    let (mut seed, mut bytes, mut grown, mut slowest) = (first, 0, 0, 0.0_f64);
    while start.elapsed() < limit {
        let text = Mutator::new(seed).text();
        bytes += text.len();
        check(seed, &text);
        if seed.is_multiple_of(400) {
            grown += 1;
            let growth = growth::of(&text);
            slowest = slowest.max(growth);
            if growth > growth::SUSPICIOUS {
                eprintln!("seed {seed}: twice the text takes {growth:.1} times as long: {text:?}");
            }
        }
        seed += 1;
    }
    let texts = seed - first;
    eprintln!(
        "{texts} texts of {bytes} bytes; {grown} grown to 128 KB, at worst {slowest:.2} times for twice the text"
    );
}
