//! The chart: from workspace, articles and filter to panels, from panels to a picture, from a picture to SVG.
//!
//! Pure: knows nothing of windows, files or clocks. A line joins reports of one kind only; nothing
//! is summed, smoothed or filled in.

pub mod axis;
pub mod cache;
pub mod csv;
pub mod draw;
pub mod filter;
pub mod grounds;
pub mod known;
mod measure;
pub mod panels;
pub mod picture;
pub mod reference;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
pub mod svg;
pub mod vague;
pub mod wording;

pub use crate::model::look::{Filter, Look};
pub use cache::PanelsCache;
pub use draw::{Detail, Frame, TimeWindow, picture};
pub use filter::{Facets, facets};
pub use grounds::Grounds;
pub use panels::{Panels, Series, panels};
pub use picture::{Palette, Picture};
pub use reference::References;
pub use report::Report;
