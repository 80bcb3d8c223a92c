//! Incidents marked as distinct, each set with its sum or why there is none.

use std::sync::Arc;

use eframe::egui::{Align, FontId, Layout, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::Known;
use crate::chart::sums::{Sum, sum};
use crate::command::{Action, relate};
use crate::dossier::Dossier;
use crate::model::item::Distinct;
use crate::model::{Item, ItemId, Kind};
use crate::view::fields;
use crate::view::kept::kept;
use crate::view::parts;
use crate::view::style::{BODY, Colours, PAD, ROW, STEP, bold};

/// A set of incidents that an analyst marked as distinct.
pub(super) struct Marked {
    id: ItemId,
    name: String,
    sum: Result<Sum, Vec<String>>,
}

impl Marked {
    /// Why it is not summed, a sentence each.
    pub(super) fn refusals(&self) -> &[String] {
        self.sum.as_ref().err().map_or(&[], Vec::as_slice)
    }

    fn words(&self) -> String {
        self.sum.as_ref().map_or_else(|_| "Not summed:".to_owned(), Sum::words)
    }
}

/// The sets of a dossier with their sums.
pub(super) fn marked(ui: &Ui, dossier: &Dossier, known: &Known) -> Arc<Vec<Marked>> {
    kept(ui, "distinct incidents", dossier.revision(), |_| {
        let sets = dossier.workspace().of_kind(Kind::Distinct).filter_map(|(id, item)| match item {
            Item::Distinct(set) => Some((id, set)),
            _ => None,
        });
        let made = |(id, set): (ItemId, &Distinct)| Marked {
            id,
            name: set.name.clone(),
            sum: summed(dossier, known, set),
        };
        sets.map(made).collect()
    })
}

/// The sum of a set of figures, or why there is none.
pub(super) fn summed(dossier: &Dossier, known: &Known, set: &Distinct) -> Result<Sum, Vec<String>> {
    let reports = set.figures.iter().filter_map(|id| known.reports.get(id));
    sum(dossier.workspace(), reports.map(|report| &**report), set)
}

/// A line for one set: its name, its sum, and a way to take the mark back.
pub(super) fn ui(ui: &mut Ui, dossier: &Dossier, set: &Marked, actions: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let name = format!("{}: {}", set.name, set.words());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let inside = rect.shrink2(vec2(PAD, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
    right.add_enabled_ui(dossier.read_only().is_none(), |ui| {
        let name = format!("Take back that these are distinct: {}", set.name);
        if fields::link(ui, "Take back", &name, "The figures stay; they are no longer summed.").clicked() {
            actions.extend(relate::unmark_distinct(dossier, set.id));
        }
    });
    let colours = Colours::of(ui);
    let end = right.min_rect().left() - 2.0 * STEP;
    let title = parts::one_line(ui, &set.name, bold(BODY), colours.ink, (end - inside.left()) * 0.4);
    let wide = title.size().x;
    ui.painter().galley(pos2(inside.left(), inside.center().y - title.size().y / 2.0), title, colours.ink);
    let left = inside.left() + wide + 2.0 * STEP;
    let font = FontId::proportional(BODY);
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let at = pos2(left, inside.center().y - height / 2.0);
    if parts::paint_line(ui, at, &set.words(), font, colours.ink, end - left) {
        response.on_hover_text(name);
    }
}
