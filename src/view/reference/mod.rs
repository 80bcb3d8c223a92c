//! Reference series: importing a table, listing what is imported, dating figures by it.

mod import;
mod list;
mod undated;

pub(super) use import::ui as import_ui;
pub(super) use list::ui as list_ui;
pub use undated::answer;

#[cfg(test)]
mod tests;
