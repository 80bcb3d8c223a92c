//! Articles: from a folder of files to normalised texts with what each states of itself.
//!
//! Reads files and never writes one. Knows nothing of the workspace or of windows.

pub mod article;
pub mod dates;
pub mod decode;
pub mod folder;
pub mod import;
pub mod metadata;
pub mod search;
pub mod walk;

pub use article::{Article, Corpus, Problem, Stated};
pub use folder::{Batch, FolderError, Progress, read_folder, read_in_batches};
