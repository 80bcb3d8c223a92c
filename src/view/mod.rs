//! The screens: functions that draw what is and collect what the analyst asks for.
//!
//! A view sees the dossier by shared reference only, so it cannot change data.

mod fields;
pub mod fonts;
pub mod inspector;
pub mod style;
