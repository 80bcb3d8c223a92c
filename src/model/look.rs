//! How an analyst looks at the reported figures: what a chart shows, and how. A look that has a name is a view.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::date::Day;
use super::figure::{Outcome, ScopeKind};
use super::id::ItemId;
use super::vocabulary::vocabulary;

/// A choice of reports; an empty set chooses all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The outcomes to show.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub outcomes: BTreeSet<Outcome>,
    /// The populations to show.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub populations: BTreeSet<String>,
    /// The head sources to show, in their fixed form.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sources: BTreeSet<String>,
    /// The kinds of time scope to show.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub scopes: BTreeSet<ScopeKind>,
    /// The articles to show, by path.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub articles: BTreeSet<String>,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

vocabulary! {
    /// What the small charts of a panel are split by.
    pub enum Split {
        /// One small chart for each outcome.
        Outcome = "outcome",
        /// One small chart for each outcome and place.
        Place = "place",
        /// One small chart for each outcome and head source.
        Source = "source",
    }
}

vocabulary! {
    /// The panels of a chart.
    pub enum PanelKind {
        /// Running totals: steps from report to report.
        Cumulative = "running totals",
        /// Windows of time and single incidents.
        Windows = "incidents and windows",
        /// How many at a moment: held, missing, displaced.
        Stocks = "at a moment",
        /// Numbers whose time scope is not set.
        Unscoped = "time scope not set",
        /// One fact as several origins report it.
        Facts = "same fact, several reports",
        /// Words without a number, and forecasts.
        Mentions = "mentions without a number",
        /// Who would give what under a deal.
        Proposals = "terms of proposals",
    }
}

/// Everything that decides what a chart shows, but not its size or colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Which reports.
    pub filter: Filter,
    /// What the small charts are split by.
    pub split: Split,
    /// Whether numbers of people stand on a logarithmic scale.
    pub logarithmic: bool,
    /// Days without a report after which a line is dashed.
    pub gap_days: u16,
    /// The chart as it stood on a day, by date of publication; as it stands where unset.
    pub known_on: Option<Day>,
    /// The first day shown; the first report where unset.
    pub first: Option<Day>,
    /// The last day shown; the last report where unset.
    pub last: Option<Day>,
    /// Whether events are left out.
    pub without_events: bool,
    /// The reference series drawn behind.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub references: BTreeSet<ItemId>,
    /// The panels that are folded away.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub folded: BTreeSet<PanelKind>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            split: Split::Outcome,
            logarithmic: false,
            gap_days: 30,
            known_on: None,
            first: None,
            last: None,
            without_events: false,
            references: BTreeSet::new(),
            folded: BTreeSet::new(),
        }
    }
}

/// A look at the chart that was given a name, to come back to and to write to files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it shows, and how.
    pub look: Look,
}
