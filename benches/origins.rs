//! How long finding copies takes: signatures, the search as a whole, two texts side by side.
//!
//! The outside yardstick for signatures is one pass of XXH3 over the same bytes: what merely
//! reading the text costs. Budget: 100,000 articles of 4 KB within a few minutes of one thread. The
//! sizes show that the work grows with the folder; one run of each is enough for that.

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use dossier::corpus::origins::{Signature, Text, align, find};
use dossier::detect::drift;

fn main() {
    divan::main();
}

/// A small random number generator (xorshift64*), so that every run reads the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % end
    }

    /// A word: the common ones often, as in any language.
    fn word(&mut self) -> String {
        let common = self.below(20_000).min(self.below(20_000)).min(self.below(20_000));
        let mut number = common + 1;
        let mut word = String::new();
        while number > 0 {
            word.push(char::from(b'a' + (number % 26) as u8));
            word.push(char::from(b"aeiou"[(number % 5) as usize]));
            number /= 26;
        }
        word
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..18 + self.below(10)).map(|_| self.word()).collect();
        format!("The {} {}. ", words.join(" "), self.below(30_000))
    }

    fn article(&mut self) -> String {
        (0..28).map(|_| self.sentence()).collect()
    }
}

/// Articles of about 4 KB; every fifth is a rewrite of the one before, and all share a footer.
fn folder(articles: usize) -> Vec<Text> {
    let mut random = Random(7);
    let footer = random.sentence();
    let mut last = String::new();
    let texts = (0..articles).map(|at| {
        let body = if at % 5 == 4 { last.replace(" a", " e") } else { random.article() };
        last.clone_from(&body);
        Text { path: format!("{at:06}.txt"), text: format!("{body}\n\n{footer}").into() }
    });
    texts.collect()
}

static FOLDER: LazyLock<Vec<Text>> = LazyLock::new(|| folder(5_000));

fn bytes(texts: &[Text]) -> BytesCount {
    BytesCount::new(texts.iter().map(|text| text.text.len()).sum::<usize>())
}

#[divan::bench]
fn yardstick_xxh3_over_every_text(bencher: Bencher) {
    let hash = |text: &Text| xxhash_rust::xxh3::xxh3_64(text.text.as_bytes());
    bencher.counter(bytes(&FOLDER)).bench(|| FOLDER.iter().map(hash).fold(0, u64::wrapping_add));
}

#[divan::bench]
fn signatures(bencher: Bencher) {
    let signed = |text: &Text| Signature::of(&text.text).sample.len();
    bencher.counter(bytes(&FOLDER)).bench(|| FOLDER.iter().map(signed).sum::<usize>());
}

#[divan::bench(args = [1_000, 5_000, 20_000], sample_count = 1, sample_size = 1)]
fn whole_search(bencher: Bencher, articles: usize) {
    let texts = folder(articles);
    bencher.counter(bytes(&texts)).bench_local(|| find(&texts, &mut |_, _| true));
}

#[divan::bench(args = [2_000, 10_000], sample_count = 1, sample_size = 1)]
fn near_copies_of_one_text(bencher: Bencher, articles: usize) {
    let body = Random(3).article();
    let text = |at| Text { path: format!("{at:06}.txt"), text: format!("Edition {at}. {body}").into() };
    let texts: Vec<Text> = (0..articles).map(text).collect();
    bencher.counter(bytes(&texts)).bench_local(|| find(&texts, &mut |_, _| true));
}

#[divan::bench(args = [2_000, 10_000], sample_count = 3, sample_size = 1)]
fn one_paragraph_shared_by_all(bencher: Bencher, articles: usize) {
    let mut random = Random(5);
    let footer: String = (0..5).map(|_| random.sentence()).collect();
    let mut text =
        |at| Text { path: format!("{at:06}.txt"), text: format!("{}\n\n{footer}", random.article()).into() };
    let texts: Vec<Text> = (0..articles).map(&mut text).collect();
    bencher.counter(bytes(&texts)).bench_local(|| find(&texts, &mut |_, _| true));
}

#[divan::bench]
fn aligning_two_articles(bencher: Bencher) {
    bencher.counter(bytes(&FOLDER[3..5])).bench(|| align(&FOLDER[3].text, &FOLDER[4].text));
}

#[divan::bench]
fn drift_between_two_sentences(bencher: Bencher) {
    let a = "At least 25 people were killed when a strike hit a market on Monday, the ministry said.";
    let b = "About 27 people died when a strike hit the market on Tuesday, the ministry claimed.";
    bencher.bench(|| drift::drift(divan::black_box(a), divan::black_box(b)));
}
