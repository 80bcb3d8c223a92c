//! Articles: from a folder of files to normalised texts with what each states of itself.
//!
//! Reads files and never writes one. Knows nothing of the workspace or of windows.

pub mod article;

pub use article::{Article, Corpus, Problem, Stated};
