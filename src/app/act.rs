//! Carrying out what the views asked for.

use std::path::Path;

use eframe::egui::{Context, ViewportCommand};

use super::App;
use crate::command::{Action, annotate, go, tag_hits, tagging};
use crate::dossier::{Dossier, Error};
use crate::model::{Analyst, Edit, EntryId, ItemId};
use crate::session::PathFor;

/// The steps of zooming in and out.
const ZOOM: f32 = 0.1;

impl App {
    pub(super) fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Commit(edits) => {
                self.commit(|_| edits);
            }
            Action::CommitAndSelect(edits) => self.commit_and_select(|_| edits),
            Action::TagAnew(tag, span) => {
                self.commit_and_select(|dossier| tagging::tag_and_passage(dossier.next_entry(), *tag, *span));
            }
            Action::TagAllAnew(tag, spans) => {
                self.commit(|dossier| tag_hits::tag_and_passages(dossier.next_entry(), *tag, spans));
            }
            Action::Run(command) => self.run(ctx, command),
            Action::Retract(entry) => self.retract(entry),
            Action::GoTo(item) => self.go_to(ctx, item),
            Action::Ask(purpose) => self.ask(purpose),
            Action::Use(purpose, path) => self.use_path(ctx, purpose, &path),
            Action::OpenDemonstration => self.open_demonstration(ctx),
            Action::SetAnalyst(name) => self.set_analyst(name),
            Action::Copy(text) => ctx.copy_text(text),
            Action::Zoom(step) => zoom(ctx, step),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
        ctx.request_repaint();
    }

    /// Commits edits as one entry; what stands in the way is said in the status bar.
    fn commit(&mut self, edits: impl FnOnce(&Dossier) -> Vec<Edit>) -> Option<EntryId> {
        let dossier = self.dossier.as_mut()?;
        let edits = edits(dossier);
        let outcome = dossier.commit(edits, (self.clock)());
        self.told(outcome)
    }

    fn told(&mut self, outcome: Result<Option<EntryId>, Error>) -> Option<EntryId> {
        match outcome {
            Ok(entry) => {
                self.session.now.message = None;
                entry
            }
            Err(error) => {
                self.say(error.to_string());
                None
            }
        }
    }

    /// Commits edits and selects the item that the first of them adds.
    fn commit_and_select(&mut self, edits: impl FnOnce(&Dossier) -> Vec<Edit>) {
        if let Some(entry) = self.commit(edits) {
            self.session.now.selected = Some(ItemId { entry, place: 0 });
            self.session.now.selection = None;
            self.session.now.outline = None;
        }
    }

    fn retract(&mut self, entry: EntryId) {
        let Some(dossier) = &mut self.dossier else { return };
        let outcome = dossier.retract(entry, (self.clock)());
        self.told(outcome);
    }

    /// Brings an item into view; while a relation waits for its other figure, that is the answer.
    fn go_to(&mut self, ctx: &Context, item: ItemId) {
        let Some(dossier) = &self.dossier else { return };
        if let Some(related) = annotate::answer_pick(dossier, &mut self.session, item) {
            related.into_iter().for_each(|action| self.carry_out(ctx, action));
        } else {
            let from = self.session.screen;
            go::show(dossier, &mut self.session, item);
            go::came_from(&mut self.session, from);
        }
    }

    fn set_analyst(&mut self, name: String) {
        if let Some(dossier) = &mut self.dossier {
            dossier.set_analyst(Analyst(name.clone()));
        }
        self.settings.analyst = name;
        self.keep_settings();
    }

    pub(super) fn use_path(&mut self, ctx: &Context, purpose: PathFor, path: &Path) {
        match purpose {
            PathFor::OpenFolder | PathFor::OpenFile => self.open(ctx, path),
            PathFor::Keep => self.keep_elsewhere(ctx, path),
            PathFor::Merge => self.merge(path),
            PathFor::ImportReference => self.read_reference(path),
            _ => self.export(purpose, path),
        }
    }

    fn merge(&mut self, path: &Path) {
        let bytes = match crate::handover::workspace_bytes(path) {
            Ok(bytes) => bytes,
            Err(message) => return self.say(message),
        };
        let Some(dossier) = &mut self.dossier else { return };
        let message = match dossier.merge(&bytes) {
            Ok(merged) => format!(
                "Merged: {} new entries, {} items in dispute, {} lines left out.",
                merged.entries, merged.disputed, merged.unreadable
            ),
            Err(error) => error.to_string(),
        };
        self.say(message);
    }
}

fn zoom(ctx: &Context, step: i8) {
    let now = ctx.zoom_factor();
    let next = if step == 0 { 1.0 } else { now + ZOOM * f32::from(step) };
    ctx.set_zoom_factor((next * 10.0).round().clamp(5.0, 30.0) / 10.0);
}
