//! Search: every place in every article where a query holds, as it is typed.
//!
//! Keeps no index and no copy of a text: eight bytes for each article say which short cuts are sound
//! in it, and reading all texts takes less than drawing a frame. [`parse()`] makes a query of what is
//! typed, [`Plan`] makes it ready, [`run()`] puts it to the articles on all cores. What counts as the
//! same letter is in [`fold`], what as a word in [`words`].
//!
//! Words are looked for in texts and titles; a title makes its article found, and its words are no
//! hits, since most titles are in the text as well. `tag:` finds articles by the tags of their
//! passages, and `in:` keeps words to the inside of passages.

pub mod anchor;
pub mod days;
pub mod facets;
pub mod filter;
pub mod fold;
pub mod hits;
pub mod letters;
pub mod parse;
pub mod pattern;
pub mod plan;
pub mod query;
pub mod run;
pub mod scan;
pub mod toggle;
pub mod words;

pub use facets::Facets;
pub use filter::{AsStated, Filter, Knowledge};
pub use hits::{Context, Found, FoundArticle, context};
pub use letters::Letters;
pub use parse::parse;
pub use plan::Plan;
pub use query::{Key, Query, Thing};
pub use run::{MOST_HITS, run, run_showing};

#[cfg(test)]
mod tests;
