//! Articles that read like reports, made for a benchmark.

use std::fs;
use std::path::Path;

/// Bytes of an article, about.
const BYTES: usize = 4096;

/// The name of the folder of a thousand articles, counted from 0.
pub fn part(at: usize) -> String {
    format!("{at:03}")
}

/// Writes articles that read like reports, each different, a thousand to a folder; gives the bytes.
pub fn generate(folder: &Path, count: usize) -> usize {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut bytes = 0;
    for at in 0..count {
        let folder = folder.join(part(at / 1000));
        if at.is_multiple_of(1000) {
            fs::create_dir_all(&folder).unwrap_or_else(|why| unreachable!("{why}"));
        }
        let text = article(&mut random);
        bytes += text.len();
        fs::write(folder.join(format!("{at:06}.txt")), text).unwrap_or_else(|why| unreachable!("{why}"));
    }
    bytes
}

fn article(random: &mut u64) -> String {
    const WORDS: [&str; 48] = [
        "the",
        "of",
        "people",
        "said",
        "ministry",
        "health",
        "reported",
        "killed",
        "injured",
        "at",
        "least",
        "after",
        "strike",
        "on",
        "town",
        "near",
        "border",
        "officials",
        "a",
        "in",
        "and",
        "to",
        "that",
        "were",
        "hospital",
        "residents",
        "rescue",
        "workers",
        "bodies",
        "found",
        "under",
        "rubble",
        "district",
        "capital",
        "according",
        "statement",
        "Tuesday",
        "week",
        "children",
        "women",
        "displaced",
        "families",
        "camp",
        "aid",
        "agency",
        "figure",
        "revised",
        "later",
    ];
    let mut next = |most: usize| {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        usize::try_from(*random % most as u64).unwrap_or_default()
    };
    let mut text = format!(
        "Report {} from the district\nExample Wire | {} February 2024\n\n",
        next(1 << 30),
        1 + next(28)
    );
    while text.len() < BYTES {
        for _ in 0..8 + next(20) {
            text.push_str(WORDS[next(WORDS.len())]);
            text.push(' ');
        }
        text.push_str(&format!("{}.", next(30_000)));
        text.push_str(if next(4) == 0 { "\n\n" } else { " " });
    }
    text
}
