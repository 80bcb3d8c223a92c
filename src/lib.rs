//! Dossier: read articles, annotate the figures they report, chart them, hand them over.
//!
//! The map of the crate; dependencies run one way (`tests/layers.rs` holds them to it):
//! `model ← corpus, detect ← chart, exchange, journal ← dossier ← session ← command ← view ← app`.

pub mod app;
pub mod chart;
pub mod cli;
pub mod command;
pub mod corpus;
pub mod demo;
pub mod detect;
pub mod dossier;
pub mod exchange;
pub mod handover;
pub mod job;
pub mod journal;
pub mod model;
pub mod session;
pub mod settings;
pub mod view;

/// Articles are read on every core, and the allocator of most systems makes those wait for one another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
