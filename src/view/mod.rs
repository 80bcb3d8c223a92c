//! view

pub mod field;
pub mod reader;
