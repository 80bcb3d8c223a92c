//! What was said of an earlier table of the same shape, proposed again.

use std::collections::BTreeMap;

use crate::model::ItemId;
use crate::model::item::Reference;

use super::cells::DayOrder;
use super::guess::guess;
use super::table::Table;
use super::{Choice, Columns, Measured};

const DAY: &str = "day";
const VALUE: &str = "value";
const LOW: &str = "low";
const HIGH: &str = "high";
const KIND: &str = "kind of row";
const SOURCE: &str = "source";
const VINTAGE: &str = "version";
const HOURS: &str = "hours";
const ORDER: &str = "order of days";
const REPORTED: &str = "words for reported";
/// What stands between the words for reported.
const BETWEEN: &str = " | ";

/// The columns that a series was read from, as the item keeps them.
pub(super) fn columns(table: &Table, choice: &Choice, measured: &Measured) -> BTreeMap<String, String> {
    let of = &choice.columns;
    let places = [
        (DAY, of.day),
        (VALUE, Some(measured.value)),
        (LOW, measured.low),
        (HIGH, measured.high),
        (KIND, of.kind),
        (SOURCE, of.source),
        (VINTAGE, of.vintage),
        (HOURS, of.hours),
    ];
    let name = |place: usize| table.columns.get(place).cloned();
    let mut kept: BTreeMap<String, String> = places
        .into_iter()
        .filter_map(|(role, place)| Some((role.to_owned(), place.and_then(name)?)))
        .collect();
    if let Some(order) = of.order {
        kept.insert(ORDER.to_owned(), order.label().to_owned());
    }
    if of.kind.is_some() {
        let words: Vec<&str> = of.reported.iter().map(String::as_str).collect();
        kept.insert(REPORTED.to_owned(), words.join(BETWEEN));
    }
    kept
}

/// The choice that an earlier table of the same columns was imported by, laid over the guess;
/// `None` where no series of the workspace came from such a table.
///
/// The version and the day of retrieval stay open: they are what differs. Each series is linked to
/// the latest one that it may replace.
pub fn remembered(table: &Table, known: &[(ItemId, &Reference)]) -> Option<Choice> {
    let fits = |reference: &Reference| {
        let names = reference.columns.iter().filter(|(role, _)| ![ORDER, REPORTED].contains(&role.as_str()));
        reference.columns.contains_key(VALUE)
            && names.into_iter().all(|(_, name)| table.column(name).is_some())
    };
    let mut alike: Vec<&(ItemId, &Reference)> = known.iter().filter(|(_, it)| fits(it)).collect();
    // The latest retrieval first; of several the one that was added last.
    alike.sort_by_key(|(id, it)| std::cmp::Reverse((it.retrieved, *id)));
    let (_, latest) = alike.first()?;
    let mut choice = guess(table);
    choice.columns = places(table, latest);
    choice.compiler.clone_from(&latest.compiler);
    choice.source.clone_from(&latest.source);
    choice.licence.clone_from(&latest.licence);
    choice.series.iter_mut().for_each(|series| series.taken = false);
    for (id, earlier) in alike.iter().rev() {
        // The latest comes last and so has the last word.
        let Some(value) = earlier.columns.get(VALUE).and_then(|name| table.column(name)) else { continue };
        let fresh = measured(table, *id, earlier, value);
        match choice.series.iter_mut().find(|series| series.value == value) {
            Some(series) => *series = fresh,
            None => choice.series.push(fresh),
        }
    }
    choice.series.sort_by_key(|series| series.value);
    Some(choice)
}

fn places(table: &Table, earlier: &Reference) -> Columns {
    let place = |role: &str| earlier.columns.get(role).and_then(|name| table.column(name));
    let order = earlier.columns.get(ORDER);
    let words = earlier.columns.get(REPORTED).map(|words| words.split(BETWEEN).map(str::to_owned).collect());
    Columns {
        day: place(DAY),
        order: order.and_then(|label| DayOrder::ALL.iter().copied().find(|order| order.label() == label)),
        kind: place(KIND),
        source: place(SOURCE),
        vintage: place(VINTAGE),
        hours: place(HOURS),
        reported: words.unwrap_or_default(),
    }
}

fn measured(table: &Table, id: ItemId, earlier: &Reference, value: usize) -> Measured {
    let place = |role: &str| earlier.columns.get(role).and_then(|name| table.column(name));
    Measured {
        value,
        low: place(LOW),
        high: place(HIGH),
        taken: true,
        name: earlier.name.clone(),
        outcome: earlier.outcome,
        population: earlier.population.clone().unwrap_or_default(),
        scope: earlier.scope,
        hours: earlier.hours,
        earlier: Some(id),
        replaces: false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read, table};
    use super::*;
    use crate::model::{Day, EntryId, Writer};

    #[test]
    fn a_newer_table_of_the_same_shape_is_read_as_the_earlier_one_was() {
        let first = table(b"date,deaths,flag\n03/02/2024,5,ok\n04/02/2024,6,guess\n").unwrap();
        let mut choice = guess(&first);
        choice.columns.order = Some(DayOrder::MonthFirst);
        choice.columns.reported = ["ok".to_owned()].into();
        (choice.compiler, choice.source) = ("A compiler".into(), "A ministry".into());
        choice.licence = "Public domain".into();
        choice.retrieved = Day::new(2024, 5, 1);
        choice.series[0].scope = Some(crate::model::figure::ScopeKind::Cumulative);
        choice.series[0].population = "people in the north".into();
        let (found, _) = read(&first, &choice).unwrap();
        let id = ItemId { entry: EntryId { counter: 3, writer: Writer(1) }, place: 0 };
        let known = [(id, &found[0].series)];

        let newer = table(b"date,flag,deaths,extra\n03/02/2024,ok,7,1\n").unwrap();
        let again = remembered(&newer, &known).unwrap();
        assert_eq!(again.columns, Columns { day: Some(0), kind: Some(1), ..choice.columns.clone() });
        assert_eq!((again.retrieved, again.compiler.as_str()), (None, "A compiler"));
        let series = again.series.iter().find(|series| series.taken).unwrap();
        assert_eq!((series.value, series.earlier, series.replaces), (2, Some(id), false));
        assert_eq!(series.population, "people in the north");
        let (found, _) = read(&newer, &again).unwrap();
        assert_eq!(found[0].series.rows[0].day, Day::new(2024, 3, 2).unwrap());
        let other = table(b"day,deaths\n2024-01-01,5\n").unwrap();
        assert_eq!(remembered(&other, &known), None);
    }
}
