//! Words of outcome and of reporting: their forms, and which are one word.
//!
//! A change between forms of one word (says, said) is no drift; a change from one word to another is,
//! for each binds the reporter to something else.

use super::sides::Found;
use crate::detect::token::Line;

/// A word and its forms.
type Entry = (&'static str, &'static [&'static str]);

/// What became of people.
const OUTCOMES: &[Entry] = &[
    ("kill", &["kill", "kills", "killed", "killing", "killings"]),
    ("die", &["die", "dies", "died", "dying"]),
    ("dead", &["dead"]),
    ("death", &["death", "deaths"]),
    ("fatality", &["fatality", "fatalities"]),
    ("murder", &["murder", "murders", "murdered", "murdering"]),
    ("massacre", &["massacre", "massacres", "massacred"]),
    ("slay", &["slain", "slay", "slaying", "slaughtered", "slaughter"]),
    ("execute", &["executed", "execute", "execution", "executions"]),
    ("assassinate", &["assassinated", "assassinate", "assassination"]),
    ("eliminate", &["eliminated", "eliminate", "eliminating"]),
    ("neutralise", &["neutralised", "neutralized", "neutralise", "neutralize"]),
    ("perish", &["perish", "perished", "perishing"]),
    ("martyr", &["martyr", "martyrs", "martyred"]),
    ("injure", &["injure", "injures", "injured", "injuring", "injury", "injuries"]),
    ("wound", &["wound", "wounds", "wounded", "wounding"]),
    ("hurt", &["hurt"]),
    ("maim", &["maimed", "maim"]),
    ("casualty", &["casualty", "casualties"]),
    ("victim", &["victim", "victims"]),
    ("missing", &["missing"]),
    ("unaccounted", &["unaccounted"]),
    ("trap", &["trapped"]),
    ("displace", &["displace", "displaced", "displacement", "displacing"]),
    ("flee", &["flee", "fled", "fleeing"]),
    ("abduct", &["abducted", "abduct", "abduction", "abductions"]),
    ("kidnap", &["kidnapped", "kidnap", "kidnapping"]),
    ("capture", &["captured", "capture"]),
    ("captive", &["captive", "captives"]),
    ("hostage", &["hostage", "hostages"]),
    ("prisoner", &["prisoner", "prisoners"]),
    ("detain", &["detained", "detain", "detainee", "detainees", "detention"]),
    ("arrest", &["arrested", "arrest", "arrests"]),
    ("release", &["released", "release", "releases", "releasing"]),
    ("free", &["freed", "freeing"]),
    ("rescue", &["rescued", "rescuing"]),
];

/// How something is told.
const VERBS: &[Entry] = &[
    ("say", &["say", "says", "said", "saying"]),
    ("tell", &["tell", "tells", "told", "telling"]),
    ("claim", &["claim", "claims", "claimed", "claiming"]),
    ("allege", &["allege", "alleges", "alleged", "alleging", "allegedly"]),
    ("report", &["report", "reports", "reported", "reporting", "reportedly"]),
    ("announce", &["announce", "announces", "announced", "announcing"]),
    ("state", &["states", "stated", "stating"]),
    ("declare", &["declare", "declares", "declared"]),
    ("warn", &["warn", "warns", "warned", "warning"]),
    ("admit", &["admit", "admits", "admitted"]),
    ("concede", &["concede", "concedes", "conceded"]),
    ("acknowledge", &["acknowledge", "acknowledges", "acknowledged"]),
    ("confirm", &["confirm", "confirms", "confirmed", "confirming"]),
    ("deny", &["deny", "denies", "denied", "denying"]),
    ("insist", &["insist", "insists", "insisted"]),
    ("maintain", &["maintain", "maintains", "maintained"]),
    ("assert", &["assert", "asserts", "asserted", "asserting"]),
    ("argue", &["argue", "argues", "argued"]),
    ("note", &["note", "notes", "noted", "noting"]),
    ("add", &["adds", "added"]),
    ("estimate", &["estimate", "estimates", "estimated"]),
    ("believe", &["believe", "believes", "believed"]),
    ("suggest", &["suggest", "suggests", "suggested"]),
    ("reveal", &["reveal", "reveals", "revealed"]),
    ("disclose", &["disclose", "discloses", "disclosed"]),
    ("accuse", &["accuse", "accuses", "accused"]),
    ("register", &["register", "registers", "registered"]),
    ("record", &["recorded", "records"]),
    ("count", &["counted", "counts"]),
    ("document", &["documented", "documents"]),
    ("according", &["according"]),
];

/// The words of outcome in a sentence, in order.
pub(super) fn outcomes(line: &Line<'_>) -> Vec<Found<&'static str>> {
    all(line, OUTCOMES)
}

/// The reporting verbs in a sentence, in order.
pub(super) fn verbs(line: &Line<'_>) -> Vec<Found<&'static str>> {
    all(line, VERBS)
}

fn all(line: &Line<'_>, entries: &[Entry]) -> Vec<Found<&'static str>> {
    let of = |at: usize| entries.iter().find(|(_, forms)| line.is_any(at, forms)).map(|(name, _)| *name);
    let found = (0..line.len()).filter(|at| line.is_word(*at)).filter_map(|at| {
        let tokens = at..at + 1;
        Some(Found { what: of(at)?, bytes: line.bytes(&tokens), tokens })
    });
    found.collect()
}
