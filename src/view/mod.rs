//! Screens and panels: one file each. Views read the dossier and change nothing but the session.

pub mod field;
pub mod reader;
