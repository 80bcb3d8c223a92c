//! Which suggestions somebody has decided on.

use std::ops::Range;
use std::sync::Arc;

use super::{Brief, State};
use crate::dossier::{Dossier, Placed};
use crate::model::figure::Outcome;
use crate::model::{Figure, Item, ItemId};

/// A figure of an article, as far as it settles suggestions.
struct Standing {
    item: ItemId,
    bytes: Range<usize>,
    /// The outcomes that it may be taken for: its own, and the one that was suggested.
    outcomes: [Option<Outcome>; 2],
}

impl Standing {
    fn of(placed: &Placed, figure: &Figure) -> Self {
        let suggested = figure.suggested.as_ref().and_then(|suggested| suggested.figure.outcome);
        Self { item: placed.item, bytes: placed.bytes.clone(), outcomes: [figure.outcome, suggested] }
    }

    /// A figure says a suggestion where it stands on its number and counts the same, or where it
    /// was made of the same words; one whose outcome is not filled yet may say any.
    fn says(&self, brief: &Brief) -> bool {
        let same = self.outcomes.contains(&Some(brief.outcome)) || self.outcomes == [None, None];
        self.bytes == brief.span || (same && overlap(&self.bytes, &brief.number))
    }
}

/// What became of the suggestions of the article at a path, in their order.
pub(super) fn states(dossier: &Dossier, path: &str, briefs: &[Brief]) -> Arc<[State]> {
    let figures: Vec<Standing> = dossier.placed(path).iter().filter_map(|it| figure(dossier, it)).collect();
    let dismissed = dossier.dismissed(path);
    let state = |brief: &Brief| {
        let said = figures.iter().filter(|figure| figure.says(brief));
        // Of several, the one of just these words: its neighbour may count the same.
        let said = said.max_by_key(|figure| (figure.bytes == brief.span, std::cmp::Reverse(figure.item)));
        let turned_down = || dismissed.iter().find(|placed| turns_down(dossier, placed, brief));
        match said {
            Some(figure) => State::Accepted(figure.item),
            None => turned_down().map_or(State::Pending, |placed| State::Dismissed(placed.item)),
        }
    };
    briefs.iter().map(state).collect()
}

fn figure(dossier: &Dossier, placed: &Placed) -> Option<Standing> {
    match dossier.workspace().get(placed.item)? {
        Item::Figure(figure) => Some(Standing::of(placed, figure)),
        _ => None,
    }
}

fn turns_down(dossier: &Dossier, placed: &Placed, brief: &Brief) -> bool {
    let Some(Item::Dismissal(dismissal)) = dossier.workspace().get(placed.item) else { return false };
    let same = dismissal.outcome.is_none_or(|outcome| outcome == brief.outcome);
    same && overlap(&placed.bytes, &brief.number)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
