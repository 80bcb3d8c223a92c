//! Articles: from a folder of files to normalised texts with what each states of itself.
//!
//! Reads files and never writes one. Knows nothing of the workspace or of windows.

pub mod article;
pub mod dates;
pub mod decode;
pub mod file;
pub mod folder;
pub mod import;
pub mod language;
pub mod metadata;
pub mod origins;
pub mod search;
pub mod walk;
pub mod whole;

pub use article::{Article, Reading, Stated};
pub use file::article_of;
pub use folder::{Batch, FolderError, Progress, read_folder, read_in_batches};
pub use whole::{Corpus, Problem};
