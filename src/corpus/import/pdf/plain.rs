//! A plainer reader of pages, for those that pdf-extract fails on: it knows no widths of letters.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lopdf::content::Operation;
use lopdf::{Document, Encoding, Object};

use super::letters::{Glyph, Letters, Line};
use super::simple::Simple;

/// How wide a letter is taken to be, in heights; narrow, so that no blanks are made up within words.
const WIDTH: f64 = 0.5;
/// Letters set this much apart are words, in thousandths of their size.
const BLANK: f64 = -200.0;
const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

type Matrix = [f64; 6];

/// The lines of a page.
pub fn lines(document: &Document, page: &Simple) -> Vec<Line> {
    let mut fonts = HashMap::new();
    for (name, font) in page.fonts.iter() {
        let font = document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok());
        let encoding = font.and_then(|font| font.get_font_encoding(document).ok());
        fonts.extend(encoding.map(|encoding| (name.as_slice(), encoding)));
    }
    let mut reading = Reading {
        fonts,
        state: State { moved: UNMOVED, size: 1.0, leading: 0.0, font: None },
        states: Vec::new(),
        line: UNMOVED,
        at: UNMOVED,
        letters: Letters::new(Arc::new(AtomicBool::new(false))),
    };
    page.operations.iter().for_each(|operation| reading.operation(operation));
    reading.letters.finish()
}

#[derive(Clone, Copy)]
struct State<'a> {
    moved: Matrix,
    size: f64,
    leading: f64,
    font: Option<&'a [u8]>,
}

struct Reading<'a> {
    fonts: HashMap<&'a [u8], Encoding<'a>>,
    state: State<'a>,
    states: Vec<State<'a>>,
    /// Where the line begins.
    line: Matrix,
    /// Where the next letter stands.
    at: Matrix,
    letters: Letters,
}

impl<'a> Reading<'a> {
    fn operation(&mut self, operation: &'a Operation) {
        let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("q", _) => self.states.push(self.state),
            ("Q", _) => self.state = self.states.pop().unwrap_or(self.state),
            ("BT", _) => self.begin(UNMOVED),
            ("cm", &[a, b, c, d, e, f]) => self.state.moved = product([a, b, c, d, e, f], self.state.moved),
            ("Tm", &[a, b, c, d, e, f]) => self.begin([a, b, c, d, e, f]),
            ("Td", &[x, y]) => self.advance(x, y),
            ("TD", &[x, y]) => {
                self.state.leading = -y;
                self.advance(x, y);
            }
            ("T*", _) => self.advance(0.0, -self.state.leading),
            ("TL", &[leading]) => self.state.leading = leading,
            ("Tf", &[size]) => {
                self.state.font = operation.operands.first().and_then(|name| name.as_name().ok());
                self.state.size = size;
            }
            ("Tj", _) => operation.operands.iter().for_each(|words| self.show(words)),
            ("TJ", _) => {
                let all = operation.operands.first().and_then(|all| all.as_array().ok());
                all.into_iter().flatten().for_each(|piece| self.piece(piece));
            }
            _ => {}
        }
    }

    fn begin(&mut self, at: Matrix) {
        (self.line, self.at) = (at, at);
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.begin(product([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }

    fn piece(&mut self, piece: &Object) {
        match number(piece) {
            Some(kerning) if kerning < BLANK => self.put(" ".into()),
            Some(_) => {}
            None => self.show(piece),
        }
    }

    fn show(&mut self, words: &Object) {
        let encoding = self.state.font.and_then(|font| self.fonts.get(font));
        let Some((encoding, Object::String(bytes, _))) = encoding.map(|encoding| (encoding, words)) else {
            return;
        };
        if let Ok(text) = Document::decode_text(encoding, bytes) {
            self.put(text);
        }
    }

    fn put(&mut self, text: String) {
        let count = text.chars().map(|_| 1.0).sum::<f64>();
        let place = product(self.at, self.state.moved);
        self.letters.add(Glyph::at(place, WIDTH * count, self.state.size, text, false));
        self.at = product([1.0, 0.0, 0.0, 1.0, WIDTH * count * self.state.size, 0.0], self.at);
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

/// The matrix that moves as `first` and then as `second`.
fn product(first: Matrix, second: Matrix) -> Matrix {
    let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (first, second);
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}
