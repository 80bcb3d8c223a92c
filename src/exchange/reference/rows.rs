//! From the rows of a table and a choice of columns to series.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::item::{Reference, ReferenceRow};
use crate::model::{Day, ItemId};

use super::cells::{self, DayOrder, Number};
use super::table::{MOST_PROBLEMS, Row, Table};
use super::{Choice, Columns, Measured, Problem};

/// A table may hold so many versions of one series.
const MOST_VINTAGES: usize = 12;

/// A series as it is read from a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The series.
    pub series: Reference,
    /// The series of the workspace that it replaces.
    pub replaces: Option<ItemId>,
}

/// What a row holds beside its numbers.
struct Head<'a> {
    day: Day,
    reported: bool,
    source: &'a str,
    vintage: &'a str,
    hours: Option<u32>,
}

/// The series that a choice takes from a table, and what is wrong with single rows, in their order.
///
/// A table with several versions of the data gives a series for each.
///
/// # Errors
/// One sentence where the choice is not complete or no row can be read by it.
pub fn read(table: &Table, choice: &Choice) -> Result<(Vec<Read>, Vec<Problem>), String> {
    if let Some(lacks) = choice.lacks() {
        return Err(lacks.to_owned());
    }
    let mut problems = Problems(table.problems.clone());
    let heads: Vec<(Head<'_>, &Row)> =
        table.rows.iter().filter_map(|row| Some((head(row, &choice.columns, &mut problems)?, row))).collect();
    let vintages: BTreeSet<&str> = heads.iter().map(|(head, _)| head.vintage).collect();
    if vintages.len() > MOST_VINTAGES {
        return Err(format!(
            "The column of versions holds {} of them; import at most {MOST_VINTAGES} at once.",
            vintages.len()
        ));
    }
    let mut found = Vec::new();
    for measured in choice.series.iter().filter(|measured| measured.taken) {
        for vintage in &vintages {
            let of_vintage = heads.iter().filter(|(head, _)| head.vintage == *vintage);
            let rows = rows(of_vintage, measured, choice, &mut problems);
            if rows.is_empty() {
                continue;
            }
            let is_first = !found.iter().any(|read: &Read| read.replaces == measured.earlier);
            let replaces = measured.earlier.filter(|_| measured.replaces && is_first);
            found.push(Read { series: series(table, choice, measured, vintage, rows), replaces });
        }
    }
    if found.is_empty() {
        let first = problems.0.first().map(|problem| format!(" {}", problem.reason)).unwrap_or_default();
        return Err(format!("No row holds a day and a number in these columns.{first}"));
    }
    Ok((found, problems.sorted()))
}

/// The first rows as they would be read: the day, the numbers of the columns that are taken, and
/// whether they were reported. Rows without a day are left out.
pub fn preview(table: &Table, choice: &Choice, most: usize) -> Vec<(Day, Vec<Option<u64>>, bool)> {
    let taken: Vec<usize> = choice.series.iter().filter(|series| series.taken).map(|it| it.value).collect();
    let line = |row: &Row| {
        let head = head(row, &choice.columns, &mut Problems::default())?;
        let numbers = taken.iter().map(|column| match cells::number(row.cell(*column)) {
            Number::People(people) => Some(people),
            Number::Empty | Number::Other => None,
        });
        Some((head.day, numbers.collect(), head.reported))
    };
    table.rows.iter().take(most).filter_map(line).collect()
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, row: usize, reason: &str) {
        if self.0.len() < MOST_PROBLEMS {
            self.0.push(Problem { row, reason: format!("Row {row}: {reason}.") });
        }
    }

    fn sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| problem.row);
        self.0.dedup();
        self.0
    }
}

/// A cell as a sentence quotes it.
fn quoted(cell: &str) -> String {
    let short: String = cell.chars().take(30).collect();
    format!("“{short}{}”", if short.len() < cell.len() { "…" } else { "" })
}

fn head<'a>(row: &'a Row, columns: &Columns, problems: &mut Problems) -> Option<Head<'a>> {
    let text = |column: Option<usize>| column.map_or("", |column| row.cell(column));
    let cell = text(columns.day);
    let Some(day) = cells::day(cell, columns.order) else {
        problems.add(row.number, &no_day(cell, columns.order));
        return None;
    };
    let reported = columns.kind.is_none_or(|kind| columns.reported.contains(&row.cell(kind).to_lowercase()));
    let hours = match cells::number(text(columns.hours)) {
        Number::People(hours) => u32::try_from(hours).ok().filter(|hours| *hours > 0),
        Number::Empty | Number::Other => None,
    };
    Some(Head { day, reported, source: text(columns.source), vintage: text(columns.vintage), hours })
}

fn no_day(cell: &str, order: Option<DayOrder>) -> String {
    match (cells::figures(cell), order) {
        _ if cell.is_empty() => "the day is missing".to_owned(),
        (Some(_), None) => {
            format!("{} may be two days; say whether the day or the month comes first", quoted(cell))
        }
        _ => format!("{} is not a day; write it as 2024-02-06", quoted(cell)),
    }
}

/// The days of one series, in order; of several rows of one day the first.
fn rows<'a>(
    heads: impl Iterator<Item = &'a (Head<'a>, &'a Row)>,
    measured: &Measured,
    choice: &Choice,
    problems: &mut Problems,
) -> Vec<ReferenceRow> {
    let mut by_day: BTreeMap<Day, ReferenceRow> = BTreeMap::new();
    for (head, row) in heads {
        let value = match cells::number(row.cell(measured.value)) {
            Number::Empty => continue,
            Number::Other => {
                problems.add(row.number, &not_a_number(row.cell(measured.value)));
                continue;
            }
            Number::People(value) => value,
        };
        let mut end = |column: Option<usize>| end(row, column, problems);
        let (low, high) = (end(measured.low), end(measured.high));
        let fresh = ReferenceRow {
            day: head.day,
            value,
            low: low.filter(|low| *low <= value),
            high: high.filter(|high| *high >= value),
            reported: head.reported,
            hours: head.hours.filter(|hours| measured.hours.is_some_and(|usual| usual != *hours)),
            source: (!head.source.is_empty() && head.source != choice.source.trim())
                .then(|| head.source.to_owned()),
        };
        match by_day.get(&head.day) {
            Some(known) if *known != fresh => {
                let why = format!("{} stands in an earlier row with another number", head.day);
                problems.add(row.number, &why);
            }
            Some(_) => {}
            None => {
                by_day.insert(head.day, fresh);
            }
        }
    }
    by_day.into_values().collect()
}

fn end(row: &Row, column: Option<usize>, problems: &mut Problems) -> Option<u64> {
    let cell = row.cell(column?);
    match cells::number(cell) {
        Number::People(people) => Some(people),
        Number::Empty => None,
        Number::Other => {
            problems.add(row.number, &not_a_number(cell));
            None
        }
    }
}

fn not_a_number(cell: &str) -> String {
    format!("{} is not a whole number of people; correct it or leave the cell empty", quoted(cell))
}

fn series(
    table: &Table,
    choice: &Choice,
    measured: &Measured,
    vintage: &str,
    rows: Vec<ReferenceRow>,
) -> Reference {
    let set = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let is_window = measured.scope == Some(crate::model::figure::ScopeKind::Window);
    let vintage = if vintage.is_empty() { choice.vintage.trim() } else { vintage };
    Reference {
        name: set(&measured.name).unwrap_or_else(|| table.columns[measured.value].clone()),
        compiler: choice.compiler.trim().to_owned(),
        source: choice.source.trim().to_owned(),
        licence: choice.licence.trim().to_owned(),
        retrieved: choice.retrieved,
        vintage: vintage.to_owned(),
        outcome: measured.outcome,
        population: set(&measured.population),
        scope: measured.scope,
        hours: measured.hours.filter(|_| is_window),
        columns: super::remember::columns(table, choice, measured),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{guess, table};
    use super::*;
    use crate::model::figure::{Outcome, ScopeKind};

    const DAILY: &str = "date,killed_cumulative,killed_in_period,period_hours,row_kind,reported_by\n\
        2024-03-01,100,,24,reported,Ministry\n\
        2024-03-02,\"1,10\",10,24,reported,Ministry\n\
        2024-03-03,130,20,48,reported,Media Office\n\
        2024-03-04,140,,24,estimated,\n\
        2024-03-05,,,24,missing,\n\
        someday,150,10,24,reported,Ministry\n\
        2024-03-07,160,10,24,reported,Ministry\n\
        2024-03-07,161,10,24,reported,Ministry\n";

    fn choice(table: &Table) -> Choice {
        let mut choice = guess(table);
        choice.compiler = "A compiler".into();
        choice
    }

    #[test]
    fn rows_become_series_and_bad_rows_are_listed() {
        let table = table(DAILY.as_bytes()).unwrap();
        let (found, problems) = read(&table, &choice(&table)).unwrap();
        let total = &found[0].series;
        assert_eq!((total.outcome, total.scope), (Some(Outcome::Killed), Some(ScopeKind::Cumulative)));
        let days: Vec<_> =
            total.rows.iter().map(|row| (row.day.to_string(), row.value, row.reported)).collect();
        let day = |day: &str, value, reported| (day.to_owned(), value, reported);
        assert_eq!(
            days,
            [
                day("2024-03-01", 100, true),
                day("2024-03-03", 130, true),
                day("2024-03-04", 140, false),
                day("2024-03-07", 160, true),
            ]
        );
        assert_eq!(total.rows[1].source.as_deref(), Some("Media Office"));
        assert_eq!((total.source.as_str(), total.rows[0].source.as_deref()), ("Ministry", None));
        let window = &found[1].series;
        assert_eq!((window.scope, window.hours), (Some(ScopeKind::Window), Some(24)));
        assert_eq!(window.rows[1].hours, Some(48));
        let told: Vec<&str> = problems.iter().map(|problem| problem.reason.as_str()).collect();
        assert_eq!(
            told,
            [
                "Row 3: “1,10” is not a whole number of people; correct it or leave the cell empty.",
                "Row 7: “someday” is not a day; write it as 2024-02-06.",
                "Row 9: 2024-03-07 stands in an earlier row with another number.",
            ]
        );
    }

    #[test]
    fn a_column_of_versions_gives_a_series_for_each() {
        let text = "day;deaths total;low;high;version\n1 Jan 2024;50;40;60;a\n1 Jan 2024;55;;;b\n2 Jan 2024;70;90;;b\n";
        let table = table(text.as_bytes()).unwrap();
        let mut choice = choice(&table);
        choice.source = "Ministry".into();
        choice.series[0].scope = Some(ScopeKind::Cumulative);
        let (found, problems) = read(&table, &choice).unwrap();
        let vintages: Vec<_> =
            found.iter().map(|read| (read.series.vintage.as_str(), read.series.rows.len())).collect();
        assert_eq!((vintages, problems.len()), (vec![("a", 1), ("b", 2)], 0));
        assert_eq!((found[0].series.rows[0].low, found[0].series.rows[0].high), (Some(40), Some(60)));
        assert_eq!(found[1].series.rows[1].low, None);
    }

    #[test]
    fn what_is_missing_from_a_choice_is_said() {
        let table = table(DAILY.as_bytes()).unwrap();
        let whole = choice(&table);
        assert_eq!(whole.lacks(), None);
        let mut lacking = whole.clone();
        lacking.columns.day = None;
        assert_eq!(read(&table, &lacking).unwrap_err(), "Say which column holds the days.");
        let mut lacking = whole.clone();
        lacking.columns.day = Some(4);
        assert!(read(&table, &lacking).unwrap_err().starts_with("No row holds a day and a number"));
    }

    #[test]
    fn a_table_cut_at_any_byte_reads_or_is_refused() {
        let bytes = DAILY.as_bytes();
        for end in 0..bytes.len() {
            let Ok(table) = table(&bytes[..end]) else { continue };
            let mut choice = choice(&table);
            choice.source = "x".into();
            if let Ok((found, _)) = read(&table, &choice) {
                assert!(found.iter().all(|read| !read.series.rows.is_empty()));
            }
            preview(&table, &choice, 8);
        }
    }
}
