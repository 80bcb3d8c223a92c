//! Texts made by mutating sentences, the same ones for the same seed.

/// Sentences of the project's own, in the manner of news, beside those of `tests/detect`.
const ENGLISH: &[&str] = &[
    "At least 27,585 people have been killed since October 7, according to Gaza's health ministry.",
    "Two police officers, a nurse and three children were among the 14 dead, the governor said on Monday.",
    "Rebels shelled the market on 3 May 2016, killing 12 civilians and wounding between 30 and 40 others.",
    "THE BOMB KILLED 5 SOLDIERS AND WOUNDED 17 IN SAN MIGUEL, RADIO VENCEREMOS REPORTED.",
    "The toll rose from nine to 11 overnight; another four are missing, half of them women.",
    "About 1.2 million people were displaced, a quarter of the population, the UN's OCHA said.",
    "\"We counted 40 bodies,\" said Dr. Amal Karim, head of the hospital in Deir al-Wadi (see p. 4).",
    "Police arrested 32 men, including a mayor, and freed six of the 19 hostages after 3 1/2 hours.",
    "Dozens were injured, some 200 evacuated and no fewer than three died when the ferry sank off Port Ellen.",
    "The ministry said 7 people died and 3 were hurt; it had earlier put the number of deaths at 6.",
    "Scores of people, most of them children under 5, have died of cholera in the past two weeks.",
    "Could as many as 40 hostages be released in exchange for hundreds of prisoners in a six-week pause?",
    "United beat Rovers 3-1 with goals from two substitutes; the striker has 12 in 15 matches.",
    "Shares fell 4.5% to $12.30 after the firm cut 1,300 jobs, killing the deal.",
    "One man was shot dead and one, 34, critically wounded at 21:40 on Flight 302, the BBC's Jo Lind reports.",
];

/// The sentences in other languages.
const FOREIGN: [&str; 5] = [
    include_str!("../detect/ar.tsv"),
    include_str!("../detect/es.tsv"),
    include_str!("../detect/fr.tsv"),
    include_str!("../detect/he.tsv"),
    include_str!("../detect/uk.tsv"),
];

/// What is put in: digits, quotes, blanks, marks of direction, marks that combine, letters of many bytes.
const BITS: &[&str] = &[
    "0",
    "1",
    "9",
    "27,585",
    "1 000",
    "1\u{a0}000",
    "1\u{202f}234",
    "12.5",
    "1/2",
    "½",
    "٣٤",
    "三",
    "Ⅷ",
    "²",
    "99999999999999999999",
    "18446744073709551615",
    "18446744073709551616",
    "0.000001",
    "1e9",
    "-",
    "–",
    "—",
    "−",
    "\"",
    "“",
    "”",
    "'",
    "’",
    "«",
    "»",
    "\u{a0}",
    "\u{200b}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\u{ad}",
    "\u{301}",
    "\u{20dd}",
    "\u{fe0f}",
    "\u{1f4a5}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{1f1fa}\u{1f1e6}",
    "İ",
    "ß",
    "ﬁ",
    "Ǆ",
    "ŉ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{b}",
    "\u{2028}",
    "\0",
    ".",
    "...",
    "…",
    ",",
    ";",
    ":",
    "?",
    "!",
    "(",
    ")",
    "[",
    "%",
    "$",
    "+",
    "~",
    "≥",
    "killed",
    "dead",
    "at least",
    "of",
    "and",
    "to",
    "the",
    "who",
    "including",
    "according to",
    "said",
    "between",
    "million",
    "hundreds of thousands",
    "half of",
    "not",
    "could",
    "one",
    "a",
    "an",
    "hundred",
    "thousand",
    "people",
    "women and children",
    "since",
    "in the past 24 hours",
    "on Monday",
    "on 31 February 2024",
    "none of",
    "each",
    "'s",
    "n't",
    "-year-old",
    "No.",
];

/// The longest text made, in bytes.
const LONGEST: usize = 4_000;

/// The sentences that texts are made of.
pub fn seeds() -> Vec<&'static str> {
    let foreign = FOREIGN.iter().flat_map(|file| file.lines().filter_map(|line| line.split('\t').nth(1)));
    ENGLISH.iter().copied().chain(foreign).collect()
}

/// Makes texts from one seed.
pub struct Mutator {
    state: u64,
    seeds: Vec<&'static str>,
}

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, seeds: seeds() }
    }

    /// One to three sentences, changed one to twelve times.
    pub fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(3) {
            text.push_str(self.sentence());
            text.push_str(if self.below(4) == 0 { "\n\n" } else { " " });
        }
        for _ in 0..=self.below(12) {
            self.change(&mut text);
            text.truncate(text.floor_char_boundary(LONGEST));
        }
        text
    }

    /// A number below another (xorshift64, Marsaglia 2003).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % end.max(1)
    }

    /// An English sentence as often as one of another language.
    fn sentence(&mut self) -> &'static str {
        let english = self.below(2) == 0;
        let at = self.below(if english { ENGLISH.len() } else { self.seeds.len() });
        self.seeds[at]
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        text.floor_char_boundary(at)
    }

    /// A stretch of up to some bytes.
    fn stretch(&mut self, text: &str, longest: usize) -> std::ops::Range<usize> {
        let start = self.place(text);
        let length = self.below(longest) + 1;
        start..text.ceil_char_boundary((start + length).min(text.len()))
    }

    fn change(&mut self, text: &mut String) {
        match self.below(12) {
            0..=3 => self.insert(text),
            4 => self.splice(text),
            5 => self.repeat(text),
            6 => text.truncate(self.place(text)),
            7 => drop(text.drain(..self.place(text))),
            8 | 9 => drop(text.drain(self.stretch(text, 12))),
            10 => *text = if self.below(2) == 0 { text.to_uppercase() } else { text.to_lowercase() },
            _ => self.swap(text),
        }
    }

    fn insert(&mut self, text: &mut String) {
        let bit = BITS[self.below(BITS.len())];
        let spaced = self.below(2) == 0;
        let at = if spaced { self.after_blank(text) } else { self.place(text) };
        text.insert_str(at, bit);
        if spaced {
            text.insert(at + bit.len(), ' ');
        }
    }

    fn after_blank(&mut self, text: &str) -> usize {
        let at = self.place(text);
        text[at..].find(' ').map_or(text.len(), |blank| at + blank + 1)
    }

    /// The beginning of this text and the end of another sentence.
    fn splice(&mut self, text: &mut String) {
        let other = self.sentence();
        text.truncate(self.place(text));
        text.push_str(&other[self.place(other)..]);
    }

    fn repeat(&mut self, text: &mut String) {
        let stretch = self.stretch(text, 60);
        let times = 1 + self.below(20);
        let again = text[stretch.clone()].repeat(times);
        text.insert_str(stretch.end, &again);
    }

    /// Moves a stretch to another place.
    fn swap(&mut self, text: &mut String) {
        let moved: String = text.drain(self.stretch(text, 40)).collect();
        text.insert_str(self.place(text), &moved);
    }
}

/// A shorter text that fails like a longer one: stretches are left out for as long as it still does.
pub fn shortest(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut text = text.to_owned();
    let mut length = text.len() / 2;
    while length > 0 {
        let mut at = 0;
        while at < text.len() {
            let (start, end) =
                (text.floor_char_boundary(at), text.ceil_char_boundary((at + length).min(text.len())));
            let without = format!("{}{}", &text[..start], &text[end..]);
            if fails(&without) { text = without } else { at = end }
        }
        length /= 2;
    }
    text
}
