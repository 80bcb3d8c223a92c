//! What the columns of a table hold, guessed from their names and contents.

use std::collections::BTreeMap;

use crate::model::figure::{Outcome, ScopeKind};
use crate::model::shown::duration;

use super::cells::{self, DayOrder, Number};
use super::table::Table;
use super::{Choice, Columns, Measured};

/// Contents are judged by so many rows.
const JUDGED: usize = 4000;
/// A column that tells kinds apart has no more words than this.
const MOST_KINDS: usize = 12;
/// A column is of a kind where so many percent of its filled cells are.
const MOST_OF: usize = 80;

const DAY: &[&str] = &["date", "day", "datum", "fecha", "dia", "data", "jour", "tarih"];
const LOW: &[&str] = &["low", "lower", "min", "minimum"];
const HIGH: &[&str] = &["high", "upper", "max", "maximum"];
const KIND: &[&str] = &["kind", "flag", "status", "type", "reported", "quality", "imputed", "estimated"];
const SOURCE: &[&str] = &["source", "by", "publisher", "reporter", "authority"];
const VINTAGE: &[&str] = &["vintage", "version", "revision", "release", "commit"];
const HOURS: &[&str] = &["hours", "hour"];
const NO_COUNT: &[&str] = &["year", "month", "week", "id", "index", "lat", "lon", "rate", "percent", "no"];
const OUTCOMES: &[(&str, Outcome)] = &[
    ("killed", Outcome::Killed),
    ("deaths", Outcome::Killed),
    ("death", Outcome::Killed),
    ("dead", Outcome::Killed),
    ("died", Outcome::Killed),
    ("fatalities", Outcome::Killed),
    ("injured", Outcome::Injured),
    ("injuries", Outcome::Injured),
    ("wounded", Outcome::Injured),
    ("casualties", Outcome::CasualtiesUnspecified),
    ("missing", Outcome::Missing),
    ("detained", Outcome::Detained),
    ("displaced", Outcome::Displaced),
    ("released", Outcome::Released),
    ("captive", Outcome::CaptiveRemaining),
    ("hostages", Outcome::CaptiveRemaining),
];
const TOTAL: &[&str] = &["cumulative", "cum", "cumul", "total", "totals", "running", "overall"];
const WINDOW: &[&str] = &["period", "daily", "new", "window", "24h", "increment"];
const REPORTED: &[&str] =
    &["reported", "report", "official", "actual", "observed", "confirmed", "published", "original"];

/// What a table seems to hold; every part of it can be corrected.
pub fn guess(table: &Table) -> Choice {
    let facts: Vec<Facts> = (0..table.columns.len()).map(|column| Facts::of(table, column)).collect();
    let mut columns = Columns { day: day(&facts), ..Columns::default() };
    columns.order = columns.day.and_then(|column| order(table, column));
    let named = |names: &[&str], fits: &dyn Fn(&Facts) -> bool| {
        facts.iter().position(|it| Some(it.place) != columns.day && it.is_named(names) && fits(it))
    };
    let hours = named(HOURS, &|it| it.is_numeric());
    let low = named(LOW, &|it| it.is_numeric());
    let high = named(HIGH, &|it| it.is_numeric());
    let kind = named(KIND, &|it| (1..=MOST_KINDS).contains(&it.words.len()) && !is_count(it));
    let vintage = named(VINTAGE, &|_| true);
    let source = named(SOURCE, &|it| Some(it.place) != kind && !it.is_numeric());
    let taken = [columns.day, hours, low, high, kind, vintage, source];
    let counts: Vec<&Facts> =
        facts.iter().filter(|it| !taken.contains(&Some(it.place)) && is_count(it)).collect();
    (columns.hours, columns.kind, columns.vintage, columns.source) = (hours, kind, vintage, source);
    columns.reported = kind.map(|kind| reported(&facts[kind])).unwrap_or_default();
    let usual_hours = hours.and_then(|column| facts[column].commonest()).and_then(|word| word.parse().ok());
    let mut series: Vec<Measured> = counts.iter().map(|it| measured(table, it, usual_hours)).collect();
    if !series.iter().any(|series| series.taken) {
        let most = if series.len() <= 2 { series.len() } else { 1 };
        series.iter_mut().take(most).for_each(|series| series.taken = true);
    }
    if let [only] = &mut series[..] {
        (only.low, only.high) = (low, high);
    }
    let source = source.and_then(|column| facts[column].commonest()).unwrap_or_default().to_owned();
    Choice { columns, series, source, ..Choice::default() }
}

/// What is found in a column.
struct Facts {
    place: usize,
    /// The words of its name, in lower case.
    name: Vec<String>,
    filled: usize,
    days: usize,
    numbers: usize,
    /// The different cells and how often each occurs; cut short where there are many.
    words: BTreeMap<String, usize>,
}

impl Facts {
    fn of(table: &Table, place: usize) -> Self {
        let name = words_of(&table.columns[place]);
        let mut facts = Self { place, name, filled: 0, days: 0, numbers: 0, words: BTreeMap::new() };
        for cell in table.rows.iter().take(JUDGED).map(|row| row.cell(place)) {
            let number = cells::number(cell);
            if facts.words.len() <= MOST_KINDS || facts.words.contains_key(cell) {
                *facts.words.entry(cell.to_owned()).or_default() += 1;
            }
            facts.filled += usize::from(number != Number::Empty);
            facts.numbers += usize::from(matches!(number, Number::People(_)));
            facts.days += usize::from(cells::is_like_a_day(cell));
        }
        facts
    }

    fn is_named(&self, names: &[&str]) -> bool {
        self.name.iter().any(|word| names.contains(&word.as_str()))
    }

    fn is_most(&self, count: usize) -> bool {
        count > 0 && count * 100 >= self.filled * MOST_OF
    }

    fn is_numeric(&self) -> bool {
        self.is_most(self.numbers)
    }

    /// The commonest filled cell.
    fn commonest(&self) -> Option<&str> {
        let filled = self.words.iter().filter(|(word, _)| !word.is_empty());
        filled.max_by_key(|(_, count)| **count).map(|(word, _)| word.as_str())
    }
}

/// The words of a name: `killedInPeriod` and `killed_in_period` have the same three.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if !letter.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The column of days: one that is named so and holds them, else the first that holds them.
fn day(facts: &[Facts]) -> Option<usize> {
    let holds = |it: &&Facts| it.is_most(it.days);
    let named = facts.iter().filter(holds).find(|it| it.is_named(DAY));
    named.or_else(|| facts.iter().find(holds)).map(|it| it.place)
}

/// How days in figures are read: the one order by which every row is a day.
fn order(table: &Table, column: usize) -> Option<DayOrder> {
    let figures: Vec<_> =
        table.rows.iter().take(JUDGED).filter_map(|row| cells::figures(row.cell(column))).collect();
    let day_first = figures.iter().any(|(first, ..)| *first > 12);
    let month_first = figures.iter().any(|(_, second, _)| *second > 12);
    match (day_first, month_first) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

fn is_count(facts: &Facts) -> bool {
    facts.is_numeric() && facts.days == 0 && !facts.is_named(NO_COUNT) && !facts.is_named(HOURS)
}

/// The words of a column of kinds that mean reported; an empty cell does where no word does.
fn reported(facts: &Facts) -> std::collections::BTreeSet<String> {
    let is_reported = |word: &str| {
        let words = words_of(word);
        let denied = words.iter().any(|word| matches!(word.as_str(), "not" | "un" | "non" | "unreported"));
        !denied && words.iter().any(|word| REPORTED.contains(&word.as_str()))
    };
    let asks_whether = facts.is_named(&["reported"]);
    let answers = |word: &str| asks_whether && matches!(word, "true" | "yes" | "1" | "y" | "t");
    let folded: Vec<String> = facts.words.keys().map(|word| word.to_lowercase()).collect();
    let found: std::collections::BTreeSet<String> =
        folded.iter().filter(|word| is_reported(word) || answers(word)).cloned().collect();
    let denies = facts.is_named(&["imputed", "estimated"]);
    let negative = |word: &&String| denies && matches!(word.as_str(), "false" | "no" | "0" | "n" | "f");
    if found.is_empty() {
        return folded.iter().filter(|word| word.is_empty() || negative(word)).cloned().collect();
    }
    found
}

fn measured(table: &Table, facts: &Facts, usual_hours: Option<u32>) -> Measured {
    let outcome = facts
        .name
        .iter()
        .find_map(|word| OUTCOMES.iter().find(|(known, _)| known == word).map(|(_, outcome)| *outcome));
    let scope = if facts.is_named(WINDOW) {
        Some(ScopeKind::Window)
    } else if facts.is_named(TOTAL) || rises(table, facts.place) {
        Some(ScopeKind::Cumulative)
    } else {
        usual_hours.map(|_| ScopeKind::Window)
    };
    let hours = (scope == Some(ScopeKind::Window)).then(|| usual_hours.unwrap_or(24));
    let name = name(outcome, scope, hours).unwrap_or_else(|| table.columns[facts.place].clone());
    Measured {
        value: facts.place,
        taken: outcome.is_some(),
        name,
        outcome,
        scope,
        hours,
        ..Measured::default()
    }
}

/// What a series is called by what it counts: `killed, cumulative`.
fn name(outcome: Option<Outcome>, scope: Option<ScopeKind>, hours: Option<u32>) -> Option<String> {
    let (outcome, scope) = outcome.zip(scope)?;
    let over = match hours {
        Some(hours) => format!("within {}", duration(hours)),
        None => scope.label().to_owned(),
    };
    let mut letters = outcome.label().chars();
    let first = letters.next()?.to_uppercase();
    Some(format!("{}{}, {over}", first, letters.as_str()))
}

/// Whether the numbers of a column nearly always stay or rise, as those of a running total do.
fn rises(table: &Table, column: usize) -> bool {
    let numbers: Vec<u64> = table
        .rows
        .iter()
        .take(JUDGED)
        .filter_map(|row| match cells::number(row.cell(column)) {
            Number::People(people) => Some(people),
            Number::Empty | Number::Other => None,
        })
        .collect();
    let steps = numbers.len().saturating_sub(1);
    let up = numbers.windows(2).filter(|pair| pair[0] <= pair[1]).count();
    let down = numbers.windows(2).filter(|pair| pair[0] >= pair[1]).count();
    steps >= 3 && up.max(down) * 100 >= steps * 95 && numbers.first() != numbers.last()
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    fn of(text: &str) -> (Table, Choice) {
        let table = table(text.as_bytes()).unwrap();
        let choice = guess(&table);
        (table, choice)
    }

    fn names(table: &Table, choice: &Choice) -> Vec<(String, bool, Option<Outcome>, Option<ScopeKind>)> {
        let series = choice.series.iter();
        series.map(|it| (table.columns[it.value].clone(), it.taken, it.outcome, it.scope)).collect()
    }

    #[test]
    fn columns_are_told_by_name_and_contents() {
        let (table, choice) = of(
            "report_date,killed_cumulative,injured_in_period,period_hours,row_kind,reported_by\n\
            2024-01-01,10,,24,reported,Ministry\n2024-01-02,12,5,48,missing,\n2024-01-03,12,6,24,reported,Ministry\n",
        );
        let columns = &choice.columns;
        assert_eq!(
            (columns.day, columns.hours, columns.kind, columns.source),
            (Some(0), Some(3), Some(4), Some(5))
        );
        assert_eq!(columns.reported.iter().map(String::as_str).collect::<Vec<_>>(), ["reported"]);
        assert_eq!(choice.source, "Ministry");
        assert_eq!(
            names(&table, &choice),
            [
                ("killed_cumulative".into(), true, Some(Outcome::Killed), Some(ScopeKind::Cumulative)),
                ("injured_in_period".into(), true, Some(Outcome::Injured), Some(ScopeKind::Window)),
            ]
        );
        assert_eq!(choice.series[1].hours, Some(24));
        assert_eq!(choice.series[1].name, "Injured, within 24 hours");
    }

    #[test]
    fn unnamed_columns_are_told_by_what_they_hold() {
        let (_, choice) = of("13/01/2024;5\n14/01/2024;9\n15/01/2024;9\n16/01/2024;20\n");
        assert_eq!((choice.columns.day, choice.columns.order), (Some(0), Some(DayOrder::DayFirst)));
        assert!(choice.series[0].taken && choice.series[0].scope == Some(ScopeKind::Cumulative));
        let (_, choice) = of("when,n\n03/02/2024,5\n04/02/2024,9\n");
        assert_eq!((choice.columns.day, choice.columns.order), (Some(0), None));
    }

    #[test]
    fn an_empty_flag_means_reported_where_only_the_filled_rows_are_flagged() {
        let (_, choice) = of("date,deaths,flag\n2024-01-01,5,\n2024-01-02,6,estimated\n");
        assert!(choice.columns.reported.contains("") && !choice.columns.reported.contains("estimated"));
        let (_, choice) = of("date,deaths,reported\n2024-01-01,5,TRUE\n2024-01-02,6,FALSE\n");
        assert!(choice.columns.reported.contains("true") && choice.columns.reported.len() == 1);
    }

    #[test]
    fn words_of_names_are_told_apart() {
        assert_eq!(words_of("extKilledCum-total 24h"), ["ext", "killed", "cum", "total", "24h"]);
        assert_eq!(words_of("—"), Vec::<String>::new());
    }
}
