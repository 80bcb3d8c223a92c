//! Reference series from tables: reading any CSV of days and numbers into items of the workspace.
//!
//! Pure, from bytes to items. What the columns hold is guessed from their names and contents, and
//! every guess can be corrected. A bad row is listed and never loses the others. Nothing is filled
//! in: a day without a number is a gap, and what a compiler filled in is kept as such.

mod cells;
mod guess;
mod remember;
mod rows;
mod table;

pub use cells::DayOrder;
pub use guess::guess;
pub use remember::remembered;
pub use rows::{Read, preview, read};
pub use table::{LARGEST, Row, Table, table};

use std::collections::BTreeSet;

use crate::model::figure::{Outcome, ScopeKind};
use crate::model::{Day, ItemId};

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, counted from 1 as an editor counts lines.
    pub row: usize,
    /// What is wrong and what to do, in one sentence that names the row.
    pub reason: String,
}

/// Which columns of a table hold what, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The day of the report.
    pub day: Option<usize>,
    /// How days in figures only, such as 3/2/2024, are read; unset where the table does not tell.
    pub order: Option<DayOrder>,
    /// What kind of row it is: reported, or filled in by the compiler.
    pub kind: Option<usize>,
    /// Who reported the row.
    pub source: Option<usize>,
    /// The version of the data that the row belongs to.
    pub vintage: Option<usize>,
    /// The length of the row's window, in hours.
    pub hours: Option<usize>,
    /// The words of the kind of row that mean reported, in lower case.
    pub reported: BTreeSet<String>,
}

/// One column of numbers as a series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// The column of the numbers.
    pub value: usize,
    /// The column of their lower ends.
    pub low: Option<usize>,
    /// The column of their upper ends.
    pub high: Option<usize>,
    /// Whether it is imported.
    pub taken: bool,
    /// The name of the series.
    pub name: String,
    /// What happened to the people counted.
    pub outcome: Option<Outcome>,
    /// Who is counted.
    pub population: String,
    /// The kind of time counted over.
    pub scope: Option<ScopeKind>,
    /// The length of a window, in hours.
    pub hours: Option<u32>,
    /// The series of the workspace that an earlier table of this shape gave.
    pub earlier: Option<ItemId>,
    /// Whether that one is replaced rather than kept beside.
    pub replaces: bool,
}

/// Everything that an analyst says of a table before it is imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which columns hold what.
    pub columns: Columns,
    /// The columns of numbers.
    pub series: Vec<Measured>,
    /// Who compiled the table.
    pub compiler: String,
    /// Whose numbers they are, in the fixed form.
    pub source: String,
    /// The licence.
    pub licence: String,
    /// The version of the compiler's data, where no column says it.
    pub vintage: String,
    /// The day of retrieval.
    pub retrieved: Option<Day>,
}

impl Choice {
    /// Why it cannot be imported yet, in one sentence; `None` where it can.
    pub fn lacks(&self) -> Option<&'static str> {
        let taken: Vec<&Measured> = self.series.iter().filter(|series| series.taken).collect();
        if self.columns.day.is_none() {
            return Some("Say which column holds the days.");
        }
        if taken.is_empty() {
            return Some("Tick at least one column of numbers.");
        }
        if taken.iter().any(|series| series.outcome.is_none() || series.scope.is_none()) {
            return Some("Say of each ticked column what it counts and over what time.");
        }
        (self.compiler.trim().is_empty() || self.source.trim().is_empty())
            .then_some("Say further below who compiled the table and whose numbers they are.")
    }
}
