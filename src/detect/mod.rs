//! Reads figures of people, and dates, in text: pure, text in and values out.
//!
//! Knows nothing of files, clocks, windows or the log. Offsets are bytes of the text it is given.

pub mod dates;
pub mod dating;
pub mod drift;
mod fold;
mod fraction;
mod hedge;
pub mod lexicon;
mod number;
mod numeral;
mod phrase;
pub mod suggest;
mod token;
mod unit;
mod vague;

pub use drift::{Drift, drift};
pub use lexicon::{Lexicon, LexiconError};
pub use phrase::{Phrase, figure, figure_of_typed, phrases, read, suggest_span};
pub use suggest::{Known, Stage, Suggestion, suggest, suggest_in};
