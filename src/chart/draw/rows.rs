//! Rows of numbers: narrow where numbers are small, wider in proportion where they are large.
//!
//! 256 rows to each doubling, so that no row is wider than 1/256 of the numbers in it: a plot of up to
//! 500 pixels is never coarser than its pixels, on a linear scale and on a logarithmic one, whatever the
//! highest number in view. The layout is that of HdrHistogram's buckets (Gil Tene, 2012).

/// Rows to each doubling, as a power of two.
const FINE: u32 = 8;
const SPLIT: usize = 1 << FINE;

/// The row of a number.
pub(super) fn row(number: u64) -> usize {
    let doublings = number.checked_ilog2().unwrap_or(0);
    let shift = doublings.saturating_sub(FINE);
    ((shift as usize) << FINE) + (number >> shift) as usize
}

/// The least number of a row.
pub(super) fn least(row: usize) -> u64 {
    if row < 2 * SPLIT {
        return row as u64;
    }
    let shift = (row >> FINE) - 1;
    let number = ((row & (SPLIT - 1)) + SPLIT) as u64;
    if shift > 55 { u64::MAX } else { number << shift }
}

/// The greatest number of a row.
pub(super) fn greatest(row: usize) -> u64 {
    match least(row + 1) {
        u64::MAX => u64::MAX,
        next => next - 1,
    }
}

/// A set of rows or pixels.
pub(super) mod bits {
    /// Puts `first..=last` into a set; what lies beyond its end is left out.
    pub(in super::super) fn fill(set: &mut [u64], first: usize, last: usize) {
        let (from, to) = (first / 64, (last / 64).min(set.len().saturating_sub(1)));
        for place in from..=to {
            let Some(word) = set.get_mut(place) else { return };
            let low = if place == first / 64 { u64::MAX << (first % 64) } else { u64::MAX };
            let high = if place == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            *word |= low & high;
        }
    }

    /// Puts all of another set into a set.
    pub(in super::super) fn unite(set: &mut [u64], other: &[u64]) {
        set.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
    }

    /// The runs of a set, first and last of each.
    pub(in super::super) fn runs(set: &[u64], mut take: impl FnMut(usize, usize)) {
        let mut open: Option<usize> = None;
        for (place, word) in set.iter().enumerate() {
            let (start, mut left) = (place * 64, *word);
            if left == 0 || left == u64::MAX {
                match (left, open) {
                    (0, Some(first)) => {
                        take(first, start - 1);
                        open = None;
                    }
                    (u64::MAX, None) => open = Some(start),
                    _ => {}
                }
                continue;
            }
            let mut at = 0;
            while at < 64 {
                let alike =
                    if open.is_some() { left.trailing_ones() } else { left.trailing_zeros() }.min(64 - at);
                at += alike;
                left = left.checked_shr(alike).unwrap_or(0);
                if at == 64 {
                    break;
                }
                open = match open {
                    Some(first) => {
                        take(first, start + at as usize - 1);
                        None
                    }
                    None => Some(start + at as usize),
                };
            }
        }
        if let Some(first) = open {
            take(first, set.len() * 64 - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_lies_in_its_row_and_rows_are_narrow() {
        let numbers = (0..5000).chain((0..64).flat_map(|power| {
            let number = 1u64 << power;
            [number - 1, number, number + 1, number + number / 3]
        }));
        for number in numbers.chain([u64::MAX, u64::MAX - 1]) {
            let row = row(number);
            assert!(least(row) <= number && number <= greatest(row), "{number}");
            let width = greatest(row) - least(row);
            assert!(
                width as u128 * 256 <= u128::from(number.max(1)) || number == u64::MAX,
                "{number}: {width}"
            );
            assert!(row < 15_000);
        }
    }

    #[test]
    fn runs_are_what_was_filled() {
        let mut seed = 5u64;
        for _ in 0..400 {
            let (mut set, mut plain) = ([0u64; 4], [false; 256]);
            for _ in 0..seed % 7 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let first = (seed >> 40) as usize % 256;
                let last = (first + (seed >> 20) as usize % 90).min(255);
                bits::fill(&mut set, first, last);
                plain[first..=last].iter_mut().for_each(|bit| *bit = true);
            }
            let mut found = [false; 256];
            let mut end = None;
            bits::runs(&set, |first, last| {
                assert!(end.is_none_or(|end| first > end + 1));
                found[first..=last].iter_mut().for_each(|bit| *bit = true);
                end = Some(last);
            });
            assert_eq!(found, plain);
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
        }
    }
}
