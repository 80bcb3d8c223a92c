//! view

pub mod fonts;
