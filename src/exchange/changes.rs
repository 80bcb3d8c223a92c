//! What analysts changed of the suggestions: how often each was accepted as it was, edited or turned
//! down, by field and by rule of the detector. The detector itself learns nothing from it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::model::item::{Dismissal, Field};
use crate::model::shown::people;
use crate::model::{Figure, Item, Kind, Part, Rule, Suggested, Workspace};

use super::sheet::{self, Cell};

/// Fields that no suggestion fills: what an analyst writes there changes none.
const NOT_SUGGESTED: &[&str] = &["method", "confidence", "note"];

/// What became of the suggestions that somebody decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Accepted, and every suggested field stands as it was.
    pub unchanged: usize,
    /// Accepted, and some suggested field was changed or emptied.
    pub edited: usize,
    /// Turned down.
    pub dismissed: usize,
    /// Field by field, in the order of the inspector; those that nobody touched and no suggestion filled
    /// are left out.
    pub fields: Vec<FieldChanges>,
    /// Rule by rule, by what they read and their names.
    pub rules: Vec<RuleChanges>,
    /// Why suggestions were turned down, the most frequent first; an empty reason is one not given.
    pub reasons: Vec<(String, usize)>,
}

/// What became of one field of the accepted suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChanges {
    /// The field.
    pub field: Field,
    /// The suggested value stands.
    pub kept: usize,
    /// Another value stands in its place.
    pub edited: usize,
    /// Nothing was suggested, and the analyst filled it.
    pub filled: usize,
    /// The suggested value was taken out.
    pub emptied: usize,
    /// The changes from one value to another, in plain words, the most frequent first.
    pub moves: Vec<Move>,
}

/// A change of one value to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The suggested value.
    pub from: String,
    /// What the analyst made of it.
    pub to: String,
    /// How often.
    pub count: usize,
}

/// What became of the suggestions that rested on one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChanges {
    /// The rule and what it read.
    pub rule: Rule,
    /// Accepted, and what it read stands.
    pub kept: usize,
    /// Accepted, and a field that it read was changed or emptied.
    pub edited: usize,
    /// Turned down.
    pub dismissed: usize,
}

/// Counts what analysts changed.
pub fn changes(workspace: &Workspace) -> Changes {
    let mut counting = Counting::default();
    for (_, item) in workspace.of_kind(Kind::Figure) {
        if let Item::Figure(figure) = item
            && let Some(suggested) = &figure.suggested
        {
            counting.accepted(figure, suggested);
        }
    }
    for (_, item) in workspace.of_kind(Kind::Dismissal) {
        if let Item::Dismissal(dismissal) = item {
            counting.dismissed(dismissal);
        }
    }
    counting.finish()
}

/// The value of a field in the machine's figure and in the analyst's, both in plain words.
struct Pair {
    field: Field,
    from: String,
    to: String,
    had: bool,
    has: bool,
    is_changed: bool,
}

impl Pair {
    fn is_loss(&self) -> bool {
        self.is_changed && self.had
    }
}

#[derive(Default)]
struct Counting {
    changes: Changes,
    fields: BTreeMap<Field, FieldChanges>,
    moves: BTreeMap<Field, BTreeMap<(String, String), usize>>,
    rules: BTreeMap<Rule, RuleChanges>,
    reasons: BTreeMap<String, usize>,
}

impl Counting {
    fn accepted(&mut self, figure: &Figure, suggested: &Suggested) {
        let pairs = pairs(figure, suggested);
        if pairs.iter().any(Pair::is_loss) {
            self.changes.edited += 1;
        } else {
            self.changes.unchanged += 1;
        }
        for rule in &suggested.rules {
            let lost =
                pairs.iter().any(|pair| pair.is_loss() && rule.part.fields().contains(&pair.field.name));
            let counts = self.rule(rule);
            if lost { counts.edited += 1 } else { counts.kept += 1 }
        }
        pairs.into_iter().for_each(|pair| self.field(pair));
    }

    fn field(&mut self, pair: Pair) {
        let Pair { field, from, to, had, has, is_changed } = pair;
        let none = FieldChanges { field, kept: 0, edited: 0, filled: 0, emptied: 0, moves: Vec::new() };
        let counts = self.fields.entry(field).or_insert(none);
        let count = match (is_changed, had, has) {
            (false, true, _) => &mut counts.kept,
            (false, false, _) => return,
            (true, false, _) => &mut counts.filled,
            (true, true, false) => &mut counts.emptied,
            (true, true, true) => &mut counts.edited,
        };
        *count += 1;
        if is_changed {
            *self.moves.entry(field).or_default().entry((from, to)).or_default() += 1;
        }
    }

    fn rule(&mut self, rule: &Rule) -> &mut RuleChanges {
        let none = || RuleChanges { rule: rule.clone(), kept: 0, edited: 0, dismissed: 0 };
        self.rules.entry(rule.clone()).or_insert_with(none)
    }

    fn dismissed(&mut self, dismissal: &Dismissal) {
        self.changes.dismissed += 1;
        dismissal.rules.iter().for_each(|rule| self.rule(rule).dismissed += 1);
        *self.reasons.entry(dismissal.reason.clone()).or_default() += 1;
    }

    fn finish(mut self) -> Changes {
        let order = Item::Figure(Box::new(empty()));
        for field in order.fields() {
            let Some(mut counts) = self.fields.remove(field) else { continue };
            let moves = self.moves.remove(field).unwrap_or_default().into_iter();
            counts.moves = moves.map(|((from, to), count)| Move { from, to, count }).collect();
            counts.moves.sort_by_key(|it| std::cmp::Reverse(it.count));
            if counts.kept + counts.edited + counts.filled + counts.emptied > 0 {
                self.changes.fields.push(counts);
            }
        }
        self.changes.rules = self.rules.into_values().collect();
        self.changes.reasons = self.reasons.into_iter().collect();
        self.changes.reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        self.changes
    }
}

/// A figure of nothing, to ask what fields figures have and how unset ones read.
fn empty() -> Figure {
    use crate::model::figure::Method;
    use crate::model::{ArticleId, Place, Quote, Span, TextHash};
    let article = ArticleId { path: String::new(), text: TextHash::default() };
    Figure::new(Span { article, at: Place::Bytes(0, 0), quote: Quote::default() }, Method::Accepted)
}

fn pairs(figure: &Figure, suggested: &Suggested) -> Vec<Pair> {
    let boxed = |figure: &Figure| Item::Figure(Box::new(figure.clone()));
    let (from, to, unset) = (boxed(&suggested.figure), boxed(figure), boxed(&empty()));
    let (changed, had, has) = (from.changed(&to), unset.changed(&from), unset.changed(&to));
    let words = |item: &Item, field: &Field| match (item, field.name) {
        // Where the words stand is no matter here; which words they are is.
        (Item::Figure(figure), "value") => figure.value.map_or_else(|| "not set".to_owned(), people),
        _ => item.value(field.name).unwrap_or_default(),
    };
    let pair = |field: &Field| Pair {
        field: *field,
        from: words(&from, field),
        to: words(&to, field),
        had: had.contains(field),
        has: has.contains(field),
        is_changed: changed.contains(field),
    };
    to.fields().iter().filter(|field| !NOT_SUGGESTED.contains(&field.name)).map(pair).collect()
}

/// The columns, in order. Names are stable: a new one is added at the end.
pub const COLUMNS: [&str; 9] =
    ["about", "name", "from", "to", "accepted_unchanged", "edited", "filled", "emptied", "dismissed"];

/// Writes changes.csv: a row for all suggestions, one for each field, each change of a value, each
/// rule and each reason; `about` says which.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: impl Write, changes: &Changes) -> io::Result<()> {
    sheet::write(out, COLUMNS, rows(changes))
}

fn rows(changes: &Changes) -> Vec<Vec<Cell>> {
    let count = |number: usize| Cell::count(number);
    let row = |about: &str, name: &str, ends: [&str; 2], counts: [Cell; 5]| -> Vec<Cell> {
        let words = [about, name, ends[0], ends[1]].map(Cell::text);
        words.into_iter().chain(counts).collect()
    };
    let none = || Cell::Empty;
    let all = [count(changes.unchanged), count(changes.edited), none(), none(), count(changes.dismissed)];
    let mut rows = vec![row("all", "", ["", ""], all)];
    for it in &changes.fields {
        let counts = [count(it.kept), count(it.edited), count(it.filled), count(it.emptied), none()];
        rows.push(row("field", it.field.name, ["", ""], counts));
    }
    for it in &changes.fields {
        rows.extend(it.moves.iter().map(|one| {
            let counts = [none(), count(one.count), none(), none(), none()];
            row("change", it.field.name, [&one.from, &one.to], counts)
        }));
    }
    for it in &changes.rules {
        let name = format!("{}: {}", Part::name(it.rule.part), it.rule.name);
        let counts = [count(it.kept), count(it.edited), none(), none(), count(it.dismissed)];
        rows.push(row("rule", &name, ["", ""], counts));
    }
    rows.extend(changes.reasons.iter().map(|(reason, times)| {
        row("reason", reason, ["", ""], [none(), none(), none(), none(), count(*times)])
    }));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::{Method, Outcome, Qualifier};
    use crate::model::{Analyst, ArticleId, Edit, Span, TextHash, Writer};

    fn span() -> Span {
        let article = ArticleId { path: "a.txt".into(), text: TextHash(1) };
        Span::in_text(article, "six died", 0..3).unwrap()
    }

    fn rule(part: Part, name: &str) -> Rule {
        Rule { part, name: name.into() }
    }

    fn accepted(change: impl Fn(&mut Figure)) -> Item {
        let mut machine = Figure::new(span(), Method::Accepted);
        (machine.value, machine.outcome) = (Some(6), Some(Outcome::Killed));
        machine.qualifier = Some(Qualifier::Exact);
        let rules = vec![rule(Part::Number, "number.words"), rule(Part::Outcome, "outcome.verb")];
        let mut figure = machine.clone();
        figure.suggested = Some(Box::new(Suggested::new(machine, 90, rules)));
        change(&mut figure);
        Item::Figure(Box::new(figure))
    }

    fn workspace(items: Vec<Item>) -> Workspace {
        let mut workspace = Workspace::default();
        let edits = items.into_iter().map(Edit::add).collect();
        let entry = workspace.entry(Writer(1), &Analyst("A. Example".into()), 0, edits);
        workspace.take(entry).unwrap();
        workspace
    }

    fn sample() -> Changes {
        let died = |figure: &mut Figure| figure.outcome = Some(Outcome::DiedOther);
        let filled = |figure: &mut Figure| figure.population = Some("people".into());
        let emptied = |figure: &mut Figure| figure.qualifier = None;
        let dismissal = Dismissal {
            reason: "an age".into(),
            rules: vec![rule(Part::Outcome, "outcome.verb")],
            ..Dismissal::of(span())
        };
        let by_hand = Item::Figure(Box::new(Figure::new(span(), Method::Hand)));
        let figures = [accepted(|_| {}), accepted(died), accepted(died), accepted(filled), accepted(emptied)];
        let rest = [Item::Dismissal(dismissal), Item::Dismissal(Dismissal::of(span())), by_hand];
        changes(&workspace(figures.into_iter().chain(rest).collect()))
    }

    #[test]
    fn what_was_changed_is_counted_by_field_rule_and_reason() {
        let changes = sample();
        assert_eq!((changes.unchanged, changes.edited, changes.dismissed), (2, 3, 2));
        let field = |name: &str| changes.fields.iter().find(|it| it.field.name == name).unwrap();
        let outcome = field("outcome");
        assert_eq!((outcome.kept, outcome.edited), (3, 2));
        let to = Outcome::DiedOther.label().to_owned();
        assert_eq!(outcome.moves, [Move { from: "killed".into(), to, count: 2 }]);
        assert_eq!(field("population").filled, 1);
        assert_eq!((field("qualifier").kept, field("qualifier").emptied), (4, 1));
        assert!(changes.fields.iter().all(|it| it.field.name != "verification"));
        let verb = changes.rules.iter().find(|it| it.rule.name == "outcome.verb").unwrap();
        assert_eq!((verb.kept, verb.edited, verb.dismissed), (3, 2, 1));
        let words = changes.rules.iter().find(|it| it.rule.name == "number.words").unwrap();
        assert_eq!((words.kept, words.edited), (5, 0));
        assert_eq!(changes.reasons, [(String::new(), 1), ("an age".into(), 1)]);
    }

    #[test]
    fn the_table_holds_every_count() {
        let mut out = Vec::new();
        write(&mut out, &sample()).unwrap();
        let table = String::from_utf8(out).unwrap();
        assert!(table.contains("all,,,,2,3,,,2\r\n"), "{table}");
        assert!(table.contains("field,outcome,,,3,2,0,0,\r\n"), "{table}");
        assert!(table.contains("rule,outcome: outcome.verb,,,3,2,,,1\r\n"), "{table}");
        assert!(table.contains("reason,an age,,,,,,,1\r\n"), "{table}");
        let mut none = Vec::new();
        write(&mut none, &changes(&Workspace::default())).unwrap();
        assert_eq!(String::from_utf8(none).unwrap().lines().count(), 2);
    }
}
