//! The chart: from workspace, articles and filter to panels, from panels to a picture, from a picture to SVG.
//!
//! Pure: knows nothing of windows, files or clocks. A line joins reports of one kind only; nothing
//! is summed, smoothed or filled in.

pub mod apart;
pub mod axis;
mod by_id;
pub mod cache;
pub mod csv;
pub mod draw;
pub mod faces;
pub mod facts;
pub mod file;
pub mod filter;
pub mod grounds;
mod keeper;
pub mod known;
mod measure;
pub mod names;
pub mod panels;
pub mod paper;
pub mod parts;
pub mod picture;
pub mod proposals;
pub mod reference;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
mod series;
mod summary;
pub mod sums;
pub mod svg;
pub mod table;
pub mod vague;
pub mod wording;

pub use crate::model::look::{Filter, Look};
pub use cache::PanelsCache;
pub use draw::{Detail, Frame, TimeWindow, picture};
pub use filter::{Facets, facets};
pub use grounds::Grounds;
pub use panels::{Panels, Series, panels};
pub use paper::{Ground, Paper, PaperSize, PictureFormat};
pub use picture::{Palette, Picture};
pub use reference::References;
pub use report::Report;
