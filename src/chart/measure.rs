//! How wide words are, by the widths of a common grotesque: the same on every machine, so that a picture is too.

/// Widths of the characters from space to `~`, in thousandths of the size of the type.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642, 608,
    624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652,
    562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452, 497, 564,
    621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812,
    540, 557, 541, 362, 327, 362, 659,
];

/// The width of words at a size of type, both in pixels; a little generous.
pub(super) fn width(words: &str, size: f32) -> f32 {
    let thousandths: u32 = words.chars().map(|letter| u32::from(advance(letter))).sum();
    thousandths as f32 * size / 1000.0 * 1.03
}

fn advance(letter: char) -> u16 {
    let place = (letter as usize).checked_sub(32);
    match place.and_then(|place| WIDTHS.get(place)) {
        Some(width) => *width,
        None if (letter as u32) < 0x2E80 => 640,
        None => 1000,
    }
}

/// Words broken into lines of at most `room` pixels; a word too long for a line is cut short with an ellipsis.
pub(super) fn wrap(words: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shortened(word, size, room)),
        }
    }
    lines
}

/// The words, cut short with an ellipsis where they are wider than `room` pixels.
pub(super) fn shortened(words: &str, size: f32, room: f32) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let mut short = words.to_owned();
    while !short.is_empty() && width(&short, size) + width("…", size) > room {
        short.pop();
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_their_room() {
        let words =
            "Running totals as each source gives them; Donaudampfschifffahrtsgesellschaftskapitän ends";
        for room in [30.0, 80.0, 200.0] {
            let lines = wrap(words, 11.0, room);
            assert!(lines.iter().all(|line| width(line, 11.0) <= room), "{lines:?}");
        }
        assert_eq!(wrap(words, 11.0, 1e4), [words]);
        assert_eq!(shortened("abcdef", 10.0, 1.0), "…");
    }
}
