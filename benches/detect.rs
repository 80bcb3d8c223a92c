//! Megabytes a second of the detector of figures on one core, by stage, beside a count of line feeds
//! over the same bytes as the yardstick; then hostile texts at one and two sizes, which take one and
//! two times as long where reading is linear.
//!
//! News is taken to tell of violence in one article of ten, and such an article in one sentence of four:
//! that gives more figures a kilobyte of it than articles on a war have (1.7 in five of 2024). What
//! articles take that tell of nothing else stands beside it, and news without any.
//!
//! `cargo bench --bench detect`, or with the megabytes of text: `cargo bench --bench detect -- 20`

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::hint::black_box;
use std::time::Instant;

use dossier::detect::{Lexicon, Stage};

/// Sentences of an article.
const SENTENCES: usize = 24;
/// Rounds of which the best counts.
const ROUNDS: usize = 5;

fn main() {
    let asked = std::env::args().find_map(|word| word.parse::<usize>().ok());
    let bytes = asked.unwrap_or(8) * 1_000_000;
    let lexicon = Lexicon::english();
    let kinds = [
        ("news, one article in ten of violence", 10, 4),
        ("news, one article in ten of nothing but violence", 10, 1),
        ("news of nothing but violence", 1, 1),
        ("news without violence", 0, 1),
    ];
    for (name, of_violence, one_in) in kinds {
        stages(name, &articles(bytes, of_violence, one_in), lexicon);
    }
    hostile(lexicon);
}

/// Articles of sentences drawn at random; one of so many tells of violence, of 0 none, in one sentence of
/// so many.
fn articles(bytes: usize, of_violence: usize, one_in: usize) -> Vec<String> {
    let mut seed = 42_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    let (mut all, mut length) = (Vec::new(), 0);
    while length < bytes {
        let tells = all.len().checked_rem(of_violence) == Some(0);
        let mut text = String::new();
        for _ in 0..SENTENCES {
            let sentences = if tells && next(one_in) == 0 { VIOLENCE } else { CALM };
            text.push_str(sentences[next(sentences.len())]);
            text.push_str(if next(4) == 0 { "\n\n" } else { " " });
        }
        length += text.len();
        all.push(text);
    }
    all
}

fn stages(name: &str, texts: &[String], lexicon: &Lexicon) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let feeds = |text: &String| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let (yardstick, _) = best(|| texts.iter().map(feeds).sum());
    println!("\n{name}: {} articles, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    println!("{:<32}{:>10}{:>14}{:>12}{:>12}", "up to", "MB/s", "stage ns/kB", "found", "x memchr");
    let mut before = 0.0;
    for stage in Stage::ALL {
        let (seconds, found) = best(|| texts.iter().map(|text| stage.read(text, lexicon)).sum());
        let own = (seconds - before).max(0.0) * 1e12 / bytes as f64;
        let times = seconds / yardstick;
        println!("{:<32}{:>10.1}{own:>14.0}{found:>12}{times:>12.1}", stage.name(), rate(bytes, seconds));
        before = seconds;
    }
    println!("{:<32}{:>10.1}", "count of line feeds", rate(bytes, yardstick));
}

/// Texts that a person did not write for reading.
fn hostile(lexicon: &Lexicon) {
    const PIECES: &[&str] = &[
        "7",
        ",",
        "killed 5,",
        "killed",
        "killed ",
        "five ",
        "he said 5 dead, ",
        "5 killed and ",
        "\nkilled",
        "killed five of the ",
        ". killed",
        "killed.\"\"\"\"",
        "1.1.1.1.1.1. killed ",
    ];
    println!("\n{:<32}{:>14}{:>14}{:>12}", "hostile, repeated", "MB/s, 1 MB", "MB/s, 2 MB", "time ratio");
    for piece in PIECES {
        let seconds = [1_000_000, 2_000_000].map(|bytes| {
            let text = piece.repeat(bytes / piece.len());
            let start = Instant::now();
            black_box(Stage::Whole.read(&text, lexicon));
            start.elapsed().as_secs_f64()
        });
        let [once, twice] = seconds;
        let (one, two) = (rate(1_000_000, once), rate(2_000_000, twice));
        println!("{:<32}{one:>14.1}{two:>14.1}{:>12.2}", format!("{piece:?}"), twice / once);
    }
}

/// The shortest time in seconds, and what was found.
fn best(mut read: impl FnMut() -> usize) -> (f64, usize) {
    let mut shortest = f64::MAX;
    let mut found = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        found = black_box(read());
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    (shortest, found)
}

fn rate(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / 1e6 / seconds
}

const VIOLENCE: &[&str] = &[
    "At least 17 people were killed and 40 others wounded when shells fell on a market in the northern town of Qarada on Monday.",
    "A spokesman for the regional health ministry said 12 of the dead were women and children.",
    "The army said it had lost two soldiers in the fighting and that more than thirty gunmen had been killed.",
    "Residents described hours of shelling before the lines went dead.",
    "The toll has risen to 214 since the siege began in March, according to the monitoring group.",
    "Dozens of families fled across the river during the night, aid workers said.",
    "Neither side could be reached for comment, and the reports could not be verified.",
    "Rescuers pulled five bodies from the rubble of a school, one of them that of a teacher.",
    "The two governments are to hold talks next week on a truce and an exchange of prisoners.",
    "Roads to the south of the city were closed and the airport stayed shut for a third day.",
    "\"We heard three explosions and then nothing,\" said a shopkeeper who gave only his first name.",
    "An estimated 3,500 people remain missing after the offensive.",
];

const CALM: &[&str] = &[
    "The finance minister told reporters in the capital that growth of 3.4 per cent was expected next year.",
    "Exports of cars rose to 12,000 a month, up from 9,700 in the spring, while imports held steady.",
    "United won 3-1 at home after a slow first half in which the visitors had most of the ball.",
    "The striker scored his fourteenth goal of the season from the edge of the area.",
    "Rain is expected along the coast from Tuesday, with temperatures of about 14 degrees.",
    "The company said it would open two new plants and hire some 800 workers over three years.",
    "Shares in the bank closed at 41.20, their highest since the autumn.",
    "Parliament is due to vote on the budget before the end of the month.",
    "The museum will show the painter's early work, much of it lent by a collector in Oslo.",
    "Prices of bread and milk went up by a tenth, the office for statistics reported.",
    "Voters go to the polls in six regions on Sunday, and the count will last well into the night.",
    "The orchestra plays four concerts in the old town hall, all of them sold out.",
    "Engineers have begun to lay the cable that will join the island to the mainland grid.",
    "A study of 2,300 pupils found that those who walk to school sleep longer.",
    "The mayor opened the new bridge, which took five years to build and cost 90 million.",
    "She took the title in straight sets and now leads the ranking by 400 points.",
];
