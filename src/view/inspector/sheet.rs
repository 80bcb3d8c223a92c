//! The fields of one figure, drawn on a working copy: whatever a gesture changes becomes one edit.

use eframe::egui::Ui;

use super::entered::Refused;
use super::text_field::TextField;
use super::{dates, disputes, passage, suggestion, words};
use crate::command::Action;
use crate::dossier::Dossier;
use crate::model::{Edit, Figure, Item, ItemId, Workspace};
use crate::session::{DraftField, Pick, Session};
use crate::view::fields::{self, Named, Term, Typed};
use crate::view::style::STEP;

/// One figure being shown, with what its fields read and fill.
pub struct Sheet<'a> {
    /// The open dossier.
    pub dossier: &'a Dossier,
    /// This sitting.
    pub session: &'a mut Session,
    /// What the analyst asks for.
    pub actions: &'a mut Vec<Action>,
    /// The figure's id.
    pub id: ItemId,
    /// The figure as the fields leave it.
    pub figure: Figure,
    /// Whether the next field takes the focus.
    pub take: bool,
}

/// The edit that a text typed in a field of a figure makes; none where it changes nothing.
///
/// # Errors
/// Refuses what the field cannot hold.
pub fn edit(
    workspace: &Workspace,
    id: ItemId,
    key: &str,
    at: usize,
    text: &str,
) -> Result<Option<Edit>, Refused> {
    if let Some(Item::Passage(passage)) = workspace.get(id) {
        return Ok(passage::typed(workspace, id, passage, text));
    }
    let (Some(Item::Figure(figure)), Some(field)) = (workspace.get(id), TextField::of_key(key, at)) else {
        return Ok(None);
    };
    if field.text(figure) == text {
        return Ok(None);
    }
    let to = field.write(figure, text)?;
    Ok(workspace.set(id, Item::Figure(Box::new(to))))
}

impl Sheet<'_> {
    /// Commits what the fields changed, as one entry.
    pub fn finish(self, was: &Figure) {
        if self.figure != *was {
            let edit = self.dossier.workspace().set(self.id, Item::Figure(Box::new(self.figure)));
            self.actions.extend(edit.map(|edit| Action::Commit(vec![edit])));
        }
    }

    /// A typed field, with buttons to pick words for it and to clear it.
    pub fn text(&mut self, ui: &mut Ui, field: TextField) {
        let spec = field.spec();
        let current = field.text(&self.figure);
        let refused = if field == TextField::Note {
            fields::caption(ui, spec.caption).on_hover_text(spec.about);
            ui.horizontal_top(|ui| self.control(ui, field, &current)).inner
        } else {
            fields::row(ui, spec.caption, spec.about, |ui| self.control(ui, field, &current))
        };
        if let Some(refused) = refused {
            fields::under(ui, |ui| fields::notice(ui, &refused));
        }
        if spec.slot.is_some_and(|slot| self.session.now.pick == Some(Pick::Words(self.id, slot))) {
            fields::under(ui, words::picking);
        }
    }

    fn control(&mut self, ui: &mut Ui, field: TextField, current: &str) -> Option<String> {
        let mut spec = field.spec();
        // A picture has no words to select: they are typed.
        spec.slot = spec.slot.filter(|_| self.figure.span.rectangle().is_none());
        let named = Named { caption: spec.caption, name: spec.name, about: spec.about };
        let day = field.day(&self.figure);
        let alone = day.is_none() && spec.slot.is_none();
        let clear = !current.is_empty() && (alone || dates::has_room_to_clear(ui));
        let buttons = words::buttons_width(spec.slot.is_some(), clear) + dates::weekday_width(day);
        let key = DraftField::Item(self.id, spec.key, field.place());
        let typed = Typed {
            named,
            key: key.clone(),
            current,
            hint: if field == TextField::NewSource { "type a name" } else { fields::NOT_SET },
            refuse: &|text| field.write(&self.figure, text).err().map(|refused| refused.to_string()),
            lines: field == TextField::Note,
            take: std::mem::take(&mut self.take),
            width: (ui.available_width() - buttons).max(12.0 * STEP),
        };
        let came = ui.push_id(field.place(), |ui| typed.show(ui, &mut self.session.now.draft)).inner;
        self.put(field, came.finished.as_deref());
        dates::weekday(ui, day);
        if let Some(slot) = spec.slot {
            words::pick_button(ui, self.session, self.id, slot, &spec);
        }
        if clear && fields::cross(ui, &format!("Clear: {}", spec.name)).clicked() {
            self.session.now.draft.take_if(|draft| draft.field == key);
            self.put(field, Some(""));
        }
        came.refused
    }

    fn put(&mut self, field: TextField, text: Option<&str>) {
        if let Some(Ok(figure)) = text.map(|text| field.write(&self.figure, text)) {
            self.figure = figure;
        }
    }

    /// A choice from a vocabulary: the new choice, once one is made.
    pub fn choice<T: Term>(
        &mut self,
        ui: &mut Ui,
        named: Named<'_>,
        current: Option<T>,
    ) -> Option<Option<T>> {
        let take = std::mem::take(&mut self.take);
        fields::row(ui, named.caption, named.about, |ui| fields::choice(ui, named, current, take))
    }

    /// What stands under a field: what was suggested where it was changed, and its disputes, with a
    /// button for each value.
    pub fn disputes(&mut self, ui: &mut Ui, fields: &[&str]) {
        suggestion::under_field(ui, &self.figure, fields);
        for field in fields {
            disputes::of_field(ui, self.dossier, self.id, field, self.actions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analyst, Entry, EntryId, Words, Writer};
    use crate::view::inspector::text_field::tests::figure;

    fn with_figure() -> (Workspace, ItemId) {
        let id = EntryId { counter: 1, writer: Writer(1) };
        let edits = vec![Edit::add(Item::Figure(Box::new(figure())))];
        let entry = Entry { id, by: Analyst("Ada".into()), at: 0, edits };
        (Workspace::fold([entry]).0, ItemId { entry: id, place: 0 })
    }

    #[test]
    fn a_finished_draft_is_one_edit_of_one_field() {
        let (workspace, id) = with_figure();
        let made = edit(&workspace, id, "unit", 0, "deaths").unwrap();
        let Some(Edit::Set { item, to, .. }) = made else { panic!("{made:?}") };
        let expected = Figure { unit: Some(Words::typed("deaths")), ..figure() };
        assert_eq!((item, &*to), (id, &Item::Figure(Box::new(expected))));
    }

    #[test]
    fn a_draft_that_changes_nothing_makes_no_edit() {
        let (workspace, id) = with_figure();
        assert_eq!(edit(&workspace, id, "unit", 0, ""), Ok(None));
        assert_eq!(edit(&workspace, id, "link_name", 3, "AFP"), Ok(None));
        assert_eq!(edit(&workspace, ItemId::default(), "unit", 0, "deaths"), Ok(None));
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_refused() {
        let (workspace, id) = with_figure();
        assert!(edit(&workspace, id, "value", 0, "dozens").is_err());
    }
}
