//! Articles: from a folder of files to normalised texts with what each states of itself.
//!
//! Reads files and never writes one. Knows nothing of the workspace or of windows.

pub mod article;
pub mod cache;
pub mod decode;
pub mod file;
pub mod folder;
pub mod import;
pub mod language;
pub mod metadata;
pub mod origins;
pub mod pieces;
pub mod refresh;
pub mod search;
pub mod walk;
pub mod watch;
pub mod whole;

pub use crate::detect::dates;
pub use article::{Article, Reading, Stated};
pub use file::{Choices, Read, article_of, is_table};
pub use folder::{
    Batch, FolderError, Options, Progress, read_folder, read_folder_chosen, read_in_batches, read_one_chosen,
};
pub use import::{Columns, Role, Sample};
pub use pieces::Snapshot;
pub use whole::{Corpus, Problem};
