//! Handing over: tables, one JSON document, a report to read, and the bundle that holds them all.
//!
//! Knows the model and the corpus. Writes to what it is given and asks nobody: no dialogs, no
//! clock, no settings.

pub mod bundle;
pub mod changes;
pub mod evidence;
pub mod figures;
pub mod json;
pub mod offsets;
pub mod passages;
pub mod quotes;
pub mod reference;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
pub mod sheet;
pub mod unpack;
