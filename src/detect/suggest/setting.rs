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
    " wickets",
    " spinner",
    " bowler",
    " bowled",
    " batting",
    " caught behind",
    " umpire",
    " referee",
    " linesm",
    " offside",
    " derby",
    " regulars",
    " jockey",
    " peloton",
    " climb and ",
    " final climb",
    " grand prix",
    " goalless",
    " equalis",
    " title race",
    " sailors took part",
    " free-kick",
    " playmaker",
    " forwards",
    " line-out",
    " scrum",
    " club's",
    " the season",
    " open golf",
    " birdie",
    " bogey",
    " marathon",
    " world champion",
    " teammate",
    " team-mate",
    " quarterback",
    " touchdown",
    " pitcher",
    " inning",
    " rookie",
];

/// Words of stories and plays, whose dead are no dead.
const FICTION: &[&str] = &[
    " novel",
    " thriller",
    " movie",
    " in the film",
    " the film's",
    " sitcom",
    " soap opera",
    " episode",
    " starring",
    " the plot ",
    " storyline",
    " video game",
    " in the game",
    " gamers",
    " next level",
    " players must",
    " the drama ",
    " the series follows",
    " first act",
    " opening scene",
    " who hunt ",
    " hunts a killer",
    " closing scene",
    " first scene",
    " screenplay",
    " screenwriter",
    " fictional",
    " sequel",
    " zombie",
    " vampire",
    " box office",
    " box-office",
    " blockbuster",
    " playwright",
    " on screen",
    " protagonist",
    " police drama",
    " tv drama",
    " the opera",
    " her books",
    " his books",
    " crime writer",
    " her new book",
    " superhero",
];

/// Words of trade and parliament, where the missing and the hurt are none.
const TRADE: &[&str] = &[
    " tax",
    " profit",
    " shares",
    " sales",
    " customers",
    " investors",
    " commuters",
    " voted",
    " the vote",
    " mps",
    " lawmakers",
    " stadium",
    " brewer",
    " cinema",
    " prices",
    " inflation",
    " economy",
    " budget",
    " rival",
    " firms",
    " retailer",
    " robot",
    " reshuffle",
    " typists",
    " tenants",
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

/// What some words tell that a text is of.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Sport,
    Fiction,
    Trade,
    Harm,
}

/// The words of every kind, one kind after the other.
const KINDS: [(Kind, &[&str]); 4] =
    [(Kind::Sport, SPORT), (Kind::Fiction, FICTION), (Kind::Trade, TRADE), (Kind::Harm, HARM)];

/// Finds the words of all kinds in one pass.
struct Finder {
    words: Option<AhoCorasick>,
    kinds: Vec<Kind>,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder {
    words: finder(KINDS.iter().flat_map(|(_, words)| words.iter())),
    kinds: KINDS.iter().flat_map(|(kind, words)| words.iter().map(|_| *kind)).collect(),
});

fn finder<'w>(words: impl Iterator<Item = &'w &'w str>) -> Option<AhoCorasick> {
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

/// How many words of each kind a text holds, none of which overlaps another of its kind.
fn counts(text: &str) -> [usize; KINDS.len()] {
    let (mut counts, mut ends) = ([0; KINDS.len()], [0; KINDS.len()]);
    for found in FINDER.words.iter().flat_map(|words| words.find_overlapping_iter(text)) {
        let kind = FINDER.kinds.get(found.pattern().as_usize()).map_or(0, |kind| *kind as usize);
        if found.start() >= ends[kind] {
            counts[kind] += 1;
            ends[kind] = found.end();
        }
        if counts[Kind::Harm as usize] >= ENOUGH && text.len() >= SHORT {
            break;
        }
    }
    counts
}

/// The most percent of a suggestion whose text speaks of harm nowhere else: set by judgement.
const ALONE: u8 = 75;

/// Texts of fewer bytes hold so few words that one of sport or of a story tells what they are about.
const SHORT: usize = 300;

/// What a text speaks of.
struct Setting {
    /// Of a match or a race.
    sportive: bool,
    /// Of a story that is told or played.
    invented: bool,
    /// Of trade or votes rather than of harm.
    commercial: bool,
    /// Of harm, by its words or by a figure that is sure.
    harmed: bool,
    /// How many words of harm it holds.
    harm: usize,
}

impl Setting {
    fn of(text: &str, found: &[Suggestion]) -> Self {
        let enough = if text.len() < SHORT { 1 } else { 2 };
        let counts = counts(text);
        let harm = counts[Kind::Harm as usize].min(ENOUGH);
        // So many outweigh the words of harm.
        let more = enough.max(harm + usize::from(text.len() >= SHORT));
        let speaks = |kind: Kind| more <= ENOUGH && counts[kind as usize] >= more;
        let harmed = found.iter().any(|suggestion| is_harm(suggestion.outcome)) || harm > 2;
        Self {
            sportive: speaks(Kind::Sport),
            invented: speaks(Kind::Fiction),
            commercial: speaks(Kind::Trade),
            harmed,
            harm,
        }
    }

    /// Whether a suggestion is likely in such a text.
    fn allows(&self, text: &str, found: &Suggestion) -> bool {
        let words = text.get(found.outcome_words.clone()).unwrap_or_default().to_ascii_lowercase();
        match found.outcome {
            _ if self.invented => false,
            Outcome::Injured if words.starts_with("hurt") && self.harm == 0 => !self.commercial,
            Outcome::Killed => !(self.sportive && self.harm <= 1),
            Outcome::Population | Outcome::AtRisk | Outcome::Returned => self.harmed && !self.sportive,
            Outcome::CasualtiesUnspecified => !self.sportive && self.harm > 0,
            Outcome::Released | Outcome::Rescued | Outcome::ProposedRelease => {
                !self.sportive && (self.harmed || self.harm > 0)
            }
            Outcome::Missing | Outcome::Displaced if self.harm == 0 => !self.sportive && !self.commercial,
            _ => !self.sportive,
        }
    }
}

/// Drops suggestions that the text as a whole makes unlikely.
pub(super) fn keep_likely(text: &str, found: Vec<Suggestion>) -> Vec<Suggestion> {
    if found.is_empty() {
        return found;
    }
    let setting = Setting::of(text, &found);
    let mut likely: Vec<Suggestion> =
        found.into_iter().filter(|suggestion| setting.allows(text, suggestion)).collect();
    if setting.harm == 0 {
        likely.iter_mut().for_each(|suggestion| suggestion.percent = suggestion.percent.min(ALONE));
    }
    likely
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
