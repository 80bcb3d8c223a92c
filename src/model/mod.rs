//! Pure data: items, the edit log and the workspace it folds to.
//!
//! Knows nothing of windows, files or clocks: time, analyst and writer are passed in.

pub mod codebook;
pub mod date;
pub mod figure;
mod fold;
pub mod id;
pub mod item;
mod kinds;
pub mod log;
pub mod look;
pub mod rectangle;
pub mod sentence;
pub mod shown;
pub mod span;
pub mod strength;
pub mod suggested;
pub mod vocabulary;
pub mod words;
pub mod workspace;

pub use date::{Basis, DateClaim, Day};
pub use figure::Figure;
pub use id::{Analyst, ArticleId, EntryId, ItemId, TextHash, Writer};
pub use item::{ArticleFacts, Item, Kind, Memo, Passage, Relation, Tag};
pub use log::{Edit, Entry};
pub use look::{Filter, Look, View};
pub use rectangle::Rectangle;
pub use span::{Place, Quote, Span, Words};
pub use suggested::{Part, Rule, Suggested};
pub use workspace::{Dispute, Held, Workspace};
