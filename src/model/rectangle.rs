//! A rectangle of a picture.

use std::fmt;

use super::span::Place;

/// A rectangle in pixels of the picture as it stands upright, counted from its top left corner.
///
/// Upright is as its file says (Exif, tag 0x0112), which is how browsers show and count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rectangle {
    /// Pixels from the left edge.
    pub x: u32,
    /// Pixels from the top edge.
    pub y: u32,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Rectangle {
    /// Whether it covers anything, and nothing beyond a picture of this size.
    pub fn lies_in(&self, width: u32, height: u32) -> bool {
        let ends_in =
            |start: u32, length: u32, end: u32| start.checked_add(length).is_some_and(|at| at <= end);
        self.width > 0
            && self.height > 0
            && ends_in(self.x, self.width, width)
            && ends_in(self.y, self.height, height)
    }

    /// Whether a pixel lies in it.
    pub fn contains(&self, x: u32, y: u32) -> bool {
        x >= self.x && x - self.x < self.width && y >= self.y && y - self.y < self.height
    }

    /// How many pixels it covers.
    pub fn area(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl From<Rectangle> for Place {
    fn from(it: Rectangle) -> Self {
        Self::Rectangle(it.x, it.y, it.width, it.height)
    }
}

impl fmt::Display for Rectangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rectangle {} × {} at {}, {}", self.width, self.height, self.x, self.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_lies_in_a_picture_or_does_not() {
        let it = |x, y, width, height| Rectangle { x, y, width, height };
        assert!(it(0, 0, 10, 8).lies_in(10, 8));
        assert!(!it(1, 0, 10, 8).lies_in(10, 8) && !it(0, 1, 10, 8).lies_in(10, 8));
        assert!(!it(0, 0, 0, 8).lies_in(10, 8) && !it(0, 0, 8, 0).lies_in(10, 8));
        assert!(!it(u32::MAX, 0, u32::MAX, 1).lies_in(u32::MAX, 8), "the sum has no room");
        assert!(it(2, 2, 2, 2).contains(3, 3) && !it(2, 2, 2, 2).contains(4, 3));
        assert_eq!(it(u32::MAX, 0, u32::MAX, u32::MAX).area(), u64::from(u32::MAX).pow(2));
    }
}
