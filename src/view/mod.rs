//! The screens: functions that draw what is and collect what the analyst asks for.
//!
//! A view sees the dossier by shared reference only, so it cannot change data.

pub mod articles;
pub mod codebook;
pub mod overlay;
pub mod palette;
pub mod parts;
pub mod style;
