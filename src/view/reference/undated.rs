//! Answers to the tray of undated figures: proposals for the rows in view, edits for the days chosen.

use std::sync::Arc;

use crate::chart::Panels;
use crate::command::{Action, dating};
use crate::dossier::Dossier;
use crate::view::chart::{ChartResponse, ChartState, Dated};

/// Proposals that are worked out in one frame; the rest follow in the next.
const A_FRAME: usize = 4;

/// Gives the tray the proposals that it asked for, and carries out what was chosen in it.
///
/// Says whether more is to come, so that another frame is wanted.
pub fn answer(
    dossier: &Dossier,
    panels: &Arc<Panels>,
    state: &mut ChartState,
    response: &ChartResponse,
    actions: &mut Vec<Action>,
) -> bool {
    for figure in response.wanted.iter().take(A_FRAME) {
        state.tray.know(panels, *figure, dossier.day_proposals(panels, *figure));
    }
    match &response.dated {
        Some(Dated::Proposed(figure, proposal, article_too)) => {
            actions.extend(dating::accept(dossier, *figure, proposal, *article_too));
        }
        Some(Dated::Chosen(figure, day)) => actions.extend(dating::on_day(dossier, *figure, *day)),
        None => {}
    }
    !response.wanted.is_empty()
}
