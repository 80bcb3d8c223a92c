//! Finding two bytes at a fixed distance, each of a small class: the short cut to where a word may
//! stand.
//!
//! The loops are written so that the compiler makes vector instructions of them: at several
//! gigabytes a second they cost no more than the reading of the text from memory.

/// Bytes compared at a time.
const BLOCK: usize = 64;

/// The bit in which small and capital letters of ASCII differ.
const CASE: u8 = 0x20;

/// A class of bytes: up to four values, and a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes {
    values: [u8; 4],
    low: u8,
    span: u8,
}

impl Bytes {
    /// The class of these values; `None` where there are none or more than four.
    pub fn of(values: &[u8]) -> Option<Self> {
        let mut distinct = values.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let first = *distinct.first()?;
        let mut held = [first; 4];
        held.get_mut(..distinct.len())?.copy_from_slice(&distinct);
        Some(Self { values: held, low: 0, span: 0 })
    }

    /// The same with all bytes from `low` to `high`.
    #[must_use]
    pub fn or_between(self, low: u8, high: u8) -> Self {
        Self { low, span: high.saturating_sub(low).saturating_add(1), ..self }
    }

    /// The same with every byte of characters that are not ASCII.
    #[must_use]
    pub fn or_beyond_ascii(self) -> Self {
        self.or_between(0x80, 0xFF)
    }

    #[inline(always)]
    fn holds(self, byte: u8) -> bool {
        let [a, b, c, d] = self.values;
        let named = (byte == a) | (byte == b) | (byte == c) | (byte == d);
        named | (byte.wrapping_sub(self.low) < self.span)
    }

    /// The only two values, where there is no third, with the range.
    fn two(&self) -> Option<Two> {
        let first = self.values[0];
        let other = self.values.iter().copied().find(|value| *value != first).unwrap_or(first);
        let only = self.values.iter().all(|value| *value == first || *value == other);
        let letter = (first.is_ascii_alphabetic() && first ^ other == CASE).then_some(first | CASE);
        only.then_some(Two { first, other, letter, low: self.low, span: self.span })
    }
}

/// A class of two values and a range, which may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Two {
    first: u8,
    other: u8,
    /// The small letter, where the values are one letter in both cases.
    letter: Option<u8>,
    low: u8,
    span: u8,
}

impl Two {
    #[inline(always)]
    fn named(self, byte: u8) -> bool {
        (byte == self.first) | (byte == self.other)
    }

    #[inline(always)]
    fn holds(self, byte: u8) -> bool {
        self.named(byte) | (byte.wrapping_sub(self.low) < self.span)
    }
}

/// Two classes of bytes, the second at a distance behind the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    first: Bytes,
    second: Bytes,
    distance: usize,
}

impl Pair {
    /// A pair of classes; the distance may be 0.
    pub fn new(first: Bytes, second: Bytes, distance: usize) -> Self {
        Self { first, second, distance }
    }

    /// One class alone.
    pub fn single(class: Bytes) -> Self {
        Self::new(class, class, 0)
    }

    /// Every place of the first byte where both stand, in order, from a place on, until `visit`
    /// asks for no more.
    ///
    /// `visit` gives the place to go on from, which lies behind the one it was given.
    pub fn each(&self, text: &[u8], from: usize, visit: impl FnMut(usize) -> Option<usize>) {
        let (text, from, apart) = (text, from, self.distance);
        match (self.first.two(), self.second.two()) {
            (Some(Two { letter: Some(a), span: 0, .. }), Some(Two { letter: Some(b), span: 0, .. })) => {
                each(text, from, apart, |x, y| (x | CASE == a) & (y | CASE == b), visit);
            }
            (Some(a), Some(b)) if a.span == 0 && b.span == 0 => {
                each(text, from, apart, |x, y| a.named(x) & b.named(y), visit);
            }
            (Some(a), Some(b)) if a.span == 0 => {
                each(text, from, apart, |x, y| a.named(x) & b.holds(y), visit);
            }
            (Some(a), Some(b)) if b.span == 0 => {
                each(text, from, apart, |x, y| a.holds(x) & b.named(y), visit);
            }
            _ => {
                let (first, second) = (self.first, self.second);
                each(text, from, apart, move |x, y| first.holds(x) & second.holds(y), visit);
            }
        }
    }
}

#[inline(always)]
fn each(
    text: &[u8],
    from: usize,
    distance: usize,
    fits: impl Fn(u8, u8) -> bool + Copy,
    mut visit: impl FnMut(usize) -> Option<usize>,
) {
    let mut at = from;
    let mut next = from;
    while let (Some(first), Some(second)) = (block(text, at), block(text, at + distance)) {
        let mut mask = places(first, second, fits);
        while mask != 0 {
            let place = at + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            if place >= next {
                let Some(after) = visit(place) else { return };
                next = after;
            }
        }
        at += BLOCK;
        if next > at + 4 * BLOCK {
            at = next; // A long hit: nothing inside it is wanted.
        }
    }
    for place in at.max(next)..text.len().saturating_sub(distance) {
        if place >= next && fits(text[place], text[place + distance]) {
            let Some(after) = visit(place) else { return };
            next = after;
        }
    }
}

#[inline(always)]
fn block(text: &[u8], at: usize) -> Option<&[u8; BLOCK]> {
    text.get(at..at + BLOCK)?.first_chunk()
}

/// A bit for each place of a block at which both bytes fit.
#[inline(always)]
fn places(first: &[u8; BLOCK], second: &[u8; BLOCK], fits: impl Fn(u8, u8) -> bool + Copy) -> u64 {
    let mut any = false;
    for place in 0..BLOCK {
        any |= fits(first[place], second[place]);
    }
    if !any {
        return 0;
    }
    let mut fit = [0_u8; BLOCK];
    for place in 0..BLOCK {
        fit[place] = u8::from(fits(first[place], second[place]));
    }
    // The lowest bits of eight bytes, gathered into one byte by a multiplication.
    let gathered = |eight: u64| eight.wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let eights = fit.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
    eights.enumerate().map(|(at, eight)| gathered(eight) << (8 * at)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pair: &Pair, text: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        pair.each(text, 0, |place| {
            found.push(place);
            Some(place + 1)
        });
        found
    }

    fn slow(pair: &Pair, text: &[u8]) -> Vec<usize> {
        let last = text.len().saturating_sub(pair.distance);
        (0..last)
            .filter(|at| pair.first.holds(text[*at]) && pair.second.holds(text[at + pair.distance]))
            .collect()
    }

    #[test]
    fn blocks_find_what_a_plain_loop_finds() {
        let mut seed = 5_u64;
        let mut next = |n: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % n
        };
        for round in 0..300 {
            let text: Vec<u8> =
                (0..next(200)).map(|_| b"abcdABCD\xC3\xA9\xD8\x8B"[next(12) as usize]).collect();
            let class = |next: &mut dyn FnMut(u64) -> u64| {
                let values: Vec<u8> = (0..1 + next(4)).map(|_| b"abcdABCD\xD8"[next(9) as usize]).collect();
                let class = Bytes::of(&values).unwrap();
                if next(3) == 0 { class.or_beyond_ascii() } else { class }
            };
            let pair = Pair::new(class(&mut next), class(&mut next), next(7) as usize);
            assert_eq!(found(&pair, &text), slow(&pair, &text), "round {round}: {pair:?}");
        }
    }

    #[test]
    fn a_visit_may_go_on_behind_a_hit_or_end() {
        let pair = Pair::single(Bytes::of(b"a").unwrap());
        let text = [b'a'; 300];
        let mut found = Vec::new();
        pair.each(&text, 3, |place| {
            found.push(place);
            (place < 210).then_some(place + 100)
        });
        assert_eq!(found, [3, 103, 203, 303][..3]);
        found.clear();
        pair.each(&text, 0, |place| {
            found.push(place);
            None
        });
        assert_eq!(found, [0]);
        pair.each(b"", 0, |_| None);
    }

    #[test]
    fn a_class_holds_at_most_four_values() {
        assert!(Bytes::of(b"").is_none() && Bytes::of(b"abcde").is_none());
        assert!(Bytes::of(b"aabbccdd").is_some());
        assert!(Bytes::of(b"a").unwrap().or_between(0x80, 0xFF).holds(0xFF));
        let two = Bytes::of(b"aA").unwrap().or_between(0x80, 0xBF).two();
        assert_eq!(two, Some(Two { first: b'A', other: b'a', letter: Some(b'a'), low: 0x80, span: 0x40 }));
        assert_eq!(Bytes::of(b"abc").unwrap().two(), None);
    }
}
