//! What a text is about, as far as it tells which readings are likely: injured strikers are no
//! casualties, and a population is a figure only where a text tells of harm.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::model::figure::Outcome;

use super::Suggestion;

/// Words of sport, in lower case; a space stands at the edge of a word.
const SPORT: &[&str] = &[
    " coach",
    " striker",
    " midfield",
    " defender",
    " goalkeeper",
    " league",
    " season",
    " match",
    " cup ",
    " squad",
    " wicket",
    " batsman",
    " rugby",
    " football",
    " premiership",
    " tournament",
    " champions",
    " olympic",
    " fixture",
    " hamstring",
    " half-time",
    " full-back",
    " winger",
    " fly-half",
    " semi-final",
    " quarter-final",
    " playoff",
    " innings",
    " knee ",
    " ankle ",
    " groin ",
    " calf ",
];

/// Words of violence and disaster.
const HARM: &[&str] = &[
    " killed",
    " dead",
    " death",
    " bomb",
    " attack",
    " war ",
    " wounded",
    " blast",
    " explo",
    " troops",
    " soldier",
    " police",
    " earthquake",
    " flood",
    " tsunami",
    " crash",
    " fire ",
    " gunm",
    " rebel",
    " hostage",
    " strike ",
    " strikes ",
    " air raid",
    " airstrike",
    " shell",
    " disaster",
    " victim",
    " milita",
    " violence",
    " refugee",
    " conflict",
    " ceasefire",
    " prisoner",
    " detain",
    " amnesty",
    " jail",
    " arrest",
    " kidnap",
    " captiv",
];

struct Words {
    sport: Option<AhoCorasick>,
    harm: Option<AhoCorasick>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words { sport: finder(SPORT), harm: finder(HARM) });

fn finder(words: &[&str]) -> Option<AhoCorasick> {
    // Every word begins with a space: a search for that alone would stop at each word of a text.
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .prefilter(false)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
}

/// How often words of a kind are counted: more tell nothing new.
const ENOUGH: usize = 40;

fn count(finder: Option<&AhoCorasick>, text: &str, enough: usize) -> usize {
    finder.map_or(0, |finder| finder.find_iter(text).take(enough).count())
}

/// Whether a text has more words of sport than of harm, of which it has so many.
fn is_sportive(text: &str, harm: usize) -> bool {
    let more = (harm + 1).max(2);
    more <= ENOUGH && count(WORDS.sport.as_ref(), text, more) == more
}

/// Drops suggestions that the text as a whole makes unlikely.
pub(super) fn keep_likely(text: &str, found: Vec<Suggestion>) -> Vec<Suggestion> {
    if found.is_empty() {
        return found;
    }
    let harm = count(WORDS.harm.as_ref(), text, ENOUGH);
    let sportive = is_sportive(text, harm);
    let harmed = found.iter().any(|suggestion| is_harm(suggestion.outcome)) || harm > 2;
    found
        .into_iter()
        .filter(|suggestion| match suggestion.outcome {
            Outcome::Killed => true,
            Outcome::Population | Outcome::AtRisk | Outcome::Returned => harmed && !sportive,
            Outcome::CasualtiesUnspecified => !sportive && harm > 0,
            Outcome::Released | Outcome::Rescued => !sportive && (harmed || harm > 0),
            _ => !sportive,
        })
        .collect()
}

fn is_harm(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Killed
            | Outcome::Injured
            | Outcome::KilledAndInjured
            | Outcome::CaptiveTaken
            | Outcome::Displaced
    )
}
